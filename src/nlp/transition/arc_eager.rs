//! The dependency parser: non-monotonic arc-eager transitions with sentence breaks, as in spaCy.
//!
//! A document is parsed in one go; its sentences come out of the parse. The state is a stack, a buffer (with tokens put back
//! in front), and the arcs made so far.

use super::scorer::{Scorer, ScorerScratch};
use super::tree::Tree;
use crate::nlp::Label;
use crate::nlp::model::{ModelError, ModelFile, TransitionDescription};
use rapporteur_kernels::best_allowed;

const SHIFT: u8 = 0;
const REDUCE: u8 = 1;
const LEFT: u8 = 2;
const RIGHT: u8 = 3;
const BREAK: u8 = 4;
const N_ACTIONS: usize = 5;

/// The parser with its weights; shared by all threads.
#[derive(Debug)]
pub struct ArcEager {
    scorer: Scorer,
    /// Action and label of each score.
    moves: Vec<(u8, Label)>,
    /// For each set of allowed actions (a bit each) what is added to the scores: 0, or minus infinity for the forbidden.
    penalties: Vec<Vec<f32>>,
    root: Label,
}

/// One thread's memory of the parser.
#[derive(Debug, Default)]
pub struct ParserScratch {
    scorer: ScorerScratch,
    state: State,
}

impl ArcEager {
    /// Reads the parser, over token vectors of `width` numbers.
    ///
    /// # Errors
    /// [`ModelError::Broken`] if a tensor is missing or has another size, or an action is unknown.
    pub fn read(file: &ModelFile, description: &TransitionDescription, width: usize) -> Result<Self, ModelError> {
        let scorer = Scorer::read(file, "parser", description, width)?;
        if description.features != 8 {
            return Err(ModelError::Broken { what: "a parser state has eight tokens".to_owned() });
        }
        if description.moves.iter().any(|known| known.action as usize >= N_ACTIONS) {
            return Err(ModelError::Broken { what: "unknown parser action".to_owned() });
        }
        let moves = description.moves.iter().map(|known| (known.action, Label::new(&known.label))).collect();
        let penalty = |allowed: usize, action: u8| if allowed >> action & 1 == 1 { 0.0 } else { f32::NEG_INFINITY };
        let penalties = (0..1 << N_ACTIONS)
            .map(|allowed| description.moves.iter().map(|known| penalty(allowed, known.action)).collect())
            .collect();
        Ok(Self { scorer, moves, penalties, root: Label::new("ROOT") })
    }

    /// Takes the token vectors of a batch of documents, the rows of `vectors`.
    pub fn prepare(&self, vectors: &[f32], scratch: &mut ParserScratch) {
        self.scorer.prepare(vectors, &mut scratch.scorer);
    }

    /// Parses the next document of the batch, whose tokens begin at row `first`. `is_space` tells which tokens are white space.
    pub fn parse(
        &self,
        first: usize,
        n_tokens: usize,
        is_space: impl Fn(usize) -> bool,
        scratch: &mut ParserScratch,
    ) -> Tree {
        let ParserScratch { scorer, state } = scratch;
        state.reset(n_tokens);
        // Each token is pushed, popped and put back at most twice, and each sentence break is made once.
        let mut steps_left = 8 * n_tokens + 8;
        while !state.is_final() && steps_left > 0 {
            steps_left -= 1;
            let rows = state.tokens().map(|token| if token < 0 { token } else { token + first as i32 });
            self.scorer.score(&rows, scorer);
            let Some(index) = best_allowed(&scorer.scores, &self.penalties[state.allowed()]) else { break };
            let (action, label) = self.moves[index];
            state.apply(action, label);
        }
        Tree::new(&state.heads, &state.labels, self.root, is_space)
    }
}

const NONE: i32 = -1;

#[derive(Debug, Default)]
struct State {
    stack: Vec<i32>,
    /// Tokens put back in front of the buffer, the next one last.
    put_back: Vec<i32>,
    /// First token of the buffer that was not yet read.
    next: i32,
    length: i32,
    heads: Vec<i32>,
    labels: Vec<Label>,
    /// For each head its newest left and right dependent; for each dependent the one before it.
    newest_left: Vec<i32>,
    newest_right: Vec<i32>,
    older: Vec<i32>,
    was_put_back: Vec<bool>,
    starts_sentence: Vec<bool>,
}

impl State {
    fn reset(&mut self, length: usize) {
        self.stack.clear();
        self.put_back.clear();
        self.next = 0;
        self.length = length as i32;
        for list in [&mut self.heads, &mut self.newest_left, &mut self.newest_right, &mut self.older] {
            list.clear();
            list.resize(length, NONE);
        }
        self.labels.clear();
        self.labels.resize(length, Label::default());
        for list in [&mut self.was_put_back, &mut self.starts_sentence] {
            list.clear();
            list.resize(length, false);
        }
    }

    fn stack_token(&self, depth: usize) -> i32 {
        self.stack.len().checked_sub(depth + 1).map_or(NONE, |at| self.stack[at])
    }

    fn buffer_token(&self, place: usize) -> i32 {
        if place < self.put_back.len() {
            return self.put_back[self.put_back.len() - place - 1];
        }
        let token = self.next + (place - self.put_back.len()) as i32;
        if token < self.length { token } else { NONE }
    }

    fn buffer_length(&self) -> usize {
        (self.length - self.next) as usize + self.put_back.len()
    }

    fn is_final(&self) -> bool {
        self.stack.is_empty() && self.buffer_length() == 0
    }

    fn newest(list: &[i32], head: i32) -> i32 {
        usize::try_from(head).map_or(NONE, |head| list[head])
    }

    /// The tokens that the scores depend on.
    fn tokens(&self) -> [i32; 8] {
        let (b0, s0) = (self.buffer_token(0), self.stack_token(0));
        [
            b0,
            self.buffer_token(1),
            s0,
            self.stack_token(1),
            self.stack_token(2),
            Self::newest(&self.newest_left, b0),
            Self::newest(&self.newest_left, s0),
            Self::newest(&self.newest_right, s0),
        ]
    }

    fn flag(list: &[bool], token: i32) -> bool {
        usize::try_from(token).is_ok_and(|token| list[token])
    }

    /// Which actions are allowed: a bit each.
    fn allowed(&self) -> usize {
        let (b0, b1) = (self.buffer_token(0), self.buffer_token(1));
        let has_stack = !self.stack.is_empty();
        let left_over = self.buffer_length();
        let at_break = Self::flag(&self.starts_sentence, b0);
        let may_shift = !has_stack || (left_over >= 2 && !at_break && !Self::flag(&self.was_put_back, b0));
        let may_link = has_stack && left_over > 0 && !at_break;
        let may_break = left_over >= 2 && b1 == b0 + 1 && !Self::flag(&self.starts_sentence, b1);
        usize::from(may_shift) << SHIFT
            | usize::from(has_stack) << REDUCE
            | usize::from(may_link) << LEFT
            | usize::from(may_link) << RIGHT
            | usize::from(may_break) << BREAK
    }

    fn apply(&mut self, action: u8, label: Label) {
        let (b0, s0) = (self.buffer_token(0), self.stack_token(0));
        match action {
            SHIFT => self.push(),
            REDUCE if self.stack.len() == 1 || self.heads[s0 as usize] != NONE => {
                self.stack.pop();
            }
            REDUCE => {
                self.was_put_back[s0 as usize] = true;
                self.put_back.push(s0);
                self.stack.pop();
            }
            LEFT => {
                self.add_arc(b0, s0, label);
                self.was_put_back[b0 as usize] = false;
                self.stack.pop();
            }
            RIGHT => {
                self.add_arc(s0, b0, label);
                self.push();
            }
            _ => {
                let b1 = self.buffer_token(1);
                self.starts_sentence[b1 as usize] = true;
            }
        }
    }

    fn push(&mut self) {
        let token = self.put_back.pop().unwrap_or_else(|| {
            self.next += 1;
            self.next - 1
        });
        self.stack.push(token);
    }

    fn add_arc(&mut self, head: i32, dependent: i32, label: Label) {
        let old = self.heads[dependent as usize];
        if old != NONE {
            self.remove_arc(old, dependent);
        }
        let list = if head > dependent { &mut self.newest_left } else { &mut self.newest_right };
        self.older[dependent as usize] = std::mem::replace(&mut list[head as usize], dependent);
        self.heads[dependent as usize] = head;
        self.labels[dependent as usize] = label;
    }

    fn remove_arc(&mut self, head: i32, dependent: i32) {
        let list = if head > dependent { &mut self.newest_left } else { &mut self.newest_right };
        let after = self.older[dependent as usize];
        let mut at = list[head as usize];
        if at == dependent {
            list[head as usize] = after;
            return;
        }
        while at != NONE {
            let older = self.older[at as usize];
            if older == dependent {
                self.older[at as usize] = after;
                return;
            }
            at = older;
        }
    }
}
