//! Descriptions that commas set off from a name: "the consul, Ana Ode, in", "Ana Ode, an economist at", "Ana Ode, 41,".
//!
//! Read from the words alone, as the tree often goes wrong beside names that nobody knows.

use super::lexicon::{ThingNoun, lexicon};
use super::typing::Votes;
use super::words::Words;
use std::ops::Range;

/// Longest description that is looked through, in tokens.
const LONGEST: u32 = 12;

/// What the descriptions beside the name tell.
pub(super) fn votes_of_descriptions(words: &Words<'_>, tokens: &Range<u32>, votes: &mut Votes) {
    if !is_outer_place(words, tokens) {
        let sentence = words.sentence_range(tokens.start);
        described_before(words, tokens, &sentence, votes);
        described_after(words, tokens, &sentence, votes);
    }
}

/// "Norville, *N.L.*, who": what a town lies in is not what the words beyond it describe.
fn is_outer_place(words: &Words<'_>, tokens: &Range<u32>) -> bool {
    let located = |at: u32| matches!(words.token(at).entity.as_str(), "GPE" | "LOC");
    let (start, last) = (tokens.start, tokens.end - 1);
    start > 1
        && words.form(start - 1) == ","
        && located(start)
        && located(start - 2)
        && (words.form(last).ends_with('.') || super::gazetteer::lookup(words.form(last)).next().is_some())
}

/// What a noun in a description tells of the name beside it.
#[derive(Clone, Copy, PartialEq)]
enum Told {
    Person,
    Organization,
    Place,
}

/// What the noun at `head` describes, if it is one for a person, a body or a place.
fn told_by(words: &Words<'_>, head: u32) -> Option<Told> {
    let token = words.token(head);
    let lexicon = lexicon();
    let lower = words.lower(head);
    let lemma = token.lemma.as_str();
    // "its auditors, X"
    if !matches!(token.tag.as_str(), "NN" | "NNP") {
        return (token.tag == "NNS" && lexicon.firm(lemma)).then_some(Told::Organization);
    }
    if is_firm(words, head) || lexicon.firm(lemma) {
        return Some(Told::Organization);
    }
    if [lower, lemma].iter().any(|noun| lexicon.role(noun).is_some() || lexicon.kin(noun).is_some()) {
        return Some(Told::Person);
    }
    match lexicon.thing(lower) {
        Some(ThingNoun::Organization) => Some(Told::Organization),
        Some(ThingNoun::Place) => Some(Told::Place),
        None => lexicon.body_noun(lower).map(|_| Told::Organization),
    }
}

/// What the noun at `head` tells of the name; a noun for people and for firms ("publisher") tells a person where the name
/// begins with a given name, and else nothing.
fn told_of(words: &Words<'_>, tokens: &Range<u32>, head: u32) -> Option<Told> {
    let told = told_by(words, head)?;
    let lemma = words.token(head).lemma.as_str();
    let given = tokens.len() > 1 && lexicon().given_name(words.lower(tokens.start)).is_some();
    let the = tokens.start > 0 && words.lower(tokens.start - 1) == "the";
    let several = words.token(tokens.end - 1).tag == "NNPS";
    match told {
        Told::Person if the || several => None,
        Told::Person if !given && lexicon().body_noun(lemma).is_some() => Some(Told::Organization),
        Told::Person if !given && lexicon().both(lemma) => None,
        Told::Organization if given && words.token(tokens.start).entity == "PERSON" => None,
        _ => Some(told),
    }
}

/// "the fund *manager*", "his *publisher*": a firm and not a person, where what it deals in stands before it.
pub(super) fn is_firm(words: &Words<'_>, head: u32) -> bool {
    let before = head.checked_sub(1).map(|before| words.lower(before)).unwrap_or_default();
    match words.lower(head) {
        "manager" => matches!(before, "fund" | "asset" | "money" | "wealth"),
        "developer" | "builder" => matches!(before, "property" | "software" | "game" | "games" | "drug"),
        _ => false,
    }
}

/// True if what follows the name at `end` ends it as one set off from its description.
fn is_closed(words: &Words<'_>, end: u32, sentence_end: u32) -> bool {
    end >= sentence_end
        || words.starts_line(end)
        || matches!(words.form(end), "," | "." | ";" | ":" | ")" | "(" | "—" | "–" | "--" | "?" | "!" | "”" | "\"")
        || matches!(words.lower(end), "and" | "or" | "who" | "whom" | "whose")
}

fn vote(votes: &mut Votes, told: Told, weight: f32) {
    match told {
        Told::Person => votes.person += weight,
        Told::Organization => {
            votes.organization += weight;
            votes.person -= 1.0;
        }
        Told::Place => {
            votes.place += weight;
            votes.person -= 1.0;
        }
    }
}

/// "the consul, *Ana Ode*, in": the description that a comma parts from the name after it.
fn described_before(words: &Words<'_>, tokens: &Range<u32>, sentence: &Range<u32>, votes: &mut Votes) {
    let Some(comma) = tokens.start.checked_sub(1).filter(|&at| at > sentence.start && words.form(at) == ",") else {
        return;
    };
    if words.starts_line(tokens.start) || !is_closed(words, tokens.end, sentence.end) {
        return;
    }
    if let Some(told) = phrase_before(words, comma, sentence.start).and_then(|head| told_of(words, tokens, head)) {
        vote(votes, told, 3.0);
    }
}

/// The nouns of the descriptions that commas set off right before and right after the name, where they are for people.
pub(super) fn described_as(words: &Words<'_>, tokens: &Range<u32>) -> [Option<u32>; 2] {
    let sentence = words.sentence_range(tokens.start);
    if words.in_headline(tokens.start) || is_outer_place(words, tokens) {
        return [None, None];
    }
    let comma = tokens.start.checked_sub(1).filter(|&at| at > sentence.start && words.form(at) == ",");
    let before = comma
        .filter(|_| is_closed(words, tokens.end, sentence.end) && !words.starts_line(tokens.start))
        .and_then(|comma| phrase_before(words, comma, sentence.start))
        .filter(|&head| told_of(words, tokens, head) == Some(Told::Person));
    let first = tokens.end + 1;
    let opens = first < sentence.end
        && words.form(tokens.end) == ","
        && (matches!(words.lower(first), "the" | "a" | "an") || words.token(first).tag == "PRP$");
    let after = opens
        .then(|| group_after(words, first, sentence.end))
        .flatten()
        .filter(|&(_, end)| !goes_on_with_verb(words, end, sentence.end) && words.lower(end) != "and")
        .map(|(head, _)| head)
        .filter(|&head| told_of(words, tokens, head) == Some(Told::Person));
    [before, after]
}

/// The head noun of the definite description that ends right before `comma`.
fn phrase_before(words: &Words<'_>, comma: u32, floor: u32) -> Option<u32> {
    let floor = floor.max(comma.saturating_sub(LONGEST));
    let mut end = comma;
    loop {
        let start = group_start(words, floor, end);
        let head = end.checked_sub(1).filter(|&head| head >= start && head >= floor)?;
        if !matches!(words.token(head).pos.as_str(), "NOUN" | "PROPN") {
            return None;
        }
        let first = words.token(start);
        let definite =
            first.pos == "DET" && words.lower(start) == "the" || first.tag == "PRP$" || is_owned(words, start, end);
        let small = first.pos != "DET" || !words.is_capital(start + 1);
        let link = start.checked_sub(1).filter(|&link| link > floor && words.token(link).pos == "ADP");
        match link {
            // "the head of the firm, X": whose name it is the words alone do not tell
            Some(link) if words.lower(link) == "of" => {
                let outer = group_start(words, floor, link);
                let governs = outer < link && told_by(words, link - 1) == Some(Told::Person);
                if !governs {
                    return definite.then_some(head);
                }
                if small && definite && told_by(words, head).is_some() {
                    return None;
                }
                end = link;
            }
            // "head of research at Ode Bank, X", "the ambassador to the United Nations, X"
            Some(link) if matches!(words.lower(link), "at" | "for" | "in" | "to" | "on") && !(definite && small) => {
                end = link;
            }
            _ => {
                let indefinite = first.pos == "DET" && matches!(words.lower(start), "a" | "an");
                return (definite || indefinite).then_some(head);
            }
        }
    }
}

/// True if a genitive stands in the group.
fn is_owned(words: &Words<'_>, start: u32, end: u32) -> bool {
    (start..end).any(|at| words.token(at).tag == "POS")
}

/// Where the nominal group that ends before `end` begins.
fn group_start(words: &Words<'_>, floor: u32, end: u32) -> u32 {
    let mut start = end;
    while start > floor {
        let at = start - 1;
        let token = words.token(at);
        let inner = matches!(token.pos.as_str(), "NOUN" | "PROPN" | "ADJ" | "NUM")
            || token.tag == "POS"
            || matches!(token.tag.as_str(), "VBN" | "VBG") && start < end
            || words.form(at) == "-";
        if inner && !words.starts_line(start) {
            start = at;
        } else if token.pos == "DET" || token.tag == "PRP$" {
            // "Ode's the": no group goes on beyond its article
            return at;
        } else {
            break;
        }
    }
    start
}

/// "*Ana Ode*, 41,", "*Ana Ode*, an economist at", "*Ode Falk*, the brewer,": what follows a comma.
fn described_after(words: &Words<'_>, tokens: &Range<u32>, sentence: &Range<u32>, votes: &mut Votes) {
    let comma = tokens.end;
    let first = comma + 1;
    if first >= sentence.end || words.form(comma) != "," || words.starts_line(first) {
        return;
    }
    if let Ok(age) = words.form(first).parse::<u32>() {
        let closed = first + 1 >= sentence.end || matches!(words.form(first + 1), "," | "." | ";" | ")");
        if (14..105).contains(&age) && closed && tokens.len() > 1 {
            votes.person += 3.0;
        }
        return;
    }
    let led = tokens.start > sentence.start && words.token(tokens.start - 1).pos == "ADP";
    let several = words.token(tokens.end - 1).tag == "NNPS";
    match words.lower(first) {
        "who" | "whom" if !led && !several => return votes.person += 1.5,
        "who" | "whom" | "whose" => return,
        _ => {}
    }
    let token = words.token(first);
    let opens = token.pos == "DET" && matches!(words.lower(first), "the" | "a" | "an") || token.tag == "PRP$";
    let bare = matches!(token.pos.as_str(), "NOUN" | "ADJ") && !words.is_capital(first)
        || matches!(words.lower(first), "former" | "now" | "then");
    if !opens && !bare {
        return;
    }
    let Some((head, end)) = group_after(words, first, sentence.end) else { return };
    // "In Oslo, the minister said": no description, as the sentence goes on with a verb
    if goes_on_with_verb(words, end, sentence.end) || opens && words.lower(end) == "and" {
        return;
    }
    let led = led && tokens.start == sentence.start + 1;
    if let Some(told) = told_of(words, tokens, head).filter(|_| !led) {
        vote(votes, told, if opens { 2.5 } else { 1.8 });
    }
}

/// The head of the nominal group that begins at `first`, and where the group ends.
pub(super) fn group_after(words: &Words<'_>, first: u32, end: u32) -> Option<(u32, u32)> {
    let mut head = None;
    let mut at = first;
    while at < end && at < first + LONGEST && !words.starts_line(at) {
        let token = words.token(at);
        match token.pos.as_str() {
            "NOUN" | "PROPN" => head = Some(at),
            "ADJ" | "NUM" | "ADV" => {}
            "DET" | "PRON" if at == first => {}
            _ if token.tag == "POS"
                || matches!(token.tag.as_str(), "VBN" | "VBG" | "HYPH")
                || words.form(at) == "-" => {}
            _ => break,
        }
        at += 1;
    }
    // "a senator from", "the deputy leader": the last noun of the group
    head.filter(|&head| head + 1 == at).map(|head| (head, at))
}

/// True if a finite verb follows before the next comma.
fn goes_on_with_verb(words: &Words<'_>, from: u32, end: u32) -> bool {
    for at in from..end.min(from + LONGEST) {
        if matches!(words.form(at), "," | "." | ";" | ")" | "—" | "–" | "--")
            || matches!(words.lower(at), "who" | "which" | "that" | "whose")
        {
            return false;
        }
        if matches!(words.token(at).tag.as_str(), "VBD" | "VBZ" | "VBP" | "MD") {
            return true;
        }
    }
    false
}
