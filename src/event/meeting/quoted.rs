//! "We", "us", "our" in quoted words: the speaker and the one whom the text speaks of beside him ("*We* talked for an hour,"
//! said Ode of Brandt).
//!
//! # Invariants
//!
//! - The speaker and the only other one who may be meant, or all of one list that names him; else nobody.

use super::scene::Scene;
use crate::entity::{EntityId, EntityType};
use crate::nlp::TokenId;

/// How many sentences before that of the words the other one is named beside the speaker.
const REACH: u32 = 2;

/// The speaker and the other one, or those listed with him, whom the pronoun `token` means.
#[must_use]
pub fn we_all(scene: &Scene<'_>, token: TokenId) -> Option<Vec<EntityId>> {
    if !matches!(scene.form(token), "We" | "we" | "us" | "our" | "Our") {
        return None;
    }
    let speaker = scene.speaker_at(token)?;
    let sentence = scene.token(token).sentence;
    // "Asked about Brandt, Ode smiled. *We* talked for an hour, she said": whom a sentence before names beside the speaker.
    (0..=REACH.min(sentence)).find_map(|back| {
        let near = people_in(scene, sentence - back)?;
        let (own, others): (Vec<EntityId>, Vec<EntityId>) = near.into_iter().partition(|&id| id == speaker);
        // "insist *Falk's* plan gets a vote when we meet": of his plan, and not of him
        let owner = |&other: &EntityId| back == 0 && is_only_owner(scene, sentence, other);
        match others[..] {
            [] => None,
            [other] if owner(&other) => None,
            [other] if back == 0 || !own.is_empty() || of_contact(scene, sentence - back) => {
                Some(Some(vec![speaker, other]))
            }
            // "Ode, Brandt and Falk run it. *We* met today, Ode said"
            _ => {
                let lists = scene.name_lists().iter().rev().filter(|list| list.sentence == sentence - back);
                let mut with_him = lists.filter(|list| !list.mixed && list.entities.contains(&speaker));
                Some(with_him.next().map(|list| list.entities.clone()))
            }
        }
    })?
}

/// "*When they met* in Rome, Ode told Brandt": the two whom the sentence names after the clause it opens with.
#[must_use]
pub fn two_named_after(scene: &Scene<'_>, token: TokenId) -> Option<[EntityId; 2]> {
    let plural = matches!(scene.form(token), "they" | "two" | "pair" | "both" | "men" | "women" | "leaders");
    let verb = scene.analysis.head(token).filter(|&verb| plural && scene.token(verb).deprel == "advcl")?;
    let main = scene.analysis.head(verb).filter(|&main| verb < main)?;
    let sentence = scene.token(token).sentence;
    let opens = scene.analysis.sentences.get(sentence as usize)?.start + 4 >= scene.analysis.subtree(verb).start;
    let subject = scene.analysis.dependents_by(main, "nsubj").next()?;
    let subject = super::party::parties_of(scene, subject).first()?.entity;
    let [one, other] = people_in(scene, sentence)?[..] else { return None };
    (opens && (one == subject || other == subject)).then_some([one, other])
}

/// The people whom the sentence speaks of, none of the press.
fn people_in(scene: &Scene<'_>, sentence: u32) -> Option<Vec<EntityId>> {
    let range = scene.analysis.sentences.get(sentence as usize)?;
    let mentions = &scene.entities.mentions;
    let first = mentions.partition_point(|mention| mention.head.0 < range.start);
    let near = mentions[first..].iter().take_while(|mention| mention.head.0 < range.end);
    let mut people: Vec<EntityId> = near
        .flat_map(|mention| &mention.entities)
        .filter(|&&id| scene.entity_type(id) == EntityType::Person && !scene.is_press(id))
        .copied()
        .collect();
    people.sort_unstable();
    people.dedup();
    Some(people)
}

/// True if all that the sentence names `person` for is what is his.
fn is_only_owner(scene: &Scene<'_>, sentence: u32, person: EntityId) -> bool {
    let Some(range) = scene.analysis.sentences.get(sentence as usize) else { return false };
    let mentions = &scene.entities.mentions;
    let first = mentions.partition_point(|mention| mention.head.0 < range.start);
    let near = mentions[first..].iter().take_while(|mention| mention.head.0 < range.end);
    let mut of_him = near.filter(|mention| mention.entities.contains(&person)).peekable();
    let thing = |owner: TokenId| {
        scene.token(owner).deprel == "poss"
            && scene.analysis.head(owner).is_some_and(|owned| !scene.in_words("meetings", &scene.lemma(owned)))
    };
    of_him.peek().is_some() && of_him.all(|mention| thing(mention.head))
}

/// True if the sentence tells of a contact between people.
fn of_contact(scene: &Scene<'_>, sentence: u32) -> bool {
    let Some(range) = scene.analysis.sentences.get(sentence as usize) else { return false };
    range.clone().map(TokenId).any(|word| {
        let lemma = scene.lemma(word);
        let verb = scene.token(word).pos == "VERB" && scene.in_words("contact-verbs", &lemma);
        verb || scene.in_words("meetings", &lemma)
    })
}
