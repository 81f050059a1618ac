//! Speech that goes on: "…, Ode said. … *She* added …", "…, the Herald wrote. … *The paper* said …".
//!
//! Reports of one speech follow each other, and later ones name their speaker by a pronoun or a common noun. Where the
//! reading of the article found nobody for such words, they mean who spoke last, if it is one who may be called so and
//! nobody else spoke since.

use super::draft::Draft;
use super::speaker::Source;
use super::syntax::Syntax;
use super::words::lists;
use crate::entity::{Entities, EntityId, EntityType, MentionKind};
use crate::nlp::TokenId;

/// How many sentences a pronoun reaches back.
const REACH: u32 = 3;

/// Who spoke last.
#[derive(Default)]
pub struct Turn {
    /// The speaker of the last report, if it was one entity, and the sentence of the report.
    last: Option<(EntityId, u32)>,
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
        let speakers = if found.is_empty() {
            self.resumed(syntax, &draft.source, sentence, entities).into_iter().collect()
        } else {
            found
        };
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

    fn resumed(&self, syntax: &Syntax<'_>, source: &Source, sentence: u32, entities: &Entities) -> Option<EntityId> {
        let head = source.head;
        if syntax.tag(head) == "PRP" {
            let person = match syntax.form(head).to_ascii_lowercase().as_str() {
                "he" | "she" => true,
                "it" => false,
                _ => return None,
            };
            let (last, at) = self.last?;
            let near = at <= sentence && sentence - at <= REACH;
            let is_person = entities.entity(last).entity_type == EntityType::Person;
            return (near && person == is_person).then_some(last);
        }
        let alone = source.tokens.len() == 2 && syntax.is_form(TokenId(source.tokens.start), &["a", "the"]);
        if alone && lists().spokesmen.contains(syntax.lemma(head)) {
            // "The ministry said … *A spokesman* added …"
            let (last, at) = self.last?;
            let near = at <= sentence && sentence - at <= REACH;
            return (near && entities.entity(last).entity_type == EntityType::Organization).then_some(last);
        }
        if let Some(described) = described(syntax, source, entities) {
            return Some(described);
        }
        let bare = source.tokens.len() == 2 && syntax.is_form(TokenId(source.tokens.start), &["the"]);
        if bare && lists().media.contains(syntax.lemma(head)) { self.body } else { None }
    }
}

/// "Ode held a rally. … *The Democrat* said", "*the 78-year-old Republican* wrote": the one subject of the sentence before, or
/// the only person of it, for a noun that says no more than that somebody is in politics or how old he is.
fn described(syntax: &Syntax<'_>, source: &Source, entities: &Entities) -> Option<EntityId> {
    let head = source.head;
    let noun = syntax.form(head).to_ascii_lowercase();
    let definite = syntax.is_form(TokenId(source.tokens.start), &["the"]) && source.tokens.len() <= 8;
    let singular = matches!(syntax.tag(head), "NN" | "NNP" | "JJ");
    let aged = noun == "old" && syntax.previous(head).is_some_and(|dash| syntax.form(dash) == "-");
    if !definite || !singular || !aged && !lists().politicians.contains(noun.as_str()) {
        return None;
    }
    let sentence = syntax.token(head).sentence;
    let before = entities.mentions.partition_point(|mention| mention.tokens.start < source.tokens.start);
    let mut at = None;
    let mut people: Vec<EntityId> = Vec::new();
    let mut subjects: Vec<EntityId> = Vec::new();
    for mention in entities.mentions[..before].iter().rev() {
        let own = syntax.token(mention.head).sentence;
        if own == sentence {
            // who is named in what is said does not say it
            continue;
        }
        if sentence.saturating_sub(own) > REACH || at.is_some_and(|at| own < at) {
            break;
        }
        let &[person] = mention.entities.as_slice() else { continue };
        if entities.entity(person).entity_type != EntityType::Person {
            continue;
        }
        at = Some(own);
        let appositive = syntax.deprel(mention.head) == "appos";
        let phrase = syntax.analysis.head(mention.head).filter(|_| appositive).unwrap_or(mention.head);
        let subject = matches!(syntax.deprel(phrase), "nsubj" | "nsubjpass");
        if !people.contains(&person) {
            people.push(person);
        }
        if subject && !subjects.contains(&person) {
            subjects.push(person);
        }
    }
    let found = match (people.as_slice(), subjects.as_slice()) {
        (&[one], _) | (_, &[one]) => one,
        _ => return None,
    };
    let own_words = syntax.analysis.span(syntax.sentence(head));
    let named = entities.mentions_in(own_words).any(|mention| {
        mention.kind == MentionKind::Named && mention.entities == [found] && !source.tokens.contains(&mention.head.0)
    });
    let other_party = entities.entity(found).roles.iter().any(|role| {
        role.to_lowercase().split(' ').any(|word| word != noun && lists().parties.contains(word))
            && lists().parties.contains(noun.as_str())
    });
    (!named && !other_party).then_some(found)
}
