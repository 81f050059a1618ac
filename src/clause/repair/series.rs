//! Verbs in a row: which verb each is conjoined with, where the parser hung it elsewhere or took it for a participle.

use super::Mend;
use crate::nlp::TokenId;

impl Mend<'_, '_> {
    /// "Ms Ode, a judge, [conferred with Brandt, and → will travel on]": an "and" that joins nothing to the subject before it joins
    /// the verb in between, which is no participle.
    pub(super) fn first_of_two_verbs(&mut self, first: TokenId) {
        let analysis = self.analysis;
        let subject = analysis.token(first).head;
        let second = analysis.token(subject).head;
        let comma = first.0.checked_sub(1).is_some_and(|before| analysis.form(TokenId(before), self.body) == ",");
        let is_subject = analysis.token(subject).deprel == "nsubj" && subject < first && first < second;
        if !comma || !is_subject || self.has_subject(first) || !self.participle_may_be_past(first) {
            return;
        }
        let and = analysis.dependents_by(subject, "cc").find(|&and| first < and && and < second);
        let alone = !analysis.dependents_by(subject, "conj").any(|other| other > first);
        let Some(and) = and.filter(|and| alone && and.0 + 1 == self.group_start(second)) else { return };
        let labels = self.labels;
        let (head, deprel) = (analysis.token(second).head, analysis.token(second).deprel);
        let opening: Vec<TokenId> =
            analysis.dependents(second).iter().copied().filter(|dependent| *dependent < subject).collect();
        let tokens = self.tokens();
        tokens[first.index()].head = if head == second { first } else { head };
        tokens[first.index()].deprel = deprel;
        tokens[first.index()].tag = labels.vbd;
        tokens[subject.index()].head = first;
        tokens[second.index()].head = first;
        tokens[second.index()].deprel = labels.conj;
        tokens[and.index()].head = first;
        for dependent in opening {
            tokens[dependent.index()].head = first;
        }
    }

    /// "It emerged that Ms Ode flew to Vasa, *met* Brandt and returned": the second of three verbs is conjoined with the first of
    /// them, not with the verb above.
    pub(super) fn second_of_three_verbs(&mut self, second: TokenId) {
        let analysis = self.analysis;
        let above = analysis.token(second).head;
        let tag = analysis.token(second).tag;
        let comma = second.0.checked_sub(1).is_some_and(|before| analysis.form(TokenId(before), self.body) == ",");
        let goes_on = self.has_any(second, "cc") && self.has_any(second, "conj");
        if tag != "VBD" || above >= second || !comma || !goes_on || self.has_subject(second) {
            return;
        }
        let first = analysis.dependents(above).iter().copied().find(|&first| {
            let token = analysis.token(first);
            above < first
                && first < second
                && token.tag == tag
                && matches!(token.deprel.as_str(), "ccomp" | "advcl")
                && self.has_subject(first)
                && analysis.dependents_by(first, "mark").all(|mark| analysis.form(mark, self.body) == "that")
        });
        let last = |first: TokenId| analysis.subtree(first).end;
        if let Some(first) = first.filter(|&first| last(first) <= second.0 && last(first) + 1 >= second.0) {
            self.tokens()[second.index()].head = first;
        }
    }

    /// "flew to Vasa, *met* Brandt and returned": a finite verb without a subject or a conjunction after a finite verb goes on
    /// with its list, it is no adverbial.
    pub(super) fn listed_verb(&mut self, verb: TokenId) {
        let token = self.analysis.token(verb);
        let above = token.head;
        let past = |id: TokenId| matches!(self.analysis.token(id).tag.as_str(), "VBD" | "VBZ" | "VBP");
        if token.deprel != "advcl" || above >= verb || !past(above) || self.has_subject(verb) {
            return;
        }
        let goes_on = || {
            let next = self.analysis.dependents_by(verb, "conj").chain(self.analysis.dependents_by(above, "conj"));
            next.filter(|&next| next > verb).any(|next| past(next) && !self.has_subject(next))
        };
        let finite = token.tag == self.analysis.token(above).tag
            || token.tag == "VBN" && self.participle_may_be_past(verb) && goes_on();
        let start = self.group_start(verb);
        let comma = start.checked_sub(1).is_some_and(|comma| self.analysis.form(TokenId(comma), self.body) == ",");
        let marked = self.analysis.dependents(verb).iter().any(|&dependent| {
            dependent < verb && matches!(self.analysis.token(dependent).deprel.as_str(), "mark" | "aux" | "auxpass")
                || matches!(self.analysis.token(dependent).tag.as_str(), "WRB" | "WP" | "WDT")
        });
        if !finite || !comma || marked {
            return;
        }
        let labels = self.labels;
        let token = &mut self.tokens()[verb.index()];
        token.deprel = labels.conj;
        token.tag = if token.tag == "VBN" { labels.vbd } else { token.tag };
    }

    /// "*flew* to Vasa, also met Brandt": the first verb has the subject, and the second, which heads the sentence, none.
    pub(super) fn first_of_verbs(&mut self, first: TokenId) {
        let token = self.analysis.token(first);
        let last = token.head;
        let both = self.analysis.token(last).tag == token.tag && matches!(token.tag.as_str(), "VBD" | "VBZ" | "VBP");
        if last <= first
            || !both
            || !self.has_subject(first)
            || self.has_any(first, "mark")
            || self.has_any(first, "dobj") && self.analysis.token(last).lemma == "say"
        {
            return;
        }
        let day = self.analysis.dependents_by(last, "nsubj").find(|&day| self.analysis.token(day).entity == "DATE");
        if self.has_subject(last) && day.is_none() || self.has_any(last, "attr") {
            return;
        }
        let start = day.map_or_else(|| self.group_start(last), |day| day.0);
        let comma = start.checked_sub(1).is_some_and(|comma| self.analysis.form(TokenId(comma), self.body) == ",");
        let quoted = (first.0..start).any(|at| matches!(self.analysis.form(TokenId(at), self.body), "\"" | "”" | "''"));
        if !comma || quoted {
            return;
        }
        let labels = self.labels;
        let (above, deprel) = (self.analysis.token(last).head, self.analysis.token(last).deprel);
        let tokens = self.tokens();
        tokens[first.index()].head = if above == last { first } else { above };
        tokens[first.index()].deprel = deprel;
        tokens[last.index()].head = first;
        tokens[last.index()].deprel = labels.conj;
        if let Some(day) = day {
            tokens[day.index()].deprel = labels.npadvmod;
        }
    }
}
