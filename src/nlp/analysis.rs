//! The annotations of one article: tokens with tags, lemmas, heads and entity tags, in sentences.
//!
//! # Invariants
//!
//! - Tokens stand in text order and do not overlap; white space between them belongs to none, but a run of extra
//!   white space is a token of its own with tag `_SP` (as in spaCy).
//! - Every token has one head in its own sentence; the root is its own head; heads form no cycle.

use super::Label;
use crate::article::Span;
use smol_str::SmolStr;
use std::borrow::Cow;
use std::ops::Range;

/// Index of a token in [`Analysis::tokens`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct TokenId(pub u32);

impl TokenId {
    /// As an index.
    #[must_use]
    pub const fn index(self) -> usize {
        self.0 as usize
    }

    /// From an index.
    ///
    /// # Panics
    /// If an article has more than `u32::MAX` tokens.
    #[must_use]
    pub fn new(index: usize) -> Self {
        Self(u32::try_from(index).expect("an article has fewer than 2^32 tokens"))
    }
}

/// One token and its annotations.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// Where it stands in the article's body.
    pub span: Span,
    /// Fine-grained tag (Penn Treebank: `NNP`, `VBD`).
    pub tag: Label,
    /// Universal part of speech (`PROPN`, `VERB`).
    pub pos: Label,
    /// Dictionary form.
    pub lemma: SmolStr,
    /// The token that governs it; itself if it is the root of its sentence.
    pub head: TokenId,
    /// Dependency label towards the head (ClearNLP labels: `nsubj`, `dobj`, `pobj`, `ROOT`).
    pub deprel: Label,
    /// Index of its sentence in [`Analysis::sentences`].
    pub sentence: u32,
    /// Type of the entity it is part of (`PERSON`, `GPE`), or the empty label.
    pub entity: Label,
    /// True if an entity begins here.
    pub entity_begins: bool,
}

/// A named-entity span as the model sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EntitySpan {
    /// Its tokens.
    pub tokens: Range<u32>,
    /// Its OntoNotes type (`PERSON`, `GPE`, `ORG` …).
    pub label: Label,
}

/// The annotations of one article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Analysis {
    /// All tokens, in text order.
    pub tokens: Vec<Token>,
    /// Token ranges of the sentences, in order, without gaps.
    pub sentences: Vec<Range<u32>>,
    /// Dependents of each token, in text order: `dependents[starts[i]..starts[i + 1]]`.
    dependents: Vec<TokenId>,
    starts: Vec<u32>,
}

impl Analysis {
    /// Completes `tokens` (whose `sentence` is already set, counting from 0 without gaps) with the sentence ranges and
    /// the index of dependents.
    #[must_use]
    pub fn new(tokens: Vec<Token>) -> Self {
        let mut sentences: Vec<Range<u32>> = Vec::new();
        let mut starts = vec![0_u32; tokens.len() + 1];
        for (index, token) in tokens.iter().enumerate() {
            let id = TokenId::new(index).0;
            match sentences.last_mut() {
                Some(last) if index > 0 && tokens[index - 1].sentence == token.sentence => last.end = id + 1,
                _ => sentences.push(id..id + 1),
            }
            if token.head.0 != id {
                starts[token.head.index() + 1] += 1;
            }
        }
        for index in 1..starts.len() {
            starts[index] += starts[index - 1];
        }
        let mut next = starts.clone();
        let mut dependents = vec![TokenId(0); starts.last().copied().unwrap_or(0) as usize];
        for (index, token) in tokens.iter().enumerate() {
            if token.head.index() != index {
                let slot = &mut next[token.head.index()];
                dependents[*slot as usize] = TokenId::new(index);
                *slot += 1;
            }
        }
        Self { tokens, sentences, dependents, starts }
    }

    /// These annotations with no sentence longer than `longest` tokens: what is longer is cut, and tokens whose head lies
    /// beyond a cut become roots. Work on a sentence may then take time that grows with the square of its length.
    #[must_use]
    pub fn with_sentences_up_to(&self, longest: u32) -> Cow<'_, Self> {
        let longest = longest.max(1);
        if self.sentences.iter().all(|sentence| sentence.len() <= longest as usize) {
            return Cow::Borrowed(self);
        }
        let mut tokens = self.tokens.clone();
        let mut number = 0;
        for sentence in &self.sentences {
            for start in sentence.clone().step_by(longest as usize) {
                let part = start..sentence.end.min(start.saturating_add(longest));
                for id in part.clone() {
                    let token = &mut tokens[id as usize];
                    token.sentence = number;
                    if !part.contains(&token.head.0) {
                        token.head = TokenId(id);
                        token.deprel = Label::new("ROOT");
                    }
                }
                number += 1;
            }
        }
        Cow::Owned(Self::new(tokens))
    }

    /// The token `id`.
    ///
    /// # Panics
    /// If `id` is of another analysis and out of range.
    #[must_use]
    pub fn token(&self, id: TokenId) -> &Token {
        &self.tokens[id.index()]
    }

    /// The form of token `id` in `body`, the text that was analysed.
    #[must_use]
    pub fn form<'text>(&self, id: TokenId, body: &'text str) -> &'text str {
        self.token(id).span.slice(body)
    }

    /// Direct dependents of `id`, in text order.
    #[must_use]
    pub fn dependents(&self, id: TokenId) -> &[TokenId] {
        &self.dependents[self.starts[id.index()] as usize..self.starts[id.index() + 1] as usize]
    }

    /// Direct dependents of `id` with label `deprel`, in text order.
    pub fn dependents_by<'a>(&'a self, id: TokenId, deprel: &'a str) -> impl Iterator<Item = TokenId> + 'a {
        self.dependents(id).iter().copied().filter(move |&dependent| self.token(dependent).deprel == deprel)
    }

    /// The head of `id`, or none if it is the root of its sentence.
    #[must_use]
    pub fn head(&self, id: TokenId) -> Option<TokenId> {
        let head = self.token(id).head;
        (head != id).then_some(head)
    }

    /// The heads above `id`, nearest first, up to the root.
    pub fn ancestors(&self, id: TokenId) -> impl Iterator<Item = TokenId> + '_ {
        std::iter::successors(self.head(id), |&above| self.head(above))
    }

    /// The token range from the first to the last token of the subtree under `id`.
    #[must_use]
    pub fn subtree(&self, id: TokenId) -> Range<u32> {
        let mut range = id.0..id.0 + 1;
        let mut open = vec![id];
        while let Some(next) = open.pop() {
            range.start = range.start.min(next.0);
            range.end = range.end.max(next.0 + 1);
            open.extend_from_slice(self.dependents(next));
        }
        range
    }

    /// The byte span that a token range covers; empty for an empty range.
    #[must_use]
    pub fn span(&self, tokens: Range<u32>) -> Span {
        match tokens.is_empty() {
            true => Span::default(),
            false => {
                Span::new(self.tokens[tokens.start as usize].span.start, self.tokens[tokens.end as usize - 1].span.end)
            }
        }
    }

    /// The tokens that overlap `span`.
    #[must_use]
    pub fn tokens_in(&self, span: Span) -> Range<u32> {
        let first = self.tokens.partition_point(|token| token.span.end <= span.start);
        let last = self.tokens.partition_point(|token| token.span.start < span.end);
        TokenId::new(first).0..TokenId::new(last.max(first)).0
    }

    /// The model's entity spans, in text order.
    #[must_use]
    pub fn entity_spans(&self) -> Vec<EntitySpan> {
        let mut spans: Vec<EntitySpan> = Vec::new();
        for (index, token) in self.tokens.iter().enumerate() {
            let id = TokenId::new(index).0;
            if token.entity == "" {
                continue;
            }
            match spans.last_mut() {
                Some(last) if !token.entity_begins && last.tokens.end == id => last.tokens.end = id + 1,
                _ => spans.push(EntitySpan { tokens: id..id + 1, label: token.entity }),
            }
        }
        spans
    }
}
