//! Presence: who was at an encounter, as a verb tells it ("C *sat in*", "*also present were* A and B", "the guests *included* D").
//!
//! Takes clauses, gives a [`Presence`]: people, the word for the encounter, whether they came as guests or stayed away.
//! Which encounter is meant is left to [`attend`](super::attend).

use super::absence::{
    brought_about, does_not_go, is_absent, is_away, is_invited_in_vain, is_kept_out, is_missing, is_part_taken,
    is_party_to, sends_regrets, takes_no_part,
};
use super::bind::names_encounter;
use super::delegated::delegated;
use super::members::{is_named_person, named_among_them};
use super::party::{Party, Reach, parties_of};
use super::scene::Scene;
use super::understood::is_private;
use crate::clause::{Factuality, Predicate, PredicateId, PredicateKind, Role, Source, Tense};
use crate::entity::EntityType;
use crate::nlp::TokenId;

/// Somebody's presence at an encounter, as one verb tells it.
pub struct Presence {
    /// The verb.
    pub id: PredicateId,
    /// Those who are there.
    pub who: Vec<Party>,
    /// The word for the encounter, where there is one.
    pub at: Option<TokenId>,
    /// They come to whoever gives the meal or reception.
    pub guests: bool,
    /// They were not there.
    pub absent: bool,
    /// No word for an encounter is there, and nothing but their coming tells of one: of what was given, not of any met.
    pub of_host: bool,
}

/// The presence that predicate `id` tells of: who was there, at what, in what part.
#[must_use]
pub fn presence(scene: &Scene<'_>, id: PredicateId) -> Option<Presence> {
    let verb = scene.clauses.predicate(id);
    // "has asked Brandt *to join them*"
    let asked = verb.lemma == "join" && verb.features.tense == Tense::None && verb.features.modal.is_none();
    let chairs = scene.in_words("chairing-verbs", &verb.lemma) || takes_chair(scene, verb);
    let open = verb.factuality == Factuality::Possible && !asked && !chairs;
    if verb.kind != PredicateKind::Verb || open || verb.features.habitual {
        return None;
    }
    let (who, at, guests) = match verb.lemma.as_str() {
        "be" => stay(scene, verb)?,
        "include" | "number" | "feature" => (listed(scene, verb)?, None, true),
        "send" | "represent" if let Some((who, at)) = delegated(scene, verb) => {
            return Some(Presence { id, who, at: Some(at), guests: false, absent: false, of_host: false });
        }
        _ => attended(scene, verb)?,
    };

    let absent =
        scene.in_words("absent-verbs", &verb.lemma) || is_away(scene, verb) || verb.factuality == Factuality::Negated;
    let absent = absent || is_kept_out(scene, verb) || takes_no_part(scene, verb) || is_absent(scene, verb);
    let absent = absent || is_invited_in_vain(scene, verb) || sends_regrets(scene, verb);
    let party_to = is_party_to(scene, verb);
    let who: Vec<Party> =
        who.into_iter().filter(|party| party_to || may_attend(scene, party, chairs, absent)).collect();
    let of_host = at.is_none() && (is_expected(scene, verb) || is_among_them(scene, verb) || lists_group(scene, verb));
    (!who.is_empty()).then_some(Presence { id, who, at, guests, absent, of_host })
}

fn may_attend(scene: &Scene<'_>, party: &Party, chairs: bool, absent: bool) -> bool {
    match scene.entity_type(party.entity) {
        EntityType::Person => absent || party.reach != Reach::Pronoun || party.source == Source::Direct,
        EntityType::Organization => party.reach == Reach::Representatives || chairs && party.reach == Reach::Name,
        EntityType::Place => false,
    }
}

type Found = (Vec<Party>, Option<TokenId>, bool);

/// "A attended the meeting", "A sat in on it", "A took part", "it was attended by A".
fn attended(scene: &Scene<'_>, verb: &Predicate) -> Option<Found> {
    let takes_part = verb.lemma == "take" && verb.fillers(&Role::Object).any(|part| scene.lemma(part.token) == "part");
    // "sat in", "looked in for ten minutes", "took notes"
    let sits_in =
        matches!((verb.lemma.as_str(), verb.particle.as_deref()), ("sit" | "look" | "drop" | "listen", Some("in")));
    let sits_in = sits_in || takes_notes(scene, verb);
    let stays_away = is_away(scene, verb) || verb.lemma == "stay" && verb.preposition("from").next().is_some();
    let known = scene.in_words("attend-verbs", &verb.lemma) || scene.in_words("absent-verbs", &verb.lemma);
    // "The talks *are being chaired by* C": who does that sits in.
    let chairs = scene.in_words("chairing-verbs", &verb.lemma) || takes_chair(scene, verb);
    let kept_out = is_kept_out(scene, verb) || is_invited_in_vain(scene, verb);
    let seated = is_seated_beside(scene, verb);
    if is_expected(scene, verb) {
        let at = occasion_before(scene, verb.token).or_else(|| last_occasion(scene, verb.token).flatten());
        return Some((parties_in(scene, verb, &[Role::Object]), at, true));
    }
    if sends_regrets(scene, verb) || does_not_go(scene, verb) {
        let who = parties_in(scene, verb, &[Role::Subject]);
        let told = verb.lemma == "send" || brought_about(scene, verb.token, &who);
        return told.then_some((who, None, false));
    }
    if !takes_part && !sits_in && !stays_away && !known && !chairs && !leaves(verb) && !kept_out && !seated {
        return None;
    }
    if seated {
        let at = last_occasion(scene, verb.token).flatten()?;
        let who = parties_in(scene, verb, &[Role::Subject, Role::Object, Role::Complement]);
        return Some((who, Some(at), true));
    }
    let whom = if kept_out { Role::Object } else { Role::Subject };
    let mut who = parties_in(scene, verb, &[whom]);
    if !who.iter().any(|party| scene.entity_type(party.entity) == EntityType::Person) {
        who.extend(named_after_verb(scene, verb));
    }
    let fits = |argument: &&crate::clause::Argument| match &argument.role {
        Role::Object => true,
        Role::Preposition(name) => {
            matches!(name.as_str(), "in" | "at" | "on" | "from" | "away from")
                || chairs && name == "over"
                || matches!(name.as_str(), "of" | "out of") && (leaves(verb) || kept_out)
                || name == "to" && kept_out
        }
        _ => false,
    };
    let named = verb.arguments.iter().filter(fits).map(|argument| argument.token);
    let mut named = named.filter(|&token| is_occasion(scene, token));
    if let Some(at) = named.next() {
        return Some((who, Some(at), false));
    }
    if chairs || leaves(verb) || kept_out {
        return None;
    }
    // "the talks between A and B, *which* C also attended"
    let which = scene.analysis.dependents_by(verb.token, "dobj").any(|word| scene.lemma(word) == "which");
    if which {
        let before = occasion_before(scene, verb.token)?;
        return Some((who, Some(before), false));
    }
    // "C also attended", "C sat in": of what the text just told.
    let by_line = |argument: &crate::clause::Argument| {
        matches!(&argument.role, Role::Preposition(name) if matches!(name.as_str(), "by" | "via" | "on" | "over"))
            && scene.in_words("phones", &scene.lemma(argument.token))
    };
    // "joined *them*", "joined *by phone*"
    let joins = verb.lemma == "join" && verb.features.tense != Tense::Present && !verb.features.passive;
    let them = joins && verb.fillers(&Role::Object).any(|whom| scene.form(whom.token) == "them");
    let by_phone = joins && !verb.has(&Role::Object) && verb.arguments.iter().any(by_line);
    let alone = !verb.has(&Role::Object) && says_also(scene, verb.token) || sits_in || takes_part || them || by_phone;
    let elsewhere = verb.arguments.iter().any(|argument| match &argument.role {
        Role::Preposition(name) => {
            let of_them = matches!(name.as_str(), "among" | "including") || by_line(argument);
            let occasion = them && matches!(name.as_str(), "for" | "at" | "after" | "from");
            !of_them && !occasion && scene.time_at(argument.token).is_none()
        }
        _ => false,
    });
    if elsewhere {
        return None;
    }
    if alone {
        return Some((who, None, false));
    }
    // "Ode chaired a meeting of mayors. Brandt *attended*": the one occasion told before.
    let bare = !verb.has(&Role::Object) && (stays_away || scene.in_words("attend-verbs", &verb.lemma));
    // "The go-between, Kessler, *did not attend*": what he arranged, whatever else was told since
    let negated = verb.factuality == Factuality::Negated;
    if bare && negated && brought_about(scene, verb.token, &who) {
        return Some((who, None, false));
    }
    // "Ode and Brandt met. Kessler *did not attend*": no occasion is named
    let at = bare.then(|| last_occasion(scene, verb.token))?;
    (at != Some(None)).then_some((who, at.flatten(), false))
}

/// "*On her left sat* Brandt": at the table of whoever gives the meal.
fn is_seated_beside(scene: &Scene<'_>, verb: &Predicate) -> bool {
    let hand = |object: TokenId| {
        matches!(scene.form(object), "left" | "right")
            && scene.analysis.dependents_by(object, "poss").any(|owner| scene.token(owner).pos == "PRON")
    };
    let past = verb.features.tense == Tense::Past && verb.factuality == Factuality::Held;
    let places = scene
        .analysis
        .dependents_by(verb.token, "prep")
        .filter(|&on| matches!(scene.form(on), "On" | "on" | "To" | "to" | "At" | "at"));
    past && verb.lemma == "sit" && places.flat_map(|on| scene.analysis.dependents_by(on, "pobj")).any(hand)
}

/// "*took notes*", "*took a note*": at what was just told.
fn takes_notes(scene: &Scene<'_>, verb: &Predicate) -> bool {
    let note = |object: TokenId| {
        let one = || scene.analysis.dependents_by(object, "det").any(|a| matches!(scene.form(a), "a" | "the"));
        scene.form(object) == "notes" || scene.form(object) == "note" && one()
    };
    matches!(verb.lemma.as_str(), "take")
        && verb.features.tense == Tense::Past
        && verb.factuality == Factuality::Held
        && verb
            .fillers(&Role::Object)
            .any(|object| note(object.token) && scene.analysis.dependents_by(object.token, "prep").next().is_none())
}

/// "*took the chair*".
fn takes_chair(scene: &Scene<'_>, verb: &Predicate) -> bool {
    verb.lemma == "take" && verb.fillers(&Role::Object).any(|object| scene.lemma(object.token) == "chair")
}

/// "Ode gives a dinner on Friday. *Brandt is expected*", and nothing beside tells to do what.
fn is_expected(scene: &Scene<'_>, verb: &Predicate) -> bool {
    let next = TokenId(verb.token.0 + 1);
    let to = next.index() < scene.analysis.tokens.len() && scene.form(next) == "to";
    verb.lemma == "expect"
        && !to
        && verb.features.passive
        && verb.features.tense == Tense::Present
        && verb.factuality != Factuality::Negated
        && verb.arguments.iter().all(|argument| argument.role == Role::Object)
}

/// "Ode hosted 50 bankers. *Brandt was among them*".
fn is_among_them(scene: &Scene<'_>, verb: &Predicate) -> bool {
    verb.lemma == "be"
        && verb.factuality == Factuality::Held
        && verb.preposition("among").any(|them| scene.form(them.token) == "them")
}

/// "a meeting *convened by* Ode".
fn is_given(scene: &Scene<'_>, noun: TokenId) -> bool {
    scene.analysis.dependents_by(noun, "acl").any(|verb| {
        scene.in_words("giving-verbs", &scene.lemma(verb))
            && scene.analysis.dependents_by(verb, "agent").next().is_some()
    })
}

/// "*walked out* of the meeting", "*emerged* from the talks": who comes out of an encounter was in it.
fn leaves(verb: &Predicate) -> bool {
    let past = verb.features.tense == Tense::Past && verb.factuality == Factuality::Held;
    past && matches!(verb.lemma.as_str(), "leave" | "quit" | "walk" | "storm" | "emerge")
}

/// "The leaders of three parties attended, *among them Ode and Brandt*".
fn named_after_verb(scene: &Scene<'_>, verb: &Predicate) -> Vec<Party> {
    let Some(sentence) = scene.analysis.sentences.get(scene.token(verb.token).sentence as usize) else {
        return Vec::new();
    };
    let after = (verb.token.0 + 1..sentence.end).map(TokenId).take(20);
    let Some(first) = after.into_iter().find_map(|token| named_among_them(scene, token, false)) else {
        return Vec::new();
    };
    let mut names = vec![first];
    super::party::conjuncts(scene, first, &mut names);
    names.into_iter().flat_map(|name| parties_of(scene, name)).collect()
}

/// How many sentences back the occasion is that somebody is told to have attended without another word.
const OCCASION_REACH: u32 = 2;

/// The only occasion, of those that one attends, in the last sentence before that of `verb` that tells of any; nothing in it if
/// there are several, or one that is no encounter.
fn last_occasion(scene: &Scene<'_>, verb: TokenId) -> Option<Option<TokenId>> {
    let own = scene.token(verb).sentence;
    (1..=OCCASION_REACH)
        .filter_map(|back| own.checked_sub(back))
        .find_map(|sentence| {
            let before = scene.analysis.sentences.get(sentence as usize)?;
            let nouns = before.clone().map(TokenId);
            let nouns = nouns.filter(|&noun| scene.token(noun).pos == "NOUN" && scene.token(noun).deprel != "compound");
            // "The meeting was billed *as an event* for donors": one occasion, not two
            let as_such = |noun: TokenId| scene.analysis.head(noun).is_some_and(|above| scene.form(above) == "as");
            let mut occasions = nouns.filter(|&noun| !as_such(noun)).filter(|&noun| {
                let lemma = scene.lemma(noun);
                ["gatherings", "appearances", "social-gatherings"].iter().any(|list| scene.in_words(list, &lemma))
                    || is_occasion(scene, noun)
            });
            let first = occasions.next()?;
            Some((first, occasions.next().is_none() && is_occasion(scene, first)))
        })
        .map(|(only, fits)| fits.then_some(only))
}

/// "A was in the room", "Also present were A and B", "among the guests was A", "A was also there".
fn stay(scene: &Scene<'_>, verb: &Predicate) -> Option<Found> {
    let mut at = None;
    let mut guests = false;
    let mut present = false;
    for &dependent in scene.analysis.dependents(verb.token) {
        let lemma = scene.lemma(dependent);
        match scene.token(dependent).deprel.as_str() {
            "acomp" if is_missing(scene, dependent) => {
                at = at.or_else(|| occasion_below(scene, dependent));
                present |= at.is_some();
            }
            "attr" if is_part_taken(scene, dependent) => {
                at = at.or_else(|| occasion_below(scene, dependent));
                present |= at.is_some();
            }
            "acomp" | "advmod" | "attr" | "amod" if matches!(lemma.as_str(), "present") => {
                present = true;
                at = at.or_else(|| occasion_below(scene, dependent));
            }
            "attr" | "nsubj" if scene.in_words("attendees", &lemma) || is_one_of_guests(scene, dependent) => {
                at = at
                    .or_else(|| occasion_below(scene, dependent))
                    .or_else(|| last_occasion(scene, verb.token).flatten());
                guests |= at.is_some();
                present |= at.is_some();
            }
            // "*Also taking part* were Ode and Brandt"
            "csubj" if matches!(lemma.as_str(), "take" | "attend" | "sit") => {
                at = at.or_else(|| last_occasion(scene, verb.token).flatten());
                present = true;
            }
            "advmod" if lemma == "there" && says_also(scene, verb.token) => present = true,
            "advmod" if lemma == "there" && verb.features.tense == Tense::Past => {
                at = at.or_else(|| last_occasion(scene, verb.token).flatten());
                present |= at.is_some();
            }
            "prep" => {
                for object in scene.analysis.dependents_by(dependent, "pobj") {
                    let noun = scene.lemma(object);
                    match scene.form(dependent).to_lowercase().as_str() {
                        "among" => {
                            at = at.or_else(|| occasion_below(scene, object));
                            // "among *those at the dinner*"
                            let those = scene.form(object) == "those" && at.is_some();
                            let those = those || scene.form(object) == "them" && is_among_them(scene, verb);
                            guests |= those || is_attendee(scene, object);
                            present |= those || is_attendee(scene, object);
                        }
                        "in" | "at" | "on" | "around" => {
                            if scene.in_words("presence", &noun) {
                                present = true;
                                at = at.or_else(|| occasion_below(scene, object));
                            } else if is_occasion(scene, object)
                                && (is_pointing(scene, object) || is_given(scene, object))
                            {
                                present = true;
                                at = at.or(Some(object));
                            }
                        }
                        "with" => present |= matches!(noun.as_str(), "they" | "them") && object < verb.token,
                        _ => {}
                    }
                }
            }
            _ => {}
        }
    }
    if !present && is_in_chair(scene, verb) {
        at = last_occasion(scene, verb.token).flatten();
        present = true;
    }
    let who = || parties_in(scene, verb, &[Role::Subject, Role::Complement]);
    present.then(|| (listed_after(scene, verb, who()), at, guests))
}

/// "Ode dined with a dozen bankers. *The group included* Brandt".
fn lists_group(scene: &Scene<'_>, verb: &Predicate) -> bool {
    verb.lemma == "include"
        && verb.fillers(&Role::Subject).any(|group| {
            let below = || scene.analysis.dependents(group.token).len() > 1;
            scene.in_words("delegations", &scene.lemma(group.token)) && is_pointing(scene, group.token) && !below()
        })
}

/// "In the chair *was Ode*".
fn is_in_chair(scene: &Scene<'_>, verb: &Predicate) -> bool {
    let mut at =
        scene.analysis.dependents_by(verb.token, "prep").filter(|&at| scene.form(at).eq_ignore_ascii_case("in"));
    let mut seats = || at.any(|at| scene.analysis.dependents_by(at, "pobj").any(|seat| scene.form(seat) == "chair"));
    verb.features.tense == Tense::Past && verb.factuality == Factuality::Held && seats()
}

/// "was *one of the guests*".
fn is_one_of_guests(scene: &Scene<'_>, one: TokenId) -> bool {
    let of = scene.analysis.dependents_by(one, "prep").filter(|&of| scene.form(of) == "of");
    scene.lemma(one) == "one"
        && of
            .flat_map(|of| scene.analysis.dependents_by(of, "pobj"))
            .any(|guests| scene.in_words("attendees", &scene.lemma(guests)))
}

/// `first` and the people listed with them after the verb, where the parser hung one on what another is of ("Ode *of Norbank and
/// Brandt of Velden*").
fn listed_after(scene: &Scene<'_>, verb: &Predicate, mut first: Vec<Party>) -> Vec<Party> {
    let Some(start) = first.iter().map(|party| party.token).filter(|&token| token > verb.token).min() else {
        return first;
    };
    let end =
        scene.analysis.sentences.get(scene.token(verb.token).sentence as usize).map_or(start.0, |range| range.end);
    let list = (start.0..end).map(TokenId).take_while(|&token| scene.token(token).pos != "VERB");
    for token in list.filter(|&token| scene.token(token).deprel == "conj" && is_named_person(scene, token)) {
        for party in parties_of(scene, token) {
            if first.iter().all(|known| known.entity != party.entity) {
                first.push(party);
            }
        }
    }
    first
}

/// "The guests included A", "others at the table included B".
fn listed(scene: &Scene<'_>, verb: &Predicate) -> Option<Vec<Party>> {
    let mut subjects = verb.fillers(&Role::Subject);
    let attendees = subjects.any(|subject| {
        let placed = || {
            scene
                .analysis
                .dependents_by(subject.token, "prep")
                .flat_map(|preposition| scene.analysis.dependents_by(preposition, "pobj"))
                .any(|object| scene.in_words("presence", &scene.lemma(object)) || is_occasion(scene, object))
        };
        is_attendee(scene, subject.token) || scene.lemma(subject.token) == "other" && placed()
    });
    let attendees = attendees || lists_group(scene, verb);
    attendees.then(|| listed_after(scene, verb, parties_in(scene, verb, &[Role::Object])))
}

/// "guests", "participants", "those attending", "the leaders present".
fn is_attendee(scene: &Scene<'_>, token: TokenId) -> bool {
    let modified = || {
        scene.analysis.dependents(token).iter().any(|&below| {
            below > token
                && matches!(scene.lemma(below).as_str(), "attend" | "attendance" | "present" | "participate" | "expect")
                || scene.lemma(below) == "in"
                    && scene.analysis.dependents_by(below, "pobj").any(|noun| scene.lemma(noun) == "attendance")
        })
    };
    // "among *those present*"
    let present = || scene.lemma(token) == "present" && scene.analysis.dependents_by(token, "det").next().is_some();
    scene.in_words("attendees", &scene.lemma(token)) || present() || modified()
}

pub fn parties_in(scene: &Scene<'_>, verb: &Predicate, roles: &[Role]) -> Vec<Party> {
    let mut parties: Vec<Party> = Vec::new();
    for argument in verb.arguments.iter().filter(|argument| roles.contains(&argument.role)) {
        for party in parties_of(scene, argument.token) {
            if parties.iter().all(|known| known.entity != party.entity) {
                parties.push(Party { source: argument.source.max(party.source), ..party });
            }
        }
    }
    parties
}

pub fn is_preposition(argument: &crate::clause::Argument, wanted: &str) -> bool {
    matches!(&argument.role, Role::Preposition(name) if name == wanted)
}

/// "also", "too", "as well".
fn says_also(scene: &Scene<'_>, verb: TokenId) -> bool {
    scene
        .analysis
        .dependents_by(verb, "advmod")
        .any(|adverb| matches!(scene.form(adverb), "also" | "Also" | "too" | "well"))
}

/// True if `token` is a noun for an encounter, or for whatever was told before ("the event").
pub fn is_occasion(scene: &Scene<'_>, token: TokenId) -> bool {
    let lemma = scene.lemma(token);
    let encounter = || {
        // of "fundraisers" and "dinners" nobody knows which
        let one = scene.token(token).tag != "NNS" || scene.in_words("formal-talks", &lemma);
        one && scene.clauses.predicate_at(token).is_some_and(|id| {
            scene.clauses.predicate(id).kind == PredicateKind::Noun
                && names_encounter(scene, id).is_some_and(is_private)
        })
    };
    encounter() || matches!(lemma.as_str(), "event" | "gathering" | "affair") && is_pointing(scene, token)
}

/// "the", "this", "their", "Friday's".
pub fn is_pointing(scene: &Scene<'_>, noun: TokenId) -> bool {
    scene.analysis.dependents(noun).iter().any(|&dependent| match scene.token(dependent).deprel.as_str() {
        "det" => matches!(scene.lemma(dependent).as_str(), "the" | "this" | "that" | "these" | "those" | "both"),
        "poss" => true,
        _ => false,
    })
}

/// The encounter in the phrases of `token`: "present *at the meeting*", "guests *at the dinner*".
fn occasion_below(scene: &Scene<'_>, token: TokenId) -> Option<TokenId> {
    let direct = scene.analysis.dependents_by(token, "prep");
    let below = scene.analysis.dependents_by(token, "acl").filter(|&verb| scene.lemma(verb) == "attend");
    let objects = direct.flat_map(|preposition| scene.analysis.dependents_by(preposition, "pobj"));
    let objects = objects.chain(below.flat_map(|verb| scene.analysis.dependents_by(verb, "dobj")));
    objects.into_iter().find(|&object| is_occasion(scene, object))
}

/// The nearest noun for an encounter before `token` in its sentence.
fn occasion_before(scene: &Scene<'_>, token: TokenId) -> Option<TokenId> {
    let sentence = scene.analysis.sentences.get(scene.token(token).sentence as usize)?;
    let before = scene.clauses.predicates_in(&(sentence.start..token.0));
    before.iter().rev().map(|predicate| predicate.token).find(|&noun| is_occasion(scene, noun))
}
