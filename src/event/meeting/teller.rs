//! Who tells of an encounter and names only whom it was with: "It came up in talks with Brandt, *Ode* said", "no meeting was
//! planned with Brandt, a spokesman for *Ode* said".
//!
//! Takes the noun and the parties it names, gives the other side: the speaker of the words, or the one he speaks for. Nobody
//! is given where the words name another who may be meant.

use super::party::{Party, Reach, parties_of};
use super::scene::Scene;
use crate::clause::{Embedding, Factuality, Predicate, PredicateId, PredicateKind, Role, Source};
use crate::entity::{EntityId, EntityType};
use crate::nlp::TokenId;

/// How many sentences back an encounter is told that "the talks with Brandt" may mean.
const TOLD_REACH: u32 = 6;

/// How many sentences back a spokesman is told whose he is.
const SPOKESMAN_REACH: u32 = 5;

/// How many verbs stand over the noun at most, below the one that reports it.
const VERBS_ABOVE: usize = 4;

/// "The dam came up in conversations with Brandt, *Ode* said", "I learnt a lot in my talks with Brandt": the speaker, whose
/// words name nobody else to have had them.
#[must_use]
pub fn speaker(scene: &Scene<'_>, id: PredicateId, with: &[Party]) -> Option<Vec<Party>> {
    let noun = scene.clauses.predicate(id);
    let entity = scene.teller_at(noun.token)?;
    let known = with.iter().any(|party| party.entity == entity);
    if known || scene.entity_type(entity) != EntityType::Person || scene.is_press(entity) || is_spokesman(scene, entity)
    {
        return None;
    }
    // "the talks with Brandt" that another was just told to have held
    let of_another = scene.last_told(noun.token, TOLD_REACH).is_some_and(|told| {
        let all = || told.sides.iter().flatten();
        super::is_definite(scene, noun.token)
            && all().any(|&id| with.iter().any(|party| party.entity == id))
            && all().all(|&id| id != entity)
    });
    let alone = !of_another && !names_another(scene, noun, entity, with) && !has_doer(scene, id, entity);
    alone.then(|| vec![implied(entity, noun.token)])
}

/// True if the sentence names a person who is neither the speaker nor whom the encounter is with.
fn names_another(scene: &Scene<'_>, noun: &Predicate, speaker: EntityId, with: &[Party]) -> bool {
    let Some(range) = scene.analysis.sentences.get(scene.token(noun.token).sentence as usize) else { return true };
    let mentions = &scene.entities.mentions;
    let first = mentions.partition_point(|mention| mention.head.0 < range.start);
    let mut near = mentions[first..].iter().take_while(|mention| mention.head.0 < range.end);
    near.any(|mention| {
        mention.entities.iter().any(|&id| {
            let person = scene.entity_type(id) == EntityType::Person;
            person && id != speaker && with.iter().all(|party| party.entity != id)
        })
    })
}

/// True if somebody other than the speaker does what the encounter is told with: "*aides* held talks with Brandt, Ode said".
fn has_doer(scene: &Scene<'_>, id: PredicateId, speaker: EntityId) -> bool {
    let noun = scene.clauses.predicate(id).token;
    let mut verbs = scene.clauses.governors(id).map(|(above, _)| scene.clauses.predicate(above)).take(VERBS_ABOVE);
    verbs.any(|verb| {
        let of_thing = scene.in_words("arising-verbs", &verb.lemma);
        verb.kind == PredicateKind::Verb
            && verb.fillers(&Role::Subject).any(|subject| {
                let own = parties_of(scene, subject.token);
                let first = matches!(scene.form(subject.token), "I" | "we" | "We");
                let thing = own.is_empty() && (first || of_thing && is_thing(scene, subject.token));
                let another = own.is_empty() || own.iter().any(|party| party.entity != speaker);
                subject.token != noun && !thing && another
            })
    })
}

/// "*The bill* came up", "*it* became clear": no one who could have talks.
fn is_thing(scene: &Scene<'_>, subject: TokenId) -> bool {
    let data = scene.token(subject);
    let lemma = scene.lemma(subject);
    let people = ["representatives", "collectives", "group-sides", "group-bodies", "attendees"];
    match data.pos.as_str() {
        "PRON" => {
            matches!(lemma.as_str(), "it" | "this" | "that" | "there" | "what" | "which" | "something" | "nothing")
        }
        "NOUN" => data.entity == "" && !people.iter().any(|list| scene.in_words(list, &lemma)),
        _ => false,
    }
}

/// "No meeting was planned with Brandt, a spokesman for *Ode* said", "Falk, *Ode's* spokeswoman, said …": whom the one speaks
/// for who tells of it.
#[must_use]
pub fn behind_spokesman(scene: &Scene<'_>, id: PredicateId, with: &[Party]) -> Option<Vec<Party>> {
    let mut above = scene.clauses.governors(id).take(4);
    let (speech, _) = above.find(|&(above, embedding)| {
        let verb = scene.clauses.predicate(above);
        embedding == Embedding::Complement
            && verb.kind == PredicateKind::Verb
            && scene.in_words("report-verbs", &verb.lemma)
    })?;
    let noun = scene.clauses.predicate(id);
    let told = noun.governor.map(|(verb, _)| scene.clauses.predicate(verb))?;
    if told.kind == PredicateKind::Verb
        && told.fillers(&Role::Subject).any(|subject| subject.token != noun.token && told.lemma != "be")
    {
        return None;
    }
    let speaker = scene.clauses.predicate(speech).fillers(&Role::Subject).next()?.token;
    let mut offices = std::iter::once(speaker).chain(scene.analysis.dependents_by(speaker, "appos"));
    let office = offices.find(|&office| scene.in_words("spokesmen", &scene.lemma(office)))?;
    let own = principal_of(scene, office);
    let parties: Vec<Party> = own.or_else(|| principal_before(scene, office)).into_iter().collect();
    let apart = parties.iter().all(|party| with.iter().all(|other| other.entity != party.entity));
    (!parties.is_empty() && apart).then_some(parties)
}

/// "A lunch with Brandt *left Ode shaken*", "a call from Brandt *changed Ode's mind*", "the talks with Brandt were *Ode's first*":
/// whom an encounter does something to was in it.
#[must_use]
pub fn affected(scene: &Scene<'_>, id: PredicateId, with: &[Party]) -> Option<Vec<Party>> {
    let noun = scene.clauses.predicate(id);
    let verb = noun.governor.map(|(above, _)| scene.clauses.predicate(above))?;
    let subject = verb.fillers(&Role::Subject).any(|subject| subject.token == noun.token);
    if !subject || verb.kind != PredicateKind::Verb || verb.factuality != Factuality::Held {
        return None;
    }
    let owners = |of: TokenId| scene.analysis.dependents_by(of, "poss").flat_map(|owner| parties_of(scene, owner));
    let mut found: Vec<Party> = Vec::new();
    if scene.in_words("affecting-verbs", &verb.lemma) {
        for object in verb.fillers(&Role::Object).chain(verb.fillers(&Role::IndirectObject)) {
            let whom = parties_of(scene, object.token);
            found.extend(if whom.is_empty() { owners(object.token).collect() } else { whom });
        }
    } else if verb.lemma == "be" {
        let count =
            |word: &&crate::clause::Argument| matches!(scene.form(word.token), "first" | "second" | "third" | "last");
        found.extend(verb.fillers(&Role::Complement).filter(count).flat_map(|first| owners(first.token)));
    }
    let [one] = found[..] else { return None };
    let person = scene.entity_type(one.entity) == EntityType::Person;
    let apart = with.iter().all(|party| party.entity != one.entity);
    (person && apart).then(|| vec![Party { source: Source::Implied, ..one }])
}

/// "*Her* remarks followed an hour of talks with Brandt", "Ode shut the border. *The move* came a day after talks with Brandt": whose
/// words or deed are told to come after it.
#[must_use]
pub fn doer_after(scene: &Scene<'_>, id: PredicateId, with: &[Party]) -> Option<Vec<Party>> {
    let noun = scene.clauses.predicate(id).token;
    let mut above = scene.analysis.ancestors(noun).take(5);
    let verb = above.find(|&above| matches!(scene.token(above).pos.as_str(), "VERB" | "AUX"))?;
    let later = match scene.lemma(verb).as_str() {
        "follow" => {
            scene.analysis.dependents_by(verb, "dobj").any(|object| scene.analysis.subtree(object).contains(&noun.0))
        }
        "come" => {
            let after = |word: TokenId| matches!(scene.form(word), "after" | "following");
            scene.analysis.ancestors(noun).take_while(|&above| above != verb).any(after)
        }
        _ => false,
    };
    let deed = scene.analysis.dependents_by(verb, "nsubj").next().filter(|_| later)?;
    if !scene.in_words("own-deeds", &scene.lemma(deed)) || scene.token(verb).tag != "VBD" {
        return None;
    }
    let mut own = scene.analysis.dependents_by(deed, "poss").flat_map(|owner| parties_of(scene, owner));
    let owner = own.next();
    let pointing = scene.analysis.dependents_by(deed, "det").any(|the| matches!(scene.form(the), "The" | "This"));
    let before = || {
        let last = scene.analysis.sentences.get((scene.token(noun).sentence as usize).checked_sub(1)?)?;
        let verbs = scene.clauses.predicates_in(last).iter();
        let main = verbs
            .filter(|verb| scene.token(verb.token).deprel == "ROOT")
            .find(|verb| verb.kind == PredicateKind::Verb)?;
        let subjects: Vec<Party> =
            main.fillers(&Role::Subject).flat_map(|subject| parties_of(scene, subject.token)).collect();
        let &[one] = subjects.as_slice() else { return None };
        Some(one)
    };
    let one = owner.or_else(|| before().filter(|_| pointing))?;
    let person = scene.entity_type(one.entity) == EntityType::Person && !is_spokesman(scene, one.entity);
    let apart = with.iter().all(|party| party.entity != one.entity);
    (person && apart && own.next().is_none()).then(|| vec![Party { source: Source::Implied, ..one }])
}

/// "a spokesman for *Ode*", "*Ode's* spokeswoman".
fn principal_of(scene: &Scene<'_>, office: TokenId) -> Option<Party> {
    let before = ["poss", "compound", "nmod"].into_iter().flat_map(|dep| scene.analysis.dependents_by(office, dep));
    let after =
        scene.analysis.dependents_by(office, "prep").filter(|&of| matches!(scene.form(of), "for" | "of" | "to"));
    let after = after.flat_map(|of| scene.analysis.dependents_by(of, "pobj"));
    let mut parties = before.chain(after).flat_map(|token| parties_of(scene, token));
    let person = parties.find(|party| scene.entity_type(party.entity) == EntityType::Person)?;
    Some(Party { source: Source::Implied, ..person })
}

/// "A spokesman for *Ode* … *The spokesman* said": whom the one spoke for who was named so before.
fn principal_before(scene: &Scene<'_>, office: TokenId) -> Option<Party> {
    let lemma = scene.lemma(office);
    let sentence = scene.token(office).sentence.saturating_sub(SPOKESMAN_REACH);
    let start = scene.analysis.sentences.get(sentence as usize)?.start;
    let named = super::is_definite(scene, office) && scene.analysis.dependents_by(office, "poss").next().is_none();
    let before = (start..office.0).rev().map(TokenId).filter(|_| named);
    let mut same = before.filter(|&other| scene.token(other).pos == "NOUN" && scene.lemma(other) == lemma);
    let principal = same.find_map(|other| principal_of(scene, other))?;
    Some(Party { token: office, ..principal })
}

/// "a conversation with Brandt *would be* useful": of one that there may be.
#[must_use]
pub fn hedged(scene: &Scene<'_>, id: PredicateId) -> Option<Factuality> {
    let held = scene.clauses.predicate(id).factuality == Factuality::Held;
    let mut above = scene.clauses.governors(id).map(|(above, _)| scene.clauses.predicate(above)).take(VERBS_ABOVE);
    let unreal = above.any(|verb| matches!(verb.features.modal, Some("would" | "could" | "might" | "may" | "should")));
    (held && unreal).then_some(Factuality::Possible)
}

/// "Ode's spokesman", "a campaign manager": who tells of it on behalf of somebody else.
#[must_use]
pub fn is_spokesman(scene: &Scene<'_>, person: EntityId) -> bool {
    let roles = scene.entities.entities.get(person.0 as usize).map(|entity| entity.roles.as_slice());
    let mut words = roles.unwrap_or_default().iter().flat_map(|role| role.split(' '));
    words.any(|word| {
        let word = word.to_lowercase();
        word != "secretary" && (scene.in_words("spokesmen", &word) || word == "manager" || word == "strategist")
    })
}

const fn implied(entity: EntityId, token: TokenId) -> Party {
    Party { entity, token, reach: Reach::Description, source: Source::Implied, negated: false }
}
