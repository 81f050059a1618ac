//! Everything that rules look at, indexed by token, for one article.

use super::super::rules::RuleSet;
use super::draft::Draft;
use super::groups::NameList;
use super::heard::Heard;
use super::setting::Setting;
use crate::article::Span;
use crate::clause::{Clauses, Factuality};
use crate::entity::gazetteer::{self, Country, PlaceKind};
use crate::entity::{Entities, EntityId, EntityType, Mention, MentionKind};
use crate::event::time::{TimeExpression, dateline, find_times};
use crate::event::{MeetingKind, Statement};
use crate::nlp::{Analysis, Token, TokenId};
use rustc_hash::{FxHashMap, FxHashSet};
use smol_str::SmolStr;

/// One article's text, annotations, clauses and entities, with the rules in force.
pub struct Scene<'a> {
    /// The text.
    pub body: &'a str,
    /// Its annotations.
    pub analysis: &'a Analysis,
    /// Its predicates.
    pub clauses: &'a Clauses,
    /// Its entities.
    pub entities: &'a Entities,
    /// The rules in force.
    pub rules: &'a RuleSet,
    /// The longest mention headed by each token.
    headed: Vec<Option<u32>>,
    /// The smallest named mention that covers each token.
    covering: Vec<Option<u32>>,
    /// Entities that are media or journalists in this article: whom one tells, who interview.
    press: FxHashSet<EntityId>,
    /// The bodies and countries of each person.
    affiliations: FxHashMap<EntityId, Vec<EntityId>>,
    /// Bodies and countries of which some person is named.
    peopled: FxHashSet<EntityId>,
    /// Names listed together, in text order.
    lists: Vec<NameList>,
    /// People who lead each country, as their titles tell.
    leaders: FxHashMap<EntityId, Vec<EntityId>>,
    settings: Vec<Setting>,
    talkers: Vec<EntityId>,
    /// The encounter told last.
    last_told: Option<Told>,
    /// The pairs of bodies or countries that were told to talk with each other, smaller id first.
    bodies_told: Vec<[EntityId; 2]>,
    /// The dateline, whose place the parser often takes for a subject.
    dateline: Option<Span>,
    /// The place of the dateline.
    pub filed_at: Option<EntityId>,
    heard: Heard,
    /// Time expressions, in text order.
    times: Vec<TimeExpression>,
    /// The entity of each country that the article names, by code, and of those that only their adjective names.
    countries: FxHashMap<&'static str, EntityId>,
    /// Countries named by their adjective alone; their ids follow those of the entities.
    adjectival: Vec<Adjectival>,
    /// Country of each adjective that describes people ("*Norwegian* ministers").
    demonyms: FxHashMap<TokenId, EntityId>,
}

/// A country that the article names by its adjective alone.
#[derive(Debug, Clone, Copy)]
pub struct Adjectival {
    /// The country.
    pub country: &'static Country,
    /// Where the adjective first stands.
    pub token: TokenId,
}

/// An encounter told before: in which sentence, and its sides.
#[derive(Debug, Clone)]
pub struct Told {
    /// Index of the sentence.
    pub sentence: u32,
    /// Its sides.
    pub sides: Vec<Vec<EntityId>>,
    /// Where it was told to be.
    pub place: Option<EntityId>,
    /// How far it was told as real.
    pub status: Factuality,
    /// Its kind.
    pub kind: MeetingKind,
    /// Still ahead as the article speaks.
    pub ahead: bool,
    /// Who was called on, or received the other.
    pub host: Option<EntityId>,
}

/// The place that the words at `span` name.
fn filed_at(span: Span, entities: &Entities) -> Option<EntityId> {
    let first = entities.mentions.iter().find(|mention| mention.span.overlaps(span))?;
    match first.entities.as_slice() {
        &[entity] if entities.entity(entity).entity_type == EntityType::Place => Some(entity),
        _ => None,
    }
}

impl<'a> Scene<'a> {
    /// Indexes an article.
    #[must_use]
    pub fn new(
        body: &'a str,
        analysis: &'a Analysis,
        clauses: &'a Clauses,
        entities: &'a Entities,
        rules: &'a RuleSet,
    ) -> Self {
        let n_tokens = analysis.tokens.len();
        let mut headed: Vec<Option<u32>> = vec![None; n_tokens];
        let mut covering: Vec<Option<u32>> = vec![None; n_tokens];
        let length = |index: u32| entities.mentions.get(index as usize).map_or(0, |mention| mention.span.len());
        for (index, mention) in (0_u32..).zip(&entities.mentions) {
            if let Some(slot) = headed.get_mut(mention.head.index()) {
                let better = slot.is_none_or(|known| {
                    let resolved = |i: u32| !entities.mentions[i as usize].entities.is_empty();
                    (resolved(index), length(index)) > (resolved(known), length(known))
                });
                if better {
                    *slot = Some(index);
                }
            }
            if mention.kind == MentionKind::Named {
                for token in mention.tokens.clone() {
                    if let Some(slot) = covering.get_mut(token as usize)
                        && slot.is_none_or(|known| length(index) < length(known))
                    {
                        *slot = Some(index);
                    }
                }
            }
        }
        let dateline = dateline(body);
        let mut scene = Self {
            body,
            analysis,
            clauses,
            entities,
            rules,
            headed,
            covering,
            press: FxHashSet::default(),
            affiliations: FxHashMap::default(),
            peopled: FxHashSet::default(),
            lists: Vec::new(),
            leaders: FxHashMap::default(),
            settings: Vec::new(),
            talkers: Vec::new(),
            last_told: None,
            bodies_told: Vec::new(),
            filed_at: dateline.as_ref().and_then(|line| filed_at(line.place, entities)),
            dateline: dateline.map(|line| line.span),
            heard: Heard::default(),
            times: find_times(body, analysis),
            countries: FxHashMap::default(),
            adjectival: Vec::new(),
            demonyms: FxHashMap::default(),
        };
        scene.press = super::press::find_press(&scene);
        scene.find_countries();
        scene.affiliations = super::affiliation::find_affiliations(&scene);
        let named = scene.entities.mentions.iter().filter(|mention| mention.kind == MentionKind::Named);
        let people = named.flat_map(|mention| &mention.entities);
        scene.peopled = people.filter_map(|person| scene.affiliations.get(person)).flatten().copied().collect();
        scene.lists = super::groups::find_lists(&scene);
        scene.leaders = super::affiliation::find_leaders(&scene);
        scene.settings = super::setting::find_settings(&scene);
        scene
    }

    /// Takes in who says what.
    pub fn hear(&mut self, statements: &[Statement]) {
        let mut heard = std::mem::take(&mut self.heard);
        heard.hear(self.body, statements, |speaker| self.entity_type(speaker) == EntityType::Person);
        self.heard = heard;
    }

    /// The person whose quoted words `token` is one of.
    #[must_use]
    pub fn speaker_at(&self, token: TokenId) -> Option<EntityId> {
        self.heard.speaker(self.token(token).span)
    }

    /// The person who tells, in quoted words or others, what `token` stands in.
    #[must_use]
    pub fn teller_at(&self, token: TokenId) -> Option<EntityId> {
        self.heard.teller(self.token(token).span)
    }

    fn find_countries(&mut self) {
        for (index, entity) in (0..).zip(&self.entities.entities) {
            if entity.entity_type == EntityType::Person {
                continue;
            }
            if let Some(country) = gazetteer::country_by_name(&entity.name) {
                self.countries.entry(country.code).or_insert(EntityId(index));
            }
        }
        for index in 0..self.analysis.tokens.len() {
            let token = TokenId::new(index);
            let data = self.token(token);
            let describes = matches!(
                data.deprel.as_str(),
                "amod" | "compound" | "nmod" | "conj" | "poss" | "nsubj" | "pobj" | "dobj"
            );
            if !describes
                || !matches!(data.pos.as_str(), "ADJ" | "PROPN" | "NOUN")
                || self.mention_headed_by(token).is_some()
            {
                continue;
            }
            let form = self.form(token);
            if !form.starts_with(|first: char| first.is_uppercase()) {
                continue;
            }
            let Some(country) = self.country_by_adjective(token, form) else { continue };
            let next = self.entities.entities.len() + self.adjectival.len();
            let next = EntityId(u32::try_from(next).unwrap_or(u32::MAX));
            let id = *self.countries.entry(country.code).or_insert(next);
            if id == next {
                self.adjectival.push(Adjectival { country, token });
            }
            self.demonyms.insert(token, id);
        }
    }

    /// The bodies and countries of each person, in order of appearance.
    #[must_use]
    pub const fn affiliations(&self) -> &FxHashMap<EntityId, Vec<EntityId>> {
        &self.affiliations
    }

    /// The one person who leads country `id`, if the article names just one.
    #[must_use]
    pub fn leader_of(&self, id: EntityId) -> Option<EntityId> {
        match self.leaders.get(&id).map(Vec::as_slice) {
            Some(&[one]) => Some(one),
            _ => None,
        }
    }

    /// Remembers a body that was told to hold talks with others.
    pub fn remember_talker(&mut self, body: EntityId) {
        if !self.talkers.contains(&body) {
            self.talkers.push(body);
        }
    }

    /// The one body that was told so far to hold talks with others, if there is just one.
    #[must_use]
    pub fn only_talker(&self) -> Option<EntityId> {
        match self.talkers[..] {
            [only] => Some(only),
            _ => None,
        }
    }

    /// The encounter told last, if at most `reach` sentences before that of `token`.
    #[must_use]
    pub fn last_told(&self, token: TokenId, reach: u32) -> Option<&Told> {
        let sentence = self.token(token).sentence;
        self.last_told.as_ref().filter(|told| sentence.saturating_sub(told.sentence) <= reach)
    }

    /// Remembers the encounter that `draft` tells of.
    pub fn remember_told(&mut self, draft: &Draft) {
        let &Draft { sentence, place, status, kind, ahead, .. } = draft;
        let sides = draft.sides.clone();
        if let [one, other] = &sides[..]
            && let (&[one], &[other]) = (&one[..], &other[..])
            && [one, other].into_iter().all(|id| self.entity_type(id) != EntityType::Person)
        {
            let pair = [one.min(other), one.max(other)];
            if !self.bodies_told.contains(&pair) {
                self.bodies_told.push(pair);
            }
        }
        let host = super::followed::host_of(self, draft);
        self.last_told = Some(Told { sentence, sides, place, status, kind, ahead, host });
    }

    /// The two bodies or countries that were told to talk with each other, if there are just two such.
    #[must_use]
    pub fn only_bodies_told(&self) -> Option<[EntityId; 2]> {
        match self.bodies_told[..] {
            [only] => Some(only),
            _ => None,
        }
    }

    /// Remembers who met at `trigger`, so that a later "they" may mean them.
    pub fn remember(&mut self, trigger: TokenId, participants: Vec<EntityId>, status: Factuality) {
        let Some(&first) = participants.first() else { return };
        let at = self.lists.partition_point(|list| list.first <= trigger);
        let sentence = self.token(trigger).sentence;
        let entity_type = self.entity_type(first);
        let mixed = participants.iter().any(|&id| self.entity_type(id) != entity_type);
        let denied = status == Factuality::Negated;
        let is_subject = true;
        let list =
            NameList { first: trigger, sentence, entities: participants, entity_type, mixed, is_subject, denied };
        self.lists.insert(at, list);
    }

    /// The journeys and gatherings whose place is named, in text order.
    #[must_use]
    pub fn settings(&self) -> &[Setting] {
        &self.settings
    }

    /// Names listed together, in text order.
    #[must_use]
    pub fn name_lists(&self) -> &[NameList] {
        &self.lists
    }

    /// True if some person of the body or country `id` is named.
    #[must_use]
    pub fn has_person_of(&self, id: EntityId) -> bool {
        self.peopled.contains(&id)
    }

    /// The entity of `country`, if the article names it.
    #[must_use]
    pub fn entity_of(&self, country: &Country) -> Option<EntityId> {
        self.countries.get(country.code).copied()
    }

    /// "Norwegian", "South Korean"; not "North American", where the word before makes it another.
    fn country_by_adjective(&self, token: TokenId, form: &str) -> Option<&'static Country> {
        let before = token.0.checked_sub(1).map(TokenId).filter(|&before| {
            self.token(before).span.end + 1 == self.token(token).span.start
                && matches!(
                    self.form(before),
                    "North"
                        | "South"
                        | "East"
                        | "West"
                        | "Latin"
                        | "Central"
                        | "Native"
                        | "African"
                        | "Asian"
                        | "Equatorial"
                )
        });
        // "Sri Lankan", "Costa Rican": a demonym of two words.
        let joined = token.0.checked_sub(1).map(TokenId).filter(|&before| {
            self.token(before).span.end + 1 == self.token(token).span.start
                && self.form(before).starts_with(|first: char| first.is_uppercase())
        });
        let of_two_words = joined.and_then(|before| {
            gazetteer::country_by_demonym(self.token(before).span.cover(self.token(token).span).slice(self.body))
        });
        if of_two_words.is_some() {
            return of_two_words;
        }
        match before {
            Some(before) => {
                let phrase = self.token(before).span.cover(self.token(token).span).slice(self.body);
                gazetteer::country_by_demonym(phrase)
            }
            None => gazetteer::country_by_demonym(form),
        }
    }

    /// The country whose adjective `token` is.
    #[must_use]
    pub fn country_of(&self, token: TokenId) -> Option<EntityId> {
        self.demonyms.get(&token).copied()
    }

    /// The adjectives that name `country`, in text order.
    #[must_use]
    pub fn adjectives_of(&self, country: EntityId) -> Vec<TokenId> {
        let mut found: Vec<TokenId> =
            self.demonyms.iter().filter(|(_, id)| **id == country).map(|(&token, _)| token).collect();
        found.sort_unstable();
        found
    }

    /// The countries that only their adjective names; their ids follow those of the entities.
    #[must_use]
    pub fn adjectival(&self) -> &[Adjectival] {
        &self.adjectival
    }

    /// The time expression that covers `token`.
    #[must_use]
    pub fn time_at(&self, token: TokenId) -> Option<&TimeExpression> {
        let index = self.times.partition_point(|time| time.tokens.end <= token.0);
        self.times.get(index).filter(|time| time.tokens.start <= token.0)
    }

    /// The token `id`.
    #[must_use]
    pub fn token(&self, id: TokenId) -> &'a Token {
        &self.analysis.tokens[id.index()]
    }

    /// Its form.
    #[must_use]
    pub fn form(&self, id: TokenId) -> &'a str {
        self.token(id).span.slice(self.body)
    }

    /// Its lemma in lower case.
    #[must_use]
    pub fn lemma(&self, id: TokenId) -> SmolStr {
        use smol_str::StrExt as _;
        let lemma = &self.token(id).lemma;
        match lemma.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase()) {
            true => lemma.clone(),
            false => lemma.to_lowercase_smolstr(),
        }
    }

    /// The longest mention headed by `id`, one that refers to an entity first.
    #[must_use]
    pub fn mention_headed_by(&self, id: TokenId) -> Option<&'a Mention> {
        self.headed.get(id.index()).copied().flatten().map(|index| &self.entities.mentions[index as usize])
    }

    /// The smallest name that covers `id`.
    #[must_use]
    pub fn name_covering(&self, id: TokenId) -> Option<&'a Mention> {
        self.covering.get(id.index()).copied().flatten().map(|index| &self.entities.mentions[index as usize])
    }

    /// The type of entity `id`.
    #[must_use]
    pub fn entity_type(&self, id: EntityId) -> EntityType {
        self.entities.entities.get(id.0 as usize).map_or(EntityType::Place, |entity| entity.entity_type)
    }

    /// The time expression that stands at `span`.
    #[must_use]
    pub fn time_within(&self, span: Span) -> Option<&TimeExpression> {
        let index = self.times.partition_point(|time| time.span.end <= span.start);
        self.times.get(index).filter(|time| time.span.overlaps(span))
    }

    /// True if the place `id` can act: a country, a capital that stands for one, or a land that no gazetteer lists, as
    /// breakaway ones are.
    #[must_use]
    pub fn acts(&self, id: EntityId) -> bool {
        self.entities.entities.get(id.0 as usize).is_none_or(|entity| {
            gazetteer::country_by_name(&entity.name).is_some()
                || gazetteer::lookup(&entity.name).any(|place| place.kind == PlaceKind::Capital)
                || !entity.name.contains(' ') && gazetteer::lookup(&entity.name).next().is_none()
        })
    }

    /// True if the people of place `id` may act for it: not those of a state, a province or a town.
    #[must_use]
    pub fn may_act(&self, id: EntityId) -> bool {
        let is_listed = |name: &str| gazetteer::lookup(name).next().is_some();
        self.acts(id) || self.entities.entities.get(id.0 as usize).is_none_or(|entity| !is_listed(&entity.name))
    }

    /// The index of the sentence that the dateline opens.
    #[must_use]
    pub fn sentence_after_dateline(&self) -> Option<u32> {
        let end = self.dateline?.end;
        let next = self.analysis.tokens.partition_point(|token| token.span.start < end);
        self.analysis.tokens.get(next).map(|token| token.sentence)
    }

    /// True if token `id` stands in the dateline.
    #[must_use]
    pub fn in_dateline(&self, id: TokenId) -> bool {
        self.dateline.is_some_and(|line| line.contains(self.token(id).span))
    }

    /// True if `id` is a medium or a journalist in this article.
    #[must_use]
    pub fn is_press(&self, id: EntityId) -> bool {
        self.press.contains(&id)
    }

    /// True if `word` stands in the word list `name` of the rules.
    #[must_use]
    pub fn in_words(&self, name: &str, word: &str) -> bool {
        self.rules.has_word(name, word)
    }

    /// True if the article gives `id` an office.
    #[must_use]
    pub fn holds_office(&self, id: EntityId) -> bool {
        let roles = &self.entities.entity(id).roles;
        roles
            .iter()
            .flat_map(|role| role.split_whitespace())
            .any(|word| self.in_words("offices", word) || self.in_words("offices", &word.to_lowercase()))
    }
}
