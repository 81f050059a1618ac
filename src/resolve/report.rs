//! Reports: what one article says of one meeting, statement or relation, and where it says so.

use super::intake::{Encounter, Taken};
use super::meetings::{self, MeetingReport};
use super::members::index;
use super::{Resolution, Status};
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

/// Fills in meetings, statements, relations and their reports; `entity_of` gives the resolved entity of each entity of all
/// articles, in their order.
pub(super) fn resolve_events(resolution: &mut Resolution, articles: Vec<Taken>, mut entity_of: &[u32]) {
    let mut encounters = Vec::with_capacity(articles.iter().map(|article| article.encounters.len()).sum());
    resolution.statements.reserve_exact(articles.iter().map(|article| article.statements.len()).sum());
    resolution.relations.reserve_exact(articles.iter().map(|article| article.relations.len()).sum());
    let n_relations_and_statements = resolution.statements.capacity() + resolution.relations.capacity();
    resolution.reports.reserve_exact(encounters.capacity() + n_relations_and_statements);
    for (article, taken) in (0..).zip(articles) {
        let (own, others) = entity_of.split_at(taken.entries.len());
        entity_of = others;
        for encounter in taken.encounters {
            encounters.extend(resolve_encounter(resolution, article, encounter, own));
        }
        for (mut statement, report) in taken.statements {
            statement.report = push(resolution, article, report);
            statement.speaker = own[statement.speaker as usize];
            for list in [&mut statement.to, &mut statement.about] {
                resolve_all(list, own);
                list.retain(|&entity| entity != statement.speaker);
            }
            resolution.statements.push(statement);
        }
        for (mut relation, report) in taken.relations {
            relation.report = push(resolution, article, report);
            (relation.from, relation.to) = (own[relation.from as usize], own[relation.to as usize]);
            resolution.relations.push(relation);
        }
    }
    resolution.meetings = meetings::merge(resolution, encounters);
}

/// Puts resolved entities in the place of an article's own, each once.
fn resolve_all(list: &mut Vec<u32>, own: &[u32]) {
    let mut n_kept = 0;
    for position in 0..list.len() {
        let entity = own[list[position] as usize];
        if !list[..n_kept].contains(&entity) {
            list[n_kept] = entity;
            n_kept += 1;
        }
    }
    list.truncate(n_kept);
}

/// A meeting in resolved entities; `None` if they are on fewer than two sides.
fn resolve_encounter(
    resolution: &mut Resolution,
    article: u32,
    encounter: Encounter,
    own: &[u32],
) -> Option<MeetingReport> {
    let mut seen: Vec<u32> = Vec::new();
    let mut sides: Vec<Vec<u32>> = Vec::with_capacity(encounter.sides.len());
    for side in encounter.sides {
        let mut side = Vec::from(side);
        resolve_all(&mut side, own);
        side.retain(|entity| !seen.contains(entity));
        seen.extend(&side);
        if !side.is_empty() {
            sides.push(side);
        }
    }
    if sides.len() < 2 {
        let (id, meeting) = (&resolution.articles[article as usize].id, &encounter.report.record);
        let warning = format!("{id}: {meeting} has fewer than two sides that are entities of the record; left out");
        resolution.warnings.push(warning);
        return None;
    }
    Some(MeetingReport {
        report: push(resolution, article, encounter.report),
        kind: encounter.kind,
        sides,
        place: encounter.place.map(|place| own[place as usize]),
        topic: encounter.topic,
    })
}

fn push(resolution: &mut Resolution, article: u32, report: Report) -> ReportId {
    let id = ReportId(index(resolution.reports.len()));
    resolution.reports.push(Report { article, ..report });
    id
}
