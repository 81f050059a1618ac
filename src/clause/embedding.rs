//! What stands above a predicate, and how it hangs on it.

use super::arguments::is_free;
use super::lexicon::SIGNATURE;
use super::predicate::{Embedding, PredicateKind};
use super::select::is_elided;
use super::tree::{Dep, Tree};
use super::{Clauses, PredicateId};
use crate::nlp::TokenId;
use smol_str::{SmolStr, SmolStrBuilder, StrExt as _};

/// How far up the tree a governor is looked for.
const MAX_CLIMB: usize = 16;

/// Longest chain of governors; a longer one is cut.
const MAX_CHAIN: usize = 128;

/// Finds the governor of every predicate.
pub fn find_governors(tree: &Tree<'_>, clauses: &mut Clauses) {
    for index in 0..clauses.predicates.len() {
        let token = clauses.predicates[index].token;
        let found = match clauses.predicates[index].kind {
            PredicateKind::Verb if !is_nominal_dep(tree.dep(token)) || is_outing(tree, token) => {
                clause_governor(tree, clauses, token)
            }
            PredicateKind::Adjective if !is_nominal_dep(tree.dep(token)) => clause_governor(tree, clauses, token),
            _ => noun_governor(tree, clauses, token),
        };
        let Some((governor, embedding, marker)) = found else { continue };
        if governor.index() != index && !leads_to(clauses, governor, index) {
            clauses.predicates[index].governor = Some((governor, embedding));
            clauses.predicates[index].marker = marker;
        }
    }
    for index in 0..clauses.predicates.len() {
        if clauses.predicates[index].kind == PredicateKind::Noun && is_elided(tree, clauses.predicates[index].token) {
            stand_for_noun(tree, clauses, index);
        }
    }
}

/// How many predicates back the noun is looked for that "one" stands for.
const ELIDED_REACH: usize = 16;

/// "Ode had two meetings, *one* with Brandt": "one" is a meeting, and stands where the meetings do.
fn stand_for_noun(tree: &Tree<'_>, clauses: &mut Clauses, index: usize) {
    let one = &clauses.predicates[index];
    if let Some(lemma) = said_of(tree, clauses, one.token) {
        clauses.predicates[index].lemma = lemma;
        return;
    }
    let sentence = tree.token(one.token).sentence;
    let noun = clauses.predicates[..index].iter().rev().take(ELIDED_REACH).find(|before| {
        before.kind == PredicateKind::Noun
            && tree.tag(before.token) == "NNS"
            && tree.token(before.token).sentence + 1 >= sentence
    });
    let Some(noun) = noun else { return };
    let (token, lemma, governor, marker) = (noun.token, noun.lemma.clone(), noun.governor, noun.marker.clone());
    let own = one.token;
    let Some((above, embedding)) = governor else {
        clauses.predicates[index].lemma = lemma;
        return;
    };
    if above.index() == index || leads_to(clauses, above, index) {
        return;
    }
    let one = &mut clauses.predicates[index];
    one.lemma = lemma;
    one.governor = Some((above, embedding));
    one.marker = marker;
    let above = &mut clauses.predicates[above.index()];
    above.arguments.retain(|argument| argument.token != own);
    let role = above.arguments.iter().find(|argument| argument.token == token).cloned();
    above.arguments.extend(role.map(|argument| super::predicate::Argument { token: own, group: own, ..argument }));
    super::arguments::sort(above);
}

/// "The *meeting* was the *first* between Ode and Brandt": what the subject is.
fn said_of(tree: &Tree<'_>, clauses: &Clauses, one: TokenId) -> Option<SmolStr> {
    let copula = tree.head(one).filter(|&copula| tree.dep(one) == Dep::Attr && tree.lemma(copula) == "be")?;
    let subject = clauses.predicate_at(tree.first(copula, Dep::Nsubj)?)?;
    let noun = &clauses.predicates[subject.index()];
    let open = ["with", "between"].iter().all(|name| noun.preposition(name).next().is_none());
    (noun.kind == PredicateKind::Noun && open).then(|| noun.lemma.clone())
}

/// True if climbing from `from` reaches the predicate with index `target`: then a link would close a cycle.
fn leads_to(clauses: &Clauses, from: PredicateId, target: usize) -> bool {
    let below = clauses.predicates[target].token;
    let mut at = from;
    for _ in 0..MAX_CHAIN {
        if clauses.predicates[at.index()].token == below {
            return true;
        }
        match clauses.predicates[at.index()].governor {
            Some((next, _)) => at = next,
            None => return false,
        }
    }
    true
}

/// "went *hunting*": the gerund after "go" is no object.
fn is_outing(tree: &Tree<'_>, gerund: TokenId) -> bool {
    tree.tag(gerund) == "VBG"
        && matches!(tree.dep(gerund), Dep::Dobj | Dep::Advcl)
        && tree.previous(gerund) == tree.head(gerund)
        && tree.head(gerund).is_some_and(|go| tree.lemma(go) == "go")
}

type Found = Option<(PredicateId, Embedding, Option<SmolStr>)>;

const fn is_nominal_dep(dep: Dep) -> bool {
    matches!(dep, Dep::Nsubj | Dep::NsubjPass | Dep::Dobj | Dep::Pobj | Dep::Attr | Dep::Dative | Dep::Csubj)
}

fn clause_governor(tree: &Tree<'_>, clauses: &Clauses, token: TokenId) -> Found {
    let head = tree.head(token)?;
    let mark = marker_of(tree, token);
    match tree.dep(token) {
        Dep::Pcomp if matches!(mark.as_deref(), Some("if" | "whether")) => {
            Some((nearest(tree, clauses, token)?, Embedding::Complement, mark))
        }
        Dep::Pcomp => {
            let (preposition, name) = outer_preposition(tree, head);
            // "arrived *a day* after meeting Brandt": the day only measures.
            let measured = tree.head(preposition).filter(|&day| tree.dep(day) == Dep::Npadvmod);
            let above = nearest(tree, clauses, measured.unwrap_or(preposition))?;
            // "sees no *point in meeting* him": a noun's own phrase is no adverbial.
            let on_noun = clauses.predicates[above.index()].kind == PredicateKind::Noun
                && tree.head(preposition) == Some(clauses.predicates[above.index()].token)
                && name == "in";
            let embedding = match is_adverbial(&name) && !on_noun {
                true => Embedding::Adverbial,
                false => Embedding::Complement,
            };
            Some((above, embedding, Some(name)))
        }
        Dep::Ccomp if is_cut_off(tree, token, head) => None,
        dep => {
            let head = noun_before(tree, clauses, token, head).unwrap_or(head);
            let head = if dep == Dep::Conj { verb_above(tree, clauses, token, head) } else { head };
            let head = if dep == Dep::Conj { same_auxiliary_above(tree, token, head) } else { head };
            let head = extraposed_over(tree, token, head);
            let head = if dep == Dep::Advcl { over_complementizer(tree, token, head) } else { head };
            let above = clauses.predicate_at(head).or_else(|| nearest(tree, clauses, head))?;
            let direct = clauses.predicate_at(head).is_some();
            let on_noun = clauses.predicates.get(above.index()).is_some_and(|above| above.kind == PredicateKind::Noun);
            let embedding = match dep {
                Dep::Advcl | Dep::Dobj if is_outing(tree, token) => Embedding::Complement,
                Dep::Advcl if on_noun && is_infinitive(tree, token) => Embedding::Complement,
                Dep::Advcl if mark.is_none() && is_infinitive(tree, token) && wants_infinitive(tree, head) => {
                    Embedding::Complement
                }
                Dep::Conj => Embedding::Conjunct,
                Dep::Xcomp | Dep::Ccomp | Dep::Acomp | Dep::Oprd | Dep::Attr => Embedding::Complement,
                Dep::Advcl => adverbial(tree, token, mark.as_deref()),
                Dep::Acl if is_infinitive(tree, token) || mark.is_some() => Embedding::Complement,
                // "no plans for her to meet him", "the first to be received": infinitives, however they are labelled.
                Dep::Relcl if direct && is_infinitive(tree, token) => Embedding::Complement,
                // "a lie *that they met*": the clause has its own subject, and "that" only opens it.
                Dep::Relcl if on_noun && direct && mark.as_deref() == Some("that") => Embedding::Complement,
                Dep::Acl | Dep::Relcl | Dep::Amod | Dep::Appos => Embedding::Relative,
                Dep::Parataxis => Embedding::Complement,
                _ => Embedding::Adverbial,
            };
            match (direct, embedding) {
                // A clause on a name says nothing of what governs the name.
                (false, Embedding::Relative) => None,
                (false, Embedding::Complement) if dep == Dep::Acl => Some((above, Embedding::Purpose, mark)),
                _ => Some((above, embedding, mark)),
            }
        }
    }
}

/// "stated, *testifying* before the court, that Ode lied": what stands before the "that" of a clause is no part of it.
fn over_complementizer(tree: &Tree<'_>, token: TokenId, head: TokenId) -> TokenId {
    let that = |&word: &TokenId| word > token && word < head && tree.dep(word) == Dep::Mark && tree.is(word, "that");
    match tree.dep(head) {
        Dep::Ccomp if tree.dependents(head).iter().any(that) => tree.head(head).unwrap_or(head),
        _ => head,
    }
}

/// "painting her boats and *meeting* Brandt": a verb that is conjoined with a noun is conjoined with the verb of its
/// own form over that noun.
fn verb_above(tree: &Tree<'_>, clauses: &Clauses, verb: TokenId, head: TokenId) -> TokenId {
    if tree.pos(verb) != "VERB" || !tree.is_nominal(head) || tree.has(verb, Dep::Nsubj) {
        return head;
    }
    let same = tree
        .analysis
        .ancestors(head)
        .take(MAX_CLIMB)
        .find(|&above| clauses.predicate_at(above).is_some() && tree.pos(above) == "VERB");
    same.filter(|&above| tree.tag(above) == tree.tag(verb) && above < verb).unwrap_or(head)
}

/// "*has* said he wants peace before his term ends and *has* offered to meet": a verb that repeats the auxiliary is conjoined
/// with the verb that has it, not with the one in between.
fn same_auxiliary_above(tree: &Tree<'_>, verb: TokenId, head: TokenId) -> TokenId {
    let auxiliary = |verb: TokenId| {
        tree.by(verb, Dep::Aux)
            .map(|auxiliary| tree.form(auxiliary))
            .find(|form| matches!(*form, "has" | "have" | "had" | "will"))
    };
    let Some(own) = auxiliary(verb) else { return head };
    if tree.has(verb, Dep::Nsubj) || tree.pos(head) != "VERB" || auxiliary(head).is_some() {
        return head;
    }
    tree.analysis.ancestors(head).take(MAX_CLIMB).find(|&above| auxiliary(above) == Some(own)).unwrap_or(head)
}

/// True for "Ode met Brandt; Lund did not" and "she has met nobody, she has not spoken to anyone", where the parser makes the
/// first sentence a complement of the second: what opens a sentence as its complement never stands under a negation.
fn is_cut_off(tree: &Tree<'_>, clause: TokenId, head: TokenId) -> bool {
    let between = |marks: &[&str]| {
        tree.by(head, Dep::Punct).any(|punct| clause < punct && punct < head && tree.is_any(punct, marks))
    };
    let negated_alone = || tree.has(head, Dep::Neg) && tree.has(clause, Dep::Nsubj) && between(&[","]);
    let dashed = || between(&["–", "—", "--"]) && tree.lemma(head) == "be";
    clause < head && (between(&[";", ":"]) || negated_alone() || dashed())
}

/// "had no *intention* *to meet her*", "ignored *calls* *for him to meet her*": an infinitive right after a noun that takes
/// one belongs to it, wherever the parser hung it.
fn noun_before(tree: &Tree<'_>, clauses: &Clauses, clause: TokenId, head: TokenId) -> Option<TokenId> {
    if !matches!(tree.dep(clause), Dep::Advcl | Dep::Xcomp | Dep::Ccomp)
        || !is_infinitive(tree, clause)
        || head >= clause
    {
        return None;
    }
    let start = tree.dependents(clause).first().copied().filter(|&first| first < clause)?;
    let noun = tree.previous(start)?;
    let id = clauses.predicate_at(noun)?;
    let predicate = &clauses.predicates[id.index()];
    let governs = predicate.kind == PredicateKind::Noun
        && tree.dep(noun) == Dep::Dobj
        && SIGNATURE.get(PredicateKind::Noun, &predicate.lemma).is_some_and(|signature| signature.infinitive.is_some());
    governs.then_some(noun)
}

/// "It is untrue that she met him": the clause that the parser hangs on the copula belongs to its adjective.
fn extraposed_over(tree: &Tree<'_>, clause: TokenId, copula: TokenId) -> TokenId {
    let content = matches!(tree.dep(clause), Dep::Ccomp | Dep::Xcomp);
    match tree.first(copula, Dep::Acomp) {
        Some(adjective) if content && adjective < clause => adjective,
        _ => copula,
    }
}

/// "refused for months *to see him*": verbs that without an object have an infinitive for one, however far it stands.
fn wants_infinitive(tree: &Tree<'_>, verb: TokenId) -> bool {
    super::repair::wants_infinitive(tree.lemma(verb))
        && !tree.has(verb, Dep::Dobj)
        && !tree.has(verb, Dep::Xcomp)
        && !tree.has(verb, Dep::AuxPass)
}

fn adverbial(tree: &Tree<'_>, token: TokenId, mark: Option<&str>) -> Embedding {
    match mark {
        Some(
            "if" | "unless" | "provided" | "providing" | "assuming" | "should" | "whether" | "lest" | "supposing"
            | "once",
        ) => Embedding::Condition,
        None | Some("to" | "for" | "in") if is_infinitive(tree, token) => Embedding::Purpose,
        Some("so") => Embedding::Purpose,
        _ => Embedding::Adverbial,
    }
}

/// True for "to meet" and "to have met".
fn is_infinitive(tree: &Tree<'_>, verb: TokenId) -> bool {
    tree.by(verb, Dep::Aux).any(|auxiliary| tree.tag(auxiliary) == "TO")
}

/// The subordinating word of a clause: "if", "that", "after", "when".
fn marker_of(tree: &Tree<'_>, token: TokenId) -> Option<SmolStr> {
    let mark = tree.first(token, Dep::Mark).or_else(|| {
        tree.by(token, Dep::Advmod).find(|&adverb| {
            adverb < token
                && tree.is_any(adverb, &["when", "where", "why", "how", "whenever", "once", "after", "before"])
        })
    });
    let mark = mark?;
    if tree.is(mark, "than") && tree.previous(mark).is_some_and(|rather| tree.is(rather, "rather")) {
        return Some(SmolStr::new_static("rather than"));
    }
    Some(tree.form(mark).to_lowercase_smolstr())
}

fn is_adverbial(preposition: &str) -> bool {
    matches!(
        preposition,
        "after"
            | "before"
            | "since"
            | "while"
            | "when"
            | "by"
            | "without"
            | "upon"
            | "following"
            | "despite"
            | "during"
            | "instead of"
            | "rather than"
            | "in"
            | "prior to"
            | "besides"
            | "ahead of"
            | "until"
            | "through"
            | "in addition to"
            | "apart from"
            | "because of"
    )
}

fn noun_governor(tree: &Tree<'_>, clauses: &Clauses, token: TokenId) -> Found {
    let mut token = tree.first_conjunct(token);
    for _ in 0..MAX_CLIMB {
        let head = tree.head(token)?;
        match tree.dep(token) {
            // "in *one of the debates*": what one of them is in, they are in.
            Dep::Pobj if tree.is(head, "of") && tree.head(head).is_some_and(|one| is_one_of_them(tree, one)) => {
                token = tree.head(head)?;
            }
            Dep::Pobj | Dep::Pcomp => {
                let (preposition, name) = outer_preposition(tree, head);
                let above = nearest(tree, clauses, preposition)?;
                return Some((above, Embedding::Argument, Some(name)));
            }
            Dep::Appos => token = tree.first_conjunct(head),
            Dep::Root => return None,
            _ => {
                let above = clauses.predicate_at(head).or_else(|| nearest(tree, clauses, head))?;
                return Some((above, Embedding::Argument, None));
            }
        }
    }
    None
}

/// "*one* of the debates" after a preposition that tells when or where.
pub fn is_one_of_them(tree: &Tree<'_>, one: TokenId) -> bool {
    tree.is(one, "one")
        && tree.dep(one) == Dep::Pobj
        && tree.head(one).is_some_and(|preposition| {
            tree.is_any(preposition, &["in", "at", "during", "after", "before", "following"])
        })
}

/// The outermost of stacked prepositions and their common name: "ahead of", "instead of".
fn outer_preposition(tree: &Tree<'_>, preposition: TokenId) -> (TokenId, SmolStr) {
    let own = tree.form(preposition).to_lowercase_smolstr();
    if let Some(adverb) = tree.leading_adverb(preposition).filter(|&adverb| tree.head(adverb) == Some(preposition)) {
        let mut name = SmolStrBuilder::new();
        name.push_str(&tree.form(adverb).to_lowercase_smolstr());
        name.push(' ');
        name.push_str(&own);
        return (preposition, name.finish());
    }
    let above = tree.head(preposition).filter(|&above| {
        matches!(tree.dep(preposition), Dep::Prep | Dep::Pcomp)
            && matches!(tree.dep(above), Dep::Prep | Dep::Advmod | Dep::Mark | Dep::Cc)
            && tree.next(above) == Some(preposition)
            && (tree.dep(above) != Dep::Advmod || !is_free(&own))
            && !tree.is_time(above)
    });
    let Some(above) = above else { return (preposition, own) };
    let mut name = SmolStrBuilder::new();
    name.push_str(&tree.form(above).to_lowercase_smolstr());
    name.push(' ');
    name.push_str(&own);
    (above, name.finish())
}

/// The nearest predicate above `token`.
fn nearest(tree: &Tree<'_>, clauses: &Clauses, token: TokenId) -> Option<PredicateId> {
    tree.analysis.ancestors(token).take(MAX_CLIMB).find_map(|above| clauses.predicate_at(above))
}
