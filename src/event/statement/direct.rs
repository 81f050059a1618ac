//! Direct speech: which reporting words, and so which speaker, a quotation belongs to.
//!
//! Read from the surface first, since parses of quoted text are unsure: the words right after the closing mark, then
//! the words right before the opening mark, then the statement that the quotation goes on with.

use super::cue::Cues;
use super::quotation::Quotation;
use super::speaker::{Source, noun_phrase};
use super::syntax::Syntax;
use crate::article::Span;
use crate::nlp::TokenId;

/// How a quotation is tied to its reporting words.
#[derive(Clone, PartialEq, Debug)]
pub struct Attachment {
    /// The reporting verb, if there is one.
    pub verb: Option<TokenId>,
    /// Where the reporting words stand: the verb, a colon, a dash.
    pub cue: Span,
    /// Who speaks.
    pub source: Source,
    /// True if the quotation stands before its reporting words.
    pub before_cue: bool,
    /// Name of the pattern.
    pub rule: &'static str,
}

/// Longest stretch of words, in tokens, between a quotation and its verb.
const REACH: u32 = 48;

/// Finds the reporting words of `quotation`, which lies in `paragraph`; `limits` are the ends of the quotation before
/// and the start of the one after, in bytes.
#[must_use]
pub fn attach(
    syntax: &Syntax<'_>,
    cues: &Cues,
    quotation: &Quotation,
    paragraph: Span,
    limits: Span,
) -> Option<Attachment> {
    let last = quotation.inner.slice(syntax.body).trim_end_matches(['\'', '’', '‘', ')', ']', ' ']).chars().next_back();
    let after = || {
        after_quotation(syntax, cues, quotation, Span::new(quotation.outer.end, paragraph.end.min(limits.end)), last)
    };
    let before = || {
        before_quotation(
            syntax,
            cues,
            quotation,
            Span::new(paragraph.start.max(limits.start), quotation.outer.start),
            limits.start > paragraph.start,
        )
    };
    match last {
        Some(',' | '-' | '—' | '–') => after().or_else(before),
        _ => before().or_else(after),
    }
}

/// The reporting words in `tail`, the text after the quotation.
fn after_quotation(
    syntax: &Syntax<'_>,
    cues: &Cues,
    quotation: &Quotation,
    tail: Span,
    last: Option<char>,
) -> Option<Attachment> {
    if !quotation.closed {
        return None;
    }
    let tokens = syntax.analysis.tokens_in(tail);
    let comma_follows = syntax.body.get(quotation.outer.end..)?.starts_with(',');
    let first = tokens.clone().map(TokenId).find(|&token| !syntax.is_mark(token) && !syntax.is_space(token))?;
    // "…," and said: what follows goes on with the sentence that the quotation ends
    if syntax.is_form(first, &["and", "but", "or"]) {
        return None;
    }
    let lower = syntax.form(first).starts_with(char::is_lowercase);
    let pronoun = syntax.tag(first) == "PRP" && lower;
    match last {
        Some(',' | '?' | '!' | '…' | '-' | '—' | '–') => {}
        _ if comma_follows => {}
        Some('.') if lower => {}
        Some('.') if is_short_report(syntax, cues, first, tokens.end) => {}
        _ => return sign_off(syntax, quotation, tail),
    }
    let stop = tokens.end.min(first.0 + REACH);
    if let Some((cue, maker)) = super::verdict::verdict_after(syntax, first, stop) {
        let source = Source::of(syntax, maker, Some(cue).filter(|&cue| cue < maker));
        let cue = syntax.token(cue).span;
        return Some(Attachment { verb: None, cue, source, before_cue: true, rule: "quotation, verdict" });
    }
    for verb in (first.0..stop).map(TokenId) {
        if is_stop(syntax, verb) {
            break;
        }
        if !cues.frames(verb).is_some_and(|frames| frames.quote) || !is_finite(syntax, verb) || cues.in_quotation(verb)
        {
            continue;
        }
        let source = match leads_in(syntax, first, verb) {
            true => inverted_source(syntax, verb, syntax.sentence(verb).end.max(tokens.end)),
            false => None,
        }
        .or_else(|| preceding_source(syntax, first, verb))?;
        if is_title_in_setting(syntax, quotation, verb) {
            return None;
        }
        let rule = match source.head < verb {
            true => "quotation, speaker, verb",
            false => "quotation, verb, speaker",
        };
        // "… ?" Brandt frowned: after other marks than a comma a new sentence may begin
        if !matches!(last, Some(',' | '-' | '—' | '–')) && !comma_follows && source.head < verb && !lower && !pronoun
        {
            let short = verb.0 - first.0 <= 6 && matches!(last, Some('?' | '!' | '…' | '.'));
            if !short {
                return None;
            }
        }
        return Some(Attachment { verb: Some(verb), cue: syntax.token(verb).span, source, before_cue: true, rule });
    }
    sign_off(syntax, quotation, tail)
}

/// `"It is late." Ode said.`: a sentence of a name and a reporting verb alone.
fn is_short_report(syntax: &Syntax<'_>, cues: &Cues, first: TokenId, end: u32) -> bool {
    let mut words = (first.0..end.min(first.0 + 6)).map(TokenId);
    let named =
        words.by_ref().take_while(|&word| !syntax.is_verb(word)).all(|word| syntax.tag(word).starts_with("NNP"));
    let verb = (first.0..end.min(first.0 + 5)).map(TokenId).find(|&word| syntax.is_verb(word));
    named
        && verb.is_some_and(|verb| {
            cues.frames(verb).is_some_and(|frames| frames.quote)
                && syntax.next(verb).is_none_or(|next| matches!(syntax.form(next), "." | ","))
        })
}

/// `On "Morning Hour," Ode said that …`: a quotation in mid-sentence before a verb with a clause of its own.
fn is_title_in_setting(syntax: &Syntax<'_>, quotation: &Quotation, verb: TokenId) -> bool {
    let after = |deprels: &'static [&'static str]| {
        syntax.children(verb, deprels).any(|clause| clause > verb && syntax.left(clause) > verb.0)
    };
    let clause = after(&["ccomp"]) || after(&["dobj"]) && after(&["xcomp"]);
    let first = TokenId(syntax.analysis.tokens_in(quotation.outer).start);
    let inside = first.0 > syntax.sentence(verb).start
        && syntax.previous(first).is_some_and(|before| {
            !is_stop(syntax, before) && syntax.token(before).sentence == syntax.token(verb).sentence
        });
    clause && inside
}

fn is_stop(syntax: &Syntax<'_>, token: TokenId) -> bool {
    matches!(syntax.form(token), "." | "?" | "!" | ";" | ":") || syntax.form(token).contains("\n\n")
}

fn is_finite(syntax: &Syntax<'_>, verb: TokenId) -> bool {
    match syntax.tag(verb) {
        "VBD" | "VBZ" | "VBP" => true,
        "VBN" | "VBG" | "VB" => {
            syntax.child(verb, &["aux", "nsubj"]).is_some() || syntax.tag(verb) == "VBN" && !syntax.is_passive(verb)
        }
        _ => false,
    }
}

/// True if only adverbs and auxiliaries stand between `first` and `verb`.
fn leads_in(syntax: &Syntax<'_>, first: TokenId, verb: TokenId) -> bool {
    (first.0..verb.0)
        .all(|token| matches!(syntax.token(TokenId(token)).pos.as_str(), "ADV" | "AUX" | "CCONJ" | "PUNCT" | "SPACE"))
}

/// "said Anna Ode": the noun phrase after the verb, before token `end`.
#[must_use]
pub fn inverted_source(syntax: &Syntax<'_>, verb: TokenId, end: u32) -> Option<Source> {
    let by_parse =
        syntax.children(verb, &["nsubj", "nsubjpass"]).find(|&subject| subject > verb && syntax.is_nominal(subject));
    let head = by_parse.or_else(|| {
        let next = syntax.next(verb).filter(|next| next.0 < end && syntax.is_nominal(*next))?;
        Some(chunk_head(syntax, next, end))
    })?;
    Some(Source::of(syntax, head, Some(verb)))
}

/// The head of the noun phrase that begins at `start`.
#[must_use]
pub fn chunk_head(syntax: &Syntax<'_>, start: TokenId, end: u32) -> TokenId {
    let mut head = start;
    while let Some(above) = syntax.analysis.head(head) {
        let inside = above > head && above.0 < end && syntax.left(above) >= start.0 && syntax.is_nominal(above);
        if !inside
            || !matches!(syntax.deprel(head), "compound" | "det" | "amod" | "poss" | "nmod" | "nummod" | "quantmod")
        {
            break;
        }
        head = above;
    }
    head
}

/// "Anna Ode, the minister, said": the noun phrase between the quotation and the verb.
fn preceding_source(syntax: &Syntax<'_>, first: TokenId, verb: TokenId) -> Option<Source> {
    let near = |source: &Source| source.tokens.start <= first.0 + 3;
    if let Some(subject) =
        syntax.children(verb, &["nsubj", "nsubjpass"]).find(|&subject| subject >= first && subject < verb)
    {
        let mut source = Source::of(syntax, subject, Some(verb));
        source.tokens.start = source.tokens.start.max(first.0);
        if near(&source) {
            return Some(source);
        }
        let opening = conjoined_opening(syntax, first, subject)?;
        source.tokens.start = opening;
        return Some(source);
    }
    let head = (first.0..verb.0).map(TokenId).find(|&token| {
        syntax.is_nominal(token)
            && !matches!(
                syntax.deprel(token),
                "compound" | "det" | "amod" | "poss" | "nmod" | "npadvmod" | "nummod" | "pobj"
            )
    })?;
    let head = super::subject::outside_brackets(syntax, head);
    let mut tokens = noun_phrase(syntax, head, Some(verb));
    tokens.start = tokens.start.max(first.0);
    let source = Source { head, tokens, antecedent: None };
    (near(&source) && verb.0 - head.0 <= 30).then_some(source)
}

/// The first token of a phrase that the parse cut in two: nominal words from `first` on up to `subject`.
fn conjoined_opening(syntax: &Syntax<'_>, first: TokenId, subject: TokenId) -> Option<u32> {
    let all = (first.0..subject.0).map(TokenId).all(|token| {
        matches!(
            syntax.token(token).pos.as_str(),
            "PROPN" | "NOUN" | "ADJ" | "DET" | "PUNCT" | "CCONJ" | "ADP" | "PART" | "NUM" | "PRON"
        )
    });
    all.then_some(first.0)
}

/// `"…" – Commissioner Brandt`: a name after a dash that ends the paragraph.
fn sign_off(syntax: &Syntax<'_>, quotation: &Quotation, tail: Span) -> Option<Attachment> {
    let text = tail.slice(syntax.body);
    let start = text.find(|c: char| !c.is_whitespace())?;
    let dash = text[start..].chars().next().filter(|c| matches!(c, '-' | '–' | '—' | '~'))?;
    let tokens = syntax.analysis.tokens_in(tail);
    let words: Vec<TokenId> = tokens.map(TokenId).filter(|&token| !syntax.is_space(token)).collect();
    let first = words.iter().copied().find(|&token| !syntax.is_mark(token))?;
    let short = words.len() <= 16 && !words.iter().any(|&token| syntax.is_verb(token) && is_finite(syntax, token));
    if !short || syntax.tag(first) != "NNP" {
        return None;
    }
    let head = chunk_head(syntax, first, words.last()?.0 + 1);
    let cue = Span::new(tail.start + start, tail.start + start + dash.len_utf8());
    let source = Source { head, tokens: first.0..head.0 + 1, antecedent: None };
    quotation.closed.then_some(Attachment {
        verb: None,
        cue,
        source,
        before_cue: true,
        rule: "quotation, dash, speaker",
    })
}

/// The reporting words in `lead`, the text before the quotation.
///
/// `after_another` says that a quotation stands right before `lead`, so that this one may go on with its sentence.
fn before_quotation(
    syntax: &Syntax<'_>,
    cues: &Cues,
    quotation: &Quotation,
    lead: Span,
    after_another: bool,
) -> Option<Attachment> {
    let tokens = syntax.analysis.tokens_in(lead);
    let last = tokens.clone().rev().map(TokenId).find(|&token| !syntax.is_space(token))?;
    let mark = syntax.form(last);
    let sentence_like =
        quotation.inner.slice(syntax.body).chars().find(|c| c.is_alphanumeric()).is_some_and(char::is_uppercase);
    let mut colon = mark == ":";
    let comma = mark == "," || mark == "—" || mark == "–" || mark == "--";
    if mark.ends_with(':') {
        colon = true;
    }
    let split = after_another && comma && !tokens.clone().any(|token| is_stop(syntax, TokenId(token)));
    let sentence_like = sentence_like || split;
    let lowest = tokens.start.max(last.0.saturating_sub(REACH));
    let mut verbs_between = false;
    for verb in (lowest..=last.0).rev().map(TokenId) {
        if verb != last && is_stop(syntax, verb) {
            break;
        }
        if !syntax.is_verb(verb) {
            continue;
        }
        let reports = cues.frames(verb).is_some_and(|frames| frames.quote) && !cues.in_quotation(verb);
        if !reports {
            let relative = matches!(syntax.deprel(verb), "relcl" | "acl");
            verbs_between |= !relative && matches!(syntax.tag(verb), "VBD" | "VBZ" | "VBP");
            continue;
        }
        // "once the choir goes on, “…”": to go on is to speak only right before what is said
        let loose = syntax.lemma(verb) == "go" && last.0 > verb.0 + 2;
        if loose {
            break;
        }
        let near = colon || comma && !verbs_between && sentence_like || is_adjoining(syntax, verb, last, sentence_like);
        // "…, as the hall *laughed*. “…”": the sentence of an aside is over
        let aside = matches!(mark, "." | "!" | "?") && syntax.deprel(verb) == "advcl";
        if !near || aside || verbs_between && !colon {
            break;
        }
        let source = super::speaker::source_of(syntax, verb)
            .filter(|source| source.head.0 >= tokens.start || source.head < verb)
            .or_else(|| opening_source(syntax, tokens.start, verb))?;
        let rule = if colon { "speaker, verb, colon, quotation" } else { "speaker, verb, quotation" };
        return Some(Attachment { verb: Some(verb), cue: syntax.token(verb).span, source, before_cue: false, rule });
    }
    if !colon {
        return None;
    }
    colon_source(syntax, tokens.start, last).map(|source| Attachment {
        verb: None,
        cue: syntax.token(last).span,
        source,
        before_cue: false,
        rule: "speaker, colon, quotation",
    })
}

/// True if only "that", adverbs, those spoken to or a place of speech stand between the verb and the quotation.
fn is_adjoining(syntax: &Syntax<'_>, verb: TokenId, last: TokenId, sentence_like: bool) -> bool {
    if verb == last {
        return true;
    }
    let between = (verb.0 + 1..=last.0).map(TokenId);
    let that = syntax.is_form(last, &["that"]) && last.0 - verb.0 <= 6;
    let light = between.clone().all(|token| matches!(syntax.token(token).pos.as_str(), "ADV" | "PUNCT" | "SPACE"));
    let own = sentence_like && {
        let object = syntax.child(verb, &["dobj", "dative"]);
        object.is_some_and(|object| syntax.right(object) > last.0) && syntax.lemma(verb) == "tell"
    };
    that || light || own
}

/// The subject of a verb whose parse has none: the noun phrase that opens the sentence.
fn opening_source(syntax: &Syntax<'_>, start: u32, verb: TokenId) -> Option<Source> {
    if syntax.is_passive(verb) {
        return None;
    }
    let from = (start..verb.0).rev().map(TokenId).take_while(|&token| !is_stop(syntax, token)).last()?;
    let head =
        (from.0..verb.0).map(TokenId).find(|&token| syntax.deprel(token) == "nsubj" && syntax.is_nominal(token))?;
    Some(Source::of(syntax, head, Some(verb)))
}

/// The speaker of `Brandt on the vote: "…"`: the subject of the clause before a colon, or the name that opens it.
fn colon_source(syntax: &Syntax<'_>, start: u32, colon: TokenId) -> Option<Source> {
    let from = (start..colon.0).rev().map(TokenId).take_while(|&token| !is_stop(syntax, token)).last()?;
    let words: Vec<TokenId> = (from.0..colon.0).map(TokenId).filter(|&token| !syntax.is_space(token)).collect();
    let subject = words.iter().copied().find(|&token| {
        syntax.deprel(token) == "nsubj"
            && (syntax.tag(token).starts_with("NNP")
                || matches!(syntax.form(token).to_ascii_lowercase().as_str(), "he" | "she" | "they" | "i"))
    });
    if let Some(subject) = subject {
        return Some(Source::of(syntax, subject, Some(colon)));
    }
    let message = words
        .iter()
        .copied()
        .find(|&token| matches!(syntax.tag(token), "NN" | "NNS") && super::verdict::is_verdict(syntax, token));
    if let Some(maker) = message.filter(|_| words.len() <= 14).and_then(|noun| super::verdict::maker(syntax, noun)) {
        return Some(Source::of(syntax, maker, Some(colon)));
    }
    let first = *words.first()?;
    let named =
        words.len() <= 8 && syntax.tag(first).starts_with("NNP") && !words.iter().any(|&word| syntax.is_verb(word));
    named.then(|| {
        let head = chunk_head(syntax, first, colon.0);
        Source { head, tokens: first.0..head.0 + 1, antecedent: None }
    })
}

/// "*After Ode said it was “late,”* Brandt laughed": true for a quotation of what a clause in front of the sentence reports.
#[must_use]
pub fn in_fronted_report(syntax: &Syntax<'_>, cues: &Cues, quotation: &Quotation) -> bool {
    const OPENING: [&str; 10] =
        ["after", "when", "as", "while", "once", "since", "before", "although", "though", "because"];
    let within = syntax.analysis.tokens_in(quotation.outer);
    let sentence = syntax.sentence(TokenId(within.start));
    let reports = |verb: TokenId| {
        let reports = cues.frames(verb).is_some_and(|frames| frames.clause || frames.quote);
        let mut above = syntax.analysis.ancestors(verb).take(4);
        reports
            && matches!(syntax.deprel(verb), "advcl" | "pcomp")
            && above.find(|above| !matches!(syntax.deprel(*above), "prep")).is_some_and(|main| main.0 >= within.end)
    };
    syntax.is_form(TokenId(sentence.start), &OPENING)
        && sentence.start < within.start
        && (sentence.start..within.start).map(TokenId).any(reports)
}
