//! Variants of a person's name: whether a shorter or otherwise spelled name may be that of a full one, and how.
//!
//! Takes the folded words of two names, gives their [`Fit`]: initials, short forms of given names, family names with or
//! without particles, and the transliterations and slips in which one name is spelled.
//!
//! # Invariants
//!
//! - Names are judged by their words alone; which of several bearers is meant is settled [elsewhere](super::people).
//! - The better of two fits is the lesser.
//! - Where one name fits another, their keys have a bit in common.

use super::lexicon::lexicon;
use super::names::is_particle;
use rustc_hash::FxBuildHasher;
use smol_str::SmolStr;
use std::hash::BuildHasher as _;

/// How a shorter name may name the bearer of a longer one, best first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Fit {
    /// The same words.
    Exact,
    /// Initials, middle names or another spelling differ.
    Variant,
    /// The family name.
    Surname,
    /// The given name, or the family name where it stands first.
    Given,
    /// A name in the middle, by which somebody is called.
    Middle,
}

/// A key that has a bit in common with that of any name which a name [fits](fit), and seldom with another's: of articles that
/// name thousands of people few pairs are compared.
pub(super) fn key_of(name: &[SmolStr]) -> u64 {
    let bit = |word: &str| 1 << (FxBuildHasher.hash_one(word) >> 58);
    let long = name.iter().filter(|word| word.len() >= 5).map(|word| bit(&transliterated(word)));
    let full_forms = name.first().into_iter().flat_map(|first| lexicon().full_forms(first)).map(bit);
    let bare = name.iter().map(|word| bit(without_article(word)));
    match name
        .iter()
        .map(|word| bit(word))
        .chain(bare)
        .chain(long)
        .chain(full_forms)
        .fold(0, |key: u64, bit: u64| key | bit)
    {
        0 => u64::MAX,
        key => key,
    }
}

/// How `short` fits the full name `full`, if it does.
pub(super) fn fit(short: &[SmolStr], full: &[SmolStr]) -> Option<Fit> {
    let short = without_suffix(short);
    let full = without_suffix(full);
    if short == full {
        return Some(Fit::Exact);
    }
    let ([first, ..], [.., last]) = (short, short) else { return None };
    let (full_first, full_last) = (full.first()?, full.last()?);
    if short.len() >= 2 && full.len() >= 2 {
        let same_last = last == full_last || is_respelling(last, full_last);
        let same_first = first == full_first
            || is_initial(first, full_first)
            || is_respelling(first, full_first)
            || lexicon().is_short_form(first, full_first);
        if same_first && same_last && (last == full_last || first == full_first) {
            return Some(Fit::Variant);
        }
        if full.len() > short.len() && first == full_first && full.starts_with(short) {
            return Some(Fit::Variant);
        }
        if last == full_last && (is_initials(first, full) || first == full_first && is_within(short, full)) {
            return Some(Fit::Variant);
        }
        if full.len() > short.len() && full.ends_with(short) {
            return Some(Fit::Surname);
        }
        // "Ana Ode" of "Ana Maria Ode Falk": the first of two family names
        return (full.len() > short.len() && first == full_first && is_within(short, full)).then_some(Fit::Variant);
    }
    if full.len() < 2 {
        return (short.len() == 1 && is_respelling(first, full_first)).then_some(Fit::Variant);
    }
    if last == full_last
        || is_respelling(last, full_last)
        || without_article(full_last) == last
        || without_article(last) == full_last
        || surname(full).iter().any(|word| word == last && !is_particle(word))
    {
        return Some(Fit::Surname);
    }
    if first == full_first || lexicon().is_short_form(first, full_first) {
        return Some(Fit::Given);
    }
    let middle = full.len() > 2 && first.len() > 3 && full[1..full.len() - 1].contains(first);
    (middle && !is_particle(first)).then_some(Fit::Middle)
}

/// A family name without the Arabic article that is joined to it ("al-Karimi", folded).
fn without_article(name: &str) -> &str {
    let bare = ["al", "el"].iter().find_map(|article| name.strip_prefix(article));
    bare.filter(|bare| bare.len() >= 4).unwrap_or(name)
}

/// True if the words of `short` stand in `full` in their order.
fn is_within(short: &[SmolStr], full: &[SmolStr]) -> bool {
    let mut rest = full.iter();
    let last = short.len() - 1;
    short.iter().enumerate().all(|(at, word)| rest.any(|other| other == word || at < last && is_initial(word, other)))
}

/// True if `letters` are the initials of the given names of `full`, written as one word ("BK" of "Bhim Karan Ode").
fn is_initials(letters: &str, full: &[SmolStr]) -> bool {
    let given = &full[..full.len() - 1];
    (2..=3).contains(&letters.len())
        && letters.len() == given.len()
        && letters.chars().zip(given).all(|(letter, name)| name.starts_with(letter))
}

fn is_initial(left: &str, right: &str) -> bool {
    let single = |name: &str, other: &str| name.chars().count() == 1 && other.starts_with(name);
    single(left, right) || single(right, left)
}

/// True if the two words are one name in two transliterations, or one of them is mistyped by a letter.
fn is_respelling(left: &str, right: &str) -> bool {
    if left == right || left.len() < 5 || right.len() < 5 {
        return false;
    }
    let (plain, other) = (transliterated(left), transliterated(right));
    plain == other || is_mistyped(left, right) && !(lexicon().surname(left) && lexicon().surname(right))
}

/// True if two long words that begin and end alike differ by one letter, left out or put in.
fn is_mistyped(left: &str, right: &str) -> bool {
    let (short, long) = if left.len() < right.len() {
        (left.as_bytes(), right.as_bytes())
    } else {
        (right.as_bytes(), left.as_bytes())
    };
    if short.len() < 7 || long.len() != short.len() + 1 || short[..3] != long[..3] {
        return false;
    }
    let same = short.iter().zip(long).take_while(|(short, long)| short == long).count();
    same < short.len() && short[same..] == long[same + 1..]
}

/// Evens out what transliterations from other scripts leave open: doubled letters, y/i/j, kh/h, ch/c, sh/s, dj/d, w/v,
/// ou/u, endings.
fn transliterated(word: &str) -> String {
    let mut plain = String::with_capacity(word.len());
    let mut letters = word.chars().peekable();
    while let Some(letter) = letters.next() {
        let next = letters.peek().copied();
        let letter = match letter {
            'd' if next == Some('j') => {
                letters.next();
                'd'
            }
            'y' | 'j' => 'i',
            'w' => 'v',
            'q' => 'k',
            'z' | 'k' if next == Some('h') => continue,
            'c' | 's' if next == Some('h') => {
                letters.next();
                letter
            }
            'o' if next == Some('u') => continue,
            'e' if next == Some('y') || next == Some('i') => continue,
            other => other,
        };
        if !plain.ends_with(letter) {
            plain.push(letter);
        }
    }
    plain
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
