//! Clauses that the parser took for phrases: verbs as modifiers or nouns, participles and clauses hung on the wrong word.

use super::Mend;
use crate::nlp::TokenId;

impl Mend<'_, '_> {
    /// "Norbank chief executive Anna *Ode* met": a name has no object; the name at its end is the subject, and it a title.
    pub(super) fn name_with_object(&mut self, last: TokenId) {
        let Some(first) = self.analysis.head(last).filter(|&first| first < last) else { return };
        let token = self.analysis.token(first);
        let titled = token.pos == "PROPN" && token.deprel == "nsubj" && self.is_name(last);
        let Some(verb) = self.analysis.head(first).filter(|&verb| titled && verb > last) else { return };
        let labels = self.labels;
        let tokens = self.tokens();
        tokens[last.index()].head = verb;
        tokens[last.index()].deprel = labels.nsubj;
        tokens[first.index()].head = last;
        tokens[first.index()].deprel = labels.compound;
    }

    /// "spoke about *meeting* she had", "told a *hearing*": only a noun has a relative clause, or an article.
    pub(super) fn noun_as_gerund(&mut self, gerund: TokenId) {
        let form = self.analysis.form(gerund, self.body);
        let noun = match form {
            "meeting" => "meeting",
            "hearing" => "hearing",
            "briefing" => "briefing",
            "gathering" => "gathering",
            _ => return,
        };
        let related = form == "meeting" && self.has_any(gerund, "relcl");
        if !related && !self.has(gerund, gerund, "det") {
            return;
        }
        let labels = self.labels;
        let tokens = self.tokens();
        if tokens[gerund.index()].deprel == "pcomp" {
            tokens[gerund.index()].deprel = labels.pobj;
        }
        tokens[gerund.index()].pos = labels.noun;
        tokens[gerund.index()].tag = labels.nn;
        tokens[gerund.index()].lemma = noun.into();
    }

    /// "when the two *meet*": a verb after a number that stands for people is taken for a noun, in a place where only a
    /// clause can be.
    pub(super) fn number_as_modifier(&mut self, verb: TokenId) {
        let number = self.analysis.dependents_by(verb, "nummod").find(|number| number.0 + 1 == verb.0);
        let Some(number) = number.filter(|_| matches!(self.analysis.form(verb, self.body), "meet" | "talk")) else {
            return;
        };
        let labels = self.labels;
        let article = self.analysis.dependents_by(verb, "det").find(|article| article.0 + 1 == number.0);
        let tokens = self.tokens();
        if let Some(article) = article {
            tokens[article.index()].head = number;
        }
        tokens[number.index()].deprel = labels.nsubj;
        tokens[verb.index()].pos = labels.verb;
        tokens[verb.index()].tag = labels.vbp;
    }

    /// "will fly in *for talks with Brandt, Downing Street has announced*": the parser takes "for" for the word that opens a
    /// clause, which in today's English it does only before an infinitive; the noun is its object.
    pub(super) fn clause_under_for(&mut self, verb: TokenId) {
        let Some(above) = self.analysis.head(verb).filter(|&above| above < verb) else { return };
        let finite = matches!(self.analysis.token(verb).tag.as_str(), "VBD" | "VBZ" | "VBP" | "VBN");
        let word = self
            .analysis
            .dependents_by(verb, "mark")
            .find(|&mark| self.analysis.form(mark, self.body).eq_ignore_ascii_case("for") && mark > above);
        let subject = self.analysis.dependents_by(verb, "nsubj").find(|&subject| subject < verb);
        let (true, Some(word), Some(subject)) = (finite, word, subject) else { return };
        if self.analysis.token(subject).pos != "NOUN" || subject < word {
            return;
        }
        let labels = self.labels;
        let tokens = self.tokens();
        tokens[word.index()].head = above;
        tokens[word.index()].deprel = labels.prep;
        tokens[subject.index()].head = word;
        tokens[subject.index()].deprel = labels.pobj;
    }

    /// "Ms Ode [held → talks]", "The two [held → talks]": the noun heads the clause, the verb is its modifier, the subject
    /// another.
    pub(super) fn verb_as_modifier(&mut self, verb: TokenId) {
        let Some(noun) = self.analysis.head(verb) else { return };
        let counted = self.counted_before(verb, noun);
        if !self.is_clausal(noun) || noun < verb || counted.is_none() && self.has(noun, verb, "det") {
            return;
        }
        // The last part of a name may hang on its first.
        let subject = counted.or_else(|| {
            let name = self.name_before(verb)?;
            let mut parts = std::iter::once(name).chain(self.analysis.ancestors(name)).take(3);
            parts.find(|&part| {
                let token = self.analysis.token(part);
                token.pos != "NOUN" && part < verb && (token.head == noun || token.head == verb)
            })
        });
        let Some(subject) = subject else { return };
        let labels = self.labels;
        let (above, dep) = (self.analysis.token(noun).head, self.analysis.token(noun).deprel);
        let to_verb: Vec<TokenId> = self
            .analysis
            .dependents(noun)
            .iter()
            .copied()
            .filter(|&dependent| {
                let dep = self.analysis.token(dependent).deprel;
                dependent < subject && dep != "compound"
                    || matches!(
                        dep.as_str(),
                        "advmod" | "npadvmod" | "advcl" | "punct" | "cc" | "conj" | "nsubj" | "aux"
                    )
            })
            .collect();
        let tokens = self.tokens();
        tokens[verb.index()].head = if above == noun { verb } else { above };
        tokens[verb.index()].deprel = if above == noun { labels.root } else { dep };
        tokens[noun.index()].head = verb;
        tokens[noun.index()].deprel = labels.dobj;
        for moved in to_verb {
            tokens[moved.index()].head = verb;
        }
        tokens[subject.index()].head = verb;
        tokens[subject.index()].deprel = labels.nsubj;
        if counted.is_some() && subject.0 > 0 {
            tokens[subject.index() - 1].head = subject;
        }
    }

    /// "*the two* held talks": the number that stands for people, right before `verb`, where the parser made it and its
    /// article modifiers of `noun`.
    fn counted_before(&self, verb: TokenId, noun: TokenId) -> Option<TokenId> {
        let number = TokenId(verb.0.checked_sub(1)?);
        let article = self.analysis.token(TokenId(number.0.checked_sub(1)?));
        let token = self.analysis.token(number);
        let modifies =
            token.deprel == "nummod" && token.head == noun && article.deprel == "det" && article.head == noun;
        let small = matches!(self.analysis.form(number, self.body), "two" | "three" | "four" | "five");
        (modifies && small && self.analysis.token(noun).deprel == "ROOT").then_some(number)
    }

    /// "Ms Ode [avoided → meeting → Mr Brandt]": the name after the gerund heads the clause, and the verb is a modifier.
    pub(super) fn verb_over_gerund(&mut self, verb: TokenId) {
        let gerund = TokenId(verb.0 + 1);
        if self.analysis.token(verb).head != gerund || self.analysis.form(gerund, self.body) != "meeting" {
            return;
        }
        let token = self.analysis.token(gerund);
        let object = token.head;
        let named = token.deprel == "compound" && object > gerund && self.analysis.token(object).pos == "PROPN";
        let Some(subject) = self.name_before(verb).filter(|_| named && self.is_clausal(object)) else { return };
        let head = self.analysis.token(subject).head;
        if head != gerund && head != object && head != verb {
            return;
        }
        let labels = self.labels;
        let (above, dep) = (self.analysis.token(object).head, self.analysis.token(object).deprel);
        let moved: Vec<TokenId> = self
            .analysis
            .dependents(object)
            .iter()
            .copied()
            .filter(|&d| {
                !matches!(self.analysis.token(d).deprel.as_str(), "compound" | "appos" | "conj" | "cc" | "relcl")
            })
            .collect();
        let before: Vec<TokenId> =
            self.analysis.dependents(gerund).iter().copied().filter(|&d| d < verb && d != subject).collect();
        let tokens = self.tokens();
        for dependent in moved.into_iter().chain(before) {
            tokens[dependent.index()].head = verb;
        }
        tokens[verb.index()].head = if above == object { verb } else { above };
        tokens[verb.index()].deprel = if above == object { labels.root } else { dep };
        tokens[verb.index()].tag = labels.vbd;
        tokens[gerund.index()].head = verb;
        tokens[gerund.index()].deprel = labels.xcomp;
        tokens[gerund.index()].tag = labels.vbg;
        tokens[gerund.index()].pos = labels.verb;
        tokens[gerund.index()].lemma = "meet".into();
        tokens[object.index()].head = gerund;
        tokens[object.index()].deprel = labels.dobj;
        tokens[subject.index()].head = verb;
        tokens[subject.index()].deprel = labels.nsubj;
    }

    /// "[Meeting → Ms Ode] in Vasa, Mr Brandt said …": the gerund stands first, its object heads the clause.
    pub(super) fn gerund_as_compound(&mut self, verb: TokenId) {
        let Some(object) = self.analysis.head(verb) else { return };
        let first = self.analysis.sentences.get(self.analysis.token(verb).sentence as usize).map(|range| range.start);
        let clause = matches!(self.analysis.token(object).deprel.as_str(), "advcl" | "csubj" | "ccomp");
        if first != Some(verb.0) || !clause || object < verb {
            return;
        }
        let labels = self.labels;
        let (above, dep) = (self.analysis.token(object).head, self.analysis.token(object).deprel);
        let tokens = self.tokens();
        tokens[verb.index()].head = above;
        tokens[verb.index()].deprel = dep;
        tokens[verb.index()].pos = labels.verb;
        tokens[object.index()].head = verb;
        tokens[object.index()].deprel = labels.dobj;
    }

    /// "I picked up the phone and called *Ode*": where nobody is called so, the name is whom one calls.
    pub(super) fn called_as_object(&mut self, name: TokenId) {
        let verb = self.analysis.token(name).head;
        let named = ["dobj", "nsubjpass", "dative"].iter().any(|deprel| self.has_any(verb, deprel));
        if self.analysis.token(verb).lemma == "call" && !named {
            let dobj = self.labels.dobj;
            self.tokens()[name.index()].deprel = dobj;
        }
    }

    /// "[Ms Ode → considered] meeting him": a name before the verb is its modifier, and there is no subject.
    pub(super) fn name_as_modifier(&mut self, verb: TokenId) {
        let has_subject = self.analysis.dependents(verb).iter().any(|&d| {
            matches!(self.analysis.token(d).deprel.as_str(), "nsubj" | "nsubjpass" | "auxpass" | "csubj" | "expl")
        });
        if has_subject {
            return;
        }
        let to = self.analysis.dependents_by(verb, "aux").next().filter(|&to| self.analysis.token(to).tag == "TO");
        let Some(name) = self.name_before(to.unwrap_or(verb)) else { return };
        let odd = matches!(
            self.analysis.token(name).deprel.as_str(),
            "amod" | "nmod" | "compound" | "npadvmod" | "advmod" | "dep" | "intj"
        );
        let time = matches!(self.analysis.token(name).entity.as_str(), "DATE" | "TIME");
        if odd && !time && self.analysis.token(name).head == verb {
            let nsubj = self.labels.nsubj;
            self.tokens()[name.index()].deprel = nsubj;
        }
    }

    /// "Ms Ode *plans* to meet him": a plural noun that has a subject and what only verbs have is a verb.
    pub(super) fn plural_as_verb(&mut self, noun: TokenId) {
        let form = self.analysis.form(noun, self.body);
        if !form.ends_with('s') || form.bytes().next().is_some_and(|byte| byte.is_ascii_uppercase()) {
            return;
        }
        let dependents = self.analysis.dependents(noun);
        let dep = |d: TokenId| self.analysis.token(d).deprel.as_str();
        let subject = dependents.iter().any(|&d| d < noun && dep(d) == "nsubj");
        let verbal = dependents.iter().any(|&d| {
            d > noun && matches!(dep(d), "xcomp" | "dobj" | "ccomp" | "prep" | "prt" | "npadvmod" | "dative")
        });
        if subject && verbal {
            let labels = self.labels;
            let token = &mut self.tokens()[noun.index()];
            token.tag = labels.vbz;
            token.pos = labels.verb;
        }
    }

    /// Headlines: "*Ode* to meet Brandt": the infinitive is the clause.
    pub(super) fn headline_infinitive(&mut self, name: TokenId) {
        let infinitive = self.analysis.dependents(name).iter().copied().find(|&dependent| {
            let token = self.analysis.token(dependent);
            dependent > name
                && token.tag == "VB"
                && matches!(token.deprel.as_str(), "xcomp" | "acl" | "relcl" | "ccomp" | "advcl")
                && self.analysis.dependents_by(dependent, "aux").any(|to| self.analysis.token(to).tag == "TO")
        });
        let Some(verb) = infinitive else { return };
        let labels = self.labels;
        let tokens = self.tokens();
        tokens[verb.index()].head = verb;
        tokens[verb.index()].deprel = labels.root;
        tokens[name.index()].head = verb;
        tokens[name.index()].deprel = labels.nsubj;
    }

    /// "insight into a meeting in Vasa *involving* Ode": participles that are said of encounters belong to the nearest common
    /// noun before them, not to a place or to a noun farther up.
    pub(super) fn misplaced_participle(&mut self, participle: TokenId) {
        let token = self.analysis.token(participle);
        let of_encounters =
            matches!(token.lemma.as_str(), "involve" | "attend" | "host" | "mediate" | "broker" | "chair");
        let on_name = self.analysis.token(token.head).pos == "PROPN"
            && matches!(
                token.lemma.as_str(),
                "hold" | "schedule" | "plan" | "arrange" | "convene" | "cancel" | "postpone"
            );
        // "a meeting of mayors *called by* Ode": people are not convened by anybody, nor chaired
        let human = |noun: TokenId| super::is_human(&self.analysis.token(noun).lemma);
        let passive = token.tag == "VBN" && self.has_any(participle, "agent");
        let of_people = passive && human(token.head) && matches!(token.lemma.as_str(), "convene" | "call");
        if !of_encounters && !on_name && !of_people {
            return;
        }
        let nearest = (0..participle.index())
            .rev()
            .take(12)
            .map(TokenId::new)
            .take_while(|&before| self.analysis.token(before).sentence == token.sentence)
            .find(|&before| {
                let noun = self.analysis.token(before);
                let of_noun = noun.deprel == "compound";
                noun.pos == "NOUN" && noun.entity == "" && !(passive && (of_noun || human(before)))
            });
        let Some(noun) = nearest.filter(|&noun| noun != token.head) else { return };
        // A noun below the participle's own head only: else the tree would lose its shape.
        let below_head = self
            .analysis
            .ancestors(noun)
            .take(12)
            .any(|above| above == token.head || self.analysis.token(token.head).head == above);
        let above_head = self.analysis.ancestors(token.head).take(12).any(|above| above == noun);
        let below_self = self.analysis.ancestors(noun).take(12).any(|above| above == participle);
        if (below_head || above_head) && !below_self {
            self.tokens()[participle.index()].head = noun;
        }
    }

    /// "*According* to Lund, the talks centred on trade": where "according" heads the sentence and the clause hangs on the
    /// source as an apposition, the clause is the sentence.
    pub(super) fn clause_under_according(&mut self, according: TokenId) {
        let source = self
            .analysis
            .dependents_by(according, "prep")
            .find_map(|to| self.analysis.dependents_by(to, "pobj").next());
        let Some(source) = source else { return };
        let subject = self.analysis.dependents_by(source, "appos").find(|&noun| noun > source);
        let Some(subject) = subject else { return };
        let verb = self
            .analysis
            .dependents_by(subject, "acl")
            .find(|&verb| verb.0 == subject.0 + 1 && matches!(self.analysis.token(verb).tag.as_str(), "VBN" | "VBD"));
        let Some(verb) = verb else { return };
        let labels = self.labels;
        let tokens = self.tokens();
        tokens[verb.index()].head = verb;
        tokens[verb.index()].deprel = labels.root;
        tokens[verb.index()].tag = labels.vbd;
        tokens[subject.index()].head = verb;
        tokens[subject.index()].deprel = labels.nsubj;
        tokens[according.index()].head = verb;
        tokens[according.index()].deprel = labels.prep;
    }

    /// "had a meeting *planned* for Friday": a participle without a subject, right after an object's phrase.
    pub(super) fn participle_as_clause(&mut self, participle: TokenId) {
        let Some(verb) = self.analysis.head(participle) else { return };
        let own = self.analysis.dependents(participle).iter().any(|&d| {
            matches!(
                self.analysis.token(d).deprel.as_str(),
                "nsubj" | "nsubjpass" | "aux" | "auxpass" | "mark" | "dobj"
            )
        });
        if own || self.analysis.token(verb).lemma != "have" || participle < verb {
            return;
        }
        let object = self.analysis.dependents_by(verb, "dobj").find(|&object| object < participle);
        let Some(object) = object else { return };
        let labels = self.labels;
        let tokens = self.tokens();
        tokens[participle.index()].head = object;
        tokens[participle.index()].deprel = labels.acl;
        tokens[participle.index()].tag = labels.vbn;
    }

    /// "know [the rebel] [Ms Ode] met": two subjects side by side, the first of them really an object with a relative clause.
    pub(super) fn relative_as_complement(&mut self, verb: TokenId) {
        let token = self.analysis.token(verb);
        if token.deprel != "ccomp" || token.head >= verb || self.has_any(verb, "dobj") {
            return;
        }
        let subjects: Vec<TokenId> =
            self.analysis.dependents_by(verb, "nsubj").filter(|&subject| subject < verb).collect();
        let [first, second] = subjects[..] else { return };
        let side_by_side = super::phrase_start(self.analysis, second).0 == first.0 + 1;
        let first_token = self.analysis.token(first);
        if !side_by_side || first_token.pos != "NOUN" || !self.has_any(first, "det") || first < token.head {
            return;
        }
        let (above, labels) = (token.head, self.labels);
        let tokens = self.tokens();
        tokens[first.index()].head = above;
        tokens[first.index()].deprel = labels.dobj;
        tokens[verb.index()].head = first;
        tokens[verb.index()].deprel = labels.relcl;
    }

    /// Headlines: "*Ode*, Brandt discuss trade": a name and a comma before the subject of a plural verb begin a list.
    pub(super) fn name_before_subject(&mut self, verb: TokenId) {
        let token = self.analysis.token(verb);
        if !matches!(token.tag.as_str(), "VBP" | "VB") && token.tag != "VBD" {
            return;
        }
        let Some(subject) = self.analysis.dependents_by(verb, "nsubj").next() else { return };
        let comma = (super::phrase_start(self.analysis, subject).0 as usize).checked_sub(1).map(TokenId::new);
        let Some(comma) = comma.filter(|&comma| self.analysis.form(comma, self.body) == ",") else { return };
        let Some(name) = comma.index().checked_sub(1).map(TokenId::new) else { return };
        let first = self.analysis.token(name);
        // "Last Tuesday, Ode said": a time begins no list
        let odd = matches!(first.deprel.as_str(), "advcl" | "dep" | "npadvmod" | "nmod" | "ccomp" | "amod")
            && !matches!(first.entity.as_str(), "DATE" | "TIME");
        if odd && first.head == verb && first.pos == "PROPN" && self.analysis.token(subject).pos == "PROPN" {
            let labels = self.labels;
            let tokens = self.tokens();
            tokens[name.index()].deprel = labels.nsubj;
            tokens[subject.index()].head = name;
            tokens[subject.index()].deprel = labels.conj;
        }
    }

    /// "The talks, *announced* in May, were called off": a participle between commas took the subject of the verb after it.
    pub(super) fn participle_with_subject(&mut self, participle: TokenId) {
        let token = self.analysis.token(participle);
        let verb = token.head;
        if !matches!(token.tag.as_str(), "VBN" | "VBD") || verb <= participle || participle.0 == 0 {
            return;
        }
        let is_comma = |at: u32| self.analysis.form(TokenId(at), self.body) == ",";
        let aside = is_comma(participle.0 - 1) && (participle.0..verb.0).any(is_comma);
        let subject = self.analysis.dependents_by(participle, "nsubj").find(|&subject| subject.0 + 1 < participle.0);
        let subject = subject.filter(|&subject| !self.is_who(subject));
        let auxiliary = |id: TokenId| self.has_any(id, "aux") || self.has_any(id, "auxpass");
        let bare = ["nsubj", "nsubjpass", "csubj", "expl", "mark"].iter().all(|label| !self.has_any(verb, label));
        let finite = auxiliary(verb) || matches!(self.analysis.token(verb).tag.as_str(), "VBD" | "VBZ" | "VBP");
        let (true, Some(subject)) = (aside && bare && finite && !auxiliary(participle), subject) else { return };
        let passive = self.has_any(verb, "auxpass");
        let labels = self.labels;
        let tokens = self.tokens();
        tokens[subject.index()].head = verb;
        tokens[subject.index()].deprel = if passive { labels.nsubjpass } else { labels.nsubj };
        tokens[participle.index()].head = subject;
        tokens[participle.index()].deprel = labels.acl;
        tokens[participle.index()].tag = labels.vbn;
    }

    fn is_who(&self, id: TokenId) -> bool {
        matches!(self.analysis.form(id, self.body), "who" | "which" | "that")
    }
}
