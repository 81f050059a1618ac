//! Encounters whose parties are named elsewhere in the article: "*Leaders of the five countries* ended a summit", "The deal
//! *was negotiated* over ten days".
//!
//! Takes the word for an encounter, gives its sides, where what the article tells leaves one reading: as many heads of
//! countries as were counted, or those who signed.

use super::affiliation::leads_country;
use super::party::{Party, Reach, parties_of};
use super::scene::Scene;
use crate::clause::{Factuality, Predicate, PredicateId, PredicateKind, Role, Source};
use crate::entity::{EntityId, EntityType, MentionKind};
use crate::nlp::TokenId;

type Sides = Vec<Vec<Party>>;

/// How many sentences back those are told who signed what was negotiated.
const SIGNED_REACH: u32 = 2;

/// "*Leaders of the five river states* ended a summit": the heads of countries that the article names, if they are that many.
#[must_use]
pub fn counted_leaders(scene: &Scene<'_>, id: PredicateId, word: &Predicate) -> Option<Sides> {
    let summit = match word.kind {
        PredicateKind::Noun => scene.in_words("summits", &word.lemma) || word.lemma == "meeting",
        PredicateKind::Verb => matches!(word.lemma.as_str(), "meet" | "gather"),
        PredicateKind::Adjective => false,
    };
    let with_others = word.preposition("with").any(|with| !parties_of(scene, with.token).is_empty());
    if !summit || with_others || word.has(&Role::Preposition("between".into())) {
        return None;
    }
    let above = scene.clauses.governors(id).next().map(|(above, _)| scene.clauses.predicate(above));
    let carrier = if word.kind == PredicateKind::Verb { Some(word) } else { above };
    let runs = carrier.filter(|verb| {
        word.kind == PredicateKind::Verb
            || scene.in_words("gathering-runs", &verb.lemma)
            || scene.in_words("gathering-verbs", &verb.lemma)
            || matches!(verb.lemma.as_str(), "hold" | "have")
    });
    let subjects = runs.into_iter().flat_map(|verb| verb.fillers(&Role::Subject)).map(|subject| subject.token);
    let of = word.preposition("of").map(|of| of.token);
    let number = subjects.chain(of).find_map(|office| number_of_leaders(scene, office))?;
    let people = (0..).map(EntityId).zip(&scene.entities.entities);
    let leads = people.filter(|(id, entity)| {
        let of_body_only = || {
            let bodies = scene.affiliations().get(id).map_or(&[][..], Vec::as_slice);
            !bodies.is_empty() && bodies.iter().all(|&body| scene.entity_type(body) == EntityType::Organization)
        };
        let past = |role: &String| role.split(' ').any(|word| matches!(word, "former" | "vice" | "deputy" | "late"));
        entity.entity_type == EntityType::Person
            && entity.roles.iter().any(|role| leads_country(scene, role) && !past(role))
            && !of_body_only()
    });
    let mut leaders: Vec<EntityId> = leads.map(|(id, _)| id).collect();
    for id in titled_together(scene) {
        if !leaders.contains(&id) {
            leaders.push(id);
        }
    }
    let all = leaders.len() == number;
    all.then(|| leaders.into_iter().map(|leader| vec![implied(leader, word.token)]).collect())
}

/// "*Presidents* Ode of Norland *and Brandt* of Kestria": a title for all that follow up to the verb.
fn titled_together(scene: &Scene<'_>) -> Vec<EntityId> {
    let mut found = Vec::new();
    for mention in scene.entities.mentions.iter().filter(|mention| mention.kind == MentionKind::Named) {
        let titled = scene.analysis.dependents(mention.head).iter().any(|&title| {
            title < mention.head
                && scene.form(title).ends_with('s')
                && scene.in_words("heads-of-country", scene.lemma(title).trim_end_matches('s'))
        });
        let Some(range) = scene.analysis.sentences.get(scene.token(mention.head).sentence as usize) else { continue };
        let after = (mention.head.0..range.end).map(TokenId).filter(|_| titled);
        for name in after.take_while(|&token| scene.token(token).pos != "VERB") {
            if super::members::is_named_person(scene, name) {
                found.extend(scene.mention_headed_by(name).into_iter().flat_map(|name| &name.entities).copied());
            }
        }
    }
    found
}

/// "leaders of the *five* countries", "the *five* presidents": how many, three or more, all of them.
fn number_of_leaders(scene: &Scene<'_>, office: TokenId) -> Option<usize> {
    let lemma = scene.lemma(office);
    let plural = scene.token(office).tag == "NNS";
    if !plural || !(scene.in_words("heads-of-country", &lemma) || matches!(lemma.as_str(), "head" | "minister")) {
        return None;
    }
    if lemma == "minister" && !scene.analysis.dependents(office).iter().any(|&prime| scene.lemma(prime) == "prime") {
        return None;
    }
    let own = number_before(scene, office);
    own.or_else(|| {
        let of = scene.analysis.dependents_by(office, "prep").filter(|&of| scene.form(of) == "of");
        let mut lands = of.flat_map(|of| scene.analysis.dependents_by(of, "pobj"));
        lands.find_map(|land| {
            let lands = scene.in_words("group-places", &scene.lemma(land)) || scene.lemma(land) == "member";
            let other = scene.analysis.dependents_by(land, "amod").any(|word| scene.lemma(word) == "other");
            number_before(scene, land).filter(|_| lands && !other)
        })
    })
}

fn number_before(scene: &Scene<'_>, noun: TokenId) -> Option<usize> {
    let number = scene.analysis.dependents_by(noun, "nummod").next()?;
    let words = ["three", "four", "five", "six", "seven", "eight", "nine", "ten"];
    let form = scene.form(number).to_lowercase();
    let counted = words.iter().position(|&word| word == form).map(|index| index + 3);
    counted.or_else(|| form.parse().ok().filter(|number| (3..=12).contains(number)))
}

/// "Norbank and the union signed a contract. *It was negotiated* over ten days": those who agreed on it.
#[must_use]
pub fn negotiated(scene: &Scene<'_>, word: &Predicate) -> Option<Sides> {
    let bargained = matches!(
        (word.lemma.as_str(), word.particle.as_deref()),
        ("negotiate", None) | ("hammer" | "thrash" | "work", Some("out"))
    );
    let told = word.kind == PredicateKind::Verb
        && bargained
        && word.features.passive
        && word.factuality == Factuality::Held
        && !word.has(&Role::Subject);
    let object = word.fillers(&Role::Object).next().filter(|_| told)?.token;
    let it = scene.form(object).eq_ignore_ascii_case("it");
    let deal = || scene.in_words("agreements", &scene.lemma(object)) && super::is_definite(scene, object);
    if !it && !deal() {
        return None;
    }
    let sentence = scene.token(word.token).sentence;
    let start = scene.analysis.sentences.get(sentence.saturating_sub(SIGNED_REACH) as usize)?.start;
    let before = scene.clauses.predicates_in(&(start..word.token.0)).iter().rev();
    let mut signed = before.filter(|verb| {
        scene.in_words("agreeing-verbs", &verb.lemma)
            && verb.kind == PredicateKind::Verb
            && verb.fillers(&Role::Object).any(|what| scene.in_words("agreements", &scene.lemma(what.token)))
    });
    let verb = signed.next()?;
    let with = Role::Preposition("with".into());
    let mut parties: Vec<Party> = Vec::new();
    for argument in verb.arguments.iter().filter(|argument| argument.role == Role::Subject || argument.role == with) {
        for party in parties_of(scene, argument.token) {
            if parties.iter().all(|known| known.entity != party.entity) {
                parties.push(implied(party.entity, word.token));
            }
        }
    }
    (parties.len() == 2).then(|| parties.into_iter().map(|party| vec![party]).collect())
}

const fn implied(entity: EntityId, token: TokenId) -> Party {
    Party { entity, token, reach: Reach::Description, source: Source::Shared, negated: false }
}
