//! Mends trees where the parser shows its known faults: clauses taken for phrases, as in short sentences and headlines,
//! and names taken for other words or hung on the wrong one.
//!
//! Each pattern is one that no right tree of English shows: a sentence whose head is a noun with a finite verb as its
//! modifier, a name as the modifier of a verb, a plural noun with a subject, a conjunction between a name and its modifier.

mod aside;
mod attachment;
mod clausal;
mod infinitive;
mod listing;
mod naming;
mod pairing;
mod participle;
mod phrasal;
mod series;
mod torn;
mod verbal;
mod whole_name;

use crate::nlp::{Analysis, Label, Token, TokenId};
use rustc_hash::FxHashSet;
use std::borrow::Cow;
use std::sync::LazyLock;

/// The annotations with the patterns mended; borrowed where there is nothing to mend.
pub fn repair<'a>(analysis: &'a Analysis, body: &str) -> Cow<'a, Analysis> {
    let names = pass(analysis, body, |mend, id| mend.phrase(id));
    let first = names.map_or(Cow::Borrowed(analysis), Cow::Owned);
    let second = pass(&first, body, |mend, id| mend.clause(id)).map_or(first, Cow::Owned);
    match pass(&second, body, |mend, id| mend.aside(id)) {
        Some(third) => Cow::Owned(third),
        None => second,
    }
}

/// Nouns for what a person is or does.
static HUMAN: LazyLock<FxHashSet<&'static str>> = LazyLock::new(|| {
    let lines = include_str!("../../../data/lexicon/roles.txt").lines().filter(|line| !line.starts_with('#'));
    lines.filter_map(|line| line.split_whitespace().next()).collect()
});

/// True for a noun that says what a person is or does: "mayor", "chairman".
pub(super) fn is_human(lemma: &str) -> bool {
    HUMAN.contains(lemma)
}

/// True for verbs that without an object have an infinitive for one: "refused to see".
pub(super) fn wants_infinitive(lemma: &str) -> bool {
    matches!(
        lemma,
        "refuse"
            | "decline"
            | "fail"
            | "want"
            | "hope"
            | "agree"
            | "promise"
            | "offer"
            | "threaten"
            | "seek"
            | "try"
            | "attempt"
            | "manage"
            | "hesitate"
            | "plan"
            | "intend"
            | "vow"
            | "pledge"
            | "decide"
            | "wish"
            | "neglect"
    )
}

/// True for the name of a day of the week.
fn is_weekday(form: &str) -> bool {
    matches!(form, "Monday" | "Tuesday" | "Wednesday" | "Thursday" | "Friday" | "Saturday" | "Sunday")
}

/// The annotations after `mend` has gone over all tokens, if it changed any.
fn pass(analysis: &Analysis, body: &str, mend: impl Fn(&mut Mend<'_, '_>, TokenId)) -> Option<Analysis> {
    let mut mended: Option<Vec<Token>> = None;
    for index in 0..analysis.tokens.len() {
        let mut at = Mend { analysis, body, mended: &mut mended, labels: &LABELS };
        mend(&mut at, TokenId::new(index));
    }
    mended.map(|tokens| Analysis::new(without_cycles(tokens, analysis)))
}

/// The mended tokens, with the sentences as they were in which two mends together close a cycle.
fn without_cycles(mut tokens: Vec<Token>, before: &Analysis) -> Vec<Token> {
    for sentence in &before.sentences {
        let closes = |id: u32| {
            let mut at = TokenId(id);
            (0..=sentence.len()).all(|_| {
                let above = tokens[at.index()].head;
                let climbs = above != at;
                at = above;
                climbs
            })
        };
        let moved = |id: &u32| tokens[*id as usize].head != before.tokens[*id as usize].head;
        if sentence.clone().filter(moved).any(closes) {
            let range = sentence.start as usize..sentence.end as usize;
            tokens[range.clone()].clone_from_slice(&before.tokens[range]);
        }
    }
    tokens
}

struct Labels {
    nsubj: Label,
    nsubjpass: Label,
    dobj: Label,
    acl: Label,
    relcl: Label,
    conj: Label,
    vbn: Label,
    vbd: Label,
    prep: Label,
    verb: Label,
    vbz: Label,
    vbp: Label,
    noun: Label,
    nn: Label,
    nns: Label,
    compound: Label,
    root: Label,
    pobj: Label,
    nnp: Label,
    propn: Label,
    agent: Label,
    pcomp: Label,
    vbg: Label,
    appos: Label,
    xcomp: Label,
    advcl: Label,
    ccomp: Label,
    mark: Label,
    npadvmod: Label,
    parataxis: Label,
    vb: Label,
    aux: Label,
    part: Label,
    to: Label,
    dative: Label,
    advmod: Label,
    preconj: Label,
}

static LABELS: std::sync::LazyLock<Labels> = std::sync::LazyLock::new(|| Labels {
    nsubj: Label::new("nsubj"),
    nsubjpass: Label::new("nsubjpass"),
    dobj: Label::new("dobj"),
    acl: Label::new("acl"),
    relcl: Label::new("relcl"),
    conj: Label::new("conj"),
    vbn: Label::new("VBN"),
    vbd: Label::new("VBD"),
    prep: Label::new("prep"),
    verb: Label::new("VERB"),
    vbz: Label::new("VBZ"),
    vbp: Label::new("VBP"),
    noun: Label::new("NOUN"),
    nn: Label::new("NN"),
    nns: Label::new("NNS"),
    compound: Label::new("compound"),
    root: Label::new("ROOT"),
    pobj: Label::new("pobj"),
    nnp: Label::new("NNP"),
    propn: Label::new("PROPN"),
    agent: Label::new("agent"),
    pcomp: Label::new("pcomp"),
    vbg: Label::new("VBG"),
    appos: Label::new("appos"),
    xcomp: Label::new("xcomp"),
    advcl: Label::new("advcl"),
    ccomp: Label::new("ccomp"),
    mark: Label::new("mark"),
    npadvmod: Label::new("npadvmod"),
    parataxis: Label::new("parataxis"),
    vb: Label::new("VB"),
    aux: Label::new("aux"),
    part: Label::new("PART"),
    to: Label::new("TO"),
    dative: Label::new("dative"),
    advmod: Label::new("advmod"),
    preconj: Label::new("preconj"),
});

struct Mend<'m, 'a> {
    analysis: &'a Analysis,
    body: &'m str,
    mended: &'m mut Option<Vec<Token>>,
    labels: &'m Labels,
}

impl Mend<'_, '_> {
    fn clause(&mut self, id: TokenId) {
        let token = self.analysis.token(id);
        // most words are of these, and none of the faults is theirs
        if matches!(
            token.deprel.as_str(),
            "det" | "punct" | "aux" | "auxpass" | "cc" | "poss" | "case" | "neg" | "nummod"
        ) && !matches!(token.tag.as_str(), "VBD" | "VBP" | "VB" | "VBZ")
        {
            return;
        }
        match (token.deprel.as_str(), token.tag.as_str()) {
            ("amod", "VBN" | "VBD") => {
                self.verb_as_modifier(id);
                self.verb_over_gerund(id);
            }
            ("compound" | "amod", "VBG") => self.gerund_as_compound(id),
            ("ROOT" | "ccomp" | "conj" | "advcl" | "relcl", "VBN" | "VBD" | "VBZ" | "VBP" | "VB") => {
                self.name_as_modifier(id)
            }
            ("ROOT" | "ccomp" | "conj" | "advcl" | "relcl", "NNS" | "NNPS" | "NNP") => self.plural_as_verb(id),
            _ => {}
        }
        if token.deprel == "acl" && matches!(token.tag.as_str(), "VBG" | "VBN" | "VBD") {
            self.misplaced_participle(id);
            self.clause_as_participle(id);
        }
        if token.deprel == "prep" {
            match self.analysis.form(id, self.body) {
                "between" => self.second_of_two(id),
                "after" | "before" | "following" => self.phrase_on_state(id),
                _ => {}
            }
        }
        if token.pos == "VERB" && matches!(token.deprel.as_str(), "ccomp" | "pcomp" | "dobj") {
            self.thing_named(id);
        }
        if token.deprel == "dep" && token.tag == "VBD" {
            self.stray_conjunct(id);
        }
        if token.deprel == "ROOT" && self.analysis.form(id, self.body) == "According" {
            self.clause_under_according(id);
        }
        if matches!(token.tag.as_str(), "VBD" | "VBP" | "VB" | "VBZ") {
            self.relative_as_complement(id);
            self.name_before_subject(id);
        }
        if token.deprel == "conj" && token.pos != "NOUN" && token.pos != "PROPN" {
            self.participle_as_head(id);
        }
        if token.tag == "VB" && matches!(token.deprel.as_str(), "advcl" | "xcomp") {
            self.infinitive_over_aside(id);
        }
        if matches!(token.deprel.as_str(), "relcl" | "acl") {
            self.content_of_noun(id);
        }
        if token.deprel == "advcl" {
            self.clause_under_for(id);
            self.participle_with_subject(id);
        }
        if token.tag == "NN" && matches!(token.deprel.as_str(), "advcl" | "ccomp" | "relcl") {
            self.number_as_modifier(id);
        }
        let again = |word: TokenId| self.analysis.form(word, self.body) == "again";
        if token.tag == "NN" && token.deprel == "ROOT" && self.analysis.dependents_by(id, "advmod").any(again) {
            self.number_as_modifier(id);
        }
        if token.tag == "NN" && matches!(token.deprel.as_str(), "conj" | "pobj") {
            self.meet_after_day(id);
        }
        if token.deprel == "oprd"
            && (token.pos == "PROPN" || self.has_any(id, "appos") && is_human(&token.lemma))
            && token.entity != "ORG"
        {
            self.called_as_object(id);
        }
        if token.deprel == "appos" && token.pos == "PROPN" {
            self.name_among_others(id);
        }
        if token.deprel == "compound" && matches!(token.tag.as_str(), "NNP" | "NN" | "VBG") {
            self.gerund_in_name(id);
        }
        if token.deprel == "xcomp" && token.entity == "PERSON" {
            self.name_as_infinitive(id);
        }
        if token.deprel == "conj" && matches!(token.tag.as_str(), "VB" | "VBN" | "VBZ" | "VBP" | "VBG") {
            self.conjunct_after_quotation(id);
        }
        if token.tag == "VBN" && matches!(token.deprel.as_str(), "advcl" | "acl" | "dep") {
            self.participle_in_row(id);
        }
        if token.deprel == "dobj" {
            self.name_with_object(id);
            self.gerund_after_day(id);
            self.recipient_as_modifier(id);
            self.time_and_gerund(id);
        }
        if token.tag == "NN" && matches!(token.deprel.as_str(), "advcl" | "dobj" | "acomp" | "attr" | "npadvmod") {
            self.outing_as_noun(id);
        }
        if token.tag == "VBG" && matches!(token.deprel.as_str(), "ccomp" | "xcomp") {
            self.hearing_as_clause(id);
        }
        if token.tag == "VBG" && matches!(token.deprel.as_str(), "pcomp" | "dobj" | "nsubj" | "pobj") {
            self.noun_as_gerund(id);
        }
        if token.deprel == "ROOT" && self.is_name(id) {
            self.headline_infinitive(id);
        }
        if matches!(token.deprel.as_str(), "ccomp" | "xcomp") && matches!(token.tag.as_str(), "VBN" | "VBD") {
            self.participle_as_clause(id);
        }
    }

    /// Mends a verb whose clause an aside tears apart.
    fn aside(&mut self, id: TokenId) {
        let token = self.analysis.token(id);
        if token.pos != "VERB" && token.pos != "AUX" {
            return;
        }
        match token.deprel.as_str() {
            "advcl" => self.listed_verb(id),
            "acl" => self.first_of_two_verbs(id),
            "conj" => self.second_of_three_verbs(id),
            "ccomp" | "parataxis" => self.first_of_verbs(id),
            "relcl" => self.who_after_aside(id),
            _ => {}
        }
        self.cut_off_subject(id);
    }

    fn has_any(&self, head: TokenId, deprel: &str) -> bool {
        self.analysis.dependents_by(head, deprel).next().is_some()
    }

    fn tokens(&mut self) -> &mut Vec<Token> {
        self.mended.get_or_insert_with(|| self.analysis.tokens.clone())
    }

    /// True if the token stands where a clause should.
    fn is_clausal(&self, id: TokenId) -> bool {
        matches!(self.analysis.token(id).deprel.as_str(), "ROOT" | "relcl" | "ccomp" | "advcl" | "conj" | "parataxis")
    }

    fn has(&self, head: TokenId, before: TokenId, deprel: &str) -> bool {
        self.analysis.dependents_by(head, deprel).any(|dependent| dependent < before)
    }

    /// The name that ends right before `verb`.
    fn name_before(&self, verb: TokenId) -> Option<TokenId> {
        let before = TokenId::new(verb.index().checked_sub(1)?);
        let token = self.analysis.token(before);
        let named = token.pos == "PROPN" || before.0 == self.sentence_start(before) && self.is_name_form(before);
        (named && token.sentence == self.analysis.token(verb).sentence).then_some(before)
    }

    fn sentence_start(&self, id: TokenId) -> u32 {
        self.analysis.sentences.get(self.analysis.token(id).sentence as usize).map_or(0, |range| range.start)
    }

    /// A capitalised word that the tagger took for a noun or an adjective.
    fn is_name_form(&self, id: TokenId) -> bool {
        let capital = self.analysis.form(id, self.body).chars().next().is_some_and(char::is_uppercase);
        capital && matches!(self.analysis.token(id).tag.as_str(), "NN" | "JJ")
    }

    /// A name, or a capitalised word that begins a sentence (which the tagger may take for a common noun).
    fn is_name(&self, id: TokenId) -> bool {
        let token = self.analysis.token(id);
        let capital = self.analysis.form(id, self.body).chars().next().is_some_and(char::is_uppercase);
        token.pos == "PROPN" || token.pos == "NOUN" && capital && !self.analysis.form(id, self.body).ends_with('s')
    }
}

/// The first token of the phrase that `id` heads: the leftmost dependents of leftmost dependents, as deep as phrases before a
/// head are.
pub(super) fn phrase_start(analysis: &Analysis, id: TokenId) -> TokenId {
    let mut first = id;
    for _ in 0..8 {
        match analysis.dependents(first).first() {
            Some(&left) if left < first => first = left,
            _ => break,
        }
    }
    first
}
