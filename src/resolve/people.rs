//! People: which article entities are one human being.
//!
//! Full names first: equal ones, then those that differ in middle names, initials or spelling. Each group of one name is
//! then parted where its positions cannot be one person's. Bare surnames come last and join where one bearer is known.

use super::members::{Item, index};
use super::name::{PersonName, is_initial_of, middles_agree, spelling_key};
use super::role::{Role, roles_conflict, same_post};
use super::split::{Contexts, split_by_role};
use super::union::Union;
use rustc_hash::{FxHashMap, FxHashSet};
use smol_str::SmolStr;
use std::collections::{BTreeMap, BTreeSet};

/// Blocks with more distinct names than this are not compared by pairs.
const MAX_PAIRS_OF: usize = 40;
/// A bare surname goes to a bearer who is this many times as often in the news as all the others together.
const DOMINANCE: usize = 10;

/// A distinct full name and the entities that bear it.
struct Form<'a> {
    name: &'a PersonName,
    /// Item indices, ascending.
    items: Vec<u32>,
    roles: Box<[&'a Role]>,
    /// Single parts of the name by which articles call its bearer, sorted.
    shorts: Box<[SmolStr]>,
    /// Other full names by which articles call its bearer, sorted.
    full_aliases: Box<[PersonName]>,
}

impl<'a> Form<'a> {
    fn new(all_items: &[Item<'a>], name: &'a PersonName, items: Vec<u32>) -> Self {
        let mut roles = BTreeSet::new();
        let mut shorts = BTreeSet::from([SmolStr::new(name.last())]);
        let mut full_aliases = BTreeSet::new();
        for Item { record, roles: own, .. } in items.iter().map(|&item| &all_items[item as usize]) {
            roles.extend(own.iter().copied());
            for alias in record.aliases.iter().filter(|alias| alias.len() <= 60) {
                let alias = PersonName::parse(alias);
                if alias.is_full() {
                    full_aliases.insert(alias);
                } else {
                    shorts.extend(alias.parts.into_iter().filter(|part| name.parts.contains(part)));
                }
            }
        }
        Self {
            name,
            items,
            roles: roles.into_iter().collect(),
            shorts: shorts.into_iter().collect(),
            full_aliases: full_aliases.into_iter().collect(),
        }
    }

    fn is_called(&self, short: &str) -> bool {
        self.shorts.binary_search_by(|known| known.as_str().cmp(short)).is_ok()
    }

    fn is_also(&self, name: &PersonName) -> bool {
        self.full_aliases.binary_search(name).is_ok()
    }
}

/// A group number for each of the `chosen` items, which are people.
pub(super) fn group(items: &[Item<'_>], chosen: &[u32]) -> Vec<u32> {
    let names: Vec<PersonName> =
        chosen.iter().map(|&item| PersonName::parse(&items[item as usize].record.name)).collect();
    let forms = full_forms(items, chosen, &names);
    let mut clusters = cluster_full_names(items, &forms);
    let n_full = clusters.len();
    add_bare_names(items, chosen, &names, &forms, &mut clusters);
    let mut group_of_item: FxHashMap<u32, u32> = FxHashMap::default();
    for (number, cluster) in (0..).zip(&clusters) {
        group_of_item.extend(cluster.iter().map(|&item| (item, number)));
    }
    debug_assert!(n_full <= clusters.len());
    chosen.iter().map(|item| group_of_item.get(item).copied().unwrap_or(u32::MAX)).collect()
}

fn full_forms<'a>(items_of_all: &[Item<'a>], chosen: &[u32], names: &'a [PersonName]) -> Vec<Form<'a>> {
    let mut by_name: BTreeMap<&PersonName, Vec<u32>> = BTreeMap::new();
    for (&item, name) in chosen.iter().zip(names).filter(|(_, name)| name.is_full()) {
        by_name.entry(name).or_default().push(item);
    }
    by_name.into_iter().map(|(name, items)| Form::new(items_of_all, name, items)).collect()
}

/// Joins full names that mean one person and parts namesakes.
fn cluster_full_names(items: &[Item<'_>], forms: &[Form<'_>]) -> Vec<Vec<u32>> {
    let mut union = Union::new(forms.len());
    join_equal(forms, &mut union);
    join_middles(forms, &mut union);
    join_suffixes_and_second_surnames(forms, &mut union);
    join_initials(forms, &mut union);
    join_spellings(items, forms, &mut union);
    let mut by_root: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    for (form, Form { items, .. }) in (0..).zip(forms) {
        by_root.entry(union.find(form)).or_default().extend(items);
    }
    by_root.into_values().flat_map(|members| split_by_role(items, members)).collect()
}

/// "Jong-un" and "Jongun".
fn join_equal(forms: &[Form<'_>], union: &mut Union) {
    let mut seen: FxHashMap<String, u32> = FxHashMap::default();
    for (number, form) in (0..).zip(forms) {
        let first = *seen.entry(form.name.run_together()).or_insert(number);
        union.join(first, number);
    }
}

/// "Ines Vance", "Ines M. Vance" and "Ines Maria Vance"; not where two different middle names are known.
fn join_middles(forms: &[Form<'_>], union: &mut Union) {
    let mut blocks: BTreeMap<(&str, &str, Option<&str>), Vec<u32>> = BTreeMap::new();
    for (number, Form { name, .. }) in (0..).zip(forms).filter(|(_, form)| form.name.first().chars().count() > 1) {
        blocks.entry((name.first(), name.last(), name.suffix.as_deref())).or_default().push(number);
    }
    let middle = |form: u32| forms[form as usize].name.middle();
    let is_initials = |form: u32| middle(form).iter().all(|part| part.chars().count() == 1);
    for block in blocks.into_values().filter(|block| block.len() > 1 && block.len() <= MAX_PAIRS_OF) {
        let (without, with): (Vec<u32>, Vec<u32>) = block.into_iter().partition(|&form| middle(form).is_empty());
        let (initials, spelt): (Vec<u32>, Vec<u32>) = with.iter().copied().partition(|&form| is_initials(form));
        for &short in &initials {
            let mut agreeing: Vec<u32> =
                spelt.iter().copied().filter(|&long| middles_agree(middle(short), middle(long))).collect();
            agreeing.sort_by_key(|&form| union.find(form));
            agreeing.dedup_by_key(|form| union.find(*form));
            if let [only] = agreeing[..] {
                union.join(only, short);
            }
        }
        let mut variants: Vec<u32> = with.iter().map(|&form| union.find(form)).collect();
        variants.sort_unstable();
        variants.dedup();
        let (&[plain], &[_]) = (&without[..], &variants[..]) else { continue };
        let known = |form: &u32| {
            let (form, plain) = (&forms[*form as usize], &forms[plain as usize]);
            form.is_also(plain.name) || plain.is_also(form.name) || share_evidence(form, plain)
        };
        if !initials.is_empty() || with.iter().any(known) {
            union.join(plain, with[0]);
        }
    }
}

/// "Tom Vance Jr." and "Tom Vance", "Pilar Ruiz" and "Pilar Ruiz Otero", where an article itself uses both.
fn join_suffixes_and_second_surnames(forms: &[Form<'_>], union: &mut Union) {
    let numbers: FxHashMap<&PersonName, u32> = (0..).zip(forms).map(|(number, form)| (form.name, number)).collect();
    for (number, form) in (0..).zip(forms) {
        if form.name.suffix.is_some() {
            let plain = PersonName { parts: form.name.parts.clone(), suffix: None };
            if let (true, Some(&other)) = (form.is_also(&plain), numbers.get(&plain)) {
                union.join(number, other);
            }
        }
        if form.name.parts.len() > 2 {
            let second_last = &form.name.parts[form.name.parts.len() - 2];
            let shorter = PersonName { parts: form.name.parts[..form.name.parts.len() - 1].to_vec(), suffix: None };
            if let (true, Some(&other)) = (form.is_called(second_last), numbers.get(&shorter)) {
                union.join(number, other);
            }
        }
    }
}

/// "I. Vance" and "Ines Vance", where one first name fits.
fn join_initials(forms: &[Form<'_>], union: &mut Union) {
    let mut bearers: FxHashMap<(&str, char), Vec<u32>> = FxHashMap::default();
    for (number, Form { name, .. }) in (0..).zip(forms).filter(|(_, form)| !form.name.has_initials_only()) {
        if let Some(initial) = name.first().chars().next() {
            bearers.entry((name.last(), initial)).or_default().push(number);
        }
    }
    for (number, Form { name, .. }) in (0..).zip(forms).filter(|(_, form)| form.name.has_initials_only()) {
        let initial = name.first().chars().next().unwrap_or_default();
        let fits = |&&form: &&u32| {
            let other = &forms[form as usize].name;
            let given = &other.parts[..other.parts.len() - 1];
            let mine = &name.parts[..name.parts.len() - 1];
            name.suffix == other.suffix
                && mine.iter().zip(given).all(|(short, long)| is_initial_of(short, long) || short == long)
        };
        let fitting = bearers.get(&(name.last(), initial)).map(Vec::as_slice).unwrap_or_default();
        let mut roots: Vec<u32> = fitting.iter().filter(fits).map(|&form| union.find(form)).collect();
        roots.sort_unstable();
        roots.dedup();
        if let [only] = roots[..] {
            union.join(only, number);
        }
    }
}

/// Spellings of one foreign name, where positions show that it is one person and no article tells two apart.
fn join_spellings(items: &[Item<'_>], forms: &[Form<'_>], union: &mut Union) {
    let mut blocks: BTreeMap<Vec<String>, Vec<u32>> = BTreeMap::new();
    for (number, Form { name, .. }) in (0..).zip(forms) {
        let key: Vec<String> = name.parts.iter().map(|part| spelling_key(part)).collect();
        blocks.entry(key).or_default().push(number);
    }
    for block in blocks.into_values().filter(|block| block.len() > 1 && block.len() <= MAX_PAIRS_OF) {
        for (position, &a) in block.iter().enumerate() {
            for &b in &block[position + 1..] {
                let (one, other) = (&forms[a as usize], &forms[b as usize]);
                let is_one = one.name.suffix == other.name.suffix
                    && share_evidence(one, other)
                    && !roles_conflict(&one.roles, &other.roles)
                    && !share_article(items, &one.items, &other.items);
                if is_one {
                    union.join(a, b);
                }
            }
        }
    }
}

/// True if both are given one position, or positions in one body.
fn share_evidence(a: &Form, b: &Form) -> bool {
    let is_body = |role: &Role| role.affiliation.as_deref().is_some_and(|body| !body.starts_with("country:"));
    a.roles.iter().any(|role| {
        b.roles.binary_search(role).is_ok()
            || b.roles.iter().any(|other| same_post(role, other))
            || is_body(role) && b.roles.iter().any(|other| role.affiliation == other.affiliation)
    })
}

fn share_article(items: &[Item<'_>], a: &[u32], b: &[u32]) -> bool {
    let article = |item: u32| items[item as usize].article;
    let (mut a, mut b) = (a.iter().copied().map(article).peekable(), b.iter().copied().map(article).peekable());
    while let (Some(left), Some(right)) = (a.peek(), b.peek()) {
        match left.cmp(right) {
            std::cmp::Ordering::Equal => return true,
            std::cmp::Ordering::Less => a.next(),
            std::cmp::Ordering::Greater => b.next(),
        };
    }
    false
}

/// Adds the entities that have one name part alone to the clusters, or as clusters of their own.
fn add_bare_names(
    items: &[Item<'_>],
    chosen: &[u32],
    names: &[PersonName],
    forms: &[Form<'_>],
    clusters: &mut Vec<Vec<u32>>,
) {
    let mut bare: BTreeMap<&str, Vec<u32>> = BTreeMap::new();
    for (&item, name) in chosen.iter().zip(names).filter(|(_, name)| !name.is_full()) {
        bare.entry(name.last()).or_default().push(item);
    }
    if bare.is_empty() {
        return;
    }
    let bearers = Bearers::new(forms, clusters);
    let mut alone = Vec::new();
    let mut joined: Vec<(u32, u32)> = Vec::new();
    for (part, members) in bare {
        let candidates = bearers.by_short.get(part).map(Vec::as_slice).unwrap_or_default();
        if candidates.is_empty() && !bearers.given_names.contains(part) {
            alone.extend(split_by_role(items, members));
            continue;
        }
        let mut contexts = Contexts::new(items);
        let known: Vec<Candidate<'_>> =
            candidates.iter().map(|&cluster| Candidate::new(items, clusters, cluster)).collect();
        for item in members {
            match choose_bearer(items, item, &known, clusters, &mut contexts) {
                Some(cluster) => joined.push((cluster, item)),
                None => alone.push(vec![item]),
            }
        }
    }
    for (cluster, item) in joined {
        clusters[cluster as usize].push(item);
    }
    for cluster in clusters.iter_mut() {
        cluster.sort_unstable();
    }
    clusters.extend(alone);
}

/// Who can be meant by a single name part.
struct Bearers {
    by_short: FxHashMap<SmolStr, Vec<u32>>,
    /// Parts that some full name begins with and that no article uses alone for its bearer.
    given_names: FxHashSet<SmolStr>,
}

impl Bearers {
    fn new(forms: &[Form<'_>], clusters: &[Vec<u32>]) -> Self {
        let mut clusters_of_item: FxHashMap<u32, u32> = FxHashMap::default();
        for (number, cluster) in (0..).zip(clusters) {
            clusters_of_item.extend(cluster.iter().map(|&item| (item, number)));
        }
        let mut by_short: FxHashMap<SmolStr, Vec<u32>> = FxHashMap::default();
        let mut given_names = FxHashSet::default();
        for form in forms {
            let mut own: Vec<u32> = form.items.iter().filter_map(|item| clusters_of_item.get(item).copied()).collect();
            own.sort_unstable();
            own.dedup();
            for short in &form.shorts {
                by_short.entry(short.clone()).or_default().extend(&own);
            }
            if !form.is_called(form.name.first()) {
                given_names.insert(SmolStr::new(form.name.first()));
            }
        }
        #[expect(clippy::iter_over_hash_type, reason = "each list is sorted on its own")]
        for clusters in by_short.values_mut() {
            clusters.sort_unstable();
            clusters.dedup();
        }
        Self { by_short, given_names }
    }
}

/// A cluster that a bare name may belong to.
struct Candidate<'r> {
    cluster: u32,
    roles: FxHashSet<&'r Role>,
    n_members: usize,
}

impl<'r> Candidate<'r> {
    fn new(items: &[Item<'r>], clusters: &[Vec<u32>], cluster: u32) -> Self {
        let members = &clusters[cluster as usize];
        let roles = members.iter().flat_map(|&item| items[item as usize].roles.iter().copied()).collect();
        Self { cluster, roles, n_members: members.len() }
    }
}

/// The one cluster that the bare name of `item` stands for; `None` where that is open.
fn choose_bearer(
    items: &[Item<'_>],
    item: u32,
    candidates: &[Candidate<'_>],
    clusters: &[Vec<u32>],
    contexts: &mut Contexts<'_, '_>,
) -> Option<u32> {
    let roles = &items[item as usize].roles;
    let open: Vec<&Candidate<'_>> =
        candidates.iter().filter(|candidate| !roles_conflict(roles, &candidate.roles)).collect();
    if let [only] = open[..] {
        return Some(only.cluster);
    }
    let same_position = |candidate: &&&Candidate<'_>| {
        roles.iter().any(|role| candidate.roles.iter().any(|other| same_post(role, other) || role == other))
    };
    let by_role: Vec<&&Candidate<'_>> = open.iter().filter(same_position).collect();
    if let [only] = by_role[..] {
        return Some(only.cluster);
    }
    let most = open.iter().max_by_key(|candidate| (candidate.n_members, std::cmp::Reverse(candidate.cluster)))?;
    let rest: usize = open.iter().map(|candidate| candidate.n_members).sum::<usize>() - most.n_members;
    if most.n_members >= DOMINANCE * rest.max(1) {
        return Some(most.cluster);
    }
    let groups: Vec<(u32, &[u32])> =
        open.iter().map(|one| (one.cluster, clusters[one.cluster as usize].as_slice())).collect();
    contexts.closest(item, &groups, 2).map(index).map(|position| open[position as usize].cluster)
}
