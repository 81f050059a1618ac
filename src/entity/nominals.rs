//! Descriptions: which noun phrases may be one, and those of countries and places ("the country", "the Norlandic
//! government", "the Norlanders", "the town").
//!
//! People are left to [`descriptions`](super::descriptions), organizations to [`organizations`](super::organizations),
//! several at once to [`plurals`](super::plurals).

use super::chains::Chain;
use super::discourse::{Discourse, Sort};
use super::gazetteer::{self, PlaceKind};
use super::lexicon::{ThingNoun, lexicon};
use super::roles::{noun_phrase, role_noun};
use super::{EntityId, EntityType, MentionKind};
use crate::nlp::TokenId;
use std::ops::Range;

impl Discourse<'_, '_> {
    /// Reads the noun at `index`, if it heads a description.
    pub(super) fn nominal(&mut self, index: u32) {
        let token = self.words.token(index);
        if is_anybody(self.words.lower(index)) && token.deprel != "attr" {
            self.see(Vec::new(), index, Sort::Person);
            return;
        }
        if matches!(self.words.lower(index), "two" | "both" | "three" | "four" | "five") || self.is_pair(index) {
            self.pair(index);
            return;
        }
        if self.words.is_capital(index)
            && matches!(token.tag.as_str(), "NN" | "NNP")
            && gazetteer::country_of_person(self.words.form(index)).is_some()
        {
            self.national(index..index + 1);
            return;
        }
        if !matches!(token.pos.as_str(), "NOUN" | "PROPN" | "ADJ")
            || token.deprel == "compound"
            || token.deprel == "amod"
        {
            return;
        }
        if self.other_of_its_kind(index) || self.elect_nominal(index) {
            return;
        }
        let lemma = token.lemma.as_str();
        let plural = matches!(token.tag.as_str(), "NNS" | "NNPS");
        let related = || {
            !lexicon().turned(lemma).is_empty()
                && self.words.analysis.dependents_by(TokenId(index), "poss").next().is_some()
        };
        let is_person =
            role_noun(self.words, index).is_some() || lexicon().kin(lemma).is_some() || self.is_age(index) || related();
        let unknown = !is_person && lexicon().body_noun(lemma).is_none() && lexicon().thing(lemma).is_none();
        if !plural && token.pos == "NOUN" && (unknown || lemma == "executive") && self.named_by_last_word(index) {
            return;
        }
        if is_person && !plural {
            self.person_nominal(index);
        } else if plural && token.pos != "ADJ" {
            self.plural_nominal(index, is_person);
        } else if token.pos == "NOUN" {
            match (lemma, lexicon().body_noun(lemma), lexicon().thing(lemma)) {
                ("government" | "administration", _, _) => self.government_nominal(index),
                (_, Some(kind), _) => self.body_nominal(index, kind),
                (_, _, Some(ThingNoun::Place)) => self.place_nominal(index),
                _ if lexicon().named_place(lemma) => self.place_nominal(index),
                _ => {}
            }
        }
    }

    /// "The 88-year-*old*".
    fn is_age(&self, index: u32) -> bool {
        let words = self.words;
        words.lower(index) == "old"
            && index > 1
            && words.form(index - 1) == "-"
            && words.lower(index - 2).ends_with("year")
            && matches!(words.token(index).deprel.as_str(), "nsubj" | "nsubjpass" | "dobj" | "pobj")
    }

    /// The noun phrase around `index`, shortened so that no name is cut.
    pub(super) fn safe_phrase(&self, index: u32) -> Range<u32> {
        let phrase = noun_phrase(self.words, index, None);
        let cut_before = phrase.start > 0 && self.is_covered(phrase.start) && self.is_covered(phrase.start - 1);
        let cut_after = phrase.end < self.words.len() && self.is_covered(phrase.end) && self.is_covered(phrase.end - 1);
        if cut_before || cut_after { index..index + 1 } else { phrase }
    }

    /// "the Norlanders" as a party: the country, where the article names it.
    pub(super) fn people(&mut self, tokens: Range<u32>) {
        let words = self.words;
        let head = tokens.end - 1;
        let role = words.token(head).deprel;
        let definite = tokens.start > 0
            && matches!(words.lower(tokens.start - 1), "the" | "all")
            && words.token(tokens.start - 1).head.0 == head;
        if !definite
            || !matches!(role.as_str(), "nsubj" | "nsubjpass" | "dobj" | "pobj" | "agent" | "conj" | "dative" | "appos")
        {
            return;
        }
        let Some(country) = gazetteer::country_by_demonym(words.form(head)) else { return };
        let known = self.chains.iter().position(|chain| chain.country == Some(country.code)).and_then(super::entity_id);
        if let Some(entity) = known {
            self.see(vec![entity], head, Sort::Thing);
            self.add(tokens.start - 1..tokens.end, head, MentionKind::Nominal, vec![entity]);
        }
    }

    fn government_nominal(&mut self, index: u32) {
        let phrase = self.safe_phrase(index);
        if let Some(entity) = self.government(index, &phrase) {
            self.see(vec![entity], index, Sort::Thing);
            self.add(phrase, index, MentionKind::Nominal, vec![entity]);
        }
    }

    fn place_nominal(&mut self, index: u32) {
        let phrase = self.safe_phrase(index);
        let plain = (phrase.start + 1..index).all(|at| self.is_plain_modifier(at)) && phrase.end == index + 1;
        let is_country = matches!(self.words.lower(index), "country" | "nation" | "homeland");
        let entity = match self.words.lower(phrase.start) {
            _ if !plain => None,
            "the" | "this" if phrase.start < index => self.place_at_hand(index),
            "our" | "my" | "his" | "her" | "their" | "its" if is_country => self.own_country(index),
            "our" | "my" | "his" | "her" => self.own_place(index),
            _ => None,
        };
        if let Some(entity) = entity {
            self.see(vec![entity], index, Sort::Thing);
            self.add(phrase, index, MentionKind::Nominal, vec![entity]);
        }
    }

    /// True for an adjective that tells of a place what it is like and not which one it is ("the *small* country").
    fn is_plain_modifier(&self, index: u32) -> bool {
        let token = self.words.token(index);
        token.tag == "JJ"
            && !self.words.is_capital(index)
            && !self.is_covered(index)
            && !matches!(
                self.words.lower(index),
                "other"
                    | "neighbouring"
                    | "neighboring"
                    | "third"
                    | "second"
                    | "same"
                    | "foreign"
                    | "host"
                    | "new"
                    | "next"
                    | "last"
                    | "first"
                    | "only"
                    | "different"
                    | "free"
                    | "separate"
                    | "fellow"
                    | "former"
                    | "nearby"
                    | "wrong"
                    | "right"
                    | "whole-hearted"
            )
    }

    /// "the Norlandic government", "Norland's government": the country, where the article names it.
    fn government(&self, index: u32, phrase: &Range<u32>) -> Option<EntityId> {
        let words = self.words;
        let country = phrase.clone().filter(|&at| at != index && words.is_capital(at)).find_map(|at| {
            gazetteer::country_by_demonym(words.form(at)).or_else(|| gazetteer::country_by_name(words.form(at)))
        });
        if country.is_none() && words.lower(index) == "administration" && words.lower(phrase.start) == "the" {
            // "the administration" beside "the White House"
            let house = |chain: &Chain| matches!(chain.words.as_slice(), [white, house] if white == "white" && house == "house");
            if let Some(house) = self.chains.iter().position(house).filter(|_| phrase.len() == 2) {
                return super::entity_id(house);
            }
        }
        match country {
            Some(country) => self.of_country(country.code),
            None if self.seat(index).is_some() => self.seat(index),
            None if phrase.len() == 2 && words.lower(phrase.start) == "the" => {
                self.only_country().or_else(|| self.only_government()).or_else(|| self.home())
            }
            None if phrase.len() <= 3 && self.owner(index).is_some_and(|owner| self.governs(owner)) => {
                self.own_country(index)
            }
            None => None,
        }
    }

    /// "the government in *Zell*": the country of which the town is the capital, where the article names it, else the town that
    /// stands for it.
    fn seat(&self, index: u32) -> Option<EntityId> {
        let words = self.words;
        let town = (words.lower(index + 1) == "in").then(|| self.name_starting(index + 2)).flatten()?;
        let &[town] = town.entities.as_slice() else { return None };
        let name = self.chains[town.0 as usize].written.as_str();
        let mut senses = gazetteer::lookup(name);
        let capital = senses.find(|place| place.kind == PlaceKind::Capital)?;
        Some(self.of_country(capital.country).unwrap_or(town))
    }

    /// True for a country and for who holds an office in its government.
    fn governs(&self, entity: EntityId) -> bool {
        self.entity_type(entity) == EntityType::Place
            || self.roles.iter().any(|role| {
                role.chain == entity.0 as usize
                    && !role.sense.is_former
                    && matches!(
                        role.sense.noun.as_str(),
                        "president" | "minister" | "chancellor" | "king" | "queen" | "emir" | "taoiseach" | "leader"
                    )
            })
    }

    /// The one government that the article names as a body of its own.
    fn only_government(&self) -> Option<EntityId> {
        let named =
            |chain: &Chain| chain.words.len() > 1 && chain.words.last().is_some_and(|last| last == "government");
        let mut governments = self.chains.iter().enumerate().filter(|(_, chain)| named(chain));
        match (governments.next(), governments.next()) {
            (Some((index, _)), None) => super::entity_id(index),
            _ => None,
        }
    }

    /// The place that "the country" or "the town" stands for: the most prominent one of its sort in this sentence and the
    /// last two, if it leads clearly.
    fn place_at_hand(&self, index: u32) -> Option<EntityId> {
        let words = self.words;
        let lemma = words.token(index).lemma.as_str();
        let sentence = words.sentence(index);
        let is_country = matches!(lemma, "country" | "nation" | "republic" | "kingdom");
        let mut scores: Vec<(EntityId, f32)> = Vec::new();
        for seen in self.recent() {
            let distance = sentence.saturating_sub(words.sentence(seen.head));
            if distance > 12 {
                break;
            }
            let &[entity] = seen.entities.as_slice() else { continue };
            let chain = &self.chains[entity.0 as usize];
            let named = chain.words.iter().any(|word| word == lemma);
            if chain.entity_type != EntityType::Place
                || is_country != chain.country.is_some()
                || !self.is_of_kind(entity, lemma)
                || !named && (lexicon().named_place(lemma) || distance > 2)
            {
                continue;
            }
            let decay = [1.0, 0.8, 0.4].get(distance as usize).copied().unwrap_or(0.4);
            let score = seen.salience * decay * if named { 2.0 } else { 1.0 };
            match scores.iter_mut().find(|(known, _)| *known == entity) {
                Some((_, total)) => *total += 0.4 * score,
                None => scores.push((entity, score)),
            }
        }
        scores.sort_by(|left, right| right.1.total_cmp(&left.1));
        match scores.as_slice() {
            [(only, score)] if *score >= 0.8 => Some(*only),
            [(first, best), (_, second), ..] if *best >= 1.2 && *second <= 0.6 * best => Some(*first),
            [] | [_] if is_country => self.only_country().or_else(|| self.country_in_mind(index)),
            several if is_country => self.home().filter(|home| several.iter().any(|(entity, _)| entity == home)),
            _ => None,
        }
    }

    /// True if the place is first named near the beginning, or not merely as where something is.
    fn is_introduced(&self, chain: usize) -> bool {
        let words = self.words;
        let id = super::entity_id(chain);
        self.mentions
            .iter()
            .find(|mention| mention.entities.first().copied() == id)
            .is_some_and(|mention| words.sentence(mention.head.0) <= 3 || words.token(mention.head.0).deprel != "pobj")
    }

    /// The country of who speaks in the quotation around the token, else the one that the article is about.
    fn country_in_mind(&self, index: u32) -> Option<EntityId> {
        let quoted = self.quotes.at(index) != 0;
        let speaker = if quoted { self.speaking(index) } else { None };
        let own = speaker.and_then(|speaker| self.country_of(speaker));
        own.or_else(|| self.home())
    }

    /// The country that the article names, if it names one only, and not in passing.
    fn only_country(&self) -> Option<EntityId> {
        let mut countries = self.chains.iter().enumerate().filter(|(_, chain)| chain.country.is_some());
        match (countries.next(), countries.next()) {
            (Some((index, chain)), None) if chain.names.len() > 1 || self.is_introduced(index) => {
                super::entity_id(index).filter(|&only| self.recent().any(|seen| seen.entities.contains(&only)))
            }
            _ => None,
        }
    }
}

impl Discourse<'_, '_> {
    /// True unless the gazetteer knows the place for something else than `lemma` says: a town is no region.
    pub(super) fn is_of_kind(&self, entity: EntityId, lemma: &str) -> bool {
        let name = self.chains[entity.0 as usize].written.as_str();
        let mut kinds = gazetteer::lookup(name).map(|place| place.kind).peekable();
        if kinds.peek().is_none() {
            return true;
        }
        let town = |kind: PlaceKind| matches!(kind, PlaceKind::City | PlaceKind::Capital);
        kinds.any(|kind| match lemma {
            "city" | "town" | "village" => town(kind),
            "capital" => kind == PlaceKind::Capital,
            "country" | "nation" | "republic" | "kingdom" | "state" => !town(kind),
            _ => !town(kind) && kind != PlaceKind::Country,
        })
    }
}

/// True for a word for one person who is not told.
pub(super) fn is_anybody(lower: &str) -> bool {
    matches!(lower, "someone" | "somebody" | "anyone" | "anybody" | "everyone" | "everybody" | "person")
}
