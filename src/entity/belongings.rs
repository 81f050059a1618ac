//! What somebody has by his office: "his country", "her government", "our nation", "his party", "her organization".
//!
//! The owner is whom the possessive pronoun refers to; in a quotation, "our" is the speaker's. A country comes from the
//! owner's roles or from the bodies he belongs to; a party or another body from his roles and from what stands beside his
//! name ("Ode of the Green Party"). What the article does not name is nobody's.

use super::chains::Chain;
use super::discourse::Discourse;
use super::sense;
use super::{EntityId, EntityType, Mention, gazetteer};
use crate::nlp::TokenId;
use std::ops::Range;

impl Discourse<'_, '_> {
    /// Who has the thing at `index`, by a possessive pronoun or the name of a person before it.
    pub(super) fn owner(&self, index: u32) -> Option<EntityId> {
        let words = self.words;
        let pronoun = words.analysis.dependents_by(TokenId(index), "poss").next()?.0;
        match words.lower(pronoun) {
            "our" | "my" => self.speaking(pronoun),
            "his" | "her" | "its" | "their" => match self.entities_headed_by(pronoun) {
                &[one] => Some(one),
                _ => None,
            },
            // "*Ode's* party"
            _ => match self.entities_headed_by(pronoun) {
                &[one] if self.entity_type(one) == EntityType::Person => Some(one),
                _ => None,
            },
        }
    }

    /// Who says what the token at `index` stands in.
    pub(super) fn speaking(&self, index: u32) -> Option<EntityId> {
        self.quotes
            .speaker(index)
            .or_else(|| self.governing_subjects(index).next())
            .and_then(|speaker| self.entities_headed_by(speaker).first().copied())
    }

    /// The chain of the country with `code`, if the article names it.
    pub(super) fn of_country(&self, code: &str) -> Option<EntityId> {
        self.chains.iter().position(|chain| chain.country == Some(code)).and_then(super::entity_id)
    }

    /// "his country", "our nation", "her government".
    pub(super) fn own_country(&self, index: u32) -> Option<EntityId> {
        let words = self.words;
        let first_person =
            words.analysis.dependents_by(TokenId(index), "poss").any(|at| matches!(words.lower(at.0), "our" | "my"));
        match self.owner(index) {
            Some(owner) => {
                let told = self.country_of(owner);
                told.or_else(|| (first_person && self.entity_type(owner) != EntityType::Place).then(|| self.home())?)
            }
            None if first_person => self.home(),
            None => None,
        }
    }

    /// "his state", "our city": the one place of that kind that the owner is told to be of.
    pub(super) fn own_place(&self, index: u32) -> Option<EntityId> {
        let owner = self.owner(index)?;
        let lemma = self.words.token(index).lemma.as_str();
        let mut places = self.ties[owner.0 as usize].iter().copied().filter(|&tie| {
            self.entity_type(tie) == EntityType::Place
                && self.chains[tie.0 as usize].country.is_none()
                && self.is_of_kind(tie, lemma)
        });
        match (places.next(), places.next()) {
            (Some(only), None) => Some(only),
            _ => None,
        }
    }

    /// The country that the entity is, governs, serves or comes from, as far as the article tells it and names it.
    pub(super) fn country_of(&self, entity: EntityId) -> Option<EntityId> {
        let chain = &self.chains[entity.0 as usize];
        match chain.entity_type {
            EntityType::Place => chain.country.map(|_| entity),
            EntityType::Organization => {
                self.facts.get(entity.0 as usize)?.countries.iter().find_map(|code| self.of_country(code))
            }
            EntityType::Person => self.country_of_person(entity),
        }
    }

    fn country_of_person(&self, entity: EntityId) -> Option<EntityId> {
        let mut seat = false;
        for role in self.roles.iter().filter(|role| role.chain == entity.0 as usize) {
            if matches!(role.sense.noun.as_str(), "envoy" | "counterpart") && role.sense.countries.len() > 1 {
                continue;
            }
            if let Some(country) = role.sense.countries.first().and_then(|code| self.of_country(code)) {
                return Some(country);
            }
            let lands = || role.sense.lands.iter().chain(&role.sense.names);
            let land = self.chains.iter().position(|chain| {
                chain.country.is_some_and(|code| code.starts_with('-'))
                    && chain.words.iter().all(|word| lands().any(|land| sense::is_akin(land, word)))
            });
            if let Some(land) = land.and_then(super::entity_id) {
                return Some(land);
            }
            let party = role.sense.names.iter().any(|name| matches!(name.as_str(), "republican" | "democratic"));
            // parties of these names that put up candidates for president and senator
            seat |=
                party && matches!(role.sense.noun.as_str(), "candidate" | "senator" | "representative" | "governor");
        }
        if seat && let Some(country) = self.of_country("US") {
            return Some(country);
        }
        // "the mayor of Oslo", "a spokesman for the Norwegian Ministry"
        self.ties[entity.0 as usize].iter().find_map(|&tie| match self.entity_type(tie) {
            EntityType::Place if self.chains[tie.0 as usize].country.is_none() => {
                country_of_town(&self.chains[tie.0 as usize].written).and_then(|code| self.of_country(code))
            }
            _ => self.country_of(tie),
        })
    }

    /// "his party", "her organization": the body of `kind` that the owner belongs to.
    pub(super) fn own_body(&self, index: u32, kind: &'static str) -> Option<EntityId> {
        let owner = self.owner(index)?;
        if self.entity_type(owner) != EntityType::Person {
            return None;
        }
        self.body_of(owner, kind)
    }

    /// The party told right after the person's name: "Ode, a Republican", "Ode (R-Norland)".
    fn party_beside(&self, owner: EntityId) -> Option<&'static str> {
        let words = self.words;
        let named = self.mentions.iter().filter(|mention| mention.entities == [owner]);
        named.take(4).find_map(|mention| {
            let next = mention.tokens.end;
            if next + 2 >= words.len() || words.sentence(next + 2) != words.sentence(mention.head.0) {
                return None;
            }
            match (words.form(next), words.lower(next + 1)) {
                ("(", mark) if mark == "r" || mark.starts_with("r-") => Some("republican"),
                ("(", mark) if mark == "d" || mark.starts_with("d-") => Some("democratic"),
                (",", "a" | "the") => sense::party_of(words.lower(next + 2)),
                _ => None,
            }
        })
    }

    /// The party named in full that the owner's roles tell by its adjective ("a Republican senator").
    pub(super) fn party_of(&self, owner: EntityId) -> Option<EntityId> {
        let roles = self.roles.iter().filter(|role| role.chain == owner.0 as usize && !role.sense.is_former);
        let by_role = roles.flat_map(|role| &role.sense.names).find_map(|name| sense::party_of(name));
        let told = by_role.or_else(|| self.party_beside(owner))?;
        let parties = self.chains.iter().enumerate().filter(|(_, chain)| {
            chain.entity_type == EntityType::Organization
                && match chain.words.as_slice() {
                    [name] => sense::party_of(name) == Some(told),
                    [.., name, last] => last == "party" && sense::party_of(name) == Some(told),
                    [] => false,
                }
        });
        // the party before its members ("Republicans")
        let plural = |chain: &Chain| chain.words.last().is_some_and(|last| last.ends_with('s'));
        parties.min_by_key(|(index, chain)| (plural(chain), *index)).and_then(|(index, _)| super::entity_id(index))
    }
}

/// The country of a town by its name, if it is known well enough.
fn country_of_town(name: &str) -> Option<&'static str> {
    gazetteer::lookup(name).max_by_key(|place| place.population).map(|place| place.country)
}

/// For each chain of a person, the bodies and places that stand in his roles or beside his name ("Ode of the Green
/// Party", "the Falk Bank's Ode"), of `named` in text order.
pub(super) fn ties(discourse: &Discourse<'_, '_>) -> Vec<Vec<EntityId>> {
    let named = &discourse.mentions;
    let mut ties: Vec<Vec<EntityId>> = vec![Vec::new(); discourse.chains.len()];
    for role in discourse.roles.iter().filter(|role| !role.sense.is_former) {
        for mention in starting_in(named, &role.tokens) {
            add(discourse, &mut ties[role.chain], mention);
        }
    }
    for mention in named {
        let &[person] = mention.entities.as_slice() else { continue };
        if discourse.entity_type(person) != EntityType::Person {
            continue;
        }
        for body in beside(discourse, mention).into_iter().chain(led(discourse, mention)) {
            add(discourse, &mut ties[person.0 as usize], body);
        }
    }
    ties
}

fn starting_in<'m>(named: &'m [Mention], tokens: &Range<u32>) -> &'m [Mention] {
    let from = named.partition_point(|mention| mention.tokens.start < tokens.start);
    let to = named.partition_point(|mention| mention.tokens.start < tokens.end);
    &named[from..to.max(from)]
}

fn add(discourse: &Discourse<'_, '_>, ties: &mut Vec<EntityId>, mention: &Mention) {
    if let &[entity] = mention.entities.as_slice()
        && discourse.entity_type(entity) != EntityType::Person
        && !ties.contains(&entity)
    {
        ties.push(entity);
    }
}

/// The mention after "of" or "from" behind the name, or before "'s" in front of it.
fn beside<'m>(discourse: &'m Discourse<'_, '_>, person: &Mention) -> Option<&'m Mention> {
    let words = discourse.words;
    let of = person.tokens.end;
    if of + 1 < words.len() && matches!(words.lower(of), "of" | "from" | "at") && !words.starts_line(of) {
        let start = of + 1 + u32::from(words.lower(of + 1) == "the");
        return discourse.name_starting(start);
    }
    let owner = person.tokens.start.checked_sub(2)?;
    (words.token(owner + 1).tag == "POS").then(|| discourse.name_ending(owner)).flatten()
}

/// "Ode leads the Green Party", "Ode, who chairs …", "Ode was elected chair of the Green Party".
fn led<'m>(discourse: &'m Discourse<'_, '_>, person: &Mention) -> Vec<&'m Mention> {
    let words = discourse.words;
    let head = person.head.0;
    let is_subject = matches!(words.token(head).deprel.as_str(), "nsubj" | "nsubjpass");
    let verb = words.head(head).filter(|_| is_subject);
    let clauses = words.analysis.dependents_by(TokenId(head), "relcl").map(|clause| clause.0);
    let mut found = Vec::new();
    for verb in verb.into_iter().chain(clauses) {
        let belongs = match words.token(verb).lemma.as_str() {
            "lead" | "head" | "run" | "chair" | "found" | "join" | "represent" | "own" => "dobj",
            "elect" | "appoint" | "name" | "choose" | "become" => "oprd",
            _ => continue,
        };
        let objects = words.analysis.dependents(TokenId(verb)).iter().filter(|object| {
            let deprel = words.token(object.0).deprel.as_str();
            deprel == belongs || deprel == "attr" && belongs == "oprd"
        });
        for object in objects {
            let phrase = super::roles::noun_phrase(words, object.0, None);
            found.extend(starting_in(&discourse.mentions, &phrase));
        }
    }
    found
}
