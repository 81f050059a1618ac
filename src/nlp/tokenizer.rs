//! Text to tokens, by the model's own rules: exceptions, prefixes, suffixes, infixes, addresses.
//!
//! White space separates chunks; each chunk is split once and kept. After that, exceptions that the affix rules have cut
//! apart are put together again over the whole text.
//!
//! # Invariants
//!
//! - Tokens stand in text order, do not overlap, and cover all but single spaces after a token.
//! - Tokenizing never fails.

use super::hash::string_id;
use super::lexicon::{LexemeId, Lexicon, Norms};
use super::pychar;
use super::pyregex::{Cache, PatternError, PyRegex};
use rustc_hash::FxHashMap;
use std::collections::HashSet;

/// A part of an exception: its form, and its norm if it has another one than usual.
pub type ExceptionPart = (String, Option<String>);

/// The rules as the model file holds them.
#[derive(Debug, Clone, Default, serde::Serialize, serde::Deserialize)]
pub struct TokenizerRules {
    /// Pattern for what is cut off at the beginning.
    pub prefix: Option<String>,
    /// Pattern for what is cut off at the end.
    pub suffix: Option<String>,
    /// Pattern for what cuts in the middle.
    pub infix: Option<String>,
    /// Pattern for chunks that stay whole, even before affixes are cut.
    pub token_match: Option<String>,
    /// Pattern for addresses, which stay whole once affixes are cut.
    pub url_match: Option<String>,
    /// Exceptions: a form and its parts, each with its norm.
    pub exceptions: Vec<(String, Vec<ExceptionPart>)>,
    /// Look for exceptions over the whole text only where affix rules can have cut them.
    pub faster_heuristics: bool,
}

/// One token of a text that is not yet annotated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RawToken {
    /// Its lexeme.
    pub lexeme: LexemeId,
    /// First byte in the text.
    pub start: u32,
    /// Byte after the last one.
    pub end: u32,
    /// A single space follows.
    pub space: bool,
}

#[derive(Debug, Clone)]
struct Part {
    text: String,
    norm: Option<u64>,
}

/// The compiled rules; shared by all threads.
#[derive(Debug)]
pub struct Tokenizer {
    prefix: Option<PyRegex>,
    suffix: Option<PyRegex>,
    infix: Option<PyRegex>,
    token_match: Option<PyRegex>,
    url_match: Option<PyRegex>,
    specials: FxHashMap<String, Vec<Part>>,
    /// Bytes of the longest exception.
    longest_special: usize,
    /// Exceptions as the affix rules cut them: ids of the forms, by the first one.
    cut_specials: FxHashMap<u64, Vec<Vec<u64>>>,
    norms: Norms,
}

/// One thread's memory of the tokenizer.
#[derive(Debug, Default)]
pub struct TokenizerScratch {
    /// All lexemes seen.
    pub lexicon: Lexicon,
    chunks: FxHashMap<Box<str>, (u32, u32)>,
    chunk_tokens: Vec<(LexemeId, u32)>,
    characters: Vec<char>,
    offsets: Vec<u32>,
    regex: Cache,
}

/// A suffix begins at most so many characters before the end of its chunk.
const LONGEST_SUFFIX: usize = 64;
/// More characters than a suffix's pattern looks at before it.
const LONGEST_LOOK_BACK: usize = 16;
/// Chunks longer than this are not kept.
const LONGEST_KEPT_CHUNK: usize = 64;

impl TokenizerScratch {
    /// Forgets all lexemes and chunks.
    pub fn clear(&mut self) {
        self.lexicon.clear();
        self.chunks.clear();
        self.chunk_tokens.clear();
    }

    fn decode(&mut self, text: &str) {
        self.characters.clear();
        self.characters.extend(text.chars());
        self.offsets.clear();
        self.offsets.extend(text.char_indices().map(|(at, _)| at as u32));
        self.offsets.push(text.len() as u32);
    }
}

impl Tokenizer {
    /// Compiles `rules`; `norms` are the norms of forms out of context.
    ///
    /// # Errors
    /// [`PatternError`] if a pattern uses syntax that is not supported.
    pub fn new(rules: &TokenizerRules, norms: Norms) -> Result<Self, PatternError> {
        let compile = |pattern: &Option<String>| pattern.as_deref().map(PyRegex::new).transpose();
        let specials: FxHashMap<String, Vec<Part>> = rules
            .exceptions
            .iter()
            .map(|(text, parts)| {
                let part =
                    |(text, norm): &ExceptionPart| Part { text: text.clone(), norm: norm.as_deref().map(string_id) };
                (text.clone(), parts.iter().map(part).collect())
            })
            .collect();
        let mut tokenizer = Self {
            prefix: compile(&rules.prefix)?,
            suffix: compile(&rules.suffix)?,
            infix: compile(&rules.infix)?,
            token_match: compile(&rules.token_match)?,
            url_match: compile(&rules.url_match)?,
            longest_special: specials.keys().map(String::len).max().unwrap_or(0),
            specials,
            cut_specials: FxHashMap::default(),
            norms,
        };
        let mut scratch = TokenizerScratch::default();
        for (text, _) in &rules.exceptions {
            if !rules.faster_heuristics || text.contains(' ') || tokenizer.has_affix(text, &mut scratch) {
                let tokens = tokenizer.split_text(text, false, &mut scratch);
                let ids: Vec<u64> = tokens.iter().map(|token| scratch.lexicon[token.lexeme].orth).collect();
                if let Some(&first) = ids.first() {
                    tokenizer.cut_specials.entry(first).or_default().push(ids);
                }
            }
            scratch.chunks.clear();
        }
        Ok(tokenizer)
    }

    /// The tokens of `text`.
    pub fn tokenize(&self, text: &str, scratch: &mut TokenizerScratch) -> Vec<RawToken> {
        let tokens = self.split_text(text, true, scratch);
        self.rejoin_specials(text, tokens, scratch)
    }

    fn has_affix(&self, text: &str, scratch: &mut TokenizerScratch) -> bool {
        scratch.decode(text);
        let length = scratch.characters.len();
        let cache = &mut scratch.regex;
        let is_cut = |regex: &Option<PyRegex>, cache: &mut Cache| {
            regex.as_ref().and_then(|regex| regex.find(&scratch.characters[..length], 0, cache))
        };
        is_cut(&self.prefix, cache).is_some_and(|(start, end)| end > start)
            || is_cut(&self.suffix, cache).is_some_and(|(start, end)| end > start)
            || is_cut(&self.infix, cache).is_some()
    }

    /// Splits at white space, then each chunk.
    fn split_text(&self, text: &str, with_specials: bool, scratch: &mut TokenizerScratch) -> Vec<RawToken> {
        let mut tokens: Vec<RawToken> = Vec::with_capacity(text.len() / 4);
        let mut start = 0;
        let mut in_space = text.chars().next().is_some_and(pychar::is_space);
        for (at, c) in text.char_indices() {
            let is_space =
                if c.is_ascii() { matches!(c, ' ' | '\t'..='\r' | '\u{1c}'..='\u{1f}') } else { pychar::is_space(c) };
            if is_space == in_space {
                continue;
            }
            if start < at {
                self.split_chunk(&text[start..at], start, with_specials, scratch, &mut tokens);
            }
            start = at;
            if c == ' ' {
                if let Some(last) = tokens.last_mut() {
                    last.space = true;
                }
                start = at + 1;
            }
            in_space = is_space;
        }
        if start < text.len() {
            self.split_chunk(&text[start..], start, with_specials, scratch, &mut tokens);
            if let Some(last) = tokens.last_mut() {
                last.space = text.ends_with(' ') && !in_space;
            }
        }
        tokens
    }

    fn split_chunk(
        &self,
        chunk: &str,
        offset: usize,
        with_specials: bool,
        scratch: &mut TokenizerScratch,
        tokens: &mut Vec<RawToken>,
    ) {
        let (first, end) = match scratch.chunks.get(chunk) {
            Some(&known) => known,
            None => {
                let first = scratch.chunk_tokens.len();
                let mut split = ChunkSplit { tokenizer: self, chunk, with_specials, tokens: Vec::new() };
                split.split(scratch);
                let parts = split.tokens;
                scratch.chunk_tokens.extend(parts);
                let range = (first as u32, scratch.chunk_tokens.len() as u32);
                if chunk.len() <= LONGEST_KEPT_CHUNK {
                    scratch.chunks.insert(chunk.into(), range);
                }
                range
            }
        };
        let mut at = offset as u32;
        for &(lexeme, length) in &scratch.chunk_tokens[first as usize..end as usize] {
            tokens.push(RawToken { lexeme, start: at, end: at + length, space: false });
            at += length;
        }
    }

    /// Replaces runs of tokens that make up an exception by the exception's parts: the longest first, then the leftmost.
    fn rejoin_specials(&self, text: &str, tokens: Vec<RawToken>, scratch: &mut TokenizerScratch) -> Vec<RawToken> {
        let lexicon = &scratch.lexicon;
        let mut matches: Vec<(usize, usize)> = Vec::new();
        for (start, token) in tokens.iter().enumerate() {
            let Some(patterns) = self.cut_specials.get(&lexicon[token.lexeme].orth) else { continue };
            for pattern in patterns {
                let run = tokens[start..].iter().take(pattern.len()).map(|token| lexicon[token.lexeme].orth);
                if start + pattern.len() <= tokens.len() && run.eq(pattern.iter().copied()) {
                    matches.push((start, start + pattern.len()));
                }
            }
        }
        if matches.is_empty() {
            return tokens;
        }
        matches.sort_unstable_by_key(|&(start, end)| (std::cmp::Reverse(end - start), start));
        let mut seen = HashSet::new();
        matches.retain(|&(start, end)| {
            let is_free = !seen.contains(&start) && !seen.contains(&(end - 1));
            seen.extend(start..end);
            is_free
        });
        matches.sort_unstable();
        let mut rejoined = Vec::with_capacity(tokens.len());
        let mut done = 0;
        for (start, end) in matches {
            let (first, last) = (tokens[start], tokens[end - 1]);
            let Some(parts) = self.specials.get(&text[first.start as usize..last.end as usize]) else { continue };
            rejoined.extend_from_slice(&tokens[done..start]);
            let mut at = first.start;
            for part in parts {
                let lexeme = scratch.lexicon.lexeme(&part.text, part.norm, &self.norms);
                let end = at + part.text.len() as u32;
                rejoined.push(RawToken { lexeme, start: at, end, space: end == last.end && last.space });
                at = end;
            }
            done = end;
        }
        rejoined.extend_from_slice(&tokens[done..]);
        rejoined
    }
}

/// The splitting of one chunk.
struct ChunkSplit<'a> {
    tokenizer: &'a Tokenizer,
    chunk: &'a str,
    with_specials: bool,
    tokens: Vec<(LexemeId, u32)>,
}

impl<'a> ChunkSplit<'a> {
    fn split(&mut self, scratch: &mut TokenizerScratch) {
        if self.with_specials && self.push_special(self.chunk, scratch) {
            return;
        }
        scratch.decode(self.chunk);
        let length = scratch.characters.len();
        let (mut start, mut end) = (0, length);
        let mut prefixes: Vec<(usize, usize)> = Vec::new();
        let mut suffixes: Vec<(usize, usize)> = Vec::new();
        let mut last_size = usize::MAX;
        // The end before which no suffix was found, however much is cut off at the beginning.
        let mut bare_end = None;
        while start < end && end - start != last_size {
            last_size = end - start;
            if self.matches(self.tokenizer.token_match.as_ref(), start, end, scratch)
                || self.is_special(start, end, scratch)
            {
                break;
            }
            let prefix = Self::affix(self.tokenizer.prefix.as_ref(), (start, end), 0, scratch);
            if prefix > 0 && self.is_special(start + prefix, end, scratch) {
                prefixes.push((start, start + prefix));
                start += prefix;
                break;
            }
            let from = (end - start - prefix).saturating_sub(LONGEST_SUFFIX);
            let suffix = match bare_end == Some(end) && from >= LONGEST_LOOK_BACK {
                true => 0,
                false => Self::affix(self.tokenizer.suffix.as_ref(), (start + prefix, end), from, scratch),
            };
            bare_end = Some(end).filter(|_| suffix == 0 && from >= LONGEST_LOOK_BACK);
            if suffix > 0 && self.is_special(start, end - suffix, scratch) {
                suffixes.push((end - suffix, end));
                end -= suffix;
                break;
            }
            if prefix > 0 {
                prefixes.push((start, start + prefix));
                start += prefix;
            }
            if suffix > 0 && start + suffix <= end {
                suffixes.push((end - suffix, end));
                end -= suffix;
            }
        }
        for (start, end) in prefixes {
            self.push(start, end, scratch);
        }
        if start < end {
            self.split_middle(start, end, scratch);
        }
        for (start, end) in suffixes.into_iter().rev() {
            self.push(start, end, scratch);
        }
    }

    fn split_middle(&mut self, start: usize, end: usize, scratch: &mut TokenizerScratch) {
        let text = self.text(start, end, scratch);
        if self.with_specials && self.push_special(text, scratch) {
            return;
        }
        if self.matches(self.tokenizer.token_match.as_ref(), start, end, scratch)
            || self.matches(self.tokenizer.url_match.as_ref(), start, end, scratch)
        {
            self.push(start, end, scratch);
            return;
        }
        let TokenizerScratch { characters, regex, .. } = scratch;
        let infixes =
            self.tokenizer.infix.as_ref().map_or_else(Vec::new, |infix| infix.find_all(&characters[start..end], regex));
        let mut done = start;
        for (from, to) in infixes {
            if from == 0 {
                continue;
            }
            if start + from != done {
                self.push(done, start + from, scratch);
            }
            if from != to {
                self.push(start + from, start + to, scratch);
            }
            done = start + to;
        }
        if done < end {
            self.push(done, end, scratch);
        }
    }

    fn text(&self, start: usize, end: usize, scratch: &TokenizerScratch) -> &'a str {
        &self.chunk[scratch.offsets[start] as usize..scratch.offsets[end] as usize]
    }

    fn is_special(&self, start: usize, end: usize, scratch: &TokenizerScratch) -> bool {
        let text = self.text(start, end, scratch);
        self.with_specials
            && (1..=self.tokenizer.longest_special).contains(&text.len())
            && self.tokenizer.specials.contains_key(text)
    }

    fn matches(&self, regex: Option<&PyRegex>, start: usize, end: usize, scratch: &mut TokenizerScratch) -> bool {
        let TokenizerScratch { characters, regex: cache, .. } = scratch;
        regex.is_some_and(|regex| regex.find(&characters[start..end], 0, cache).is_some_and(|(start, _)| start == 0))
    }

    /// Length in characters of the affix that `regex` finds in a range of characters, `from` on.
    fn affix(
        regex: Option<&PyRegex>,
        (start, end): (usize, usize),
        from: usize,
        scratch: &mut TokenizerScratch,
    ) -> usize {
        let TokenizerScratch { characters, regex: cache, .. } = scratch;
        regex.and_then(|regex| regex.find(&characters[start..end], from, cache)).map_or(0, |(start, end)| end - start)
    }

    fn push(&mut self, start: usize, end: usize, scratch: &mut TokenizerScratch) {
        let text = &self.chunk[scratch.offsets[start] as usize..scratch.offsets[end] as usize];
        let lexeme = scratch.lexicon.lexeme(text, None, &self.tokenizer.norms);
        self.tokens.push((lexeme, text.len() as u32));
    }

    fn push_special(&mut self, text: &str, scratch: &mut TokenizerScratch) -> bool {
        let Some(parts) = self.tokenizer.specials.get(text) else { return false };
        for part in parts {
            let lexeme = scratch.lexicon.lexeme(&part.text, part.norm, &self.tokenizer.norms);
            self.tokens.push((lexeme, part.text.len() as u32));
        }
        true
    }
}
