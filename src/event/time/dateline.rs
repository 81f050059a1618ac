//! Datelines: where and when a report says it was filed, at the head of its text.
//!
//! "GENEVA, Nov. 3 (Agency) — Talks …": a place in capitals or of the gazetteer, perhaps what it lies in, perhaps a
//! date, then a dash, a colon after the agency's bracket, or the bracket itself.

use super::words::{Word, spelled};
use crate::article::Span;
use crate::entity::gazetteer;
use jiff::civil::Date;

/// The dateline of an article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dateline {
    /// The whole of it, up to and with its dash.
    pub span: Span,
    /// The name of the place, without what it lies in.
    pub place: Span,
    /// The date, if day, month and year are given.
    pub date: Option<Date>,
}

/// Longest dateline looked for, in bytes, and how many lines from the top one may begin.
const MAX_LEN: usize = 100;
const MAX_LINES: usize = 12;

/// Finds the dateline of `body`.
///
/// A date without a year has none to give: [`Dateline::date`] is then `None`.
#[must_use]
pub fn dateline(body: &str) -> Option<Dateline> {
    let mut start = 0;
    for line in body.split('\n').take(MAX_LINES) {
        if let Some(found) = in_line(line, start) {
            return Some(found);
        }
        start += line.len() + 1;
    }
    None
}

fn in_line(line: &str, offset: usize) -> Option<Dateline> {
    let end = ending(line)?;
    let head = line.get(..end.start)?;
    let indent = head.len() - head.trim_start().len();
    let head = head.trim();
    let before_bracket = head.split('(').next()?.trim_end();
    let mut parts = before_bracket.split(',').map(str::trim).peekable();
    let place = parts.next()?;
    if !is_place(place) {
        return None;
    }
    let rest: Vec<&str> = parts.collect();
    let dated: Vec<&str> = rest.iter().copied().filter(|part| is_date_part(part)).collect();
    let sound = rest.iter().all(|part| is_date_part(part) || is_outer(part) || is_agency(part));
    let place = Span::new(offset + indent, offset + indent + place.len());
    sound.then(|| Dateline { span: Span::new(offset + indent, offset + end.end), place, date: date_of(&dated) })
}

/// Where the dateline ends: at a dash with spaces, "--", or after the agency's bracket.
fn ending(line: &str) -> Option<Span> {
    let near = floor(line, MAX_LEN);
    let head = line.get(..near)?;
    let dash = [" — ", " – ", " -- ", " - ", "— ", "—", "--"]
        .iter()
        .filter_map(|dash| head.find(dash).map(|at| Span::new(at, at + dash.len())))
        .min_by_key(|span| span.start);
    let bracket = head.find(')').map(|at| Span::new(at + 1, at + 1));
    match (dash, bracket) {
        (Some(dash), _) => Some(dash),
        (None, bracket) => bracket,
    }
}

fn floor(text: &str, mut at: usize) -> usize {
    at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// A place of the gazetteer, or words in capitals.
fn is_place(name: &str) -> bool {
    let words = name.split(' ').count();
    let in_capitals = name.chars().any(char::is_alphabetic) && !name.chars().any(char::is_lowercase);
    let plausible = words <= 4 && name.len() >= 3 && !name.chars().any(|character| character.is_ascii_digit());
    plausible && (in_capitals && words <= 3 || name.split('/').all(|part| gazetteer::lookup(part).next().is_some()))
}

fn is_outer(part: &str) -> bool {
    gazetteer::is_qualifier(part)
}

fn is_agency(part: &str) -> bool {
    part.is_empty() || part.starts_with('(') && part.ends_with(')')
}

fn is_date_part(part: &str) -> bool {
    !part.is_empty()
        && part.split(' ').all(|word| {
            matches!(
                spelled(word),
                Word::Month(_)
                    | Word::ShortMonth(_)
                    | Word::Number(1..=31)
                    | Word::Ordinal(_)
                    | Word::Year(_)
                    | Word::Weekday(_)
                    | Word::ShortWeekday(_)
            )
        })
}

fn date_of(parts: &[&str]) -> Option<Date> {
    let (mut year, mut month, mut day) = (None, None, None);
    for word in parts.iter().flat_map(|part| part.split(' ')) {
        match spelled(word) {
            Word::Month(number) | Word::ShortMonth(number) => month = Some(number),
            Word::Number(number) => day = i8::try_from(number).ok(),
            Word::Ordinal(number) => day = Some(number),
            Word::Year(number) => year = Some(number),
            _ => {}
        }
    }
    Date::new(year?, month?, day?).ok()
}
