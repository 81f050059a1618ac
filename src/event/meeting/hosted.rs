//! What one gave for people without a name ("Ode hosted business leaders. *The guests included Brandt*"): an encounter between that one
//! and those whom a later word names.

use super::absence::is_awaited;
use super::attend::{REACH, derivation, evidence_of, has_parties};
use super::bind::{Bound, Finding, names_encounter};
use super::draft::{Draft, drafts_of};
use super::merge::Report;
use super::party::{Party, parties_of};
use super::presence::{Presence, is_pointing, is_preposition, parties_in};
use super::scene::Scene;
use super::understood::is_private;
use crate::clause::{Embedding, Factuality, Predicate, PredicateId, PredicateKind, Role};
use crate::entity::EntityType;
use crate::event::rules::{Base, Outcome, Rule};
use crate::nlp::TokenId;
use jiff::civil::Date;

/// "Ode hosted business leaders. *The guests included Brandt*": the encounter of which only one side was named.
pub fn hosted_before(
    scene: &Scene<'_>,
    reports: &[Report],
    presence: &Presence,
    told: Option<TokenId>,
    publication: Option<Date>,
) -> Option<Draft> {
    let verb = scene.clauses.predicate(presence.id).token;
    let sentence = scene.token(verb).sentence;
    let start = scene.analysis.sentences.get(sentence.saturating_sub(REACH) as usize)?.start;
    let own = presence.at.filter(|&at| has_parties(scene, at) || !is_pointing(scene, at));
    let near = scene.clauses.predicates_in(&(start..verb.0)).iter().rev();
    let candidate = match own {
        Some(at) => scene.clauses.predicate_at(at),
        None => near
            .take_while(|other| told.is_none_or(|told| other.token > told))
            .filter_map(|other| scene.clauses.predicate_at(other.token))
            .find(|&id| id != presence.id && !is_told(scene, reports, id) && one_sided(scene, id).is_some()),
    }?;
    let (rule, host) = one_sided(scene, candidate)?;
    let who: Vec<Party> = presence.who.iter().filter(|party| party.entity != host.entity).copied().collect();
    let word = scene.clauses.predicate(candidate);
    let away = presence.absent && own.is_some() && is_awaited(scene, scene.clauses.predicate(presence.id));
    let boycotted = is_boycotted(scene, word) || away;
    let told_so = word.factuality >= Factuality::Planned || boycotted;
    if who.is_empty() || !told_so {
        return None;
    }
    let light = word.governor.filter(|(_, embedding)| *embedding == Embedding::Argument).map(|(above, _)| above);
    let light = light.filter(|_| word.kind == PredicateKind::Noun);
    let bound = Bound {
        rule,
        predicate: candidate,
        light,
        sides: sides_at(word, host, who),
        finding: Finding::Unsaid,
        status: boycotted.then_some(Factuality::Held),
    };
    let draft = drafts_of(scene, &bound, publication).into_iter().next()?;
    let unnamed =
        word.arguments.iter().filter(|argument| argument.role == Role::Object || is_preposition(argument, "with"));
    let beside = || unnamed.map(|argument| argument.token).find_map(|token| super::place::place_beside(scene, token));
    let place = draft.place.or_else(|| beside().map(|located| located.place));
    let status = if presence.absent { Factuality::Negated } else { draft.status };
    Some(Draft {
        evidence: evidence_of(scene, presence),
        sentence,
        trigger: verb,
        status,
        place,
        derivation: derivation(scene, presence, &rule.name),
        ..draft
    })
}

/// True if both sides of the encounter that `id` tells are known.
fn is_told(scene: &Scene<'_>, reports: &[Report], id: PredicateId) -> bool {
    let token = scene.clauses.predicate(id).token;
    reports.iter().any(|report| matches!(report, Report::Told(draft) if draft.trigger == token))
}

/// "Ode *boycotted a meeting*": it took place all the same.
fn is_boycotted(scene: &Scene<'_>, noun: &Predicate) -> bool {
    noun.governor.is_some_and(|(above, _)| {
        let verb = scene.clauses.predicate(above);
        scene.in_words("absent-verbs", &verb.lemma)
            && verb.factuality == Factuality::Held
            && verb.fillers(&Role::Object).any(|object| object.token == noun.token)
    })
}

/// "*a meeting of mayors* chaired by Ode": each of them for himself; otherwise whoever has them to it, and his guests.
fn sides_at(word: &Predicate, host: Party, who: Vec<Party>) -> Vec<Vec<Party>> {
    let among_them = word.arguments.iter().any(|argument| {
        matches!(&argument.role, Role::Preposition(name) if matches!(name.as_str(), "of" | "between" | "among"))
    });
    if word.kind == PredicateKind::Noun && among_them {
        return std::iter::once(host).chain(who).map(|party| vec![party]).collect();
    }
    vec![vec![host], who]
}

/// The rule and the one party of an encounter whose other side is several people without a name.
pub fn one_sided<'r>(scene: &Scene<'r>, id: PredicateId) -> Option<(&'r Rule, Party)> {
    let word = scene.clauses.predicate(id);
    let rule = names_encounter(scene, id).filter(|rule| is_private(rule))?;
    let parties = match word.kind {
        PredicateKind::Verb => {
            let others = word
                .arguments
                .iter()
                .filter(|argument| argument.role == Role::Object || is_preposition(argument, "with"));
            // "which runs the boats" runs into nobody
            let Outcome::Meeting { sides, .. } = &rule.outcome else { return None };
            let whom = |role: &Role| {
                sides.iter().flat_map(|side| &side.roles).any(|own| own.base == Base::Own && own.role == *role)
            };
            // "will press companies to pay" is an encounter only where one goes there to do it
            let conditional = rule.infinitive || !rule.above.is_empty();
            if conditional || !others.clone().any(|argument| whom(&argument.role)) {
                return None;
            }
            let unnamed = |token: TokenId| is_crowd(scene, token) && parties_of(scene, token).is_empty();
            let mut others = others.map(|argument| argument.token).peekable();
            let fits = others.peek().is_some() && others.all(unnamed);
            if !fits {
                return None;
            }
            parties_in(scene, word, &[Role::Subject])
        }
        PredicateKind::Noun => {
            let by = |name: &str| Role::Preposition(name.into());
            let own = parties_in(scene, word, &[Role::Possessor, by("hosted by"), by("by"), by("with")]);
            let light = word.governor.filter(|(_, embedding)| *embedding == Embedding::Argument);
            let light = light.map(|(above, _)| scene.clauses.predicate(above));
            let gives = light.filter(|verb| verb.lemma == "have" || scene.in_words("giving-verbs", &verb.lemma));
            let is_object = |verb: &&Predicate| verb.fillers(&Role::Object).any(|object| object.token == word.token);
            let relative = || {
                let sentence = scene.analysis.sentences.get(scene.token(word.token).sentence as usize)?;
                let mut below = scene.clauses.predicates_in(sentence).iter();
                below.find(|verb| {
                    verb.governor.is_some_and(|(above, how)| above == id && how == Embedding::Relative)
                        && scene.in_words("giving-verbs", &verb.lemma)
                })
            };
            let given = gives.filter(is_object).or_else(relative).map(|verb| parties_in(scene, verb, &[Role::Subject]));
            if own.is_empty() { given.unwrap_or_default() } else { own }
        }
        PredicateKind::Adjective => return None,
    };
    let [host] = parties[..] else { return None };
    (scene.entity_type(host.entity) != EntityType::Place).then_some((rule, host))
}

/// "business leaders", "a group of bankers".
pub fn is_crowd(scene: &Scene<'_>, token: TokenId) -> bool {
    let data = scene.token(token);
    data.tag == "NNS"
        || scene.in_words("quantities", &scene.lemma(token))
        || scene.in_words("collectives", &scene.lemma(token))
}
