//! Affiliations: the bodies and countries that each person acts for, as its names, titles and descriptions tell.

use super::scene::Scene;
use crate::entity::gazetteer;
use crate::entity::{EntityId, EntityType, Mention, MentionKind};
use crate::nlp::TokenId;
use rustc_hash::FxHashMap;
use smol_str::SmolStr;

/// How many tokens before and after a name its titles and appositions may stand.
const BEFORE: u32 = 8;
const AFTER: u32 = 10;

/// The bodies and countries of each person, in order of appearance.
#[must_use]
pub fn find_affiliations(scene: &Scene<'_>) -> FxHashMap<EntityId, Vec<EntityId>> {
    let mut found: FxHashMap<EntityId, Vec<EntityId>> = FxHashMap::default();
    let mut add = |person: EntityId, body: EntityId| {
        let own = found.entry(person).or_default();
        if !own.contains(&body) {
            own.push(body);
        }
    };
    for mention in scene.entities.mentions.iter().filter(|mention| mention.kind != MentionKind::Pronominal) {
        let &[person] = mention.entities.as_slice() else { continue };
        if scene.entity_type(person) != EntityType::Person {
            continue;
        }
        for token in around(scene, mention) {
            let token = TokenId(token);
            if let Some(country) = scene.country_of(token) {
                add(person, country);
            }
            if let Some(body) = body_described(scene, token) {
                add(person, body);
            }
            let Some(name) = scene.name_covering(token) else { continue };
            for &body in name.entities.iter().filter(|&&body| scene.entity_type(body) != EntityType::Person) {
                add(person, body);
            }
        }
    }
    for (index, entity) in (0..).zip(&scene.entities.entities) {
        for word in entity.roles.iter().flat_map(|role| role.split(|c: char| !c.is_alphanumeric())) {
            let country = gazetteer::country_by_demonym(word).and_then(|country| scene.entity_of(country));
            if let Some(country) = country {
                add(EntityId(index), country);
            }
        }
    }
    found
}

/// "*its* chairman, Ode", "the *company's* chairman, Ode": the body that a pronoun or a description owns the office by.
fn body_described(scene: &Scene<'_>, token: TokenId) -> Option<EntityId> {
    let owner = scene.token(token).deprel == "poss";
    let mention = scene.mention_headed_by(token).filter(|mention| owner && mention.kind != MentionKind::Named)?;
    match mention.entities.as_slice() {
        &[body] if scene.entity_type(body) == EntityType::Organization => Some(body),
        _ => None,
    }
}

/// The people who lead each country: those named with the title of a head of state or government and the country.
#[must_use]
pub fn find_leaders(scene: &Scene<'_>) -> FxHashMap<EntityId, Vec<EntityId>> {
    let mut found: FxHashMap<EntityId, Vec<EntityId>> = FxHashMap::default();
    for mention in scene.entities.mentions.iter().filter(|mention| mention.kind == MentionKind::Named) {
        let &[person] = mention.entities.as_slice() else { continue };
        if scene.entity_type(person) != EntityType::Person {
            continue;
        }
        let leads = around(scene, mention).any(|token| {
            let token = TokenId(token);
            scene.in_words("heads-of-country", &scene.lemma(token))
                && !matches!(
                    scene.form(TokenId(token.0.saturating_sub(1))).to_lowercase().as_str(),
                    "vice" | "deputy" | "former" | "vice-" | "-"
                )
        });
        if !leads {
            continue;
        }
        for &country in scene.affiliations().get(&person).into_iter().flatten() {
            let leaders = found.entry(country).or_default();
            if scene.entity_type(country) == EntityType::Place && !leaders.contains(&person) {
                leaders.push(person);
            }
        }
    }
    found
}

/// The one person of `body` who has the office that the noun `office` names, if the article names just one: for "the foreign
/// *ministers* of Norway and Finland", the minister of each.
#[must_use]
pub fn office_holder(scene: &Scene<'_>, body: EntityId, office: TokenId) -> Option<EntityId> {
    let noun = scene.lemma(office);
    let modifiers: Vec<SmolStr> = ["amod", "compound", "nmod"]
        .into_iter()
        .flat_map(|deprel| scene.analysis.dependents_by(office, deprel))
        .filter(|&modifier| modifier < office && scene.country_of(modifier).is_none())
        .map(|modifier| scene.lemma(modifier))
        .collect();
    let holds = |role: &String| {
        let words: Vec<String> = role.split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase).collect();
        let is = |word: &str| words.iter().any(|known| known == word);
        let of_office =
            is(&noun) || noun == "leader" && words.iter().any(|word| scene.in_words("heads-of-country", word));
        of_office && !is("former") && !is("deputy") && !is("vice") && modifiers.iter().all(|modifier| is(modifier))
    };
    let mut holders = (0..).zip(&scene.entities.entities).map(|(index, entity)| (EntityId(index), entity)).filter(
        |(person, entity)| {
            entity.entity_type == EntityType::Person
                && entity.roles.iter().any(holds)
                && scene.affiliations().get(person).is_some_and(|bodies| bodies.contains(&body))
        },
    );
    match (holders.next(), holders.next()) {
        (Some((only, _)), None) => Some(only),
        (None, _) => only_person_of(scene, body).or_else(|| plain_holder(scene, body, &noun)),
        _ => None,
    }
}

/// "Norway's *minister*, Ode", "his Finnish *counterpart*, Brandt": the one person of `body` whose office is told by no more than
/// the noun itself, or by whose counterpart he is.
fn plain_holder(scene: &Scene<'_>, body: EntityId, noun: &str) -> Option<EntityId> {
    let name = scene.entities.entities.get(body.0 as usize).map(|entity| entity.name.as_str());
    let of_body = |word: &str| {
        // a land that no gazetteer has
        if name == Some(word) {
            return true;
        }
        let country = gazetteer::country_by_demonym(word).or_else(|| gazetteer::country_by_name(word));
        country.is_some_and(|country| scene.entity_of(country) == Some(body))
    };
    let holds = |role: &String| {
        let mut words = role.split(|c: char| !c.is_alphanumeric()).filter(|word| word.len() > 1).peekable();
        let own = words.peek().is_some_and(|first| of_body(first));
        let office: Vec<&str> = words.skip(1).collect();
        own && matches!(office[..], [only] if only.eq_ignore_ascii_case(noun) || only == "counterpart")
    };
    sole_person_with(scene, holds)
}

/// The one person of the article with a role of which `holds` is true.
fn sole_person_with(scene: &Scene<'_>, holds: impl Fn(&String) -> bool) -> Option<EntityId> {
    let mut people = (0..)
        .map(EntityId)
        .zip(&scene.entities.entities)
        .filter(|(_, entity)| entity.entity_type == EntityType::Person && entity.roles.iter().any(&holds));
    let only = people.next()?.0;
    people.next().is_none().then_some(only)
}

/// "*The mayor* dined with *the bishop*", of whom the text tells the names only later: the one person of the article whose office
/// is this and no more.
#[must_use]
pub fn named_later(scene: &Scene<'_>, token: TokenId) -> Option<EntityId> {
    let data = scene.token(token);
    let mut words: Vec<String> = Vec::new();
    let mut definite = false;
    for &below in scene.analysis.dependents(token) {
        match scene.token(below).deprel.as_str() {
            "det" => definite |= scene.form(below).eq_ignore_ascii_case("the"),
            "compound" | "amod" if below < token && scene.token(below).pos != "PROPN" => {
                words.push(scene.form(below).to_lowercase());
            }
            "punct" | "case" => {}
            _ => return None,
        }
    }
    if data.tag != "NN" || !definite {
        return None;
    }
    words.push(scene.form(token).to_lowercase());
    let holds = |role: &String| role.split(' ').map(str::to_lowercase).eq(words.iter().cloned());
    sole_person_with(scene, holds)
}

/// Leaders whose country the article does not tell, beside those `known`: the one at home, and one who is listed with one of
/// those known ("Both *Ode* and President Brandt of Norland").
#[must_use]
pub fn other_leaders(scene: &Scene<'_>, known: &[EntityId]) -> Vec<EntityId> {
    let mut others: Vec<EntityId> =
        leader_at_home(scene).into_iter().filter(|leader| !known.contains(leader)).collect();
    let at_home = others.len();
    for list in scene.name_lists().iter().filter(|list| list.entities.iter().any(|id| known.contains(id))) {
        for &id in &list.entities {
            let foreign = scene.affiliations().get(&id).into_iter().flatten().next().is_some();
            let entity = scene.entities.entity(id);
            let may_lead = entity.roles.is_empty() || entity.roles.iter().any(|role| leads_country(scene, role));
            let stranger = entity.entity_type == EntityType::Person && !foreign && !known.contains(&id);
            if stranger && may_lead && !others.contains(&id) {
                others.push(id);
            }
        }
    }
    // Several who are listed with them may be anybody.
    others.truncate(if others.len() > at_home + 1 { at_home } else { others.len() });
    others
}

/// True for the title of a head of state or government.
pub fn leads_country(scene: &Scene<'_>, role: &str) -> bool {
    role_words(role).next().is_some_and(|first| scene.in_words("heads-of-country", &first))
}

/// The one head of state or government whose country the article does not tell: that of the country it is written in.
#[must_use]
pub fn leader_at_home(scene: &Scene<'_>) -> Option<EntityId> {
    let acts_abroad = |person: &EntityId| {
        let own = scene.affiliations().get(person).into_iter().flatten();
        own.into_iter().any(|&body| scene.entity_type(body) == EntityType::Place && scene.acts(body))
    };
    let leads = |role: &String| leads_country(scene, role);
    let mut leaders = (0..)
        .zip(&scene.entities.entities)
        .filter(|(_, entity)| entity.entity_type == EntityType::Person && entity.roles.iter().any(leads))
        .map(|(index, _)| EntityId(index))
        .filter(|person| !acts_abroad(person));
    let only = leaders.next()?;
    leaders.next().is_none().then_some(only)
}

/// True if the one whom the noun `office` describes as of `body` may be a person of that body whom the article names: not
/// where all of them have other offices ("the Turkish *envoy*" where only a Turkish president is named).
#[must_use]
pub fn may_be_named(scene: &Scene<'_>, body: EntityId, office: TokenId) -> bool {
    if !scene.has_person_of(body) {
        return false;
    }
    let mut wanted: Vec<SmolStr> = vec![scene.lemma(office)];
    if wanted[0] == "counterpart" {
        // "his counterpart" has the office that he has.
        let owner = scene.analysis.dependents_by(office, "poss").find_map(|owner| scene.mention_headed_by(owner));
        let Some(&[owner]) = owner.map(|mention| mention.entities.as_slice()) else { return true };
        let roles = scene.entities.entities.get(owner.0 as usize).map_or(&[][..], |entity| entity.roles.as_slice());
        wanted = roles.iter().flat_map(|role| role_words(role)).collect();
        if wanted.is_empty() {
            return true;
        }
    }
    if scene.in_words("titles-of-many", &wanted[0]) {
        return true;
    }
    let may_hold = |entity: &crate::entity::Entity| {
        entity.roles.is_empty() || entity.roles.iter().any(|role| role_words(role).any(|word| wanted.contains(&word)))
    };
    (0..).zip(&scene.entities.entities).any(|(index, entity)| {
        entity.entity_type == EntityType::Person
            && scene.affiliations().get(&EntityId(index)).is_some_and(|bodies| bodies.contains(&body))
            && may_hold(entity)
    })
}

/// The words of a role without its country.
fn role_words(role: &str) -> impl Iterator<Item = SmolStr> + '_ {
    role.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty() && gazetteer::country_by_demonym(word).is_none())
        .map(|word| SmolStr::from(word.to_lowercase()))
}

/// The one person of `body`, if the article names just one and tells of no office.
fn only_person_of(scene: &Scene<'_>, body: EntityId) -> Option<EntityId> {
    let mut people =
        scene.affiliations().iter().filter(|(_, bodies)| bodies.contains(&body)).map(|(person, _)| *person);
    let only = people.next()?;
    let is_unknown = |role: &String| role.to_lowercase().ends_with("counterpart");
    let office_unknown =
        scene.entities.entities.get(only.0 as usize).is_some_and(|entity| entity.roles.iter().all(is_unknown));
    (people.next().is_none() && office_unknown).then_some(only)
}

/// The tokens of the phrase around a mention: titles before it, "of" and appositions after it; no clauses.
pub fn around(scene: &Scene<'_>, mention: &Mention) -> impl Iterator<Item = u32> + use<> {
    let phrase = scene.analysis.subtree(mention.head);
    let clause = scene
        .analysis
        .dependents(mention.head)
        .iter()
        .filter(|&&dependent| {
            let data = scene.token(dependent);
            dependent > mention.head && matches!(data.deprel.as_str(), "relcl" | "acl" | "conj" | "cc")
        })
        .map(|dependent| scene.analysis.subtree(*dependent).start.max(mention.head.0 + 1))
        .min();
    let end = phrase.end.min(mention.tokens.end + AFTER).min(clause.unwrap_or(u32::MAX));
    // "his Turkish counterpart, *Kemal Brandt*": the words of the noun that the name explains are of the name too.
    let explained = scene.analysis.head(mention.head).filter(|&noun| {
        scene.token(mention.head).deprel == "appos" && noun < mention.head && scene.token(noun).pos == "NOUN"
    });
    let phrase_start = explained.map_or(phrase.start, |noun| scene.analysis.subtree(noun).start);
    let start = phrase_start.max(mention.tokens.start.saturating_sub(BEFORE));
    (start..mention.tokens.start).chain(mention.tokens.end..end)
}
