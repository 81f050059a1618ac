//! Sets: which entities the text sets together, so that a counted description ("the two", "both men", "the three firms") and
//! "they" can mean all of them and no others.
//!
//! Takes the token of the description, what it counts and how many; gives just so many. Those whom one structure binds come
//! before those who merely stand near: names joined by "and", a plural read before, and two of whom one does something to or
//! with the other. Of more sets than one the nearest is meant.
//!
//! # Invariants
//!
//! - As many as are counted, all of the kind, none twice, in order of their ids.
//! - Nobody who is excluded; nor who only tells of them ("an analyst, Ode, said the two"), nor who speaks for one of them.

use super::discourse::{Discourse, Sort};
use super::lexicon::{TalkWord, lexicon};
use super::plurals::{Counted, WINDOW};
use super::{EntityId, EntityType, MentionKind};
use crate::nlp::TokenId;

/// How many sentences back a structure may bind those who are meant, where others were spoken of since.
const BOUND_REACH: u32 = 2;

/// In which of the first sentences those are set together whom the article is about.
const TOPIC: u32 = 3;

impl Discourse<'_, '_> {
    /// The `count` of the kind whom this sentence, or the nearest before it, sets together, else who are the only ones
    /// spoken of so far back.
    pub(super) fn set_near(
        &self,
        index: u32,
        counted: Counted,
        count: usize,
        excluded: &[EntityId],
    ) -> Option<Vec<EntityId>> {
        let sentence = self.words.sentence(index);
        let mut apart: Vec<EntityId> = excluded.to_vec();
        apart.extend(self.onlookers(index));
        let mut found: Vec<EntityId> = Vec::new();
        for back in 0..=WINDOW.min(sentence) {
            let bound = || self.bound_in(sentence - back, index, counted, count, excluded);
            if back <= BOUND_REACH
                && let Some(set) = bound()
            {
                return Some(set);
            }
            for seen in self.recent().filter(|seen| self.words.sentence(seen.head) + back == sentence) {
                for &entity in &seen.entities {
                    let fits = seen.salience >= 1.0 && self.is_counted(entity, counted);
                    if fits && !apart.contains(&entity) && !found.contains(&entity) {
                        found.push(entity);
                    }
                }
            }
            if found.len() >= count {
                break;
            }
        }
        found.sort_unstable();
        if found.len() == count
            && let Some(topic) = self.topic_set(index, counted, count, excluded)
            && self.are_minor(&found, &topic)
        {
            return Some(topic);
        }
        (found.len() == count).then_some(found)
    }

    /// The `count` people whom the first sentences set together.
    fn topic_set(&self, index: u32, counted: Counted, count: usize, excluded: &[EntityId]) -> Option<Vec<EntityId>> {
        let person = |one: &EntityId| self.entity_type(*one) == EntityType::Person;
        let fits = |set: &[EntityId]| {
            set.iter().all(|one| person(one) && self.is_counted(*one, counted) && !excluded.contains(one))
        };
        let mut early =
            self.seen.iter().take_while(|seen| seen.head < index && self.words.sentence(seen.head) <= TOPIC);
        let set =
            early.find(|seen| seen.sort == Sort::Plural && seen.entities.len() == count && fits(&seen.entities))?;
        let mut set = set.entities.clone();
        set.sort_unstable();
        Some(set)
    }

    /// True if the article names somebody of `found`, who merely stand near, less than half as often as each of `topic`.
    fn are_minor(&self, found: &[EntityId], topic: &[EntityId]) -> bool {
        let named = |one: &EntityId| self.chains[one.0 as usize].names.len();
        let least = topic.iter().map(named).min().unwrap_or(0);
        least > 2 && found.iter().any(|one| named(one) * 2 < least)
    }

    /// The `count` of the kind whom a structure of `sentence` binds, before the token at `index`.
    pub(super) fn bound_in(
        &self,
        sentence: u32,
        index: u32,
        counted: Counted,
        count: usize,
        excluded: &[EntityId],
    ) -> Option<Vec<EntityId>> {
        let counts = |one: EntityId| self.is_counted(one, counted);
        // "the banks" after a bank and a body that is told to be a firm at most
        let unknown = |one: EntityId| {
            let facts = self.facts.get(one.0 as usize);
            let bare = facts.is_none_or(|facts| facts.kinds.iter().all(|kind| *kind == "company"));
            matches!(counted, Counted::Bodies(_)) && self.entity_type(one) == EntityType::Organization && bare
        };
        let fits = |set: &[EntityId]| {
            set.iter().all(|&one| !excluded.contains(&one) && (counts(one) || unknown(one)))
                && set.iter().any(|&one| counts(one))
        };
        let plural = self
            .recent()
            .skip_while(|seen| self.words.sentence(seen.head) > sentence)
            .take_while(|seen| self.words.sentence(seen.head) == sentence)
            .find(|seen| seen.sort == Sort::Plural && seen.entities.len() == count && fits(&seen.entities));
        let mut set = match plural {
            Some(seen) => seen.entities.clone(),
            None if count == 2 => {
                let (nested, own): (Vec<_>, Vec<_>) = self
                    .dealing(sentence, index)
                    .filter(|(_, pair)| fits(pair))
                    .partition(|&(verb, _)| self.is_nested(verb));
                own.last().or(nested.last())?.1.into()
            }
            None => return None,
        };
        set.sort_unstable();
        Some(set)
    }

    /// "both candidates": the `count` people whom the article names most, where they stand out from all others.
    pub(super) fn most_named_people(&self, index: u32, count: usize, excluded: &[EntityId]) -> Option<Vec<EntityId>> {
        let mut people: Vec<EntityId> = Vec::new();
        for entity in self.seen.iter().filter(|seen| seen.head < index).flat_map(|seen| &seen.entities) {
            if self.entity_type(*entity) == EntityType::Person && !people.contains(entity) {
                people.push(*entity);
            }
        }
        let mut most = self.most_named(&people, count).filter(|most| most.iter().all(|one| !excluded.contains(one)))?;
        most.sort_unstable();
        Some(most)
    }

    /// "Ode accused *Falk*", "Ode held talks with *Falk*": the pairs of whom one does something to or with the other, before
    /// the token at `index`; not who says to whom what the token stands in.
    pub(super) fn dealing(&self, sentence: u32, index: u32) -> impl Iterator<Item = (u32, [EntityId; 2])> {
        let words = self.words;
        let analysis = words.analysis;
        let range = analysis.sentences.get(sentence as usize).cloned().unwrap_or(0..0);
        let own = words.sentence(index) == sentence;
        let above: Vec<TokenId> = if own { analysis.ancestors(TokenId(index)).take(12).collect() } else { Vec::new() };
        (range.start..range.end.min(index)).filter_map(move |verb| {
            if words.token(verb).pos != "VERB" || above.contains(&TokenId(verb)) {
                return None;
            }
            let doer = self.one_bound(self.clause_subject(verb)?)?;
            let to = |at: u32, names: &[&str]| {
                let prepositions =
                    analysis.dependents(TokenId(at)).iter().filter(|at| names.contains(&words.lower(at.0)));
                prepositions.flat_map(|at| analysis.dependents_by(*at, "pobj")).map(|at| at.0).collect::<Vec<_>>()
            };
            let objects = analysis.dependents(TokenId(verb)).iter();
            let objects = objects.filter(|at| matches!(words.token(at.0).deprel.as_str(), "dobj" | "dative"));
            let mut others: Vec<u32> = Vec::new();
            for object in objects {
                others.push(object.0);
                others.extend(to(object.0, &["with", "to", "from", "against"]));
            }
            others.extend(to(verb, &["with", "to", "against", "for", "by", "from"]));
            let other = others.into_iter().filter(|&at| at < index).find_map(|at| self.one_bound(at));
            other.filter(|&other| other != doer).map(|other| (verb, [doer, other]))
        })
    }

    /// "pressed Ode *to free* Falk", "Ode, who *sued* Falk": what is told by the way.
    fn is_nested(&self, verb: u32) -> bool {
        matches!(self.words.token(verb).deprel.as_str(), "xcomp" | "relcl" | "acl" | "advcl" | "pcomp")
    }

    /// The one entity that the token heads, itself or by the name that explains it.
    pub(super) fn one_bound(&self, index: u32) -> Option<EntityId> {
        let joined = self.words.analysis.dependents_by(TokenId(index), "conj").next().is_some();
        let one = |at: u32| match self.entities_headed_by(at) {
            &[one] => Some(one),
            _ => None,
        };
        let apposed = || self.words.analysis.dependents_by(TokenId(index), "appos").find_map(|at| one(at.0));
        if joined { None } else { one(index).or_else(apposed) }
    }

    /// Who tells what the token at `index` stands in and is named there for the first time, and who speaks for another.
    fn onlookers(&self, index: u32) -> Vec<EntityId> {
        let words = self.words;
        let range = words.sentence_range(index);
        let mut onlookers: Vec<EntityId> = Vec::new();
        for subject in self.governing_subjects(index) {
            let tells = words.head(subject).is_some_and(|verb| lexicon().person_verb(&words.token(verb).lemma));
            let Some(one) = self.one_bound(subject).filter(|_| tells) else { continue };
            let earlier = self.mentions.iter().any(|mention| {
                mention.kind == MentionKind::Named && mention.head.0 < range.start && mention.entities.contains(&one)
            });
            if !earlier {
                onlookers.push(one);
            }
        }
        for role in self.roles.iter().filter(|role| role.tokens.start < index) {
            let advocate = lexicon().talk_word(&words.token(role.head).lemma, TalkWord::Advocate);
            if let Some(one) = super::entity_id(role.chain).filter(|_| advocate)
                && self.entity_type(one) == EntityType::Person
            {
                onlookers.push(one);
            }
        }
        onlookers
    }

    /// "A and B": both together may be "they" afterwards.
    pub(super) fn see_coordination(&mut self, last: u32) {
        // "Ode and the union Falk": the parse may hang the name on its noun
        let noun = self.words.token(last).head.0;
        let body = matches!(self.entities_headed_by(last), &[one] if self.entity_type(one) == EntityType::Organization);
        let last = if body && self.words.token(last).deprel == "appos" && noun < last { noun } else { last };
        if self.words.token(last).deprel != "conj" {
            return;
        }
        let either = |at: u32| {
            self.words
                .analysis
                .dependents_by(TokenId(at), "cc")
                .any(|cc| matches!(self.words.lower(cc.0), "or" | "nor" | "but"))
        };
        let mut entities = Vec::new();
        let mut at = last;
        let mut first = last;
        for _ in 0..6 {
            let apposed = || {
                let names = self.words.analysis.dependents_by(TokenId(at), "appos");
                names.map(|name| self.entities_headed_by(name.0)).find(|named| !named.is_empty()).unwrap_or(&[])
            };
            if let Some((person, named)) = self.whose_home(at, &entities).filter(|_| !either(at)) {
                first = named;
                entities.push(person);
                break;
            }
            match self.entities_headed_by(at) {
                [one] if !either(at) => entities.push(*one),
                [] if !either(at) => match apposed() {
                    [one] => entities.push(*one),
                    _ => return,
                },
                _ => return,
            }
            first = at;
            // "Ode, Falk and Lund": the parser takes the second of three people for the first by another name
            if self.words.token(at).deprel != "conj" && !self.lists_after(at, entities.len()) {
                break;
            }
            at = self.words.token(at).head.0;
        }
        entities.reverse();
        entities.dedup();
        if entities.len() >= 2 {
            if entities.len() == 2 && self.are_opposed(first) && entities.iter().all(|&one| self.is_party(one)) {
                self.opposed = entities.clone();
            }
            self.see(entities, first, Sort::Plural);
        }
    }

    /// "Ode of *Norland* and Falk": the person to whom the next is joined, where the parser joins him to the first one's land.
    fn whose_home(&self, index: u32, joined: &[EntityId]) -> Option<(EntityId, u32)> {
        let person = |one: EntityId| self.entity_type(one) == EntityType::Person;
        let &[home] = self.entities_headed_by(index) else { return None };
        let of = self.words.head(index).filter(|_| self.words.token(index).deprel == "pobj")?;
        if joined.is_empty() || !joined.iter().all(|&one| person(one)) || person(home) || self.words.lower(of) != "of" {
            return None;
        }
        let named = self.words.head(of)?;
        match self.entities_headed_by(named) {
            &[one] if person(one) && self.name_ending(named).is_some() => Some((one, named)),
            _ => None,
        }
    }

    /// True for a person's name that others are joined to and that stands as an apposition to the name of somebody else.
    fn lists_after(&self, index: u32, joined: usize) -> bool {
        let person = |at: u32| {
            let named = self.name_ending(at).is_some();
            named && matches!(self.entities_headed_by(at), &[one] if self.entity_type(one) == EntityType::Person)
        };
        joined > 1
            && self.words.token(index).deprel == "appos"
            && person(index)
            && person(self.words.token(index).head.0)
    }
}
