//! Places time words on the calendar.

use super::{Direction, Meaning, Season, Stretch, TimeExpression, Unit, Which};
use jiff::civil::Date;
use jiff::{Span as Duration, ToSpan as _};

/// First and last day, both included.
type Days = (Date, Date);

/// The first and last day that `time` may mean in an article published on `publication`, for an event in `direction`.
///
/// Without a publication date only words that name their year are placed; words that the calendar cannot place
/// ("recently") give none. A week runs from Monday to Sunday; "early", "mid" and "late" are thirds.
#[must_use]
pub fn resolve(time: &TimeExpression, publication: Option<Date>, direction: Direction) -> (Option<Date>, Option<Date>) {
    match days(&time.meaning, publication, direction) {
        Some((from, to)) if from <= to => (Some(from), Some(to)),
        _ => (None, None),
    }
}

fn days(meaning: &Meaning, publication: Option<Date>, direction: Direction) -> Option<Days> {
    if let Some(days) = absolute(meaning) {
        return Some(days);
    }
    match meaning {
        Meaning::Between(first, last) => between(first, last, publication, direction),
        Meaning::Part(stretch, whole) => part(*stretch, whole, publication, direction),
        _ => relative(meaning, publication?, direction),
    }
}

/// Days of words that name their year.
fn absolute(meaning: &Meaning) -> Option<Days> {
    match *meaning {
        Meaning::Calendar { year: Some(year), month, day, .. } => calendar(year, month, day),
        Meaning::Season(season, Some(year), _) => season_of(season, year),
        Meaning::Quarter(number, Some(year)) => quarter_of(number, year),
        Meaning::Decade(year) => Some((Date::new(year, 1, 1).ok()?, Date::new(year.checked_add(9)?, 12, 31).ok()?)),
        _ => None,
    }
}

fn relative(meaning: &Meaning, publication: Date, direction: Direction) -> Option<Days> {
    match *meaning {
        Meaning::Day(offset) => one(shift(publication, i64::from(offset).days())?),
        Meaning::Overnight => Some((publication.yesterday().ok()?, publication)),
        Meaning::Weekday(day, which) => one(weekday(day, which, publication, direction)?),
        Meaning::Calendar { year: None, month: Some(month), day, which } => {
            let candidates = nearby_years(publication).filter_map(|year| calendar(year, Some(month), day));
            nearest(candidates, which, publication, direction)
        }
        Meaning::Calendar { year: None, month: None, day: Some(day), .. } => {
            let candidates = (-2..=2).filter_map(|months: i64| {
                let month = shift(publication.first_of_month(), months.months())?;
                calendar(month.year(), Some(month.month()), Some(day))
            });
            nearest(candidates, Which::Bare, publication, direction)
        }
        Meaning::Season(season, None, which) => {
            nearest(nearby_years(publication).filter_map(|year| season_of(season, year)), which, publication, direction)
        }
        Meaning::Quarter(number, None) => nearest(
            nearby_years(publication).filter_map(|year| quarter_of(number, year)),
            Which::Bare,
            publication,
            direction,
        ),
        Meaning::Weekend(which) => {
            let candidates = (-2..=2).filter_map(|weeks: i64| {
                let saturday = shift(monday_of(publication)?, (7 * weeks + 5).days())?;
                Some((saturday, saturday.tomorrow().ok()?))
            });
            nearest(candidates, which, publication, direction)
        }
        Meaning::Unit(unit, which) => unit_of(unit, which, publication, direction),
        Meaning::Offset(count, unit) => offset(count, unit, publication, direction),
        _ => None,
    }
}

fn one(day: Date) -> Option<Days> {
    Some((day, day))
}

fn shift(date: Date, by: Duration) -> Option<Date> {
    date.checked_add(by).ok()
}

fn monday_of(date: Date) -> Option<Date> {
    shift(date, (-i64::from(date.weekday().to_monday_zero_offset())).days())
}

fn nearby_years(publication: Date) -> impl Iterator<Item = i16> {
    let year = publication.year();
    (-2..=2).map(move |offset| year.saturating_add(offset))
}

fn calendar(year: i16, month: Option<i8>, day: Option<i8>) -> Option<Days> {
    match (month, day) {
        (Some(month), Some(day)) => one(Date::new(year, month, day).ok()?),
        (Some(month), None) => {
            let first = Date::new(year, month, 1).ok()?;
            Some((first, first.last_of_month()))
        }
        (None, _) => Some((Date::new(year, 1, 1).ok()?, Date::new(year, 12, 31).ok()?)),
    }
}

fn months(year: i16, first: i8, count: i64) -> Option<Days> {
    let from = Date::new(year, first, 1).ok()?;
    Some((from, shift(from, (count - 1).months())?.last_of_month()))
}

fn season_of(season: Season, year: i16) -> Option<Days> {
    match season {
        Season::Spring => months(year, 3, 3),
        Season::Summer => months(year, 6, 3),
        Season::Autumn => months(year, 9, 3),
        Season::Winter => months(year, 12, 3),
    }
}

fn quarter_of(number: i8, year: i16) -> Option<Days> {
    months(year, number.checked_sub(1)?.checked_mul(3)?.checked_add(1)?, 3)
}

/// Chooses among candidates in order of time.
///
/// Bare: the last begun on or before the publication date, or the first not ended by then. "Last": the last that was
/// over by then. "Next": the first still to begin. "This": the nearest one, the current before others.
fn nearest(
    mut candidates: impl Iterator<Item = Days>,
    which: Which,
    publication: Date,
    direction: Direction,
) -> Option<Days> {
    match (which, direction) {
        (Which::Last, _) => candidates.take_while(|&(_, to)| to < publication).last(),
        (Which::Next, _) => candidates.find(|&(from, _)| from > publication),
        (Which::Bare | Which::This, Direction::Past) => candidates.take_while(|&(from, _)| from <= publication).last(),
        (Which::Bare | Which::This, Direction::Future) => candidates.find(|&(_, to)| to >= publication),
    }
}

/// "Friday": the nearest in the direction. "Last Friday" and "next Friday" lie in the week before or after, since one of
/// this week would be "Friday" alone; a Sunday looks back on a week that is over.
fn weekday(day: i8, which: Which, publication: Date, direction: Direction) -> Option<Date> {
    let monday = monday_of(publication)?;
    let in_week = |weeks: i64| shift(monday, (7 * weeks + i64::from(day) - 1).days());
    match which {
        Which::Last if publication.weekday() == jiff::civil::Weekday::Sunday && day < 7 => in_week(0),
        Which::Last => in_week(-1),
        Which::Next => in_week(1),
        Which::Bare | Which::This => {
            nearest((-2..=2).filter_map(in_week).filter_map(one), which, publication, direction).map(|(from, _)| from)
        }
    }
}

/// "this week", "last year": a calendar unit. Of the current one, only the part that the direction leaves open.
fn unit_of(unit: Unit, which: Which, publication: Date, direction: Direction) -> Option<Days> {
    let count = match which {
        Which::Last => -1,
        Which::Next => 1,
        Which::This | Which::Bare => 0,
    };
    let (from, to) = whole_unit(unit, count, publication)?;
    match (count, direction) {
        (0, Direction::Past) => Some((from, to.min(publication))),
        (0, Direction::Future) => Some((from.max(publication), to)),
        _ => Some((from, to)),
    }
}

/// The calendar unit `count` after the one that holds `publication`.
fn whole_unit(unit: Unit, count: i32, publication: Date) -> Option<Days> {
    let count = i64::from(count);
    match unit {
        Unit::Minute | Unit::Hour => None,
        Unit::Day => one(shift(publication, count.days())?),
        Unit::Week => {
            let monday = shift(monday_of(publication)?, (7 * count).days())?;
            Some((monday, shift(monday, 6.days())?))
        }
        Unit::Month => {
            let first = shift(publication.first_of_month(), count.months())?;
            Some((first, first.last_of_month()))
        }
        Unit::Quarter => {
            let month = publication.month() - (publication.month() - 1) % 3;
            let first = shift(Date::new(publication.year(), month, 1).ok()?, (3 * count).months())?;
            months(first.year(), first.month(), 3)
        }
        Unit::Year => {
            let year = i16::try_from(i64::from(publication.year()) + count).ok()?;
            calendar(year, None, None)
        }
        Unit::Decade => decade(publication.year(), 10, count),
        Unit::Century => decade(publication.year(), 100, count),
    }
}

fn decade(year: i16, length: i16, count: i64) -> Option<Days> {
    let first = i64::from(year - year.rem_euclid(length)) + i64::from(length) * count;
    let first = i16::try_from(first).ok()?;
    Some((Date::new(first, 1, 1).ok()?, Date::new(first.checked_add(length - 1)?, 12, 31).ok()?))
}

/// "two weeks ago", "in three days": the day itself, or the week, month or year in which it falls.
fn offset(count: i32, unit: Unit, publication: Date, direction: Direction) -> Option<Days> {
    match (unit, direction) {
        (_, Direction::Past) if count > 0 => None,
        (_, Direction::Future) if count < 0 => None,
        (Unit::Minute, _) => one(publication),
        (Unit::Hour, _) if count.abs() < 24 => Some(match count < 0 {
            true => (publication.yesterday().ok()?, publication),
            false => (publication, publication.tomorrow().ok()?),
        }),
        (Unit::Hour, _) => one(shift(publication, i64::from(count / 24).days())?),
        _ => whole_unit(unit, count, publication),
    }
}

fn part(stretch: Stretch, whole: &Meaning, publication: Option<Date>, direction: Direction) -> Option<Days> {
    let (from, to) = match (whole, publication) {
        // The thirds are those of the whole unit, not of what is left of it.
        (&Meaning::Unit(unit, Which::This | Which::Bare), Some(publication)) => whole_unit(unit, 0, publication)?,
        _ => days(whole, publication, direction)?,
    };
    match (stretch, publication) {
        (Stretch::SoFar, Some(publication)) => Some((from, to.min(publication.max(from)))),
        (Stretch::Rest, Some(publication)) => Some((from.max(publication.min(to)), to)),
        (Stretch::SoFar | Stretch::Rest, None) => Some((from, to)),
        (Stretch::Early | Stretch::Middle | Stretch::Late, _) => Some(third(stretch, from, to)),
    }
}

/// A third of a time of two weeks or more; shorter ones stay whole.
fn third(stretch: Stretch, from: Date, to: Date) -> Days {
    let length = from.until(to).map_or(0, |span| i64::from(span.get_days())) + 1;
    if length < 14 {
        return (from, to);
    }
    let (first, last) = match stretch {
        Stretch::Early => (0, length / 3),
        Stretch::Middle => (length / 3, 2 * length / 3),
        _ => (2 * length / 3, length),
    };
    let day = |count: i64| shift(from, count.days());
    match (day(first), day(last - 1)) {
        (Some(first), Some(last)) => (first, last),
        _ => (from, to),
    }
}

/// "Monday to Wednesday", "3 to 5 May": counted back from the end for what is past, on from the beginning for what is ahead.
fn between(first: &Meaning, last: &Meaning, publication: Option<Date>, direction: Direction) -> Option<Days> {
    if let (Some((from, _)), Some((_, to))) = (absolute(first), absolute(last)) {
        return Some((from, to));
    }
    match direction {
        Direction::Past => {
            let (from, to) = days(last, publication, direction)?;
            let (start, _) = days(first, Some(from), direction)?;
            Some((start, to))
        }
        Direction::Future => {
            let (from, to) = days(first, publication, direction)?;
            let (_, end) = days(last, Some(to), direction)?;
            Some((from, end))
        }
    }
}
