//! Markdown: paragraphs without their markup, and the front matter's title, date and address.

use super::{Article, date};
use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

/// Fills `article` from the Markdown text `source`: body, and title, date and address where it gives them.
pub fn read(source: &str, article: &mut Article) {
    let (front, text) = split_front_matter(source);
    let mark = if source.starts_with("+++") { '=' } else { ':' };
    // What stands below a [table] of TOML tells of something else.
    for line in front.lines().take_while(|line| mark == ':' || !line.trim_start().starts_with('[')) {
        let Some((key, value)) = line.split_once(mark) else { continue };
        let value = unquoted(value.trim());
        if value.is_empty() {
            continue;
        }
        match key.trim().to_ascii_lowercase().as_str() {
            "title" | "headline" => article.title = Some(value.to_owned()),
            "date" | "published" | "pubdate" => match date::stated(value) {
                Ok(day) => article.date = article.date.or(Some(day)),
                Err(warning) => article.warnings.push(warning),
            },
            "url" | "link" | "canonical" => article.url = Some(value.to_owned()),
            _ => {}
        }
    }
    let (body, heading) = plain_text(text);
    article.title = article.title.take().or(heading);
    article.body = body;
}

/// A value without its quotation marks and what stands after them.
fn unquoted(value: &str) -> &str {
    for mark in ['"', '\''] {
        if let Some((inner, _)) = value.strip_prefix(mark).and_then(|rest| rest.split_once(mark)) {
            return inner.trim();
        }
    }
    value.trim_matches(['"', '\'']).trim()
}

/// The lines between a leading `---` (or `+++`) and the next, and what follows; front matter is empty where there is none.
fn split_front_matter(source: &str) -> (&str, &str) {
    let opened = ["---", "+++"].into_iter().find_map(|fence| {
        let rest = source.strip_prefix(fence)?;
        let rest = rest.strip_prefix("\r\n").or_else(|| rest.strip_prefix('\n'))?;
        let mut offset = 0;
        for line in rest.split_inclusive('\n') {
            if line.trim_end() == fence {
                return Some((&rest[..offset], &rest[offset + line.len()..]));
            }
            offset += line.len();
        }
        None
    });
    opened.unwrap_or(("", source))
}

/// The text without markup, paragraphs apart by an empty line; and the first heading, if it is of the first level.
fn plain_text(source: &str) -> (String, Option<String>) {
    let mut text = String::with_capacity(source.len());
    let mut title = None;
    let (mut heading_start, mut skipped) = (None, 0_usize);
    for event in Parser::new_ext(source, Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TABLES) {
        match event {
            Event::Start(Tag::Heading { level, .. }) => {
                heading_start = (level == HeadingLevel::H1 && title.is_none()).then_some(text.len());
            }
            Event::End(TagEnd::Heading(_)) => {
                if let Some(start) = heading_start.take() {
                    title = text.get(start..).map(|heading| heading.trim().to_owned());
                }
                end_paragraph(&mut text);
            }
            Event::Start(Tag::CodeBlock(_) | Tag::Image { .. } | Tag::HtmlBlock) => skipped += 1,
            Event::End(TagEnd::CodeBlock | TagEnd::Image | TagEnd::HtmlBlock) => skipped = skipped.saturating_sub(1),
            Event::Text(words) | Event::Code(words) if skipped == 0 => text.push_str(&words),
            Event::SoftBreak => text.push(' '),
            Event::HardBreak | Event::End(TagEnd::TableCell | TagEnd::TableRow) => text.push('\n'),
            Event::End(TagEnd::Paragraph | TagEnd::Item | TagEnd::Table | TagEnd::TableHead) => {
                end_paragraph(&mut text)
            }
            _ => {}
        }
    }
    text.truncate(text.trim_end().len());
    if !text.is_empty() {
        text.push('\n');
    }
    (text, title.filter(|heading| !heading.is_empty()))
}

fn end_paragraph(text: &mut String) {
    text.truncate(text.trim_end().len());
    if !text.is_empty() {
        text.push_str("\n\n");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn front_matter_gives_title_date_and_address() {
        let mut article = Article::default();
        let source =
            "---\ntitle: \"Pact: signed\"\ndate: 2031-03-03\nurl: https://news.example/pact\n---\n\nThey *met*.\n";
        read(source, &mut article);
        assert_eq!(article.title.as_deref(), Some("Pact: signed"));
        assert_eq!(article.date.map(|date| date.to_string()).as_deref(), Some("2031-03-03"));
        assert_eq!(article.url.as_deref(), Some("https://news.example/pact"));
        assert_eq!(article.body, "They met.\n");
    }

    #[test]
    fn front_matter_may_be_toml() {
        let mut article = Article::default();
        read(
            "+++\ntitle = 'Pact: \"signed\"' # short\ndate = 2031-03-03T10:00:00Z\n[extra]\nurl = \"x\"\n+++\nThey met.\n",
            &mut article,
        );
        assert_eq!(article.title.as_deref(), Some("Pact: \"signed\""));
        assert_eq!(article.date.map(|date| date.to_string()).as_deref(), Some("2031-03-03"));
        assert_eq!((article.url, article.body.as_str()), (None, "They met.\n"));
        let mut article = Article::default();
        read("---\ndate: soon\n---\nThey met.\n", &mut article);
        assert_eq!(article.warnings.len(), 1);
    }

    #[test]
    fn markup_goes_and_paragraphs_stay() {
        let source = "# Pact signed\n\nMs **Ode** met [Mr Brandt](https://x.example)\nin Bern.\n\n> “Good,” he said.\n\n- one\n- two\n\n```\ncode\n```\n![picture](a.png)\n";
        let (text, title) = plain_text(source);
        assert_eq!(title.as_deref(), Some("Pact signed"));
        assert_eq!(text, "Pact signed\n\nMs Ode met Mr Brandt in Bern.\n\n“Good,” he said.\n\none\n\ntwo\n");
    }

    #[test]
    fn an_open_fence_is_no_front_matter() {
        assert_eq!(split_front_matter("---\ntitle: x\n"), ("", "---\ntitle: x\n"));
        assert_eq!(split_front_matter(""), ("", ""));
    }
}
