//! Bodies and people that a description means which names none of them: "*the Dutch*" for the Dutch firm of the article, "*the
//! rebels*" for the one armed group, "*each side*" of talks for the negotiators of both.
//!
//! # Invariants
//!
//! - Null over guess: where two may be meant, none is.

use super::scene::Scene;
use crate::entity::{EntityId, EntityType, MentionKind};
use crate::nlp::TokenId;

/// "offers from *the Dutch*": the one firm or body that the article describes as of `country`.
#[must_use]
pub fn body_of_people(scene: &Scene<'_>, country: EntityId) -> Option<EntityId> {
    let mut only = None;
    for adjective in scene.adjectives_of(country) {
        let Some(noun) = scene.analysis.head(adjective).filter(|_| scene.token(adjective).deprel == "amod") else {
            continue;
        };
        // "the Danish *brewer* Skovlund", "Skovlund, a Danish *brewer*"; not "the Danish army"
        let plain = |word: TokenId| scene.token(word).pos == "NOUN";
        if !plain(noun) && !scene.analysis.dependents_by(noun, "compound").any(|word| word > adjective && plain(word)) {
            continue;
        }
        let above = scene.analysis.head(noun).filter(|_| scene.token(noun).deprel == "appos");
        let subject = || {
            let verb = scene.analysis.head(noun).filter(|_| scene.token(noun).deprel == "attr")?;
            scene.analysis.dependents_by(verb, "nsubj").next()
        };
        // "the Danish brewer *Skovlund*", wherever the parser hung the name
        let next = Some(TokenId(noun.0 + 1)).filter(|next| next.index() < scene.analysis.tokens.len());
        let next = next.and_then(|next| scene.name_covering(next)).map(|name| name.head);
        let places = std::iter::once(noun)
            .chain(next)
            .chain(scene.analysis.dependents_by(noun, "appos"))
            .chain(above)
            .chain(subject());
        for place in places {
            let named = scene.mention_headed_by(place).filter(|mention| mention.kind == MentionKind::Named);
            let named = named.filter(|mention| {
                scene.token(mention.head).pos == "PROPN" && mention.head > adjective || mention.head < adjective
            });
            for &id in named.into_iter().flat_map(|mention| &mention.entities) {
                if scene.entity_type(id) == EntityType::Organization && !scene.is_press(id) {
                    if only.is_some_and(|known| known != id) {
                        return None;
                    }
                    only = Some(id);
                }
            }
        }
    }
    only
}

/// "met *his colleagues*": the body that the owner acts for, if there is just one.
#[must_use]
pub fn body_of_colleagues(scene: &Scene<'_>, token: TokenId, owner: EntityId) -> Option<EntityId> {
    let several = scene.token(token).tag == "NNS" && matches!(scene.lemma(token).as_str(), "colleague");
    let mut bodies = scene
        .affiliations()
        .get(&owner)
        .filter(|_| several)?
        .iter()
        .filter(|&&body| scene.entity_type(body) == EntityType::Organization && !scene.is_press(body));
    let only = bodies.next()?;
    bodies.next().is_none().then_some(*only)
}

/// "met *each side*": the two whom the article calls the negotiators or the chiefs of delegations, one of each side.
#[must_use]
pub fn negotiators(scene: &Scene<'_>) -> Option<[EntityId; 2]> {
    let negotiates = |role: &String| {
        role.split(|c: char| !c.is_alphanumeric())
            .any(|word| matches!(word.to_lowercase().as_str(), "negotiator" | "delegation"))
    };
    let mut people = (0..)
        .map(EntityId)
        .zip(&scene.entities.entities)
        .filter(|(_, entity)| entity.entity_type == EntityType::Person && entity.roles.iter().any(negotiates));
    let (one, other) = (people.next()?.0, people.next()?.0);
    let shared = || {
        let bodies = |id| scene.affiliations().get(&id).map_or(&[][..], Vec::as_slice);
        bodies(one).iter().any(|body| bodies(other).contains(body))
    };
    (people.next().is_none() && !shared()).then_some([one, other])
}
