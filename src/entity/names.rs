//! Finds the stretches of an article that are names, before anything is known of what they name.
//!
//! Starts from the model's entity spans and mends them: spans are cut at line breaks, commas and dashes between
//! separate names, freed of titles, articles, possessives and punctuation, and completed to whole written words; runs of
//! capitalised proper nouns that the model left out are added where a title or their words speak for a name.
//!
//! # Invariants
//!
//! - Names stand in text order, do not overlap, hold at least one letter and do not cross a line break.

use super::lexicon::lexicon;
use super::words::Words;
use crate::nlp::Label;
use std::ops::Range;

/// A stretch of text that is a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Name {
    /// Its tokens, without titles, articles and possessives.
    pub(super) tokens: Range<u32>,
    /// What the model takes it for (`PERSON`, `GPE` …); empty where the model saw no name.
    pub(super) label: Label,
    /// The titles right before it ("Mr", "Prime Minister"); empty if there are none.
    pub(super) title: Range<u32>,
}

/// Finds the names of an article.
pub(super) fn find_names(words: &Words<'_>) -> Vec<Name> {
    let mut finder = Finder { words, covered: vec![false; words.len() as usize], names: Vec::new() };
    finder.add_model_spans();
    finder.add_capital_runs();
    finder.add_handles();
    finder.names.sort_by_key(|name| name.tokens.start);
    finder.set_titles();
    let mut names = super::repair::repair(words, std::mem::take(&mut finder.names));
    finder.covered.fill(false);
    for name in &names {
        finder.covered[name.tokens.start as usize..name.tokens.end as usize].fill(true);
    }
    std::mem::swap(&mut finder.names, &mut names);
    finder.set_titles();
    finder.names
}

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

/// Particles that join the words of a personal name and are written small.
pub(super) fn is_particle(word: &str) -> bool {
    matches!(
        word,
        "al" | "el"
            | "bin"
            | "ibn"
            | "bint"
            | "ben"
            | "von"
            | "van"
            | "der"
            | "den"
            | "de"
            | "del"
            | "della"
            | "di"
            | "da"
            | "do"
            | "dos"
            | "das"
            | "du"
            | "la"
            | "le"
            | "ter"
            | "ten"
            | "zu"
            | "af"
            | "av"
            | "y"
            | "e"
            | "ud"
            | "ul"
            | "abu"
            | "st"
            | "st."
    )
}

struct Finder<'w, 'a> {
    words: &'w Words<'a>,
    covered: Vec<bool>,
    names: Vec<Name>,
}

impl Finder<'_, '_> {
    fn push(&mut self, tokens: Range<u32>, label: Label) {
        if tokens.is_empty() || tokens.clone().any(|index| self.covered[index as usize]) {
            return;
        }
        for index in tokens.clone() {
            self.covered[index as usize] = true;
        }
        self.names.push(Name { tokens, label, title: 0..0 });
    }

    fn add_model_spans(&mut self) {
        for span in self.words.analysis.entity_spans() {
            if !is_nameable(span.label) || self.is_clause(&span.tokens) {
                continue;
            }
            for piece in self.pieces(span.tokens, span.label) {
                let honoured = self.words.is_capital(piece.start) && is_honorific(self.words.lower(piece.start));
                let label = if honoured && piece.len() > 1 { Label::new("PERSON") } else { span.label };
                if let Some(tokens) = self.trimmed(piece, label) {
                    let tokens = self.completed(tokens, label);
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
    fn trimmed(&self, piece: Range<u32>, label: Label) -> Option<Range<u32>> {
        let words = self.words;
        let (mut start, mut end) = (piece.start, piece.end);
        // "Senior Adviser Ana Ode": the name begins after the last word for an office.
        if label == "PERSON" {
            let office = (start..end.saturating_sub(1)).rev().find(|&index| self.is_office(index));
            start = office.map_or(start, |office| office + 1);
        }
        while start < end && self.is_outer(start, label, end - start) {
            start += 1;
        }
        let located = label == "GPE" || label == "LOC" || label == "FAC";
        while start < end
            && (self.is_tail(end - 1) || located && words.lower(end - 1).bytes().all(|byte| byte.is_ascii_digit()))
        {
            end -= 1;
        }
        let piece = start..end;
        let lettered = piece.clone().any(|index| words.has_letters(index) && words.is_capital(index));
        let internet = piece.clone().any(|index| {
            let form = words.form(index);
            form.contains("://") || form.contains(".com") || form.contains("www.") || form.starts_with('#')
        });
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

    /// True if the token is a title as it stands: capitalised, in the list of titles.
    fn is_title(&self, index: u32) -> bool {
        self.words.is_capital(index) && lexicon().title(self.words.lower(index)).is_some()
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
                && words.token(start - 1).tag == "NNP"
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
        end - start == 1
            && words.token(before).deprel == "compound"
            && words.token(before).head.0 == start
            && words.token(before).entity == ""
            && !words.in_headline(start)
            && !words.is_all_capitals(before)
            && words.sentence_range(start).start < before
            && lexicon().role(lower).is_none()
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

    fn set_titles(&mut self) {
        for index in 0..self.names.len() {
            self.names[index].title = self.title_before(self.names[index].tokens.start);
        }
    }

    /// Adds the network names ("@someone") that stand alone on their line: they sign what stands above.
    fn add_handles(&mut self) {
        let words = self.words;
        for index in 0..words.len() {
            let form = words.form(index);
            if form.len() > 2
                && form.starts_with('@')
                && form[1..].bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
                && (index == 0 || words.starts_line(index) || words.is_blank(index - 1))
                && (index + 1..words.len()).take_while(|&next| !words.starts_line(next)).all(|next| {
                    !words.has_letters(next) && !words.lower(next).bytes().any(|byte| byte.is_ascii_digit())
                })
            {
                self.covered[index as usize] = false;
                self.names.retain(|name| name.tokens.start != index);
                self.push(index..index + 1, Label::new("PERSON"));
            }
        }
    }

    /// Adds runs of capitalised proper nouns that no span covers.
    fn add_capital_runs(&mut self) {
        let n_tokens = self.words.len();
        let mut index = 0;
        while index < n_tokens {
            if !self.is_free_capital(index) {
                index += 1;
                continue;
            }
            let start = index;
            while index < n_tokens && self.continues(start, index) {
                index += 1;
            }
            if let Some(tokens) = self.trimmed(start..index, Label::new("PERSON")) {
                let speaks = tokens.len() == 1 && self.is_speaking_name(tokens.start) || self.speaks(&tokens);
                let named = speaks
                    || !self.words.in_headline(tokens.start)
                        && (!self.title_before(tokens.start).is_empty() || self.begins_with_given_name(&tokens));
                let joined = tokens.clone().map(|index| self.words.lower(index)).collect::<Vec<_>>().join(" ");
                let body = tokens.len() > 1
                    && (lexicon().organization_word(self.words.lower(tokens.end - 1), false)
                        || lexicon().institution(&joined))
                    || self.follows_body_noun(tokens.start);
                if body && !self.words.in_headline(tokens.start) {
                    self.push(tokens, Label::new("ORG"));
                } else if named {
                    self.push(tokens, Label::default());
                }
            }
            index = index.max(start + 1);
        }
    }

    /// "supermarket chain Ode", "the carmaker Ode": a common noun for a body right before the name.
    fn follows_body_noun(&self, start: u32) -> bool {
        let words = self.words;
        start > 0
            && !words.starts_line(start)
            && words.token(start - 1).tag == "NN"
            && words.is_spaced(start)
            && words.sentence(start - 1) == words.sentence(start)
            && super::kinds::heads_name(words.lower(start - 1))
    }

    fn is_free_capital(&self, index: u32) -> bool {
        let words = self.words;
        !self.covered[index as usize]
            && words.is_capital(index)
            && words.token(index).pos == "PROPN"
            && words.token(index).entity == ""
    }

    fn continues(&self, start: u32, index: u32) -> bool {
        let words = self.words;
        if index == start {
            return true;
        }
        !self.covered[index as usize]
            && !words.starts_line(index)
            && words.token(index).pos == "PROPN"
            && words.token(index).entity == ""
            && words.has_letters(index)
            && (words.is_capital(index) || is_particle(words.lower(index)))
    }

    /// True for one frequent personal name that is the subject of a verb of speech.
    fn is_speaking_name(&self, index: u32) -> bool {
        let (words, lexicon) = (self.words, lexicon());
        let frequent = lexicon.given_name(words.lower(index)).is_some() || lexicon.surname(words.lower(index));
        let verb = words.head(index).filter(|_| words.token(index).deprel == "nsubj");
        frequent && !words.in_headline(index) && verb.is_some_and(|verb| lexicon.person_verb(&words.token(verb).lemma))
    }

    /// True for names that stand where only one who speaks can stand: "according to X", "reported by X", "X said" within a
    /// sentence.
    fn speaks(&self, tokens: &Range<u32>) -> bool {
        let (words, lexicon) = (self.words, lexicon());
        let head = words.head_of(tokens);
        let lower = words.lower(head);
        let common = words.token(head).tag != "NNP"
            || lexicon.role(lower).is_some()
            || lexicon.title(lower).is_some()
            || lexicon.people(lower)
            || !tokens.clone().all(|index| words.has_letters(index) && words.is_capital(index));
        // "Bergen *Gazette*", "the Minister's *Office*": the end of a longer name
        let tail = tokens.start.checked_sub(1).is_some_and(|before| {
            !words.starts_line(tokens.start)
                && (words.lower(before) == "'s" || words.is_capital(before) && words.lower(before) != "the")
        });
        let whole = !common && !tail && !words.in_headline(head);
        let Some(above) = words.head(head).filter(|_| whole) else { return false };
        let reports = |verb: u32| {
            let lemma = words.token(verb).lemma.as_str();
            lexicon.person_verb(lemma) || matches!(lemma, "report" | "tell" | "write" | "cite" | "quote" | "tweet")
        };
        match words.token(head).deprel.as_str() {
            "nsubj" => {
                let opens = tokens.start == words.sentence_range(tokens.start).start;
                reports(above) && !opens
            }
            "pobj" => {
                let phrase = words.head(above);
                words.lower(above) == "by" && phrase.is_some_and(reports)
                    || words.lower(above) == "to" && phrase.is_some_and(|word| words.lower(word) == "according")
            }
            "appos" if tokens.len() > 1 => {
                let subject = words.token(above).deprel == "nsubj" && words.token(above).pos == "NOUN";
                subject && words.head(above).is_some_and(reports)
            }
            _ => false,
        }
    }

    fn begins_with_given_name(&self, tokens: &Range<u32>) -> bool {
        tokens.len() >= 2
            && lexicon().given_name(self.words.lower(tokens.start)).is_some()
            && tokens.clone().all(|index| {
                let lower = self.words.lower(index);
                !lexicon().organization_word(lower, false) && !lexicon().place_word(lower, false)
            })
    }

    /// The titles that end right before `start`.
    fn title_before(&self, start: u32) -> Range<u32> {
        let words = self.words;
        let mut first = start;
        while first > 0
            && !words.starts_line(first)
            && !self.covered[first as usize - 1]
            && words.sentence(first - 1) == words.sentence(start)
            && (self.is_title(first - 1) || first < start && words.form(first - 1) == ".")
        {
            first -= 1;
        }
        first..start
    }
}

/// True for punctuation marks beyond ASCII.
fn is_mark(form: &str) -> bool {
    form.chars().all(|letter| matches!(letter, '“' | '”' | '‘' | '’' | '–' | '—' | '…' | '•' | '«' | '»'))
}
