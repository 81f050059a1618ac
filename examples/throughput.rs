//! Times the stages of extraction on one thread: `throughput PATH…`, files or folders of plain text.
//!
//! Prints one JSON object: tokens, words, and the seconds that annotation (`nlp_s`) and all after it up to the record
//! (`extract_s`) took, loading excluded.

use rapporteur::article::Article;
use rapporteur::nlp::Pipeline;
use std::path::Path;
use std::time::{Duration, Instant};

/// Articles that are annotated together, as the command line does.
const BATCH: usize = 8;

fn main() -> std::io::Result<()> {
    let mut articles = Vec::new();
    for path in std::env::args().skip(1) {
        read(Path::new(&path), &mut articles)?;
    }
    let pipeline = Pipeline::english();
    let (mut nlp, mut extraction, mut n_tokens) = (Duration::ZERO, Duration::ZERO, 0);
    for batch in articles.chunks(BATCH) {
        let bodies: Vec<&str> = batch.iter().map(|article| article.body.as_str()).collect();
        let start = Instant::now();
        let analyses = pipeline.annotate_all(&bodies);
        nlp += start.elapsed();
        let start = Instant::now();
        for (article, analysis) in batch.iter().zip(&analyses) {
            n_tokens += analysis.tokens.len();
            std::hint::black_box(rapporteur::extract(article, analysis, false));
        }
        extraction += start.elapsed();
    }
    let n_words: usize = articles.iter().map(|article| article.body.split_whitespace().count()).sum();
    let figures = serde_json::json!({
        "articles": articles.len(), "tokens": n_tokens, "words": n_words,
        "nlp_s": nlp.as_secs_f64(), "extract_s": extraction.as_secs_f64(),
    });
    println_to_stdout(&figures.to_string())
}

fn read(path: &Path, articles: &mut Vec<Article>) -> std::io::Result<()> {
    if path.is_dir() {
        let mut entries =
            std::fs::read_dir(path)?.map(|entry| Ok(entry?.path())).collect::<std::io::Result<Vec<_>>>()?;
        entries.sort();
        return entries.iter().try_for_each(|entry| read(entry, articles));
    }
    if path.extension().is_some_and(|extension| extension == "txt") {
        let id = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
        articles.push(Article { id, body: std::fs::read_to_string(path)?, ..Article::default() });
    }
    Ok(())
}

fn println_to_stdout(line: &str) -> std::io::Result<()> {
    use std::io::Write as _;
    writeln!(std::io::stdout(), "{line}")
}
