//! Speech reported by a colon alone: headlines ("Ode: Vote was fair") and the turns of an interview or a transcript.

use super::draft::Draft;
use super::speaker::Source;
use super::syntax::Syntax;
use super::words::lists;
use crate::article::Span;
use crate::nlp::TokenId;

/// Longest name before the colon, in tokens.
const LONGEST: usize = 9;

/// Finds headlines and turns. A headline is the first paragraph; turns are paragraphs of a text that has several.
#[must_use]
pub fn colon_drafts(syntax: &Syntax<'_>, paragraphs: &[Span]) -> Vec<Draft> {
    let openings: Vec<Option<Opening>> = paragraphs.iter().map(|paragraph| opening_of(syntax, *paragraph)).collect();
    let turns = openings.iter().flatten().filter(|opening| opening.turn).count();
    let opened: Vec<bool> =
        openings.iter().map(|opening| opening.as_ref().is_some_and(|opening| opening.turn)).collect();
    let mut drafts: Vec<Draft> = Vec::new();
    for (index, (paragraph, opening)) in paragraphs.iter().zip(openings).enumerate() {
        match opening {
            Some(opening) if index == 0 || turns >= 3 && opening.turn => {
                let mut content = vec![Span::new(opening.content, paragraph.end)];
                if index > 0 {
                    content.extend(rest_of_turn(syntax, paragraphs, &opened, index));
                }
                drafts.push(Draft {
                    verb: None,
                    cue: Some(opening.colon),
                    source: opening.source,
                    content,
                    addressees: Vec::new(),
                    topics: Vec::new(),
                    quoted: Vec::new(),
                    nested: false,
                    rule: match (index, opening.sure) {
                        (0, true) => "headline, colon",
                        (0, false) => "headline, label",
                        _ => "turn, colon",
                    },
                    confidence: 0.8,
                });
            }
            None if index == 0 => drafts.extend(tail_of(syntax, *paragraph)),
            _ => {}
        }
    }
    drafts
}

/// The paragraphs between the turn at `index` and the next turn, if there is one and they are few and hold no stage
/// directions.
fn rest_of_turn(syntax: &Syntax<'_>, paragraphs: &[Span], opened: &[bool], index: usize) -> Vec<Span> {
    // a few words after a name may be a heading
    if paragraphs[index].slice(syntax.body).split_whitespace().nth(8).is_none() {
        return Vec::new();
    }
    let rest = opened[index + 1..].iter().take(4).position(|&turn| turn).unwrap_or(0);
    let spoken = paragraphs[index + 1..index + 1 + rest].iter().copied();
    let labelled = |text: &str| {
        let label = text.split_once(": ").map_or("", |(label, _)| label);
        !label.is_empty() && label.split_whitespace().count() <= 4 && label.starts_with(char::is_uppercase)
    };
    let aside = |text: &str| text.starts_with(['(', '[', '"', '“', '*', '#']) || labelled(text);
    spoken.take_while(|paragraph| !aside(paragraph.slice(syntax.body))).collect()
}

/// "Talks must go on – Ode" and "Vote was fair, Marland Says": a headline that ends with its speaker.
fn tail_of(syntax: &Syntax<'_>, title: Span) -> Option<Draft> {
    let tokens = syntax.analysis.tokens_in(title);
    let words: Vec<TokenId> = tokens
        .map(TokenId)
        .filter(|&token| !syntax.is_space(token) && !matches!(syntax.form(token), "." | "!"))
        .collect();
    let mark = words.iter().rposition(|&token| matches!(syntax.form(token), "–" | "—" | "-" | "--" | ","))?;
    let (content, tail) = (&words[..mark], &words[mark + 1..]);
    let (&last, &opening) = (tail.last()?, content.first()?);
    let says = syntax.is_form(last, &["says", "say", "said", "reports", "warns"]);
    let named = &tail[..tail.len() - usize::from(says)];
    let (&first, &head) = (named.first()?, named.last()?);
    let dash = syntax.form(words[mark]) != ",";
    let capital = named.iter().all(|&word| syntax.form(word).starts_with(char::is_uppercase)) && named.len() <= 4;
    if !capital || says == dash || content.len() < 3 || syntax.is_verb(head) && dash {
        return None;
    }
    let cue = syntax.token(if says { last } else { words[mark] }).span;
    Some(Draft {
        verb: says.then_some(last),
        cue: Some(cue),
        source: Source { head, tokens: first.0..head.0 + 1, antecedent: None },
        content: vec![syntax.analysis.span(opening.0..content.last()?.0 + 1)],
        addressees: Vec::new(),
        topics: Vec::new(),
        quoted: Vec::new(),
        nested: false,
        rule: "headline, speaker last",
        confidence: 0.75,
    })
}

/// A name and a colon that open a paragraph.
struct Opening {
    source: Source,
    /// True if the label is a name by its tags, not by its place alone.
    sure: bool,
    colon: Span,
    content: usize,
    turn: bool,
}

/// The words of `label` before a phrase that tells where or on what one spoke: "Ode *on the vote*", "Brandt *at the forum*".
fn named_part(label: &str) -> &str {
    let cuts = [" on ", " at ", " to ", " in ", " about "];
    let cut = cuts.iter().filter_map(|cut| label.find(cut)).min();
    cut.map_or(label, |cut| &label[..cut])
}

fn opening_of(syntax: &Syntax<'_>, paragraph: Span) -> Option<Opening> {
    let text = paragraph.slice(syntax.body);
    let head: String = text.chars().take(80).collect();
    let colon = head.find(':').filter(|&colon| text[colon + 1..].starts_with(char::is_whitespace))?;
    let start = paragraph.start;
    let label = if start == 0 { named_part(&text[..colon]) } else { &text[..colon] };
    let tokens = syntax.analysis.tokens_in(Span::new(start, start + label.len()));
    let words: Vec<TokenId> =
        tokens.map(TokenId).filter(|&token| !syntax.is_space(token) && !syntax.is_mark(token)).collect();
    let (first, last) = (*words.first()?, *words.last()?);
    let known_label = lists().labels.contains(label.trim().to_ascii_lowercase().as_str())
        || lists().labels.contains(syntax.form(first).to_ascii_lowercase().as_str()) && words.len() <= 2;
    let verb =
        words.iter().any(|&word| syntax.is_verb(word) && matches!(syntax.tag(word), "VBD" | "VBZ" | "VBP" | "VBG"));
    let capital = words.iter().all(|&word| {
        let form = syntax.form(word);
        form.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
            || matches!(form, "of" | "de" | "von" | "al" | "the" | "and" | "'s" | "’s" | "van" | "bin" | "for")
    });
    let phrase = words.iter().any(|&word| {
        matches!(syntax.form(word), "For" | "In" | "On" | "At" | "With" | "To" | "As" | "Of" | "From" | "By" | "Over")
    });
    let dated = words.iter().any(|&word| {
        matches!(syntax.token(word).entity.as_str(), "DATE" | "TIME" | "CARDINAL")
            || syntax.form(word).chars().all(|c| c.is_ascii_digit())
    });
    let long = text[colon + 1..].split_whitespace().count() >= 3;
    if known_label || dated || phrase || verb || !capital || !long || words.len() > LONGEST {
        return None;
    }
    let sure = words.iter().any(|&word| {
        syntax.tag(word).starts_with("NNP")
            || matches!(syntax.token(word).entity.as_str(), "PERSON" | "ORG" | "GPE" | "NORP")
    }) || label.len() > 2 && label.chars().all(|c| c.is_uppercase() || c == ' ' || c == '.')
        || matches!(label, "Report" | "Poll" | "Study" | "Officials" | "Police");
    let naming = sure || start == 0 && words.len() <= 3;
    if matches!(label.trim(), "Q" | "A") {
        return None;
    }
    let colon_span = Span::new(start + colon, start + colon + 1);
    let content = start + colon + 1 + (text[colon + 1..].len() - text[colon + 1..].trim_start().len());
    let source = Source { head: last, tokens: first.0..last.0 + 1, antecedent: None };
    naming.then_some(Opening { source, sure, colon: colon_span, content, turn: words.len() <= 5 })
}
