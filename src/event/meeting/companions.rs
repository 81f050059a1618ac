//! Companions: those who come along stand on the side of the one they come with.

use super::bind::Bound;
use super::party::{Party, parties_of};
use super::scene::Scene;
use crate::clause::{Argument, Predicate, PredicateKind, Role};
use crate::nlp::TokenId;

/// `sides` with the companions that the clause names: "along with an aide", "joined by", "flanked by".
#[must_use]
pub fn join(scene: &Scene<'_>, bound: &Bound<'_>, sides: &[Vec<Party>]) -> Vec<Vec<Party>> {
    let mut joined = sides.to_vec();
    by_preposition(scene, bound, &mut joined);
    by_verb(scene, bound, &mut joined);
    beside_subject(scene, bound, &mut joined);
    joined
}

/// "Ode, *with her deputy Holm*, met Brandt": who stands with the subject before the verb.
fn beside_subject(scene: &Scene<'_>, bound: &Bound<'_>, sides: &mut [Vec<Party>]) {
    for argument in before_verb(scene, scene.clauses.predicate(bound.predicate)) {
        for party in parties_of(scene, argument.token) {
            add(sides, argument.token, Party { source: argument.source, ..party });
        }
    }
}

/// The phrases with "with" between the subject and the verb.
pub fn before_verb<'a>(
    scene: &'a Scene<'_>,
    verb: &'a crate::clause::Predicate,
) -> impl Iterator<Item = &'a Argument> + 'a {
    let first = verb.fillers(&Role::Subject).map(|subject| subject.token).min();
    verb.preposition("with").filter(move |argument| {
        let between = first.is_some_and(|subject| subject < argument.token) && argument.token < verb.token;
        between && verb.kind == PredicateKind::Verb && scene.analysis.head(argument.token).is_some()
    })
}

/// "along with", "together with", and what the rule itself calls companions.
fn by_preposition(scene: &Scene<'_>, bound: &Bound<'_>, sides: &mut [Vec<Party>]) {
    let of_rule = |role: &Role| bound.rule.companions.iter().any(|companion| companion.role == *role);
    let usual = |role: &Role| matches!(role, Role::Preposition(name) if scene.in_words("companion-prepositions", name));
    let ids = std::iter::once(bound.predicate).chain(bound.light);
    for id in ids {
        let predicate = scene.clauses.predicate(id);
        let with_him = |argument: &Argument| {
            of_rule(&argument.role) || usual(&argument.role) || stands_before(predicate, argument)
        };
        for argument in predicate.arguments.iter().filter(|argument| with_him(argument)) {
            for party in parties_of(scene, argument.token) {
                add(sides, argument.token, Party { source: argument.source, ..party });
            }
        }
    }
}

/// "Ode, *with her aide Holm*, sat down with Brandt": of two such phrases the one before the word is of those who come along.
#[must_use]
pub fn stands_before(predicate: &Predicate, argument: &Argument) -> bool {
    let is_with = |argument: &Argument| matches!(&argument.role, Role::Preposition(name) if name == "with");
    is_with(argument)
        && argument.token < predicate.token
        && predicate.arguments.iter().any(|other| is_with(other) && other.token > predicate.token)
        && predicate.fillers(&Role::Subject).any(|subject| subject.token < argument.token)
}

/// "Ode, accompanied by her aide Holm, met Brandt"; "Ode was joined by Holm at the talks with Brandt".
fn by_verb(scene: &Scene<'_>, bound: &Bound<'_>, sides: &mut [Vec<Party>]) {
    let trigger = scene.clauses.predicate(bound.predicate).token;
    let sentence = scene.token(trigger).sentence;
    let first = scene.clauses.predicates.partition_point(|predicate| scene.token(predicate.token).sentence < sentence);
    for predicate in &scene.clauses.predicates[first..] {
        if scene.token(predicate.token).sentence != sentence {
            break;
        }
        let accompanies = predicate.kind == PredicateKind::Verb
            && predicate.features.passive
            && scene.in_words("companion-verbs", &predicate.lemma);
        if !accompanies {
            continue;
        }
        let host = predicate.fillers(&Role::Object).flat_map(|object| parties_of(scene, object.token)).next();
        let Some(host) = host else { continue };
        let Some(side) = sides.iter_mut().find(|side| side.iter().any(|party| party.entity == host.entity)) else {
            continue;
        };
        let mut companions: Vec<Party> =
            predicate.fillers(&Role::Subject).flat_map(|subject| parties_of(scene, subject.token)).collect();
        side.append(&mut companions);
        one_place_each(sides);
    }
}

/// Adds a companion to the side whose party stands nearest before it, else to the first.
fn add(sides: &mut [Vec<Party>], token: TokenId, companion: Party) {
    if sides.iter().flatten().any(|party| party.entity == companion.entity) {
        return;
    }
    let nearest = |side: &Vec<Party>| side.iter().map(|party| party.token).filter(|&before| before < token).max();
    let best = (0..sides.len()).max_by_key(|&index| (nearest(&sides[index]), std::cmp::Reverse(index)));
    if let Some(side) = best.and_then(|index| sides.get_mut(index)) {
        side.push(companion);
    }
}

/// Drops a party that already stands on an earlier side or earlier on its own.
fn one_place_each(sides: &mut [Vec<Party>]) {
    let mut seen = Vec::new();
    for side in sides {
        side.retain(|party| {
            let new = !seen.contains(&party.entity);
            seen.push(party.entity);
            new
        });
    }
}
