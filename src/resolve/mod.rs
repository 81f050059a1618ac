//! Resolution: the same person, organization, place or meeting of many articles as one.
//!
//! Takes [`ArticleRecord`]s one by one, gives a [`Resolution`]: entities and meetings of the whole collection, each with
//! the article entities and reports it was made of. Works from records alone, whoever made them.
//!
//! # Invariants
//!
//! - The result depends on the set of records, not on their order.
//! - Time grows with the number of records: names are compared within blocks (same surname, same parties), never all with all.
//! - When in doubt, two stay two: a wrong join cannot be seen in the graph, a missed one can.
//! - An odd record (unknown type, dangling entity id) costs itself a part and gives a warning, never an error.

mod identity;
mod intake;
mod lexicon;
mod meetings;
mod members;
mod name;
mod organizations;
mod people;
mod places;
mod report;
mod role;
mod split;
mod union;

pub use crate::clause::Factuality as Status;
pub use identity::{Identities, IdentityError};
pub use name::fold;
pub use report::{Evidence, Report, ReportId, SourceArticle};

use crate::record::{ArticleRecord, GeoRecord};
use intake::Taken;
use members::Item;
use rustc_hash::FxHashMap;
use smol_str::SmolStr;

/// What kind of thing a resolved entity is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EntityKind {
    /// A human being.
    Person,
    /// A company, party, ministry, medium, armed group, team or body.
    Organization,
    /// A country, city, region, building or sea.
    Place,
}

impl EntityKind {
    /// `person`, `organization` or `place`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Organization => "organization",
            Self::Place => "place",
        }
    }

    /// The kind called `name`, if there is one.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Person, Self::Organization, Self::Place].into_iter().find(|kind| kind.name() == name)
    }
}

/// An entity of one article: what a resolved entity is made of.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Member {
    /// Index in [`Resolution::articles`].
    pub article: u32,
    /// The entity's id in the article's record.
    pub entity: SmolStr,
}

/// A person, organization or place of the whole collection.
#[derive(Debug, Clone, PartialEq)]
pub struct ResolvedEntity {
    /// What kind of thing it is.
    pub kind: EntityKind,
    /// The form that stands for it: the most frequent of the full ones.
    pub name: String,
    /// Its other names, most frequent first.
    pub aliases: Vec<String>,
    /// Titles and positions, most frequent first.
    pub roles: Vec<String>,
    /// Where it lies, if a place.
    pub geo: Option<GeoRecord>,
    /// The article entities it was made of, by article.
    pub members: Vec<Member>,
}

/// A meeting of the whole collection, told by one or more reports.
#[derive(Debug, Clone, PartialEq)]
pub struct ResolvedMeeting {
    /// meeting, talks, summit, call, visit, dinner, conference, debate, other.
    pub kind: SmolStr,
    /// What the latest-dated, strongest report says.
    pub status: Status,
    /// Indices into [`Resolution::entities`] by side; at least two sides, an entity on one only.
    pub sides: Vec<Vec<u32>>,
    /// Index of the place.
    pub place: Option<u32>,
    /// First and last day, where the reports' times place it.
    pub from: Option<jiff::civil::Date>,
    /// Last day, inclusive.
    pub to: Option<jiff::civil::Date>,
    /// What it was about.
    pub topic: Option<String>,
    /// Its reports, by date.
    pub reports: Vec<ReportId>,
}

/// A reported statement.
#[derive(Debug, Clone, PartialEq)]
pub struct ResolvedStatement {
    /// Index of the speaker in [`Resolution::entities`].
    pub speaker: u32,
    /// Indices of those spoken to.
    pub to: Vec<u32>,
    /// Indices of those mentioned in the content.
    pub about: Vec<u32>,
    /// direct, indirect, mixed.
    pub manner: SmolStr,
    /// Dictionary form of the reporting word.
    pub cue: Option<SmolStr>,
    /// Code-point ranges of the content in the article.
    pub content: Vec<(u32, u32)>,
    /// Its report.
    pub report: ReportId,
}

/// A relation of the user's own rules, as one article reports it.
#[derive(Debug, Clone, PartialEq)]
pub struct ResolvedRelation {
    /// Its name, as the rule gives it.
    pub name: SmolStr,
    /// Index of the entity it goes from.
    pub from: u32,
    /// Index of the entity it goes to.
    pub to: u32,
    /// Its report.
    pub report: ReportId,
}

/// All records as one.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Resolution {
    /// The articles, by id.
    pub articles: Vec<SourceArticle>,
    /// People, then organizations, then places, each by first appearance.
    pub entities: Vec<ResolvedEntity>,
    /// Meetings, by time, undated ones last.
    pub meetings: Vec<ResolvedMeeting>,
    /// Statements, by article and position.
    pub statements: Vec<ResolvedStatement>,
    /// Relations of the user's own rules, by article and position.
    pub relations: Vec<ResolvedRelation>,
    /// Evidence of meetings, statements and relations.
    pub reports: Vec<Report>,
    /// What was odd in the records, in words.
    pub warnings: Vec<String>,
}

/// Takes article records and resolves them together.
#[derive(Debug, Default)]
pub struct Resolver {
    min_confidence: f64,
    articles: Vec<Taken>,
    identities: Identities,
}

impl Resolver {
    /// A resolver that leaves out meetings and statements of less than `min_confidence` (0.0: none).
    #[must_use]
    pub fn new(min_confidence: f64) -> Self {
        Self { min_confidence, articles: Vec::new(), identities: Identities::default() }
    }

    /// The resolver that also does what the user says of identity.
    #[must_use]
    pub fn with_identities(self, identities: Identities) -> Self {
        Self { identities, ..self }
    }

    /// Takes one record; of it, only what the graph will hold is kept.
    pub fn add(&mut self, record: ArticleRecord) {
        self.articles.push(intake::take(record, self.min_confidence));
    }

    /// Number of records taken.
    #[must_use]
    pub fn len(&self) -> usize {
        self.articles.len()
    }

    /// True if no record was taken.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.articles.is_empty()
    }

    /// Resolves all records taken.
    ///
    /// # Complexity
    /// **O(n log n)** for `n` article entities and reports; blocks of one surname or one pair of parties are compared
    /// by their distinct names, roles and dates.
    #[must_use]
    pub fn resolve(self) -> Resolution {
        let mut articles = self.articles;
        articles.sort_by(|Taken { article: a, .. }, Taken { article: b, .. }| {
            (&a.id, &a.source, &a.text_sha256, a.date).cmp(&(&b.id, &b.source, &b.text_sha256, b.date))
        });
        let mut resolution = Resolution::default();
        articles.dedup_by(|later, earlier| {
            let (later, earlier) = (&later.article, &earlier.article);
            let same = (&later.id, &later.text_sha256) == (&earlier.id, &earlier.text_sha256);
            if same {
                resolution.warnings.push(format!("{}: read twice, counted once", later.id));
            }
            same
        });
        let positions = members::read_positions(&articles);
        let items = members::collect(&articles, &positions);
        let mut groups = group_items(&items);
        if self.identities != Identities::default() {
            let id = |article: u32| articles[article as usize].article.id.as_str();
            self.identities.apply(&items, id, &mut groups, &mut resolution.warnings);
            renumber(&items, &mut groups);
        }
        resolution.entities = members::build_entities(&items, &groups);
        drop(items);
        drop(positions);
        resolution.articles.reserve_exact(articles.len());
        for taken in &mut articles {
            resolution.articles.push(std::mem::take(&mut taken.article));
            resolution.warnings.append(&mut taken.warnings);
        }
        report::resolve_events(&mut resolution, articles, &groups);
        resolution
    }
}

/// Numbers the groups anew: by kind, then by first appearance.
fn renumber(items: &[Item<'_>], groups: &mut [u32]) {
    let mut numbers: FxHashMap<u32, u32> = FxHashMap::default();
    for kind in [EntityKind::Person, EntityKind::Organization, EntityKind::Place] {
        for (item, &group) in items.iter().zip(&*groups).filter(|(item, _)| item.kind == kind) {
            debug_assert_eq!(item.kind, kind);
            let next = members::index(numbers.len());
            numbers.entry(group).or_insert(next);
        }
    }
    for group in groups {
        *group = numbers.get(group).copied().unwrap_or(*group);
    }
}

/// A group number for each item; items of one group are one entity.
fn group_items(items: &[Item<'_>]) -> Vec<u32> {
    let mut groups = vec![0; items.len()];
    let mut next = 0;
    for kind in [EntityKind::Person, EntityKind::Organization, EntityKind::Place] {
        let chosen: Vec<u32> = (0..).zip(items).filter(|(_, item)| item.kind == kind).map(|(index, _)| index).collect();
        let local = match kind {
            EntityKind::Person => people::group(items, &chosen),
            EntityKind::Organization => organizations::group(items, &chosen),
            EntityKind::Place => places::group(items, &chosen),
        };
        let mut renumbered: FxHashMap<u32, u32> = FxHashMap::default();
        for (&index, &group) in chosen.iter().zip(&local) {
            groups[index as usize] = *renumbered.entry(group).or_insert_with(|| {
                next += 1;
                next - 1
            });
        }
    }
    groups
}
