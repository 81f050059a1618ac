//! What an article is about, as far as geography goes, and the choice among places of one name.

use super::{Place, PlaceKind, country_by_code, table};

/// How much each country has to do with an article.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Context {
    /// Country codes and their weights, in order of first mention.
    weights: Vec<(&'static str, f64)>,
    /// States and provinces named: country, region code and weight.
    regions: Vec<(&'static str, &'static str, f64)>,
}

/// Longest name of the table that is tried in running text, in words.
const MAX_WORDS: usize = 4;

impl Context {
    /// A context of the countries named or meant by `names` (countries, demonyms, capitals, regions), in any order.
    pub fn of_names<'a>(names: impl IntoIterator<Item = &'a str>) -> Self {
        let mut context = Self::default();
        for name in names {
            context.note(name);
        }
        context
    }

    /// Adds weight `weight` to the country with code `country`.
    pub fn add(&mut self, country: &'static str, weight: f64) {
        match self.weights.iter_mut().find(|(code, _)| *code == country) {
            Some((_, sum)) => *sum += weight,
            None => self.weights.push((country, weight)),
        }
    }

    fn add_region(&mut self, country: &'static str, region: &'static str) {
        match self.regions.iter_mut().find(|(home, code, _)| *home == country && *code == region) {
            Some((_, _, sum)) => *sum += 1.0,
            None => self.regions.push((country, region, 1.0)),
        }
    }

    /// Weight of a state or province among the others: 1 for the one most spoken of, 0 for one not named.
    #[must_use]
    pub fn region_share(&self, country: &str, region: &str) -> f64 {
        let most = self.regions.iter().map(|&(_, _, weight)| weight).fold(0.0, f64::max);
        match self.regions.iter().find(|(home, code, _)| *home == country && *code == region) {
            Some(&(_, _, weight)) if most > 0.0 => weight / most,
            _ => 0.0,
        }
    }

    /// Weight of the country with code `country` among the others: 1 for the one most spoken of, 0 for one not named.
    #[must_use]
    pub fn share(&self, country: &str) -> f64 {
        let most = self.weights.iter().map(|&(_, weight)| weight).fold(0.0, f64::max);
        match self.weights.iter().find(|(code, _)| *code == country) {
            Some(&(_, weight)) if most > 0.0 => weight / most,
            _ => 0.0,
        }
    }

    /// True if nothing speaks for the country with code `country`.
    #[must_use]
    pub fn lacks(&self, country: &str) -> bool {
        self.share(country) <= 0.0
    }

    /// Counts `name` if it is a name of the table that speaks for one country alone; says whether the table has it.
    pub(super) fn note(&mut self, name: &str) -> bool {
        let mut found = false;
        let mut vote: Option<(&'static str, f64)> = None;
        let mut torn = false;
        for entry in table::entries(name) {
            let weight = match entry.kind {
                b'n' | b'd' => 2.0,
                b'P' => 1.0,
                b'a' | b's' => 0.5,
                b'r' if entry.population >= 1_000_000 => 1.0,
                b'c' | b'f' if entry.population >= 300_000 => 0.5,
                b'q' if !name.ends_with('.') => continue,
                b'q' => 0.5,
                _ => 0.0,
            };
            found = true;
            if matches!(entry.kind, b'r' | b'q') {
                self.add_region(entry.country, entry.region);
            }
            match vote {
                _ if entry.country.is_empty() => {}
                None => vote = Some((entry.country, weight)),
                Some((country, _)) if country == entry.country => {}
                // A country or capital outweighs the cities of its name; a country and a region are two readings, as
                // are two cities.
                Some((_, strongest)) => torn |= entry.kind == b'r' || strongest <= weight.max(0.5),
            }
        }
        if let Some((country, weight)) = vote.filter(|&(_, weight)| !torn && weight > 0.0) {
            self.add(country, weight);
        }
        found
    }

    /// Counts the names of the table in a run of capitalized words, longest first.
    pub(super) fn note_run(&mut self, text: &str, words: &[(usize, usize)]) {
        let mut first = 0;
        while let Some(&(start, _)) = words.get(first) {
            let tries = (1..=MAX_WORDS.min(words.len() - first)).rev();
            let taken = tries.into_iter().find(|&count| {
                let end = words[first + count - 1].1;
                text.get(start..end).is_some_and(|name| self.note(name))
            });
            first += taken.unwrap_or(1);
        }
    }
}

/// A town of fewer people is not preferred to a namesake twice its size, whatever the article is about.
pub(super) const SMALL: u32 = 100_000;

/// Chooses among `places` of one name.
///
/// The measure is the decimal logarithm of the inhabitants, with a start for countries and capitals and for what lies in
/// the countries of `context`. The best must lead all places elsewhere clearly, and a small one needs its country in the context. A small town that
/// bears the name of a city known everywhere is never chosen, and keeps the answer open where its state is spoken of.
pub(super) fn choose(places: impl Iterator<Item = Place>, context: &Context) -> Option<Place> {
    let mut places: Vec<Place> = places.collect();
    if places.iter().any(|place| place.is_famous) {
        // Small towns named after it are told apart by their state: "Geneva, Ill."
        places.retain(|place| {
            let of_state = context.region_share(place.country, place.region) > 0.0;
            place.is_famous || place.kind != PlaceKind::City || place.population >= SMALL || of_state
        });
    }
    let scored: Vec<(Place, f64)> = places.iter().map(|place| (*place, score(place, context))).collect();
    let &(place, top) = scored.iter().max_by(|left, right| left.1.total_cmp(&right.1))?;
    let rival = scored
        .iter()
        .filter(|(other, _)| !same_spot(&place, other))
        .map(|&(_, score)| score)
        .fold(f64::NEG_INFINITY, f64::max);
    if let Some(settled) = country_or_region(&places, context) {
        return Some(settled);
    }
    let largest = places.iter().filter(|other| !same_spot(&place, other)).map(|other| other.population).max();
    let is_small = place.kind == PlaceKind::City && place.population < SMALL && !place.is_famous;
    let famous_rival = places.iter().any(|other| other.is_famous && !same_spot(&place, other));
    if is_small && (famous_rival || largest > Some(place.population.saturating_mul(2))) {
        return None;
    }
    let foreign = places.iter().any(|other| other.country != place.country && !context.lacks(other.country));
    let lead = match (context.lacks(place.country), foreign) {
        (true, _) if place.kind == PlaceKind::City => 1.0,
        (false, false) => 0.5,
        _ => 0.7,
    };
    (top - rival >= lead && is_large_enough(&place, rival == f64::NEG_INFINITY, context)).then_some(place)
}

fn score(place: &Place, context: &Context) -> f64 {
    let size = f64::from(place.population.max(1000)).log10();
    let size = match place.kind {
        PlaceKind::Country => size + 2.5,
        PlaceKind::Capital if place.population < SMALL => size + 1.5,
        PlaceKind::Capital => size + 2.5,
        PlaceKind::City => size,
        PlaceKind::Region => size - 1.0,
        PlaceKind::Area if !place.country.is_empty() && context.lacks(place.country) => 6.5,
        PlaceKind::Area | PlaceKind::Continent | PlaceKind::Water | PlaceKind::Site => 8.0,
    };
    match context.share(place.country) {
        share if share > 0.0 => size + 1.0 + share + context.region_share(place.country, place.region),
        _ => size,
    }
}

/// True if it makes no odds which of the two is meant: a city and its district, a city and the region around it.
fn same_spot(place: &Place, other: &Place) -> bool {
    place == other || place.country == other.country && (place.distance(other) < 60.0 || place.region == other.region)
}

/// A name of a country and of another country's region ("Georgia"): the region where the article is about its country,
/// and neither about the other one nor its neighbours.
fn country_or_region(places: &[Place], context: &Context) -> Option<Place> {
    let country = places.iter().find(|place| place.kind == PlaceKind::Country)?;
    let region = places.iter().find(|place| {
        place.kind == PlaceKind::Region && place.population >= 1_000_000 && place.country != country.country
    })?;
    let home = country_by_code(country.country)?;
    let near = context.weights.iter().any(|(code, _)| home.borders_on(code));
    let is_region = !context.lacks(region.country) && context.lacks(country.country) && !near;
    Some(if is_region { *region } else { *country })
}

fn is_large_enough(place: &Place, alone: bool, context: &Context) -> bool {
    match place.kind {
        PlaceKind::City => place.is_famous || place.population >= 300_000 || !context.lacks(place.country),
        PlaceKind::Region => alone && place.population >= 200_000 || !context.lacks(place.country),
        _ => true,
    }
}
