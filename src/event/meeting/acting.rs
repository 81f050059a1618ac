//! Who stands for whom where two reports tell of one encounter: the bodies, or whoever leads them, in the one, and their people by
//! name in the other.
//!
//! Takes affiliations and offices, gives whether people may be those of the bodies. Knows nothing of times and places.

use super::scene::Scene;
use crate::entity::gazetteer;
use crate::entity::{EntityId, EntityType};
use rustc_hash::{FxHashMap, FxHashSet};

/// What the article tells of who acts for whom.
pub struct Acting<'s> {
    affiliations: &'s FxHashMap<EntityId, Vec<EntityId>>,
    /// Those of whom it is told for which body or country they act.
    bound: FxHashSet<EntityId>,
    people: FxHashSet<EntityId>,
    /// Those whose office tells that they lead some body or speak for a country: "chief executive", "foreign minister".
    officials: FxHashSet<EntityId>,
    /// Those of whom an office is told by which they are others' people: "union leader", "mayor".
    others: FxHashSet<EntityId>,
}

/// A side by its people, and one by its bodies.
type Pair<'p> = (&'p [EntityId], &'p [EntityId]);

/// How people may be those of a side that another report tells by its bodies.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fit {
    /// The side itself.
    Same,
    /// One of them is told to act for each of its bodies.
    Acts,
    /// Nothing is told of whom they act for.
    Open,
}

impl<'s> Acting<'s> {
    /// Reads the people of the article.
    #[must_use]
    pub fn new(scene: &'s Scene<'_>) -> Self {
        let people = || {
            let all = (0..).map(EntityId).zip(&scene.entities.entities);
            all.filter(|(_, entity)| entity.entity_type == EntityType::Person).map(|(id, _)| id)
        };
        // "chief executive of the Vasa-based firm": not of Vasa
        let acting = |&body: &EntityId| scene.entity_type(body) != EntityType::Place || scene.acts(body);
        let bound = |person: &EntityId| scene.affiliations().get(person).is_some_and(|own| own.iter().any(acting));
        Self {
            affiliations: scene.affiliations(),
            bound: people().filter(bound).collect(),
            people: people().collect(),
            officials: people().filter(|&id| leads_body(scene, id)).collect(),
            others: people().filter(|&id| scene.holds_office(id) && !leads_body(scene, id)).collect(),
        }
    }

    /// True if every one of `bodies` is among `people` or has one of them act for it, and all of them do so.
    #[must_use]
    pub fn act_for(&self, people: &[EntityId], bodies: &[EntityId]) -> bool {
        let acts = |person: EntityId, body: EntityId| person == body || self.acts(person, body);
        people.len() == bodies.len()
            && bodies.iter().all(|&body| people.iter().any(|&person| acts(person, body)))
            && people.iter().all(|&person| bodies.iter().any(|&body| acts(person, body)))
    }

    /// The same, where whoever is not told to act for a side holds an office.
    #[must_use]
    pub fn officials_may_act_for(&self, people: &[Vec<EntityId>], bodies: &[Vec<EntityId>]) -> bool {
        self.pairings(people, bodies).any(|(fits, pairs)| {
            let official = |people: &[EntityId]| people.iter().any(|one| self.officials.contains(one));
            match fits {
                [Fit::Acts, Fit::Acts] => true,
                [Fit::Acts, Fit::Open] => official(pairs[1].0),
                [Fit::Open, Fit::Acts] => official(pairs[0].0),
                _ => false,
            }
        })
    }

    /// True if the `people` of one of two sides act for it, and nothing is told of whom those of the other act for: told close
    /// by, they are the two bodies' people.
    #[must_use]
    pub fn may_act_for(&self, people: &[Vec<EntityId>], bodies: &[Vec<EntityId>]) -> bool {
        let companions = people.iter().flatten().count() != bodies.iter().flatten().count();
        self.pairings(people, bodies).any(|(fits, _)| match fits {
            [Fit::Acts, Fit::Acts | Fit::Open] | [Fit::Open, Fit::Acts] => true,
            [Fit::Same, Fit::Acts] | [Fit::Acts, Fit::Same] => companions,
            _ => false,
        })
    }

    /// "*The head of Velden* has met *the chairman of Norbank*. Ode, chief executive of the dairy firm, saw Brandt on Monday": what
    /// the one report tells by `faceless` bodies, whose heads it does not name, and the other by the names of officials.
    #[must_use]
    pub fn may_be_faces_of(&self, people: &[Vec<EntityId>], bodies: &[Vec<EntityId>], faceless: &[EntityId]) -> bool {
        self.pairings(people, bodies).any(|(fits, pairs)| {
            let open = || pairs.iter().zip(fits).filter(|(_, fit)| *fit == Fit::Open);
            let unnamed = open().all(|((_, side), _)| side.iter().all(|body| faceless.contains(body)));
            let official = open().any(|((people, _), _)| people.iter().any(|one| self.officials.contains(one)));
            let told = matches!(fits, [Fit::Same | Fit::Open, Fit::Open] | [Fit::Open, Fit::Same]);
            told && unnamed && official
        })
    }

    /// Both ways to set two sides of people beside two of bodies, where they fit at all.
    fn pairings<'p>(
        &self,
        people: &'p [Vec<EntityId>],
        bodies: &'p [Vec<EntityId>],
    ) -> impl Iterator<Item = ([Fit; 2], [Pair<'p>; 2])> {
        let ways = match (people, bodies) {
            ([one, other], [first, second]) => {
                vec![
                    [(&one[..], &first[..]), (&other[..], &second[..])],
                    [(&one[..], &second[..]), (&other[..], &first[..])],
                ]
            }
            _ => Vec::new(),
        };
        ways.into_iter().filter_map(|pairs| {
            let [(one, first), (other, second)] = pairs;
            Some(([self.fit(one, first)?, self.fit(other, second)?], pairs))
        })
    }

    fn fit(&self, people: &[EntityId], bodies: &[EntityId]) -> Option<Fit> {
        if people == bodies {
            return Some(Fit::Same);
        }
        let all_people = people.iter().all(|one| self.people.contains(one));
        if !all_people || bodies.iter().any(|body| self.people.contains(body)) {
            return None;
        }
        if bodies.iter().all(|&body| people.iter().any(|&person| self.acts(person, body))) {
            return Some(Fit::Acts);
        }
        let open = |person: &EntityId| !self.bound.contains(person) && !self.others.contains(person);
        people.iter().all(open).then_some(Fit::Open)
    }

    fn acts(&self, person: EntityId, body: EntityId) -> bool {
        self.affiliations.get(&person).is_some_and(|own| own.contains(&body))
    }
}

/// "*chief executive* of the dairy firm", "the *foreign minister*": an office that some body or country has, and nothing more.
fn leads_body(scene: &Scene<'_>, id: EntityId) -> bool {
    let roles = &scene.entities.entity(id).roles;
    roles.iter().any(|role| {
        let office = role.split(" of ").next().unwrap_or(role);
        let mut words = office.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        words.clone().next().is_some()
            && words.all(|word| {
                scene.in_words("heads-of-bodies", &word.to_lowercase()) || gazetteer::country_by_demonym(word).is_some()
            })
    })
}
