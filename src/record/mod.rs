//! The article record: what extraction makes of one article, as one JSON object a line.
//!
//! The seam between extraction and everything after it: resolution, the graph and batch jobs work from records alone.
//! Offsets are Unicode code points of the article's text, `end` exclusive.

mod build;

pub use build::build_record;

use serde::{Deserialize, Serialize};

/// One article's entities, meetings and statements.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Default)]
pub struct ArticleRecord {
    /// The article's id.
    pub article: String,
    /// Where it was read.
    pub source: String,
    /// Address of the page, where known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Headline.
    pub title: Option<String>,
    /// Publication date, ISO 8601.
    pub date: Option<String>,
    /// Language, as an ISO 639-1 code; nothing is extracted from a text that seems to be in another than "en" unless asked.
    pub language: String,
    /// SHA-256 of the text's UTF-8 bytes, hexadecimal.
    pub text_sha256: String,
    /// People, organizations, places.
    pub entities: Vec<EntityRecord>,
    /// Meetings.
    pub meetings: Vec<MeetingRecord>,
    /// Statements.
    pub statements: Vec<StatementRecord>,
    /// Relations of the user's own rules; none unless rules define them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub relations: Vec<RelationRecord>,
    /// What went wrong or was left out, in words.
    #[serde(default)]
    pub warnings: Vec<String>,
}

/// A range of code points.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Range {
    /// First code point.
    pub start: usize,
    /// One past the last.
    pub end: usize,
}

/// A stretch of evidence, with its words, so that a record can be read without the article at hand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EvidenceRecord {
    /// First code point.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// The words of the article.
    #[serde(default)]
    pub text: String,
    /// The sentence or sentences around it, where it is less than that.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sentence: Option<PassageRecord>,
}

/// A stretch of an article with its words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PassageRecord {
    /// First code point.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// The words of the article.
    pub text: String,
}

/// An entity.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct EntityRecord {
    /// `e1`, `e2` …, unique in the article.
    pub id: String,
    /// Fullest name, without titles.
    pub name: String,
    /// `person`, `organization` or `place`.
    #[serde(rename = "type")]
    pub entity_type: String,
    /// Other names.
    pub aliases: Vec<String>,
    /// Titles and positions.
    pub roles: Vec<String>,
    /// Where it is mentioned.
    pub mentions: Vec<MentionRecord>,
    /// Where a place lies.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub geo: Option<GeoRecord>,
}

/// A mention.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MentionRecord {
    /// First code point.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// `name`, `nominal` or `pronoun`.
    pub kind: String,
}

/// Coordinates in degrees and ISO 3166 country code.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the type's doc says it")]
pub struct GeoRecord {
    pub lat: f64,
    pub lon: f64,
    pub country: String,
}

/// A meeting.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MeetingRecord {
    /// `m1`, `m2` …
    pub id: String,
    /// meeting, talks, summit, call, visit, dinner, conference, debate, other.
    pub kind: String,
    /// held, planned, possible, negated.
    pub status: String,
    /// Entity ids by side.
    pub sides: Vec<Vec<String>>,
    /// Entity id of the place.
    pub place: Option<String>,
    /// When.
    pub when: Option<WhenRecord>,
    /// Topic, in the text's words.
    pub topic: Option<String>,
    /// Evidence spans.
    pub evidence: Vec<EvidenceRecord>,
    /// 0 to 1.
    pub confidence: f64,
    /// How it was found; only on request.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub explain: Vec<DerivationRecord>,
}

/// A time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WhenRecord {
    /// The text's words.
    pub text: String,
    /// First day, ISO.
    pub from: Option<String>,
    /// Last day, ISO, inclusive.
    pub to: Option<String>,
}

/// A statement.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct StatementRecord {
    /// `s1`, `s2` …
    pub id: String,
    /// Entity id.
    pub speaker: Option<String>,
    /// The words that name the speaker.
    pub speaker_mention: Option<Range>,
    /// Entity ids spoken to.
    pub to: Vec<String>,
    /// Entity ids mentioned in the content.
    pub about: Vec<String>,
    /// direct, indirect, mixed.
    pub manner: String,
    /// Reporting words.
    pub cue: Option<CueRecord>,
    /// Content spans.
    pub content: Vec<Range>,
    /// The sentence or sentences that show it.
    #[serde(default)]
    pub evidence: Vec<EvidenceRecord>,
    /// 0 to 1.
    pub confidence: f64,
    /// How it was found; only on request.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub explain: Option<DerivationRecord>,
}

/// A relation of the user's own rules.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RelationRecord {
    /// `r1`, `r2` …
    pub id: String,
    /// Its name, as the rule gives it.
    pub relation: String,
    /// Entity id.
    pub from: String,
    /// Entity id.
    pub to: String,
    /// held, planned, possible, negated.
    pub status: String,
    /// Evidence spans.
    pub evidence: Vec<EvidenceRecord>,
    /// 0 to 1.
    pub confidence: f64,
    /// How it was found; only on request.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub explain: Option<DerivationRecord>,
}

/// A reporting word.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CueRecord {
    /// First code point.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// Dictionary form.
    pub lemma: String,
}

/// The rule, trigger and arguments that made a meeting or statement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DerivationRecord {
    /// Rule name.
    pub rule: String,
    /// Trigger words.
    pub trigger: Option<EvidenceRecord>,
    /// Role and words, in text order.
    pub arguments: Vec<(String, EvidenceRecord)>,
}
