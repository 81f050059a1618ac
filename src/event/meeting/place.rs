//! Where a meeting takes place: from its clause, its noun, and the clauses that it hangs on. Null over guess.

use super::bind::Bound;
use super::party::Party;
use super::scene::Scene;
use crate::clause::{Argument, Embedding, PredicateId, PredicateKind, Role, Source, Tense};
use crate::entity::gazetteer::{self, PlaceKind};
use crate::entity::{EntityId, MentionKind};
use crate::nlp::TokenId;

/// A place and the token that names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Located {
    /// Where.
    pub place: EntityId,
    /// Head token of its mention.
    pub token: TokenId,
    /// How narrow the phrase is: buildings before cities, cities before countries.
    pub(super) narrowness: u8,
}

impl Located {
    /// The place where the report was filed, which `token` is told of.
    #[must_use]
    pub const fn filed(place: EntityId, token: TokenId) -> Self {
        Self { place, token, narrowness: 2 }
    }
}

/// The most specific named place of the meeting that `bound` found, or none.
#[must_use]
pub fn place_of(scene: &Scene<'_>, bound: &Bound<'_>) -> Option<Located> {
    let parties: Vec<&Party> = bound.sides.iter().flatten().collect();
    place_of_predicate(scene, bound.predicate, &parties, bound.rule.place.as_deref())
}

/// The place that a bare word for an encounter names itself: "the talks *in Zell*", "the *Zell* talks".
#[must_use]
pub fn own_place(scene: &Scene<'_>, id: PredicateId, parties: &[&Party]) -> Option<Located> {
    let finder = Finder { scene, parties };
    let own = |argument: &Argument| finder.is_locative(&argument.role) && argument.source != Source::Implied;
    finder.best(id, own).or_else(|| finder.compound(id))
}

/// The place in the phrases of `token`, one who takes part: "business leaders *in Zell*".
#[must_use]
pub fn place_beside(scene: &Scene<'_>, token: TokenId) -> Option<Located> {
    Finder { scene, parties: &[] }.beside(token, 0)
}

/// Where the journey that verb `id` tells of leads: "flew *to Zell*", "visited *Zell*".
#[must_use]
pub fn goal_of(scene: &Scene<'_>, id: PredicateId) -> Option<Located> {
    Finder { scene, parties: &[] }.goal(id)
}

/// "arrived *here* on Sunday": where the report was filed.
#[must_use]
pub fn here(scene: &Scene<'_>, id: PredicateId) -> Option<Located> {
    Finder { scene, parties: &[] }.here(id)
}

/// Where those are bound who leave: "left Norland *for Zell*".
#[must_use]
pub fn bound_for(scene: &Scene<'_>, id: PredicateId) -> Option<Located> {
    let finder = Finder { scene, parties: &[] };
    finder.best(id, |argument| {
        matches!(&argument.role, Role::Preposition(name) if matches!(name.as_str(), "for" | "to"))
            && scene.time_at(argument.token).is_none()
    })
}

/// Where the gathering lies that verb `id` tells someone attends: "addressed a forum *in Zell*".
#[must_use]
pub fn attended(scene: &Scene<'_>, id: PredicateId) -> Option<Located> {
    let verb = scene.clauses.predicate(id);
    let finder = Finder { scene, parties: &[] };
    verb.arguments.iter().find_map(|argument| {
        let fits = match &argument.role {
            Role::Object => true,
            Role::Preposition(name) => matches!(name.as_str(), "at" | "in" | "to"),
            _ => false,
        };
        let gathering = scene.in_words("gatherings", &scene.lemma(argument.token));
        (fits && gathering).then(|| finder.place_within(argument.token, 0)).flatten()
    })
}

/// Where copula or adjective `id` says its subject is: "is *in Zell*", "was *in Zell* on Monday".
#[must_use]
pub fn stay_of(scene: &Scene<'_>, id: PredicateId) -> Option<Located> {
    let finder = Finder { scene, parties: &[] };
    finder.best(id, |argument| {
        let within = matches!(&argument.role, Role::Preposition(name) if matches!(name.as_str(), "in" | "at"));
        within && argument.source == Source::Direct
    })
}

/// The most specific named place of the event that predicate `id` names; `parties` are no places.
#[must_use]
pub fn place_of_predicate(
    scene: &Scene<'_>,
    id: PredicateId,
    parties: &[&Party],
    roles: Option<&[crate::event::rules::RoleRef]>,
) -> Option<Located> {
    let finder = Finder { scene, parties };
    if let Some(roles) = roles {
        let wanted = |role: &Role| roles.iter().any(|wanted| wanted.role == *role);
        if let Some(found) = finder.best(id, |argument| wanted(&argument.role)) {
            return Some(found);
        }
    }
    finder
        .moved_to(id)
        .or_else(|| finder.own(id))
        .or_else(|| finder.here(id))
        .or_else(|| finder.compound(id).filter(|located| finder.is_spot(located.place)))
        .or_else(|| parties.iter().find_map(|party| finder.beside(party.token, 0)))
        .or_else(|| finder.through_governors(id))
        .or_else(|| finder.relative_where(id))
        .or_else(|| finder.compound(id))
        .or_else(|| finder.participle(id))
        .or_else(|| finder.meanwhile(id))
}

/// True for cities and houses.
#[must_use]
pub fn is_town(scene: &Scene<'_>, place: EntityId) -> bool {
    let name = &scene.entities.entity(place).name;
    gazetteer::lookup(name)
        .next()
        .is_some_and(|place| matches!(place.kind, PlaceKind::Capital | PlaceKind::City | PlaceKind::Site))
}

/// "goes to Lisbon to meet the miners; now he meets Brandt": journey `verb` was for another encounter than `id`.
#[must_use]
pub fn is_for_another(scene: &Scene<'_>, verb: PredicateId, id: PredicateId) -> bool {
    let own = scene.clauses.predicate(verb).token;
    let Some(sentence) = scene.analysis.sentences.get(scene.token(own).sentence as usize) else { return false };
    let other = scene.clauses.predicate(id).token;
    scene.clauses.predicates_in(sentence).iter().any(|below| {
        below.token != other
            && below.features.infinitive
            && below.governor.is_some_and(|(above, _)| above == verb)
            && matches!(below.lemma.as_str(), "meet" | "see" | "visit")
    })
}

/// How far below a party a place is looked for, in nouns.
pub(super) const MAX_DEPTH: usize = 4;

/// Looks for the place of an encounter in a scene; its parties are no places.
pub(super) struct Finder<'s, 'a> {
    pub(super) scene: &'s Scene<'a>,
    pub(super) parties: &'s [&'s Party],
}

impl Finder<'_, '_> {
    fn own(&self, id: PredicateId) -> Option<Located> {
        let shared = self.best(id, |argument| self.is_locative(&argument.role) && argument.source != Source::Implied);
        // "spoke in Zell hours before her meeting with Brandt"
        let marker = self.scene.clauses.predicate(id).marker.as_deref();
        if matches!(marker, Some("before" | "prior to" | "until" | "since")) {
            return self.best(id, |argument| self.is_locative(&argument.role) && argument.source == Source::Direct);
        }
        shared
            .or_else(|| self.best(id, |argument| self.is_locative(&argument.role)))
            .or_else(|| self.led_to(id))
            .or_else(|| self.during_visit(id))
            .or_else(|| self.set_for(id))
    }

    /// "a meeting *pencilled in for Zell*", "talks *scheduled in Zell*".
    fn set_for(&self, id: PredicateId) -> Option<Located> {
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

    fn is_locative(&self, role: &Role) -> bool {
        matches!(role, Role::Preposition(name) if self.scene.in_words("place-prepositions", name))
    }

    fn best(&self, id: PredicateId, wanted: impl Fn(&Argument) -> bool) -> Option<Located> {
        let arguments = &self.scene.clauses.predicate(id).arguments;
        let found = arguments.iter().filter(|argument| wanted(argument) && !argument.negated);
        let mut best: Option<Located> = None;
        for (argument, located) in found.filter_map(|argument| Some((argument, self.named_place(argument.token)?))) {
            // "talks on Norway" are about it; "on Capitol Hill" is a place.
            let on = matches!(&argument.role, Role::Preposition(name) if name == "on");
            if on && located.token == argument.token && located.narrowness < 3 && self.is_settled(located.place) {
                continue;
            }
            let elsewhere = !is_town(self.scene, located.place) && self.is_of_topic(id, argument)
                || self.is_of_other_time(id, argument);
            if elsewhere {
                continue;
            }
            let near = matches!(&argument.role, Role::Preposition(name) if matches!(name.as_str(), "near" | "outside"));
            let located = Located { narrowness: if near { 1 } else { located.narrowness }, ..located };
            if best.is_none_or(|known| located.narrowness > known.narrowness) {
                best = Some(located);
            }
        }
        best
    }

    /// "discussed *the war in Norland*": the country is where the topic is, whatever the parser hangs it on.
    fn is_of_topic(&self, id: PredicateId, argument: &Argument) -> bool {
        let verb = self.scene.clauses.predicate(id);
        self.scene.in_words("topic-verbs", &verb.lemma)
            && verb.fillers(&Role::Object).any(|object| {
                let end = self.scene.analysis.subtree(object.token).end;
                let beside = [object.token.0 + 1, end].map(TokenId);
                object.token < argument.token
                    && self.scene.mention_headed_by(object.token).is_none_or(|topic| topic.kind != MentionKind::Named)
                    && self.scene.analysis.head(argument.token).is_some_and(|preposition| beside.contains(&preposition))
            })
    }

    /// "hours before a banquet *in Zell*": where something else was, at another time.
    fn is_of_other_time(&self, id: PredicateId, argument: &Argument) -> bool {
        let others = self.scene.clauses.predicate(id).arguments.iter();
        let mut others = others.filter(|other| {
            matches!(&other.role, Role::Preposition(name) if matches!(name.as_str(), "before" | "ahead of" | "prior to"))
        });
        let preposition = self.scene.analysis.head(argument.token);
        others.any(|other| preposition == Some(TokenId(other.token.0 + 1)))
    }

    /// "met Brandt in Zell", "talks with leaders in Zell", where the parser hangs the place on a party.
    ///
    /// `depth` bounds the way down, so that no tree is too deep.
    fn beside(&self, party: TokenId, depth: usize) -> Option<Located> {
        let mut best: Option<Located> = None;
        // "her counterpart, Ode, in Zell": the parser hangs the place on the noun before the name.
        let apposed = depth == 0 && self.scene.token(party).deprel == "appos";
        let above = self.scene.analysis.head(party).filter(|_| apposed);
        let of_both = above.into_iter().flat_map(|above| self.scene.analysis.dependents_by(above, "prep"));
        let own = self.scene.analysis.dependents(party).iter().copied();
        for dependent in own.chain(of_both).filter(|&dependent| dependent > party) {
            let found = match self.scene.token(dependent).deprel.as_str() {
                "prep" => self.after_preposition(party, dependent, depth),
                "appos" | "conj" if depth < MAX_DEPTH => self.beside(dependent, depth + 1),
                _ => None,
            };
            if let Some(located) =
                found.filter(|located| best.is_none_or(|known| located.narrowness > known.narrowness))
            {
                best = Some(located);
            }
        }
        best
    }

    /// The place in the phrase of `preposition` on `noun`, or below it ("members of the council in Zell", "aboard her
    /// plane at the airport").
    fn after_preposition(&self, noun: TokenId, preposition: TokenId, depth: usize) -> Option<Located> {
        if depth >= MAX_DEPTH || self.scene.in_words("posted-nouns", &self.scene.lemma(noun)) {
            return None;
        }
        let mut objects = self.scene.analysis.dependents_by(preposition, "pobj");
        match self.scene.lemma(preposition).as_str() {
            "of" => objects.find_map(|below| self.beside(below, depth + 1)),
            "in" | "at" | "inside" | "aboard" => {
                objects.find_map(|below| self.named_place(below).or_else(|| self.beside(below, depth + 1)))
            }
            _ => None,
        }
    }

    /// "met here on Monday": where the report was filed.
    fn here(&self, id: PredicateId) -> Option<Located> {
        let place = self.scene.filed_at?;
        let token = self.scene.clauses.predicate(id).token;
        let dependents = self.scene.analysis.dependents(token).iter();
        let here = dependents.copied().find(|&dependent| self.scene.lemma(dependent) == "here")?;
        let is_party = self.parties.iter().any(|party| party.entity == place);
        (!is_party).then_some(Located { place, token: here, narrowness: 2 })
    }

    /// "during a visit to Zell", "on a trip to Zell", "over dinner in Zell", "in a debate in Zell": the place of the journey
    /// or of what goes on meanwhile.
    fn during_visit(&self, id: PredicateId) -> Option<Located> {
        let arguments = &self.scene.clauses.predicate(id).arguments;
        arguments.iter().find_map(|argument| {
            let Role::Preposition(preposition) = &argument.role else { return None };
            let lemma = self.scene.lemma(argument.token);
            let occasion = self.scene.in_words("journeys", &lemma)
                || self.scene.in_words("gatherings", &lemma)
                || self.scene.in_words("meals", &lemma);
            let meanwhile = matches!(
                preposition.as_str(),
                "during" | "on" | "at" | "for" | "in" | "over" | "on the sidelines of" | "on the margins of" | "within"
            );
            if !occasion || !meanwhile {
                return None;
            }
            let occasion = self.scene.clauses.predicate_at(argument.token)?;
            self.best(occasion, |argument| {
                matches!(&argument.role, Role::Preposition(name) if matches!(name.as_str(), "to" | "in" | "at"))
            })
            .or_else(|| self.compound(occasion))
        })
    }

    /// "flew to Zell to meet Brandt", "held talks in Zell": the verb above says where.
    fn through_governors(&self, id: PredicateId) -> Option<Located> {
        let mut below = id;
        for (above, embedding) in self.scene.clauses.governors(id).take(3) {
            let verb = self.scene.clauses.predicate(above);
            let moves = self.scene.in_words("motion-verbs", &verb.lemma);
            let found = match embedding {
                Embedding::Argument if self.scene.in_words("hosting-verbs", &verb.lemma) => {
                    self.best(above, |argument| self.is_locative(&argument.role)).or_else(|| self.host(above))
                }
                Embedding::Argument if !self.is_report(&verb.lemma) => {
                    let noun = self.scene.clauses.predicate(below).token;
                    let carried = verb.arguments.iter().find(|argument| argument.token == noun);
                    // "spoke in Zell hours before her talks with Brandt".
                    let before_it = carried.is_some_and(|argument| {
                        matches!(&argument.role, Role::Preposition(name) if matches!(name.as_str(), "before" | "prior to" | "until" | "since"))
                    });
                    if before_it {
                        return None;
                    }
                    let for_it = carried.is_some_and(|argument| {
                        matches!(&argument.role, Role::Preposition(name) if matches!(name.as_str(), "for" | "ahead of"))
                    });
                    let goal = (moves && for_it).then(|| self.goal(above)).flatten().or_else(|| self.led_to(above));
                    goal.or_else(|| self.best(above, |argument| self.is_locative(&argument.role)))
                        .or_else(|| self.during_visit(above))
                }
                Embedding::Purpose if moves => self.goal(above),
                Embedding::Conjunct | Embedding::Adverbial if moves => Some(above)
                    .filter(|&above| !is_for_another(self.scene, above, id))
                    .and_then(|above| self.goal(above)),
                // "ate at a diner in Zell and talked"
                Embedding::Conjunct if !self.is_report(&verb.lemma) && verb.kind == PredicateKind::Verb => self
                    .best(above, |argument| self.is_locative(&argument.role) && argument.source == Source::Direct)
                    .filter(|located| located.narrowness > 1 && !self.is_apart(above, id)),
                Embedding::Adverbial if self.scene.clauses.predicate(below).marker.as_deref() == Some("after") => {
                    self.press_conference(above)
                }
                Embedding::Complement if !self.is_report(&verb.lemma) => {
                    self.best(above, |argument| self.is_locative(&argument.role))
                }
                _ => None,
            };
            if found.is_some() {
                return found;
            }
            if !matches!(embedding, Embedding::Argument | Embedding::Complement) {
                return None;
            }
            below = above;
        }
        None
    }

    /// "spoke in Zell *and then* met Brandt", "and on Tuesday met Brandt": at another time, and maybe elsewhere.
    fn is_apart(&self, above: PredicateId, id: PredicateId) -> bool {
        let later = |predicate: PredicateId| {
            let verb = self.scene.clauses.predicate(predicate);
            let mut adverbs = self.scene.analysis.dependents_by(verb.token, "advmod");
            adverbs.any(|adverb| {
                matches!(self.scene.lemma(adverb).as_str(), "then" | "later" | "afterwards" | "afterward")
            })
        };
        later(id)
            || super::time::own_time(self.scene, id).is_some() && super::time::own_time(self.scene, above).is_some()
    }

    /// "*Zell* will host talks between": the place that lends itself to the encounter.
    fn host(&self, verb: PredicateId) -> Option<Located> {
        self.best(verb, |argument| argument.role == Role::Subject)
    }

    /// "welcomed Brandt *to Zell*", "was summoned *to Zell* for talks": where guests are led.
    fn led_to(&self, verb: PredicateId) -> Option<Located> {
        let predicate = self.scene.clauses.predicate(verb);
        let leads = predicate.kind == PredicateKind::Verb && self.scene.in_words("leading-verbs", &predicate.lemma);
        leads
            .then(|| {
                self.best(
                    verb,
                    |argument| matches!(&argument.role, Role::Preposition(name) if name == "to" || name == "into"),
                )
            })
            .flatten()
    }

    fn goal(&self, verb: PredicateId) -> Option<Located> {
        self.best(verb, |argument| {
            let to = matches!(&argument.role, Role::Preposition(name)
                if matches!(name.as_str(), "to" | "in" | "into" | "at" | "for" | "toward" | "towards" | "across" | "through" | "around"));
            to || argument.role == Role::Object
        })
    }

    /// "the meeting, planned for Velden, was moved *to Zell*": where it is after all.
    fn moved_to(&self, id: PredicateId) -> Option<Located> {
        let (above, embedding) = self.scene.clauses.predicate(id).governor?;
        let verb = self.scene.clauses.predicate(above);
        let moved = embedding == Embedding::Argument
            && verb.kind == PredicateKind::Verb
            && self.scene.in_words("shifting-verbs", &verb.lemma);
        moved
            .then(|| self.best(above, |argument| matches!(&argument.role, Role::Preposition(name) if name == "to")))
            .flatten()
    }

    /// "*campaigning in Zell*, Ode had breakfast with Brandt", "Ode was on holiday in Zell *when Brandt came to see her*": what
    /// one of those who meet does at the same time.
    fn meanwhile(&self, id: PredicateId) -> Option<Located> {
        let scene = self.scene;
        let own = |argument: &Argument| self.is_locative(&argument.role) && argument.source == Source::Direct;
        let of_party = |verb: &crate::clause::Predicate| {
            verb.fillers(&Role::Subject).any(|subject| {
                super::party::parties_of(scene, subject.token)
                    .iter()
                    .any(|party| self.parties.iter().any(|other| other.entity == party.entity))
            })
        };
        let lasts = |verb: &crate::clause::Predicate| {
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
    fn press_conference(&self, verb: PredicateId) -> Option<Located> {
        let mut at = self.scene.clauses.predicate(verb).preposition("at");
        let conference =
            at.find(|argument| matches!(self.scene.lemma(argument.token).as_str(), "conference" | "briefing"))?;
        let noun = self.scene.clauses.predicate_at(conference.token)?;
        let own = self.best(noun, |argument| self.is_locative(&argument.role));
        own.or_else(|| self.best(noun, |argument| argument.role == Role::Compound))
    }

    /// "was seen with Brandt, *eating with her in Zell*": a participle that goes on telling of it, without an object.
    fn participle(&self, id: PredicateId) -> Option<Located> {
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

    fn is_report(&self, lemma: &str) -> bool {
        self.scene.in_words("report-verbs", lemma)
    }

    /// "in Zell, where Ode met Brandt".
    fn relative_where(&self, id: PredicateId) -> Option<Located> {
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

    /// "the Geneva talks": a lone city or building before the noun.
    fn compound(&self, id: PredicateId) -> Option<Located> {
        let arguments = &self.scene.clauses.predicate(id).arguments;
        let mut compounds = arguments.iter().filter(|argument| argument.role == Role::Compound);
        let (Some(only), None) = (compounds.next(), compounds.next()) else { return None };
        self.as_place(only.token).filter(|located| located.narrowness > 1)
    }
}
