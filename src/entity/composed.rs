//! Names of bodies that are made of common words: "the Front for the Liberation of Ode", "the Finance Gazette".
//!
//! Takes the words and the model's labels, adds the whole as one name where the model saw a part of it or nothing. Where the
//! model's own span goes on over the preposition, nothing is added.

use super::lexicon::lexicon;
use super::names::Finder;
use crate::nlp::Label;
use std::ops::Range;

/// Longest name that is put together, in tokens.
const LONGEST: u32 = 10;

impl Finder<'_, '_> {
    /// Adds the names that a noun for a body begins and "of" or "for" carries on.
    pub(super) fn add_composed(&mut self) {
        for index in 1..self.words.len() {
            if let Some(tokens) = self.composed_at(index) {
                self.push(tokens, Label::new("ORG"));
            }
            if let Some(tokens) = self.joined_at(index) {
                self.push(tokens, Label::new("ORG"));
            }
        }
    }

    /// "the *Army* of the Plains": the whole name around the noun for a body at `index`.
    fn composed_at(&self, index: u32) -> Option<Range<u32>> {
        let words = self.words;
        let sentence = words.sentence_range(index);
        let body = self.is_name_word(index)
            && index > sentence.start
            && lexicon().organization_word(words.lower(index), false)
            && words.is_spaced(index + 1)
            && !words.in_headline(index);
        if !body {
            return None;
        }
        let mut end = index + 1;
        // once begun, the name goes on over what the model takes for another ("for the District *of Ode*")
        while let Some(next) = self.carried_on(end, sentence.end, end > index + 1).filter(|next| next - index < LONGEST)
        {
            end = next;
        }
        let mut start = index;
        while start > sentence.start + 1
            && self.is_name_word(start - 1)
            && words.is_spaced(start)
            && !self.is_title(start - 1)
        {
            start -= 1;
        }
        // "*Norway's* Army": who owns it is another name
        let owned = words.is_spaced(start) && matches!(words.lower(start.saturating_sub(1)), "a" | "an");
        (end > index + 1 && !owned).then_some(start..end)
    }

    /// Where a name that ends at `end` goes on to by "of", "for the", "against" and words with capitals.
    fn carried_on(&self, end: u32, limit: u32, begun: bool) -> Option<u32> {
        let words = self.words;
        let joint = end < limit
            && matches!(words.lower(end), "of" | "for" | "against")
            && (begun || words.token(end).entity == "")
            && words.form(end) == words.lower(end);
        if !joint {
            return None;
        }
        let mut first = end + 1;
        if first < limit && words.lower(first) == "the" && words.form(first) == "the" {
            first += 1;
        }
        let mut last = first;
        while last < limit && self.is_name_word(last) && !words.starts_line(last) {
            last += 1;
        }
        let person = (first..last).any(|at| words.token(at).entity == "PERSON" || self.is_title(at));
        let apart = words.lower(last.min(limit - 1)) == "'s" && words.token(last).entity == "";
        (last > first && !person && !apart).then_some(last)
    }

    /// "the Finance *Gazette*": two words that the model takes for two names or for none, the second a noun for what they are
    /// together.
    fn joined_at(&self, index: u32) -> Option<Range<u32>> {
        let words = self.words;
        let before = index.checked_sub(1)?;
        let kind = lexicon().name_kind(words.lower(index)).is_some();
        let pieces = kind
            && self.is_name_word(index)
            && self.is_name_word(before)
            && words.is_spaced(index)
            && !words.starts_line(index)
            && !words.in_headline(index)
            && words.token(before).entity != "PERSON"
            && (words.token(index).entity == "" || words.token(index).entity != words.token(before).entity)
            && words.token(before).deprel == "compound"
            && words.token(before).head.0 == index;
        let the = before.checked_sub(1).is_some_and(|the| words.lower(the) == "the");
        (pieces && the).then_some(before..index + 1)
    }

    /// True for a word of a name: letters, a capital, taken for a proper noun or an adjective.
    fn is_name_word(&self, index: u32) -> bool {
        let words = self.words;
        index < words.len()
            && words.is_capital(index)
            && words.has_letters(index)
            && matches!(words.token(index).pos.as_str(), "PROPN" | "NOUN" | "ADJ")
            && !self.covered[index as usize]
    }
}
