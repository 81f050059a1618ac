//! `extract`: article records of files, one a line, in input order.

use super::args::ExtractArguments;
use crate::article::Article;
use anyhow::Context as _;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufReader, Write as _};
use std::process::ExitCode;

/// Runs `extract`.
pub fn run(arguments: &ExtractArguments) -> anyhow::Result<ExitCode> {
    let mut articles = Vec::new();
    for path in &arguments.paths {
        let mut files: Vec<_> =
            walkdir::WalkDir::new(path).into_iter().filter_map(Result::ok).map(|e| e.into_path()).collect();
        files.sort();
        for file in files.into_iter().filter(|file| file.extension().is_some_and(|extension| extension == "txt")) {
            let body = std::fs::read_to_string(&file).with_context(|| format!("cannot read {}", file.display()))?;
            let id = file.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
            articles.push(Article { id, source: file.display().to_string(), body, ..Article::default() });
        }
    }
    let mut analyses: BTreeMap<String, crate::nlp::Analysis> = BTreeMap::new();
    if let Some(path) = &arguments.parsed {
        let stream = BufReader::new(File::open(path).with_context(|| format!("cannot read {}", path.display()))?);
        let body_of = |id: &str| articles.iter().find(|article| article.id == id).map(|article| article.body.as_str());
        analyses = crate::nlp::read_annotations(stream, body_of)?.into_iter().collect();
    }
    let mut output = std::io::BufWriter::new(std::io::stdout().lock());
    for article in &articles {
        let record = crate::extract(article, &analyses.remove(&article.id).unwrap_or_default(), arguments.explain);
        serde_json::to_writer(&mut output, &record)?;
        output.write_all(b"\n")?;
    }
    output.flush()?;
    Ok(ExitCode::SUCCESS)
}
