//! Clauses whose subject an aside cuts off: "Ms Ode, a former judge, *met*", "As part of a tour, Ms Ode, 54, *met*".
//!
//! Where much stands between a name and its verb the parser ends the clause at the name, and makes of the verb a modifier of
//! the aside or the sentence's head without a subject. No right tree of English has a finite verb without a subject after
//! a name that does nothing in its sentence.

use super::Mend;
use crate::nlp::TokenId;

/// How many tokens may stand between the aside and the verb: adverbs and times.
const ADVERBS: u32 = 8;

/// How far before its verb a subject is looked for, in tokens.
const REACH: u32 = 60;

/// What a name that does nothing in its sentence was taken for.
enum Idle {
    /// The head of the sentence, or of a part of it.
    Head,
    /// The apposition to an opening phrase, or the next of its list.
    Opening,
    /// The object of "after", "before" or another word that opens a clause.
    Subordinate(TokenId),
    /// A further object of a preposition that has a day, or what stands before the comma, for its object.
    AfterDay(TokenId),
    /// The subject of a verb of speech that has its own.
    Reported(TokenId),
}

impl Mend<'_, '_> {
    /// Gives `verb` the subject that an aside cut off.
    pub(super) fn cut_off_subject(&mut self, verb: TokenId) {
        let dep = self.analysis.token(verb).deprel.as_str();
        if !matches!(dep, "ROOT" | "acl" | "conj" | "advcl" | "ccomp" | "relcl" | "dep" | "parataxis")
            || self.has_subject(verb)
            || !self.may_be_finite(verb)
        {
            return;
        }
        let Some((subject, idle)) = self.idle_name_before(verb) else { return };
        self.join(subject, verb, &idle);
    }

    pub(super) fn has_subject(&self, verb: TokenId) -> bool {
        self.analysis.dependents(verb).iter().any(|&dependent| {
            let token = self.analysis.token(dependent);
            match token.deprel.as_str() {
                "nsubj" | "nsubjpass" | "csubjpass" | "expl" => true,
                // "Ms Ode, *wearing* a grey coat, met": no subject stands after a comma.
                // "*Asked* why, Ode laughed"
                "csubj" if token.tag == "VBN" => false,
                "csubj" => {
                    token.tag != "VBG"
                        || dependent
                            .0
                            .checked_sub(1)
                            .is_none_or(|before| self.analysis.form(TokenId(before), self.body) != ",")
                }
                _ => false,
            }
        })
    }

    /// True for a verb with a tense, or a form that may be its past: not "taken", "by Brandt" or a participle without a party.
    pub(super) fn may_be_finite(&self, verb: TokenId) -> bool {
        let auxiliaries = || {
            let of = |label| self.analysis.dependents_by(verb, label);
            of("aux").chain(of("auxpass")).map(|auxiliary| self.analysis.token(auxiliary).tag.as_str())
        };
        match self.analysis.token(verb).tag.as_str() {
            "VBD" | "VBZ" | "VBP" => true,
            "VB" | "VBG" => auxiliaries().any(|tag| matches!(tag, "MD" | "VBD" | "VBZ" | "VBP")),
            "VBN" if auxiliaries().next().is_some() => {
                auxiliaries().any(|tag| matches!(tag, "MD" | "VBD" | "VBZ" | "VBP"))
            }
            "VBN" => self.participle_may_be_past(verb),
            _ => false,
        }
    }

    /// "held talks", "conferred with Brandt": a participle that is also the past, with what only the active has.
    pub(super) fn participle_may_be_past(&self, verb: TokenId) -> bool {
        let form = self.analysis.form(verb, self.body);
        let own_form = !["n", "ne", "ung", "unk", "um", "ome", "run"].iter().any(|end| form.ends_with(end));
        let dependents = self.analysis.dependents(verb);
        let is = |label: &str, word: &str| {
            dependents.iter().any(|&dependent| {
                self.analysis.token(dependent).deprel == label
                    && (word.is_empty() || self.analysis.form(dependent, self.body) == word)
            })
        };
        let intends = || is("xcomp", "") && super::wants_infinitive(&self.analysis.token(verb).lemma);
        // "Ms Ode, a judge, testified before": a sentence whose head is a name has no other verb.
        let only = || {
            self.analysis.head(self.analysis.token(verb).head).is_none()
                && self.is_person(self.analysis.token(verb).head)
        };
        own_form && !is("agent", "") && !is("mark", "") && (is("dobj", "") || is("prep", "with") || intends() || only())
    }

    fn is_person(&self, id: TokenId) -> bool {
        self.analysis.token(id).entity == "PERSON" && self.analysis.token(id).pos == "PROPN"
    }

    /// The first token of the verb with what belongs to it: auxiliaries, adverbs, a day.
    pub(super) fn group_start(&self, verb: TokenId) -> u32 {
        let first = self.sentence_start(verb);
        let mut start = verb.0;
        while start > first && verb.0 - start < ADVERBS {
            let before = self.analysis.token(TokenId(start - 1));
            let belongs = matches!(before.tag.as_str(), "RB" | "MD" | "VBD" | "VBZ" | "VBP" | "VBN" | "TO")
                && (before.head == verb || before.tag == "RB")
                || matches!(before.entity.as_str(), "DATE" | "TIME") && before.pos != "NUM"
                || before.tag == "IN"
                    && start < verb.0
                    && matches!(self.analysis.token(TokenId(start)).entity.as_str(), "DATE" | "TIME");
            if !belongs {
                break;
            }
            start -= 1;
        }
        start
    }

    fn is_mark(&self, id: TokenId) -> bool {
        matches!(self.analysis.form(id, self.body), "," | "-" | "–" | "—" | "--" | ")" | "(")
    }

    /// The name before the verb's aside that does nothing in its sentence.
    fn idle_name_before(&self, verb: TokenId) -> Option<(TokenId, Idle)> {
        let start = self.group_start(verb);
        let before = TokenId(start.checked_sub(1)?);
        let first = self.sentence_start(verb).max(verb.0.saturating_sub(REACH));
        if before.0 < first {
            return None;
        }
        if self.analysis.token(before).pos == "PROPN"
            && !matches!(self.analysis.token(before).entity.as_str(), "DATE" | "TIME")
        {
            return self
                .idleness(before, verb)
                .filter(|idle| matches!(idle, Idle::AfterDay(_) | Idle::Opening))
                .map(|idle| (before, idle));
        }
        if !self.is_mark(before) || self.analysis.form(before, self.body) == "(" {
            return None;
        }
        let above =
            || self.analysis.ancestors(verb).take(6).take_while(|above| self.analysis.token(*above).pos != "VERB");
        let described = above().find(|&noun| {
            let token = self.analysis.token(noun);
            noun < before
                && token.tag == "NN"
                && matches!(token.deprel.as_str(), "ROOT" | "advcl" | "ccomp")
                && super::is_human(&token.lemma)
        });
        if let Some(noun) = described {
            return Some((noun, Idle::Head));
        }
        (first..before.0).map(TokenId).find_map(|name| {
            let token = self.analysis.token(name);
            let ends = token.pos == "PROPN" && self.is_mark(TokenId(name.0 + 1)) && token.head != verb;
            let person = ends && !matches!(token.entity.as_str(), "DATE" | "TIME" | "GPE" | "LOC");
            if !person {
                return None;
            }
            // "after the leader, *Ms Ode*, met": the noun that the name explains is the subject.
            let noun = self.analysis.token(token.head);
            let explains = token.deprel == "appos" && noun.tag == "NN" && super::is_human(&noun.lemma);
            let subject = if explains { token.head } else { name };
            self.idleness(subject, verb).map(|idle| (subject, idle))
        })
    }

    /// What `name` was taken for, if it has no place of its own in the sentence and may be the subject of `verb`.
    fn idleness(&self, name: TokenId, verb: TokenId) -> Option<Idle> {
        let token = self.analysis.token(name);
        let under = |above: TokenId| self.analysis.ancestors(verb).take(12).any(|ancestor| ancestor == above);
        let head = token.head;
        match token.deprel.as_str() {
            "ROOT" => under(name).then_some(Idle::Head),
            "advcl" | "ccomp" if under(name) => Some(Idle::Head),
            // "*Ms Ode*, a judge, met Brandt, officials said": one verb has one subject.
            "nsubj" if head > verb && under(name) => {
                let own = self.analysis.dependents_by(head, "nsubj").any(|own| own > verb);
                own.then_some(Idle::Reported(head))
            }
            // "said *Ms Ode*, under pressure, had met": the second subject of one verb.
            "nsubj" if head < name && head == self.analysis.token(verb).head => {
                let other = self.analysis.dependents_by(head, "nsubj").any(|other| other < head);
                other.then_some(Idle::Opening)
            }
            // "While it rained, *Ms Ode*, a judge, met": no person is the adverb or the object of such a clause.
            "npadvmod" | "dobj" | "dep" if head < name && self.opens_with_clause(head, verb) => {
                self.comma_before(name).then_some(Idle::Opening)
            }
            "appos" | "conj" if head < name => {
                let listed = self.analysis.dependents_by(head, "cc").any(|and| head < and && and < name);
                // "Despite the rain, *Ms Ode*, a judge, met": no preposition heads a sentence.
                let top = self.analysis.ancestors(name).take(8).last();
                let top = top.filter(|&top| {
                    self.analysis.token(top).head == top
                        && self.analysis.token(top).tag == "IN"
                        && top.0 <= self.sentence_start(verb) + 1
                });
                if let Some(top) = top.filter(|&top| self.comma_before(name) && !listed && under(top)) {
                    return Some(Idle::AfterDay(top));
                }
                let opens = self.comma_before(name)
                    && !listed
                    && (self.opening_over(head, verb) || self.ends_content(head, name, verb));
                opens.then_some(Idle::Opening)
            }
            "pobj" => {
                let preposition = self.analysis.token(head);
                let day = self
                    .analysis
                    .dependents_by(head, "pobj")
                    .any(|day| day < name && (self.analysis.token(day).entity == "DATE" || self.comma_before(name)));
                if day {
                    return (under(name) || preposition.head == verb).then_some(Idle::AfterDay(head));
                }
                let opens_clause = matches!(
                    self.analysis.form(head, self.body),
                    "after" | "before" | "since" | "until" | "as" | "when" | "while"
                ) && self.analysis.token(preposition.head).pos == "VERB";
                let above = self.analysis.token(verb).head;
                let listed = self.analysis.dependents_by(above, "cc").any(|and| and < verb && and > name);
                let here = preposition.head < head && (under(name) || above == preposition.head && !listed);
                (opens_clause && here).then_some(Idle::Subordinate(head))
            }
            _ => None,
        }
    }

    /// True if `noun` ends a phrase with a preposition that opens the sentence and belongs to `verb`.
    fn opening_over(&self, noun: TokenId, verb: TokenId) -> bool {
        let first = self.sentence_start(verb);
        let mut below = noun;
        for above in self.analysis.ancestors(noun).take(12) {
            if above >= verb {
                let word = self.analysis.token(below);
                let start = super::phrase_start(self.analysis, below).0;
                let opens = start <= first + 2 || self.analysis.form(TokenId(start - 1), self.body) == ",";
                // "Having briefed Ode, *the negotiator, Lund,* left": so does a clause that opens it
                let leads = match word.deprel.as_str() {
                    "prep" => true,
                    "advcl" => word.tag == "VBN" || word.tag == "VBG",
                    "csubj" => word.tag == "VBN",
                    _ => false,
                };
                return leads && opens && (above == verb || self.analysis.token(verb).head == above);
            }
            below = above;
        }
        false
    }

    /// "They no longer trust Mr Brandt, *Ms Ode* said": a name at the end of what is said, and a verb of speech without a subject.
    fn ends_content(&self, above: TokenId, name: TokenId, verb: TokenId) -> bool {
        let content = self.analysis.dependents_by(verb, "ccomp").find(|&content| content < name);
        self.analysis.token(above).entity == "PERSON"
            && content.is_some_and(|content| self.analysis.ancestors(name).take(12).any(|ancestor| ancestor == content))
    }

    /// True if the clause of `above` opens the sentence, with a conjunction, and belongs to `verb`.
    fn opens_with_clause(&self, above: TokenId, verb: TokenId) -> bool {
        let token = self.analysis.token(above);
        let first = self.sentence_start(verb);
        let opens = |word: TokenId| word.0 <= first + 2;
        let marked = ["mark", "advmod"].iter().any(|label| {
            self.analysis
                .dependents_by(above, label)
                .any(|word| opens(word) && matches!(self.analysis.token(word).tag.as_str(), "IN" | "WRB"))
        });
        // "While it rained, Ms Ode, *elected* in May, met": between the two the parser may see a clause of its own
        let between = self.analysis.token(token.head);
        let beside = token.head == verb
            || self.analysis.token(verb).head == token.head
            || between.head == verb && matches!(between.deprel.as_str(), "ccomp" | "csubj" | "advcl");
        marked && token.deprel == "advcl" && beside
    }

    /// Makes `subject` the subject of `verb`, and puts the verb where the subject stood.
    fn join(&mut self, subject: TokenId, verb: TokenId, idle: &Idle) {
        let analysis = self.analysis;
        let labels = self.labels;
        let beneath = analysis.ancestors(verb).take(12).any(|above| above == subject);
        let old = analysis.token(subject);
        let (head, deprel) = match idle {
            Idle::Head => ((old.head != subject).then_some(old.head), old.deprel),
            Idle::Opening => (None, analysis.token(verb).deprel),
            Idle::Reported(above) => (Some(*above), labels.ccomp),
            Idle::Subordinate(word) => (Some(analysis.token(*word).head), labels.advcl),
            Idle::AfterDay(word) => {
                let preposition = analysis.token(*word);
                let above = (preposition.head != *word && preposition.head != verb).then_some(preposition.head);
                (above, if above.is_some() { labels.parataxis } else { labels.root })
            }
        };
        let moved: Vec<TokenId> = if beneath {
            let chain: Vec<TokenId> = analysis.ancestors(verb).take(12).take_while(|&above| above != subject).collect();
            let later = chain.iter().chain([&subject]).flat_map(|&above| analysis.dependents(above)).copied();
            let later = later.filter(|dependent| *dependent > verb && !chain.contains(dependent));
            let start = super::phrase_start(analysis, subject);
            let earlier = analysis.dependents(subject).iter().copied().filter(|&dependent| {
                dependent < subject
                    && dependent <= start
                    && matches!(
                        analysis.token(dependent).deprel.as_str(),
                        "prep" | "advmod" | "npadvmod" | "advcl" | "cc" | "mark" | "punct"
                    )
            });
            later.chain(earlier).collect()
        } else {
            Vec::new()
        };
        let passive = self.has_any(verb, "auxpass");
        let tokens = self.tokens();
        if !matches!(idle, Idle::Opening) {
            tokens[verb.index()].head = head.unwrap_or(verb);
            tokens[verb.index()].deprel = deprel;
        }
        if tokens[verb.index()].tag == "VBN" && !passive && !analysis.dependents_by(verb, "aux").any(|_| true) {
            tokens[verb.index()].tag = labels.vbd;
        }
        for dependent in moved {
            tokens[dependent.index()].head = verb;
        }
        match idle {
            Idle::Subordinate(word) => {
                tokens[word.index()].head = verb;
                tokens[word.index()].deprel = labels.mark;
            }
            Idle::AfterDay(word) => {
                tokens[word.index()].head = verb;
                tokens[word.index()].deprel = labels.prep;
            }
            _ => {}
        }
        tokens[subject.index()].head = verb;
        tokens[subject.index()].deprel = if passive { labels.nsubjpass } else { labels.nsubj };
    }

    /// "Ms Ode, of Vasa, *who* met": a place, a thing or the description of a person before "who" is not who, but the person
    /// beside whom it stands.
    pub(super) fn who_after_aside(&mut self, verb: TokenId) {
        let noun = self.analysis.token(verb).head;
        let antecedent = self.analysis.token(noun);
        if noun >= verb || antecedent.entity == "PERSON" || antecedent.tag == "NNS" {
            return;
        }
        let who = self.analysis.dependents_by(verb, "nsubj").find(|&who| self.analysis.form(who, self.body) == "who");
        let Some(close) = who.and_then(|who| who.0.checked_sub(1)).map(TokenId) else { return };
        let first = self.sentence_start(verb).max(verb.0.saturating_sub(REACH));
        if close.0 <= first + 1 || self.analysis.form(close, self.body) != "," {
            return;
        }
        let opens = |mark: &TokenId| {
            self.analysis.form(*mark, self.body) == "," && {
                let name = self.analysis.token(TokenId(mark.0 - 1));
                name.entity == "PERSON" && name.pos == "PROPN"
            }
        };
        let Some(open) = (first + 1..close.0).rev().map(TokenId).find(opens) else { return };
        let person = TokenId(open.0 - 1);
        if noun < open || self.analysis.ancestors(person).take(12).any(|above| above == verb) {
            return;
        }
        let describes = |noun: TokenId| {
            let token = self.analysis.token(noun);
            token.deprel == "appos" && token.head == person
        };
        let is_description = describes(noun) || antecedent.deprel == "conj" && describes(antecedent.head);
        let is_thing =
            matches!(antecedent.entity.as_str(), "GPE" | "LOC" | "DATE") || !super::is_human(&antecedent.lemma);
        if is_description || is_thing {
            self.tokens()[verb.index()].head = person;
        }
    }

    /// "Ms Ode, [elected → in May], *met* Brandt": a participle between commas heads the sentence, and the verb after it is its
    /// conjunct without a conjunction.
    pub(super) fn participle_as_head(&mut self, verb: TokenId) {
        let analysis = self.analysis;
        let participle = analysis.token(verb).head;
        let token = analysis.token(participle);
        if participle >= verb
            || token.tag != "VBN"
            || self.has_subject(verb)
            || self.has_subject(participle)
            || !self.may_be_finite(verb)
            || ["aux", "auxpass", "mark", "cc"].iter().any(|label| self.has_any(participle, label))
        {
            return;
        }
        let comma = |at: u32| analysis.form(TokenId(at), self.body) == ",";
        let opened = participle.0.checked_sub(1).filter(|&open| comma(open) && open > self.sentence_start(verb));
        let closed = self.group_start(verb).checked_sub(1).filter(|&close| close > participle.0 && comma(close));
        let (Some(open), Some(close)) = (opened, closed) else { return };
        let (head, deprel) = (token.head, token.deprel);
        let outside: Vec<TokenId> = analysis
            .dependents(participle)
            .iter()
            .copied()
            .filter(|at| at.0 < open || at.0 > close && *at != verb)
            .collect();
        let advcl = self.labels.advcl;
        let tokens = self.tokens();
        tokens[verb.index()].head = if head == participle { verb } else { head };
        tokens[verb.index()].deprel = deprel;
        tokens[participle.index()].head = verb;
        tokens[participle.index()].deprel = advcl;
        for moved in outside {
            tokens[moved.index()].head = verb;
        }
    }
}
