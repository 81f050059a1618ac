//! Makes a model file of an installed spaCy pipeline (version 3, CNN architectures).

use super::description::{
    Attribute, Description, EncoderDescription, LemmatizerTables, Move, TableDescription, TaggerDescription,
    TransitionDescription,
};
use super::file::{NewTensor, write_model};
use super::msgpack::{Source, array, field, parse, read, text};
use super::settings::Settings;
use super::{FORMAT, ModelError, build_key_table};
use crate::nlp::hash::string_id;
use crate::nlp::tokenizer::TokenizerRules;
use rmpv::Value;
use std::collections::BTreeMap;
use std::path::Path;

mod rules;

/// Components that the runtime knows, apart from those that are disabled.
const KNOWN_COMPONENTS: [&str; 6] = ["tok2vec", "tagger", "parser", "attribute_ruler", "lemmatizer", "ner"];
/// Bits of a number of a static vector; fewer cost more annotations than the model file's size is worth.
const VECTOR_BITS: u32 = 10;
/// Norms that all languages of spaCy share, in its code and not in its models.
const BASE_NORMS: &str = include_str!("../../../data/models/base_norms.tsv");
/// Parts of speech whose lemma tables are looked for.
const PARTS_OF_SPEECH: [&str; 17] = [
    "adj", "adp", "adv", "aux", "cconj", "det", "intj", "noun", "num", "part", "pron", "propn", "punct", "sconj",
    "sym", "verb", "x",
];

/// Converts the pipeline in `folder` to the bytes of a model file.
///
/// # Errors
/// [`ModelError::Read`] if a file is missing, [`ModelError::Folder`] if one is not as expected,
/// [`ModelError::Unsupported`] if the pipeline has a component or architecture that the runtime does not have.
pub fn import_model(folder: &Path) -> Result<Vec<u8>, ModelError> {
    let mut import = Import::open(folder)?;
    import.check_components()?;
    import.add_tokenizer()?;
    import.add_norms()?;
    import.add_components()?;
    write_model(&import.description, &import.tensors)
}

struct Import<'folder> {
    folder: &'folder Path,
    settings: Settings,
    description: Description,
    tensors: BTreeMap<String, NewTensor>,
    vectors: Option<(usize, Vec<f32>)>,
    tok2vec: Option<u32>,
}

/// A saved thinc model: its layers with their names, dimensions, attributes and parameters.
struct Network {
    file: String,
    layers: Vec<Layer>,
}

struct Layer {
    name: String,
    attributes: Value,
    parameters: Value,
}

impl Layer {
    fn attribute(&self, name: &str) -> Option<Value> {
        let value = field(&self.attributes, name)?;
        match value.as_slice() {
            Some(bytes) => parse("attribute", bytes).ok().map(|source| source.value),
            None => Some(value.clone()),
        }
    }

    fn number(&self, name: &str) -> Option<u32> {
        self.attribute(name)?.as_u64().and_then(|number| u32::try_from(number).ok())
    }
}

impl Network {
    fn read(folder: &Path, file: &str) -> Result<Self, ModelError> {
        let source = read(folder, file)?;
        let part = |name| {
            field(&source.value, name)
                .and_then(Value::as_array)
                .ok_or_else(|| ModelError::folder(file, format!("no {name}")))
        };
        let (nodes, attributes, parameters) = (part("nodes")?, part("attrs")?, part("params")?);
        let layers = nodes
            .iter()
            .zip(attributes)
            .zip(parameters)
            .map(|((node, attributes), parameters)| Layer {
                name: field(node, "name").and_then(text).unwrap_or_default().to_owned(),
                attributes: attributes.clone(),
                parameters: parameters.clone(),
            })
            .collect();
        Ok(Self { file: file.to_owned(), layers })
    }

    fn named<'a, 'n>(&'a self, name: &'n str) -> impl Iterator<Item = (usize, &'a Layer)> + use<'a, 'n> {
        self.layers.iter().enumerate().filter(move |(_, layer)| layer.name == name)
    }

    fn first(&self, name: &str) -> Result<&Layer, ModelError> {
        self.named(name).next().map(|(_, layer)| layer).ok_or_else(|| self.lacks(name))
    }

    fn lacks(&self, what: &str) -> ModelError {
        ModelError::folder(&self.file, format!("no {what}"))
    }

    fn parameter(&self, layer: &Layer, name: &str) -> Result<(Vec<usize>, Vec<f32>), ModelError> {
        field(&layer.parameters, name)
            .and_then(array)
            .ok_or_else(|| self.lacks(&format!("parameter {name} of {}", layer.name)))
    }
}

impl<'folder> Import<'folder> {
    fn open(folder: &'folder Path) -> Result<Self, ModelError> {
        let file = |name: &str| {
            let path = folder.join(name);
            std::fs::read_to_string(&path).map_err(|source| ModelError::Read { path, source })
        };
        let settings = Settings::parse(&file("config.cfg")?);
        let meta: serde_json::Value = serde_json::from_str(&file("meta.json")?)
            .map_err(|error| ModelError::folder("meta.json", error.to_string()))?;
        let entry = |name: &str| meta[name].as_str().unwrap_or_default().to_owned();
        let description = Description {
            format: FORMAT,
            name: entry("name"),
            version: entry("version"),
            lang: entry("lang"),
            license: entry("license"),
            author: entry("author"),
            ..Description::default()
        };
        Ok(Self { folder, settings, description, tensors: BTreeMap::new(), vectors: None, tok2vec: None })
    }

    /// Names of the components that run, in order.
    fn components(&self) -> Vec<String> {
        let disabled = self.settings.list("nlp", "disabled");
        let pipeline = self.settings.list("nlp", "pipeline");
        pipeline.iter().filter(|name| !disabled.contains(name)).filter_map(|n| n.as_str().map(str::to_owned)).collect()
    }

    fn check_components(&self) -> Result<(), ModelError> {
        let mut places = Vec::new();
        for name in self.components() {
            let factory = self.settings.text(&format!("components.{name}"), "factory");
            match KNOWN_COMPONENTS.iter().position(|known| *known == factory) {
                Some(place) if factory == name => places.push(place),
                _ => return Err(ModelError::Unsupported { what: "component", name: format!("{name} ({factory})") }),
            }
        }
        let tokenizer = self.settings.text("nlp.tokenizer", "@tokenizers");
        if tokenizer != "spacy.Tokenizer.v1" {
            return Err(ModelError::Unsupported { what: "tokenizer", name: tokenizer });
        }
        let is_before = |first: usize, second: usize| {
            let place = |wanted| places.iter().position(|&place| place == wanted);
            place(first).zip(place(second)).is_none_or(|(first, second)| first < second)
        };
        // parser < ruler < lemmatizer, parser < entities: each reads what the one before has set
        match is_before(1, 3) && is_before(2, 3) && is_before(3, 4) && is_before(2, 5) {
            true => Ok(()),
            false => Err(ModelError::Unsupported { what: "order of components", name: self.components().join(", ") }),
        }
    }

    fn add_tokenizer(&mut self) -> Result<(), ModelError> {
        let source = read(self.folder, "tokenizer")?;
        let pattern =
            |name| field(&source.value, name).and_then(text).map(str::to_owned).filter(|text| !text.is_empty());
        let mut rules = TokenizerRules {
            prefix: pattern("prefix_search"),
            suffix: pattern("suffix_search"),
            infix: pattern("infix_finditer"),
            token_match: pattern("token_match"),
            url_match: pattern("url_match"),
            exceptions: Vec::new(),
            faster_heuristics: field(&source.value, "faster_heuristics").and_then(Value::as_bool).unwrap_or(true),
        };
        let exceptions = field(&source.value, "exceptions").and_then(Value::as_map);
        for (form, parts) in exceptions.into_iter().flatten() {
            let parts = parts.as_array().into_iter().flatten().map(exception_part).collect::<Option<Vec<_>>>();
            match (text(form), parts) {
                (Some(form), Some(parts)) => rules.exceptions.push((form.to_owned(), parts)),
                _ => return Err(ModelError::folder("tokenizer", "an exception that is not a list of forms and norms")),
            }
        }
        rules.exceptions.sort();
        self.description.tokenizer = rules;
        Ok(())
    }

    fn add_norms(&mut self) -> Result<(), ModelError> {
        let mut norms: BTreeMap<u64, String> = BTreeMap::new();
        for (form, norm) in BASE_NORMS.lines().filter_map(|line| line.split_once('\t')) {
            norms.insert(string_id(form), norm.to_owned());
        }
        if self.folder.join("vocab/lookups.bin").exists() {
            let source = read(self.folder, "vocab/lookups.bin")?;
            let table = rules::lookup_table(&source, "lexeme_norm");
            for (id, norm) in table.as_ref().and_then(Value::as_map).into_iter().flatten() {
                if let (Some(id), Some(norm)) = (id.as_u64(), text(norm)) {
                    norms.insert(id, norm.to_owned());
                }
            }
        }
        self.description.norms = norms.into_iter().collect();
        Ok(())
    }

    fn add_components(&mut self) -> Result<(), ModelError> {
        for name in self.components() {
            match name.as_str() {
                "tok2vec" => {
                    let network = Network::read(self.folder, "tok2vec/model")?;
                    self.tok2vec = Some(self.add_encoder(&network, "components.tok2vec.model")?);
                }
                "tagger" => self.add_tagger()?,
                "parser" => self.description.parser = Some(self.add_transitions("parser")?),
                "ner" => self.description.ner = Some(self.add_transitions("ner")?),
                "attribute_ruler" => {
                    self.description.ruler = rules::read_patterns(&read(self.folder, "attribute_ruler/patterns")?)?;
                }
                "lemmatizer" => self.add_lemmatizer()?,
                _ => {}
            }
        }
        Ok(())
    }

    fn add(&mut self, name: String, tensor: NewTensor) {
        self.tensors.insert(name, tensor);
    }

    /// Adds the encoder that the component's `network` reads from: its own, or the shared one.
    fn encoder_of(&mut self, network: &Network, section: &str) -> Result<u32, ModelError> {
        let architecture = self.settings.text(section, "@architectures");
        if architecture.starts_with("spacy.Tok2VecListener.") {
            let encoder = self.tok2vec;
            return encoder
                .ok_or_else(|| ModelError::folder("config.cfg", format!("[{section}] has nobody to listen to")));
        }
        self.add_encoder(network, section)
    }

    fn add_encoder(&mut self, network: &Network, section: &str) -> Result<u32, ModelError> {
        let (embed, encode) = (format!("{section}.embed"), format!("{section}.encode"));
        self.settings.expect_architecture(section, &["spacy.Tok2Vec.v2", "spacy.Tok2Vec.v1"])?;
        self.settings.expect_architecture(&embed, &["spacy.MultiHashEmbed.v2"])?;
        self.settings.expect_architecture(&encode, &["spacy.MaxoutWindowEncoder.v2"])?;
        let index = self.description.encoders.len() as u32;
        let width = self.settings.number(&encode, "width")?;
        let mut encoder = EncoderDescription {
            width,
            tables: Vec::new(),
            static_vectors: self.settings.flag(&embed, "include_static_vectors"),
            embed_pieces: 0,
            depth: self.settings.number(&encode, "depth")?,
            window: self.settings.number(&encode, "window_size")?,
            pieces: self.settings.number(&encode, "maxout_pieces")?,
        };
        let columns =
            network.first("extract_features")?.attribute("columns").ok_or_else(|| network.lacks("columns"))?;
        let columns = columns.as_array().ok_or_else(|| network.lacks("columns"))?.clone();
        for (table, (_, layer)) in network.named("hashembed").enumerate() {
            let (shape, numbers) = network.parameter(layer, "E")?;
            let column = layer.number("column").and_then(|column| columns.get(column as usize)).and_then(text);
            let attribute = column.unwrap_or_default();
            let attribute: Attribute = serde_json::from_value(serde_json::Value::from(attribute))
                .map_err(|_| ModelError::Unsupported { what: "attribute", name: attribute.to_owned() })?;
            let seed = layer.number("seed").ok_or_else(|| network.lacks("seed"))?;
            encoder.tables.push(TableDescription { attribute, seed, rows: shape[0] as u32 });
            self.add(format!("encoder{index}.table{table}"), NewTensor::half(&shape, &numbers));
        }
        if encoder.static_vectors {
            let (shape, projection) = network.parameter(network.first("static_vectors")?, "W")?;
            self.add_vectors(index, &shape, &projection)?;
        }
        let inputs = width as usize * (encoder.tables.len() + usize::from(encoder.static_vectors));
        let maxouts: Vec<usize> = network.named("maxout").map(|(place, _)| place).collect();
        if maxouts.len() != encoder.depth as usize + 1 {
            return Err(network.lacks(&format!("{} maxout layers", encoder.depth + 1)));
        }
        for (number, place) in maxouts.into_iter().enumerate() {
            let name = if number == 0 { "reduce".to_owned() } else { format!("layer{}", number - 1) };
            let (shape, weights) = network.parameter(&network.layers[place], "W")?;
            let window = width as usize * (2 * encoder.window as usize + 1);
            if shape.len() != 3 || shape[0] != width as usize || shape[2] != if number == 0 { inputs } else { window } {
                return Err(ModelError::folder(&network.file, format!("{name} has dimensions {shape:?}")));
            }
            if number == 0 {
                encoder.embed_pieces = shape[1] as u32;
            }
            let norm = network.layers.get(place + 1).filter(|layer| layer.name == "layernorm");
            let norm = norm.ok_or_else(|| network.lacks("layernorm after maxout"))?;
            let (bias_shape, bias) = network.parameter(&network.layers[place], "b")?;
            let (norm_shape, gain) = network.parameter(norm, "G")?;
            let (_, shift) = network.parameter(norm, "b")?;
            let prefix = format!("encoder{index}.{name}");
            self.add(format!("{prefix}.w"), NewTensor::half(&shape, &weights));
            self.add(format!("{prefix}.b"), NewTensor::single(&bias_shape, &bias));
            self.add(format!("{prefix}.g"), NewTensor::single(&norm_shape, &gain));
            self.add(format!("{prefix}.n"), NewTensor::single(&norm_shape, &shift));
        }
        self.description.encoders.push(encoder);
        Ok(index)
    }

    /// Adds the static vectors, projected to the encoder's width, which is all that the encoder sees of them.
    fn add_vectors(&mut self, encoder: u32, shape: &[usize], projection: &[f32]) -> Result<(), ModelError> {
        if self.vectors.is_none() {
            let (dimension, vectors) = rules::read_vectors(self.folder)?;
            let keys = rules::read_vector_keys(self.folder, vectors.len() / dimension.max(1))?;
            let bits = (vectors.len() / dimension.max(1)).max(2).ilog2() + 1;
            self.add("vector_rows".to_owned(), NewTensor::bytes(build_key_table(&keys, bits)));
            self.vectors = Some((dimension, vectors));
        }
        let Some((dimension, vectors)) = &self.vectors else { return Ok(()) };
        if shape != [shape[0], *dimension] {
            return Err(ModelError::folder(
                "vocab/vectors",
                format!("dimension {dimension} for a projection {shape:?}"),
            ));
        }
        let mut projected = vec![0.0; vectors.len() / dimension * shape[0]];
        for (vector, target) in vectors.chunks_exact(*dimension).zip(projected.chunks_exact_mut(shape[0])) {
            for (weights, number) in projection.chunks_exact(*dimension).zip(target) {
                *number = weights.iter().zip(vector).map(|(a, b)| a * b).sum();
            }
        }
        self.add(format!("encoder{encoder}.vectors"), NewTensor::packed(shape[0], &projected, VECTOR_BITS));
        Ok(())
    }

    fn add_tagger(&mut self) -> Result<(), ModelError> {
        let section = "components.tagger.model";
        self.settings.expect_architecture(section, &["spacy.Tagger.v2", "spacy.Tagger.v1"])?;
        let network = Network::read(self.folder, "tagger/model")?;
        let encoder = self.encoder_of(&network, &format!("{section}.tok2vec"))?;
        let settings = std::fs::read(self.folder.join("tagger/cfg"))
            .map_err(|source| ModelError::Read { path: self.folder.join("tagger/cfg"), source })?;
        let settings: serde_json::Value =
            serde_json::from_slice(&settings).map_err(|error| ModelError::folder("tagger/cfg", error.to_string()))?;
        let labels: Vec<String> = settings["labels"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(|label| label.as_str().map(str::to_owned))
            .collect();
        let softmax = network.first("softmax")?;
        let (shape, weights) = network.parameter(softmax, "W")?;
        let (_, bias) = network.parameter(softmax, "b")?;
        if shape.first() != Some(&labels.len()) {
            return Err(ModelError::folder("tagger/cfg", format!("{} labels for {shape:?}", labels.len())));
        }
        self.add("tagger.w".to_owned(), NewTensor::half(&shape, &weights));
        self.add("tagger.b".to_owned(), NewTensor::single(&[bias.len()], &bias));
        self.description.tagger = Some(TaggerDescription { encoder, labels });
        Ok(())
    }

    fn add_transitions(&mut self, name: &str) -> Result<TransitionDescription, ModelError> {
        let section = format!("components.{name}.model");
        self.settings.expect_architecture(&section, &["spacy.TransitionBasedParser.v2"])?;
        let file = format!("{name}/model");
        let network = Network::read(self.folder, &file)?;
        if !self.settings.flag(&section, "use_upper") || self.settings.flag(&section, "extra_state_tokens") {
            return Err(ModelError::Unsupported { what: "transition model", name: format!("[{section}]") });
        }
        let encoder = self.encoder_of(&network, &format!("{section}.tok2vec"))?;
        let moves = rules::read_moves(&read(self.folder, &format!("{name}/moves"))?)?;
        let lower = network.first("precomputable_affine")?;
        let (shape, weights) = network.parameter(lower, "W")?;
        let [features, hidden, pieces, inputs] = shape[..] else { return Err(network.lacks("dimensions of W")) };
        let linears: Vec<&Layer> = network.named("linear").map(|(_, layer)| layer).collect();
        let [upper, linear] = linears[..] else { return Err(network.lacks("two linear layers")) };
        let expected = if name == "parser" { 8 } else { 3 };
        let (upper_shape, upper_weights) = network.parameter(upper, "W")?;
        let (linear_shape, linear_weights) = network.parameter(linear, "W")?;
        if features != expected
            || upper_shape != [moves.len(), hidden]
            || linear_shape.first() != Some(&inputs)
            || pieces == 0
        {
            return Err(ModelError::folder(file, format!("dimensions {shape:?}, {upper_shape:?}, {linear_shape:?}")));
        }
        let (_, lower_bias) = network.parameter(lower, "b")?;
        let (_, pad) = network.parameter(lower, "pad")?;
        let (_, upper_bias) = network.parameter(upper, "b")?;
        let (_, linear_bias) = network.parameter(linear, "b")?;
        self.add(format!("{name}.linear.w"), NewTensor::half(&linear_shape, &linear_weights));
        self.add(format!("{name}.linear.b"), NewTensor::single(&[linear_bias.len()], &linear_bias));
        self.add(format!("{name}.lower.w"), NewTensor::half(&shape, &weights));
        self.add(format!("{name}.lower.b"), NewTensor::single(&[lower_bias.len()], &lower_bias));
        self.add(format!("{name}.lower.pad"), NewTensor::single(&[pad.len()], &pad));
        self.add(format!("{name}.upper.w"), NewTensor::half(&upper_shape, &upper_weights));
        self.add(format!("{name}.upper.b"), NewTensor::single(&[upper_bias.len()], &upper_bias));
        let (features, hidden, pieces) = (features as u32, hidden as u32, pieces as u32);
        Ok(TransitionDescription { encoder, features, hidden, pieces, moves })
    }

    fn add_lemmatizer(&mut self) -> Result<(), ModelError> {
        let mode = self.settings.text("components.lemmatizer", "mode");
        if mode != "rule" {
            return Err(ModelError::Unsupported { what: "lemmatizer mode", name: mode });
        }
        let source = read(self.folder, "lemmatizer/lookups/lookups.bin")?;
        let mut tables = LemmatizerTables::default();
        for pos in PARTS_OF_SPEECH {
            let id = string_id(pos);
            if let Some(lemmas) = rules::lemma_index(&source, id) {
                let keys: Vec<(u64, u32)> = lemmas.iter().map(|lemma| (string_id(lemma), 0)).collect();
                self.add(format!("lemmas.{pos}"), NewTensor::bytes(build_key_table(&keys, 0)));
                tables.indexed.push(pos.to_owned());
            }
            if let Some(suffixes) = rules::lemma_rules(&source, id) {
                tables.rules.insert(pos.to_owned(), suffixes);
            }
            if let Some(exceptions) = rules::lemma_exceptions(&source, id) {
                tables.exceptions.insert(pos.to_owned(), exceptions);
            }
        }
        self.description.lemmatizer = Some(tables);
        Ok(())
    }
}

/// Number of spaCy's attribute `ORTH`.
const ORTH: u64 = 65;
/// Number of spaCy's attribute `NORM`.
const NORM: u64 = 67;

fn exception_part(part: &Value) -> Option<(String, Option<String>)> {
    let mut form = None;
    let mut norm = None;
    for (attribute, value) in part.as_map()? {
        match attribute.as_u64()? {
            ORTH => form = text(value).map(str::to_owned),
            NORM => norm = text(value).map(str::to_owned),
            _ => return None,
        }
    }
    form.map(|form| (form, norm))
}
