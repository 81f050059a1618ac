//! Verbs that the parser cut off from their subjects, and objects that it made modifiers of the noun after them.

use super::super::lexicon::WORDS;
use super::Mend;
use crate::nlp::TokenId;

/// Verbs of two objects: the name before the second is the first.
const GIVING: [&str; 15] = [
    "give", "bid", "grant", "cook", "serve", "hand", "offer", "buy", "accord", "deny", "owe", "award", "pour",
    "refuse", "wish",
];

impl Mend<'_, '_> {
    /// "flew to Vasa, *toured* a farm and met Brandt": a past verb after a comma that has no subject is one more of the same.
    pub(super) fn stray_conjunct(&mut self, verb: TokenId) {
        let token = self.analysis.token(verb);
        let first = token.head;
        let comma = verb.0 > 0 && self.analysis.form(TokenId(verb.0 - 1), self.body) == ",";
        let bare = ["nsubj", "nsubjpass", "mark", "aux", "csubj"].iter().all(|label| !self.has_any(verb, label));
        let like = self.analysis.token(first).tag == token.tag && first < verb && self.has_any(first, "nsubj");
        if comma && bare && like {
            let conj = self.labels.conj;
            self.tokens()[verb.index()].deprel = conj;
        }
    }

    /// "said the deal was “a start” and *will meet* Brandt": who goes on in the present or the future after a report of the past
    /// is the one who says it, and no part of what is quoted.
    pub(super) fn conjunct_after_quotation(&mut self, verb: TokenId) {
        let analysis = self.analysis;
        let Some(first) = analysis.head(verb).filter(|&first| first < verb) else { return };
        let Some(said) = analysis.head(first).filter(|&said| said < first) else { return };
        if analysis.token(first).deprel != "ccomp" {
            return;
        }
        let Some(and) = analysis.dependents_by(first, "cc").find(|&and| first < and && and < verb) else { return };
        let is_mark = |at: u32| matches!(analysis.form(TokenId(at), self.body), "\"" | "”" | "“" | "''" | "``");
        let closed = is_mark(and.0 - 1) && (said.0 + 1..and.0 - 1).any(is_mark);
        let told = |verb: TokenId| {
            let auxiliary = analysis.dependents_by(verb, "aux").next();
            let first = auxiliary.unwrap_or(verb);
            (analysis.token(first).tag, analysis.form(first, self.body))
        };
        let goes_on = matches!(told(verb), (tag, form) if matches!(tag.as_str(), "VBZ" | "VBP") || form == "will");
        let own = self.has_any(verb, "nsubj") || self.has_any(verb, "nsubjpass");
        if closed && goes_on && !own && told(first).0 == "VBD" && analysis.token(said).tag == "VBD" {
            self.tokens()[verb.index()].head = said;
        }
    }

    /// "has not *met*, *called or written to* Brandt": participles in a row, of which the second is hung elsewhere.
    pub(super) fn participle_in_row(&mut self, verb: TokenId) {
        let analysis = self.analysis;
        let Some(first) = verb.0.checked_sub(2).map(TokenId) else { return };
        let comma = analysis.form(TokenId(verb.0 - 1), self.body) == ",";
        let perfect = analysis.token(first).tag == "VBN"
            && analysis
                .dependents_by(first, "aux")
                .any(|has| matches!(analysis.form(has, self.body), "has" | "have" | "had" | "'ve" | "’ve"));
        let bare = ["nsubj", "nsubjpass", "aux", "auxpass", "mark", "dobj"].iter().all(|dep| !self.has_any(verb, dep));
        let joined = analysis.dependents_by(verb, "cc").any(|or| or.0 == verb.0 + 1);
        if comma && perfect && bare && joined && analysis.token(verb).head != first {
            let conj = self.labels.conj;
            let token = &mut self.tokens()[verb.index()];
            token.head = first;
            token.deprel = conj;
        }
    }

    /// "met, among others, *Ode*": the name after the comma is the object.
    pub(super) fn name_among_others(&mut self, name: TokenId) {
        let others = self.analysis.token(name).head;
        if others > name || self.analysis.form(others, self.body) != "others" {
            return;
        }
        let among = self.analysis.token(others).head;
        let verb = self.analysis.token(among).head;
        let after_verb = self.analysis.form(among, self.body) == "among" && verb < among;
        if after_verb && self.analysis.token(verb).pos == "VERB" && !self.has_any(verb, "dobj") {
            let dobj = self.labels.dobj;
            let token = &mut self.tokens()[name.index()];
            token.head = verb;
            token.deprel = dobj;
        }
    }

    /// "*Meeting* Ode in Vasa, Brandt said": the gerund that opens the sentence is taken for part of a name, and its object for
    /// a second subject.
    pub(super) fn gerund_in_name(&mut self, gerund: TokenId) {
        let analysis = self.analysis;
        let lemma = match analysis.form(gerund, self.body) {
            "Meeting" => "meet",
            "Visiting" => "visit",
            _ => return,
        };
        let first = analysis.sentences.get(analysis.token(gerund).sentence as usize).map(|range| range.start);
        let Some(object) = analysis.head(gerund).filter(|&object| gerund < object) else { return };
        let Some(verb) = analysis.head(object).filter(|&verb| object < verb) else { return };
        let person = analysis.token(object).entity == "PERSON" && analysis.token(object).deprel == "nsubj";
        let subject = analysis.dependents_by(verb, "nsubj").find(|&subject| object < subject && subject < verb);
        let comma = subject.is_some_and(|subject| {
            let start = super::phrase_start(analysis, subject).0;
            analysis.form(TokenId(start.saturating_sub(1)), self.body) == ","
        });
        if first != Some(gerund.0) || !person || !comma {
            return;
        }
        let labels = self.labels;
        let tokens = self.tokens();
        tokens[gerund.index()].head = verb;
        tokens[gerund.index()].deprel = labels.advcl;
        tokens[gerund.index()].pos = labels.verb;
        tokens[gerund.index()].tag = labels.vbg;
        tokens[gerund.index()].lemma = lemma.into();
        tokens[object.index()].head = gerund;
        tokens[object.index()].deprel = labels.dobj;
    }

    /// "picked up the phone *to Brandt*": a name after "to" is no infinitive.
    pub(super) fn name_as_infinitive(&mut self, name: TokenId) {
        let verb = self.analysis.token(name).head;
        let to = self.analysis.dependents_by(name, "aux").find(|&to| self.analysis.form(to, self.body) == "to");
        let Some(to) = to.filter(|&to| verb < to && to < name) else { return };
        let labels = self.labels;
        let tokens = self.tokens();
        tokens[to.index()].head = verb;
        tokens[to.index()].deprel = labels.prep;
        tokens[name.index()].head = to;
        tokens[name.index()].deprel = labels.pobj;
    }

    /// "On Friday Ode and Brandt *meet* in Vasa": after a day and two names the verb is taken for a noun, and the names for the
    /// preposition's.
    pub(super) fn meet_after_day(&mut self, verb: TokenId) {
        let analysis = self.analysis;
        let token = analysis.token(verb);
        if token.tag != "NN" || analysis.form(verb, self.body) != "meet" {
            return;
        }
        let joined = token.deprel == "conj";
        let first = match joined {
            true => analysis.head(verb),
            false => analysis
                .dependents(verb)
                .iter()
                .copied()
                .find(|&name| name < verb && analysis.token(name).pos == "PROPN" && self.has_any(name, "conj")),
        };
        let Some(first) = first else { return };
        let last = match joined {
            true => analysis.dependents_by(verb, "compound").last(),
            false => analysis.dependents_by(first, "conj").last(),
        };
        let Some(last) = last.filter(|last| last.0 + 1 == verb.0) else { return };
        let preposition = if joined { analysis.head(first) } else { analysis.head(verb) };
        let dated = |on: &TokenId| {
            *on < first
                && analysis.form(*on, self.body).eq_ignore_ascii_case("on")
                && analysis.token(TokenId(on.0 + 1)).entity == "DATE"
        };
        let Some(on) = preposition.filter(dated) else { return };
        let day = TokenId(on.0 + 1);
        let (above, dep) = (analysis.token(on).head, analysis.token(on).deprel);
        let labels = self.labels;
        let tokens = self.tokens();
        tokens[verb.index()].pos = labels.verb;
        tokens[verb.index()].tag = labels.vbp;
        tokens[verb.index()].head = if above == on { verb } else { above };
        tokens[verb.index()].deprel = dep;
        for (word, head, label) in
            [(on, verb, labels.prep), (day, on, labels.pobj), (first, verb, labels.nsubj), (last, first, labels.conj)]
        {
            tokens[word.index()].head = head;
            tokens[word.index()].deprel = label;
        }
    }

    /// "[The minister, Anna Ode, [met Brandt]], officials said": the verb taken for a participle, so that the verb of saying
    /// has two subjects, of which only the one beside it says it.
    pub(super) fn clause_as_participle(&mut self, verb: TokenId) {
        let subject = self.analysis.token(verb).head;
        let Some(said) = self.analysis.head(subject).filter(|_| self.analysis.token(subject).deprel == "nsubj") else {
            return;
        };
        let after_comma = verb.0 > 0 && self.analysis.form(TokenId(verb.0 - 1), self.body) == ",";
        let auxiliary = self.has_any(verb, "aux") || self.has_any(verb, "auxpass") || self.has_any(verb, "agent");
        let second = self.analysis.dependents_by(said, "nsubj").any(|other| verb < other && other < said);
        if !after_comma || auxiliary || !second || subject > verb || said < verb {
            return;
        }
        let labels = self.labels;
        let tokens = self.tokens();
        tokens[subject.index()].head = verb;
        tokens[verb.index()].head = said;
        tokens[verb.index()].deprel = labels.ccomp;
        tokens[verb.index()].tag = labels.vbd;
    }

    /// "gave [Anna Ode → lunch]", "had [Anna Ode → round] for supper": the recipient taken for a modifier of the thing.
    pub(super) fn recipient_as_modifier(&mut self, thing: TokenId) {
        let verb = self.analysis.token(thing).head;
        if thing.0 == 0 || verb >= thing || self.analysis.token(thing).pos != "NOUN" {
            return;
        }
        let name = TokenId(thing.0 - 1);
        let token = self.analysis.token(name);
        let first = super::phrase_start(self.analysis, thing);
        let before = self.analysis.dependents(thing).iter().filter(|&&word| word < thing);
        let only_name = before.clone().all(|&word| self.analysis.token(word).pos == "PROPN");
        let modifies = token.head == thing && token.deprel == "compound" && token.entity == "PERSON";
        let lemma = self.analysis.token(verb).lemma.as_str();
        let round = matches!(self.analysis.form(thing, self.body), "round" | "over")
            && matches!(lemma, "have" | "invite" | "ask");
        if !modifies || !only_name || first.0 != verb.0 + 1 || !round && !GIVING.contains(&lemma) {
            return;
        }
        let names: Vec<TokenId> = before.copied().filter(|&word| word != name).collect();
        let labels = self.labels;
        let tokens = self.tokens();
        for word in names {
            tokens[word.index()].head = name;
        }
        tokens[name.index()].head = verb;
        tokens[name.index()].deprel = if round { labels.dobj } else { labels.dative };
        if round {
            tokens[thing.index()].deprel = labels.advmod;
        }
    }

    /// "went *sailing*": the gerund after "go" taken for a noun.
    pub(super) fn outing_as_noun(&mut self, outing: TokenId) {
        let token = self.analysis.token(outing);
        let go = token.head;
        let form = self.analysis.form(outing, self.body);
        let right_after = go.0 + 1 == outing.0 && self.analysis.token(go).lemma == "go";
        let Some(stem) = form.strip_suffix("ing").filter(|stem| right_after && stem.len() > 2) else { return };
        let labels = self.labels;
        let tokens = self.tokens();
        tokens[outing.index()].tag = labels.vbg;
        tokens[outing.index()].pos = labels.verb;
        tokens[outing.index()].deprel = labels.dobj;
        tokens[outing.index()].lemma = stem.into();
    }

    /// "talks [between the minister, Anna Ode], [and → the union, Velden] ended": "between" wants two, so that the noun after
    /// its "and" is the second, wherever the parser hung it.
    pub(super) fn second_of_two(&mut self, between: TokenId) {
        let mut objects = self.analysis.dependents_by(between, "pobj");
        let (first, None) = (objects.next(), objects.next()) else { return };
        let Some(first) = first else {
            self.object_as_subject(between);
            return;
        };
        let token = self.analysis.token(first);
        if self.has_any(first, "conj") || matches!(token.tag.as_str(), "NNS" | "NNPS" | "PRP" | "CD") {
            return;
        }
        let noun = self.analysis.token(between).head;
        let ands = [first, noun].into_iter().flat_map(|above| self.analysis.dependents_by(above, "cc"));
        let second = ands.filter(|&and| and > first).find_map(|and| self.second_subject(between, and));
        if let Some(second) = second.or_else(|| self.second_of_description(noun, first)) {
            let conj = self.labels.conj;
            let mended = &mut self.tokens()[second.index()];
            mended.head = first;
            mended.deprel = conj;
            return;
        }
        let end = self.analysis.subtree(first).end;
        let comma = self.analysis.tokens.get(end as usize).is_some_and(|token| token.tag == ",");
        let and = TokenId(end + u32::from(comma));
        let Some(joined) = self.analysis.tokens.get(and.index()).filter(|and| and.tag == "CC") else { return };
        if joined.sentence != token.sentence || self.analysis.form(and, self.body) != "and" {
            return;
        }
        let above = joined.head;
        let second = self.analysis.dependents_by(above, "conj").find(|&noun| noun > and);
        let noun = |&noun: &TokenId| {
            let nominal = matches!(self.analysis.token(noun).pos.as_str(), "NOUN" | "PROPN");
            nominal && super::phrase_start(self.analysis, noun).0 == and.0 + 1 && !self.has_any(noun, "nsubj")
        };
        let second = second.filter(noun).filter(|_| above != first && above < first);
        let Some(second) = second.or_else(|| self.second_subject(between, and)) else { return };
        let conj = self.labels.conj;
        let tokens = self.tokens();
        tokens[and.index()].head = first;
        tokens[second.index()].head = first;
        tokens[second.index()].deprel = conj;
    }

    /// "said [that the crisis was over → *after* talks with Brandt]": what a thing is comes after no encounter; that somebody
    /// said so does.
    pub(super) fn phrase_on_state(&mut self, preposition: TokenId) {
        let state = self.analysis.token(preposition).head;
        let token = self.analysis.token(state);
        let speech = token.head;
        let said = token.lemma == "be"
            && token.deprel == "ccomp"
            && speech < state
            && state < preposition
            && !self.has_any(state, "aux")
            && WORDS.stating.contains(&self.analysis.token(speech).lemma);
        let is_thing = |subject: TokenId| {
            let noun = self.analysis.token(subject);
            noun.pos == "NOUN" && !super::is_human(&noun.lemma)
                || matches!(self.analysis.form(subject, self.body), "it" | "this")
        };
        if said && self.has_any(state, "nsubj") && self.analysis.dependents_by(state, "nsubj").all(is_thing) {
            self.tokens()[preposition.index()].head = speech;
        }
    }

    /// "talks between Ode, [then minister, and → *Brandt*]": the person whom an "and" after a comma joins with the description.
    fn second_of_description(&self, noun: TokenId, first: TokenId) -> Option<TokenId> {
        let mut descriptions = [first, noun].into_iter().flat_map(|above| self.analysis.dependents_by(above, "appos"));
        descriptions.find_map(|description| {
            let and = self.analysis.dependents_by(description, "cc").find(|&and| and > description)?;
            let closed = self.analysis.form(TokenId(and.0.checked_sub(1)?), self.body) == ",";
            let person = |&next: &TokenId| {
                next > and && self.analysis.token(next).entity == "PERSON" && self.analysis.token(next).pos == "PROPN"
            };
            let next = self.analysis.dependents_by(description, "conj").find(person)?;
            (closed && description > first && self.analysis.token(description).tag == "NN").then_some(next)
        })
    }

    /// The subject whose phrase begins right after `word`, where the noun over `between` is a subject of the same verb.
    fn second_subject(&self, between: TokenId, word: TokenId) -> Option<TokenId> {
        let noun = self.analysis.token(self.analysis.token(between).head);
        let is_subject = |label: &str| matches!(label, "nsubj" | "nsubjpass");
        if !is_subject(noun.deprel.as_str()) {
            return None;
        }
        self.analysis.dependents(noun.head).iter().copied().find(|&other| {
            other > word
                && is_subject(self.analysis.token(other).deprel.as_str())
                && super::phrase_start(self.analysis, other).0 == word.0 + 1
        })
    }

    /// "talks *between* [Ode → ended]": the name after the preposition is its object, not a second subject.
    fn object_as_subject(&mut self, between: TokenId) {
        let Some(first) = self.second_subject(between, between) else { return };
        let pobj = self.labels.pobj;
        let mended = &mut self.tokens()[first.index()];
        mended.head = between;
        mended.deprel = pobj;
    }

    /// "held [what an aide called → *talks*]", "after [what she called → a *dinner*]": the clause only names the thing, which
    /// stands where the parser put the clause.
    pub(super) fn thing_named(&mut self, verb: TokenId) {
        let token = self.analysis.token(verb);
        let names = WORDS.naming.contains(&token.lemma);
        let labels = self.labels;
        let place = match token.deprel.as_str() {
            "ccomp" | "dobj" => labels.dobj,
            "pcomp" => labels.pobj,
            _ => return,
        };
        let what = self.analysis.dependents(verb).first().copied();
        let what = what.filter(|&what| what < verb && self.analysis.form(what, self.body) == "what");
        let (Some(what), true) = (what, names && token.head < verb) else { return };
        if what.0 != token.head.0 + 1 && self.analysis.token(TokenId(what.0 - 1)).tag != "RB" {
            return;
        }
        let noun = |&thing: &TokenId| thing > verb && matches!(self.analysis.token(thing).tag.as_str(), "NN" | "NNS");
        let by = |above: TokenId, label: &'static str| self.analysis.dependents_by(above, label).find(noun);
        let under_as = || {
            let mut words = self.analysis.dependents_by(verb, "prep");
            words.find(|&word| self.analysis.form(word, self.body) == "as").and_then(|word| by(word, "pobj"))
        };
        let thing = by(verb, "oprd").or_else(|| by(verb, "dobj")).or_else(|| by(verb, "attr")).or_else(under_as);
        let Some(thing) = thing else { return };
        let head = token.head;
        let tokens = self.tokens();
        tokens[thing.index()].head = head;
        tokens[thing.index()].deprel = place;
        tokens[verb.index()].head = thing;
        tokens[verb.index()].deprel = labels.relcl;
    }

    /// "spent [the afternoon [playing → golf]]", "spent [the evening → golfing]": the time that is spent, and how, taken for
    /// one thing.
    pub(super) fn time_and_gerund(&mut self, thing: TokenId) {
        let verb = self.analysis.token(thing).head;
        if self.analysis.token(verb).lemma != "spend" || verb >= thing {
            return;
        }
        let is_gerund = |word: TokenId| {
            let form = self.analysis.form(word, self.body);
            form.len() > 5 && form.ends_with("ing") && !matches!(form, "morning" | "evening")
        };
        // What is itself a noun in "-ing" after a day is mended elsewhere.
        let is_mended = || {
            self.analysis.token(thing).tag == "NN"
                && self.analysis.dependents(thing).first().is_some_and(|&day| {
                    day < thing && matches!(self.analysis.token(day).entity.as_str(), "DATE" | "TIME")
                })
        };
        let within = self.analysis.dependents_by(thing, "compound").find(|&word| is_gerund(word));
        let Some(gerund) = within.or_else(|| (is_gerund(thing) && !is_mended()).then_some(thing)) else { return };
        let Some(time) = gerund.0.checked_sub(1).map(TokenId).filter(|&time| time > verb) else { return };
        let token = self.analysis.token(time);
        let spent = matches!(token.entity.as_str(), "DATE" | "TIME") || WORDS.spans.contains(&token.lemma);
        if !spent || token.head != thing && token.head != gerund {
            return;
        }
        let before: Vec<TokenId> =
            self.analysis.dependents(thing).iter().copied().filter(|&word| word < time).collect();
        let stem = self.analysis.form(gerund, self.body).trim_end_matches("ing").to_owned();
        let labels = self.labels;
        let tokens = self.tokens();
        for word in before {
            tokens[word.index()].head = time;
        }
        tokens[time.index()].head = verb;
        tokens[time.index()].deprel = labels.dobj;
        tokens[gerund.index()].head = verb;
        tokens[gerund.index()].deprel = labels.xcomp;
        tokens[gerund.index()].tag = labels.vbg;
        tokens[gerund.index()].pos = labels.verb;
        tokens[gerund.index()].lemma = stem.as_str().into();
        if gerund != thing {
            tokens[thing.index()].head = gerund;
        }
    }

    /// "told a Trade [Committee → hearing] that …": the hearing taken for what the committee is doing.
    pub(super) fn hearing_as_clause(&mut self, hearing: TokenId) {
        let verb = self.analysis.token(hearing).head;
        let body = hearing.0.checked_sub(1).map(TokenId).filter(|&body| {
            let token = self.analysis.token(body);
            let subject = token.head == hearing && token.deprel == "nsubj";
            let object = token.head == verb && token.deprel == "dobj";
            (subject || object) && token.pos == "PROPN"
        });
        let told = self.analysis.form(hearing, self.body) == "hearing" && self.analysis.token(verb).lemma == "tell";
        let Some(body) = body.filter(|_| told && verb < hearing && !self.has_any(hearing, "aux")) else { return };
        let content: Vec<TokenId> = self.analysis.dependents_by(hearing, "ccomp").collect();
        let labels = self.labels;
        let tokens = self.tokens();
        for clause in content {
            tokens[clause.index()].head = verb;
        }
        tokens[body.index()].head = hearing;
        tokens[body.index()].deprel = labels.compound;
        tokens[hearing.index()].deprel = labels.dobj;
        tokens[hearing.index()].tag = labels.nn;
        tokens[hearing.index()].pos = labels.noun;
        tokens[hearing.index()].lemma = "hearing".into();
    }
}
