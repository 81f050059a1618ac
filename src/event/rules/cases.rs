//! The example sentences of rules: what must and what must not come out, and the check of it.

use super::read::factuality;
use super::{Outcome, Rule};
use crate::clause::Factuality;
use crate::entity::{Entities, EntityId};
use crate::event::{Events, Meeting};
use serde::Deserialize;
use std::fmt;

/// An example sentence of a rule.
#[derive(Debug, Clone, PartialEq)]
pub struct Case {
    /// Line in the rule file, from 1.
    pub line: usize,
    /// Column there, from 1, in characters.
    pub column: usize,
    /// The sentence or sentences.
    pub text: String,
    /// What must come out; none if the rule must make nothing of it.
    pub expected: Option<Expected>,
}

/// What must come out of an example sentence; what is absent is not looked at.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Expected {
    /// Names by side, in any order.
    pub sides: Vec<Vec<String>>,
    /// Status.
    pub status: Option<Factuality>,
    /// Kind, as the record spells it.
    pub kind: Option<String>,
    /// Name of the place; the empty string for none.
    pub place: Option<String>,
    /// Words of the time; the empty string for none.
    pub when: Option<String>,
    /// For a relation: from whom.
    pub from: Option<String>,
    /// For a relation: to whom.
    pub to: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawCase {
    pub text: String,
    #[serde(default)]
    pub sides: Vec<Vec<String>>,
    pub status: Option<String>,
    pub kind: Option<String>,
    pub place: Option<String>,
    pub when: Option<String>,
    pub from: Option<String>,
    pub to: Option<String>,
}

impl From<RawCase> for Expected {
    fn from(raw: RawCase) -> Self {
        Self {
            sides: raw.sides,
            status: raw.status.as_deref().and_then(factuality),
            kind: raw.kind,
            place: raw.place,
            when: raw.when,
            from: raw.from,
            to: raw.to,
        }
    }
}

/// An example sentence that did not come out as its rule says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseFailure {
    /// Name of the rule.
    pub rule: String,
    /// Line of the example in the rule file, from 1.
    pub line: usize,
    /// Its column, from 1, in characters.
    pub column: usize,
    /// The sentence.
    pub text: String,
    /// What was expected and what came out.
    pub message: String,
}

impl fmt::Display for CaseFailure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { line, column, rule, message, text } = self;
        write!(formatter, "{line}:{column}: rule `{rule}`: {message}\n  {text}")
    }
}

/// “Ana Reed” and “Lena Ode” with “Tomas Brandt”.
fn shown_sides<S: AsRef<str>>(sides: &[Vec<S>]) -> String {
    let side =
        |names: &Vec<S>| names.iter().map(|name| format!("“{}”", name.as_ref())).collect::<Vec<_>>().join(" and ");
    sides.iter().map(side).collect::<Vec<_>>().join(" with ")
}

/// Runs the example sentences of `rules`; `extract` makes entities and events of a text with all rules in force.
pub fn check_cases(rules: &[Rule], mut extract: impl FnMut(&str) -> (Entities, Events)) -> Vec<CaseFailure> {
    let mut failures = Vec::new();
    for rule in rules {
        for case in &rule.cases {
            let (entities, events) = extract(&case.text);
            let found = Found { text: &case.text, rule, entities: &entities, events: &events };
            if let Err(message) = found.check(case.expected.as_ref()) {
                failures.push(CaseFailure {
                    rule: rule.name.clone(),
                    line: case.line,
                    column: case.column,
                    text: case.text.clone(),
                    message,
                });
            }
        }
    }
    failures
}

struct Found<'a> {
    text: &'a str,
    rule: &'a Rule,
    entities: &'a Entities,
    events: &'a Events,
}

impl Found<'_> {
    fn check(&self, expected: Option<&Expected>) -> Result<(), String> {
        match (expected, &self.rule.outcome) {
            (None, _) => self.check_nothing(),
            (Some(expected), Outcome::Meeting { .. }) => self.check_meeting(expected),
            (Some(expected), Outcome::Relation { name, .. }) => self.check_relation(name, expected),
        }
    }

    fn check_nothing(&self) -> Result<(), String> {
        let meeting = self
            .events
            .meetings
            .iter()
            .find(|meeting| meeting.derivations.iter().any(|derivation| derivation.rule == self.rule.name));
        if let Some(meeting) = meeting {
            return Err(format!("nothing must come out, but {}", self.describe(meeting)));
        }
        let relation = self.events.relations.iter().find(|relation| relation.derivation.rule == self.rule.name);
        match relation {
            Some(relation) => Err(format!(
                "nothing must come out, but {} {} {}",
                self.name(relation.from),
                relation.relation,
                self.name(relation.to)
            )),
            None => Ok(()),
        }
    }

    fn check_meeting(&self, expected: &Expected) -> Result<(), String> {
        let matches = |meeting: &&Meeting| self.difference(meeting, expected).is_none();
        if self.events.meetings.iter().any(|meeting| matches(&meeting)) {
            return Ok(());
        }
        let found: Vec<String> = self
            .events
            .meetings
            .iter()
            .map(|meeting| {
                let difference = self.difference(meeting, expected).unwrap_or_default();
                format!("{} ({difference})", self.describe(meeting))
            })
            .collect();
        Err(match found.is_empty() {
            true => format!("expected {}, nothing came out", shown_sides(&expected.sides)),
            false => format!("expected {}, found {}", shown_sides(&expected.sides), found.join("; ")),
        })
    }

    /// What about `meeting` is not as expected, if anything.
    fn difference(&self, meeting: &Meeting, expected: &Expected) -> Option<&'static str> {
        if !self.same_sides(&meeting.sides, &expected.sides) {
            return Some("sides differ");
        }
        if expected.status.is_some_and(|status| status != meeting.status) {
            return Some("status differs");
        }
        if expected.kind.as_deref().is_some_and(|kind| kind != meeting.kind.name()) {
            return Some("kind differs");
        }
        if let Some(place) = &expected.place {
            let right = match meeting.place {
                Some(id) => self.is_named(id, place),
                None => place.is_empty(),
            };
            if !right {
                return Some("place differs");
            }
        }
        if let Some(when) = &expected.when
            && meeting.when.as_ref().map_or("", |when| when.span.slice(self.text)) != when
        {
            return Some("time differs");
        }
        None
    }

    fn same_sides(&self, found: &[Vec<EntityId>], expected: &[Vec<String>]) -> bool {
        let same = |side: &Vec<EntityId>, names: &Vec<String>| {
            side.len() == names.len() && names.iter().all(|name| side.iter().any(|&id| self.is_named(id, name)))
        };
        found.len() == expected.len()
            && expected.iter().all(|names| found.iter().any(|side| same(side, names)))
            && found.iter().all(|side| expected.iter().any(|names| same(side, names)))
    }

    fn check_relation(&self, name: &str, expected: &Expected) -> Result<(), String> {
        let is = |id: EntityId, wanted: &Option<String>| wanted.as_ref().is_none_or(|wanted| self.is_named(id, wanted));
        let found = self.events.relations.iter().any(|relation| {
            relation.relation == name
                && is(relation.from, &expected.from)
                && is(relation.to, &expected.to)
                && expected.status.is_none_or(|status| status == relation.status)
        });
        let list: Vec<String> = self
            .events
            .relations
            .iter()
            .map(|r| format!("{} {} {} ({})", self.name(r.from), r.relation, self.name(r.to), r.status.name()))
            .collect();
        match found {
            true => Ok(()),
            false => {
                let shown =
                    |name: &Option<String>| name.as_ref().map_or("anybody".to_owned(), |name| format!("“{name}”"));
                let found =
                    if list.is_empty() { "nothing came out".to_owned() } else { format!("found {}", list.join("; ")) };
                Err(format!("expected {} {name} {}, {found}", shown(&expected.from), shown(&expected.to)))
            }
        }
    }

    fn describe(&self, meeting: &Meeting) -> String {
        let sides: Vec<Vec<&str>> =
            meeting.sides.iter().map(|side| side.iter().map(|&id| self.name(id)).collect()).collect();
        let place = meeting.place.map_or("no place", |id| self.name(id));
        let when = meeting.when.as_ref().map_or("no time", |when| when.span.slice(self.text));
        format!("{} {} {}, {place}, {when}", meeting.status.name(), meeting.kind.name(), shown_sides(&sides))
    }

    fn name(&self, id: EntityId) -> &str {
        &self.entities.entity(id).name
    }

    fn is_named(&self, id: EntityId, name: &str) -> bool {
        let entity = self.entities.entity(id);
        std::iter::once(&entity.name).chain(&entity.aliases).any(|own| own.eq_ignore_ascii_case(name))
    }
}
