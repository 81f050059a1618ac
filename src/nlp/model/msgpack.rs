//! Reads the MessagePack files of a spaCy pipeline, with numpy arrays as srsly writes them.

use super::ModelError;
use rmpv::Value;
use std::path::Path;

/// A file of the pipeline folder; its name goes into the errors.
pub struct Source {
    pub name: String,
    pub value: Value,
}

/// Reads `folder`/`name`.
pub fn read(folder: &Path, name: &str) -> Result<Source, ModelError> {
    let path = folder.join(name);
    let bytes = std::fs::read(&path).map_err(|source| ModelError::Read { path, source })?;
    parse(name, &bytes)
}

pub fn parse(name: &str, bytes: &[u8]) -> Result<Source, ModelError> {
    let value = rmpv::decode::read_value(&mut &*bytes).map_err(|error| ModelError::folder(name, error.to_string()))?;
    Ok(Source { name: name.to_owned(), value })
}

/// The value of `key` in a map with text or byte keys.
pub fn field<'value>(value: &'value Value, key: &str) -> Option<&'value Value> {
    value.as_map()?.iter().find(|(name, _)| name.as_slice() == Some(key.as_bytes())).map(|(_, value)| value)
}

/// Text, also if it is stored as bytes.
pub fn text(value: &Value) -> Option<&str> {
    value.as_slice().and_then(|bytes| std::str::from_utf8(bytes).ok())
}

/// An array of 32-bit floats: dimensions and numbers.
pub fn array(value: &Value) -> Option<(Vec<usize>, Vec<f32>)> {
    let kind = field(value, "type").and_then(text)?;
    let shape: Option<Vec<usize>> =
        field(value, "shape")?.as_array()?.iter().map(|dim| dim.as_u64().map(|dim| dim as usize)).collect();
    let shape = shape?;
    let data = field(value, "data")?.as_slice()?;
    if kind != "<f4" || data.len() != shape.iter().product::<usize>() * 4 {
        return None;
    }
    Some((shape, data.as_chunks::<4>().0.iter().map(|&bytes| f32::from_le_bytes(bytes)).collect()))
}
