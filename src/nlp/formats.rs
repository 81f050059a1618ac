//! Annotations on their way out: JSON Lines, CoNLL-U, and a table for reading.

use super::{Analysis, Token, TokenId};
use crate::article::CodePoints;
use serde::Serialize;
use std::io::{self, Write};

/// How annotations are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum AnnotationFormat {
    /// One JSON object a token, read back by [`read_annotations`](super::read_annotations).
    #[default]
    JsonLines,
    /// CoNLL-U, with the entity in the last column.
    ConllU,
    /// A line a token, for reading.
    Text,
}

#[derive(Serialize)]
struct Row<'a> {
    article: &'a str,
    start: usize,
    end: usize,
    tag: &'a str,
    pos: &'a str,
    lemma: &'a str,
    head: u32,
    dep: &'a str,
    sent_start: bool,
    ent: &'a str,
}

/// Writes the annotations of an article with text `body`.
///
/// # Errors
/// What `output` returns.
pub fn write_annotations(
    article: &str,
    body: &str,
    analysis: &Analysis,
    format: AnnotationFormat,
    output: &mut impl Write,
) -> io::Result<()> {
    match format {
        AnnotationFormat::JsonLines => write_json_lines(article, body, analysis, output),
        AnnotationFormat::ConllU => write_conllu(article, body, analysis, output),
        AnnotationFormat::Text => write_text(article, body, analysis, output),
    }
}

fn entity(token: &Token) -> String {
    match (token.entity.as_str(), token.entity_begins) {
        ("", _) => "O".to_owned(),
        (label, true) => format!("B-{label}"),
        (label, false) => format!("I-{label}"),
    }
}

fn starts_sentence(analysis: &Analysis, index: usize) -> bool {
    index == 0 || analysis.tokens[index].sentence != analysis.tokens[index - 1].sentence
}

fn write_json_lines(article: &str, body: &str, analysis: &Analysis, output: &mut impl Write) -> io::Result<()> {
    let code_points = CodePoints::new(body);
    for (index, token) in analysis.tokens.iter().enumerate() {
        let row = Row {
            article,
            start: code_points.from_byte(token.span.start),
            end: code_points.from_byte(token.span.end),
            tag: token.tag.as_str(),
            pos: token.pos.as_str(),
            lemma: &token.lemma,
            head: token.head.0,
            dep: token.deprel.as_str(),
            sent_start: starts_sentence(analysis, index),
            ent: &entity(token),
        };
        serde_json::to_writer(&mut *output, &row)?;
        output.write_all(b"\n")?;
    }
    Ok(())
}

/// White space inside of a column would end it.
fn column(text: &str) -> String {
    match text.chars().all(char::is_whitespace) {
        true => "_".to_owned(),
        false => text.split_whitespace().collect::<Vec<_>>().join(" "),
    }
}

fn write_conllu(article: &str, body: &str, analysis: &Analysis, output: &mut impl Write) -> io::Result<()> {
    for (number, sentence) in analysis.sentences.iter().enumerate() {
        let span = analysis.span(sentence.clone());
        writeln!(output, "# sent_id = {article}-{}", number + 1)?;
        writeln!(output, "# text = {}", column(span.slice(body)))?;
        for index in sentence.clone() {
            let token = &analysis.tokens[index as usize];
            let head = match token.head.0 {
                head if head == index => 0,
                head if sentence.contains(&head) => head - sentence.start + 1,
                _ => 0,
            };
            let next = analysis.tokens.get(index as usize + 1);
            let misc = match (token.entity.as_str(), next.is_some_and(|next| next.span.start == token.span.end)) {
                ("", false) => "_".to_owned(),
                ("", true) => "SpaceAfter=No".to_owned(),
                (_, false) => format!("NE={}", entity(token)),
                (_, true) => format!("NE={}|SpaceAfter=No", entity(token)),
            };
            let form = column(analysis.form(TokenId(index), body));
            let lemma = column(&token.lemma);
            let (pos, tag, deprel) = (token.pos, token.tag, token.deprel);
            let id = index - sentence.start + 1;
            writeln!(output, "{id}\t{form}\t{lemma}\t{pos}\t{tag}\t_\t{head}\t{deprel}\t_\t{misc}")?;
        }
        writeln!(output)?;
    }
    Ok(())
}

fn write_text(article: &str, body: &str, analysis: &Analysis, output: &mut impl Write) -> io::Result<()> {
    writeln!(output, "{article}")?;
    for sentence in &analysis.sentences {
        writeln!(output)?;
        for index in sentence.clone() {
            let token = &analysis.tokens[index as usize];
            let form = column(analysis.form(TokenId(index), body));
            let head = match token.head.0 == index {
                true => "-".to_owned(),
                false => column(analysis.form(token.head, body)),
            };
            let (tag, deprel, entity) = (token.tag, token.deprel, entity(token));
            writeln!(output, "{form:<20} {:<20} {tag:<6} {deprel:<10} {head:<20} {entity}", token.lemma)?;
        }
    }
    writeln!(output)
}
