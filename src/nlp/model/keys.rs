//! Compact maps from 64-bit ids to small numbers, and sets of ids, searched where they lie in the model file.
//!
//! The ids are cut to `BUCKET_BITS + REST_BITS` bits: the upper ones choose a bucket, the lower ones are stored, sorted, with
//! the value packed beside them. An id that is not in the map is taken for one that is with probability
//! entries / 2^(`BUCKET_BITS + REST_BITS`), about 10^-5 for a map of 680,000 entries.
//!
//! Layout, little-endian: number of entries (u32), bits of a value (u32), bits of a bucket (u32), one u32 a bucket and one
//! more (index of its first entry), then the entries as a row of bit fields: rest of the id, value.

use super::{ModelError, Slice};

const REST_BITS: u32 = 20;

/// A map in a model file.
#[derive(Debug, Clone)]
pub struct KeyTable {
    bytes: Slice,
    value_bits: u32,
    bucket_bits: u32,
    entries: usize,
    fields: usize,
}

impl KeyTable {
    /// Takes the map that `bytes` hold.
    ///
    /// # Errors
    /// [`ModelError::Broken`] if the sizes do not fit.
    pub fn new(bytes: Slice) -> Result<Self, ModelError> {
        let word = |index: usize| -> Result<u32, ModelError> {
            let field = bytes.get(index * 4..).and_then(<[u8]>::first_chunk::<4>);
            field.map(|&field| u32::from_le_bytes(field)).ok_or_else(|| ModelError::broken("key table too short"))
        };
        let (entries, value_bits, bucket_bits) = (word(0)? as usize, word(1)?, word(2)?);
        if value_bits > 24 || bucket_bits > 24 {
            return Err(ModelError::broken("key table with odd sizes"));
        }
        let fields = 12 + 4 * ((1 << bucket_bits) + 1);
        let needed = fields + (entries * (REST_BITS + value_bits) as usize).div_ceil(8) + 8;
        if bytes.len() < needed {
            return Err(ModelError::broken("key table too short"));
        }
        for bucket in 0..=1 << bucket_bits {
            if word(3 + bucket)? as usize > entries {
                return Err(ModelError::broken("key table with odd buckets"));
            }
        }
        Ok(Self { value_bits, bucket_bits, entries, fields, bytes })
    }

    /// The value of `id`, if it is in the map.
    #[must_use]
    pub fn get(&self, id: u64) -> Option<u32> {
        let (bucket, rest) = cut(id, self.bucket_bits);
        let (mut low, mut high) = (self.bucket(bucket), self.bucket(bucket + 1).min(self.entries));
        while low < high {
            let middle = usize::midpoint(low, high);
            let (found, value) = self.entry(middle);
            match found.cmp(&rest) {
                std::cmp::Ordering::Equal => return Some(value),
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Greater => high = middle,
            }
        }
        None
    }

    /// Whether `id` is in the set.
    #[must_use]
    pub fn contains(&self, id: u64) -> bool {
        self.get(id).is_some()
    }

    fn bucket(&self, bucket: usize) -> usize {
        let at = 12 + 4 * bucket;
        self.bytes.get(at..).and_then(<[u8]>::first_chunk::<4>).map_or(0, |&word| u32::from_le_bytes(word)) as usize
    }

    fn entry(&self, index: usize) -> (u32, u32) {
        let bit = index * (REST_BITS + self.value_bits) as usize;
        let window = self.bytes.get(self.fields + bit / 8..).and_then(<[u8]>::first_chunk::<8>);
        let field = window.map_or(0, |&window| u64::from_le_bytes(window)) >> (bit % 8);
        let rest = field & ((1 << REST_BITS) - 1);
        let value = field >> REST_BITS & ((1 << self.value_bits) - 1);
        (rest as u32, value as u32)
    }
}

/// The bucket and the rest of `id`. Ids of symbols are small numbers, so the bits are mixed first.
const fn cut(id: u64, bucket_bits: u32) -> (usize, u32) {
    let mixed = (id ^ id >> 32).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let kept = mixed >> (64 - bucket_bits - REST_BITS);
    ((kept >> REST_BITS) as usize, (kept & ((1 << REST_BITS) - 1)) as u32)
}

/// The bytes of a map of `pairs`, with values of `value_bits` bits (0 for a set).
#[must_use]
pub fn build_key_table(pairs: &[(u64, u32)], value_bits: u32) -> Vec<u8> {
    let bucket_bits = (pairs.len().max(16) as u32).ilog2() - 3;
    let mut entries: Vec<(usize, u32, u32)> = pairs
        .iter()
        .map(|&(id, value)| {
            let (bucket, rest) = cut(id, bucket_bits);
            (bucket, rest, value)
        })
        .collect();
    entries.sort_unstable();
    entries.dedup_by_key(|&mut (bucket, rest, _)| (bucket, rest));
    let mut bytes = Vec::new();
    for word in [entries.len() as u32, value_bits, bucket_bits] {
        bytes.extend(word.to_le_bytes());
    }
    for bucket in 0..=1_usize << bucket_bits {
        let first = entries.partition_point(|&(other, ..)| other < bucket);
        bytes.extend((first as u32).to_le_bytes());
    }
    let width = REST_BITS + value_bits;
    let fields = bytes.len();
    bytes.resize(fields + (entries.len() * width as usize).div_ceil(8) + 8, 0);
    for (index, &(_, rest, value)) in entries.iter().enumerate() {
        let bit = index * width as usize;
        let field = (u64::from(rest) | u64::from(value) << REST_BITS) << (bit % 8);
        for (byte, part) in bytes[fields + bit / 8..].iter_mut().zip(field.to_le_bytes()) {
            *byte |= part;
        }
    }
    bytes
}
