//! Meetings: who encountered whom, where, when, and whether it happened.

use super::Meeting;
use crate::article::Article;
use crate::clause::Clauses;
use crate::entity::Entities;
use crate::nlp::Analysis;

/// Finds the meetings of `article`, by first evidence.
#[must_use]
pub fn find_meetings(
    _article: &Article,
    _analysis: &Analysis,
    _clauses: &Clauses,
    _entities: &Entities,
) -> Vec<Meeting> {
    Vec::new()
}
