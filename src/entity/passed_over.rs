//! Names that the model passed over, added where the words around them tell what they name
//! ([`surface`](super::surface)).

use super::EntityType;
use super::gazetteer;
use super::lexicon::lexicon;
use super::names::{Finder, is_particle};
use super::surface::{is_dateline, surface_votes};
use crate::nlp::Label;
use std::ops::Range;

/// Least evidence on which words that the model passed over are a name.
const SURE: f32 = 2.0;

/// Words that tell which part of a land is meant.
fn is_quarter(word: &str) -> bool {
    matches!(
        word,
        "northern" | "southern" | "eastern" | "western" | "central" | "upper" | "lower" | "greater" | "inner" | "outer"
    )
}

impl Finder<'_, '_> {
    /// Adds the capitalised words that the model passed over where the words around them tell what they name.
    pub(super) fn add_told_runs(&mut self) {
        let words = self.words;
        let mut index = 0;
        while index < words.len() {
            if !self.is_open(index) || words.in_headline(index) {
                index += 1;
                continue;
            }
            let start = index;
            index += 1;
            while index < words.len()
                && !words.starts_line(index)
                && (self.is_open(index)
                    || is_particle(words.lower(index)) && index + 1 < words.len() && self.is_open(index + 1)
                    || words.form(index) == "-"
                        && !words.is_spaced(index)
                        && (self.is_open(index + 1) || self.is_syllable(index + 1))
                    || self.is_syllable(index))
            {
                index += 1;
            }
            self.add_told_run(start..index);
        }
    }

    fn add_told_run(&mut self, run: Range<u32>) {
        let words = self.words;
        let dateline = is_dateline(words, &run);
        let run = self.with_given_name(run);
        let before = run.start.checked_sub(1).filter(|_| !words.starts_line(run.start));
        // "*America* Rising": the rest of a longer name
        if before.is_some_and(|before| {
            words.is_capital(before) && !self.is_title(before) && words.token(before).pos != "DET"
        }) {
            return;
        }
        let Some(tokens) = self.trimmed(run, Label::new("PERSON")) else { return };
        let tokens = self.with_given_name(tokens);
        let mut votes = surface_votes(words, &tokens);
        match self.joined_to(&tokens) {
            Some("PERSON") => votes.person += SURE,
            Some("ORG") => votes.organization += SURE,
            _ => {}
        }
        if tokens.len() > 1 && lexicon().given_name(words.lower(tokens.start)).is_some() {
            votes.person += 0.8;
        }
        let within =
            tokens.start > 0 && matches!(words.lower(tokens.start - 1), "in" | "near") || self.is_goal(&tokens);
        if within && !matches!(words.token(tokens.end.min(words.len() - 1)).pos.as_str(), "NOUN" | "PROPN") {
            votes.place += SURE;
        }
        let opens = tokens.start == words.sentence_range(tokens.start).start;
        let common = |at: u32| {
            let lower = words.lower(at);
            let people = lexicon().people(lower) || gazetteer::country_by_demonym(words.form(at)).is_some();
            lexicon().role(lower).is_some()
                || people && !is_quarter(lower)
                || words.has_letters(at) && words.form(at).len() < 2 && at + 1 != tokens.end
        };
        let seat = super::tells::is_seat(words.lower(tokens.end)) || words.lower(tokens.end) == "leader";
        if tokens.len() > 5
            || !dateline && tokens.clone().any(common)
            || opens && tokens.len() == 1 && !dateline && !seat && votes.organization < 2.5
        {
            return;
        }
        let named =
            tokens.len() > 1 || words.form(tokens.start).len() > 2 && !words.is_all_capitals(tokens.start) || dateline;
        let label = match votes.winner() {
            Some(EntityType::Person) if votes.person >= SURE => "PERSON",
            Some(EntityType::Organization) if votes.organization >= SURE => "ORG",
            Some(EntityType::Place) if votes.place >= SURE => "GPE",
            _ => return,
        };
        if named {
            self.push(tokens, Label::new(label));
        }
    }

    /// "has been to *Odeby* twice", "flew to *Odeby*": where one goes.
    fn is_goal(&self, tokens: &Range<u32>) -> bool {
        let words = self.words;
        let Some(to) = tokens.start.checked_sub(1).filter(|&to| words.lower(to) == "to") else { return false };
        let goes = words.head(to).is_some_and(|verb| {
            let lemma = words.token(verb).lemma.as_str();
            verb + 3 > to && matches!(lemma, "fly" | "travel" | "go" | "drive" | "sail" | "trip" | "journey")
                || words.form(verb) == "been"
        });
        goes && words.token(to).pos == "ADP"
    }

    /// "talks between Odecorp and *Brandtex*", "Ana Ode and *Per Falk*": the label of the name before, with which "and" joins the
    /// run: between takes two of a kind, and so does "and" where both are whole names.
    fn joined_to(&self, run: &Range<u32>) -> Option<&str> {
        let words = self.words;
        let sentence = words.sentence_range(run.start);
        let last = run.start.checked_sub(2).filter(|before| sentence.contains(before))?;
        let label = words.token(last).entity.as_str();
        let joined = words.lower(last + 1) == "and" && words.token(last + 1).entity == "";
        let goes_on = sentence.contains(&run.end) && matches!(words.token(run.end).pos.as_str(), "NOUN" | "PROPN");
        let mut before = (sentence.start..last).rev();
        let first = before.find(|&at| words.token(at).entity.as_str() != label);
        let between = first.is_some_and(|at| words.lower(at) == "between");
        let whole = label == "PERSON" && run.len() > 1 && lexicon().given_name(words.lower(run.start)).is_some();
        (joined && !goes_on && (between || whole)).then_some(label)
    }

    /// "*Piers* Ode", "*Per* Ode": the given name before the run, which the tagger takes for a common word.
    fn with_given_name(&self, tokens: Range<u32>) -> Range<u32> {
        let words = self.words;
        let Some(before) = tokens.start.checked_sub(1) else { return tokens };
        let fits = !words.starts_line(tokens.start)
            && words.is_spaced(tokens.start)
            && words.is_capital(before)
            && !words.is_all_capitals(before)
            && words.sentence(before) == words.sentence(tokens.start)
            && !self.covered[before as usize]
            && words.token(before).entity == ""
            && matches!(words.token(before).pos.as_str(), "NOUN" | "ADP" | "ADJ" | "VERB")
            && lexicon().given_name(words.lower(before)).is_some();
        if fits { before..tokens.end } else { tokens }
    }

    /// True for the second half of a given name, written small after its hyphen ("Mei-*ling*").
    fn is_syllable(&self, index: u32) -> bool {
        let words = self.words;
        index > 1
            && index + 1 < words.len()
            && words.form(index - 1) == "-"
            && !words.is_spaced(index)
            && (2..=5).contains(&words.form(index).len())
            && words.form(index - 2).len() <= 6
            && self.is_open(index - 2)
            && self.is_open(index + 1)
    }

    /// True for a capitalised proper noun that no name holds.
    pub(super) fn is_open(&self, index: u32) -> bool {
        let words = self.words;
        !self.covered[index as usize]
            && words.is_capital(index)
            && words.has_letters(index)
            && matches!(words.token(index).tag.as_str(), "NNP" | "NNPS")
            && match words.token(index).entity.as_str() {
                "TIME" | "MONEY" | "PERCENT" => false,
                // "campaigners from Open *Rivers next week*": no day and no month
                "DATE" => words.token(index).tag == "NNPS" && !words.lower(index).ends_with("days"),
                _ => true,
            }
    }
}
