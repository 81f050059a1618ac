//! The lexicons of the clause room, read once from `data/lexicon`: signatures of governing words, light verbs, words
//! around nouns that tell their status.

use super::predicate::{Factuality, PredicateKind};
use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;
use smol_str::SmolStr;
use std::sync::LazyLock;

const SIGNATURES: &str = include_str!("../../data/lexicon/signatures.toml");
const LIGHT_VERBS: &str = include_str!("../../data/lexicon/light_verbs.toml");
const CLAUSE_WORDS: &str = include_str!("../../data/lexicon/clause_words.toml");
const STATUS_WORDS: &str = include_str!("../../data/lexicon/status_words.toml");

/// What a governing word makes of what it governs, if the governing word itself is asserted and if it is negated.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize)]
#[serde(from = "(Outcome, Outcome)")]
pub struct Outcomes {
    /// Asserted: "managed to meet".
    pub affirmed: Factuality,
    /// Negated: "did not manage to meet".
    pub negated: Factuality,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Outcome {
    Held,
    Planned,
    Possible,
    Negated,
}

impl From<Outcome> for Factuality {
    fn from(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Held => Self::Held,
            Outcome::Planned => Self::Planned,
            Outcome::Possible => Self::Possible,
            Outcome::Negated => Self::Negated,
        }
    }
}

impl From<(Outcome, Outcome)> for Outcomes {
    fn from((affirmed, negated): (Outcome, Outcome)) -> Self {
        Self { affirmed: affirmed.into(), negated: negated.into() }
    }
}

/// Whose subject an infinitive or gerund has.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Control {
    /// The governing word's subject, even if it has an object ("promised her to meet").
    Subject,
    /// The governing word's object ("urged her to meet").
    Object,
}

/// Outcomes by the form of what is governed; none where the lexicon is silent.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Signature {
    /// "to meet".
    pub infinitive: Option<Outcomes>,
    /// "meeting", after the verb or its preposition.
    pub gerund: Option<Outcomes>,
    /// "that they met".
    pub finite: Option<Outcomes>,
    /// "a meeting", as object or complement.
    pub object: Option<Outcomes>,
    /// "a meeting", as subject.
    pub subject: Option<Outcomes>,
    /// Who is the subject of an infinitive or gerund.
    pub control: Option<Control>,
}

#[derive(Deserialize)]
struct SignatureFile {
    #[serde(default)]
    verb: Vec<SignatureEntry>,
    #[serde(default)]
    adjective: Vec<SignatureEntry>,
    #[serde(default)]
    noun: Vec<SignatureEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SignatureEntry {
    words: Vec<SmolStr>,
    all: Option<Outcomes>,
    clause: Option<Outcomes>,
    infinitive: Option<Outcomes>,
    gerund: Option<Outcomes>,
    finite: Option<Outcomes>,
    object: Option<Outcomes>,
    subject: Option<Outcomes>,
    control: Option<Control>,
}

/// Signatures of verbs, adjectives and nouns, by lemma, or by lemma and particle or preposition ("rule out").
#[derive(Default)]
pub struct Signatures {
    verb: FxHashMap<SmolStr, Signature>,
    adjective: FxHashMap<SmolStr, Signature>,
    noun: FxHashMap<SmolStr, Signature>,
}

impl Signatures {
    /// The signature of `word`, if the lexicon has one.
    pub fn get(&self, kind: PredicateKind, word: &str) -> Option<&Signature> {
        match kind {
            PredicateKind::Verb => self.verb.get(word),
            PredicateKind::Adjective => self.adjective.get(word),
            PredicateKind::Noun => self.noun.get(word),
        }
    }
}

/// The signatures of `data/lexicon/signatures.toml`.
pub static SIGNATURE: LazyLock<Signatures> = LazyLock::new(|| {
    let file: SignatureFile = toml::from_str(SIGNATURES).expect("the built-in signatures are well-formed");
    Signatures { verb: merge(file.verb), adjective: merge(file.adjective), noun: merge(file.noun) }
});

/// Later entries of a word complete and override earlier ones, field by field.
fn merge(entries: Vec<SignatureEntry>) -> FxHashMap<SmolStr, Signature> {
    let mut merged: FxHashMap<SmolStr, Signature> = FxHashMap::default();
    for entry in entries {
        for word in &entry.words {
            let signature = merged.entry(word.clone()).or_default();
            let clause = entry.clause.or(entry.all);
            let set = |slot: &mut Option<Outcomes>, value: Option<Outcomes>| *slot = value.or(*slot);
            set(&mut signature.infinitive, entry.infinitive.or(clause));
            set(&mut signature.gerund, entry.gerund.or(clause));
            set(&mut signature.finite, entry.finite.or(clause));
            set(&mut signature.object, entry.object.or(entry.all));
            set(&mut signature.subject, entry.subject.or(entry.all));
            signature.control = entry.control.or(signature.control);
        }
    }
    merged
}

/// What a light verb lends to its event noun.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct LightVerb {
    /// What the verb's subject is to the noun: "subject", "object", or the name of a preposition; none if it is nothing.
    pub subject: Option<SmolStr>,
    /// What the verb's object is to the noun.
    pub object: Option<SmolStr>,
    /// Whether the verb's phrases and times are the noun's too.
    #[serde(default)]
    pub adjuncts: bool,
}

#[derive(Deserialize)]
struct LightEntry {
    verbs: Vec<SmolStr>,
    slots: Vec<SmolStr>,
    #[serde(flatten)]
    light: LightVerb,
}

#[derive(Deserialize)]
struct LightFile {
    light: Vec<LightEntry>,
    transparent: Vec<SmolStr>,
}

/// Light verbs and nouns that stand for what follows their "of".
pub struct LightVerbs {
    by_slot: FxHashMap<SmolStr, FxHashMap<SmolStr, LightVerb>>,
    transparent: FxHashSet<SmolStr>,
}

impl LightVerbs {
    /// The entry of `verb` for a noun in `slot`: "subject", "object", "complement" or a preposition.
    pub fn get(&self, verb: &str, slot: &str) -> Option<&LightVerb> {
        self.by_slot.get(slot)?.get(verb)
    }

    /// True for "series", "round", "day": nouns that stand for what follows their "of".
    pub fn is_transparent(&self, noun: &str) -> bool {
        self.transparent.contains(noun)
    }
}

/// The light verbs of `data/lexicon/light_verbs.toml`.
pub static LIGHT: LazyLock<LightVerbs> = LazyLock::new(|| {
    let file: LightFile = toml::from_str(LIGHT_VERBS).expect("the built-in light verbs are well-formed");
    let mut by_slot: FxHashMap<SmolStr, FxHashMap<SmolStr, LightVerb>> = FxHashMap::default();
    for entry in file.light {
        for slot in &entry.slots {
            let verbs = by_slot.entry(slot.clone()).or_default();
            verbs.extend(entry.verbs.iter().map(|verb| (verb.clone(), entry.light.clone())));
        }
    }
    LightVerbs { by_slot, transparent: file.transparent.into_iter().collect() }
});

/// Words by which clauses and event nouns lend each other their parties.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClauseWords {
    /// Nouns for what is put to somebody, who answers it.
    pub offers: FxHashSet<SmolStr>,
    /// Of these, what one is told to one's face.
    pub overtures: FxHashSet<SmolStr>,
    /// Nouns for what somebody weighs.
    pub ideas: FxHashSet<SmolStr>,
    /// What one does with an offer.
    pub answers: FxHashSet<SmolStr>,
    /// What else one does with an idea, and how one stands to it.
    pub stances: FxHashSet<SmolStr>,
    /// Verbs whose subject has the reason or chance that is their object.
    pub holding: FxHashSet<SmolStr>,
    /// What one does for an encounter of others.
    pub arranging: FxHashSet<SmolStr>,
    /// What one does who lets another have an encounter.
    pub granting: FxHashSet<SmolStr>,
    /// To say what something is.
    pub naming: FxHashSet<SmolStr>,
    /// Verbs of speech whose clause tells of a state.
    pub stating: FxHashSet<SmolStr>,
    /// Nouns for encounters of two.
    pub encounters: FxHashSet<SmolStr>,
    /// Verbs whose agents are those one meets.
    pub receiving: FxHashSet<SmolStr>,
    /// What shows whose time is spent with whom.
    pub diaries: FxHashSet<SmolStr>,
    /// Nouns for times that are spent.
    pub spans: FxHashSet<SmolStr>,
    /// What somebody says, does or undergoes, whose it is.
    pub acts: FxHashSet<SmolStr>,
    /// Those who do something though they are no persons.
    pub collectives: FxHashSet<SmolStr>,
}

/// The words of `data/lexicon/clause_words.toml`.
pub static WORDS: LazyLock<ClauseWords> =
    LazyLock::new(|| toml::from_str(CLAUSE_WORDS).expect("the built-in clause words are well-formed"));

#[derive(Deserialize)]
struct StatusFile {
    modifiers: FxHashMap<Status, Vec<SmolStr>>,
    prepositions: FxHashMap<Status, Vec<SmolStr>>,
    idioms: FxHashMap<Status, Vec<SmolStr>>,
    future_times: Vec<SmolStr>,
    habitual: Vec<SmolStr>,
    frequency: Vec<SmolStr>,
    evaluative: Vec<SmolStr>,
}

/// A key of the status lexicon; as [`Factuality`], but written in lower case.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Status {
    Held,
    Planned,
    Possible,
    Negated,
}

impl From<Status> for Factuality {
    fn from(status: Status) -> Self {
        match status {
            Status::Held => Self::Held,
            Status::Planned => Self::Planned,
            Status::Possible => Self::Possible,
            Status::Negated => Self::Negated,
        }
    }
}

/// Words around a predicate that tell its status.
pub struct StatusWords {
    /// Modifiers of a noun: "planned", "cancelled".
    pub modifiers: FxHashMap<SmolStr, Factuality>,
    /// Prepositions over a noun or gerund: "ahead of", "without".
    pub prepositions: FxHashMap<SmolStr, Factuality>,
    /// What is said of a noun by a prepositional phrase: "on the cards", "out of the question" (without the articles).
    pub idioms: FxHashMap<SmolStr, Factuality>,
    /// Words that put a time into the future.
    pub future_times: FxHashSet<SmolStr>,
    /// Words that tell of a habit.
    pub habitual: FxHashSet<SmolStr>,
    /// Adverbs that tell how often.
    pub frequency: FxHashSet<SmolStr>,
    /// Adjectives that tell how an encounter went, which only one that took place can show.
    pub evaluative: FxHashSet<SmolStr>,
}

/// The words of `data/lexicon/status_words.toml`.
pub static STATUS: LazyLock<StatusWords> = LazyLock::new(|| {
    let file: StatusFile = toml::from_str(STATUS_WORDS).expect("the built-in status words are well-formed");
    StatusWords {
        modifiers: invert(&file.modifiers),
        prepositions: invert(&file.prepositions),
        idioms: invert(&file.idioms),
        future_times: file.future_times.into_iter().collect(),
        habitual: file.habitual.into_iter().collect(),
        frequency: file.frequency.into_iter().collect(),
        evaluative: file.evaluative.into_iter().collect(),
    }
});

fn invert(by_status: &FxHashMap<Status, Vec<SmolStr>>) -> FxHashMap<SmolStr, Factuality> {
    [Status::Held, Status::Planned, Status::Possible, Status::Negated]
        .into_iter()
        .filter_map(|status| by_status.get(&status).map(|words| (status, words)))
        .flat_map(|(status, words)| words.iter().map(move |word| (word.clone(), status.into())))
        .collect()
}
