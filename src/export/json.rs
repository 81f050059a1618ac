//! JSON: the whole graph as one object, described by `data/schema/graph.schema.json`.
//!
//! Articles, nodes, edges, statements and reports stand in a list each and refer to one another by position, so that no
//! name, sentence or article is written twice. The types here mirror the graph's at the edge.

use crate::graph::{Edge, EdgeKind, KnowledgeGraph, Node, NodeId};
use crate::record::GeoRecord;
use crate::resolve::{
    EntityKind, Evidence, Member, Report, ReportId, ResolvedEntity, ResolvedMeeting, ResolvedStatement, SourceArticle,
    Status,
};
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

/// Reads a graph that [`write()`] wrote.
///
/// # Errors
/// - [`GraphFileError::Malformed`] if `text` is no JSON of the schema.
/// - [`GraphFileError::Format`], [`GraphFileError::Version`] if it is of another kind or version.
/// - [`GraphFileError::Dangling`] if something refers to a position that its list does not have.
pub fn read_json(text: &str) -> Result<KnowledgeGraph, GraphFileError> {
    let parsed: Result<GraphJson<'_>, serde_json::Error> = serde_json::from_str(text);
    let file = parsed.map_err(|source| header_error(text).unwrap_or(GraphFileError::Malformed { source }))?;
    check_header(&file.format, file.version)?;
    let bounds = Bounds {
        articles: file.articles.len(),
        nodes: file.nodes.len(),
        entities: file.nodes.iter().filter(|node| node.node_type != "meeting").count(),
        reports: file.reports.len(),
    };
    let articles = file.articles.into_iter().map(read_article).collect::<Result<_, _>>()?;
    let nodes = (0..).zip(file.nodes).map(|(id, node)| bounds.node(id, node)).collect::<Result<_, _>>()?;
    let edges = file.edges.into_iter().map(|edge| bounds.edge(edge)).collect::<Result<_, _>>()?;
    let statements =
        file.statements.into_iter().map(|statement| bounds.statement(statement)).collect::<Result<_, _>>()?;
    let reports = file.reports.into_iter().map(|report| bounds.report(report)).collect::<Result<_, _>>()?;
    Ok(KnowledgeGraph::from_parts(nodes, edges, articles, reports, statements))
}

/// What is wrong with the header alone, where the rest does not fit the schema.
fn header_error(text: &str) -> Option<GraphFileError> {
    #[derive(Deserialize)]
    struct Header {
        #[serde(default)]
        format: String,
        #[serde(default)]
        version: u32,
    }
    let header: Header = serde_json::from_str(text).ok()?;
    check_header(&header.format, header.version).err()
}

pub(super) fn check_header(format: &str, version: u32) -> Result<(), GraphFileError> {
    if format != FORMAT {
        return Err(GraphFileError::Format { found: format.to_owned() });
    }
    if version != VERSION {
        return Err(GraphFileError::Version { found: version });
    }
    Ok(())
}

pub(super) fn read_article(article: ArticleJson<'_>) -> Result<SourceArticle, GraphFileError> {
    Ok(SourceArticle {
        date: read_date(article.date.as_deref())?,
        id: SmolStr::new(article.id),
        source: article.source.into_owned(),
        url: article.url.map(Cow::into_owned),
        title: article.title.map(Cow::into_owned),
        text_sha256: SmolStr::new(article.text_sha256),
    })
}

fn broken(what: impl Into<String>) -> GraphFileError {
    GraphFileError::Dangling { what: what.into() }
}

fn read_date(text: Option<&str>) -> Result<Option<Date>, GraphFileError> {
    text.map(|text| text.parse().map_err(|_| broken(format!("{text:?} is no date")))).transpose()
}

fn read_status(text: &str) -> Result<Status, GraphFileError> {
    Status::from_name(text).ok_or_else(|| broken(format!("{text:?} is no status")))
}

/// How long the lists are that others refer to. Entities come before meetings.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Bounds {
    pub(super) articles: usize,
    pub(super) nodes: usize,
    pub(super) entities: usize,
    pub(super) reports: usize,
}

impl Bounds {
    fn check(what: &str, index: u32, len: usize) -> Result<(), GraphFileError> {
        match (index as usize) < len {
            true => Ok(()),
            false => Err(broken(format!("there is no {what} {index}"))),
        }
    }

    fn entity(&self, index: u32) -> Result<(), GraphFileError> {
        Self::check("entity node", index, self.entities)
    }

    fn report_ids(&self, indices: Vec<u32>) -> Result<Vec<ReportId>, GraphFileError> {
        indices.into_iter().map(|index| Self::check("report", index, self.reports).map(|()| ReportId(index))).collect()
    }

    pub(super) fn node(&self, id: u32, node: NodeJson<'_>) -> Result<Node, GraphFileError> {
        if node.id != id {
            return Err(broken(format!("node {id} has the id {}", node.id)));
        }
        if node.node_type == "meeting" {
            if (id as usize) < self.entities {
                return Err(broken(format!("node {id} is a meeting before the last entity")));
            }
            return self.meeting(id, node);
        }
        let kind = EntityKind::from_name(&node.node_type)
            .ok_or_else(|| broken(format!("node {id} has the unknown type {:?}", node.node_type)))?;
        let members = node.members.unwrap_or_default().into_iter().map(|(article, entity)| {
            Self::check("article", article, self.articles).map(|()| Member { article, entity })
        });
        Ok(Node::Entity(ResolvedEntity {
            kind,
            name: node.name.ok_or_else(|| broken(format!("node {id} has no name")))?.into_owned(),
            aliases: node.aliases.unwrap_or_default().into_owned(),
            roles: node.roles.unwrap_or_default().into_owned(),
            geo: node.geo.map(Cow::into_owned),
            members: members.collect::<Result<_, _>>()?,
        }))
    }

    fn meeting(&self, id: u32, node: NodeJson<'_>) -> Result<Node, GraphFileError> {
        let sides = node.sides.unwrap_or_default().into_owned();
        sides.iter().flatten().chain(&node.place).try_for_each(|&party| self.entity(party))?;
        let reports = self.report_ids(node.reports.unwrap_or_default())?;
        if reports.is_empty() {
            return Err(broken(format!("meeting {id} has no report")));
        }
        Ok(Node::Meeting(ResolvedMeeting {
            kind: SmolStr::new(node.kind.unwrap_or_default()),
            status: read_status(&node.status.unwrap_or_default())?,
            sides,
            place: node.place,
            from: read_date(node.from.as_deref())?,
            to: read_date(node.to.as_deref())?,
            topic: node.topic.map(Cow::into_owned),
            reports,
        }))
    }

    fn edge(&self, edge: EdgeJson<'_>) -> Result<(u32, u32, Edge), GraphFileError> {
        let all_nodes = [edge.source, edge.target].into_iter().chain(edge.meetings.iter().copied());
        all_nodes.clone().try_for_each(|node| Self::check("node", node, self.nodes))?;
        let edge_type = EdgeKind::from_name(&edge.edge_type);
        let read = Edge {
            kind: edge_type,
            status: read_status(&edge.status)?,
            from: read_date(edge.from.as_deref())?,
            to: read_date(edge.to.as_deref())?,
            meetings: edge.meetings.into_iter().map(NodeId).collect(),
            reports: self.report_ids(edge.reports)?,
        };
        Ok((edge.source, edge.target, read))
    }

    pub(super) fn statement(&self, statement: StatementJson<'_>) -> Result<ResolvedStatement, GraphFileError> {
        Self::check("report", statement.report, self.reports)?;
        let mentioned = statement.to.iter().chain(statement.about.iter());
        mentioned.chain([&statement.speaker]).try_for_each(|&entity| self.entity(entity))?;
        Ok(ResolvedStatement {
            speaker: statement.speaker,
            to: statement.to.into_owned(),
            about: statement.about.into_owned(),
            manner: SmolStr::new(statement.manner),
            cue: statement.cue.map(SmolStr::new),
            content: statement.content.into_owned(),
            report: ReportId(statement.report),
        })
    }

    pub(super) fn report(&self, report: ReportJson<'_>) -> Result<Report, GraphFileError> {
        Self::check("article", report.article, self.articles)?;
        let evidence = report.evidence.into_iter().map(|evidence| Evidence {
            start: evidence.start,
            end: evidence.end,
            text_start: evidence.text_start.unwrap_or(evidence.start),
            text: evidence.text.into_owned(),
        });
        Ok(Report {
            article: report.article,
            record: SmolStr::new(report.record),
            status: read_status(&report.status)?,
            when: report.when.map(SmolStr::new),
            from: read_date(report.from.as_deref())?,
            to: read_date(report.to.as_deref())?,
            confidence: report.confidence,
            evidence: evidence.collect(),
        })
    }
}
