//! The same person, organization, place or meeting of many articles as one, and others kept apart.

mod support;

use expect_test::{Expect, expect};
use support::{Story, article, entities, meetings, resolve};

#[track_caller]
fn check(type_name: &str, stories: &[Story], expected: Expect) {
    let resolution = resolve(stories.iter().cloned());
    expected.assert_eq(&entities(&resolution, type_name));
    let backwards = resolve(stories.iter().rev().cloned());
    assert_eq!(resolution, backwards, "the order of the articles must not matter");
}

#[track_caller]
fn check_meetings(stories: &[Story], expected: Expect) {
    let resolution = resolve(stories.iter().cloned());
    expected.assert_eq(&meetings(&resolution));
    assert_eq!(resolution, resolve(stories.iter().rev().cloned()), "the order of the articles must not matter");
}

fn people(names: &[(&str, &[&str])]) -> Vec<Story> {
    let story =
        |(number, (name, roles)): (usize, &(&str, &[&str]))| article(&format!("a{number}"), "").person(name, roles);
    names.iter().enumerate().map(story).collect()
}

#[test]
fn full_names_join_whatever_their_accents_titles_and_initials() {
    let names: &[(&str, &[&str])] = &[
        ("Inés Vance", &[]),
        ("Ines Vance", &[]),
        ("INES VANCE", &[]),
        ("Dr Ines M. Vance", &[]),
        ("Vance, Ines", &[]),
        ("I. Vance", &[]),
    ];
    check("person", &people(names), expect!["Inés Vance = a0.e1 a1.e1 a2.e1 a3.e1 a4.e1 a5.e1"]);
}

#[test]
fn hyphens_and_blanks_in_given_names_do_not_matter() {
    check(
        "person",
        &people(&[("Sol Min-ho", &[]), ("Sol Minho", &[]), ("Sol Min Ho", &[])]),
        expect!["Sol Min Ho = a0.e1 a1.e1 a2.e1"],
    );
}

#[test]
fn two_middle_names_are_two_people_and_the_bare_name_stays_open() {
    let names: &[(&str, &[&str])] =
        &[("Otto Paul Lind", &[]), ("Otto Karl Lind", &[]), ("Otto Lind", &[]), ("Otto P. Lind", &[])];
    check(
        "person",
        &people(names),
        expect![[r#"
            Otto Karl Lind = a1.e1
            Otto Lind = a2.e1
            Otto Paul Lind = a0.e1 a3.e1"#]],
    );
}

#[test]
fn a_middle_name_needs_a_sign_that_it_is_one_person() {
    let apart: &[(&str, &[&str])] = &[("Omar Sami Hadd", &[]), ("Omar Hadd", &[])];
    check(
        "person",
        &people(apart),
        expect![[r#"
            Omar Hadd = a1.e1
            Omar Sami Hadd = a0.e1"#]],
    );
    let one: &[(&str, &[&str])] =
        &[("Omar Sami Hadd", &["governor of Westmark"]), ("Omar Hadd", &["Westmark governor"])];
    check("person", &people(one), expect!["Omar Sami Hadd = a0.e1 a1.e1"]);
}

#[test]
fn an_office_in_two_bodies_parts_namesakes() {
    let names: &[(&str, &[&str])] = &[
        ("Li Wei", &["CFO of Alba Bank"]),
        ("Li Wei", &["CFO of Brio Foods"]),
        ("Li Wei", &["Alba Bank's chief financial officer"]),
        ("Li Wei", &["Brio Foods CFO", "engineer"]),
    ];
    check(
        "person",
        &people(names),
        expect![[r#"
            Li Wei = a0.e1 a2.e1
            Li Wei = a1.e1 a3.e1"#]],
    );
}

#[test]
fn a_namesake_without_office_goes_with_the_company_kept() {
    let stories = [
        article("a0", "").person("Li Wei", &["CFO of Alba Bank"]).organization("Harbour Fund", &[]),
        article("a1", "").person("Li Wei", &["CFO of Brio Foods"]).organization("Grain Board", &[]),
        article("a2", "").person("Li Wei", &[]).organization("Grain Board", &[]),
        article("a3", "").person("Li Wei", &[]),
    ];
    check(
        "person",
        &stories,
        expect![[r#"
            Li Wei = a0.e1
            Li Wei = a1.e1 a2.e1
            Li Wei = a3.e1"#]],
    );
}

#[test]
fn offices_held_one_after_the_other_are_one_persons() {
    let names: &[(&str, &[&str])] = &[
        ("Ada Thorn", &["foreign minister of Kenya"]),
        ("Ada Thorn", &["Kenyan prime minister"]),
        ("Ada Thorn", &["former foreign minister"]),
        ("Ada Thorn", &["president of the Northern Pact"]),
    ];
    check("person", &people(names), expect!["Ada Thorn = a0.e1 a1.e1 a2.e1 a3.e1"]);
}

#[test]
fn a_country_and_its_adjective_are_one_affiliation() {
    let names: &[(&str, &[&str])] = &[
        ("Ada Thorn", &["president of Kenya"]),
        ("Ada Thorn", &["Kenyan president"]),
        ("Ada Thorn", &["Peruvian president"]),
    ];
    check(
        "person",
        &people(names),
        expect![[r#"
            Ada Thorn = a0.e1 a1.e1
            Ada Thorn = a2.e1"#]],
    );
}

#[test]
fn a_bare_surname_joins_its_only_bearer() {
    check(
        "person",
        &people(&[("Vance", &[]), ("Ines Vance", &[]), ("Vance", &[])]),
        expect!["Ines Vance = a0.e1 a1.e1 a2.e1"],
    );
}

#[test]
fn a_bare_surname_of_two_bearers_joins_neither_unless_the_office_tells() {
    let names: &[(&str, &[&str])] = &[
        ("Ines Vance", &["foreign minister of Kenya"]),
        ("Tom Vance", &["mayor of Port Amber"]),
        ("Vance", &[]),
        ("Vance", &["Kenyan foreign minister"]),
    ];
    check(
        "person",
        &people(names),
        expect![[r#"
            Ines Vance = a0.e1 a3.e1
            Tom Vance = a1.e1
            Vance = a2.e1"#]],
    );
}

#[test]
fn a_family_name_that_comes_first_is_learnt_from_the_articles() {
    let stories = [
        article("a0", "").entity("person", "Sol Min-ho", &["Sol"], &[]),
        article("a1", "").person("Sol", &[]),
        article("a2", "").person("Sol Min-ho", &[]),
    ];
    check("person", &stories, expect!["Sol Min-ho = a0.e1 a1.e1 a2.e1"]);
}

#[test]
fn a_given_name_alone_names_nobody_across_articles() {
    check(
        "person",
        &people(&[("Mara Lind", &[]), ("Mara", &[]), ("Mara", &[])]),
        expect![[r#"
            Mara = a1.e1
            Mara = a2.e1
            Mara Lind = a0.e1"#]],
    );
}

#[test]
fn spellings_join_where_the_office_is_one() {
    let one: &[(&str, &[&str])] =
        &[("Yevgeniy Horvenko", &["mayor of Port Amber"]), ("Evgeny Horvenko", &["Port Amber mayor"])];
    check("person", &people(one), expect!["Yevgeniy Horvenko = a0.e1 a1.e1"]);
    let open: &[(&str, &[&str])] = &[("Maria Horvenko", &[]), ("Mara Horvenko", &[])];
    check(
        "person",
        &people(open),
        expect![[r#"
            Mara Horvenko = a1.e1
            Maria Horvenko = a0.e1"#]],
    );
}

#[test]
fn father_and_son_stay_two() {
    check(
        "person",
        &people(&[("Tom Vance", &[]), ("Tom Vance Jr.", &[])]),
        expect![[r#"
            Tom Vance = a0.e1
            Tom Vance Jr. = a1.e1"#]],
    );
}

#[test]
fn organizations_join_by_name_and_by_the_acronym_an_article_gives() {
    let stories = [
        article("a0", "").organization("Northern Trade Organisation", &["NTO"]),
        article("a1", "").organization("NTO", &[]),
        article("a2", "").organization("the Northern Trade Organization (NTO)", &[]),
        article("a3", "").organization("N.T.O.", &[]),
        article("a4", "").organization("Alba Foods Inc.", &[]),
        article("a5", "").organization("Alba Foods", &[]),
    ];
    check(
        "organization",
        &stories,
        expect![[r#"
            Alba Foods Inc. = a4.e1 a5.e1
            Northern Trade Organisation = a0.e1 a1.e1 a2.e1 a3.e1"#]],
    );
}

#[test]
fn a_ministry_is_one_within_its_country_alone() {
    let story = |id: &str, place: &str, country: &str| {
        article(id, "").organization("Foreign Ministry", &[]).place(place, Some((1.0, 2.0, country)))
    };
    let stories = [
        story("a0", "Nairobi", "KE"),
        story("a1", "Lima", "PE"),
        story("a2", "Mombasa", "KE"),
        article("a3", "").organization("Foreign Ministry", &[]),
    ];
    check(
        "organization",
        &stories,
        expect![[r#"
            Foreign Ministry = a0.e1 a2.e1
            Foreign Ministry = a1.e1
            Foreign Ministry = a3.e1"#]],
    );
}

#[test]
fn names_of_one_country_are_one_place() {
    let stories = [
        article("a0", "").place("United States", None),
        article("a1", "").place("U.S.", None),
        article("a2", "").place("US", Some((39.8, -98.6, "US"))),
        article("a3", "").place("USA", None),
        article("a4", "").place("the United States of America", None),
        article("a5", "").place("Britain", None),
        article("a6", "").place("United Kingdom", None),
    ];
    check(
        "place",
        &stories,
        expect![[r#"
            United Kingdom = a5.e1 a6.e1
            United States = a0.e1 a1.e1 a2.e1 a3.e1 a4.e1"#]],
    );
}

#[test]
fn towns_of_one_name_in_two_countries_are_two() {
    let stories = [
        article("a0", "").place("Port Amber", Some((10.0, 20.0, "KE"))),
        article("a1", "").place("Port Amber", Some((-33.0, 151.0, "AU"))),
        article("a2", "").place("Port Amber", Some((10.1, 20.1, "KE"))),
        article("a3", "").place("Port Amber", None),
        article("a4", "").place("Port Amber", None).place("Nairobi", Some((-1.3, 36.8, "KE"))),
    ];
    check(
        "place",
        &stories,
        expect![[r#"
            Nairobi = a4.e2
            Port Amber = a0.e1 a2.e1 a4.e1
            Port Amber = a1.e1
            Port Amber = a3.e1"#]],
    );
}

#[test]
fn a_state_that_shares_a_countrys_name_is_not_the_country() {
    let stories = [
        article("a0", "").place("Georgia", Some((32.7, -83.5, "US"))),
        article("a1", "").place("Georgia", Some((42.0, 43.5, "GE"))),
    ];
    check(
        "place",
        &stories,
        expect![[r#"
            Georgia = a0.e1
            Georgia = a1.e1"#]],
    );
}

#[test]
fn a_name_that_nearly_all_articles_take_for_one_kind_is_of_that_kind() {
    let mut stories: Vec<Story> =
        (0..6).map(|number| article(&format!("a{number}"), "").organization("Amber House", &[])).collect();
    stories.push(article("a9", "").place("Amber House", None));
    check("organization", &stories, expect!["Amber House = a0.e1 a1.e1 a2.e1 a3.e1 a4.e1 a5.e1 a9.e1"]);
}

fn told(id: &str, date: &str, what: &str, place: &str, when: &str) -> Story {
    let story = if place.is_empty() { article(id, date) } else { article(id, date).place(place, None) };
    story.meeting(what, "Ines Vance | Tom Brandt", place, when)
}

#[test]
fn a_planned_meeting_and_its_report_are_one_whose_status_moved() {
    check_meetings(
        &[
            told("a0", "2031-05-02", "planned talks", "Port Amber", "2031-05-06"),
            told("a1", "2031-05-06", "held talks", "Port Amber", "2031-05-06"),
            told("a2", "2031-05-07", "held meeting", "", "2031-05-06"),
        ],
        expect!["held talks: Ines Vance | Tom Brandt @ Port Amber, 2031-05-06..2031-05-06 = a0.m1 a1.m1 a2.m1"],
    );
}

#[test]
fn a_later_cancellation_wins_over_the_plan() {
    check_meetings(
        &[
            told("a0", "2031-05-02", "planned talks", "", "2031-05-06"),
            told("a1", "2031-05-05", "negated talks", "", "2031-05-06"),
        ],
        expect!["negated talks: Ines Vance | Tom Brandt, 2031-05-06..2031-05-06 = a0.m1 a1.m1"],
    );
    check_meetings(
        &[
            told("a0", "2031-05-02", "negated talks", "", "2031-05-06"),
            told("a1", "2031-05-04", "planned talks", "", "2031-05-06"),
        ],
        expect!["planned talks: Ines Vance | Tom Brandt, 2031-05-06..2031-05-06 = a0.m1 a1.m1"],
    );
}

#[test]
fn what_was_held_stays_held_when_it_is_recalled_as_planned() {
    check_meetings(
        &[
            told("a0", "2031-05-06", "held talks", "", "2031-05-06"),
            told("a1", "2031-05-08", "planned talks", "", "2031-05-06"),
        ],
        expect!["held talks: Ines Vance | Tom Brandt, 2031-05-06..2031-05-06 = a0.m1 a1.m1"],
    );
}

#[test]
fn different_days_and_different_places_are_different_meetings() {
    check_meetings(
        &[
            told("a0", "2031-05-06", "held talks", "", "2031-05-05"),
            told("a1", "2031-05-06", "held talks", "", "2031-05-06"),
        ],
        expect![[r#"
            held talks: Ines Vance | Tom Brandt, 2031-05-05..2031-05-05 = a0.m1
            held talks: Ines Vance | Tom Brandt, 2031-05-06..2031-05-06 = a1.m1"#]],
    );
    let at = |id: &str, city: &str, geo: (f64, f64, &str)| {
        article(id, "2031-05-06").place(city, Some(geo)).meeting("held", "Ines Vance | Tom Brandt", city, "2031-05-06")
    };
    check_meetings(
        &[at("a0", "Lima", (-12.0, -77.0, "PE")), at("a1", "Nairobi", (-1.3, 36.8, "KE"))],
        expect![[r#"
            held meeting: Ines Vance | Tom Brandt @ Lima, 2031-05-06..2031-05-06 = a0.m1
            held meeting: Ines Vance | Tom Brandt @ Nairobi, 2031-05-06..2031-05-06 = a1.m1"#]],
    );
}

#[test]
fn a_city_and_its_country_are_one_place_of_meeting() {
    let at = |id: &str, place: &str, geo: (f64, f64, &str)| {
        article(id, "2031-05-06").place(place, Some(geo)).meeting(
            "held",
            "Ines Vance | Tom Brandt",
            place,
            "2031-05-06",
        )
    };
    check_meetings(
        &[at("a0", "Kenya", (0.5, 37.9, "KE")), at("a1", "Nairobi", (-1.3, 36.8, "KE"))],
        expect!["held meeting: Ines Vance | Tom Brandt @ Nairobi, 2031-05-06..2031-05-06 = a0.m1 a1.m1"],
    );
}

#[test]
fn without_a_day_only_reports_close_in_time_are_joined() {
    check_meetings(
        &[
            told("a0", "2031-05-06", "held", "", ""),
            told("a1", "2031-05-08", "held", "", ""),
            told("a2", "2031-06-20", "held", "", ""),
            told("a3", "", "held", "", ""),
            told("a4", "", "held", "", ""),
        ],
        expect![[r#"
            held meeting: Ines Vance | Tom Brandt = a0.m1 a1.m1
            held meeting: Ines Vance | Tom Brandt = a2.m1
            held meeting: Ines Vance | Tom Brandt = a3.m1
            held meeting: Ines Vance | Tom Brandt = a4.m1"#]],
    );
}

#[test]
fn without_any_date_a_shared_place_joins() {
    check_meetings(
        &[told("a0", "", "held talks", "Port Amber", ""), told("a1", "", "held talks", "Port Amber", "")],
        expect!["held talks: Ines Vance | Tom Brandt @ Port Amber = a0.m1 a1.m1"],
    );
}

#[test]
fn a_plan_after_a_meeting_is_another_meeting() {
    check_meetings(
        &[told("a0", "2031-05-06", "held", "", ""), told("a1", "2031-05-07", "planned", "", "")],
        expect![[r#"
            held meeting: Ines Vance | Tom Brandt = a0.m1
            planned meeting: Ines Vance | Tom Brandt = a1.m1"#]],
    );
}

#[test]
fn two_meetings_of_one_article_stay_two() {
    let twice = article("a0", "2031-05-06").meeting("held talks", "Ines Vance | Tom Brandt", "", "2031-05-06").meeting(
        "held dinner",
        "Ines Vance | Tom Brandt",
        "",
        "2031-05-06",
    );
    check_meetings(
        &[twice, told("a1", "2031-05-06", "held dinner", "", "2031-05-06")],
        expect![[r#"
            held talks: Ines Vance | Tom Brandt, 2031-05-06..2031-05-06 = a0.m1
            held dinner: Ines Vance | Tom Brandt, 2031-05-06..2031-05-06 = a0.m2 a1.m1"#]],
    );
}

#[test]
fn a_call_is_no_dinner() {
    check_meetings(
        &[
            told("a0", "2031-05-06", "held call", "", "2031-05-06"),
            told("a1", "2031-05-06", "held dinner", "", "2031-05-06"),
        ],
        expect![[r#"
            held call: Ines Vance | Tom Brandt, 2031-05-06..2031-05-06 = a0.m1
            held dinner: Ines Vance | Tom Brandt, 2031-05-06..2031-05-06 = a1.m1"#]],
    );
}

#[test]
fn companions_that_one_report_leaves_out_do_not_make_two_meetings() {
    check_meetings(
        &[
            article("a0", "2031-05-06").meeting("held", "Ines Vance, Mara Lind | Tom Brandt", "", "2031-05-06"),
            told("a1", "2031-05-06", "held", "", "2031-05-06"),
        ],
        expect!["held meeting: Ines Vance, Mara Lind | Tom Brandt, 2031-05-06..2031-05-06 = a0.m1 a1.m1"],
    );
}

#[test]
fn odd_records_cost_themselves_a_part_and_give_a_warning() {
    let mut odd = article("a0", "2031-05-06").entity("robot", "Unit 7", &[], &[]).person("…", &[]).meeting(
        "held",
        "Ines Vance | Tom Brandt",
        "",
        "",
    );
    odd.record.meetings[0].sides[1] = vec!["e99".to_owned()];
    odd = odd.meeting("perhaps", "Ines Vance | Tom Brandt", "", "").relation(
        "endorsed",
        "Ines Vance",
        "Tom Brandt",
        "held",
    );
    odd.record.relations[0].to = "e98".to_owned();
    odd.record.date = Some("last week".to_owned());
    let resolution = resolve([odd.clone(), odd]);
    assert_eq!(resolution.articles.len(), 1);
    assert!(resolution.meetings.is_empty() && resolution.relations.is_empty());
    expect![[r#"
        a0: read twice, counted once
        a0: e1 has the unknown type "robot"; left out
        a0: m2 has the unknown status "perhaps"; left out
        a0: r1 links to no entity of the record; left out
        a0: m1 has fewer than two sides that are entities of the record; left out"#]]
    .assert_eq(&resolution.warnings.join("\n"));
}

/// The people of the stories, resolved with what the user says of identity.
#[track_caller]
fn check_by_hand(names: &[(&str, &[&str])], identities: &str, expected: Expect) {
    expected.assert_eq(&entities(&support::resolve_by_hand(people(names), identities), "person"));
}

#[test]
fn names_are_joined_by_hand() {
    check_by_hand(
        &[("Robert Lind", &[]), ("Bobo Lindqvist", &[]), ("Ana Ode", &[])],
        "same: Robert Lind | Bobo Lindqvist",
        expect![[r#"
            Ana Ode = a2.e1
            Bobo Lindqvist = a0.e1 a1.e1"#]],
    );
}

#[test]
fn one_name_is_parted_by_hand() {
    check_by_hand(
        &[("Ana Ode", &["trade minister"]), ("Ana Ode", &["singer"]), ("Ana Ode", &[])],
        "apart: Ana Ode (minister) | Ana Ode (singer)",
        expect![[r#"
            Ana Ode = a0.e1 a2.e1
            Ana Ode = a1.e1"#]],
    );
}
