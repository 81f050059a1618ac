//! What place a phrase names: a name itself, or the town, house or country that a site, a room or a part lies in.

use super::place::{Finder, Located, MAX_DEPTH, is_town};
use crate::entity::gazetteer::{self, PlaceKind};
use crate::entity::{EntityId, EntityType, MentionKind};
use crate::nlp::TokenId;

impl Finder<'_, '_> {
    /// The place that the phrase headed by `token` names: itself, or what it lies in or is "of", or a name in apposition.
    pub(super) fn named_place(&self, token: TokenId) -> Option<Located> {
        self.place_within(token, 0)
    }

    /// As [`Self::named_place`]; `depth` bounds the way down: "in a room of the hotel near Zell airport".
    pub(super) fn place_within(&self, token: TokenId, depth: usize) -> Option<Located> {
        if let Some(found) = self.as_place(token) {
            return Some(found);
        }
        // "at the county *fair*", taken for an adjective
        let is_noun = matches!(self.scene.token(token).pos.as_str(), "NOUN" | "PROPN");
        if depth > MAX_DEPTH || !is_noun && self.scene.token(token).deprel != "pobj" {
            return None;
        }
        let lemma = self.scene.lemma(token);
        if lemma == "capital"
            && let Some(capital) = self.capital(token)
        {
            return Some(capital);
        }
        if let Some(town) = self.this_town(token, &lemma) {
            return Some(town);
        }
        // "in the Ndari capital, *Zell*,": what follows the comma, whatever the parser hangs it on
        if self.scene.in_words("settlements", &lemma) | (lemma == "capital")
            && self.is_comma(token.0 + 1)
            && let Some(named) = self.as_place(TokenId(token.0 + 2))
        {
            return Some(named);
        }
        let is_site = self.scene.in_words("place-nouns", &lemma);
        let is_part = self.scene.in_words("place-parts", &lemma);
        let is_visit = self.scene.in_words("visits", &lemma);
        let is_posted = !is_site && self.scene.in_words("posted-nouns", &lemma);
        let dependents = self.scene.analysis.dependents(token);
        // "Zell's *Tarn Hill* prison": what the site is called before whose it is
        let called = |&dependent: &TokenId| match self.scene.token(dependent).deprel.as_str() {
            "compound" | "nmod" if is_site => self.as_place(dependent),
            _ => None,
        };
        let found = dependents.iter().find_map(called);
        let found = found.or_else(|| {
            dependents.iter().find_map(|&dependent| match self.scene.token(dependent).deprel.as_str() {
                "poss" | "amod" if is_site => self.as_place(dependent),
                // "the city, Zell", "at the Grey Goose, *an inn in Zell*"
                "appos" if is_site => self.as_place(dependent),
                "appos" if self.is_house(dependent) => self.place_within(dependent, depth + 1),
                "prep" if !is_posted => {
                    let inner = match self.scene.lemma(dependent).as_str() {
                        "of" => {
                            is_site
                                || is_part
                                || self.scene.in_words("gatherings", &lemma) && !self.is_settled_below(dependent)
                        }
                        "in" | "at" | "near" | "outside" | "inside" | "aboard" => true,
                        "on" | "above" | "by" | "beside" | "off" | "overlooking" => is_site || is_part,
                        "to" => is_visit || is_part,
                        _ => false,
                    };
                    let of_town = self.scene.lemma(dependent) == "of" && self.scene.in_words("settlements", &lemma);
                    let mut objects = self.scene.analysis.dependents_by(dependent, "pobj").filter(|_| inner);
                    objects.find_map(|object| {
                        self.place_within(object, depth + 1).or_else(|| self.name_of_town(object).filter(|_| of_town))
                    })
                }
                // "next to the airport".
                "advmod" if self.scene.lemma(dependent) == "next" => {
                    let below = self.scene.analysis.dependents_by(dependent, "prep");
                    let mut objects = below.flat_map(|to| self.scene.analysis.dependents_by(to, "pobj"));
                    objects.find_map(|object| self.place_within(object, depth + 1))
                }
                _ => None,
            })
        });
        found.or_else(|| self.of_compound_town(token))
    }

    /// "in *this* Baltic *port*": the town where the report was filed.
    fn this_town(&self, token: TokenId, lemma: &str) -> Option<Located> {
        let place = self.scene.filed_at?;
        let town = lemma == "capital" || self.scene.in_words("settlements", lemma);
        let this = || self.scene.analysis.dependents_by(token, "det").any(|word| self.scene.form(word) == "this");
        let party = || self.parties.iter().any(|party| party.entity == place);
        (town && this() && !party()).then_some(Located { place, token, narrowness: 2 })
    }

    /// "at a *Zell* barbecue joint", "outside a *Zell* court": whatever stands in a town is there.
    fn of_compound_town(&self, token: TokenId) -> Option<Located> {
        let scene = self.scene;
        let at = scene.analysis.head(token).filter(|_| scene.token(token).deprel == "pobj")?;
        let there = matches!(scene.form(at), "at" | "At" | "inside" | "outside" | "Outside" | "near" | "aboard")
            || matches!(scene.form(at), "in" | "In" | "on") && scene.in_words("place-nouns", &scene.lemma(token));
        if !there || scene.token(token).pos != "NOUN" {
            return None;
        }
        let own = || scene.analysis.dependents_by(token, "compound");
        let nested = own().flat_map(|word| scene.analysis.dependents_by(word, "compound"));
        own().chain(nested).find_map(|word| self.as_place(word)).filter(|located| is_town(scene, located.place))
    }

    /// "at her own hotel, the *Carrington*": true for the name of a house, whatever it was taken for.
    fn is_house_called(&self, mention: &crate::entity::Mention) -> bool {
        let house = self.scene.analysis.head(mention.head);
        let called = house.filter(|_| self.scene.token(mention.head).deprel == "appos");
        mention.kind == MentionKind::Named && called.is_some_and(|house| house < mention.head && self.is_house(house))
    }

    /// "the resort of *Zell*", whatever else the name was taken for.
    fn name_of_town(&self, token: TokenId) -> Option<Located> {
        let mention = self.scene.name_covering(token).filter(|mention| mention.head == token)?;
        let &[place] = mention.entities.as_slice() else { return None };
        (self.scene.entity_type(place) == EntityType::Organization).then_some(Located { place, token, narrowness: 2 })
    }

    /// "a conference *of Norland*": of whom it is, no place.
    fn is_settled_below(&self, preposition: TokenId) -> bool {
        let mut objects = self.scene.analysis.dependents_by(preposition, "pobj");
        objects.any(|object| self.as_place(object).is_some())
    }

    /// True for "an inn", "a farmhouse": a noun for a site.
    fn is_house(&self, token: TokenId) -> bool {
        self.scene.token(token).pos == "NOUN" && self.scene.in_words("place-nouns", &self.scene.lemma(token))
    }

    /// "Norland's capital", "the capital of Norland": the city, if the article names it.
    fn capital(&self, token: TokenId) -> Option<Located> {
        let dependents = self.scene.analysis.dependents(token).iter().copied();
        let mut owners = dependents.flat_map(|dependent| match self.scene.token(dependent).deprel.as_str() {
            "poss" | "amod" | "compound" => vec![dependent],
            "prep" if self.scene.lemma(dependent) == "of" => {
                self.scene.analysis.dependents_by(dependent, "pobj").collect()
            }
            _ => Vec::new(),
        });
        let country = owners.find_map(|owner| {
            let form = self.scene.form(owner);
            gazetteer::country_by_name(form).or_else(|| gazetteer::country_by_demonym(form))
        })?;
        let entities = (0..).zip(&self.scene.entities.entities);
        let mut cities = entities.filter(|(_, entity)| {
            entity.entity_type == EntityType::Place
                && gazetteer::lookup(&entity.name)
                    .any(|place| place.kind == PlaceKind::Capital && place.country == country.code)
        });
        let (index, _) = cities.next()?;
        Some(Located { place: EntityId(index), token, narrowness: 2 })
    }

    pub(super) fn as_place(&self, token: TokenId) -> Option<Located> {
        let mention = self
            .scene
            .mention_headed_by(token)
            .filter(|mention| !mention.entities.is_empty())
            .or_else(|| self.scene.name_covering(token).filter(|mention| mention.head == token))?;
        let &[place] = mention.entities.as_slice() else { return None };
        let vague = mention.kind == MentionKind::Nominal && self.scene.lemma(token) == "country";
        if mention.kind == MentionKind::Pronominal || vague || self.parties.iter().any(|party| party.entity == place) {
            return None;
        }
        let entity = self.scene.entities.entity(place);
        let last = entity.name.rsplit(' ').next().unwrap_or_default().to_lowercase();
        let first = entity.name.split(' ').next().unwrap_or_default().to_lowercase();
        // "the Hotel Ode"
        let opens = first.len() < entity.name.len() && self.scene.in_words("house-openers", &first);
        let is_site = self.scene.in_words("place-nouns", &last) || opens && entity.entity_type != EntityType::Person;
        let narrowness = match entity.entity_type {
            _ if is_site => 3,
            EntityType::Place if gazetteer::country_by_name(&entity.name).is_some() => 1,
            EntityType::Place => 2,
            // A seat of government speaks as a body and is a house all the same: "at the Kremlin".
            EntityType::Organization if gazetteer::lookup(&entity.name).any(|place| place.kind == PlaceKind::Site) => 3,
            // "at the Vatican": a place that acts, taken for a body.
            EntityType::Organization if self.is_settled(place) => 2,
            // "at the Foreign Ministry": where a body sits.
            EntityType::Organization if self.is_seat(mention, &last) => 3,
            EntityType::Organization if self.is_house_called(mention) => 3,
            // "at the Savoy", "at Durand's": a house that nobody lists.
            EntityType::Organization if self.is_only_house(mention) => 3,
            EntityType::Organization | EntityType::Person if self.is_spot_alone(mention) => 2,
            EntityType::Organization | EntityType::Person => return None,
        };
        Some(Located { place, token, narrowness })
    }

    fn is_comma(&self, index: u32) -> bool {
        (index as usize) < self.scene.analysis.tokens.len() && self.scene.form(TokenId(index)) == ","
    }

    /// "*at* the Foreign Ministry", "went *to* the ministry, *where* he met": the house of a body called by `last`.
    fn is_seat(&self, mention: &crate::entity::Mention, last: &str) -> bool {
        let scene = self.scene;
        if !scene.in_words("seats", last) {
            return false;
        }
        let at = scene.analysis.head(mention.head).filter(|_| scene.token(mention.head).deprel == "pobj");
        let at = at.map(|at| scene.form(at));
        let where_clause = || {
            let mut clauses = scene.analysis.dependents_by(mention.head, "relcl");
            clauses.any(|verb| scene.analysis.dependents_by(verb, "advmod").any(|word| scene.form(word) == "where"))
        };
        at.is_some_and(|at| matches!(at, "at" | "At" | "inside" | "outside") || at == "to" && where_clause())
    }

    /// True if `mention` is a name after "at" with an article or in the possessive, and nothing else is told of it.
    fn is_only_house(&self, mention: &crate::entity::Mention) -> bool {
        let scene = self.scene;
        let at = scene.analysis.head(mention.head).filter(|_| scene.token(mention.head).deprel == "pobj");
        let within = at.is_some_and(|at| {
            // not "a scholar at the Institute", "Ada Lund at the Institute"
            let above = scene.analysis.head(at);
            let of_event = above.is_some_and(|above| {
                matches!(scene.token(above).pos.as_str(), "VERB" | "AUX")
                    || scene.in_words("meetings", &scene.lemma(above))
                    || scene.in_words("meals", &scene.lemma(above))
            });
            of_event && matches!(scene.form(at), "at" | "At" | "inside" | "outside")
        });
        let first = TokenId(mention.tokens.start);
        let article = scene.analysis.dependents_by(mention.head, "det").any(|word| scene.form(word) == "the");
        let owned = scene.analysis.dependents_by(mention.head, "case").next().is_some();
        let article = article || scene.form(first).eq_ignore_ascii_case("the");
        let abbreviation = scene.form(mention.head).chars().nth(1).is_some_and(char::is_uppercase);
        let again = || {
            let same = |other: &&crate::entity::Mention| other.entities == mention.entities;
            scene.entities.mentions.iter().filter(same).nth(1).is_some()
        };
        // "the University of Zell", "the Council of Towns" are bodies
        let of_body = scene.analysis.dependents_by(mention.head, "prep").next().is_some();
        within && (article || owned) && !abbreviation && !of_body && !again()
    }

    /// "*in* Qasr el-Marid", "*at* Hobb's Corner", "*at* Molly's": true for a name, whatever it was taken for, that the article has
    /// nowhere but after a word for where.
    fn is_spot_alone(&self, mention: &crate::entity::Mention) -> bool {
        let scene = self.scene;
        let placed = |mention: &crate::entity::Mention| {
            let at = scene.analysis.head(mention.head).filter(|_| scene.token(mention.head).deprel == "pobj");
            at.is_some_and(|at| {
                matches!(scene.form(at), "in" | "In" | "at" | "At" | "near" | "outside" | "from" | "to")
            })
        };
        let inside = |mention: &crate::entity::Mention| {
            let at = scene.analysis.head(mention.head).filter(|_| scene.token(mention.head).deprel == "pobj");
            let owned = scene.analysis.dependents_by(mention.head, "case").next().is_some();
            let person = mention.entities.iter().any(|&id| scene.entity_type(id) == EntityType::Person);
            at.is_some_and(|at| match scene.form(at) {
                "in" | "In" => true,
                "at" | "At" => owned || !person,
                _ => false,
            })
        };
        let first = TokenId(mention.tokens.start);
        let article = scene.analysis.dependents_by(mention.head, "det").next().is_some()
            || scene.form(first).eq_ignore_ascii_case("the");
        let abbreviation = scene.form(mention.head).chars().nth(1).is_some_and(char::is_uppercase);
        let bare = scene.analysis.dependents_by(mention.head, "prep").all(|prep| scene.form(prep) != "of");
        let mut all = scene.entities.mentions.iter().filter(|other| other.entities == mention.entities);
        inside(mention)
            && bare
            && !article
            && !abbreviation
            && all.all(|other| placed(other) || matches!(scene.token(other.head).deprel.as_str(), "compound" | "nmod"))
    }

    /// True if `place` is a country, city or state, in which one meets, not on it.
    pub(super) fn is_settled(&self, place: EntityId) -> bool {
        use PlaceKind::{Capital, City, Continent, Country, Region};
        let name = &self.scene.entities.entity(place).name;
        gazetteer::lookup(name).any(|place| matches!(place.kind, Country | Capital | City | Region | Continent))
    }

    /// True if `place` is a city, a state or a house: "the Geneva talks" are held there, "the Gaza talks" are about it.
    pub(super) fn is_spot(&self, place: EntityId) -> bool {
        let entity = self.scene.entities.entity(place);
        gazetteer::lookup(&entity.name).next().is_none_or(|place| {
            matches!(place.kind, PlaceKind::Capital | PlaceKind::City | PlaceKind::Region | PlaceKind::Site)
        })
    }
}
