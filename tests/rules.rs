//! The rule files that come with the program: each rule's own example sentences, and the messages of faulty files.

use rapporteur::article::Article;
use rapporteur::event::rules::{RuleError, RuleSet, check_cases};
use rapporteur::nlp::Pipeline;
use std::path::Path;

fn problems(text: &str) -> Vec<String> {
    let mut set = RuleSet::built_in().clone();
    match set.add(Path::new("own.toml"), text) {
        Ok(()) => Vec::new(),
        Err(RuleError::Invalid { problems, .. }) => problems.iter().map(ToString::to_string).collect(),
        Err(other) => vec![other.to_string()],
    }
}

#[track_caller]
fn check_problem(text: &str, expected: &str) {
    let found = problems(text);
    assert!(found.iter().any(|problem| problem.starts_with(expected)), "expected {expected}, found {found:#?}");
}

#[test]
fn every_example_of_every_rule_comes_out_as_it_says() {
    let set = RuleSet::built_in();
    let failures = check_cases(set.rules(), |text| {
        let article = Article { body: text.to_owned(), ..Article::default() };
        rapporteur::find_all(&article, &Pipeline::english().annotate(text), set)
    });
    let listed: Vec<String> = failures.iter().map(ToString::to_string).collect();
    assert!(listed.is_empty(), "\n{}", listed.join("\n"));
}

#[test]
fn rule_names_are_unique() {
    let mut names: Vec<&str> = RuleSet::built_in().rules().iter().map(|rule| rule.name.as_str()).collect();
    names.sort_unstable();
    let before = names.len();
    names.dedup();
    assert_eq!(names.len(), before);
}

#[test]
fn an_unknown_key_is_named_with_line_and_column() {
    check_problem("[[rule]]\nname = \"x\"\nvreb = [\"meet\"]\n", "3:1: unknown field `vreb`");
}

#[test]
fn an_unknown_role_is_named_with_what_may_stand_there() {
    let text = "[[rule]]\nname = \"x\"\nverb = [\"meet\"]\nrequire = [\"subjcet\"]\nsides = [\"subject\", \"object\"]\n\
                yes = [{ text = \"A met B.\" }]\nno = [\"C.\"]\n";
    check_problem(text, "4:12: no role `subjcet`; use subject, object");
}

#[test]
fn a_rule_without_examples_is_refused() {
    let text = "[[rule]]\nname = \"x\"\nverb = [\"meet\"]\nsides = [\"subject\", \"object\"]\n";
    check_problem(text, "1:1: a rule carries examples");
}

#[test]
fn a_missing_word_list_is_named() {
    let text = "[[rule]]\nname = \"x\"\nverb = [\"@nowhere\"]\nsides = [\"subject\", \"object\"]\n\
                yes = [{ text = \"A met B.\" }]\nno = [\"C.\"]\n";
    check_problem(text, "3:9: no word list `nowhere`");
}

#[test]
fn a_relation_of_the_users_own_comes_out_with_its_direction() {
    let text = r#"
[[rule]]
name = "endorse"
verb = ["endorse", "back"]
relation = "endorsed"
from = "subject"
to = "object"
types = { object = ["person", "organization"], subject = ["person", "organization"] }
yes = [{ text = "Maria Keller endorsed Thomas Brandt.", from = "Maria Keller", to = "Thomas Brandt", status = "held" }]
no = ["Maria Keller endorsed the plan."]

[[rule]]
name = "appoint"
verb = ["appoint", "name"]
relation = "appointed"
from = "subject"
to = "object"
types = { object = ["person"], subject = ["person", "organization"] }
yes = [{ text = "Thomas Brandt was appointed by Maria Keller on Friday.", from = "Maria Keller", to = "Thomas Brandt", status = "held" }]
no = ["Maria Keller appointed a commission."]
"#;
    let mut set = RuleSet::built_in().clone();
    set.add(Path::new("own.toml"), text).expect("the rules are right");
    let first = RuleSet::built_in().rules().len();
    let failures = check_cases(&set.rules()[first..], |text| {
        let article = Article { body: text.to_owned(), ..Article::default() };
        rapporteur::find_all(&article, &Pipeline::english().annotate(text), &set)
    });
    let listed: Vec<String> = failures.iter().map(ToString::to_string).collect();
    assert!(listed.is_empty(), "\n{}", listed.join("\n"));
}
