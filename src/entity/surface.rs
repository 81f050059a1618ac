//! What the words right around a name tell of what it names: nouns for firms before it, lands after a ruler's name, roads
//! that lead to it, lists in which it stands, and descriptions set off by commas ([`apposition`]).
//!
//! Read from the words alone and not from the tree, which often goes wrong beside names that nobody knows.

use super::apposition::{self, group_after, is_firm};
use super::lexicon::lexicon;
use super::typing::Votes;
use super::words::Words;
use std::ops::Range;

/// What the words around `tokens` tell.
pub(super) fn surface_votes(words: &Words<'_>, tokens: &Range<u32>) -> Votes {
    let mut votes = Votes::default();
    if tokens.is_empty() || words.in_headline(tokens.start) {
        return votes;
    }
    let sentence = words.sentence_range(tokens.start);
    apposition::votes_of_descriptions(words, tokens, &mut votes);
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

/// True for the plurals of those who work for a firm or a cause: what they are "from" is a body.
pub(super) fn is_staff(noun: &str) -> bool {
    matches!(
        noun,
        "campaigners" | "activists" | "lobbyists" | "executives" | "bosses" | "bankers" | "managers" | "accountants"
    )
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
    // "campaigners from *Open Rivers*"
    let people = before.checked_sub(1).filter(|&at| at >= sentence.start && words.lower(before) == "from");
    let staff = people.is_some_and(|at| is_staff(words.lower(at)));
    if staff && tokens.len() > 1 && !given {
        votes.organization += 2.0;
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
            // "paid a visit to Amara Ode"
            let paid = (floor..before).any(|at| words.token(at).lemma == "pay");
            if !paid && (floor..before).rev().take(4).any(moves) {
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
    // "Ana Ode MP", not "Norville MP Ana Ode"
    let own = matches!(words.lower(next), "td" | "mp" | "msp")
        && tokens.len() > 1
        && !(words.is_capital(next + 1) && words.token(next + 1).pos == "PROPN");
    if own && !words.starts_line(next) {
        votes.person += 2.0;
    } else if seat && words.is_spaced(next) && !words.starts_line(next) {
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
        votes.organization += 2.0;
    }
}

/// True for words in capitals at the head of a line that a dash, a bracket or a date parts from the report ("NORVILLE, Nov.
/// 3 --").
pub(super) fn is_dateline(words: &Words<'_>, tokens: &Range<u32>) -> bool {
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
