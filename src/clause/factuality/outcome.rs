//! What came of what was tried, wanted or set out for, where the sentence itself tells.

use super::super::predicate::{Argument, Embedding, Factuality, Predicate, PredicateKind, Role, Source, Tense};
use super::super::tree::{Dep, Tree};
use super::super::{Clauses, PredicateId};
use super::own::{lies_behind, lies_far_behind};
use super::vain;
use crate::nlp::TokenId;

use Factuality::{Held, Negated, Planned};

/// The status of the infinitive `aim` under a wish, a plan or an acceptance, where that is told: "tried to meet her *but
/// was turned away*", "*had hoped* to meet her", "*accepted* an invitation to meet her".
pub fn of_attempt(tree: &Tree<'_>, clauses: &Clauses, aim: &Predicate, above: &Predicate) -> Option<Factuality> {
    if above.kind == PredicateKind::Noun {
        if is_turned_down(tree, clauses, aim, above) {
            return Some(Negated);
        }
        return is_taken_up(clauses, above).then_some(Planned);
    }
    if above.factuality != Held || above.features.negated {
        return None;
    }
    // The copula tells the time of "due" and "ready", and has the rest of the sentence.
    let carrier = match above.kind {
        PredicateKind::Adjective => clauses.predicate(above.governor?.0),
        _ => above,
    };
    let past = carrier.features.tense == Tense::Past;
    if is_visit(above, aim) && lies_in_past(carrier) {
        return Some(Held);
    }
    if past && is_permission(above) && (is_dated(tree, aim) || is_dated(tree, above)) {
        return but_clause(tree, above.token).is_none().then_some(Held);
    }
    if has_waited(tree, above) || past && is_haste(above) {
        return but_clause(tree, above.token).is_none().then_some(Held);
    }
    if past && carrier.features.perfect && matches!(above.lemma.as_str(), "hope" | "want" | "wish" | "intend" | "like")
    {
        return Some(Negated);
    }
    let reported = carrier.governor.is_some_and(|(_, embedding)| embedding == Embedding::Complement);
    let appointed =
        matches!(above.lemma.as_str(), "suppose" | "supposed" | "due" | "schedule" | "expect" | "slate" | "set");
    if past && carrier.features.perfect && appointed && !reported {
        return Some(Negated);
    }
    let attempt = matches!(
        above.lemma.as_str(),
        "hope"
            | "want"
            | "wish"
            | "try"
            | "seek"
            | "attempt"
            | "plan"
            | "intend"
            | "mean"
            | "aim"
            | "expect"
            | "schedule"
            | "due"
            | "set"
            | "suppose"
            | "supposed"
            | "struggle"
            | "ask"
            | "request"
    );
    let told = past && attempt && but_clause(tree, carrier.token).is_some_and(|verb| !is_speech(tree, verb));
    told.then_some(Negated)
}

/// The status of the purpose clause `aim`, where it is told what came of it: "flew to Vasa *last week* to meet her", "went
/// there to meet her, *but was turned away*", "… *and told her*".
pub fn of_purpose(tree: &Tree<'_>, clauses: &Clauses, aim: &Predicate, above: &Predicate) -> Option<Factuality> {
    if above.kind != PredicateKind::Verb || above.factuality != Held {
        return None;
    }
    // "had been *due* in Vasa this week to see her": still ahead of those days
    let lies_ahead = |state: &Argument| {
        tree.is_any(state.token, &["due", "expected", "scheduled", "booked", "supposed", "slated", "set", "bound"])
    };
    if above.lemma == "be" && above.fillers(&Role::Complement).any(lies_ahead) {
        return None;
    }
    if calls_off(above) {
        let journey = above.fillers(&Role::Object).any(|object| is_outing(tree.lemma(object.token)));
        return journey.then_some(Negated);
    }
    if is_journey(above) && lies_in_past(above) && vain::came_in_vain(tree, aim) {
        return Some(Negated);
    }
    if is_visit(above, aim) && lies_in_past(above) {
        return Some(Held);
    }
    // "was at the airport *to greet* her"
    let there = above.lemma == "be" && ["at", "on"].iter().any(|place| above.preposition(place).next().is_some());
    if there && above.features.tense == Tense::Past && matches!(aim.lemma.as_str(), "greet" | "welcome") {
        return Some(Held);
    }
    let times = |argument: &Argument| argument.role == Role::Frequency || tree.is_any(argument.token, &["times"]);
    let often = || {
        above.arguments.iter().any(times)
            || tree
                .by(above.token, Dep::Advmod)
                .any(|word| tree.is_any(word, &["twice", "thrice", "repeatedly", "often"]))
    };
    if is_journey(above) && above.features.perfect && lies_in_past(above) && often() {
        return Some(Held);
    }
    // "*once* travelled there to meet her"
    let once = || tree.by(above.token, Dep::Advmod).any(|word| word < above.token && tree.is(word, "once"));
    if is_journey(above) && above.features.tense == Tense::Past && above.features.modal.is_none() && once() {
        return Some(Held);
    }
    // "spent an hour with Brandt *before walking* across the road to see her"
    let next = above.features.tense == Tense::None && above.marker.as_deref() == Some("before");
    if next && is_short_way(tree, above) && was_told(clauses, above) {
        return Some(Held);
    }
    if above.features.tense != Tense::Past {
        return None;
    }
    // "*once* travelled there to meet her"
    let once = tree.by(above.token, Dep::Advmod).any(|once| once < above.token && tree.is(once, "once"));
    if is_journey(above) && once {
        return Some(Held);
    }
    if let Some(verb) = but_clause(tree, above.token).or_else(|| but_clause(tree, aim.token)) {
        return is_refusal(tree, verb).then_some(Negated);
    }
    if let Some(told) = told_by_met(tree, clauses, aim) {
        return Some(told);
    }
    // "had coffee *together* to compare notes": the two were there
    let together = (above.token.0..aim.token.0).any(|at| tree.is_any(TokenId(at), &["together"]));
    if is_haste(above) || has_waited(tree, above) || together {
        return Some(Held);
    }
    let told = || [above.token, aim.token].into_iter().any(|verb| tells_encounter(tree, clauses, verb));
    let came_to_it =
        is_dash(above) || is_journey(above) && (above.features.perfect || lies_far_behind(tree, above) || told());
    (lies_behind(tree, aim) || came_to_it).then_some(Held)
}

/// "was in Vasa *on Sunday* for talks": on a day told as past one has them where one is.
pub fn was_there_on_a_day(tree: &Tree<'_>, verb: &Predicate) -> bool {
    let there = ["in", "at"].iter().any(|place| verb.preposition(place).any(|filler| !tree.is_time(filler.token)));
    verb.lemma == "be" && verb.features.tense == Tense::Past && there && is_dated(tree, verb)
}

/// "was *allowed* to see her": once the day of it is told, it was made use of.
fn is_permission(verb: &Predicate) -> bool {
    matches!(verb.lemma.as_str(), "allow" | "permit" | "let" | "enable" | "authorise" | "authorize" | "clear")
}

/// True if a time behind is told of the verb itself: "on Friday", "last week", "for an hour".
fn is_dated(tree: &Tree<'_>, verb: &Predicate) -> bool {
    let ahead = |time: TokenId| {
        let word =
            |token: TokenId| tree.is_any(token, &["next", "tomorrow", "soon", "coming", "later", "whenever", "every"]);
        word(time) || tree.dependents(time).iter().any(|&below| word(below))
    };
    verb.arguments.iter().any(|argument| {
        let timed = match &argument.role {
            Role::Time => true,
            Role::Preposition(name) => {
                matches!(name.as_str(), "on" | "in" | "at" | "for") && tree.is_time(argument.token)
            }
            _ => false,
        };
        timed && argument.source == Source::Direct && argument.token > verb.token && !ahead(argument.token)
    })
}

/// "*hurried* to meet her": said of how one met her.
fn is_haste(verb: &Predicate) -> bool {
    matches!(verb.lemma.as_str(), "rush" | "hurry" | "dash" | "race")
}

/// "waited *two hours* to see her": how long one has waited is told when the wait is over.
fn has_waited(tree: &Tree<'_>, verb: &Predicate) -> bool {
    let length = |noun: TokenId| {
        matches!(tree.lemma(noun), "minute" | "hour" | "day" | "night" | "week" | "month" | "year" | "decade")
    };
    let measured = |argument: &Argument| match &argument.role {
        Role::Time => true,
        Role::Object => length(argument.token),
        Role::Preposition(name) => name == "for" && tree.is_time(argument.token),
        _ => false,
    };
    verb.lemma == "wait"
        && !verb.features.progressive
        && (verb.features.tense == Tense::Past || verb.features.perfect)
        && verb.arguments.iter().any(measured)
}

/// "went", "has gone", "after going".
fn lies_in_past(verb: &Predicate) -> bool {
    let features = verb.features;
    let after = || matches!(verb.marker.as_deref(), Some("after" | "since" | "upon"));
    // "should have gone to see her sooner"
    if features.modal == Some("should") && features.perfect && verb.factuality == Held {
        return true;
    }
    match features.tense {
        Tense::Past => true,
        Tense::Present => features.perfect,
        Tense::None => after(),
        Tense::Future => false,
    }
}

fn calls_off(verb: &Predicate) -> bool {
    matches!(
        (verb.lemma.as_str(), verb.particle.as_deref()),
        ("cancel" | "scrap" | "abandon" | "drop" | "abort" | "shelve" | "axe", None) | ("call", Some("off"))
    )
}

fn is_outing(noun: &str) -> bool {
    matches!(noun, "trip" | "visit" | "journey" | "tour" | "flight" | "mission" | "stop" | "stopover" | "appearance")
}

/// "cancelled a trip to Vasa, *where he was to meet her*": what was planned there falls with the journey.
pub fn fallen_with_journey(tree: &Tree<'_>, clauses: &mut Clauses) {
    for index in 0..clauses.predicates.len() {
        let there = &clauses.predicates[index];
        if tree.dep(there.token) != Dep::Relcl || !tree.by(there.token, Dep::Advmod).any(|word| tree.is(word, "where"))
        {
            continue;
        }
        let Some(place) = tree.head(there.token) else { continue };
        let above = tree.analysis.ancestors(place).take(4).find_map(|above| clauses.predicate_at(above));
        let Some(above) = above.map(|above| clauses.predicate(above)) else { continue };
        let off = |predicate: &Predicate| {
            predicate.kind == PredicateKind::Noun && is_outing(&predicate.lemma) && predicate.factuality == Negated
        };
        let fallen = off(above)
            || above.fillers(&Role::Object).any(|object| {
                clauses.predicate_at(object.token).is_some_and(|journey| off(clauses.predicate(journey)))
            });
        if !fallen {
            continue;
        }
        let top = index;
        for below in index..clauses.predicates.len().min(index + 12) {
            let under = below == top
                || u32::try_from(below)
                    .is_ok_and(|id| clauses.governors(PredicateId(id)).take(8).any(|(above, _)| above.index() == top));
            if under && clauses.predicates[below].factuality == Planned {
                clauses.predicates[below].factuality = Negated;
            }
        }
    }
}

/// "went to see", "called in to visit": an idiom for the visit itself.
fn is_visit(above: &Predicate, aim: &Predicate) -> bool {
    let called = matches!(above.lemma.as_str(), "go" | "come" | "call" | "drop" | "stop" | "pop")
        // "was in to see", "has been to see"; what somebody "was to see" is another thing
        || above.lemma == "be"
            && match above.particle.as_deref() {
                None => above.features.perfect || above.arguments.iter().any(|way| matches!(way.role, Role::Preposition(_))),
                Some(way) => matches!(way, "in" | "over" | "round" | "up" | "back"),
            };
    called && matches!(aim.lemma.as_str(), "see" | "visit")
}

/// "*drove* over to see her", "*walked* across to greet her": a short way, at the end of which one is.
fn is_dash(above: &Predicate) -> bool {
    above.kind == PredicateKind::Verb
        && above.features.tense == Tense::Past
        && !above.features.progressive
        && above.features.modal.is_none()
        && matches!(above.lemma.as_str(), "drive" | "walk" | "stride" | "cycle" | "slip" | "stroll")
}

/// "walking across", "crossing the border *on foot*".
fn is_short_way(tree: &Tree<'_>, way: &Predicate) -> bool {
    let on_foot = || way.preposition("on").any(|means| tree.is(means.token, "foot"));
    matches!(way.lemma.as_str(), "walk" | "stride" | "stroll" | "slip") || on_foot()
}

/// True if a past tense tells what `before` dates.
fn was_told(clauses: &Clauses, before: &Predicate) -> bool {
    before.governor.is_some_and(|(above, _)| {
        let above = clauses.predicate(above);
        above.factuality == Held && above.features.tense == Tense::Past && above.features.modal.is_none()
    })
}

pub fn is_journey(above: &Predicate) -> bool {
    matches!(
        above.lemma.as_str(),
        "go" | "come"
            | "fly"
            | "travel"
            | "drive"
            | "arrive"
            | "head"
            | "return"
            | "stop"
            | "rush"
            | "cross"
            | "sail"
            | "journey"
            | "hurry"
            | "land"
            | "visit"
            | "walk"
            | "ride"
            | "hike"
            | "climb"
            | "cycle"
            | "trek"
    )
}

/// "accepted an *invitation* to meet", "agreed to a *request* to meet": who takes it up plans what it is for.
pub fn is_taken_up(clauses: &Clauses, noun: &Predicate) -> bool {
    let Some((verb, Embedding::Argument)) = noun.governor else { return false };
    let verb = clauses.predicate(verb);
    let offered = matches!(
        noun.lemma.as_str(),
        "invitation" | "invite" | "offer" | "request" | "proposal" | "call" | "demand" | "challenge"
    );
    let taken = match verb.lemma.as_str() {
        "accept" | "grant" | "approve" => noun.marker.is_none(),
        "take" => verb.particle.as_deref() == Some("up"),
        "agree" => noun.marker.as_deref() == Some("to"),
        _ => false,
    };
    offered && taken && verb.factuality == Held
}

/// "received an *invitation* to meet her, which he *declined*", "… but *declined* it".
fn is_turned_down(tree: &Tree<'_>, clauses: &Clauses, aim: &Predicate, noun: &Predicate) -> bool {
    if !matches!(noun.lemma.as_str(), "invitation" | "invite" | "offer" | "request" | "proposal") {
        return false;
    }
    let refused = |verb: TokenId| {
        let refusal = match tree.lemma(verb) {
            "decline" | "refuse" | "reject" | "rebuff" | "spurn" => true,
            "turn" => tree.dependents(verb).iter().any(|&down| tree.is(down, "down")),
            _ => false,
        };
        let past = || clauses.predicate_at(verb).is_some_and(|id| !clauses.predicate(id).features.negated);
        refusal && past()
    };
    let end = tree.analysis.subtree(noun.token).end;
    let mut below = (aim.token.0..end).map(TokenId);
    let relative = below.any(|token| tree.dep(token) == Dep::Relcl && refused(token));
    let carrier = noun.governor.map(|(verb, _)| clauses.predicate(verb).token);
    let next = carrier.and_then(|verb| but_clause(tree, verb)).is_some_and(|verb| {
        refused(verb) && !tree.by(verb, Dep::Dobj).any(|object| !tree.is_any(object, &["it", "this", "that"]))
    });
    relative || next
}

/// The past verb that a "but" joins to `verb`.
fn but_clause(tree: &Tree<'_>, verb: TokenId) -> Option<TokenId> {
    let but = tree.by(verb, Dep::Cc).find(|&but| tree.is_any(but, &["but", "only"]))?;
    let past = |verb: TokenId| {
        tree.tag(verb) == "VBD"
            || tree.dependents(verb).iter().any(|&a| {
                matches!(tree.dep(a), Dep::Aux | Dep::AuxPass)
                    && tree.is_any(a, &["was", "were", "had", "did", "could"])
            })
    };
    tree.by(verb, Dep::Conj).find(|&next| next > but && past(next))
}

fn is_speech(tree: &Tree<'_>, verb: TokenId) -> bool {
    matches!(tree.lemma(verb), "say" | "add" | "insist" | "admit" | "stress" | "warn" | "think" | "believe" | "argue")
        && !tree.has(verb, Dep::AuxPass)
}

/// "was turned away", "found her gone", "did not", "she refused".
fn is_refusal(tree: &Tree<'_>, verb: TokenId) -> bool {
    tree.has(verb, Dep::Neg)
        || matches!(
            tree.lemma(verb),
            "turn"
                | "refuse"
                | "decline"
                | "deny"
                | "cancel"
                | "fail"
                | "prevent"
                | "stop"
                | "block"
                | "bar"
                | "snub"
                | "rebuff"
                | "miss"
                | "reject"
                | "ignore"
                | "find"
                | "send"
        )
}

/// "queued all day to see the mayor, *who told her* that", "who *sent her away*": what the one who was sought did.
fn told_by_met(tree: &Tree<'_>, clauses: &Clauses, aim: &Predicate) -> Option<Factuality> {
    let with = tree.by(aim.token, Dep::Prep).filter(|&with| tree.is(with, "with"));
    let below = tree.by(aim.token, Dep::Dobj).chain(with.flat_map(|with| tree.by(with, Dep::Pobj)));
    // "to see the head of [customs → head], *Ode*": the name may hang on the last noun.
    let of = |met: TokenId| tree.by(met, Dep::Prep).flat_map(|of| tree.by(of, Dep::Pobj));
    let nouns = below.flat_map(|met| std::iter::once(met).chain(of(met)));
    let described = nouns.flat_map(|met| std::iter::once(met).chain(tree.by(met, Dep::Appos)));
    described.flat_map(|met| tree.by(met, Dep::Relcl)).find_map(|verb| {
        let relative = clauses.predicate(clauses.predicate_at(verb)?);
        let features = relative.features;
        let by_who = tree.by(verb, Dep::Nsubj).any(|who| tree.is(who, "who"));
        let mut guests = tree.by(verb, Dep::Dobj).chain(tree.by(verb, Dep::Dative));
        let to_guest = guests.any(|guest| tree.is_any(guest, &["him", "her", "them"]));
        if features.tense != Tense::Past || features.perfect || !by_who || !to_guest {
            return None;
        }
        let away = matches!(tree.lemma(verb), "send" | "turn")
            && tree.dependents(verb).iter().any(|&word| tree.is(word, "away"));
        match is_done_to_guest(tree.lemma(verb)) {
            true if !features.negated => Some(Held),
            _ if away => Some(Negated),
            _ => None,
        }
    })
}

/// What one does to those who came to see one.
fn is_done_to_guest(verb: &str) -> bool {
    matches!(
        verb,
        "tell"
            | "give"
            | "offer"
            | "receive"
            | "promise"
            | "assure"
            | "ask"
            | "hand"
            | "urge"
            | "warn"
            | "show"
            | "invite"
            | "thank"
            | "greet"
            | "advise"
            | "lecture"
            | "welcome"
            | "hug"
            | "embrace"
            | "refuse"
            | "present"
            | "brief"
    )
}

/// True if a verb joined by "and" tells what those who met did there: "and *told* her", "and *discussed* trade".
fn tells_encounter(tree: &Tree<'_>, clauses: &Clauses, verb: TokenId) -> bool {
    tree.by(verb, Dep::Conj).any(|next| {
        let past = clauses.predicate_at(next).is_some_and(|id| clauses.predicate(id).features.tense == Tense::Past);
        let to_them = || tree.by(next, Dep::Dobj).any(|object| tree.is_any(object, &["him", "her", "them"]));
        let with = || tree.by(next, Dep::Prep).any(|preposition| tree.is(preposition, "with"));
        past && match tree.lemma(next) {
            "discuss" | "talk" | "agree" => true,
            // "and left with a promise of aid"
            "leave" | "return" | "emerge" => with(),
            "tell" | "ask" | "urge" | "thank" | "warn" | "assure" | "press" | "persuade" | "brief" | "invite"
            | "hand" | "give" | "present" | "congratulate" | "remind" => to_them(),
            _ => false,
        }
    })
}
