//! Joins the names of an article into chains, one for each person, organization or place, and gives each its type.
//!
//! One name has one type within an article ([`typing`]). People are joined by full name, variant, surname and given name
//! ([`people`]); organizations and places by name, country, acronym and short form ([`things`]).

use super::EntityType;
use super::gazetteer;
use super::gender::GenderVotes;
use super::lexicon::lexicon;
use super::names::Name;
use super::people;
use super::things;
use super::typing::{self, Votes};
use super::words::Words;
use rustc_hash::{FxHashMap, FxHashSet};
use smol_str::SmolStr;
use std::ops::Range;

/// The names of one entity.
#[derive(Clone, Debug)]
pub(super) struct Chain {
    /// What kind of thing it is.
    pub(super) entity_type: EntityType,
    /// Indices of its names, in text order.
    pub(super) names: Vec<usize>,
    /// Words of its fullest name, folded.
    pub(super) words: Vec<SmolStr>,
    /// What is known of its gender.
    pub(super) gender: GenderVotes,
    /// Code of the country that it is, if it is one.
    pub(super) country: Option<&'static str>,
    /// Its first name as written.
    pub(super) written: String,
    /// A fuller name than any that the article writes in one piece ("Ana Ode" of "Ana and Bo Ode").
    pub(super) spelled_out: Option<String>,
}

impl Chain {
    /// A chain of the names of `group`.
    pub(super) fn new(entity_type: EntityType, names: Vec<usize>, words: Vec<SmolStr>) -> Self {
        Self {
            entity_type,
            names,
            words,
            gender: GenderVotes::default(),
            country: None,
            written: String::new(),
            spelled_out: None,
        }
    }
}

/// Names of the same words.
#[derive(Debug)]
pub(super) struct Group {
    /// The words, folded.
    pub(super) words: Vec<SmolStr>,
    /// Indices of the names, in text order; emptied when a chain takes them.
    pub(super) names: Vec<usize>,
    /// What they may be.
    pub(super) votes: Votes,
}

impl Group {
    /// True if the group is taken for a person's name and not yet used.
    pub(super) fn is_person(&self) -> bool {
        !self.names.is_empty() && self.votes.winner() == Some(EntityType::Person)
    }
}

/// The chains of an article.
pub(super) struct Joined {
    /// Ordered by first name.
    pub(super) chains: Vec<Chain>,
    /// Names that stand for several people at once ("the Odes"), with the indices of their chains.
    pub(super) families: Vec<(usize, Vec<usize>)>,
}

/// Joins `names` into chains, ordered by first name.
pub(super) fn join_names(words: &Words<'_>, names: &[Name]) -> Joined {
    let mut groups = group(words, names);
    for group in &mut groups {
        group.votes = typing::weigh(words, names, &group.names, &group.words);
    }
    super::demonyms::told(words, names, &mut groups);
    bodies_of_people(&mut groups);
    namesakes(words, names, &mut groups);
    short_bodies(words, names, &mut groups);
    heads_of_bodies(&mut groups);
    let aliases = declared_aliases(words, names);
    aliases_of_people(&mut groups, &aliases);
    let mut chains = people::join_people(words, names, &mut groups, &aliases);
    let families = people::families(words, names, &mut groups, &chains);
    chains.extend(things::join_things(words, names, &groups, &aliases));
    names_in_bodies(words, names, &mut chains);
    super::lands::mark(words, names, &mut chains);
    for chain in &mut chains {
        chain.names.sort_unstable();
        chain.gender = gender_of(words, names, chain);
        if let Some(&first) = chain.names.first() {
            chain.written = words.analysis.span(names[first].tokens.clone()).slice(words.body).to_owned();
        }
    }
    let mut order: Vec<usize> = (0..chains.len()).filter(|&index| !chains[index].names.is_empty()).collect();
    order.sort_by_key(|&index| chains[index].names[0]);
    let mut place = vec![usize::MAX; chains.len()];
    for (new, &old) in order.iter().enumerate() {
        place[old] = new;
    }
    let families = families
        .into_iter()
        .map(|(name, bearers)| {
            (name, bearers.into_iter().map(|bearer| place[bearer]).filter(|&new| new != usize::MAX).collect())
        })
        .collect();
    let chains = order.iter().map(|&index| chains[index].clone()).collect();
    Joined { chains, families }
}

/// Adds the offices of people that speak, each with a chain of its own or in that of the body it is named as elsewhere.
pub(super) fn add_offices(words: &Words<'_>, names: &mut Vec<Name>, chains: &mut Vec<Chain>) {
    let mut known: Vec<(Option<usize>, SmolStr, usize)> = Vec::new();
    for office in super::bodies::offices(words, names) {
        let head = SmolStr::from(words.lower(office.tokens.end - 1));
        let inner = names.iter().position(|name| name.tokens.start == office.tokens.start);
        let owner = inner.and_then(|inner| chains.iter().position(|chain| chain.names.contains(&inner)));
        let owner_is_person = owner.is_some_and(|owner| chains[owner].entity_type == EntityType::Person);
        let of_country = owner.is_some_and(|owner| chains[owner].country.is_some());
        if inner.is_some() && !owner_is_person && !of_country {
            continue;
        }
        let named = chains.iter().position(|chain| {
            let last = owner.and_then(|owner| chains[owner].words.last());
            matches!(chain.words.as_slice(), [name, body] if *body == head && Some(name) == last)
        });
        let same = known.iter().find(|(of, body, _)| *of == owner && *body == head).map(|&(_, _, chain)| chain);
        let chain = named.or(same).unwrap_or_else(|| {
            let mut chain = Chain::new(EntityType::Organization, Vec::new(), name_words(words, &office.tokens));
            chain.written = words.analysis.span(office.tokens.clone()).slice(words.body).to_owned();
            chains.push(chain);
            chains.len() - 1
        });
        known.push((owner, head, chain));
        chains[chain].names.push(names.len());
        names.push(office);
    }
}

/// "Ode" is Ana Ode where a body is called after her in full ("the Ana Ode campaign").
fn names_in_bodies(words: &Words<'_>, names: &[Name], chains: &mut [Chain]) {
    let mut full: Vec<(SmolStr, String)> = Vec::new();
    for chain in chains.iter().filter(|chain| chain.entity_type == EntityType::Organization) {
        let [given, family, body] = chain.words.as_slice() else { continue };
        if matches!(body.as_str(), "campaign" | "administration") && lexicon().given_name(given).is_some() {
            let name = names[chain.names[0]].tokens.clone();
            let person = words.analysis.span(name.start..name.end.saturating_sub(1)).slice(words.body);
            full.push((family.clone(), person.trim_end_matches(['’', '\'']).to_owned()));
        }
    }
    for (family, person) in full {
        for chain in chains.iter_mut().filter(|chain| chain.entity_type == EntityType::Person) {
            if chain.words.len() == 1 && chain.words[0] == family && chain.spelled_out.is_none() {
                chain.spelled_out = Some(person.clone());
            }
        }
    }
}

/// "Ode" beside "the Ode campaign" is a person.
fn bodies_of_people(groups: &mut [Group]) {
    let owners: Vec<SmolStr> = groups
        .iter()
        .filter_map(|group| match group.words.as_slice() {
            [owner, body] if matches!(body.as_str(), "campaign" | "administration" | "presidency") => {
                Some(owner.clone())
            }
            _ => None,
        })
        .collect();
    for group in groups.iter_mut().filter(|group| matches!(group.words.as_slice(), [word] if owners.contains(word))) {
        group.votes.person += 1.5;
    }
}

/// "Nahla Ode", whatever the model takes it for, is a person beside "Bo Ode" where nothing else speaks for a body or place.
fn namesakes(words: &Words<'_>, names: &[Name], groups: &mut [Group]) {
    let families: FxHashSet<SmolStr> = groups
        .iter()
        .filter(|group| group.words.len() > 1 && group.is_person() && group.votes.organization < group.votes.person)
        .filter_map(|group| group.words.last().cloned())
        .collect();
    let lexicon = lexicon();
    for group in groups.iter_mut().filter(|group| !group.names.is_empty()) {
        let [given, family] = group.words.as_slice() else { continue };
        let bare = given.len() > 3
            && given.bytes().all(|letter| letter.is_ascii_lowercase())
            && !lexicon.organization_word(given, false)
            && lexicon.body_word(given).is_none()
            && lexicon.name_kind(given).is_none()
            && lexicon.role(given).is_none()
            && lexicon.title(given).is_none()
            && !lexicon.people(given)
            && gazetteer::country_by_demonym(given).is_none()
            && gazetteer::lookup(given).next().is_none()
            && !matches!(
                given.as_str(),
                "team" | "camp" | "never" | "stop" | "anti" | "brand" | "planet" | "operation"
            );
        let alone = group.names.iter().all(|&name| {
            let Range { start, end } = names[name].tokens;
            let free = end >= words.len() || !matches!(words.token(end).pos.as_str(), "NOUN" | "PROPN");
            let article = start > 0 && matches!(words.lower(start - 1), "the" | "a" | "an");
            let opens = start == words.sentence_range(start).start || words.starts_line(start);
            let known = lexicon.given_name(given).is_some();
            free && !article && (known || !opens) && !words.in_headline(start) && words.is_capital(start)
        });
        if bare && alone && families.contains(family) && !lexicon.organization_word(family, false) {
            let votes = &mut group.votes;
            votes.person = votes.person.max(votes.organization.max(votes.place).max(votes.other) + 0.5);
        }
    }
}

/// "Ode" after "Ode Motors" is the company where nobody is called Ode.
fn short_bodies(words: &Words<'_>, names: &[Name], groups: &mut [Group]) {
    let bodies: Vec<SmolStr> = groups
        .iter()
        .filter(|group| group.words.len() > 1 && group.votes.winner() == Some(EntityType::Organization))
        .filter(|group| {
            let (first, rest) = group.words.split_at(1);
            rest.iter().all(things::tells_trade) || things::is_first_part(first, rest)
        })
        .map(|group| group.words[0].clone())
        .collect();
    let people: Vec<SmolStr> = groups
        .iter()
        .filter(|group| group.words.len() > 1 && group.is_person())
        .flat_map(|group| group.words.iter().cloned())
        .collect();
    for group in groups.iter_mut().filter(|group| !group.names.is_empty()) {
        let [word] = group.words.as_slice() else { continue };
        let strays = match group.votes.winner() {
            Some(EntityType::Person) => true,
            Some(EntityType::Place) => super::gazetteer::lookup(word).next().is_none(),
            _ => false,
        };
        if !strays {
            continue;
        }
        let titled = group.names.iter().any(|&name| !names[name].title.is_empty());
        let given = group.names.iter().any(|&name| words.form(names[name].tokens.start).starts_with('@'));
        if bodies.contains(word) && !people.contains(word) && !titled && !given {
            group.votes.organization = group.votes.person.max(group.votes.place) + 1.0;
        }
    }
}

/// "Ode" is a person where the article tells of "the Ode administration" or "the Ode campaign".
fn heads_of_bodies(groups: &mut [Group]) {
    let heads: Vec<SmolStr> = groups
        .iter()
        .filter_map(|group| match group.words.as_slice() {
            [name, body] if matches!(body.as_str(), "administration" | "campaign" | "presidency") => Some(name.clone()),
            _ => None,
        })
        .collect();
    for group in groups.iter_mut() {
        let votes = &mut group.votes;
        if let [word] = group.words.as_slice()
            && heads.contains(word)
            && votes.place < 2.0
            && votes.other < 2.0
        {
            votes.person += 1.5;
            votes.organization = votes.organization.min(votes.person - 0.1);
        }
    }
}

fn group(words: &Words<'_>, names: &[Name]) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    let mut by_words: FxHashMap<Vec<SmolStr>, usize> = FxHashMap::default();
    for (index, name) in names.iter().enumerate() {
        let key = name_words(words, &name.tokens);
        let group = *by_words.entry(key.clone()).or_insert_with(|| {
            groups.push(Group { words: key, names: Vec::new(), votes: Votes::default() });
            groups.len() - 1
        });
        groups[group].names.push(index);
    }
    groups
}

/// The written words of a name, folded: lower case, without accents and full stops, hyphenated parts together.
pub(super) fn name_words(words: &Words<'_>, tokens: &Range<u32>) -> Vec<SmolStr> {
    let mut found: Vec<SmolStr> = Vec::new();
    for index in tokens.clone() {
        let folded = fold(words.lower(index));
        match found.last_mut() {
            Some(last) if !words.is_spaced(index) && index > tokens.start => {
                *last = SmolStr::from_iter([&**last, &*folded]);
            }
            _ => found.push(folded),
        }
    }
    found.retain(|word| !word.is_empty());
    found
}

fn fold(word: &str) -> SmolStr {
    use unicode_normalization::UnicodeNormalization as _;
    let word = ["‘s", "´s", "`s"].iter().find_map(|mark| word.strip_suffix(mark)).unwrap_or(word);
    if word.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return word.into();
    }
    word.nfd()
        .filter(|letter| letter.is_alphanumeric())
        .map(|letter| match letter {
            'đ' | 'ð' => 'd',
            'ø' => 'o',
            'ł' => 'l',
            'ı' => 'i',
            other => other,
        })
        .collect()
}

/// Pairs of neighbouring names that the article says are one: "A, also known as B", "A (B)" with B an acronym of A.
fn declared_aliases(words: &Words<'_>, names: &[Name]) -> Vec<(usize, usize)> {
    let mut pairs = Vec::new();
    for index in 1..names.len() {
        let (left, right) = (&names[index - 1], &names[index]);
        let gap = left.tokens.end..right.tokens.start;
        if gap.len() > 8 || gap.is_empty() || words.sentence(left.tokens.start) != words.sentence(right.tokens.start) {
            continue;
        }
        let known_as = gap.clone().any(|at| {
            matches!(words.lower(at), "aka" | "alias" | "née" | "nee" | "nicknamed")
                || words.lower(at) == "known" && at + 1 < gap.end && words.lower(at + 1) == "as"
        });
        let direct = gap.clone().all(|at| {
            !words.has_letters(at)
                || matches!(
                    words.lower(at),
                    "also"
                        | "better"
                        | "widely"
                        | "popularly"
                        | "universally"
                        | "known"
                        | "as"
                        | "aka"
                        | "née"
                        | "nee"
                        | "nicknamed"
                        | "the"
                        | "is"
                        | "who"
                        | "commonly"
                        | "formerly"
                        | "under"
                        | "alias"
                        | "name"
                        | "nickname"
                        | "pseudonym"
                        | "or"
                )
                || words.is_all_capitals(at)
        });
        let bracketed = gap.len() == 1
            && words.form(gap.start) == "("
            && (is_acronym_of(words, left, right) || is_bracketed_short_form(words, left, right));
        if known_as && direct || bracketed {
            pairs.push((index - 1, index));
        }
    }
    pairs
}

/// By what else a person is known is a person's name, whatever it looks like ("Ana Ode, known as 'Volga'").
fn aliases_of_people(groups: &mut [Group], aliases: &[(usize, usize)]) {
    for &(left, right) in aliases {
        let holds = |group: &&Group, name: usize| group.names.contains(&name);
        let person = groups.iter().find(|group| holds(group, left)).is_some_and(Group::is_person);
        if let Some(other) = groups.iter_mut().find(|group| group.names.contains(&right) && person) {
            let votes = &mut other.votes;
            votes.person = votes.organization.max(votes.place).max(votes.other).max(votes.person) + 1.0;
        }
    }
}

/// True if `short` is one word of capitals that begins as `long` does and draws its letters from it in order.
fn is_acronym_of(words: &Words<'_>, long: &Name, short: &Name) -> bool {
    if short.tokens.len() != 1 || !words.is_all_capitals(short.tokens.start) || long.tokens.len() < 2 {
        return false;
    }
    let mut initials = long.tokens.clone().filter_map(|index| words.lower(index).chars().next());
    words
        .lower(short.tokens.start)
        .chars()
        .filter(|letter| letter.is_alphabetic())
        .take(2)
        .all(|letter| initials.any(|initial| initial == letter))
}

/// "National Front of Ruvia (FRN)": capitals alone between brackets after the longer name of a body are its short form,
/// also where they are the initials of its name in another language.
fn is_bracketed_short_form(words: &Words<'_>, long: &Name, short: &Name) -> bool {
    let sole = short.tokens.len() == 1 && words.form(short.tokens.end) == ")";
    let capitals = words.is_all_capitals(short.tokens.start) && (2..8).contains(&words.form(short.tokens.start).len());
    sole && capitals
        && long.label == "ORG"
        && long.tokens.len() > 2
        && short.label != "GPE"
        && !words.form(short.tokens.start).contains('.')
}

fn gender_of(words: &Words<'_>, names: &[Name], chain: &Chain) -> GenderVotes {
    let mut votes = GenderVotes::default();
    if chain.entity_type != EntityType::Person {
        return votes;
    }
    for &index in &chain.names {
        for token in names[index].title.clone() {
            if let Some(title) = lexicon().title(words.lower(token)) {
                votes.add(title.gender, 4.0);
            }
        }
    }
    let given = chain.words.first().filter(|_| chain.words.len() > 1 || chain.names.len() == 1);
    if let Some(given) = given {
        votes.add(people::given_gender(given), 1.5);
    }
    votes
}
