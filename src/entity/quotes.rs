//! Which tokens stand in quotation marks, and who is grammatically the speaker of each quotation.
//!
//! A first look for pronouns only: "he" within a quotation is not its speaker. Statements are found elsewhere.

use super::lexicon::lexicon;
use super::words::Words;
use crate::nlp::TokenId;

/// The quotations of an article.
pub(super) struct Quotes {
    /// For each token, the number of its quotation from 1, or 0 outside.
    of: Vec<u32>,
    /// For each quotation, the token that heads its speaker, where grammar shows one.
    speakers: Vec<Option<u32>>,
}

impl Quotes {
    /// Finds the quotations: from an opening mark to the closing one, or to the end of the line.
    pub(super) fn find(words: &Words<'_>) -> Self {
        let mut of = vec![0; words.len() as usize];
        let mut quote = 0;
        let mut open: Option<u32> = None;
        for index in 0..words.len() {
            if words.starts_line(index) || words.is_blank(index) {
                open = None;
            }
            let inside = open;
            // two apostrophes, as newspapers once wired it
            let form = if words.form(index) == "''" { "\"" } else { words.form(index) };
            for mark in form.chars().filter(|&letter| is_mark(letter)) {
                // A closing mark where nothing is open, glued to the word after it, was meant to open.
                let opens = matches!(mark, '“' | '«' | '`') || open.is_none();
                if opens && (mark == '“' || mark == '"' || mark == '«' || mark == '`' || self::glued(words, index)) {
                    quote += 1;
                    open = Some(quote);
                } else {
                    open = None;
                }
            }
            if let Some(quote) = inside.filter(|_| open.is_some()).or(open.filter(|_| words.has_letters(index))) {
                of[index as usize] = quote;
            }
        }
        let mut speakers = vec![None; quote as usize + 1];
        for index in 0..words.len() {
            let quote = of[index as usize] as usize;
            if quote > 0 && speakers[quote].is_none() {
                speakers[quote] = speaker(words, &of, index);
            }
        }
        inherit(words, &of, &mut speakers);
        Self { of, speakers }
    }

    /// The number of the quotation around the token, or 0.
    pub(super) fn at(&self, index: u32) -> u32 {
        self.of[index as usize]
    }

    /// The token that heads the speaker of the quotation around the token at `index`.
    pub(super) fn speaker(&self, index: u32) -> Option<u32> {
        self.speakers[self.at(index) as usize]
    }
}

fn is_mark(letter: char) -> bool {
    matches!(letter, '“' | '”' | '"' | '«' | '»' | '`')
}

/// True if the mark at `index` stands right before a word and not right after one.
fn glued(words: &Words<'_>, index: u32) -> bool {
    let after = index + 1 < words.len() && !words.is_spaced(index + 1) && words.has_letters(index + 1);
    let form = words.form(index);
    after || form.chars().next().is_some_and(is_mark) && words.has_letters(index)
}

/// A quotation without a speech verb of its own goes on with the speaker of the one before in the same paragraph.
fn inherit(words: &Words<'_>, of: &[u32], speakers: &mut [Option<u32>]) {
    let mut last: Option<(u32, Option<u32>)> = None;
    let mut current = 0;
    for index in 0..words.len() {
        let quote = of[index as usize];
        if quote == 0 || quote == current {
            continue;
        }
        current = quote;
        let paragraph = words.paragraph(index);
        if let Some((_, speaker)) = last.filter(|(line, _)| *line == paragraph)
            && speakers[quote as usize].is_none()
        {
            speakers[quote as usize] = speaker;
        }
        last = Some((paragraph, speakers[quote as usize]));
    }
}

/// The subject of the speech verb that governs the quoted token at `index`, or that the quoted clause governs.
fn speaker(words: &Words<'_>, of: &[u32], index: u32) -> Option<u32> {
    let subject_of = |verb: u32| {
        let speaks = of[verb as usize] == 0 && lexicon().person_verb(&words.token(verb).lemma);
        speaks
            .then(|| words.analysis.dependents_by(TokenId(verb), "nsubj").find(|subject| of[subject.index()] == 0))
            .flatten()
            .map(|subject| subject.0)
    };
    let above = words.analysis.ancestors(TokenId(index)).take(12).find_map(|verb| subject_of(verb.0));
    above.or_else(|| {
        words.analysis.dependents(TokenId(index)).iter().find_map(|dependent| {
            matches!(words.token(dependent.0).deprel.as_str(), "parataxis" | "ccomp" | "dep")
                .then(|| subject_of(dependent.0))
                .flatten()
        })
    })
}
