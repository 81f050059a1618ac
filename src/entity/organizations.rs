//! Descriptions of organizations: "the company", "the Dutch bank", "the Oslo-based airline", "the newspaper".
//!
//! A description is resolved by what the article says of the kind and home of each organization ([`kinds`](super::kinds)):
//! a noun that names one's kind finds it from afar, a wide noun ("company", "group") only what has just been spoken of.

use super::discourse::{Discourse, Sort};
use super::kind_nouns::is_wide;
use super::kinds::Facts;
use super::sense;
use super::{EntityId, EntityType, MentionKind};
use crate::nlp::TokenId;
use std::ops::Range;

/// Farthest sentence back, by how well the noun fits (index: [`Facts::fit`]).
const WINDOW: [u32; 4] = [0, 2, 6, 20];

/// What the fit is worth.
const WORTH: [f32; 4] = [0.0, 1.0, 1.4, 2.0];

impl Discourse<'_, '_> {
    /// Reads the noun for a body of `kind` at `index`.
    pub(super) fn body_nominal(&mut self, index: u32, kind: &'static str) {
        let phrase = self.safe_phrase(index);
        let named = self.named_in_part(index, kind, &phrase).or_else(|| self.name_in(index, kind, &phrase));
        if let Some(entity) = named {
            self.see(vec![entity], index, Sort::Thing);
            self.add(phrase, index, MentionKind::Nominal, vec![entity]);
            return;
        }
        if matches!(self.words.lower(index), "side" | "delegation") {
            if let Some(entity) = self.side_of(index, &phrase) {
                self.see(vec![entity], index, Sort::Thing);
                self.add(phrase, index, MentionKind::Nominal, vec![entity]);
            }
            return;
        }
        // a market is mostly no body, and what an operator operates tells which
        let operates = index > 0 && self.words.token(index - 1).deprel == "compound";
        if self.words.lower(index) == "market" || self.words.lower(index) == "operator" && operates {
            return;
        }
        if kind == "campaign" {
            if phrase.len() <= 3
                && let Some(entity) = self.own_campaign(index)
            {
                self.see(vec![entity], index, Sort::Thing);
                self.add(phrase, index, MentionKind::Nominal, vec![entity]);
            }
            return;
        }
        let owned = matches!(self.words.lower(phrase.start), "his" | "her" | "my" | "our")
            && phrase.end == index + 1
            && (phrase.start + 1..index).all(|at| matches!(self.words.lower(at), "own" | "new"));
        if owned && let Some(entity) = self.own_body(index, kind) {
            self.see(vec![entity], index, Sort::Thing);
            self.add(phrase, index, MentionKind::Nominal, vec![entity]);
            return;
        }
        if self.is_introduced_body(index, &phrase) {
            self.see(Vec::new(), index, Sort::Thing);
            return;
        }
        let Some(home) = self.body_description(index, kind, &phrase) else { return };
        if let Some(entity) = self.body_at_hand(index, kind, &home) {
            self.see(vec![entity], index, Sort::Thing);
            self.add(phrase, index, MentionKind::Nominal, vec![entity]);
            self.see_coordination(index);
            self.tie_to_owner(index, entity);
            if !is_wide(kind) {
                // "the airline" tells of a company what it is
                self.facts[entity.0 as usize].add_kind(kind);
            }
        }
    }

    /// True for a body that the article brings in without a name ("a bank"): later "the bank" may be that one.
    fn is_introduced_body(&self, index: u32, phrase: &Range<u32>) -> bool {
        let words = self.words;
        let indefinite = matches!(words.lower(phrase.start), "a" | "an" | "another" | "one") && phrase.start < index;
        let set_off = phrase.start > 1 && words.form(phrase.start - 1) == "," && self.is_covered(phrase.start - 2);
        let describes = set_off
            || matches!(words.token(index).deprel.as_str(), "appos" | "attr" | "oprd")
            || words.analysis.dependents_by(TokenId(index), "appos").next().is_some();
        let told = self.quotes.at(index) == 0;
        indefinite && told && !describes && !phrase.clone().any(|at| self.is_covered(at))
    }

    /// "the Norlandic side": the country, else the one body at hand that is at home there.
    fn side_of(&self, index: u32, phrase: &Range<u32>) -> Option<EntityId> {
        let words = self.words;
        let adjective = index.checked_sub(1).filter(|&at| phrase.start < at && words.lower(phrase.start) == "the")?;
        let land =
            super::gazetteer::country_by_demonym(words.form(adjective)).filter(|_| words.is_capital(adjective))?;
        let mut bodies: Vec<EntityId> = Vec::new();
        let sentence = words.sentence(index);
        for seen in self.recent().take_while(|seen| sentence.saturating_sub(words.sentence(seen.head)) <= 4) {
            for &entity in &seen.entities {
                if self.chains[entity.0 as usize].country == Some(land.code) {
                    return Some(entity);
                }
                let home = self.facts.get(entity.0 as usize).is_some_and(|facts| facts.countries.contains(&land.code));
                let body = self.entity_type(entity) == EntityType::Organization;
                if home && body && !bodies.contains(&entity) {
                    bodies.push(entity);
                }
            }
        }
        match bodies.as_slice() {
            [one] => Some(*one),
            [] => {
                let country = self.chains.iter().position(|chain| chain.country == Some(land.code))?;
                super::entity_id(country)
            }
            _ => None,
        }
    }

    /// "the Ode newspaper": the organization whose name stands right before the noun.
    fn name_in(&self, index: u32, kind: &'static str, phrase: &Range<u32>) -> Option<EntityId> {
        let mut before = index.checked_sub(1).filter(|&before| before > phrase.start)?;
        if self.words.lower(before) == "news" && before > phrase.start + 1 {
            before -= 1;
        }
        if !self.is_covered(before)
            || self.words.lower(phrase.start) != "the"
            || self.words.token(before).deprel != "compound"
        {
            return None;
        }
        match self.entities_headed_by(before) {
            [one] if self.entity_type(*one) == EntityType::Organization => {
                self.fits_body(*one, kind, &Facts::default()).filter(|&(fit, _)| fit >= 2).map(|_| *one)
            }
            _ => None,
        }
    }

    /// "the executive", "the boerse": the one organization whose name ends in the noun.
    pub(super) fn named_by_last_word(&mut self, index: u32) -> bool {
        let words = self.words;
        let noun = words.lower(index);
        if !self.last_words.contains(noun) {
            return false;
        }
        let phrase = self.safe_phrase(index);
        if phrase.len() != 2
            || words.lower(phrase.start) != "the"
            || words.is_capital(index)
            || noun.len() < 5
            || matches!(
                noun,
                "times" | "group" | "house" | "world" | "state" | "people" | "today" | "night" | "morning"
            )
        {
            return false;
        }
        let mut fits = self.chains.iter().enumerate().filter(|(_, chain)| {
            chain.entity_type != EntityType::Person
                && chain.words.len() > 1
                && chain.words.last().is_some_and(|last| last == noun)
        });
        let (Some((only, _)), None) = (fits.next(), fits.next()) else { return false };
        let Some(entity) = super::entity_id(only) else { return false };
        let sentence = words.sentence(index);
        let near = self
            .recent()
            .any(|seen| seen.entities == [entity] && sentence.saturating_sub(words.sentence(seen.head)) <= WINDOW[3]);
        if near {
            self.see(vec![entity], index, Sort::Thing);
            self.add(phrase, index, MentionKind::Nominal, vec![entity]);
        }
        near
    }

    /// "her campaign", where the article names it as a body elsewhere ("the Ode campaign").
    fn own_campaign(&self, index: u32) -> Option<EntityId> {
        let Some(owner) = self.words.analysis.dependents_by(TokenId(index), "poss").next() else {
            return self.campaign_at_hand(index);
        };
        let &[owner] = self.entities_headed_by(owner.0) else { return None };
        let owner = &self.chains[owner.0 as usize];
        let named = self.chains.iter().position(|chain| {
            let possessed =
                |name: &str| owner.words.iter().any(|word| word == name.trim_end_matches('s') || word == name);
            chain.entity_type == EntityType::Organization
                && matches!(chain.words.as_slice(), [.., name, last] if last == "campaign" && possessed(name))
        });
        named.and_then(super::entity_id)
    }

    /// "the campaign", where it acts: the one spoken of last.
    fn campaign_at_hand(&self, index: u32) -> Option<EntityId> {
        let words = self.words;
        let acts = matches!(words.token(index).deprel.as_str(), "nsubj" | "nsubjpass" | "dobj" | "pobj");
        if index == 0 || words.lower(index - 1) != "the" || !acts {
            return None;
        }
        let is_campaign = |entity: EntityId| {
            let chain = &self.chains[entity.0 as usize];
            chain.entity_type == EntityType::Organization
                && chain.words.len() > 1
                && chain.words.last().is_some_and(|last| last == "campaign")
        };
        let sentence = words.sentence(index);
        let agent = words.token(index).deprel.as_str().starts_with("nsubj");
        self.recent()
            .take_while(|seen| sentence.saturating_sub(words.sentence(seen.head)) <= u32::from(agent) * 4 + 1)
            .find_map(|seen| match seen.entities.as_slice() {
                [one] if is_campaign(*one) => Some(*one),
                _ => None,
            })
    }

    /// The home that the definite description tells; none if it is no such description or one that is told apart by what
    /// else stands in it ("the first bank", "the bank that failed", "the parent company").
    fn body_description(&self, index: u32, kind: &'static str, phrase: &Range<u32>) -> Option<Facts> {
        let words = self.words;
        let names_it = self.is_covered(index + 1) && words.is_spaced(index + 1) && !words.starts_line(index + 1);
        if !matches!(words.lower(phrase.start), "the" | "this") || phrase.end != index + 1 || names_it {
            return None;
        }
        for dependent in words.analysis.dependents(TokenId(index)) {
            let token = words.token(dependent.0);
            let comma = dependent.0 > index + 1 && (index + 1..dependent.0).any(|at| words.form(at) == ",");
            match token.deprel.as_str() {
                "relcl" | "acl" if !comma => return None,
                "appos" if dependent.0 > index && !comma => return None,
                "prep" if words.lower(dependent.0) == "of" => return None,
                _ => {}
            }
        }
        let mut home = Facts::default();
        for at in phrase.start + 1..index {
            let token = words.token(at);
            // "the teachers' union"
            let own = super::kind_nouns::is_own_kind(kind);
            let trade = |noun: u32| own && words.token(noun).tag == "NNS" && !words.is_capital(noun);
            let tells_apart = matches!(token.tag.as_str(), "JJS" | "RBS" | "CD" | "JJR")
                || token.tag == "POS" && !trade(at - 1)
                || matches!(
                    words.lower(at),
                    "other"
                        | "another"
                        | "new"
                        | "first"
                        | "rival"
                        | "same"
                        | "parent"
                        | "former"
                        | "next"
                        | "second"
                        | "third"
                        | "whole"
                        | "entire"
                        | "own"
                        | "local"
                        | "holding"
                        | "different"
                        | "only"
                        | "right"
                        | "sister"
                        | "combined"
                        | "merged"
                        | "enlarged"
                );
            if tells_apart {
                return None;
            }
            home.add_home(words, at);
            home.add_field(words, at);
        }
        Some(home)
    }

    /// The organization of `kind` and `home` that is spoken of.
    fn body_at_hand(&self, index: u32, kind: &'static str, home: &Facts) -> Option<EntityId> {
        let words = self.words;
        let sentence = words.sentence(index);
        let subject = matches!(words.token(index).deprel.as_str(), "dobj" | "pobj" | "dative" | "poss")
            .then(|| self.clause_subject(index))
            .flatten()
            .filter(|&subject| words.lower(subject) != "it");
        let source = self.source_body(index, kind);
        if home.places.is_empty()
            && home.fields.is_empty()
            && let Some(led) = self.led_body(index, kind)
        {
            return Some(led);
        }
        let known = !is_wide(kind) && self.facts.iter().any(|facts| facts.kinds.contains(&kind));
        let mut excluded = subject.map(|subject| self.entities_headed_by(subject).to_vec()).unwrap_or_default();
        excluded.extend(self.named_after(index));
        excluded.extend(self.onlooker_bodies(index));
        excluded.extend(self.own_side(index));
        let only = self.only_of_kind(kind, home, 2);
        // "the official channel" need be nobody's
        let plain = !words.analysis.dependents_by(TokenId(index), "amod").any(|at| !words.is_capital(at.0));
        let open = plain && (super::kind_nouns::is_trade(kind) || kind == "party");
        let alone = if open { self.only_of_kind(kind, home, 1) } else { None };
        let mut scores: Vec<(EntityId, f32, u8)> = Vec::new();
        let mut passed = false;
        for seen in self.recent() {
            let distance = sentence.saturating_sub(words.sentence(seen.head));
            if distance > WINDOW[3] {
                break;
            }
            let &[entity] = seen.entities.as_slice() else {
                // "a bank … the bank": one that has no name
                let unnamed = seen.entities.is_empty() && seen.sort == Sort::Thing && distance <= WINDOW[2];
                passed |= unnamed && words.token(seen.head).lemma == words.token(index).lemma;
                continue;
            };
            let topical = || only == Some(entity) && self.chains[entity.0 as usize].names.len() > 2;
            if passed && !topical() {
                continue;
            }
            if self.entity_type(entity) != EntityType::Organization || excluded.contains(&entity) {
                continue;
            }
            let Some((fit, worth)) = self.fits_body(entity, kind, home) else { continue };
            let window = match fit {
                2 if only == Some(entity) => WINDOW[3],
                1 if alone == Some(entity) => WINDOW[2],
                _ => WINDOW[usize::from(fit)],
            };
            // "the agency" after a medium, where another is an agency by its name
            let by_name = kind == "agency" && fit < 3 && source != Some(entity);
            if distance > window || known && (fit == 1 || by_name) {
                continue;
            }
            let decay = [1.0, 0.8, 0.5, 0.4, 0.3, 0.25].get(distance as usize).copied().unwrap_or(0.2);
            // "a spokeswoman for Ode said the company …": who speaks for it speaks of it
            let named = self.chains[entity.0 as usize].names.len().min(6);
            let prominent = 1.0 + 0.12 * f32::from(u8::try_from(named).unwrap_or(6));
            let own_word = self.chains[entity.0 as usize].words.iter().any(|word| word == words.lower(index));
            let worth = if own_word { worth * 1.6 } else { worth };
            let speaks = match source {
                Some(source) if source == entity => {
                    if fit > 1 {
                        3.0
                    } else {
                        1.5
                    }
                }
                _ => 1.0,
            };
            let later = self.named_later(entity, index);
            if later == 0.0 {
                continue;
            }
            let score = seen.salience * decay * worth * prominent * speaks * later;
            match scores.iter_mut().find(|(known, _, _)| *known == entity) {
                Some((_, total, _)) => *total += 0.4 * score,
                None => scores.push((entity, score, fit)),
            }
        }
        scores.sort_by(|left, right| right.1.total_cmp(&left.1));
        let at_home = |entity: EntityId| home.places.is_empty() || self.is_at_home(entity, home);
        let clear = |best: f32, second: f32| best >= 1.2 && second <= 0.62 * best;
        match scores.as_slice() {
            [(only, score, fit)] => {
                let told = !home.countries.is_empty() && self.is_at_home(*only, home);
                let least = match () {
                    () if told => [9.0, 0.7, 0.5, 0.0],
                    () if alone == Some(*only) => [9.0, 0.3, 0.2, 0.0],
                    () if kind == "company" => [9.0, 1.5, 0.35, 0.0],
                    () => [9.0, 1.5, 0.7, 0.0],
                };
                (*score >= least[usize::from(*fit)]).then_some(*only)
            }
            [(first, best, fit), (_, second, _), ..]
                if clear(*best, *second) && (at_home(*first) || *fit == 3 && *second < 0.3 * best) =>
            {
                Some(*first)
            }
            [(first, _, 3), rest @ ..] if rest.iter().all(|(_, _, fit)| *fit == 1) => Some(*first),
            // a company that is told to be one, before what may be anything
            [(first, best, 2), rest @ ..] if rest.iter().all(|(_, second, fit)| *fit == 1 && *second <= 0.8 * best) => {
                Some(*first)
            }
            // "the union" before the one that the article names farther on
            [] if super::kind_nouns::is_own_kind(kind) => only.filter(|entity| self.is_named_soon(*entity, sentence)),
            _ => None,
        }
    }

    /// The only organization of the article that a noun of `kind` with the told `home` fits at least so well.
    fn only_of_kind(&self, kind: &'static str, home: &Facts, least: u8) -> Option<EntityId> {
        let mut fits = (0..self.chains.len()).filter_map(super::entity_id).filter(|&entity| {
            self.entity_type(entity) == EntityType::Organization
                && self.fits_body(entity, kind, home).is_some_and(|(fit, _)| fit >= least)
        });
        let first = fits.next()?;
        fits.next().is_none().then_some(first)
    }

    /// True if the entity is named within some sentences after the one with number `sentence`.
    fn is_named_soon(&self, entity: EntityId, sentence: u32) -> bool {
        self.mentions.iter().any(|mention| {
            let at = self.words.sentence(mention.head.0);
            mention.kind == MentionKind::Named
                && mention.entities == [entity]
                && (sentence..sentence + WINDOW[2]).contains(&at)
        })
    }

    /// How well the organization fits a noun of `kind` with the told `home`, and what that is worth.
    pub(super) fn fits_body(&self, entity: EntityId, kind: &'static str, home: &Facts) -> Option<(u8, f32)> {
        let facts = self.facts.get(entity.0 as usize)?;
        let fit = facts.fit(kind)?;
        // "the group" is not "Liberals"
        let chain = &self.chains[entity.0 as usize];
        if kind != "party"
            && matches!(chain.words.as_slice(), [name] if name.ends_with('s') && sense::party_of(name).is_some())
        {
            return None;
        }
        let told = facts.kinds.contains(&kind);
        let mut worth = WORTH[usize::from(fit)] * if fit == 2 && told { 1.25 } else { 1.0 };
        if !home.fields.is_empty() {
            if home.fields.iter().any(|field| self.has_field(entity, field)) {
                worth *= 1.5;
            } else if super::kind_nouns::is_own_kind(kind) || kind == "body" || !facts.fields.is_empty() {
                return None;
            }
        }
        if !home.places.is_empty() {
            if self.is_at_home(entity, home) {
                worth *= 1.8;
            } else if facts.countries.is_empty() && facts.places.is_empty() || home.countries.is_empty() {
                worth *= 0.6;
            } else {
                return None;
            }
        }
        Some((fit, worth))
    }

    /// True if the organization is told by name or description to have to do with `field`.
    fn has_field(&self, entity: EntityId, field: &str) -> bool {
        let kind = super::lexicon::lexicon().name_kind(field);
        let begins =
            |word: &str| field.len() > 3 && word.starts_with(field) || word.len() > 3 && field.starts_with(word);
        self.chains[entity.0 as usize].words.iter().any(|word| begins(word))
            || self.facts.get(entity.0 as usize).is_some_and(|facts| {
                facts.fields.iter().any(|own| own == field)
                    || kind.is_some_and(|kind| kind != "company" && facts.kinds.contains(&kind))
            })
    }

    /// True if the article tells that the organization is of `home`.
    fn is_at_home(&self, entity: EntityId, home: &Facts) -> bool {
        self.facts.get(entity.0 as usize).is_some_and(|facts| {
            home.countries.iter().any(|code| facts.countries.contains(code))
                || home.places.iter().any(|place| facts.places.iter().any(|other| sense::is_akin(place, other)))
        })
    }
}
