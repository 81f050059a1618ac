//! Annotates the texts of a folder once for each line on standard input and prints tokens and seconds, for
//! `benches/compare/compare.py`. Run it as `annotate FOLDER [TEXTS [BATCH]]`.

use rapporteur::nlp::Pipeline;
use std::io::{BufRead as _, Write as _};
use std::path::Path;
use std::time::Instant;

/// Seconds that this thread has run, where the system tells (Linux).
fn cpu_seconds() -> Option<f64> {
    let times = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    times.split(' ').next()?.parse::<f64>().ok().map(|nanoseconds| nanoseconds / 1e9)
}

fn texts(folder: &Path, count: usize) -> std::io::Result<Vec<String>> {
    let mut files: Vec<_> =
        std::fs::read_dir(folder)?.filter_map(|entry| entry.ok().map(|entry| entry.path())).collect();
    files.retain(|file| file.extension().is_some_and(|extension| extension == "txt"));
    files.sort();
    files.iter().take(count).map(std::fs::read_to_string).collect()
}

fn main() -> std::io::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let number = |place: usize, default| arguments.get(place).and_then(|text| text.parse().ok()).unwrap_or(default);
    let folder = arguments.first().map_or("data/articles", String::as_str);
    let texts = texts(Path::new(folder), number(1, usize::MAX))?;
    let bodies: Vec<&str> = texts.iter().map(String::as_str).collect();
    let start = Instant::now();
    let pipeline = Pipeline::english();
    eprintln!("model ready after {:.1} ms", start.elapsed().as_secs_f64() * 1e3);
    for line in std::io::stdin().lock().lines() {
        line?;
        let (start, cpu) = (Instant::now(), cpu_seconds());
        let mut n_tokens = 0;
        for part in bodies.chunks(number(2, 8)) {
            n_tokens += pipeline.annotate_all(part).iter().map(|analysis| analysis.tokens.len()).sum::<usize>();
        }
        let seconds = start.elapsed().as_secs_f64();
        let cpu = cpu.zip(cpu_seconds()).map_or(seconds, |(before, after)| after - before);
        writeln!(std::io::stdout(), "{n_tokens} {seconds:.4} {cpu:.4}")?;
    }
    Ok(())
}
