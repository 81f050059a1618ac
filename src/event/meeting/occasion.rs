//! Where an encounter takes place by what goes on around it: what was arranged and moved, what one of those who meet does
//! meanwhile, what it is a part of.

use super::party::parties_of;
use super::place::{Finder, Located, is_town};
use crate::clause::{Argument, Embedding, Factuality, Predicate, PredicateId, PredicateKind, Role, Source, Tense};
use crate::nlp::TokenId;

/// The place that is said to be `venue`: "*Zell* was the venue", "chose *Zell* as the venue".
pub(super) fn venue_named(finder: &Finder<'_, '_>, venue: TokenId) -> Option<Located> {
    let scene = finder.scene;
    let link = scene.analysis.head(venue)?;
    let said_to_be = scene.token(venue).deprel == "attr";
    let verb = match scene.token(venue).deprel.as_str() {
        "attr" => link,
        "pobj" if scene.form(link).eq_ignore_ascii_case("as") => scene.analysis.head(link)?,
        _ => return None,
    };
    let verb = scene.clauses.predicate(scene.clauses.predicate_at(verb)?);
    let of = if said_to_be { Role::Subject } else { Role::Object };
    verb.fillers(&of).find_map(|place| finder.named_place(place.token)).filter(|located| located.narrowness > 1)
}

impl Finder<'_, '_> {
    /// "a meeting *pencilled in for Zell*", "talks *scheduled in Zell*".
    pub(super) fn set_for(&self, id: PredicateId) -> Option<Located> {
        let noun = self.scene.clauses.predicate(id);
        let scene = self.scene;
        let below = scene.analysis.dependents(noun.token).iter().copied().filter(|&word| word > noun.token);
        let set = below.filter(|&word| matches!(scene.token(word).deprel.as_str(), "acl" | "prep" | "amod"));
        let mut set = set.filter(|&word| {
            let lemma = scene.lemma(word);
            scene.in_words("scheduling-verbs", &lemma) || lemma == "due"
        });
        // "due *to be held* in Zell", "scheduled *to take place* there"
        let Some(set) = set.next() else {
            return self.which_took_place(id);
        };
        let held = scene.analysis.dependents_by(set, "xcomp").find_map(|verb| scene.clauses.predicate_at(verb));
        let verb = scene.clauses.predicate_at(set);
        let place = |argument: &Argument| {
            let to_be_in = matches!(&argument.role, Role::Preposition(name) if name == "for");
            (to_be_in || self.is_locative(&argument.role)) && argument.source == Source::Direct
        };
        let told = verb.into_iter().chain(held).find_map(|verb| self.best(verb, place));
        let told = told.or_else(|| self.which_took_place(id));
        told.filter(|_| noun.kind == PredicateKind::Noun)
    }

    /// "a meeting, *which took place in Zell*": what a relative clause says of the encounter itself.
    fn which_took_place(&self, id: PredicateId) -> Option<Located> {
        let scene = self.scene;
        let noun = scene.clauses.predicate(id).token;
        let parties = self.parties.iter().map(|party| party.token).filter(|&party| party > noun);
        let mut clauses =
            std::iter::once(noun).chain(parties).flat_map(|noun| scene.analysis.dependents_by(noun, "relcl"));
        let verb = clauses.find(|&verb| {
            let which = |word: TokenId| scene.form(word) == "which";
            ["nsubj", "nsubjpass"].iter().any(|dep| scene.analysis.dependents_by(verb, dep).any(which))
                && (scene.in_words("gathering-runs", &scene.lemma(verb))
                    || scene.in_words("gathering-verbs", &scene.lemma(verb))
                    || matches!(scene.lemma(verb).as_str(), "take" | "hold" | "last" | "begin" | "end" | "be"))
        })?;
        let verb = scene.clauses.predicate_at(verb)?;
        self.best(verb, |argument| self.is_locative(&argument.role) && argument.source == Source::Direct)
    }

    /// "met *for the first time at a wedding in Zell*", "spoke *for an hour in Zell*": the phrase that the parser hung on how
    /// long or how often.
    pub(super) fn after_measure(&self, id: PredicateId) -> Option<Located> {
        let scene = self.scene;
        let mut measures = scene.clauses.predicate(id).arguments.iter().filter(|argument| {
            matches!(&argument.role, Role::Preposition(name) if name == "for")
                && (scene.lemma(argument.token) == "time" || self.is_measure(argument.token))
        });
        measures.find_map(|measure| self.beside(measure.token, 0)).or_else(|| self.this_time(id))
    }

    /// "an hour", "*the best part of* an hour", "*half* an hour".
    fn is_measure(&self, token: TokenId) -> bool {
        let scene = self.scene;
        let plain = |word: TokenId| scene.in_words("measures", &scene.lemma(word));
        let of = || scene.analysis.dependents_by(token, "prep").filter(|&of| scene.form(of) == "of");
        let part =
            matches!(scene.lemma(token).as_str(), "part" | "quarter" | "half" | "couple" | "matter" | "most" | "total");
        plain(token) || part && of().any(|of| scene.analysis.dependents_by(of, "pobj").any(plain))
    }

    /// "agreed the price over *breakfast in Zell*": the meal or gathering in the verb's phrases, whatever noun it hangs on.
    pub(super) fn over_meal(&self, id: PredicateId) -> Option<Located> {
        let scene = self.scene;
        let verb = scene.clauses.predicate(id).token;
        let phrases = (verb.0 + 1..scene.analysis.subtree(verb).end).map(TokenId);
        let mut occasions = phrases.filter(|&noun| {
            let lemma = scene.lemma(noun);
            scene.token(noun).deprel == "pobj"
                && (scene.in_words("meals", &lemma)
                    || scene.in_words("drinks", &lemma)
                    || scene.in_words("gatherings", &lemma))
        });
        let phrasal = |&token: &TokenId| {
            // "hours *before* a banquet in Zell"
            let apart =
                matches!(scene.form(token), "before" | "after" | "until" | "since" | "following" | "than" | "ahead");
            !apart && matches!(scene.token(token).deprel.as_str(), "prep" | "pobj" | "dobj" | "npadvmod" | "advmod")
        };
        occasions.find_map(|noun| {
            let mut path =
                std::iter::once(noun).chain(scene.analysis.ancestors(noun)).take_while(|&above| above != verb);
            path.all(|above| phrasal(&above)).then(|| self.beside(noun, 0)).flatten()
        })
    }

    /// "are to meet next week, *this time in Zell*".
    fn this_time(&self, id: PredicateId) -> Option<Located> {
        let scene = self.scene;
        let own = scene.clauses.predicate(id);
        let above = own.governor.map(|(above, _)| scene.clauses.predicate(above).token);
        let verbs = std::iter::once(own.token).chain(above).chain(scene.analysis.head(own.token));
        let mut times = verbs.flat_map(|verb| scene.analysis.dependents_by(verb, "npadvmod"));
        let time = times.find(|&time| time > own.token && scene.form(time) == "time")?;
        self.beside(time, 0)
    }

    /// "met and *listened to Brandt in Zell*": the place in the phrases of the second of two verbs that have one object.
    pub(super) fn of_twin(&self, id: PredicateId) -> Option<Located> {
        let scene = self.scene;
        let verb = scene.clauses.predicate(id);
        let mut twins = scene.analysis.dependents_by(verb.token, "conj").filter(|_| verb.kind == PredicateKind::Verb);
        let twin = scene.clauses.predicate_at(twins.next()?)?;
        let told = scene.clauses.predicate(twin);
        let shared = self.parties.iter().any(|party| party.token > told.token);
        let apart = told.fillers(&Role::Subject).any(|subject| subject.token > verb.token);
        let own = |argument: &Argument| self.is_locative(&argument.role) && argument.source == Source::Direct;
        (shared && !apart).then(|| self.best(twin, own)).flatten()
    }

    /// "*left Zell* after talks with Brandt": the town that one leaves then.
    pub(super) fn left_after(&self, id: PredicateId, verb: PredicateId) -> Option<Located> {
        let leaves = matches!(self.scene.clauses.predicate(verb).lemma.as_str(), "leave" | "depart");
        let left = leaves && self.follows(id, verb);
        let found = left.then(|| self.best(verb, |argument| argument.role == Role::Object)).flatten();
        found.filter(|located| located.narrowness > 1)
    }

    /// "Zell was *the scene of* talks", "offered Zell *as the venue for* talks".
    pub(super) fn venue(&self, id: PredicateId) -> Option<Located> {
        let scene = self.scene;
        let word = scene.clauses.predicate(id).token;
        let venue =
            scene.analysis.ancestors(word).take(3).find(|&noun| scene.in_words("venues", &scene.lemma(noun)))?;
        venue_named(self, venue)
    }

    /// True if the encounter `id` is told to come before what the verb `above` tells: "said *after* talks with Brandt".
    pub(super) fn follows(&self, id: PredicateId, above: PredicateId) -> bool {
        let told = self.scene.clauses.predicate(id);
        let after = |name: &str| matches!(name, "after" | "following");
        told.marker.as_deref().is_some_and(after)
            || self.scene.clauses.predicate(above).arguments.iter().any(|argument| {
                argument.token == told.token && matches!(&argument.role, Role::Preposition(name) if after(name))
            })
    }

    /// "said at a Zell news conference", "told reporters *in Zell*", right after an encounter that has no time of its own.
    pub(super) fn spoke_at(&self, verb: PredicateId) -> Option<Located> {
        let told = self.scene.clauses.predicate(verb);
        let in_town = |argument: &Argument| {
            matches!(&argument.role, Role::Preposition(name) if matches!(name.as_str(), "in" | "at"))
                && argument.source == Source::Direct
        };
        let speaks = self.scene.in_words("speaking-verbs", &told.lemma) && told.factuality == Factuality::Held;
        let in_town = |argument: &Argument| {
            in_town(argument) && self.as_place(argument.token).is_some() && !self.is_after_return(argument)
        };
        self.press_conference(verb).or_else(|| {
            let found = speaks.then(|| self.best(verb, in_town)).flatten();
            // at a house, one speaks at other times too
            found.filter(|located| located.narrowness == 2)
        })
    }

    /// "*In Zell*, Ode waited for two hours before Brandt received her": the place that the sentence opens with holds for all
    /// that it tells, other than what somebody says.
    pub(super) fn fronted(&self, id: PredicateId) -> Option<Located> {
        let scene = self.scene;
        let own = scene.clauses.predicate(id);
        let sentence = scene.analysis.sentences.get(scene.token(own.token).sentence as usize)?;
        let opening = TokenId(sentence.start);
        let opens = matches!(scene.form(opening), "In" | "At") && !own.features.perfect;
        let verb = scene.analysis.head(opening).filter(|_| opens && scene.token(opening).deprel == "prep")?;
        let verb = scene.clauses.predicate_at(verb)?;
        let told = |verb: PredicateId| {
            let verb = scene.clauses.predicate(verb);
            verb.kind == PredicateKind::Verb && self.is_report(&verb.lemma)
        };
        let mut reached = false;
        for (above, embedding) in scene.clauses.governors(id).take(4) {
            if embedding == Embedding::Relative || told(above) {
                return None;
            }
            if above == verb {
                reached = true;
                break;
            }
        }
        let mut places = scene.analysis.dependents_by(opening, "pobj").filter(|_| reached);
        places.find_map(|place| self.named_place(place)).filter(|located| located.narrowness > 1)
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
        // "an invitation *to visit Zell*"
        let sentence = self.scene.analysis.sentences.get(self.scene.token(noun.token).sentence as usize)?;
        let mut aims = self.scene.clauses.predicates_in(sentence).iter().filter(|verb| {
            verb.governor.is_some_and(|(above, _)| above == id)
                && verb.features.infinitive
                && self.scene.in_words("motion-verbs", &verb.lemma)
        });
        if let Some(there) = aims.find_map(|verb| self.goal(self.scene.clauses.predicate_at(verb.token)?)) {
            return Some(there);
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
                && scene.token(verb.token).deprel != "nsubj"
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
        // "met Brandt *when both were students in Zell*"
        let when = scene.clauses.predicates_in(sentence).iter().find(|below| {
            let timed = below.marker.as_deref() == Some("when")
                || scene.analysis.dependents_by(below.token, "advmod").any(|word| scene.form(word) == "when");
            let finite = below.kind == PredicateKind::Verb && below.features.tense == Tense::Past;
            let at_time = below.governor == Some((verb, Embedding::Adverbial)) && timed && finite;
            // "when *they* bumped into each other in Zell"
            let they =
                || below.fillers(&Role::Subject).any(|subject| matches!(scene.form(subject.token), "they" | "both"));
            at_time && !self.is_report(&below.lemma) && (of_party(below) || they())
        });
        if let Some(when) = when.and_then(|when| scene.clauses.predicate_at(when.token)) {
            let mut told = scene.clauses.predicate(when).fillers(&Role::Complement);
            let stays = self.best(when, own).or_else(|| told.find_map(|noun| self.beside(noun.token, 0)));
            return stays.filter(|located| located.narrowness > 1);
        }
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
        if let Some(there) = self.at_time_of(verb) {
            return Some(there);
        }
        let found = below.and_then(|below| scene.clauses.predicate_at(below.token)).or_else(over)?;
        self.best(found, own).filter(|located| located.narrowness > 1)
    }

    /// "will speak in Zell next month, *when she is to be received by Brandt*": the town of the clause that tells the time.
    fn at_time_of(&self, verb: PredicateId) -> Option<Located> {
        let scene = self.scene;
        let mut below = scene.clauses.predicate(verb).token;
        for above in scene.analysis.ancestors(below).take(4) {
            let when = scene.analysis.dependents_by(below, "advmod").any(|word| scene.form(word) == "when");
            let clause = matches!(scene.token(below).deprel.as_str(), "relcl" | "advcl");
            if when && clause && above < below {
                let comma = below.0 > 0 && (above.0..below.0).any(|token| scene.form(TokenId(token)) == ",");
                let over = std::iter::once(above).chain(scene.analysis.ancestors(above)).take(3);
                let mut over = over.filter_map(|token| scene.clauses.predicate_at(token));
                let over = over.find(|&over| scene.clauses.predicate(over).kind == PredicateKind::Verb)?;
                let told = scene.clauses.predicate(over);
                let ahead = told.features.modal.is_some() || told.features.tense == Tense::Future;
                let within = (told.token.0..below.0).map(TokenId).filter(|&town| {
                    let at = scene.analysis.head(town).filter(|_| scene.token(town).deprel == "pobj");
                    at.is_some_and(|at| at > told.token && matches!(scene.form(at), "in" | "at"))
                });
                let mut towns = within.filter_map(|town| self.as_place(town)).filter(|it| is_town(scene, it.place));
                return if comma && ahead { towns.next_back() } else { None };
            }
            below = above;
        }
        None
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
