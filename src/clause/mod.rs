//! Clauses: an [`Analysis`] in, predicates with their roles out.
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
mod displaced;
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
use std::borrow::Cow;

/// Finds the predicates of `analysis`, the annotations of `body`.
///
/// Linear in the tokens, but for the depth of the trees.
#[must_use]
pub fn find_clauses(body: &str, analysis: &Analysis) -> Clauses {
    let mended = displaced::restore(repair::repair(analysis, body), body);
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
    drop(tree);
    if let Cow::Owned(mended) = mended {
        clauses.mended = Some(mended);
    }
    clauses
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Span;
    use crate::nlp::{Label, Token, TokenId};

    /// A sentence of the words in `rows`: form, tag, part of speech, head, label.
    fn analysis(rows: &[(&str, &str, &str, u32, &str)]) -> (String, Analysis) {
        let mut body = String::new();
        let tokens = rows
            .iter()
            .map(|(form, tag, pos, head, dep)| {
                let start = body.len();
                body.push_str(form);
                let span = Span::new(start, body.len());
                body.push(' ');
                Token {
                    span,
                    tag: Label::new(tag),
                    pos: Label::new(pos),
                    lemma: form.to_lowercase().into(),
                    head: TokenId(*head),
                    deprel: Label::new(dep),
                    sentence: 0,
                    entity: Label::default(),
                    entity_begins: false,
                }
            })
            .collect();
        (body, Analysis::new(tokens))
    }

    #[test]
    fn nothing_gives_nothing() {
        assert_eq!(find_clauses("", &Analysis::default()).predicates, Vec::new());
    }

    #[test]
    fn cycles_are_survived() {
        let labels =
            ["xcomp", "conj", "relcl", "pobj", "prep", "appos", "acl", "advcl", "ccomp", "nsubj", "dobj", "amod"];
        for label in labels {
            for (tag, pos) in
                [("VBD", "VERB"), ("VBN", "VERB"), ("NN", "NOUN"), ("NNP", "PROPN"), ("IN", "ADP"), ("WP", "PRON")]
            {
                let (body, analysis) = analysis(&[
                    ("met", tag, pos, 1, label),
                    ("Ode", "NNP", "PROPN", 2, "conj"),
                    ("that", tag, pos, 0, label),
                    ("talks", "NNS", "NOUN", 2, label),
                ]);
                let clauses = find_clauses(&body, &analysis);
                for index in 0..clauses.predicates.len() {
                    let id = PredicateId(u32::try_from(index).unwrap_or(0));
                    assert!(clauses.governors(id).count() <= clauses.predicates.len());
                }
            }
        }
    }

    #[test]
    fn predicates_are_found_by_their_token() {
        let (body, analysis) = analysis(&[
            ("Ode", "NNP", "PROPN", 1, "nsubj"),
            ("met", "VBD", "VERB", 1, "ROOT"),
            ("Brandt", "NNP", "PROPN", 1, "dobj"),
        ]);
        let clauses = find_clauses(&body, &analysis);
        let met = clauses.predicate_at(TokenId(1)).map(|id| clauses.predicate(id));
        assert_eq!(met.map(|met| met.lemma.as_str()), Some("met"));
        assert!(met.is_some_and(|met| met.has(&Role::Subject) && met.has(&Role::Object)));
        assert_eq!(clauses.predicate_at(TokenId(9)), None);
    }
}
