//! Titles and positions of people, read from the words before a name, from apposition and from copulas.

use super::EntityType;
use super::chains::Chain;
use super::gazetteer;
use super::lexicon::{RoleNoun, lexicon};
use super::names::Name;
use super::words::Words;
use crate::nlp::TokenId;
use smol_str::SmolStr;
use std::ops::Range;

/// One statement of the article that a person holds a role.
#[derive(Clone, Debug)]
pub(super) struct Role {
    /// Index of the person's chain.
    pub(super) chain: usize,
    /// Its words, articles left out.
    pub(super) tokens: Range<u32>,
    /// Its head noun.
    pub(super) head: u32,
    /// What it is: the head noun's sense and its modifiers.
    pub(super) sense: Sense,
    /// True if it is a noun phrase of its own (apposition), which may head the person's mention.
    pub(super) is_phrase: bool,
}

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
            _ => false,
        }
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
    party_word(word).is_some()
}

/// The role noun at `index`, also where the tagger takes it for part of a name.
pub(super) fn role_noun(words: &Words<'_>, index: u32) -> Option<RoleNoun> {
    let token = words.token(index);
    if !matches!(token.pos.as_str(), "NOUN" | "PROPN" | "ADJ") {
        return None;
    }
    let lexicon = lexicon();
    lexicon.role(words.lower(index)).or_else(|| lexicon.role(&token.lemma)).or_else(|| {
        lexicon
            .title(words.lower(index))
            .filter(|title| title.is_role)
            .map(|title| RoleNoun { gender: title.gender, is_office: true })
    })
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
        if let Some(party) = party_word(lower) {
            sense.names.push(party.into());
            continue;
        }
        if index > head && words.token(index).pos == "NOUN" {
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
        } else if words.token(index).pos == "PROPN" && role_noun(words, index).is_none() && !is_portfolio(lower) {
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
fn party_word(lower: &str) -> Option<&'static str> {
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
fn is_portfolio(lower: &str) -> bool {
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
    match lower {
        "pm" => "minister".into(),
        "boss" | "ceo" | "chief" | "executive" | "head" => "chief".into(),
        "spokesman" | "spokeswoman" | "spokesperson" => "spokesperson".into(),
        "chairman" | "chairwoman" | "chair" | "chairperson" => "chairman".into(),
        "sen" | "senator" => "senator".into(),
        "gov" | "governor" => "governor".into(),
        "rep" | "congressman" | "congresswoman" | "representative" => "representative".into(),
        "gen" | "general" => "general".into(),
        "pres" | "president" => "president".into(),
        "envoy" | "ambassador" => "envoy".into(),
        "adviser" | "advisor" => "adviser".into(),
        "frontrunner" | "front-runner" | "candidate" | "contender" | "nominee" | "hopeful" => "candidate".into(),
        _ if words.token(head).lemma.is_empty() => lower.into(),
        _ => words.token(head).lemma.to_lowercase().into(),
    }
}

/// Reads the roles of all people of the article, in text order.
pub(super) fn find_roles(words: &Words<'_>, names: &[Name], chains: &[Chain]) -> Vec<Role> {
    let mut roles = Vec::new();
    let mut taken = vec![false; words.len() as usize];
    for person in chains.iter().filter(|chain| chain.entity_type == EntityType::Person) {
        for tokens in person.names.iter().map(|&index| names[index].tokens.clone()) {
            taken[tokens.start as usize..tokens.end as usize].fill(true);
        }
    }
    for (chain, person) in chains.iter().enumerate().filter(|(_, chain)| chain.entity_type == EntityType::Person) {
        for &index in &person.names {
            let name = &names[index];
            roles.extend(prenominal(words, chain, name, &taken));
            let head = words.head_of(&name.tokens);
            roles.extend(apposition(words, chain, name, head));
            roles.extend(copula(words, chain, head));
        }
    }
    roles.sort_by_key(|role| (role.tokens.start, role.chain));
    roles.dedup_by_key(|role| (role.tokens.clone(), role.chain));
    counterparts(&mut roles);
    roles
}

/// "her Norlandic counterpart, Name": holds the office that was told last of somebody else.
fn counterparts(roles: &mut [Role]) {
    for index in 0..roles.len() {
        if roles[index].sense.noun != "counterpart" {
            continue;
        }
        let chain = roles[index].chain;
        let office = roles[..index]
            .iter()
            .rev()
            .take(6)
            .find(|role| role.chain != chain && role.sense.is_single_office() && role.sense.noun != "spokesperson");
        if let Some((noun, kind)) = office.map(|role| (role.sense.noun.clone(), role.sense.kind.clone())) {
            roles[index].sense.noun = noun;
            roles[index].sense.kind = kind;
        }
    }
}

/// "Norlandic Foreign Minister" + name: the words before it, from the last role noun back to the first modifier.
fn prenominal(words: &Words<'_>, chain: usize, name: &Name, taken: &[bool]) -> Option<Role> {
    let sentence = words.sentence_range(name.tokens.start);
    let mut end = name.tokens.start;
    while end > sentence.start && is_honorific_only(words, end - 1) {
        end -= 1;
    }
    let is_role = |at: u32| at >= sentence.start && role_noun(words, at).is_some() && !taken[at as usize];
    // "Secretary of State" + name.
    let complement =
        end >= sentence.start + 3 && words.lower(end - 2) == "of" && words.is_capital(end - 1) && is_role(end - 3);
    let head = if complement { end - 3 } else { end.checked_sub(1).filter(|&head| is_role(head))? };
    if words.is_joint(head) || words.starts_line(end) {
        return None;
    }
    let mut start = head;
    while start > sentence.start && !taken[start as usize - 1] && modifies(words, start - 1, &name.tokens, start) {
        start -= 1;
    }
    if start > sentence.start && matches!(words.lower(start - 1), "'s" | "'") {
        let owner = start - 1;
        start = owner;
        while start > sentence.start
            && words.token(start - 1).pos == "PROPN"
            && !words.starts_line(start)
            && start + 5 > owner
        {
            start -= 1;
        }
    }
    let tokens = strip_articles(words, start..end);
    let mut sense = sense(words, &tokens, head);
    home_after(words, name.tokens.end, &mut sense);
    (!tokens.is_empty()).then(|| Role { chain, sense, tokens, head, is_phrase: governs(words, head, &name.tokens) })
}

/// "President Name *of Norland*": the land of the office, told after the name.
fn home_after(words: &Words<'_>, end: u32, sense: &mut Sense) {
    let mut land = end + 1;
    if land < words.len() && words.lower(land) == "the" {
        land += 1;
    }
    if land >= words.len()
        || words.lower(end) != "of"
        || words.sentence(land) != words.sentence(end)
        || !words.is_capital(land)
        || !sense.countries.is_empty()
    {
        return;
    }
    let two = (land + 1 < words.len()).then(|| format!("{} {}", words.form(land), words.form(land + 1)));
    let country = two.and_then(|name| gazetteer::country_by_name(&name));
    match country.or_else(|| gazetteer::country_by_name(words.form(land))) {
        Some(country) => sense.countries.push(country.code),
        None => sense.lands.push(words.lower(land).into()),
    }
}

/// True if the parser makes the title the governor of the name or of what stands around it.
fn governs(words: &Words<'_>, head: u32, name: &Range<u32>) -> bool {
    let above = words.token(head).head.0;
    !name.contains(&above) && words.head_of(name) != above && words.token(head).deprel != "compound"
}

fn is_honorific_only(words: &Words<'_>, index: u32) -> bool {
    let lower = words.lower(index);
    words.is_capital(index)
        && lexicon().title(lower).is_some_and(|title| !title.is_role)
        && lexicon().role(lower).is_none()
        || words.form(index) == "."
}

fn modifies(words: &Words<'_>, index: u32, name: &Range<u32>, next: u32) -> bool {
    let token = words.token(index);
    if words.starts_line(next) || !words.has_letters(index) && !words.is_joint(index) {
        return false;
    }
    if words.is_joint(index) && (words.is_spaced(index) || words.is_spaced(next)) {
        return false;
    }
    let inside = |at: u32| name.contains(&at) || at >= index && at < name.end;
    matches!(token.deprel.as_str(), "compound" | "amod" | "nmod" | "nummod" | "punct")
        && inside(token.head.0)
        && !matches!(words.form(index), "," | "\"" | "“" | "”" | ":" | "—" | "–")
        || words.token(index).pos == "PROPN" && inside(token.head.0)
}

fn strip_articles(words: &Words<'_>, tokens: Range<u32>) -> Range<u32> {
    let mut start = tokens.start;
    while start < tokens.end
        && (matches!(words.token(start).pos.as_str(), "DET" | "PUNCT" | "PRON") || words.token(start).tag == "POS")
    {
        start += 1;
    }
    let mut end = tokens.end;
    while end > start && (matches!(words.token(end - 1).pos.as_str(), "ADP" | "PUNCT" | "SPACE")) {
        end -= 1;
    }
    start..end
}

/// "Name, the foreign minister" and "the foreign minister, Name".
fn apposition(words: &Words<'_>, chain: usize, name: &Name, head: u32) -> Vec<Role> {
    let below = words.analysis.dependents_by(TokenId(head), "appos").map(|noun| noun.0).filter(|&noun| noun > head);
    let above = (words.token(head).deprel == "appos").then(|| words.token(head).head.0);
    // "the leader of the League, Name": the parse hangs the name on the League
    let above = above.map(|noun| {
        let outer = words.head(noun).filter(|_| words.token(noun).deprel == "pobj" && role_noun(words, noun).is_none());
        let outer = outer.and_then(|preposition| words.head(preposition)).filter(|&outer| {
            role_noun(words, outer).is_some() && name.tokens.start > 0 && words.form(name.tokens.start - 1) == ","
        });
        outer.unwrap_or(noun)
    });
    below.chain(above).filter_map(|noun| phrase_role(words, chain, name, noun)).collect()
}

fn phrase_role(words: &Words<'_>, chain: usize, name: &Name, noun: u32) -> Option<Role> {
    if name.tokens.contains(&noun) || words.token(noun).pos == "PROPN" && words.token(noun).entity == "PERSON" {
        return None;
    }
    let is_person = role_noun(words, noun).is_some() || lexicon().kin(&words.token(noun).lemma).is_some();
    if !is_person || words.token(noun).tag == "NNS" {
        return None;
    }
    let phrase = noun_phrase(words, noun, Some(&name.tokens));
    if matches!(words.lower(phrase.start), "no" | "any" | "every" | "not") {
        return None;
    }
    let tokens = strip_articles(words, phrase);
    Some(Role { chain, sense: sense(words, &tokens, noun), tokens, head: noun, is_phrase: true })
}

/// "Name is the foreign minister", "Name, who was a minister".
fn copula(words: &Words<'_>, chain: usize, head: u32) -> Option<Role> {
    let token = words.token(head);
    if token.deprel != "nsubj" {
        return None;
    }
    let verb = token.head.0;
    if !matches!(words.token(verb).lemma.as_str(), "be" | "become" | "remain")
        || words.analysis.dependents(TokenId(verb)).iter().any(|dependent| {
            let (deprel, tag) = (words.token(dependent.0).deprel, words.token(dependent.0).tag);
            deprel == "neg"
                || tag == "MD"
                || deprel == "mark" && matches!(words.lower(dependent.0), "if" | "unless" | "whether")
        })
    {
        return None;
    }
    let noun = words.analysis.dependents_by(TokenId(verb), "attr").next()?.0;
    role_noun(words, noun)?;
    if words.token(noun).tag == "NNS" {
        return None;
    }
    let tokens = strip_articles(words, noun_phrase(words, noun, None));
    Some(Role { chain, sense: sense(words, &tokens, noun), tokens, head: noun, is_phrase: true })
}

/// The noun phrase around `noun`: its modifiers before it and "of"/"to"/"for" phrases after it, up to a comma or a clause;
/// never the tokens of `except`.
pub(super) fn noun_phrase(words: &Words<'_>, noun: u32, except: Option<&Range<u32>>) -> Range<u32> {
    let sentence = words.sentence_range(noun);
    let allowed = |index: u32| except.is_none_or(|range| !range.contains(&index));
    let mut start = noun;
    for &TokenId(dependent) in words.analysis.dependents(TokenId(noun)) {
        if dependent < noun
            && matches!(
                words.token(dependent).deprel.as_str(),
                "det" | "amod" | "compound" | "poss" | "nmod" | "nummod" | "quantmod"
            )
        {
            start = start.min(words.analysis.subtree(TokenId(dependent)).start);
        }
    }
    start = start.max(sentence.start);
    while start < noun && !(start..noun).all(allowed) {
        start += 1;
    }
    let mut end = noun + 1;
    for &TokenId(dependent) in words.analysis.dependents(TokenId(noun)) {
        if dependent >= end
            && words.token(dependent).deprel == "prep"
            && matches!(words.lower(dependent), "of" | "for" | "to" | "at" | "in")
            && dependent == end
            // "accused the president of lying" says nothing of what he is president of
            && words.analysis.dependents_by(TokenId(dependent), "pcomp").next().is_none()
        {
            let inner = words.analysis.subtree(TokenId(dependent)).end.min(sentence.end);
            let stop = (dependent..inner)
                .find(|&index| {
                    matches!(words.form(index), "," | ";" | "—" | "–" | "(" | "\"" | "“" | "”" | "''" | "``")
                        || matches!(words.token(index).tag.as_str(), "WDT" | "WP" | "WP$" | "WRB")
                        || !allowed(index)
                        || words.starts_line(index)
                })
                .unwrap_or(inner);
            end = stop.max(end);
        }
    }
    start..end
}

/// The words of a role as written, white space evened out.
pub(super) fn written(words: &Words<'_>, role: &Role) -> String {
    words.analysis.span(role.tokens.clone()).slice(words.body).split_whitespace().collect::<Vec<_>>().join(" ")
}
