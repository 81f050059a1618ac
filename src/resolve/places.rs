//! Places: which article entities are one country, city or building.

use super::members::Item;
use crate::entity::gazetteer;
use crate::record::GeoRecord;
use rustc_hash::FxHashMap;
use smol_str::SmolStr;
use std::collections::BTreeMap;

/// Places of one name and country that are closer than this, in kilometres, are one.
const NEAR: f64 = 60.0;

/// The code of the country that `name` names, as a noun or an adjective ("U.S.", "American").
pub(super) fn country_of(name: &str) -> Option<&'static str> {
    gazetteer::country_by_name(name).or_else(|| gazetteer::country_by_demonym(name)).map(|country| country.code)
}

/// The code of the country that a place called `name` is, unless it lies in another ("Georgia" in the United States).
pub(super) fn country_named(name: &str, geo: Option<&GeoRecord>) -> Option<&'static str> {
    let code = gazetteer::country_by_name(name)?.code;
    geo.is_none_or(|geo| geo.country == code).then_some(code)
}

/// Kilometres between two places on the sphere.
pub(super) fn distance(a: &GeoRecord, b: &GeoRecord) -> f64 {
    let (lat_a, lat_b) = (a.lat.to_radians(), b.lat.to_radians());
    let half = |from: f64, to: f64| ((to - from) / 2.0).sin().powi(2);
    let haversine = half(lat_a, lat_b) + lat_a.cos() * lat_b.cos() * half(a.lon.to_radians(), b.lon.to_radians());
    2.0 * 6371.0 * haversine.clamp(0.0, 1.0).sqrt().asin()
}

/// The country that each article is about, where its places say so.
pub(super) struct Settings {
    countries: FxHashMap<u32, SmolStr>,
}

impl Settings {
    pub(super) fn new(items: &[Item<'_>]) -> Self {
        let mut counts: BTreeMap<u32, BTreeMap<&str, u32>> = BTreeMap::new();
        for item in items {
            if let Some(geo) = item.record.geo.as_deref().filter(|geo| !geo.country.is_empty()) {
                *counts.entry(item.article).or_default().entry(&geo.country).or_default() += 1;
            }
        }
        let countries = counts.into_iter().filter_map(|(article, countries)| {
            let most = countries.values().copied().max()?;
            let mut first = countries.iter().filter(|(_, count)| **count == most);
            match (first.next(), first.next()) {
                (Some((country, _)), None) => Some((article, SmolStr::new(country))),
                _ => None,
            }
        });
        Self { countries: countries.collect() }
    }

    pub(super) fn country(&self, article: u32) -> Option<&str> {
        self.countries.get(&article).map(SmolStr::as_str)
    }
}

/// A group number for each of the `chosen` items, which are places.
pub(super) fn group(items: &[Item<'_>], chosen: &[u32]) -> Vec<u32> {
    let settings = Settings::new(items);
    let mut by_name: BTreeMap<SmolStr, Vec<usize>> = BTreeMap::new();
    for (position, &item) in chosen.iter().enumerate() {
        by_name.entry(place_key(&items[item as usize])).or_default().push(position);
    }
    let mut groups = vec![0; chosen.len()];
    let mut next = 0;
    let mut spots = Spots::default();
    for (name, positions) in by_name {
        let item = |position: usize| &items[chosen[position] as usize];
        let (with, without): (Vec<usize>, Vec<usize>) =
            positions.into_iter().partition(|&position| geo_of(item(position)).is_some());
        let mut clusters: Vec<(&GeoRecord, u32)> = Vec::new();
        for position in with {
            let Some(geo) = geo_of(item(position)) else { continue };
            let near = |(known, _): &&(&GeoRecord, u32)| known.country == geo.country && distance(known, geo) < NEAR;
            groups[position] = match clusters.iter().find(near) {
                Some(&(_, group)) => group,
                None => {
                    let group = spots.group(&name, geo, &mut next);
                    clusters.push((geo, group));
                    group
                }
            };
        }
        let nowhere = next;
        next += 1;
        for position in without {
            let country = settings.country(item(position).article);
            let mut fitting =
                clusters.iter().filter(|(geo, _)| clusters.len() == 1 || country == Some(geo.country.as_str()));
            groups[position] = match (fitting.next(), fitting.next()) {
                (Some(&(_, group)), None) => group,
                _ => nowhere,
            };
        }
    }
    groups
}

fn geo_of<'a>(item: &Item<'a>) -> Option<&'a GeoRecord> {
    item.record.geo.as_deref().filter(|geo| geo.lat.is_finite() && geo.lon.is_finite())
}

/// Spots on the map and the names they were seen under.
#[derive(Default)]
struct Spots {
    names: FxHashMap<(i64, i64, SmolStr), Vec<(SmolStr, u32)>>,
}

impl Spots {
    /// The group of a like name for the very spot of `geo` ("Kharkov", "Kharkiv"), or a new one.
    fn group(&mut self, name: &SmolStr, geo: &GeoRecord, next: &mut u32) -> u32 {
        #[expect(clippy::cast_possible_truncation, reason = "degrees times ten thousand")]
        let key = ((geo.lat * 1e4).round() as i64, (geo.lon * 1e4).round() as i64, SmolStr::new(&geo.country));
        let known = self.names.entry(key).or_default();
        let alike = known.iter().find(|(other, _)| strsim::jaro_winkler(other, name) >= 0.75).map(|(_, group)| *group);
        let group = alike.unwrap_or_else(|| {
            *next += 1;
            *next - 1
        });
        known.push((name.clone(), group));
        group
    }
}

/// What the names of one place have in common.
fn place_key(item: &Item<'_>) -> SmolStr {
    match country_named(&item.record.name, item.record.geo.as_deref()) {
        Some(code) => SmolStr::from(format!("country:{code}")),
        None => SmolStr::new(item.record.folded.strip_prefix("the ").unwrap_or(&item.record.folded)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances_are_in_kilometres() {
        let at = |lat, lon| GeoRecord { lat, lon, country: "XX".into() };
        assert!((distance(&at(0.0, 0.0), &at(0.0, 1.0)) - 111.2).abs() < 0.1);
        assert!(distance(&at(52.0, 13.0), &at(52.0, 13.0)) < 1e-6);
    }
}
