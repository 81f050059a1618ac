//! Why an article could not be read.

use std::io;

/// Why an article could not be read; `path` is as the user gave it, `line` counts from 1.
#[derive(Debug, thiserror::Error)]
#[expect(missing_docs, reason = "each variant's doc names its fields")]
#[non_exhaustive]
pub enum ArticleError {
    /// The file or folder at `path` could not be opened or read; `source` says why.
    #[error("{path}: cannot be read")]
    Read { path: String, source: io::Error },
    /// The folder at `path` holds no file of a known format.
    #[error("{path}: no articles in this folder (looked for {})", super::EXTENSIONS.join(", "))]
    EmptyFolder { path: String },
    /// The file at `path` holds bytes that are no text in any known encoding.
    #[error("{path}: not a text file")]
    Binary { path: String },
    /// The file at `path` says that it is in `encoding`, but holds bytes that are not.
    #[error("{path}: not valid {encoding}")]
    Encoding { path: String, encoding: &'static str },
    /// The file at `path` is longer than an article may be (`limit` bytes).
    #[error("{path}: longer than {limit} bytes; split it into articles first")]
    TooLong { path: String, limit: u64 },
    /// What stands at `line` of `path` is not JSON.
    #[error("{path}, line {line}: not JSON")]
    Json { path: String, line: usize, source: serde_json::Error },
    /// The JSON that starts at `line` of `path` is no article: it has no string field such as "text".
    #[error("{path}, line {line}: no article: expected an object with a string field \"text\"")]
    NoText { path: String, line: usize },
    /// The main text of the web page at `path` was not found.
    #[error("{path}: no main text found in this page ({reason})")]
    Page { path: String, reason: String },
}

impl ArticleError {
    /// True if nothing failed, there was only nothing to read.
    #[must_use]
    pub const fn is_empty_folder(&self) -> bool {
        matches!(self, Self::EmptyFolder { .. })
    }
}
