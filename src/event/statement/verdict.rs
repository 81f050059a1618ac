//! Nouns for a message that stand beside what was said with no verb of saying: "Ode's message was clear: stay away",
//! "“Never,” was the verdict of Ode", "Ode had a warning for Brandt: go home".

use super::draft::Draft;
use super::lexicon::is_message;
use super::speaker::{Source, subject_head};
use super::syntax::Syntax;
use super::words::lists;
use crate::nlp::TokenId;

/// True for a noun for a message, an answer or a judgement.
#[must_use]
pub fn is_verdict(syntax: &Syntax<'_>, noun: TokenId) -> bool {
    let lemma = syntax.lemma(noun);
    is_message(lemma) || lists().verdicts.contains(lemma)
}

/// Whose message the noun names: its owner, whom it is of, from or by, or who makes or has it.
#[must_use]
pub fn maker(syntax: &Syntax<'_>, noun: TokenId) -> Option<TokenId> {
    if let Some(owner) = syntax.child(noun, &["poss"]) {
        return Some(owner);
    }
    let phrase = |forms: &[&str]| {
        let prep = syntax.children(noun, &["prep"]).find(|&prep| syntax.is_form(prep, forms))?;
        syntax.child(prep, &["pobj"])
    };
    if let Some(maker) = phrase(&["from", "by"]) {
        return Some(maker);
    }
    let verb = syntax.analysis.head(noun).filter(|_| syntax.deprel(noun) == "dobj");
    let carries = |&verb: &TokenId| lists().carrying.contains(syntax.lemma(verb)) && !syntax.is_passive(verb);
    verb.filter(carries).and_then(|verb| subject_head(syntax, verb, 4))
}

/// "*was the verdict of* Ode", "*was* Ode's *reply*", "*came the answer from* Ode", "*was how* Ode put it": the noun or the
/// word of manner and who spoke, read from `first`, which stands after a quotation.
#[must_use]
pub fn verdict_after(syntax: &Syntax<'_>, first: TokenId, end: u32) -> Option<(TokenId, TokenId)> {
    if !matches!(syntax.lemma(first), "be" | "come") || !matches!(syntax.tag(first), "VBD" | "VBZ") {
        return None;
    }
    let mut near = (first.0 + 1..end.min(first.0 + 12)).map(TokenId);
    let noun = near.find(|&token| {
        syntax.tag(token) == "NN" && is_verdict(syntax, token)
            || syntax.is_form(token, &["how", ".", ";", ":"])
            || syntax.is_verb(token)
    })?;
    if syntax.is_form(noun, &["how"]) {
        let subject = (noun.0 + 1..end.min(noun.0 + 12)).map(TokenId).find(|&token| syntax.deprel(token) == "nsubj")?;
        return Some((noun, subject));
    }
    if !is_verdict(syntax, noun) {
        return None;
    }
    let of = syntax.children(noun, &["prep"]).find(|&prep| syntax.is_form(prep, &["of", "from", "by"]));
    let owner = syntax.child(noun, &["poss"]).or_else(|| of.and_then(|of| syntax.child(of, &["pobj"])));
    owner.map(|owner| (noun, owner))
}

/// Finds messages told after a colon without quotation marks.
#[must_use]
pub fn verdict_drafts(syntax: &Syntax<'_>) -> Vec<Draft> {
    let marks = (1..syntax.len()).map(TokenId).filter(|&token| syntax.form(token) == ":");
    marks.filter_map(|colon| verdict_draft(syntax, colon)).collect()
}

fn verdict_draft(syntax: &Syntax<'_>, colon: TokenId) -> Option<Draft> {
    let next = syntax.next(colon)?;
    let quoted = matches!(syntax.form(next), "\"" | "“" | "``" | "''" | "‘" | "'");
    let sentence = syntax.sentence(colon);
    if quoted || !sentence.contains(&next.0) {
        return None;
    }
    let floor = sentence.start.max(colon.0.saturating_sub(16));
    let noun = (floor..colon.0).map(TokenId).find(|&token| syntax.tag(token) == "NN" && is_verdict(syntax, token))?;
    // nothing but a judgement of the message may stand between: "was clear", "for the bishop"
    let own = syntax.analysis.head(noun);
    let finite = (floor..colon.0).map(TokenId).filter(|&verb| matches!(syntax.tag(verb), "VBD" | "VBZ" | "VBP" | "MD"));
    let plain = finite.clone().all(|verb| syntax.lemma(verb) == "be" || Some(verb) == own);
    let stands = match syntax.deprel(noun) {
        "nsubj" => own.is_some_and(|be| syntax.lemma(be) == "be" && be < colon && !syntax.is_negated(be)),
        "dobj" => own.is_some_and(|verb| !syntax.is_negated(verb)),
        _ => false,
    };
    let none = syntax.children(noun, &["det"]).any(|det| syntax.is_form(det, &["no"]));
    let maker = maker(syntax, noun).filter(|_| plain && stands && !none && finite.count() == 1)?;
    let content = syntax.trimmed_span(next.0..sentence.end);
    let to = syntax.children(noun, &["prep"]).filter(|&prep| prep < colon && syntax.is_form(prep, &["to", "for"]));
    Some(Draft {
        verb: Some(noun),
        cue: Some(syntax.token(noun).span),
        source: Source::of(syntax, maker, Some(noun)),
        content: vec![content],
        addressees: to.filter_map(|to| syntax.child(to, &["pobj"])).collect(),
        topics: Vec::new(),
        quoted: Vec::new(),
        nested: false,
        rule: "noun, colon",
        confidence: 0.8,
    })
}
