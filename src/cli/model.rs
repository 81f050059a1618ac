//! `model`: making model files; and which model the other commands use.

use super::args::{ModelArguments, ModelCommand};
use crate::nlp::{ModelError, Pipeline, import_model};
use anyhow::Context as _;
use std::ops::Deref;
use std::process::ExitCode;

/// The built-in pipeline or one that was loaded.
pub enum LoadedPipeline {
    /// Part of the program.
    BuiltIn(&'static Pipeline),
    /// Read from a file.
    Loaded(Box<Pipeline>),
}

impl Deref for LoadedPipeline {
    type Target = Pipeline;

    fn deref(&self) -> &Pipeline {
        match self {
            Self::BuiltIn(pipeline) => pipeline,
            Self::Loaded(pipeline) => pipeline,
        }
    }
}

/// The pipeline that the user asks for; the built-in one if none.
pub fn load_pipeline(arguments: &ModelArguments) -> anyhow::Result<LoadedPipeline> {
    match &arguments.model {
        Some(path) => {
            let pipeline = Pipeline::load(path).with_context(|| path.display().to_string())?;
            Ok(LoadedPipeline::Loaded(Box::new(pipeline)))
        }
        None => Ok(LoadedPipeline::BuiltIn(Pipeline::english())),
    }
}

/// What to do about a folder that cannot be imported.
const fn remedy(error: &ModelError) -> &'static str {
    match error {
        ModelError::Read { .. } | ModelError::Folder { .. } => {
            " (give the folder of an installed pipeline that holds config.cfg; `python -m spacy info NAME` tells where it is)"
        }
        ModelError::Unsupported { .. } => {
            " (only CNN pipelines of spaCy 3 can be imported, such as those called _sm, _md and _lg)"
        }
        _ => "",
    }
}

/// Runs `model`.
pub fn run(command: &ModelCommand) -> anyhow::Result<ExitCode> {
    let ModelCommand::Import { folder, output } = command;
    let bytes = import_model(folder).map_err(|error| {
        let remedy = remedy(&error);
        anyhow::Error::new(error).context(format!("cannot import {}{remedy}", folder.display()))
    })?;
    std::fs::write(output, &bytes).with_context(|| format!("cannot write {}", output.display()))?;
    eprintln!("{}: {} bytes", output.display(), bytes.len());
    Ok(ExitCode::SUCCESS)
}
