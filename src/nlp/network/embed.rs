//! Embedding tables in the model file: rows of stored numbers, turned into 32-bit floats when they are read.

use crate::nlp::model::{ModelError, ModelFile, Slice, TensorKind};
use half::f16;

/// A table of rows that stays where it lies in the model file.
#[derive(Debug)]
pub struct StoredRows {
    bytes: Slice,
    kind: TensorKind,
    width: usize,
    rows: usize,
}

impl StoredRows {
    /// Takes the tensor `name`, which has to have rows of `width` numbers.
    ///
    /// # Errors
    /// [`ModelError::Broken`] if there is none or it has another size.
    pub fn read(file: &ModelFile, name: &str, width: usize) -> Result<Self, ModelError> {
        let tensor = file.tensor(name)?;
        let size = match tensor.kind {
            TensorKind::F32 => 4,
            TensorKind::F16 => 2,
            TensorKind::U8 => return Err(ModelError::Broken { what: format!("{name} holds no numbers") }),
        };
        match tensor.shape[..] {
            [rows, found] if found == width && rows > 0 && tensor.bytes.len() == rows * width * size => {
                Ok(Self { bytes: tensor.bytes.clone(), kind: tensor.kind, width, rows })
            }
            _ => Err(ModelError::Broken { what: format!("{name} has dimensions {:?}", tensor.shape) }),
        }
    }

    /// Number of rows.
    pub const fn rows(&self) -> usize {
        self.rows
    }

    /// Adds row `row` to `target`.
    pub fn add(&self, row: usize, target: &mut [f32]) {
        match self.kind {
            TensorKind::F32 => {
                let stored = self.bytes[row * self.width * 4..].as_chunks::<4>().0;
                for (number, &bytes) in target.iter_mut().zip(stored).take(self.width) {
                    *number += f32::from_le_bytes(bytes);
                }
            }
            _ => {
                let stored = self.bytes[row * self.width * 2..].as_chunks::<2>().0;
                for (number, &bytes) in target.iter_mut().zip(stored).take(self.width) {
                    *number += f16::from_le_bytes(bytes).to_f32();
                }
            }
        }
    }
}
