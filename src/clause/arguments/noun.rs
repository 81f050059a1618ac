//! Arguments of event nouns: possessors, compounds, names joined by dashes.

use super::super::predicate::{Role, Source};
use super::super::tree::{Dep, Tree};
use super::Collector;
use crate::nlp::TokenId;

impl Collector<'_, '_> {
    pub(super) fn noun(&mut self, noun: TokenId) {
        let tree = self.tree;
        for &dependent in tree.dependents(noun) {
            match tree.dep(dependent) {
                Dep::Poss if tree.is_time(dependent) => self.time(dependent),
                Dep::Poss => self.fill(Role::Possessor, dependent, Source::Direct),
                Dep::Compound | Dep::Nmod | Dep::Amod if self.is_measure(dependent) => {}
                Dep::Compound | Dep::Nmod if tree.is_time(dependent) => self.time(dependent),
                Dep::Compound | Dep::Nmod => self.compound(dependent),
                Dep::Amod if tree.token(dependent).entity == "NORP" || tree.pos(dependent) == "PROPN" => {
                    self.compound(dependent);
                }
                _ => self.adjunct(dependent, 0),
            }
        }
        // "contacts and meetings *between Ode and Brandt*": what follows both is of both.
        if let Some(first) = tree.head(noun).filter(|_| tree.dep(noun) == Dep::Conj && !tree.has(noun, Dep::Prep)) {
            for after in tree.by(first, Dep::Prep).filter(|&after| after > noun) {
                self.preposition(after, Source::Shared, 0);
            }
        }
        self.hyphenated(noun);
    }

    /// "two-*day* talks", "the *week*-long visit": how long, not when.
    fn is_measure(&self, modifier: TokenId) -> bool {
        let tree = self.tree;
        let dash = |token: Option<TokenId>| token.is_some_and(|token| is_dash(tree.form(token)));
        matches!(tree.lemma(modifier), "day" | "hour" | "minute" | "week" | "month" | "year")
            && (dash(tree.previous(modifier)) || dash(tree.next(modifier)))
    }

    pub(super) fn compound(&mut self, modifier: TokenId) {
        self.fill(Role::Compound, modifier, Source::Direct);
        // "the Geneva peace talks" may hang "Geneva" on "peace".
        for inner in self.tree.by(modifier, Dep::Compound) {
            let whole_name =
                self.tree.is_name(inner) && self.tree.token(inner).entity == self.tree.token(modifier).entity;
            if !whole_name {
                self.fill(Role::Compound, inner, Source::Direct);
            }
        }
    }

    /// The names before a dash or slash in "the Ode–Brandt talks", whatever the parser made of them.
    pub(super) fn hyphenated(&mut self, noun: TokenId) {
        let tree = self.tree;
        let Some(mut at) = tree.previous(noun) else { return };
        // Over words between the names and the noun: "the Ode–Brandt peace talks".
        for _ in 0..2 {
            if tree.is_name(at) || !matches!(tree.pos(at), "NOUN" | "ADJ") {
                break;
            }
            let Some(before) = tree.previous(at) else { return };
            at = before;
        }
        let mut names = Vec::new();
        for _ in 0..6 {
            let Some(dash) = start_of_name(tree, at).and_then(|start| tree.previous(start)) else { break };
            let Some(before) = tree.previous(dash) else { break };
            let tight = tree.token(before).span.end == tree.token(dash).span.start;
            if !is_dash(tree.form(dash)) || !tight || !tree.is_name(before) && tree.pos(before) != "ADJ" {
                break;
            }
            names.push(before);
            at = before;
        }
        if names.is_empty() {
            return;
        }
        let last = tree.previous(noun).map_or(noun, |previous| previous);
        let closing = (0..3).scan(last, |at, _| {
            let current = *at;
            *at = tree.previous(current)?;
            Some(current)
        });
        if let Some(closing) = closing.into_iter().find(|&token| tree.is_name(token)) {
            names.push(closing);
        }
        names.sort_unstable();
        let group = names[0];
        for name in names {
            self.arguments.retain(|known| known.token != name || known.role == Role::Compound && known.group == group);
            self.push(Role::Compound, name, group, Source::Direct, false);
        }
    }
}

/// The first token of the name that ends at `last`.
fn start_of_name(tree: &Tree<'_>, last: TokenId) -> Option<TokenId> {
    let mut start = last;
    while let Some(before) = tree.previous(start) {
        let same = tree.is_name(before) && tree.head(before) == Some(last) && tree.dep(before) == Dep::Compound;
        if !same {
            break;
        }
        start = before;
    }
    Some(start)
}

fn is_dash(form: &str) -> bool {
    matches!(form, "-" | "–" | "—" | "/" | "‑" | "−")
}
