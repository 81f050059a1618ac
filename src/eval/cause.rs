//! Why a fact was missed or wrong, as far as the two sides show it.

use super::facts::{Encounter, Fact, Facts, Measure, pairs};
use super::gold::GoldArticle;
use crate::record::ArticleRecord;
use std::collections::{BTreeMap, BTreeSet};

/// The cause of an error, from the first stage that shows it: names, then events, then their details.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Cause {
    /// An annotated entity was not found at all, or under a name that does not match.
    NameMissed,
    /// The entity was found, as another type.
    WrongType,
    /// One person was made two.
    Split,
    /// The record holds a name that is not annotated.
    UnknownName,
    /// The parties were found, their meeting was not.
    MeetingMissed,
    /// The parties did not meet, by the annotation.
    NoMeeting,
    /// They met, but held was taken for not held or the reverse.
    Status,
    /// Companions were taken for opposite sides, or the reverse.
    Sides,
    /// The pair was found, the place was not.
    PlaceMissed,
    /// The pair was found, with another place.
    WrongPlace,
    /// The speaker was found as an entity, no statement of theirs was.
    StatementMissed,
    /// By the annotation this one says nothing.
    NoStatement,
    /// The speaker's statements were found, this target was not.
    TargetMissed,
    /// The speaker does not speak about this target, by the annotation.
    WrongTarget,
}

impl Cause {
    /// In words.
    #[must_use]
    pub const fn description(self) -> &'static str {
        match self {
            Self::NameMissed => "name not found",
            Self::WrongType => "found, but as another type",
            Self::Split => "one person made two",
            Self::UnknownName => "name that is not annotated",
            Self::MeetingMissed => "both found, their meeting not",
            Self::NoMeeting => "no such meeting",
            Self::Status => "held or not held mixed up",
            Self::Sides => "companion or opposite side mixed up",
            Self::PlaceMissed => "met, place not found",
            Self::WrongPlace => "met, another place",
            Self::StatementMissed => "speaker found, statement not",
            Self::NoStatement => "says nothing",
            Self::TargetMissed => "statement found, target not",
            Self::WrongTarget => "does not speak about this",
        }
    }
}

/// One error.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct ErrorCase {
    /// By which measure.
    pub measure: Measure,
    /// True if annotated and not found, false if found and not annotated.
    pub is_missed: bool,
    /// Why.
    pub cause: Cause,
    /// Name of the article.
    pub article: String,
    /// The fact, with names.
    pub fact: String,
    /// Words of the article that show it, from the annotation or the record; empty where there are none.
    pub evidence: String,
}

/// One article's two sides.
pub struct Comparison<'a> {
    /// What people found.
    pub gold: &'a GoldArticle,
    /// What was extracted.
    pub record: &'a ArticleRecord,
    /// Record entity id to fact key.
    pub keys: &'a BTreeMap<String, String>,
    /// Facts of the annotation.
    pub gold_facts: &'a Facts,
    /// Facts of the record.
    pub predicted: &'a Facts,
}

impl Comparison<'_> {
    /// All errors, by measure.
    pub fn errors(&self) -> Vec<ErrorCase> {
        let mut errors = Vec::new();
        for measure in Measure::ALL {
            let (gold, predicted) = (&self.gold_facts[&measure], &self.predicted[&measure]);
            let missed = gold.difference(predicted).map(|fact| (true, fact, self.cause_of_missed(fact)));
            let wrong = predicted.difference(gold).map(|fact| (false, fact, self.cause_of_wrong(fact)));
            errors.extend(missed.chain(wrong).map(|(is_missed, fact, cause)| ErrorCase {
                measure,
                is_missed,
                cause,
                article: self.gold.name.clone(),
                fact: self.describe(fact),
                evidence: if is_missed { self.gold_evidence(fact) } else { self.predicted_evidence(fact) },
            }));
        }
        errors
    }

    fn cause_of_missed(&self, fact: &Fact) -> Cause {
        let absent = |key: &String| !self.keys.values().any(|found| found == key);
        let parties: &[&String] = &fact.parties();
        if parties.iter().any(|key| absent(key)) {
            return Cause::NameMissed;
        }
        match fact {
            Fact::Person(_) => Cause::WrongType,
            Fact::Met(a, b, held) => {
                self.cause_between(self.predicted, self.predicted_sides(), a, b, *held).unwrap_or(Cause::MeetingMissed)
            }
            Fact::MetAt(a, b, _) => match (met(self.predicted, a, b, None), self.has_place(self.predicted, a, b)) {
                (false, _) => Cause::MeetingMissed,
                (true, false) => Cause::PlaceMissed,
                (true, true) => Cause::WrongPlace,
            },
            Fact::Said(_) => Cause::StatementMissed,
            Fact::SaidAbout(speaker, _) => {
                match self.predicted[&Measure::Said].contains(&Fact::Said(speaker.clone())) {
                    true => Cause::TargetMissed,
                    false => Cause::StatementMissed,
                }
            }
        }
    }

    fn cause_of_wrong(&self, fact: &Fact) -> Cause {
        if fact.parties().iter().any(|key| key.starts_with('?')) {
            return Cause::UnknownName;
        }
        match fact {
            Fact::Person(key) if key.contains('#') => Cause::Split,
            Fact::Person(_) => Cause::WrongType,
            Fact::Met(a, b, held) => {
                let sides = self.gold.meetings.iter().map(|meeting| meeting.sides.clone()).collect();
                self.cause_between(self.gold_facts, sides, a, b, *held).unwrap_or(Cause::NoMeeting)
            }
            Fact::MetAt(a, b, _) if met(self.gold_facts, a, b, None) => Cause::WrongPlace,
            Fact::MetAt(..) => Cause::NoMeeting,
            Fact::Said(_) => Cause::NoStatement,
            Fact::SaidAbout(speaker, _) => match self.gold_facts[&Measure::Said].contains(&Fact::Said(speaker.clone()))
            {
                true => Cause::WrongTarget,
                false => Cause::NoStatement,
            },
        }
    }

    /// How the other side, which does not have the pair with this status, has the two.
    fn cause_between(
        &self,
        other: &Facts,
        sides: Vec<Vec<Vec<String>>>,
        a: &str,
        b: &str,
        held: Option<bool>,
    ) -> Option<Cause> {
        if held.is_some() && met(other, a, b, None) {
            return Some(Cause::Status);
        }
        let together = |side: &Vec<String>| side.iter().any(|id| id == a) && side.iter().any(|id| id == b);
        sides.iter().flatten().any(together).then_some(Cause::Sides)
    }

    fn predicted_sides(&self) -> Vec<Vec<Vec<String>>> {
        let key = |id: &String| self.keys.get(id).cloned().unwrap_or_default();
        let sides = |sides: &Vec<Vec<String>>| sides.iter().map(|side| side.iter().map(key).collect()).collect();
        self.record.meetings.iter().map(|meeting| sides(&meeting.sides)).collect()
    }

    fn has_place(&self, facts: &Facts, a: &str, b: &str) -> bool {
        facts[&Measure::MetPlace].iter().any(|fact| matches!(fact, Fact::MetAt(c, d, _) if c == a && d == b))
    }

    fn name(&self, key: &str) -> String {
        if let Some(entity) = self.gold.entities.iter().find(|entity| entity.id == key) {
            return entity.name.clone();
        }
        let is_it = |entity: &&crate::record::EntityRecord| self.keys.get(&entity.id).is_some_and(|found| found == key);
        let found = self.record.entities.iter().find(is_it);
        found.map_or_else(|| key.trim_start_matches('?').to_owned(), |entity| entity.name.clone())
    }

    fn describe(&self, fact: &Fact) -> String {
        match fact {
            Fact::Person(key) => match key.split_once('#') {
                Some((key, number)) => format!("{} (entity number {number})", self.name(key)),
                None => self.name(key),
            },
            Fact::Said(key) => self.name(key),
            Fact::Met(a, b, held) => {
                let status = match held {
                    Some(true) => ", held",
                    Some(false) => ", not held",
                    None => "",
                };
                format!("{} — {}{status}", self.name(a), self.name(b))
            }
            Fact::SaidAbout(speaker, target) => format!("{} about {}", self.name(speaker), self.name(target)),
            Fact::MetAt(a, b, place) => format!("{} — {} in {}", self.name(a), self.name(b), self.name(place)),
        }
    }

    fn gold_evidence(&self, fact: &Fact) -> String {
        let same = |id: &String| id.clone();
        let meeting = self.gold.meetings.iter().find(|meeting| shows(fact, &Encounter::from(*meeting), same));
        let statement =
            self.gold.statements.iter().find(|statement| spoken(fact, &statement.speaker, &statement.about));
        meeting
            .map(|meeting| &meeting.evidence)
            .or(statement.map(|statement| &statement.evidence))
            .cloned()
            .unwrap_or_default()
    }

    fn predicted_evidence(&self, fact: &Fact) -> String {
        let key = |id: &String| self.keys.get(id).cloned().unwrap_or_default();
        let meeting = self.record.meetings.iter().find(|meeting| {
            let (is_held, place) = (meeting.status == "held", meeting.place.as_ref());
            shows(fact, &Encounter { is_held, sides: &meeting.sides, place }, key)
        });
        let statement = self.record.statements.iter().find(|statement| {
            let about: Vec<String> = statement.about.iter().map(key).collect();
            statement.speaker.as_ref().is_some_and(|speaker| spoken(fact, &key(speaker), &about))
        });
        let evidence = meeting.map(|meeting| &meeting.evidence).or(statement.map(|statement| &statement.evidence));
        evidence.and_then(|spans| spans.first()).map(|span| span.text.clone()).unwrap_or_default()
    }
}

impl Fact {
    /// The keys of the entities that it is about.
    fn parties(&self) -> Vec<&String> {
        match self {
            Self::Person(a) | Self::Said(a) => vec![a],
            Self::Met(a, b, _) | Self::SaidAbout(a, b) => vec![a, b],
            Self::MetAt(a, b, place) => vec![a, b, place],
        }
    }
}

fn met(facts: &Facts, a: &str, b: &str, held: Option<bool>) -> bool {
    facts[&Measure::MetAny].contains(&Fact::Met(a.to_owned(), b.to_owned(), held))
}

/// True if the meeting holds the pair of `fact`, with its status and place where the fact has them.
fn shows(fact: &Fact, meeting: &Encounter<'_>, key: impl Fn(&String) -> String) -> bool {
    let holds = |a: &String, b: &String| -> bool {
        let pairs: BTreeSet<(String, String)> = pairs(meeting.sides, &key);
        pairs.contains(&(a.clone(), b.clone()))
    };
    match fact {
        Fact::Met(a, b, held) => held.is_none_or(|held| held == meeting.is_held) && holds(a, b),
        Fact::MetAt(a, b, place) => meeting.place.is_some_and(|at| key(at) == *place) && holds(a, b),
        _ => false,
    }
}

fn spoken(fact: &Fact, speaker: &str, about: &[String]) -> bool {
    match fact {
        Fact::Said(key) => key == speaker,
        Fact::SaidAbout(key, target) => key == speaker && about.contains(target),
        _ => false,
    }
}
