//! Fillers: which arguments of which predicate fill a role of a rule.
//!
//! Takes a role of the rule that is bound, gives the arguments of the predicate that the role is based on. Where it has
//! none, phrases are looked for that the parser hung on a noun beside it. Who is meant by a filler is told
//! [elsewhere](super::party).
//!
//! # Invariants
//!
//! - An argument from elsewhere is given only where the predicate has none of its own in that role.
//! - Phrases are borrowed from within the sentence.

use super::bind::{Binder, names_encounter};
use super::party::{Party, parties_and_press};
use super::trigger::whole_of;
use crate::clause::{Argument, Embedding, Factuality, PredicateKind, Role, Source};
use crate::entity::EntityType;
use crate::event::rules::{Base, RoleRef};
use crate::nlp::TokenId;

impl<'r> Binder<'_, 'r> {
    /// True if the filler is conjoined or hyphenated with another of the same role.
    pub(super) fn is_joined(&self, token: TokenId) -> bool {
        let arguments = &self.scene.clauses.predicate(self.id).arguments;
        let group = arguments.iter().find(|argument| argument.token == token).map(|argument| argument.group);
        group.is_some_and(|group| arguments.iter().filter(|argument| argument.group == group).count() > 1)
    }

    /// The subject of the verb above is a noun's own only where the phrase says that it was there: "after talks with".
    pub(super) fn may_be_implied(&self, role: &RoleRef) -> bool {
        let predicate = self.scene.clauses.predicate(self.id);
        if predicate.kind != PredicateKind::Noun || role.role != Role::Subject || role.base != Base::Own {
            return true;
        }
        let mut predicate = predicate;
        let Some((mut above, Embedding::Argument)) = predicate.governor else { return false };
        // "after *two hours of* talks"
        let hours = self.scene.clauses.predicate(above);
        if predicate.marker.as_deref() == Some("of")
            && matches!(self.scene.token(hours.token).entity.as_str(), "TIME" | "DATE")
            && let Some((over, Embedding::Argument)) = hours.governor
        {
            predicate = hours;
            above = over;
        }
        let above = self.scene.clauses.predicate(above);
        // "recalled calls with Brandt"
        let recalls = above.kind == PredicateKind::Verb && self.scene.in_words("recalling-verbs", &above.lemma);
        if recalls && above.fillers(&Role::Object).any(|object| object.token == predicate.token) {
            return true;
        }
        // "told the court about *a lunch with Brandt*"
        let tells = above.kind == PredicateKind::Verb && self.scene.in_words("report-verbs", &above.lemma);
        let about = predicate.marker.as_deref() == Some("about") && predicate.preposition("with").next().is_some();
        if tells && about && !super::is_definite(self.scene, predicate.token) {
            return true;
        }
        // "Ode said *there had been no talks with Brandt*": hers, where she speaks of no one else's.
        let exists = above.lemma == "be"
            && self.scene.analysis.dependents_by(above.token, "expl").next().is_some()
            && above.fillers(&Role::Complement).any(|noun| noun.token == predicate.token);
        if exists && predicate.factuality == Factuality::Negated {
            return matches!(above.governor, Some((_, Embedding::Complement)));
        }
        // "her talks with Lund *were followed by a lunch* with Brandt"
        let next = matches!(above.lemma.as_str(), "follow" | "precede") && above.features.passive;
        if next && above.fillers(&Role::Subject).any(|noun| noun.token == predicate.token) {
            return true;
        }
        // "*her comments followed talks* with Brandt"
        let act = |subject: TokenId| {
            let noun = self.scene.clauses.predicate_at(subject).map(|id| self.scene.clauses.predicate(id));
            noun.is_some_and(|noun| noun.kind == PredicateKind::Noun && noun.has(&Role::Possessor))
        };
        if matches!(above.lemma.as_str(), "follow" | "precede")
            && !above.features.passive
            && above.fillers(&Role::Object).any(|noun| noun.token == predicate.token)
            && above.fillers(&Role::Subject).any(|subject| act(subject.token))
        {
            return true;
        }
        let beside = |name: &str| matches!(name, "after" | "following" | "before" | "ahead of" | "during" | "prior to");
        let words = |name: &str| {
            if name == "without" {
                // "left without a meeting"; not "cannot decide without a meeting"
                above.factuality == Factuality::Held && above.features.modal.is_none()
            } else if above.kind != PredicateKind::Noun {
                self.scene.in_words("implying-prepositions", name)
            } else {
                beside(name)
            }
        };
        above.arguments.iter().any(|argument| {
            argument.token == predicate.token && matches!(&argument.role, Role::Preposition(name) if words(name))
        })
    }

    /// "insight into *a meeting* involving A and B": the parser may have hung the participle on the noun before.
    fn borrowed(&self, role: &RoleRef) -> Vec<&'r Argument> {
        let clauses = self.scene.clauses;
        let own = clauses.predicate(self.id);
        let lends = matches!(&role.role, Role::Preposition(name) if matches!(name.as_str(), "involving" | "between" | "among" | "including"));
        if !lends || role.base != Base::Own || own.kind != PredicateKind::Noun {
            return Vec::new();
        }
        let nouns = clauses.predicates[..self.id.index()].iter().rev().take(6);
        let sentence = self.scene.token(own.token).sentence;
        nouns
            .take_while(|other| self.scene.token(other.token).sentence == sentence)
            .filter(|other| other.kind == PredicateKind::Noun)
            .map(|other| other.arguments.iter().filter(|argument| argument.role == role.role).collect::<Vec<_>>())
            .find(|lent| !lent.is_empty() && lent.iter().all(|argument| argument.token > own.token))
            .unwrap_or_default()
    }

    /// "met his counterpart, *Ode*, and the mayor, *Brandt*": whom `argument` means, with all of the list that it opens.
    pub(super) fn listed_from(&self, argument: &Argument) -> Vec<Party> {
        let scene = self.scene;
        let mut parties = parties_and_press(scene, argument.token);
        let after = match &argument.role {
            Role::Object => true,
            Role::Preposition(name) => name == "with",
            _ => false,
        };
        let person = |party: &Party| scene.entity_type(party.entity) == EntityType::Person;
        if !after
            || parties.is_empty()
            || argument.token < scene.clauses.predicate(self.id).token
            || !parties.iter().all(person)
        {
            return parties;
        }
        for name in super::members::listed_people(scene, argument.token) {
            for party in parties_and_press(scene, name) {
                if parties.iter().all(|known| known.entity != party.entity) {
                    parties.push(party);
                }
            }
        }
        parties
    }

    /// The arguments that fill `role`: the predicate's own, or else those that the parser hung nearby.
    pub(super) fn arguments(&self, role: &RoleRef) -> Vec<&'r Argument> {
        let clauses = self.scene.clauses;
        let id = match role.base {
            Base::Own => Some(self.id),
            Base::Object => clauses
                .predicate(self.id)
                .fillers(&Role::Object)
                .find_map(|object| clauses.predicate_at(whole_of(self.scene, object.token).unwrap_or(object.token)))
                .filter(|&object| names_encounter(self.scene, object).is_none()),
            Base::Verb => self.light,
            Base::Above => clauses
                .governors(self.id)
                .map(|(above, _)| above)
                .find(|&above| clauses.predicate(above).kind == PredicateKind::Verb),
        };
        let found: Vec<&Argument> = id
            .map(|id| clauses.predicate(id).arguments.iter().filter(|argument| argument.role == role.role).collect())
            .unwrap_or_default();
        if !found.is_empty() {
            return found;
        }
        if role.base == Base::Object {
            return self.of_object(role);
        }
        let lent = self.borrowed(role);
        if lent.is_empty() { self.beyond_phrase(role) } else { lent }
    }

    /// "talks on a contract *with Brandt*", "sat under a tree *with Brandt*": the phrase that the parser hung on the noun of the
    /// phrase before it.
    fn beyond_phrase(&self, role: &RoleRef) -> Vec<&'r Argument> {
        let with = matches!(&role.role, Role::Preposition(name) if name == "with") && role.base == Base::Own;
        let clauses = self.scene.clauses;
        let own = clauses.predicate(self.id);
        if !with {
            return Vec::new();
        }
        let after_clause = self.beyond_clause(role);
        if !after_clause.is_empty() {
            return after_clause;
        }
        let between = own.arguments.iter().filter(|argument| argument.token > own.token && self.is_setting(argument));
        between
            .filter_map(|argument| clauses.predicate_at(argument.token))
            .map(|noun| clauses.predicate(noun))
            .filter(|noun| noun.kind == PredicateKind::Noun)
            .map(|noun| {
                let direct = |argument: &&Argument| argument.role == role.role && argument.source == Source::Direct;
                noun.arguments.iter().filter(direct).collect::<Vec<_>>()
            })
            .find(|lent| !lent.is_empty())
            .unwrap_or_default()
    }

    /// "raised the case of the sailors *with Brandt*": what the parser hung on the noun after the object's "of".
    fn of_object(&self, role: &RoleRef) -> Vec<&'r Argument> {
        let clauses = self.scene.clauses;
        let objects = clauses.predicate(self.id).fillers(&Role::Object);
        let objects =
            objects.filter_map(|object| clauses.predicate_at(object.token)).map(|noun| clauses.predicate(noun));
        let of = Role::Preposition("of".into());
        let wholes = objects.flat_map(|noun| noun.arguments.iter().filter(|argument| argument.role == of));
        let nouns = wholes.filter_map(|whole| clauses.predicate_at(whole.token)).map(|noun| clauses.predicate(noun));
        nouns
            .flat_map(|noun| noun.arguments.iter())
            .filter(|argument| argument.role == role.role && argument.source == Source::Direct)
            .collect()
    }

    /// "questioned her about the losses *at the hearing*": where the parser hung on the last noun what tells of the verb.
    pub(super) fn beyond_argument(&self, role: &RoleRef) -> Vec<&'r Argument> {
        let setting = matches!(&role.role, Role::Preposition(name) if matches!(name.as_str(), "at" | "during"));
        let clauses = self.scene.clauses;
        let own = clauses.predicate(self.id);
        if !setting || role.base != Base::Own || own.kind != PredicateKind::Verb {
            return Vec::new();
        }
        let after = own.arguments.iter().filter(|argument| {
            let phrase = matches!(argument.role, Role::Object | Role::Preposition(_));
            phrase && argument.token > own.token && argument.source == Source::Direct
        });
        let nouns =
            after.filter_map(|argument| clauses.predicate_at(argument.token)).map(|noun| clauses.predicate(noun));
        nouns.flat_map(|noun| noun.arguments.iter().filter(|argument| argument.role == role.role)).collect()
    }

    /// "described the meeting *she had last week* with Brandt": the phrase after a clause on the noun, that the parser hung on
    /// the verb above.
    fn beyond_clause(&self, role: &RoleRef) -> Vec<&'r Argument> {
        let scene = self.scene;
        let clauses = scene.clauses;
        let own = clauses.predicate(self.id);
        let mut relative = scene.analysis.dependents_by(own.token, "relcl");
        let had = relative.find(|&verb| matches!(scene.lemma(verb).as_str(), "have" | "hold" | "share"));
        let above = own.governor.map(|(above, _)| clauses.predicate(above));
        let (Some(had), Some(above)) = (had, above) else { return Vec::new() };
        let end = scene.analysis.subtree(had).end;
        let next =
            |argument: &&Argument| scene.analysis.head(argument.token).is_some_and(|preposition| preposition.0 == end);
        above.arguments.iter().filter(|argument| argument.role == role.role).filter(next).collect()
    }

    /// What an encounter is about, or the place of a verb's.
    fn is_setting(&self, argument: &Argument) -> bool {
        let scene = self.scene;
        let Role::Preposition(name) = &argument.role else { return false };
        let noun = scene.clauses.predicate(self.id).kind == PredicateKind::Noun;
        let place =
            matches!(name.as_str(), "under" | "in" | "at" | "inside" | "aboard" | "around" | "behind" | "by" | "via");
        match noun {
            true => matches!(name.as_str(), "on" | "about" | "over" | "of" | "regarding" | "for"),
            false => place && !scene.in_words("gatherings", &scene.lemma(argument.token)),
        }
    }

    /// "each other", "one another": says only that the subject is several.
    pub(super) fn is_reciprocal(&self, argument: &Argument) -> bool {
        matches!(self.scene.lemma(argument.token).as_str(), "other" | "another")
            && self
                .scene
                .analysis
                .dependents(argument.token)
                .iter()
                .any(|&dependent| matches!(self.scene.lemma(dependent).as_str(), "each" | "one"))
    }
}
