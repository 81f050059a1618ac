//! The test-bed of clauses: sentences in `tests/testbed/clauses`, each with the predicates, roles and factuality that must
//! come out of it.

#[path = "support/testbed.rs"]
mod testbed;

use rapporteur::clause::{Clauses, Predicate, Role, find_clauses};
use rapporteur::nlp::{Analysis, Pipeline};
use serde::Deserialize;

#[derive(Deserialize)]
struct Case {
    text: String,
    predicates: Vec<String>,
}

fn role_name(role: &Role) -> String {
    match role {
        Role::Subject => "subject".into(),
        Role::Object => "object".into(),
        Role::IndirectObject => "iobj".into(),
        Role::Possessor => "poss".into(),
        Role::Compound => "compound".into(),
        Role::Time => "time".into(),
        Role::Complement => "comp".into(),
        Role::Frequency => "frequency".into(),
        Role::Preposition(name) => name.replace(' ', "_"),
    }
}

fn fillers(predicate: &Predicate, role: &str, analysis: &Analysis, text: &str) -> String {
    let fillers: Vec<String> = predicate
        .arguments
        .iter()
        .filter(|argument| role_name(&argument.role) == role)
        .map(|argument| format!("{}{}", if argument.negated { "!" } else { "" }, analysis.form(argument.token, text)))
        .collect();
    if fillers.is_empty() { "-".into() } else { fillers.join(",") }
}

/// What differs between `expected` and the predicate of that form; none if nothing does.
fn difference(expected: &str, clauses: &Clauses, analysis: &Analysis, text: &str) -> Option<String> {
    let (form, rest) = expected.split_once(':').expect("a case names its predicate before a colon");
    let Some(predicate) = clauses.predicates.iter().find(|p| analysis.form(p.token, text) == form) else {
        return Some(format!("{expected}   -> no predicate"));
    };
    let mut parts = rest.split_whitespace();
    let status = parts.next().unwrap_or_default();
    let mut found = vec![predicate.factuality.name().to_owned()];
    let mut wanted = vec![status.to_owned()];
    for part in parts {
        let (role, names) = part.split_once('=').expect("a role has a filler");
        found.push(format!("{role}={}", fillers(predicate, role, analysis, text)));
        wanted.push(format!("{role}={names}"));
    }
    (found != wanted).then(|| format!("{expected}\n      -> {}", found.join(" ")))
}

#[test]
fn the_test_bed_holds() {
    let cases: Vec<Case> = testbed::cases("clauses");
    let texts: Vec<&str> = cases.iter().map(|case| case.text.as_str()).collect();
    let analyses = Pipeline::english().annotate_all(&texts);
    let mut failures = Vec::new();
    let mut all = 0;
    for (case, analysis) in cases.iter().zip(&analyses) {
        let clauses = find_clauses(&case.text, analysis);
        for expected in &case.predicates {
            all += 1;
            if let Some(failure) = difference(expected, &clauses, analysis, &case.text) {
                failures.push(format!("{}\n      {failure}", case.text));
            }
        }
    }
    testbed::check(all, &failures);
}
