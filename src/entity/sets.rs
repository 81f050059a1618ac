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
        (found.len() == count).then_some(found)
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
        let fits =
            |set: &[EntityId]| set.iter().all(|&one| !excluded.contains(&one) && self.is_counted(one, counted));
        let plural = self
            .recent()
            .skip_while(|seen| self.words.sentence(seen.head) > sentence)
            .take_while(|seen| self.words.sentence(seen.head) == sentence)
            .find(|seen| seen.sort == Sort::Plural && seen.entities.len() == count && fits(&seen.entities));
        let mut set = match plural {
            Some(seen) => seen.entities.clone(),
            None if count == 2 => self.dealing(sentence, index).filter(|pair| fits(pair)).next_back()?.into(),
            None => return None,
        };
        set.sort_unstable();
        Some(set)
    }

    /// "Ode accused *Falk*", "Ode held talks with *Falk*": the pairs of whom one does something to or with the other, before
    /// the token at `index`; not who says to whom what the token stands in.
    pub(super) fn dealing(&self, sentence: u32, index: u32) -> impl DoubleEndedIterator<Item = [EntityId; 2]> {
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
                let prepositions = analysis.dependents(TokenId(at)).iter().filter(|at| names.contains(&words.lower(at.0)));
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
            other.filter(|&other| other != doer).map(|other| [doer, other])
        })
    }

    /// The one entity that the token heads, itself or by the name that explains it.
    fn one_bound(&self, index: u32) -> Option<EntityId> {
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
}
