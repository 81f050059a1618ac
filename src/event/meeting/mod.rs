//! Meetings: who encountered whom, where, when, and whether it happened.
//!
//! Takes clauses, entities and rules, gives [`Meeting`]s: every predicate that triggers a rule is bound once, the
//! reports so found are joined in text order, and words that point back ("the meeting") add to what was told.
//!
//! # Invariants
//!
//! - A meeting has two sides or more, each of one entity or more; no entity stands on two sides.
//! - Linear in the predicates of the article, but for the joining of reports, which is linear in meetings times reports.

mod bind;
mod companions;
mod draft;
mod merge;
mod party;
mod place;
mod press;
mod scene;
mod time;

pub(super) use bind::bind_relations;
pub(super) use draft::{Stretch, role_name, status_of};
pub(super) use scene::Scene;

use super::Meeting;
use super::rules::RuleSet;
use crate::article::Article;
use crate::clause::{Clauses, Factuality, PredicateId, PredicateKind};
use crate::entity::Entities;
use crate::nlp::{Analysis, TokenId};
use merge::{Echo, Report, join_reports};

/// Finds the meetings of `article` by `rules`, by first evidence.
#[must_use]
pub fn find_meetings(
    article: &Article,
    analysis: &Analysis,
    clauses: &Clauses,
    entities: &mut Entities,
    rules: &RuleSet,
) -> Vec<Meeting> {
    let scene = Scene::new(article, analysis, clauses, entities, rules);
    let mut reports = Vec::new();
    for index in 0..clauses.predicates.len() {
        let Ok(index) = u32::try_from(index) else { break };
        let id = PredicateId(index);
        if let Some(bound) = bind::bind_meeting(&scene, id) {
            reports.extend(draft::drafts_of(&scene, &bound).into_iter().map(Report::Told));
        } else if let Some(echo) = echo_of(&scene, id) {
            reports.push(Report::Echoed(echo));
        }
    }
    let mut meetings = join_reports(&scene, reports);
    for meeting in &mut meetings {
        if let Some(when) = &mut meeting.when {
            time::place_on_calendar(&scene, when, meeting.status.into());
        }
    }
    meetings
}

/// The echo that a noun without parties enough of its own makes ("the meeting", "the talks in Zell").
fn echo_of(scene: &Scene<'_>, id: PredicateId) -> Option<Echo> {
    let predicate = scene.clauses.predicate(id);
    if predicate.kind != PredicateKind::Noun {
        return None;
    }
    let rule = bind::names_encounter(scene, id)?;
    let parties: Vec<party::Party> = predicate
        .arguments
        .iter()
        .filter(|argument| {
            use crate::clause::Role;
            matches!(&argument.role, Role::Possessor)
                || matches!(&argument.role, Role::Preposition(name) if matches!(name.as_str(), "with" | "between" | "of" | "among"))
        })
        .flat_map(|argument| party::parties_of(scene, argument.token))
        .collect();
    let all: Vec<&party::Party> = parties.iter().collect();
    let super::rules::Outcome::Meeting { kind, .. } = &rule.outcome else { return None };
    Some(Echo {
        token: predicate.token,
        kind: *kind,
        definite: is_definite(scene, predicate.token),
        parties: parties.iter().map(|party| party.entity).collect(),
        place: place::place_of_predicate(scene, id, &all, None).map(|located| located.place),
        when: time::time_of(scene, id, None).map(|(_, when)| when),
        cancelled: predicate.factuality == Factuality::Negated,
    })
}

fn is_definite(scene: &Scene<'_>, noun: TokenId) -> bool {
    scene.analysis.dependents(noun).iter().any(|&dependent| {
        let data = scene.token(dependent);
        match data.deprel.as_str() {
            "det" | "predet" | "amod" => {
                matches!(scene.lemma(dependent).as_str(), "the" | "this" | "that" | "these" | "those" | "such" | "both")
            }
            "poss" => true,
            _ => false,
        }
    })
}
