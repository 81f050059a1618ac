//! Joins the names of people: full names and their [variants](super::variants) first, then shorter forms to the bearer they fit.

use super::EntityType;
use super::chains::{Chain, Group};
use super::gender::Gender;
use super::lexicon::lexicon;
use super::names::Name;
use super::variants::{Fit, fit, key_of};
use super::words::Words;
use crate::nlp::TokenId;

/// The gender that a given name tells; of a double name ("anna-lena", folded to one word), by its beginning.
pub(super) fn given_gender(given: &str) -> Option<Gender> {
    lexicon().given_name(given).flatten()
}

/// Makes the chains of people; the groups used are emptied.
pub(super) fn join_people(
    words: &Words<'_>,
    names: &[Name],
    groups: &mut [Group],
    aliases: &[(usize, usize)],
) -> Vec<Chain> {
    let mut chains = full_names(groups);
    shared_surnames(words, names, groups, &mut chains);
    run_together(groups, &mut chains);
    let full: Vec<Vec<usize>> = chains.iter().map(|chain| chain.names.clone()).collect();
    let keys: Vec<u64> = chains.iter().map(|chain| key_of(&chain.words)).collect();
    for group in groups.iter_mut().filter(|group| !group.names.is_empty()) {
        short_name(words, names, group, &mut chains, (&full, &keys));
    }
    for group in groups.iter_mut().filter(|group| group.is_person()) {
        // A name that only resembles no one so far: a person of one name.
        chains.push(Chain::new(EntityType::Person, std::mem::take(&mut group.names), group.words.clone()));
    }
    for &(left, right) in aliases {
        merge(&mut chains, left, right);
    }
    chains
}

/// "@anaode", "#AnaOde": the person whose full name is written so without spaces, with or without a title.
fn run_together(groups: &mut [Group], chains: &mut [Chain]) {
    for group in groups.iter_mut().filter(|group| group.words.len() == 1 && group.words[0].len() > 7) {
        let bearer = chains.iter_mut().find(|chain| {
            let name = chain.words.concat();
            let before = group.words[0].strip_suffix(name.as_str());
            chain.words.len() > 1 && before == Some("")
                || name.len() > 4 && before.is_some_and(|before| lexicon().title(before).is_some())
        });
        if let Some(bearer) = bearer {
            bearer.names.append(&mut group.names);
        }
    }
}

/// Chains of the full names, the longest first so that shorter variants find them.
fn full_names(groups: &mut [Group]) -> Vec<Chain> {
    let mut order: Vec<usize> =
        (0..groups.len()).filter(|&index| groups[index].words.len() >= 2 && groups[index].is_person()).collect();
    order.sort_by_key(|&index| std::cmp::Reverse(groups[index].words.len()));
    let mut chains: Vec<Chain> = Vec::new();
    let mut keys: Vec<u64> = Vec::new();
    for index in order {
        let group = &mut groups[index];
        let key = key_of(&group.words);
        let like = (0..).zip(&keys).filter(|(_, other)| key & **other != 0);
        let fits: Vec<(Fit, usize)> =
            like.filter_map(|(at, _)| Some((fit(&group.words, &chains[at].words)?, at))).collect();
        let best = fits.iter().copied().min().filter(|(fit, _)| *fit <= Fit::Surname);
        let rivals = fits.iter().filter(|(fit, _)| best.is_some_and(|(best, _)| *fit == best)).count();
        match best {
            Some((_, at)) if rivals == 1 => chains[at].names.append(&mut group.names),
            _ => {
                chains.push(Chain::new(EntityType::Person, std::mem::take(&mut group.names), group.words.clone()));
                keys.push(key);
            }
        }
    }
    chains.sort_by_key(|chain| chain.names.iter().copied().min());
    chains
}

/// How often somebody is named at least of whom an article is.
const MUCH_NAMED: usize = 3;

/// "Ana and Bo Ode": the given name before "and" shares the family name of the full name after it.
fn shared_surnames(words: &Words<'_>, names: &[Name], groups: &mut [Group], chains: &mut Vec<Chain>) {
    for group in groups.iter_mut() {
        let [given] = group.words.as_slice() else { continue };
        let is_surname = || chains.iter().any(|chain| fit(&group.words, &chain.words) == Some(Fit::Surname));
        if lexicon().given_name(given).is_none() || group.names.is_empty() || is_surname() {
            continue;
        }
        let partner = group.names.iter().find_map(|&name| {
            let next = names.get(name + 1)?;
            let gap = names[name].tokens.end..next.tokens.start;
            let joined = gap.len() == 1 && matches!(words.lower(gap.start), "and" | "&");
            joined
                .then(|| chains.iter().position(|chain| chain.names.contains(&(name + 1))))
                .flatten()
                .map(|at| (name, at))
        });
        let Some((name, partner)) = partner else { continue };
        let Some(last) = chains[partner].words.last().cloned().filter(|_| chains[partner].words.len() >= 2) else {
            continue;
        };
        let full = vec![given.clone(), last];
        let taken = std::mem::take(&mut group.names);
        if let Some(known) =
            chains.iter().position(|chain| fit(&full, &chain.words).is_some_and(|fit| fit <= Fit::Variant))
        {
            chains[known].names.extend(taken);
            continue;
        }
        // "Ana and Bo Falk" in an article about Ana Ode, or after Bo Falk was named: no couple
        let told = chains[partner].names.iter().any(|&earlier| earlier < name) || taken.len() > 1;
        let mut namesakes = (0..chains.len()).filter(|&at| {
            chains[at].entity_type == EntityType::Person
                && chains[at].words.len() > 1
                && chains[at].words.first().is_some_and(|first| first == given)
                && (told || chains[at].names.len() > MUCH_NAMED)
        });
        if let (Some(known), None) = (namesakes.next(), namesakes.next()) {
            chains[known].names.extend(taken);
            continue;
        }
        let surname = words.form(names[name + 1].tokens.end - 1);
        let mut chain = Chain::new(EntityType::Person, taken, full);
        chain.spelled_out = Some(format!("{} {surname}", words.form(names[name].tokens.start)));
        chains.push(chain);
    }
}

/// Gives the names of `group` to the bearers they fit, if it is a short form of people's names.
fn short_name(
    words: &Words<'_>,
    names: &[Name],
    group: &mut Group,
    chains: &mut [Chain],
    (full, keys): (&[Vec<usize>], &[u64]),
) {
    let key = key_of(&group.words);
    let like = (0..).zip(keys).filter(|(_, other)| key & **other != 0);
    let fits: Vec<(Fit, usize)> =
        like.filter_map(|(index, _)| Some((fit(&group.words, &chains[index].words)?, index))).collect();
    let Some(best) = fits.iter().map(|&(fit, _)| fit).min() else { return };
    let winner = group.votes.winner();
    let blocked = match best {
        Fit::Given | Fit::Middle => {
            let told = group.votes.organization > 2.0 || group.votes.place > 2.0;
            let known = lexicon().given_name(&group.words[0]).is_some();
            let open = !told && !words.is_all_capitals(names[group.names[0]].tokens.start);
            winner != Some(EntityType::Person) && !known && !open
        }
        _ => {
            group.votes.place > group.votes.person + 2.5
                || group.words.len() > 1 && winner == Some(EntityType::Organization)
        }
    };
    let titled: Vec<usize> = group.names.iter().copied().filter(|&name| is_titled(words, &names[name])).collect();
    let blocked = blocked || group.votes.other > 5.0;
    // "Ms Washington" is a person's name, though Washington is a town
    if blocked && (best != Fit::Surname || titled.is_empty()) {
        return;
    }
    let bearers: Vec<usize> = fits.iter().filter(|(fit, _)| *fit == best).map(|&(_, index)| index).collect();
    let usual = usual_gender(words, names, &group.names);
    let alone: Vec<usize> =
        group.names.iter().copied().filter(|&name| is_first_person(words, names[name].tokens.start)).collect();
    let sure = usual_gender(words, names, &alone);
    let gender_of = |bearer: usize| chains[bearer].words.first().and_then(|given| given_gender(given));
    // where somebody else of that gender is named, the pronouns may be hers: "Ana Ode said that Quill spoke of her letters"
    let sure = sure.filter(|_| (0..chains.len()).all(|other| bearers.contains(&other) || gender_of(other) != sure));
    let contradicts = |&bearer: &usize| sure.is_some_and(|sure| gender_of(bearer).is_some_and(|given| given != sure));
    // "Ms Ode", "she", where only her husband is named in full: a person of her own
    if best == Fit::Surname && bearers.iter().all(contradicts) {
        return;
    }
    if best == Fit::Surname && group.is_person() && is_head_of_family(words, names, &group.names, &bearers, full) {
        return;
    }
    let (bare, left) = if blocked {
        let left = group.names.iter().copied().filter(|name| !titled.contains(name)).collect();
        (titled, left)
    } else {
        (std::mem::take(&mut group.names), Vec::new())
    };
    group.names = left;
    for name in bare {
        let told = told_gender(words, &names[name]);
        let conflicts = |&bearer: &usize| {
            let given = chains[bearer].words.first().and_then(|given| given_gender(given));
            told.is_some() && given.is_some() && told != given
        };
        if best == Fit::Surname && bearers.iter().all(conflicts) {
            // "Mrs Ode" beside Bo Ode: somebody else of that name
            group.names.push(name);
            continue;
        }
        let bearer = choose_bearer(words, names, name, &bearers, (chains, full), usual);
        chains[bearer].names.push(name);
    }
}

/// True if a title stands before the name.
fn is_titled(words: &Words<'_>, name: &Name) -> bool {
    name.title.clone().any(|token| words.has_letters(token))
}

/// The gender that the title before `name` tells.
fn told_gender(words: &Words<'_>, name: &Name) -> Option<Gender> {
    name.title.clone().find_map(|token| lexicon().title(words.lower(token)).and_then(|title| title.gender))
}

/// True if the bare family name is that of somebody who is never named in full: it comes before the only one who is, and that
/// one is brought in as a relative ("Governor Ode … his wife, Ana Ode").
fn is_head_of_family(
    words: &Words<'_>,
    names: &[Name],
    bare: &[usize],
    bearers: &[usize],
    full: &[Vec<usize>],
) -> bool {
    let [bearer] = bearers else { return false };
    let Some(&first) = full[*bearer].iter().min() else { return false };
    let before = |name: &&usize| **name < first && !words.in_headline(names[**name].tokens.start);
    bare.iter().filter(before).count() > 0 && is_relative(words, &names[first])
}

/// True if a noun for a relative, or "First Lady", stands right before the name.
fn is_relative(words: &Words<'_>, name: &Name) -> bool {
    let from = if name.title.is_empty() { name.tokens.start } else { name.title.start.min(name.tokens.start) };
    let kin = (from.saturating_sub(2)..from).any(|at| lexicon().kin(&words.token(at).lemma).is_some());
    kin && words.sentence(from.saturating_sub(2)) == words.sentence(from)
        || name.title.clone().any(|at| words.lower(at) == "lady")
            && from > 0
            && words.lower(name.tokens.start.saturating_sub(2)) == "first"
}

/// Of several bearers of one name: not one of the other gender than its title tells; then one who has that title in full;
/// then the one whom the article is about, named in full first and most often (a relative who is mentioned beside is named
/// in full each time); then the one named in full nearby; then the one named so most often.
fn choose_bearer(
    words: &Words<'_>,
    names: &[Name],
    name: usize,
    bearers: &[usize],
    (chains, full): (&[Chain], &[Vec<usize>]),
    usual: Option<Gender>,
) -> usize {
    let meant = usual.or_else(|| pronoun_after(words, names, name));
    let told = told_gender(words, &names[name]);
    let sentence = words.sentence(names[name].tokens.start);
    let paragraph = words.paragraph(names[name].tokens.start);
    let titles = |index: usize| {
        let title = names[index].title.clone();
        title.map(|token| words.lower(token).trim_end_matches('.').to_owned()).collect::<Vec<_>>()
    };
    let own_title: Vec<String> = titles(name).into_iter().filter(|title| lexicon().title(title).is_some()).collect();
    let most = bearers.iter().map(|&bearer| full[bearer].len()).max().unwrap_or(0);
    let next = bearers.iter().map(|&bearer| full[bearer].len()).filter(|&count| count < most).max().unwrap_or(0);
    bearers
        .iter()
        .copied()
        .max_by_key(|&bearer| {
            let agrees = told.is_none()
                || chains[bearer]
                    .words
                    .first()
                    .and_then(|given| given_gender(given))
                    .is_none_or(|own| Some(own) == told);
            let given = chains[bearer].words.first().and_then(|given| given_gender(given));
            let pronoun_agrees = given.is_none() || meant.is_none() || given == meant;
            let last = full[bearer].iter().rev().find(|&&other| other < name);
            let near = last.filter(|&&other| {
                words.sentence(names[other].tokens.start) + 1 >= sentence
                    || words.paragraph(names[other].tokens.start) == paragraph
            });
            let same_title = !own_title.is_empty()
                && full[bearer].iter().any(|&other| titles(other).iter().any(|title| own_title.contains(title)));
            // "Ode sees his wife, Ana Ode": who is named in full after it is another, and so is who is brought in as kin
            let named_later =
                full[bearer].iter().any(|&other| other > name && words.sentence(names[other].tokens.start) == sentence);
            let is_kin = full[bearer].first().is_some_and(|&first| is_relative(words, &names[first]));
            let earliest =
                full[bearer].iter().min() == bearers.iter().filter_map(|&other| full[other].iter().min()).min();
            let leads = full[bearer].len() == most && most > next && (earliest || most > 2 * next);
            let near = near.map(|&other| other + 1);
            let named = (leads, !is_kin, near, full[bearer].len());
            (agrees, same_title, !named_later, pronoun_agrees, named, std::cmp::Reverse(bearer))
        })
        .unwrap_or(bearers[0])
}

/// True if no person is named or spoken of before the token in its sentence.
fn is_first_person(words: &Words<'_>, start: u32) -> bool {
    (words.sentence_range(start).start..start).all(|token| {
        let subject = words.token(token).deprel.as_str().starts_with("nsubj");
        words.token(token).entity != "PERSON"
            && !(subject && super::pronouns::gender_told(words.lower(token)).is_some())
    })
}

/// The gender of the first pronoun after name `name` in its sentence, where no other person is named in between; not of one
/// that stands in a quotation of its own or is the object of what the name is the subject of ("Ode met her").
fn pronoun_after(words: &Words<'_>, names: &[Name], name: usize) -> Option<Gender> {
    let own = &names[name].tokens;
    let end = words.sentence_range(own.start).end;
    let other = names[name + 1..].iter().find(|other| other.label == "PERSON").map_or(end, |other| other.tokens.start);
    let head = words.head_of(own);
    let verb = words.head(head).filter(|_| words.token(head).deprel.as_str().starts_with("nsubj"));
    let is_other = |token: u32| {
        let above = words.analysis.ancestors(TokenId(token)).take(12).find(|at| words.token(at.0).pos == "VERB");
        super::pronouns::is_object(words, token) && verb.is_some() && above.map(|at| at.0) == verb
    };
    (own.end..end.min(other))
        .take_while(|&token| !matches!(words.form(token), "\"" | "“" | "''" | "``"))
        .filter(|&token| !is_other(token))
        .find_map(|token| super::pronouns::gender_told(words.lower(token)))
}

/// The gender that pronouns after these names tell, if they all but agree.
fn usual_gender(words: &Words<'_>, names: &[Name], bare: &[usize]) -> Option<Gender> {
    let told: Vec<Gender> = bare.iter().filter_map(|&name| pronoun_after(words, names, name)).collect();
    let share = |gender: Gender| told.iter().filter(|&&other| other == gender).count() * 4 >= told.len() * 3;
    [Gender::Female, Gender::Male].into_iter().find(|&gender| told.len() >= 2 && share(gender))
}

fn merge(chains: &mut [Chain], left: usize, right: usize) {
    let holder = |name: usize| chains.iter().position(|chain| chain.names.contains(&name));
    if let (Some(keep), Some(gone)) = (holder(left), holder(right))
        && keep != gone
    {
        let mut taken = std::mem::take(&mut chains[gone].names);
        chains[keep].names.append(&mut taken);
    }
}

/// Names in the plural of a family name: all its bearers of the article, if two or more.
pub(super) fn families(
    words: &Words<'_>,
    names: &[Name],
    groups: &mut [Group],
    chains: &[Chain],
) -> Vec<(usize, Vec<usize>)> {
    let mut families = Vec::new();
    for group in groups.iter_mut().filter(|group| group.words.len() == 1 && !group.names.is_empty()) {
        let plural_of =
            |name: &str| group.words[0].strip_prefix(name).is_some_and(|ending| matches!(ending, "s" | "es"));
        let plural = group.names.iter().any(|&name| {
            let start = names[name].tokens.start;
            start > 0 && words.lower(start - 1) == "the"
        });
        let bearers: Vec<usize> = (0..chains.len())
            .filter(|&index| {
                !chains[index].names.is_empty()
                    && chains[index].words.len() > 1
                    && chains[index].words.last().is_some_and(|last| plural_of(last))
            })
            .collect();
        if plural && bearers.len() >= 2 {
            families.extend(std::mem::take(&mut group.names).into_iter().map(|name| (name, bearers.clone())));
        }
    }
    families
}
