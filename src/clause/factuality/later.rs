//! What verbs other than a noun's governor say of it, and who of its parties stays away.

use super::super::Clauses;
use super::super::lexicon::Outcomes;
use super::super::predicate::{Embedding, Factuality, Predicate, PredicateKind, Role, Source, Tense};
use super::super::tree::{Dep, Tree};
use super::governed::{look_up, plain_signature};
use super::own::noun_status;
use super::{apply, combine};
use crate::nlp::TokenId;

use Factuality::{Held, Negated, Planned};

/// What further verbs say of a noun that is their subject or object: relative clauses ("talks *scheduled for Friday*"),
/// raised subjects ("the talks are due *to begin*"), later conjuncts ("was planned for May but *was cancelled*").
pub fn from_other_verbs(tree: &Tree<'_>, clauses: &mut Clauses, index: usize) {
    came_about_with(tree, clauses, index);
    let verb = &clauses.predicates[index];
    let Some((governor, embedding)) = verb.governor else { return };
    if verb.kind == PredicateKind::Noun {
        return;
    }
    let slots: Vec<(TokenId, Option<Outcomes>)> = verb
        .arguments
        .iter()
        .filter(|argument| argument.source == Source::Shared)
        .filter_map(|argument| match argument.role {
            Role::Subject if verb.lemma == "be" && verb.has(&Role::Complement) => None,
            Role::Subject => Some((argument.token, look_up(verb, None, |signature| signature.subject))),
            Role::Object => Some((argument.token, look_up(verb, None, |signature| signature.object))),
            _ => None,
        })
        .collect();
    let lasted = lasted(tree, verb);
    for (token, found) in slots {
        let (Some(found), Some(id)) = (found, clauses.predicate_at(token)) else { continue };
        let noun = &clauses.predicates[id.index()];
        if noun.kind != PredicateKind::Noun || noun.features.negated {
            continue;
        }
        let told = apply(found, clauses.predicates[index].factuality);
        let current = noun.factuality;
        let status = match embedding {
            Embedding::Relative if id == governor => match told {
                // What was planned may have come about since: the main clause tells.
                Planned if happens(tree, clauses, noun) => current,
                // "was driven in for an audience that lasted an hour"
                Held if current == Planned && lasted => Held,
                told => current.min(told),
            },
            // "talks, due *to begin* on Monday, were cancelled"
            Embedding::Complement if current == Negated => current,
            Embedding::Complement => combine(told, noun_status(tree, noun)),
            Embedding::Conjunct if told == Negated => Negated,
            Embedding::Conjunct => current.max(told),
            _ => continue,
        };
        clauses.predicates[id.index()].factuality = status;
    }
}

/// "was driven in for an audience *with the king that lasted* an hour": the parser has the king last so long.
fn came_about_with(tree: &Tree<'_>, clauses: &mut Clauses, index: usize) {
    let verb = &clauses.predicates[index];
    let over = || matches!(verb.lemma.as_str(), "end" | "last" | "run") && verb.features.tense == Tense::Past;
    if tree.dep(verb.token) != Dep::Relcl || !lasted(tree, verb) && !over() {
        return;
    }
    // "with Queen Ode, who ruled for ten years"
    let that = tree.by(verb.token, Dep::Nsubj).any(|subject| tree.is_any(subject, &["that", "which"]));
    let host = tree.head(verb.token).filter(|&host| that && tree.dep(host) == Dep::Pobj);
    let with = host.and_then(|host| tree.head(host)).filter(|&with| tree.is_any(with, &["with", "between"]));
    let Some(id) = with.and_then(|with| tree.head(with)).and_then(|noun| clauses.predicate_at(noun)) else { return };
    let noun = &mut clauses.predicates[id.index()];
    if noun.kind == PredicateKind::Noun && noun.factuality == Planned {
        noun.factuality = Held;
    }
}

/// True if the verb over the noun tells that it took place: "the meeting planned for May began", "they met *in a session*
/// arranged by Falk".
fn happens(tree: &Tree<'_>, clauses: &Clauses, noun: &Predicate) -> bool {
    noun.governor.is_some_and(|(above, embedding)| {
        let above = &clauses.predicates[above.index()];
        let within = above.kind == PredicateKind::Verb
            && above.features.tense == Tense::Past
            && matches!(noun.marker.as_deref(), Some("in" | "at" | "during"));
        embedding == Embedding::Argument && above.factuality == Held && (within || takes_place(tree, above))
    })
}

/// "that lasted", "that ended": of what has come about.
fn lasted(tree: &Tree<'_>, verb: &Predicate) -> bool {
    verb.features.tense == Tense::Past && takes_place(tree, verb)
}

fn takes_place(tree: &Tree<'_>, verb: &Predicate) -> bool {
    tree.token(verb.token).pos == "VERB"
        && plain_signature(verb).and_then(|signature| signature.subject).is_some_and(|o| o.affirmed == Held)
}

/// Who stays away from an encounter of others is no party to it: "Ode skipped the talks between Brandt and Lund".
pub fn absentees(tree: &Tree<'_>, clauses: &mut Clauses, index: usize) {
    let noun = &clauses.predicates[index];
    let Some((governor, Embedding::Argument)) = noun.governor else { return };
    let above = &clauses.predicates[governor.index()];
    if noun.kind != PredicateKind::Noun
        || above.factuality == Held
        || !is_partaking(above)
        || !has_own_parties(tree, noun)
    {
        return;
    }
    let away: Vec<TokenId> = above.fillers(&Role::Subject).map(|argument| argument.token).collect();
    for argument in &mut clauses.predicates[index].arguments {
        let lent = argument.source != Source::Direct && away.contains(&argument.token);
        argument.negated |= lent;
    }
}

/// "attend", "skip", "pull out of", "absent from": words for who takes part, not for whether there is an encounter.
pub fn is_partaking(verb: &Predicate) -> bool {
    matches!(
        verb.lemma.as_str(),
        "attend"
            | "join"
            | "skip"
            | "miss"
            | "boycott"
            | "shun"
            | "participate"
            | "take"
            | "withdraw"
            | "pull"
            | "back"
            | "drop"
            | "turn"
            | "show"
            | "avoid"
            | "be"
            | "stay"
            | "invite"
            | "exclude"
            | "bar"
            | "leave"
            | "absent"
    )
}

/// True if the noun names at least two parties itself: "between A and B", "the A–B talks".
pub fn has_own_parties(tree: &Tree<'_>, noun: &Predicate) -> bool {
    let of_role = |role: &Role| {
        noun.arguments.iter().filter(|argument| argument.role == *role && argument.source == Source::Direct).count()
    };
    of_role(&Role::Preposition("between".into())) >= 1
        || of_role(&Role::Preposition("of".into())) >= 2
        || noun.preposition("of").any(|argument| matches!(tree.tag(argument.token), "NNS" | "NNPS"))
        || of_role(&Role::Preposition("involving".into())) >= 1
        || noun.fillers(&Role::Possessor).any(|owner| owner.source == Source::Direct && tree.pos(owner.token) != "PRON")
            && of_role(&Role::Preposition("with".into())) >= 1
}
