//! Model files and folders that cannot be used are refused with a reason.

use rapporteur::nlp::{ModelError, Pipeline, import_model};
use std::path::Path;

fn folder(config: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).expect("written");
    write("config.cfg", config);
    write("meta.json", r#"{"lang": "en", "name": "test", "version": "1"}"#);
    folder
}

#[track_caller]
fn check_refused(config: &str, expected: &str) {
    let folder = folder(config);
    let error = import_model(folder.path()).expect_err("refused").to_string();
    assert_eq!(error, expected);
}

#[test]
fn unknown_components_are_refused_by_name() {
    check_refused(
        "[nlp]\npipeline = [\"transformer\"]\ndisabled = []\n\n[components.transformer]\nfactory = \"transformer\"\n",
        "unsupported component: transformer (transformer)",
    );
}

#[test]
fn unknown_tokenizers_are_refused_by_name() {
    check_refused(
        "[nlp]\npipeline = []\n\n[nlp.tokenizer]\n@tokenizers = \"spacy.ja.JapaneseTokenizer\"\n",
        "unsupported tokenizer: spacy.ja.JapaneseTokenizer",
    );
}

#[test]
fn components_in_another_order_are_refused() {
    let config = "[nlp]\npipeline = [\"ner\", \"parser\"]\n\n[nlp.tokenizer]\n@tokenizers = \"spacy.Tokenizer.v1\"\n\n\
                  [components.ner]\nfactory = \"ner\"\n\n[components.parser]\nfactory = \"parser\"\n";
    check_refused(config, "unsupported order of components: ner, parser");
}

#[test]
fn a_missing_folder_is_named() {
    let error = import_model(Path::new("no/such/folder")).expect_err("refused");
    assert!(matches!(error, ModelError::Read { .. }) && error.to_string().contains("no/such/folder"));
}

#[test]
fn broken_model_files_are_refused() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("broken");
    let whole = include_bytes!("../data/models/en_core_web_md.safetensors");
    for bytes in [&b""[..], b"not a model", &whole[..100], &whole[..whole.len() / 2]] {
        std::fs::write(&path, bytes).expect("written");
        assert!(matches!(Pipeline::load(&path), Err(ModelError::Broken { .. })), "{} bytes", bytes.len());
    }
    assert!(matches!(Pipeline::load(&folder.path().join("none")), Err(ModelError::Read { .. })));
}

#[test]
fn the_model_names_its_licence_and_fits() {
    let description = Pipeline::english().description();
    assert_eq!((description.name.as_str(), description.license.as_str()), ("core_web_md", "MIT"));
    let size = std::fs::metadata("data/models/en_core_web_md.safetensors").expect("the model").len();
    assert!(size <= 16_000_000, "{size} bytes");
}
