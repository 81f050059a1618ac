//! What the README shows is what the program prints.

use assert_cmd::Command;
use serde_json::Value;

/// The commands in the README that a block of output follows, with the lines of that block.
fn shown() -> Vec<(String, Vec<String>)> {
    let readme = include_str!("../README.md");
    let mut found = Vec::new();
    for (before, after) in readme.match_indices("```text\n").map(|(at, fence)| readme.split_at(at + fence.len())) {
        let command = before.rsplit("`rapporteur ").next().and_then(|rest| rest.split('`').next());
        let lines = after.split("```").next().unwrap_or_default().lines().map(str::to_owned);
        found.push((command.expect("a command before the block").to_owned(), lines.collect()));
    }
    found
}

fn printed(arguments: &[&str]) -> String {
    let output = Command::cargo_bin("rapporteur").expect("the binary is built").args(arguments).output();
    let output = output.expect("the binary runs");
    String::from_utf8_lossy(&output.stderr).into_owned() + &String::from_utf8_lossy(&output.stdout)
}

fn block(command: &str) -> Vec<String> {
    let (_, lines) = shown().into_iter().find(|(shown, _)| shown == command).expect("the README shows this command");
    lines
}

#[test]
fn the_lines_of_explain_are_what_it_prints() {
    let command = "extract data/articles/02-commission-release.txt --explain";
    let output = printed(&command.split(' ').collect::<Vec<_>>());
    let printed: Vec<&str> = output.lines().map(str::trim_end).collect();
    for line in block(command) {
        assert!(printed.contains(&line.as_str()), "not printed: {line}\nbut {output}");
    }
}

/// Rows are shortened in the README: name, status and the start of the sentence must be those of one meeting.
#[test]
fn the_rows_of_who_met_are_in_its_answer() {
    let folder = tempfile::tempdir().expect("a folder");
    let graph = folder.path().join("graph.json");
    let graph = graph.to_str().expect("UTF-8");
    printed(&["build", "data/articles", "-o", graph]);
    let answer = printed(&["who-met", "Castellan", "--status", "negated", "--graph", graph, "--json"]);
    let answer: Value = serde_json::from_str(&answer).expect("JSON");
    let meetings = answer["meetings"].as_array().expect("meetings");
    let rows: Vec<String> = block("who-met Castellan --status negated").split_off(3);
    assert!(!rows.is_empty());
    for row in rows {
        let cells: Vec<&str> = row.split("  ").map(str::trim).filter(|cell| !cell.is_empty()).collect();
        let (name, rest) = (cells[0].split(" (").next().unwrap_or_default(), &cells[1..]);
        let tells = |report: &Value| {
            let texts = report["evidence"].as_array().into_iter().flatten().filter_map(|one| one["text"].as_str());
            let texts: Vec<&str> = texts.collect();
            rest.iter()
                .any(|cell| cell.len() > 20 && texts.iter().any(|text| text.contains(cell.trim_end_matches('…'))))
        };
        let is_row = |meeting: &Value| {
            meeting["with"][0]["name"].as_str().is_some_and(|with| with.starts_with(name))
                && meeting["reports"].as_array().into_iter().flatten().any(tells)
        };
        assert!(meetings.iter().any(is_row), "not in the answer: {row}");
    }
}
