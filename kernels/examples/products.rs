//! Prints how fast the model's matrix products run on this machine: `cargo run --release -p rapporteur-kernels --example products`.
//!
//! `RAPPORTEUR_CPU=avx512` (or `avx2`, `plain`) measures a lower level than the best.

use rapporteur_kernels::{Product, Rows, TileScratch, level};
use std::io::Write as _;
use std::time::Instant;

/// What it is, inputs, outputs, pieces, numbers from row to row, rows.
const SHAPES: [(&str, usize, usize, usize, usize, usize); 6] = [
    ("window layer", 288, 288, 3, 96, 128),
    ("first layer by word", 96, 864, 1, 96, 128),
    ("embedding", 672, 288, 3, 672, 128),
    ("parser, hidden", 64, 1024, 1, 64, 192),
    ("entities, hidden", 64, 384, 1, 64, 192),
    ("tagger", 96, 50, 1, 96, 700),
];
const REPEATS: usize = 2000;

fn main() -> std::io::Result<()> {
    let mut output = std::io::stdout().lock();
    writeln!(output, "{:?}", level())?;
    for (name, n_in, n_out, pieces, stride, count) in SHAPES {
        let weights: Vec<f32> = (0..n_in * n_out).map(|place| (place % 17) as f32 - 8.0).collect();
        let product = Product::new(&weights, &vec![0.5; n_out], pieces);
        let numbers: Vec<f32> = (0..count * stride + n_in).map(|place| (place % 13) as f32 - 6.0).collect();
        let (mut sums, mut scratch) = (vec![0.0; count * product.width()], TileScratch::default());
        let mut best = f64::MAX;
        for _ in 0..REPEATS {
            let start = Instant::now();
            product.apply(Rows { numbers: &numbers, stride, count }, &mut sums, &mut scratch);
            best = best.min(start.elapsed().as_secs_f64());
        }
        let rate = (2 * n_in * n_out * count) as f64 / best / 1e9;
        writeln!(output, "{name:20} {n_in:4} x {n_out:4}, {count} rows: {rate:6.1} GFLOP/s")?;
    }
    Ok(())
}
