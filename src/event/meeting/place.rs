//! Where a meeting takes place: from its clause, its noun, and the clauses that it hangs on. Null over guess.

use super::bind::Bound;
use super::party::Party;
use super::scene::Scene;
use crate::clause::{Argument, Embedding, PredicateId, PredicateKind, Role, Source};
use crate::entity::EntityId;
use crate::entity::gazetteer::{self, PlaceKind};
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

/// "The encounter, *at a villa outside Zell*, was kept secret": the phrase between commas right after the noun, which the parser
/// hangs on the verb.
#[must_use]
pub fn in_commas(scene: &Scene<'_>, id: PredicateId) -> Option<Located> {
    let noun = scene.clauses.predicate(id).token;
    let verb =
        scene.analysis.head(noun).filter(|_| matches!(scene.token(noun).deprel.as_str(), "nsubj" | "nsubjpass"))?;
    let comma = scene.analysis.tokens.get(noun.index() + 1).is_some_and(|token| token.pos == "PUNCT");
    let mut phrases = scene.analysis.dependents_by(verb, "prep").filter(|&at| comma && at.0 == noun.0 + 2);
    let at = phrases.find(|&at| scene.in_words("place-prepositions", scene.form(at)))?;
    let finder = Finder { scene, parties: &[] };
    scene.analysis.dependents_by(at, "pobj").find_map(|house| finder.named_place(house))
}

/// The place that the phrase headed by `token` names: "a hotel *in Zell*".
#[must_use]
pub fn named(scene: &Scene<'_>, token: TokenId) -> Option<Located> {
    Finder { scene, parties: &[] }.named_place(token)
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
        .or_else(|| finder.after_measure(id))
        .or_else(|| finder.of_twin(id))
        .or_else(|| finder.venue(id))
        .or_else(|| finder.compound(id).filter(|located| finder.is_spot(located.place)))
        .or_else(|| parties.iter().find_map(|party| finder.beside(party.token, 0)))
        .or_else(|| finder.through_governors(id))
        .or_else(|| finder.relative_where(id))
        .or_else(|| finder.compound(id))
        .or_else(|| finder.participle(id))
        .or_else(|| finder.meanwhile(id))
        .or_else(|| finder.invited_to(id))
        .or_else(|| finder.fronted(id))
        .or_else(|| finder.over_meal(id))
}

/// People of a city that is meant before the land of its name.
const GREAT_CITY: u32 = 1_000_000;

/// True for cities and houses.
#[must_use]
pub fn is_town(scene: &Scene<'_>, place: EntityId) -> bool {
    let name = &scene.entities.entity(place).name;
    let mut senses = gazetteer::lookup(name);
    senses.next().is_some_and(|first| match first.kind {
        PlaceKind::Capital | PlaceKind::City | PlaceKind::Site => true,
        // a country that is hardly more than its capital, of the same name
        // New York is a state, and the city that one means
        PlaceKind::Region => senses.any(|sense| sense.kind == PlaceKind::City && sense.population > GREAT_CITY),
        PlaceKind::Country => senses.any(|sense| sense.kind == PlaceKind::Capital && sense.country == first.country),
        _ => false,
    })
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
    pub(super) fn own(&self, id: PredicateId) -> Option<Located> {
        // "*in Zell*, where Ode will host her for dinner *at his Velden home*": the clause's own words before what it is told of
        let direct = self.best(id, |argument| self.is_locative(&argument.role) && argument.source == Source::Direct);
        let shared = direct.or_else(|| self.at_meal(id)).or_else(|| self.served_at(id)).or_else(|| {
            self.best(id, |argument| self.is_locative(&argument.role) && argument.source == Source::Shared)
        });
        // "spoke in Zell hours before her meeting with Brandt"
        let marker = self.scene.clauses.predicate(id).marker.as_deref();
        if matches!(marker, Some("before" | "prior to" | "until" | "since")) {
            return self.best(id, |argument| self.is_locative(&argument.role) && argument.source == Source::Direct);
        }
        shared
            .or_else(|| self.best(id, |argument| self.is_locative(&argument.role)))
            .or_else(|| self.during(id))
            .or_else(|| self.led_to(id))
            .or_else(|| self.during_visit(id))
            .or_else(|| self.set_for(id))
    }

    /// "chatted *during a break in the hearing in Zell*": the town in which that goes on, whatever it is.
    fn during(&self, id: PredicateId) -> Option<Located> {
        let found = self.best(id, |argument| matches!(&argument.role, Role::Preposition(name) if name == "during"))?;
        let head = self.scene.analysis.head(found.token)?;
        let within = matches!(self.scene.form(head), "in" | "at");
        (within && is_town(self.scene, found.place)).then_some(found)
    }

    pub(super) fn is_locative(&self, role: &Role) -> bool {
        matches!(role, Role::Preposition(name) if self.scene.in_words("place-prepositions", name))
    }

    pub(super) fn best(&self, id: PredicateId, wanted: impl Fn(&Argument) -> bool) -> Option<Located> {
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
                || self.is_of_cause(argument)
                || self.is_either(argument.token)
                || self.is_of_other_time(id, argument)
                || argument.source != Source::Direct && self.is_after_return(argument);
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

    /// "met Brandt in Zell", "talks with leaders in Zell", where the parser hangs the place on a party.
    ///
    /// `depth` bounds the way down, so that no tree is too deep.
    pub(super) fn beside(&self, party: TokenId, depth: usize) -> Option<Located> {
        let mut best: Option<Located> = None;
        // "her counterpart, Ode, in Zell": the parser hangs the place on the noun before the name.
        let apposed = depth == 0 && self.scene.token(party).deprel == "appos";
        let above = self.scene.analysis.head(party).filter(|_| apposed);
        let of_both = above.into_iter().flat_map(|above| self.scene.analysis.dependents_by(above, "prep"));
        let own = self.scene.analysis.dependents(party).iter().copied();
        for dependent in own.chain(of_both).filter(|&dependent| dependent > party) {
            let found = match self.scene.token(dependent).deprel.as_str() {
                // "met Brandt, *a lawyer in Zell*": where she works; "met Brandt, the lawyer, *in Zell*"
                "prep" if self.is_of_description(party, dependent) => None,
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

    /// True if `preposition` stands right after the noun of an apposition that describes somebody.
    fn is_of_description(&self, noun: TokenId, preposition: TokenId) -> bool {
        let data = self.scene.token(noun);
        let of_name = || {
            let name = self.scene.analysis.head(noun);
            name.is_some_and(|name| name < noun && self.scene.token(name).pos == "PROPN")
        };
        data.deprel == "appos" && data.pos == "NOUN" && preposition.0 == noun.0 + 1 && of_name()
    }

    /// The place in the phrase of `preposition` on `noun`, or below it ("members of the council in Zell", "aboard her
    /// plane at the airport").
    fn after_preposition(&self, noun: TokenId, preposition: TokenId, depth: usize) -> Option<Located> {
        if depth >= MAX_DEPTH {
            return None;
        }
        let posted = self.scene.in_words("posted-nouns", &self.scene.lemma(noun));
        // "leaders of the Orchard Party *in Zell on Monday*": what stands before the time is of the encounter, as that is
        let then = |token: TokenId| [1, 2].iter().any(|&step| self.scene.time_at(TokenId(token.0 + step)).is_some());
        let fits = |located: &Located| !posted || is_town(self.scene, located.place) && then(located.token);
        let mut objects = self.scene.analysis.dependents_by(preposition, "pobj");
        match self.scene.lemma(preposition).as_str() {
            "of" => objects.find_map(|below| self.beside(below, depth + 1)).filter(fits),
            "in" | "at" | "inside" | "aboard" => {
                let mut objects = objects.filter(|&below| !self.is_either(below));
                objects.find_map(|below| self.named_place(below).or_else(|| self.beside(below, depth + 1))).filter(fits)
            }
            _ => None,
        }
    }

    /// "met here on Monday": where the report was filed.
    pub(super) fn here(&self, id: PredicateId) -> Option<Located> {
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
                "during"
                    | "on"
                    | "at"
                    | "for"
                    | "in"
                    | "over"
                    | "on the sidelines of"
                    | "on the margins of"
                    | "within"
                    | "on the fringes of"
            );
            if !occasion || !meanwhile {
                return None;
            }
            self.scene.clauses.predicate_at(argument.token).and_then(|occasion| {
                self.best(occasion, |argument| {
                    matches!(&argument.role, Role::Preposition(name)
                    if matches!(name.as_str(), "to" | "in" | "at" | "through" | "around" | "across" | "round"))
                })
                .or_else(|| self.compound(occasion))
            })
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
                    self.at(above).or_else(|| self.host(above))
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
                    goal.or_else(|| self.left_after(below, above))
                        .or_else(|| self.at(above))
                        .or_else(|| self.during_visit(above))
                }
                Embedding::Argument if self.follows(below, above) => self.spoke_at(above),
                Embedding::Purpose if moves => self.goal(above),
                Embedding::Purpose => self.led_to(above),
                Embedding::Conjunct | Embedding::Adverbial if moves => Some(above)
                    .filter(|&above| !is_for_another(self.scene, above, id))
                    .and_then(|above| self.goal(above)),
                // "ate at a diner in Zell and talked"
                Embedding::Conjunct if !self.is_report(&verb.lemma) && verb.kind == PredicateKind::Verb => self
                    .best(above, |argument| self.is_locative(&argument.role) && argument.source == Source::Direct)
                    .filter(|located| located.narrowness > 1 && !self.is_apart(above, id)),
                Embedding::Adverbial if self.follows(below, above) => self.spoke_at(above),
                Embedding::Complement if !self.is_report(&verb.lemma) => self.at(above).or_else(|| self.led_to(above)),
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

    /// The place in the phrases of `verb`, its own before those it shares.
    fn at(&self, verb: PredicateId) -> Option<Located> {
        let own = |argument: &Argument| self.is_locative(&argument.role) && argument.source == Source::Direct;
        self.best(verb, own).or_else(|| self.best(verb, |argument| self.is_locative(&argument.role)))
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
                self.best(verb, |argument| {
                    matches!(&argument.role, Role::Preposition(name)
                        if matches!(name.as_str(), "to" | "into" | "round" | "around" | "through"))
                })
            })
            .flatten()
    }

    pub(super) fn goal(&self, verb: PredicateId) -> Option<Located> {
        self.best(verb, |argument| {
            let to = matches!(&argument.role, Role::Preposition(name)
                if matches!(name.as_str(), "to" | "in" | "into" | "at" | "for" | "toward" | "towards" | "across" | "through" | "around"));
            to || argument.role == Role::Object && !self.is_crossed(verb, argument.token)
        })
    }

    /// "crossed *the Green Line* to see Brandt": a border, where nobody stays.
    fn is_crossed(&self, verb: PredicateId, object: TokenId) -> bool {
        let line = self.as_place(object).is_none_or(|located| located.narrowness > 1);
        self.scene.clauses.predicate(verb).lemma == "cross" && line
    }

    pub(super) fn is_report(&self, lemma: &str) -> bool {
        self.scene.in_words("report-verbs", lemma)
    }

    /// "the Geneva talks": a lone city or building before the noun.
    fn compound(&self, id: PredicateId) -> Option<Located> {
        let arguments = &self.scene.clauses.predicate(id).arguments;
        let mut compounds = arguments.iter().filter(|argument| argument.role == Role::Compound);
        let (Some(only), None) = (compounds.next(), compounds.next()) else { return None };
        self.as_place(only.token).filter(|located| located.narrowness > 1)
    }
}
