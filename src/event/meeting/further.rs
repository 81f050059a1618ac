//! Further encounters of those who met before: "*a second conversation* is planned", "a new round will open", "a meeting *is set
//! for May*", "urged both sides to *return to the talks*".
//!
//! Takes the word for an encounter that names nobody, gives the sides of the one told last before it. Where the word or what
//! stands beside it names others, nobody is given.

use super::bind::{Bound, Finding};
use super::party::{Party, Reach, parties_of};
use super::scene::{Scene, Told};
use super::understood::Sides;
use crate::clause::{Factuality, Predicate, PredicateId, PredicateKind, Role, Source, Tense};
use crate::entity::{EntityId, EntityType};
use crate::event::MeetingKind;
use crate::event::rules::Rule;
use crate::nlp::TokenId;

/// How many sentences back those are told who meet once more.
const ONCE_MORE_REACH: u32 = 2;

/// How many sentences back those were met who are asked back.
const BACK_REACH: u32 = 8;

/// How many sentences back talks are told to which those who left them may return.
const RETURN_REACH: u32 = 4;

/// The further encounter that noun `id` names by `rule`.
#[must_use]
pub fn complete<'r>(scene: &Scene<'r>, id: PredicateId, rule: &'r Rule) -> Option<Bound<'r>> {
    let noun = scene.clauses.predicate(id);
    let verb = noun.governor.map(|(above, _)| scene.clauses.predicate(above))?;
    if noun.kind != PredicateKind::Noun || verb.kind != PredicateKind::Verb || has_matter(scene, noun) {
        return None;
    }
    let found = set_next(scene, noun, verb).or_else(|| returned_to(scene, noun, verb));
    let (told, status) = found.or_else(|| been_before(scene, noun, verb))?;
    let sides = again(told, noun.token);
    Some(Bound { rule, predicate: id, light: None, sides, finding: Finding::Again, status: Some(status) })
}

/// "Ode and Brandt spoke on Sunday. *A meeting is planned* for May": told in the sentence before.
fn set_next<'s>(scene: &'s Scene<'_>, noun: &Predicate, verb: &Predicate) -> Option<(&'s Told, Factuality)> {
    let one = scene.analysis.dependents_by(noun.token, "det").any(|word| matches!(scene.form(word), "A" | "a"));
    let set = scene.in_words("scheduling-verbs", &verb.lemma)
        && verb.features.passive
        && verb.factuality != Factuality::Negated
        && verb.fillers(&Role::Object).any(|object| object.token == noun.token);
    let other = other_time(scene, noun, verb);
    let status = if one && set { Factuality::Planned } else { other? };
    let told = scene.last_told(noun.token, 1)?;
    let before = told.sentence < scene.token(noun.token).sentence;
    // "will meet on Friday. The *last* meeting": not the one that is ahead
    let as_told = match status {
        Factuality::Planned => told.status == Factuality::Held,
        _ => told.status != Factuality::Negated && (told.status != Factuality::Held || !is_last(scene, noun)),
    };
    let fits = before && as_told && told.sides.len() == 2 && !names_strangers(scene, verb, told);
    fits.then_some((told, status))
}

/// "*the next session is on Thursday*", "*The next meeting* will be held in Oslo", "*the previous talks* ended in June": one that comes
/// after or before the one told, and how far it is told as real.
fn other_time(scene: &Scene<'_>, noun: &Predicate, verb: &Predicate) -> Option<Factuality> {
    let (above, _) = noun.governor?;
    let ordinal = |words: &[&str]| {
        scene.analysis.dependents_by(noun.token, "amod").any(|word| words.contains(&scene.lemma(word).as_str()))
    };
    let passive = verb.features.passive && verb.fillers(&Role::Object).any(|object| object.token == noun.token);
    let subject = verb.fillers(&Role::Subject).any(|subject| subject.token == noun.token);
    let takes_place = subject
        && (matches!(verb.lemma.as_str(), "be" | "follow" | "happen")
            || scene.in_words("lasting-verbs", &verb.lemma)
            || verb.lemma == "take" && verb.fillers(&Role::Object).any(|place| scene.lemma(place.token) == "place"));
    let held = passive && (verb.lemma == "hold" || scene.in_words("scheduling-verbs", &verb.lemma));
    if !takes_place && !held || verb.factuality == Factuality::Negated {
        return None;
    }
    let present = verb.features.tense == Tense::Present
        && (verb.lemma == "be" || passive && scene.in_words("scheduling-verbs", &verb.lemma));
    let dated = || super::time::own_time(scene, above).is_some();
    if ordinal(&["next"]) && (verb.features.tense == Tense::Future || present && (passive || dated())) {
        return Some(Factuality::Planned);
    }
    let past = verb.features.tense == Tense::Past && verb.factuality == Factuality::Held;
    (past && ordinal(&["previous", "earlier", "last"])).then_some(Factuality::Held)
}

/// "the *last* meeting".
fn is_last(scene: &Scene<'_>, noun: &Predicate) -> bool {
    scene.analysis.dependents_by(noun.token, "amod").any(|word| scene.lemma(word) == "last")
}

/// "urged the union to *return to negotiations*": those who held them before.
fn returned_to<'s>(scene: &'s Scene<'_>, noun: &Predicate, verb: &Predicate) -> Option<(&'s Told, Factuality)> {
    let returns = matches!(verb.lemma.as_str(), "return" | "resume" | "rejoin" | "restart" | "reopen" | "go")
        && (verb.lemma != "go" || verb.particle.as_deref() == Some("back"));
    let open = matches!(verb.factuality, Factuality::Possible | Factuality::Planned);
    let formal = scene.in_words("formal-talks", &noun.lemma);
    let told = scene.last_told(noun.token, RETURN_REACH).filter(|_| returns && open && formal)?;
    let held = told.status == Factuality::Held && told.sides.len() == 2 && told.kind != MeetingKind::Call;
    (held && !names_strangers(scene, verb, told)).then_some((told, verb.factuality))
}

/// "saw managers of Norbank on Monday and *will see them again*": those on the other side from the subject.
#[must_use]
pub fn seen_again<'r>(scene: &Scene<'r>, id: PredicateId, rule: &'r Rule) -> Option<Bound<'r>> {
    let verb = scene.clauses.predicate(id);
    let again = scene.analysis.dependents_by(verb.token, "advmod").any(|adverb| scene.lemma(adverb) == "again");
    let them = verb.arguments.iter().find(|argument| {
        let with = matches!(&argument.role, Role::Preposition(name) if matches!(name.as_str(), "with" | "to"));
        scene.form(argument.token) == "them" && (with || argument.role == Role::Object)
    })?;
    if verb.kind != PredicateKind::Verb || !again || !parties_of(scene, them.token).is_empty() {
        return None;
    }
    let told = scene.last_told(verb.token, ONCE_MORE_REACH).filter(|told| told.sides.len() == 2)?;
    let own: Vec<Party> = verb.fillers(&Role::Subject).flat_map(|subject| parties_of(scene, subject.token)).collect();
    let side = told.sides.iter().position(|side| own.iter().any(|party| side.contains(&party.entity)))?;
    let others = told.sides.get(1 - side)?;
    let apart = own.iter().all(|party| !others.contains(&party.entity));
    let sides = vec![own, others.iter().map(|&entity| implied(entity, them.token)).collect()];
    apart.then_some(Bound { rule, predicate: id, light: None, sides, finding: Finding::Again, status: None })
}

/// "Ode met Brandt on Monday. She has *invited him back*", "the unions were *asked back*": to the one who had them before.
#[must_use]
pub fn asked_back<'r>(scene: &Scene<'r>, id: PredicateId) -> Option<Bound<'r>> {
    let verb = scene.clauses.predicate(id);
    let back = scene.analysis.dependents(verb.token).iter().any(|&word| scene.form(word) == "back");
    if verb.kind != PredicateKind::Verb || !back || !matches!(verb.lemma.as_str(), "invite" | "ask" | "call" | "summon")
    {
        return None;
    }
    let told = scene.last_told(verb.token, BACK_REACH).filter(|told| told.status == Factuality::Held)?;
    let parties = |role: &Role| -> Vec<Party> {
        verb.fillers(role).flat_map(|argument| parties_of(scene, argument.token)).collect()
    };
    let (hosts, guests) = (parties(&Role::Subject), parties(&Role::Object));
    let side = |party: &Party| told.sides.iter().position(|side| side.contains(&party.entity));
    let host = side(hosts.first()?)?;
    let others = guests.iter().any(|guest| side(guest).is_none_or(|side| side == host));
    let goal = verb.preposition("to").next().is_some();
    if guests.is_empty() || others || goal || verb.factuality == Factuality::Negated {
        return None;
    }
    let rule = scene.rules.triggered_by(PredicateKind::Noun, "meeting").next()?;
    let status = Some(Factuality::Possible);
    Some(Bound { rule, predicate: id, light: None, sides: vec![hosts, guests], finding: Finding::Again, status })
}

/// "Ode and Brandt met in May. *Neither has spoken to the other* since": those two.
#[must_use]
pub fn neither_other<'r>(scene: &Scene<'r>, id: PredicateId, rule: &'r Rule) -> Option<Bound<'r>> {
    let verb = scene.clauses.predicate(id);
    let subject =
        verb.fillers(&Role::Subject).find(|subject| scene.form(subject.token).eq_ignore_ascii_case("neither"))?;
    let other = verb.arguments.iter().any(|argument| {
        let with = matches!(&argument.role, Role::Preposition(name) if matches!(name.as_str(), "with" | "to"));
        let the = || scene.analysis.dependents_by(argument.token, "det").any(|the| scene.form(the) == "the");
        scene.form(argument.token) == "other" && (with || argument.role == Role::Object) && the()
    });
    let told = scene.last_told(verb.token, 1).filter(|told| other && told.sides.iter().all(|side| side.len() == 1))?;
    if verb.kind != PredicateKind::Verb || told.sides.len() != 2 {
        return None;
    }
    let sides = again(told, subject.token);
    Some(Bound { rule, predicate: id, light: None, sides, finding: Finding::Again, status: Some(Factuality::Negated) })
}

/// How many sentences back an encounter is told that is still ahead.
const AHEAD_REACH: u32 = 3;

/// "will meet again on Friday. *The talks on Monday had been difficult*": of what is ahead nothing is told in the past.
fn been_before<'s>(scene: &'s Scene<'_>, noun: &Predicate, verb: &Predicate) -> Option<(&'s Told, Factuality)> {
    let the = scene.analysis.dependents_by(noun.token, "det").any(|word| scene.lemma(word) == "the");
    let subject = verb.fillers(&Role::Subject).any(|subject| subject.token == noun.token);
    let past = (verb.features.tense == Tense::Past || verb.features.perfect)
        && verb.factuality == Factuality::Held
        && verb.features.modal.is_none();
    let judged = verb.lemma == "be" && scene.analysis.dependents_by(verb.token, "acomp").next().is_some();
    let went = verb.lemma == "go" && scene.analysis.dependents_by(verb.token, "advmod").next().is_some();
    let ran = matches!(verb.lemma.as_str(), "last" | "end" | "conclude");
    let told = scene.last_told(noun.token, AHEAD_REACH)?;
    let dated = super::time::own_time(scene, scene.clauses.predicate_at(noun.token)?).is_some();
    let fits = the && subject && past && (judged || went || ran) && dated && told.ahead && told.sides.len() == 2;
    (fits && told.status == Factuality::Planned).then_some((told, Factuality::Held))
}

/// True if the verb has a party that was not told before.
fn names_strangers(scene: &Scene<'_>, verb: &Predicate, told: &Told) -> bool {
    let known = |party: &Party| told.sides.iter().flatten().any(|&id| id == party.entity);
    verb.arguments
        .iter()
        .filter(|argument| matches!(argument.role, Role::Subject | Role::Object | Role::Preposition(_)))
        .any(|argument| {
            let parties = parties_of(scene, argument.token);
            let at_place = |party: &Party| {
                scene.entity_type(party.entity) == EntityType::Place && matches!(argument.role, Role::Preposition(_))
            };
            !parties.iter().all(|party| known(party) || at_place(party))
        })
}

/// True if the noun says whose or about what the encounter is, so that it may be another.
fn has_matter(scene: &Scene<'_>, noun: &Predicate) -> bool {
    let said = noun.arguments.iter().any(|argument| match &argument.role {
        Role::Possessor => scene.time_at(argument.token).is_none(),
        Role::Preposition(name) => match name.as_str() {
            "with" | "between" | "among" | "of" | "involving" | "by" | "hosted by" | "attended by" => true,
            "on" | "about" | "over" => scene.time_at(argument.token).is_none(),
            _ => false,
        },
        _ => false,
    });
    let other = || {
        scene.analysis.dependents(noun.token).iter().any(|&word| {
            let deprel = scene.token(word).deprel.as_str();
            matches!(deprel, "nmod" | "poss" | "nummod" | "relcl")
                || deprel == "compound" && scene.time_at(word).is_none()
                || deprel == "amod" && scene.form(word).starts_with(char::is_uppercase)
        })
    };
    said || other()
}

fn again(told: &Told, token: TokenId) -> Sides {
    told.sides.iter().map(|side| side.iter().map(|&entity| implied(entity, token)).collect()).collect()
}

const fn implied(entity: EntityId, token: TokenId) -> Party {
    Party { entity, token, reach: Reach::Description, source: Source::Implied, negated: false }
}

/// "The talks *will resume* in Oslo", "were adjourned and *resume on Monday*": told to go on later.
#[must_use]
pub fn is_resumed(scene: &Scene<'_>, noun: &Predicate) -> bool {
    if !scene.in_words("formal-talks", &noun.lemma) {
        return false;
    }
    if super::verdict::is_on_timetable(scene, noun) {
        return true;
    }
    let Some(sentence) = scene.analysis.sentences.get(scene.token(noun.token).sentence as usize) else { return false };
    scene.clauses.predicates_in(sentence).iter().any(|verb| {
        scene.in_words("resuming-verbs", &verb.lemma)
            && verb.factuality == Factuality::Planned
            && verb.fillers(&Role::Subject).any(|subject| subject.token == noun.token)
    })
}

/// "*a second conversation* is planned", "repeated the offer at *another meeting*": of those who met before.
#[must_use]
pub fn once_more(scene: &Scene<'_>, id: PredicateId, noun: &Predicate) -> Option<Sides> {
    let last = scene.last_told(noun.token, ONCE_MORE_REACH);
    let own = noun.arguments.iter().any(|argument| match &argument.role {
        Role::Possessor => scene.time_at(argument.token).is_none(),
        Role::Compound => scene.mention_headed_by(argument.token).is_some(),
        Role::Preposition(name) => {
            let whose = matches!(
                name.as_str(),
                "with" | "between" | "among" | "of" | "for" | "involving" | "attended by" | "by"
            );
            // "pencilled in *for Zell*", "scrapped *by Ode*"
            let others = parties_of(scene, argument.token);
            let told = |party: &Party| {
                scene.entity_type(party.entity) == EntityType::Place && name == "for"
                    || last.is_some_and(|told| told.sides.iter().flatten().any(|&known| known == party.entity))
            };
            let of_them = !others.is_empty() && others.iter().all(told);
            whose && !of_them && scene.time_at(argument.token).is_none()
        }
        _ => false,
    });
    let dependents = scene.analysis.dependents(noun.token);
    let repeated = dependents.iter().any(|&word| {
        matches!(scene.token(word).deprel.as_str(), "amod" | "det") && scene.in_words("once-more", &scene.lemma(word))
    });
    if own || !repeated {
        return None;
    }
    let hosts: Vec<Party> = noun.preposition("hosted by").flat_map(|host| parties_of(scene, host.token)).collect();
    let told = last.filter(|told| told.sides.len() == 2)?;
    let known = |entity: EntityId| told.sides.iter().flatten().any(|&other| other == entity);
    let mut verbs = scene.clauses.governors(id).map(|(above, _)| scene.clauses.predicate(above)).take(2);
    let strangers = verbs.any(|verb| {
        verb.fillers(&Role::Subject).any(|subject| {
            let parties = parties_of(scene, subject.token);
            subject.token != noun.token
                && (parties.iter().any(|party| !known(party.entity))
                    || parties.is_empty()
                        && !scene.in_words("wishing-verbs", &verb.lemma)
                        && scene.token(subject.token).pos != "PRON"
                        && verb.kind == PredicateKind::Verb)
        })
    });
    let again = |side: &Vec<EntityId>| side.iter().map(|&entity| implied(entity, noun.token)).collect();
    // "A mediator rang both sides in the hope of *a fresh meeting*": of those two
    let rung = told.sides.iter().find(|side| side.len() == 2 && told.kind == MeetingKind::Call);
    if let Some(both) = rung.filter(|_| !scene.in_words("calls", &noun.lemma)) {
        return Some(both.iter().map(|&entity| vec![implied(entity, noun.token)]).collect());
    }
    // "a joint lunch, *to be hosted by Kessler*"
    let others = hosts.into_iter().filter(|host| !known(host.entity)).map(|host| vec![host]);
    (!strangers).then(|| told.sides.iter().map(again).chain(others).collect())
}

/// How many sentences back talks are told that have a next round.
const ROUND_REACH: u32 = 3;

/// "Talks between the union and Norbank broke down. *A new round* will open in Zell": of those who held the one before.
#[must_use]
pub fn next_round(scene: &Scene<'_>, noun: &Predicate) -> Option<Vec<Vec<Party>>> {
    if noun.kind != PredicateKind::Noun || noun.lemma != "round" {
        return None;
    }
    // "three *more* rounds"
    let counted = scene.analysis.dependents_by(noun.token, "nummod");
    let counted = counted.flat_map(|number| scene.analysis.dependents_by(number, "amod"));
    let further = scene.analysis.dependents_by(noun.token, "amod").chain(counted).any(|word| {
        let lemma = scene.lemma(word);
        scene.in_words("once-more", &lemma)
            || matches!(
                lemma.as_str(),
                "new" | "next" | "final" | "fourth" | "fifth" | "more" | "previous" | "earlier" | "additional"
            )
    });
    let of_others = noun.arguments.iter().any(|argument| match &argument.role {
        Role::Possessor | Role::Compound => true,
        Role::Preposition(name) => match name.as_str() {
            "of" => !scene.in_words("formal-talks", &scene.lemma(argument.token)),
            "with" | "between" | "among" | "for" => true,
            _ => false,
        },
        _ => false,
    });
    // "negotiators *met* on Sunday. Two further rounds *of talks* followed"
    let of_talks = noun.preposition("of").any(|talks| scene.in_words("formal-talks", &scene.lemma(talks.token)));
    let fits = |told: &&Told| {
        told.kind == MeetingKind::Talks || of_talks && matches!(told.kind, MeetingKind::Meeting | MeetingKind::Summit)
    };
    let told = scene.last_told(noun.token, ROUND_REACH).filter(fits)?;
    let party = |&entity: &EntityId| Party {
        entity,
        token: noun.token,
        reach: Reach::Description,
        source: Source::Implied,
        negated: false,
    };
    let again = told.sides.iter().map(|side| side.iter().map(party).collect());
    (further && !of_others).then(|| again.collect())
}
