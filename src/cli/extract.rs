//! `extract`: article records of files, one a line, in input order.

use super::args::ExtractArguments;
use super::explain::explain;
use super::extraction::extract_all;
use std::io::{BufWriter, Write as _};
use std::process::ExitCode;

/// Runs `extract`.
pub fn run(arguments: &ExtractArguments) -> anyhow::Result<ExitCode> {
    let mut output = BufWriter::new(std::io::stdout().lock());
    let outcome = extract_all(
        &arguments.extraction,
        arguments.explain,
        |record, article| {
            let account = arguments.explain.then(|| explain(&record, article));
            serde_json::to_vec(&record).map(|line| (line, account))
        },
        |made| {
            let (line, account) = made?;
            output.write_all(&line)?;
            output.write_all(b"\n")?;
            if let Some(account) = account {
                // The record first, so that the two streams read in step on a terminal.
                output.flush()?;
                eprint!("{account}");
            }
            Ok(())
        },
    )?;
    output.flush()?;
    Ok(outcome.exit_code())
}
