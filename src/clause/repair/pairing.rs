//! Two sides between whom something stands: the land of the first ("Ana Ode of Norland *and* Jens Lund of Velden"), what
//! describes him ("the head of Norbank, Ana Ode, *and* Jens Lund"), the place or the time of their encounter ("talks at a hotel
//! *between* the two", "talked for an hour *with* her").

use super::super::lexicon::WORDS;
use super::Mend;
use crate::article::Span;
use crate::nlp::TokenId;

/// How many places an encounter may be told with before its "with".
const PLACES: usize = 4;

impl Mend<'_, '_> {
    /// "*Ana Ode* of Norland and [Jens Lund → Norland] of Velden": no person is conjoined with a land; behind the land of
    /// a person stands the next person.
    pub(super) fn person_after_land(&mut self, second: TokenId) {
        let token = self.analysis.token(second);
        let Some((and, first)) = self.and_after_land(second) else { return };
        let land = self.analysis.token(and).head;
        let joined = match token.deprel.as_str() {
            "conj" => token.head == land || token.head == first,
            "appos" => token.head == first,
            _ => false,
        };
        if joined {
            let conj = self.labels.conj;
            let tokens = self.tokens();
            tokens[and.index()].head = first;
            tokens[second.index()].head = first;
            tokens[second.index()].deprel = conj;
        }
    }

    /// The "and" right before `second` that hangs on a land, and the person whose land that is.
    fn and_after_land(&self, second: TokenId) -> Option<(TokenId, TokenId)> {
        let start = super::phrase_start(self.analysis, second);
        let and = TokenId(start.0.checked_sub(1)?);
        let (token, own) = (self.analysis.token(and), self.analysis.token(second));
        if token.deprel != "cc" || self.analysis.form(and, self.body) != "and" || token.sentence != own.sentence {
            return None;
        }
        let named = own.pos == "PROPN" && (own.entity == "PERSON" || own.entity == "" && self.has_any(second, "prep"));
        let described = own.tag == "NN" && super::is_human(&own.lemma) && start < second;
        // "of Mali and *Sierra Leone*": a land, taken for a person
        let name = Span::new(self.analysis.token(start).span.start, own.span.end);
        let land = || crate::entity::gazetteer::country_by_name(name.slice(self.body)).is_some();
        if !(named && !land() || described) {
            return None;
        }
        self.person_of_land(token.head).map(|first| (and, first))
    }

    /// "*Ana Ode* of Norland": the person whose land, town or body `land` is.
    fn person_of_land(&self, land: TokenId) -> Option<TokenId> {
        let token = self.analysis.token(land);
        let of = token.head;
        let first = self.analysis.token(of).head;
        let whole = self.analysis.token(first);
        let placed = token.pos == "PROPN"
            && token.deprel == "pobj"
            && matches!(token.entity.as_str(), "GPE" | "LOC" | "ORG" | "FAC")
            && matches!(self.analysis.form(of, self.body), "of" | "from");
        // "Governor of Norland and nominee Ana Ode": one person with two offices
        let office = super::is_human(&self.analysis.form(first, self.body).to_lowercase());
        let named = whole.entity == "PERSON" || whole.entity == "" && self.has_any(first, "compound");
        (placed && first < of && whole.pos == "PROPN" && named && !office).then_some(first)
    }

    /// "Ana Ode of [Lisbon and Norwegian envoy → *Jens Lund*]": a town and a person, taken for one name.
    pub(super) fn land_in_name(&mut self, second: TokenId) {
        let token = self.analysis.token(second);
        let of = token.head;
        let first = self.analysis.token(of).head;
        let land = TokenId(of.0 + 1);
        let and = TokenId(of.0 + 2);
        if and >= second || !matches!(self.analysis.form(of, self.body), "of" | "from") {
            return;
        }
        let (placed, whole) = (self.analysis.token(land), self.analysis.token(first));
        let people = token.pos == "PROPN" && whole.pos == "PROPN" && whole.entity == "PERSON" && first < of;
        let torn = placed.entity == "GPE"
            && self.analysis.form(and, self.body) == "and"
            && matches!(placed.deprel.as_str(), "nmod" | "compound")
            && self.analysis.ancestors(land).take(4).any(|above| above == second);
        if !(people && torn) {
            return;
        }
        let title = placed.head;
        let rest: Vec<TokenId> = self
            .analysis
            .dependents(land)
            .iter()
            .copied()
            .filter(|&next| next > and && self.analysis.token(next).deprel == "conj")
            .collect();
        let labels = self.labels;
        let tokens = self.tokens();
        tokens[land.index()].head = of;
        tokens[land.index()].deprel = labels.pobj;
        tokens[and.index()].head = first;
        tokens[second.index()].head = first;
        tokens[second.index()].deprel = labels.conj;
        for word in rest {
            tokens[word.index()].head = title;
            tokens[word.index()].deprel = labels.compound;
        }
    }

    /// The "and" between `first`, or the land of `first`, and `last`.
    pub(super) fn and_between(&self, first: TokenId, last: TokenId) -> Option<TokenId> {
        let within = |above: TokenId| self.analysis.dependents_by(above, "cc").find(|&and| first < and && and < last);
        let lands = || {
            let of = self.analysis.dependents_by(first, "prep").filter(|&of| of < last);
            let lands = of.flat_map(|of| self.analysis.dependents_by(of, "pobj"));
            lands.filter(|&land| self.person_of_land(land) == Some(first)).find_map(within)
        };
        within(first).or_else(lands)
    }

    /// "the head of Norbank, *Ana Ode*, and Jens Lund": the next of two after `name`, with its "and", where a comma closes the name
    /// off as a description's does.
    pub(super) fn next_after_aside(&self, name: TokenId) -> Option<(TokenId, TokenId)> {
        let mut next = self.analysis.dependents_by(name, "conj");
        let (Some(second), None) = (next.next(), next.next()) else { return None };
        let and = self.analysis.dependents_by(name, "cc").find(|&and| name < and && and < second)?;
        let comma = and.0.checked_sub(1).is_some_and(|comma| self.analysis.form(TokenId(comma), self.body) == ",");
        (comma && !self.has_any(second, "conj")).then_some((and, second))
    }

    /// "a group of leaders *that included Ode*": a group includes people, the leaders do not.
    pub(super) fn clause_of_group(&mut self, verb: TokenId) {
        let token = self.analysis.token(verb);
        let noun = token.head;
        let of = self.analysis.token(noun).head;
        let group = self.analysis.token(of).head;
        let includes = matches!(token.lemma.as_str(), "include" | "comprise" | "feature" | "number");
        let own = self.analysis.token(noun);
        let whole = self.analysis.token(group);
        let part = own.pos == "NOUN"
            && own.deprel == "pobj"
            && self.analysis.form(of, self.body) == "of"
            && whole.tag == "NN"
            && group < of
            && !super::is_human(&whole.lemma);
        let that = self
            .analysis
            .dependents_by(verb, "nsubj")
            .any(|that| that < verb && matches!(self.analysis.form(that, self.body), "that" | "which"));
        if includes && part && that && noun < verb {
            self.tokens()[verb.index()].head = group;
        }
    }

    /// "*talks* at a hotel [between → hotel] Ode and Brandt", "a *meeting* on the sidelines of a summit in Vasa *with* Lund": who stands
    /// after the place of an encounter is in the encounter.
    pub(super) fn parties_after_place(&mut self, preposition: TokenId) {
        let form = self.analysis.form(preposition, self.body);
        let place = self.analysis.token(preposition).head;
        if !matches!(form, "between" | "with") || place > preposition {
            return;
        }
        let party = |name: TokenId| {
            let token = self.analysis.token(name);
            token.pos == "PROPN" && matches!(token.entity.as_str(), "PERSON" | "ORG" | "GPE" | "")
        };
        let named = self
            .analysis
            .dependents_by(preposition, "pobj")
            .any(|name| party(name) || self.analysis.dependents_by(name, "appos").any(party));
        let Some(encounter) = self.encounter_at(place).filter(|_| named) else { return };
        let own = self
            .analysis
            .dependents_by(encounter, "prep")
            .any(|own| matches!(self.analysis.form(own, self.body), "between" | "with"));
        if !own {
            self.tokens()[preposition.index()].head = encounter;
        }
    }

    /// The encounter that takes place at `place`, told before it.
    fn encounter_at(&self, place: TokenId) -> Option<TokenId> {
        let is_encounter = |noun: TokenId| {
            let token = self.analysis.token(noun);
            token.pos == "NOUN" && WORDS.encounters.contains(&token.lemma)
        };
        let (mut at, mut beside) = (place, false);
        for _ in 0..PLACES {
            let token = self.analysis.token(at);
            let (preposition, noun) = (token.head, self.analysis.token(token.head).head);
            let edge = |id: TokenId| {
                matches!(
                    self.analysis.token(id).lemma.as_str(),
                    "sideline" | "sidelines" | "margin" | "margins" | "fringe"
                )
            };
            let where_it_is = match self.analysis.form(preposition, self.body) {
                "at" | "in" | "outside" | "inside" | "near" | "aboard" => true,
                "on" => edge(at),
                "of" => edge(noun),
                _ => false,
            };
            if token.deprel != "pobj" || !where_it_is || noun >= preposition {
                return None;
            }
            beside |= edge(noun);
            // "had *lunch* [on → had] the sidelines of a summit in Vasa with Ode"
            if self.analysis.token(noun).pos == "VERB" {
                return self.analysis.dependents_by(noun, "dobj").find(|&object| object < at && is_encounter(object));
            }
            // "talks at a *meeting* with Ode": with whom the meeting is
            if is_encounter(at) && !beside && !edge(at) {
                return None;
            }
            if is_encounter(noun) && !(edge(noun) || beside && self.analysis.form(preposition, self.body) == "of") {
                return Some(noun);
            }
            at = noun;
        }
        None
    }

    /// "talked *for an hour* [with → hour] Ode": an hour has no company; who talked has.
    pub(super) fn company_for_hour(&mut self, with: TokenId) {
        let hour = self.analysis.token(with).head;
        let token = self.analysis.token(hour);
        let spent = token.deprel == "pobj"
            && hour < with
            && self.analysis.form(with, self.body) == "with"
            && WORDS.spans.contains(&token.lemma)
            && self.analysis.form(token.head, self.body) == "for";
        let verb = self.analysis.token(token.head).head;
        if spent && verb < hour && self.analysis.token(verb).pos == "VERB" {
            self.tokens()[with.index()].head = verb;
        }
    }

    /// "[Meeting → Ana Ode] in Vasa on Friday, Jens Lund said …": where the verb has a subject of its own after the comma, what
    /// opens the sentence is a clause, no longer name.
    pub(super) fn gerund_in_front(&mut self, gerund: TokenId) {
        if self.sentence_start(gerund) != gerund.0 {
            return;
        }
        let lemma = match self.analysis.form(gerund, self.body) {
            "Meeting" => "meet",
            "Visiting" => "visit",
            "Greeting" => "greet",
            "Hosting" => "host",
            "Welcoming" => "welcome",
            "Receiving" => "receive",
            _ => return,
        };
        let mut name = gerund;
        while self.analysis.token(name).deprel == "compound" && self.analysis.token(name).head > name {
            name = self.analysis.token(name).head;
        }
        let token = self.analysis.token(name);
        let verb = token.head;
        let person = |id: TokenId| {
            let token = self.analysis.token(id);
            token.pos == "PROPN" && token.entity == "PERSON"
        };
        let loose = matches!(token.deprel.as_str(), "nsubj" | "nsubjpass" | "npadvmod" | "dep" | "nmod" | "advcl");
        if !(person(name) && loose && verb > name && matches!(self.analysis.token(verb).pos.as_str(), "VERB" | "AUX")) {
            return;
        }
        let subject = self.analysis.dependents(verb).iter().copied().find(|&own| {
            name < own && own < verb && matches!(self.analysis.token(own).deprel.as_str(), "nsubj" | "nsubjpass")
        });
        // "Meeting Ana Ode in Vasa, [Jens Lund → Vasa] said"
        let torn = || {
            let places = (name.0 + 1..verb.0).map(TokenId).filter(|&id| self.comma_before(id) && person(id));
            let mut places = places.filter(|&id| matches!(self.analysis.token(id).deprel.as_str(), "conj" | "appos"));
            places.find(|&id| {
                let above = self.analysis.token(id).head;
                let beside = above == name && self.analysis.token(id).deprel == "appos";
                beside || above > name && self.analysis.token(above).entity != "PERSON" && !self.has_any(above, "cc")
            })
        };
        let Some(subject) = subject.or_else(torn) else { return };
        let moved: Vec<TokenId> = self
            .analysis
            .dependents(name)
            .iter()
            .copied()
            .filter(|&own| own > name)
            .filter(|&own| match self.analysis.token(own).deprel.as_str() {
                "prep" => self.analysis.form(own, self.body) != "of",
                "npadvmod" => true,
                _ => false,
            })
            .collect();
        let labels = self.labels;
        let tokens = self.tokens();
        for own in moved {
            tokens[own.index()].head = gerund;
        }
        tokens[subject.index()].head = verb;
        tokens[subject.index()].deprel = labels.nsubj;
        tokens[name.index()].head = gerund;
        tokens[name.index()].deprel = labels.dobj;
        let opening = &mut tokens[gerund.index()];
        opening.head = verb;
        opening.deprel = labels.advcl;
        opening.tag = labels.vbg;
        opening.pos = labels.verb;
        opening.lemma = lemma.into();
    }

    /// "the ministers of Norland and Velden, *Ana Ode and Jens Lund*": as many people as places after the plural are those
    /// whom it tells, no further ones.
    pub(super) fn people_of_places(&mut self, first: TokenId) {
        let start = super::phrase_start(self.analysis, first).0;
        let comma = start.checked_sub(1).is_some_and(|before| self.analysis.form(TokenId(before), self.body) == ",");
        let plural = self.analysis.head(first).filter(|&plural| self.analysis.token(plural).tag == "NNS");
        let (true, Some(plural)) = (comma && self.analysis.token(first).entity == "PERSON", plural) else { return };
        let places = self
            .analysis
            .dependents_by(plural, "prep")
            .filter(|&of| of < first && self.analysis.form(of, self.body) == "of")
            .find_map(|of| self.analysis.dependents_by(of, "pobj").next());
        let alike = places.is_some_and(|place| {
            let n_places = self.list_length(place);
            n_places > 1 && n_places == self.list_length(first) && self.analysis.token(place).pos == "PROPN"
        });
        let joined = self.analysis.dependents_by(plural, "cc").any(|and| and < first);
        if alike && !joined {
            let labels = self.labels;
            self.tokens()[first.index()].deprel = labels.appos;
        }
    }

    /// The first place of the list that `place` ends.
    pub(super) fn first_of_places(&self, place: TokenId) -> TokenId {
        let is_conjunct = |id: TokenId| {
            let token = self.analysis.token(id);
            // "of Norland, *Ode*, and Velden": a list of lands and people
            let alone = (token.head.0..id.0).all(|between| self.analysis.token(TokenId(between)).entity != "PERSON");
            (token.deprel == "conj" && token.entity == "GPE" && token.head < id && alone).then_some(token.head)
        };
        std::iter::successors(Some(place), |&id| is_conjunct(id)).take(8).last().unwrap_or(place)
    }

    /// How many are conjoined with `first`, itself included.
    fn list_length(&self, first: TokenId) -> usize {
        let next = |&id: &TokenId| self.analysis.dependents_by(id, "conj").find(|&next| next > id);
        std::iter::successors(Some(first), next).count()
    }
}
