//! Gives each place entity of an article its coordinates, where the gazetteer is sure.

use super::{Context, Place, PlaceKind, context, fold, is_qualifier, lookup, table, within};
use crate::article::Article;
use crate::entity::{Entities, Entity, EntityId, EntityType, Geo, Mention, MentionKind};
use crate::nlp::{Analysis, Token};

/// Fills `geo` of the places among `entities`; one that could be elsewhere, or is not in the gazetteer, keeps none.
///
/// A place is judged by what its mentions say ("Paris, Texas"), by the countries that the article speaks of, then by size.
/// The name of a small town that a person of the article bears is left alone.
pub fn locate(entities: &mut Entities, article: &Article, analysis: &Analysis) {
    if !entities.entities.iter().any(|entity| entity.entity_type == EntityType::Place) {
        return;
    }
    let body = article.body.as_str();
    let context = article_context(entities, body, analysis);
    let signs = signs(entities, body, analysis);
    let surnames: Vec<String> = entities.entities.iter().filter_map(surname).collect();
    for (entity, signs) in entities.entities.iter_mut().zip(&signs) {
        if entity.entity_type == EntityType::Place {
            entity.geo = place_of(entity, signs, &context, &surnames).map(geo);
        }
    }
}

fn geo(place: Place) -> Geo {
    Geo { lat: place.lat, lon: place.lon, country: place.country.to_owned() }
}

fn surname(entity: &Entity) -> Option<String> {
    let is_person = entity.entity_type == EntityType::Person;
    let last = entity.name.rsplit(' ').next()?;
    is_person.then(|| fold::folded(last).collect())
}

fn place_of(entity: &Entity, signs: &Signs<'_>, context: &Context, surnames: &[String]) -> Option<Place> {
    let names = std::iter::once(entity.name.as_str()).chain(entity.aliases.iter().map(String::as_str));
    let is_name = |name: &&str| name.chars().next().is_some_and(char::is_uppercase) || name.starts_with("the ");
    names.filter(is_name).find_map(|name| {
        let place = one_name(name, signs.around, context)?;
        let is_town = place.kind == PlaceKind::City;
        let borne = (is_town || place.kind == PlaceKind::Region) && {
            let key: String = fold::folded(name).collect();
            surnames.contains(&key)
        };
        // The name of a small town is as often that of a firm or a family.
        let shown = signs.around.is_some() || signs.is_locative || !is_town || place.population >= context::SMALL;
        (shown && (signs.around.is_some() || !borne)).then_some(place)
    })
}

/// Words after a name that say what kind of place it is.
const REGION_WORDS: [&str; 9] =
    [" region", " oblast", " province", " state", " Region", " Oblast", " Province", " State", " governorate"];

/// Words before a country's name that add nothing.
const REALM_WORDS: [&str; 5] = ["Republic of ", "Kingdom of ", "State of ", "Sultanate of ", "Commonwealth of "];

/// "Norway" of "Kingdom of Norway".
pub(super) fn without_realm(name: &str) -> Option<&str> {
    let name = name.strip_prefix("the ").unwrap_or(name);
    REALM_WORDS.iter().find_map(|word| name.strip_prefix(word))
}

/// Words before a name that take a part of what it names.
const PART_WORDS: [&str; 18] = [
    "North ",
    "South ",
    "East ",
    "West ",
    "Northern ",
    "Southern ",
    "Eastern ",
    "Western ",
    "Central ",
    "northern ",
    "southern ",
    "eastern ",
    "western ",
    "central ",
    "Northeast ",
    "Northwest ",
    "Southeast ",
    "Southwest ",
];

fn one_name(name: &str, around: Option<&str>, context: &Context) -> Option<Place> {
    if let Some((town, outer)) = name.split_once(", ") {
        return within(town, outer).or_else(|| one_name(town, None, context));
    }
    if let Some(outer) = around {
        return within(name, outer).or_else(|| beside(name, outer, context));
    }
    if lookup(name).next().is_some() {
        return context::choose(lookup(name), context);
    }
    region_of(name, context).or_else(|| part_of(name, context)).or_else(|| abbreviated_region(name))
}

/// A name that is followed by `outer` but does not lie there: of a list ("Oslo, Norway and Sweden", "Georgia, Florida and
/// Ohio"), or of a town too small for the table.
fn beside(name: &str, outer: &str, context: &Context) -> Option<Place> {
    let region = table::entries(outer).find(|entry| matches!(entry.kind, b'r' | b'q'));
    if let Some(region) = region {
        return lookup(name).find(|place| place.kind == PlaceKind::Region && place.country == region.country);
    }
    let is_sure = |place: &Place| place.kind != PlaceKind::City || place.population >= 1_000_000;
    context::choose(lookup(name), context).filter(is_sure)
}

/// "Odesa region", "Republic of Malta".
fn region_of(name: &str, context: &Context) -> Option<Place> {
    if let Some(stem) = without_realm(name) {
        return lookup(stem).find(|place| place.kind == PlaceKind::Country);
    }
    let stem = REGION_WORDS.iter().find_map(|word| name.strip_suffix(word))?;
    let is_region = |place: &Place| matches!(place.kind, PlaceKind::Region | PlaceKind::Area);
    let region = context::choose(lookup(stem).filter(is_region), context);
    region.or_else(|| context::choose(lookup(stem).filter(|place| place.kind == PlaceKind::City), context))
}

/// "Southern Jutland", "eastern Norway": as good as the whole, where the whole is wide.
fn part_of(name: &str, context: &Context) -> Option<Place> {
    let whole = PART_WORDS.iter().find_map(|word| name.strip_prefix(word))?;
    let is_wide = |place: &Place| matches!(place.kind, PlaceKind::Country | PlaceKind::Region | PlaceKind::Area);
    context::choose(lookup(whole), context).filter(is_wide)
}

/// "Calif.", "N.J.".
fn abbreviated_region(name: &str) -> Option<Place> {
    let entry = table::entries(name).find(|entry| entry.kind == b'q' && name.ends_with('.'))?;
    lookup(entry.name).find(|place| place.country == entry.country && place.region == entry.region)
}

/// What the mentions of a place tell beside its name.
#[derive(Debug, Clone, Copy, Default)]
struct Signs<'text> {
    /// The country or region after a comma.
    around: Option<&'text str>,
    /// True if it stands after "in", "near" and the like, or the model takes it for a country, city or state.
    is_locative: bool,
}

/// What the named mentions of each entity tell.
fn signs<'text>(entities: &Entities, body: &'text str, analysis: &Analysis) -> Vec<Signs<'text>> {
    let mut signs = vec![Signs::default(); entities.entities.len()];
    for mention in entities.mentions.iter().filter(|mention| mention.kind == MentionKind::Named) {
        let &[EntityId(id)] = mention.entities.as_slice() else { continue };
        let Some(sign) = signs.get_mut(id as usize) else { continue };
        if entities.entities[id as usize].entity_type == EntityType::Place {
            sign.around = sign.around.or_else(|| around(mention, body, analysis));
            sign.is_locative |= is_locative(mention, analysis);
        }
    }
    signs
}

fn is_locative(mention: &Mention, analysis: &Analysis) -> bool {
    let Some(head) = analysis.tokens.get(mention.head.index()) else { return false };
    let governor = analysis.tokens.get(head.head.index());
    let after_preposition = head.deprel == "pobj"
        && governor.is_some_and(|above| {
            matches!(
                above.lemma.as_str(),
                "in" | "at" | "near" | "from" | "to" | "outside" | "around" | "through" | "of"
            )
        });
    after_preposition || head.entity == "GPE"
}

fn around<'text>(mention: &Mention, body: &'text str, analysis: &Analysis) -> Option<&'text str> {
    let after = analysis.tokens.get(mention.tokens.end as usize..)?;
    let (comma, names) = after.split_first()?;
    if comma.span.slice(body) != "," {
        return None;
    }
    let count = names.iter().take(3).take_while(|token| is_capitalized(token, body)).count();
    (1..=count).rev().find_map(|count| {
        let last = &names[count - 1];
        let name = body.get(names[0].span.start..last.span.end)?;
        let is_abbreviation = table::entries(name).all(|entry| entry.kind == b'q');
        let is_own = begins_another_phrase(last, names.get(count)) && !is_abbreviation;
        (is_qualifier(name) && !is_own).then_some(name)
    })
}

/// True if the name that ends with `last` is no "Texas" of "Paris, Texas" but a subject or modifier of its own
/// ("in Oslo, Sweden said", "in Oslo, Swedish officials", "in Oslo, Sweden's king").
fn begins_another_phrase(last: &Token, next: Option<&Token>) -> bool {
    const OWN: [&str; 6] = ["nsubj", "nsubjpass", "compound", "amod", "poss", "nmod"];
    OWN.contains(&last.deprel.as_str())
        || next.is_some_and(|token| token.tag == "POS" || token.tag.as_str().starts_with("NN"))
}

fn is_capitalized(token: &Token, body: &str) -> bool {
    token.span.slice(body).chars().next().is_some_and(char::is_uppercase)
}

/// Counts the places and demonyms of the text, names of persons left out.
fn article_context(entities: &Entities, body: &str, analysis: &Analysis) -> Context {
    let mut context = Context::default();
    let mut persons = person_tokens(entities).peekable();
    let mut run: Vec<(usize, usize)> = Vec::new();
    for (index, token) in analysis.tokens.iter().enumerate() {
        while persons.next_if(|range| range.end as usize <= index).is_some() {}
        let in_person = persons.peek().is_some_and(|range| range.start as usize <= index);
        if !in_person && is_capitalized(token, body) && token.entity != "PERSON" {
            run.push((token.span.start, token.span.end));
        } else if !run.is_empty() {
            context.note_run(body, &run);
            run.clear();
        }
    }
    context.note_run(body, &run);
    context
}

fn person_tokens(entities: &Entities) -> impl Iterator<Item = std::ops::Range<u32>> + '_ {
    let is_person = |id: &EntityId| {
        entities.entities.get(id.0 as usize).is_some_and(|entity| entity.entity_type == EntityType::Person)
    };
    let named = entities.mentions.iter().filter(|mention| mention.kind == MentionKind::Named);
    named.filter(move |mention| mention.entities.iter().any(is_person)).map(|mention| mention.tokens.clone())
}
