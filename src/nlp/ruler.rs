//! The attribute ruler: patterns over tags, forms and dependency labels set parts of speech, features and lemmas.
//!
//! All patterns are matched before anything is set; where several set one attribute, the last pattern wins.

use super::Label;
use super::hash::string_id;
use super::lexicon::{Lexeme, LexemeId, Lexicon};
use super::model::{ModelError, TokenConstraint, TokenPattern};
use super::pyregex::{Cache, PyRegex};
use rustc_hash::FxHashMap;
use smol_str::SmolStr;

/// Index of a feature bundle in [`Ruler::features`]; 0 is the empty one.
pub type FeaturesId = u16;

/// What the ruler reads and changes of a token.
#[derive(Debug, Clone, Default)]
pub struct Attributes {
    /// Fine-grained tag.
    pub tag: Label,
    /// Part of speech.
    pub pos: Label,
    /// Morphological features.
    pub features: FeaturesId,
    /// Lemma, if a pattern sets it.
    pub lemma: Option<SmolStr>,
    /// Dependency label.
    pub deprel: Label,
}

/// The compiled patterns; shared by all threads.
#[derive(Debug, Default)]
pub struct Ruler {
    rules: Vec<Rule>,
    /// Feature bundles as written (`Number=Sing|Person=3`).
    features: Vec<String>,
    /// For each known tag the rules whose first token has no lexical constraint and allows the tag.
    by_tag: FxHashMap<Label, Vec<u16>>,
    /// The same for tags that no pattern names.
    other_tag: Vec<u16>,
    /// Rules whose first token has lexical constraints.
    lexical: Vec<u16>,
}

#[derive(Debug)]
struct Rule {
    tokens: Vec<Constraint>,
    /// Which token is changed.
    index: usize,
    tag: Option<Label>,
    pos: Option<Label>,
    features: Option<FeaturesId>,
    lemma: Option<SmolStr>,
    deprel: Option<Label>,
}

#[derive(Debug, Default)]
struct Constraint {
    tags: Vec<(bool, Vec<Label>)>,
    deprels: Vec<(bool, Vec<Label>)>,
    lower: Vec<(bool, Vec<u64>)>,
    orth: Vec<(bool, Vec<u64>)>,
    lower_patterns: Vec<PyRegex>,
    is_space: Option<bool>,
}

/// One thread's memory of the ruler.
#[derive(Debug, Default)]
pub struct RulerScratch {
    /// For each lexeme the lexical rules whose first token it can be.
    by_lexeme: Vec<Option<Box<[u16]>>>,
    /// Matches of this document: changed token and rule.
    matches: Vec<(u32, u16)>,
    cache: Cache,
}

impl RulerScratch {
    /// Forgets what is known of lexemes, as has to be done when the lexicon is cleared.
    pub fn clear(&mut self) {
        self.by_lexeme.clear();
    }
}

fn holds<T: PartialEq>(sets: &[(bool, Vec<T>)], value: &T) -> bool {
    sets.iter().all(|(wanted, values)| values.contains(value) == *wanted)
}

impl Constraint {
    fn new(pattern: &TokenConstraint) -> Result<Self, ModelError> {
        let unsupported = |name: &str| ModelError::Unsupported { what: "constraint", name: name.to_owned() };
        let mut constraint = Self { is_space: pattern.is_space, ..Self::default() };
        for (attribute, wanted, values) in &pattern.sets {
            let labels = || (*wanted, values.iter().map(|value| Label::new(value)).collect());
            let ids = || (*wanted, values.iter().map(|value| string_id(value)).collect());
            match attribute.as_str() {
                "TAG" => constraint.tags.push(labels()),
                "DEP" => constraint.deprels.push(labels()),
                "LOWER" => constraint.lower.push(ids()),
                "ORTH" => constraint.orth.push(ids()),
                _ => return Err(unsupported(attribute)),
            }
        }
        for (attribute, pattern) in &pattern.patterns {
            if attribute != "LOWER" {
                return Err(unsupported(attribute));
            }
            constraint.lower_patterns.push(PyRegex::new(pattern).map_err(|_| unsupported(pattern))?);
        }
        Ok(constraint)
    }

    fn is_lexical(&self) -> bool {
        !self.lower.is_empty() || !self.orth.is_empty() || !self.lower_patterns.is_empty() || self.is_space.is_some()
    }

    fn allows_lexeme(&self, lexeme: &Lexeme, cache: &mut Cache) -> bool {
        let matches = |regex: &PyRegex, cache: &mut Cache| {
            let characters: Vec<char> = lexeme.text.to_lowercase().chars().collect();
            regex.find(&characters, 0, cache).is_some()
        };
        self.is_space.is_none_or(|wanted| wanted == lexeme.is_space)
            && holds(&self.lower, &lexeme.lower)
            && holds(&self.orth, &lexeme.orth)
            && self.lower_patterns.iter().all(|regex| matches(regex, cache))
    }
}

impl Ruler {
    /// Compiles `patterns`.
    ///
    /// # Errors
    /// [`ModelError`] if a pattern is not supported or points outside itself.
    pub fn new(patterns: &[TokenPattern]) -> Result<Self, ModelError> {
        let mut ruler = Self { features: vec![String::new()], ..Self::default() };
        for pattern in patterns {
            let tokens = pattern.tokens.iter().map(Constraint::new).collect::<Result<Vec<_>, _>>()?;
            let length = tokens.len() as i32;
            let index = if pattern.index < 0 { pattern.index + length } else { pattern.index };
            if !(0..length).contains(&index) {
                return Err(ModelError::Broken { what: "an attribute rule changes a token outside of it".to_owned() });
            }
            let label = |name: &str| pattern.attributes.get(name).map(|value| Label::new(value));
            let features = pattern.attributes.get("MORPH").map(|value| ruler.features_id(value));
            ruler.rules.push(Rule {
                tokens,
                index: index as usize,
                tag: label("TAG"),
                pos: label("POS"),
                features,
                lemma: pattern.attributes.get("LEMMA").map(SmolStr::from),
                deprel: label("DEP"),
            });
        }
        ruler.sort_rules();
        Ok(ruler)
    }

    fn features_id(&mut self, written: &str) -> FeaturesId {
        let written = if written == "_" { "" } else { written };
        let known = self.features.iter().position(|known| known == written);
        known.unwrap_or_else(|| {
            self.features.push(written.to_owned());
            self.features.len() - 1
        }) as FeaturesId
    }

    fn sort_rules(&mut self) {
        let mut tags: Vec<Label> = Vec::new();
        for rule in &self.rules {
            tags.extend(rule.tokens[0].tags.iter().flat_map(|(_, values)| values));
        }
        let other = Label::new("\u{0}");
        tags.push(other);
        tags.sort_unstable();
        tags.dedup();
        for (index, rule) in self.rules.iter().enumerate() {
            if rule.tokens[0].is_lexical() {
                self.lexical.push(index as u16);
                continue;
            }
            for &tag in tags.iter().filter(|tag| holds(&rule.tokens[0].tags, tag)) {
                match tag == other {
                    true => self.other_tag.push(index as u16),
                    false => self.by_tag.entry(tag).or_default().push(index as u16),
                }
            }
            for &tag in &tags {
                self.by_tag.entry(tag).or_default();
            }
        }
    }

    /// The feature bundles that patterns set, by their ids.
    #[must_use]
    pub fn features(&self) -> &[String] {
        &self.features
    }

    /// Matches all patterns, then sets what they say.
    pub fn apply(
        &self,
        lexemes: &[LexemeId],
        tokens: &mut [Attributes],
        lexicon: &Lexicon,
        scratch: &mut RulerScratch,
    ) {
        scratch.by_lexeme.resize(lexicon.len().max(scratch.by_lexeme.len()), None);
        scratch.matches.clear();
        let mut is_ordered = true;
        for (place, &lexeme) in lexemes.iter().enumerate() {
            let slot = &mut scratch.by_lexeme[lexeme as usize];
            if slot.is_none() {
                let allowed = |&&rule: &&u16| {
                    self.rules[rule as usize].tokens[0].allows_lexeme(&lexicon[lexeme], &mut scratch.cache)
                };
                *slot = Some(self.lexical.iter().filter(allowed).copied().collect());
            }
            let lexical = slot.as_deref().unwrap_or_default();
            let by_tag = self.by_tag.get(&tokens[place].tag).unwrap_or(&self.other_tag);
            for &rule in by_tag {
                if self.matches(rule, place, lexemes, tokens, lexicon, &mut scratch.cache) {
                    let changed = place + self.rules[rule as usize].index;
                    is_ordered &= changed == place;
                    scratch.matches.push((changed as u32, rule));
                }
            }
            let n_by_tag = scratch.matches.len();
            for &rule in lexical {
                if holds(&self.rules[rule as usize].tokens[0].tags, &tokens[place].tag)
                    && self.matches(rule, place, lexemes, tokens, lexicon, &mut scratch.cache)
                {
                    let changed = place + self.rules[rule as usize].index;
                    is_ordered &= changed == place;
                    scratch.matches.push((changed as u32, rule));
                }
            }
            if scratch.matches.len() > n_by_tag {
                let first = scratch.matches.partition_point(|&(token, _)| (token as usize) < place);
                if is_ordered {
                    scratch.matches[first..].sort_unstable();
                }
            }
        }
        if !is_ordered {
            scratch.matches.sort_unstable();
        }
        for &(token, rule) in &scratch.matches {
            self.rules[rule as usize].set(&mut tokens[token as usize]);
        }
    }

    /// Whether `rule` matches at `place`; its first token's lexical constraints and tags are known to hold.
    fn matches(
        &self,
        rule: u16,
        place: usize,
        lexemes: &[LexemeId],
        tokens: &[Attributes],
        lexicon: &Lexicon,
        cache: &mut Cache,
    ) -> bool {
        let rule = &self.rules[rule as usize];
        if place + rule.tokens.len() > tokens.len() || !holds(&rule.tokens[0].deprels, &tokens[place].deprel) {
            return false;
        }
        rule.tokens.iter().enumerate().skip(1).all(|(offset, constraint)| {
            let token = &tokens[place + offset];
            holds(&constraint.tags, &token.tag)
                && holds(&constraint.deprels, &token.deprel)
                && constraint.allows_lexeme(&lexicon[lexemes[place + offset]], cache)
        })
    }
}

impl Rule {
    fn set(&self, token: &mut Attributes) {
        token.tag = self.tag.unwrap_or(token.tag);
        token.pos = self.pos.unwrap_or(token.pos);
        token.features = self.features.unwrap_or(token.features);
        token.deprel = self.deprel.unwrap_or(token.deprel);
        if self.lemma.is_some() {
            token.lemma.clone_from(&self.lemma);
        }
    }
}
