//! Arguments that depend on the predicate itself, with voice evened out and phrases that the parser hung on a
//! neighbouring name offered back.

mod noun;
mod phrase;

pub use phrase::is_free;

use phrase::preposition_name;

use super::Clauses;
use super::factuality::RANKS;
use super::lexicon::SIGNATURE;
use super::predicate::{Argument, Features, Predicate, PredicateKind, Role, Source};
use super::tree::{Dep, Tree};
use crate::nlp::TokenId;
use smol_str::StrExt as _;

/// Longest chain of phrases followed through neighbouring names.
const MAX_DEPTH: usize = 4;

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
                // "asked three times to see her"
                Dep::Dobj if tree.is(dependent, "times") && tree.has(dependent, Dep::Nummod) => {
                    self.push(Role::Frequency, dependent, dependent, Source::Direct, false);
                }
                // "two days of talks" is no time, but what is held.
                Dep::Dobj
                    if tree.is_time(dependent)
                        && !tree.is_person(dependent)
                        && !tree.by(dependent, Dep::Prep).any(|preposition| tree.is(preposition, "of")) =>
                {
                    self.time(dependent);
                }
                Dep::Dobj if self.is_recipient(verb, dependent) => {
                    self.fill(Role::IndirectObject, dependent, Source::Direct);
                }
                Dep::Dobj => self.fill(Role::Object, dependent, Source::Direct),
                Dep::Dative if tree.pos(dependent) == "ADP" => self.preposition(dependent, Source::Direct, 0),
                Dep::Dative => self.fill(Role::IndirectObject, dependent, Source::Direct),
                Dep::Attr | Dep::Oprd if tree.is_time(dependent) => self.time(dependent),
                Dep::Oprd if self.is_lone_object(verb, dependent, features) => {
                    self.fill(Role::Object, dependent, Source::Direct);
                }
                Dep::Attr | Dep::Acomp | Dep::Oprd => self.fill(Role::Complement, dependent, Source::Direct),
                Dep::Conj if tree.pos(dependent) == "ADP" => self.preposition(dependent, Source::Direct, 0),
                Dep::Prep if tree.is(dependent, "including") => self.included(verb, dependent),
                Dep::Npadvmod if self.is_stray_object(verb, dependent) => {
                    // "courted, and dined with, *Brandt*"
                    let open = tree.by(verb, Dep::Prep).find(|&preposition| {
                        verb < preposition && preposition < dependent && tree.dependents(preposition).is_empty()
                    });
                    let role = open.map_or(Role::Object, |open| Role::Preposition(preposition_name(tree, open)));
                    self.fill(role, dependent, Source::Implied);
                }
                _ => self.adjunct(dependent, 0),
            }
        }
        // "a report *that* she had met him" has no gap
        if tree.dep(verb) == Dep::Relcl && !tree.by(verb, Dep::Mark).any(|that| tree.is(that, "that")) {
            self.relative_gap(verb);
        }
        let on_nominal =
            tree.dep(verb) == Dep::Advcl && tree.head(verb).is_some_and(|head| tree.is_nominal(head) && head < verb);
        if matches!(tree.dep(verb), Dep::Acl | Dep::Amod | Dep::Appos) || on_nominal {
            self.participle(verb, features);
        }
    }

    /// "met leaders from the region, *including Ode and Brandt*": who is included has the role of the plural before.
    fn included(&mut self, verb: TokenId, including: TokenId) {
        let tree = self.tree;
        let several =
            |token: TokenId| token < including && matches!(tree.tag(token), "NNS" | "NNPS") && !tree.is_time(token);
        let group = self.arguments.iter().rev().find(|known| {
            several(known.token)
                && known.token > verb
                && match &known.role {
                    Role::Object => true,
                    Role::Preposition(name) => matches!(name.as_str(), "with" | "between" | "among" | "by"),
                    _ => false,
                }
        });
        let group = group.or_else(|| {
            self.arguments
                .iter()
                .find(|known| known.role == Role::Subject && known.token < verb && several(known.token))
        });
        let Some(role) = group.map(|group| group.role.clone()) else {
            self.preposition(including, Source::Direct, 0);
            return;
        };
        let named = |name: TokenId| {
            tree.pos(name) == "PROPN" && matches!(tree.token(name).entity.as_str(), "PERSON" | "ORG" | "")
        };
        for first in tree.by(including, Dep::Pobj).filter(|&name| named(name)) {
            for name in tree.conjuncts(first).into_iter().filter(|&name| named(name)) {
                self.push(role.clone(), name, first, Source::Implied, false);
            }
        }
    }

    /// "granted *Ode* an audience": of two objects, neither of which is a list's, the first is who gets the second.
    fn is_recipient(&self, verb: TokenId, object: TokenId) -> bool {
        let tree = self.tree;
        let thing = tree.by(verb, Dep::Dobj).find(|&thing| thing > object);
        tree.is_nominal(object)
            && thing.is_some_and(|thing| {
                tree.pos(thing) == "NOUN"
                    && !tree.is_time(thing)
                    && super::repair::phrase_start(tree.analysis, thing).0 == object.0 + 1
            })
    }

    /// "met *face* to face with Brandt", "spoke *one* on one".
    fn is_manner(&self, word: TokenId) -> bool {
        let tree = self.tree;
        let after = |token: TokenId| tree.next(token);
        let twice = after(word).and_then(after).is_some_and(|again| tree.is(again, tree.form(word)));
        twice && tree.is_any(word, &["face", "one", "head"])
    }

    /// "called *Brandt* twice": what one is called follows whom one calls; a name without an object before it is the object.
    fn is_lone_object(&self, verb: TokenId, name: TokenId, features: Features) -> bool {
        let tree = self.tree;
        !features.passive
            && tree.pos(name) == "PROPN"
            && tree.has(verb, Dep::Nsubj)
            && !tree.has(verb, Dep::Dobj)
            && tree.dep(verb) != Dep::Relcl
    }

    /// A name after a verb without an object that the parser took for an adverb: "met not *Mr Brandt* but Mr Lund".
    fn is_stray_object(&self, verb: TokenId, name: TokenId) -> bool {
        let appositive = |object: TokenId| matches!(self.tree.tag(object), "NNS") && object < name;
        verb < name && self.tree.is_person(name) && self.tree.first(verb, Dep::Dobj).is_none_or(appositive)
    }

    /// What a relative clause leaves open is the noun that it modifies: "the man *Ode met*", "the man *Ode spoke to*",
    /// "the city *where they met*".
    fn relative_gap(&mut self, verb: TokenId) {
        let tree = self.tree;
        let Some(antecedent) = tree.head(verb) else { return };
        // "no reason *to meet him*": the reason is not the one who meets.
        let to = tree.by(verb, Dep::Aux).any(|auxiliary| tree.tag(auxiliary) == "TO");
        let takes_infinitive =
            || SIGNATURE.get(PredicateKind::Noun, tree.lemma(antecedent)).is_some_and(|noun| noun.infinitive.is_some());
        if to && takes_infinitive() {
            return;
        }
        let stranded = tree.by(verb, Dep::Prep).find(|&preposition| tree.dependents(preposition).is_empty());
        if let Some(known) = self.arguments.iter().position(|argument| argument.token == antecedent) {
            if let (Some(preposition), Role::Object) = (stranded, &self.arguments[known].role) {
                // "the rebel that Ode met with"
                self.arguments[known].role = Role::Preposition(preposition_name(tree, preposition));
            }
            return;
        }
        let adverb = tree.by(verb, Dep::Advmod).find(|&adverb| tree.tag(adverb) == "WRB");
        if let Some(adverb) = adverb {
            let antecedent = self.place_beside(antecedent);
            let role = match tree.form(adverb).to_lowercase_smolstr().as_str() {
                "where" if tree.is_name(antecedent) => Role::Preposition("in".into()),
                "where" => Role::Preposition("at".into()),
                "when" => Role::Time,
                _ => return,
            };
            self.push(role, antecedent, antecedent, Source::Shared, false);
            return;
        }
        let role = match stranded {
            Some(preposition) => Role::Preposition(preposition_name(tree, preposition)),
            None if tree.has(verb, Dep::Xcomp) || tree.has(verb, Dep::Ccomp) => return,
            None if !tree.has(verb, Dep::Nsubj) && !tree.has(verb, Dep::NsubjPass) => Role::Subject,
            None if !tree.has(verb, Dep::Dobj) => Role::Object,
            None => return,
        };
        // "Ode was *the first to meet him*": what is said of Ode
        let ranked = tree.dep(antecedent) == Dep::Attr && tree.is_any(antecedent, &RANKS);
        if let Some(be) = tree.head(antecedent).filter(|_| ranked && to && role == Role::Subject) {
            let subjects: Vec<TokenId> = tree.by(be, Dep::Nsubj).collect();
            for subject in subjects {
                let subject = tree.named_by_apposition(subject).unwrap_or(subject);
                self.push(role.clone(), subject, subject, Source::Shared, false);
            }
            return;
        }
        self.push(role, antecedent, antecedent, Source::Shared, false);
    }

    /// "Ode, *whose lawyer, Lund, met* Brandt": where nothing else is a verb of the clause that "whose" opens, `verb` is, though
    /// the parser gave it the noun before as its subject.
    fn owned_subject(&self, verb: TokenId, subject: TokenId) -> Option<TokenId> {
        let tree = self.tree;
        let whose = |noun: TokenId| {
            tree.dependents(noun).iter().any(|&owner| owner < noun && tree.tag(owner) == "WP$" && owner > subject)
        };
        let owned = tree.by(subject, Dep::Appos).find(|&noun| noun < verb && whose(noun))?;
        let verbs = (owned.index() + 1..verb.index()).map(TokenId::new);
        let other = verbs.into_iter().any(|at| matches!(tree.tag(at), "VBD" | "VBZ" | "VBP" | "MD"));
        (!other).then(|| tree.named_by_apposition(owned).unwrap_or(owned))
    }

    /// "the man met by Ode", "a team visiting Oslo", "the first leader to meet Brandt".
    fn participle(&mut self, verb: TokenId, features: Features) {
        let tree = self.tree;
        let Some(noun) = tree.head(verb) else { return };
        let role = match tree.tag(verb) {
            "VBN" | "VBD" if features.passive => Role::Object,
            "VBG" => Role::Subject,
            _ => return,
        };
        if !self.arguments.iter().any(|argument| argument.role == role) {
            self.push_modified(role, noun, verb);
        }
    }

    /// The noun that a clause modifies; all of its coordination where the clause has no other party and follows the last of
    /// them ("Ode and Brandt, *meeting in Vasa*").
    fn push_modified(&mut self, role: Role, noun: TokenId, verb: TokenId) {
        let tree = self.tree;
        if let Some(named) = named_among(tree, noun) {
            for member in tree.conjuncts(named) {
                self.push(role.clone(), member, named, Source::Shared, false);
            }
            return;
        }
        let first = tree.first_conjunct(noun);
        let comma =
            (1..4).any(|back| verb.index().checked_sub(back).is_some_and(|index| tree.is(TokenId::new(index), ",")));
        let alone = role == Role::Subject
            && !tree.has(verb, Dep::Dobj)
            && !tree.by(verb, Dep::Prep).any(|p| tree.is(p, "with"));
        let group = if comma && alone { tree.conjuncts(first) } else { vec![noun] };
        let group: Vec<TokenId> = group.into_iter().filter(|&member| member < verb).collect();
        let head = if group.len() > 1 { first } else { noun };
        for member in group {
            self.push(role.clone(), member, head, Source::Shared, false);
        }
        // "It was Ode, *not Lund*, who met Brandt."
        for other in tree.conjuncts(noun).into_iter().filter(|&other| other != noun && is_denied(tree, other)) {
            self.push(role.clone(), other, noun, Source::Shared, true);
        }
    }

    /// Where "where" is: not the day, but the place named beside it ("arrived in Vasa on Monday, *where* …").
    fn place_beside(&self, antecedent: TokenId) -> TokenId {
        let tree = self.tree;
        if !tree.is_time(antecedent) {
            return antecedent;
        }
        let verb = tree.head(antecedent).and_then(|preposition| tree.head(preposition));
        let places = verb
            .into_iter()
            .flat_map(|verb| tree.by(verb, Dep::Prep))
            .flat_map(|preposition| tree.by(preposition, Dep::Pobj));
        places
            .filter(|&place| place < antecedent && tree.is_name(place) && !tree.is_time(place))
            .last()
            .unwrap_or(antecedent)
    }

    fn adjective(&mut self, adjective: TokenId) {
        let tree = self.tree;
        if let Some(head) = tree.head(adjective) {
            match tree.dep(adjective) {
                Dep::Acomp | Dep::Oprd => {
                    for subject in tree.by(head, Dep::Nsubj).chain(tree.by(head, Dep::NsubjPass)) {
                        self.fill(Role::Subject, subject, Source::Shared);
                    }
                }
                Dep::Amod => self.fill(Role::Subject, head, Source::Shared),
                _ => {}
            }
        }
        for &dependent in tree.dependents(adjective) {
            match tree.dep(dependent) {
                Dep::Nsubj | Dep::NsubjPass => self.fill(Role::Subject, dependent, Source::Direct),
                _ => self.adjunct(dependent, 0),
            }
        }
    }

    fn fill(&mut self, role: Role, filler: TokenId, source: Source) {
        self.fill_from(role, filler, source, 0);
    }

    /// Adds `filler` and what is conjoined with it, and offers phrases that hang on its names to the predicate.
    fn fill_from(&mut self, role: Role, filler: TokenId, source: Source, depth: usize) {
        let tree = self.tree;
        if let Some(antecedent) = tree.antecedent(filler) {
            match (&role, tree.head(filler)) {
                (Role::Subject, Some(verb)) => self.push_modified(role, antecedent, verb),
                _ => self.push(role, antecedent, antecedent, source.max(Source::Shared), false),
            }
            return;
        }
        let owned = tree.head(filler).filter(|_| role == Role::Subject);
        let filler = owned.and_then(|verb| self.owned_subject(verb, filler)).unwrap_or(filler);
        let described = filler;
        let filler = tree.named_by_apposition(filler).unwrap_or(filler);
        let mut conjuncts = tree.conjuncts(filler);
        if filler != described {
            let beside = tree.conjuncts(described).into_iter().filter(|&token| token != described);
            conjuncts.extend(beside.map(|token| tree.named_by_apposition(token).unwrap_or(token)));
        }
        for &conjunct in &conjuncts {
            if conjunct != filler && tree.is_person(conjunct) && tree.is_time(filler) {
                // "met Brandt on Monday and Lund on Tuesday": a new object, which the parser hung on the time.
                self.push(Role::Object, conjunct, conjunct, Source::Implied, false);
                continue;
            }
            let conjunct = tree.named_by_apposition(conjunct).unwrap_or(conjunct);
            let negated = is_denied(tree, conjunct) || conjunct == filler && is_contrasted(tree, conjunct);
            self.push(role.clone(), conjunct, filler, source, negated);
        }
        if depth >= MAX_DEPTH || role == Role::Possessor {
            return;
        }
        if filler != described && described < filler && depth == 0 {
            self.offer_settings_of(described, filler);
        }
        for &conjunct in &conjuncts {
            if tree.is_person(conjunct) && tree.is_time(filler) {
                continue;
            }
            if tree.is_name(conjunct) || tree.is_time(conjunct) || tree.pos(conjunct) == "PRON" {
                self.offer_phrases_of(conjunct, depth);
            } else if depth == 0 {
                self.offer_settings_of(conjunct, conjunct);
            }
        }
    }

    fn push(&mut self, role: Role, token: TokenId, group: TokenId, source: Source, negated: bool) {
        if !self.arguments.iter().any(|known| known.token == token && known.role == role) {
            self.arguments.push(Argument { role, token, group, source, negated });
        }
    }
}

/// "Among *those* who met him was *Ode*": who is said to be among them.
fn named_among(tree: &Tree<'_>, those: TokenId) -> Option<TokenId> {
    let among =
        tree.head(those).filter(|&among| tree.is_any(among, &["among", "amongst"]) && tree.dep(those) == Dep::Pobj)?;
    let copula = tree.head(among).filter(|&copula| tree.lemma(copula) == "be" && among < copula)?;
    let subject = tree.by(copula, Dep::Nsubj).chain(tree.by(copula, Dep::Attr)).find(|&name| name > copula)?;
    let named = tree.named_by_apposition(subject).unwrap_or(subject);
    tree.is_name(named).then_some(named)
}

/// True if the filler itself is denied: "no minister", "not Kessler", "nobody".
fn is_denied(tree: &Tree<'_>, filler: TokenId) -> bool {
    if tree.is_any(filler, &["nobody", "none", "neither", "nothing"]) {
        return true;
    }
    if let Some(head) = tree.head(filler).filter(|_| matches!(tree.dep(filler), Dep::Conj | Dep::Appos)) {
        let nor = tree.by(head, Dep::Cc).any(|cc| cc < filler && tree.is(cc, "nor"));
        if nor || tree.denial_between(head, filler) {
            return true;
        }
    }
    // "neither Ode nor *her deputy, Brandt*"
    if let Some(described) = tree.head(filler).filter(|_| tree.dep(filler) == Dep::Appos)
        && let Some(first) = tree.head(described).filter(|_| tree.dep(described) == Dep::Conj)
        && tree.by(first, Dep::Cc).any(|cc| cc < described && tree.is(cc, "nor"))
    {
        return true;
    }
    let before = |dependent: &TokenId| *dependent < filler;
    tree.dependents(filler).iter().filter(|dependent| before(dependent)).any(|&dependent| match tree.dep(dependent) {
        Dep::Neg => true,
        Dep::Det => tree.is_any(dependent, &["no", "neither"]),
        Dep::Cc | Dep::Preconj | Dep::Advmod => tree.is_any(dependent, &["not", "neither", "never"]),
        _ => false,
    })
}

/// True for "*not Mr Brandt* but Mr Lund" where "not" hangs on the verb.
pub fn is_contrasted(tree: &Tree<'_>, filler: TokenId) -> bool {
    if !tree.by(filler, Dep::Cc).any(|cc| tree.is(cc, "but")) {
        return false;
    }
    let Some(head) = tree.head(filler) else { return false };
    tree.by(head, Dep::Neg).any(|not| head < not && not < filler)
}
