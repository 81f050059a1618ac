//! What a model consists of, apart from its numbers.

use crate::nlp::tokenizer::TokenizerRules;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Everything of a model but its tensors.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Description {
    /// Format of the file.
    pub format: u32,
    /// Name of the pipeline (`core_web_md`).
    pub name: String,
    /// Its version.
    pub version: String,
    /// Its language (`en`).
    pub lang: String,
    /// Its licence.
    pub license: String,
    /// Who made it.
    pub author: String,
    /// Tokenizer rules.
    pub tokenizer: TokenizerRules,
    /// Norms by id of the form.
    pub norms: Vec<(u64, String)>,
    /// Token encoders; the components refer to them by index.
    pub encoders: Vec<EncoderDescription>,
    /// Part-of-speech tagger.
    pub tagger: Option<TaggerDescription>,
    /// Dependency parser.
    pub parser: Option<TransitionDescription>,
    /// Entity recognizer.
    pub ner: Option<TransitionDescription>,
    /// Attribute rules, in order.
    pub ruler: Vec<TokenPattern>,
    /// Rule lemmatizer.
    pub lemmatizer: Option<LemmatizerTables>,
}

/// A lexical attribute that an encoder reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[expect(missing_docs, reason = "the names are spaCy's")]
pub enum Attribute {
    Orth,
    Lower,
    Norm,
    Prefix,
    Suffix,
    Shape,
    Spacy,
    IsSpace,
}

/// One hash-embedding table.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct TableDescription {
    /// What it embeds.
    pub attribute: Attribute,
    /// Seed of its row hashes.
    pub seed: u32,
    /// Number of rows.
    pub rows: u32,
}

/// A hash embedding with a maxout window encoder on top. Tensors `encoderN.…`: `tableT` (rows × width), `reduce.w`,
/// `reduce.b`, `reduce.g`, `reduce.n`, and the same for `layerL`; `vectors` (rows × width) if static vectors are used.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct EncoderDescription {
    /// Width of all layers.
    pub width: u32,
    /// Embedding tables, in the order in which they are joined.
    pub tables: Vec<TableDescription>,
    /// Projected static vectors are joined after the tables.
    pub static_vectors: bool,
    /// Maxout pieces of the embedding's joining layer.
    pub embed_pieces: u32,
    /// Number of window layers.
    pub depth: u32,
    /// Tokens on either side of a window.
    pub window: u32,
    /// Maxout pieces of the window layers.
    pub pieces: u32,
}

/// A linear layer over an encoder. Tensors `tagger.w` (labels × width), `tagger.b`.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct TaggerDescription {
    /// Index of its encoder.
    pub encoder: u32,
    /// Its tags.
    pub labels: Vec<String>,
}

/// An action of a transition system.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Move {
    /// Number of the action in its system (parser: shift, reduce, left, right, break; entities: missing, begin, in, last,
    /// unit, out).
    pub action: u8,
    /// Its label; empty if it has none.
    pub label: String,
}

/// A transition-based component. Tensors `NAME.linear.w`, `NAME.linear.b`, `NAME.lower.w`, `NAME.lower.b`, `NAME.lower.pad`,
/// `NAME.upper.w`, `NAME.upper.b`.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct TransitionDescription {
    /// Index of its encoder.
    pub encoder: u32,
    /// State tokens that a score depends on.
    pub features: u32,
    /// Width of the hidden layer.
    pub hidden: u32,
    /// Maxout pieces of the hidden layer.
    pub pieces: u32,
    /// Actions, in the order of the scores.
    pub moves: Vec<Move>,
}

/// What one token has to be like for an attribute rule.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TokenPattern {
    /// The tokens of the pattern.
    pub tokens: Vec<TokenConstraint>,
    /// Which of them is changed; counts from the end if negative.
    pub index: i32,
    /// Attributes set: `POS`, `MORPH`, `LEMMA`, `TAG`, `DEP`.
    pub attributes: BTreeMap<String, String>,
}

/// Constraints on one token; all have to hold.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TokenConstraint {
    /// Attribute (`TAG`, `LOWER`, `DEP`), wanted or not, values.
    pub sets: Vec<(String, bool, Vec<String>)>,
    /// Attribute and a pattern that is to be found in it.
    pub patterns: Vec<(String, String)>,
    /// White space or not.
    pub is_space: Option<bool>,
}

/// Tables of the rule lemmatizer, by part of speech in lower case. The tensor `lemmas.POS` holds the known lemmas.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct LemmatizerTables {
    /// Suffix rules: what is cut off, what is put there.
    pub rules: BTreeMap<String, Vec<(String, String)>>,
    /// Irregular forms.
    pub exceptions: BTreeMap<String, BTreeMap<String, Vec<String>>>,
    /// Parts of speech that have known lemmas.
    pub indexed: Vec<String>,
}
