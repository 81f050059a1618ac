//! Judgements that share a verb or stand apart from what they judge, and a verb of asking that tells a visit.
//!
//! Takes the reporting verb and what is known of its content, gives token ranges or none.

use super::syntax::Syntax;
use crate::nlp::TokenId;
use std::ops::Range;

/// "Called Ode's plan to open a port *“an absolute disgrace”*": a judgement in quotation marks after a long object.
pub(super) fn quoted_predicate(syntax: &Syntax<'_>, verb: TokenId, object: TokenId) -> Option<Range<u32>> {
    let start = syntax.left(object).max(verb.0 + 1);
    let end = syntax.sentence(verb).end;
    let mark = |token: u32| matches!(syntax.form(TokenId(token)), "\"" | "“" | "”" | "''" | "``" | "‘");
    // "called those who trusted Norland “*fools*”": the verb of the relative clause is no other clause's
    let own = |token: TokenId| syntax.deprel(token) == "relcl" && syntax.analysis.head(token) == Some(object);
    let open = (object.0 + 1..end.min(object.0 + 24)).find(|&token| {
        let finite = matches!(syntax.tag(TokenId(token)), "VBD" | "VBZ" | "VBP" | "MD") && !own(TokenId(token));
        mark(token) || finite || syntax.form(TokenId(token)) == ":"
    })?;
    let linked =
        syntax.previous(TokenId(open)).is_some_and(|link| matches!(syntax.token(link).pos.as_str(), "ADP" | "SCONJ"));
    let first = syntax.next(TokenId(open)).filter(|_| mark(open) && !linked)?;
    let judges =
        syntax.is_form(first, &["a", "an", "the"]) || matches!(syntax.tag(first), "JJ" | "JJS" | "JJR" | "NNS");
    let close = (first.0 + 1..end.min(first.0 + 16)).find(|&token| mark(token))?;
    let noun = TokenId(close - 1);
    // "“fools” *who want a war*"
    let goes_on = syntax.next(TokenId(close)).is_some_and(|next| matches!(syntax.tag(next), "WP" | "WDT"));
    judges.then(|| start..if goes_on { syntax.right(noun).max(close + 1) } else { close + 1 })
}

/// "Called the plan a farce *and Ode a clown*": the end with a further judgement that shares the verb.
pub(super) fn second_judgement(syntax: &Syntax<'_>, verb: TokenId, end: u32) -> u32 {
    let sentence = syntax.sentence(verb);
    let and = end < sentence.end && syntax.is_form(TokenId(end), &["and"]);
    let stop = (end + 1..sentence.end).map(TokenId).find(|&token| {
        let verbal = matches!(syntax.tag(token), "VBD" | "VBZ" | "VBP" | "MD" | "VBN" | "VBG" | "VB" | "IN" | "TO");
        verbal || matches!(syntax.form(token), "." | "," | ";" | ":")
    });
    let Some(stop) = stop.filter(|&stop| and && matches!(syntax.form(stop), "." | ",")) else { return end };
    let named = syntax.tag(TokenId(end + 1)).starts_with("NNP") || syntax.tag(TokenId(end + 1)) == "DT";
    let judged = (end + 2..stop.0).any(|token| syntax.is_form(TokenId(token), &["a", "an"]));
    if named && judged { stop.0 } else { end }
}

/// "Called on Ode *on Monday* to deliver a note", "called on Ode *last week*": true where a time parts the one called on from
/// the purpose, or no purpose follows; that is a visit.
pub(super) fn is_visit(syntax: &Syntax<'_>, verb: TokenId, on: TokenId, clause: Option<TokenId>) -> bool {
    if syntax.lemma(verb) != "call" || !syntax.is_form(on, &["on"]) {
        return false;
    }
    let stop = clause.map_or(syntax.right(verb), |clause| syntax.left(clause));
    let timed = (on.0 + 1..stop).any(|token| matches!(syntax.token(TokenId(token)).entity.as_str(), "DATE" | "TIME"));
    let asks = syntax.children(verb, &["prep"]).any(|prep| prep > on && syntax.is_form(prep, &["for"]));
    timed || clause.is_none() && !asks
}
