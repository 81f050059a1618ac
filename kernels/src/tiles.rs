//! Matrix products on the tile unit of newer x86 processors (AMX), several times as fast as their vector units.
//!
//! The unit multiplies numbers of 16 bits (bfloat16) and sums up in 32. So that nothing is lost that matters, each number is
//! split into a high and a low part of 16 bits; of the four products, all but low times low are summed up, which leaves a
//! relative error of about 2^-16.
//!
//! Only on Linux, which has to be asked for the unit once a process.

use crate::level::{Level, PLAIN_FMA, kernel, level};
use crate::panels::Rows;
use crate::vector::greater;

/// Rows and units that are computed together: two by two tiles of sixteen.
const BLOCK: usize = 32;

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

/// Sixteen numbers that the sums of a tile's rows begin with.
#[derive(Debug, Clone, Copy)]
#[repr(C, align(64))]
struct Start([f32; 16]);

/// Weights in the order in which the tile unit takes them.
#[derive(Debug)]
pub struct TileWeights {
    /// For each block of 32 units, for each piece, for each block of 32 inputs four tiles of sixteen lines: the high parts of
    /// the first and the second sixteen units, then the low parts.
    lines: Vec<Line>,
    /// For each block of units and each piece the bias.
    start: Vec<[Start; 2]>,
    n_in: usize,
    pieces: usize,
    /// Numbers of an output row.
    width: usize,
}

/// Split input rows and the sums of a block of rows and units.
///
/// All of it begins at whole cache lines: a tile that straddles them takes six times as long to load.
#[derive(Debug, Default)]
pub struct TileScratch {
    high: Vec<u16>,
    low: Vec<u16>,
    sums: Vec<f32>,
}

/// `length` numbers from the first whole cache line of `numbers` on, which grows if need be.
fn aligned<T: Copy + Default>(numbers: &mut Vec<T>, length: usize) -> &mut [T] {
    let needed = length + 64 / size_of::<T>();
    if numbers.len() < needed {
        numbers.resize(needed, T::default());
    }
    // Where an address cannot be told, what comes out is right all the same.
    let first = numbers.as_ptr().align_offset(64).min(needed - length);
    &mut numbers[first..first + length]
}

impl TileWeights {
    /// The weights of a layer of `pieces` pieces that stand one after the other (1: a linear layer) in `bias` and in the
    /// rows of `weights`, one an input; nothing if there are no inputs or they are not whole
    /// blocks, or this process has no tile unit.
    pub fn new(weights: &[f32], bias: &[f32], pieces: usize) -> Option<Self> {
        let n_out = bias.len();
        let n_in = weights.len() / n_out.max(1);
        if level() != Level::Tiles
            || n_in == 0
            || !n_in.is_multiple_of(BLOCK)
            || pieces == 0
            || !n_out.is_multiple_of(pieces)
        {
            return None;
        }
        let width = n_out / pieces;
        let mut lines = Vec::with_capacity(n_in * n_out.next_multiple_of(BLOCK) / 8);
        let mut start = Vec::new();
        for (first, piece) in (0..width).step_by(BLOCK).flat_map(|first| (0..pieces).map(move |piece| (first, piece))) {
            let column = |unit: usize| (first + unit < width).then_some(piece * width + first + unit);
            let bias = |unit: usize| column(unit).map_or(0.0, |column| bias[column]);
            start.push([0, 16].map(|half| Start(std::array::from_fn(|place| bias(half + place)))));
            for (input, part, pair) in (0..n_in)
                .step_by(BLOCK)
                .flat_map(|input| (0..4).flat_map(move |part| (0..16).map(move |pair| (input, part, pair))))
            {
                lines.push(Line(std::array::from_fn(|place| {
                    let row = input + 2 * pair + place % 2;
                    let number = column(part % 2 * 16 + place / 2).map_or(0.0, |column| weights[row * n_out + column]);
                    let (high, low) = split(number);
                    if part < 2 { high } else { low }
                })));
            }
        }
        Some(Self { lines, start, n_in, pieces, width })
    }

    /// The greatest of the pieces of each unit, for each of the rows, in rows of as many numbers as there are units.
    pub fn multiply(&self, input: Rows<'_>, output: &mut [f32], scratch: &mut TileScratch) {
        let Rows { numbers, stride, count } = input;
        if count == 0 {
            return;
        }
        let unit = unit::Configured::new();
        let used = (count - 1) * stride + self.n_in;
        let padded = (count.next_multiple_of(BLOCK) - 1) * stride + self.n_in;
        let (high, low) = (aligned(&mut scratch.high, padded), aligned(&mut scratch.low, padded));
        split_all(&numbers[..used], high, low);
        high[used..].fill(0);
        low[used..].fill(0);
        let sums = aligned(&mut scratch.sums, BLOCK * BLOCK * self.pieces);
        // Units are the outer loop, so that their weights stay near while the rows pass.
        for block in 0..self.width.div_ceil(BLOCK) {
            let end = BLOCK.min(self.width - block * BLOCK);
            for first in (0..count).step_by(BLOCK) {
                for piece in 0..self.pieces {
                    let rows = (&high[first * stride..], &low[first * stride..]);
                    self.multiply_block(&unit, rows, stride, block * self.pieces + piece, &mut sums[piece * BLOCK..]);
                }
                let target = &mut output[first * self.width..(first + BLOCK).min(count) * self.width];
                store_greatest(
                    sums,
                    self.pieces,
                    target,
                    UnitRange { width: self.width, first: block * BLOCK, count: end },
                );
            }
        }
    }

    /// Multiplies a block of rows and a piece of a block of units.
    fn multiply_block(
        &self,
        unit: &unit::Configured,
        (high, low): (&[u16], &[u16]),
        stride: usize,
        number: usize,
        sums: &mut [f32],
    ) {
        let needed = (BLOCK - 1) * stride + self.n_in;
        let lines = self.n_in / BLOCK * 64;
        let row = self.pieces * BLOCK;
        assert!(high.len() >= needed && low.len() >= needed, "all rows of a block lie inside the input");
        assert!(sums.len() >= (BLOCK - 1) * row + BLOCK, "a block lies inside the sums");
        let weights = &self.lines[number * lines..(number + 1) * lines];
        unit.multiply_block(&unit::Block {
            high: high.as_ptr(),
            low: low.as_ptr(),
            stride: stride * 2,
            weights: weights.as_ptr().cast(),
            start: self.start[number].as_ptr().cast(),
            n_in: self.n_in / BLOCK,
            output: sums.as_mut_ptr(),
            row: row * 4,
        });
    }
}

/// Units of rows of `width`: `count` of them from number `first` on.
#[derive(Debug, Clone, Copy)]
pub struct UnitRange {
    width: usize,
    first: usize,
    count: usize,
}

kernel!(
    /// Takes the greatest of the pieces of a block of sums and writes it to a range of each row of `output`.
    store_greatest, store_greatest_body,
    (sums: &[f32], pieces: usize, output: &mut [f32], range: UnitRange)
);

#[inline(always)]
fn store_greatest_body<const FMA: bool>(sums: &[f32], pieces: usize, output: &mut [f32], range: UnitRange) {
    for (sums, output) in sums.chunks_exact(pieces * BLOCK).zip(output.chunks_exact_mut(range.width)) {
        let mut lanes = sums.as_chunks::<BLOCK>().0.iter();
        let Some(mut best) = lanes.next().copied() else { continue };
        for piece in lanes {
            for (best, &piece) in best.iter_mut().zip(piece) {
                *best = greater(*best, piece);
            }
        }
        let target = &mut output[range.first..range.first + range.count];
        match target.as_chunks_mut::<BLOCK>() {
            ([target], _) => *target = best,
            (_, rest) => rest.copy_from_slice(&best[..rest.len()]),
        }
    }
}

kernel!(
    /// Splits numbers.
    split_all, split_all_body, (numbers: &[f32], high: &mut [u16], low: &mut [u16])
);

#[inline(always)]
fn split_all_body<const FMA: bool>(numbers: &[f32], high: &mut [u16], low: &mut [u16]) {
    for ((number, high), low) in numbers.iter().zip(high).zip(low) {
        (*high, *low) = split(*number);
    }
}

/// Asks for the tile unit: whether this process may use it, on a machine with AVX-512.
pub fn request_unit() -> bool {
    unit::request()
}

#[cfg(all(target_arch = "x86_64", target_os = "linux"))]
mod unit {
    //! The unit itself.

    use std::arch::asm;
    use std::arch::x86_64::__cpuid_count;

    /// A block of 32 rows and 32 units.
    pub struct Block {
        pub high: *const u16,
        pub low: *const u16,
        /// Bytes from one input row to the next.
        pub stride: usize,
        pub weights: *const u8,
        /// What the sums of each row begin with.
        pub start: *const f32,
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

    /// Sends for an eighth of the weights of the next inputs, so that they are in the first cache when they are needed; past
    /// the end it does nothing.
    macro_rules! ahead {
        () => {
            ".rept 8
             prefetcht0 [{weights} + rapporteur_ahead]
             .set rapporteur_ahead, rapporteur_ahead + 64
             .endr"
        };
    }

    impl Configured {
        /// Multiplies a block. The pointers have to reach as far as the sizes say.
        pub fn multiply_block(&self, block: &Block) {
            let second = 16 * block.stride;
            // SAFETY: `Block`s are made in `TileWeights::multiply_block` alone, and `TileWeights` exist only where `request`
            // has succeeded, so the instructions are there and allowed; `self` shows that all tiles have 16 rows of 64 bytes.
            // For each of `n_in` blocks of inputs, 64 bytes of each of 32 rows of `high` and `low` are read: up to
            // 31 · stride + 64 · n_in bytes, which the first assertion there covers; and 4096 bytes of weights, which the
            // slice taken there holds. `start` holds 32 numbers, which are read again for each row. Written are 128 bytes of each of 32 rows of the output, `row` bytes apart: the second
            // assertion. The output does not overlap the rest, since it comes from a `&mut`. All tiles used are declared
            // as overwritten.
            unsafe {
                asm!(
                    "tileloadd tmm0, [{start} + {same}*1]",
                    "tileloadd tmm1, [{start} + {same}*1 + 64]",
                    "tileloadd tmm2, [{start} + {same}*1]",
                    "tileloadd tmm3, [{start} + {same}*1 + 64]",
                    "2:",
                    ".set rapporteur_ahead, 4096",
                    // low inputs, high weights
                    "tileloadd tmm4, [{low} + {stride}*1]",
                    "tileloadd tmm6, [{weights} + {line}*1]",
                    "tdpbf16ps tmm0, tmm4, tmm6",
                    ahead!(),
                    "tileloadd tmm7, [{weights} + {line}*1 + 1024]",
                    "tdpbf16ps tmm1, tmm4, tmm7",
                    ahead!(),
                    "tileloadd tmm5, [{low2} + {stride}*1]",
                    "tdpbf16ps tmm2, tmm5, tmm6",
                    ahead!(),
                    "tdpbf16ps tmm3, tmm5, tmm7",
                    ahead!(),
                    // high inputs, high weights
                    "tileloadd tmm4, [{high} + {stride}*1]",
                    "tdpbf16ps tmm0, tmm4, tmm6",
                    ahead!(),
                    "tdpbf16ps tmm1, tmm4, tmm7",
                    ahead!(),
                    "tileloadd tmm5, [{high2} + {stride}*1]",
                    "tdpbf16ps tmm2, tmm5, tmm6",
                    ahead!(),
                    "tdpbf16ps tmm3, tmm5, tmm7",
                    ahead!(),
                    // high inputs, low weights
                    "tileloadd tmm6, [{weights} + {line}*1 + 2048]",
                    "tdpbf16ps tmm0, tmm4, tmm6",
                    "tdpbf16ps tmm2, tmm5, tmm6",
                    "tileloadd tmm7, [{weights} + {line}*1 + 3072]",
                    "tdpbf16ps tmm1, tmm4, tmm7",
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
                    start = in(reg) block.start,
                    same = in(reg) 0_usize,
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
        pub start: *const f32,
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
    fn halves_add_up() {
        for number in [0.0_f32, 1.0, -3.375_192_7, 1e-6, 12345.678] {
            let (high, low) = split(number);
            let sum = f32::from_bits(u32::from(high) << 16) + f32::from_bits(u32::from(low) << 16);
            assert!((sum - number).abs() <= number.abs() * 2e-5);
        }
    }
}
