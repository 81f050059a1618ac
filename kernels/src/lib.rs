//! The inner loops of rapporteur's model runtime: numbers in, numbers out.
//!
//! All of rapporteur's `unsafe` code is in this crate. Each loop is compiled for several instruction sets, of which the best
//! that the machine has is chosen when the process starts; [`Level`] lists them. It is a crate of its own so that it is compiled with
//! optimizations even where the rest is not.

mod level;
mod panels;
mod product;
mod tiles;
mod vector;

pub use level::{Level, level};
pub use panels::Rows;
pub use product::{MAX_PIECES, Product};
pub use tiles::TileScratch;
pub use vector::{LANES, MAX_FEATURES, ScoreLayers, best_allowed, even_out, greatest_of_sums, score_actions};
