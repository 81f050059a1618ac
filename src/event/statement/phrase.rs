//! Speech reported by phrases: "according to X", "as X put it", "in the words of X".

use super::draft::Draft;
use super::speaker::{Source, source_of};
use super::syntax::Syntax;
use super::words::lists;
use crate::nlp::TokenId;
use std::ops::Range;

/// Finds the drafts whose cue is a phrase.
#[must_use]
pub fn phrase_drafts(syntax: &Syntax<'_>) -> Vec<Draft> {
    (0..syntax.len())
        .map(TokenId)
        .filter_map(|token| according_to(syntax, token).or_else(|| in_words_of(syntax, token)))
        .collect()
}

fn phrase_draft(
    syntax: &Syntax<'_>,
    cue: Range<u32>,
    source: Source,
    content: Vec<Range<u32>>,
    lemma: TokenId,
) -> Option<Draft> {
    let content: Vec<_> =
        content.into_iter().map(|range| syntax.trimmed_span(range)).filter(|span| !span.is_empty()).collect();
    (!content.is_empty()).then(|| Draft {
        verb: Some(lemma),
        cue: Some(syntax.analysis.span(cue)),
        source,
        content,
        addressees: Vec::new(),
        topics: Vec::new(),
        quoted: Vec::new(),
        nested: false,
        rule: "phrase",
        confidence: 0.9,
    })
}

/// "According to *X*, …" and "…, according to *X*".
fn according_to(syntax: &Syntax<'_>, token: TokenId) -> Option<Draft> {
    if !syntax.is_form(token, &["according"]) {
        return None;
    }
    let to = syntax.next(token).filter(|&next| syntax.is_form(next, &["to"]))?;
    let head = syntax.child(to, &["pobj"]).or_else(|| syntax.child(token, &["pobj"])).or_else(|| syntax.next(to))?;
    let mut source = Source::of(syntax, head, Some(to));
    if let Some(end) = before_subject(syntax, head, source.tokens.end) {
        source.tokens.end = end;
    }
    let closes = |end: u32| end > head.0 + 1 && syntax.form(TokenId(end - 1)) == ",";
    if closes(source.tokens.end) {
        source.tokens.end -= 1;
    }
    let content = around(syntax, token, source.tokens.end.max(to.0 + 1));
    phrase_draft(syntax, token.0..to.0 + 1, source, content, token)
}

/// "In the words of *X*, …", "in *X's* words", "by the account of *X*", "by *X's* count", "in *X's* telling".
fn in_words_of(syntax: &Syntax<'_>, token: TokenId) -> Option<Draft> {
    let (by, within) = (syntax.is_form(token, &["by"]), syntax.is_form(token, &["in"]));
    if !by && !within {
        return None;
    }
    let plain = |&words: &TokenId| {
        let told = by && lists().reckonings.contains(syntax.lemma(words))
            || within && syntax.is_form(words, &["words", "telling"]);
        told && syntax
            .children(words, &["amod"])
            .all(|adjective| syntax.is_form(adjective, &["own", "immortal", "famous", "latest", "current"]))
    };
    let words = syntax.child(token, &["pobj"]).filter(plain)?;
    let of = syntax.children(words, &["prep"]).find(|&prep| syntax.is_form(prep, &["of"]));
    let head = of.and_then(|of| syntax.child(of, &["pobj"])).or_else(|| owner_of(syntax, words))?;
    let mut source = Source::of(syntax, head, (head > words).then_some(words));
    let end = syntax.right(words).max(token.0 + 1);
    let end = before_subject(syntax, head, end).unwrap_or(end);
    source.tokens.end = source.tokens.end.min(end).max(head.0 + 1);
    let content = around(syntax, token, end);
    phrase_draft(syntax, token.0..token.0 + 1, source, content, token)
}

/// "In *Ode's* words", "in *Forbes’* words", where the parse did not know the mark of the genitive after a final s.
fn owner_of(syntax: &Syntax<'_>, words: TokenId) -> Option<TokenId> {
    let marked = |&name: &TokenId| {
        let mark = syntax.next(name);
        syntax.tag(name).starts_with("NNP")
            && syntax.form(name).ends_with('s')
            && mark.is_some_and(|mark| matches!(syntax.form(mark), "’" | "'") && mark < words)
    };
    syntax.child(words, &["poss"]).or_else(|| syntax.children(words, &["nmod", "compound"]).find(marked))
}

/// "In the words of Ode*, Norland* was lost": the end of the name, where the parse took the subject of the sentence for its
/// apposition; a finite verb without a subject shows it.
fn before_subject(syntax: &Syntax<'_>, head: TokenId, end: u32) -> Option<u32> {
    let verb = Some(TokenId(end)).filter(|&verb| verb.0 < syntax.sentence(head).end)?;
    let tensed = matches!(syntax.tag(verb), "VBD" | "VBZ" | "VBP" | "MD");
    let main = match syntax.deprel(verb) {
        "aux" | "auxpass" => syntax.analysis.head(verb)?,
        _ => verb,
    };
    let bare = tensed && syntax.child(main, &["nsubj", "nsubjpass", "expl"]).is_none();
    let named = |&subject: &TokenId| {
        syntax.tag(subject).starts_with("NNP") || syntax.is_form(TokenId(syntax.left(subject)), &["the"])
    };
    let subject = syntax.children(head, &["appos"]).filter(|_| bare).last().filter(named)?;
    let comma = syntax.previous(TokenId(syntax.left(subject)))?;
    (syntax.form(comma) == "," && comma > head && syntax.right(subject) == end).then_some(comma.0)
}

/// What a phrase from `start` to `end` reports: the rest of the sentence if the phrase opens it, the clause before the
/// phrase otherwise.
#[must_use]
pub fn around(syntax: &Syntax<'_>, start: TokenId, end: u32) -> Vec<Range<u32>> {
    let sentence = syntax.opening(start);
    let link = |token: u32| {
        let token = TokenId(token);
        syntax.is_mark(token)
            || syntax.is_space(token)
            || matches!(syntax.token(token).pos.as_str(), "CCONJ" | "ADV" | "SCONJ")
    };
    // "And", "However,", "For example,"
    let lead = sentence.start..start.0;
    let example =
        lead.len() <= 4 && lead.clone().any(|token| syntax.is_form(TokenId(token), &["example", "instance", "fact"]));
    let opens = example || lead.clone().all(link);
    if opens {
        let comma = (end..sentence.end.min(end + 40)).find(|&token| syntax.form(TokenId(token)) == ",");
        return vec![comma.map_or(end, |comma| comma + 1).min(sentence.end)..sentence.end];
    }
    // "given that, as X noted, …": after a word that opens a clause only that clause is reported
    let word = (sentence.start..start.0).rev().map(TokenId).find(|&token| !syntax.is_mark(token));
    let parted = syntax.previous(start).is_some_and(|before| syntax.form(before) == ",");
    let subordinate = word.filter(|&word| {
        syntax.deprel(word) == "mark" && syntax.is_form(word, &["that", "because", "since", "although", "while", "as"])
            || syntax.deprel(word) == "cc" && !parted && syntax.is_form(word, &["and", "but", "or"])
    });
    let next = TokenId(end.min(syntax.len() - 1));
    if subordinate.is_some() && syntax.form(next) == "," && end + 2 < sentence.end {
        return vec![end + 1..sentence.end];
    }
    // within a relative or a coordinate clause only that clause is reported
    let verb =
        syntax.analysis.ancestors(start).find(|&above| syntax.is_verb(above) || syntax.token(above).pos == "AUX");
    let own = verb.filter(|&verb| matches!(syntax.deprel(verb), "relcl"));
    let from = own.map_or(sentence.start, |verb| syntax.left(verb).max(sentence.start));
    let mut ranges = vec![from.min(start.0)..start.0];
    let next = (end..sentence.end).map(TokenId).find(|&token| !syntax.is_space(token));
    let goes_on = next.is_some_and(|next| syntax.form(next) == ",");
    let rest = next.map_or(sentence.end, |next| next.0 + 1)
        ..own.map_or(sentence.end, |verb| syntax.right(verb).min(sentence.end));
    // "A, according to X, is B": goes on only if the verb of the clause is still to come
    let quoted = matches!(syntax.form(TokenId(rest.start.min(syntax.len() - 1))), "\"" | "“" | "``" | "''");
    // "told Ode, according to X, *that* …", "absent, according to X, *was* …"
    let first = (rest.start..rest.end).map(TokenId).find(|&token| !syntax.is_space(token));
    let clause = first.is_some_and(|first| syntax.is_form(first, &["that"]) && syntax.deprel(first) == "mark");
    let finite = first.is_some_and(|first| matches!(syntax.tag(first), "VBD" | "VBZ" | "VBP" | "MD"));
    let to_come = verb.is_some_and(|verb| verb.0 >= end) || own.is_none() && (clause || finite);
    if goes_on && (quoted || to_come) && rest.start < rest.end {
        ranges.push(rest);
    }
    ranges
}

/// "As *X* put it, …", "…, as *X* noted": the sentence around a clause of manner.
#[must_use]
pub fn as_clause(syntax: &Syntax<'_>, verb: TokenId) -> Option<(Source, Vec<Range<u32>>)> {
    let mark = syntax
        .children(verb, &["mark", "advmod", "prep"])
        .find(|&mark| mark < verb && syntax.is_form(mark, &["as"]))?;
    if !matches!(syntax.deprel(verb), "advcl" | "ccomp" | "relcl" | "ROOT")
        || syntax.next(mark).is_none_or(|next| syntax.left(verb) > next.0)
    {
        return None;
    }
    // "as the day went on": a clause of time stands without a comma, and begins or goes on
    let sentence = syntax.opening(mark);
    let parted = mark.0 <= sentence.start
        || syntax.previous(mark).is_some_and(|before| {
            syntax.is_mark(before) || syntax.is_form(before, &["and", "but"]) || before.0 < sentence.start
        });
    if !parted
        || matches!(syntax.lemma(verb), "go" | "continue" | "begin" | "start" | "proceed" | "laugh" | "offer" | "watch")
    {
        return None;
    }
    let source = source_of(syntax, verb)?;
    let closing = (verb.0 + 1..syntax.sentence(verb).end)
        .find(|&token| matches!(syntax.form(TokenId(token)), "," | "." | ":" | "—"))?;
    if (verb.0 + 1..closing).any(|token| syntax.is_verb(TokenId(token))) {
        return None;
    }
    Some((source, around(syntax, mark, closing)))
}
