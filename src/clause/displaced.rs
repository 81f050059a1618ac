//! Mends trees where something that stands beside the clause took a part of it: a dateline that holds the subject as its
//! apposition, a word that tells where in a picture somebody stands.
//!
//! As in [`repair`](super::repair), each pattern is one that no right tree of English shows.

use crate::nlp::{Analysis, Label, Token, TokenId};
use std::borrow::Cow;
use std::sync::LazyLock;

struct Labels {
    advmod: Label,
    unclear: Label,
    adverb: Label,
    rb: Label,
}

static LABELS: LazyLock<Labels> = LazyLock::new(|| Labels {
    advmod: Label::new("advmod"),
    unclear: Label::new("dep"),
    adverb: Label::new("ADV"),
    rb: Label::new("RB"),
});

/// How many tokens before its colon a speaker may have, and the colon.
const SPEAKER: usize = 6;

/// How many tokens a dateline may have.
const DATELINE: u32 = 16;

/// The annotations with the patterns mended; borrowed where there is nothing to mend.
pub fn restore<'a>(analysis: Cow<'a, Analysis>, body: &str) -> Cow<'a, Analysis> {
    let mut mended: Option<Vec<Token>> = None;
    let mut mend = Mend { analysis: &analysis, body, mended: &mut mended };
    for sentence in &analysis.sentences {
        mend.dateline(sentence.start);
        mend.speaker(sentence.start);
    }
    for index in 0..analysis.tokens.len() {
        let id = TokenId::new(index);
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
        let person = token.entity == "PERSON"
            && !self.analysis.form(line, self.body).bytes().all(|byte| byte.is_ascii_uppercase());
        if person || token.pos != "PROPN" || !matches!(token.deprel.as_str(), "nsubj" | "nsubjpass" | "dep" | "ROOT") {
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

    /// Headlines: "*Ode*: Brandt met Lund": who speaks or where it is said, before a colon, is no subject beside the subject.
    fn speaker(&mut self, first: u32) {
        let analysis = self.analysis;
        let tokens = analysis.tokens.get(first as usize..).unwrap_or_default();
        let colon = tokens.iter().take(SPEAKER).position(|token| token.span.slice(self.body) == ":");
        let Some(name) = colon.and_then(|colon| u32::try_from(colon).ok()?.checked_sub(1)) else { return };
        let name = TokenId(first + name);
        let token = analysis.token(name);
        let verb = token.head;
        let other = analysis.dependents_by(verb, "nsubj").any(|other| other > name && other < verb);
        if token.pos == "PROPN" && token.deprel == "nsubj" && other && analysis.token(verb).sentence == token.sentence {
            self.tokens()[name.index()].deprel = LABELS.unclear;
        }
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
