//! Descriptions of people: "the foreign minister", "Norland's top diplomat", "the businessman", "the Dane".
//!
//! A description is resolved by what the article says of somebody: a role that has the same noun and does not contradict
//! it, told before, or told anywhere if the description itself says of what country or body. Where the article tells
//! nobody such a role, it is the one person at hand, if nobody else can be meant. Who speaks is not described by his own
//! words.

use super::discourse::{Discourse, Sort};
use super::epithets;
use super::gazetteer;
use super::roles;
use super::sense::{self, Sense};
use super::{EntityId, EntityType, MentionKind};
use crate::nlp::TokenId;
use std::ops::Range;

/// How far back, in sentences, the holder of a told office may have been spoken of last.
pub(super) const OFFICE_WINDOW: u32 = 25;

/// The same for a profession or another role that many may have.
const ROLE_WINDOW: u32 = 6;

impl Discourse<'_, '_> {
    /// Reads the noun for a person at `index`.
    pub(super) fn person_nominal(&mut self, index: u32) {
        let told = self
            .roles
            .iter()
            .find(|role| role.head == index && role.is_phrase)
            .map(|role| (role.chain, role.tokens.clone()));
        if let Some((chain, tokens)) = told {
            let entities: Vec<EntityId> = super::entity_id(chain).into_iter().collect();
            if self.is_named_only_later(&entities, index) {
                self.see(entities.clone(), index, Sort::Person);
            }
            self.add(tokens, index, MentionKind::Nominal, entities);
            self.see_coordination(index);
            return;
        }
        let later = self.roles.partition_point(|role| role.tokens.start <= index);
        if self.roles[later.saturating_sub(4)..later].iter().any(|role| role.tokens.contains(&index)) {
            return;
        }
        let mut phrase = self.safe_phrase(index);
        // "spokesman for the president": the parse may hang what stands before the preposition on the president
        if let Some(inner) = (phrase.start..index).rev().find(|&at| {
            at > phrase.start
                && matches!(self.words.lower(at), "for" | "of" | "to")
                && roles::role_noun(self.words, at - 1).is_some()
        }) {
            phrase.start = inner + 1;
        }
        let refers = self.is_definite(index, &phrase) && !self.is_predicate(index);
        let entity = if refers { self.matching_person(index, &phrase) } else { None };
        let entity = match self.owner_before(index).filter(|_| refers) {
            Some(owner) if entity.is_none_or(|other| !self.recent().any(|seen| seen.entities.contains(&other))) => {
                Some(owner)
            }
            _ => entity,
        };
        let entities: Vec<EntityId> = entity.into_iter().collect();
        // "wants to be known *as leader*": nobody else
        let as_what = self.is_predicate(index) && self.words.token(index).deprel == "pobj";
        if !as_what {
            self.see(entities.clone(), index, Sort::Person);
        }
        if !entities.is_empty() {
            self.add(phrase, index, MentionKind::Nominal, entities);
        }
    }

    /// "An envoy said *she* was ready. Ana Ode spoke in Norville": described before anybody is spoken of, in a sentence that has no
    /// name of hers.
    fn is_named_only_later(&self, entities: &[EntityId], index: u32) -> bool {
        let sentence = self.words.sentence_range(index);
        let spoken_of = |seen: &super::discourse::Seen| {
            seen.sort == Sort::Person && seen.entities != entities && !self.words.in_headline(seen.head)
        };
        !self.recent().any(spoken_of)
            && self.mentions.iter().all(|mention| {
                mention.kind != MentionKind::Named
                    || !sentence.contains(&mention.head.0)
                    || mention.entities.iter().all(|one| !entities.contains(one))
            })
    }

    /// "*In his speech*, the mayor said": who is described as the subject of a sentence owns what it opens with.
    fn owner_before(&self, index: u32) -> Option<EntityId> {
        let words = self.words;
        let verb = words.head(index).filter(|_| words.token(index).deprel == "nsubj")?;
        let start = words.sentence_range(index).start;
        let opens = words.token(start).deprel == "prep" && words.token(start).head.0 == verb;
        let owner = (start + 1..index.min(start + 4)).find(|&at| matches!(words.lower(at), "his" | "her"))?;
        let person = |&[one]: &[EntityId; 1]| (self.entity_type(one) == EntityType::Person).then_some(one);
        let owners: &[EntityId; 1] = self.entities_headed_by(owner).try_into().ok()?;
        Some(owners).filter(|_| opens && words.token(owner).deprel == "poss").and_then(person)
    }

    /// The person whom the description at `index` refers to, read before its turn.
    pub(super) fn described_person(&self, index: u32) -> Option<EntityId> {
        if let Some(&told) = self.role_headed.get(&index) {
            return super::entity_id(self.roles[told].chain);
        }
        let is_person = roles::role_noun(self.words, index).is_some();
        let phrase = self.safe_phrase(index);
        (is_person && self.is_definite(index, &phrase)).then(|| self.matching_person(index, &phrase)).flatten()
    }

    /// True for what somebody is said to be or become, which refers to nobody: "becomes the president", "as the leader".
    fn is_predicate(&self, index: u32) -> bool {
        let words = self.words;
        let token = words.token(index);
        match token.deprel.as_str() {
            "attr" | "oprd" | "acomp" => true,
            "pobj" if words.lower(token.head.0) == "as" || words.lower(index) == "chair" => true,
            // what one sits on
            _ => words.lower(index) == "chair" && words.analysis.dependents_by(TokenId(index), "amod").next().is_some(),
        }
    }

    /// True for "the X", "this X", "Norland's X", "his X", "Norlandic X" at the head of a phrase.
    fn is_definite(&self, index: u32, phrase: &Range<u32>) -> bool {
        let words = self.words;
        let first = words.lower(phrase.start);
        if matches!(first, "a" | "an" | "any" | "no" | "another" | "some" | "every" | "each") {
            return false;
        }
        matches!(first, "the" | "this" | "that")
            || words.analysis.dependents_by(TokenId(index), "poss").next().is_some()
            || phrase.len() > 1 && self.land(phrase.start).is_some()
            || phrase.len() > 2 && self.long_land(phrase.start)
    }

    /// The code of the country whose adjective or name the token is.
    fn land(&self, index: u32) -> Option<&'static str> {
        let form = self.words.form(index);
        gazetteer::country_by_demonym(form).or_else(|| gazetteer::country_by_name(form)).map(|country| country.code)
    }

    /// True if a country's adjective of two words begins at the token ("Sri Lankan").
    fn long_land(&self, index: u32) -> bool {
        let form = self.words.analysis.span(index..index + 2).slice(self.words.body);
        self.words.is_capital(index) && gazetteer::country_by_demonym(form).is_some()
    }

    /// The sense of the description, completed by whom a possessive pronoun in it refers to ("its chairman").
    fn description(&self, index: u32, phrase: &Range<u32>) -> Sense {
        let mut sense = sense::sense(self.words, phrase, index);
        for owner in self.words.analysis.dependents_by(TokenId(index), "poss") {
            let noun = self.words.token(owner.0);
            if noun.pos == "NOUN" && self.entities_headed_by(owner.0).is_empty() && !self.is_covered(owner.0) {
                // "the club's chairman" where it is not known which club
                sense.common.push(noun.lemma.as_str().into());
            }
            if let [owner] = self.entities_headed_by(owner.0)
                && !self.is_covered(index)
            {
                let chain = &self.chains[owner.0 as usize];
                match chain.country {
                    Some(code) if !sense.countries.contains(&code) => sense.countries.push(code),
                    None if sense.names.is_empty() => sense.names.extend(chain.words.iter().cloned()),
                    _ => {}
                }
            }
        }
        // "the Tavrestani leader" of Tavrestan: a name akin to a place's tells the land
        let is_land = |name: &str| {
            self.chains.iter().any(|chain| {
                chain.entity_type == EntityType::Place
                    && matches!(chain.words.as_slice(), [place] if place != name && sense::is_akin(name, place))
            })
        };
        if sense.names.iter().any(|name| is_land(name)) {
            let (lands, names) = sense.names.drain(..).partition(|name| is_land(name));
            sense.names = names;
            sense.lands.extend::<Vec<_>>(lands);
        }
        sense
    }

    /// The people who cannot be meant at `index`: who says what the description stands in, and the subject of the verb
    /// whose object it is.
    pub(super) fn excluded(&self, index: u32) -> Vec<EntityId> {
        let mut excluded: Vec<EntityId> = Vec::new();
        if let Some(speaker) = self.quotes.speaker(index) {
            excluded.extend(self.entities_headed_by(speaker));
        }
        // "Ode and Falk spoke before the dinner given by the minister": of two subjects either may be meant
        let joined = |subject: u32| {
            let verb = self.words.token(subject).head.0;
            self.words.analysis.dependents_by(TokenId(subject), "conj").next().is_some()
                && !self.is_beyond(index, verb, &["ccomp", "advcl", "pcomp"])
        };
        for subject in self.governing_subjects(index).filter(|&subject| subject != index && !joined(subject)) {
            excluded.extend(self.entities_headed_by(subject));
        }
        excluded.extend(self.named_after(index));
        // "Ode's claim that the minister lied": the minister is not Ode.
        for above in self.words.analysis.ancestors(TokenId(index)).take(24) {
            for owner in self.words.analysis.dependents_by(above, "poss") {
                excluded.extend(self.entities_headed_by(owner.0));
            }
        }
        excluded.retain(|&entity| self.entity_type(entity) == EntityType::Person);
        excluded
    }

    /// The one person whom the description fits.
    fn matching_person(&self, index: u32, phrase: &Range<u32>) -> Option<EntityId> {
        let words = self.words;
        let sense = self.description(index, phrase);
        let excluded = self.excluded(index);
        let mut fits: Vec<(u8, usize)> = Vec::new();
        for role in self.roles {
            let before =
                role.tokens.start < index || words.in_headline(index) || self.is_sole_holder(role, &sense, index);
            if !before && sense.is_silent() || excluded.iter().any(|entity| entity.0 as usize == role.chain) {
                continue;
            }
            let Some(score) = sense::compatible(&sense, &role.sense) else { continue };
            // "why Ode was *an* unlucky president", told later, tells of a kind of president and not which one was meant
            let of_a_kind = || {
                let start = role.tokens.start;
                [start, start.saturating_sub(1)].into_iter().any(|at| matches!(words.lower(at), "a" | "an"))
            };
            if !before && (score < 2 || of_a_kind()) {
                continue;
            }
            match fits.iter_mut().find(|(_, chain)| *chain == role.chain) {
                Some((known, _)) => *known = (*known).max(score),
                None => fits.push((score, role.chain)),
            }
        }
        if sense.is_silent()
            && let Some(master) = self.master_of_speaker(index)
            && fits.iter().any(|&(_, chain)| chain == master.0 as usize)
        {
            return Some(master);
        }
        if let Some(other) = self.turned_round(index, &words.token(index).lemma) {
            return Some(other);
        }
        if matches!(sense.noun.as_str(), "opponent" | "rival" | "counterpart") && fits.is_empty() {
            return self.the_other(index, &excluded);
        }
        let Some(best) = fits.iter().map(|&(score, _)| score).max() else {
            let former = self.former_holder(index, &sense, &excluded);
            let candidate = former.or_else(|| self.campaigner(index, &sense));
            let candidate = candidate.or_else(|| self.named_next_as(index, &sense, &excluded));
            let candidate = candidate.or_else(|| self.put_forward(index, &sense, &excluded));
            return candidate.or_else(|| self.epithet(index, phrase, &sense, &excluded));
        };
        let best: Vec<usize> = fits.into_iter().filter(|&(score, _)| score == best).map(|(_, chain)| chain).collect();
        let office = sense.is_single_office()
            || roles::role_noun(words, index).is_some_and(|role| role.is_office) && sense.noun != "leader";
        match best.as_slice() {
            // "the president" of an article that told of the president of some society is not surely that one.
            [_] if sense.is_silent() && self.is_narrow(&best, &sense) => {
                let subject = matches!(words.token(index).deprel.as_str(), "nsubj" | "nsubjpass" | "poss");
                if subject { self.most_recent(&best, index, 3) } else { None }
            }
            [one] if sense.is_silent() => {
                let sole = || {
                    let mut alike = self.roles.iter().filter(|role| role.sense.noun == sense.noun);
                    !epithets::is_generic(&sense.noun) && alike.all(|role| role.chain == *one)
                };
                let window = if office || sole() { OFFICE_WINDOW } else { ROLE_WINDOW };
                let later =
                    || self.roles.iter().any(|role| role.chain == *one && self.is_sole_holder(role, &sense, index));
                let near = self.most_recent(&best, index, window).is_some() || words.in_headline(index) || later();
                near.then(|| super::entity_id(*one))
                    .flatten()
                    .filter(|_| !self.is_rivalled(index, *one, office, &sense, &excluded))
            }
            [one] => super::entity_id(*one),
            several => self.most_recent(several, index, 4),
        }
    }

    /// `"The president is well," said his spokesman`: whose man the speaker is told to be.
    fn master_of_speaker(&self, index: u32) -> Option<EntityId> {
        let words = self.words;
        let speaker = self.quotes.speaker(index).or_else(|| self.governing_subjects(index).next())?;
        let owners = words.analysis.dependents_by(TokenId(speaker), "poss");
        let apposed = words.analysis.dependents_by(TokenId(speaker), "appos");
        let above = (words.token(speaker).deprel == "appos").then(|| words.token(speaker).head);
        let nested = apposed.chain(above).flat_map(|noun| words.analysis.dependents_by(noun, "poss"));
        let owner = owners.chain(nested).next()?;
        match self.entities_headed_by(owner.0) {
            &[one] if self.entity_type(one) == EntityType::Person => Some(one),
            _ => None,
        }
    }

    /// "the minister" of an article that tells of one former minister and no other.
    fn former_holder(&self, index: u32, sense: &Sense, excluded: &[EntityId]) -> Option<EntityId> {
        if sense.is_former || sense.is_other || sense.is_single_office() {
            return None;
        }
        let former = Sense { is_former: true, ..sense.clone() };
        let mut holders: Vec<usize> = Vec::new();
        for role in self.roles.iter().filter(|role| role.tokens.start < index && role.sense.noun == sense.noun) {
            if !holders.contains(&role.chain) {
                holders.push(role.chain);
            }
        }
        let fits = |chain: usize| {
            self.roles.iter().any(|role| role.chain == chain && sense::compatible(&former, &role.sense).is_some())
        };
        match holders.as_slice() {
            &[one] if fits(one) && !excluded.iter().any(|entity| entity.0 as usize == one) => {
                self.most_recent(&[one], index, ROLE_WINDOW)
            }
            _ => None,
        }
    }

    /// "called on the education minister to go. The minister, Ana Ode, …": who is first named in this or the next two
    /// sentences, with the same noun and nothing that contradicts, set off by commas.
    fn named_next_as(&self, index: u32, sense: &Sense, excluded: &[EntityId]) -> Option<EntityId> {
        let words = self.words;
        let sentence = words.sentence(index);
        let later = self.roles.iter().filter(|role| role.tokens.start > index).take(8);
        let mut next = later.take_while(|role| words.sentence(role.head) <= sentence + 2).filter(|role| {
            let told = &role.sense;
            role.is_phrase
                && told.noun == sense.noun
                && (told.kind.is_empty() || told.kind == sense.kind)
                && told.is_silent()
                && told.fields.is_empty()
                && !told.is_former
                && words.lower(role.tokens.start.saturating_sub(1)) == "the"
        });
        let chain = next.next()?.chain;
        let entity = super::entity_id(chain)?;
        let new = !self.recent().any(|seen| seen.entities.contains(&entity));
        (new && !sense.is_former && !sense.is_other && !excluded.contains(&entity)).then_some(entity)
    }

    /// "chose Ode as judge. Falk met *the nominee*": the one person whom somebody is told to have chosen or named for an office.
    fn put_forward(&self, index: u32, sense: &Sense, excluded: &[EntityId]) -> Option<EntityId> {
        let words = self.words;
        if sense.noun != "candidate" || !matches!(words.lower(index), "nominee" | "appointee") {
            return None;
        }
        let mut chosen: Vec<EntityId> = Vec::new();
        for seen in self.recent().filter(|seen| words.sentence(index) - words.sentence(seen.head) <= ROLE_WINDOW) {
            let object = matches!(words.token(seen.head).deprel.as_str(), "dobj" | "nsubjpass");
            let verb = words.head(seen.head).filter(|_| object).map(|verb| words.token(verb).lemma.as_str());
            let put = matches!(verb, Some("choose" | "name" | "nominate" | "pick" | "select" | "appoint" | "tap"));
            if let (true, &[one]) = (put, seen.entities.as_slice())
                && self.entity_type(one) == EntityType::Person
                && !chosen.contains(&one)
            {
                chosen.push(one);
            }
        }
        match chosen.as_slice() {
            [one] if !excluded.contains(one) => Some(*one),
            _ => None,
        }
    }

    /// "The President-*elect*": the one person who is called so before a name, or told to have been elected to the office.
    pub(super) fn elect_nominal(&mut self, index: u32) -> bool {
        let words = self.words;
        let Some(office) = index.checked_sub(2).filter(|_| words.lower(index) == "elect") else { return false };
        if words.form(index - 1) != "-" || words.is_spaced(index) || roles::role_noun(words, office).is_none() {
            return false;
        }
        let mut elect: Vec<EntityId> = Vec::new();
        let named = self.mentions.iter().filter(|mention| mention.kind == MentionKind::Named);
        let called = named
            .filter(|mention| mention.tokens.start > 1 && words.lower(mention.tokens.start - 1) == "elect")
            .filter_map(|mention| mention.entities.first().copied());
        let noun = &words.token(office).lemma;
        let put = self
            .roles
            .iter()
            .filter(|role| role.head < index && words.token(role.head).lemma.eq_ignore_ascii_case(noun));
        let put = put.filter(|role| words.head(role.head).is_some_and(|verb| words.token(verb).lemma == "elect"));
        for one in called.chain(put.filter_map(|role| super::entity_id(role.chain))) {
            if self.entity_type(one) == EntityType::Person && !elect.contains(&one) {
                elect.push(one);
            }
        }
        let &[one] = elect.as_slice() else { return false };
        let start = if office > 0 && words.lower(office - 1) == "the" { office - 1 } else { office };
        self.see(vec![one], index, Sort::Person);
        self.add(start..index + 1, index, MentionKind::Nominal, vec![one]);
        true
    }

    /// "the candidate" in what the staff of the Ode campaign says, or the campaign itself: Ode.
    fn campaigner(&self, index: u32, sense: &Sense) -> Option<EntityId> {
        if sense.noun != "candidate" || !sense.is_silent() || sense.is_other {
            return None;
        }
        let speaker = self.speaking(index)?;
        let ties = self.ties.get(speaker.0 as usize).into_iter().flatten().copied();
        std::iter::once(speaker).chain(ties).find_map(|body| {
            let [.., name, "campaign"] =
                self.chains[body.0 as usize].words.iter().map(AsRef::as_ref).collect::<Vec<&str>>()[..]
            else {
                return None;
            };
            let owner = |word: &str| word == name || name.strip_suffix('s') == Some(word);
            let person = self.chains.iter().position(|chain| {
                chain.entity_type == EntityType::Person && chain.words.last().is_some_and(|last| owner(last))
            });
            person.and_then(super::entity_id).filter(|&person| person != speaker)
        })
    }

    /// True if the article gives the office of `role` to nobody else, and its holder has been named before `index`.
    fn is_sole_holder(&self, role: &roles::Role, sense: &Sense, index: u32) -> bool {
        sense.is_single_office()
            && role.sense.noun == sense.noun
            && !role.sense.is_former
            && self.roles.iter().all(|other| other.chain == role.chain || other.sense.noun != role.sense.noun)
            && role.tokens.start > index
            && (self.recent().any(|seen| matches!(seen.entities.as_slice(), [one] if one.0 as usize == role.chain))
                || sense.is_silent()
                    && role.sense.is_silent()
                    && role.is_phrase
                    && !matches!(self.words.lower(role.tokens.start.saturating_sub(1)), "a" | "an"))
    }

    /// "her opponent": the one person of this and the last two sentences beside the owner.
    fn the_other(&self, index: u32, excluded: &[EntityId]) -> Option<EntityId> {
        let words = self.words;
        let owner = words.analysis.dependents_by(TokenId(index), "poss").next()?;
        let &[owner] = self.entities_headed_by(owner.0) else { return None };
        [1, 2].into_iter().find_map(|window| self.only_other(index, owner, excluded, window))
    }

    /// The only person beside `owner` in this sentence and `window` sentences before it.
    fn only_other(&self, index: u32, owner: EntityId, excluded: &[EntityId], window: u32) -> Option<EntityId> {
        let words = self.words;
        let sentence = words.sentence(index);
        let mut only: Option<EntityId> = None;
        let near = self.recent().take_while(|seen| sentence.saturating_sub(words.sentence(seen.head)) <= window);
        for seen in near.filter(|seen| seen.sort == Sort::Person) {
            match seen.entities.as_slice() {
                [one] if *one == owner || excluded.contains(one) => {}
                [one] if only.is_none_or(|known| known == *one) => only = Some(*one),
                _ => return None,
            }
        }
        only
    }

    /// True if the noun may as well mean somebody else who was mentioned since: an unnamed person by the same noun, or,
    /// for nouns that fit nearly everyone, anybody.
    fn is_rivalled(&self, index: u32, chain: usize, office: bool, sense: &Sense, excluded: &[EntityId]) -> bool {
        let words = self.words;
        let lemma = words.token(index).lemma.as_str();
        let generic = epithets::is_generic(lemma) && sense.fields.is_empty() && sense.kind.is_empty();
        for seen in self.recent().take(40) {
            if matches!(seen.entities.as_slice(), [one] if one.0 as usize == chain) {
                return false;
            }
            if seen.sort != Sort::Person || seen.entities.iter().any(|entity| excluded.contains(entity)) {
                continue;
            }
            let same = seen.entities.is_empty() && words.token(seen.head).lemma == lemma && !office;
            if same || generic {
                return true;
            }
        }
        false
    }

    /// True if the roles told with this noun all belong to a named body.
    fn is_narrow(&self, chains: &[usize], sense: &Sense) -> bool {
        sense.is_single_office()
            && sense.noun != "mayor"
            && self
                .roles
                .iter()
                .filter(|role| chains.contains(&role.chain) && role.sense.noun == sense.noun)
                .all(|role| !role.sense.names.is_empty() && role.sense.countries.is_empty())
    }

    /// Of several candidates, the one mentioned last within `window` sentences.
    pub(super) fn most_recent(&self, chains: &[usize], index: u32, window: u32) -> Option<EntityId> {
        let sentence = self.words.sentence(index);
        self.recent().take_while(|seen| sentence.saturating_sub(self.words.sentence(seen.head)) <= window).find_map(
            |seen| match seen.entities.as_slice() {
                [one] if chains.contains(&(one.0 as usize)) => Some(*one),
                _ => None,
            },
        )
    }
}
