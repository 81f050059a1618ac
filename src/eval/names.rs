//! When two names are the same name: ignoring case, accents, punctuation, leading titles and a possessive.

use regex::Regex;
use std::sync::LazyLock;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

const TITLES: [&str; 41] = [
    "mr",
    "mrs",
    "ms",
    "miss",
    "dr",
    "sir",
    "dame",
    "lord",
    "lady",
    "president",
    "vice",
    "prime",
    "minister",
    "chancellor",
    "secretary",
    "senator",
    "sen",
    "rep",
    "gov",
    "governor",
    "king",
    "queen",
    "prince",
    "princess",
    "pope",
    "cardinal",
    "bishop",
    "general",
    "gen",
    "colonel",
    "col",
    "judge",
    "justice",
    "ambassador",
    "envoy",
    "spokesman",
    "spokeswoman",
    "spokesperson",
    "foreign",
    "former",
    "the",
];

static POSSESSIVE: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"[’']s\b").expect("a constant pattern"));
static WORD: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\w+").expect("a constant pattern"));

/// The name in lower case, without accents, punctuation, leading titles or possessive; its words apart by one blank.
#[must_use]
pub fn plain(name: &str) -> String {
    let bare: String = name.nfkd().filter(|&character| !is_combining_mark(character)).collect();
    let lower = bare.to_lowercase();
    let text = POSSESSIVE.replace_all(&lower, "");
    let mut words: Vec<&str> =
        text.split(|character: char| !character.is_ascii_alphanumeric()).filter(|word| !word.is_empty()).collect();
    while words.len() > 1 && TITLES.contains(&words[0]) {
        words.remove(0);
    }
    words.join(" ")
}

/// True if `alias` is a name and no mere description: a word of it, titles aside, has a capital.
#[must_use]
pub fn is_name(alias: &str) -> bool {
    WORD.find_iter(alias).map(|word| word.as_str()).any(|word| {
        word.chars().next().is_some_and(char::is_uppercase) && !TITLES.contains(&word.to_lowercase().as_str())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_names() {
        assert_eq!(plain("Prime Minister José Álvarez-Núñez"), "jose alvarez nunez");
        assert_eq!(plain("The Kremlin’s"), "kremlin");
        assert_eq!(plain("President"), "president");
        assert_eq!(plain("Mr O'Hara's"), "o hara");
        assert_eq!(plain("日本"), "");
    }

    #[test]
    fn names_and_descriptions() {
        assert!(is_name("Ms Ode"));
        assert!(is_name("the lower House"));
        assert!(!is_name("the Prime Minister"));
        assert!(!is_name("her husband"));
    }
}
