//! The entities of one article with their mentions, and fast look-ups by token and span.

use super::{Entity, EntityId, Gender, Mention, MentionId};
use crate::article::Span;
use crate::nlp::TokenId;

/// The entities of one article and all their mentions.
///
/// # Invariants
///
/// - Mentions stand in text order (by start, the longer first); no two overlap partly, one may lie within another.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Entities {
    /// Entities, by first mention.
    pub entities: Vec<Entity>,
    /// Mentions, by start offset, the longer first.
    pub mentions: Vec<Mention>,
    /// For each entity, the gender that the article tells of it; none known for those past the end.
    pub genders: Vec<Option<Gender>>,
    /// For each token, the longest mention that it heads.
    headed: Vec<u32>,
    /// For each token, the shortest mention that covers it.
    covering: Vec<u32>,
}

const NONE: u32 = u32::MAX;

impl Entities {
    /// Indexes `mentions` of an article of `n_tokens` tokens; sorts them.
    #[must_use]
    pub fn new(entities: Vec<Entity>, mut mentions: Vec<Mention>, n_tokens: usize) -> Self {
        mentions.sort_by_key(|mention| (mention.span.start, std::cmp::Reverse(mention.span.end)));
        let mut headed = vec![NONE; n_tokens];
        let mut covering = vec![NONE; n_tokens];
        for (index, mention) in (0..).zip(&mentions) {
            // Sorted by start, the longer first: a later mention that covers the same token is the shorter one.
            for token in mention.tokens.clone() {
                if let Some(slot) = covering.get_mut(token as usize) {
                    *slot = index;
                }
            }
            if let Some(slot) = headed.get_mut(mention.head.index()) {
                let longer = *slot == NONE || mentions[*slot as usize].span.len() < mention.span.len();
                if longer {
                    *slot = index;
                }
            }
        }
        Self { entities, mentions, genders: Vec::new(), headed, covering }
    }

    /// The same with what is known of the entities' genders, in their order.
    #[must_use]
    pub fn with_genders(self, genders: Vec<Option<Gender>>) -> Self {
        Self { genders, ..self }
    }

    /// The mention whose head token is `token`: the longest, if several. Constant time.
    #[must_use]
    pub fn mention_headed_by(&self, token: TokenId) -> Option<&Mention> {
        self.id_headed_by(token).map(|id| self.mention(id))
    }

    /// The id of the mention whose head token is `token`: the longest, if several. Constant time.
    #[must_use]
    pub fn id_headed_by(&self, token: TokenId) -> Option<MentionId> {
        self.headed.get(token.index()).filter(|&&index| index != NONE).map(|&index| MentionId(index))
    }

    /// The shortest mention that covers `token`. Constant time.
    #[must_use]
    pub fn mention_at(&self, token: TokenId) -> Option<&Mention> {
        self.id_at(token).map(|id| self.mention(id))
    }

    /// The id of the shortest mention that covers `token`. Constant time.
    #[must_use]
    pub fn id_at(&self, token: TokenId) -> Option<MentionId> {
        self.covering.get(token.index()).filter(|&&index| index != NONE).map(|&index| MentionId(index))
    }

    /// What the mention headed by `token`, else the shortest one around it, refers to; empty if nothing.
    #[must_use]
    pub fn referents(&self, token: TokenId) -> &[EntityId] {
        self.mention_headed_by(token)
            .or_else(|| self.mention_at(token))
            .map_or(&[], |mention| mention.entities.as_slice())
    }

    /// The mentions that lie within `span`, in text order. Logarithmic in the number of mentions.
    pub fn mentions_in(&self, span: Span) -> impl Iterator<Item = &Mention> {
        let first = self.mentions.partition_point(|mention| mention.span.start < span.start);
        self.mentions[first..]
            .iter()
            .take_while(move |mention| mention.span.start < span.end)
            .filter(move |mention| span.contains(mention.span))
    }

    /// The mention `id`.
    ///
    /// # Panics
    /// If `id` is of another article and out of range.
    #[must_use]
    pub fn mention(&self, id: MentionId) -> &Mention {
        &self.mentions[id.0 as usize]
    }

    /// Sets what the mention `id` refers to: for pronouns that only a later stage can resolve ("I" in a quotation).
    ///
    /// # Panics
    /// If `id` is of another article and out of range.
    pub fn set_referents(&mut self, id: MentionId, referents: Vec<EntityId>) {
        self.mentions[id.0 as usize].entities = referents;
    }

    /// The entity `id`.
    ///
    /// # Panics
    /// If `id` is of another article and out of range.
    #[must_use]
    pub fn entity(&self, id: EntityId) -> &Entity {
        &self.entities[id.0 as usize]
    }

    /// The gender that the article tells of the entity `id`, if any.
    #[must_use]
    pub fn gender(&self, id: EntityId) -> Option<Gender> {
        self.genders.get(id.0 as usize).copied().flatten()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entity::{EntityType, MentionKind};

    fn mention(tokens: std::ops::Range<u32>, head: u32, entity: u32) -> Mention {
        let span = Span::new(tokens.start as usize * 10, tokens.end as usize * 10 - 1);
        Mention { span, tokens, head: TokenId(head), kind: MentionKind::Named, entities: vec![EntityId(entity)] }
    }

    fn entities() -> Entities {
        let entity = |name: &str| Entity {
            name: name.to_owned(),
            entity_type: EntityType::Person,
            aliases: Vec::new(),
            roles: Vec::new(),
            geo: None,
        };
        // "[[Ode] 's boss] met [Brandt]"
        let mentions = vec![mention(4..5, 4, 2), mention(0..1, 0, 0), mention(0..3, 2, 1)];
        Entities::new(vec![entity("Ode"), entity("Falk"), entity("Brandt")], mentions, 6)
    }

    #[test]
    fn nested_mentions_are_told_apart() {
        let entities = entities();
        assert_eq!(entities.referents(TokenId(0)), [EntityId(0)]);
        assert_eq!(entities.referents(TokenId(2)), [EntityId(1)]);
        assert_eq!(entities.mention_at(TokenId(1)).map(|mention| mention.tokens.clone()), Some(0..3));
        assert_eq!(
            entities.mention_headed_by(TokenId(4)).map(|mention| mention.entities.clone()),
            Some(vec![EntityId(2)])
        );
    }

    #[test]
    fn tokens_without_mention_refer_to_nothing() {
        let entities = entities();
        assert!(entities.referents(TokenId(3)).is_empty());
        assert!(entities.mention_at(TokenId(99)).is_none());
    }

    #[test]
    fn mentions_within_a_span_stand_in_order() {
        let entities = entities();
        let starts: Vec<u32> = entities.mentions_in(Span::new(0, 49)).map(|mention| mention.tokens.end).collect();
        assert_eq!(starts, [3, 1, 5]);
        assert_eq!(entities.mentions_in(Span::new(5, 49)).count(), 1);
    }

    #[test]
    fn referents_can_be_set_later() {
        let mut entities = entities();
        let id = entities.id_at(TokenId(4)).unwrap_or(MentionId(0));
        entities.set_referents(id, vec![EntityId(0), EntityId(1)]);
        assert_eq!(entities.referents(TokenId(4)), [EntityId(0), EntityId(1)]);
    }
}
