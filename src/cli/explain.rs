//! `--explain` for people: what was found in an article, and by which rule, trigger and words.

use crate::article::Article;
use crate::record::{ArticleRecord, DerivationRecord, MeetingRecord, StatementRecord};
use std::fmt::Write as _;

/// Longest quotation of the text, in characters.
const MAX_QUOTE: usize = 160;

/// An account of `record`, made with its derivations, for reading.
#[must_use]
pub fn explain(record: &ArticleRecord, article: &Article) -> String {
    let mut account = Account { record, article, text: String::new() };
    account.line(0, &format!("{}: {}", record.article, record.title.as_deref().unwrap_or("(no title)")));
    for meeting in &record.meetings {
        account.meeting(meeting);
    }
    for statement in &record.statements {
        account.statement(statement);
    }
    if record.meetings.is_empty() && record.statements.is_empty() {
        account.line(1, "nothing found");
    }
    account.text
}

struct Account<'a> {
    record: &'a ArticleRecord,
    article: &'a Article,
    text: String,
}

impl Account<'_> {
    fn line(&mut self, depth: usize, text: &str) {
        let _ = writeln!(self.text, "{:width$}{text}", "", width = depth * 2);
    }

    fn name(&self, id: &str) -> String {
        let entity = self.record.entities.iter().find(|entity| entity.id == id);
        entity.map_or_else(|| id.to_owned(), |entity| entity.name.clone())
    }

    fn names(&self, ids: &[String]) -> String {
        ids.iter().map(|id| self.name(id)).collect::<Vec<_>>().join(" + ")
    }

    fn meeting(&mut self, meeting: &MeetingRecord) {
        let sides: Vec<String> = meeting.sides.iter().map(|side| self.names(side)).collect();
        let place = meeting.place.as_deref().map(|id| format!(" in {}", self.name(id))).unwrap_or_default();
        let when = meeting.when.as_ref().map(|when| match (&when.from, &when.to) {
            (Some(from), Some(to)) if from == to => format!(", {} ({from})", when.text),
            (Some(from), Some(to)) => format!(", {} ({from} to {to})", when.text),
            _ => format!(", {}", when.text),
        });
        let (id, status, kind) = (&meeting.id, &meeting.status, &meeting.kind);
        let head = format!(
            "{id} {status} {kind}: {}{place}{} [{:.2}]",
            sides.join(" — "),
            when.unwrap_or_default(),
            meeting.confidence
        );
        self.line(1, &head);
        for derivation in &meeting.explain {
            self.derivation(derivation);
        }
        for evidence in &meeting.evidence {
            self.line(2, &format!("“{}”", shorten(&evidence.text)));
        }
    }

    fn statement(&mut self, statement: &StatementRecord) {
        let speaker = statement.speaker.as_deref().map_or_else(|| "(unnamed)".to_owned(), |id| self.name(id));
        let to = if statement.to.is_empty() { String::new() } else { format!(" to {}", self.names(&statement.to)) };
        let about = match statement.about.is_empty() {
            true => String::new(),
            false => format!(", about {}", self.names(&statement.about)),
        };
        let head = format!("{} {}: {speaker}{to}{about} [{:.2}]", statement.id, statement.manner, statement.confidence);
        self.line(1, &head);
        if let Some(derivation) = &statement.explain {
            self.derivation(derivation);
        }
        let content: Vec<&str> = statement.content.iter().map(|range| self.quoted(range.start, range.end)).collect();
        let content = content.join(" … ");
        self.line(2, &format!("“{}”", shorten(&content)));
    }

    fn derivation(&mut self, derivation: &DerivationRecord) {
        let mut text = format!("rule {}", derivation.rule);
        if let Some(trigger) = &derivation.trigger {
            let _ = write!(text, ", trigger “{}”", trigger.text);
        }
        for (role, words) in &derivation.arguments {
            let _ = write!(text, ", {role} “{}”", shorten(&words.text));
        }
        self.line(2, &text);
    }

    /// The text between two code points.
    fn quoted(&self, start: usize, end: usize) -> &str {
        let byte = |index: usize| {
            self.article.body.char_indices().nth(index).map_or(self.article.body.len(), |(offset, _)| offset)
        };
        self.article.body.get(byte(start)..byte(end)).unwrap_or_default()
    }
}

/// One line of at most [`MAX_QUOTE`] characters.
fn shorten(text: &str) -> String {
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match words.char_indices().nth(MAX_QUOTE) {
        None => words,
        Some((end, _)) => format!("{} …", words[..end].trim_end()),
    }
}
