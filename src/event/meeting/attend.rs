//! Attendance: who else was at an encounter ("*Also present were A and B*", "C *sat in*", "the meeting, which C *also
//! attended*", "the guests *included* D").
//!
//! Takes the reports of the article, gives further ones: each tells an encounter once more, with those who attended it.
//! An encounter of which only one side is named ("Ode hosted business leaders") becomes one between that side and them.
//! Knows nothing of how reports are joined.

use super::bind::{Bound, Finding, names_encounter};
use super::draft::{Draft, Stretch, drafts_of};
use super::merge::Report;
use super::party::{Party, parties_of};
use super::presence::{
    Presence, is_absent, is_kept_out, is_party_to, is_pointing, is_preposition, parties_in, presence, takes_no_part,
};
use super::scene::Scene;
use super::understood::{is_private, is_private_kind};
use crate::clause::{Embedding, Factuality, Predicate, PredicateId, PredicateKind, Role, Tense};
use crate::entity::{EntityId, EntityType};
use crate::event::rules::Rule;
use crate::event::{Derivation, MeetingKind};
use crate::nlp::TokenId;
use jiff::civil::Date;

/// How many sentences back the encounter is looked for that someone "also attended".
const REACH: u32 = 2;

/// How many sentences back "the meeting" is looked for.
const NAMED_REACH: u32 = 5;

/// The reports of those who attended the encounters that `reports`, in text order, tell of.
#[must_use]
pub fn find_attendance(scene: &Scene<'_>, reports: &[Report], publication: Option<Date>) -> Vec<Draft> {
    let mut found = Vec::new();
    for index in 0..scene.clauses.predicates.len() {
        let Ok(index) = u32::try_from(index) else { break };
        let Some(presence) = presence(scene, PredicateId(index)) else { continue };
        let told = told_before(scene, reports, &presence);
        // what somebody is told to have boycotted, others may have attended
        let others = |draft: &Draft| presence.who.iter().any(|party| !draft.sides.concat().contains(&party.entity));
        let of_noun = told
            .filter(|draft| presence.at == Some(draft.trigger))
            .filter(|draft| draft.status != Factuality::Negated || !others(draft));
        let asked = scene.clauses.predicate(presence.id).factuality == Factuality::Possible;
        let hosted = match of_noun {
            Some(_) => None,
            None if asked => None,
            None => hosted_before(scene, reports, &presence, told.map(|draft| draft.trigger), publication),
        };
        let told_of = told.filter(|_| !presence.of_host);
        let known = hosted.or_else(|| told_of.and_then(|draft| joined(scene, draft, &presence)));
        found.extend(known.or_else(|| among_themselves(scene, &presence, told.is_some(), publication)));
    }
    let told = reports.iter().filter_map(|report| match report {
        Report::Told(draft) => Some(draft),
        Report::Echoed(_) => None,
    });
    found.extend(told.filter_map(|draft| done_without(scene, draft)));
    found
}

/// The report of the encounter that `presence` is about.
fn told_before<'r>(scene: &Scene<'_>, reports: &'r [Report], presence: &Presence) -> Option<&'r Draft> {
    let verb = scene.clauses.predicate(presence.id).token;
    let sentence = scene.token(verb).sentence;
    let told = || {
        reports.iter().rev().filter_map(|report| match report {
            Report::Told(draft) => Some(draft),
            Report::Echoed(_) => None,
        })
    };
    let named = presence.at.and_then(|at| scene.clauses.predicate_at(at));
    if let Some(own) = presence.at.and_then(|at| told().find(|draft| draft.trigger == at)) {
        return Some(own);
    }
    if presence.at.is_some_and(|at| !is_pointing(scene, at) || has_parties(scene, at)) {
        return None;
    }
    let when = named.and_then(|id| super::time::own_time(scene, id));
    // "was in the room when Ode met Brandt"
    let meanwhile = |draft: &&Draft| {
        draft.sentence == sentence
            && scene.clauses.predicate_at(draft.trigger).is_some_and(|id| {
                let mut above = scene.clauses.governors(id).take(2);
                above.any(|(above, embedding)| above == presence.id && embedding == Embedding::Adverbial)
            })
    };
    if presence.at.is_none()
        && let Some(draft) = told().find(meanwhile)
    {
        return Some(draft);
    }
    let reach = if presence.at.is_some() { NAMED_REACH } else { REACH };
    // "has a session with Brandt and has asked Kessler *to join them*"
    let joins = scene.clauses.predicate(presence.id).lemma == "join";
    let mut before = told()
        .filter(|draft| draft.trigger < verb && (draft.sentence < sentence || joins))
        .take_while(|draft| sentence - draft.sentence <= reach);
    let last = match named {
        None => before.next(),
        Some(noun) => meant(scene, &scene.clauses.predicate(noun).lemma, &before.collect::<Vec<_>>()),
    }?;
    // "the Friday meeting" after one told of Monday
    let same_day = when.is_none() || last.when.is_none();
    same_day.then_some(last)
}

/// Which of the encounters told before, last first, a `noun` means: one told by the same word, or else the last of its kind;
/// none where two of its kind stand in one sentence.
fn meant<'r>(scene: &Scene<'_>, noun: &str, told: &[&'r Draft]) -> Option<&'r Draft> {
    let same_word = |draft: &Draft| {
        let word = scene.clauses.predicate_at(draft.trigger).map(|id| &scene.clauses.predicate(id).lemma);
        word.is_some_and(|word| word == noun || word == "meet" && noun == "meeting")
    };
    if let Some(told) = told.iter().find(|draft| same_word(draft)) {
        return Some(told);
    }
    let mut of_kind = told.iter().filter(|draft| names_kind(scene, noun, draft.kind));
    let last = of_kind.next()?;
    let other = of_kind.find(|draft| draft.sentence == last.sentence && draft.participants() != last.participants());
    other.is_none().then_some(last)
}

/// True if an encounter of `kind` may be called by `noun`: "the meeting" is no meal and no call, "the lunch" nothing else.
fn names_kind(scene: &Scene<'_>, noun: &str, kind: MeetingKind) -> bool {
    let of = |list: &str| scene.in_words(list, noun);
    match kind {
        MeetingKind::Call => of("calls") || matches!(noun, "conversation" | "discussion" | "talk"),
        MeetingKind::Dinner => of("meals") || matches!(noun, "event" | "gathering" | "affair"),
        _ => !of("calls") && (!of("meals") || kind == MeetingKind::Visit),
    }
}

/// True if the noun says itself whose encounter it is.
fn has_parties(scene: &Scene<'_>, noun: TokenId) -> bool {
    let Some(id) = scene.clauses.predicate_at(noun) else { return false };
    scene.clauses.predicate(id).arguments.iter().any(|argument| match &argument.role {
        Role::Possessor => !parties_of(scene, argument.token).is_empty() && scene.token(argument.token).pos != "PRON",
        Role::Preposition(name) => {
            matches!(name.as_str(), "of" | "with" | "between" | "among" | "hosted by" | "by" | "involving")
        }
        _ => false,
    })
}

/// The report `draft` told once more, with those who attended.
fn joined(scene: &Scene<'_>, draft: &Draft, presence: &Presence) -> Option<Draft> {
    let verb = scene.clauses.predicate(presence.id);
    let known = draft.participants();
    let new: Vec<Party> = presence.who.iter().filter(|party| !known.contains(&party.entity)).copied().collect();
    // "has asked Kessler *to join them*": he may
    let asked = verb.factuality == Factuality::Possible && presence.at != Some(draft.trigger);
    if presence.absent || asked {
        return apart(scene, draft, presence, &new);
    }
    // "has offered to *chair a session* between A and B"
    let own = presence.at == Some(draft.trigger);
    let fits = is_private_kind(draft.kind)
        && (matches!(draft.status, Factuality::Held | Factuality::Planned)
            || own && draft.status == Factuality::Possible)
        && verb.factuality >= draft.status
        && !new.is_empty();
    if !fits {
        return None;
    }
    let mut sides = draft.sides.clone();
    let given = presence.guests || draft.derivation.rule == "meal-given-for";
    let with_guests = given && draft.kind == MeetingKind::Dinner && sides.len() == 2;
    // "Ode received Brandt. Kessler *joined the lunch*": of a visit the meal is only a part
    let at_meal =
        draft.kind == MeetingKind::Visit && presence.at.is_some_and(|noun| scene.in_words("meals", &scene.lemma(noun)));
    for party in &new {
        let own = side_of(scene, party, &sides).or(with_guests.then_some(1));
        match own.and_then(|index| sides.get_mut(index)) {
            Some(side) => side.push(party.entity),
            None if at_meal => {}
            None => sides.push(vec![party.entity]),
        }
    }
    if sides == draft.sides {
        return None;
    }
    // "flew in to see Brandt. Kessler *attended the meeting*": it came about
    let came_about = verb.factuality == Factuality::Held && verb.features.tense == Tense::Past && !draft.ahead;
    Some(Draft {
        sides,
        status: if came_about { draft.status.max(Factuality::Held) } else { draft.status },
        confidence: draft.confidence * 0.85,
        ..told_by(scene, draft, presence, "attended")
    })
}

/// The encounter of `draft` as `presence` tells of it, by `rule`.
fn told_by(scene: &Scene<'_>, draft: &Draft, presence: &Presence, rule: &'static str) -> Draft {
    let verb = scene.clauses.predicate(presence.id);
    Draft {
        evidence: evidence_of(scene, presence),
        again: false,
        since: false,
        sentence: scene.token(verb.token).sentence,
        trigger: verb.token,
        derivation: derivation(scene, presence, rule),
        ..draft.clone()
    }
}

/// "*Present at the meeting were A and B*": an encounter that nothing else tells of is theirs with each other.
fn among_themselves(scene: &Scene<'_>, presence: &Presence, told: bool, publication: Option<Date>) -> Option<Draft> {
    let at = presence.at.filter(|&at| !told && !has_parties(scene, at))?;
    let noun = scene.clauses.predicate_at(at)?;
    let rule = names_encounter(scene, noun).filter(|rule| is_private(rule))?;
    let named = presence.who.iter().all(|party| scene.entity_type(party.entity) == EntityType::Person);
    let verb = scene.clauses.predicate(presence.id);
    if presence.absent || !named || presence.who.len() < 2 || verb.lemma != "be" || verb.factuality != Factuality::Held
    {
        return None;
    }
    let bound = Bound {
        rule,
        predicate: noun,
        light: None,
        sides: presence.who.iter().map(|party| vec![*party]).collect(),
        finding: Finding::Unsaid,
        status: None,
    };
    let draft = drafts_of(scene, &bound, publication).into_iter().next()?;
    Some(Draft { evidence: evidence_of(scene, presence), derivation: derivation(scene, presence, "present"), ..draft })
}

/// "The ministers met. *Ode was to have joined them*", "*refused to attend*", "boycotted the meeting": the encounter that did not
/// come about, or that may, between one who was awaited and the rest.
fn apart(scene: &Scene<'_>, draft: &Draft, presence: &Presence, new: &[Party]) -> Option<Draft> {
    let verb = scene.clauses.predicate(presence.id);
    let awaited = verb.factuality == Factuality::Possible || is_awaited(scene, verb);
    let any = is_party_to(scene, verb);
    let sides = apart_from(scene, draft, new, any).filter(|_| awaited)?;
    Some(Draft {
        sides,
        status: if presence.absent { Factuality::Negated } else { Factuality::Possible },
        confidence: draft.confidence * 0.8,
        ..told_by(scene, draft, presence, "awaited")
    })
}

/// True if the verb of staying away tells that one had a part in the encounter: that who "did not attend" had, nothing tells.
fn is_awaited(scene: &Scene<'_>, verb: &Predicate) -> bool {
    let refused = verb.governor.is_some_and(|(above, _)| {
        matches!(scene.clauses.predicate(above).lemma.as_str(), "refuse" | "decline" | "fail")
    });
    let was_to_have = verb.features.perfect && (verb.features.tense == Tense::None || verb.features.modal.is_some());
    was_to_have
        || refused
        || matches!(verb.lemma.as_str(), "boycott" | "shun" | "stay" | "miss")
        || is_absent(scene, verb)
        || is_party_to(scene, verb)
        || is_kept_out(scene, verb)
        || takes_no_part(scene, verb)
}

/// Those who stayed away from the encounter of `draft`, all of them people unless they may be `any`, and those who took part.
fn apart_from(scene: &Scene<'_>, draft: &Draft, away: &[Party], any: bool) -> Option<Vec<Vec<EntityId>>> {
    let people = any || away.iter().all(|party| scene.entity_type(party.entity) == EntityType::Person);
    let told = matches!(draft.status, Factuality::Held | Factuality::Planned) && is_private_kind(draft.kind);
    let strangers = away.iter().all(|party| draft.sides.iter().flatten().all(|&known| known != party.entity));
    (!away.is_empty() && people && told && strangers)
        .then(|| vec![away.iter().map(|party| party.entity).collect(), draft.participants()])
}

/// "Ode and Brandt met *without Kessler*".
fn done_without(scene: &Scene<'_>, draft: &Draft) -> Option<Draft> {
    let id = scene.clauses.predicate_at(draft.trigger)?;
    let carrier = scene.clauses.governors(id).next().filter(|(_, embedding)| *embedding == Embedding::Argument);
    let words = [Some(id), carrier.map(|(above, _)| above).filter(|_| draft.noun)];
    let without: Vec<Party> = words
        .into_iter()
        .flatten()
        .flat_map(|word| scene.clauses.predicate(word).preposition("without").collect::<Vec<_>>())
        .flat_map(|argument| parties_of(scene, argument.token))
        .collect();
    let sides = apart_from(scene, draft, &without, false)?;
    let mut stretch = Stretch::new(scene, draft.trigger);
    without.iter().for_each(|party| stretch.include(party.token));
    let status = Factuality::Negated;
    Some(Draft { sides, status, evidence: stretch.span(), confidence: draft.confidence * 0.8, ..draft.clone() })
}

/// The side that `party` comes with: that of whoever it is described by ("*her* chief of staff") or whose body it is of.
fn side_of(scene: &Scene<'_>, party: &Party, sides: &[Vec<EntityId>]) -> Option<usize> {
    let head = scene.analysis.head(party.token).filter(|_| scene.token(party.token).deprel == "appos");
    let mut owners =
        [Some(party.token), head].into_iter().flatten().flat_map(|noun| scene.analysis.dependents_by(noun, "poss"));
    let owner = owners.find_map(|owner| {
        let named = scene.mention_headed_by(owner).map_or(&[][..], |mention| mention.entities.as_slice());
        let own = sides.iter().position(|side| named.iter().any(|entity| side.contains(entity)));
        // "*the president's* adviser", of the one who is president
        let office = scene.lemma(owner);
        let holds = |&id: &EntityId| {
            // countries that only their adjective names follow the entities
            let roles = scene.entities.entities.get(id.0 as usize).map_or(&[][..], |entity| entity.roles.as_slice());
            roles.iter().any(|role| role.split(' ').any(|word| word.eq_ignore_ascii_case(&office)))
        };
        let mut holders = (0..sides.len()).filter(|&index| sides[index].iter().any(holds));
        own.or_else(|| holders.next().filter(|_| named.is_empty() && holders.next().is_none()))
    });
    if owner.is_some() {
        return owner;
    }
    let bodies = scene.affiliations().get(&party.entity)?;
    let acts_for = |entity: &EntityId| {
        bodies.contains(entity)
            || scene.affiliations().get(entity).is_some_and(|others| others.iter().any(|other| bodies.contains(other)))
    };
    let mut with = (0..sides.len()).filter(|&index| sides[index].iter().any(acts_for));
    let only = with.next();
    if with.next().is_some() { None } else { only }
}

/// "Ode hosted business leaders. *The guests included Brandt*": the encounter of which only one side was named.
fn hosted_before(
    scene: &Scene<'_>,
    reports: &[Report],
    presence: &Presence,
    told: Option<TokenId>,
    publication: Option<Date>,
) -> Option<Draft> {
    let verb = scene.clauses.predicate(presence.id).token;
    let sentence = scene.token(verb).sentence;
    let start = scene.analysis.sentences.get(sentence.saturating_sub(REACH) as usize)?.start;
    let own = presence.at.filter(|&at| has_parties(scene, at) || !is_pointing(scene, at));
    let near = scene.clauses.predicates_in(&(start..verb.0)).iter().rev();
    let candidate = match own {
        Some(at) => scene.clauses.predicate_at(at),
        None => near
            .take_while(|other| told.is_none_or(|told| other.token > told))
            .filter_map(|other| scene.clauses.predicate_at(other.token))
            .find(|&id| id != presence.id && !is_told(scene, reports, id) && one_sided(scene, id).is_some()),
    }?;
    let (rule, host) = one_sided(scene, candidate)?;
    let who: Vec<Party> = presence.who.iter().filter(|party| party.entity != host.entity).copied().collect();
    let word = scene.clauses.predicate(candidate);
    let away = presence.absent && own.is_some() && is_awaited(scene, scene.clauses.predicate(presence.id));
    let boycotted = is_boycotted(scene, word) || away;
    let told_so = word.factuality >= Factuality::Planned || boycotted;
    if who.is_empty() || !told_so {
        return None;
    }
    let light = word.governor.filter(|(_, embedding)| *embedding == Embedding::Argument).map(|(above, _)| above);
    let light = light.filter(|_| word.kind == PredicateKind::Noun);
    let bound = Bound {
        rule,
        predicate: candidate,
        light,
        sides: sides_at(word, host, who),
        finding: Finding::Unsaid,
        status: boycotted.then_some(Factuality::Held),
    };
    let draft = drafts_of(scene, &bound, publication).into_iter().next()?;
    let unnamed =
        word.arguments.iter().filter(|argument| argument.role == Role::Object || is_preposition(argument, "with"));
    let beside = || unnamed.map(|argument| argument.token).find_map(|token| super::place::place_beside(scene, token));
    let place = draft.place.or_else(|| beside().map(|located| located.place));
    let status = if presence.absent { Factuality::Negated } else { draft.status };
    Some(Draft {
        evidence: evidence_of(scene, presence),
        sentence,
        trigger: verb,
        status,
        place,
        derivation: derivation(scene, presence, &rule.name),
        ..draft
    })
}

/// True if both sides of the encounter that `id` tells are known.
fn is_told(scene: &Scene<'_>, reports: &[Report], id: PredicateId) -> bool {
    let token = scene.clauses.predicate(id).token;
    reports.iter().any(|report| matches!(report, Report::Told(draft) if draft.trigger == token))
}

/// "Ode *boycotted a meeting*": it took place all the same.
fn is_boycotted(scene: &Scene<'_>, noun: &Predicate) -> bool {
    noun.governor.is_some_and(|(above, _)| {
        let verb = scene.clauses.predicate(above);
        scene.in_words("absent-verbs", &verb.lemma)
            && verb.factuality == Factuality::Held
            && verb.fillers(&Role::Object).any(|object| object.token == noun.token)
    })
}

/// "*a meeting of mayors* chaired by Ode": each of them for himself; otherwise whoever has them to it, and his guests.
fn sides_at(word: &Predicate, host: Party, who: Vec<Party>) -> Vec<Vec<Party>> {
    let among_them = word.arguments.iter().any(|argument| {
        matches!(&argument.role, Role::Preposition(name) if matches!(name.as_str(), "of" | "between" | "among"))
    });
    if word.kind == PredicateKind::Noun && among_them {
        return std::iter::once(host).chain(who).map(|party| vec![party]).collect();
    }
    vec![vec![host], who]
}

/// The rule and the one party of an encounter whose other side is several people without a name.
fn one_sided<'r>(scene: &Scene<'r>, id: PredicateId) -> Option<(&'r Rule, Party)> {
    let word = scene.clauses.predicate(id);
    let rule = names_encounter(scene, id).filter(|rule| is_private(rule))?;
    let parties = match word.kind {
        PredicateKind::Verb => {
            let others = word
                .arguments
                .iter()
                .filter(|argument| argument.role == Role::Object || is_preposition(argument, "with"));
            let unnamed = |token: TokenId| is_crowd(scene, token) && parties_of(scene, token).is_empty();
            let mut others = others.map(|argument| argument.token).peekable();
            let fits = others.peek().is_some() && others.all(unnamed);
            if !fits {
                return None;
            }
            parties_in(scene, word, &[Role::Subject])
        }
        PredicateKind::Noun => {
            let by = |name: &str| Role::Preposition(name.into());
            let own = parties_in(scene, word, &[Role::Possessor, by("hosted by"), by("by"), by("with")]);
            let light = word.governor.filter(|(_, embedding)| *embedding == Embedding::Argument);
            let light = light.map(|(above, _)| scene.clauses.predicate(above));
            let gives = light.filter(|verb| verb.lemma == "have" || scene.in_words("giving-verbs", &verb.lemma));
            let is_object = |verb: &&Predicate| verb.fillers(&Role::Object).any(|object| object.token == word.token);
            let relative = || {
                let sentence = scene.analysis.sentences.get(scene.token(word.token).sentence as usize)?;
                let mut below = scene.clauses.predicates_in(sentence).iter();
                below.find(|verb| {
                    verb.governor.is_some_and(|(above, how)| above == id && how == Embedding::Relative)
                        && scene.in_words("giving-verbs", &verb.lemma)
                })
            };
            let given = gives.filter(is_object).or_else(relative).map(|verb| parties_in(scene, verb, &[Role::Subject]));
            if own.is_empty() { given.unwrap_or_default() } else { own }
        }
        PredicateKind::Adjective => return None,
    };
    let [host] = parties[..] else { return None };
    (scene.entity_type(host.entity) != EntityType::Place).then_some((rule, host))
}

/// "business leaders", "a group of bankers".
fn is_crowd(scene: &Scene<'_>, token: TokenId) -> bool {
    let data = scene.token(token);
    data.tag == "NNS"
        || scene.in_words("quantities", &scene.lemma(token))
        || scene.in_words("collectives", &scene.lemma(token))
}

fn evidence_of(scene: &Scene<'_>, presence: &Presence) -> crate::article::Span {
    let mut stretch = Stretch::new(scene, scene.clauses.predicate(presence.id).token);
    presence.who.iter().for_each(|party| stretch.include(party.token));
    presence.at.into_iter().for_each(|at| stretch.include(at));
    stretch.span()
}

fn derivation(scene: &Scene<'_>, presence: &Presence, rule: &str) -> Derivation {
    let verb = scene.clauses.predicate(presence.id).token;
    let span = |token: TokenId| scene.mention_headed_by(token).map_or(scene.token(token).span, |mention| mention.span);
    let mut arguments: Vec<(String, crate::article::Span)> =
        presence.who.iter().map(|party| ("attendee".to_owned(), span(party.token))).collect();
    arguments.sort_by_key(|(_, span)| *span);
    arguments.dedup();
    Derivation { rule: rule.to_owned(), trigger: Some(scene.token(verb).span), arguments }
}
