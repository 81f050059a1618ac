//! Where an encounter takes place by what goes on around it: what was arranged and moved, what one of those who meet does
//! meanwhile, what it is a part of.

use super::party::parties_of;
use super::place::{Finder, Located};
use crate::clause::{Argument, Embedding, Predicate, PredicateId, PredicateKind, Role, Source, Tense};

impl Finder<'_, '_> {
    /// "a meeting *pencilled in for Zell*", "talks *scheduled in Zell*".
    pub(super) fn set_for(&self, id: PredicateId) -> Option<Located> {
        let noun = self.scene.clauses.predicate(id);
        let mut below = self.scene.analysis.dependents_by(noun.token, "acl");
        let verb = below.find_map(|verb| self.scene.clauses.predicate_at(verb))?;
        let lemma = &self.scene.clauses.predicate(verb).lemma;
        let set = self.scene.in_words("scheduling-verbs", lemma);
        let place = |argument: &Argument| {
            let to_be_in = matches!(&argument.role, Role::Preposition(name) if name == "for");
            (to_be_in || self.is_locative(&argument.role)) && argument.source == Source::Direct
        };
        (set && noun.kind == PredicateKind::Noun).then(|| self.best(verb, place)).flatten()
    }

    /// "the meeting, planned for Velden, was moved *to Zell*": where it is after all.
    pub(super) fn moved_to(&self, id: PredicateId) -> Option<Located> {
        let (above, embedding) = self.scene.clauses.predicate(id).governor?;
        let verb = self.scene.clauses.predicate(above);
        let moved = embedding == Embedding::Argument
            && verb.kind == PredicateKind::Verb
            && self.scene.in_words("shifting-verbs", &verb.lemma);
        moved
            .then(|| self.best(above, |argument| matches!(&argument.role, Role::Preposition(name) if name == "to")))
            .flatten()
    }

    /// "turned down an invitation *to dinner at his house in Zell*".
    pub(super) fn invited_to(&self, id: PredicateId) -> Option<Located> {
        let noun = self.scene.clauses.predicate(id);
        if !matches!(noun.lemma.as_str(), "invitation" | "invite") {
            return None;
        }
        let above = noun.governor.map(|(above, _)| self.scene.clauses.predicate(above));
        let to = noun.preposition("to").chain(above.into_iter().flat_map(|verb| verb.preposition("to")));
        to.filter(|occasion| occasion.token > noun.token)
            .find_map(|occasion| self.named_place(occasion.token).or_else(|| self.beside(occasion.token, 0)))
    }

    /// "*campaigning in Zell*, Ode had breakfast with Brandt", "Ode was on holiday in Zell *when Brandt came to see her*": what
    /// one of those who meet does at the same time.
    pub(super) fn meanwhile(&self, id: PredicateId) -> Option<Located> {
        let scene = self.scene;
        let own = |argument: &Argument| self.is_locative(&argument.role) && argument.source == Source::Direct;
        let of_party = |verb: &Predicate| {
            verb.fillers(&Role::Subject).any(|subject| {
                parties_of(scene, subject.token)
                    .iter()
                    .any(|party| self.parties.iter().any(|other| other.entity == party.entity))
            })
        };
        let lasts = |verb: &Predicate| {
            verb.kind == PredicateKind::Verb
                && scene.token(verb.token).tag == "VBG"
                && !self.is_report(&verb.lemma)
                && !verb.has(&Role::Object)
        };
        let chain = std::iter::once(id).chain(scene.clauses.governors(id).map(|(above, _)| above)).take(3);
        let verbs: Vec<PredicateId> =
            chain.filter(|&verb| scene.clauses.predicate(verb).kind == PredicateKind::Verb).collect();
        let verb = *verbs.first()?;
        let told = scene.clauses.predicate(verb);
        let sentence = scene.analysis.sentences.get(scene.token(told.token).sentence as usize)?;
        let below = scene.clauses.predicates_in(sentence).iter().find(|below| {
            below.governor == Some((verb, Embedding::Adverbial))
                && matches!(below.marker.as_deref(), None | Some("while" | "when" | "as"))
                && lasts(below)
                && (of_party(below) || below.token < told.token && below.features.tense == Tense::None)
        });
        let over = || {
            verbs.iter().find_map(|&verb| {
                let told = scene.clauses.predicate(verb);
                let (above, embedding) = told.governor?;
                let when = scene.analysis.dependents_by(told.token, "advmod").any(|word| scene.form(word) == "when");
                let at_time = embedding == Embedding::Adverbial && (when || told.marker.as_deref() == Some("when"));
                let over = scene.clauses.predicate(above);
                (at_time && lasts(over) && of_party(over)).then_some(above)
            })
        };
        let found = below.and_then(|below| scene.clauses.predicate_at(below.token)).or_else(over)?;
        self.best(found, own).filter(|located| located.narrowness > 1)
    }

    /// "said at a Zell news conference after meeting Brandt".
    pub(super) fn press_conference(&self, verb: PredicateId) -> Option<Located> {
        let mut at = self.scene.clauses.predicate(verb).preposition("at");
        let conference =
            at.find(|argument| matches!(self.scene.lemma(argument.token).as_str(), "conference" | "briefing"))?;
        let noun = self.scene.clauses.predicate_at(conference.token)?;
        let own = self.best(noun, |argument| self.is_locative(&argument.role));
        own.or_else(|| self.best(noun, |argument| argument.role == Role::Compound))
    }

    /// "was seen with Brandt, *eating with her in Zell*": a participle that goes on telling of it, without an object.
    pub(super) fn participle(&self, id: PredicateId) -> Option<Located> {
        let predicate = self.scene.clauses.predicate(id);
        let sentence = &self.scene.analysis.sentences[self.scene.token(predicate.token).sentence as usize];
        let after = predicate.token.0 + 1..sentence.end.max(predicate.token.0 + 1);
        let verbs = self.scene.clauses.predicates_in(&after).iter().filter(|verb| verb.kind == PredicateKind::Verb);
        let going_on = verbs.take_while(|verb| verb.features.tense == Tense::None).filter(|verb| {
            let token = self.scene.token(verb.token);
            let joined = matches!(token.deprel.as_str(), "advcl" | "acl" | "conj");
            token.tag == "VBG" && joined && !verb.has(&Role::Object) && !self.is_report(&verb.lemma)
        });
        going_on.filter_map(|verb| self.scene.clauses.predicate_at(verb.token)).find_map(|verb| {
            let own = |argument: &Argument| self.is_locative(&argument.role) && argument.source == Source::Direct;
            self.best(verb, own).filter(|located| located.narrowness > 1)
        })
    }

    /// "in Zell, where Ode met Brandt".
    pub(super) fn relative_where(&self, id: PredicateId) -> Option<Located> {
        let verb = self.scene.clauses.predicate(id).token;
        let clause = std::iter::once(verb).chain(self.scene.analysis.ancestors(verb)).take(3);
        for token in clause {
            if self.scene.token(token).deprel != "relcl" {
                continue;
            }
            let has_where =
                self.scene.analysis.dependents_by(token, "advmod").any(|adverb| self.scene.lemma(adverb) == "where");
            let mut prepositions = self.scene.analysis.dependents_by(token, "prep");
            // "a dinner in Zell *at which* Ode met Brandt"
            let mut at_which = || {
                prepositions.any(|at| {
                    matches!(self.scene.form(at).to_lowercase().as_str(), "at" | "in" | "during")
                        && self.scene.analysis.dependents_by(at, "pobj").any(|which| self.scene.form(which) == "which")
                })
            };
            if !has_where && !at_which() {
                return None;
            }
            let above = self.scene.analysis.head(token)?;
            let event = || self.scene.clauses.predicate_at(above).and_then(|event| self.own(event));
            return self.named_place(above).or_else(event);
        }
        None
    }
}
