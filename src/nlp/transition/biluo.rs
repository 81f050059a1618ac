//! The entity recognizer: one action a token (begin, in, last, unit, out), never across a sentence start.

use super::scorer::{Scorer, ScorerScratch};
use crate::nlp::Label;
use crate::nlp::model::{ModelError, ModelFile, TransitionDescription};
use rapporteur_kernels::best_allowed;

const BEGIN: u8 = 1;
const IN: u8 = 2;
const LAST: u8 = 3;
const UNIT: u8 = 4;
const OUT: u8 = 5;

/// The recognizer with its weights; shared by all threads.
#[derive(Debug)]
pub struct Biluo {
    scorer: Scorer,
    /// Action and label of each score.
    moves: Vec<(u8, Label)>,
    /// Outside of an entity, what is added to the scores (0, or minus infinity for what is forbidden): where nothing may
    /// begin, where only an entity of one token may, where any may.
    penalties: [Vec<f32>; 3],
}

/// What the recognizer says of a token: the type of its entity (empty: none) and whether the entity begins here.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct EntityTag {
    /// Entity type.
    pub label: Label,
    /// True at the first token of an entity.
    pub begins: bool,
}

impl Biluo {
    /// Reads the recognizer, over token vectors of `width` numbers.
    ///
    /// # Errors
    /// [`ModelError::Broken`] if a tensor is missing or has another size.
    pub fn read(file: &ModelFile, description: &TransitionDescription, width: usize) -> Result<Self, ModelError> {
        if description.features != 3 {
            return Err(ModelError::Broken { what: "an entity state has three tokens".to_owned() });
        }
        let scorer = Scorer::read(file, "ner", description, width)?;
        let moves: Vec<(u8, Label)> =
            description.moves.iter().map(|known| (known.action, Label::new(&known.label))).collect();
        let penalties = [&[OUT][..], &[OUT, UNIT], &[OUT, UNIT, BEGIN]].map(|allowed| {
            let is_allowed =
                |(action, label): &(u8, Label)| allowed.contains(action) && (*action == OUT || *label != "");
            moves.iter().map(|known| if is_allowed(known) { 0.0 } else { f32::NEG_INFINITY }).collect()
        });
        Ok(Self { scorer, moves, penalties })
    }

    /// Takes the token vectors of a batch of documents, the rows of `vectors`.
    pub fn prepare(&self, vectors: &[f32], scratch: &mut ScorerScratch) {
        self.scorer.prepare(vectors, scratch);
    }

    /// The entities of the next document of the batch, whose tokens begin at row `first_row`. `is_space` tells which tokens
    /// are white space, `starts_sentence` which begin a sentence.
    pub fn recognize(
        &self,
        first_row: usize,
        n_tokens: usize,
        is_space: impl Fn(usize) -> bool,
        starts_sentence: impl Fn(usize) -> bool,
        scratch: &mut ScorerScratch,
    ) -> Vec<EntityTag> {
        let mut tags = vec![EntityTag::default(); n_tokens];
        let mut open: Option<(usize, Label)> = None;
        for token in 0..n_tokens {
            let here = (first_row + token) as i32;
            let (first, before) = open.map_or((-1, -1), |(start, _)| ((first_row + start) as i32, here - 1));
            self.scorer.score(&[here, first, before], scratch);
            let may_go_on = token + 1 < n_tokens && !starts_sentence(token + 1);
            let space = is_space(token);
            let best = match open {
                None => {
                    best_allowed(&scratch.scores, &self.penalties[if space { 0 } else { 1 + usize::from(may_go_on) }])
                }
                Some((_, entity)) => self.best_inside(&scratch.scores, entity, may_go_on),
            };
            let Some(index) = best else { break };
            let (action, label) = self.moves[index];
            let start = match action {
                BEGIN => {
                    open = Some((token, label));
                    continue;
                }
                UNIT => token,
                LAST => open.take().map_or(token, |(start, _)| start),
                _ => continue,
            };
            for (place, tag) in tags[start..=token].iter_mut().enumerate() {
                *tag = EntityTag { label, begins: place == 0 };
            }
        }
        tags
    }

    /// Inside an entity: whether it goes on or ends here.
    fn best_inside(&self, scores: &[f32], entity: Label, may_go_on: bool) -> Option<usize> {
        let mut best: Option<usize> = None;
        for (index, &(action, label)) in self.moves.iter().enumerate() {
            let is_allowed = action == LAST || (action == IN && may_go_on);
            if is_allowed && label == entity && best.is_none_or(|best| scores[index] > scores[best]) {
                best = Some(index);
            }
        }
        best
    }
}
