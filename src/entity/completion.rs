//! Completes names that the model cut short: to whole written words, to the given name before and the family name after, over
//! hyphens.

use super::lexicon::lexicon;
use super::names::Finder;
use super::trimming::{follows_office, is_subject_matter};
use crate::nlp::Label;
use std::ops::Range;

/// True for "O’Ode", "McOde", which the tagger may not know for names.
fn has_prefix(form: &str) -> bool {
    let rest = ["O’", "O'", "D’", "D'", "Mc", "Mac"].iter().find_map(|prefix| form.strip_prefix(prefix));
    rest.is_some_and(|rest| {
        rest.starts_with(char::is_uppercase) && rest.chars().skip(1).all(|letter| letter.is_lowercase())
    })
}

impl Finder<'_, '_> {
    /// Completes a name to whole written words ("Peña" cut in pieces by the tokenizer, "Geun" of "Geun-hye").
    pub(super) fn completed(&self, tokens: Range<u32>, label: Label) -> Range<u32> {
        let words = self.words;
        let Range { mut start, mut end } = tokens;
        let sentence = words.sentence_range(start);
        let joins = |index: u32| {
            let form = words.form(index);
            !self.covered[index as usize]
                && (words.has_letters(index)
                    || form == "-"
                    || !form.is_ascii() && form.chars().count() == 1 && !is_mark(form))
                && !words.lower(index).starts_with('\'')
                && !words.lower(index).starts_with('@')
        };
        while start > sentence.start && !words.is_spaced(start) && joins(start - 1) && self.is_wordlike_joint(start - 1)
        {
            start -= 1;
        }
        while end < sentence.end && !words.is_spaced(end) && joins(end) && self.is_wordlike_joint(end) {
            end += 1;
        }
        while end > start + 1 && words.is_joint(end - 1) {
            end -= 1;
        }
        while start + 1 < end && words.is_joint(start) {
            start += 1;
        }
        if label != "PERSON" && end - start == 1 {
            start = self.titled_start(start);
        }
        if label == "PERSON" {
            // The given name alone before a capitalised word that the model left out ("Martin" + "O’Ode").
            if end - start == 1
                && end < sentence.end
                && (words.token(end).tag == "NNP" || has_prefix(words.form(end)))
                && words.token(end).entity == ""
                && words.is_capital(end)
                && words.is_spaced(end)
                && words.has_letters(end)
                && !words.starts_line(end)
                && !words.in_headline(end)
                && !self.covered[end as usize]
                && lexicon().given_name(words.lower(start)).is_some()
                && !lexicon().organization_word(words.lower(end), false)
                && lexicon().role(words.lower(end)).is_none()
                && lexicon().title(words.lower(end)).is_none()
            {
                end += 1;
            }
            while start > sentence.start
                && words.is_spaced(start)
                && !self.covered[start as usize - 1]
                && (words.token(start - 1).tag == "NNP" || words.token(start - 1).tag == "NNPS" && end - start > 1)
                && words.is_capital(start - 1)
                && words.has_letters(start - 1)
                // "In June Maria Falk": months and days are given names too.
                && words.token(start - 1).entity != "DATE"
                && (!self.is_title(start - 1)
                    || start > 1 && self.is_title(start - 2) && is_given(words.lower(start - 1)))
                && !words.starts_line(start)
                && (is_given(words.lower(start - 1)) || self.is_first_half(start, end))
            {
                start -= 1;
            }
        }
        start..end
    }

    /// True if the one word of a person's name is the last of two, the first of which the model left out.
    fn is_first_half(&self, start: u32, end: u32) -> bool {
        let words = self.words;
        let before = start - 1;
        let lower = words.lower(before);
        end - start <= 2
            && words.token(before).deprel == "compound"
            && (start..end).contains(&words.token(before).head.0)
            && words.token(before).entity == ""
            && !words.in_headline(start)
            && !words.is_all_capitals(before)
            && words.sentence_range(start).start < before
            && lexicon().role(lower).is_none()
            && !(follows_office(words, before) && is_subject_matter(lower))
            && !lexicon().people(lower)
            && !lexicon().organization_word(lower, false)
    }

    /// A hyphen is part of a name only where a small letter or a name follows and no other name is known beyond it.
    fn is_wordlike_joint(&self, index: u32) -> bool {
        let words = self.words;
        if words.form(index) != "-" {
            return !words.is_joint(index);
        }
        if self.is_second_syllable(index) {
            return true;
        }
        // "Lord Ode-*Falk*"
        let titled =
            index > 1 && self.is_title(index - 2) && words.is_capital(index - 1) && words.is_capital(index + 1);
        if titled && !words.is_spaced(index) && !words.is_spaced(index + 1) {
            return true;
        }
        let after = (index + 1).min(words.len() - 1);
        let before = index.saturating_sub(1);
        words.has_letters(before)
            && words.has_letters(after)
            && words.token(after).pos == "PROPN"
            && words.token(before).pos == "PROPN"
            && lexicon().title(words.lower(after)).is_none()
            && (words.token(after).entity == words.token(before).entity || self.is_double_surname(index))
    }

    /// "Ana Ode-*Falk*": the second half of a family name, which the model left out, after a given name or initials.
    fn is_double_surname(&self, hyphen: u32) -> bool {
        let words = self.words;
        let (before, after) = (hyphen.saturating_sub(1), hyphen + 1);
        before > 0
            && words.token(before).entity == "PERSON"
            && !words.token(before).entity_begins
            && !words.is_spaced(hyphen)
            && !words.is_spaced(after)
            && words.is_capital(after)
            && (words.token(after).entity == ""
                || words.token(after).entity_begins
                    && super::gazetteer::lookup(words.form(after)).next().is_none()
                    && words.token(after).entity != "PERSON")
            && !(words.is_capital(after + 1) && words.is_spaced(after + 1))
            && lexicon().role(words.lower(after)).is_none()
            && super::gazetteer::country_by_name(words.form(after)).is_none()
    }

    /// "Dong-*wook*": a short word written small after the hyphen of a person's name.
    fn is_second_syllable(&self, hyphen: u32) -> bool {
        let words = self.words;
        let (before, after) = (hyphen.saturating_sub(1), hyphen + 1);
        after < words.len()
            && words.token(before).entity == "PERSON"
            && !words.is_spaced(after)
            && words.has_letters(after)
            && !words.is_capital(after)
            && (2..=5).contains(&words.form(after).len())
            && words.form(before).len() <= 6
            && !matches!(
                words.lower(after),
                "led"
                    | "era"
                    | "like"
                    | "born"
                    | "run"
                    | "free"
                    | "type"
                    | "plus"
                    | "only"
                    | "wide"
                    | "held"
                    | "made"
                    | "style"
                    | "owned"
                    | "based"
                    | "esque"
                    | "ally"
                    | "aide"
                    | "fan"
                    | "fans"
                    | "and"
                    | "or"
                    | "in"
                    | "as"
                    | "to"
            )
    }

    /// "Cardinal *Ana* Ode": where the name begins whose last word alone the model saw, after a title.
    pub(super) fn titled_start(&self, last: u32) -> u32 {
        let words = self.words;
        let mut start = last;
        while start > 0
            && start + 3 > last
            && words.is_spaced(start)
            && !words.starts_line(start)
            && !self.covered[start as usize - 1]
            && words.token(start - 1).tag == "NNP"
            && words.token(start - 1).entity == ""
            && words.token(start - 1).deprel == "compound"
            && words.token(start - 1).head.0 == last
            && words.is_capital(start - 1)
            && words.has_letters(start - 1)
            && !self.is_title(start - 1)
            && lexicon().role(words.lower(start - 1)).is_none()
        {
            start -= 1;
        }
        let titled = start < last && !words.in_headline(last) && !self.title_before(start).is_empty();
        if titled { start } else { last }
    }
}

/// True for punctuation marks beyond ASCII.
fn is_mark(form: &str) -> bool {
    form.chars().all(|letter| matches!(letter, '“' | '”' | '‘' | '’' | '–' | '—' | '…' | '•' | '«' | '»'))
}

fn is_given(word: &str) -> bool {
    lexicon().given_name(word).is_some()
}
