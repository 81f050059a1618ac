//! Joins the names of an article into chains, one for each person, organization or place, and gives each its type.
//!
//! One name has one type within an article: the model's guesses are weighed together with titles, the words of the name
//! and the grammar around each mention.

use super::EntityType;
use super::gender::GenderVotes;
use super::lexicon::lexicon;
use super::names::{Name, is_particle};
use super::typing::{self, Votes};
use super::words::Words;
use rustc_hash::FxHashMap;
use smol_str::SmolStr;
use std::ops::Range;

/// The names of one entity.
#[derive(Clone, Debug)]
pub(super) struct Chain {
    /// What kind of thing it is.
    pub(super) entity_type: EntityType,
    /// Indices of its names, in text order.
    pub(super) names: Vec<usize>,
    /// Words of its fullest name, folded.
    pub(super) words: Vec<SmolStr>,
    /// What is known of its gender.
    pub(super) gender: GenderVotes,
}

/// Names of the same words.
struct Group {
    words: Vec<SmolStr>,
    names: Vec<usize>,
    votes: Votes,
}

/// Joins `names` into chains, ordered by first name.
pub(super) fn join_names(words: &Words<'_>, names: &[Name]) -> Vec<Chain> {
    let mut groups = group(words, names);
    for group in &mut groups {
        group.votes = typing::weigh(words, names, &group.names, &group.words);
    }
    let mut chains = people(words, names, &mut groups);
    chains.extend(things(words, names, &groups));
    for chain in &mut chains {
        chain.names.sort_unstable();
        chain.gender = gender_of(words, names, chain);
    }
    chains.retain(|chain| !chain.names.is_empty());
    chains.sort_by_key(|chain| chain.names[0]);
    chains
}

fn group(words: &Words<'_>, names: &[Name]) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    let mut by_words: FxHashMap<Vec<SmolStr>, usize> = FxHashMap::default();
    for (index, name) in names.iter().enumerate() {
        let key = name_words(words, &name.tokens);
        let group = *by_words.entry(key.clone()).or_insert_with(|| {
            groups.push(Group { words: key, names: Vec::new(), votes: Votes::default() });
            groups.len() - 1
        });
        groups[group].names.push(index);
    }
    groups
}

/// The written words of a name, folded: lower case, without accents and full stops, hyphenated parts together.
pub(super) fn name_words(words: &Words<'_>, tokens: &Range<u32>) -> Vec<SmolStr> {
    let mut found: Vec<SmolStr> = Vec::new();
    for index in tokens.clone() {
        let folded = fold(words.lower(index));
        match found.last_mut() {
            Some(last) if !words.is_spaced(index) && index > tokens.start => {
                *last = SmolStr::from_iter([&**last, &*folded])
            }
            _ => found.push(folded),
        }
    }
    found.retain(|word| !word.is_empty());
    found
}

fn fold(word: &str) -> SmolStr {
    use unicode_normalization::UnicodeNormalization as _;
    if word.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return word.into();
    }
    word.nfd().filter(|letter| letter.is_alphanumeric()).collect()
}

/// How a shorter name may name the bearer of a longer one, best first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Fit {
    Exact,
    Variant,
    Surname,
    Given,
}

/// Makes chains of people; the groups used are emptied.
fn people(words: &Words<'_>, names: &[Name], groups: &mut [Group]) -> Vec<Chain> {
    let mut chains: Vec<Chain> = Vec::new();
    for group in groups.iter_mut() {
        if group.words.len() < 2 || group.votes.winner() != Some(EntityType::Person) {
            continue;
        }
        let known = chains.iter_mut().find(|chain| {
            fit(&group.words, &chain.words) <= Some(Fit::Variant) && fit(&group.words, &chain.words).is_some()
        });
        match known {
            Some(chain) => {
                chain.names.append(&mut group.names);
                if group.words.len() > chain.words.len() {
                    chain.words.clone_from(&group.words);
                }
            }
            None => chains.push(Chain {
                entity_type: EntityType::Person,
                names: std::mem::take(&mut group.names),
                words: group.words.clone(),
                gender: GenderVotes::default(),
            }),
        }
    }
    let full: Vec<Vec<usize>> = chains.iter().map(|chain| chain.names.clone()).collect();
    for group in groups.iter_mut().filter(|group| !group.names.is_empty()) {
        let fits: Vec<(Fit, usize)> = chains
            .iter()
            .enumerate()
            .filter_map(|(index, chain)| fit(&group.words, &chain.words).map(|fit| (fit, index)))
            .collect();
        let Some(best) = fits.iter().map(|&(fit, _)| fit).min() else { continue };
        let placed = group.votes.place > group.votes.person + 1.0;
        let organized = group.words.len() > 1 && group.votes.winner() == Some(EntityType::Organization);
        if best == Fit::Given && group.votes.winner() != Some(EntityType::Person)
            || placed && best != Fit::Surname
            || organized
        {
            continue;
        }
        let bearers: Vec<usize> = fits.iter().filter(|(fit, _)| *fit == best).map(|&(_, index)| index).collect();
        for name in std::mem::take(&mut group.names) {
            let bearer = choose_bearer(words, names, name, &bearers, &full);
            chains[bearer].names.push(name);
        }
    }
    for group in groups.iter_mut() {
        if !group.names.is_empty() && group.votes.winner() == Some(EntityType::Person) {
            chains.push(Chain {
                entity_type: EntityType::Person,
                names: std::mem::take(&mut group.names),
                words: group.words.clone(),
                gender: GenderVotes::default(),
            });
        }
    }
    chains
}

/// Of several bearers of a surname: the one fully named last before, in text order; else the first.
fn choose_bearer(_words: &Words<'_>, _names: &[Name], name: usize, bearers: &[usize], full: &[Vec<usize>]) -> usize {
    bearers
        .iter()
        .copied()
        .max_by_key(|&bearer| {
            full[bearer]
                .iter()
                .filter(|&&other| other < name)
                .max()
                .map_or(-1, |&other| i64::try_from(other).unwrap_or(0))
        })
        .unwrap_or(bearers[0])
}

/// How `short` fits the full name `full`, if it does.
fn fit(short: &[SmolStr], full: &[SmolStr]) -> Option<Fit> {
    let short = without_suffix(short);
    let full = without_suffix(full);
    if short == full {
        return Some(Fit::Exact);
    }
    let ([first, ..], [.., last]) = (short, short) else { return None };
    if short.len() >= 2 && full.len() >= 2 {
        if full.ends_with(short) {
            return Some(Fit::Surname);
        }
        let same_last = *last == full[full.len() - 1];
        let same_first = *first == full[0]
            || first.chars().count() == 1 && full[0].starts_with(first.as_str())
            || full[0].chars().count() == 1 && first.starts_with(full[0].as_str());
        return (same_last && same_first).then_some(Fit::Variant);
    }
    if short.len() == 1 && full.len() >= 2 {
        if *last == full[full.len() - 1] || surname(full).iter().any(|word| word == last && !is_particle(word)) {
            return Some(Fit::Surname);
        }
        if *first == full[0] {
            return Some(Fit::Given);
        }
    }
    None
}

fn without_suffix(name: &[SmolStr]) -> &[SmolStr] {
    match name {
        [rest @ .., last] if !rest.is_empty() && matches!(last.as_str(), "jr" | "sr" | "ii" | "iii" | "iv") => rest,
        _ => name,
    }
}

/// The words of the family name: from the first particle after the given name, or the last word.
fn surname(full: &[SmolStr]) -> &[SmolStr] {
    let particle = full.iter().skip(1).position(|word| is_particle(word)).map(|index| index + 1);
    match particle {
        Some(index) if index + 1 < full.len() => &full[index..],
        _ => full.split_last().map_or(full, |(_, rest)| &full[rest.len()..]),
    }
}

/// Makes chains of organizations and places.
fn things(words: &Words<'_>, names: &[Name], groups: &[Group]) -> Vec<Chain> {
    let mut chains: Vec<Chain> = Vec::new();
    let mut by_acronym: FxHashMap<String, usize> = FxHashMap::default();
    for group in groups.iter().filter(|group| !group.names.is_empty()) {
        let Some(entity_type) = group.votes.winner() else { continue };
        if entity_type == EntityType::Person {
            continue;
        }
        if group.words.len() > 1 {
            let first = &names[group.names[0]];
            by_acronym.insert(initials(words, first), chains.len());
        }
        chains.push(Chain {
            entity_type,
            names: group.names.clone(),
            words: group.words.clone(),
            gender: GenderVotes::default(),
        });
    }
    for index in 0..chains.len() {
        let chain = &chains[index];
        if chain.words.len() == 1
            && chain.words[0].len() >= 2
            && words.is_all_capitals(names[chain.names[0]].tokens.start)
            && let Some(&full) = by_acronym.get(chain.words[0].as_str())
            && full != index
        {
            let taken = std::mem::take(&mut chains[index].names);
            chains[full].names.extend(taken);
        }
    }
    chains.retain(|chain| !chain.names.is_empty());
    chains
}

/// Initials of the capitalised words of a name, in lower case.
fn initials(words: &Words<'_>, name: &Name) -> String {
    name.tokens
        .clone()
        .filter(|&index| words.is_capital(index) && words.is_spaced(index) || index == name.tokens.start)
        .filter_map(|index| words.lower(index).chars().next())
        .collect()
}

fn gender_of(words: &Words<'_>, names: &[Name], chain: &Chain) -> GenderVotes {
    let mut votes = GenderVotes::default();
    if chain.entity_type != EntityType::Person {
        return votes;
    }
    for &index in &chain.names {
        for token in names[index].title.clone() {
            if let Some(title) = lexicon().title(words.lower(token)) {
                votes.add(title.gender, 4.0);
            }
        }
    }
    if chain.words.len() > 1 {
        votes.add(lexicon().given_name(&chain.words[0]).flatten(), 1.5);
    }
    votes
}
