//! Reading and writing model files.

use super::{Description, FORMAT, ModelError};
use half::f16;
use half::slice::HalfFloatSliceExt as _;
use safetensors::SafeTensors;
use safetensors::tensor::{Dtype, TensorView};
use std::collections::{BTreeMap, HashMap};
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

enum Storage {
    Static(&'static [u8]),
    Owned(Vec<u8>),
}

/// A part of a model file's bytes, shared with the file.
#[derive(Clone)]
pub struct Slice {
    storage: Arc<Storage>,
    range: Range<usize>,
}

impl std::ops::Deref for Slice {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        match &*self.storage {
            Storage::Static(bytes) => &bytes[self.range.clone()],
            Storage::Owned(bytes) => &bytes[self.range.clone()],
        }
    }
}

impl std::fmt::Debug for Slice {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{} bytes", self.len())
    }
}

/// How numbers are stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum TensorKind {
    F32,
    F16,
    U8,
}

/// A table of numbers in a model file.
#[derive(Debug, Clone)]
pub struct Tensor {
    /// How its numbers are stored.
    pub kind: TensorKind,
    /// Its dimensions.
    pub shape: Vec<usize>,
    /// Its bytes, little-endian.
    pub bytes: Slice,
}

impl Tensor {
    /// All its numbers.
    ///
    /// # Errors
    /// [`ModelError::Broken`] if they are no numbers.
    pub fn to_f32(&self) -> Result<Vec<f32>, ModelError> {
        match self.kind {
            TensorKind::F32 => {
                Ok(self.bytes.as_chunks::<4>().0.iter().map(|&bytes| f32::from_le_bytes(bytes)).collect())
            }
            TensorKind::F16 => {
                let halves: Vec<f16> = self.bytes.as_chunks::<2>().0.iter().map(|&b| f16::from_le_bytes(b)).collect();
                let mut numbers = vec![0.0; halves.len()];
                halves.convert_to_f32_slice(&mut numbers);
                Ok(numbers)
            }
            TensorKind::U8 => Err(ModelError::broken("bytes where numbers are expected")),
        }
    }
}

/// A model file that was read; its tables stay where they are.
pub struct ModelFile {
    /// What the model consists of.
    pub description: Description,
    tensors: HashMap<String, Tensor>,
}

impl ModelFile {
    /// Reads the file at `path`.
    ///
    /// # Errors
    /// [`ModelError::Read`], [`ModelError::Broken`] or [`ModelError::Version`].
    pub fn read(path: &Path) -> Result<Self, ModelError> {
        let bytes = std::fs::read(path).map_err(|source| ModelError::Read { path: path.to_owned(), source })?;
        Self::new(Storage::Owned(bytes))
    }

    /// Reads a file that is part of the program.
    ///
    /// # Errors
    /// [`ModelError::Broken`] or [`ModelError::Version`].
    pub fn from_static(bytes: &'static [u8]) -> Result<Self, ModelError> {
        Self::new(Storage::Static(bytes))
    }

    fn new(storage: Storage) -> Result<Self, ModelError> {
        let bytes: &[u8] = match &storage {
            Storage::Static(bytes) => bytes,
            Storage::Owned(bytes) => bytes,
        };
        let (header_length, metadata) =
            SafeTensors::read_metadata(bytes).map_err(|error| ModelError::broken(error.to_string()))?;
        let json = metadata.metadata().as_ref().and_then(|entries| entries.get("model"));
        let json = json.ok_or_else(|| ModelError::broken("no entry 'model'"))?;
        #[derive(serde::Deserialize)]
        struct Version {
            format: u32,
        }
        let version: Version = serde_json::from_str(json).map_err(|error| ModelError::broken(error.to_string()))?;
        if version.format != FORMAT {
            return Err(ModelError::Version { found: version.format, expected: FORMAT });
        }
        let description = serde_json::from_str(json).map_err(|error| ModelError::broken(error.to_string()))?;
        let data = header_length + 8;
        let mut found = Vec::new();
        let listed: BTreeMap<_, _> = metadata.tensors().into_iter().collect();
        for (name, info) in listed {
            let kind = match info.dtype {
                Dtype::F32 => TensorKind::F32,
                Dtype::F16 => TensorKind::F16,
                Dtype::U8 => TensorKind::U8,
                other => return Err(ModelError::broken(format!("tensor {name} of kind {other:?}"))),
            };
            let range = data + info.data_offsets.0..data + info.data_offsets.1;
            if range.end > bytes.len() || range.start > range.end {
                return Err(ModelError::broken(format!("tensor {name} ends after the file")));
            }
            found.push((name, kind, info.shape.clone(), range));
        }
        let storage = Arc::new(storage);
        let tensors = found
            .into_iter()
            .map(|(name, kind, shape, range)| {
                (name, Tensor { kind, shape, bytes: Slice { storage: storage.clone(), range } })
            })
            .collect();
        Ok(Self { description, tensors })
    }

    /// The tensor `name`.
    ///
    /// # Errors
    /// [`ModelError::Broken`] if there is none.
    pub fn tensor(&self, name: &str) -> Result<&Tensor, ModelError> {
        self.tensors.get(name).ok_or_else(|| ModelError::broken(format!("no tensor {name}")))
    }

    /// The numbers of tensor `name`, which has to have `count` of them.
    ///
    /// # Errors
    /// [`ModelError::Broken`] if there is none or it has another size.
    pub fn numbers(&self, name: &str, count: usize) -> Result<Vec<f32>, ModelError> {
        let numbers = self.tensor(name)?.to_f32()?;
        match numbers.len() == count {
            true => Ok(numbers),
            false => Err(ModelError::broken(format!("tensor {name} has {} numbers, not {count}", numbers.len()))),
        }
    }
}

/// A tensor on its way into a file.
pub(super) struct NewTensor {
    pub kind: TensorKind,
    pub shape: Vec<usize>,
    pub bytes: Vec<u8>,
}

impl NewTensor {
    pub fn half(shape: &[usize], numbers: &[f32]) -> Self {
        let bytes = numbers.iter().flat_map(|&number| f16::from_f32(number).to_le_bytes()).collect();
        Self { kind: TensorKind::F16, shape: shape.to_vec(), bytes }
    }

    pub fn single(shape: &[usize], numbers: &[f32]) -> Self {
        let bytes = numbers.iter().flat_map(|number| number.to_le_bytes()).collect();
        Self { kind: TensorKind::F32, shape: shape.to_vec(), bytes }
    }

    /// Rows of `width` numbers as signed integers of `bits` bits, each row with a scale of its own (half precision) in front.
    pub fn packed(width: usize, numbers: &[f32], bits: u32) -> Self {
        let row_length = 2 + (width * bits as usize).div_ceil(8);
        let greatest = ((1_i32 << (bits - 1)) - 1) as f32;
        let mut bytes = Vec::with_capacity(numbers.len() / width.max(1) * row_length);
        for row in numbers.chunks_exact(width) {
            let peak = row.iter().fold(0.0_f32, |peak, number| peak.max(number.abs()));
            // rounded up, so that the peak fits
            let scale = f16::from_f32(peak / greatest * (1.0 + f32::from(f16::EPSILON)));
            bytes.extend(scale.to_le_bytes());
            let start = bytes.len();
            bytes.resize(start + row_length - 2, 0);
            for (index, number) in row.iter().enumerate().filter(|_| scale > f16::ZERO) {
                let level = (number / scale.to_f32()).round().clamp(-greatest, greatest) as i32;
                let bit = index * bits as usize;
                let field = (u64::from(level as u32) & ((1 << bits) - 1)) << (bit % 8);
                for (byte, part) in bytes[start + bit / 8..].iter_mut().zip(field.to_le_bytes()) {
                    *byte |= part;
                }
            }
        }
        let rows = bytes.len() / row_length;
        Self { kind: TensorKind::U8, shape: vec![rows, row_length], bytes }
    }

    pub fn bytes(bytes: Vec<u8>) -> Self {
        Self { kind: TensorKind::U8, shape: vec![bytes.len()], bytes }
    }
}

/// The bytes of a model file.
pub(super) fn write_model(
    description: &Description,
    tensors: &BTreeMap<String, NewTensor>,
) -> Result<Vec<u8>, ModelError> {
    let json = serde_json::to_string(description).map_err(|error| ModelError::broken(error.to_string()))?;
    let mut views = Vec::new();
    for (name, tensor) in tensors {
        let kind = match tensor.kind {
            TensorKind::F32 => Dtype::F32,
            TensorKind::F16 => Dtype::F16,
            TensorKind::U8 => Dtype::U8,
        };
        let view = TensorView::new(kind, tensor.shape.clone(), &tensor.bytes)
            .map_err(|error| ModelError::broken(format!("{name}: {error}")))?;
        views.push((name.clone(), view));
    }
    safetensors::serialize(views, Some(HashMap::from([("model".to_owned(), json)])))
        .map_err(|error| ModelError::broken(error.to_string()))
}
