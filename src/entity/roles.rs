//! Titles and positions of people, read from the words before a name, from apposition and from copulas.

use super::EntityType;
use super::chains::Chain;
use super::gazetteer;
use super::lexicon::{RoleNoun, TalkWord, lexicon};
use super::names::Name;
use super::sense::{Sense, sense};
use super::words::Words;
use crate::nlp::TokenId;
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
    /// True if a verb tells it ("leads the union").
    pub(super) is_deed: bool,
}

/// The role noun at `index`, also where the tagger takes it for part of a name.
pub(super) fn role_noun(words: &Words<'_>, index: u32) -> Option<RoleNoun> {
    let token = words.token(index);
    // "at 7 pm" is a time of day
    let timed = words.lower(index) == "pm" && !words.is_all_capitals(index);
    if !matches!(token.pos.as_str(), "NOUN" | "PROPN" | "ADJ") || timed {
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
            let set_off = super::apposition::described_as(words, &name.tokens);
            roles.extend(set_off.into_iter().flatten().filter_map(|noun| phrase_role(words, chain, name, noun)));
            roles.extend(copula(words, chain, head));
            roles.extend(appointed(words, chain, head));
            roles.extend(super::deeds::by_deed(words, chain, head));
        }
    }
    roles.sort_by_key(|role| (role.tokens.start, role.chain));
    roles.dedup_by_key(|role| (role.tokens.clone(), role.chain));
    counterparts(&mut roles);
    let introduced = super::delayed::introduced(words, names, chains, &roles);
    for role in super::delayed::delayed(words, names, chains, &roles).into_iter().chain(introduced) {
        if roles.iter().any(|known| known.tokens.contains(&role.head)) {
            continue;
        }
        let at = roles.partition_point(|other| other.tokens.start <= role.tokens.start);
        roles.insert(at, role);
    }
    roles
}

/// Adds what nouns tell of the gender of whom they describe ("the committee's *chairwoman*", "his *widow*").
pub(super) fn tell_genders(words: &Words<'_>, roles: &[Role], chains: &mut [Chain]) {
    for role in roles {
        let noun = role_noun(words, role.head).and_then(|noun| noun.gender);
        let told = noun.or_else(|| lexicon().kin(&words.token(role.head).lemma).flatten());
        chains[role.chain].gender.add(told, 1.2);
    }
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
    // "Secretary of State" + name, "Speaker of parliament" + name
    let complement = end >= sentence.start + 3
        && words.lower(end - 2) == "of"
        && is_role(end - 3)
        && (words.is_capital(end - 1) || words.token(end - 1).tag == "NN" && !is_role(end - 1));
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
    (!tokens.is_empty()).then(|| Role {
        chain,
        sense,
        tokens,
        head,
        is_phrase: governs(words, head, &name.tokens),
        is_deed: false,
    })
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

pub(super) fn strip_articles(words: &Words<'_>, tokens: Range<u32>) -> Range<u32> {
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
    // the parse takes some names after a comma for a measure
    let set_off = words.token(head).deprel == "npadvmod"
        && name.tokens.start > 0
        && words.form(name.tokens.start - 1) == ","
        && name.tokens.end < words.len()
        && words.form(name.tokens.end) == ",";
    let above = (words.token(head).deprel == "appos" || set_off).then(|| words.token(head).head.0);
    // "the leader of the League, Name", "the governor of the Bank of Norland, Sir Name": the parse hangs the name on what
    // the noun governs
    let from = if name.title.is_empty() { name.tokens.start } else { name.title.start };
    let comma = from > 0 && words.form(from - 1) == ",";
    let above = above.map(|noun| {
        let mut at = noun;
        for _ in 0..2 {
            if words.token(at).deprel != "pobj" || role_noun(words, at).is_some() || !comma {
                break;
            }
            let Some(outer) = words.head(at).and_then(|preposition| words.head(preposition)) else { break };
            if role_noun(words, outer).is_some() {
                return outer;
            }
            at = outer;
        }
        noun
    });
    // "the leader, known as Name"
    let called = (words.token(head).deprel == "pobj").then(|| words.token(head).head.0).and_then(|preposition| {
        let participle = words.head(preposition).filter(|_| words.lower(preposition) == "as")?;
        let known = matches!(words.lower(participle), "known" | "called") && words.token(participle).deprel == "acl";
        words.head(participle).filter(|&noun| known && noun < participle)
    });
    below.chain(above).chain(called).filter_map(|noun| phrase_role(words, chain, name, noun)).collect()
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
    if noun >= name.tokens.end && is_of_next(words, &phrase) {
        return None;
    }
    if matches!(words.lower(phrase.start), "no" | "any" | "every" | "not") {
        return None;
    }
    let tokens = strip_articles(words, phrase);
    Some(Role { chain, sense: sense(words, &tokens, noun), tokens, head: noun, is_phrase: true, is_deed: false })
}

/// "Ode, *her deputy*, Bo Falk, and": whose deputy the next one is, not what she is.
fn is_of_next(words: &Words<'_>, phrase: &Range<u32>) -> bool {
    let owned = matches!(words.lower(phrase.start), "his" | "her" | "their");
    let next = if words.form(phrase.end) == "," { phrase.end + 1 } else { phrase.end };
    let same = next < words.len() && words.sentence(next) == words.sentence(phrase.start);
    owned && same && words.token(next).entity == "PERSON" && words.is_capital(next)
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
    Some(Role { chain, sense: sense(words, &tokens, noun), tokens, head: noun, is_phrase: true, is_deed: false })
}

/// "Ode was elected *president*", "named Ode *as chairman*": the office that somebody is put into.
fn appointed(words: &Words<'_>, chain: usize, head: u32) -> Option<Role> {
    let verb = words.head(head).filter(|_| matches!(words.token(head).deprel.as_str(), "nsubjpass" | "dobj"))?;
    let puts = matches!(
        words.token(verb).lemma.as_str(),
        "elect" | "name" | "appoint" | "choose" | "pick" | "crown" | "install" | "make" | "swear"
    );
    let open = words.analysis.dependents(TokenId(verb)).iter().any(|below| {
        let token = words.token(below.0);
        token.deprel == "neg" || token.tag == "MD" || matches!(words.lower(below.0), "if" | "unless" | "to")
    });
    if !puts || open {
        return None;
    }
    let as_office = words.analysis.dependents_by(TokenId(verb), "prep").find(|at| words.lower(at.0) == "as");
    let noun = words.analysis.dependents_by(TokenId(verb), "oprd").next();
    let noun = noun.or_else(|| words.analysis.dependents_by(as_office?, "pobj").next())?.0;
    role_noun(words, noun).filter(|_| noun > head && words.token(noun).tag != "NNS")?;
    let tokens = strip_articles(words, noun_phrase(words, noun, None));
    Some(Role { chain, sense: sense(words, &tokens, noun), tokens, head: noun, is_phrase: false, is_deed: false })
}

/// "Accused *the judge* of bias": true for the object of a verb to which an "of" after it belongs.
fn is_charged(words: &Words<'_>, noun: u32) -> bool {
    words.token(noun).deprel == "dobj"
        && words.head(noun).is_some_and(|verb| lexicon().talk_word(&words.token(verb).lemma, TalkWord::Charge))
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
            && !(words.lower(dependent) == "of" && is_charged(words, noun))
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
