//! What clauses are made of: predicates, roles, arguments, factuality.

use crate::nlp::{Analysis, TokenId};
use smol_str::SmolStr;
use std::ops::Range;

/// Index of a predicate in [`Clauses::predicates`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct PredicateId(pub u32);

impl PredicateId {
    /// As an index.
    #[must_use]
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

/// What kind of word the predicate is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum PredicateKind {
    /// A verb ("met"), the copula included ("*is* ready").
    Verb,
    /// A noun that may name an event ("talks", "visit").
    Noun,
    /// An adjective that is said of something or governs a clause ("ready to meet").
    Adjective,
}

/// The role of an argument, after voice, control and raising are evened out.
#[derive(Clone, PartialEq, Eq, Debug, PartialOrd, Ord)]
pub enum Role {
    /// Deep subject: of an active verb, or the `by`-agent of a passive one; of a noun, the subject of its light verb.
    Subject,
    /// Deep object: of an active verb, or the surface subject of a passive one.
    Object,
    /// Indirect object ("told *the BBC*", "paid *Ms Ode* a visit").
    IndirectObject,
    /// Object of the preposition (lower case): "with", "in", "between", "along with", "on the sidelines of" …
    ///
    /// Event nouns get a few more from their verbs: "involving" (what a meeting involves, includes or brings together),
    /// "attended by", "hosted by".
    Preposition(SmolStr),
    /// Possessor of a noun ("*Ms Ode's* visit").
    Possessor,
    /// Compound or hyphenated modifier of a noun ("the *Geneva* talks", "the *Ode–Brandt* call").
    Compound,
    /// Bare time phrase ("*Friday*", "*last week*"); times after a preposition have that role.
    Time,
    /// How often ("*regularly*", "*three times*").
    Frequency,
    /// What a copula or a like verb says of its subject ("is *president*", "is *ready*").
    Complement,
}

/// How an argument was found.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Source {
    /// It depends on the predicate.
    Direct,
    /// Handed down or over by grammar: control, raising, conjunction, relative clauses, light verbs.
    Shared,
    /// The more probable reading of an undetermined structure, such as a phrase attached to a neighbouring name, or the
    /// subject of the verb as the understood subject of a noun ("Ode praised *her talks* with …").
    Implied,
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
    /// How it was found.
    pub source: Source,
    /// True if this filler alone is denied ("met Brandt, *not Kessler*"; "*no minister* met").
    pub negated: bool,
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

    /// The factuality that the record spells `name`, if there is one.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Negated, Self::Possible, Self::Planned, Self::Held].into_iter().find(|status| status.name() == name)
    }
}

/// Time of a verb, as its forms tell it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Tense {
    /// Infinitives and participles, and whatever is no verb.
    #[default]
    None,
    /// "met", "was meeting", "had met".
    Past,
    /// "meets", "is meeting", "has met".
    Present,
    /// "will meet".
    Future,
}

/// What the verb group or the words around a noun say of it, before anything that governs it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Features {
    /// Time.
    pub tense: Tense,
    /// "has met", "to have met".
    pub perfect: bool,
    /// "is meeting".
    pub progressive: bool,
    /// "was met".
    pub passive: bool,
    /// Has "to" before it.
    pub infinitive: bool,
    /// "not", "never", "no talks", "nobody met".
    pub negated: bool,
    /// The modal, if any: "may", "could", "would", "should", "must", "can", "will".
    pub modal: Option<&'static str>,
    /// In the main clause of a question.
    pub question: bool,
    /// "usually", "every spring", "twice a year".
    pub habitual: bool,
}

/// A predicate with its arguments.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Predicate {
    /// Its head token.
    pub token: TokenId,
    /// Lemma, lower case, without a particle ("sit down" has lemma "sit" and particle "down").
    pub lemma: SmolStr,
    /// Verb particle ("down", "off"), if any.
    pub particle: Option<SmolStr>,
    /// What kind of word it is.
    pub kind: PredicateKind,
    /// Arguments in text order.
    pub arguments: Vec<Argument>,
    /// The predicate above and how this one hangs on it.
    pub governor: Option<(PredicateId, Embedding)>,
    /// The word that joins it to the one above: "after", "if", "that", "from" (lower case).
    pub marker: Option<SmolStr>,
    /// Tense, voice, polarity and modality of its own.
    pub features: Features,
    /// How far the text presents it as real, after all that governs it.
    pub factuality: Factuality,
}

impl Predicate {
    /// The arguments with role `role`, in text order.
    pub fn fillers<'a>(&'a self, role: &'a Role) -> impl Iterator<Item = &'a Argument> {
        self.arguments.iter().filter(move |argument| argument.role == *role)
    }

    /// The arguments of the preposition `preposition`, in text order.
    pub fn preposition<'a>(&'a self, preposition: &'a str) -> impl Iterator<Item = &'a Argument> {
        self.arguments.iter().filter(move |argument| matches!(&argument.role, Role::Preposition(p) if p == preposition))
    }

    /// True if some argument has role `role`.
    #[must_use]
    pub fn has(&self, role: &Role) -> bool {
        self.fillers(role).next().is_some()
    }
}

/// All predicates of an article.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Clauses {
    /// Predicates, by token order.
    pub predicates: Vec<Predicate>,
    /// Predicate of each token, if it is one.
    pub(super) index: Vec<Option<PredicateId>>,
    /// The annotations with the parser's known faults mended, on which the predicates were found; none if there were no
    /// faults.
    pub mended: Option<Analysis>,
}

impl Clauses {
    /// The predicate whose head token is `token`. Constant time.
    #[must_use]
    pub fn predicate_at(&self, token: TokenId) -> Option<PredicateId> {
        self.index.get(token.index()).copied().flatten()
    }

    /// The predicates of a range of tokens. Logarithmic time.
    #[must_use]
    pub fn predicates_in(&self, tokens: &Range<u32>) -> &[Predicate] {
        let place = |token: u32| self.predicates.partition_point(|predicate| predicate.token.0 < token);
        &self.predicates[place(tokens.start)..place(tokens.end).max(place(tokens.start))]
    }

    /// The predicate `id`.
    ///
    /// # Panics
    /// If `id` is of another article and out of range.
    #[must_use]
    pub fn predicate(&self, id: PredicateId) -> &Predicate {
        &self.predicates[id.index()]
    }

    /// The predicates above `id` with the way each lower one hangs on them, nearest first.
    pub fn governors(&self, id: PredicateId) -> impl Iterator<Item = (PredicateId, Embedding)> + '_ {
        let mut next = self.predicate(id).governor;
        // A chain is as long as the sentence is deep; the bound only guards against a cycle.
        (0..self.predicates.len()).map_while(move |_| {
            let current = next?;
            next = self.predicate(current.0).governor;
            Some(current)
        })
    }
}
