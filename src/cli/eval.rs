//! `eval`: how good extraction is on articles that the user annotated, and where it fails.

use super::args::{EvalArguments, ExtractionArguments, ReadArguments};
use super::extraction::{Outcome, extract_all};
use crate::eval::{ErrorCase, Evaluation, GoldArticle, Measure, find_gold};
use crate::record::ArticleRecord;
use anyhow::Context as _;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Longest evidence shown, in characters.
const MAX_EVIDENCE: usize = 160;

/// Runs `eval`.
pub fn run(arguments: &EvalArguments) -> anyhow::Result<ExitCode> {
    let mut outcome = Outcome::default();
    let mut annotated = Vec::new();
    for path in find_gold(&arguments.folder)? {
        match GoldArticle::read(&path) {
            Ok(gold) => annotated.push((gold, path)),
            Err(error) => {
                outcome.n_failed += 1;
                eprintln!("{:#}", anyhow::Error::from(error));
            }
        }
    }
    if annotated.is_empty() {
        eprintln!("{}: no annotated articles (NAME.json beside NAME.txt)", arguments.folder.display());
        return Ok(outcome.exit_code());
    }
    let records = match &arguments.records {
        Some(path) => read_records(path)?,
        None => {
            let (records, extracted) = extract_texts(arguments, &annotated)?;
            outcome.n_failed += extracted.n_failed;
            records
        }
    };
    let mut evaluation = Evaluation::default();
    for (gold, _) in &annotated {
        evaluation.add(gold, records.get(&gold.name));
    }
    outcome.n_articles = evaluation.n_articles;
    let text = match arguments.json {
        true => to_json(&evaluation)?,
        false => to_text(&evaluation, arguments.errors, arguments.show.as_deref()),
    };
    std::io::stdout().lock().write_all(text.as_bytes())?;
    Ok(outcome.exit_code())
}

fn extract_texts(
    arguments: &EvalArguments,
    annotated: &[(GoldArticle, PathBuf)],
) -> anyhow::Result<(BTreeMap<String, ArticleRecord>, Outcome)> {
    let texts = annotated.iter().map(|(_, path)| path.with_extension("txt"));
    let paths = texts.filter(|path| path.exists()).collect();
    let extraction = ExtractionArguments {
        read: ReadArguments { paths, date: None, threads: arguments.threads },
        model: arguments.model.clone(),
        parsed: arguments.parsed.clone(),
        rules: arguments.rules.clone(),
        min_confidence: arguments.min_confidence,
        any_language: true,
    };
    let mut records = BTreeMap::new();
    let outcome = extract_all(
        &extraction,
        false,
        |record, _| record,
        |record| {
            records.insert(record.article.clone(), record);
            Ok(())
        },
    )?;
    Ok((records, outcome))
}

fn read_records(path: &Path) -> anyhow::Result<BTreeMap<String, ArticleRecord>> {
    let file = std::fs::File::open(path).with_context(|| format!("{}: cannot be read", path.display()))?;
    let mut records = BTreeMap::new();
    for (index, line) in BufReader::new(file).lines().enumerate() {
        let line = line.with_context(|| format!("{}: cannot be read", path.display()))?;
        if line.trim().is_empty() {
            continue;
        }
        let record: ArticleRecord = serde_json::from_str(&line)
            .with_context(|| format!("{}, line {}: not an article record", path.display(), index + 1))?;
        records.insert(record.article.clone(), record);
    }
    Ok(records)
}

fn to_text(evaluation: &Evaluation, n_examples: usize, show: Option<&str>) -> String {
    let mut text = String::new();
    if !evaluation.without_record.is_empty() {
        let _ = writeln!(text, "without a record: {}\n", evaluation.without_record.join(", "));
    }
    let _ = writeln!(text, "{:<12}{:>7}{:>7}{:>7}{:>7}{:>7}", "measure", "P", "R", "F1", "gold", "found");
    for measure in Measure::ALL {
        let score = evaluation.score(measure);
        let _ = writeln!(
            text,
            "{:<12}{:7.3}{:7.3}{:7.3}{:7}{:7}",
            measure.name(),
            score.precision(),
            score.recall(),
            score.f1(),
            score.n_gold,
            score.n_found
        );
    }
    let _ = writeln!(text, "\nconfidence of meetings   pairs  right  share");
    for (index, bin) in evaluation.calibration.iter().enumerate().filter(|(_, bin)| bin.n_pairs > 0) {
        let to = evaluation.calibration.get(index + 1).map_or(1.0, |next| next.from);
        #[expect(clippy::cast_precision_loss, reason = "counts are far below 2^52")]
        let share = bin.n_right as f64 / bin.n_pairs as f64;
        let _ = writeln!(text, "{:.1} to {to:.1}              {:7}{:7}{share:7.2}", bin.from, bin.n_pairs, bin.n_right);
    }
    for measure in Measure::ALL.into_iter().filter(|measure| show.is_none_or(|show| show == measure.name())) {
        write_errors(&mut text, evaluation, measure, n_examples);
    }
    text
}

/// The errors of one measure, by cause, the most frequent first.
fn write_errors(text: &mut String, evaluation: &Evaluation, measure: Measure, n_examples: usize) {
    let mut by_cause: BTreeMap<(bool, crate::eval::Cause), Vec<&ErrorCase>> = BTreeMap::new();
    for error in evaluation.errors.iter().filter(|error| error.measure == measure) {
        by_cause.entry((!error.is_missed, error.cause)).or_default().push(error);
    }
    let mut causes: Vec<_> = by_cause.into_iter().collect();
    causes.sort_by_key(|(key, errors)| (key.0, std::cmp::Reverse(errors.len()), key.1));
    if !causes.is_empty() {
        let _ = writeln!(text, "\n{}", measure.name());
    }
    for ((is_wrong, cause), errors) in causes {
        let kind = if is_wrong { "wrong" } else { "missed" };
        let _ = writeln!(text, "  {:4} {kind}: {}", errors.len(), cause.description());
        for error in errors.iter().take(n_examples) {
            let _ = writeln!(text, "       {} [{}]", error.fact, error.article);
            if !error.evidence.is_empty() {
                let _ = writeln!(text, "         “{}”", shorten(&error.evidence));
            }
        }
    }
}

fn shorten(text: &str) -> String {
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match words.char_indices().nth(MAX_EVIDENCE) {
        None => words,
        Some((end, _)) => format!("{} …", words[..end].trim_end()),
    }
}

fn to_json(evaluation: &Evaluation) -> anyhow::Result<String> {
    let measures: serde_json::Map<String, serde_json::Value> = Measure::ALL
        .into_iter()
        .map(|measure| {
            let score = evaluation.score(measure);
            let value = serde_json::json!({
                "precision": score.precision(), "recall": score.recall(), "f1": score.f1(),
                "gold": score.n_gold, "found": score.n_found, "right": score.n_right,
            });
            (measure.name().to_owned(), value)
        })
        .collect();
    let errors: Vec<serde_json::Value> = evaluation
        .errors
        .iter()
        .map(|error| {
            serde_json::json!({
                "measure": error.measure.name(), "kind": if error.is_missed { "missed" } else { "wrong" },
                "cause": error.cause.description(), "article": error.article, "fact": error.fact,
                "evidence": error.evidence,
            })
        })
        .collect();
    let calibration: Vec<serde_json::Value> = evaluation
        .calibration
        .iter()
        .map(|bin| serde_json::json!({"from": bin.from, "pairs": bin.n_pairs, "right": bin.n_right}))
        .collect();
    let whole = serde_json::json!({
        "articles": evaluation.n_articles, "without_record": evaluation.without_record, "measures": measures,
        "calibration": calibration, "errors": errors,
    });
    Ok(format!("{}\n", serde_json::to_string_pretty(&whole)?))
}
