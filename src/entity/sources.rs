//! For whom somebody speaks: "a spokeswoman for Ode said *the company* …", "the Falk Party's leader said *the party* …".
//!
//! What a body's people say of "the company" or "the party" they say of their own; what onlookers say ("an analyst at Ode
//! Securities") they say of another.

use super::discourse::Discourse;
use super::kinds::Facts;
use super::{EntityId, EntityType};
use crate::nlp::TokenId;

impl Discourse<'_, '_> {
    /// The body of `kind` that speaks, itself or by one of its people, where the token at `index` stands in what is said.
    pub(super) fn source_body(&self, index: u32, kind: &'static str) -> Option<EntityId> {
        let speaker = self.speaker_of(index)?;
        match self.entities_headed_by(speaker) {
            &[one] if self.entity_type(one) == EntityType::Organization => Some(one),
            &[person] if self.entity_type(person) == EntityType::Person => {
                (!self.is_onlooker(person) && self.has_role(person)).then(|| self.body_of(person, kind)).flatten()
            }
            [] if !is_onlooking(&self.words.token(speaker).lemma) => self.body_beside_noun(speaker),
            _ => None,
        }
    }

    /// "The chairman of Ode said *the federation* would …": the one body that the speaker of what the token at `index` stands in
    /// leads or speaks for, where it may be called by the noun and no other body near is told to be one.
    pub(super) fn led_body(&self, index: u32, kind: &'static str) -> Option<EntityId> {
        let alternative =
            matches!(kind, "agency" | "federation" | "union" | "commission" | "organisation" | "association");
        let speaker = self.speaker_of(index).filter(|_| alternative)?;
        let &[person] = self.entities_headed_by(speaker) else { return None };
        if self.entity_type(person) != EntityType::Person || self.is_onlooker(person) || !self.leads(person) {
            return None;
        }
        let bodies = self.ties[person.0 as usize].iter().copied();
        let mut bodies = bodies.filter(|&tie| self.entity_type(tie) == EntityType::Organization);
        let (own, None) = (bodies.next()?, bodies.next()) else { return None };
        let told =
            |entity: EntityId| self.facts.get(entity.0 as usize).is_some_and(|facts| facts.kinds.contains(&kind));
        let sentence = self.words.sentence(index);
        let near = self.recent().take_while(|seen| sentence.saturating_sub(self.words.sentence(seen.head)) <= 3);
        let rivalled = near.flat_map(|seen| &seen.entities).any(|&one| one != own && told(one));
        // a bank is no federation
        let facts = self.facts.get(own.0 as usize)?;
        let public = facts.kinds.iter().all(|known| {
            matches!(
                *known,
                "agency"
                    | "commission"
                    | "federation"
                    | "union"
                    | "association"
                    | "organisation"
                    | "body"
                    | "council"
                    | "congress"
                    | "department"
                    | "authority"
                    | "bureau"
                    | "regulator"
                    | "board"
            )
        });
        (public && !rivalled).then_some(own)
    }

    /// True for who holds an office by which one speaks for a body.
    fn leads(&self, person: EntityId) -> bool {
        self.roles.iter().any(|role| {
            role.chain == person.0 as usize
                && !role.sense.is_former
                && matches!(
                    role.sense.noun.as_str(),
                    "chairman"
                        | "president"
                        | "head"
                        | "chief"
                        | "director"
                        | "leader"
                        | "secretary"
                        | "commissioner"
                        | "administrator"
                        | "spokesman"
                        | "spokeswoman"
                        | "spokesperson"
                )
        })
    }

    /// The bodies for which an onlooker works who says what the token at `index` stands in.
    pub(super) fn onlooker_bodies(&self, index: u32) -> Vec<EntityId> {
        let Some(speaker) = self.speaker_of(index) else { return Vec::new() };
        match self.entities_headed_by(speaker) {
            &[person] if self.entity_type(person) == EntityType::Person && self.is_onlooker(person) => {
                self.ties[person.0 as usize].clone()
            }
            [] if is_onlooking(&self.words.token(speaker).lemma) => {
                self.body_beside_noun(speaker).into_iter().collect()
            }
            _ => Vec::new(),
        }
    }

    /// What it is worth that the body is named after `index` under the same verb, both in or both out of quotation marks:
    /// who is called by name later is not described before, unless in passing ("doubling Ode's size") or in a clause that
    /// goes before ("if the firm is told of it, Ode will act").
    pub(super) fn named_later(&self, entity: EntityId, index: u32) -> f32 {
        let words = self.words;
        let verb = words
            .analysis
            .ancestors(TokenId(index))
            .take(12)
            .find(|at| matches!(words.token(at.0).pos.as_str(), "VERB" | "AUX"));
        let Some(verb) = verb else { return 1.0 };
        let end = words.analysis.subtree(verb).end.min(words.sentence_range(index).end);
        let later = (index + 1..end).filter(|&at| {
            self.is_covered(at)
                && self.entities_headed_by(at) == [entity]
                && self.quotes.at(at) == self.quotes.at(index)
        });
        later
            .map(|at| match words.token(at).deprel.as_str() {
                "nsubj" | "nsubjpass" | "dobj" => 0.0,
                "compound" => 1.0,
                _ => 0.5,
            })
            .fold(1.0, f32::min)
    }

    /// "Ode's chairman wrote to *the group*": the bodies of the person who deals with what is described at `index`.
    pub(super) fn own_side(&self, index: u32) -> Vec<EntityId> {
        let words = self.words;
        let verb = words.analysis.ancestors(TokenId(index)).take(6).find(|at| words.token(at.0).pos == "VERB");
        let deals = |verb: TokenId| {
            matches!(
                words.token(verb.0).lemma.as_str(),
                "write"
                    | "meet"
                    | "talk"
                    | "speak"
                    | "call"
                    | "negotiate"
                    | "visit"
                    | "ask"
                    | "urge"
                    | "sue"
                    | "contact"
            )
        };
        let subject = verb.filter(|&verb| deals(verb)).and_then(|verb| self.clause_subject(verb.0));
        match subject.filter(|&subject| subject < index).map(|subject| self.entities_headed_by(subject)) {
            Some(&[one]) if self.entity_type(one) == EntityType::Person => self.ties[one.0 as usize].clone(),
            Some(&[one]) => vec![one],
            _ => Vec::new(),
        }
    }

    /// Who says what the token at `index` stands in.
    fn speaker_of(&self, index: u32) -> Option<u32> {
        let before = || self.governing_subjects(index).find(|&subject| subject < index);
        self.quotes.speaker(index).or_else(before)
    }

    /// The body that a noun for its people names beside itself ("a spokesman for Ode", "Ode officials").
    fn body_beside_noun(&self, noun: u32) -> Option<EntityId> {
        let words = self.words;
        let prepositions = words.analysis.dependents_by(TokenId(noun), "prep");
        let objects = prepositions.flat_map(|preposition| words.analysis.dependents_by(preposition, "pobj"));
        let beside = objects.chain(words.analysis.dependents_by(TokenId(noun), "compound"));
        beside.chain(words.analysis.dependents_by(TokenId(noun), "poss")).find_map(|at| {
            match self.entities_headed_by(at.0) {
                &[one] if self.entity_type(one) == EntityType::Organization => Some(one),
                _ => None,
            }
        })
    }

    /// "*Its* chairman, Ana Ode", "*the company's* chairman": the person whose role begins after the owner at `index` is of
    /// the body.
    pub(super) fn tie_to_owner(&mut self, index: u32, body: EntityId) {
        if self.entity_type(body) != EntityType::Organization {
            return;
        }
        let next = self.roles.partition_point(|role| role.tokens.start <= index);
        let near = self.roles[next.saturating_sub(2)..].iter().take(4);
        let holder = near
            .filter(|role| role.tokens.contains(&index) || role.tokens.start > index && role.tokens.start <= index + 2)
            .filter(|role| !role.sense.is_former)
            .find(|role| role.head > index && self.words.sentence(role.head) == self.words.sentence(index))
            .map(|role| role.chain);
        if let Some(ties) = holder.and_then(|chain| self.ties.get_mut(chain))
            && !ties.contains(&body)
        {
            ties.push(body);
        }
    }

    fn has_role(&self, person: EntityId) -> bool {
        self.roles.iter().any(|role| role.chain == person.0 as usize && !role.sense.is_former)
    }

    fn is_onlooker(&self, person: EntityId) -> bool {
        self.roles.iter().any(|role| role.chain == person.0 as usize && is_onlooking(&role.sense.noun))
    }

    /// "his party", of the leader of the Green Alliance: the one body that he leads whose name tells that it may be a party.
    fn movement_led(&self, person: EntityId) -> Option<EntityId> {
        let political = |tie: &EntityId| {
            self.entity_type(*tie) == EntityType::Organization
                && self.facts.get(tie.0 as usize).is_some_and(|facts| {
                    let may =
                        |kind: &&str| matches!(*kind, "alliance" | "movement" | "congress" | "front" | "coalition");
                    !facts.kinds.is_empty() && facts.kinds.iter().all(may)
                })
        };
        let mut led = self.ties[person.0 as usize].iter().copied().filter(political);
        match (led.next(), led.next()) {
            (Some(only), None) if self.leads(person) => Some(only),
            _ => None,
        }
    }

    /// The body of `kind` that the person is told to be of, if it is one.
    pub(super) fn body_of(&self, person: EntityId, kind: &'static str) -> Option<EntityId> {
        if kind == "party"
            && let Some(party) = self.party_of(person)
        {
            return Some(party);
        }
        let fit = |body: EntityId| self.fits_body(body, kind, &Facts::default()).map_or(0, |(fit, _)| fit);
        let bodies: Vec<EntityId> = self.ties[person.0 as usize]
            .iter()
            .copied()
            .filter(|&tie| self.entity_type(tie) == EntityType::Organization && fit(tie) > 0)
            .collect();
        if kind == "party" && bodies.iter().all(|&body| fit(body) < 2) {
            return self.movement_led(person);
        }
        let best = bodies.iter().map(|&body| fit(body)).max()?;
        // a party or a union is called so; of a company, an employer, all that is known may be that he works there
        let needed = if kind == "party" { 2 } else { 1 };
        bodies.into_iter().find(|&body| fit(body) == best.max(needed))
    }
}

/// Nouns for those who comment on other people's business.
fn is_onlooking(noun: &str) -> bool {
    matches!(
        noun,
        "analyst"
            | "economist"
            | "strategist"
            | "broker"
            | "dealer"
            | "trader"
            | "consultant"
            | "researcher"
            | "critic"
            | "pollster"
            | "historian"
            | "commentator"
            | "correspondent"
            | "columnist"
            | "reporter"
    )
}
