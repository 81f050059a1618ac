//! Where a meeting takes place: from its clause, its noun, and the clauses that it hangs on. Null over guess.

use super::bind::Bound;
use super::party::Party;
use super::scene::Scene;
use crate::clause::{Argument, Embedding, PredicateId, Role, Source};
use crate::entity::gazetteer::{self, PlaceKind};
use crate::entity::{EntityId, EntityType, MentionKind};
use crate::nlp::TokenId;

/// A place and the token that names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Located {
    /// Where.
    pub place: EntityId,
    /// Head token of its mention.
    pub token: TokenId,
    /// How narrow the phrase is: buildings before cities, cities before countries.
    narrowness: u8,
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
    finder.best(id, |argument| finder.is_locative(&argument.role)).or_else(|| finder.compound(id))
}

/// Where the journey that verb `id` tells of leads: "flew *to Zell*", "visited *Zell*".
#[must_use]
pub fn goal_of(scene: &Scene<'_>, id: PredicateId) -> Option<Located> {
    Finder { scene, parties: &[] }.goal(id)
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
        .own(id)
        .or_else(|| finder.here(id))
        .or_else(|| finder.compound(id).filter(|located| finder.is_spot(located.place)))
        .or_else(|| parties.iter().find_map(|party| finder.beside(party.token, 0)))
        .or_else(|| finder.through_governors(id))
        .or_else(|| finder.relative_where(id))
        .or_else(|| finder.compound(id))
}

/// How far below a party a place is looked for, in nouns.
const MAX_DEPTH: usize = 4;

struct Finder<'s, 'a> {
    scene: &'s Scene<'a>,
    parties: &'s [&'s Party],
}

impl Finder<'_, '_> {
    fn own(&self, id: PredicateId) -> Option<Located> {
        let direct = self.best(id, |argument| self.is_locative(&argument.role) && argument.source != Source::Implied);
        direct.or_else(|| self.best(id, |argument| self.is_locative(&argument.role))).or_else(|| self.during_visit(id))
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
            if on && located.narrowness < 3 && self.is_settled(located.place) {
                continue;
            }
            if best.is_none_or(|known| located.narrowness > known.narrowness) {
                best = Some(located);
            }
        }
        best
    }

    /// The place that the phrase headed by `token` names: itself, or what it is "of", or a name in apposition.
    fn named_place(&self, token: TokenId) -> Option<Located> {
        if let Some(found) = self.as_place(token) {
            return Some(found);
        }
        if !matches!(self.scene.token(token).pos.as_str(), "NOUN" | "PROPN") {
            return None;
        }
        let dependents = self.scene.analysis.dependents(token);
        let inner = dependents.iter().flat_map(|&dependent| {
            let data = self.scene.token(dependent);
            let objects: Vec<TokenId> = match data.deprel.as_str() {
                "appos" => vec![dependent],
                "prep" if matches!(self.scene.lemma(dependent).as_str(), "of" | "in" | "near") => {
                    self.scene.analysis.dependents_by(dependent, "pobj").collect()
                }
                "compound" | "nmod" if self.scene.in_words("place-nouns", &self.scene.lemma(token)) => vec![dependent],
                "poss" if self.scene.in_words("place-nouns", &self.scene.lemma(token)) => vec![dependent],
                _ => Vec::new(),
            };
            objects
        });
        let is_site = self.scene.in_words("place-nouns", &self.scene.lemma(token));
        inner.filter_map(|inner| self.as_place(inner)).find(|_| is_site)
    }

    fn as_place(&self, token: TokenId) -> Option<Located> {
        let mention = self
            .scene
            .mention_headed_by(token)
            .filter(|mention| !mention.entities.is_empty())
            .or_else(|| self.scene.name_covering(token).filter(|mention| mention.head == token))?;
        let &[place] = mention.entities.as_slice() else { return None };
        if mention.kind == MentionKind::Pronominal || self.parties.iter().any(|party| party.entity == place) {
            return None;
        }
        let entity = self.scene.entities.entity(place);
        let last = entity.name.rsplit(' ').next().unwrap_or_default().to_lowercase();
        let is_site = self.scene.in_words("place-nouns", &last);
        let narrowness = match entity.entity_type {
            _ if is_site => 3,
            EntityType::Place if gazetteer::country_by_name(&entity.name).is_some() => 1,
            EntityType::Place => 2,
            // A seat of government speaks as a body and is a house all the same: "at the Kremlin".
            EntityType::Organization if gazetteer::lookup(&entity.name).any(|place| place.kind == PlaceKind::Site) => 3,
            EntityType::Organization | EntityType::Person => return None,
        };
        Some(Located { place, token, narrowness })
    }

    /// True if `place` is a country, city or state, in which one meets, not on it.
    fn is_settled(&self, place: EntityId) -> bool {
        use PlaceKind::{Capital, City, Continent, Country, Region};
        let name = &self.scene.entities.entity(place).name;
        gazetteer::lookup(name).any(|place| matches!(place.kind, Country | Capital | City | Region | Continent))
    }

    /// True if `place` is a city, a state or a house: "the Geneva talks" are held there, "the Gaza talks" are about it.
    fn is_spot(&self, place: EntityId) -> bool {
        let entity = self.scene.entities.entity(place);
        gazetteer::lookup(&entity.name).next().is_none_or(|place| {
            matches!(place.kind, PlaceKind::Capital | PlaceKind::City | PlaceKind::Region | PlaceKind::Site)
        })
    }

    /// "met Brandt in Zell", "talks with leaders in Zell", where the parser hangs the place on a party.
    ///
    /// `depth` bounds the way down, so that no tree is too deep.
    fn beside(&self, party: TokenId, depth: usize) -> Option<Located> {
        let mut best: Option<Located> = None;
        for &dependent in self.scene.analysis.dependents(party).iter().filter(|&&dependent| dependent > party) {
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

    /// "during a visit to Zell", "on a trip to Zell": the place of the journey.
    fn during_visit(&self, id: PredicateId) -> Option<Located> {
        let arguments = &self.scene.clauses.predicate(id).arguments;
        arguments.iter().find_map(|argument| {
            let Role::Preposition(preposition) = &argument.role else { return None };
            let lemma = self.scene.lemma(argument.token);
            if !matches!(preposition.as_str(), "during" | "on" | "at" | "for" | "on the sidelines of" | "within")
                || !self.scene.in_words("journeys", &lemma)
            {
                return None;
            }
            let journey = self.scene.clauses.predicate_at(argument.token)?;
            self.best(journey, |argument| {
                matches!(&argument.role, Role::Preposition(name) if matches!(name.as_str(), "to" | "in" | "at"))
            })
            .or_else(|| self.compound(journey))
        })
    }

    /// "flew to Zell to meet Brandt", "held talks in Zell": the verb above says where.
    fn through_governors(&self, id: PredicateId) -> Option<Located> {
        let mut below = id;
        for (above, embedding) in self.scene.clauses.governors(id).take(3) {
            let verb = self.scene.clauses.predicate(above);
            let moves = self.scene.in_words("motion-verbs", &verb.lemma);
            let found = match embedding {
                Embedding::Argument if !self.is_report(&verb.lemma) => {
                    let noun = self.scene.clauses.predicate(below).token;
                    let carried = verb.arguments.iter().find(|argument| argument.token == noun);
                    let for_it = carried.is_some_and(|argument| {
                        matches!(&argument.role, Role::Preposition(name) if matches!(name.as_str(), "for" | "ahead of"))
                    });
                    let goal = (moves && for_it).then(|| self.goal(above)).flatten();
                    goal.or_else(|| self.best(above, |argument| self.is_locative(&argument.role)))
                        .or_else(|| self.during_visit(above))
                }
                Embedding::Purpose | Embedding::Conjunct if moves => self.goal(above),
                Embedding::Adverbial if moves => self.goal(above),
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

    fn goal(&self, verb: PredicateId) -> Option<Located> {
        self.best(verb, |argument| {
            let to = matches!(&argument.role, Role::Preposition(name)
                if matches!(name.as_str(), "to" | "in" | "into" | "at" | "for" | "toward" | "towards"));
            to || argument.role == Role::Object
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
            return has_where
                .then(|| self.scene.analysis.head(token))
                .flatten()
                .and_then(|above| self.named_place(above));
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
