//! JSON read back: the graph that was [written](super::write()).
//!
//! Takes the text of a graph file, gives the graph, or says what is wrong with the file.
//!
//! # Invariants
//!
//! - Every position that something refers to is checked against the length of its list before the graph is made.
//! - A file of another format or version is told as such, even where the rest of it fits no schema.

use super::{ArticleJson, EdgeJson, FORMAT, GraphFileError, GraphJson, NodeJson, ReportJson, StatementJson, VERSION};
use crate::graph::{Edge, EdgeKind, KnowledgeGraph, Node, NodeId};
use crate::resolve::{
    EntityKind, Evidence, Member, Report, ReportId, ResolvedEntity, ResolvedMeeting, ResolvedStatement, SourceArticle,
    Status,
};
use jiff::civil::Date;
use serde::Deserialize;
use smol_str::SmolStr;
use std::borrow::Cow;

/// Reads a graph that [`write()`](super::write()) wrote.
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

pub(in crate::export) fn check_header(format: &str, version: u32) -> Result<(), GraphFileError> {
    if format != FORMAT {
        return Err(GraphFileError::Format { found: format.to_owned() });
    }
    if version != VERSION {
        return Err(GraphFileError::Version { found: version });
    }
    Ok(())
}

pub(in crate::export) fn read_article(article: ArticleJson<'_>) -> Result<SourceArticle, GraphFileError> {
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
pub(in crate::export) struct Bounds {
    pub(in crate::export) articles: usize,
    pub(in crate::export) nodes: usize,
    pub(in crate::export) entities: usize,
    pub(in crate::export) reports: usize,
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

    pub(in crate::export) fn node(&self, id: u32, node: NodeJson<'_>) -> Result<Node, GraphFileError> {
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

    pub(in crate::export) fn statement(
        &self,
        statement: StatementJson<'_>,
    ) -> Result<ResolvedStatement, GraphFileError> {
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

    pub(in crate::export) fn report(&self, report: ReportJson<'_>) -> Result<Report, GraphFileError> {
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
