//! Names to places, alone and in context.

use super::*;

/// Countries, demonyms or capitals that the article names; a place name; the code of the place expected, or "" for none.
#[track_caller]
fn check_best(context: &[&str], cases: &[(&str, &str)]) {
    let context = Context::of_names(context.iter().copied());
    for (name, expected) in cases {
        let found = best(name, &context);
        assert_eq!(found.map_or("", |place| place.country), *expected, "{name}: {found:?}");
    }
}

#[test]
fn countries_by_name_and_short_name() {
    for (name, code) in [
        ("Norway", "NO"),
        ("U.S.", "US"),
        ("US", "US"),
        ("USA", "US"),
        ("America", "US"),
        ("the United States", "US"),
        ("Britain", "GB"),
        ("UK", "GB"),
        ("the U.K.", "GB"),
        ("UAE", "AE"),
        ("Ivory Coast", "CI"),
        ("Côte d'Ivoire", "CI"),
        ("Burma", "MM"),
        ("Türkiye", "TR"),
        ("Turkey", "TR"),
        ("the Netherlands", "NL"),
        ("Holland", "NL"),
        ("North Korea", "KP"),
        ("South Korea", "KR"),
        ("Bosnia", "BA"),
        ("Kosovo", "XK"),
        ("Norway's", "NO"),
    ] {
        assert_eq!(country_by_name(name).map(|country| country.code), Some(code), "{name}");
    }
    for name in ["us", "Us", "it", "Norwegian", "Oslo", "Nowhereland", "turkey"] {
        assert_eq!(country_by_name(name), None, "{name}");
    }
}

#[test]
fn demonyms_by_adjective_and_people() {
    for (word, code) in [
        ("Norwegian", "NO"),
        ("Norwegians", "NO"),
        ("Dutch", "NL"),
        ("Danes", "DK"),
        ("Swiss", "CH"),
        ("Azeri", "AZ"),
        ("Filipinos", "PH"),
        ("British", "GB"),
        ("South Korean", "KR"),
        ("Saudi", "SA"),
    ] {
        assert_eq!(country_by_demonym(word).map(|country| country.code), Some(code), "{word}");
    }
    assert_eq!(country_by_demonym("Norway"), None);
    assert_eq!(country_by_demonym("polish"), None);
}

#[test]
fn one_country_by_any_of_its_words() {
    assert!(same_country("Britain", "the U.K."));
    assert!(same_country("Norway", "Norwegian"));
    assert!(same_country("American", "US"));
    assert!(!same_country("Niger", "Nigeria"));
    assert!(!same_country("Atlantis", "Atlantis"));
}

#[test]
fn capitals_and_large_cities_need_no_context() {
    check_best(
        &[],
        &[
            ("Oslo", "NO"),
            ("Kyiv", "UA"),
            ("Kiev", "UA"),
            ("Moscow", "RU"),
            ("Paris", "FR"),
            ("London", "GB"),
            ("Santiago", "CL"),
            ("Zurich", "CH"),
            ("Mumbai", "IN"),
            ("Bombay", "IN"),
            ("Washington", "US"),
            ("Washington, D.C.", "US"),
            ("The Hague", "NL"),
            ("Sao Paulo", "BR"),
            ("Basra", "IQ"),
            ("New York", "US"),
            ("Tokyo", "JP"),
        ],
    );
}

#[test]
fn small_or_shared_names_stay_open_without_context() {
    check_best(
        &[],
        &[
            ("Springfield", ""),
            ("Cambridge", ""),
            ("Victoria", ""),
            ("Nowhereville", ""),
            ("Lebanon", "LB"),
            ("Gap", ""),
        ],
    );
}

#[test]
fn the_country_spoken_of_settles_shared_names() {
    check_best(&["Australian", "Australia"], &[("Victoria", "AU"), ("Newcastle", "AU")]);
    check_best(&["British", "Scotland"], &[("Birmingham", "GB"), ("Cambridge", "GB"), ("Newcastle", "GB")]);
    check_best(&["U.S.", "Florida", "Alabama"], &[("Birmingham", "US"), ("St. Petersburg", "US"), ("Naples", "")]);
    check_best(&["Russia", "Russian"], &[("St. Petersburg", "RU")]);
    check_best(&["Italian"], &[("Naples", "IT")]);
    check_best(&["Ukraine", "Russia", "U.S."], &[("Odessa", "UA"), ("Kharkov", "UA")]);
}

#[test]
fn georgia_is_a_country_or_a_state() {
    check_best(&["Florida", "U.S.", "Ohio"], &[("Georgia", "US")]);
    check_best(&["Armenia", "U.S."], &[("Georgia", "GE")]);
    check_best(&["Georgian", "U.S."], &[("Georgia", "GE")]);
    check_best(&[], &[("Georgia", "GE")]);
}

#[test]
fn a_town_and_what_it_lies_in() {
    for (name, country, region) in [
        ("Paris, Texas", "US", "TX"),
        ("Paris, Tex.", "US", "TX"),
        ("Paris, France", "FR", "11"),
        ("Springfield, Ill.", "US", "IL"),
        ("Springfield, Massachusetts", "US", "MA"),
        ("London, Ontario", "CA", "08"),
        ("Cambridge, England", "", ""),
        ("Athens, Ga.", "US", "GA"),
    ] {
        let found = best(name, &Context::default());
        if country.is_empty() {
            continue;
        }
        assert_eq!(found.map(|place| (place.country, place.region)), Some((country, region)), "{name}");
    }
}

#[test]
fn a_namesake_abroad_outweighs_a_small_town() {
    check_best(
        &["U.S.", "Ohio", "Canadian"],
        &[("Vancouver", ""), ("Oxford", ""), ("Geneva", "CH"), ("Norfolk", "US"), ("Paris", "FR")],
    );
    check_best(&["British", "U.S."], &[("Norfolk", "GB")]);
    check_best(&["S.C.", "U.S."], &[("Florence", "")]);
}

#[test]
fn waters_areas_and_seats_are_places() {
    for (name, kind) in [
        ("Black Sea", PlaceKind::Water),
        ("the Middle East", PlaceKind::Area),
        ("Europe", PlaceKind::Continent),
        ("Camp David", PlaceKind::Site),
        ("Texas", PlaceKind::Region),
        ("Gaza", PlaceKind::Area),
    ] {
        assert_eq!(best(name, &Context::default()).map(|place| place.kind), Some(kind), "{name}");
    }
}

#[test]
fn countries_and_regions_contain_their_cities() {
    let none = Context::default();
    let place = |name: &str| best(name, &none).unwrap_or_else(|| panic!("{name}"));
    assert!(place("Norway").contains(&place("Oslo")));
    assert!(place("Europe").contains(&place("Oslo")));
    assert!(place("Texas").contains(&place("Houston")));
    assert!(!place("Norway").contains(&place("Stockholm")));
    let distance = place("Oslo").distance(&place("Stockholm"));
    assert!((400.0..430.0).contains(&distance), "{distance}");
}
