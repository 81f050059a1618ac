//! The test-bed of meetings: texts in `tests/testbed/meetings`, each with all the meetings that must come out of it.
//!
//! A meeting reads `status kind: side | side; place; time`, where a side is names joined by " + " and "-" is none.

use rapporteur::article::Article;
use rapporteur::event::rules::RuleSet;
use rapporteur::nlp::Pipeline;
use serde::Deserialize;
use std::path::Path;

#[derive(Deserialize)]
struct Bed {
    case: Vec<Case>,
}

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
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/testbed/meetings");
    let mut faults = Vec::new();
    let mut n_cases = 0;
    for entry in walkdir::WalkDir::new(&folder).sort_by_file_name() {
        let path = entry.expect("the folder can be read").into_path();
        if path.extension().is_none_or(|extension| extension != "toml") {
            continue;
        }
        let text = std::fs::read_to_string(&path).expect("the file can be read");
        let bed: Bed = toml::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        for case in bed.case {
            n_cases += 1;
            let found = meetings_of(&case.text);
            if found != case.meetings {
                faults.push(format!("{}\n  expected {:?}\n  found    {found:?}", case.text, case.meetings));
            }
        }
    }
    assert!(n_cases >= 150, "only {n_cases} cases");
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}
