//! The other side left unsaid: "*talks with Kestria* have dragged on for years, the Trade Council said".
//!
//! A noun for an encounter that names one side only. Who sits on the other is understood: who uses an occasion for it, who
//! tells of it on a body's behalf, or the body or country that the text was just speaking of.

use super::bind::{Bound, Finding, names_encounter};
use super::party::{Party, Reach, parties_of};
use super::scene::Scene;
use super::teller;
use crate::clause::{Predicate, PredicateId, PredicateKind, Role, Source};
use crate::entity::{EntityId, EntityType, MentionKind};
use crate::event::rules::Rule;
use crate::nlp::TokenId;

/// How many sentences back the other side is looked for.
const REACH: u32 = 2;

/// "is in talks *to buy Velden from Norbank*": with whoever is on the other end of the deal, not with what is to be bought.
#[must_use]
pub fn on_deal<'r>(scene: &Scene<'r>, id: PredicateId) -> Option<Bound<'r>> {
    let sides = super::standing::on_deal(scene, id)?;
    let rule = names_encounter(scene, id)?;
    Some(Bound { rule, predicate: id, light: None, sides, finding: Finding::Roles, status: None })
}

/// Completes the one-sided encounter that noun `id` names, if the text leaves one reading of its other side.
#[must_use]
pub fn complete<'r>(scene: &Scene<'r>, id: PredicateId) -> Option<Bound<'r>> {
    let predicate = scene.clauses.predicate(id);
    if let Some(bound) = super::understood::as_witness(scene, id) {
        return Some(bound);
    }
    if let Some(sides) = super::gathered::negotiated(scene, predicate) {
        let rule = scene.rules.triggered_by(PredicateKind::Noun, "talk").find(|rule| rule.light.is_empty())?;
        return Some(Bound { rule, predicate: id, light: None, sides, finding: Finding::Unsaid, status: None });
    }
    if let Some(sides) = super::further::next_round(scene, predicate) {
        let rule = scene.rules.triggered_by(PredicateKind::Noun, "talk").find(|rule| rule.light.is_empty())?;
        return Some(Bound { rule, predicate: id, light: None, sides, finding: Finding::Unsaid, status: None });
    }
    if let Some(bound) = super::followed::complete(scene, id).or_else(|| super::further::asked_back(scene, id)) {
        return Some(bound);
    }
    let Some(rule) = names_encounter(scene, id) else {
        return super::understood::at_gathering(scene, id).or_else(|| super::understood::told_visitor(scene, id));
    };
    if predicate.kind == PredicateKind::Verb
        && let Some(bound) = super::understood::told_visitor(scene, id)
    {
        return Some(bound);
    }
    if let Some(bound) = super::understood::complete(scene, id, rule) {
        return Some(bound);
    }
    let again = super::further::complete(scene, id, rule).or_else(|| super::further::seen_again(scene, id, rule));
    if let Some(bound) = again.or_else(|| super::further::neither_other(scene, id, rule)) {
        return Some(bound);
    }
    // of "no dinner or *meeting* with Brandt" the last tells it
    let meal = || {
        scene.in_words("meals", &predicate.lemma)
            && scene.analysis.dependents_by(predicate.token, "conj").next().is_none()
    };
    let of_kind =
        || scene.in_words("meetings", &predicate.lemma) || scene.in_words("calls", &predicate.lemma) || meal();
    if predicate.kind != PredicateKind::Noun || !of_kind() {
        return None;
    }
    if let Some(bound) = on_membership(scene, id, rule) {
        return Some(bound);
    }
    if let Some(bound) = between_firms(scene, id, rule) {
        return Some(bound);
    }
    let bare = || super::standing::bare_talks(scene, id).map(|bare| (bare.sides, bare.status));
    if let Some((sides, status)) = bare() {
        return Some(Bound { rule, predicate: id, light: None, sides, finding: Finding::Unsaid, status });
    }
    // "*my* talks with Brandt"
    let owned = predicate
        .fillers(&Role::Possessor)
        .any(|owner| !matches!(scene.form(owner.token), "my" | "our" | "My" | "Our"));
    if owned || has_owner_before(scene, predicate) {
        return None;
    }
    let with: Vec<Party> = predicate
        .preposition("with")
        .flat_map(|argument| {
            parties_of(scene, argument.token).into_iter().map(|party| Party {
                source: argument.source.max(party.source),
                negated: argument.negated,
                ..party
            })
        })
        .collect();
    let sort = sort_of(scene, with.first()?)?;
    let own = user_of_occasion(scene, id, &with).or_else(|| in_headline(scene, predicate, &with)).or_else(|| {
        let bodies = sort == Sort::Body && with.iter().all(|party| sort_of(scene, party) == Some(Sort::Body));
        let spoken_of = || body_spoken_of(scene, predicate, &with).filter(|_| is_subject_or_root(scene, predicate));
        // "talks with Kestrian officials"
        let acting = with
            .iter()
            .all(|party| party.reach == Reach::Representatives && scene.entity_type(party.entity) == EntityType::Place);
        // "*a promised session* with the union": of whom the sentence before was about
        let promised = || {
            scene.analysis.dependents_by(predicate.token, "amod").any(|word| {
                matches!(scene.form(word).to_lowercase().as_str(), "promised" | "planned" | "scheduled" | "arranged")
            })
        };
        let fits = || sort == Sort::Person || acting || bodies && promised();
        let person = || person_spoken_of(scene, predicate, &with).filter(|_| fits());
        let body = bodies.then(|| spoken_of().or_else(|| known_talker(scene, predicate, &with))).flatten();
        let speaker = || teller::speaker(scene, id, &with).filter(|_| sort == Sort::Person);
        body.or_else(|| teller::behind_spokesman(scene, id, &with))
            .or_else(|| teller::affected(scene, id, &with))
            .or_else(|| teller::doer_after(scene, id, &with))
            .or_else(person)
            .or_else(speaker)
    })?;
    Some(Bound {
        rule,
        predicate: id,
        light: None,
        sides: vec![own, with],
        finding: Finding::Unsaid,
        status: teller::hedged(scene, id),
    })
}

/// "talks with *Kestria* about *Pact* membership", "*Kestria's Pact* accession talks": they are held with the body that is to
/// be joined.
fn on_membership<'r>(scene: &Scene<'r>, id: PredicateId, rule: &'r Rule) -> Option<Bound<'r>> {
    let noun = scene.clauses.predicate(id);
    let candidate = |role: Role| -> Vec<Party> {
        let fillers: Vec<TokenId> = noun.fillers(&role).map(|argument| argument.token).collect();
        fillers.into_iter().flat_map(|token| parties_of(scene, token)).collect()
    };
    let with = candidate(Role::Preposition("with".into()));
    let joins = if with.is_empty() { candidate(Role::Possessor) } else { with };
    let is_membership = |token: &TokenId| scene.in_words("memberships", &scene.lemma(*token));
    let topic = noun.arguments.iter().filter(|argument| {
        matches!(&argument.role, Role::Compound)
            || matches!(&argument.role, Role::Preposition(name) if matches!(name.as_str(), "about" | "on" | "over" | "for"))
    });
    let membership = topic.map(|argument| argument.token).find(is_membership)?;
    let mut beside: Vec<TokenId> = ["compound", "nmod", "poss", "amod"]
        .into_iter()
        .flat_map(|deprel| scene.analysis.dependents_by(membership, deprel))
        .collect();
    for preposition in scene.analysis.dependents_by(membership, "prep") {
        if matches!(scene.form(preposition), "of" | "in" | "to" | "into") {
            beside.extend(scene.analysis.dependents_by(preposition, "pobj"));
        }
    }
    beside.extend(noun.fillers(&Role::Compound).map(|argument| argument.token));
    let bodies: Vec<Party> = beside
        .into_iter()
        .flat_map(|token| parties_of(scene, token))
        .filter(|party| scene.entity_type(party.entity) == EntityType::Organization)
        .filter(|party| joins.iter().all(|other| other.entity != party.entity))
        .take(1)
        .collect();
    let any = !joins.is_empty() && !bodies.is_empty();
    any.then(|| Bound {
        rule,
        predicate: id,
        light: None,
        sides: vec![bodies, joins],
        finding: Finding::Roles,
        status: None,
    })
}

/// True if a name or a description of a party stands before the noun: "the *Norbank* talks"; not "the *takeover* talks".
fn has_owner_before(scene: &Scene<'_>, noun: &Predicate) -> bool {
    let mut before = noun.fillers(&Role::Compound);
    before.any(|argument| scene.token(argument.token).pos == "PROPN" || !parties_of(scene, argument.token).is_empty())
}

/// How many sentences back those are named between whom there are "merger talks".
const FIRMS_REACH: u32 = 1;

/// "Norbank was approached by Velden. The *takeover talks* are at an early stage": the only two firms that the sentence and
/// the one before name.
fn between_firms<'r>(scene: &Scene<'r>, id: PredicateId, rule: &'r Rule) -> Option<Bound<'r>> {
    let noun = scene.clauses.predicate(id);
    let with = |role: &Role| match role {
        Role::Preposition(name) => matches!(name.as_str(), "with" | "between" | "among" | "involving" | "of"),
        Role::Possessor => true,
        _ => false,
    };
    let of_deal = noun.fillers(&Role::Compound).any(|deal| scene.in_words("deals", &scene.lemma(deal.token)));
    let definite = scene.analysis.dependents_by(noun.token, "det").any(|article| scene.lemma(article) == "the");
    if !of_deal
        || !definite
        || noun.arguments.iter().any(|argument| with(&argument.role))
        || has_owner_before(scene, noun)
    {
        return None;
    }
    let sentence = scene.token(noun.token).sentence;
    let start = scene.analysis.sentences.get(sentence.saturating_sub(FIRMS_REACH) as usize)?.start;
    let end = scene.analysis.sentences.get(sentence as usize)?.end;
    let mentions = &scene.entities.mentions;
    let first = mentions.partition_point(|mention| mention.head.0 < start);
    let near = mentions[first..].iter().take_while(|mention| mention.head.0 < end);
    let mut firms: Vec<Party> = Vec::new();
    for mention in near {
        let &[entity] = mention.entities.as_slice() else { continue };
        let known = firms.iter().any(|party| party.entity == entity);
        if !known && scene.entity_type(entity) == EntityType::Organization && !scene.is_press(entity) {
            let reach = if mention.kind == MentionKind::Named { Reach::Name } else { Reach::Description };
            firms.push(Party { entity, token: mention.head, reach, source: Source::Implied, negated: false });
        }
    }
    let [one, other] = firms[..] else { return None };
    let sides = vec![vec![one], vec![other]];
    Some(Bound { rule, predicate: id, light: None, sides, finding: Finding::Unsaid, status: None })
}

/// True if the noun is the subject of its clause, or heads one: nothing else in it says whose encounter it is.
fn is_subject_or_root(scene: &Scene<'_>, noun: &Predicate) -> bool {
    matches!(scene.token(noun.token).deprel.as_str(), "nsubj" | "nsubjpass" | "ROOT")
}

/// What sort of party an entity is, as far as it matters for who meets whom.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sort {
    Person,
    Body,
}

fn sort_of(scene: &Scene<'_>, party: &Party) -> Option<Sort> {
    match scene.entity_type(party.entity) {
        EntityType::Person => Some(Sort::Person),
        EntityType::Organization => Some(Sort::Body),
        EntityType::Place => scene.acts(party.entity).then_some(Sort::Body),
    }
}

/// "*Ode* will use the forum for talks with Brandt": the subject of the verb whose object serves for the encounter.
fn user_of_occasion(scene: &Scene<'_>, id: PredicateId, with: &[Party]) -> Option<Vec<Party>> {
    let noun = scene.clauses.predicate(id);
    let serves = noun.marker.as_deref().is_some_and(|marker| matches!(marker, "for" | "of" | "as" | "to"));
    let verb = scene
        .clauses
        .governors(id)
        .map(|(above, _)| scene.clauses.predicate(above))
        .take(3)
        .find(|above| above.kind == PredicateKind::Verb)?;
    let occasion = verb.fillers(&Role::Object).any(|object| scene.in_words("occasions", &scene.lemma(object.token)));
    let uses = scene.in_words("using-verbs", &verb.lemma) || occasion;
    (serves && uses).then(|| subject_parties(scene, verb, with)).flatten()
}

/// "*Norbank* in talks with Velden", "Anna Ode, the chief *negotiator* in the talks with Kestria": whom the phrase hangs on.
fn in_headline(scene: &Scene<'_>, noun: &Predicate, with: &[Party]) -> Option<Vec<Party>> {
    noun.marker.as_deref().filter(|marker| matches!(*marker, "in" | "at"))?;
    let preposition = scene.analysis.head(noun.token)?;
    let above = scene.analysis.head(preposition)?;
    let apposed_to = scene.analysis.head(above).filter(|_| scene.token(above).deprel == "appos");
    let whom = match scene.token(above).pos.as_str() {
        "PROPN" => above,
        "NOUN" if scene.in_words("representatives", &scene.lemma(above)) => apposed_to.unwrap_or(above),
        _ => return None,
    };
    let parties: Vec<Party> =
        parties_of(scene, whom).into_iter().map(|party| Party { source: Source::Implied, ..party }).collect();
    let apart = parties.iter().all(|party| with.iter().all(|other| other.entity != party.entity));
    (!parties.is_empty() && apart).then_some(parties)
}

/// The body or country that speaks in the same sentence, or was the last subject before.
fn body_spoken_of(scene: &Scene<'_>, noun: &Predicate, with: &[Party]) -> Option<Vec<Party>> {
    let sentence = scene.token(noun.token).sentence;
    let sentences = &scene.analysis.sentences;
    let reach = sentences[sentence.saturating_sub(REACH) as usize].start..sentences[sentence as usize].end;
    let near = scene.clauses.predicates_in(&reach).iter().filter(|predicate| predicate.kind == PredicateKind::Verb);
    // The same sentence first, whatever its order; then back, nearest first.
    let (own, before): (Vec<&Predicate>, Vec<&Predicate>) =
        near.partition(|predicate| scene.token(predicate.token).sentence == sentence);
    own.into_iter().chain(before.into_iter().rev()).find_map(|predicate| {
        let parties = subject_parties(scene, predicate, with)?;
        let is_body = |party: &Party| sort_of(scene, party) == Some(Sort::Body);
        if parties.iter().all(is_body) {
            return Some(parties);
        }
        // "Norland's fisheries minister said that talks with Kestria had ended": those of the country that he acts for.
        let speaks =
            scene.token(predicate.token).sentence == sentence && scene.in_words("report-verbs", &predicate.lemma);
        let [speaker] = parties[..] else { return None };
        let bodies = scene.affiliations().get(&speaker.entity).filter(|_| speaks)?;
        let &[entity] = bodies.as_slice() else { return None };
        let body = Party { entity, reach: Reach::Representatives, ..speaker };
        let apart = with.iter().all(|party| party.entity != entity);
        (apart && is_body(&body)).then(|| vec![body])
    })
}

/// "*Ode* is in Zell. A meeting with Brandt is possible": the one person that the sentence before was about, or that tells of
/// it ("*Ode* said no meeting with Brandt was planned").
fn person_spoken_of(scene: &Scene<'_>, noun: &Predicate, with: &[Party]) -> Option<Vec<Party>> {
    let subject = matches!(scene.token(noun.token).deprel.as_str(), "nsubj" | "nsubjpass");
    let definite = scene.analysis.dependents_by(noun.token, "det").any(|article| scene.lemma(article) == "the");
    if !subject || definite {
        return None;
    }
    let sentence = scene.token(noun.token).sentence;
    let verbs_of = |sentence: u32| {
        let range = scene.analysis.sentences.get(sentence as usize)?;
        let verbs = scene.clauses.predicates_in(range).iter();
        Some(verbs.filter(|verb| verb.kind == PredicateKind::Verb && verb.token != noun.token))
    };
    let one = |verb: &Predicate| {
        let parties = subject_parties(scene, verb, with)?;
        let speaks_for_another = parties.first().is_some_and(|party| teller::is_spokesman(scene, party.entity));
        (parties.len() == 1 && sort_of(scene, &parties[0]) == Some(Sort::Person) && !speaks_for_another)
            .then_some(parties)
    };
    let own: Vec<Vec<Party>> = verbs_of(sentence)?.filter_map(one).collect();
    if let Some(first) = own.first() {
        let alone = own.iter().all(|other| other[0].entity == first[0].entity);
        return alone.then(|| first.clone());
    }
    let is_root = |verb: &&Predicate| scene.token(verb.token).deprel == "ROOT";
    verbs_of(sentence.checked_sub(1)?)?.find(is_root).and_then(one)
}

/// "is to hold talks with Kestria … *Talks with Norvand* have gone on for years": whoever held talks before holds these.
fn known_talker(scene: &Scene<'_>, noun: &Predicate, with: &[Party]) -> Option<Vec<Party>> {
    // "Ahead of talks with Kestria, the firm …" has a subject that tells whose they are.
    let entity = scene
        .only_talker()
        .filter(|_| noun.marker.is_none())
        .filter(|talker| with.iter().all(|party| party.entity != *talker))?;
    Some(vec![Party { entity, token: noun.token, reach: Reach::Description, source: Source::Implied, negated: false }])
}

/// The body that, by `bound`, holds talks with others.
#[must_use]
pub fn talker(scene: &Scene<'_>, bound: &Bound<'_>) -> Option<EntityId> {
    let predicate = scene.clauses.predicate(bound.predicate);
    let with = predicate.kind == PredicateKind::Noun
        && bound.finding == Finding::Roles
        && predicate.preposition("with").next().is_some()
        && scene.in_words("formal-talks", &predicate.lemma);
    match bound.sides.first().map(Vec::as_slice) {
        Some([party]) if with && sort_of(scene, party) == Some(Sort::Body) => Some(party.entity),
        _ => None,
    }
}

/// The parties that the subject of `verb` means, none of which stands on the other side.
fn subject_parties(scene: &Scene<'_>, verb: &Predicate, with: &[Party]) -> Option<Vec<Party>> {
    let subject = |token: TokenId| {
        parties_of(scene, token).into_iter().map(|party| Party { source: Source::Implied, ..party }).collect::<Vec<_>>()
    };
    let parties: Vec<Party> = verb.fillers(&Role::Subject).flat_map(|argument| subject(argument.token)).collect();
    let apart = parties.iter().all(|party| with.iter().all(|other| other.entity != party.entity));
    (!parties.is_empty() && apart).then_some(parties)
}
