//! Annotated articles: `NAME.json` beside `NAME.txt`, in the form of the annotation guidelines.

use serde::Deserialize;
use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};

/// Why annotations could not be used.
#[derive(Debug, thiserror::Error)]
#[expect(missing_docs, reason = "each variant's doc names its fields")]
#[non_exhaustive]
pub enum EvalError {
    /// The file or folder at `path` could not be read.
    #[error("{path}: cannot be read")]
    Read { path: String, source: io::Error },
    /// The file at `path` is not JSON of the expected form.
    #[error("{path}: not an annotation")]
    Json { path: String, source: serde_json::Error },
    /// In the file at `path`, `what` names the entity `id`, which the file does not list.
    #[error("{path}: {what} names the entity \"{id}\", which is not among the entities")]
    UnknownEntity { path: String, what: String, id: String },
}

/// What people found in one article.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct GoldArticle {
    /// File name without extension.
    #[serde(skip)]
    pub name: String,
    /// People, organizations and places.
    #[serde(default)]
    pub entities: Vec<GoldEntity>,
    /// Meetings.
    #[serde(default)]
    pub meetings: Vec<GoldMeeting>,
    /// Statements.
    #[serde(default)]
    pub statements: Vec<GoldStatement>,
}

/// An annotated entity.
#[derive(Debug, Clone, Deserialize)]
pub struct GoldEntity {
    /// Key within the article.
    pub id: String,
    /// Fullest name.
    pub name: String,
    /// `person`, `organization` or `place`.
    #[serde(rename = "type")]
    pub entity_type: String,
    /// Other names and descriptions.
    #[serde(default)]
    pub aliases: Vec<String>,
}

/// An annotated meeting.
#[derive(Debug, Clone, Deserialize)]
pub struct GoldMeeting {
    /// held, planned, possible or negated.
    pub status: String,
    /// Entity ids by side.
    pub sides: Vec<Vec<String>>,
    /// Entity id of the place.
    #[serde(default)]
    pub place: Option<String>,
    /// The words that show it.
    #[serde(default)]
    pub evidence: String,
}

/// An annotated statement.
#[derive(Debug, Clone, Deserialize)]
pub struct GoldStatement {
    /// Entity id.
    pub speaker: String,
    /// Entity ids of whom and what the content mentions.
    #[serde(default)]
    pub about: Vec<String>,
    /// The words that show it.
    #[serde(default)]
    pub evidence: String,
}

impl GoldArticle {
    /// Reads the annotation file at `path`.
    ///
    /// # Errors
    /// [`EvalError::Read`], [`EvalError::Json`], or [`EvalError::UnknownEntity`] if an id is not listed.
    pub fn read(path: &Path) -> Result<Self, EvalError> {
        let shown = || path.display().to_string();
        let text = std::fs::read_to_string(path).map_err(|source| EvalError::Read { path: shown(), source })?;
        let mut article: Self =
            serde_json::from_str(&text).map_err(|source| EvalError::Json { path: shown(), source })?;
        article.name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        match article.unknown_entity() {
            Some((what, id)) => Err(EvalError::UnknownEntity { path: shown(), what, id }),
            None => Ok(article),
        }
    }

    fn unknown_entity(&self) -> Option<(String, String)> {
        let known: BTreeSet<&str> = self.entities.iter().map(|entity| entity.id.as_str()).collect();
        let meetings = (1..).zip(&self.meetings).flat_map(|(number, meeting)| {
            let ids = meeting.sides.iter().flatten().chain(&meeting.place);
            ids.map(move |id| (format!("meeting {number}"), id))
        });
        let statements = (1..).zip(&self.statements).flat_map(|(number, statement)| {
            let ids = std::iter::once(&statement.speaker).chain(&statement.about);
            ids.map(move |id| (format!("statement {number}"), id))
        });
        meetings.chain(statements).find(|(_, id)| !known.contains(id.as_str())).map(|(what, id)| (what, id.clone()))
    }
}

/// The annotation files (`NAME.json`) in `folder`, sorted by name.
///
/// # Errors
/// [`EvalError::Read`] if the folder cannot be listed.
pub fn find_gold(folder: &Path) -> Result<Vec<PathBuf>, EvalError> {
    let failed = |source| EvalError::Read { path: folder.display().to_string(), source };
    let mut paths = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        if path.extension().is_some_and(|extension| extension == "json") {
            paths.push(path);
        }
    }
    paths.sort();
    Ok(paths)
}
