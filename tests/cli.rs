//! The command line as a user sees it: exit statuses, messages, order, and odd input of every kind.

use assert_cmd::Command;
use std::path::Path;
use tempfile::TempDir;

fn rapporteur() -> Command {
    Command::cargo_bin("rapporteur").expect("the binary is built")
}

fn folder(files: &[(&str, &[u8])]) -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (name, bytes) in files {
        std::fs::write(folder.path().join(name), bytes).expect("the file is written");
    }
    folder
}

/// Exit status, ids of the records on standard output, and standard error with the folder's path taken out.
fn extract(folder: &Path, arguments: &[&str], input: &[u8]) -> (i32, Vec<String>, String) {
    let output = rapporteur().arg("extract").args(arguments).current_dir(folder).write_stdin(input).output();
    let output = output.expect("the binary runs");
    let records = String::from_utf8(output.stdout).expect("records are UTF-8");
    let id = |line: &str| {
        let record: serde_json::Value = serde_json::from_str(line).expect("a record is JSON");
        record["article"].as_str().expect("a record has an id").to_owned()
    };
    let errors = String::from_utf8(output.stderr).expect("messages are UTF-8");
    (output.status.code().expect("it was not killed"), records.lines().map(id).collect(), errors)
}

#[test]
fn found_is_0() {
    let folder = folder(&[("b.txt", b"Ana Reed met Tomas Brandt."), ("a.txt", b"They met.")]);
    let (code, ids, errors) = extract(folder.path(), &["."], b"");
    assert_eq!((code, ids, errors.as_str()), (0, vec!["a".to_owned(), "b".to_owned()], ""));
}

#[test]
fn an_empty_folder_is_1_and_says_so() {
    let folder = folder(&[("picture.png", b"\x89PNG")]);
    let (code, ids, errors) = extract(folder.path(), &["."], b"");
    assert_eq!((code, ids.len()), (1, 0));
    assert!(errors.starts_with(".: no articles in this folder"), "{errors}");
}

#[test]
fn a_bad_file_is_2_and_the_others_are_read() {
    let folder = folder(&[("a.txt", b"\x00\x01\x02\x00"), ("b.txt", b"They met."), ("c.json", b"{"), ("d.html", b"")]);
    let (code, ids, errors) = extract(folder.path(), &["a.txt", "b.txt", "c.json", "d.html", "missing.txt"], b"");
    assert_eq!((code, ids), (2, vec!["b".to_owned()]));
    let lines: Vec<&str> = errors.lines().collect();
    assert_eq!(lines.len(), 4, "{errors}");
    assert_eq!(lines[0], "a.txt: not a text file");
    assert!(lines[1].starts_with("c.json, line 1: not JSON: "), "{errors}");
    assert!(lines[2].starts_with("d.html: no main text found"), "{errors}");
    assert!(lines[3].starts_with("missing.txt: cannot be read: No such file"), "{errors}");
}

#[test]
fn standard_input_is_read_in_its_format() {
    let folder = folder(&[]);
    let (code, ids, _) = extract(folder.path(), &["-"], b"Ana Reed met Tomas Brandt.");
    assert_eq!((code, ids), (0, vec!["stdin".to_owned()]));
    let lines = b"{\"id\": \"x\", \"text\": \"They met.\"}\n{\"id\": \"x\", \"text\": \"They left.\"}\n";
    let (code, ids, _) = extract(folder.path(), &["-"], lines);
    assert_eq!((code, ids), (0, vec!["x".to_owned(), "x-2".to_owned()]));
    let pretty = b"{\n  \"id\": \"y\",\n  \"text\": \"They met.\"\n}\n";
    let (code, ids, _) = extract(folder.path(), &["-"], pretty);
    assert_eq!((code, ids), (0, vec!["y".to_owned()]));
}

#[test]
fn the_user_s_date_is_the_article_s() {
    let folder = folder(&[("a.txt", b"They met.")]);
    let run = |date: &str| rapporteur().args(["extract", "a.txt", "--date", date]).current_dir(folder.path()).output();
    let output = run("2031-03-03").expect("the binary runs");
    assert!(String::from_utf8_lossy(&output.stdout).contains("\"date\":\"2031-03-03\""));
    assert_eq!(run("3 March").expect("the binary runs").status.code(), Some(2));
}

#[test]
fn bad_arguments_are_2() {
    for arguments in [&["extract"][..], &["extract", "x", "--min-confidence", "2"], &["nonsense"], &[]] {
        let output = rapporteur().args(arguments).output().expect("the binary runs");
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
    }
}

#[test]
fn the_same_on_one_thread_and_many() {
    let files: Vec<(String, String)> =
        (0..150).map(|n| (format!("{n:03}.txt"), format!("Ana Reed met guest number {n} in Bern."))).collect();
    let files: Vec<(&str, &[u8])> = files.iter().map(|(name, text)| (name.as_str(), text.as_bytes())).collect();
    let folder = folder(&files);
    let run = |threads: &str| {
        let output = rapporteur().args(["extract", ".", "--threads", threads]).current_dir(folder.path()).output();
        output.expect("the binary runs").stdout
    };
    let single = run("1");
    assert_eq!(single.iter().filter(|&&byte| byte == b'\n').count(), 150);
    assert_eq!(single, run("3"));
}

#[test]
fn eval_measures_a_user_s_own_annotations() {
    let annotation =
        br#"{"entities": [{"id": "reed", "name": "Ana Reed", "type": "person"}], "meetings": [], "statements": []}"#;
    let record =
        br#"{"article": "a", "source": "a.txt", "title": null, "date": null, "language": "en", "text_sha256": "",
        "entities": [{"id": "e1", "name": "Ana Reed", "type": "person", "aliases": [], "roles": [], "mentions": []}],
        "meetings": [], "statements": [], "warnings": []}"#;
    let record: Vec<u8> = record.iter().copied().filter(|&byte| byte != b'\n').collect();
    let folder = folder(&[("a.txt", b"Ana Reed left."), ("a.json", annotation), ("records.jsonl", &record)]);
    let run = |arguments: &[&str]| {
        let output = rapporteur().arg("eval").args(arguments).current_dir(folder.path()).output().expect("it runs");
        (output.status.code(), String::from_utf8_lossy(&output.stdout).into_owned())
    };
    let (code, table) = run(&[".", "--records", "records.jsonl"]);
    assert_eq!(code, Some(0));
    assert!(table.lines().any(|line| line.starts_with("people        1.000  1.000  1.000      1      1")), "{table}");
    assert_eq!(run(&["."]).0, Some(0), "without records it extracts");
    assert_eq!(run(&["missing"]).0, Some(2));
    std::fs::write(folder.path().join("b.json"), "{\"statements\": [{\"speaker\": \"nobody\"}]}")
        .expect("it is written");
    assert_eq!(run(&[".", "--records", "records.jsonl"]).0, Some(2), "a bad annotation is reported");
    std::fs::remove_file(folder.path().join("a.json")).expect("it is removed");
    std::fs::remove_file(folder.path().join("b.json")).expect("it is removed");
    assert_eq!(run(&["."]).0, Some(1), "nothing annotated");
}

#[test]
fn what_read_prints_can_be_read_again() {
    let page = b"---\ntitle: Pact\ndate: 2031-03-03\n---\nAna Reed *met* Tomas Brandt.\n";
    let folder = folder(&[("pact.md", page)]);
    let read = |arguments: &[&str], input: &[u8]| {
        let output = rapporteur().arg("read").args(arguments).current_dir(folder.path()).write_stdin(input).output();
        String::from_utf8(output.expect("it runs").stdout).expect("it is UTF-8")
    };
    let line = read(&["pact.md"], b"");
    assert_eq!(
        line,
        "{\"id\":\"pact\",\"source\":\"pact.md\",\"title\":\"Pact\",\"date\":\"2031-03-03\",\"text\":\"Ana Reed met Tomas Brandt.\\n\"}\n"
    );
    assert_eq!(read(&["-"], line.as_bytes()).replace("standard input", "pact.md"), line);
}
