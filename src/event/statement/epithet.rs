//! Whom words for a person mean that tell nobody by an office of the article: "the Democrat", "the 78-year-old", "the Ohio senator".
//!
//! News calls the one it goes on with by other words. Takes the words for a speaker, gives the one subject of the sentence
//! before or its only person, where nothing that the article tells of her stands against it.

use super::draft::Draft;
use super::resume::REACH;
use super::speaker::Source;
use super::syntax::Syntax;
use super::words::lists;
use crate::entity::{Entities, EntityId, EntityType, MentionKind, is_office, role_gender};
use crate::nlp::TokenId;

/// "Ode held a rally. … *The Democrat* said", "*the 78-year-old Republican* wrote": the one subject of the sentence before, or
/// the only person of it, for a noun that says no more than that somebody is in politics or how old he is.
#[must_use]
pub(super) fn described(syntax: &Syntax<'_>, draft: &Draft, entities: &Entities) -> Option<EntityId> {
    let source = &draft.source;
    let head = source.head;
    let noun = syntax.form(head).to_ascii_lowercase();
    let definite = syntax.is_form(TokenId(source.tokens.start), &["the"]) && source.tokens.len() <= 8;
    let singular = matches!(syntax.tag(head), "NN" | "NNP" | "JJ");
    let aged = noun == "old" && syntax.previous(head).is_some_and(|dash| syntax.form(dash) == "-");
    let bare = aged || lists().politicians.contains(noun.as_str());
    if !definite || !singular || !bare && !is_epithet(syntax, source, entities) {
        return None;
    }
    let sentence = syntax.token(head).sentence;
    let before = entities.mentions.partition_point(|mention| mention.tokens.start < source.tokens.start);
    let mut at = None;
    let mut people: Vec<EntityId> = Vec::new();
    let mut subjects: Vec<EntityId> = Vec::new();
    for mention in entities.mentions[..before].iter().rev() {
        let own = syntax.token(mention.head).sentence;
        let quoted = draft.quoted.iter().any(|quote| quote.contains(mention.span));
        if own == sentence || quoted {
            // who is named in what is said does not say it
            continue;
        }
        if sentence.saturating_sub(own) > REACH || at.is_some_and(|at| own < at) {
            break;
        }
        let &[person] = mention.entities.as_slice() else { continue };
        if entities.entity(person).entity_type != EntityType::Person {
            continue;
        }
        at = Some(own);
        let appositive = syntax.deprel(mention.head) == "appos";
        let phrase = syntax.analysis.head(mention.head).filter(|_| appositive).unwrap_or(mention.head);
        let subject = matches!(syntax.deprel(phrase), "nsubj" | "nsubjpass");
        if !people.contains(&person) {
            people.push(person);
        }
        if subject && !subjects.contains(&person) {
            subjects.push(person);
        }
    }
    let found = match (people.as_slice(), subjects.as_slice()) {
        (&[one], _) => one,
        // "Ode attacked Brandt. The Ohio senator replied": of two the words may mean either
        (_, &[one]) if bare => one,
        _ => return None,
    };
    let own_words = syntax.analysis.span(syntax.sentence(head));
    let named = entities.mentions_in(own_words).any(|mention| {
        mention.kind == MentionKind::Named && mention.entities == [found] && !source.tokens.contains(&mention.head.0)
    });
    let other_party = entities.entity(found).roles.iter().any(|role| {
        role.to_lowercase().split(' ').any(|word| word != noun && lists().parties.contains(word))
            && lists().parties.contains(noun.as_str())
    });
    (!named && !other_party && (bare || may_be_called(syntax, source, found, entities))).then_some(found)
}

/// "*The Ohio senator* said", "*the former governor* said", "*the soft-spoken farmer* said": words for an office or a calling with
/// more than the article, where nobody in the article is told to have it.
fn is_epithet(syntax: &Syntax<'_>, source: &Source, entities: &Entities) -> bool {
    let head = source.head;
    let lemma = syntax.lemma(head).to_lowercase();
    let widened = (source.tokens.start + 1..head.0).map(TokenId).any(|word| {
        let named = matches!(syntax.token(word).entity.as_str(), "GPE" | "NORP" | "LOC");
        named
            || syntax.tag(word).starts_with("NNP")
            || syntax.is_form(word, &["former", "onetime", "retired", "veteran"])
    });
    let told = |role: &String| role.to_lowercase().split(' ').any(|word| word == lemma);
    let held = entities.entities.iter().any(|entity| entity.roles.iter().any(told));
    syntax.tag(head) == "NN"
        && lists().callings.contains(&lemma)
        && widened
        && !held
        && source.tokens.end == head.0 + 1
        && syntax.child(head, &["poss"]).is_none()
}

/// True unless `person` is of the other sex or is told to hold an office that the words do not name.
fn may_be_called(syntax: &Syntax<'_>, source: &Source, person: EntityId, entities: &Entities) -> bool {
    let lemma = syntax.lemma(source.head).to_lowercase();
    let gender = role_gender(&lemma);
    let agrees = gender.is_none() || entities.gender(person).is_none() || gender == entities.gender(person);
    let mut roles = entities.entity(person).roles.iter();
    // "*Sen.* Ode" may be called the senator
    let other = |word: &str| is_office(word) && !lemma.starts_with(word.trim_end_matches('.'));
    agrees && !roles.any(|role| role.to_lowercase().split(' ').any(other))
}
