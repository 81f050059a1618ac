//! The command line's arguments, as clap types alone.

use clap::{Args, Parser, Subcommand};
use std::path::PathBuf;

/// Reads news articles and tells who met whom, and who said what about whom.
#[derive(Parser)]
#[command(version, about)]
pub struct Arguments {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What to do.
#[derive(Subcommand)]
pub enum Command {
    /// Print the article record of each article, one JSON object a line.
    Extract(ExtractArguments),
}

/// Arguments of `extract`.
#[derive(Args)]
pub struct ExtractArguments {
    /// Files or folders of articles.
    #[arg(required = true)]
    pub paths: Vec<PathBuf>,
    /// Use these annotations (as `parse` prints them) in place of the built-in parser's.
    #[arg(long, value_name = "FILE")]
    pub parsed: Option<PathBuf>,
    /// Say for each meeting and statement which rule, trigger and arguments made it.
    #[arg(long)]
    pub explain: bool,
}
