//! Delayed names, as the first lines of news have them: "An envoy flew out of the capital on Thursday. Ana Ode had called
//! three times on the president."
//!
//! Takes the names, chains and told roles of an article and gives the role of the person who is described first and named
//! after. The describing noun must be the subject of one of the first sentences, and the next new person who is the
//! subject of a sentence must come within two sentences, by full name and without another role.

use super::EntityType;
use super::chains::Chain;
use super::lexicon::lexicon;
use super::names::Name;
use super::roles::{Role, noun_phrase, role_noun, strip_articles};
use super::sense::{Sense, compatible, sense};
use super::words::Words;

/// Sentences of the text that may hold the description.
const LEAD: usize = 3;

/// The role of the person whom the article describes before it names him, if it does so.
pub(super) fn delayed(words: &Words<'_>, names: &[Name], chains: &[Chain], roles: &[Role]) -> Option<Role> {
    let sentences = words.analysis.sentences.iter().filter(|sentence| {
        sentence.end > sentence.start
            && !words.in_headline(sentence.start)
            && (sentence.start..sentence.end).any(|at| words.has_letters(at))
    });
    sentences.take(LEAD).find_map(|sentence| {
        sentence
            .clone()
            .find(|&index| is_description(words, names, index))
            .and_then(|index| role(words, names, chains, roles, index))
    })
}

/// True for a noun for a person, the subject of its sentence, that no name stands beside.
fn is_description(words: &Words<'_>, names: &[Name], index: u32) -> bool {
    let token = words.token(index);
    let is_subject = matches!(token.deprel.as_str(), "nsubj" | "nsubjpass")
        && words.head(index).is_some_and(|verb| words.token(verb).deprel == "ROOT");
    is_subject
        && token.tag == "NN"
        && role_noun(words, index).is_some()
        && !super::epithets::is_unnamed(&token.lemma)
        && !words.analysis.dependents(crate::nlp::TokenId(index)).iter().any(|at| {
            words.token(at.0).deprel == "appos" || words.token(at.0).deprel == "poss" && words.token(at.0).pos == "PRON"
        })
        && !names.iter().any(|name| name.tokens.start == index + 1)
}

fn role(words: &Words<'_>, names: &[Name], chains: &[Chain], roles: &[Role], head: u32) -> Option<Role> {
    let phrase = noun_phrase(words, head, None);
    let tokens = strip_articles(words, phrase);
    if tokens.is_empty() || roles.iter().any(|role| role.tokens.contains(&head)) {
        return None;
    }
    let sense = sense(words, &tokens, head);
    let chain = named_next(words, names, chains, head)?;
    let person = &chains[chain];
    let told = roles.iter().filter(|role| role.chain != chain).any(|role| compatible(&sense, &role.sense).is_some());
    let first = first_name(words, names, person)?;
    let beside = roles.iter().any(|role| {
        role.chain == chain
            && words.sentence(role.head) == words.sentence(names[first].tokens.start)
            && compatible(&sense, &role.sense).is_none()
            && !is_rank(&role.sense.noun)
            && !may_be_same(&sense, &role.sense)
    });
    let gender = lexicon().role(words.lower(head)).and_then(|noun| noun.gender);
    let agrees = gender.is_none() || person.gender.gender().is_none() || gender == person.gender.gender();
    (!told && !beside && agrees).then_some(Role { chain, sense, tokens, head, is_phrase: true, is_deed: false })
}

/// Ranks, which whoever holds an office may have as well ("the country's ruler … General Ode").
fn is_rank(noun: &str) -> bool {
    matches!(
        noun,
        "general"
            | "admiral"
            | "colonel"
            | "major"
            | "captain"
            | "lieutenant"
            | "sergeant"
            | "brigadier"
            | "marshal"
            | "professor"
            | "doctor"
            | "father"
            | "sheikh"
            | "ayatollah"
    )
}

/// How many sentences after a description the one it describes is brought in by name.
const BROUGHT_IN: u32 = 5;

/// "Rebels freed a soldier after talks with *a bishop*. Bishop Ode said …": the roles of those whom the first sentences describe
/// by "a", and who are then brought in by name with the same noun, where they are the only ones.
pub(super) fn introduced(words: &Words<'_>, names: &[Name], chains: &[Chain], roles: &[Role]) -> Vec<Role> {
    let text = words.analysis.sentences.iter().filter(|sentence| {
        sentence.end > sentence.start
            && !words.in_headline(sentence.start)
            && (sentence.start..sentence.end).any(|at| words.has_letters(at))
    });
    let described: Vec<u32> = text
        .take(LEAD)
        .flat_map(std::clone::Clone::clone)
        .filter(|&index| is_indefinite_description(words, names, index))
        .filter(|&index| !roles.iter().any(|role| role.tokens.contains(&index)))
        .collect();
    let mut found: Vec<Role> = Vec::new();
    for &head in &described {
        let phrase = noun_phrase(words, head, None);
        let starts_with_a = matches!(words.lower(phrase.start), "a" | "an");
        let tokens = strip_articles(words, phrase);
        if tokens.is_empty() || !starts_with_a {
            continue;
        }
        let sense = sense(words, &tokens, head);
        let lemma = &words.token(head).lemma;
        let alike = described.iter().filter(|&&other| words.token(other).lemma == *lemma).count();
        let mut holders: Vec<usize> = Vec::new();
        for role in roles.iter().filter(|role| role.tokens.start > head && role.sense.noun == sense.noun) {
            let Some(first) = first_name(words, names, &chains[role.chain]) else { continue };
            let at = words.sentence(names[first].tokens.start);
            let brought_in = at == words.sentence(role.head)
                && at > words.sentence(head)
                && at <= words.sentence(head) + BROUGHT_IN
                && compatible(&sense, &role.sense).is_some();
            if brought_in && !holders.contains(&role.chain) {
                holders.push(role.chain);
            }
        }
        if let ([chain], 1) = (holders.as_slice(), alike) {
            found.push(Role { chain: *chain, sense, tokens, head, is_phrase: true, is_deed: false });
        }
    }
    found
}

/// True for a noun for one person of a profession or office, that takes part in what its clause tells.
fn is_indefinite_description(words: &Words<'_>, names: &[Name], index: u32) -> bool {
    let token = words.token(index);
    let takes_part = match token.deprel.as_str() {
        "nsubj" | "nsubjpass" | "dobj" | "dative" | "conj" => true,
        "pobj" => matches!(words.lower(token.head.0), "with" | "by" | "to" | "from" | "for" | "between"),
        _ => false,
    };
    let apposed = || words.analysis.dependents_by(crate::nlp::TokenId(index), "appos").next().is_some();
    takes_part
        && token.tag == "NN"
        && role_noun(words, index).is_some()
        && !super::epithets::is_unnamed(&token.lemma)
        && !super::epithets::is_generic(&token.lemma)
        && !apposed()
        && !names.iter().any(|name| name.tokens.start == index + 1)
}

/// "The *head* of the watchdog said …. Ana Ode, *director* of the Agency": true where two words for a person may well be for one, who is
/// at the head of a body.
fn may_be_same(described: &Sense, told: &Sense) -> bool {
    let apart = !described.countries.is_empty()
        && !told.countries.is_empty()
        && !described.countries.iter().any(|code| told.countries.contains(code));
    let leads = matches!(described.noun.as_str(), "chief" | "leader" | "ruler" | "director" | "commander");
    // the head of a union is no president of a land
    let of_body = |sense: &Sense| !sense.names.is_empty() || !sense.common.is_empty() || !sense.fields.is_empty();
    let heads = !told.is_silent()
        && of_body(described) == of_body(told)
        && match told.noun.as_str() {
            "chief" | "director" | "chairman" | "leader" | "commander" | "president" => true,
            "general" => !told.kind.is_empty() || told.fields.iter().any(|field| field == "director"),
            _ => false,
        };
    !apart && !told.is_former && !described.is_former && leads && heads
}

/// The first name of the person outside headlines.
fn first_name(words: &Words<'_>, names: &[Name], person: &Chain) -> Option<usize> {
    person.names.iter().copied().find(|&name| !words.in_headline(names[name].tokens.start))
}

/// The first person who is the subject of a clause in the two sentences after the description, if that is where the
/// article first names her, in full.
fn named_next(words: &Words<'_>, names: &[Name], chains: &[Chain], head: u32) -> Option<usize> {
    let sentence = words.sentence(head);
    let next = names.iter().enumerate().skip_while(|(_, name)| words.sentence(name.tokens.start) <= sentence);
    let near = next.take_while(|(_, name)| words.sentence(name.tokens.start) <= sentence + 3);
    let subjects = near.filter(|(_, name)| {
        let token = words.token(words.head_of(&name.tokens));
        // "the story of why *Ode* lost" brings nobody in
        let told = !matches!(words.token(token.head.0).deprel.as_str(), "relcl" | "pcomp" | "acl");
        matches!(token.deprel.as_str(), "nsubj" | "nsubjpass") && told
    });
    let holder = |index: usize| {
        chains.iter().position(|chain| chain.entity_type == EntityType::Person && chain.names.contains(&index))
    };
    let (index, chain) = subjects.filter_map(|(index, _)| Some((index, holder(index)?))).next()?;
    let is_first = first_name(words, names, &chains[chain]) == Some(index);
    (is_first && names[index].tokens.len() >= 2).then_some(chain)
}
