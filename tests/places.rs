//! The test-bed of places and times: sentences in `tests/testbed/places`, each with where and when its first meeting is
//! and where on Earth the places lie.

#[path = "support/testbed.rs"]
mod testbed;

use rapporteur::article::Article;
use rapporteur::extract;
use rapporteur::nlp::{Pipeline, annotate_paragraphs};
use rapporteur::record::ArticleRecord;
use serde::Deserialize;
use std::collections::BTreeMap;

/// What is left out is not checked; an empty string says that there is none.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    text: String,
    date: Option<String>,
    place: Option<String>,
    when: Option<String>,
    days: Option<String>,
    #[serde(default)]
    geo: BTreeMap<String, String>,
}

fn place_of(record: &ArticleRecord) -> String {
    let id = record.meetings.first().and_then(|meeting| meeting.place.clone()).unwrap_or_default();
    record.entities.iter().find(|entity| entity.id == id).map(|entity| entity.name.clone()).unwrap_or_default()
}

fn days_of(record: &ArticleRecord) -> String {
    let when = record.meetings.first().and_then(|meeting| meeting.when.as_ref());
    match when.and_then(|when| when.from.clone().zip(when.to.clone())) {
        Some((from, to)) if from == to => from,
        Some((from, to)) => format!("{from}..{to}"),
        None => String::new(),
    }
}

fn differences(case: &Case, record: &ArticleRecord) -> Vec<String> {
    let mut found = Vec::new();
    let mut compare = |what: &str, expected: Option<&String>, got: String| {
        if expected.is_some_and(|expected| *expected != got) {
            found.push(format!("{what}: {expected:?} -> {got:?}"));
        }
    };
    compare("place", case.place.as_ref(), place_of(record));
    let when = record.meetings.first().and_then(|meeting| meeting.when.as_ref());
    compare("when", case.when.as_ref(), when.map(|when| when.text.clone()).unwrap_or_default());
    compare("days", case.days.as_ref(), days_of(record));
    for (name, country) in &case.geo {
        let entity = record.entities.iter().find(|entity| entity.name == *name);
        let geo = entity.and_then(|entity| entity.geo.as_ref());
        compare(name, Some(country), geo.map(|geo| geo.country.clone()).unwrap_or_default());
    }
    let meets = case.place.is_some() || case.when.is_some() || case.days.is_some();
    if meets && record.meetings.is_empty() {
        found.push("no meeting".to_owned());
    }
    found
}

#[test]
fn the_test_bed_holds() {
    let cases: Vec<Case> = testbed::cases("places");
    let mut failures = Vec::new();
    for case in &cases {
        let date = case.date.as_ref().map(|date| date.parse().expect("a case's date is one"));
        let article = Article { id: "case".to_owned(), date, body: case.text.clone(), ..Article::default() };
        let record = extract(&article, &annotate_paragraphs(Pipeline::english(), &article.body), false);
        let found = differences(case, &record);
        if !found.is_empty() {
            failures.push(format!("{}\n      {}", case.text, found.join("\n      ")));
        }
    }
    testbed::check(cases.len(), &failures);
}
