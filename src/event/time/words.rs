//! The words of time expressions, as the grammar in [`find`](super::find) sees them.

use super::{Season, Stretch, Unit, Which};
use crate::nlp::Token;
use std::sync::LazyLock;

/// What one token may be in a time expression.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Word {
    /// Nothing to do with time.
    Other,
    Weekday(i8),
    /// "Mon.": a weekday only before a date.
    ShortWeekday(i8),
    Month(i8),
    /// "Jan" without a full stop: a month only beside a number.
    ShortMonth(i8),
    Number(u16),
    /// "5th", "fifth".
    Ordinal(i8),
    Year(i16),
    Decade(i16),
    /// "mid-2016".
    StretchYear(Stretch, i16),
    /// "week".
    Unit(Unit),
    /// "weeks".
    Units(Unit),
    /// "fortnight": two weeks.
    Fortnight,
    /// "morning".
    PartOfDay,
    Weekend,
    /// "Mondays".
    Weekdays,
    /// "every", "each": what follows comes again and again.
    Every,
    Season(Season),
    /// "today", "yesterday", "tomorrow".
    Day(i8),
    Overnight,
    /// "date", "stage" after "a later".
    Point,
    Which(Which),
    /// "following", "same": as in "the following day".
    Relative,
    /// "recent".
    Recent,
    /// "recently".
    Vague,
    Stretch(Stretch),
    /// "start", "beginning", "middle", "end": with "of" and a time.
    Edge(Stretch),
    Ago,
    /// "later", "earlier" after a length of time are [`Word::Stretch`]; "before", "after".
    Before,
    After,
    The,
    That,
    A,
    /// "few", "several", "couple".
    Few,
    Of,
    On,
    In,
    For,
    /// "at", "since", "during", "by", "until", "from", "before" and others that may stand before a year.
    Preposition,
    Between,
    And,
    /// "to", "through", "until".
    To,
    Dash,
    Comma,
    Christmas,
    NewYear,
    /// "Eve", "Day" after a feast.
    Eve,
    Possessive,
    Open,
    Dot,
}

/// Longest word of the list, in bytes.
const MAX_LEN: usize = 10;

/// Words in lower case, sorted.
static WORDS: &[(&str, Word)] = &[
    ("'s", Word::Possessive),
    ("(", Word::Open),
    (",", Word::Comma),
    ("-", Word::Dash),
    (".", Word::Dot),
    ("a", Word::A),
    ("after", Word::After),
    ("afternoon", Word::PartOfDay),
    ("ago", Word::Ago),
    ("an", Word::A),
    ("and", Word::And),
    ("apr", Word::ShortMonth(4)),
    ("apr.", Word::Month(4)),
    ("april", Word::Month(4)),
    ("around", Word::Preposition),
    ("at", Word::Preposition),
    ("aug", Word::ShortMonth(8)),
    ("aug.", Word::Month(8)),
    ("august", Word::Month(8)),
    ("autumn", Word::Season(Season::Autumn)),
    ("before", Word::Before),
    ("beginning", Word::Edge(Stretch::Early)),
    ("between", Word::Between),
    ("by", Word::Preposition),
    ("century", Word::Unit(Unit::Century)),
    ("christmas", Word::Christmas),
    ("close", Word::Edge(Stretch::Late)),
    ("coming", Word::Which(Which::Next)),
    ("couple", Word::Few),
    ("current", Word::Which(Which::This)),
    ("date", Word::Point),
    ("dawn", Word::PartOfDay),
    ("day", Word::Unit(Unit::Day)),
    ("days", Word::Units(Unit::Day)),
    ("dec", Word::ShortMonth(12)),
    ("dec.", Word::Month(12)),
    ("decade", Word::Unit(Unit::Decade)),
    ("decades", Word::Units(Unit::Decade)),
    ("december", Word::Month(12)),
    ("during", Word::Preposition),
    ("dusk", Word::PartOfDay),
    ("each", Word::Every),
    ("earlier", Word::Stretch(Stretch::SoFar)),
    ("early", Word::Stretch(Stretch::Early)),
    ("eight", Word::Number(8)),
    ("eleven", Word::Number(11)),
    ("end", Word::Edge(Stretch::Late)),
    ("eve", Word::Eve),
    ("evening", Word::PartOfDay),
    ("every", Word::Every),
    ("fall", Word::Season(Season::Autumn)),
    ("feb", Word::ShortMonth(2)),
    ("feb.", Word::Month(2)),
    ("february", Word::Month(2)),
    ("few", Word::Few),
    ("fifteen", Word::Number(15)),
    ("fifth", Word::Ordinal(5)),
    ("fifty", Word::Number(50)),
    ("first", Word::Ordinal(1)),
    ("five", Word::Number(5)),
    ("following", Word::Relative),
    ("for", Word::For),
    ("fortnight", Word::Fortnight),
    ("forty", Word::Number(40)),
    ("four", Word::Number(4)),
    ("fourteen", Word::Number(14)),
    ("fourth", Word::Ordinal(4)),
    ("fri.", Word::ShortWeekday(5)),
    ("friday", Word::Weekday(5)),
    ("fridays", Word::Weekdays),
    ("from", Word::Preposition),
    ("hour", Word::Unit(Unit::Hour)),
    ("hours", Word::Units(Unit::Hour)),
    ("in", Word::In),
    ("jan", Word::ShortMonth(1)),
    ("jan.", Word::Month(1)),
    ("january", Word::Month(1)),
    ("jul", Word::ShortMonth(7)),
    ("jul.", Word::Month(7)),
    ("july", Word::Month(7)),
    ("jun", Word::ShortMonth(6)),
    ("jun.", Word::Month(6)),
    ("june", Word::Month(6)),
    ("last", Word::Which(Which::Last)),
    ("late", Word::Stretch(Stretch::Late)),
    ("lately", Word::Vague),
    ("later", Word::Stretch(Stretch::Rest)),
    ("lunchtime", Word::PartOfDay),
    ("many", Word::Few),
    ("mar", Word::ShortMonth(3)),
    ("mar.", Word::Month(3)),
    ("march", Word::Month(3)),
    ("may", Word::Month(5)),
    ("mid", Word::Stretch(Stretch::Middle)),
    ("midday", Word::PartOfDay),
    ("middle", Word::Edge(Stretch::Middle)),
    ("midnight", Word::PartOfDay),
    ("minute", Word::Unit(Unit::Minute)),
    ("minutes", Word::Units(Unit::Minute)),
    ("mon.", Word::ShortWeekday(1)),
    ("monday", Word::Weekday(1)),
    ("mondays", Word::Weekdays),
    ("month", Word::Unit(Unit::Month)),
    ("months", Word::Units(Unit::Month)),
    ("morning", Word::PartOfDay),
    ("new", Word::NewYear),
    ("next", Word::Which(Which::Next)),
    ("night", Word::PartOfDay),
    ("nightfall", Word::PartOfDay),
    ("nine", Word::Number(9)),
    ("noon", Word::PartOfDay),
    ("nov", Word::ShortMonth(11)),
    ("nov.", Word::Month(11)),
    ("november", Word::Month(11)),
    ("oct", Word::ShortMonth(10)),
    ("oct.", Word::Month(10)),
    ("october", Word::Month(10)),
    ("of", Word::Of),
    ("on", Word::On),
    ("one", Word::Number(1)),
    ("or", Word::And),
    ("over", Word::For),
    ("overnight", Word::Overnight),
    ("past", Word::Which(Which::Last)),
    ("previous", Word::Relative),
    ("quarter", Word::Unit(Unit::Quarter)),
    ("recent", Word::Recent),
    ("recently", Word::Vague),
    ("same", Word::Relative),
    ("sat.", Word::ShortWeekday(6)),
    ("saturday", Word::Weekday(6)),
    ("saturdays", Word::Weekdays),
    ("second", Word::Ordinal(2)),
    ("sep", Word::ShortMonth(9)),
    ("sep.", Word::Month(9)),
    ("sept", Word::ShortMonth(9)),
    ("sept.", Word::Month(9)),
    ("september", Word::Month(9)),
    ("seven", Word::Number(7)),
    ("several", Word::Few),
    ("since", Word::Preposition),
    ("six", Word::Number(6)),
    ("some", Word::Few),
    ("spring", Word::Season(Season::Spring)),
    ("stage", Word::Point),
    ("start", Word::Edge(Stretch::Early)),
    ("summer", Word::Season(Season::Summer)),
    ("sun.", Word::ShortWeekday(7)),
    ("sunday", Word::Weekday(7)),
    ("sundays", Word::Weekdays),
    ("ten", Word::Number(10)),
    ("that", Word::That),
    ("the", Word::The),
    ("third", Word::Ordinal(3)),
    ("thirteen", Word::Number(13)),
    ("thirty", Word::Number(30)),
    ("this", Word::Which(Which::This)),
    ("three", Word::Number(3)),
    ("through", Word::To),
    ("thu.", Word::ShortWeekday(4)),
    ("thurs.", Word::ShortWeekday(4)),
    ("thursday", Word::Weekday(4)),
    ("thursdays", Word::Weekdays),
    ("till", Word::To),
    ("to", Word::To),
    ("today", Word::Day(0)),
    ("tomorrow", Word::Day(1)),
    ("tonight", Word::Day(0)),
    ("tue.", Word::ShortWeekday(2)),
    ("tues.", Word::ShortWeekday(2)),
    ("tuesday", Word::Weekday(2)),
    ("tuesdays", Word::Weekdays),
    ("twelve", Word::Number(12)),
    ("twenty", Word::Number(20)),
    ("two", Word::Number(2)),
    ("until", Word::To),
    ("upcoming", Word::Which(Which::Next)),
    ("wed.", Word::ShortWeekday(3)),
    ("wednesday", Word::Weekday(3)),
    ("wednesdays", Word::Weekdays),
    ("week", Word::Unit(Unit::Week)),
    ("weekend", Word::Weekend),
    ("weeks", Word::Units(Unit::Week)),
    ("winter", Word::Season(Season::Winter)),
    ("within", Word::In),
    ("year", Word::Unit(Unit::Year)),
    ("years", Word::Units(Unit::Year)),
    ("yesterday", Word::Day(-1)),
];

/// What `token`, whose form is `form`, may be in a time expression.
pub(super) fn classify(token: &Token, form: &str) -> Word {
    let word = spelled(form);
    let capital = form.as_bytes().first().is_some_and(u8::is_ascii_uppercase);
    match word {
        Word::Month(_) | Word::ShortMonth(_) | Word::Weekday(_) | Word::ShortWeekday(_) | Word::Weekdays => {
            let tag = token.tag.as_str();
            let is_name = capital && tag != "MD" && !tag.starts_with("VB") && token.entity != "PERSON";
            if is_name { word } else { Word::Other }
        }
        Word::Christmas | Word::NewYear | Word::Eve if !capital => Word::Other,
        Word::Season(_) if token.tag.as_str().starts_with("VB") => Word::Other,
        _ => word,
    }
}

/// What the form alone may be.
pub(super) fn spelled(form: &str) -> Word {
    match form.as_bytes() {
        [b'0'..=b'9' | b'\'', ..] if form != "'s" => numeral(form),
        [first, ..] if form.len() <= MAX_LEN && first.is_ascii() => {
            let mut lower = [0; MAX_LEN];
            let Some(lower) = lower.get_mut(..form.len()) else { return Word::Other };
            lower.copy_from_slice(form.as_bytes());
            lower.make_ascii_lowercase();
            look_up(lower).unwrap_or_else(|| stretch_year(form))
        }
        _ => match form {
            "–" | "—" => Word::Dash,
            "’s" => Word::Possessive,
            _ => numeral(form.strip_prefix('’').unwrap_or_default()),
        },
    }
}

/// The words that begin with one letter: which lengths they have, a bit each, and where they stand in the list. Most words of
/// a text are none of these, and shall cost one look.
#[derive(Clone, Copy, Default)]
struct Initial {
    lengths: u16,
    start: u16,
    end: u16,
}

static INITIALS: LazyLock<[Initial; 256]> = LazyLock::new(|| {
    let mut initials = [Initial::default(); 256];
    for (at, (word, _)) in (0_u16..).zip(WORDS) {
        let first = word.as_bytes().first().copied().unwrap_or_default();
        let initial = &mut initials[usize::from(first)];
        if initial.lengths == 0 {
            initial.start = at;
        }
        initial.lengths |= 1 << word.len();
        initial.end = at + 1;
    }
    initials
});

fn look_up(lower: &[u8]) -> Option<Word> {
    let &first = lower.first()?;
    let Initial { lengths, start, end } = INITIALS[usize::from(first)];
    if lengths & (1 << lower.len()) == 0 {
        return None;
    }
    let words = WORDS.get(usize::from(start)..usize::from(end))?;
    words.iter().find(|(word, _)| word.as_bytes() == lower).map(|&(_, word)| word)
}

/// "mid-2016", "early-2016".
fn stretch_year(form: &str) -> Word {
    let Some((stretch, year)) = form.split_once('-') else { return Word::Other };
    match (spelled(stretch), numeral(year)) {
        (Word::Stretch(stretch), Word::Year(year)) => Word::StretchYear(stretch, year),
        (Word::Stretch(_), Word::Decade(_)) => numeral(year),
        _ => Word::Other,
    }
}

/// "18", "18th", "2016", "1990s", "'90s".
fn numeral(form: &str) -> Word {
    let digits = form.trim_start_matches('\'');
    let count = digits.bytes().take_while(u8::is_ascii_digit).count();
    let (digits, ending) = digits.split_at(count);
    let Ok(number) = digits.parse::<u16>() else { return Word::Other };
    let year = i16::try_from(number).unwrap_or_default();
    match (ending, count) {
        ("", 4) if (1000..=2199).contains(&number) => Word::Year(year),
        ("", 1..=4) if form.len() == count => Word::Number(number),
        ("st" | "nd" | "rd" | "th", 1 | 2) if (1..=31).contains(&number) => {
            Word::Ordinal(i8::try_from(number).unwrap_or_default())
        }
        ("s" | "'s" | "’s", 4) if number.is_multiple_of(10) => Word::Decade(year),
        ("s" | "'s" | "’s", 2) if number.is_multiple_of(10) && number >= 20 => Word::Decade(1900 + year),
        _ => Word::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_sorted_and_short_enough() {
        assert!(WORDS.is_sorted_by_key(|(word, _)| *word));
        assert!(WORDS.iter().all(|(word, _)| word.len() <= MAX_LEN));
    }

    #[test]
    fn numerals_by_their_form() {
        for (form, word) in [
            ("18", Word::Number(18)),
            ("18th", Word::Ordinal(18)),
            ("2016", Word::Year(2016)),
            ("1990s", Word::Decade(1990)),
            ("'80s", Word::Decade(1980)),
            ("’80s", Word::Decade(1980)),
            ("mid-2016", Word::StretchYear(Stretch::Middle, 2016)),
            ("1.5", Word::Other),
            ("10,000", Word::Other),
            ("2,016", Word::Other),
            ("18-year", Word::Other),
            ("99999999", Word::Other),
        ] {
            assert_eq!(spelled(form), word, "{form}");
        }
    }
}
