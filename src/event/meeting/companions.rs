//! Companions: those who come along stand on the side of the one they come with.

use super::bind::Bound;
use super::party::{Party, Reach, parties_of};
use super::scene::Scene;
use crate::clause::{Argument, Predicate, PredicateKind, Role};
use crate::entity::{EntityId, EntityType};
use crate::event::rules::Outcome;
use crate::nlp::TokenId;

/// `sides` with the companions that the clause names: "along with an aide", "joined by", "flanked by".
#[must_use]
pub fn join(scene: &Scene<'_>, bound: &Bound<'_>, sides: &[Vec<Party>]) -> Vec<Vec<Party>> {
    let mut joined = sides.to_vec();
    by_preposition(scene, bound, &mut joined);
    by_verb(scene, bound, &mut joined);
    joined
}

/// "along with", "together with", and what the rule itself calls companions.
fn by_preposition(scene: &Scene<'_>, bound: &Bound<'_>, sides: &mut Vec<Vec<Party>>) {
    let of_rule = |role: &Role| bound.rule.companions.iter().any(|companion| companion.role == *role);
    let usual = |role: &Role| matches!(role, Role::Preposition(name) if scene.in_words("companion-prepositions", name));
    let ids = std::iter::once(bound.predicate).chain(bound.light);
    for id in ids {
        let predicate = scene.clauses.predicate(id);
        let with_him = |argument: &Argument| {
            of_rule(&argument.role) || usual(&argument.role) || stands_before(scene, predicate, argument)
        };
        for party in predicate.arguments.iter().flat_map(|argument| in_presence(scene, argument)) {
            let person = scene.entity_type(party.entity) == EntityType::Person;
            if person && sides.iter().flatten().all(|known| known.entity != party.entity) {
                sides.push(vec![party]);
            }
        }
        for argument in predicate.arguments.iter().filter(|argument| with_him(argument)) {
            // "Ode and Brandt met, *along with Holm*", "Ode met Brandt, *with Holm in the chair*": with neither of them
            let of_none = usual(&argument.role) && met_each_other(bound) || is_in_chair(scene, argument.token);
            for party in parties_of(scene, argument.token) {
                let party = Party { source: argument.source, ..party };
                match of_none && !stands_with(scene, sides, &party) {
                    true => sides.push(vec![party]),
                    false => add(scene, sides, argument.token, party),
                }
            }
        }
    }
}

/// True if those on each side are told by one phrase: "*Ode and Brandt* met".
fn met_each_other(bound: &Bound<'_>) -> bool {
    matches!(&bound.rule.outcome, Outcome::Meeting { sides, .. } if sides.iter().any(|side| side.each))
}

/// True if `party` comes with somebody who is on one of the `sides`: as "*her* aide", or as one of the same body or country.
fn stands_with(scene: &Scene<'_>, sides: &[Vec<Party>], party: &Party) -> bool {
    let all = || sides.iter().flatten();
    let owned = owner_of(scene, party.token).is_some_and(|owner| all().any(|known| known.entity == owner));
    let bodies = |entity: &EntityId| scene.affiliations().get(entity).map_or(&[][..], Vec::as_slice);
    let shares = |known: &Party| bodies(&known.entity).iter().any(|body| bodies(&party.entity).contains(body));
    owned || all().any(|known| known.entity == party.entity) || all().filter(|known| shares(known)).count() == 1
}

/// "The mayor told Ode that it was over. *The two met with the mayor's deputy*, Holm": whoever is of one of the two came along with that
/// one, and those two met each other.
pub fn part_with_aide(scene: &Scene<'_>, sides: &mut Vec<Vec<Party>>) {
    let [two, others] = &mut sides[..] else { return };
    let (&[one, other], &[aide]) = (&two[..], &others[..]) else { return };
    let counted = matches!(scene.lemma(one.token).as_str(), "two" | "pair" | "duo");
    let apart = one.token == other.token && one.reach == Reach::Description && counted;
    let bodies = |party: &Party| scene.affiliations().get(&party.entity).map_or(&[][..], Vec::as_slice);
    // "*the council's* chief executive, Holm": of the one council that one of them is of
    let owner = |name: &str| {
        let described = scene.analysis.head(aide.token).filter(|_| scene.token(aide.token).deprel == "appos");
        let nouns = [Some(aide.token), described].into_iter().flatten();
        let mut owners = nouns.flat_map(|noun| scene.analysis.dependents_by(noun, "poss"));
        owners.any(|owner| name.rsplit(' ').next().is_some_and(|last| last.eq_ignore_ascii_case(&scene.lemma(owner))))
    };
    let named = |body: &EntityId| scene.entities.entities.get(body.0 as usize).is_some_and(|body| owner(&body.name));
    let shares = |party: &Party| bodies(party).iter().any(|body| bodies(&aide).contains(body) || named(body));
    let (first, second) = match (apart, shares(&one), shares(&other)) {
        (true, true, false) => (vec![one, aide], vec![other]),
        (true, false, true) => (vec![one], vec![other, aide]),
        _ => return,
    };
    *sides = vec![first, second];
}

/// "in the company *of Holm*", "under the chairmanship *of Holm*": those who are there with both.
fn in_presence(scene: &Scene<'_>, argument: &Argument) -> Vec<Party> {
    let there = match &argument.role {
        Role::Preposition(name) if name == "in" => scene.form(argument.token) == "company",
        Role::Preposition(name) if name == "under" => {
            matches!(scene.form(argument.token), "chairmanship" | "chair" | "presidency")
        }
        _ => false,
    };
    let of = scene.analysis.dependents_by(argument.token, "prep").filter(|&of| there && scene.form(of) == "of");
    of.flat_map(|of| scene.analysis.dependents_by(of, "pobj")).flat_map(|one| parties_of(scene, one)).collect()
}

/// "with Holm *in the chair*", "with Holm *presiding*", "with Holm *as interpreter*".
fn is_in_chair(scene: &Scene<'_>, person: TokenId) -> bool {
    let mut end = scene.analysis.subtree(person).end;
    if scene.analysis.tokens.get(end as usize).is_some_and(|comma| comma.span.slice(scene.body) == ",") {
        end += 1;
    }
    let form = |at: u32| scene.analysis.tokens.get(at as usize).map_or("", |token| token.span.slice(scene.body));
    form(end) == "in" && form(end + 1) == "the" && form(end + 2) == "chair"
        || matches!(form(end), "presiding" | "chairing" | "moderating")
        || form(end) == "as" && matches!(form(end + 1), "interpreter" | "chairman" | "chair" | "moderator" | "witness")
}

/// "Ode, *with her aide Holm*, sat down with Brandt", "met Brandt": where the word has its other side, the phrase before it is of
/// those who come along.
#[must_use]
pub fn stands_before(scene: &Scene<'_>, predicate: &Predicate, argument: &Argument) -> bool {
    let is_with = |argument: &Argument| matches!(&argument.role, Role::Preposition(name) if name == "with");
    is_with(argument)
        && argument.token < predicate.token
        && predicate.fillers(&Role::Subject).any(|subject| subject.token < argument.token)
        && predicate.arguments.iter().any(|other| {
            let whom = || other.role == Role::Object && !parties_of(scene, other.token).is_empty();
            other.token > predicate.token && (is_with(other) || whom())
        })
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

/// Adds a companion to the side of whose he is ("with *her* aide"), else to that whose party stands nearest before it, else to
/// the first.
fn add(scene: &Scene<'_>, sides: &mut Vec<Vec<Party>>, token: TokenId, companion: Party) {
    if sides.iter().flatten().any(|party| party.entity == companion.entity) {
        return;
    }
    let owner = owner_of(scene, token);
    if let Some(side) = sides.iter_mut().find(|side| side.iter().any(|party| Some(party.entity) == owner)) {
        side.push(companion);
        return;
    }
    // "*the two* met along with Holm": on the side of neither
    let together = sides
        .iter()
        .flatten()
        .map(|party| party.token)
        .all(|first| sides[0].first().is_some_and(|one| one.token == first));
    if together && sides.len() > 1 {
        sides.push(vec![companion]);
        return;
    }
    let nearest = |side: &Vec<Party>| side.iter().map(|party| party.token).filter(|&before| before < token).max();
    let best = (0..sides.len()).max_by_key(|&index| (nearest(&sides[index]), std::cmp::Reverse(index)));
    if let Some(side) = best.and_then(|index| sides.get_mut(index)) {
        side.push(companion);
    }
}

/// "*her* aide", "*her* aide, Holm": whose the one named or described at `token` is.
fn owner_of(scene: &Scene<'_>, token: TokenId) -> Option<EntityId> {
    let described = scene.analysis.head(token).filter(|_| scene.token(token).deprel == "appos");
    let owner = [Some(token), described]
        .into_iter()
        .flatten()
        .find_map(|noun| scene.analysis.dependents_by(noun, "poss").find(|&her| scene.token(her).tag == "PRP$"))?;
    match scene.mention_headed_by(owner)?.entities.as_slice() {
        &[one] => Some(one),
        _ => None,
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
