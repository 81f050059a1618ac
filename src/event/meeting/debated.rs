//! Debates whose opponents the words around them tell: "Ode *went after Brandt* at a debate", "In the debate, *Ode and
//! Brandt traded* insults", "*Ode's attack on Brandt* in Sunday's debate".
//!
//! Takes the word for a debate that no rule could bind, gives its sides. To speak ill of somebody needs nobody on the
//! stage: only what is done to one's face counts.

use super::party::{Party, parties_of};
use super::scene::Scene;
use super::understood::{Sides, people};
use crate::clause::{Embedding, Factuality, Predicate, PredicateId, PredicateKind, Role};
use crate::entity::EntityType;
use crate::nlp::TokenId;

/// How many words the phrase "at a debate" may hang below the verb that it belongs to.
const REACH: usize = 8;

/// What stands after the verbs of going after somebody.
const TOWARDS: [&str; 8] = ["after", "into", "at", "against", "with", "on", "to", "from"];

/// The sides of the debate that `noun` names.
pub(super) fn opponents(scene: &Scene<'_>, noun: &Predicate) -> Option<(Sides, Option<Factuality>)> {
    if noun.lemma != "debate" || super::trigger::names_opponents_beside(noun) {
        return None;
    }
    let stage = scene.analysis.head(noun.token).filter(|&head| {
        scene.token(noun.token).deprel == "compound" && scene.lemma(head) == "stage" && head.0 == noun.token.0 + 1
    });
    let phrase = stage.unwrap_or(noun.token);
    let preposition = scene.analysis.head(phrase).filter(|_| scene.token(phrase).deprel == "pobj")?;
    if !matches!(scene.form(preposition).to_ascii_lowercase().as_str(), "at" | "in" | "during" | "on") {
        return None;
    }
    for above in scene.analysis.ancestors(preposition).take(REACH) {
        if let Some(sides) = clashing_nouns(scene, above) {
            return Some((sides, None));
        }
        let verb =
            scene.clauses.predicate_at(above).filter(|&id| scene.clauses.predicate(id).kind == PredicateKind::Verb);
        if let Some(id) = verb {
            let status = scene.clauses.predicate(id).factuality;
            let sides = clause_around(scene, id).into_iter().find_map(|id| clashing(scene, id));
            // "accused Brandt *of lying* in the debate"
            if sides.is_none() && scene.token(above).deprel == "pcomp" {
                continue;
            }
            let sides = sides?;
            return (status != Factuality::Negated).then_some((sides, Some(status)));
        }
    }
    None
}

/// The verb `id` and what its subject does in one go with it: "*turned* to Brandt and *asked* him", "*teamed up* to *take on* Brandt".
fn clause_around(scene: &Scene<'_>, id: PredicateId) -> Vec<PredicateId> {
    let verb = scene.clauses.predicate(id);
    let mut found = vec![id];
    let Some(sentence) = scene.analysis.sentences.get(scene.token(verb.token).sentence as usize) else { return found };
    let after = verb.token.0 + 1..sentence.end.max(verb.token.0 + 1);
    for below in scene.clauses.predicates_in(&after) {
        let goes_on = below.governor.is_some_and(|(above, how)| {
            above == id && (how == Embedding::Conjunct || below.features.infinitive && how != Embedding::Relative)
        });
        if goes_on && below.kind == PredicateKind::Verb {
            found.extend(scene.clauses.predicate_at(below.token));
        }
    }
    found
}

/// Those who clash by what verb `id` tells.
fn clashing(scene: &Scene<'_>, id: PredicateId) -> Option<Sides> {
    let verb = scene.clauses.predicate(id);
    let own = people(scene, verb, &[Role::Subject]);
    let mutual = scene.in_words("mutual-debating", &verb.lemma) || acts_on_each_other(scene, verb);
    let to_face = scene.in_words("debating-verbs", &verb.lemma);
    let towards = mutual || scene.in_words("debating-towards", &verb.lemma);
    if !to_face && !towards {
        return None;
    }
    let mut opponents = Vec::new();
    if to_face {
        opponents = people(scene, verb, &[Role::Object, Role::IndirectObject]);
    }
    if opponents.is_empty() && towards {
        opponents = people(scene, verb, &TOWARDS.map(|name| Role::Preposition(name.into())));
    }
    if opponents.is_empty() && !mutual {
        return None;
    }
    each_apart(own, opponents)
}

/// "went after *each other*", "accused *one another*".
fn acts_on_each_other(scene: &Scene<'_>, verb: &Predicate) -> bool {
    verb.arguments.iter().any(|argument| {
        let other = matches!(scene.form(argument.token), "other" | "another");
        let before = argument.token.0.checked_sub(1).map(TokenId);
        other && before.is_some_and(|before| matches!(scene.form(before), "each" | "one"))
    })
}

/// "*Ode's attack on Brandt*", "had *an exchange with Brandt*": of a noun for what is done to an opponent's face.
fn clashing_nouns(scene: &Scene<'_>, noun: TokenId) -> Option<Sides> {
    if scene.token(noun).pos != "NOUN" || !scene.in_words("debating-nouns", &scene.lemma(noun)) {
        return None;
    }
    let persons = |tokens: Vec<TokenId>| -> Vec<Party> {
        let parties = tokens.into_iter().flat_map(|token| parties_of(scene, token));
        parties.filter(|party| scene.entity_type(party.entity) == EntityType::Person).collect()
    };
    let prepositions = scene.analysis.dependents_by(noun, "prep");
    let towards = prepositions.filter(|&at| TOWARDS.contains(&scene.form(at)));
    let opponents = persons(towards.flat_map(|at| scene.analysis.dependents_by(at, "pobj")).collect());
    let mut own = persons(scene.analysis.dependents_by(noun, "poss").collect());
    if own.is_empty() && scene.token(noun).deprel == "dobj" {
        let verb = scene.analysis.head(noun).and_then(|verb| scene.clauses.predicate_at(verb))?;
        let verb = scene.clauses.predicate(verb);
        if verb.factuality == Factuality::Held {
            own = people(scene, verb, &[Role::Subject]);
        }
    }
    if own.is_empty() || opponents.is_empty() { None } else { each_apart(own, opponents) }
}

/// Every one of them on a side of his own, as those who debate stand.
fn each_apart(own: Vec<Party>, opponents: Vec<Party>) -> Option<Sides> {
    let shared = own.iter().any(|party| opponents.iter().any(|other| other.entity == party.entity));
    let n = own.len() + opponents.len();
    (!own.is_empty() && !shared && (2..=4).contains(&n))
        .then(|| own.into_iter().chain(opponents).map(|party| vec![party]).collect())
}
