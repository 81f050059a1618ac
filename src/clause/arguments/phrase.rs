//! Prepositional and time phrases: a predicate's own, and those that the parser hung on its fillers.

use super::super::lexicon::STATUS;
use super::super::predicate::{Role, Source};
use super::super::tree::{Dep, Tree};
use super::{Collector, MAX_DEPTH};
use crate::nlp::TokenId;
use smol_str::{SmolStr, SmolStrBuilder, StrExt as _};

/// Nouns that form a preposition with the words around them: "on the sidelines of", "in the presence of".
const RELATIONAL_NOUNS: [&str; 14] = [
    "sideline",
    "margin",
    "presence",
    "company",
    "behalf",
    "invitation",
    "request",
    "head",
    "fringe",
    "eve",
    "wake",
    "side",
    "addition",
    "event",
];

impl Collector<'_, '_> {
    /// Prepositional and time phrases, the same for all kinds of predicates.
    pub(super) fn adjunct(&mut self, dependent: TokenId, depth: usize) {
        let source = if depth == 0 { Source::Direct } else { Source::Implied };
        match self.tree.dep(dependent) {
            Dep::Prt if !self.tree.has(dependent, Dep::Pobj) => {}
            Dep::Prep | Dep::Dative | Dep::Agent | Dep::Prt => self.preposition(dependent, source, depth),
            Dep::Npadvmod if self.tree.is_time(dependent) => {
                self.time(dependent);
                if self.tree.by(dependent, Dep::Det).any(|every| self.tree.is_any(every, &["every", "each"])) {
                    self.push(Role::Frequency, dependent, dependent, source, false);
                }
            }
            Dep::Advmod if self.tree.has(dependent, Dep::Prep) => {
                // "together with Brandt", "later on Friday"
                for preposition in self.tree.by(dependent, Dep::Prep) {
                    self.preposition(preposition, source, depth);
                }
                if self.tree.is_time(dependent) {
                    self.time(dependent);
                }
            }
            Dep::Advmod if self.tree.is_time(dependent) => self.time(dependent),
            Dep::Advmod if STATUS.frequency.contains(&self.tree.form(dependent).to_lowercase_smolstr()) => {
                self.push(Role::Frequency, dependent, dependent, source, false);
            }
            Dep::Npadvmod if self.tree.is(dependent, "times") => {
                self.push(Role::Frequency, dependent, dependent, source, false);
            }
            Dep::Unclear | Dep::Appos if self.tree.is_time(dependent) => self.time(dependent),
            _ => {}
        }
    }

    pub(super) fn agent(&mut self, agent: TokenId) {
        for object in self.tree.by(agent, Dep::Pobj) {
            self.fill(Role::Subject, object, Source::Direct);
        }
    }

    pub(super) fn time(&mut self, time: TokenId) {
        self.fill(Role::Time, time, Source::Direct);
    }

    pub(super) fn preposition(&mut self, preposition: TokenId, source: Source, depth: usize) {
        if depth > MAX_DEPTH {
            return;
        }
        let tree = self.tree;
        let name = preposition_name(tree, preposition);
        for &dependent in tree.dependents(preposition) {
            match tree.dep(dependent) {
                Dep::Pobj if super::super::embedding::is_one_of_them(tree, dependent) => {
                    for of in tree.by(dependent, Dep::Prep).filter(|&of| tree.is(of, "of")) {
                        for object in tree.by(of, Dep::Pobj) {
                            self.fill_from(Role::Preposition(name.clone()), object, source, depth);
                        }
                    }
                }
                Dep::Pobj
                    if self.is_manner(dependent)
                        && tree.by(dependent, Dep::Compound).any(|name| tree.is_person(name)) =>
                {
                    // "met with *Ode* face to face", where the name was hung on the manner.
                    if let Some(name_end) =
                        tree.by(dependent, Dep::Compound).filter(|&name| tree.is_person(name)).last()
                    {
                        self.fill_from(Role::Preposition(name.clone()), name_end, source, depth);
                    }
                }
                Dep::Pobj => {
                    self.fill_from(Role::Preposition(name.clone()), dependent, source, depth);
                    self.relational(&name, dependent, source);
                    if depth == 0 {
                        self.offer_company_of(&name, dependent);
                    }
                    if tree
                        .previous(preposition)
                        .is_some_and(|before| tree.is(before, tree.form(dependent)) && self.is_manner(before))
                    {
                        self.offer_phrases_of(dependent, depth);
                    }
                }
                Dep::Prep => self.preposition(dependent, source, depth + 1),
                Dep::Pcomp if tree.is_nominal(dependent) => {
                    self.fill_from(Role::Preposition(name.clone()), dependent, source, depth);
                }
                Dep::Conj if tree.pos(dependent) == "ADP" => self.preposition(dependent, source, depth + 1),
                _ => {}
            }
        }
    }

    /// "on the sidelines of the summit": the summit is also the object of "on the sidelines of".
    pub(super) fn relational(&mut self, name: &SmolStr, noun: TokenId, source: Source) {
        let tree = self.tree;
        if !RELATIONAL_NOUNS.contains(&tree.lemma(noun)) {
            return;
        }
        for of in tree.by(noun, Dep::Prep) {
            let mut phrase = SmolStrBuilder::new();
            phrase.push_str(name);
            if tree.has(noun, Dep::Det) {
                phrase.push_str(" the");
            }
            phrase.push(' ');
            phrase.push_str(&tree.form(noun).to_lowercase_smolstr());
            phrase.push(' ');
            phrase.push_str(&tree.form(of).to_lowercase_smolstr());
            let phrase = phrase.finish();
            for object in tree.by(of, Dep::Pobj) {
                self.fill(Role::Preposition(phrase.clone()), object, source);
            }
        }
    }

    /// Names and times seldom govern phrases other than with "of": those belong to the predicate.
    pub(super) fn offer_phrases_of(&mut self, filler: TokenId, depth: usize) {
        let tree = self.tree;
        for &dependent in tree.dependents(filler) {
            match tree.dep(dependent) {
                Dep::Prep if tree.next(filler) == Some(dependent) && self.is_manner(filler) => {
                    // "face to face with Brandt"
                    for object in tree.by(dependent, Dep::Pobj) {
                        self.offer_phrases_of(object, depth + 1);
                    }
                }
                Dep::Prep if !tree.is(dependent, "of") => self.preposition(dependent, Source::Implied, depth + 1),
                Dep::Npadvmod | Dep::Appos if tree.is_time(dependent) && !tree.is_time(filler) => {
                    self.push(Role::Time, dependent, dependent, Source::Implied, false);
                }
                _ => {}
            }
        }
    }

    /// "sat under a tree *with Brandt*", "talked over the plan *with her*": trees and plans seldom have company of their own;
    /// who is with somebody at a place or over a matter is with whoever does something there.
    fn offer_company_of(&mut self, setting: &str, noun: TokenId) {
        let tree = self.tree;
        let of_place = matches!(
            setting,
            "in" | "at"
                | "under"
                | "beneath"
                | "over"
                | "outside"
                | "inside"
                | "on"
                | "near"
                | "around"
                | "round"
                | "by"
                | "behind"
        );
        let pictured = setting == "for"
            && matches!(tree.lemma(noun), "photograph" | "photo" | "picture" | "photographer" | "camera");
        if !(of_place || pictured) || tree.pos(noun) != "NOUN" || tree.is_time(noun) {
            return;
        }
        for with in tree.by(noun, Dep::Prep).filter(|&preposition| tree.is(preposition, "with")) {
            for object in tree.by(with, Dep::Pobj) {
                let named = tree.named_by_apposition(object).unwrap_or(object);
                if tree.is_person(named) || tree.is_any(object, &["him", "her", "them", "whom"]) {
                    self.fill(Role::Preposition("with".into()), object, Source::Implied);
                }
            }
        }
    }

    /// "met officials *in Vasa* on Friday": where and when may be the event's as well as the noun's.
    ///
    /// Only phrases after `after` are: in "the envoy in Vasa, Mr Brandt" it is where the envoy is posted.
    pub(super) fn offer_settings_of(&mut self, filler: TokenId, after: TokenId) {
        let tree = self.tree;
        let here = tree.by(filler, Dep::Prep).filter(|&p| p > after && tree.is_any(p, &["in", "at", "on", "during"]));
        for preposition in here {
            let name = preposition_name(tree, preposition);
            let setting = tree
                .by(preposition, Dep::Pobj)
                .find(|&object| matches!(tree.token(object).entity.as_str(), "GPE" | "LOC" | "FAC" | "DATE" | "TIME"));
            let Some(setting) = setting else { continue };
            let role = Role::Preposition(name);
            if !self.arguments.iter().any(|known| known.role == role) {
                self.push(role, setting, setting, Source::Implied, false);
            }
        }
    }
}

/// "along with", "ahead of", "with": the preposition in lower case, together with the ones it is stacked on.
pub fn preposition_name(tree: &Tree<'_>, preposition: TokenId) -> SmolStr {
    let own = tree.form(preposition).to_lowercase_smolstr();
    if let Some(adverb) = tree.leading_adverb(preposition) {
        return joined(tree, adverb, &own);
    }
    match tree.head(preposition) {
        Some(above)
            if tree.dep(preposition) == Dep::Prep
                && tree.next(above) == Some(preposition)
                && (tree.dep(above) == Dep::Prep || tree.dep(above) == Dep::Advmod)
                && (tree.dep(above) == Dep::Prep || !is_free(&own))
                && !tree.has(above, Dep::Pobj)
                && !tree.is_time(above)
                // "dined together in Oslo" is no preposition, "together with" is.
                && (!tree.is(above, "together") || own == "with") =>
        {
            joined(tree, above, &own)
        }
        _ => own,
    }
}

/// "is *back in* talks", "met *here in* Oslo": prepositions that form no unit with an adverb before them.
pub fn is_free(preposition: &str) -> bool {
    matches!(preposition, "in" | "at" | "on" | "with" | "for" | "between" | "during")
}

fn joined(tree: &Tree<'_>, first: TokenId, second: &str) -> SmolStr {
    let mut name = SmolStrBuilder::new();
    name.push_str(&tree.form(first).to_lowercase_smolstr());
    name.push(' ');
    name.push_str(second);
    name.finish()
}
