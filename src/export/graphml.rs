//! GraphML: nodes and edges with typed attributes, for yEd, Cytoscape and NetworkX.

use super::label::{confidence, node_label};
use super::xml::escape;
use crate::graph::{KnowledgeGraph, Node};
use std::io::{self, Write as _};

const KEYS: [(&str, &str, &str); 15] = [
    ("node", "label", "string"),
    ("node", "type", "string"),
    ("node", "aliases", "string"),
    ("node", "roles", "string"),
    ("node", "status", "string"),
    ("node", "latitude", "double"),
    ("node", "longitude", "double"),
    ("node", "n_articles", "int"),
    ("edge", "relation", "string"),
    ("edge", "status", "string"),
    ("edge", "from", "string"),
    ("edge", "to", "string"),
    ("edge", "weight", "int"),
    ("edge", "confidence", "double"),
    ("edge", "articles", "string"),
];

/// Writes `graph`.
pub(super) fn write(graph: &KnowledgeGraph, output: &mut dyn io::Write) -> io::Result<()> {
    let mut output = io::BufWriter::new(output);
    writeln!(output, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>")?;
    writeln!(output, "<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">")?;
    for (domain, name, kind) in KEYS {
        writeln!(output, "  <key id=\"{domain}-{name}\" for=\"{domain}\" attr.name=\"{name}\" attr.type=\"{kind}\"/>")?;
    }
    writeln!(output, "  <graph id=\"G\" edgedefault=\"directed\">")?;
    for (id, node) in graph.nodes() {
        let mut data = vec![("label", node_label(graph, node)), ("type", node.type_name().to_owned())];
        match node {
            Node::Entity(entity) => {
                data.push(("aliases", entity.aliases.join("; ")));
                data.push(("roles", entity.roles.join("; ")));
                data.push(("n_articles", entity.members.len().to_string()));
                if let Some(geo) = &entity.geo {
                    data.push(("latitude", geo.lat.to_string()));
                    data.push(("longitude", geo.lon.to_string()));
                }
            }
            Node::Meeting(meeting) => {
                data.push(("status", meeting.status.name().to_owned()));
                data.push(("n_articles", meeting.reports.len().to_string()));
            }
        }
        write!(output, "    <node id=\"n{}\">", id.0)?;
        write_data(&mut output, "node", &data)?;
        writeln!(output, "</node>")?;
    }
    for edge in graph.edges() {
        let date = |date: Option<jiff::civil::Date>| date.map(|date| date.to_string()).unwrap_or_default();
        let mut articles: Vec<&str> =
            edge.edge.reports.iter().map(|&report| graph.article_of(report).id.as_str()).collect();
        articles.dedup();
        let data = [
            ("relation", edge.edge.kind.name().to_owned()),
            ("status", edge.edge.status.name().to_owned()),
            ("from", date(edge.edge.from)),
            ("to", date(edge.edge.to)),
            ("weight", edge.edge.reports.len().to_string()),
            ("confidence", confidence(graph, edge.edge).to_string()),
            ("articles", articles.join("; ")),
        ];
        write!(output, "    <edge source=\"n{}\" target=\"n{}\">", edge.source.0, edge.target.0)?;
        write_data(&mut output, "edge", &data)?;
        writeln!(output, "</edge>")?;
    }
    writeln!(output, "  </graph>\n</graphml>")?;
    output.flush()
}

fn write_data(output: &mut impl io::Write, domain: &str, data: &[(&str, String)]) -> io::Result<()> {
    data.iter()
        .filter(|(_, value)| !value.is_empty())
        .try_for_each(|(name, value)| write!(output, "<data key=\"{domain}-{name}\">{}</data>", escape(value)))
}
