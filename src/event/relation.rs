//! Relations of the user's own rules ("endorsed", "appointed"), found as meetings are, but with a direction.

use super::Relation;
use super::rules::RuleSet;
use crate::article::Article;
use crate::clause::Clauses;
use crate::entity::Entities;
use crate::nlp::Analysis;

/// Finds the relations of `article` that `rules` define.
#[must_use]
pub fn find_relations(
    _article: &Article,
    _analysis: &Analysis,
    _clauses: &Clauses,
    _entities: &Entities,
    _rules: &RuleSet,
) -> Vec<Relation> {
    Vec::new()
}
