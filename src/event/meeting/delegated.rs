//! Delegation: who is at an encounter for somebody else, as a verb tells it ("Norland *sent an observer* to the talks", "*sent her deputy,
//! Ode*, to the meeting", "*was represented* at the talks by Brandt").
//!
//! A person who is named takes part himself; where nobody is, it is the body or country that he acts for.

use super::members::is_named_person;
use super::party::{Party, Reach, is_representative, parties_of};
use super::presence::{is_occasion, parties_in};
use super::scene::Scene;
use crate::clause::{Factuality, Predicate, PredicateKind, Role};
use crate::entity::EntityType;
use crate::nlp::TokenId;

/// Those who are there for somebody, and the word for the encounter.
#[must_use]
pub fn delegated(scene: &Scene<'_>, verb: &Predicate) -> Option<(Vec<Party>, TokenId)> {
    if verb.factuality != Factuality::Held || verb.kind != PredicateKind::Verb {
        return None;
    }
    let at = verb.arguments.iter().find_map(|argument| match &argument.role {
        Role::Preposition(name) if matches!(name.as_str(), "to" | "at" | "in") => occasion_in(scene, argument.token),
        _ => None,
    })?;
    let who = match verb.lemma.as_str() {
        "send" => sent(scene, verb),
        "represent" => represented(scene, verb),
        _ => Vec::new(),
    };
    (!who.is_empty()).then_some((who, at))
}

/// "sent *her deputy, Ode*", "*Norland* sent an observer".
fn sent(scene: &Scene<'_>, verb: &Predicate) -> Vec<Party> {
    let people = people_in(scene, verb, &Role::Object);
    if !people.is_empty() {
        return people;
    }
    let envoy = |token: TokenId| is_representative(scene, token) || scene.in_words("observers", &scene.lemma(token));
    let sends_some = verb.fillers(&Role::Object).any(|object| envoy(object.token));
    if sends_some { bodies_in(scene, verb, &Role::Subject) } else { Vec::new() }
}

/// "Norland was represented *by Ode*", "*Ode* represented Norland", "Two unions were represented, including *the Dockers*".
fn represented(scene: &Scene<'_>, verb: &Predicate) -> Vec<Party> {
    let people = people_in(scene, verb, &Role::Subject);
    if !people.is_empty() || !verb.features.passive {
        return people;
    }
    let mut bodies = bodies_in(scene, verb, &Role::Object);
    // "at the talks, *including the Dockers*", where the parser hung it on the talks
    let places = verb.arguments.iter().map(|argument| argument.token);
    let including = places
        .chain([verb.token])
        .flat_map(|noun| scene.analysis.dependents_by(noun, "prep"))
        .filter(|&including| scene.form(including) == "including");
    for body in including.flat_map(|including| scene.analysis.dependents_by(including, "pobj")) {
        bodies.extend(parties_of(scene, body).into_iter().map(acting));
    }
    bodies.iter().map(|body| speaks_for(scene, body.token).unwrap_or(*body)).collect()
}

/// "the Dockers, *whose secretary, Ode*, said": the one who is named right after it for what he is there.
fn speaks_for(scene: &Scene<'_>, body: TokenId) -> Option<Party> {
    let told = ["relcl", "appos"].into_iter().flat_map(|label| scene.analysis.dependents_by(body, label));
    let holder = told
        .flat_map(|verb| scene.analysis.dependents_by(verb, "nsubj").chain([verb]))
        .find(|&office| scene.analysis.dependents_by(office, "poss").any(|owner| scene.form(owner) == "whose"))?;
    let name = scene.analysis.dependents_by(holder, "appos").find(|&name| is_named_person(scene, name))?;
    parties_of(scene, name).into_iter().next()
}

fn people_in(scene: &Scene<'_>, verb: &Predicate, role: &Role) -> Vec<Party> {
    let mut people = parties_in(scene, verb, std::slice::from_ref(role));
    people.retain(|party| scene.entity_type(party.entity) == EntityType::Person && party.reach != Reach::Pronoun);
    people
}

fn bodies_in(scene: &Scene<'_>, verb: &Predicate, role: &Role) -> Vec<Party> {
    let mut bodies = parties_in(scene, verb, std::slice::from_ref(role));
    bodies.retain(|party| match scene.entity_type(party.entity) {
        EntityType::Person => false,
        EntityType::Organization => true,
        EntityType::Place => scene.acts(party.entity),
    });
    bodies.into_iter().map(acting).collect()
}

/// A body that takes part by those who act for it.
const fn acting(party: Party) -> Party {
    Party { reach: Reach::Representatives, ..party }
}

/// The encounter that `token` means: "the talks", "the *last of those meetings*".
fn occasion_in(scene: &Scene<'_>, token: TokenId) -> Option<TokenId> {
    if is_occasion(scene, token) {
        return Some(token);
    }
    let one = matches!(
        scene.lemma(token).as_str(),
        "last" | "latest" | "first" | "second" | "third" | "final" | "one" | "some" | "all" | "most"
    );
    let of = scene.analysis.dependents_by(token, "prep").filter(|&of| one && scene.form(of) == "of");
    of.flat_map(|of| scene.analysis.dependents_by(of, "pobj"))
        .find(|&noun| scene.in_words("meetings", &scene.lemma(noun)) || scene.in_words("summits", &scene.lemma(noun)))
}
