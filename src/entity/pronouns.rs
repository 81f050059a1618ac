//! Resolves pronouns to what was mentioned before; of "he" and "she" is told [apart](super::personal).
//!
//! Agreement in number, gender and animacy is required; subjects, recent mentions and what has been spoken of all along
//! are preferred; an object pronoun never refers to its own subject, and nobody speaks of himself as "he" in a quotation.

use super::discourse::{Discourse, Seen, Sort};
use super::gender::Gender;
use super::lexicon::lexicon;
use super::personal::Antecedent;
use super::words::Words;
use super::{EntityId, EntityType, MentionKind};
use crate::nlp::TokenId;

/// What a pronoun asks of its antecedent.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Pronoun {
    /// "he", "she": one person of that gender.
    Person(Gender),
    /// "it": one organization or place.
    Thing,
    /// "they": several, or a body.
    Plural,
    /// "who", "which": what the relative clause hangs on.
    Relative,
    /// "I", "we", "you": left to the statements.
    Speech,
}

fn pronoun(lower: &str) -> Option<Pronoun> {
    match lower {
        "he" | "him" | "his" | "himself" => Some(Pronoun::Person(Gender::Male)),
        "she" | "her" | "hers" | "herself" => Some(Pronoun::Person(Gender::Female)),
        "it" | "its" | "itself" => Some(Pronoun::Thing),
        "they" | "them" | "their" | "theirs" | "themselves" => Some(Pronoun::Plural),
        "who" | "whom" | "whose" | "which" | "that" => Some(Pronoun::Relative),
        "i" | "me" | "my" | "mine" | "myself" | "we" | "us" | "our" | "ours" | "ourselves" | "you" | "your"
        | "yours" | "yourself" | "yourselves" => Some(Pronoun::Speech),
        _ => None,
    }
}

/// True if the token at `index` is a pronoun that may refer.
pub(super) fn is_pronoun(words: &Words<'_>, index: u32) -> bool {
    let lower = words.lower(index);
    if lower.len() > 10 || pronoun(lower).is_none() {
        return false;
    }
    let token = words.token(index);
    match lower {
        "that" | "which" => matches!(token.tag.as_str(), "WDT"),
        "us" => !words.is_all_capitals(index),
        "mine" => token.pos == "PRON",
        _ => true,
    }
}

/// The gender that the pronoun `lower` tells.
pub(super) fn gender_told(lower: &str) -> Option<Gender> {
    match pronoun(lower) {
        Some(Pronoun::Person(gender)) => Some(gender),
        _ => None,
    }
}

impl Discourse<'_, '_> {
    /// Reads the pronoun at `index`.
    pub(super) fn pronoun(&mut self, index: u32) {
        let Some(kind) = pronoun(self.words.lower(index)) else { return };
        let reflexive = self.words.lower(index).ends_with("self") || self.words.lower(index).ends_with("selves");
        let mut nobody = false;
        let entities = match kind {
            Pronoun::Speech => Vec::new(),
            Pronoun::Relative => match self.relative(index) {
                Some(entities) => entities,
                None => return,
            },
            _ if reflexive => {
                self.clause_subject(index).map(|subject| self.entities_headed_by(subject).to_vec()).unwrap_or_default()
            }
            _ => match self.bracketed(index) {
                Some(entity) => vec![entity],
                None => match kind {
                    Pronoun::Person(gender) => match self.person(index, gender) {
                        Antecedent::Entity(entity) => vec![entity],
                        other => {
                            nobody = other == Antecedent::Nobody;
                            Vec::new()
                        }
                    },
                    Pronoun::Thing => self.thing(index).into_iter().collect(),
                    _ => self.others(index),
                },
            },
        };
        let sort = match (kind, entities.as_slice()) {
            (Pronoun::Person(_), _) => Some(Sort::Person),
            (_, [one]) => Some(self.sort_of(*one)),
            (Pronoun::Plural, [_, _, ..]) => Some(Sort::Plural),
            _ => None,
        };
        if let (Pronoun::Thing | Pronoun::Plural, &[one], "its" | "their") =
            (kind, entities.as_slice(), self.words.lower(index))
        {
            self.tie_to_owner(index, one);
        }
        if let Some(sort) = sort.filter(|_| kind != Pronoun::Relative && !nobody) {
            self.see(entities.clone(), index, sort);
        }
        self.add(index..index + 1, index, MentionKind::Pronominal, entities);
    }

    /// Whom "they" at `index` means; nobody who speaks counts himself among "them".
    fn others(&self, index: u32) -> Vec<EntityId> {
        let found = self.several(index);
        let speaker = self.quoted_speaker(index).filter(|_| found.len() > 1);
        if speaker.is_some_and(|speaker| found.contains(&speaker)) { Vec::new() } else { found }
    }

    /// `he [Name]`: the name in brackets right after the pronoun.
    fn bracketed(&self, index: u32) -> Option<EntityId> {
        let bracket = index + 1;
        if bracket + 1 >= self.words.len() || !matches!(self.words.form(bracket), "[" | "(") {
            return None;
        }
        let mut at = bracket + 1;
        while at + 1 < self.words.len() && at < bracket + 4 && lexicon().title(self.words.lower(at)).is_some() {
            at += 1;
        }
        match self.name_starting(at)?.entities.as_slice() {
            [one] => Some(*one),
            _ => None,
        }
    }

    /// What the relative clause of the pronoun at `index` hangs on; none if it is no relative pronoun.
    fn relative(&self, index: u32) -> Option<Vec<EntityId>> {
        let words = self.words;
        let clause = std::iter::once(TokenId(index))
            .chain(words.analysis.ancestors(TokenId(index)).take(8))
            .find(|at| words.token(at.0).deprel == "relcl")?;
        let antecedent = words.head(clause.0).filter(|&antecedent| antecedent < index)?;
        let mut entities = self.entities_headed_by(antecedent).to_vec();
        let is_people = entities.iter().all(|&entity| self.entity_type(entity) == EntityType::Person);
        if words.lower(index) == "which" && is_people {
            return None;
        }
        if matches!(words.lower(index), "who" | "whom") {
            if let Some(person) = self.person_around(antecedent, index) {
                entities = vec![person];
            } else if let [one] = entities.as_slice()
                && self.entity_type(*one) == EntityType::Place
            {
                entities.clear();
            }
        }
        (!entities.is_empty()).then_some(entities)
    }

    /// "an adviser to Ms Ode, who …", "a baker from Norville, who …": the person whose description the nearest name is
    /// part of, where that name is no person's or a comma parts it from "who".
    fn person_around(&self, antecedent: u32, index: u32) -> Option<EntityId> {
        let words = self.words;
        let is_person = |at: u32| match self.entities_headed_by(at) {
            [one] if self.entity_type(*one) == EntityType::Person => Some(*one),
            _ => None,
        };
        let parted = index > 0 && words.form(index - 1) == "," && words.token(antecedent).deprel == "pobj";
        if is_person(antecedent).is_some() && !parted {
            return None;
        }
        let mut at = antecedent;
        for _ in 0..6 {
            if !matches!(words.token(at).deprel.as_str(), "pobj" | "prep" | "appos") {
                return None;
            }
            at = words.head(at)?;
            if matches!(words.token(at).pos.as_str(), "VERB" | "AUX") {
                return None;
            }
            if let Some(person) = is_person(at) {
                return Some(person);
            }
        }
        None
    }

    pub(super) fn weight(&self, seen: &Seen, index: u32, distance: u32) -> f32 {
        let words = self.words;
        let decay = [1.0, 0.8, 0.38, 0.22].get(distance as usize).copied().unwrap_or(0.1);
        let mut weight = seen.salience * decay;
        // "his lawyer, Ode, said": the name is the subject as much as what it explains
        let phrase = |at: u32| if words.token(at).deprel == "appos" { words.token(at).head.0 } else { at };
        let is_subject = |at: u32| matches!(words.token(phrase(at)).deprel.as_str(), "nsubj" | "nsubjpass");
        let speaks =
            |at: u32| words.head(phrase(at)).is_some_and(|verb| lexicon().person_verb(&words.token(verb).lemma));
        if is_subject(index) && is_subject(seen.head) && distance > 0 {
            // who has spoken goes on to speak
            let main = words.head(index).is_some_and(|verb| words.token(verb).deprel == "ROOT");
            weight *= if main && speaks(index) && speaks(seen.head) { 1.8 } else { 1.1 };
        }
        let apart = words.sentence(index).saturating_sub(words.sentence(seen.head));
        if apart > 1 && words.paragraph(index) != words.paragraph(seen.head) {
            weight *= 0.7;
        }
        // What is said within a quotation is less at hand outside it.
        if self.quotes.at(seen.head) != 0 && self.quotes.at(index) == 0 {
            weight *= 0.6;
        }
        // Whom the same words in quotation marks name is at hand for who speaks them.
        if distance > 0 && self.quotes.at(index) != 0 && self.quotes.at(seen.head) == self.quotes.at(index) {
            weight *= 1.8;
        }
        // The subject of the sentence itself comes before all that was spoken of earlier.
        if distance == 0 {
            let owner = words.token(seen.head).deprel == "poss" && words.head(seen.head).is_some_and(is_subject);
            weight *= if is_subject(seen.head) || owner { 1.7 } else { 1.4 };
        }
        weight
    }

    /// The speaker of the quotation around the token at `index`.
    pub(super) fn quoted_speaker(&self, index: u32) -> Option<EntityId> {
        let speaker = self.quotes.speaker(index)?;
        match (self.entities_headed_by(speaker), pronoun(self.words.lower(speaker))) {
            ([one], _) => Some(*one),
            // "…," he said: who he is depends on what stands before, not on the quotation.
            ([], Some(Pronoun::Person(gender))) if speaker > index && self.quotes.at(speaker) == 0 => {
                match self.person(speaker, gender) {
                    Antecedent::Entity(entity) => Some(entity),
                    _ => None,
                }
            }
            _ => None,
        }
    }
}

pub(super) fn is_object(words: &Words<'_>, index: u32) -> bool {
    matches!(words.token(index).deprel.as_str(), "dobj" | "dative" | "pobj")
}

/// True if the pronoun at `index` stands inside the phrase that `head` heads ("his wife" is not "him").
pub(super) fn is_inside(words: &Words<'_>, index: u32, head: u32) -> bool {
    words.sentence(index) == words.sentence(head)
        && matches!(words.token(index).deprel.as_str(), "poss")
        && words.token(index).head.0 == head
}
