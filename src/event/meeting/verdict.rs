//! What a later sentence tells of an encounter without naming it: "*It lasted* ten minutes", "She *cancelled* at the last
//! minute", "He asked for a meeting. He *got one* in July", "She *never replied*".
//!
//! Takes verbs, gives echoes: they change what was told, and tell of no encounter of their own.

use super::merge::Echo;
use super::party::parties_of;
use super::place::own_place;
use super::scene::Scene;
use super::time::{placed, time_of};
use crate::clause::{Factuality, Predicate, PredicateId, PredicateKind, Role, Tense};
use crate::entity::EntityType;
use crate::event::MeetingKind;
use jiff::civil::Date;

/// How many sentences back the encounter is that such a verb is about.
const REACH: u32 = 1;

/// What verb `id` tells of the encounter told before, if it tells of one.
pub fn told_after(scene: &Scene<'_>, id: PredicateId, publication: Option<Date>) -> Option<Echo> {
    let verb = scene.clauses.predicate(id);
    if verb.kind != PredicateKind::Verb {
        return None;
    }
    let echo = Echo {
        token: verb.token,
        kind: MeetingKind::Meeting,
        definite: true,
        parties: Vec::new(),
        place: None,
        when: None,
        cancelled: false,
        done: false,
        over: false,
        reach: REACH,
        resumed: None,
    };
    if lasts(scene, verb) {
        return Some(Echo { done: true, over: !super::begins(verb), reach: super::merge::ECHO_REACH, ..echo });
    }
    let parties: Vec<_> = verb
        .fillers(&Role::Subject)
        .flat_map(|subject| parties_of(scene, subject.token))
        .filter(|party| scene.entity_type(party.entity) == EntityType::Person)
        .map(|party| party.entity)
        .collect();
    if parties.is_empty() || verb.features.tense != Tense::Past || verb.features.modal.is_some() {
        return None;
    }
    if calls_off(scene, verb) || gives_no_answer(verb) {
        return Some(Echo { parties, cancelled: true, ..echo });
    }
    if gets_it(scene, verb) {
        let when = time_of(scene, id, None).map(|(_, time)| placed(time, publication, verb.factuality));
        let place = own_place(scene, id, &[]).map(|located| located.place);
        return Some(Echo { parties, done: true, over: true, place, when, ..echo });
    }
    None
}

/// "*It lasted* ten minutes", "*It took place* on Friday".
fn lasts(scene: &Scene<'_>, verb: &Predicate) -> bool {
    let it =
        verb.fillers(&Role::Subject).any(|subject| matches!(scene.form(subject.token), "It" | "it" | "They" | "they"));
    it && super::goes_on(scene, verb)
}

/// "cancelled", "called it off", "cried off": said of an encounter where nothing else is the object.
fn calls_off(scene: &Scene<'_>, verb: &Predicate) -> bool {
    let off = matches!(
        (verb.lemma.as_str(), verb.particle.as_deref()),
        ("cancel", None) | ("call" | "cry", Some("off")) | ("back" | "bow" | "pull", Some("out"))
    );
    let of_it = |form: &str| matches!(form, "it" | "that" | "them");
    let objects = verb.fillers(&Role::Object).all(|object| of_it(scene.form(object.token)));
    let elsewhere = verb.preposition("of").next().is_some() || verb.preposition("from").next().is_some();
    off && objects && !elsewhere && !verb.features.passive && verb.factuality == Factuality::Held
}

/// "never replied", "refused": to whom asked for an encounter.
fn gives_no_answer(verb: &Predicate) -> bool {
    let bare = !verb.has(&Role::Object) && !verb.has(&Role::Complement) && verb.arguments.len() < 3;
    bare && match verb.lemma.as_str() {
        "reply" | "respond" | "answer" | "agree" => verb.factuality == Factuality::Negated,
        "refuse" | "decline" => verb.factuality == Factuality::Held,
        _ => false,
    }
}

/// "He *got one* in July": what was asked for.
fn gets_it(scene: &Scene<'_>, verb: &Predicate) -> bool {
    matches!(verb.lemma.as_str(), "get" | "obtain" | "win" | "secure" | "receive")
        && verb.factuality == Factuality::Held
        && verb.fillers(&Role::Object).any(|object| matches!(scene.form(object.token), "one" | "it"))
}
