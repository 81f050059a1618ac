//! White space as the parser is shown it: one plain space between two words, whatever stands there in the text.
//!
//! The parser takes more than one space, or a space that does not break, for a word. Text set to a width, pasted from a page
//! or joined from broken lines has both.

use std::borrow::Cow;

/// More spaces than this between two words of one line part the columns of a table, and stay.
const WIDEST: usize = 3;

/// A paragraph with single spaces, and the way back to the text.
pub(super) struct Narrowed<'t> {
    /// What the parser is shown.
    pub(super) text: Cow<'t, str>,
    /// Where a space stands for more, and how many bytes are left out up to there, it included.
    cuts: Vec<(usize, usize)>,
}

impl<'t> Narrowed<'t> {
    /// `text` where it differs from `original`, of the same length, by spaces in place of line breaks.
    pub(super) fn new(text: &'t str, original: &str) -> Self {
        let is_break = |byte: &u8| matches!(byte, b'\n' | b'\r');
        let (bytes, before) = (text.as_bytes(), original.as_bytes());
        let mut cuts: Vec<(usize, usize)> = Vec::new();
        let mut narrow = String::new();
        let (mut copied, mut left_out, mut at) = (0, 0, 0);
        while at < bytes.len() {
            let width = space_at(text, at);
            if width == 0 {
                at += 1;
                continue;
            }
            let start = at;
            while space_at(text, at) > 0 {
                at += space_at(text, at);
            }
            let joined = (start..at).any(|at| before.get(at).is_some_and(is_break));
            let unbroken = !bytes[start..at].is_ascii();
            let inside = start > 0 && !is_break(&bytes[start - 1]) && bytes.get(at).is_some_and(|next| !is_break(next));
            let wide = inside && at - start <= WIDEST;
            if at - start > 1 && (joined || unbroken || wide) {
                narrow.push_str(&text[copied..start]);
                narrow.push(' ');
                left_out += at - start - 1;
                cuts.push((narrow.len() - 1, left_out));
                copied = at;
            }
        }
        if cuts.is_empty() {
            return Self { text: Cow::Borrowed(text), cuts };
        }
        narrow.push_str(&text[copied..]);
        Self { text: Cow::Owned(narrow), cuts }
    }

    /// Where byte `offset` of the narrow text stands in the whole one.
    pub(super) fn offset(&self, offset: usize) -> usize {
        let before = self.cuts.partition_point(|&(at, _)| at < offset);
        offset + before.checked_sub(1).map_or(0, |last| self.cuts[last].1)
    }
}

/// How many bytes the space at byte `at` has: a plain one, one that does not break, a thin one; 0 if none stands there.
fn space_at(text: &str, at: usize) -> usize {
    match text.as_bytes()[at..] {
        [b' ', ..] => 1,
        [0xC2, 0xA0, ..] => 2,
        [0xE2, 0x80, 0x80..=0x8A | 0xAF, ..] => 3,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(original: &str, expected: &str) {
        let text = original.replace(['\n', '\r'], " ");
        let narrowed = Narrowed::new(&text, original);
        assert_eq!(narrowed.text, expected);
        for word in narrowed.text.split_whitespace() {
            let start = word.as_ptr() as usize - narrowed.text.as_ptr() as usize;
            assert_eq!(&original[narrowed.offset(start)..narrowed.offset(start + word.len())], word);
        }
    }

    #[test]
    fn two_spaces_are_one() {
        check("Ms  Ode   met Mr Brandt.", "Ms Ode met Mr Brandt.");
    }

    #[test]
    fn columns_stay_apart() {
        check("Ode     41    Brandt", "Ode     41    Brandt");
    }

    #[test]
    fn spaces_that_do_not_break_are_spaces() {
        check("Ms\u{a0}Ode\u{a0}\u{a0}met\u{2009}Mr Brandt.", "Ms Ode met Mr Brandt.");
    }

    #[test]
    fn joined_lines_have_one_space() {
        check("Ms Ode met \n     Mr Brandt.", "Ms Ode met Mr Brandt.");
    }
}
