//! Namesakes: one name, several people.

use super::members::Item;
use super::role::{Role, roles_conflict, same_post};
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::BTreeMap;

/// Most sets of positions of one name that are compared by pairs; beyond, the rarest are left with the largest group.
const MAX_SETS: usize = 64;
/// Entities without a telling position go to a group this many times as large as all the others together.
const DOMINANCE: usize = 5;

/// Parts `members`, items of one name in ascending order, where their positions cannot be one person's.
///
/// Entities without a position go with the group whose company they keep; to a dominant one; or stay by themselves.
pub(super) fn split_by_role(items: &[Item<'_>], members: Vec<u32>) -> Vec<Vec<u32>> {
    let mut by_roles: BTreeMap<Vec<&Role>, Vec<u32>> = BTreeMap::new();
    let mut plain = Vec::new();
    for &item in &members {
        let telling: Vec<&Role> = items[item as usize].roles.iter().copied().filter(|role| is_telling(role)).collect();
        match telling.is_empty() {
            true => plain.push(item),
            false => by_roles.entry(telling).or_default().push(item),
        }
    }
    if by_roles.len() < 2 {
        return vec![members];
    }
    let mut groups = group_by_role(by_roles);
    if let [_] = groups[..] {
        return vec![members];
    }
    let mut contexts = Contexts::new(items);
    let rest: usize = groups[1..].iter().map(|group| group.items.len()).sum();
    let dominant = groups[0].items.len() >= DOMINANCE * rest;
    let mut joined = Vec::new();
    let mut left = Vec::new();
    {
        let candidates: Vec<(u32, &[u32])> =
            (0..).zip(&groups).map(|(number, group)| (number, group.items.as_slice())).collect();
        for item in plain {
            match contexts.closest(item, &candidates, 1) {
                Some(group) => joined.push((group, item)),
                None if dominant => joined.push((0, item)),
                None => left.push(item),
            }
        }
    }
    for (group, item) in joined {
        groups[group].items.push(item);
    }
    let mut parts: Vec<Vec<u32>> =
        groups.into_iter().map(|group| group.items).chain([left]).filter(|part| !part.is_empty()).collect();
    for part in &mut parts {
        part.sort_unstable();
    }
    parts
}

/// True of a position that can tell namesakes apart.
fn is_telling(role: &Role) -> bool {
    !role.past && (role.affiliation.is_some() || role.is_sport() || role.is_office())
}

struct Group<'r> {
    roles: FxHashSet<&'r Role>,
    items: Vec<u32>,
}

/// Groups of sets of positions that can be one person's, largest first.
fn group_by_role(by_roles: BTreeMap<Vec<&Role>, Vec<u32>>) -> Vec<Group<'_>> {
    let mut sets: Vec<Group<'_>> =
        by_roles.into_iter().map(|(roles, items)| Group { roles: roles.into_iter().collect(), items }).collect();
    // A stable sort: equally frequent sets keep the order of their positions.
    sets.sort_by_key(|set| std::cmp::Reverse(set.items.len()));
    let mut groups: Vec<Group<'_>> = Vec::new();
    for (position, set) in sets.into_iter().enumerate() {
        let shares_post = |group: &&mut Group<'_>| {
            group.roles.iter().any(|role| set.roles.iter().any(|other| same_post(role, other)))
        };
        let place = match position < MAX_SETS {
            true => groups
                .iter_mut()
                .position(|group| shares_post(&group))
                .or_else(|| groups.iter().position(|group| !roles_conflict(&group.roles, &set.roles))),
            false => Some(0),
        };
        match place {
            Some(place) => {
                groups[place].roles.extend(set.roles);
                groups[place].items.extend(set.items);
            }
            None => groups.push(set),
        }
    }
    groups.sort_by_key(|group| (std::cmp::Reverse(group.items.len()), group.items.iter().min().copied()));
    groups
}

/// The company that entities keep: who and what else is named in their articles.
pub(super) struct Contexts<'a, 'r> {
    items: &'a [Item<'r>],
    known: FxHashMap<(u32, usize), FxHashSet<&'a str>>,
}

impl<'a, 'r> Contexts<'a, 'r> {
    pub(super) fn new(items: &'a [Item<'r>]) -> Self {
        Self { items, known: FxHashMap::default() }
    }

    fn company(&self, item: u32) -> impl Iterator<Item = &'a str> + use<'a, 'r> {
        let Item { neighbours: (start, end), .. } = self.items[item as usize];
        let items = self.items;
        (start..end).filter(move |&other| other != item).map(move |other| items[other as usize].record.folded.as_str())
    }

    /// Position of the group that shares more company with `item` than any other, by at least `least` names that no
    /// other group shares. `groups` are (stable number, items) pairs.
    pub(super) fn closest(&mut self, item: u32, groups: &[(u32, &[u32])], least: usize) -> Option<usize> {
        for &(number, members) in groups {
            if !self.known.contains_key(&(number, members.len())) {
                let company = members.iter().flat_map(|&member| self.company(member)).collect();
                self.known.insert((number, members.len()), company);
            }
        }
        let mut votes = vec![0; groups.len()];
        for name in self.company(item) {
            let mut knowing = groups.iter().enumerate().filter(|(_, (number, members))| {
                self.known.get(&(*number, members.len())).is_some_and(|company| company.contains(name))
            });
            if let (Some((position, _)), None) = (knowing.next(), knowing.next()) {
                votes[position] += 1;
            }
        }
        let best = votes.iter().copied().max().unwrap_or(0);
        let mut winners = votes.iter().enumerate().filter(|(_, votes)| **votes == best && best >= least);
        match (winners.next(), winners.next()) {
            (Some((position, _)), None) => Some(position),
            _ => None,
        }
    }
}
