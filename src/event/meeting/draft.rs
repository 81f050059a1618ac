//! One report of a meeting: what a bound rule says of it, before reports of the same encounter are joined.

use super::bind::{Bound, Finding};
use super::party::{Party, Reach};
use super::place::{Located, place_of};
use super::scene::Scene;
use super::time::{comparable_days, placed, time_of};
use super::told_as;
use crate::article::Span;
use crate::clause::{Factuality, Features, Predicate, PredicateId, PredicateKind, Role, Source, Tense};
use crate::entity::EntityId;
use crate::event::rules::{Base, Outcome, Rule};
use crate::event::{Derivation, MeetingKind, When};
use crate::nlp::TokenId;
use jiff::civil::Date;

/// One report of a meeting.
#[derive(Debug, Clone)]
pub struct Draft {
    /// The word that names it.
    pub trigger: TokenId,
    /// "again", "another", "next": it is not what was told before.
    pub again: bool,
    /// Named by a noun.
    pub noun: bool,
    /// Under way, with no end told: "is in talks with".
    pub ongoing: bool,
    /// Told to be still ahead as the article speaks: "will meet", "is due to meet"; not "was due to meet".
    pub ahead: bool,
    /// Told as what another dates from: "have met often *since talks began*".
    pub since: bool,
    /// Bodies for which one takes part who leads them and whom the report does not name.
    pub faceless: Vec<EntityId>,
    /// Told as what others claim.
    pub claimed: bool,
    /// Denied at first, and no longer.
    pub retracted: bool,
    /// Told in a concession: "although they debated in May".
    pub conceded: bool,
    /// Told besides what came before: "later", "also".
    pub besides: bool,
    /// Kind of encounter.
    pub kind: MeetingKind,
    /// Its status.
    pub status: Factuality,
    /// Its sides.
    pub sides: Vec<Vec<EntityId>>,
    /// Where.
    pub place: Option<EntityId>,
    /// When.
    pub when: Option<When>,
    /// The days of `when`, or, where no publication date places them, days of a calendar of their own: only for telling
    /// whether two reports may be of one time ("last week", "next month").
    pub days: Option<(Date, Date)>,
    /// What it was about.
    pub topic: Option<Span>,
    /// The shortest stretch that shows it.
    pub evidence: Span,
    /// Index of its sentence.
    pub sentence: u32,
    /// How sure it is, 0 to 1.
    pub confidence: f64,
    /// How it was found.
    pub derivation: Derivation,
}

impl Draft {
    /// All participants, sorted.
    #[must_use]
    pub fn participants(&self) -> Vec<EntityId> {
        let mut all: Vec<EntityId> = self.sides.iter().flatten().copied().collect();
        all.sort_unstable();
        all.dedup();
        all
    }
}

/// The reports that `bound` makes: one, or two where part of a side is denied ("met Brandt, not Kessler").
#[must_use]
pub fn drafts_of(scene: &Scene<'_>, bound: &Bound<'_>, publication: Option<Date>) -> Vec<Draft> {
    let denied = |party: &Party| party.negated;
    let any_denied = bound.sides.iter().flatten().any(denied);
    let all_denied = bound.sides.iter().any(|side| side.iter().all(denied));
    if !any_denied {
        return vec![draft(scene, bound, &bound.sides, None, publication)];
    }
    let mut drafts = Vec::new();
    if !all_denied {
        let affirmed: Vec<Vec<Party>> =
            bound.sides.iter().map(|side| side.iter().filter(|party| !party.negated).copied().collect()).collect();
        drafts.push(draft(scene, bound, &affirmed, None, publication));
    }
    let refused: Vec<Vec<Party>> = bound
        .sides
        .iter()
        .map(|side| {
            let only: Vec<Party> = side.iter().filter(|party| party.negated).copied().collect();
            if only.is_empty() { side.clone() } else { only }
        })
        .collect();
    drafts.push(draft(scene, bound, &refused, Some(Factuality::Negated), publication));
    drafts
}

fn draft(
    scene: &Scene<'_>,
    bound: &Bound<'_>,
    sides: &[Vec<Party>],
    status: Option<Factuality>,
    publication: Option<Date>,
) -> Draft {
    let predicate = scene.clauses.predicate(bound.predicate);
    let ahead = || {
        let timetabled = || is_timetabled(scene, predicate);
        // "will speak for the first time *since* their debate"
        let since = || {
            let told = predicate.marker.as_deref() == Some("since") && predicate.factuality == Factuality::Planned;
            told.then_some(Factuality::Held)
        };
        let ahead = before_plans(scene, bound.predicate).or_else(timetabled);
        ahead.or_else(|| is_prepared_for(scene, predicate)).or_else(since)
    };
    let own = match bound.status.or_else(ahead) {
        Some(told) => told,
        None if stays_away(scene, predicate, sides) => Factuality::Negated,
        None if is_at_place(scene, bound) => by_verb(scene, bound),
        None => predicate.factuality.min(by_verb(scene, bound)),
    };
    let status = status.unwrap_or_else(|| status_of(bound.rule, own));
    let kind = match &bound.rule.outcome {
        Outcome::Meeting { kind, .. } => *kind,
        Outcome::Relation { .. } => MeetingKind::Other,
    };
    let around = || super::around::place_around(scene, bound, status);
    let located = match kind {
        // Each end of a call is somewhere else.
        MeetingKind::Call => None,
        _ => place_of(scene, bound).or_else(around),
    };
    let time = time_of(scene, bound.predicate, bound.light);
    let apart = host_apart(scene, predicate, sides).filter(|_| status == Factuality::Negated);
    let sides = apart.as_deref().unwrap_or(sides);
    let sides_with_companions = super::companions::join(scene, bound, sides);
    let mut stretch = Stretch::new(scene, predicate.token);
    sides_with_companions.iter().flatten().for_each(|party| stretch.include(party.token));
    if let Some(located) = located {
        stretch.include(located.token);
    }
    if let Some((token, _)) = &time {
        stretch.include(*token);
    }
    Draft {
        trigger: predicate.token,
        noun: predicate.kind == PredicateKind::Noun,
        again: bound.finding == Finding::Again || is_again(scene, bound.predicate),
        ongoing: is_ongoing(scene, bound.predicate),
        since: dates_another(scene, bound.predicate),
        ahead: status == Factuality::Planned && is_ahead(scene, bound.predicate),
        faceless: told_as::faceless(scene, sides),
        claimed: told_as::is_claimed(scene, bound.predicate),
        retracted: status == Factuality::Negated && told_as::is_retracted(scene, bound.predicate),
        conceded: told_as::is_conceded(scene, bound.predicate),
        besides: told_as::is_besides(scene, bound.predicate),
        kind,
        status,
        sides: sides_with_companions.iter().map(|side| side.iter().map(|party| party.entity).collect()).collect(),
        place: located.map(|located| located.place),
        days: time.and_then(|(_, time)| comparable_days(time, publication, status)),
        when: time.map(|(_, time)| placed(time, publication, status)),
        topic: topic_of(scene, bound),
        evidence: stretch.span(),
        sentence: scene.token(predicate.token).sentence,
        confidence: confidence(scene, bound, sides),
        derivation: derivation(scene, bound, &sides_with_companions, located),
    }
}

/// "refused to *come to her house*": where a place is the trigger, its verb tells whether anybody came.
fn by_verb(scene: &Scene<'_>, bound: &Bound<'_>) -> Factuality {
    let Outcome::Meeting { sides, .. } = &bound.rule.outcome else { return Factuality::Held };
    let of_verb = sides.iter().flat_map(|side| &side.roles).any(|role| role.base == Base::Verb);
    let verb = bound.light.filter(|_| of_verb && !bound.rule.light.is_empty());
    verb.map_or(Factuality::Held, |verb| scene.clauses.predicate(verb).factuality)
}

/// "*came to her office* on Monday": what the verb tells of a house, the house does not tell less surely, as it is no event that
/// one may yet come to.
fn is_at_place(scene: &Scene<'_>, bound: &Bound<'_>) -> bool {
    let noun = scene.clauses.predicate(bound.predicate);
    let of_verb = bound.light.is_some() && !bound.rule.light.is_empty();
    let came = bound.light.is_some_and(|verb| scene.clauses.predicate(verb).features.tense == Tense::Past);
    of_verb && came && scene.in_words("place-nouns", &noun.lemma) && noun.factuality != Factuality::Negated
}

/// The status that the rule and the clause together give.
#[must_use]
pub fn status_of(rule: &Rule, clause: Factuality) -> Factuality {
    let status = match (rule.status, clause) {
        (Some(_), Factuality::Negated) | (None, _) => clause,
        (Some(status), _) => status,
    };
    rule.at_most.map_or(status, |most| status.min(most))
}

/// "*Following a breakfast with Brandt*, Ode is scheduled to speak": what comes before a plan is itself still ahead, if no time
/// is told.
fn before_plans(scene: &Scene<'_>, id: PredicateId) -> Option<Factuality> {
    let noun = scene.clauses.predicate(id);
    let (above, _) = noun.governor?;
    let verb = scene.clauses.predicate(above);
    let following = matches!(noun.marker.as_deref(), Some("after" | "following"))
        || verb.arguments.iter().any(|argument| {
            let after =
                matches!(&argument.role, Role::Preposition(name) if matches!(name.as_str(), "after" | "following"));
            argument.token == noun.token && after
        });
    let future = verb.features.tense == Tense::Future && verb.factuality == Factuality::Planned;
    let scheduled = verb.features.tense == Tense::Present
        && verb.features.passive
        && scene.in_words("scheduling-verbs", &verb.lemma);
    let undated = || super::time::own_time(scene, id).is_none();
    let ahead =
        noun.kind == PredicateKind::Noun && noun.factuality == Factuality::Held && following && (future || scheduled);
    (ahead && undated()).then_some(Factuality::Planned)
}

/// "is getting ready for *his debate* with Brandt", "helps prepare Ode for *her debate* against him": taken for granted.
fn is_prepared_for(scene: &Scene<'_>, noun: &Predicate) -> Option<Factuality> {
    let marked = matches!(noun.marker.as_deref(), Some("for" | "in" | "before" | "ahead of"));
    if noun.kind != PredicateKind::Noun || noun.factuality != Factuality::Possible || !marked {
        return None;
    }
    let definite = noun.has(&Role::Possessor)
        || scene.analysis.dependents(noun.token).iter().any(|&word| {
            matches!(scene.lemma(word).as_str(), "the" | "this") && scene.token(word).deprel == "det"
                || matches!(scene.lemma(word).as_str(), "first" | "next" | "upcoming" | "coming" | "planned")
        });
    let (above, _) = noun.governor.filter(|_| definite)?;
    let verb = scene.clauses.predicate(above);
    let ready = || verb.fillers(&Role::Complement).any(|state| scene.lemma(state.token) == "ready");
    let prepares = matches!(
        verb.lemma.as_str(),
        "prepare" | "rehearse" | "practise" | "practice" | "train" | "cram" | "brief" | "coach" | "ready" | "prep"
    );
    (prepares || ready()).then_some(Factuality::Planned)
}

/// "Talks between Ode and Brandt *begin on Monday*", "*resume* next week": the present of a timetable.
fn is_timetabled(scene: &Scene<'_>, noun: &Predicate) -> Option<Factuality> {
    let held = noun.kind == PredicateKind::Noun && noun.factuality == Factuality::Held;
    (held && super::verdict::is_on_timetable(scene, noun)).then_some(Factuality::Planned)
}

/// "Ode *skipped* a dinner that Brandt attended": one of the sides was not there.
fn stays_away(scene: &Scene<'_>, noun: &Predicate, sides: &[Vec<Party>]) -> bool {
    let Some((above, _)) = noun.governor.filter(|_| noun.kind == PredicateKind::Noun) else { return false };
    let verb = scene.clauses.predicate(above);
    let is_party = |token: TokenId| sides.iter().flatten().any(|party| party.token == token);
    scene.in_words("absent-verbs", &verb.lemma)
        && verb.fillers(&Role::Object).any(|object| object.token == noun.token)
        && verb.fillers(&Role::Subject).any(|subject| is_party(subject.token))
}

/// "Ode and Brandt *skipped* a lunch given by Falk": those who stay away do so from whoever is left, and not from each other.
fn host_apart(scene: &Scene<'_>, noun: &Predicate, sides: &[Vec<Party>]) -> Option<Vec<Vec<Party>>> {
    let (above, _) = noun.governor.filter(|_| noun.kind == PredicateKind::Noun)?;
    let verb = scene.clauses.predicate(above);
    let stays = scene.in_words("absent-verbs", &verb.lemma) || super::absence::takes_no_part(scene, verb);
    let heads: Vec<TokenId> = verb.fillers(&Role::Subject).filter(|_| stays).map(|subject| subject.token).collect();
    let of_subject = |party: &&Party| {
        heads.iter().any(|&head| {
            party.token == head || scene.analysis.ancestors(party.token).take(4).any(|above| above == head)
        })
    };
    let (away, rest): (Vec<Party>, Vec<Party>) = {
        let all = sides.iter().flatten();
        let (away, rest): (Vec<&Party>, Vec<&Party>) = all.partition(of_subject);
        (away.into_iter().copied().collect(), rest.into_iter().copied().collect())
    };
    (away.len() > 1 && !rest.is_empty()).then(|| vec![away, rest])
}

/// The features of the nearest verb with a tense, of the predicate or above it.
fn finite_above<'a>(scene: &Scene<'a>, id: PredicateId) -> Option<(&'a Predicate, Features)> {
    let own = scene.clauses.predicate(id);
    std::iter::once(own)
        .chain(scene.clauses.governors(id).map(|(above, _)| scene.clauses.predicate(above)))
        .find(|predicate| predicate.features.tense != Tense::None)
        .map(|predicate| (predicate, predicate.features))
}

/// "is in talks with", "said it was in talks with", "has been holding talks with".
fn is_ongoing(scene: &Scene<'_>, id: PredicateId) -> bool {
    let noun = scene.clauses.predicate(id);
    noun.kind == PredicateKind::Noun
        && finite_above(scene, id).is_some_and(|(verb, features)| {
            let state = matches!(verb.lemma.as_str(), "be" | "remain" | "continue");
            let present = features.tense == Tense::Present && (!features.perfect || features.progressive);
            state && noun.marker.as_deref() == Some("in") || present && (features.progressive || state)
        })
}

/// "since talks between …", "since talks between … began".
fn dates_another(scene: &Scene<'_>, id: PredicateId) -> bool {
    let own = scene.clauses.predicate(id);
    std::iter::once(own)
        .chain(scene.clauses.governors(id).map(|(above, _)| scene.clauses.predicate(above)))
        .take(2)
        .any(|predicate| predicate.marker.as_deref() == Some("since"))
}

fn is_ahead(scene: &Scene<'_>, id: PredicateId) -> bool {
    finite_above(scene, id)
        .is_some_and(|(_, features)| matches!(features.tense, Tense::Future | Tense::Present) && !features.perfect)
}

/// "again", "another", "next", "second": another encounter than one told before.
fn is_again(scene: &Scene<'_>, id: PredicateId) -> bool {
    let token = scene.clauses.predicate(id).token;
    // "urged both sides to *return to the talks*"
    let returned = scene.clauses.predicate(id).governor.is_some_and(|(above, _)| {
        let verb = scene.clauses.predicate(above);
        matches!(verb.lemma.as_str(), "return" | "rejoin") && verb.factuality == Factuality::Possible
    });
    returned
        || scene.analysis.dependents(token).iter().any(|&dependent| {
            matches!(scene.token(dependent).deprel.as_str(), "advmod" | "amod" | "det" | "npadvmod")
                && scene.in_words("again", &scene.lemma(dependent))
        })
}

/// How sure a bound rule is: its own measure, lowered by each step that is not a name in a direct role.
fn confidence(scene: &Scene<'_>, bound: &Bound<'_>, sides: &[Vec<Party>]) -> f64 {
    let mut sure = bound.rule.confidence;
    if bound.finding != Finding::Roles {
        sure *= 0.8;
    }
    for party in sides.iter().flatten() {
        sure *= match party.reach {
            Reach::Name => 1.0,
            Reach::Representatives => 0.95,
            Reach::Description => 0.94,
            Reach::Pronoun => 0.93,
        };
        sure *= match party.source {
            Source::Direct => 1.0,
            Source::Shared => 0.98,
            Source::Implied => 0.85,
        };
        // Far from the trigger, more may have gone wrong on the way.
        let trigger = scene.clauses.predicate(bound.predicate).token;
        let distance = party.token.0.abs_diff(trigger.0);
        sure *= if distance > 25 { 0.9 } else { 1.0 };
    }
    if sides.iter().map(Vec::len).sum::<usize>() > 4 {
        sure *= 0.9;
    }
    sure.clamp(0.01, 0.99)
}

/// "about", "on", "over" a topic; "to discuss" it.
fn topic_of(scene: &Scene<'_>, bound: &Bound<'_>) -> Option<Span> {
    let predicate = scene.clauses.predicate(bound.predicate);
    let is_topic = |role: &Role| matches!(role, Role::Preposition(name) if scene.in_words("topic-prepositions", name));
    let of_argument = predicate.arguments.iter().find(|argument| {
        let token = scene.token(argument.token);
        is_topic(&argument.role)
            && !matches!(token.entity.as_str(), "DATE" | "TIME" | "GPE" | "LOC" | "FAC")
            && !scene.in_words("not-topics", &scene.lemma(argument.token))
    });
    if let Some(argument) = of_argument {
        return Some(phrase(scene, argument.token));
    }
    let sentence = &scene.analysis.sentences[scene.token(predicate.token).sentence as usize];
    let purpose = scene.clauses.predicates_in(sentence).iter().find(|below| {
        below.governor.is_some_and(|(above, _)| above == bound.predicate || Some(above) == bound.light)
            && scene.in_words("topic-verbs", &below.lemma)
    })?;
    let topic = purpose.fillers(&Role::Object).next()?;
    Some(phrase(scene, topic.token))
}

fn phrase(scene: &Scene<'_>, token: TokenId) -> Span {
    let range = scene.analysis.subtree(token);
    let mut span = scene.analysis.span(range.clone());
    // White space and punctuation at the end is none of it.
    for index in range.rev() {
        let data = &scene.analysis.tokens[index as usize];
        if data.pos != "PUNCT" && data.pos != "SPACE" {
            break;
        }
        span.end = data.span.start;
    }
    let trimmed = span.slice(scene.body).trim_end().len();
    Span::new(span.start, span.start + trimmed)
}

fn derivation(scene: &Scene<'_>, bound: &Bound<'_>, sides: &[Vec<Party>], located: Option<Located>) -> Derivation {
    let predicate = scene.clauses.predicate(bound.predicate);
    let role_of = |token: TokenId| {
        let of = |id: PredicateId| {
            scene
                .clauses
                .predicate(id)
                .arguments
                .iter()
                .find(|argument| argument.token == token)
                .map(|a| role_name(&a.role))
        };
        of(bound.predicate).or_else(|| bound.light.and_then(of)).unwrap_or_else(|| "companion".to_owned())
    };
    let mut arguments: Vec<(String, Span)> = sides
        .iter()
        .flatten()
        .map(|party| (role_of(party.token), stretch_of(scene, party.token)))
        .chain(located.map(|located| ("place".to_owned(), stretch_of(scene, located.token))))
        .collect();
    arguments.sort_by_key(|(_, span)| *span);
    arguments.dedup();
    Derivation { rule: bound.rule.name.clone(), trigger: Some(scene.token(predicate.token).span), arguments }
}

/// A role as the rule language spells it.
#[must_use]
pub fn role_name(role: &Role) -> String {
    match role {
        Role::Subject => "subject".to_owned(),
        Role::Object => "object".to_owned(),
        Role::IndirectObject => "indirect-object".to_owned(),
        Role::Preposition(name) => name.to_string(),
        Role::Possessor => "possessor".to_owned(),
        Role::Compound => "compound".to_owned(),
        Role::Time => "time".to_owned(),
        Role::Complement => "complement".to_owned(),
        Role::Frequency => "frequency".to_owned(),
    }
}

/// The words of the mention headed by `token`, or the token alone.
fn stretch_of(scene: &Scene<'_>, token: TokenId) -> Span {
    let own = scene.token(token).span;
    scene.mention_headed_by(token).map_or(own, |mention| mention.span.cover(own))
}

/// The shortest stretch of one sentence that covers what is included.
pub struct Stretch<'s, 'a> {
    scene: &'s Scene<'a>,
    sentence: u32,
    span: Span,
}

impl<'s, 'a> Stretch<'s, 'a> {
    /// A stretch that covers `trigger` and its auxiliaries.
    #[must_use]
    pub fn new(scene: &'s Scene<'a>, trigger: TokenId) -> Self {
        let token = scene.token(trigger);
        let mut stretch = Self { scene, sentence: token.sentence, span: token.span };
        for &dependent in scene.analysis.dependents(trigger) {
            if matches!(scene.token(dependent).deprel.as_str(), "aux" | "auxpass" | "neg" | "prt") {
                stretch.include(dependent);
            }
        }
        stretch
    }

    /// Widens it to the mention headed by `token`, if in the same sentence.
    pub fn include(&mut self, token: TokenId) {
        if self.scene.token(token).sentence == self.sentence {
            self.span = self.span.cover(stretch_of(self.scene, token));
        }
    }

    /// What it covers.
    #[must_use]
    pub const fn span(&self) -> Span {
        self.span
    }
}
