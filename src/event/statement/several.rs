//! Whom counted descriptions in reported content mean ("both governments", "the two men", "neither side", "the pair"), where
//! the reading of the article found nobody: those who stand opposite each other in an encounter of the article.
//!
//! Takes a token of the content, gives what it counts ([`counted_at`]); takes that with the meetings of the article, gives
//! whom it means ([`Opposites::meant`]). Who speaks is one of the two where he was there himself; else the encounter is the
//! one of somebody whom the content names, the last one told, or the first, which the article is about.
//!
//! # Invariants
//!
//! - Never the speaker; never one alone of an encounter at which the speaker was not.

use super::words::lists;
use crate::article::Span;
use crate::clause::Factuality;
use crate::entity::{Entities, EntityId, EntityType, MentionKind, gazetteer, is_role};
use crate::event::Meeting;
use crate::nlp::{Analysis, TokenId};

/// How many sentences back an encounter of others may have been told.
const REACH: u32 = 4;

/// In which of the first sentences the encounter is told that the article is about.
const HEAD: u32 = 5;

/// What a description counts.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Counted {
    kind: Kind,
    /// The office or trade that both must have been told to hold: "either *candidate*".
    role: Option<String>,
    /// True for the object of what is said, which one does not say of oneself: "thanked *both of them*".
    object: bool,
}

/// The kinds of what is counted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Kind {
    /// "the two", "the pair": whoever met.
    Anybody,
    /// "both men".
    People,
    /// "neither side".
    Sides,
    /// "both governments".
    Countries,
    /// "the two banks".
    Bodies,
}

/// What the description headed by `token` counts, if it is a counted description of two.
pub(super) fn counted_at(analysis: &Analysis, body: &str, token: TokenId) -> Option<Counted> {
    let word = analysis.token(token);
    let is = |token: TokenId, forms: &[&str]| {
        let form = analysis.form(token, body);
        forms.iter().any(|one| form.eq_ignore_ascii_case(one))
    };
    let role = matches!(word.deprel.as_str(), "nsubj" | "nsubjpass" | "dobj" | "pobj" | "dative" | "poss" | "conj");
    let before = token.0.checked_sub(1).map(TokenId);
    let object = !matches!(word.deprel.as_str(), "nsubj" | "nsubjpass" | "poss");
    let anybody = Some(Counted { kind: Kind::Anybody, role: None, object });
    let told = before.is_some_and(|before| is(before, &["the"]));
    // "both of those things", not "both of them", nor "accused the pair of lying"
    let of = analysis.dependents_by(token, "prep").any(|prep| {
        let mut things = analysis.dependents_by(prep, "pobj");
        is(prep, &["of"]) && things.any(|thing| !is(thing, &["them"]))
    });
    match word.lemma.as_str() {
        "two" if role && told && !of => return anybody,
        "pair" | "duo" if role && told && !of => return anybody,
        // "both of them" as well
        "both" | "neither" | "either" if role && !of && word.deprel != "conj" => return anybody,
        "one" if role && before.is_some_and(|before| is(before, &["neither", "either"])) => {
            return anybody;
        }
        _ => {}
    }
    let start = token.0.saturating_sub(4).max(analysis.subtree(token).start);
    let left = || (start..token.0).map(TokenId);
    let counts = match word.tag.as_str() {
        "NNS" => left().any(|at| is(at, &["both"])) || counted_two(&mut left(), is),
        "NN" => left().any(|at| is(at, &["neither", "either"])) && !left().any(|at| is(at, &["on"])),
        _ => false,
    };
    let narrowed = analysis.dependents(token).iter().any(|&part| match analysis.token(part).deprel.as_str() {
        "relcl" | "acl" | "compound" | "nmod" | "appos" => true,
        "poss" => analysis.token(part).tag.as_str() != "PRP$",
        "prep" => is(part, &["of", "from", "in", "with"]),
        _ => is(part, &["other", "first", "last", "new"]),
    });
    if !role || !counts || narrowed {
        return None;
    }
    let lemma = word.lemma.as_str();
    let words = lists();
    let kind = match () {
        () if words.counted_sides.contains(lemma) => Kind::Sides,
        () if words.counted_countries.contains(lemma) && !words.counted_people.contains(lemma) => Kind::Countries,
        () if words.counted_people.contains(lemma) || is_role(lemma) => Kind::People,
        () if words.counted_bodies.contains(lemma) => Kind::Bodies,
        () => return None,
    };
    let role = (kind == Kind::People && !words.counted_people.contains(lemma)).then(|| lemma.to_owned());
    Some(Counted { kind, role, object })
}

/// "*the two* men", "*these two* men", "*our two* nations".
fn counted_two(left: &mut impl Iterator<Item = TokenId>, is: impl Fn(TokenId, &[&str]) -> bool) -> bool {
    let definite = |token: TokenId| is(token, &["the", "these", "those", "our", "their", "your"]);
    left.find(|&at| definite(at)).is_some() && left.any(|at| is(at, &["two"]))
}

/// The encounters of an article, as far as counted descriptions ask.
pub(super) struct Opposites<'a> {
    pub(super) entities: &'a Entities,
    pub(super) meetings: &'a [Meeting],
}

impl Opposites<'_> {
    /// Whom the description means that `speaker` uses in the sentence with the number `here`, at `content`, in words that
    /// name `about`; `sentence_at` tells the number of a sentence by a place in the text.
    pub(super) fn meant(
        &self,
        counted: &Counted,
        speaker: EntityId,
        content: Span,
        about: &[EntityId],
        sentence_at: impl Fn(usize) -> u32,
    ) -> Vec<EntityId> {
        let here = sentence_at(content.start);
        let place = |meeting: &Meeting| meeting.evidence.iter().map(|evidence| evidence.start).min().unwrap_or(0);
        let distance = |meeting: &Meeting| {
            let told = meeting.evidence.iter().filter(|evidence| evidence.start < content.start);
            told.map(|evidence| here.saturating_sub(sentence_at(evidence.start))).min()
        };
        let mut pairs: Vec<(&Meeting, [EntityId; 2])> = self
            .meetings
            .iter()
            .filter(|meeting| meeting.status != Factuality::Negated || meeting.evidence.len() > 1)
            .filter_map(|meeting| Some((meeting, self.opposite(meeting, counted)?)))
            .collect();
        pairs.sort_by_key(|(meeting, _)| place(meeting));
        // "the two governments" of a proposal of Norland for Marland: the words have their own lands
        let named_lands = about.iter().filter(|&&one| self.country(one) == Some(one)).count();
        if counted.kind == Kind::Countries && named_lands > 1 {
            return Vec::new();
        }
        let apart = counted.object && matches!(counted.kind, Kind::Anybody | Kind::People);
        let own = |pair: &[EntityId; 2]| !apart && (pair.contains(&speaker) || self.lands_of(pair, speaker));
        let nearest = |fits: &dyn Fn(&[EntityId; 2]) -> bool, reach: u32| {
            let near = pairs.iter().filter(|(_, pair)| fits(pair));
            let near = near.filter_map(|(meeting, pair)| Some((distance(meeting)?, *pair)));
            near.filter(|(back, _)| *back <= reach).min_by_key(|(back, _)| *back).map(|(_, pair)| pair)
        };
        let first = || {
            let mut told = pairs.iter().filter(|(meeting, _)| sentence_at(place(meeting)) <= HEAD);
            told.next().map(|(_, pair)| *pair).filter(|pair| !apart || !pair.contains(&speaker))
        };
        let alien = |pair: &[EntityId; 2]| !pair.contains(&speaker);
        let named = |pair: &[EntityId; 2]| alien(pair) && pair.iter().any(|one| about.contains(one));
        let found = nearest(&own, u32::MAX);
        // "the two sides" of a bystander may be those of anything
        if counted.kind == Kind::Sides {
            return found.into_iter().flatten().filter(|&one| one != speaker).collect();
        }
        let found = found.or_else(|| nearest(&named, u32::MAX));
        let found = match counted.kind {
            Kind::People if counted.role.is_some() => found.or_else(|| self.only_holders(counted)),
            _ => found.or_else(|| nearest(&alien, REACH)).or_else(first),
        };
        let found = found.or_else(|| (counted.kind == Kind::Countries).then(|| self.leading_countries()).flatten());
        let mut found: Vec<EntityId> = found.into_iter().flatten().collect();
        found.retain(|&one| one != speaker);
        found
    }

    /// The first on each side of an encounter of two sides, if both are of the kind.
    fn opposite(&self, meeting: &Meeting, counted: &Counted) -> Option<[EntityId; 2]> {
        let [one, other] = meeting.sides.as_slice() else { return None };
        let of = |side: &[EntityId]| side.iter().find_map(|&one| self.as_counted(one, counted));
        let pair = [of(one)?, of(other)?];
        (pair[0] != pair[1]).then_some(pair)
    }

    fn as_counted(&self, one: EntityId, counted: &Counted) -> Option<EntityId> {
        let entity_type = self.entities.entity(one).entity_type;
        match counted.kind {
            Kind::People | Kind::Anybody => {
                (entity_type == EntityType::Person && self.holds(one, counted)).then_some(one)
            }
            Kind::Sides => Some(one),
            Kind::Bodies => (entity_type == EntityType::Organization).then_some(one),
            Kind::Countries => self.country(one),
        }
    }

    /// True if the article tells that the person holds the office counted, if one is.
    fn holds(&self, person: EntityId, counted: &Counted) -> bool {
        counted.role.as_ref().is_none_or(|role| {
            let told = |words: &String| words.to_lowercase().split_whitespace().any(|word| word == role);
            self.entities.entity(person).roles.iter().any(told)
        })
    }

    /// "either candidate": the two whom the article tells to be one, if there are no more.
    fn only_holders(&self, counted: &Counted) -> Option<[EntityId; 2]> {
        let people = (0..).map(EntityId).zip(&self.entities.entities);
        let people = people.filter(|(_, entity)| entity.entity_type == EntityType::Person);
        let mut holders = people.map(|(id, _)| id).filter(|&id| self.holds(id, counted));
        match (holders.next(), holders.next(), holders.next()) {
            (Some(one), Some(other), None) => Some([one, other]),
            _ => None,
        }
    }

    /// The country that the entity is or, by its roles, acts for.
    fn country(&self, one: EntityId) -> Option<EntityId> {
        let entity = self.entities.entity(one);
        let is_country = |id: EntityId| {
            let name = &self.entities.entity(id).name;
            gazetteer::country_by_name(name).map(|country| country.code)
        };
        if entity.entity_type == EntityType::Place {
            return is_country(one).map(|_| one);
        }
        let code =
            entity.roles.iter().flat_map(|role| role.split(|c: char| !c.is_alphanumeric())).find_map(|word| {
                gazetteer::country_by_demonym(word).or_else(|| gazetteer::country_by_name(word)).map(|land| land.code)
            })?;
        let mut ids = (0..).zip(&self.entities.entities).map(|(id, _)| EntityId(id));
        ids.find(|&id| self.entities.entity(id).entity_type == EntityType::Place && is_country(id) == Some(code))
    }

    /// True if the pair are countries and `speaker` acts for one of them.
    fn lands_of(&self, pair: &[EntityId; 2], speaker: EntityId) -> bool {
        let land = self.country(speaker);
        land.is_some_and(|land| pair.contains(&land))
    }

    /// How often the article speaks of the country and names those who act for it.
    fn weight(&self, land: EntityId) -> usize {
        let people = (0..).map(EntityId).zip(&self.entities.entities);
        let people = people.filter(|(_, entity)| entity.entity_type == EntityType::Person);
        let own: Vec<EntityId> = people.map(|(id, _)| id).filter(|&id| self.country(id) == Some(land)).collect();
        let named = |one: &EntityId| *one == land || own.contains(one);
        let mentions = self.entities.mentions.iter().filter(|mention| mention.kind != MentionKind::Pronominal);
        mentions.filter(|mention| matches!(mention.entities.as_slice(), [one] if named(one))).count()
    }

    /// The two countries of which an article speaks that speaks of no third one half as much.
    fn leading_countries(&self) -> Option<[EntityId; 2]> {
        let mut lands: Vec<(usize, EntityId)> = (0..)
            .map(EntityId)
            .zip(&self.entities.entities)
            .filter(|(_, entity)| {
                entity.entity_type == EntityType::Place && gazetteer::country_by_name(&entity.name).is_some()
            })
            .map(|(id, _)| (self.weight(id), id))
            .collect();
        lands.sort_by_key(|&(count, id)| (std::cmp::Reverse(count), id));
        match lands.as_slice() {
            [(_, one), (second, other), rest @ ..]
                if *second > 1 && rest.first().is_none_or(|(third, _)| third * 2 <= *second) =>
            {
                Some([*one, *other])
            }
            _ => None,
        }
    }
}
