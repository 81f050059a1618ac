//! The words of `data/lexicon/resolution.toml`.

use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;
use smol_str::SmolStr;
use std::sync::LazyLock;

/// Words by which names and positions are compared, folded.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Lexicon {
    pub(super) titles: FxHashSet<SmolStr>,
    pub(super) suffixes: FxHashSet<SmolStr>,
    pub(super) modifiers: FxHashSet<SmolStr>,
    pub(super) past: FxHashSet<SmolStr>,
    pub(super) portfolios: FxHashSet<SmolStr>,
    pub(super) exclusive: FxHashSet<SmolStr>,
    pub(super) sport: FxHashSet<SmolStr>,
    pub(super) office: FxHashSet<SmolStr>,
    pub(super) company_forms: FxHashSet<SmolStr>,
    pub(super) generic: FxHashSet<SmolStr>,
    pub(super) same_role: FxHashMap<SmolStr, SmolStr>,
    pub(super) same_word: FxHashMap<SmolStr, SmolStr>,
}

/// The lexicon that is compiled in; a broken file gives an empty one, which a test forbids.
pub(super) fn lexicon() -> &'static Lexicon {
    static LEXICON: LazyLock<Lexicon> =
        LazyLock::new(|| toml::from_str(include_str!("../../data/lexicon/resolution.toml")).unwrap_or_default());
    &LEXICON
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_is_well_formed_and_folded() {
        let text = include_str!("../../data/lexicon/resolution.toml");
        let parsed: Lexicon = toml::from_str(text).expect("well-formed TOML");
        assert!(!lexicon().titles.is_empty());
        let words = parsed.titles.iter().chain(&parsed.portfolios).chain(&parsed.exclusive).chain(&parsed.generic);
        for word in words.chain(&parsed.modifiers).chain(&parsed.company_forms) {
            assert_eq!(super::super::fold(word), word.as_str());
        }
    }
}
