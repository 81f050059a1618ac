//! Drafts: statements as the text shows them, before entities are looked up.

use super::admit::{drop_nested, is_asserted, is_finding};
use super::attitude::attitude_drafts;
use super::complement::complement_of;
use super::cue::Cues;
use super::direct::{Attachment, attach, in_fronted_report};
use super::extent::without;
use super::headline::colon_drafts;
use super::nominal::noun_drafts;
use super::parenthesis::{between_commas, closing, inverted, parenthetical};
use super::phrase::{as_clause, phrase_drafts};
use super::quotation::{Quotation, find_quotations};
use super::signature::signed_drafts;
use super::speaker::{Source, source_of};
use super::syntax::Syntax;
use super::verdict::verdict_drafts;
use crate::article::Span;
use crate::nlp::TokenId;
use rustc_hash::FxHashMap;
use std::ops::Range;

/// A statement of the text: words that report, words that name the speaker, words that were said.
#[derive(Clone, PartialEq, Debug)]
pub struct Draft {
    /// The reporting verb or noun.
    pub verb: Option<TokenId>,
    /// The reporting words; none where a quotation only follows its speaker's words.
    pub cue: Option<Span>,
    /// Who speaks.
    pub source: Source,
    /// What was said.
    pub content: Vec<Span>,
    /// Who is spoken to.
    pub addressees: Vec<TokenId>,
    /// What the reporting words say the speech was of: "said *of Ode*".
    pub topics: Vec<TokenId>,
    /// The quotations among the content.
    pub quoted: Vec<Span>,
    /// True if it is reported within another's words.
    pub nested: bool,
    /// The pattern that found it.
    pub rule: &'static str,
    /// How sure the pattern is, 0 to 1.
    pub confidence: f64,
}

/// The pattern of a paragraph that is quoted without marks.
const BLOCK: &str = "speaker, verb, colon, paragraph";

/// The text's quotations and reporting verbs, while drafts are made of them.
pub(super) struct Reading<'a, 's> {
    pub(super) syntax: &'s Syntax<'a>,
    pub(super) paragraphs: Vec<Span>,
    pub(super) quotations: Vec<Quotation>,
    pub(super) cues: Cues,
    pub(super) drafts: Vec<Draft>,
    /// Draft of each reporting verb.
    pub(super) by_verb: FxHashMap<TokenId, usize>,
    /// Draft of each quotation.
    pub(super) by_quotation: Vec<Option<usize>>,
}

/// Finds the drafts of a text, by position.
#[must_use]
pub fn find_drafts(syntax: &Syntax<'_>, paragraphs: Vec<Span>) -> Vec<Draft> {
    let quotations = find_quotations(syntax.body, &paragraphs);
    let cues = Cues::find(syntax, &quotations);
    let by_quotation = vec![None; quotations.len()];
    let mut reading = Reading {
        syntax,
        paragraphs,
        quotations,
        cues,
        drafts: Vec::new(),
        by_verb: FxHashMap::default(),
        by_quotation,
    };
    reading.attach_quotations();
    reading.continue_quotations();
    reading.open_quotations();
    reading.add_blocks();
    reading.add_complements();
    reading.continue_quotations();
    reading.follow_paragraphs();
    reading.follow_sentences();
    reading.follow_speech();
    reading.continue_quotations();
    reading.add_conditions();
    let mut drafts = reading.drafts;
    drafts.extend(phrase_drafts(syntax));
    drafts.extend(noun_drafts(syntax));
    drafts.extend(attitude_drafts(syntax));
    drafts.extend(verdict_drafts(syntax));
    drafts.extend(signed_drafts(syntax, &reading.paragraphs));
    for colon in colon_drafts(syntax, &reading.paragraphs) {
        // "Ode: ‘No idea’ if it was right": what follows the quotation in a headline is said too
        let owner = drafts.iter_mut().find(|draft| draft.cue.is_some() && draft.cue == colon.cue);
        match owner {
            Some(owner) if colon.rule.starts_with("headline") => owner.content.extend(colon.content),
            Some(_) => {}
            None => drafts.push(colon),
        }
    }
    for draft in &mut drafts {
        draft.topics = topics_of(syntax, draft);
        tidy(draft, syntax);
    }
    drafts.retain(|draft| !draft.content.is_empty());
    drop_nested(&mut drafts, syntax);
    for draft in &mut drafts {
        draft.quoted = match draft.rule {
            BLOCK => draft.content.clone(),
            _ => quoted_parts(&draft.content, &reading.quotations),
        };
    }
    drafts.sort_by_key(|draft| (draft.content[0].start, draft.verb));
    drafts
}

impl Reading<'_, '_> {
    /// Ties each quotation to the reporting words beside it.
    fn attach_quotations(&mut self) {
        for index in 0..self.quotations.len() {
            let quotation = self.quotations[index];
            if self.is_title(&quotation) {
                continue;
            }
            let before = index.checked_sub(1).map_or(0, |before| self.quotations[before].outer.end);
            let after = self.quotations.get(index + 1).map_or(self.syntax.body.len(), |next| next.outer.start);
            let paragraph = self.reach_of(&quotation);
            let Some(found) = attach(self.syntax, &self.cues, &quotation, paragraph, Span::new(before, after)) else {
                continue;
            };
            if found.before_cue && in_fronted_report(self.syntax, &self.cues, &quotation) {
                continue;
            }
            let content = match found.before_cue {
                true => Span::new(self.content_start(index), quotation.outer.end),
                false => quotation.outer,
            };
            let known = found.verb.and_then(|verb| self.by_verb.get(&verb).copied());
            let draft = match known {
                Some(draft) => draft,
                None => self.add_attached(&found),
            };
            self.drafts[draft].content.push(content);
            self.drafts[draft].quoted.push(quotation.outer);
            self.by_quotation[index] = Some(draft);
        }
    }

    /// The paragraph of `quotation`, with the one before if that ends with a colon and the quotation opens its own.
    fn reach_of(&self, quotation: &Quotation) -> Span {
        let paragraph = self.paragraphs[quotation.paragraph];
        let before = quotation.paragraph.checked_sub(1).map(|before| self.paragraphs[before]);
        let opens = quotation.outer.start == paragraph.start;
        match before.filter(|before| opens && before.slice(self.syntax.body).ends_with(':')) {
            Some(before) => before.cover(paragraph),
            None => paragraph,
        }
    }

    fn add_attached(&mut self, found: &Attachment) -> usize {
        let addressees = found.verb.and_then(|verb| self.cues.frames(verb).map(|frames| (verb, frames)));
        let addressees =
            addressees.map(|(verb, frames)| complement_of(self.syntax, verb, frames).addressees).unwrap_or_default();
        self.drafts.push(Draft {
            verb: found.verb,
            cue: Some(found.cue),
            source: found.source.clone(),
            content: Vec::new(),
            addressees,
            topics: Vec::new(),
            quoted: Vec::new(),
            nested: false,
            rule: found.rule,
            confidence: if found.verb.is_some() { 0.95 } else { 0.8 },
        });
        let draft = self.drafts.len() - 1;
        if let Some(verb) = found.verb {
            self.by_verb.insert(verb, draft);
        }
        draft
    }

    /// Where the content of a quotation before its cue begins: at its mark, or at the sentence's start if the sentence
    /// is quoted only in part.
    fn content_start(&self, index: usize) -> usize {
        let quotation = self.quotations[index];
        let floor = self.paragraphs[quotation.paragraph].start;
        let floor = index.checked_sub(1).map_or(floor, |before| floor.max(self.unquoted_floor(before)));
        let lead = Span::new(floor, quotation.outer.start).slice(self.syntax.body).trim_end();
        if lead.is_empty() || lead.ends_with(['.', '?', '!', ':', '”', '"', '—', '–', '-', '(']) {
            return quotation.outer.start;
        }
        let words = quotation.inner.slice(self.syntax.body);
        let capital = words.chars().find(|c| c.is_alphanumeric()).is_some_and(char::is_uppercase);
        if capital && words.split_whitespace().nth(3).is_some() {
            return quotation.outer.start;
        }
        let first = self.syntax.analysis.tokens_in(quotation.outer).start;
        let Some(before) = self.syntax.previous(TokenId(first)) else { return quotation.outer.start };
        let sentence = self.syntax.analysis.span(self.syntax.opening(before)).start.max(floor);
        let gap = Span::new(sentence, quotation.outer.start).slice(self.syntax.body);
        sentence + (gap.len() - gap.trim_start().len())
    }

    /// The end of quotation `before` if it is a statement of its own; the start of the paragraph otherwise.
    fn unquoted_floor(&self, before: usize) -> usize {
        match self.by_quotation[before] {
            Some(_) => self.quotations[before].outer.end,
            None => 0,
        }
    }

    /// Adds what reporting verbs say indirectly.
    fn add_complements(&mut self) {
        let verbs: Vec<_> = self.cues.iter().collect();
        for (verb, frames) in verbs {
            let known = self.by_verb.get(&verb).copied();
            let mut found = complement_of(self.syntax, verb, frames);
            let inverted = match known {
                None => inverted(self.syntax, verb, frames)
                    .or_else(|| closing(self.syntax, verb, frames))
                    .or_else(|| between_commas(self.syntax, verb, frames)),
                Some(_) => None,
            };
            if let Some((_, around)) = &inverted {
                found.content.clone_from(around);
                found.frame = "speaker after its verb";
            }
            let mut ranges = found.content.clone();
            if known.is_none() && (!is_asserted(self.syntax, verb) || self.syntax.is_negated(verb)) {
                continue;
            }
            let Some(source) = known
                .map(|draft| self.drafts[draft].source.clone())
                .or_else(|| inverted.map(|(source, _)| source))
                .or_else(|| source_of(self.syntax, verb))
            else {
                continue;
            };
            let within = self.cues.quotation_of(source.head).filter(|_| !self.cues.in_quotation(verb));
            let astray = within.is_some_and(|quotation| {
                self.quotations[quotation].inner.slice(self.syntax.body).split_whitespace().nth(5).is_some()
            });
            let source = match self.speaker_before(verb) {
                Some(before) => before,
                None if astray => continue,
                None => source,
            };
            if self.syntax.is_form(TokenId(source.tokens.start), &["neither", "nobody", "no", "none"]) {
                continue;
            }
            if frames.document && !is_finding(self.syntax, verb, source.head) {
                continue;
            }
            let mut source = source;
            if let Some(cut) = ranges
                .iter()
                .map(|range| range.start)
                .find(|&start| known.is_none() && source.head.0 < start && source.tokens.contains(&start))
            {
                // "accused by Ode *of lying*": the parse gave the charge to the accuser
                source.tokens.end = cut;
            }
            let mut rule = found.frame;
            if rule == "clause"
                && known.is_none()
                && let [clause] = &ranges[..]
                && clause.end <= verb.0
            {
                ranges.extend(self.rest_after(verb, &source));
            }
            if ranges.is_empty() && known.is_none() && (frames.clause || frames.quote) {
                if frames.clause {
                    ranges = parenthetical(self.syntax, verb, &source);
                }
                rule = "parenthetical";
                if ranges.is_empty()
                    && (frames.clause || self.syntax.lemma(verb) == "put")
                    && let Some((_, around)) = as_clause(self.syntax, verb)
                {
                    ranges = around;
                    rule = "as-clause";
                }
            }
            let spans: Vec<Span> = ranges
                .into_iter()
                .map(|range| self.content_span(verb, range))
                .filter(|span| !span.is_empty())
                .collect();
            match known {
                Some(draft) => {
                    let quoted = self.drafts[draft].quoted.clone();
                    let mixed = spans.into_iter().filter(|span| quoted.iter().any(|quote| quote.overlaps(*span)));
                    self.drafts[draft].content.extend(mixed);
                }
                None if spans.is_empty() => {}
                None => {
                    self.by_verb.insert(verb, self.drafts.len());
                    for span in &spans {
                        let first = self.quotations.partition_point(|quote| quote.outer.end <= span.start);
                        let own = self.syntax.token(verb).span;
                        for (quote, owner) in self.quotations[first..].iter().zip(&mut self.by_quotation[first..]) {
                            if quote.outer.start >= span.end {
                                break;
                            }
                            if owner.is_none() && !quote.outer.contains(own) {
                                *owner = Some(self.drafts.len());
                            }
                        }
                    }
                    self.drafts.push(Draft {
                        verb: Some(verb),
                        cue: Some(self.syntax.token(verb).span),
                        source,
                        content: spans,
                        addressees: found.addressees,
                        topics: Vec::new(),
                        quoted: Vec::new(),
                        nested: false,
                        rule,
                        confidence: 0.9,
                    });
                }
            }
        }
    }

    /// "Ode told a rally, *saying* …": who speaks in the report before `verb`, for a participle after a comma that no other
    /// verb parts from it.
    fn speaker_before(&self, verb: TokenId) -> Option<Source> {
        let syntax = self.syntax;
        let loose = syntax.tag(verb) == "VBG" && syntax.previous(verb).is_some_and(|before| syntax.form(before) == ",");
        let floor = syntax.sentence(verb).start.max(verb.0.saturating_sub(16));
        let report = (floor..verb.0).rev().map(TokenId).find(|&before| syntax.is_verb(before)).filter(|_| loose)?;
        let draft =
            self.by_verb.get(&report).filter(|_| !self.cues.in_quotation(report) && !self.cues.in_quotation(verb))?;
        Some(self.drafts[*draft].source.clone())
    }

    /// Gives a paragraph to the reporting verb before the colon that ends the paragraph before it, where it is quoted
    /// without marks.
    fn add_blocks(&mut self) {
        for index in 1..self.paragraphs.len() {
            let (lead, block) = (self.paragraphs[index - 1], self.paragraphs[index]);
            let text = block.slice(self.syntax.body);
            if !lead.slice(self.syntax.body).ends_with(':')
                || text.starts_with(['"', '“', '‘', '\'', '«', '•', '-', '*'])
                || text.split_whitespace().nth(5).is_none()
                || !text.ends_with(['.', '?', '!', '"', '”', '…'])
            {
                continue;
            }
            let tokens = self.syntax.analysis.tokens_in(lead);
            let from = tokens.start.max(tokens.end.saturating_sub(12));
            let verb = (from..tokens.end).rev().map(TokenId).find(|&token| self.syntax.is_verb(token));
            let reports = |verb: &TokenId| {
                self.cues.frames(*verb).is_some_and(|frames| frames.quote)
                    && !self.by_verb.contains_key(verb)
                    && !self.cues.in_quotation(*verb)
            };
            let Some(verb) = verb.filter(reports) else { continue };
            let Some(source) = source_of(self.syntax, verb) else { continue };
            self.by_verb.insert(verb, self.drafts.len());
            self.drafts.push(Draft {
                verb: Some(verb),
                cue: Some(self.syntax.token(verb).span),
                source,
                content: vec![block],
                addressees: Vec::new(),
                topics: Vec::new(),
                quoted: vec![block],
                nested: false,
                rule: BLOCK,
                confidence: 0.75,
            });
        }
    }

    /// The byte span of `range`, widened to the quotations that it cuts and kept within the quotation of `verb`.
    fn content_span(&self, verb: TokenId, range: Range<u32>) -> Span {
        let range = self.syntax.clip(verb, range);
        if range.is_empty() {
            return Span::default();
        }
        let mut span = self.syntax.trimmed_span(range.clone());
        if let Some(quotation) = self.cues.quotation_of(verb) {
            let inner = self.quotations[quotation].inner;
            return Span::new(span.start.max(inner.start), span.end.min(inner.end));
        }
        let edges = [range.start, range.end.saturating_sub(1)].map(|token| self.cues.quotation_of(TokenId(token)));
        for quotation in edges.into_iter().flatten() {
            let foreign = self.by_quotation[quotation].is_some_and(|draft| self.drafts[draft].verb != Some(verb));
            let outer = self.quotations[quotation].outer;
            if !foreign {
                span = span.cover(outer);
            } else if outer.start > span.start {
                span.end = span.end.min(outer.start);
            }
        }
        span
    }

    /// "The tool helps, *she said*, and it was free": the clause that goes on after the reporting words.
    fn rest_after(&self, verb: TokenId, source: &Source) -> Option<Range<u32>> {
        let syntax = self.syntax;
        let sentence = syntax.sentence(verb);
        let end = source.tokens.end.max(verb.0 + 1);
        let comma = (end..sentence.end.min(end + 8)).find(|&token| matches!(syntax.form(TokenId(token)), "," | ";"))?;
        let link = syntax
            .next(TokenId(comma))
            .filter(|&link| link.0 < sentence.end)
            .filter(|&link| syntax.form(TokenId(comma)) == ";" || syntax.is_form(link, &["and", "but"]))?;
        let next = (link.0..sentence.end)
            .map(TokenId)
            .find(|&token| syntax.is_verb(token) || syntax.token(token).pos == "AUX")?;
        let own = syntax.child(next, &["nsubj", "nsubjpass", "expl"]).or_else(|| {
            syntax
                .analysis
                .head(next)
                .filter(|_| matches!(syntax.deprel(next), "aux" | "auxpass"))
                .and_then(|main| syntax.child(main, &["nsubj", "nsubjpass", "expl"]))
        });
        // "…, he told peers, and *“it is a long way”*"
        let quoted = syntax.next(link).and_then(|first| syntax.next(first)).is_some_and(|first| {
            self.cues.quotation_of(first).is_some_and(|quotation| {
                self.by_quotation[quotation].is_none()
                    && self.quotations[quotation].outer.start <= syntax.token(link).span.end + 1
            })
        });
        let foreign = (link.0..sentence.end).any(|token| {
            !quoted && self.cues.in_quotation(TokenId(token))
                || self.cues.frames(TokenId(token)).is_some_and(|frames| frames.clause)
        });
        let start = if quoted { link.0 + 1 } else { link.0 };
        (own.is_some_and(|own| own >= link) && !foreign).then_some(start..sentence.end)
    }

    /// "*If Ode signs*, Brandt tweeted, “I will resign.”": the condition before the reporting words is said too.
    fn add_conditions(&mut self) {
        let syntax = self.syntax;
        for draft in self.drafts.iter_mut().filter(|draft| !draft.quoted.is_empty()) {
            let Some(verb) = draft.verb else { continue };
            let first = draft.source.tokens.start.min(verb.0);
            let mut clauses = syntax.children(verb, &["advcl"]).filter(|&clause| clause.0 < first);
            let condition = clauses.find(|&clause| {
                let mark = syntax.child(clause, &["mark", "advmod"]);
                mark.is_some_and(|mark| syntax.left(clause) == mark.0 && syntax.is_form(mark, &["if", "unless"]))
            });
            let quoted_after = draft.quoted.iter().all(|quote| quote.start > syntax.token(verb).span.start);
            if let Some(clause) = condition.filter(|_| quoted_after) {
                draft.content.push(syntax.trimmed_span(syntax.left(clause)..syntax.right(clause).min(first)));
            }
        }
    }
}

/// "Said *of Ode*, …", "asked *about Ode*, she said": what a phrase beside a verb of saying tells the speech was of.
fn topics_of(syntax: &Syntax<'_>, draft: &Draft) -> Vec<TokenId> {
    let Some(verb) =
        draft.verb.filter(|&verb| matches!(syntax.lemma(verb), "say" | "write" | "tweet" | "joke" | "add"))
    else {
        return Vec::new();
    };
    let phrases = syntax.children(verb, &["prep"]).filter(|&prep| syntax.is_form(prep, &["of", "about"]));
    phrases.filter_map(|prep| syntax.child(prep, &["pobj"])).collect()
}

/// The quotations that the content spans overlap.
fn quoted_parts(content: &[Span], quotations: &[Quotation]) -> Vec<Span> {
    let overlapping = |span: &Span| {
        let first = quotations.partition_point(|quotation| quotation.outer.end <= span.start);
        let end = span.end;
        quotations[first..].iter().map(|quotation| quotation.outer).take_while(move |outer| outer.start < end)
    };
    content.iter().flat_map(overlapping).collect()
}

/// Orders and joins the content spans and takes the cue and the speaker out of them.
fn tidy(draft: &mut Draft, syntax: &Syntax<'_>) {
    let holes: Vec<Span> = draft.cue.into_iter().chain([draft.source.span(syntax)]).collect();
    let mut spans = std::mem::take(&mut draft.content);
    spans.sort_unstable();
    let mut joined: Vec<Span> = Vec::new();
    for span in spans {
        match joined.last_mut() {
            Some(last) if span.start <= last.end => last.end = last.end.max(span.end),
            _ => joined.push(span),
        }
    }
    for hole in holes {
        joined = joined.into_iter().flat_map(|span| without(span, hole)).collect();
    }
    joined.retain(|span| span.slice(syntax.body).chars().any(char::is_alphanumeric));
    draft.content = joined;
}
