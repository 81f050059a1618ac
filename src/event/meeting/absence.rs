//! Absence: who was not at an encounter ("C *stayed away*", "*was left out* of the talks", "A and B met *without C*", "C was invited but
//! *stayed in Oslo*"), as one verb tells it, and the report that it makes.
//!
//! Who is told not to have come had a part in what others did: it is told only of those who were awaited, who arranged it, or
//! whom the text spoke of before.

use super::attend::told_by;
use super::draft::{Draft, Stretch};
use super::party::{Party, parties_of};
use super::presence::Presence;
use super::scene::Scene;
use super::understood::is_private_kind;
use crate::clause::{Embedding, Factuality, Predicate, PredicateKind, Role, Tense};
use crate::entity::{EntityId, EntityType, MentionKind};
use crate::nlp::TokenId;

/// "*was left out* of the talks", "*was excluded* from them", "*was not invited* to the dinner".
pub fn is_kept_out(scene: &Scene<'_>, verb: &Predicate) -> bool {
    if !verb.features.passive || verb.features.modal.is_some() {
        return false;
    }
    let out = || {
        verb.particle.as_deref() == Some("out")
            || ["prep", "advmod", "prt"].iter().any(|dep| {
                scene.analysis.dependents_by(verb.token, dep).any(|word| scene.form(word).eq_ignore_ascii_case("out"))
            })
    };
    match verb.lemma.as_str() {
        "leave" | "keep" | "shut" | "freeze" => out() && verb.factuality == Factuality::Held,
        "exclude" | "bar" | "omit" => verb.factuality == Factuality::Held,
        "invite" | "ask" => verb.factuality == Factuality::Negated,
        _ => false,
    }
}

/// "was *absent from* the talks".
pub fn is_absent(scene: &Scene<'_>, verb: &Predicate) -> bool {
    verb.lemma == "be"
        && verb.factuality != Factuality::Negated
        && scene.analysis.dependents_by(verb.token, "acomp").any(|state| is_missing(scene, state))
}

pub fn is_missing(scene: &Scene<'_>, state: TokenId) -> bool {
    matches!(scene.form(state), "absent" | "missing")
}

/// "was not *a party to* the talks".
pub fn is_party_to(scene: &Scene<'_>, verb: &Predicate) -> bool {
    verb.lemma == "be" && scene.analysis.dependents_by(verb.token, "attr").any(|part| is_part_taken(scene, part))
}

pub fn is_part_taken(scene: &Scene<'_>, part: TokenId) -> bool {
    matches!(scene.form(part), "party" | "parties")
        && scene.analysis.dependents_by(part, "prep").any(|to| scene.form(to) == "to")
}

/// "*took no part* in the talks".
pub fn takes_no_part(scene: &Scene<'_>, verb: &Predicate) -> bool {
    let mut parts = verb.fillers(&Role::Object).filter(|part| scene.lemma(part.token) == "part");
    verb.lemma == "take"
        && parts.any(|part| scene.analysis.dependents_by(part.token, "det").any(|no| scene.form(no) == "no"))
}

/// "*stayed away*".
pub fn is_away(scene: &Scene<'_>, verb: &Predicate) -> bool {
    verb.lemma == "stay"
        && (verb.particle.as_deref() == Some("away")
            || scene.analysis.dependents_by(verb.token, "advmod").any(|adverb| scene.form(adverb) == "away"))
}

/// "He *did not go himself*", "She *did not come*": where nothing is told of where to.
pub fn does_not_go(scene: &Scene<'_>, verb: &Predicate) -> bool {
    let himself = |token: TokenId| matches!(scene.form(token), "himself" | "herself" | "themselves");
    matches!(verb.lemma.as_str(), "go" | "come")
        && verb.particle.is_none()
        && verb.features.tense == Tense::Past
        && verb.factuality == Factuality::Negated
        && verb.arguments.iter().all(|argument| argument.role == Role::Subject || himself(argument.token))
}

/// "*sent his regrets*".
pub fn sends_regrets(scene: &Scene<'_>, verb: &Predicate) -> bool {
    let regrets =
        |token: TokenId| matches!(scene.lemma(token).as_str(), "apology" | "apologies" | "regret" | "regrets");
    verb.lemma == "send"
        && verb.factuality == Factuality::Held
        && verb.fillers(&Role::Object).any(|object| regrets(object.token))
        && is_asked_near(scene, verb.token)
}

/// "Ode, who had been *invited*, sent her regrets": to what the text tells of, not to whatever it was.
fn is_asked_near(scene: &Scene<'_>, verb: TokenId) -> bool {
    let Some(own) = scene.analysis.sentences.get(scene.token(verb).sentence as usize) else { return false };
    own.clone().map(TokenId).any(|word| matches!(scene.lemma(word).as_str(), "invite" | "ask" | "expect" | "due"))
}

/// "was invited to the meeting but *stayed in Oslo*", "was asked to it but *declined*".
pub fn is_invited_in_vain(scene: &Scene<'_>, verb: &Predicate) -> bool {
    let stays = |other: TokenId| {
        let not = scene.analysis.dependents_by(other, "neg").next().is_some();
        let placed = || scene.analysis.dependents_by(other, "prep").any(|at| matches!(scene.form(at), "in" | "at"));
        match scene.lemma(other).as_str() {
            "stay" | "remain" => !not && placed(),
            "decline" | "refuse" => !not,
            "attend" | "come" | "go" | "appear" => not,
            _ => false,
        }
    };
    matches!(verb.lemma.as_str(), "invite" | "ask")
        && verb.features.passive
        && verb.features.modal.is_none()
        && verb.factuality == Factuality::Held
        && scene.analysis.dependents_by(verb.token, "conj").any(stays)
}

/// How many sentences back the text tells who arranged an encounter.
const ARRANGED_REACH: u32 = 2;

/// True if one of `who` is told near by as the one who brought the others together: "The *go-between, Ode*, did not attend", "It was
/// *arranged by Ode*. She did not go herself".
pub fn brought_about(scene: &Scene<'_>, verb: TokenId, who: &[Party]) -> bool {
    let own = scene.token(verb).sentence;
    let sentences = &scene.analysis.sentences;
    let first = own.saturating_sub(ARRANGED_REACH) as usize;
    let (Some(start), Some(end)) = (sentences.get(first), sentences.get(own as usize)) else { return false };
    let is_one = |token: TokenId| {
        let mention = scene.mention_headed_by(token);
        mention.is_some_and(|mention| who.iter().any(|party| mention.entities.contains(&party.entity)))
    };
    let arranged = |verb: &Predicate| {
        verb.kind == PredicateKind::Verb
            && scene.in_words("arranging-verbs", &verb.lemma)
            && verb
                .fillers(&Role::Subject)
                .flat_map(|one| parties_of(scene, one.token))
                .any(|party| who.iter().any(|other| other.entity == party.entity))
    };
    let named = |token: TokenId| {
        let below = scene.analysis.dependents_by(token, "appos").any(is_one);
        let be = scene.analysis.head(token).filter(|&be| scene.lemma(be) == "be");
        let beside = be.is_some_and(|be| {
            ["attr", "nsubj"].iter().any(|label| scene.analysis.dependents_by(be, label).any(is_one))
        });
        is_one(token) || below || beside || scene.analysis.head(token).is_some_and(is_one)
    };
    let is_go_between = |token: TokenId| {
        scene.in_words("go-betweens", &scene.lemma(token))
            || scene.form(token) == "between"
                && scene.analysis.dependents_by(token, "compound").any(|go| scene.form(go).eq_ignore_ascii_case("go"))
    };
    scene.clauses.predicates_in(&(start.start..end.end)).iter().any(arranged)
        || (start.start..end.end).map(TokenId).any(|token| is_go_between(token) && named(token))
}

/// True if the text named one of `who` in a sentence before that of `verb`.
fn is_known_before(scene: &Scene<'_>, verb: TokenId, who: &[Party]) -> bool {
    let sentence = scene.token(verb).sentence;
    scene.entities.mentions.iter().any(|mention| {
        mention.kind == MentionKind::Named
            && scene.token(mention.head).sentence < sentence
            && who.iter().any(|party| mention.entities.contains(&party.entity))
    })
}

/// "The ministers met. *Ode was to have joined them*", "*refused to attend*", "boycotted the meeting": the encounter that did not
/// come about, or that may, between one who was awaited and the rest.
///
/// Who stayed away from what one had a crowd to, did so from that one, who is `host`.
pub fn apart(
    scene: &Scene<'_>,
    draft: &Draft,
    presence: &Presence,
    new: &[Party],
    host: Option<&Vec<EntityId>>,
) -> Option<Draft> {
    let verb = scene.clauses.predicate(presence.id);
    let bare = scene.in_words("attend-verbs", &verb.lemma) && is_known_before(scene, verb.token, new);
    let arranged = || brought_about(scene, verb.token, new);
    let awaited = verb.factuality == Factuality::Possible || is_awaited(scene, verb) || bare || arranged();
    let any = is_party_to(scene, verb);
    let mut sides = apart_from(scene, draft, new, any).filter(|_| awaited)?;
    if let (Some(host), [_, rest]) = (host, &mut sides[..]) {
        rest.clone_from(host);
    }
    Some(Draft {
        sides,
        status: if presence.absent { Factuality::Negated } else { Factuality::Possible },
        confidence: draft.confidence * 0.8,
        ..told_by(scene, draft, presence, "awaited")
    })
}

/// True if the verb of staying away tells by itself that one had a part in the encounter: of who "did not attend" it does not.
pub fn is_awaited(scene: &Scene<'_>, verb: &Predicate) -> bool {
    let refused = verb.governor.is_some_and(|(above, _)| {
        let above = scene.clauses.predicate(above);
        matches!(above.lemma.as_str(), "refuse" | "decline" | "fail")
            // "had *never agreed* to attend"
            || matches!(above.lemma.as_str(), "agree" | "accept") && above.factuality == Factuality::Negated
    });
    let was_to_have = verb.features.perfect && (verb.features.tense == Tense::None || verb.features.modal.is_some());
    was_to_have
        || refused
        || matches!(verb.lemma.as_str(), "boycott" | "shun" | "stay" | "miss")
        || is_absent(scene, verb)
        || is_party_to(scene, verb)
        || is_kept_out(scene, verb)
        || takes_no_part(scene, verb)
        || is_invited_in_vain(scene, verb)
        || sends_regrets(scene, verb)
}

/// Those who stayed away from the encounter of `draft`, all of them people unless they may be `any`, and those who took part.
fn apart_from(scene: &Scene<'_>, draft: &Draft, away: &[Party], any: bool) -> Option<Vec<Vec<EntityId>>> {
    let people = any || away.iter().all(|party| scene.entity_type(party.entity) == EntityType::Person);
    let told = matches!(draft.status, Factuality::Held | Factuality::Planned) && is_private_kind(draft.kind);
    let strangers = away.iter().all(|party| draft.sides.iter().flatten().all(|&known| known != party.entity));
    (!away.is_empty() && people && told && strangers)
        .then(|| vec![away.iter().map(|party| party.entity).collect(), draft.participants()])
}

/// "Ode and Brandt met *without Kessler*".
pub fn done_without(scene: &Scene<'_>, draft: &Draft) -> Option<Draft> {
    let id = scene.clauses.predicate_at(draft.trigger)?;
    let carrier = scene.clauses.governors(id).next().filter(|(_, embedding)| *embedding == Embedding::Argument);
    let words = [Some(id), carrier.map(|(above, _)| above).filter(|_| draft.noun)];
    let without: Vec<Party> = words
        .into_iter()
        .flatten()
        .flat_map(|word| scene.clauses.predicate(word).preposition("without").collect::<Vec<_>>())
        .flat_map(|argument| parties_of(scene, argument.token))
        .collect();
    let sides = apart_from(scene, draft, &without, false)?;
    let mut stretch = Stretch::new(scene, draft.trigger);
    without.iter().for_each(|party| stretch.include(party.token));
    let status = Factuality::Negated;
    Some(Draft { sides, status, evidence: stretch.span(), confidence: draft.confidence * 0.8, ..draft.clone() })
}
