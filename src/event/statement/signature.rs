//! Speech that is signed: readers' letters with a name under them, posts that end with "— Name (@handle)".

use super::draft::Draft;
use super::speaker::Source;
use super::syntax::Syntax;
use crate::article::Span;
use crate::nlp::TokenId;
use regex::Regex;
use std::sync::LazyLock;

/// How many signed paragraphs make a page of letters.
const FEWEST: usize = 3;

static POST: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"[—–]\s*([^\n—–()]{2,50}?)\s*\(@\w+\)").expect("the pattern is well formed"));

/// Finds signed letters and posts.
#[must_use]
pub fn signed_drafts(syntax: &Syntax<'_>, paragraphs: &[Span]) -> Vec<Draft> {
    let mut drafts = letters(syntax, paragraphs);
    for paragraph in paragraphs {
        drafts.extend(posts(syntax, *paragraph));
    }
    drafts
}

fn draft_of(source: Source, content: Vec<Span>, cue: Option<Span>) -> Draft {
    Draft {
        verb: None,
        cue,
        source,
        content,
        addressees: Vec::new(),
        topics: Vec::new(),
        quoted: Vec::new(),
        nested: false,
        rule: "signature",
        confidence: 0.75,
    }
}

/// A paragraph that holds a name or a handle and nothing else.
fn signature_of(syntax: &Syntax<'_>, paragraph: Span) -> Option<Source> {
    let text = paragraph.slice(syntax.body).trim().trim_end_matches('.');
    // five words are too many already
    let words: Vec<&str> = text.trim_start_matches(['—', '–', '-', ' ']).split_whitespace().take(5).collect();
    let handle = matches!(words[..], [word] if word.starts_with('@') && word.len() > 2);
    let capital = |word: &&str| word.starts_with(char::is_uppercase) && word.chars().any(char::is_lowercase);
    let name = (2..=4).contains(&words.len()) && words.iter().all(capital) && !text.contains([',', ':', '?', '!']);
    if !handle && !name {
        return None;
    }
    let tokens = syntax.analysis.tokens_in(paragraph);
    let word = |token: &u32| !syntax.is_mark(TokenId(*token)) && !syntax.is_space(TokenId(*token));
    let first = tokens.clone().find(word)?;
    let last = tokens.clone().rev().find(word)?;
    let verb = (first..=last).map(TokenId).any(|token| matches!(syntax.tag(token), "VBD" | "VBZ" | "VBP" | "MD"));
    (handle || !verb).then_some(Source { head: TokenId(last), tokens: first..last + 1, antecedent: None })
}

/// Letters: the paragraphs since the signature or the heading before.
fn letters(syntax: &Syntax<'_>, paragraphs: &[Span]) -> Vec<Draft> {
    let signatures: Vec<Option<Source>> = paragraphs.iter().map(|paragraph| signature_of(syntax, *paragraph)).collect();
    if signatures.iter().flatten().count() < FEWEST {
        return Vec::new();
    }
    let mut drafts = Vec::new();
    let mut letter: Vec<Span> = Vec::new();
    for (paragraph, signature) in paragraphs.iter().zip(signatures) {
        let text = paragraph.slice(syntax.body);
        let heading =
            !text.chars().any(char::is_lowercase) || !text.trim_end().ends_with(['.', '?', '!', '"', '”', '…']);
        match signature {
            Some(source) if !letter.is_empty() => drafts.push(draft_of(source, std::mem::take(&mut letter), None)),
            Some(_) => {}
            None if heading => letter.clear(),
            None => letter.push(*paragraph),
        }
    }
    drafts
}

/// Posts: the text of the paragraph before "— Name (@handle)".
fn posts(syntax: &Syntax<'_>, paragraph: Span) -> Vec<Draft> {
    let text = paragraph.slice(syntax.body);
    if !text.contains("(@") {
        return Vec::new();
    }
    let mut drafts = Vec::new();
    let mut floor = 0;
    for found in POST.captures_iter(text) {
        let (Some(whole), Some(name)) = (found.get(0), found.get(1)) else { continue };
        let before = &text[floor..whole.start()];
        let start = floor + before.rfind('>').map_or(0, |tag| tag + 1);
        let content = Span::new(paragraph.start + start, paragraph.start + whole.start());
        let tokens = syntax.analysis.tokens_in(Span::new(paragraph.start + name.start(), paragraph.start + name.end()));
        let dash = text[whole.start()..].chars().next().map_or(1, char::len_utf8);
        let cue = Span::new(paragraph.start + whole.start(), paragraph.start + whole.start() + dash);
        if content.slice(syntax.body).split_whitespace().count() >= 3 && !tokens.is_empty() {
            let source = Source { head: TokenId(tokens.end - 1), tokens, antecedent: None };
            drafts.push(draft_of(source, vec![content], Some(cue)));
        }
        floor = whole.end();
    }
    drafts
}
