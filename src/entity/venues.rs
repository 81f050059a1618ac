//! Names of places that the model passes over whatever stands around them: the town of a dateline, with its hyphens
//! ("PORT-ODE-FALK, Norland (Agency) —"), and houses that open with a word for one ("the *Hotel Ode*", "the *Villa Falk*").

use super::lexicon::lexicon;
use super::names::Finder;
use crate::nlp::Label;
use std::ops::Range;

/// How many lines from the top a dateline may begin.
const DATELINE_LINES: usize = 12;

/// Most tokens of a dateline's town.
const TOWN_TOKENS: u32 = 7;

/// Most words of a house's name.
const HOUSE_WORDS: usize = 4;

impl Finder<'_, '_> {
    /// Adds the town of the dateline where its name is more than one plain word, which the model cuts at its joints.
    pub(super) fn add_dateline(&mut self) {
        let words = self.words;
        let lines = (0..words.len()).filter(|&at| at == 0 || words.starts_line(at));
        let town = lines.take(DATELINE_LINES).find_map(|start| self.dateline_town(start));
        if let Some(town) = town {
            self.push(town, Label::new("GPE"));
        }
    }

    /// "ST. ODE'S, Norland —", "PORT-ODE-FALK (Agency) —": the words in capitals that open the line, if they have a joint.
    fn dateline_town(&self, start: u32) -> Option<Range<u32>> {
        let words = self.words;
        let fits = |at: u32| {
            let joint = matches!(words.form(at), "-" | "." | "'S" | "’S");
            at < words.len()
                && (at == start || !words.starts_line(at))
                && (words.is_all_capitals(at) || joint && at > start)
        };
        let last = words.len().min(start + TOWN_TOKENS);
        let end = (start..last).find(|&at| !fits(at)).unwrap_or(last);
        let jointed = (start..end).any(|at| matches!(words.form(at), "-" | "." | "'S" | "’S"));
        let plain = end > start && words.has_letters(start) && words.has_letters(end - 1) && jointed;
        let follows = end + 1 < words.len() && matches!(words.form(end), "," | "(" | "-" | "--" | "–" | "—");
        let dash = |at: u32| matches!(words.form(at), "-" | "--" | "–" | "—") && words.is_spaced(at);
        let within = (end..words.len().min(end + 12)).take_while(|&at| !words.starts_line(at));
        (plain && follows && within.into_iter().any(dash)).then_some(start..end)
    }

    /// Adds "the *Hotel Ode*", "the *Villa Falk*", where the model saw no name.
    pub(super) fn add_houses(&mut self) {
        let words = self.words;
        for start in 1..words.len() {
            let opens = self.is_open(start)
                && !words.in_headline(start)
                && !words.starts_line(start)
                && (words.lower(start) == "hotel" || lexicon().place_word(words.lower(start), true))
                && matches!(
                    words.lower(start - 1),
                    "the" | "a" | "at" | "in" | "to" | "near" | "outside" | "inside" | "of"
                );
            if !opens {
                continue;
            }
            let sentence = words.sentence_range(start);
            let goes_on = |&at: &u32| sentence.contains(&at) && self.is_open(at) && !words.starts_line(at);
            let rest = (start + 1..words.len()).take_while(goes_on).take(HOUSE_WORDS - 1).count();
            let end = start + 1 + u32::try_from(rest).unwrap_or(0);
            if rest > 0 {
                self.push(start..end, Label::new("FAC"));
            }
        }
    }
}
