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
        // "the Danish *group* came back": a description of it
        let described =
            scene.mention_headed_by(noun).filter(|mention| mention.kind == MentionKind::Nominal && plain(noun));
        if let Some(&[id]) = described.map(|mention| mention.entities.as_slice())
            && scene.entity_type(id) == EntityType::Organization
            && scene.in_words("group-bodies", &scene.lemma(noun))
        {
            if only.is_some_and(|known| known != id) {
                return None;
            }
            only = Some(id);
        }
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

/// How many sentences back the firm is named whose managers are called so without its name.
const MANAGERS_REACH: u32 = 3;

/// "The union wants to see *the management*": that of the one firm that the text is speaking of, beside the bodies for which the
/// people of the sentence act.
#[must_use]
pub fn managed(scene: &Scene<'_>, token: TokenId) -> Option<EntityId> {
    let lemma = scene.lemma(token);
    let managers = matches!(lemma.as_str(), "management" | "board")
        || matches!(lemma.as_str(), "manager" | "executive") && scene.token(token).tag == "NNS";
    let bare = scene.analysis.dependents(token).iter().all(|&word| {
        let data = scene.token(word);
        match data.deprel.as_str() {
            "amod" => matches!(scene.lemma(word).as_str(), "senior" | "top"),
            "compound" => matches!(scene.lemma(word).as_str(), "company" | "bank" | "brewery"),
            "det" => scene.lemma(word) == "the",
            "prep" => matches!(scene.form(word), "in" | "on" | "at"),
            "punct" => true,
            _ => false,
        }
    });
    if !managers || !bare {
        return None;
    }
    let sentence = scene.token(token).sentence;
    let mentions = &scene.entities.mentions;
    let end = mentions.partition_point(|mention| mention.head < token);
    let near = || {
        mentions[..end]
            .iter()
            .rev()
            .take_while(|mention| sentence.saturating_sub(scene.token(mention.head).sentence) <= MANAGERS_REACH)
    };
    let own = |mention: &&crate::entity::Mention| scene.token(mention.head).sentence == sentence;
    let people = near().filter(own).flat_map(|mention| &mention.entities);
    let theirs: Vec<EntityId> =
        people.filter_map(|person| scene.affiliations().get(person)).flatten().copied().collect();
    let mut only = None;
    for &id in near().flat_map(|mention| &mention.entities) {
        let firm = scene.entity_type(id) == EntityType::Organization && !scene.is_press(id) && is_firm(scene, id);
        if !firm || theirs.contains(&id) {
            continue;
        }
        if only.is_some_and(|known| known != id) {
            return None;
        }
        only = Some(id);
    }
    only
}

/// Not a union, a party or a body of the state, as its name tells.
fn is_firm(scene: &Scene<'_>, id: EntityId) -> bool {
    let name = &scene.entities.entity(id).name;
    !name.split(' ').any(|word| scene.in_words("no-firms", &word.to_lowercase()))
}

/// "*rebel* leaders": the one body of the article that is told to be armed, or that its fighters stand for.
#[must_use]
pub fn armed_body(scene: &Scene<'_>) -> Option<EntityId> {
    let armed = |word: TokenId| scene.in_words("armed", &scene.lemma(word));
    let mut only = None;
    for mention in &scene.entities.mentions {
        let &[id] = mention.entities.as_slice() else { continue };
        if scene.entity_type(id) != EntityType::Organization || only == Some(id) {
            continue;
        }
        let head = mention.head;
        // "the *rebel* group Ode", "Ode, a *rebel* group"
        let beside = || {
            let apposed = scene.analysis.dependents_by(head, "appos");
            let above = scene.analysis.head(head).filter(|_| scene.token(head).deprel == "appos");
            let mut nouns = apposed.chain(above).chain(std::iter::once(head));
            nouns.any(|noun| {
                armed(noun)
                    || ["amod", "compound", "nmod"]
                        .into_iter()
                        .any(|dep| scene.analysis.dependents_by(noun, dep).any(armed))
            })
        };
        let told = match mention.kind {
            MentionKind::Nominal => armed(head),
            MentionKind::Named => beside(),
            MentionKind::Pronominal => false,
        };
        if told {
            if only.is_some() {
                return None;
            }
            only = Some(id);
        }
    }
    only.or_else(|| body_called_armed(scene))
}

/// "the Army of the Dunes", "the Sahel Brigades": the one body with such a name that is of no state.
fn body_called_armed(scene: &Scene<'_>) -> Option<EntityId> {
    let called = |name: &str| {
        name.split(' ').any(|word| scene.in_words("armed-names", &word.to_lowercase()))
            && name.split(' ').all(|word| crate::entity::gazetteer::country_by_demonym(word).is_none())
    };
    let bodies = (0..).map(EntityId).zip(&scene.entities.entities);
    let mut armed =
        bodies.filter(|(_, body)| body.entity_type == EntityType::Organization && called(&body.name)).map(|(id, _)| id);
    let only = armed.next()?;
    armed.next().is_none().then_some(only)
}

/// How many sentences back those are named who lead a delegation.
const DELEGATION_REACH: u32 = 3;

/// "A delegation led by Ode flew in. *The delegation* met Brandt", "*Her team* met Brandt": the one whose it is, or the word for it
/// that the text told more of before.
pub enum Sent {
    /// The one person at its head.
    Head(EntityId),
    /// The word for it.
    Word(TokenId),
}

/// What is known of the delegation that `token` names without saying more of it.
#[must_use]
pub fn delegation(scene: &Scene<'_>, token: TokenId) -> Option<Sent> {
    let sent = |token: TokenId| {
        scene.token(token).tag == "NN"
            && matches!(scene.lemma(token).as_str(), "delegation" | "deputation" | "mission" | "team")
    };
    let it = matches!(scene.form(token), "It" | "it") && scene.token(token).deprel.as_str().starts_with("nsubj");
    let sentence = scene.token(token).sentence;
    let last = |reach: u32| {
        let start = scene.analysis.sentences.get(sentence.saturating_sub(reach) as usize)?.start;
        (start..token.0).rev().map(TokenId).find(|&word| sent(word))
    };
    if it {
        // the subject of the sentence before, and nothing else that "it" may be
        let word = last(1).filter(|&word| {
            let verb = scene.analysis.head(word).filter(|_| scene.token(word).deprel.as_str().starts_with("nsubj"));
            scene.token(word).sentence + 1 == sentence && verb.is_some_and(|verb| scene.token(verb).deprel == "ROOT")
        });
        return word.map(Sent::Word);
    }
    let bare = scene.analysis.dependents(token).iter().all(|&word| {
        let data = scene.token(word);
        match data.deprel.as_str() {
            "det" => matches!(scene.form(word), "The" | "the"),
            "poss" => matches!(scene.form(word), "her" | "his" | "Her" | "His"),
            "case" | "punct" => true,
            _ => false,
        }
    });
    if !sent(token) || !bare {
        return None;
    }
    if let Some(owner) = scene.analysis.dependents_by(token, "poss").next() {
        let &[person] = scene.mention_headed_by(owner)?.entities.as_slice() else { return None };
        return (scene.entity_type(person) == EntityType::Person).then_some(Sent::Head(person));
    }
    let definite = scene.analysis.dependents_by(token, "det").next().is_some();
    last(DELEGATION_REACH).filter(|_| definite).map(Sent::Word)
}
