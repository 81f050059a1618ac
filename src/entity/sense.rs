//! The meaning of a noun phrase for a person ("Norland's former foreign minister"): its noun, its field, its country.
//!
//! Read from told roles and from descriptions alike, so that the two can be compared.

use super::gazetteer;
use super::roles::role_noun;
use super::words::Words;
use smol_str::SmolStr;
use std::ops::Range;

/// The meaning of a role phrase, for comparison with another.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub(super) struct Sense {
    /// The head noun, synonyms evened out.
    pub(super) noun: SmolStr,
    /// Words that narrow the noun ("foreign", "prime"), in order.
    pub(super) kind: Vec<SmolStr>,
    /// Countries named or meant, as codes.
    pub(super) countries: Vec<&'static str>,
    /// Other names in it, folded words.
    pub(super) names: Vec<SmolStr>,
    /// Capitalised adjectives that the gazetteer does not know ("Tavrestani"), lower case.
    pub(super) lands: Vec<SmolStr>,
    /// Nouns before the head that tell of what ("*pensions* minister"), lower case.
    pub(super) fields: Vec<SmolStr>,
    /// Common nouns that complete the head noun ("president of a *society*").
    pub(super) common: Vec<SmolStr>,
    /// True if "next", "acting", "rival" or the like tells that someone else than the one holding the office is meant.
    pub(super) is_other: bool,
    /// True if "former", "late" or the like stands in it.
    pub(super) is_former: bool,
    /// True if "top" or "chief" stands in it.
    pub(super) is_top: bool,
}

impl Sense {
    /// True if it names no country or body.
    pub(super) fn is_silent(&self) -> bool {
        self.countries.is_empty() && self.names.is_empty() && self.lands.is_empty()
    }

    /// True if one person holds it in a country or body and the noun alone tells which ("the prime minister").
    pub(super) fn is_single_office(&self) -> bool {
        match self.noun.as_str() {
            "president" | "chancellor" | "king" | "queen" | "pope" | "emir" | "taoiseach" | "mayor"
            | "spokesperson" => true,
            "minister" | "secretary" => !self.kind.is_empty(),
            "general" => self.kind.iter().any(|word| word == "attorney"),
            _ => false,
        }
    }

    /// True for who is at the head of a land's state or government.
    pub(super) fn governs(&self) -> bool {
        let second = self.kind.iter().any(|word| matches!(word.as_str(), "vice" | "deputy" | "shadow"));
        let heads = matches!(
            self.noun.as_str(),
            "president" | "chancellor" | "king" | "queen" | "emir" | "taoiseach" | "sultan"
        ) || self.noun == "minister" && self.kind.iter().any(|word| word == "prime");
        heads && !second && !self.is_former
    }

    /// How well it says in other words what `told` says: "Norland's leader" of its president, "Norland's top diplomat" of
    /// its foreign minister: 2 if the country is the same, 1 if not both tell one; none if it does not.
    pub(super) fn paraphrases(&self, told: &Self) -> Option<u8> {
        let own = || self.names.iter().chain(&self.lands);
        let same_country = self.countries.iter().any(|code| told.countries.contains(code))
            || own().any(|name| told.names.iter().chain(&told.lands).any(|other| is_akin(name, other)));
        let open = self.names.is_empty() && told.is_silent();
        let governs =
            matches!(told.noun.as_str(), "president" | "chancellor" | "king" | "queen" | "emir" | "taoiseach")
                && !told.kind.iter().any(|word| matches!(word.as_str(), "vice" | "deputy"))
                || told.noun == "minister" && told.kind.iter().any(|word| word == "prime");
        let foreign = matches!(told.noun.as_str(), "minister" | "secretary")
            && told.kind.iter().any(|word| matches!(word.as_str(), "foreign" | "state"));
        let fits = match self.noun.as_str() {
            "leader" | "ruler" => governs && !told.is_former && self.fields.is_empty() && self.kind.is_empty(),
            "diplomat" => foreign && self.is_top,
            _ => false,
        };
        match (fits, same_country, open) {
            (true, true, _) => Some(2),
            (true, false, true) if !self.is_silent() => Some(1),
            _ => None,
        }
    }
}

/// True if one name is the other or the adjective made of it ("tavrestani", "tavrestan").
pub(super) fn is_akin(left: &str, right: &str) -> bool {
    let (short, long) = if left.len() <= right.len() { (left, right) } else { (right, left) };
    if short == long {
        return true;
    }
    let stem = short.trim_end_matches(['a', 'e', 'i', 'o', 'y']);
    stem.len() >= 4
        && long.strip_prefix(stem).is_some_and(|ending| {
            matches!(
                ending.trim_end_matches('s'),
                "" | "n" | "an" | "ean" | "ian" | "ans" | "i" | "ish" | "ese" | "er" | "ic" | "ni" | "ani" | "ite"
            )
        })
}

/// True for a word that tells a party.
pub(super) fn is_party(word: &str) -> bool {
    party_of(word).is_some()
}

/// Reads the sense of the phrase `tokens` with head noun `head`.
pub(super) fn sense(words: &Words<'_>, tokens: &Range<u32>, head: u32) -> Sense {
    let mut sense = Sense { noun: synonym(words, head), ..Sense::default() };
    if matches!(words.lower(head), "premier" | "pm") {
        sense.noun = "minister".into();
        sense.kind.push("prime".into());
    }
    let mut passed = tokens.start;
    for index in tokens.clone().filter(|&index| index != head && words.has_letters(index)) {
        let lower = words.lower(index);
        if index < passed {
            continue;
        }
        if let Some((country, length)) = long_country(words, index, tokens.end) {
            passed = index + length;
            if !sense.countries.contains(&country) {
                sense.countries.push(country);
            }
            continue;
        }
        if matches!(lower, "former" | "ex" | "late" | "then" | "outgoing" | "onetime" | "previous") {
            sense.is_former = true;
            continue;
        }
        if matches!(lower, "next" | "other" | "another" | "future" | "incoming" | "acting" | "rival" | "would-be") {
            sense.is_other = true;
            continue;
        }
        if let Some(party) = party_of(lower) {
            sense.names.push(party.into());
            continue;
        }
        if index > head && words.token(index).pos == "NOUN" && lower != "state" {
            sense.common.push(words.token(index).lemma.as_str().into());
            continue;
        }
        if matches!(lower, "top" | "chief" | "senior") {
            sense.is_top = true;
            continue;
        }
        let country = if words.is_capital(index) {
            gazetteer::country_by_demonym(words.form(index)).or_else(|| gazetteer::country_by_name(words.form(index)))
        } else {
            None
        };
        if let Some(country) = country {
            if !sense.countries.contains(&country.code) {
                sense.countries.push(country.code);
            }
        } else if (words.token(index).pos == "PROPN"
            || words.is_all_capitals(index) && words.token(index).entity == "ORG")
            && role_noun(words, index).is_none()
            && !is_portfolio(lower)
        {
            sense.names.push(lower.into());
        } else if is_regional(words, index) && role_noun(words, index).is_none() && !is_portfolio(lower) {
            sense.lands.push(lower.into());
        } else if (index < head || lower == "state") && is_portfolio(lower) {
            sense.kind.push(lower.into());
        } else if index < head
            && words.token(index).deprel == "compound"
            && words.token(index).head.0 == head
            && words.token(index).pos == "NOUN"
        {
            sense.fields.push(words.token(index).lemma.as_str().into());
        }
    }
    sense
}

/// The country whose name of two or three words begins at `index`, with their number.
fn long_country(words: &Words<'_>, index: u32, end: u32) -> Option<(&'static str, u32)> {
    if !words.is_capital(index) || words.token(index).pos != "PROPN" {
        return None;
    }
    [3, 2].into_iter().filter(|&length| index + length <= end).find_map(|length| {
        let name = words.analysis.span(index..index + length).slice(words.body);
        gazetteer::country_by_name(name).map(|country| (country.code, length))
    })
}

/// True for a capitalised adjective ("Tavrestani") that may tell a land.
fn is_regional(words: &Words<'_>, index: u32) -> bool {
    words.token(index).pos == "ADJ"
        && words.is_capital(index)
        && index > 0
        && words.sentence(index - 1) == words.sentence(index)
        && !words.is_joint(index + 1)
}

/// The party that a word of a role tells, adjective and noun evened out.
pub(super) fn party_of(lower: &str) -> Option<&'static str> {
    Some(match lower {
        "republican" | "gop" => "republican",
        "democrat" | "democratic" => "democratic",
        "conservative" | "tory" => "conservative",
        "labour" => "labour",
        "liberal" => "liberal",
        "socialist" => "socialist",
        "communist" => "communist",
        "independent" => "independent",
        _ => return None,
    })
}

/// Words that make one office of another: "prime minister", "vice president", "foreign secretary".
pub(super) fn is_portfolio(lower: &str) -> bool {
    matches!(
        lower,
        "prime"
            | "vice"
            | "deputy"
            | "foreign"
            | "finance"
            | "defence"
            | "defense"
            | "interior"
            | "home"
            | "trade"
            | "justice"
            | "economy"
            | "economics"
            | "energy"
            | "health"
            | "education"
            | "transport"
            | "environment"
            | "labour"
            | "labor"
            | "treasury"
            | "agriculture"
            | "culture"
            | "information"
            | "press"
            | "general"
            | "attorney"
            | "first"
            | "shadow"
            | "assistant"
            | "executive"
            | "communications"
            | "campaign"
            | "security"
            | "opposition"
            | "state"
            | "housing"
            | "immigration"
            | "tourism"
            | "sports"
            | "police"
            | "army"
            | "military"
            | "party"
            | "managing"
            | "financial"
    )
}

/// The head noun's lemma, with one word for nouns of one meaning.
fn synonym(words: &Words<'_>, head: u32) -> SmolStr {
    let lower = words.lower(head).trim_end_matches('.');
    match even(lower) {
        same if same != lower => same.into(),
        _ if lower == "pm" => "minister".into(),
        _ if words.token(head).lemma.is_empty() => lower.into(),
        _ => words.token(head).lemma.to_lowercase().into(),
    }
}

/// One noun for those of one meaning.
pub(super) fn even(noun: &str) -> &str {
    match noun {
        "boss" | "ceo" | "chief" | "executive" | "head" => "chief",
        "spokesman" | "spokeswoman" | "spokesperson" => "spokesperson",
        "chairman" | "chairwoman" | "chair" | "chairperson" => "chairman",
        "sen" | "senator" => "senator",
        "gov" | "governor" => "governor",
        "rep" | "congressman" | "congresswoman" | "representative" => "representative",
        "gen" | "general" => "general",
        "col" | "colonel" => "colonel",
        "adm" | "admiral" => "admiral",
        "capt" | "captain" => "captain",
        "prof" | "professor" => "professor",
        "pres" | "president" => "president",
        "envoy" | "ambassador" => "envoy",
        "adviser" | "advisor" => "adviser",
        "frontrunner" | "front-runner" | "candidate" | "contender" | "nominee" | "hopeful" => "candidate",
        _ => noun,
    }
}

/// True if `wide` is a wider word for somebody who is told to be a `noun` ("the *lawmaker*" of a senator).
fn widens(wide: &str, noun: &str) -> bool {
    match wide {
        "lawmaker" | "legislator" => matches!(noun, "senator" | "representative" | "mp" | "deputy"),
        "monarch" => matches!(noun, "king" | "queen" | "emperor" | "sultan" | "emir"),
        "prelate" => matches!(noun, "archbishop" | "bishop" | "cardinal" | "patriarch"),
        "cleric" | "clergyman" => {
            matches!(noun, "bishop" | "archbishop" | "priest" | "imam" | "ayatollah" | "pastor" | "vicar")
        }
        "peer" => matches!(noun, "lord" | "baroness" | "baron" | "earl" | "viscount"),
        "officer" => matches!(noun, "colonel" | "major" | "captain" | "lieutenant" | "general" | "admiral"),
        // who leads a body is at its head
        "chief" => matches!(noun, "leader" | "chairman"),
        "leader" => noun == "chief",
        _ => false,
    }
}

/// How well a description fits a told role: 2 if something names the same body or country or neither names one, 1 if only
/// one of them does, and one more where both tell the same office; none if they contradict each other.
pub(super) fn compatible(description: &Sense, told: &Sense) -> Option<u8> {
    if let Some(score) = description.paraphrases(told) {
        return Some(score);
    }
    if description.is_other && !told.is_other
        || !description.common.iter().all(|noun| told.common.contains(noun) || told.names.contains(noun))
    {
        return None;
    }
    let is_press = |sense: &Sense| sense.kind.iter().any(|word| word == "press");
    if is_press(told) != is_press(description) {
        return None;
    }
    // "the union's leader" of who heads it; "the leader" is not just any chief
    let of_body = matches!(description.noun.as_str(), "chief" | "leader");
    let of_same = |field: &SmolStr| told.fields.contains(field) || told.names.contains(field);
    let tied =
        !of_body || !description.names.is_empty() && !told.names.is_empty() || description.fields.iter().any(of_same);
    let same = description.noun == told.noun || tied && widens(&description.noun, &told.noun);
    if !same || told.is_former && !description.is_former {
        return None;
    }
    let lower_rank = |sense: &Sense| {
        sense.kind.iter().any(|word| matches!(word.as_str(), "vice" | "deputy" | "assistant" | "shadow"))
    };
    if lower_rank(description) != lower_rank(told) {
        return None;
    }
    if !description.kind.is_empty()
        && description.kind != told.kind
        && !description.kind.iter().all(|word| told.kind.contains(word))
    {
        return None;
    }
    let shared_field = description.fields.iter().any(|field| told.fields.contains(field));
    let told_field = !told.fields.is_empty() || !told.kind.is_empty();
    if !description.fields.is_empty() && told_field && !shared_field {
        return None;
    }
    let shared_country = description.countries.iter().any(|code| told.countries.contains(code));
    if !description.countries.is_empty() && !told.countries.is_empty() && !shared_country {
        return None;
    }
    let shared_name =
        description.names.iter().any(|name| told.names.iter().chain(&told.lands).any(|other| is_akin(name, other)));
    if !description.names.is_empty() && !told.names.is_empty() && !shared_name {
        return None;
    }
    let shared_land =
        description.lands.iter().any(|land| told.lands.iter().chain(&told.names).any(|other| is_akin(land, other)));
    let told_land = !told.lands.is_empty() || !told.countries.is_empty();
    if !description.lands.is_empty() && told_land && !shared_land {
        return None;
    }
    let shared_name = shared_name || shared_land;
    let exact = shared_field
        || description.is_former && told.is_former
        || !description.kind.is_empty() && description.kind == told.kind;
    let score = if shared_country || shared_name || description.is_silent() { 2 } else { 1 } + u8::from(exact);
    // who is told by the very noun comes before whom a wider one fits
    Some(if description.noun == told.noun { score } else { 1 })
}
