//! Verbs that the parser took for nouns of the same form: "is due to *host* Ms Ode", "will *lunch* with Mr Brandt".

use super::Mend;
use crate::clause::lexicon::SIGNATURE;
use crate::clause::predicate::PredicateKind;
use crate::nlp::TokenId;

impl Mend<'_, '_> {
    /// "will *lunch* with Brandt": only a verb has a modal.
    pub(super) fn noun_with_modal(&mut self, noun: TokenId) {
        let modal =
            self.analysis.dependents_by(noun, "aux").any(|aux| self.analysis.token(aux).tag == "MD" && aux < noun);
        if modal && !self.has_any(noun, "det") {
            let labels = self.labels;
            let token = &mut self.tokens()[noun.index()];
            token.tag = labels.vb;
            token.pos = labels.verb;
        }
    }

    /// "refused *to lunch* with Brandt", "is due *to host* Ana Ode": after a word that takes an infinitive, "to" and a bare noun
    /// with a name for its object, or with parties, are one.
    pub(super) fn infinitive_as_phrase(&mut self, to: TokenId) {
        if self.analysis.form(to, self.body) != "to" {
            return;
        }
        let above = self.analysis.token(to).head;
        let verb = TokenId(to.0 + 1);
        let Some(token) = self.analysis.tokens.get(verb.index()).filter(|token| token.tag == "NN" && above < to) else {
            return;
        };
        if !matches!(
            token.lemma.as_str(),
            "host" | "lunch" | "breakfast" | "phone" | "telephone" | "brief" | "visit" | "interview"
        ) || matches!(self.analysis.token(above).lemma.as_str(), "invite" | "treat" | "come" | "go")
        {
            return;
        }
        let kind = match (self.analysis.token(above).pos.as_str(), self.analysis.token(above).tag.as_str()) {
            ("VERB", _) => PredicateKind::Verb,
            (_, "JJ") => PredicateKind::Adjective,
            _ => return,
        };
        let takes =
            SIGNATURE.get(kind, &self.analysis.token(above).lemma).is_some_and(|word| word.infinitive.is_some());
        if !takes || token.lemma != self.analysis.form(verb, self.body) {
            return;
        }
        let object = token.head;
        let named = token.deprel == "compound"
            && object > verb
            && self.analysis.token(object).pos == "PROPN"
            && self.analysis.token(object).head == to;
        let with = self.analysis.tokens.get(verb.index() + 1).is_some_and(|next| next.span.slice(self.body) == "with");
        let alone =
            token.deprel == "pobj" && object == to && with && self.analysis.dependents(verb).iter().all(|&d| d > verb);
        if !named && !alone {
            return;
        }
        let labels = self.labels;
        let after: Vec<TokenId> = self
            .analysis
            .dependents(above)
            .iter()
            .copied()
            .filter(|&dependent| {
                dependent > verb && matches!(self.analysis.token(dependent).deprel.as_str(), "prep" | "npadvmod")
            })
            .collect();
        let tokens = self.tokens();
        tokens[verb.index()].head = above;
        tokens[verb.index()].deprel = labels.xcomp;
        tokens[verb.index()].tag = labels.vb;
        tokens[verb.index()].pos = labels.verb;
        tokens[to.index()].head = verb;
        tokens[to.index()].deprel = labels.aux;
        tokens[to.index()].tag = labels.to;
        tokens[to.index()].pos = labels.part;
        if named {
            tokens[object.index()].head = verb;
            tokens[object.index()].deprel = labels.dobj;
        }
        for dependent in after {
            tokens[dependent.index()].head = verb;
        }
    }

    /// "urged Ms Ode, speaking in Vasa, *to meet* him": an infinitive after the comma that closes an aside belongs to the verb
    /// before the aside.
    pub(super) fn infinitive_over_aside(&mut self, infinitive: TokenId) {
        let participle = self.analysis.token(infinitive).head;
        let aside = self.analysis.token(participle);
        if participle >= infinitive
            || !matches!(aside.tag.as_str(), "VBG" | "VBN")
            || !matches!(aside.deprel.as_str(), "advcl" | "acl" | "conj")
            || self.has_any(participle, "aux")
            || self.has_any(participle, "auxpass")
        {
            return;
        }
        let is_comma = |at: Option<u32>| at.is_some_and(|at| self.analysis.form(TokenId(at), self.body) == ",");
        let to = self.analysis.dependents_by(infinitive, "aux").find(|&to| self.analysis.token(to).tag == "TO");
        if !is_comma(participle.0.checked_sub(1)) || !is_comma(to.and_then(|to| to.0.checked_sub(1))) {
            return;
        }
        let person = TokenId(participle.0.saturating_sub(2));
        let object = self.analysis.token(person);
        let verb = object.head;
        let urges = object.deprel == "dobj"
            && object.pos == "PROPN"
            && (aside.head == verb || aside.head == person)
            && SIGNATURE
                .get(PredicateKind::Verb, &self.analysis.token(verb).lemma)
                .is_some_and(|word| word.infinitive.is_some());
        if urges {
            let xcomp = self.labels.xcomp;
            let mended = &mut self.tokens()[infinitive.index()];
            mended.head = verb;
            mended.deprel = xcomp;
        }
    }

    /// "spent [Friday → *meeting*] with Brandt": what one spends is the day, and how is the gerund.
    pub(super) fn gerund_after_day(&mut self, gerund: TokenId) {
        let token = self.analysis.token(gerund);
        let spend = token.head;
        let form = self.analysis.form(gerund, self.body);
        if token.tag != "NN" || !form.ends_with("ing") || self.analysis.token(spend).lemma != "spend" || gerund < spend
        {
            return;
        }
        let day = self.analysis.dependents(gerund).first().copied().filter(|&day| {
            let day_token = self.analysis.token(day);
            day < gerund && matches!(day_token.entity.as_str(), "DATE" | "TIME") && token.entity == ""
        });
        let Some(day) = day else { return };
        let labels = self.labels;
        let after: Vec<TokenId> =
            self.analysis.dependents_by(spend, "prep").filter(|&preposition| preposition > gerund).collect();
        let tokens = self.tokens();
        tokens[day.index()].head = spend;
        tokens[day.index()].deprel = labels.dobj;
        tokens[gerund.index()].deprel = labels.xcomp;
        tokens[gerund.index()].tag = labels.vbg;
        tokens[gerund.index()].pos = labels.verb;
        if form == "meeting" {
            tokens[gerund.index()].lemma = "meet".into();
        }
        for preposition in after {
            tokens[preposition.index()].head = gerund;
        }
    }
}
