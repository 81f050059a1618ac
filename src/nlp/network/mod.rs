//! The neural layers: matrix products over all tokens of a batch at once.

mod dense;
mod embed;
mod encoder;

pub use dense::{read_linear, turned};
pub use encoder::{Encoder, EncoderScratch};
