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

/// "Offered last week *to meet Ode*", "vowed in a letter *to sue*": the infinitive that a time or the setting of the speech
/// parts from a verb that has no object.
#[must_use]
pub fn infinitive_after_setting(syntax: &Syntax<'_>, verb: TokenId) -> Option<TokenId> {
    if syntax.is_passive(verb) || syntax.child(verb, &["dobj", "dative", "ccomp"]).is_some() {
        return None;
    }
    let timed = |noun: TokenId| matches!(syntax.token(noun).entity.as_str(), "DATE" | "TIME");
    let spoken = |noun: TokenId| is_vessel(syntax.lemma(noun)) || lists().settings.contains(syntax.lemma(noun));
    let infinitive = |&clause: &TokenId| clause > verb && super::complement::is_infinitive(syntax, clause);
    let nouns = syntax.children(verb, &["prep"]).filter_map(|prep| syntax.child(prep, &["pobj"]));
    let mut nouns = nouns.chain(syntax.children(verb, &["npadvmod"])).filter(|&noun| noun > verb);
    let setting = nouns.find(|&noun| timed(noun) || spoken(noun))?;
    let loose = syntax.children(verb, &["advcl"]).find(infinitive);
    let loose = loose.filter(|&clause| syntax.left(clause) == syntax.right(setting));
    loose.or_else(|| syntax.children(setting, &["acl", "relcl"]).find(infinitive))
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
    let meanwhile = title_told(syntax, verb).unwrap_or_else(|| clause_of_time(syntax, verb));
    let that = between.by_ref().filter(|token| !meanwhile.contains(&token.0)).find(|&token| {
        syntax.is_form(token, &["that"]) && matches!(syntax.tag(token), "IN" | "WDT")
            || matches!(syntax.tag(token), "VBD" | "VBZ" | "VBP" | "MD" | "``" | "''" | ":" | "." | "TO")
            || syntax.tag(token) == "VBG" && syntax.previous(token).is_some_and(|before| syntax.form(before) == ",")
    })?;
    let (before, after) = (syntax.previous(that)?, syntax.next(that)?);
    let finite = matches!(syntax.tag(after), "VBD" | "VBZ" | "VBP" | "MD") || after.0 >= sentence.end;
    let holder = syntax.token(before).pos == "NOUN" || syntax.token(before).pos == "PROPN";
    // a verb of saying that has no object takes the clause as its content, whatever noun stands between
    let bare = syntax.child(verb, &["dobj", "dative"]).is_none();
    let holder = holder || meanwhile.contains(&before.0);
    let open = syntax.tag(that) == "IN" && syntax.deprel(that) == "mark"
        || holder && (frames.addressee || bare)
        || is_vessel(syntax.lemma(before));
    let spoken = syntax.is_form(that, &["that"]) && open && !finite && before > verb;
    spoken.then_some(that.0..sentence.end)
}

/// "Told Norland Radio's *“Meet the Mayor”* that …": the title in quotation marks of what was told, before a "that".
fn title_told(syntax: &Syntax<'_>, verb: TokenId) -> Option<Range<u32>> {
    let sentence = syntax.sentence(verb);
    let mark = |token: &TokenId| matches!(syntax.form(*token), "“" | "”" | "\"" | "``" | "''");
    let open = (verb.0 + 1..sentence.end.min(verb.0 + 8)).map(TokenId).find(mark)?;
    let close = (open.0 + 1..sentence.end.min(open.0 + 9)).map(TokenId).find(mark)?;
    let that = syntax.next(close).filter(|&that| syntax.is_form(that, &["that"]) && that.0 < sentence.end)?;
    Some(open.0..that.0)
}

/// "Told the Tribune *before she left* that …": the words of a clause of time right after who was told, up to a "that".
fn clause_of_time(syntax: &Syntax<'_>, verb: TokenId) -> Range<u32> {
    let told = syntax.child(verb, &["dobj", "dative"]);
    let mut clauses = syntax.children(verb, &["advcl"]).filter(|&clause| {
        let mark = syntax.child(clause, &["mark", "advmod"]);
        mark.is_some_and(|mark| mark > verb && syntax.is_form(mark, &["before", "after", "as", "while", "when"]))
    });
    let Some(clause) = clauses.find(|&clause| told.is_some_and(|told| syntax.right(told) == syntax.left(clause)))
    else {
        return 0..0;
    };
    let that = (clause.0..syntax.right(clause)).find(|&token| syntax.is_form(TokenId(token), &["that"]));
    that.map_or(0..0, |that| syntax.left(clause)..that)
}

/// "Complained — not for the first time — *that he was late*": the clause after what the teller puts between dashes.
#[must_use]
pub fn after_aside(syntax: &Syntax<'_>, verb: TokenId) -> Option<Range<u32>> {
    let sentence = syntax.sentence(verb);
    let dash = |token: &TokenId| matches!(syntax.form(*token), "—" | "–" | "--" | "-") && syntax.is_mark(*token);
    let mut near = (verb.0 + 1..sentence.end.min(verb.0 + 10)).map(TokenId);
    let open = near.find(|token| dash(token) || matches!(syntax.tag(*token), "VBD" | "VBZ" | "VBP" | "MD" | "``"))?;
    let close = (open.0 + 2..sentence.end.min(open.0 + 30)).map(TokenId).find(dash).filter(|_| dash(&open))?;
    let that = syntax.next(close).filter(|&that| syntax.is_form(that, &["that"]) && syntax.tag(that) == "IN")?;
    (that.0 < sentence.end).then_some(that.0..sentence.end)
}
