//! How a report tells of its encounter: by unnamed heads of bodies, as what others claim, as what somebody first denied, in a
//! concession, besides what was told before.
//!
//! Takes the predicate that triggered the report, gives marks for [joining](super::merge).

use super::party::{Party, Reach};
use super::scene::Scene;
use crate::clause::{Embedding, Predicate, PredicateId, PredicateKind, Role};
use crate::entity::{EntityId, EntityType};
use crate::nlp::TokenId;

/// How many clauses above the encounter are read.
const CLAUSES_ABOVE: usize = 5;

/// "*the head of Velden* met": the bodies for which one who leads them takes part whom the report does not name.
#[must_use]
pub fn faceless(scene: &Scene<'_>, sides: &[Vec<Party>]) -> Vec<EntityId> {
    let leads = |party: &&Party| {
        let lemma = scene.lemma(party.token);
        party.reach == Reach::Representatives
            && scene.entity_type(party.entity) != EntityType::Person
            && (scene.in_words("offices", &lemma) || lemma == "executive" && scene.token(party.token).tag == "NN")
    };
    sides.iter().flatten().filter(leads).map(|party| party.entity).collect()
}

/// "The daily Norposten *reported that* she met Brandt", "*claims* that she met him", "*accused* her of meeting him".
#[must_use]
pub fn is_claimed(scene: &Scene<'_>, id: PredicateId) -> bool {
    let own = scene.clauses.predicate(id);
    let by_press = |token: TokenId| {
        let mention = scene.mention_headed_by(token).or_else(|| scene.name_covering(token));
        let medium = |word: TokenId| scene.in_words("media", &scene.form(word).to_lowercase());
        medium(token)
            || scene.analysis.dependents(token).iter().any(|&word| word < token && medium(word))
            || mention.is_some_and(|mention| mention.entities.iter().any(|&id| scene.is_press(id)))
    };
    if own.preposition("according to").any(|source| by_press(source.token)) {
        return true;
    }
    scene.clauses.governors(id).take(CLAUSES_ABOVE).any(|(above, embedding)| {
        let above = scene.clauses.predicate(above);
        let reports = || {
            scene.in_words("report-verbs", &above.lemma)
                && above.fillers(&Role::Subject).any(|subject| by_press(subject.token))
        };
        embedding == Embedding::Complement
            && (scene.in_words("hearsay", &above.lemma) || above.kind == PredicateKind::Verb && reports())
    })
}

/// "*first denied* that she had met Brandt": what was taken back.
#[must_use]
pub fn is_retracted(scene: &Scene<'_>, id: PredicateId) -> bool {
    let at_first = |verb: &Predicate| {
        let first =
            |word: TokenId| matches!(scene.form(word), "first" | "First" | "initially" | "Initially" | "originally");
        let phrase = || {
            verb.preposition("at").any(|time| first(time.token))
                || scene
                    .analysis
                    .dependents_by(verb.token, "prep")
                    .any(|at| scene.analysis.dependents(at).iter().any(|&word| first(word) && word.0 == at.0 + 1))
        };
        scene.analysis.dependents_by(verb.token, "advmod").any(first) || phrase()
    };
    scene.clauses.governors(id).take(CLAUSES_ABOVE).any(|(above, embedding)| {
        let above = scene.clauses.predicate(above);
        embedding == Embedding::Complement && above.lemma == "deny" && at_first(above)
    })
}

/// "has not replied, *although she debated* with Brandt in May": what was so before.
#[must_use]
pub fn is_conceded(scene: &Scene<'_>, id: PredicateId) -> bool {
    let own = scene.clauses.predicate(id);
    let concession = |predicate: &Predicate| {
        matches!(predicate.governor, Some((_, Embedding::Adverbial)))
            && matches!(predicate.marker.as_deref(), Some("although" | "though" | "even though"))
    };
    let above = scene.clauses.governors(id).take(CLAUSES_ABOVE).map(|(above, _)| scene.clauses.predicate(above));
    std::iter::once(own).chain(above).any(concession)
}

/// "*later* met Brandt", "*also* met him": besides what was told before.
#[must_use]
pub fn is_besides(scene: &Scene<'_>, id: PredicateId) -> bool {
    let own = scene.clauses.predicate(id);
    let besides = |verb: &Predicate| {
        scene
            .analysis
            .dependents_by(verb.token, "advmod")
            .any(|word| scene.in_words("carrying-on", &scene.form(word).to_lowercase()))
    };
    let carrier =
        own.governor.filter(|_| own.kind == PredicateKind::Noun).map(|(above, _)| scene.clauses.predicate(above));
    besides(own) || carrier.is_some_and(besides)
}
