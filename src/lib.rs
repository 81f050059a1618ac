//! rapporteur reads news articles and tells who met whom, and who said what about whom.
//!
//! The whole way, in reading order; each room knows only the rooms before it:
//! [`article`] → [`nlp`] → [`clause`] and [`entity`] → [`event`] → [`record`] → [`resolve`] → [`graph`] → [`export`]; `cli` calls them.

#![forbid(unsafe_code)]

pub mod article;
pub mod clause;
pub mod cli;
pub mod entity;
pub mod eval;
pub mod event;
pub mod export;
pub mod graph;
pub mod nlp;
pub mod record;
pub mod resolve;

use article::Article;
use event::rules::RuleSet;
use nlp::Analysis;
use record::ArticleRecord;
use std::borrow::Cow;

/// Tokens of the longest sentence that is read as one. No sentence of prose is so long; lists, tables and broken texts are.
const LONGEST_SENTENCE: u32 = 400;

/// How articles are extracted.
#[derive(Debug, Clone, Copy)]
pub struct ExtractOptions<'a> {
    /// Say for each meeting, statement and relation which rule, trigger and arguments made it.
    pub explain: bool,
    /// The rules in force.
    pub rules: &'a RuleSet,
    /// Lowest confidence of a meeting, statement or relation that is kept, 0.0 to 1.0 (default 0.0).
    pub min_confidence: f64,
}

impl Default for ExtractOptions<'_> {
    fn default() -> Self {
        Self { explain: false, rules: RuleSet::built_in(), min_confidence: 0.0 }
    }
}

/// Extracts the record of one article by the built-in rules: a pure function of its text and annotations.
#[must_use]
pub fn extract(article: &Article, analysis: &Analysis, explain: bool) -> ArticleRecord {
    extract_with(article, analysis, &ExtractOptions { explain, ..ExtractOptions::default() })
}

/// Extracts the record of one article: a pure function of its text, its annotations and the options.
#[must_use]
pub fn extract_with(article: &Article, analysis: &Analysis, options: &ExtractOptions<'_>) -> ArticleRecord {
    let analysis = analysis.with_sentences_up_to(LONGEST_SENTENCE);
    let (entities, mut events) = find_all(article, &analysis, options.rules);
    events.keep_confident(options.min_confidence);
    record::build_record(article, &analysis, &entities, &events, options.explain)
}

/// The article as it is understood: breaks of lines that were full are spaces; all offsets hold.
fn with_lines_joined(article: &Article) -> Cow<'_, Article> {
    match article::unwrap_lines(&article.body) {
        Cow::Borrowed(_) => Cow::Borrowed(article),
        Cow::Owned(body) => Cow::Owned(Article { body, ..article.clone() }),
    }
}

/// The entities and events of one article, before they become a record.
#[must_use]
pub fn find_all(article: &Article, analysis: &Analysis, rules: &RuleSet) -> (entity::Entities, event::Events) {
    let article = &with_lines_joined(article);
    let clauses = clause::find_clauses(&article.body, analysis);
    // names and pronouns are read in the mended trees as well
    let mut entities = entity::find_entities(article, clauses.mended.as_ref().unwrap_or(analysis));
    entity::gazetteer::locate(&mut entities, article, analysis);
    let events = event::find_events(article, analysis, &clauses, &mut entities, rules);
    (entities, events)
}
