//! Positions: "Norland's foreign minister" as a position ("foreign minister") and a body or country ("norland").

use super::lexicon::lexicon;
use super::name::fold;
use super::places::country_of;
use smol_str::SmolStr;

/// A position that an article gives to a person.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Role {
    /// The position, folded, words for one position made one ("ceo").
    pub(super) head: SmolStr,
    /// The body or country where it is held, folded; a country as `country:XX` where known.
    pub(super) affiliation: Option<SmolStr>,
    /// True if it is held no more, or not yet.
    pub(super) past: bool,
}

impl Role {
    /// Reads a role as an article words it; `None` if it holds no word.
    pub(super) fn parse(role: &str) -> Option<Self> {
        let lexicon = lexicon();
        let mut affiliation = None;
        let mut head: Vec<String> = Vec::new();
        for (position, part) in split_prepositions(role).into_iter().enumerate() {
            let folded = fold(part);
            let words: Vec<&str> = folded.split(' ').filter(|word| !word.is_empty() && *word != "the").collect();
            let is_field = words.iter().all(|word| lexicon.portfolios.contains(*word))
                || lexicon.portfolios.contains(words.join(" ").as_str())
                || !starts_upper(part);
            if position > 0 && is_field {
                head.push(format!("of {}", words.join(" ")));
            } else if position > 0 {
                affiliation = affiliation.or_else(|| affiliation_key(part));
            } else {
                let (before, position_words) = split_prenominal(part);
                affiliation = affiliation_key(&before);
                head.push(position_words);
            }
        }
        let words: Vec<&str> = head.iter().flat_map(|part| part.split(' ')).collect();
        let past = words.iter().any(|word| lexicon.past.contains(*word));
        let kept = words.into_iter().filter(|word| !lexicon.past.contains(*word) && !lexicon.modifiers.contains(*word));
        let kept = kept.collect::<Vec<_>>().join(" ");
        let head = normalize_head(&if kept.is_empty() { fold(role) } else { kept });
        (!head.is_empty()).then_some(Self { head, affiliation, past })
    }

    /// True if one person holds it in one body alone, so that two bodies mean two people.
    pub(super) fn is_exclusive(&self) -> bool {
        let lexicon = lexicon();
        !self.past
            && (lexicon.exclusive.contains(self.head.as_str())
                || last_word(&self.head).is_some_and(|word| lexicon.exclusive.contains(word)))
    }

    /// True of a position of the playing field.
    pub(super) fn is_sport(&self) -> bool {
        !self.past && last_word(&self.head).is_some_and(|word| lexicon().sport.contains(word))
    }

    /// True of a public office.
    pub(super) fn is_office(&self) -> bool {
        last_word(&self.head).is_some_and(|word| lexicon().office.contains(word))
    }
}

fn last_word(head: &str) -> Option<&str> {
    head.split(" of ").next().unwrap_or(head).rsplit(' ').next()
}

fn starts_upper(part: &str) -> bool {
    let part = part.trim_start().strip_prefix("the ").unwrap_or(part.trim_start());
    part.chars().next().is_some_and(|character| character.is_uppercase() || character.is_numeric())
}

/// Parts of `role` between "of", "at", "for", "to", "in" and after a comma.
fn split_prepositions(role: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut start = 0;
    let mut offset = 0;
    for word in role.split_inclusive([' ', ',']) {
        let is_break = matches!(word.trim_end(), "of" | "at" | "for" | "to" | "in" | "with");
        if is_break && offset > start {
            parts.push(&role[start..offset]);
            start = offset + word.len();
        } else if word.ends_with(',') {
            parts.push(&role[start..offset + word.len() - 1]);
            start = offset + word.len();
        }
        offset += word.len();
    }
    parts.push(role.get(start..).unwrap_or_default());
    parts.retain(|part| !part.trim().is_empty());
    parts
}

/// "Norland's Foreign Minister" as ("Norland", "foreign minister"); capitals that name no field come before the position.
fn split_prenominal(part: &str) -> (String, String) {
    let lexicon = lexicon();
    let part = part.replace("'s ", " ").replace("’s ", " ");
    let words: Vec<&str> = part.split([' ', '-']).filter(|word| !word.is_empty()).collect();
    let is_body = |word: &&str| {
        let folded = fold(word);
        starts_upper(word)
            && !lexicon.portfolios.contains(folded.as_str())
            && !lexicon.modifiers.contains(folded.as_str())
            && !lexicon.past.contains(folded.as_str())
    };
    let last = words.len().saturating_sub(1);
    let leading = words.iter().take_while(|word| !is_body(word)).count();
    let bodies = words[leading.min(last)..last].iter().take_while(|word| is_body(word)).count();
    let start = leading.min(last);
    let head = words[..start].iter().chain(&words[start + bodies..]);
    (words[start..start + bodies].join(" "), head.map(|word| fold(word)).collect::<Vec<_>>().join(" "))
}

/// What a body or country is compared by; `None` for nothing.
fn affiliation_key(name: &str) -> Option<SmolStr> {
    let name = name.trim().strip_prefix("the ").unwrap_or(name.trim());
    if let Some(code) = country_of(name) {
        return Some(SmolStr::from(format!("country:{code}")));
    }
    let lexicon = lexicon();
    let folded = fold(name);
    if folded.is_empty() {
        return None;
    }
    let mut words: Vec<&str> = folded.split(' ').collect();
    while words.len() > 1 && words.last().is_some_and(|word| lexicon.company_forms.contains(*word)) {
        words.pop();
    }
    Some(SmolStr::from(words.join(" ")))
}

fn normalize_head(head: &str) -> SmolStr {
    let lexicon = lexicon();
    let mut head = head.to_owned();
    if let Some((position, field)) = head.split_once(" of ")
        && matches!(position, "minister" | "secretary" | "deputy minister")
        && !field.contains(" of ")
    {
        head = if head == "secretary of state" { head } else { format!("{field} {position}") };
    }
    match lexicon.same_role.get(head.as_str()) {
        Some(same) => same.clone(),
        None => SmolStr::from(head),
    }
}

/// True if the roles cannot be one person's: an office that one person holds, in different bodies and in no body in
/// common; or only the playing field here and only public office there.
pub(super) fn roles_conflict<'a, 'r: 'a>(
    a: impl IntoIterator<Item = &'a &'r Role> + Copy,
    b: impl IntoIterator<Item = &'a &'r Role> + Copy,
) -> bool {
    let any_of_b = |role: &Role, holds: fn(&Role, &Role) -> bool| b.into_iter().any(|other| holds(role, other));
    let shared = a.into_iter().any(|role| role.affiliation.is_some() && any_of_b(role, same_post));
    if shared {
        return false;
    }
    let clashes = |role: &Role, other: &Role| {
        other.is_exclusive()
            && other.head == role.head
            && matches!((&role.affiliation, &other.affiliation), (Some(here), Some(there)) if !same_body(here, there))
    };
    let clash = a.into_iter().filter(|role| role.is_exclusive()).any(|role| any_of_b(role, clashes));
    let ((sport_a, office_a), (sport_b, office_b)) = (worlds(a), worlds(b));
    clash || (sport_a && office_b) || (office_a && sport_b)
}

/// Whether positions are of the playing field alone, or of public office alone.
fn worlds<'a, 'r: 'a>(roles: impl IntoIterator<Item = &'a &'r Role> + Copy) -> (bool, bool) {
    let sport = roles.into_iter().any(|role| role.is_sport());
    let office = roles.into_iter().any(|role| role.is_office());
    (sport && !office, office && !sport)
}

/// True if both name one position in one body.
pub(super) fn same_post(a: &Role, b: &Role) -> bool {
    a.head == b.head && matches!((&a.affiliation, &b.affiliation), (Some(here), Some(there)) if same_body(here, there))
}

/// True if one name is the other, the other with more words ("alba" and "alba bank"), or its adjective ("norvand" and
/// "norvandian").
pub(super) fn same_body(a: &str, b: &str) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    short == long
        || !short.contains(':') && short.split(' ').all(|word| long.split(' ').any(|other| other == word))
        || is_adjective_of(a, b)
        || is_adjective_of(b, a)
}

/// True if `adjective` is made from the name of the country or town `name` by a common ending.
fn is_adjective_of(adjective: &str, name: &str) -> bool {
    const ADJECTIVE_ENDINGS: [&str; 7] = ["ian", "ean", "an", "ese", "ish", "ic", "i"];
    const NAME_ENDINGS: [&str; 6] = ["", "ia", "a", "e", "o", "y"];
    let is_word = |text: &str| text.chars().all(char::is_alphabetic);
    let stems = ADJECTIVE_ENDINGS.iter().filter_map(|ending| adjective.strip_suffix(ending));
    is_word(adjective)
        && is_word(name)
        && stems
            .filter(|stem| stem.chars().count() >= 4)
            .any(|stem| NAME_ENDINGS.iter().any(|ending| name.strip_suffix(ending).is_some_and(|rest| rest == stem)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use expect_test::{Expect, expect};

    #[track_caller]
    fn check(role: &str, expected: Expect) {
        let text = Role::parse(role).map_or_else(String::new, |role| {
            let past = if role.past { " (past)" } else { "" };
            format!("{} @ {}{past}", role.head, role.affiliation.as_deref().unwrap_or("-"))
        });
        expected.assert_eq(&text);
    }

    #[test]
    fn position_and_body_are_told_apart() {
        check("CFO of Alba Bank", expect!["cfo @ alba bank"]);
        check("chief financial officer at Alba Bank Ltd", expect!["cfo @ alba bank"]);
        check("Alba CFO", expect!["cfo @ alba"]);
        check("Norland's Foreign Minister", expect!["foreign minister @ norland"]);
        check("Norlandish Foreign Minister", expect!["foreign minister @ norlandish"]);
        check("Minister of Foreign Affairs of Norland", expect!["foreign minister @ norland"]);
        check("Minister for Finance", expect!["finance minister @ -"]);
        check("prime minister", expect!["prime minister @ -"]);
        check("former president of Norland", expect!["president @ norland (past)"]);
        check("president", expect!["president @ -"]);
        check("Palace spokeswoman", expect!["spokesperson @ palace"]);
        check("Deputy Prime Minister", expect!["deputy prime minister @ -"]);
        check("the mayor of the city", expect!["mayor of city @ -"]);
        check("", expect![""]);
    }

    #[track_caller]
    fn conflict(a: &[&str], b: &[&str]) -> bool {
        let parse = |roles: &[&str]| roles.iter().filter_map(|role| Role::parse(role)).collect::<Vec<Role>>();
        let (a, b) = (parse(a), parse(b));
        let (a, b): (Vec<&Role>, Vec<&Role>) = (a.iter().collect(), b.iter().collect());
        roles_conflict(&a, &b)
    }

    #[test]
    fn an_office_in_two_bodies_is_two_people() {
        assert!(conflict(&["CFO of Alba Bank"], &["CFO of Brio Foods"]));
        assert!(conflict(&["Norlandish president"], &["president of Sundria"]));
        assert!(!conflict(&["CFO of Alba Bank"], &["Alba CFO"]));
        assert!(!conflict(&["Norvandian foreign minister"], &["foreign minister of Norvand"]));
        assert!(!conflict(&["Kestrian president"], &["president of Kestria"]));
        assert!(!conflict(&["Talmerian envoy"], &["Talmere's envoy"]));
        assert!(!conflict(&["CFO of Alba Bank"], &["former CFO of Brio Foods"]));
        assert!(!conflict(&["CFO of Alba Bank"], &["member of Brio Club"]));
        assert!(!conflict(&["CFO of Alba Bank"], &[]));
        assert!(!conflict(&["foreign minister"], &["prime minister"]));
        assert!(!conflict(&["president of Norland", "president of the Pact"], &["president of the Pact"]));
    }

    #[test]
    fn the_pitch_and_the_ministry_are_two_people() {
        assert!(conflict(&["striker"], &["foreign minister"]));
        assert!(!conflict(&["former striker"], &["foreign minister"]));
        assert!(!conflict(&["striker", "senator"], &["foreign minister"]));
    }
}
