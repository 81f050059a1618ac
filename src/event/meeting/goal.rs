//! Where a verb of motion, of stay or of attendance has people be: the places that [settings](super::setting) are made of.

use super::place::{self, Finder, Located};
use super::scene::Scene;
use crate::clause::{Predicate, PredicateId, Role, Source};

/// Where the journey that verb `id` tells of leads: "flew *to Zell*", "visited *Zell*".
#[must_use]
pub fn goal_of(scene: &Scene<'_>, id: PredicateId) -> Option<Located> {
    Finder { scene, parties: &[] }.goal(id)
}

/// "arrived *here* on Sunday": where the report was filed.
#[must_use]
pub fn here(scene: &Scene<'_>, id: PredicateId) -> Option<Located> {
    Finder { scene, parties: &[] }.here(id)
}

/// Where those are bound who leave: "left Norland *for Zell*".
#[must_use]
pub fn bound_for(scene: &Scene<'_>, id: PredicateId) -> Option<Located> {
    let finder = Finder { scene, parties: &[] };
    finder.best(id, |argument| {
        matches!(&argument.role, Role::Preposition(name) if matches!(name.as_str(), "for" | "to"))
            && scene.time_at(argument.token).is_none()
    })
}

/// Where those come from who go: "flew home *from Zell*", "out of Zell"; "left *Zell*", where the verb `leaves`.
#[must_use]
pub fn departed_from(scene: &Scene<'_>, id: PredicateId, leaves: bool) -> Option<Located> {
    let finder = Finder { scene, parties: &[] };
    let found = finder.best(id, |argument| match &argument.role {
        Role::Object => leaves,
        Role::Preposition(name) => name == "from",
        _ => false,
    });
    let out_of = || {
        let verb = scene.clauses.predicate(id).token;
        let mut out = scene.analysis.dependents_by(verb, "prep").filter(|&out| scene.form(out) == "out");
        let of = out.next().and_then(|out| scene.analysis.dependents_by(out, "prep").next())?;
        scene.analysis.dependents_by(of, "pobj").find_map(|place| finder.named_place(place))
    };
    found.or_else(out_of)
}

/// Where the gathering lies that verb `id` tells someone attends: "addressed a forum *in Zell*".
#[must_use]
pub fn attended(scene: &Scene<'_>, id: PredicateId) -> Option<Located> {
    let verb = scene.clauses.predicate(id);
    let finder = Finder { scene, parties: &[] };
    verb.arguments.iter().find_map(|argument| {
        let fits = match &argument.role {
            Role::Object => true,
            Role::Preposition(name) => matches!(name.as_str(), "at" | "in" | "to"),
            _ => false,
        };
        let gathering = scene.in_words("gatherings", &scene.lemma(argument.token));
        (fits && gathering).then(|| finder.place_within(argument.token, 0)).flatten()
    })
}

/// Where copula or adjective `id` says its subject is: "is *in Zell*", "was *in Zell* on Monday".
#[must_use]
pub fn stay_of(scene: &Scene<'_>, id: PredicateId) -> Option<Located> {
    let finder = Finder { scene, parties: &[] };
    finder.best(id, |argument| {
        let within = matches!(&argument.role, Role::Preposition(name) if matches!(name.as_str(), "in" | "at"));
        within && argument.source == Source::Direct
    })
}

/// "has been *to Zell* twice this year".
#[must_use]
pub fn been_to(scene: &Scene<'_>, id: PredicateId) -> Option<Located> {
    let been = scene.clauses.predicate(id).features.perfect;
    let to = || Finder { scene, parties: &[] }.best(id, |argument| argument.role == Role::Preposition("to".into()));
    been.then(to).flatten()
}

/// "in *Zell*, where she is on holiday", "*Zell*, where she arrived on Sunday": what a clause of stay or arrival is told of.
#[must_use]
pub fn where_told(scene: &Scene<'_>, verb: &Predicate) -> Option<Located> {
    let stays = ["presence-verbs", "attending-verbs", "arriving-verbs"];
    let lemma = &verb.lemma;
    // "where he is mayor" tells what he is, not where
    let is_there = lemma == "be" && !verb.has(&Role::Complement);
    let clause = scene.token(verb.token).deprel == "relcl"
        && scene.analysis.dependents_by(verb.token, "advmod").any(|word| scene.form(word) == "where");
    let told = clause && (is_there || stays.iter().any(|list| scene.in_words(list, lemma)));
    scene.analysis.head(verb.token).filter(|_| told).and_then(|town| place::named(scene, town))
}
