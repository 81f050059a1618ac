//! The parts of a pipeline folder that are tables and rules: vectors, moves, attribute patterns, lemma tables.

use super::super::description::{TokenConstraint, TokenPattern};
use super::super::msgpack::parse;
use super::{ModelError, Move, Source, field, read, text};
use rmpv::Value;
use std::collections::BTreeMap;
use std::path::Path;

/// The dimension and the numbers of the static vectors.
pub fn read_vectors(folder: &Path) -> Result<(usize, Vec<f32>), ModelError> {
    const FILE: &str = "vocab/vectors";
    let settings = std::fs::read_to_string(folder.join("vocab/vectors.cfg")).unwrap_or_default();
    let settings: serde_json::Value = serde_json::from_str(&settings).unwrap_or_default();
    let mode = settings["mode"].as_str().unwrap_or("default");
    if mode != "default" {
        return Err(ModelError::Unsupported { what: "mode of vectors", name: mode.to_owned() });
    }
    let path = folder.join(FILE);
    let bytes = std::fs::read(&path).map_err(|source| ModelError::Read { path, source })?;
    let odd = || ModelError::folder(FILE, "not a two-dimensional numpy array of 32-bit floats");
    let header_length = match bytes.get(..12) {
        Some([0x93, b'N', b'U', b'M', b'P', b'Y', 1, _, low, high, ..]) => u16::from_le_bytes([*low, *high]) as usize,
        _ => return Err(odd()),
    };
    let header =
        bytes.get(10..10 + header_length).and_then(|header| std::str::from_utf8(header).ok()).ok_or_else(odd)?;
    if !header.contains("'<f4'") || header.contains("'fortran_order': True") {
        return Err(odd());
    }
    let shape = header.split_once("'shape': (").and_then(|(_, rest)| rest.split_once(')')).ok_or_else(odd)?.0;
    let shape: Vec<usize> = shape.split(',').filter_map(|dim| dim.trim().parse().ok()).collect();
    let [rows, dimension] = shape[..] else { return Err(odd()) };
    let data = &bytes[10 + header_length..];
    if data.len() != rows * dimension * 4 || rows == 0 || dimension == 0 {
        return Err(odd());
    }
    Ok((dimension, data.as_chunks::<4>().0.iter().map(|&number| f32::from_le_bytes(number)).collect()))
}

/// Ids of forms with the rows of their vectors.
pub fn read_vector_keys(folder: &Path, rows: usize) -> Result<Vec<(u64, u32)>, ModelError> {
    const FILE: &str = "vocab/key2row";
    let source = read(folder, FILE)?;
    let pairs = source.value.as_map().ok_or_else(|| ModelError::folder(FILE, "no map"))?;
    let mut keys = Vec::with_capacity(pairs.len());
    for (key, row) in pairs {
        match (key.as_u64(), row.as_i64()) {
            (Some(key), Some(row @ 0..)) if (row as usize) < rows => keys.push((key, row as u32)),
            (Some(_), Some(..0)) => {}
            _ => return Err(ModelError::folder(FILE, "a key without row")),
        }
    }
    Ok(keys)
}

/// The actions of a transition system in the order of their scores: by action, then by falling frequency and label; labels
/// that were added later (negative frequency) come last.
pub fn read_moves(source: &Source) -> Result<Vec<Move>, ModelError> {
    let odd = |what: &str| ModelError::folder(&source.name, what);
    let json = field(&source.value, "moves").and_then(text).ok_or_else(|| odd("no moves"))?;
    let actions: BTreeMap<String, BTreeMap<String, i64>> =
        serde_json::from_str(json).map_err(|error| odd(&error.to_string()))?;
    let mut moves: Vec<Move> = Vec::new();
    let mut add = |action: u8, label: &str| {
        let new = Move { action, label: label.to_owned() };
        if !moves.contains(&new) {
            moves.push(new);
        }
    };
    let mut added_later = Vec::new();
    for (action, labels) in &actions {
        let action: u8 = action.parse().map_err(|_| odd("an action without number"))?;
        let mut sorted: Vec<(i64, &str)> = labels.iter().map(|(label, &count)| (count, label.as_str())).collect();
        sorted.sort_unstable();
        for &(count, label) in sorted.iter().rev() {
            match count < 0 {
                true => added_later.push((count, label, action)),
                false => add(action, label),
            }
        }
    }
    added_later.sort_by(|a, b| (b.0, b.1).cmp(&(a.0, a.1)));
    for (_, label, action) in added_later {
        add(action, label);
    }
    if moves.iter().any(|known| known.label == "subtok") {
        return Err(ModelError::Unsupported { what: "parser label", name: "subtok".to_owned() });
    }
    Ok(moves)
}

/// The attribute rules.
pub fn read_patterns(source: &Source) -> Result<Vec<TokenPattern>, ModelError> {
    let odd = |what: &str| ModelError::folder(&source.name, what);
    let mut patterns = Vec::new();
    for rule in source.value.as_array().into_iter().flatten() {
        let index = field(rule, "index").and_then(Value::as_i64).unwrap_or(0);
        let index = i32::try_from(index).map_err(|_| odd("odd index"))?;
        let mut attributes = BTreeMap::new();
        for (name, value) in field(rule, "attrs").and_then(Value::as_map).into_iter().flatten() {
            let (Some(name), Some(value)) = (text(name), text(value)) else { return Err(odd("odd attribute")) };
            if !["POS", "MORPH", "LEMMA", "TAG", "DEP"].contains(&name) {
                return Err(ModelError::Unsupported { what: "attribute in attribute rule", name: name.to_owned() });
            }
            attributes.insert(name.to_owned(), value.to_owned());
        }
        for tokens in field(rule, "patterns").and_then(Value::as_array).into_iter().flatten() {
            let tokens = tokens.as_array().ok_or_else(|| odd("a pattern that is no list"))?;
            let tokens = tokens.iter().map(constraint).collect::<Result<Vec<_>, _>>()?;
            if tokens.is_empty() {
                return Err(odd("an empty pattern"));
            }
            patterns.push(TokenPattern { tokens, index, attributes: attributes.clone() });
        }
    }
    Ok(patterns)
}

fn constraint(token: &Value) -> Result<TokenConstraint, ModelError> {
    let unsupported =
        |name: &str| ModelError::Unsupported { what: "constraint in attribute rule", name: name.to_owned() };
    let mut constraint = TokenConstraint::default();
    for (name, value) in token.as_map().into_iter().flatten() {
        let name = text(name).ok_or_else(|| unsupported("?"))?;
        if name == "IS_SPACE" {
            constraint.is_space = Some(value.as_bool().ok_or_else(|| unsupported(name))?);
            continue;
        }
        if !["TAG", "LOWER", "DEP", "ORTH"].contains(&name) {
            return Err(unsupported(name));
        }
        if let Some(value) = text(value) {
            constraint.sets.push((name.to_owned(), true, vec![value.to_owned()]));
            continue;
        }
        for (operator, operand) in value.as_map().ok_or_else(|| unsupported(name))? {
            let values = || operand.as_array().into_iter().flatten().filter_map(text).map(str::to_owned).collect();
            match text(operator) {
                Some("IN") => constraint.sets.push((name.to_owned(), true, values())),
                Some("NOT_IN") => constraint.sets.push((name.to_owned(), false, values())),
                Some("REGEX") => {
                    let pattern = text(operand).ok_or_else(|| unsupported(name))?;
                    constraint.patterns.push((name.to_owned(), pattern.to_owned()));
                }
                other => return Err(unsupported(other.unwrap_or(name))),
            }
        }
    }
    Ok(constraint)
}

/// The table `name` of a lookups file.
pub fn lookup_table(source: &Source, name: &str) -> Option<Value> {
    let table = field(&source.value, name)?;
    match table.as_slice() {
        Some(bytes) => parse(name, bytes).ok().map(|source| source.value),
        None => Some(table.clone()),
    }
}

fn by_id(source: &Source, table: &str, id: u64) -> Option<Value> {
    let table = lookup_table(source, table)?;
    table.as_map()?.iter().find(|(key, _)| key.as_u64() == Some(id)).map(|(_, value)| value.clone())
}

/// Known lemmas of the part of speech with number `id`.
pub fn lemma_index(source: &Source, id: u64) -> Option<Vec<String>> {
    let lemmas = by_id(source, "lemma_index", id)?;
    Some(lemmas.as_array()?.iter().filter_map(text).map(str::to_owned).collect())
}

/// Suffix rules of the part of speech with number `id`.
pub fn lemma_rules(source: &Source, id: u64) -> Option<Vec<(String, String)>> {
    let rules = by_id(source, "lemma_rules", id)?;
    let pair = |rule: &Value| match rule.as_array()?.as_slice() {
        [old, new] => Some((text(old)?.to_owned(), text(new)?.to_owned())),
        _ => None,
    };
    rules.as_array()?.iter().map(pair).collect()
}

/// Irregular forms of the part of speech with number `id`.
pub fn lemma_exceptions(source: &Source, id: u64) -> Option<BTreeMap<String, Vec<String>>> {
    let exceptions = by_id(source, "lemma_exc", id)?;
    let lemmas = |lemmas: &Value| -> Option<Vec<String>> {
        Some(lemmas.as_array()?.iter().filter_map(text).map(str::to_owned).collect())
    };
    exceptions.as_map()?.iter().map(|(form, values)| Some((text(form)?.to_owned(), lemmas(values)?))).collect()
}
