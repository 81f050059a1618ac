//! Names that the model cut short, made whole by the words around them: over "of" ("Commission" + "for Ruvia"), back to where the
//! initials in brackets begin, up to the word that tells what they name.
//!
//! Takes the names in text order and gives them so; none crosses a line break.

use super::gazetteer;
use super::lexicon::lexicon;
use super::names::Name;
use super::words::Words;
use crate::nlp::Label;
use std::ops::Range;

/// Completes the names that were cut short.
pub(super) fn complete(words: &Words<'_>, names: &mut Vec<Name>) {
    continue_bodies(words, names);
    complete_by_initials(words, names);
    complete_lands(words, names);
    complete_by_kind(words, names);
}

/// Completes the name of a body that the model cut short before "of" or "for" ("Commission" + "for Ruvia").
fn continue_bodies(words: &Words<'_>, names: &mut Vec<Name>) {
    let mut index = 0;
    while index < names.len() {
        let last = names[index].tokens.end - 1;
        let mut next = last + 1;
        let continued = names[index].label == "ORG"
            && lexicon().continued_by_of(words.lower(last))
            && words.is_capital(last)
            && next < words.len()
            && matches!(words.lower(next), "of" | "for");
        if continued {
            next += 1;
            if next < words.len() && words.lower(next) == "the" {
                next += 1;
            }
            if names.get(index + 1).is_some_and(|after| after.tokens.start == next && after.label != "PERSON") {
                names[index].tokens.end = names[index + 1].tokens.end;
                names.remove(index + 1);
            }
        }
        index += 1;
    }
}

/// How many words a name that its initials in brackets follow may have.
const SPELLED_OUT: u32 = 9;

/// "the *Allied and Civic Union* (ACU)": a name begins where its initials in the brackets after it do.
fn complete_by_initials(words: &Words<'_>, names: &mut Vec<Name>) {
    let mut found: Vec<Range<u32>> = Vec::new();
    for open in 2..words.len().saturating_sub(2) {
        let short = words.form(open + 1);
        let bracketed = words.form(open) == "("
            && words.form(open + 2) == ")"
            && (3..=7).contains(&short.len())
            && short.bytes().all(|letter| letter.is_ascii_uppercase());
        if bracketed && let Some(start) = start_by_initials(words, open, short) {
            found.push(start..open);
        }
    }
    for tokens in found.into_iter().rev() {
        let person = names.iter().any(|name| name.label == "PERSON" && name.tokens.end == tokens.end);
        if !person && !names.iter().any(|name| name.tokens == tokens) {
            super::pairs::put(names, tokens);
        }
    }
}

/// Where the words that end before `end` and have the initials `short` begin.
fn start_by_initials(words: &Words<'_>, end: u32, short: &str) -> Option<u32> {
    let floor = words.sentence_range(end).start.max(end.saturating_sub(SPELLED_OUT));
    let mut left = short.bytes().rev().peekable();
    let mut at = end;
    while left.peek().is_some() {
        at = at.checked_sub(1).filter(|&at| at >= floor && !words.starts_line(at + 1))?;
        let first = words.form(at).bytes().next()?;
        let small = matches!(words.lower(at), "and" | "of" | "for" | "the" | "&" | "in");
        if words.is_capital(at) && left.peek() == Some(&first) {
            left.next();
        } else if !small {
            return None;
        }
    }
    words.is_capital(at).then_some(at)
}

/// "the *Free City* of *Kalmora*", "*Bosnia* and *Herzegovina*": a land whose name was cut at its "of" or "and".
fn complete_lands(words: &Words<'_>, names: &mut Vec<Name>) {
    // "the Free Port of *Kalm*", where the model passed over the last word
    for name in names.iter_mut() {
        let of = name.tokens.end;
        let open = of + 1 < words.len() && words.is_capital(of + 1) && words.token(of + 1).tag == "NNP";
        if open && heads_realm(words, name) && words.token(of + 1).entity == "" {
            name.tokens.end = of + 2;
            name.label = Label::new("GPE");
        }
    }
    let mut index = 0;
    while index + 1 < names.len() {
        if is_realm(words, &names[index], &names[index + 1]) || is_double(words, &names[index], &names[index + 1]) {
            names[index].tokens.end = names[index + 1].tokens.end;
            names[index].label = Label::new("GPE");
            names.remove(index + 1);
        } else {
            index += 1;
        }
    }
}

/// "Trinidad and Tobago": one country, as the gazetteer has it.
fn is_double(words: &Words<'_>, left: &Name, right: &Name) -> bool {
    let and = left.tokens.end;
    let gap = right.tokens.start.saturating_sub(and);
    words.lower(and) == "and"
        && (gap == 1 || gap == 2 && words.lower(and + 1) == "the")
        && !(and..=right.tokens.start).any(|at| words.starts_line(at))
        && gazetteer::country_by_name(words.analysis.span(left.tokens.start..right.tokens.end).slice(words.body))
            .is_some()
}

/// "the *Free City* of *Kalmora*".
fn is_realm(words: &Words<'_>, left: &Name, right: &Name) -> bool {
    heads_realm(words, left) && right.tokens.start == left.tokens.end + 1 && right.title.is_empty()
}

/// True for the name of what a land is, after "the" and before "of".
fn heads_realm(words: &Words<'_>, name: &Name) -> bool {
    let (start, of) = (name.tokens.start, name.tokens.end);
    matches!(
        words.lower(of - 1),
        "city"
            | "port"
            | "state"
            | "republic"
            | "kingdom"
            | "principality"
            | "duchy"
            | "emirate"
            | "federation"
            | "confederation"
            | "commonwealth"
            | "sultanate"
    ) && words.is_capital(of - 1)
        && start > 0
        && words.lower(start - 1) == "the"
        && words.lower(of) == "of"
        && !words.starts_line(of)
        && !words.starts_line(of + 1)
        && !words.in_headline(of)
}

/// Completes a name that the model cut before the word that tells its kind ("Norville" + "Gazette").
fn complete_by_kind(words: &Words<'_>, names: &mut [Name]) {
    for index in 0..names.len() {
        let next = names[index].tokens.end;
        let free = next < words.len() && names.get(index + 1).is_none_or(|after| after.tokens.start > next);
        if !free || words.starts_line(next) || !words.is_spaced(next) || words.in_headline(next) {
            continue;
        }
        let compound = words.token(next - 1).deprel == "compound" && words.token(next - 1).head.0 == next;
        if compound
            && words.is_capital(next)
            && words.token(next).pos == "PROPN"
            && lexicon().name_kind(words.lower(next)).is_some()
            && names[index].title.is_empty()
        {
            names[index].tokens.end = next + 1;
            names[index].label = Label::new("ORG");
        }
    }
}
