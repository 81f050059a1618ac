//! When a meeting takes place: the time words of its clause, or of its noun.

use super::scene::Scene;
use crate::clause::{Embedding, PredicateId, Role};
use crate::event::When;
use crate::event::time::{Direction, Meaning, TimeExpression, resolve};
use crate::nlp::TokenId;

/// The time words of the event that `id` names, carried by `light`, with the token that heads them.
///
/// The days are those of the clause's own factuality; [`place_on_calendar`] sets them anew where reports are joined.
#[must_use]
pub fn time_of(scene: &Scene<'_>, id: PredicateId, light: Option<PredicateId>) -> Option<(TokenId, When)> {
    let own = own_time(scene, id);
    let (token, time) = own.or_else(|| light.and_then(|verb| own_time(scene, verb))).or_else(|| {
        scene
            .clauses
            .governors(id)
            .take_while(|(_, embedding)| matches!(embedding, Embedding::Argument | Embedding::Purpose))
            .take(2)
            .find_map(|(above, _)| own_time(scene, above))
    })?;
    let direction = Direction::from(scene.clauses.predicate(id).factuality);
    let (from, to) = resolve(time, scene.publication, direction);
    Some((token, When { span: time.span, from, to }))
}

/// Sets the days of `when` for an event in `direction`.
pub fn place_on_calendar(scene: &Scene<'_>, when: &mut When, direction: Direction) {
    let index = scene.times.partition_point(|time| time.span.end <= when.span.start);
    if let Some(time) = scene.times.get(index) {
        (when.from, when.to) = resolve(time, scene.publication, direction);
    }
}

fn own_time<'s>(scene: &'s Scene<'_>, id: PredicateId) -> Option<(TokenId, &'s TimeExpression)> {
    let predicate = scene.clauses.predicate(id);
    let arguments = predicate.arguments.iter().filter(|argument| match &argument.role {
        Role::Time | Role::Possessor | Role::Compound => true,
        Role::Preposition(name) => scene.in_words("time-prepositions", name),
        _ => false,
    });
    // "the recent talks", "met overnight", "the 2005 summit"
    let modifiers = scene.analysis.dependents(predicate.token).iter().copied().filter(|&dependent| {
        matches!(
            scene.token(dependent).deprel.as_str(),
            "advmod" | "npadvmod" | "amod" | "nummod" | "compound" | "nmod" | "poss" | "tmod"
        )
    });
    let mut best: Option<(TokenId, &TimeExpression)> = None;
    for token in arguments.map(|argument| argument.token).chain(modifiers) {
        let Some(time) = expression_at(scene, token) else { continue };
        // Words that the calendar can place say more than "recently".
        let better = best.is_none_or(|(known, known_time)| {
            let vague = |time: &TimeExpression| time.meaning == Meaning::Vague;
            (vague(time), token) < (vague(known_time), known)
        });
        if better {
            best = Some((token, time));
        }
    }
    best
}

/// The time expression that holds `token`.
fn expression_at<'s>(scene: &'s Scene<'_>, token: TokenId) -> Option<&'s TimeExpression> {
    let index = scene.times.partition_point(|time| time.tokens.end <= token.0);
    scene.times.get(index).filter(|time| time.tokens.contains(&token.0))
}
