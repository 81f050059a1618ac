//! Export: a [`KnowledgeGraph`] in, one of several file formats out; and the JSON format read back.
//!
//! One format a file. Nothing of a name or sentence reaches a file unescaped.

mod csv;
mod dot;
mod gexf;
mod graphml;
pub mod json;
mod label;
mod saved;
mod xml;

pub use json::{GraphFileError, read_json};
pub use saved::SavedGraph;

use crate::graph::KnowledgeGraph;
use std::io;
use std::path::Path;

/// A format that a graph can be written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum ExportFormat {
    /// All there is, documented by a schema; the format that is read back.
    Json,
    /// Graphviz.
    Dot,
    /// GraphML, for yEd, Cytoscape, NetworkX.
    GraphMl,
    /// GEXF, for Gephi.
    Gexf,
    /// One line an edge and report, for spreadsheets.
    Csv,
}

impl ExportFormat {
    /// All formats.
    pub const ALL: [Self; 5] = [Self::Json, Self::Dot, Self::GraphMl, Self::Gexf, Self::Csv];

    /// Its name on the command line; also the extension of its files.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Dot => "dot",
            Self::GraphMl => "graphml",
            Self::Gexf => "gexf",
            Self::Csv => "csv",
        }
    }

    /// Its media type.
    #[must_use]
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Json => "application/json",
            Self::Dot => "text/vnd.graphviz",
            Self::GraphMl => "application/graphml+xml",
            Self::Gexf => "application/gexf+xml",
            Self::Csv => "text/csv",
        }
    }

    /// The format that a file name's extension means ("graph.gexf", "graph.gv").
    #[must_use]
    pub fn of_path(path: &Path) -> Option<Self> {
        let extension = path.extension()?.to_str()?.to_ascii_lowercase();
        let extension = if extension == "gv" { "dot" } else { &extension };
        Self::ALL.into_iter().find(|format| format.name() == extension)
    }
}

/// Writes `graph` to `output` in `format`.
///
/// # Errors
/// Those of `output`.
pub fn write(graph: &KnowledgeGraph, format: ExportFormat, output: &mut dyn io::Write) -> io::Result<()> {
    match format {
        ExportFormat::Json => json::write(graph, output),
        ExportFormat::Dot => dot::write(graph, output),
        ExportFormat::GraphMl => graphml::write(graph, output),
        ExportFormat::Gexf => gexf::write(graph, output),
        ExportFormat::Csv => csv::write(graph, output),
    }
}
