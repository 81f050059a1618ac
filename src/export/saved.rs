//! A graph file of which only what a query needs is read.
//!
//! [`write`](super::json::write) puts each list element on a line of its own, no line break occurs within one, and the
//! header counts the elements of each list. So articles and entities are read, meetings are kept as they are written until
//! it is known whose are asked for, and edges are passed over by counting lines. A file of another layout is read as a whole.
//!
//! # Invariants
//!
//! - Lists are read in the order of the file, each once, and never held as a whole but for the lines of meetings.
//! - Of meetings, statements and reports the graph holds those that were asked for, each checked as it is read.

use super::json::{Bounds, Counts, GraphFileError, StatementJson, check_header, read_article, read_json};
use crate::graph::{KnowledgeGraph, Node, NodeId};
use crate::resolve::{Report, ReportId, ResolvedMeeting, ResolvedStatement, Status};
use serde::Deserialize;
use std::io::{BufRead as _, BufReader, Read, Seek};
use std::ops::Range;

/// Bytes that are read at a time.
const BUFFER: usize = 1 << 18;

/// A graph of which articles and entities are read, and the rest on request.
pub struct SavedGraph<R> {
    graph: KnowledgeGraph,
    /// None if all is read.
    unread: Option<Unread<R>>,
}

impl<R: Read + Seek> SavedGraph<R> {
    /// Reads the articles and entities of a graph file.
    ///
    /// # Errors
    /// As [`read_json`], and [`GraphFileError::Read`] if `file` cannot be read.
    pub fn open(file: R) -> Result<Self, GraphFileError> {
        let mut lines = Lines { stream: BufReader::with_capacity(BUFFER, file), line: Vec::new() };
        if let Some(counts) = lines.header()? {
            let (graph, unread) = Unread::open(lines, counts)?;
            return Ok(Self { graph, unread: Some(unread) });
        }
        let mut file = lines.stream.into_inner();
        let mut bytes = Vec::new();
        file.rewind().and_then(|()| file.read_to_end(&mut bytes)).map_err(unreadable)?;
        let text = std::str::from_utf8(&bytes).map_err(|_| GraphFileError::Encoding)?;
        Ok(Self { graph: read_json(text)?, unread: None })
    }

    /// The graph, without edges and without what was not asked for.
    #[must_use]
    pub const fn graph(&self) -> &KnowledgeGraph {
        &self.graph
    }

    /// The graph with the meetings of `party`, and the reports of those.
    ///
    /// # Errors
    /// As [`read_json`], and [`GraphFileError::Read`] if the file cannot be read.
    pub fn with_meetings_of(mut self, party: NodeId) -> Result<KnowledgeGraph, GraphFileError> {
        let Some(mut unread) = self.unread else { return Ok(self.graph) };
        for (id, meeting) in unread.meetings_of(party)? {
            self.graph.set_meeting(id, meeting);
        }
        unread.lines.skip("edges", unread.counts.edges)?;
        unread.lines.skip("statements", unread.counts.statements)?;
        unread.read_reports(&mut self.graph)?;
        Ok(self.graph)
    }

    /// The graph with the statements by `by` and about `about`, each of them optional, and the reports of those.
    ///
    /// # Errors
    /// As [`read_json`], and [`GraphFileError::Read`] if the file cannot be read.
    pub fn with_statements(
        mut self,
        by: Option<NodeId>,
        about: Option<NodeId>,
    ) -> Result<KnowledgeGraph, GraphFileError> {
        let Some(mut unread) = self.unread else { return Ok(self.graph) };
        unread.lines.skip("edges", unread.counts.edges)?;
        let statements = unread.statements(|statement| statement.is_of(by, about))?;
        self.graph.set_statements(statements);
        unread.read_reports(&mut self.graph)?;
        Ok(self.graph)
    }
}

/// What is still in the file, after the nodes.
struct Unread<R> {
    lines: Lines<R>,
    counts: Counts,
    bounds: Bounds,
    meetings: Meetings,
}

/// The lines of all meetings.
#[derive(Default)]
struct Meetings {
    text: Vec<u8>,
    lines: Vec<Range<usize>>,
}

impl<R: Read> Unread<R> {
    fn open(mut lines: Lines<R>, counts: Counts) -> Result<(KnowledgeGraph, Self), GraphFileError> {
        let mut articles = Vec::new();
        lines.read("articles", counts.articles, |line| {
            articles.push(read_article(parse(line)?)?);
            Ok(())
        })?;
        let n_nodes = counts.entities.saturating_add(counts.meetings);
        let bounds =
            Bounds { articles: articles.len(), nodes: n_nodes, entities: counts.entities, reports: counts.reports };
        let mut nodes = Vec::new();
        let mut meetings = Meetings::default();
        lines.read("nodes", n_nodes, |line| {
            let id = u32::try_from(nodes.len()).unwrap_or(u32::MAX);
            if nodes.len() < counts.entities {
                nodes.push(bounds.node(id, parse(line)?)?);
            } else {
                let start = meetings.text.len();
                meetings.text.extend_from_slice(line);
                meetings.lines.push(start..meetings.text.len());
                nodes.push(Node::Meeting(unread_meeting()));
            }
            Ok(())
        })?;
        let graph = KnowledgeGraph::from_parts(nodes, Vec::new(), articles, Vec::new(), Vec::new());
        Ok((graph, Self { lines, counts, bounds, meetings }))
    }

    /// The meetings in which `party` takes part.
    fn meetings_of(&self, party: NodeId) -> Result<Vec<(NodeId, ResolvedMeeting)>, GraphFileError> {
        let number = party.0.to_string();
        let finder = memchr::memmem::Finder::new(&number);
        let mut found = Vec::new();
        for (id, line) in (self.counts.entities..).zip(&self.meetings.lines) {
            let line = &self.meetings.text[line.clone()];
            if finder.find(line).is_none() {
                continue;
            }
            let id = u32::try_from(id).unwrap_or(u32::MAX);
            match self.bounds.node(id, parse(line)?)? {
                Node::Meeting(meeting) if meeting.sides.iter().flatten().any(|&other| other == party.0) => {
                    found.push((NodeId(id), meeting));
                }
                _ => {}
            }
        }
        Ok(found)
    }

    fn statements(
        &mut self,
        is_wanted: impl Fn(&ResolvedStatement) -> bool,
    ) -> Result<Vec<ResolvedStatement>, GraphFileError> {
        let mut found = Vec::new();
        self.lines.read("statements", self.counts.statements, |line| {
            let statement = self.bounds.statement(parse::<StatementJson<'_>>(line)?)?;
            found.extend(Some(statement).filter(&is_wanted));
            Ok(())
        })?;
        Ok(found)
    }

    /// Reads the reports of the meetings and statements that `graph` holds.
    fn read_reports(&mut self, graph: &mut KnowledgeGraph) -> Result<(), GraphFileError> {
        let told = graph.meetings().flat_map(|(_, meeting)| meeting.reports.iter().copied());
        let mut wanted: Vec<ReportId> =
            told.chain(graph.statements().iter().map(|statement| statement.report)).collect();
        wanted.sort_unstable();
        wanted.dedup();
        let mut reports: Vec<Report> = Vec::with_capacity(wanted.len());
        self.lines.opening("reports", self.counts.reports)?;
        let mut passed = 0;
        for &ReportId(id) in &wanted {
            self.lines.pass(id as usize - passed)?;
            passed = id as usize + 1;
            reports.push(self.bounds.report(parse(self.lines.next()?)?)?);
        }
        graph.set_reports(&wanted, reports);
        Ok(())
    }
}

/// Stands for a meeting that was not asked for: nobody took part.
fn unread_meeting() -> ResolvedMeeting {
    ResolvedMeeting {
        kind: smol_str::SmolStr::default(),
        status: Status::Possible,
        sides: Vec::new(),
        place: None,
        from: None,
        to: None,
        topic: None,
        reports: Vec::new(),
    }
}

fn parse<'a, T: Deserialize<'a>>(line: &'a [u8]) -> Result<T, GraphFileError> {
    serde_json::from_slice(line).map_err(|source| GraphFileError::Malformed { source })
}

fn unreadable(source: std::io::Error) -> GraphFileError {
    GraphFileError::Read { source }
}

fn too_short() -> GraphFileError {
    GraphFileError::Dangling { what: "it ends too soon".to_owned() }
}

/// The lines of a graph file.
struct Lines<R> {
    stream: BufReader<R>,
    line: Vec<u8>,
}

impl<R: Read> Lines<R> {
    /// What the header counts; `None` if the file is not laid out as this program writes it.
    fn header(&mut self) -> Result<Option<Counts>, GraphFileError> {
        #[derive(Deserialize)]
        struct Header {
            format: String,
            version: u32,
            counts: Counts,
        }
        // The header is short; a file of one line is not read as a header.
        let head = self.stream.fill_buf().map_err(unreadable)?;
        let line = head.split(|&byte| byte == b'\n').next().filter(|line| line.len() < head.len());
        let Some(line) = line.and_then(|line| line.strip_suffix(b",")) else { return Ok(None) };
        let Ok(header) = serde_json::from_slice::<Header>(&[line, b"}"].concat()) else { return Ok(None) };
        let length = line.len() + 2;
        self.stream.consume(length);
        check_header(&header.format, header.version)?;
        Ok(Some(header.counts))
    }

    /// The next line, without its break.
    fn raw(&mut self) -> Result<&[u8], GraphFileError> {
        self.line.clear();
        if self.stream.read_until(b'\n', &mut self.line).map_err(unreadable)? == 0 {
            return Err(too_short());
        }
        Ok(self.line.strip_suffix(b"\n").unwrap_or(&self.line))
    }

    /// The next list element.
    fn next(&mut self) -> Result<&[u8], GraphFileError> {
        let line = self.raw()?;
        let element = [&b"],"[..], b"]}", b","].into_iter().find_map(|end| line.strip_suffix(end));
        Ok(element.unwrap_or(line))
    }

    /// Goes past the line that opens the list `name` of `count` elements.
    fn opening(&mut self, name: &str, count: usize) -> Result<(), GraphFileError> {
        let line = self.raw()?;
        let after = line.strip_prefix(format!("\"{name}\":[").as_bytes());
        match after.is_some_and(|after| after.is_empty() == (count > 0)) {
            true => Ok(()),
            false => Err(GraphFileError::Dangling { what: format!("the list of {count} {name} is not in its place") }),
        }
    }

    /// Hands each element of the list `name` to `take`.
    fn read(
        &mut self,
        name: &str,
        count: usize,
        mut take: impl FnMut(&[u8]) -> Result<(), GraphFileError>,
    ) -> Result<(), GraphFileError> {
        self.opening(name, count)?;
        (0..count).try_for_each(|_| take(self.next()?))
    }

    fn skip(&mut self, name: &str, count: usize) -> Result<(), GraphFileError> {
        self.opening(name, count)?;
        self.pass(count)
    }

    /// Goes past `count` lines.
    fn pass(&mut self, mut count: usize) -> Result<(), GraphFileError> {
        while count > 0 {
            let bytes = self.stream.fill_buf().map_err(unreadable)?;
            if bytes.is_empty() {
                return Err(too_short());
            }
            let mut breaks = memchr::memchr_iter(b'\n', bytes);
            let end = breaks.nth(count - 1);
            let (used, passed) = match end {
                Some(end) => (end + 1, count),
                None => (bytes.len(), memchr::memchr_iter(b'\n', bytes).count()),
            };
            self.stream.consume(used);
            count -= passed;
        }
        Ok(())
    }
}
