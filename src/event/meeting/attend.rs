//! Attendance: who else was at an encounter ("*Also present were A and B*", "C *sat in*", "the meeting, which C *also
//! attended*", "the guests *included* D").
//!
//! Takes the reports of the article, gives further ones: each tells an encounter once more, with those who attended it.
//! An encounter of which only one side is named ("Ode hosted business leaders") becomes one between that side and them.
//! Knows nothing of how reports are joined.

use super::absence::{apart, brought_about, done_without};
use super::assembly::find_assembly;
use super::bind::{Bound, Finding, names_encounter};
use super::draft::{Draft, Stretch, drafts_of};
use super::hosted::hosted_before;
use super::merge::Report;
use super::party::{Party, parties_of};
use super::presence::{Presence, is_pointing, presence};
use super::retinue::{Retinue, retinue};
use super::scene::Scene;
use super::understood::{is_private, is_private_kind};
use crate::clause::{Embedding, Factuality, PredicateId, Role, Tense};
use crate::entity::{EntityId, EntityType};
use crate::event::{Derivation, MeetingKind};
use crate::nlp::TokenId;
use jiff::civil::Date;

/// How many sentences back the encounter is looked for that someone "also attended".
pub const REACH: u32 = 2;

/// How many sentences back the encounter is looked for to which somebody came along.
const RETINUE_REACH: u32 = 4;

/// How many sentences back the encounter is looked for where nothing else can be meant.
const FAR: u32 = 60;

/// How many sentences back "the meeting" is looked for.
const NAMED_REACH: u32 = 5;

/// The reports of those who attended the encounters that `reports`, in text order, tell of.
#[must_use]
pub fn find_attendance(scene: &Scene<'_>, reports: &[Report], publication: Option<Date>) -> Vec<Draft> {
    let mut found: Vec<Found> = Vec::new();
    let assembly = find_assembly(scene, reports);
    let gathering = assembly.as_ref().and_then(|assembly| assembly.draft(scene, publication));
    for index in 0..scene.clauses.predicates.len() {
        let Ok(index) = u32::try_from(index) else { break };
        let id = PredicateId(index);
        if let Some(retinue) = retinue(scene, id) {
            let told = accompanied_at(scene, reports, &retinue, publication);
            let known = told.map(|draft| (draft.trigger, latest(&found, draft)));
            found.extend(
                known.and_then(|(of, draft)| {
                    Some(Found { of: Some(of), draft: brought_along(scene, draft, &retinue)? })
                }),
            );
            continue;
        }
        let Some(presence) = presence(scene, id) else { continue };
        let verb = scene.clauses.predicate(id).token;
        if gathering.is_some() && assembly.as_ref().is_some_and(|assembly| assembly.is_told_by(verb)) {
            continue;
        }
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
        let told_of = told_of.filter(|_| hosted.is_none());
        let joined = told_of.and_then(|draft| joined(scene, latest(&found, draft), &presence, host_of(scene, draft)));
        let known = hosted.or(joined);
        let alone = || among_themselves(scene, &presence, told.is_some(), publication);
        let of = told_of.map(|draft| draft.trigger);
        found.extend(known.or_else(alone).map(|draft| Found { of, draft }));
    }
    let told = reports.iter().filter_map(|report| match report {
        Report::Told(draft) => Some(draft),
        Report::Echoed(_) => None,
    });
    let without: Vec<Draft> = told.filter_map(|draft| done_without(scene, draft)).collect();
    found.into_iter().map(|found| found.draft).chain(without).chain(gathering).collect()
}

/// A report found, and the word for the encounter that it tells once more.
struct Found {
    of: Option<TokenId>,
    draft: Draft,
}

/// The report `draft`, with those whom `found` added to it so far: "Kessler attended. *Lund did too*" leaves all of them there.
fn latest<'d>(found: &'d [Found], draft: &'d Draft) -> &'d Draft {
    let same = |found: &&Found| found.of == Some(draft.trigger) && found.draft.status == draft.status;
    found.iter().rev().find(same).map_or(draft, |found| &found.draft)
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
    // whoever stayed away was in none of those, and nobody stays away from a call
    let stranger = |draft: &&Draft| {
        let others = || presence.who.iter().all(|away| !draft.sides.concat().contains(&away.entity));
        !presence.absent
            || presence.at.is_some()
            || others() && draft.kind != MeetingKind::Call && is_private_kind(draft.kind)
    };
    let arranged = || presence.absent && presence.at.is_none() && brought_about(scene, verb, &presence.who);
    let reach = match presence.at {
        _ if arranged() || presence.absent && is_only_one(reports, verb) => FAR,
        Some(_) => NAMED_REACH,
        None => REACH,
    };
    // "has a session with Brandt and has asked Kessler *to join them*"
    let joins = scene.clauses.predicate(presence.id).lemma == "join";
    let mut before = told()
        .filter(|draft| draft.trigger < verb && (draft.sentence < sentence || joins))
        .filter(stranger)
        .take_while(|draft| sentence - draft.sentence <= reach);
    let last = match named {
        None => before.next(),
        // who "did not attend the *summit*" stayed away from no other meeting
        Some(noun) if presence.absent && !scene.in_words("meetings", &scene.clauses.predicate(noun).lemma) => {
            let noun = &scene.clauses.predicate(noun).lemma;
            before.filter(|draft| draft.kind != MeetingKind::Meeting).find(|draft| names_kind(scene, noun, draft.kind))
        }
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
pub fn has_parties(scene: &Scene<'_>, noun: TokenId) -> bool {
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
///
/// Who stayed away from what one had a crowd to, did so from that one, who is `host`.
fn joined(scene: &Scene<'_>, draft: &Draft, presence: &Presence, host: Option<&Vec<EntityId>>) -> Option<Draft> {
    let verb = scene.clauses.predicate(presence.id);
    let known = draft.participants();
    let new: Vec<Party> = presence.who.iter().filter(|party| !known.contains(&party.entity)).copied().collect();
    // "*is chairing* the meeting": one under way, not one that is ahead
    if verb.features.progressive && verb.features.tense == Tense::Present && draft.status == Factuality::Planned {
        return None;
    }
    // "has asked Kessler *to join them*": he may
    let asked = verb.factuality == Factuality::Possible && presence.at != Some(draft.trigger);
    if presence.absent || asked {
        return apart(scene, draft, presence, &new, host);
    }
    // "has offered to *chair a session* between A and B"
    let own = presence.at == Some(draft.trigger);
    // "Ode and Brandt shook hands. *The session* was chaired by Kessler"
    let of_session = || {
        draft.kind == MeetingKind::Other && presence.at.is_some_and(|at| scene.in_words("meetings", &scene.lemma(at)))
    };
    // "sees Brandt over breakfast on Saturday. Ode, who *is chairing the meeting*": not one that is still ahead
    let under_way = verb.features.tense == Tense::Present
        && verb.features.progressive
        && verb.factuality == Factuality::Held
        && draft.status == Factuality::Planned;
    let fits = (is_private_kind(draft.kind) || of_session())
        && (own || !under_way)
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

/// True if all that was told before `verb` is one encounter in person, in however many reports.
fn is_only_one(reports: &[Report], verb: TokenId) -> bool {
    let mut told = reports.iter().filter_map(|report| match report {
        Report::Told(draft) if draft.trigger < verb && draft.kind != MeetingKind::Call => Some(draft),
        _ => None,
    });
    let first = told.next().map(Draft::participants);
    first.is_some_and(|first| told.all(|other| other.status != Factuality::Negated && other.participants() == first))
}

/// The last encounter before the verb of `retinue` in which the one took part who is accompanied.
fn accompanied_at<'r>(
    scene: &Scene<'_>,
    reports: &'r [Report],
    retinue: &Retinue,
    publication: Option<Date>,
) -> Option<&'r Draft> {
    let verb = scene.clauses.predicate(retinue.presence.id);
    let sentence = scene.token(verb.token).sentence;
    let noun = retinue.presence.at.map(|at| scene.lemma(at));
    let reach = match &noun {
        _ if is_only_one(reports, verb.token) => FAR,
        Some(_) => FAR / 4,
        None => RETINUE_REACH,
    };
    let told = reports.iter().rev().filter_map(|report| match report {
        Report::Told(draft) => Some(draft),
        Report::Echoed(_) => None,
    });
    let near = told
        .filter(|draft| draft.trigger < verb.token && draft.status != Factuality::Negated)
        .take_while(|draft| sentence - draft.sentence <= reach);
    let mut of_host = near.filter(|draft| draft.sides.iter().flatten().any(|party| retinue.host.contains(party)));
    let last = of_host.find(|draft| noun.as_ref().is_none_or(|noun| names_kind(scene, noun, draft.kind)))?;
    let time = super::time::own_time(scene, retinue.presence.id);
    let days = time.and_then(|(_, time)| super::time::comparable_days(time, publication, verb.factuality));
    // "met Brandt in Oslo. The *trip* cost little. He was accompanied by ten aides": on the trip
    let between = scene.analysis.sentences.get(last.sentence as usize).map_or(0, |first| first.start)..verb.token.0;
    let travels = noun.is_none()
        && verb.lemma == "accompany"
        && last.kind != MeetingKind::Visit
        && between
            .map(TokenId)
            .any(|token| scene.token(token).pos == "NOUN" && scene.in_words("visits", &scene.lemma(token)));
    let same_time = days.zip(last.days).is_none_or(|(own, told)| own.0 <= told.1 && told.0 <= own.1);
    let past = verb.features.tense != Tense::Future && verb.factuality == Factuality::Held;
    let as_told = match last.status {
        Factuality::Held => past,
        Factuality::Planned => verb.factuality == Factuality::Planned || past && !last.ahead,
        _ => false,
    };
    (is_private_kind(last.kind) && same_time && as_told && !travels).then_some(last)
}

/// The report `draft` told once more, with those who came along on the side of whom they came with.
fn brought_along(scene: &Scene<'_>, draft: &Draft, retinue: &Retinue) -> Option<Draft> {
    let known = draft.participants();
    let new = retinue.presence.who.iter().map(|party| party.entity).filter(|party| !known.contains(party));
    let new: Vec<EntityId> = new.collect();
    let with_host = |side: &&mut Vec<EntityId>| side.iter().any(|party| retinue.host.contains(party));
    let mut sides = draft.sides.clone();
    let hosts = sides.iter_mut().filter(with_host).count();
    match sides.iter_mut().find(with_host) {
        Some(side) if hosts == 1 => side.extend(&new),
        // "*They* were joined by Kessler": with neither
        _ => sides.extend(new.iter().map(|&party| vec![party])),
    }
    let held = scene.clauses.predicate(retinue.presence.id).factuality == Factuality::Held;
    let told = (!new.is_empty()).then(|| told_by(scene, draft, &retinue.presence, "came-along"))?;
    let status = if held { Factuality::Held } else { draft.status };
    Some(Draft { sides, status, confidence: draft.confidence * 0.9, ..told })
}

/// Who had a crowd to the encounter of `draft`: "*Ode* met a group of pastors, among them Brandt and Lund".
fn host_of<'d>(scene: &Scene<'_>, draft: &'d Draft) -> Option<&'d Vec<EntityId>> {
    let id = scene.clauses.predicate_at(draft.trigger)?;
    let whom = scene.clauses.predicate(id).arguments.iter().filter(|argument| {
        argument.role == Role::Object || matches!(&argument.role, Role::Preposition(name) if name == "with")
    });
    let crowd = whom.map(|argument| argument.token).any(|token| super::hosted::is_crowd(scene, token));
    draft.sides.first().filter(|_| crowd && draft.sides.len() == 2)
}

/// The encounter of `draft` as `presence` tells of it, by `rule`.
pub fn told_by(scene: &Scene<'_>, draft: &Draft, presence: &Presence, rule: &'static str) -> Draft {
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

pub fn evidence_of(scene: &Scene<'_>, presence: &Presence) -> crate::article::Span {
    let mut stretch = Stretch::new(scene, scene.clauses.predicate(presence.id).token);
    presence.who.iter().for_each(|party| stretch.include(party.token));
    presence.at.into_iter().for_each(|at| stretch.include(at));
    stretch.span()
}

pub fn derivation(scene: &Scene<'_>, presence: &Presence, rule: &str) -> Derivation {
    let verb = scene.clauses.predicate(presence.id).token;
    let span = |token: TokenId| scene.mention_headed_by(token).map_or(scene.token(token).span, |mention| mention.span);
    let mut arguments: Vec<(String, crate::article::Span)> =
        presence.who.iter().map(|party| ("attendee".to_owned(), span(party.token))).collect();
    arguments.sort_by_key(|(_, span)| *span);
    arguments.dedup();
    Derivation { rule: rule.to_owned(), trigger: Some(scene.token(verb).span), arguments }
}
