//! The whole runtime: text in, [`Analysis`] out.
//!
//! A [`Pipeline`] is immutable and shared by all threads; what a thread needs to remember (lexemes, embeddings, buffers) is
//! taken from a pool for each call and put back after it, so that calls on one thread profit from those before.
//!
//! # Invariants
//!
//! - The same text gives the same analysis, whatever was analysed before.
//! - Annotating never fails.

use super::lemmatizer::{Lemmatizer, LemmatizerScratch};
use super::lexicon::{LexemeId, Norms};
use super::model::{Description, ModelError, ModelFile};
use super::network::{Encoder, EncoderScratch, read_linear};
use super::ruler::{Attributes, Ruler, RulerScratch};
use super::tokenizer::{RawToken, Tokenizer, TokenizerScratch};
use super::transition::{ArcEager, Biluo, EntityTag, ParserScratch, ScorerScratch, Tree};
use super::{Analysis, Label, Token, TokenId};
use crate::article::Span;
use crate::nlp::hash::string_id;
use rapporteur_kernels::{Product, Rows, TileScratch};
use std::ops::Range;
use std::path::Path;
use std::sync::{LazyLock, Mutex, PoisonError};

/// Lexemes after which a thread's memory is emptied, so that it does not grow without end.
const MAX_LEXEMES: usize = 40_000;

/// A loaded model, ready to annotate texts.
#[derive(Debug)]
pub struct Pipeline {
    description: Description,
    tokenizer: Tokenizer,
    encoders: Vec<Encoder>,
    tagger: Option<(usize, Product, Vec<Label>)>,
    parser: Option<(usize, ArcEager)>,
    ner: Option<(usize, Biluo)>,
    ruler: Ruler,
    lemmatizer: Option<Lemmatizer>,
    pool: Mutex<Vec<Scratch>>,
}

/// One thread's memory.
#[derive(Debug, Default)]
struct Scratch {
    tokenizer: TokenizerScratch,
    encoders: Vec<EncoderScratch>,
    scores: Vec<f32>,
    tiles: TileScratch,
    parser: ParserScratch,
    ner: ScorerScratch,
    ruler: RulerScratch,
    lemmatizer: LemmatizerScratch,
}

impl Scratch {
    fn clear(&mut self) {
        self.tokenizer.clear();
        self.encoders.iter_mut().for_each(EncoderScratch::clear);
        self.ruler.clear();
        self.lemmatizer.clear();
    }
}

impl Pipeline {
    /// Reads the model file at `path`.
    ///
    /// # Errors
    /// [`ModelError`] if the file cannot be read or is not a complete model of this format.
    pub fn load(path: &Path) -> Result<Self, ModelError> {
        Self::new(ModelFile::read(path)?)
    }

    /// The English model that is part of the program.
    ///
    /// # Panics
    /// Never: the tests read the same bytes.
    #[must_use]
    pub fn english() -> &'static Self {
        static ENGLISH: LazyLock<Pipeline> = LazyLock::new(|| {
            let file = ModelFile::from_static(include_bytes!("../../data/models/en_core_web_md.safetensors"));
            file.and_then(Pipeline::new).expect("the embedded model is complete")
        });
        &ENGLISH
    }

    /// Builds the pipeline of a model file.
    ///
    /// # Errors
    /// [`ModelError`] if the model is not complete.
    pub fn new(file: ModelFile) -> Result<Self, ModelError> {
        let description = &file.description;
        let norms: Norms = description.norms.iter().map(|(id, norm)| (*id, string_id(norm))).collect();
        let tokenizer = Tokenizer::new(&description.tokenizer, norms)
            .map_err(|error| ModelError::Unsupported { what: "tokenizer rule", name: error.to_string() })?;
        let encoders = description
            .encoders
            .iter()
            .enumerate()
            .map(|(index, encoder)| Encoder::read(&file, index, encoder))
            .collect::<Result<Vec<_>, _>>()?;
        let width = |encoder: u32| -> Result<(usize, usize), ModelError> {
            let index = encoder as usize;
            let found = encoders.get(index).map(|encoder| (index, encoder.width()));
            found.ok_or_else(|| ModelError::Broken { what: format!("no encoder {index}") })
        };
        let mut tagger = None;
        if let Some(description) = &description.tagger {
            let (encoder, width) = width(description.encoder)?;
            let layer = read_linear(&file, "tagger", description.labels.len(), width)?;
            tagger = Some((encoder, layer, description.labels.iter().map(|label| Label::new(label)).collect()));
        }
        let mut parser = None;
        if let Some(description) = &description.parser {
            let (encoder, width) = width(description.encoder)?;
            parser = Some((encoder, ArcEager::read(&file, description, width)?));
        }
        let mut ner = None;
        if let Some(description) = &description.ner {
            let (encoder, width) = width(description.encoder)?;
            ner = Some((encoder, Biluo::read(&file, description, width)?));
        }
        let ruler = Ruler::new(&description.ruler)?;
        let lemmatizer = description
            .lemmatizer
            .as_ref()
            .map(|tables| Lemmatizer::read(&file, tables, ruler.features(), &description.lang))
            .transpose()?;
        let description = Description {
            norms: Vec::new(),
            lemmatizer: None,
            ruler: Vec::new(),
            tokenizer: super::tokenizer::TokenizerRules::default(),
            ..file.description
        };
        Ok(Self { description, tokenizer, encoders, tagger, parser, ner, ruler, lemmatizer, pool: Mutex::default() })
    }

    /// Name, version, licence and maker of the model (its rules and tables are not in it any more).
    #[must_use]
    pub const fn description(&self) -> &Description {
        &self.description
    }

    /// Annotates one text.
    #[must_use]
    pub fn annotate(&self, body: &str) -> Analysis {
        self.annotate_all(&[body]).pop().unwrap_or_default()
    }

    /// Annotates several texts at once, which is faster where they are short. The result has one analysis a text, the same
    /// as [`Pipeline::annotate`] gives.
    #[must_use]
    pub fn annotate_all(&self, bodies: &[&str]) -> Vec<Analysis> {
        let taken = self.pool.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let mut scratch = taken.unwrap_or_default();
        if scratch.tokenizer.lexicon.len() > MAX_LEXEMES {
            scratch.clear();
        }
        scratch.encoders.resize_with(self.encoders.len(), EncoderScratch::default);
        let analyses = self.annotate_with(bodies, &mut scratch);
        self.pool.lock().unwrap_or_else(PoisonError::into_inner).push(scratch);
        analyses
    }

    fn annotate_with(&self, bodies: &[&str], scratch: &mut Scratch) -> Vec<Analysis> {
        let mut tokens: Vec<RawToken> = Vec::new();
        let mut documents: Vec<Range<usize>> = Vec::with_capacity(bodies.len());
        for body in bodies {
            let start = tokens.len();
            tokens.append(&mut self.tokenizer.tokenize(body, &mut scratch.tokenizer));
            documents.push(start..tokens.len());
        }
        let lexicon = &scratch.tokenizer.lexicon;
        let mut vectors: Vec<&[f32]> = Vec::with_capacity(self.encoders.len());
        for (encoder, memory) in self.encoders.iter().zip(&mut scratch.encoders) {
            vectors.push(encoder.encode(&tokens, &documents, lexicon, memory));
        }
        if let Some((encoder, layer, _)) = &self.tagger {
            let input = Rows::whole(vectors[*encoder], layer.n_in());
            scratch.scores.resize((input.count * layer.width()).max(scratch.scores.len()), 0.0);
            layer.apply(input, &mut scratch.scores, &mut scratch.tiles);
        }
        if let Some((encoder, parser)) = &self.parser {
            parser.prepare(vectors[*encoder], &mut scratch.parser);
        }
        if let Some((encoder, ner)) = &self.ner {
            ner.prepare(vectors[*encoder], &mut scratch.ner);
        }
        let mut analyses = Vec::with_capacity(bodies.len());
        for (number, range) in documents.iter().enumerate() {
            let first_row = |encoder: usize| self.encoders[encoder].rows().of(number, range.start);
            let tokens = &tokens[range.clone()];
            let lexemes: Vec<LexemeId> = tokens.iter().map(|token| token.lexeme).collect();
            let is_space = |token: usize| lexicon[lexemes[token]].is_space;
            let mut attributes = vec![Attributes::default(); tokens.len()];
            if let Some((encoder, layer, labels)) = &self.tagger {
                let scores = &scratch.scores[first_row(*encoder) * layer.width()..];
                for (scores, attributes) in scores.chunks_exact(layer.width()).zip(&mut attributes) {
                    attributes.tag = labels[highest(scores)];
                }
            }
            let tree = match &self.parser {
                Some((encoder, parser)) => {
                    parser.parse(first_row(*encoder), tokens.len(), is_space, &mut scratch.parser)
                }
                None => flat_tree(tokens.len()),
            };
            for (attributes, &deprel) in attributes.iter_mut().zip(&tree.labels) {
                attributes.deprel = deprel;
            }
            self.ruler.apply(&lexemes, &mut attributes, lexicon, &mut scratch.ruler);
            let entities = match &self.ner {
                Some((encoder, ner)) => {
                    let starts = |token: usize| tree.starts[token];
                    ner.recognize(first_row(*encoder), tokens.len(), is_space, starts, &mut scratch.ner)
                }
                None => vec![EntityTag::default(); tokens.len()],
            };
            let mut sentence = 0;
            let mut finished = Vec::with_capacity(tokens.len());
            for (place, (token, attributes)) in tokens.iter().zip(attributes).enumerate() {
                sentence += u32::from(place > 0 && tree.starts[place]);
                let lemma = attributes.lemma.unwrap_or_else(|| match &self.lemmatizer {
                    Some(lemmatizer) => {
                        let (pos, features) = (attributes.pos, attributes.features);
                        let text = &lexicon[token.lexeme].text;
                        lemmatizer.lemma(text, token.lexeme, pos, features, &mut scratch.lemmatizer)
                    }
                    None => lexicon[token.lexeme].text.clone(),
                });
                finished.push(Token {
                    span: Span::new(token.start as usize, token.end as usize),
                    tag: attributes.tag,
                    pos: attributes.pos,
                    lemma,
                    head: TokenId(tree.heads[place]),
                    deprel: attributes.deprel,
                    sentence,
                    entity: entities[place].label,
                    entity_begins: entities[place].begins,
                });
            }
            analyses.push(Analysis::new(finished));
        }
        analyses
    }
}

/// Index of the first of the highest scores.
fn highest(scores: &[f32]) -> usize {
    let mut best = 0;
    for (index, &score) in scores.iter().enumerate() {
        if score > scores[best] {
            best = index;
        }
    }
    best
}

/// Without a parser all tokens are roots of one sentence.
fn flat_tree(length: usize) -> Tree {
    Tree {
        heads: (0..length as u32).collect(),
        labels: vec![Label::default(); length],
        starts: (0..length).map(|token| token == 0).collect(),
    }
}
