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
