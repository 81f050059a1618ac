//! Speech told by an adjective: "was *critical of* Ode", "was *scathing about* the plan", "is *adamant that* …".
//!
//! The adjectives of `data/lexicon/reporting_adjectives.toml` name how one spoke, so that being so is having spoken.

use super::admit::is_asserted;
use super::draft::Draft;
use super::lexicon::adjective_frames;
use super::speaker::source_of;
use super::syntax::Syntax;
use crate::nlp::TokenId;

/// Finds the drafts whose cue is an adjective.
#[must_use]
pub fn attitude_drafts(syntax: &Syntax<'_>) -> Vec<Draft> {
    (0..syntax.len()).map(TokenId).filter_map(|token| attitude_draft(syntax, token)).collect()
}

fn attitude_draft(syntax: &Syntax<'_>, adjective: TokenId) -> Option<Draft> {
    if !syntax.tag(adjective).starts_with("JJ") {
        return None;
    }
    let frames = adjective_frames(syntax.lemma(adjective))?;
    let be =
        syntax.analysis.head(adjective).filter(|_| matches!(syntax.deprel(adjective), "acomp" | "oprd" | "attr"))?;
    let stays = matches!(syntax.lemma(be), "be" | "remain" | "stay") && be < adjective;
    let denied = syntax.is_negated(be) || syntax.child(be, &["neg"]).is_some();
    if !stays || denied || !is_asserted(syntax, be) {
        return None;
    }
    let clause = syntax.children(adjective, &["ccomp"]).find(|&clause| {
        clause > adjective && frames.iter().any(|frame| frame == "clause") && {
            let first = TokenId(syntax.left(clause));
            syntax.is_form(first, &["that"])
        }
    });
    let holders = [adjective, be];
    let phrase = || {
        let mut phrases = holders.into_iter().flat_map(|holder| syntax.children(holder, &["prep"]).collect::<Vec<_>>());
        phrases.find(|&prep| prep > adjective && frames.iter().any(|frame| syntax.is_form(prep, &[frame.as_str()])))
    };
    let range = match clause {
        Some(clause) => syntax.left(clause)..syntax.right(clause),
        None => {
            let prep = phrase()?;
            prep.0 + 1..syntax.right(prep)
        }
    };
    let source = source_of(syntax, be)?;
    Some(Draft {
        verb: Some(adjective),
        cue: Some(syntax.token(adjective).span),
        source,
        content: vec![syntax.trimmed_span(syntax.clip(adjective, range))],
        addressees: Vec::new(),
        topics: Vec::new(),
        quoted: Vec::new(),
        nested: false,
        rule: "adjective",
        confidence: 0.75,
    })
}
