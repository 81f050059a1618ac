//! Those who hold an office in several lands: "the presidents of Norland and Sudland", "leaders of the five countries", "the
//! two countries' foreign ministers".
//!
//! They refer to the people whom the article tells to hold it, one for each land; where it names none of them, to the
//! lands, which they stand for; else to nobody.

use super::discourse::{Discourse, Sort};
use super::plurals::number;
use super::sense::{self, Sense};
use super::{EntityId, EntityType, MentionKind};
use crate::nlp::TokenId;

impl Discourse<'_, '_> {
    /// Reads the plural noun for an office at `index`, whose phrase begins at `start`; false if its holders are not all
    /// found.
    pub(super) fn holders(&mut self, index: u32, start: u32) -> bool {
        let lemma = self.words.token(index).lemma.as_str();
        if !matches!(
            lemma,
            "president" | "leader" | "minister" | "premier" | "king" | "chancellor" | "ruler" | "governor"
        ) {
            return false;
        }
        let found = self.of_lands(index, start).or_else(|| self.of_counted_lands(index));
        let Some(holders) = found.filter(|holders| holders.len() > 1) else { return false };
        self.see(holders.clone(), index, Sort::Plural);
        self.add(start..index + 1, index, MentionKind::Nominal, holders);
        true
    }

    /// One holder for each of the lands named after "of" or before the noun.
    fn of_lands(&self, index: u32, start: u32) -> Option<Vec<EntityId>> {
        let words = self.words;
        let preposition = words
            .analysis
            .dependents_by(TokenId(index), "prep")
            .find(|at| matches!(words.lower(at.0), "of" | "from") && at.0 > index);
        let first = match preposition {
            Some(preposition) => words.analysis.dependents_by(preposition, "pobj").next()?,
            None => words.analysis.dependents_by(TokenId(index), "poss").next()?,
        };
        let mut lands: Vec<EntityId> = Vec::new();
        let mut at = Some(first);
        for _ in 0..8 {
            let Some(noun) = at else { break };
            match self.entities_headed_by(noun.0) {
                [] => return None,
                several => lands.extend(several),
            }
            at = words.analysis.dependents_by(noun, "conj").next();
        }
        if lands.len() < 2 || lands.iter().any(|&land| self.entity_type(land) != EntityType::Place) {
            return None;
        }
        let mut phrase = sense::sense(words, &(start..index + 1), index);
        phrase.countries.clear();
        phrase.names.clear();
        phrase.lands.clear();
        let mut holders: Vec<EntityId> = lands.iter().filter_map(|&land| self.holder(&phrase, land)).collect();
        if holders.is_empty() {
            // nobody is named: the lands deal with each other
            let countries = lands.iter().all(|land| self.chains[land.0 as usize].country.is_some());
            return countries.then_some(lands);
        }
        if holders.len() + 1 == lands.len() {
            holders.extend(self.counterpart(&phrase, &holders));
        }
        let distinct = holders.iter().enumerate().all(|(at, holder)| !holders[..at].contains(holder));
        (holders.len() == lands.len() && distinct).then_some(holders)
    }

    /// The one person whom the article tells to hold the office in `land`, or whom it calls the land's.
    fn holder(&self, office: &Sense, land: EntityId) -> Option<EntityId> {
        let chain = &self.chains[land.0 as usize];
        let mut asked = office.clone();
        match chain.country {
            Some(code) if !code.starts_with('-') => asked.countries.push(code),
            _ => asked.lands.extend(chain.words.last().cloned()),
        }
        let mut holders: Vec<usize> = Vec::new();
        for role in self.roles.iter().filter(|role| !role.sense.is_silent() && !role.sense.is_former) {
            let fits = sense::compatible(&asked, &role.sense).is_some_and(|score| score >= 2);
            if fits && !holders.contains(&role.chain) {
                holders.push(role.chain);
            }
        }
        match holders.as_slice() {
            [one] => super::entity_id(*one),
            [] => self.called_after(land),
            _ => None,
        }
    }

    /// "her counterpart, Bo Falk": the one other person who is told to hold the office, and not in which land.
    fn counterpart(&self, office: &Sense, holders: &[EntityId]) -> Option<EntityId> {
        let mut others: Vec<usize> = Vec::new();
        for role in self.roles.iter().filter(|role| self.words.lower(role.head) == "counterpart") {
            let fits = role.sense.is_silent() && role.sense.noun == office.noun && !others.contains(&role.chain);
            if fits && !holders.iter().any(|holder| holder.0 as usize == role.chain) {
                others.push(role.chain);
            }
        }
        match others.as_slice() {
            [one] => super::entity_id(*one),
            _ => None,
        }
    }

    /// "Norland's Ana Ode": the one person whom the article calls the land's.
    fn called_after(&self, land: EntityId) -> Option<EntityId> {
        let mut called: Vec<EntityId> = Vec::new();
        for mention in self.mentions.iter().filter(|mention| mention.kind == MentionKind::Named) {
            let &[person] = mention.entities.as_slice() else { continue };
            let genitive = mention.tokens.start.checked_sub(2).filter(|&at| self.words.lower(at + 1) == "'s");
            let owned = genitive.is_some_and(|at| self.entities_headed_by(at) == [land]);
            if owned && self.entity_type(person) == EntityType::Person && !called.contains(&person) {
                called.push(person);
            }
        }
        match called.as_slice() {
            [one] => Some(*one),
            _ => None,
        }
    }

    /// "leaders of the five countries", where the article tells of as many heads of lands.
    fn of_counted_lands(&self, index: u32) -> Option<Vec<EntityId>> {
        let words = self.words;
        let of = words.analysis.dependents_by(TokenId(index), "prep").find(|at| words.lower(at.0) == "of")?;
        let noun = words.analysis.dependents_by(of, "pobj").next()?;
        let lands = matches!(words.token(noun.0).lemma.as_str(), "country" | "nation" | "state");
        let count = (of.0 + 1..noun.0).find_map(|at| number(words.lower(at))).filter(|_| lands)?;
        let mut heads: Vec<EntityId> = Vec::new();
        for role in self.roles.iter().filter(|role| role.sense.governs() && !role.sense.is_silent()) {
            let head = super::entity_id(role.chain)?;
            if !heads.contains(&head) {
                heads.push(head);
            }
        }
        (heads.len() == count).then_some(heads)
    }
}
