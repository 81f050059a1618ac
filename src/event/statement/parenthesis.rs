//! Reporting words between commas or after the sentence: "The deal, she added, was off", "The deal was off, said Ode".

use super::direct::chunk_head;
use super::lexicon::Frames;
use super::speaker::Source;
use super::subject::name_start;
use super::syntax::Syntax;
use crate::nlp::TokenId;
use std::ops::Range;

/// "The deal, *she added*, was off": the sentence around a reporting clause between commas.
#[must_use]
pub fn parenthetical(syntax: &Syntax<'_>, verb: TokenId, source: &Source) -> Vec<Range<u32>> {
    if !matches!(syntax.tag(verb), "VBD" | "VBZ" | "VBP" | "VBN")
        || syntax.deprel(verb) == "relcl"
        || source.antecedent.is_some()
    {
        return Vec::new();
    }
    let sentence = syntax.opening(verb);
    let (start, end) = (source.tokens.start.min(verb.0), source.tokens.end.max(verb.0 + 1));
    if source.tokens.start < sentence.start || end - start > 25 || start <= sentence.start {
        return Vec::new();
    }
    let Some(before) = syntax.previous(TokenId(start)) else { return Vec::new() };
    let closing = (end..sentence.end.min(end + 8))
        .find(|&token| matches!(syntax.form(TokenId(token)), "," | "." | ";" | "—" | "–"));
    let Some(closing) = closing.filter(|_| syntax.form(before) == "," && before.0 > sentence.start) else {
        return Vec::new();
    };
    if (end..closing).any(|token| syntax.is_verb(TokenId(token))) {
        return Vec::new();
    }
    // "Ode said it was late: when the port closed, *she said*, …": what follows the colon
    let colon = (sentence.start..before.0).rev().find(|&token| matches!(syntax.form(TokenId(token)), ":" | ";"));
    let mut ranges = vec![colon.map_or(sentence.start, |colon| colon + 1)..before.0];
    // "…, he said, *wiping* his face": what the speaker does meanwhile is not said
    let meanwhile = syntax
        .next(TokenId(closing))
        .is_some_and(|next| syntax.tag(next) == "VBG" && syntax.child(next, &["nsubj"]).is_none());
    if syntax.form(TokenId(closing)) == "," && closing + 2 < sentence.end && !meanwhile {
        ranges.push(closing + 1..sentence.end);
    }
    ranges
}

/// "…, *Downing Street has announced*.": a name and its verb at the end of the sentence, where the parse gave the verb no
/// subject of its own; and the sentence before them.
#[must_use]
pub fn closing(syntax: &Syntax<'_>, verb: TokenId, frames: &Frames) -> Option<(Source, Vec<Range<u32>>)> {
    if !frames.clause || !frames.quote || syntax.child(verb, &["ccomp"]).is_some() {
        return None;
    }
    let tensed = |token: TokenId| matches!(syntax.tag(token), "VBD" | "VBZ" | "VBP" | "MD");
    let sentence = syntax.opening(verb);
    let follow = (verb.0 + 1..sentence.end).map(TokenId).find(|&token| {
        let timed = matches!(syntax.token(token).entity.as_str(), "DATE" | "TIME") || syntax.is_form(token, &["on"]);
        !syntax.is_space(token) && !timed
    });
    if follow.is_some_and(|follow| !matches!(syntax.form(follow), "." | "!")) {
        return None;
    }
    if let Some(found) = closing_clause(syntax, verb, &sentence) {
        return Some(found);
    }
    let group = |token: &TokenId| matches!(syntax.token(*token).pos.as_str(), "AUX" | "ADV" | "SPACE");
    let last = (sentence.start..verb.0).rev().map(TokenId).find(|token| !group(token))?;
    if syntax.form(last) == "," {
        return closing_apposition(syntax, verb, last, &sentence);
    }
    if !syntax.tag(last).starts_with("NNP") || !tensed(verb) && !(last.0 + 1..verb.0).map(TokenId).any(tensed) {
        return None;
    }
    let first = name_start(syntax, last, sentence.start);
    if syntax.children(verb, &["nsubj", "nsubjpass"]).any(|subject| subject >= first) {
        return None;
    }
    let before = syntax.previous(first).filter(|&before| syntax.form(before) == "," && before.0 > sentence.start)?;
    let lead = sentence.start..before.0;
    let source = Source { head: last, tokens: first.0..last.0 + 1, antecedent: None };
    lead.clone().map(TokenId).any(tensed).then(|| (source, vec![lead]))
}

/// "Ode signed on a visit to Falk, *the Norland News Agency reported*.", where the parse took the reporting clause for a relative
/// clause of the noun before it: none of those stands after a comma without its pronoun.
fn closing_clause(syntax: &Syntax<'_>, verb: TokenId, sentence: &Range<u32>) -> Option<(Source, Vec<Range<u32>>)> {
    let tensed = |token: TokenId| matches!(syntax.tag(token), "VBD" | "VBZ" | "VBP" | "MD");
    let subject = syntax.child(verb, &["nsubj"]).filter(|_| syntax.deprel(verb) == "relcl" && tensed(verb))?;
    let first = TokenId(syntax.left(subject));
    let plain = syntax.tag(subject).starts_with("NN") && !matches!(syntax.tag(first), "WP" | "WDT" | "WP$" | "IN");
    let comma = syntax.previous(first).filter(|&mark| syntax.form(mark) == "," && mark.0 > sentence.start)?;
    let lead = sentence.start..comma.0;
    let told = lead.clone().map(TokenId).any(tensed) && subject < verb && syntax.child(verb, &["dobj"]).is_none();
    (plain && told).then(|| (Source::of(syntax, subject, Some(verb)), vec![lead]))
}

/// "The treaty, *Anna Ode wrote*, was dead", where the parse took the name for an apposition of the subject: a name and its
/// verb between commas, and the finite verb of the sentence after them.
#[must_use]
pub fn between_commas(syntax: &Syntax<'_>, verb: TokenId, frames: &Frames) -> Option<(Source, Vec<Range<u32>>)> {
    let tensed = |token: TokenId| matches!(syntax.tag(token), "VBD" | "VBZ" | "VBP" | "MD");
    if !frames.clause || !tensed(verb) || syntax.child(verb, &["ccomp", "dobj"]).is_some() {
        return None;
    }
    let sentence = syntax.opening(verb);
    let last = syntax.previous(verb).filter(|&last| syntax.tag(last).starts_with("NNP") && last.0 > sentence.start)?;
    let first = name_start(syntax, last, sentence.start);
    let before = syntax.previous(first).filter(|&comma| syntax.form(comma) == "," && comma.0 > sentence.start)?;
    let subject = syntax.child(verb, &["nsubj"]).is_some_and(|subject| subject < before);
    let after = syntax.next(verb).filter(|&comma| syntax.form(comma) == "," && comma.0 < sentence.end)?;
    let main = syntax.next(after).filter(|&main| main.0 < sentence.end && tensed(main))?;
    let source = Source { head: last, tokens: first.0..last.0 + 1, antecedent: None };
    subject.then(|| (source, vec![sentence.start..before.0, main.0..sentence.end]))
}

/// "…, *the minister, Anna Ode, said*.": a name between commas after what it is, at the end of the sentence, where the parse
/// took both for appositions in what was said.
fn closing_apposition(
    syntax: &Syntax<'_>,
    verb: TokenId,
    comma: TokenId,
    sentence: &Range<u32>,
) -> Option<(Source, Vec<Range<u32>>)> {
    let tensed = |token: TokenId| matches!(syntax.tag(token), "VBD" | "VBZ" | "VBP" | "MD");
    let subject = syntax.child(verb, &["nsubj", "nsubjpass"]);
    if !tensed(verb) || subject.is_some() {
        return None;
    }
    let name = syntax.previous(comma).filter(|&name| syntax.tag(name).starts_with("NNP") && name.0 > sentence.start)?;
    let opening = syntax.previous(name_start(syntax, name, sentence.start)).filter(|&mark| syntax.form(mark) == ",")?;
    let nominal = |&token: &TokenId| {
        matches!(syntax.token(token).pos.as_str(), "DET" | "ADJ" | "NOUN" | "PROPN" | "ADP" | "PART" | "PRON" | "CCONJ")
    };
    let first = (sentence.start..opening.0).rev().map(TokenId).take(14).take_while(nominal).last()?;
    let described = syntax.token(first).pos == "DET" || syntax.tag(first) == "PRP$" || syntax.is_form(first, &["its"]);
    let before = syntax.previous(first).filter(|&mark| syntax.form(mark) == "," && mark.0 > sentence.start)?;
    let lead = sentence.start..before.0;
    let source = Source { head: name, tokens: first.0..name.0 + 1, antecedent: None };
    (described && lead.clone().map(TokenId).any(tensed)).then(|| (source, vec![lead]))
}

/// "…, *reported the Tribune*." and "The treaty, *said Ode*, was dead": a verb after a comma with its speaker after it,
/// and the sentence around both.
#[must_use]
pub fn inverted(syntax: &Syntax<'_>, verb: TokenId, frames: &Frames) -> Option<(Source, Vec<Range<u32>>)> {
    if !frames.clause || !frames.quote || !matches!(syntax.tag(verb), "VBD" | "VBZ" | "VBN") {
        return None;
    }
    let sentence = syntax.opening(verb);
    let before = syntax.previous(verb).filter(|&before| syntax.form(before) == "," && before.0 > sentence.start)?;
    let has = |deprels: &[&str]| {
        syntax.analysis.dependents(verb).iter().any(|&child| child < verb && deprels.contains(&syntax.deprel(child)))
    };
    let subject = has(&["nsubj", "nsubjpass"]);
    let bound = has(&["aux", "auxpass", "mark"]);
    let first = syntax.next(verb).filter(|&first| first.0 < sentence.end && !bound)?;
    let begins = syntax.tag(first).starts_with("NNP")
        || syntax.is_form(first, &["he", "she", "the", "a", "an"])
        || syntax.lemma(verb) == "say" && syntax.is_nominal(first);
    if !begins {
        return None;
    }
    let head = chunk_head(syntax, first, sentence.end);
    let named = syntax.tag(head).starts_with("NNP") || syntax.is_form(head, &["he", "she"]);
    let dated = matches!(syntax.token(head).entity.as_str(), "DATE" | "TIME" | "MONEY" | "CARDINAL" | "PERCENT");
    if dated || !named && syntax.lemma(verb) != "say" {
        return None;
    }
    let source = Source::of(syntax, head, Some(verb));
    let end = source.tokens.end;
    let closing =
        (end..sentence.end.min(end + 12)).find(|&token| matches!(syntax.form(TokenId(token)), "," | "." | ";"));
    let closing = closing.unwrap_or(sentence.end);
    if (end..closing).any(|token| syntax.is_verb(TokenId(token)) || syntax.is_form(TokenId(token), &["and", "that"])) {
        return None;
    }
    let mut ranges = vec![sentence.start..before.0];
    let rest = (closing + 1)..sentence.end;
    if closing < sentence.end && syntax.form(TokenId(closing)) == "," && closing + 2 < sentence.end {
        let finite = rest.clone().any(|token| matches!(syntax.tag(TokenId(token)), "VBD" | "VBZ" | "VBP" | "MD"));
        let lead =
            (sentence.start..before.0).any(|token| matches!(syntax.tag(TokenId(token)), "VBD" | "VBZ" | "VBP" | "MD"));
        if finite && !lead {
            ranges.push(rest);
        }
    }
    // "*The treaty*, said Ode, was dead": what the parse took for the subject of the verb is that of the sentence
    let own = syntax.children(verb, &["nsubj"]).any(|own| own == head);
    (!subject || own || ranges.len() == 2).then_some((source, ranges))
}
