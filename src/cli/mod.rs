//! The command line: arguments in, calls to the other rooms, exit status out. No logic of its own.

mod answer;
mod args;
mod build;
mod eval;
mod explain;
mod extract;
mod extraction;
mod model;
mod parse;
mod read;
mod rules;
mod said;
mod who_met;

use clap::Parser;
use std::process::ExitCode;

/// Runs the command line of this process.
#[must_use]
pub fn run() -> ExitCode {
    let result = match args::Arguments::parse().command {
        args::Command::Build(arguments) => build::run(arguments),
        args::Command::WhoMet(arguments) => who_met::run(&arguments),
        args::Command::Said(arguments) => said::run(&arguments),
        args::Command::Read(arguments) => read::run(&arguments),
        args::Command::Extract(arguments) => extract::run(&arguments),
        args::Command::Parse(arguments) => parse::run(&arguments),
        args::Command::Eval(arguments) => eval::run(&arguments),
        args::Command::Rules(command) => rules::run(&command),
        args::Command::Model(command) => model::run(&command),
    };
    match result {
        Ok(code) => code,
        Err(error) => {
            eprintln!("{error:#}");
            ExitCode::from(2)
        }
    }
}
