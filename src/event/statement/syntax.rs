//! A view of an [`Analysis`] for reported speech: subtree edges in constant time, subjects, noun phrases, voice, polarity.

use crate::article::Span;
use crate::nlp::{Analysis, Token, TokenId};
use std::ops::Range;

/// Annotations with the edges of every subtree.
pub struct Syntax<'a> {
    /// The text that was analysed.
    pub body: &'a str,
    /// Its annotations.
    pub analysis: &'a Analysis,
    edges: Vec<Range<u32>>,
    /// First token of each paragraph after the first.
    breaks: Vec<u32>,
}

impl<'a> Syntax<'a> {
    /// Computes the edges of all subtrees, in time linear in the tokens; sentences end with their paragraph.
    #[must_use]
    pub fn new(body: &'a str, analysis: &'a Analysis, paragraphs: &[Span]) -> Self {
        let breaks = paragraphs.iter().skip(1).map(|paragraph| analysis.tokens_in(*paragraph).start).collect();
        Self { body, analysis, edges: subtree_edges(analysis), breaks }
    }

    /// The token `id`.
    #[must_use]
    pub fn token(&self, id: TokenId) -> &'a Token {
        self.analysis.token(id)
    }

    /// Number of tokens.
    #[must_use]
    pub fn len(&self) -> u32 {
        TokenId::new(self.analysis.tokens.len()).0
    }

    /// The form of token `id`.
    #[must_use]
    pub fn form(&self, id: TokenId) -> &'a str {
        self.analysis.form(id, self.body)
    }

    /// True if the form of `id` is one of `forms`, case ignored.
    #[must_use]
    pub fn is_form(&self, id: TokenId, forms: &[&str]) -> bool {
        forms.iter().any(|form| self.form(id).eq_ignore_ascii_case(form))
    }

    /// Lemma of `id`.
    #[must_use]
    pub fn lemma(&self, id: TokenId) -> &'a str {
        &self.token(id).lemma
    }

    /// Dependency label of `id`.
    #[must_use]
    pub fn deprel(&self, id: TokenId) -> &'static str {
        self.token(id).deprel.as_str()
    }

    /// Penn tag of `id`.
    #[must_use]
    pub fn tag(&self, id: TokenId) -> &'static str {
        self.token(id).tag.as_str()
    }

    /// First token of the subtree under `id`.
    #[must_use]
    pub fn left(&self, id: TokenId) -> u32 {
        self.edges[id.index()].start
    }

    /// One past the last token of the subtree under `id`.
    #[must_use]
    pub fn right(&self, id: TokenId) -> u32 {
        self.edges[id.index()].end
    }

    /// First dependent of `id` with one of `deprels`.
    #[must_use]
    pub fn child(&self, id: TokenId, deprels: &[&str]) -> Option<TokenId> {
        self.children(id, deprels).next()
    }

    /// Dependents of `id` with one of `deprels`, in text order.
    pub fn children<'s>(&'s self, id: TokenId, deprels: &'s [&'s str]) -> impl Iterator<Item = TokenId> + 's {
        self.analysis.dependents(id).iter().copied().filter(move |&child| deprels.contains(&self.deprel(child)))
    }

    /// Token range of the sentence that `id` is in, within its paragraph.
    #[must_use]
    pub fn sentence(&self, id: TokenId) -> Range<u32> {
        self.clip(id, self.analysis.sentences[self.token(id).sentence as usize].clone())
    }

    /// The sentence of `id` without a dateline ("GENEVA, Jan 5 (AP) — ") at its start.
    #[must_use]
    pub fn opening(&self, id: TokenId) -> Range<u32> {
        let sentence = self.sentence(id);
        let dash = (sentence.start..sentence.end.min(sentence.start + 14).min(id.0))
            .find(|&token| self.is_dateline_dash(TokenId(token)));
        let Some(dash) = dash.filter(|_| self.breaks.binary_search(&sentence.start).is_ok() || sentence.start == 0)
        else {
            return sentence;
        };
        let place = (sentence.start..dash).map(TokenId).all(|token| {
            self.is_mark(token)
                || self.is_space(token)
                || self.form(token).starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
        });
        // "Ode — after a pause — said": a dateline is followed by the beginning of a sentence
        let begins = self.next(TokenId(dash)).is_some_and(|next| !self.form(next).starts_with(char::is_lowercase));
        match place && begins && dash > sentence.start {
            true => dash + 1..sentence.end,
            false => sentence,
        }
    }

    /// A dash; a hyphen only if it stands apart: "Ode, *N-Marland*, said" holds no dateline.
    fn is_dateline_dash(&self, id: TokenId) -> bool {
        let apart = || {
            self.body[..self.token(id).span.start].ends_with(char::is_whitespace)
                || self.body[self.token(id).span.end..].starts_with(char::is_whitespace)
        };
        matches!(self.form(id), "—" | "–" | "--") || self.form(id) == "-" && apart()
    }

    /// The part of `range` that lies in the paragraph of `id`.
    #[must_use]
    pub fn clip(&self, id: TokenId, range: Range<u32>) -> Range<u32> {
        let next = self.breaks.partition_point(|&first| first <= id.0);
        let start = next.checked_sub(1).map_or(0, |own| self.breaks[own]);
        let end = self.breaks.get(next).copied().unwrap_or(u32::MAX);
        range.start.max(start)..range.end.min(end)
    }

    /// The token before `id` that is no white space, if any.
    #[must_use]
    pub fn previous(&self, id: TokenId) -> Option<TokenId> {
        (0..id.0).rev().map(TokenId).find(|&token| !self.is_space(token))
    }

    /// The token after `id` that is no white space, if any.
    #[must_use]
    pub fn next(&self, id: TokenId) -> Option<TokenId> {
        (id.0 + 1..self.len()).map(TokenId).find(|&token| !self.is_space(token))
    }

    /// True for a token of white space.
    #[must_use]
    pub fn is_space(&self, id: TokenId) -> bool {
        self.tag(id) == "_SP" || self.form(id).trim().is_empty()
    }

    /// True for a token without letters or digits.
    #[must_use]
    pub fn is_mark(&self, id: TokenId) -> bool {
        !self.form(id).chars().any(char::is_alphanumeric)
    }

    /// True for a verb that is no auxiliary.
    #[must_use]
    pub fn is_verb(&self, id: TokenId) -> bool {
        self.tag(id).starts_with("VB") && !matches!(self.deprel(id), "aux" | "auxpass")
    }

    /// True for a noun, a name or a pronoun.
    #[must_use]
    pub fn is_nominal(&self, id: TokenId) -> bool {
        matches!(self.tag(id), "NN" | "NNS" | "NNP" | "NNPS" | "PRP" | "PRP$" | "WP" | "WDT" | "DT" | "CD" | "JJ")
    }

    /// True for a verb in the passive voice, a reduced one included.
    #[must_use]
    pub fn is_passive(&self, verb: TokenId) -> bool {
        // "Ode, who's called for a ban": nobody is called for
        let calls = self.lemma(verb) == "call"
            && self.child(verb, &["auxpass"]).is_some_and(|has| self.is_form(has, &["'s", "’s"]))
            && self.next(verb).is_some_and(|next| self.is_form(next, &["for", "on"]));
        !calls && self.child(verb, &["auxpass", "nsubjpass"]).is_some()
            || matches!(self.tag(verb), "VBN" | "VBD")
                && self.child(verb, &["aux", "nsubj"]).is_none()
                && (self.child(verb, &["agent"]).is_some()
                    || matches!(self.deprel(verb), "acl" | "advcl") && !self.is_torn(verb))
    }

    /// "Ode, the minister, *predicted* …": true for a past tense that the parse took for a participle, so that the sentence
    /// has a name at its root.
    #[must_use]
    pub fn is_torn(&self, verb: TokenId) -> bool {
        let Some(noun) = self.analysis.head(verb).filter(|_| self.deprel(verb) == "acl") else { return false };
        self.deprel(noun) == "ROOT"
            && self.tag(noun).starts_with("NNP")
            && self.previous(verb).is_some_and(|before| self.form(before) == ",")
            && self.child(noun, &["appos", "relcl"]).is_some()
    }

    /// True if `verb` is negated.
    #[must_use]
    pub fn is_negated(&self, verb: TokenId) -> bool {
        self.analysis.dependents(verb).iter().any(|&child| {
            self.deprel(child) == "neg" && child < verb
                || self.deprel(child) == "advmod" && self.is_form(child, &["never"])
        })
    }

    /// The modal auxiliary of `verb`, in lower case.
    #[must_use]
    pub fn modal(&self, verb: TokenId) -> Option<TokenId> {
        self.children(verb, &["aux"]).find(|&aux| self.tag(aux) == "MD")
    }

    /// The object of the `by`-phrase of `verb`.
    #[must_use]
    pub fn agent(&self, verb: TokenId) -> Option<TokenId> {
        self.child(verb, &["agent"]).and_then(|by| self.child(by, &["pobj"]))
    }

    /// The byte span of a token range, marks and spaces at its edges left out except brackets and quotation marks.
    #[must_use]
    pub fn trimmed_span(&self, tokens: Range<u32>) -> Span {
        let droppable = |token: u32| {
            let id = TokenId(token);
            self.is_space(id) || matches!(self.form(id), "," | ";" | ":" | "." | "-" | "–" | "—" | "--")
        };
        let start = tokens.clone().find(|&token| !droppable(token)).unwrap_or(tokens.end);
        let end = (start..tokens.end).rev().find(|&token| !droppable(token)).map_or(start, |last| last + 1);
        self.analysis.span(start..end)
    }
}

/// Edges of the subtree under each token; a head outside the list or a cycle gives flatter edges.
fn subtree_edges(analysis: &Analysis) -> Vec<Range<u32>> {
    let count = analysis.tokens.len();
    let mut edges: Vec<Range<u32>> = (0..count).map(|index| TokenId::new(index).0..TokenId::new(index).0 + 1).collect();
    let mut waiting: Vec<u32> = vec![0; count];
    for (index, token) in analysis.tokens.iter().enumerate() {
        if token.head.index() != index && token.head.index() < count {
            waiting[token.head.index()] += 1;
        }
    }
    let mut ready: Vec<usize> = (0..count).filter(|&index| waiting[index] == 0).collect();
    while let Some(index) = ready.pop() {
        let head = analysis.tokens[index].head.index();
        if head == index || head >= count {
            continue;
        }
        let Range { start, end } = edges[index].clone();
        edges[head].start = edges[head].start.min(start);
        edges[head].end = edges[head].end.max(end);
        waiting[head] -= 1;
        if waiting[head] == 0 {
            ready.push(head);
        }
    }
    edges
}
