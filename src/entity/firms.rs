//! What tells that a name is a firm's: what only firms have ("Ode's shareholders", "Ode managers"), who is at the head of
//! one ("Ode's chief executive"), what is done to firms ("a takeover of Ode") and by them ("Ode employs", "Ode cut jobs").
//!
//! Takes one mention by name, gives whether its sentence tells so. Looks at the words that the name depends on and at those
//! of its own clause, never at what the name is made of.

use super::lexicon::{FirmWord, lexicon};
use super::names::Name;
use super::words::Words;
use crate::nlp::TokenId;

/// True if the grammar around the mention tells that it names a firm.
pub(super) fn is_firm(words: &Words<'_>, name: &Name) -> bool {
    let head = words.head_of(&name.tokens);
    let Some(governor) = words.head(head) else { return false };
    match words.token(head).deprel.as_str() {
        "poss" | "compound" | "nmod" => is_had(words, governor),
        "pobj" => words.head(governor).is_some_and(|noun| {
            let held = matches!(words.lower(governor), "of" | "in" | "for" | "with");
            held && (tells(words, noun, FirmWord::Aim) || words.lower(governor) == "of" && is_had(words, noun))
        }),
        "dobj" | "nsubjpass" => tells(words, governor, FirmWord::Patient),
        "nsubj" => acts(words, head, governor),
        _ => false,
    }
}

/// True for each of the two in "a merger between *Ode and Falk*", "merger talks between *Ode and Falk*".
pub(super) fn is_merging(words: &Words<'_>, head: u32) -> bool {
    let chain = std::iter::successors(Some(head), |&at| words.head(at).filter(|_| words.token(at).deprel == "conj"));
    let first = chain.take(4).last().filter(|&first| words.token(first).deprel == "pobj");
    let between = first.and_then(|first| words.head(first)).filter(|&at| words.lower(at) == "between");
    between.and_then(|between| words.head(between)).is_some_and(|noun| {
        let modifiers = words.analysis.dependents_by(TokenId(noun), "compound");
        modifiers.map(|word| word.0).chain([noun]).any(|word| tells(words, word, FirmWord::Aim))
    })
}

/// True for "Ode leader Ana Falk", "the leader of Ode": mostly a party's name, or a union's.
pub(super) fn is_led(words: &Words<'_>, name: &Name) -> bool {
    let (start, next) = (name.tokens.start, name.tokens.end);
    let leader = |at: u32| matches!(words.lower(at), "leader" | "leaders" | "frontbencher" | "backbencher");
    next < words.len() && leader(next) && !words.starts_line(next)
        || start > 1 && words.lower(start - 1) == "of" && leader(start - 2)
}

fn tells(words: &Words<'_>, index: u32, class: FirmWord) -> bool {
    lexicon().firm_word(&words.token(index).lemma, class)
}

/// True for what only firms have, of one word or two.
fn is_had(words: &Words<'_>, noun: u32) -> bool {
    let before = noun.checked_sub(1).map_or("", |at| words.lower(at));
    let pair = || lexicon().firm_pair(before, &words.token(noun).lemma);
    words.token(noun).pos == "NOUN" && (tells(words, noun, FirmWord::Had) || pair())
}

/// True if the subject at `head` does with `verb` what firms do, or says of itself that it will, or speaks of what is its
/// own as only a firm's can be.
fn acts(words: &Words<'_>, head: u32, verb: u32) -> bool {
    let does = |verb: u32| {
        tells(words, verb, FirmWord::Agent)
            || words
                .analysis
                .dependents_by(TokenId(verb), "dobj")
                .any(|object| tells(words, object.0, FirmWord::Object))
    };
    let of_itself = |verb: u32| {
        words.analysis.dependents_by(TokenId(verb), "nsubj").any(|subject| words.lower(subject.0) == "it") && does(verb)
    };
    let end = words.sentence_range(head).end;
    let own = |at: u32| {
        words.lower(at) == "its" && words.head(at).is_some_and(|noun| noun > at && noun < at + 5 && is_had(words, noun))
    };
    does(verb)
        || words.analysis.dependents(TokenId(verb)).iter().any(|below| match words.token(below.0).deprel.as_str() {
            "ccomp" => of_itself(below.0),
            "xcomp" | "conj" => does(below.0),
            _ => false,
        })
        || words.token(verb).deprel == "ROOT" && (head + 1..end.min(head + 30)).any(own)
}
