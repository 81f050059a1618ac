//! The two hashes that spaCy models are trained with: 64-bit ids of strings, and the four table rows of an id.
//!
//! # Invariants
//!
//! - [`string_id`] is what spaCy's string store gives: the symbol's number for a symbol, else MurmurHash64A with seed 1.
//! - [`row_hashes`] is MurmurHash3 x64-128 of the eight little-endian bytes of an id, as four 32-bit words.

use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// The names that spaCy numbers instead of hashing, in order of their numbers; the first is the empty string.
static SYMBOLS: LazyLock<FxHashMap<&'static str, u64>> =
    LazyLock::new(|| include_str!("../../data/models/symbols.txt").split('\n').zip(0..).collect());

/// The 64-bit id of `text` as spaCy's string store gives it; 0 for the empty string.
#[must_use]
pub fn string_id(text: &str) -> u64 {
    match SYMBOLS.get(text) {
        Some(&symbol) => symbol,
        None => murmur64a(text.as_bytes(), 1),
    }
}

/// MurmurHash64A (Appleby) of `bytes`.
#[must_use]
pub fn murmur64a(bytes: &[u8], seed: u64) -> u64 {
    const M: u64 = 0xc6a4_a793_5bd1_e995;
    const R: u32 = 47;
    let mut hash = seed ^ (bytes.len() as u64).wrapping_mul(M);
    let (blocks, tail) = bytes.as_chunks::<8>();
    for block in blocks {
        let mut k = u64::from_le_bytes(*block).wrapping_mul(M);
        k ^= k >> R;
        hash = (hash ^ k.wrapping_mul(M)).wrapping_mul(M);
    }
    if !tail.is_empty() {
        let rest = tail.iter().rev().fold(0_u64, |rest, &byte| rest << 8 | u64::from(byte));
        hash = (hash ^ rest).wrapping_mul(M);
    }
    hash ^= hash >> R;
    hash = hash.wrapping_mul(M);
    hash ^ hash >> R
}

/// The four 32-bit hashes of `id` under `seed`; modulo a table's size they are its four rows.
#[must_use]
pub fn row_hashes(id: u64, seed: u32) -> [u32; 4] {
    const LENGTH: u64 = 8;
    let seed = u64::from(seed);
    let mut h1 = id.wrapping_mul(0x87c3_7b91_1142_53d5).rotate_left(31).wrapping_mul(0x4cf5_ad43_2745_937f);
    h1 ^= seed ^ LENGTH;
    let mut h2 = seed ^ LENGTH;
    h1 = h1.wrapping_add(h2);
    h2 = h2.wrapping_add(h1);
    (h1, h2) = (finish(h1), finish(h2));
    h1 = h1.wrapping_add(h2);
    h2 = h2.wrapping_add(h1);
    [h1 as u32, (h1 >> 32) as u32, h2 as u32, (h2 >> 32) as u32]
}

const fn finish(mut hash: u64) -> u64 {
    hash ^= hash >> 33;
    hash = hash.wrapping_mul(0xff51_afd7_ed55_8ccd);
    hash ^= hash >> 33;
    hash = hash.wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    hash ^ hash >> 33
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_those_of_the_string_store() {
        assert_eq!(string_id(""), 0);
        assert_eq!(string_id("IS_ALPHA"), 1);
        assert_eq!(string_id("punct"), 445);
        assert_eq!(string_id("a"), 11_901_859_001_352_538_922);
        assert_eq!(string_id("hello world"), 2_758_594_965_276_909_933);
    }

    #[test]
    fn rows_are_those_of_the_hash_embedding() {
        assert_eq!(row_hashes(1, 8), [1_161_550_108, 2_247_783_286, 1_742_325_162, 1_224_191_281]);
        assert_eq!(row_hashes(string_id("hello world"), 8), [2_564_742_816, 3_440_908_635, 1_699_630_576, 866_395_657]);
    }
}
