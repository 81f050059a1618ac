//! Assemblies: ministers or leaders of many lands in one place, told as one thing ("the summit", "a gathering of finance ministers"),
//! and those who are told here and there to be at it: who chairs it or is its host, who tells it something, who is sent to it or is its
//! guest, who takes the place of one that stayed at home.
//!
//! Takes the article, gives the encounter of all of them. One name alone makes none, and neither do those who are only told to be
//! there: somebody must run it or speak to it.

use super::attend::has_parties;
use super::bind::{Bound, Finding, of_one_country};
use super::draft::{Draft, Stretch, drafts_of};
use super::merge::Report;
use super::party::{Party, Reach, parties_of};
use super::presence::{is_pointing, parties_in};
use super::scene::Scene;
use super::understood::is_private_kind;
use crate::clause::{Factuality, Predicate, PredicateId, PredicateKind, Role, Tense};
use crate::entity::{EntityId, EntityType, MentionKind};
use crate::nlp::TokenId;
use jiff::civil::Date;
use smol_str::SmolStr;

/// The gathering of an article.
pub struct Assembly {
    id: PredicateId,
    status: Factuality,
    attendees: Vec<Attendee>,
}

struct Attendee {
    party: Party,
    /// The verb that tells it.
    verb: TokenId,
    /// It cannot be of anything else: "told the gathering".
    sure: bool,
    /// Told as done or under way.
    held: bool,
    /// Came as one of several guests: those stand on one side.
    guest: bool,
}

impl Assembly {
    /// True if `verb` tells of somebody who is at the gathering.
    #[must_use]
    pub fn is_told_by(&self, verb: TokenId) -> bool {
        self.attendees.iter().any(|attendee| attendee.verb == verb)
    }

    /// The encounter of all who are there.
    #[must_use]
    pub fn draft(&self, scene: &Scene<'_>, publication: Option<Date>) -> Option<Draft> {
        let rule = scene.rules.triggered_by(PredicateKind::Noun, "meeting").next()?;
        let mut sides: Vec<Vec<Party>> = Vec::new();
        for attendee in &self.attendees {
            let with = |side: &Vec<Party>| {
                side.iter().any(|other| shares_land(scene, other.entity, attendee.party.entity))
                    || attendee.guest && self.attendees.iter().any(|other| other.guest && side.contains(&other.party))
            };
            match sides.iter_mut().find(|side| with(side)) {
                Some(side) => side.push(attendee.party),
                None => sides.push(vec![attendee.party]),
            }
        }
        if sides.len() < 2 {
            return None;
        }
        let status = Some(self.status);
        let bound = Bound { rule, predicate: self.id, light: None, sides, finding: Finding::Unsaid, status };
        let draft = drafts_of(scene, &bound, publication).into_iter().next()?;
        let first = self.attendees.iter().find(|attendee| attendee.sure)?;
        let mut stretch = Stretch::new(scene, first.verb);
        stretch.include(first.party.token);
        Some(Draft { status: self.status, evidence: stretch.span(), confidence: 0.7, ..draft })
    }
}

/// The gathering that the article tells of, with those who are there, if it names two or more.
#[must_use]
pub fn find_assembly(scene: &Scene<'_>, reports: &[Report]) -> Option<Assembly> {
    let (id, crowd) = (0..scene.clauses.predicates.len()).find_map(|index| {
        let id = PredicateId(u32::try_from(index).ok()?);
        let told = reports
            .iter()
            .any(|report| report.token() == scene.clauses.predicate(id).token && matches!(report, Report::Told(_)));
        (!told).then(|| crowd_of(scene, id)).flatten().map(|crowd| (id, crowd))
    })?;
    let word = scene.clauses.predicate(id);
    let status = match word.factuality {
        Factuality::Negated | Factuality::Possible => return None,
        told => told,
    };
    // "the foreign ministers of Norland and Kestria": a meeting of two
    if crowd.is_some_and(|crowd| parties_of(scene, crowd).len() > 1) {
        return None;
    }
    let mut attendees: Vec<Attendee> = Vec::new();
    let start = scene.analysis.sentences.get(scene.token(word.token).sentence as usize)?.start;
    let seeker = Seeker { scene, reports, start };
    for verb in scene.clauses.predicates.iter().filter(|verb| verb.token.0 >= start && verb.kind == PredicateKind::Verb)
    {
        for attendee in seeker.attendees(verb) {
            match attendees.iter_mut().find(|known| known.party.entity == attendee.party.entity) {
                Some(known) => known.guest |= attendee.guest,
                None => attendees.push(attendee),
            }
        }
    }
    let sure = attendees.iter().any(|attendee| attendee.sure);
    if let Some(field) = crowd.filter(|_| sure).and_then(|crowd| field_of(scene, crowd)) {
        let known: Vec<EntityId> = attendees.iter().map(|attendee| attendee.party.entity).collect();
        attendees.extend(seeker.colleagues(&field).into_iter().filter(|new| !known.contains(&new.party.entity)));
    }
    attendees.extend(seeker.hosts().into_iter().filter(|_| sure));
    let begun = attendees.iter().any(|attendee| attendee.sure && attendee.held);
    let status = if begun { Factuality::Held } else { status };
    let mut seen: Vec<EntityId> = Vec::new();
    attendees.retain(|attendee| {
        let new = !seen.contains(&attendee.party.entity);
        seen.push(attendee.party.entity);
        new
    });
    (sure && attendees.len() > 1).then_some(Assembly { id, status, attendees })
}

/// Whose gathering the word `id` names, if it is one of ministers or leaders of many lands; nothing in it where it needs none ("the
/// summit").
fn crowd_of(scene: &Scene<'_>, id: PredicateId) -> Option<Option<TokenId>> {
    let word = scene.clauses.predicate(id);
    let rulers = |role: &Role| word.fillers(role).map(|argument| argument.token).find(|&token| is_rulers(scene, token));
    match word.kind {
        PredicateKind::Verb => {
            let meets = matches!(word.lemma.as_str(), "meet" | "gather" | "assemble" | "convene");
            let alone = !word.has(&Role::Object) && word.preposition("with").next().is_none();
            rulers(&Role::Subject).filter(|_| meets && alone).map(Some)
        }
        PredicateKind::Noun if scene.in_words("joint-meetings", &word.lemma) => {
            let own = [Role::Possessor, Role::Compound, Role::Preposition("of".into())].iter().find_map(rulers);
            let above = word.governor.map(|(above, _)| scene.clauses.predicate(above));
            let carrier = above.filter(|verb| verb.fillers(&Role::Object).any(|object| object.token == word.token));
            let run = || {
                let subjects = carrier.into_iter().flat_map(|verb| verb.fillers(&Role::Subject));
                subjects.map(|subject| subject.token).find(|&token| is_rulers(scene, token))
            };
            let summit = scene.in_words("summits", &word.lemma) && !has_parties(scene, word.token);
            own.or_else(run).map(Some).or_else(|| summit.then_some(None))
        }
        _ => None,
    }
}

/// "ministers", "finance chiefs", "leaders": of lands, not "union leaders".
fn is_rulers(scene: &Scene<'_>, token: TokenId) -> bool {
    let of_others = || {
        scene.analysis.dependents(token).iter().any(|&word| {
            let lemma = scene.lemma(word);
            word < token && (scene.in_words("private", &lemma) || lemma == "party")
        })
    };
    scene.token(token).tag == "NNS" && scene.in_words("rulers", &scene.lemma(token)) && !of_others()
}

struct Seeker<'s, 'a> {
    scene: &'s Scene<'a>,
    reports: &'s [Report],
    /// Where the first sentence begins that tells of it.
    start: u32,
}

impl Seeker<'_, '_> {
    /// Those whom `verb` tells to be at the gathering.
    fn attendees(&self, verb: &Predicate) -> Vec<Attendee> {
        let scene = self.scene;
        if verb.factuality == Factuality::Negated || verb.features.habitual {
            return Vec::new();
        }
        let people = |role: Role| self.people(verb, &[role]);
        let told = |parties: Vec<Party>, sure: bool| {
            let held = verb.factuality == Factuality::Held;
            let attendee = |party| Attendee { party, verb: verb.token, sure, held, guest: false };
            parties.into_iter().map(attendee).collect::<Vec<_>>()
        };
        let firm = verb.factuality >= Factuality::Planned;
        let runs = scene.in_words("chairing-verbs", &verb.lemma)
            || matches!(verb.lemma.as_str(), "host" | "open" | "close" | "address");
        if runs && firm && self.has(verb, |role| *role == Role::Object || is(role, &["over"])) {
            return told(people(Role::Subject), true);
        }
        if scene.in_words("telling-verbs", &verb.lemma) && firm && self.tells_it(verb) {
            return told(people(Role::Subject), true);
        }
        match verb.lemma.as_str() {
            "represent" if verb.features.passive && firm => told(people(Role::Subject), true),
            "attend" | "join" if firm && self.has(verb, |role| *role == Role::Object) => {
                told(people(Role::Subject), false)
            }
            "take" if firm && self.takes_place(verb) => told(people(Role::Subject), false),
            "send" => {
                let guests = is_sent_as_guest(scene, verb);
                let instead = firm && (self.has(verb, |role| is(role, &["to"])) || is_instead(scene, verb));
                let mut sent = told(if guests || instead { people(Role::Object) } else { Vec::new() }, false);
                sent.iter_mut().for_each(|attendee| attendee.guest = guests);
                sent
            }
            _ if scene.in_words("report-verbs", &verb.lemma) && firm && self.has(verb, |role| is(role, &["at"])) => {
                let officials = people(Role::Subject).into_iter().filter(|party| scene.holds_office(party.entity));
                told(officials.collect(), false)
            }
            _ if firm && self.is_beside(verb) => told(self.of_report(verb.token), false),
            _ => Vec::new(),
        }
    }

    /// "Finance ministers met … Norland's *finance minister*, Ode, said": those of the office whom the text lets speak, and tells of
    /// none of them that he was elsewhere.
    fn colleagues(&self, field: &str) -> Vec<Attendee> {
        let scene = self.scene;
        let verbs = || {
            scene
                .clauses
                .predicates
                .iter()
                .filter(|verb| verb.kind == PredicateKind::Verb && verb.token.0 >= self.start)
        };
        let holds = |party: &Party| {
            let roles =
                scene.entities.entities.get(party.entity.0 as usize).map_or(&[][..], |one| one.roles.as_slice());
            roles.iter().any(|role| {
                let mut words = role.split(' ').map(str::to_lowercase);
                words.clone().any(|word| word == field)
                    && words.any(|word| scene.in_words("rulers", &word) || word == "secretary")
                    && !role.to_lowercase().contains("former")
            })
        };
        let away = |party: &Party| {
            verbs().any(|verb| {
                let elsewhere = matches!(verb.lemma.as_str(), "stay" | "remain" | "miss" | "skip" | "send")
                    || verb.factuality == Factuality::Negated && scene.in_words("attend-verbs", &verb.lemma);
                elsewhere && self.people(verb, &[Role::Subject]).iter().any(|one| one.entity == party.entity)
            })
        };
        let speaking = verbs().filter(|verb| {
            let speaks = scene.in_words("report-verbs", &verb.lemma) || scene.in_words("telling-verbs", &verb.lemma);
            speaks && verb.factuality == Factuality::Held
        });
        speaking
            .flat_map(|verb| self.people(verb, &[Role::Subject]).into_iter().map(move |party| (verb, party)))
            .filter(|(_, party)| holds(party) && !away(party))
            .map(|(verb, party)| Attendee { party, verb: verb.token, sure: false, held: false, guest: false })
            .collect()
    }

    /// "Ode, *the host*, told": the people so called.
    fn hosts(&self) -> Vec<Attendee> {
        let scene = self.scene;
        let named = scene
            .entities
            .mentions
            .iter()
            .filter(|mention| mention.kind == MentionKind::Named && mention.head.0 >= self.start);
        let hosting = named.filter(|mention| {
            let mut beside = scene.analysis.dependents_by(mention.head, "appos");
            beside.any(|host| {
                matches!(scene.form(host), "host" | "chairman" | "chair") && scene.analysis.dependents(host).len() == 1
            })
        });
        hosting
            .flat_map(|mention| parties_of(scene, mention.head))
            .filter(|party| scene.entity_type(party.entity) == EntityType::Person)
            .map(|party| Attendee { party, verb: party.token, sure: false, held: false, guest: false })
            .collect()
    }

    /// The people who fill `roles` by name, or by a pronoun that is theirs.
    fn people(&self, verb: &Predicate, roles: &[Role]) -> Vec<Party> {
        let mut people = parties_in(self.scene, verb, roles);
        people.retain(|party| {
            self.scene.entity_type(party.entity) == EntityType::Person && party.reach <= Reach::Pronoun
        });
        people
    }

    fn has(&self, verb: &Predicate, fits: impl Fn(&Role) -> bool) -> bool {
        verb.arguments.iter().any(|argument| fits(&argument.role) && self.is_it(argument.token))
    }

    /// "told *the gathering*", "told *delegates*".
    fn tells_it(&self, verb: &Predicate) -> bool {
        verb.arguments.iter().any(|argument| {
            matches!(argument.role, Role::Object | Role::IndirectObject)
                && (self.is_it(argument.token)
                    || self.scene.lemma(argument.token) == "delegate" && argument.token > verb.token)
        })
    }

    /// "the gathering", "the meeting", "the G7 summit": the noun means it, and no encounter of two that was just told.
    fn is_it(&self, token: TokenId) -> bool {
        let scene = self.scene;
        let lemma = scene.lemma(token);
        // "opened the summit with a plea": that is not with whom it was
        let with_some = || {
            let noun = scene.clauses.predicate_at(token).map(|id| scene.clauses.predicate(id));
            noun.is_some_and(|noun| {
                let roles = ["with", "between"].map(|name| Role::Preposition(name.into()));
                noun.arguments.iter().any(|argument| {
                    roles.contains(&argument.role)
                        && (!parties_of(scene, argument.token).is_empty() || scene.token(argument.token).tag == "NNS")
                })
            })
        };
        let means = scene.in_words("joint-meetings", &lemma) && is_pointing(scene, token) && !with_some();
        means
            && !self.reports.iter().any(|report| match report {
                Report::Told(draft) => {
                    let same = scene.clauses.predicate_at(draft.trigger).is_some_and(|id| {
                        let word = &scene.clauses.predicate(id).lemma;
                        *word == lemma || word == "meet" && lemma == "meeting"
                    });
                    let apart = scene.token(token).sentence.saturating_sub(draft.sentence);
                    draft.trigger == token || same && draft.trigger < token && apart <= JUST_TOLD
                }
                Report::Echoed(_) => false,
            })
    }

    /// "His deputy, Ode, *took his place*".
    fn takes_place(&self, verb: &Predicate) -> bool {
        let scene = self.scene;
        verb.fillers(&Role::Object).any(|place| {
            matches!(scene.form(place.token), "place" | "seat")
                && scene.analysis.dependents_by(place.token, "poss").next().is_some()
        })
    }

    /// "met Brandt *on the sidelines of the summit*", "before the start of the gathering".
    fn is_beside(&self, verb: &Predicate) -> bool {
        let scene = self.scene;
        let beside = ["on the sidelines of", "on the margins of", "on the fringes of", "during"];
        let starts = |token: TokenId| {
            let of = scene.analysis.dependents_by(token, "prep").filter(|&of| scene.form(of) == "of");
            matches!(scene.form(token), "start" | "opening" | "beginning")
                && of
                    .flat_map(|of| scene.analysis.dependents_by(of, "pobj"))
                    .any(|noun| scene.in_words("joint-meetings", &scene.lemma(noun)))
        };
        self.has(verb, |role| is(role, &beside)) || verb.preposition("before").any(|before| starts(before.token))
    }

    /// The people who met in the encounter that `verb` names.
    fn of_report(&self, verb: TokenId) -> Vec<Party> {
        let scene = self.scene;
        let told = self.reports.iter().find_map(|report| match report {
            Report::Told(draft) if draft.trigger == verb && draft.status == Factuality::Held => Some(draft),
            _ => None,
        });
        let private = told.filter(|draft| is_private_kind(draft.kind));
        let met = private.into_iter().flat_map(|draft| draft.participants());
        let people = met.filter(|&entity| scene.entity_type(entity) == EntityType::Person);
        let party = |entity| Party {
            entity,
            token: verb,
            reach: Reach::Name,
            source: crate::clause::Source::Direct,
            negated: false,
        };
        people.map(party).collect()
    }
}

/// "*finance* ministers", "*farm* ministers": what those of a gathering are in charge of.
fn field_of(scene: &Scene<'_>, crowd: TokenId) -> Option<SmolStr> {
    let dependents = scene.analysis.dependents(crowd);
    let mut before = dependents.iter().filter(|&&word| word < crowd).map(|&word| scene.lemma(word));
    before.find(|word| scene.in_words("portfolios", word))
}

/// Within how many sentences "the meeting" is the one that was just told.
const JUST_TOLD: u32 = 3;

fn is(role: &Role, names: &[&str]) -> bool {
    matches!(role, Role::Preposition(name) if names.contains(&name.as_str()))
}

/// "send its minister *as a guest*".
fn is_sent_as_guest(scene: &Scene<'_>, verb: &Predicate) -> bool {
    let objects = verb.fillers(&Role::Object).map(|object| object.token);
    let own = objects.flat_map(|object| [Some(object), scene.analysis.head(object)]).flatten().chain([verb.token]);
    let mut roles = own
        .flat_map(|word| scene.analysis.dependents_by(word, "prep"))
        .filter(|&as_guest| scene.form(as_guest) == "as")
        .flat_map(|as_guest| scene.analysis.dependents_by(as_guest, "pobj"));
    roles.any(|guest| {
        let lemma = scene.lemma(guest);
        scene.in_words("attendees", &lemma) || scene.in_words("observers", &lemma)
    })
}

/// "sent her deputy *instead*", "*in her place*".
fn is_instead(scene: &Scene<'_>, verb: &Predicate) -> bool {
    let instead = scene.analysis.dependents_by(verb.token, "advmod").any(|word| scene.form(word) == "instead");
    let in_place = verb.preposition("in").any(|place| matches!(scene.form(place.token), "place" | "stead"));
    verb.features.tense == Tense::Past && (instead || in_place)
}

/// True if both are of one country.
fn shares_land(scene: &Scene<'_>, one: EntityId, other: EntityId) -> bool {
    let lands = |id: &EntityId| {
        let own = scene.affiliations().get(id).map_or(&[][..], Vec::as_slice);
        own.iter().copied().filter(|&land| scene.entity_type(land) == EntityType::Place).collect::<Vec<_>>()
    };
    let others = lands(&other);
    lands(&one)
        .iter()
        .any(|&land| others.iter().any(|&second| land == second || of_one_country(scene, &[land, second])))
}
