//! Annotation by paragraph: a headline and the sentence below it are never read as one, and headlines set in capitals are
//! read as if they were not.
//!
//! The parser finds sentence ends by itself and, where a headline has no full stop, often finds none. So extraction cuts the
//! text at its paragraphs first, and shows it a space where a line was broken because it was full; `parse` does not, for it shows what the model says of the text as it stands.

use super::narrow::Narrowed;
use super::{Analysis, Pipeline, Token};
use crate::article::{Span, unwrap_lines};
use rustc_hash::FxHashMap;
use std::borrow::Cow;
use std::ops::Range;

/// Lines longer than this (in bytes) show that a text is not broken to a fixed width.
const LONGEST_FIXED_LINE: usize = 120;

/// A longer word of capitals, which the text does not have, is a word set in capitals.
const LONGEST_ACRONYM: usize = 4;

/// A line longer than this is no headline.
const LONGEST_HEADLINE: usize = 160;

/// Annotates `body` paragraph by paragraph. Spans, tokens and sentences are those of `body`.
#[must_use]
pub fn annotate_paragraphs(pipeline: &Pipeline, body: &str) -> Analysis {
    let original = body;
    let unwrapped = unwrap_lines(body);
    let body: &str = &unwrapped;
    let ranges = paragraphs_of(body, has_long_line(original));
    let mut words: Option<Words> = None;
    let texts: Vec<Cow<'_, str>> = ranges
        .iter()
        .map(|range| {
            let text = &body[range.clone()];
            match is_capitalised_line(text) {
                true => recased(text, words.get_or_insert_with(|| Words::count(body))),
                false => Cow::Borrowed(text),
            }
        })
        .map(with_apostrophes)
        .collect();
    let narrowed: Vec<Narrowed<'_>> =
        texts.iter().zip(&ranges).map(|(text, range)| Narrowed::new(text, &original[range.clone()])).collect();
    let texts: Vec<&str> = narrowed.iter().map(|narrowed| narrowed.text.as_ref()).collect();
    let mut tokens: Vec<Token> = Vec::new();
    let mut sentences = 0;
    for ((range, narrowed), part) in ranges.iter().zip(&narrowed).zip(pipeline.annotate_all(&texts)) {
        let first = u32::try_from(tokens.len()).unwrap_or(u32::MAX);
        let n_sentences = u32::try_from(part.sentences.len()).unwrap_or(0);
        tokens.extend(part.tokens.into_iter().map(|mut token| {
            let (start, end) = (narrowed.offset(token.span.start), narrowed.offset(token.span.end));
            token.span = Span::new(start + range.start, end + range.start);
            token.head.0 += first;
            token.sentence += sentences;
            token
        }));
        sentences += n_sentences;
    }
    Analysis::new(tokens)
}

/// "Ode‘s": an opening mark set for an apostrophe is read as one, of the same length.
fn with_apostrophes(text: Cow<'_, str>) -> Cow<'_, str> {
    if !text.contains("‘s") {
        return text;
    }
    let mut mended = String::with_capacity(text.len());
    let mut rest: &str = &text;
    while let Some(at) = rest.find("‘s") {
        let (before, after) = (&rest[..at], &rest[at + "‘s".len()..]);
        let joined = before.ends_with(char::is_alphabetic) && !after.starts_with(char::is_alphanumeric);
        mended.push_str(before);
        mended.push_str(if joined { "’s" } else { "‘s" });
        rest = after;
    }
    mended.push_str(rest);
    Cow::Owned(mended)
}

/// The paragraphs of `body`, each with the white space after it; together they are the whole of it.
#[must_use]
pub fn paragraphs(body: &str) -> Vec<Range<usize>> {
    paragraphs_of(body, has_long_line(body))
}

/// True if the text is not broken to a fixed width: then every line is a paragraph.
fn has_long_line(body: &str) -> bool {
    body.lines().any(|line| line.len() > LONGEST_FIXED_LINE)
}

fn paragraphs_of(body: &str, every_line: bool) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    let bytes = body.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        if bytes[at] != b'\n' {
            at += 1;
            continue;
        }
        let line_end = at;
        let mut breaks = 0;
        while let Some(&byte) = bytes.get(at).filter(|byte| byte.is_ascii_whitespace()) {
            breaks += usize::from(byte == b'\n');
            at += 1;
        }
        let text = body[start..line_end].trim_end();
        let finished = text.ends_with(['.', '!', '?', '"', '”', ':']);
        if !text.is_empty() && (breaks > 1 || every_line || finished) {
            found.push(start..at);
            start = at;
        }
    }
    if start < body.len() {
        found.push(start..body.len());
    }
    cut_dateline(body, &mut found);
    cut_glued(body, found)
}

/// Cuts where a sentence was glued to the quotation that ends before it: "… the deal.”Ode said". A straight mark ends a
/// quotation where it is the second, the fourth … of its paragraph.
fn cut_glued(body: &str, paragraphs: Vec<Range<usize>>) -> Vec<Range<usize>> {
    let mut cut = Vec::with_capacity(paragraphs.len());
    for Range { start, end } in paragraphs {
        let mut from = start;
        let mut straight = 0;
        for (at, mark) in body[start..end].match_indices(['”', '"']) {
            let after = start + at + mark.len();
            straight += usize::from(mark == "\"");
            let closes = mark == "”" || straight % 2 == 0;
            let ended = closes && body[start..start + at].ends_with(['.', '?', '!', '…']);
            if ended && body[after..end].starts_with(char::is_uppercase) {
                cut.push(from..after);
                from = after;
            }
        }
        cut.push(from..end);
    }
    cut
}

/// How many paragraphs from the top one with a dateline may be, and how long (in bytes) a dateline.
const DATELINE_WITHIN: usize = 8;
const LONGEST_DATELINE: usize = 80;

/// Makes the dateline at the head of the text a paragraph of its own: the parser takes its place for a subject.
fn cut_dateline(body: &str, paragraphs: &mut Vec<Range<usize>>) {
    let ends =
        paragraphs.iter().take(DATELINE_WITHIN).map(|range| Some(range.start + dateline_end(&body[range.clone()])?));
    if let Some((index, end)) = ends.enumerate().find_map(|(index, end)| Some((index, end?))) {
        let Range { start, end: old_end } = paragraphs[index];
        paragraphs[index] = start..end;
        paragraphs.insert(index + 1, end..old_end);
    }
}

/// Where the sentence after a dateline begins: "OSLO, Norway (Courier) — ", "Oslo (Courier) - ".
fn dateline_end(text: &str) -> Option<usize> {
    let line = text.lines().next()?;
    let dashes = [" — ", " – ", " -- ", " - ", "— ", " -", "--", "—"];
    let (at, dash) = dashes
        .iter()
        .filter_map(|dash| Some((line.find(dash)?, dash)))
        .min_by_key(|&(at, dash)| (at, std::cmp::Reverse(dash.len())))?;
    let head = line[..at].trim();
    let (place, source) = match head.split_once('(') {
        Some((place, source)) => (place.trim(), source.strip_suffix(')')?),
        None => (head, ""),
    };
    let name = place.split(',').next()?;
    let named = name.split_whitespace().all(|word| word.starts_with(char::is_uppercase));
    let shouted =
        name.chars().filter(|letter| letter.is_alphabetic()).count() > 2 && !name.contains(char::is_lowercase);
    let sound = place.chars().all(|letter| letter.is_alphanumeric() || " ,.'’-".contains(letter)) && source.len() < 30;
    let rest = line[at + dash.len()..].trim_start();
    let opens = rest.chars().next().is_some_and(|first| first.is_uppercase() || "\"“‘'".contains(first));
    let begins = line.len() - rest.len();
    (head.len() <= LONGEST_DATELINE && named && sound && opens && rest.len() > 40 && (shouted || !source.is_empty()))
        .then_some(begins)
}

/// True for a short line most of whose words begin with a capital letter.
fn is_capitalised_line(text: &str) -> bool {
    let text = text.trim();
    if text.len() > LONGEST_HEADLINE || text.contains('\n') {
        return false;
    }
    let (mut long, mut capital) = (0, 0);
    for word in words_of(text).filter(|word| word.len() > 3) {
        long += 1;
        capital += usize::from(word.starts_with(char::is_uppercase));
    }
    long >= 3 && capital * 5 >= long * 4
}

/// How often each word stands in lower case and how often with a capital, where it is not the first of a line.
struct Words {
    counts: FxHashMap<String, (u32, u32)>,
}

impl Words {
    fn count(body: &str) -> Self {
        let mut counts: FxHashMap<String, (u32, u32)> = FxHashMap::default();
        for line in body.lines().filter(|line| !is_capitalised_line(line)) {
            let mut sentence_begins = true;
            for word in line.split(char::is_whitespace) {
                for part in words_of(word) {
                    let count = counts.entry(part.to_lowercase()).or_default();
                    match part.starts_with(char::is_uppercase) {
                        true if sentence_begins => {}
                        true => count.1 += 1,
                        false => count.0 += 1,
                    }
                    sentence_begins = false;
                }
                sentence_begins |= word.ends_with(['.', '!', '?', '"', '”', ':']) || word.starts_with(['"', '“']);
            }
        }
        Self { counts }
    }

    /// True if the text itself shows the word in lower case, and not as often with a capital.
    fn is_common(&self, lower: &str) -> bool {
        self.counts.get(lower).is_some_and(|&(low, high)| low > high)
    }

    fn is_unknown(&self, lower: &str) -> bool {
        !self.counts.contains_key(lower)
    }

    fn is_name(&self, lower: &str) -> bool {
        self.counts.get(lower).is_some_and(|&(low, high)| high > 0 && high >= low)
    }
}

/// The line with its common words in lower case. Only ASCII words change, so that every byte stays in its place.
fn recased<'t>(text: &'t str, words: &Words) -> Cow<'t, str> {
    let shouted = !text.bytes().any(|byte| byte.is_ascii_lowercase());
    let mut bytes = text.as_bytes().to_vec();
    let mut first = true;
    for word in words_of(text) {
        let start = word.as_ptr() as usize - text.as_ptr() as usize;
        let range = start..start + word.len();
        let lower = word.to_ascii_lowercase();
        let begins = std::mem::take(&mut first);
        if !word.is_ascii() {
            continue;
        }
        if is_verb_or_common(&lower) && !words.is_name(&lower) || words.is_common(&lower) {
            let from = range.start + usize::from(begins);
            bytes[from.min(range.end)..range.end].make_ascii_lowercase();
        } else if shouted && (words.is_name(&lower) || word.len() > LONGEST_ACRONYM && words.is_unknown(&lower)) {
            bytes[range.start + 1..range.end].make_ascii_lowercase();
        }
    }
    match String::from_utf8(bytes) {
        Ok(changed) => Cow::Owned(changed),
        Err(_) => Cow::Borrowed(text),
    }
}

/// Words of headlines that no name is made of, for texts too short to show them in lower case.
fn is_verb_or_common(lower: &str) -> bool {
    const WORDS: [&str; 128] = [
        "a",
        "about",
        "accepts",
        "accuses",
        "after",
        "against",
        "agree",
        "agrees",
        "ahead",
        "amid",
        "an",
        "and",
        "are",
        "as",
        "asks",
        "at",
        "attack",
        "attacks",
        "backs",
        "been",
        "before",
        "between",
        "by",
        "call",
        "calls",
        "cancel",
        "cancels",
        "challenge",
        "challenges",
        "challenging",
        "could",
        "deal",
        "debate",
        "debates",
        "debating",
        "declined",
        "declines",
        "declining",
        "demands",
        "denies",
        "dinner",
        "discuss",
        "discusses",
        "expected",
        "faces",
        "for",
        "from",
        "had",
        "has",
        "have",
        "her",
        "him",
        "his",
        "hold",
        "holding",
        "holds",
        "host",
        "hosting",
        "hosts",
        "in",
        "invite",
        "invited",
        "invites",
        "is",
        "join",
        "joins",
        "leader",
        "leaders",
        "lunch",
        "meet",
        "meeting",
        "meetings",
        "meets",
        "met",
        "minister",
        "not",
        "of",
        "off",
        "offers",
        "on",
        "open",
        "over",
        "phone",
        "plan",
        "planned",
        "plans",
        "postpones",
        "private",
        "pulls",
        "refuse",
        "refused",
        "refuses",
        "refusing",
        "rejects",
        "said",
        "says",
        "seek",
        "seeks",
        "set",
        "sit",
        "skip",
        "skips",
        "slams",
        "speak",
        "speaks",
        "speech",
        "talk",
        "talks",
        "tells",
        "their",
        "they",
        "to",
        "turns",
        "urges",
        "visit",
        "visited",
        "visiting",
        "visits",
        "vows",
        "wants",
        "war",
        "warns",
        "was",
        "will",
        "with",
        "without",
        "wo",
        "would",
    ];
    WORDS.binary_search(&lower).is_ok()
}

fn words_of(text: &str) -> impl Iterator<Item = &str> {
    text.split(|character: char| !character.is_alphanumeric()).filter(|word| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(body: &str, expected: &[&str]) {
        let found: Vec<&str> = paragraphs(body).into_iter().map(|range| body[range].trim()).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn blank_lines_end_paragraphs() {
        check("Ode meets Brandt\n\nThe two met\nin Vasa.\n", &["Ode meets Brandt", "The two met\nin Vasa."]);
    }

    #[test]
    fn lines_of_an_unbroken_text_are_paragraphs() {
        let long = "Lena Ode met Tomas Brandt in Vasa on Monday ".repeat(4);
        check(&format!("Ode meets Brandt\n{long}\nThey ate"), &["Ode meets Brandt", long.trim(), "They ate"]);
    }

    #[test]
    fn a_dateline_is_a_paragraph() {
        let rest = "Lena Ode met Tomas Brandt at the palace on Monday, aides said.";
        for line in ["VASA, Norland (Courier) — ", "Vasa (Courier) - ", "VASA -- ", "VASA — "] {
            check(&format!("{line}{rest}"), &[line.trim(), rest]);
        }
        for whole in [format!("The talks — {rest}"), format!("Ode (left) is here - {rest}")] {
            check(&whole, &[&whole]);
        }
    }

    #[test]
    fn sentences_glued_to_a_quotation_are_cut_off() {
        check("“It is over.”Ode left.", &["“It is over.”", "Ode left."]);
        check("“It is over,”Ode said.", &["“It is over,”Ode said."]);
        check("\"It is over.\"Ode left.", &["\"It is over.\"", "Ode left."]);
    }

    #[test]
    fn marks_set_for_apostrophes_are_mended() {
        assert_eq!(with_apostrophes("Ode‘s plan, ‘so ‘said’".into()), "Ode’s plan, ‘so ‘said’");
    }

    #[test]
    fn odd_texts_are_covered_whole() {
        for body in ["", "\n", "\n\n\n", " \n a", "é\n\n“ü”\n", "a\n\u{2028}\nb"] {
            let joined: String = paragraphs(body).into_iter().map(|range| &body[range]).collect();
            assert_eq!(joined, body);
        }
    }

    #[test]
    fn common_words_of_headlines_lose_their_capitals() {
        let words = Words::count("The two will discuss trade, said Lena Ode.");
        assert_eq!(recased("Ode Meets Brandt To Discuss Trade", &words), "Ode meets Brandt to discuss trade");
        assert_eq!(recased("LENA ODE TO DISCUSS TRADE", &words), "Lena Ode to discuss trade");
    }
}
