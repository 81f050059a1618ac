//! Scores of actions: a hidden layer over the vectors of a few tokens of the state, then one score an action.
//!
//! The hidden layer is linear in each token's vector, so its products are computed for many tokens at once; a step adds up a
//! few rows.

use crate::nlp::model::{ModelError, ModelFile, TransitionDescription};
use crate::nlp::network::{read_linear, turned};
use rapporteur_kernels::{LANES, MAX_FEATURES, Product, Rows, ScoreLayers, TileScratch, score_actions};

/// Rows before the newest one that was asked for whose products are kept; what is asked for further back is computed again, always,
/// so that scores do not depend on where the window stands.
const KEPT: usize = 96;
/// Tokens by which the window of products moves on.
const STEP: usize = 192;

/// The network of one transition system.
#[derive(Debug)]
pub struct Scorer {
    linear: Product,
    /// For each state token its own part of the hidden layer, pieces apart.
    lower: Product,
    /// Its weights, a row an input.
    lower_weights: Vec<f32>,
    lower_bias: Vec<f32>,
    /// What stands for a missing state token, for each of them.
    pad: Vec<f32>,
    /// For each hidden unit the weights of all actions, padded to whole lanes.
    upper: Vec<f32>,
    upper_bias: Vec<f32>,
    hidden: usize,
    pieces: usize,
    features: usize,
}

/// Working memory of a [`Scorer`].
#[derive(Debug, Default)]
pub struct ScorerScratch {
    reduced: Vec<f32>,
    n_rows: usize,
    /// The hidden layer's products for rows `first..end`: a window that moves on with the state.
    lower: Vec<f32>,
    first: usize,
    end: usize,
    /// The last row that was asked for.
    newest: usize,
    /// The same for tokens before the window, for one state.
    far: Vec<f32>,
    hidden: Vec<f32>,
    tiles: TileScratch,
    /// Scores of the last call; those after the last action are not to be read.
    pub scores: Vec<f32>,
}

impl Scorer {
    /// Reads the network `name`, over token vectors of `width` numbers.
    ///
    /// # Errors
    /// [`ModelError::Broken`] if a tensor is missing or has another size.
    pub fn read(
        file: &ModelFile,
        name: &str,
        description: &TransitionDescription,
        width: usize,
    ) -> Result<Self, ModelError> {
        let tensor = |part: &str| format!("{name}.{part}");
        let (hidden, pieces) = (description.hidden as usize, description.pieces as usize);
        let features = description.features as usize;
        let inputs = file.tensor(&tensor("linear.b"))?.to_f32()?.len();
        let row = hidden * pieces;
        if row == 0 || inputs == 0 {
            return Err(ModelError::Broken { what: format!("{name} is empty") });
        }
        let stored = file.numbers(&tensor("lower.w"), features * row * inputs)?;
        let stored_pad = file.numbers(&tensor("lower.pad"), features * row)?;
        let stored_bias = file.numbers(&tensor("lower.b"), row)?;
        if !hidden.is_multiple_of(LANES) || features > MAX_FEATURES {
            let name = format!("{name} with {hidden} hidden units and {features} state tokens");
            return Err(ModelError::Unsupported { what: "transition model", name });
        }
        let n_moves = description.moves.len();
        let upper = turned(&file.numbers(&tensor("upper.w"), n_moves * hidden)?, hidden);
        let mut upper_bias = file.numbers(&tensor("upper.b"), n_moves)?;
        let padded = n_moves.next_multiple_of(LANES);
        let mut upper_weights = vec![0.0; hidden * padded];
        for (row, weights) in upper_weights.chunks_exact_mut(padded).zip(upper.chunks_exact(n_moves.max(1))) {
            row[..n_moves].copy_from_slice(weights);
        }
        upper_bias.resize(padded, 0.0);
        // from features × hidden × pieces to features × pieces × hidden
        let place = |feature: usize, piece: usize, unit: usize| (feature * hidden + unit) * pieces + piece;
        let mut weights = Vec::with_capacity(stored.len());
        let mut pad = Vec::with_capacity(stored_pad.len());
        let mut lower_bias = Vec::with_capacity(row);
        for feature in 0..features {
            for piece in 0..pieces {
                for unit in 0..hidden {
                    let old = place(feature, piece, unit);
                    weights.extend_from_slice(&stored[old * inputs..(old + 1) * inputs]);
                    pad.push(stored_pad[old]);
                    if feature == 0 {
                        lower_bias.push(stored_bias[old]);
                    }
                }
            }
        }
        let weights = turned(&weights, inputs);
        Ok(Self {
            linear: read_linear(file, &tensor("linear"), inputs, width)?,
            lower: Product::new(&weights, &vec![0.0; features * row], 1),
            lower_weights: weights,
            lower_bias,
            pad,
            upper: upper_weights,
            upper_bias,
            hidden,
            pieces,
            features,
        })
    }

    /// Takes the token vectors of a batch of documents, the rows of `vectors`: short documents share products of many rows.
    pub fn prepare(&self, vectors: &[f32], scratch: &mut ScorerScratch) {
        let input = Rows::whole(vectors, self.linear.n_in());
        let rows = input.count;
        scratch.reduced.resize((rows * self.linear.width()).max(scratch.reduced.len()), 0.0);
        self.linear.apply(input, &mut scratch.reduced, &mut scratch.tiles);
        (scratch.n_rows, scratch.first, scratch.end, scratch.newest) = (rows, 0, 0, 0);
        scratch.lower.resize((KEPT + STEP) * self.lower.width(), 0.0);
        scratch.far.resize(self.lower.width(), 0.0);
        scratch.hidden.resize(self.hidden, 0.0);
        scratch.scores.resize(self.upper_bias.len(), 0.0);
    }

    /// Moves the window of the hidden layer's products on.
    fn advance(&self, scratch: &mut ScorerScratch) {
        let n_out = self.lower.width();
        let kept = KEPT.min(scratch.end - scratch.first);
        let from = (scratch.end - kept - scratch.first) * n_out;
        scratch.lower.copy_within(from..from + kept * n_out, 0);
        scratch.first = scratch.end - kept;
        let count = STEP.min(scratch.n_rows - scratch.end);
        let n_in = self.lower.n_in();
        let input = Rows { numbers: &scratch.reduced[scratch.end * n_in..], stride: n_in, count };
        self.lower.apply(input, &mut scratch.lower[kept * n_out..], &mut scratch.tiles);
        scratch.end += count;
    }

    /// Computes the part of a token before the window, for state token number `feature`.
    fn look_back(&self, feature: usize, token: usize, scratch: &mut ScorerScratch) {
        let row = self.hidden * self.pieces;
        let part = &mut scratch.far[feature * row..(feature + 1) * row];
        part.fill(0.0);
        let reduced = &scratch.reduced[token * self.lower.n_in()..(token + 1) * self.lower.n_in()];
        for (input, number) in reduced.iter().enumerate() {
            let weights = &self.lower_weights[input * self.lower.width()..][feature * row..(feature + 1) * row];
            for (sum, weight) in part.iter_mut().zip(weights) {
                *sum += number * weight;
            }
        }
    }

    /// The scores of all actions in a state with the tokens in these rows (negative: none), into `scratch.scores`. Rows are
    /// asked for roughly in order.
    pub fn score(&self, tokens: &[i32], scratch: &mut ScorerScratch) {
        let row = self.hidden * self.pieces;
        for &token in tokens {
            while token >= scratch.end as i32 && scratch.end < scratch.n_rows {
                self.advance(scratch);
            }
        }
        scratch.newest = tokens.iter().fold(scratch.newest, |newest, &token| newest.max(token.max(0) as usize));
        let newest = scratch.newest;
        let is_far = |token: usize| token + KEPT < newest;
        for (feature, &token) in tokens.iter().enumerate().take(self.features) {
            if let Some(token) = usize::try_from(token).ok().filter(|&token| is_far(token)) {
                self.look_back(feature, token, scratch);
            }
        }
        let mut parts: [&[f32]; MAX_FEATURES] = [&[]; MAX_FEATURES];
        for (feature, (&token, part)) in tokens.iter().zip(&mut parts).take(self.features).enumerate() {
            *part = match usize::try_from(token) {
                Ok(token) if is_far(token) => &scratch.far[feature * row..][..row],
                Ok(token) => &scratch.lower[(token - scratch.first) * self.lower.width() + feature * row..][..row],
                Err(_) => &self.pad[feature * row..][..row],
            };
        }
        let layers = ScoreLayers {
            lower_bias: &self.lower_bias,
            hidden: self.hidden,
            upper: &self.upper,
            upper_bias: &self.upper_bias,
        };
        score_actions(&parts, layers, &mut scratch.hidden, &mut scratch.scores);
    }
}
