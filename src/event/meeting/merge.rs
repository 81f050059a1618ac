//! Joining: reports in text order in, meetings out. The same encounter told twice is one meeting.

use super::acting::Acting;
use super::draft::Draft;
use super::scene::Scene;
use crate::article::Span;
use crate::clause::Factuality;
use crate::entity::EntityId;
use crate::entity::gazetteer::{self, Place, PlaceKind};
use crate::event::{Meeting, MeetingKind, When};
use crate::nlp::TokenId;
use rustc_hash::FxHashSet;

/// A bare word for an encounter ("the meeting", "the talks with Brandt"): it adds to a meeting told before.
#[derive(Debug, Clone)]
pub struct Echo {
    /// The word.
    pub token: TokenId,
    /// Kind of encounter.
    pub kind: MeetingKind,
    /// True for "the", "this", "their": it points back.
    pub definite: bool,
    /// Participants that it names itself.
    pub parties: Vec<EntityId>,
    /// Where.
    pub place: Option<EntityId>,
    /// When.
    pub when: Option<When>,
    /// Denied: "the meeting was cancelled".
    pub cancelled: bool,
    /// Denied to have been at all: "there was no meeting".
    pub denied: bool,
    /// Only wished for before: "the request was refused".
    pub wished: bool,
    /// Told as done: "it lasted an hour", "the meeting took place in Oslo".
    pub done: bool,
    /// Told as over, not only as begun: what was planned has come about.
    pub over: bool,
    /// Told as arranged for a day: what was only wished for is planned.
    pub set: bool,
    /// How many sentences back the encounter is.
    pub reach: u32,
    /// Where it is told to go on later: "the talks *will resume* in Oslo", the stretch that tells it.
    pub resumed: Option<Span>,
}

/// A report or an echo, in text order.
#[derive(Debug, Clone)]
pub enum Report {
    /// A report with its parties.
    Told(Draft),
    /// A word that points back.
    Echoed(Echo),
}

impl Report {
    /// The word that names the encounter.
    #[must_use]
    pub const fn token(&self) -> TokenId {
        match self {
            Self::Told(draft) => draft.trigger,
            Self::Echoed(echo) => echo.token,
        }
    }
}

/// How far back, in sentences, an echo is heard.
pub const ECHO_REACH: u32 = 8;

/// The last sentence of those that tell in short what the article is about: the headline and what opens the text.
const LEAD: u32 = 2;

/// Most earlier encounters of an article that a report is compared with: one is told again nearby, or is the latest.
const LOOK_BACK: usize = 250;

/// Joins the reports of one article.
#[must_use]
pub fn join_reports(scene: &Scene<'_>, reports: Vec<Report>) -> Vec<Meeting> {
    let mut joiner = Joiner { acting: Acting::new(scene), inner: inner_places(scene, &reports), groups: Vec::new() };
    for report in reports {
        match report {
            Report::Told(draft) => match aim_of(scene, draft.trigger) {
                Some(means) => joiner.tell_aim(draft, means),
                None => joiner.tell(draft),
            },
            Report::Echoed(echo) => joiner.echo(scene, &echo),
        }
    }
    joiner.drop_retracted();
    let mut meetings: Vec<Meeting> = joiner.groups.into_iter().map(Group::meeting).collect();
    meetings.sort_by_key(|meeting| meeting.evidence.first().copied());
    meetings
}

/// What one does to that end, for an infinitive of purpose: "*telephoned* Brandt to brief him".
fn aim_of(scene: &Scene<'_>, trigger: TokenId) -> Option<TokenId> {
    let token = scene.token(trigger);
    (token.tag == "VB" && matches!(token.deprel.as_str(), "advcl" | "xcomp")).then_some(token.head)
}

/// The pairs of places told of which the first lies in the second: a city and its country or state.
fn inner_places(scene: &Scene<'_>, reports: &[Report]) -> FxHashSet<(EntityId, EntityId)> {
    let mut places: Vec<EntityId> = reports
        .iter()
        .filter_map(|report| match report {
            Report::Told(draft) => draft.place,
            Report::Echoed(echo) => echo.place,
        })
        .collect();
    places.sort_unstable();
    places.dedup();
    let senses = |id: EntityId| gazetteer::lookup(&scene.entities.entity(id).name);
    let is_wide = |place: &Place| matches!(place.kind, PlaceKind::Country | PlaceKind::Region);
    let lies_in = |inner: EntityId, outer: EntityId| {
        let around: Vec<Place> = senses(outer).filter(is_wide).collect();
        inner != outer
            && senses(inner).any(|sense| !is_wide(&sense) && around.iter().any(|outer| outer.contains(&sense)))
    };
    let pairs = places.iter().flat_map(|&inner| places.iter().map(move |&outer| (inner, outer)));
    pairs.filter(|&(inner, outer)| lies_in(inner, outer)).collect()
}

/// Reports of one encounter.
struct Group {
    head: Draft,
    /// Other sets of parties by which reports told of it: the bodies of its people.
    also: Vec<Vec<EntityId>>,
    participants: Vec<EntityId>,
    evidence: Vec<crate::article::Span>,
    derivations: Vec<crate::event::Derivation>,
    last_sentence: u32,
}

impl Group {
    fn new(draft: Draft) -> Self {
        Self {
            participants: draft.participants(),
            also: Vec::new(),
            evidence: vec![draft.evidence],
            derivations: vec![draft.derivation.clone()],
            last_sentence: draft.sentence,
            head: draft,
        }
    }

    /// Takes in another report of the same encounter; `sides_of_new` if it names the parties better.
    fn absorb(&mut self, draft: Draft, sides_of_new: bool, inner: &FxHashSet<(EntityId, EntityId)>) {
        let mut other = draft.participants();
        let head = &mut self.head;
        head.status = stronger(head.status, draft.status);
        head.kind = more_telling(head.kind, draft.kind);
        // "in Norland", and then in which of its cities.
        head.place = match (head.place, draft.place) {
            (Some(wide), Some(narrow)) if inner.contains(&(narrow, wide)) => Some(narrow),
            (known, new) => known.or(new),
        };
        head.topic = head.topic.or(draft.topic);
        if head.when.is_none() {
            head.when = draft.when;
            head.days = draft.days;
        }
        // Two reports that agree are surer than one.
        head.confidence = (head.confidence.max(draft.confidence) * 0.97 + 0.03).min(0.99);
        if sides_of_new {
            head.sides = draft.sides;
            std::mem::swap(&mut self.participants, &mut other);
        }
        if other != self.participants && other.len() == self.participants.len() && !self.also.contains(&other) {
            self.also.push(other);
        }
        self.evidence.push(draft.evidence);
        self.derivations.push(draft.derivation);
        self.last_sentence = draft.sentence;
    }

    fn meeting(self) -> Meeting {
        let Draft { kind, status, sides, place, when, topic, confidence, .. } = self.head;
        Meeting {
            kind,
            status,
            sides,
            // each end of a call is somewhere else
            place: place.filter(|_| kind != MeetingKind::Call),
            when,
            topic,
            evidence: self.evidence,
            confidence,
            derivations: self.derivations,
        }
    }
}

struct Joiner<'s> {
    acting: Acting<'s>,
    /// Pairs of places of which the first lies in the second.
    inner: FxHashSet<(EntityId, EntityId)>,
    groups: Vec<Group>,
}

/// Who stands for whom where two reports tell of one encounter.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Match {
    /// The same parties, or some of those that the earlier report names.
    Earlier,
    /// The new report names more of the parties, or the people where the earlier names their bodies.
    New,
}

impl Joiner<'_> {
    /// Takes in what an encounter of the same parties is for: the encounter itself, seen from its end.
    fn tell_aim(&mut self, mut draft: Draft, means: TokenId) {
        let parties = draft.participants();
        let mut told = self.groups.iter_mut().rev().take(LOOK_BACK);
        match told.find(|group| group.head.trigger == means && group.participants == parties) {
            Some(group) => {
                (draft.status, draft.kind) = (group.head.status, group.head.kind);
                group.absorb(draft, false, &self.inner);
            }
            None => self.tell(draft),
        }
    }

    fn tell(&mut self, draft: Draft) {
        let parties = draft.participants();
        let found = self.groups.iter().enumerate().rev().take(LOOK_BACK).find_map(|(index, group)| {
            let fit = self.same_parties(group, &draft, &parties)?;
            if draft.since && group.last_sentence == draft.sentence {
                return None;
            }
            self.is_compatible(&group.head, &draft).then_some((index, fit))
        });
        match found {
            Some((index, fit)) => self.groups[index].absorb(draft, fit == Match::New, &self.inner),
            None => self.groups.push(Group::new(draft)),
        }
    }

    fn same_parties(&self, group: &Group, draft: &Draft, parties: &[EntityId]) -> Option<Match> {
        if group.participants == parties {
            return Some(if draft.sides.len() > group.head.sides.len() { Match::New } else { Match::Earlier });
        }
        let apart = draft.sentence.saturating_sub(group.last_sentence);
        // Its bodies told it before, and tell it again.
        if apart <= ECHO_REACH && group.also.iter().any(|also| also == parties) {
            return Some(Match::Earlier);
        }
        let near = apart <= 3;
        let within = |few: &[EntityId], many: &[EntityId]| few.iter().all(|party| many.contains(party));
        // In one sentence it is what they met for: "met Kessler to discuss it".
        if near && apart > 0 && splits_side(&group.head.sides, &draft.sides) {
            return None;
        }
        if near && within(parties, &group.participants) {
            return Some(Match::Earlier);
        }
        if near && within(&group.participants, parties) {
            return Some(Match::New);
        }
        // Two firms that are in talks, and their chiefs who met last week, are two encounters.
        if group.head.ongoing != draft.ongoing && group.head.kind != draft.kind {
            return None;
        }
        if group.also.is_empty()
            && !draft.besides
            && let Some(known) = self.by_bodies(group, draft, apart)
        {
            return Some(known);
        }
        // With a time of its own, what bodies do sentences later is another matter than what their people did.
        let anew = draft.when.is_some() && group.head.when.is_none() && draft.sentence > group.last_sentence + 1;
        if !anew && self.acting.act_for(&group.participants, parties) {
            return Some(Match::Earlier);
        }
        (!anew && self.acting.act_for(parties, &group.participants)).then_some(Match::New)
    }

    /// What one of two reports tells by bodies, whose people the other names.
    fn by_bodies(&self, group: &Group, draft: &Draft, apart: u32) -> Option<Match> {
        let (known, new) = (&group.head.sides, &draft.sides);
        let faceless = &group.head.faceless;
        let all_faceless = || known.iter().flatten().all(|party| faceless.contains(party));
        // What begins the article is told at length further on.
        let lead = group.head.sentence <= LEAD;
        let near = apart <= 3;
        let at_length = || lead && apart <= ECHO_REACH;
        let told = near || at_length() && all_faceless();
        if told && self.acting.may_act_for(new, known) || at_length() && self.acting.officials_may_act_for(new, known) {
            return Some(Match::New);
        }
        if near && self.acting.may_act_for(known, new) {
            return Some(Match::Earlier);
        }
        let faces = lead && apart > 0 && near && self.acting.may_be_faces_of(new, known, faceless);
        faces.then_some(Match::New)
    }

    /// What was denied at first and is told as held all the same was held.
    fn drop_retracted(&mut self) {
        let held: Vec<Vec<EntityId>> = self
            .groups
            .iter()
            .filter(|group| group.head.status == Factuality::Held)
            .map(|group| group.participants.clone())
            .collect();
        self.groups.retain(|group| !group.head.retracted || !held.contains(&group.participants));
    }

    /// True if two reports of the same parties may be of one encounter.
    fn is_compatible(&self, earlier: &Draft, later: &Draft) -> bool {
        // A call is in no place; where something takes place, it is no call.
        let apart = |one: &Draft, other: &Draft| one.kind == MeetingKind::Call && other.place.is_some();
        if apart(earlier, later) || apart(later, earlier) {
            return false;
        }
        self.places_agree(earlier.place, later.place)
            && times_agree(earlier, later)
            && kinds_agree(earlier.kind, later.kind)
            && statuses_agree(earlier, later)
    }

    /// Neither or one place told, the same, or one in the other.
    fn places_agree(&self, one: Option<EntityId>, other: Option<EntityId>) -> bool {
        let (Some(one), Some(other)) = (one, other) else { return true };
        one == other || self.inner.contains(&(one, other)) || self.inner.contains(&(other, one))
    }

    fn echo(&mut self, scene: &Scene<'_>, echo: &Echo) {
        let sentence = scene.token(echo.token).sentence;
        let fits = |group: &Group| {
            let within = echo.parties.iter().all(|party| group.participants.contains(party));
            let near = sentence.saturating_sub(group.last_sentence) <= echo.reach;
            let place_fits = echo.place.is_none() || group.head.place.is_none() || echo.place == group.head.place;
            within && near && place_fits && kinds_agree(group.head.kind, echo.kind)
        };
        // What has taken place is one told as held, if there is any.
        let held = |group: &Group| {
            (!echo.done || group.head.status == Factuality::Held)
                && (!echo.cancelled || group.head.status != Factuality::Held)
                && (!echo.wished || group.head.status == Factuality::Possible)
        };
        // "The meeting *in Zell*": the one told to be there, though another was told since
        let there = |group: &Group| {
            let within = echo.parties.iter().all(|party| group.participants.contains(party));
            echo.place.is_some() && group.head.place == echo.place && within && kinds_agree(group.head.kind, echo.kind)
        };
        let heard = self.groups.iter().rposition(|group| there(group) && held(group));
        let heard = heard.or_else(|| self.groups.iter().rposition(|group| fits(group) && held(group)));
        let heard = heard.or_else(|| self.groups.iter().rposition(fits));
        let Some(index) = heard else { return };
        let known = &self.groups[index];
        let claimed = known.head.status == Factuality::Held && known.head.claimed;
        if !(echo.definite || echo.resumed.is_some() || echo.denied && known.head.claimed) {
            return;
        }
        // "denied having met Brandt. Norposten says they did. *It never happened*, she said": what she denied before
        let denied_before =
            |group: &Group| group.head.status == Factuality::Negated && group.participants == known.participants;
        if echo.cancelled && claimed && self.groups.iter().any(denied_before) {
            return;
        }
        let group = &mut self.groups[index];
        if let Some(evidence) = echo.resumed.filter(|_| group.head.status == Factuality::Held) {
            let again = resumed(&group.head, echo, evidence, sentence);
            self.groups.push(Group::new(again));
            return;
        }
        let head = &mut group.head;
        if head.place.is_none() && !echo.place.is_some_and(|place| group.participants.contains(&place)) {
            head.place = echo.place;
        }
        if head.when.is_none() {
            head.when.clone_from(&echo.when);
        }
        // "had asked for a meeting … It lasted ten minutes.", "was to debate her in Zell. It took place on Friday."
        if echo.done && head.status == Factuality::Possible
            || echo.over && head.status == Factuality::Planned && !head.ahead && !head.again
        {
            head.status = Factuality::Held;
        }
        // "invited her to talks. The meeting is set for May."
        if echo.set && head.status == Factuality::Possible {
            head.status = Factuality::Planned;
        }
        let refused = !echo.wished || head.status == Factuality::Possible;
        // "Norposten said they had met. *It never happened*, she said": one claims, another denies
        if echo.cancelled && refused && (head.status != Factuality::Held || head.claimed) {
            head.status = Factuality::Negated;
        }
        group.last_sentence = sentence;
    }
}

/// The encounter that goes on later, of those who held `earlier`.
fn resumed(earlier: &Draft, echo: &Echo, evidence: Span, sentence: u32) -> Draft {
    Draft {
        trigger: echo.token,
        noun: true,
        again: true,
        ongoing: false,
        ahead: true,
        since: false,
        status: Factuality::Planned,
        place: echo.place.filter(|place| !earlier.sides.iter().flatten().any(|party| party == place)),
        when: echo.when.clone(),
        days: None,
        topic: None,
        evidence,
        sentence,
        confidence: earlier.confidence * 0.85,
        ..earlier.clone()
    }
}

/// "Ode and Brandt met. *They* then saw *Kessler*": who stood on opposite sides stand on one, or the other way round.
fn splits_side(earlier: &[Vec<EntityId>], later: &[Vec<EntityId>]) -> bool {
    let parts = |whole: &[Vec<EntityId>], other: &[Vec<EntityId>]| {
        let side_of = |party: &EntityId| other.iter().position(|side| side.contains(party));
        whole.iter().any(|side| {
            let mut known = side.iter().filter_map(side_of);
            let first = known.next();
            known.any(|index| Some(index) != first)
        })
    };
    parts(earlier, later) || parts(later, earlier)
}

fn times_agree(earlier: &Draft, later: &Draft) -> bool {
    match (earlier.days, later.days) {
        (Some((a_from, a_to)), Some((b_from, b_to))) => a_from <= b_to && b_from <= a_to,
        _ => true,
    }
}

/// A call is no dinner; "meeting", "talks" and the like go with any.
fn kinds_agree(one: MeetingKind, other: MeetingKind) -> bool {
    let remote = |kind| kind == MeetingKind::Call;
    let bodily =
        |kind| matches!(kind, MeetingKind::Visit | MeetingKind::Dinner | MeetingKind::Summit | MeetingKind::Debate);
    !(remote(one) && bodily(other) || bodily(one) && remote(other))
}

/// What is denied is not what is told; what is ahead may be told as done later on.
fn statuses_agree(earlier: &Draft, later: &Draft) -> bool {
    use Factuality::{Held, Negated, Planned, Possible};
    match (earlier.status, later.status) {
        // "will face Brandt in their second debate" names one encounter twice.
        (one, other) if later.again && !(one == other && earlier.sentence == later.sentence) => false,
        (one, other) if earlier.again && one != other => false,
        (one, other) if one == other => true,
        // "flew in to see Brandt, but he would not receive her"
        (Planned, Negated) => !earlier.ahead && !earlier.noun && later.sentence.saturating_sub(earlier.sentence) <= 1,
        (Negated, _) | (_, Negated) => false,
        (Possible, Planned) | (Planned, Possible) => true,
        // "will meet on Friday. They have met twice": what is still ahead has not been told as done.
        (Planned, Held) if earlier.ahead => times_known_to_agree(earlier, later),
        (Planned, Held) => later.when.is_none() || earlier.when.is_none() || times_known_to_agree(earlier, later),
        (Held, Planned) => times_known_to_agree(earlier, later),
        // "challenged her to a debate. She did not answer, *although* she had debated him in May"
        (Possible, Held) => earlier.when.is_none() && !later.conceded,
        // "thoughts on Ode's meeting with Brandt" after it was told: the same one.
        (Held, Possible) => later.noun && later.when.is_none() && later.place.is_none(),
        (Held, Held) | (Planned, Planned) | (Possible, Possible) => true,
    }
}

fn times_known_to_agree(earlier: &Draft, later: &Draft) -> bool {
    earlier.days.is_some() && later.days.is_some() && times_agree(earlier, later)
}

/// The stronger of two that agree; what was only intended and is then denied is denied.
fn stronger(one: Factuality, other: Factuality) -> Factuality {
    if other == Factuality::Negated { other } else { one.max(other) }
}

/// "meeting" says least.
fn more_telling(one: MeetingKind, other: MeetingKind) -> MeetingKind {
    if one == MeetingKind::Meeting { other } else { one }
}
