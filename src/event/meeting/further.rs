//! Further encounters of those who met before: "*a second conversation* is planned", "a new round will open", "a meeting *is set
//! for May*", "urged both sides to *return to the talks*".
//!
//! Takes the word for an encounter that names nobody, gives the sides of the one told last before it. Where the word or what
//! stands beside it names others, nobody is given.

use super::bind::{Bound, Finding};
use super::party::{Party, Reach, parties_of};
use super::scene::{Scene, Told};
use super::understood::Sides;
use crate::clause::{Factuality, Predicate, PredicateId, PredicateKind, Role, Source, Tense};
use crate::entity::{EntityId, EntityType};
use crate::event::MeetingKind;
use crate::event::rules::Rule;
use crate::nlp::TokenId;

/// How many sentences back those are told who meet once more.
const ONCE_MORE_REACH: u32 = 2;

/// How many sentences back talks are told to which those who left them may return.
const RETURN_REACH: u32 = 4;

/// The further encounter that noun `id` names by `rule`.
#[must_use]
pub fn complete<'r>(scene: &Scene<'r>, id: PredicateId, rule: &'r Rule) -> Option<Bound<'r>> {
    let noun = scene.clauses.predicate(id);
    let verb = noun.governor.map(|(above, _)| scene.clauses.predicate(above))?;
    if noun.kind != PredicateKind::Noun || verb.kind != PredicateKind::Verb || has_matter(scene, noun) {
        return None;
    }
    let (told, status) = set_next(scene, noun, verb).or_else(|| returned_to(scene, noun, verb))?;
    let sides = again(told, noun.token);
    Some(Bound { rule, predicate: id, light: None, sides, finding: Finding::Again, status: Some(status) })
}

/// "Ode and Brandt spoke on Sunday. *A meeting is planned* for May": told in the sentence before.
fn set_next<'s>(scene: &'s Scene<'_>, noun: &Predicate, verb: &Predicate) -> Option<(&'s Told, Factuality)> {
    let one = scene.analysis.dependents_by(noun.token, "det").any(|word| matches!(scene.form(word), "A" | "a"));
    let set = scene.in_words("scheduling-verbs", &verb.lemma)
        && verb.features.passive
        && verb.factuality != Factuality::Negated
        && verb.fillers(&Role::Object).any(|object| object.token == noun.token);
    // "*the next session is on Thursday*"
    let next = scene.analysis.dependents_by(noun.token, "amod").any(|word| scene.form(word) == "next");
    let dated = next
        && noun.governor.is_some_and(|(above, _)| super::time::own_time(scene, above).is_some())
        && (matches!(verb.features.tense, Tense::Future)
            || verb.features.tense == Tense::Present && verb.lemma == "be")
        && verb.factuality != Factuality::Negated
        && verb.fillers(&Role::Subject).any(|subject| subject.token == noun.token);
    let told = scene.last_told(noun.token, 1).filter(|_| one && set || dated)?;
    let before = told.sentence < scene.token(noun.token).sentence;
    let fits =
        before && told.status == Factuality::Held && told.sides.len() == 2 && !names_strangers(scene, verb, told);
    fits.then_some((told, Factuality::Planned))
}

/// "urged the union to *return to negotiations*": those who held them before.
fn returned_to<'s>(scene: &'s Scene<'_>, noun: &Predicate, verb: &Predicate) -> Option<(&'s Told, Factuality)> {
    let returns = matches!(verb.lemma.as_str(), "return" | "resume" | "rejoin" | "restart" | "reopen" | "go")
        && (verb.lemma != "go" || verb.particle.as_deref() == Some("back"));
    let open = matches!(verb.factuality, Factuality::Possible | Factuality::Planned);
    let formal = scene.in_words("formal-talks", &noun.lemma);
    let told = scene.last_told(noun.token, RETURN_REACH).filter(|_| returns && open && formal)?;
    let held = told.status == Factuality::Held && told.sides.len() == 2 && told.kind != MeetingKind::Call;
    (held && !names_strangers(scene, verb, told)).then_some((told, verb.factuality))
}

/// True if the verb has a party that was not told before.
fn names_strangers(scene: &Scene<'_>, verb: &Predicate, told: &Told) -> bool {
    let known = |party: &Party| told.sides.iter().flatten().any(|&id| id == party.entity);
    verb.arguments
        .iter()
        .filter(|argument| matches!(argument.role, Role::Subject | Role::Object | Role::Preposition(_)))
        .any(|argument| {
            let parties = parties_of(scene, argument.token);
            let at_place = |party: &Party| {
                scene.entity_type(party.entity) == EntityType::Place && matches!(argument.role, Role::Preposition(_))
            };
            !parties.iter().all(|party| known(party) || at_place(party))
        })
}

/// True if the noun says whose or about what the encounter is, so that it may be another.
fn has_matter(scene: &Scene<'_>, noun: &Predicate) -> bool {
    let said = noun.arguments.iter().any(|argument| match &argument.role {
        Role::Possessor => scene.time_at(argument.token).is_none(),
        Role::Preposition(name) => match name.as_str() {
            "with" | "between" | "among" | "of" | "involving" | "by" | "hosted by" | "attended by" => true,
            "on" | "about" | "over" => scene.time_at(argument.token).is_none(),
            _ => false,
        },
        _ => false,
    });
    let other = || {
        scene.analysis.dependents(noun.token).iter().any(|&word| {
            let deprel = scene.token(word).deprel.as_str();
            matches!(deprel, "nmod" | "poss" | "nummod" | "relcl")
                || deprel == "compound" && scene.time_at(word).is_none()
                || deprel == "amod" && scene.form(word).starts_with(char::is_uppercase)
        })
    };
    said || other()
}

fn again(told: &Told, token: TokenId) -> Sides {
    told.sides.iter().map(|side| side.iter().map(|&entity| implied(entity, token)).collect()).collect()
}

const fn implied(entity: EntityId, token: TokenId) -> Party {
    Party { entity, token, reach: Reach::Description, source: Source::Implied, negated: false }
}

/// "The talks *will resume* in Oslo", "were adjourned and *resume on Monday*": told to go on later.
#[must_use]
pub fn is_resumed(scene: &Scene<'_>, noun: &Predicate) -> bool {
    if !scene.in_words("formal-talks", &noun.lemma) {
        return false;
    }
    if super::verdict::is_on_timetable(scene, noun) {
        return true;
    }
    let Some(sentence) = scene.analysis.sentences.get(scene.token(noun.token).sentence as usize) else { return false };
    scene.clauses.predicates_in(sentence).iter().any(|verb| {
        scene.in_words("resuming-verbs", &verb.lemma)
            && verb.factuality == Factuality::Planned
            && verb.fillers(&Role::Subject).any(|subject| subject.token == noun.token)
    })
}

/// "*a second conversation* is planned", "repeated the offer at *another meeting*": of those who met before.
#[must_use]
pub fn once_more(scene: &Scene<'_>, id: PredicateId, noun: &Predicate) -> Option<Sides> {
    let last = scene.last_told(noun.token, ONCE_MORE_REACH);
    let own = noun.arguments.iter().any(|argument| match &argument.role {
        Role::Possessor => scene.time_at(argument.token).is_none(),
        Role::Compound => scene.mention_headed_by(argument.token).is_some(),
        Role::Preposition(name) => {
            let whose = matches!(
                name.as_str(),
                "with" | "between" | "among" | "of" | "for" | "involving" | "hosted by" | "attended by" | "by"
            );
            // "pencilled in *for Zell*", "scrapped *by Ode*"
            let others = parties_of(scene, argument.token);
            let told = |party: &Party| {
                scene.entity_type(party.entity) == EntityType::Place && name == "for"
                    || last.is_some_and(|told| told.sides.iter().flatten().any(|&known| known == party.entity))
            };
            let of_them = !others.is_empty() && others.iter().all(told);
            whose && !of_them && scene.time_at(argument.token).is_none()
        }
        _ => false,
    });
    let dependents = scene.analysis.dependents(noun.token);
    let repeated = dependents.iter().any(|&word| {
        matches!(scene.token(word).deprel.as_str(), "amod" | "det") && scene.in_words("once-more", &scene.lemma(word))
    });
    if own || !repeated {
        return None;
    }
    let told = last.filter(|told| told.sides.len() == 2)?;
    let known = |entity: EntityId| told.sides.iter().flatten().any(|&other| other == entity);
    let mut verbs = scene.clauses.governors(id).map(|(above, _)| scene.clauses.predicate(above)).take(2);
    let strangers = verbs.any(|verb| {
        verb.fillers(&Role::Subject).any(|subject| {
            let parties = parties_of(scene, subject.token);
            subject.token != noun.token
                && (parties.iter().any(|party| !known(party.entity))
                    || parties.is_empty()
                        && !scene.in_words("wishing-verbs", &verb.lemma)
                        && scene.token(subject.token).pos != "PRON"
                        && verb.kind == PredicateKind::Verb)
        })
    });
    let again = |side: &Vec<EntityId>| side.iter().map(|&entity| implied(entity, noun.token)).collect();
    // "A mediator rang both sides in the hope of *a fresh meeting*": of those two
    let rung = told.sides.iter().find(|side| side.len() == 2 && told.kind == MeetingKind::Call);
    if let Some(both) = rung.filter(|_| !scene.in_words("calls", &noun.lemma)) {
        return Some(both.iter().map(|&entity| vec![implied(entity, noun.token)]).collect());
    }
    (!strangers).then(|| told.sides.iter().map(again).collect())
}

/// How many sentences back talks are told that have a next round.
const ROUND_REACH: u32 = 3;

/// "Talks between the union and Norbank broke down. *A new round* will open in Zell": of those who held the one before.
#[must_use]
pub fn next_round(scene: &Scene<'_>, noun: &Predicate) -> Option<Vec<Vec<Party>>> {
    if noun.kind != PredicateKind::Noun || noun.lemma != "round" {
        return None;
    }
    let further = scene.analysis.dependents_by(noun.token, "amod").any(|word| {
        let lemma = scene.lemma(word);
        scene.in_words("once-more", &lemma) || matches!(lemma.as_str(), "new" | "next" | "final" | "fourth" | "fifth")
    });
    let of_others = noun.arguments.iter().any(|argument| match &argument.role {
        Role::Possessor | Role::Compound => true,
        Role::Preposition(name) => match name.as_str() {
            "of" => !scene.in_words("formal-talks", &scene.lemma(argument.token)),
            "with" | "between" | "among" | "for" => true,
            _ => false,
        },
        _ => false,
    });
    let told = scene.last_told(noun.token, ROUND_REACH).filter(|told| told.kind == MeetingKind::Talks)?;
    let party = |&entity: &EntityId| Party {
        entity,
        token: noun.token,
        reach: Reach::Description,
        source: Source::Implied,
        negated: false,
    };
    let again = told.sides.iter().map(|side| side.iter().map(party).collect());
    (further && !of_others).then(|| again.collect())
}
