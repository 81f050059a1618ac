//! JSON: the whole graph as one object, described by `data/schema/graph.schema.json`.
//!
//! Articles, nodes, edges, statements and reports stand in a list each and refer to one another by position, so that no
//! name, sentence or article is written twice. The types here mirror the graph's at the edge.

mod read;

pub use read::read_json;
pub(super) use read::{Bounds, check_header, read_article};

use crate::graph::{Edge, KnowledgeGraph, Node, NodeId};
use crate::record::GeoRecord;
use crate::resolve::{Report, ReportId, ResolvedStatement, SourceArticle};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use smol_str::SmolStr;
use std::borrow::Cow;
use std::io;

/// What the field `format` says.
pub const FORMAT: &str = "rapporteur-graph";
/// Version of the format that this build writes and reads.
pub const VERSION: u32 = 1;

/// Why a graph file could not be used.
#[derive(Debug, thiserror::Error)]
#[expect(missing_docs, reason = "each variant's doc names its fields")]
#[non_exhaustive]
pub enum GraphFileError {
    /// It is no JSON of the schema; `source` says where.
    #[error("no graph file: {source}")]
    Malformed { source: serde_json::Error },
    /// It could not be read; `source` says why.
    #[error("cannot read the graph file")]
    Read { source: io::Error },
    /// It is no UTF-8.
    #[error("no graph file: not UTF-8")]
    Encoding,
    /// It is JSON of another kind: its `format` is `found`.
    #[error("no graph file: its format is {found:?}, not {FORMAT:?}")]
    Format { found: String },
    /// It was written in version `found`.
    #[error("graph file of version {found}, this build reads version {VERSION}; build the graph again")]
    Version { found: u32 },
    /// `what` refers to something that is not in the file.
    #[error("broken graph file: {what}")]
    Dangling { what: String },
}

#[derive(Serialize, Deserialize)]
struct GraphJson<'a> {
    #[serde(borrow)]
    format: Cow<'a, str>,
    version: u32,
    #[serde(borrow)]
    generator: Cow<'a, str>,
    #[serde(borrow)]
    articles: Vec<ArticleJson<'a>>,
    nodes: Vec<NodeJson<'a>>,
    edges: Vec<EdgeJson<'a>>,
    statements: Vec<StatementJson<'a>>,
    reports: Vec<ReportJson<'a>>,
}

#[derive(Serialize, Deserialize)]
pub(super) struct ArticleJson<'a> {
    #[serde(borrow)]
    id: Cow<'a, str>,
    #[serde(borrow)]
    source: Cow<'a, str>,
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    url: Option<Cow<'a, str>>,
    #[serde(borrow)]
    title: Option<Cow<'a, str>>,
    #[serde(borrow)]
    date: Option<Cow<'a, str>>,
    #[serde(borrow)]
    text_sha256: Cow<'a, str>,
}

/// A node of any type: one flat object, so that reading needs no second pass.
#[derive(Serialize, Deserialize, Default)]
#[serde(default)]
pub(super) struct NodeJson<'a> {
    id: u32,
    #[serde(rename = "type", borrow)]
    node_type: Cow<'a, str>,
    #[serde(borrow, skip_serializing_if = "Option::is_none")]
    name: Option<Cow<'a, str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    aliases: Option<Cow<'a, [String]>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    roles: Option<Cow<'a, [String]>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    geo: Option<Cow<'a, GeoRecord>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    members: Option<Vec<(u32, SmolStr)>>,
    #[serde(borrow, skip_serializing_if = "Option::is_none")]
    kind: Option<Cow<'a, str>>,
    #[serde(borrow, skip_serializing_if = "Option::is_none")]
    status: Option<Cow<'a, str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sides: Option<Cow<'a, [Vec<u32>]>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<u32>,
    #[serde(borrow, skip_serializing_if = "Option::is_none")]
    from: Option<Cow<'a, str>>,
    #[serde(borrow, skip_serializing_if = "Option::is_none")]
    to: Option<Cow<'a, str>>,
    #[serde(borrow, skip_serializing_if = "Option::is_none")]
    topic: Option<Cow<'a, str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reports: Option<Vec<u32>>,
}

#[derive(Serialize, Deserialize)]
struct EdgeJson<'a> {
    source: u32,
    target: u32,
    #[serde(rename = "type", borrow)]
    edge_type: Cow<'a, str>,
    #[serde(borrow)]
    status: Cow<'a, str>,
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    from: Option<Cow<'a, str>>,
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    to: Option<Cow<'a, str>>,
    count: u32,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    meetings: Vec<u32>,
    reports: Vec<u32>,
}

#[derive(Serialize, Deserialize)]
pub(super) struct StatementJson<'a> {
    speaker: u32,
    to: Cow<'a, [u32]>,
    about: Cow<'a, [u32]>,
    #[serde(borrow)]
    manner: Cow<'a, str>,
    #[serde(borrow)]
    cue: Option<Cow<'a, str>>,
    content: Cow<'a, [(u32, u32)]>,
    report: u32,
}

#[derive(Serialize, Deserialize)]
pub(super) struct ReportJson<'a> {
    article: u32,
    #[serde(borrow)]
    record: Cow<'a, str>,
    #[serde(borrow)]
    status: Cow<'a, str>,
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    when: Option<Cow<'a, str>>,
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    from: Option<Cow<'a, str>>,
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    to: Option<Cow<'a, str>>,
    confidence: f64,
    #[serde(borrow)]
    evidence: Vec<EvidenceJson<'a>>,
}

#[derive(Serialize, Deserialize)]
struct EvidenceJson<'a> {
    start: u32,
    end: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    text_start: Option<u32>,
    #[serde(borrow)]
    text: Cow<'a, str>,
}

fn date_text(date: Option<Date>) -> Option<Cow<'static, str>> {
    date.map(|date| Cow::Owned(date.to_string()))
}

fn numbers(ids: &[ReportId]) -> Vec<u32> {
    ids.iter().map(|id| id.0).collect()
}

/// How many elements the lists have; nodes as entities and meetings.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub(super) struct Counts {
    pub(super) articles: usize,
    pub(super) entities: usize,
    pub(super) meetings: usize,
    pub(super) edges: usize,
    pub(super) statements: usize,
    pub(super) reports: usize,
}

/// Writes `graph`, one list element a line, so that the file can be read and compared by eye and by `diff`, and read in part.
///
/// # Errors
/// Those of `output`.
pub fn write(graph: &KnowledgeGraph, output: &mut dyn io::Write) -> io::Result<()> {
    let mut output = io::BufWriter::with_capacity(1 << 16, output);
    let generator = concat!("rapporteur ", env!("CARGO_PKG_VERSION"));
    let n_entities = graph.entities().count();
    let counts = Counts {
        articles: graph.articles().len(),
        entities: n_entities,
        meetings: graph.n_nodes() - n_entities,
        edges: graph.n_edges(),
        statements: graph.statements().len(),
        reports: graph.reports().len(),
    };
    write!(output, "{{\"format\":\"{FORMAT}\",\"version\":{VERSION},\"generator\":\"{generator}\",\"counts\":")?;
    serde_json::to_writer(&mut output, &counts)?;
    write_list(&mut output, "articles", graph.articles().iter().map(article_json))?;
    write_list(&mut output, "nodes", graph.nodes().map(|(id, node)| node_json(id, node)))?;
    let edges = graph.edges().map(|edge| edge_json(edge.source, edge.target, edge.edge));
    write_list(&mut output, "edges", edges)?;
    write_list(&mut output, "statements", graph.statements().iter().map(statement_json))?;
    write_list(&mut output, "reports", graph.reports().iter().map(report_json))?;
    output.write_all(b"}\n")?;
    output.flush()
}

use io::Write as _;

fn write_list<T: Serialize>(
    output: &mut impl io::Write,
    name: &str,
    elements: impl Iterator<Item = T>,
) -> io::Result<()> {
    write!(output, ",\n\"{name}\":[")?;
    for (position, element) in elements.enumerate() {
        output.write_all(if position == 0 { b"\n" } else { b",\n" })?;
        serde_json::to_writer(&mut *output, &element)?;
    }
    output.write_all(b"]")
}

fn article_json(article: &SourceArticle) -> ArticleJson<'_> {
    ArticleJson {
        id: article.id.as_str().into(),
        source: article.source.as_str().into(),
        url: article.url.as_deref().map(Cow::Borrowed),
        title: article.title.as_deref().map(Cow::Borrowed),
        date: date_text(article.date),
        text_sha256: article.text_sha256.as_str().into(),
    }
}

fn node_json(id: NodeId, node: &Node) -> NodeJson<'_> {
    let common = NodeJson { id: id.0, node_type: node.type_name().into(), ..NodeJson::default() };
    match node {
        Node::Entity(entity) => NodeJson {
            name: Some(entity.name.as_str().into()),
            aliases: Some(entity.aliases.as_slice().into()),
            roles: Some(entity.roles.as_slice().into()),
            geo: entity.geo.as_ref().map(Cow::Borrowed),
            members: Some(entity.members.iter().map(|member| (member.article, member.entity.clone())).collect()),
            ..common
        },
        Node::Meeting(meeting) => NodeJson {
            kind: Some(meeting.kind.as_str().into()),
            status: Some(meeting.status.name().into()),
            sides: Some(meeting.sides.as_slice().into()),
            place: meeting.place,
            from: date_text(meeting.from),
            to: date_text(meeting.to),
            topic: meeting.topic.as_deref().map(Cow::Borrowed),
            reports: Some(numbers(&meeting.reports)),
            ..common
        },
    }
}

fn edge_json(source: NodeId, target: NodeId, edge: &Edge) -> EdgeJson<'_> {
    EdgeJson {
        source: source.0,
        target: target.0,
        edge_type: edge.kind.name().into(),
        status: edge.status.name().into(),
        from: date_text(edge.from),
        to: date_text(edge.to),
        count: u32::try_from(edge.reports.len()).unwrap_or(u32::MAX),
        meetings: edge.meetings.iter().map(|id| id.0).collect(),
        reports: numbers(&edge.reports),
    }
}

fn statement_json(statement: &ResolvedStatement) -> StatementJson<'_> {
    StatementJson {
        speaker: statement.speaker,
        to: statement.to.as_slice().into(),
        about: statement.about.as_slice().into(),
        manner: statement.manner.as_str().into(),
        cue: statement.cue.as_deref().map(Cow::Borrowed),
        content: statement.content.as_slice().into(),
        report: statement.report.0,
    }
}

fn report_json(report: &Report) -> ReportJson<'_> {
    let evidence = report.evidence.iter().map(|evidence| EvidenceJson {
        start: evidence.start,
        end: evidence.end,
        text_start: (evidence.text_start != evidence.start).then_some(evidence.text_start),
        text: evidence.text.as_str().into(),
    });
    ReportJson {
        article: report.article,
        record: report.record.as_str().into(),
        status: report.status.name().into(),
        when: report.when.as_deref().map(Cow::Borrowed),
        from: date_text(report.from),
        to: date_text(report.to),
        confidence: report.confidence,
        evidence: evidence.collect(),
    }
}
