//! `who-met`: the meetings of one party, from a graph.

use super::answer::{
    PartyJson, ReportJson, find, load, load_rest, names, print, print_json, sentence, source, status_cell, table,
    title, when,
};
use super::args::WhoMetArguments;
use crate::graph::{Encounter, Filter, KnowledgeGraph, NodeId};
use comfy_table::{Attribute, Cell};
use serde::Serialize;
use std::process::ExitCode;

/// Runs `who-met`.
pub fn run(arguments: &WhoMetArguments) -> anyhow::Result<ExitCode> {
    let query = &arguments.query;
    let saved = load(&query.graph)?;
    let party = match find(saved.graph(), &arguments.name, query.json)? {
        Ok(party) => party,
        Err(code) => return Ok(code),
    };
    let with = match arguments.with.as_deref().map(|name| find(saved.graph(), name, query.json)).transpose()? {
        Some(Err(code)) => return Ok(code),
        with => with.and_then(Result::ok),
    };
    let graph = &load_rest(saved.with_meetings_of(party), &query.graph)?;
    let filter = Filter {
        statuses: arguments.status.clone(),
        since: query.since,
        until: query.until,
        min_confidence: query.min_confidence,
    };
    let mut encounters = graph.who_met(party, &filter);
    encounters.retain(|encounter| with.is_none_or(|with| encounter.others.contains(&with)));
    let code = ExitCode::from(u8::from(encounters.is_empty()));
    if query.json {
        let meetings: Vec<MeetingJson<'_>> =
            encounters.iter().map(|encounter| MeetingJson::of(graph, encounter)).collect();
        print_json(&serde_json::json!({ "party": PartyJson::of(graph, party), "meetings": meetings }))?;
        return Ok(code);
    }
    if encounters.is_empty() {
        let all = graph.who_met(party, &Filter::default()).len();
        match all {
            0 => eprintln!("{} is in the graph, but in no meeting.", title(graph, party)),
            _ => eprintln!("None of the {all} meetings of {} is of that kind.", title(graph, party)),
        }
        return Ok(code);
    }
    print(&answer(graph, party, &encounters))?;
    Ok(code)
}

fn answer(graph: &KnowledgeGraph, party: NodeId, encounters: &[Encounter<'_>]) -> String {
    let mut table = table(&["Met", "When", "Where", "Status", "Sentence", "Article"], 4);
    for encounter in encounters {
        let Encounter { meeting, others, companions, best, .. } = encounter;
        let mut who = names(graph, others.iter().copied());
        if !companions.is_empty() {
            who = format!("{who}\n(together with {})", names(graph, companions.iter().copied()));
        }
        let report = graph.report(*best);
        let day = when(meeting.from, meeting.to, report.when.as_deref(), graph.article_of(*best).date);
        let place = meeting.place.map(|place| graph.name(NodeId(place))).unwrap_or("–");
        table.add_row([
            Cell::new(who).add_attribute(Attribute::Bold),
            Cell::new(if day.is_empty() { "–" } else { &day }),
            Cell::new(place),
            status_cell(&status(graph, encounter), meeting.status),
            Cell::new(sentence(graph, *best)),
            Cell::new(source(graph, *best, meeting.reports.len())),
        ]);
    }
    let plural = if encounters.len() == 1 { "" } else { "s" };
    format!("{}: {} meeting{plural}\n{table}", title(graph, party), encounters.len())
}

/// The meeting's status and kind, and earlier reports of another status.
fn status(graph: &KnowledgeGraph, encounter: &Encounter<'_>) -> String {
    let meeting = encounter.meeting;
    let mut lines = vec![match meeting.kind.as_str() {
        "meeting" | "other" => meeting.status.name().to_owned(),
        kind => format!("{}: {kind}", meeting.status.name()),
    }];
    let mut others: Vec<String> = Vec::new();
    for report in meeting.reports.iter().map(|&id| graph.report(id)).filter(|report| report.status != meeting.status) {
        let date = graph.articles()[report.article as usize].date.map(|date| format!(", {date}")).unwrap_or_default();
        let line = format!("({}{date})", report.status.name());
        if !others.contains(&line) && others.len() < 3 {
            others.push(line);
        }
    }
    lines.extend(others);
    lines.join("\n")
}

#[derive(Serialize)]
struct MeetingJson<'g> {
    id: u32,
    kind: &'g str,
    status: &'static str,
    with: Vec<PartyJson<'g>>,
    companions: Vec<PartyJson<'g>>,
    place: Option<PartyJson<'g>>,
    from: Option<String>,
    to: Option<String>,
    topic: Option<&'g str>,
    reports: Vec<ReportJson<'g>>,
}

impl<'g> MeetingJson<'g> {
    fn of(graph: &'g KnowledgeGraph, encounter: &Encounter<'g>) -> Self {
        let meeting = encounter.meeting;
        Self {
            id: encounter.id.0,
            kind: &meeting.kind,
            status: meeting.status.name(),
            with: PartyJson::all(graph, encounter.others.iter().copied()),
            companions: PartyJson::all(graph, encounter.companions.iter().copied()),
            place: meeting.place.map(|place| PartyJson::of(graph, NodeId(place))),
            from: meeting.from.map(|date| date.to_string()),
            to: meeting.to.map(|date| date.to_string()),
            topic: meeting.topic.as_deref(),
            reports: meeting.reports.iter().map(|&report| ReportJson::of(graph, report)).collect(),
        }
    }
}
