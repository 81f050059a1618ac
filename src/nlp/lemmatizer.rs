//! The rule lemmatizer: irregular forms, suffix rules checked against known lemmas.

use super::Label;
use super::hash::string_id;
use super::lexicon::LexemeId;
use super::model::{KeyTable, LemmatizerTables, ModelError, ModelFile};
use super::pychar;
use super::ruler::FeaturesId;
use rustc_hash::FxHashMap;
use smol_str::SmolStr;

/// The tables; shared by all threads.
#[derive(Debug, Default)]
pub struct Lemmatizer {
    by_pos: FxHashMap<Label, PosTables>,
    /// For each feature bundle of the ruler: what it says of base forms.
    features: Vec<BaseForm>,
    /// Whether base forms are known by their features (English).
    knows_base_forms: bool,
}

#[derive(Debug, Default)]
struct PosTables {
    rules: Vec<(String, String)>,
    exceptions: FxHashMap<String, Vec<String>>,
    known: Option<KeyTable>,
}

/// What features say of base forms.
#[derive(Debug, Clone, Copy, Default)]
struct BaseForm {
    singular: bool,
    no_number: bool,
    infinitive: bool,
    finite_present: bool,
    positive: bool,
}

impl BaseForm {
    fn new(features: &str) -> Self {
        let value = |name: &str| {
            features
                .split('|')
                .find_map(|feature| feature.split_once('=').filter(|(key, _)| *key == name))
                .map(|(_, v)| v)
        };
        Self {
            singular: value("Number") == Some("Sing"),
            no_number: value("Number").is_none(),
            infinitive: matches!(value("VerbForm"), Some("Inf" | "None")),
            finite_present: value("VerbForm") == Some("Fin") && value("Tense") == Some("Pres"),
            positive: value("Degree") == Some("Pos"),
        }
    }

    fn is_base(self, pos: Label) -> bool {
        (pos == "NOUN" && self.singular)
            || (pos == "VERB" && self.finite_present && self.no_number)
            || self.infinitive
            || self.positive
    }
}

/// One thread's memory of the lemmatizer.
#[derive(Debug, Default)]
pub struct LemmatizerScratch {
    lemmas: FxHashMap<(LexemeId, Label, FeaturesId), SmolStr>,
}

impl LemmatizerScratch {
    /// Forgets all lemmas, as has to be done when the lexicon is cleared.
    pub fn clear(&mut self) {
        self.lemmas.clear();
    }
}

impl Lemmatizer {
    /// Reads the tables of the model; `features` are the ruler's feature bundles.
    ///
    /// # Errors
    /// [`ModelError::Broken`] if a table is missing.
    pub fn read(
        file: &ModelFile,
        tables: &LemmatizerTables,
        features: &[String],
        lang: &str,
    ) -> Result<Self, ModelError> {
        let mut by_pos: FxHashMap<Label, PosTables> = FxHashMap::default();
        let label = |pos: &str| Label::new(&pos.to_uppercase());
        for (pos, rules) in &tables.rules {
            by_pos.entry(label(pos)).or_default().rules.clone_from(rules);
        }
        for (pos, exceptions) in &tables.exceptions {
            let exceptions = exceptions.iter().map(|(form, lemmas)| (form.clone(), lemmas.clone()));
            by_pos.entry(label(pos)).or_default().exceptions = exceptions.collect();
        }
        for pos in &tables.indexed {
            let known = KeyTable::new(file.tensor(&format!("lemmas.{pos}"))?.bytes.clone())?;
            by_pos.entry(label(pos)).or_default().known = Some(known);
        }
        let features = features.iter().map(|written| BaseForm::new(written)).collect();
        Ok(Self { by_pos, features, knows_base_forms: lang == "en" })
    }

    /// The lemma of a form with part of speech `pos` and the ruler's features.
    pub fn lemma(
        &self,
        text: &str,
        lexeme: LexemeId,
        pos: Label,
        features: FeaturesId,
        scratch: &mut LemmatizerScratch,
    ) -> SmolStr {
        let key = (lexeme, pos, features);
        if let Some(known) = scratch.lemmas.get(&key) {
            return known.clone();
        }
        let lemma = SmolStr::from(self.find(text, pos, features));
        scratch.lemmas.insert(key, lemma.clone());
        lemma
    }

    fn find(&self, text: &str, pos: Label, features: FeaturesId) -> String {
        let lower = text.to_lowercase();
        let base_form = self.features.get(features as usize).copied().unwrap_or_default();
        if pos == "" || pos == "EOL" || pos == "SPACE" || (self.knows_base_forms && base_form.is_base(pos)) {
            return lower;
        }
        let Some(tables) = self.by_pos.get(&pos) else {
            return if pos == "PROPN" { text.to_owned() } else { lower };
        };
        tables.apply(&lower).unwrap_or_else(|| text.to_owned())
    }
}

impl PosTables {
    /// The first of: irregular lemmas, known lemmas by rule, other lemmas by rule.
    fn apply(&self, form: &str) -> Option<String> {
        let mut found: Vec<String> = Vec::new();
        let mut unknown: Option<String> = None;
        for (old, new) in &self.rules {
            let Some(stem) = form.strip_suffix(old.as_str()) else { continue };
            let lemma = format!("{stem}{new}");
            if lemma.is_empty() {
                continue;
            }
            if self.known.as_ref().is_some_and(|known| known.contains(string_id(&lemma))) {
                found.insert(0, lemma);
            } else if !lemma.chars().all(pychar::is_alpha) {
                found.push(lemma);
            } else if unknown.is_none() {
                unknown = Some(lemma);
            }
        }
        let mut first = found.first().cloned();
        for irregular in self.exceptions.get(form).into_iter().flatten() {
            if !found.contains(irregular) {
                found.insert(0, irregular.clone());
                first = Some(irregular.clone());
            }
        }
        first.or(unknown)
    }
}
