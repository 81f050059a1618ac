//! The rule language: what counts as a meeting, or as a relation of the user's own, as data.
//!
//! Takes rule files (TOML, see `data/rules/README.md`), gives a [`RuleSet`]: rules indexed by the lemma of their trigger,
//! so that an article is matched in one pass over its predicates.
//! Knows clause roles; knows nothing of parse arcs.
//!
//! # Invariants
//!
//! - Rules are tried in file order, files in the order given; the first that binds wins.
//! - A compiled rule always has a trigger, and either sides (a meeting) or a `from` and a `to` (a relation).

mod cases;
mod error;
mod language;
mod read;

pub use cases::{Case, CaseFailure, check_cases};
pub use error::{Problem, RuleError};
pub use language::{Base, FillerType, LightVerb, Outcome, RoleRef, Rule, Side, Trigger};

use crate::clause::PredicateKind;
use rustc_hash::{FxHashMap, FxHashSet};
use smol_str::SmolStr;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::LazyLock;

/// The rule files that come with the program, in the order in which they are tried.
const BUILT_IN: &[(&str, &str)] = &[
    ("data/rules/words.toml", include_str!("../../../data/rules/words.toml")),
    ("data/rules/nouns.toml", include_str!("../../../data/rules/nouns.toml")),
    ("data/rules/verbs.toml", include_str!("../../../data/rules/verbs.toml")),
    ("data/rules/hearings.toml", include_str!("../../../data/rules/hearings.toml")),
    ("data/rules/reception.toml", include_str!("../../../data/rules/reception.toml")),
    ("data/rules/company.toml", include_str!("../../../data/rules/company.toml")),
    ("data/rules/contact.toml", include_str!("../../../data/rules/contact.toml")),
    ("data/rules/approaches.toml", include_str!("../../../data/rules/approaches.toml")),
];

static DEFAULT: LazyLock<RuleSet> = LazyLock::new(|| {
    let mut set = RuleSet::default();
    for (name, text) in BUILT_IN {
        if let Err(error) = set.add(Path::new(name), text) {
            unreachable!("the built-in rules are checked by the tests: {error}");
        }
    }
    set
});

/// Compiled rules, indexed by the lemma of their trigger.
#[derive(Debug, Clone, Default)]
pub struct RuleSet {
    rules: Vec<Rule>,
    /// Word lists by name, as `[words]` tables define them.
    words: BTreeMap<String, Vec<SmolStr>>,
    /// The same, to look words up.
    lists: FxHashMap<SmolStr, FxHashSet<SmolStr>>,
    verbs: FxHashMap<SmolStr, Vec<usize>>,
    nouns: FxHashMap<SmolStr, Vec<usize>>,
    adjectives: FxHashMap<SmolStr, Vec<usize>>,
}

impl RuleSet {
    /// The rules that come with the program.
    #[must_use]
    pub fn built_in() -> &'static Self {
        &DEFAULT
    }

    /// Adds the rules of `text`, the content of the file at `path`, after those already there.
    ///
    /// # Errors
    /// [`RuleError`] with every problem found, by line and column; nothing is added then.
    pub fn add(&mut self, path: &Path, text: &str) -> Result<(), RuleError> {
        let (words, rules) = read::read_rules(path, text, &self.words)?;
        for (name, list) in &words {
            self.lists.insert(name.into(), list.iter().cloned().collect());
        }
        self.words.extend(words);
        for rule in rules {
            let number = self.rules.len();
            for trigger in &rule.triggers {
                let numbers = self.index_of(rule.kind).entry(trigger.lemma.clone()).or_default();
                if numbers.last() != Some(&number) {
                    numbers.push(number);
                }
            }
            self.rules.push(rule);
        }
        Ok(())
    }

    /// The rules that come with the program, and those of the file at `path`.
    ///
    /// # Errors
    /// [`RuleError`] if the file cannot be read, or with every problem found in it, by line and column.
    pub fn built_in_and(path: &Path) -> Result<Self, RuleError> {
        let text =
            std::fs::read_to_string(path).map_err(|source| RuleError::Read { path: path.to_path_buf(), source })?;
        let mut set = DEFAULT.clone();
        set.add(path, &text)?;
        Ok(set)
    }

    /// All rules, in the order in which they are tried.
    #[must_use]
    pub fn rules(&self) -> &[Rule] {
        &self.rules
    }

    /// The rules that a predicate of `kind` with this lemma may trigger, in order.
    pub fn triggered_by(&self, kind: PredicateKind, lemma: &str) -> impl Iterator<Item = &Rule> {
        let index = match kind {
            PredicateKind::Verb => &self.verbs,
            PredicateKind::Noun => &self.nouns,
            PredicateKind::Adjective => &self.adjectives,
        };
        index.get(lemma).into_iter().flatten().map(|&number| &self.rules[number])
    }

    /// True if `word` stands in the word list `name`; no file need define it.
    #[must_use]
    pub fn has_word(&self, name: &str, word: &str) -> bool {
        self.lists.get(name).is_some_and(|words| words.contains(word))
    }

    fn index_of(&mut self, kind: PredicateKind) -> &mut FxHashMap<SmolStr, Vec<usize>> {
        match kind {
            PredicateKind::Verb => &mut self.verbs,
            PredicateKind::Noun => &mut self.nouns,
            PredicateKind::Adjective => &mut self.adjectives,
        }
    }
}
