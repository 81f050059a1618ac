//! Entities: the people, organizations and places of one article, from names, titles, nominals and pronouns.
//!
//! Takes an [`Analysis`], gives [`Entities`]: mentions joined into coreference chains, by precise
//! sieves before loose ones (Lee et al. 2013).
//!
//! # Invariants
//!
//! - Every entity has at least one `Named` mention.
//! - Mentions stand in text order; no two of them overlap partly (one may lie within another).

mod apposition;
mod belongings;
mod bidders;
mod bodies;
mod chains;
mod committees;
mod completion;
mod composed;
mod contexts;
mod cut_short;
mod deeds;
mod delayed;
mod demonyms;
mod descriptions;
mod discourse;
mod entities;
mod epithets;
mod favoured;
mod firms;
mod forms;
pub mod gazetteer;
mod gender;
mod holders;
mod impersonal;
mod kind_nouns;
mod kinds;
mod lands;
mod learnt;
mod lexicon;
mod meant;
mod names;
mod nominals;
mod organizations;
mod pairs;
mod passed_over;
mod people;
mod personal;
mod persons;
mod plurals;
mod pronouns;
mod quotes;
mod relations;
mod repair;
mod roles;
mod runs;
mod sense;
mod sets;
mod sources;
mod spans;
mod surface;
mod tells;
mod things;
mod trimming;
mod typing;
mod variants;
mod venues;
mod words;

pub use entities::Entities;
pub use gender::Gender;

use crate::article::{Article, Span};
use crate::nlp::{Analysis, TokenId};
use chains::{Chain, Joined};
use names::Name;
use roles::Role;
use std::ops::Range;
use words::Words;

/// True for a noun for what a person is or does ("minister", "senator"), as its dictionary form.
#[must_use]
pub fn is_role(lemma: &str) -> bool {
    lexicon::lexicon().role(lemma).is_some()
}

/// True for a noun for an office that one person holds at a time ("minister", "mayor"), and for "senator" and the like.
#[must_use]
pub fn is_office(lemma: &str) -> bool {
    let lemma = lemma.trim_end_matches('.');
    let seat = matches!(lemma, "senator" | "congressman" | "congresswoman" | "representative" | "mp");
    seat || matches!(lemma, "gov" | "sen" | "rep") || lexicon::lexicon().role(lemma).is_some_and(|role| role.is_office)
}

/// The gender that a noun for what a person is tells ("congresswoman").
#[must_use]
pub fn role_gender(lemma: &str) -> Option<Gender> {
    lexicon::lexicon().role(lemma).and_then(|role| role.gender)
}

/// Index of an entity in [`Entities::entities`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct EntityId(pub u32);

/// What kind of thing an entity is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum EntityType {
    /// A human being.
    Person,
    /// A company, party, ministry, medium, armed group, team or body.
    Organization,
    /// A country, city, region, building or sea.
    Place,
}

/// How a mention refers.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum MentionKind {
    /// By a proper name ("Ms Ode").
    Named,
    /// By a description ("the foreign minister").
    Nominal,
    /// By a pronoun ("she").
    Pronominal,
}

/// Index of a mention in [`Entities::mentions`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct MentionId(pub u32);

/// A stretch of text that refers to one entity, or to several ("they", "the two leaders").
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Mention {
    /// The name, description or pronoun itself (titles and relative clauses left out of a name).
    pub span: Span,
    /// Its tokens.
    pub tokens: Range<u32>,
    /// Its head token.
    pub head: TokenId,
    /// How it refers.
    pub kind: MentionKind,
    /// What it refers to; empty if nothing in the article was found.
    pub entities: Vec<EntityId>,
}

/// A person, organization or place of one article.
#[derive(Clone, PartialEq, Debug)]
pub struct Entity {
    /// The fullest name that the article gives, without titles.
    pub name: String,
    /// What kind of thing it is.
    pub entity_type: EntityType,
    /// Other surface forms that name it, in order of appearance.
    pub aliases: Vec<String>,
    /// Titles and positions the article gives it ("Kremlin spokesperson").
    pub roles: Vec<String>,
    /// Latitude, longitude (degrees) and ISO 3166 country code, for a place that the gazetteer is sure of.
    pub geo: Option<Geo>,
}

/// Where a place lies.
#[derive(Clone, PartialEq, Debug)]
pub struct Geo {
    /// Degrees north.
    pub lat: f64,
    /// Degrees east.
    pub lon: f64,
    /// ISO 3166-1 alpha-2 country code.
    pub country: String,
}

/// Finds the entities of `article`, annotated by `analysis`.
#[must_use]
pub fn find_entities(article: &Article, analysis: &Analysis) -> Entities {
    let words = Words::new(&article.body, analysis);
    let mut names = names::find_names(&words);
    let Joined { mut chains, families } = chains::join_names(&words, &names);
    chains::add_offices(&words, &mut names, &mut chains);
    let roles = roles::find_roles(&words, &names, &chains);
    roles::tell_genders(&words, &roles, &mut chains);
    let named = named_mentions(&words, &names, &chains, &families);
    let mentions = discourse::resolve(&words, &names, &mut chains, &roles, named);
    let mut entities: Vec<Entity> =
        chains.iter().enumerate().map(|(index, chain)| entity(&words, &names, index, chain, &roles)).collect();
    name_by_government(&words, &mentions, &mut entities);
    let genders = chains.iter().map(|chain| chain.gender.gender()).collect();
    Entities::new(entities, mentions, analysis.tokens.len()).with_genders(genders)
}

/// "the Norlandic government", "the government of Norland": names of the country, for which its government stands.
fn name_by_government(words: &Words<'_>, mentions: &[Mention], entities: &mut [Entity]) {
    for mention in mentions.iter().filter(|mention| mention.kind == MentionKind::Nominal) {
        let &[EntityId(country)] = mention.entities.as_slice() else { continue };
        let Some(country) = entities.get_mut(country as usize).filter(|_| words.lower(mention.head.0) == "government")
        else {
            continue;
        };
        let mut tokens = mention.tokens.clone();
        if words.lower(tokens.start) == "the" {
            tokens.start += 1;
        }
        // not "the government", "his government"
        let named = tokens.clone().any(|at| words.is_capital(at) && at != mention.head.0);
        let form = words.analysis.span(tokens).slice(words.body).split_whitespace().collect::<Vec<_>>().join(" ");
        if named && form != country.name && !country.aliases.contains(&form) {
            country.aliases.push(form);
        }
    }
}

fn named_mentions(
    words: &Words<'_>,
    names: &[Name],
    chains: &[Chain],
    families: &[(usize, Vec<usize>)],
) -> Vec<Mention> {
    let mut mentions: Vec<Mention> = (0..)
        .zip(chains)
        .flat_map(|(id, chain)| chain.names.iter().map(move |&index| (vec![EntityId(id)], &names[index])))
        .chain(
            families
                .iter()
                .map(|(index, bearers)| (bearers.iter().filter_map(|&id| entity_id(id)).collect(), &names[*index])),
        )
        .map(|(entities, name)| Mention {
            span: words.analysis.span(name.tokens.clone()),
            tokens: name.tokens.clone(),
            head: TokenId(words.head_of(&name.tokens)),
            kind: MentionKind::Named,
            entities,
        })
        .collect();
    mentions.sort_by_key(|mention| (mention.span.start, mention.head));
    mentions
}

fn entity_id(index: usize) -> Option<EntityId> {
    u32::try_from(index).ok().map(EntityId)
}

fn entity(words: &Words<'_>, names: &[Name], index: usize, chain: &Chain, roles: &[Role]) -> Entity {
    let mut forms: Vec<String> = Vec::new();
    for &index in &chain.names {
        let form = written(words, &names[index]);
        if !forms.contains(&form) {
            forms.push(form);
        }
    }
    let is_country = |form: &str| chain.country.is_some() && gazetteer::country_by_name(form).is_some();
    let fullest = (0..forms.len())
        .max_by_key(|&index| {
            let form = &forms[index];
            let shouted = !form.chars().any(char::is_lowercase);
            (is_country(form), !shouted, !form.starts_with('@'), form.len(), std::cmp::Reverse(index))
        })
        .unwrap_or(0);
    if let Some(full) = chain.spelled_out.clone().filter(|full| !forms.contains(full)) {
        forms.push(full);
    }
    let fullest =
        chain.spelled_out.as_ref().and_then(|full| forms.iter().position(|form| form == full)).unwrap_or(fullest);
    let name = if forms.is_empty() { String::new() } else { forms.remove(fullest) };
    let mut told: Vec<String> = Vec::new();
    let singular = |role: &&Role| {
        let token = words.token(role.head);
        role.chain == index && !matches!(token.tag.as_str(), "NNS" | "NNPS") && !role.is_deed
    };
    for role in roles.iter().filter(singular) {
        let text = roles::written(words, role);
        if !told.iter().any(|known| known.eq_ignore_ascii_case(&text)) {
            told.push(text);
        }
    }
    Entity { name, entity_type: chain.entity_type, aliases: forms, roles: told, geo: None }
}

/// The name as written, white space evened out.
fn written(words: &Words<'_>, name: &Name) -> String {
    let form =
        words.analysis.span(name.tokens.clone()).slice(words.body).split_whitespace().collect::<Vec<_>>().join(" ");
    // a genitive written with the wrong mark, which the tokenizer leaves
    match form.strip_suffix("‘s").or_else(|| form.strip_suffix("´s")).or_else(|| form.strip_suffix("`s")) {
        Some(bare) => bare.to_owned(),
        None => form,
    }
}
