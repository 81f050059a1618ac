//! What the commands that ask a graph have in common: loading it, finding a name, tables and JSON of reports.

use crate::export::{GraphFileError, SavedGraph};
use crate::graph::{KnowledgeGraph, Lookup, Node, NodeId};
use crate::resolve::ReportId;
use anyhow::{Context as _, bail};
use comfy_table::{Attribute, Cell, Color, ColumnConstraint, ContentArrangement, Table, Width, presets};
use jiff::civil::Date;
use serde::Serialize;
use std::fs::File;
use std::io::{self, ErrorKind, IsTerminal as _, Write as _};
use std::mem::ManuallyDrop;
use std::path::Path;
use std::process::ExitCode;

/// Letters of a sentence that a table shows.
const MAX_SENTENCE: usize = 280;
/// Width of a table that goes to a file or another program.
const PLAIN_WIDTH: u16 = 132;
/// Most choices that are listed for an ambiguous name.
const MAX_CHOICES: usize = 20;

/// Opens the graph at `path`.
pub fn load(path: &Path) -> anyhow::Result<SavedGraph<File>> {
    let file = match File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == ErrorKind::NotFound => bail!(
            "There is no graph {path}.\nMake one from your articles:  rapporteur build ARTICLES -o {path}\nor say where it is:           --graph FILE",
            path = path.display()
        ),
        Err(error) => return Err(error).with_context(|| format!("cannot read {}", path.display())),
    };
    SavedGraph::open(file).with_context(|| format!("cannot use {}", path.display()))
}

/// What was read of the graph at `path` for an answer. It is never given back: the program ends with the answer, and giving
/// back a large graph piece by piece would take as long as the query.
pub fn load_rest(
    read: Result<KnowledgeGraph, GraphFileError>,
    path: &Path,
) -> anyhow::Result<ManuallyDrop<KnowledgeGraph>> {
    read.map(ManuallyDrop::new).with_context(|| format!("cannot use {}", path.display()))
}

/// The node that `name` means; else tells why not, and gives the exit status.
pub fn find(graph: &KnowledgeGraph, name: &str, json: bool) -> anyhow::Result<Result<NodeId, ExitCode>> {
    let (problem, nodes) = match graph.find(name) {
        Lookup::One(id) => return Ok(Ok(id)),
        Lookup::Many(ids) => ("ambiguous", ids),
        Lookup::Unknown(ids) => ("unknown", ids),
    };
    if json {
        let choices: Vec<PartyJson<'_>> = nodes.iter().map(|&id| PartyJson::of(graph, id)).collect();
        print_json(&serde_json::json!({ "error": problem, "name": name, "choices": choices }))?;
        return Ok(Err(ExitCode::from(1)));
    }
    let lines: Vec<String> = nodes.iter().take(MAX_CHOICES).map(|&id| describe(graph, id)).collect();
    match (problem, nodes.is_empty()) {
        ("ambiguous", _) => {
            eprintln!("{name:?} may be any of {}:", nodes.len());
            lines.iter().for_each(|line| eprintln!("  {line}"));
            if nodes.len() > lines.len() {
                eprintln!("  … and {} more", nodes.len() - lines.len());
            }
            eprintln!("Ask again with the full name or the number, for example \"{}\".", nodes[0]);
        }
        (_, true) => eprintln!("The graph knows no {name:?}, and nothing like it."),
        (_, false) => {
            eprintln!("The graph knows no {name:?}. Did you mean:");
            lines.iter().for_each(|line| eprintln!("  {line}"));
        }
    }
    Ok(Err(ExitCode::from(1)))
}

/// "#12  Ines Vance, foreign minister (person, 4 articles)".
fn describe(graph: &KnowledgeGraph, id: NodeId) -> String {
    let Some(Node::Entity(entity)) = graph.node(id) else { return id.to_string() };
    let mut articles: Vec<u32> = entity.members.iter().map(|member| member.article).collect();
    articles.dedup();
    let role = entity.roles.first().map(|role| format!(", {role}")).unwrap_or_default();
    let plural = if articles.len() == 1 { "" } else { "s" };
    format!("{:<6} {}{role} ({}, {} article{plural})", id.to_string(), entity.name, entity.kind.name(), articles.len())
}

/// Name and first role, for a heading.
pub fn title(graph: &KnowledgeGraph, id: NodeId) -> String {
    match graph.node(id) {
        Some(Node::Entity(entity)) => match entity.roles.first() {
            Some(role) => format!("{} ({role})", entity.name),
            None => entity.name.clone(),
        },
        _ => String::new(),
    }
}

/// Names, with commas between.
pub fn names(graph: &KnowledgeGraph, ids: impl IntoIterator<Item = NodeId>) -> String {
    ids.into_iter().map(|id| graph.name(id)).collect::<Vec<_>>().join(", ")
}

/// "2031-05-04", "2031-05-04 – 06", or the article's words and date where the day is not known.
pub fn when(from: Option<Date>, to: Option<Date>, words: Option<&str>, published: Option<Date>) -> String {
    match (from, to, published) {
        (Some(from), Some(to), _) if from != to => format!("{from} to {to}"),
        (Some(day), _, _) | (None, Some(day), _) => day.to_string(),
        (None, None, Some(published)) => match words {
            Some(words) => format!("{words} (article of {published})"),
            None => format!("(article of {published})"),
        },
        (None, None, None) => words.unwrap_or_default().to_owned(),
    }
}

/// The words that a report rests on, on one line and shortened.
pub fn sentence(graph: &KnowledgeGraph, report: ReportId) -> String {
    let words: Vec<String> = graph
        .report(report)
        .evidence
        .iter()
        .map(|evidence| evidence.text.split_whitespace().map(printable).collect::<Vec<_>>().join(" "))
        .collect();
    let words = words.join(" … ");
    match words.char_indices().nth(MAX_SENTENCE) {
        Some((end, _)) => format!("{} …", words[..end].trim_end()),
        None => words,
    }
}

/// `word` without control characters, which could steer the terminal.
fn printable(word: &str) -> String {
    word.chars().filter(|character| !character.is_control()).collect()
}

/// The article of a report, and how many more there are.
pub fn source(graph: &KnowledgeGraph, report: ReportId, n_reports: usize) -> String {
    let article = graph.article_of(report);
    let date = article.date.map(|date| format!("\n{date}")).unwrap_or_default();
    let more = if n_reports > 1 { format!("\n+ {} more", n_reports - 1) } else { String::new() };
    format!("{}{date}{more}", printable(&article.id))
}

/// A table with `header` as wide as the terminal, in colour only there.
pub fn table(header: &[&str], wide: usize) -> Table {
    let mut table = Table::new();
    table.load_style(presets::UTF8_HORIZONTAL_ONLY).set_content_arrangement(ContentArrangement::Dynamic);
    if !io::stdout().is_terminal() || std::env::var_os("NO_COLOR").is_some() {
        table.force_no_tty();
    }
    if table.width().is_none() {
        table.set_width(PLAIN_WIDTH);
    }
    table.set_header(header.iter().map(|title| Cell::new(title).add_attribute(Attribute::Bold)));
    for (position, column) in table.column_iter_mut().enumerate() {
        let share = if position == wide { 42 } else { 0 };
        if share > 0 {
            column.set_constraint(ColumnConstraint::LowerBoundary(Width::Percentage(share)));
        }
    }
    table
}

/// A cell in the colour of a status.
pub fn status_cell(text: &str, status: crate::resolve::Status) -> Cell {
    use crate::resolve::Status;
    let color = match status {
        Status::Held => Color::Green,
        Status::Planned => Color::Yellow,
        Status::Possible => Color::Grey,
        Status::Negated => Color::Red,
    };
    Cell::new(text).fg(color)
}

/// Prints `text` and a line break; a reader that has gone away is no failure.
pub fn print(text: &str) -> anyhow::Result<()> {
    let mut output = io::stdout().lock();
    match output.write_all(text.as_bytes()).and_then(|()| output.write_all(b"\n")).and_then(|()| output.flush()) {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        result => Ok(result?),
    }
}

/// Prints `value` as JSON.
pub fn print_json(value: &impl Serialize) -> anyhow::Result<()> {
    print(&serde_json::to_string_pretty(value)?)
}

/// An entity in JSON answers.
#[derive(Serialize)]
pub struct PartyJson<'g> {
    id: u32,
    name: &'g str,
    #[serde(rename = "type")]
    entity_type: &'static str,
    roles: &'g [String],
}

impl<'g> PartyJson<'g> {
    /// The entity `id`.
    pub fn of(graph: &'g KnowledgeGraph, id: NodeId) -> Self {
        match graph.node(id) {
            Some(Node::Entity(entity)) => {
                Self { id: id.0, name: &entity.name, entity_type: entity.kind.name(), roles: &entity.roles }
            }
            _ => Self { id: id.0, name: "", entity_type: "meeting", roles: &[] },
        }
    }

    /// The entities `ids`.
    pub fn all(graph: &'g KnowledgeGraph, ids: impl IntoIterator<Item = NodeId>) -> Vec<Self> {
        ids.into_iter().map(|id| Self::of(graph, id)).collect()
    }
}

/// A report in JSON answers.
#[derive(Serialize)]
pub struct ReportJson<'g> {
    article: &'g str,
    source: &'g str,
    url: Option<&'g str>,
    title: Option<&'g str>,
    date: Option<String>,
    record: &'g str,
    status: &'static str,
    when: Option<&'g str>,
    confidence: f64,
    evidence: Vec<EvidenceJson<'g>>,
}

#[derive(Serialize)]
struct EvidenceJson<'g> {
    start: u32,
    end: u32,
    text_start: u32,
    text: &'g str,
}

impl<'g> ReportJson<'g> {
    /// The report `id`.
    pub fn of(graph: &'g KnowledgeGraph, id: ReportId) -> Self {
        let (report, article) = (graph.report(id), graph.article_of(id));
        let evidence = |evidence: &'g crate::resolve::Evidence| EvidenceJson {
            start: evidence.start,
            end: evidence.end,
            text_start: evidence.text_start,
            text: &evidence.text,
        };
        Self {
            article: &article.id,
            source: &article.source,
            url: article.url.as_deref(),
            title: article.title.as_deref(),
            date: article.date.map(|date| date.to_string()),
            record: &report.record,
            status: report.status.name(),
            when: report.when.as_deref(),
            confidence: report.confidence,
            evidence: report.evidence.iter().map(evidence).collect(),
        }
    }
}
