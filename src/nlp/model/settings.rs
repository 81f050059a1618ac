//! Reads spaCy's `config.cfg`: sections with dotted names, values in JSON, and `${section.key}` that stands for another value.

use super::ModelError;
use serde_json::Value;
use std::collections::BTreeMap;

/// The settings of a pipeline, by section and key.
#[derive(Debug)]
pub struct Settings {
    values: Values,
}

impl Settings {
    pub fn parse(text: &str) -> Self {
        let mut values = BTreeMap::new();
        let mut section = String::new();
        let mut last: Option<(String, String)> = None;
        for line in text.lines() {
            if let Some(name) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
                section = name.to_owned();
                last = None;
            } else if line.starts_with([' ', '\t']) && last.is_some() {
                if let Some(value) = last.as_ref().and_then(|key| values.get_mut(key)) {
                    let value: &mut String = value;
                    value.push_str(line.trim());
                }
            } else if let Some((key, value)) = line.split_once('=') {
                let key = (section.clone(), key.trim().to_owned());
                values.insert(key.clone(), value.trim().to_owned());
                last = Some(key);
            }
        }
        Self { values: with_inline_sections(values) }
    }

    /// The value of `key` in `section`, references followed; null if there is none.
    pub fn get(&self, section: &str, key: &str) -> Value {
        let mut place = (section.to_owned(), key.to_owned());
        for _ in 0..8 {
            let Some(text) = self.values.get(&place) else { return Value::Null };
            let reference = text.strip_prefix("${").and_then(|rest| rest.strip_suffix('}'));
            let Some(reference) = reference else {
                return serde_json::from_str(text).unwrap_or_else(|_| Value::String(text.clone()));
            };
            let Some((section, key)) = reference.rsplit_once([':', '.']) else { return Value::Null };
            place = (section.replace(':', "."), key.to_owned());
        }
        Value::Null
    }

    pub fn text(&self, section: &str, key: &str) -> String {
        self.get(section, key).as_str().unwrap_or_default().to_owned()
    }

    pub fn number(&self, section: &str, key: &str) -> Result<u32, ModelError> {
        self.get(section, key)
            .as_u64()
            .and_then(|number| u32::try_from(number).ok())
            .ok_or_else(|| ModelError::folder("config.cfg", format!("[{section}] has no number {key}")))
    }

    pub fn flag(&self, section: &str, key: &str) -> bool {
        self.get(section, key).as_bool().unwrap_or(false)
    }

    pub fn list(&self, section: &str, key: &str) -> Vec<Value> {
        self.get(section, key).as_array().cloned().unwrap_or_default()
    }

    /// Refuses an architecture other than those `known`.
    pub fn expect_architecture(&self, section: &str, known: &[&str]) -> Result<String, ModelError> {
        let name = self.text(section, "@architectures");
        match known.contains(&name.as_str()) {
            true => Ok(name),
            false => Err(ModelError::Unsupported { what: "architecture", name: format!("{name} in [{section}]") }),
        }
    }
}

type Values = BTreeMap<(String, String), String>;

/// Adds the sections that are written as a JSON object in one line (`tokenizer = {"@tokenizers": …}`).
fn with_inline_sections(mut values: Values) -> Values {
    let mut inner = Values::new();
    for ((section, key), text) in values.iter().filter(|(_, text)| text.starts_with('{')) {
        let object: BTreeMap<String, Value> = serde_json::from_str(text).unwrap_or_default();
        for (name, value) in object {
            inner.insert((format!("{section}.{key}"), name), value.to_string());
        }
    }
    values.append(&mut inner);
    values
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_followed() {
        let settings = Settings::parse(
            "[a]\nwidth = 96\nlist = [\n    \"x\",\n    \"y\"\n  ]\n\n[b.c]\nwidth = ${a:width}\n\n[d]\nwidth = ${b.c.width}\n",
        );
        assert_eq!(settings.number("d", "width").ok(), Some(96));
        assert_eq!(settings.list("a", "list").len(), 2);
        let inline = Settings::parse("[nlp]\ntokenizer = {\"@tokenizers\":\"spacy.Tokenizer.v1\"}\n");
        assert_eq!(inline.text("nlp.tokenizer", "@tokenizers"), "spacy.Tokenizer.v1");
    }
}
