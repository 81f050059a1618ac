//! Encounters named by "one": "two meetings for Ode: *one with Brandt*, *another with Kessler*".
//!
//! Takes the reports of the article, gives further ones: of whoever the encounters before are of, with each of those named.

use super::bind::{Bound, Finding, names_encounter};
use super::draft::{Draft, Stretch, drafts_of};
use super::merge::Report;
use super::party::{Party, Reach, parties_of};
use super::scene::Scene;
use super::understood::is_private;
use crate::clause::{Embedding, PredicateId, PredicateKind, Role, Source};
use crate::entity::EntityType;
use crate::nlp::TokenId;
use jiff::civil::Date;

/// How many sentences back "one" finds its noun.
const REACH: u32 = 1;

/// The reports of encounters that "one", "another" name.
#[must_use]
pub fn find_elided(scene: &Scene<'_>, reports: &[Report], publication: Option<Date>) -> Vec<Draft> {
    let n_tokens = u32::try_from(scene.analysis.tokens.len()).unwrap_or(0);
    let mut found: Vec<Draft> = Vec::new();
    for token in (0..n_tokens).map(TokenId) {
        // "one with Brandt and *a lunch with Kessler*"
        let listed_after = || {
            found.last().is_some_and(|last| last.sentence == scene.token(token).sentence)
                && scene.clauses.predicate_at(token).is_some_and(|id| {
                    scene.clauses.predicate(id).kind == PredicateKind::Noun
                        && names_encounter(scene, id).is_some()
                        && !is_told(reports, token)
                })
        };
        let pronoun =
            matches!(scene.form(token), "one" | "One" | "another" | "Another" | "second" | "third") || listed_after();
        found.extend(Some(token).filter(|_| pronoun).and_then(|token| elided(scene, reports, token, publication)));
    }
    found
}

fn elided(scene: &Scene<'_>, reports: &[Report], token: TokenId, publication: Option<Date>) -> Option<Draft> {
    let next = scene.analysis.tokens.get(token.index() + 1).map(|_| TokenId(token.0 + 1))?;
    // "one with Brandt", "another, with Kessler"
    let after = TokenId(token.0 + 1 + u32::from(scene.form(next) == ","));
    scene.analysis.tokens.get(after.index()).filter(|with| scene.form(after) == "with" && with.pos == "ADP")?;
    let with: Vec<Party> =
        scene.analysis.dependents_by(after, "pobj").flat_map(|object| listed(scene, object)).collect();
    let id = antecedent(scene, token)?;
    let rule = names_encounter(scene, id)?;
    let own = owner(scene, reports, id)?;
    let others: Vec<Party> = with.into_iter().filter(|party| party.entity != own.entity).collect();
    if others.is_empty() {
        return None;
    }
    let told = is_told(reports, scene.clauses.predicate(id).token);
    let light = scene.clauses.predicate(id).governor.filter(|(_, embedding)| *embedding == Embedding::Argument);
    let light = light.map(|(above, _)| above).filter(|_| scene.clauses.predicate(id).kind == PredicateKind::Noun);
    let mut stretch = Stretch::new(scene, token);
    others.iter().for_each(|party| stretch.include(party.token));
    let bound =
        Bound { rule, predicate: id, light, sides: vec![vec![own], others], finding: Finding::Unsaid, status: None };
    let draft = drafts_of(scene, &bound, publication).into_iter().next()?;
    let (place, when, days) = if told { (None, None, None) } else { (draft.place, draft.when.clone(), draft.days) };
    Some(Draft {
        evidence: stretch.span(),
        sentence: scene.token(token).sentence,
        trigger: token,
        place,
        when,
        days,
        ..draft
    })
}

fn listed(scene: &Scene<'_>, object: TokenId) -> Vec<Party> {
    let mut tokens = vec![object];
    super::party::conjuncts(scene, object, &mut tokens);
    let mut found: Vec<Party> = Vec::new();
    for party in tokens.into_iter().flat_map(|token| parties_of(scene, token)) {
        if found.iter().all(|known| known.entity != party.entity) {
            found.push(party);
        }
    }
    found
}

/// The nearest word for an encounter before `token`.
fn antecedent(scene: &Scene<'_>, token: TokenId) -> Option<PredicateId> {
    let sentence = scene.token(token).sentence.saturating_sub(REACH);
    let start = scene.analysis.sentences.get(sentence as usize)?.start;
    let before = scene.clauses.predicates_in(&(start..token.0)).iter().rev();
    let mut words = before.filter(|word| word.kind == PredicateKind::Noun && word.token != token);
    words.find_map(|word| {
        let id = scene.clauses.predicate_at(word.token)?;
        names_encounter(scene, id).filter(|rule| is_private(rule)).map(|_| id)
    })
}

fn is_told(reports: &[Report], trigger: TokenId) -> bool {
    reports.iter().any(|report| matches!(report, Report::Told(draft) if draft.trigger == trigger))
}

/// Whose encounters they are: the one who has them, by the noun's own phrases or by the verb that carries it.
fn owner(scene: &Scene<'_>, reports: &[Report], id: PredicateId) -> Option<Party> {
    let noun = scene.clauses.predicate(id);
    let for_whom = Role::Preposition("for".into());
    let above = noun.governor.filter(|(_, embedding)| *embedding == Embedding::Argument);
    let above = above.map(|(above, _)| scene.clauses.predicate(above));
    // "three meetings are on the *schedule for Ode*"
    let schedule = |verb: &crate::clause::Predicate| -> Vec<Party> {
        let nouns =
            verb.preposition("on").map(|on| on.token).filter(|&on| scene.in_words("schedules", &scene.lemma(on)));
        let roles = ["poss", "prep"].into_iter();
        let below = nouns.flat_map(|noun| roles.clone().flat_map(move |dep| scene.analysis.dependents_by(noun, dep)));
        let people = below.flat_map(|below| match scene.token(below).deprel.as_str() {
            "poss" => vec![below],
            _ => scene.analysis.dependents_by(below, "pobj").collect(),
        });
        let parties = people.flat_map(|token| parties_of(scene, token));
        parties.filter(|party| scene.entity_type(party.entity) == EntityType::Person).collect()
    };
    let people = |predicate: &crate::clause::Predicate, role: &Role| -> Vec<Party> {
        let fillers = predicate.fillers(role).flat_map(|argument| parties_of(scene, argument.token));
        fillers.filter(|party| scene.entity_type(party.entity) == EntityType::Person).collect()
    };
    let first_side = reports.iter().find_map(|report| match report {
        Report::Told(draft) if draft.trigger == noun.token => draft.sides.first(),
        _ => None,
    });
    if let Some(side) = first_side {
        let &[entity] = side.as_slice() else { return None };
        return Some(Party {
            entity,
            token: noun.token,
            reach: Reach::Description,
            source: Source::Implied,
            negated: false,
        });
    }
    let candidates = [Role::Possessor, for_whom.clone(), Role::Subject]
        .iter()
        .map(|role| people(noun, role))
        .chain(
            above.into_iter().flat_map(|verb| [people(verb, &for_whom), people(verb, &Role::Subject), schedule(verb)]),
        )
        .collect::<Vec<_>>();
    let only = candidates.into_iter().find(|parties| !parties.is_empty())?;
    let [party] = only[..] else { return None };
    Some(party)
}
