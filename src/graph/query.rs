//! Queries: who met whom, who said what, what links two nodes.

use super::{EdgeRef, KnowledgeGraph, NodeId};
use crate::resolve::{ReportId, ResolvedMeeting, ResolvedStatement, Status};
use jiff::civil::Date;
use petgraph::Direction;
use petgraph::visit::EdgeRef as _;

/// What a query keeps.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Filter {
    /// Only these; empty for all.
    pub statuses: Vec<Status>,
    /// Only what may lie on this day or later.
    pub since: Option<Date>,
    /// Only what may lie on this day or earlier.
    pub until: Option<Date>,
    /// Only what some report is at least so sure of, 0.0 to 1.0.
    pub min_confidence: f64,
}

impl Filter {
    fn takes_status(&self, status: Status) -> bool {
        self.statuses.is_empty() || self.statuses.contains(&status)
    }

    /// True if some day from `first` to `last` is wanted; without days, only if any day is.
    fn takes_days(&self, first: Option<Date>, last: Option<Date>) -> bool {
        match (self.since, self.until) {
            (None, None) => true,
            (since, until) => {
                (first.is_some() || last.is_some())
                    && since.is_none_or(|since| last.or(first).is_some_and(|last| last >= since))
                    && until.is_none_or(|until| first.or(last).is_some_and(|first| first <= until))
            }
        }
    }
}

/// A meeting from the view of one party.
#[derive(Debug, Clone, PartialEq)]
pub struct Encounter<'g> {
    /// The meeting's node.
    pub id: NodeId,
    /// The meeting.
    pub meeting: &'g ResolvedMeeting,
    /// The parties of the other sides.
    pub others: Vec<NodeId>,
    /// The other parties of the own side.
    pub companions: Vec<NodeId>,
    /// First day: of the meeting where known, else of the first article that reports it.
    pub day: Option<Date>,
    /// The report that is shown first: of the meeting's own status, the surest.
    pub best: ReportId,
}

/// A statement and the day of its article.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Saying<'g> {
    /// The statement.
    pub statement: &'g ResolvedStatement,
    /// When its article was published.
    pub day: Option<Date>,
}

/// An edge as seen from one of its ends.
#[derive(Debug, Clone, Copy)]
pub struct Link<'g> {
    /// The node at the other end.
    pub other: NodeId,
    /// The edge with both ends.
    pub edge: EdgeRef<'g>,
}

impl ResolvedStatement {
    /// True if it is by `by` and mentions `about`, where they are given.
    #[must_use]
    pub fn is_of(&self, by: Option<NodeId>, about: Option<NodeId>) -> bool {
        by.is_none_or(|by| self.speaker == by.0) && about.is_none_or(|about| self.about.contains(&about.0))
    }
}

impl KnowledgeGraph {
    /// The meetings of `party`, by day, undated ones last.
    ///
    /// # Complexity
    /// **O(m)** for `m` meetings of the graph.
    #[must_use]
    pub fn who_met(&self, party: NodeId, filter: &Filter) -> Vec<Encounter<'_>> {
        let attended = self.meetings_of(party);
        let mut found: Vec<Encounter<'_>> =
            attended.filter_map(|(id, meeting)| self.encounter(party, id, meeting, filter)).collect();
        found.sort_by_key(|encounter| (encounter.day.is_none(), encounter.day, encounter.id));
        found
    }

    /// The meetings that `party` takes part in, by number.
    pub fn meetings_of(&self, party: NodeId) -> impl Iterator<Item = (NodeId, &ResolvedMeeting)> {
        self.meetings().filter(move |(_, meeting)| meeting.sides.iter().flatten().any(|&other| other == party.0))
    }

    fn encounter<'g>(
        &'g self,
        party: NodeId,
        id: NodeId,
        meeting: &'g ResolvedMeeting,
        filter: &Filter,
    ) -> Option<Encounter<'g>> {
        let published = || meeting.reports.iter().filter_map(|&report| self.article_of(report).date);
        let (first, last) = match meeting.from {
            Some(from) => (Some(from), meeting.to),
            None => (published().min(), published().max()),
        };
        let sure = meeting.reports.iter().any(|&report| self.report(report).confidence >= filter.min_confidence);
        if !filter.takes_status(meeting.status) || !filter.takes_days(first, last) || !sure {
            return None;
        }
        let is_own = |side: &&Vec<u32>| side.contains(&party.0);
        let ids = |side: &Vec<u32>| side.iter().copied().map(NodeId).collect::<Vec<_>>();
        let best = meeting.reports.iter().copied().max_by(|&a, &b| {
            let rank = |id: ReportId| (self.report(id).status == meeting.status, self.report(id).confidence);
            let ((own_a, sure_a), (own_b, sure_b)) = (rank(a), rank(b));
            own_a.cmp(&own_b).then(sure_a.total_cmp(&sure_b)).then(b.cmp(&a))
        })?;
        Some(Encounter {
            id,
            meeting,
            others: meeting.sides.iter().filter(|side| !is_own(side)).flat_map(ids).collect(),
            companions: meeting.sides.iter().filter(is_own).flat_map(ids).filter(|&other| other != party).collect(),
            day: first,
            best,
        })
    }

    /// The statements of `by` that mention `about`, each of them optional, by day, undated ones last.
    ///
    /// # Complexity
    /// **O(n)** for `n` statements of the graph.
    #[must_use]
    pub fn said(&self, by: Option<NodeId>, about: Option<NodeId>, filter: &Filter) -> Vec<Saying<'_>> {
        let wanted = self
            .statements_of(by, about)
            .filter(|statement| self.report(statement.report).confidence >= filter.min_confidence);
        let dated = wanted.map(|statement| Saying { statement, day: self.article_of(statement.report).date });
        let mut found: Vec<Saying<'_>> = dated.filter(|saying| filter.takes_days(saying.day, saying.day)).collect();
        found.sort_by_key(|saying| (saying.day.is_none(), saying.day));
        found
    }

    /// The statements of `by` that mention `about`, each of them optional, by article.
    pub fn statements_of(&self, by: Option<NodeId>, about: Option<NodeId>) -> impl Iterator<Item = &ResolvedStatement> {
        self.statements().iter().filter(move |statement| statement.is_of(by, about))
    }

    /// All edges of `node`, by the number of the other node.
    #[must_use]
    pub fn neighbours(&self, node: NodeId) -> Vec<Link<'_>> {
        let directions = [Direction::Outgoing, Direction::Incoming];
        let edges = directions.into_iter().flat_map(|direction| self.graph.edges_directed(node.index(), direction));
        let mut links: Vec<(petgraph::stable_graph::EdgeIndex, Link<'_>)> = edges
            .map(|edge| {
                let (source, target) = (NodeId::of(edge.source()), NodeId::of(edge.target()));
                let other = if source == node { target } else { source };
                (edge.id(), Link { other, edge: EdgeRef { source, target, edge: edge.weight() } })
            })
            .collect();
        links.sort_by_key(|(index, link)| (link.other, *index));
        links.dedup_by_key(|(index, _)| *index);
        links.into_iter().map(|(_, link)| link).collect()
    }

    /// The edges between two nodes, in either direction, and the meetings that both attended.
    #[must_use]
    pub fn between(&self, a: NodeId, b: NodeId) -> (Vec<EdgeRef<'_>>, Vec<Encounter<'_>>) {
        let edges = self.neighbours(a).into_iter().filter(|link| link.other == b).map(|link| link.edge).collect();
        let mut shared = self.who_met(a, &Filter::default());
        shared.retain(|encounter| encounter.others.contains(&b) || encounter.companions.contains(&b));
        (edges, shared)
    }
}
