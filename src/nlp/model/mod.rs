//! Models: what a model file holds, how it is read, and how it is made from an installed spaCy pipeline.
//!
//! A model file is a safetensors file. Its metadata entry `model` is a JSON [`Description`]; its tensors are the weights and
//! tables that the description names. Large tables are used where they lie in the file, without a copy.

mod description;
mod file;
mod import;
mod keys;
mod msgpack;
mod settings;

pub use description::{
    Attribute, Description, EncoderDescription, LemmatizerTables, Move, TableDescription, TaggerDescription,
    TokenConstraint, TokenPattern, TransitionDescription,
};
pub use file::{ModelFile, Slice, Tensor, TensorKind};
pub use import::import_model;
pub use keys::{KeyTable, build_key_table};

use std::io;
use std::path::PathBuf;

/// The format number that this build writes and reads.
pub const FORMAT: u32 = 1;

/// Why a model file could not be used or made.
#[derive(Debug, thiserror::Error)]
#[expect(missing_docs, reason = "each variant's doc names its fields")]
#[non_exhaustive]
pub enum ModelError {
    /// The file at `path` could not be opened, read or written; `source` says why.
    #[error("cannot read model {}", path.display())]
    Read { path: PathBuf, source: io::Error },
    /// The file at `path` could not be written.
    #[error("cannot write model {}", path.display())]
    Write { path: PathBuf, source: io::Error },
    /// The file is no model of this program, or broken: `what` says where.
    #[error("not a model file: {what}")]
    Broken { what: String },
    /// The file was written in format `found`; this build reads `expected`.
    #[error("the model has format {found}, this build reads {expected}; import it again")]
    Version { found: u32, expected: u32 },
    /// The pipeline has a component or architecture that this runtime does not have.
    #[error("unsupported {what}: {name}")]
    Unsupported { what: &'static str, name: String },
    /// A part of the pipeline folder is not as expected.
    #[error("{file}: {what}")]
    Folder { file: String, what: String },
}

impl ModelError {
    fn broken(what: impl Into<String>) -> Self {
        Self::Broken { what: what.into() }
    }

    fn folder(file: impl Into<String>, what: impl Into<String>) -> Self {
        Self::Folder { file: file.into(), what: what.into() }
    }
}
