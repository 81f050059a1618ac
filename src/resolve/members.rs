//! The entities of all records side by side, and what becomes of them once they are grouped.

use super::intake::{Entry, Taken};
use super::name::PersonName;
use super::role::Role;
use super::{EntityKind, Member, ResolvedEntity};
use rustc_hash::{FxHashMap, FxHashSet};

/// An entity of one article, prepared for comparison.
#[derive(Debug)]
pub(super) struct Item<'a> {
    /// Index of the article.
    pub(super) article: u32,
    /// The entity.
    pub(super) record: &'a Entry,
    /// What it is taken for, all articles weighed.
    pub(super) kind: EntityKind,
    /// Its positions, sorted, each once.
    pub(super) roles: Box<[&'a Role]>,
    /// Indices of the first and one past the last item of the same article.
    pub(super) neighbours: (u32, u32),
}

/// The positions that articles give to people, by their words.
pub(super) type Positions<'a> = FxHashMap<&'a str, Role>;

/// Reads the positions of all articles, each wording once.
pub(super) fn read_positions(articles: &[Taken]) -> Positions<'_> {
    let mut positions = Positions::default();
    for wording in articles.iter().flat_map(|taken| &taken.entries).flat_map(|entry| &entry.roles) {
        if !positions.contains_key(wording.as_str()) {
            positions.extend(Role::parse(wording).map(|role| (wording.as_str(), role)));
        }
    }
    positions
}

/// All entities of all articles.
pub(super) fn collect<'a>(articles: &'a [Taken], positions: &'a Positions<'a>) -> Vec<Item<'a>> {
    let mut items = Vec::with_capacity(articles.iter().map(|taken| taken.entries.len()).sum());
    for (article, taken) in (0..).zip(articles) {
        let neighbours = (index(items.len()), index(items.len() + taken.entries.len()));
        for entry in &taken.entries {
            let mut roles: Vec<&Role> = entry.roles.iter().filter_map(|role| positions.get(role.as_str())).collect();
            roles.sort_unstable();
            roles.dedup();
            items.push(Item { article, record: entry, kind: entry.kind, roles: roles.into_boxed_slice(), neighbours });
        }
    }
    settle_kinds(&mut items);
    items
}

/// One kind for one name: where nearly all articles take a name for one kind of thing, the few others follow.
fn settle_kinds(items: &mut [Item<'_>]) {
    let mut counts: FxHashMap<&str, [u32; 3]> = FxHashMap::default();
    for item in &*items {
        counts.entry(item.record.folded.as_str()).or_default()[item.kind as usize] += 1;
    }
    for item in items {
        let counts = counts.get(item.record.folded.as_str()).copied().unwrap_or_default();
        let kinds = [EntityKind::Person, EntityKind::Organization, EntityKind::Place];
        let most = kinds.into_iter().max_by_key(|&kind| counts[kind as usize]).unwrap_or(item.kind);
        let others: u32 = counts.iter().sum::<u32>() - counts[most as usize];
        let is_bare_person = [most, item.kind].contains(&EntityKind::Person) && !item.record.folded.contains(' ');
        if counts[most as usize] >= 3.max(5 * others) && !is_bare_person && item.record.geo.is_none() {
            item.kind = most;
        }
    }
}

/// One entity for each group, people first, then organizations, then places.
pub(super) fn build_entities(items: &[Item<'_>], groups: &[u32]) -> Vec<ResolvedEntity> {
    let n_groups = groups.iter().max().map_or(0, |&last| last as usize + 1);
    let mut members: Vec<Vec<&Item<'_>>> = vec![Vec::new(); n_groups];
    for (item, &group) in items.iter().zip(groups) {
        members[group as usize].push(item);
    }
    members.iter().map(|members| build_entity(members)).collect()
}

fn build_entity(members: &[&Item<'_>]) -> ResolvedEntity {
    let kind = members.first().map_or(EntityKind::Person, |item| item.kind);
    let mut names: Counts<'_> = Counts::default();
    let mut aliases = Counts::default();
    let mut roles = Counts::default();
    for item in members {
        names.add(&item.record.name);
        item.record.aliases.iter().for_each(|alias| aliases.add(alias));
        item.record.roles.iter().for_each(|role| roles.add(role));
    }
    let forms = names.sorted();
    let best = forms.iter().copied().rev().max_by_key(|form| fitness(kind, form)).unwrap_or_default();
    let mut seen = FxHashSet::from_iter([best]);
    let all_forms = forms.iter().copied().chain(aliases.sorted());
    let other_names = all_forms.filter(|form| seen.insert(form)).map(str::to_owned).collect();
    let mut geo: Vec<_> = members.iter().filter_map(|item| item.record.geo.as_deref()).collect();
    geo.sort_by(|a, b| {
        (&a.country, a.lat, a.lon).partial_cmp(&(&b.country, b.lat, b.lon)).unwrap_or(std::cmp::Ordering::Equal)
    });
    ResolvedEntity {
        kind,
        name: best.to_owned(),
        aliases: other_names,
        roles: roles.sorted().into_iter().map(str::to_owned).collect(),
        geo: geo.get(geo.len() / 2).map(|&geo| geo.clone()),
        members: members.iter().map(|item| Member { article: item.article, entity: item.record.id.clone() }).collect(),
    }
}

/// How well a form can stand for an entity, before its frequency counts: in full, without ornament.
fn fitness(kind: EntityKind, form: &str) -> (bool, bool) {
    let has_small_letters = form.chars().any(char::is_lowercase);
    match kind {
        EntityKind::Person => {
            let name = PersonName::parse(form);
            let n_words = form.split([' ', '-', '.']).filter(|word| !word.is_empty()).count();
            let is_plain =
                has_small_letters && !form.contains(',') && n_words == name.parts.len() + name.suffix.iter().len();
            (name.is_full() && !name.has_initials_only(), is_plain)
        }
        EntityKind::Organization => {
            let is_plain = !form.contains('(') && !form.starts_with("the ") && !form.starts_with("The ");
            (has_small_letters && !is_short_acronym(form), is_plain)
        }
        EntityKind::Place => (has_small_letters, !form.starts_with("the ")),
    }
}

/// True of "NTOs".
fn is_short_acronym(form: &str) -> bool {
    !form.contains(' ') && form.chars().filter(|character| character.is_uppercase()).count() > 1
}

/// How often each string was seen.
#[derive(Default)]
struct Counts<'a> {
    counts: FxHashMap<&'a str, u32>,
}

impl<'a> Counts<'a> {
    fn add(&mut self, text: &'a str) {
        *self.counts.entry(text).or_default() += 1;
    }

    /// The strings, most frequent first, then longest first, then by letters.
    fn sorted(&self) -> Vec<&'a str> {
        let mut sorted: Vec<(&str, u32)> = self.counts.iter().map(|(&text, &count)| (text, count)).collect();
        sorted.sort_by(|(a, count_a), (b, count_b)| count_b.cmp(count_a).then(b.len().cmp(&a.len())).then(a.cmp(b)));
        sorted.into_iter().map(|(text, _)| text).collect()
    }
}

/// `value` as an item index; collections of four billion entities are not foreseen.
pub(super) fn index(value: usize) -> u32 {
    u32::try_from(value).unwrap_or(u32::MAX)
}
