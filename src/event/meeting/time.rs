//! When a meeting takes place: the time words of its clause, placed on the calendar.

use super::scene::Scene;
use crate::clause::{Argument, Embedding, Factuality, PredicateId, Role, Source};
use crate::event::When;
use crate::event::time::{Direction, TimeExpression, resolve};
use crate::nlp::TokenId;
use jiff::civil::Date;

/// The time words of the event that `id` names, carried by `light`, with the token that heads them.
#[must_use]
pub fn time_of<'s>(
    scene: &'s Scene<'_>,
    id: PredicateId,
    light: Option<PredicateId>,
) -> Option<(TokenId, &'s TimeExpression)> {
    let own = own_time(scene, id);
    own.or_else(|| light.and_then(|verb| own_time(scene, verb))).or_else(|| {
        scene
            .clauses
            .governors(id)
            .take_while(|(above, embedding)| {
                let report = scene.in_words("report-verbs", &scene.clauses.predicate(*above).lemma);
                matches!(embedding, Embedding::Argument | Embedding::Purpose) && !report
            })
            .take(2)
            .find_map(|(above, _)| own_time(scene, above))
    })
}

/// `time` as the record gives it, for an event of this status.
#[must_use]
pub fn placed(time: &TimeExpression, publication: Option<Date>, status: Factuality) -> When {
    let (from, to) = resolve(time, publication, Direction::from(status));
    When { span: time.span, from, to }
}

fn own_time<'s>(scene: &'s Scene<'_>, id: PredicateId) -> Option<(TokenId, &'s TimeExpression)> {
    let arguments = &scene.clauses.predicate(id).arguments;
    let mut best: Option<(&Argument, &TimeExpression)> = None;
    for argument in arguments {
        let may_be_time = match &argument.role {
            Role::Time => true,
            Role::Preposition(name) => scene.in_words("time-prepositions", name),
            _ => false,
        };
        let Some(time) = scene.time_at(argument.token).filter(|_| may_be_time) else { continue };
        let better = best.is_none_or(|(known, _)| known.source == Source::Implied && argument.source != Source::Implied);
        if better {
            best = Some((argument, time));
        }
    }
    best.map(|(argument, time)| (argument.token, time))
}
