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
    pub fn hear(&mut self, statements: &[Statement], is_person: impl Fn(EntityId) -> bool) {
        for statement in statements {
            let Some(person) = statement.speaker.filter(|&speaker| is_person(speaker)) else { continue };
            let quoted = statement.manner != Manner::Indirect;
            let into = if quoted { &mut self.quoted } else { &mut self.reported };
            into.extend(statement.content.iter().map(|&span| (span, person)));
        }
        self.quoted.sort_by_key(|(span, _)| *span);
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

fn within(speech: &[(Span, EntityId)], span: Span) -> Option<EntityId> {
    let after = speech.partition_point(|(content, _)| content.start <= span.start);
    let (content, person) = speech.get(after.checked_sub(1)?)?;
    content.contains(span).then_some(*person)
}
