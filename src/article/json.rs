//! JSON articles: objects with a text and what is known of it, one a file, several in an array, or one a line.

use super::{Article, ArticleError, date, format::Origin, html};
use serde_json::{Map, Value};

const TEXT: [&str; 8] = ["text", "body", "content", "content_text", "article_text", "maintext", "full_text", "article"];
const PAGE: [&str; 2] = ["html", "content_html"];
const TITLE: [&str; 2] = ["title", "headline"];
const URL: [&str; 3] = ["url", "link", "source_url"];
const ID: [&str; 3] = ["id", "article_id", "guid"];
const DATE: [&str; 11] = [
    "date",
    "published",
    "publication_date",
    "date_published",
    "published_at",
    "publish_date",
    "date_publish",
    "pubdate",
    "pub_date",
    "datePublished",
    "publishedAt",
];
/// Fields under which an envelope holds its articles.
const LISTS: [&str; 4] = ["articles", "items", "results", "data"];

/// The articles of a whole JSON text: an object, an array of objects, or an envelope around an array.
pub fn read(text: &str, origin: &Origin) -> Vec<Result<Article, ArticleError>> {
    let value = match serde_json::from_str(text) {
        Ok(value) => value,
        Err(_) => return read_lines(text, origin),
    };
    match value {
        Value::Array(values) => read_all(values, origin),
        Value::Object(mut fields) if !has_text(&fields) => {
            match LISTS.iter().find_map(|list| fields.get_mut(*list).and_then(Value::as_array_mut).map(std::mem::take))
            {
                Some(values) => read_all(values, origin),
                None => vec![read_value(Value::Object(fields), origin)],
            }
        }
        value => vec![read_value(value, origin)],
    }
}

/// Falls back to one object a line, so that a `.json` file of JSON Lines is read and an error names its line.
fn read_lines(text: &str, origin: &Origin) -> Vec<Result<Article, ArticleError>> {
    let whole_error = |source| vec![Err(ArticleError::Json { path: origin.path.clone(), line: origin.line, source })];
    let mut lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    match lines.next().map(|(_, line)| serde_json::from_str::<Value>(line)) {
        Some(Ok(_)) => text
            .lines()
            .enumerate()
            .filter(|(_, line)| !line.trim().is_empty())
            .map(|(index, line)| read_line(line, &origin.at_line(index + 1)))
            .collect(),
        _ => match serde_json::from_str::<Value>(text) {
            Ok(value) => vec![read_value(value, origin)],
            Err(source) => whole_error(source),
        },
    }
}

/// The article of one line of JSON Lines.
///
/// # Errors
/// [`ArticleError::Json`] if it is not JSON, [`ArticleError::NoText`] if it has no text.
pub fn read_line(line: &str, origin: &Origin) -> Result<Article, ArticleError> {
    let value = serde_json::from_str(line).map_err(|source| ArticleError::Json {
        path: origin.path.clone(),
        line: origin.line,
        source,
    })?;
    read_value(value, origin)
}

fn read_all(values: Vec<Value>, origin: &Origin) -> Vec<Result<Article, ArticleError>> {
    let many = values.len() > 1;
    let number = |(index, value)| match many {
        true => read_value(value, &origin.numbered(index + 1)),
        false => read_value(value, origin),
    };
    values.into_iter().enumerate().map(number).collect()
}

fn has_text(fields: &Map<String, Value>) -> bool {
    TEXT.iter().chain(&PAGE).any(|key| fields.get(*key).is_some_and(Value::is_string))
}

fn read_value(value: Value, origin: &Origin) -> Result<Article, ArticleError> {
    let no_text = || ArticleError::NoText { path: origin.path.clone(), line: origin.line };
    let Value::Object(mut fields) = value else { return Err(no_text()) };
    let mut take = |keys: &[&str]| {
        keys.iter().find_map(|key| match fields.get_mut(*key) {
            Some(Value::String(text)) => Some(std::mem::take(text)),
            Some(Value::Number(number)) => Some(number.to_string()),
            _ => None,
        })
    };
    let mut article = Article { source: origin.path.clone(), ..Article::default() };
    let (text, page) = (take(&TEXT), take(&PAGE));
    match (text, page) {
        (Some(text), _) => article.body = text,
        (None, Some(page)) => html::read(&page, None, origin, &mut article)?,
        (None, None) => return Err(no_text()),
    }
    let given = |text: Option<String>| text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
    article.id = given(take(&ID)).unwrap_or_else(|| origin.id.clone());
    article.title = given(take(&TITLE)).or(article.title);
    article.url = given(take(&URL)).or(article.url);
    let stated: Vec<String> = DATE.iter().filter_map(|key| given(take(&[*key]))).collect();
    let days: Vec<Result<_, String>> = stated.iter().map(|field| date::stated(field)).collect();
    let day = days.iter().find_map(|day| day.as_ref().ok().copied());
    article.warnings.extend(days.into_iter().filter_map(Result::err).take(usize::from(day.is_none())));
    article.date = day.or(article.date);
    Ok(article)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn origin() -> Origin {
        Origin { path: "wire.json".to_owned(), id: "wire".to_owned(), line: 1 }
    }

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let found: Vec<String> = read(text, &origin())
            .into_iter()
            .map(|article| match article {
                Ok(article) => format!(
                    "{}|{}|{}|{}",
                    article.id,
                    article.title.unwrap_or_default(),
                    article.date.map(|date| date.to_string()).unwrap_or_default(),
                    article.body
                ),
                Err(error) => error.to_string(),
            })
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn one_object() {
        check(
            r#"{"id": 7, "title": "Pact", "date": "2031-03-03T10:00:00Z", "text": "They met.", "lang": "en"}"#,
            &["7|Pact|2031-03-03|They met."],
        );
        check("{\n \"headline\": \"Pact\",\n \"body\": \"They met.\"\n}", &["wire|Pact||They met."]);
    }

    #[test]
    fn a_date_that_is_none_is_told() {
        let warnings = |text: &str| {
            let articles: Vec<Article> = read(text, &origin()).into_iter().flatten().collect();
            (articles[0].date.map(|date| date.to_string()), articles[0].warnings.clone())
        };
        let warning = "the date \"soon\" was not understood; give it as YYYY-MM-DD".to_owned();
        assert_eq!(warnings(r#"{"text": "They met.", "date": "soon"}"#), (None, vec![warning]));
        let day = Some("2031-03-03".to_owned());
        assert_eq!(warnings(r#"{"text": "They met.", "date": "soon", "published": 1930298400}"#), (day, Vec::new()));
    }

    #[test]
    fn arrays_and_envelopes() {
        check(r#"[{"text": "One."}, {"text": "Two."}]"#, &["wire-1|||One.", "wire-2|||Two."]);
        check(r#"{"items": [{"id": "a", "content_text": "One."}]}"#, &["a|||One."]);
        check("[]", &[]);
    }

    #[test]
    fn lines_in_a_json_file() {
        check(
            "{\"text\": \"One.\"}\n\n{broken\n{\"text\": \"Two.\"}",
            &["wire-1|||One.", "wire.json, line 3: not JSON", "wire-4|||Two."],
        );
    }

    #[test]
    fn what_is_no_article_says_so() {
        let expected = "wire.json, line 1: no article: expected an object with a string field \"text\"";
        check(r#"{"entities": []}"#, &[expected]);
        check("3", &[expected]);
        check("{", &["wire.json, line 1: not JSON"]);
    }
}
