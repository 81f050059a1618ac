//! People whom a lead describes together and the next sentence names: "*The rival leaders of Norland* sat down on Friday. Northern leader
//! *Ode* and Southern leader *Brandt* shook hands".

use super::scene::Scene;
use crate::entity::{EntityId, EntityType, MentionKind};
use crate::nlp::TokenId;

/// The two whom the plural description headed by `token` means, where the next sentence opens with two names under that title and
/// nobody of the kind was named before.
#[must_use]
pub fn titled_next(scene: &Scene<'_>, token: TokenId) -> Option<Vec<EntityId>> {
    let data = scene.token(token);
    let against_each_other = scene.analysis.dependents(token).iter().any(|&word| {
        matches!(
            scene.lemma(word).as_str(),
            "rival" | "two" | "opposing" | "feuding" | "warring" | "estranged" | "both"
        )
    });
    if data.tag != "NNS" || data.deprel != "nsubj" || !against_each_other {
        return None;
    }
    let lemma = scene.lemma(token);
    let list = scene.name_lists().iter().find(|list| list.sentence == data.sentence + 1 && list.is_subject)?;
    let fits = list.entities.len() == 2 && list.entity_type == EntityType::Person;
    let titled = scene.analysis.dependents(list.first).iter().any(|&title| scene.lemma(title) == lemma);
    let known = scene.entities.mentions.iter().any(|mention| {
        mention.kind == MentionKind::Named
            && scene.token(mention.head).sentence <= data.sentence
            && scene.token(mention.head).sentence > 0
            && mention.entities.iter().any(|&id| scene.entity_type(id) == EntityType::Person && !scene.is_press(id))
    });
    (fits && titled && !known).then(|| list.entities.clone())
}
