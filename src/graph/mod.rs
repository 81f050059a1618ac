//! The knowledge graph: people, organizations, places and meetings, and what links them.
//!
//! Takes a [`Resolution`], gives a [`KnowledgeGraph`] with its queries: who met whom, who said what about whom, what
//! links two people. petgraph stays inside.
//!
//! # Invariants
//!
//! - Each edge has a kind, a status and at least one report; each report names its article and where it says so.
//! - Of two nodes, kind and status there is one edge in one direction at most: parallel reports are on that edge.
//! - A meeting is one node, however many attend. Its parties on opposite sides are linked by `met-with` edges too, unless
//!   there are more than [`MAX_PAIRS`] such pairs: of a summit of twenty, the node alone tells.
//! - Nodes and edges stand in the order of the resolution, so that equal records give equal graphs.

mod link;
mod lookup;
mod query;

pub use lookup::Lookup;
pub use query::{Encounter, Filter, Link, Saying};

use crate::resolve::{
    EntityKind, Report, ReportId, Resolution, ResolvedEntity, ResolvedMeeting, ResolvedStatement, SourceArticle, Status,
};
use jiff::civil::Date;
use petgraph::stable_graph::{NodeIndex, StableDiGraph};
use smol_str::SmolStr;

/// Most pairs of parties that one meeting links by `met-with` edges.
pub const MAX_PAIRS: usize = 45;

/// Number of a node in its graph, from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(pub u32);

impl NodeId {
    fn index(self) -> NodeIndex {
        NodeIndex::new(self.0 as usize)
    }

    fn of(index: NodeIndex) -> Self {
        Self(u32::try_from(index.index()).unwrap_or(u32::MAX))
    }
}

impl std::fmt::Display for NodeId {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "#{}", self.0)
    }
}

/// A node.
#[derive(Debug, Clone, PartialEq)]
pub enum Node {
    /// A person, organization or place.
    Entity(ResolvedEntity),
    /// A meeting; its entity indices are node numbers.
    Meeting(ResolvedMeeting),
}

impl Node {
    /// `person`, `organization`, `place` or `meeting`.
    #[must_use]
    pub const fn type_name(&self) -> &'static str {
        match self {
            Self::Entity(entity) => entity.kind.name(),
            Self::Meeting(_) => "meeting",
        }
    }
}

/// What an edge says.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EdgeKind {
    /// Two parties on opposite sides of a meeting; runs from the lower node number to the higher.
    MetWith,
    /// A party and the meeting it takes part in.
    Attended,
    /// A meeting and its place.
    HeldAt,
    /// A speaker and whom or what the statement mentions.
    SaidAbout,
    /// A speaker and whom the statement is made to.
    SaidTo,
    /// A relation of the user's own rules.
    Relation(SmolStr),
}

impl EdgeKind {
    /// `met-with`, `attended`, `held-at`, `said-about`, `said-to`, or the name that the rule gives.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::MetWith => "met-with",
            Self::Attended => "attended",
            Self::HeldAt => "held-at",
            Self::SaidAbout => "said-about",
            Self::SaidTo => "said-to",
            Self::Relation(name) => name,
        }
    }

    /// The kind called `name`; any unknown name is a relation of the user's.
    #[must_use]
    pub fn from_name(name: &str) -> Self {
        let known = [Self::MetWith, Self::Attended, Self::HeldAt, Self::SaidAbout, Self::SaidTo];
        known.into_iter().find(|kind| kind.name() == name).unwrap_or_else(|| Self::Relation(SmolStr::new(name)))
    }
}

/// An edge: all reports of one kind and status between two nodes.
#[derive(Debug, Clone, PartialEq)]
pub struct Edge {
    /// What it says.
    pub kind: EdgeKind,
    /// Whether it happened: of a meeting, what the latest-dated, strongest report says; statements are made (`held`).
    pub status: Status,
    /// First day: of the meetings, or of the articles that report the statements.
    pub from: Option<Date>,
    /// Last day, inclusive.
    pub to: Option<Date>,
    /// The meetings that it sums up; empty for statements and relations.
    pub meetings: Vec<NodeId>,
    /// Its reports, by meeting and date; their number is the weight of the edge.
    pub reports: Vec<ReportId>,
}

/// An edge with its ends.
#[derive(Debug, Clone, Copy)]
pub struct EdgeRef<'g> {
    /// Where it starts.
    pub source: NodeId,
    /// Where it ends.
    pub target: NodeId,
    /// The edge.
    pub edge: &'g Edge,
}

/// People, organizations, places and meetings of many articles, with evidence for all that links them.
#[derive(Debug, Clone, Default)]
pub struct KnowledgeGraph {
    graph: StableDiGraph<Node, Edge>,
    articles: Vec<SourceArticle>,
    reports: Vec<Report>,
    statements: Vec<ResolvedStatement>,
}

impl PartialEq for KnowledgeGraph {
    fn eq(&self, other: &Self) -> bool {
        let same_edge =
            |(a, b): (EdgeRef<'_>, EdgeRef<'_>)| (a.source, a.target, a.edge) == (b.source, b.target, b.edge);
        self.articles == other.articles
            && self.reports == other.reports
            && self.statements == other.statements
            && self.nodes().eq(other.nodes())
            && self.n_edges() == other.n_edges()
            && self.edges().zip(other.edges()).all(same_edge)
    }
}

impl KnowledgeGraph {
    /// Makes the graph of a resolution.
    #[must_use]
    pub fn new(resolution: Resolution) -> Self {
        let marks = link::find_marks(&resolution);
        let Resolution { articles, entities, meetings, statements, relations, reports, .. } = resolution;
        let n_nodes = entities.len() + meetings.len();
        let graph = StableDiGraph::with_capacity(n_nodes, link::by_edge(&marks).count());
        let mut graph = Self { graph, articles, reports, statements };
        for node in entities.into_iter().map(Node::Entity).chain(meetings.into_iter().map(Node::Meeting)) {
            graph.graph.add_node(node);
        }
        for marks in link::by_edge(&marks) {
            if let Some((source, target, edge)) = link::make_edge(&graph, &relations, marks) {
                graph.graph.add_edge(source.index(), target.index(), edge);
            }
        }
        graph
    }

    /// A graph of parts that were checked: all indices within bounds.
    pub(crate) fn from_parts(
        nodes: Vec<Node>,
        edges: Vec<(u32, u32, Edge)>,
        articles: Vec<SourceArticle>,
        reports: Vec<Report>,
        statements: Vec<ResolvedStatement>,
    ) -> Self {
        let mut graph = StableDiGraph::with_capacity(nodes.len(), edges.len());
        for node in nodes {
            graph.add_node(node);
        }
        for (source, target, edge) in edges {
            graph.add_edge(NodeId(source).index(), NodeId(target).index(), edge);
        }
        Self { graph, articles, reports, statements }
    }

    /// Puts a meeting in place of one that was not read.
    pub(crate) fn set_meeting(&mut self, id: NodeId, meeting: ResolvedMeeting) {
        if let Some(node) = self.graph.node_weight_mut(id.index()) {
            *node = Node::Meeting(meeting);
        }
    }

    /// Takes statements into a graph that was read without any.
    pub(crate) fn set_statements(&mut self, statements: Vec<ResolvedStatement>) {
        self.statements = statements;
    }

    /// Takes `reports`, known so far as `numbers` (sorted), as all reports there are, and numbers them from 0.
    pub(crate) fn set_reports(&mut self, numbers: &[ReportId], reports: Vec<Report>) {
        let renumber = |id: &mut ReportId| {
            let place = numbers.binary_search(id).unwrap_or_default();
            *id = ReportId(number(place));
        };
        self.reports = reports;
        self.statements.iter_mut().for_each(|statement| renumber(&mut statement.report));
        for node in self.graph.node_weights_mut() {
            if let Node::Meeting(meeting) = node {
                meeting.reports.iter_mut().for_each(renumber);
            }
        }
    }

    /// Number of nodes.
    #[must_use]
    pub fn n_nodes(&self) -> usize {
        self.graph.node_count()
    }

    /// Number of edges.
    #[must_use]
    pub fn n_edges(&self) -> usize {
        self.graph.edge_count()
    }

    /// The nodes by number.
    pub fn nodes(&self) -> impl Iterator<Item = (NodeId, &Node)> {
        self.graph.node_indices().filter_map(|index| Some((NodeId::of(index), self.graph.node_weight(index)?)))
    }

    /// The people, organizations and places by number.
    pub fn entities(&self) -> impl Iterator<Item = (NodeId, &ResolvedEntity)> {
        self.nodes().filter_map(|(id, node)| match node {
            Node::Entity(entity) => Some((id, entity)),
            Node::Meeting(_) => None,
        })
    }

    /// The meetings by number.
    pub fn meetings(&self) -> impl Iterator<Item = (NodeId, &ResolvedMeeting)> {
        self.nodes().filter_map(|(id, node)| match node {
            Node::Meeting(meeting) => Some((id, meeting)),
            Node::Entity(_) => None,
        })
    }

    /// The edges in order.
    pub fn edges(&self) -> impl Iterator<Item = EdgeRef<'_>> {
        self.graph.edge_indices().filter_map(|index| {
            let (source, target) = self.graph.edge_endpoints(index)?;
            Some(EdgeRef {
                source: NodeId::of(source),
                target: NodeId::of(target),
                edge: self.graph.edge_weight(index)?,
            })
        })
    }

    /// The node `id`, if there is one.
    #[must_use]
    pub fn node(&self, id: NodeId) -> Option<&Node> {
        self.graph.node_weight(id.index())
    }

    /// The meeting `id`, if it is one.
    fn meeting(&self, id: NodeId) -> Option<&ResolvedMeeting> {
        match self.node(id) {
            Some(Node::Meeting(meeting)) => Some(meeting),
            _ => None,
        }
    }

    /// The name of the entity `id`; empty for a meeting or an unknown number.
    #[must_use]
    pub fn name(&self, id: NodeId) -> &str {
        match self.node(id) {
            Some(Node::Entity(entity)) => &entity.name,
            _ => "",
        }
    }

    /// The articles.
    #[must_use]
    pub fn articles(&self) -> &[SourceArticle] {
        &self.articles
    }

    /// All reports; edges and meetings refer to them by [`ReportId`].
    #[must_use]
    pub fn reports(&self) -> &[Report] {
        &self.reports
    }

    /// The report `id`.
    ///
    /// # Panics
    /// If `id` is of another graph and out of range.
    #[must_use]
    pub fn report(&self, id: ReportId) -> &Report {
        &self.reports[id.0 as usize]
    }

    /// The article of a report.
    ///
    /// # Panics
    /// If `id` is of another graph and out of range.
    #[must_use]
    pub fn article_of(&self, id: ReportId) -> &SourceArticle {
        &self.articles[self.report(id).article as usize]
    }

    /// The statements, by article and position; their entity indices are node numbers.
    #[must_use]
    pub fn statements(&self) -> &[ResolvedStatement] {
        &self.statements
    }

    /// Number of entities of `kind`.
    #[must_use]
    pub fn count(&self, kind: EntityKind) -> usize {
        self.entities().filter(|(_, entity)| entity.kind == kind).count()
    }
}

/// `value` as a node number; graphs of four billion nodes are not foreseen.
fn number(value: usize) -> u32 {
    u32::try_from(value).unwrap_or(u32::MAX)
}
