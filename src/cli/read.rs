//! `read`: articles as they are read, one JSON object a line: the text into which the offsets of records count.

use super::args::ReadArguments;
use super::extraction::for_each_batch;
use crate::article::Article;
use serde::Serialize;
use std::io::{BufWriter, Write as _};
use std::process::ExitCode;

/// An article on a line, in the form that is also read.
#[derive(Serialize)]
struct Row<'a> {
    id: &'a str,
    source: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
    title: Option<&'a str>,
    date: Option<String>,
    text: &'a str,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    warnings: &'a [String],
}

impl<'a> From<&'a Article> for Row<'a> {
    fn from(article: &'a Article) -> Self {
        Self {
            id: &article.id,
            source: &article.source,
            url: article.url.as_deref(),
            title: article.title.as_deref(),
            date: article.date.map(|date| date.to_string()),
            text: &article.body,
            warnings: &article.warnings,
        }
    }
}

/// Runs `read`.
pub fn run(arguments: &ReadArguments) -> anyhow::Result<ExitCode> {
    let mut output = BufWriter::new(std::io::stdout().lock());
    let outcome = for_each_batch(arguments, |_, batch, outcome| {
        for article in batch {
            serde_json::to_writer(&mut output, &Row::from(article))?;
            output.write_all(b"\n")?;
        }
        outcome.n_articles += batch.len();
        Ok(())
    })?;
    output.flush()?;
    Ok(outcome.exit_code())
}
