//! Joins the names of organizations and places: by name, country, acronym and short form.

use super::EntityType;
use super::chains::{Chain, Group};
use super::gazetteer;
use super::lexicon::lexicon;
use super::names::Name;
use super::words::Words;
use rustc_hash::FxHashMap;
use smol_str::SmolStr;

/// Makes the chains of organizations and places from the groups that people left.
pub(super) fn join_things(
    words: &Words<'_>,
    names: &[Name],
    groups: &[Group],
    aliases: &[(usize, usize)],
) -> Vec<Chain> {
    let mut chains: Vec<Chain> = Vec::new();
    let mut by_country: FxHashMap<&'static str, usize> = FxHashMap::default();
    for group in groups.iter().filter(|group| !group.names.is_empty()) {
        let Some(entity_type) = group.votes.winner().filter(|&winner| winner != EntityType::Person) else { continue };
        let country = country_of(words, names, group);
        if let Some(&known) = country.and_then(|code| by_country.get(code)) {
            chains[known].names.extend(&group.names);
            continue;
        }
        let mut chain = Chain::new(entity_type, group.names.clone(), spelled_out(&group.words));
        if let Some(code) = country {
            by_country.insert(code, chains.len());
            chain.country = Some(code);
            chain.entity_type = EntityType::Place;
        }
        chains.push(chain);
    }
    same_words(&mut chains);
    governments(words, names, &mut chains, &by_country);
    party_members(words, names, groups, &mut chains);
    acronyms(words, names, &mut chains);
    short_forms(words, names, &mut chains);
    super::committees::join_short(&mut chains);
    for &(left, right) in aliases {
        let holder = |name: usize| chains.iter().position(|chain| chain.names.contains(&name));
        if let (Some(keep), Some(gone)) = (holder(left), holder(right)) {
            join(&mut chains, gone, keep);
        }
    }
    chains.retain(|chain| !chain.names.is_empty());
    chains
}

/// The words of a body's name, "EU" and "UN" before others spelled out ("EU commission" is the European one).
fn spelled_out(words: &[SmolStr]) -> Vec<SmolStr> {
    match words {
        [first, rest @ ..] if !rest.is_empty() => match first.as_str() {
            "eu" => std::iter::once("european".into()).chain(rest.iter().cloned()).collect(),
            "un" => ["united".into(), "nations".into()].into_iter().chain(rest.iter().cloned()).collect(),
            _ => words.to_vec(),
        },
        _ => words.to_vec(),
    }
}

/// Joins chains whose names came to be the same when spelled out.
fn same_words(chains: &mut [Chain]) {
    let mut by_words: FxHashMap<Vec<SmolStr>, usize> = FxHashMap::default();
    for index in 0..chains.len() {
        if chains[index].entity_type != EntityType::Organization {
            continue;
        }
        let known = *by_words.entry(chains[index].words.clone()).or_insert(index);
        join(chains, index, known);
    }
}

/// The party whose members a plural names, by the word that its own name begins with.
fn party_of(members: &str) -> Option<&'static [&'static str]> {
    Some(match members {
        "republicans" => &["republican", "gop"],
        "democrats" => &["democratic", "democrat"],
        "conservatives" | "tories" => &["conservative", "tory", "tories", "conservatives"],
        "liberals" => &["liberal"],
        "socialists" => &["socialist"],
        "communists" => &["communist"],
        "greens" => &["green", "greens"],
        "nationalists" => &["nationalist"],
        _ => return None,
    })
}

/// "Republicans", with nothing that narrows it, is the party where the article names that, and so is "GOP".
fn party_members(words: &Words<'_>, names: &[Name], groups: &[Group], chains: &mut [Chain]) {
    let is_party = |chain: &Chain, stems: &[&str]| {
        !chain.names.is_empty()
            && match chain.words.as_slice() {
                [only] => stems.contains(&only.as_str()),
                [first, rest @ ..] => {
                    stems.contains(&first.as_str()) && rest.last().is_some_and(|last| last == "party")
                }
                [] => false,
            }
    };
    let gop = chains.iter().position(|chain| matches!(chain.words.as_slice(), [only] if only == "gop"));
    if let Some(gop) = gop
        && let Some(party) = chains.iter().position(|chain| chain.words.len() > 1 && is_party(chain, &["republican"]))
    {
        join(chains, gop, party);
    }
    for group in groups {
        let [members] = group.words.as_slice() else { continue };
        let Some(stems) = party_of(members) else { continue };
        let Some(party) = chains.iter().position(|chain| is_party(chain, stems)) else { continue };
        let own = group.names.first().and_then(|first| chains.iter().position(|chain| chain.names.contains(first)));
        let longest = chains[party].names.iter().max_by_key(|&&name| names[name].tokens.len()).copied();
        match own {
            Some(own) if own != party => {
                chains[party].spelled_out = longest.map(|name| super::written(words, &names[name]));
                join(chains, own, party);
            }
            Some(_) => {}
            None => {
                for &name in group.names.iter().filter(|&&name| is_unnarrowed(words, names[name].tokens.start)) {
                    let spelled_out = longest.map(|name| super::written(words, &names[name]));
                    chains[party].spelled_out.get_or_insert(spelled_out.unwrap_or_default());
                    chains[party].names.push(name);
                }
            }
        }
    }
}

/// True if the plural at `head` stands for all and acts or is acted on.
fn is_unnarrowed(words: &Words<'_>, head: u32) -> bool {
    let narrowed = words.analysis.dependents(crate::nlp::TokenId(head)).iter().any(|dependent| {
        matches!(
            words.token(dependent.0).deprel.as_str(),
            "amod" | "det" | "compound" | "nummod" | "poss" | "relcl" | "acl" | "prep"
        ) && words.lower(dependent.0) != "the"
    });
    let acts = matches!(words.token(head).deprel.as_str(), "nsubj" | "nsubjpass" | "agent" | "dobj" | "pobj" | "conj");
    words.token(head).tag.as_str().starts_with("NN") && acts && !narrowed
}

/// The country that a group names, if it is one and not taken for an organization.
fn country_of(words: &Words<'_>, names: &[Name], group: &Group) -> Option<&'static str> {
    let written = words.analysis.span(names[group.names[0]].tokens.clone()).slice(words.body);
    if group.votes.winner() != Some(EntityType::Place) {
        return None;
    }
    gazetteer::country_by_name(written).map(|country| country.code)
}

pub(super) fn join(chains: &mut [Chain], gone: usize, keep: usize) {
    if gone != keep {
        let taken = std::mem::take(&mut chains[gone].names);
        chains[keep].names.extend(taken);
        chains[keep].names.sort_unstable();
    }
}

/// "The Norlandic government" is Norland where the article names the country.
fn governments(words: &Words<'_>, names: &[Name], chains: &mut [Chain], by_country: &FxHashMap<&'static str, usize>) {
    let mut alone: FxHashMap<&'static str, usize> = FxHashMap::default();
    for index in 0..chains.len() {
        let Some(&first) = chains[index].names.first() else { continue };
        let [people, last] = chains[index].words.as_slice() else { continue };
        if !matches!(last.as_str(), "government" | "state" | "authorities") || people.is_empty() {
            continue;
        }
        let written = words.form(names[first].tokens.start);
        let country = gazetteer::country_by_demonym(written).or_else(|| gazetteer::country_by_name(written));
        let Some(country) = country else { continue };
        if let Some(&known) = by_country.get(country.code) {
            join(chains, index, known);
        } else if last == "government" {
            let known = *alone.entry(country.code).or_insert(index);
            join(chains, index, known);
        }
    }
}

/// One word of capitals joins the one longer name of which it is the initials.
fn acronyms(words: &Words<'_>, names: &[Name], chains: &mut [Chain]) {
    let mut by_initials: FxHashMap<String, Option<usize>> = FxHashMap::default();
    for (index, chain) in
        chains.iter().enumerate().filter(|(_, chain)| chain.words.len() > 1 && !chain.names.is_empty())
    {
        for initials in initials(words, &names[chain.names[0]]) {
            by_initials
                .entry(initials)
                .and_modify(|known| *known = known.filter(|&known| known == index))
                .or_insert(Some(index));
        }
    }
    for index in 0..chains.len() {
        let [word] = chains[index].words.as_slice() else { continue };
        let capital = chains[index].names.iter().any(|&name| words.is_all_capitals(names[name].tokens.start));
        if word.len() >= 2
            && capital
            && chains[index].country.is_none()
            && let Some(&Some(full)) = by_initials.get(word.as_str())
        {
            join(chains, index, full);
        }
    }
}

/// Initials of a name's capitalised words, and of all its words, in lower case.
fn initials(words: &Words<'_>, name: &Name) -> [String; 2] {
    let parts = || name.tokens.clone().filter(|&index| words.is_spaced(index) || index == name.tokens.start);
    let first = |index: u32| words.lower(index).chars().next();
    [parts().filter(|&index| words.is_capital(index)).filter_map(first).collect(), parts().filter_map(first).collect()]
}

/// Joins short forms of organizations' names to the one longer name that they fit: its last word after "the" ("the
/// Commission"), its last words, or its first ones without a word for its legal form ("Ode" for "Ode Group").
fn short_forms(words: &Words<'_>, names: &[Name], chains: &mut [Chain]) {
    for index in 0..chains.len() {
        if chains[index].entity_type != EntityType::Organization || chains[index].names.is_empty() {
            continue;
        }
        let mut fits = (0..chains.len()).filter(|&other| {
            other != index
                && !chains[other].names.is_empty()
                && chains[other].entity_type == EntityType::Organization
                && is_short_form(words, names, &chains[index], &chains[other])
        });
        if let (Some(full), None) = (fits.next(), fits.next()) {
            join(chains, index, full);
        }
    }
}

fn is_short_form(words: &Words<'_>, names: &[Name], short: &Chain, full: &Chain) -> bool {
    if short.words.len() >= full.words.len() || short.words.is_empty() {
        return false;
    }
    let earlier = full.names.first() < short.names.first();
    if full.words.ends_with(&short.words) {
        let definite = short.names.iter().all(|&name| {
            let start = names[name].tokens.start;
            start > 0 && words.lower(start - 1) == "the"
        });
        return earlier && (short.words.len() > 1 || definite && lexicon().organization_word(&short.words[0], false));
    }
    let rest = &full.words[short.words.len()..];
    if full.words.starts_with(&short.words) && earlier && is_without_home(words, names, short, rest) {
        return true;
    }
    full.words.starts_with(&short.words)
        && (rest.iter().all(tells_trade) || earlier && is_first_part(&short.words, rest))
}

/// "the Free Army" after "the Free Army of the Dunes": a name of two words or more without what it is "of".
fn is_without_home(words: &Words<'_>, names: &[Name], short: &Chain, rest: &[SmolStr]) -> bool {
    let heads = short.words.last().is_some_and(|last| lexicon().organization_word(last, false));
    let of = rest.first().is_some_and(|first| matches!(first.as_str(), "of" | "for"));
    let definite = || {
        short.names.iter().all(|&name| {
            let start = names[name].tokens.start;
            start > 0 && words.lower(start - 1) == "the"
        })
    };
    short.words.len() > 1 && heads && of && !lexicon().institution(&short.words.join(" ")) && definite()
}

/// True if `short`, one telling word, may stand for the company or group named by it and `rest` ("Ode" for "Ode Mutual",
/// not for the "Ode Foundation", and not "National" for "National Ode").
pub(super) fn is_first_part(short: &[SmolStr], rest: &[SmolStr]) -> bool {
    let [word] = short else { return false };
    let lexicon = lexicon();
    let telling = word.len() >= 4
        && !lexicon.organization_word(word, false)
        && lexicon.body_word(word).is_none()
        && lexicon.name_kind(word).is_none()
        && lexicon.role(word).is_none()
        && !lexicon.people(word)
        && !is_common(word)
        && gazetteer::country_by_demonym(word).is_none()
        && gazetteer::lookup(word).next().is_none();
    let other = |word: &SmolStr| {
        !tells_trade(word)
            && (lexicon.organization_word(word, false)
                || lexicon.body_word(word).is_some()
                || lexicon.name_kind(word).is_some()
                || lexicon.place_word(word, false)
                || matches!(word.as_str(), "campaign" | "administration" | "family" | "of" | "for" | "and"))
    };
    telling && !rest.is_empty() && !rest.iter().any(other)
}

/// Common words with which names of many bodies begin.
fn is_common(word: &str) -> bool {
    matches!(
        word,
        "national"
            | "royal"
            | "general"
            | "united"
            | "first"
            | "world"
            | "global"
            | "great"
            | "north"
            | "south"
            | "east"
            | "west"
            | "northern"
            | "southern"
            | "eastern"
            | "western"
            | "central"
            | "federal"
            | "state"
            | "international"
            | "public"
            | "free"
            | "good"
            | "black"
            | "white"
            | "blue"
            | "green"
            | "capital"
            | "supreme"
            | "social"
            | "human"
            | "people"
            | "young"
            | "house"
            | "senate"
            | "super"
            | "open"
            | "save"
            | "stop"
            | "right"
            | "left"
            | "old"
            | "summer"
            | "winter"
            | "civil"
            | "islamic"
            | "christian"
    )
}

/// Words for the legal form or the trade of a company, which its short name leaves out.
pub(super) fn tells_trade(word: &SmolStr) -> bool {
    is_legal_form(word)
        || matches!(
            lexicon().name_kind(word),
            Some("company" | "carmaker" | "insurer" | "miner" | "brewer" | "brokerage")
        )
}

/// Words for the legal form or the kind of a body, which its short name leaves out.
fn is_legal_form(word: &SmolStr) -> bool {
    matches!(
        word.as_str(),
        "ag" | "bv"
            | "kgaa"
            | "nv"
            | "se"
            | "spa"
            | "ab"
            | "asa"
            | "oyj"
            | "incorporated"
            | "co"
            | "corp"
            | "corporation"
            | "company"
            | "gmbh"
            | "group"
            | "holdings"
            | "inc"
            | "limited"
            | "llc"
            | "ltd"
            | "plc"
            | "sa"
            | "bank"
            | "party"
            | "airlines"
            | "airways"
            | "news"
            | "movement"
            | "international"
    )
}
