//! Mends trees where something that stands beside the clause took a part of it: a dateline or an opening phrase that holds
//! the subject as its apposition, a word that tells where in a picture somebody stands.
//!
//! As in [`repair`](super::repair), each pattern is one that no right tree of English shows.

use super::repair::phrase_start;
use crate::nlp::{Analysis, Label, Token, TokenId};
use std::borrow::Cow;
use std::sync::LazyLock;

struct Labels {
    nsubj: Label,
    advmod: Label,
    unclear: Label,
    adverb: Label,
    rb: Label,
}

static LABELS: LazyLock<Labels> = LazyLock::new(|| Labels {
    nsubj: Label::new("nsubj"),
    advmod: Label::new("advmod"),
    unclear: Label::new("dep"),
    adverb: Label::new("ADV"),
    rb: Label::new("RB"),
});

/// How many tokens a dateline may have.
const DATELINE: u32 = 16;

/// The annotations with the patterns mended; borrowed where there is nothing to mend.
pub fn restore<'a>(analysis: Cow<'a, Analysis>, body: &str) -> Cow<'a, Analysis> {
    let mut mended: Option<Vec<Token>> = None;
    let mut mend = Mend { analysis: &analysis, body, mended: &mut mended };
    for sentence in &analysis.sentences {
        mend.dateline(sentence.start);
    }
    for index in 0..analysis.tokens.len() {
        let id = TokenId::new(index);
        let token = analysis.token(id);
        if matches!(token.tag.as_str(), "VBD" | "VBZ" | "VBP" | "VBN" | "VB") {
            mend.opening_phrase(id);
        }
        if matches!(analysis.form(id, body), "left" | "right" | "center" | "centre" | "L" | "R" | "C") {
            mend.place_in_picture(id);
        }
    }
    match mended {
        Some(tokens) => Cow::Owned(Analysis::new(tokens)),
        None => analysis,
    }
}

struct Mend<'m, 'a> {
    analysis: &'a Analysis,
    body: &'m str,
    mended: &'m mut Option<Vec<Token>>,
}

impl Mend<'_, '_> {
    /// "VASA (Agency) - *Ms Ode* met": the dateline is taken for the subject and the subject for its apposition.
    fn dateline(&mut self, first: u32) {
        let analysis = self.analysis;
        let dash = (first + 1..first + DATELINE).map(TokenId).find(|&dash| {
            analysis.tokens.get(dash.index()).is_some_and(|token| token.tag == ":") && self.is_spaced_dash(dash)
        });
        let Some(dash) = dash else { return };
        let Some(line) = analysis.head(dash).filter(|line| (first..dash.0).contains(&line.0)) else { return };
        let token = analysis.token(line);
        if token.pos != "PROPN" || !matches!(token.deprel.as_str(), "nsubj" | "nsubjpass" | "dep" | "ROOT") {
            return;
        }
        let subject = analysis.dependents_by(line, "appos").find(|&subject| subject > dash);
        let Some(subject) = subject.filter(|_| token.head != line) else { return };
        let (head, deprel) = (token.head, token.deprel);
        let tokens = self.tokens();
        tokens[subject.index()].head = head;
        tokens[subject.index()].deprel = deprel;
        tokens[line.index()].head = subject;
        tokens[line.index()].deprel = LABELS.unclear;
    }

    /// "At the end of the fair, *Ms Ode*, its founder, met Mr Brandt": a verb without a subject, and before it a name that stands in
    /// apposition to the end of the phrase that opens the sentence.
    fn opening_phrase(&mut self, verb: TokenId) {
        let analysis = self.analysis;
        let token = analysis.token(verb);
        let clause = matches!(token.deprel.as_str(), "ROOT" | "ccomp" | "conj");
        let dependents = analysis.dependents(verb);
        let dep = |id: TokenId| analysis.token(id).deprel.as_str();
        let has_subject =
            dependents.iter().any(|&d| matches!(dep(d), "nsubj" | "nsubjpass" | "csubj" | "csubjpass" | "expl"));
        let finite = token.tag != "VB" && token.tag != "VBN" || dependents.iter().any(|&d| dep(d) == "aux");
        if !clause || has_subject || !finite {
            return;
        }
        let Some(sentence) = analysis.sentences.get(token.sentence as usize) else { return };
        let subject = (sentence.start + 2..verb.0).map(TokenId).find(|&name| {
            let named = analysis.token(name);
            named.deprel == "appos" && named.pos == "PROPN" && self.ends_opening(sentence.start, named.head)
        });
        let Some(subject) = subject else { return };
        // A comma right before the phrase of the name, as after any opening phrase.
        let before = phrase_start(analysis, subject).0.checked_sub(1).map(TokenId);
        if before.is_none_or(|comma| analysis.form(comma, self.body) != ",") {
            return;
        }
        let tokens = self.tokens();
        tokens[subject.index()].head = verb;
        tokens[subject.index()].deprel = LABELS.nsubj;
    }

    /// True if `noun` is the object of a preposition that stands at the start of the sentence.
    fn ends_opening(&self, start: u32, noun: TokenId) -> bool {
        let analysis = self.analysis;
        analysis.token(noun).deprel == "pobj"
            && analysis.head(noun).is_some_and(|preposition| preposition.0 <= start + 2 && preposition < noun)
    }

    /// "Ms Ode (*left*) and Mr Brandt, *right*, meeting in Vasa": the word says where one stands in a picture, and governs
    /// nothing.
    fn place_in_picture(&mut self, word: TokenId) {
        let analysis = self.analysis;
        let Some(open) = word.index().checked_sub(1).map(TokenId::new) else { return };
        let close = TokenId(word.0 + 1);
        let form = |id: TokenId| analysis.tokens.get(id.index()).map_or("", |token| token.span.slice(self.body));
        if !matches!((form(open), form(close)), ("(", ")") | (",", "," | ".")) {
            return;
        }
        let Some(name) = open.index().checked_sub(1).map(TokenId::new) else { return };
        let (own, named) = (analysis.token(word), analysis.token(name));
        if named.pos != "PROPN" || named.sentence != own.sentence || own.head == word {
            return;
        }
        let heads_name = named.head == word;
        let to = if heads_name || own.head == name { name } else { own.head };
        let (head, deprel) = (own.head, own.deprel);
        let below: Vec<TokenId> = analysis.dependents(word).iter().copied().filter(|&below| below != name).collect();
        if below.contains(&to) || below.is_empty() && !heads_name && deprel == "advmod" {
            return;
        }
        let tokens = self.tokens();
        if heads_name {
            tokens[name.index()].head = head;
            tokens[name.index()].deprel = deprel;
        }
        for below in below {
            tokens[below.index()].head = to;
        }
        let token = &mut tokens[word.index()];
        token.head = name;
        token.deprel = LABELS.advmod;
        token.pos = LABELS.adverb;
        token.tag = LABELS.rb;
    }

    /// A dash with space on both sides, as it ends a dateline; not the hyphen of a compound.
    fn is_spaced_dash(&self, dash: TokenId) -> bool {
        let span = self.analysis.token(dash).span;
        let spaced = |text: Option<&str>, last: bool| {
            text.is_some_and(|text| if last { text.ends_with(' ') } else { text.starts_with(' ') })
        };
        matches!(span.slice(self.body), "-" | "–" | "—" | "--")
            && spaced(self.body.get(..span.start), true)
            && spaced(self.body.get(span.end..), false)
    }

    fn tokens(&mut self) -> &mut Vec<Token> {
        self.mended.get_or_insert_with(|| self.analysis.tokens.clone())
    }
}
