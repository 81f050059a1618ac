//! The test-bed of meetings: texts in `tests/testbed/meetings`, each with all the meetings that must come out of it.
//!
//! A meeting reads `status kind: side | side; place; time`, where a side is names joined by " + " and "-" is none.

#[path = "support/testbed.rs"]
mod testbed;

use rapporteur::article::Article;
use rapporteur::event::rules::RuleSet;
use rapporteur::nlp::Pipeline;
use serde::Deserialize;

#[derive(Deserialize)]
struct Case {
    text: String,
    meetings: Vec<String>,
}

fn meetings_of(text: &str) -> Vec<String> {
    let article = Article { body: text.to_owned(), ..Article::default() };
    let annotated = Pipeline::english().annotate(text);
    let (entities, events) = rapporteur::find_all(&article, &annotated, RuleSet::built_in());
    let name = |id: &rapporteur::entity::EntityId| entities.entity(*id).name.clone();
    let described = events.meetings.iter().map(|meeting| {
        let sides: Vec<String> =
            meeting.sides.iter().map(|side| side.iter().map(name).collect::<Vec<_>>().join(" + ")).collect();
        let place = meeting.place.as_ref().map_or_else(|| "-".to_owned(), name);
        let when = meeting.when.as_ref().map_or("-", |when| when.span.slice(text));
        format!("{} {}: {}; {place}; {when}", meeting.status.name(), meeting.kind.name(), sides.join(" | "))
    });
    described.collect()
}

#[test]
fn the_test_bed_holds() {
    let cases: Vec<Case> = testbed::cases("meetings");
    let mut faults = Vec::new();
    for case in &cases {
        let found = meetings_of(&case.text);
        if found != case.meetings {
            faults.push(format!("{}\n  expected {:?}\n  found    {found:?}", case.text, case.meetings));
        }
    }
    assert!(cases.len() >= 150, "only {} cases", cases.len());
    testbed::check(cases.len(), &faults);
}
