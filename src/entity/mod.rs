//! Entities: the people, organizations and places of one article, from names, titles, nominals and pronouns.
//!
//! Takes an [`Analysis`](crate::nlp::Analysis), gives [`Entities`]: mentions joined into coreference chains, by precise
//! sieves before loose ones (Lee et al. 2013).
//!
//! # Invariants
//!
//! - Every entity has at least one `Named` mention.
//! - Mentions stand in text order; no two of them overlap partly (one may lie within another).

use crate::article::{Article, Span};
use crate::nlp::{Analysis, TokenId};
use std::ops::Range;

/// Index of an entity in [`Entities::entities`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct EntityId(pub u32);

/// What kind of thing an entity is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum EntityType {
    /// A human being.
    Person,
    /// A company, party, ministry, medium, armed group, team or body.
    Organization,
    /// A country, city, region, building or sea.
    Place,
}

/// How a mention refers.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum MentionKind {
    /// By a proper name ("Ms Ode").
    Named,
    /// By a description ("the foreign minister").
    Nominal,
    /// By a pronoun ("she").
    Pronominal,
}

/// Index of a mention in [`Entities::mentions`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct MentionId(pub u32);

/// A stretch of text that refers to one entity, or to several ("they", "the two leaders").
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Mention {
    /// The name, description or pronoun itself (titles and relative clauses left out of a name).
    pub span: Span,
    /// Its tokens.
    pub tokens: Range<u32>,
    /// Its head token.
    pub head: TokenId,
    /// How it refers.
    pub kind: MentionKind,
    /// What it refers to; empty if nothing in the article was found.
    pub entities: Vec<EntityId>,
}

/// A person, organization or place of one article.
#[derive(Clone, PartialEq, Debug)]
pub struct Entity {
    /// The fullest name that the article gives, without titles.
    pub name: String,
    /// What kind of thing it is.
    pub entity_type: EntityType,
    /// Other surface forms that name it, in order of appearance.
    pub aliases: Vec<String>,
    /// Titles and positions the article gives it ("Kremlin spokesperson").
    pub roles: Vec<String>,
    /// Latitude, longitude (degrees) and ISO 3166 country code, for a place that the gazetteer is sure of.
    pub geo: Option<Geo>,
}

/// Where a place lies.
#[derive(Clone, PartialEq, Debug)]
pub struct Geo {
    /// Degrees north.
    pub lat: f64,
    /// Degrees east.
    pub lon: f64,
    /// ISO 3166-1 alpha-2 country code.
    pub country: String,
}

/// The entities of one article and all their mentions.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Entities {
    /// Entities, by first mention.
    pub entities: Vec<Entity>,
    /// Mentions, by start offset.
    pub mentions: Vec<Mention>,
}

impl Entities {
    /// The mention whose head token is `token`: the longest, if several.
    #[must_use]
    pub fn mention_headed_by(&self, token: TokenId) -> Option<&Mention> {
        self.mentions.iter().filter(|mention| mention.head == token).max_by_key(|mention| mention.span.len())
    }

    /// The mentions that lie within `span`.
    pub fn mentions_in(&self, span: Span) -> impl Iterator<Item = &Mention> {
        self.mentions.iter().filter(move |mention| span.contains(mention.span))
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

/// Finds the entities of `article`.
#[must_use]
pub fn find_entities(_article: &Article, _analysis: &Analysis) -> Entities {
    Entities::default()
}
