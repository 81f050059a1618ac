//! The test-bed of entities: texts in `tests/testbed/entities`, each with the people, organizations and places that must
//! come out of it, their roles, and what its descriptions and pronouns refer to.

#[path = "support/testbed.rs"]
mod testbed;

use rapporteur::article::{Article, Span};
use rapporteur::entity::{Entities, EntityType, find_entities};
use rapporteur::nlp::Pipeline;
use serde::Deserialize;

/// One text. `people`, `organizations` and `places`, where given, are all names of that type, in any order; `aliases` and
/// `roles` read "Name: form"; `refers` reads "words = Name", "words#2 = Name & Name" or "words = -" for nothing.
#[derive(Deserialize)]
struct Case {
    text: String,
    people: Option<Vec<String>>,
    organizations: Option<Vec<String>>,
    places: Option<Vec<String>>,
    #[serde(default)]
    aliases: Vec<String>,
    #[serde(default)]
    roles: Vec<String>,
    #[serde(default)]
    refers: Vec<String>,
}

fn names(entities: &Entities, entity_type: EntityType) -> Vec<String> {
    let mut names: Vec<String> = entities
        .entities
        .iter()
        .filter(|entity| entity.entity_type == entity_type)
        .map(|entity| entity.name.clone())
        .collect();
    names.sort();
    names
}

fn sorted(names: &[String]) -> Vec<String> {
    let mut names = names.to_vec();
    names.sort();
    names
}

/// What the `n`th occurrence of `words` as a mention, or at the head of one, refers to.
fn referents(text: &str, entities: &Entities, words: &str) -> Result<String, String> {
    let (form, number) = words.split_once('#').unwrap_or((words, "1"));
    let number: usize = number.parse().map_err(|_| format!("not a number: {words}"))?;
    let bounded = |start: usize| {
        let outside = |letter: Option<char>| letter.is_none_or(|letter| !letter.is_alphanumeric());
        outside(text[..start].chars().next_back()) && outside(text[start + form.len()..].chars().next())
    };
    let start = text.match_indices(form).map(|(start, _)| start).filter(|&start| bounded(start)).nth(number - 1);
    let start = start.ok_or_else(|| format!("not in the text: {words}"))?;
    let span = Span::new(start, start + form.len());
    let mention = entities
        .mentions
        .iter()
        .filter(|mention| mention.span.overlaps(span) && mention.span.end >= span.end)
        .min_by_key(|mention| {
            (mention.span.start.abs_diff(span.start) + mention.span.end.abs_diff(span.end), mention.span.start)
        });
    let named = |mention: &rapporteur::entity::Mention| {
        mention.entities.iter().map(|&id| entities.entity(id).name.as_str()).collect::<Vec<_>>().join(" & ")
    };
    Ok(mention.map(named).filter(|names| !names.is_empty()).unwrap_or_else(|| "-".to_owned()))
}

fn faults(case: &Case) -> Vec<String> {
    let article = Article { body: case.text.clone(), ..Article::default() };
    let analysis = Pipeline::english().annotate(&case.text);
    let entities = find_entities(&article, &analysis);
    let mut faults = Vec::new();
    for (expected, entity_type) in [
        (&case.people, EntityType::Person),
        (&case.organizations, EntityType::Organization),
        (&case.places, EntityType::Place),
    ] {
        let found = names(&entities, entity_type);
        if expected.as_ref().is_some_and(|expected| sorted(expected) != found) {
            faults.push(format!(
                "{entity_type:?}: expected {:?}, found {found:?}",
                expected.as_deref().unwrap_or_default()
            ));
        }
    }
    let holds = |fact: &String, list: fn(&rapporteur::entity::Entity) -> &Vec<String>| {
        fact.split_once(": ").is_some_and(|(name, form)| {
            entities.entities.iter().any(|entity| entity.name == name && list(entity).iter().any(|known| known == form))
        })
    };
    for alias in case.aliases.iter().filter(|alias| !holds(alias, |entity| &entity.aliases)) {
        faults.push(format!("no alias {alias}"));
    }
    for role in case.roles.iter().filter(|role| !holds(role, |entity| &entity.roles)) {
        let known: Vec<_> = entities.entities.iter().map(|entity| (&entity.name, &entity.roles)).collect();
        faults.push(format!("no role {role}: {known:?}"));
    }
    for fact in &case.refers {
        let Some((words, expected)) = fact.split_once(" = ") else {
            faults.push(format!("not understood: {fact}"));
            continue;
        };
        match referents(&case.text, &entities, words) {
            Ok(found) if found == expected => {}
            Ok(found) => faults.push(format!("{words:?} refers to {found}, not {expected}")),
            Err(fault) => faults.push(fault),
        }
    }
    faults
}

#[track_caller]
fn check(file: &str) {
    let cases: Vec<Case> = testbed::cases(&format!("entities/{file}"));
    let with_faults = cases.iter().map(|case| (case, faults(case))).filter(|(_, faults)| !faults.is_empty());
    let failures: Vec<String> =
        with_faults.map(|(case, faults)| format!("{}\n    {}", case.text, faults.join("\n    "))).collect();
    testbed::check(cases.len(), &failures);
}

#[test]
fn names_are_found_and_typed() {
    check("names.toml");
}

#[test]
fn unfamiliar_names_are_told_by_what_stands_around_them() {
    check("unfamiliar.toml");
}

#[test]
fn bodies_are_named_by_common_words() {
    check("composed.toml");
}

#[test]
fn parties_are_described() {
    check("parties.toml");
}

#[test]
fn pronouns_choose_among_several() {
    check("antecedents.toml");
}

#[test]
fn pronouns_between_two_of_one_gender() {
    check("rivals.toml");
}

#[test]
fn people_are_named_whole() {
    check("people.toml");
}

#[test]
fn names_of_one_entity_are_joined() {
    check("joining.toml");
}

#[test]
fn roles_are_read() {
    check("roles.toml");
}

#[test]
fn what_belongs_to_somebody_is_found() {
    check("belongings.toml");
}

#[test]
fn committees_are_found_by_parts_of_their_names() {
    check("committees.toml");
}

#[test]
fn descriptions_refer() {
    check("descriptions.toml");
}

#[test]
fn pronouns_refer() {
    check("pronouns.toml");
}

#[test]
fn bodies_are_named_and_described() {
    check("bodies.toml");
}

#[test]
fn several_are_counted() {
    check("several.toml");
}

#[test]
fn nouns_stand_for_bodies_and_offices() {
    check("stand_ins.toml");
}

#[test]
fn lands_that_only_the_article_knows() {
    check("lands.toml");
}

#[test]
fn family_names_of_several_bearers() {
    check("bearers.toml");
}
