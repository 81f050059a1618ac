//! Committees and their like: "the House Select Committee on Floods" as one name, its short forms ("the Select Committee",
//! "the Floods Committee") and descriptions with a part of its name ("the House panel", "the Floods committee").

use super::EntityType;
use super::chains::Chain;
use super::discourse::Discourse;
use super::lexicon::lexicon;
use super::names::Name;
use super::words::Words;
use super::{EntityId, things};
use crate::nlp::Label;
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

/// Completes "the Vasa *inquiry*", "the Treasury *select committee*" to one name where somebody is heard there, and wherever
/// the same words stand again: the kind is written small, and the name before it alone would be another's.
pub(super) fn add_kinds(words: &Words<'_>, names: &mut [Name]) {
    let ends: Vec<Option<u32>> = names.iter().map(|name| hearing_end(words, name)).collect();
    let text = |index: usize, end: u32, names: &[Name]| {
        let tokens = names[index].tokens.start..end;
        words.analysis.span(tokens).slice(words.body).to_owned()
    };
    let heard: Vec<String> = (0..names.len())
        .filter(|&index| {
            let hears = |end: u32| end < words.len() && matches!(words.lower(end), "heard" | "hears" | "questioned");
            let by_form = || ends[index].is_some_and(|end| words.lower(end - 2) == "select" || hears(end));
            is_heard_at(words, names[index].tokens.start) || by_form()
        })
        .filter_map(|index| ends[index].map(|end| text(index, end, names)))
        .collect();
    if heard.is_empty() {
        return;
    }
    for index in 0..names.len() {
        let Some(end) = ends[index].filter(|&end| heard.contains(&text(index, end, names))) else { continue };
        if names.get(index + 1).is_none_or(|next| next.tokens.start >= end) {
            names[index].tokens.end = end;
            names[index].label = Label::new("ORG");
        }
    }
}

/// Where "inquiry" or "committee", with what it is for before it, ends after "the" and a name.
fn hearing_end(words: &Words<'_>, name: &Name) -> Option<u32> {
    let (start, end) = (name.tokens.start, name.tokens.end);
    if start == 0 || words.lower(start - 1) != "the" || matches!(words.lower(end - 1), "house" | "senate" | "congress")
    {
        return None;
    }
    let sentence = words.sentence_range(start);
    let completes = |at: u32| {
        matches!(words.lower(at), "select" | "public" | "joint" | "and")
            || lexicon().body_word(words.lower(at)).is_some()
    };
    let mut at = end;
    while at < sentence.end && at < end + 5 && !words.is_capital(at) {
        if matches!(words.lower(at), "committee" | "subcommittee" | "inquiry" | "tribunal" | "inquest") {
            return Some(at + 1);
        }
        if !completes(at) {
            return None;
        }
        at += 1;
    }
    None
}

/// "told *the* …", "evidence to *the* …", "appeared before *the* …".
fn is_heard_at(words: &Words<'_>, start: u32) -> bool {
    let the = start.saturating_sub(1);
    let before = the.checked_sub(1).map_or("", |at| words.lower(at));
    match before {
        "before" | "told" | "telling" => true,
        "of" | "on" | "from" => {
            let members = the.checked_sub(2).map_or("", |at| words.lower(at));
            matches!(
                members,
                "members" | "mps" | "lawmakers" | "senators" | "peers" | "investigators" | "lawyers" | "counsel"
            )
        }
        "to" => (the.saturating_sub(8)..the)
            .any(|at| matches!(words.lower(at), "evidence" | "testimony" | "testified" | "testify")),
        _ => false,
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
