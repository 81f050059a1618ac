//! The inner loops that are not matrix products, compiled for several instruction sets and chosen at run time.
//!
//! Each kernel is one function over lanes of sixteen numbers, which the compiler turns into vector instructions; it is
//! instantiated with AVX-512, with AVX2, and with what every machine of the target has (NEON on `AArch64`).

use crate::level::{PLAIN_FMA, kernel};

/// Numbers that are worked on at once.
pub const LANES: usize = 16;

/// So many numbers.
pub type Lane = [f32; LANES];

/// `a · b + c`, in one instruction where there is one.
#[inline(always)]
pub fn fused<const FMA: bool>(a: f32, b: f32, c: f32) -> f32 {
    if FMA { a.mul_add(b, c) } else { a * b + c }
}

/// The greater of two numbers, the first if they are not comparable.
#[inline(always)]
pub fn greater(a: f32, b: f32) -> f32 {
    if b > a { b } else { a }
}

#[inline(always)]
fn sum(lane: &Lane) -> f32 {
    let mut half: [f32; 8] = std::array::from_fn(|index| lane[index] + lane[index + 8]);
    for width in [4, 2, 1] {
        for index in 0..width {
            half[index] += half[index + width];
        }
    }
    half[0]
}

kernel!(
    /// Evens out each row of `output` to mean 0 and variance 1, scales and shifts it, and adds the row of `residual`, if there
    /// is one. A row is as wide as `gain` and `shift`.
    even_out, even_out_body, (gain: &[f32], shift: &[f32], residual: &[f32], output: &mut [f32])
);

#[inline(always)]
fn even_out_body<const FMA: bool>(gain: &[f32], shift: &[f32], residual: &[f32], output: &mut [f32]) {
    let width = gain.len();
    if !width.is_multiple_of(LANES) {
        return even_out_odd(gain, shift, residual, output);
    }
    let (gain, shift) = (gain.as_chunks::<LANES>().0, shift.as_chunks::<LANES>().0);
    let mut residual_rows = residual.chunks_exact(width);
    for output in output.chunks_exact_mut(width) {
        let output = output.as_chunks_mut::<LANES>().0;
        let mut total = [0.0; LANES];
        for best in output.iter() {
            total = each(&total, best, |total, best| total + best);
        }
        let mean = sum(&total) / width as f32;
        let mut squares = [0.0; LANES];
        for best in output.iter() {
            squares = each(&squares, best, |squares, best| fused::<FMA>(best - mean, best - mean, squares));
        }
        let scale = 1.0 / (sum(&squares) / width as f32 + 1e-8).sqrt();
        for ((best, gain), shift) in output.iter_mut().zip(gain).zip(shift) {
            let even = each(best, gain, |best, gain| (best - mean) * scale * gain);
            *best = each(&even, shift, |even, shift| even + shift);
        }
        if let Some(residual) = residual_rows.next() {
            for (best, old) in output.iter_mut().zip(residual.as_chunks::<LANES>().0) {
                *best = each(best, old, |best, old| best + old);
            }
        }
    }
}

/// The same for rows that are no multiple of a lane.
fn even_out_odd(gain: &[f32], shift: &[f32], residual: &[f32], output: &mut [f32]) {
    let width = gain.len();
    for (row, output) in output.chunks_exact_mut(width).enumerate() {
        let mean = output.iter().sum::<f32>() / width as f32;
        let variance = output.iter().map(|best| (best - mean) * (best - mean)).sum::<f32>() / width as f32;
        let scale = 1.0 / (variance + 1e-8).sqrt();
        for (place, best) in output.iter_mut().enumerate() {
            let old = residual.get(row * width + place).copied().unwrap_or(0.0);
            *best = (*best - mean) * scale * gain[place] + shift[place] + old;
        }
    }
}

/// Applies `operation` to each pair of numbers.
#[inline(always)]
pub fn each(a: &Lane, b: &Lane, operation: impl Fn(f32, f32) -> f32) -> Lane {
    let mut result = [0.0; LANES];
    for lane in 0..LANES {
        result[lane] = operation(a[lane], b[lane]);
    }
    result
}

kernel!(
    /// For each unit of `output` the greatest of its pieces, each a sum of its bias and its numbers in `parts`. Pieces stand one
    /// after the other; an empty part counts as nothing. There are whole lanes of units.
    greatest_of_sums, greatest_of_sums_body, (parts: &[&[f32]], bias: &[f32], output: &mut [f32])
);

#[inline(always)]
fn greatest_of_sums_body<const FMA: bool>(parts: &[&[f32]], bias: &[f32], output: &mut [f32]) {
    let bias = bias.as_chunks::<LANES>().0;
    let output = output.as_chunks_mut::<LANES>().0;
    let lanes = output.len();
    for (place, best) in output.iter_mut().enumerate() {
        let mut highest = [f32::NEG_INFINITY; LANES];
        let mut piece = place;
        while piece < bias.len() {
            let mut total = bias[piece];
            for part in parts {
                if let Some(part) = part.as_chunks::<LANES>().0.get(piece) {
                    total = each(&total, part, |total, part| total + part);
                }
            }
            highest = each(&highest, &total, greater);
            piece += lanes;
        }
        *best = highest;
    }
}

/// Most state tokens that a score depends on.
pub const MAX_FEATURES: usize = 8;

/// Parameters of an action scorer, padded to whole lanes.
#[derive(Debug, Clone, Copy)]
pub struct ScoreLayers<'a> {
    /// Bias of the hidden layer, pieces side by side.
    pub lower_bias: &'a [f32],
    /// Units of the hidden layer.
    pub hidden: usize,
    /// For each hidden unit the weights of all actions.
    pub upper: &'a [f32],
    /// Bias of each action.
    pub upper_bias: &'a [f32],
}

kernel!(
    /// Scores all actions of a state: sums up the state tokens' `parts` of the hidden layer, takes the greatest of the
    /// pieces, and multiplies with the upper layer. `work` holds the hidden layer.
    score_actions, score_actions_body,
    (parts: &[&[f32]; MAX_FEATURES], layers: ScoreLayers<'_>, work: &mut [f32], scores: &mut [f32])
);

#[inline(always)]
fn score_actions_body<const FMA: bool>(
    parts: &[&[f32]; MAX_FEATURES],
    layers: ScoreLayers<'_>,
    work: &mut [f32],
    scores: &mut [f32],
) {
    let bias = layers.lower_bias.as_chunks::<LANES>().0;
    let lanes = layers.hidden / LANES;
    let parts: [&[Lane]; MAX_FEATURES] = std::array::from_fn(|feature| parts[feature].as_chunks::<LANES>().0);
    let hidden = work.as_chunks_mut::<LANES>().0;
    for (place, unit) in hidden.iter_mut().enumerate().take(lanes) {
        let mut highest = [f32::NEG_INFINITY; LANES];
        let mut piece = place;
        while piece < bias.len() {
            let mut total = bias[piece];
            for part in parts {
                if let Some(part) = part.get(piece) {
                    total = each(&total, part, |total, part| total + part);
                }
            }
            highest = each(&highest, &total, greater);
            piece += lanes;
        }
        *unit = highest;
    }
    let hidden = &work[..layers.hidden];
    let n_lanes = scores.len() / LANES;
    match n_lanes {
        5 => upper_layer::<FMA, 5>(hidden, layers, scores),
        7 => upper_layer::<FMA, 7>(hidden, layers, scores),
        _ => {
            scores.copy_from_slice(layers.upper_bias);
            for (unit, weights) in hidden.iter().zip(layers.upper.chunks_exact(scores.len())) {
                for (score, weight) in scores.iter_mut().zip(weights) {
                    *score = fused::<FMA>(*unit, *weight, *score);
                }
            }
        }
    }
}

/// The upper layer of `N` lanes of actions, whose sums stay in registers.
#[inline(always)]
fn upper_layer<const FMA: bool, const N: usize>(hidden: &[f32], layers: ScoreLayers<'_>, scores: &mut [f32]) {
    let bias = layers.upper_bias.as_chunks::<LANES>().0;
    let (weights, _) = layers.upper.as_chunks::<LANES>().0.as_chunks::<N>();
    let mut sums: [Lane; N] = std::array::from_fn(|place| bias[place]);
    for (unit, weights) in hidden.iter().zip(weights) {
        for place in 0..N {
            sums[place] = each(&weights[place], &sums[place], |weight, sum| fused::<FMA>(*unit, weight, sum));
        }
    }
    for (score, sum) in scores.as_chunks_mut::<LANES>().0.iter_mut().zip(sums) {
        *score = sum;
    }
}

/// Index of the first of the highest of `scores` after `penalties` (0, or minus infinity for what is forbidden) are added;
/// nothing if all are forbidden.
pub fn best_allowed(scores: &[f32], penalties: &[f32]) -> Option<usize> {
    let mut best = (f32::NEG_INFINITY, None);
    for (place, (scores, penalties)) in scores.chunks(LANES).zip(penalties.chunks(LANES)).enumerate() {
        let mut highest = f32::NEG_INFINITY;
        for (score, penalty) in scores.iter().zip(penalties) {
            highest = greater(highest, score + penalty);
        }
        if highest > best.0 {
            best = (highest, Some(place * LANES));
        }
    }
    let start = best.1?;
    let pairs = scores[start..].iter().zip(&penalties[start..]);
    pairs.map(|(score, penalty)| score + penalty).position(|score| score >= best.0).map(|place| start + place)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(count: usize, seed: u32) -> Vec<f32> {
        let mut state = seed;
        let mut next = || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 8) as f32 / 8_388_608.0 - 1.0
        };
        (0..count).map(|_| next()).collect()
    }

    #[track_caller]
    fn check_close(found: &[f32], expected: &[f32]) {
        for (found, expected) in found.iter().zip(expected) {
            assert!((found - expected).abs() < 1e-4, "{found} for {expected}");
        }
    }

    #[test]
    fn lanes_give_what_single_numbers_give() {
        let (width, rows) = (32, 5);
        let (gain, shift, residual) = (numbers(width, 3), numbers(width, 4), numbers(width * rows, 5));
        for residual in [&residual[..], &[]] {
            let mut found = numbers(width * rows, 1);
            let mut expected = found.clone();
            even_out(&gain, &shift, residual, &mut found);
            even_out_odd(&gain, &shift, residual, &mut expected);
            check_close(&found, &expected);
        }
    }

    #[test]
    fn missing_parts_count_as_nothing() {
        let (bias, part) = (numbers(96, 1), numbers(96, 2));
        let mut output = vec![0.0; 32];
        greatest_of_sums(&[&part, &[], &part], &bias, &mut output);
        let expected: Vec<f32> = (0..32)
            .map(|unit| {
                (0..3).map(|piece| bias[piece * 32 + unit] + 2.0 * part[piece * 32 + unit]).fold(f32::MIN, f32::max)
            })
            .collect();
        check_close(&output, &expected);
    }

    #[test]
    fn scores_are_sums_maxima_and_products() {
        for n_actions in [80, 112, 16] {
            let (hidden, pieces) = (32, 2);
            let lower_bias = numbers(hidden * pieces, 1);
            let rows: Vec<Vec<f32>> = (0..3).map(|seed| numbers(hidden * pieces, seed + 10)).collect();
            let mut parts: [&[f32]; MAX_FEATURES] = [&[]; MAX_FEATURES];
            for (part, row) in parts.iter_mut().zip(&rows) {
                *part = row;
            }
            let (upper, upper_bias) = (numbers(hidden * n_actions, 20), numbers(n_actions, 21));
            let layers = ScoreLayers { lower_bias: &lower_bias, hidden, upper: &upper, upper_bias: &upper_bias };
            let mut scores = vec![0.0; n_actions];
            score_actions(&parts, layers, &mut vec![0.0; hidden], &mut scores);
            let sums: Vec<f32> =
                (0..hidden * pieces).map(|i| lower_bias[i] + rows.iter().map(|row| row[i]).sum::<f32>()).collect();
            let expected: Vec<f32> = (0..n_actions)
                .map(|action| {
                    let unit = |unit: usize| sums[unit].max(sums[unit + hidden]) * upper[unit * n_actions + action];
                    upper_bias[action] + (0..hidden).map(unit).sum::<f32>()
                })
                .collect();
            check_close(&scores, &expected);
        }
    }

    #[test]
    fn the_first_of_the_highest_allowed_wins() {
        let mut scores = numbers(40, 7);
        (scores[3], scores[20], scores[30]) = (9.0, 8.0, 8.0);
        let mut penalties = vec![0.0; 40];
        penalties[3] = f32::NEG_INFINITY;
        assert_eq!(best_allowed(&scores, &penalties), Some(20));
        assert_eq!(best_allowed(&scores, &[f32::NEG_INFINITY; 40]), None);
    }
}
