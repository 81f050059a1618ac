//! Subjects that the parse lost: the noun phrase that stands before a finite verb, read from the surface.

use super::syntax::Syntax;
use crate::nlp::TokenId;

/// The head of the noun phrase before `verb`, for a finite verb that the parse left without a subject:
/// "In a talk with the Tribune, the bank's chief, *Anna Ode*, said", "*The bank*, whose loan depends on it, said".
#[must_use]
pub fn surface_subject(syntax: &Syntax<'_>, verb: TokenId) -> Option<TokenId> {
    let tensed = |token: TokenId| matches!(syntax.tag(token), "VBD" | "VBZ" | "VBP" | "MD");
    if !tensed(verb) && !syntax.children(verb, &["aux"]).any(tensed) {
        return None;
    }
    let sentence = syntax.opening(verb);
    let words = || (sentence.start..verb.0).rev().map(TokenId).filter(|&token| !syntax.is_space(token));
    let before = words().find(|&token| !matches!(syntax.token(token).pos.as_str(), "ADV" | "AUX" | "PART"))?;
    if syntax.form(before) == ":" && before.0 < 12 && syntax.tag(verb) == "VBZ" {
        // a headline: "*Ode* wades in: Urges Norland to stay"
        let first = TokenId(0);
        return (syntax.tag(first).starts_with("NNP")).then(|| super::direct::chunk_head(syntax, first, before.0));
    }
    if is_noun(syntax, before) {
        return Some(climb(syntax, before, sentence.start));
    }
    if syntax.form(before) != "," {
        return None;
    }
    let last = words().find(|&token| token < before)?;
    if syntax.tag(last).starts_with("NNP") {
        let first = name_start(syntax, last, sentence.start);
        let parted = first.0 > sentence.start
            && syntax.previous(first).is_some_and(|mark| syntax.form(mark) == "," && mark.0 >= sentence.start);
        if parted && last.0 - first.0 < 6 {
            return Some(last);
        }
    }
    if let Some(name) = name_between_commas(syntax, sentence.start, before) {
        return Some(name);
    }
    let relative = words().filter(|&token| token < before).find(|&token| {
        syntax.form(token) == ","
            && syntax.next(token).is_some_and(|next| matches!(syntax.tag(next), "WP" | "WDT" | "WP$"))
    })?;
    let noun = syntax.previous(relative).filter(|&noun| noun.0 >= sentence.start && is_noun(syntax, noun))?;
    Some(climb(syntax, noun, sentence.start))
}

/// "In her address at the rally, *Stein*, a physician from Norland, accused": the first name that stands alone between
/// commas, or before the first, in a sentence from `floor` to `end`.
fn name_between_commas(syntax: &Syntax<'_>, floor: u32, end: TokenId) -> Option<TokenId> {
    (floor..end.0).map(TokenId).find(|&last| {
        let closed = syntax.next(last).is_some_and(|next| syntax.form(next) == "," && next < end);
        closed && syntax.tag(last).starts_with("NNP") && syntax.token(last).entity != "DATE" && {
            let first = name_start(syntax, last, floor);
            let own = !matches!(syntax.deprel(last), "pobj" | "conj") || first.0 == floor;
            own && (first.0 == floor || syntax.previous(first).is_some_and(|mark| syntax.form(mark) == ","))
        }
    })
}

fn is_noun(syntax: &Syntax<'_>, token: TokenId) -> bool {
    let timed = matches!(syntax.token(token).entity.as_str(), "DATE" | "TIME");
    matches!(syntax.tag(token), "NN" | "NNS" | "NNP" | "NNPS" | "PRP") && !timed
}

/// The first of the capitalised words that end with `last`.
#[must_use]
pub fn name_start(syntax: &Syntax<'_>, last: TokenId, floor: u32) -> TokenId {
    let named = |token: &TokenId| syntax.tag(*token).starts_with("NNP") || syntax.form(*token) == "-";
    (floor..last.0).rev().map(TokenId).take_while(named).last().unwrap_or(last)
}

/// From a noun within a phrase to the head of the phrase: "the head of the *bank*".
fn climb(syntax: &Syntax<'_>, noun: TokenId, floor: u32) -> TokenId {
    let mut head = noun;
    for _ in 0..4 {
        let Some(above) = syntax.analysis.head(head).filter(|above| above.0 >= floor && *above < noun) else { break };
        let prepositional = syntax.deprel(head) == "pobj" && syntax.token(above).pos == "ADP";
        let up = if prepositional { syntax.analysis.head(above) } else { None };
        match up.filter(|&up| up.0 >= floor && up < above && is_noun(syntax, up)) {
            Some(up) => head = up,
            None => break,
        }
    }
    head
}

/// "*Anna Ode* at the broker Brandt Falk said": the parse took the end of the phrase for the subject; a subject never
/// stands right after the object of a preposition.
#[must_use]
pub fn before_phrase(syntax: &Syntax<'_>, subject: TokenId) -> Option<TokenId> {
    let floor = syntax.sentence(subject).start;
    let first = TokenId(syntax.left(subject)).min(name_start(syntax, subject, floor));
    let object = syntax.previous(first).filter(|object| object.0 >= floor)?;
    if syntax.deprel(object) != "pobj" || !is_noun(syntax, object) {
        return None;
    }
    let prep =
        syntax.analysis.head(object).filter(|&prep| syntax.is_form(prep, &["at", "of", "from", "with", "for"]))?;
    let holder = syntax.analysis.head(prep).filter(|&holder| holder < prep)?;
    syntax.tag(holder).starts_with("NNP").then_some(holder)
}

/// "Anna Ode (*N-Marland*)": the noun before the bracket that `head` stands in.
#[must_use]
pub fn outside_brackets(syntax: &Syntax<'_>, head: TokenId) -> TokenId {
    let floor = syntax.sentence(head).start.max(head.0.saturating_sub(8));
    let open = (floor..head.0)
        .rev()
        .map(TokenId)
        .take_while(|&token| !matches!(syntax.form(token), ")" | "]"))
        .find(|&token| matches!(syntax.form(token), "(" | "["));
    let noun = open.and_then(|open| syntax.previous(open)).filter(|&noun| noun.0 >= floor && is_noun(syntax, noun));
    noun.unwrap_or(head)
}
