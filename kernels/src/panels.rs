//! Matrix products on the vector units, fused with what is done to each sum.
//!
//! The weights are put once into panels of three lanes: for each input the weights of 48 outputs, or of the three pieces of 16
//! maxout units. A kernel keeps the sums of a few rows and one panel in registers while it walks over the inputs, so that
//! each weight that is loaded serves all rows and each input that is loaded serves the whole panel; sums that are finished
//! are compared or stored at once, never written out raw.

use crate::level::{Level, PLAIN_FMA};
use crate::vector::{LANES, Lane, each, fused, greater};

/// Lanes of a panel; also the most pieces that a fused maxout layer has.
pub const LANES_IN_PANEL: usize = 3;
/// Outputs of a panel.
const PANEL: usize = LANES_IN_PANEL * LANES;

/// One number for each output of a panel.
#[derive(Debug, Clone, Copy)]
#[repr(C, align(64))]
struct Line([Lane; LANES_IN_PANEL]);

/// Rows of numbers that begin `stride` apart; they may overlap.
#[derive(Debug, Clone, Copy)]
pub struct Rows<'a> {
    /// All numbers.
    pub numbers: &'a [f32],
    /// Numbers from the beginning of a row to that of the next.
    pub stride: usize,
    /// How many rows there are.
    pub count: usize,
}

impl<'a> Rows<'a> {
    /// All rows of `numbers`, which stand one after the other, `width` numbers each.
    #[must_use]
    pub const fn whole(numbers: &'a [f32], width: usize) -> Self {
        Self { numbers, stride: width, count: numbers.len() / width }
    }

    fn row(self, row: usize, length: usize) -> &'a [f32] {
        &self.numbers[row * self.stride..][..length]
    }
}

/// Weights in the order in which the kernels take them.
#[derive(Debug)]
pub struct Panels {
    /// For each panel one line an input.
    lines: Vec<Line>,
    /// For each panel what its sums begin with: the bias.
    start: Vec<Line>,
    n_in: usize,
}

impl Panels {
    /// Panels of consecutive outputs. `weights` are `n_in` rows of as many numbers as `bias` has.
    pub fn of_outputs(weights: &[f32], bias: &[f32]) -> Self {
        let n_out = bias.len();
        let output = |panel, lane, place| Some(panel * PANEL + lane * LANES + place).filter(|&output| output < n_out);
        Self::new(weights, bias, n_out.div_ceil(PANEL), 0.0, output)
    }

    /// Panels of maxout units, of `pieces` pieces (at most three) that stand one after the other in `weights` and `bias`.
    pub fn of_units(weights: &[f32], bias: &[f32], pieces: usize) -> Self {
        let width = bias.len() / pieces.max(1);
        let output = |panel, lane, place| {
            let unit = panel * LANES + place;
            (unit < width && lane < pieces).then_some(lane * width + unit)
        };
        // A piece that is not there is never the greatest.
        Self::new(weights, bias, width.div_ceil(LANES), f32::NEG_INFINITY, output)
    }

    fn new(
        weights: &[f32],
        bias: &[f32],
        n_panels: usize,
        missing: f32,
        output: impl Fn(usize, usize, usize) -> Option<usize>,
    ) -> Self {
        let n_in = weights.len() / bias.len().max(1);
        let line = |panel: usize, numbers: &[f32], missing: f32| {
            let number = |lane, place| output(panel, lane, place).map_or(missing, |output| numbers[output]);
            Line(std::array::from_fn(|lane| std::array::from_fn(|place| number(lane, place))))
        };
        let rows = || weights.chunks_exact(bias.len().max(1));
        Self {
            lines: (0..n_panels)
                .flat_map(|panel| rows().map(move |row| (panel, row)))
                .map(|(panel, row)| line(panel, row, 0.0))
                .collect(),
            start: (0..n_panels).map(|panel| line(panel, bias, missing)).collect(),
            n_in,
        }
    }

    /// `output = input · weights + bias`, in rows of `n_out`.
    pub fn linear(&self, level: Level, input: Rows<'_>, output: &mut [f32], n_out: usize) {
        match level {
            // SAFETY: callers have `level` from where it is detected.
            #[cfg(target_arch = "x86_64")]
            Level::Avx512 | Level::Tiles => unsafe { avx512::linear(self, input, output, n_out) },
            // SAFETY: as above.
            #[cfg(target_arch = "x86_64")]
            Level::Avx2 => unsafe { avx2::linear(self, input, output, n_out) },
            _ => multiply(self, input, plain, store_sums(output, n_out)),
        }
    }

    /// The greatest of the pieces of each unit, in rows of `width`.
    pub fn maxout(&self, level: Level, input: Rows<'_>, output: &mut [f32], width: usize) {
        match level {
            // SAFETY: callers have `level` from where it is detected.
            #[cfg(target_arch = "x86_64")]
            Level::Avx512 | Level::Tiles => unsafe { avx512::maxout(self, input, output, width) },
            // SAFETY: as above.
            #[cfg(target_arch = "x86_64")]
            Level::Avx2 => unsafe { avx2::maxout(self, input, output, width) },
            _ => multiply(self, input, plain, store_greatest(output, width)),
        }
    }
}

/// Walks over panels and rows, `R` rows at a time; what is left over is filled up with the last row.
#[inline(always)]
fn multiply<const R: usize>(
    panels: &Panels,
    input: Rows<'_>,
    product: impl Fn([&[f32]; R], &[Line], &Line, &mut [Line; R]),
    mut finish: impl FnMut(usize, usize, &Line),
) {
    let n_in = panels.n_in;
    let mut sums = [Line([[0.0; LANES]; LANES_IN_PANEL]); R];
    for (panel, (weights, start)) in panels.lines.chunks_exact(n_in.max(1)).zip(&panels.start).enumerate() {
        for first in (0..input.count).step_by(R) {
            let mut rows: [&[f32]; R] = [&[]; R];
            for (row, place) in rows.iter_mut().zip(first..) {
                *row = input.row(place.min(input.count - 1), n_in);
            }
            product(rows, weights, start, &mut sums);
            for (row, sums) in (first..input.count).zip(&sums) {
                finish(row, panel, sums);
            }
        }
    }
}

/// Writes sums to rows of `n_out` outputs.
#[inline(always)]
fn store_sums(output: &mut [f32], n_out: usize) -> impl FnMut(usize, usize, &Line) {
    move |row, panel, sums| {
        let (lanes, rest) = output[row * n_out..][panel * PANEL..n_out].as_chunks_mut::<LANES>();
        for (lane, sums) in lanes.iter_mut().zip(&sums.0) {
            *lane = *sums;
        }
        if let Some(sums) = sums.0.get(lanes.len()) {
            rest.copy_from_slice(&sums[..rest.len()]);
        }
    }
}

/// Writes the greatest of a panel's lanes to rows of `width` units.
#[inline(always)]
fn store_greatest(output: &mut [f32], width: usize) -> impl FnMut(usize, usize, &Line) {
    move |row, panel, Line([first, second, third])| {
        let best = each(&each(first, second, greater), third, greater);
        let (lanes, rest) = output[row * width..][..width].as_chunks_mut::<LANES>();
        match lanes.get_mut(panel) {
            Some(lane) => *lane = best,
            None => rest.copy_from_slice(&best[..rest.len()]),
        }
    }
}

/// The product of one row and a panel.
#[inline(always)]
fn plain([row]: [&[f32]; 1], weights: &[Line], start: &Line, [sums]: &mut [Line; 1]) {
    let mut lanes = start.0;
    for (&number, weights) in row.iter().zip(weights) {
        for (lane, weights) in lanes.iter_mut().zip(&weights.0) {
            *lane = each(weights, lane, |weight, sum| fused::<PLAIN_FMA>(number, weight, sum));
        }
    }
    sums.0 = lanes;
}

/// The products with one instruction set: `$rows` rows at a time, a panel in `$vectors` vectors of `$width` numbers.
#[cfg(target_arch = "x86_64")]
macro_rules! products {
    ($module:ident, $features:literal, $rows:literal, $vectors:literal, $width:literal, $load:ident, $store:ident,
     $splat:ident, $zero:ident, $fma:ident) => {
        mod $module {
            use super::{Line, PANEL, Panels, Rows, multiply, store_greatest, store_sums};
            use std::arch::x86_64::{$fma, $load, $splat, $store, $zero};

            const _: () = assert!($vectors * $width == PANEL);

            #[target_feature(enable = $features)]
            pub fn linear(panels: &Panels, input: Rows<'_>, output: &mut [f32], n_out: usize) {
                multiply(
                    panels,
                    input,
                    |rows, weights, start, sums| product(rows, weights, start, sums),
                    store_sums(output, n_out),
                );
            }

            #[target_feature(enable = $features)]
            pub fn maxout(panels: &Panels, input: Rows<'_>, output: &mut [f32], width: usize) {
                multiply(
                    panels,
                    input,
                    |rows, weights, start, sums| product(rows, weights, start, sums),
                    store_greatest(output, width),
                );
            }

            #[inline]
            #[target_feature(enable = $features)]
            fn product(rows: [&[f32]; $rows], weights: &[Line], start: &Line, sums: &mut [Line; $rows]) {
                for row in rows {
                    assert!(row.len() >= weights.len(), "a row has a number for each line");
                }
                let mut vectors = [[$zero(); $vectors]; $rows];
                for (place, chunk) in start.0.as_flattened().as_chunks::<$width>().0.iter().enumerate() {
                    // SAFETY: a chunk holds as many numbers as a vector.
                    let start = unsafe { $load(chunk.as_ptr()) };
                    for vectors in &mut vectors {
                        vectors[place] = start;
                    }
                }
                for (input, weights) in weights.iter().enumerate() {
                    let chunks = weights.0.as_flattened().as_chunks::<$width>().0;
                    // SAFETY: as above for the weights; `input` is less than the number of lines, thus inside each row.
                    let weight = |place: usize| unsafe { $load(chunks[place].as_ptr()) };
                    let number = |row: usize| unsafe { $splat(*rows[row].get_unchecked(input)) };
                    // Of what there is less, all stays in registers.
                    if $vectors < $rows {
                        let mut loaded = [$zero(); $vectors];
                        for place in 0..$vectors {
                            loaded[place] = weight(place);
                        }
                        for row in 0..$rows {
                            let number = number(row);
                            for place in 0..$vectors {
                                vectors[row][place] = $fma(number, loaded[place], vectors[row][place]);
                            }
                        }
                    } else {
                        let mut numbers = [$zero(); $rows];
                        for row in 0..$rows {
                            numbers[row] = number(row);
                        }
                        for place in 0..$vectors {
                            let weight = weight(place);
                            for row in 0..$rows {
                                vectors[row][place] = $fma(numbers[row], weight, vectors[row][place]);
                            }
                        }
                    }
                }
                for (vectors, sums) in vectors.iter().zip(sums) {
                    let chunks = sums.0.as_flattened_mut().as_chunks_mut::<$width>().0;
                    for (vector, chunk) in vectors.iter().zip(chunks) {
                        // SAFETY: as above.
                        unsafe { $store(chunk.as_mut_ptr(), *vector) };
                    }
                }
            }
        }
    };
}

#[cfg(target_arch = "x86_64")]
products!(
    avx512,
    "avx512f,avx512bw,avx512dq,avx512vl,avx2,fma",
    8,
    3,
    16,
    _mm512_loadu_ps,
    _mm512_storeu_ps,
    _mm512_set1_ps,
    _mm512_setzero_ps,
    _mm512_fmadd_ps
);
#[cfg(target_arch = "x86_64")]
products!(
    avx2,
    "avx2,fma",
    2,
    6,
    8,
    _mm256_loadu_ps,
    _mm256_storeu_ps,
    _mm256_set1_ps,
    _mm256_setzero_ps,
    _mm256_fmadd_ps
);
