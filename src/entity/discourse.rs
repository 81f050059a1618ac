//! Reads the article from its first token to its last and keeps who and what has been mentioned, so that descriptions
//! ([`nominals`](super::nominals)) and pronouns ([`pronouns`](super::pronouns)) find what they refer to.
//!
//! Precise sieves come first: grammar (apposition, relative pronouns, reflexives, bracketed names), then descriptions that
//! match a role told of someone, then pronouns by agreement and salience (Lee et al. 2013). What none explains stays empty.

use super::chains::Chain;
use super::kinds::Facts;
use super::names::Name;
use super::quotes::Quotes;
use super::roles::Role;
use super::words::Words;
use super::{EntityId, EntityType, Mention, MentionKind};
use crate::nlp::TokenId;
use rustc_hash::{FxHashMap, FxHashSet};
use smol_str::SmolStr;
use std::ops::Range;

/// Something mentioned before, as a candidate antecedent.
#[derive(Clone, Debug)]
pub(super) struct Seen {
    /// What it refers to; empty for a person or thing that has no name in the article.
    pub(super) entities: Vec<EntityId>,
    /// Its head token.
    pub(super) head: u32,
    /// Prominence by its place in the sentence.
    pub(super) salience: f32,
    /// What kind of thing it is.
    pub(super) sort: Sort,
}

/// What a candidate is, as far as pronouns ask.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Sort {
    /// One person.
    Person,
    /// One organization or place.
    Thing,
    /// Several people or things.
    Plural,
}

/// The reader's state.
pub(super) struct Discourse<'d, 'a> {
    pub(super) words: &'d Words<'a>,
    pub(super) chains: &'d mut [Chain],
    pub(super) roles: &'d [Role],
    pub(super) quotes: Quotes,
    /// What is known of each chain as an organization.
    pub(super) facts: Vec<Facts>,
    /// Candidates, in text order.
    pub(super) seen: Vec<Seen>,
    /// All mentions found so far.
    pub(super) mentions: Vec<Mention>,
    /// For each token, the mention that it heads, of names from the start, of others once read.
    headed: Vec<u32>,
    /// For each token, the mention by name that begins there, and the one that ends with it.
    begins: Vec<u32>,
    ends: Vec<u32>,
    /// Tokens of names.
    covered: Vec<bool>,
    /// Names of peoples ("Norlanders").
    peoples: Vec<Range<u32>>,
    /// Last words of the names of bodies and places of two words or more.
    pub(super) last_words: FxHashSet<SmolStr>,
    /// The told role that a noun heads as a phrase of its own.
    pub(super) role_headed: FxHashMap<u32, usize>,
    /// For each sentence, how many up to it hold words that are not quoted.
    told: Vec<u32>,
    /// The country that the article is about, if one stands out.
    home: Option<EntityId>,
    /// The two that were told last to be on opposite sides ("talks between Ode and Falk").
    pub(super) opposed: Vec<EntityId>,
    /// For each person, the bodies and places that he is told to be of.
    pub(super) ties: Vec<Vec<EntityId>>,
}

const NONE: u32 = u32::MAX;

/// Candidates that are looked at, so that a text of names alone takes no longer than others.
const MAX_RECENT: usize = 250;

/// Adds descriptions and pronouns to `named`, the mentions by name, which stand in text order.
pub(super) fn resolve(
    words: &Words<'_>,
    names: &[Name],
    chains: &mut [Chain],
    roles: &[Role],
    named: Vec<Mention>,
) -> Vec<Mention> {
    let n_tokens = words.len() as usize;
    let facts = super::kinds::gather(words, names, chains);
    let mut discourse = Discourse {
        words,
        chains,
        roles,
        quotes: Quotes::find(words),
        facts,
        seen: Vec::new(),
        mentions: named,
        headed: vec![NONE; n_tokens],
        begins: vec![NONE; n_tokens],
        ends: vec![NONE; n_tokens],
        covered: vec![false; n_tokens],
        peoples: Vec::new(),
        last_words: FxHashSet::default(),
        role_headed: FxHashMap::default(),
        told: Vec::new(),
        home: None,
        opposed: Vec::new(),
        ties: Vec::new(),
    };
    discourse.told = discourse.count_told();
    discourse.home = discourse.home_country(names);
    for (index, mention) in (0..).zip(&discourse.mentions) {
        discourse.headed[mention.head.index()] = index;
        discourse.begins[mention.tokens.start as usize] = index;
        discourse.ends[mention.tokens.end.saturating_sub(1) as usize] = index;
        discourse.covered[mention.tokens.start as usize..mention.tokens.end as usize].fill(true);
    }
    for name in names {
        discourse.covered[name.tokens.start as usize..name.tokens.end as usize].fill(true);
    }
    let named = |name: &Name| chains_hold(discourse.chains, names, name);
    let national = |name: &Name| {
        name.tokens.len() == 1
            && super::gazetteer::country_of_person(words.form(name.tokens.start)).is_some()
            && !named(name)
    };
    discourse.peoples =
        names.iter().filter(|name| name.label == "NORP" || national(name)).map(|name| name.tokens.clone()).collect();
    discourse.last_words = discourse
        .chains
        .iter()
        .filter(|chain| chain.entity_type != EntityType::Person && chain.words.len() > 1)
        .filter_map(|chain| chain.words.last().cloned())
        .collect();
    for (index, role) in roles.iter().enumerate().filter(|(_, role)| role.is_phrase) {
        discourse.role_headed.entry(role.head).or_insert(index);
    }
    discourse.ties = super::belongings::ties(&discourse);
    discourse.learn_genders();
    discourse.read();
    discourse.mentions
}

/// Nouns for what is part of a body, so that the body is spoken of with them.
fn is_asset(lemma: &str) -> bool {
    matches!(
        lemma,
        "share" | "stock" | "board" | "profit" | "sale" | "shareholder" | "boss" | "director" | "manager" | "staff"
    )
}

/// True if a name of a people at `index` stands for several ("the Danes", "the Irish") and not for one ("the Dane").
fn is_plural_people(words: &Words<'_>, index: u32) -> bool {
    let lower = words.lower(index);
    let country = super::gazetteer::country_by_demonym(words.form(index)).is_some();
    matches!(words.token(index).tag.as_str(), "NNS" | "NNPS")
        || lower.ends_with("men")
        || country && ["s", "sh", "ch", "se"].iter().any(|ending| lower.ends_with(ending))
        || words.token(index).pos == "ADJ"
}

/// True if one of the chains holds `name`.
fn chains_hold(chains: &[Chain], names: &[Name], name: &Name) -> bool {
    chains.iter().any(|chain| chain.names.iter().any(|&index| names[index].tokens == name.tokens))
}

impl Discourse<'_, '_> {
    /// The candidates, the newest first; not more than are ever in a reader's mind.
    pub(super) fn recent(&self) -> impl Iterator<Item = &Seen> {
        self.seen.iter().rev().take(MAX_RECENT)
    }

    fn read(&mut self) {
        let mut next_name = 0;
        let n_names = self.mentions.len();
        for index in 0..self.words.len() {
            while next_name < n_names && self.mentions[next_name].head.0 <= index {
                self.see_name(next_name);
                next_name += 1;
            }
            if self.covered[index as usize] {
                if let Some(people) = self.peoples.iter().find(|people| people.end == index + 1).cloned() {
                    if is_plural_people(self.words, index) {
                        self.people(people);
                    } else {
                        self.national(people);
                    }
                }
                continue;
            }
            if super::pronouns::is_pronoun(self.words, index) {
                self.pronoun(index);
            } else {
                self.nominal(index);
            }
        }
    }

    /// The country that the article is about, if one stands out.
    pub(super) fn home(&self) -> Option<EntityId> {
        self.home
    }

    /// How many sentences `from` stands before `index`; for what stands outside quotations, what is quoted in between
    /// does not count.
    pub(super) fn distance(&self, from: u32, index: u32) -> u32 {
        let (at, here) = (self.words.sentence(from), self.words.sentence(index));
        if self.quotes.at(index) != 0 {
            return here.saturating_sub(at);
        }
        let told = |sentence: u32| self.told.get(sentence as usize).copied().unwrap_or(0);
        told(here).saturating_sub(told(at)).min(here.saturating_sub(at))
    }

    fn see_name(&mut self, index: usize) {
        let mention = &self.mentions[index];
        let head = mention.head.0;
        let entities = mention.entities.clone();
        let sort = match entities.as_slice() {
            [one] => self.sort_of(*one),
            _ => Sort::Plural,
        };
        self.see(entities, head, sort);
        self.see_coordination(head);
    }

    /// Notes a candidate.
    pub(super) fn see(&mut self, entities: Vec<EntityId>, head: u32, sort: Sort) {
        let salience = self.salience(head);
        self.seen.push(Seen { entities, head, salience, sort });
    }

    /// What pronouns ask of the entity `id`.
    pub(super) fn sort_of(&self, id: EntityId) -> Sort {
        match self.entity_type(id) {
            EntityType::Person => Sort::Person,
            _ => Sort::Thing,
        }
    }

    /// The type of the entity `id`.
    pub(super) fn entity_type(&self, id: EntityId) -> EntityType {
        self.chains[id.0 as usize].entity_type
    }

    /// Adds a mention that is no name.
    pub(super) fn add(&mut self, tokens: Range<u32>, head: u32, kind: MentionKind, entities: Vec<EntityId>) {
        let index = u32::try_from(self.mentions.len()).unwrap_or(NONE);
        if self.headed[head as usize] == NONE {
            self.headed[head as usize] = index;
        }
        let span = self.words.analysis.span(tokens.clone());
        self.mentions.push(Mention { span, tokens, head: TokenId(head), kind, entities });
    }

    /// What the mention headed by the token at `index` refers to; empty if there is none.
    pub(super) fn entities_headed_by(&self, index: u32) -> &[EntityId] {
        match self.headed[index as usize] {
            NONE => &[],
            mention => &self.mentions[mention as usize].entities,
        }
    }

    /// The mention by name that begins at `index`, if one does.
    pub(super) fn name_starting(&self, index: u32) -> Option<&Mention> {
        self.begins.get(index as usize).and_then(|&mention| self.mentions.get(mention as usize))
    }

    /// The mention by name whose last token is at `index`, if there is one.
    pub(super) fn name_ending(&self, index: u32) -> Option<&Mention> {
        self.ends.get(index as usize).and_then(|&mention| self.mentions.get(mention as usize))
    }

    /// True if the token is part of a name.
    pub(super) fn is_covered(&self, index: u32) -> bool {
        self.covered.get(index as usize).copied().unwrap_or(false)
    }

    /// How prominent a mention is by its place in the sentence.
    fn salience(&self, head: u32) -> f32 {
        let words = self.words;
        let token = words.token(head);
        match token.deprel.as_str() {
            "nsubj" | "nsubjpass" => match words.head(head) {
                Some(verb) if words.token(verb).head.0 == verb => 3.4,
                Some(verb) if words.token(verb).deprel == "relcl" => 2.0,
                // what somebody says somebody does
                Some(verb) if words.token(verb).deprel == "ccomp" => 2.6,
                _ => 3.0,
            },
            "agent" => 2.0,
            "dobj" | "dative" => 1.6,
            "pobj" => match words.head(head).map(|preposition| words.token(preposition).deprel.as_str()) {
                Some("agent") => 2.4,
                // "Shares in Ode rose after it …": who owns the subject is spoken of
                Some("prep") if self.owns_subject(head) => 2.4,
                _ => 1.2,
            },
            // "Ms Ode's trip is …": who owns the subject is spoken of as well.
            "poss" => match words.head(head).map(|owned| words.token(owned).deprel.as_str()) {
                Some("nsubj" | "nsubjpass") => 2.2,
                _ => 1.4,
            },
            "conj" => {
                let first = words.token(head).head.0;
                if matches!(words.token(first).deprel.as_str(), "nsubj" | "nsubjpass") { 2.2 } else { 1.1 }
            }
            "compound" if words.token(token.head.0).deprel == "nsubj" && is_asset(&words.token(token.head.0).lemma) => {
                2.4
            }
            "compound" | "nmod" | "amod" => 0.6,
            "appos" if words.token(head).head.0 < head && words.token(words.token(head).head.0).deprel != "appos" => {
                self.salience(words.token(head).head.0)
            }
            // "Then there is Ode", "It was Ode who": who is brought in
            "attr"
                if words
                    .analysis
                    .dependents(token.head)
                    .iter()
                    .any(|at| at.0 < head && (words.token(at.0).deprel == "expl" || words.lower(at.0) == "it")) =>
            {
                3.0
            }
            "ROOT" => 1.5,
            _ => 1.0,
        }
    }

    /// True for the object of "in" or "of" after a subject that is part of it ("shares in", "the board of").
    fn owns_subject(&self, object: u32) -> bool {
        let words = self.words;
        let noun = words.head(object).and_then(|preposition| words.head(preposition));
        noun.is_some_and(|noun| words.token(noun).deprel == "nsubj" && is_asset(&words.token(noun).lemma))
    }

    /// The subjects of the clauses around the token at `index`, nearest first, itself left out.
    pub(super) fn governing_subjects(&self, index: u32) -> impl Iterator<Item = u32> {
        let words = self.words;
        words
            .analysis
            .ancestors(TokenId(index))
            .take(24)
            .flat_map(move |above| words.analysis.dependents(above).iter().copied())
            .filter(move |dependent| {
                dependent.0 != index && matches!(words.token(dependent.0).deprel.as_str(), "nsubj" | "nsubjpass")
            })
            .map(|subject| subject.0)
    }

    /// True if a clause with one of the labels stands between the token at `index` and `verb` above it.
    pub(super) fn is_beyond(&self, index: u32, verb: u32, labels: &[&str]) -> bool {
        let words = self.words;
        std::iter::once(TokenId(index))
            .chain(words.analysis.ancestors(TokenId(index)).take(24))
            .take_while(|at| at.0 != verb)
            .any(|at| labels.contains(&words.token(at.0).deprel.as_str()))
    }

    /// Who and what is named after the token at `index` in the clause that it is the subject of: what has been described or
    /// spoken of by a pronoun is not called by name within what is said of it.
    pub(super) fn named_after(&self, index: u32) -> Vec<EntityId> {
        let words = self.words;
        if !matches!(words.token(index).deprel.as_str(), "nsubj" | "nsubjpass") {
            return Vec::new();
        }
        let Some(verb) = words.head(index) else { return Vec::new() };
        let end = words.analysis.subtree(TokenId(verb)).end.min(words.sentence_range(index).end);
        let own = self.quotes.at(index);
        (index + 1..end)
            .filter(|&at| self.covered[at as usize] && (own != 0 || self.quotes.at(at) == 0))
            .filter(|&at| !self.is_beyond(at, verb, &["relcl", "acl", "advcl", "conj"]))
            .flat_map(|at| self.entities_headed_by(at).iter().copied())
            .collect()
    }

    /// The subject of the clause in which the token at `index` stands, through conjoined verbs and open complements.
    pub(super) fn clause_subject(&self, index: u32) -> Option<u32> {
        let words = self.words;
        let mut at = index;
        for _ in 0..24 {
            let token = words.token(at);
            if matches!(token.pos.as_str(), "VERB" | "AUX") {
                let subject = words.analysis.dependents(TokenId(at)).iter().copied().find(|dependent| {
                    matches!(words.token(dependent.0).deprel.as_str(), "nsubj" | "nsubjpass" | "csubj")
                });
                if let Some(subject) = subject {
                    return Some(subject.0);
                }
                // "asked Ms Ode to call her": the object of the verb above is the subject of this one.
                let asks = |verb: u32| {
                    !matches!(
                        words.token(verb).lemma.as_str(),
                        "call" | "phone" | "ring" | "telephone" | "meet" | "visit" | "see" | "join" | "follow"
                    )
                };
                if token.deprel == "xcomp" && asks(token.head.0) {
                    let object = words.analysis.dependents_by(token.head, "dobj").find(|object| object.0 < at);
                    if let Some(object) = object {
                        return Some(object.0);
                    }
                }
                // "accused Ms Ode of lying to her", "stopped her from …": the same of what hangs on the object.
                if token.deprel == "pcomp" && matches!(words.lower(token.head.0), "of" | "for" | "from" | "into") {
                    let verb = words.head(token.head.0).unwrap_or(at);
                    let object = words.analysis.dependents_by(TokenId(verb), "dobj").find(|object| object.0 < at);
                    if let Some(object) = object {
                        return Some(object.0);
                    }
                }
                // "eating with him" modifies whom it stands beside, or the clause.
                if token.deprel == "acl" && !self.entities_headed_by(token.head.0).is_empty() {
                    return Some(token.head.0);
                }
                if !matches!(token.deprel.as_str(), "conj" | "xcomp" | "advcl" | "pcomp" | "ccomp" | "acl") {
                    return None;
                }
            }
            at = words.head(at)?;
        }
        None
    }
}
