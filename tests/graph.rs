//! The graph that articles make, and the files that it is written to.

mod support;

use expect_test::expect;
use proptest::prelude::*;
use rapporteur::export::{ExportFormat, GraphFileError, SavedGraph, read_json, write};
use rapporteur::graph::{Filter, KnowledgeGraph, NodeId};
use std::io::Cursor;
use support::{Story, article, edges, graph};

/// Three articles that hold every kind of node and edge.
fn stories() -> Vec<Story> {
    vec![
        article("wire-1", "2031-05-02")
            .person("Ines Vance", &["foreign minister of Kenya"])
            .organization("Pact & Sons \"Nine\"", &["PN"])
            .place("Port <Amber>", Some((10.25, -20.5, "KE")))
            .meeting("planned talks", "Ines Vance | Tom Brandt", "Port <Amber>", "2031-05-06")
            .said(
                "Ines Vance",
                &["Pact & Sons \"Nine\"", "Tom Brandt"],
                &["Mara Lind"],
                "\"All \\N is <lost> & {gone}\",\nshe told Lind.",
            ),
        article("wire-2", "2031-05-07")
            .place("Port <Amber>", Some((10.25, -20.5, "KE")))
            .meeting("held talks", "Ines Vance | Tom Brandt", "Port <Amber>", "2031-05-06")
            .meeting("held summit", "Ines Vance | Tom Brandt | Mara Lind, Otto Ode", "", "2031-05-05..2031-05-07")
            .relation("endorsed", "Mara Lind", "Tom Brandt", "held"),
        article("paper", "").meeting("negated", "Mara Lind | Otto Ode", "", "").said(
            "Otto Ode",
            &["Tom Brandt"],
            &[],
            "Ode said =1+1.",
        ),
    ]
}

fn text_of(graph: &KnowledgeGraph, format: ExportFormat) -> String {
    let mut output = Vec::new();
    write(graph, format, &mut output).expect("writing to memory");
    String::from_utf8(output).expect("UTF-8")
}

#[test]
fn each_thing_told_is_an_edge_with_its_status() {
    expect![[r#"
        Mara Lind -met-with/negated-> Otto Ode ×1
        Mara Lind -met-with/held-> Tom Brandt ×1
        Mara Lind -endorsed/held-> Tom Brandt ×1
        Mara Lind -met-with/held-> Ines Vance ×1
        Mara Lind -attended/held-> [summit] ×1
        Mara Lind -attended/negated-> [meeting] ×1
        Otto Ode -met-with/held-> Tom Brandt ×1
        Otto Ode -said-about/held-> Tom Brandt ×1
        Otto Ode -met-with/held-> Ines Vance ×1
        Otto Ode -attended/held-> [summit] ×1
        Otto Ode -attended/negated-> [meeting] ×1
        Tom Brandt -met-with/held-> Ines Vance ×3
        Tom Brandt -attended/held-> [summit] ×1
        Tom Brandt -attended/held-> [talks] ×2
        Ines Vance -said-to/held-> Mara Lind ×1
        Ines Vance -said-about/held-> Tom Brandt ×1
        Ines Vance -said-about/held-> Pact & Sons "Nine" ×1
        Ines Vance -attended/held-> [summit] ×1
        Ines Vance -attended/held-> [talks] ×2
        [talks] -held-at/held-> Port <Amber> ×2"#]]
    .assert_eq(&edges(&graph(stories())));
}

#[test]
fn a_summit_of_twenty_is_one_node_and_not_a_hundred_and_ninety_lines() {
    let names: Vec<String> = (0..20).map(|number| format!("Delegate Number{}", char::from(b'a' + number))).collect();
    let graph = graph([article("a", "2031-05-02").meeting("held summit", &names.join(" | "), "", "")]);
    let of_kind = |kind: &str| graph.edges().filter(|edge| edge.edge.kind.name() == kind).count();
    assert_eq!((graph.meetings().count(), of_kind("attended"), of_kind("met-with")), (1, 20, 0));
}

#[test]
fn every_edge_has_evidence_that_names_its_article_and_place() {
    let graph = graph(stories());
    for edge in graph.edges() {
        assert!(!edge.edge.reports.is_empty());
        for &report in &edge.edge.reports {
            let evidence = &graph.report(report).evidence;
            assert!(evidence.iter().all(|evidence| evidence.start < evidence.end && !evidence.text.is_empty()));
            assert!(graph.article_of(report).source.starts_with("news/"));
        }
    }
}

#[test]
fn json_fits_its_schema_and_reads_back_the_same() {
    let schema = serde_json::from_str(include_str!("../data/schema/graph.schema.json")).expect("a schema in JSON");
    let validator = jsonschema::validator_for(&schema).expect("a valid schema");
    for graph in [graph(stories()), KnowledgeGraph::default()] {
        let text = text_of(&graph, ExportFormat::Json);
        let value = serde_json::from_str(&text).expect("JSON");
        let errors: Vec<String> =
            validator.iter_errors(&value).map(|error| format!("{}: {error}", error.instance_path())).collect();
        assert!(errors.is_empty(), "{errors:#?}");
        let back = read_json(&text).expect("its own file");
        assert!(back == graph);
        assert_eq!(text_of(&back, ExportFormat::Json), text);
    }
}

#[test]
fn the_same_articles_in_any_order_give_the_same_bytes() {
    let text = |stories: Vec<Story>| ExportFormat::ALL.map(|format| text_of(&graph(stories.clone()), format));
    let mut backwards = stories();
    backwards.reverse();
    assert_eq!(text(stories()), text(backwards));
}

#[test]
fn broken_files_are_refused_with_a_reason() {
    let whole = text_of(&graph(stories()), ExportFormat::Json);
    let error = |text: &str| read_json(text).expect_err("refused").to_string();
    assert!(matches!(read_json("{"), Err(GraphFileError::Malformed { .. })));
    assert_eq!(error("{\"format\":\"other\"}"), "no graph file: its format is \"other\", not \"rapporteur-graph\"");
    assert_eq!(
        error(&whole.replacen("\"version\":1", "\"version\":9", 1)),
        "graph file of version 9, this build reads version 1; build the graph again"
    );
    assert_eq!(error(&whole.replacen("\"source\":0", "\"source\":999", 1)), "broken graph file: there is no node 999");
    assert_eq!(
        error(&whole.replacen("\"status\":\"held\"", "\"status\":\"so-so\"", 1)),
        "broken graph file: \"so-so\" is no status"
    );
    for (position, _) in whole.char_indices().step_by(37) {
        assert!(read_json(&whole[..position]).is_err());
    }
}

#[test]
fn nothing_of_a_name_or_sentence_is_taken_for_markup() {
    let graph = graph(stories());
    for format in [ExportFormat::GraphMl, ExportFormat::Gexf] {
        let text = text_of(&graph, format);
        assert!(text.contains("Port &lt;Amber&gt;") && text.contains("Pact &amp; Sons &quot;Nine&quot;"), "{text}");
        assert!(!text.contains("<Amber>"));
    }
    let dot = text_of(&graph, ExportFormat::Dot);
    assert!(dot.contains("Pact &amp; Sons\\n\\\"Nine\\\"") || dot.contains("Pact &amp; Sons \\\"Nine\\\""), "{dot}");
    assert!(dot.contains("All \\\\N is <lost> &amp; {gone}"), "{dot}");
    let csv = text_of(&graph, ExportFormat::Csv);
    assert!(csv.contains("\"Pact & Sons \"\"Nine\"\"\""), "{csv}");
}

/// Any text, and texts that names and markup are made of.
fn any_name() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("Ines Vance".to_owned()),
        Just("Vance".to_owned()),
        Just("I. Vance".to_owned()),
        Just("Tom Vance".to_owned()),
        Just("U.S.".to_owned()),
        "[A-Za-zé .,'\"<>&\\\\-]{0,12}",
        any::<String>(),
    ]
}

fn any_story() -> impl Strategy<Value = Story> {
    let what = prop_oneof![Just("held talks"), Just("planned call"), Just("negated dinner"), Just("possible")];
    let date = prop_oneof![Just(""), Just("2031-05-06"), Just("2031-05-08"), Just("not a date")];
    let entities = prop::collection::vec((any_name(), any_name(), 0..3_usize), 1..6);
    (0..6_u8, date, entities, what, any_name()).prop_map(|(id, date, entities, what, words)| {
        let mut story = article(&format!("a{id}"), date);
        let mut names = Vec::new();
        for (name, alias, kind) in entities {
            story = story.entity(["person", "organization", "place"][kind], &name, &[&alias], &[&words]);
            names.push(name.replace(['|', ','], " "));
        }
        let (first, rest) = (names[0].clone(), names[1..].join(","));
        let mut story =
            story.meeting(what, &format!("{first}|{rest}"), &first, date).said(&first, &[&rest], &[], &words);
        // Different articles have different texts, whatever their ids.
        story.record.text_sha256 = serde_json::to_string(&story.record).unwrap_or_default();
        story
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_records_give_a_graph_that_reads_back_the_same(stories in prop::collection::vec(any_story(), 0..8)) {
        let made = graph(stories.clone());
        let text = text_of(&made, ExportFormat::Json);
        let back = read_json(&text);
        prop_assert!(back.is_ok(), "{:?}", back.err());
        prop_assert!(back.is_ok_and(|back| back == made));
        for format in ExportFormat::ALL {
            let _ = text_of(&made, format);
        }
        let mut backwards = stories;
        backwards.reverse();
        prop_assert_eq!(text_of(&graph(backwards), ExportFormat::Json), text);
    }
}

#[test]
fn a_graph_that_is_read_in_part_answers_like_the_whole() {
    let whole = graph(stories());
    let text = text_of(&whole, ExportFormat::Json);
    let in_one_line = text.replace('\n', "");
    for layout in [&text, &in_one_line] {
        let open = || SavedGraph::open(Cursor::new(layout.as_bytes())).expect("a graph file");
        for (id, entity) in whole.entities() {
            assert_eq!(open().graph().name(id), entity.name);
            let read = open().with_meetings_of(id).expect("its meetings");
            let told = |graph: &KnowledgeGraph| {
                let encounters = graph.who_met(id, &Filter::default());
                let sentence = |report| graph.report(report).evidence[0].text.clone();
                encounters
                    .iter()
                    .map(|found| (found.id, found.others.clone(), sentence(found.best)))
                    .collect::<Vec<_>>()
            };
            assert_eq!(told(&read), told(&whole));
            let read = open().with_statements(Some(id), None).expect("its statements");
            let told = |graph: &KnowledgeGraph| {
                let sayings = graph.said(Some(id), None, &Filter::default());
                sayings
                    .iter()
                    .map(|saying| (saying.day, graph.report(saying.statement.report).clone()))
                    .collect::<Vec<_>>()
            };
            assert_eq!(told(&read), told(&whole));
        }
    }
}

#[test]
fn a_graph_file_that_is_cut_or_miscounted_is_refused() {
    let text = text_of(&graph(stories()), ExportFormat::Json);
    let read = |text: &str| {
        let party = NodeId(0);
        let open = || SavedGraph::open(Cursor::new(text.to_owned()));
        open().and_then(|saved| saved.with_meetings_of(party)).and_then(|_| open()?.with_statements(Some(party), None))
    };
    assert!(read(&text).is_ok());
    let reports = text.find("\"reports\":[\n").expect("reports stand last");
    for position in (0..reports).step_by(23).filter(|&position| text.is_char_boundary(position)) {
        assert!(read(&text[..position]).is_err(), "cut at {position}");
    }
    for list in ["articles", "entities", "meetings", "edges", "statements", "reports"] {
        for count in ["0", "1", "3", "900000000000"] {
            let _ = read(&text.replacen(&format!("\"{list}\":"), &format!("\"{list}\":{count},\"was\":"), 1));
        }
    }
}
