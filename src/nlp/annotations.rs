//! Reads annotations made elsewhere: the JSON Lines that `rapporteur parse --format jsonl` prints, one token a line.
//!
//! With it a slower, larger parser can be used in place of the built-in one, and stages after `nlp/` can be tested alone.

use super::{Analysis, Label, Token, TokenId};
use crate::article::{CodePoints, Span};
use serde::Deserialize;
use std::io::BufRead;

/// Why annotations could not be read; `line` counts from 1.
#[derive(Debug, thiserror::Error)]
#[expect(missing_docs, reason = "each variant's doc names its fields")]
#[non_exhaustive]
pub enum AnnotationError {
    /// The stream failed.
    #[error("cannot read annotations, line {line}")]
    Read { line: usize, source: std::io::Error },
    /// The line is not a JSON object of the documented form.
    #[error("annotations, line {line}: not a token")]
    Json { line: usize, source: serde_json::Error },
}

#[derive(Deserialize)]
struct Row {
    article: String,
    start: usize,
    end: usize,
    tag: String,
    pos: String,
    lemma: String,
    head: usize,
    dep: String,
    sent_start: bool,
    ent: String,
}

/// Reads annotations grouped by article, in the order of the stream.
///
/// `body_of` gives the text of an article by its id; tokens of unknown articles are skipped.
///
/// # Errors
/// [`AnnotationError::Read`] if the stream fails, [`AnnotationError::Json`] if a line has another form.
pub fn read_annotations<'text>(
    stream: impl BufRead,
    body_of: impl Fn(&str) -> Option<&'text str>,
) -> Result<Vec<(String, Analysis)>, AnnotationError> {
    let mut articles: Vec<(String, Vec<Row>)> = Vec::new();
    for (index, line) in stream.lines().enumerate() {
        let number = index + 1;
        let line = line.map_err(|source| AnnotationError::Read { line: number, source })?;
        if line.trim().is_empty() {
            continue;
        }
        let row: Row = serde_json::from_str(&line).map_err(|source| AnnotationError::Json { line: number, source })?;
        match articles.last_mut() {
            Some((article, rows)) if *article == row.article => rows.push(row),
            _ => articles.push((row.article.clone(), vec![row])),
        }
    }
    Ok(articles
        .into_iter()
        .filter_map(|(article, rows)| body_of(&article).map(|body| (article, analysis_of(&rows, body))))
        .collect())
}

fn analysis_of(rows: &[Row], body: &str) -> Analysis {
    let code_points = CodePoints::new(body);
    let mut sentence = 0;
    let tokens = rows
        .iter()
        .enumerate()
        .map(|(index, row)| {
            sentence += u32::from(row.sent_start && index > 0);
            let (iob, entity) = row.ent.split_once('-').unwrap_or(("O", ""));
            Token {
                span: Span::new(code_points.to_byte(row.start), code_points.to_byte(row.end)),
                tag: Label::new(&row.tag),
                pos: Label::new(&row.pos),
                lemma: row.lemma.as_str().into(),
                head: TokenId::new(if row.head < rows.len() { row.head } else { index }),
                deprel: Label::new(&row.dep),
                sentence,
                entity: Label::new(entity),
                entity_begins: iob == "B",
            }
        })
        .collect();
    Analysis::new(tokens)
}
