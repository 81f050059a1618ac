//! CSV: one line for each report of each edge, for spreadsheets (RFC 4180).

use super::label::node_label;
use crate::graph::KnowledgeGraph;
use std::io::{self, Write as _};

const HEADER: &str = "source,source_type,relation,target,target_type,status,from,to,article,article_source,article_title,article_date,report_status,when,confidence,start,end,sentence";

/// Writes the edges of `graph`.
pub(super) fn write(graph: &KnowledgeGraph, output: &mut dyn io::Write) -> io::Result<()> {
    let mut output = io::BufWriter::new(output);
    write!(output, "{HEADER}\r\n")?;
    for edge in graph.edges() {
        let (Some(source), Some(target)) = (graph.node(edge.source), graph.node(edge.target)) else { continue };
        let date = |date: Option<jiff::civil::Date>| date.map(|date| date.to_string()).unwrap_or_default();
        let head = [
            node_label(graph, source),
            source.type_name().to_owned(),
            edge.edge.kind.name().to_owned(),
            node_label(graph, target),
            target.type_name().to_owned(),
            edge.edge.status.name().to_owned(),
            date(edge.edge.from),
            date(edge.edge.to),
        ];
        for &id in &edge.edge.reports {
            let (report, article) = (graph.report(id), graph.article_of(id));
            let span = report.evidence.first().zip(report.evidence.last());
            let sentence: Vec<&str> = report.evidence.iter().map(|evidence| evidence.text.as_str()).collect();
            let tail = [
                article.id.to_string(),
                article.source.clone(),
                article.title.clone().unwrap_or_default(),
                date(article.date),
                report.status.name().to_owned(),
                report.when.clone().unwrap_or_default().to_string(),
                report.confidence.to_string(),
                span.map(|(first, _)| first.start.to_string()).unwrap_or_default(),
                span.map(|(_, last)| last.end.to_string()).unwrap_or_default(),
                sentence.join(" … "),
            ];
            let fields: Vec<String> = head.iter().chain(&tail).map(|field| quote(field)).collect();
            write!(output, "{}\r\n", fields.join(","))?;
        }
    }
    output.flush()
}

/// A field, quoted where it must be; one that a spreadsheet would take for a formula gets an apostrophe before it.
fn quote(field: &str) -> String {
    let formula = field.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let guarded = if formula { format!("'{field}") } else { field.to_owned() };
    match guarded.contains(['"', ',', '\n', '\r']) {
        true => format!("\"{}\"", guarded.replace('"', "\"\"")),
        false => guarded,
    }
}

#[cfg(test)]
mod tests {
    use super::quote;

    #[test]
    fn fields_are_quoted_and_formulas_disarmed() {
        assert_eq!(quote("plain"), "plain");
        assert_eq!(quote("a, \"b\""), "\"a, \"\"b\"\"\"");
        assert_eq!(quote("=1+1"), "'=1+1");
    }
}
