//! The evaluation of many articles: counts by measure, errors, and how well confidence tells right from wrong.

use super::cause::{Comparison, ErrorCase};
use super::facts::{Fact, Measure, gold_facts, match_entities, pairs, predicted_facts};
use super::gold::GoldArticle;
use crate::record::ArticleRecord;
use std::collections::BTreeMap;

/// Counts of one measure, over all articles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Score {
    /// Facts on both sides.
    pub n_right: usize,
    /// Facts that the records hold.
    pub n_found: usize,
    /// Facts that people annotated.
    pub n_gold: usize,
}

impl Score {
    /// Share of what was found that is right; 0 where nothing was found.
    #[must_use]
    pub fn precision(self) -> f64 {
        share(self.n_right, self.n_found)
    }

    /// Share of what is annotated that was found; 0 where nothing is annotated.
    #[must_use]
    pub fn recall(self) -> f64 {
        share(self.n_right, self.n_gold)
    }

    /// Harmonic mean of precision and recall.
    #[must_use]
    pub fn f1(self) -> f64 {
        let (precision, recall) = (self.precision(), self.recall());
        if precision + recall > 0.0 { 2.0 * precision * recall / (precision + recall) } else { 0.0 }
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts are far below 2^52")]
fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

/// Of the pairs of meetings with a confidence from `from` on and below the next bin's: how many there are and how many are
/// right, status included.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Calibration {
    /// Lowest confidence of the bin.
    pub from: f64,
    /// Pairs.
    pub n_pairs: usize,
    /// Right ones.
    pub n_right: usize,
}

/// Lower ends of the bins of the calibration table.
const BINS: [f64; 6] = [0.0, 0.5, 0.6, 0.7, 0.8, 0.9];

/// The evaluation of records against annotated articles.
#[derive(Debug, Clone)]
pub struct Evaluation {
    scores: BTreeMap<Measure, Score>,
    /// All errors, in the order of the articles, by measure.
    pub errors: Vec<ErrorCase>,
    /// How often meetings of a confidence are right, by bin, lowest first.
    pub calibration: Vec<Calibration>,
    /// Annotated articles.
    pub n_articles: usize,
    /// Names of annotated articles that have no record.
    pub without_record: Vec<String>,
}

impl Default for Evaluation {
    fn default() -> Self {
        Self {
            scores: Measure::ALL.map(|measure| (measure, Score::default())).into(),
            errors: Vec::new(),
            calibration: BINS.map(|from| Calibration { from, n_pairs: 0, n_right: 0 }).to_vec(),
            n_articles: 0,
            without_record: Vec::new(),
        }
    }
}

impl Evaluation {
    /// Adds one article; `record` is none if it was not extracted.
    pub fn add(&mut self, gold: &GoldArticle, record: Option<&ArticleRecord>) {
        let empty = ArticleRecord::default();
        if record.is_none() {
            self.without_record.push(gold.name.clone());
        }
        let record = record.unwrap_or(&empty);
        let keys = match_entities(gold, record);
        let (gold_facts, predicted) = (gold_facts(gold), predicted_facts(record, &keys));
        for (measure, score) in &mut self.scores {
            let (gold, found) = (&gold_facts[measure], &predicted[measure]);
            score.n_right += gold.intersection(found).count();
            score.n_found += found.len();
            score.n_gold += gold.len();
        }
        let key = |id: &String| keys.get(id).cloned().unwrap_or_default();
        for meeting in &record.meetings {
            let Some(bin) = self.calibration.iter_mut().rev().find(|bin| meeting.confidence >= bin.from) else {
                continue;
            };
            for (a, b) in pairs(&meeting.sides, key) {
                bin.n_pairs += 1;
                let fact = Fact::Met(a, b, Some(meeting.status == "held"));
                bin.n_right += usize::from(gold_facts[&Measure::Met].contains(&fact));
            }
        }
        let comparison = Comparison { gold, record, keys: &keys, gold_facts: &gold_facts, predicted: &predicted };
        self.errors.extend(comparison.errors());
        self.n_articles += 1;
    }

    /// The counts of `measure`.
    #[must_use]
    pub fn score(&self, measure: Measure) -> Score {
        self.scores.get(&measure).copied().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::super::Cause;
    use super::*;
    use crate::record::{EntityRecord, MeetingRecord, StatementRecord};

    fn gold() -> GoldArticle {
        let text = r#"{"entities": [
            {"id": "reed", "name": "Ana Reed", "type": "person", "aliases": ["Ms Reed"]},
            {"id": "brandt", "name": "Tomas Brandt", "type": "person", "aliases": ["her guest"]},
            {"id": "bern", "name": "Bern", "type": "place"}],
          "meetings": [{"status": "held", "sides": [["reed"], ["brandt"]], "place": "bern", "evidence": "Reed met Brandt"}],
          "statements": [{"speaker": "reed", "about": ["brandt"], "evidence": "Reed said that Brandt left"}]}"#;
        GoldArticle { name: "pact".to_owned(), ..serde_json::from_str(text).expect("a correct annotation") }
    }

    fn entity(id: &str, name: &str, entity_type: &str) -> EntityRecord {
        EntityRecord {
            id: id.to_owned(),
            name: name.to_owned(),
            entity_type: entity_type.to_owned(),
            aliases: Vec::new(),
            roles: Vec::new(),
            mentions: Vec::new(),
            geo: None,
        }
    }

    fn record(names: [(&str, &str); 3], status: &str) -> ArticleRecord {
        let ids = ["e1", "e2", "e3"];
        let meeting = serde_json::json!({"id": "m1", "kind": "meeting", "status": status, "sides": [["e1"], ["e2"]],
            "place": "e3", "when": null, "topic": null, "evidence": [], "confidence": 0.9});
        let statement = serde_json::json!({"id": "s1", "speaker": "e1", "speaker_mention": null, "to": [], "about": ["e2"],
            "manner": "direct", "cue": null, "content": [], "confidence": 0.9});
        let meeting: MeetingRecord = serde_json::from_value(meeting).expect("a correct meeting");
        let statement: StatementRecord = serde_json::from_value(statement).expect("a correct statement");
        ArticleRecord {
            entities: ids.iter().zip(names).map(|(id, (name, kind))| entity(id, name, kind)).collect(),
            meetings: vec![meeting],
            statements: vec![statement],
            ..ArticleRecord::default()
        }
    }

    const RIGHT: [(&str, &str); 3] = [("Reed", "person"), ("TOMAS BRANDT", "person"), ("Bern", "place")];

    fn evaluate(record: Option<&ArticleRecord>) -> Evaluation {
        let mut evaluation = Evaluation::default();
        evaluation.add(&gold(), record);
        evaluation
    }

    #[track_caller]
    fn check_causes(record: &ArticleRecord, measure: Measure, expected: &[(bool, Cause)]) {
        let errors = evaluate(Some(record)).errors;
        let found: Vec<(bool, Cause)> = errors
            .iter()
            .filter(|error| error.measure == measure)
            .map(|error| (error.is_missed, error.cause))
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn all_right() {
        let evaluation = evaluate(Some(&record(RIGHT, "held")));
        assert!(evaluation.errors.is_empty(), "{:?}", evaluation.errors);
        for measure in Measure::ALL {
            assert_eq!(evaluation.score(measure).f1(), 1.0, "{}", measure.name());
        }
        assert_eq!(evaluation.calibration[5], Calibration { from: 0.9, n_pairs: 1, n_right: 1 });
    }

    #[test]
    fn no_record_counts_as_an_empty_one() {
        let evaluation = evaluate(None);
        assert_eq!(evaluation.without_record, ["pact"]);
        assert_eq!(evaluation.score(Measure::People), Score { n_right: 0, n_found: 0, n_gold: 2 });
        assert!(evaluation.errors.iter().all(|error| error.is_missed && error.cause == Cause::NameMissed));
    }

    #[test]
    fn causes() {
        let wrong_status = record(RIGHT, "planned");
        check_causes(&wrong_status, Measure::Met, &[(true, Cause::Status), (false, Cause::Status)]);
        check_causes(&wrong_status, Measure::MetAny, &[]);
        let other_name = record([RIGHT[0], ("Brandt Hall", "person"), RIGHT[2]], "held");
        check_causes(&other_name, Measure::People, &[(true, Cause::NameMissed), (false, Cause::UnknownName)]);
        let twice = record([RIGHT[0], RIGHT[1], ("Ms Reed", "person")], "held");
        check_causes(&twice, Measure::People, &[(false, Cause::Split)]);
        let wrong_type = record([("Ana Reed", "place"), RIGHT[1], RIGHT[2]], "held");
        check_causes(&wrong_type, Measure::People, &[(true, Cause::WrongType)]);
        let silent = ArticleRecord { statements: Vec::new(), ..record(RIGHT, "held") };
        check_causes(&silent, Measure::SaidAbout, &[(true, Cause::StatementMissed)]);
        let unmet = ArticleRecord { meetings: Vec::new(), ..record(RIGHT, "held") };
        check_causes(&unmet, Measure::MetPlace, &[(true, Cause::MeetingMissed)]);
    }
}
