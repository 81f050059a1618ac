//! Embedding tables in the model file: rows of stored numbers, turned into 32-bit floats when they are read.

use crate::nlp::model::{ModelError, ModelFile, Slice, TensorKind};
use half::f16;

/// A table of rows that stays where it lies in the model file.
#[derive(Debug)]
pub struct StoredRows {
    bytes: Slice,
    kind: Kind,
    width: usize,
    rows: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Single,
    Half,
    /// Signed integers of so many bits, after a scale in half precision.
    Packed(u32),
}

impl Kind {
    const fn row_length(self, width: usize) -> usize {
        match self {
            Self::Single => width * 4,
            Self::Half => width * 2,
            Self::Packed(bits) => 2 + (width * bits as usize).div_ceil(8),
        }
    }
}

impl StoredRows {
    /// Takes the tensor `name`, which has to have rows of `width` numbers.
    ///
    /// # Errors
    /// [`ModelError::Broken`] if there is none or it has another size.
    pub fn read(file: &ModelFile, name: &str, width: usize) -> Result<Self, ModelError> {
        let tensor = file.tensor(name)?;
        let odd = || ModelError::Broken { what: format!("{name} has dimensions {:?}", tensor.shape) };
        let [rows, columns] = tensor.shape[..] else { return Err(odd()) };
        let kind = match tensor.kind {
            TensorKind::F32 => Kind::Single,
            TensorKind::F16 => Kind::Half,
            TensorKind::U8 => match columns.saturating_sub(2) * 8 / width.max(1) {
                bits @ 2..=16 => Kind::Packed(bits as u32),
                _ => return Err(odd()),
            },
        };
        let fits = matches!(kind, Kind::Packed(_)) || columns == width;
        match fits && rows > 0 && tensor.bytes.len() == rows * kind.row_length(width) {
            true => Ok(Self { bytes: tensor.bytes.clone(), kind, width, rows }),
            false => Err(odd()),
        }
    }

    /// Number of rows.
    pub const fn rows(&self) -> usize {
        self.rows
    }

    /// Adds row `row` to `target`.
    pub fn add(&self, row: usize, target: &mut [f32]) {
        let length = self.kind.row_length(self.width);
        let stored = &self.bytes[row * length..(row + 1) * length];
        match self.kind {
            Kind::Single => {
                for (number, &bytes) in target.iter_mut().zip(stored.as_chunks::<4>().0) {
                    *number += f32::from_le_bytes(bytes);
                }
            }
            Kind::Half => {
                for (number, &bytes) in target.iter_mut().zip(stored.as_chunks::<2>().0) {
                    *number += f16::from_le_bytes(bytes).to_f32();
                }
            }
            Kind::Packed(bits) => {
                let scale = f16::from_le_bytes([stored[0], stored[1]]).to_f32();
                let mut buffer = 0_u32;
                let mut filled = 0;
                let mut bytes = stored[2..].iter();
                for number in target.iter_mut().take(self.width) {
                    while filled < bits {
                        buffer |= u32::from(bytes.next().copied().unwrap_or(0)) << filled;
                        filled += 8;
                    }
                    let level = (buffer << (32 - bits)).cast_signed() >> (32 - bits);
                    buffer >>= bits;
                    filled -= bits;
                    *number += level as f32 * scale;
                }
            }
        }
    }
}
