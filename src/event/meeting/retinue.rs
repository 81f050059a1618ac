//! Retinues: who came along with one of those who met, as a sentence after it tells ("Ode *was accompanied by* her aide, Holm",
//! "Brandt *brought his wife*", "*With her was* Holm", "Holm *accompanied the judge* on the visit").
//!
//! Takes a verb, gives the one who is accompanied and those who came along. Which encounter they came to is left to
//! [`attend`](super::attend).

use super::party::{Party, Reach, parties_of};
use super::presence::{Presence, is_occasion, parties_in};
use super::scene::Scene;
use crate::clause::{Argument, Factuality, Predicate, PredicateId, PredicateKind, Role};
use crate::entity::{EntityId, EntityType};
use crate::nlp::TokenId;

/// Who came along, and with whom.
pub struct Retinue {
    /// Those whom they came with.
    pub host: Vec<EntityId>,
    /// Those who came along, as the verb tells it.
    pub presence: Presence,
}

type Company = (Vec<EntityId>, Vec<Party>);

/// The retinue that predicate `id` tells of.
#[must_use]
pub fn retinue(scene: &Scene<'_>, id: PredicateId) -> Option<Retinue> {
    let verb = scene.clauses.predicate(id);
    let told = matches!(verb.factuality, Factuality::Held | Factuality::Planned) && !verb.features.habitual;
    if verb.kind != PredicateKind::Verb || !told {
        return None;
    }
    let company = accompanied(scene, verb).or_else(|| brought(scene, verb));
    let company = company.or_else(|| beside(scene, verb)).or_else(|| came_with(scene, verb));
    let (host, mut who) = company.filter(|(host, _)| !host.is_empty())?;
    who.retain(|party| {
        scene.entity_type(party.entity) == EntityType::Person
            && party.reach != Reach::Pronoun
            && !host.contains(&party.entity)
    });
    let at = verb.arguments.iter().map(|argument| argument.token).find(|&token| is_occasion(scene, token));
    let elsewhere = verb.arguments.iter().any(|argument| is_elsewhere(scene, argument));
    if who.is_empty() || at.is_none() && elsewhere {
        return None;
    }
    let presence = Presence { id, who, at, guests: false, absent: false, of_host: false };
    Some(Retinue { host, presence })
}

/// "Ode *was joined by* Holm", "Holm *accompanied* Ode".
fn accompanied(scene: &Scene<'_>, verb: &Predicate) -> Option<Company> {
    // who "joined Ode" may have done so in what she said
    let comes_along = scene.in_words("companion-verbs", &verb.lemma) && (verb.features.passive || verb.lemma != "join");
    let host = || parties_in(scene, verb, &[Role::Object]).into_iter().map(|party| party.entity).collect();
    comes_along.then(|| (host(), parties_in(scene, verb, &[Role::Subject])))
}

/// "Ode *brought along* Holm", "brought with her her aide, Holm", "*brought his wife*, Lena".
fn brought(scene: &Scene<'_>, verb: &Predicate) -> Option<Company> {
    if verb.lemma != "bring" || verb.features.passive || !matches!(verb.particle.as_deref(), None | Some("along")) {
        return None;
    }
    let with = verb.preposition("with").any(|with| is_pronoun(scene, with.token));
    let along = with
        || verb.particle.is_some()
        || scene.analysis.dependents(verb.token).iter().any(|&word| scene.form(word) == "along");
    let who: Vec<Party> = verb
        .fillers(&Role::Object)
        .filter(|object| along || is_owned(scene, object.token))
        .flat_map(|object| parties_of(scene, object.token))
        .collect();
    Some((subjects(scene, verb), who))
}

/// "*With her was* Holm", "*At his side sat* Holm".
fn beside(scene: &Scene<'_>, verb: &Predicate) -> Option<Company> {
    if !matches!(verb.lemma.as_str(), "be" | "sit" | "stand") {
        return None;
    }
    let before = scene.analysis.dependents_by(verb.token, "prep").filter(|&at| at < verb.token);
    let mut whose = before.flat_map(|at| scene.analysis.dependents_by(at, "pobj").map(move |object| (at, object)));
    let host = whose.find_map(|(at, object)| match scene.form(at).to_lowercase().as_str() {
        "with" | "beside" | "alongside" => Some(object).filter(|&him| is_pronoun(scene, him)),
        "at" | "by" if matches!(scene.form(object), "side" | "elbow" | "shoulder") => {
            scene.analysis.dependents_by(object, "poss").find(|&owner| scene.token(owner).pos == "PRON")
        }
        _ => None,
    })?;
    let host = scene.mention_headed_by(host).map(|mention| mention.entities.clone())?;
    Some((host, parties_in(scene, verb, &[Role::Subject, Role::Complement])))
}

/// "Ode *came with her aide*, Holm", "*arrived with his lawyer*".
fn came_with(scene: &Scene<'_>, verb: &Predicate) -> Option<Company> {
    let comes = matches!(
        (verb.lemma.as_str(), verb.particle.as_deref()),
        ("come" | "arrive" | "appear", None) | ("turn" | "show", Some("up"))
    );
    let with = verb.preposition("with").filter(|with| is_owned(scene, with.token));
    let who: Vec<Party> = with.filter(|_| comes).flat_map(|with| parties_of(scene, with.token)).collect();
    (!who.is_empty()).then(|| (subjects(scene, verb), who))
}

fn subjects(scene: &Scene<'_>, verb: &Predicate) -> Vec<EntityId> {
    parties_in(scene, verb, &[Role::Subject]).into_iter().map(|party| party.entity).collect()
}

fn is_pronoun(scene: &Scene<'_>, token: TokenId) -> bool {
    matches!(scene.form(token), "him" | "her" | "them" | "himself" | "herself")
}

/// "*her* aide".
fn is_owned(scene: &Scene<'_>, token: TokenId) -> bool {
    let described = scene.analysis.head(token).filter(|_| scene.token(token).deprel == "appos");
    let mut owners =
        [Some(token), described].into_iter().flatten().flat_map(|noun| scene.analysis.dependents_by(noun, "poss"));
    owners.any(|owner| scene.token(owner).tag == "PRP$")
}

/// "was joined *on the campaign trail* by Holm": somewhere else, not where he met Brandt.
fn is_elsewhere(scene: &Scene<'_>, argument: &Argument) -> bool {
    let Role::Preposition(name) = &argument.role else { return false };
    let beside =
        matches!(name.as_str(), "with" | "along with" | "as" | "including" | "among" | "by" | "beside" | "alongside");
    let side = || matches!(scene.form(argument.token), "side" | "elbow" | "shoulder");
    let lasts = || matches!(scene.lemma(argument.token).as_str(), "hour" | "minute" | "half");
    !beside && scene.time_at(argument.token).is_none() && !side() && !lasts()
}
