//! `parse`: the annotations of articles.

use super::args::ParseArguments;
use super::extraction::for_each_batch;
use super::model::load_pipeline;
use crate::article::Article;
use crate::nlp::{AnnotationFormat, write_annotations};
use clap::ValueEnum;
use rayon::prelude::*;
use std::io::{BufWriter, Write as _};
use std::process::ExitCode;

/// Articles that are annotated together.
const BATCH: usize = 8;

/// The names of the formats on the command line.
#[derive(Clone, Copy, ValueEnum)]
pub enum ParseFormat {
    /// One JSON object a token.
    Jsonl,
    /// CoNLL-U.
    Conllu,
    /// A table for reading.
    Text,
}

impl From<ParseFormat> for AnnotationFormat {
    fn from(format: ParseFormat) -> Self {
        match format {
            ParseFormat::Jsonl => Self::JsonLines,
            ParseFormat::Conllu => Self::ConllU,
            ParseFormat::Text => Self::Text,
        }
    }
}

/// Runs `parse`.
pub fn run(arguments: &ParseArguments) -> anyhow::Result<ExitCode> {
    let pipeline = load_pipeline(&arguments.model)?;
    let format = arguments.format.into();
    let mut output = BufWriter::new(std::io::stdout().lock());
    let outcome = for_each_batch(&arguments.read, |pool, batch, outcome| {
        let annotate = |articles: &[Article]| {
            let bodies: Vec<&str> = articles.iter().map(|article| article.body.as_str()).collect();
            let mut lines = Vec::new();
            for (article, analysis) in articles.iter().zip(pipeline.annotate_all(&bodies)) {
                write_annotations(&article.id, &article.body, &analysis, format, &mut lines)?;
            }
            Ok::<_, std::io::Error>(lines)
        };
        let parts: Vec<_> = pool.install(|| batch.par_chunks(BATCH).map(annotate).collect());
        for part in parts {
            output.write_all(&part?)?;
        }
        outcome.n_articles += batch.len();
        Ok(())
    })?;
    output.flush()?;
    Ok(outcome.exit_code())
}
