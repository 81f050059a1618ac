//! Names that the model left out: runs of capitalised proper nouns where a title, the words of the run or the grammar speak
//! for a name, and network names that sign a text.

use super::lexicon::lexicon;
use super::names::{Finder, Name, is_particle};
use crate::nlp::{Label, TokenId};
use std::ops::Range;

impl Finder<'_, '_> {
    /// Adds the network names ("@someone") that stand alone on their line: they sign what stands above.
    pub(super) fn add_handles(&mut self) {
        let words = self.words;
        for index in 0..words.len() {
            let form = words.form(index);
            if form.len() > 2
                && form.starts_with('@')
                && form[1..].bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
                && (index == 0 || words.starts_line(index) || words.is_blank(index - 1))
                && (index + 1..words.len()).take_while(|&next| !words.starts_line(next)).all(|next| {
                    !words.has_letters(next) && !words.lower(next).bytes().any(|byte| byte.is_ascii_digit())
                })
            {
                self.covered[index as usize] = false;
                self.names.retain(|name| name.tokens.start != index);
                self.push(index..index + 1, Label::new("PERSON"));
            }
        }
    }

    /// Adds the names after "by" that open a line of credits, whatever the model takes them for.
    pub(super) fn add_bylines(&mut self) {
        let words = self.words;
        for by in 0..words.len() {
            if words.lower(by) != "by"
                || !(by == 0 || words.starts_line(by) || words.is_blank(by - 1))
                || words.in_headline(by)
            {
                continue;
            }
            let line = (by + 1..words.len()).take_while(|&index| !words.starts_line(index)).count();
            let end = by + 1 + u32::try_from(line).unwrap_or(0);
            if end > by + 24 {
                continue;
            }
            let mut start = by + 1;
            while start < end {
                let part = |index: &u32| {
                    words.is_capital(*index) && words.token(*index).pos == "PROPN"
                        || words.form(*index) == "-" && !words.is_spaced(*index)
                        || is_particle(words.lower(*index)) && !words.is_all_capitals(*index)
                };
                let stop = (start..end).find(|index| !part(index)).unwrap_or(end);
                let run = start..stop;
                let plain = run.clone().all(|index| {
                    let lower = words.lower(index);
                    lexicon().role(lower).is_none() && !lexicon().organization_word(lower, false)
                });
                let free = run.clone().all(|index| !self.covered[index as usize]);
                if (2..=6).contains(&run.len()) && plain && free && words.is_capital(start) {
                    self.push(run, Label::new("PERSON"));
                }
                if !matches!(words.lower(stop), "and" | "," | "&") || stop >= end {
                    break;
                }
                start = stop + 1;
            }
        }
    }

    /// Adds runs of capitalised proper nouns that no span covers.
    pub(super) fn add_capital_runs(&mut self) {
        let n_tokens = self.words.len();
        let mut index = 0;
        while index < n_tokens {
            if !self.is_free_capital(index) {
                index += 1;
                continue;
            }
            let start = index;
            while index < n_tokens && self.continues(start, index) {
                index += 1;
            }
            if let Some(tokens) = self.trimmed(start..index, Label::new("PERSON")) {
                let speaks = tokens.len() == 1 && self.is_speaking_name(tokens.start) || self.speaks(&tokens);
                let nicknamed = super::persons::nickname_end(self.words, tokens.end).is_some();
                let named = speaks
                    || nicknamed && tokens.len() <= 2
                    || !self.words.in_headline(tokens.start)
                        && (!self.title_before(tokens.start).is_empty()
                            || self.begins_with_given_name(&tokens)
                            || tokens.len() > 1 && self.follows_role_noun(tokens.start));
                let joined = tokens.clone().map(|index| self.words.lower(index)).collect::<Vec<_>>().join(" ");
                let body = tokens.len() > 1
                    && (lexicon().organization_word(self.words.lower(tokens.end - 1), false)
                        || lexicon().institution(&joined))
                    || self.follows_body_noun(tokens.start)
                    || tokens.len() == 1 && is_dotted_initials(self.words.form(tokens.start));
                if body && !self.words.in_headline(tokens.start) {
                    let tokens = self.with_rest(tokens);
                    self.push(tokens, Label::new("ORG"));
                } else if named {
                    self.push(tokens, Label::default());
                } else if let Some(label) = self.label_beside(&tokens) {
                    self.push(tokens, label);
                }
            }
            index = index.max(start + 1);
        }
    }

    /// "the watchdog *Open* Delta": a body's name, completed by what the model takes for another that goes on with it.
    fn with_rest(&mut self, tokens: Range<u32>) -> Range<u32> {
        let words = self.words;
        let rest = self.names.iter().position(|name| {
            name.tokens.start == tokens.end
                && name.label != "PERSON"
                && words.is_spaced(tokens.end)
                && !words.starts_line(tokens.end)
                && words.is_capital(tokens.end)
                && words.token(tokens.end - 1).deprel == "compound"
        });
        let Some(rest) = rest else { return tokens };
        let rest = self.names.swap_remove(rest).tokens;
        self.covered[rest.start as usize..rest.end as usize].fill(false);
        tokens.start..rest.end
    }

    /// Adds network names ("@anaode") within sentences that are the full name of a known person without its spaces.
    pub(super) fn add_known_handles(&mut self) {
        let words = self.words;
        let joined = |name: &Name| name.tokens.clone().map(|index| words.lower(index)).collect::<String>();
        let mut known: Option<Vec<String>> = None;
        for index in 0..words.len() {
            let Some(handle) = words.lower(index).strip_prefix('@').filter(|handle| handle.len() > 7) else { continue };
            let known = known.get_or_insert_with(|| {
                let people = self.names.iter().filter(|name| name.label == "PERSON" && name.tokens.len() > 1);
                people.map(joined).collect()
            });
            if known.iter().any(|name| name == handle) {
                self.push(index..index + 1, Label::new("PERSON"));
            }
        }
    }

    /// "the ministers of Norland and *Ode*", "*Ode* and Norland quarrelled": one word that a list joins to what the model takes
    /// for a land, a town or a body is one as well.
    fn label_beside(&self, tokens: &Range<u32>) -> Option<Label> {
        let words = self.words;
        let index = tokens.start;
        let token = words.token(index);
        let free = tokens.end >= words.len() || words.token(tokens.end).pos != "NOUN";
        if tokens.len() != 1 || !free || token.tag != "NNP" || words.in_headline(index) {
            return None;
        }
        let label = |at: u32| Some(words.token(at).entity).filter(|label| matches!(label.as_str(), "GPE" | "ORG"));
        if token.deprel == "conj" && token.head.0 < index {
            return label(token.head.0).filter(|label| *label == "GPE");
        }
        let joined = words.analysis.dependents_by(TokenId(index), "conj").next()?.0;
        let beside = words.analysis.dependents_by(TokenId(index), "cc").any(|cc| words.lower(cc.0) == "and")
            || words.lower(index + 1) == ",";
        let close = joined <= index + 2 || beside && joined <= index + 3;
        label(joined).filter(|_| close && words.token(joined).tag == "NNP")
    }

    /// "home minister Ode Falk": a common noun for what somebody is right before the name.
    fn follows_role_noun(&self, start: u32) -> bool {
        self.follows_noun(start) && super::roles::role_noun(self.words, start - 1).is_some()
    }

    /// "supermarket chain Ode", "the carmaker Ode": a common noun for a body right before the name.
    fn follows_body_noun(&self, start: u32) -> bool {
        self.follows_noun(start) && super::kind_nouns::heads_name(self.words.lower(start - 1))
    }

    /// True if a common noun in the singular stands right before the token `start`.
    fn follows_noun(&self, start: u32) -> bool {
        let words = self.words;
        start > 0
            && !words.starts_line(start)
            && words.token(start - 1).tag == "NN"
            && words.is_spaced(start)
            && words.sentence(start - 1) == words.sentence(start)
    }

    fn is_free_capital(&self, index: u32) -> bool {
        let words = self.words;
        !self.covered[index as usize]
            && words.is_capital(index)
            && words.token(index).pos == "PROPN"
            && words.token(index).entity == ""
    }

    fn continues(&self, start: u32, index: u32) -> bool {
        let words = self.words;
        if index == start {
            return true;
        }
        if words.form(index) == "-" {
            // "Mr Ode-Falk"
            let free = |at: u32| at < words.len() && !self.covered[at as usize];
            return free(index)
                && free(index + 1)
                && !words.is_spaced(index)
                && !words.is_spaced(index + 1)
                && self.is_free_capital(index + 1)
                && (!self.title_before(start).is_empty() || self.is_title(start));
        }
        !self.covered[index as usize]
            && !words.starts_line(index)
            && words.token(index).pos == "PROPN"
            && words.token(index).entity == ""
            && words.has_letters(index)
            && (words.is_capital(index) || is_particle(words.lower(index)))
    }

    /// True for one frequent personal name that is the subject of a verb of speech.
    fn is_speaking_name(&self, index: u32) -> bool {
        let (words, lexicon) = (self.words, lexicon());
        let frequent = lexicon.given_name(words.lower(index)).is_some() || lexicon.surname(words.lower(index));
        let verb = words.head(index).filter(|_| words.token(index).deprel == "nsubj");
        frequent && !words.in_headline(index) && verb.is_some_and(|verb| lexicon.person_verb(&words.token(verb).lemma))
    }

    /// True for names that stand where only one who speaks can stand: "according to X", "reported by X", "X said" within a
    /// sentence.
    fn speaks(&self, tokens: &Range<u32>) -> bool {
        let (words, lexicon) = (self.words, lexicon());
        let head = words.head_of(tokens);
        let lower = words.lower(head);
        let common = words.token(head).tag != "NNP"
            || lexicon.role(lower).is_some()
            || lexicon.title(lower).is_some()
            || lexicon.people(lower)
            || !tokens.clone().all(|index| words.has_letters(index) && words.is_capital(index));
        // "Bergen *Gazette*", "the Minister's *Office*": the end of a longer name
        let tail = tokens.start.checked_sub(1).is_some_and(|before| {
            !words.starts_line(tokens.start)
                && (words.lower(before) == "'s" || words.is_capital(before) && words.lower(before) != "the")
        });
        let whole = !common && !tail && !words.in_headline(head);
        let Some(above) = words.head(head).filter(|_| whole) else { return false };
        let reports = |verb: u32| {
            let lemma = words.token(verb).lemma.as_str();
            lexicon.person_verb(lemma) || matches!(lemma, "report" | "tell" | "write" | "cite" | "quote" | "tweet")
        };
        match words.token(head).deprel.as_str() {
            "nsubj" => {
                // a capital at the beginning of a sentence tells nothing, unless of a given name or before a family name
                let opens = tokens.start == words.sentence_range(tokens.start).start;
                let personal = tokens.len() > 1
                    && (lexicon.given_name(words.lower(tokens.start)).is_some()
                        || lexicon.surname(words.lower(tokens.end - 1)));
                let party = super::sense::party_of(lower).is_some();
                reports(above) && (!opens || personal || party)
            }
            "pobj" => {
                let phrase = words.head(above);
                words.lower(above) == "by" && phrase.is_some_and(reports)
                    || words.lower(above) == "to" && phrase.is_some_and(|word| words.lower(word) == "according")
            }
            "appos" if tokens.len() > 1 => {
                let subject = words.token(above).deprel == "nsubj" && words.token(above).pos == "NOUN";
                subject && words.head(above).is_some_and(reports)
            }
            _ => false,
        }
    }

    fn begins_with_given_name(&self, tokens: &Range<u32>) -> bool {
        tokens.len() >= 2
            && lexicon().given_name(self.words.lower(tokens.start)).is_some()
            && tokens.clone().all(|index| {
                let lower = self.words.lower(index);
                !lexicon().organization_word(lower, false) && !lexicon().place_word(lower, false)
            })
    }
}

/// "N.B.T.": three initials or more, each with its full stop, are a body's; a land's the gazetteer knows.
fn is_dotted_initials(form: &str) -> bool {
    let (mut n, mut letter) = (0, false);
    for character in form.chars() {
        match character {
            '.' if letter => letter = false,
            upper if !letter && upper.is_ascii_uppercase() => {
                letter = true;
                n += 1;
            }
            _ => return false,
        }
    }
    n >= 3 && !letter && super::gazetteer::country_by_name(form).is_none()
}
