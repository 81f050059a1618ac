//! Encounters whose parties the words around them tell: "Ode told Brandt *at a meeting*", "*a second conversation* is planned",
//! "*in his testimony*, Ode said".
//!
//! Takes the word for an encounter that no rule could bind, gives it bound, where the text leaves one reading.

use super::bind::{Bound, Finding, of_one_country};
use super::party::{Party, Reach, parties_of};
use super::scene::Scene;
use crate::clause::{Factuality, Predicate, PredicateId, PredicateKind, Role, Source};
use crate::entity::{EntityId, EntityType, MentionKind};
use crate::event::MeetingKind;
use crate::event::rules::{Outcome, Rule};
use crate::nlp::TokenId;

/// How many sentences back the body is named before which someone testifies.
const BODY_REACH: u32 = 4;

/// Who stands on each side.
pub(super) type Sides = Vec<Vec<Party>>;

/// The encounter that `id` names by `rule`, if the words around it tell both sides.
#[must_use]
pub fn complete<'r>(scene: &Scene<'r>, id: PredicateId, rule: &'r Rule) -> Option<Bound<'r>> {
    let word = scene.clauses.predicate(id);
    let plain = |sides: Sides| (sides, None);
    let (sides, status) = match word.kind {
        PredicateKind::Noun if is_private(rule) || scene.in_words("spoken-at", &word.lemma) => {
            let told = speakers_at(scene, word).or_else(|| super::further::once_more(scene, id, word).map(plain));
            let told = told.or_else(|| super::debated::opponents(scene, word));
            let told = told.or_else(|| moved_by(scene, word).map(plain));
            let told = told.or_else(|| agreeing(scene, word));
            told.or_else(|| super::gathered::counted_leaders(scene, id, word).map(plain))
        }
        PredicateKind::Verb if is_private(rule) && matches!(word.lemma.as_str(), "meet" | "gather") => {
            super::gathered::counted_leaders(scene, id, word).map(plain)
        }
        _ if scene.in_words("testimonies", &word.lemma) => heard_by_body(scene, id, word).map(plain),
        _ => None,
    }?;
    Some(Bound { rule, predicate: id, light: None, sides, finding: Finding::Unsaid, status })
}

/// "told Brandt *at a reception*": a gathering that is no encounter of two, but at which two spoke with each other.
#[must_use]
pub fn at_gathering<'r>(scene: &Scene<'r>, id: PredicateId) -> Option<Bound<'r>> {
    let word = scene.clauses.predicate(id);
    if word.kind != PredicateKind::Noun || !scene.in_words("social-gatherings", &word.lemma) {
        return None;
    }
    let (sides, status) = speakers_at(scene, word)?;
    let rule = scene.rules.triggered_by(PredicateKind::Noun, "meeting").next()?;
    Some(Bound { rule, predicate: id, light: None, sides, finding: Finding::Unsaid, status })
}

/// "told *visiting* Norwegian minister Brandt": who is on a visit is told it face to face.
#[must_use]
pub fn told_visitor<'r>(scene: &Scene<'r>, id: PredicateId) -> Option<Bound<'r>> {
    let verb = scene.clauses.predicate(id);
    if verb.kind != PredicateKind::Verb || !scene.in_words("telling-verbs", &verb.lemma) {
        return None;
    }
    let visits = |role: Role| verb.fillers(&role).any(|argument| is_visiting(scene, argument.token));
    let guest = visits(Role::Object) || visits(Role::IndirectObject);
    let visitor = visits(Role::Subject);
    if !guest && !visitor || !matches!(verb.factuality, Factuality::Held) {
        return None;
    }
    let own = people(scene, verb, &[Role::Subject]);
    let hearers = people(scene, verb, &[Role::Object, Role::IndirectObject]);
    let sides = apart(own, hearers)?;
    let rule = scene.rules.triggered_by(PredicateKind::Noun, "meeting").next()?;
    Some(Bound { rule, predicate: id, light: None, sides, finding: Finding::Unsaid, status: Some(verb.factuality) })
}

/// "*visiting* Norwegian minister Anna Ode": the word stands in the phrase of the name, or right before it.
fn is_visiting(scene: &Scene<'_>, name: TokenId) -> bool {
    let above = scene.analysis.head(name).filter(|_| scene.token(name).deprel == "appos");
    let first = scene.analysis.subtree(above.unwrap_or(name)).start;
    let start = first.saturating_sub(1).max(name.0.saturating_sub(12));
    (start..name.0).any(|token| scene.form(TokenId(token)).eq_ignore_ascii_case("visiting"))
}

/// "Ode *gave evidence* on Tuesday", "is due to *take the stand*": before the body that the text tells of.
#[must_use]
pub fn as_witness<'r>(scene: &Scene<'r>, id: PredicateId) -> Option<Bound<'r>> {
    let word = scene.clauses.predicate(id);
    if let Some(sides) = appears_too(scene, id, word) {
        let rule = scene.rules.triggered_by(PredicateKind::Verb, "testify").next()?;
        return Some(Bound { rule, predicate: id, light: None, sides, finding: Finding::Unsaid, status: None });
    }
    let wanted = match (word.kind, word.lemma.as_str()) {
        (PredicateKind::Verb, "give") => "evidence",
        (PredicateKind::Verb, "take") => "stand",
        _ => return None,
    };
    let object = word.fillers(&Role::Object).find(|object| scene.lemma(object.token) == wanted)?;
    // "take *a* stand" is no evidence
    let article = |object: TokenId| scene.analysis.dependents_by(object, "det").any(|the| scene.form(the) == "the");
    if wanted == "stand" && !article(object.token) {
        return None;
    }
    let sides = heard_by_body(scene, id, word)?;
    let rule = scene.rules.triggered_by(PredicateKind::Verb, "testify").next()?;
    Some(Bound { rule, predicate: id, light: None, sides, finding: Finding::Unsaid, status: None })
}

/// How many sentences back another witness is told of.
const WITNESS_REACH: u32 = 6;

/// "The Trade Committee questioned Ode. Brandt *has already appeared*", "will *give his own testimony*": before the body that was
/// just told to hear another.
fn appears_too(scene: &Scene<'_>, id: PredicateId, word: &Predicate) -> Option<Sides> {
    if word.kind != PredicateKind::Verb {
        return None;
    }
    let appears = word.lemma == "appear" && !word.has(&Role::Object) && !word.has(&Role::Complement);
    let gives =
        word.lemma == "give" && word.fillers(&Role::Object).any(|object| scene.lemma(object.token) == "testimony");
    let heard = || {
        let told = scene.last_told(word.token, WITNESS_REACH)?;
        told.sides
            .iter()
            .flatten()
            .any(|&id| scene.entity_type(id) == EntityType::Organization && hears(scene, id))
            .then_some(())
    };
    (appears || gives).then(heard).flatten()?;
    heard_by_body(scene, id, word)
}

/// Encounters of which those who attend take part: not what an audience watches.
#[must_use]
pub fn is_private(rule: &Rule) -> bool {
    match &rule.outcome {
        Outcome::Meeting { kind, .. } => is_private_kind(*kind),
        Outcome::Relation { .. } => false,
    }
}

/// The same of a kind.
#[must_use]
pub const fn is_private_kind(kind: MeetingKind) -> bool {
    use MeetingKind::{Call, Dinner, Meeting, Summit, Talks, Visit};
    matches!(kind, Meeting | Talks | Dinner | Summit | Visit | Call)
}

/// "told Brandt *at a meeting*", "thanked her *in a call*": those who speak with each other there.
fn speakers_at(scene: &Scene<'_>, noun: &Predicate) -> Option<(Sides, Option<Factuality>)> {
    let with = |role: &Role| matches!(role, Role::Preposition(name) if matches!(name.as_str(), "with" | "between" | "among" | "involving"));
    if noun.arguments.iter().any(|argument| with(&argument.role)) {
        return None;
    }
    let verb = verb_of_phrase(scene, noun.token);
    let verb = verb.or_else(|| told_by_those_who_know(scene, noun))?;
    if verb.kind != PredicateKind::Verb || !scene.in_words("telling-verbs", &verb.lemma) {
        return None;
    }
    let own = speakers(scene, verb, &[Role::Subject]);
    let hearers = match verb.lemma.as_str() {
        lemma if scene.in_words("giving-to", lemma) => {
            speakers(scene, verb, &[Role::IndirectObject, Role::Preposition("to".into())])
        }
        lemma if scene.in_words("telling-to", lemma) => {
            let after = ["to", "at", "with", "from"].map(|name| people(scene, verb, &[Role::Preposition(name.into())]));
            let heard = after.into_iter().find(|hearers| !hearers.is_empty()).unwrap_or_default();
            // "was shouted at by Brandt"
            let passive = heard.is_empty() && verb.features.passive;
            if passive { people(scene, verb, &[Role::Object]) } else { heard }
        }
        _ => speakers(scene, verb, &[Role::Object, Role::IndirectObject]),
    };
    Some((apart(own, hearers)?, Some(verb.factuality)))
}

/// "endorsed Brandt *after a private meeting*": what one does for another on the strength of it.
fn moved_by(scene: &Scene<'_>, noun: &Predicate) -> Option<Sides> {
    let whose = |role: &Role| match role {
        Role::Possessor | Role::Compound => true,
        Role::Preposition(name) => {
            matches!(
                name.as_str(),
                "with" | "between" | "among" | "of" | "involving" | "hosted by" | "attended by" | "by"
            )
        }
        _ => false,
    };
    let mut others = noun.arguments.iter().filter(|argument| whose(&argument.role));
    let a = scene.analysis.dependents_by(noun.token, "det").any(|article| matches!(scene.form(article), "a" | "an"));
    let preposition = scene.analysis.head(noun.token).filter(|_| scene.token(noun.token).deprel == "pobj")?;
    let after = matches!(scene.form(preposition), "after" | "following");
    if !a || !after || others.any(|argument| scene.time_at(argument.token).is_none()) {
        return None;
    }
    let id = scene.clauses.predicate_at(scene.analysis.head(preposition)?)?;
    let verb = scene.clauses.predicate(id);
    if !scene.in_words("moved-to", &verb.lemma) || verb.factuality != Factuality::Held {
        return None;
    }
    apart(people(scene, verb, &[Role::Subject]), people(scene, verb, &[Role::Object]))
}

/// The verb of which the phrase "at a meeting" is: its own, or that of what it asks or thanks for ("asked Brandt for help *at a
/// dinner*").
fn verb_of_phrase<'a>(scene: &Scene<'a>, noun: TokenId) -> Option<&'a Predicate> {
    let preposition = scene.analysis.head(noun).filter(|_| scene.token(noun).deprel == "pobj")?;
    if !matches!(scene.form(preposition).to_lowercase().as_str(), "at" | "in" | "during" | "over" | "on") {
        return None;
    }
    let mut above = scene.analysis.head(preposition)?;
    if scene.token(above).pos == "NOUN" {
        let link = scene.analysis.head(above)?;
        above = match scene.token(above).deprel.as_str() {
            "dobj" => link,
            "pobj" if scene.form(link) == "for" => scene.analysis.head(link)?,
            _ => return None,
        };
    }
    scene.clauses.predicate_at(above).map(|id| scene.clauses.predicate(id))
}

/// "told Brandt that …, *according to an aide with notes of the meeting*": the verb that tells what was said at it.
fn told_by_those_who_know<'a>(scene: &Scene<'a>, noun: &Predicate) -> Option<&'a Predicate> {
    let definite = scene.analysis.dependents_by(noun.token, "det").any(|article| scene.form(article) == "the");
    let mut above = scene.analysis.ancestors(noun.token).take(6);
    let source = above.find(|&token| scene.form(token).eq_ignore_ascii_case("according")).filter(|_| definite)?;
    let mut verbs = scene.analysis.ancestors(source).take(3).filter_map(|token| scene.clauses.predicate_at(token));
    verbs.find_map(|verb| Some(scene.clauses.predicate(verb)).filter(|verb| verb.kind == PredicateKind::Verb))
}

/// "*Ode and Brandt* agreed on Monday after *hours of talks* in Zell": those who together do what comes of it.
fn agreeing(scene: &Scene<'_>, noun: &Predicate) -> Option<(Sides, Option<Factuality>)> {
    let others = noun.arguments.iter().any(|argument| match &argument.role {
        Role::Possessor => scene.time_at(argument.token).is_none(),
        Role::Preposition(name) => {
            matches!(
                name.as_str(),
                "with" | "between" | "among" | "of" | "involving" | "hosted by" | "attended by" | "by"
            )
        }
        _ => false,
    });
    let mut at = scene.analysis.head(noun.token).filter(|_| scene.token(noun.token).deprel == "pobj" && !others)?;
    // "two days *of* talks", "at the end *of* talks"
    while scene.form(at) == "of" {
        let measure = scene.analysis.head(at).filter(|&measure| scene.in_words("measures", &scene.lemma(measure)))?;
        at = scene.analysis.head(measure).filter(|_| scene.token(measure).deprel == "pobj")?;
    }
    let from = scene.form(at) == "from";
    if !from
        && !matches!(scene.form(at).to_lowercase().as_str(), "after" | "following" | "at" | "in" | "during" | "since")
    {
        return None;
    }
    let mut above = scene.analysis.ancestors(at).take(3).filter_map(|token| scene.clauses.predicate_at(token));
    let verb = above.find(|&id| scene.clauses.predicate(id).kind == PredicateKind::Verb)?;
    let verb = std::iter::once(verb).chain(scene.clauses.governors(verb).map(|(above, _)| above)).take(2);
    // "after the *board* meeting": of many more
    let of_body = scene
        .analysis
        .dependents_by(noun.token, "compound")
        .any(|whose| scene.time_at(whose).is_none() && scene.token(whose).entity == "" && scene.lemma(whose) != "door");
    let later = matches!(scene.form(at).to_lowercase().as_str(), "after" | "following") && !of_body;
    // "praised *each other* after a meeting", "said after talks"
    let during = matches!(scene.form(at).to_lowercase().as_str(), "during" | "at" | "in") && !of_body;
    let jointly = |verb: &Predicate| {
        scene.in_words("agreeing-verbs", &verb.lemma)
            || during && names_each_other(scene, verb)
            || later
                && (scene.in_words("joint-verbs", &verb.lemma)
                    || names_each_other(scene, verb)
                    || addresses_press(scene, verb))
    };
    // "have not *spoken since* a meeting in March"
    let since = scene.form(at) == "since";
    let jointly = |verb: &Predicate| {
        if since {
            verb.factuality == Factuality::Negated
                && matches!(verb.lemma.as_str(), "speak" | "meet" | "talk")
                && !of_body
        } else {
            jointly(verb)
        }
    };
    let verb = verb.map(|id| scene.clauses.predicate(id)).find(|verb| jointly(verb))?;
    let mut parties: Vec<Party> = Vec::new();
    for argument in verb.fillers(&Role::Subject) {
        for party in parties_of(scene, argument.token) {
            if parties.iter().all(|known| known.entity != party.entity) {
                parties.push(Party { source: Source::Implied, ..party });
            }
        }
    }
    if from && verb.lemma != "emerge" {
        return None;
    }
    let first = scene.entity_type(parties.first()?.entity);
    let alike = parties.iter().all(|party| scene.entity_type(party.entity) == first);
    let few = (2..=3).contains(&parties.len())
        && !of_one_country(scene, &parties.iter().map(|party| party.entity).collect::<Vec<_>>());
    // "failed to agree at talks on Monday": they talked all the same.
    let status = if verb.factuality == Factuality::Negated { noun.factuality } else { verb.factuality };
    (alike && few).then(|| (parties.into_iter().map(|party| vec![party]).collect(), Some(status)))
}

/// "*spoke to reporters*", "*briefed* the press".
fn addresses_press(scene: &Scene<'_>, verb: &Predicate) -> bool {
    let speaks = matches!(verb.lemma.as_str(), "speak" | "talk" | "brief" | "tell" | "address" | "face");
    speaks
        && verb.arguments.iter().any(|argument| {
            let heard = match &argument.role {
                Role::Object | Role::IndirectObject => true,
                Role::Preposition(name) => matches!(name.as_str(), "to" | "with"),
                _ => false,
            };
            heard
                && matches!(
                    scene.lemma(argument.token).as_str(),
                    "reporter" | "journalist" | "press" | "newsman" | "camera"
                )
        })
}

/// "praised *each other*".
fn names_each_other(scene: &Scene<'_>, verb: &Predicate) -> bool {
    verb.arguments.iter().any(|argument| {
        argument.token > verb.token
            && matches!(scene.form(argument.token), "other" | "another")
            && scene.analysis.dependents(argument.token).iter().any(|&each| matches!(scene.form(each), "each" | "one"))
    })
}

/// "*In his testimony* on Tuesday, Ode said", "Ode *testified* on Tuesday": before the one such body that the text named last.
fn heard_by_body(scene: &Scene<'_>, id: PredicateId, word: &Predicate) -> Option<Sides> {
    let elsewhere = |role: &Role| matches!(role, Role::Preposition(name) if matches!(name.as_str(), "before" | "against" | "to" | "of" | "at" | "for"));
    let timed = |token: TokenId| {
        scene.time_at(token).is_some() || matches!(scene.token(token).entity.as_str(), "DATE" | "TIME")
    };
    if word.arguments.iter().any(|argument| elsewhere(&argument.role) && !timed(argument.token)) {
        return None;
    }
    let own = if word.kind == PredicateKind::Noun { Role::Possessor } else { Role::Subject };
    let mut witnesses = people(scene, word, &[own]);
    if witnesses.is_empty() && word.kind == PredicateKind::Noun && word.has(&Role::Possessor) {
        let (above, _) = scene.clauses.governors(id).next()?;
        witnesses = people(scene, scene.clauses.predicate(above), &[Role::Subject]);
    }
    let sentence = scene.token(word.token).sentence;
    let mentions = &scene.entities.mentions;
    let end = mentions.partition_point(|mention| mention.head < word.token);
    let near = mentions[..end]
        .iter()
        .rev()
        .take_while(|mention| sentence.saturating_sub(scene.token(mention.head).sentence) <= BODY_REACH);
    let body = near.filter(|mention| mention.kind == MentionKind::Named).find_map(|mention| {
        let &[entity] = mention.entities.as_slice() else { return None };
        (scene.entity_type(entity) == EntityType::Organization && hears(scene, entity)).then_some(entity)
    });
    let of_article = || only_hearing_body(scene).filter(|_| word.kind == PredicateKind::Verb);
    let body = body.or_else(of_article)?;
    let in_court = scene.analysis.sentences.get(sentence as usize).is_some_and(|range| {
        range
            .clone()
            .map(TokenId)
            .any(|token| matches!(scene.lemma(token).as_str(), "court" | "trial" | "jury" | "judge"))
    });
    (!in_court).then(|| apart(witnesses, vec![implied(body, word.token)])).flatten()
}

/// The one body of the article that hears witnesses.
fn only_hearing_body(scene: &Scene<'_>) -> Option<EntityId> {
    let bodies = (0..).map(EntityId).zip(&scene.entities.entities);
    let mut bodies = bodies.filter(|(_, body)| body.entity_type == EntityType::Organization).map(|(id, _)| id);
    let first = bodies.by_ref().find(|&id| hears(scene, id))?;
    bodies.all(|id| !hears(scene, id)).then_some(first)
}

/// "Trade Committee", "Commission of Inquiry".
fn hears(scene: &Scene<'_>, body: EntityId) -> bool {
    let name = &scene.entities.entity(body).name;
    name.split(' ').any(|word| scene.in_words("hearing-bodies", &word.to_lowercase()))
}

fn implied(entity: EntityId, token: TokenId) -> Party {
    Party { entity, token, reach: Reach::Description, source: Source::Implied, negated: false }
}

/// The people who fill `roles`, none twice.
pub(super) fn people(scene: &Scene<'_>, predicate: &Predicate, roles: &[Role]) -> Vec<Party> {
    let mut found: Vec<Party> = Vec::new();
    for argument in predicate.arguments.iter().filter(|argument| roles.contains(&argument.role)) {
        for party in parties_of(scene, argument.token) {
            let new = found.iter().all(|known| known.entity != party.entity);
            if new && scene.entity_type(party.entity) == EntityType::Person {
                found.push(Party { source: argument.source.max(party.source), ..party });
            }
        }
    }
    found
}

/// The people and bodies that fill `roles`, none twice.
fn speakers(scene: &Scene<'_>, predicate: &Predicate, roles: &[Role]) -> Vec<Party> {
    let found = people(scene, predicate, roles);
    if !found.is_empty() {
        return found;
    }
    let mut bodies: Vec<Party> = Vec::new();
    for argument in predicate.arguments.iter().filter(|argument| roles.contains(&argument.role)) {
        for party in parties_of(scene, argument.token) {
            let new = bodies.iter().all(|known| known.entity != party.entity);
            if new && scene.entity_type(party.entity) == EntityType::Organization {
                bodies.push(Party { source: argument.source.max(party.source), ..party });
            }
        }
    }
    bodies
}

/// Two sides that share nobody.
fn apart(one: Vec<Party>, other: Vec<Party>) -> Option<Sides> {
    let shared = one.iter().any(|party| other.iter().any(|second| second.entity == party.entity));
    (!one.is_empty() && !other.is_empty() && !shared).then(|| vec![one, other])
}
