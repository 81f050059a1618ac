//! `build`, `who-met` and `said` as a user sees them.

mod support;

use assert_cmd::Command;
use expect_test::{Expect, expect};
use std::path::{Path, PathBuf};
use support::{Story, article};
use tempfile::TempDir;

/// A folder with article records and, once built, their graph.
struct Desk {
    folder: TempDir,
}

/// What a command printed, and its exit status.
struct Printed {
    out: String,
    err: String,
    status: Option<i32>,
}

impl Desk {
    fn new(stories: &[Story]) -> Self {
        let desk = Self { folder: tempfile::tempdir().expect("a folder") };
        let lines: Vec<String> =
            stories.iter().map(|story| serde_json::to_string(&story.record).expect("JSON") + "\n").collect();
        std::fs::write(desk.path("records.jsonl"), lines.concat()).expect("records");
        desk
    }

    fn built(stories: &[Story]) -> Self {
        let desk = Self::new(stories);
        assert_eq!(desk.run(&["build", "records.jsonl"]).status, Some(0));
        desk
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn run(&self, arguments: &[&str]) -> Printed {
        let mut command = Command::cargo_bin("rapporteur").expect("the program");
        let output = command.current_dir(self.folder.path()).args(arguments).output().expect("it runs");
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
        Printed { out: text(output.stdout), err: text(output.stderr), status: output.status.code() }
    }

    #[track_caller]
    fn check(&self, arguments: &[&str], status: i32, out: Expect, err: Expect) {
        let printed = self.run(arguments);
        out.assert_eq(&printed.out);
        err.assert_eq(&printed.err);
        assert_eq!(printed.status, Some(status));
    }
}

fn stories() -> Vec<Story> {
    vec![
        article("wire-1", "2031-05-02")
            .entity("person", "Ines Vance", &["Vance"], &["foreign minister of Kenya"])
            .place("Port Amber", None)
            .meeting("planned talks", "Ines Vance | Tom Brandt", "Port Amber", "2031-05-06")
            .said("Ines Vance", &["Tom Brandt"], &["Mara Lind"], "\"Mr Brandt will\ncome\", she told Lind."),
        article("wire-2", "2031-05-07").place("Port Amber", None).meeting(
            "held talks",
            "Vance | Tom Brandt",
            "Port Amber",
            "2031-05-06",
        ),
        article("paper", "2031-06-11")
            .person("Otto Brandt", &["goalkeeper"])
            .meeting("negated", "Ines Vance, Mara Lind | Otto Ode", "", "")
            .said("Otto Ode", &["Ines Vance"], &[], "Ode accused Vance of haste."),
    ]
}

#[test]
fn build_says_what_it_read_found_and_wrote() {
    let desk = Desk::new(&stories());
    let printed = desk.run(&[
        "build",
        "records.jsonl",
        "-o",
        "g.json",
        "--dot",
        "g.dot",
        "--export",
        "g.gexf",
        "--records",
        "again.jsonl",
    ]);
    assert_eq!(printed.status, Some(0));
    assert!(printed.out.is_empty());
    let without_time = printed.err.rsplit_once(" in ").map(|(before, _)| before).unwrap_or_default();
    expect![[r#"
        3 articles: 5 people, 0 organizations, 1 place
        2 meetings (1 held, 1 denied or cancelled), 2 statements
        Wrote g.json, g.dot, g.gexf"#]]
    .assert_eq(without_time);
    let again = std::fs::read(desk.path("again.jsonl")).expect("records");
    assert_eq!(again, std::fs::read(desk.path("records.jsonl")).expect("records"));
    assert!(desk.path("g.dot").exists() && desk.path("g.gexf").exists());
}

#[test]
fn who_met_lists_meetings_by_day_with_place_status_and_sentence() {
    Desk::built(&stories()).check(&["who-met", "vance"], 0, expect![[r#"
        Ines Vance (foreign minister of Kenya): 2 meetings
        ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
         Met                   When          Where        Status        Sentence                                              Article    
        ═════════════════════════════════════════════════════════════════════════════════════════════════════════════════════════════════
         Tom Brandt            2031-05-06    Port Amber   held: talks   wire-2 tells of a meeting.                            wire-2     
                                                          (planned,                                                           2031-05-07 
                                                          2031-05-02)                                                         + 1 more   
        ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
         Otto Ode              (article of   –            negated       paper tells of a meeting.                             paper      
         (together with Mara   2031-06-11)                                                                                    2031-06-11 
         Lind)                                                                                                                           
        ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
    "#]], expect![[r#""#]]);
}

#[test]
fn who_met_can_be_narrowed() {
    let desk = Desk::built(&stories());
    let count = |arguments: &[&str]| {
        let printed = desk.run(&[&["who-met", "Ines Vance", "--json"], arguments].concat());
        let answer: serde_json::Value = serde_json::from_str(&printed.out).expect("JSON");
        (answer["meetings"].as_array().map(Vec::len), printed.status)
    };
    assert_eq!(count(&[]), (Some(2), Some(0)));
    assert_eq!(count(&["--status", "held"]), (Some(1), Some(0)));
    assert_eq!(count(&["--status", "planned,possible"]), (Some(0), Some(1)));
    assert_eq!(count(&["--since", "2031-05-07"]), (Some(1), Some(0)));
    assert_eq!(count(&["--until", "2031-05-06"]), (Some(1), Some(0)));
    assert_eq!(count(&["--with", "Ode"]), (Some(1), Some(0)));
    assert_eq!(count(&["--min-confidence", "0.95"]), (Some(0), Some(1)));
}

#[test]
fn json_answers_give_each_report_with_its_place_in_the_article() {
    let printed = Desk::built(&stories()).run(&["who-met", "Tom Brandt", "--json"]);
    expect![[r#"
        {
          "meetings": [
            {
              "companions": [],
              "from": "2031-05-06",
              "id": 6,
              "kind": "talks",
              "place": {
                "id": 5,
                "name": "Port Amber",
                "roles": [],
                "type": "place"
              },
              "reports": [
                {
                  "article": "wire-1",
                  "confidence": 0.9,
                  "date": "2031-05-02",
                  "evidence": [
                    {
                      "end": 31,
                      "start": 5,
                      "text": "wire-1 tells of a meeting.",
                      "text_start": 5
                    }
                  ],
                  "record": "m1",
                  "source": "news/wire-1.txt",
                  "status": "planned",
                  "title": "Title of wire-1",
                  "url": null,
                  "when": "then"
                },
                {
                  "article": "wire-2",
                  "confidence": 0.9,
                  "date": "2031-05-07",
                  "evidence": [
                    {
                      "end": 31,
                      "start": 5,
                      "text": "wire-2 tells of a meeting.",
                      "text_start": 5
                    }
                  ],
                  "record": "m1",
                  "source": "news/wire-2.txt",
                  "status": "held",
                  "title": "Title of wire-2",
                  "url": null,
                  "when": "then"
                }
              ],
              "status": "held",
              "to": "2031-05-06",
              "topic": null,
              "with": [
                {
                  "id": 1,
                  "name": "Ines Vance",
                  "roles": [
                    "foreign minister of Kenya"
                  ],
                  "type": "person"
                }
              ]
            }
          ],
          "party": {
            "id": 4,
            "name": "Tom Brandt",
            "roles": [],
            "type": "person"
          }
        }
    "#]]
    .assert_eq(&printed.out);
}

#[test]
fn said_tells_who_said_what_about_whom() {
    let desk = Desk::built(&stories());
    desk.check(&["said", "--about", "Tom Brandt"], 0, expect![[r#"
        1 statement about Tom Brandt
        ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
         Who          About        To          When         Sentence                                              Article    
        ═════════════════════════════════════════════════════════════════════════════════════════════════════════════════════
         Ines Vance   Tom Brandt   Mara Lind   2031-05-02   "Mr Brandt will come", she told Lind.                 wire-1     
                                                                                                                  2031-05-02 
        ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
    "#]], expect![[r#""#]]);
    desk.check(
        &["said", "--by", "ode", "--about", "tom brandt"],
        1,
        expect![[r#""#]],
        expect![[r#"
        The graph has no such statement by Otto Ode about Tom Brandt.
    "#]],
    );
    assert_eq!(desk.run(&["said"]).status, Some(0), "without filters it lists all");
}

#[test]
fn a_name_that_several_bear_lists_them() {
    Desk::built(&stories()).check(
        &["who-met", "Brandt"],
        1,
        expect![[r#""#]],
        expect![[r##"
        "Brandt" may be any of 2:
          #4     Tom Brandt (person, 2 articles)
          #0     Otto Brandt, goalkeeper (person, 1 article)
        Ask again with the full name or the number, for example "#4".
    "##]],
    );
}

#[test]
fn an_unknown_name_gives_the_nearest() {
    let desk = Desk::built(&stories());
    desk.check(
        &["who-met", "Vanse"],
        1,
        expect![[r#""#]],
        expect![[r#"
        The graph knows no "Vanse". Did you mean:
          #1     Ines Vance, foreign minister of Kenya (person, 3 articles)
    "#]],
    );
    desk.check(
        &["who-met", "Qqqq"],
        1,
        expect![[r#""#]],
        expect![[r#"
        The graph knows no "Qqqq", and nothing like it.
    "#]],
    );
    desk.check(
        &["who-met", "Otto Brandt"],
        1,
        expect![[r#""#]],
        expect![[r#"
        Otto Brandt (goalkeeper) is in the graph, but in no meeting.
    "#]],
    );
}

#[test]
fn without_a_graph_the_way_to_one_is_shown() {
    Desk::new(&[]).check(
        &["who-met", "Vance"],
        2,
        expect![[r#""#]],
        expect![[r#"
        There is no graph graph.json.
        Make one from your articles:  rapporteur build ARTICLES -o graph.json
        or say where it is:           --graph FILE
    "#]],
    );
}

#[test]
fn a_line_that_is_no_record_is_named_and_makes_the_exit_status_two() {
    let desk = Desk::new(&stories()[..1]);
    let mut lines = std::fs::read_to_string(desk.path("records.jsonl")).expect("records");
    lines.push_str("{\"article\": 3}\n\n");
    std::fs::write(desk.path("records.jsonl"), lines).expect("records");
    let printed = desk.run(&["build", "records.jsonl"]);
    assert_eq!(printed.status, Some(2));
    assert!(printed.err.contains("records.jsonl, line 2: not an article record"), "{}", printed.err);
    assert!(Path::new(&desk.path("graph.json")).exists());
}

#[test]
fn an_export_of_unknown_extension_is_refused_before_any_work() {
    let printed = Desk::new(&stories()).run(&["build", "records.jsonl", "--export", "graph.png"]);
    assert_eq!(printed.status, Some(2));
    expect![[r#"
        graph.png: the extension tells the format, and must be one of json, dot, graphml, gexf, csv
    "#]]
    .assert_eq(&printed.err);
}
