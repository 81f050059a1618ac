//! Pronouns for bodies and for several: "it", "its", "they", "them".
//!
//! "It" is the organization or country that leads this or the last sentence, if nothing else can be meant; "they" are
//! those named together, a body, or the two people who do something with each other.

use super::discourse::{Discourse, Seen, Sort};
use super::lexicon::lexicon;
use super::pronouns::{is_inside, is_object};
use super::words::Words;
use super::{EntityId, EntityType};
use crate::nlp::TokenId;

impl Discourse<'_, '_> {
    /// "it": an organization or country that is the subject of this or the last sentence, if nothing else can be meant.
    pub(super) fn thing(&self, index: u32) -> Option<EntityId> {
        let words = self.words;
        if is_pleonastic(words, index) {
            return None;
        }
        if let Some(source) = self.reporting_body(index) {
            return Some(source);
        }
        if let Some(partner) = self.body_beside(index) {
            return Some(partner);
        }
        let sentence = words.sentence(index);
        let possessive = words.lower(index) == "its";
        if possessive && let Some(owner) = self.controller(index) {
            return Some(owner);
        }
        let subject = is_object(words, index).then(|| self.clause_subject(index)).flatten();
        let governing = self.governing_subjects(index).find(|&at| Some(at) != subject && at < index);
        let governing = governing.and_then(|at| self.entities_headed_by(at).first().copied());
        let mut best: Option<(EntityId, f32, u32)> = None;
        let mut beside = 0;
        for seen in self.recent() {
            let distance = sentence.saturating_sub(words.sentence(seen.head));
            if distance > 1 {
                break;
            }
            let &[entity] = seen.entities.as_slice() else { continue };
            if seen.sort != Sort::Thing
                || Some(seen.head) == subject
                || seen.salience < 1.1
                || is_inside(words, index, seen.head)
            {
                continue;
            }
            let mut score = self.weight(seen, index, distance);
            if self.entity_type(entity) == EntityType::Place {
                score *= if seen.salience >= 2.0 || possessive { 0.8 } else { 0.3 };
            }
            if governing == Some(entity) {
                score += 1.0;
            }
            beside += u32::from(distance == 0 && self.entity_type(entity) == EntityType::Organization);
            if best.is_none_or(|(other, total, _)| entity != other && score > total) {
                best = Some((entity, score, seen.head));
            }
        }
        let (entity, score, head) = best?;
        let subject_needed = if possessive { 1.0 } else { 2.2 };
        let far = words.sentence(head) != sentence;
        let tells = words.head(index).is_some_and(|verb| lexicon().person_verb(&words.token(verb).lemma));
        let rivalled = if tells && !possessive && words.token(index).deprel == "nsubj" {
            governing != Some(entity) && self.has_speaking_rival(head, index)
        } else {
            self.has_common_rival(head, index)
        };
        let clear = governing == Some(entity) && possessive || !(rivalled || far && beside > 0);
        (score >= subject_needed && clear).then_some(entity)
    }

    /// "urged Norland to cut *its* debts": the body or country that is to do what the infinitive around the pronoun tells.
    fn controller(&self, index: u32) -> Option<EntityId> {
        let words = self.words;
        let verb = words.analysis.ancestors(TokenId(index)).take(6).find(|at| words.token(at.0).pos == "VERB")?;
        let infinitive = words.analysis.dependents_by(verb, "aux").any(|to| words.lower(to.0) == "to");
        let above = words.head(verb.0).filter(|_| infinitive)?;
        let told = match words.token(verb.0).deprel.as_str() {
            "xcomp" => words.analysis.dependents_by(TokenId(above), "dobj").next(),
            "ccomp" => words.analysis.dependents_by(verb, "nsubj").next(),
            _ => None,
        }?;
        let urges = lexicon().person_verb(&words.token(above).lemma) || words.token(above).lemma == "want";
        match self.entities_headed_by(told.0) {
            &[one] if told.0 < index && urges && self.sort_of(one) == Sort::Thing => Some(one),
            _ => None,
        }
    }

    /// "praised Ode and its staff": the body that "and" joins with what is its.
    fn body_beside(&self, index: u32) -> Option<EntityId> {
        let words = self.words;
        let owned = words.head(index).filter(|_| words.token(index).deprel == "poss" && index > 1)?;
        let first = words.head(owned).filter(|_| words.token(owned).deprel == "conj")?;
        if words.lower(index - 1) != "and" || first > index || first + 6 < index {
            return None;
        }
        match self.entities_headed_by(first) {
            &[one] if self.entity_type(one) == EntityType::Organization => Some(one),
            _ => None,
        }
    }

    /// "Ode said it would …": the body or country that says something of itself; "… would let it go on": what "it" was just
    /// before in what is said.
    fn reporting_body(&self, index: u32) -> Option<EntityId> {
        let words = self.words;
        let sentence = words.sentence_range(index);
        let is_thing = |at: u32| match self.entities_headed_by(at) {
            [one] if self.sort_of(*one) == Sort::Thing => Some(*one),
            _ => None,
        };
        let token = words.token(index);
        let verb = words.head(index).filter(|_| token.deprel.as_str().starts_with("nsubj"));
        if let Some(verb) = verb
            && words.token(verb).deprel == "ccomp"
            && words.head(verb).is_some_and(|above| is_report(&words.token(above).lemma))
            && self.quotes.at(index) == 0
            && let Some(subject) = self.clause_subject(words.token(verb).head.0).filter(|&subject| subject < index)
            && let Some(body) = is_thing(subject)
        {
            let named = self.named_after(index);
            return (!named.contains(&body)).then_some(body);
        }
        // the same "it" as before, where no other thing has become the subject since
        let earlier = (sentence.start..index).rev().find(|&at| matches!(words.lower(at), "it" | "its"))?;
        let body = is_thing(earlier)?;
        let other = (earlier + 1..index).any(|at| {
            let subject = words.token(at).deprel.as_str().starts_with("nsubj");
            let object = words.token(at).deprel == "dobj" && words.token(at).tag == "NN" && !is_own(words, at);
            subject && is_thing(at) != Some(body) && !matches!(words.lower(at), "that" | "which" | "who")
                || object && token.deprel.as_str().starts_with("nsubj")
        });
        let told = words.token(earlier).deprel.as_str().starts_with("nsubj");
        (told && !other && self.quotes.at(index) == self.quotes.at(earlier)).then_some(body)
    }

    /// True if a common noun for what can be said to say something stands between `from` and `index`.
    fn has_speaking_rival(&self, from: u32, index: u32) -> bool {
        let words = self.words;
        (from + 1..index).any(|at| {
            let token = words.token(at);
            token.tag == "NN"
                && self.entities_headed_by(at).is_empty()
                && !self.is_covered(at)
                && (lexicon().body_noun(&token.lemma).is_some()
                    || matches!(
                        token.lemma.as_str(),
                        "report"
                            | "statement"
                            | "letter"
                            | "study"
                            | "memo"
                            | "survey"
                            | "poll"
                            | "article"
                            | "editorial"
                            | "document"
                            | "ruling"
                            | "resolution"
                            | "book"
                            | "spokesman"
                            | "office"
                    ))
        })
    }

    /// True if a common noun in the singular that "it" may mean stands between `from` and `index` as subject or object.
    fn has_common_rival(&self, from: u32, index: u32) -> bool {
        let words = self.words;
        (from + 1..index).any(|at| {
            let token = words.token(at);
            let role = match token.deprel.as_str() {
                "nsubj" | "nsubjpass" => true,
                "dobj" | "attr" => words.sentence(at) == words.sentence(index),
                _ => false,
            };
            role && token.tag == "NN" && !self.is_covered(at) && self.entities_headed_by(at).is_empty()
        })
    }

    /// "they": names in coordination or a body that is the subject, if no common noun in the plural comes between.
    pub(super) fn several(&self, index: u32) -> Vec<EntityId> {
        let words = self.words;
        let sentence = words.sentence(index);
        let subject = is_object(words, index).then(|| self.clause_subject(index)).flatten();
        let mut found: Option<(&Seen, f32)> = None;
        for seen in self.recent() {
            let distance = sentence.saturating_sub(words.sentence(seen.head));
            if distance > 1 {
                break;
            }
            if seen.entities.is_empty() || Some(seen.head) == subject || is_inside(words, index, seen.head) {
                continue;
            }
            let usable = match seen.sort {
                Sort::Plural => seen.salience >= 1.1,
                Sort::Thing => seen.salience >= 3.0 && self.entity_type(seen.entities[0]) == EntityType::Organization,
                Sort::Person => false,
            };
            let score = self.weight(seen, index, distance) + if seen.sort == Sort::Plural { 0.5 } else { 0.0 };
            if usable && found.is_none_or(|(_, best)| score > best) {
                found = Some((seen, score));
            }
        }
        let Some((seen, _)) = found else { return self.both_people(index) };
        let governor = self.governing_subjects(index).find(|&at| Some(at) != subject && at < index);
        if governor.is_some_and(|at| words.token(at).tag == "NNS" && self.entities_headed_by(at).is_empty()) {
            return Vec::new();
        }
        let rival = (seen.head + 1..index).any(|at| {
            let token = words.token(at);
            matches!(token.tag.as_str(), "NNS" | "NNPS")
                && !is_measure(&token.lemma)
                && matches!(token.deprel.as_str(), "nsubj" | "nsubjpass" | "dobj" | "pobj" | "conj" | "agent")
                && self.entities_headed_by(at).is_empty()
        });
        if rival { Vec::new() } else { seen.entities.clone() }
    }
}

impl Discourse<'_, '_> {
    /// "They met", "they shook hands": the two people of the last sentence, if there are just two and nobody else is meant.
    fn both_people(&self, index: u32) -> Vec<EntityId> {
        let words = self.words;
        let verb = words.head(index).filter(|_| matches!(words.token(index).deprel.as_str(), "nsubj" | "nsubjpass"));
        let between = verb.is_some_and(|verb| is_mutual(&words.token(verb).lemma));
        let sentence = words.sentence(index);
        if words.token(index).deprel == "dobj" {
            return self.both_received(index);
        }
        if !between {
            return Vec::new();
        }
        let speaker = self.quoted_speaker(index);
        let mut people: Vec<EntityId> = Vec::new();
        for seen in self.recent() {
            let at = words.sentence(seen.head);
            if sentence.saturating_sub(at) > 2 || at + 1 < sentence && people.len() >= 2 {
                break;
            }
            for &entity in &seen.entities {
                let person = self.entity_type(entity) == EntityType::Person;
                if person && Some(entity) != speaker && !people.contains(&entity) && seen.salience >= 1.0 {
                    people.push(entity);
                }
            }
        }
        people.sort_unstable();
        if people.len() == 2 { people } else { Vec::new() }
    }
}

impl Discourse<'_, '_> {
    /// "Ode came with Falk. Lund met *them*": the only two people of the sentence before, where it speaks of no others and the
    /// one who does it is a third.
    fn both_received(&self, index: u32) -> Vec<EntityId> {
        let words = self.words;
        let Some(before) = words.sentence(index).checked_sub(1) else { return Vec::new() };
        let Some(doer) = self.clause_subject(index).and_then(|subject| self.one_bound(subject)) else {
            return Vec::new();
        };
        let Some(range) = words.analysis.sentences.get(before as usize) else { return Vec::new() };
        let others = (range.start..index).any(|at| {
            let token = words.token(at);
            matches!(token.tag.as_str(), "NNS" | "NNPS") && !is_measure(&token.lemma) && !self.is_covered(at)
        });
        let near = self.recent().filter(|seen| words.sentence(seen.head) == before);
        let mut people: Vec<EntityId> = Vec::new();
        for &entity in near.flat_map(|seen| &seen.entities) {
            if self.entity_type(entity) == EntityType::Person && !people.contains(&entity) {
                people.push(entity);
            }
        }
        people.sort_unstable();
        if people.len() == 2 && !people.contains(&doer) && !others { people } else { Vec::new() }
    }
}

/// Nouns for times and sums, which nobody takes up.
fn is_measure(lemma: &str) -> bool {
    matches!(
        lemma,
        "hour" | "day" | "week" | "month" | "year" | "minute" | "time" | "dollar" | "euro" | "pound" | "mile" | "tear"
    )
}

/// Verbs by which a body says something of itself.
fn is_report(lemma: &str) -> bool {
    matches!(lemma, "say" | "announce" | "confirm" | "deny" | "add" | "claim" | "insist" | "report" | "warn")
}

/// True for a noun with a possessive pronoun.
fn is_own(words: &Words<'_>, noun: u32) -> bool {
    words.analysis.dependents_by(TokenId(noun), "poss").any(|owner| matches!(words.lower(owner.0), "its"))
}

/// Verbs for what two people do with each other.
fn is_mutual(lemma: &str) -> bool {
    matches!(
        lemma,
        "meet"
            | "talk"
            | "discuss"
            | "agree"
            | "shake"
            | "speak"
            | "sit"
            | "dine"
            | "quarrel"
            | "argue"
            | "hug"
            | "embrace"
            | "part"
            | "greet"
            | "chat"
            | "clash"
            | "disagree"
            | "exchange"
            | "share"
    )
}

/// "it" that refers to nothing: weather, "it is true that", "it seems".
fn is_pleonastic(words: &Words<'_>, index: u32) -> bool {
    let token = words.token(index);
    if token.deprel == "expl" {
        return true;
    }
    let Some(verb) = words.head(index).filter(|_| token.deprel == "nsubj" || token.deprel == "nsubjpass") else {
        return false;
    };
    let lemma = words.token(verb).lemma.as_str();
    // "made it clear that"
    if words.token(verb).pos == "ADJ" {
        return true;
    }
    let clausal = words.analysis.dependents(TokenId(verb)).iter().any(|dependent| {
        matches!(
            words.token(dependent.0).deprel.as_str(),
            "ccomp" | "xcomp" | "csubj" | "advcl" | "acomp" | "acl" | "relcl"
        )
    });
    matches!(lemma, "seem" | "appear" | "rain" | "snow" | "take" | "emerge" | "turn") && clausal
        || matches!(lemma, "be" | "become" | "remain")
            && (clausal || words.analysis.dependents_by(TokenId(verb), "attr").next().is_some())
        || token.deprel == "nsubjpass" && clausal
}
