//! Reports: what one article says of one meeting, statement or relation, and where it says so.

use super::meetings::{self, MeetingReport};
use super::members::Lookup;
use super::{Resolution, ResolvedRelation, ResolvedStatement, Status};
use crate::record::{ArticleRecord, EvidenceRecord, MeetingRecord, RelationRecord, StatementRecord, WhenRecord};
use jiff::civil::Date;
use smol_str::SmolStr;

/// An article, without its text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SourceArticle {
    /// Its id.
    pub id: SmolStr,
    /// Where it was read.
    pub source: String,
    /// Its address on the web.
    pub url: Option<String>,
    /// Headline.
    pub title: Option<String>,
    /// Publication date.
    pub date: Option<Date>,
    /// SHA-256 of its text, hexadecimal.
    pub text_sha256: SmolStr,
}

impl SourceArticle {
    pub(super) fn of(record: &ArticleRecord) -> Self {
        Self {
            id: SmolStr::new(&record.article),
            source: record.source.clone(),
            url: record.url.clone(),
            title: record.title.clone(),
            date: parse_date(record.date.as_deref()),
            text_sha256: SmolStr::new(&record.text_sha256),
        }
    }
}

/// Index in [`Resolution::reports`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ReportId(pub u32);

/// A stretch of an article that shows something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evidence {
    /// First code point in the article's text.
    pub start: u32,
    /// One past the last.
    pub end: u32,
    /// The words of the sentence or sentences around it, or its own; empty if the record does not give them.
    pub text: String,
    /// First code point of `text` in the article.
    pub text_start: u32,
}

/// What one article says of one meeting, statement or relation.
#[derive(Debug, Clone, PartialEq)]
pub struct Report {
    /// Index in [`Resolution::articles`].
    pub article: u32,
    /// Id of the meeting, statement or relation in the article's record.
    pub record: SmolStr,
    /// What this article says of it.
    pub status: Status,
    /// The time in the article's words.
    pub when: Option<SmolStr>,
    /// First day of that time.
    pub from: Option<Date>,
    /// Last day, inclusive.
    pub to: Option<Date>,
    /// How sure extraction is, 0 to 1.
    pub confidence: f64,
    /// Where the article says so.
    pub evidence: Vec<Evidence>,
}

/// The day that an ISO date or time stamp begins with.
pub(super) fn parse_date(text: Option<&str>) -> Option<Date> {
    text?.get(..10)?.parse().ok()
}

/// Fills in meetings, statements, relations and their reports.
pub(super) fn resolve_events(resolution: &mut Resolution, records: Vec<ArticleRecord>, lookup: &Lookup) {
    let mut meeting_reports = Vec::new();
    for (article, record) in (0..).zip(records) {
        let events = Events { article, id: record.article, lookup };
        for meeting in record.meetings {
            meeting_reports.extend(events.meeting(resolution, meeting));
        }
        for statement in record.statements {
            events.statement(resolution, statement);
        }
        for relation in record.relations {
            events.relation(resolution, relation);
        }
    }
    resolution.meetings = meetings::merge(resolution, meeting_reports);
}

struct Events<'a> {
    article: u32,
    id: String,
    lookup: &'a Lookup,
}

impl Events<'_> {
    fn entity(&self, id: &str) -> Option<u32> {
        self.lookup.entity(self.article, id)
    }

    fn entities(&self, ids: &[String]) -> Vec<u32> {
        let mut found: Vec<u32> = Vec::with_capacity(ids.len());
        for entity in ids.iter().filter_map(|id| self.entity(id)) {
            if !found.contains(&entity) {
                found.push(entity);
            }
        }
        found
    }

    fn warn(&self, resolution: &mut Resolution, what: &str) {
        resolution.warnings.push(format!("{}: {what}", self.id));
    }

    fn status(&self, resolution: &mut Resolution, record: &str, status: &str) -> Option<Status> {
        let parsed = Status::from_name(status);
        if parsed.is_none() {
            self.warn(resolution, &format!("{record} has the unknown status {status:?}; left out"));
        }
        parsed
    }

    fn meeting(&self, resolution: &mut Resolution, meeting: MeetingRecord) -> Option<MeetingReport> {
        let status = self.status(resolution, &meeting.id, &meeting.status)?;
        let mut seen: Vec<u32> = Vec::new();
        let mut sides: Vec<Vec<u32>> = Vec::new();
        for side in &meeting.sides {
            let mut side = self.entities(side);
            side.retain(|entity| !seen.contains(entity));
            seen.extend(&side);
            if !side.is_empty() {
                sides.push(side);
            }
        }
        if sides.len() < 2 {
            self.warn(
                resolution,
                &format!("{} has fewer than two sides that are entities of the record; left out", meeting.id),
            );
            return None;
        }
        let place = meeting.place.as_deref().and_then(|place| self.entity(place));
        let report = Report {
            article: self.article,
            record: SmolStr::new(&meeting.id),
            status,
            confidence: probability(meeting.confidence),
            evidence: evidence(meeting.evidence),
            when: meeting.when.as_ref().map(|when| SmolStr::new(&when.text)),
            from: day(meeting.when.as_ref(), |when| when.from.as_deref()),
            to: day(meeting.when.as_ref(), |when| when.to.as_deref()),
        };
        let report = push(resolution, report);
        Some(MeetingReport { report, kind: SmolStr::new(&meeting.kind), sides, place, topic: meeting.topic })
    }

    fn statement(&self, resolution: &mut Resolution, statement: StatementRecord) {
        let Some(speaker) = statement.speaker.as_deref().and_then(|speaker| self.entity(speaker)) else { return };
        let report = Report {
            article: self.article,
            record: SmolStr::new(&statement.id),
            status: Status::Held,
            when: None,
            from: None,
            to: None,
            confidence: probability(statement.confidence),
            evidence: evidence(statement.evidence),
        };
        let report = push(resolution, report);
        let mut about = self.entities(&statement.about);
        about.retain(|&entity| entity != speaker);
        let mut to = self.entities(&statement.to);
        to.retain(|&entity| entity != speaker);
        resolution.statements.push(ResolvedStatement {
            speaker,
            to,
            about,
            manner: SmolStr::new(&statement.manner),
            cue: statement.cue.map(|cue| SmolStr::new(&cue.lemma)),
            content: statement.content.iter().map(|range| (offset(range.start), offset(range.end))).collect(),
            report,
        });
    }

    fn relation(&self, resolution: &mut Resolution, relation: RelationRecord) {
        let Some(status) = self.status(resolution, &relation.id, &relation.status) else { return };
        let (Some(from), Some(to)) = (self.entity(&relation.from), self.entity(&relation.to)) else {
            return self.warn(resolution, &format!("{} links to no entity of the record; left out", relation.id));
        };
        let report = Report {
            article: self.article,
            record: SmolStr::new(&relation.id),
            status,
            when: None,
            from: None,
            to: None,
            confidence: probability(relation.confidence),
            evidence: evidence(relation.evidence),
        };
        let report = push(resolution, report);
        resolution.relations.push(ResolvedRelation { name: SmolStr::new(&relation.relation), from, to, report });
    }
}

fn push(resolution: &mut Resolution, report: Report) -> ReportId {
    resolution.reports.push(report);
    ReportId(offset(resolution.reports.len() - 1))
}

fn probability(confidence: f64) -> f64 {
    if confidence.is_finite() { confidence.clamp(0.0, 1.0) } else { 0.0 }
}

fn evidence(evidence: Vec<EvidenceRecord>) -> Vec<Evidence> {
    let convert = |span: EvidenceRecord| {
        let (start, text) = span.sentence.map_or((span.start, span.text), |around| (around.start, around.text));
        Evidence { start: offset(span.start), end: offset(span.end), text, text_start: offset(start) }
    };
    evidence.into_iter().map(convert).collect()
}

fn day(when: Option<&WhenRecord>, end: impl Fn(&WhenRecord) -> Option<&str>) -> Option<Date> {
    parse_date(when.and_then(end))
}

/// `value` as stored; articles of four billion code points are not foreseen.
fn offset(value: usize) -> u32 {
    u32::try_from(value).unwrap_or(u32::MAX)
}
