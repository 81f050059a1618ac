//! Lexicon of reporting verbs, nouns and adjectives: which of their complements hold what was said.
//!
//! The data stands in `data/lexicon/reporting_verbs.toml`, `reporting_nouns.toml` and `reporting_adjectives.toml`, whose heads
//! say what each frame means.

use super::words::lists;
use rustc_hash::FxHashMap;
use serde::Deserialize;
use std::sync::LazyLock;

/// True for a noun for something said or written to others, in which content, speaker and setting are told alike.
#[must_use]
pub fn is_message(noun: &str) -> bool {
    lists().messages.contains(noun)
}

/// The complements of one verb that hold reported speech.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Frames {
    /// A quotation.
    pub quote: bool,
    /// A content clause.
    pub clause: bool,
    /// An infinitive that shares the subject.
    pub infinitive: bool,
    /// A gerund that shares the subject.
    pub gerund: bool,
    /// The direct object.
    pub object: bool,
    /// The object with its infinitive.
    pub object_infinitive: bool,
    /// The object with its predicate.
    pub object_predicate: bool,
    /// Only what is written says so: a poll, a report.
    pub document: bool,
    /// The direct object is spoken to.
    pub addressee: bool,
    /// The object with a phrase of one of these prepositions.
    pub object_with: Vec<String>,
    /// The object of one of these prepositions.
    pub about: Vec<String>,
    /// The object of one of these prepositions, with its infinitive.
    pub about_infinitive: Vec<String>,
}

/// A file of words by class.
#[derive(Deserialize)]
struct File {
    class: Vec<Class>,
}

/// Words that share their frames.
#[derive(Deserialize)]
struct Class {
    frames: Vec<String>,
    #[serde(alias = "verbs", alias = "nouns", alias = "adjectives")]
    words: String,
}

/// Reads a file of words by class: each word with the frames of its class, in the order of the file.
fn read_words(text: &str) -> Result<Vec<(String, Vec<String>)>, String> {
    let file: File = toml::from_str(text).map_err(|error| error.to_string())?;
    let words = |class: Class| {
        let words: Vec<_> =
            class.words.split_whitespace().map(|word| (word.to_owned(), class.frames.clone())).collect();
        words
    };
    Ok(file.class.into_iter().flat_map(words).collect())
}

/// Frames of a verb, by the particle it needs (empty for none).
type Senses = Vec<(String, Frames)>;

static VERBS: LazyLock<FxHashMap<String, Senses>> = LazyLock::new(|| {
    read_verbs(include_str!("../../../data/lexicon/reporting_verbs.toml")).expect("the lexicon is checked by a test")
});

fn read_verbs(text: &str) -> Result<FxHashMap<String, Senses>, String> {
    let mut verbs: FxHashMap<String, Senses> = FxHashMap::default();
    for (entry, frames) in read_words(text)? {
        let (lemma, particle) = entry.split_once('_').unwrap_or((&entry, ""));
        let senses = verbs.entry(lemma.to_owned()).or_default();
        let position = senses.iter().position(|(known, _)| known == particle).unwrap_or_else(|| {
            senses.push((particle.to_owned(), Frames::default()));
            senses.len() - 1
        });
        for frame in &frames {
            senses[position].1.add(frame)?;
        }
    }
    Ok(verbs)
}

impl Frames {
    fn add(&mut self, frame: &str) -> Result<(), String> {
        let (name, preposition) = frame.split_once(':').unwrap_or((frame, ""));
        match name {
            "quote" => self.quote = true,
            "clause" => self.clause = true,
            "infinitive" => self.infinitive = true,
            "gerund" => self.gerund = true,
            "object-infinitive" => self.object_infinitive = true,
            "object-predicate" => self.object_predicate = true,
            "document" => self.document = true,
            "addressee" => self.addressee = true,
            "object" if preposition.is_empty() => self.object = true,
            "object" => self.object_with.push(preposition.to_owned()),
            "about" => self.about.push(preposition.to_owned()),
            "about-infinitive" => self.about_infinitive.push(preposition.to_owned()),
            _ => return Err(format!("unknown frame {frame}")),
        }
        Ok(())
    }
}

/// Frames of nouns or adjectives, by lemma.
type ByLemma = FxHashMap<String, Vec<String>>;

static NOUNS: LazyLock<ByLemma> = LazyLock::new(|| {
    read_frames(include_str!("../../../data/lexicon/reporting_nouns.toml")).expect("the lexicon is checked by a test")
});

static ADJECTIVES: LazyLock<ByLemma> = LazyLock::new(|| {
    read_frames(include_str!("../../../data/lexicon/reporting_adjectives.toml"))
        .expect("the lexicon is checked by a test")
});

fn read_frames(text: &str) -> Result<ByLemma, String> {
    let mut by_lemma = ByLemma::default();
    for (lemma, frames) in read_words(text)? {
        by_lemma.entry(lemma).or_default().extend(frames);
    }
    Ok(by_lemma)
}

/// What may follow a reporting noun with this lemma and hold what was said.
#[must_use]
pub fn noun_frames(lemma: &str) -> Option<&'static [String]> {
    NOUNS.get(lemma).map(Vec::as_slice)
}

/// What may follow an adjective with this lemma and hold what was said.
#[must_use]
pub fn adjective_frames(lemma: &str) -> Option<&'static [String]> {
    ADJECTIVES.get(lemma).map(Vec::as_slice)
}

/// The frames of a verb with this lemma; `has_particle` says whether it stands with a particle.
#[must_use]
pub fn frames_of(lemma: &str, has_particle: impl Fn(&str) -> bool) -> Option<&'static Frames> {
    let senses = VERBS.get(lemma)?;
    let with = senses.iter().find(|(particle, _)| !particle.is_empty() && has_particle(particle));
    with.or_else(|| senses.iter().find(|(particle, _)| particle.is_empty())).map(|(_, frames)| frames)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verb_file_reads() {
        let verbs = read_verbs(include_str!("../../../data/lexicon/reporting_verbs.toml")).expect("reads");
        assert!(verbs["say"][0].1.quote && verbs["say"][0].1.clause);
        assert!(read_verbs("[[class]]\nframes = [\"song\"]\nverbs = \"sing\"").is_err());
    }

    #[test]
    fn noun_file_reads() {
        assert!(
            read_frames(include_str!("../../../data/lexicon/reporting_nouns.toml"))
                .is_ok_and(|nouns| nouns.contains_key("claim"))
        );
    }

    #[test]
    fn adjective_file_reads() {
        assert!(adjective_frames("critical").is_some_and(|frames| frames.iter().any(|frame| frame == "of")));
    }

    #[test]
    fn a_particle_picks_its_sense() {
        assert!(frames_of("point", |particle| particle == "out").is_some_and(|frames| frames.clause));
        assert!(frames_of("point", |_| false).is_none_or(|frames| !frames.clause));
        assert!(frames_of("walk", |_| true).is_none());
    }
}
