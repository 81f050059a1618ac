//! Speech reported by nouns: "X's claim that …", "a warning from X that …", "made a promise to …".

use super::draft::Draft;
use super::lexicon::noun_frames;
use super::speaker::{Source, subject_head};
use super::syntax::Syntax;
use crate::nlp::TokenId;
use std::ops::Range;

/// Verbs that only carry the noun: their subject speaks.
const LIGHT: &[&str] = &[
    "make",
    "issue",
    "give",
    "offer",
    "repeat",
    "voice",
    "express",
    "renew",
    "raise",
    "level",
    "release",
    "deliver",
    "reiterate",
    "post",
    "send",
    "lodge",
    "pen",
    "add",
    "sound",
];

/// Finds the drafts whose cue is a noun.
#[must_use]
pub fn noun_drafts(syntax: &Syntax<'_>) -> Vec<Draft> {
    (0..syntax.len()).map(TokenId).filter_map(|token| noun_draft(syntax, token)).collect()
}

fn noun_draft(syntax: &Syntax<'_>, noun: TokenId) -> Option<Draft> {
    if !matches!(syntax.tag(noun), "NN" | "NNS") {
        return None;
    }
    let frames = noun_frames(&syntax.lemma(noun).to_ascii_lowercase())?;
    let source = maker_of(syntax, noun)?;
    let (content, rule) = noun_content(syntax, noun, frames, &source)?;
    let span = syntax.trimmed_span(syntax.clip(noun, content));
    Some(Draft {
        verb: Some(noun),
        cue: Some(syntax.token(noun).span),
        source,
        content: vec![span],
        addressees: Vec::new(),
        quoted: Vec::new(),
        nested: false,
        rule,
        confidence: 0.8,
    })
}

/// Whose speech the noun names.
fn maker_of(syntax: &Syntax<'_>, noun: TokenId) -> Option<Source> {
    if let Some(owner) = syntax.child(noun, &["poss"]) {
        return Some(Source::of(syntax, owner, Some(noun)));
    }
    let maker = syntax.children(noun, &["prep"]).find(|&prep| syntax.is_form(prep, &["from", "by"]));
    if let Some(owner) = maker.and_then(|prep| syntax.child(prep, &["pobj"])) {
        return Some(Source::of(syntax, owner, Some(noun)));
    }
    let verb = syntax.analysis.head(noun).filter(|_| syntax.deprel(noun) == "dobj")?;
    let reports = super::lexicon::frames_of(syntax.lemma(verb), |_| false).is_some_and(|frames| frames.object);
    let light = LIGHT.contains(&syntax.lemma(verb)) && !reports && !syntax.is_passive(verb) && !syntax.is_negated(verb);
    let subject = subject_head(syntax, verb, 4).filter(|_| light)?;
    Some(Source::of(syntax, subject, Some(verb)))
}

fn noun_content(
    syntax: &Syntax<'_>,
    noun: TokenId,
    frames: &[String],
    source: &Source,
) -> Option<(Range<u32>, &'static str)> {
    let has = |frame: &str| frames.iter().any(|known| known == frame);
    for clause in syntax.children(noun, &["acl", "relcl", "ccomp", "xcomp"]).filter(|&clause| clause > noun) {
        let first = TokenId(syntax.left(clause));
        let that = syntax.is_form(first, &["that"]) && syntax.deprel(first) == "mark";
        let infinitive = syntax.tag(clause) == "VB" && syntax.is_form(first, &["to"]);
        let clear = source.tokens.start >= syntax.right(clause) || source.tokens.end <= first.0;
        if clear && (has("clause") && that || has("infinitive") && infinitive) {
            let rule = if that { "noun, clause" } else { "noun, infinitive" };
            return Some((syntax.left(clause)..syntax.right(clause), rule));
        }
    }
    let prep = syntax
        .children(noun, &["prep"])
        .find(|&prep| has(&syntax.form(prep).to_ascii_lowercase()) && !(source.tokens.contains(&(prep.0 + 1))))?;
    let object = syntax.child(prep, &["pobj", "pcomp"])?;
    Some((syntax.left(object).max(prep.0 + 1)..syntax.right(prep), "noun, phrase"))
}
