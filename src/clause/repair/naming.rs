//! The words of one name: pieces hung one by one, particles and last words taken for other words, objects of open prepositions.

use super::Mend;
use crate::nlp::TokenId;

impl Mend<'_, '_> {
    /// "*Omar Ben - Ari* met": the words of one name, which the parser hung one by one on the verb, hang on the last of them.
    pub(super) fn name_in_pieces(&mut self, first: TokenId) {
        let tokens = &self.analysis.tokens;
        let rest = tokens.get(first.index() + 1..).unwrap_or_default();
        let n_more = rest.iter().take_while(|token| token.entity == "PERSON" && !token.entity_begins).count();
        let name = first.index()..first.index() + 1 + n_more;
        let outside =
            |index: &usize| !name.contains(&tokens[*index].head.index()) || tokens[*index].head.index() == *index;
        let mut pieces = name.clone().filter(outside);
        let Some(top) = pieces.next_back().filter(|&top| tokens[top].pos == "PROPN") else { return };
        let above = tokens[top].head;
        let as_top = |&piece: &usize| {
            tokens[piece].head == above
                && (tokens[piece].deprel == tokens[top].deprel
                    || matches!(tokens[piece].deprel.as_str(), "compound" | "npadvmod" | "punct" | "nmod" | "dep"))
        };
        let pieces: Vec<usize> = pieces.collect();
        if pieces.is_empty() || above.index() == top || !pieces.iter().all(as_top) {
            return;
        }
        let top = TokenId::new(top);
        let compound = self.labels.compound;
        let beyond: Vec<TokenId> = pieces
            .iter()
            .flat_map(|&piece| self.analysis.dependents(TokenId::new(piece)))
            .copied()
            .filter(|dependent| !name.contains(&dependent.index()))
            .collect();
        let tokens = self.tokens();
        for piece in pieces {
            tokens[piece].head = top;
            tokens[piece].deprel = compound;
        }
        for dependent in beyond {
            tokens[dependent.index()].head = top;
        }
    }

    /// "will meet the campaign group *City Together*": the last word of a body's name, whatever it is taken for, is no adverb of the
    /// verb but its object.
    pub(super) fn body_on_verb(&mut self, last: TokenId) {
        let token = self.analysis.token(last);
        let verb = token.head;
        let named = last.index().checked_sub(1).and_then(|before| self.analysis.tokens.get(before));
        let fits = verb < last
            && !token.entity_begins
            && self.analysis.token(verb).pos == "VERB"
            && named.is_some_and(|before| before.pos == "PROPN" && before.head == last)
            && self.analysis.form(last, self.body).chars().next().is_some_and(char::is_uppercase)
            && !["dobj", "nsubjpass"].iter().any(|label| self.has_any(verb, label));
        if fits {
            let labels = self.labels;
            let mended = &mut self.tokens()[last.index()];
            mended.deprel = labels.dobj;
            mended.pos = labels.propn;
            mended.tag = labels.nnp;
        }
    }

    /// "Ana *dos* Reis met": the particle of a name is neither verb nor noun between two names.
    pub(super) fn particle_as_word(&mut self, particle: TokenId) {
        let token = self.analysis.token(particle);
        let beside = |index: usize| self.analysis.tokens.get(index).is_some_and(|beside| beside.pos == "PROPN");
        let between = particle.index().checked_sub(1).is_some_and(beside) && beside(particle.index() + 1);
        let after = |&name: &TokenId| {
            name > particle
                && self.analysis.token(name).pos == "PROPN"
                && super::phrase_start(self.analysis, name).0 == particle.0 + 1
        };
        if !between || self.analysis.tokens[particle.index() + 1].sentence != token.sentence {
            return;
        }
        let labels = self.labels;
        let Some(last) = self.analysis.dependents(particle).iter().copied().find(after) else {
            if token.deprel == "compound" {
                let mended = &mut self.tokens()[particle.index()];
                mended.pos = labels.propn;
                mended.tag = labels.nnp;
            }
            return;
        };
        let root = token.head == particle;
        let (head, mut deprel) = (token.head, token.deprel);
        let clause = matches!(deprel.as_str(), "ccomp" | "xcomp" | "advcl") && head < particle;
        if clause && self.analysis.token(head).pos == "VERB" && !self.has_any(head, "dobj") {
            deprel = labels.dobj;
        }
        let moved: Vec<TokenId> =
            self.analysis.dependents(particle).iter().copied().filter(|&dependent| dependent != last).collect();
        let tokens = self.tokens();
        for dependent in moved {
            tokens[dependent.index()].head = if clause && dependent > last { head } else { last };
            if dependent.0 + 1 == particle.0 {
                tokens[dependent.index()].deprel = labels.compound;
            }
        }
        tokens[last.index()].head = if root { last } else { head };
        tokens[last.index()].deprel = deprel;
        let mended = &mut tokens[particle.index()];
        mended.head = last;
        mended.deprel = labels.compound;
        mended.pos = labels.propn;
        mended.tag = labels.nnp;
    }

    /// "After meeting *with* [Ana Ode → Jens Lund] left": a name right after a preposition that has no object is its object.
    pub(super) fn object_as_modifier(&mut self, name: TokenId) {
        let start = super::phrase_start(self.analysis, name).0;
        let Some(before) = start.checked_sub(1).map(TokenId) else { return };
        let preposition = self.analysis.token(before);
        let open = preposition.tag == "IN"
            && preposition.deprel == "prep"
            && self.analysis.dependents(before).is_empty()
            && preposition.sentence == self.analysis.token(name).sentence;
        if open && self.analysis.token(name).head > name {
            let pobj = self.labels.pobj;
            let mended = &mut self.tokens()[name.index()];
            mended.head = before;
            mended.deprel = pobj;
        }
    }

    /// "prevented Paul *Manning* from": the last word of a name of several words is part of the name, whatever it ends in.
    pub(super) fn name_as_word(&mut self, id: TokenId) {
        let token = self.analysis.token(id);
        let word = matches!(token.tag.as_str(), "VBG" | "NN" | "NNS" | "JJ" | "VB");
        let capital = self.analysis.form(id, self.body).chars().next().is_some_and(char::is_uppercase);
        let continues = !token.entity_begins
            && id.index().checked_sub(1).is_some_and(|before| self.analysis.tokens[before].pos == "PROPN");
        if !word || !capital || !continues {
            return;
        }
        let labels = self.labels;
        let object = token.deprel == "pcomp";
        let mended = &mut self.tokens()[id.index()];
        mended.tag = labels.nnp;
        mended.pos = labels.propn;
        if object {
            mended.deprel = labels.pobj;
        }
    }
}
