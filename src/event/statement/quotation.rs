//! Quotations: where quotation marks open and close, whatever marks a text uses.
//!
//! Marks are judged by their neighbours first and by their shape second, since texts mismatch them: `”` may open and
//! `"` may do both. A paragraph is judged by itself, so that an odd number of marks spoils no more than its own paragraph.
//!
//! # Invariants
//!
//! - Quotations stand in text order and do not overlap; what is quoted within a quotation is not told.
//! - A quotation lies within one paragraph. One that runs on into the next paragraph, which opens with a mark again,
//!   gives two, the second with `continues`.

use crate::article::Span;

/// A stretch between quotation marks.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Quotation {
    /// With its marks.
    pub outer: Span,
    /// Without its marks.
    pub inner: Span,
    /// True if a closing mark was found.
    pub closed: bool,
    /// True if it goes on with the quotation before it, which was not closed.
    pub continues: bool,
    /// Index of its paragraph.
    pub paragraph: usize,
}

/// The paragraphs of `body`, in order: parted by blank lines, or by line ends where there are no blank lines.
#[must_use]
pub fn split_paragraphs(body: &str) -> Vec<Span> {
    let mut lines = Vec::new();
    let mut start = 0;
    for line in body.split_inclusive('\n') {
        lines.push(Span::new(start, start + line.trim_end().len()));
        start += line.len();
    }
    let has_blank = lines.iter().skip(2).rev().skip(1).filter(|line| line.is_empty()).count() > 1;
    let mut paragraphs: Vec<Span> = Vec::new();
    let mut joined = false;
    for line in lines {
        match paragraphs.last_mut() {
            _ if line.is_empty() || line.slice(body).trim().is_empty() => joined = false,
            Some(last) if joined && has_blank && is_wrapped(*last, line, body) => last.end = line.end,
            _ => paragraphs.push(line),
        }
        joined |= !line.slice(body).trim().is_empty();
    }
    paragraphs
}

/// True if `line` goes on with the sentence that `before` ends in, so that the line end is only a wrap.
fn is_wrapped(before: Span, line: Span, body: &str) -> bool {
    let ends = before.slice(body).trim_end().ends_with(|mark: char| ".?!:;\"”".contains(mark));
    let last_line = before.slice(body).rsplit('\n').next().unwrap_or_default();
    last_line.chars().count() > 50 && (!ends || line.slice(body).starts_with(char::is_lowercase))
        || last_line.chars().count() > 60 && last_line.chars().count() < 100
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Shape {
    Opening,
    Closing,
    Straight,
}

/// A mark at `start..end`.
#[derive(Clone, Copy)]
struct Mark {
    start: usize,
    end: usize,
    shape: Shape,
    single: bool,
    before: Option<char>,
    after: Option<char>,
}

impl Mark {
    fn may_open(&self) -> bool {
        let left = self.before.is_none_or(|c| c.is_whitespace() || "([{—–-/“‘\"'".contains(c));
        left && self.after.is_some_and(|c| !c.is_whitespace() && !",;:)".contains(c))
    }

    fn may_close(&self) -> bool {
        self.before.is_some_and(|c| !c.is_whitespace() && !"([{".contains(c))
            && self.after.is_none_or(|c| !c.is_alphanumeric() || self.shape == Shape::Closing && !self.single)
    }
}

/// Finds the quotations of `body`, whose paragraphs are given.
///
/// # Complexity
/// **O(n)** for `n` bytes of text.
#[must_use]
pub fn find_quotations(body: &str, paragraphs: &[Span]) -> Vec<Quotation> {
    let mut found: Vec<Quotation> = Vec::new();
    for (index, paragraph) in paragraphs.iter().enumerate() {
        let marks = marks_of(body, *paragraph);
        let first = found.len();
        pair_doubles(body, *paragraph, &marks, index, &mut found);
        let doubles = found.split_off(first);
        let singles = pair_singles(*paragraph, &marks, &doubles, index);
        found.extend(merge(doubles, singles));
        let carried = first > 0
            && found.len() > first
            && !found[first - 1].closed
            && found[first - 1].paragraph + 1 == index
            && starts_paragraph(body, *paragraph, found[first].outer);
        if carried {
            found[first].continues = true;
        }
    }
    drop_dangling(body, paragraphs, found)
}

fn starts_paragraph(body: &str, paragraph: Span, outer: Span) -> bool {
    Span::new(paragraph.start, outer.start).slice(body).chars().all(|c| !c.is_alphanumeric())
}

/// Drops unclosed quotations that do not look like speech: opened in mid-sentence and not carried on.
fn drop_dangling(body: &str, paragraphs: &[Span], found: Vec<Quotation>) -> Vec<Quotation> {
    let carried: Vec<bool> =
        (0..found.len()).map(|index| found.get(index + 1).is_some_and(|next| next.continues)).collect();
    let keep = |quotation: &Quotation, carried: bool| {
        let paragraph = paragraphs[quotation.paragraph];
        let before = Span::new(paragraph.start, quotation.outer.start).slice(body).trim_end();
        quotation.closed
            || carried
            || quotation.continues
            || before.is_empty()
            || before.ends_with([':', ',', '.', '?', '!'])
    };
    let kept = found.iter().zip(&carried).filter(|&(quotation, &carried)| keep(quotation, carried));
    kept.map(|(quotation, _)| *quotation).collect()
}

fn marks_of(body: &str, paragraph: Span) -> Vec<Mark> {
    let text = paragraph.slice(body);
    let mut marks: Vec<Mark> = Vec::new();
    let mut before = None;
    let mut iterator = text.char_indices().peekable();
    while let Some((offset, character)) = iterator.next() {
        let start = paragraph.start + offset;
        let next = iterator.peek().map(|&(_, next)| next);
        let doubled =
            matches!((character, next), ('\'', Some('\'')) | ('`', Some('`')) | ('’', Some('’')) | ('‘', Some('‘')));
        let kind = match character {
            '\'' if doubled => Some((Shape::Straight, false)),
            '`' | '‘' if doubled => Some((Shape::Opening, false)),
            '’' if doubled => Some((Shape::Closing, false)),
            '"' | '＂' => Some((Shape::Straight, false)),
            '“' | '«' | '„' | '‟' | '「' => Some((Shape::Opening, false)),
            '”' | '»' | '」' => Some((Shape::Closing, false)),
            '\'' | '`' => Some((Shape::Straight, true)),
            '‘' | '‚' | '‹' | '‛' => Some((Shape::Opening, true)),
            '’' | '›' => Some((Shape::Closing, true)),
            _ => None,
        };
        let mut last = character;
        if let Some((shape, single)) = kind {
            let mut end = start + character.len_utf8();
            if doubled && let Some((_, second)) = iterator.next() {
                end += second.len_utf8();
                last = second;
            }
            let after = iterator.peek().map(|&(_, next)| next);
            marks.push(Mark { start, end, shape, single, before, after });
        }
        before = Some(last);
    }
    marks
}

/// Pairs the double marks of one paragraph.
fn pair_doubles(body: &str, paragraph: Span, marks: &[Mark], index: usize, found: &mut Vec<Quotation>) {
    let mut open: Option<Mark> = None;
    let mut carried = false;
    let mut depth = 0_usize;
    for mark in marks.iter().filter(|mark| !mark.single) {
        match open {
            None => {
                let stray = mark.shape == Shape::Closing && !mark.may_open() && mark.before.is_some()
                    || mark.shape == Shape::Straight
                        && !mark.may_open()
                        && !mark.after.is_some_and(char::is_alphanumeric);
                let spaced = mark.before.is_none() || mark.before.is_some_and(char::is_whitespace);
                if !stray
                    || (mark.shape == Shape::Opening)
                    || (spaced && mark.shape == Shape::Straight && mark.before.is_none())
                {
                    open = Some(*mark);
                    depth = 0;
                }
            }
            Some(opened) => {
                let reopens = mark.may_open() && !mark.may_close() && mark.shape != Shape::Closing;
                let nested = mark.shape == Shape::Opening && opened.shape == Shape::Opening && mark.may_open();
                if reopens
                    && (ends_sentence(body, mark.start) || !nested)
                    && mark.before.is_some_and(char::is_whitespace)
                {
                    push(found, opened, None, mark.start, index, carried, body);
                    carried = ends_sentence(body, mark.start);
                    open = Some(*mark);
                    depth = 0;
                } else if nested {
                    depth += 1;
                } else if depth > 0 && mark.shape == Shape::Closing && mark.after.is_some_and(|c| !c.is_whitespace()) {
                    depth -= 1;
                } else {
                    push(found, opened, Some(*mark), mark.end, index, carried, body);
                    carried = false;
                    open = None;
                }
            }
        }
    }
    if let Some(opened) = open {
        push(found, opened, None, paragraph.end, index, carried, body);
    }
}

fn ends_sentence(body: &str, offset: usize) -> bool {
    body.get(..offset).is_some_and(|text| text.trim_end().ends_with(['.', '?', '!', '…']))
}

fn push(
    found: &mut Vec<Quotation>,
    open: Mark,
    close: Option<Mark>,
    limit: usize,
    paragraph: usize,
    continues: bool,
    body: &str,
) {
    let inner = trimmed(Span::new(open.end, close.map_or(limit, |mark| mark.start)), body);
    if inner.slice(body).chars().any(char::is_alphanumeric) {
        let outer = Span::new(open.start, close.map_or(inner.end, |mark| mark.end));
        found.push(Quotation { outer, inner, closed: close.is_some(), continues, paragraph });
    }
}

fn trimmed(span: Span, body: &str) -> Span {
    let text = span.slice(body);
    let start = span.start + (text.len() - text.trim_start().len());
    Span::new(start, start.max(span.end - (text.len() - text.trim_end().len())))
}

/// Pairs single marks that are no apostrophes; those within double marks are passed over.
fn pair_singles(paragraph: Span, marks: &[Mark], doubles: &[Quotation], index: usize) -> Vec<Quotation> {
    let singles: Vec<Mark> = marks.iter().filter(|mark| mark.single).copied().collect();
    let mut found = Vec::new();
    let mut next = 0;
    while next < singles.len() {
        let open = singles[next];
        next += 1;
        let within = |mark: &Mark| {
            let next = doubles.partition_point(|double| double.outer.end <= mark.start);
            doubles.get(next).is_some_and(|double| double.inner.start <= mark.start && mark.end <= double.inner.end)
        };
        let elided = open.after.is_some_and(|c| c.is_ascii_digit()) && open.shape != Shape::Opening;
        if !open.may_open() || elided || open.shape == Shape::Closing || within(&open) {
            continue;
        }
        let closer = singles[next..]
            .iter()
            .take(40)
            .enumerate()
            .filter(|(_, mark)| mark.shape != Shape::Opening && mark.may_close() && mark.end <= paragraph.end);
        // a mark after punctuation closes for certain; one after a letter may be a plural possessive
        let mut best: Option<(usize, Mark)> = None;
        for (offset, mark) in closer {
            let sure = mark.before.is_some_and(|c| ",.?!".contains(c));
            let plural = mark.before == Some('s') && mark.after == Some(' ');
            if sure || !plural {
                best = best.filter(|_| !sure).or(Some((offset, *mark)));
                break;
            }
            best = best.or(Some((offset, *mark)));
        }
        if let Some((offset, close)) = best {
            let inner = Span::new(open.end, close.start);
            if !inner.is_empty() {
                let outer = Span::new(open.start, close.end);
                found.push(Quotation { outer, inner, closed: true, continues: false, paragraph: index });
            }
            next += offset + 1;
        }
    }
    found
}

/// Joins both lists in text order; where two overlap the longer one stays.
fn merge(doubles: Vec<Quotation>, singles: Vec<Quotation>) -> Vec<Quotation> {
    let mut all: Vec<Quotation> = doubles;
    all.extend(singles);
    all.sort_by_key(|quotation| (quotation.outer.start, std::cmp::Reverse(quotation.outer.end)));
    let mut kept: Vec<Quotation> = Vec::new();
    for quotation in all {
        match kept.last_mut() {
            Some(last) if last.outer.overlaps(quotation.outer) => {
                if quotation.outer.len() > last.outer.len() {
                    *last = quotation;
                }
            }
            _ => kept.push(quotation),
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let found = find_quotations(text, &split_paragraphs(text));
        let forms: Vec<&str> = found.iter().map(|quotation| quotation.inner.slice(text)).collect();
        assert_eq!(forms, expected, "{text}");
    }

    #[test]
    fn straight_marks() {
        check("\"We came,\" she said. \"We saw.\"", &["We came,", "We saw."]);
    }

    #[test]
    fn curly_marks_and_guillemets_and_low_high() {
        check("“We came,” she said.", &["We came,"]);
        check("«We came», she said.", &["We came"]);
        check("„We came“, she said.", &["We came"]);
        check("''We came,'' she said.", &["We came,"]);
        check("``We came,'' she said.", &["We came,"]);
    }

    #[test]
    fn mismatched_marks() {
        check("\"We came,” she said.", &["We came,"]);
        check("” We came,” she said.", &["We came,"]);
        check("“We came,\" she said. \"We saw.”", &["We came,", "We saw."]);
    }

    #[test]
    fn single_marks_are_not_apostrophes() {
        check("The workers' union won't say 'we came' again.", &["we came"]);
        check("‘We don’t know,’ she said.", &["We don’t know,"]);
        check("It was the '90s and the dogs' day.", &[]);
        check("'It's the boys' turn,' she said.", &["It's the boys' turn,"]);
    }

    #[test]
    fn nested_marks_give_the_outer() {
        check("“He said ‘no’ to me,” she said.", &["He said ‘no’ to me,"]);
        check("\"He said 'no' to me,\" she said.", &["He said 'no' to me,"]);
        check("‘He said “no” to me,’ she said.", &["He said “no” to me,"]);
    }

    #[test]
    fn an_odd_mark_spoils_its_paragraph_at_most() {
        check("He is 6'2\" tall.\n\nShe is old.\n\n“We came,” she said.", &["We came,"]);
        check("A stray\" mark.\n\nShe is old.\n\n“We came,” she said.", &["We came,"]);
    }

    #[test]
    fn a_quotation_over_paragraphs_goes_on() {
        let text = "“We came.\n\n“We saw.\n\n“We won,” she said.";
        let found = find_quotations(text, &split_paragraphs(text));
        assert_eq!(
            found.iter().map(|q| (q.closed, q.continues)).collect::<Vec<_>>(),
            [(false, false), (false, true), (true, true)]
        );
    }

    #[test]
    fn a_reopened_quotation_goes_on() {
        check("\"We came. \"We saw,\" she said.", &["We came.", "We saw,"]);
    }
}
