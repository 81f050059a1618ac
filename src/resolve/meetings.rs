//! Meetings: which reports of different articles tell of one meeting.
//!
//! Reports are compared within blocks of the same parties, in order of time. One meeting has at most one report of each
//! article: an article that tells of two meetings knows them apart.

use super::places::{country_named, distance};
use super::union::Union;
use super::{ReportId, Resolution, ResolvedEntity, ResolvedMeeting, Status};
use jiff::civil::Date;
use rustc_hash::{FxHashMap, FxHashSet};
use smol_str::SmolStr;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// Most recent meetings of a block, and reports of a meeting, that a report is compared with.
const LOOK_BACK: usize = 48;
/// Longest time that counts as a date rather than as a period ("in spring"), in days.
const DATE_DAYS: i64 = 8;
/// Most days between reports without dates of their own: anywhere, and at one place.
const GAP: (i64, i64) = (3, 10);
/// Most days that a plan is reported ahead of a known date: anywhere, and at one place.
const AHEAD: (i64, i64) = (7, 30);
/// Places closer than this, in kilometres, may be a city and a building in it.
const NEAR: f64 = 40.0;

/// What one article says of a meeting, in resolved entities.
#[derive(Debug)]
pub(super) struct MeetingReport {
    pub(super) report: ReportId,
    pub(super) kind: SmolStr,
    pub(super) sides: Vec<Vec<u32>>,
    pub(super) place: Option<u32>,
    pub(super) topic: Option<String>,
}

/// A report with all that it is compared by.
struct Facet {
    report: MeetingReport,
    article: u32,
    status: Status,
    confidence: f64,
    /// First and last day, as day numbers.
    range: Option<(i64, i64)>,
    /// Day of publication.
    published: Option<i64>,
}

impl Facet {
    fn new(resolution: &Resolution, report: MeetingReport) -> Self {
        let details = &resolution.reports[report.report.0 as usize];
        let (from, to) = (details.from.or(details.to).map(day_number), details.to.or(details.from).map(day_number));
        Self {
            article: details.article,
            status: details.status,
            confidence: details.confidence,
            range: from.zip(to).map(|(from, to)| (from.min(to), from.max(to))),
            published: resolution.articles[details.article as usize].date.map(day_number),
            report,
        }
    }

    fn day(&self) -> Option<i64> {
        self.range.map(|(from, _)| from).or(self.published)
    }

    fn parties(&self) -> Vec<u32> {
        let mut parties: Vec<u32> = self.report.sides.iter().flatten().copied().collect();
        parties.sort_unstable();
        parties
    }
}

/// Reports of one meeting.
#[derive(Default)]
struct Cluster {
    facets: Vec<Facet>,
    articles: FxHashSet<u32>,
    /// Days on which all dated reports agree.
    range: Option<(i64, i64)>,
}

impl Cluster {
    /// The reports that further ones are compared with.
    fn latest(&self) -> impl Iterator<Item = &Facet> {
        self.facets.iter().rev().take(LOOK_BACK)
    }

    fn take(&mut self, facet: Facet) {
        if let Some((from, to)) = facet.range {
            let (known_from, known_to) = self.range.unwrap_or((from, to));
            let both = (from.max(known_from), to.min(known_to));
            self.range = Some(if both.0 <= both.1 { both } else { (known_from, known_to) });
        }
        self.articles.insert(facet.article);
        self.facets.push(facet);
    }
}

/// What reports of one meeting have in common: the parties, and the place (which may be none) where no day is told.
type BlockKey = (Vec<u32>, Option<Option<u32>>);

/// Merges the reports into meetings, by time, undated ones last.
pub(super) fn merge(resolution: &Resolution, reports: Vec<MeetingReport>) -> Vec<ResolvedMeeting> {
    let places = Places { entities: &resolution.entities };
    let mut blocks: BTreeMap<BlockKey, Vec<Facet>> = BTreeMap::new();
    for report in reports {
        let facet = Facet::new(resolution, report);
        // Without any date, only the place can show that two reports tell of one meeting.
        let undated_place = facet.day().is_none().then_some(facet.report.place);
        blocks.entry((facet.parties(), undated_place)).or_default().push(facet);
    }
    let mut clusters: Vec<Cluster> = Vec::new();
    for ((_, undated_place), mut facets) in blocks {
        facets.sort_by_key(|facet| (facet.day(), facet.published, facet.report.report));
        let start = clusters.len();
        for facet in facets {
            let open = start.max(clusters.len().saturating_sub(LOOK_BACK));
            let may_join = undated_place != Some(None);
            let fitting = (open..clusters.len()).filter(|_| may_join).filter_map(|position| {
                places.likeness(&clusters[position], &facet).map(|likeness| (likeness, Reverse(position)))
            });
            match fitting.max() {
                Some((_, Reverse(position))) => clusters[position].take(facet),
                None => {
                    let mut cluster = Cluster::default();
                    cluster.take(facet);
                    clusters.push(cluster);
                }
            }
        }
    }
    let clusters = join_companions(&places, clusters);
    let mut meetings: Vec<(Option<i64>, ResolvedMeeting)> =
        clusters.into_iter().map(|cluster| finish(resolution, &places, cluster)).collect();
    meetings.sort_by(|(day_a, a), (day_b, b)| {
        (day_a.is_none(), day_a, &a.reports).cmp(&(day_b.is_none(), day_b, &b.reports))
    });
    meetings.into_iter().map(|(_, meeting)| meeting).collect()
}

/// Joins meetings of two sides where one report names companions that the other leaves out.
fn join_companions(places: &Places<'_>, clusters: Vec<Cluster>) -> Vec<Cluster> {
    let sides = |cluster: &Cluster| -> Option<[Vec<u32>; 2]> {
        let widest = widest_sides(cluster);
        <[Vec<u32>; 2]>::try_from(widest.to_vec()).ok()
    };
    let mut by_pair: BTreeMap<(u32, u32), Vec<usize>> = BTreeMap::new();
    for (number, cluster) in clusters.iter().enumerate().filter(|(_, cluster)| cluster.facets[0].day().is_some()) {
        let Some([left, right]) = sides(cluster).filter(|[left, right]| left.len() * right.len() <= 12) else {
            continue;
        };
        for &a in &left {
            for &b in &right {
                by_pair.entry((a.min(b), a.max(b))).or_default().push(number);
            }
        }
    }
    let mut union = Union::new(clusters.len());
    let mut taken = vec![false; clusters.len()];
    for block in by_pair.values_mut().filter(|block| block.len() > 1) {
        block.sort_by_key(|&number| (clusters[number].facets[0].day(), number));
        for (position, &later) in block.iter().enumerate() {
            for &earlier in block[position.saturating_sub(8)..position].iter().rev() {
                let (one, other) = (&clusters[earlier], &clusters[later]);
                let (Some(a), Some(b)) = (sides(one), sides(other)) else { continue };
                let is_one = !taken[earlier]
                    && !taken[later]
                    && a != b
                    && (within(&a, &b) || within(&b, &a))
                    && other.facets.iter().all(|facet| places.likeness(one, facet).is_some());
                if is_one {
                    union.join(super::members::index(earlier), super::members::index(later));
                    (taken[earlier], taken[later]) = (true, true);
                }
            }
        }
    }
    let mut joined: BTreeMap<u32, Cluster> = BTreeMap::new();
    for (number, cluster) in (0..).zip(clusters) {
        let target = joined.entry(union.find(number)).or_default();
        cluster.facets.into_iter().for_each(|facet| target.take(facet));
    }
    joined.into_values().collect()
}

/// True if each side of `small` lies within a side of `large` of its own.
fn within(small: &[Vec<u32>; 2], large: &[Vec<u32>; 2]) -> bool {
    let inside = |a: &[u32], b: &[u32]| a.iter().all(|party| b.contains(party));
    inside(&small[0], &large[0]) && inside(&small[1], &large[1])
        || inside(&small[0], &large[1]) && inside(&small[1], &large[0])
}

/// The sides of the report that names most parties; of the first such.
fn widest_sides(cluster: &Cluster) -> &[Vec<u32>] {
    let size = |facet: &&Facet| (facet.report.sides.iter().map(Vec::len).sum::<usize>(), Reverse(facet.report.report));
    cluster.facets.iter().max_by_key(size).map(|facet| facet.report.sides.as_slice()).unwrap_or_default()
}

/// How two places stand to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum PlaceMatch {
    /// One place, or one within the other.
    Shared,
    /// One of them is not known, or nothing is known of where it lies.
    Open,
    /// Different places.
    Apart,
}

struct Places<'a> {
    entities: &'a [ResolvedEntity],
}

impl Places<'_> {
    fn compare(&self, a: Option<u32>, b: Option<u32>) -> PlaceMatch {
        let (Some(a), Some(b)) = (a, b) else { return PlaceMatch::Open };
        if a == b {
            return PlaceMatch::Shared;
        }
        let (Some(geo_a), Some(geo_b)) = (&self.entities[a as usize].geo, &self.entities[b as usize].geo) else {
            return PlaceMatch::Open;
        };
        let one_is_country = self.is_country(a) != self.is_country(b);
        match geo_a.country == geo_b.country && (one_is_country || distance(geo_a, geo_b) < NEAR) {
            true => PlaceMatch::Shared,
            false => PlaceMatch::Apart,
        }
    }

    fn is_country(&self, place: u32) -> bool {
        let entity = &self.entities[place as usize];
        country_named(&entity.name, entity.geo.as_ref()).is_some()
    }

    /// How well `facet` fits in with the reports of `cluster`, more is better; `None` if it tells of another meeting.
    fn likeness(&self, cluster: &Cluster, facet: &Facet) -> Option<(bool, bool, bool, i64)> {
        let mut shared_place = false;
        let (mut same_status, mut same_kind) = (false, false);
        let mut nearest = i64::MAX;
        if cluster.articles.contains(&facet.article) {
            return None;
        }
        for known in cluster.latest() {
            if !kinds_agree(&known.report.kind, &facet.report.kind) {
                return None;
            }
            match self.compare(known.report.place, facet.report.place) {
                PlaceMatch::Apart => return None,
                PlaceMatch::Shared => shared_place = true,
                PlaceMatch::Open => {}
            }
            same_status |= known.status == facet.status;
            same_kind |= known.report.kind == facet.report.kind;
        }
        let mut fits = false;
        for known in cluster.latest() {
            if is_next_time(known, facet) || is_next_time(facet, known) {
                return None;
            }
            // A report that is dated by others is compared as if it said so itself.
            let known_range = known.range.and(cluster.range).or(known.range);
            if let Some(gap) = days_apart(known, known_range, facet, shared_place) {
                fits = true;
                nearest = nearest.min(gap);
            } else if known.range.is_some() && facet.range.is_some() {
                return None;
            }
        }
        fits.then_some((shared_place, same_kind, same_status, -nearest))
    }
}

/// True if `held` is dated and told, and `plan`, without a day, is told then or later: "they agreed to meet again".
fn is_next_time(held: &Facet, plan: &Facet) -> bool {
    held.status == Status::Held
        && held.range.is_some()
        && matches!(plan.status, Status::Planned | Status::Possible)
        && plan.range.is_none()
        && plan.published >= held.published
}

/// Days by which the times of two reports differ; `None` if they cannot be, or are not surely, one.
fn days_apart(known: &Facet, known_range: Option<(i64, i64)>, facet: &Facet, shared_place: bool) -> Option<i64> {
    let pick = |(anywhere, at_one_place): (i64, i64)| if shared_place { at_one_place } else { anywhere };
    match (known_range, facet.range) {
        (Some((from_a, to_a)), Some((from_b, to_b))) => {
            let is_date = |from: i64, to: i64| to - from <= DATE_DAYS;
            let overlap = from_a <= to_b && from_b <= to_a;
            let sure = shared_place || is_date(from_a, to_a) && is_date(from_b, to_b);
            (overlap && sure).then_some((from_a - from_b).abs())
        }
        (Some(range), None) => days_from_date(range, facet, pick(GAP), pick(AHEAD)),
        (None, Some(range)) => days_from_date(range, known, pick(GAP), pick(AHEAD)),
        (None, None) => match (known.published, facet.published) {
            (Some(a), Some(b)) => {
                let (earlier, later) = if a <= b { (known, facet) } else { (facet, known) };
                let again = earlier.status == Status::Held && later.status < Status::Held && a != b;
                let gap = (a - b).abs();
                (!again && gap <= pick(GAP)).then_some(gap)
            }
            (None, None) => shared_place.then_some(0),
            _ => None,
        },
    }
}

/// Days between a known date and the publication of a report that gives none.
fn days_from_date((from, to): (i64, i64), undated: &Facet, after: i64, ahead: i64) -> Option<i64> {
    let published = undated.published?;
    if to - from > DATE_DAYS {
        return None;
    }
    let gap = if published < from { from - published } else { (published - to).max(0) };
    let fits = match (published < from, published > to) {
        (true, _) => undated.status < Status::Held && gap <= ahead,
        (_, true) => matches!(undated.status, Status::Held | Status::Negated) && gap <= after,
        _ => true,
    };
    fits.then_some(gap)
}

/// False if one is by telephone and the other is not, or one is before an audience.
fn kinds_agree(a: &str, b: &str) -> bool {
    let group = |kind: &str| match kind {
        "call" => 1,
        "debate" => 2,
        "talks" | "other" => 0,
        _ => 3,
    };
    let (a, b) = (group(a), group(b));
    a == b || a == 0 || b == 0
}

/// Makes one meeting of its reports; with the day that it is sorted by.
fn finish(resolution: &Resolution, places: &Places<'_>, mut cluster: Cluster) -> (Option<i64>, ResolvedMeeting) {
    cluster.facets.sort_by_key(|facet| (facet.published, facet.report.report));
    let sides = widest_sides(&cluster).to_vec();
    let facets = &cluster.facets;
    let sure = facets.iter().map(|facet| &facet.report).zip(facets).filter(|(report, _)| report.topic.is_some());
    let best_topic = sure.max_by(|(a, facet_a), (b, facet_b)| {
        facet_a.confidence.total_cmp(&facet_b.confidence).then(b.report.cmp(&a.report))
    });
    let day = cluster.range.map(|(from, _)| from).or(facets.iter().filter_map(|facet| facet.published).min());
    let dates = cluster.range.and_then(|range| {
        let dated = || facets.iter().map(|facet| &resolution.reports[facet.report.report.0 as usize]);
        let ends = || dated().flat_map(|report| [report.from, report.to]).flatten();
        ends().find(|date| day_number(*date) == range.0).zip(ends().find(|date| day_number(*date) == range.1))
    });
    let meeting = ResolvedMeeting {
        kind: kind_of(facets),
        status: status_of(facets),
        sides,
        place: place_of(places, facets),
        from: dates.map(|(from, _)| from),
        to: dates.map(|(_, to)| to),
        topic: best_topic.and_then(|(report, _)| report.topic.clone()),
        reports: facets.iter().map(|facet| facet.report.report).collect(),
    };
    (day, meeting)
}

/// The kind that most reports give; of equally frequent ones the more telling.
fn kind_of(facets: &[Facet]) -> SmolStr {
    let mut counts: FxHashMap<&SmolStr, usize> = FxHashMap::default();
    facets.iter().for_each(|facet| *counts.entry(&facet.report.kind).or_default() += 1);
    let telling = |kind: &str| match kind {
        "other" => 0,
        "meeting" => 1,
        "talks" => 2,
        _ => 3,
    };
    let best = facets
        .iter()
        .map(|facet| &facet.report.kind)
        .max_by_key(|kind| (counts.get(kind).copied(), telling(kind), Reverse(*kind)));
    best.cloned().unwrap_or_default()
}

/// The place that most reports give; of a city and its country, the city.
fn place_of(places: &Places<'_>, facets: &[Facet]) -> Option<u32> {
    let named = || facets.iter().filter_map(|facet| facet.report.place);
    let count = |place: u32| named().filter(|&other| other == place).count();
    named().max_by_key(|&place| (!places.is_country(place), count(place), Reverse(place)))
}

/// What the latest-dated, strongest report says: a meeting that was held stays held unless it is denied later; a plan
/// gives way to a later cancellation, and a cancellation to a later plan.
fn status_of(facets: &[Facet]) -> Status {
    let latest =
        |status: Status| facets.iter().filter(|facet| facet.status == status).map(|facet| facet.published).max();
    match (latest(Status::Held), latest(Status::Negated)) {
        (Some(held), Some(negated)) if negated > held => Status::Negated,
        (Some(_), _) => Status::Held,
        _ => {
            let strength = |status: Status| match status {
                Status::Negated => 3,
                Status::Held | Status::Planned => 2,
                Status::Possible => 1,
            };
            let last = facets.iter().max_by_key(|facet| (facet.published, strength(facet.status)));
            last.map_or(Status::Possible, |facet| facet.status)
        }
    }
}

/// Days since the first of January of year 0.
fn day_number(date: Date) -> i64 {
    date.duration_since(Date::ZERO).as_hours() / 24
}
