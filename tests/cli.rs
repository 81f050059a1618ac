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
    let lines: Vec<&str> = errors.lines().collect();
    assert_eq!(lines[0], ".: skipped 1 file: 1 .png");
    assert!(lines[1].starts_with(".: no articles in this folder"), "{errors}");
}

#[test]
fn what_is_not_english_is_left_out_unless_asked_for() {
    let german = "Die Ministerin Ana Reed traf am Freitag in der Grenzstadt Zell ihren Kollegen Tomas Brandt. Beide sagten \
        danach, der See werde vom Frühjahr an wieder geteilt, wie es vor dem Krieg gewesen sei, wenn die Parlamente dem \
        neuen Vertrag zustimmen.";
    let folder = folder(&[("a.txt", german.as_bytes()), ("b.txt", b"Ana Reed met Tomas Brandt.")]);
    let (code, ids, errors) = extract(folder.path(), &["."], b"");
    assert_eq!((code, ids), (0, vec!["a".to_owned(), "b".to_owned()]));
    assert_eq!(errors.trim_end(), "Left out as not English: 1 article; --any-language extracts from such texts, too");
    let (code, _, errors) = extract(folder.path(), &["--any-language", "."], b"");
    assert_eq!((code, errors.as_str()), (0, ""));
}

#[test]
fn a_bad_file_is_2_and_the_others_are_read() {
    let folder = folder(&[("a.txt", b"\x00\x01\x02\x00"), ("b.txt", b"They met."), ("c.json", b"{"), ("d.html", b"")]);
    let (code, ids, errors) = extract(folder.path(), &["a.txt", "b.txt", "c.json", "d.html", "missing.txt"], b"");
    assert_eq!((code, ids), (2, vec!["b".to_owned()]));
    let lines: Vec<&str> = errors.lines().collect();
    assert_eq!(lines.len(), 4, "{errors}");
    assert_eq!(lines[0], "a.txt: not a text file; convert it to text first");
    assert!(lines[1].starts_with("c.json, line 1: not JSON: "), "{errors}");
    assert!(lines[2].starts_with("d.html: the file is empty"), "{errors}");
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

/// Exit status, standard output and standard error of any command.
fn run(folder: &Path, arguments: &[&str]) -> (i32, String, String) {
    let output = rapporteur().args(arguments).current_dir(folder).output().expect("the binary runs");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("what is printed is UTF-8");
    (output.status.code().expect("it was not killed"), text(output.stdout), text(output.stderr))
}

#[test]
fn what_is_read_is_not_written_over() {
    let folder = folder(&[("w.txt", b"Ana Reed met Tomas Brandt."), ("r.toml", b"")]);
    for arguments in [
        &["build", "w.txt", "-o", "w.txt"][..],
        &["build", "w.txt", "-o", "./w.txt"],
        &["build", ".", "-o", "w.txt"],
        &["build", "w.txt", "--records", "w.txt"],
        &["build", "w.txt", "--rules", "r.toml", "-o", "r.toml"],
    ] {
        let (code, _, errors) = run(folder.path(), arguments);
        assert_eq!(code, 2, "{arguments:?}");
        assert!(errors.contains("is to be read and cannot be written too"), "{errors}");
    }
    for arguments in
        [&["build", "w.txt", "-o", "x", "--dot", "./x"][..], &["build", "w.txt", "-o", "x", "--records", "x"]]
    {
        let (code, _, errors) = run(folder.path(), arguments);
        assert_eq!(code, 2, "{arguments:?}");
        assert!(errors.contains("is to be written twice"), "{errors}");
    }
    assert!(!folder.path().join("x").exists());
    let text = std::fs::read_to_string(folder.path().join("w.txt")).expect("it is there");
    assert_eq!(text, "Ana Reed met Tomas Brandt.");
}

#[test]
fn a_graph_may_go_to_standard_output() {
    let folder = folder(&[("w.txt", b"Ana Reed met Tomas Brandt.")]);
    let (code, graph, errors) = run(folder.path(), &["build", "w.txt", "-o", "-"]);
    assert_eq!(code, 0, "{errors}");
    let graph: serde_json::Value = serde_json::from_str(&graph).expect("nothing but the graph");
    assert_eq!(graph["format"], "rapporteur-graph");
    assert!(errors.contains("Wrote standard output"), "{errors}");
    assert_eq!(run(folder.path(), &["build", "w.txt", "-o", "-", "--records", "-"]).0, 2);
    let (_, records, _) = run(folder.path(), &["build", "w.txt", "--records", "-"]);
    assert_eq!(records.lines().count(), 1);
    assert!(!folder.path().join("-").exists());
}

#[test]
fn names_go_on_over_the_breaks_of_lines() {
    for line_break in ["\n", "\r\n", "\r"] {
        let text = format!("Hans Sapt met Fritz{line_break}von Tarlenheim in Paris.");
        let folder = folder(&[("w.txt", text.as_bytes())]);
        let (_, record, _) = run(folder.path(), &["extract", "w.txt"]);
        let record: serde_json::Value = serde_json::from_str(&record).expect("a record is JSON");
        let entities = record["entities"].as_array().expect("a list");
        let entity = entities.iter().find(|entity| entity["name"] == "Fritz von Tarlenheim");
        let mention = &entity.unwrap_or_else(|| panic!("{line_break:?}: {entities:?}"))["mentions"][0];
        let offsets = (mention["start"].as_u64(), mention["end"].as_u64());
        let end = "Hans Sapt met Fritz".len() + line_break.len() + "von Tarlenheim".len();
        assert_eq!(offsets, (Some(14), u64::try_from(end).ok()), "{line_break:?}");
    }
}

#[test]
fn names_hold_no_characters_that_nobody_sees() {
    let folder = folder(&[("w.txt", "Ana Re\u{200b}ed met Tomas Brandt in Bern.".as_bytes())]);
    let (_, record, _) = run(folder.path(), &["extract", "w.txt"]);
    let record: serde_json::Value = serde_json::from_str(&record).expect("a record is JSON");
    assert!(!record["entities"].to_string().contains('\u{200b}'), "{record}");
}

#[test]
fn messages_say_what_to_do() {
    let rules = "[[rule]]\nname = \"endorse\"\nverb = [\"endorse\"]\nrelation = \"endorsed\"\nfrom = \"subject\"\n\
                 to = \"object\"\nyes = [{ text = \"Ana Reed slept.\", from = \"Ana Reed\", to = \"Tom Brandt\" }]\n\
                 no = [\"Ana Reed endorsed the plan.\"]\n";
    let folder = folder(&[("w.txt", b"They met."), ("none.toml", b""), ("rules.toml", rules.as_bytes())]);
    let (code, _, errors) = run(folder.path(), &["rules", "check", "none.toml"]);
    assert_eq!((code, errors.as_str()), (2, "none.toml: holds no rules; a rule starts with a line [[rule]]\n"));
    let (code, _, errors) = run(folder.path(), &["rules", "check", "rules.toml"]);
    assert_eq!(code, 1);
    let expected = "rules.toml:7:8: rule `endorse`: expected “Ana Reed” endorsed “Tom Brandt”, nothing came out\n";
    assert!(errors.starts_with(expected), "{errors}");
    let (code, _, errors) = run(folder.path(), &["extract", "w.txt", "--date", "3.5.2024"]);
    assert_eq!(code, 2);
    assert!(errors.contains("as YYYY-MM-DD"), "{errors}");
    let (code, _, errors) = run(folder.path(), &["model", "import", ".", "-o", "m.safetensors"]);
    assert_eq!(code, 2);
    assert!(errors.contains("config.cfg"), "{errors}");
}

#[test]
fn a_date_that_is_none_is_a_warning_of_the_record() {
    let folder = folder(&[("w.json", br#"{"text": "They met.", "date": "not a date"}"#)]);
    let (_, record, _) = run(folder.path(), &["extract", "w.json"]);
    let record: serde_json::Value = serde_json::from_str(&record).expect("a record is JSON");
    assert_eq!(record["warnings"][0], "the date \"not a date\" was not understood; give it as YYYY-MM-DD");
}

#[test]
fn records_fit_their_schema() {
    let schema = serde_json::from_str(include_str!("../data/schema/record.schema.json")).expect("a schema in JSON");
    let validator = jsonschema::validator_for(&schema).expect("a valid schema");
    let articles = concat!(env!("CARGO_MANIFEST_DIR"), "/data/articles");
    for arguments in [&["extract", articles][..], &["extract", articles, "--explain"]] {
        let (code, records, _) = run(Path::new("."), arguments);
        assert_eq!(code, 0);
        for line in records.lines() {
            let record = serde_json::from_str(line).expect("a record is JSON");
            let errors: Vec<String> =
                validator.iter_errors(&record).map(|error| format!("{}: {error}", error.instance_path())).collect();
            assert!(errors.is_empty(), "{errors:#?}");
        }
    }
}
