//! Clauses: an [`Analysis`](crate::nlp::Analysis) in, predicates with their roles out.
//!
//! Passives, control and raising, conjunction, relative clauses, apposition and event nouns are evened out here once,
//! so that rules see roles and never raw arcs (after PredPatt, White et al. 2016); polarity, modality and tense become
//! one [`Factuality`] per predicate.
//! Knows English syntax; knows nothing of meetings.
//!
//! # Invariants
//!
//! - Predicates stand in token order, at most one per token; [`Clauses::predicate_at`] finds them in constant time.
//! - Governors form no cycle.
//! - Any annotations are survived: an odd tree gives fewer arguments, not an error.

mod arguments;
mod embedding;
mod factuality;
mod features;
mod lexicon;
mod predicate;
mod repair;
mod select;
mod sharing;
mod tree;

pub use predicate::{
    Argument, Clauses, Embedding, Factuality, Features, Predicate, PredicateId, PredicateKind, Role, Source, Tense,
};

use crate::nlp::Analysis;

/// Finds the predicates of `analysis`, the annotations of `body`.
///
/// Linear in the tokens, but for the depth of the trees.
#[must_use]
pub fn find_clauses(body: &str, analysis: &Analysis) -> Clauses {
    let mended = repair::repair(analysis, body);
    let tree = tree::Tree::new(body, &mended);
    let mut clauses = select::select(&tree);
    features::find_features(&tree, &mut clauses);
    arguments::find_arguments(&tree, &mut clauses);
    embedding::find_governors(&tree, &mut clauses);
    sharing::share_arguments(&tree, &mut clauses);
    for index in 0..clauses.predicates.len() {
        if let Ok(index) = u32::try_from(index) {
            features::deny_by_arguments(&mut clauses, PredicateId(index));
        }
    }
    factuality::find_factuality(&tree, &mut clauses);
    clauses
}
