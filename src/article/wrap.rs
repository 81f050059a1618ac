//! Lines that were broken to a width, as archives, mail and terminals do: which line breaks mean no more than a space.
//!
//! # Invariants
//!
//! - What is given back has the length of what came in, byte for byte: only white space around a line break changes, and
//!   only to spaces, so that all offsets hold in both.

use std::borrow::Cow;
use std::ops::Range;

/// Widths, in characters, that texts are broken to.
const WIDTHS: Range<usize> = 30..121;
/// Lines that must follow one another, each as full as it can be, before they count as broken to a width.
const FEWEST_BREAKS: usize = 2;
/// A line has at least so many words before a small letter below it shows that its sentence goes on there.
const FEWEST_WORDS: usize = 3;

/// `body` with spaces for the line breaks that stand where a line was full, or amid a sentence that goes on with a small
/// letter. The breaks after headlines, paragraphs, items of lists and verses stay.
///
/// A line is full if the next word would not have fitted into the width of its block, or of the blocks around it.
#[must_use]
pub fn unwrap_lines(body: &str) -> Cow<'_, str> {
    let lines = lines_of(body);
    if lines.len() < 2 {
        return Cow::Borrowed(body);
    }
    let joined = joined_breaks(&lines);
    if !joined.contains(&true) {
        return Cow::Borrowed(body);
    }
    let mut bytes = body.as_bytes().to_vec();
    for ((line, next), _) in lines.iter().zip(&lines[1..]).zip(joined).filter(|(_, joined)| *joined) {
        bytes[line.end..next.start].fill(b' ');
    }
    String::from_utf8(bytes).map_or(Cow::Borrowed(body), Cow::Owned)
}

/// A line without the white space around it; offsets in bytes, widths in characters.
struct Line<'a> {
    text: &'a str,
    start: usize,
    end: usize,
    indent: usize,
    width: usize,
    first_word: usize,
    starts_small: bool,
    is_item: bool,
}

impl<'a> Line<'a> {
    fn of(body: &'a str, range: Range<usize>) -> Self {
        let whole = &body[range.clone()];
        let text = whole.trim_ascii();
        let indent = whole.len() - whole.trim_ascii_start().len();
        let start = range.start + indent;
        let first = text.split_ascii_whitespace().next().unwrap_or_default();
        Self {
            text,
            start,
            end: start + text.len(),
            indent,
            width: indent + text.chars().count(),
            first_word: first.chars().count(),
            starts_small: first.starts_with(char::is_lowercase),
            is_item: is_marker(first),
        }
    }

    /// True if its sentence may go on in the next line.
    fn goes_on(&self) -> bool {
        !self.text.ends_with([':', ';']) && self.text.split_ascii_whitespace().nth(FEWEST_WORDS - 1).is_some()
    }

    /// True if most of its longer words are capitalised.
    fn is_headline(&self) -> bool {
        let long = self.text.split_ascii_whitespace().filter(|word| word.chars().nth(3).is_some());
        let (n_long, n_capital) = long.fold((0, 0), |(long, capital), word| {
            (long + 1, capital + usize::from(word.starts_with(char::is_uppercase)))
        });
        n_long >= 3 && n_capital * 5 >= n_long * 4
    }

    const fn is_blank(&self) -> bool {
        self.start == self.end
    }

    /// True if the line could go on with `next`, as lists, indented paragraphs and titles do not.
    const fn may_join(&self, next: &Self) -> bool {
        !self.is_blank() && !next.is_blank() && !next.is_item && next.indent <= self.indent
    }

    /// True if the first word of `next` would not have fitted within `width`.
    fn is_full(&self, next: &Self, width: usize) -> bool {
        self.width <= width && self.width + 1 + next.first_word > width && (next.starts_small || !self.is_headline())
    }
}

/// "-", "•", "3.", "b)", ">": what stands before an item of a list or a quoted line.
fn is_marker(word: &str) -> bool {
    let numbered = word.strip_suffix(['.', ')']).is_some_and(|number| {
        !number.is_empty() && (number.bytes().all(|byte| byte.is_ascii_digit()) || word.ends_with(')'))
    });
    numbered && word.len() <= 4
        || matches!(word, "-" | "*" | "•" | "–" | "—" | "+" | "·" | "o")
        || word.starts_with(['>', '|', '#'])
}

/// The lines of `body`; `\n`, `\r\n` and `\r` each end one.
fn lines_of(body: &str) -> Vec<Line<'_>> {
    let bytes = body.as_bytes();
    let mut lines = Vec::new();
    let mut start = 0;
    while start < bytes.len() {
        let rest = &bytes[start..];
        let end = start + rest.iter().position(|byte| matches!(byte, b'\n' | b'\r')).unwrap_or(rest.len());
        lines.push(Line::of(body, start..end));
        start = end + if bytes[end..].starts_with(b"\r\n") { 2 } else { 1 };
    }
    lines
}

/// For each break, after the line of the same number, whether it is a mere space.
fn joined_breaks(lines: &[Line<'_>]) -> Vec<bool> {
    let n_breaks = lines.len() - 1;
    let mut joined = vec![false; n_breaks];
    let mut page_width = 0;
    let mut first = 0;
    for block in lines.split(Line::is_blank) {
        let width = block.iter().map(|line| line.width).max().unwrap_or_default();
        if WIDTHS.contains(&width) && join_runs(block, width, &mut joined[first.min(n_breaks)..]) {
            page_width = page_width.max(width);
        }
        first += block.len() + 1;
    }
    let has_long_lines = lines.iter().any(|line| line.width >= WIDTHS.end);
    for (index, pair) in lines.windows(2).enumerate() {
        let [line, next] = pair else { continue };
        if !line.may_join(next) {
            continue;
        }
        let fills_page = page_width > 0 && line.is_full(next, page_width);
        joined[index] |= fills_page || !has_long_lines && next.starts_small && line.goes_on();
    }
    joined
}

/// Joins the runs of full lines in `block`; true if there is one. Verses and lists whose lines are as long by chance begin
/// with capitals; of broken prose at least a third of the lines begin with a small letter.
fn join_runs(block: &[Line<'_>], width: usize, joined: &mut [bool]) -> bool {
    let is_full =
        |index: usize| block[index].may_join(&block[index + 1]) && block[index].is_full(&block[index + 1], width);
    let mut found = false;
    let mut at = 0;
    while at + 1 < block.len() {
        let end = (at..block.len() - 1).find(|&index| !is_full(index)).unwrap_or(block.len() - 1);
        let n_small = block[at + 1..=end.max(at)].iter().filter(|line| line.starts_small).count();
        if end >= at + FEWEST_BREAKS && n_small * 3 >= end - at {
            joined[at..end].fill(true);
            found = true;
        }
        at = end + 1;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `|` stands for each break that stays.
    #[track_caller]
    fn check(body: &str, expected: &str) {
        for line_break in ["\n", "\r\n", "\r"] {
            let broken = body.replace('\n', line_break);
            let found = unwrap_lines(&broken);
            assert_eq!(found.len(), broken.len());
            let found = found.replace(line_break, "|");
            let words: Vec<&str> = found.split_whitespace().collect();
            assert_eq!(words.join(" "), expected, "{line_break:?}");
        }
    }

    const WRAPPED: &str = "The foreign minister of Ruvania, Hans\nSapt, met his colleague Fritz Adam\nTarlenheim in Paris on Monday, said\nLena Ode, who was there.";
    const JOINED: &str = "The foreign minister of Ruvania, Hans Sapt, met his colleague Fritz Adam Tarlenheim in Paris on Monday, said Lena Ode, who was there.";

    #[test]
    fn full_lines_are_joined() {
        let prose = "The minister of the lakes told the\nhouse that she had met nobody but\nthe envoy of Ruvania, Mr. Fritz\nTarlenheim, whom she had known for\nyears.";
        check(prose, &prose.replace('\n', " "));
    }

    #[test]
    fn the_width_of_one_block_holds_for_the_others() {
        let prose = "The minister of the lakes told the\nhouse that she had met nobody but\nthe envoy of Ruvania, Mr. Fritz\nTarlenheim, whom she had known for\nyears.";
        check(
            &format!("{prose}\n\nThe envoy has not met Hans Adam\nSapt."),
            &format!("{}||The envoy has not met Hans Adam Sapt.", prose.replace('\n', " ")),
        );
    }

    #[test]
    fn a_sentence_goes_on_with_a_small_letter() {
        check("Hans Sapt met Fritz\nvon Tarlenheim in Paris.", "Hans Sapt met Fritz von Tarlenheim in Paris.");
    }

    #[test]
    fn blocks_without_small_letters_are_no_prose() {
        check(
            WRAPPED,
            &JOINED.replace("Hans Sapt", "Hans|Sapt").replace("Adam T", "Adam|T").replace("said L", "said|L"),
        );
    }

    #[test]
    fn headlines_lists_and_verses_keep_their_breaks() {
        check(
            "Sapt meets Tarlenheim\nThe two ministers met in Paris.",
            "Sapt meets Tarlenheim|The two ministers met in Paris.",
        );
        check("- the lakes\n- the fish\n- the border", "- the lakes|- the fish|- the border");
        check("Agenda:\nlakes\nfish", "Agenda:|lakes|fish");
        check(
            "The lake lies still beneath the hill\nThe reeds stand up and drink their fill\nThe minister has lost his will",
            "The lake lies still beneath the hill|The reeds stand up and drink their fill|The minister has lost his will",
        );
    }

    #[test]
    fn odd_texts_keep_their_length() {
        for body in ["", "\n", "\r\r\n", "é\nü", "a b c\n d", "a b c \u{a0}\nd", "\u{2028}x y z\nw"] {
            assert_eq!(unwrap_lines(body).len(), body.len());
        }
    }
}
