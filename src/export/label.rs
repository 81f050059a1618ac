//! Words on nodes and edges, common to the formats.

use crate::graph::{Edge, EdgeKind, KnowledgeGraph, Node, NodeId};
use crate::resolve::{ResolvedMeeting, Status};
use jiff::civil::Date;

/// What a node is called: an entity's name, or a meeting's kind, place and day.
pub(super) fn node_label(graph: &KnowledgeGraph, node: &Node) -> String {
    match node {
        Node::Entity(entity) => entity.name.clone(),
        Node::Meeting(meeting) => meeting_label(graph, meeting),
    }
}

/// "Talks, Geneva, 2031-05-04".
fn meeting_label(graph: &KnowledgeGraph, meeting: &ResolvedMeeting) -> String {
    let kind = capitalized(if meeting.kind == "other" { "meeting" } else { &meeting.kind });
    let place = meeting.place.map(|place| graph.name(NodeId(place)).to_owned());
    let days = days(meeting.from, meeting.to);
    [Some(kind), place, days].into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// "2031-05-04", "2031-05-04 to 2031-05-06"; `None` without a day.
pub(super) fn days(from: Option<Date>, to: Option<Date>) -> Option<String> {
    match (from, to) {
        (Some(from), Some(to)) if from != to => Some(format!("{from} to {to}")),
        (Some(day), _) | (None, Some(day)) => Some(day.to_string()),
        (None, None) => None,
    }
}

/// What an edge is called: "met", "did not meet", "may meet", "said of".
pub(super) fn edge_verb(edge: &Edge) -> String {
    let verb = match (&edge.kind, edge.status) {
        (EdgeKind::MetWith, Status::Held) => "met",
        (EdgeKind::MetWith, Status::Planned) => "to meet",
        (EdgeKind::MetWith, Status::Possible) => "may meet",
        (EdgeKind::MetWith, Status::Negated) => "did not meet",
        (EdgeKind::Attended, _) => "attended",
        (EdgeKind::HeldAt, _) => "held at",
        (EdgeKind::SaidAbout, _) => "said about",
        (EdgeKind::SaidTo, _) => "said to",
        (EdgeKind::Relation(name), Status::Held) => name,
        (EdgeKind::Relation(name), status) => return format!("{name} ({})", status.name()),
    };
    verb.to_owned()
}

fn capitalized(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_uppercase().collect::<String>() + letters.as_str()).unwrap_or_default()
}

/// The surest report's confidence.
pub(super) fn confidence(graph: &KnowledgeGraph, edge: &Edge) -> f64 {
    edge.reports.iter().map(|&report| graph.report(report).confidence).fold(0.0, f64::max)
}
