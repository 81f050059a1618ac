//! Articles: what is read, before any language is looked at.
//!
//! Takes files and streams, gives [`Article`]s: decoded text with its title, date and source.
//! Knows formats and encodings; knows nothing of language.
//!
//! # Invariants
//!
//! - `Article::body` is the decoded file, unchanged but for a leading byte order mark, so that offsets hold in the file.
//! - A file that cannot be read gives an error that names it; it never stops the others.

mod span;

pub use span::{CodePoints, Span};

use jiff::civil::Date;

/// One news article: its text and what is known of it from outside the text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Article {
    /// Short name, unique in a run: the file name without extension, or the record's own id.
    pub id: String,
    /// Where it was read: a path as the user gave it, or a name for standard input.
    pub source: String,
    /// Headline, where the format or the text's first line gives one.
    pub title: Option<String>,
    /// Publication date, where metadata, the file name's format or the user gives one.
    pub date: Option<Date>,
    /// The text that is analysed.
    pub body: String,
}
