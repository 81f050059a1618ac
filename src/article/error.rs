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
    /// In the folder at `path` some files were not read; `what` says how many of which kinds.
    #[error("{path}: skipped {what}")]
    Skipped { path: String, what: String },
    /// There is nothing in the file at `path`.
    #[error("{path}: the file is empty")]
    Empty { path: String },
    /// The file at `path` holds bytes that are no text in any known encoding.
    #[error("{path}: not a text file; convert it to text first")]
    Binary { path: String },
    /// The file at `path` is a document of another program (`kind`).
    #[error("{path}: {kind}; convert it to text first")]
    Document { path: String, kind: &'static str },
    /// The file at `path` is called .gz, but is not packed.
    #[error("{path}: called .gz, but not packed with gzip; take .gz off its name if it is text")]
    NotGzip { path: String },
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
    /// False if nothing failed: there was only nothing to read, or something that is not looked at.
    #[must_use]
    pub const fn is_failure(&self) -> bool {
        !matches!(self, Self::EmptyFolder { .. } | Self::Skipped { .. })
    }
}
