//! Names of public bodies that the model cuts short or passes over: ministries, forces, courts and parliaments named by
//! common words after the country ("the Norwegian foreign ministry", "Ministry of Defence" after "Norwegian"), groups
//! named by their number ("Group of Nine"), and the offices of people that speak ("Ms Ode's office said").
//!
//! Takes the names in text order and gives them so; names neither overlap nor cross a line break.

use super::gazetteer;
use super::lexicon::{BodyWord, lexicon};
use super::names::Name;
use super::words::Words;
use crate::nlp::{Label, TokenId};
use std::ops::Range;

/// Longest run of words between the country and the head of a body's name.
const LONGEST: u32 = 5;

/// Completes the names of bodies and adds those that the model passed over.
pub(super) fn complete(words: &Words<'_>, names: &mut Vec<Name>) {
    let mut found: Vec<Range<u32>> = Vec::new();
    let mut index = 0;
    while index < words.len() {
        let body = body_at(words, names, index)
            .or_else(|| numbered(words, index))
            .or_else(|| members_of_house(words, index))
            .or_else(|| weekday_paper(words, index))
            .or_else(|| government_alone(words, names, index))
            .or_else(|| of_members(words, names, index));
        if let Some(tokens) = body {
            index = tokens.end;
            found.push(tokens);
        } else {
            index += 1;
        }
    }
    // the last first, so that what stands before keeps its place
    for tokens in found.into_iter().rev() {
        super::pairs::put(names, tokens);
    }
}

/// The name that holds the token at `index`, of names in text order.
fn name_at(names: &[Name], index: u32) -> Option<&Name> {
    let at = names.partition_point(|name| name.tokens.end <= index);
    names.get(at).filter(|name| name.tokens.contains(&index))
}

/// The name of a body whose last word stands at `index` (or, with "of", whose head does).
fn body_at(words: &Words<'_>, names: &[Name], index: u32) -> Option<Range<u32>> {
    let token = words.token(index);
    if !matches!(token.pos.as_str(), "NOUN" | "PROPN") || token.tag == "NNS" || words.in_headline(index) {
        return None;
    }
    let class = lexicon().body_word(words.lower(index)).filter(|&class| class != BodyWord::Completing)?;
    let mut end = index + 1;
    let named = name_at(names, index);
    if let Some(named) = named {
        end = named.tokens.end;
    }
    let sentence = words.sentence_range(index);
    let floor = sentence.start.max(index.saturating_sub(LONGEST));
    let completes = |at: u32| {
        lexicon().body_word(words.lower(at)).is_some() || matches!(words.lower(at), "and" | "of") && at > floor
    };
    let mut start = named.map_or(index, |named| named.tokens.start);
    if !(start..end).all(|at| is_generic(words, at)) {
        return None;
    }
    while start > floor && !words.starts_line(start) && words.is_spaced(start) && completes(start - 1) {
        start -= 1;
    }
    let owner = start.checked_sub(1).filter(|&owner| owner >= sentence.start && !words.starts_line(start))?;
    if !words.is_spaced(start) || !is_owner(words, names, owner) {
        return None;
    }
    let completed = start < index || end > index + 1;
    if class == BodyWord::Completed && !completed && !(words.is_capital(index) || is_union(words, owner)) {
        return None;
    }
    let small = !words.is_capital(index);
    let first = name_at(names, owner).map_or(owner, |name| name.tokens.start);
    (!small || is_definite(words, first)).then_some(first..end)
}

/// True for a word of a body's name that tells nothing of whose it is.
fn is_generic(words: &Words<'_>, index: u32) -> bool {
    lexicon().body_word(words.lower(index)).is_some()
        || matches!(words.lower(index), "of" | "for" | "and" | "the" | "&")
}

/// True if the token is the adjective or the name of a country, or the last word of a place's or a union's name.
fn is_owner(words: &Words<'_>, names: &[Name], index: u32) -> bool {
    let form = words.form(index);
    if !words.is_capital(index) {
        return false;
    }
    let named = name_at(names, index);
    if named.is_some_and(|name| name.tokens.end != index + 1 || name.label == "PERSON") {
        return false;
    }
    let adjective = gazetteer::country_by_demonym(form).is_some() && words.token(index).tag != "NNPS";
    adjective && (!words.lower(index).ends_with('s') || gazetteer::country_by_name(form).is_none())
        || gazetteer::country_by_name(form).is_some()
        || is_union(words, index)
        || named.is_some_and(|name| name.label == "GPE")
        || named.is_some_and(|name| name.label == "NORP") && is_regional(words, index)
}

/// True for the adjective of a land that is no state ("Catalan"), not of a faith or party.
fn is_regional(words: &Words<'_>, index: u32) -> bool {
    matches!(words.token(index).tag.as_str(), "JJ" | "NNP") && !lexicon().people(words.lower(index))
}

fn is_union(words: &Words<'_>, index: u32) -> bool {
    matches!(words.lower(index), "european" | "eu" | "un" | "u.n." | "arab" | "african" | "palestinian" | "commons")
}

/// True if "the" or an owner stands before the token at `start`: "a Norwegian court" is none that can be named.
fn is_definite(words: &Words<'_>, start: u32) -> bool {
    start > 0 && matches!(words.lower(start - 1), "the" | "'s" | "'") && !words.starts_line(start)
}

/// "the Norwegian government" in an article that names Norway nowhere else: the government is a body of its own.
fn government_alone(words: &Words<'_>, names: &[Name], index: u32) -> Option<Range<u32>> {
    if words.lower(index) != "government" || words.token(index).tag == "NNS" || words.in_headline(index) {
        return None;
    }
    let sentence = words.sentence_range(index);
    let adjective = |start: u32| {
        let form = words.analysis.span(start..index).slice(words.body);
        gazetteer::country_by_demonym(form).filter(|_| words.is_capital(start)).map(|country| (start, country.code))
    };
    let (start, code) =
        [1, 2].into_iter().filter(|&length| index >= sentence.start + length).find_map(|n| adjective(index - n))?;
    let of_country = |name: &Name| {
        let form = words.analysis.span(name.tokens.clone()).slice(words.body);
        gazetteer::country_by_name(form).is_some_and(|country| country.code == code)
    };
    (words.token(start).tag != "NNPS" && !names.iter().any(of_country)).then_some(start..index + 1)
}

/// "the Dockers' Federation", "the Dental Nurses' Association": a body that is called after those who are in it.
fn of_members(words: &Words<'_>, names: &[Name], index: u32) -> Option<Range<u32>> {
    let case = index.checked_sub(1).filter(|&case| words.token(case).tag == "POS")?;
    let members = case.checked_sub(1)?;
    let many = words.token(members).tag == "NNPS" && words.is_capital(members)
        || matches!(words.lower(members), "women" | "men" | "people" | "children") && words.is_capital(members);
    let body = words.is_capital(index) && lexicon().organization_word(words.lower(index), false);
    if !many || !body || words.in_headline(index) || words.token(index).tag == "NNPS" {
        return None;
    }
    let named = name_at(names, index);
    let floor = words.sentence_range(index).start;
    let of_name = |at: u32| words.is_capital(at) && words.token(at).pos == "PROPN" && name_at(names, at).is_none();
    let mut start = members;
    while start > floor && !words.starts_line(start) && of_name(start - 1) {
        start -= 1;
    }
    let known = name_at(names, members).map_or(start, |name| name.tokens.start);
    let whole = named.is_some_and(|name| name.tokens.start <= start);
    let person = name_at(names, members).is_some_and(|name| name.label == "PERSON");
    (!whole && !person).then(|| known.min(start)..named.map_or(index + 1, |name| name.tokens.end))
}

/// "Group of Nine", "Group of 77".
fn numbered(words: &Words<'_>, index: u32) -> Option<Range<u32>> {
    let number = index + 2;
    let fits = words.lower(index) == "group"
        && words.is_capital(index)
        && number < words.len()
        && words.lower(index + 1) == "of"
        && (words.lower(number).bytes().all(|byte| byte.is_ascii_digit())
            || words.is_capital(number)
                && matches!(
                    words.lower(number),
                    "five" | "six" | "seven" | "eight" | "nine" | "ten" | "twelve" | "fifteen" | "twenty" | "thirty"
                ));
    fits.then_some(index..number + 1)
}

/// "the Sunday Sentinel": a paper that is called after the day it comes out.
fn weekday_paper(words: &Words<'_>, index: u32) -> Option<Range<u32>> {
    let paper = index + 1;
    let fits = words.lower(index).ends_with("day")
        && words.is_capital(index)
        && paper < words.len()
        && words.is_capital(paper)
        && !words.starts_line(paper)
        && index > 0
        && words.lower(index - 1) == "the"
        && lexicon().name_kind(words.lower(paper)) == Some("newspaper");
    fits.then_some(index..paper + 1)
}

/// "House Democrats", "Senate Republicans", "the Senate Democratic caucus": a party's members of a chamber.
fn members_of_house(words: &Words<'_>, index: u32) -> Option<Range<u32>> {
    let fits = matches!(words.lower(index), "house" | "senate" | "congressional")
        && words.is_capital(index)
        && index + 1 < words.len()
        && words.is_capital(index + 1)
        && !words.starts_line(index + 1)
        && !words.in_headline(index);
    match words.lower(index + 1) {
        "democrats" | "republicans" if fits => Some(index..index + 2),
        "democratic" | "republican" if fits && matches!(words.lower(index + 2), "caucus" | "conference") => {
            Some(index..index + 3)
        }
        _ => None,
    }
}

/// Nouns for those who speak for one person.
fn is_office(words: &Words<'_>, index: u32) -> bool {
    matches!(words.lower(index), "office" | "bureau" | "campaign" | "team" | "administration")
}

/// The offices of people that speak: "Ms Ode's office said", "according to Ode's campaign", "the Prime Minister's Office".
///
/// Their names hold the names of their people, so they are found apart from the others.
pub(super) fn offices(words: &Words<'_>, names: &[Name]) -> Vec<Name> {
    let mut offices = Vec::new();
    for index in 2..words.len() {
        if let Some(body) = countrys_body(words, names, index) {
            offices.push(body);
            continue;
        }
        if !is_office(words, index) || !matches!(words.lower(index - 1), "'s" | "'") || words.starts_line(index) {
            continue;
        }
        let owner =
            index.checked_sub(2).and_then(|last| name_at(names, last)).filter(|name| name.tokens.end + 1 == index);
        // "his campaign for president" is a doing, not a body
        if words.lower(index) == "campaign" && matches!(words.lower(index + 1), "for" | "to" | "against") {
            continue;
        }
        let start = match owner {
            Some(owner) if words.is_capital(index) || speaks(words, index) => owner.tokens.start,
            None if words.is_capital(index) => match office_holder(words, index - 1) {
                Some(start) => start,
                None => continue,
            },
            _ => continue,
        };
        let tokens = start..index + 1;
        offices.push(Name { tokens, label: Label::new("ORG"), title: start..start });
    }
    offices
}

/// "Norland's foreign ministry": a body named by common words after the country's genitive; by one such word only where it
/// speaks.
fn countrys_body(words: &Words<'_>, names: &[Name], index: u32) -> Option<Name> {
    if words.token(index).tag != "NN" || words.is_capital(index) {
        return None;
    }
    let class = lexicon().body_word(words.lower(index)).filter(|&class| class != BodyWord::Completing)?;
    let mut start = index;
    while start > 0 && start + 3 > index && lexicon().body_word(words.lower(start - 1)).is_some() {
        start -= 1;
    }
    // "Norland's *foreign* ministry" is one body wherever it acts or is acted on, "Norland's army" often the country
    let acts = || {
        let named = words.analysis.dependents_by(TokenId(index), "appos").next().is_some();
        !named && matches!(words.token(index).deprel.as_str(), "nsubj" | "nsubjpass" | "dobj" | "agent" | "dative")
    };
    if !speaks(words, index) && (start == index || !acts()) {
        return None;
    }
    let genitive = start.checked_sub(1).filter(|&at| words.lower(at) == "'s")?;
    let owner =
        genitive.checked_sub(1).and_then(|last| name_at(names, last)).filter(|name| name.tokens.end == genitive)?;
    let country = gazetteer::country_by_name(words.analysis.span(owner.tokens.clone()).slice(words.body)).is_some();
    (country && (class == BodyWord::Head || start < index)).then(|| Name {
        tokens: owner.tokens.start..index + 1,
        label: Label::new("ORG"),
        title: owner.tokens.start..owner.tokens.start,
    })
}

/// Where the capitalised title that ends before `end` begins: "Prime Minister" of "the Prime Minister's Office".
fn office_holder(words: &Words<'_>, end: u32) -> Option<u32> {
    let mut start = end;
    while start > 0
        && words.is_capital(start - 1)
        && words.token(start - 1).pos == "PROPN"
        && !words.starts_line(start)
        && start + 4 > end
    {
        start -= 1;
    }
    let holds = start < end && super::roles::role_noun(words, end - 1).is_some();
    holds.then_some(start)
}

/// True if the noun at `index` is the subject of a verb of speech, or the source after "according to".
fn speaks(words: &Words<'_>, index: u32) -> bool {
    let Some(governor) = words.head(index) else { return false };
    match words.token(index).deprel.as_str() {
        "nsubj" if words.lower(index) == "campaign" => true,
        "dobj" | "agent" => words.lower(index) == "campaign",
        "nsubj" => lexicon().person_verb(&words.token(governor).lemma),
        "pobj" => words.lower(governor) == "to" && governor > 0 && words.lower(governor - 1) == "according",
        _ => false,
    }
}
