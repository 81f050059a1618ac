//! Attendance: who else was at an encounter ("*Also present were A and B*", "C *sat in*", "the meeting, which C *also
//! attended*", "the guests *included* D").
//!
//! Takes the reports of the article, gives further ones: each tells an encounter once more, with those who attended it.
//! An encounter of which only one side is named ("Ode hosted business leaders") becomes one between that side and them.
//! Knows nothing of how reports are joined.

use super::bind::{Bound, Finding, names_encounter};
use super::draft::{Draft, Stretch, drafts_of};
use super::members::is_named_person;
use super::merge::Report;
use super::party::{Party, Reach, parties_of};
use super::scene::Scene;
use super::understood::{is_private, is_private_kind};
use crate::clause::{Embedding, Factuality, Predicate, PredicateId, PredicateKind, Role, Source};
use crate::entity::{EntityId, EntityType};
use crate::event::rules::Rule;
use crate::event::{Derivation, MeetingKind};
use crate::nlp::TokenId;
use jiff::civil::Date;

/// How many sentences back the encounter is looked for that someone "also attended".
const REACH: u32 = 2;

/// How many sentences back "the meeting" is looked for.
const NAMED_REACH: u32 = 5;

/// Somebody's presence at an encounter, as one verb tells it.
struct Presence {
    /// The verb.
    id: PredicateId,
    who: Vec<Party>,
    /// The word for the encounter, where there is one.
    at: Option<TokenId>,
    /// They come to whoever gives the meal or reception.
    guests: bool,
    /// They were not there.
    absent: bool,
}

/// The reports of those who attended the encounters that `reports`, in text order, tell of.
#[must_use]
pub fn find_attendance(scene: &Scene<'_>, reports: &[Report], publication: Option<Date>) -> Vec<Draft> {
    let mut found = Vec::new();
    for index in 0..scene.clauses.predicates.len() {
        let Ok(index) = u32::try_from(index) else { break };
        let Some(presence) = presence(scene, PredicateId(index)) else { continue };
        let told = told_before(scene, reports, &presence);
        let of_noun = told.filter(|draft| presence.at == Some(draft.trigger));
        let hosted = match of_noun {
            Some(_) => None,
            None => hosted_before(scene, &presence, told.map(|draft| draft.trigger), publication),
        };
        found.extend(hosted.or_else(|| told.and_then(|draft| joined(scene, draft, &presence))));
    }
    found
}

fn presence(scene: &Scene<'_>, id: PredicateId) -> Option<Presence> {
    let verb = scene.clauses.predicate(id);
    if verb.kind != PredicateKind::Verb || verb.factuality == Factuality::Possible || verb.features.habitual {
        return None;
    }
    let (who, at, guests) = match verb.lemma.as_str() {
        "be" => stay(scene, verb)?,
        "include" | "number" | "feature" => (listed(scene, verb)?, None, true),
        _ => attended(scene, verb)?,
    };

    let absent = scene.in_words("absent-verbs", &verb.lemma)
        || verb.lemma == "stay" && verb.particle.as_deref() == Some("away")
        || verb.factuality == Factuality::Negated;
    let who: Vec<Party> = who.into_iter().filter(|party| may_attend(scene, party)).collect();
    (!who.is_empty()).then_some(Presence { id, who, at, guests, absent })
}

fn may_attend(scene: &Scene<'_>, party: &Party) -> bool {
    match scene.entity_type(party.entity) {
        EntityType::Person => party.reach != Reach::Pronoun || party.source == Source::Direct,
        EntityType::Organization => party.reach == Reach::Representatives,
        EntityType::Place => false,
    }
}

type Found = (Vec<Party>, Option<TokenId>, bool);

/// "A attended the meeting", "A sat in on it", "A took part", "it was attended by A".
fn attended(scene: &Scene<'_>, verb: &Predicate) -> Option<Found> {
    let takes_part = verb.lemma == "take" && verb.fillers(&Role::Object).any(|part| scene.lemma(part.token) == "part");
    let sits_in = verb.lemma == "sit" && verb.particle.as_deref() == Some("in");
    let stays_away = verb.lemma == "stay" && verb.arguments.iter().any(|argument| is_preposition(argument, "from"));
    let known = scene.in_words("attend-verbs", &verb.lemma) || scene.in_words("absent-verbs", &verb.lemma);
    if !takes_part && !sits_in && !stays_away && !known {
        return None;
    }
    let who = parties_in(scene, verb, &[Role::Subject]);
    let fits = |argument: &&crate::clause::Argument| match &argument.role {
        Role::Object => true,
        Role::Preposition(name) => matches!(name.as_str(), "in" | "at" | "on" | "from"),
        _ => false,
    };
    let named = verb.arguments.iter().filter(fits).map(|argument| argument.token);
    let mut named = named.filter(|&token| is_occasion(scene, token));
    if let Some(at) = named.next() {
        return Some((who, Some(at), false));
    }
    // "the talks between A and B, *which* C also attended"
    let which = scene.analysis.dependents_by(verb.token, "dobj").any(|word| scene.lemma(word) == "which");
    if which {
        let before = occasion_before(scene, verb.token)?;
        return Some((who, Some(before), false));
    }
    // "C also attended", "C sat in": of what the text just told.
    let alone = !verb.has(&Role::Object) && says_also(scene, verb.token) || sits_in || takes_part;
    let elsewhere = verb.arguments.iter().any(|argument| matches!(argument.role, Role::Preposition(_)));
    (alone && !elsewhere).then_some((who, None, false))
}

/// "A was in the room", "Also present were A and B", "among the guests was A", "A was also there".
fn stay(scene: &Scene<'_>, verb: &Predicate) -> Option<Found> {
    let mut at = None;
    let mut guests = false;
    let mut present = false;
    for &dependent in scene.analysis.dependents(verb.token) {
        let lemma = scene.lemma(dependent);
        match scene.token(dependent).deprel.as_str() {
            "acomp" | "advmod" | "attr" | "amod" if matches!(lemma.as_str(), "present") => {
                present = true;
                at = at.or_else(|| occasion_below(scene, dependent));
            }
            "attr" if scene.in_words("attendees", &lemma) => {
                at = at.or_else(|| occasion_below(scene, dependent));
                guests |= at.is_some();
                present |= at.is_some();
            }
            "advmod" if lemma == "there" && says_also(scene, verb.token) => present = true,
            "prep" => {
                for object in scene.analysis.dependents_by(dependent, "pobj") {
                    let noun = scene.lemma(object);
                    match scene.form(dependent).to_lowercase().as_str() {
                        "among" => {
                            guests |= is_attendee(scene, object);
                            present |= is_attendee(scene, object);
                            at = at.or_else(|| occasion_below(scene, object));
                        }
                        "in" | "at" | "on" | "around" => {
                            if scene.in_words("presence", &noun) {
                                present = true;
                                at = at.or_else(|| occasion_below(scene, object));
                            } else if is_occasion(scene, object) && is_pointing(scene, object) {
                                present = true;
                                at = at.or(Some(object));
                            }
                        }
                        "with" => present |= matches!(noun.as_str(), "they" | "them") && object < verb.token,
                        _ => {}
                    }
                }
            }
            _ => {}
        }
    }
    let who = || parties_in(scene, verb, &[Role::Subject, Role::Complement]);
    present.then(|| (listed_after(scene, verb, who()), at, guests))
}

/// `first` and the people listed with them after the verb, where the parser hung one on what another is of ("Ode *of Norbank and
/// Brandt of Velden*").
fn listed_after(scene: &Scene<'_>, verb: &Predicate, mut first: Vec<Party>) -> Vec<Party> {
    let Some(start) = first.iter().map(|party| party.token).filter(|&token| token > verb.token).min() else {
        return first;
    };
    let end =
        scene.analysis.sentences.get(scene.token(verb.token).sentence as usize).map_or(start.0, |range| range.end);
    let list = (start.0..end).map(TokenId).take_while(|&token| scene.token(token).pos != "VERB");
    for token in list.filter(|&token| scene.token(token).deprel == "conj" && is_named_person(scene, token)) {
        for party in parties_of(scene, token) {
            if first.iter().all(|known| known.entity != party.entity) {
                first.push(party);
            }
        }
    }
    first
}

/// "The guests included A", "others at the table included B".
fn listed(scene: &Scene<'_>, verb: &Predicate) -> Option<Vec<Party>> {
    let mut subjects = verb.fillers(&Role::Subject);
    let attendees = subjects.any(|subject| {
        let placed = || {
            scene
                .analysis
                .dependents_by(subject.token, "prep")
                .flat_map(|preposition| scene.analysis.dependents_by(preposition, "pobj"))
                .any(|object| scene.in_words("presence", &scene.lemma(object)) || is_occasion(scene, object))
        };
        is_attendee(scene, subject.token) || scene.lemma(subject.token) == "other" && placed()
    });
    attendees.then(|| listed_after(scene, verb, parties_in(scene, verb, &[Role::Object])))
}

/// "guests", "participants", "those attending", "the leaders present".
fn is_attendee(scene: &Scene<'_>, token: TokenId) -> bool {
    let modified = || {
        scene.analysis.dependents(token).iter().any(|&below| {
            below > token && matches!(scene.lemma(below).as_str(), "attend" | "attendance" | "present" | "participate")
                || scene.lemma(below) == "in"
                    && scene.analysis.dependents_by(below, "pobj").any(|noun| scene.lemma(noun) == "attendance")
        })
    };
    scene.in_words("attendees", &scene.lemma(token)) || modified()
}

fn parties_in(scene: &Scene<'_>, verb: &Predicate, roles: &[Role]) -> Vec<Party> {
    let mut parties: Vec<Party> = Vec::new();
    for argument in verb.arguments.iter().filter(|argument| roles.contains(&argument.role)) {
        for party in parties_of(scene, argument.token) {
            if parties.iter().all(|known| known.entity != party.entity) {
                parties.push(Party { source: argument.source.max(party.source), ..party });
            }
        }
    }
    parties
}

fn is_preposition(argument: &crate::clause::Argument, wanted: &str) -> bool {
    matches!(&argument.role, Role::Preposition(name) if name == wanted)
}

/// "also", "too", "as well".
fn says_also(scene: &Scene<'_>, verb: TokenId) -> bool {
    scene
        .analysis
        .dependents_by(verb, "advmod")
        .any(|adverb| matches!(scene.form(adverb), "also" | "Also" | "too" | "well"))
}

/// True if `token` is a noun for an encounter, or for whatever was told before ("the event").
fn is_occasion(scene: &Scene<'_>, token: TokenId) -> bool {
    let lemma = scene.lemma(token);
    let encounter = || {
        // of "fundraisers" and "dinners" nobody knows which
        let one = scene.token(token).tag != "NNS" || scene.in_words("formal-talks", &lemma);
        one && scene.clauses.predicate_at(token).is_some_and(|id| {
            scene.clauses.predicate(id).kind == PredicateKind::Noun
                && names_encounter(scene, id).is_some_and(is_private)
        })
    };
    encounter() || matches!(lemma.as_str(), "event" | "gathering" | "affair") && is_pointing(scene, token)
}

/// "the", "this", "their", "Friday's".
fn is_pointing(scene: &Scene<'_>, noun: TokenId) -> bool {
    scene.analysis.dependents(noun).iter().any(|&dependent| match scene.token(dependent).deprel.as_str() {
        "det" => matches!(scene.lemma(dependent).as_str(), "the" | "this" | "that" | "these" | "those" | "both"),
        "poss" => true,
        _ => false,
    })
}

/// The encounter in the phrases of `token`: "present *at the meeting*", "guests *at the dinner*".
fn occasion_below(scene: &Scene<'_>, token: TokenId) -> Option<TokenId> {
    let direct = scene.analysis.dependents_by(token, "prep");
    let below = scene.analysis.dependents_by(token, "acl").filter(|&verb| scene.lemma(verb) == "attend");
    let objects = direct.flat_map(|preposition| scene.analysis.dependents_by(preposition, "pobj"));
    let objects = objects.chain(below.flat_map(|verb| scene.analysis.dependents_by(verb, "dobj")));
    objects.into_iter().find(|&object| is_occasion(scene, object))
}

/// The nearest noun for an encounter before `token` in its sentence.
fn occasion_before(scene: &Scene<'_>, token: TokenId) -> Option<TokenId> {
    let sentence = scene.analysis.sentences.get(scene.token(token).sentence as usize)?;
    let before = scene.clauses.predicates_in(&(sentence.start..token.0));
    before.iter().rev().map(|predicate| predicate.token).find(|&noun| is_occasion(scene, noun))
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
    let last = told().find(|draft| draft.trigger < verb && draft.sentence < sentence)?;
    let near = sentence - last.sentence <= reach;
    // "the Friday meeting" after one told of Monday
    let same_day = when.is_none() || last.when.is_none();
    (near && same_day).then_some(last)
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
    let fits = is_private_kind(draft.kind)
        && !presence.absent
        && matches!(draft.status, Factuality::Held | Factuality::Planned)
        && verb.factuality >= draft.status
        && !new.is_empty();
    if !fits {
        return None;
    }
    let mut sides = draft.sides.clone();
    let given = presence.guests || draft.derivation.rule == "meal-given-for";
    let with_guests = given && draft.kind == MeetingKind::Dinner && sides.len() == 2;
    for party in &new {
        let own = side_of(scene, party, &sides).or(with_guests.then_some(1));
        match own.and_then(|index| sides.get_mut(index)) {
            Some(side) => side.push(party.entity),
            None => sides.push(vec![party.entity]),
        }
    }
    let evidence = evidence_of(scene, presence);
    Some(Draft {
        sides,
        evidence,
        again: false,
        since: false,
        sentence: scene.token(verb.token).sentence,
        trigger: verb.token,
        confidence: draft.confidence * 0.85,
        derivation: derivation(scene, presence, "attended"),
        ..draft.clone()
    })
}

/// The side that `party` comes with: that of whoever it is described by ("*her* chief of staff") or whose body it is of.
fn side_of(scene: &Scene<'_>, party: &Party, sides: &[Vec<EntityId>]) -> Option<usize> {
    let head = scene.analysis.head(party.token).filter(|_| scene.token(party.token).deprel == "appos");
    let mut owners =
        [Some(party.token), head].into_iter().flatten().flat_map(|noun| scene.analysis.dependents_by(noun, "poss"));
    let owner = owners.find_map(|owner| {
        let mention = scene.mention_headed_by(owner)?;
        sides.iter().position(|side| mention.entities.iter().any(|entity| side.contains(entity)))
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
            .find(|&id| id != presence.id && one_sided(scene, id).is_some()),
    }?;
    let (rule, host) = one_sided(scene, candidate)?;
    let who: Vec<Party> = presence.who.iter().filter(|party| party.entity != host.entity).copied().collect();
    let word = scene.clauses.predicate(candidate);
    let told_so = word.factuality >= Factuality::Planned;
    if who.is_empty() || !told_so {
        return None;
    }
    let light = word.governor.filter(|(_, embedding)| *embedding == Embedding::Argument).map(|(above, _)| above);
    let light = light.filter(|_| word.kind == PredicateKind::Noun);
    let bound = Bound {
        rule,
        predicate: candidate,
        light,
        sides: vec![vec![host], who],
        finding: Finding::Unsaid,
        status: None,
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
            let gives = light.filter(|verb| scene.in_words("giving-verbs", &verb.lemma));
            let is_object = |verb: &&Predicate| verb.fillers(&Role::Object).any(|object| object.token == word.token);
            let relative = || {
                let mut clauses = scene
                    .analysis
                    .dependents_by(word.token, "relcl")
                    .chain(scene.analysis.dependents_by(word.token, "acl"));
                let verb = clauses.find_map(|verb| scene.clauses.predicate_at(verb));
                verb.map(|id| scene.clauses.predicate(id)).filter(|verb| scene.in_words("giving-verbs", &verb.lemma))
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
