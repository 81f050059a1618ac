//! Settings: the journeys and gatherings around a meeting that tell where it takes place when its own clause does not.
//!
//! "Ode flew to Lisbon on Monday. She met Brandt.", "at the forum", "there". Null over guess: a journey tells only of those
//! who make it, and only in the sentences right after.

use super::goal::{attended, been_to, bound_for, departed_from, goal_of, here, stay_of, where_told};
use super::party::parties_of;
use super::place::{Located, own_place, place_of_predicate};
use super::scene::Scene;
use crate::clause::{Factuality, Predicate, PredicateId, PredicateKind, Role};
use crate::entity::gazetteer::{self, PlaceKind};
use crate::entity::{EntityId, EntityType};
use crate::nlp::TokenId;
use smol_str::SmolStr;

/// A journey or a gathering whose place is named.
#[derive(Debug, Clone)]
pub struct Setting {
    /// The verb or noun that tells of it.
    pub id: PredicateId,
    /// Its token.
    pub token: TokenId,
    /// Index of its sentence.
    pub sentence: u32,
    /// Where it is.
    pub located: Located,
    /// What it is.
    pub sort: Sort,
}

/// What sort of setting.
#[derive(Debug, Clone)]
pub enum Sort {
    /// These people go there.
    Journey { travellers: Vec<EntityId>, status: Factuality },
    /// These people were there until then: "left Lisbon", "flew home from Lisbon".
    Departure { travellers: Vec<EntityId> },
    /// One of the parties has an encounter there, with whom is not said: "Ode will hold talks in Lisbon".
    Encounter { party: EntityId, status: Factuality },
    /// An event of this name is held there.
    Event { lemma: SmolStr },
    /// One tells the other something there: both are in that place.
    Exchange { both: [EntityId; 2] },
    /// This person speaks to the press there, before going on or after the encounter.
    Briefing { speaker: EntityId },
}

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
            PredicateKind::Noun => event(scene, id, predicate).or_else(|| visit(scene, id, predicate)),
            PredicateKind::Adjective => due(scene, id, predicate),
        };
        if let Some((located, sort)) = setting {
            let sentence = scene.token(predicate.token).sentence;
            found.push(Setting { id, token: predicate.token, sentence, located, sort });
        }
    }
    found
}

/// "Ode flew to Lisbon", "is in Lisbon", "attended a forum in Lisbon".
fn journey(scene: &Scene<'_>, id: PredicateId, verb: &Predicate) -> Option<(Located, Sort)> {
    // "the fighting *went on* in Zell" is no journey
    let goes_on = matches!(verb.lemma.as_str(), "go" | "come")
        && matches!(verb.particle.as_deref(), Some("on" | "off" | "ahead" | "up" | "down"));
    // "had spent *20 years* in Zell" tells of a life
    let long = |word: TokenId| scene.in_words("long-times", &scene.lemma(word));
    let years = verb.lemma == "spend"
        && ["dobj", "npadvmod"].iter().any(|dep| scene.analysis.dependents_by(verb.token, dep).any(long));
    if verb.factuality == Factuality::Negated || goes_on || years {
        return None;
    }
    if let Some(told) =
        super::press_stop::exchange(scene, id, verb).or_else(|| super::press_stop::briefing(scene, id, verb))
    {
        return Some(told);
    }
    // "was driven *to Zell*"
    let led = verb.features.passive && scene.in_words("leading-verbs", &verb.lemma);
    let located = if led { bound_for(scene, id) } else { None };
    let located = if located.is_some() {
        located
    } else if matches!(verb.lemma.as_str(), "leave" | "depart" | "set") {
        bound_for(scene, id)
    } else if verb.lemma == "expect" && verb.features.passive {
        stay_of(scene, id)
    } else if scene.in_words("motion-verbs", &verb.lemma) {
        goal_of(scene, id).or_else(|| here(scene, id))
    } else if scene.in_words("attending-verbs", &verb.lemma) {
        attended(scene, id)
    } else if verb.lemma == "be" || scene.in_words("presence-verbs", &verb.lemma) {
        stay_of(scene, id).or_else(|| been_to(scene, id))
    } else {
        None
    };
    let located = located.or_else(|| where_told(scene, verb)).or_else(|| met_others(scene, id, verb));
    // "visited the Middle East" is too wide to say where.
    let Some(located) = located.filter(|located| is_narrow(scene, located.place)) else {
        return departure(scene, id, verb);
    };
    // "is expected in Zell"
    let expected = verb.lemma == "expect";
    let status = if expected { Factuality::Planned } else { verb.factuality };
    let travellers = if expected || led { people_in(scene, verb, &Role::Object) } else { travellers(scene, verb) };
    // "Ministers *gathered in Lisbon* on Thursday"
    if travellers.is_empty() && scene.in_words("gathering-verbs", &verb.lemma) {
        return Some((located, Sort::Event { lemma: "gathering".into() }));
    }
    Some((located, Sort::Journey { travellers, status }))
}

/// "Ode *met about forty pastors in Lisbon*": with people whom nobody names.
fn met_others(scene: &Scene<'_>, id: PredicateId, verb: &Predicate) -> Option<Located> {
    let meets = scene.in_words("mixing-verbs", &verb.lemma) && verb.factuality == Factuality::Held;
    let others = [Role::Object, Role::Preposition("with".into())].into_iter().any(|role| {
        let mut met = verb.fillers(&role);
        met.any(|other| scene.token(other.token).tag == "NNS" && parties_of(scene, other.token).is_empty())
    });
    if !meets || !others || verb.features.perfect {
        return None;
    }
    stay_of(scene, id).filter(|located| super::place::is_town(scene, located.place))
}

/// "Ode left Lisbon", "flew home from Lisbon": held, of people.
fn departure(scene: &Scene<'_>, id: PredicateId, verb: &Predicate) -> Option<(Located, Sort)> {
    let leaves = matches!(verb.lemma.as_str(), "leave" | "depart");
    if verb.factuality != Factuality::Held || !leaves && !scene.in_words("motion-verbs", &verb.lemma) {
        return None;
    }
    let located = departed_from(scene, id, leaves).filter(|located| is_narrow(scene, located.place))?;
    let travellers = travellers(scene, verb);
    (!travellers.is_empty()).then_some((located, Sort::Departure { travellers }))
}

/// "is *due in Lisbon* on Monday".
fn due(scene: &Scene<'_>, id: PredicateId, adjective: &Predicate) -> Option<(Located, Sort)> {
    if !matches!(adjective.lemma.as_str(), "due" | "expected") || adjective.factuality == Factuality::Negated {
        return None;
    }
    let copula = adjective.governor.map(|(above, _)| above);
    let located = stay_of(scene, id).or_else(|| stay_of(scene, copula?));
    let located = located.filter(|located| is_narrow(scene, located.place))?;
    let mut who = travellers(scene, adjective);
    if let Some(copula) = copula.filter(|_| who.is_empty()) {
        who = travellers(scene, scene.clauses.predicate(copula));
    }
    (!who.is_empty()).then_some((located, Sort::Journey { travellers: who, status: Factuality::Planned }))
}

/// Those who are the subject of `verb`, but for places.
fn travellers(scene: &Scene<'_>, verb: &Predicate) -> Vec<EntityId> {
    people_in(scene, verb, &Role::Subject)
}

/// Those who fill `role` of `verb`, but for places.
fn people_in(scene: &Scene<'_>, verb: &Predicate, role: &Role) -> Vec<EntityId> {
    verb.fillers(role)
        .flat_map(|argument| parties_of(scene, argument.token))
        .map(|party| party.entity)
        .filter(|&traveller| scene.entity_type(traveller) != EntityType::Place)
        .collect()
}

/// "a visit to Lisbon": of its subject, or of whoever the clause is about.
fn visit(scene: &Scene<'_>, id: PredicateId, noun: &Predicate) -> Option<(Located, Sort)> {
    let is_visit = scene.in_words("visits", &noun.lemma);
    if !is_visit && !scene.in_words("appearances", &noun.lemma) || noun.factuality == Factuality::Negated {
        return None;
    }
    let goal = is_visit.then(|| goal_of(scene, id)).flatten();
    let located = goal.or_else(|| own_place(scene, id, &[]))?;
    let above = noun.governor.map(|(above, _)| scene.clauses.predicate(above));
    let own = noun.fillers(&Role::Subject).chain(noun.fillers(&Role::Possessor)).chain(noun.preposition("by"));
    let own: Vec<EntityId> =
        own.flat_map(|argument| parties_of(scene, argument.token)).map(|party| party.entity).collect();
    let mut travellers = own;
    if travellers.is_empty() {
        let subjects = above.into_iter().flat_map(|verb| verb.fillers(&Role::Subject).collect::<Vec<_>>());
        travellers =
            subjects.flat_map(|argument| parties_of(scene, argument.token)).map(|party| party.entity).collect();
    }
    travellers.retain(|&traveller| scene.entity_type(traveller) != EntityType::Place);
    let narrow = is_narrow(scene, located.place) && !travellers.is_empty();
    narrow.then_some((located, Sort::Journey { travellers, status: noun.factuality }))
}

fn event(scene: &Scene<'_>, id: PredicateId, noun: &Predicate) -> Option<(Located, Sort)> {
    if !scene.in_words("gatherings", &noun.lemma) {
        return None;
    }
    // "ended a summit *here*"
    let filed = || noun.governor.and_then(|(above, _)| here(scene, above));
    // "A conference on cod *closed in Zell*", where the parser takes the verb for a participle
    let run = || own_place(scene, scene.clauses.predicate_at(run_of(scene, noun)?)?, &[]);
    let located =
        own_place(scene, id, &[]).or_else(filed).or_else(run).or_else(|| place_of_predicate(scene, id, &[], None))?;
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

/// "A conference on cod *closed* in Zell": what the gathering `noun` does, where the parser takes it for a participle of the noun.
#[must_use]
pub fn run_of(scene: &Scene<'_>, noun: &Predicate) -> Option<TokenId> {
    let mut below = scene.analysis.dependents_by(noun.token, "acl");
    let root = scene.token(noun.token).deprel == "ROOT";
    below.find(|&verb| root && scene.in_words("gathering-runs", &scene.lemma(verb)))
}

/// False for the wide parts of the world.
fn is_narrow(scene: &Scene<'_>, place: EntityId) -> bool {
    let name = &scene.entities.entity(place).name;
    gazetteer::lookup(name).next().is_none_or(|place| {
        matches!(
            place.kind,
            PlaceKind::Capital | PlaceKind::City | PlaceKind::Site | PlaceKind::Country | PlaceKind::Region
        )
    })
}
