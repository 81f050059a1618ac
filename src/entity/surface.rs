//! What the words right around a name tell of what it names: descriptions set off by commas on either side, ages, nouns for
//! firms before it, lands after a ruler's name, roads that lead to it.
//!
//! Read from the words alone and not from the tree, which often goes wrong beside names that nobody knows. Names that the
//! model passed over are added where these words speak for one.

use super::lexicon::{ThingNoun, lexicon};
use super::names::{Finder, is_particle};
use super::typing::Votes;
use super::words::Words;
use crate::nlp::Label;
use std::ops::Range;

/// Longest description that is looked through, in tokens.
const LONGEST: u32 = 12;

/// Least evidence on which words that the model passed over are a name.
const SURE: f32 = 2.0;

/// What the words around `tokens` tell.
pub(super) fn surface_votes(words: &Words<'_>, tokens: &Range<u32>) -> Votes {
    let mut votes = Votes::default();
    if tokens.is_empty() || words.in_headline(tokens.start) {
        return votes;
    }
    let sentence = words.sentence_range(tokens.start);
    if !is_outer_place(words, tokens) {
        described_before(words, tokens, &sentence, &mut votes);
        described_after(words, tokens, &sentence, &mut votes);
    }
    right_before(words, tokens, &sentence, &mut votes);
    owned(words, tokens, &sentence, &mut votes);
    located(words, tokens, &sentence, &mut votes);
    listed(words, tokens, &sentence, &mut votes);
    speaks_of_itself(words, tokens, &sentence, &mut votes);
    if is_dateline(words, tokens) {
        votes.place += 5.0;
    }
    let numbered = tokens.len() == 2
        && !words.is_all_capitals(tokens.start)
        && super::persons::is_numeral(words.form(tokens.end - 1));
    if numbered && !is_numbered_thing(words.lower(tokens.start)) {
        votes.person += 3.0;
    }
    votes
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

/// Nouns for things that are counted in Roman numbers.
fn is_numbered_thing(word: &str) -> bool {
    matches!(
        word,
        "war"
            | "part"
            | "phase"
            | "type"
            | "title"
            | "article"
            | "volume"
            | "act"
            | "round"
            | "class"
            | "chapter"
            | "section"
            | "division"
            | "bowl"
            | "schedule"
            | "annex"
            | "stage"
            | "level"
            | "tier"
            | "category"
    ) || lexicon().organization_word(word, false)
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
fn is_firm(words: &Words<'_>, head: u32) -> bool {
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
fn group_after(words: &Words<'_>, first: u32, end: u32) -> Option<(u32, u32)> {
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

/// "auditors *Ode Falk*", "rivals such as *Ode*", "told the *Norville Bulletin*": the words right before.
fn right_before(words: &Words<'_>, tokens: &Range<u32>, sentence: &Range<u32>, votes: &mut Votes) {
    let Some(before) = tokens.start.checked_sub(1).filter(|&at| at >= sentence.start) else { return };
    if words.starts_line(tokens.start) {
        return;
    }
    let token = words.token(before);
    let given = lexicon().given_name(words.lower(tokens.start)).is_some();
    if token.pos == "NOUN" && !given {
        let several = matches!(words.lower(tokens.end), "and" | ",") && words.is_capital(tokens.end + 1);
        let told = before > sentence.start && words.token(before - 1).pos == "VERB";
        let firms = lexicon().firm(&token.lemma) || token.tag == "NNS" && lexicon().both(&token.lemma) && !told;
        if firms && !(token.tag == "NNS" && several) || is_firm(words, before) {
            votes.organization += 4.0;
            votes.person -= 1.5;
        }
    }
    let the = words.lower(before) == "the";
    let verb = before.checked_sub(1).filter(|_| the).map(|verb| words.lower(verb));
    if the && (verb == Some("told") || matches!(words.lower(tokens.end), "reported" | "newspaper")) && tokens.len() > 1
    {
        votes.organization += 2.0;
    }
}

/// "*Ode*, whose boss", "*Ode* of Norland, whose plant": what only bodies have.
fn owned(words: &Words<'_>, tokens: &Range<u32>, sentence: &Range<u32>, votes: &mut Votes) {
    let end = sentence.end.min(tokens.end + 5);
    let Some(whose) = (tokens.end..end).find(|&at| words.lower(at) == "whose") else { return };
    if words.form(whose - 1) != ","
        || !(tokens.end..whose - 1).all(|at| words.lower(at) == "of" || words.is_capital(at))
    {
        return;
    }
    let Some((head, _)) = group_after(words, whose + 1, sentence.end) else { return };
    let bodys = matches!(
        words.token(head).lemma.as_str(),
        "boss"
            | "chairman"
            | "chairwoman"
            | "executive"
            | "plant"
            | "factory"
            | "share"
            | "headquarters"
            | "board"
            | "shareholder"
            | "customer"
            | "brand"
            | "store"
            | "fleet"
            | "member"
            | "spokesman"
            | "spokeswoman"
            | "subsidiary"
            | "owner"
            | "director"
            | "founder"
            | "editor"
    );
    if bodys {
        votes.organization += 3.0;
        votes.person -= 1.0;
    }
}

/// True for titles and nouns of those who rule a land or a town, which stands after "of".
pub(super) fn rules_land(word: &str) -> bool {
    matches!(
        word,
        "king"
            | "queen"
            | "sultan"
            | "emir"
            | "emperor"
            | "prince"
            | "princess"
            | "president"
            | "presidents"
            | "premier"
            | "minister"
            | "governor"
            | "mayor"
            | "sheriff"
            | "bishop"
            | "archbishop"
            | "patriarch"
            | "metropolitan"
            | "chancellor"
            | "consul"
            | "ruler"
            | "monarch"
            | "duke"
            | "duchess"
    )
}

/// Words that tell which part of a land is meant.
fn is_quarter(word: &str) -> bool {
    matches!(
        word,
        "northern" | "southern" | "eastern" | "western" | "central" | "upper" | "lower" | "greater" | "inner" | "outer"
    )
}

/// "President Ana Ode *of Norland*", "flew *to Norville*", "the *Norville* branch".
fn located(words: &Words<'_>, tokens: &Range<u32>, sentence: &Range<u32>, votes: &mut Votes) {
    if matches!(words.lower(tokens.end), "branch" | "suburb" | "neighbourhood" | "neighborhood" | "delta" | "border") {
        votes.place += 1.5;
    }
    let Some(before) = tokens.start.checked_sub(1).filter(|&at| at > sentence.start) else { return };
    if words.starts_line(tokens.start) {
        return;
    }
    let floor = sentence.start.max(before.saturating_sub(6));
    match words.lower(before) {
        "of" => {
            // over the ruler's name, back to the title
            let mut title = (floor..before).rev().find(|&at| !words.is_capital(at) || rules_land(words.lower(at)));
            // "Presidents Ana Ode of Norland and Bo Falk *of Sudland*"
            if title.is_some_and(|at| words.lower(at) == "and") {
                let list = sentence.start.max(before.saturating_sub(14));
                title = (list..before)
                    .rev()
                    .find(|&at| words.token(at).tag.as_str().starts_with("NN") && rules_land(words.lower(at)));
                title = title.filter(|&title| {
                    (title + 1..before).all(|at| words.is_capital(at) || matches!(words.lower(at), "of" | "and" | ","))
                });
            }
            let many = title.is_some_and(|title| words.lower(title).ends_with("presidents"));
            if many || title.is_some_and(|title| rules_land(words.lower(title)) && words.token(title).tag != "NNS") {
                votes.place += 2.2;
                votes.person -= 1.0;
            }
        }
        "to" => {
            let moves = |at: u32| {
                matches!(
                    words.token(at).lemma.as_str(),
                    "fly"
                        | "travel"
                        | "return"
                        | "drive"
                        | "sail"
                        | "trip"
                        | "visit"
                        | "flight"
                        | "road"
                        | "journey"
                        | "flee"
                        | "tour"
                        | "ferry"
                        | "route"
                        | "bus"
                        | "envoy"
                        | "ambassador"
                        | "jet"
                )
            };
            if (floor..before).rev().take(4).any(moves) {
                votes.place += 2.2;
                votes.person -= 0.5;
            }
        }
        _ => {}
    }
}

/// "*Ode Falk* MPs", "the *Ode* leader Bo Falk"; a name of two words or more in a list of people.
fn listed(words: &Words<'_>, tokens: &Range<u32>, sentence: &Range<u32>, votes: &mut Votes) {
    let next = tokens.end;
    let seat = matches!(words.lower(next), "td" | "tds" | "mp" | "mps" | "msp" | "msps" | "councillor" | "councillors")
        || words.lower(next) == "leader" && words.token(next).tag == "NN";
    if seat && words.is_spaced(next) && !words.starts_line(next) {
        let town = matches!(words.token(tokens.start).entity.as_str(), "GPE" | "LOC") && words.lower(next) != "leader";
        votes.organization += if town { 0.0 } else { 2.0 };
        votes.place += if town { 2.0 } else { 0.0 };
        votes.person -= 1.0;
    }
    // "*Ode* reported from Norville.": who wrote the article
    let writes = words.lower(next) == "reported" && words.lower(next + 1) == "from"
        || words.lower(next) == "contributed" && words.lower(next + 1) == "to";
    if writes && words.starts_line(tokens.start)
        || matches!(words.lower(next), "and" | "&") && words.form(next + 1) == "I"
    {
        votes.person += 3.0;
    }
    let person = |at: Option<u32>| at.is_some_and(|at| sentence.contains(&at) && words.token(at).entity == "PERSON");
    let joint = |at: u32| matches!(words.lower(at), "and" | ",");
    let after_one = tokens.start.checked_sub(1).is_some_and(|at| joint(at) && person(at.checked_sub(1)));
    let before_one = joint(next) && person(Some(next + 1));
    if tokens.len() > 1 && (after_one || before_one) {
        votes.person += 1.2 * (f32::from(u8::from(after_one) + u8::from(before_one)));
    }
}

/// "*Ode* said it would", "*Ode* and its rival", "*Ode* of Norville", "Norland's *Ode*": names of one word or two that no
/// given name opens.
fn speaks_of_itself(words: &Words<'_>, tokens: &Range<u32>, sentence: &Range<u32>, votes: &mut Votes) {
    let next = tokens.end;
    if tokens.len() > 2 || next + 2 >= sentence.end || lexicon().given_name(words.lower(tokens.start)).is_some() {
        return;
    }
    let word = words.lower(tokens.start);
    let common = super::tells::is_document(word)
        || lexicon().thing(word).is_some()
        || lexicon().body_word(word).is_some()
        || lexicon().place_word(word, false);
    let single = tokens.len() == 1 && !lexicon().surname(word) && !common;
    if words.lower(next) == "and" && words.lower(next + 1) == "its" {
        votes.organization += 2.5;
        votes.person -= 1.0;
    }
    if let Some(it) = (next + 1..sentence.end.min(next + 5)).find(|&at| words.lower(at) == "it") {
        let verb = (next..it).find(|&at| words.token(at).pos == "VERB");
        let told = verb.is_some_and(|verb| {
            matches!(
                words.token(verb).lemma.as_str(),
                "say" | "announce" | "confirm" | "deny" | "add" | "warn" | "expect"
            ) && (verb + 1..it)
                .all(|at| words.lower(at) == "that" || words.token(at).entity == "DATE" || words.lower(at) == "on")
        });
        let direct = (next..verb.unwrap_or(next)).all(|at| words.token(at).pos == "AUX");
        let acts = matches!(
            words.lower(it + 1),
            "would" | "had" | "has" | "will" | "planned" | "plans" | "expects" | "expected"
        );
        if told && direct && acts {
            votes.organization += 2.0;
            votes.person -= 0.5;
        }
    }
    let place = |at: u32| matches!(words.token(at).entity.as_str(), "GPE");
    if single && words.lower(next) == "of" && place(next + 1) && tokens.start > sentence.start {
        let title = words.is_capital(tokens.start - 1) && tokens.start - 1 > sentence.start;
        votes.organization += if title { 0.0 } else { 2.2 };
    }
    let owner = tokens.start.checked_sub(2).filter(|&at| at >= sentence.start && words.lower(at + 1) == "'s");
    if single && owner.is_some_and(place) && !matches!(words.token(next).pos.as_str(), "NOUN" | "PROPN") {
        votes.organization += SURE;
    }
}

/// True for words in capitals at the head of a line that a dash, a bracket or a date parts from the report ("NORVILLE, Nov.
/// 3 --").
fn is_dateline(words: &Words<'_>, tokens: &Range<u32>) -> bool {
    let Range { start, end } = *tokens;
    let heads = (start == 0 || words.starts_line(start) || words.is_blank(start - 1)) && end + 1 < words.len();
    if !heads || !tokens.clone().all(|at| words.is_all_capitals(at) && words.form(at).len() > 2) {
        return false;
    }
    let dash = |at: u32| matches!(words.form(at), "-" | "--" | "–" | "—") && words.is_spaced(at);
    let (after, stop) = (words.form(end), end + 12);
    dash(end)
        || matches!(after, "," | "(") && (end..stop.min(words.len())).take_while(|&at| !words.starts_line(at)).any(dash)
}

impl Finder<'_, '_> {
    /// Adds the capitalised words that the model passed over where the words around them tell what they name.
    pub(super) fn add_told_runs(&mut self) {
        let words = self.words;
        let mut index = 0;
        while index < words.len() {
            if !self.is_open(index) || words.in_headline(index) {
                index += 1;
                continue;
            }
            let start = index;
            index += 1;
            while index < words.len()
                && !words.starts_line(index)
                && (self.is_open(index)
                    || is_particle(words.lower(index)) && index + 1 < words.len() && self.is_open(index + 1)
                    || words.form(index) == "-"
                        && !words.is_spaced(index)
                        && (self.is_open(index + 1) || self.is_syllable(index + 1))
                    || self.is_syllable(index))
            {
                index += 1;
            }
            self.add_told_run(start..index);
        }
    }

    fn add_told_run(&mut self, run: Range<u32>) {
        let words = self.words;
        let dateline = is_dateline(words, &run);
        let before = run.start.checked_sub(1).filter(|_| !words.starts_line(run.start));
        // "*America* Rising": the rest of a longer name
        if before.is_some_and(|before| {
            words.is_capital(before) && !self.is_title(before) && words.token(before).pos != "DET"
        }) {
            return;
        }
        let Some(tokens) = self.trimmed(run, Label::new("PERSON")) else { return };
        let tokens = self.with_given_name(tokens);
        let mut votes = surface_votes(words, &tokens);
        if tokens.len() > 1 && lexicon().given_name(words.lower(tokens.start)).is_some() {
            votes.person += 0.8;
        }
        let within = tokens.start > 0 && matches!(words.lower(tokens.start - 1), "in" | "near");
        if within && !matches!(words.token(tokens.end.min(words.len() - 1)).pos.as_str(), "NOUN" | "PROPN") {
            votes.place += SURE;
        }
        let opens = tokens.start == words.sentence_range(tokens.start).start;
        let common = |at: u32| {
            let lower = words.lower(at);
            let people = lexicon().people(lower) || super::gazetteer::country_by_demonym(words.form(at)).is_some();
            lexicon().role(lower).is_some()
                || people && !is_quarter(lower)
                || words.has_letters(at) && words.form(at).len() < 2 && at + 1 != tokens.end
        };
        let seat = super::tells::is_seat(words.lower(tokens.end)) || words.lower(tokens.end) == "leader";
        if tokens.len() > 5
            || !dateline && tokens.clone().any(common)
            || opens && tokens.len() == 1 && !dateline && !seat && votes.organization < 2.5
        {
            return;
        }
        let named =
            tokens.len() > 1 || words.form(tokens.start).len() > 2 && !words.is_all_capitals(tokens.start) || dateline;
        let label = match votes.winner() {
            Some(super::EntityType::Person) if votes.person >= SURE => "PERSON",
            Some(super::EntityType::Organization) if votes.organization >= SURE => "ORG",
            Some(super::EntityType::Place) if votes.place >= SURE => "GPE",
            _ => return,
        };
        if named {
            self.push(tokens, Label::new(label));
        }
    }

    /// "*Piers* Ode", "*Per* Ode": the given name before the run, which the tagger takes for a common word.
    fn with_given_name(&self, tokens: Range<u32>) -> Range<u32> {
        let words = self.words;
        let Some(before) = tokens.start.checked_sub(1) else { return tokens };
        let fits = !words.starts_line(tokens.start)
            && words.is_spaced(tokens.start)
            && words.is_capital(before)
            && !words.is_all_capitals(before)
            && words.sentence(before) == words.sentence(tokens.start)
            && !self.covered[before as usize]
            && words.token(before).entity == ""
            && matches!(words.token(before).pos.as_str(), "NOUN" | "ADP" | "ADJ" | "VERB")
            && lexicon().given_name(words.lower(before)).is_some();
        if fits { before..tokens.end } else { tokens }
    }

    /// True for the second half of a given name, written small after its hyphen ("Mei-*ling*").
    fn is_syllable(&self, index: u32) -> bool {
        let words = self.words;
        index > 1
            && index + 1 < words.len()
            && words.form(index - 1) == "-"
            && !words.is_spaced(index)
            && (2..=5).contains(&words.form(index).len())
            && words.form(index - 2).len() <= 6
            && self.is_open(index - 2)
            && self.is_open(index + 1)
    }

    /// True for a capitalised proper noun that no name holds.
    fn is_open(&self, index: u32) -> bool {
        let words = self.words;
        !self.covered[index as usize]
            && words.is_capital(index)
            && words.has_letters(index)
            && matches!(words.token(index).tag.as_str(), "NNP" | "NNPS")
            && !matches!(words.token(index).entity.as_str(), "DATE" | "TIME" | "MONEY" | "PERCENT")
    }
}
