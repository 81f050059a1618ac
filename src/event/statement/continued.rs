//! Quotations that go on: over the end of a paragraph, after the sentence that reports them, in a paragraph of their own.

use super::draft::{Draft, Reading};
use super::quotation::Quotation;
use super::speaker::Source;
use crate::article::Span;
use crate::nlp::TokenId;

impl Reading<'_, '_> {
    /// Gives quotations without reporting words of their own to the statement that they go on with.
    pub(super) fn continue_quotations(&mut self) {
        let mut last_direct: Option<usize> = None;
        for index in 0..self.quotations.len() {
            let quotation = self.quotations[index];
            if self.by_quotation[index].is_none() && !self.is_title(&quotation) {
                let before = index.checked_sub(1).filter(|&before| self.by_quotation[before].is_some());
                let direct = last_direct.filter(|&direct| self.goes_on(direct, index));
                let found = direct.or(before.filter(|&before| self.goes_on(before, index)));
                if let Some(draft) = found.and_then(|found| self.by_quotation[found]) {
                    self.drafts[draft].content.push(quotation.outer);
                    self.drafts[draft].quoted.push(quotation.outer);
                    self.by_quotation[index] = Some(draft);
                }
            }
            let owner = self.by_quotation[index];
            if owner.is_some_and(|draft| self.drafts[draft].quoted.contains(&quotation.outer)) {
                last_direct = Some(index);
            }
        }
    }

    /// Gives quotations that run on into the next paragraph to the statement found there.
    pub(super) fn open_quotations(&mut self) {
        for index in (1..self.quotations.len()).rev() {
            let before = self.quotations[index - 1];
            if !self.quotations[index].continues || self.by_quotation[index - 1].is_some() {
                continue;
            }
            if let Some(draft) = self.by_quotation[index] {
                self.drafts[draft].content.push(before.outer);
                self.drafts[draft].quoted.push(before.outer);
                self.by_quotation[index - 1] = Some(draft);
            }
        }
    }

    /// Gives quotations that fill a paragraph to the one who speaks at the end of the paragraph before.
    pub(super) fn follow_paragraphs(&mut self) {
        let speakers = self.last_speakers();
        for index in 0..self.quotations.len() {
            let quotation = self.quotations[index];
            if self.by_quotation[index].is_some() || quotation.paragraph == 0 {
                continue;
            }
            let paragraph = self.paragraphs[quotation.paragraph];
            let opens = quotation.outer.start == paragraph.start;
            let last = self.quotations.get(index + 1).is_none_or(|next| next.paragraph != quotation.paragraph);
            let fills = last && Span::new(quotation.outer.end, paragraph.end).slice(self.syntax.body).trim().is_empty();
            let long = quotation.inner.slice(self.syntax.body).split_whitespace().count() >= 5;
            let Some((draft, source)) = speakers[quotation.paragraph - 1].clone().filter(|_| opens && fills && long)
            else {
                continue;
            };
            // it goes on with words quoted at the end of the paragraph before
            let quotes = self.drafts[draft].quoted.iter().any(|quote| quote.end <= quotation.outer.start);
            if quotes {
                self.by_quotation[index] = Some(draft);
                self.drafts[draft].content.push(quotation.outer);
                self.drafts[draft].quoted.push(quotation.outer);
            } else {
                self.by_quotation[index] = Some(self.drafts.len());
                self.drafts.push(Draft {
                    verb: None,
                    cue: None,
                    source,
                    content: vec![quotation.outer],
                    addressees: Vec::new(),
                    topics: Vec::new(),
                    quoted: vec![quotation.outer],
                    nested: false,
                    rule: "quotation after its speaker",
                    confidence: 0.7,
                });
            }
        }
    }

    /// "Ode said. The plan *has “no support in the north.”*": gives a sentence that quotes in part, without reporting words
    /// of its own, to the one whose words the sentence before it reports.
    pub(super) fn follow_sentences(&mut self) {
        let mut cues: Vec<(usize, usize)> = (0..)
            .zip(&self.drafts)
            .filter(|(_, draft)| draft.verb.is_some_and(|verb| !self.cues.in_quotation(verb)))
            .filter_map(|(index, draft)| draft.cue.map(|cue| (cue.start, index)))
            .collect();
        cues.sort_unstable();
        let mut last_given: Option<(usize, u32)> = None;
        for index in 0..self.quotations.len() {
            let quotation = self.quotations[index];
            let before = cues.partition_point(|&(start, _)| start < quotation.outer.start);
            let Some(&(cue, draft)) = before.checked_sub(1).and_then(|last| cues.get(last)) else { continue };
            if self.by_quotation[index].is_some() || cue < self.paragraphs[quotation.paragraph].start {
                continue;
            }
            let quoted = self.syntax.analysis.tokens_in(quotation.outer);
            let spoken = self.syntax.analysis.tokens_in(Span::new(cue, quotation.outer.start)).start;
            let at = self.syntax.token(TokenId(quoted.start)).sentence;
            let reached = match last_given {
                Some((given, sentence)) if given == draft => sentence,
                _ => self.syntax.token(TokenId(spoken)).sentence,
            };
            let words = quotation.inner.slice(self.syntax.body).split_whitespace().count();
            let plain = |word: &str| word.starts_with(char::is_lowercase) && word.len() > 3;
            let phrase = quotation.inner.slice(self.syntax.body).split_whitespace().any(plain);
            if reached > at || at - reached > 1 || words < 3 || !phrase || self.is_title(&quotation) {
                continue;
            }
            let sentence = self.syntax.sentence(TokenId(quoted.start));
            let own = |token: u32| {
                let id = TokenId(token);
                !self.cues.in_quotation(id)
                    && (self.cues.frames(id).is_some_and(|frames| frames.quote || frames.clause)
                        || self.syntax.is_form(id, &["according"]))
            };
            let quotes = self.drafts[draft].quoted.iter().any(|quote| quote.start < quotation.outer.start);
            if reached == at || !quotes || sentence.clone().any(own) {
                continue;
            }
            let span = self.syntax.trimmed_span(sentence).cover(quotation.outer);
            self.drafts[draft].content.push(span);
            self.drafts[draft].quoted.push(quotation.outer);
            self.by_quotation[index] = Some(draft);
            last_given = Some((draft, at));
        }
    }

    /// "Ode warned that the bank would fail. *The port would follow.*": gives a sentence that goes on with what was said in
    /// the tense of reported speech to its speaker: it has "would" or "could", and no reporting words, quotation or "I" of its own.
    pub(super) fn follow_speech(&mut self) {
        for index in 0..self.drafts.len() {
            let Some(span) = self.next_of_speech(&self.drafts[index]) else { continue };
            self.drafts[index].content.push(span);
        }
    }

    fn next_of_speech(&self, draft: &Draft) -> Option<Span> {
        let syntax = self.syntax;
        let verb = draft.verb.filter(|&verb| draft.rule == "clause" && !self.cues.in_quotation(verb))?;
        let last = draft.content.last()?;
        let said = syntax.analysis.tokens_in(*last);
        let would = |token: u32| {
            syntax.is_form(TokenId(token), &["would", "could", "might"]) && syntax.tag(TokenId(token)) == "MD"
        };
        let past = |token: u32| would(token) || syntax.tag(TokenId(token)) == "VBD";
        let sentence = syntax.sentence(verb);
        let close = said.end..sentence.end;
        if syntax.tag(verb) != "VBD"
            || self.cues.frames(verb).is_none_or(|frames| frames.document)
            || said.start <= verb.0
            || !said.clone().any(past)
            || close.len() > 2
            || !close.map(TokenId).all(|token| syntax.is_mark(token) || syntax.is_space(token))
        {
            return None;
        }
        let first = TokenId(sentence.end).0;
        let next = Some(TokenId(first)).filter(|_| first < syntax.len())?;
        let next = syntax.clip(verb, syntax.sentence(next));
        let own = |token: u32| {
            let id = TokenId(token);
            self.cues.in_quotation(id)
                || self.cues.frames(id).is_some()
                || syntax.is_form(id, &["according", "i", "we", "you", "?"])
        };
        let main = next.clone().find(|&token| would(token))?;
        let head = syntax.analysis.head(TokenId(main))?;
        let roots = syntax.deprel(head) == "ROOT" && syntax.child(head, &["nsubj", "nsubjpass"]).is_some();
        (roots && next.len() > 3 && !next.clone().any(own)).then(|| syntax.trimmed_span(next))
    }

    /// `On Norland Radio's "Good Morning"`: a few capitalised words after a preposition or a possessive.
    pub(super) fn is_title(&self, quotation: &Quotation) -> bool {
        let syntax = self.syntax;
        let first = TokenId(syntax.analysis.tokens_in(quotation.outer).start);
        let Some(before) = syntax.previous(first) else { return false };
        let mut words = quotation.inner.slice(syntax.body).split_whitespace();
        let short = words.clone().nth(5).is_none();
        let capital = |word: &str| {
            word.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
                || matches!(word, "the" | "of" | "and" | "a" | "in" | "with" | "to" | "&" | "for" | "on")
        };
        let owned = syntax.is_form(before, &["'s", "’s", "'", "’"]) && syntax.tag(before) == "POS";
        let placed = syntax.is_form(before, &["on", "of", "in", "from", "for"]) && syntax.tag(before) == "IN";
        short && (owned || placed) && words.all(capital)
    }

    /// The last draft in each paragraph, outside quotations, with who speaks.
    fn last_speakers(&self) -> Vec<Option<(usize, Source)>> {
        let mut last: Vec<Option<(usize, usize)>> = vec![None; self.paragraphs.len()];
        for (index, draft) in self.drafts.iter().enumerate() {
            let Some(cue) = draft.cue.filter(|_| draft.verb.is_none_or(|verb| !self.cues.in_quotation(verb))) else {
                continue;
            };
            let paragraph = self.paragraphs.partition_point(|paragraph| paragraph.end <= cue.start);
            if let Some(slot) = last.get_mut(paragraph).filter(|slot| slot.is_none_or(|(start, _)| start < cue.start)) {
                *slot = Some((cue.start, index));
            }
        }
        let source = |(_, index): (usize, usize)| (index, self.drafts[index].source.clone());
        last.into_iter().map(|slot| slot.map(source)).collect()
    }

    /// True if quotation `index` goes on with quotation `before`: over a paragraph's end, or after the sentence that
    /// reports it.
    fn goes_on(&self, before: usize, index: usize) -> bool {
        let (first, second) = (self.quotations[before], self.quotations[index]);
        let carried = second.continues && index == before + 1;
        carried
            || first.paragraph == second.paragraph
                && self.is_cue_sentence(Span::new(first.outer.end, second.outer.start))
    }

    /// True if `gap`, between two quotations, ends a sentence and holds no other.
    fn is_cue_sentence(&self, gap: Span) -> bool {
        let text = gap.slice(self.syntax.body).trim();
        if text.is_empty() {
            return true;
        }
        if !text.ends_with(['.', '?', '!', ':', '”', '"']) {
            return false;
        }
        let tokens = self.syntax.analysis.tokens_in(gap).map(TokenId);
        let quoted = |token: TokenId| self.cues.in_quotation(token);
        tokens.filter(|&token| self.syntax.tag(token) == "." && self.syntax.is_mark(token) && !quoted(token)).count()
            <= 1
    }
}
