//! Speech that goes on: "…, Ode said. … *She* added …", "…, the Herald wrote. … *The paper* said …".
//!
//! Reports of one speech follow each other, and later ones name their speaker by a pronoun or a common noun. Where the
//! reading of the article found nobody for such words, they mean who spoke last, if it is one who may be called so and
//! nobody else spoke since.

use super::bodies::body_resumed;
use super::draft::Draft;
use super::epithet::described;
use super::syntax::Syntax;
use super::words::lists;
use crate::entity::{Entities, EntityId, EntityType, MentionKind, is_role};
use crate::nlp::TokenId;

/// How many sentences a pronoun reaches back.
pub(super) const REACH: u32 = 3;

/// Who spoke last.
#[derive(Default)]
pub struct Turn {
    /// The speaker of the last report, if it was one entity, and the sentence of the report.
    last: Option<(EntityId, u32)>,
    /// The speakers of the last report, if they were several, and its sentence.
    joint: Option<(Vec<EntityId>, u32)>,
    /// Whom an unnamed questioner asked last, and the sentence of the question.
    asked: Option<(EntityId, u32)>,
    /// The organization that spoke last.
    body: Option<EntityId>,
}

impl Turn {
    /// The speaker of `draft`, whose own words `found` nobody; notes the turn.
    pub fn take(
        &mut self,
        syntax: &Syntax<'_>,
        draft: &Draft,
        found: Vec<EntityId>,
        entities: &Entities,
    ) -> Vec<EntityId> {
        if draft.nested {
            return found;
        }
        let sentence = syntax.token(draft.source.head).sentence;
        let speakers = match found.is_empty() {
            true if syntax.is_form(draft.source.head, &["they"]) => self.jointly(syntax, draft.source.head, entities),
            true => self.resumed(syntax, draft, sentence, entities).into_iter().collect(),
            false => found,
        };
        self.asked = if speakers.is_empty() { asked(syntax, draft, sentence, entities) } else { None };
        self.joint = (speakers.len() > 1).then(|| (speakers.clone(), sentence));
        self.last = match speakers[..] {
            [one] => Some((one, sentence)),
            _ => None,
        };
        let spoken = draft.source.span(syntax);
        let named = |one: EntityId| {
            let mut inside = entities.mentions_in(spoken).filter(|mention| mention.kind == MentionKind::Named);
            inside.any(|mention| mention.entities.contains(&one))
        };
        if let [one] = speakers[..]
            && named(one)
            && entities.entity(one).entity_type == EntityType::Organization
        {
            self.body = Some(one);
        }
        speakers
    }

    /// The person who spoke last, if somebody else than `speakers`.
    #[must_use]
    pub fn other_than(&self, speakers: &[EntityId], sentence: u32, entities: &Entities) -> Option<EntityId> {
        let (last, at) = self.last.filter(|&(last, _)| !speakers.contains(&last))?;
        let person = entities.entity(last).entity_type == EntityType::Person;
        (person && at <= sentence && sentence - at <= REACH).then_some(last)
    }

    /// "A reporter asked Ode …. *She* replied", "*the senator* said": who was asked in this sentence or one of the last.
    fn answering(&self, sentence: u32) -> Option<EntityId> {
        let (asked, at) = self.asked?;
        (at <= sentence && sentence - at <= REACH).then_some(asked)
    }

    /// "Ode and Brandt praised it, but *they* said …", "the union accused him. *They* want …": those who spoke last together, or
    /// the body that spoke last.
    fn jointly(&self, syntax: &Syntax<'_>, they: TokenId, entities: &Entities) -> Vec<EntityId> {
        let sentence = syntax.token(they).sentence;
        let near = |at: u32| at <= sentence && sentence - at < REACH;
        if let Some((several, _)) = self.joint.as_ref().filter(|(_, at)| near(*at)) {
            return several.clone();
        }
        let body =
            self.last.filter(|&(last, at)| near(at) && entities.entity(last).entity_type == EntityType::Organization);
        body.map(|(last, _)| last).into_iter().collect()
    }

    fn resumed(&self, syntax: &Syntax<'_>, draft: &Draft, sentence: u32, entities: &Entities) -> Option<EntityId> {
        let source = &draft.source;
        let head = source.head;
        if syntax.tag(head) == "PRP" {
            let person = match syntax.form(head).to_ascii_lowercase().as_str() {
                "he" | "she" => true,
                "it" => false,
                _ => return None,
            };
            let resumed = self.last.filter(|&(last, at)| {
                let is_person = entities.entity(last).entity_type == EntityType::Person;
                at <= sentence && sentence - at <= REACH && person == is_person
            });
            let resumed = resumed.map(|(last, _)| last).or_else(|| self.answering(sentence).filter(|_| person));
            return resumed.or_else(|| {
                let quoted =
                    draft.quoted.first().filter(|quote| !person && quote.start < syntax.token(head).span.start);
                quoted.and_then(|quote| body_resumed(syntax, quote.start, entities))
            });
        }
        let alone = source.tokens.len() == 2 && syntax.is_form(TokenId(source.tokens.start), &["a", "the"]);
        if alone && lists().spokesmen.contains(syntax.lemma(head)) {
            // "The ministry said … *A spokesman* added …"
            let (last, at) = self.last?;
            let near = at <= sentence && sentence - at <= REACH;
            return (near && entities.entity(last).entity_type == EntityType::Organization).then_some(last);
        }
        let definite = syntax.is_form(TokenId(source.tokens.start), &["the"]) && syntax.tag(head) == "NN";
        if let Some(answering) = self.answering(sentence).filter(|_| definite && is_role(syntax.lemma(head))) {
            return Some(answering);
        }
        if let Some(described) = described(syntax, draft, entities) {
            return Some(described);
        }
        let bare = source.tokens.len() == 2 && syntax.is_form(TokenId(source.tokens.start), &["the"]);
        if bare && lists().media.contains(syntax.lemma(head)) { self.body } else { None }
    }
}

/// The one person to whom a question is put, for a report of a question.
fn asked(syntax: &Syntax<'_>, draft: &Draft, sentence: u32, entities: &Entities) -> Option<(EntityId, u32)> {
    let asks = matches!(syntax.lemma(draft.verb?), "ask" | "press" | "question" | "quiz" | "grill");
    let mut people = draft.addressees.iter().flat_map(|&head| entities.referents(head).iter().copied());
    match (people.next(), people.next()) {
        (Some(one), None) if asks && entities.entity(one).entity_type == EntityType::Person => Some((one, sentence)),
        _ => None,
    }
}
