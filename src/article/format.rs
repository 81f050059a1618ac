//! Formats and origins: what the name and the first bytes of a file tell of it.

use std::path::Path;

/// Extensions that are read in a folder; each also with `.gz`.
pub const EXTENSIONS: [&str; 10] =
    [".txt", ".text", ".md", ".markdown", ".html", ".htm", ".xhtml", ".json", ".jsonl", ".ndjson"];

/// Format of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Plain text.
    Text,
    /// Markdown, with or without front matter.
    Markdown,
    /// A web page.
    Html,
    /// A JSON object, or an array of them.
    Json,
    /// A JSON object a line.
    JsonLines,
}

impl Format {
    /// The format that the extension of `path` names (a final `.gz` aside), if any.
    #[must_use]
    pub fn of_path(path: &Path) -> Option<Self> {
        let name = path.file_name()?.to_str()?.to_ascii_lowercase();
        let name = name.strip_suffix(".gz").unwrap_or(&name);
        Some(match name.rsplit_once('.')?.1 {
            "txt" | "text" => Self::Text,
            "md" | "markdown" => Self::Markdown,
            "html" | "htm" | "xhtml" => Self::Html,
            "json" => Self::Json,
            "jsonl" | "ndjson" => Self::JsonLines,
            _ => return None,
        })
    }

    /// The format that the first bytes suggest.
    pub(super) fn of_head(head: &[u8]) -> Self {
        let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start();
        let lower = head[..head.len().min(256)].to_ascii_lowercase();
        let is_page = [&b"<!doctype html"[..], b"<html", b"<head", b"<body", b"<!--", b"<?xml"];
        match lower.first() {
            Some(b'{') => Self::JsonLines,
            Some(b'[') if lower[1..].trim_ascii_start().starts_with(b"{") => Self::Json,
            Some(b'<') if is_page.iter().any(|start| lower.starts_with(start)) => Self::Html,
            _ => Self::Text,
        }
    }
}

/// Where an article comes from: for its id and for messages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// Path as the user gave it.
    pub path: String,
    /// Id of the article, if it has none of its own.
    pub id: String,
    /// Line on which it starts, from 1.
    pub line: usize,
}

impl Origin {
    pub(super) fn of_path(path: &Path) -> Self {
        let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy();
        let name = strip_ending(&name, ".gz");
        let known = EXTENSIONS.iter().find(|extension| ends_with(name, extension));
        let stem = match known {
            Some(extension) => strip_ending(name, extension),
            None => name.rsplit_once('.').map_or(name, |(stem, _)| stem),
        };
        Self { path: path.display().to_string(), id: if stem.is_empty() { name } else { stem }.to_owned(), line: 1 }
    }

    /// The same file, at `line`.
    #[must_use]
    pub fn at_line(&self, line: usize) -> Self {
        Self { line, ..self.numbered(line) }
    }

    /// The same file, for its article number `number`.
    #[must_use]
    pub fn numbered(&self, number: usize) -> Self {
        Self { path: self.path.clone(), id: format!("{}-{number}", self.id), line: self.line }
    }
}

fn ends_with(name: &str, ending: &str) -> bool {
    let start = name.len().checked_sub(ending.len());
    start.and_then(|start| name.get(start..)).is_some_and(|end| end.eq_ignore_ascii_case(ending))
}

fn strip_ending<'name>(name: &'name str, ending: &str) -> &'name str {
    if ends_with(name, ending) { &name[..name.len() - ending.len()] } else { name }
}
