//! What is compared: the facts of an article, by measure, in terms of the annotated entities.

use super::gold::{GoldArticle, GoldMeeting};
use super::names::{is_name, plain};
use crate::record::ArticleRecord;
use std::collections::{BTreeMap, BTreeSet};

/// What is measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Measure {
    /// Persons of the article.
    People,
    /// Pairs on opposite sides of a meeting, with whether it was held.
    Met,
    /// Pairs on opposite sides, whatever the status.
    MetAny,
    /// Pairs on opposite sides of a meeting that was held.
    MetHeld,
    /// Speakers of at least one statement.
    Said,
    /// Speaker and whom or what they speak about.
    SaidAbout,
    /// Pairs that met, with the place.
    MetPlace,
}

impl Measure {
    /// All of them, in the order in which they are printed.
    pub const ALL: [Self; 7] =
        [Self::People, Self::Met, Self::MetAny, Self::MetHeld, Self::Said, Self::SaidAbout, Self::MetPlace];

    /// Its name in tables and on the command line.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::People => "people",
            Self::Met => "met",
            Self::MetAny => "met-any",
            Self::MetHeld => "met-held",
            Self::Said => "said",
            Self::SaidAbout => "said-about",
            Self::MetPlace => "met-place",
        }
    }
}

/// One fact; entities are given by annotated id, or by `?` and their plain name where no annotated entity matches.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Fact {
    /// There is this person.
    Person(String),
    /// These two (in order) met; `held` where the measure asks for it.
    Met(String, String, Option<bool>),
    /// This one said something.
    Said(String),
    /// The first spoke about the second.
    SaidAbout(String, String),
    /// The first two (in order) met at the third.
    MetAt(String, String, String),
}

/// Facts by measure.
pub type Facts = BTreeMap<Measure, BTreeSet<Fact>>;

/// The facts that people annotated.
pub fn gold_facts(gold: &GoldArticle) -> Facts {
    let same = |id: &String| id.clone();
    let persons = gold.entities.iter().filter(|entity| entity.entity_type == "person");
    let statements = gold.statements.iter().map(|statement| (&statement.speaker, statement.about.as_slice()));
    let mut facts = meeting_facts(gold.meetings.iter().map(Encounter::from), same);
    facts.insert(Measure::People, persons.map(|entity| Fact::Person(entity.id.clone())).collect());
    facts.extend(statement_facts(statements, same));
    facts
}

/// The facts that a record holds, in terms of `keys` (see [`match_entities`]).
pub fn predicted_facts(record: &ArticleRecord, keys: &BTreeMap<String, String>) -> Facts {
    let key = |id: &String| keys.get(id).cloned().unwrap_or_else(|| format!("?{id}"));
    let encounters = record.meetings.iter().map(|meeting| Encounter {
        is_held: meeting.status == "held",
        sides: &meeting.sides,
        place: meeting.place.as_ref(),
    });
    let mut facts = meeting_facts(encounters, key);
    facts.insert(Measure::People, predicted_people(record, key));
    let spoken = record.statements.iter();
    let statements = spoken.filter_map(|statement| Some((statement.speaker.as_ref()?, statement.about.as_slice())));
    facts.extend(statement_facts(statements, key));
    facts
}

/// The persons of a record: a second entity for one person is a fact of its own, and wrong.
fn predicted_people(record: &ArticleRecord, key: impl Fn(&String) -> String) -> BTreeSet<Fact> {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let persons = record.entities.iter().filter(|entity| entity.entity_type == "person");
    persons
        .map(|entity| {
            let key = key(&entity.id);
            let count = seen.entry(key.clone()).or_default();
            *count += 1;
            Fact::Person(if *count == 1 { key } else { format!("{key}#{count}") })
        })
        .collect()
}

/// Maps the id of each entity of `record` to the annotated id that has its name, or to a key of its own.
pub fn match_entities(gold: &GoldArticle, record: &ArticleRecord) -> BTreeMap<String, String> {
    let (mut by_name, mut by_alias) = (BTreeMap::new(), BTreeMap::new());
    for entity in &gold.entities {
        by_name.entry(plain(&entity.name)).or_insert(&entity.id);
        for alias in entity.aliases.iter().filter(|alias| is_name(alias)) {
            by_alias.entry(plain(alias)).or_insert(&entity.id);
        }
    }
    let key = |entity: &crate::record::EntityRecord| {
        let name = plain(&entity.name);
        let aliases = entity.aliases.iter().filter(|alias| is_name(alias)).map(|alias| plain(alias));
        let found =
            by_name.get(&name).copied().or_else(|| aliases.into_iter().find_map(|alias| by_name.get(&alias).copied()));
        found.or_else(|| by_alias.get(&name).copied()).cloned().unwrap_or_else(|| format!("?{name}"))
    };
    record.entities.iter().map(|entity| (entity.id.clone(), key(entity))).collect()
}

/// What the measures look at in a meeting.
pub struct Encounter<'a> {
    /// True if its status is `held`.
    pub is_held: bool,
    /// Entity ids by side.
    pub sides: &'a [Vec<String>],
    /// Entity id of its place.
    pub place: Option<&'a String>,
}

impl<'a> From<&'a GoldMeeting> for Encounter<'a> {
    fn from(meeting: &'a GoldMeeting) -> Self {
        Self { is_held: meeting.status == "held", sides: &meeting.sides, place: meeting.place.as_ref() }
    }
}

/// The pairs on opposite sides, each pair in order of its keys.
pub fn pairs(sides: &[Vec<String>], key: impl Fn(&String) -> String) -> BTreeSet<(String, String)> {
    let sides: Vec<Vec<String>> = sides.iter().map(|side| side.iter().map(&key).collect()).collect();
    let mut pairs = BTreeSet::new();
    for (index, side) in sides.iter().enumerate() {
        for other in &sides[index + 1..] {
            for a in side {
                for b in other.iter().filter(|b| a != *b) {
                    let (first, second) = if a < b { (a, b) } else { (b, a) };
                    pairs.insert((first.clone(), second.clone()));
                }
            }
        }
    }
    pairs
}

fn meeting_facts<'a>(encounters: impl Iterator<Item = Encounter<'a>>, key: impl Fn(&String) -> String) -> Facts {
    let (mut met, mut any, mut held, mut place) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    for encounter in encounters {
        for (a, b) in pairs(encounter.sides, &key) {
            let is_held = encounter.is_held;
            met.insert(Fact::Met(a.clone(), b.clone(), Some(is_held)));
            any.insert(Fact::Met(a.clone(), b.clone(), None));
            if is_held {
                held.insert(Fact::Met(a.clone(), b.clone(), Some(true)));
            }
            if let Some(at) = encounter.place {
                place.insert(Fact::MetAt(a, b, key(at)));
            }
        }
    }
    [(Measure::Met, met), (Measure::MetAny, any), (Measure::MetHeld, held), (Measure::MetPlace, place)].into()
}

fn statement_facts<'a>(
    statements: impl Iterator<Item = (&'a String, &'a [String])>,
    key: impl Fn(&String) -> String,
) -> Facts {
    let (mut said, mut about) = (BTreeSet::new(), BTreeSet::new());
    for (speaker, targets) in statements {
        let speaker = key(speaker);
        for target in targets.iter().map(&key).filter(|target| *target != speaker) {
            about.insert(Fact::SaidAbout(speaker.clone(), target));
        }
        said.insert(Fact::Said(speaker));
    }
    [(Measure::Said, said), (Measure::SaidAbout, about)].into()
}
