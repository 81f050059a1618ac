//! The way from paths to article records, shared by the commands that extract: in parallel, in input order, in bounded
//! memory.
//!
//! # Invariants
//!
//! - Records come in the order of the input, whatever the number of threads.
//! - One article's failure is reported and counted; it never stops the others.

use super::args::{ExtractionArguments, ReadArguments};
use super::model::{LoadedPipeline, load_pipeline};
use crate::ExtractOptions;
use crate::article::{Article, ArticleError, Source, UniqueIds, find_sources};
use crate::event::rules::RuleSet;
use crate::nlp::Analysis;
use crate::record::ArticleRecord;
use anyhow::Context as _;
use rayon::ThreadPool;
use rayon::prelude::*;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::BufReader;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::ExitCode;

/// Articles that are read and extracted at a time, for each thread.
const BATCH: usize = 64;
/// Stack of a worker, in bytes: deep enough for the recursion of page parsing.
const STACK: usize = 16 << 20;

/// How a run over articles went.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Outcome {
    /// Articles that gave a record.
    pub n_articles: usize,
    /// Files and articles that failed.
    pub n_failed: usize,
}

impl Outcome {
    /// 2 if anything failed, 1 if there was no article, else 0.
    #[must_use]
    pub fn exit_code(self) -> ExitCode {
        ExitCode::from(match self {
            Self { n_failed: 1.., .. } => 2,
            Self { n_articles: 0, .. } => 1,
            _ => 0,
        })
    }
}

/// Extracts all articles and hands what `finish` makes of each record to `sink`, in input order.
///
/// `finish` runs in parallel, `sink` on this thread. Failures are printed to standard error and counted.
///
/// # Errors
/// If the annotations or the model cannot be read, or `sink` fails.
pub fn extract_all<T: Send>(
    arguments: &ExtractionArguments,
    explain: bool,
    finish: impl Fn(ArticleRecord, &Article) -> T + Sync,
    mut sink: impl FnMut(T) -> anyhow::Result<()>,
) -> anyhow::Result<Outcome> {
    let extractor = Extractor::new(arguments, explain)?;
    let mut n_foreign = 0;
    let outcome = for_each_batch(&arguments.read, |pool, batch, outcome| {
        let results: Vec<Result<T, String>> = pool.install(|| {
            let extract = |article| extractor.extract(article).map(|record| finish(record, article));
            batch.par_iter().map(extract).collect()
        });
        for (result, article) in results.into_iter().zip(batch) {
            match result {
                Ok(made) => {
                    outcome.n_articles += 1;
                    n_foreign += usize::from(extractor.leaves_out(article));
                    sink(made)?;
                }
                Err(reason) => {
                    outcome.n_failed += 1;
                    eprintln!("{}: extraction failed: {reason}", article.source);
                }
            }
        }
        Ok(())
    })?;
    if n_foreign > 0 {
        let articles = if n_foreign == 1 { "article" } else { "articles" };
        eprintln!("Left out as not English: {n_foreign} {articles}; --any-language extracts from such texts, too");
    }
    Ok(outcome)
}

/// More threads than this only wait for each other, and each keeps tables of its own.
fn most_threads() -> usize {
    4 * std::thread::available_parallelism().map_or(1, usize::from)
}

/// Reads the articles in parallel and hands them to `work` in batches, in input order and with unique ids.
///
/// `work` runs on this thread and may use the pool of threads that it is given.
///
/// # Errors
/// If the threads cannot be started, or what `work` returns.
pub fn for_each_batch(
    arguments: &ReadArguments,
    mut work: impl FnMut(&ThreadPool, &[Article], &mut Outcome) -> anyhow::Result<()>,
) -> anyhow::Result<Outcome> {
    let threads = arguments.threads.unwrap_or(0).min(most_threads());
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).stack_size(STACK).build()?;
    let mut outcome = Outcome::default();
    let mut ids = UniqueIds::default();
    let mut sources = find_sources(&arguments.paths);
    loop {
        let found: Vec<_> = sources.by_ref().take(BATCH * pool.current_num_threads()).collect();
        if found.is_empty() {
            return Ok(outcome);
        }
        let read: Vec<Vec<Result<Article, ArticleError>>> =
            pool.install(|| found.into_par_iter().map(read_guarded).collect());
        let mut batch = Vec::new();
        for result in read.into_iter().flatten() {
            match result {
                Ok(mut article) => {
                    ids.settle(&mut article);
                    article.date = arguments.date.or(article.date);
                    batch.push(article);
                }
                Err(error) => {
                    outcome.n_failed += usize::from(error.is_failure());
                    eprintln!("{:#}", anyhow::Error::from(error));
                }
            }
        }
        // A part of a file that holds many articles at a time, so that no batch grows without bound.
        for part in batch.chunks(BATCH * pool.current_num_threads()) {
            work(&pool, part, &mut outcome)?;
        }
    }
}

fn read_guarded(source: Result<Source, ArticleError>) -> Vec<Result<Article, ArticleError>> {
    let source = match source {
        Ok(source) => source,
        Err(error) => return vec![Err(error)],
    };
    let path = source.path().to_owned();
    catch_unwind(AssertUnwindSafe(|| source.read())).unwrap_or_else(|_| {
        vec![Err(ArticleError::Read { path, source: std::io::Error::other("the reader of this format failed") })]
    })
}

/// Where annotations come from.
enum Annotations {
    /// Lines that were read, by article.
    Read(BTreeMap<String, Vec<u8>>),
    /// The model.
    Made(LoadedPipeline),
}

/// What is needed to extract any article: annotations or the model, and the options.
struct Extractor {
    annotations: Annotations,
    rules: Cow<'static, RuleSet>,
    explain: bool,
    min_confidence: f64,
    any_language: bool,
}

impl Extractor {
    fn new(arguments: &ExtractionArguments, explain: bool) -> anyhow::Result<Self> {
        let annotations = match &arguments.parsed {
            None => Annotations::Made(load_pipeline(&arguments.model)?),
            Some(path) => {
                let file = File::open(path).with_context(|| format!("cannot read {}", path.display()))?;
                let lines = split_annotations(BufReader::new(file)).with_context(|| path.display().to_string())?;
                Annotations::Read(lines)
            }
        };
        let rules = match &arguments.rules {
            Some(path) => Cow::Owned(RuleSet::built_in_and(path)?),
            None => Cow::Borrowed(RuleSet::built_in()),
        };
        let &ExtractionArguments { min_confidence, any_language, .. } = arguments;
        Ok(Self { annotations, rules, explain, min_confidence, any_language })
    }

    /// True for an article that seems not to be English: what an English parser finds there is made up.
    fn leaves_out(&self, article: &Article) -> bool {
        !self.any_language && article.language.is_some_and(|language| language != "en")
    }

    /// The record of `article`, or why it failed.
    fn extract(&self, article: &Article) -> Result<ArticleRecord, String> {
        let options = ExtractOptions { explain: self.explain, rules: &self.rules, min_confidence: self.min_confidence };
        let guarded = catch_unwind(AssertUnwindSafe(|| {
            if self.leaves_out(article) {
                let mut record = crate::extract_with(article, &Analysis::default(), &options);
                record.warnings.push("the text seems not to be English, and was left out".to_owned());
                return Ok(record);
            }
            let analysis = self.analyse(article)?;
            Ok(crate::extract_with(article, &analysis, &options))
        }));
        guarded.unwrap_or_else(|panic| Err(panic_message(panic.as_ref())))
    }

    fn analyse(&self, article: &Article) -> Result<Analysis, String> {
        let annotated = match &self.annotations {
            Annotations::Read(annotated) => annotated,
            Annotations::Made(pipeline) => return Ok(crate::nlp::annotate_paragraphs(pipeline, &article.body)),
        };
        let Some(lines) = annotated.get(&article.id) else { return Ok(Analysis::default()) };
        let body_of = |id: &str| (id == article.id).then_some(article.body.as_str());
        match crate::nlp::read_annotations(lines.as_slice(), body_of) {
            Ok(mut analyses) => Ok(analyses.pop().map(|(_, analysis)| analysis).unwrap_or_default()),
            Err(error) => Err(format!("{:#}", anyhow::Error::from(error))),
        }
    }
}

/// Splits annotation lines by article, without reading them further yet.
fn split_annotations(stream: impl std::io::BufRead) -> anyhow::Result<BTreeMap<String, Vec<u8>>> {
    #[derive(serde::Deserialize)]
    struct Row {
        article: String,
    }
    let mut articles: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    let mut current = String::new();
    for (index, line) in stream.split(b'\n').enumerate() {
        let line = line?;
        if line.trim_ascii().is_empty() {
            continue;
        }
        let row: Row = serde_json::from_slice(&line).with_context(|| format!("line {}: not a token", index + 1))?;
        if row.article != current {
            current = row.article;
        }
        let lines = articles.entry(current.clone()).or_default();
        lines.extend_from_slice(&line);
        lines.push(b'\n');
    }
    Ok(articles)
}

fn panic_message(panic: &(dyn std::any::Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
    text.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_else(|| "internal error".to_owned())
}
