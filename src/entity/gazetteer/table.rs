//! The embedded tables: names in sorted lines, found by hash and parsed when they are asked for.
//!
//! # Invariants
//!
//! - `places.txt` is sorted by [`folded`](super::fold::folded) name, so that lines of one name stand together.
//! - Nothing is built at start but, on first use, the table of some 250 countries and the places of the lines in the text
//!   (a few milliseconds): most words that are asked for are no places, and shall cost next to nothing.

use super::fold;
use rustc_hash::{FxBuildHasher, FxHashMap, FxHasher};
use std::cmp::Ordering;
use std::hash::Hasher as _;
use std::sync::LazyLock;

static PLACES: &str = include_str!("../../../data/gazetteer/places.txt");
static COUNTRIES: &str = include_str!("../../../data/gazetteer/countries.txt");

/// A country or territory with an ISO 3166 code.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Country {
    /// ISO 3166-1 alpha-2 code (XK for Kosovo).
    pub code: &'static str,
    /// Its name as newspapers write it.
    pub name: &'static str,
    /// Its capital.
    pub capital: &'static str,
    /// Degrees north of the middle of its towns.
    pub lat: f64,
    /// Degrees east of the middle of its towns.
    pub lon: f64,
    /// Inhabitants, to the thousand.
    pub population: u32,
    /// Two letters: AF, AN, AS, EU, NA, OC, SA.
    pub continent: &'static str,
    /// Codes of the countries it borders on, separated by spaces.
    pub neighbours: &'static str,
}

impl Country {
    /// True if the country with code `other` borders on it.
    #[must_use]
    pub fn borders_on(&self, other: &str) -> bool {
        self.neighbours.split(' ').any(|code| code == other)
    }
}

static COUNTRY_TABLE: LazyLock<Vec<Country>> = LazyLock::new(|| COUNTRIES.lines().filter_map(read_country).collect());

fn read_country(line: &'static str) -> Option<Country> {
    let mut cells = line.split('\t');
    Some(Country {
        code: cells.next()?,
        name: cells.next()?,
        capital: cells.next()?,
        lat: degrees(cells.next()?),
        lon: degrees(cells.next()?),
        population: thousands(cells.next()?),
        continent: cells.next()?,
        neighbours: cells.next().unwrap_or_default(),
    })
}

/// All countries, by code.
pub fn countries() -> &'static [Country] {
    &COUNTRY_TABLE
}

/// The country with ISO code `code` (upper case).
#[must_use]
pub fn country_by_code(code: &str) -> Option<&'static Country> {
    let index = COUNTRY_TABLE.binary_search_by(|country| country.code.cmp(code)).ok()?;
    COUNTRY_TABLE.get(index)
}

/// One sense of a name, as a line of the table gives it.
#[derive(Debug, Clone, Copy)]
pub struct Entry {
    /// Kind letter, see `data/gazetteer/build.py`.
    pub kind: u8,
    /// Country code, or empty.
    pub country: &'static str,
    /// First-level region code, or empty.
    pub region: &'static str,
    /// Degrees north.
    pub lat: f64,
    /// Degrees east.
    pub lon: f64,
    /// Inhabitants, to the thousand.
    pub population: u32,
    /// The name in full.
    pub name: &'static str,
}

/// All senses of `name`; none if it holds no capital letter, or is not all in capitals where the table's name is ("US").
pub fn entries(name: &str) -> impl Iterator<Item = Entry> + '_ {
    lines(name).flat_map(|(shown, rest)| rest.split(';').filter_map(move |entry| read_entry(shown, entry)))
}

/// The country that `name` stands for in the sense of `kind`, a country (`n`) or a people (`d`).
pub fn country_entry(name: &str, kind: u8) -> Option<&'static Country> {
    let (_, rest) = lines_of(name, &FIRST_LINES.countries).find(|(_, rest)| senses(rest, kind).next().is_some())?;
    country_by_code(senses(rest, kind).next()?)
}

/// Country codes of the senses of `kind` in a line.
fn senses(rest: &'static str, kind: u8) -> impl Iterator<Item = &'static str> {
    rest.split(';')
        .filter(move |entry| entry.as_bytes().first() == Some(&kind))
        .filter_map(|entry| entry.split(' ').nth(1))
}

/// True if `name` may have an entry at all: cheap, for callers that try many words.
fn may_be_name(name: &str) -> bool {
    name.chars().any(char::is_uppercase) && name.len() <= 60
}

fn lines(name: &str) -> impl Iterator<Item = (&'static str, &'static str)> + '_ {
    lines_of(name, &FIRST_LINES.all)
}

/// The lines of `name` from the one in `first_lines` on, with the name as the table writes it.
fn lines_of<'n>(
    name: &'n str,
    first_lines: &FxHashMap<u64, u32>,
) -> impl Iterator<Item = (&'static str, &'static str)> + use<'n> {
    let first = Some(name).filter(|name| may_be_name(name)).and_then(|name| first_lines.get(&hash(name)));
    let mut at = first.map_or(PLACES.len(), |&start| start as usize);
    let shouted = !name.chars().any(char::is_lowercase);
    std::iter::from_fn(move || {
        let line = line_at(at)?;
        at += line.len() + 1;
        let (shown, rest) = line.split_once('\t')?;
        (fold::compare(shown, name) == Ordering::Equal).then_some((shown, rest))
    })
    .filter(move |(shown, _)| shouted || shown.len() > 6 || shown.chars().any(char::is_lowercase))
}

fn line_at(start: usize) -> Option<&'static str> {
    PLACES.get(start..)?.lines().next()
}

/// Starts of the first line of each name, by the hash of the folded name; of two names with one hash, of the first.
struct FirstLines {
    /// Of all names.
    all: FxHashMap<u64, u32>,
    /// Of those with a country or a people among their senses: few, so that asking for one stays in the cache.
    countries: FxHashMap<u64, u32>,
}

static FIRST_LINES: LazyLock<FirstLines> = LazyLock::new(|| {
    let mut all = FxHashMap::with_capacity_and_hasher(PLACES.len() / 24, FxBuildHasher);
    let mut countries = FxHashMap::default();
    let mut start = 0;
    for line in PLACES.split_inclusive('\n') {
        let bytes = line.as_bytes();
        let tab = bytes.iter().position(|&byte| byte == b'\t').unwrap_or(bytes.len());
        let key = hash(&line[..tab]);
        let first = *all.entry(key).or_insert(start);
        let national = |at: usize| matches!(bytes.get(at + 1), Some(b'n' | b'd'));
        if national(tab) || bytes.iter().enumerate().any(|(at, &byte)| byte == b';' && national(at)) {
            countries.entry(key).or_insert(first);
        }
        start += u32::try_from(line.len()).unwrap_or_default();
    }
    FirstLines { all, countries }
});

fn hash(name: &str) -> u64 {
    let mut hasher = FxHasher::default();
    fold::folded(name).for_each(|character| hasher.write_u32(u32::from(character)));
    hasher.finish()
}

fn read_entry(shown: &'static str, entry: &'static str) -> Option<Entry> {
    let mut cells = entry.splitn(7, ' ');
    let kind = *cells.next()?.as_bytes().first()?;
    let country = known(cells.next()?);
    if matches!(kind, b'n' | b'd') {
        let home = country_by_code(country)?;
        let Country { lat, lon, population, name, .. } = *home;
        return Some(Entry { kind, country, region: "", lat, lon, population, name });
    }
    Some(Entry {
        kind,
        country,
        region: known(cells.next()?),
        lat: degrees(cells.next()?),
        lon: degrees(cells.next()?),
        population: thousands(cells.next()?),
        name: cells.next().unwrap_or(shown),
    })
}

fn known(cell: &str) -> &str {
    if cell == "-" { "" } else { cell }
}

fn degrees(cell: &str) -> f64 {
    f64::from(cell.parse::<i32>().unwrap_or_default()) / 100.0
}

fn thousands(cell: &str) -> u32 {
    cell.parse::<u32>().unwrap_or_default().saturating_mul(1000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn table_is_sorted_by_folded_name_and_every_line_is_found() {
        let mut last: Option<&str> = None;
        for line in PLACES.lines() {
            let name = line.split('\t').next().unwrap_or_default();
            if let Some(last) = last {
                assert_ne!(fold::compare(last, name), Ordering::Greater, "{last} before {name}");
            }
            assert!(entries(name).next().is_some(), "{name}");
            last = Some(name);
        }
    }

    #[test]
    fn countries_are_sorted_by_code() {
        assert!(countries().is_sorted_by_key(|country| country.code));
        assert!(countries().len() > 240);
    }

    #[test]
    fn odd_names_find_nothing() {
        for name in ["", " ", "-", "Zzzzzz", "zürich", "\u{301}", "日本", &"Long".repeat(100)] {
            assert!(entries(name).next().is_none(), "{name}");
        }
    }
}
