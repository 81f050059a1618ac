//! Words of reported speech that are no reporting verbs themselves: settings, documents, bodies, light verbs.
//!
//! The data stands in `data/lexicon/reporting_words.toml`, which says what each list holds.

use rustc_hash::{FxHashMap, FxHashSet};
use serde::{Deserialize, Deserializer};
use std::sync::LazyLock;

/// The lists of lemmas; each is named in the data file as here.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    /// Nouns for something said or written to others.
    pub messages: Lemmas,
    /// Nouns for an answer, a judgement or a warning that may stand for the speech: "was the *verdict* of Ode".
    pub verdicts: Lemmas,
    /// Nouns for the frame in which one speaks: "at a *rally*".
    pub settings: Lemmas,
    /// Nouns for speech and writing that a clause of content may follow: "said in a *filing* that ...".
    pub vessels: Lemmas,
    /// Nouns for what is said or written; who made it speaks: "Ode's *speech* calling ...".
    pub documents: Lemmas,
    /// Nouns for what is written and says something of itself: a poll shows, a report finds.
    pub findings: Lemmas,
    /// Nouns for those who look into things and tell what they found: "the *court* found that ...".
    pub finders: Lemmas,
    /// Nouns for what one counted or reckoned: "by the Tribune's *count*".
    pub reckonings: Lemmas,
    /// Verbs by which one raises a matter: "*raised* the possibility that ...".
    pub raising: Lemmas,
    /// Verbs by which one puts out a paper of one's own: "Ode *filed* a lawsuit".
    pub making: Lemmas,
    /// Nouns for one who speaks for a body.
    pub spokesmen: Lemmas,
    /// Nouns for a body that its name only modifies: "the Tribune *newspaper*", "the Tribune's *team*".
    pub bodies: Lemmas,
    /// Nouns for who runs or writes for a body and speaks as it: "the *board* of the Tribune".
    pub organs: Lemmas,
    /// Nouns for those whose findings are those of the body that they work for.
    pub staff: Lemmas,
    /// Nouns for what a body publishes under its name: "the Tribune *poll*".
    pub publications: Lemmas,
    /// Nouns for what a medium prints and says as its own: "an *editorial* in the Tribune".
    pub articles: Lemmas,
    /// Nouns for a body of people that may speak.
    pub groups: Lemmas,
    /// Nouns for what is taken or spent while one speaks: "took *turns* saying".
    pub spent: Lemmas,
    /// Nouns for who publishes and for what is published.
    pub media: Lemmas,
    /// Nouns for what others said or think, which one rejects by speaking.
    pub remarks: Lemmas,
    /// Nouns for what somebody does or proposes, which others attack by speaking.
    pub deeds: Lemmas,
    /// Nouns for what one brings about by declaring it: "declared *war*".
    pub declared: Lemmas,
    /// Nouns for what one threatens others with by speaking.
    pub threats: Lemmas,
    /// Verbs that go on with the speaker after another report: "said it was late but *told* Ode that ...".
    pub going_on: Lemmas,
    /// Verbs whose participle after a comma goes on with the speaker: "..., *adding* that".
    pub participles: Lemmas,
    /// Verbs that only carry a noun for speech; their subject speaks: "*issued* a warning".
    pub carrying: Lemmas,
    /// Verbs whose subject is spoken of: "*drew* criticism from Ode".
    pub drawing: Lemmas,
    /// Nouns for blame that one stands under: "came under *fire* from Ode".
    pub under: Lemmas,
    /// Nouns for those whose fire is no blame.
    pub forces: Lemmas,
    /// Verbs under which what their infinitive names took place: "*went on* to say".
    pub done: Lemmas,
    /// Verbs for the way in which one comes to speak; the infinitive tells what for: "*phoned* to say".
    pub vehicles: Lemmas,
    /// Nouns for an occasion of speech or for what is spent on it: "held a *conference* to denounce".
    pub occasions: Lemmas,
    /// Adjectives for the manner of speaking: "was *quick* to point out".
    pub manners: Lemmas,
    /// Verbs in the passive under which one speaks, willing or not: "was *forced* to admit".
    pub forced: Lemmas,
    /// Verbs of speech that one calls somebody for: "called to *congratulate* Ode".
    pub called_for: Lemmas,
    /// Words before a colon that label what follows and name nobody who speaks.
    pub labels: Lemmas,
    /// Verbs by which one takes one's turn to speak: "*opened* with a demand".
    pub turning: Lemmas,
    /// Nouns for members of parties.
    pub parties: Lemmas,
    /// Nouns for people in politics that tell them apart from nobody: "*the Democrat* said".
    pub politicians: Lemmas,
    /// Nouns for an encounter after which one speaks.
    pub encounters: Lemmas,
    /// Verbs by which a teller says what a statement shows: "*reflecting* her fears".
    pub showing: Lemmas,
    /// Nouns for who is at the head of a country.
    pub offices: Lemmas,
    /// Plural nouns for people who may stand opposite each other, besides those for offices and trades.
    pub counted_people: Lemmas,
    /// Nouns for those who deal or quarrel with each other, whatever they are.
    pub counted_sides: Lemmas,
    /// Nouns for countries and those who act for them.
    pub counted_countries: Lemmas,
    /// Nouns for firms and other bodies that may stand opposite each other.
    pub counted_bodies: Lemmas,
    /// Nouns for whom one meets: "her *guest*".
    pub encountered: Lemmas,
    /// Nouns for a seat or a calling by which news goes on with somebody: "*the Ohio senator* said".
    pub callings: Lemmas,
    /// Nouns for a person told by nothing but kind or kin: "a *man* who".
    pub anybody: Lemmas,
    /// Verbs for what several do with each other: "we *talked*".
    pub mutual: Lemmas,
    /// Verbs of speech that name nobody else who is spoken to: "*said*".
    pub facing: Lemmas,
    /// Verbs by which a medium or a maker comes to what it tells: "a memo *seen* by Ode".
    pub obtaining: Lemmas,
    /// Nouns for papers and films by kind; what one of a kind made another of it may name.
    pub papers: Vec<Lemmas>,
}

/// A set of lemmas.
pub struct Lemmas(FxHashSet<String>);

impl Lemmas {
    /// True if `lemma` is one of them.
    #[must_use]
    pub fn contains(&self, lemma: &str) -> bool {
        self.0.contains(lemma)
    }
}

impl<'de> Deserialize<'de> for Lemmas {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Ok(Self(text.split_whitespace().map(str::to_owned).collect()))
    }
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    toml::from_str(include_str!("../../../data/lexicon/reporting_words.toml"))
        .expect("the lexicon is checked by a test")
});

/// The kind of paper of each noun for one.
static PAPER_KINDS: LazyLock<FxHashMap<&'static str, usize>> = LazyLock::new(|| {
    let kinds = lists().papers.iter().enumerate().rev();
    kinds.flat_map(|(kind, Lemmas(nouns))| nouns.iter().map(move |noun| (noun.as_str(), kind))).collect()
});

/// The number of the first list of `papers` that holds `lemma`.
#[must_use]
pub fn paper_kind(lemma: &str) -> Option<usize> {
    PAPER_KINDS.get(lemma).copied()
}

/// The lists.
#[must_use]
pub fn lists() -> &'static Words {
    &WORDS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_read() {
        assert!(lists().messages.contains("letter") && lists().papers.len() > 3);
        assert!(!lists().settings.contains("walk"));
    }
}
