//! Settings: the journeys and gatherings around a meeting that tell where it takes place when its own clause does not.
//!
//! "Ode flew to Lisbon on Monday. She met Brandt.", "at the forum", "there". Null over guess: a journey tells only of those
//! who make it, and only in the sentences right after.

use super::bind::Bound;
use super::party::parties_of;
use super::place::{Located, goal_of, own_place, place_of_predicate};
use super::scene::Scene;
use crate::clause::{Factuality, Predicate, PredicateId, PredicateKind, Role};
use crate::entity::EntityId;
use crate::nlp::TokenId;
use smol_str::SmolStr;

/// A journey or a gathering whose place is named.
#[derive(Debug, Clone)]
pub struct Setting {
    token: TokenId,
    sentence: u32,
    located: Located,
    sort: Sort,
}

#[derive(Debug, Clone)]
enum Sort {
    /// These people go there.
    Journey { travellers: Vec<EntityId>, status: Factuality },
    /// One of the parties has an encounter there, with whom is not said: "Ode will hold talks in Lisbon".
    Encounter { party: EntityId, status: Factuality },
    /// An event of this name is held there.
    Event { lemma: SmolStr },
}

/// How many sentences after it a journey is still the setting.
const JOURNEY_REACH: u32 = 1;

/// The journeys and gatherings of the article, in text order.
#[must_use]
pub fn find_settings(scene: &Scene<'_>) -> Vec<Setting> {
    let mut found = Vec::new();
    for index in 0..scene.clauses.predicates.len() {
        let Ok(index) = u32::try_from(index) else { break };
        let id = PredicateId(index);
        let predicate = scene.clauses.predicate(id);
        let setting = match predicate.kind {
            PredicateKind::Verb => journey(scene, id, predicate),
            PredicateKind::Noun => event(scene, id, predicate),
            PredicateKind::Adjective => None,
        };
        if let Some((located, sort)) = setting {
            let sentence = scene.token(predicate.token).sentence;
            found.push(Setting { token: predicate.token, sentence, located, sort });
        }
    }
    found
}

fn journey(scene: &Scene<'_>, id: PredicateId, verb: &Predicate) -> Option<(Located, Sort)> {
    let goes =
        scene.in_words("motion-verbs", &verb.lemma) && !matches!(verb.lemma.as_str(), "leave" | "depart" | "set");
    if !goes || verb.factuality == Factuality::Negated {
        return None;
    }
    // "visited the Middle East" is too wide to say where.
    let located = goal_of(scene, id).filter(|located| is_town(scene, located.place))?;
    let travellers: Vec<EntityId> = verb
        .fillers(&Role::Subject)
        .flat_map(|argument| parties_of(scene, argument.token))
        .map(|party| party.entity)
        .collect();
    (!travellers.is_empty()).then_some((located, Sort::Journey { travellers, status: verb.factuality }))
}

fn event(scene: &Scene<'_>, id: PredicateId, noun: &Predicate) -> Option<(Located, Sort)> {
    if !scene.in_words("gatherings", &noun.lemma) {
        return None;
    }
    let located = own_place(scene, id, &[]).or_else(|| place_of_predicate(scene, id, &[], None))?;
    let own: Vec<EntityId> = [Role::Subject, Role::Possessor]
        .iter()
        .flat_map(|role| noun.fillers(role))
        .flat_map(|argument| parties_of(scene, argument.token))
        .map(|party| party.entity)
        .collect();
    let one_sided = !noun.has(&Role::Preposition("with".into())) && !noun.has(&Role::Preposition("between".into()));
    let sort = match own[..] {
        [party] if one_sided && scene.in_words("meetings", &noun.lemma) => {
            Sort::Encounter { party, status: noun.factuality }
        }
        _ => Sort::Event { lemma: noun.lemma.clone() },
    };
    Some((located, sort))
}

/// True for cities and houses.
fn is_town(scene: &Scene<'_>, place: EntityId) -> bool {
    use crate::entity::gazetteer::{self, PlaceKind};
    let name = &scene.entities.entity(place).name;
    gazetteer::lookup(name)
        .next()
        .is_some_and(|place| matches!(place.kind, PlaceKind::Capital | PlaceKind::City | PlaceKind::Site))
}

/// Where the encounter of `bound` takes place as the text around it tells, if its own clause names no place.
#[must_use]
pub fn place_around(scene: &Scene<'_>, bound: &Bound<'_>, status: Factuality) -> Option<Located> {
    let predicate = scene.clauses.predicate(bound.predicate);
    let parties: Vec<EntityId> = bound.sides.iter().flatten().map(|party| party.entity).collect();
    let settings = scene.settings();
    let before = &settings[..settings.partition_point(|setting| setting.token < predicate.token)];
    let is_free = |setting: &&Setting| !parties.contains(&setting.located.place);
    let sentence = scene.token(predicate.token).sentence;
    if says_there(scene, bound) {
        return before
            .iter()
            .rev()
            .filter(|setting| sentence - setting.sentence <= JOURNEY_REACH)
            .find(is_free)
            .map(|setting| setting.located);
    }
    if let Some(event) = gathering_at(scene, bound) {
        let same = |setting: &&Setting| matches!(&setting.sort, Sort::Event { lemma } if *lemma == event);
        let any = |setting: &&Setting| matches!(setting.sort, Sort::Event { .. });
        let generic = matches!(event.as_str(), "event" | "meeting" | "gathering");
        let found = before.iter().rev().filter(is_free).find(same);
        return found
            .or_else(|| before.iter().filter(is_free).find(any).filter(|_| generic))
            .map(|setting| setting.located);
    }
    let goes_along = |setting: &&Setting| {
        let near = sentence - setting.sentence <= JOURNEY_REACH;
        match &setting.sort {
            Sort::Journey { travellers, status: going } => {
                near && *going >= status.min(Factuality::Planned)
                    && status != Factuality::Negated
                    && travellers.iter().any(|traveller| parties.contains(traveller))
            }
            Sort::Encounter { party, status: told } => *told == status && parties.contains(party),
            Sort::Event { .. } => false,
        }
    };
    before.iter().rev().filter(is_free).find(goes_along).map(|setting| setting.located)
}

/// "held talks *there*".
fn says_there(scene: &Scene<'_>, bound: &Bound<'_>) -> bool {
    let light = bound.light.map(|light| scene.clauses.predicate(light).token);
    std::iter::once(scene.clauses.predicate(bound.predicate).token)
        .chain(light)
        .any(|token| scene.analysis.dependents_by(token, "advmod").any(|adverb| scene.lemma(adverb) == "there"))
}

/// The gathering during which the encounter takes place: "at *the forum*", "on the sidelines of *the summit*".
fn gathering_at(scene: &Scene<'_>, bound: &Bound<'_>) -> Option<SmolStr> {
    let own = scene.clauses.predicate(bound.predicate);
    if own.has(&Role::Preposition("attended by".into())) {
        return Some(own.lemma.clone());
    }
    let light = bound.light.map(|light| scene.clauses.predicate(light));
    let lemma = std::iter::once(own).chain(light).flat_map(|predicate| &predicate.arguments).find_map(|argument| {
        let Role::Preposition(name) = &argument.role else { return None };
        let within = matches!(
            name.as_str(),
            "at" | "during" | "in" | "on the sidelines of" | "on the margins of" | "on the fringes of" | "before"
        );
        let lemma = scene.lemma(argument.token);
        (within && scene.in_words("gatherings", &lemma)).then_some(lemma)
    });
    lemma.or_else(|| {
        let occasion = own.marker.as_deref() == Some("for");
        let above = own.governor.filter(|_| occasion).map(|(above, _)| scene.clauses.predicate(above))?;
        let user = above.fillers(&Role::Object).map(|object| scene.lemma(object.token));
        user.into_iter().chain([above.lemma.clone()]).find(|lemma| scene.in_words("gatherings", lemma))
    })
}
