//! Time words found and placed, by phenomenon. The articles of these tests were published on Wednesday, 12 November 2025.

use super::*;
use crate::nlp::{Analysis, Label, Token, TokenId};
use jiff::civil::{Date, date};

/// The day of publication: a Wednesday.
const PUBLISHED: Date = date(2025, 11, 12);

/// Splits `text` roughly as the model does and guesses the few tags that the grammar reads.
fn annotate(text: &str) -> Analysis {
    let mut spans: Vec<(usize, usize)> = Vec::new();
    for word in text.split_whitespace() {
        let start = word.as_ptr() as usize - text.as_ptr() as usize;
        split_word(word, start, &mut spans);
    }
    let tokens = spans.iter().map(|&(start, end)| Token {
        span: Span::new(start, end),
        tag: Label::new(tag_of(&text[start..end])),
        pos: Label::default(),
        lemma: text[start..end].to_lowercase().into(),
        head: TokenId(0),
        deprel: Label::default(),
        sentence: 0,
        entity: Label::default(),
        entity_begins: false,
    });
    Analysis::new(tokens.collect())
}

fn split_word(word: &str, start: usize, spans: &mut Vec<(usize, usize)>) {
    const SHORT: [&str; 12] =
        ["Jan.", "Feb.", "Mar.", "Apr.", "Jun.", "Jul.", "Aug.", "Sept.", "Oct.", "Nov.", "Dec.", "Fri."];
    let core = word.trim_start_matches(['(', '"', '“']);
    let head = word.len() - core.len();
    if head > 0 {
        spans.push((start, start + head));
    }
    let start = start + head;
    if SHORT.contains(&core.trim_end_matches([',', ';'])) {
        let name = core.trim_end_matches([',', ';']);
        spans.push((start, start + name.len()));
        if name.len() < core.len() {
            spans.push((start + name.len(), start + core.len()));
        }
        return;
    }
    let inner = core.trim_end_matches(['.', ',', ';', ':', ')', '"', '”', '?', '!']);
    let (inner, possessive) = match inner.strip_suffix("'s") {
        Some(owner) => (owner, 2),
        None => (inner, 0),
    };
    let mut at = start;
    let keeps_hyphen =
        inner.starts_with("mid-2") || inner.chars().next().is_some_and(char::is_numeric) && inner.contains("-y");
    for (index, piece) in inner.split('-').enumerate().filter(|_| !keeps_hyphen) {
        if index > 0 {
            spans.push((at, at + 1));
            at += 1;
        }
        if !piece.is_empty() {
            spans.push((at, at + piece.len()));
            at += piece.len();
        }
    }
    if keeps_hyphen {
        spans.push((at, at + inner.len()));
        at += inner.len();
    }
    if possessive > 0 {
        spans.push((at, at + 2));
        at += 2;
    }
    if at < start + core.len() {
        spans.push((at, at + 1));
    }
}

fn tag_of(form: &str) -> &'static str {
    match form {
        "people" | "dollars" | "troops" | "pages" | "years" | "delegates" => "NNS",
        "floor" | "time" | "election" | "meeting" | "summit" | "round" | "visit" => "NN",
        "may" | "will" | "May-modal" => "MD",
        "old" | "long" => "JJ",
        _ => "XX",
    }
}

fn published(text: Option<(Date, Date)>) -> String {
    text.map_or_else(
        || "-".to_owned(),
        |(from, to)| if from == to { from.to_string() } else { format!("{from}..{to}") },
    )
}

/// The expressions of `text`, each with its days.
fn found(text: &str, publication: Option<Date>, direction: Direction) -> Vec<(String, String)> {
    find_times(text, &annotate(text))
        .iter()
        .map(|time| {
            let (from, to) = resolve(time, publication, direction);
            (time.span.slice(text).to_owned(), published(from.zip(to)))
        })
        .collect()
}

#[track_caller]
fn check(direction: Direction, cases: &[(&str, &str, &str)]) {
    for (text, words, days) in cases {
        let expected = vec![((*words).to_owned(), (*days).to_owned())];
        assert_eq!(found(text, Some(PUBLISHED), direction), expected, "{text}");
    }
}

#[test]
fn what_comes_again_has_no_day() {
    check(
        Direction::Past,
        &[
            ("They meet every Monday.", "every Monday", "-"),
            ("They meet each Friday morning in Oslo.", "each Friday morning", "-"),
            ("They met every other week.", "every other week", "-"),
            ("They meet every second Tuesday.", "every second Tuesday", "-"),
            ("They meet every Monday and Thursday.", "every Monday and Thursday", "-"),
            ("They meet on Mondays.", "Mondays", "-"),
            ("They meet on Mondays and Thursdays.", "Mondays and Thursdays", "-"),
            ("They meet on the first Monday of each month.", "first Monday of each month", "-"),
        ],
    );
    assert_eq!(found("Every minister met each of them.", Some(PUBLISHED), Direction::Past), vec![]);
}

#[test]
fn weeks_by_their_place() {
    check(
        Direction::Past,
        &[
            ("They met the week before last.", "week before last", "2025-10-27..2025-11-02"),
            ("They met in the first week of April.", "first week of April", "2025-04-01..2025-04-07"),
            ("They met a fortnight ago.", "a fortnight ago", "2025-10-27..2025-11-02"),
            ("They met on the morning of 12 March 2005.", "morning of 12 March 2005", "2005-03-12"),
        ],
    );
}

#[test]
fn weekdays_behind() {
    check(
        Direction::Past,
        &[
            ("They met on Monday.", "Monday", "2025-11-10"),
            ("They met on Wednesday.", "Wednesday", "2025-11-12"),
            ("They met on Friday.", "Friday", "2025-11-07"),
            ("Friday's meeting was short.", "Friday", "2025-11-07"),
            ("They met last Friday in Oslo.", "last Friday", "2025-11-07"),
            ("They met last Wednesday.", "last Wednesday", "2025-11-05"),
            ("They met last Monday.", "last Monday", "2025-11-03"),
            ("They met Friday morning.", "Friday morning", "2025-11-07"),
            ("They met late Monday.", "late Monday", "2025-11-10"),
            ("They met early on Tuesday.", "early on Tuesday", "2025-11-11"),
            ("They met on Sunday night, aides said.", "Sunday night", "2025-11-09"),
            ("They met on Thursday and Friday.", "Thursday and Friday", "2025-11-06..2025-11-07"),
            ("They met from Monday to Wednesday.", "Monday to Wednesday", "2025-11-10..2025-11-12"),
            ("They met Saturday through Monday.", "Saturday through Monday", "2025-11-08..2025-11-10"),
            ("They met earlier on Tuesday.", "earlier on Tuesday", "2025-11-11"),
            ("They met on Friday, Nov. 7, in Rome.", "Friday, Nov. 7", "2025-11-07"),
            ("They met on Friday 7 November.", "Friday 7 November", "2025-11-07"),
        ],
    );
}

#[test]
fn weekdays_ahead() {
    check(
        Direction::Future,
        &[
            ("They will meet on Monday.", "Monday", "2025-11-17"),
            ("They will meet on Wednesday.", "Wednesday", "2025-11-12"),
            ("They will meet next Wednesday.", "next Wednesday", "2025-11-19"),
            ("They will meet next Friday.", "next Friday", "2025-11-21"),
            ("They will meet this Friday.", "this Friday", "2025-11-14"),
            ("They will meet Friday evening.", "Friday evening", "2025-11-14"),
            ("They will meet from Saturday to Monday.", "Saturday to Monday", "2025-11-15..2025-11-17"),
            ("They are due to meet on Thursday or Friday.", "Thursday or Friday", "2025-11-13..2025-11-14"),
        ],
    );
}

#[test]
fn days_around_publication() {
    check(
        Direction::Past,
        &[
            ("They met today.", "today", "2025-11-12"),
            ("They met yesterday.", "yesterday", "2025-11-11"),
            ("They met yesterday evening.", "yesterday evening", "2025-11-11"),
            ("They met this morning.", "this morning", "2025-11-12"),
            ("They met last night.", "last night", "2025-11-11"),
            ("They met overnight.", "overnight", "2025-11-11..2025-11-12"),
            ("They met earlier today.", "earlier today", "2025-11-12"),
            ("Late this afternoon they met.", "Late this afternoon", "2025-11-12"),
            ("They met the day before yesterday.", "day before yesterday", "2025-11-10"),
        ],
    );
    check(
        Direction::Future,
        &[
            ("They meet tomorrow.", "tomorrow", "2025-11-13"),
            ("They meet tomorrow night.", "tomorrow night", "2025-11-13"),
            ("They meet tonight.", "tonight", "2025-11-12"),
            ("They meet later today.", "later today", "2025-11-12"),
            ("They meet this evening.", "this evening", "2025-11-12"),
            ("They meet the day after tomorrow.", "day after tomorrow", "2025-11-14"),
        ],
    );
}

#[test]
fn weeks_months_and_years() {
    check(
        Direction::Past,
        &[
            ("They met last week.", "last week", "2025-11-03..2025-11-09"),
            ("They met this week.", "this week", "2025-11-10..2025-11-12"),
            ("They met earlier this month.", "earlier this month", "2025-11-01..2025-11-12"),
            ("They met last month.", "last month", "2025-10-01..2025-10-31"),
            ("They met twice last year.", "last year", "2024-01-01..2024-12-31"),
            ("They met late last year.", "late last year", "2024-09-01..2024-12-31"),
            ("They met early this year.", "early this year", "2025-01-01..2025-05-01"),
            ("They met at the weekend.", "weekend", "2025-11-08..2025-11-09"),
            ("They met last weekend.", "last weekend", "2025-11-08..2025-11-09"),
            ("They met earlier in the week.", "earlier in the week", "2025-11-10..2025-11-12"),
            ("They met earlier in the month.", "earlier in the month", "2025-11-01..2025-11-12"),
        ],
    );
    check(
        Direction::Future,
        &[
            ("They will meet next week.", "next week", "2025-11-17..2025-11-23"),
            ("They will meet early next week.", "early next week", "2025-11-17..2025-11-23"),
            ("They will meet later this week.", "later this week", "2025-11-12..2025-11-16"),
            ("They will meet next month.", "next month", "2025-12-01..2025-12-31"),
            ("They will meet later this year.", "later this year", "2025-11-12..2025-12-31"),
            ("They will meet next year.", "next year", "2026-01-01..2026-12-31"),
            ("They will meet this weekend.", "this weekend", "2025-11-15..2025-11-16"),
            ("They will meet next weekend.", "next weekend", "2025-11-15..2025-11-16"),
            ("They will meet by the end of the year.", "end of the year", "2025-09-01..2025-12-31"),
            ("They will meet at the end of next month.", "end of next month", "2025-12-21..2025-12-31"),
            ("They will meet at the start of March.", "start of March", "2026-03-01..2026-03-10"),
        ],
    );
}

#[test]
fn dates_without_a_year() {
    check(
        Direction::Past,
        &[
            ("They met on Nov. 8.", "Nov. 8", "2025-11-08"),
            ("They met on Nov. 18.", "Nov. 18", "2024-11-18"),
            ("They met on Dec. 28.", "Dec. 28", "2024-12-28"),
            ("They met on 3 May.", "3 May", "2025-05-03"),
            ("They met on the 5th of May.", "5th of May", "2025-05-05"),
            ("They met on May 5th.", "May 5th", "2025-05-05"),
            ("They met in March.", "March", "2025-03-01..2025-03-31"),
            ("They met last December.", "last December", "2024-12-01..2024-12-31"),
            ("They met in late August.", "late August", "2025-08-21..2025-08-31"),
            ("They met in mid-March.", "mid-March", "2025-03-11..2025-03-20"),
            ("They met on the 5th, she said.", "5th", "2025-11-05"),
            ("They met between 3 and 5 May.", "3 and 5 May", "2025-05-03..2025-05-05"),
            ("They met on May 3-5.", "May 3-5", "2025-05-03..2025-05-05"),
            ("They met in October and November.", "October and November", "2025-10-01..2025-11-30"),
            ("They met at Christmas.", "Christmas", "2024-12-25"),
            ("They met on Christmas Eve.", "Christmas Eve", "2024-12-24"),
        ],
    );
    check(
        Direction::Future,
        &[
            ("They will meet on Nov. 18.", "Nov. 18", "2025-11-18"),
            ("They will meet on Jan. 7.", "Jan. 7", "2026-01-07"),
            ("They will meet on 12 November.", "12 November", "2025-11-12"),
            ("They will meet in March.", "March", "2026-03-01..2026-03-31"),
            ("They will meet in November.", "November", "2025-11-01..2025-11-30"),
            ("They will meet next March.", "next March", "2026-03-01..2026-03-31"),
            ("They will meet from Nov. 28 to Dec. 2.", "Nov. 28 to Dec. 2", "2025-11-28..2025-12-02"),
            ("They will meet on the 20th.", "20th", "2025-11-20"),
            ("They will meet on New Year's Day.", "New Year's Day", "2026-01-01"),
        ],
    );
}

#[test]
fn words_that_name_their_year_need_no_publication_date() {
    for (text, words, days) in [
        ("They met on Nov. 18, 2004.", "Nov. 18, 2004", "2004-11-18"),
        ("They met on 18 November 2004.", "18 November 2004", "2004-11-18"),
        ("They met on the 18th of November, 2004.", "18th of November, 2004", "2004-11-18"),
        ("They met on Friday, November 18, 2005, in Rome.", "Friday, November 18, 2005", "2005-11-18"),
        ("They met on 2004-11-18.", "2004-11-18", "2004-11-18"),
        ("They met in November 2004.", "November 2004", "2004-11-01..2004-11-30"),
        ("They met in November of 2004.", "November of 2004", "2004-11-01..2004-11-30"),
        ("They met in 2017.", "2017", "2017-01-01..2017-12-31"),
        ("They met in early 2016.", "early 2016", "2016-01-01..2016-05-01"),
        ("They met in mid-2016.", "mid-2016", "2016-05-02..2016-08-31"),
        ("They met in late 2016.", "late 2016", "2016-09-01..2016-12-31"),
        ("They met in October and November 2004.", "October and November 2004", "2004-10-01..2004-11-30"),
        ("They met from Dec. 28 to Jan. 3, 2006.", "Dec. 28 to Jan. 3, 2006", "2005-12-28..2006-01-03"),
        ("They met from 2004 to 2006.", "2004 to 2006", "2004-01-01..2006-12-31"),
        ("They met between 2004 and 2006.", "2004 and 2006", "2004-01-01..2006-12-31"),
        ("They met in the summer of 2016.", "summer of 2016", "2016-06-01..2016-08-31"),
        ("They met in spring 2016.", "spring 2016", "2016-03-01..2016-05-31"),
        ("They met in the first quarter of 2016.", "first quarter of 2016", "2016-01-01..2016-03-31"),
        ("They met in the 1990s.", "1990s", "1990-01-01..1999-12-31"),
        ("They met in the early 1990s.", "early 1990s", "1990-01-01..1993-05-01"),
        ("They met in the '80s.", "'80s", "1980-01-01..1989-12-31"),
        ("The 2016 election changed that.", "2016", "2016-01-01..2016-12-31"),
        ("A 1994 meeting went badly.", "1994", "1994-01-01..1994-12-31"),
    ] {
        let expected = vec![(words.to_owned(), days.to_owned())];
        for publication in [None, Some(PUBLISHED)] {
            assert_eq!(found(text, publication, Direction::Past), expected, "{text}");
        }
    }
}

#[test]
fn no_publication_date_no_guess() {
    for text in [
        "They met on Friday.",
        "They met yesterday.",
        "They met last week.",
        "They met on Nov. 18.",
        "They met in March.",
        "They met two weeks ago.",
        "They met from Monday to Wednesday.",
        "They met last summer.",
        "They met overnight.",
    ] {
        let found = found(text, None, Direction::Past);
        assert_eq!(found.len(), 1, "{text}: {found:?}");
        assert_eq!(found[0].1, "-", "{text}");
    }
}

#[test]
fn lengths_of_time_before_and_ahead() {
    check(
        Direction::Past,
        &[
            ("They met two weeks ago.", "two weeks ago", "2025-10-27..2025-11-02"),
            ("They met three days ago.", "three days ago", "2025-11-09"),
            ("They met a month ago.", "a month ago", "2025-10-01..2025-10-31"),
            ("They met 10 years ago.", "10 years ago", "2015-01-01..2015-12-31"),
            ("They met a few days ago.", "a few days ago", "-"),
            ("They met several weeks ago.", "several weeks ago", "-"),
            ("They met days ago.", "days ago", "-"),
            ("They met an hour ago.", "an hour ago", "2025-11-11..2025-11-12"),
        ],
    );
    check(
        Direction::Future,
        &[
            ("They will meet in three days.", "three days", "2025-11-15"),
            ("They will meet in two weeks.", "two weeks", "2025-11-24..2025-11-30"),
            ("They will meet within a month.", "a month", "2025-12-01..2025-12-31"),
        ],
    );
    // In the past "in two weeks" is how long it took.
    check(Direction::Past, &[("They met twice in two weeks.", "two weeks", "-")]);
}

#[test]
fn times_that_the_calendar_cannot_place() {
    check(
        Direction::Past,
        &[
            ("They met recently.", "recently", "-"),
            ("They met the following day.", "following day", "-"),
            ("They met the day before.", "day before", "-"),
            ("They met the next day.", "next day", "-"),
            ("They met that evening.", "that evening", "-"),
            ("They met later in the day.", "later in the day", "-"),
            ("They met two days later.", "two days later", "-"),
            ("They met a year earlier.", "a year earlier", "-"),
            ("They met in recent weeks.", "recent weeks", "-"),
            ("They met over the past two weeks.", "past two weeks", "-"),
            ("They talked for 10 years.", "10 years", "-"),
            ("They met in the coming days.", "coming days", "-"),
            ("They met at a later date.", "later date", "-"),
        ],
    );
}

#[test]
fn seasons_and_quarters_near_publication() {
    check(
        Direction::Past,
        &[
            ("They met last summer.", "last summer", "2025-06-01..2025-08-31"),
            ("They met in the spring.", "spring", "2025-03-01..2025-05-31"),
            ("They met in the third quarter.", "third quarter", "2025-07-01..2025-09-30"),
            ("They met last fall.", "last fall", "2024-09-01..2024-11-30"),
            ("They met this autumn.", "this autumn", "2025-09-01..2025-11-30"),
        ],
    );
    check(
        Direction::Future,
        &[
            ("They will meet next spring.", "next spring", "2026-03-01..2026-05-31"),
            ("They will meet this winter.", "this winter", "2025-12-01..2026-02-28"),
        ],
    );
}

#[test]
fn ages_sums_and_names_are_no_times() {
    for text in [
        "Ms Ode is 45 years old.",
        "The 45-year-old minister left.",
        "A five-year plan was agreed.",
        "They sent 2000 people.",
        "He has 18 pages to read.",
        "They may meet and march.",
        "He lives on the 5th floor.",
        "It is the second round.",
        "She spring from her chair.",
        "They paid 1995 dollars.",
        "It costs 3 to 5 dollars.",
        "She said that later.",
        "The day was long.",
        "",
    ] {
        assert_eq!(found(text, Some(PUBLISHED), Direction::Past), vec![], "{text}");
    }
}

#[test]
fn several_times_in_a_sentence_stay_apart() {
    let found = found(
        "They met in Oslo on Monday, three days after the 2016 summit, and will meet again next week.",
        Some(PUBLISHED),
        Direction::Past,
    );
    let words: Vec<&str> = found.iter().map(|(words, _)| words.as_str()).collect();
    assert_eq!(words, ["Monday", "three days after", "2016", "next week"]);
}

#[test]
fn datelines_give_place_and_date() {
    for (text, place, date) in [
        ("GENEVA, Nov. 3, 2025 (Tidende) — Talks opened.", "GENEVA", Some(date(2025, 11, 3))),
        ("OSLO, Norway (TD) — Talks opened.", "OSLO", None),
        ("Headline here\n\nPARIS, Texas, March 3 -- Talks opened.", "PARIS", None),
        ("BRUSSELS — Talks opened.", "BRUSSELS", None),
        ("Brussels, 3 November 2025 - Talks opened.", "Brussels", Some(date(2025, 11, 3))),
        ("WASHINGTON (TD) Talks opened.", "WASHINGTON", None),
        ("MEXICO CITY, Dec 12 (TD) - Talks opened.", "MEXICO CITY", None),
    ] {
        let found = dateline(text).unwrap_or_else(|| panic!("{text}"));
        assert_eq!(found.place.slice(text), place, "{text}");
        assert_eq!(found.date, date, "{text}");
    }
    for text in [
        "",
        "Ms Ode, who leads the party — and the country — spoke.",
        "Talks opened in Geneva.",
        "Monday — a long day.",
        "Berlin is far (very far) away.",
        "— ,(",
    ] {
        assert_eq!(dateline(text), None, "{text}");
    }
}
