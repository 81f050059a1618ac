//! Roles told by a verb: who leads a union is its leader, who chairs a bank its chairman, who succeeded somebody his successor.
//!
//! Takes the head of a person's name, gives the role with the verb as its only token: such a role is never shown among those
//! that the text gives in words, but descriptions ("the union's leader", "her predecessor") find whom they mean by it.

use super::lexicon::lexicon;
use super::roles::{Role, noun_phrase, strip_articles};
use super::sense::{Sense, sense};
use super::words::Words;
use crate::nlp::TokenId;

/// The role that the clause of the name headed by `head` tells.
pub(super) fn by_deed(words: &Words<'_>, chain: usize, head: u32) -> Option<Role> {
    let verb = doing(words, head)?;
    let noun = lexicon().deed(&words.token(verb).lemma)?;
    let dependents = words.analysis.dependents(TokenId(verb)).iter().map(|at| at.0);
    let open = dependents.clone().any(|below| {
        let token = words.token(below);
        token.deprel == "neg" || token.tag == "MD" || matches!(words.lower(below), "if" | "unless" | "to")
    });
    let object = object_of(words, verb, head).filter(|_| !open)?;
    let of_person = matches!(noun, "successor" | "wife");
    let lemma = words.token(object).lemma.as_str();
    let named = words.token(object).pos == "PROPN" && words.is_capital(object);
    let body = lexicon().body_noun(lemma).is_some() || matches!(lemma, "rebel" | "guerrilla" | "striker" | "movement");
    if !named && (of_person || !body) {
        return None;
    }
    let tokens = strip_articles(words, noun_phrase(words, object, None));
    let mut of = sense(words, &tokens, object);
    if named {
        of.names.push(words.lower(object).into());
    } else {
        of.fields.push(lemma.into());
    }
    let past = words.token(verb).tag == "VBD" && !of_person;
    let sense = Sense { noun: super::sense::even(noun).into(), is_former: past, ..of };
    Some(Role { chain, tokens: verb..verb + 1, head: verb, sense, is_phrase: false, is_deed: true })
}

/// The verb that the person does: "*leads*", "who *leads*", "succeeded by".
fn doing(words: &Words<'_>, head: u32) -> Option<u32> {
    let above = words.head(head)?;
    let main = match words.token(head).deprel.as_str() {
        "nsubj" => Some(above),
        "nsubjpass" if words.token(above).lemma == "marry" => Some(above),
        "pobj" if words.lower(above) == "by" => {
            words.head(above).filter(|&verb| words.token(above).deprel == "agent" && words.token(verb).tag == "VBN")
        }
        _ => None,
    };
    let who =
        |verb: u32| words.analysis.dependents_by(TokenId(verb), "nsubj").any(|subject| words.lower(subject.0) == "who");
    let relative = words.analysis.dependents_by(TokenId(head), "relcl").map(|at| at.0).find(|&verb| who(verb));
    [main, relative].into_iter().flatten().find(|&verb| lexicon().deed(&words.token(verb).lemma).is_some())
}

/// Whom or what the person who does `verb` does it to.
fn object_of(words: &Words<'_>, verb: u32, head: u32) -> Option<u32> {
    let by = words.token(head).deprel == "pobj";
    let label = if by { "nsubjpass" } else { "dobj" };
    let direct = words.analysis.dependents_by(TokenId(verb), label).next();
    let to = || {
        let to = words.analysis.dependents_by(TokenId(verb), "prep").find(|at| words.lower(at.0) == "to");
        words.analysis.dependents_by(to.filter(|_| words.token(verb).lemma == "marry")?, "pobj").next()
    };
    direct.or_else(to).map(|at| at.0).filter(|&at| at != head)
}
