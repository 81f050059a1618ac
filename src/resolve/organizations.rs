//! Organizations: which article entities are one body.
//!
//! By name, spelling habits and legal form aside; by the acronym that an article itself gives. A name of common words
//! alone ("Foreign Ministry") is one body only within the country that its article is about.

use super::lexicon::lexicon;
use super::members::Item;
use super::name::fold;
use super::places::Settings;
use rustc_hash::{FxHashMap, FxHashSet};
use smol_str::SmolStr;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// An acronym stands for the body that this many times as many articles give it than all others together.
const DOMINANCE: usize = 5;

/// A group number for each of the `chosen` items, which are organizations.
pub(super) fn group(items: &[Item<'_>], chosen: &[u32]) -> Vec<u32> {
    let settings = Settings::new(items);
    let keys: Vec<SmolStr> = chosen.iter().map(|&item| body_key(&items[item as usize].record.name)).collect();
    let expansions = Expansions::new(items, chosen, &keys);
    let mut numbers: FxHashMap<String, u32> = FxHashMap::default();
    let mut groups = Vec::with_capacity(chosen.len());
    for (&item, key) in chosen.iter().zip(&keys) {
        let Item { article, record, .. } = &items[item as usize];
        let key = match is_acronym(&record.name) {
            true => expansions.full_name(*article, key).unwrap_or(key),
            false => key,
        };
        let mut name = key.to_string();
        if is_generic(key) {
            let place = settings.country(*article);
            let _ = match place {
                Some(country) => write!(name, "@{country}"),
                None => write!(name, "@#{article}"),
            };
        }
        let next = u32::try_from(numbers.len()).unwrap_or(u32::MAX);
        groups.push(*numbers.entry(name).or_insert(next));
    }
    groups
}

/// What the names of one body have in common.
fn body_key(name: &str) -> SmolStr {
    let lexicon = lexicon();
    let outside = match name.split_once('(') {
        Some((before, _)) if !before.trim().is_empty() => before,
        _ => name,
    };
    let folded = fold(outside);
    let mut words: Vec<&str> =
        folded.split(' ').map(|word| lexicon.same_word.get(word).map_or(word, SmolStr::as_str)).collect();
    if words.len() > 1 && words[0] == "the" {
        words.remove(0);
    }
    while words.len() > 1 && words.last().is_some_and(|word| lexicon.company_forms.contains(*word)) {
        words.pop();
    }
    SmolStr::from(words.join(" "))
}

/// True of two to eight capitals, with or without full stops.
fn is_acronym(name: &str) -> bool {
    let letters = name.chars().filter(|character| character.is_alphabetic()).count();
    let capitals = name.chars().filter(|character| character.is_uppercase()).count();
    let plain = name.chars().all(|character| character.is_alphanumeric() || matches!(character, '.' | '-' | '&'));
    (2..=8).contains(&letters) && plain && capitals >= 2 && capitals + 1 >= letters
}

/// True if every word is one of which the bodies of any country are named.
fn is_generic(key: &str) -> bool {
    key.split(' ').all(|word| lexicon().generic.contains(word))
}

/// First letters of the words that count.
fn initials(key: &str) -> String {
    key.split(' ')
        .filter(|word| !matches!(*word, "of" | "the" | "and" | "for" | "on" | "in"))
        .filter_map(|word| word.chars().next())
        .collect()
}

/// What acronyms stand for, as the articles themselves say.
struct Expansions {
    by_article: FxHashMap<(u32, SmolStr), SmolStr>,
    /// Acronyms that stand for one body, or for one above all.
    common: FxHashMap<SmolStr, SmolStr>,
}

impl Expansions {
    fn new(items: &[Item<'_>], chosen: &[u32], keys: &[SmolStr]) -> Self {
        let mut by_article: FxHashMap<(u32, SmolStr), SmolStr> = FxHashMap::default();
        let mut acronyms: FxHashSet<(u32, SmolStr)> = FxHashSet::default();
        for (&item, key) in chosen.iter().zip(keys) {
            let Item { article, record, .. } = &items[item as usize];
            if is_acronym(&record.name) {
                acronyms.insert((*article, key.clone()));
                continue;
            }
            let bracketed = record.name.split_once('(').map(|(_, inside)| inside.trim_end_matches([')', ' ']));
            for alias in record.aliases.iter().map(SmolStr::as_str).chain(bracketed).filter(|alias| is_acronym(alias)) {
                by_article.entry((*article, body_key(alias))).or_insert_with(|| key.clone());
            }
        }
        // "World Trade Organization" and "WTO" that the article's own coreference left apart.
        for (&item, key) in chosen.iter().zip(keys).filter(|(_, key)| key.contains(' ')) {
            let article = items[item as usize].article;
            let short = (article, SmolStr::from(initials(key)));
            if acronyms.contains(&short) {
                by_article.entry(short).or_insert_with(|| key.clone());
            }
        }
        let mut counts: BTreeMap<SmolStr, BTreeMap<SmolStr, usize>> = BTreeMap::new();
        #[expect(clippy::iter_over_hash_type, reason = "counting is the same in any order")]
        for ((_, acronym), key) in &by_article {
            *counts.entry(acronym.clone()).or_default().entry(key.clone()).or_default() += 1;
        }
        let common = counts.into_iter().filter_map(|(acronym, bodies)| {
            let total: usize = bodies.values().sum();
            let (body, most) = bodies.into_iter().max_by_key(|(_, count)| *count)?;
            (most >= DOMINANCE * (total - most)).then_some((acronym, body))
        });
        Self { common: common.collect(), by_article }
    }

    fn full_name(&self, article: u32, acronym: &SmolStr) -> Option<&SmolStr> {
        self.by_article.get(&(article, acronym.clone())).or_else(|| self.common.get(acronym))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spelling_habits_and_legal_forms_are_left_aside() {
        assert_eq!(body_key("The Northern Trade Organisation (NTO)"), body_key("Northern Trade Organization"));
        assert_eq!(body_key("Alba Foods, Inc."), "alba foods");
        assert_eq!(body_key("Ltd"), "ltd");
    }

    #[test]
    fn acronyms_are_known_by_their_capitals() {
        assert!(is_acronym("NTO") && is_acronym("N.T.O.") && is_acronym("NTOs"));
        assert!(!is_acronym("Alba") && !is_acronym("NORTHERN TRADE") && !is_acronym("A"));
    }

    #[test]
    fn common_words_alone_name_no_body_of_the_world() {
        assert!(is_generic("foreign ministry") && is_generic("ministry of defense"));
        assert!(!is_generic("norlandish foreign ministry"));
    }
}
