//! Speech told in an infinitive: "was quick *to point out*", "used the speech *to blame*", "was forced *to admit*".
//!
//! An infinitive alone tells what one wants or is asked to say. Under some verbs and adjectives it tells what was said:
//! those of doing, of manner, of compulsion, and those that name the way in which one spoke. The verb that carries it
//! also has its speaker.

use super::syntax::Syntax;
use super::words::lists;
use crate::nlp::TokenId;

/// The verb that shows that the infinitive `verb` was spoken; none if it was only wanted, asked for or planned.
#[must_use]
pub fn carrier(syntax: &Syntax<'_>, verb: TokenId) -> Option<TokenId> {
    let above = syntax.analysis.head(verb).filter(|&above| above < verb)?;
    let lemma = syntax.lemma(above);
    if syntax.tag(above).starts_with("VB") {
        let refused = matches!(lemma, "hesitate" | "fail");
        let carries = lists().done.contains(lemma)
            || lists().vehicles.contains(lemma)
            || refused
            || lemma == "call" && lists().called_for.contains(syntax.lemma(verb))
            || lists().forced.contains(lemma) && syntax.is_passive(above);
        return (carries && syntax.is_negated(above) == refused).then_some(above);
    }
    if matches!(syntax.token(above).pos.as_str(), "ADJ" | "ADV") {
        let state = syntax.analysis.head(above).filter(|_| lists().manners.contains(lemma))?;
        return (syntax.lemma(state) == "be" && !syntax.is_negated(state)).then_some(state);
    }
    let governor = syntax.analysis.ancestors(above).take(3).find(|&up| syntax.is_verb(up))?;
    // "took to *a network* to say": by name
    let named = syntax.tag(above) == "NNP"
        && syntax.lemma(governor) == "take"
        && syntax.analysis.head(above).is_some_and(|to| syntax.is_form(to, &["to"]));
    if !(named || lists().occasions.contains(lemma)) || !matches!(syntax.deprel(above), "dobj" | "pobj") {
        return None;
    }
    let lemma = syntax.lemma(governor);
    let carries = lists().done.contains(lemma)
        || lists().vehicles.contains(lemma)
        || matches!(lemma, "call" | "give" | "make" | "spend");
    (carries && !syntax.is_negated(governor)).then_some(governor)
}
