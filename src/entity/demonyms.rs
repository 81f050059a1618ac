//! Adjectives of lands that only the article knows: "Tavrestan" beside "the Tavrestani minister".
//!
//! Takes the groups of names, weighed, and gives the adjective no type of its own, so that no entity is made of it, and the
//! land that it is made of some evidence that it is one. Lands that the gazetteer knows need no such help.

use super::EntityType;
use super::chains::Group;
use super::names::Name;
use super::words::Words;
use rustc_hash::FxHashMap;

/// How many letters of the two names must be the same.
const STEM: usize = 4;

/// Tells the adjectives of lands among `groups`.
pub(super) fn told(words: &Words<'_>, names: &[Name], groups: &mut [Group]) {
    let mut by_stem: FxHashMap<String, Vec<usize>> = FxHashMap::default();
    for (index, group) in groups.iter().enumerate() {
        if let [word] = group.words.as_slice()
            && let Some(stem) = word.get(..STEM)
        {
            by_stem.entry(stem.to_owned()).or_default().push(index);
        }
    }
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    for alike in by_stem.values().filter(|alike| alike.len() > 1) {
        for &adjective in alike.iter().filter(|&&index| modifies(words, names, &groups[index])) {
            let of =
                |&&land: &&usize| land != adjective && is_made_of(&groups[adjective].words[0], &groups[land].words[0]);
            pairs.extend(alike.iter().find(of).map(|&land| (adjective, land)));
        }
    }
    for group in groups.iter_mut().filter(|group| is_adjective(words, names, group)) {
        let votes = &mut group.votes;
        votes.other = votes.other.max(votes.person.max(votes.organization).max(votes.place) + 1.0);
    }
    for (adjective, land) in pairs {
        let is_person = |group: &Group| {
            group.votes.winner() == Some(EntityType::Person)
                && group.names.iter().any(|&name| !names[name].title.is_empty())
        };
        if is_person(&groups[land]) || is_person(&groups[adjective]) {
            continue;
        }
        let votes = &mut groups[adjective].votes;
        votes.other = votes.other.max(votes.person.max(votes.organization).max(votes.place) + 1.0);
        groups[land].votes.place += 2.5;
    }
}

/// True if most mentions of the name stand before a noun that they modify.
fn modifies(words: &Words<'_>, names: &[Name], group: &Group) -> bool {
    let before_noun = group.names.iter().filter(|&&name| {
        let last = names[name].tokens.end - 1;
        let token = words.token(last);
        matches!(token.deprel.as_str(), "amod" | "compound" | "nmod") && token.head.0 > last
    });
    before_noun.count() * 2 > group.names.len()
}

/// True for one word that ends as adjectives of lands do and is one wherever it stands.
fn is_adjective(words: &Words<'_>, names: &[Name], group: &Group) -> bool {
    let [word] = group.words.as_slice() else { return false };
    let ending = ["ian", "ese", "stani"].iter().any(|ending| word.len() > ending.len() + 2 && word.ends_with(ending));
    ending
        && group.names.iter().all(|&name| {
            let last = names[name].tokens.end - 1;
            let token = words.token(last);
            let noun = words.token(token.head.0);
            token.pos == "ADJ" && token.deprel == "amod" && token.head.0 > last && noun.pos == "NOUN"
        })
}

/// True if `adjective` is made of the name of a land ("tavrestani", "kestrian", "velkan").
fn is_made_of(adjective: &str, land: &str) -> bool {
    let stem = land.trim_end_matches(['a', 'e', 'i', 'o', 'y']);
    let ending = adjective.strip_prefix(land).or_else(|| adjective.strip_prefix(stem));
    stem.len() >= STEM
        && adjective != land
        && ending.is_some_and(|ending| {
            matches!(ending, "n" | "an" | "ean" | "ian" | "i" | "ish" | "ese" | "ic" | "ni" | "ani" | "ite" | "ien")
        })
}
