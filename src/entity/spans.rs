//! The model's entity spans, mended: cut where one name cannot go on, [freed](super::trimming) of titles, articles and
//! punctuation, and completed to whole written words.

use super::lexicon::lexicon;
use super::names::{Finder, is_particle};
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
            if let Some(firm) = self.and_company(&span.tokens) {
                self.push(firm, Label::new("ORG"));
                continue;
            }
            for piece in self.pieces(span.tokens, span.label) {
                let honoured = self.words.is_capital(piece.start) && is_honorific(self.words.lower(piece.start));
                let titled = span.label == "ORG" && self.is_titled_person(&piece);
                let label = if honoured && piece.len() > 1 || titled { Label::new("PERSON") } else { span.label };
                let (piece, label) = self.without_trade(piece, label);
                let (piece, label) = self.without_portfolio(piece, label);
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

    /// "*Ana Ode and Company*", "*Ode & Sons*": the whole name of a firm that is called after its founder.
    fn and_company(&self, span: &Range<u32>) -> Option<Range<u32>> {
        let words = self.words;
        let sentence = words.sentence_range(span.start);
        let joint = (span.start + 1..=span.end)
            .find(|&at| sentence.contains(&at) && matches!(words.lower(at), "and" | "&") && words.is_capital(at - 1))?;
        let partners = matches!(
            words.lower(joint + 1).trim_end_matches('.'),
            "company" | "co" | "sons" | "daughters" | "brothers" | "partners" | "associates"
        );
        let named = sentence.contains(&(joint + 1)) && partners && words.is_capital(joint + 1) && joint + 2 >= span.end;
        named.then(|| span.start..joint + 2)
    }

    /// True if a title of people alone opens the piece and no word after it tells a body or place ("Cardinal Ana Ode").
    fn is_titled_person(&self, piece: &Range<u32>) -> bool {
        let words = self.words;
        // "the Rev Ana Ode"
        let article = words.lower(piece.start) == "the"
            && piece.len() > 1
            && matches!(words.lower(piece.start + 1).trim_end_matches('.'), "rev" | "reverend" | "hon" | "honourable");
        let article = u32::from(article);
        let piece = &(piece.start + article..piece.end);
        let least = lexicon().title(words.lower(piece.start)).and_then(|title| title.least_names);
        let named = |index: u32| {
            let lower = words.lower(index);
            (words.is_capital(index) || words.form(index) == ".")
                && !lexicon().organization_word(lower, false)
                && lexicon().name_kind(lower).is_none()
                && !lexicon().place_word(lower, false)
        };
        let names = piece.len().saturating_sub(1);
        least.is_some_and(|least| (least..=5).contains(&names)) && (piece.start + 1..piece.end).all(named)
    }

    /// "*Jetmaker* Ode" at the start of a sentence: the common noun for a body before its name is written large there.
    fn without_trade(&self, piece: Range<u32>, label: Label) -> (Range<u32>, Label) {
        let words = self.words;
        let opens = piece.start == words.sentence_range(piece.start).start || words.starts_line(piece.start);
        // "Brewer Ode", "Retailer Ode": nouns for who does something
        let lower = words.lower(piece.start);
        let agent = lower.ends_with("er") && lower.len() > 5;
        let trade = super::kind_nouns::heads_name(lower) && agent;
        if opens && trade && piece.len() > 1 && !words.in_headline(piece.start) {
            (piece.start + 1..piece.end, Label::new("ORG"))
        } else {
            (piece, label)
        }
    }

    /// "Secretary of *Defence* Ana Ode": what the minister is for, before a name that begins as people's do.
    fn without_portfolio(&self, piece: Range<u32>, label: Label) -> (Range<u32>, Label) {
        let words = self.words;
        let person = piece.start + 1..piece.end;
        let fits = label == "ORG"
            && (2..=4).contains(&person.len())
            && super::trimming::follows_office(words, piece.start)
            && super::trimming::is_subject_matter(words.lower(piece.start))
            && lexicon().given_name(words.lower(person.start)).is_some()
            && person.clone().all(|index| words_are_plain(words, index));
        if fits { (person, Label::new("PERSON")) } else { (piece, label) }
    }

    /// True for a hyphen with spaces around it, which is a dash.
    fn is_dash(&self, index: u32, span: &Range<u32>) -> bool {
        self.words.is_spaced(index) && index + 1 < span.end && self.words.is_spaced(index + 1)
    }

    /// True if the span holds a finite verb written small: no name, though names may stand in it.
    fn is_clause(&self, span: &Range<u32>) -> bool {
        span.clone().any(|index| {
            matches!(self.words.token(index).tag.as_str(), "VBD" | "VBZ" | "VBP" | "MD")
                && !self.words.is_capital(index)
                && self.words.is_spaced(index)
                // "Maria *dos* Santos": the tagger knows the word as a verb only
                && !(super::names::is_particle(self.words.lower(index)) && self.words.is_capital(index + 1))
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
            // "Norville West *MP* Ana Ode"
            "mp" | "msp" | "td" => label == "PERSON" && index > span.start && index + 1 < span.end,
            "-" if label == "PERSON" && self.is_dash(index, span) => true,
            "and" | "&" | "/" => {
                let firm = matches!(
                    words.lower(index.saturating_sub(1)).trim_end_matches('.'),
                    "inc" | "ltd" | "plc" | "corp" | "llc"
                );
                personal || firm || matches!(words.lower(index + 1), "i" | "me") || self.parts_two(index, span)
            }
            // "Ode long ago", "Ode e-mails": a person's name ends where words written small begin
            _ if label == "PERSON" && index > span.start && self.ends_before(index) => true,
            "in" => label == "GPE",
            // "Patriarch Ode *of* Norland"
            "of" => {
                super::surface::rules_land(words.lower(span.start))
                    && (2..=4).contains(&(index - span.start))
                    && words.is_capital(index + 1)
                    && (span.start..index)
                        .all(|at| words.is_capital(at) && !lexicon().organization_word(words.lower(at), false))
            }
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

    /// "a merger between *Odecorp and Brandtex*": between takes two, so the "and" at `index` is no part of a name unless another
    /// follows the span.
    fn parts_two(&self, index: u32, span: &Range<u32>) -> bool {
        let words = self.words;
        let joints = || span.clone().filter(|&at| words.lower(at) == "and");
        let article = u32::from(span.start > 0 && words.lower(span.start - 1) == "the");
        let between = |at: u32| at > article && words.lower(at - 1 - article) == "between";
        let goes_on = |at: u32| match words.lower(at) {
            "and" => true,
            "," => at + 1 < words.len() && (words.is_capital(at + 1) || words.lower(at + 1) == "the"),
            _ => false,
        };
        words.lower(index) == "and"
            && between(span.start)
            && joints().count() == 1
            && (span.end >= words.len() || !goes_on(span.end))
    }

    /// True for a word written small that stands by itself and is no particle.
    fn ends_before(&self, index: u32) -> bool {
        let words = self.words;
        words.has_letters(index)
            && !words.is_capital(index)
            && words.is_spaced(index)
            && (!is_particle(words.lower(index)) || words.form(index) == "e" && words.form(index + 1) == "-")
            && words.form(index).chars().next().is_some_and(char::is_lowercase)
            && !words.lower(index).starts_with("al-")
            && !words.lower(index).starts_with("el-")
    }
}

/// True for a capitalised word that is no joint.
fn words_are_plain(words: &Words<'_>, index: u32) -> bool {
    words.is_capital(index) && words.has_letters(index)
}
