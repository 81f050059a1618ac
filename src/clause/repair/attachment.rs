//! Objects torn from their preposition, and members of a list hung on the description of another.

use super::super::lexicon::{SIGNATURE, WORDS};
use super::super::predicate::{Factuality, PredicateKind};
use super::Mend;
use crate::nlp::TokenId;

impl Mend<'_, '_> {
    /// "claims that Ode dined *with* [Brandt → were denied]": a name right after a preposition that has no object is its object,
    /// where the verb that has it for a subject has one already.
    pub(super) fn object_as_second_subject(&mut self, name: TokenId) {
        let verb = self.analysis.token(name).head;
        let start = super::phrase_start(self.analysis, name).0;
        let Some(before) = start.checked_sub(1).map(TokenId).filter(|_| verb > name) else { return };
        let preposition = self.analysis.token(before);
        let open = preposition.tag == "IN"
            && preposition.deprel == "prep"
            && preposition.sentence == self.analysis.token(name).sentence
            && self.analysis.dependents(before).is_empty();
        let subject = |&other: &TokenId| {
            let label = self.analysis.token(other).deprel.as_str();
            other < before && matches!(label, "nsubj" | "nsubjpass" | "csubj" | "csubjpass")
        };
        // "Ode, after *seeing* [Brandt → left]"
        let gerund = preposition.tag == "VBG"
            && matches!(preposition.deprel.as_str(), "pcomp" | "advcl")
            && preposition.sentence == self.analysis.token(name).sentence
            && !self.has_any(before, "dobj");
        if gerund && self.analysis.dependents(verb).iter().any(subject) {
            let dobj = self.labels.dobj;
            let mended = &mut self.tokens()[name.index()];
            mended.head = before;
            mended.deprel = dobj;
            return;
        }
        if !open || !self.analysis.dependents(verb).iter().any(subject) {
            return;
        }
        let pobj = self.labels.pobj;
        let mended = &mut self.tokens()[name.index()];
        mended.head = before;
        mended.deprel = pobj;
    }

    /// "used a breakfast [*with* Ode to float the idea]": "with" opens no infinitive; who stands after it is with whom the thing
    /// before it is.
    pub(super) fn with_as_mark(&mut self, with: TokenId) {
        let verb = self.analysis.token(with).head;
        let infinitive =
            self.analysis.dependents_by(verb, "aux").find(|&to| self.analysis.token(to).tag == "TO" && to > with);
        let Some(noun) = with.0.checked_sub(1).map(TokenId) else { return };
        let before = self.analysis.token(noun);
        let nominal = before.pos == "NOUN" && before.sentence == self.analysis.token(with).sentence;
        if self.analysis.form(with, self.body) != "with" || !nominal || before.head == with {
            return;
        }
        let Some(to) = infinitive.filter(|_| self.analysis.token(verb).tag == "VB") else { return };
        let Some(name) = self.analysis.dependents_by(verb, "nsubj").find(|&name| name > with && name < to) else {
            return;
        };
        let labels = self.labels;
        let tokens = self.tokens();
        tokens[with.index()].head = noun;
        tokens[with.index()].deprel = labels.prep;
        tokens[name.index()].head = with;
        tokens[name.index()].deprel = labels.pobj;
    }

    /// "met [Ana Ode → *face*] to face": a person is no part of a face.
    pub(super) fn name_before_face(&mut self, face: TokenId) {
        let form = |at: u32| {
            let at = TokenId(at);
            if at.index() < self.analysis.tokens.len() { self.analysis.form(at, self.body) } else { "" }
        };
        if form(face.0) != "face" || form(face.0 + 1) != "to" || form(face.0 + 2) != "face" {
            return;
        }
        let token = self.analysis.token(face);
        let name = self.analysis.dependents(face).iter().copied().find(|&name| {
            let name = self.analysis.token(name);
            name.entity == "PERSON" && name.pos == "PROPN"
        });
        let Some(name) = name.filter(|&name| name < face) else { return };
        let above = self.analysis.ancestors(face).take(2).find(|&above| self.analysis.token(above).pos == "VERB");
        let (head, label) = (token.head, token.deprel);
        let Some(verb) = above else { return };
        let labels = self.labels;
        let tokens = self.tokens();
        tokens[name.index()].head = head;
        tokens[name.index()].deprel = label;
        tokens[face.index()].head = verb;
        tokens[face.index()].deprel = labels.npadvmod;
    }

    /// "Ode, the archbishop, *Brandt* and Lund": a person is no second description of another, but the next of the list.
    pub(super) fn next_after_description(&mut self, next: TokenId) {
        let description = self.analysis.token(next).head;
        let noun = self.analysis.token(description);
        let first = noun.head;
        let person = |id: TokenId| {
            let token = self.analysis.token(id);
            token.entity == "PERSON" && token.pos == "PROPN"
        };
        let described = noun.deprel == "appos" && noun.tag == "NN" && first < description && description < next;
        if described && person(first) && person(next) && super::is_human(&noun.lemma) {
            self.tokens()[next.index()].head = first;
        }
    }

    /// "the mayor, Ana Ode, [the police *chief*], Jens Lund, and": a second office after a name is that of the next, who stands
    /// after it.
    pub(super) fn office_in_list(&mut self, office: TokenId) {
        let token = self.analysis.token(office);
        let first = token.head;
        let person = |&name: &TokenId| {
            let name = self.analysis.token(name);
            name.pos == "PROPN" && name.entity != "DATE"
        };
        let holder = self.analysis.dependents_by(first, "appos").find(|name| *name < office && person(name));
        let own = self.analysis.dependents(office).iter().copied().find(|name| {
            let deprel = self.analysis.token(*name).deprel.as_str();
            *name > office && matches!(deprel, "conj" | "appos") && person(name) && self.comma_before(*name)
        });
        let both = super::is_human(&token.lemma) && super::is_human(&self.analysis.token(first).lemma);
        let (Some(_), Some(own), true) = (holder, own, both && first < office && self.comma_before(office)) else {
            return;
        };
        let moved: Vec<TokenId> = self
            .analysis
            .dependents(own)
            .iter()
            .copied()
            .filter(|&next| next > own && matches!(self.analysis.token(next).deprel.as_str(), "cc" | "conj"))
            .collect();
        let labels = self.labels;
        let tokens = self.tokens();
        tokens[office.index()].deprel = labels.conj;
        tokens[own.index()].head = office;
        tokens[own.index()].deprel = labels.appos;
        for next in moved {
            tokens[next.index()].head = office;
        }
    }

    /// "a meeting of Ode, [*Lund* and Brandt → broke up]": names right after the comma behind a name in an encounter's phrase go
    /// on with the list, where the verb has the encounter for a subject.
    pub(super) fn list_as_second_subject(&mut self, second: TokenId) {
        let verb = self.analysis.token(second).head;
        let token = self.analysis.token(second);
        if token.entity != "PERSON" || verb < second || !self.has_any(second, "conj") || !self.comma_before(second) {
            return;
        }
        let start = super::phrase_start(self.analysis, second).0;
        let Some(last) = start.checked_sub(2).map(TokenId) else { return };
        let before = self.analysis.token(last);
        let preposition = before.head;
        let noun = self.analysis.token(preposition).head;
        let listed = before.entity == "PERSON"
            && before.deprel == "pobj"
            && matches!(self.analysis.form(preposition, self.body), "of" | "between" | "among" | "with" | "involving")
            && self.analysis.token(noun).head == verb
            && matches!(self.analysis.token(noun).deprel.as_str(), "nsubj" | "nsubjpass");
        if !listed {
            return;
        }
        let conj = self.labels.conj;
        let mended = &mut self.tokens()[second.index()];
        mended.head = last;
        mended.deprel = conj;
    }

    /// "has never met, *spoken* to or written to her": a participle after a comma under a perfect goes on with its list.
    pub(super) fn participle_in_list(&mut self, second: TokenId) {
        let token = self.analysis.token(second);
        let first = token.head;
        let group = |verb: TokenId, label: &'static str| self.analysis.dependents_by(verb, label);
        let perfect = self.analysis.token(first).tag == "VBN"
            && group(first, "aux").any(|have| self.analysis.token(have).lemma == "have")
            && !self.has_any(first, "auxpass");
        // "never met, *telephoned* or wrote to her"
        let past = self.analysis.token(first).tag == "VBD"
            && group(second, "conj").any(|last| self.analysis.token(last).tag == "VBD" && !self.has_any(last, "nsubj"));
        let goes_on = self.has_any(second, "conj") && self.has_any(second, "cc");
        let alone = !["aux", "auxpass", "mark", "nsubj", "agent"].iter().any(|label| self.has_any(second, label));
        if (perfect || past) && goes_on && alone && first < second && self.comma_before(second) {
            let labels = self.labels;
            let mended = &mut self.tokens()[second.index()];
            mended.deprel = labels.conj;
            if past {
                mended.tag = labels.vbd;
            }
        }
    }

    /// "Ode, *with* [her deputy Brandt, sat down with Lund]": a verb with a tense after the comma is what the name before
    /// the aside does.
    pub(super) fn verb_under_with(&mut self, verb: TokenId) {
        let with = self.analysis.token(verb).head;
        let name = self.analysis.token(with).head;
        let companion = self.analysis.dependents_by(verb, "nsubj").find(|&who| who > with && who < verb);
        let comma = verb.0.checked_sub(1).is_some_and(|comma| self.analysis.form(TokenId(comma), self.body) == ",");
        let aside = self.analysis.form(with, self.body) == "with" && self.comma_before(with) && name < with;
        let Some(companion) = companion.filter(|_| comma && aside && self.analysis.token(name).pos == "PROPN") else {
            return;
        };
        let token = self.analysis.token(name);
        if token.deprel != "ROOT" && !matches!(token.deprel.as_str(), "ccomp" | "nsubj") {
            return;
        }
        let (head, label) = (token.head, token.deprel);
        let rest: Vec<TokenId> = match label.as_str() {
            "nsubj" => return,
            _ => self.analysis.dependents(name).iter().copied().filter(|&after| after > verb).collect(),
        };
        let labels = self.labels;
        let tokens = self.tokens();
        tokens[companion.index()].head = with;
        tokens[companion.index()].deprel = labels.pobj;
        tokens[verb.index()].head = if head == name { verb } else { head };
        tokens[verb.index()].deprel = label;
        tokens[name.index()].head = verb;
        tokens[name.index()].deprel = labels.nsubj;
        tokens[with.index()].head = verb;
        for after in rest {
            tokens[after.index()].head = verb;
        }
    }

    /// "stood in [the same lift → *as* Brandt]": with whom one shares it.
    pub(super) fn as_after_same(&mut self, with_whom: TokenId) {
        let noun = self.analysis.token(with_whom).head;
        let same =
            || self.analysis.dependents_by(noun, "amod").any(|same| self.analysis.form(same, self.body) == "same");
        if self.analysis.form(with_whom, self.body) != "as" || noun > with_whom || !same() {
            return;
        }
        let verb = self.analysis.ancestors(noun).take(2).find(|&above| self.analysis.token(above).pos == "VERB");
        if let Some(verb) = verb.filter(|&verb| verb < noun && self.analysis.token(noun).deprel == "pobj") {
            self.tokens()[with_whom.index()].head = verb;
        }
    }

    /// "granted Ode [*an audience* → adverb]": what somebody is given is the object.
    pub(super) fn thing_given(&mut self, thing: TokenId) {
        let token = self.analysis.token(thing);
        let timely = matches!(token.entity.as_str(), "DATE" | "TIME" | "PERSON");
        let given = self.analysis.dependents(token.head).iter().copied().find(|&to| {
            let label = self.analysis.token(to).deprel.as_str();
            matches!(label, "dative" | "dobj") && token.head < to && to < thing
        });
        let Some(to) = given.filter(|_| !timely && self.has_any(thing, "det")) else { return };
        let person = self.analysis.token(to).entity == "PERSON" || self.analysis.token(to).pos == "PRON";
        let adjacent = super::phrase_start(self.analysis, thing).0 == self.analysis.subtree(to).end;
        if person && adjacent {
            let labels = self.labels;
            let tokens = self.tokens();
            tokens[to.index()].deprel = labels.dative;
            tokens[thing.index()].deprel = labels.dobj;
        }
    }

    /// "wrote to [Ana Ode → *proposing* → talks]": a person, and what the letter does, taken for one name.
    pub(super) fn participle_in_compound(&mut self, participle: TokenId) {
        let thing = self.analysis.token(participle).head;
        let Some(name) = participle.0.checked_sub(1).map(TokenId).filter(|_| thing > participle) else { return };
        let own = self.analysis.token(name);
        let object = self.analysis.token(thing);
        let person = own.entity == "PERSON" && own.pos == "PROPN" && own.head == thing && own.deprel == "compound";
        if !person || !matches!(object.tag.as_str(), "NN" | "NNS") || !matches!(object.deprel.as_str(), "pobj" | "dobj")
        {
            return;
        }
        let verb = self.analysis.ancestors(thing).take(2).find(|&above| self.analysis.token(above).pos == "VERB");
        let Some(verb) = verb.filter(|&verb| verb < name) else { return };
        let (head, label) = (object.head, object.deprel);
        let stem_known = self.analysis.form(participle, self.body).len() > 4;
        let labels = self.labels;
        let tokens = self.tokens();
        tokens[name.index()].head = head;
        tokens[name.index()].deprel = label;
        tokens[thing.index()].head = participle;
        tokens[thing.index()].deprel = labels.dobj;
        tokens[participle.index()].head = verb;
        tokens[participle.index()].deprel = labels.advcl;
        if stem_known {
            tokens[participle.index()].pos = labels.verb;
            tokens[participle.index()].tag = labels.vbg;
        }
    }

    /// "has not ruled out [*meeting* → adverbial]", "denied [*dining* → noun] with Ode": what is denied or considered is the
    /// complement.
    pub(super) fn gerund_as_complement(&mut self, gerund: TokenId) {
        let token = self.analysis.token(gerund);
        let verb = token.head;
        let above = self.analysis.token(verb);
        if above.pos != "VERB" || verb > gerund || gerund.0 - verb.0 > 2 {
            return;
        }
        let particle = self.analysis.dependents_by(verb, "prt").find(|&particle| particle.0 + 1 == gerund.0);
        if particle.is_none() && verb.0 + 1 != gerund.0 {
            return;
        }
        let mut key = above.lemma.to_string();
        if let Some(particle) = particle {
            key.push(' ');
            key.push_str(self.analysis.form(particle, self.body));
        }
        let governs = SIGNATURE
            .get(PredicateKind::Verb, &key)
            .is_some_and(|signature| signature.gerund.is_some_and(|found| found.affirmed != Factuality::Held));
        let marked =
            ["mark", "nsubj", "det", "amod", "poss", "compound"].iter().any(|label| self.has_any(gerund, label));
        if !governs || marked {
            return;
        }
        let labels = self.labels;
        let form = self.analysis.form(gerund, self.body);
        if token.tag == "VBG" {
            self.tokens()[gerund.index()].deprel = labels.xcomp;
        } else if let Some(stem) = form.strip_suffix("ing").filter(|stem| stem.len() > 2)
            && self.analysis.dependents_by(gerund, "prep").any(|with| self.analysis.form(with, self.body) == "with")
        {
            let mended = &mut self.tokens()[gerund.index()];
            mended.deprel = labels.xcomp;
            mended.tag = labels.vbg;
            mended.pos = labels.verb;
            mended.lemma = stem.into();
        }
    }

    /// "talked into [*dining* → noun] with Ode": a bare word in "-ing" that somebody does with another, after a preposition.
    pub(super) fn gerund_after_preposition(&mut self, gerund: TokenId) {
        let form = self.analysis.form(gerund, self.body);
        let Some(stem) = form.strip_suffix("ing").filter(|stem| stem.len() > 2) else { return };
        let marked = ["det", "amod", "poss", "compound", "nummod"].iter().any(|label| self.has_any(gerund, label));
        let with = || {
            self.analysis
                .dependents_by(gerund, "prep")
                .filter(|&with| self.analysis.form(with, self.body) == "with")
                .any(|with| {
                    self.analysis.dependents_by(with, "pobj").any(|name| self.analysis.token(name).pos == "PROPN")
                })
        };
        if marked || WORDS.encounters.contains(form) || !with() {
            return;
        }
        let labels = self.labels;
        let mended = &mut self.tokens()[gerund.index()];
        mended.deprel = labels.pcomp;
        mended.tag = labels.vbg;
        mended.pos = labels.verb;
        mended.lemma = stem.into();
    }

    /// "show [Ana Ode → *meeting* → Brandt]": what a picture shows is somebody doing something.
    pub(super) fn person_in_picture(&mut self, doing: TokenId) {
        let token = self.analysis.token(doing);
        let form = self.analysis.form(doing, self.body);
        let verb = token.head;
        let shows = matches!(
            self.analysis.token(verb).lemma.as_str(),
            "show" | "see" | "picture" | "film" | "photograph" | "catch" | "depict" | "watch" | "spot"
        );
        let Some(name) = doing.0.checked_sub(1).map(TokenId).filter(|_| shows && verb < doing) else { return };
        let own = self.analysis.token(name);
        let named = own.entity == "PERSON" && own.pos == "PROPN" && own.head == doing && own.deprel == "compound";
        let acts = form.ends_with("ing")
            && (self.has_any(doing, "dobj")
                || self
                    .analysis
                    .dependents_by(doing, "prep")
                    .any(|with| self.analysis.form(with, self.body) == "with"));
        let Some(stem) = form.strip_suffix("ing").filter(|_| named && acts) else { return };
        let is_noun = token.tag != "VBG";
        let labels = self.labels;
        let tokens = self.tokens();
        tokens[name.index()].deprel = labels.nsubj;
        tokens[doing.index()].deprel = labels.ccomp;
        tokens[doing.index()].tag = labels.vbg;
        tokens[doing.index()].pos = labels.verb;
        if is_noun {
            tokens[doing.index()].lemma = stem.into();
        }
    }

    /// "emerged smiling from his *audience* with Ode", where "with Ode" hangs on "smiling": a person right after an
    /// encounter's "with" is the other side of it.
    pub(super) fn with_after_encounter(&mut self, with: TokenId) {
        let Some(noun) = with.0.checked_sub(1).map(TokenId) else { return };
        let encounter = self.analysis.token(noun);
        let head = self.analysis.token(with).head;
        let round =
            || self.analysis.dependents(noun).iter().any(|&kind| self.analysis.form(kind, self.body) == "round");
        let named = encounter.pos == "NOUN" && WORDS.encounters.contains(&encounter.lemma)
            || encounter.lemma == "table" && round();
        let person = |name: TokenId| matches!(self.analysis.token(name).entity.as_str(), "PERSON" | "ORG" | "GPE");
        let company = self
            .analysis
            .dependents_by(with, "pobj")
            .any(|name| person(name) || self.analysis.dependents_by(name, "appos").any(person));
        if head == noun || !named || !company || self.analysis.form(with, self.body) != "with" {
            return;
        }
        let own = self.analysis.dependents_by(noun, "prep").any(|own| self.analysis.form(own, self.body) == "with");
        if !own && self.analysis.token(head).pos == "VERB" && head < noun {
            self.tokens()[with.index()].head = noun;
        }
    }

    /// "denied accusations [from rivals → *that she met* Brandt]": a clause with "that", a subject and an object is no relative
    /// one, but the content of the noun before the phrase.
    pub(super) fn content_of_noun(&mut self, verb: TokenId) {
        let bearer = self.analysis.token(verb).head;
        let that = |mark: TokenId| self.analysis.form(mark, self.body) == "that";
        let marked = self.analysis.dependents_by(verb, "mark").any(that);
        let subject = ["nsubj", "nsubjpass"].iter().any(|label| self.has_any(verb, label));
        if !marked || !subject || bearer >= verb || self.analysis.token(bearer).deprel != "pobj" {
            return;
        }
        let preposition = self.analysis.token(bearer).head;
        if !matches!(self.analysis.form(preposition, self.body), "from" | "by" | "in" | "among" | "against") {
            return;
        }
        let above = self.analysis.token(preposition).head;
        let bears_content = |noun: TokenId| {
            let token = self.analysis.token(noun);
            token.pos == "NOUN"
                && SIGNATURE.get(PredicateKind::Noun, &token.lemma).is_some_and(|signature| signature.finite.is_some())
        };
        let object = || self.analysis.dependents_by(above, "dobj").find(|&noun| noun < preposition);
        let Some(noun) =
            Some(above).filter(|&noun| bears_content(noun)).or_else(|| object().filter(|&noun| bears_content(noun)))
        else {
            return;
        };
        if bears_content(bearer) {
            return;
        }
        let acl = self.labels.acl;
        let mended = &mut self.tokens()[verb.index()];
        mended.head = noun;
        mended.deprel = acl;
    }
}
