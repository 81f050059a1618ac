//! What the user says of identity: which names are one, and which are not, whatever resolution makes of them.
//!
//! A text file, one statement a line, as users of record linkage know them (must-link and cannot-link):
//!
//! ```text
//! # the same man under three names
//! same: Robert Lind | Bob Lind | R. J. Lind
//! # two women of one name; in brackets, words of a role or an article's id
//! apart: Ana Ode (minister) | Ana Ode (singer)
//! ```
//!
//! # Invariants
//!
//! - What is said to be apart stays apart, also where it is said to be the same.
//! - Only entities of one kind are joined: the kind of the first name that is found.

use super::members::Item;
use super::name::fold;
use std::path::PathBuf;

/// Why a file of identities could not be used.
#[derive(Debug, thiserror::Error)]
#[expect(missing_docs, reason = "each variant's doc names its fields")]
#[non_exhaustive]
pub enum IdentityError {
    /// The file at `path` could not be opened or read; `source` says why.
    #[error("cannot read identities {path}")]
    Read { path: PathBuf, source: std::io::Error },
    /// Line `line` (from 1) is no statement of identity.
    #[error("line {line}: {message}")]
    Line { line: usize, message: String },
}

/// Whom the user means: a name, and words of a role or an article's id that tell him from others of that name.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Designation {
    /// The name, folded.
    name: String,
    /// As written in brackets, and folded.
    told: Option<(String, String)>,
}

/// All that the user says of identity.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Identities {
    same: Vec<Vec<Designation>>,
    apart: Vec<Vec<Designation>>,
}

impl Identities {
    /// Reads `text`.
    ///
    /// # Errors
    /// [`IdentityError::Line`] at the first line that is neither empty, a comment nor a statement of two names or more.
    pub fn parse(text: &str) -> Result<Self, IdentityError> {
        let mut identities = Self::default();
        for (number, line) in (1..).zip(text.lines()) {
            let statement = line.split_once('#').map_or(line, |(before, _)| before).trim();
            if statement.is_empty() {
                continue;
            }
            let error = |message: &str| IdentityError::Line { line: number, message: message.to_owned() };
            let (word, names) = statement
                .split_once(':')
                .ok_or_else(|| error("expected `same: NAME | NAME` or `apart: NAME (role) | NAME (role)`"))?;
            let named: Vec<Designation> = names.split('|').map(Designation::parse).collect();
            if named.len() < 2 || named.iter().any(|designation| designation.name.is_empty()) {
                return Err(error("expected two names or more with `|` between them"));
            }
            let repeated = named.iter().enumerate().any(|(at, designation)| named[..at].contains(designation));
            if repeated {
                return Err(error(
                    "two names are alike; add a role or an article's id in brackets: `Ana Ode (minister)`",
                ));
            }
            match word.trim() {
                "same" => identities.same.push(named),
                "apart" => identities.apart.push(named),
                other => return Err(error(&format!("expected `same` or `apart`, not `{other}`"))),
            }
        }
        Ok(identities)
    }

    /// Reads the file at `path`.
    ///
    /// # Errors
    /// [`IdentityError::Read`] if it cannot be read, [`IdentityError::Line`] as for [`Identities::parse`].
    pub fn read(path: &std::path::Path) -> Result<Self, IdentityError> {
        let text =
            std::fs::read_to_string(path).map_err(|source| IdentityError::Read { path: path.to_owned(), source })?;
        Self::parse(&text)
    }

    /// Changes the group numbers of `items` to what the user says; `article` gives the id of an article by its index.
    /// Names that nothing is called are reported in `warnings`.
    pub(super) fn apply<'a>(
        &self,
        items: &[Item<'_>],
        article: impl Fn(u32) -> &'a str,
        groups: &mut [u32],
        warnings: &mut Vec<String>,
    ) {
        let mut found = |named: &[Designation]| -> Vec<Vec<usize>> {
            let meant = |designation: &Designation| -> Vec<usize> {
                let fits = |item: &Item<'_>| designation.fits(item, article(item.article));
                (0..items.len()).filter(|&index| fits(&items[index])).collect()
            };
            let all: Vec<Vec<usize>> = named.iter().map(meant).collect();
            for (designation, _) in named.iter().zip(&all).filter(|(_, items)| items.is_empty()) {
                warnings.push(format!("identities: nothing is called {}", designation.shown()));
            }
            let kind = all.iter().flatten().next().map(|&index| items[index].kind);
            all.into_iter()
                .map(|meant| meant.into_iter().filter(|&index| Some(items[index].kind) == kind).collect())
                .collect()
        };
        for named in &self.same {
            let all: Vec<usize> = found(named).into_iter().flatten().collect();
            let Some(&first) = all.first() else { continue };
            let joined: Vec<u32> = all.iter().map(|&index| groups[index]).collect();
            let target = groups[first];
            groups.iter_mut().filter(|group| joined.contains(group)).for_each(|group| *group = target);
        }
        let mut fresh = groups.iter().max().map_or(0, |&last| last + 1);
        for named in &self.apart {
            let all = found(named);
            for (at, meant) in all.iter().enumerate().skip(1) {
                let before: Vec<u32> = all[..at].iter().flatten().map(|&index| groups[index]).collect();
                let clashing: Vec<usize> = meant
                    .iter()
                    .copied()
                    .filter(|index| before.contains(&groups[*index]))
                    .filter(|index| !all[..at].iter().any(|other| other.contains(index)))
                    .collect();
                for &index in &clashing {
                    groups[index] = fresh;
                }
                fresh += u32::from(!clashing.is_empty());
            }
        }
    }
}

impl Designation {
    fn parse(written: &str) -> Self {
        let written = written.trim();
        let bracket = written.strip_suffix(')').and_then(|open| open.rsplit_once('('));
        match bracket {
            Some((name, told)) => Self { name: fold(name), told: Some((told.trim().to_owned(), fold(told))) },
            None => Self { name: fold(written), told: None },
        }
    }

    /// True if the item bears the name, or one of its own, and is told to be what stands in brackets.
    fn fits(&self, item: &Item<'_>, article: &str) -> bool {
        let entry = item.record;
        let named = entry.folded == self.name.as_str() || entry.aliases.iter().any(|alias| fold(alias) == self.name);
        named
            && self.told.as_ref().is_none_or(|(written, folded)| {
                article == written
                    || entry.roles.iter().any(|role| format!(" {} ", fold(role)).contains(&format!(" {folded} ")))
            })
    }

    fn shown(&self) -> String {
        match &self.told {
            Some((written, _)) => format!("\"{}\" ({written})", self.name),
            None => format!("\"{}\"", self.name),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_error(text: &str, expected: &str) {
        assert_eq!(Identities::parse(text).err().map(|error| error.to_string()).as_deref(), Some(expected));
    }

    #[test]
    fn comments_and_empty_lines_are_passed_over() {
        let read = Identities::parse("# people\n\nsame: Robert Lind | Bob Lind # brothers? no\n");
        assert!(read.is_ok_and(|identities| identities.same.len() == 1 && identities.apart.is_empty()));
    }

    #[test]
    fn mistakes_are_named_by_line() {
        check_error("same: Robert Lind", "line 1: expected two names or more with `|` between them");
        check_error("\nmerge: A | B", "line 2: expected `same` or `apart`, not `merge`");
        check_error(
            "apart: Ana Ode | Ana Ode",
            "line 1: two names are alike; add a role or an article's id in brackets: `Ana Ode (minister)`",
        );
    }
}
