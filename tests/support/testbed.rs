//! Reads the test-beds: TOML files in `tests/testbed`, each a list of cases.

use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::path::Path;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File<Case> {
    case: Vec<Case>,
}

/// All cases under `tests/testbed/PLACE` (a folder or a file), in order of the files' names.
#[track_caller]
pub fn cases<Case: DeserializeOwned>(place: &str) -> Vec<Case> {
    let place = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/testbed").join(place);
    let mut cases = Vec::new();
    for entry in walkdir::WalkDir::new(&place).sort_by_file_name() {
        let path = entry.unwrap_or_else(|error| panic!("{error}")).into_path();
        if path.extension().is_none_or(|extension| extension != "toml") {
            continue;
        }
        let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let file: File<Case> = toml::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        cases.extend(file.case);
    }
    assert!(!cases.is_empty(), "no cases in {}", place.display());
    cases
}

/// Fails with all that is wrong, if anything is.
#[track_caller]
pub fn check(n_cases: usize, failures: &[String]) {
    assert!(failures.is_empty(), "{} of {n_cases} fail:\n{}", failures.len(), failures.join("\n"));
}
