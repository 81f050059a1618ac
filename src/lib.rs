//! rapporteur reads news articles and tells who met whom, and who said what about whom.
//!
//! The whole way, in reading order; each room knows only the rooms before it:
//! [`article`] → [`nlp`] → [`clause`] and [`entity`] → [`event`] → [`record`] → `resolve` → `graph` → `export`; `cli` calls them.

pub mod article;
pub mod clause;
pub mod cli;
pub mod entity;
pub mod event;
pub mod nlp;
pub mod record;

use article::Article;
use nlp::Analysis;
use record::ArticleRecord;

/// Extracts the record of one article: a pure function of its text and annotations.
#[must_use]
pub fn extract(article: &Article, analysis: &Analysis, explain: bool) -> ArticleRecord {
    let clauses = clause::find_clauses(&article.body, analysis);
    let mut entities = entity::find_entities(article, analysis);
    let events = event::find_events(article, analysis, &clauses, &mut entities);
    record::build_record(article, &entities, &events, explain)
}
