//! What came of a journey to somebody who was not to be had.

use super::super::predicate::Predicate;
use super::super::tree::{Dep, Tree};
use crate::nlp::TokenId;

/// How many words after a journey's aim are read for what came of it.
const MOST_AFTER: usize = 40;

/// "flew in to see her; *the house was deserted*", "… but *Ode had left*", "… *A clerk received him instead*": what is told
/// up to the end of the next sentence shows that whom the journey was for was not to be had.
pub fn came_in_vain(tree: &Tree<'_>, aim: &Predicate) -> bool {
    let sentence = tree.token(aim.token).sentence;
    let following = tree.ids().skip(aim.token.index() + 1).take(MOST_AFTER);
    let mut after = following.take_while(|&at| tree.token(at).sentence <= sentence + 1);
    after.any(|verb| {
        let is = tree.is_any(verb, &["was", "were"]);
        let past = |word: TokenId| tree.is_any(word, &["had"]) && tree.dep(word) == Dep::Aux;
        let away = |word: TokenId| {
            tree.is_any(word, &["deserted", "locked", "abroad", "absent", "away", "shut", "closed", "gone"])
                && word > verb
                && !tree.has(word, Dep::Prep)
        };
        let bare = !tree.has(verb, Dep::Neg);
        let of_house = is && bare && tree.dependents(verb).iter().any(|&word| away(word));
        // the parser may take "deserted" for the verb and "was" for its auxiliary
        let participle = tree.is_any(verb, &["deserted", "locked", "shut", "closed"])
            && bare
            && !tree.has(verb, Dep::Prep)
            && !tree.has(verb, Dep::Dobj)
            && tree.by(verb, Dep::AuxPass).any(|was| tree.is_any(was, &["was", "were"]));
        let left = matches!(tree.lemma(verb), "leave" | "go" | "depart")
            && bare
            && tree.dependents(verb).iter().any(|&word| past(word))
            && !tree.has(verb, Dep::Dobj)
            && tree.by(verb, Dep::Nsubj).any(|who| who > aim.token && tree.pos(who) != "PRON");
        let instead = matches!(tree.lemma(verb), "receive" | "send" | "meet" | "greet")
            && tree.by(verb, Dep::Advmod).any(|word| tree.is(word, "instead"));
        of_house || participle || left || instead || is_turned_back(tree, verb)
    })
}

/// "went to see Brandt. *She was turned away*", "*was not let in*".
fn is_turned_back(tree: &Tree<'_>, verb: TokenId) -> bool {
    let of_guest = tree.by(verb, Dep::NsubjPass).any(|guest| tree.is_any(guest, &["he", "she", "they"]));
    let told = tree.by(verb, Dep::AuxPass).any(|was| tree.is_any(was, &["was", "were"])) && !tree.has(verb, Dep::Dobj);
    let way = |form: &str| tree.dependents(verb).iter().any(|&word| tree.is(word, form));
    let denied = tree.has(verb, Dep::Neg);
    let back = match tree.lemma(verb) {
        "turn" | "send" => !denied && (way("away") || way("back")),
        "let" | "show" => denied && way("in"),
        "admit" | "receive" => denied,
        _ => false,
    };
    of_guest && told && back
}
