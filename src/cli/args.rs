//! The command line's arguments, as clap types alone.

use crate::resolve::Status;
use clap::{Args, Parser, Subcommand};
use jiff::civil::Date;
use std::path::PathBuf;

/// Reads news articles and tells who met whom, and who said what about whom.
#[derive(Parser)]
#[command(
    version,
    about,
    after_help = "Exit status: 0 articles were read, or the question has an answer; 1 there was no article, or no answer; 2 something failed."
)]
pub struct Arguments {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What to do.
#[derive(Subcommand)]
pub enum Command {
    /// Read articles and write the graph of who met whom and who said what about whom.
    Build(BuildArguments),
    /// List the meetings of a person, organization or country, from a graph.
    WhoMet(WhoMetArguments),
    /// List who said what about whom, from a graph: all of it, or by and about whom you ask for.
    Said(SaidArguments),
    /// Print each article as it is read (id, title, date, text), one JSON object a line.
    Read(ReadArguments),
    /// Print the article record of each article, one JSON object a line.
    Extract(ExtractArguments),
    /// Print the annotations of each article: tokens, tags, lemmas, heads, entities.
    Parse(ParseArguments),
    /// Measure extraction on articles that you annotated, and list the errors by cause.
    Eval(EvalArguments),
    /// Check rule files.
    #[command(subcommand)]
    Rules(RulesCommand),
    /// Make model files.
    #[command(subcommand)]
    Model(ModelCommand),
}

/// What to do with rules.
#[derive(Subcommand)]
pub enum RulesCommand {
    /// Read rule files and run their example sentences; mistakes are named by line and column.
    Check {
        /// Rule files (TOML).
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
    },
}

/// Which model annotates.
#[derive(Args, Clone)]
pub struct ModelArguments {
    /// Annotate with this model file (made by `model import`) in place of the built-in English one.
    #[arg(long, value_name = "FILE")]
    pub model: Option<PathBuf>,
}

/// Arguments of `parse`.
#[derive(Args)]
pub struct ParseArguments {
    /// Which articles.
    #[command(flatten)]
    pub read: ReadArguments,
    /// With which model.
    #[command(flatten)]
    pub model: ModelArguments,
    /// How to print.
    #[arg(long, value_enum, default_value = "jsonl")]
    pub format: super::parse::ParseFormat,
}

/// What to do with models.
#[derive(Subcommand)]
pub enum ModelCommand {
    /// Convert the folder of an installed spaCy pipeline (version 3, CNN architectures) to a model file.
    Import {
        /// The folder that holds `config.cfg`.
        #[arg(value_name = "DIR")]
        folder: PathBuf,
        /// The model file to write.
        #[arg(short, long, value_name = "FILE")]
        output: PathBuf,
    },
}

/// Which articles to read, and how.
#[derive(Args)]
pub struct ReadArguments {
    /// Files or folders of articles; `-` for standard input.
    ///
    /// Read are .txt, .md, .html, .json and .jsonl, each also with .gz; in a folder, all such files below it.
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Publication date (YYYY-MM-DD) of all articles, in place of what they say themselves.
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub date: Option<Date>,
    /// Number of threads (default: one for each core; at most four for each).
    #[arg(long, value_name = "N")]
    pub threads: Option<usize>,
}

/// How to extract the articles.
#[derive(Args)]
pub struct ExtractionArguments {
    /// Which articles.
    #[command(flatten)]
    pub read: ReadArguments,
    /// With which model.
    #[command(flatten)]
    pub model: ModelArguments,
    /// Use these annotations (as `parse` prints them) in place of the built-in parser's.
    #[arg(long, value_name = "FILE", conflicts_with = "model")]
    pub parsed: Option<PathBuf>,
    /// Add the rules of this file to the built-in ones.
    #[arg(long, value_name = "FILE")]
    pub rules: Option<PathBuf>,
    /// Leave out meetings, statements and relations with less confidence than this (0 to 1).
    #[arg(long, value_name = "X", default_value_t = 0.0, value_parser = probability)]
    pub min_confidence: f64,
    /// Extract also from articles that seem not to be English, as if they were.
    #[arg(long)]
    pub any_language: bool,
}

/// Arguments of `extract`.
#[derive(Args)]
pub struct ExtractArguments {
    /// How to extract.
    #[command(flatten)]
    pub extraction: ExtractionArguments,
    /// Say for each meeting and statement which rule, trigger and words made it: in the records, and on standard error
    /// for reading.
    #[arg(long)]
    pub explain: bool,
}

/// Arguments of `eval`.
#[derive(Args)]
pub struct EvalArguments {
    /// Folder with annotated articles: NAME.json beside NAME.txt.
    #[arg(value_name = "GOLD_DIR")]
    pub folder: PathBuf,
    /// Evaluate these records (as `extract` prints them) in place of extracting the articles.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["parsed", "model", "rules"])]
    pub records: Option<PathBuf>,
    /// Use these annotations (as `parse` prints them) in place of the built-in parser's.
    #[arg(long, value_name = "FILE", conflicts_with = "model")]
    pub parsed: Option<PathBuf>,
    /// With which model.
    #[command(flatten)]
    pub model: ModelArguments,
    /// Add the rules of this file to the built-in ones.
    #[arg(long, value_name = "FILE")]
    pub rules: Option<PathBuf>,
    /// Leave out meetings, statements and relations with less confidence than this (0 to 1).
    #[arg(long, value_name = "X", default_value_t = 0.0, value_parser = probability)]
    pub min_confidence: f64,
    /// Number of threads (default: one for each core; at most four for each).
    #[arg(long, value_name = "N")]
    pub threads: Option<usize>,
    /// Examples shown for each cause of error.
    #[arg(long, value_name = "N", default_value_t = 3)]
    pub errors: usize,
    /// Show the errors of this measure only.
    #[arg(long, value_name = "MEASURE", value_parser = crate::eval::Measure::ALL.map(crate::eval::Measure::name))]
    pub show: Option<String>,
    /// Print everything, all errors included, as JSON.
    #[arg(long)]
    pub json: bool,
}

/// Arguments of `build`.
#[derive(Args)]
pub struct BuildArguments {
    /// How to extract. A path may also be a .jsonl file of article records, as `extract` prints them.
    #[command(flatten)]
    pub extraction: ExtractionArguments,
    /// Where to write the graph; `-` for standard output.
    #[arg(short, long, value_name = "FILE", default_value = "graph.json")]
    pub output: PathBuf,
    /// Write a picture of it for Graphviz too: `dot -Tsvg FILE -o graph.svg`.
    #[arg(long, value_name = "FILE")]
    pub dot: Option<PathBuf>,
    /// Write it in another format too, which the extension tells: .dot, .graphml, .gexf, .csv. May be given several times.
    #[arg(long, value_name = "FILE")]
    pub export: Vec<PathBuf>,
    /// Write the article records too, one a line; `-` for standard output.
    #[arg(long, value_name = "FILE")]
    pub records: Option<PathBuf>,
    /// A file that says which names are one and which are not: lines `same: NAME | NAME` and
    /// `apart: NAME (role) | NAME (role)`.
    #[arg(long, value_name = "FILE")]
    pub identities: Option<PathBuf>,
}

/// Which graph is asked, and what is shown.
#[derive(Args)]
pub struct QueryArguments {
    /// The graph that `build` wrote.
    #[arg(short, long, value_name = "FILE", default_value = "graph.json")]
    pub graph: PathBuf,
    /// Only what may be of this day (YYYY-MM-DD) or later.
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub since: Option<Date>,
    /// Only what may be of this day (YYYY-MM-DD) or earlier.
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub until: Option<Date>,
    /// Leave out what no article tells with at least this confidence (0 to 1).
    #[arg(long, value_name = "X", default_value_t = 0.0, value_parser = probability)]
    pub min_confidence: f64,
    /// Print JSON, with all reports and their places in the articles.
    #[arg(long)]
    pub json: bool,
}

/// Arguments of `who-met`.
#[derive(Args)]
pub struct WhoMetArguments {
    /// A person, organization or country: its name, a part of it ("Vance"), its number in the graph ("#12"), or the office
    /// that it holds ("foreign minister").
    pub name: String,
    /// Only meetings with this one.
    #[arg(long, value_name = "NAME")]
    pub with: Option<String>,
    /// Only meetings of this status: held, planned, possible, negated. May be given several times.
    #[arg(long, value_name = "STATUS", value_delimiter = ',', value_parser = status)]
    pub status: Vec<Status>,
    /// Which graph, and what is shown.
    #[command(flatten)]
    pub query: QueryArguments,
}

/// Arguments of `said`.
#[derive(Args)]
pub struct SaidArguments {
    /// Who speaks.
    #[arg(long, value_name = "NAME")]
    pub by: Option<String>,
    /// Who or what is spoken of.
    #[arg(long, value_name = "NAME")]
    pub about: Option<String>,
    /// Which graph, and what is shown.
    #[command(flatten)]
    pub query: QueryArguments,
}

fn day(text: &str) -> Result<Date, String> {
    let is_plain = text.len() == "YYYY-MM-DD".len();
    let day = is_plain.then(|| text.parse().ok()).flatten();
    day.ok_or_else(|| "expected a day as YYYY-MM-DD".to_owned())
}

fn status(text: &str) -> Result<Status, String> {
    Status::from_name(text).ok_or_else(|| "expected held, planned, possible or negated".to_owned())
}

fn probability(text: &str) -> Result<f64, String> {
    match text.parse() {
        Ok(number) if (0.0..=1.0).contains(&number) => Ok(number),
        _ => Err("expected a number from 0 to 1".to_owned()),
    }
}
