//! Trimming: frees a stretch of words taken for a name of what is not name at either end.
//!
//! Takes tokens and the label that they bear, gives those left without titles, offices, articles, days, letters after a
//! name and punctuation, or nothing where no name is left.
//!
//! # Invariants
//!
//! - What is given lies within what was taken, and a word of it is capitalised.
//! - An office or a member's seat by itself is no name.

use super::lexicon::{BodyWord, lexicon};
use super::names::{Finder, is_particle};
use super::sense::is_portfolio;
use super::words::Words;
use crate::nlp::Label;
use std::ops::Range;

impl Finder<'_, '_> {
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
        // "on *Saturday* Ana Ode met", "Ana Ode *Monday* met": the day that the parser took into the name
        let is_day = |index: u32| is_weekday(words.form(index));
        if matches!(label.as_str(), "PERSON" | "ORG") && end > start + 2 && is_day(start) && start > 0 {
            let timed = matches!(words.lower(start - 1), "on" | "last" | "late" | "early" | "since");
            start += u32::from(timed);
        }
        if label == "PERSON" && end > start + 2 && is_day(end - 1) {
            end -= 1;
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
        // "the Ode *board*": those in a body are no part of its name
        while label == "ORG" && end > start + 1 && !words.is_capital(end - 1) && is_within_body(words.lower(end - 1)) {
            end -= 1;
        }
        // "*Unions* said": a common noun at the head of a sentence
        if end == start + 1
            && words.sentence_range(start).start == start
            && matches!(words.token(start).tag.as_str(), "NNS" | "NNPS")
            && words.lower(start).strip_suffix('s').is_some_and(|noun| lexicon().thing(noun).is_some())
        {
            return None;
        }
        // "Norville *MP* Ana Ode"
        if label != "PERSON"
            && end > start + 1
            && super::tells::is_seat(words.lower(end - 1))
            && words.is_capital(end)
            && !words.starts_line(end)
        {
            end -= 1;
        }
        // "Ana Ode T.D.", "Ana Ode QC"
        if label == "PERSON" {
            while end > start + 2 && is_postnominal(words.form(end - 1)) {
                end -= 1;
            }
        }
        let piece = start..end;
        let lettered = piece.clone().any(|index| words.has_letters(index) && words.is_capital(index));
        let internet = piece.clone().any(|index| {
            let form = words.form(index);
            form.contains("://") || form.contains(".com") || form.contains("www.") || form.starts_with('#')
        });
        if piece.len() == 1 && words.token(piece.start).tag == "PRP" {
            return None;
        }
        let state = piece.len() == 1 && is_party_and_state(words.form(piece.start)) || seats_member(words, &piece);
        let tempore = piece.len() == 2 && words.lower(piece.start) == "pro" && words.lower(piece.start + 1) == "tem";
        if state || tempore || label == "PERSON" && self.is_heading(&piece) {
            return None;
        }
        if piece.is_empty() || is_office_alone(words, &piece) || label != "PERSON" && is_field(words, &piece) {
            return None;
        }
        // "Sen" and "Cllr" that the tokenizer parted from their full stop
        let abbreviated = piece.len() == 1
            && words.form(piece.end) == "."
            && !words.is_spaced(piece.end)
            && piece.end + 1 < words.sentence_range(piece.start).end
            && self.is_title(piece.start);
        let suffix = abbreviated
            || piece.len() == 1
                && matches!(words.lower(piece.start).trim_end_matches('.'), "jr" | "sr" | "ii" | "iii" | "iv");
        (lettered && !internet && !suffix).then_some(piece)
    }

    /// True if the token is a noun for an office and no frequent family name.
    fn is_office(&self, index: u32) -> bool {
        let lower = self.words.lower(index);
        let given = is_rank_and_name(lower) && index > 0 && self.is_title(index - 1);
        !given && lexicon().role(lower).is_some() && !lexicon().surname(lower) && lexicon().given_name(lower).is_none()
    }

    fn is_outer(&self, index: u32, label: Label, left: u32) -> bool {
        let words = self.words;
        let lower = words.lower(index);
        if !words.has_letters(index) {
            return !lower.bytes().all(|byte| byte.is_ascii_digit()) || left == 1 || label == "PERSON";
        }
        // "A B Ode": an initial, no article
        let initial = label == "PERSON"
            && words.form(index) == "A"
            && (words.form(index + 1).chars().count() == 1 && words.is_capital(index + 1)
                || words.sentence_range(index).start < index && !words.in_headline(index));
        if initial && left > 1 {
            return false;
        }
        if matches!(lower, "the" | "a" | "an" | "'s" | "no" | "mr.") {
            return true;
        }
        if label == "PERSON" && left > 1 && self.is_title(index) {
            // "Rep. Earl Ode", "Sen. Duke Ode": a title after a title that is a given name as well
            let given = left == 2 && (is_rank_and_name(lower) || lexicon().given_name(lower).is_some());
            let titled = given && index > 0 && self.is_title(index - 1)
                || left > 2 && matches!(words.lower(index + 1), "bin" | "ibn" | "bint");
            // "General Motors": the rest is no name by itself
            let trade = left == 2
                && lexicon().name_kind(words.lower(index + 1)).is_some()
                && !lexicon().surname(words.lower(index + 1));
            return !titled && !trade;
        }
        if label == "PERSON" && self.is_rest_of_title(index) {
            return true;
        }
        if left == 1 && label == "PERSON" && self.is_title(index) {
            return true;
        }
        let inner = words.is_capital(index) || is_particle(lower) && left > 1;
        !(inner || label == "ORG" || lower.contains('-'))
    }

    /// True for the second word of a title of two ("President *Pro Tem*", "Datuk *Seri*").
    fn is_rest_of_title(&self, index: u32) -> bool {
        let words = self.words;
        let before = |word: &str| index > 0 && words.lower(index - 1) == word;
        match words.lower(index) {
            "pro" => words.lower(index + 1).starts_with("tem"),
            "tem" | "tempore" | "tem." => before("pro"),
            "seri" | "sri" => {
                index > 0 && matches!(words.lower(index - 1), "datuk" | "dato" | "datin" | "tan" | "dato'" | "puan")
            }
            "tan" => words.lower(index + 1) == "sri",
            "elect" => before("-"),
            _ => false,
        }
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
}

/// True for ranks of nobles and soldiers that are given names as well.
fn is_rank_and_name(word: &str) -> bool {
    matches!(word, "earl" | "duke" | "prince" | "baron" | "king" | "major")
}

/// Letters after a name for a seat, an order or a degree.
pub(super) fn is_postnominal(form: &str) -> bool {
    matches!(
        form.replace('.', "").as_str(),
        "TD" | "MP"
            | "MEP"
            | "MSP"
            | "MLA"
            | "QC"
            | "KC"
            | "SC"
            | "OBE"
            | "MBE"
            | "CBE"
            | "KBE"
            | "PhD"
            | "MD"
            | "FRS"
            | "SJ"
    )
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
pub(super) fn follows_office(words: &Words<'_>, index: u32) -> bool {
    index > 1
        && matches!(words.lower(index - 1), "of" | "for")
        && matches!(
            words.lower(index - 2),
            "minister" | "ministers" | "secretary" | "undersecretary" | "under-secretary"
        )
        && words.is_capital(index - 2)
}

/// Words for what ministers are for.
pub(super) fn is_subject_matter(word: &str) -> bool {
    is_portfolio(word)
        || matches!(word, "political" | "affairs" | "european" | "african")
        || lexicon().body_word(word) == Some(BodyWord::Completing)
}

/// Nouns for those who belong to a body or what it has.
fn is_within_body(word: &str) -> bool {
    matches!(
        word,
        "board"
            | "management"
            | "shareholders"
            | "directors"
            | "executives"
            | "staff"
            | "workers"
            | "employees"
            | "investors"
            | "bosses"
            | "shares"
            | "stock"
            | "officials"
            | "members"
            | "plant"
    )
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

fn is_weekday(form: &str) -> bool {
    matches!(form, "Monday" | "Tuesday" | "Wednesday" | "Thursday" | "Friday" | "Saturday" | "Sunday")
}
