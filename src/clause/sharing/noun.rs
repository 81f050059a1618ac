//! What event nouns have from the verbs and nouns around them: light verbs, offers, understood subjects.

use super::super::lexicon::{LIGHT, LightVerb, WORDS};
use super::super::predicate::{Argument, Embedding, PredicateKind, Role, Source};
use super::super::{Clauses, PredicateId};
use super::{copied, give, signature_key, surface_role};
use smol_str::SmolStr;

/// The arguments that the noun `id` has from its governor.
pub fn noun_arguments(
    clauses: &Clauses,
    id: PredicateId,
    governor: PredicateId,
    embedding: Embedding,
) -> Vec<Argument> {
    if embedding != Embedding::Argument {
        return Vec::new();
    }
    let noun = &clauses.predicates[id.index()];
    let above = &clauses.predicates[governor.index()];
    match above.kind {
        PredicateKind::Noun => {
            if noun.marker.as_deref() == Some("of") && LIGHT.is_transparent(&above.lemma) {
                return through_transparent(clauses, id, governor);
            }
            let offered = offered_by(clauses, id, governor);
            if !offered.is_empty() {
                return offered;
            }
            let weighed = weighed_by(clauses, id, governor);
            if !weighed.is_empty() {
                return weighed;
            }
            implied_parties(clauses, id, governor)
        }
        PredicateKind::Verb => {
            let mut lent = wanted_by(clauses, id, governor);
            lent.extend(lent_by(clauses, id, governor));
            if lent.is_empty() {
                lent = implied_parties(clauses, id, governor);
            }
            lent
        }
        PredicateKind::Adjective => implied_parties(clauses, id, governor),
    }
}

/// "Ode wants *talks* with Brandt *to begin*": the subject of an infinitive is what the verb above wants.
fn wanted_by(clauses: &Clauses, id: PredicateId, infinitive: PredicateId) -> Vec<Argument> {
    let verb = &clauses.predicates[infinitive.index()];
    let noun = &clauses.predicates[id.index()];
    let is_subject = noun.marker.is_none() && verb.fillers(&Role::Subject).any(|subject| subject.token == noun.token);
    let Some((above, Embedding::Complement)) = verb.governor.filter(|_| is_subject && verb.features.infinitive) else {
        return Vec::new();
    };
    let wants = &clauses.predicates[above.index()];
    let before = wants.kind == PredicateKind::Verb && wants.token < noun.token && !wants.features.passive;
    if before { copied(clauses, above, &Role::Subject, &Role::Subject, Source::Shared) } else { Vec::new() }
}

/// "Ode refused *Brandt's offer* of a debate": who offers it and who answers are its two parties.
fn offered_by(clauses: &Clauses, id: PredicateId, offer: PredicateId) -> Vec<Argument> {
    let noun = &clauses.predicates[id.index()];
    let above = &clauses.predicates[offer.index()];
    let offer_of = WORDS.offers.contains(&above.lemma) && matches!(noun.marker.as_deref(), Some("of" | "for" | "to"));
    let with = |known: &Argument| matches!(&known.role, Role::Preposition(p) if p == "with");
    if offer_of && noun.arguments.iter().any(with) {
        // "Ode's request for a meeting with Brandt"
        let roles = [Role::Possessor, Role::Preposition("from".into()), Role::Preposition("by".into())];
        let asks = roles.iter().map(|role| copied(clauses, offer, role, &Role::Subject, Source::Shared));
        return asks.into_iter().find(|asks| !asks.is_empty()).unwrap_or_default();
    }
    let Some((verb, Embedding::Argument)) = above.governor.filter(|_| offer_of) else { return Vec::new() };
    let answers = WORDS.answers.contains(&clauses.predicates[verb.index()].lemma);
    let mut parties = copied(clauses, offer, &Role::Possessor, &Role::Subject, Source::Shared);
    for asker in ["from", "by"] {
        if parties.is_empty() {
            parties = copied(clauses, offer, &Role::Preposition(asker.into()), &Role::Subject, Source::Shared);
        }
        if parties.is_empty() {
            parties = copied(clauses, id, &Role::Preposition(asker.into()), &Role::Subject, Source::Shared);
        }
    }
    if !answers || parties.is_empty() {
        return Vec::new();
    }
    let with = Role::Preposition("with".into());
    // "was rejected *by Brandt*"
    let refused = clauses.predicates[verb.index()].fillers(&Role::Object).any(|object| object.token == above.token);
    let who = if refused { Role::Subject } else { surface_role(clauses, verb) };
    parties.extend(copied(clauses, verb, &who, &with, Source::Shared));
    parties
}

/// "*Ode* dismissed the *idea* of talks with Brandt", "rejected *calls* for a meeting with Brandt": who weighs an idea, and
/// who answers what nobody named asks for, is whose encounter it would be.
fn weighed_by(clauses: &Clauses, id: PredicateId, idea: PredicateId) -> Vec<Argument> {
    let noun = &clauses.predicates[id.index()];
    let above = &clauses.predicates[idea.index()];
    let marker = noun.marker.as_deref();
    let thought = WORDS.ideas.contains(&above.lemma);
    let put = WORDS.offers.contains(&above.lemma) || above.lemma == "plan";
    let is_idea = (thought && marker == Some("of") || put && matches!(marker, Some("of" | "for" | "to")))
        && ![Role::Possessor, Role::Preposition("from".into()), Role::Preposition("by".into())]
            .iter()
            .any(|role| above.has(role));
    let one_sided = noun.preposition("with").next().is_some()
        && ![Role::Subject, Role::Possessor].iter().any(|role| noun.has(role));
    let Some((verb, Embedding::Argument)) = above.governor.filter(|_| is_idea && one_sided) else { return Vec::new() };
    let weighs = &clauses.predicates[verb.index()];
    let is_object = weighs.fillers(&Role::Object).any(|object| object.token == above.token)
        || above.marker.as_deref() == Some("to");
    let decides = WORDS.answers.contains(&weighs.lemma) || WORDS.stances.contains(&weighs.lemma);
    if !(is_object && decides) || weighs.features.passive {
        return Vec::new();
    }
    copied(clauses, verb, &Role::Subject, &Role::Subject, Source::Shared)
}

/// "a series of meetings": what the series has, its meetings have; and "*Ode's* remarks followed an hour of talks with
/// Brandt".
fn through_transparent(clauses: &Clauses, id: PredicateId, series: PredicateId) -> Vec<Argument> {
    let whole = &clauses.predicates[series.index()];
    let mut lent: Vec<Argument> = whole
        .arguments
        .iter()
        .filter(|argument| argument.role != Role::Preposition("of".into()))
        .map(|argument| Argument { source: Source::Shared.max(argument.source), ..argument.clone() })
        .collect();
    let noun = &clauses.predicates[id.index()];
    let open = noun.preposition("with").next().is_some()
        && ![Role::Subject, Role::Possessor].iter().any(|role| noun.has(role))
        && lent.iter().all(|argument| argument.role != Role::Subject);
    if let Some((verb, Embedding::Argument)) = whole.governor.filter(|_| open) {
        let after = clauses.predicates[verb.index()].fillers(&Role::Object).any(|object| object.token == whole.token);
        let subjects =
            if after { copied(clauses, verb, &Role::Subject, &Role::Subject, Source::Implied) } else { Vec::new() };
        lent.extend(subjects.into_iter().flat_map(|argument| agents_of(clauses, argument, true)));
    }
    lent
}

/// The slot that the noun fills with its verb, by the lexicon's names.
fn slot_of(clauses: &Clauses, noun: PredicateId, verb: PredicateId) -> Option<SmolStr> {
    let noun = &clauses.predicates[noun.index()];
    if let Some(preposition) = &noun.marker {
        return Some(preposition.clone());
    }
    let verb = &clauses.predicates[verb.index()];
    let role = &verb.arguments.iter().find(|argument| argument.token == noun.token)?.role;
    match role {
        Role::Subject => Some("subject".into()),
        Role::Object => Some("object".into()),
        Role::Complement => Some("complement".into()),
        _ => None,
    }
}

fn light_entry(clauses: &Clauses, verb: PredicateId, slot: &str) -> Option<&'static LightVerb> {
    let verb = &clauses.predicates[verb.index()];
    signature_key(verb, None).and_then(|key| LIGHT.get(&key, slot)).or_else(|| LIGHT.get(&verb.lemma, slot))
}

fn lent_by(clauses: &Clauses, noun: PredicateId, verb: PredicateId) -> Vec<Argument> {
    let Some(slot) = slot_of(clauses, noun, verb) else { return Vec::new() };
    light_entry(clauses, verb, &slot).map_or_else(Vec::new, |light| lent_with(clauses, light, noun, verb))
}

/// The arguments of `verb` as arguments of `noun`, by the entry of the light verb.
fn lent_with(clauses: &Clauses, light: &LightVerb, noun: PredicateId, verb: PredicateId) -> Vec<Argument> {
    let own_token = clauses.predicates[noun.index()].token;
    let giving = &clauses.predicates[verb.index()];
    // "was denied a meeting with Brandt": the one who gets it is its subject, not the one who gives it.
    let for_other = WORDS.granting.contains(&giving.lemma)
        && giving.has(&Role::IndirectObject)
        && clauses.predicates[noun.index()].preposition("with").next().is_some();
    // "a session arranged by Falk": who arranges it for others need not be there
    let for_others = giving.features.passive && WORDS.arranging.contains(&giving.lemma);
    // "skipped a lunch *offered by Falk*": his own, to which others come
    let of_host = giving.features.passive && matches!(giving.lemma.as_str(), "offer" | "throw" | "lay" | "cook");
    let as_role = |argument: &Argument| match &argument.role {
        Role::Subject if of_host => Some(role_named("hosted by")),
        Role::Subject if for_other || for_others => None,
        Role::IndirectObject if for_other => Some(Role::Subject),
        Role::Subject => light.subject.as_deref().map(role_named),
        Role::Object => light.object.as_deref().map(role_named),
        Role::IndirectObject => Some(Role::IndirectObject),
        Role::Preposition(_) | Role::Time if light.adjuncts => Some(argument.role.clone()),
        _ => None,
    };
    clauses.predicates[verb.index()]
        .arguments
        .iter()
        .filter(|argument| argument.token != own_token && argument.group != own_token)
        .filter_map(|argument| {
            let role = as_role(argument)?;
            Some(Argument { role, source: Source::Shared.max(argument.source), ..argument.clone() })
        })
        .collect()
}

fn role_named(name: &str) -> Role {
    match name {
        "subject" => Role::Subject,
        "object" => Role::Object,
        preposition => Role::Preposition(preposition.into()),
    }
}

/// "Ode's *visit to Vasa* included talks with Brandt": where an event is the understood subject, those who take part in it are.
fn agents_of(clauses: &Clauses, argument: Argument, adjunct: bool) -> Vec<Argument> {
    let Some(event) = clauses.predicate_at(argument.token) else { return vec![argument] };
    let noun = &clauses.predicates[event.index()];
    let eventful = noun.kind == PredicateKind::Noun
        && noun
            .arguments
            .iter()
            .any(|a| matches!(&a.role, Role::Preposition(p) if matches!(p.as_str(), "to" | "with" | "between" | "by")));
    // "Ode's *diary* shows a lunch with Brandt"; not "was full of meetings with donors"
    if WORDS.diaries.contains(&noun.lemma) && !adjunct && noun.has(&Role::Possessor) {
        return copied(clauses, event, &Role::Possessor, &Role::Subject, Source::Shared);
    }
    // "*Ode's comments* followed talks with Brandt"
    let acts = noun.kind == PredicateKind::Noun && WORDS.acts.contains(&noun.lemma) && noun.has(&Role::Possessor);
    if acts && !eventful {
        return copied(clauses, event, &Role::Possessor, &Role::Subject, Source::Implied);
    }
    if !eventful {
        return vec![argument];
    }
    let agents =
        [Role::Subject, Role::Possessor, Role::Preposition("by".into())].into_iter().find(|role| noun.has(role));
    agents.map_or_else(Vec::new, |role| copied(clauses, event, &role, &Role::Subject, Source::Implied))
}

/// The understood subject of a noun that names its other parties but not its own subject: "praised the talks with
/// Brandt", "after a meeting with Brandt, Ode said".
fn implied_parties(clauses: &Clauses, id: PredicateId, governor: PredicateId) -> Vec<Argument> {
    let noun = &clauses.predicates[id.index()];
    let one_sided = noun.arguments.iter().any(
        |argument| matches!(&argument.role, Role::Preposition(p) if matches!(p.as_str(), "with" | "to" | "from" | "alongside")),
    );
    let complete =
        noun.has(&Role::Subject) || noun.has(&Role::Possessor) || noun.preposition("between").next().is_some();
    let in_object = matches!(slot_of(clauses, id, governor).as_deref(), Some("subject"));
    let adjunct = noun.marker.is_some();
    if complete || in_object || !(one_sided || adjunct) {
        return Vec::new();
    }
    let above = &clauses.predicates[governor.index()];
    let from = match above.kind {
        PredicateKind::Noun if above.has(&Role::Subject) => Role::Subject,
        PredicateKind::Noun => Role::Possessor,
        _ => surface_role(clauses, governor),
    };
    let own_token = noun.token;
    let mut lent = copied(clauses, governor, &from, &Role::Subject, Source::Implied);
    lent.retain(|argument| argument.token != own_token && argument.group != own_token);
    lent = lent.into_iter().flat_map(|argument| agents_of(clauses, argument, adjunct)).collect();
    if adjunct && above.kind == PredicateKind::Verb {
        lent.extend(copied(clauses, governor, &Role::Time, &Role::Time, Source::Implied));
    }
    lent
}

/// "is in *talks to buy Norbank*": what one talks of buying, or of joining, is whom one talks with.
fn lend_aim(clauses: &mut Clauses, index: usize) {
    let verb = &clauses.predicates[index];
    let Some((noun, Embedding::Complement)) = verb.governor else { return };
    let talks = &clauses.predicates[noun.index()];
    let about = talks.kind == PredicateKind::Noun
        && matches!(talks.lemma.as_str(), "talk" | "negotiation" | "discussion")
        && !["with", "between"].iter().any(|name| talks.has(&Role::Preposition((*name).into())));
    let roles: &[&str] = match (verb.lemma.as_str(), verb.particle.as_deref()) {
        ("buy" | "acquire" | "purchase" | "absorb", None) | ("take", Some("over")) => &["from", "object"],
        ("merge" | "combine" | "partner", None) => &["with"],
        ("sell" | "offload" | "transfer", None) => &["to"],
        _ => return,
    };
    let on = matches!(verb.marker.as_deref(), Some("about" | "on" | "over"));
    if !about || !(verb.features.infinitive || on) {
        return;
    }
    let with = Role::Preposition("with".into());
    let Ok(index) = u32::try_from(index) else { return };
    let id = PredicateId(index);
    let lent = roles.iter().map(|role| copied(clauses, id, &role_named(role), &with, Source::Shared));
    let mut lent = lent.into_iter().find(|lent| !lent.is_empty()).unwrap_or_default();
    // "to buy *Velden's* stores": whose they are
    let things = verb.fillers(&Role::Object).filter_map(|thing| clauses.predicate_at(thing.token));
    let owners: Vec<Argument> =
        things.flat_map(|thing| copied(clauses, thing, &Role::Possessor, &with, Source::Shared)).collect();
    if roles.contains(&"object") && !owners.is_empty() && !verb.has(&role_named("from")) {
        lent = owners;
    }
    give(clauses, noun, lent);
}

/// What verbs that do not govern a noun give to it: relative and participial clauses ("talks *held in Oslo*", "a meeting
/// *involving Ode and Brandt*"), and verbs that have it as shared subject or object ("the talks are due *to begin in Oslo*").
pub fn lend_up(clauses: &mut Clauses, index: usize) {
    let verb = &clauses.predicates[index];
    let Some((governor, embedding)) = verb.governor else { return };
    if verb.kind != PredicateKind::Verb {
        return;
    }
    let mut nouns: Vec<(PredicateId, SmolStr)> = Vec::new();
    for argument in &verb.arguments {
        let Some(noun) = clauses.predicate_at(argument.token) else { continue };
        let slot: SmolStr = match &argument.role {
            Role::Subject => "subject".into(),
            Role::Object => "object".into(),
            Role::Complement => "complement".into(),
            Role::Preposition(name) => name.clone(),
            _ => continue,
        };
        let modified = embedding == Embedding::Relative && noun == governor;
        let raised = argument.source == Source::Shared && matches!(argument.role, Role::Subject | Role::Object);
        if (modified || raised) && clauses.predicates[noun.index()].kind == PredicateKind::Noun {
            nouns.push((noun, slot));
        }
    }
    lend_aim(clauses, index);
    let Ok(index) = u32::try_from(index) else { return };
    for (noun, slot) in nouns {
        let Some(light) = light_entry(clauses, PredicateId(index), &slot) else {
            // "a meeting *at which* Ode offered to resign": whoever does something there is there
            let event = &clauses.predicates[noun.index()];
            let held_by = |name: &str| event.has(&Role::Preposition(name.into()));
            let of_another = event.has(&Role::Subject) || held_by("hosted by") || held_by("by");
            let there = matches!(slot.as_str(), "at" | "during");
            if there && of_another && !clauses.predicates[index as usize].features.passive {
                let by = Role::Preposition("attended by".into());
                let lent = copied(clauses, PredicateId(index), &Role::Subject, &by, Source::Shared);
                give(clauses, noun, lent);
            }
            continue;
        };
        let lent = lent_with(clauses, light, noun, PredicateId(index));
        give(clauses, noun, lent);
    }
}
