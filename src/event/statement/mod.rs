//! Statements: who said what about whom, and to whom.

use super::Statement;
use crate::article::Article;
use crate::clause::Clauses;
use crate::entity::Entities;
use crate::nlp::Analysis;

/// Finds the statements of `article`, by position, and resolves the first and second person of quoted speech in
/// `entities` to its speaker and addressee.
#[must_use]
pub fn find_statements(
    _article: &Article,
    _analysis: &Analysis,
    _clauses: &Clauses,
    _entities: &mut Entities,
) -> Vec<Statement> {
    Vec::new()
}
