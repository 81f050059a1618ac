//! Whom the verbs around a pronoun for a person favour: who is asked, praised, blamed or dismissed rather than who does it;
//! for whom somebody speaks; who reports what the pronoun stands in.
//!
//! Takes a pronoun, gives the people whom one wording each favours, with by how much. That they agree with the pronoun in
//! gender, and may be meant at all, is for [`personal`](super::personal) to see.
//!
//! # Invariants
//!
//! - Reads only what stands in the pronoun's own sentence.
//! - Of the subject of the pronoun's own clause nothing is said where the pronoun is its object.

use super::EntityId;
use super::EntityType;
use super::discourse::{Discourse, Seen, Sort};
use super::gender::Gender;
use super::lexicon::{TalkWord, lexicon};
use crate::nlp::TokenId;

/// By how much a wording favours somebody over who is merely near and prominent.
const SURE: f32 = 6.0;

/// The same for one that only inclines.
const LIKELY: f32 = 3.0;

/// In how many sentences before nobody else is spoken of whom a pronoun may mean rather than who is named after it.
const ALONE: u32 = 8;

/// How many words up the tree are looked at.
const DEPTH: usize = 12;

impl Discourse<'_, '_> {
    /// The people whom the wording around the pronoun at `index` favours.
    pub(super) fn favoured(&self, index: u32) -> impl Iterator<Item = (EntityId, f32)> {
        let judged = self.asked(index).or_else(|| self.judged(index)).map(|person| (person, SURE));
        let master = self.spoken_for(index).map(|person| (person, SURE));
        let reporter = self.reporter_after(index).map(|person| (person, LIKELY));
        let same = self.same_object(index).map(|person| (person, LIKELY));
        [judged, master, reporter, same].into_iter().flatten()
    }

    /// The one person whom the phrase of the token refers to, through an apposition that names him.
    fn one_person(&self, index: u32) -> Option<EntityId> {
        let person = |at: u32| match self.entities_headed_by(at) {
            &[one] if self.entity_type(one) == EntityType::Person => Some(one),
            _ => None,
        };
        let apposed = || self.words.analysis.dependents_by(TokenId(index), "appos").find_map(|at| person(at.0));
        person(index).or_else(apposed)
    }

    /// The object of the verb at `index` before the token at `before`.
    fn object_before(&self, index: u32, before: u32) -> Option<EntityId> {
        let analysis = self.words.analysis;
        let object = analysis
            .dependents(TokenId(index))
            .iter()
            .find(|at| at.0 < before && matches!(self.words.token(at.0).deprel.as_str(), "dobj" | "dative"))?;
        self.one_person(object.0)
    }

    /// "called Ode a friend, meeting with *him* in June", "hugged Ode and told *her*": who is done something to in a clause is so
    /// in the one that its subject goes on with.
    fn same_object(&self, index: u32) -> Option<EntityId> {
        let words = self.words;
        let above = words.head(index)?;
        let verb = match words.token(index).deprel.as_str() {
            "dobj" | "dative" => above,
            "pobj" if words.token(above).deprel == "prep" => words.head(above)?,
            _ => return None,
        };
        let goes_on = matches!(words.token(verb).deprel.as_str(), "advcl" | "conj") && words.token(verb).pos == "VERB";
        let mut own = words.analysis.dependents(TokenId(verb)).iter();
        let first = words.head(verb).filter(|&first| goes_on && first < verb && words.token(first).pos == "VERB")?;
        if own.any(|at| self.is_subject(at.0) || words.token(at.0).deprel == "mark") {
            return None;
        }
        let direct = words.analysis.dependents_by(TokenId(first), "dobj").find(|at| at.0 < verb);
        let with = || {
            let prepositions = words.analysis.dependents_by(TokenId(first), "prep");
            let mut beside = prepositions.filter(|at| at.0 < verb && matches!(words.lower(at.0), "with" | "to"));
            beside.next().and_then(|at| words.analysis.dependents_by(at, "pobj").next())
        };
        self.one_person(direct.or_else(with)?.0)
    }

    /// True for the subject of a clause.
    fn is_subject(&self, index: u32) -> bool {
        matches!(self.words.token(index).deprel.as_str(), "nsubj" | "nsubjpass")
    }

    /// "asked Ode whether *she* …", "warned Ode that *he* …": to whom a question or a warning is put.
    fn asked(&self, index: u32) -> Option<EntityId> {
        let words = self.words;
        let clause = words.head(index).filter(|_| self.is_subject(index))?;
        let verb = words.head(clause).filter(|_| matches!(words.token(clause).deprel.as_str(), "ccomp" | "advcl"))?;
        let marked = |marks: &[&str]| {
            words.analysis.dependents(TokenId(clause)).iter().any(|at| marks.contains(&words.lower(at.0)))
        };
        let verb_is = |class| lexicon().talk_word(&words.token(verb).lemma, class);
        let puts = verb_is(TalkWord::Question)
            && marked(&["whether", "if", "why", "how", "what", "when", "where", "who"])
            || verb_is(TalkWord::Warning) && !marked(&["whether", "if"])
            // "told Ode that *she* ought to go"
            || words.token(verb).lemma == "tell"
                && (marked(&["should", "must", "ought"]) || words.lower(clause) == "ought");
        if !puts {
            return None;
        }
        let passive = words.analysis.dependents_by(TokenId(verb), "nsubjpass").next();
        passive.and_then(|subject| self.one_person(subject.0)).or_else(|| self.object_before(verb, index))
    }

    /// Whom the verb above judges: "criticised Ode for *her* …", "sacked Ode after *she* …", "endorsed Ode, saying *she* …".
    fn judged(&self, index: u32) -> Option<EntityId> {
        if self.is_subject(index) {
            self.judged_for_cause(index).or_else(|| self.judged_in_words(index))
        } else {
            self.judged_for_thing(index)
        }
    }

    /// The object of the verb at `index` that stands before the token at `before`, or the subject of the passive.
    fn object_judged(&self, index: u32, before: u32) -> Option<EntityId> {
        if !lexicon().judges(&self.words.token(index).lemma) {
            return None;
        }
        let passive = self.words.analysis.dependents_by(TokenId(index), "nsubjpass").next();
        match passive {
            Some(subject) => self.one_person(subject.0),
            None => self.object_before(index, before),
        }
    }

    /// "sacked Ode after *she* …", "dismissed Ode because *she* …".
    fn judged_for_cause(&self, index: u32) -> Option<EntityId> {
        let words = self.words;
        let clause = words.head(index).filter(|&clause| words.token(clause).deprel == "advcl")?;
        let mut below = words.analysis.dependents(TokenId(clause)).iter();
        let told = below.any(|at| matches!(words.lower(at.0), "because" | "after" | "as"));
        self.object_judged(words.head(clause).filter(|_| told)?, index)
    }

    /// "endorsed Ode, saying *she* …"; "Ode was praised by Falk, who said *she* …".
    fn judged_in_words(&self, index: u32) -> Option<EntityId> {
        let words = self.words;
        let clause = words.head(index).filter(|&clause| words.token(clause).deprel == "ccomp")?;
        let report = words.head(clause).filter(|&verb| lexicon().person_verb(&words.token(verb).lemma))?;
        let above = words.head(report)?;
        match words.token(report).deprel.as_str() {
            "advcl" | "xcomp" if words.token(report).tag == "VBG" => self.object_judged(above, index),
            "relcl" => {
                let by = words.head(above).filter(|&by| words.token(by).deprel == "agent")?;
                self.object_judged(words.head(by)?, index)
            }
            _ => None,
        }
    }

    /// "criticised Ode for *her* …", "accused Ode of breaking *her* …".
    fn judged_for_thing(&self, index: u32) -> Option<EntityId> {
        let words = self.words;
        if words.token(index).deprel != "poss" {
            return None;
        }
        let (mut below, mut passed) = (index, false);
        for above in words.analysis.ancestors(TokenId(index)).take(DEPTH) {
            let link = words.token(below).deprel;
            if !matches!(link.as_str(), "poss" | "dobj" | "pobj" | "pcomp" | "conj" | "prep" | "dative") {
                return None;
            }
            passed |= link == "prep" && matches!(words.lower(below), "for" | "of" | "over" | "on" | "about");
            if matches!(words.token(above.0).pos.as_str(), "VERB" | "AUX") && link != "pcomp" {
                // "prepared Ode in *his* task": who is helped has something to do
                let lemma = words.token(above.0).lemma.as_str();
                passed |= words.lower(below) == "in" && matches!(lemma, "prepare" | "coach" | "groom" | "tutor");
                let judged = self.object_judged(above.0, index).filter(|_| passed);
                if judged.is_some() || self.words.token(above.0).deprel != "pcomp" {
                    return judged;
                }
            }
            below = above.0;
        }
        None
    }

    /// "his lawyer, Ode, said *he* …": for whom a speaker speaks, of whose own voice the text does not tell.
    fn spoken_for(&self, index: u32) -> Option<EntityId> {
        let words = self.words;
        let verb = self.reporting(index)?;
        // "her client", "his boss" are the speaker's own
        let owned = words.head(index).filter(|_| words.token(index).deprel == "poss");
        let served = |noun: u32| matches!(words.token(noun).lemma.as_str(), "client" | "patient" | "boss" | "employer");
        if owned.is_some_and(served) {
            return None;
        }
        let subject = words.analysis.dependents(TokenId(verb)).iter().find(|at| self.is_subject(at.0))?.0;
        let around = words.analysis.dependents(TokenId(subject)).iter().map(|at| at.0);
        let parts = std::iter::once(subject)
            .chain(around.filter(|&at| matches!(words.token(at).deprel.as_str(), "appos" | "compound" | "nmod")));
        let parts: Vec<u32> = parts.collect();
        if !parts.iter().any(|&at| speaks_for(&words.token(at).lemma)) {
            return None;
        }
        parts.iter().find_map(|&at| {
            let owners = words.analysis.dependents_by(TokenId(at), "poss").map(|owner| owner.0);
            let served = words
                .analysis
                .dependents_by(TokenId(at), "prep")
                .filter(|prep| matches!(words.lower(prep.0), "for" | "of" | "to"))
                .flat_map(|prep| words.analysis.dependents_by(prep, "pobj"))
                .map(|object| object.0);
            owners.chain(served).find_map(|owner| self.one_person(owner))
        })
    }

    /// The verb of speech that reports the clause around the token at `index`, outside quotation marks.
    pub(super) fn reporting(&self, index: u32) -> Option<u32> {
        let words = self.words;
        if self.quotes.at(index) != 0 {
            return None;
        }
        let clause =
            words.analysis.ancestors(TokenId(index)).take(DEPTH).find(|at| words.token(at.0).deprel == "ccomp");
        clause.and_then(|clause| words.head(clause.0)).filter(|&verb| lexicon().person_verb(&words.token(verb).lemma))
    }

    /// "It was the worst that *he* had seen, Ode said": who is told last to have said so; not of the subject of all that is
    /// said ("He had lied, Ode said").
    fn reporter_after(&self, index: u32) -> Option<EntityId> {
        let verb = self.reporting(index).filter(|&verb| verb > index)?;
        let clause = self.words.head(index).filter(|_| self.is_subject(index));
        if clause.is_some_and(|clause| self.words.token(clause).deprel == "ccomp") {
            return None;
        }
        let subjects = self.words.analysis.dependents(TokenId(verb)).iter();
        let subject = subjects.copied().find(|at| self.is_subject(at.0) && at.0 > index)?;
        self.one_person(subject.0)
    }

    /// "*He* will not resign, Ode said", with nobody spoken of before: who is told last to have said so.
    pub(super) fn only_reporter(&self, index: u32, gender: Gender) -> Option<EntityId> {
        let words = self.words;
        let verb = self.reporting(index).filter(|&verb| verb > index)?;
        let subjects = words.analysis.dependents(TokenId(verb)).iter();
        let subject = subjects.copied().find(|at| self.is_subject(at.0) && at.0 > index)?;
        let reporter = self.one_person(subject.0)?;
        let agrees = |one: EntityId| self.chains[one.0 as usize].gender.gender().is_none_or(|known| known == gender);
        let sentence = words.sentence(index);
        let near = |seen: &&Seen| sentence.saturating_sub(words.sentence(seen.head)) <= ALONE;
        let another =
            self.recent().take_while(near).filter(|seen| seen.sort == Sort::Person).any(|seen| {
                seen.entities.is_empty() || seen.entities.iter().any(|&one| one != reporter && agrees(one))
            });
        (agrees(reporter) && !another).then_some(reporter)
    }
}

/// True for a noun for who speaks for another, or of another as his kin.
fn speaks_for(lemma: &str) -> bool {
    lexicon().talk_word(lemma, TalkWord::Advocate)
        || lexicon().kin(lemma).is_some() && !lexicon().talk_word(lemma, TalkWord::Anybody)
}
