//! Nothing panics on any text: arbitrary Unicode, broken news, and annotations that do not fit it.

use proptest::prelude::*;
use rapporteur::article::{Article, Span};
use rapporteur::nlp::{Analysis, Label, Pipeline, Token, TokenId};
use rapporteur::record::ArticleRecord;

/// Pieces that news is made of, mixed with what breaks careless code.
const PIECES: [&str; 40] = [
    "Ana Reed",
    "Mr. Brandt",
    "the minister",
    "she",
    "they",
    "met",
    "said",
    "told",
    "held talks with",
    "will meet",
    "did not meet",
    "according to",
    "in Bern",
    "on Friday",
    "“",
    "”",
    "\"",
    "'",
    "’s",
    "—",
    ":",
    ";",
    ",",
    ".",
    "?",
    "\n",
    "\n\n",
    "\r\n",
    "\t",
    "\u{a0}",
    "\u{200b}",
    "\u{feff}",
    "e\u{301}",
    "日本",
    "😀",
    "ﬁ",
    "İ",
    "\0",
    "(",
    ")",
];
const TAGS: [(&str, &str); 8] = [
    ("NNP", "PROPN"),
    ("VBD", "VERB"),
    ("PRP", "PRON"),
    ("IN", "ADP"),
    ("NN", "NOUN"),
    ("``", "PUNCT"),
    ("_SP", "SPACE"),
    ("MD", "AUX"),
];
const LABELS: [&str; 14] = [
    "nsubj",
    "dobj",
    "pobj",
    "prep",
    "conj",
    "ccomp",
    "xcomp",
    "appos",
    "relcl",
    "nsubjpass",
    "auxpass",
    "compound",
    "punct",
    "poss",
];
const TYPES: [&str; 5] = ["", "PERSON", "GPE", "ORG", "DATE"];

fn pieced() -> impl Strategy<Value = String> {
    proptest::collection::vec(
        prop_oneof![4 => proptest::sample::select(&PIECES[..]).prop_map(str::to_owned), 1 => any::<String>()],
        0..40,
    )
    .prop_map(|pieces| pieces.join(" "))
}

/// Annotations of `body` with heads, labels and entities taken from `choices`, whatever they make of it.
fn annotate(body: &str, choices: &[u8]) -> Analysis {
    let mut choice = choices.iter().cycle().copied().map(usize::from);
    let mut next = || choice.next().unwrap_or(0);
    let mut tokens = Vec::new();
    let (mut sentence, mut first) = (0_u32, 0_usize);
    let bounds = body.split_word_bounds_like();
    for (index, span) in bounds.iter().copied().enumerate() {
        let (tag, pos) = TAGS[next() % TAGS.len()];
        if index > first && next() % 9 == 0 {
            sentence += 1;
            first = index;
        }
        // Heads point left within the sentence: no cycle, and every shape of tree that this allows.
        let head = if index == first { index } else { first + next() % (index - first) };
        tokens.push(Token {
            span,
            tag: Label::new(tag),
            pos: Label::new(pos),
            lemma: span.slice(body).to_lowercase().into(),
            head: TokenId::new(head),
            deprel: Label::new(if head == index { "ROOT" } else { LABELS[next() % LABELS.len()] }),
            sentence,
            entity: Label::new(TYPES[next() % TYPES.len()]),
            entity_begins: next() % 2 == 0,
        });
    }
    Analysis::new(tokens)
}

trait WordBounds {
    fn split_word_bounds_like(&self) -> Vec<Span>;
}

impl WordBounds for str {
    /// Runs of letters and digits, and every other character that is no blank on its own.
    fn split_word_bounds_like(&self) -> Vec<Span> {
        let mut spans: Vec<Span> = Vec::new();
        let mut in_word = false;
        for (start, character) in self.char_indices() {
            let end = start + character.len_utf8();
            let is_word = character.is_alphanumeric();
            match spans.last_mut() {
                Some(last) if is_word && in_word => last.end = end,
                _ if character.is_whitespace() => {}
                _ => spans.push(Span::new(start, end)),
            }
            in_word = is_word;
        }
        spans
    }
}

/// Every offset lies in the text, every id is known: what readers of a record rely on.
fn check_record(record: &ArticleRecord, body: &str) {
    let n_chars = body.chars().count();
    let known = |id: &String| record.entities.iter().any(|entity| entity.id == *id);
    for entity in &record.entities {
        assert!(entity.mentions.iter().all(|mention| mention.start < mention.end && mention.end <= n_chars));
    }
    for meeting in &record.meetings {
        assert!(meeting.sides.len() >= 2 && meeting.sides.iter().all(|side| !side.is_empty()));
        assert!(meeting.sides.iter().flatten().chain(&meeting.place).all(known));
        assert!(meeting.evidence.iter().all(|range| range.start <= range.end && range.end <= n_chars));
        assert!((0.0..=1.0).contains(&meeting.confidence));
    }
    for statement in &record.statements {
        assert!(statement.about.iter().chain(&statement.to).chain(&statement.speaker).all(known));
        assert!(statement.content.iter().all(|range| range.start <= range.end && range.end <= n_chars));
        assert!((0.0..=1.0).contains(&statement.confidence));
    }
}

fn extract(body: String, analysis: &Analysis) {
    let article = Article { id: "any".to_owned(), body, ..Article::default() };
    let record = rapporteur::extract(&article, analysis, true);
    check_record(&record, &article.body);
    let again = rapporteur::extract(&article, analysis, true);
    assert_eq!(record, again, "the same input gives the same record");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn extract_survives_any_annotations(body in pieced(), choices in proptest::collection::vec(any::<u8>(), 1..200)) {
        let analysis = annotate(&body, &choices);
        extract(body, &analysis);
    }

    #[test]
    fn extract_survives_any_text(body in prop_oneof![3 => pieced(), 1 => any::<String>()]) {
        let analysis = Pipeline::english().annotate(&body);
        extract(body, &analysis);
    }

    #[test]
    fn reading_survives_any_bytes(bytes in proptest::collection::vec(any::<u8>(), 0..400), text in pieced()) {
        if let Ok(decoded) = rapporteur::article::decode(bytes, None) {
            let marked = decoded.text.starts_with('\u{feff}');
            prop_assert!(!marked);
        }
        let decoded = rapporteur::article::decode(text.clone().into_bytes(), None);
        // letters between zero bytes may be taken for UTF-16
        if let Ok(decoded) = decoded.map(|decoded| decoded.guessed.is_none().then_some(decoded.text)) {
            prop_assert!(decoded.is_none_or(|read| text.ends_with(&read)));
        }
        let _ = rapporteur::article::parse_date(&text);
    }
}

/// Texts that took time growing with the square of their length, or worse.
#[test]
fn odd_texts_take_bounded_time() {
    let texts = [
        "He said that ".repeat(1000) + "it rained.",
        "He and ".repeat(1500) + "she met.",
        "president of ".repeat(1500) + "Norland met him.",
        "Ana Reed met Bo Brandt. ".repeat(600),
        "\"Ana Reed,\" he said. ".repeat(400),
        "THE PRESIDENT OF NORLAND MET ANNA BELL ".repeat(400),
        "http://a.b/".to_owned() + &"c/".repeat(2000),
        "( ".repeat(3000),
        "a\n\n".repeat(1000),
    ];
    for body in texts {
        let article = Article { body, ..Article::default() };
        let analysis = Pipeline::english().annotate(&article.body);
        let start = std::time::Instant::now();
        let _record: ArticleRecord = rapporteur::extract(&article, &analysis, false);
        let seconds = start.elapsed().as_secs_f64();
        // Without optimizations a tenth of this is usual; what is not bounded takes minutes.
        assert!(seconds < 60.0, "{seconds} s for {} tokens of {:?}", analysis.tokens.len(), &article.body[..12]);
    }
}

#[test]
fn sentences_are_cut_at_a_length() {
    let analysis = Pipeline::english().annotate(&("and then he said that ".repeat(100) + "it rained."));
    let cut = analysis.with_sentences_up_to(50);
    assert!(cut.sentences.iter().all(|sentence| sentence.len() <= 50));
    assert_eq!(cut.tokens.len(), analysis.tokens.len());
    for (number, sentence) in cut.sentences.iter().enumerate() {
        for id in sentence.clone() {
            assert!(sentence.contains(&cut.tokens[id as usize].head.0));
            assert_eq!(cut.tokens[id as usize].sentence as usize, number);
        }
    }
    assert!(matches!(analysis.with_sentences_up_to(100_000), std::borrow::Cow::Borrowed(_)));
}
