//! How far the text presents each predicate as real: its own polarity, modality and tense, under what governs it.
//!
//! After Saurí & Pustejovsky (2009) and Nairn, Condoravdi & Karttunen (2006): a governing word turns its own status into
//! one for what it governs, by a signature of the lexicon.

mod governed;
mod later;
mod noun;
mod outcome;
mod own;
mod vain;

use super::Clauses;
use super::lexicon::Outcomes;
use super::predicate::{Factuality, PredicateKind, Tense};
use super::sharing::governors_first;
use super::tree::Tree;

pub use governed::RANKS;
use governed::given_by_governor;
use later::{absentees, from_other_verbs};
use own::{is_evaluated, lies_behind, lies_far_behind, own_status};

use Factuality::{Held, Negated, Planned, Possible};

/// Fills in the factuality of all predicates.
pub fn find_factuality(tree: &Tree<'_>, clauses: &mut Clauses) {
    for id in governors_first(clauses) {
        let given = given_by_governor(tree, clauses, id);
        let own = own_status(tree, clauses, id);
        let told_past = clauses.predicates[id.index()].governor.is_some_and(|(above, _)| {
            let above = &clauses.predicates[above.index()];
            above.features.tense == Tense::Past && above.features.modal.is_none()
        });
        // "flew to Vasa on 3 March *for a dinner* with her"
        let journey = clauses.predicates[id.index()].governor.is_some_and(|(above, _)| {
            let above = &clauses.predicates[above.index()];
            outcome::is_journey(above) && above.factuality == Held && lies_far_behind(tree, above)
        });
        let predicate = &mut clauses.predicates[id.index()];
        let given = if predicate.kind == PredicateKind::Noun
            && (matches!(given, Planned | Possible) && lies_behind(tree, predicate)
                || given == Planned && (journey || told_past && is_evaluated(tree, predicate.token)))
        {
            Held
        } else {
            given
        };
        predicate.factuality = match predicate.kind {
            // "held no talks": one denial, though verb and noun both show it.
            PredicateKind::Noun if predicate.features.negated => Negated,
            _ => combine(given, own),
        };
    }
    for index in 0..clauses.predicates.len() {
        from_other_verbs(tree, clauses, index);
    }
    for index in 0..clauses.predicates.len() {
        absentees(tree, clauses, index);
    }
    outcome::fallen_with_journey(tree, clauses);
}

/// The status under `given`, what the governor makes of it, of something that is `own` by itself.
const fn combine(given: Factuality, own: Factuality) -> Factuality {
    match (given, own) {
        (given, Held) => given,
        // The denial of a denial is an assertion.
        (Negated, Negated) => Held,
        (Negated, _) => Negated,
        (Possible, _) => Possible,
        (Held | Planned, Negated) => Negated,
        (Held | Planned, Possible) => Possible,
        (Held | Planned, Planned) => Planned,
    }
}

/// What `outcomes` give under a governor of status `governor`.
const fn apply(outcomes: Outcomes, governor: Factuality) -> Factuality {
    match (governor, outcomes.affirmed) {
        // What is taken for granted is so under any governor ("may regret that they met").
        (_, Held) if matches!(outcomes.negated, Held) => Held,
        (Held, affirmed) => affirmed,
        (Negated, _) => outcomes.negated,
        (Planned, Held) => Planned,
        (Planned, affirmed) => affirmed,
        // What may be refused or cancelled is not refused yet.
        (Possible, _) => Possible,
    }
}

const fn outcomes(affirmed: Factuality, negated: Factuality) -> Outcomes {
    Outcomes { affirmed, negated }
}
