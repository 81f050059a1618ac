//! What kind of thing a name names: evidence from the model, the words of the name and the grammar around each mention.
//!
//! The model's guesses for one name are read as shares, so that ten equal mistakes weigh no more than one; what the
//! article says around the name ("Mr", "its chairman", "in", "who") then decides.

use super::EntityType;
use super::contexts::context_votes;
use super::forms::form_votes;
use super::lexicon::lexicon;
use super::names::Name;
use super::words::Words;
use smol_str::SmolStr;

/// Evidence for each type.
#[derive(Clone, Copy, Default, Debug, PartialEq)]
pub(super) struct Votes {
    pub(super) person: f32,
    pub(super) organization: f32,
    pub(super) place: f32,
    /// Neither: a people, an event, a law, a work.
    pub(super) other: f32,
}

impl Votes {
    pub(super) fn add(&mut self, other: Self, weight: f32) {
        self.person += weight * other.person;
        self.organization += weight * other.organization;
        self.place += weight * other.place;
        self.other += weight * other.other;
    }

    /// The type that most evidence tells; none if it is no person, organization or place.
    pub(super) fn winner(&self) -> Option<EntityType> {
        let best = self.person.max(self.organization).max(self.place);
        if best <= 0.0 || self.other > best {
            None
        } else if self.person >= best {
            Some(EntityType::Person)
        } else if self.organization >= best {
            Some(EntityType::Organization)
        } else {
            Some(EntityType::Place)
        }
    }
}

/// Least evidence on which one unexplained word is taken for a person's name.
const SINGLE_WORD_PERSON: f32 = 1.3;

/// Weighs all mentions (`group`, indices into `names`) of the name made of `form`.
pub(super) fn weigh(words: &Words<'_>, names: &[Name], group: &[usize], form: &[SmolStr]) -> Votes {
    let mut votes = Votes::default();
    let body: Vec<&Name> =
        group.iter().map(|&index| &names[index]).filter(|name| !words.in_headline(name.tokens.start)).collect();
    let all: Vec<&Name> = group.iter().map(|&index| &names[index]).collect();
    let judged = if body.is_empty() { &all } else { &body };
    let n_judged = f32::from(u16::try_from(judged.len()).unwrap_or(u16::MAX));
    let single = form.len() == 1;
    let mut context = Votes::default();
    let known = form.first().is_some_and(|first| lexicon().given_name(first).is_some())
        || form.last().is_some_and(|last| lexicon().surname(last));
    for name in judged {
        let trust = match name.label.as_str() {
            _ if single => 1.0,
            "PERSON" if !known => 1.7,
            "ORG" if form.first().is_some_and(|first| lexicon().given_name(first).is_some()) => 1.6,
            _ => 2.0,
        };
        votes.add(model_votes(name), trust / n_judged);
        context.add(context_votes(words, name), 1.0);
    }
    context.person = context.person.clamp(-4.0, 8.0);
    context.organization = context.organization.min(6.0);
    context.place = context.place.min(6.0);
    votes.add(context, 1.0);
    let placed = votes.place > 0.0;
    votes.add(form_votes(words, judged, form, placed), 1.0);
    if single && votes.person < SINGLE_WORD_PERSON && votes.winner() == Some(EntityType::Person) {
        votes.organization = votes.person + 0.01;
    }
    votes
}

fn model_votes(name: &Name) -> Votes {
    let mut votes = Votes::default();
    match name.label.as_str() {
        "PERSON" => votes.person = 1.0,
        "ORG" => votes.organization = 1.0,
        "GPE" | "LOC" => votes.place = 1.0,
        "FAC" => votes.place = 0.8,
        "NORP" | "EVENT" | "LAW" | "WORK_OF_ART" => votes.other = 1.0,
        "PRODUCT" => votes.other = 0.5,
        _ => votes.person = 0.5,
    }
    votes
}
