//! Articles: what is read, before any language is looked at.
//!
//! Takes files, folders and standard input, gives [`Article`]s: decoded text with its title, date and source.
//! [`find_sources`] lists what is to be read, [`Source::read`] reads it; the two are apart so that reading can go on in
//! parallel. Knows formats and encodings; of language it knows which one a text is in, and how a dateline looks.
//!
//! # Invariants
//!
//! - The `body` of a plain text file is the decoded file, unchanged but for a leading byte order mark, so that offsets
//!   hold in the file. Other formats give the text without their markup.
//! - A file that cannot be read gives an [`ArticleError`] that names it; it never stops the others.
//! - The same paths give the same articles in the same order.

mod date;
mod decode;
mod error;
mod find;
mod format;
mod html;
mod ids;
mod json;
mod language;
mod markdown;
mod source;
mod span;
mod text;
mod wrap;

pub use date::parse_date;
pub use decode::{DecodeError, Decoded, decode};
pub use error::ArticleError;
pub use find::{Sources, find_sources};
pub use format::{EXTENSIONS, Format};
pub use ids::UniqueIds;
pub use language::language_of;
pub use source::Source;
pub use span::{CodePoints, Span};
pub use wrap::unwrap_lines;

use jiff::civil::Date;

/// One news article: its text and what is known of it from outside the text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Article {
    /// Short name, unique in a run: the file name without extension, or the record's own id.
    pub id: String,
    /// Where it was read: a path as the user gave it, or a name for standard input.
    pub source: String,
    /// Address of the page, where the format gives one.
    pub url: Option<String>,
    /// Headline, where the format or the text's first line gives one.
    pub title: Option<String>,
    /// Publication date, where metadata, the dateline, the file name or the user gives one.
    pub date: Option<Date>,
    /// Language of the text, as an ISO 639-1 code; `None` if it was not asked or is too short to tell.
    pub language: Option<&'static str>,
    /// The text that is analysed.
    pub body: String,
    /// What went wrong or had to be guessed when it was read, in words.
    pub warnings: Vec<String>,
}
