//! `build`: articles, or article records, in; the graph out.

use super::args::BuildArguments;
use super::extraction::{Outcome, extract_all};
use crate::article::Format;
use crate::export::{ExportFormat, write};
use crate::graph::KnowledgeGraph;
use crate::record::ArticleRecord;
use crate::resolve::{EntityKind, Identities, Resolver, Status};
use anyhow::{Context as _, bail};
use std::fs::File;
use std::io::{self, BufRead as _, BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

/// Most warnings that are printed one by one.
const MAX_WARNINGS: usize = 10;

/// Runs `build`.
pub fn run(mut arguments: BuildArguments) -> anyhow::Result<ExitCode> {
    let start = Instant::now();
    let outputs = outputs(&arguments)?;
    refuse_overwriting(&arguments, &outputs)?;
    let identities = match &arguments.identities {
        Some(path) => Identities::read(path).with_context(|| format!("cannot use {}", path.display()))?,
        None => Identities::default(),
    };
    let mut records = match &arguments.records {
        Some(path) => Some(create(path)?),
        None => None,
    };
    let mut resolver = Resolver::new(arguments.extraction.min_confidence).with_identities(identities);
    let mut take = |record: ArticleRecord| -> anyhow::Result<()> {
        if let Some(output) = &mut records {
            serde_json::to_writer(&mut *output, &record)?;
            output.write_all(b"\n")?;
        }
        resolver.add(record);
        Ok(())
    };
    let paths = std::mem::take(&mut arguments.extraction.read.paths);
    let (record_files, articles): (Vec<PathBuf>, Vec<PathBuf>) =
        paths.into_iter().partition(|path| holds_records(path));
    let mut outcome = Outcome::default();
    for path in &record_files {
        let read = read_records(path, &mut take)?;
        outcome.n_articles += read.n_articles;
        outcome.n_failed += read.n_failed;
    }
    if !articles.is_empty() {
        arguments.extraction.read.paths = articles;
        let extracted = extract_all(&arguments.extraction, false, |record, _| record, take)?;
        outcome.n_articles += extracted.n_articles;
        outcome.n_failed += extracted.n_failed;
    }
    if let Some(mut output) = records {
        output.flush().context("cannot write the records")?;
    }
    if outcome.n_articles == 0 {
        eprintln!("No article was read; no graph is written.");
        return Ok(outcome.exit_code());
    }
    let mut resolution = resolver.resolve();
    let warnings = std::mem::take(&mut resolution.warnings);
    let graph = KnowledgeGraph::new(resolution);
    for (path, format) in &outputs {
        let mut file = create(path)?;
        let written = write(&graph, *format, &mut file).with_context(|| format!("cannot write {}", path.display()));
        match written {
            Err(error) if is_broken_pipe(&error) => {}
            written => written?,
        }
    }
    warnings.iter().take(MAX_WARNINGS).for_each(|warning| eprintln!("Warning: {warning}"));
    if warnings.len() > MAX_WARNINGS {
        eprintln!("Warning: {} more like these", warnings.len() - MAX_WARNINGS);
    }
    eprintln!("{}", summary(&graph, outcome, &outputs, start));
    Ok(outcome.exit_code())
}

/// What is written where, in which format.
fn outputs(arguments: &BuildArguments) -> anyhow::Result<Vec<(PathBuf, ExportFormat)>> {
    let mut outputs = vec![(arguments.output.clone(), ExportFormat::Json)];
    if arguments.dot.iter().any(|path| is_standard_output(path)) {
        bail!("only the graph (-o) and the records can go to standard output");
    }
    outputs.extend(arguments.dot.clone().map(|path| (path, ExportFormat::Dot)));
    for path in &arguments.export {
        let Some(format) = ExportFormat::of_path(path) else {
            let names: Vec<&str> = ExportFormat::ALL.iter().map(|format| format.name()).collect();
            bail!("{}: the extension tells the format, and must be one of {}", path.display(), names.join(", "));
        };
        outputs.push((path.clone(), format));
    }
    Ok(outputs)
}

/// Refuses to write over what is read, or two things to one file.
fn refuse_overwriting(arguments: &BuildArguments, outputs: &[(PathBuf, ExportFormat)]) -> anyhow::Result<()> {
    let read = &arguments.extraction;
    let others = [&read.model.model, &read.parsed, &read.rules, &arguments.identities];
    let inputs: Vec<PathBuf> =
        read.read.paths.iter().chain(others.into_iter().flatten()).map(|path| real(path)).collect();
    let mut taken: Vec<PathBuf> = Vec::new();
    for path in outputs.iter().map(|(path, _)| path).chain(&arguments.records) {
        let shown = path.display();
        if is_standard_output(path) {
            if taken.contains(path) {
                bail!("only one of the graph and the records can go to standard output");
            }
            taken.push(path.clone());
            continue;
        }
        let target = real(path);
        // Inside a folder of articles, too, an article is not written over.
        let is_text = matches!(Format::of_path(path), Some(Format::Text | Format::Markdown | Format::Html));
        let is_article = is_text && path.exists() && inputs.iter().any(|input| target.starts_with(input));
        if is_article || inputs.contains(&target) {
            bail!("{shown} is to be read and cannot be written too; give another name for what is written");
        }
        if path.is_dir() {
            bail!("{shown} is a folder; give the name of a file to write");
        }
        if taken.contains(&target) {
            bail!("{shown} is to be written twice; give each output a name of its own");
        }
        taken.push(target);
    }
    Ok(())
}

/// The path without links and dots, of a file that need not exist yet.
fn real(path: &Path) -> PathBuf {
    let parent = || {
        let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
        Some(parent.canonicalize().ok()?.join(path.file_name()?))
    };
    path.canonicalize().ok().or_else(parent).unwrap_or_else(|| path.to_owned())
}

fn is_standard_output(path: &Path) -> bool {
    path.as_os_str() == "-"
}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    let kinds = error.chain().filter_map(|cause| cause.downcast_ref::<io::Error>()).map(io::Error::kind);
    kinds.into_iter().any(|kind| kind == io::ErrorKind::BrokenPipe)
}

fn create(path: &Path) -> anyhow::Result<Box<dyn Write>> {
    if is_standard_output(path) {
        return Ok(Box::new(BufWriter::new(io::stdout())));
    }
    let file = File::create(path).with_context(|| format!("cannot write {}", path.display()))?;
    Ok(Box::new(BufWriter::new(file)))
}

/// True of a .jsonl file whose first line is an article record.
fn holds_records(path: &Path) -> bool {
    let is_lines = path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("jsonl"));
    let first_line = || -> Option<String> {
        let lines = BufReader::new(File::open(path).ok()?).lines();
        lines.map_while(Result::ok).find(|line| !line.trim().is_empty())
    };
    is_lines && first_line().is_some_and(|line| serde_json::from_str::<ArticleRecord>(&line).is_ok())
}

/// Reads article records; a line that is none is reported and skipped.
fn read_records(path: &Path, take: &mut dyn FnMut(ArticleRecord) -> anyhow::Result<()>) -> anyhow::Result<Outcome> {
    let file = File::open(path).with_context(|| format!("cannot read {}", path.display()))?;
    let mut outcome = Outcome::default();
    for (number, line) in (1..).zip(BufReader::new(file).split(b'\n')) {
        let line = line.with_context(|| format!("cannot read {}", path.display()))?;
        if line.trim_ascii().is_empty() {
            continue;
        }
        match serde_json::from_slice(&line) {
            Ok(record) => {
                outcome.n_articles += 1;
                take(record)?;
            }
            Err(error) => {
                outcome.n_failed += 1;
                eprintln!("{}, line {number}: not an article record: {error}", path.display());
            }
        }
    }
    Ok(outcome)
}

/// What was read, found and written, on a few lines.
fn summary(graph: &KnowledgeGraph, outcome: Outcome, outputs: &[(PathBuf, ExportFormat)], start: Instant) -> String {
    let with_status = |status: Status| graph.meetings().filter(|(_, meeting)| meeting.status == status).count();
    let statuses: Vec<String> = [Status::Held, Status::Planned, Status::Possible, Status::Negated]
        .into_iter()
        .map(|status| (with_status(status), status))
        .filter(|(count, _)| *count > 0)
        .map(|(count, status)| {
            format!("{count} {}", if status == Status::Negated { "denied or cancelled" } else { status.name() })
        })
        .collect();
    let n_meetings = graph.meetings().count();
    let details = if statuses.is_empty() { String::new() } else { format!(" ({})", statuses.join(", ")) };
    let failed = if outcome.n_failed > 0 { format!(", {} failed", outcome.n_failed) } else { String::new() };
    let written: Vec<String> = outputs
        .iter()
        .map(
            |(path, _)| {
                if is_standard_output(path) { "standard output".to_owned() } else { path.display().to_string() }
            },
        )
        .collect();
    format!(
        "{}{failed}: {}, {}, {}\n{}{details}, {}\nWrote {} in {:.1} s",
        counted(outcome.n_articles, "article"),
        match graph.count(EntityKind::Person) {
            1 => "1 person".to_owned(),
            count => format!("{count} people"),
        },
        counted(graph.count(EntityKind::Organization), "organization"),
        counted(graph.count(EntityKind::Place), "place"),
        counted(n_meetings, "meeting"),
        counted(graph.statements().len(), "statement"),
        written.join(", "),
        start.elapsed().as_secs_f64(),
    )
}

fn counted(count: usize, noun: &str) -> String {
    if count == 1 { format!("1 {noun}") } else { format!("{count} {noun}s") }
}
