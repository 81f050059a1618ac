//! A graph file of which only what a query needs is read.
//!
//! [`write`](super::json::write) puts each list element on a line of its own, and no line break occurs within one, so that
//! lines can be found without parsing and parsed one by one. A file of another layout is read as a whole.

use super::json::{Bounds, GraphFileError, StatementJson, check_header, read_article, read_json};
use crate::graph::KnowledgeGraph;
use crate::resolve::{Report, ReportId, Status};
use serde::Deserialize;
use std::io::BufRead as _;
use std::ops::Range;

/// A graph whose edges are not read, and whose reports are read when they are asked for.
pub struct SavedGraph {
    graph: KnowledgeGraph,
    bytes: Vec<u8>,
    /// Where each report stands; empty if all are read.
    reports: Vec<Range<usize>>,
    bounds: Bounds,
}

impl SavedGraph {
    /// Reads articles and nodes, and statements if `with_statements`, from the bytes of a graph file.
    ///
    /// # Errors
    /// As [`read_json`].
    pub fn open(bytes: Vec<u8>, with_statements: bool) -> Result<Self, GraphFileError> {
        match Layout::find(&bytes) {
            Some(layout) => Self::open_lines(layout, bytes, with_statements),
            None => {
                let text = std::str::from_utf8(&bytes).map_err(|_| GraphFileError::Encoding)?;
                let graph = read_json(text)?;
                Ok(Self { graph, bytes: Vec::new(), reports: Vec::new(), bounds: Bounds::default() })
            }
        }
    }

    fn open_lines(layout: Layout, bytes: Vec<u8>, with_statements: bool) -> Result<Self, GraphFileError> {
        let Layout { header, lists: [articles, nodes, _, statements, reports] } = layout;
        check_header(&header.format, header.version)?;
        let is_meeting = |line: &&Range<usize>| is_meeting(&bytes[(*line).clone()]);
        let bounds = Bounds {
            articles: articles.len(),
            nodes: nodes.len(),
            entities: nodes.len() - nodes.iter().filter(is_meeting).count(),
            reports: reports.len(),
        };
        let articles = articles.iter().map(|line| read_article(parse(&bytes, line)?)).collect::<Result<_, _>>()?;
        let nodes =
            (0..).zip(&nodes).map(|(id, line)| bounds.node(id, parse(&bytes, line)?)).collect::<Result<_, _>>()?;
        let statements = if with_statements { statements } else { Vec::new() };
        let read_statement = |line: &Range<usize>| bounds.statement(parse::<StatementJson<'_>>(&bytes, line)?);
        let statements = statements.iter().map(read_statement).collect::<Result<_, _>>()?;
        let unread = vec![UNREAD; reports.len()];
        let graph = KnowledgeGraph::from_parts(nodes, Vec::new(), articles, unread, statements);
        Ok(Self { graph, bytes, reports, bounds })
    }

    /// The graph, without edges and with those reports alone that were read.
    #[must_use]
    pub const fn graph(&self) -> &KnowledgeGraph {
        &self.graph
    }

    /// Reads the reports `ids`.
    ///
    /// # Errors
    /// As [`read_json`].
    pub fn read_reports(&mut self, ids: &[ReportId]) -> Result<(), GraphFileError> {
        for &id in ids {
            if let Some(line) = self.reports.get(id.0 as usize) {
                let report = self.bounds.report(parse(&self.bytes, line)?)?;
                self.graph.set_report(id, report);
            }
        }
        Ok(())
    }
}

/// Stands for a report that was not read.
const UNREAD: Report = Report {
    article: 0,
    record: smol_str::SmolStr::new_static(""),
    status: Status::Held,
    when: None,
    from: None,
    to: None,
    confidence: 0.0,
    evidence: Vec::new(),
};

fn parse<'a, T: Deserialize<'a>>(bytes: &'a [u8], line: &Range<usize>) -> Result<T, GraphFileError> {
    serde_json::from_slice(&bytes[line.clone()]).map_err(|source| GraphFileError::Malformed { source })
}

/// True of a node line that begins as those of meetings are written.
fn is_meeting(line: &[u8]) -> bool {
    let begin = &line[..line.len().min(48)];
    begin.windows(16).any(|window| window == b"\"type\":\"meeting\"")
}

#[derive(Deserialize)]
struct Header {
    format: String,
    version: u32,
}

/// Where the elements of each list stand.
struct Layout {
    header: Header,
    lists: [Vec<Range<usize>>; 5],
}

impl Layout {
    /// The lists of a file that is laid out as this program writes it.
    fn find(bytes: &[u8]) -> Option<Self> {
        let mut cursor = Cursor { bytes, position: 0 };
        let line = cursor.line()?;
        let header = [bytes[line].strip_suffix(b",")?, b"}"].concat();
        let header = serde_json::from_slice(&header).ok()?;
        let names = ["articles", "nodes", "edges", "statements", "reports"];
        let mut lists: [Vec<Range<usize>>; 5] = Default::default();
        for (name, list) in names.into_iter().zip(&mut lists) {
            cursor.list(name, list)?;
        }
        Some(Self { header, lists })
    }
}

struct Cursor<'a> {
    bytes: &'a [u8],
    position: usize,
}

impl Cursor<'_> {
    /// The next line, without its break.
    fn line(&mut self) -> Option<Range<usize>> {
        let start = self.position;
        let mut rest = self.bytes.get(start..)?;
        let length = rest.skip_until(b'\n').ok().filter(|&length| length > 0)?;
        self.position += length;
        let has_break = self.bytes[self.position - 1] == b'\n';
        Some(start..self.position - usize::from(has_break))
    }

    /// The lines of the list `name`.
    fn list(&mut self, name: &str, list: &mut Vec<Range<usize>>) -> Option<()> {
        let opening = self.line()?;
        let after = self.bytes[opening].strip_prefix(format!("\"{name}\":[").as_bytes())?;
        if after == b"]," || after == b"]}" {
            return Some(());
        }
        if !after.is_empty() {
            return None;
        }
        loop {
            let line = self.line()?;
            let text = &self.bytes[line.clone()];
            if text.ends_with(b"},") {
                list.push(line.start..line.end - 1);
            } else if text.ends_with(b"}],") || text.ends_with(b"}]}") {
                list.push(line.start..line.end - 2);
                return Some(());
            } else {
                return None;
            }
        }
    }
}
