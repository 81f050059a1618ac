//! Finding: paths in, what is to be read out, one article (or file of articles) at a time and in a fixed order.

use super::ArticleError;
use super::format::{Format, Origin};
use super::source::{Kind, MAX_BYTES, Source, open, read_to_end, unpacked};
use std::collections::BTreeMap;
use std::io::{self, BufRead, BufReader, Cursor, Read};
use std::path::PathBuf;

/// Lists what is to be read under `paths`, in their order: a file whatever its name, a folder with all files of a known
/// extension below it, sorted by name, and standard input for `-`.
///
/// Hidden files are left out in folders, and so is `NAME.json` beside `NAME.txt`: it annotates the text. What else is left
/// out is told at a folder's end ([`ArticleError::Skipped`], which is no failure).
#[must_use]
pub fn find_sources(paths: &[PathBuf]) -> Sources {
    let mut waiting = paths.to_vec();
    waiting.reverse();
    Sources { waiting, folder: None, lines: None }
}

/// The sources under the user's paths, found while it is iterated: see [`find_sources`].
pub struct Sources {
    /// Paths still to be looked at, last first.
    waiting: Vec<PathBuf>,
    folder: Option<Folder>,
    lines: Option<Lines>,
}

struct Folder {
    path: PathBuf,
    walk: walkdir::IntoIter,
    is_empty: bool,
    /// How many files were not read, by kind.
    skipped: BTreeMap<String, usize>,
}

struct Lines {
    stream: Box<dyn BufRead + Send>,
    origin: Origin,
    line: usize,
}

impl Iterator for Sources {
    type Item = Result<Source, ArticleError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(lines) = &mut self.lines {
                match lines.next() {
                    Some(found) => return Some(found),
                    None => self.lines = None,
                }
            }
            if let Some(folder) = &mut self.folder {
                match folder.next() {
                    Some(Ok(path)) => return Some(self.file(path)),
                    Some(Err(error)) => return Some(Err(error)),
                    None => {
                        let folder = self.folder.as_mut()?;
                        let path = folder.path.display().to_string();
                        if let Some(what) = folder.take_skipped() {
                            return Some(Err(ArticleError::Skipped { path, what }));
                        }
                        if self.folder.take()?.is_empty {
                            return Some(Err(ArticleError::EmptyFolder { path }));
                        }
                        continue;
                    }
                }
            }
            let path = self.waiting.pop()?;
            if path.as_os_str() == "-" {
                match self.standard_input() {
                    Ok(Some(source)) => return Some(Ok(source)),
                    Ok(None) => continue,
                    Err(error) => return Some(Err(error)),
                }
            }
            if !path.is_dir() {
                return Some(self.file(path));
            }
            let walk = walkdir::WalkDir::new(&path).follow_links(true).sort_by_file_name().into_iter();
            self.folder = Some(Folder { path, walk, is_empty: true, skipped: BTreeMap::new() });
        }
    }
}

impl Sources {
    /// The source of one file; a file of JSON Lines is opened and gives its first line, or is left for the loop.
    fn file(&mut self, path: PathBuf) -> Result<Source, ArticleError> {
        let origin = Origin::of_path(&path);
        let format = Format::of_path(&path);
        if format == Some(Format::JsonLines) {
            let mut lines = Lines { stream: open(&path, &origin)?, origin: origin.clone(), line: 0 };
            let first = lines.next();
            self.lines = Some(lines);
            return first.unwrap_or(Err(ArticleError::Empty { path: origin.path }));
        }
        Ok(Source { origin, kind: Kind::File(path, format) })
    }

    /// Standard input: JSON Lines are streamed, anything else is one file. None where the lines are now in place.
    fn standard_input(&mut self) -> Result<Option<Source>, ArticleError> {
        let origin = Origin { path: "standard input".to_owned(), id: "stdin".to_owned(), line: 1 };
        let failed = |source| ArticleError::Read { path: origin.path.clone(), source };
        let mut stream = unpacked(BufReader::new(io::stdin()), &origin)?;
        let format = Format::of_head(stream.fill_buf().map_err(failed)?);
        if format != Format::JsonLines {
            let bytes = read_to_end(stream, &origin)?;
            return Ok(Some(Source { origin, kind: Kind::Bytes(bytes, format) }));
        }
        let mut first = Vec::new();
        stream.by_ref().take(MAX_BYTES).read_until(b'\n', &mut first).map_err(failed)?;
        let is_lines = serde_json::from_slice::<serde::de::IgnoredAny>(&first).is_ok();
        let stream: Box<dyn BufRead + Send> = Box::new(Cursor::new(first).chain(stream));
        if is_lines {
            self.lines = Some(Lines { stream, origin, line: 0 });
            return Ok(None);
        }
        let bytes = read_to_end(stream, &origin)?;
        Ok(Some(Source { origin, kind: Kind::Bytes(bytes, Format::Json) }))
    }
}

impl Folder {
    /// "3 files: 2 .pdf, 1 .docx"; none the second time.
    fn take_skipped(&mut self) -> Option<String> {
        let skipped = std::mem::take(&mut self.skipped);
        let count: usize = skipped.values().sum();
        let kinds: Vec<String> = skipped.iter().map(|(kind, count)| format!("{count} {kind}")).collect();
        let plural = if count == 1 { "" } else { "s" };
        (count > 0).then(|| format!("{count} file{plural}: {}", kinds.join(", ")))
    }

    /// The next file of a known format.
    fn next(&mut self) -> Option<Result<PathBuf, ArticleError>> {
        loop {
            let entry = match self.walk.next()? {
                Ok(entry) => entry,
                Err(error) => {
                    self.is_empty = false;
                    let path = error.path().unwrap_or(&self.path).display().to_string();
                    let source = error.into_io_error().unwrap_or_else(|| io::Error::other("a loop of links"));
                    return Some(Err(ArticleError::Read { path, source }));
                }
            };
            let is_hidden = entry.depth() > 0 && entry.file_name().to_string_lossy().starts_with('.');
            if is_hidden && entry.file_type().is_dir() {
                self.walk.skip_current_dir();
            }
            if is_hidden || !entry.file_type().is_file() {
                continue;
            }
            let path = entry.into_path();
            match Format::of_path(&path) {
                None => {
                    let ending = path.extension().map(|ending| format!(".{}", ending.to_string_lossy().to_lowercase()));
                    *self.skipped.entry(ending.unwrap_or_else(|| "without extension".to_owned())).or_default() += 1;
                }
                Some(Format::Json) if path.with_extension("txt").exists() => {
                    *self.skipped.entry(".json beside the .txt that it annotates".to_owned()).or_default() += 1;
                }
                Some(_) => {
                    self.is_empty = false;
                    return Some(Ok(path));
                }
            }
        }
    }
}

impl Lines {
    /// The next line that is not empty.
    fn next(&mut self) -> Option<Result<Source, ArticleError>> {
        loop {
            let mut line = Vec::new();
            match self.stream.by_ref().take(MAX_BYTES).read_until(b'\n', &mut line) {
                Ok(0) => return None,
                Ok(_) => {}
                Err(source) => {
                    // A broken stream would fail for ever: end it.
                    self.stream = Box::new(io::empty());
                    return Some(Err(ArticleError::Read { path: self.origin.path.clone(), source }));
                }
            }
            self.line += 1;
            if !line.trim_ascii().is_empty() {
                return Some(Ok(Source { origin: self.origin.at_line(self.line), kind: Kind::Line(line) }));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Article, UniqueIds};
    use super::*;
    use std::io::Write as _;

    #[track_caller]
    fn check(files: &[(&str, &[u8])], expected: &[&str]) {
        let folder = tempfile::tempdir().expect("a temporary folder");
        for (name, bytes) in files {
            let path = folder.path().join(name);
            std::fs::create_dir_all(path.parent().expect("a file lies in a folder")).expect("folder is made");
            std::fs::write(path, bytes).expect("file is written");
        }
        let mut ids = UniqueIds::default();
        let mut found = Vec::new();
        for source in find_sources(&[folder.path().to_owned()]) {
            for article in source.map_or_else(|error| vec![Err(error)], Source::read) {
                found.push(match article {
                    Ok(mut article) => {
                        ids.settle(&mut article);
                        format!("{}: {}", article.id, article.body.trim())
                    }
                    Err(error) => error.to_string().replace(&folder.path().display().to_string(), "FOLDER"),
                });
            }
        }
        assert_eq!(found, expected);
    }

    #[test]
    fn folders_are_read_in_order_of_names() {
        check(
            &[
                ("b.txt", b"B."),
                ("a/z.md", b"*Z*"),
                ("a/b.txt", b"Other B."),
                (".hidden/x.txt", b"X"),
                ("picture.png", b"\x89PNG"),
                ("c.json", b"{\"text\": \"C.\"}"),
            ],
            &["b: Other B.", "z: Z", "b-2: B.", "c: C.", "FOLDER: skipped 1 file: 1 .png"],
        );
    }

    #[test]
    fn annotations_beside_a_text_are_no_articles() {
        check(
            &[("a.txt", b"A."), ("a.json", b"{\"entities\": []}")],
            &["a: A.", "FOLDER: skipped 1 file: 1 .json beside the .txt that it annotates"],
        );
    }

    #[test]
    fn documents_and_empty_files_are_refused_with_a_reason() {
        check(
            &[
                ("a.txt", b"%PDF-1.7 ..."),
                ("b.txt", b"{\\rtf1 Hello}"),
                ("c.txt", b" \n"),
                ("d.jsonl", b""),
                ("e.html", b""),
                ("f.txt.gz", b"They met."),
                ("g.pdf", b"%PDF-1.7"),
                ("h.PDF", b"%PDF-1.7"),
                ("README", b"x"),
            ],
            &[
                "FOLDER/a.txt: a PDF document; convert it to text first",
                "FOLDER/b.txt: an RTF document; convert it to text first",
                "FOLDER/c.txt: the file is empty",
                "FOLDER/d.jsonl: the file is empty",
                "FOLDER/e.html: the file is empty",
                "FOLDER/f.txt.gz: called .gz, but not packed with gzip; take .gz off its name if it is text",
                "FOLDER: skipped 3 files: 2 .pdf, 1 without extension",
            ],
        );
    }

    #[test]
    fn a_bad_file_does_not_stop_the_others() {
        check(
            &[
                ("a.txt", b"\0\x01\x02\x03\0\0\x07"),
                ("b.txt", b"B."),
                ("c.jsonl", b"{\"text\": \"C.\"}\n{\n{\"text\": \"D.\"}\n"),
            ],
            &[
                "FOLDER/a.txt: not a text file; convert it to text first",
                "b: B.",
                "c-1: C.",
                "FOLDER/c.jsonl, line 2: not JSON",
                "c-3: D.",
            ],
        );
    }

    #[test]
    fn an_empty_folder_says_so() {
        check(
            &[],
            &[
                "FOLDER: no articles in this folder (looked for .txt, .text, .md, .markdown, .html, .htm, .xhtml, .json, .jsonl, .ndjson)",
            ],
        );
    }

    #[test]
    fn gzip_is_unpacked() {
        let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        packed.write_all(b"Packed text.").expect("memory takes it");
        let packed = packed.finish().expect("memory takes it");
        check(&[("a.txt.gz", &packed)], &["a: Packed text."]);
        check(&[("a.txt.gz", &packed[..20])], &["FOLDER/a.txt.gz: cannot be read"]);
    }

    #[test]
    fn the_name_gives_id_and_date() {
        let article = |name: &str| {
            let folder = tempfile::tempdir().expect("a temporary folder");
            let path = folder.path().join(name);
            std::fs::write(&path, "They met.").expect("file is written");
            let sources = find_sources(&[path]).flatten().flat_map(Source::read);
            let found: Vec<Article> = sources.flatten().collect();
            (found[0].id.clone(), found[0].date.map(|date| date.to_string()))
        };
        assert_eq!(article("2031-03-03-pact.txt"), ("2031-03-03-pact".to_owned(), Some("2031-03-03".to_owned())));
        assert_eq!(article("wire.0458.TXT"), ("wire.0458".to_owned(), None));
        assert_eq!(article("unknown.dat"), ("unknown".to_owned(), None));
        assert_eq!(article("README"), ("README".to_owned(), None));
    }
}
