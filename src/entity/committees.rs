//! Committees and their like: "the House Select Committee on Floods" as one name, its short forms ("the Select Committee",
//! "the Floods Committee") and descriptions with a part of its name ("the House panel", "the Floods committee").

use super::EntityType;
use super::chains::Chain;
use super::discourse::Discourse;
use super::names::Name;
use super::words::Words;
use super::{EntityId, things};
use std::ops::Range;

/// True for a noun that heads the name of a body of members who are called together.
fn is_committee(lower: &str) -> bool {
    matches!(lower, "committee" | "subcommittee" | "commission" | "council" | "caucus" | "taskforce")
}

/// Completes names that end in "Committee" by what it is for ("on Floods", "on Trade and Industry").
pub(super) fn add_topics(words: &Words<'_>, names: &mut Vec<Name>) {
    let mut index = 0;
    while index < names.len() {
        let tokens = names[index].tokens.clone();
        let committee = is_committee(words.lower(tokens.end - 1)) && words.is_capital(tokens.end - 1);
        if let Some(end) = committee.then(|| topic_end(words, tokens.end)).flatten() {
            let inner = names[index + 1..].iter().take_while(|name| name.tokens.end <= end).count();
            let cut = names.get(index + 1 + inner).is_some_and(|name| name.tokens.start < end);
            if !cut {
                names[index].tokens.end = end;
                names.drain(index + 1..index + 1 + inner);
            }
        }
        index += 1;
    }
}

/// The end of the topic that "on" at `on` begins, if it is written large.
fn topic_end(words: &Words<'_>, on: u32) -> Option<u32> {
    let sentence = words.sentence_range(on.min(words.len().checked_sub(1)?));
    let capital = |at: u32| at < sentence.end && words.is_capital(at) && !words.starts_line(at);
    let mut at = on + 1;
    if on >= sentence.end || words.lower(on) != "on" || words.starts_line(on) {
        return None;
    }
    if at < sentence.end && words.lower(at) == "the" {
        at += 1;
    }
    if !capital(at) || matches!(words.token(at).entity.as_str(), "DATE" | "TIME") {
        return None;
    }
    while capital(at) || at < sentence.end && matches!(words.lower(at), "and" | "&" | "of") && capital(at + 1) {
        at += 1;
    }
    (at <= on + 9).then_some(at)
}

/// Joins a committee's short forms to the one longer name that has all their words.
pub(super) fn join_short(chains: &mut [Chain]) {
    let head = |chain: &Chain| chain.words.iter().find(|word| is_committee(word)).cloned();
    let live = |chain: &Chain| chain.entity_type == EntityType::Organization && !chain.names.is_empty();
    for index in 0..chains.len() {
        let Some(own) = head(&chains[index]).filter(|_| live(&chains[index]) && chains[index].words.len() > 1) else {
            continue;
        };
        let mut fits = (0..chains.len()).filter(|&other| {
            let full = &chains[other];
            other != index
                && live(full)
                && full.words.len() > chains[index].words.len()
                && head(full).as_ref() == Some(&own)
                && chains[index].words.iter().all(|word| full.words.contains(word))
        });
        if let (Some(full), None) = (fits.next(), fits.next()) {
            things::join(chains, index, full);
        }
    }
}

impl Discourse<'_, '_> {
    /// "the House panel", "the Floods committee": the one body of `kind` with the words written large in its name.
    pub(super) fn named_in_part(&self, index: u32, kind: &'static str, phrase: &Range<u32>) -> Option<EntityId> {
        let words = self.words;
        if !matches!(kind, "committee" | "commission" | "council" | "court" | "ministry" | "department" | "union") {
            return None;
        }
        let large: Vec<u32> =
            (phrase.start..index).filter(|&at| words.is_capital(at) && words.lower(at) != "the").collect();
        if large.is_empty() || !matches!(words.lower(phrase.start), "the" | "this") {
            return None;
        }
        let mut fits = self.chains.iter().enumerate().filter(|(chain, known)| {
            known.entity_type == EntityType::Organization
                && known.words.len() > large.len()
                && self.facts.get(*chain).is_some_and(|facts| facts.kinds.contains(&kind))
                && large.iter().all(|&at| known.words.iter().any(|word| word == words.lower(at)))
        });
        match (fits.next(), fits.next()) {
            (Some((only, _)), None) => super::entity_id(only),
            _ => None,
        }
    }
}
