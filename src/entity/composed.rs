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
            if let Some(tokens) = self.joined_at(index).or_else(|| self.paired_at(index)) {
                self.push(tokens, Label::new("ORG"));
            }
        }
    }

    /// "the *Army* of the Plains": the whole name around the noun for a body at `index`.
    fn composed_at(&self, index: u32) -> Option<Range<u32>> {
        let words = self.words;
        let sentence = words.sentence_range(index);
        let people = self.is_of_people(index);
        let body = self.is_name_word(index)
            && index > sentence.start
            && (people || lexicon().organization_word(words.lower(index), false))
            && words.is_spaced(index + 1)
            && !words.in_headline(index);
        // "Workers of *Norland*" are no body
        let of_land = |at: u32| matches!(words.token(at).entity.as_str(), "GPE" | "LOC" | "NORP");
        if !body || people && (index + 1..sentence.end.min(index + 4)).any(of_land) {
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
        // "*a* Party of the Left": one of its kind, not its name; "Science *and* Technology Fund": the rest of a longer one
        let part = start > sentence.start
            && (matches!(words.lower(start - 1), "a" | "an" | "and" | "&") || !words.is_spaced(start));
        // "TV of *Norville*", "Ode Metals of *Norland*": where it is; "Ode Democratic Party of *Norland*": its name
        let firm = || lexicon().name_kind(words.lower(index)).is_none_or(|kind| matches!(kind, "company" | "group"));
        let located = !lexicon().continued_by_of(words.lower(index))
            && (start == index || firm())
            && (index + 1..end).filter(|&at| words.is_capital(at)).all(|at| words.token(at).entity == "GPE");
        (end > index + 1 && !part && !located).then_some(start..end)
    }

    /// "*Mothers* for Peace", "*Sons* of the Desert": people in the plural, written large, by whom a body calls itself.
    fn is_of_people(&self, index: u32) -> bool {
        let token = self.words.token(index);
        let lemma = token.lemma.to_lowercase();
        matches!(token.tag.as_str(), "NNS" | "NNPS")
            && token.entity == ""
            && lemma != "member"
            && (lexicon().role(&lemma).is_some_and(|role| !role.is_office) || lexicon().kin(&lemma).is_some())
    }

    /// Where a name that ends at `end` goes on to by "of", "for the", "against" and words with capitals.
    fn carried_on(&self, end: u32, limit: u32, begun: bool) -> Option<u32> {
        let words = self.words;
        // "Coalition *Against* Hunger" is written large as well; "Without" only so
        let large = words.is_capital(end.min(limit - 1));
        let joint = end < limit
            && match words.lower(end) {
                "of" | "for" => !large,
                "against" => true,
                "without" => large,
                _ => false,
            }
            && (begun || words.token(end).entity == "");
        if !joint {
            return None;
        }
        let mut first = end + 1;
        if first < limit && words.lower(first) == "the" && words.form(first) == "the" {
            first += 1;
        }
        let mut last = first;
        while last < limit
            && (self.is_name_word(last) || last > first && self.joins_nouns(last, limit))
            && !words.starts_line(last)
            && lexicon().role(words.lower(last)).is_none()
        {
            last += 1;
        }
        // "Members of the Ode *campaign*"
        if last < limit && words.token(last).pos == "NOUN" && last > first && words.token(last - 1).head.0 == last {
            return None;
        }
        let person = (first..last).any(|at| words.token(at).entity == "PERSON" || self.is_title(at));
        let apart = words.lower(last.min(limit - 1)) == "'s" && words.token(last).entity == "";
        (last > first && !person && !apart).then_some(last)
    }

    /// "the Council for Peace *and* Renewal", where the model sees no other name after the joint.
    fn joins_nouns(&self, index: u32, limit: u32) -> bool {
        let words = self.words;
        let next = index + 1;
        words.lower(index) == "and"
            && next < limit
            && self.is_name_word(next)
            && (words.token(index).entity != "" || words.token(next).entity == "")
            && !self.is_title(next)
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

    /// "the Justice and Dignity *Party*": two nouns for what a body is for.
    fn paired_at(&self, index: u32) -> Option<Range<u32>> {
        let words = self.words;
        let start = index.checked_sub(3)?;
        let (and, second) = (index - 2, index - 1);
        let common = |at: u32| {
            let lower = words.lower(at);
            self.is_name_word(at)
                && !matches!(words.token(at).entity.as_str(), "PERSON" | "GPE" | "NORP" | "LOC")
                && !lexicon().organization_word(lower, false)
                && !lexicon().institution(lower)
                && lexicon().given_name(lower).is_none()
        };
        let pair = matches!(
            words.lower(index),
            "party" | "movement" | "front" | "council" | "committee" | "fund" | "institute"
        ) && self.is_name_word(index)
            && words.lower(and) == "and"
            && common(start)
            && common(second)
            && start > words.sentence_range(index).start
            && words.lower(start - 1) == "the"
            && !words.in_headline(index);
        // the model's own span may hold all of it
        let whole = words.token(and).entity != "" && words.token(start).entity == words.token(index).entity;
        (pair && !whole).then_some(start..index + 1)
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
