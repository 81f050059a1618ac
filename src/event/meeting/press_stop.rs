//! Words that place those who say them: "Ode *told Brandt in Zell*", "*told reporters at Zell airport before flying home*".
//!
//! Takes a verb of telling, gives the [setting](super::setting) that it makes: both are there, or the speaker was there up to
//! then. What is told to anybody else anywhere tells of no encounter.

use super::party::parties_of;
use super::place::{Finder, Located, is_town};
use super::scene::Scene;
use super::setting::Sort;
use crate::clause::{Argument, Factuality, Predicate, PredicateId, PredicateKind, Role, Source};
use crate::entity::{EntityId, EntityType};
use crate::nlp::TokenId;

/// "Ode *told Brandt in Zell* that the treaty was dead".
#[must_use]
pub fn exchange(scene: &Scene<'_>, id: PredicateId, verb: &Predicate) -> Option<(Located, Sort)> {
    let tells = scene.in_words("telling-verbs", &verb.lemma) && verb.factuality == Factuality::Held;
    let speaker = only_person(scene, verb, &Role::Subject).filter(|_| tells)?;
    let hearer = [Role::Object, Role::IndirectObject].iter().find_map(|role| only_person(scene, verb, role))?;
    let located = town_of(scene, id)?;
    (speaker != hearer).then_some((located, Sort::Exchange { both: [speaker, hearer] }))
}

/// "Ode *told reporters at Zell airport before flying home*", "*speaking to reporters in Zell afterwards*".
#[must_use]
pub fn briefing(scene: &Scene<'_>, id: PredicateId, verb: &Predicate) -> Option<(Located, Sort)> {
    let speaks = scene.in_words("speaking-verbs", &verb.lemma) && verb.factuality == Factuality::Held;
    if !speaks || !to_press(scene, verb) || !is_round_off(scene, id, verb) {
        return None;
    }
    let speaker = only_person(scene, verb, &Role::Subject)?;
    Some((town_of(scene, id)?, Sort::Briefing { speaker }))
}

fn only_person(scene: &Scene<'_>, verb: &Predicate, role: &Role) -> Option<EntityId> {
    let all: Vec<EntityId> = verb
        .fillers(role)
        .flat_map(|argument| parties_of(scene, argument.token))
        .map(|party| party.entity)
        .filter(|&party| scene.entity_type(party) == EntityType::Person)
        .collect();
    match all[..] {
        [one] => Some(one),
        _ => None,
    }
}

/// The town in the verb's own phrases.
fn town_of(scene: &Scene<'_>, id: PredicateId) -> Option<Located> {
    let finder = Finder { scene, parties: &[] };
    let within = |argument: &Argument| {
        let at = matches!(&argument.role, Role::Preposition(name) if matches!(name.as_str(), "in" | "at"));
        at && argument.source == Source::Direct && !finder.is_after_return(argument)
    };
    let reporters = || {
        let verb = scene.clauses.predicate(id);
        verb.arguments.iter().filter(|argument| is_press_noun(scene, argument.token)).map(|argument| argument.token)
    };
    // "told *reporters in Zell*", as the parser has it
    let found = finder.best(id, within).or_else(|| reporters().find_map(|token| finder.beside(token, 0)));
    found.filter(|located| located.narrowness > 1 && is_town(scene, located.place))
}

fn is_press_noun(scene: &Scene<'_>, token: TokenId) -> bool {
    matches!(scene.lemma(token).as_str(), "reporter" | "journalist" | "press" | "medium" | "media" | "newsman")
}

fn to_press(scene: &Scene<'_>, verb: &Predicate) -> bool {
    verb.arguments.iter().any(|argument| {
        let conference = || matches!(scene.lemma(argument.token).as_str(), "conference" | "briefing");
        match &argument.role {
            Role::Object | Role::IndirectObject => is_press_noun(scene, argument.token) || conference(),
            Role::Preposition(name) => match name.as_str() {
                "to" | "with" => is_press_noun(scene, argument.token),
                "at" => conference(),
                _ => false,
            },
            _ => false,
        }
    })
}

/// "*before flying home*", "*afterwards*", "*after the talks*": it ends a stay or follows an encounter.
fn is_round_off(scene: &Scene<'_>, id: PredicateId, verb: &Predicate) -> bool {
    let after = scene
        .analysis
        .dependents_by(verb.token, "advmod")
        .any(|word| matches!(scene.form(word), "afterwards" | "afterward" | "later" | "after"));
    let of_talks = verb.arguments.iter().any(|argument| {
        let follows =
            matches!(&argument.role, Role::Preposition(name) if matches!(name.as_str(), "after" | "following"));
        let lemma = scene.lemma(argument.token);
        follows
            && (scene.in_words("meetings", &lemma)
                || scene.in_words("meals", &lemma)
                || scene.in_words("visits", &lemma))
    });
    let Some(sentence) = scene.analysis.sentences.get(scene.token(verb.token).sentence as usize) else { return false };
    let leaves = || {
        scene.clauses.predicates_in(sentence).iter().any(|below| {
            let going = scene.in_words("motion-verbs", &below.lemma) || below.lemma == "board";
            below.kind == PredicateKind::Verb
                && below.governor.is_some_and(|(above, _)| above == id)
                && below.marker.as_deref() == Some("before")
                && going
        })
    };
    after || of_talks || leaves()
}
