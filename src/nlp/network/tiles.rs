//! Matrix products on the tile unit of newer x86 processors (AMX), several times as fast as their vector units.
//!
//! The unit multiplies numbers of 16 bits (bfloat16) and sums up in 32. So that nothing is lost that matters, each number is
//! split into a high and a low part of 16 bits; of the four products, all but low times low are summed up, which leaves a
//! relative error of about 2^-16.
//!
//! Only on Linux, which has to be asked for the unit once a process.

/// Rows and columns that are computed together: two by two tiles of sixteen.
pub const BLOCK: usize = 32;

/// A number split in two: `high + low`, each a bfloat16.
#[inline(always)]
fn split(number: f32) -> (u16, u16) {
    let round = |bits: u32| bits.wrapping_add(0x7fff + (bits >> 16 & 1)) >> 16;
    let high = round(number.to_bits());
    let low = round((number - f32::from_bits(high << 16)).to_bits());
    (high as u16, low as u16)
}

/// Sixteen pairs of numbers: a row of a weight tile.
#[derive(Debug, Clone, Copy)]
#[repr(C, align(64))]
struct Line([u16; 32]);

/// Weights in the order in which the tile unit takes them.
#[derive(Debug)]
pub struct TileWeights {
    /// For each block of 32 outputs and each block of 32 inputs four tiles of sixteen lines: the high parts of the first and
    /// the second sixteen outputs, then the low parts.
    lines: Vec<Line>,
    n_in: usize,
    n_out: usize,
}

/// Split input rows and a last block of output rows.
#[derive(Debug, Default)]
pub struct TileScratch {
    high: Vec<u16>,
    low: Vec<u16>,
    last: Vec<f32>,
}

impl TileWeights {
    /// The weights of a layer (`n_in` rows of `n_out`), if this machine has the unit and the sizes are whole blocks.
    pub fn new(weights: &[f32], n_in: usize, n_out: usize) -> Option<Self> {
        let fits = n_in > 0 && n_out > 0 && n_in.is_multiple_of(BLOCK) && n_out.is_multiple_of(BLOCK);
        if !fits || !is_available() {
            return None;
        }
        let mut lines = Vec::with_capacity(n_in * n_out / 8);
        for output in (0..n_out).step_by(BLOCK) {
            for input in (0..n_in).step_by(BLOCK) {
                for part in 0..4 {
                    for pair in 0..16 {
                        let numbers = std::array::from_fn(|place| {
                            let row = input + 2 * pair + place % 2;
                            let column = output + part % 2 * 16 + place / 2;
                            let (high, low) = split(weights[row * n_out + column]);
                            if part < 2 { high } else { low }
                        });
                        lines.push(Line(numbers));
                    }
                }
            }
        }
        Some(Self { lines, n_in, n_out })
    }

    /// Multiplies `rows` rows of `input`, which begin `stride` numbers apart (they may overlap).
    pub fn multiply(&self, input: &[f32], stride: usize, rows: usize, output: &mut [f32], scratch: &mut TileScratch) {
        if rows == 0 {
            return;
        }
        let used = (rows - 1) * stride + self.n_in;
        let padded = (rows.next_multiple_of(BLOCK) - 1) * stride + self.n_in;
        for part in [&mut scratch.high, &mut scratch.low] {
            part.resize(padded.max(part.len()), 0);
            part[used..padded].fill(0);
        }
        split_all(&input[..used], &mut scratch.high, &mut scratch.low);
        scratch.last.resize(BLOCK * self.n_out, 0.0);
        let unit = unit::Configured::new();
        // Output columns are the outer loop, so that their weights stay near while the rows pass.
        for column in 0..self.n_out / BLOCK {
            for first in (0..rows).step_by(BLOCK) {
                let (high, low) = (&scratch.high[first * stride..], &scratch.low[first * stride..]);
                let target = match rows - first >= BLOCK {
                    true => &mut output[first * self.n_out..(first + BLOCK) * self.n_out],
                    false => &mut scratch.last[..],
                };
                self.multiply_block(&unit, (high, low), stride, column, target);
            }
        }
        let left_over = rows % BLOCK;
        output[(rows - left_over) * self.n_out..rows * self.n_out]
            .copy_from_slice(&scratch.last[..left_over * self.n_out]);
    }

    /// Multiplies a block of rows and writes block number `column` of their outputs.
    fn multiply_block(
        &self,
        unit: &unit::Configured,
        (high, low): (&[u16], &[u16]),
        stride: usize,
        column: usize,
        output: &mut [f32],
    ) {
        let needed = (BLOCK - 1) * stride + self.n_in;
        let lines = self.n_in / BLOCK * 64;
        assert!(high.len() >= needed && low.len() >= needed, "all rows of a block lie inside the input");
        assert!(output.len() >= BLOCK * self.n_out && column < self.n_out / BLOCK, "a block lies inside the output");
        let weights = &self.lines[column * lines..(column + 1) * lines];
        unit.multiply_block(&unit::Block {
            high: high.as_ptr(),
            low: low.as_ptr(),
            stride: stride * 2,
            weights: weights.as_ptr().cast(),
            n_in: self.n_in / BLOCK,
            output: output[column * BLOCK..].as_mut_ptr(),
            row: self.n_out * 4,
        });
    }
}

/// Splits numbers; compiled for AVX-512, which every machine with tiles has.
fn split_all(numbers: &[f32], high: &mut [u16], low: &mut [u16]) {
    #[inline(always)]
    fn body(numbers: &[f32], high: &mut [u16], low: &mut [u16]) {
        for ((number, high), low) in numbers.iter().zip(high).zip(low) {
            (*high, *low) = split(*number);
        }
    }
    #[cfg(target_arch = "x86_64")]
    #[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl,avx2,fma")]
    fn with_avx512(numbers: &[f32], high: &mut [u16], low: &mut [u16]) {
        body(numbers, high, low);
    }
    #[cfg(target_arch = "x86_64")]
    if super::kernels::level() == super::kernels::Level::Avx512 {
        // SAFETY: `level` says so only after it has found these features on this machine.
        return unsafe { with_avx512(numbers, high, low) };
    }
    body(numbers, high, low);
}

/// Whether this process may use the tile unit.
pub fn is_available() -> bool {
    use std::sync::LazyLock;
    static AVAILABLE: LazyLock<bool> = LazyLock::new(unit::request);
    *AVAILABLE
}

#[cfg(all(target_arch = "x86_64", target_os = "linux"))]
mod unit {
    //! The unit itself.

    use crate::nlp::network::kernels::{Level, level};
    use std::arch::asm;
    use std::arch::x86_64::__cpuid_count;

    /// A block of 32 rows and 32 columns.
    pub struct Block {
        pub high: *const u16,
        pub low: *const u16,
        /// Bytes from one input row to the next.
        pub stride: usize,
        pub weights: *const u8,
        /// Blocks of 32 inputs, at least one.
        pub n_in: usize,
        pub output: *mut f32,
        /// Bytes from one output row to the next.
        pub row: usize,
    }

    /// The unit, made ready for this thread until this is dropped.
    pub struct Configured(());

    impl Configured {
        /// Callers have seen [`request`] succeed: [`TileWeights`](super::TileWeights) exist only then.
        pub fn new() -> Self {
            // SAFETY: the instruction is there and allowed, since `request` has succeeded; it reads the 64 bytes of `SHAPE`.
            unsafe {
                asm!("ldtilecfg [{}]", in(reg) &raw const SHAPE, options(nostack, preserves_flags, readonly));
            }
            Self(())
        }
    }

    impl Drop for Configured {
        fn drop(&mut self) {
            // SAFETY: gives the tiles back, which nothing else uses; there and allowed as in `new`.
            unsafe { asm!("tilerelease", options(nostack, preserves_flags, nomem)) };
        }
    }

    /// Shape of all eight tiles: 16 rows of 64 bytes.
    #[repr(C, align(64))]
    struct Shape {
        palette: u8,
        start_row: u8,
        reserved: [u8; 14],
        row_bytes: [u16; 16],
        rows: [u8; 16],
    }

    static SHAPE: Shape = Shape {
        palette: 1,
        start_row: 0,
        reserved: [0; 14],
        row_bytes: [64, 64, 64, 64, 64, 64, 64, 64, 0, 0, 0, 0, 0, 0, 0, 0],
        rows: [16, 16, 16, 16, 16, 16, 16, 16, 0, 0, 0, 0, 0, 0, 0, 0],
    };

    /// Asks the processor, then the system, for the unit.
    pub fn request() -> bool {
        const BF16_AND_TILES: u32 = 1 << 22 | 1 << 24;
        const SYS_ARCH_PRCTL: i64 = 158;
        const ARCH_REQ_XCOMP_PERM: u64 = 0x1023;
        const TILE_DATA: u64 = 18;
        const OSXSAVE: u32 = 1 << 27;
        const TILE_STATE: u32 = 1 << 17 | 1 << 18;
        if level() != Level::Avx512 || std::env::var_os("RAPPORTEUR_NO_TILES").is_some() {
            return false;
        }
        let has_unit = __cpuid_count(7, 0).edx & BF16_AND_TILES == BF16_AND_TILES;
        if !has_unit || __cpuid_count(1, 0).ecx & OSXSAVE == 0 {
            return false;
        }
        let enabled: u32;
        // SAFETY: `xgetbv` is there, as the OSXSAVE bit says; it only reads a control register.
        unsafe {
            asm!("xgetbv", in("ecx") 0, out("eax") enabled, out("edx") _, options(nomem, nostack, preserves_flags));
        }
        if enabled & TILE_STATE != TILE_STATE {
            return false;
        }
        let result: i64;
        // SAFETY: the system call `arch_prctl` with this code takes a number and touches no memory; like all system calls it
        // overwrites `rcx` and `r11`. Where it is unknown it returns an error.
        unsafe {
            asm!(
                "syscall",
                inlateout("rax") SYS_ARCH_PRCTL => result,
                in("rdi") ARCH_REQ_XCOMP_PERM,
                in("rsi") TILE_DATA,
                out("rcx") _,
                out("r11") _,
                options(nostack),
            );
        }
        result == 0
    }

    impl Configured {
        /// Multiplies a block. The pointers have to reach as far as the sizes say.
        pub fn multiply_block(&self, block: &Block) {
            let second = 16 * block.stride;
            // SAFETY: `Block`s are made in `TileWeights::multiply_block` alone, and `TileWeights` exist only where `request`
            // has succeeded, so the instructions are there and allowed; `self` shows that all tiles have 16 rows of 64 bytes.
            // For each of `n_in` blocks of inputs, 64 bytes of each of 32 rows of `high` and `low` are read: up to
            // 31 · stride + 64 · n_in bytes, which the first assertion there covers; and 4096 bytes of weights, which the
            // slice taken there holds. Written are 128 bytes of each of 32 rows of the output, `row` bytes apart: the second
            // assertion. The output does not overlap the rest, since it comes from a `&mut`. All tiles used are declared
            // as overwritten.
            unsafe {
                asm!(
                    "tilezero tmm0",
                    "tilezero tmm1",
                    "tilezero tmm2",
                    "tilezero tmm3",
                    "2:",
                    // high inputs, high weights
                    "tileloadd tmm4, [{high} + {stride}*1]",
                    "tileloadd tmm6, [{weights} + {line}*1]",
                    "tdpbf16ps tmm0, tmm4, tmm6",
                    "tileloadd tmm7, [{weights} + {line}*1 + 1024]",
                    "tdpbf16ps tmm1, tmm4, tmm7",
                    "tileloadd tmm5, [{high2} + {stride}*1]",
                    "tdpbf16ps tmm2, tmm5, tmm6",
                    "tdpbf16ps tmm3, tmm5, tmm7",
                    // low inputs, high weights
                    "tileloadd tmm4, [{low} + {stride}*1]",
                    "tdpbf16ps tmm0, tmm4, tmm6",
                    "tdpbf16ps tmm1, tmm4, tmm7",
                    "tileloadd tmm5, [{low2} + {stride}*1]",
                    "tdpbf16ps tmm2, tmm5, tmm6",
                    "tdpbf16ps tmm3, tmm5, tmm7",
                    // high inputs, low weights
                    "tileloadd tmm4, [{high} + {stride}*1]",
                    "tileloadd tmm6, [{weights} + {line}*1 + 2048]",
                    "tdpbf16ps tmm0, tmm4, tmm6",
                    "tileloadd tmm7, [{weights} + {line}*1 + 3072]",
                    "tdpbf16ps tmm1, tmm4, tmm7",
                    "tileloadd tmm5, [{high2} + {stride}*1]",
                    "tdpbf16ps tmm2, tmm5, tmm6",
                    "tdpbf16ps tmm3, tmm5, tmm7",
                    "add {high}, 64",
                    "add {high2}, 64",
                    "add {low}, 64",
                    "add {low2}, 64",
                    "add {weights}, 4096",
                    "dec {left}",
                    "jnz 2b",
                    "tilestored [{target} + {row}*1], tmm0",
                    "tilestored [{target} + {row}*1 + 64], tmm1",
                    "tilestored [{target2} + {row}*1], tmm2",
                    "tilestored [{target2} + {row}*1 + 64], tmm3",
                    high = inout(reg) block.high => _,
                    high2 = inout(reg) block.high.byte_add(second) => _,
                    low = inout(reg) block.low => _,
                    low2 = inout(reg) block.low.byte_add(second) => _,
                    weights = inout(reg) block.weights => _,
                    left = inout(reg) block.n_in => _,
                    stride = in(reg) block.stride,
                    line = in(reg) 64_usize,
                    row = in(reg) block.row,
                    target = in(reg) block.output,
                    target2 = in(reg) block.output.byte_add(16 * block.row),
                    out("tmm0") _, out("tmm1") _, out("tmm2") _, out("tmm3") _,
                    out("tmm4") _, out("tmm5") _, out("tmm6") _, out("tmm7") _,
                    options(nostack),
                );
            }
        }
    }
}

#[cfg(not(all(target_arch = "x86_64", target_os = "linux")))]
mod unit {
    //! No unit.

    pub struct Block {
        pub high: *const u16,
        pub low: *const u16,
        pub stride: usize,
        pub weights: *const u8,
        pub n_in: usize,
        pub output: *mut f32,
        pub row: usize,
    }

    pub struct Configured(());

    impl Configured {
        pub const fn new() -> Self {
            Self(())
        }

        pub const fn multiply_block(&self, _: &Block) {}
    }

    pub const fn request() -> bool {
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn products_are_those_of_the_definition() {
        let (n_in, n_out, stride, rows) = (96, 64, 32, 45);
        let number = |place: usize| ((place * 2_654_435_761 % 1000) as f32 - 500.0) / 300.0;
        let weights: Vec<f32> = (0..n_in * n_out).map(number).collect();
        let input: Vec<f32> = (0..(rows - 1) * stride + n_in).map(|place| number(place + 77)).collect();
        let Some(tiles) = TileWeights::new(&weights, n_in, n_out) else { return };
        let mut output = vec![0.0; rows * n_out];
        let mut scratch = TileScratch::default();
        for _ in 0..2 {
            tiles.multiply(&input, stride, rows, &mut output, &mut scratch);
        }
        for row in 0..rows {
            for column in 0..n_out {
                let product = |place: usize| input[row * stride + place] * weights[place * n_out + column];
                let expected: f32 = (0..n_in).map(product).sum();
                let found = output[row * n_out + column];
                assert!((found - expected).abs() < 2e-3, "{found} for {expected} at {row}, {column}");
            }
        }
    }

    #[test]
    fn halves_add_up() {
        for number in [0.0_f32, 1.0, -3.375_192_7, 1e-6, 12345.678] {
            let (high, low) = split(number);
            let sum = f32::from_bits(u32::from(high) << 16) + f32::from_bits(u32::from(low) << 16);
            assert!((sum - number).abs() <= number.abs() * 2e-5);
        }
    }
}
