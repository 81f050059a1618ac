//! What a governing clause makes of a verb or adjective below it: complements, purposes, conditions, adverbial clauses,
//! conjuncts.

use super::super::lexicon::{Outcomes, SIGNATURE, STATUS, Signature};
use super::super::predicate::{Embedding, Factuality, Predicate, PredicateKind, Role, Tense};
use super::super::sharing::signature_key;
use super::super::tree::{Dep, Tree};
use super::super::{Clauses, PredicateId};
use super::noun::argument;
use super::outcome;
use super::own::came_late;
use super::{apply, outcomes};
use crate::nlp::TokenId;

use Factuality::{Held, Negated, Planned, Possible};

/// The status that its governor gives a predicate; held where nothing governs it.
pub fn given_by_governor(tree: &Tree<'_>, clauses: &Clauses, id: PredicateId) -> Factuality {
    let predicate = &clauses.predicates[id.index()];
    let Some((governor, embedding)) = predicate.governor else { return Held };
    let above = &clauses.predicates[governor.index()];
    let status = above.factuality;
    match embedding {
        Embedding::Complement => complement(tree, clauses, predicate, above),
        Embedding::Purpose => {
            outcome::of_purpose(tree, clauses, predicate, above).unwrap_or_else(|| apply(purpose(above), status))
        }
        // "if they had met *earlier*, he would have won": they met in the end
        Embedding::Condition if predicate.features.perfect && came_late(tree, predicate.token) => Held,
        // "if they had met, he would have won"
        Embedding::Condition if predicate.features.perfect && predicate.features.tense == Tense::Past => Negated,
        Embedding::Condition => Possible,
        Embedding::Adverbial if tells_future(tree, predicate) => Planned,
        Embedding::Adverbial if precedes_decision(clauses, predicate, above) => Held,
        Embedding::Adverbial if is_means_of_attempt(clauses, predicate, above) => Held,
        Embedding::Adverbial if dates_doubted_past(predicate, above) => Held,
        Embedding::Adverbial => adverbial(predicate, status),
        // "a dinner *to be given* by Brandt": still ahead
        Embedding::Relative
            if predicate.features.infinitive && predicate.features.passive && !predicate.features.perfect =>
        {
            Planned
        }
        Embedding::Relative => Held,
        Embedding::Conjunct => conjunct(tree, clauses, predicate, above),
        Embedding::Argument => argument(tree, clauses, predicate, above),
    }
}

/// The signature of a word with its particle and `preposition`, or with its particle alone.
pub fn signature<'l>(above: &Predicate, preposition: Option<&str>) -> Option<&'l Signature> {
    let with_all = signature_key(above, preposition).and_then(|key| SIGNATURE.get(above.kind, &key));
    with_all.or_else(|| match (&above.particle, preposition) {
        // "called off the strike *before* a meeting": when, and not what
        (Some(_), Some(when)) if is_setting(when) && above.has(&Role::Object) => None,
        (Some(_), Some(_)) => signature_key(above, None).and_then(|key| SIGNATURE.get(above.kind, &key)),
        _ => None,
    })
}

fn is_setting(preposition: &str) -> bool {
    matches!(
        preposition,
        "before"
            | "after"
            | "during"
            | "at"
            | "over"
            | "following"
            | "ahead of"
            | "since"
            | "in"
            | "despite"
            | "between"
            | "amid"
    )
}

/// The signature of a word without particle or preposition.
pub fn plain_signature<'l>(above: &Predicate) -> Option<&'l Signature> {
    SIGNATURE.get(above.kind, &above.lemma)
}

/// One field of the signature with the preposition, or else of the plain one.
pub fn look_up(
    above: &Predicate,
    preposition: Option<&str>,
    field: impl Fn(&Signature) -> Option<Outcomes>,
) -> Option<Outcomes> {
    signature(above, preposition).and_then(&field).or_else(|| plain_signature(above).and_then(&field))
}

/// Words for whom an infinitive singles out: "the *first* to meet her".
pub const RANKS: [&str; 5] = ["first", "second", "last", "only", "one"];

fn complement(tree: &Tree<'_>, clauses: &Clauses, predicate: &Predicate, above: &Predicate) -> Factuality {
    let status = above.factuality;
    let features = predicate.features;
    let marker = predicate.marker.as_deref();
    if predicate.kind == PredicateKind::Adjective {
        return status;
    }
    if matches!(marker, Some("if" | "whether")) {
        return Possible;
    }
    // "*on condition that* she met Brandt"
    let bound = marker == Some("that")
        && tree
            .by(predicate.token, Dep::Mark)
            .any(|that| tree.previous(that).is_some_and(|before| tree.is_any(before, &["condition", "proviso"])));
    if bound {
        return Possible;
    }
    // "asked *why she met* Brandt": that she did is taken for granted
    let taken_for_granted = matches!(marker, Some("why" | "how" | "where" | "when"));
    if taken_for_granted && features.tense == Tense::Past && features.modal.is_none() && !features.negated {
        return Held;
    }
    let preposition = marker.filter(|_| tree.dep(predicate.token) == Dep::Pcomp);
    if preposition.is_some_and(|name| STATUS.prepositions.get(name) == Some(&Negated)) {
        return Negated;
    }
    // "it was *not until June* that they met"
    let at_last = above.lemma == "be"
        && above.features.negated
        && features.tense == Tense::Past
        && ["until", "till"].iter().any(|until| above.preposition(until).next().is_some());
    if at_last {
        return Held;
    }
    let tag = tree.tag(predicate.token);
    if features.infinitive && features.perfect && above.lemma == "be" {
        // "was to have met"
        return Negated;
    }
    // "was *the first to meet her*": somebody did
    let ranked = |word: TokenId| tree.dep(word) == Dep::Attr && tree.is_any(word, &RANKS);
    if features.infinitive && above.lemma == "be" && tree.head(predicate.token).is_some_and(ranked) {
        return status;
    }
    if features.infinitive && is_hypothetical(clauses, above) {
        return Possible;
    }
    if features.infinitive
        && let Some(told) = outcome::of_attempt(tree, clauses, predicate, above)
    {
        return told;
    }
    let too = above.kind == PredicateKind::Adjective
        && tree.by(above.token, Dep::Advmod).any(|too| too < above.token && tree.is(too, "too"));
    if too && features.infinitive {
        // "too busy to meet"
        return apply(outcomes(Negated, Held), status);
    }
    let came_about = above.lemma == "able" && is_past(clauses, above) || is_chance_taken(clauses, above);
    let obliged = features.infinitive && is_past_duty(above);
    let found = if features.infinitive && (came_about || obliged) {
        outcomes(Held, Negated)
    } else if features.infinitive {
        look_up(above, preposition, |signature| signature.infinitive).unwrap_or(match above.kind {
            PredicateKind::Verb if above.features.passive => outcomes(Planned, Negated),
            PredicateKind::Noun => outcomes(Held, Held),
            _ => outcomes(Possible, Possible),
        })
    } else if tag == "VBG" && features.tense == Tense::None {
        look_up(above, preposition, |signature| signature.gerund).unwrap_or(outcomes(Held, Held))
    } else if features.tense == Tense::None && tag == "VB" && features.modal.is_none() {
        look_up(above, preposition, |signature| signature.infinitive).unwrap_or(outcomes(Held, Negated))
    } else {
        look_up(above, preposition, |signature| signature.finite).unwrap_or(outcomes(Held, Possible))
    };
    // "will draw conclusions about what she discussed": the past is told whatever is ahead.
    if status == Planned && features.tense == Tense::Past && found.affirmed == Held {
        return Held;
    }
    let reached = apply(found, status);
    // "would have liked to meet": the wish itself is told, its object did not come about.
    match status {
        Possible if reached == Possible && features.perfect && features.infinitive => Negated,
        _ => reached,
    }
}

/// "*had to* cancel the dinner": told of the past, not as what somebody said he had to do, it was done; "did not have to" leaves it
/// open.
fn is_past_duty(above: &Predicate) -> bool {
    let features = above.features;
    let told =
        above.governor.is_none_or(|(_, embedding)| !matches!(embedding, Embedding::Complement | Embedding::Condition));
    above.kind == PredicateKind::Verb
        && above.lemma == "have"
        && features.tense == Tense::Past
        && features.modal.is_none()
        && !features.negated
        && !features.perfect
        && told
}

/// "would be honoured to meet", "would be glad to meet".
fn is_hypothetical(clauses: &Clauses, above: &Predicate) -> bool {
    let group = match above.kind {
        PredicateKind::Adjective => above.governor.map(|(copula, _)| clauses.predicates[copula.index()].features),
        PredicateKind::Verb if above.features.passive => Some(above.features),
        _ => None,
    };
    group.is_some_and(|features| features.modal == Some("would") && !features.perfect && !features.negated)
}

/// "had a chance to meet", "after taking the opportunity to meet": told of the past, the chance was taken.
fn is_chance_taken(clauses: &Clauses, noun: &Predicate) -> bool {
    let is_chance = noun.kind == PredicateKind::Noun && matches!(noun.lemma.as_str(), "chance" | "opportunity");
    let carrier = noun.governor.filter(|_| is_chance).map(|(carrier, _)| &clauses.predicates[carrier.index()]);
    carrier.is_some_and(|carrier| {
        let behind = carrier.features.tense == Tense::Past
            || carrier.features.perfect
            || carrier.features.tense == Tense::None && carrier.marker.as_deref() == Some("after");
        behind && matches!(carrier.lemma.as_str(), "have" | "get" | "take" | "use" | "seize")
    })
}

/// True if the copula over an adjective is past or perfect: "was able to", "has been able to".
fn is_past(clauses: &Clauses, adjective: &Predicate) -> bool {
    adjective.governor.is_some_and(|(copula, _)| {
        let features = clauses.predicates[copula.index()].features;
        features.tense == Tense::Past || features.perfect
    })
}

/// "flew in to meet": intended, and that is all that is said; "gathered to discuss" happened.
fn purpose(above: &Predicate) -> Outcomes {
    if above.kind != PredicateKind::Verb {
        return look_up(above, None, |signature| signature.infinitive).unwrap_or(outcomes(Possible, Possible));
    }
    look_up(above, None, |signature| signature.infinitive)
        .filter(|found| found.affirmed != Possible && found.affirmed != Negated)
        .unwrap_or(outcomes(Planned, Possible))
}

fn adverbial(predicate: &Predicate, above: Factuality) -> Factuality {
    let marker = predicate.marker.as_deref().unwrap_or_default();
    match STATUS.prepositions.get(marker) {
        Some(Negated) => return Negated,
        Some(Possible) => return Possible,
        _ => {}
    }
    match (predicate.features.tense, above) {
        // Past clauses are told as facts, whatever governs them.
        (Tense::Past, _) => Held,
        // "when they meet", "before they meet"
        (Tense::Present, _) if is_temporal(marker) && !predicate.features.perfect => match above {
            _ if matches!(marker, "while" | "as") => Held,
            Held if marker == "when" => Held,
            _ => Planned,
        },
        (Tense::Present | Tense::Future, _) => Held,
        (Tense::None, Negated) => Held,
        // "will meet Lund, *having met* Brandt"
        (Tense::None, _) if predicate.features.perfect && marker.is_empty() => Held,
        (Tense::None, status) => status,
    }
}

/// "asked whether he lied *while testifying*", "may have lied *when meeting her*": what dates a doubtful past is no part of the
/// doubt.
fn dates_doubted_past(predicate: &Predicate, above: &Predicate) -> bool {
    let past = above.features.tense == Tense::Past || above.features.perfect;
    predicate.features.tense == Tense::None
        && matches!(predicate.marker.as_deref(), Some("while" | "when" | "after" | "since"))
        && above.factuality == Possible
        && past
}

/// "was persuaded to join after meeting Brandt": what comes before a change of mind dates the change, not what it aims at.
fn precedes_decision(clauses: &Clauses, predicate: &Predicate, above: &Predicate) -> bool {
    let after = matches!(predicate.marker.as_deref(), Some("after" | "since" | "upon"));
    let Some((decision, Embedding::Complement)) = above.governor else { return false };
    let decision = &clauses.predicates[decision.index()];
    after
        && predicate.features.tense == Tense::None
        && above.features.infinitive
        && decision.factuality == Held
        && (decision.features.tense == Tense::Past || decision.features.perfect)
        && matches!(
            decision.lemma.as_str(),
            "decide" | "persuade" | "choose" | "convince" | "inspire" | "prompt" | "encourage" | "resolve" | "lead"
        )
}

/// "tried to win him over *by meeting his aides*": the means of what was tried were used.
fn is_means_of_attempt(clauses: &Clauses, predicate: &Predicate, above: &Predicate) -> bool {
    let Some((attempt, Embedding::Complement)) = above.governor else { return false };
    let attempt = &clauses.predicates[attempt.index()];
    predicate.marker.as_deref() == Some("by")
        && above.features.infinitive
        && attempt.factuality == Held
        && matches!(attempt.lemma.as_str(), "try" | "attempt" | "seek" | "fail" | "manage" | "struggle")
        && (attempt.features.tense == Tense::Past || attempt.features.perfect || attempt.features.tense == Tense::None)
}

/// "*when* they meet, he will ask": a present that looks ahead, as the rest of the sentence does.
fn tells_future(tree: &Tree<'_>, predicate: &Predicate) -> bool {
    let looks = predicate.features.tense == Tense::Present
        && !predicate.features.perfect
        && !predicate.features.progressive
        && matches!(predicate.marker.as_deref(), Some("when" | "until" | "till" | "once"));
    let sentence = tree.analysis.sentences.get(tree.token(predicate.token).sentence as usize);
    looks
        && sentence.into_iter().flat_map(Clone::clone).map(TokenId).any(|token| {
            matches!(tree.form(token), "will" | "'ll" | "’ll" | "wo" | "shall")
                || tree.is(token, "going") && tree.next(token).is_some_and(|next| tree.is(next, "to"))
        })
}

fn is_temporal(marker: &str) -> bool {
    matches!(marker, "when" | "before" | "after" | "until" | "once" | "while" | "as" | "till" | "whenever")
}

/// A conjunct that shares the auxiliaries of the first hangs on the same governor; so does one without tense. A finite
/// one of its own stands under what governs both.
fn conjunct(tree: &Tree<'_>, clauses: &Clauses, predicate: &Predicate, first: &Predicate) -> Factuality {
    let Some((governor, embedding)) = first.governor else { return Held };
    let above = &clauses.predicates[governor.index()];
    let as_first = Predicate { governor: first.governor, marker: first.marker.clone(), ..bare(predicate) };
    match embedding {
        Embedding::Complement => complement_like(tree, clauses, &as_first, first.token, above),
        Embedding::Purpose => apply(purpose(above), above.factuality),
        Embedding::Condition => Possible,
        Embedding::Adverbial => adverbial(&as_first, above.factuality),
        Embedding::Conjunct => conjunct(tree, clauses, predicate, above),
        Embedding::Relative => Held,
        Embedding::Argument => Held,
    }
}

fn bare(predicate: &Predicate) -> Predicate {
    Predicate {
        arguments: Vec::new(),
        lemma: predicate.lemma.clone(),
        particle: predicate.particle.clone(),
        marker: predicate.marker.clone(),
        ..*predicate
    }
}

fn complement_like(
    tree: &Tree<'_>,
    clauses: &Clauses,
    predicate: &Predicate,
    first: TokenId,
    above: &Predicate,
) -> Factuality {
    let stand_in = Predicate {
        token: if tree.tag(predicate.token) == tree.tag(first) { first } else { predicate.token },
        ..bare(predicate)
    };
    complement(tree, clauses, &stand_in, above)
}
