//! Reporting verbs of an article: found once, with their frames and whether they stand within a quotation.

use super::lexicon::{Frames, frames_of};
use super::quotation::Quotation;
use super::syntax::Syntax;
use crate::nlp::TokenId;

/// All reporting verbs of an article.
pub struct Cues {
    frames: Vec<Option<&'static Frames>>,
    quotation: Vec<u32>,
}

const NONE: u32 = u32::MAX;

impl Cues {
    /// Finds the reporting verbs, in time linear in the tokens.
    #[must_use]
    pub fn find(syntax: &Syntax<'_>, quotations: &[Quotation]) -> Self {
        let count = syntax.len();
        let mut quotation = vec![NONE; count as usize];
        for (index, quoted) in (0_u32..).zip(quotations) {
            for token in syntax.analysis.tokens_in(quoted.outer) {
                quotation[token as usize] = index;
            }
        }
        let frames = (0..count).map(TokenId).map(|token| reporting_frames(syntax, token)).collect();
        Self { frames, quotation }
    }

    /// The frames of `token`, if it is a reporting verb.
    #[must_use]
    pub fn frames(&self, token: TokenId) -> Option<&'static Frames> {
        self.frames[token.index()]
    }

    /// Index of the quotation that `token` stands in.
    #[must_use]
    pub fn quotation_of(&self, token: TokenId) -> Option<usize> {
        let index = self.quotation[token.index()];
        (index != NONE).then_some(index as usize)
    }

    /// True if `token` stands within a quotation.
    #[must_use]
    pub fn in_quotation(&self, token: TokenId) -> bool {
        self.quotation_of(token).is_some()
    }

    /// All reporting verbs with their frames, in text order.
    pub fn iter(&self) -> impl Iterator<Item = (TokenId, &'static Frames)> + '_ {
        (0..).map(TokenId).zip(&self.frames).filter_map(|(token, frames)| frames.map(|frames| (token, frames)))
    }
}

fn reporting_frames(syntax: &Syntax<'_>, token: TokenId) -> Option<&'static Frames> {
    if !syntax.is_verb(token) {
        return None;
    }
    let has_particle = |particle: &str| {
        let near = [token.0 + 1, token.0 + 2].into_iter().filter(|&next| next < syntax.len()).map(TokenId);
        near.clone().any(|next| syntax.is_form(next, &[particle]))
            || syntax
                .children(token, &["prt", "acomp", "advmod", "oprd", "ccomp"])
                .any(|child| syntax.is_form(child, &[particle]))
            // "took Ode *to task* for it"
            || particle == "task"
                && syntax.children(token, &["prep"]).any(|to| {
                    syntax.child(to, &["pobj"]).is_some_and(|task| syntax.is_form(task, &[particle]))
                })
    };
    // "All told, …" sums up
    let sums = syntax.is_form(token, &["told"])
        && syntax.previous(token).is_some_and(|before| syntax.is_form(before, &["all"]))
        && syntax.next(token).is_some_and(|next| syntax.form(next) == ",");
    if sums {
        return None;
    }
    let lemma = syntax.lemma(token).to_ascii_lowercase();
    frames_of(&lemma, has_particle)
}
