//! `said`: who said what about whom, from a graph.

use super::answer::{
    PartyJson, ReportJson, find, load, load_rest, names, print, print_json, sentence, source, table, title,
};
use super::args::SaidArguments;
use crate::graph::{Filter, KnowledgeGraph, NodeId, Saying};
use comfy_table::{Attribute, Cell};
use serde::Serialize;
use std::process::ExitCode;

/// Runs `said`.
pub fn run(arguments: &SaidArguments) -> anyhow::Result<ExitCode> {
    let query = &arguments.query;
    let saved = load(&query.graph)?;
    let mut wanted = [None, None];
    for (wanted, name) in wanted.iter_mut().zip([&arguments.by, &arguments.about]) {
        *wanted = match name.as_deref().map(|name| find(saved.graph(), name, query.json)).transpose()? {
            Some(Err(code)) => return Ok(code),
            found => found.and_then(Result::ok),
        };
    }
    let [by, about] = wanted;
    let graph = &load_rest(saved.with_statements(by, about), &query.graph)?;
    let filter =
        Filter { since: query.since, until: query.until, min_confidence: query.min_confidence, ..Filter::default() };
    let sayings = graph.said(by, about, &filter);
    let code = ExitCode::from(u8::from(sayings.is_empty()));
    if query.json {
        let statements: Vec<StatementJson<'_>> =
            sayings.iter().map(|saying| StatementJson::of(graph, saying)).collect();
        let party = |id: Option<NodeId>| id.map(|id| PartyJson::of(graph, id));
        print_json(&serde_json::json!({ "by": party(by), "about": party(about), "statements": statements }))?;
        return Ok(code);
    }
    let by_whom = by.map(|by| format!(" by {}", title(graph, by))).unwrap_or_default();
    let about_whom = about.map(|about| format!(" about {}", title(graph, about))).unwrap_or_default();
    if sayings.is_empty() {
        eprintln!("The graph has no such statement{by_whom}{about_whom}.");
        return Ok(code);
    }
    let plural = if sayings.len() == 1 { "" } else { "s" };
    print(&format!("{} statement{plural}{by_whom}{about_whom}\n{}", sayings.len(), answer(graph, &sayings)))?;
    Ok(code)
}

fn answer(graph: &KnowledgeGraph, sayings: &[Saying<'_>]) -> comfy_table::Table {
    let mut table = table(&["Who", "About", "To", "When", "Sentence", "Article"], 4);
    for Saying { statement, day } in sayings {
        let list = |ids: &[u32]| match ids {
            [] => "–".to_owned(),
            ids => names(graph, ids.iter().copied().map(NodeId)),
        };
        table.add_row([
            Cell::new(graph.name(NodeId(statement.speaker))).add_attribute(Attribute::Bold),
            Cell::new(list(&statement.about)),
            Cell::new(list(&statement.to)),
            Cell::new(day.map_or("–".to_owned(), |day| day.to_string())),
            Cell::new(sentence(graph, statement.report)),
            Cell::new(source(graph, statement.report, 1)),
        ]);
    }
    table
}

#[derive(Serialize)]
struct StatementJson<'g> {
    speaker: PartyJson<'g>,
    to: Vec<PartyJson<'g>>,
    about: Vec<PartyJson<'g>>,
    manner: &'g str,
    cue: Option<&'g str>,
    content: &'g [(u32, u32)],
    report: ReportJson<'g>,
}

impl<'g> StatementJson<'g> {
    fn of(graph: &'g KnowledgeGraph, saying: &Saying<'g>) -> Self {
        let statement = saying.statement;
        let all = |ids: &[u32]| PartyJson::all(graph, ids.iter().copied().map(NodeId));
        Self {
            speaker: PartyJson::of(graph, NodeId(statement.speaker)),
            to: all(&statement.to),
            about: all(&statement.about),
            manner: &statement.manner,
            cue: statement.cue.as_deref(),
            content: &statement.content,
            report: ReportJson::of(graph, statement.report),
        }
    }
}
