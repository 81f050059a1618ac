//! Evaluation: records and annotated articles in, precision and recall by measure, and the errors by cause, out.
//!
//! The measures are those of the annotation guidelines: `people`, `met`, `met-any`, `met-held`, `said`, `said-about` and
//! `met-place`, each a set of facts an article, micro-averaged over the articles. Entities match by name, ignoring case,
//! accents and titles; everything else follows from that.
//!
//! # Invariants
//!
//! - An article without a record counts as one with an empty record.
//! - Every fact that only one of the two sides has is one error, with one cause.

mod cause;
mod facts;
mod gold;
mod names;
mod report;

pub use cause::{Cause, ErrorCase};
pub use facts::{Fact, Measure};
pub use gold::{EvalError, GoldArticle, GoldEntity, GoldMeeting, GoldStatement, find_gold};
pub use report::{Calibration, Evaluation, Score};
