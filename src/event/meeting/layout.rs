//! Names that stand beside the sentences of a text and have no part in them: under a letter, over one.

use super::scene::Scene;
use crate::nlp::TokenId;

/// How many words a name under a letter has at most.
const SIGNATURE: u32 = 5;

/// "met Brandt. *- Anna Ode*": the name after a dash that ends a paragraph.
pub fn is_signature(scene: &Scene<'_>, token: TokenId) -> bool {
    let at = |index: u32| scene.analysis.tokens.get(index as usize);
    if scene.token(token).pos != "PROPN" {
        return false;
    }
    let ends = |index: u32| at(index).is_none_or(|next| next.span.slice(scene.body).contains('\n'));
    let stop = at(token.0 + 1).is_some_and(|next| next.span.slice(scene.body) == ".");
    if !(ends(token.0 + 1) || stop && ends(token.0 + 2)) {
        return false;
    }
    let mut before = (token.0.saturating_sub(SIGNATURE)..token.0).rev();
    let dash = before.find(|&index| at(index).is_none_or(|word| word.pos != "PROPN"));
    dash.and_then(at).is_some_and(|dash| {
        let spaced = scene.body[..dash.span.start].ends_with(char::is_whitespace)
            && scene.body[dash.span.end..].starts_with(char::is_whitespace);
        spaced && matches!(dash.span.slice(scene.body), "-" | "–" | "—" | "--")
    })
}

/// A word in capitals that stands in a line of its own: where the letters below come from.
pub fn is_heading(scene: &Scene<'_>, token: TokenId) -> bool {
    let span = scene.token(token).span;
    let form = scene.form(token);
    if form.len() < 5 || !form.chars().all(|letter| letter.is_ascii_uppercase()) {
        return false;
    }
    let before = scene.body[..span.start].trim_end_matches([' ', '\t']);
    let after = scene.body[span.end..].trim_start_matches(['.', ':', ' ', '\t']);
    (before.is_empty() || before.ends_with('\n')) && (after.is_empty() || after.starts_with(['\n', '\r']))
}
