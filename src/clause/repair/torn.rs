//! What a place, a time or an office tears off from where it belongs: the second of two whom one met in two places, the
//! participle that tells who attended, the subject right behind a place.

use super::super::lexicon::WORDS;
use super::Mend;
use crate::nlp::TokenId;

/// How far above a name its verb is looked for.
const CLIMB: usize = 4;

impl Mend<'_, '_> {
    /// "met Ana Ode in Vasa and [Jens Lund → Vasa] in Oslo", "met Ana Ode in May and [the mayor → met], Jens Lund": no person is
    /// conjoined with a place or a verb; he is the next whom one met.
    pub(super) fn next_after_place(&mut self, second: TokenId) {
        let token = self.analysis.token(second);
        let start = super::phrase_start(self.analysis, second).0;
        let Some(and) = start.checked_sub(1).map(TokenId) else { return };
        let joined = self.analysis.token(and).deprel == "cc"
            && self.analysis.token(and).sentence == token.sentence
            && self.analysis.form(and, self.body) == "and";
        if !joined || !self.names_somebody(second) {
            return;
        }
        let above = self.analysis.token(token.head);
        let (preposition, verb) = match (above.deprel.as_str(), above.pos.as_str()) {
            (_, "VERB") => (None, token.head),
            ("pobj", "PROPN") if matches!(above.entity.as_str(), "GPE" | "LOC" | "FAC") => {
                (Some(above.head), self.analysis.token(above.head).head)
            }
            _ => return,
        };
        let is_where = |preposition: TokenId| {
            matches!(self.analysis.form(preposition, self.body), "in" | "at" | "on" | "near" | "outside" | "over")
        };
        if preposition.is_some_and(|preposition| !is_where(preposition)) {
            return;
        }
        let before = preposition.unwrap_or(and);
        // the parser may have hung the place on the first of the two
        let first = match self.analysis.token(verb).pos.as_str() {
            "VERB" => self.whom(verb, before),
            "PROPN" if self.analysis.token(verb).entity == "PERSON" && verb < before => Some(verb),
            _ => None,
        };
        let Some(first) = first.filter(|&first| first < and && self.names_somebody(first)) else { return };
        let conj = self.labels.conj;
        let tokens = self.tokens();
        tokens[and.index()].head = first;
        tokens[second.index()].head = first;
        tokens[second.index()].deprel = conj;
    }

    /// "met Ana Ode in Vasa, *then* [Jens Lund → met]": the next whom one met.
    pub(super) fn next_after_then(&mut self, then: TokenId) {
        let second = self.analysis.token(then).head;
        let token = self.analysis.token(second);
        let comma = then.0.checked_sub(1).is_some_and(|comma| self.analysis.form(TokenId(comma), self.body) == ",");
        let begins = then < second && matches!(self.analysis.form(then, self.body), "then" | "later");
        let loose = matches!(token.deprel.as_str(), "npadvmod" | "appos" | "dep" | "conj");
        if !(comma && begins && loose && self.names_somebody(second)) {
            return;
        }
        let verb = self.analysis.ancestors(second).take(CLIMB).find(|&above| self.analysis.token(above).pos == "VERB");
        let first = verb.and_then(|verb| self.whom(verb, then));
        let Some(first) = first.filter(|&first| self.names_somebody(first) && first != second) else { return };
        let conj = self.labels.conj;
        let mended = &mut self.tokens()[second.index()];
        mended.head = first;
        mended.deprel = conj;
    }

    /// The object of `verb`, or of its "with", before `end`.
    fn whom(&self, verb: TokenId, end: TokenId) -> Option<TokenId> {
        let within = |id: &TokenId| verb < *id && *id < end;
        let object = self.analysis.dependents_by(verb, "dobj").find(within);
        let with = || {
            let with = self.analysis.dependents_by(verb, "prep").filter(within);
            let mut with = with.filter(|&with| self.analysis.form(with, self.body) == "with");
            with.find_map(|with| self.analysis.dependents_by(with, "pobj").next())
        };
        with().or(object)
    }

    /// True for a person's name and for an office with one: "Ana Ode", "the mayor, Ana Ode".
    fn names_somebody(&self, id: TokenId) -> bool {
        let person = |id: TokenId| {
            let token = self.analysis.token(id);
            token.pos == "PROPN" && token.entity == "PERSON"
        };
        let token = self.analysis.token(id);
        let office = token.tag == "NN" && super::is_human(&token.lemma);
        person(id) || office && self.analysis.subtree(id).map(TokenId).any(person)
    }

    /// "chaired a *meeting* in Vasa last week [attended → chaired] by Ode": it is the meeting that is attended.
    pub(super) fn attended_encounter(&mut self, participle: TokenId) {
        let token = self.analysis.token(participle);
        let verb = token.head;
        let attended = matches!(token.lemma.as_str(), "attend" | "host" | "mediate" | "chair" | "broker" | "moderate");
        let bare = self.has_any(participle, "agent")
            && !["aux", "auxpass", "mark", "nsubjpass"].iter().any(|label| self.has_any(participle, label));
        if !(attended && bare && verb < participle && self.analysis.token(verb).pos == "VERB") {
            return;
        }
        let meeting = self
            .analysis
            .dependents_by(verb, "dobj")
            .find(|&object| object < participle && WORDS.encounters.contains(&self.analysis.token(object).lemma));
        let Some(meeting) = meeting else { return };
        // "in the capital, [Vasa → attended], attended by"
        let place = self.analysis.dependents_by(participle, "nsubj").next();
        if place.is_some_and(|place| self.analysis.token(place).entity != "GPE") {
            return;
        }
        let labels = self.labels;
        let tokens = self.tokens();
        tokens[participle.index()].head = meeting;
        tokens[participle.index()].deprel = labels.acl;
        if let Some(place) = place {
            tokens[place.index()].head = verb;
            tokens[place.index()].deprel = labels.npadvmod;
        }
    }

    /// "brought Ana Ode and Jens Lund, the mayor, [*together* → Lund] in Vasa": what is brought together is both.
    pub(super) fn together_after_names(&mut self, together: TokenId) {
        let name = self.analysis.token(together).head;
        let noun = matches!(self.analysis.token(name).pos.as_str(), "NOUN" | "PROPN");
        if self.analysis.form(together, self.body) != "together" || name > together || !noun {
            return;
        }
        let verb = self.analysis.ancestors(name).take(CLIMB).find(|&above| self.analysis.token(above).pos == "VERB");
        let brings = |verb: &TokenId| matches!(self.analysis.token(*verb).lemma.as_str(), "bring" | "get" | "call");
        let Some(verb) = verb.filter(|verb| *verb < name && brings(verb) && self.has_any(*verb, "dobj")) else {
            return;
        };
        let places: Vec<TokenId> = self.analysis.dependents_by(together, "prep").collect();
        let tokens = self.tokens();
        tokens[together.index()].head = verb;
        for place in places {
            tokens[place.index()].head = verb;
        }
    }

    /// "In [Vasa → Ode] *Ana Ode*, the mayor, met Brandt": the town right after the preposition is its object, and the person
    /// behind it the subject of a verb that has none.
    pub(super) fn place_before_name(&mut self, place: TokenId) {
        let token = self.analysis.token(place);
        let name = token.head;
        let preposition = self.analysis.token(name).head;
        let verb = self.analysis.token(preposition).head;
        let first = preposition.0 == self.sentence_start(place) && place.0 == preposition.0 + 1;
        let fits = first
            && name > place
            && self.analysis.token(name).deprel == "pobj"
            && self.analysis.token(name).pos == "PROPN"
            && matches!(self.analysis.form(preposition, self.body), "In" | "At")
            && verb > name
            && self.analysis.token(verb).pos == "VERB"
            && !self.has_subject(verb);
        // "In *Oslo City* Council": a name of a place has no given name in it
        let given = self.analysis.dependents_by(name, "compound").any(|part| part > place);
        if !fits || !given || token.entity != "GPE" || self.analysis.token(name).entity == "GPE" {
            return;
        }
        let passive = self.has_any(verb, "auxpass");
        let labels = self.labels;
        let tokens = self.tokens();
        tokens[place.index()].head = preposition;
        tokens[place.index()].deprel = labels.pobj;
        tokens[name.index()].head = verb;
        tokens[name.index()].deprel = if passive { labels.nsubjpass } else { labels.nsubj };
    }

    /// "talks between Ana Ode (N), [Jens Lund → talks] and Per Falk": nobody is conjoined with an encounter, but with those whose
    /// it is.
    pub(super) fn person_beside_encounter(&mut self, second: TokenId) {
        let token = self.analysis.token(second);
        let encounter = self.analysis.token(token.head);
        if token.entity != "PERSON" || encounter.pos != "NOUN" || !WORDS.encounters.contains(&encounter.lemma) {
            return;
        }
        let parties = self.analysis.dependents_by(token.head, "prep").filter(|&of| {
            of < second
                && matches!(self.analysis.form(of, self.body), "between" | "with" | "among" | "of" | "involving")
        });
        let mut parties = parties.flat_map(|of| self.analysis.dependents_by(of, "pobj"));
        let first = parties.find(|&first| first < second && self.names_somebody(first) && !self.has_any(first, "conj"));
        if let Some(first) = first {
            self.tokens()[second.index()].head = first;
        }
    }

    /// "Ana Ode of Vasa, [Jens Lund → apposition], the mayor, and Per Falk": a person is no second name of another, but the next of
    /// the list that goes on behind him.
    pub(super) fn person_beside_person(&mut self, second: TokenId) {
        let token = self.analysis.token(second);
        let first = self.analysis.token(token.head);
        let person = token.entity == "PERSON" && first.entity == "PERSON" && first.pos == "PROPN";
        let goes_on = self.has_any(second, "cc") && self.has_any(second, "conj");
        if person && goes_on && token.head < second && self.comma_before(second) {
            let conj = self.labels.conj;
            self.tokens()[second.index()].deprel = conj;
        }
    }

    /// "met *neither* [→ finance minister] Ana Ode nor Jens Lund": it denies both of the names.
    pub(super) fn neither_of_names(&mut self, neither: TokenId) {
        if !self.analysis.form(neither, self.body).eq_ignore_ascii_case("neither") {
            return;
        }
        let nor = |&name: &TokenId| {
            let mut nor = self.analysis.dependents_by(name, "cc");
            nor.any(|nor| self.analysis.form(nor, self.body) == "nor" && nor > neither)
        };
        let above = self.analysis.ancestors(neither).take(CLIMB).take_while(|&above| above > neither).find(nor);
        if let Some(name) = above {
            let preconj = self.labels.preconj;
            let mended = &mut self.tokens()[neither.index()];
            mended.head = name;
            mended.deprel = preconj;
        }
    }

    /// "a dinner hosted by Ana Ode [*for* → Ode] Jens Lund": for whom one hosts it.
    pub(super) fn guest_on_host(&mut self, preposition: TokenId) {
        let host = self.analysis.token(preposition).head;
        let by = self.analysis.token(host).head;
        let verb = self.analysis.token(by).head;
        let hosts = matches!(self.analysis.token(verb).lemma.as_str(), "host" | "give" | "throw" | "hold");
        let fits = matches!(self.analysis.form(preposition, self.body), "for" | "with")
            && self.analysis.token(by).deprel == "agent"
            && host < preposition
            && self.analysis.token(host).pos == "PROPN"
            && hosts
            && self.analysis.dependents_by(preposition, "pobj").any(|guest| self.names_somebody(guest));
        if fits {
            self.tokens()[preposition.index()].head = verb;
        }
    }
}
