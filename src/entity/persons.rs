//! Makes the names of people whole where the model parted them, saw a part alone, or left out a word.
//!
//! Takes the names in text order and gives them so. What joins two pieces is always that nothing stands between them and
//! that something tells them one: a title or a noun for an office before, the grammar (the first modifies the second), or
//! the family name, which the article also writes alone.

use super::gazetteer;
use super::lexicon::lexicon;
use super::names::Name;
use super::words::Words;
use crate::nlp::Label;
use rustc_hash::FxHashSet;
use smol_str::SmolStr;

/// Most words that the name of a person is made whole to.
const LONGEST: u32 = 6;

/// Makes the names of people whole.
pub(super) fn make_whole(words: &Words<'_>, names: &mut Vec<Name>) {
    let alone = words_alone(words, names);
    let mut index = 0;
    while index < names.len() {
        if words.in_headline(names[index].tokens.start) {
            index += 1;
            continue;
        }
        lead(words, names, index, &alone);
        while extend(words, names, index, &alone) {}
        index += 1;
    }
}

/// Words that stand alone as the name of a person somewhere.
fn words_alone(words: &Words<'_>, names: &[Name]) -> FxHashSet<SmolStr> {
    let mut alone = FxHashSet::default();
    for (index, name) in names.iter().enumerate() {
        let parted = index > 0 && names[index - 1].tokens.end == name.tokens.start
            || names.get(index + 1).is_some_and(|next| next.tokens.start == name.tokens.end)
            || is_part(words, name.tokens.end) && words.token(name.tokens.end).entity == ""
            || name.tokens.start > 0
                && is_part(words, name.tokens.start - 1)
                && words.token(name.tokens.start - 1).deprel == "compound";
        if name.tokens.len() == 1 && name.label == "PERSON" && !parted {
            alone.insert(words.lower(name.tokens.start).into());
        }
    }
    alone
}

/// Takes in the word before a name that the model left out: "*Ana* Falk Ode".
fn lead(words: &Words<'_>, names: &mut [Name], index: usize, alone: &FxHashSet<SmolStr>) {
    let name = &names[index];
    let (start, end) = (name.tokens.start, name.tokens.end);
    let Some(before) = start.checked_sub(1) else { return };
    let free = index == 0 || names[index - 1].tokens.end <= before;
    let opens = words.sentence_range(start).start == before;
    let told = || super::apposition::described_as(words, &(before..end)).iter().any(Option::is_some);
    let modifies = words.token(before).deprel == "compound" && name.tokens.contains(&words.token(before).head.0);
    let common = is_given_name_in_disguise(words, before);
    let fits = name.title.is_empty()
        && free
        && end - start < LONGEST
        && !words.starts_line(start)
        && words.is_spaced(start)
        && words.token(before).entity == ""
        && !alone.contains(words.lower(before))
        && words.lower(before) != "affairs";
    let plain = || {
        modifies
            && is_part(words, before)
            && is_plain(words, before)
            && lexicon().given_name(words.lower(start)).is_none()
    };
    let person = name.label == "PERSON" && end - start >= 2 && !opens;
    if fits && (person && (plain() || common) || (plain() || common) && told()) {
        names[index].tokens.start = before;
        names[index].label = Label::new("PERSON");
    }
}

/// "But *Per* Ode Falk": a given name within a sentence that the tagger takes for a common word.
fn is_given_name_in_disguise(words: &Words<'_>, index: u32) -> bool {
    words.is_capital(index)
        && !words.is_all_capitals(index)
        && words.sentence_range(index).start < index
        && matches!(words.token(index).pos.as_str(), "NOUN" | "ADP")
        && lexicon().given_name(words.lower(index)).is_some()
}

/// Takes in the piece after the name `index`; false if there is none that belongs to it.
fn extend(words: &Words<'_>, names: &mut Vec<Name>, index: usize, alone: &FxHashSet<SmolStr>) -> bool {
    let name = &names[index];
    let (start, end) = (name.tokens.start, name.tokens.end);
    if end - start >= LONGEST || !matches!(name.label.as_str(), "PERSON" | "") {
        return false;
    }
    if let Some(stop) = nickname_end(words, end).or_else(|| numeral_end(words, end)) {
        let from = names.partition_point(|name| name.tokens.start < end);
        let to = names.partition_point(|name| name.tokens.start < stop);
        if from == index + 1 && names.get(to).is_none_or(|name| name.tokens.start >= stop) {
            let stop = names[from..to].last().map_or(stop, |last| last.tokens.end.max(stop));
            names[index].tokens.end = stop;
            names[index].label = Label::new("PERSON");
            names.drain(from..to);
            return true;
        }
    }
    let first = particles_end(words, end);
    if first >= words.len() || !is_part(words, first) || !words.is_spaced(first) {
        return false;
    }
    let next = names.get(index + 1).filter(|next| next.tokens.contains(&first));
    if next.is_some_and(|next| next.tokens.start != first || !next.title.is_empty()) {
        return false;
    }
    let (stop, label) = next.map_or((first + 1, words.token(first).entity), |next| (next.tokens.end, next.label));
    let unlabelled = next.is_none_or(|next| next.label == "");
    let fits = match label.as_str() {
        "PERSON" => true,
        "" => is_plain(words, first),
        "GPE" | "LOC" | "ORG" | "NORP" | "PRODUCT" => {
            stop == first + 1
                && next.is_some()
                && is_plain(words, first)
                && !words.is_all_capitals(first)
                && gazetteer::lookup(words.form(first)).all(|place| place.population < 100)
                && gazetteer::country_by_demonym(words.form(first)).is_none()
        }
        _ => false,
    };
    if !fits {
        return false;
    }
    let single = end - start == 1;
    let known = words.lower(start);
    let told = is_told(words, name);
    let modifies = words.token(end - 1).deprel == "compound" && (first..stop).contains(&words.token(end - 1).head.0);
    let family = stop == first + 1 && alone.contains(words.lower(first)) && !alone.contains(known);
    let joins = first > end
        || family && single
        || told
            && (single && is_plain(words, start) && !alone.contains(known)
                || label != "ORG" && modifies
                || unlabelled && end - start < 3 && label == "")
        || modifies && label == "PERSON"
        || modifies && single && unlabelled && lexicon().given_name(known).is_some() && !alone.contains(known);
    if joins {
        names[index].tokens.end = stop;
        names[index].label = Label::new("PERSON");
        if next_is(names, index, first) {
            names.remove(index + 1);
        }
    }
    joins
}

/// Where the family name ends that a nickname in quotes parts from the given name (`Ana "Bo" Ode`), which ends at `end`.
pub(super) fn nickname_end(words: &Words<'_>, end: u32) -> Option<u32> {
    let quote = |index: u32| matches!(words.form(index), "\"" | "“" | "”" | "``" | "''" | "‘" | "’" | "'");
    let close = (end + 2..end + 4).find(|&index| quote(index))?;
    let fits = quote(end)
        && words.is_spaced(end)
        && (end + 1..close).all(|index| words.is_capital(index) || words.lower(index) == "the")
        && words.is_capital(close - 1)
        && !words.is_spaced(end + 1)
        && !words.is_spaced(close)
        && (end..close + 1).all(|index| !words.starts_line(index))
        && words.is_spaced(close + 1)
        && is_part(words, close + 1)
        && words.sentence_range(end).contains(&(close + 1));
    fits.then_some(close + 2)
}

/// Where the number of a ruler ends that begins at `end` ("Ode *VII*").
fn numeral_end(words: &Words<'_>, end: u32) -> Option<u32> {
    let fits = end < words.len() && words.is_spaced(end) && !words.starts_line(end) && is_numeral(words.form(end));
    fits.then_some(end + 1)
}

/// True for a Roman number from II on, as rulers bear it.
pub(super) fn is_numeral(form: &str) -> bool {
    (2..=5).contains(&form.len()) && form.bytes().all(|byte| matches!(byte, b'I' | b'V' | b'X'))
}

fn next_is(names: &[Name], index: usize, first: u32) -> bool {
    names.get(index + 1).is_some_and(|next| next.tokens.start == first)
}

/// Where the small particles that begin at `end` end ("*van der* Meer"); `end` if there are none.
fn particles_end(words: &Words<'_>, end: u32) -> u32 {
    let mut at = end;
    while at < words.len()
        && at < end + 3
        && !words.is_capital(at)
        && words.is_spaced(at)
        && !words.starts_line(at)
        && matches!(
            words.lower(at),
            "von"
                | "van"
                | "der"
                | "de"
                | "del"
                | "della"
                | "di"
                | "da"
                | "dos"
                | "das"
                | "du"
                | "zu"
                | "bin"
                | "ibn"
                | "bint"
                | "al"
                | "el"
                | "ul"
                | "ud"
                | "ter"
                | "af"
                | "av"
                | "la"
        )
    {
        at += 1;
    }
    at
}

/// True if a title, or a noun for what a person is, stands right before the name.
fn is_told(words: &Words<'_>, name: &Name) -> bool {
    if !name.title.is_empty() {
        return true;
    }
    name.tokens.start.checked_sub(1).is_some_and(|before| {
        words.sentence(before) == words.sentence(name.tokens.start)
            && !words.starts_line(name.tokens.start)
            && words.token(before).tag != "NNS"
            && lexicon().role(words.lower(before)).is_some()
    })
}

/// True for a capitalised proper noun on the line of the token before it.
fn is_part(words: &Words<'_>, index: u32) -> bool {
    index < words.len()
        && words.is_capital(index)
        && words.has_letters(index)
        && matches!(words.token(index).tag.as_str(), "NNP" | "NNPS")
        && !words.starts_line(index)
        && !super::trimming::is_postnominal(words.form(index))
        && !matches!(words.token(index).entity.as_str(), "DATE" | "TIME" | "MONEY" | "CARDINAL" | "ORDINAL" | "EVENT")
}

/// True for a word that is none of those of which titles, bodies and places are named.
fn is_plain(words: &Words<'_>, index: u32) -> bool {
    let (lower, lexicon) = (words.lower(index), lexicon());
    lexicon.role(lower).is_none()
        && lexicon.title(lower).is_none()
        && !lexicon.organization_word(lower, false)
        && lexicon.name_kind(lower).is_none()
        && lexicon.body_word(lower).is_none()
        && !lexicon.place_word(lower, false)
        && !lexicon.people(lower)
        && gazetteer::country_by_name(words.form(index)).is_none()
}
