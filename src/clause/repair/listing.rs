//! Names in lists, and names that tell who a description before them is.

use super::Mend;
use crate::nlp::TokenId;

impl Mend<'_, '_> {
    /// "Ode, the mayor of Vasa, *Brandt*, a banker, and Lund met": the second of a list hangs on the description of the first.
    pub(super) fn second_of_described(&mut self, second: TokenId) {
        let token = self.analysis.token(second);
        if token.entity != "PERSON" || token.pos != "PROPN" || !self.comma_before(second) {
            return;
        }
        let first = self.analysis.ancestors(second).take(6).find(|&above| {
            let above = self.analysis.token(above);
            above.entity == "PERSON" && above.pos == "PROPN"
        });
        let Some(first) = first.filter(|&first| first < second) else { return };
        // Nothing but a description may stand between the two.
        let described = self.analysis.dependents_by(first, "appos").any(|noun| {
            let noun_token = self.analysis.token(noun);
            noun < second && noun_token.pos == "NOUN" && (token.head == first || self.is_under(second, noun))
        });
        let next = |of: TokenId| {
            let and = self.analysis.dependents_by(of, "cc").find(|&and| and > second);
            let next = self.analysis.dependents_by(of, "conj").find(|&next| Some(next) > and && next > second);
            next.filter(|&next| and.is_some() && self.analysis.token(next).entity == "PERSON")
        };
        let Some(last) = next(second).or_else(|| next(first)).filter(|_| described) else { return };
        let conj = self.labels.conj;
        let tokens = self.tokens();
        tokens[second.index()].head = first;
        tokens[second.index()].deprel = conj;
        tokens[last.index()].head = second;
        tokens[last.index()].deprel = conj;
    }

    /// "talks with Ode, *Brandt* and Lund": a person is no adverb, but the next of the list.
    pub(super) fn next_of_list(&mut self, next: TokenId) {
        let start = super::phrase_start(self.analysis, next).0;
        let Some(before) = start.checked_sub(2).map(TokenId).filter(|_| self.comma_before(next)) else { return };
        let first = self.analysis.token(before);
        let goes_on =
            self.analysis.dependents_by(next, "conj").any(|last| self.analysis.token(last).entity == "PERSON");
        let listed = first.entity == "PERSON"
            && first.sentence == self.analysis.token(next).sentence
            && matches!(first.deprel.as_str(), "pobj" | "dobj" | "conj")
            && self.analysis.token(next).head < before;
        if listed && goes_on {
            let conj = self.labels.conj;
            let mended = &mut self.tokens()[next.index()];
            mended.head = before;
            mended.deprel = conj;
        }
    }

    /// "met with the mayor of Vasa, *Ana Ode*, in Oslo": a person is no apposition to a place or a body and no adverb; she is who
    /// the noun before it describes.
    pub(super) fn name_of_description(&mut self, name: TokenId) {
        let token = self.analysis.token(name);
        let start = super::phrase_start(self.analysis, name).0;
        let Some(end) = start.checked_sub(2).map(TokenId).filter(|_| self.comma_before(name)) else { return };
        if token.entity != "PERSON" || token.pos != "PROPN" || self.analysis.token(end).sentence != token.sentence {
            return;
        }
        let beside = match token.deprel.as_str() {
            "npadvmod" => token.head < end,
            "dobj" => self.analysis.dependents_by(token.head, "dobj").any(|other| other < end),
            // "to the mayor, *Ana Ode*, officials said": one verb has one subject.
            "nsubj" => self.analysis.dependents_by(token.head, "nsubj").any(|other| other > name) && token.head > name,
            "conj" | "appos" => {
                let above = self.analysis.token(token.head);
                let listed = self.analysis.dependents_by(token.head, "cc").any(|and| token.head < and && and < name);
                let bare = above.pos == "PROPN" || above.tag == "NN" && !super::is_human(&above.lemma);
                above.entity != "PERSON" && bare && !listed && token.head < name
            }
            _ => false,
        };
        // "the head of Norbank, *Ana Ode*, and Jens Lund": the description goes on to the next of the list
        let next = self.next_after_aside(name);
        if !beside || next.is_none() && self.has_any(name, "conj") {
            return;
        }
        let describes = |id: &TokenId| {
            let noun = self.analysis.token(*id);
            noun.tag == "NN" && noun.entity != "PERSON" && super::is_human(&noun.lemma)
        };
        let noun = std::iter::once(end)
            .chain(self.analysis.ancestors(end).take(8))
            .take_while(|above| self.analysis.token(*above).pos != "VERB")
            .find(describes);
        let Some(noun) = noun.filter(|&noun| noun < name && !self.has_name(noun) && !self.is_under(noun, name)) else {
            return;
        };
        if noun == token.head {
            return;
        }
        let appos = self.labels.appos;
        let tokens = self.tokens();
        tokens[name.index()].head = noun;
        tokens[name.index()].deprel = appos;
        if let Some((and, next)) = next {
            tokens[and.index()].head = noun;
            tokens[next.index()].head = noun;
        }
    }

    /// "talks with its rival *Velden* had ended": one verb has one subject; the name right after a description is whom it
    /// describes.
    pub(super) fn name_right_after(&mut self, name: TokenId) {
        let start = super::phrase_start(self.analysis, name).0;
        let Some(noun) = start.checked_sub(1).map(TokenId) else { return };
        let token = self.analysis.token(name);
        let described = self.analysis.token(noun);
        let verb = token.head;
        let under = described.tag == "NN"
            && described.sentence == token.sentence
            && matches!(described.deprel.as_str(), "pobj" | "conj" | "dobj")
            && verb > name
            && self.analysis.dependents(noun).iter().any(|&article| {
                article < noun && matches!(self.analysis.token(article).deprel.as_str(), "det" | "poss")
            });
        let subjects = |label| self.analysis.dependents_by(verb, label).filter(|&other| other != name);
        let second = subjects("nsubj").chain(subjects("nsubjpass")).next().is_some();
        if under && second && !self.is_under(noun, name) {
            let appos = self.labels.appos;
            let mended = &mut self.tokens()[name.index()];
            mended.head = noun;
            mended.deprel = appos;
        }
    }

    /// "bosses from the dairy giant Skovlund and French *rival Meier*": the name right after a description is that one's, not
    /// a second one of the description before.
    pub(super) fn name_beside_noun(&mut self, name: TokenId) {
        let start = super::phrase_start(self.analysis, name).0;
        let Some(noun) = start.checked_sub(1).map(TokenId) else { return };
        let token = self.analysis.token(name);
        let described = self.analysis.token(noun);
        let fits = token.pos == "PROPN"
            && described.tag == "NN"
            && described.sentence == token.sentence
            && described.deprel == "conj"
            && token.head < noun
            && !self.has_any(noun, "appos")
            && self.is_under(noun, token.head);
        if fits {
            self.tokens()[name.index()].head = noun;
        }
    }

    /// "[Ms Ode], [her deputy Brandt and the mayor, Lund], met": a list that the parser took for a second subject, or for what
    /// the first is, goes on with the first, who is named too.
    pub(super) fn rest_as_second_subject(&mut self, second: TokenId) {
        let token = self.analysis.token(second);
        let above = token.head;
        if token.tag != "NN" || !super::is_human(&token.lemma) || !self.comma_before(second) {
            return;
        }
        let named = |id: TokenId| {
            let is_name = |&id: &TokenId| self.analysis.token(id).pos == "PROPN";
            Some(id).filter(is_name).or_else(|| self.analysis.dependents_by(id, "appos").find(is_name))
        };
        let described = token.deprel == "appos";
        let first = match described {
            true => Some(above),
            false => self.analysis.dependents_by(above, "nsubj").find(|&first| first < second && second < above),
        };
        let (Some(first), Some(own)) = (first.filter(|&first| named(first).is_some()), named(second)) else { return };
        // "Ms Ode, *her deputy Brandt* and Lund", "*her deputy, Brandt*, and Lund": no description of her
        let owned = self.analysis.dependents_by(second, "poss").any(|her| self.analysis.token(her).tag == "PRP$");
        if described && !owned && super::phrase_start(self.analysis, own).0 != second.0 + 1 {
            return;
        }
        // where the list goes on, on whichever of them the parser hung the rest
        let rest_of = |id: TokenId, after: TokenId| -> Vec<TokenId> {
            let dependents = self.analysis.dependents(id).iter().copied();
            let rest = dependents
                .filter(|&next| next > after && matches!(self.analysis.token(next).deprel.as_str(), "cc" | "conj"));
            rest.collect()
        };
        let rest = [(second, second), (own, own), (first, own)].map(|(id, after)| rest_of(id, after));
        let Some(rest) = rest.into_iter().find(|rest| rest.len() > 1) else { return };
        let conj = self.labels.conj;
        let tokens = self.tokens();
        tokens[second.index()].head = first;
        tokens[second.index()].deprel = conj;
        for next in rest {
            tokens[next.index()].head = second;
        }
    }

    /// "*Ode* Monday met Brandt": the day between a subject and its verb, as wire copy sets it, is no part of the name.
    pub(super) fn day_after_name(&mut self, name: TokenId) {
        let day = self.analysis.token(name).head;
        let token = self.analysis.token(day);
        let verb = token.head;
        let between = day.0 == name.0 + 1 && verb > day && super::is_weekday(self.analysis.form(day, self.body));
        if !between
            || self.analysis.token(name).pos != "PROPN"
            || !matches!(token.deprel.as_str(), "npadvmod" | "nsubj" | "nsubjpass" | "dep")
            || !matches!(self.analysis.token(verb).pos.as_str(), "VERB" | "AUX")
        {
            return;
        }
        let other = ["nsubj", "nsubjpass"]
            .iter()
            .any(|label| self.analysis.dependents_by(verb, label).any(|subject| subject != day));
        if other {
            return;
        }
        let labels = self.labels;
        let passive = self.has_any(verb, "auxpass");
        let rest: Vec<TokenId> =
            self.analysis.dependents(day).iter().copied().filter(|&other| other != name && other < name).collect();
        let tokens = self.tokens();
        tokens[name.index()].head = verb;
        tokens[name.index()].deprel = if passive { labels.nsubjpass } else { labels.nsubj };
        tokens[day.index()].deprel = labels.npadvmod;
        for part in rest {
            tokens[part.index()].head = name;
        }
    }

    /// True if a comma stands right before the phrase of `id`.
    pub(super) fn comma_before(&self, id: TokenId) -> bool {
        let start = super::phrase_start(self.analysis, id).0;
        start.checked_sub(1).is_some_and(|before| self.analysis.form(TokenId(before), self.body) == ",")
    }

    fn has_name(&self, noun: TokenId) -> bool {
        self.analysis.dependents(noun).iter().any(|&name| {
            let name = self.analysis.token(name);
            name.entity == "PERSON" && matches!(name.deprel.as_str(), "appos" | "compound" | "nmod")
        })
    }

    fn is_under(&self, id: TokenId, above: TokenId) -> bool {
        self.analysis.ancestors(id).take(12).any(|ancestor| ancestor == above)
    }
}
