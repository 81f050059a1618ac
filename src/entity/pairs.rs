//! Names of bodies that hold "and": trades after "the" ("the Dockers and Carriers"), two plain words after a noun for a body
//! ("the aid group Rice and Roof").
//!
//! Takes the names in text order and gives them so.

use super::gazetteer;
use super::lexicon::lexicon;
use super::names::Name;
use super::words::Words;
use crate::nlp::Label;
use smol_str::SmolStr;
use std::ops::Range;

/// Joins the two halves of such names, also where they stand again without what told them.
pub(super) fn join_pairs(words: &Words<'_>, names: &mut Vec<Name>) {
    let mut found: Vec<Range<u32>> = Vec::new();
    for joint in 1..words.len().saturating_sub(1) {
        if words.lower(joint) == "and" && words.is_capital(joint - 1) && words.is_capital(joint + 1) {
            found.extend(pair_at(words, joint));
        }
    }
    if found.is_empty() {
        return;
    }
    let forms: Vec<Vec<SmolStr>> = found.iter().map(|tokens| key(words, tokens)).collect();
    for start in 0..words.len() {
        for form in forms.iter().filter(|form| form[0] == words.lower(start) && words.is_capital(start)) {
            let end = start + u32::try_from(form.len()).unwrap_or(1);
            if end <= words.len() && key(words, &(start..end)) == *form {
                put(names, start..end);
            }
        }
    }
}

fn key(words: &Words<'_>, tokens: &Range<u32>) -> Vec<SmolStr> {
    tokens.clone().map(|index| words.lower(index).into()).collect()
}

/// Puts a body's name in the place of the names within it, unless another runs over its edge.
pub(super) fn put(names: &mut Vec<Name>, tokens: Range<u32>) {
    let from = names.partition_point(|name| name.tokens.end <= tokens.start);
    let to = names.partition_point(|name| name.tokens.start < tokens.end);
    let whole = |name: &Name| name.tokens.start >= tokens.start && name.tokens.end <= tokens.end;
    if from <= to && names[from..to].iter().all(whole) {
        let title = tokens.start..tokens.start;
        names.splice(from..to, [Name { tokens, label: Label::new("ORG"), title }]);
    }
}

/// The name of a body whose "and" stands at `joint`.
fn pair_at(words: &Words<'_>, joint: u32) -> Option<Range<u32>> {
    let sentence = words.sentence_range(joint);
    let capital = |at: u32| {
        sentence.contains(&at) && words.is_capital(at) && words.has_letters(at) && words.token(at).tag != "PRP"
    };
    if words.in_headline(joint) || !capital(joint - 1) || !capital(joint + 1) || words.starts_line(joint + 1) {
        return None;
    }
    let mut start = joint - 1;
    while start > sentence.start && joint - start < 4 && capital(start - 1) && !words.starts_line(start) {
        start -= 1;
    }
    let end = joint + 2;
    if words.lower(start) == "the" {
        start += 1;
    }
    let before = start.checked_sub(1).filter(|&before| before >= sentence.start)?;
    let alone = !capital(end) && start < joint;
    // "the smaller Weavers and Dyers"
    let article = if words.lower(before) == "the" {
        true
    } else {
        words.token(before).pos == "ADJ"
            && !words.is_capital(before)
            && before > sentence.start
            && words.lower(before - 1) == "the"
    };
    let trades = article && is_trade(words, joint - 1) && is_trade(words, joint + 1);
    let noun = words.token(before);
    let told = noun.tag == "NN"
        && super::kind_nouns::heads_name(&noun.lemma)
        && lexicon().role(&noun.lemma).is_none()
        && joint - start == 1
        && is_plain(words, joint - 1)
        && is_plain(words, joint + 1);
    (alone && (trades || told)).then_some(start..end)
}

/// True for the plural of a noun for those of a trade ("Dockers", "Clerks"), of no people, faith or party.
fn is_trade(words: &Words<'_>, index: u32) -> bool {
    let lower = words.lower(index);
    let Some(singular) = lower.strip_suffix('s') else { return false };
    let trade =
        lexicon().role(singular).is_some() || singular.ends_with("er") || singular == "clerk" || singular == "miner";
    trade
        && lower.len() > 4
        && !lexicon().people(lower)
        && !lexicon().people(singular)
        && gazetteer::country_of_person(words.form(index)).is_none()
        && gazetteer::country_by_demonym(words.form(index)).is_none()
        && !matches!(
            singular,
            "republican" | "democrat" | "conservative" | "liberal" | "socialist" | "rebel" | "soldier"
        )
}

/// True for a word that is no person's and no place's name by what is known of it.
fn is_plain(words: &Words<'_>, index: u32) -> bool {
    lexicon().given_name(words.lower(index)).is_none()
        && !matches!(words.token(index).entity.as_str(), "GPE" | "LOC" | "NORP")
        && gazetteer::country_by_name(words.form(index)).is_none()
}
