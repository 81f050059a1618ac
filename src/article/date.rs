//! Publication dates: from metadata, a dateline, a file name or an address.
//!
//! A date is read only where day, month and year are all there; `03/04/2031` is read only where it can mean one day.

use jiff::civil::Date;
use regex::{Captures, Regex};
use std::sync::LazyLock;

const MONTHS: &str = "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?";

/// How far into a text a dateline is looked for, in bytes.
const DATELINE_REACH: usize = 1200;

// Digits, letters of fixed words and the edges of words are those of ASCII: the classes of Unicode would make these patterns
// a tenth of the program's start.
static ISO: LazyLock<Regex> =
    LazyLock::new(|| regex(r"(?:^|[^0-9])((?:19|20)[0-9]{2})[-/._]([0-9]{1,2})[-/._]([0-9]{1,2})(?:[^0-9]|$)"));
static COMPACT: LazyLock<Regex> =
    LazyLock::new(|| regex(r"(?:^|[^0-9])((?:19|20)[0-9]{2})([0-9]{2})([0-9]{2})(?:[^0-9]|$|T)"));
static DAY_FIRST: LazyLock<Regex> = LazyLock::new(|| {
    regex(&format!(
        r"(?i-u:\b([0-9]{{1,2}})(?:st|nd|rd|th)?[ -]+(?:of )?({MONTHS})\b\.?,?[ -]+((?:19|20)[0-9]{{2}})\b)"
    ))
});
static MONTH_FIRST: LazyLock<Regex> = LazyLock::new(|| {
    regex(&format!(r"(?i-u:\b({MONTHS})\b\.? +([0-9]{{1,2}})(?:st|nd|rd|th)?,? +((?:19|20)[0-9]{{2}})\b)"))
});
static NUMERIC: LazyLock<Regex> =
    LazyLock::new(|| regex(r"(?:^|[^0-9])([0-9]{1,2})[/.]([0-9]{1,2})[/.]((?:19|20)[0-9]{2})(?:[^0-9]|$)"));

/// A line that says when it was published: a label, or an opening place (and agency) with the date before a dash.
static LABELLED: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"^[^0-9A-Za-z_]*(?i-u:first published|published|last updated|last modified|updated|posted|released?|issued|date|dateline|filed)(?-u:\b)(?: (?:on|at))?[:\s]\s*(.{6}.*)",
    )
});
static DATELINE: LazyLock<Regex> = LazyLock::new(|| {
    // letters beyond ASCII may be capitals or not
    let (capital, letter) = (r"[A-Z\x{c0}-\x{1fff}]", r"[A-Za-z\x{c0}-\x{1fff}.'’-]");
    let small = r"(?-u:(?:de|del|la|le|les|du|di|da|do|of|the|al|el|am|an|der|upon)\b)";
    let place = format!("{capital}{letter}*(?:[ ,/]+(?:{small}|{capital}{letter}*)){{0,5}}");
    let agency = r"\([^()\n]{1,40}\)";
    let word = r"[0-9A-Za-z\x{c0}-\x{1fff}]+";
    let date = format!(r"(?:[A-Za-z\x{{c0}}-\x{{1fff}}]+day,? )?{word}\.?,? +{word}\.?,? +(?:19|20)[0-9]{{2}}");
    let dash = "(?:—|–|--|-|:|/|\\||$)";
    regex(&format!(r"^{place}\s*(?:{agency}\s*(?:[,.:|—–]|--?)?|[,.:|—–]|\s--?\s)\s*({date})\s*(?:{agency}\s*)?{dash}"))
});
static DATE_ALONE: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"^[^0-9A-Za-z_]*(?:(?i-u:mon|tues|wednes|thurs|fri|satur|sun)(?i-u:day),? +)?(.{8,24}?(?:19|20)[0-9]{2}|(?:19|20)[0-9]{2}-[0-9]{2}-[0-9]{2})[\s,|·•—–-]*(?:(?:(?i-u:at) )?[0-9]{1,2}[:.][0-9]{2}.{0,24})?$",
    )
});

/// How many characters after its label a date may take.
const LABELLED_REACH: usize = 60;

fn regex(pattern: &str) -> Regex {
    Regex::new(pattern).expect("a constant pattern that the tests compile")
}

/// The one day that `text` (a metadata field or the like) names, if it names one.
///
/// Reads ISO 8601 and RFC 2822 dates, `3 March 2031`, `March 3, 2031` and numeric dates that can mean one day only.
#[must_use]
pub fn parse_date(text: &str) -> Option<Date> {
    let number = |captures: &Captures<'_>, index: usize| captures[index].parse::<i16>().ok();
    let build = |year: Option<i16>, month: Option<i16>, day: Option<i16>| {
        Date::new(year?, i8::try_from(month?).ok()?, i8::try_from(day?).ok()?).ok()
    };
    if let Some(found) = ISO.captures(text).or_else(|| COMPACT.captures(text)) {
        return build(number(&found, 1), number(&found, 2), number(&found, 3));
    }
    if let Some(found) = DAY_FIRST.captures(text) {
        return build(number(&found, 3), month_number(&found[2]), number(&found, 1));
    }
    if let Some(found) = MONTH_FIRST.captures(text) {
        return build(number(&found, 3), month_number(&found[1]), number(&found, 2));
    }
    let found = NUMERIC.captures(text)?;
    let (first, second, year) = (number(&found, 1)?, number(&found, 2)?, number(&found, 3));
    match (first, second) {
        (13.., 1..=12) => build(year, Some(second), Some(first)),
        (1..=12, 13..) => build(year, Some(first), Some(second)),
        (first, second) if first == second => build(year, Some(first), Some(first)),
        _ => None,
    }
}

/// The day that a metadata field states: in words or figures, or as seconds (or milliseconds) since 1970.
///
/// # Errors
/// A warning in words, if it states something that is no day.
pub fn stated(field: &str) -> Result<Date, String> {
    let field = field.trim();
    let seconds = || {
        let number: i64 = field.parse().ok()?;
        let seconds = if number.abs() >= MILLISECONDS_FROM { number / 1000 } else { number };
        let day = jiff::Timestamp::from_second(seconds).ok()?.to_zoned(jiff::tz::TimeZone::UTC).date();
        (field.len() > 8 && (1980..2100).contains(&day.year())).then_some(day)
    };
    parse_date(field).or_else(seconds).ok_or_else(|| {
        let shown: String = field.chars().filter(|letter| !letter.is_control()).take(40).collect();
        format!("the date \"{shown}\" was not understood; give it as YYYY-MM-DD")
    })
}

/// Numbers from here on count milliseconds: as seconds they would lie beyond the year 5000.
const MILLISECONDS_FROM: i64 = 100_000_000_000;

fn month_number(name: &str) -> Option<i16> {
    const STARTS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let start = name.get(..3)?.to_ascii_lowercase();
    (1..).zip(STARTS).find(|(_, known)| *known == start).map(|(number, _)| number)
}

/// The publication date that the head of an article states: in its dateline (`OSLO, March 3, 2031 —`), after a label
/// (`Published: 3 March 2031`) or on a line of its own. Dates in running text are not publication dates.
#[must_use]
pub fn in_dateline(body: &str) -> Option<Date> {
    let mut end = body.len().min(DATELINE_REACH);
    while !body.is_char_boundary(end) {
        end -= 1;
    }
    let lines = body[..end].lines().map(str::trim).filter(|line| !line.is_empty()).take(8);
    lines.filter(|line| may_hold_year(line)).find_map(|line| {
        if let Some(date) = LABELLED.captures(line).and_then(|found| found.get(1)) {
            let date = date.as_str();
            let end = date.char_indices().nth(LABELLED_REACH).map_or(date.len(), |(end, _)| end);
            return parse_date(&date[..end]);
        }
        let stated = DATE_ALONE.captures(line).or_else(|| DATELINE.captures(line)).and_then(|found| found.get(1));
        stated.and_then(|date| parse_date(date.as_str()))
    })
}

/// True if four digits of the line may be a year: without one, no date is read.
fn may_hold_year(line: &str) -> bool {
    line.as_bytes()
        .windows(4)
        .any(|four| matches!(four, [b'1', b'9', ..] | [b'2', b'0', ..]) && four[2..].iter().all(u8::is_ascii_digit))
}

/// The date in a file's name or a page's address (`2031-03-03-pact.txt`, `/2031/03/03/pact`), if any.
#[must_use]
pub fn in_name(name: &str) -> Option<Date> {
    let found = ISO.captures(name).or_else(|| COMPACT.captures(name))?;
    Date::new(found[1].parse().ok()?, found[2].parse().ok()?, found[3].parse().ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(found: Option<Date>, expected: &str) {
        assert_eq!(found.map(|date| date.to_string()).unwrap_or_default(), expected);
    }

    #[test]
    fn metadata_dates() {
        for text in [
            "2031-03-03",
            "2031-03-03T23:10:00+02:00",
            "2031/3/3",
            "20310303",
            "20310303T101500Z",
            "Mon, 03 Mar 2031 10:00:00 GMT",
            "3 March 2031",
            "3rd of March 2031",
            "March 3, 2031",
            "Mar. 3, 2031 at 4:15 pm",
            "3/3/2031",
        ] {
            check(parse_date(text), "2031-03-03");
        }
        check(parse_date("25/12/2031"), "2031-12-25");
        check(parse_date("12/25/2031"), "2031-12-25");
        for text in ["", "03/04/2031", "March 2031", "2031-13-40", "yesterday", "February 30, 2031", "1 May"] {
            check(parse_date(text), "");
        }
    }

    #[test]
    fn metadata_states_a_day_or_gives_a_warning() {
        for field in ["2031-03-03", "1930298400", "1930298400000"] {
            assert_eq!(stated(field).map(|date| date.to_string()).as_deref(), Ok("2031-03-03"));
        }
        for field in ["not a date", "12", "03/04/2031", "99999999999999999999"] {
            let warning = format!("the date \"{field}\" was not understood; give it as YYYY-MM-DD");
            assert_eq!(stated(field), Err(warning));
        }
    }

    #[test]
    fn datelines() {
        for body in [
            "OSLO, March 3, 2031 — The minister met her guest.",
            "Pact signed\n\nPORT ELLERY, Mar. 3, 2031 (Courier) -- The minister met her guest.",
            "GENEVA (Courier) — March 3, 2031 — The minister left.",
            "Lisbon, 3 March 2031 – The minister left.",
            "Published: 3 March 2031, 14:20\nThe minister left.",
            "Pact signed\nBy Ana Reed\nMonday, March 3, 2031\n\nThe minister left.",
            "2031-03-03\n\nThe minister left.",
            "FOR IMMEDIATE RELEASE\n3 March 2031\n\nThe minister left.",
            "Last updated March 3, 2031 5:05 p.m.",
        ] {
            check(in_dateline(body), "2031-03-03");
        }
    }

    #[test]
    fn dates_of_running_text_are_not_the_publication_date() {
        for body in [
            "On March 3, 2031, the minister met her guest.",
            "The pact of 3 March 2031 was never signed.",
            "The minister was born on 3 March 2031.",
            "The minister met her guest on March 3, 2031.",
            "OSLO, March 3 — The minister left.",
            "",
        ] {
            check(in_dateline(body), "");
        }
    }

    #[test]
    fn names_and_addresses() {
        check(in_name("2031-03-03-pact"), "2031-03-03");
        check(in_name("courier_2031-03-03_pact"), "2031-03-03");
        check(in_name("APW20310303.0458"), "2031-03-03");
        check(in_name("https://news.example/2031/03/03/pact"), "2031-03-03");
        check(in_name("pact-1234567890"), "");
        check(in_name("room-20319999"), "");
    }
}
