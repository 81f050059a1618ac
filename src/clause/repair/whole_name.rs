//! Names with a preposition inside ("the Union of Rural Teachers"): what the parser hangs on a word within belongs to the whole.

use super::Mend;
use crate::nlp::TokenId;

impl Mend<'_, '_> {
    /// "the Union of Rural Teachers *and Ana Ode* met": who is joined to the body is not joined to the last word of its name.
    pub(super) fn joined_to_last_word(&mut self, joined: TokenId) {
        let last = self.analysis.token(joined).head;
        if last > joined || !self.begins_name(joined) {
            return;
        }
        let Some(whole) = self.whole_name(last) else { return };
        let and = self.analysis.dependents_by(last, "cc").find(|&and| last < and && and < joined);
        let tokens = self.tokens();
        tokens[joined.index()].head = whole;
        if let Some(and) = and {
            tokens[and.index()].head = whole;
        }
    }

    /// "the Front for Unity's *leader*, Ana Ode, met her": the leader is the whole front's, not the object of "for".
    pub(super) fn owned_by_last_word(&mut self, last: TokenId) {
        let owned = self.analysis.token(last).head;
        let preposition = self.analysis.token(owned).head;
        let fits = owned > last
            && self.analysis.token(owned).deprel == "pobj"
            && preposition < last
            && self.analysis.dependents_by(last, "case").next().is_some();
        let Some(whole) = self.whole_between(last, preposition).filter(|_| fits) else { return };
        let above = self.analysis.token(whole).clone();
        let root = above.head == whole;
        let (poss, pobj) = (self.analysis.token(last).deprel, self.labels.pobj);
        let tokens = self.tokens();
        tokens[owned.index()].head = if root { owned } else { above.head };
        tokens[owned.index()].deprel = above.deprel;
        tokens[whole.index()].head = owned;
        tokens[whole.index()].deprel = poss;
        tokens[last.index()].head = preposition;
        tokens[last.index()].deprel = pobj;
    }

    /// True if the phrase of `id` is a name of its own, not the rest of the one before.
    fn begins_name(&self, id: TokenId) -> bool {
        let token = self.analysis.token(id);
        let start = super::phrase_start(self.analysis, id).index();
        let before = start.checked_sub(1).and_then(|before| self.analysis.tokens.get(before));
        let apart = before.is_some_and(|before| before.entity == "");
        apart && matches!(token.entity.as_str(), "PERSON" | "ORG" | "GPE") && token.pos == "PROPN"
    }

    /// The head of the longest name that ends with `last`, the object of a preposition within it.
    fn whole_name(&self, last: TokenId) -> Option<TokenId> {
        if self.analysis.token(last).deprel != "pobj" {
            return None;
        }
        self.whole_between(last, self.analysis.token(last).head)
    }

    /// The head of the longest name from before `preposition` to `last`.
    fn whole_between(&self, last: TokenId, preposition: TokenId) -> Option<TokenId> {
        let mut preposition = preposition;
        let mut whole = None;
        for _ in 0..3 {
            let joins = preposition < last
                && matches!(self.analysis.form(preposition, self.body), "of" | "for" | "against")
                && self.analysis.token(preposition).deprel == "prep";
            let head = self.analysis.token(preposition).head;
            if !joins || head > preposition || !self.is_body_name(head, last) {
                break;
            }
            whole = Some(head);
            if self.analysis.token(head).deprel != "pobj" {
                break;
            }
            preposition = self.analysis.token(head).head;
        }
        whole
    }

    /// True if all words from `head` to `last` are written large but for joints, and the model takes one of them for a body's.
    fn is_body_name(&self, head: TokenId, last: TokenId) -> bool {
        let large = |id: TokenId| self.analysis.form(id, self.body).starts_with(char::is_uppercase);
        let joint = |id: TokenId| matches!(self.analysis.form(id, self.body), "of" | "for" | "against" | "the");
        let named = |id: TokenId| matches!(self.analysis.token(id).entity.as_str(), "ORG" | "FAC" | "");
        large(head)
            && self.analysis.token(head).entity != "PERSON"
            && !super::is_human(&self.analysis.token(head).lemma.to_lowercase())
            && (head.0..=last.0).map(TokenId).all(|id| large(id) && named(id) || joint(id))
            && (head.0..=last.0).map(TokenId).any(|id| self.analysis.token(id).entity == "ORG")
    }
}
