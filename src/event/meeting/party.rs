//! Parties: who is meant by the filler of a role.
//!
//! A name, a description or a pronoun means the entities it refers to. The unnamed people who act for a body or a
//! country ("Norwegian ministers", "leaders of the Pact") mean that body or country, unless names follow
//! ("leaders of the Pact, among them A and B").

use super::scene::Scene;
use crate::clause::Source;
use crate::entity::{EntityId, EntityType, Mention, MentionKind};
use crate::nlp::TokenId;

/// How a filler leads to its entity, surest first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Reach {
    /// By its name.
    Name,
    /// By the unnamed people who act for it.
    Representatives,
    /// By a description.
    Description,
    /// By a pronoun.
    Pronoun,
}

/// One participant, as a filler names it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Party {
    /// Who.
    pub entity: EntityId,
    /// Head token of the filler.
    pub token: TokenId,
    /// How the filler leads to the entity.
    pub reach: Reach,
    /// How the filler was found.
    pub source: Source,
    /// True if this filler alone is denied.
    pub negated: bool,
}

/// The parties that the filler headed by `token` means, in text order; empty if no entity is meant.
#[must_use]
pub fn parties_of(scene: &Scene<'_>, token: TokenId) -> Vec<Party> {
    let mut found = Vec::new();
    collect(scene, token, 0, &mut found);
    let mut seen: Vec<EntityId> = Vec::new();
    found.retain(|party: &Party| {
        let new = !seen.contains(&party.entity);
        seen.push(party.entity);
        new && !scene.is_press(party.entity)
    });
    found
}

/// How deep names are looked for under a description: "leaders of members of the Pact".
const MAX_DEPTH: usize = 3;

fn collect(scene: &Scene<'_>, token: TokenId, depth: usize, found: &mut Vec<Party>) {
    if depth > MAX_DEPTH {
        return;
    }
    let representative = is_representative(scene, token);
    if let Some(mention) = scene.mention_headed_by(token).filter(|mention| !mention.entities.is_empty()) {
        let is_group = representative && mention.kind == MentionKind::Nominal && mention.entities.len() == 1;
        if !is_group || scene.entity_type(mention.entities[0]) == EntityType::Person {
            push(found, mention, token);
            return;
        }
    }
    if representative {
        let named = named_members(scene, token);
        if named.is_empty() {
            represented(scene, token, depth, found);
        } else {
            named.into_iter().for_each(|member| collect(scene, member, depth + 1, found));
        }
        if !found.is_empty() {
            return;
        }
    }
    if let Some(mention) = scene.name_covering(token).filter(|mention| mention.head == token) {
        push(found, mention, token);
        return;
    }
    // "her Norwegian counterpart, Anna Ode": a name in apposition.
    for apposed in scene.analysis.dependents_by(token, "appos") {
        if scene.mention_headed_by(apposed).is_some_and(|mention| mention.kind == MentionKind::Named) {
            collect(scene, apposed, depth + 1, found);
        }
    }
}

fn push(found: &mut Vec<Party>, mention: &Mention, token: TokenId) {
    let reach = match mention.kind {
        MentionKind::Named => Reach::Name,
        MentionKind::Nominal => Reach::Description,
        MentionKind::Pronominal => Reach::Pronoun,
    };
    found.extend(mention.entities.iter().map(|&entity| Party {
        entity,
        token,
        reach,
        source: Source::Direct,
        negated: false,
    }));
}

/// True if `token` is a noun for people who act for a body or a country.
fn is_representative(scene: &Scene<'_>, token: TokenId) -> bool {
    let data = scene.token(token);
    (data.pos == "NOUN" || data.pos == "PROPN") && scene.in_words("representatives", &scene.lemma(token))
}

/// "leaders of the Pact, *among them A and B*", "*including A*": the names given for a group.
fn named_members(scene: &Scene<'_>, token: TokenId) -> Vec<TokenId> {
    let mut members = Vec::new();
    for &dependent in scene.analysis.dependents(token) {
        let data = scene.token(dependent);
        if data.deprel == "appos" && scene.name_covering(dependent).is_some() {
            members.push(dependent);
            conjuncts(scene, dependent, &mut members);
        } else if data.deprel == "prep" && matches!(scene.lemma(dependent).as_str(), "include" | "including" | "like") {
            for object in scene.analysis.dependents_by(dependent, "pobj") {
                members.push(object);
                conjuncts(scene, object, &mut members);
            }
        }
    }
    members.retain(|&member| {
        scene.mention_headed_by(member).is_some_and(|mention| {
            mention.kind == MentionKind::Named
                && mention.entities.iter().any(|&id| scene.entity_type(id) == EntityType::Person)
        })
    });
    members
}

fn conjuncts(scene: &Scene<'_>, token: TokenId, into: &mut Vec<TokenId>) {
    let mut current = token;
    while let Some(next) = scene.analysis.dependents_by(current, "conj").find(|&next| next > current) {
        into.push(next);
        current = next;
    }
}

/// The bodies and countries that the people named by `token` act for.
fn represented(scene: &Scene<'_>, token: TokenId, depth: usize, found: &mut Vec<Party>) {
    for &dependent in scene.analysis.dependents(token) {
        let data = scene.token(dependent);
        match data.deprel.as_str() {
            "amod" | "compound" | "nmod" | "poss" => {
                let mut modifiers = vec![dependent];
                conjuncts(scene, dependent, &mut modifiers);
                modifiers.into_iter().for_each(|modifier| push_body(scene, modifier, token, found));
            }
            "prep" if matches!(scene.lemma(dependent).as_str(), "of" | "from" | "for") => {
                for object in scene.analysis.dependents_by(dependent, "pobj") {
                    let mut objects = vec![object];
                    conjuncts(scene, object, &mut objects);
                    for object in objects {
                        let before = found.len();
                        push_body(scene, object, token, found);
                        if found.len() == before && is_representative(scene, object) {
                            represented(scene, object, depth + 1, found);
                        }
                    }
                }
            }
            _ => {}
        }
    }
}

/// Adds the body or country that `modifier` names.
fn push_body(scene: &Scene<'_>, modifier: TokenId, token: TokenId, found: &mut Vec<Party>) {
    let mention = scene.mention_headed_by(modifier).or_else(|| scene.name_covering(modifier));
    let Some(mention) = mention else { return };
    for &entity in &mention.entities {
        let is_body = scene.entity_type(entity) != EntityType::Person;
        if is_body && !found.iter().any(|party| party.entity == entity) {
            found.push(Party { entity, token, reach: Reach::Representatives, source: Source::Direct, negated: false });
        }
    }
}
