//! Plain text: what it says itself of its title, date and language.

use super::{Article, date, language_of};

/// Longest line, in characters, that may be a title.
const MAX_TITLE: usize = 160;

/// Completes `article`, whose body is already set, with what the text itself says: title, publication date and
/// language.
pub fn complete(article: &mut Article) {
    if article.title.is_none() {
        article.title = first_line_title(&article.body);
    }
    if article.date.is_none() {
        article.date = date::in_dateline(&article.body);
    }
    article.language = language_of(&article.body);
    if article.body.trim().is_empty() {
        article.warnings.push("the article has no text".to_owned());
    }
}

/// The first line, if it looks like a headline: short, followed by an empty line and more text, or by a line that is a
/// paragraph; a full stop at its end is allowed only where an empty line and a longer paragraph follow.
fn first_line_title(body: &str) -> Option<String> {
    let mut body = body.trim_start();
    while let Some((_, rest)) = body.split_once('\n').filter(|(line, _)| is_label(line.trim())) {
        body = rest.trim_start();
    }
    let (first, rest) = body.split_once('\n')?;
    let (first, next_line) = (first.trim(), rest.lines().next().unwrap_or_default().trim());
    let next_paragraph = rest.lines().map(str::trim).filter(|line| !line.is_empty()).take(3).map(str::len).max()?;
    let length = first.chars().count();
    if first.is_empty()
        || length > MAX_TITLE
        || date::in_dateline(first).is_some()
        || !first.chars().any(char::is_alphabetic)
    {
        return None;
    }
    let blank_follows = next_line.is_empty();
    if let Some(headline) = first.strip_suffix(';') {
        // A deck follows: "Ministers sign pact; \nLake states end a long quarrel".
        return Some(headline.trim_end().to_owned());
    }
    let ends_like_a_sentence = first.ends_with(['.', ',', ':']) || first.ends_with(".”") || first.ends_with(".\"");
    let inner_stop = first.trim_end_matches('.').split(". ").filter(|part| part.chars().count() > 12).count() > 1;
    let title = match (blank_follows, ends_like_a_sentence) {
        (true, false) => true,
        (true, true) => first.ends_with('.') && !inner_stop && next_paragraph * 2 > length * 3,
        (false, false) => next_line.chars().count() > length * 2,
        (false, true) => false,
    };
    title.then(|| first.to_owned())
}

/// True for a line above the headline: a date alone, or "for immediate release" and the like.
fn is_label(line: &str) -> bool {
    const LABELS: [&str; 7] =
        ["for immediate release", "press release", "news release", "media release", "embargoed", "exclusive", "live"];
    let lower = line.to_lowercase();
    let bare = lower.trim_matches(|character: char| !character.is_alphanumeric());
    LABELS.contains(&bare)
        || (bare.starts_with("embargoed until ") && bare.len() < 80)
        || (line.len() < 40 && date::parse_date(line).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(body: &str, expected: Option<&str>) {
        assert_eq!(first_line_title(body).as_deref(), expected);
    }

    #[test]
    fn a_short_line_above_an_empty_one_is_a_title() {
        check("Lakes pact signed\n\nMinisters signed it on Friday.", Some("Lakes pact signed"));
        check("\n  Lakes pact signed \r\n\r\nMinisters signed it.", Some("Lakes pact signed"));
    }

    #[test]
    fn a_headline_with_a_full_stop_needs_a_longer_paragraph_below() {
        check(
            "Ministers sign lakes pact.\n\nThe four ministers of the lake states signed the pact late on Friday.",
            Some("Ministers sign lakes pact."),
        );
        check("Ministers signed the lakes pact on Friday.\n\nThey then left.", None);
    }

    #[test]
    fn a_deck_may_follow_the_title() {
        check("Ministers sign pact; \nLake states end quarrel.\n\nThey met.", Some("Ministers sign pact"));
    }

    #[test]
    fn labels_above_the_title_are_passed_over() {
        check("FOR IMMEDIATE RELEASE\n3 March 2031\n\nLAKES PACT SIGNED\n\nThey met.", Some("LAKES PACT SIGNED"));
    }

    #[test]
    fn running_text_has_no_title() {
        check("The ministers met,\nthen they left.", None);
        check("Only one line", None);
        check("", None);
        check("---\n\n---", None);
        check(&format!("{}\n\nText.", "long ".repeat(60)), None);
    }
}
