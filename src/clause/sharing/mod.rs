//! Arguments that predicates have by grammar without governing them: control, raising, conjunction, relative clauses,
//! and what light verbs lend to their event nouns.

mod noun;

use noun::{lend_up, noun_arguments};

use super::arguments::{add, sort};
use super::lexicon::{Control, SIGNATURE, WORDS};
use super::predicate::{Argument, Embedding, PredicateKind, Role, Source};
use super::tree::{Dep, Tree};
use super::{Clauses, PredicateId};
use rustc_hash::FxHashSet;
use smol_str::{SmolStr, SmolStrBuilder, StrExt as _};
use std::sync::LazyLock;

/// Hands arguments down from governors, then up from the clauses that modify nouns.
pub fn share_arguments(tree: &Tree<'_>, clauses: &mut Clauses) {
    for id in governors_first(clauses) {
        let Some((governor, embedding)) = clauses.predicates[id.index()].governor else { continue };
        let inherited = match clauses.predicates[id.index()].kind {
            PredicateKind::Noun => noun_arguments(clauses, id, governor, embedding),
            _ => clause_arguments(tree, clauses, id, governor, embedding),
        };
        give(clauses, id, inherited);
    }
    for index in 0..clauses.predicates.len() {
        lend_up(clauses, index);
        share_object_back(tree, clauses, index);
        share_open_preposition(tree, clauses, index);
        resolve_ellipsis(tree, clauses, index);
    }
    for predicate in &mut clauses.predicates {
        let known = |argument: &Argument| argument.role == Role::Subject && argument.source != Source::Implied;
        if predicate.kind == PredicateKind::Noun && predicate.arguments.iter().any(known) {
            predicate.arguments.retain(|argument| argument.role != Role::Subject || argument.source != Source::Implied);
        }
        sort(predicate);
    }
}

/// "Ode met Brandt; Lund *did not*": the auxiliary that stands for a verb said before gets its lemma and its other
/// arguments.
fn resolve_ellipsis(tree: &Tree<'_>, clauses: &mut Clauses, index: usize) {
    let auxiliary = &clauses.predicates[index];
    let bare = auxiliary.kind == PredicateKind::Verb
        && auxiliary.lemma == "do"
        && auxiliary.has(&Role::Subject)
        && auxiliary.arguments.iter().all(|argument| matches!(argument.role, Role::Subject | Role::Time))
        && !tree.has(auxiliary.token, Dep::Xcomp)
        && tree.next(auxiliary.token).is_none_or(|next| !matches!(tree.pos(next), "VERB" | "DET" | "NOUN"));
    if !bare {
        return;
    }
    let sentence = tree.token(auxiliary.token).sentence;
    let told = clauses.predicates[..index].iter().rev().take(24).find(|before| {
        before.kind == PredicateKind::Verb
            && tree.token(before.token).sentence == sentence
            && before.lemma != "do"
            && before.arguments.iter().any(|argument| argument.token > before.token)
    });
    let Some(told) = told else { return };
    let (lemma, particle) = (told.lemma.clone(), told.particle.clone());
    let lent: Vec<Argument> = told
        .arguments
        .iter()
        .filter(|argument| {
            matches!(&argument.role, Role::Object) || matches!(&argument.role, Role::Preposition(p) if p == "with")
        })
        .map(|argument| Argument { source: Source::Shared.max(argument.source), ..argument.clone() })
        .collect();
    let predicate = &mut clauses.predicates[index];
    predicate.lemma = lemma;
    predicate.particle = particle;
    for argument in lent {
        add(predicate, argument);
    }
}

/// All predicates, each after its governor.
pub fn governors_first(clauses: &Clauses) -> Vec<PredicateId> {
    let mut order = Vec::with_capacity(clauses.predicates.len());
    let mut seen = vec![false; clauses.predicates.len()];
    let mut chain = Vec::new();
    for index in 0..clauses.predicates.len() {
        let mut at = Some(index);
        while let Some(current) = at.filter(|&current| !seen[current]) {
            seen[current] = true;
            chain.push(current);
            at = clauses.predicates[current].governor.map(|(governor, _)| governor.index());
        }
        order.extend(chain.drain(..).rev().filter_map(|index| u32::try_from(index).ok().map(PredicateId)));
    }
    order
}

fn give(clauses: &mut Clauses, id: PredicateId, arguments: Vec<Argument>) {
    for argument in arguments {
        add(&mut clauses.predicates[id.index()], argument);
    }
}

/// The fillers of `role`, to be the fillers of `new_role` elsewhere.
fn copied(clauses: &Clauses, from: PredicateId, role: &Role, new_role: &Role, source: Source) -> Vec<Argument> {
    clauses.predicates[from.index()]
        .fillers(role)
        .map(|argument| Argument { role: new_role.clone(), source: source.max(argument.source), ..argument.clone() })
        .collect()
}

/// The role of the grammatical subject.
fn surface_role(clauses: &Clauses, id: PredicateId) -> Role {
    let predicate = &clauses.predicates[id.index()];
    match predicate.features.passive {
        true if predicate.has(&Role::IndirectObject)
            && !predicate.fillers(&Role::IndirectObject).any(|a| a.token > predicate.token) =>
        {
            Role::IndirectObject
        }
        // "was summoned and *handed a note*"
        true if predicate.has(&Role::Object)
            && predicate.fillers(&Role::Object).all(|a| a.token > predicate.token && a.source == Source::Direct) =>
        {
            Role::IndirectObject
        }
        true => Role::Object,
        false => Role::Subject,
    }
}

fn clause_arguments(
    tree: &Tree<'_>,
    clauses: &Clauses,
    id: PredicateId,
    governor: PredicateId,
    embedding: Embedding,
) -> Vec<Argument> {
    let own_role = surface_role(clauses, id);
    let predicate = &clauses.predicates[id.index()];
    let has_subject = predicate.has(&own_role);
    let mut inherited = Vec::new();
    if !has_subject {
        let roles = match embedding {
            Embedding::Complement | Embedding::Purpose => controllers(tree, clauses, id, governor),
            Embedding::Conjunct | Embedding::Adverbial => vec![surface_role(clauses, governor)],
            _ => Vec::new(),
        };
        let finite = embedding == Embedding::Adverbial && predicate.features.tense != super::Tense::None;
        let teller = (embedding == Embedding::Adverbial && !finite).then(|| teller_over_thing(tree, clauses, governor));
        if let Some(teller) = teller.flatten() {
            return copied(clauses, teller, &Role::Subject, &own_role, Source::Shared);
        }
        for role in roles.iter().filter(|_| !finite) {
            inherited = copied(clauses, governor, role, &own_role, Source::Shared);
            if !inherited.is_empty() {
                break;
            }
        }
        if inherited.is_empty() && embedding == Embedding::Complement {
            inherited = holder_of(clauses, governor, &own_role);
        }
    }
    if embedding == Embedding::Complement && predicate.features.infinitive {
        inherited.extend(answered_offer(tree, clauses, id, governor));
    }
    if embedding == Embedding::Conjunct {
        inherited.extend(conjunct_adjuncts(tree, clauses, id, governor));
    }
    inherited
}

/// "*Ode* said the deal was close after meeting Brandt": no deal meets anybody; where the subject of what is said is a thing,
/// who says it is who did what the clause in it tells.
fn teller_over_thing(tree: &Tree<'_>, clauses: &Clauses, governor: PredicateId) -> Option<PredicateId> {
    let mut at = governor;
    for _ in 0..4 {
        let told = &clauses.predicates[at.index()];
        let role = surface_role(clauses, at);
        let mut subjects = told.fillers(&role).peekable();
        let telling = at != governor && told.kind == PredicateKind::Verb && WORDS.stating.contains(&told.lemma);
        if telling && told.fillers(&Role::Subject).any(|teller| acts_itself(tree, teller.token)) {
            return Some(at);
        }
        if subjects.peek().is_none() && told.kind == PredicateKind::Verb
            || subjects.any(|subject| acts_itself(tree, subject.token))
        {
            return None;
        }
        let (above, embedding) = told.governor?;
        // "was *close*": the adjective stands under its copula.
        let copula = told.kind == PredicateKind::Adjective && clauses.predicates[above.index()].lemma == "be";
        if embedding != Embedding::Complement && !copula {
            return None;
        }
        at = above;
    }
    None
}

/// Nouns for relatives.
static KIN: LazyLock<FxHashSet<&'static str>> = LazyLock::new(|| {
    let lines = include_str!("../../../data/lexicon/kin.txt").lines().filter(|line| !line.starts_with('#'));
    lines.filter_map(|line| line.split_whitespace().next()).collect()
});

/// True for whoever does things: people, and what people form.
fn acts_itself(tree: &Tree<'_>, id: crate::nlp::TokenId) -> bool {
    match tree.pos(id) {
        "NOUN" => {
            let lemma = tree.lemma(id);
            super::repair::is_human(lemma) || WORDS.collectives.contains(lemma) || KIN.contains(lemma)
        }
        "PRON" => {
            !tree.is_any(id, &["it", "that", "this", "which", "there", "these", "everything", "something", "what"])
        }
        "DET" => tree.is_any(id, &["both", "all"]),
        _ => true,
    }
}

/// The roles of the governor that may be the subject of its infinitive or gerund, best first.
fn controllers(tree: &Tree<'_>, clauses: &Clauses, id: PredicateId, governor: PredicateId) -> Vec<Role> {
    let above = &clauses.predicates[governor.index()];
    let marker = clauses.predicates[id.index()].marker.as_deref();
    match above.kind {
        PredicateKind::Noun => {
            let of_noun = ["from", "by", "for"].map(|name| Role::Preposition(name.into()));
            if matches!(above.lemma.as_str(), "invitation" | "invite") {
                // Whom the invitation is to, or who answers it.
                return vec![Role::Preposition("to".into())];
            }
            // "turned down an offer *by Ode* to meet": hers, not that of who answers it
            let asked_by = WORDS.overtures.contains(&above.lemma) && above.has(&of_noun[1]);
            let from_first = (above.has(&of_noun[0]) || asked_by) && !above.has(&Role::Possessor);
            let own = [Role::Possessor, Role::Subject];
            match from_first {
                true => of_noun.into_iter().chain(own).collect(),
                false => own.into_iter().chain(of_noun).collect(),
            }
        }
        PredicateKind::Adjective => vec![Role::Preposition("for".into()), Role::Subject],
        PredicateKind::Verb if above.features.passive => vec![surface_role(clauses, governor), Role::Subject],
        PredicateKind::Verb => {
            let control = signature_key(above, marker)
                .and_then(|key| SIGNATURE.get(above.kind, &key))
                .or_else(|| SIGNATURE.get(above.kind, &above.lemma))
                .and_then(|signature| signature.control);
            let purpose = tree.dep(clauses.predicates[id.index()].token) == Dep::Advcl;
            if let Some(role) = prepositional_controller(above) {
                return vec![role];
            }
            match control {
                Some(Control::Object) if !purpose || above.lemma != "have" => {
                    vec![
                        Role::Object,
                        Role::IndirectObject,
                        Role::Preposition("on".into()),
                        Role::Preposition("to".into()),
                        Role::Subject,
                    ]
                }
                Some(_) => vec![Role::Subject],
                None if marker.is_none() && !purpose => vec![Role::IndirectObject, Role::Subject],
                None => vec![Role::Subject],
            }
        }
    }
}

/// "*Ode* saw no *reason* to meet him", "*Ode* got the *chance* to": who has the reason, where the noun does not say whose it is.
fn holder_of(clauses: &Clauses, noun: PredicateId, own_role: &Role) -> Vec<Argument> {
    let reason = &clauses.predicates[noun.index()];
    let Some((verb, Embedding::Argument)) = reason.governor.filter(|_| reason.kind == PredicateKind::Noun) else {
        return Vec::new();
    };
    let above = &clauses.predicates[verb.index()];
    let has = WORDS.holding.contains(&above.lemma);
    let recipient = copied(clauses, verb, &Role::IndirectObject, own_role, Source::Shared);
    // "the visit gave *Ode* the chance to meet Brandt"
    if WORDS.granting.contains(&above.lemma) && !recipient.is_empty() {
        return recipient;
    }
    let is_object = above.fillers(&Role::Object).any(|object| object.token == reason.token);
    if !(has && is_object) || above.kind != PredicateKind::Verb {
        return Vec::new();
    }
    let source = if WORDS.answers.contains(&above.lemma) { Source::Shared } else { Source::Implied };
    copied(clauses, verb, &surface_role(clauses, verb), own_role, source)
}

/// "*Brandt* turned down an *offer* from Ode *to meet*": who answers the offer is whom it is made to.
fn answered_offer(tree: &Tree<'_>, clauses: &Clauses, id: PredicateId, offer: PredicateId) -> Vec<Argument> {
    let (infinitive, noun) = (&clauses.predicates[id.index()], &clauses.predicates[offer.index()]);
    let with = Role::Preposition("with".into());
    // "Brandt refused Ode's request to meet *him*": whichever of the two it is, it is those two.
    let mut objects = infinitive.fillers(&Role::Object);
    let pronoun =
        objects.next().is_some_and(|object| tree.is_any(object.token, &["him", "her"])) && objects.next().is_none();
    let open = (pronoun || !infinitive.has(&Role::Object)) && !infinitive.has(&with) && !infinitive.features.passive;
    let offered = noun.kind == PredicateKind::Noun
        && (noun.has(&Role::Possessor)
            || ["from", "by"].iter().any(|asker| noun.has(&Role::Preposition((*asker).into()))))
        && WORDS.overtures.contains(&noun.lemma);
    let Some((verb, Embedding::Argument)) = noun.governor.filter(|_| open && offered) else { return Vec::new() };
    let answers = &clauses.predicates[verb.index()];
    let is_object = answers.fillers(&Role::Object).any(|object| object.token == noun.token);
    if !(is_object && WORDS.answers.contains(&answers.lemma)) {
        return Vec::new();
    }
    let role = if pronoun { Role::Object } else { with };
    copied(clauses, verb, &Role::Subject, &role, Source::Shared)
}

/// "call *on Brandt* to meet Lund": the object of a preposition that the lexicon gives control.
fn prepositional_controller(above: &super::Predicate) -> Option<Role> {
    above.arguments.iter().find_map(|argument| {
        let Role::Preposition(name) = &argument.role else { return None };
        let key = signature_key(above, Some(name))?;
        let control = SIGNATURE.get(above.kind, &key)?.control?;
        let clause_comes_after = argument.token > above.token && matches!(name.as_str(), "on" | "upon" | "to" | "with");
        (control == Control::Object && clause_comes_after).then(|| argument.role.clone())
    })
}

/// "rule out", "prevent from": the lemma with its particle or the preposition before what it governs.
pub fn signature_key(above: &super::Predicate, preposition: Option<&str>) -> Option<SmolStr> {
    let mut key = SmolStrBuilder::new();
    key.push_str(&above.lemma);
    if above.particle.is_none() && preposition.is_none() {
        return None;
    }
    // "stayed *away from*": the particle is part of the preposition.
    let within = |particle: &&str| preposition.is_none_or(|name| name.split(' ').next() != Some(particle));
    for part in above.particle.as_deref().filter(within).into_iter().chain(preposition) {
        key.push(' ');
        key.push_str(part);
    }
    Some(key.finish())
}

/// "met Brandt and dined with Lund in Oslo on Friday": time before the first verb or at the end may be of both. Only the
/// object is shared backwards, in "met and thanked Brandt".
fn conjunct_adjuncts(tree: &Tree<'_>, clauses: &Clauses, id: PredicateId, first: PredicateId) -> Vec<Argument> {
    let above = &clauses.predicates[first.index()];
    let lead = tree.dependents(above.token).first().copied();
    above
        .arguments
        .iter()
        .filter(|argument| {
            let fronted = argument.token < above.token && lead.is_some_and(|lead| lead <= argument.token);
            let adjunct = match &argument.role {
                Role::Time => true,
                Role::Preposition(name) => matches!(name.as_str(), "on" | "in" | "at" | "during"),
                _ => false,
            };
            fronted && adjunct && clauses.predicates[id.index()].token > above.token
        })
        .map(|argument| Argument { source: Source::Shared.max(argument.source), ..argument.clone() })
        .collect()
}

/// "met *with* and thanked Brandt": a preposition left open right before the conjunction shares the object that follows.
fn share_open_preposition(tree: &Tree<'_>, clauses: &mut Clauses, index: usize) {
    let second = &clauses.predicates[index];
    let Some((first, Embedding::Conjunct)) = second.governor else { return };
    let verb = clauses.predicates[first.index()].token;
    let open = tree.by(verb, Dep::Prep).find(|&preposition| {
        preposition > verb
            && tree.dependents(preposition).is_empty()
            && tree.next(preposition).is_some_and(|next| tree.is_any(next, &["and", "or", ","]))
    });
    let (Some(open), true) = (open, second.token > verb) else { return };
    let role = Role::Preposition(tree.form(open).to_lowercase_smolstr());
    let fills = |argument: &&Argument| {
        argument.token > second.token
            && match &argument.role {
                Role::Object => true,
                Role::Preposition(name) => {
                    matches!(name.as_str(), "with" | "over" | "for" | "to" | "against" | "from" | "about")
                }
                _ => false,
            }
    };
    let Some(group) = second.arguments.iter().find(fills).map(|argument| argument.group) else { return };
    let shared = second.arguments.iter().filter(fills).filter(|argument| argument.group == group);
    let shared: Vec<Argument> =
        shared.map(|argument| Argument { role: role.clone(), source: Source::Implied, ..argument.clone() }).collect();
    give(clauses, first, shared);
}

/// "met and thanked Brandt": the first verb, without an object and with a single subject, right before the conjunction,
/// shares the object of the second.
fn share_object_back(tree: &Tree<'_>, clauses: &mut Clauses, index: usize) {
    let second = &clauses.predicates[index];
    let Some((governor, Embedding::Conjunct)) = second.governor else { return };
    let first = &clauses.predicates[governor.index()];
    let both_verbs = second.kind == PredicateKind::Verb && first.kind == PredicateKind::Verb;
    if !both_verbs || first.features.passive || second.features.passive || first.has(&Role::Object) {
        return;
    }
    let near = second.token.0.saturating_sub(first.token.0) <= 3
        && tree.next(first.token).is_some_and(|next| tree.dep(next) == Dep::Cc);
    let subjects: Vec<&Argument> = first.fillers(&Role::Subject).take(2).collect();
    let single = match subjects[..] {
        [subject] => {
            !matches!(tree.tag(subject.token), "NNS" | "NNPS")
                && !tree.is_any(subject.token, &["they", "we", "who", "both", "two"])
        }
        _ => false,
    };
    if is_bare_chain(tree, clauses, index) {
        let lent = shared_contact(second);
        let mut at = Some(governor);
        // "met, *called* or written to Brandt": all of the verbs before
        while let Some(id) = at.filter(|id| !clauses.predicates[id.index()].has(&Role::Object) && id.index() < index) {
            give(clauses, id, lent.clone());
            let above = clauses.predicates[id.index()].governor;
            at = above.filter(|(_, embedding)| *embedding != Embedding::Relative).map(|(above, _)| above);
            at = at.filter(|&above| is_bare_chain(tree, clauses, id.index()) && above.index() < id.index());
        }
        return;
    }
    let torn_off = tree.next(first.token).filter(|&comma| tree.is(comma, ",")).is_some();
    if torn_off && second.token > first.token {
        let shared = after_comma(tree, second);
        give(clauses, governor, shared);
        return;
    }
    if near && single {
        let objects = copied(
            clauses,
            PredicateId(u32::try_from(index).unwrap_or(0)),
            &Role::Object,
            &Role::Object,
            Source::Implied,
        );
        give(clauses, governor, objects);
    }
}

/// True if the verb stands right after the one it is joined to, of which "nor" or "or" makes it an alternative: "had not
/// *met, called* or written to Brandt".
fn is_bare_chain(tree: &Tree<'_>, clauses: &Clauses, index: usize) -> bool {
    let second = &clauses.predicates[index];
    let Some((first, _)) = second.governor else { return false };
    let first = &clauses.predicates[first.index()];
    let between = || (first.token.0 + 1..second.token.0).map(crate::nlp::TokenId);
    let above = || first.governor.map(|(above, _)| &clauses.predicates[above.index()]);
    // the parser may have the second of three as a participle of the first
    let denied = first.features.negated
        || above().is_some_and(|above| above.features.negated && first.token.0.wrapping_sub(above.token.0) <= 3);
    first.kind == PredicateKind::Verb
        && denied
        && (1..=3).contains(&second.token.0.saturating_sub(first.token.0))
        && between().all(|token| tree.is_any(token, &["or", "nor", ",", "even", "to", "with"]))
}

/// Whom the last of several verbs of contact is with: what the others have for object.
fn shared_contact(last: &super::Predicate) -> Vec<Argument> {
    let with = |argument: &&Argument| match &argument.role {
        Role::Object => true,
        Role::Preposition(name) => matches!(name.as_str(), "with" | "to"),
        _ => false,
    };
    let after = last.arguments.iter().filter(|argument| argument.token > last.token);
    let object = after.filter(with);
    object.map(|argument| Argument { role: Role::Object, source: Source::Shared, ..argument.clone() }).collect()
}

/// "met, and later dined with, *Brandt*": the object after a comma that closes what was put in between.
fn after_comma(tree: &Tree<'_>, second: &super::Predicate) -> Vec<Argument> {
    let closed = |argument: &&Argument| {
        let start = super::repair::phrase_start(tree.analysis, argument.group);
        argument.token > second.token
            // a name after the verb that the parser took for its subject
            && matches!(&argument.role, Role::Object | Role::Preposition(_) | Role::Subject)
            && tree.is_name(argument.token)
            && tree.previous(start).is_some_and(|comma| tree.is(comma, ",") && comma.0 <= second.token.0 + 3)
    };
    let Some(group) = second.arguments.iter().find(closed).map(|argument| argument.group) else { return Vec::new() };
    let shared = second.arguments.iter().filter(|argument| argument.group == group);
    shared.map(|argument| Argument { role: Role::Object, source: Source::Implied, ..argument.clone() }).collect()
}
