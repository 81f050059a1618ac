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
use super::sense::{compatible, sense};
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
    });
    let gender = lexicon().role(words.lower(head)).and_then(|noun| noun.gender);
    let agrees = gender.is_none() || person.gender.gender().is_none() || gender == person.gender.gender();
    (!told && !beside && agrees).then_some(Role { chain, sense, tokens, head, is_phrase: true, is_deed: false })
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
        matches!(token.deprel.as_str(), "nsubj" | "nsubjpass") && words.token(token.head.0).deprel.as_str() != "relcl"
    });
    let holder = |index: usize| {
        chains.iter().position(|chain| chain.entity_type == EntityType::Person && chain.names.contains(&index))
    };
    let (index, chain) = subjects.filter_map(|(index, _)| Some((index, holder(index)?))).next()?;
    let is_first = first_name(words, names, &chains[chain]) == Some(index);
    (is_first && names[index].tokens.len() >= 2).then_some(chain)
}
