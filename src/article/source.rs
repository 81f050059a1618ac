//! Reading: one file, stream or line in, its articles out.

use super::format::{Format, Origin};
use super::{Article, ArticleError, date, decode, html, json, markdown, text};
use flate2::read::MultiGzDecoder;
use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

/// Longest file that is read as one article, in bytes, unpacked.
pub(super) const MAX_BYTES: u64 = 64 << 20;

/// How a file packed with gzip starts.
const GZIP: &[u8] = b"\x1f\x8b";

/// Something to read, of which one article or a file of articles comes.
#[derive(Debug)]
pub struct Source {
    pub(super) origin: Origin,
    pub(super) kind: Kind,
}

#[derive(Debug)]
pub(super) enum Kind {
    /// A file that is not open yet.
    File(PathBuf, Option<Format>),
    /// Bytes of a whole file, already read.
    Bytes(Vec<u8>, Format),
    /// One line of JSON Lines.
    Line(Vec<u8>),
}

impl Source {
    /// Path as the user gave it, for messages.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.origin.path
    }

    /// Reads and decodes it: one article, or several from a file that holds several. Ids may still clash between files
    /// (see [`UniqueIds`](super::UniqueIds)).
    #[must_use]
    pub fn read(self) -> Vec<Result<Article, ArticleError>> {
        let origin = self.origin;
        let (bytes, format) = match self.kind {
            Kind::Line(line) => {
                let read = decode_text(line, None, &origin);
                return vec![read.and_then(|(line, _)| json::read_line(&line, &origin)).map(|mut article| {
                    text::complete(&mut article);
                    article
                })];
            }
            Kind::Bytes(bytes, format) => (bytes, format),
            Kind::File(path, format) => match read_file(&path, &origin) {
                Ok(bytes) => {
                    let format = format.unwrap_or_else(|| Format::of_head(&bytes));
                    (bytes, format)
                }
                Err(error) => return vec![Err(error)],
            },
        };
        let mut articles = read_format(bytes, format, &origin);
        for article in articles.iter_mut().flatten() {
            text::complete(article);
            article.date = article.date.or_else(|| date::in_name(&article.id)).or_else(|| date::in_name(&origin.id));
        }
        articles
    }
}

fn read_format(bytes: Vec<u8>, format: Format, origin: &Origin) -> Vec<Result<Article, ArticleError>> {
    if bytes.trim_ascii().is_empty() {
        return vec![Err(ArticleError::Empty { path: origin.path.clone() })];
    }
    if let Some(kind) = document_kind(&bytes) {
        return vec![Err(ArticleError::Document { path: origin.path.clone(), kind })];
    }
    let declared = if format == Format::Html { html::declared_encoding(&bytes) } else { None };
    let (text, warnings) = match decode_text(bytes, declared, origin) {
        Ok(decoded) => decoded,
        Err(error) => return vec![Err(error)],
    };
    let mut article = Article { id: origin.id.clone(), source: origin.path.clone(), warnings, ..Article::default() };
    vec![match format {
        Format::Json | Format::JsonLines => return json::read(&text, origin),
        Format::Html => html::read(&text, None, origin, &mut article).map(|()| article),
        Format::Markdown => {
            markdown::read(&text, &mut article);
            Ok(article)
        }
        Format::Text => {
            article.body = text;
            Ok(article)
        }
    }]
}

/// What a file of another program is, by its first bytes.
fn document_kind(bytes: &[u8]) -> Option<&'static str> {
    const KINDS: [(&[u8], &str); 8] = [
        (b"%PDF-", "a PDF document"),
        (b"{\\rtf", "an RTF document"),
        (b"PK\x03\x04", "an office document or archive (.docx, .odt, .epub, .zip)"),
        (b"\xd0\xcf\x11\xe0", "an office document (.doc, .xls)"),
        (b"\x89PNG", "a picture"),
        (b"\xff\xd8\xff", "a picture"),
        (b"BZh", "a file packed with bzip2"),
        (b"\xfd7zXZ", "a file packed with xz"),
    ];
    KINDS.iter().find(|(start, _)| bytes.starts_with(start)).map(|(_, kind)| *kind)
}

fn decode_text(
    bytes: Vec<u8>,
    declared: Option<&'static encoding_rs::Encoding>,
    origin: &Origin,
) -> Result<(String, Vec<String>), ArticleError> {
    let path = || origin.path.clone();
    match decode::decode(bytes, declared) {
        Ok(decoded) => {
            let warning = decoded.guessed.map(|name| format!("the encoding was guessed to be {name}"));
            Ok((decoded.text, warning.into_iter().collect()))
        }
        Err(decode::DecodeError::Binary) => Err(ArticleError::Binary { path: path() }),
        Err(decode::DecodeError::Malformed(encoding)) => Err(ArticleError::Encoding { path: path(), encoding }),
    }
}

fn read_file(path: &Path, origin: &Origin) -> Result<Vec<u8>, ArticleError> {
    read_to_end(open(path, origin)?, origin)
}

pub(super) fn read_to_end(stream: impl Read, origin: &Origin) -> Result<Vec<u8>, ArticleError> {
    let mut bytes = Vec::new();
    let read = stream.take(MAX_BYTES + 1).read_to_end(&mut bytes);
    read.map_err(|source| ArticleError::Read { path: origin.path.clone(), source })?;
    match bytes.len() as u64 > MAX_BYTES {
        true => Err(ArticleError::TooLong { path: origin.path.clone(), limit: MAX_BYTES }),
        false => Ok(bytes),
    }
}

pub(super) fn open(path: &Path, origin: &Origin) -> Result<Box<dyn BufRead + Send>, ArticleError> {
    let failed = |source| ArticleError::Read { path: origin.path.clone(), source };
    let mut stream = BufReader::with_capacity(1 << 16, File::open(path).map_err(failed)?);
    let head = stream.fill_buf().map_err(failed)?;
    let called_gzip = path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("gz"));
    if called_gzip && !head.is_empty() && !head.starts_with(GZIP) {
        return Err(ArticleError::NotGzip { path: origin.path.clone() });
    }
    unpacked(stream, origin)
}

/// The stream itself, or what it unpacks to if it starts as gzip does.
pub(super) fn unpacked(
    mut stream: impl BufRead + Send + 'static,
    origin: &Origin,
) -> Result<Box<dyn BufRead + Send>, ArticleError> {
    let head = stream.fill_buf().map_err(|source| ArticleError::Read { path: origin.path.clone(), source })?;
    Ok(match head.starts_with(GZIP) {
        true => Box::new(BufReader::with_capacity(1 << 16, MultiGzDecoder::new(stream))),
        false => Box::new(stream),
    })
}
