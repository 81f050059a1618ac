//! Participles taken for names, subjects or objects, and phrases hung on the time beside them.

use super::super::lexicon::WORDS;
use super::Mend;
use crate::nlp::TokenId;

impl Mend<'_, '_> {
    /// "Ode and Brandt, *meeting* in Oslo, agreed": no name, but what they did.
    pub(super) fn meeting_as_name(&mut self, meeting: TokenId) {
        let head = self.analysis.token(meeting).head;
        let bare = !["det", "poss", "amod", "compound"].iter().any(|label| self.has_any(meeting, label));
        if self.analysis.token(head).pos != "PROPN" || head > meeting || !bare || !self.comma_before(meeting) {
            return;
        }
        let labels = self.labels;
        let mended = &mut self.tokens()[meeting.index()];
        mended.tag = labels.vbg;
        mended.pos = labels.verb;
        mended.lemma = "meet".into();
        mended.deprel = labels.acl;
    }

    /// "*Meeting* in Oslo, Ode and Brandt agreed": a participle before a comma is not conjoined with the names after it.
    pub(super) fn participle_as_subject(&mut self, participle: TokenId) {
        let verb = self.analysis.token(participle).head;
        let name = self.analysis.dependents(participle).iter().copied().find(|&name| {
            let deprel = self.analysis.token(name).deprel.as_str();
            name > participle && matches!(deprel, "conj" | "npadvmod" | "dobj" | "appos") && self.comma_before(name)
        });
        let Some(name) = name else { return };
        let joined = self.analysis.dependents_by(participle, "cc").any(|and| and < name);
        let token = self.analysis.token(name);
        if joined || verb < name || !matches!(token.pos.as_str(), "PROPN" | "NOUN") {
            return;
        }
        let labels = self.labels;
        let tokens = self.tokens();
        tokens[participle.index()].deprel = labels.advcl;
        tokens[name.index()].head = verb;
        tokens[name.index()].deprel = labels.nsubj;
    }

    /// "emerged from a meeting with *Ode* looking tired": with whom it was, and how one came out of it.
    pub(super) fn company_with_participle(&mut self, with: TokenId) {
        let noun = self.analysis.token(with).head;
        if self.analysis.form(with, self.body) != "with" || !WORDS.encounters.contains(&self.analysis.token(noun).lemma)
        {
            return;
        }
        let participle =
            self.analysis.dependents_by(with, "pcomp").find(|&verb| self.analysis.token(verb).tag == "VBG");
        let Some(participle) = participle.filter(|_| !self.has_any(with, "pobj")) else { return };
        let Some(name) = self.analysis.dependents_by(participle, "nsubj").find(|&name| name < participle) else {
            return;
        };
        let above = self.analysis.ancestors(noun).take(3).find(|&above| self.analysis.token(above).pos == "VERB");
        let Some(above) = above else { return };
        let labels = self.labels;
        let tokens = self.tokens();
        tokens[name.index()].head = with;
        tokens[name.index()].deprel = labels.pobj;
        tokens[participle.index()].head = above;
        tokens[participle.index()].deprel = labels.advcl;
    }

    /// "testified for the second time *before the inquiry*": times have no one to whom, with whom or before whom.
    pub(super) fn phrase_of_time(&mut self, preposition: TokenId) {
        let time = self.analysis.token(preposition).head;
        let form = self.analysis.form(preposition, self.body);
        let own = self.analysis.token(time);
        if !matches!(form, "to" | "with" | "before")
            || own.lemma != "time"
            || own.deprel != "pobj"
            || time > preposition
        {
            return;
        }
        let counted = self.analysis.dependents_by(time, "amod").any(|which| {
            matches!(self.analysis.form(which, self.body), "first" | "second" | "third" | "last" | "fourth" | "fifth")
        });
        let verb = self.analysis.head(time).and_then(|above| self.analysis.head(above));
        if let Some(verb) = verb.filter(|&verb| counted && self.analysis.token(verb).pos == "VERB") {
            self.tokens()[preposition.index()].head = verb;
        }
    }
}
