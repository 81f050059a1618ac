//! Spans: half-open byte ranges of a text, and their conversion to code points.

use std::ops::Range;

/// A half-open UTF-8 byte range in [`Article::body`](super::Article::body).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// The span from `start` to `end`, in bytes.
    #[must_use]
    pub const fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// The text that the span covers; empty if it does not fall on character boundaries of `text`.
    #[must_use]
    pub fn slice(self, text: &str) -> &str {
        text.get(self.start..self.end).unwrap_or_default()
    }

    /// Length in bytes.
    #[must_use]
    pub const fn len(self) -> usize {
        self.end.saturating_sub(self.start)
    }

    /// True if it covers nothing.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.end <= self.start
    }

    /// True if `other` lies within this span.
    #[must_use]
    pub const fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// True if the two share at least one byte.
    #[must_use]
    pub const fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The smallest span that covers both.
    #[must_use]
    pub fn cover(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}

impl From<Range<usize>> for Span {
    fn from(range: Range<usize>) -> Self {
        Self::new(range.start, range.end)
    }
}

/// Converts byte offsets of one text to code points and back, in logarithmic time.
#[derive(Debug, Clone)]
pub struct CodePoints {
    /// Byte offset of each character that is longer than one byte, with the surplus of bytes up to and including it.
    wide: Vec<(usize, usize)>,
    len: usize,
}

impl CodePoints {
    /// Indexes `text`.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let mut wide = Vec::new();
        let mut surplus = 0;
        for (offset, character) in text.char_indices() {
            let extra = character.len_utf8() - 1;
            if extra > 0 {
                surplus += extra;
                wide.push((offset, surplus));
            }
        }
        Self { wide, len: text.len() }
    }

    /// Number of code points before byte `offset`.
    #[must_use]
    pub fn from_byte(&self, offset: usize) -> usize {
        let before = self.wide.partition_point(|&(start, _)| start < offset);
        offset - before.checked_sub(1).map_or(0, |last| self.wide[last].1)
    }

    /// Byte offset of code point `index`; the text's length if there are fewer.
    #[must_use]
    pub fn to_byte(&self, index: usize) -> usize {
        let before = self.wide.partition_point(|&(start, surplus)| self.from_byte(start) < index && surplus > 0);
        (index + before.checked_sub(1).map_or(0, |last| self.wide[last].1)).min(self.len)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_points_and_bytes_agree() {
        let text = "a “Zoë” said 日本 😀!";
        let index = CodePoints::new(text);
        for (count, (byte, _)) in text.char_indices().enumerate() {
            assert_eq!(index.from_byte(byte), count);
            assert_eq!(index.to_byte(count), byte);
        }
        assert_eq!(index.from_byte(text.len()), text.chars().count());
        assert_eq!(index.to_byte(1000), text.len());
    }
}
