//! Interned annotation labels: tags, parts of speech, dependency labels, entity types.

use std::collections::BTreeSet;
use std::fmt;
use std::sync::Mutex;

/// A label of the model, such as `NNP`, `nsubj` or `PERSON`; the empty label means "none".
///
/// Copying is free and comparing with a string literal reads well: `token.deprel == "nsubj"`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Label(&'static str);

static INTERNED: Mutex<BTreeSet<&'static str>> = Mutex::new(BTreeSet::new());

impl Label {
    /// The one label spelled `name`. Each distinct spelling is kept for the life of the process (a model has a few hundred).
    #[must_use]
    pub fn new(name: &str) -> Self {
        let mut interned = INTERNED.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if let Some(known) = interned.get(name) {
            return Self(known);
        }
        let kept: &'static str = Box::leak(name.to_owned().into_boxed_str());
        interned.insert(kept);
        Self(kept)
    }

    /// Its spelling.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        self.0
    }
}

impl PartialEq<str> for Label {
    fn eq(&self, other: &str) -> bool {
        self.0 == other
    }
}

impl PartialEq<&str> for Label {
    fn eq(&self, other: &&str) -> bool {
        self.0 == *other
    }
}

impl fmt::Display for Label {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.0)
    }
}

impl fmt::Debug for Label {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.0)
    }
}
