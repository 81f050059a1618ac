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
            let form = words.form(index);
            if words.starts_line(index) || words.is_blank(index) {
                open = None;
            }
            let opens = matches!(form, "“" | "``" | "«") || form == "\"" && open.is_none();
            let closes = matches!(form, "”" | "''" | "»") || form == "\"" && open.is_some();
            if closes {
                open = None;
            } else if opens && open.is_none() {
                quote += 1;
                open = Some(quote);
            } else if let Some(open) = open {
                of[index as usize] = open;
            }
        }
        let mut speakers = vec![None; quote as usize + 1];
        for index in 0..words.len() {
            let quote = of[index as usize] as usize;
            if quote > 0 && speakers[quote].is_none() {
                speakers[quote] = speaker(words, &of, index);
            }
        }
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
