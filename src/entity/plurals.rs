//! Descriptions of several: "the two leaders", "both companies", "the pair", "both sides", "the three countries".
//!
//! They refer to as many as they count, of their kind, that were spoken of last; where more or fewer can be meant, to
//! nobody. Who governs the clause is not among those of whom it tells.

use super::discourse::{Discourse, Sort};
use super::gender::Gender;
use super::kinds::Facts;
use super::lexicon::lexicon;
use super::{EntityId, EntityType, MentionKind};
use crate::nlp::TokenId;
use std::ops::Range;

/// What a plural noun counts.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Counted {
    /// People, with the role noun that all of them must have been given, if any can tell them from others.
    People(Option<&'static str>),
    /// Men or women.
    Gendered(Gender),
    /// Countries.
    Countries,
    /// Towns and other places.
    Places,
    /// Organizations of a kind.
    Bodies(&'static str),
    /// Whoever stands against each other.
    Sides,
}

/// How many sentences back those meant may stand.
pub(super) const WINDOW: u32 = 3;

impl Discourse<'_, '_> {
    /// Reads the plural noun at `index`.
    pub(super) fn plural_nominal(&mut self, index: u32, is_person: bool) {
        let words = self.words;
        let phrase = self.safe_phrase(index);
        let lemma = words.token(index).lemma.as_str();
        if is_armed(lemma) {
            self.armed_group(index, phrase);
            return;
        }
        if is_person && self.holders(index, phrase.start) {
            return;
        }
        let count = phrase.clone().find_map(|at| number(words.lower(at)));
        if let (Some(count), "bidder" | "suitor") = (count, lemma) {
            let entities = self.bidders(count);
            if !entities.is_empty() {
                self.see(entities.clone(), index, Sort::Plural);
                self.add(phrase, index, MentionKind::Nominal, entities);
            }
            return;
        }
        let Some(counted) = counted(lemma, is_person) else { return };
        // "the two *party* leaders": not a minister beside them
        let of_parties = lemma == "leader"
            && index > phrase.start
            && matches!(words.lower(index - 1), "party" | "opposition" | "rebel");
        let counted = if of_parties { Counted::People(Some("chief")) } else { counted };
        let definite = matches!(words.lower(phrase.start), "the" | "these" | "both" | "their" | "our" | "all");
        let narrowed = (phrase.start..index).any(|at| {
            words.is_capital(at) && words.token(at).pos != "DET" && words.token(at).pos != "NUM"
                || words.token(at).tag == "JJS"
                // "the two lobbying firms"
                || words.token(at).deprel == "compound" && matches!(counted, Counted::Bodies(_))
                || words.token(at).tag == "PRP$" && counted != Counted::Countries
                || matches!(words.lower(at), "other" | "first" | "last")
        });
        if !definite || narrowed {
            return;
        }
        match count {
            Some(count) if lemma == "party" => {
                let _ = self.refer_to_several(phrase.clone(), index, counted, count)
                    || self.refer_to_several(phrase, index, Counted::Sides, count);
            }
            Some(count) => {
                self.refer_to_several(phrase, index, counted, count);
            }
            None if phrase.len() == 2 && words.lower(phrase.start) == "the" => self.uncounted(phrase, index, counted),
            None => {}
        }
    }

    /// "the leaders", "the companies": two or three who were spoken of together just before.
    fn uncounted(&mut self, phrase: Range<u32>, index: u32, counted: Counted) {
        let words = self.words;
        let told = match counted {
            Counted::People(Some("leader" | "president" | "minister" | "candidate" | "rival")) => true,
            Counted::Bodies(kind) => !matches!(kind, "group" | "organisation" | "body" | "newspaper" | "party"),
            _ => false,
        };
        if !told || self.is_part_of_many(index) {
            return;
        }
        let sentence = words.sentence(index);
        let excluded = self.excluded_from_several(index);
        let bound = |back: u32| {
            let before = sentence.checked_sub(back)?;
            [2, 3].into_iter().find_map(|count| self.bound_in(before, index, counted, count, &excluded))
        };
        let entities = match (0..=2).find_map(bound) {
            Some(together) => together,
            // "*The candidates* shook hands": the two whom all of it is about
            None if counted == Counted::People(Some("candidate")) => {
                match self.most_named_people(index, 2, &excluded) {
                    Some(most) => most,
                    None => return,
                }
            }
            // "the ministers" after a minister and her counterpart
            None => {
                match self.all_told(index, counted, 2).filter(|both| both.iter().any(|&one| self.is_counterpart(one))) {
                    Some(both) => both,
                    None => return,
                }
            }
        };
        self.see(entities.clone(), index, Sort::Plural);
        self.add(phrase, index, MentionKind::Nominal, entities);
    }

    /// "a lot of *the candidates*", "one of *the ministers*": more than those who were spoken of.
    fn is_part_of_many(&self, index: u32) -> bool {
        let words = self.words;
        let of = words.head(index).filter(|&of| words.token(index).deprel == "pobj" && words.lower(of) == "of");
        let part = of.and_then(|of| words.head(of));
        part.is_some_and(|part| {
            matches!(
                words.lower(part),
                "lot" | "lots" | "some" | "most" | "many" | "several" | "few" | "majority" | "half" | "number" | "one"
            )
        })
    }

    /// True for whom somebody else's role names: "her counterpart", "his colleague".
    fn is_counterpart(&self, entity: EntityId) -> bool {
        self.roles.iter().any(|role| {
            role.chain == entity.0 as usize && matches!(self.words.lower(role.head), "counterpart" | "colleague")
        })
    }

    /// "the rebels", "the militants": the one armed group that the article names.
    fn armed_group(&mut self, index: u32, phrase: Range<u32>) {
        let words = self.words;
        // "the rebels in the hills", not "the rebels of Norland"
        let of_others = matches!(words.lower(index + 1), "of" | "from" | "who" | "that");
        if phrase.start + 1 != index || words.lower(phrase.start) != "the" || of_others {
            return;
        }
        let phrase = phrase.start..index + 1;
        let Some(entity) = self.only_armed_body() else { return };
        if self.seen.iter().any(|seen| seen.entities == [entity]) {
            self.see(vec![entity], index, Sort::Thing);
            self.add(phrase, index, MentionKind::Nominal, vec![entity]);
        }
    }

    /// The one armed group: told to be one, else called an army of no state's ("the Army of the Dunes").
    fn only_armed_body(&self) -> Option<EntityId> {
        let told = |facts: &Facts| {
            facts.kinds.iter().any(|kind| matches!(*kind, "militia" | "movement"))
                || facts.fields.iter().any(|field| is_armed(field))
        };
        let called = |facts: &Facts| facts.kinds.contains(&"army") && facts.countries.is_empty();
        let only = |fits: &dyn Fn(&Facts) -> bool| {
            let mut bodies = self.facts.iter().enumerate().filter(|(_, facts)| fits(facts)).map(|(body, _)| body);
            let first = bodies.next();
            (first, bodies.next().is_some())
        };
        match only(&told) {
            (Some(body), false) => super::entity_id(body),
            (Some(_), true) => None,
            (None, _) => match only(&called) {
                (Some(body), false) => super::entity_id(body),
                _ => None,
            },
        }
    }

    /// "The two", "both", "the pair": the two people, else the two organizations or countries, mentioned last.
    pub(super) fn pair(&mut self, index: u32) {
        let words = self.words;
        let head = matches!(words.token(index).deprel.as_str(), "nsubj" | "nsubjpass" | "dobj" | "pobj" | "dative");
        let definite = index > 0 && words.lower(index - 1) == "the";
        let all = index > 0 && words.lower(index - 1) == "all";
        let start = match words.lower(index) {
            "two" | "pair" | "duo" | "trio" | "couple" if definite => index - 1,
            "three" | "four" | "five" if definite || all => index - 1,
            "both" => index,
            _ => return,
        };
        let next = index + 1;
        let of = next < words.len() && matches!(words.lower(next), "of" | "sides" | "and");
        let them = of && words.lower(next) == "of" && matches!(words.lower(next + 1), "them" | "us");
        if !head || of && !them {
            return;
        }
        let count = if words.lower(index) == "trio" { 3 } else { number(words.lower(index)).unwrap_or(2) };
        for counted in [Counted::People(None), Counted::Bodies("company"), Counted::Countries] {
            if self.refer_to_several(start..next, index, counted, count) {
                return;
            }
        }
    }

    /// Adds a mention of the `count` that are meant; false if they are not found.
    fn refer_to_several(&mut self, phrase: Range<u32>, index: u32, counted: Counted, count: usize) -> bool {
        let entities = match counted {
            Counted::Sides => self.sides(index),
            Counted::Countries => {
                let named = self.last_ones(index, counted, count);
                if named.len() == count { named } else { self.countries_meant(index, count) }
            }
            _ => self.last_ones(index, counted, count),
        };
        if entities.len() != count {
            return false;
        }
        if counted == Counted::Sides && entities.iter().all(|&one| self.is_party(one)) {
            self.opposed = entities.clone();
        }
        self.see(entities.clone(), index, Sort::Plural);
        self.add(phrase, index, MentionKind::Nominal, entities);
        true
    }

    /// The two that were last named together, else the two countries or bodies of known kinds mentioned last.
    fn sides(&self, index: u32) -> Vec<EntityId> {
        let words = self.words;
        let sentence = words.sentence(index);
        let together = self
            .recent()
            .take_while(|seen| sentence.saturating_sub(words.sentence(seen.head)) <= WINDOW)
            .find(|seen| {
                seen.sort == Sort::Plural
                    && seen.entities.len() == 2
                    && seen.entities.iter().all(|&entity| self.entity_type(entity) != EntityType::Person)
            });
        if let Some(seen) = together {
            return seen.entities.clone();
        }
        let party = words.token(index).lemma == "party";
        if !party && !self.opposed.is_empty() {
            return self.opposed.clone();
        }
        let opposed = self.last_ones(index, Counted::Sides, 2);
        let partisan = |entity: &EntityId| {
            self.facts.get(entity.0 as usize).is_some_and(|facts| {
                facts
                    .kinds
                    .iter()
                    .any(|kind| matches!(*kind, "union" | "movement" | "alliance" | "federation" | "company"))
            })
        };
        if party && !opposed.iter().all(partisan) {
            return Vec::new();
        }
        let country = |entity: &EntityId| self.entity_type(*entity) == EntityType::Place;
        let rebels = |entity: &EntityId| {
            let facts = self.facts.get(entity.0 as usize);
            facts.is_some_and(|facts| facts.kinds.iter().any(|kind| matches!(*kind, "militia" | "movement")))
        };
        match opposed.as_slice() {
            [one, other] if country(one) == country(other) || rebels(one) || rebels(other) => opposed,
            _ if self.are_named_before(index) => Vec::new(),
            _ => self.pair_of_people(index).unwrap_or_default(),
        }
    }

    /// True if the names joined by "and" from the one at `first` on are told to deal or quarrel with each other ("talks
    /// between", "the dispute between").
    pub(super) fn are_opposed(&self, first: u32) -> bool {
        let words = self.words;
        let between =
            words.head(first).filter(|&at| words.token(first).deprel == "pobj" && words.lower(at) == "between");
        between.and_then(|between| words.head(between)).is_some_and(|noun| {
            matches!(
                words.token(noun).lemma.as_str(),
                "talk"
                    | "talks"
                    | "negotiation"
                    | "meeting"
                    | "dispute"
                    | "row"
                    | "conflict"
                    | "war"
                    | "fight"
                    | "fighting"
                    | "battle"
                    | "deal"
                    | "agreement"
                    | "truce"
                    | "ceasefire"
                    | "treaty"
                    | "dialogue"
                    | "standoff"
                    | "merger"
                    | "relation"
                    | "tie"
                    | "tension"
                    | "rift"
                    | "quarrel"
                    | "feud"
                    | "contact"
                    | "discussion"
                    | "peace"
            )
        })
    }

    /// True for a country or an organization.
    pub(super) fn is_party(&self, entity: EntityId) -> bool {
        match self.entity_type(entity) {
            EntityType::Person => false,
            EntityType::Place => self.chains[entity.0 as usize].country.is_some(),
            EntityType::Organization => true,
        }
    }

    /// True if two countries have been named before.
    fn are_named_before(&self, index: u32) -> bool {
        let mut countries: Vec<EntityId> = Vec::new();
        for seen in self.recent().filter(|seen| seen.head < index) {
            for &entity in &seen.entities {
                if self.chains[entity.0 as usize].country.is_some() && !countries.contains(&entity) {
                    countries.push(entity);
                }
            }
        }
        countries.len() > 1
    }

    /// True if the singular noun at `index` counts two ("the pair").
    pub(super) fn is_pair(&self, index: u32) -> bool {
        let words = self.words;
        matches!(words.lower(index), "pair" | "duo" | "trio" | "couple")
            && words.analysis.dependents_by(TokenId(index), "prep").next().is_none()
    }
}

/// Plural nouns for the members of an armed group.
fn is_armed(lemma: &str) -> bool {
    matches!(
        lemma,
        "rebel" | "militant" | "guerrilla" | "insurgent" | "separatist" | "extremist" | "terrorist" | "jihadist"
    )
}

/// The number that `word` tells, of few.
pub(super) fn number(word: &str) -> Option<usize> {
    match word {
        "two" | "both" => Some(2),
        "three" => Some(3),
        "four" => Some(4),
        "five" => Some(5),
        "six" => Some(6),
        "seven" => Some(7),
        _ => None,
    }
}

/// What the plural of `lemma` counts, if it can stand for entities of the article.
fn counted(lemma: &str, is_person: bool) -> Option<Counted> {
    Some(match lemma {
        "leader" => Counted::People(Some("leader")),
        "president" => Counted::People(Some("president")),
        "minister" | "premier" => Counted::People(Some("minister")),
        "senator" => Counted::People(Some("senator")),
        "governor" => Counted::People(Some("governor")),
        "general" => Counted::People(Some("general")),
        "mayor" => Counted::People(Some("mayor")),
        "candidate" | "nominee" | "contender" => Counted::People(Some("candidate")),
        "chairman" | "chairwoman" => Counted::People(Some("chairman")),
        "rival" | "opponent" => Counted::People(Some("rival")),
        "official" => Counted::People(Some("official")),
        "man" => Counted::Gendered(Gender::Male),
        "woman" => Counted::Gendered(Gender::Female),
        "colleague" | "counterpart" | "politician" | "friend" | "ally" | "statesman" | "diplomat" | "negotiator"
        | "envoy" => Counted::People(None),
        "country" | "nation" | "neighbour" | "neighbor" | "state" | "government" | "power" | "republic" => {
            Counted::Countries
        }
        "city" | "town" | "capital" => Counted::Places,
        "side" | "camp" | "delegation" | "foe" | "enemy" => Counted::Sides,
        _ if is_person => return None,
        _ => Counted::Bodies(lexicon().body_noun(lemma)?),
    })
}
