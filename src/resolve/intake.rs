//! Intake: of an article's record, what resolution and the graph need, in the form in which the graph will hold it.
//!
//! Takes an [`ArticleRecord`], gives a [`Taken`]. All that is held until the last record has come is held here, so each
//! type is exact in size, and evidence is kept once: the sentences around it, or its own words where there are none.
//!
//! # Invariants
//!
//! - Entity numbers are positions in the record's own entities; resolution puts those of the collection in their place.
//! - A statement or relation whose ends are no entities of the record is not kept, nor is an entity without a letter.

use super::name::fold;
use super::report::{Evidence, Report, SourceArticle, parse_date};
use super::{EntityKind, ReportId, ResolvedRelation, ResolvedStatement, Status};
use crate::record::{
    ArticleRecord, EntityRecord, EvidenceRecord, GeoRecord, MeetingRecord, RelationRecord, StatementRecord, WhenRecord,
};
use rustc_hash::FxHashMap;
use smol_str::SmolStr;

/// An entity of one article.
#[derive(Debug)]
pub(super) struct Entry {
    /// Its id in the record.
    pub(super) id: SmolStr,
    /// What the article takes it for.
    pub(super) kind: EntityKind,
    /// Its fullest name.
    pub(super) name: SmolStr,
    /// Its name, folded.
    pub(super) folded: SmolStr,
    /// Other names.
    pub(super) aliases: Box<[SmolStr]>,
    /// Titles and positions.
    pub(super) roles: Box<[SmolStr]>,
    /// Where a place lies.
    pub(super) geo: Option<Box<GeoRecord>>,
}

/// A meeting that one article reports.
#[derive(Debug)]
pub(super) struct Encounter {
    pub(super) report: Report,
    pub(super) kind: SmolStr,
    pub(super) sides: Box<[Box<[u32]>]>,
    pub(super) place: Option<u32>,
    pub(super) topic: Option<String>,
}

/// What is kept of one article.
#[derive(Debug)]
pub(super) struct Taken {
    pub(super) article: SourceArticle,
    pub(super) entries: Box<[Entry]>,
    pub(super) encounters: Box<[Encounter]>,
    pub(super) statements: Box<[(ResolvedStatement, Report)]>,
    pub(super) relations: Box<[(ResolvedRelation, Report)]>,
    /// What was odd in the record, in words.
    pub(super) warnings: Vec<String>,
}

/// Takes from `record` what is at least `min_confidence` sure.
pub(super) fn take(record: ArticleRecord, min_confidence: f64) -> Taken {
    let article = SourceArticle {
        id: SmolStr::from(record.article),
        source: exact(record.source),
        url: record.url.map(exact),
        title: record.title.map(exact),
        date: parse_date(record.date.as_deref()),
        text_sha256: SmolStr::from(record.text_sha256),
    };
    let mut warnings = Vec::new();
    let mut entries = Vec::with_capacity(record.entities.len());
    for entity in record.entities {
        match EntityKind::from_name(&entity.entity_type) {
            Some(kind) => entries.extend(entry(entity, kind)),
            None => warnings
                .push(format!("{}: {} has the unknown type {:?}; left out", article.id, entity.id, entity.entity_type)),
        }
    }
    let entries = entries.into_boxed_slice();
    let numbers = (0..).zip(&entries).map(|(number, entry)| (entry.id.as_str(), number)).collect();
    let mut intake = Intake { article: &article, numbers, warnings };
    let is_sure = |confidence: f64| confidence >= min_confidence;
    let encounters = record.meetings.into_iter().filter(|meeting| is_sure(meeting.confidence));
    let encounters = encounters.filter_map(|meeting| intake.meeting(meeting)).collect();
    let statements = record.statements.into_iter().filter(|statement| is_sure(statement.confidence));
    let statements = statements.filter_map(|statement| intake.statement(statement)).collect();
    let relations = record.relations.into_iter().filter(|relation| is_sure(relation.confidence));
    let relations = relations.filter_map(|relation| intake.relation(relation)).collect();
    let warnings = intake.warnings;
    Taken { article, entries, encounters, statements, relations, warnings }
}

/// `None` for a name without a letter.
fn entry(entity: EntityRecord, kind: EntityKind) -> Option<Entry> {
    let folded = SmolStr::from(fold(&entity.name));
    let names = |names: Vec<String>| names.into_iter().map(SmolStr::from).collect();
    (!folded.is_empty()).then(|| Entry {
        id: SmolStr::from(entity.id),
        kind,
        name: SmolStr::from(entity.name),
        folded,
        aliases: names(entity.aliases),
        roles: names(entity.roles),
        geo: entity.geo.map(Box::new),
    })
}

struct Intake<'a> {
    article: &'a SourceArticle,
    numbers: FxHashMap<&'a str, u32>,
    warnings: Vec<String>,
}

impl Intake<'_> {
    fn entity(&self, id: &str) -> Option<u32> {
        self.numbers.get(id).copied()
    }

    fn entities<L: FromIterator<u32>>(&self, ids: &[String]) -> L {
        ids.iter().filter_map(|id| self.entity(id)).collect()
    }

    fn warn(&mut self, what: &str) {
        self.warnings.push(format!("{}: {what}", self.article.id));
    }

    fn status(&mut self, record: &str, status: &str) -> Option<Status> {
        let parsed = Status::from_name(status);
        if parsed.is_none() {
            self.warn(&format!("{record} has the unknown status {status:?}; left out"));
        }
        parsed
    }

    fn meeting(&mut self, meeting: MeetingRecord) -> Option<Encounter> {
        let status = self.status(&meeting.id, &meeting.status)?;
        let day = |end: fn(&WhenRecord) -> Option<&str>| parse_date(meeting.when.as_ref().and_then(end));
        let (from, to) = (day(|when| when.from.as_deref()), day(|when| when.to.as_deref()));
        Some(Encounter {
            kind: SmolStr::from(meeting.kind),
            sides: meeting.sides.iter().map(|side| self.entities(side)).collect(),
            place: meeting.place.as_deref().and_then(|place| self.entity(place)),
            topic: meeting.topic.map(exact),
            report: Report {
                when: meeting.when.map(|when| SmolStr::from(when.text)),
                from,
                to,
                ..report(meeting.id, status, meeting.confidence, meeting.evidence)
            },
        })
    }

    fn statement(&self, statement: StatementRecord) -> Option<(ResolvedStatement, Report)> {
        let kept = ResolvedStatement {
            speaker: self.entity(statement.speaker.as_deref()?)?,
            to: self.entities(&statement.to),
            about: self.entities(&statement.about),
            manner: SmolStr::from(statement.manner),
            cue: statement.cue.map(|cue| SmolStr::from(cue.lemma)),
            content: statement.content.iter().map(|range| (offset(range.start), offset(range.end))).collect(),
            report: ReportId(0),
        };
        Some((kept, report(statement.id, Status::Held, statement.confidence, statement.evidence)))
    }

    fn relation(&mut self, relation: RelationRecord) -> Option<(ResolvedRelation, Report)> {
        let status = self.status(&relation.id, &relation.status)?;
        let (Some(from), Some(to)) = (self.entity(&relation.from), self.entity(&relation.to)) else {
            self.warn(&format!("{} links to no entity of the record; left out", relation.id));
            return None;
        };
        let kept = ResolvedRelation { name: SmolStr::from(relation.relation), from, to, report: ReportId(0) };
        Some((kept, report(relation.id, status, relation.confidence, relation.evidence)))
    }
}

fn report(record: String, status: Status, confidence: f64, evidence: Vec<EvidenceRecord>) -> Report {
    let keep = |span: EvidenceRecord| {
        let (start, text) = span.sentence.map_or((span.start, span.text), |around| (around.start, around.text));
        Evidence { start: offset(span.start), end: offset(span.end), text: exact(text), text_start: offset(start) }
    };
    Report {
        article: 0,
        record: SmolStr::from(record),
        status,
        when: None,
        from: None,
        to: None,
        confidence: if confidence.is_finite() { confidence.clamp(0.0, 1.0) } else { 0.0 },
        evidence: exact_list(evidence.into_iter().map(keep)),
    }
}

/// `text` without memory that was set aside for more.
fn exact(mut text: String) -> String {
    text.shrink_to_fit();
    text
}

/// A list that sets no memory aside: collecting in place would keep that of what it was made from.
fn exact_list<T>(elements: impl ExactSizeIterator<Item = T>) -> Vec<T> {
    let mut list = Vec::with_capacity(elements.len());
    list.extend(elements);
    list
}

/// `value` as stored; articles of four billion code points are not foreseen.
fn offset(value: usize) -> u32 {
    u32::try_from(value).unwrap_or(u32::MAX)
}
