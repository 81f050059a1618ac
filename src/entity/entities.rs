//! The entities of one article with their mentions, and fast look-ups by token and span.

use super::{Entity, EntityId, Mention, MentionId};
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
        Self { entities, mentions, headed, covering }
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
}
