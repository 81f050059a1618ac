//! Everything that rules look at, indexed by token, for one article.

use super::super::rules::RuleSet;
use crate::article::Article;
use crate::clause::Clauses;
use crate::entity::{Entities, Entity, EntityId, EntityType, Mention};
use crate::event::time::{TimeExpression, find_times};
use crate::nlp::{Analysis, Token, TokenId};
use jiff::civil::Date;
use rustc_hash::FxHashSet;
use smol_str::SmolStr;

/// One article's text, annotations, clauses and entities, with the rules in force.
pub struct Scene<'a> {
    /// The text.
    pub body: &'a str,
    /// Its annotations.
    pub analysis: &'a Analysis,
    /// Its predicates.
    pub clauses: &'a Clauses,
    /// Its entities.
    pub entities: &'a Entities,
    /// The rules in force.
    pub rules: &'a RuleSet,
    /// Day of publication, if known.
    pub publication: Option<Date>,
    /// Its time expressions, in text order.
    pub times: Vec<TimeExpression>,
    /// The longest mention headed by each token.
    headed: Vec<Option<u32>>,
    /// The smallest named mention that covers each token.
    covering: Vec<Option<u32>>,
    /// Entities that are media or journalists in this article: whom one tells, who interview.
    press: FxHashSet<EntityId>,
}

impl<'a> Scene<'a> {
    /// Indexes an article.
    #[must_use]
    pub fn new(
        article: &'a Article,
        analysis: &'a Analysis,
        clauses: &'a Clauses,
        entities: &'a Entities,
        rules: &'a RuleSet,
    ) -> Self {
        let n_tokens = analysis.tokens.len();
        let mut headed: Vec<Option<u32>> = vec![None; n_tokens];
        let mut covering: Vec<Option<u32>> = vec![None; n_tokens];
        let length = |index: u32| entities.mentions.get(index as usize).map_or(0, |mention| mention.span.len());
        for (index, mention) in (0_u32..).zip(&entities.mentions) {
            if let Some(slot) = headed.get_mut(mention.head.index()) {
                let better = slot.is_none_or(|known| {
                    let resolved = |i: u32| !entities.mentions[i as usize].entities.is_empty();
                    (resolved(index), length(index)) > (resolved(known), length(known))
                });
                if better {
                    *slot = Some(index);
                }
            }
            if mention.kind == crate::entity::MentionKind::Named {
                for token in mention.tokens.clone() {
                    if let Some(slot) = covering.get_mut(token as usize) {
                        if slot.is_none_or(|known| length(index) < length(known)) {
                            *slot = Some(index);
                        }
                    }
                }
            }
        }
        let mut scene = Self {
            body: &article.body,
            analysis,
            clauses,
            entities,
            rules,
            publication: article.date,
            times: find_times(&article.body, analysis),
            headed,
            covering,
            press: FxHashSet::default(),
        };
        scene.press = super::press::find_press(&scene);
        scene
    }

    /// The token `id`.
    #[must_use]
    pub fn token(&self, id: TokenId) -> &'a Token {
        &self.analysis.tokens[id.index()]
    }

    /// Its form.
    #[must_use]
    pub fn form(&self, id: TokenId) -> &'a str {
        self.token(id).span.slice(self.body)
    }

    /// Its lemma in lower case.
    #[must_use]
    pub fn lemma(&self, id: TokenId) -> SmolStr {
        use smol_str::StrExt as _;
        self.token(id).lemma.to_lowercase_smolstr()
    }

    /// The longest mention headed by `id`, one that refers to an entity first.
    #[must_use]
    pub fn mention_headed_by(&self, id: TokenId) -> Option<&'a Mention> {
        self.headed.get(id.index()).copied().flatten().map(|index| &self.entities.mentions[index as usize])
    }

    /// The smallest name that covers `id`.
    #[must_use]
    pub fn name_covering(&self, id: TokenId) -> Option<&'a Mention> {
        self.covering.get(id.index()).copied().flatten().map(|index| &self.entities.mentions[index as usize])
    }

    /// The entity `id`.
    #[must_use]
    pub fn entity(&self, id: EntityId) -> &'a Entity {
        &self.entities.entities[id.0 as usize]
    }

    /// The type of entity `id`.
    #[must_use]
    pub fn entity_type(&self, id: EntityId) -> EntityType {
        self.entity(id).entity_type
    }

    /// True if `id` is a medium or a journalist in this article.
    #[must_use]
    pub fn is_press(&self, id: EntityId) -> bool {
        self.press.contains(&id)
    }

    /// True if `word` stands in the word list `name` of the rules.
    #[must_use]
    pub fn in_words(&self, name: &str, word: &str) -> bool {
        self.rules.words(name).iter().any(|known| known == word)
    }
}
