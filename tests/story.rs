//! The sample articles from end to end: the README's commands, and the turns of their story that must come out.

use assert_cmd::Command;
use serde_json::Value;
use std::path::Path;
use std::sync::LazyLock;
use tempfile::TempDir;

static DESK: LazyLock<TempDir> = LazyLock::new(|| {
    let desk = tempfile::tempdir().expect("a temporary folder");
    let output = build(desk.path(), "graph", "2");
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    desk
});

fn rapporteur() -> Command {
    let mut command = Command::cargo_bin("rapporteur").expect("the binary is built");
    command.current_dir(env!("CARGO_MANIFEST_DIR"));
    command
}

fn build(folder: &Path, name: &str, threads: &str) -> std::process::Output {
    let file = |extension: &str| folder.join(name).with_extension(extension);
    let mut command = rapporteur();
    command
        .args(["build", "data/articles", "--threads", threads, "-o"])
        .arg(file("json"))
        .arg("--dot")
        .arg(file("dot"));
    command.output().expect("the binary runs")
}

fn ask(question: &[&str]) -> Value {
    let output = rapporteur().args(question).arg("--json").arg("-g").arg(DESK.path().join("graph.json")).output();
    serde_json::from_slice(&output.expect("the binary runs").stdout).expect("an answer in JSON")
}

/// The answer holds a meeting of the two with this status, and this place and day where they are given.
#[track_caller]
fn met(one: &str, other: &str, status: &str, place: Option<&str>, day: Option<&str>) {
    let answer = ask(&["who-met", one, "--with", other, "--status", status]);
    let meetings = answer["meetings"].as_array().expect("a list of meetings");
    let fits = |meeting: &&Value| {
        place.is_none_or(|place| meeting["place"].to_string().contains(place))
            && day.is_none_or(|day| meeting["from"] == day)
    };
    assert!(meetings.iter().any(|meeting| fits(&meeting)), "{one} and {other}, {status}: {answer:#}");
}

#[test]
fn a_cancelled_visit_is_made_up_for() {
    met("Samuel Bright", "Jonas Ekdal", "negated", None, None);
    met("Samuel Bright", "Jonas Ekdal", "held", Some("Vasterholm"), Some("2031-04-28"));
}

#[test]
fn a_denied_meeting_is_denied() {
    met("Liv Hartmann", "Dario Fenn", "negated", None, None);
}

#[test]
fn a_corrected_meeting_has_the_right_guests() {
    met("Oskar Tull", "Ramm", "held", Some("Bern"), None);
}

#[test]
fn people_are_met_again_and_quoted() {
    met("Yasmin Qadir", "Ruben Aldous", "held", Some("Geneva"), Some("2031-03-02"));
    let answer = ask(&["said", "--by", "Fenn", "--about", "Castellan"]);
    assert!(answer["statements"].as_array().is_some_and(|statements| statements.len() >= 2), "{answer:#}");
}

#[test]
fn the_same_bytes_on_one_thread_and_two() {
    let output = build(DESK.path(), "again", "1");
    assert_eq!(output.status.code(), Some(0));
    for extension in ["json", "dot"] {
        let read =
            |name: &str| std::fs::read(DESK.path().join(name).with_extension(extension)).expect("it was written");
        assert!(read("graph") == read("again"), "graph.{extension} differs");
    }
}
