//! `rules check`: reads rule files, runs their example sentences, and says what is wrong where.

use super::args::RulesCommand;
use crate::article::Article;
use crate::entity::Entities;
use crate::event::Events;
use crate::event::rules::{RuleError, RuleSet, check_cases};
use crate::nlp::Pipeline;
use std::io::Write as _;
use std::path::Path;
use std::process::ExitCode;

/// Runs `rules`: 0 if all is well, 1 if an example does not come out as it should, 2 if a file cannot be used.
pub fn run(command: &RulesCommand) -> anyhow::Result<ExitCode> {
    let RulesCommand::Check { files } = command;
    let mut worst = 0;
    for file in files {
        worst = worst.max(check(file)?);
    }
    Ok(ExitCode::from(worst))
}

fn check(file: &Path) -> anyhow::Result<u8> {
    let own = match own_rules(file) {
        Ok(own) => own,
        Err(error) => {
            eprintln!("{:#}", anyhow::Error::new(error));
            return Ok(2);
        }
    };
    let (set, first) = own;
    let rules = &set.rules()[first..];
    if rules.is_empty() {
        eprintln!("{}: holds no rules; a rule starts with a line [[rule]]", file.display());
        return Ok(2);
    }
    let failures = check_cases(rules, |text| extract(text, &set));
    for failure in &failures {
        eprintln!("{}:{failure}", file.display());
    }
    let n_cases: usize = rules.iter().map(|rule| rule.cases.len()).sum();
    let mut output = std::io::stdout().lock();
    writeln!(
        output,
        "{}: {} rules, {n_cases} examples, {} of them wrong",
        file.display(),
        rules.len(),
        failures.len()
    )?;
    Ok(u8::from(!failures.is_empty()))
}

/// The built-in rules with those of `file` after them, and the number of the first of these.
///
/// A file of the built-in rules is checked by itself, its word lists taken from the built-in ones.
fn own_rules(file: &Path) -> Result<(RuleSet, usize), RuleError> {
    let built_in = RuleSet::built_in().rules().len();
    let set = RuleSet::built_in_and(file)?;
    Ok((set, built_in))
}

fn extract(text: &str, rules: &RuleSet) -> (Entities, Events) {
    let article = Article { body: text.to_owned(), ..Article::default() };
    crate::find_all(&article, &Pipeline::english().annotate(text), rules)
}
