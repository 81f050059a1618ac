//! Web pages: the main text, paragraph by paragraph, and the title, date and address that the page states.
//!
//! The main text is found by dom_smoothie (after Mozilla's Readability). The date is taken from JSON-LD, then from the
//! `meta` elements, then from a `time` element, then from the address.

use super::{Article, ArticleError, date, format::Origin};
use dom_smoothie::{Config, Readability, TextMode};
use encoding_rs::Encoding;
use jiff::civil::Date;
use regex::bytes::Regex;
use std::sync::LazyLock;

/// Names of `meta` elements that state when a page was published, best first.
const DATE_META: [&str; 10] = [
    "article:published_time",
    "og:article:published_time",
    "parsely-pub-date",
    "sailthru.date",
    "publishdate",
    "pubdate",
    "dc.date.issued",
    "dc.date",
    "datepublished",
    "date",
];

static CHARSET: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r#"(?i)<meta[^>]{0,200}charset\s*=\s*["']?([a-z0-9_:-]+)"#).expect("a constant pattern")
});

/// The encoding that a page names in its head.
#[must_use]
pub fn declared_encoding(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(4096)];
    CHARSET.captures(head).and_then(|found| Encoding::for_label(&found[1]))
}

/// Fills `article` from the page `html`.
///
/// # Errors
/// [`ArticleError::Page`] if no main text is found.
pub fn read(html: &str, address: Option<&str>, origin: &Origin, article: &mut Article) -> Result<(), ArticleError> {
    let failed = |reason: String| ArticleError::Page { path: origin.path.clone(), reason };
    let config = Config { text_mode: TextMode::Formatted, ..Config::default() };
    let mut page = Readability::new(html, address, Some(config)).map_err(|error| failed(error.to_string()))?;
    let stated = stated_date(&page);
    let canonical = attribute(&page, "link[rel=canonical]", "href");
    let main = page.parse().map_err(|error| failed(error.to_string()))?;
    article.body = main.text_content.trim().to_owned();
    if article.body.is_empty() {
        return Err(failed("the page is empty".to_owned()));
    }
    article.body.push('\n');
    article.title = Some(main.title.trim().to_owned()).filter(|title| !title.is_empty());
    article.url = canonical.or(main.url).or_else(|| address.map(str::to_owned));
    let published = main.published_time.as_deref().and_then(date::parse_date);
    article.date = published.or(stated).or_else(|| article.url.as_deref().and_then(date::in_name));
    Ok(())
}

fn stated_date(page: &Readability) -> Option<Date> {
    let in_meta = DATE_META.iter().find_map(|name| {
        let selector = format!("meta[property=\"{name}\" i], meta[name=\"{name}\" i], meta[itemprop=\"{name}\" i]");
        attribute(page, &selector, "content").as_deref().and_then(date::parse_date)
    });
    in_meta.or_else(|| attribute(page, "time[datetime]", "datetime").as_deref().and_then(date::parse_date))
}

fn attribute(page: &Readability, selector: &str, name: &str) -> Option<String> {
    let found = page.doc.try_select(selector)?.attr(name)?;
    Some(found.trim().to_owned()).filter(|value| !value.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = r#"<!doctype html><html><head><title>Pact signed | The Courier</title>
      <meta property="og:title" content="Pact signed">
      <link rel="canonical" href="https://news.example/2031/03/03/pact">
      HEAD</head><body><nav><a href="/">Home</a> <a href="/world">World</a></nav>
      <article><h1>Pact signed</h1>
      <p>Foreign Minister Ana Reed met her colleague Tomas Brandt in Bern on Monday to sign the pact on the lakes.</p>
      <p>“It took a year,” she said after the signing, in which the ministers of four countries, their aides and a crowd of
      onlookers took part, and which ended with a dinner at the old town hall.</p></article>
      <footer>Subscribe to our newsletter</footer></body></html>"#;

    #[track_caller]
    fn read_page(head: &str) -> Article {
        let mut article = Article::default();
        let origin = Origin { path: "pact.html".to_owned(), id: "pact".to_owned(), line: 1 };
        read(&PAGE.replace("HEAD", head), None, &origin, &mut article).expect("the page has a main text");
        article
    }

    #[test]
    fn main_text_without_navigation() {
        let article = read_page("");
        assert_eq!(article.title.as_deref(), Some("Pact signed"));
        assert!(article.body.contains("sign the pact on the lakes.\n"), "{}", article.body);
        assert!(!article.body.contains("Home") && !article.body.contains("newsletter"), "{}", article.body);
        assert_eq!(article.date.map(|date| date.to_string()).as_deref(), Some("2031-03-03"), "from the address");
    }

    #[test]
    fn stated_dates_win_over_the_address() {
        for head in [
            r#"<meta name="DC.date" content="2031-03-05">"#,
            r#"<meta property="article:published_time" content="2031-03-05T08:00:00+01:00">"#,
            r#"<script type="application/ld+json">{"@context":"https://schema.org","@type":"NewsArticle","headline":"Pact signed","datePublished":"2031-03-05T08:00:00Z"}</script>"#,
        ] {
            assert_eq!(read_page(head).date.map(|date| date.to_string()).as_deref(), Some("2031-03-05"), "{head}");
        }
    }

    #[test]
    fn an_empty_page_is_refused() {
        let origin = Origin { path: "empty.html".to_owned(), id: "empty".to_owned(), line: 1 };
        let error = read("", None, &origin, &mut Article::default()).expect_err("there is no text");
        assert!(error.to_string().starts_with("empty.html: no main text"), "{error}");
    }

    #[test]
    fn the_page_names_its_encoding() {
        let name = |page: &[u8]| declared_encoding(page).map(Encoding::name);
        assert_eq!(name(b"<html><meta charset='iso-8859-2'>"), Some("ISO-8859-2"));
        assert_eq!(
            name(b"<meta http-equiv=Content-Type content=\"text/html; charset=windows-1252\">"),
            Some("windows-1252")
        );
        assert_eq!(name(b"<html>"), None);
    }
}
