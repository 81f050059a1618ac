//! Transition-based components: greedy parsing and entity recognition, one action after the other.

mod arc_eager;
mod biluo;
mod scorer;
mod tree;

pub use arc_eager::{ArcEager, ParserScratch};
pub use biluo::{Biluo, EntityTag};
pub use scorer::ScorerScratch;
pub use tree::Tree;
