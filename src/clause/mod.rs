//! Clauses: an [`Analysis`](crate::nlp::Analysis) in, predicates with their roles out.
//!
//! Passives, control and raising, conjunction, relative clauses, apposition and event nouns are evened out here once,
//! so that rules see roles and never raw arcs (after PredPatt, White et al. 2016).
//! Knows English syntax; knows nothing of meetings.

use crate::nlp::{Analysis, TokenId};
use smol_str::SmolStr;

/// Index of a predicate in [`Clauses::predicates`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct PredicateId(pub u32);

/// What kind of word the predicate is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum PredicateKind {
    /// A verb ("met"), or a copula's complement ("is ready").
    Verb,
    /// A noun that may name an event ("talks", "visit").
    Noun,
    /// An adjective that governs a clause ("ready to meet").
    Adjective,
}

/// The role of an argument, after voice, control and raising are evened out.
#[derive(Clone, PartialEq, Eq, Debug, PartialOrd, Ord)]
pub enum Role {
    /// Deep subject: of an active verb, or the `by`-agent of a passive one; of a noun, its possessor where that is the agent.
    Subject,
    /// Deep object: of an active verb, or the surface subject of a passive one.
    Object,
    /// Indirect object ("told *the BBC*", "paid *Ms Ode* a visit").
    IndirectObject,
    /// Object of the preposition (lower case): "with", "in", "between", "at" …
    Preposition(SmolStr),
    /// Possessor of a noun ("*Ms Ode's* visit").
    Possessor,
    /// Compound or hyphenated modifier of a noun ("the *Geneva* talks", "the *Ode–Brandt* call").
    Compound,
    /// Bare time phrase ("*Friday*", "*last week*").
    Time,
}

/// One filler of a role. Conjoined fillers ("A and B") are arguments of their own that share `group`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Argument {
    /// Its role.
    pub role: Role,
    /// Head token of the filler.
    pub token: TokenId,
    /// Head token of the first conjunct: equal for fillers that are conjoined.
    pub group: TokenId,
}

/// How a predicate stands to the one above it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Embedding {
    /// Content clause or infinitive complement ("said *he met*", "agreed *to meet*").
    Complement,
    /// Purpose clause ("flew in *to meet*").
    Purpose,
    /// Condition ("*if they meet*").
    Condition,
    /// Other adverbial clause ("*before meeting*", "*after they met*").
    Adverbial,
    /// Relative or participial clause on an argument.
    Relative,
    /// Conjoined with the one above.
    Conjunct,
    /// The event noun is an argument of the one above ("held *talks*", "cancelled *a visit*"); see its role there.
    Argument,
}

/// How far the text presents an event as real (after Saurí & Pustejovsky 2009), strongest last.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Factuality {
    /// Stated not to have happened, or not to be going to.
    Negated,
    /// Wished for, offered, conditional, under consideration.
    Possible,
    /// Scheduled, agreed or announced, still ahead.
    Planned,
    /// Presented as having happened or as under way.
    Held,
}

impl Factuality {
    /// As the record and the rules spell it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Negated => "negated",
            Self::Possible => "possible",
            Self::Planned => "planned",
            Self::Held => "held",
        }
    }
}

/// A predicate with its arguments.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Predicate {
    /// Its head token.
    pub token: TokenId,
    /// Lemma, with a verb particle if any ("sit down" has lemma "sit" and particle "down").
    pub lemma: SmolStr,
    /// Verb particle ("down", "off"), if any.
    pub particle: Option<SmolStr>,
    /// What kind of word it is.
    pub kind: PredicateKind,
    /// Arguments in text order.
    pub arguments: Vec<Argument>,
    /// The predicate above and how this one hangs on it.
    pub governor: Option<(PredicateId, Embedding)>,
    /// How far the text presents it as real, after all that governs it.
    pub factuality: Factuality,
}

/// All predicates of an article.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Clauses {
    /// Predicates, by token order.
    pub predicates: Vec<Predicate>,
}

/// Finds the predicates of `analysis`, the annotations of `body`.
#[must_use]
pub fn find_clauses(_body: &str, _analysis: &Analysis) -> Clauses {
    Clauses::default()
}
