//! Which tokens are predicates: verbs, nouns, and adjectives that are said of something or govern a clause.

use super::predicate::{Features, Predicate, PredicateKind};
use super::tree::{Dep, Tree};
use super::{Clauses, Factuality, PredicateId};
use crate::nlp::TokenId;
use smol_str::{SmolStr, StrExt as _};

/// Finds the predicates of `tree`, still without arguments and governors.
pub fn select(tree: &Tree<'_>) -> Clauses {
    let mut clauses = Clauses { predicates: Vec::new(), index: vec![None; tree.analysis.tokens.len()], mended: None };
    for id in tree.ids() {
        let Some(kind) = kind_of(tree, id) else { continue };
        clauses.index[id.index()] = u32::try_from(clauses.predicates.len()).ok().map(PredicateId);
        clauses.predicates.push(Predicate {
            token: id,
            lemma: lemma_of(tree, id, kind),
            particle: particle_of(tree, id).map(|particle| match tree.is(particle, "face") {
                true => SmolStr::new_static("face to face"),
                false => tree.form(particle).to_lowercase_smolstr(),
            }),
            kind,
            arguments: Vec::new(),
            governor: None,
            marker: None,
            features: Features::default(),
            factuality: Factuality::Held,
        });
    }
    clauses
}

fn kind_of(tree: &Tree<'_>, id: TokenId) -> Option<PredicateKind> {
    let dep = tree.dep(id);
    match tree.pos(id) {
        "VERB" | "AUX" if matches!(dep, Dep::Aux | Dep::AuxPass | Dep::Punct | Dep::Neg | Dep::Compound) => None,
        "VERB" if dep == Dep::Amod => has_arguments(tree, id).then_some(PredicateKind::Verb),
        "VERB" | "AUX" => Some(PredicateKind::Verb),
        "NOUN" => Some(PredicateKind::Noun),
        "NUM" if hyphenated_event(tree, id).is_some() => Some(PredicateKind::Noun),
        "NUM" | "ADJ" | "PRON" | "DET" if is_elided(tree, id) => Some(PredicateKind::Noun),
        "PROPN" if !matches!(tree.token(id).entity.as_str(), "PERSON" | "GPE" | "NORP" | "DATE" | "TIME") => {
            let bare = matches!(dep, Dep::Compound) || tree.dependents(id).is_empty() && dep == Dep::Nmod;
            (!bare).then_some(PredicateKind::Noun)
        }
        "ADJ" if matches!(dep, Dep::Acomp | Dep::Oprd | Dep::Root | Dep::Conj | Dep::Ccomp | Dep::Advcl) => {
            Some(PredicateKind::Adjective)
        }
        "ADJ" if has_arguments(tree, id) => Some(PredicateKind::Adjective),
        _ => None,
    }
}

/// "two meetings, *one* with Ode and *another* with Brandt": a word that stands for a noun said before.
pub fn is_elided(tree: &Tree<'_>, id: TokenId) -> bool {
    tree.is_any(id, &["one", "first", "second", "third", "another", "other"])
        && !matches!(tree.dep(id), Dep::Amod | Dep::Nummod | Dep::Det | Dep::Compound)
        && tree.next(id).is_some_and(|next| tree.is_any(next, &["with", "between"]) && tree.head(next) == Some(id))
}

/// The particle, or a word after the verb that is one in all but its label: "look *forward* to", "get *together*", "say *no*
/// to".
fn particle_of(tree: &Tree<'_>, verb: TokenId) -> Option<TokenId> {
    const PARTICLES: [&str; 15] = [
        "forward", "together", "through", "apart", "ahead", "back", "away", "off", "out", "up", "down", "over", "by",
        "short", "in",
    ];
    if let Some(face) = face_to_face(tree, verb) {
        return Some(face);
    }
    let together = || {
        let word = tree.by(verb, Dep::Advmod).find(|&word| word > verb && tree.is_any(word, &["together", "alone"]));
        word.filter(|_| {
            matches!(
                tree.lemma(verb),
                "spend" | "tour" | "visit" | "inspect" | "watch" | "attend" | "travel" | "fly" | "bring"
            )
        })
    };
    if let Some(together) = together() {
        return Some(together);
    }
    let answer = || tree.by(verb, Dep::Intj).find(|&word| word > verb && tree.is_any(word, &["no", "yes"]));
    // "call *on* King Falk": a particle has no object.
    let bare = |particle: &TokenId| !tree.has(*particle, Dep::Pobj);
    // "invited Ode *in* for coffee": a preposition without an object
    let home = || {
        let stranded = |word: &TokenId| {
            tree.is_any(*word, &["in", "over", "round", "around", "up"]) && tree.dependents(*word).is_empty()
        };
        let mut words = tree.by(verb, Dep::Prep).chain(tree.by(verb, Dep::Advmod));
        matches!(tree.lemma(verb), "invite" | "ask" | "have").then(|| words.find(stranded)).flatten()
    };
    // "the summit fell *through* when": the same after any verb
    let bare_through = || {
        let next = tree.next(verb).filter(|&next| tree.is(next, "through") && tree.dep(next) == Dep::Prep)?;
        (tree.head(next) == Some(verb) && tree.dependents(next).is_empty()).then_some(next)
    };
    tree.first(verb, Dep::Prt).filter(bare).or_else(answer).or_else(home).or_else(bare_through).or_else(|| {
        let next = tree.next(verb)?;
        let adverb = tree.dep(next) == Dep::Advmod && tree.head(next) == Some(verb);
        (adverb && tree.is_any(next, &PARTICLES)).then_some(next)
    })
}

/// "came *face to face* with Brandt": the phrase is part of the verb.
fn face_to_face(tree: &Tree<'_>, verb: TokenId) -> Option<TokenId> {
    let face = tree.next(verb).filter(|&face| tree.is(face, "face"))?;
    let phrase = tree.text_from(tree.token(face).span.start);
    (matches!(tree.lemma(verb), "come" | "stand" | "sit" | "go") && phrase.starts_with("face to face")).then_some(face)
}

fn has_arguments(tree: &Tree<'_>, id: TokenId) -> bool {
    tree.dependents(id)
        .iter()
        .any(|&d| matches!(tree.dep(d), Dep::Prep | Dep::Agent | Dep::Xcomp | Dep::Ccomp | Dep::Dobj))
}

/// Verbs in "-e" that the lemmatizer shortens too far.
fn mended_lemma(form: &str, lemma: &str) -> Option<&'static str> {
    let long = |stem: &str| {
        form.len() >= stem.len() && form.is_char_boundary(stem.len()) && form[..stem.len()].eq_ignore_ascii_case(stem)
    };
    match lemma {
        "hop" if (long("hope") || long("hopi")) => Some("hope"),
        "slat" if long("slate") || long("slati") => Some("slate"),
        _ => None,
    }
}

/// "a *sit-down*", "a *one*-on-one": event nouns that the tokenizer takes apart at their hyphens.
fn hyphenated_event(tree: &Tree<'_>, id: TokenId) -> Option<&'static str> {
    const EVENTS: [&str; 8] = [
        "sit-down",
        "one-on-one",
        "one-to-one",
        "face-to-face",
        "head-to-head",
        "get-together",
        "tete-a-tete",
        "face-off",
    ];
    let form = tree.form(id);
    if form.len() > 8 || !matches!(form, "down" | "one" | "face" | "head" | "together" | "tete" | "sit" | "get" | "off")
    {
        return None;
    }
    let body_from = |first: TokenId| {
        let start = tree.token(first).span.start;
        EVENTS.into_iter().find(|event| tree.text_from(start).starts_with(event))
    };
    let mut first = id;
    for _ in 0..4 {
        if let Some(event) = body_from(first) {
            let end = tree.token(first).span.start + event.len();
            return (tree.token(id).span.end <= end).then_some(event);
        }
        first = tree.previous(first).filter(|&before| tree.token(before).span.end == tree.token(first).span.start)?;
    }
    None
}

/// The lemma in lower case; capitalised nouns ("Summit", "Talks") lose their plural ending, which the tagger, taking
/// them for names, left on.
fn lemma_of(tree: &Tree<'_>, id: TokenId, kind: PredicateKind) -> SmolStr {
    if let Some(event) = hyphenated_event(tree, id).filter(|_| kind == PredicateKind::Noun) {
        return SmolStr::new_static(event);
    }
    let lemma = tree.lemma(id);
    if let Some(mended) = mended_lemma(tree.form(id), lemma) {
        return SmolStr::new_static(mended);
    }
    let lower = if lemma.bytes().any(|byte| byte.is_ascii_uppercase()) || !lemma.is_ascii() {
        lemma.to_lowercase_smolstr()
    } else {
        SmolStr::new(lemma)
    };
    let plural_name = kind == PredicateKind::Noun && tree.pos(id) == "PROPN" && lower.len() > 3;
    match lower.strip_suffix('s') {
        Some(singular) if plural_name && !singular.ends_with(['s', 'u', 'i']) => SmolStr::new(singular),
        _ => lower,
    }
}
