//! Arguments that depend on the predicate itself, with voice evened out and phrases that the parser hung on a
//! neighbouring name offered back.

use super::Clauses;
use super::predicate::{Argument, Features, Predicate, PredicateKind, Role, Source};
use super::tree::{Dep, Tree};
use crate::nlp::TokenId;
use smol_str::{SmolStr, SmolStrBuilder, StrExt as _};

/// Longest chain of phrases followed through neighbouring names.
const MAX_DEPTH: usize = 4;

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

/// Fills in the arguments of all predicates.
pub fn find_arguments(tree: &Tree<'_>, clauses: &mut Clauses) {
    for predicate in &mut clauses.predicates {
        let mut collector = Collector { tree, arguments: Vec::new() };
        match predicate.kind {
            PredicateKind::Verb => collector.verb(predicate.token, predicate.features),
            PredicateKind::Noun => collector.noun(predicate.token),
            PredicateKind::Adjective => collector.adjective(predicate.token),
        }
        predicate.arguments = collector.arguments;
        sort(predicate);
    }
}

/// Puts the arguments into text order.
pub fn sort(predicate: &mut Predicate) {
    predicate.arguments.sort_by(|a, b| (a.token, &a.role, a.source).cmp(&(b.token, &b.role, b.source)));
    predicate.arguments.dedup_by(|b, a| a.token == b.token && a.role == b.role);
}

/// Adds `argument` unless the predicate has it already.
pub fn add(predicate: &mut Predicate, argument: Argument) {
    if argument.token == predicate.token {
        return;
    }
    if !predicate.arguments.iter().any(|known| known.role == argument.role && known.token == argument.token) {
        predicate.arguments.push(argument);
    }
}

struct Collector<'t, 'a> {
    tree: &'t Tree<'a>,
    arguments: Vec<Argument>,
}

impl Collector<'_, '_> {
    fn verb(&mut self, verb: TokenId, features: Features) {
        let tree = self.tree;
        let double = features.passive && tree.has(verb, Dep::Dobj);
        for &dependent in tree.dependents(verb) {
            match tree.dep(dependent) {
                Dep::Nsubj if !features.passive => self.fill(Role::Subject, dependent, Source::Direct),
                Dep::Nsubj | Dep::NsubjPass if double => self.fill(Role::IndirectObject, dependent, Source::Direct),
                Dep::Nsubj | Dep::NsubjPass => self.fill(Role::Object, dependent, Source::Direct),
                Dep::Agent => self.agent(dependent),
                Dep::Dobj if self.is_manner(dependent) => self.offer_phrases_of(dependent, 0),
                // "two days of talks" is no time, but what is held.
                Dep::Dobj
                    if tree.is_time(dependent)
                        && !tree.is_person(dependent)
                        && !tree.by(dependent, Dep::Prep).any(|preposition| tree.is(preposition, "of")) =>
                {
                    self.time(dependent);
                }
