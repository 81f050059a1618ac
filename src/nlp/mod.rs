//! Linguistic annotation: an article's text in, an [`Analysis`] out.
//!
//! A runtime for spaCy v3 CNN pipelines: tokenizer, tagger, parser, named entities, lemmatizer.
//! Knows the model runtime; knows nothing of meetings.

mod analysis;
mod annotations;
mod label;

pub use analysis::{Analysis, EntitySpan, Token, TokenId};
pub use annotations::{AnnotationError, read_annotations};
pub use label::Label;
