//! What a later sentence tells of an encounter without naming it: "*It lasted* ten minutes", "She *cancelled* at the last
//! minute", "He asked for a meeting. He *got one* in July", "She *never replied*".
//!
//! Takes verbs, gives echoes: they change what was told, and tell of no encounter of their own.

use super::merge::Echo;
use super::party::parties_of;
use super::place::{named, own_place};
use super::scene::Scene;
use super::time::{placed, time_of};
use crate::clause::{Factuality, Predicate, PredicateId, PredicateKind, Role, Tense};
use crate::entity::{EntityId, EntityType};
use crate::event::MeetingKind;
use crate::nlp::TokenId;
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
        denied: false,
        wished: false,
        done: false,
        over: false,
        set: false,
        reach: REACH,
        resumed: None,
    };
    if goes_on_later(scene, id, verb) {
        let when = time_of(scene, id, None).map(|(_, time)| placed(time, publication, Factuality::Planned));
        let place = own_place(scene, id, &[]).map(|located| located.place);
        let resumed = Some(super::Stretch::new(scene, verb.token).span());
        return Some(Echo { kind: MeetingKind::Talks, place, when, resumed, ..echo });
    }
    if let Some(place) = venue_was(scene, id, verb) {
        return Some(Echo { place: Some(place), ..echo });
    }
    if fails(scene, verb) {
        return Some(Echo { cancelled: true, ..echo });
    }
    if lasts(scene, verb) {
        return Some(Echo { done: true, over: !super::begins(verb), reach: super::merge::ECHO_REACH, ..echo });
    }
    if verb.features.tense != Tense::Past || verb.features.modal.is_some() {
        return None;
    }
    let negated = verb.factuality == Factuality::Negated;
    if let Some(parties) = let_in(scene, verb) {
        return Some(Echo { parties, done: true, over: true, ..echo });
    }
    let gets = gets_it(scene, verb);
    let cancelled = calls_off(scene, verb)
        || gives_no_answer(verb)
        || does_not_come(verb)
        || sends_regrets(scene, verb)
        || gets && negated;
    // who the parties are is asked last: most verbs tell nothing of an encounter
    if !(cancelled || gets || may_turn_down(verb) || hands_out_time(verb)) {
        return None;
    }
    let parties: Vec<_> = verb
        .fillers(&Role::Subject)
        .flat_map(|subject| parties_of(scene, subject.token))
        .filter(|party| scene.entity_type(party.entity) == EntityType::Person)
        .map(|party| party.entity)
        .collect();
    if let Some(asked) = turned_down(scene, verb, &parties) {
        return Some(Echo { parties: asked, cancelled: true, wished: true, ..echo });
    }
    if let Some(parties) = gives_time(scene, verb, &parties) {
        return Some(Echo { parties, done: true, over: true, ..echo });
    }
    if parties.is_empty() {
        return None;
    }
    if cancelled {
        return Some(Echo { parties, cancelled: true, ..echo });
    }
    if gets {
        let when = time_of(scene, id, None).map(|(_, time)| placed(time, publication, verb.factuality));
        let place = own_place(scene, id, &[]).map(|located| located.place);
        return Some(Echo { parties, done: true, over: true, place, when, ..echo });
    }
    None
}

/// "*The venue was a hotel in Oslo*": where what was told before was.
fn venue_was(scene: &Scene<'_>, id: PredicateId, verb: &Predicate) -> Option<EntityId> {
    let venue = verb.lemma == "be"
        && verb.fillers(&Role::Subject).any(|subject| {
            scene.in_words("venues", &scene.lemma(subject.token))
                && super::is_definite(scene, subject.token)
                && scene.analysis.dependents_by(subject.token, "prep").next().is_none()
        });
    let told = || verb.fillers(&Role::Complement).find_map(|house| named(scene, house.token));
    venue.then(|| told().or_else(|| own_place(scene, id, &[]))).flatten().map(|located| located.place)
}

/// "*It lasted* ten minutes", "*It took place* on Friday".
fn lasts(scene: &Scene<'_>, verb: &Predicate) -> bool {
    let it =
        verb.fillers(&Role::Subject).any(|subject| matches!(scene.form(subject.token), "It" | "it" | "They" | "they"));
    it && super::goes_on(scene, verb)
}

/// "Talks between Ode and Brandt broke up. *They will resume* on Monday": the talks, or those who hold them.
fn goes_on_later(scene: &Scene<'_>, id: PredicateId, verb: &Predicate) -> bool {
    let they = verb.fillers(&Role::Subject).find(|subject| scene.form(subject.token).eq_ignore_ascii_case("they"));
    let planned = verb.factuality == Factuality::Planned && verb.lemma != "continue";
    they.is_some_and(|they| planned || starts_at(scene, id, they.token))
        && scene.in_words("resuming-verbs", &verb.lemma)
        && !verb.has(&Role::Object)
}

/// "*It never took place*", "It fell through", "It was called off".
fn fails(scene: &Scene<'_>, verb: &Predicate) -> bool {
    let of = if verb.features.passive { Role::Object } else { Role::Subject };
    let it = verb.fillers(&of).any(|subject| scene.form(subject.token).eq_ignore_ascii_case("it"));
    if !it || !matches!(verb.features.tense, Tense::Past) || verb.features.modal.is_some() {
        return false;
    }
    let takes_place = verb.lemma == "take" && verb.fillers(&Role::Object).any(|it| scene.lemma(it.token) == "place");
    let happens = takes_place
        || matches!(
            (verb.lemma.as_str(), verb.particle.as_deref()),
            ("happen" | "materialise" | "materialize" | "occur", None) | ("come", Some("off")) | ("go", Some("ahead"))
        )
        || verb.lemma == "go"
            && scene.analysis.dependents_by(verb.token, "advmod").any(|way| scene.form(way) == "ahead");
    if verb.factuality == Factuality::Negated {
        return happens;
    }
    let through = || scene.analysis.dependents(verb.token).iter().any(|&way| scene.form(way) == "through");
    verb.factuality == Factuality::Held
        && match (verb.lemma.as_str(), verb.particle.as_deref()) {
            ("cancel" | "scrap" | "abandon" | "shelve", None) | ("call", Some("off")) => verb.features.passive,
            ("fall", _) => through(),
            _ => false,
        }
}

/// "refused", "turned down", "did not grant".
fn refuses(verb: &Predicate) -> bool {
    match (verb.lemma.as_str(), verb.particle.as_deref()) {
        ("refuse" | "reject" | "rebuff" | "deny" | "ignore" | "decline" | "spurn" | "snub", None)
        | ("turn", Some("down" | "away"))
        | ("brush", Some("off" | "aside"))
        | ("put", Some("off")) => verb.factuality == Factuality::Held,
        ("grant" | "accept" | "answer" | "honor" | "honour", None) => verb.factuality == Factuality::Negated,
        _ => false,
    }
}

/// True for the verbs of [`turned_down`].
fn may_turn_down(verb: &Predicate) -> bool {
    refuses(verb) || verb.lemma == "tell" && verb.features.passive
}

/// True for the verbs of [`gives_time`].
fn hands_out_time(verb: &Predicate) -> bool {
    matches!(verb.lemma.as_str(), "give" | "grant" | "spare" | "allow" | "get" | "receive" | "secure")
        && verb.factuality == Factuality::Held
}

/// "The *request was refused*", "He *turned her down*", "She *was told there was no room*": what came of asking for an encounter;
/// those whom the answer names.
fn turned_down(scene: &Scene<'_>, verb: &Predicate, subjects: &[EntityId]) -> Option<Vec<EntityId>> {
    let people = |role: &Role| -> Vec<EntityId> {
        let parties = verb.fillers(role).flat_map(|argument| parties_of(scene, argument.token));
        parties.map(|party| party.entity).filter(|&id| scene.entity_type(id) == EntityType::Person).collect()
    };
    let refuses = refuses(verb);
    if refuses {
        let asked_for = verb.fillers(&Role::Object).any(|object| {
            scene.in_words("overtures", &scene.lemma(object.token)) && super::is_definite(scene, object.token)
        });
        if asked_for {
            return Some(Vec::new());
        }
        let rebuffs = matches!(verb.lemma.as_str(), "turn" | "rebuff" | "spurn" | "snub" | "brush" | "put");
        let objects = if rebuffs && !verb.features.passive { people(&Role::Object) } else { Vec::new() };
        let one = subjects.first().filter(|_| !objects.is_empty())?;
        return Some(objects.into_iter().chain([*one]).collect());
    }
    // "was told *there was none*, *no room*, that he was *too busy*"
    let told = verb.lemma == "tell" && verb.features.passive;
    let told = if told { [people(&Role::Object), people(&Role::IndirectObject)].concat() } else { Vec::new() };
    let none = || {
        scene.analysis.dependents_by(verb.token, "ccomp").any(|below| {
            let there = scene.analysis.dependents_by(below, "expl").next().is_some();
            let nothing = scene.analysis.dependents_by(below, "attr").any(|attr| {
                scene.lemma(attr) == "none"
                    || scene.analysis.dependents_by(attr, "det").any(|word| scene.form(word).eq_ignore_ascii_case("no"))
            });
            let busy = scene.analysis.dependents_by(below, "acomp").any(|word| is_busy(scene, word));
            there && nothing || busy
        })
    };
    (!told.is_empty() && none()).then_some(told)
}

/// "He *gave her ten minutes*", "She *got half an hour*".
fn gives_time(scene: &Scene<'_>, verb: &Predicate, subjects: &[EntityId]) -> Option<Vec<EntityId>> {
    let gets = matches!(verb.lemma.as_str(), "get" | "receive" | "secure");
    if !hands_out_time(verb) || subjects.is_empty() {
        return None;
    }
    let time = verb.arguments.iter().any(|argument| {
        matches!(argument.role, Role::Object | Role::Time)
            && matches!(scene.lemma(argument.token).as_str(), "hour" | "minute" | "audience" | "appointment")
            && scene.analysis.dependents_by(argument.token, "prep").next().is_none()
    });
    let others = verb.fillers(&Role::IndirectObject).flat_map(|hearer| parties_of(scene, hearer.token));
    let others: Vec<_> = others.map(|party| party.entity).collect();
    let fits = time && (gets || !others.is_empty());
    fits.then(|| subjects.iter().copied().chain(others).collect())
}

/// "was to see Brandt. *She was ushered in* at noon": who comes to be seen is let in to whom she came for.
fn let_in(scene: &Scene<'_>, verb: &Predicate) -> Option<Vec<EntityId>> {
    let into = verb.particle.as_deref() == Some("in")
        || verb.preposition("into").next().is_some()
        || ["advmod", "prt", "prep"]
            .iter()
            .any(|dep| scene.analysis.dependents_by(verb.token, dep).any(|word| scene.form(word) == "in"));
    let shown = verb.features.passive && verb.factuality == Factuality::Held && into;
    if !shown || !scene.in_words("ushering-verbs", &verb.lemma) {
        return None;
    }
    let guests = verb.fillers(&Role::Object).flat_map(|guest| parties_of(scene, guest.token));
    let people: Vec<EntityId> =
        guests.map(|party| party.entity).filter(|&id| scene.entity_type(id) == EntityType::Person).collect();
    (!people.is_empty()).then_some(people)
}

/// "*There was no meeting*", "*No such visit* took place": that there was one at all is denied.
pub fn is_denied(scene: &Scene<'_>, noun: &Predicate) -> bool {
    let none = scene.analysis.dependents_by(noun.token, "det").any(|no| scene.form(no).eq_ignore_ascii_case("no"));
    let bare = noun.arguments.iter().all(|argument| match &argument.role {
        Role::Preposition(name) => {
            !matches!(name.as_str(), "of" | "on" | "about" | "over" | "with" | "between" | "among" | "for")
        }
        Role::Compound | Role::Possessor => false,
        _ => true,
    });
    let told = noun.governor.is_some_and(|(above, _)| {
        let features = scene.clauses.predicate(above).features;
        (features.tense == Tense::Past || features.perfect) && features.modal.is_none()
    });
    let face_to_face = scene.in_words("meetings", &noun.lemma)
        || scene.in_words("calls", &noun.lemma)
        || scene.in_words("meals", &noun.lemma)
        || scene.in_words("visits", &noun.lemma);
    none && bare && told && face_to_face
}

/// "cancelled", "called it off", "cried off": said of an encounter where nothing else is the object.
fn calls_off(scene: &Scene<'_>, verb: &Predicate) -> bool {
    let off = matches!(
        (verb.lemma.as_str(), verb.particle.as_deref()),
        ("cancel", None) | ("call" | "cry" | "beg", Some("off")) | ("back" | "bow" | "pull" | "drop", Some("out"))
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

/// "He *did not come*", "never *showed up*".
fn does_not_come(verb: &Predicate) -> bool {
    let comes =
        matches!((verb.lemma.as_str(), verb.particle.as_deref()), ("come", None) | ("show" | "turn", Some("up")));
    comes && verb.factuality == Factuality::Negated && !verb.has(&Role::Object) && verb.arguments.len() < 3
}

/// "He *got one* in July": what was asked for.
fn gets_it(scene: &Scene<'_>, verb: &Predicate) -> bool {
    matches!(verb.lemma.as_str(), "get" | "obtain" | "win" | "secure" | "receive")
        && matches!(verb.factuality, Factuality::Held | Factuality::Negated)
        && verb.fillers(&Role::Object).any(|object| matches!(scene.form(object.token), "one" | "it"))
}

/// "*sent her apologies*", "sent her deputy *instead*", "said she was *too busy*": she does not come.
fn sends_regrets(scene: &Scene<'_>, verb: &Predicate) -> bool {
    if verb.factuality != Factuality::Held {
        return false;
    }
    let says = matches!(verb.lemma.as_str(), "say" | "tell" | "reply" | "answer" | "respond");
    let busy = || {
        scene.analysis.dependents_by(verb.token, "ccomp").any(|state| {
            scene.analysis.dependents_by(state, "nsubj").any(|she| matches!(scene.form(she), "he" | "she" | "they"))
                && scene.analysis.dependents_by(state, "acomp").any(|word| is_busy(scene, word))
        })
    };
    let regrets =
        |token: TokenId| matches!(scene.lemma(token).as_str(), "apology" | "apologies" | "regret" | "regrets");
    let instead = || scene.analysis.dependents_by(verb.token, "advmod").any(|word| scene.lemma(word) == "instead");
    verb.lemma == "send" && (verb.fillers(&Role::Object).any(|object| regrets(object.token)) || instead())
        || says && busy()
}

/// "too busy", "unwell": for an encounter.
fn is_busy(scene: &Scene<'_>, word: TokenId) -> bool {
    matches!(scene.lemma(word).as_str(), "busy" | "unavailable" | "unwell" | "ill" | "indisposed")
}

/// "the talks *resume on Monday*": when the encounter `noun` is to start is told in the present.
pub fn is_on_timetable(scene: &Scene<'_>, noun: &Predicate) -> bool {
    if noun.governor.is_some_and(|(above, _)| starts_at(scene, above, noun.token)) {
        return true;
    }
    // "were adjourned and *resume on Monday*"; the tagger takes "resume", "start" after a noun for nouns
    let above =
        scene.analysis.head(noun.token).filter(|_| scene.token(noun.token).deprel.as_str().starts_with("nsubj"));
    let mut verbs = above.into_iter().flat_map(|verb| {
        let own = Some(verb).filter(|_| scene.token(noun.token).deprel == "nsubj");
        own.into_iter().chain(scene.analysis.dependents_by(verb, "conj"))
    });
    verbs.any(|verb| is_timetable_verb(scene, verb))
}

/// "*resume on Monday*", "*start* next week", whatever the tagger takes it for.
fn is_timetable_verb(scene: &Scene<'_>, verb: TokenId) -> bool {
    if !matches!(scene.token(verb).tag.as_str(), "NN" | "VB" | "VBP") {
        return false;
    }
    let lemma = scene.lemma(verb);
    let starts = matches!(lemma.as_str(), "begin" | "start" | "open") || scene.in_words("resuming-verbs", &lemma);
    let next = [verb.0 + 1, verb.0 + 2].map(TokenId);
    let bare = scene.analysis.dependents_by(verb, "aux").next().is_none();
    let in_reach = |token: &TokenId| token.index() < scene.analysis.tokens.len();
    starts
        && bare
        && lemma != "continue"
        && next.iter().filter(|token| in_reach(token)).any(|&token| scene.time_at(token).is_some())
}

/// "The visit *was struck from the programme*".
pub fn is_struck(scene: &Scene<'_>, noun: &Predicate) -> bool {
    noun.governor.is_some_and(|(above, _)| {
        let verb = scene.clauses.predicate(above);
        matches!(verb.lemma.as_str(), "strike" | "remove" | "delete" | "drop" | "vanish" | "disappear" | "cut")
            && verb.factuality == Factuality::Held
            && verb.preposition("from").any(|list| scene.in_words("schedules", &scene.lemma(list.token)))
    })
}

/// True if verb `id` says in the present when encounter `noun` starts or goes on: "the talks *resume on Monday*".
fn starts_at(scene: &Scene<'_>, id: PredicateId, noun: TokenId) -> bool {
    let verb = scene.clauses.predicate(id);
    let features = verb.features;
    features.tense == Tense::Present
        && !features.perfect
        && !features.progressive
        && !features.habitual
        && (super::begins(verb) || verb.lemma != "continue" && scene.in_words("resuming-verbs", &verb.lemma))
        && verb.fillers(&Role::Subject).any(|subject| subject.token == noun)
        && super::time::own_time(scene, id).is_some()
}
