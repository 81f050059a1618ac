//! Lengths, stretches and feasts in the grammar of time expressions: "two weeks ago", "in early 2016", "last spring",
//! "at Christmas".

use super::find::{Read, Reader, part, year_of};
use super::words::Word;
use super::{Meaning, Stretch, Unit, Which};

impl Reader<'_> {
    /// "two weeks ago", "a year earlier", "in three days", "for ten years".
    pub(super) fn length_of_time(&self, at: usize) -> Option<Read> {
        if self.word(at + 1) == Word::Fortnight {
            return match self.word(at) {
                Word::A => self.counted(Some(2), Unit::Week, at, at + 2),
                _ => None,
            };
        }
        let (count, unit_at) = match (self.word(at), self.word(at + 1), self.word(at + 2)) {
            (Word::A, Word::Few, Word::Of) | (Word::Few, Word::Few, Word::Of) => (None, at + 3),
            (Word::A, Word::Few, _) | (Word::Few, Word::Number(_), _) => (None, at + 2),
            (Word::A, _, _) => (Some(1), at + 1),
            (Word::Number(count), _, _) => (Some(i32::from(count)), at + 1),
            _ => (None, at + 1),
        };
        let (Word::Unit(unit) | Word::Units(unit)) = self.word(unit_at) else { return None };
        self.counted(count, unit, at, unit_at + 1)
    }

    /// "days ago", "weeks later".
    pub(super) fn bare_units(&self, at: usize) -> Option<Read> {
        let Word::Units(unit) = self.word(at) else { return None };
        matches!(self.word(at + 1), Word::Ago | Word::Stretch(Stretch::Rest | Stretch::SoFar))
            .then(|| self.counted(None, unit, at, at + 1))
            .flatten()
    }

    pub(super) fn counted(&self, count: Option<i32>, unit: Unit, start: usize, end: usize) -> Option<Read> {
        let offset = |sign: i32| count.map_or(Meaning::Vague, |count| Meaning::Offset(sign * count, unit));
        match self.word(end) {
            Word::Ago => Some((offset(-1), end + 1)),
            Word::Stretch(Stretch::Rest | Stretch::SoFar) | Word::Before | Word::After => {
                Some((Meaning::Vague, end + 1))
            }
            _ if self.tag(end).starts_with("JJ") || self.word(end) == Word::Of => None,
            _ => match self.before(start) {
                Word::In => Some((offset(1), end)),
                Word::For => Some((Meaning::Vague, end)),
                _ => None,
            },
        }
    }

    /// "late Monday", "early on Tuesday", "earlier this month", "mid-March", "later in the day", "at a later date".
    pub(super) fn stretch(&self, stretch: Stretch, at: usize) -> Option<Read> {
        let dash = usize::from(stretch == Stretch::Middle && self.word(at + 1) == Word::Dash);
        let next = at + 1 + dash;
        let linked = usize::from(matches!(self.word(next), Word::On | Word::In));
        let the = usize::from(linked == 1 && self.word(next + 1) == Word::The);
        let start = next + linked + the;
        if self.word(start) == Word::Point && start == at + 1 {
            return (self.before(at) == Word::A).then_some((Meaning::Vague, start + 1));
        }
        if let Word::Unit(unit) = self.word(start) {
            let meaning =
                if unit == Unit::Day { Meaning::Vague } else { part(stretch, Meaning::Unit(unit, Which::This)) };
            return (the == 1).then_some((meaning, start + 1));
        }
        if let Word::Year(year) = self.word(start) {
            return (1500..=2099).contains(&year).then(|| (part(stretch, year_of(year)), start + 1));
        }
        if self.word(start) == Word::PartOfDay && the == 1 {
            return Some((Meaning::Vague, start + 1));
        }
        let (meaning, end) = self.single(start)?;
        let meaning = match meaning {
            whole @ (Meaning::Calendar { day: None, .. }
            | Meaning::Unit(..)
            | Meaning::Decade(_)
            | Meaning::Season(..)
            | Meaning::Quarter(..)) => part(stretch, whole),
            Meaning::Between(..) | Meaning::Part(..) | Meaning::Offset(..) => return None,
            day => day,
        };
        Some((meaning, end))
    }

    /// "the end of March", "the start of next week", "the beginning of the year".
    pub(super) fn edge(&self, stretch: Stretch, at: usize) -> Option<Read> {
        if self.word(at + 1) != Word::Of {
            return None;
        }
        let the = usize::from(self.word(at + 2) == Word::The);
        let start = at + 2 + the;
        match self.word(start) {
            Word::Unit(unit @ (Unit::Week | Unit::Month | Unit::Quarter | Unit::Year | Unit::Decade)) => {
                Some((part(stretch, Meaning::Unit(unit, Which::This)), start + 1))
            }
            Word::Year(year) if (1500..=2099).contains(&year) => Some((part(stretch, year_of(year)), start + 1)),
            Word::Other => None,
            _ => match self.single(start)? {
                (Meaning::Vague, end) => Some((Meaning::Vague, end)),
                (whole @ (Meaning::Calendar { day: None, .. } | Meaning::Unit(..) | Meaning::Season(..)), end) => {
                    Some((part(stretch, whole), end))
                }
                _ => None,
            },
        }
    }

    /// "last summer", "the summer of 2016", "in spring".
    pub(super) fn season(&self, which: Which, at: usize) -> Option<Read> {
        let Word::Season(season) = self.word(at) else { return None };
        let (year, end) = self.year_after(at + 1);
        let the = usize::from(self.before(at) == Word::The);
        let asked = at > the && matches!(self.word(at - 1 - the), Word::In | Word::Preposition | Word::Stretch(_));
        let is_season = which != Which::Bare || year.is_some() || asked && !self.tag(at + 1).starts_with("NN");
        is_season.then_some((Meaning::Season(season, year, which), end))
    }

    pub(super) fn christmas(&self, at: usize) -> Read {
        let eve = self.word(at + 1) == Word::Eve;
        let is_day = self.word(at + 1) == Word::Unit(Unit::Day);
        let (year, end) = self.year_after(at + 1 + usize::from(eve || is_day));
        (Meaning::Calendar { year, month: Some(12), day: Some(if eve { 24 } else { 25 }), which: Which::Bare }, end)
    }

    /// "New Year's Day", "New Year's Eve".
    pub(super) fn new_year(&self, at: usize) -> Option<Read> {
        let named = self.word(at + 1) == Word::Unit(Unit::Year) && self.word(at + 2) == Word::Possessive;
        let (month, day) = match self.word(at + 3) {
            Word::Eve => (12, 31),
            Word::Unit(Unit::Day) => (1, 1),
            _ => return None,
        };
        let (year, end) = self.year_after(at + 4);
        named.then_some((Meaning::Calendar { year, month: Some(month), day: Some(day), which: Which::Bare }, end))
    }
}
