//! Those who stand against each other: the two bodies or countries that the text is just setting side by side, as "the two
//! sides", "each side" or bare "talks" that go on mean them though no list and no encounter named them together
//! ("The union rejected an offer from Norbank. *The two sides* met on Friday").
//!
//! # Invariants
//!
//! - Two of them or none: where a third is named as near, nobody is meant.

use super::bind::of_one_country;
use super::party::{Party, Reach, parties_of};
use super::scene::Scene;
use crate::clause::{Factuality, Predicate, PredicateId, PredicateKind, Role, Source};
use crate::entity::{EntityId, EntityType, Mention, MentionKind};
use crate::nlp::TokenId;

/// How many sentences back the two are named.
const REACH: u32 = 1;

/// How many sentences back an encounter is told that bare "talks" mean.
const TOLD_REACH: u32 = 6;

/// The two that the sentences just before `token` set against each other.
#[must_use]
pub fn opponents(scene: &Scene<'_>, token: TokenId) -> Option<[EntityId; 2]> {
    (0..=REACH).find_map(|reach| within(scene, token, reach))
}

/// The two whom the sentence of `token`, up to it, and the `reach` sentences before name.
fn within(scene: &Scene<'_>, token: TokenId, reach: u32) -> Option<[EntityId; 2]> {
    let sentence = scene.token(token).sentence;
    let start = scene.analysis.sentences.get(sentence.saturating_sub(reach) as usize)?.start;
    let mentions = &scene.entities.mentions;
    let end = mentions.partition_point(|mention| mention.head < token);
    let near = mentions[..end].iter().rev().take_while(|mention| mention.head.0 >= start);
    let teller = tellers(scene, token);
    let mut found: Vec<EntityId> = represented_lands(scene, start, token);
    let mut told: Vec<EntityId> = Vec::new();
    for mention in near {
        let &[entity] = mention.entities.as_slice() else { continue };
        if !is_side(scene, mention, entity) {
            continue;
        }
        // "*The regulator* said the two sides had met": a third, unless it is named beside the other before.
        let tells = teller.iter().any(|&verb| scene.analysis.head(mention.head) == Some(verb));
        let into = if tells { &mut told } else { &mut found };
        if !into.contains(&entity) {
            into.push(entity);
        }
    }
    if let ([_], &[teller]) = (&found[..], &told[..])
        && !found.contains(&teller)
        && reach > 0
    {
        found.push(teller);
    }
    match found[..] {
        [one, other] if !of_one_country(scene, &[one, other]) => Some([other, one]),
        _ => None,
    }
}

/// "The *Norwegian* delegation reached Zell", "*Finnish* officials": countries whose people are named by the adjective.
fn represented_lands(scene: &Scene<'_>, start: u32, token: TokenId) -> Vec<EntityId> {
    let mut found = Vec::new();
    for word in (start..token.0).rev().map(TokenId) {
        let Some(country) = scene.country_of(word) else { continue };
        let mut noun = word;
        while scene.token(noun).deprel == "conj" {
            let Some(above) = scene.analysis.head(noun) else { break };
            noun = above;
        }
        // "the Norwegian government" may be a body with that name
        let people = scene.analysis.head(noun).filter(|_| scene.token(noun).deprel == "amod");
        let meant = |token| {
            scene.name_covering(token).is_some()
                || scene.mention_headed_by(token).is_some_and(|mention| !mention.entities.is_empty())
        };
        let named = scene.name_covering(word).is_some() || people.is_some_and(meant);
        let acts = people.is_some_and(|people| {
            let lemma = scene.lemma(people);
            // "*Norwegian* envoy Ode" is a person
            if matches!(scene.token(people).deprel.as_str(), "compound" | "nmod") {
                return false;
            }
            scene.in_words("delegations", &lemma)
                || scene.in_words("group-sides", &lemma)
                || matches!(lemma.as_str(), "official" | "diplomat" | "minister")
        });
        if acts && !named && !found.contains(&country) {
            found.push(country);
        }
    }
    found
}

/// "Analyst *Ode* said the two would meet": one who tells of them and whom nothing before named.
#[must_use]
pub fn is_new_teller(scene: &Scene<'_>, token: TokenId, mention: &Mention) -> bool {
    let subject = matches!(scene.token(mention.head).deprel.as_str(), "nsubj");
    let &[entity] = mention.entities.as_slice() else { return false };
    if !subject || mention.kind != MentionKind::Named {
        return false;
    }
    let tells = scene.analysis.head(mention.head).is_some_and(|verb| tellers(scene, token).contains(&verb));
    let first = scene.entities.mentions.iter().find(|other| other.entities.contains(&entity));
    tells && first.is_some_and(|first| first.head == mention.head)
}

/// The verbs above `token` that report what it stands in.
fn tellers(scene: &Scene<'_>, token: TokenId) -> Vec<TokenId> {
    let above = scene.analysis.ancestors(token).take(8);
    above
        .filter(|&verb| scene.token(verb).pos == "VERB" && scene.in_words("report-verbs", &scene.lemma(verb)))
        .collect()
}

/// True if `entity`, as `mention` names it, may be a side: a body, or a country that is not only where something is.
fn is_side(scene: &Scene<'_>, mention: &Mention, entity: EntityId) -> bool {
    if scene.is_press(entity) || scene.in_dateline(mention.head) {
        return false;
    }
    match scene.entity_type(entity) {
        EntityType::Organization => true,
        EntityType::Person => false,
        EntityType::Place => {
            let somewhere = scene.token(mention.head).deprel == "pobj"
                && scene.analysis.head(mention.head).is_some_and(|preposition| {
                    matches!(
                        scene.form(preposition).to_lowercase().as_str(),
                        "in" | "at" | "near" | "across" | "from" | "to" | "through" | "outside" | "into"
                    )
                });
            // "reached *Zell*", "left Kestria"
            let goal = scene.token(mention.head).deprel == "dobj"
                && scene.analysis.head(mention.head).is_some_and(|verb| {
                    let lemma = scene.lemma(verb);
                    scene.in_words("motion-verbs", &lemma)
                        || matches!(lemma.as_str(), "reach" | "leave" | "visit" | "enter")
                });
            mention.kind == MentionKind::Named && scene.acts(entity) && !somewhere && !goal
        }
    }
}

/// Bare talks, and how far their being broken off or gone back to tells them as real.
pub struct BareTalks {
    /// The two.
    pub sides: Vec<Vec<Party>>,
    /// Where another word than the noun's own tells it.
    pub status: Option<Factuality>,
}

/// "Norbank has dropped its bid for Velden. *Talks broke down* on Friday", "*Velden walked out of talks*": the two, where the text
/// tells of a deal or a quarrel between them and no encounter was told before.
#[must_use]
pub fn bare_talks(scene: &Scene<'_>, id: PredicateId) -> Option<BareTalks> {
    let noun = scene.clauses.predicate(id);
    let formal = noun.kind == PredicateKind::Noun && scene.in_words("formal-talks", &noun.lemma);
    if !formal || !is_bare(scene, noun) || scene.last_told(noun.token, TOLD_REACH).is_some() {
        return None;
    }
    let pair = opponents(scene, noun.token)?;
    let status = if runs(scene, noun) { None } else { carried(scene, noun, pair)? };
    let sentence = scene.token(noun.token).sentence;
    let start = scene.analysis.sentences.get(sentence.saturating_sub(REACH) as usize)?.start;
    let end = scene.analysis.sentences.get(sentence as usize)?.end;
    let words = || (start..end).map(TokenId).filter(|&word| scene.analysis.head(word) != Some(noun.token));
    let at_odds = words().any(|word| {
        matches!(scene.token(word).pos.as_str(), "NOUN" | "VERB") && scene.in_words("between-two", &scene.lemma(word))
    });
    // "*pay* talks" after "a pay offer"; no "*peace* talks" after a bid
    let on_same = scene.analysis.dependents_by(noun.token, "compound").all(|matter| {
        let matter = scene.lemma(matter);
        scene.in_words("deals", &matter)
            || words().any(|word| {
                scene.lemma(word) == matter || matter == "peace" && scene.in_words("of-war", &scene.lemma(word))
            })
    });
    let side = |entity| {
        let source = Source::Implied;
        vec![Party { entity, token: noun.token, reach: Reach::Description, source, negated: false }]
    };
    (at_odds && on_same).then(|| BareTalks { sides: pair.map(side).into(), status })
}

/// "*Velden* walked out of *talks*", "*Norbank* is ready to resume them", "*the companies* hope to conclude them": what one of the
/// two, or both, do with the talks; gives how far that tells them as real.
fn carried(scene: &Scene<'_>, noun: &Predicate, pair: [EntityId; 2]) -> Option<Option<Factuality>> {
    let verb = noun.governor.map(|(above, _)| scene.clauses.predicate(above))?;
    let leaves = scene.in_words("talks-leaving", &verb.lemma);
    if verb.kind != PredicateKind::Verb || !leaves && !scene.in_words("talks-returning", &verb.lemma) {
        return None;
    }
    let subject = verb.fillers(&Role::Subject).next()?.token;
    let parties = parties_of(scene, subject);
    let of_pair = parties.iter().all(|party| pair.contains(&party.entity));
    let the_bodies = || {
        let lemma = scene.lemma(subject);
        scene.token(subject).tag == "NNS"
            && (scene.in_words("group-bodies", &lemma) || scene.in_words("group-sides", &lemma))
    };
    let theirs = if parties.is_empty() { the_bodies() } else { of_pair };
    theirs.then(|| (leaves && verb.factuality == Factuality::Held).then_some(Factuality::Held))
}

/// True if nothing beside the noun says whose talks they are, or that they are others.
fn is_bare(scene: &Scene<'_>, noun: &Predicate) -> bool {
    let of_others = noun.arguments.iter().any(|argument| match &argument.role {
        Role::Possessor => scene.time_at(argument.token).is_none(),
        Role::Preposition(name) => match name.as_str() {
            "with" | "between" | "among" | "of" | "involving" | "by" | "hosted by" | "for" | "attended by" => true,
            // a matter of its own
            "on" | "about" | "over" => scene.time_at(argument.token).is_none(),
            _ => false,
        },
        _ => false,
    });
    let plain = scene.analysis.dependents(noun.token).iter().all(|&word| {
        let data = scene.token(word);
        match data.deprel.as_str() {
            "compound" => data.pos == "NOUN",
            "amod" => {
                // "*Formal* negotiations" opens the sentence
                let opens =
                    scene.analysis.sentences.get(data.sentence as usize).is_some_and(|first| first.start == word.0);
                (opens && data.pos == "ADJ" || !scene.form(word).starts_with(char::is_uppercase))
                    && scene.lemma(word) != "other"
            }
            "nmod" | "poss" | "conj" | "nummod" => false,
            "det" => matches!(scene.lemma(word).as_str(), "the" | "these" | "those"),
            _ => true,
        }
    });
    !of_others && plain
}

/// "*talks* broke down", "after *talks* collapsed", "*negotiations* were suspended": the noun is what a course is told of.
fn runs(scene: &Scene<'_>, noun: &Predicate) -> bool {
    let Some(above) = noun.governor.map(|(above, _)| scene.clauses.predicate(above)) else { return false };
    let course = |role: Role| above.fillers(&role).any(|argument| argument.token == noun.token);
    let own = course(Role::Subject) || above.features.passive && course(Role::Object);
    own && above.kind == PredicateKind::Verb
        && (scene.in_words("lasting-verbs", &above.lemma)
            || scene.in_words("resuming-verbs", &above.lemma)
            || scene.in_words("course-verbs", &above.lemma))
}

/// "is in talks *to buy Velden from its parent, Norbank*", "*to sell its shops to Norbank*": who is on the other end of the deal
/// that talks are for.
#[must_use]
pub fn on_deal(scene: &Scene<'_>, id: PredicateId) -> Option<Vec<Vec<Party>>> {
    let noun = scene.clauses.predicate(id);
    let with =
        |role: &Role| matches!(role, Role::Preposition(name) if matches!(name.as_str(), "with" | "between" | "among"));
    let formal = noun.kind == PredicateKind::Noun && scene.in_words("formal-talks", &noun.lemma);
    if !formal {
        return None;
    }
    let carrier = noun.governor.map(|(above, _)| scene.clauses.predicate(above))?;
    let own = parties_in(scene, carrier.fillers(&Role::Subject).map(|argument| argument.token));
    let sentence = scene.analysis.sentences.get(scene.token(noun.token).sentence as usize)?;
    let after = scene.clauses.predicates_in(&(noun.token.0 + 1..sentence.end.max(noun.token.0 + 1)));
    let deal = after.iter().find(|verb| verb.kind == PredicateKind::Verb)?;
    let to = deal.token.0.checked_sub(1).map(TokenId).is_some_and(|to| scene.form(to) == "to");
    // nothing stands between "talks" and what they are for but days
    let near = deal.token.0 <= noun.token.0 + 4;
    // what is to be bought may stand for whom talks are with
    let own_with = noun.arguments.iter().any(|argument| with(&argument.role) && argument.token < deal.token);
    if !to || !near || own_with {
        return None;
    }
    let end = match deal.lemma.as_str() {
        "buy" | "acquire" | "purchase" => "from",
        "sell" | "offload" => "to",
        _ => return None,
    };
    let object = deal.fillers(&Role::Object).next()?.token;
    let prepositions = [deal.token, object].into_iter().flat_map(|above| scene.analysis.dependents_by(above, "prep"));
    let ends = prepositions.filter(|&preposition| scene.form(preposition) == end);
    let mut other = parties_in(scene, ends.flat_map(|preposition| scene.analysis.dependents_by(preposition, "pobj")));
    if other.is_empty() && end == "from" {
        // "to buy *Velden's* mills", "to buy 14 of *its* hospitals"
        let of = scene.analysis.dependents_by(object, "prep").filter(|&of| scene.form(of) == "of");
        let part = of.flat_map(|of| scene.analysis.dependents_by(of, "pobj"));
        let owners = std::iter::once(object).chain(part).flat_map(|thing| scene.analysis.dependents_by(thing, "poss"));
        let named = owners.filter(|&owner| {
            scene.token(owner).pos == "PROPN" || scene.form(owner) == "its" && scene.mention_headed_by(owner).is_some()
        });
        other = parties_in(scene, named);
    }
    other.retain(|party| scene.entity_type(party.entity) != EntityType::Place);
    let apart = other.iter().all(|party| own.iter().all(|known| known.entity != party.entity));
    (own.len() == 1 && !other.is_empty() && apart).then(|| vec![own, other])
}

fn parties_in(scene: &Scene<'_>, tokens: impl Iterator<Item = TokenId>) -> Vec<Party> {
    let mut found: Vec<Party> = Vec::new();
    for party in tokens.flat_map(|token| parties_of(scene, token)) {
        if found.iter().all(|known| known.entity != party.entity) {
            found.push(party);
        }
    }
    found
}
