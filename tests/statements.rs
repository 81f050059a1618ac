//! The test-bed of statements: texts in `tests/testbed/statements`, each with all the statements that must come out of it.

#[path = "support/testbed.rs"]
mod testbed;

use rapporteur::article::{Article, Span};
use rapporteur::entity::{Entities, EntityId};
use rapporteur::event::rules::RuleSet;
use rapporteur::event::{Manner, Statement};
use rapporteur::nlp::{Pipeline, annotate_paragraphs};
use serde::Deserialize;

/// One text and all its statements: "speaker | manner | content | whom it is about | to whom"; "-" where no entity
/// speaks, " … " between the parts of a content.
#[derive(Deserialize)]
struct Case {
    text: String,
    said: Vec<String>,
}

fn names(ids: &[EntityId], entities: &Entities) -> String {
    ids.iter().map(|&id| entities.entity(id).name.as_str()).collect::<Vec<_>>().join(", ")
}

fn line(statement: &Statement, entities: &Entities, text: &str) -> String {
    let speaker = statement.speaker.map_or("-", |id| entities.entity(id).name.as_str());
    let manner = match statement.manner {
        Manner::Direct => "direct",
        Manner::Indirect => "indirect",
        Manner::Mixed => "mixed",
    };
    let slice = |span: &Span| span.slice(text).to_owned();
    let content: Vec<String> = statement.content.iter().map(slice).collect();
    let (about, to) = (names(&statement.about, entities), names(&statement.addressees, entities));
    format!("{speaker} | {manner} | {} | {about} | {to}", content.join(" … ")).trim_end_matches([' ', '|']).to_owned()
}

#[test]
fn the_test_bed_holds() {
    let cases: Vec<Case> = testbed::cases("statements");
    let analyses: Vec<_> = cases.iter().map(|case| annotate_paragraphs(Pipeline::english(), &case.text)).collect();
    let mut failures = Vec::new();
    for (case, analysis) in cases.iter().zip(&analyses) {
        let article = Article { body: case.text.clone(), ..Article::default() };
        let (entities, events) = rapporteur::find_all(&article, analysis, RuleSet::built_in());
        let statements = events.statements;
        let found: Vec<String> = statements.iter().map(|statement| line(statement, &entities, &case.text)).collect();
        if found != case.said {
            failures.push(format!("{}\n   wanted {:#?}\n   found {found:#?}", case.text, case.said));
        }
    }
    assert!(cases.len() >= 150, "the test-bed has {} texts", cases.len());
    testbed::check(cases.len(), &failures);
}
