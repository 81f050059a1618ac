//! Names as a user types them: the node that is meant, the choices, or the nearest names.

use super::{KnowledgeGraph, NodeId};
use crate::resolve::{EntityKind, ResolvedEntity, fold};

/// Least likeness (Jaro–Winkler, 0.0 to 1.0) of a name that is suggested.
const NEAR: f64 = 0.8;
/// Most names that are suggested.
const MAX_SUGGESTIONS: usize = 5;

/// What a name stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lookup {
    /// One node.
    One(NodeId),
    /// Several; those in most articles first.
    Many(Vec<NodeId>),
    /// None; these are called something like it.
    Unknown(Vec<NodeId>),
}

/// How well a name fits, best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    /// It is the name, an alias, or the surname.
    Whole,
    /// Each of its words is a word of the name.
    Words,
    /// Each of its words begins a word of the name.
    Beginnings,
    /// It is the office held, or its words are among those of the office.
    Role,
}

impl KnowledgeGraph {
    /// Finds the entity that `name` means: a name, an alias, a part ("Vance", "ines v") or a number ("#12").
    ///
    /// Accents, case and punctuation do not matter. A full name that fits goes before partial ones; where no name fits, the
    /// office ("foreign minister") may.
    ///
    /// # Complexity
    /// **O(n)** for `n` names in the graph.
    #[must_use]
    pub fn find(&self, name: &str) -> Lookup {
        let number = name.trim().strip_prefix('#').and_then(|digits| digits.parse().ok()).map(NodeId);
        if let Some(id) = number.filter(|&id| !self.name(id).is_empty()) {
            return Lookup::One(id);
        }
        let query = fold(name);
        let mut fitting: Vec<(Fit, NodeId)> =
            self.entities().filter_map(|(id, entity)| Some((fit(&query, entity)?, id))).collect();
        let best = fitting.iter().map(|(fit, _)| *fit).min();
        fitting.retain(|(fit, _)| Some(*fit) == best);
        let mut ids: Vec<NodeId> = fitting.into_iter().map(|(_, id)| id).collect();
        ids.sort_by_key(|&id| (std::cmp::Reverse(self.n_members(id)), id));
        match ids[..] {
            [] => Lookup::Unknown(self.near(&query)),
            [only] => Lookup::One(only),
            _ => Lookup::Many(ids),
        }
    }

    fn n_members(&self, id: NodeId) -> usize {
        match self.node(id) {
            Some(super::Node::Entity(entity)) => entity.members.len(),
            _ => 0,
        }
    }

    fn near(&self, query: &str) -> Vec<NodeId> {
        let likeness = |name: &str| {
            let name = fold(name);
            let parts = name.split(' ').map(|part| strsim::jaro_winkler(part, query));
            parts.chain([strsim::jaro_winkler(&name, query)]).fold(0.0, f64::max)
        };
        let mut near: Vec<(f64, NodeId)> = self
            .entities()
            .map(|(id, entity)| (names(entity).map(likeness).fold(0.0, f64::max), id))
            .filter(|(likeness, _)| *likeness >= NEAR)
            .collect();
        near.sort_by(|(a, id_a), (b, id_b)| {
            b.total_cmp(a).then_with(|| self.n_members(*id_b).cmp(&self.n_members(*id_a))).then(id_a.cmp(id_b))
        });
        near.into_iter().map(|(_, id)| id).take(MAX_SUGGESTIONS).collect()
    }
}

fn names(entity: &ResolvedEntity) -> impl Iterator<Item = &str> {
    std::iter::once(entity.name.as_str()).chain(entity.aliases.iter().map(String::as_str))
}

/// How `query`, folded, fits the names of `entity`; `None` if it does not.
fn fit(query: &str, entity: &ResolvedEntity) -> Option<Fit> {
    if query.is_empty() {
        return None;
    }
    let by_name = names(entity).filter_map(|name| fit_name(query, &fold(name), entity.kind)).min();
    by_name.or_else(|| entity.roles.iter().any(|role| is_role(query, &fold(role))).then_some(Fit::Role))
}

/// True if each word of `query` is one of `role`, both folded.
fn is_role(query: &str, role: &str) -> bool {
    query.len() >= 3 && query.split(' ').all(|word| role.split(' ').any(|part| part == word))
}

fn fit_name(query: &str, name: &str, kind: EntityKind) -> Option<Fit> {
    let is_surname = kind == EntityKind::Person && name.strip_suffix(query).is_some_and(|before| before.ends_with(' '));
    if name == query || is_surname {
        return Some(Fit::Whole);
    }
    if query.split(' ').all(|word| name.split(' ').any(|part| part == word)) {
        return Some(Fit::Words);
    }
    let begins = query.split(' ').all(|word| name.split(' ').any(|part| part.starts_with(word)));
    (begins && query.len() >= 3).then_some(Fit::Beginnings)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_names_go_before_parts() {
        let fit = |query: &str, name: &str| fit_name(&fold(query), &fold(name), EntityKind::Person);
        assert_eq!(fit("ines vance", "Inés Vance"), Some(Fit::Whole));
        assert_eq!(fit("Vance", "Inés Vance"), Some(Fit::Whole));
        assert_eq!(fit("ines", "Inés Vance"), Some(Fit::Words));
        assert_eq!(fit("vance ines", "Inés Vance"), Some(Fit::Words));
        assert_eq!(fit("van", "Inés Vance"), Some(Fit::Beginnings));
        assert_eq!(fit("va", "Inés Vance"), None);
        assert_eq!(fit("Brandt", "Inés Vance"), None);
    }

    #[test]
    fn an_office_is_known_by_its_words() {
        let is = |query: &str, role: &str| is_role(&fold(query), &fold(role));
        assert!(is("Foreign Minister", "foreign minister"));
        assert!(is("minister", "deputy foreign minister"));
        assert!(!is("prime minister", "foreign minister"));
        assert!(!is("of", "minister of trade"));
    }
}
