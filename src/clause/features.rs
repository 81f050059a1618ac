//! What a verb group or the words around a noun say of their predicate alone: tense, voice, polarity, modality.

use super::lexicon::STATUS;
use super::predicate::{Features, PredicateKind, Tense};
use super::tree::{Dep, Tree};
use super::{Clauses, PredicateId};
use crate::nlp::TokenId;
use smol_str::StrExt as _;

/// Fills in the features of all predicates.
pub fn find_features(tree: &Tree<'_>, clauses: &mut Clauses) {
    for index in 0..clauses.predicates.len() {
        let token = clauses.predicates[index].token;
        let features = match clauses.predicates[index].kind {
            PredicateKind::Verb => verb_group(tree, token),
            PredicateKind::Noun => noun_features(tree, token),
            PredicateKind::Adjective => adjective_features(tree, token),
        };
        let shared = shared_group(tree, clauses, token, features);
        clauses.predicates[index].features = shared;
    }
}

fn verb_group(tree: &Tree<'_>, verb: TokenId) -> Features {
    let mut features = Features::default();
    let tag = tree.tag(verb);
    let mut auxiliaries = 0;
    for &dependent in tree.dependents(verb) {
        match tree.dep(dependent) {
            Dep::Aux | Dep::AuxPass => {
                auxiliaries += 1;
                auxiliary(tree, dependent, tag, &mut features);
            }
            Dep::Neg
                if contrasts(tree, verb, dependent)
                    || dates_only(tree, verb, dependent)
                    || is_afterthought(tree, verb, dependent) => {}
            Dep::Neg => features.negated = !features.negated,
            Dep::Preconj if tree.is(dependent, "neither") => features.negated = true,
            Dep::Advmod | Dep::Npadvmod => adverb(tree, dependent, &mut features),
            Dep::Prep if is_now_and_then(tree, dependent) => features.habitual = true,
            Dep::Prep if is_never(tree, verb, dependent) => features.negated = true,
            Dep::NsubjPass => features.passive |= tag == "VBN" || tag == "VBD",
            _ => {}
        }
    }
    let dep = tree.dep(verb);
    let reduced =
        matches!(dep, Dep::Acl | Dep::Amod) || dep == Dep::Advcl && auxiliaries == 0 && !tree.has(verb, Dep::Nsubj);
    features.passive |= tag == "VBN" && reduced && !features.perfect && !tree.has(verb, Dep::Nsubj);
    features.passive |= tree.has(verb, Dep::Agent) && matches!(tag, "VBN" | "VBD") && !features.perfect;
    if auxiliaries == 0 && !features.passive {
        features.tense = match tag {
            "VBD" => Tense::Past,
            "VBZ" | "VBP" => Tense::Present,
            "VBN" if tree.has(verb, Dep::Nsubj) => Tense::Past,
            _ => Tense::None,
        };
    }
    features.negated ^= dep == Dep::Relcl && is_in_denied_cleft(tree, verb);
    features.question = dep == Dep::Root && tree.in_question(verb) && !presupposes(tree, verb);
    features
}

/// "will debate Ode on taxes, *not* gossip": what follows the comma is denied, not the verb.
fn is_afterthought(tree: &Tree<'_>, verb: TokenId, not: TokenId) -> bool {
    verb < not && tree.previous(not).is_some_and(|before| tree.is(before, ","))
}

/// "It was *not* Ode who met him": what the cleft denies is its clause.
fn is_in_denied_cleft(tree: &Tree<'_>, verb: TokenId) -> bool {
    let Some(focus) = tree.head(verb).filter(|&focus| tree.dep(focus) == Dep::Attr) else { return false };
    let Some(copula) = tree.head(focus).filter(|&copula| tree.lemma(copula) == "be") else { return false };
    tree.is_name(focus)
        && tree.has(copula, Dep::Neg)
        && tree.by(copula, Dep::Nsubj).any(|it| tree.is(it, "it"))
        && !tree.by(focus, Dep::Cc).any(|but| tree.is(but, "but"))
}

/// "at times", "on occasion".
fn is_now_and_then(tree: &Tree<'_>, preposition: TokenId) -> bool {
    tree.by(preposition, Dep::Pobj)
        .any(|object| tree.is_any(object, &["times", "occasion", "occasions"]) && !tree.has(object, Dep::Nummod))
}

/// "*at no point* did Ode meet him", "*under no circumstances* will she": a phrase that denies the clause.
fn is_never(tree: &Tree<'_>, verb: TokenId, preposition: TokenId) -> bool {
    const WAYS: [&str; 9] =
        ["point", "time", "circumstance", "stage", "way", "account", "condition", "moment", "occasion"];
    preposition < verb
        && tree
            .by(preposition, Dep::Pobj)
            .any(|object| WAYS.contains(&tree.lemma(object)) && tree.by(object, Dep::Det).any(|no| tree.is(no, "no")))
}

/// "*Not until Friday* did Ode meet him": dates what is told, and does not deny it.
fn dates_only(tree: &Tree<'_>, verb: TokenId, not: TokenId) -> bool {
    let until = tree.next(not).filter(|&until| until < verb && tree.is(until, "until"));
    until.is_some() && tree.by(verb, Dep::Aux).any(|auxiliary| not < auxiliary && auxiliary < verb)
}

/// "met *not* Mr Brandt but Mr Lund": the denial is of the object only.
fn contrasts(tree: &Tree<'_>, verb: TokenId, not: TokenId) -> bool {
    verb < not
        && tree.dependents(verb).iter().any(|&filler| filler > not && super::arguments::is_contrasted(tree, filler))
}

fn auxiliary(tree: &Tree<'_>, auxiliary: TokenId, verb_tag: &str, features: &mut Features) {
    let tag = tree.tag(auxiliary);
    if tag == "TO" {
        features.infinitive = true;
        return;
    }
    let form = tree.form(auxiliary).to_lowercase_smolstr();
    if let Some(modal) = modal_of(&form, tag) {
        features.modal = Some(modal);
        if modal == "will" {
            features.tense = Tense::Future;
        }
        return;
    }
    let tense = match form.as_str() {
        "had" | "was" | "were" | "did" | "got" => Tense::Past,
        "has" | "have" | "'ve" | "’ve" | "is" | "are" | "am" | "'re" | "’re" | "'m" | "’m" | "does" | "do" | "'s"
        | "’s" => Tense::Present,
        "'d" | "’d" => Tense::Past,
        _ => Tense::None,
    };
    if features.tense == Tense::None && features.modal.is_none() && !features.infinitive {
        features.tense = tense;
    }
    match tree.lemma(auxiliary) {
        "have" | "having" => features.perfect = true,
        "be" if tree.dep(auxiliary) == Dep::AuxPass && verb_tag != "VBG" => features.passive = true,
        "get" if tree.dep(auxiliary) == Dep::AuxPass => features.passive = true,
        "be" if verb_tag == "VBG" => features.progressive = true,
        _ if matches!(form.as_str(), "'s" | "’s") && matches!(verb_tag, "VBN" | "VBD") => features.perfect = true,
        _ => {}
    }
}

fn modal_of(form: &str, tag: &str) -> Option<&'static str> {
    Some(match form {
        "will" | "wo" | "'ll" | "’ll" | "shall" | "sha" => "will",
        "would" => "would",
        "'d" | "’d" if tag == "MD" => "would",
        "could" => "could",
        "may" => "may",
        "might" => "might",
        "should" | "ought" => "should",
        "must" => "must",
        "can" | "ca" => "can",
        _ => return None,
    })
}

fn adverb(tree: &Tree<'_>, adverb: TokenId, features: &mut Features) {
    let form = tree.form(adverb).to_lowercase_smolstr();
    match form.as_str() {
        "never" | "nowhere" | "hardly" | "nearly" | "almost" | "neither" | "nor" => features.negated = true,
        "longer" => features.negated |= tree.dependents(adverb).iter().any(|&no| tree.is_any(no, &["no", "any"])),
        "possibly" | "perhaps" | "maybe" | "potentially" | "conceivably" | "hypothetically" => {
            features.modal = features.modal.or(Some("may"));
        }
        // "*never before* had they met"
        "before"
            if tree.dependents(adverb).iter().any(|&never| never < adverb && tree.is_any(never, &["never", "not"])) =>
        {
            features.negated = true;
        }
        word => {
            features.habitual |= STATUS.habitual.contains(word)
                || tree.dependents(adverb).iter().any(|&inner| tree.is_any(inner, &["every", "each"]));
        }
    }
}

/// True for "why", "when", "where", "how" questions, which take the event for granted.
fn presupposes(tree: &Tree<'_>, verb: TokenId) -> bool {
    tree.by(verb, Dep::Advmod).any(|adverb| tree.is_any(adverb, &["why", "when", "where", "how"]) && adverb < verb)
}

fn noun_features(tree: &Tree<'_>, noun: TokenId) -> Features {
    let mut features = Features { negated: is_denied_alternative(tree, noun), ..Features::default() };
    for &dependent in tree.dependents(noun) {
        match tree.dep(dependent) {
            Dep::Det => features.negated |= tree.is_any(dependent, &["no", "neither"]),
            Dep::Neg => features.negated = true,
            Dep::Preconj | Dep::Cc => {
                features.negated |= dependent < noun && tree.is_any(dependent, &["neither", "not"])
            }
            Dep::Amod => features.habitual |= STATUS.habitual.contains(tree.lemma(dependent)),
            _ => {}
        }
    }
    features
}

/// "no contact *or meeting* between them": the denial of the first alternative is that of all.
fn is_denied_alternative(tree: &Tree<'_>, noun: TokenId) -> bool {
    let first = tree.head(noun).filter(|_| tree.dep(noun) == Dep::Conj);
    first.is_some_and(|first| {
        tree.by(first, Dep::Cc).any(|or| tree.is_any(or, &["or", "nor"]))
            && tree.by(first, Dep::Det).any(|no| tree.is(no, "no"))
    })
}

fn adjective_features(tree: &Tree<'_>, adjective: TokenId) -> Features {
    Features { negated: tree.has(adjective, Dep::Neg), ..Features::default() }
}

/// Conjoined verbs of the same form share the auxiliaries of the first: "will meet Brandt and hold talks".
fn shared_group(tree: &Tree<'_>, clauses: &Clauses, token: TokenId, own: Features) -> Features {
    if tree.dep(token) != Dep::Conj || has_own_group(tree, token) {
        return own;
    }
    let Some(first) = tree.head(token).and_then(|head| clauses.predicate_at(head)) else { return own };
    if first.index() >= clauses.predicates.len() || tree.head(token).is_none_or(|head| head >= token) {
        return own;
    }
    let first_token = clauses.predicates[first.index()].token;
    let same_form = match (tree.tag(first_token), tree.tag(token)) {
        ("VBN" | "VBD", "VBN") => has_auxiliary(tree, first_token),
        ("VBN", "VBD") => above_is_perfect(clauses, first),
        // "did not call, *visit* or meet her": the tagger knows no infinitive that far from its auxiliary
        ("VB", "VBP") => has_auxiliary(tree, first_token),
        (a, b) => a == b && b != "VBP",
    };
    if !same_form || !matches!(tree.tag(token), "VB" | "VBN" | "VBD" | "VBG" | "VBP") {
        return own;
    }
    let above = clauses.predicates[first.index()].features;
    let opposed = tree.by(first_token, Dep::Cc).any(|cc| tree.is_any(cc, &["but", "yet"]));
    Features { negated: own.negated || above.negated && !opposed, habitual: own.habitual, ..above }
}

fn above_is_perfect(clauses: &Clauses, first: PredicateId) -> bool {
    let features = clauses.predicates[first.index()].features;
    features.perfect && !features.passive
}

fn has_auxiliary(tree: &Tree<'_>, verb: TokenId) -> bool {
    tree.has(verb, Dep::Aux) || tree.has(verb, Dep::AuxPass)
}

fn has_own_group(tree: &Tree<'_>, verb: TokenId) -> bool {
    has_auxiliary(tree, verb) || tree.has(verb, Dep::Nsubj) || tree.has(verb, Dep::NsubjPass)
}

/// Once arguments are known: a verb is denied where all fillers of its surface subject, or of its object, are.
pub fn deny_by_arguments(clauses: &mut Clauses, id: PredicateId) {
    use super::predicate::Role;
    let predicate = &mut clauses.predicates[id.index()];
    if predicate.kind == PredicateKind::Noun {
        return;
    }
    let denied = [Role::Subject, Role::Object, Role::Complement, Role::Preposition("with".into())].iter().any(|role| {
        let mut fillers = predicate.arguments.iter().filter(|argument| argument.role == *role).peekable();
        fillers.peek().is_some() && fillers.all(|argument| argument.negated)
    });
    if denied {
        predicate.features.negated = !predicate.features.negated || predicate.kind != PredicateKind::Verb;
    }
}
