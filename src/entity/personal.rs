//! Pronouns for one person: "he", "his", "him", "she", "her".
//!
//! Takes a pronoun and its gender, gives its [`Antecedent`]. All people spoken of in the last sentences are scored by how
//! near and how prominent they are; grammar around the pronoun adds to the score of whom it favours. If nobody is left,
//! the only person of that gender farther back is meant.
//!
//! # Invariants
//!
//! - Nobody known to be of the other gender is given.
//! - Of two people of that gender who were spoken of farther back, neither is given.

use super::discourse::{Discourse, Seen, Sort};
use super::gender::Gender;
use super::lexicon::lexicon;
use super::nominals::is_anybody;
use super::pronouns::{gender_told, is_inside, is_object};
use super::{EntityId, EntityType};
use crate::nlp::TokenId;

/// Whom a pronoun for a person refers to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Antecedent {
    /// Somebody whom the article names.
    Entity(EntityId),
    /// Somebody whom it does not.
    Unnamed,
    /// Nobody was found.
    Nobody,
}

/// How many sentences back an antecedent may stand.
const WINDOW: u32 = 3;

/// How many sentences back the only person of a gender may stand.
const FAR_WINDOW: u32 = 8;

/// How much of the scores of further mentions is added to that of the most prominent one, and how much at most.
const REPEATED: f32 = 0.3;
const MOST_REPEATED: f32 = 0.2;

/// What remains of the score of somebody whom the quotation names that he is to have spoken.
const QUOTED: f32 = 0.4;

/// How much the subject is favoured as the owner of what its clause tells of, and by what it says of "him".
const OWN: f32 = 6.0;

/// How much sooner than others the person is meant whom the article is about, where a paragraph opens with "her" or "him".
const TOPIC: f32 = 2.0;

/// How many appositions and conjuncts of a subject are read.
const MOST_BESIDE: usize = 8;

/// Least score of an antecedent.
const THRESHOLD: f32 = 0.3;

/// Somebody who may be meant, and how well the mentions of him speak for him.
struct Scored {
    entity: Option<EntityId>,
    /// The mention read first, which is the last in the text.
    head: u32,
    /// The score of the most prominent mention.
    best: f32,
    /// The scores of all.
    sum: f32,
}

impl Scored {
    fn total(&self) -> f32 {
        self.best + (REPEATED * (self.sum - self.best)).min(MOST_REPEATED * self.best)
    }
}

impl Discourse<'_, '_> {
    /// Whom the pronoun of `gender` at `index` refers to.
    pub(super) fn person(&self, index: u32, gender: Gender) -> Antecedent {
        let words = self.words;
        let speaker = self.quoted_speaker(index);
        let subject = is_object(words, index).then(|| self.clause_subject(index)).flatten();
        let mut subject_entities = subject.map(|subject| self.entities_headed_by(subject).to_vec()).unwrap_or_default();
        subject_entities.extend(subject.into_iter().flat_map(|subject| self.named_beside(subject)));
        subject_entities.extend(self.named_after(index));
        subject_entities.extend(self.described_with(index));
        if let Some(partner) = self.joined_partner(index, gender) {
            return Antecedent::Entity(partner);
        }
        let quoted = self.quoted_by(index);
        let mut scores: Vec<Scored> = Vec::new();
        let mut others: Vec<EntityId> = Vec::new();
        for seen in self.recent() {
            let distance = self.distance(seen.head, index);
            if distance > WINDOW {
                break;
            }
            let entity = seen.entities.first().copied();
            if distance > 0 && entity.is_none() && is_anybody(words.lower(seen.head)) {
                continue;
            }
            // who is "she" in this sentence, or was the subject as such, is not "he"
            let told = distance == 0 || words.token(seen.head).deprel == "nsubj";
            if told && gender_told(words.lower(seen.head)).is_some_and(|told| told != gender) {
                others.extend(entity);
            }
            if entity.is_some_and(|entity| others.contains(&entity)) {
                continue;
            }
            if seen.sort != Sort::Person
                || entity.is_some_and(|entity| Some(entity) == speaker || subject_entities.contains(&entity))
            {
                continue;
            }
            if Some(seen.head) == subject || is_inside(words, index, seen.head) {
                continue;
            }
            let Some(agreement) = self.agreement(entity, seen, gender) else { continue };
            let mut score = agreement * self.weight(seen, index, distance);
            if entity.is_some_and(|entity| quoted.contains(&entity)) {
                score *= QUOTED;
            }
            let known =
                scores.iter_mut().find(|known| known.entity == entity && (entity.is_some() || known.head == seen.head));
            match known {
                Some(known) => {
                    // the most prominent mention counts, the others add a little to it
                    known.best = known.best.max(score);
                    known.sum += score;
                }
                None => scores.push(Scored { entity, head: seen.head, best: score, sum: score }),
            }
        }
        let mut scores: Vec<(Option<EntityId>, u32, f32)> =
            scores.iter().map(|scored| (scored.entity, scored.head, scored.total())).collect();
        if let Some(unnamed) = self.governing_unnamed(index, subject) {
            for (entity, head, total) in &mut scores {
                if entity.is_none() && *head == unnamed {
                    *total += if words.token(index).deprel == "poss" { OWN } else { 0.8 };
                }
            }
        }
        if is_object(words, index) && scores.iter().all(|(_, head, _)| words.paragraph(*head) < words.paragraph(index))
        {
            let topic = self.topic(scores.iter().filter_map(|(entity, ..)| *entity));
            for (_, _, total) in scores.iter_mut().filter(|(entity, ..)| topic.is_some() && *entity == topic) {
                *total *= TOPIC;
            }
        }
        let favoured: Vec<(EntityId, f32)> = self.favoured(index).collect();
        for &(person, bonus) in &favoured {
            if let Some((_, _, total)) = scores.iter_mut().find(|(other, _, _)| *other == Some(person)) {
                *total += bonus;
            }
        }
        if let Some((governor, bonus)) = self.governor(index, subject)
            && !favoured
                .iter()
                .any(|&(person, _)| person != governor && scores.iter().any(|(other, _, _)| *other == Some(person)))
        {
            for (entity, _, total) in &mut scores {
                if *entity == Some(governor) {
                    *total += bonus;
                }
            }
        }
        if let Some(topic) = self.spoken_of(index) {
            match scores.iter_mut().find(|(other, _, _)| *other == Some(topic)) {
                Some((_, _, total)) => *total += 4.0,
                None if self.chains[topic.0 as usize].gender.gender().is_none_or(|known| known == gender) => {
                    scores.push((Some(topic), index, 4.0));
                }
                None => {}
            }
        }
        if let Some(later) = self.cataphora(index, gender) {
            match scores.iter_mut().find(|(other, _, _)| *other == Some(later)) {
                Some((_, _, total)) => *total += 2.5,
                None => scores.push((Some(later), index, 2.6)),
            }
        }
        match scores.into_iter().reduce(|best, next| if next.2 > best.2 { next } else { best }) {
            Some((None, _, _)) => Antecedent::Unnamed,
            Some((Some(entity), _, score)) if score >= THRESHOLD => Antecedent::Entity(entity),
            _ => match self.far_person(index, gender, speaker, &subject_entities) {
                Antecedent::Nobody => self.only_reporter(index, gender).map_or(Antecedent::Nobody, Antecedent::Entity),
                far => far,
            },
        }
    }

    /// Who of `people` the article is about: whom it names three times or more, and twice as often as any other of them.
    fn topic(&self, people: impl Iterator<Item = EntityId>) -> Option<EntityId> {
        let named = |person: EntityId| self.chains.get(person.0 as usize).map_or(0, |chain| chain.names.len());
        let mut by_names: Vec<(usize, EntityId)> = people.map(|person| (named(person), person)).collect();
        by_names.sort_unstable_by(|left, right| right.cmp(left));
        match by_names.as_slice() {
            [(most, topic), (next, _), ..] if *most > 2 && *most >= 2 * next => Some(*topic),
            _ => None,
        }
    }

    /// "Brandt's client, *the tailor Ode*, met him", "Ode and *Lund* met him": whom the subject names besides its head.
    fn named_beside(&self, subject: u32) -> Vec<EntityId> {
        let analysis = self.words.analysis;
        let mut tokens: Vec<TokenId> = vec![TokenId(subject)];
        let mut at = 0;
        while let Some(&token) = tokens.get(at).filter(|_| at < MOST_BESIDE) {
            let beside = ["appos", "conj"].into_iter().flat_map(|label| analysis.dependents_by(token, label));
            tokens.extend(beside.filter(|&below| below > token));
            at += 1;
        }
        tokens.iter().skip(1).flat_map(|token| self.entities_headed_by(token.0).iter().copied()).collect()
    }

    /// The person who governs the clause of the pronoun, and by how much that favours him.
    fn governor(&self, index: u32, subject: Option<u32>) -> Option<(EntityId, f32)> {
        let words = self.words;
        let (governor, is_own_clause) = self.governing_person(index, subject)?;
        // "who announced his attendance": what a subject does with "his" thing is mostly done with his own.
        // "Ode said he …": who says something of himself says it of himself.
        let own = words.token(index).deprel == "poss" || self.is_reported(index);
        // "Ode recounted a talk she had", "Ode's visit in which she …": the relative clause is about the one above it.
        let relative = words.head(index).is_some_and(|verb| words.token(verb).deprel == "relcl") && !own;
        let trip = words.head(index).and_then(|verb| words.head(verb)).filter(|_| relative);
        // "Ode's visit *to the mill* in which she …": the parser hangs the clause on the last noun
        let above = |noun: u32| {
            let preposition = words.head(noun).filter(|_| words.token(noun).deprel == "pobj")?;
            words.head(preposition).filter(|_| words.token(preposition).deprel == "prep")
        };
        let of_owner = trip.into_iter().chain(trip.and_then(above)).any(|trip| {
            let mut owners = words.analysis.dependents_by(TokenId(trip), "poss");
            owners.any(|owner| self.entities_headed_by(owner.0) == [governor])
        });
        // "Ode said the report had cleared her"
        let cleared = subject.is_some() && self.reporting(index).is_some();
        // "Ode would resign if she …": who is subject of the clause is so of the one that hangs on it
        let clause = words.head(index).filter(|_| words.token(index).deprel.as_str().starts_with("nsubj"));
        let goes_on = clause.is_some_and(|clause| matches!(words.token(clause).deprel.as_str(), "advcl" | "ccomp"));
        let embedded = words.token(index).deprel == "poss" && self.is_in_other_clause(index);
        if of_owner {
            return Some((governor, OWN));
        }
        let bonus = match (is_own_clause && own, relative, is_own_clause && (cleared || goes_on)) {
            (true, _, _) if !embedded => OWN,
            (true, _, _) | (_, true, _) | (_, _, true) => 3.0,
            _ => 1.5,
        };
        Some((governor, bonus))
    }

    /// True if the clause of the possessive at `index` has a subject that is no person, or is its own ("that *his* plan failed").
    fn is_in_other_clause(&self, index: u32) -> bool {
        let words = self.words;
        let verb = words.analysis.ancestors(TokenId(index)).take(12).find(|above| {
            matches!(words.token(above.0).pos.as_str(), "VERB" | "AUX")
                && words
                    .analysis
                    .dependents(*above)
                    .iter()
                    .any(|at| words.token(at.0).deprel.as_str().starts_with("nsubj"))
        });
        let subject = verb.and_then(|verb| {
            let below = words.analysis.dependents(verb).iter();
            below.copied().find(|at| words.token(at.0).deprel.as_str().starts_with("nsubj"))
        });
        subject.is_some_and(|subject| match self.entities_headed_by(subject.0) {
            &[one] => self.entity_type(one) != EntityType::Person,
            _ => true,
        })
    }

    /// Who is hardly the "he" who speaks the quotations in this sentence: whom they name or call "he" themselves.
    fn quoted_by(&self, index: u32) -> Vec<EntityId> {
        let words = self.words;
        if self.quotes.at(index) != 0 {
            return Vec::new();
        }
        let sentence = words.sentence_range(index);
        let quoted = |at: u32| self.quotes.at(at) != 0 && self.quotes.speaker(at) == Some(index);
        let mut found: Vec<EntityId> = Vec::new();
        for at in sentence.filter(|&at| quoted(at)) {
            let named = self.name_starting(at).map(|name| name.entities.as_slice());
            let told = || gender_told(words.lower(at)).map(|_| self.entities_headed_by(at));
            if let Some(&[one]) = named.or_else(told) {
                found.push(one);
            }
        }
        found
    }

    /// `"He never called," Ode said of Falk`: of whom the words are that stand around the pronoun.
    fn spoken_of(&self, index: u32) -> Option<EntityId> {
        let words = self.words;
        let speaker = self.quotes.speaker(index)?;
        let verb = words.head(speaker)?;
        let about = words
            .analysis
            .dependents_by(TokenId(verb), "prep")
            .chain(words.analysis.dependents_by(TokenId(speaker), "prep"))
            .filter(|at| matches!(words.lower(at.0), "of" | "about"))
            .flat_map(|at| words.analysis.dependents_by(at, "pobj"))
            .next()?;
        let named = |at: u32| match self.entities_headed_by(at) {
            &[one] if self.entity_type(one) == EntityType::Person => Some(one),
            _ => None,
        };
        let apposed = || words.analysis.dependents_by(about, "appos").find_map(|at| named(at.0));
        // "said of the chairman, Falk": the parse may hang Falk elsewhere
        let after = || match self.name_starting(about.0 + 2)?.entities.as_slice() {
            &[one] if words.form(about.0 + 1) == "," && self.entity_type(one) == EntityType::Person => Some(one),
            _ => None,
        };
        named(about.0).or_else(apposed).or_else(after)
    }

    /// "Ode and his wife": the person whom "and" joins with what is his.
    fn joined_partner(&self, index: u32, gender: Gender) -> Option<EntityId> {
        let words = self.words;
        let token = words.token(index);
        let owned = words.head(index).filter(|_| token.deprel == "poss" && index > 1)?;
        let first = words.head(owned).filter(|_| words.token(owned).deprel == "conj")?;
        if words.lower(index - 1) != "and" || first + 12 < index || first > index {
            return None;
        }
        match self.entities_headed_by(first) {
            [one] if self.entity_type(*one) == EntityType::Person => {
                let known = self.chains[one.0 as usize].gender.gender();
                known.is_none_or(|known| known == gender).then_some(*one)
            }
            _ => None,
        }
    }

    /// "Ode, his brother, …": the person who is described by the phrase in which the possessive pronoun stands.
    fn described_with(&self, index: u32) -> Vec<EntityId> {
        let words = self.words;
        let Some(noun) = words.head(index).filter(|_| words.token(index).deprel == "poss") else { return Vec::new() };
        let mut described: Vec<EntityId> = Vec::new();
        if words.token(noun).deprel == "appos" {
            described.extend(self.entities_headed_by(words.token(noun).head.0));
        }
        for name in words.analysis.dependents_by(TokenId(noun), "appos") {
            described.extend(self.entities_headed_by(name.0));
        }
        if let Some(&told) = self.role_headed.get(&noun) {
            described.extend(super::entity_id(self.roles[told].chain));
        }
        described
    }

    /// True for the subject of a clause that the verb of speech around it reports, outside quotation marks.
    fn is_reported(&self, index: u32) -> bool {
        let words = self.words;
        let Some(verb) = words.head(index).filter(|_| words.token(index).deprel.as_str().starts_with("nsubj")) else {
            return false;
        };
        let reporter = words.head(verb).filter(|_| words.token(verb).deprel == "ccomp");
        self.quotes.at(index) == 0
            && reporter.is_some_and(|above| {
                let lemma = words.token(above).lemma.as_str();
                lexicon().person_verb(lemma) && lemma != "ask" || matches!(lemma, "know" | "feel" | "fear")
            })
    }

    /// The person of the pronoun's gender spoken of last, farther back than the window, if nobody else of that gender may
    /// be meant.
    fn far_person(&self, index: u32, gender: Gender, speaker: Option<EntityId>, subjects: &[EntityId]) -> Antecedent {
        let words = self.words;
        let sentence = words.sentence(index);
        let mut found = None;
        for seen in self.recent() {
            if sentence.saturating_sub(words.sentence(seen.head)) > FAR_WINDOW {
                break;
            }
            let &[entity] = seen.entities.as_slice() else { continue };
            if seen.sort != Sort::Person || Some(entity) == speaker || subjects.contains(&entity) {
                continue;
            }
            if self.chains[entity.0 as usize].gender.gender() == Some(gender) {
                match found {
                    None => found = Some(entity),
                    Some(known) if known != entity => return Antecedent::Nobody,
                    _ => {}
                }
            }
        }
        found.map_or(Antecedent::Nobody, Antecedent::Entity)
    }

    /// The person who is the nearest subject of a clause around the pronoun, or the possessor of the noun that governs its
    /// clause ("Ms Ode's wish to see her lawyer"), and whether that is the first subject around it; `own` is the subject
    /// that it cannot be.
    fn governing_person(&self, index: u32, own: Option<u32>) -> Option<(EntityId, bool)> {
        let words = self.words;
        // of two people joined, neither is "he"
        let alone = |at: u32| words.analysis.dependents_by(TokenId(at), "conj").next().is_none();
        let person = |at: u32| match self.entities_headed_by(at) {
            [one] if self.entity_type(*one) == EntityType::Person && alone(at) => Some(*one),
            _ => None,
        };
        let unnamed = |at: u32| {
            self.recent().take(20).any(|seen| seen.head == at && seen.sort == Sort::Person && seen.entities.is_empty())
        };
        words
            .analysis
            .ancestors(TokenId(index))
            .take(24)
            .flat_map(|above| words.analysis.dependents(above).iter().copied())
            .filter(|at| at.0 < index && Some(at.0) != own)
            .filter(|at| matches!(words.token(at.0).deprel.as_str(), "nsubj" | "nsubjpass" | "poss"))
            // what is no person has nothing that "his" could tell of
            .filter(|at| person(at.0).is_some() || unnamed(at.0))
            .enumerate()
            .find_map(|(rank, at)| person(at.0).map(|entity| (entity, rank == 0)))
    }

    /// The nearest subject of a clause around the pronoun, if it is a person whom the article does not name.
    fn governing_unnamed(&self, index: u32, own: Option<u32>) -> Option<u32> {
        let nearest = self.governing_subjects(index).find(|&at| Some(at) != own && at < index)?;
        let seen = self.recent().take(20).find(|seen| seen.head == nearest)?;
        (seen.sort == Sort::Person && seen.entities.is_empty()).then_some(nearest)
    }

    /// How well a candidate's gender agrees; none if it cannot.
    fn agreement(&self, entity: Option<EntityId>, seen: &Seen, gender: Gender) -> Option<f32> {
        match entity {
            Some(entity) => match self.chains[entity.0 as usize].gender.gender() {
                Some(known) if known == gender => Some(1.2),
                Some(_) => None,
                None => Some(0.8),
            },
            None => {
                let lemma = self.words.token(seen.head).lemma.as_str();
                let told =
                    lexicon().kin(lemma).flatten().or_else(|| lexicon().role(lemma).and_then(|role| role.gender));
                match (told, gender_told(self.words.lower(seen.head))) {
                    (Some(told), _) if told != gender => None,
                    (_, Some(other)) if other != gender => None,
                    (Some(_), _) | (_, Some(_)) => Some(1.2),
                    // whom "the" describes may well be named elsewhere
                    _ => Some(if self.is_the(seen.head) { 0.4 } else { 0.7 }),
                }
            }
        }
    }

    /// True for a noun with "the" before it.
    fn is_the(&self, index: u32) -> bool {
        self.words.analysis.dependents_by(TokenId(index), "det").any(|at| self.words.lower(at.0) == "the")
    }

    /// "In his speech, Name said": the subject that follows the phrase or clause around the pronoun.
    fn cataphora(&self, index: u32, gender: Gender) -> Option<EntityId> {
        let words = self.words;
        if self.quotes.at(index) != 0 {
            return None;
        }
        let clause = words.analysis.ancestors(TokenId(index)).take(12).find(|at| {
            matches!(words.token(at.0).deprel.as_str(), "advcl" | "prep") && words.token(at.0).head.0 > at.0
        })?;
        let verb = words.token(clause.0).head.0;
        let subject = words
            .analysis
            .dependents(TokenId(verb))
            .iter()
            .copied()
            .find(|at| matches!(words.token(at.0).deprel.as_str(), "nsubj" | "nsubjpass") && at.0 > index)
            // "In his speech, the president, Ode, said": the parse may hang all on the president
            .or_else(|| (words.token(verb).pos == "NOUN").then_some(TokenId(verb)))?;
        let entity = match self.entities_headed_by(subject.0) {
            [entity] => *entity,
            [] => {
                let apposed =
                    words.analysis.dependents_by(subject, "appos").find_map(|at| match self.entities_headed_by(at.0) {
                        &[one] => Some(one),
                        _ => None,
                    });
                apposed.or_else(|| self.described_person(subject.0))?
            }
            _ => return None,
        };
        let chain = &self.chains[entity.0 as usize];
        let agrees =
            chain.entity_type == EntityType::Person && chain.gender.gender().is_none_or(|known| known == gender);
        agrees.then_some(entity)
    }
}
