//! A layer's weights as the machine multiplies them best.

use crate::level::level;
use crate::panels::{LANES_IN_PANEL, Panels, Rows};
use crate::tiles::{TileScratch, TileWeights};

/// Most pieces of a maxout layer.
pub const MAX_PIECES: usize = LANES_IN_PANEL;

/// `output = input · weights + bias`, or for each unit the greatest of several such outputs, its pieces.
#[derive(Debug)]
pub struct Product {
    packed: Packed,
    n_in: usize,
    width: usize,
}

#[derive(Debug)]
enum Packed {
    Tiles(TileWeights),
    Outputs(Panels),
    Units(Panels),
}

impl Product {
    /// A layer of `pieces` pieces, from 1 to [`MAX_PIECES`]; with one it is linear. `weights` has a row for each input and
    /// `bias` is one more: all units' first pieces, then all second ones.
    ///
    /// # Panics
    /// If the sizes do not fit each other.
    #[must_use]
    pub fn new(weights: &[f32], bias: &[f32], pieces: usize) -> Self {
        assert!((1..=MAX_PIECES).contains(&pieces), "{pieces} pieces");
        assert!(!bias.is_empty() && bias.len().is_multiple_of(pieces), "whole units");
        assert!(weights.len().is_multiple_of(bias.len()), "whole rows of weights");
        let packed = match TileWeights::new(weights, bias, pieces) {
            Some(tiles) => Packed::Tiles(tiles),
            None if pieces == 1 => Packed::Outputs(Panels::of_outputs(weights, bias)),
            None => Packed::Units(Panels::of_units(weights, bias, pieces)),
        };
        Self { packed, n_in: weights.len() / bias.len(), width: bias.len() / pieces }
    }

    /// Numbers of an input row.
    #[must_use]
    pub const fn n_in(&self) -> usize {
        self.n_in
    }

    /// Numbers of an output row.
    #[must_use]
    pub const fn width(&self) -> usize {
        self.width
    }

    /// Multiplies rows of `input`; `output` has room for as many rows.
    ///
    /// # Panics
    /// If it has not, or the rows do not lie inside the input.
    pub fn apply(&self, input: Rows<'_>, output: &mut [f32], scratch: &mut TileScratch) {
        match &self.packed {
            Packed::Tiles(tiles) => tiles.multiply(input, output, scratch),
            Packed::Outputs(panels) => panels.linear(level(), input, output, self.width),
            Packed::Units(panels) => panels.maxout(level(), input, output, self.width),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::level::Level;

    /// Sizes of a product: inputs, outputs, numbers from row to row, rows.
    const SIZES: [(usize, usize, usize, usize); 4] =
        [(96, 64, 32, 45), (64, 50, 64, 1), (32, 384, 32, 33), (7, 21, 5, 10)];

    fn number(place: usize) -> f32 {
        ((place * 2_654_435_761 % 1000) as f32 - 500.0) / 300.0
    }

    fn numbers(count: usize, first: usize) -> Vec<f32> {
        (0..count).map(|place| number(place + first)).collect()
    }

    #[track_caller]
    fn check(found: &[f32], input: Rows<'_>, weights: &[f32], bias: &[f32], pieces: usize, what: &str) {
        let n_in = weights.len() / bias.len();
        let width = bias.len() / pieces;
        for (row, unit) in (0..input.count).flat_map(|row| (0..width).map(move |unit| (row, unit))) {
            let output = |output: usize| {
                let product =
                    |place: usize| input.numbers[row * input.stride + place] * weights[place * bias.len() + output];
                bias[output] + (0..n_in).map(product).sum::<f32>()
            };
            let expected = (0..pieces).map(|piece| output(piece * width + unit)).fold(f32::MIN, f32::max);
            let found = found[row * width + unit];
            assert!((found - expected).abs() < 2e-3, "{what}: {found} for {expected} at {row}, {unit}");
        }
    }

    #[test]
    fn products_are_those_of_the_definition() {
        for (n_in, n_out, stride, count) in SIZES {
            let (weights, bias) = (numbers(n_in * n_out, 0), numbers(n_out, 7));
            let all = numbers((count - 1) * stride + n_in, 77);
            let input = Rows { numbers: &all, stride, count };
            let mut scratch = TileScratch::default();
            for pieces in (1..=LANES_IN_PANEL).filter(|pieces| n_out % pieces == 0) {
                let width = n_out / pieces;
                for level in Level::ALL.into_iter().filter(|&known| known <= level()) {
                    let mut output = vec![0.0; count * width];
                    let panels = Panels::of_units(&weights, &bias, pieces);
                    panels.maxout(level, input, &mut output, width);
                    check(&output, input, &weights, &bias, pieces, &format!("{level:?} maxout {pieces}"));
                    if pieces == 1 {
                        let panels = Panels::of_outputs(&weights, &bias);
                        panels.linear(level, input, &mut output, width);
                        check(&output, input, &weights, &bias, 1, &format!("{level:?} linear"));
                    }
                }
                let Some(tiles) = TileWeights::new(&weights, &bias, pieces) else { continue };
                for _ in 0..2 {
                    let mut output = vec![0.0; count * width];
                    tiles.multiply(input, &mut output, &mut scratch);
                    check(&output, input, &weights, &bias, pieces, &format!("tiles {pieces}"));
                }
            }
        }
    }
}
