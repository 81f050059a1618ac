//! Regular expressions as the tokenizer rules of spaCy models use them: Python's syntax and leftmost-first meaning, with
//! look-ahead and look-behind.
//!
//! A pattern becomes a small program; matching is backtracking that never tries the same instruction at the same place
//! twice, so that the time is bounded by program length times text length. Texts are slices of characters.
//!
//! Not supported (refused by [`PyRegex::new`]): back-references, captures' values, flags other than `(?u)`,
//! look-behind of variable width.

mod exec;
mod parse;

pub use exec::Cache;

/// Why a pattern could not be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("unsupported pattern at character {at}: {reason}")]
pub struct PatternError {
    /// Where in the pattern, in characters.
    pub at: usize,
    /// What is not supported.
    pub reason: &'static str,
}

/// A compiled pattern.
#[derive(Debug, Clone)]
pub struct PyRegex {
    program: Vec<Op>,
    classes: Vec<Class>,
    /// ASCII characters that a match can begin with, where that could be found out; else all.
    first: FirstSet,
}

#[derive(Debug, Clone, PartialEq)]
enum Op {
    Char(char),
    Any,
    Class(u32),
    /// Go on at either place, the first one preferred.
    Split(u32, u32),
    Jump(u32),
    Start,
    End,
    /// A look-around: its program follows; `next` is where to go on. `back` characters are stepped back first.
    Look {
        next: u32,
        back: u32,
        negative: bool,
    },
    Match,
}

#[derive(Debug, Clone, Default, PartialEq)]
struct Class {
    negative: bool,
    ascii: u128,
    /// Sorted, joined ranges outside ASCII.
    ranges: Vec<(char, char)>,
    /// `\w`, `\d`, `\s` and their complements, for characters outside ASCII.
    named: Vec<(Named, bool)>,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Named {
    Word,
    Decimal,
    Space,
}

impl Named {
    fn contains(self, c: char) -> bool {
        match self {
            Self::Word => super::pychar::is_word(c),
            Self::Decimal => super::pychar::is_decimal(c),
            Self::Space => super::pychar::is_space(c),
        }
    }
}

impl Class {
    fn contains(&self, c: char) -> bool {
        let inside = match u32::from(c) {
            code @ 0..128 => self.ascii >> code & 1 == 1,
            _ => {
                let after = self.ranges.partition_point(|&(_, last)| last < c);
                self.ranges.get(after).is_some_and(|&(first, _)| first <= c)
                    || self.named.iter().any(|&(named, wanted)| named.contains(c) == wanted)
            }
        };
        inside != self.negative
    }
}

/// Which characters a match can begin with.
#[derive(Debug, Clone, Copy, PartialEq)]
struct FirstSet {
    ascii: u128,
    /// True if a match can be empty or begin with a look-around, so that nothing is known.
    open: bool,
}

impl PyRegex {
    /// Compiles `pattern`.
    ///
    /// # Errors
    /// [`PatternError`] if the pattern uses what is not supported.
    pub fn new(pattern: &str) -> Result<Self, PatternError> {
        parse::compile(pattern)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(pattern: &str, text: &str, expected: &[(usize, usize)]) {
        let characters: Vec<char> = text.chars().collect();
        let regex = PyRegex::new(pattern).expect("valid pattern");
        assert_eq!(regex.find_all(&characters, &mut Cache::default()), expected, "{pattern} in {text}");
    }

    #[test]
    fn alternatives_are_tried_in_order() {
        check("a|ab", "ab", &[(0, 1)]);
        check("(?:a|ab)c", "abc", &[(0, 3)]);
        check(r"\.\.+|…", "x....y…", &[(1, 5), (6, 7)]);
    }

    #[test]
    fn counts_are_greedy_unless_told() {
        check("a{2,3}", "aaaaa", &[(0, 3), (3, 5)]);
        check("a+?", "aa", &[(0, 1), (1, 2)]);
        check(r"(?:\d{1,3}\.){2}\d", "1.22.3", &[(0, 6)]);
    }

    #[test]
    fn looks_around() {
        check("(?<=[0-9])(?:km|%)$", "12km", &[(2, 4)]);
        check("(?<=°[FC])\\.$", "20°C.", &[(4, 5)]);
        check("(?<=[a-z]),(?=[a-z])", "a,b,C", &[(1, 2)]);
        check("^\\+(?![0-9])", "+1", &[]);
        check("^\\+(?![0-9])", "+x", &[(0, 1)]);
    }

    #[test]
    fn classes_hold_ranges_escapes_and_hyphens() {
        check(r"[\u00a1-\uffff_-]+", "aé_-z", &[(1, 4)]);
        check(r"[^\W_]+", "né_x", &[(0, 2), (3, 4)]);
        check(r"\S+", "a b", &[(0, 1), (2, 3)]);
        check(r"[]x]", "]x", &[(0, 1), (1, 2)]);
    }

    #[test]
    fn long_texts_take_bounded_time() {
        let text: Vec<char> = "a:".repeat(3000).chars().collect();
        let regex = PyRegex::new(r"^(?:\S+(?::\S*)?@)?(?:\S+\.)+b$").expect("valid pattern");
        assert_eq!(regex.find(&text, 0, &mut Cache::default()), None);
    }

    #[test]
    fn unsupported_syntax_is_refused() {
        for pattern in [r"(a)\1", "(?<=a+)b", "(?i)a", "(", "[a", "a**", "x{3,1}"] {
            assert!(PyRegex::new(pattern).is_err(), "{pattern}");
        }
    }
}
