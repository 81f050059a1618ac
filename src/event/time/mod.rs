//! Times: the time words of a text out of its tokens, and the days they may mean out of those and the publication date.
//!
//! [`find_times`] takes an [`Analysis`](crate::nlp::Analysis) and gives the [`TimeExpression`]s in it, without their prepositions;
//! [`resolve()`] gives the first and last day of one.
//! Knows the calendar and the words for it; knows nothing of events, so that the caller says whether the event lies
//! behind or ahead ([`Direction`]).
//!
//! # Invariants
//!
//! - Expressions stand in text order and do not overlap.
//! - No publication date, no guess: only words that name their year are placed without one.
//! - A range's first day is not after its last.

mod dateline;
mod find;
mod period;
mod resolve;
mod words;

pub use dateline::{Dateline, dateline};
pub use find::find_times;
pub use resolve::resolve;

use crate::article::Span;
use crate::clause::Factuality;
use std::ops::Range;

/// A stretch of text that names a time: "Friday", "late this afternoon", "Dec. 28", "two weeks ago".
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimeExpression {
    /// Where its words stand.
    pub span: Span,
    /// Its tokens.
    pub tokens: Range<u32>,
    /// What the words say.
    pub meaning: Meaning,
}

/// Where an event lies from the day the article was published.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// It has happened, or is told as if: "met on Friday" is the last Friday.
    Past,
    /// It is still ahead: "will meet on Friday" is the next Friday.
    Future,
}

impl From<Factuality> for Direction {
    fn from(factuality: Factuality) -> Self {
        match factuality {
            Factuality::Held | Factuality::Negated => Self::Past,
            Factuality::Planned | Factuality::Possible => Self::Future,
        }
    }
}

/// Which of many: the word before "week", "Friday", "March".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    /// No such word: the nearest in the event's direction.
    Bare,
    /// "this".
    This,
    /// "last", "past", "previous".
    Last,
    /// "next", "coming".
    Next,
}

/// A length of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the units are everyday words")]
pub enum Unit {
    Minute,
    Hour,
    Day,
    Week,
    Month,
    Quarter,
    Year,
    Decade,
    Century,
}

/// Which stretch of a longer time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stretch {
    /// The first third: "early 2016".
    Early,
    /// The second third: "mid-March".
    Middle,
    /// The last third: "late last year".
    Late,
    /// Up to the publication date: "earlier this month".
    SoFar,
    /// From the publication date: "later this week".
    Rest,
}

/// A season, of the northern hemisphere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the seasons are everyday words")]
pub enum Season {
    Spring,
    Summer,
    Autumn,
    Winter,
}

/// What time words say, before they are placed on the calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Meaning {
    /// So many days from the publication date: "yesterday" is -1.
    Day(i32),
    /// The night before the publication date, and that date.
    Overnight,
    /// "Friday", "last Friday"; Monday is 1.
    Weekday(i8, Which),
    /// "Nov. 18", "in March", "in 2017", "last March", "on the 5th".
    Calendar {
        /// Year of our era.
        year: Option<i16>,
        /// 1 to 12.
        month: Option<i8>,
        /// 1 to 31.
        day: Option<i8>,
        /// Which one, where the year is not given.
        which: Which,
    },
    /// "last summer", "the spring of 2016".
    Season(Season, Option<i16>, Which),
    /// "the first quarter (of 2016)"; 1 to 4.
    Quarter(i8, Option<i16>),
    /// "the 1990s", by its first year.
    Decade(i16),
    /// "the weekend".
    Weekend(Which),
    /// "this week", "last year", "next month".
    Unit(Unit, Which),
    /// "two weeks ago" (-2), "in three days" (3).
    Offset(i32, Unit),
    /// A stretch of a longer time.
    Part(Stretch, Box<Meaning>),
    /// From the one to the other, both included.
    Between(Box<Meaning>, Box<Meaning>),
    /// Time words that the calendar cannot place: "recently", "the following day", "for ten years".
    Vague,
}

#[cfg(test)]
mod tests;
