//! When a meeting takes place: the time words of its clause.

use super::scene::Scene;
use crate::article::Span;
use crate::clause::{Argument, Embedding, PredicateId, Role, Source};
use crate::event::When;
use crate::nlp::TokenId;

/// The time words of the event that `id` names, carried by `light`, with the token that heads them.
#[must_use]
pub fn time_of(scene: &Scene<'_>, id: PredicateId, light: Option<PredicateId>) -> Option<(TokenId, When)> {
    let own = own_time(scene, id);
    own.or_else(|| light.and_then(|verb| own_time(scene, verb))).or_else(|| {
        scene
            .clauses
            .governors(id)
            .take_while(|(_, embedding)| matches!(embedding, Embedding::Argument | Embedding::Purpose))
            .take(2)
            .find_map(|(above, _)| own_time(scene, above))
    })
}

fn own_time(scene: &Scene<'_>, id: PredicateId) -> Option<(TokenId, When)> {
    let arguments = &scene.clauses.predicate(id).arguments;
    let is_time = |argument: &&Argument| match &argument.role {
        Role::Time => true,
        Role::Preposition(name) => scene.in_words("time-prepositions", name) && has_time_words(scene, argument.token),
        _ => false,
    };
    let best =
        arguments.iter().filter(is_time).min_by_key(|argument| (argument.source == Source::Implied, argument.token))?;
    let span = time_span(scene, best.token);
    Some((best.token, When { span, from: None, to: None }))
}

fn has_time_words(scene: &Scene<'_>, token: TokenId) -> bool {
    matches!(scene.token(token).entity.as_str(), "DATE" | "TIME")
}

/// The stretch of time words around `token`.
fn time_span(scene: &Scene<'_>, token: TokenId) -> Span {
    let tokens = &scene.analysis.tokens;
    let is_time = |index: usize| {
        tokens.get(index).is_some_and(|data| {
            data.sentence == tokens[token.index()].sentence && matches!(data.entity.as_str(), "DATE" | "TIME")
        })
    };
    let (mut first, mut last) = (token.index(), token.index());
    while first > 0
        && is_time(first - 1)
        && !(tokens[first].entity_begins && tokens[first].entity != tokens[first - 1].entity)
    {
        first -= 1;
    }
    while is_time(last + 1) {
        last += 1;
    }
    tokens[first].span.cover(tokens[last].span)
}
