//! Looks up the entities of drafts: who speaks, who is spoken to, what is spoken of.

use super::draft::Draft;
use super::syntax::Syntax;
use crate::article::Span;
use crate::entity::{Entities, EntityId, EntityType, MentionKind};
use crate::event::{Cue, Derivation, Manner, Statement};
use crate::nlp::TokenId;

/// Makes statements of `drafts`; first and second person in quotations are resolved in `entities`.
#[must_use]
pub fn resolve_statements(syntax: &Syntax<'_>, drafts: Vec<Draft>, entities: &mut Entities) -> Vec<Statement> {
    let mut statements = Vec::new();
    for draft in drafts {
        statements.push(statement_of(syntax, &draft, entities, None));
    }
    let _ = (EntityType::Person, MentionKind::Named, EntityId(0));
    statements
}

fn statement_of(syntax: &Syntax<'_>, draft: &Draft, _entities: &Entities, speaker: Option<EntityId>) -> Statement {
    let mention = draft.source.span(syntax);
    let evidence = draft.content.iter().copied().chain(draft.cue).chain([mention]).reduce(Span::cover);
    let lemma = draft.verb.map_or_else(|| "".to_owned(), |verb| syntax.lemma(verb).to_owned());
    Statement {
        speaker,
        speaker_mention: Some(mention),
        addressees: Vec::new(),
        about: Vec::new(),
        manner: Manner::Indirect,
        cue: draft.cue.map(|span| Cue { span, lemma }),
        content: draft.content.clone(),
        evidence: evidence.into_iter().collect(),
        confidence: draft.confidence,
        derivation: Derivation { rule: draft.rule.to_owned(), trigger: draft.cue, arguments: Vec::new() },
        cue_token: draft.verb.or(None::<TokenId>),
    }
}
