//! How far the text presents each predicate as real: its own polarity, modality and tense, under what governs it.
//!
//! After Saurí & Pustejovsky (2009) and Nairn, Condoravdi & Karttunen (2006): a governing word turns its own status into
//! one for what it governs, by a signature of the lexicon.

use super::lexicon::{Outcomes, SIGNATURE, STATUS, Signature};
use super::predicate::{Embedding, Factuality, Predicate, PredicateKind, Role, Tense};
use super::sharing::{governors_first, signature_key};
use super::tree::{Dep, Tree};
use super::{Clauses, PredicateId};
use crate::nlp::TokenId;
use smol_str::{SmolStr, StrExt as _};

use Factuality::{Held, Negated, Planned, Possible};

/// Fills in the factuality of all predicates.
pub fn find_factuality(tree: &Tree<'_>, clauses: &mut Clauses) {
    for id in governors_first(clauses) {
        let given = given_by_governor(tree, clauses, id);
        let own = own_status(tree, clauses, id);
        let predicate = &mut clauses.predicates[id.index()];
        let given = if predicate.kind == PredicateKind::Noun
            && matches!(given, Planned | Possible)
            && lies_behind(tree, predicate)
        {
            Held
        } else {
            given
        };
        predicate.factuality = match predicate.kind {
            // "held no talks": one denial, though verb and noun both show it.
            PredicateKind::Noun if predicate.features.negated => Negated,
            _ => combine(given, own),
        };
    }
    for index in 0..clauses.predicates.len() {
        from_other_verbs(tree, clauses, index);
    }
    for index in 0..clauses.predicates.len() {
        absentees(tree, clauses, index);
    }
}

/// What further verbs say of a noun that is their subject or object: relative clauses ("talks *scheduled for Friday*"),
/// raised subjects ("the talks are due *to begin*"), later conjuncts ("was planned for May but *was cancelled*").
fn from_other_verbs(tree: &Tree<'_>, clauses: &mut Clauses, index: usize) {
    let verb = &clauses.predicates[index];
    let Some((governor, embedding)) = verb.governor else { return };
    if verb.kind == PredicateKind::Noun {
        return;
    }
    let slots: Vec<(TokenId, Option<Outcomes>)> = verb
        .arguments
        .iter()
        .filter(|argument| argument.source == super::Source::Shared)
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
            Embedding::Complement => combine(told, noun_status(tree, noun)),
            Embedding::Conjunct if told == Negated => Negated,
            Embedding::Conjunct => current.max(told),
            _ => continue,
        };
        clauses.predicates[id.index()].factuality = status;
    }
}

/// True if the verb over the noun tells that it took place.
fn happens(tree: &Tree<'_>, clauses: &Clauses, noun: &Predicate) -> bool {
    noun.governor.is_some_and(|(above, embedding)| {
        let above = &clauses.predicates[above.index()];
        embedding == Embedding::Argument && above.factuality == Held && takes_place(tree, above)
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
fn absentees(tree: &Tree<'_>, clauses: &mut Clauses, index: usize) {
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
        let lent = argument.source != super::Source::Direct && away.contains(&argument.token);
        argument.negated |= lent;
    }
}

/// "attend", "skip", "pull out of": verbs of who takes part, not of whether there is an encounter.
fn is_partaking(verb: &Predicate) -> bool {
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
            | "avoid"
            | "be"
    )
}

/// True if the noun names at least two parties itself: "between A and B", "the A–B talks".
fn has_own_parties(tree: &Tree<'_>, noun: &Predicate) -> bool {
    let of_role = |role: &Role| {
        noun.arguments
            .iter()
            .filter(|argument| argument.role == *role && argument.source == super::Source::Direct)
            .count()
    };
    of_role(&Role::Preposition("between".into())) >= 1
        || of_role(&Role::Preposition("of".into())) >= 2
        || noun.preposition("of").any(|argument| matches!(tree.tag(argument.token), "NNS" | "NNPS"))
        || of_role(&Role::Preposition("involving".into())) >= 1
        || of_role(&Role::Possessor) >= 1 && of_role(&Role::Preposition("with".into())) >= 1
}

/// The status under `given`, what the governor makes of it, of something that is `own` by itself.
const fn combine(given: Factuality, own: Factuality) -> Factuality {
    match (given, own) {
        (given, Held) => given,
        // The denial of a denial is an assertion.
        (Negated, Negated) => Held,
        (Negated, _) => Negated,
        (Possible, _) => Possible,
        (Held | Planned, Negated) => Negated,
        (Held | Planned, Possible) => Possible,
        (Held | Planned, Planned) => Planned,
    }
}

/// What `outcomes` give under a governor of status `governor`.
const fn apply(outcomes: Outcomes, governor: Factuality) -> Factuality {
    match (governor, outcomes.affirmed) {
        // What is taken for granted is so under any governor ("may regret that they met").
        (_, Held) if matches!(outcomes.negated, Held) => Held,
        (Held, affirmed) => affirmed,
        (Negated, _) => outcomes.negated,
        (Planned, Held) => Planned,
        (Planned, affirmed) => affirmed,
        // What may be refused or cancelled is not refused yet.
        (Possible, _) => Possible,
    }
}

const fn outcomes(affirmed: Factuality, negated: Factuality) -> Outcomes {
    Outcomes { affirmed, negated }
}

// ---- from above ----------------------------------------------------------------------------------------------------

fn given_by_governor(tree: &Tree<'_>, clauses: &Clauses, id: PredicateId) -> Factuality {
    let predicate = &clauses.predicates[id.index()];
    let Some((governor, embedding)) = predicate.governor else { return Held };
    let above = &clauses.predicates[governor.index()];
    let status = above.factuality;
    match embedding {
        Embedding::Complement => complement(tree, clauses, predicate, above),
        Embedding::Purpose => apply(purpose(above), status),
        // "if they had met earlier, he would have won"
        Embedding::Condition if predicate.features.perfect && predicate.features.tense == Tense::Past => Negated,
        Embedding::Condition => Possible,
        Embedding::Adverbial if tells_future(tree, predicate) => Planned,
        Embedding::Adverbial if precedes_decision(clauses, predicate, above) => Held,
        Embedding::Adverbial => adverbial(predicate, status),
        Embedding::Relative => Held,
        Embedding::Conjunct => conjunct(tree, clauses, predicate, above),
        Embedding::Argument => argument(tree, clauses, predicate, above),
    }
}

fn signature<'l>(above: &Predicate, preposition: Option<&str>) -> Option<&'l Signature> {
    let with_all = signature_key(above, preposition).and_then(|key| SIGNATURE.get(above.kind, &key));
    with_all.or_else(|| match (&above.particle, preposition) {
        (Some(_), Some(_)) => signature_key(above, None).and_then(|key| SIGNATURE.get(above.kind, &key)),
        _ => None,
    })
}

fn plain_signature<'l>(above: &Predicate) -> Option<&'l Signature> {
    SIGNATURE.get(above.kind, &above.lemma)
}

fn look_up(
    above: &Predicate,
    preposition: Option<&str>,
    field: impl Fn(&Signature) -> Option<Outcomes>,
) -> Option<Outcomes> {
    signature(above, preposition).and_then(&field).or_else(|| plain_signature(above).and_then(&field))
}

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
    let preposition = marker.filter(|_| tree.dep(predicate.token) == Dep::Pcomp);
    if preposition.is_some_and(|name| STATUS.prepositions.get(name) == Some(&Negated)) {
        return Negated;
    }
    let tag = tree.tag(predicate.token);
    if features.infinitive && features.perfect && above.lemma == "be" {
        // "was to have met"
        return Negated;
    }
    if features.infinitive && is_hypothetical(clauses, above) {
        return Possible;
    }
    let came_about = above.lemma == "able" && is_past(clauses, above) || is_chance_taken(clauses, above);
    let found = if features.infinitive && came_about {
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
        (Tense::None, status) => status,
    }
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
    Predicate { arguments: Vec::new(), ..predicate.clone() }
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

// ---- nouns under their governors -----------------------------------------------------------------------------------

fn argument(tree: &Tree<'_>, clauses: &Clauses, predicate: &Predicate, above: &Predicate) -> Factuality {
    let status = above.factuality;
    let preposition = predicate.marker.as_deref();
    let role = above.arguments.iter().find(|argument| argument.token == predicate.token).map(|argument| &argument.role);
    if let Some(name) = preposition {
        return under_preposition(tree, predicate, above, name);
    }
    match role {
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
        _ => {
            let found = look_up(above, None, |signature| signature.object);
            let status = apply_to_noun(tree, found, predicate, above);
            if status == Negated && is_partaking(above) && has_own_parties(tree, predicate) { Held } else { status }
        }
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
    let undated = above.fillers(&Role::Object).any(|argument| {
        argument.negated && matches!(tree.lemma(argument.token), "date" | "time" | "venue" | "place" | "decision")
    });
    if undated && matches!(name, "for" | "on" | "about") {
        // "no date has been set for a meeting"
        return Possible;
    }
    if let Some(found) = signature(above, Some(name)).and_then(|signature| signature.object) {
        let status = apply(found, status);
        return if status == Negated && is_partaking(above) && has_own_parties(tree, predicate) {
            Held
        } else {
            status
        };
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
    if status == Negated {
        // "is not in talks with": the copula and its like deny the noun itself.
        let transparent =
            matches!(above.lemma.as_str(), "be" | "remain" | "stay" | "take" | "participate" | "engage" | "enter")
                && matches!(name, "in" | "into" | "at")
                && stands_right_after(tree, predicate, above);
        return if transparent && !has_own_parties(tree, predicate) { Negated } else { Held };
    }
    let told = matches!(
        name,
        "after" | "following" | "since" | "despite" | "from" | "about" | "with" | "over" | "in the wake of" | "given"
    );
    if told && is_definite(tree, predicate.token) { Held } else { status }
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
    let subject = |signature: &Signature| signature.subject;
    // Infinitives below may tell what is said of the noun: "talks are due to begin".
    match (look_up(above, None, subject), status) {
        (Some(found), status) => apply(found, status),
        (None, Planned) => Planned,
        (None, Possible) if matches!(above.features.modal, Some("may" | "might" | "could" | "would")) => Possible,
        (None, _) => Held,
    }
}

// ---- of its own ----------------------------------------------------------------------------------------------------

fn own_status(tree: &Tree<'_>, clauses: &Clauses, id: PredicateId) -> Factuality {
    let predicate = &clauses.predicates[id.index()];
    match predicate.kind {
        PredicateKind::Verb => verb_status(tree, clauses, id),
        PredicateKind::Adjective if predicate.features.negated => Negated,
        PredicateKind::Adjective => Held,
        PredicateKind::Noun => noun_status(tree, predicate),
    }
}

fn verb_status(tree: &Tree<'_>, clauses: &Clauses, id: PredicateId) -> Factuality {
    let predicate = &clauses.predicates[id.index()];
    let features = predicate.features;
    let conditional = has_condition(tree, predicate.token);
    let status = match features.modal {
        Some(_) if features.question => Possible,
        Some("will") if conditional => Possible,
        Some("will") if features.perfect => Held,
        Some("will") => Planned,
        Some("would" | "should") if features.perfect => return if features.negated { Held } else { Negated },
        Some("would") if conditional => Possible,
        Some("would") if features.habitual => Held,
        Some("would") if is_reported(clauses, id) => Planned,
        Some("could") if features.perfect => Possible,
        Some("could" | "can") if features.negated => return Negated,
        Some("may" | "might") => return Possible,
        Some("must") if features.perfect => Held,
        Some(_) => Possible,
        None if features.question => Possible,
        None if is_imperative(tree, predicate) => Possible,
        None => untensed_or_present(tree, predicate, conditional),
    };
    let has_yet = matches!(predicate.lemma.as_str(), "have" | "be")
        && tree.by(predicate.token, Dep::Advmod).any(|a| tree.is(a, "yet"));
    match (features.negated || has_yet, status) {
        (true, Possible) if features.question => Possible,
        (true, _) => Negated,
        (false, status) => status,
    }
}

fn untensed_or_present(tree: &Tree<'_>, predicate: &Predicate, conditional: bool) -> Factuality {
    let features = predicate.features;
    let present = features.tense == Tense::Present && !features.perfect;
    if present && conditional {
        return Possible;
    }
    if present && !features.habitual && lies_ahead(tree, predicate) {
        return Planned;
    }
    // Headlines: "Ode to meet Brandt".
    let headline = features.infinitive
        && predicate.governor.is_none()
        && (predicate.has(&Role::Subject) || predicate.has(&Role::Object));
    if headline { Planned } else { Held }
}

/// A bare verb at the head of a sentence without a subject.
fn is_imperative(tree: &Tree<'_>, predicate: &Predicate) -> bool {
    tree.dep(predicate.token) == Dep::Root
        && tree.tag(predicate.token) == "VB"
        && predicate.features
            == super::Features {
                negated: predicate.features.negated,
                habitual: predicate.features.habitual,
                question: predicate.features.question,
                ..super::Features::default()
            }
        && !predicate.has(&Role::Subject)
}

/// True if an "if" or "unless" clause hangs on the verb.
fn has_condition(tree: &Tree<'_>, verb: TokenId) -> bool {
    tree.by(verb, Dep::Advcl).any(|clause| {
        tree.by(clause, Dep::Mark).any(|mark| tree.is_any(mark, &["if", "unless", "provided", "providing", "should"]))
            && !tree.dependents(clause).iter().any(|&even| tree.is(even, "even"))
    })
}

/// "would" is the future of a past report: "said she would meet", "the talks that would follow".
fn is_reported(clauses: &Clauses, id: PredicateId) -> bool {
    clauses.governors(id).any(|(governor, embedding)| {
        embedding == Embedding::Complement && clauses.predicates[governor.index()].kind != PredicateKind::Adjective
    }) || matches!(clauses.predicates[id.index()].governor, Some((_, Embedding::Relative)))
}

fn noun_status(tree: &Tree<'_>, noun: &Predicate) -> Factuality {
    let mut status = Held;
    for &dependent in tree.dependents(noun.token) {
        if !matches!(tree.dep(dependent), Dep::Amod | Dep::Det | Dep::Compound | Dep::Nmod) {
            continue;
        }
        let word: SmolStr = tree.form(dependent).to_lowercase_smolstr();
        if let Some(&given) = STATUS.modifiers.get(&word) {
            status = status.min(given);
        }
    }
    if noun.features.negated {
        return Negated;
    }
    if status == Held && lies_ahead(tree, noun) { Planned } else { status }
}

/// True if a time of the predicate's own lies ahead: "tomorrow", "next week", "later this month"; for present verbs also
/// a weekday.
fn lies_ahead(tree: &Tree<'_>, predicate: &Predicate) -> bool {
    predicate.arguments.iter().any(|argument| {
        let timely = match &argument.role {
            Role::Time => true,
            Role::Preposition(name) => {
                tree.is_time(argument.token) && matches!(name.as_str(), "on" | "in" | "at" | "this")
            }
            _ => false,
        };
        timely && is_ahead(tree, predicate, argument.token)
    })
}

/// True if a noun's own modifiers or times put it into the past: "last week", "the recent summit", "two days ago".
fn lies_behind(tree: &Tree<'_>, noun: &Predicate) -> bool {
    let past = |token: TokenId| {
        tree.is_any(token, &["last", "yesterday", "recent", "ago", "latest", "previous", "earlier", "past"])
    };
    tree.dependents(noun.token).iter().any(|&dependent| tree.dep(dependent) == Dep::Amod && past(dependent))
        || noun.arguments.iter().any(|argument| {
            argument.role == Role::Time
                && (argument.source == super::Source::Direct
                    || (1..4).contains(&argument.token.0.wrapping_sub(noun.token.0)))
                && (past(argument.token) || tree.dependents(argument.token).iter().any(|&word| past(word)))
        })
}

fn is_ahead(tree: &Tree<'_>, predicate: &Predicate, time: TokenId) -> bool {
    let ahead = |token: TokenId| STATUS.future_times.contains(&tree.form(token).to_lowercase_smolstr());
    // "shakes hands on Thursday" captions a picture: nobody schedules a gesture.
    let day = predicate.kind == PredicateKind::Verb
        && time > predicate.token
        && is_date(tree.form(time))
        && !matches!(predicate.lemma.as_str(), "shake" | "embrace" | "hug" | "kiss" | "greet" | "pose" | "wave");
    let later = tree.is(time, "later") || tree.dependents(time).iter().any(|&word| tree.is(word, "later"));
    let later = later && !tree.dependents(time).iter().any(|&word| tree.is_time(word) && tree.dep(word) == Dep::Nummod);
    let past = tree.dependents(time).iter().any(|&word| tree.is_any(word, &["last", "ago", "every", "each"]));
    !past
        && (ahead(time)
            || tree.dependents(time).iter().any(|&word| ahead(word))
            || day
            || later && predicate.kind == PredicateKind::Verb)
}

/// A day of the week or a month.
fn is_date(form: &str) -> bool {
    const NAMES: [&str; 19] = [
        "Monday",
        "Tuesday",
        "Wednesday",
        "Thursday",
        "Friday",
        "Saturday",
        "Sunday",
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    NAMES.contains(&form)
}
