//! Relations of the user's own rules ("endorsed", "appointed"), found as meetings are, but with a direction.

use super::meeting::{Scene, Stretch, bind_relations, role_name, status_of};
use super::rules::{Outcome, RuleSet};
use super::{Derivation, Relation};
use crate::article::Article;
use crate::clause::{Clauses, PredicateId};
use crate::entity::Entities;
use crate::nlp::Analysis;

/// Finds the relations of `article` that `rules` define, by position; the same one told twice is one with more evidence.
#[must_use]
pub fn find_relations(
    article: &Article,
    analysis: &Analysis,
    clauses: &Clauses,
    entities: &Entities,
    rules: &RuleSet,
) -> Vec<Relation> {
    let defined = rules.rules().iter().any(|rule| matches!(rule.outcome, Outcome::Relation { .. }));
    let mut relations: Vec<Relation> = Vec::new();
    if !defined {
        return relations;
    }
    let scene = Scene::new(&article.body, analysis, clauses, entities, rules);
    for index in 0..clauses.predicates.len() {
        let Ok(index) = u32::try_from(index) else { break };
        for relation in relations_at(&scene, PredicateId(index)) {
            add(&mut relations, relation);
        }
    }
    relations
}

/// Adds `relation`, or its evidence to the same one told before.
fn add(relations: &mut Vec<Relation>, relation: Relation) {
    let known = relations.iter_mut().find(|known| {
        known.relation == relation.relation
            && known.from == relation.from
            && known.to == relation.to
            && known.status == relation.status
    });
    match known {
        Some(known) => {
            known.evidence.extend(relation.evidence);
            known.confidence = known.confidence.max(relation.confidence);
        }
        None => relations.push(relation),
    }
}

fn relations_at(scene: &Scene<'_>, id: PredicateId) -> Vec<Relation> {
    let predicate = scene.clauses.predicate(id);
    let mut found = Vec::new();
    for bound in bind_relations(scene, id) {
        let (Outcome::Relation { name, .. }, [from, to]) = (&bound.rule.outcome, bound.sides.as_slice()) else {
            continue;
        };
        for (from, to) in from.iter().flat_map(|from| to.iter().map(move |to| (from, to))) {
            let is_entity = |id: crate::entity::EntityId| (id.0 as usize) < scene.entities.entities.len();
            if from.entity == to.entity || !is_entity(from.entity) || !is_entity(to.entity) {
                continue;
            }
            let mut stretch = Stretch::new(scene, predicate.token);
            stretch.include(from.token);
            stretch.include(to.token);
            let role_of = |token| {
                let argument = predicate.arguments.iter().find(|argument| argument.token == token);
                argument.map_or_else(|| "verb".to_owned(), |argument| role_name(&argument.role))
            };
            let words = |token| scene.mention_headed_by(token).map_or(scene.token(token).span, |mention| mention.span);
            found.push(Relation {
                relation: name.clone(),
                from: from.entity,
                to: to.entity,
                status: if from.negated || to.negated {
                    crate::clause::Factuality::Negated
                } else {
                    status_of(bound.rule, predicate.factuality)
                },
                evidence: vec![stretch.span()],
                confidence: bound.rule.confidence,
                derivation: Derivation {
                    rule: bound.rule.name.clone(),
                    trigger: Some(scene.token(predicate.token).span),
                    arguments: [from.token, to.token].map(|token| (role_of(token), words(token))).to_vec(),
                },
            });
        }
    }
    found
}
