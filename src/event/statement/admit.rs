//! What counts as a report: speech that took place, told by one who may tell it, and not only within another's words.

use super::carrier::carrier;
use super::draft::Draft;
use super::syntax::Syntax;
use super::words::{Lemmas, lists};
use crate::nlp::TokenId;

/// True if the text presents the speech as having taken place or as announced, not as wished for, refused or asked.
#[must_use]
pub fn is_asserted(syntax: &Syntax<'_>, verb: TokenId) -> bool {
    let only = syntax.next(verb).is_some_and(|next| syntax.is_form(next, &["only"]));
    if !only && syntax.modal(verb).is_some_and(|modal| !syntax.is_form(modal, &["will", "'ll", "’ll", "can"])) {
        return false;
    }
    let to = syntax.children(verb, &["aux"]).any(|aux| syntax.is_form(aux, &["to"]));
    if to && syntax.tag(verb) == "VB" {
        // the carrier stands before the infinitive, so that the climb ends
        return carrier(syntax, verb).is_some_and(|above| is_asserted(syntax, above));
    }
    true
}

/// True for a noun of something written that says something, and under "find" for those who look into things: "the *court*
/// found that …", "the analyst *Anna Ode* found that …".
#[must_use]
pub fn is_finding(syntax: &Syntax<'_>, verb: TokenId, head: TokenId) -> bool {
    let within = |list: &Lemmas, token: TokenId| list.contains(syntax.lemma(token).to_ascii_lowercase().as_str());
    if within(&lists().findings, head) {
        return true;
    }
    let clause = syntax.children(verb, &["ccomp"]).find(|&clause| clause > verb);
    let that = clause.is_some_and(|clause| {
        syntax.children(clause, &["mark"]).any(|mark| syntax.is_form(mark, &["that"])) || syntax.is_passive(clause)
    });
    let titles = || syntax.children(head, &["compound", "appos", "nmod"]).any(|title| within(&lists().finders, title));
    syntax.lemma(verb) == "find"
        && that
        && (within(&lists().finders, head) || syntax.token(head).entity == "ORG" || titles())
}

/// Drops what is reported within another's words unless a pattern that is sure names who speaks.
pub fn drop_nested(drafts: &mut Vec<Draft>, syntax: &Syntax<'_>) {
    let mut steps = vec![0_i32; syntax.len() as usize + 1];
    for span in drafts.iter().flat_map(|draft| &draft.content) {
        let tokens = syntax.analysis.tokens_in(*span);
        steps[tokens.start as usize] += 1;
        steps[tokens.end as usize] -= 1;
    }
    let mut depth = 0;
    let covered: Vec<bool> = steps
        .iter()
        .map(|step| {
            depth += step;
            depth > 0
        })
        .collect();
    for draft in drafts.iter_mut() {
        draft.nested = draft.cue.is_some_and(|cue| covered[syntax.analysis.tokens_in(cue).start as usize]);
    }
    drafts.retain(|draft| !draft.nested || is_sure_within(draft, syntax) || may_be_another(draft, syntax));
}

/// "Ode said that *he had promised to call*": true for what "he" or "she" is told to have promised or asked within another's
/// words, which is a statement only of somebody else than who tells it.
fn may_be_another(draft: &Draft, syntax: &Syntax<'_>) -> bool {
    syntax.is_form(draft.source.head, &["he", "she"])
        && draft.verb.is_some_and(|verb| !matches!(syntax.lemma(verb), "offer" | "cite"))
        && matches!(draft.rule, "infinitive" | "object-infinitive" | "object-with" | "about-infinitive" | "gerund")
}

/// True for a clause or a quotation that a name or "he" or "she" reports.
#[must_use]
pub fn is_sure_within(draft: &Draft, syntax: &Syntax<'_>) -> bool {
    let head = draft.source.head;
    let definite = matches!(syntax.tag(head), "NN" | "NNS")
        && syntax.child(head, &["det"]).is_some_and(|det| syntax.is_form(det, &["the"]));
    let relative = draft.source.antecedent.is_some_and(|noun| syntax.tag(noun).starts_with("NNP"));
    let named = syntax.tag(head).starts_with("NNP") || syntax.is_form(head, &["he", "she"]) || definite || relative;
    // what one is said to have offered or given as a reason is no more than an act
    let act = draft.verb.is_some_and(|verb| matches!(syntax.lemma(verb), "offer" | "cite"));
    if draft.rule == "noun, phrase" || act && draft.quoted.is_empty() {
        return false;
    }
    let sure = draft.rule.contains("quotation")
        || matches!(draft.rule, "clause" | "phrase" | "noun, clause" | "noun, infinitive" | "object-predicate");
    let proper = syntax.tag(head).starts_with("NNP") || relative;
    named && sure
        || proper
            && matches!(
                draft.rule,
                "infinitive" | "object-infinitive" | "object-with" | "about-infinitive" | "noun, drawn" | "gerund"
            )
}
