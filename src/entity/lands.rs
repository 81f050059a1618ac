//! Countries that the gazetteer does not know, told by what only a country has: a foreign minister, a parliament, an
//! army, a border ("Tavrestan's prime minister", "the Tavrestani army").
//!
//! Takes the chains of an article and marks such places as countries of their own, so that "the country" and "the two
//! countries" may mean them.

use super::EntityType;
use super::chains::Chain;
use super::gazetteer;
use super::names::Name;
use super::sense;
use super::words::Words;
use smol_str::SmolStr;

/// Codes of countries that have none, as many as one article may name.
const CODES: [&str; 12] = ["-1", "-2", "-3", "-4", "-5", "-6", "-7", "-8", "-9", "-10", "-11", "-12"];

/// Marks the chains that are countries by what they have.
pub(super) fn mark(words: &Words<'_>, names: &[Name], chains: &mut [Chain]) {
    let mut codes = CODES.into_iter();
    let lands: Vec<SmolStr> = chains
        .iter()
        .filter(|chain| chain.country.is_none() && chain.entity_type != EntityType::Person)
        .filter_map(|chain| match chain.words.as_slice() {
            [word] => Some(word.clone()),
            _ => None,
        })
        .collect();
    let peoples: Vec<&Name> = names
        .iter()
        .filter(|name| {
            let form = words.form(name.tokens.start);
            name.tokens.len() == 1
                && gazetteer::country_by_demonym(form).is_none()
                && has_state(words, name.tokens.end).is_some()
        })
        .collect();
    for chain in chains.iter_mut() {
        // "the *Tavrestani* president" names no place
        let adjective = chain.country.is_none()
            && chain.entity_type != EntityType::Person
            && chain.names.iter().all(|&name| has_state(words, names[name].tokens.end).is_some());
        if let [word] = chain.words.as_slice()
            && adjective
            && lands.iter().any(|land| land.len() < word.len() && sense::is_akin(land, word))
        {
            chain.names.clear();
            continue;
        }
        let open = chain.country.is_none() && chain.entity_type != EntityType::Person && chain.words.len() <= 2;
        if !open {
            continue;
        }
        let place = chain.entity_type == EntityType::Place;
        let told = chain.names.iter().filter_map(|&name| evidence(words, &names[name]));
        let akin = peoples.iter().filter(|people| {
            let lower = words.lower(people.tokens.start);
            chain.words.iter().all(|word| word != lower && sense::is_akin(word, lower))
        });
        // a firm has no people that are called after it
        let told = told.chain(akin.map(|_| true));
        let surely = told.fold(None, |best: Option<bool>, strong| Some(best.unwrap_or(false) || strong));
        let is_land = surely == Some(true) || surely.is_some() && place;
        let unknown =
            || chain.names.iter().all(|&name| gazetteer::lookup(&super::written(words, &names[name])).next().is_none());
        if is_land && unknown() {
            let Some(code) = codes.next() else { return };
            chain.country = Some(code);
            chain.entity_type = EntityType::Place;
        }
    }
}

/// What the words beside the name tell: true if only a country has it, false if a town or firm may as well.
fn evidence(words: &Words<'_>, name: &Name) -> Option<bool> {
    let next = name.tokens.end;
    if next < words.len() && matches!(words.lower(next), "'s" | "’s" | "'" | "’") {
        return has_state(words, next + 1);
    }
    let of = name.tokens.start.checked_sub(1)?;
    if !matches!(words.lower(of), "of" | "to" | "with" | "in") {
        return None;
    }
    let noun = of.checked_sub(1)?;
    let kind = noun.checked_sub(1).map_or("", |kind| words.lower(kind));
    match (words.lower(of), words.lower(noun)) {
        ("of", "minister") => Some(matches!(kind, "prime" | "foreign" | "interior" | "defence" | "defense")),
        ("of", "government" | "republic" | "kingdom" | "king" | "queen" | "parliament" | "army") => Some(true),
        ("of", "president" | "capital" | "leader") | ("in", "election" | "elections") => Some(false),
        ("to", "ambassador" | "envoy") | ("with", "border" | "borders" | "treaty") => Some(true),
        _ => None,
    }
}

/// The same for the nouns that begin at `index`.
fn has_state(words: &Words<'_>, index: u32) -> Option<bool> {
    let end = (index + 3).min(words.len());
    (index..end).find_map(|at| {
        let lower = words.lower(at);
        let kind = at.checked_sub(1).filter(|_| at > index).map_or("", |kind| words.lower(kind));
        match lower {
            "minister" | "ministry" | "secretary" => {
                matches!(kind, "prime" | "foreign" | "interior" | "defence" | "defense").then_some(true)
            }
            "parliament" | "army" | "ambassador" | "border" | "borders" | "king" | "queen" | "premier" | "navy"
            | "troops" | "junta" | "embassy" => Some(true),
            "president" | "capital" | "government" | "voters" | "leader" => Some(false),
            _ => None,
        }
    })
}
