//! Linear and maxout layers.

use crate::nlp::model::{ModelError, ModelFile};
use rapporteur_kernels::{LANES, MAX_PIECES, Product, Rows, TileScratch, even_out, greatest_of_sums};

/// Reads the linear layer `NAME.w` (`n_out` × `n_in`) and `NAME.b`.
///
/// # Errors
/// [`ModelError::Broken`] if a tensor is missing, empty or has another size.
pub fn read_linear(file: &ModelFile, name: &str, n_out: usize, n_in: usize) -> Result<Product, ModelError> {
    let weights = file.numbers(&format!("{name}.w"), n_out * n_in)?;
    let bias = file.numbers(&format!("{name}.b"), n_out)?;
    match weights.is_empty() {
        true => Err(ModelError::Broken { what: format!("{name} is empty") }),
        false => Ok(Product::new(&turned(&weights, n_in), &bias, 1)),
    }
}

/// Rows of `n_in` numbers, one an output, as rows of outputs, one an input.
#[must_use]
pub fn turned(stored: &[f32], n_in: usize) -> Vec<f32> {
    let n_out = stored.len() / n_in.max(1);
    let mut turned = vec![0.0; stored.len()];
    for (output, row) in stored.chunks_exact(n_in.max(1)).enumerate() {
        for (input, &weight) in row.iter().enumerate() {
            turned[input * n_out + output] = weight;
        }
    }
    turned
}

/// A maxout layer with layer normalization: the greatest of `pieces` linear outputs, then evened out to mean 0 and
/// variance 1, scaled and shifted.
#[derive(Debug)]
pub struct Maxout {
    product: Product,
    gain: Vec<f32>,
    shift: Vec<f32>,
}

impl Maxout {
    /// Reads `NAME.w` (`width` × `pieces` × `n_in`), `NAME.b`, `NAME.g` and `NAME.n`.
    ///
    /// # Errors
    /// [`ModelError::Broken`] if a tensor is missing or has another size; [`ModelError::Unsupported`] for more pieces than three.
    pub fn read(file: &ModelFile, name: &str, width: usize, pieces: usize, n_in: usize) -> Result<Self, ModelError> {
        let stored = file.numbers(&format!("{name}.w"), width * pieces * n_in)?;
        let stored_bias = file.numbers(&format!("{name}.b"), width * pieces)?;
        let gain = file.numbers(&format!("{name}.g"), width)?;
        let shift = file.numbers(&format!("{name}.n"), width)?;
        if width == 0 || pieces == 0 || n_in == 0 {
            return Err(ModelError::Broken { what: format!("{name} is empty") });
        }
        if pieces > MAX_PIECES {
            return Err(ModelError::Unsupported { what: "layer", name: format!("{name} with {pieces} pieces") });
        }
        let (weights, bias) = pieces_apart(&stored, &stored_bias, pieces, n_in);
        Ok(Self { product: Product::new(&turned(&weights, n_in), &bias, pieces), gain, shift })
    }

    /// Numbers of an input row.
    #[must_use]
    pub const fn n_in(&self) -> usize {
        self.product.n_in()
    }

    /// Applies the layer to rows of `input`; `output` has room for as many rows. The rows of `residual`, if there are any, are
    /// added to the output.
    pub fn apply(&self, input: Rows<'_>, residual: &[f32], output: &mut [f32], scratch: &mut TileScratch) {
        let output = &mut output[..input.count * self.gain.len()];
        self.product.apply(input, output, scratch);
        even_out(&self.gain, &self.shift, residual, output);
    }
}

/// The first window layer of an encoder. It is linear in each word's embedding before the pieces are compared, so the products
/// with each place of the window are computed once a word form and summed up for each token.
#[derive(Debug)]
pub struct FirstLayer {
    /// An embedding to its parts for each place of the window.
    parts: Product,
    bias: Vec<f32>,
    gain: Vec<f32>,
    shift: Vec<f32>,
}

impl FirstLayer {
    /// Reads a layer like [`Maxout::read`] does, over `places` neighbouring tokens of `width` numbers.
    ///
    /// # Errors
    /// As there; [`ModelError::Unsupported`] too if `width` is no whole number of lanes.
    pub fn read(file: &ModelFile, name: &str, width: usize, pieces: usize, places: usize) -> Result<Self, ModelError> {
        let stored = file.numbers(&format!("{name}.w"), width * pieces * places * width)?;
        let stored_bias = file.numbers(&format!("{name}.b"), width * pieces)?;
        let gain = file.numbers(&format!("{name}.g"), width)?;
        let shift = file.numbers(&format!("{name}.n"), width)?;
        if width == 0 || pieces == 0 {
            return Err(ModelError::Broken { what: format!("{name} is empty") });
        }
        if !width.is_multiple_of(LANES) {
            return Err(ModelError::Unsupported { what: "layer", name: format!("{name} of width {width}") });
        }
        let (weights, bias) = pieces_apart(&stored, &stored_bias, pieces, places * width);
        let weights = turned(&weights, places * width);
        let row = |place: usize, input: usize| &weights[(place * width + input) * bias.len()..][..bias.len()];
        let side_by_side: Vec<f32> =
            (0..width).flat_map(|input| (0..places).flat_map(move |place| row(place, input))).copied().collect();
        let parts = Product::new(&side_by_side, &vec![0.0; places * bias.len()], 1);
        Ok(Self { parts, bias, gain, shift })
    }

    /// Numbers of the parts of a word.
    #[must_use]
    pub const fn n_parts(&self) -> usize {
        self.parts.width()
    }

    /// Appends the parts of the words whose embeddings are the rows of `embedded`.
    pub fn append_parts(&self, embedded: &[f32], parts: &mut Vec<f32>, scratch: &mut TileScratch) {
        let input = Rows::whole(embedded, self.parts.n_in());
        let known = parts.len();
        parts.resize(known + input.count * self.n_parts(), 0.0);
        self.parts.apply(input, &mut parts[known..], scratch);
    }

    /// Writes the row that has at each place of its window the word with these parts, empty where there is none; still to be
    /// [evened out](FirstLayer::even_out).
    pub fn apply<'a>(&self, words: impl Iterator<Item = &'a [f32]>, output: &mut [f32]) {
        let row = self.bias.len();
        let mut parts: [&[f32]; MAX_PLACES] = [&[]; MAX_PLACES];
        for (place, (part, word)) in parts.iter_mut().zip(words).enumerate() {
            *part = word.get(place * row..(place + 1) * row).unwrap_or_default();
        }
        greatest_of_sums(&parts, &self.bias, output);
    }

    /// The rest of the layer, for all rows of `output`: they are evened out, and those of `residual` added.
    pub fn even_out(&self, residual: &[f32], output: &mut [f32]) {
        even_out(&self.gain, &self.shift, residual, output);
    }
}

/// Most places of a window.
pub const MAX_PLACES: usize = 3;

/// Reorders outputs from width × pieces to pieces × width.
fn pieces_apart(weights: &[f32], bias: &[f32], pieces: usize, n_in: usize) -> (Vec<f32>, Vec<f32>) {
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
