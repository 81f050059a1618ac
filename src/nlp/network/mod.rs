//! The neural layers: matrix products over all tokens of a batch at once.

mod dense;
mod embed;
mod encoder;
mod kernels;
mod tiles;

pub use dense::Linear;
pub use encoder::{Encoder, EncoderScratch};
pub use kernels::{LANES, MAX_FEATURES, ScoreLayers, best_allowed, score_actions};
pub use tiles::TileScratch;
