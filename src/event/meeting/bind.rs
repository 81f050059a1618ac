//! Binding: a rule and a predicate in, the sides of an encounter (or the ends of a relation) out.
//!
//! Which arguments [fill](super::fillers) a role comes first, then whom they mean, then which side each of them is on.

use super::companions::stands_before;
use super::members::is_named_person;
use super::party::{Party, Reach, parties_and_press, parties_of};
use super::scene::Scene;
use super::trigger::{
    carries, has_gerund, has_infinitive, is_errand, is_in_fiction, is_intended, is_naming, is_near, is_perceived,
    is_purpose_of, is_spent, is_triggered, is_watched, is_with_family, is_written, joins_others, light_verb_above,
    names_opponents, part_of,
};
use crate::clause::{Argument, Factuality, Predicate, PredicateId, PredicateKind, Role, Source, Tense};
use crate::entity::{EntityId, EntityType};
use crate::event::MeetingKind;
use crate::event::rules::{Base, FillerType, Outcome, RoleRef, Rule, Side};
use crate::nlp::TokenId;
use smol_str::SmolStr;

/// A rule bound to a predicate.
#[derive(Debug, Clone)]
pub struct Bound<'r> {
    /// The rule.
    pub rule: &'r Rule,
    /// What it is bound to.
    pub predicate: PredicateId,
    /// The verb that carries the event noun, if the rule asks for one.
    pub light: Option<PredicateId>,
    /// Sides of a meeting; for a relation, from and to.
    pub sides: Vec<Vec<Party>>,
    /// How all of its sides were found.
    pub finding: Finding,
    /// How far the text presents it as real, where another word than its own tells that.
    pub status: Option<Factuality>,
}

/// How the sides of an encounter were found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Finding {
    /// By the roles of the rule.
    Roles,
    /// One of them is left unsaid, and understood from the sentences around.
    Unsaid,
    /// They are those who met before.
    Again,
}

/// The first meeting rule that binds to predicate `id`.
#[must_use]
pub fn bind_meeting<'r>(scene: &Scene<'r>, id: PredicateId) -> Option<Bound<'r>> {
    let predicate = scene.clauses.predicate(id);
    scene.rules.triggered_by(predicate.kind, &predicate.lemma).find_map(|rule| match &rule.outcome {
        Outcome::Meeting { sides, .. } => Binder::new(scene, rule, id)?.meeting(sides),
        Outcome::Relation { .. } => None,
    })
}

/// All relation rules that bind to predicate `id`.
#[must_use]
pub fn bind_relations<'r>(scene: &Scene<'r>, id: PredicateId) -> Vec<Bound<'r>> {
    let predicate = scene.clauses.predicate(id);
    let rules = scene.rules.triggered_by(predicate.kind, &predicate.lemma);
    rules
        .filter_map(|rule| match &rule.outcome {
            Outcome::Relation { from, to, .. } => Binder::new(scene, rule, id)?.relation(from, to),
            Outcome::Meeting { .. } => None,
        })
        .collect()
}

/// The rule that has the predicate's word as its trigger, if that names an encounter by itself, whoever takes part and
/// whatever verb carries it.
#[must_use]
pub fn names_encounter<'r>(scene: &Scene<'r>, id: PredicateId) -> Option<&'r Rule> {
    let predicate = scene.clauses.predicate(id);
    scene
        .rules
        .triggered_by(predicate.kind, &predicate.lemma)
        // "the match", "the Paris exchange": what only some verb or company makes an encounter names none by itself.
        .filter(|rule| matches!(rule.outcome, Outcome::Meeting { .. }))
        .filter(|rule| {
            rule.light.is_empty() && rule.fillers.is_empty() && !scene.in_words("by-company", &predicate.lemma)
        })
        .find(|rule| is_triggered(scene, rule, predicate))
}

pub(super) struct Binder<'s, 'r> {
    pub(super) scene: &'s Scene<'r>,
    rule: &'r Rule,
    pub(super) id: PredicateId,
    pub(super) light: Option<PredicateId>,
}

impl<'s, 'r> Binder<'s, 'r> {
    /// Checks trigger, light verb and the roles that must and must not be filled.
    fn new(scene: &'s Scene<'r>, rule: &'r Rule, id: PredicateId) -> Option<Self> {
        let predicate = scene.clauses.predicate(id);
        if !is_triggered(scene, rule, predicate) {
            return None;
        }
        let light = match rule.light.is_empty() {
            true => light_verb_above(scene, id),
            false => Some(light_verb_above(scene, id).filter(|&verb| carries(scene, verb, id, &rule.light))?),
        };
        if rule.finite && predicate.features.tense == Tense::None && !is_spent(scene, id) && !is_watched(scene, id) {
            return None;
        }
        if rule.infinitive && !is_intended(scene, id)
            || rule.undenied && predicate.factuality == Factuality::Negated
            || rule.denied && predicate.factuality != Factuality::Negated
        {
            return None;
        }
        if is_naming(scene, id)
            || is_written(scene, predicate)
            || is_perceived(scene, predicate)
            || is_in_fiction(scene, predicate)
            || is_acquaintance(scene, predicate)
            || light.is_some_and(|verb| joins_others(scene, verb, predicate, rule))
            || of_company(rule) && is_with_family(scene, predicate)
            || rule.lone && has_infinitive(scene, id) && !is_errand(scene, id)
            || !rule.above.is_empty() && !is_purpose_of(scene, id, &rule.above)
            || !rule.near.is_empty() && !is_near(scene, predicate.token, &rule.near)
        {
            return None;
        }
        if predicate.lemma == "debate" && scene.token(predicate.token).tag == "NNS" && !names_opponents(predicate) {
            // "had their best debates": each in those of many.
            return None;
        }
        let binder = Self { scene, rule, id, light };
        let filled = |role: &RoleRef| {
            binder.arguments(role).iter().any(|argument| !binder.is_reciprocal(argument)) || has_gerund(scene, id, role)
        };
        let required = rule.require.iter().all(|alternatives| alternatives.iter().any(filled));
        let any_of = |(roles, lemmas): &(Vec<RoleRef>, Vec<SmolStr>)| {
            let own = roles.iter().flat_map(|role| binder.arguments(role));
            own.chain(roles.iter().flat_map(|role| binder.beyond_argument(role))).any(|argument| {
                let lemma = scene.lemma(argument.token);
                lemmas.contains(&lemma) || part_of(scene, argument.token).is_some_and(|whole| lemmas.contains(&whole))
            })
        };
        let fillers_fit = rule.fillers.iter().all(any_of) && !rule.except.iter().any(any_of);
        // "on Friday" is no topic.
        let forbidden = |role: &RoleRef| {
            let timed = matches!(&role.role, Role::Preposition(name) if matches!(name.as_str(), "on" | "over" | "about" | "for" | "in" | "at" | "of" | "during" | "before" | "after" | "from"));
            let counts = |argument: &&Argument| {
                let time = matches!(scene.token(argument.token).entity.as_str(), "DATE" | "TIME");
                !(binder.is_reciprocal(argument) || timed && time)
            };
            binder.arguments(role).iter().any(counts)
        };
        (required && fillers_fit && !rule.forbid.iter().any(forbidden)).then_some(binder)
    }

    fn meeting(self, sides: &[Side]) -> Option<Bound<'r>> {
        let mut bound: Vec<Vec<Party>> = Vec::new();
        for side in sides {
            let mut parties = self.parties(side);
            // what each of them does, he does not with the other
            let one_by_one = parties.first().is_some_and(|party| {
                self.scene.analysis.dependents_by(party.token, "det").any(|each| self.scene.lemma(each) == "each")
            });
            let one_by_one = one_by_one || side.each && self.is_neither();
            if side.each && (one_by_one || self.is_beside_strangers(side, &parties)) {
                return None;
            }
            // "put *him* in the room": whoever brings two together needs two
            if side.each && parties.len() < 2 && sides.len() > 1 {
                return None;
            }
            if side.each && parties.len() < 2 {
                parties = self.both(side).unwrap_or(parties);
            }
            if parties.is_empty() {
                return None;
            }
            match side.each {
                true => bound.extend(parties.into_iter().map(|party| vec![party])),
                false => bound.push(parties),
            }
        }
        one_side_each(&mut bound);
        super::companions::part_with_aide(self.scene, &mut bound);
        let is_encounter =
            bound.len() >= 2 && bound.iter().all(|side| !side.is_empty()) && !within_one_country(self.scene, &bound);
        is_encounter.then(|| self.bound(bound))
    }

    /// "met for an hour, and *neither* spoke afterwards".
    fn is_neither(&self) -> bool {
        let verb = self.scene.clauses.predicate(self.id).token;
        let mut words = self.scene.analysis.dependents_by(verb, "preconj");
        words.any(|word| self.scene.form(word) == "neither")
    }

    /// "talks between *pilots* and *the airlines*": the airlines are one side of it, and nothing is known of the other.
    fn is_beside_strangers(&self, side: &Side, parties: &[Party]) -> bool {
        let Some(group) = parties.first().map(|party| party.token) else { return false };
        let of_one = parties.len() > 1
            && parties.iter().all(|party| party.token == group && party.reach == Reach::Description)
            && self.scene.token(group).tag == "NNS";
        of_one
            && side.roles.iter().any(|role| {
                let arguments = self.arguments(role);
                arguments.iter().any(|argument| argument.token == group)
                    && arguments.iter().any(|argument| {
                        let token = argument.token;
                        token != group
                            && matches!(self.scene.token(token).tag.as_str(), "NNS" | "NN")
                            && parties_and_press(self.scene, token).is_empty()
                            && self.scene.time_at(token).is_none()
                    })
            })
    }

    /// "*we* met", "*they* talked": the two whom a pronoun means that nothing else resolves.
    fn both(&self, side: &Side) -> Option<Vec<Party>> {
        let predicate = self.scene.clauses.predicate(self.id);
        let held = predicate.factuality == Factuality::Held;
        let told = !predicate.features.habitual && (held || predicate.factuality == Factuality::Planned);
        let verb = predicate.kind == PredicateKind::Verb;
        // "*We* have never met"; not "we did not discuss the wall"
        let bare = verb && !predicate.has(&Role::Object) && !predicate.has(&Role::Complement);
        let denied = !told && bare && predicate.factuality == Factuality::Negated;
        // "we had *a meeting*", not "we started *those conversations*"
        let had = || {
            let above = self.light.map(|light| self.scene.clauses.predicate(light).lemma.as_str());
            self.scene.token(predicate.token).tag == "NN" && matches!(above, Some("have" | "hold" | "share"))
        };
        // "*our* meeting lasted an hour", "at *our* meeting"
        let definite = || {
            let above = predicate.governor.map(|(above, _)| self.scene.clauses.predicate(above));
            self.scene.token(predicate.token).tag == "NN"
                && above.is_some_and(|verb| verb.features.tense == Tense::Past)
        };
        let ours = |token| matches!(self.scene.form(token), "our" | "Our") && definite();
        let arguments = side.roles.iter().flat_map(|role| self.arguments(role));
        let arguments = arguments.into_iter().filter(|_| told || denied);
        let mut arguments = arguments.filter(|argument| verb || ours(argument.token) || had());
        arguments.find_map(|argument| {
            let token = argument.token;
            let unresolved = parties_and_press(self.scene, token).is_empty();
            let two = super::quoted::we_all(self.scene, token).filter(|two| told || two.len() == 2);
            let after = || {
                let two = super::quoted::two_named_after(self.scene, token).filter(|_| unresolved && verb && held);
                two.map(Vec::from)
            };
            let two = two.or_else(after);
            let two =
                two.or_else(|| super::groups::they_two(self.scene, token).filter(|_| unresolved && verb && held))?;
            let party = |entity| Party {
                entity,
                token,
                reach: Reach::Pronoun,
                source: argument.source,
                negated: argument.negated,
            };
            Some(two.into_iter().map(party).collect())
        })
    }

    fn relation(self, from: &Side, to: &Side) -> Option<Bound<'r>> {
        let ends = vec![self.parties(from), self.parties(to)];
        ends.iter().all(|end| !end.is_empty()).then(|| self.bound(ends))
    }

    fn bound(self, sides: Vec<Vec<Party>>) -> Bound<'r> {
        Bound { rule: self.rule, predicate: self.id, light: self.light, sides, finding: Finding::Roles, status: None }
    }

    /// The parties of the first of the side's roles that has any; a named owner comes first, for "cancelled *Ode's* talks" are hers.
    fn parties(&self, side: &Side) -> Vec<Party> {
        let named_owner = side.roles.iter().find(|role| role.role == Role::Possessor && role.base == Base::Own);
        // "prepared Ode for *her* talks": hers, whoever she is
        let is_owner = |owner: &Argument| {
            self.scene.token(owner.token).pos == "PROPN"
                || matches!(self.scene.form(owner.token), "his" | "her" | "my")
                    && self.scene.analysis.head(owner.token) == Some(self.scene.clauses.predicate(self.id).token)
        };
        let named_owner = named_owner.filter(|role| self.arguments(role).iter().any(|owner| is_owner(owner)));
        let roles = named_owner.into_iter().chain(&side.roles);
        roles.map(|role| self.parties_in(role)).find(|parties| !parties.is_empty()).unwrap_or_default()
    }

    fn parties_in(&self, role: &RoleRef) -> Vec<Party> {
        let types = self.rule.types.iter().find(|(typed, _)| typed == role).map(|(_, types)| types.as_slice());
        let mut parties: Vec<Party> = Vec::new();
        for argument in self.arguments(role) {
            // "sat *between Ode and Brandt* at the banquet": what stands before a noun is not its own.
            let between = matches!(&role.role, Role::Preposition(name) if name == "between") && role.base == Base::Own;
            let predicate = self.scene.clauses.predicate(self.id);
            let seated = |token: TokenId| {
                let verb =
                    self.scene.analysis.head(token).and_then(|preposition| self.scene.analysis.head(preposition));
                verb.is_some_and(|verb| {
                    matches!(self.scene.lemma(verb).as_str(), "sit" | "seat" | "stand" | "place" | "sandwich")
                })
            };
            let noun = predicate.kind == PredicateKind::Noun;
            if between && noun && (argument.token < predicate.token || seated(argument.token)) {
                continue;
            }
            if role.base == Base::Own && stands_before(self.scene, predicate, argument) {
                continue;
            }
            if argument.source == Source::Implied && (self.rule.direct.contains(role) || !self.may_be_implied(role)) {
                continue;
            }
            for mut party in self.meant_by(argument, role) {
                party.source = party.source.max(argument.source);
                party.negated = argument.negated;
                let known = parties.iter().any(|other| other.entity == party.entity);
                if !known && self.admits(types, role, party) && self.may_be_met(party.entity) {
                    parties.push(party);
                }
            }
        }
        parties
    }

    /// The parties that `argument` means.
    fn meant_by(&self, argument: &Argument, role: &RoleRef) -> Vec<Party> {
        if let Some(again) = self.those_before(argument, role) {
            return again;
        }
        if role.role == Role::Possessor && self.is_of_both_sides(argument) {
            return Vec::new();
        }
        if let Some(owners) = super::groups::subject_meant(self.scene, self.id, argument) {
            return parties_of(self.scene, owners);
        }
        let included = self.included_in(argument);
        if included.is_empty() {
            let debater = self.debater_behind(argument.token);
            return if debater.is_empty() { self.listed_from(argument) } else { debater };
        }
        included.into_iter().flat_map(|name| parties_and_press(self.scene, name)).collect()
    }

    /// "the *Ode campaign* declined to debate Brandt": a campaign does so for the one whose it is.
    fn debater_behind(&self, token: TokenId) -> Vec<Party> {
        let scene = self.scene;
        let debate = matches!(&self.rule.outcome, Outcome::Meeting { kind: MeetingKind::Debate, .. });
        if !debate || !matches!(scene.lemma(token).to_lowercase().as_str(), "camp" | "campaign" | "team") {
            return Vec::new();
        }
        let owners = ["poss", "compound", "nmod"].into_iter().flat_map(|dep| scene.analysis.dependents_by(token, dep));
        let people = owners.flat_map(|owner| parties_and_press(scene, owner));
        people.filter(|party| scene.entity_type(party.entity) == EntityType::Person).take(1).collect()
    }

    /// "*They* agreed to meet again": those who met before.
    fn those_before(&self, argument: &Argument, role: &RoleRef) -> Option<Vec<Party>> {
        let predicate = self.scene.clauses.predicate(self.id);
        let again = predicate.kind == PredicateKind::Verb
            && role.role == Role::Subject
            && self
                .scene
                .analysis
                .dependents_by(predicate.token, "advmod")
                .any(|adverb| self.scene.lemma(adverb) == "again");
        let plural = matches!(
            self.scene.form(argument.token).to_lowercase().as_str(),
            "they" | "both" | "two" | "sides" | "three" | "four" | "all" | "pair" | "trio"
        );
        let told = self.scene.last_told(argument.token, AGAIN_REACH).filter(|_| again && plural)?;
        let all = told.sides.iter().flatten().copied();
        let party = |entity| Party {
            entity,
            token: argument.token,
            reach: Reach::Pronoun,
            source: Source::Direct,
            negated: false,
        };
        let number = match self.scene.form(argument.token).to_lowercase().as_str() {
            "two" | "both" | "pair" | "sides" => Some(2),
            "three" | "trio" => Some(3),
            "four" => Some(4),
            _ => None,
        };
        let counted = number.is_none_or(|number| told.sides.iter().flatten().count() == number);
        (counted && told.sides.iter().all(|side| side.len() == 1)).then(|| all.map(party).collect())
    }

    /// "Kessler met Ode and Brandt. *Their* meeting": of both sides, though the pronoun may be read of those on one.
    fn is_of_both_sides(&self, argument: &Argument) -> bool {
        let scene = self.scene;
        if !scene.form(argument.token).eq_ignore_ascii_case("their")
            || !super::groups::is_encounter_of_two(scene, argument.token)
        {
            return false;
        }
        let meant = parties_and_press(scene, argument.token);
        scene.last_told(argument.token, AGAIN_REACH).is_some_and(|told| {
            let on_one = |side: &Vec<EntityId>| meant.iter().all(|party| side.contains(&party.entity));
            meant.len() > 1 && told.sides.iter().any(on_one)
        })
    }

    /// "met senior leaders from the south, *including Ode and Brandt*": the names for a plural object, where the parser hung
    /// them on the verb.
    fn included_in(&self, argument: &Argument) -> Vec<TokenId> {
        let plural = matches!(self.scene.token(argument.token).tag.as_str(), "NNS" | "NNPS");
        let predicate = self.scene.clauses.predicate(self.id);
        let names: Vec<TokenId> =
            predicate.preposition("including").map(|name| name.token).filter(|&name| name > argument.token).collect();
        let people = !names.is_empty() && names.iter().any(|&name| is_named_person(self.scene, name));
        if plural && people && argument.token > predicate.token { names } else { Vec::new() }
    }

    /// Talks with a journalist are an interview; a meal with one is a meal, and whom one met one met.
    fn may_be_met(&self, entity: EntityId) -> bool {
        let meal = matches!(&self.rule.outcome, Outcome::Meeting { kind: MeetingKind::Dinner, .. });
        let met = self.scene.in_words("meets-press", &self.scene.clauses.predicate(self.id).lemma);
        let person = self.scene.entity_type(entity) == EntityType::Person;
        !self.scene.is_press(entity) || person && (meal || met)
    }

    fn admits(&self, types: Option<&[FillerType]>, role: &RoleRef, party: Party) -> bool {
        let entity_type = self.scene.entity_type(party.entity);
        let represented = party.reach == Reach::Representatives;
        match types {
            Some(types) => types.iter().any(|wanted| match wanted {
                FillerType::Representatives => represented,
                FillerType::Official => self.scene.holds_office(party.entity),
                FillerType::Party => represented || entity_type != EntityType::Place || self.scene.acts(party.entity),
                _ => wanted.admits(entity_type) && !represented,
            }),
            None if entity_type != EntityType::Place || represented => true,
            // A lone place before a noun says where, not who: "the Geneva talks".
            None if role.role == Role::Compound && !self.is_joined(party.token) => false,
            None => self.scene.acts(party.entity),
        }
    }
}

/// A rule of what people do in each other's company.
fn of_company(rule: &Rule) -> bool {
    matches!(&rule.outcome, Outcome::Meeting { kind: MeetingKind::Other, .. })
}

/// "have *crossed paths over the years*": that they know each other, and of no encounter.
fn is_acquaintance(scene: &Scene<'_>, verb: &Predicate) -> bool {
    let over_years = |argument: &Argument| match &argument.role {
        Role::Preposition(name) => {
            let long = matches!(scene.lemma(argument.token).as_str(), "year" | "decade" | "month" | "career");
            matches!(name.as_str(), "over" | "for" | "during" | "through" | "throughout") && long
        }
        Role::Frequency => true,
        _ => false,
    };
    verb.lemma == "cross"
        && verb.fillers(&Role::Object).any(|object| scene.lemma(object.token) == "path")
        && verb.arguments.iter().any(over_years)
}

/// How many sentences back those are told who meet again.
const AGAIN_REACH: u32 = 6;

/// True if all parties are places of one country: a capital and its country do not meet each other.
fn within_one_country(scene: &Scene<'_>, sides: &[Vec<Party>]) -> bool {
    let all: Vec<EntityId> = sides.iter().flatten().map(|party| party.entity).collect();
    of_one_country(scene, &all)
}

/// True if these are two places or more of one country.
#[must_use]
pub fn of_one_country(scene: &Scene<'_>, entities: &[EntityId]) -> bool {
    let country = |id: &EntityId| {
        let entity = scene.entities.entities.get(id.0 as usize)?;
        let geo = entity.geo.as_ref().filter(|_| entity.entity_type == EntityType::Place)?;
        (!geo.country.is_empty()).then_some(geo.country.as_str())
    };
    let mut countries = entities.iter().map(country);
    let first = countries.next().flatten();
    entities.len() > 1 && first.is_some() && countries.all(|other| other == first)
}

/// Leaves every entity on one side only: where a name puts it, rather than a description or a pronoun.
fn one_side_each(sides: &mut [Vec<Party>]) {
    for left in 0..sides.len() {
        for right in left + 1..sides.len() {
            let shared: Vec<Party> = sides[left]
                .iter()
                .filter(|party| sides[right].iter().any(|other| other.entity == party.entity))
                .copied()
                .collect();
            for party in shared {
                let other = sides[right].iter().find(|other| other.entity == party.entity).copied();
                let worse = match other.is_some_and(|other| other.reach < party.reach) {
                    true => left,
                    false => right,
                };
                sides[worse].retain(|known| known.entity != party.entity);
            }
        }
    }
}
