//! The model's entity spans, mended: cut where one name cannot go on, freed of titles, articles and punctuation, and
//! completed to whole written words.

use super::lexicon::{BodyWord, lexicon};
use super::names::{Finder, is_particle};
use super::sense::is_portfolio;
use super::words::Words;
use crate::nlp::Label;
use std::ops::Range;

/// True if the model's label `label` may stand for a person, organization or place.
fn is_nameable(label: Label) -> bool {
    matches!(
        label.as_str(),
        "PERSON" | "ORG" | "GPE" | "LOC" | "FAC" | "NORP" | "PRODUCT" | "WORK_OF_ART" | "EVENT" | "LAW"
    )
}

/// True for a form of address that tells a person whatever follows.
fn is_honorific(word: &str) -> bool {
    matches!(word.trim_end_matches('.'), "mr" | "mrs" | "ms" | "miss" | "mx" | "messrs" | "dr")
}

impl Finder<'_, '_> {
    pub(super) fn add_model_spans(&mut self) {
        for span in self.words.analysis.entity_spans() {
            if !is_nameable(span.label) || self.is_clause(&span.tokens) {
                continue;
            }
            for piece in self.pieces(span.tokens, span.label) {
                let honoured = self.words.is_capital(piece.start) && is_honorific(self.words.lower(piece.start));
                let label = if honoured && piece.len() > 1 { Label::new("PERSON") } else { span.label };
                if let Some(tokens) = self.trimmed(piece, label) {
                    let n_words = tokens.len();
                    let tokens = self.completed(tokens, label);
                    // a title before words that the model passed over tells a person
                    let titled = n_words == 1 && tokens.len() > 1 && !self.title_before(tokens.start).is_empty();
                    let label = if titled && tokens.clone().all(|index| words_are_plain(self.words, index)) {
                        Label::new("PERSON")
                    } else {
                        label
                    };
                    self.push(tokens, label);
                }
            }
        }
    }

    /// True if the span holds a finite verb written small: no name, though names may stand in it.
    fn is_clause(&self, span: &Range<u32>) -> bool {
        span.clone().any(|index| {
            matches!(self.words.token(index).tag.as_str(), "VBD" | "VBZ" | "VBP" | "MD")
                && !self.words.is_capital(index)
                && self.words.is_spaced(index)
        })
    }

    /// Cuts a span where one name cannot go on: line breaks, commas, quotes, brackets, verbs, "and" between people.
    fn pieces(&self, span: Range<u32>, label: Label) -> Vec<Range<u32>> {
        let mut pieces = Vec::new();
        let mut start = span.start;
        for index in span.clone() {
            let breaks_before = index > start && self.words.starts_line(index);
            let cuts = self.cuts(index, &span, label);
            if breaks_before || cuts {
                pieces.push(start..index);
                start = if cuts { index + 1 } else { index };
            }
        }
        pieces.push(start..span.end);
        pieces.retain(|piece| !piece.is_empty());
        pieces
    }

    fn cuts(&self, index: u32, span: &Range<u32>, label: Label) -> bool {
        let words = self.words;
        if words.is_blank(index) {
            return true;
        }
        let personal = label == "PERSON" || label == "GPE";
        match words.lower(index) {
            "," => !words.lower((index + 1).min(span.end - 1)).starts_with("inc"),
            ";" | ":" | "(" | ")" | "[" | "]" | "\"" | "“" | "”" | "|" | ">" | "<" | "—" | "•" | "@" | "?" | "!" => {
                true
            }
            "–" | "--" => true,
            "and" | "&" | "/" => personal,
            "in" => label == "GPE",
            lower if label == "PERSON" && lower.starts_with('@') => true,
            lower
                if label == "PERSON" && lower.bytes().any(|byte| byte.is_ascii_digit()) && !lower.starts_with('@') =>
            {
                true
            }
            _ => {
                !words.is_capital(index)
                    && words.has_letters(index)
                    && (words.token(index).pos == "VERB" || words.token(index).pos == "AUX")
                    && !is_particle(words.lower(index))
                    && !words.lower(index).starts_with('\'')
                    && words.is_spaced(index)
            }
        }
    }

    /// Frees a piece of what is not name at either end; none if nothing is left.
    pub(super) fn trimmed(&self, piece: Range<u32>, label: Label) -> Option<Range<u32>> {
        let words = self.words;
        let (mut start, mut end) = (piece.start, piece.end);
        // "Senior Adviser Ana Ode": the name begins after the last word for an office.
        if label == "PERSON" {
            let office = (start..end.saturating_sub(1)).rev().find(|&index| self.is_office(index));
            start = office.map_or(start, |office| office + 1);
            // "Senate President *Pro Tem* Ode", "Minister for *Transport* Ana Ode"
            if end > start + 2 && words.lower(start) == "pro" && words.lower(start + 1) == "tem" {
                start += 2;
            }
            while start + 1 < end && follows_office(words, start) && is_subject_matter(words.lower(start)) {
                start += 1;
            }
        }
        // "PM Ode", "Sri Lankan PM": an office is no part of a place's name
        if label == "GPE" {
            let is_head = |index: u32| self.words.is_capital(index) && is_head_of_state(self.words.lower(index));
            while start + 1 < end && is_head(start) {
                start += 1;
            }
            while end > start + 1 && is_head(end - 1) {
                end -= 1;
            }
        }
        while start < end && self.is_outer(start, label, end - start) {
            start += 1;
        }
        let located = label == "GPE" || label == "LOC" || label == "FAC";
        while start < end
            && (self.is_tail(end - 1)
                || label == "PERSON" && end - start > 1 && self.is_common_tail(end - 1)
                || located && words.lower(end - 1).bytes().all(|byte| byte.is_ascii_digit()))
        {
            end -= 1;
        }
        let piece = start..end;
        let lettered = piece.clone().any(|index| words.has_letters(index) && words.is_capital(index));
        let internet = piece.clone().any(|index| {
            let form = words.form(index);
            form.contains("://") || form.contains(".com") || form.contains("www.") || form.starts_with('#')
        });
        let state = piece.len() == 1 && is_party_and_state(words.form(piece.start)) || seats_member(words, &piece);
        let tempore = piece.len() == 2 && words.lower(piece.start) == "pro" && words.lower(piece.start + 1) == "tem";
        if state || tempore || label == "PERSON" && self.is_heading(&piece) {
            return None;
        }
        if piece.is_empty() || is_office_alone(words, &piece) || label != "PERSON" && is_field(words, &piece) {
            return None;
        }
        let suffix = piece.len() == 1
            && matches!(words.lower(piece.start).trim_end_matches('.'), "jr" | "sr" | "ii" | "iii" | "iv");
        (lettered && !internet && !suffix).then_some(piece)
    }

    /// True if the token is a noun for an office and no frequent family name.
    fn is_office(&self, index: u32) -> bool {
        let lower = self.words.lower(index);
        lexicon().role(lower).is_some() && !lexicon().surname(lower) && lexicon().given_name(lower).is_none()
    }

    fn is_outer(&self, index: u32, label: Label, left: u32) -> bool {
        let words = self.words;
        let lower = words.lower(index);
        if !words.has_letters(index) {
            return !lower.bytes().all(|byte| byte.is_ascii_digit()) || left == 1 || label == "PERSON";
        }
        if lower == "a" && label == "PERSON" && words.is_capital(index) && left > 2 {
            // "A B Ode": the first of several initials
            return words.form(index + 1).trim_end_matches('.').chars().count() != 1 || !words.is_capital(index + 1);
        }
        if matches!(lower, "the" | "a" | "an" | "'s" | "no" | "mr.") {
            return true;
        }
        if label == "PERSON" && left > 1 && self.is_title(index) {
            return true;
        }
        if left == 1 && label == "PERSON" && self.is_title(index) {
            return true;
        }
        let inner = words.is_capital(index) || is_particle(lower) && left > 1;
        !(inner || label == "ORG" || lower.contains('-'))
    }

    fn is_tail(&self, index: u32) -> bool {
        let words = self.words;
        match words.lower(index) {
            "'s" | "'" | "s'" => true,
            lower => {
                !words.has_letters(index) && !lower.bytes().any(|byte| byte.is_ascii_digit())
                    || !words.is_capital(index)
                        && matches!(words.token(index).pos.as_str(), "ADP" | "CCONJ" | "DET" | "VERB" | "AUX" | "PRON")
            }
        }
    }

    /// Completes a name to whole written words ("Peña" cut in pieces by the tokenizer, "Geun" of "Geun-hye").
    fn completed(&self, tokens: Range<u32>, label: Label) -> Range<u32> {
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
                && words.token(end).tag == "NNP"
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
                && !self.is_title(start - 1)
                && !words.starts_line(start)
                && (lexicon().given_name(words.lower(start - 1)).is_some() || self.is_first_half(start, end))
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
        let after = (index + 1).min(words.len() - 1);
        let before = index.saturating_sub(1);
        words.has_letters(before)
            && words.has_letters(after)
            && words.token(after).pos == "PROPN"
            && words.token(before).pos == "PROPN"
            && lexicon().title(words.lower(after)).is_none()
            && words.token(after).entity == words.token(before).entity
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

    /// True for capitalised words that are all of a line but a full stop and begin with no given name.
    fn is_heading(&self, tokens: &Range<u32>) -> bool {
        let words = self.words;
        let stop = (tokens.end..).find(|&index| words.form(index) != ".").unwrap_or(tokens.end);
        let alone = words.starts_line(tokens.start) || tokens.start == 0 || words.is_blank(tokens.start - 1);
        let ends = stop >= words.len() || words.starts_line(stop) || words.is_blank(stop);
        let first = words.lower(tokens.start);
        alone
            && ends
            && tokens.len() > 1
            && stop > tokens.end
            && lexicon().given_name(first).is_none()
            && !lexicon().surname(words.lower(tokens.end - 1))
            && lexicon().title(first).is_none()
    }

    /// "Ana Ode *long ago*": a word written small at the end of a person's name is no part of it.
    fn is_common_tail(&self, index: u32) -> bool {
        let words = self.words;
        words.has_letters(index)
            && !words.is_capital(index)
            && words.is_spaced(index)
            && !is_particle(words.lower(index))
            && matches!(words.token(index).pos.as_str(), "NOUN" | "ADV" | "ADJ")
            || words.form(index) == "-" && words.is_spaced(index)
    }

    /// "Cardinal *Ana* Ode": where the name begins whose last word alone the model saw, after a title.
    fn titled_start(&self, last: u32) -> u32 {
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

/// True for a capitalised word that is no joint.
fn words_are_plain(words: &Words<'_>, index: u32) -> bool {
    words.is_capital(index) && words.has_letters(index)
}

/// True if every word is for an office or narrows one ("Foreign Minister"): nobody's name.
fn is_office_alone(words: &Words<'_>, tokens: &Range<u32>) -> bool {
    let lexicon = lexicon();
    let is_role = |word: &str| lexicon.role(word).is_some() || lexicon.title(word).is_some_and(|title| title.is_role);
    let last = words.lower(tokens.end - 1);
    let named = lexicon.surname(last) || lexicon.given_name(last).is_some();
    let offices = || tokens.clone().all(|index| is_role(words.lower(index)) || is_portfolio(words.lower(index)));
    is_role(last) && !named && offices() && words.token(tokens.end - 1).entity != "NORP"
}

/// "*Interior* Minister", "Secretary of *Transportation*": what an office is for.
fn is_field(words: &Words<'_>, tokens: &Range<u32>) -> bool {
    let holder = |index: u32| {
        matches!(words.lower(index), "minister" | "ministers" | "secretary" | "secretaries" | "commissioner")
            && words.is_capital(index)
    };
    let fields = || tokens.clone().all(|index| is_subject_matter(words.lower(index)) || words.lower(index) == "and");
    (holder(tokens.end) || follows_office(words, tokens.start)) && fields()
}

/// True if "Minister for" or "Secretary of" stands right before the token.
fn follows_office(words: &Words<'_>, index: u32) -> bool {
    index > 1
        && matches!(words.lower(index - 1), "of" | "for")
        && matches!(words.lower(index - 2), "minister" | "ministers" | "secretary")
        && words.is_capital(index - 2)
}

/// Words for what ministers are for.
fn is_subject_matter(word: &str) -> bool {
    is_portfolio(word) || lexicon().body_word(word) == Some(BodyWord::Completing)
}

/// "(*D-Ore.*)", "(R-*Ore.*)" in pieces: the party and the state that a member sits for.
fn seats_member(words: &Words<'_>, tokens: &Range<u32>) -> bool {
    let party = |index: u32| {
        matches!(words.form(index), "D" | "R" | "I") && words.is_joint(index + 1) && !words.is_spaced(index + 1)
    };
    let opens = |index: u32| index > 0 && matches!(words.form(index - 1), "(" | "," | "[");
    let start = tokens.start;
    party(start) && opens(start)
        || start > 2 && party(start - 2) && opens(start - 2) && words.form(start).ends_with('.')
}

/// "D-Ore.": the party and the state that a member sits for.
fn is_party_and_state(form: &str) -> bool {
    let mut letters = form.chars();
    matches!((letters.next(), letters.next(), letters.next()),
        (Some('D' | 'R' | 'I'), Some('-'), Some(state)) if state.is_uppercase())
}

/// Offices that no place is named after with the office before or after it.
fn is_head_of_state(word: &str) -> bool {
    matches!(word, "pm" | "president" | "premier" | "minister" | "chancellor" | "senator" | "governor")
}
