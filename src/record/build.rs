//! Builds an [`ArticleRecord`] from what extraction found: byte spans become code points, ids become strings.

use super::{
    ArticleRecord, CueRecord, DerivationRecord, EntityRecord, EvidenceRecord, GeoRecord, MeetingRecord, MentionRecord,
    PassageRecord, Range, RelationRecord, StatementRecord, WhenRecord,
};
use crate::article::{Article, CodePoints, Span};
use crate::entity::{Entities, Entity, EntityId, EntityType, MentionKind};
use crate::event::{Derivation, Events, Manner, Meeting, Relation, Statement, When};
use crate::nlp::Analysis;
use sha2::{Digest, Sha256};

/// The record of `article`; with `explain`, each meeting and statement says how it was found.
#[must_use]
pub fn build_record(
    article: &Article,
    analysis: &Analysis,
    entities: &Entities,
    events: &Events,
    explain: bool,
) -> ArticleRecord {
    let edge = Edge { body: &article.body, analysis, code_points: CodePoints::new(&article.body), explain };
    ArticleRecord {
        article: article.id.clone(),
        source: article.source.clone(),
        url: article.url.clone(),
        title: article.title.clone(),
        date: article.date.map(|date| date.to_string()),
        language: article.language.unwrap_or("en").to_owned(),
        text_sha256: hex(&Sha256::digest(article.body.as_bytes())),
        entities: (0..)
            .zip(&entities.entities)
            .map(|(id, entity)| edge.entity(EntityId(id), entity, entities))
            .collect(),
        meetings: (1..).zip(&events.meetings).map(|(number, meeting)| edge.meeting(number, meeting)).collect(),
        statements: (1..)
            .zip(&events.statements)
            .map(|(number, statement)| edge.statement(number, statement))
            .collect(),
        relations: (1..).zip(&events.relations).map(|(number, relation)| edge.relation(number, relation)).collect(),
        warnings: article.warnings.clone(),
    }
}

/// Longest sentence that is given around evidence, in bytes.
const MAX_SENTENCE: usize = 1200;

struct Edge<'text> {
    body: &'text str,
    analysis: &'text Analysis,
    code_points: CodePoints,
    explain: bool,
}

impl Edge<'_> {
    fn range(&self, span: Span) -> Range {
        Range { start: self.code_points.from_byte(span.start), end: self.code_points.from_byte(span.end) }
    }

    fn evidence(&self, span: Span) -> EvidenceRecord {
        let Range { start, end } = self.range(span);
        EvidenceRecord { start, end, text: span.slice(self.body).to_owned(), sentence: None }
    }

    /// Evidence with the sentences around it.
    fn evidence_in_sentence(&self, span: Span) -> EvidenceRecord {
        let around = self.sentences_around(span);
        let is_more = around.len() > span.len() && around.len() <= MAX_SENTENCE.max(span.len());
        let sentence = is_more.then(|| {
            let Range { start, end } = self.range(around);
            PassageRecord { start, end, text: around.slice(self.body).to_owned() }
        });
        EvidenceRecord { sentence, ..self.evidence(span) }
    }

    /// From the start of the sentence where `span` starts to the end of the one where it ends, without white space.
    fn sentences_around(&self, span: Span) -> Span {
        let tokens = &self.analysis.tokens;
        let end_of = |tokens_of: &std::ops::Range<u32>| tokens[tokens_of.end as usize - 1].span.end;
        let sentences = &self.analysis.sentences;
        let first = sentences.partition_point(|sentence| end_of(sentence) <= span.start);
        let within = sentences[first..].iter().take_while(|of| tokens[of.start as usize].span.start < span.end);
        let covered =
            within.fold(span, |cover, of| cover.cover(Span::new(tokens[of.start as usize].span.start, end_of(of))));
        let text = covered.slice(self.body);
        let start = covered.start + (text.len() - text.trim_start().len());
        Span::new(start, start + text.trim().len())
    }

    fn entity(&self, id: EntityId, entity: &Entity, entities: &Entities) -> EntityRecord {
        let mentions = entities.mentions.iter().filter(|mention| mention.entities.contains(&id)).map(|mention| {
            let Range { start, end } = self.range(mention.span);
            MentionRecord { start, end, kind: mention_kind_name(mention.kind).to_owned() }
        });
        EntityRecord {
            id: entity_key(id),
            name: clean_name(&entity.name),
            entity_type: entity_type_name(entity.entity_type).to_owned(),
            aliases: clean_names(&entity.aliases, &clean_name(&entity.name)),
            roles: clean_names(&entity.roles, ""),
            mentions: mentions.collect(),
            geo: entity.geo.as_ref().map(|geo| GeoRecord { lat: geo.lat, lon: geo.lon, country: geo.country.clone() }),
        }
    }

    fn meeting(&self, number: usize, meeting: &Meeting) -> MeetingRecord {
        MeetingRecord {
            id: format!("m{number}"),
            kind: meeting.kind.name().to_owned(),
            status: meeting.status.name().to_owned(),
            sides: meeting.sides.iter().map(|side| entity_keys(side)).collect(),
            place: meeting.place.map(entity_key),
            when: meeting.when.as_ref().map(|when| self.when(when)),
            topic: meeting.topic.map(|span| on_one_line(span.slice(self.body))),
            evidence: meeting.evidence.iter().map(|&span| self.evidence_in_sentence(span)).collect(),
            confidence: rounded(meeting.confidence),
            explain: match self.explain {
                true => meeting.derivations.iter().map(|derivation| self.derivation(derivation)).collect(),
                false => Vec::new(),
            },
        }
    }

    fn when(&self, when: &When) -> WhenRecord {
        WhenRecord {
            text: on_one_line(when.span.slice(self.body)),
            from: when.from.map(|date| date.to_string()),
            to: when.to.map(|date| date.to_string()),
        }
    }

    fn statement(&self, number: usize, statement: &Statement) -> StatementRecord {
        StatementRecord {
            id: format!("s{number}"),
            speaker: statement.speaker.map(entity_key),
            speaker_mention: statement.speaker_mention.map(|span| self.range(span)),
            to: entity_keys(&statement.addressees),
            about: entity_keys(&statement.about),
            manner: manner_name(statement.manner).to_owned(),
            cue: statement.cue.as_ref().map(|cue| {
                let Range { start, end } = self.range(cue.span);
                CueRecord { start, end, lemma: cue.lemma.clone() }
            }),
            content: statement.content.iter().map(|&span| self.range(span)).collect(),
            evidence: statement.evidence.iter().map(|&span| self.evidence(span)).collect(),
            confidence: rounded(statement.confidence),
            explain: self.explain.then(|| self.derivation(&statement.derivation)),
        }
    }

    fn relation(&self, number: usize, relation: &Relation) -> RelationRecord {
        RelationRecord {
            id: format!("r{number}"),
            relation: relation.relation.clone(),
            from: entity_key(relation.from),
            to: entity_key(relation.to),
            status: relation.status.name().to_owned(),
            evidence: relation.evidence.iter().map(|&span| self.evidence_in_sentence(span)).collect(),
            confidence: rounded(relation.confidence),
            explain: self.explain.then(|| self.derivation(&relation.derivation)),
        }
    }

    fn derivation(&self, derivation: &Derivation) -> DerivationRecord {
        DerivationRecord {
            rule: derivation.rule.clone(),
            trigger: derivation.trigger.map(|span| self.evidence(span)),
            arguments: derivation.arguments.iter().map(|(role, span)| (role.clone(), self.evidence(*span))).collect(),
        }
    }
}

/// The words of a passage with one space between them.
fn on_one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A name without characters that nobody sees: control characters, and marks of no width.
fn clean_name(name: &str) -> String {
    let unseen = |character: char| {
        character.is_control() && !character.is_whitespace()
            || matches!(character, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{feff}')
    };
    on_one_line(&name.replace(unseen, ""))
}

/// The names cleaned, each once, without `taken` and empty ones.
fn clean_names(names: &[String], taken: &str) -> Vec<String> {
    let mut clean: Vec<String> = Vec::with_capacity(names.len());
    for name in names.iter().map(|name| clean_name(name)) {
        if !name.is_empty() && name != taken && !clean.contains(&name) {
            clean.push(name);
        }
    }
    clean
}

fn entity_key(id: EntityId) -> String {
    format!("e{}", id.0 + 1)
}

fn entity_keys(ids: &[EntityId]) -> Vec<String> {
    ids.iter().copied().map(entity_key).collect()
}

fn rounded(confidence: f64) -> f64 {
    (confidence * 100.0).round() / 100.0
}

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

fn mention_kind_name(kind: MentionKind) -> &'static str {
    match kind {
        MentionKind::Named => "name",
        MentionKind::Nominal => "nominal",
        MentionKind::Pronominal => "pronoun",
    }
}

fn entity_type_name(entity_type: EntityType) -> &'static str {
    match entity_type {
        EntityType::Person => "person",
        EntityType::Organization => "organization",
        EntityType::Place => "place",
    }
}

fn manner_name(manner: Manner) -> &'static str {
    match manner {
        Manner::Direct => "direct",
        Manner::Indirect => "indirect",
        Manner::Mixed => "mixed",
    }
}
