//! What the words of a name themselves tell of what it names.

use super::gazetteer::{self, PlaceKind};
use super::lexicon::lexicon;
use super::names::Name;
use super::tells::is_document;
use super::typing::Votes;
use super::words::Words;
use smol_str::SmolStr;

/// What the words of the name itself tell.
pub(super) fn form_votes(words: &Words<'_>, judged: &[&Name], form: &[SmolStr], placed: bool) -> Votes {
    let mut votes = Votes::default();
    let (Some(first), Some(last)) = (form.first(), form.last()) else { return votes };
    let lexicon = lexicon();
    let joined = form.join(" ");
    if lexicon.institution(&joined) {
        votes.organization += 20.0;
        return votes;
    }
    let Some(name) = judged.first() else { return votes };
    let written = words.analysis.span(name.tokens.clone()).slice(words.body);
    if written.contains('&') || written.contains(".com") || written.contains(".org") || written.contains(".net") {
        votes.organization += 3.0;
    }
    let plural = judged.iter().any(|name| matches!(words.token(name.tokens.end - 1).tag.as_str(), "NNS" | "NNPS"));
    if form.len() == 1 && is_joined_up(written) && !plural {
        votes.organization += 2.5;
    }
    let demonym = gazetteer::country_by_demonym(written).is_some() && gazetteer::country_by_name(written).is_none();
    let national = form.len() == 1
        && gazetteer::country_of_person(written).is_some()
        && gazetteer::country_by_name(written).is_none()
        && judged.iter().all(|name| {
            name.tokens.start > 0 && matches!(words.lower(name.tokens.start - 1), "the" | "a" | "an" | "this")
        });
    if form.len() < 3 && matches!(first.as_str(), "st" | "saint") && judged.iter().all(|name| name.title.is_empty()) {
        votes.other += 3.0;
    }
    if demonym || national || lexicon.people(&joined) {
        votes.other += 10.0;
        return votes;
    }
    if is_party_plural(last) && form.len() <= 2 {
        let definite = judged.iter().any(|name| name.tokens.start > 0 && is_definite(words, name.tokens.start));
        let members = matches!(last.as_str(), "republicans" | "democrats" | "tories")
            && judged.iter().any(|name| matches!(words.token(name.tokens.end - 1).tag.as_str(), "NNPS" | "NNS"));
        if definite || form.len() == 2 || members {
            votes.organization += 12.0;
        } else {
            votes.other += 10.0;
        }
        return votes;
    }
    place_form(written, placed || form.len() > 1 && judged.iter().all(|name| name.label != "PERSON"), &mut votes);
    if form.len() > 1 {
        let governs = |index: usize| matches!(form.get(index + 1).map(SmolStr::as_str), Some("of" | "for" | "on"));
        let body_word = form.iter().enumerate().any(|(index, word)| {
            lexicon.organization_word(word, true) || governs(index) && lexicon.organization_word(word, false)
        });
        let personal = lexicon.given_name(first).is_some() && judged.iter().any(|name| name.label == "PERSON");
        let tells_kind = lexicon.name_kind(last).is_some() && !(personal && lexicon.surname(last));
        if is_document(last) && judged.iter().all(|name| name.title.is_empty()) && !body_word {
            votes.other += 6.0;
        } else if body_word || lexicon.organization_word(last, false) {
            votes.organization += 4.0;
        } else if tells_kind && judged.iter().all(|name| name.title.is_empty()) {
            votes.organization += 2.5;
        } else if first == "hotel" || (lexicon.place_word(last, false) || lexicon.place_word(first, true)) && !personal
        {
            votes.place += 3.0;
        } else if is_syllabic(words, name) {
            votes.person += 2.5;
        } else if lexicon.given_name(first).is_some() || is_double_given(words, name) {
            let sure = lexicon.surname(last) && judged.iter().any(|name| name.label == "PERSON");
            votes.person += if sure { 2.3 } else { 2.1 };
        }
        return votes;
    }
    // "ignored the *Constitution*"
    if last == "constitution" {
        votes.other += 6.0;
    }
    let plural = judged.iter().all(|name| words.token(name.tokens.end - 1).tag == "NNPS");
    if plural && last.ends_with('s') {
        votes.person -= 1.5;
    }
    let acronym = judged.iter().any(|name| {
        name.tokens.len() == 1 && words.is_all_capitals(name.tokens.start) && !words.in_headline(name.tokens.start)
    });
    if acronym && last.len() < 7 {
        votes.organization += 1.5;
        votes.person -= 2.0;
    } else if is_clan(written) {
        votes.person += 1.5;
    } else if lexicon.given_name(first).is_some() {
        votes.person += 1.0;
    } else if lexicon.surname(first) {
        votes.person += 0.7;
    }
    votes
}

/// "the Greens", "the *tiny* Greens".
fn is_definite(words: &Words<'_>, start: u32) -> bool {
    let mut before = (start.saturating_sub(3)..start).rev();
    let article = before.find(|&at| words.token(at).pos != "ADJ" || words.is_capital(at));
    article.is_some_and(|at| words.lower(at) == "the")
}

/// "McOde", "O'Ode": the prefix of a family name.
fn is_clan(written: &str) -> bool {
    let rest = ["Mc", "O'", "O’", "Fitz"].iter().find_map(|prefix| written.strip_prefix(prefix));
    rest.is_some_and(|rest| rest.chars().next().is_some_and(char::is_uppercase) && rest.chars().any(char::is_lowercase))
}

/// "OdeGroup": a capital within a word, not after the prefix of a family name ("McOde", "DeOde"), tells a company.
fn is_joined_up(written: &str) -> bool {
    let prefix = ["Mc", "Mac", "De", "Di", "La", "Le", "Van", "Von", "Fitz", "Du", "Al", "El", "Del", "Da", "St", "O"];
    let begins_word = |at: usize, letter: char| {
        let (head, tail) = (&written[..at], &written[at + letter.len_utf8()..]);
        letter.is_uppercase()
            && head.chars().nth(1).is_some()
            && head.ends_with(char::is_lowercase)
            && tail.starts_with(char::is_lowercase)
            && !prefix.contains(&head)
    };
    written.chars().all(char::is_alphanumeric) && written.char_indices().any(|(at, letter)| begins_word(at, letter))
}

/// True for a family name and a given name of two syllables, the second written small ("Park Min-joo").
fn is_syllabic(words: &Words<'_>, name: &Name) -> bool {
    let (start, end) = (name.tokens.start, name.tokens.end);
    end - start == 4
        && words.form(end - 2) == "-"
        && !words.is_spaced(end - 1)
        && !words.is_capital(end - 1)
        && words.is_capital(end - 3)
        && [start, end - 3, end - 1].iter().all(|&at| (2..=6).contains(&words.form(at).len()))
}

/// True for a given name of two with a hyphen, one of which is known ("Lars-Inge").
fn is_double_given(words: &Words<'_>, name: &Name) -> bool {
    let start = name.tokens.start;
    name.tokens.len() > 3
        && words.form(start + 1) == "-"
        && words.is_spaced(start + 3)
        && (lexicon().given_name(words.lower(start)).is_some()
            || lexicon().given_name(words.lower(start + 2)).is_some())
}

/// True for words that, after "the", name a party by its members.
fn is_party_plural(word: &str) -> bool {
    matches!(word, "conservatives" | "democrats" | "republicans" | "liberals" | "greens" | "tories" | "nationalists")
}

/// What the gazetteer tells: a country or capital surely, a town the less the smaller it is, and little where nothing
/// in the article speaks for a place.
fn place_form(written: &str, placed: bool, votes: &mut Votes) {
    let weight = gazetteer::lookup(written).map(|place| match place.kind {
        PlaceKind::Country | PlaceKind::Continent => 9.0,
        PlaceKind::Capital | PlaceKind::Area | PlaceKind::Water => 4.0,
        PlaceKind::Region => 3.0,
        _ if !placed => 0.3,
        _ if place.population > 300 => 2.0,
        _ if place.population > 50 => 1.0,
        _ => 0.5,
    });
    votes.place += weight.fold(0.0, f32::max);
}
