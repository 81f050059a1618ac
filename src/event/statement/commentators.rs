//! Commentators: people whom the article names only as it quotes them, so that nobody speaks of them.
//!
//! Takes the statements and meetings of an article, mends whom the statements speak of: "*He* is honest," of one commentator
//! right after another is about the man whom both talk of, not about the one who talked before.
//!
//! # Invariants
//!
//! - Only targets that a pronoun alone tells of are changed, each for one other person.

use crate::article::{Article, Span};
use crate::entity::{Entities, Entity, EntityId, EntityType, Gender, MentionKind};
use crate::event::{Meeting, Statement};

/// Which people of an article are commentators.
pub(super) struct Commentators(Vec<bool>);

impl Commentators {
    /// Finds the people who meet nobody and are named nowhere but in the words for who speaks.
    pub(super) fn find(entities: &Entities, meetings: &[Meeting], statements: &[Statement]) -> Self {
        let is_person = |entity: &Entity| entity.entity_type == EntityType::Person;
        let mut flags: Vec<bool> = entities.entities.iter().map(is_person).collect();
        let mut clear = |id: &EntityId| {
            if let Some(flag) = flags.get_mut(id.0 as usize) {
                *flag = false;
            }
        };
        meetings.iter().flat_map(|meeting| meeting.sides.iter().flatten()).for_each(&mut clear);
        let mut sources: Vec<(Span, EntityId)> =
            statements.iter().filter_map(|statement| Some((statement.speaker_mention?, statement.speaker?))).collect();
        sources.sort_unstable_by_key(|(span, _)| span.start);
        let speaks = |span: Span, id: EntityId| {
            let before = sources.partition_point(|(source, _)| source.start <= span.start);
            sources[..before].iter().rev().take(4).any(|&(source, speaker)| source.contains(span) && speaker == id)
        };
        for mention in entities.mentions.iter().filter(|mention| mention.kind == MentionKind::Named) {
            mention.entities.iter().filter(|&&id| !speaks(mention.span, id)).for_each(&mut clear);
        }
        Self(flags)
    }

    /// True if `id` is one of them.
    pub(super) fn contains(&self, id: EntityId) -> bool {
        self.0.get(id.0 as usize).copied().unwrap_or(false)
    }

    /// Gives what pronouns tell of commentators to the person told of last before the statement; `sentence_at` tells the number
    /// of a sentence by a place in the text.
    pub(super) fn pass_over(
        &self,
        article: &Article,
        entities: &Entities,
        statements: &mut [Statement],
        sentence_at: impl Fn(usize) -> u32,
    ) {
        let outer: Vec<(Option<EntityId>, Span)> = statements
            .iter()
            .flat_map(|statement| statement.evidence.iter().map(|&span| (statement.speaker, span)))
            .collect();
        // "Ode denied a report that *he* had left": his own words are around it
        let is_own = |id: EntityId, content: Span| {
            outer.iter().any(|&(speaker, span)| speaker == Some(id) && span.contains(content))
        };
        // "Ode said it was late, but Falk called on *him* to wait": in one sentence the last speaker is spoken of
        let is_beside = |id: EntityId, content: Span| {
            let before = entities.mentions.partition_point(|mention| mention.span.start < content.start);
            entities.mentions[..before]
                .iter()
                .rev()
                .take_while(|mention| sentence_at(mention.span.start) == sentence_at(content.start))
                .any(|mention| mention.kind == MentionKind::Named && mention.entities == [id])
        };
        for statement in statements {
            let Some(speaker) = statement.speaker else { continue };
            let Some(first) = statement.content.first().copied() else { continue };
            let mut about = Vec::with_capacity(statement.about.len());
            for &id in &statement.about {
                let told = Some(id).filter(|&id| self.contains(id) && !is_own(id, first) && !is_beside(id, first));
                let gender = told.and_then(|id| pronoun_for(article, entities, &statement.content, id));
                about.push(
                    gender.and_then(|gender| self.told_before(entities, first.start, speaker, gender)).unwrap_or(id),
                );
            }
            about.retain(|&id| id != speaker);
            super::resolve::dedup(&mut about);
            statement.about = about;
        }
    }

    /// The last person of `gender` told of before `start` who is no commentator.
    fn told_before(&self, entities: &Entities, start: usize, speaker: EntityId, gender: Gender) -> Option<EntityId> {
        let before = entities.mentions.partition_point(|mention| mention.span.start < start);
        entities.mentions[..before].iter().rev().find_map(|mention| match mention.entities[..] {
            [id] if id != speaker
                && !self.contains(id)
                && entities.entity(id).entity_type == EntityType::Person
                && entities.gender(id).is_none_or(|known| known == gender) =>
            {
                Some(id)
            }
            _ => None,
        })
    }
}

/// The gender of the pronouns by which alone `content` tells of `id`; none if it has other words for him.
fn pronoun_for(article: &Article, entities: &Entities, content: &[Span], id: EntityId) -> Option<Gender> {
    let mut gender = None;
    let mentions = content.iter().flat_map(|&span| entities.mentions_in(span));
    for mention in mentions.filter(|mention| mention.entities == [id]) {
        let form = mention.span.slice(&article.body);
        let is = |forms: &[&str]| forms.iter().any(|one| form.eq_ignore_ascii_case(one));
        gender = match () {
            () if mention.kind != MentionKind::Pronominal => return None,
            () if is(&["he", "him", "his"]) => Some(Gender::Male),
            () if is(&["she", "her", "hers"]) => Some(Gender::Female),
            () => return None,
        };
    }
    gender
}
