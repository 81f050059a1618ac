//! Meetings: who met whom, by rules over clauses.

use super::Meeting;
use super::rules::RuleSet;
use crate::article::Article;
use crate::clause::Clauses;
use crate::entity::Entities;
use crate::nlp::Analysis;

/// Finds the meetings of `article` by `rules`.
#[must_use]
pub fn find_meetings(
    _article: &Article,
    _analysis: &Analysis,
    _clauses: &Clauses,
    _entities: &mut Entities,
    _rules: &RuleSet,
) -> Vec<Meeting> {
    Vec::new()
}
