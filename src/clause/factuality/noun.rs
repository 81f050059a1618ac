//! What its governor makes of an event noun: object and subject, prepositions, copulas.

use super::super::Clauses;
use super::super::lexicon::{LIGHT, Outcomes, SIGNATURE, STATUS, Signature, WORDS};
use super::super::predicate::{Factuality, Predicate, PredicateKind, Role};
use super::super::tree::{Dep, Tree};
use super::apply;
use super::governed::{look_up, plain_signature, signature};
use super::later::{has_own_parties, is_partaking};
use super::outcome::{is_taken_up, was_there_on_a_day};
use super::own::noun_status;
use crate::nlp::TokenId;
use smol_str::StrExt as _;

use Factuality::{Held, Negated, Planned, Possible};

/// The status that an event noun has as an argument of `above`.
pub fn argument(tree: &Tree<'_>, clauses: &Clauses, predicate: &Predicate, above: &Predicate) -> Factuality {
    let status = above.factuality;
    let preposition = predicate.marker.as_deref();
    let role = above.arguments.iter().find(|argument| argument.token == predicate.token).map(|argument| &argument.role);
    if preposition.is_some() && is_taken_up(clauses, above) {
        return Planned;
    }
    if let Some(name) = preposition {
        return under_preposition(tree, predicate, above, name);
    }
    match role {
        Some(Role::Subject) if came_to_nothing(predicate, above) => apply_denial(status),
        Some(Role::Subject) => as_subject(tree, clauses, above),
        Some(Role::Complement) => match status {
            Negated => Negated,
            status => status,
        },
        Some(Role::Compound) => match look_up(above, Some("of"), |signature| signature.object) {
            Some(found) => apply(found, status),
            None => status.max(Possible),
        },
        Some(Role::Possessor | Role::Time) => Held,
        Some(Role::Object) if is_called_false(clauses, above) => apply_denial(status),
        _ => {
            let found = look_up(above, None, |signature| signature.object);
            let status = apply_to_noun(tree, found, predicate, above);
            if status == Negated && is_partaking(above) && has_own_parties(tree, predicate) { Held } else { status }
        }
    }
}

/// "efforts to arrange talks *failed*": efforts that fail deny what they are for.
fn came_to_nothing(noun: &Predicate, verb: &Predicate) -> bool {
    matches!(
        noun.lemma.as_str(),
        "effort" | "attempt" | "bid" | "plan" | "push" | "request" | "proposal" | "plea" | "appeal"
    ) && matches!(verb.lemma.as_str(), "fail" | "founder" | "collapse" | "fizzle")
}

/// "called the story of a meeting *a fabrication*": to name it so denies it.
fn is_called_false(clauses: &Clauses, verb: &Predicate) -> bool {
    WORDS.naming.contains(&verb.lemma)
        && verb
            .arguments
            .iter()
            .filter(|argument| {
                argument.role == Role::Complement || matches!(&argument.role, Role::Preposition(name) if name == "as")
            })
            .filter_map(|argument| clauses.predicate_at(argument.token))
            .filter_map(|said| plain_signature(&clauses.predicates[said.index()]))
            .any(|said| said.finite.is_some_and(|found| found.affirmed == Negated))
}

/// The status of what a verb of the status `status` denies.
const fn apply_denial(status: Factuality) -> Factuality {
    match status {
        Held => Negated,
        Negated => Held,
        other => other,
    }
}

/// Verbs without a signature take their object's reality for granted, but one that is only planned or possible tells of
/// no more than a planned or possible object.
fn apply_to_noun(tree: &Tree<'_>, found: Option<Outcomes>, noun: &Predicate, above: &Predicate) -> Factuality {
    match (found, above.factuality) {
        (Some(found), status) => apply(found, status),
        (None, Negated) => Held,
        (None, _) if is_definite(tree, noun.token) => Held,
        (None, status) => status,
    }
}

fn under_preposition(tree: &Tree<'_>, predicate: &Predicate, above: &Predicate, name: &str) -> Factuality {
    let status = above.factuality;
    let last = name.rsplit(' ').next().unwrap_or(name);
    if name == "for" && above.kind == PredicateKind::Verb && above.has(&Role::Preposition("under".into())) {
        // "came under fire for his lunch": blamed for what there was
        return Held;
    }
    let undated = above.fillers(&Role::Object).any(|argument| {
        argument.negated && matches!(tree.lemma(argument.token), "date" | "time" | "venue" | "place" | "decision")
    });
    if undated && matches!(name, "for" | "on" | "about") {
        // "no date has been set for a meeting"
        return Possible;
    }
    let under_way = matches!(predicate.lemma.as_str(), "talk" | "negotiation" | "discussion")
        && matches!(above.lemma.as_str(), "pull" | "back" | "drop" | "withdraw")
        && matches!(last, "of" | "from");
    if under_way && status == Held {
        // "pulled out of talks": one leaves only what has begun.
        return noun_status(tree, predicate);
    }
    if name == "for" && status == Held && was_there_on_a_day(tree, above) {
        return Held;
    }
    if let Some(found) = signature(above, Some(name)).and_then(|signature| signature.object) {
        let status = apply(found, status);
        return if status == Negated && is_partaking(above) && has_own_parties(tree, predicate) {
            Held
        } else {
            status
        };
    }
    if name == "of" && LIGHT.is_transparent(&above.lemma) && !is_definite(tree, predicate.token) {
        // "refused to hold *two days of* talks"
        return status;
    }
    if above.kind == PredicateKind::Noun {
        let nominal = SIGNATURE.get(PredicateKind::Noun, &above.lemma);
        if let Some(found) = nominal
            .and_then(|signature| signature.object)
            .filter(|_| matches!(last, "of" | "for" | "on" | "to" | "about"))
        {
            return apply(found, status);
        }
        return match STATUS.prepositions.get(name) {
            Some(&Planned) if name == "for" => status,
            Some(&given) => given,
            None if status == Negated => Held,
            // "a dig at her breakfast with Lund": whose it is, it is taken for granted.
            None if status == Possible && is_definite(tree, predicate.token) => Held,
            None => status,
        };
    }
    if above.kind == PredicateKind::Adjective {
        let found = look_up(above, Some(name), |signature| signature.object);
        return found.map_or(status, |found| apply(found, status));
    }
    if let Some(&given) = STATUS.prepositions.get(name) {
        let intended = plain_signature(above).and_then(|signature| signature.infinitive).map(|found| found.affirmed);
        return match (given, status) {
            // "for": only of those who travel there is it a plan.
            (Planned, _) if name == "for" && intended != Some(Planned) => presupposed(status),
            (Planned, Possible) => Possible,
            _ => given,
        };
    }
    let entertained = is_entertaining(above, name) && (name != "at" || !is_definite(tree, predicate.token));
    if status == Negated && entertained && !has_own_parties(tree, predicate) {
        // "refused to have him to dinner", "did not invite her to lunch"
        return Negated;
    }
    if status == Negated {
        // "is not in talks with": the copula and its like deny the noun itself.
        let transparent =
            matches!(above.lemma.as_str(), "be" | "remain" | "stay" | "take" | "participate" | "engage" | "enter")
                && matches!(name, "in" | "into" | "at")
                && stands_right_after(tree, predicate, above);
        return if transparent && !has_own_parties(tree, predicate) { Negated } else { Held };
    }
    // "*following* a breakfast with Brandt, Ode *is scheduled* to speak"
    let scheduled = above.features.passive
        && above.features.tense == super::super::predicate::Tense::Present
        && !above.features.perfect
        && plain_signature(above).and_then(|s| s.infinitive).is_some_and(|found| found.affirmed == Planned);
    if scheduled && status == Held && matches!(name, "after" | "following") {
        return Planned;
    }
    let told =
        matches!(last, "after" | "following" | "since" | "despite" | "from" | "about" | "with" | "over" | "given")
            || name == "in the wake of";
    if told && is_definite(tree, predicate.token) { Held } else { status }
}

/// "have her *to* dinner", "ask him *for* lunch": one brings another to what would not be without it.
fn is_entertaining(verb: &Predicate, preposition: &str) -> bool {
    matches!(
        verb.lemma.as_str(),
        "have" | "ask" | "invite" | "treat" | "take" | "entertain" | "join" | "receive" | "host"
    ) && matches!(preposition, "to" | "for" | "over" | "at")
        && verb.has(&Role::Object)
}

/// Under a denied verb the noun is taken for granted, else it shares the verb's status.
const fn presupposed(status: Factuality) -> Factuality {
    match status {
        Negated => Held,
        status => status,
    }
}

/// True if nothing but function words stands between the verb and the noun's preposition.
fn stands_right_after(tree: &Tree<'_>, noun: &Predicate, verb: &Predicate) -> bool {
    verb.token < noun.token
        && !verb
            .arguments
            .iter()
            .any(|argument| verb.token < argument.token && argument.token < noun.token && argument.role != Role::Time)
        && tree.token(verb.token).sentence == tree.token(noun.token).sentence
}

/// "the talks", "her visit", "Brandt's visit", "this meeting".
fn is_definite(tree: &Tree<'_>, noun: TokenId) -> bool {
    tree.dependents(noun).iter().any(|&dependent| match tree.dep(dependent) {
        Dep::Det => tree.is_any(dependent, &["the", "this", "that", "these", "those"]),
        Dep::Poss => !tree.is_time(dependent),
        _ => false,
    })
}

fn as_subject(tree: &Tree<'_>, clauses: &Clauses, above: &Predicate) -> Factuality {
    let status = above.factuality;
    if above.kind == PredicateKind::Adjective {
        let found = plain_signature(above).and_then(|signature| signature.subject);
        return found.map_or(if status == Planned { Planned } else { Held }, |found| apply(found, status));
    }
    for argument in above.arguments.iter().filter(|argument| argument.role == Role::Complement) {
        let Some(said) = clauses.predicate_at(argument.token) else { continue };
        let said = &clauses.predicates[said.index()];
        if let Some(found) =
            plain_signature(said).and_then(|s| s.subject).filter(|_| said.kind == PredicateKind::Adjective)
        {
            return apply(found, status);
        }
    }
    if let Some(idiom) = above
        .arguments
        .iter()
        .filter(|argument| above.lemma == "be" && matches!(argument.role, Role::Preposition(_)))
        .find_map(|argument| {
            let Role::Preposition(name) = &argument.role else { return None };
            let mut phrase = name.to_string();
            phrase.push(' ');
            phrase.push_str(&tree.form(argument.token).to_lowercase_smolstr());
            STATUS.idioms.get(phrase.as_str()).copied()
        })
    {
        return match (idiom, status) {
            (Negated, Negated) => Possible,
            (_, Negated) => Negated,
            (idiom, _) => idiom,
        };
    }
    // "did not go well": how it went, not whether it took place.
    let manner = |&adverb: &TokenId| {
        tree.dep(adverb) == Dep::Advmod && tree.is_any(adverb, &["well", "smoothly", "badly", "far", "wrong"])
    };
    if above.lemma == "go" && above.particle.is_none() && tree.dependents(above.token).iter().any(manner) {
        return if status == Negated { Held } else { status };
    }
    // "have moved forward": under way.
    let onward = |&adverb: &TokenId| {
        tree.dep(adverb) == Dep::Advmod && tree.is_any(adverb, &["forward", "ahead", "along", "slowly", "quickly"])
    };
    if above.lemma == "move" && !above.features.passive && tree.dependents(above.token).iter().any(onward) {
        return Held;
    }
    let subject = |signature: &Signature| signature.subject;
    // Infinitives below may tell what is said of the noun: "talks are due to begin".
    match (look_up(above, None, subject), status) {
        (Some(found), status) => apply(found, status),
        (None, Planned) => Planned,
        (None, Possible) if matches!(above.features.modal, Some("may" | "might" | "could" | "would")) => Possible,
        (None, _) => Held,
    }
}
