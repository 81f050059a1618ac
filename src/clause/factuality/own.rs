//! Status of a predicate by itself: modals, negation, tense, times, and the words that modify a noun.

use super::super::lexicon::STATUS;
use super::super::predicate::{
    Argument, Embedding, Factuality, Features, Predicate, PredicateKind, Role, Source, Tense,
};
use super::super::tree::{Dep, Tree};
use super::super::{Clauses, PredicateId};
use crate::nlp::TokenId;
use smol_str::{SmolStr, StrExt as _};

use Factuality::{Held, Negated, Planned, Possible};

/// The status of a predicate but for what governs it.
pub fn own_status(tree: &Tree<'_>, clauses: &Clauses, id: PredicateId) -> Factuality {
    let predicate = &clauses.predicates[id.index()];
    match predicate.kind {
        PredicateKind::Verb => verb_status(tree, clauses, id),
        PredicateKind::Adjective if predicate.features.negated => Negated,
        PredicateKind::Adjective => Held,
        PredicateKind::Noun => noun_status(tree, predicate),
    }
}

fn verb_status(tree: &Tree<'_>, clauses: &Clauses, id: PredicateId) -> Factuality {
    let predicate = &clauses.predicates[id.index()];
    let features = predicate.features;
    let conditional = has_condition(tree, predicate.token);
    if features.perfect && is_contrary_to_fact(tree, predicate.token) {
        let held = features.negated || came_late(tree, predicate.token);
        return if held { Held } else { Negated };
    }
    if features.negated && is_proposal(tree, predicate.token) {
        return Possible;
    }
    let status = match features.modal {
        Some(_) if features.question => Possible,
        Some("will") if conditional => Possible,
        Some("will") if features.perfect => Held,
        Some("will") => Planned,
        // "should have met her *sooner*": and did in the end
        Some("should") if features.perfect && came_late(tree, predicate.token) => Held,
        Some("would" | "should") if features.perfect => return if features.negated { Held } else { Negated },
        Some("would") if conditional => Possible,
        Some("would") if features.habitual => Held,
        Some("would") if is_gladly(tree, predicate.token) => Possible,
        Some("would") if is_reported(clauses, id) && !is_in_quotes(tree, predicate.token) => Planned,
        Some("could") if features.perfect => Possible,
        Some("could" | "can") if features.negated => return Negated,
        Some("may" | "might") => return Possible,
        Some("must") if features.perfect => Held,
        Some(_) => Possible,
        None if features.question => Possible,
        None if is_imperative(tree, predicate) => Possible,
        None => untensed_or_present(tree, predicate, conditional),
    };
    let has_yet = matches!(predicate.lemma.as_str(), "have" | "be")
        && tree.by(predicate.token, Dep::Advmod).any(|a| tree.is(a, "yet"));
    if features.negated && met_at_last(tree, predicate) {
        return Held;
    }
    match (features.negated || has_yet, status) {
        (true, Possible) if features.question => Possible,
        (true, _) => Negated,
        (false, status) => status,
    }
}

fn untensed_or_present(tree: &Tree<'_>, predicate: &Predicate, conditional: bool) -> Factuality {
    let features = predicate.features;
    let present = features.tense == Tense::Present && !features.perfect;
    if present && conditional {
        return Possible;
    }
    if present && !features.habitual && lies_ahead(tree, predicate) {
        return Planned;
    }
    // Headlines: "Ode to meet Brandt".
    let singled_out = tree
        .head(predicate.token)
        .is_some_and(|rank| tree.dep(rank) == Dep::Attr && tree.is_any(rank, &super::governed::RANKS));
    let headline = features.infinitive
        && !singled_out
        && predicate.governor.is_none()
        && (predicate.has(&Role::Subject) || predicate.has(&Role::Object));
    if headline { Planned } else { Held }
}

/// A bare verb at the head of a sentence without a subject.
fn is_imperative(tree: &Tree<'_>, predicate: &Predicate) -> bool {
    tree.dep(predicate.token) == Dep::Root
        && tree.tag(predicate.token) == "VB"
        && predicate.features
            == Features {
                negated: predicate.features.negated,
                habitual: predicate.features.habitual,
                question: predicate.features.question,
                ..Features::default()
            }
        && !predicate.has(&Role::Subject)
}

/// True if an "if" or "unless" clause hangs on the verb, or what means the same: "provided", "as long as", "on condition that".
fn has_condition(tree: &Tree<'_>, verb: TokenId) -> bool {
    let clause = tree.by(verb, Dep::Advcl).any(|clause| {
        tree.by(clause, Dep::Mark).any(|mark| tree.is_any(mark, &["if", "unless", "provided", "providing", "should"]))
            && !tree.dependents(clause).iter().any(|&even| tree.is(even, "even"))
    });
    clause || is_provided(tree, verb)
}

/// "will meet him *provided he pays*", "*as long as* he pays", "*on condition that* he pays".
fn is_provided(tree: &Tree<'_>, verb: TokenId) -> bool {
    let mut after = tree.dependents(verb).iter().copied().filter(|&word| word > verb);
    after.any(|word| match tree.dep(word) {
        Dep::Prep if tree.is_any(word, &["provided", "providing"]) => {
            tree.has(word, Dep::Ccomp) || tree.has(word, Dep::Pcomp)
        }
        Dep::Prep if tree.is(word, "on") => tree.by(word, Dep::Pobj).any(|noun| tree.is(noun, "condition")),
        Dep::Advmod if tree.is(word, "long") => tree
            .by(word, Dep::Advcl)
            .any(|clause| tree.by(clause, Dep::Mark).any(|mark| tree.is(mark, "as") && mark.0 == word.0 + 1)),
        _ => false,
    })
}

/// "*Had he met* her, the war would have been avoided": he did not.
fn is_contrary_to_fact(tree: &Tree<'_>, verb: TokenId) -> bool {
    let Some(sentence) = tree.analysis.sentences.get(tree.token(verb).sentence as usize) else { return false };
    let had = tree.by(verb, Dep::Aux).find(|&auxiliary| tree.form(auxiliary) == "Had");
    let inverted = had.is_some_and(|had| tree.by(verb, Dep::Nsubj).any(|subject| had < subject && subject < verb));
    inverted
        && tree.dep(verb) == Dep::Advcl
        && !(sentence.start..sentence.end).any(|end| tree.form(TokenId(end)) == "?")
}

/// "had never met *before Friday's summit*", "did not meet *until June*": and then they met.
fn met_at_last(tree: &Tree<'_>, predicate: &Predicate) -> bool {
    let features = predicate.features;
    let until = |argument: &Argument| {
        argument.token > predicate.token
            && matches!(&argument.role, Role::Preposition(name) if matches!(name.as_str(), "until" | "till"))
            && (tree.is_time(argument.token) || tree.pos(argument.token) == "NUM")
    };
    let past = features.tense == Tense::Past && !features.perfect && features.modal.is_none();
    if past && predicate.arguments.iter().any(until) {
        return true;
    }
    features.perfect
        && features.tense == Tense::Past
        && features.modal.is_none()
        && predicate.arguments.iter().any(|argument| {
            argument.token > predicate.token
                && matches!(&argument.role, Role::Preposition(name) if matches!(name.as_str(), "before" | "until" | "till"))
                && (tree.is_time(argument.token) || tree.pos(argument.token) == "NOUN")
        })
}

/// "*Why don't I* meet her": a proposal, and no denial.
fn is_proposal(tree: &Tree<'_>, verb: TokenId) -> bool {
    let why = tree.by(verb, Dep::Advmod).any(|why| tree.is_any(why, &["why", "Why"]));
    why && tree.by(verb, Dep::Nsubj).any(|who| tree.is_any(who, &["I", "we", "you"]))
        && tree.by(verb, Dep::Aux).any(|word| tree.is(word, "do"))
}

/// "should have met her *sooner*": later than was right.
pub fn came_late(tree: &Tree<'_>, verb: TokenId) -> bool {
    let sooner = |&adverb: &TokenId| {
        matches!(tree.dep(adverb), Dep::Advmod)
            && (tree.is_any(adverb, &["sooner"]) || tree.is(adverb, "earlier") && !tree.has(adverb, Dep::Prep))
    };
    // "should have [gone → to see her sooner]"
    let below = tree.dependents(verb).iter().filter(|&&aim| matches!(tree.dep(aim), Dep::Xcomp | Dep::Advcl));
    let mut verbs = std::iter::once(verb).chain(below.copied());
    verbs.any(|verb| tree.dependents(verb).iter().any(&sooner))
}

/// "said she would *gladly* meet him": offered, and not arranged.
fn is_gladly(tree: &Tree<'_>, verb: TokenId) -> bool {
    tree.by(verb, Dep::Advmod).any(|adverb| tree.is_any(adverb, &["gladly", "happily", "willingly"]))
}

/// "“*I would meet him*,” she said": the words quoted are the speaker's own, whose past is not the report's.
fn is_in_quotes(tree: &Tree<'_>, verb: TokenId) -> bool {
    let Some(sentence) = tree.analysis.sentences.get(tree.token(verb).sentence as usize) else { return false };
    let mut open = false;
    for token in (sentence.start..verb.0).map(TokenId) {
        match tree.form(token) {
            "“" => open = true,
            "”" => open = false,
            "\"" => open = !open,
            _ => {}
        }
    }
    open
}

/// "would" is the future of a past report: "said she would meet", "the talks that would follow".
fn is_reported(clauses: &Clauses, id: PredicateId) -> bool {
    clauses.governors(id).any(|(governor, embedding)| {
        embedding == Embedding::Complement && clauses.predicates[governor.index()].kind != PredicateKind::Adjective
    }) || matches!(clauses.predicates[id.index()].governor, Some((_, Embedding::Relative)))
}

/// The status that a noun has by its negation, its modifiers and its times.
pub fn noun_status(tree: &Tree<'_>, noun: &Predicate) -> Factuality {
    let mut status = Held;
    for &dependent in tree.dependents(noun.token) {
        if !matches!(tree.dep(dependent), Dep::Amod | Dep::Det | Dep::Compound | Dep::Nmod) {
            continue;
        }
        let word: SmolStr = tree.form(dependent).to_lowercase_smolstr();
        if let Some(&given) = STATUS.modifiers.get(&word) {
            status = status.min(given);
        }
    }
    if noun.features.negated {
        return Negated;
    }
    // "has a session with him *set for Friday*"
    let set = |verb: TokenId| tree.is(verb, "set") && tree.by(verb, Dep::Prep).any(|name| tree.is(name, "for"));
    if status == Held && tree.by(noun.token, Dep::Acl).any(set) {
        return Planned;
    }
    if status == Held && lies_ahead(tree, noun) { Planned } else { status }
}

/// True if a time of the predicate's own lies ahead: "tomorrow", "next week", "later this month"; for present verbs also
/// a weekday.
fn lies_ahead(tree: &Tree<'_>, predicate: &Predicate) -> bool {
    predicate.arguments.iter().any(|argument| {
        let timely = match &argument.role {
            Role::Time => true,
            Role::Preposition(name) => {
                tree.is_time(argument.token) && matches!(name.as_str(), "on" | "in" | "at" | "this")
            }
            _ => false,
        };
        timely && is_ahead(tree, predicate, argument.token)
    })
}

/// "sent him there for a *tense* meeting": how it went is told only of what took place.
pub fn is_evaluated(tree: &Tree<'_>, noun: TokenId) -> bool {
    tree.by(noun, Dep::Amod).any(|adjective| STATUS.evaluative.contains(tree.lemma(adjective)))
}

/// True if a noun's own modifiers or times put it into the past: "last week", "the recent summit", "two days ago".
pub fn lies_behind(tree: &Tree<'_>, noun: &Predicate) -> bool {
    let past = |token: TokenId| {
        tree.is_any(token, &["last", "yesterday", "recent", "ago", "latest", "previous", "earlier", "past"])
    };
    tree.dependents(noun.token).iter().any(|&dependent| tree.dep(dependent) == Dep::Amod && past(dependent))
        || noun.arguments.iter().any(|argument| {
            argument.role == Role::Time
                && (argument.source == Source::Direct || (1..4).contains(&argument.token.0.wrapping_sub(noun.token.0)))
                && (past(argument.token) || tree.dependents(argument.token).iter().any(|&word| past(word)))
        })
}

/// True if the journey `verb` is told from afar: "flew to Vasa *on 3 March*", "drove over *in late 2000*", "went there
/// *earlier this year*". What it was for has come about, or the text would say so.
pub fn lies_far_behind(tree: &Tree<'_>, verb: &Predicate) -> bool {
    let afar = |token: TokenId| {
        let form = tree.form(token);
        let year = form.len() == 4 && form.bytes().all(|byte| byte.is_ascii_digit());
        year || is_date(form) && !form.ends_with("day") || tree.is_any(token, &["last", "ago", "earlier", "previous"])
    };
    let times = verb.arguments.iter().filter(|argument| {
        let timed = argument.role == Role::Time
            || matches!(&argument.role, Role::Preposition(name) if matches!(name.as_str(), "on" | "in"))
                && tree.is_time(argument.token);
        timed && argument.source == Source::Direct
    });
    let mut words =
        times.flat_map(|time| std::iter::once(time.token).chain(tree.dependents(time.token).iter().copied()));
    verb.features.tense == Tense::Past && verb.features.modal.is_none() && words.any(afar)
}

fn is_ahead(tree: &Tree<'_>, predicate: &Predicate, time: TokenId) -> bool {
    let ahead = |token: TokenId| STATUS.future_times.contains(&tree.form(token).to_lowercase_smolstr());
    // "shakes hands on Thursday" captions a picture: nobody schedules a gesture.
    let day = predicate.kind == PredicateKind::Verb
        && is_date(tree.form(time))
        && (time > predicate.token || tree.form(time).ends_with("day") && !tree.has(predicate.token, Dep::Ccomp))
        && !matches!(predicate.lemma.as_str(), "shake" | "embrace" | "hug" | "kiss" | "greet" | "pose" | "wave");
    let later = tree.is(time, "later") || tree.dependents(time).iter().any(|&word| tree.is(word, "later"));
    let later = later && !tree.dependents(time).iter().any(|&word| tree.is_time(word) && tree.dep(word) == Dep::Nummod);
    let past = tree.dependents(time).iter().any(|&word| tree.is_any(word, &["last", "ago", "every", "each"]));
    // "had lunch with her the next day": counted from what was told, not from now.
    let has = |form: &str| tree.dependents(time).iter().any(|&word| tree.is(word, form));
    let past = past || has("next") && has("the");
    !past
        && (ahead(time)
            || tree.dependents(time).iter().any(|&word| ahead(word))
            || day
            || later
                && (predicate.kind == PredicateKind::Verb
                    || tree.dependents(time).iter().any(|&word| tree.is(word, "this"))))
}

/// A day of the week or a month.
fn is_date(form: &str) -> bool {
    const NAMES: [&str; 19] = [
        "Monday",
        "Tuesday",
        "Wednesday",
        "Thursday",
        "Friday",
        "Saturday",
        "Sunday",
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    NAMES.contains(&form)
}
