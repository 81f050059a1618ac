//! Phrases of a clause that look like its place: meals that are laid somewhere, and what is told of another matter, another time
//! or of several places.

use super::place::{Finder, Located};
use crate::clause::{Argument, PredicateId, Role, Source};
use crate::entity::MentionKind;
use crate::nlp::TokenId;

impl Finder<'_, '_> {
    /// "host him for *dinner at her house in Zell*", whether the meal is an encounter or not.
    pub(super) fn at_meal(&self, id: PredicateId) -> Option<Located> {
        let arguments = self.scene.clauses.predicate(id).arguments.iter();
        let mut meals = arguments.filter(|argument| {
            matches!(&argument.role, Role::Preposition(name) if matches!(name.as_str(), "for" | "over" | "at" | "to"))
                && argument.source == Source::Direct
                && self.scene.in_words("meals", &self.scene.lemma(argument.token))
        });
        meals.find_map(|meal| self.beside(meal.token, 0))
    }

    /// "in Zell, where Ode will *host her for dinner at his Velden home*": the meal is where its verb is.
    pub(super) fn served_at(&self, id: PredicateId) -> Option<Located> {
        let meal = self.scene.clauses.predicate(id);
        let (verb, _) = meal.governor.filter(|_| self.scene.in_words("meals", &meal.lemma))?;
        let own = |argument: &Argument| self.is_locative(&argument.role) && argument.source == Source::Direct;
        let told = self.scene.clauses.predicate(verb);
        if self.is_report(&told.lemma) || told.fillers(&Role::Object).all(|object| object.token == meal.token) {
            return None;
        }
        self.best(verb, own)
    }

    /// "discussed *the war in Norland*": the country is where the topic is, whatever the parser hangs it on.
    pub(super) fn is_of_topic(&self, id: PredicateId, argument: &Argument) -> bool {
        let verb = self.scene.clauses.predicate(id);
        // "met Brandt *about the war in Norland*"
        let topics = verb.arguments.iter().filter(|topic| match &topic.role {
            Role::Object => self.scene.in_words("topic-verbs", &verb.lemma),
            Role::Preposition(name) => matches!(name.as_str(), "about" | "on" | "regarding" | "concerning"),
            _ => false,
        });
        let mut topics =
            topics.filter(|topic| topic.token != argument.token && self.scene.time_at(topic.token).is_none());
        topics.any(|object| {
            let end = self.scene.analysis.subtree(object.token).end;
            let beside = [object.token.0 + 1, end].map(TokenId);
            object.token < argument.token
                && self.scene.mention_headed_by(object.token).is_none_or(|topic| topic.kind != MentionKind::Named)
                && self.scene.analysis.head(argument.token).is_some_and(|preposition| beside.contains(&preposition))
        })
    }

    /// "called it off *because of the floods in Zell*": where the cause is, whatever the parser hangs it on.
    pub(super) fn is_of_cause(&self, argument: &Argument) -> bool {
        let scene = self.scene;
        let cause = scene.analysis.head(argument.token).and_then(|preposition| scene.analysis.head(preposition));
        let cause =
            cause.filter(|&cause| scene.token(cause).pos == "NOUN").and_then(|cause| scene.analysis.head(cause));
        let Some(of) = cause else { return false };
        let before =
            of.0.checked_sub(1)
                .map(TokenId)
                .is_some_and(|word| matches!(scene.form(word), "because" | "due" | "owing"));
        before || matches!(scene.form(of), "because" | "despite" | "amid" | "Despite" | "Amid")
    }

    /// "*in Zell, in Velden or on a boat*": true for `place` there, which may be any of them and is none yet.
    pub(super) fn is_either(&self, place: TokenId) -> bool {
        let scene = self.scene;
        let Some(preposition) = scene.analysis.head(place) else { return false };
        let or = |word: TokenId| scene.analysis.dependents_by(word, "cc").any(|or| scene.form(or) == "or");
        if [place, preposition].into_iter().any(or) {
            return true;
        }
        let last = scene.analysis.subtree(place).end;
        let next = TokenId(last + 1);
        scene.analysis.tokens.get(next.index()).is_some_and(|token| token.pos == "ADP")
            && scene.form(TokenId(last)) == ","
            && or(next)
    }

    /// "*back in Zell* after talks with Brandt": where one is again, and was not meanwhile.
    pub(super) fn is_after_return(&self, argument: &Argument) -> bool {
        let preposition = self.scene.analysis.head(argument.token);
        let back = preposition.and_then(|preposition| self.scene.analysis.head(preposition));
        back.is_some_and(|word| self.scene.form(word).eq_ignore_ascii_case("back"))
    }

    /// "hours before a banquet *in Zell*": where something else was, at another time.
    pub(super) fn is_of_other_time(&self, id: PredicateId, argument: &Argument) -> bool {
        let others = self.scene.clauses.predicate(id).arguments.iter();
        let mut others = others.filter(|other| {
            matches!(&other.role, Role::Preposition(name) if matches!(name.as_str(), "before" | "ahead of" | "prior to"))
        });
        let preposition = self.scene.analysis.head(argument.token);
        others.any(|other| preposition == Some(TokenId(other.token.0 + 1)))
    }
}
