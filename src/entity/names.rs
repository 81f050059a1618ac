//! Finds the stretches of an article that are names, before anything is known of what they name.
//!
//! Starts from the model's entity spans and mends them: spans are cut at line breaks, commas and dashes between
//! separate names, freed of titles, articles, possessives and punctuation, and completed to whole written words; runs of
//! capitalised proper nouns that the model left out are added where a title or their words speak for a name.
//!
//! # Invariants
//!
//! - Names stand in text order, do not overlap, hold at least one letter and do not cross a line break.

use super::lexicon::lexicon;
use super::words::Words;
use crate::nlp::Label;
use std::ops::Range;

/// A stretch of text that is a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Name {
    /// Its tokens, without titles, articles and possessives.
    pub(super) tokens: Range<u32>,
    /// What the model takes it for (`PERSON`, `GPE` …); empty where the model saw no name.
    pub(super) label: Label,
    /// The titles right before it ("Mr", "Prime Minister"); empty if there are none.
    pub(super) title: Range<u32>,
}

/// Finds the names of an article.
pub(super) fn find_names(words: &Words<'_>) -> Vec<Name> {
    let mut finder = Finder { words, covered: vec![false; words.len() as usize], names: Vec::new() };
    finder.add_dateline();
    finder.add_composed();
    finder.add_model_spans();
    finder.add_bylines();
    finder.add_houses();
    finder.add_capital_runs();
    finder.add_told_runs();
    finder.add_handles();
    finder.names.sort_by_key(|name| name.tokens.start);
    finder.set_titles();
    let mut names = super::repair::repair(words, std::mem::take(&mut finder.names));
    finder.covered.fill(false);
    for name in &names {
        finder.covered[name.tokens.start as usize..name.tokens.end as usize].fill(true);
    }
    std::mem::swap(&mut finder.names, &mut names);
    finder.add_known_handles();
    finder.names.sort_by_key(|name| name.tokens.start);
    finder.add_sites();
    finder.set_titles();
    finder.names
}

/// "FlagShareLikeReply": words of a page's buttons that its text lost the spaces between.
fn is_clutter(form: &str) -> bool {
    let inner = form.as_bytes().windows(2).filter(|pair| pair[0].is_ascii_lowercase() && pair[1].is_ascii_uppercase());
    inner.count() > 2
}

/// Particles that join the words of a personal name and are written small.
pub(super) fn is_particle(word: &str) -> bool {
    matches!(
        word,
        "al" | "el"
            | "bin"
            | "ibn"
            | "bint"
            | "ben"
            | "von"
            | "van"
            | "der"
            | "den"
            | "de"
            | "del"
            | "della"
            | "di"
            | "da"
            | "do"
            | "dos"
            | "das"
            | "du"
            | "la"
            | "le"
            | "ter"
            | "ten"
            | "zu"
            | "af"
            | "av"
            | "y"
            | "e"
            | "ud"
            | "ul"
            | "abu"
            | "st"
            | "st."
    )
}

/// The names found so far.
pub(super) struct Finder<'w, 'a> {
    /// The article.
    pub(super) words: &'w Words<'a>,
    /// For each token, whether a name holds it.
    pub(super) covered: Vec<bool>,
    /// The names.
    pub(super) names: Vec<Name>,
}

impl Finder<'_, '_> {
    /// Adds a name, unless another holds one of its tokens.
    pub(super) fn push(&mut self, tokens: Range<u32>, label: Label) {
        if tokens.is_empty() || tokens.clone().any(|index| self.covered[index as usize]) {
            return;
        }
        for index in tokens.clone() {
            self.covered[index as usize] = true;
        }
        if tokens.clone().any(|index| is_clutter(self.words.form(index))) {
            return;
        }
        self.names.push(Name { tokens, label, title: 0..0 });
    }

    /// "the Lisbon airport", "the disused Lisbon airfield": the site that a town's name and a word written small make.
    fn add_sites(&mut self) {
        let words = self.words;
        for name in self.names.iter_mut().filter(|name| matches!(name.label.as_str(), "GPE" | "LOC" | "FAC")) {
            let Range { start, end } = name.tokens;
            let is_site =
                end < words.len() && matches!(words.lower(end), "airport" | "airfield" | "airbase" | "guesthouse");
            let the = (1..=2).any(|back| start >= back && words.lower(start - back) == "the");
            if is_site && the && !self.covered[end as usize] && words.token(end).sentence == words.token(start).sentence
            {
                self.covered[end as usize] = true;
                name.tokens.end = end + 1;
            }
        }
    }

    fn set_titles(&mut self) {
        for index in 0..self.names.len() {
            self.names[index].title = self.title_before(self.names[index].tokens.start);
        }
    }

    /// True if the token is a title as it stands: capitalised, in the list of titles.
    pub(super) fn is_title(&self, index: u32) -> bool {
        self.words.is_capital(index) && lexicon().title(self.words.lower(index)).is_some()
    }

    /// The titles that end right before `start`.
    pub(super) fn title_before(&self, start: u32) -> Range<u32> {
        let words = self.words;
        let mut first = start;
        while first > 0
            && !words.starts_line(first)
            && !self.covered[first as usize - 1]
            && words.sentence(first - 1) == words.sentence(start)
            && (self.is_title(first - 1)
                || words.form(first - 1) == "." && (first < start || first > 1 && self.is_title(first - 2)))
        {
            first -= 1;
        }
        first..start
    }
}
