//! Statements: who said what about whom, and to whom.
//!
//! Takes an article with its annotations (as [`clause`](crate::clause) mended them) and entities, gives [`Statement`]s: quotations tied to their reporting words
//! (`direct`), complements of reporting verbs (`complement`), and what phrases and nouns report. What was said is
//! found on the text and its parse alone; `resolve` then looks up the entities. What quoted pronouns mean after an encounter
//! is added once the meetings are known ([`add_company`]).
//!
//! # Invariants
//!
//! - A statement's content spans stand in text order, do not overlap and hold neither its cue nor its speaker.
//! - All steps take time linear in the tokens.
//! - Acts, thoughts and feelings are no statements unless told.

mod about;
mod admit;
mod attitude;
mod bodies;
mod carrier;
mod commentators;
mod company;
mod complement;
mod continued;
mod cue;
mod direct;
mod draft;
mod epithet;
mod extent;
mod gap;
mod headline;
mod judgement;
mod lexicon;
mod nominal;
mod objects;
mod papers;
mod parenthesis;
mod phrase;
mod quotation;
mod resolve;
mod resume;
mod several;
mod signature;
mod speaker;
mod speakers;
mod strays;
mod subject;
mod syntax;
mod turnover;
mod verdict;
mod words;

pub use company::add_company;

use super::Statement;
use crate::article::Article;
use crate::clause::Clauses;
use crate::entity::Entities;
use crate::nlp::Analysis;

/// Finds the statements of `article`, by position, and resolves the first and second person of quoted speech in
/// `entities` to its speaker and addressee.
#[must_use]
pub fn find_statements(
    article: &Article,
    analysis: &Analysis,
    clauses: &Clauses,
    entities: &mut Entities,
) -> Vec<Statement> {
    let analysis = clauses.mended.as_ref().unwrap_or(analysis);
    let paragraphs = quotation::split_paragraphs(&article.body);
    let syntax = syntax::Syntax::new(&article.body, analysis, &paragraphs);
    let drafts = draft::find_drafts(&syntax, paragraphs);
    resolve::resolve_statements(&syntax, &drafts, entities)
}
