//! Where an encounter takes place as the sentences around it tell.
//!
//! Takes a bound encounter and the [settings](super::setting) of the article, gives the place of the one that fits: a journey
//! of somebody who takes part, the gathering at which they meet, what was told just before. Null over guess.

use super::bind::Bound;
use super::place::{Located, is_town};
use super::scene::Scene;
use super::setting::{Setting, Sort, run_of};
use crate::clause::{Factuality, Predicate, PredicateId, PredicateKind, Role, Tense};
use crate::entity::{EntityId, EntityType};
use crate::nlp::TokenId;
use smol_str::SmolStr;

/// How many sentences after it a journey is still the setting.
pub(super) const JOURNEY_REACH: u32 = 1;

/// The same as long as no other place is named.
pub(super) const UNDISTURBED_REACH: u32 = 6;

/// The same as long as nobody is told to be elsewhere.
pub(super) const SETTLED_REACH: u32 = 3;

/// How many sentences after it an encounter with whom is not said is still the setting.
const ENCOUNTER_REACH: u32 = 3;

/// How many sentences after the encounter the place of its occasion may follow.
const EVENT_AHEAD: u32 = 2;

/// Where the encounter of `bound` takes place as the text around it tells, if its own clause names no place.
#[must_use]
pub fn place_around(scene: &Scene<'_>, bound: &Bound<'_>, status: Factuality) -> Option<Located> {
    let around = Around {
        scene,
        bound,
        status,
        token: scene.clauses.predicate(bound.predicate).token,
        parties: bound.sides.iter().flatten().map(|party| party.entity).collect(),
    };
    around.find()
}

/// An encounter and what the sentences around it may tell of its place.
pub(super) struct Around<'s, 'a> {
    pub(super) scene: &'s Scene<'a>,
    pub(super) bound: &'s Bound<'s>,
    pub(super) status: Factuality,
    pub(super) token: TokenId,
    pub(super) parties: Vec<EntityId>,
}

impl Around<'_, '_> {
    fn find(&self) -> Option<Located> {
        let settings = self.scene.settings();
        let (before, after) = settings.split_at(settings.partition_point(|setting| setting.token < self.token));
        let is_free = |setting: &&Setting| !self.parties.contains(&setting.located.place);
        if says_there(self.scene, self.bound) {
            let near = |setting: &&Setting| is_free(setting) && self.distance(setting) <= JOURNEY_REACH;
            return before.iter().rev().find(near).map(|setting| setting.located);
        }
        if let Some(event) = gathering_at(self.scene, self.bound) {
            let same = |setting: &&Setting| matches!(&setting.sort, Sort::Event { lemma } if *lemma == event);
            let any = |setting: &&Setting| matches!(setting.sort, Sort::Event { .. });
            let generic = matches!(event.as_str(), "event" | "meeting" | "gathering" | "sideline" | "margin");
            let found = before.iter().rev().filter(is_free).find(same);
            // "on the sidelines of a rally" is not of "a rally" told after
            let soon = |setting: &&Setting| {
                let again = super::is_definite(self.scene, setting.token);
                is_free(setting) && again && self.distance(setting) <= EVENT_AHEAD
            };
            return found
                .or_else(|| {
                    after.iter().take_while(|setting| self.distance(setting) <= EVENT_AHEAD).filter(soon).find(same)
                })
                .or_else(|| before.iter().rev().filter(is_free).find(any).filter(|_| generic))
                .or_else(|| before.iter().rev().filter(is_free).find(|setting| self.is_news(setting)))
                .map(|setting| setting.located);
        }
        let along = |setting: &&Setting| self.goes_along(setting);
        let meanwhile = |setting: &&Setting| self.is_meanwhile(setting);
        let same_sentence = after.iter().take_while(|setting| self.distance(setting) == 0);
        let found = before.iter().rev().filter(is_free).find(along);
        found
            .or_else(|| same_sentence.filter(is_free).find(meanwhile))
            .or_else(|| {
                after
                    .iter()
                    .take_while(|setting| self.distance(setting) <= 1)
                    .filter(is_free)
                    .find(|setting| self.came_before(setting) || self.is_rounded_off(setting))
            })
            .map(|setting| setting.located)
            .or_else(|| self.carried_on())
            .or_else(|| self.filed_at())
            .or_else(|| self.in_some_house())
            .or_else(|| self.of_their_talks())
    }

    /// True if the encounter is told of no time, or only of a day or an hour: not of "last month" or "in 1994".
    pub(super) fn is_of_those_days(&self) -> bool {
        let time = super::time::time_of(self.scene, self.bound.predicate, self.bound.light);
        time.is_none_or(|(_, time)| {
            let mut words = time.tokens.clone().map(|token| self.scene.lemma(TokenId(token)).to_lowercase());
            words.any(|word| {
                is_day(&word) || self.scene.in_words("carrying-on", &word) || self.scene.in_words("hours-of-day", &word)
            })
        })
    }

    /// True if `id` is a place other than a country.
    pub(super) fn names_spot(&self, id: EntityId) -> bool {
        self.scene.entity_type(id) == EntityType::Place && !self.scene.acts(id) || is_town(self.scene, id)
    }

    /// How many sentences lie between the encounter and `setting`.
    pub(super) fn distance(&self, setting: &Setting) -> u32 {
        self.scene.token(self.token).sentence.abs_diff(setting.sentence)
    }

    /// True if `setting`, told before, is where one of the parties still is.
    fn goes_along(&self, setting: &Setting) -> bool {
        match &setting.sort {
            Sort::Journey { travellers, status } => self.is_there(setting, travellers, *status),
            Sort::Departure { travellers } => self.was_there(setting, travellers),
            Sort::Exchange { both } => self.is_of_exchange(setting, *both),
            Sort::Briefing { .. } => false,
            Sort::Encounter { party, status: told } => {
                // what is still ahead is one encounter, however late its other side is told
                let near = *told == Factuality::Planned || self.distance(setting) <= ENCOUNTER_REACH;
                *told == self.status && near && self.parties.contains(party)
            }
            // "*The talks were held in Zell*. Ode and Brandt met behind closed doors."
            Sort::Event { lemma } => {
                let word = self.scene.clauses.predicate(setting.id);
                let alone = !word.has(&Role::Preposition("of".into()))
                    && !word.has(&Role::Preposition("with".into()))
                    && !word.has(&Role::Preposition("between".into()))
                    && !word.has(&Role::Possessor);
                let before = self.scene.token(self.token).sentence.checked_sub(setting.sentence) == Some(1);
                let subject = self.scene.token(setting.token).deprel;
                let own = self.scene.clauses.predicate(self.bound.predicate);
                let told = word.factuality == self.status && matches!(subject.as_str(), "nsubj" | "nsubjpass");
                // "decided in *meetings in Zell*. Kessler *also* saw Ode": on the same round.
                if alone
                    && before
                    && self.status == Factuality::Held
                    && word.factuality == Factuality::Held
                    && self.is_added()
                {
                    return true;
                }
                // "*At the summit in Zell* Ode took Brandt aside. The two talked": where both were.
                let there = before && self.status == Factuality::Held && word.factuality == Factuality::Held;
                if there && own.kind == PredicateKind::Verb && self.all_in(setting.sentence) || self.is_news(setting) {
                    return true;
                }
                alone && before && told && own.kind == PredicateKind::Verb && self.scene.in_words("meetings", lemma)
            }
        }
    }

    /// "*Ministers ended a conference in Zell*. Ode had dinner with Brandt": the gathering that the text is about, with no other
    /// place named since.
    fn is_news(&self, setting: &Setting) -> bool {
        let Sort::Event { lemma } = &setting.sort else { return false };
        let word = self.scene.clauses.predicate(setting.id);
        let run = run_of(self.scene, word).and_then(|verb| self.scene.clauses.predicate_at(verb));
        let above = self.measured(word).or_else(|| word.governor.map(|(above, _)| above)).or(run);
        let above = above.map(|verb| self.scene.clauses.predicate(verb));
        let verbs = |verb: &Predicate| {
            self.scene.in_words("gathering-verbs", &verb.lemma) || self.scene.in_words("gathering-runs", &verb.lemma)
        };
        let is_verb = word.kind == PredicateKind::Verb;
        let told = if is_verb { Some(word) } else { above }.filter(|verb| verbs(verb));
        let own = self.scene.clauses.predicate(self.bound.predicate);
        let perfect = own.features.perfect && !word.features.perfect;
        let apart = ["with", "between", "of"].iter().any(|name| word.has(&Role::Preposition((*name).into())));
        let talks = self.scene.in_words("formal-talks", lemma) && !apart && !word.has(&Role::Possessor);
        (is_verb || talks || self.scene.in_words("assemblies", lemma))
            && told.is_some_and(|verb| self.is_held_then(verb))
            && is_town(self.scene, setting.located.place)
            && self.distance(setting) <= self.reach(setting)
            && self.is_quoted(self.token) == self.is_quoted(setting.token)
            && !perfect
            && !self.is_ever()
            && self.is_of_those_days()
    }

    /// "ended two *days of talks*": the verb over how long the gathering `word` is.
    fn measured(&self, word: &Predicate) -> Option<PredicateId> {
        let scene = self.scene;
        let of = scene.analysis.head(word.token).filter(|&of| scene.form(of) == "of")?;
        let days = scene.analysis.head(of).filter(|&days| scene.in_words("measures", &scene.lemma(days)))?;
        scene.clauses.predicate_at(scene.analysis.head(days)?)
    }

    /// True if what `verb` tells of a gathering goes with the encounter: both were held, or both are still ahead.
    fn is_held_then(&self, verb: &Predicate) -> bool {
        let ahead = matches!(self.status, Factuality::Planned | Factuality::Possible);
        let now = verb.features.progressive || verb.features.tense == Tense::Present && !verb.features.perfect;
        // "ended a conference in Zell. They *skipped* the farewell lunch": what did not come about there
        let own = self.scene.clauses.predicate(self.bound.predicate);
        let above = own.governor.filter(|_| own.kind == PredicateKind::Noun).map(|(above, _)| above);
        let own = self.bound.light.or(above).map_or(own, |verb| self.scene.clauses.predicate(verb)).features;
        if self.status == Factuality::Negated && verb.factuality == Factuality::Held {
            return own.tense == Tense::Past && !own.perfect;
        }
        verb.factuality == self.status || ahead && (verb.factuality == Factuality::Planned || now)
    }

    /// True if all parties are named in `sentence`.
    fn all_in(&self, sentence: u32) -> bool {
        let Some(range) = self.scene.analysis.sentences.get(sentence as usize) else { return false };
        let mentions = &self.scene.entities.mentions;
        let first = mentions.partition_point(|mention| mention.head.0 < range.start);
        let near = || mentions[first..].iter().take_while(|mention| mention.head.0 < range.end);
        self.parties.iter().all(|party| near().any(|mention| mention.entities.contains(party)))
    }

    /// "has never met", "has met twice": at no time that the text tells of.
    pub(super) fn is_ever(&self) -> bool {
        // "have not spoken *since*"
        let own = self.scene.clauses.predicate(self.bound.predicate).features;
        if self.status == Factuality::Negated && own.perfect && own.tense == Tense::Present {
            return true;
        }
        let dependents = self.scene.analysis.dependents(self.token).iter();
        let mut words = dependents.filter(|&&word| matches!(self.scene.token(word).deprel.as_str(), "neg" | "advmod"));
        words
            .any(|&word| matches!(self.scene.lemma(word).as_str(), "never" | "ever" | "previously" | "twice" | "first"))
    }
}

/// "Monday", "yesterday", "today", "night".
pub(super) fn is_day(lemma: &str) -> bool {
    lemma.ends_with("day") && lemma != "day" && lemma != "holiday" && lemma != "birthday" || lemma == "night"
}

/// "held talks *there*".
fn says_there(scene: &Scene<'_>, bound: &Bound<'_>) -> bool {
    let light = bound.light.map(|light| scene.clauses.predicate(light).token);
    std::iter::once(scene.clauses.predicate(bound.predicate).token)
        .chain(light)
        .any(|token| scene.analysis.dependents_by(token, "advmod").any(|adverb| scene.lemma(adverb) == "there"))
}

/// The gathering during which the encounter takes place: "at *the forum*", "on the sidelines of *the summit*".
fn gathering_at(scene: &Scene<'_>, bound: &Bound<'_>) -> Option<SmolStr> {
    let own = scene.clauses.predicate(bound.predicate);
    if own.has(&Role::Preposition("attended by".into())) {
        return Some(own.lemma.clone());
    }
    // "at a conference hours before her meeting with Brandt"
    let apart = matches!(own.marker.as_deref(), Some("before" | "prior to" | "until" | "since"));
    let light = bound.light.filter(|_| !apart).map(|light| scene.clauses.predicate(light));
    let lemma = std::iter::once(own).chain(light).flat_map(|predicate| &predicate.arguments).find_map(|argument| {
        let Role::Preposition(name) = &argument.role else { return None };
        let within = matches!(
            name.as_str(),
            "at" | "during" | "in" | "on the sidelines of" | "on the margins of" | "on the fringes of" | "before"
        );
        let lemma = scene.lemma(argument.token);
        let on_the_side = name == "on" && matches!(lemma.as_str(), "sideline" | "margin" | "fringe" | "eve");
        let another = argument.token != own.token;
        // "*before the start of the forum*"
        let bound_to = matches!(name.as_str(), "before" | "ahead of" | "at" | "after")
            && matches!(lemma.as_str(), "start" | "opening" | "beginning" | "end" | "close");
        if another && bound_to {
            return beside_what(scene, argument.token);
        }
        if another && on_the_side {
            return Some(beside_what(scene, argument.token).unwrap_or(lemma));
        }
        (another && within && scene.in_words("gatherings", &lemma)).then_some(lemma)
    });
    lemma.or_else(|| {
        let occasion = own.marker.as_deref() == Some("for");
        let above = own.governor.filter(|_| occasion).map(|(above, _)| scene.clauses.predicate(above))?;
        let user = above.fillers(&Role::Object).map(|object| scene.lemma(object.token));
        user.into_iter().chain([above.lemma.clone()]).find(|lemma| scene.in_words("gatherings", lemma))
    })
}

/// "on the sidelines of *the forum*".
fn beside_what(scene: &Scene<'_>, sidelines: TokenId) -> Option<SmolStr> {
    let of = scene.analysis.dependents_by(sidelines, "prep").find(|&of| scene.form(of) == "of")?;
    let event = scene.analysis.dependents_by(of, "pobj").next()?;
    Some(scene.lemma(event)).filter(|lemma| scene.in_words("gatherings", lemma))
}
