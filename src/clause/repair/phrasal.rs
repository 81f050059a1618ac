//! Names that the parser took for other words or hung on the wrong one, and agents hung on a noun between.

use super::super::lexicon::WORDS;
use super::Mend;
use crate::article::Span;
use crate::nlp::TokenId;

impl Mend<'_, '_> {
    /// Mends the phrase that `id` stands in.
    pub(super) fn phrase(&mut self, id: TokenId) {
        let token = self.analysis.token(id);
        if token.entity == "PERSON" && token.pos != "PROPN" {
            self.name_as_word(id);
        }
        if token.entity == "PERSON" && token.entity_begins {
            self.name_in_pieces(id);
        }
        if token.pos != "PROPN"
            && matches!(self.analysis.form(id, self.body), "dos" | "do" | "das" | "da" | "der" | "den" | "ter" | "ten")
        {
            self.particle_as_word(id);
        }
        match token.deprel.as_str() {
            "compound" => {
                self.gerund_in_front(id);
                self.place_before_name(id);
            }
            "advmod" => {
                self.next_after_then(id);
                self.together_after_names(id);
            }
            "det" | "cc" => self.neither_of_names(id),
            "advcl" | "acl" => self.attended_encounter(id),
            "conj" => {
                self.next_after_place(id);
                self.person_beside_encounter(id);
            }
            "appos" => self.person_beside_person(id),
            "prep" | "dative" => self.guest_on_host(id),
            _ => {}
        }
        match token.deprel.as_str() {
            "poss" if token.pos == "PROPN" => self.owned_by_last_word(id),
            "nmod" if token.entity == "DATE" => self.day_between_names(id),
            "nmod" if token.pos == "PROPN" => {
                self.object_as_modifier(id);
                self.first_of_list_as_modifier(id);
            }
            "nsubj" | "nsubjpass" | "dobj" | "pobj" if token.tag == "VBZ" => self.plural_as_finite_verb(id),
            "compound" if matches!(token.tag.as_str(), "VBG" | "NN") => {
                self.gerund_before_name(id);
                if token.tag == "VBG" {
                    self.participle_in_compound(id);
                }
            }
            "compound" if token.entity == "DATE" || super::is_weekday(self.analysis.form(id, self.body)) => {
                self.day_before_name(id);
            }
            "advcl" if token.tag == "VBG" => self.gerund_as_complement(id),
            "pobj" if token.tag == "NN" && self.analysis.form(id, self.body).ends_with("ing") => {
                self.gerund_after_preposition(id);
            }
            "dative" | "dobj" | "pobj" | "npadvmod"
                if self.analysis.form(id, self.body).ends_with("ing") && self.has_any(id, "compound") =>
            {
                self.person_in_picture(id);
            }
            "dobj" if token.tag == "NN" && self.analysis.form(id, self.body).ends_with("ing") => {
                self.gerund_as_complement(id);
            }
            "dobj" | "pobj" if self.analysis.form(id, self.body) == "face" => self.name_before_face(id),
            "dobj" => {
                self.object_of_preposition(id);
                self.name_of_description(id);
            }
            "compound" if token.entity == "PERSON" => self.day_after_name(id),
            "advmod" | "acomp" | "prt" if token.entity == "ORG" => self.body_on_verb(id),
            "npadvmod" if token.entity == "PERSON" => {
                self.name_of_description(id);
                self.name_as_adverb(id);
                self.next_of_list(id);
            }
            "npadvmod" if token.tag == "NN" => self.thing_given(id),
            "pcomp" if matches!(token.tag.as_str(), "VBD" | "VBZ") => self.verb_under_with(id),
            "agent" => self.means_as_agent(id),
            "mark" if token.tag == "IN" => {
                self.preposition_as_mark(id);
                self.with_as_mark(id);
            }
            "nsubj" | "nsubjpass" if token.pos == "PROPN" => {
                self.name_of_description(id);
                self.name_right_after(id);
                self.object_as_second_subject(id);
                self.list_as_second_subject(id);
            }
            "appos" if token.tag == "NN" && self.analysis.form(id, self.body) == "meeting" => self.meeting_as_name(id),
            "nsubj" if token.tag == "VBG" => self.participle_as_subject(id),
            "appos" if token.tag == "NN" => {
                self.office_in_list(id);
                self.rest_as_second_subject(id);
            }
            "advcl" if token.tag == "VBN" => self.participle_in_list(id),
            "appos" if token.pos == "PROPN" => {
                if token.entity == "PERSON" {
                    self.name_of_description(id);
                    self.second_of_described(id);
                    self.person_after_land(id);
                }
                self.name_beside_noun(id);
            }
            "nsubj" if token.tag == "NN" => self.rest_as_second_subject(id),
            "conj" if token.pos == "PROPN" => {
                self.name_of_description(id);
                self.person_among_places(id);
                self.person_after_land(id);
                self.people_of_places(id);
                self.second_of_described(id);
                self.next_after_description(id);
                self.joined_to_last_word(id);
            }
            "prep" => {
                self.company_with_participle(id);
                self.phrase_of_time(id);
                self.as_after_same(id);
                self.with_after_encounter(id);
                self.parties_after_place(id);
                self.company_for_hour(id);
                self.infinitive_as_phrase(id);
                self.agent_on_noun(id);
                self.what_is_asked_for(id);
            }
            "conj" if token.tag == "NN" => self.person_after_land(id),
            "pobj" if token.entity == "PERSON" => self.land_in_name(id),
            "relcl" => {
                self.clause_of_cleft(id);
                self.clause_of_group(id);
            }
            "amod" => self.each_other_before_adverb(id),
            _ => {}
        }
        if token.tag == "NN" && self.has_any(id, "aux") {
            self.noun_with_modal(id);
        }
    }

    /// "said that *talks* with her had ended": what is subject or object is no finite verb, but a plural.
    fn plural_as_finite_verb(&mut self, id: TokenId) {
        let has_own = ["nsubj", "nsubjpass", "dobj", "aux"].iter().any(|deprel| self.has_any(id, deprel));
        if has_own || !self.analysis.form(id, self.body).ends_with('s') {
            return;
        }
        let labels = self.labels;
        let mended = &mut self.tokens()[id.index()];
        mended.tag = labels.nns;
        mended.pos = labels.noun;
    }

    /// "met Ode on *Monday* and [Brandt → on] Tuesday": the name after the "and" is a second object, not what the day before it
    /// belongs to.
    fn day_between_names(&mut self, day: TokenId) {
        let second = self.analysis.token(day).head;
        let and = self.analysis.dependents_by(day, "cc").find(|&and| day < and && and < second);
        let named = self.analysis.token(second).pos == "PROPN" && self.analysis.token(second).entity == "PERSON";
        let on = self.analysis.head(second).filter(|_| self.analysis.token(second).deprel == "pobj");
        let (Some(and), Some(on), true) = (and, on, named) else { return };
        let Some(above) = self.analysis.head(on).filter(|&above| above < on && on < day) else { return };
        let before_on = |&id: &TokenId| id > above && id < on;
        let object = self.analysis.dependents_by(above, "dobj").filter(before_on).last();
        let with = self.analysis.dependents_by(above, "prep").filter(before_on).last();
        let below = with.and_then(|with| self.analysis.dependents_by(with, "pobj").last());
        let own = Some(above).filter(|&above| self.analysis.token(above).pos == "PROPN");
        let Some(first) = own.or(below).or(object) else { return };
        let labels = self.labels;
        let tokens = self.tokens();
        tokens[day.index()].head = on;
        tokens[day.index()].deprel = labels.pobj;
        tokens[second.index()].head = first;
        tokens[second.index()].deprel = labels.conj;
        tokens[and.index()].head = first;
    }

    /// "saw *each other* briefly": the adverb after it is the verb's.
    fn each_other_before_adverb(&mut self, other: TokenId) {
        let adverb = self.analysis.token(other).head;
        let verb = self.analysis.token(adverb).head;
        let each = TokenId(other.0.saturating_sub(1));
        let pair = matches!(self.analysis.form(other, self.body), "other" | "another")
            && matches!(self.analysis.form(each, self.body), "each" | "one");
        let after_verb = each.0 == verb.0 + 1 && self.analysis.token(verb).pos == "VERB";
        if !pair || !after_verb || self.analysis.token(adverb).pos != "ADV" || adverb < other {
            return;
        }
        let labels = self.labels;
        let tokens = self.tokens();
        tokens[other.index()].head = verb;
        tokens[other.index()].deprel = labels.dobj;
        tokens[each.index()].head = other;
        tokens[adverb.index()].deprel = labels.advmod;
    }

    /// "hosted [Erik Lund → and] Anna Novak": what has a conjunction after it is no modifier of what follows, but the first
    /// of two.
    fn first_of_list_as_modifier(&mut self, first: TokenId) {
        let token = self.analysis.token(first);
        // "Ode and Norbank chief executive Jens Lund": over the title to the name.
        let titled = |head: TokenId| {
            let title = self.analysis.token(head);
            let name = self.analysis.token(title.head);
            // "*Envoy* Ana Ode and Finance *Minister* Jens Lund"
            let office = title.pos == "NOUN" || super::is_human(&self.analysis.form(head, self.body).to_lowercase());
            (office && title.deprel == "compound" && name.pos == "PROPN").then_some(title.head)
        };
        let last = titled(token.head).unwrap_or(token.head);
        let and = self.and_between(first, last);
        let (Some(and), second) = (and, self.analysis.token(last)) else { return };
        let listed = self.analysis.dependents_by(last, "conj").next().is_some_and(|next| next < last);
        let one_name = token.entity != ""
            && (first.0 + 1..=last.0).all(|between| {
                self.analysis.tokens.get(between as usize).is_some_and(|t| t.entity == token.entity && !t.entity_begins)
            });
        // "between the Dockers' Union and Halvard *Lines*"
        let named = second.pos == "PROPN"
            || second.entity != "" && self.analysis.form(last, self.body).starts_with(char::is_uppercase);
        let between = self.analysis.form(second.head, self.body).eq_ignore_ascii_case("between");
        let one_name = one_name && (!between || self.has_any(last, "cc"));
        if !named || last < first || listed || one_name || second.head == first {
            return;
        }
        let labels = self.labels;
        let (above, dep) = (second.head, second.deprel);
        let root = above == last;
        let before: Vec<TokenId> = self
            .analysis
            .dependents(last)
            .iter()
            .copied()
            .filter(|&dependent| dependent < first && self.analysis.token(dependent).deprel != "compound")
            .collect();
        let employer = self.analysis.dependents_by(first, "conj").find(|&next| next < last);
        let tokens = self.tokens();
        tokens[first.index()].head = if root { first } else { above };
        tokens[first.index()].deprel = dep;
        tokens[last.index()].head = first;
        tokens[last.index()].deprel = labels.conj;
        tokens[and.index()].head = first;
        if let Some(employer) = employer {
            tokens[employer.index()].head = last;
            tokens[employer.index()].deprel = labels.compound;
        }
        for moved in before {
            tokens[moved.index()].head = first;
        }
    }

    /// "It was Ode, not *Lund*, who met Brandt": the clause is said of the one who is named, not of the one denied.
    fn clause_of_cleft(&mut self, verb: TokenId) {
        let denied = self.analysis.token(verb).head;
        let token = self.analysis.token(denied);
        let focus = token.head;
        let cleft = token.deprel == "appos" && token.pos == "PROPN" && self.analysis.token(focus).deprel == "attr";
        let not = self.analysis.dependents_by(focus, "neg").any(|not| focus < not && not < denied);
        if cleft && not && denied < verb {
            self.tokens()[verb.index()].head = focus;
        }
    }

    /// "spoke *by phone*": nobody is spoken by a telephone.
    fn means_as_agent(&mut self, by: TokenId) {
        let means = self.analysis.dependents_by(by, "pobj").any(|means| {
            matches!(
                self.analysis.form(means, self.body),
                "phone" | "telephone" | "video" | "videolink" | "email" | "letter"
            ) && self
                .analysis
                .dependents(means)
                .iter()
                .all(|&kind| matches!(self.analysis.token(kind).deprel.as_str(), "compound" | "amod"))
        });
        if means {
            let prep = self.labels.prep;
            self.tokens()[by.index()].deprel = prep;
        }
    }

    /// "conferred in [conferred → an *attempt*]": what stands right after a preposition without an object is its object.
    fn object_of_preposition(&mut self, object: TokenId) {
        let start = super::phrase_start(self.analysis, object);
        let Some(preposition) = start.index().checked_sub(1).map(TokenId::new) else { return };
        let token = self.analysis.token(preposition);
        let open = token.tag == "IN" && token.deprel == "prep" && self.analysis.dependents(preposition).is_empty();
        if open && token.head == self.analysis.token(object).head && start < object {
            let pobj = self.labels.pobj;
            let mended = &mut self.tokens()[object.index()];
            mended.head = preposition;
            mended.deprel = pobj;
        }
    }

    /// "testified *before the court* to clear her name": a word with an object is a preposition, and opens no clause.
    fn preposition_as_mark(&mut self, preposition: TokenId) {
        let clause = self.analysis.token(preposition).head;
        let above = self.analysis.token(clause).head;
        if self.has_any(preposition, "pobj") && above < preposition && above != clause {
            let prep = self.labels.prep;
            let mended = &mut self.tokens()[preposition.index()];
            mended.head = above;
            mended.deprel = prep;
        }
    }

    /// "On *Sunday* Ode met Brandt": a day between a preposition without an object and a name is that object.
    fn day_before_name(&mut self, day: TokenId) {
        let token = self.analysis.token(day);
        let name = self.analysis.token(token.head);
        let weekday = super::is_weekday(self.analysis.form(day, self.body));
        let named = day < token.head && (name.entity == "PERSON" || weekday && name.pos == "PROPN");
        let preposition = day.index().checked_sub(1).map(TokenId::new).filter(|&preposition| {
            let name = self.analysis.token(day).head;
            matches!(self.analysis.token(preposition).deprel.as_str(), "prep" | "ROOT" | "dep")
                && self.analysis.token(preposition).tag == "IN"
                && self.analysis.dependents_by(preposition, "pobj").all(|object| object == name)
        });
        let Some(preposition) = preposition.filter(|_| named) else { return };
        let pobj = self.labels.pobj;
        let mended = &mut self.tokens()[day.index()];
        mended.head = preposition;
        mended.deprel = pobj;
    }

    /// "no intention of *meeting* Erik Lund": after a preposition, with a name for an object.
    fn gerund_before_name(&mut self, gerund: TokenId) {
        let token = self.analysis.token(gerund);
        let form = self.analysis.form(gerund, self.body);
        let name = token.head;
        let named = gerund < name && self.analysis.token(name).entity == "PERSON" && token.entity != "PERSON";
        let verb = form == "meeting" || token.tag == "VBG" && form.ends_with("ing");
        let preposition = gerund.index().checked_sub(1).map(TokenId::new).filter(|&preposition| {
            let above = self.analysis.token(preposition);
            above.deprel == "prep"
                && self.analysis.token(name).head == preposition
                && self.analysis.token(name).deprel == "pobj"
        });
        let lower = form.bytes().next().is_some_and(|byte| byte.is_ascii_lowercase());
        let Some(preposition) = preposition.filter(|_| named && verb && lower) else { return };
        let first = self.analysis.dependents(name).first().copied() == Some(gerund);
        if !first {
            return;
        }
        let labels = self.labels;
        let lemma = if form == "meeting" { Some("meet") } else { None };
        let tokens = self.tokens();
        tokens[gerund.index()].head = preposition;
        tokens[gerund.index()].deprel = labels.pcomp;
        tokens[gerund.index()].tag = labels.vbg;
        tokens[gerund.index()].pos = labels.verb;
        if let Some(lemma) = lemma {
            tokens[gerund.index()].lemma = lemma.into();
        }
        tokens[name.index()].head = gerund;
        tokens[name.index()].deprel = labels.dobj;
    }

    /// "received the chief of staff, *General Thomas Brandt*, and": a person is no adverb, but who the object before the comma is.
    fn name_as_adverb(&mut self, name: TokenId) {
        let verb = self.analysis.token(name).head;
        let Some(object) = self.analysis.dependents_by(verb, "dobj").find(|&object| verb < object && object < name)
        else {
            return;
        };
        let comma = (super::phrase_start(self.analysis, name).0 as usize).checked_sub(1).map(TokenId::new);
        let noun = self.analysis.token(object);
        let described = noun.tag == "NN" && noun.entity != "PERSON" && super::is_human(&noun.lemma);
        if described && comma.is_some_and(|comma| comma > object && self.analysis.form(comma, self.body) == ",") {
            let labels = self.labels;
            let tokens = self.tokens();
            tokens[name.index()].head = object;
            tokens[name.index()].deprel = labels.appos;
        }
    }

    /// "turned down a request from Erik Lund *for a meeting*": what is asked for belongs to the request.
    fn what_is_asked_for(&mut self, preposition: TokenId) {
        let verb = self.analysis.token(preposition).head;
        if self.analysis.token(verb).pos != "VERB"
            || !matches!(self.analysis.form(preposition, self.body), "for" | "of")
        {
            return;
        }
        let request = self.analysis.dependents_by(verb, "dobj").find(|&request| {
            request < preposition
                && matches!(
                    self.analysis.token(request).lemma.as_str(),
                    "request" | "offer" | "invitation" | "call" | "demand" | "proposal" | "appeal" | "plea" | "bid"
                )
        });
        let Some(request) = request else { return };
        let asked = self
            .analysis
            .dependents_by(request, "prep")
            .any(|from| from < preposition && matches!(self.analysis.form(from, self.body), "from" | "by"));
        if asked {
            self.tokens()[preposition.index()].head = request;
        }
    }

    /// "was joined in the talks *by Ode*": the one who joins, not the one whose talks they are.
    fn agent_on_noun(&mut self, by: TokenId) {
        let noun = self.analysis.token(by).head;
        if !self.analysis.form(by, self.body).eq_ignore_ascii_case("by") || noun > by {
            return;
        }
        // "*by* Ode", "*by* Norland's president, *Ode*"
        let named = self.analysis.dependents_by(by, "pobj").any(|whom| {
            let name = |token: TokenId| self.analysis.token(token).pos == "PROPN";
            name(whom) || self.analysis.dependents_by(whom, "appos").any(name)
        });
        let above = self
            .analysis
            .head(noun)
            .filter(|_| self.analysis.token(noun).deprel == "pobj")
            .and_then(|preposition| self.analysis.head(preposition));
        // "was handed a note of protest *by Ode*"
        let verb = above.and_then(|above| match self.analysis.token(above).deprel.as_str() {
            "dobj" => self.analysis.head(above),
            _ => Some(above),
        });
        let Some(verb) = verb.filter(|_| named) else { return };
        let passive = self.has_any(verb, "auxpass") && !self.has_any(verb, "agent");
        if passive && WORDS.receiving.contains(&self.analysis.token(verb).lemma) {
            let labels = self.labels;
            let tokens = self.tokens();
            tokens[by.index()].head = verb;
            tokens[by.index()].deprel = labels.agent;
        }
    }

    /// "the presidents of Norland and Velden, *Ana Ode* and …", "Ana Ode of Norland, *Jens Lund* of Velden": a person is in
    /// no list of places; he is who the plural before tells, or of the list of people that the place belongs to.
    fn person_among_places(&mut self, person: TokenId) {
        let is_place = |id: TokenId| {
            let token = self.analysis.token(id);
            token.pos == "PROPN" && matches!(token.entity.as_str(), "GPE" | "LOC" | "NORP" | "ORG")
        };
        let token = self.analysis.token(person);
        let known = token.entity == "PERSON" || token.entity == "" && self.has_any(person, "prep");
        let start = super::phrase_start(self.analysis, person).0;
        // "ministers of Finland, *Estria* and Sweden", "of Mali, *Sierra Leone* and Chad": a land, taken for a person
        let name = Span::new(self.analysis.tokens[start as usize].span.start, token.span.end);
        let goes_on = self.has_any(person, "conj") && self.has_any(person, "cc") && start == person.0;
        if goes_on || crate::entity::gazetteer::country_by_name(name.slice(self.body)).is_some() {
            return;
        }
        let comma = start.checked_sub(1).is_some_and(|before| self.analysis.form(TokenId(before), self.body) == ",");
        let place = self.analysis.head(person).filter(|&place| place < person && is_place(place));
        // "of Norland and *Velden*, Ana Ode": the last of the lands
        let place = place.map(|place| self.first_of_places(place));
        let of =
            place.and_then(|place| self.analysis.head(place).filter(|_| self.analysis.token(place).deprel == "pobj"));
        let whole = of.and_then(|of| self.analysis.head(of));
        let (true, Some(whole)) = (known && comma && token.pos == "PROPN", whole) else { return };
        let noun = self.analysis.token(whole);
        let labels = self.labels;
        let deprel = match (noun.tag.as_str(), noun.entity.as_str()) {
            ("NNS", _) if token.entity == "PERSON" => labels.appos,
            ("NNP", "PERSON" | "") => labels.conj,
            _ => return,
        };
        let rest = self
            .analysis
            .dependents_by(whole, "appos")
            .find(|&next| next > person && self.analysis.token(next).entity == "PERSON");
        let tokens = self.tokens();
        tokens[person.index()].head = whole;
        tokens[person.index()].deprel = deprel;
        if let Some(rest) = rest {
            tokens[rest.index()].head = person;
            tokens[rest.index()].deprel = labels.conj;
        }
    }
}
