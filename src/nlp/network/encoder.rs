//! Token vectors: hash embeddings of lexical attributes, joined by a maxout layer, then window layers with residuals.
//!
//! The embedding of a token depends on its lexeme and on whether a space follows, so it is computed once for each and kept.
//! All tokens of a batch of documents go through each window layer in blocks, as one matrix product a block; documents stand
//! apart by as many empty rows as the layers can see, as in training.

use super::dense::{FirstLayer, MAX_PLACES, Maxout};
use super::embed::StoredRows;
use crate::nlp::hash::row_hashes;
use crate::nlp::lexicon::{Lexeme, Lexicon};
use crate::nlp::model::{Attribute, EncoderDescription, KeyTable, ModelError, ModelFile, TableDescription};
use crate::nlp::tokenizer::RawToken;
use rapporteur_kernels::{LANES, Rows, TileScratch};
use std::ops::Range;

/// Rows of a block: few, so that a block's numbers stay near the processor.
const BLOCK: usize = 128;

/// An encoder with its weights; shared by all threads.
#[derive(Debug)]
pub struct Encoder {
    width: usize,
    tables: Vec<(TableDescription, StoredRows)>,
    vectors: Option<(KeyTable, StoredRows)>,
    reduce: Maxout,
    /// The first layer by word, where it can be had so; `layers` are the others then.
    first: Option<FirstLayer>,
    layers: Vec<Maxout>,
    depth: usize,
    window: usize,
    sees_space: bool,
}

/// One thread's memory of an encoder.
#[derive(Debug, Default)]
pub struct EncoderScratch {
    /// For each lexeme the rows of `embedded` without and with a space after it; `NONE` if not yet computed.
    slots: Vec<[u32; 2]>,
    embedded: Vec<f32>,
    joined: Vec<f32>,
    /// The first layer's parts of the first [`KEPT_PARTS`] rows of `embedded`.
    parts: Vec<f32>,
    /// The same of further rows, for one batch: for each row where its parts are, or `NONE`.
    more_parts: Vec<f32>,
    more: Vec<u32>,
    /// For each row of a batch the word whose parts it has, or `NONE`.
    words: Vec<u32>,
    current: Vec<f32>,
    next: Vec<f32>,
    tiles: TileScratch,
}

const NONE: u32 = u32::MAX;

/// Words whose parts of the first layer are kept: those met first, most of the running text.
const KEPT_PARTS: usize = 6000;

/// Which rows of an encoder's output belong to which document.
#[derive(Debug, Clone, Copy)]
pub struct DocumentRows {
    /// Empty rows before the first document and after each one.
    pub gap: usize,
}

impl DocumentRows {
    /// The row of the first token of document number `document`, whose first token is number `first_token` of the batch.
    #[must_use]
    pub const fn of(self, document: usize, first_token: usize) -> usize {
        first_token + (document + 1) * self.gap
    }
}

impl EncoderScratch {
    /// Forgets the embeddings, as has to be done when the lexicon is cleared.
    pub fn clear(&mut self) {
        self.slots.clear();
        self.embedded.clear();
        self.parts.clear();
        self.more.clear();
    }
}

impl Encoder {
    /// Reads encoder number `index` of the model.
    ///
    /// # Errors
    /// [`ModelError::Broken`] if a tensor is missing or has another size.
    pub fn read(file: &ModelFile, index: usize, description: &EncoderDescription) -> Result<Self, ModelError> {
        let name = |part: &str| format!("encoder{index}.{part}");
        let width = description.width as usize;
        let window = description.window as usize;
        let mut tables = Vec::new();
        for (number, table) in description.tables.iter().enumerate() {
            let rows = StoredRows::read(file, &name(&format!("table{number}")), width)?;
            tables.push((table.clone(), rows));
        }
        let vectors = if description.static_vectors {
            let keys = KeyTable::new(file.tensor("vector_rows")?.bytes.clone())?;
            Some((keys, StoredRows::read(file, &name("vectors"), width)?))
        } else {
            None
        };
        let n_in = width * (tables.len() + usize::from(vectors.is_some()));
        let reduce = Maxout::read(file, &name("reduce"), width, description.embed_pieces as usize, n_in)?;
        let places = 2 * window + 1;
        let by_word = description.depth > 0 && places <= MAX_PLACES && width.is_multiple_of(LANES);
        let first = by_word
            .then(|| FirstLayer::read(file, &name("layer0"), width, description.pieces as usize, places))
            .transpose()?;
        let layers = (u32::from(by_word)..description.depth)
            .map(|layer| {
                let pieces = description.pieces as usize;
                Maxout::read(file, &name(&format!("layer{layer}")), width, pieces, width * (2 * window + 1))
            })
            .collect::<Result<Vec<_>, _>>()?;
        let sees_space = tables.iter().any(|(table, _)| table.attribute == Attribute::Spacy);
        let depth = description.depth as usize;
        Ok(Self { width, tables, vectors, reduce, first, layers, depth, window, sees_space })
    }

    /// Width of a token vector.
    #[must_use]
    pub const fn width(&self) -> usize {
        self.width
    }

    /// How documents stand apart in the output.
    #[must_use]
    pub fn rows(&self) -> DocumentRows {
        DocumentRows { gap: self.window * self.depth }
    }

    /// The token vectors of all documents, with empty rows between them; see [`Encoder::rows`].
    pub fn encode<'scratch>(
        &self,
        tokens: &[RawToken],
        documents: &[Range<usize>],
        lexicon: &Lexicon,
        scratch: &'scratch mut EncoderScratch,
    ) -> &'scratch [f32] {
        self.embed_new(tokens, lexicon, scratch);
        let width = self.width;
        let rows = self.rows();
        let n_rows = rows.of(documents.len(), tokens.len());
        let margin = self.window * width;
        scratch.current.clear();
        scratch.current.resize(n_rows * width + 2 * margin, 0.0);
        scratch.next.clear();
        scratch.next.resize(n_rows * width + 2 * margin, 0.0);
        for (document, range) in documents.iter().enumerate() {
            let first = margin + rows.of(document, range.start) * width;
            for (token, target) in tokens[range.clone()].iter().zip(scratch.current[first..].chunks_exact_mut(width)) {
                let slot = scratch.slots[token.lexeme as usize][self.variant(token.space)] as usize;
                target.copy_from_slice(&scratch.embedded[slot * width..(slot + 1) * width]);
            }
        }
        if let Some(first) = &self.first {
            self.apply_first(first, tokens, documents, scratch);
            std::mem::swap(&mut scratch.current, &mut scratch.next);
        }
        for layer in &self.layers {
            for row in (0..n_rows).step_by(BLOCK) {
                let input =
                    Rows { numbers: &scratch.current[row * width..], stride: width, count: BLOCK.min(n_rows - row) };
                let residual = &scratch.current[margin + row * width..];
                let output = &mut scratch.next[margin + row * width..];
                layer.apply(input, residual, output, &mut scratch.tiles);
            }
            std::mem::swap(&mut scratch.current, &mut scratch.next);
        }
        &scratch.current[margin..margin + n_rows * width]
    }

    /// Applies the first layer to all rows of `scratch.current`, into `scratch.next`.
    fn apply_first(
        &self,
        layer: &FirstLayer,
        tokens: &[RawToken],
        documents: &[Range<usize>],
        scratch: &mut EncoderScratch,
    ) {
        let (width, rows) = (self.width, self.rows());
        let known = scratch.parts.len() / layer.n_parts();
        let new = known..(scratch.embedded.len() / width).min(KEPT_PARTS);
        layer.append_parts(
            &scratch.embedded[new.start * width..new.end * width],
            &mut scratch.parts,
            &mut scratch.tiles,
        );
        scratch.words.clear();
        scratch.words.resize(rows.of(documents.len(), tokens.len()), NONE);
        scratch.more.resize(scratch.embedded.len() / width, NONE);
        scratch.joined.clear();
        let mut n_more = 0;
        for (document, range) in documents.iter().enumerate() {
            let first = rows.of(document, range.start);
            for (token, word) in tokens[range.clone()].iter().zip(&mut scratch.words[first..]) {
                let slot = scratch.slots[token.lexeme as usize][self.variant(token.space)];
                *word = slot;
                if slot as usize >= KEPT_PARTS && scratch.more[slot as usize] == NONE {
                    scratch.more[slot as usize] = n_more;
                    n_more += 1;
                    scratch.joined.extend_from_slice(&scratch.embedded[slot as usize * width..][..width]);
                }
            }
        }
        scratch.more_parts.clear();
        layer.append_parts(&scratch.joined, &mut scratch.more_parts, &mut scratch.tiles);
        let EncoderScratch { parts, more_parts, more, words, current, next, .. } = scratch;
        let parts_of = |row: Option<usize>| -> &[f32] {
            let word = row.and_then(|row| words.get(row)).map_or(usize::MAX, |&word| word as usize);
            let (list, place) = match word {
                _ if word >= more.len() => return &[],
                KEPT_PARTS.. => (&*more_parts, more[word] as usize),
                _ => (&*parts, word),
            };
            &list[place * layer.n_parts()..][..layer.n_parts()]
        };
        let margin = self.window * width;
        let n_rows = words.len();
        let output = &mut next[margin..margin + n_rows * width];
        for (row, output) in output.chunks_exact_mut(width).enumerate() {
            let neighbours = (0..=2 * self.window).map(|place| (row + place).checked_sub(self.window));
            layer.apply(neighbours.map(parts_of), output);
        }
        layer.even_out(&current[margin..margin + n_rows * width], output);
        for &word in words.iter().filter(|&&word| word != NONE && word as usize >= KEPT_PARTS) {
            more[word as usize] = NONE;
        }
    }

    fn variant(&self, space: bool) -> usize {
        usize::from(space && self.sees_space)
    }

    /// Computes the embeddings that are not yet known.
    fn embed_new(&self, tokens: &[RawToken], lexicon: &Lexicon, scratch: &mut EncoderScratch) {
        let width = self.width;
        scratch.slots.resize(lexicon.len().max(scratch.slots.len()), [NONE; 2]);
        let known = scratch.embedded.len() / width;
        scratch.joined.clear();
        let mut n_new = 0;
        for token in tokens {
            let slot = &mut scratch.slots[token.lexeme as usize][self.variant(token.space)];
            if *slot == NONE {
                *slot = (known + n_new) as u32;
                n_new += 1;
                self.join(&lexicon[token.lexeme], token.space, &mut scratch.joined);
            }
        }
        scratch.embedded.resize((known + n_new) * width, 0.0);
        let n_in = self.reduce.n_in();
        for (joined, output) in
            scratch.joined.chunks(BLOCK * n_in).zip(scratch.embedded[known * width..].chunks_mut(BLOCK * width))
        {
            let input = Rows { numbers: joined, stride: n_in, count: output.len() / width };
            self.reduce.apply(input, &[], output, &mut scratch.tiles);
        }
    }

    /// Appends the joined table rows of a token.
    fn join(&self, lexeme: &Lexeme, space: bool, joined: &mut Vec<f32>) {
        let width = self.width;
        for (table, rows) in &self.tables {
            let id = match table.attribute {
                Attribute::Orth => lexeme.orth,
                Attribute::Lower => lexeme.lower,
                Attribute::Norm => lexeme.norm,
                Attribute::Prefix => lexeme.prefix,
                Attribute::Suffix => lexeme.suffix,
                Attribute::Shape => lexeme.shape,
                Attribute::Spacy => u64::from(space),
                Attribute::IsSpace => u64::from(lexeme.is_space),
            };
            let start = joined.len();
            joined.resize(start + width, 0.0);
            for hash in row_hashes(id, table.seed) {
                rows.add(hash as usize % rows.rows(), &mut joined[start..]);
            }
        }
        if let Some((keys, rows)) = &self.vectors {
            let start = joined.len();
            joined.resize(start + width, 0.0);
            if let Some(row) = keys.get(lexeme.orth).filter(|&row| (row as usize) < rows.rows()) {
                rows.add(row as usize, &mut joined[start..]);
            }
        }
    }
}
