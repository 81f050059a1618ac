//! The words of one article, with what name finding asks of each: lower-case form, capitals, white space before it.

use crate::nlp::{Analysis, Token, TokenId};
use smol_str::{SmolStr, StrExt as _};
use std::ops::Range;

/// An article's text and annotations, indexed for name finding.
pub(super) struct Words<'a> {
    /// The text.
    pub(super) body: &'a str,
    /// Its annotations.
    pub(super) analysis: &'a Analysis,
    lower: Vec<SmolStr>,
    flags: Vec<u8>,
    headline: Vec<bool>,
    paragraph: Vec<u32>,
}

const CAPITAL: u8 = 1;
const ALL_CAPITALS: u8 = 2;
const SPACED: u8 = 4;
const LETTERS: u8 = 8;
const LINE_START: u8 = 16;

impl<'a> Words<'a> {
    /// Indexes `analysis`, the annotations of `body`.
    pub(super) fn new(body: &'a str, analysis: &'a Analysis) -> Self {
        let mut words = Self {
            body,
            analysis,
            lower: Vec::with_capacity(analysis.tokens.len()),
            flags: Vec::with_capacity(analysis.tokens.len()),
            headline: Vec::new(),
            paragraph: Vec::with_capacity(analysis.tokens.len()),
        };
        let mut end = 0;
        let mut paragraph = 0;
        for token in &analysis.tokens {
            let form = token.span.slice(body);
            words.lower.push(lower(form));
            let mut flags = shape(form);
            if token.span.start > end || end == 0 {
                flags |= SPACED;
            }
            let gap = body.as_bytes().get(end..token.span.start).unwrap_or_default();
            let blank = is_blank(form);
            if gap.contains(&b'\n') || blank && form.contains('\n') {
                paragraph += 1;
                flags |= LINE_START;
            }
            if blank {
                flags |= SPACED;
                end = 0;
            } else {
                end = token.span.end;
            }
            words.flags.push(flags);
            words.paragraph.push(paragraph);
        }
        words.headline = words.headlines();
        words
    }

    /// Number of tokens.
    pub(super) fn len(&self) -> u32 {
        TokenId::new(self.lower.len()).0
    }

    /// The token at `index`.
    pub(super) fn token(&self, index: u32) -> &'a Token {
        &self.analysis.tokens[index as usize]
    }

    /// Its form as written; empty past the last token.
    pub(super) fn form(&self, index: u32) -> &'a str {
        self.analysis.tokens.get(index as usize).map_or("", |token| token.span.slice(self.body))
    }

    /// Its form in lower case; empty past the last token.
    pub(super) fn lower(&self, index: u32) -> &str {
        self.lower.get(index as usize).map_or("", |form| form)
    }

    fn has(&self, index: u32, flag: u8) -> bool {
        self.flags.get(index as usize).is_some_and(|flags| flags & flag != 0)
    }

    /// True if it begins with a capital.
    pub(super) fn is_capital(&self, index: u32) -> bool {
        self.has(index, CAPITAL)
    }

    /// True if all its letters, two or more, are capitals.
    pub(super) fn is_all_capitals(&self, index: u32) -> bool {
        self.has(index, ALL_CAPITALS)
    }

    /// True if white space (or nothing) stands before it.
    pub(super) fn is_spaced(&self, index: u32) -> bool {
        self.has(index, SPACED)
    }

    /// True if it holds a letter.
    pub(super) fn has_letters(&self, index: u32) -> bool {
        self.has(index, LETTERS)
    }

    /// True if it is nothing but white space.
    pub(super) fn is_blank(&self, index: u32) -> bool {
        is_blank(self.form(index))
    }

    /// True if a line break stands between it and the token before.
    pub(super) fn starts_line(&self, index: u32) -> bool {
        self.has(index, LINE_START)
    }

    /// Number of its line, from 0.
    pub(super) fn paragraph(&self, index: u32) -> u32 {
        self.paragraph[index as usize]
    }

    /// Index of its sentence.
    pub(super) fn sentence(&self, index: u32) -> u32 {
        self.token(index).sentence
    }

    /// The tokens of its sentence.
    pub(super) fn sentence_range(&self, index: u32) -> Range<u32> {
        self.analysis.sentences[self.sentence(index) as usize].clone()
    }

    /// True if it stands in a line whose words are capitalised throughout, so that capitals tell nothing.
    pub(super) fn in_headline(&self, index: u32) -> bool {
        self.headline[self.paragraph(index) as usize]
    }

    /// True if the hyphen or dash at `index` joins the words around it.
    pub(super) fn is_joint(&self, index: u32) -> bool {
        matches!(self.form(index), "-" | "–" | "—" | "‑" | "--" | "/")
    }

    /// The head of the token at `index`, or none at the root.
    pub(super) fn head(&self, index: u32) -> Option<u32> {
        self.analysis.head(TokenId(index)).map(|head| head.0)
    }

    /// The token of `range` that governs the rest: the first whose head lies outside, or the last that hangs on the same word,
    /// where the parser hung the words of a name one by one; the last token if odd.
    pub(super) fn head_of(&self, range: &Range<u32>) -> u32 {
        let mut found: Option<u32> = None;
        for index in range.clone() {
            let head = self.token(index).head.0;
            if (head == index || !range.contains(&head)) && self.has_letters(index) {
                let beside = found.is_none_or(|first| {
                    self.token(first).head.0 == head && self.token(first).entity == "PERSON" && head != index
                });
                found = if beside { Some(index) } else { found };
            }
        }
        // "Ana *dos* Reis": the particle of a name heads it only where the parser takes it for a verb
        let found = found.filter(|&head| self.is_capital(head) || !super::names::is_particle(self.lower(head)));
        found.unwrap_or_else(|| range.end.saturating_sub(1))
    }

    /// For each line, whether its content words are capitalised throughout: a title, a list or a shout.
    fn headlines(&self) -> Vec<bool> {
        let mut counts: Vec<(u32, u32)> = vec![(0, 0); self.paragraph.last().map_or(0, |&last| last as usize + 1)];
        for index in 0..self.len() {
            let (capitals, others) = &mut counts[self.paragraph(index) as usize];
            let token = self.token(index);
            // Headlines that write their words large write their verbs large as well.
            let auxiliary = token.pos == "AUX" && self.form(index).len() > 2;
            if (token.pos == "VERB" || auxiliary)
                && !self.is_capital(index)
                && matches!(token.tag.as_str(), "VBD" | "VBZ" | "VBP" | "VB")
            {
                *others += 4;
            }
            if !self.has_letters(index) || self.form(index).chars().nth(3).is_none() {
                continue;
            }
            let small = ["ADP", "AUX", "CCONJ", "DET", "PART", "PRON", "SCONJ"];
            if self.is_capital(index) {
                *capitals += 1;
            } else if !small.contains(&token.pos.as_str()) {
                *others += 1;
            }
        }
        let credits = self.credits(counts.len());
        counts
            .into_iter()
            .zip(credits)
            .map(|((capitals, others), credit)| capitals >= 3 && others * 8 <= capitals && !credit)
            .collect()
    }

    /// For each of `n_lines` lines, whether it is nothing but names and the words that credit them: a byline, the maker of a
    /// picture ("By Ana Ode and Bo Falk", "Ana Ode (Bo Falk/XY)").
    fn credits(&self, n_lines: usize) -> Vec<bool> {
        let mut by_line = false;
        let mut lines: Vec<(bool, bool)> = vec![(false, false); n_lines];
        for index in 0..self.len() {
            let (credited, other) = &mut lines[self.paragraph(index) as usize];
            if *other {
                continue;
            }
            let token = self.token(index);
            let lower = self.lower(index);
            let before = index.checked_sub(1).filter(|&before| self.paragraph(before) == self.paragraph(index));
            let begins =
                before.is_none_or(|at| !self.has_letters(at) || !self.is_capital(at) || is_credit(self.lower(at)));
            let works = lower == "by" && begins || lower == "from" && before.is_none() || is_credit(lower);
            let slash = lower == "/" && index > 0 && self.token(index - 1).entity == "PERSON";
            *credited |= works || slash;
            by_line = self.starts_line(index) && lower == "by" || by_line && before.is_some();
            let named = by_line && self.is_capital(index) && token.pos == "PROPN"
                || matches!(token.entity.as_str(), "PERSON" | "ORG" | "GPE" | "DATE" | "TIME" | "CARDINAL");
            let small = matches!(token.pos.as_str(), "ADP" | "CCONJ" | "DET") || self.is_all_capitals(index);
            let staff = matches!(
                lower,
                "additional"
                    | "political"
                    | "diplomatic"
                    | "foreign"
                    | "business"
                    | "senior"
                    | "chief"
                    | "staff"
                    | "writer"
                    | "reporter"
                    | "correspondent"
                    | "editor"
                    | "special"
                    | "file"
                    | "bio"
                    | "email"
                    | "follow"
                    | "updated"
                    | "published"
                    | "report"
                    | "story"
                    | "story:"
            );
            *other |= self.has_letters(index) && !(works || named || small && lower != "by" || staff);
        }
        lines.into_iter().map(|(credited, other)| credited && !other).collect()
    }
}

/// Words for the work that a line of credits tells.
fn is_credit(lower: &str) -> bool {
    matches!(
        lower,
        "reporting"
            | "editing"
            | "contributing"
            | "contributed"
            | "photo"
            | "photos"
            | "photograph"
            | "picture"
            | "pictures"
            | "writing"
            | "written"
            | "edited"
            | "compiled"
            | "reporter"
            | "correspondent"
            | "editor"
            | "columnist"
            | "writer"
    )
}

/// True for a token of white space.
fn is_blank(form: &str) -> bool {
    !form.as_bytes().first().is_some_and(u8::is_ascii_graphic) && form.trim().is_empty()
}

/// `form` in lower case, typographic apostrophes made plain.
pub(super) fn lower(form: &str) -> SmolStr {
    if form.is_ascii() {
        return form.to_ascii_lowercase_smolstr();
    }
    // an opening mark set for an apostrophe
    if form == "‘s" {
        return "'s".into();
    }
    if form.contains('ß') {
        return lower(&form.replace('ß', "ss"));
    }
    form.chars().flat_map(char::to_lowercase).map(|letter| if letter == '’' { '\'' } else { letter }).collect()
}

fn shape(form: &str) -> u8 {
    let mut flags = 0;
    let mut letters = 0;
    let mut small = 0;
    if form.is_ascii() {
        let bytes = form.as_bytes();
        letters = bytes.iter().filter(|byte| byte.is_ascii_alphabetic()).count();
        small = bytes.iter().filter(|byte| byte.is_ascii_lowercase()).count();
        flags |= if bytes.first().is_some_and(u8::is_ascii_uppercase) { CAPITAL } else { 0 };
    }
    for (index, letter) in form.chars().enumerate().filter(|_| !form.is_ascii()) {
        if letter.is_alphabetic() {
            letters += 1;
            small += usize::from(!letter.is_uppercase());
            if index == 0 && letter.is_uppercase() {
                flags |= CAPITAL;
            }
        }
    }
    if letters > 0 {
        flags |= LETTERS;
    }
    if letters > 1 && small == 0 {
        flags |= ALL_CAPITALS;
    }
    flags
}
