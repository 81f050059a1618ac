//! GEXF 1.3: nodes and edges with attributes and time, for Gephi and Gephi Lite.

use super::label::{confidence, edge_verb, node_label};
use super::xml::escape;
use crate::graph::{KnowledgeGraph, Node};
use std::io::{self, Write as _};

const NODE_ATTRIBUTES: [(&str, &str); 5] =
    [("type", "string"), ("aliases", "string"), ("roles", "string"), ("status", "string"), ("n_articles", "integer")];
const EDGE_ATTRIBUTES: [(&str, &str); 3] = [("relation", "string"), ("status", "string"), ("confidence", "double")];

/// Writes `graph`.
pub(super) fn write(graph: &KnowledgeGraph, output: &mut dyn io::Write) -> io::Result<()> {
    let mut output = io::BufWriter::new(output);
    writeln!(output, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>")?;
    writeln!(output, "<gexf xmlns=\"http://gexf.net/1.3\" version=\"1.3\">")?;
    writeln!(
        output,
        "  <graph defaultedgetype=\"directed\" mode=\"dynamic\" timerepresentation=\"interval\" timeformat=\"date\">"
    )?;
    for (class, attributes) in [("node", &NODE_ATTRIBUTES[..]), ("edge", &EDGE_ATTRIBUTES[..])] {
        writeln!(output, "    <attributes class=\"{class}\">")?;
        for (position, (name, kind)) in attributes.iter().enumerate() {
            writeln!(output, "      <attribute id=\"{position}\" title=\"{name}\" type=\"{kind}\"/>")?;
        }
        writeln!(output, "    </attributes>")?;
    }
    writeln!(output, "    <nodes>")?;
    for (id, node) in graph.nodes() {
        let values = match node {
            Node::Entity(entity) => [
                node.type_name().to_owned(),
                entity.aliases.join("; "),
                entity.roles.join("; "),
                String::new(),
                entity.members.len().to_string(),
            ],
            Node::Meeting(meeting) => [
                node.type_name().to_owned(),
                String::new(),
                String::new(),
                meeting.status.name().to_owned(),
                meeting.reports.len().to_string(),
            ],
        };
        write!(output, "      <node id=\"{}\" label=\"{}\"", id.0, escape(&node_label(graph, node)))?;
        if let Node::Meeting(meeting) = node {
            write_days(&mut output, meeting.from, meeting.to)?;
        }
        write!(output, ">")?;
        write_values(&mut output, &values)?;
        writeln!(output, "</node>")?;
    }
    writeln!(output, "    </nodes>\n    <edges>")?;
    for (number, edge) in graph.edges().enumerate() {
        let (source, target, edge) = (edge.source.0, edge.target.0, edge.edge);
        let verb = escape(&edge_verb(edge));
        write!(output, "      <edge id=\"{number}\" source=\"{source}\" target=\"{target}\" label=\"{verb}\"")?;
        write!(output, " kind=\"{}\" weight=\"{}\"", escape(edge.kind.name()), edge.reports.len())?;
        write_days(&mut output, edge.from, edge.to)?;
        write!(output, ">")?;
        let values = [edge.kind.name().to_owned(), edge.status.name().to_owned(), confidence(graph, edge).to_string()];
        write_values(&mut output, &values)?;
        writeln!(output, "</edge>")?;
    }
    writeln!(output, "    </edges>\n  </graph>\n</gexf>")?;
    output.flush()
}

fn write_days(
    output: &mut impl io::Write,
    from: Option<jiff::civil::Date>,
    to: Option<jiff::civil::Date>,
) -> io::Result<()> {
    from.map_or(Ok(()), |from| write!(output, " start=\"{from}\""))?;
    to.map_or(Ok(()), |to| write!(output, " end=\"{to}\""))
}

fn write_values(output: &mut impl io::Write, values: &[String]) -> io::Result<()> {
    write!(output, "<attvalues>")?;
    for (position, value) in values.iter().enumerate().filter(|(_, value)| !value.is_empty()) {
        write!(output, "<attvalue for=\"{position}\" value=\"{}\"/>", escape(value))?;
    }
    write!(output, "</attvalues>")
}
