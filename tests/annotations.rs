//! The built-in model annotates invented texts as spaCy does with the model it was made of.
//!
//! The expected annotations are made by `tests/parity/expect.py`.

use rapporteur::article::CodePoints;
use rapporteur::nlp::{AnnotationFormat, Pipeline, read_annotations, write_annotations};

fn texts() -> Vec<String> {
    serde_json::from_str(include_str!("parity/texts.json")).expect("a list of texts")
}

fn lines_of(article: &str, text: &str) -> Vec<String> {
    let mut lines = Vec::new();
    let analysis = Pipeline::english().annotate(text);
    write_annotations(article, text, &analysis, AnnotationFormat::JsonLines, &mut lines).expect("memory takes all");
    String::from_utf8(lines).expect("text").lines().map(str::to_owned).collect()
}

#[test]
fn annotations_are_those_of_spacy() {
    let expected: Vec<serde_json::Value> = include_str!("parity/expected.jsonl")
        .lines()
        .map(|line| serde_json::from_str(line).expect("a token a line"))
        .collect();
    for (number, text) in texts().iter().enumerate() {
        let article = number.to_string();
        let expected: Vec<_> = expected.iter().filter(|row| row["article"] == article.as_str()).collect();
        let found = lines_of(&article, text);
        assert_eq!(found.len(), expected.len(), "number of tokens of {text:?}: {found:#?}");
        for (found, expected) in found.iter().zip(expected) {
            let found: serde_json::Value = serde_json::from_str(found).expect("JSON");
            assert_eq!(&found, expected, "in {text:?}");
        }
    }
}

#[test]
fn texts_can_be_annotated_together_or_alone() {
    let texts = texts();
    let bodies: Vec<&str> = texts.iter().map(String::as_str).collect();
    let together = Pipeline::english().annotate_all(&bodies);
    for (text, analysis) in texts.iter().zip(together) {
        assert_eq!(analysis, Pipeline::english().annotate(text), "{text:?}");
    }
}

#[test]
fn what_is_written_is_read_back() {
    for (number, text) in texts().iter().enumerate() {
        let article = number.to_string();
        let lines = lines_of(&article, text).join("\n");
        let read = read_annotations(lines.as_bytes(), |_| Some(text)).expect("readable");
        let analysis = Pipeline::english().annotate(text);
        assert_eq!(read.into_iter().flat_map(|(_, read)| read.tokens).collect::<Vec<_>>(), analysis.tokens, "{text:?}");
    }
}

#[test]
fn tokens_cover_the_text() {
    for text in texts() {
        let analysis = Pipeline::english().annotate(&text);
        let mut covered = 0;
        for token in &analysis.tokens {
            assert!(
                token.span.start == covered || (token.span.start == covered + 1 && text[covered..].starts_with(' '))
            );
            covered = token.span.end;
        }
        assert!(covered == text.len() || &text[covered..] == " ", "{text:?}");
        assert!(CodePoints::new(&text).from_byte(covered) <= text.chars().count());
    }
}

#[test]
fn long_words_and_texts_take_bounded_time() {
    let texts = [
        "(".repeat(200),
        "a:b@".repeat(500),
        "…".repeat(200),
        "www.example.org/".repeat(100),
        "x".repeat(20_000),
        "and then he said that ".repeat(100),
    ];
    for text in texts {
        let analysis = Pipeline::english().annotate(&text);
        assert!(!analysis.tokens.is_empty());
    }
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(64))]
    #[test]
    fn any_text_is_annotated(text in "\\PC{0,80}|[a-zA-Z.,'\" \n-]{0,200}|(?s).{0,60}") {
        let analysis = Pipeline::english().annotate(&text);
        for (index, token) in analysis.tokens.iter().enumerate() {
            assert!(token.head.index() < analysis.tokens.len(), "token {index} of {text:?}");
            assert!(text.is_char_boundary(token.span.start) && text.is_char_boundary(token.span.end));
        }
    }
}
