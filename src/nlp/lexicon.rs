//! Lexemes: what is known of a word form out of context, computed once a form and kept.
//!
//! # Invariants
//!
//! - A lexeme is a form together with its norm: a tokenizer exception may give a form another norm than its usual one,
//!   which makes a lexeme of its own.
//! - Ids are valid until [`Lexicon::clear`].

use super::hash::string_id;
use super::pychar;
use rustc_hash::FxHashMap;
use smol_str::SmolStr;

/// Index of a lexeme in its [`Lexicon`].
pub type LexemeId = u32;

/// The features of a form that the model reads.
#[derive(Debug, Clone)]
pub struct Lexeme {
    /// The form.
    pub text: SmolStr,
    /// Id of the form.
    pub orth: u64,
    /// Id of the form in lower case.
    pub lower: u64,
    /// Id of the normal form.
    pub norm: u64,
    /// Id of the first character.
    pub prefix: u64,
    /// Id of the last three characters.
    pub suffix: u64,
    /// Id of the shape (`Xxxx`, `dd`).
    pub shape: u64,
    /// White space only.
    pub is_space: bool,
}

impl Lexeme {
    fn new(text: &str, norm: u64) -> Self {
        let prefix = text.chars().next().map_or(0, char::len_utf8);
        let suffix = text.char_indices().rev().nth(2).map_or(0, |(at, _)| at);
        Self {
            text: text.into(),
            orth: string_id(text),
            lower: string_id(&text.to_lowercase()),
            norm,
            prefix: string_id(&text[..prefix]),
            suffix: string_id(&text[suffix..]),
            shape: string_id(&shape(text)),
            is_space: text.chars().all(pychar::is_space),
        }
    }
}

/// The shape of a form: `X` and `x` for letters, `d` for digits, other characters themselves; runs end after four.
fn shape(text: &str) -> String {
    if text.chars().count() >= 100 {
        return "LONG".to_owned();
    }
    let mut shape = String::with_capacity(text.len());
    let mut last = None;
    let mut run = 0;
    for c in text.chars() {
        let class = match c {
            _ if pychar::is_alpha(c) => {
                if c.is_uppercase() {
                    'X'
                } else {
                    'x'
                }
            }
            _ if pychar::is_digit(c) => 'd',
            _ => c,
        };
        run = if last == Some(class) { run + 1 } else { 0 };
        last = Some(class);
        if run < 4 {
            shape.push(class);
        }
    }
    shape
}

/// Norms of forms that have another norm than their lower case, by id of the form.
pub type Norms = FxHashMap<u64, u64>;

/// The lexemes seen so far.
#[derive(Debug, Default)]
pub struct Lexicon {
    lexemes: Vec<Lexeme>,
    by_text: FxHashMap<SmolStr, LexemeId>,
    by_norm: FxHashMap<(LexemeId, u64), LexemeId>,
}

impl Lexicon {
    /// The lexeme of `text`; with the norm `norm`, if given.
    pub fn lexeme(&mut self, text: &str, norm: Option<u64>, norms: &Norms) -> LexemeId {
        let plain = match self.by_text.get(text) {
            Some(&known) => known,
            None => {
                let orth = string_id(text);
                let usual = norms.get(&orth).copied().unwrap_or_else(|| string_id(&text.to_lowercase()));
                let id = self.add(Lexeme::new(text, usual));
                self.by_text.insert(text.into(), id);
                id
            }
        };
        let Some(norm) = norm.filter(|&norm| norm != self[plain].norm) else { return plain };
        if let Some(&known) = self.by_norm.get(&(plain, norm)) {
            return known;
        }
        let id = self.add(Lexeme { norm, ..self[plain].clone() });
        self.by_norm.insert((plain, norm), id);
        id
    }

    fn add(&mut self, lexeme: Lexeme) -> LexemeId {
        self.lexemes.push(lexeme);
        (self.lexemes.len() - 1) as LexemeId
    }

    /// How many lexemes it holds.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.lexemes.len()
    }

    /// Forgets all lexemes.
    pub fn clear(&mut self) {
        self.lexemes.clear();
        self.by_text.clear();
        self.by_norm.clear();
    }
}

impl std::ops::Index<LexemeId> for Lexicon {
    type Output = Lexeme;

    fn index(&self, id: LexemeId) -> &Lexeme {
        &self.lexemes[id as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shapes_shorten_runs() {
        assert_eq!(shape("Washing-12"), "Xxxxx-dd");
        assert_eq!(shape("aaaaaaa"), "xxxx");
        assert_eq!(shape("İß²€"), "Xxd€");
        assert_eq!(shape(&"a".repeat(100)), "LONG");
    }

    #[test]
    fn a_norm_of_its_own_makes_a_lexeme_of_its_own() {
        let mut lexicon = Lexicon::default();
        let norms = Norms::default();
        let plain = lexicon.lexeme("Sept.", None, &norms);
        let special = lexicon.lexeme("Sept.", Some(string_id("September")), &norms);
        assert_ne!(plain, special);
        assert_eq!(lexicon.lexeme("Sept.", None, &norms), plain);
        assert_eq!(lexicon.lexeme("Sept.", Some(string_id("sept.")), &norms), plain);
        assert_eq!(lexicon[special].suffix, string_id("pt."));
    }
}
