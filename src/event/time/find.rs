//! Finds time expressions: a small grammar over classified tokens, read from left to right once.

use super::words::{Word, classify};
use super::{Meaning, Stretch, TimeExpression, Unit, Which};
use crate::nlp::{Analysis, Token};
use std::ops::Range;

/// Finds the time expressions of `body`, whose annotations are `analysis`, in text order.
///
/// Prepositions and articles before an expression are left out of it ("on *Friday*", "in *early 2016*").
/// Ages, sums and other numbers are no times; a length of time is one only after "for", as [`Meaning::Vague`].
///
/// # Complexity
/// **O(n)** for n tokens.
#[must_use]
pub fn find_times(body: &str, analysis: &Analysis) -> Vec<TimeExpression> {
    let words = analysis.tokens.iter().map(|token| classify(token, token.span.slice(body))).collect();
    let reader = Reader { tokens: &analysis.tokens, words };
    let mut found = Vec::new();
    let mut at = 0;
    while at < reader.words.len() {
        match reader.expression(at) {
            Some((meaning, tokens)) => {
                at = tokens.end;
                let range = TokenRange(tokens).shrunk();
                found.push(TimeExpression { span: analysis.span(range.clone()), tokens: range, meaning });
            }
            None => at += 1,
        }
    }
    found
}

/// Token indices as `usize`, to be narrowed for the public type.
struct TokenRange(Range<usize>);

impl TokenRange {
    fn shrunk(self) -> Range<u32> {
        let narrow = |index: usize| u32::try_from(index).unwrap_or(u32::MAX);
        narrow(self.0.start)..narrow(self.0.end)
    }
}

/// A meaning and the token after its last.
pub(super) type Read = (Meaning, usize);

/// The classified tokens of a text, read from left to right.
pub(super) struct Reader<'text> {
    tokens: &'text [Token],
    words: Vec<Word>,
}

impl Reader<'_> {
    pub(super) fn word(&self, at: usize) -> Word {
        self.words.get(at).copied().unwrap_or(Word::Other)
    }

    pub(super) fn before(&self, at: usize) -> Word {
        at.checked_sub(1).map_or(Word::Other, |before| self.word(before))
    }

    pub(super) fn tag(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |token| token.tag.as_str())
    }

    /// The longest expression that begins at `at`, with the tokens it covers.
    fn expression(&self, at: usize) -> Option<(Meaning, Range<usize>)> {
        let (meaning, end) = self.single(at)?;
        let (meaning, end) = self.joined(meaning, end, self.is_between(at));
        Some((meaning, at..end))
    }

    fn is_between(&self, at: usize) -> bool {
        self.before(at) == Word::Between || self.before(at) == Word::The && self.before(at - 1) == Word::Between
    }

    /// One time, or none, at `at`.
    pub(super) fn single(&self, at: usize) -> Option<Read> {
        match self.word(at) {
            Word::Other => None,
            Word::Weekday(day) => Some(self.after_weekday(Meaning::Weekday(day, Which::Bare), at + 1)),
            Word::ShortWeekday(day) => self.date_after_weekday(at + 1).or_else(|| {
                matches!(self.word(at + 1), Word::PartOfDay)
                    .then(|| self.after_weekday(Meaning::Weekday(day, Which::Bare), at + 1))
            }),
            Word::Month(month) => Some(self.month(month, at)),
            Word::ShortMonth(month)
                if matches!(self.word(at + 1), Word::Number(1..=31) | Word::Ordinal(_) | Word::Year(_)) =>
            {
                Some(self.month(month, at))
            }
            Word::Number(day @ 1..=31) => self.day_first(day, at).or_else(|| self.length_of_time(at)),
            Word::Number(_) | Word::Few | Word::A => self.length_of_time(at),
            Word::Units(_) => self.bare_units(at),
            Word::Ordinal(day) => self.ordinal(day, at),
            Word::Year(year) => self.year(year, at),
            Word::Decade(year) => Some((Meaning::Decade(year), at + 1)),
            Word::StretchYear(stretch, year) => Some((part(stretch, year_of(year)), at + 1)),
            Word::Day(offset) => Some((Meaning::Day(i32::from(offset)), self.past_part_of_day(at + 1))),
            Word::Overnight => Some((Meaning::Overnight, at + 1)),
            Word::Weekend => self.weekend(at),
            Word::Every => self.recurring(at),
            Word::Weekdays => Some((Meaning::Vague, self.past_weekdays(at + 1))),
            Word::Which(which) => self.chosen(which, at),
            Word::Relative | Word::That => self.relative(at),
            Word::Recent => Some((Meaning::Vague, at + 1 + usize::from(self.is_unit(at + 1)))),
            Word::Vague => Some((Meaning::Vague, at + 1)),
            Word::Stretch(stretch) => self.stretch(stretch, at),
            Word::Edge(stretch) => self.edge(stretch, at),
            Word::Season(_) => self.season(Which::Bare, at),
            Word::Christmas => Some(self.christmas(at)),
            Word::NewYear => self.new_year(at),
            Word::Unit(unit) => self.unit_around(unit, at),
            Word::PartOfDay => self.part_of_date(at),
            _ => None,
        }
    }

    /// Adds a second time: "Monday to Wednesday", "October and November 2004", "3-5 May".
    fn joined(&self, first: Meaning, end: usize, between: bool) -> Read {
        let joint = match self.word(end) {
            Word::To | Word::Dash => true,
            Word::And => between || !matches!(first, Meaning::Calendar { day: Some(_), .. }),
            _ => false,
        };
        if !joint {
            return (first, end);
        }
        let start = end + 1 + usize::from(self.word(end + 1) == Word::The);
        let second = self.single(start).or_else(|| self.bare_year_or_day(&first, start));
        match second.and_then(|(second, end)| Some((together(first.clone(), second)?, end))) {
            Some(both) => both,
            None => (first, end),
        }
    }

    /// The "5" of "May 3 to 5", the "2006" of "from 2004 to 2006".
    fn bare_year_or_day(&self, first: &Meaning, at: usize) -> Option<Read> {
        let &Meaning::Calendar { year, month, day, which } = first else { return None };
        match self.word(at) {
            Word::Year(second) if day.is_none() && (month.is_none() || year.is_some()) => {
                Some((year_of(second), at + 1))
            }
            Word::Number(second @ 1..=31) if day.is_some() && !self.is_unit(at + 1) => {
                let (year_after, end) = self.year_after(at + 1);
                let second = i8::try_from(second).ok();
                Some((Meaning::Calendar { year: year_after.or(year), month, day: second, which }, end))
            }
            _ => None,
        }
    }

    /// "Every Monday", "each second Friday in spring", "every other week": times without a day of their own.
    fn recurring(&self, at: usize) -> Option<Read> {
        let light = |at: &usize| {
            matches!(self.word(*at), Word::Ordinal(_) | Word::Number(_) | Word::Few)
                || self.tokens.get(*at).is_some_and(|token| matches!(token.lemma.as_str(), "other" | "single"))
        };
        let noun = (at + 1..at + 3).find(|at| !light(at))?;
        let time = matches!(
            self.word(noun),
            Word::Weekday(_) | Word::ShortWeekday(_) | Word::PartOfDay | Word::Weekend | Word::Unit(_) | Word::Units(_)
        ) || matches!(self.word(noun), Word::Month(_) | Word::Season(_) | Word::Christmas);
        time.then(|| (Meaning::Vague, self.past_weekdays(self.past_part_of_day(noun + 1))))
    }

    /// Past "and Thursday", "and Thursdays" if they stand at `at`.
    fn past_weekdays(&self, at: usize) -> usize {
        match (self.word(at), self.word(at + 1)) {
            (Word::And, Word::Weekday(_) | Word::Weekdays) => at + 2,
            _ => at,
        }
    }

    /// What may follow a weekday: a date, a part of the day.
    fn after_weekday(&self, weekday: Meaning, at: usize) -> Read {
        if let Some(date) = self.date_after_weekday(at) {
            return date;
        }
        (weekday, self.past_part_of_day(at))
    }

    /// "(Friday), Nov. 18", "(Friday) 18 November", "(Friday) the 18th".
    fn date_after_weekday(&self, at: usize) -> Option<Read> {
        let comma = usize::from(self.word(at) == Word::Comma);
        let the = usize::from(comma == 0 && self.word(at) == Word::The);
        let start = at + comma + the;
        match self.word(start) {
            Word::Month(month) | Word::ShortMonth(month) => {
                let (meaning, end) = self.month(month, start);
                matches!(meaning, Meaning::Calendar { day: Some(_), .. }).then_some((meaning, end))
            }
            Word::Number(day @ 1..=31) => self.day_first(day, start),
            Word::Ordinal(day) => self.day_of_month(day, start).or_else(|| {
                (the == 1).then_some((
                    Meaning::Calendar { year: None, month: None, day: Some(day), which: Which::Bare },
                    start + 1,
                ))
            }),
            _ => None,
        }
    }

    /// Past "morning", "afternoon", "night" if one stands at `at`.
    fn past_part_of_day(&self, at: usize) -> usize {
        let early = usize::from(matches!(self.word(at), Word::Stretch(Stretch::Early | Stretch::Late)));
        match self.word(at + early) {
            Word::PartOfDay => at + early + 1,
            _ => at,
        }
    }

    /// "Nov. 18, 2025", "November 18th", "November 2025", "November".
    fn month(&self, month: i8, at: usize) -> Read {
        let day = match self.word(at + 1) {
            Word::Number(day @ 1..=31) => i8::try_from(day).ok(),
            Word::Ordinal(day) => Some(day),
            _ => None,
        };
        let (day, end) = match day {
            Some(day) if !self.is_unit(at + 2) => (Some(day), at + 2),
            _ => (None, at + 1),
        };
        let (year, end) = self.year_after(end);
        let end = if day.is_some() { self.past_part_of_day(end) } else { end };
        (Meaning::Calendar { year, month: Some(month), day, which: Which::Bare }, end)
    }

    /// A year at `at`, after a comma or "of" if need be, and the token after it.
    pub(super) fn year_after(&self, at: usize) -> (Option<i16>, usize) {
        let skip = usize::from(matches!(self.word(at), Word::Comma | Word::Of));
        match self.word(at + skip) {
            Word::Year(year) if (1500..=2199).contains(&year) => (Some(year), at + skip + 1),
            _ => (None, at),
        }
    }

    /// "18 November 2025", "3 and 5 May", "3-5 May".
    fn day_first(&self, day: u16, at: usize) -> Option<Read> {
        let day = i8::try_from(day).ok()?;
        if let Some(date) = self.day_of_month(day, at) {
            return Some(date);
        }
        let joint = matches!(self.word(at + 1), Word::Dash | Word::To | Word::And);
        let Word::Number(second @ 1..=31) = self.word(at + 2) else { return None };
        let (last, end) = self.day_of_month(i8::try_from(second).ok()?, at + 2).filter(|_| joint)?;
        let Meaning::Calendar { year, month, which, .. } = last else { return None };
        let first = Meaning::Calendar { year, month, day: Some(day), which };
        Some((Meaning::Between(Box::new(first), Box::new(last)), end))
    }

    /// "18 November (2025)", "18th of November".
    fn day_of_month(&self, day: i8, at: usize) -> Option<Read> {
        let of = usize::from(self.word(at + 1) == Word::Of);
        let (Word::Month(month) | Word::ShortMonth(month)) = self.word(at + 1 + of) else { return None };
        let is_date = of == 0 || matches!(self.word(at), Word::Ordinal(_));
        let (year, end) = self.year_after(at + 2 + of);
        let end = self.past_part_of_day(end);
        is_date.then_some((Meaning::Calendar { year, month: Some(month), day: Some(day), which: Which::Bare }, end))
    }

    /// "the 5th", "the 5th of May", "the first quarter of 2016".
    fn ordinal(&self, number: i8, at: usize) -> Option<Read> {
        if self.word(at + 1) == Word::Unit(Unit::Quarter) {
            let (year, end) = self.year_after(at + 2);
            return (number <= 4).then_some((Meaning::Quarter(number, year), end));
        }
        if let Some(date) = self.day_of_month(number, at) {
            return Some(date);
        }
        if let Some(week) = self.week_of_month(number, at) {
            return Some(week);
        }
        // "the first Monday of each month"
        if let (Word::Weekday(_), Word::Of, Word::Every) = (self.word(at + 1), self.word(at + 2), self.word(at + 3)) {
            return self.recurring(at + 3);
        }
        let digits = self.tokens.get(at).is_some_and(|token| token.span.len() <= 4);
        let alone = self.before(at) == Word::The && at >= 2 && self.word(at - 2) == Word::On;
        let ends = !self.tag(at + 1).starts_with("NN") && !self.tag(at + 1).starts_with("JJ");
        let day = Meaning::Calendar { year: None, month: None, day: Some(number), which: Which::Bare };
        (digits && alone && ends && !self.is_unit(at + 1)).then_some((day, at + 1))
    }

    /// "the first week of April".
    fn week_of_month(&self, number: i8, at: usize) -> Option<Read> {
        let (Word::Unit(Unit::Week), Word::Of) = (self.word(at + 1), self.word(at + 2)) else { return None };
        let Word::Month(month) = self.word(at + 3) else { return None };
        let (year, end) = self.year_after(at + 4);
        let day = |day: i8| Meaning::Calendar { year, month: Some(month), day: Some(day), which: Which::Bare };
        let last = number.checked_mul(7).filter(|last| (7..=28).contains(last))?;
        Some((Meaning::Between(Box::new(day(last - 6)), Box::new(day(last))), end))
    }

    /// A year alone: only where the words before it ask for a time ("in 2017", "the 2016 talks", "until 1994").
    fn year(&self, year: i16, at: usize) -> Option<Read> {
        if self.word(at + 1) == Word::Dash && self.word(at + 3) == Word::Dash {
            return self.iso_date(year, at);
        }
        let asked = match self.before(at) {
            Word::In
            | Word::Preposition
            | Word::To
            | Word::Before
            | Word::After
            | Word::Between
            | Word::Possessive
            | Word::Open => true,
            Word::The | Word::A => self.tag(at + 1).starts_with("NN") || self.tag(at + 1).starts_with("JJ"),
            Word::Of | Word::For => !self.tag(at + 1).starts_with("NNS"),
            _ => false,
        };
        let counted = self.tag(at + 1) == "NNS" && !matches!(self.before(at), Word::The)
            || self.is_unit(at + 1)
            || self.tag(at + 1) == "CD";
        (asked && !counted && (1500..=2099).contains(&year)).then(|| (year_of(year), at + 1))
    }

    /// "2025-11-18".
    fn iso_date(&self, year: i16, at: usize) -> Option<Read> {
        let (Word::Number(month @ 1..=12), Word::Number(day @ 1..=31)) = (self.word(at + 2), self.word(at + 4)) else {
            return None;
        };
        let (month, day) = (i8::try_from(month).ok(), i8::try_from(day).ok());
        Some((Meaning::Calendar { year: Some(year), month, day, which: Which::Bare }, at + 5))
    }

    /// "last Friday", "next week", "this evening", "last March", "the past two weeks".
    fn chosen(&self, which: Which, at: usize) -> Option<Read> {
        let next = at + 1;
        match self.word(next) {
            Word::Weekday(day) => Some((Meaning::Weekday(day, which), self.past_part_of_day(next + 1))),
            Word::Month(month) => match self.month(month, next) {
                (Meaning::Calendar { year, month, day, .. }, end) => {
                    Some((Meaning::Calendar { year, month, day, which }, end))
                }
                other => Some(other),
            },
            Word::PartOfDay => match which {
                Which::This => Some((Meaning::Day(0), next + 1)),
                Which::Last => Some((Meaning::Day(-1), next + 1)),
                Which::Next | Which::Bare => None,
            },
            Word::Weekend => Some((Meaning::Weekend(which), next + 1)),
            Word::Season(_) => self.season(which, next),
            // "the next day" looks back to a day of the text.
            Word::Unit(Unit::Day) => {
                (which != Which::This && self.before(at) == Word::The).then_some((Meaning::Vague, next + 1))
            }
            Word::Unit(Unit::Minute | Unit::Hour) => None,
            Word::Unit(unit) if self.before(at) == Word::The && which == Which::Next => {
                // "the next week" is seldom the calendar's.
                Some((if unit == Unit::Week { Meaning::Vague } else { Meaning::Unit(unit, which) }, next + 1))
            }
            Word::Unit(unit) => Some((Meaning::Unit(unit, which), next + 1)),
            Word::Number(_) | Word::Few if self.is_units(next + 1) => Some((Meaning::Vague, next + 2)),
            Word::Units(_) if which != Which::This => Some((Meaning::Vague, next + 1)),
            Word::Christmas => Some(self.christmas(next)),
            _ => None,
        }
    }

    /// "the following day", "the same evening", "that day".
    fn relative(&self, at: usize) -> Option<Read> {
        let that = self.word(at) == Word::That;
        match self.word(at + 1) {
            Word::Unit(Unit::Minute | Unit::Hour | Unit::Century) => None,
            Word::Unit(_) | Word::PartOfDay | Word::Weekend => Some((Meaning::Vague, at + 2)),
            Word::Weekday(_) | Word::Month(_) if !that => Some((Meaning::Vague, at + 2)),
            _ => None,
        }
    }

    /// "the morning of 12 March", "the night of May 3".
    fn part_of_date(&self, at: usize) -> Option<Read> {
        let of = self.word(at + 1) == Word::Of && self.before(at) == Word::The;
        let (date, end) = of.then(|| self.single(at + 2))??;
        matches!(date, Meaning::Calendar { day: Some(_), .. } | Meaning::Weekday(..)).then_some((date, end))
    }

    /// "the day before yesterday", "the day after tomorrow", "the day before", "the week before last".
    fn unit_around(&self, unit: Unit, at: usize) -> Option<Read> {
        if self.before(at) != Word::The {
            return None;
        }
        if matches!(unit, Unit::Week | Unit::Month | Unit::Year) {
            return match (self.word(at + 1), self.word(at + 2)) {
                (Word::Before, Word::Which(Which::Last)) => Some((Meaning::Offset(-2, unit), at + 3)),
                (Word::After, Word::Which(Which::Next)) => Some((Meaning::Offset(2, unit), at + 3)),
                _ => None,
            };
        }
        if unit != Unit::Day {
            return None;
        }
        match (self.word(at + 1), self.word(at + 2)) {
            (Word::Before, Word::Day(-1)) => Some((Meaning::Day(-2), at + 3)),
            (Word::After, Word::Day(1)) => Some((Meaning::Day(2), at + 3)),
            (Word::Before | Word::After, _) => Some((Meaning::Vague, at + 2)),
            _ => None,
        }
    }

    fn weekend(&self, at: usize) -> Option<Read> {
        matches!(self.before(at), Word::The).then_some((Meaning::Weekend(Which::Bare), at + 1))
    }

    fn is_unit(&self, at: usize) -> bool {
        matches!(self.word(at), Word::Unit(_) | Word::Units(_))
    }

    fn is_units(&self, at: usize) -> bool {
        matches!(self.word(at), Word::Units(_))
    }
}

pub(super) fn year_of(year: i16) -> Meaning {
    Meaning::Calendar { year: Some(year), month: None, day: None, which: Which::Bare }
}

pub(super) fn part(stretch: Stretch, whole: Meaning) -> Meaning {
    Meaning::Part(stretch, Box::new(whole))
}

/// The time from `first` to `second`, if the two are of one kind; what the first lacks, the second gives.
fn together(first: Meaning, second: Meaning) -> Option<Meaning> {
    let first = match (&first, &second) {
        (
            &Meaning::Calendar { year, month, day, which },
            &Meaning::Calendar { year: last_year, month: last_month, day: last_day, .. },
        ) => {
            let of_one_rank = day.is_some() == last_day.is_some() && month.is_some() == last_month.is_some();
            let over_new_year = month.zip(last_month).is_some_and(|(month, last)| month > last);
            let given = last_year.map(|year| year - i16::from(over_new_year));
            of_one_rank.then_some(Meaning::Calendar { year: year.or(given), month, day, which })?
        }
        (Meaning::Weekday(..), Meaning::Weekday(..)) | (Meaning::Day(_), Meaning::Day(_) | Meaning::Weekday(..)) => {
            first
        }
        (Meaning::Weekday(..), Meaning::Day(_)) | (Meaning::Unit(..), Meaning::Unit(..)) => first,
        (Meaning::Decade(_), Meaning::Decade(_)) | (Meaning::Part(..), Meaning::Part(..)) => first,
        _ => return None,
    };
    Some(Meaning::Between(Box::new(first), Box::new(second)))
}
