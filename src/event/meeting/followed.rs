//! Who comes after another: "Ode called on Brandt on Monday. *Kessler came on Tuesday*", "*followed* a day later", "*is due* on Friday".
//!
//! Takes a verb of coming that names no goal, gives the encounter of its subject with whom the one before called on, or who
//! received him. Where the sentence tells where to or to whom, or nobody was called on just before, nothing is given.

use super::bind::{Bound, Finding};
use super::draft::Draft;
use super::party::{Party, Reach};
use super::presence::parties_in;
use super::scene::Scene;
use crate::clause::{Factuality, Predicate, PredicateId, PredicateKind, Role, Source, Tense};
use crate::entity::{EntityId, EntityType};
use crate::nlp::TokenId;

/// How many sentences back the one who came first is told.
const REACH: u32 = 1;

/// The encounter of whoever comes after another, with the same host.
#[must_use]
pub fn complete<'r>(scene: &Scene<'r>, id: PredicateId) -> Option<Bound<'r>> {
    let verb = scene.clauses.predicate(id);
    if verb.kind != PredicateKind::Verb || !comes(scene, verb) || !is_goalless(scene, verb) {
        return None;
    }
    let status = how_far(scene, id, verb)?;
    let told = scene.last_told(verb.token, REACH)?;
    let host = told.host?;
    let guests = parties_in(scene, verb, &[Role::Subject]);
    let known = |party: &Party| told.sides.iter().flatten().any(|&one| one == party.entity);
    let person = |party: &Party| party.reach != Reach::Pronoun && scene.entity_type(party.entity) == EntityType::Person;
    if guests.is_empty() || guests.iter().any(known) || !guests.iter().all(person) {
        return None;
    }
    let rule = scene.rules.triggered_by(PredicateKind::Verb, "visit").next()?;
    let sides = vec![guests, vec![implied(host, verb.token)]];
    Some(Bound { rule, predicate: id, light: None, sides, finding: Finding::Unsaid, status: Some(status) })
}

/// "called on *Brandt*", "*Brandt* received Ode": the one person of `draft` at whom the other was.
#[must_use]
pub fn host_of(scene: &Scene<'_>, draft: &Draft) -> Option<EntityId> {
    let [first, second] = draft.sides.as_slice() else { return None };
    let side = match draft.derivation.rule.as_str() {
        rule if scene.in_words("rules-of-hosts", rule) => first,
        rule if scene.in_words("rules-of-callers", rule) => second,
        _ => return None,
    };
    match side.as_slice() {
        &[one] if draft.status == Factuality::Held && scene.entity_type(one) == EntityType::Person => Some(one),
        _ => None,
    }
}

/// "came", "followed", "is due".
fn comes(scene: &Scene<'_>, verb: &Predicate) -> bool {
    let due =
        verb.lemma == "be" && scene.analysis.dependents_by(verb.token, "acomp").any(|due| scene.form(due) == "due");
    // "came *on* Thursday" taken for "came on"
    let on_day = verb.particle.as_deref() == Some("on")
        && scene.analysis.dependents_by(verb.token, "prt").any(|on| scene.time_at(TokenId(on.0 + 1)).is_some());
    due || (verb.particle.is_none() || on_day) && matches!(verb.lemma.as_str(), "come" | "follow" | "arrive")
}

/// True if nothing but a day, or what the one who comes brings, is told beside the verb.
fn is_goalless(scene: &Scene<'_>, verb: &Predicate) -> bool {
    let after_it = scene.clauses.predicates.iter().any(|below| {
        below.governor.is_some_and(|(above, _)| scene.clauses.predicate(above).token == verb.token)
            && below.kind == PredicateKind::Verb
    });
    let of_time = |token: TokenId| {
        scene.time_at(token).is_some() || matches!(scene.token(token).entity.as_str(), "DATE" | "TIME")
    };
    let beside = verb.arguments.iter().all(|argument| match &argument.role {
        Role::Subject | Role::Time => true,
        Role::Preposition(name) if name == "with" => {
            scene.mention_headed_by(argument.token).is_none_or(|mention| mention.entities.is_empty())
        }
        Role::Complement => verb.lemma == "be",
        _ => of_time(argument.token),
    });
    let clause = scene.analysis.dependents(verb.token).iter().all(|&word| {
        !matches!(scene.token(word).deprel.as_str(), "xcomp" | "ccomp" | "advcl" | "dobj" | "neg")
            && (scene.token(word).deprel != "acomp" || scene.form(word) == "due" || of_time(word))
            && (scene.token(word).deprel != "advmod"
                || !matches!(scene.form(word), "forward" | "first" | "second" | "third" | "last" | "under" | "close"))
    });
    beside && clause && !after_it
}

/// How far the coming is told as real; none without a day.
fn how_far(scene: &Scene<'_>, id: PredicateId, verb: &Predicate) -> Option<Factuality> {
    let dated = super::time::own_time(scene, id).is_some();
    let status = match verb.features.tense {
        Tense::Past if verb.factuality == Factuality::Held && verb.lemma != "be" => Factuality::Held,
        Tense::Future if verb.factuality == Factuality::Planned => Factuality::Planned,
        Tense::Present if verb.lemma == "be" && verb.factuality != Factuality::Negated => Factuality::Planned,
        _ => return None,
    };
    dated.then_some(status)
}

const fn implied(entity: EntityId, token: TokenId) -> Party {
    Party { entity, token, reach: Reach::Description, source: Source::Implied, negated: false }
}
