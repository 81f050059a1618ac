//! When a meeting takes place: the time words of its clause, placed on the calendar.

use super::scene::Scene;
use crate::clause::{Embedding, Factuality, PredicateId, Role};
use crate::event::When;
use crate::event::time::{Direction, Meaning, TimeExpression, resolve};
use crate::nlp::TokenId;
use jiff::civil::Date;

/// The time words of the event that `id` names, carried by `light`, with the token that heads them.
#[must_use]
pub fn time_of<'s>(
    scene: &'s Scene<'_>,
    id: PredicateId,
    light: Option<PredicateId>,
) -> Option<(TokenId, &'s TimeExpression)> {
    let own = own_time(scene, id);
    own.or_else(|| light.and_then(|verb| own_time(scene, verb))).or_else(|| {
        scene
            .clauses
            .governors(id)
            .take_while(|(above, embedding)| {
                let lemma = &scene.clauses.predicate(*above).lemma;
                let report = scene.in_words("report-verbs", lemma);
                // "spent *Friday* meeting Brandt"
                let spent = *embedding == Embedding::Complement && lemma == "spend";
                (spent || matches!(embedding, Embedding::Argument | Embedding::Purpose)) && !report
            })
            .take(2)
            .find_map(|(above, embedding)| {
                // "spent *the weekend* haggling" tells no day
                let named = |(day, _): &(TokenId, _)| scene.token(*day).pos == "PROPN";
                own_time(scene, above).filter(|time| embedding != Embedding::Complement || named(time))
            })
    })
}

/// `time` as the record gives it, for an event of this status.
#[must_use]
pub fn placed(time: &TimeExpression, publication: Option<Date>, status: Factuality) -> When {
    let (from, to) = resolve(time, publication, Direction::from(status));
    When { span: time.span, from, to }
}

/// A day in the middle of a week, a month and a year, from which undated reports are compared.
const SOME_DAY: Date = Date::constant(2001, 6, 13);

/// The days that `time` would name if the article were of some day: for comparison with its other times.
#[must_use]
pub fn comparable_days(time: &TimeExpression, publication: Option<Date>, status: Factuality) -> Option<(Date, Date)> {
    let (from, to) = resolve(time, publication.or(Some(SOME_DAY)), Direction::from(status));
    from.zip(to)
}

/// Places `when` anew for an event that the joined reports give this status.
pub fn place_again(scene: &Scene<'_>, when: &mut When, publication: Option<Date>, status: Factuality) {
    if let Some(time) = scene.time_within(when.span) {
        *when = placed(time, publication, status);
    }
}

/// "for two hours", "three hours": how long, not when.
fn is_duration(scene: &Scene<'_>, time: &TimeExpression) -> bool {
    let last = TokenId(time.tokens.end.saturating_sub(1));
    time.meaning == Meaning::Vague
        && matches!(scene.lemma(last).as_str(), "hour" | "minute" | "second" | "day" | "week" | "month" | "year")
        && time.tokens.clone().all(|token| {
            !matches!(
                scene.lemma(TokenId(token)).as_str(),
                "ago"
                    | "past"
                    | "last"
                    | "recent"
                    | "same"
                    | "this"
                    | "next"
                    | "following"
                    | "previous"
                    | "earlier"
                    | "later"
                    | "that"
            )
        })
}

/// The time words that stand in the event's own clause.
#[must_use]
pub fn own_time<'s>(scene: &'s Scene<'_>, id: PredicateId) -> Option<(TokenId, &'s TimeExpression)> {
    let predicate = scene.clauses.predicate(id);
    let arguments = predicate.arguments.iter().filter(|argument| match &argument.role {
        Role::Time | Role::Possessor | Role::Compound => true,
        // "their first session *since August*" was none in August; "have met twice since August" goes on from there
        Role::Preposition(name) if name == "since" => predicate.features.perfect,
        Role::Preposition(name) => scene.in_words("time-prepositions", name),
        _ => false,
    });
    // "the recent talks", "met overnight", "the 2005 summit"
    let modifiers = scene.analysis.dependents(predicate.token).iter().copied().filter(|&dependent| {
        matches!(
            scene.token(dependent).deprel.as_str(),
            "advmod" | "npadvmod" | "amod" | "nummod" | "compound" | "nmod" | "poss" | "tmod"
        )
    });
    // "met here on Monday": the parser hangs the day on the adverb.
    let below_adverbs = scene.analysis.dependents_by(predicate.token, "advmod").flat_map(|adverb| {
        let prepositions = scene.analysis.dependents_by(adverb, "prep");
        let objects = prepositions.flat_map(|preposition| scene.analysis.dependents_by(preposition, "pobj"));
        objects.chain(scene.analysis.dependents_by(adverb, "npadvmod"))
    });
    // "has a lunch with him *set for Friday*"
    let below_set = scene.analysis.dependents_by(predicate.token, "acl").flat_map(|set| {
        let set = Some(set).filter(|&set| scene.in_words("scheduling-verbs", &scene.lemma(set)));
        let prepositions = set.into_iter().flat_map(|set| scene.analysis.dependents_by(set, "prep"));
        prepositions.flat_map(|preposition| scene.analysis.dependents_by(preposition, "pobj"))
    });
    let mut best: Option<(TokenId, &TimeExpression)> = None;
    for token in arguments.map(|argument| argument.token).chain(modifiers).chain(below_adverbs).chain(below_set) {
        let Some(time) = scene.time_at(token).filter(|time| !is_duration(scene, time)) else { continue };
        // Words that the calendar can place say more than "recently".
        let better = best.is_none_or(|(known, known_time)| {
            let vague = |time: &TimeExpression| time.meaning == Meaning::Vague;
            (vague(time), token) < (vague(known_time), known)
        });
        if better {
            best = Some((token, time));
        }
    }
    best
}
