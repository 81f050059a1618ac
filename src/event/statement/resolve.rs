//! Looks up the entities of drafts: who speaks, who is spoken to, what is spoken of.
//!
//! Speakers come first; then "I" and "you" within quotations are resolved by them in the article's entities; then
//! what the contents mention is collected, so that "I met Ode" and "you" count as mentions too.

use super::about::mentioned;
use super::admit::is_sure_within;
use super::draft::Draft;
use super::papers::Papers;
use super::resume::Turn;
use super::speakers::{makers_at, speakers_of};
use super::syntax::Syntax;
use crate::article::Span;
use crate::entity::{Entities, EntityId, EntityType, MentionId, MentionKind};
use crate::event::{Cue, Derivation, Manner, Statement};
use crate::nlp::TokenId;

/// Who speaks and who is spoken to.
struct Parties {
    speakers: Vec<EntityId>,
    addressees: Vec<EntityId>,
}

/// Makes statements of `drafts`; first and second person in quotations are resolved in `entities`.
///
/// Joint speakers give a statement each. What is reported within another's words counts only if an entity speaks.
#[must_use]
pub fn resolve_statements(syntax: &Syntax<'_>, drafts: &[Draft], entities: &mut Entities) -> Vec<Statement> {
    let mut turn = Turn::default();
    let papers = Papers::find(syntax);
    let parties: Vec<Parties> = drafts
        .iter()
        .map(|draft| {
            let mut speakers = speakers_of(syntax, draft, entities);
            if speakers.is_empty()
                && let Some(maker) = papers.maker(syntax, draft.source.antecedent.unwrap_or(draft.source.head))
            {
                speakers = makers_at(syntax, maker, entities, 4);
            }
            if names_himself(syntax, draft, &speakers, entities)
                && let Some(other) = turn.other_than(&speakers, syntax.token(draft.source.head).sentence, entities)
            {
                speakers = vec![other];
            }
            let speakers = turn.take(syntax, draft, speakers, entities);
            let mut addressees: Vec<EntityId> =
                draft.addressees.iter().flat_map(|&head| entities.referents(head).iter().copied()).collect();
            dedup(&mut addressees);
            addressees.retain(|addressee| !speakers.contains(addressee));
            Parties { speakers, addressees }
        })
        .collect();
    // the outer speech first, so that speech within it has the last word
    for (draft, parties) in drafts.iter().zip(&parties).filter(|(draft, _)| !draft.nested) {
        resolve_persons(draft, parties, syntax, entities);
    }
    for (draft, parties) in drafts.iter().zip(&parties).filter(|(draft, _)| draft.nested) {
        resolve_persons(draft, parties, syntax, entities);
    }
    let mut statements = Vec::new();
    let all = parties;
    for (draft, parties) in drafts.iter().zip(&all) {
        let about = mentioned(syntax, draft, &parties.speakers, entities);
        if parties.speakers.is_empty()
            && !draft.nested
            && !matches!(draft.rule, "headline, speaker last" | "headline, label" | "signature")
        {
            statements.push(statement_of(syntax, draft, None, parties, &about, entities));
        }
        if is_digest(syntax, draft, &parties.speakers, entities) {
            continue;
        }
        if draft.nested && !is_sure_within(draft, syntax) && tells_of_himself(draft, parties, drafts, &all) {
            continue;
        }
        let mutual = parties.speakers.len() > 1 && is_mutual(syntax, draft);
        for &speaker in &parties.speakers {
            let others = parties.speakers.iter().copied().filter(|&other| mutual && other != speaker);
            let about: Vec<EntityId> = about.iter().copied().chain(others).collect();
            statements.push(statement_of(syntax, draft, Some(speaker), parties, &about, entities));
        }
    }
    statements
}

/// True if one who speaks in `draft` also tells it.
fn tells_of_himself(draft: &Draft, parties: &Parties, drafts: &[Draft], all: &[Parties]) -> bool {
    let Some(cue) = draft.cue else { return true };
    let mut around = drafts.iter().zip(all).filter(|(outer, _)| {
        !outer.nested && outer.cue != draft.cue && outer.content.iter().any(|span| span.contains(cue))
    });
    around.any(|(_, outer)| outer.speakers.iter().any(|speaker| parties.speakers.contains(speaker)))
}

/// `"Ode won," he said`: true if the one whom "he" was read as is named in what is quoted; one seldom names oneself.
fn names_himself(syntax: &Syntax<'_>, draft: &Draft, speakers: &[EntityId], entities: &Entities) -> bool {
    let &[speaker] = speakers else { return false };
    let pronoun = syntax.is_form(draft.source.head, &["he", "she"]) && draft.source.antecedent.is_none();
    pronoun
        && draft.quoted.iter().any(|&span| {
            let mut named = entities.mentions_in(span).filter(|mention| mention.kind == MentionKind::Named);
            named.any(|mention| mention.entities == [speaker])
        })
}

/// "*The Tribune:* Ode landed at noon. Brandt said …": true for a paragraph of several sentences under the name of a medium or
/// a town, which tells what that reported and is no speech of its own.
fn is_digest(syntax: &Syntax<'_>, draft: &Draft, speakers: &[EntityId], entities: &Entities) -> bool {
    let person = speakers.iter().any(|&speaker| entities.entity(speaker).entity_type == EntityType::Person);
    let sentence_at = |byte: usize| {
        let token = syntax.analysis.tokens_in(Span::new(byte, byte + 1)).start;
        syntax.analysis.tokens.get(token as usize).map(|token| token.sentence)
    };
    draft.rule == "turn, colon"
        && !person
        && draft.content.iter().any(|span| sentence_at(span.start) != sentence_at(span.end.saturating_sub(2)))
}

/// "Accused *each other* of lying": each speaks of the others.
fn is_mutual(syntax: &Syntax<'_>, draft: &Draft) -> bool {
    let first = draft.content.first().map(|&span| TokenId(syntax.analysis.tokens_in(span).start));
    first.is_some_and(|first| {
        let second = syntax.next(first);
        syntax.is_form(first, &["each"]) && second.is_some_and(|second| syntax.is_form(second, &["other"]))
            // "each side accused *the other* of lying"
            || syntax.is_form(first, &["the"])
                && second.is_some_and(|second| syntax.is_form(second, &["other"]))
                && syntax.is_form(TokenId(draft.source.tokens.start), &["each"])
            || syntax.is_form(first, &["one"]) && second.is_some_and(|second| syntax.is_form(second, &["another"]))
    })
}

pub(super) fn dedup(ids: &mut Vec<EntityId>) {
    let mut seen: Vec<EntityId> = Vec::new();
    ids.retain(|id| {
        let new = !seen.contains(id);
        if new {
            seen.push(*id);
        }
        new
    });
}

/// Resolves "I" to the speaker and "you" to the one spoken to, within the quoted content; "we" to a body that speaks.
fn resolve_persons(draft: &Draft, parties: &Parties, syntax: &Syntax<'_>, entities: &mut Entities) {
    let [speaker] = parties.speakers[..] else { return };
    // "Brandt has said *that my* answers were true," "promised *to meet me*," Ode said: "my" is hers still
    let indirect = |content: &Span| {
        const MARKS: [char; 8] = ['"', '\'', '“', '‘', '`', ':', ',', '—'];
        let before = syntax.body.get(..content.start).unwrap_or_default().trim_end();
        !content.slice(syntax.body).starts_with(MARKS) && !before.ends_with(MARKS)
    };
    if draft.nested && draft.content.first().is_some_and(indirect) {
        return;
    }
    let body = entities.entity(speaker).entity_type != EntityType::Person;
    let spans = match draft.rule {
        "turn, colon" | "signature" => draft.content.clone(),
        _ => draft.quoted.clone(),
    };
    for span in spans {
        for token in syntax.analysis.tokens_in(span).map(TokenId) {
            let Some(id) = entities.id_headed_by(token) else { continue };
            if entities.mention(id).kind != MentionKind::Pronominal {
                continue;
            }
            if let Some(referent) = person_of(syntax, token, speaker, body, &parties.addressees, entities, id) {
                entities.set_referents(id, referent);
            }
        }
    }
}

/// The new referents of a pronoun within a quotation; none if they stay as they are.
fn person_of(
    syntax: &Syntax<'_>,
    token: TokenId,
    speaker: EntityId,
    body: bool,
    addressees: &[EntityId],
    entities: &Entities,
    id: MentionId,
) -> Option<Vec<EntityId>> {
    let form = syntax.form(token).to_ascii_lowercase();
    match form.as_str() {
        "i" | "me" | "my" | "mine" | "myself" if !body => Some(vec![speaker]),
        "we" | "us" | "our" | "ours" | "ourselves" if body => Some(vec![speaker]),
        "you" | "your" | "yours" | "yourself" => match addressees {
            [addressee] if entities.entity(*addressee).entity_type == EntityType::Person => Some(vec![*addressee]),
            _ => None,
        },
        // who speaks does not call himself "he"
        "he" | "him" | "his" | "she" | "her" if entities.mention(id).entities == [speaker] => Some(Vec::new()),
        _ => None,
    }
}

fn statement_of(
    syntax: &Syntax<'_>,
    draft: &Draft,
    speaker: Option<EntityId>,
    parties: &Parties,
    about: &[EntityId],
    entities: &Entities,
) -> Statement {
    let mention = draft.source.span(syntax);
    let evidence = draft.content.iter().copied().chain(draft.cue).chain([mention]).reduce(Span::cover);
    let lemma = match (draft.verb, draft.cue) {
        (Some(verb), _) => syntax.lemma(verb).to_owned(),
        (None, Some(cue)) => cue.slice(syntax.body).to_owned(),
        (None, None) => String::new(),
    };
    let pronoun =
        entities.mention_headed_by(draft.source.head).is_some_and(|mention| mention.kind != MentionKind::Named);
    let doubt = if draft.nested { 0.85 } else { 1.0 } * if pronoun { 0.9 } else { 1.0 };
    let mut arguments = vec![("speaker".to_owned(), mention)];
    arguments.extend(draft.content.iter().map(|&span| ("content".to_owned(), span)));
    Statement {
        speaker,
        speaker_mention: Some(mention),
        addressees: parties.addressees.clone(),
        about: about.to_vec(),
        manner: manner_of(draft, syntax),
        cue: draft.cue.map(|span| Cue { span, lemma }),
        content: draft.content.clone(),
        evidence: evidence.into_iter().collect(),
        confidence: draft.confidence * doubt,
        derivation: Derivation { rule: draft.rule.to_owned(), trigger: draft.cue, arguments },
        cue_token: draft.verb,
    }
}

/// Direct if nothing but what is quoted was said, mixed if a part is quoted.
fn manner_of(draft: &Draft, syntax: &Syntax<'_>) -> Manner {
    let outside = |span: &Span| {
        let mut rest = vec![*span];
        for quote in &draft.quoted {
            rest = rest.into_iter().flat_map(|part| super::extent::without(part, *quote)).collect();
        }
        rest.iter().any(|part| part.slice(syntax.body).chars().any(char::is_alphanumeric))
    };
    match (draft.quoted.is_empty(), draft.content.iter().any(outside)) {
        (true, _) => Manner::Indirect,
        (false, true) => Manner::Mixed,
        (false, false) => Manner::Direct,
    }
}
