//! A reading view on the annotations: dependency labels as an enum, and the small questions that clauses ask of a tree.

use crate::nlp::{Analysis, Token, TokenId};

/// The dependency labels that clauses know (ClearNLP); all others are `Other`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Dep {
    Root,
    Nsubj,
    NsubjPass,
    Csubj,
    Expl,
    Dobj,
    Dative,
    Agent,
    Prep,
    Pobj,
    Pcomp,
    Attr,
    Acomp,
    Oprd,
    Xcomp,
    Ccomp,
    Advcl,
    Acl,
    Relcl,
    Parataxis,
    Conj,
    Cc,
    Preconj,
    Appos,
    Compound,
    Nmod,
    Amod,
    Poss,
    Det,
    Predet,
    Neg,
    Aux,
    AuxPass,
    Prt,
    Advmod,
    Npadvmod,
    Mark,
    Nummod,
    Punct,
    Unclear,
    Intj,
    Other,
}

impl Dep {
    fn of(name: &str) -> Self {
        match name {
            "ROOT" => Self::Root,
            "nsubj" => Self::Nsubj,
            "nsubjpass" => Self::NsubjPass,
            "csubj" | "csubjpass" => Self::Csubj,
            "expl" => Self::Expl,
            "dobj" => Self::Dobj,
            "dative" => Self::Dative,
            "agent" => Self::Agent,
            "prep" => Self::Prep,
            "pobj" => Self::Pobj,
            "pcomp" => Self::Pcomp,
            "attr" => Self::Attr,
            "acomp" => Self::Acomp,
            "oprd" => Self::Oprd,
            "xcomp" => Self::Xcomp,
            "ccomp" => Self::Ccomp,
            "advcl" => Self::Advcl,
            "acl" => Self::Acl,
            "relcl" => Self::Relcl,
            "parataxis" => Self::Parataxis,
            "conj" => Self::Conj,
            "cc" => Self::Cc,
            "preconj" => Self::Preconj,
            "appos" => Self::Appos,
            "compound" => Self::Compound,
            "nmod" => Self::Nmod,
            "amod" => Self::Amod,
            "poss" => Self::Poss,
            "det" => Self::Det,
            "predet" => Self::Predet,
            "neg" => Self::Neg,
            "aux" => Self::Aux,
            "auxpass" => Self::AuxPass,
            "prt" => Self::Prt,
            "advmod" => Self::Advmod,
            "npadvmod" => Self::Npadvmod,
            "mark" => Self::Mark,
            "nummod" => Self::Nummod,
            "punct" => Self::Punct,
            "dep" => Self::Unclear,
            "intj" => Self::Intj,
            _ => Self::Other,
        }
    }
}

/// The annotations of one text with its dependency labels read once.
pub struct Tree<'a> {
    /// The annotations.
    pub analysis: &'a Analysis,
    /// The text that was annotated.
    pub body: &'a str,
    deps: Vec<Dep>,
}

impl<'a> Tree<'a> {
    /// Reads the labels of `analysis`.
    pub fn new(body: &'a str, analysis: &'a Analysis) -> Self {
        // With a curved apostrophe the parser takes "n’t" for any adverb.
        let is_not = |token: &Token| matches!(token.span.slice(body), "n’t" | "n't");
        let dep = |token: &Token| if is_not(token) { Dep::Neg } else { Dep::of(token.deprel.as_str()) };
        let deps = analysis.tokens.iter().map(dep).collect();
        Self { analysis, body, deps }
    }

    /// All token ids, in text order.
    pub fn ids(&self) -> impl Iterator<Item = TokenId> + use<> {
        (0..self.deps.len()).map(TokenId::new)
    }

    /// The token `id`.
    pub fn token(&self, id: TokenId) -> &'a Token {
        &self.analysis.tokens[id.index()]
    }

    /// Its dependency label.
    pub fn dep(&self, id: TokenId) -> Dep {
        self.deps[id.index()]
    }

    /// Its fine-grained tag.
    pub fn tag(&self, id: TokenId) -> &'static str {
        self.token(id).tag.as_str()
    }

    /// Its universal part of speech.
    pub fn pos(&self, id: TokenId) -> &'static str {
        self.token(id).pos.as_str()
    }

    /// Its lemma.
    pub fn lemma(&self, id: TokenId) -> &'a str {
        self.token(id).lemma.as_str()
    }

    /// Its form.
    pub fn form(&self, id: TokenId) -> &'a str {
        self.token(id).span.slice(self.body)
    }

    /// True if its form is `word`, ignoring ASCII case.
    pub fn is(&self, id: TokenId, word: &str) -> bool {
        self.form(id).eq_ignore_ascii_case(word)
    }

    /// True if its form is one of `words`, ignoring ASCII case.
    pub fn is_any(&self, id: TokenId, words: &[&str]) -> bool {
        let form = self.form(id);
        words.iter().any(|word| form.eq_ignore_ascii_case(word))
    }

    /// Its head, or none for the root.
    pub fn head(&self, id: TokenId) -> Option<TokenId> {
        self.analysis.head(id)
    }

    /// Its direct dependents, in text order.
    pub fn dependents(&self, id: TokenId) -> &'a [TokenId] {
        self.analysis.dependents(id)
    }

    /// Its direct dependents with label `dep`.
    pub fn by(&self, id: TokenId, dep: Dep) -> impl Iterator<Item = TokenId> + '_ {
        self.dependents(id).iter().copied().filter(move |&dependent| self.dep(dependent) == dep)
    }

    /// The first dependent with label `dep`.
    pub fn first(&self, id: TokenId, dep: Dep) -> Option<TokenId> {
        self.by(id, dep).next()
    }

    /// True if a dependent has label `dep`.
    pub fn has(&self, id: TokenId, dep: Dep) -> bool {
        self.first(id, dep).is_some()
    }

    /// True for a noun, a proper noun, a pronoun or a number: what can fill a role.
    pub fn is_nominal(&self, id: TokenId) -> bool {
        matches!(self.pos(id), "NOUN" | "PROPN" | "PRON" | "NUM" | "X" | "SYM")
            || matches!(self.tag(id), "DT" | "NN" | "NNS" | "NNP" | "NNPS" | "CD")
    }

    /// True if it is a name: a proper noun or part of an entity other than a time or an amount.
    pub fn is_name(&self, id: TokenId) -> bool {
        self.pos(id) == "PROPN"
            || matches!(self.token(id).entity.as_str(), "PERSON" | "GPE" | "ORG" | "NORP" | "LOC" | "FAC")
    }

    /// True if the model takes it for a person.
    pub fn is_person(&self, id: TokenId) -> bool {
        self.token(id).entity == "PERSON"
    }

    /// True if it lies in a date or a time.
    pub fn is_time(&self, id: TokenId) -> bool {
        matches!(self.token(id).entity.as_str(), "DATE" | "TIME") || is_time_word(self.form(id))
    }

    /// `id` and all tokens conjoined with it below it, in text order, nominal ones only.
    pub fn conjuncts(&self, id: TokenId) -> Vec<TokenId> {
        let mut found = vec![id];
        let mut next = 0;
        while let Some(&current) = found.get(next) {
            next += 1;
            for &dependent in self.dependents(current) {
                let conjoined = match self.dep(dependent) {
                    Dep::Conj => self.is_nominal(dependent),
                    Dep::Appos => self.is_listed(current, dependent),
                    _ => false,
                };
                if conjoined && !found.contains(&dependent) {
                    found.push(dependent);
                }
                let after = self.listed_after(current, dependent).filter(|next| !found.contains(next));
                found.extend(after);
            }
        }
        found.sort_unstable();
        found
    }

    /// "Ode, the president, and *Brandt*, the premier": the next of the list, where the parser conjoined it with the
    /// description of the name before it; a comma before the conjunction closes that description.
    fn listed_after(&self, name: TokenId, description: TokenId) -> Option<TokenId> {
        let describes = self.dep(description) == Dep::Appos
            && self.pos(description) == "NOUN"
            && self.is_person(name)
            && name < description;
        let conjunction = self.by(description, Dep::Cc).next().filter(|_| describes)?;
        let closed = self.previous(conjunction).is_some_and(|comma| self.is(comma, ","));
        // "Ode, the president, and the premier, *Brandt*"
        let named = |next: TokenId| match self.pos(next) {
            "PROPN" => Some(next),
            _ => self.named_by_apposition(next),
        };
        self.by(description, Dep::Conj).filter(|_| closed).filter_map(named).find(|&next| self.is_person(next))
    }

    /// True if `apposition` to `head` is really the next name of a list: both are names of people or countries, and the
    /// list goes on with a conjunction ("*Ode*, *Brandt* and Kessler") or a denial ("Brandt, *not* Kessler").
    fn is_listed(&self, head: TokenId, apposition: TokenId) -> bool {
        let (kind, other) = (self.token(head).entity.as_str(), self.token(apposition).entity.as_str());
        let alike = kind == other && matches!(kind, "PERSON" | "GPE" | "NORP")
            || matches!(
                (kind, other),
                ("", "PERSON") | ("PERSON", "") | ("PERSON", "GPE" | "ORG") | ("GPE" | "ORG", "PERSON")
            );
        let named = self.pos(apposition) == "PROPN" && self.pos(head) == "PROPN" && head < apposition;
        let goes_on = || {
            // "Ode, elected in May, *and Brandt*"
            self.by(head, Dep::Cc).any(|and| head < and && and < apposition)
                || self.by(apposition, Dep::Conj).any(|next| self.pos(next) == "PROPN")
                || self.by(apposition, Dep::Appos).any(|next| self.has(next, Dep::Conj) && self.pos(next) == "PROPN")
                || self.denial_between(head, apposition)
        };
        named && alike && goes_on()
    }

    /// The name that an apposition gives to a common noun: "his counterpart, *Tomas Brandt*", "the two leaders, *Ode* and
    /// *Brandt*".
    pub fn named_by_apposition(&self, noun: TokenId) -> Option<TokenId> {
        // "talks with party leaders, Ode and Brandt": the names are the leaders', not the talks'.
        let has_parties =
            || self.by(noun, Dep::Prep).any(|preposition| self.is_any(preposition, &["with", "between", "among"]));
        if self.pos(noun) != "NOUN" || has_parties() {
            return None;
        }
        self.by(noun, Dep::Appos).find(|&name| {
            // "leaders, *among them* Ode of the Greens and Brandt": some of them
            let some = self.by(name, Dep::Prep).any(|among| among < name && self.is(among, "among"));
            // "the presidents of Norway, Ode, *Finland*, Brandt, and Sweden, Lund"
            let land = |dep: Dep| self.by(name, dep).any(|next| self.token(next).entity == "GPE");
            let lands = || {
                let of = self.by(noun, Dep::Prep).flat_map(|of| self.by(of, Dep::Pobj));
                let mut next = of.flat_map(|land| self.by(land, Dep::Conj));
                next.any(|next| next > name && self.token(next).entity == "GPE")
            };
            let some = some || self.tag(noun) == "NNS" && (land(Dep::Appos) || land(Dep::Conj) || lands());
            noun < name
                && self.pos(name) == "PROPN"
                && matches!(self.token(name).entity.as_str(), "PERSON" | "")
                && !some
        })
    }

    /// True for "Brandt, *not* Kessler": a "not" that hangs on the first name but stands before the second.
    pub fn denial_between(&self, first: TokenId, second: TokenId) -> bool {
        self.dependents(first).iter().any(|&not| {
            first < not
                && not < second
                && (self.dep(not) == Dep::Neg || matches!(self.dep(not), Dep::Cc | Dep::Advmod) && self.is(not, "not"))
        })
    }

    /// The text of the article from byte `start` on.
    pub fn text_from(&self, start: usize) -> &'a str {
        self.body.get(start..).unwrap_or_default()
    }

    /// The adverb that forms one preposition with `preposition`: "*together* with", "*instead* of", "*ahead* of".
    pub fn leading_adverb(&self, preposition: TokenId) -> Option<TokenId> {
        let adverb = self.previous(preposition)?;
        let word = self
            .is_any(adverb, &["together", "along", "instead", "ahead", "rather", "prior", "alongside", "because", "thanks"])
            // "dined together in Oslo" has no preposition of two words.
            && (!self.is(adverb, "together") || self.is(preposition, "with"));
        (word && (self.head(adverb) == Some(preposition) || self.dep(adverb) == Dep::Advmod)).then_some(adverb)
    }

    /// The first member of the coordination that `id` belongs to.
    pub fn first_conjunct(&self, id: TokenId) -> TokenId {
        let mut first = id;
        for _ in 0..64 {
            match self.head(first) {
                Some(head) if self.dep(first) == Dep::Conj => first = head,
                _ => break,
            }
        }
        first
    }

    /// What a relative pronoun stands for: the noun that its clause modifies.
    pub fn antecedent(&self, pronoun: TokenId) -> Option<TokenId> {
        let relative = matches!(self.tag(pronoun), "WP" | "WDT" | "WP$")
            || self.is(pronoun, "that")
                && matches!(self.dep(pronoun), Dep::Nsubj | Dep::NsubjPass | Dep::Dobj | Dep::Pobj);
        if !relative {
            return None;
        }
        let mut below = pronoun;
        for above in self.analysis.ancestors(pronoun).take(12) {
            if self.dep(below) == Dep::Relcl {
                return (above < pronoun).then_some(above);
            }
            below = above;
        }
        None
    }

    /// The token after `id`, if it is in the same sentence.
    pub fn next(&self, id: TokenId) -> Option<TokenId> {
        let next = id.index() + 1;
        (next < self.deps.len() && self.analysis.tokens[next].sentence == self.token(id).sentence)
            .then(|| TokenId::new(next))
    }

    /// The token before `id`, if it is in the same sentence.
    pub fn previous(&self, id: TokenId) -> Option<TokenId> {
        let previous = id.index().checked_sub(1)?;
        (self.analysis.tokens[previous].sentence == self.token(id).sentence).then(|| TokenId::new(previous))
    }

    /// True if the sentence of `id` ends with a question mark (closing quotation marks and brackets aside).
    pub fn in_question(&self, id: TokenId) -> bool {
        let Some(sentence) = self.analysis.sentences.get(self.token(id).sentence as usize) else { return false };
        sentence
            .clone()
            .rev()
            .map(|index| self.form(TokenId(index)))
            .find(|form| !form.trim().is_empty() && !matches!(*form, "\"" | "'" | "”" | "’" | "''" | ")"))
            .is_some_and(|form| form.ends_with('?'))
    }
}

/// True for words that name a day or a part of it without a preposition.
pub fn is_time_word(form: &str) -> bool {
    const WORDS: [&str; 18] = [
        "today",
        "tomorrow",
        "yesterday",
        "tonight",
        "overnight",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "later",
        "earlier",
        "soon",
        "recently",
        "week",
        "weekend",
    ];
    WORDS.iter().any(|word| form.eq_ignore_ascii_case(word))
}
