//! Linear and maxout layers.

use super::kernels::{MaxoutTail, maxout_tail};
use super::tiles::{TileScratch, TileWeights};
use crate::nlp::model::{ModelError, ModelFile};
use gemm::Parallelism;

/// `output = input · weights + bias`.
#[derive(Debug)]
pub struct Linear {
    /// `n_in` rows of `n_out` weights.
    weights: Vec<f32>,
    /// The same for the tile unit, where there is one.
    tiles: Option<TileWeights>,
    /// One number an output.
    pub bias: Vec<f32>,
    /// Numbers in an input row.
    pub n_in: usize,
    /// Numbers in an output row.
    pub n_out: usize,
}

impl Linear {
    /// Reads `NAME.w` (`n_out` × `n_in`) and `NAME.b` (`bias_len`: as many as outputs, or none at all if 0).
    ///
    /// # Errors
    /// [`ModelError::Broken`] if a tensor is missing or has another size.
    pub fn read(file: &ModelFile, name: &str, n_out: usize, n_in: usize) -> Result<Self, ModelError> {
        let weights = file.numbers(&format!("{name}.w"), n_out * n_in)?;
        let bias = file.numbers(&format!("{name}.b"), n_out)?;
        Ok(Self::new(&weights, bias, n_in))
    }

    /// A layer of `weights` as they are stored, one row of `n_in` for each output.
    #[must_use]
    pub fn new(weights: &[f32], bias: Vec<f32>, n_in: usize) -> Self {
        let n_out = weights.len() / n_in.max(1);
        let mut turned = vec![0.0; weights.len()];
        for (output, row) in weights.chunks_exact(n_in.max(1)).enumerate() {
            for (input, &weight) in row.iter().enumerate() {
                turned[input * n_out + output] = weight;
            }
        }
        let tiles = TileWeights::new(&turned, n_in, n_out);
        Self { weights: turned, tiles, bias, n_in, n_out }
    }

    /// The weights that input number `input` is multiplied with.
    #[must_use]
    pub fn weights_of(&self, input: usize) -> &[f32] {
        &self.weights[input * self.n_out..(input + 1) * self.n_out]
    }

    /// Multiplies `rows` rows of `input`, which begin `stride` numbers apart (they may overlap); no bias is added.
    pub fn multiply(&self, input: &[f32], stride: usize, rows: usize, output: &mut [f32], scratch: &mut TileScratch) {
        match &self.tiles {
            Some(tiles) => tiles.multiply(input, stride, rows, output, scratch),
            None => multiply(&self.weights, (self.n_in, self.n_out), input, stride, rows, output),
        }
    }

    /// Multiplies rows that stand one after the other and adds the bias.
    pub fn apply(&self, input: &[f32], rows: usize, output: &mut [f32], scratch: &mut TileScratch) {
        self.multiply(input, self.n_in, rows, output, scratch);
        for row in output.chunks_exact_mut(self.n_out).take(rows) {
            for (number, bias) in row.iter_mut().zip(&self.bias) {
                *number += bias;
            }
        }
    }
}

fn multiply(
    weights: &[f32],
    (n_in, n_out): (usize, usize),
    input: &[f32],
    stride: usize,
    rows: usize,
    output: &mut [f32],
) {
    if rows == 0 {
        return;
    }
    assert!((rows - 1) * stride + n_in <= input.len(), "the last input row ends inside the input");
    assert!(rows * n_out <= output.len(), "the output holds all rows");
    assert!(n_in * n_out <= weights.len(), "the weights are complete");
    // SAFETY: `gemm` reads `rows` rows of `n_in` numbers, `stride` apart, from `input`, `n_in` rows of `n_out` from
    // `weights`, and writes `rows` rows of `n_out` to `output`; the three assertions above say that all of it lies inside
    // the slices. `output` is borrowed mutably, so it overlaps neither of the others; `input` and `weights` are only read,
    // so that input rows may overlap each other. Nothing is read from `output`, since `read_dst` is false.
    unsafe {
        gemm::gemm(
            rows,
            n_out,
            n_in,
            output.as_mut_ptr(),
            1,
            n_out as isize,
            false,
            input.as_ptr(),
            1,
            stride as isize,
            weights.as_ptr(),
            1,
            n_out as isize,
            0.0,
            1.0,
            false,
            false,
            false,
            Parallelism::None,
        );
    }
}

/// A maxout layer with layer normalization: the greatest of `pieces` linear outputs, then evened out to mean 0 and
/// variance 1, scaled and shifted.
#[derive(Debug)]
pub struct Maxout {
    /// The pieces' linear layers side by side: all outputs of the first piece, then those of the next.
    linear: Linear,
    gain: Vec<f32>,
    shift: Vec<f32>,
    width: usize,
}

impl Maxout {
    /// Reads `NAME.w` (`width` × `pieces` × `n_in`), `NAME.b`, `NAME.g` and `NAME.n`.
    ///
    /// # Errors
    /// [`ModelError::Broken`] if a tensor is missing or has another size.
    pub fn read(file: &ModelFile, name: &str, width: usize, pieces: usize, n_in: usize) -> Result<Self, ModelError> {
        let stored = file.numbers(&format!("{name}.w"), width * pieces * n_in)?;
        let stored_bias = file.numbers(&format!("{name}.b"), width * pieces)?;
        let gain = file.numbers(&format!("{name}.g"), width)?;
        let shift = file.numbers(&format!("{name}.n"), width)?;
        if width == 0 || pieces == 0 {
            return Err(ModelError::Broken { what: format!("{name} is empty") });
        }
        let (weights, bias) = pieces_apart(&stored, &stored_bias, pieces, n_in);
        Ok(Self { linear: Linear::new(&weights, bias, n_in), gain, shift, width })
    }

    /// Numbers of the raw output of a row.
    #[must_use]
    pub const fn raw_width(&self) -> usize {
        self.linear.n_out
    }

    /// Numbers of an input row.
    #[must_use]
    pub const fn n_in(&self) -> usize {
        self.linear.n_in
    }

    /// Applies the layer to rows of `input`, `stride` apart, as many as `output` holds; `raw` is working memory for as many
    /// raw rows. The rows of `residual`, if there are any, are added to the output.
    pub fn apply(
        &self,
        input: &[f32],
        stride: usize,
        raw: &mut [f32],
        residual: &[f32],
        output: &mut [f32],
        scratch: &mut TileScratch,
    ) {
        let rows = output.len() / self.width;
        self.linear.multiply(input, stride, rows, raw, scratch);
        let tail = MaxoutTail { bias: &self.linear.bias, gain: &self.gain, shift: &self.shift };
        maxout_tail(&raw[..rows * self.linear.n_out], tail, residual, output);
    }
}

/// Reorders outputs from width × pieces to pieces × width.
pub fn pieces_apart(weights: &[f32], bias: &[f32], pieces: usize, n_in: usize) -> (Vec<f32>, Vec<f32>) {
    let width = bias.len() / pieces;
    let mut new_weights = Vec::with_capacity(weights.len());
    let mut new_bias = Vec::with_capacity(bias.len());
    for piece in 0..pieces {
        for output in 0..width {
            let old = output * pieces + piece;
            new_weights.extend_from_slice(&weights[old * n_in..(old + 1) * n_in]);
            new_bias.push(bias[old]);
        }
    }
    (new_weights, new_bias)
}
