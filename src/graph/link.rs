//! Edges: what links two nodes, gathered from meetings, statements and relations.
//!
//! Each link is first a [`Mark`] of a few bytes; marks are sorted, and those of one edge become that edge. So no edge is
//! made twice or moved, and its lists are exact in size: edges are the greater part of a graph.

use super::{Edge, EdgeKind, KnowledgeGraph, MAX_PAIRS, NodeId, number};
use crate::resolve::{ReportId, Resolution, ResolvedMeeting, ResolvedRelation, ResolvedStatement, Status};
use jiff::civil::Date;
use smol_str::SmolStr;
use std::collections::BTreeSet;

/// One meeting, statement or relation that links two nodes; sorted, marks of one edge stand together and by origin.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Mark {
    source: u32,
    target: u32,
    kind: MarkKind,
    status: Status,
    /// Node of the meeting, or position of the statement or relation.
    origin: u32,
}

/// [`EdgeKind`] without its text, in the same order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum MarkKind {
    MetWith,
    Attended,
    HeldAt,
    SaidAbout,
    SaidTo,
    /// By the place of its name among all names.
    Relation(u32),
}

/// All links of a resolution, sorted.
pub(super) fn find_marks(resolution: &Resolution) -> Vec<Mark> {
    let mut marks = Vec::new();
    let first_meeting = number(resolution.entities.len());
    for (node, meeting) in (first_meeting..).zip(&resolution.meetings) {
        mark_meeting(node, meeting, &mut marks);
    }
    for (origin, statement) in (0..).zip(&resolution.statements) {
        let status = resolution.reports[statement.report.0 as usize].status;
        let mark = |kind, target| Mark { source: statement.speaker, target, kind, status, origin };
        marks.extend(statement.about.iter().map(|&target| mark(MarkKind::SaidAbout, target)));
        marks.extend(statement.to.iter().map(|&target| mark(MarkKind::SaidTo, target)));
    }
    let names: BTreeSet<&SmolStr> = resolution.relations.iter().map(|relation| &relation.name).collect();
    let names: Vec<&SmolStr> = names.into_iter().collect();
    for (origin, relation) in (0..).zip(&resolution.relations) {
        let place = names.binary_search(&&relation.name).unwrap_or_else(|place| place);
        let kind = MarkKind::Relation(number(place));
        let status = resolution.reports[relation.report.0 as usize].status;
        marks.push(Mark { source: relation.from, target: relation.to, kind, status, origin });
    }
    marks.sort_unstable();
    marks
}

fn mark_meeting(node: u32, meeting: &ResolvedMeeting, marks: &mut Vec<Mark>) {
    let all_parties = || meeting.sides.iter().flatten().copied();
    let mark = |source, target, kind| Mark { source, target, kind, status: meeting.status, origin: node };
    marks.extend(all_parties().map(|party| mark(party, node, MarkKind::Attended)));
    marks.extend(meeting.place.map(|place| mark(node, place, MarkKind::HeldAt)));
    let n_parties = all_parties().count();
    let within_sides: usize = meeting.sides.iter().map(|side| side.len() * side.len()).sum();
    if (n_parties * n_parties - within_sides) / 2 > MAX_PAIRS {
        return;
    }
    for (position, side) in meeting.sides.iter().enumerate() {
        for &a in side {
            for &b in meeting.sides[position + 1..].iter().flatten() {
                marks.push(mark(a.min(b), a.max(b), MarkKind::MetWith));
            }
        }
    }
}

/// Sorted marks, those of each edge together.
pub(super) fn by_edge(marks: &[Mark]) -> impl Iterator<Item = &[Mark]> {
    let edge = |mark: &Mark| (mark.source, mark.target, mark.kind, mark.status);
    marks.chunk_by(move |a, b| edge(a) == edge(b))
}

/// The edge of its marks, with its ends.
pub(super) fn make_edge(
    graph: &KnowledgeGraph,
    relations: &[ResolvedRelation],
    marks: &[Mark],
) -> Option<(NodeId, NodeId, Edge)> {
    let Mark { source, target, kind, status, origin } = *marks.first()?;
    let meetings = || marks.iter().filter_map(|mark| graph.meeting(NodeId(mark.origin)));
    let statements = || marks.iter().map(|mark| &graph.statements[mark.origin as usize]);
    let told =
        |kind| told_edge(graph, kind, status, statements().map(|statement: &ResolvedStatement| statement.report));
    let edge = match kind {
        MarkKind::MetWith | MarkKind::Attended | MarkKind::HeldAt => Edge {
            kind: match kind {
                MarkKind::MetWith => EdgeKind::MetWith,
                MarkKind::Attended => EdgeKind::Attended,
                _ => EdgeKind::HeldAt,
            },
            status,
            from: meetings().filter_map(|meeting| meeting.from).min(),
            to: meetings().filter_map(|meeting| meeting.to).max(),
            meetings: marks.iter().map(|mark| NodeId(mark.origin)).collect(),
            reports: exact(
                meetings().map(|meeting| meeting.reports.len()).sum(),
                meetings().flat_map(|meeting| meeting.reports.iter().copied()),
            ),
        },
        MarkKind::SaidAbout => told(EdgeKind::SaidAbout),
        MarkKind::SaidTo => told(EdgeKind::SaidTo),
        MarkKind::Relation(_) => {
            let relation = |mark: &Mark| &relations[mark.origin as usize];
            let name = relations[origin as usize].name.clone();
            told_edge(graph, EdgeKind::Relation(name), status, marks.iter().map(|mark| relation(mark).report))
        }
    };
    Some((NodeId(source), NodeId(target), edge))
}

/// An edge that articles tell: its days are those of the articles.
fn told_edge(
    graph: &KnowledgeGraph,
    kind: EdgeKind,
    status: Status,
    reports: impl ExactSizeIterator<Item = ReportId>,
) -> Edge {
    let reports: Vec<ReportId> = reports.collect();
    let days = || reports.iter().filter_map(|&report| graph.article_of(report).date);
    let (from, to): (Option<Date>, Option<Date>) = (days().min(), days().max());
    Edge { kind, status, from, to, meetings: Vec::new(), reports }
}

/// A list that sets no memory aside.
fn exact<T>(length: usize, elements: impl Iterator<Item = T>) -> Vec<T> {
    let mut list = Vec::with_capacity(length);
    list.extend(elements);
    list
}
