//! Descriptions by a relation to who is named beside them: "her predecessor, Name … *his successor*", "the bank … *its rival*".
//!
//! Takes the noun and its owner, gives the other end of the relation: whom the text told to be related to the owner the
//! other way round, or the only other body or country at hand.

use super::discourse::{Discourse, Sort};
use super::lexicon::lexicon;
use super::roles::Role;
use super::{EntityId, EntityType, MentionKind};
use crate::nlp::TokenId;

/// How many sentences back the other one is looked for.
const REACH: u32 = 2;

impl Discourse<'_, '_> {
    /// "His *successor*", where the owner was told to be her predecessor: she.
    pub(super) fn turned_round(&self, index: u32, noun: &str) -> Option<EntityId> {
        let others = lexicon().turned(noun);
        if others.is_empty() {
            return None;
        }
        let owner = self.owned_by(index)?;
        let told = self.roles.iter().filter(|role| {
            role.head < index && role.chain == owner.0 as usize && others.contains(&role.sense.noun.as_str())
        });
        let found = told.rev().find_map(|role| self.related_to(role));
        let found = found.filter(|&found| found != owner && self.entity_type(found) == EntityType::Person);
        found.or_else(|| self.namesake_spouse(owner, noun))
    }

    /// Whose the role is: "*Ode's* aide", "an aide to *Ode*", "succeeded *Ode*".
    fn related_to(&self, role: &Role) -> Option<EntityId> {
        if role.is_deed {
            let objects = ["dobj", "nsubjpass"].into_iter();
            let mut objects = objects.flat_map(|label| self.words.analysis.dependents_by(TokenId(role.head), label));
            let to =
                self.words.analysis.dependents_by(TokenId(role.head), "prep").find(|at| self.words.lower(at.0) == "to");
            let to = to.and_then(|to| self.words.analysis.dependents_by(to, "pobj").next());
            let own = |&at: &TokenId| self.entities_headed_by(at.0).iter().all(|one| one.0 as usize != role.chain);
            return objects.find(own).or(to).and_then(|object| self.one_bound(object.0));
        }
        let prepositions = self.words.analysis.dependents_by(TokenId(role.head), "prep");
        let of = prepositions.filter(|at| matches!(self.words.lower(at.0), "to" | "of" | "for"));
        let object = of.flat_map(|at| self.words.analysis.dependents_by(at, "pobj")).next();
        self.owned_by(role.head).or_else(|| self.one_bound(object?.0))
    }

    /// "His *wife*", where one woman of the article bears his surname and is not told to be other kin: she.
    fn namesake_spouse(&self, owner: EntityId, noun: &str) -> Option<EntityId> {
        let gender = match noun {
            "wife" | "husband" => lexicon().kin(noun).flatten()?,
            _ => return None,
        };
        let surname = self.chains[owner.0 as usize].words.last()?;
        let kin = |chain: usize| {
            let mut roles = self.roles.iter().filter(|role| role.chain == chain);
            roles.any(|role| lexicon().kin(&role.sense.noun).is_some() && role.sense.noun.as_str() != noun)
        };
        let mut bearers = self.chains.iter().enumerate().filter(|&(index, chain)| {
            index != owner.0 as usize
                && chain.entity_type == EntityType::Person
                && chain.words.len() > 1
                && chain.words.last() == Some(surname)
                && chain.gender.gender() == Some(gender)
                && !kin(index)
        });
        match (bearers.next(), bearers.next()) {
            (Some((only, _)), None) => super::entity_id(only),
            _ => None,
        }
    }

    /// Reads "its *rival*", "its larger *competitor*", "its *neighbour*", said of a body or a country; true if it was one.
    pub(super) fn other_of_its_kind(&mut self, index: u32) -> bool {
        let token = self.words.token(index);
        if token.tag != "NN" || !matches!(token.lemma.as_str(), "rival" | "competitor" | "neighbor" | "neighbour") {
            return false;
        }
        let Some(owner) = self.owned_by(index).filter(|&owner| self.entity_type(owner) != EntityType::Person) else {
            return false;
        };
        let phrase = self.safe_phrase(index);
        let named = (phrase.start..self.words.len().min(phrase.end + 1)).any(|at| self.is_covered(at));
        let country = self.chains[owner.0 as usize].country.is_some();
        if self.entity_type(owner) == EntityType::Place && !country || named {
            return false;
        }
        if let Some(other) = self.only_other_like(index, owner) {
            self.see(vec![other], index, Sort::Thing);
            self.add(phrase, index, MentionKind::Nominal, vec![other]);
        }
        true
    }

    /// The one whom the possessive of the noun at `index` refers to.
    fn owned_by(&self, index: u32) -> Option<EntityId> {
        let owner = self.words.analysis.dependents_by(TokenId(index), "poss").next()?;
        match self.entities_headed_by(owner.0) {
            &[owner] => Some(owner),
            _ => None,
        }
    }

    /// The only other body, or country, of this sentence and those before it.
    fn only_other_like(&self, index: u32, owner: EntityId) -> Option<EntityId> {
        let sentence = self.words.sentence(index);
        let kind = self.entity_type(owner);
        let mut only = None;
        for seen in self.recent().take_while(|seen| sentence.saturating_sub(self.words.sentence(seen.head)) <= REACH) {
            for &entity in seen.entities.iter().filter(|&&entity| entity != owner && self.entity_type(entity) == kind) {
                let chain = &self.chains[entity.0 as usize];
                if kind == EntityType::Place && chain.country.is_none() {
                    continue;
                }
                if only.is_some_and(|known| known != entity) {
                    return None;
                }
                only = Some(entity);
            }
        }
        only
    }
}
