//! Where an encounter is that the text tells of without a place: where the report was filed, where the encounter before it was,
//! where those who meet are told to have spoken.

use super::around::{Around, SETTLED_REACH, is_day};
use super::place::{Located, is_town};
use super::scene::Told;
use super::setting::{Setting, Sort};
use crate::clause::{Factuality, Predicate, PredicateKind, Role, Tense};
use crate::entity::EntityId;
use crate::nlp::TokenId;
use smol_str::SmolStr;

/// How many sentences after the first tell of the day's news where it was filed.
const LEDE: u32 = 2;

/// How many sentences after the dateline a house that is not named is one of its town.
const LOCAL_REACH: u32 = 12;

impl Around<'_, '_> {
    /// The word for the encounter and the verb that carries it, which may be one.
    fn verbs(&self) -> [&Predicate; 2] {
        let own = self.scene.clauses.predicate(self.bound.predicate);
        [own, self.bound.light.map_or(own, |light| self.scene.clauses.predicate(light))]
    }

    /// "Ode met Brandt in Zell. She *also* met Kessler, and *later* had lunch with Lind": on the same round.
    pub(super) fn carried_on(&self) -> Option<Located> {
        let [own, carrier] = self.verbs();
        let added = self.is_added();
        let reach = if added && carrier.features.tense == Tense::Past { SETTLED_REACH } else { 1 };
        let told = self.scene.last_told(self.token, reach)?;
        let place = told.place.filter(|place| is_town(self.scene, *place) && !self.parties.contains(place))?;
        let same = told.sides.iter().flatten().any(|party| self.parties.contains(party)) && told.status == self.status;
        let perfect = (own.features.perfect || carrier.features.perfect) && !self.is_of_that_day();
        let there = added || self.is_next(told, place);
        (there && same && !perfect && !self.is_ever() && self.is_of_those_days())
            .then(|| Located::filed(place, self.token))
    }

    /// "Ode met Brandt in Zell on Monday. *Kessler received her* in the evening": the next sentence, that tells of no time of its
    /// own and no other place.
    fn is_next(&self, told: &Told, place: EntityId) -> bool {
        let [own, carrier] = self.verbs();
        let sentence = self.scene.token(self.token).sentence;
        let main = matches!(self.scene.token(carrier.token).deprel.as_str(), "ROOT" | "conj");
        let timed = super::time::time_of(self.scene, self.bound.predicate, self.bound.light).is_some();
        let range = self.scene.analysis.sentences.get(sentence as usize).cloned().unwrap_or_default();
        self.status == Factuality::Held
            && told.sentence < sentence
            && carrier.features.tense == Tense::Past
            && main
            && (!timed || self.is_of_that_day())
            && !own.features.habitual
            && !self.is_quoted(self.token)
            && !self.is_elsewhere(place, range)
    }

    /// "*earlier in the morning*", "*in the evening*": an hour of the day that the text is telling of.
    fn is_of_that_day(&self) -> bool {
        let time = super::time::time_of(self.scene, self.bound.predicate, self.bound.light);
        time.is_some_and(|(_, time)| {
            let words: Vec<SmolStr> = time.tokens.clone().map(|token| self.scene.lemma(TokenId(token))).collect();
            words.iter().any(|word| self.scene.in_words("hours-of-day", word)) && !words.iter().any(|word| is_day(word))
        })
    }

    /// "*also* met", "*later* had lunch with", "saw Kessler *as well*", "*went on to meet*": told as one more.
    pub(super) fn is_added(&self) -> bool {
        let [own, carrier] = self.verbs();
        let goes_on = carrier.governor.is_some_and(|(above, _)| {
            let verb = self.scene.clauses.predicate(above);
            verb.lemma == "go" && verb.particle.as_deref() == Some("on")
        });
        goes_on
            || [own.token, carrier.token].into_iter().any(|verb| {
                let mut adverbs = self.scene.analysis.dependents_by(verb, "advmod");
                adverbs.any(|adverb| {
                    // "went *well*" is no "as well"
                    let as_well =
                        adverb.0.checked_sub(1).is_some_and(|before| self.scene.form(TokenId(before)) == "as");
                    let lemma = self.scene.lemma(adverb);
                    self.scene.in_words("carrying-on", &lemma) && (lemma != "well" || as_well)
                })
            })
    }

    /// "LISBON (Courier) — Ode met Brandt on Monday": the first sentences of a report tell of the day's news where it was filed,
    /// if they name no other place.
    pub(super) fn filed_at(&self) -> Option<Located> {
        let place = self.scene.filed_at.filter(|place| !self.parties.contains(place))?;
        let [own, carrier] = self.verbs();
        let first = self.scene.sentence_after_dateline()?;
        let sentence = self.scene.token(own.token).sentence;
        let sentences = &self.scene.analysis.sentences;
        let range = sentences.get(first as usize)?.start..sentences.get(sentence as usize)?.end;
        let told = self.status == Factuality::Held && (first..=first + LEDE).contains(&sentence);
        let days = self.days_of_encounter();
        // "KOLDING — Ode resigned *on Monday*. She saw Brandt *on Monday*": the same day's news
        let news = || self.days_in(sentences[first as usize].clone());
        let of_the_day = !days.is_empty() && (sentence == first || days.iter().any(|day| news().contains(day)));
        let of_the_day = of_the_day || sentence == first + 1 && self.goes_on_telling() && !news().is_empty();
        let habitual = own.features.habitual || own.features.perfect;
        let there = told && of_the_day && !self.is_elsewhere(place, range) && !habitual && !self.is_ever();
        there.then(|| Located::filed(place, carrier.token))
    }

    /// "*They shook hands*": a main clause in the past, told of no time of its own and by nobody else.
    fn goes_on_telling(&self) -> bool {
        let [own, carrier] = self.verbs();
        let main = matches!(self.scene.token(carrier.token).deprel.as_str(), "ROOT" | "conj");
        let timed = super::time::time_of(self.scene, self.bound.predicate, self.bound.light).is_some();
        main && !timed
            && carrier.features.tense == Tense::Past
            && !carrier.features.perfect
            && !own.features.habitual
            && !self.is_quoted(self.token)
    }

    /// "KOLDING (Courier) — …. Ode met Brandt *at army headquarters*", "*in the same room*": a house that is not named is one of
    /// the town that the report comes from.
    pub(super) fn in_some_house(&self) -> Option<Located> {
        let scene = self.scene;
        let place = scene.filed_at.filter(|place| !self.parties.contains(place))?;
        let first = scene.sentence_after_dateline()?;
        let sentence = scene.token(self.token).sentence;
        let [own, carrier] = self.verbs();
        let near = (first..=first + LOCAL_REACH).contains(&sentence);
        let perfect = own.features.perfect || carrier.features.perfect || own.features.habitual;
        let sentences = &scene.analysis.sentences;
        let before = sentence.saturating_sub(1).max(first);
        let range = sentences.get(before as usize)?.start..sentences.get(sentence as usize)?.end;
        let house = self.verbs().into_iter().any(|verb| {
            verb.arguments.iter().any(|argument| {
                let within = matches!(&argument.role, Role::Preposition(name)
                    if matches!(name.as_str(), "in" | "at" | "inside" | "into" | "aboard" | "outside" | "to"));
                let lemma = scene.lemma(argument.token);
                let guest =
                    || scene.analysis.dependents_by(argument.token, "compound").any(|word| scene.form(word) == "guest");
                let local = scene.in_words("rooms", &lemma)
                    || lemma == "house" && guest()
                    || scene.in_words("place-nouns", &lemma) && !scene.in_words("wide-places", &lemma);
                within && local
            })
        });
        let there = near
            && house
            && !perfect
            && self.status == Factuality::Held
            && !self.is_ever()
            && !self.is_quoted(self.token)
            && self.is_of_those_days()
            && !self.is_elsewhere(place, range);
        there.then(|| Located::filed(place, self.token))
    }

    /// True if a town, a house or a land other than `place` and what it lies in is named within `range`.
    fn is_elsewhere(&self, place: EntityId, range: std::ops::Range<u32>) -> bool {
        range.map(TokenId).any(|token| {
            let mention = self.scene.mention_headed_by(token);
            let other = mention
                .is_some_and(|mention| matches!(mention.entities[..], [id] if id != place && self.names_spot(id)));
            other && !self.scene.in_dateline(token)
        })
    }

    /// The days that the time words of the encounter name: "Monday", "today".
    fn days_of_encounter(&self) -> Vec<SmolStr> {
        let time = super::time::time_of(self.scene, self.bound.predicate, self.bound.light);
        time.map(|(_, time)| self.days_in(time.tokens.clone())).unwrap_or_default()
    }

    fn days_in(&self, range: std::ops::Range<u32>) -> Vec<SmolStr> {
        let lemma = |token: u32| SmolStr::from(self.scene.lemma(TokenId(token)).to_lowercase());
        range.map(lemma).filter(|lemma| is_day(lemma)).collect()
    }

    /// "Ode *told Brandt in Zell* that it was over. The two met for an hour": both are told to be there.
    pub(super) fn is_of_exchange(&self, setting: &Setting, both: [EntityId; 2]) -> bool {
        let perfect = self.verbs().iter().any(|verb| verb.features.perfect);
        self.status == Factuality::Held
            && self.parties.len() == 2
            && self.parties.iter().all(|party| both.contains(party))
            && self.distance(setting) <= self.reach(setting)
            && !perfect
            && !self.is_ever()
            && self.is_of_those_days()
            && self.is_quoted(self.token) == self.is_quoted(setting.token)
    }

    /// "Ode told Brandt in Zell that it was over. …. She should have used *her talks with Mr Brandt*": talks that the text takes for
    /// known are those at which the one told the other something.
    pub(super) fn of_their_talks(&self) -> Option<Located> {
        let [own, _] = self.verbs();
        let settings = self.scene.settings().iter().filter(|setting| setting.token < self.token);
        let mut places = settings.filter_map(|setting| match &setting.sort {
            Sort::Exchange { both } if self.parties.iter().all(|party| both.contains(party)) => Some(setting.located),
            _ => None,
        });
        let known = own.kind == PredicateKind::Noun
            && self.parties.len() == 2
            && self.status != Factuality::Planned
            && super::is_definite(self.scene, self.token)
            && !self
                .scene
                .analysis
                .dependents_by(self.token, "amod")
                .any(|word| matches!(self.scene.form(word), "last" | "previous" | "next" | "earlier"))
            && self.is_of_those_days();
        let first = places.next().filter(|_| known)?;
        places.all(|other| other.place == first.place).then_some(first)
    }

    /// "Ode met Brandt on Monday. *She told reporters at Zell airport before flying home* that …": where the day ended.
    pub(super) fn is_rounded_off(&self, setting: &Setting) -> bool {
        let Sort::Briefing { speaker } = &setting.sort else { return false };
        let perfect = self.verbs().iter().any(|verb| verb.features.perfect);
        self.status == Factuality::Held
            && self.parties.contains(speaker)
            && !perfect
            && !self.is_ever()
            && self.is_of_those_days()
            && !self.is_later_than_told(setting)
    }
}
