//! Resolves third-person pronouns to people named before.
//!
//! Each pronoun is weighed against the mentions of the last sentences: agreement in gender is required; subjects, recent
//! mentions and people spoken of all along are preferred; an object pronoun never refers to its own subject.

use super::chains::Chain;
use super::gender::Gender;
use super::words::Words;
use super::{EntityId, EntityType, Mention, MentionKind};
use crate::article::Span;
use crate::nlp::TokenId;

/// What a pronoun asks of its antecedent.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Pronoun {
    /// "he", "she": one person of that gender.
    Person(Gender),
    /// "I", "we", "you": left to the statements.
    Speech,
}

fn pronoun(lower: &str) -> Option<Pronoun> {
    match lower {
        "he" | "him" | "his" | "himself" => Some(Pronoun::Person(Gender::Male)),
        "she" | "her" | "hers" | "herself" => Some(Pronoun::Person(Gender::Female)),
        "i" | "me" | "my" | "mine" | "myself" | "we" | "us" | "our" | "ours" | "ourselves" | "you" | "your"
        | "yours" | "yourself" => Some(Pronoun::Speech),
        _ => None,
    }
}

/// Adds the pronouns of the article to `mentions` (the names, in text order), resolved where one antecedent is best.
pub(super) fn resolve(words: &Words<'_>, chains: &[Chain], mentions: &mut Vec<Mention>) {
    let mut resolved: Vec<Mention> = Vec::with_capacity(mentions.len() * 2);
    let mut named = std::mem::take(mentions).into_iter().peekable();
    for index in 0..words.len() {
        while let Some(next) = named.next_if(|mention| mention.tokens.start <= index) {
            resolved.push(next);
        }
        let token = words.token(index);
        if !matches!(token.pos.as_str(), "PRON" | "DET" | "PROPN" | "NOUN") {
            continue;
        }
        let Some(kind) = pronoun(words.lower(index)) else { continue };
        if words.lower(index) == "us" && words.is_capital(index) {
            continue;
        }
        let entities = match kind {
            Pronoun::Person(gender) => person(words, chains, &resolved, index, gender).into_iter().collect(),
            Pronoun::Speech => Vec::new(),
        };
        resolved.push(Mention {
            span: Span::new(token.span.start, token.span.end),
            tokens: index..index + 1,
            head: TokenId(index),
            kind: MentionKind::Pronominal,
            entities,
        });
    }
    resolved.extend(named);
    *mentions = resolved;
}

/// How many sentences back an antecedent may stand.
const WINDOW: u32 = 3;

fn person(words: &Words<'_>, chains: &[Chain], before: &[Mention], index: u32, gender: Gender) -> Option<EntityId> {
    let sentence = words.sentence(index);
    let mut scores: Vec<(EntityId, f32)> = Vec::new();
    for mention in before.iter().rev() {
        let distance = sentence - words.sentence(mention.head.0).min(sentence);
        if distance > WINDOW {
            break;
        }
        let &[entity] = mention.entities.as_slice() else { continue };
        let chain = &chains[entity.0 as usize];
        if chain.entity_type != EntityType::Person || chain.gender.gender().is_some_and(|known| known != gender) {
            continue;
        }
        if is_bound(words, mention.head.0, index) {
            continue;
        }
        let score = salience(words, mention) / (1.0 + to_f32(distance));
        match scores.iter_mut().find(|(known, _)| *known == entity) {
            Some((_, total)) => *total += 0.3 * score,
            None => scores.push((entity, score)),
        }
    }
    scores.into_iter().reduce(|best, next| if next.1 > best.1 { next } else { best }).map(|(entity, _)| entity)
}

fn to_f32(count: u32) -> f32 {
    f32::from(u16::try_from(count).unwrap_or(u16::MAX))
}

/// How prominent a mention is by its place in the sentence.
fn salience(words: &Words<'_>, mention: &Mention) -> f32 {
    match words.token(mention.head.0).deprel.as_str() {
        "nsubj" | "nsubjpass" => 3.0,
        "dobj" | "dative" | "pobj" | "agent" => 1.5,
        "poss" => 1.4,
        _ => 1.0,
    }
}

/// True if grammar keeps the pronoun at `index` from naming what `antecedent` names: object and subject of one verb.
fn is_bound(words: &Words<'_>, antecedent: u32, index: u32) -> bool {
    if words.sentence(antecedent) != words.sentence(index) || words.lower(index).ends_with("self") {
        return false;
    }
    let verb = |mut at: u32| {
        for _ in 0..2 {
            let head = words.head(at)?;
            match words.token(at).deprel.as_str() {
                "nsubj" | "nsubjpass" | "dobj" | "dative" => return Some(head),
                "pobj" => at = head,
                "prep" | "agent" => return Some(head),
                _ => return None,
            }
        }
        None
    };
    let is_object = matches!(words.token(index).deprel.as_str(), "dobj" | "dative" | "pobj");
    is_object && verb(antecedent).is_some() && verb(antecedent) == verb(index)
}
