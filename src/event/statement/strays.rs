//! Content clauses that the parse did not give to their reporting verb: those after a noun or a participle in the setting
//! of the speech, indirect questions taken for conditions, clauses known by their "that".

use super::lexicon::{Frames, is_message};
use super::syntax::Syntax;
use super::words::lists;
use crate::nlp::TokenId;
use std::ops::Range;

/// "Asked Ode *if she would run*": the question, where the parse took it for a condition of the verb, of the one asked or
/// of the one who asks.
#[must_use]
pub fn indirect_question(syntax: &Syntax<'_>, verb: TokenId) -> Option<TokenId> {
    if !matches!(syntax.lemma(verb), "ask" | "inquire" | "enquire" | "wonder" | "query") {
        return None;
    }
    let asks = |&clause: &TokenId| {
        clause > verb
            && syntax.children(clause, &["mark"]).any(|mark| mark > verb && syntax.is_form(mark, &["if", "whether"]))
    };
    let held = |holder: TokenId| syntax.children(holder, &["advcl", "ccomp", "acl"]).find(asks);
    let object = syntax.child(verb, &["dobj", "dative"]);
    held(verb).or_else(|| object.and_then(held)).or_else(|| syntax.agent(verb).and_then(held))
}

/// "Said in a letter sent there *that …*": the clause that the parse gave to a participle in the setting of the speech.
#[must_use]
pub fn clause_of_setting(syntax: &Syntax<'_>, verb: TokenId) -> Option<TokenId> {
    let nouns =
        syntax.children(verb, &["prep"]).filter(|&prep| prep > verb).filter_map(|prep| syntax.child(prep, &["pobj"]));
    let holders = nouns.flat_map(|noun| syntax.children(noun, &["acl"]).chain([noun]).collect::<Vec<_>>());
    let holders = holders.chain(syntax.children(verb, &["advmod", "npadvmod"]).filter(|&adverb| adverb > verb));
    let mut clauses = holders.flat_map(|holder| syntax.children(holder, &["ccomp", "acl"]).collect::<Vec<_>>());
    clauses.find(|&clause| syntax.children(clause, &["mark"]).any(|mark| syntax.is_form(mark, &["that"])))
}

/// True for a noun for speech and writing that a clause of content may follow.
fn is_vessel(noun: &str) -> bool {
    is_message(noun) || lists().vessels.contains(noun)
}

/// "Told the programme *that* …": the clause by its first word, where the parse made something else of it.
#[must_use]
pub fn clause_by_that(syntax: &Syntax<'_>, verb: TokenId, frames: &Frames) -> Option<Range<u32>> {
    let sentence = syntax.sentence(verb);
    let mut between = (verb.0 + 1..sentence.end.min(verb.0 + 24)).map(TokenId);
    let that = between.by_ref().find(|&token| {
        syntax.is_form(token, &["that"]) && matches!(syntax.tag(token), "IN" | "WDT")
            || matches!(syntax.tag(token), "VBD" | "VBZ" | "VBP" | "MD" | "``" | "''" | ":" | "." | "TO")
            || syntax.tag(token) == "VBG" && syntax.previous(token).is_some_and(|before| syntax.form(before) == ",")
    })?;
    let (before, after) = (syntax.previous(that)?, syntax.next(that)?);
    let finite = matches!(syntax.tag(after), "VBD" | "VBZ" | "VBP" | "MD") || after.0 >= sentence.end;
    let holder = syntax.token(before).pos == "NOUN" || syntax.token(before).pos == "PROPN";
    // a verb of saying that has no object takes the clause as its content, whatever noun stands between
    let bare = syntax.child(verb, &["dobj", "dative"]).is_none();
    let open = syntax.tag(that) == "IN" && syntax.deprel(that) == "mark"
        || holder && (frames.addressee || bare)
        || is_vessel(syntax.lemma(before));
    let spoken = syntax.is_form(that, &["that"]) && open && !finite && before > verb;
    spoken.then_some(that.0..sentence.end)
}
