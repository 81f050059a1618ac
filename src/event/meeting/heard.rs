//! Whose words the text gives where: statements in, the person who says or tells what a token stands in out.

use crate::article::Span;
use crate::entity::EntityId;
use crate::event::{Manner, Statement};

/// What people say, in text order.
#[derive(Debug, Default)]
pub struct Heard {
    /// Quoted words and the person who speaks.
    quoted: Vec<(Span, EntityId)>,
    /// What is reported in other words, and the person who tells it.
    reported: Vec<(Span, EntityId)>,
}

impl Heard {
    /// Takes in `statements`; those of whom `is_person` is not true are left out.
    pub fn hear(&mut self, body: &str, statements: &[Statement], is_person: impl Fn(EntityId) -> bool) {
        for statement in statements {
            let Some(person) = statement.speaker.filter(|&speaker| is_person(speaker)) else { continue };
            let quoted = statement.manner != Manner::Indirect;
            let into = if quoted { &mut self.quoted } else { &mut self.reported };
            into.extend(statement.content.iter().map(|&span| (span, person)));
        }
        self.quoted.sort_by_key(|(span, _)| *span);
        drop_unmarked(body, &mut self.quoted);
        self.reported.sort_by_key(|(span, _)| *span);
    }

    /// The person whose quoted words hold `span`.
    #[must_use]
    pub fn speaker(&self, span: Span) -> Option<EntityId> {
        within(&self.quoted, span)
    }

    /// The person who tells, in quoted words or others, what holds `span`.
    #[must_use]
    pub fn teller(&self, span: Span) -> Option<EntityId> {
        self.speaker(span).or_else(|| within(&self.reported, span))
    }
}

/// "“Ode *promised to meet me*,” Brandt said": what he says that she said has no marks of its own, and "me" is he.
fn drop_unmarked(body: &str, speech: &mut Vec<(Span, EntityId)>) {
    let marked = |span: Span| span.slice(body).starts_with(['"', '\'', '“', '‘', '`']);
    let mut around = Span::new(0, 0);
    speech.retain(|(span, _)| {
        let nested = span.end <= around.end && *span != around && !marked(*span);
        around = if nested || span.end <= around.end { around } else { *span };
        !nested
    });
}

fn within(speech: &[(Span, EntityId)], span: Span) -> Option<EntityId> {
    let after = speech.partition_point(|(content, _)| content.start <= span.start);
    let (content, person) = speech.get(after.checked_sub(1)?)?;
    content.contains(span).then_some(*person)
}
