//! Linguistic annotation: an article's text in, an [`Analysis`] out.
//!
//! A runtime for spaCy v3 CNN pipelines: tokenizer, tagger, parser, named entities, lemmatizer.
//! Knows the model runtime; knows nothing of meetings.

mod analysis;
mod annotations;
mod formats;
mod hash;
mod label;
mod lemmatizer;
mod lexicon;
pub mod model;
mod narrow;
mod network;
mod paragraphs;
mod pipeline;
mod pychar;
mod pyregex;
mod ruler;
mod tokenizer;
mod transition;

pub use analysis::{Analysis, EntitySpan, Token, TokenId};
pub use annotations::{AnnotationError, read_annotations};
pub use formats::{AnnotationFormat, write_annotations};
pub use label::Label;
pub use model::{ModelError, import_model};
pub use paragraphs::{annotate_paragraphs, paragraphs};
pub use pipeline::Pipeline;
pub use tokenizer::TokenizerRules;
