//! Gazetteer: the name of a country, city, region, sea or seat of government in, where on Earth it lies out.
//!
//! Made from GeoNames by `data/gazetteer/build.py`. Holds geography and the words for it ("Norwegian" is of Norway);
//! knows nothing of people. A name of several places is settled by what the article is about ([`Context`]), then by
//! size; where neither settles it, the answer is none.
//!
//! # Invariants
//!
//! - Look-ups read embedded sorted bytes: nothing to load, O(log n) a name.
//! - A name without a capital letter is no place ("us" is not "US").

mod context;
mod fold;
mod locate;
mod table;

pub use context::Context;
pub use locate::locate;
pub use table::{Country, countries, country_by_code};

pub(super) use fold::folded;
use smol_str::format_smolstr;
use table::Entry;

/// What kind of place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PlaceKind {
    /// A country or territory with an ISO code.
    Country,
    /// A country's capital.
    Capital,
    /// Another city or town.
    City,
    /// A first-level division: state, province, oblast.
    Region,
    /// Land with no one government or no such rank: the Middle East, Crimea, Bavaria.
    Area,
    /// A continent.
    Continent,
    /// A sea, strait, river or canal.
    Water,
    /// A seat of government, residence or square.
    Site,
}

/// One sense of a place name.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Place {
    /// Its name in full: "Kyiv" for "Kiev".
    pub name: &'static str,
    /// What kind of place.
    pub kind: PlaceKind,
    /// ISO 3166-1 alpha-2 code; empty for seas and lands of several countries.
    pub country: &'static str,
    /// GeoNames code of the first-level division (`TX`), or empty.
    pub region: &'static str,
    /// Degrees north, to a hundredth.
    pub lat: f64,
    /// Degrees east, to a hundredth.
    pub lon: f64,
    /// Inhabitants, to the thousand; 0 if not known.
    pub population: u32,
    /// True for a city that has names in many languages: known far from home.
    pub is_famous: bool,
}

impl Place {
    fn new(entry: &Entry) -> Option<Self> {
        let kind = match entry.kind {
            b'n' => PlaceKind::Country,
            b'P' => PlaceKind::Capital,
            b'c' | b'f' => PlaceKind::City,
            b'r' => PlaceKind::Region,
            b'a' => PlaceKind::Area,
            b'k' => PlaceKind::Continent,
            b'w' => PlaceKind::Water,
            b's' => PlaceKind::Site,
            _ => return None,
        };
        let Entry { name, country, region, lat, lon, population, .. } = *entry;
        let is_famous = matches!(entry.kind, b'f' | b'P');
        Some(Self { name, kind, country, region, lat, lon, population, is_famous })
    }

    /// Distance to `other` in kilometres, on a sphere.
    #[must_use]
    pub fn distance(&self, other: &Self) -> f64 {
        let (lat, other_lat) = (self.lat.to_radians(), other.lat.to_radians());
        let half_lat = ((other_lat - lat) / 2.0).sin();
        let half_lon = ((other.lon - self.lon).to_radians() / 2.0).sin();
        let chord = half_lat * half_lat + lat.cos() * other_lat.cos() * half_lon * half_lon;
        2.0 * 6371.0 * chord.sqrt().min(1.0).asin()
    }

    /// True if `inner` lies in this country or region, or is the same place.
    #[must_use]
    pub fn contains(&self, inner: &Self) -> bool {
        match self.kind {
            PlaceKind::Country => self.country == inner.country,
            PlaceKind::Region => self.country == inner.country && self.region == inner.region,
            PlaceKind::Continent => {
                country_by_code(inner.country).is_some_and(|home| continent_name(home.continent) == self.name)
            }
            _ => self == inner,
        }
    }
}

fn continent_name(code: &str) -> &'static str {
    match code {
        "AF" => "Africa",
        "AS" => "Asia",
        "EU" => "Europe",
        "NA" => "North America",
        "SA" => "South America",
        "OC" => "Oceania",
        _ => "Antarctica",
    }
}

/// All senses of `name`, countries first, then capitals, areas, regions and cities; no demonyms.
///
/// A leading "the" and a trailing possessive are passed over; case and accents do not count, but a name needs a capital.
pub fn lookup(name: &str) -> impl Iterator<Item = Place> + '_ {
    table::entries(plain(name)).filter_map(|entry| Place::new(&entry))
}

/// The country that `name` names in full or in short: "Norway", "the U.K.", "Ivory Coast", "the Kingdom of Norway"; not by its adjective.
#[must_use]
pub fn country_by_name(name: &str) -> Option<&'static Country> {
    country_as(name, b'n').or_else(|| country_as(locate::without_realm(name)?, b'n'))
}

/// The country whose adjective or people `word` is: "Norwegian", "Norwegians", "Dutch".
#[must_use]
pub fn country_by_demonym(word: &str) -> Option<&'static Country> {
    country_as(word, b'd')
}

/// The country of a person called `word`, in the singular or as an adjective: "Dane", "Dutchman", "Briton", "German".
#[must_use]
pub fn country_of_person(word: &str) -> Option<&'static Country> {
    country_by_demonym(word).or_else(|| match word.strip_suffix("man").or_else(|| word.strip_suffix("woman")) {
        Some(stem) if stem.len() > 2 => country_by_demonym(&format_smolstr!("{stem}men")),
        _ => country_by_demonym(&format_smolstr!("{word}s")),
    })
}

fn country_as(name: &str, kind: u8) -> Option<&'static Country> {
    table::country_entry(plain(name), kind)
}

/// The sense that `context` makes likeliest, or none where it could as well be another.
///
/// "Paris, Texas" is taken as a town and what it lies in; then only towns there count.
#[must_use]
pub fn best(name: &str, context: &Context) -> Option<Place> {
    match name.split_once(", ") {
        Some((town, around)) => within(town, around).or_else(|| context::choose(lookup(town), context)),
        None => context::choose(lookup(name), context),
    }
}

/// The largest place called `name` in the country or region `around` ("Texas", "Tex.", "France").
#[must_use]
pub fn within(name: &str, around: &str) -> Option<Place> {
    let outer: Vec<Entry> =
        table::entries(plain(around)).filter(|entry| matches!(entry.kind, b'n' | b'r' | b'q')).collect();
    lookup(name)
        .filter(|place| matches!(place.kind, PlaceKind::City | PlaceKind::Capital | PlaceKind::Region))
        .filter(|place| {
            outer.iter().any(|outer| {
                outer.country == place.country && (outer.region.is_empty() || outer.region == place.region)
            })
        })
        .max_by_key(|place| place.population)
}

/// True if `name` may follow a town after a comma: a country, a state or province, or its abbreviation.
#[must_use]
pub fn is_qualifier(name: &str) -> bool {
    table::entries(plain(name)).any(|entry| matches!(entry.kind, b'n' | b'r' | b'q'))
}

/// True if both words name one country, by name or by demonym: "Britain" and "the U.K.", "Norway" and "Norwegian".
#[must_use]
pub fn same_country(left: &str, right: &str) -> bool {
    let code = |name| country_by_name(name).or_else(|| country_by_demonym(name)).map(|country| country.code);
    code(left).is_some_and(|left| code(right) == Some(left))
}

/// True if `name` is a demonym or the name of a country, a capital, an area, or a city or region of a million or more:
/// names that are places whatever the context, but for persons who bear them.
#[must_use]
pub fn is_well_known(name: &str) -> bool {
    lookup(name).any(|place| match place.kind {
        PlaceKind::City | PlaceKind::Region => place.population >= 1_000_000,
        _ => true,
    })
}

/// `name` without a leading article and a trailing possessive.
fn plain(name: &str) -> &str {
    let name = name.trim();
    let name = match name.get(..4) {
        Some("the " | "The " | "THE ") => &name[4..],
        _ => name,
    };
    name.strip_suffix("'s").or_else(|| name.strip_suffix("’s")).unwrap_or(name)
}

#[cfg(test)]
mod tests;
