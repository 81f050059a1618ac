//! Meetings: who encountered whom, where, when, and whether it happened.
//!
//! Takes clauses, entities and rules, gives [`Meeting`]s: every predicate that triggers a rule is bound once, the
//! reports so found are joined in text order, and words that point back ("the meeting") add to what was told.
//!
//! # Invariants
//!
//! - A meeting has two sides or more, each of one entity or more; no entity stands on two sides.
//! - Linear in the predicates of the article, but for the joining of reports, which is linear in meetings times reports.

mod absence;
mod acting;
mod affiliation;
mod along;
mod around;
mod assembly;
mod attend;
mod bind;
mod companions;
mod debated;
mod delegated;
mod described;
mod draft;
mod elided;
mod fillers;
mod followed;
mod further;
mod gathered;
mod goal;
mod groups;
mod heard;
mod hosted;
mod introduced;
mod layout;
mod members;
mod merge;
mod occasion;
mod party;
mod phrases;
mod place;
mod presence;
mod press;
mod press_stop;
mod quoted;
mod represent;
mod retinue;
mod scene;
mod setting;
mod site;
mod standing;
mod teller;
mod time;
mod told_as;
mod told_there;
mod trigger;
mod understood;
mod unsaid;
mod verdict;

pub(super) use bind::bind_relations;
pub(super) use draft::{Stretch, role_name, status_of};
pub(super) use scene::Scene;

use super::rules::RuleSet;
use super::{Meeting, Statement};
use crate::article::Article;
use crate::clause::{Clauses, Embedding, Factuality, Predicate, PredicateId, PredicateKind, Role, Tense};
use crate::entity::{Entities, Entity, EntityId, EntityType, Geo, Mention, MentionKind};
use crate::nlp::{Analysis, TokenId};
use jiff::civil::Date;
use merge::{Echo, Report, join_reports};

/// Finds the meetings of `article` by `rules`, by first evidence; `statements` say who "we" are.
#[must_use]
pub fn find_meetings(
    article: &Article,
    analysis: &Analysis,
    clauses: &Clauses,
    entities: &mut Entities,
    rules: &RuleSet,
    statements: &[Statement],
) -> Vec<Meeting> {
    let mut scene = Scene::new(&article.body, analysis, clauses, entities, rules);
    scene.hear(statements);
    if is_invented(&scene) {
        return Vec::new();
    }
    let publication = article.date;
    let mut reports = Vec::new();
    let n_tokens = u32::try_from(analysis.tokens.len()).unwrap_or(0);
    let of_sport = distinct_contest_words(&scene, 0..n_tokens) >= 4;
    for index in 0..clauses.predicates.len() {
        let Ok(index) = u32::try_from(index) else { break };
        let id = PredicateId(index);
        let asked = is_only_asked(&scene, id);
        let answer = if asked { answered(&scene, id) } else { answered_aloud(&scene, id) };
        if is_contest(&scene, id, of_sport) || (asked || is_left_open(&scene, id)) && answer.is_none() {
            continue;
        }
        let bound = unsaid::on_deal(&scene, id).or_else(|| bind::bind_meeting(&scene, id));
        if let Some(bound) = bound.or_else(|| unsaid::complete(&scene, id)) {
            let bound = bind::Bound { status: answer.or(bound.status), ..bound };
            let drafts = draft::drafts_of(&scene, &bound, publication);
            if let Some(first) = drafts.first() {
                scene.remember(clauses.predicate(id).token, first.participants(), first.status);
                scene.remember_told(first);
                if let Some(body) = unsaid::talker(&scene, &bound) {
                    scene.remember_talker(body);
                }
            }
            reports.extend(drafts.into_iter().map(Report::Told));
        } else if let Some(echo) = echo_of(&scene, id, publication) {
            reports.push(Report::Echoed(echo));
        }
    }
    let attended = attend::find_attendance(&scene, &reports, publication);
    let elided = elided::find_elided(&scene, &reports, publication);
    reports.extend(elided.into_iter().map(Report::Told));
    reports.extend(attended.into_iter().map(Report::Told));
    reports.sort_by_key(Report::token);
    let mut meetings = join_reports(&scene, reports);
    for meeting in &mut meetings {
        if let Some(when) = &mut meeting.when {
            time::place_again(&scene, when, publication, meeting.status);
        }
    }
    let new = scene.adjectival().to_vec();
    add_countries(article, analysis, entities, &mut meetings, &new);
    meetings
}

/// "This dinner is all *fictitious*", "at our *imaginary* banquet": a text that says so of what it tells.
fn is_invented(scene: &Scene<'_>) -> bool {
    let gathering = |token: TokenId| {
        let lemma = scene.lemma(token);
        ["meals", "meetings", "gatherings", "social-gatherings"].iter().any(|list| scene.in_words(list, &lemma))
    };
    let tells = |word: TokenId| {
        let Some(above) = scene.analysis.head(word) else { return false };
        let dependents = |label: &'static str| scene.analysis.dependents_by(above, label);
        match scene.token(word).deprel.as_str() {
            "amod" => {
                gathering(above)
                    && dependents("poss").any(|owner| matches!(scene.form(owner), "our" | "my" | "Our" | "My"))
            }
            "acomp" => dependents("neg").next().is_none() && dependents("nsubj").any(gathering),
            _ => false,
        }
    };
    let words = (0..scene.analysis.tokens.len()).map(TokenId::new);
    words
        .filter(|&word| matches!(scene.token(word).lemma.as_str(), "fictitious" | "imaginary" | "fictional"))
        .any(|word| scene.speaker_at(word).is_none() && tells(word))
}

/// "Asked if he had met Brandt": a question tells of no meeting.
fn is_only_asked(scene: &Scene<'_>, id: PredicateId) -> bool {
    let predicate = scene.clauses.predicate(id);
    let asked = predicate.governor.filter(|(_, embedding)| *embedding == Embedding::Complement);
    // "would not *say whether* she had met Brandt"; not "whether she will"
    let past = predicate.features.tense == Tense::Past || predicate.features.perfect;
    matches!(predicate.marker.as_deref(), Some("if" | "whether"))
        && asked.is_some_and(|(above, _)| {
            let above = &scene.clauses.predicate(above).lemma;
            matches!(above.as_str(), "ask" | "wonder" | "question")
                || past && predicate.features.modal.is_none() && scene.in_words("disclosing-verbs", above)
        })
}

/// "would not say *whether he had met Brandt*": left open what has been or not.
fn is_left_open(scene: &Scene<'_>, id: PredicateId) -> bool {
    let predicate = scene.clauses.predicate(id);
    let past = predicate.features.tense == Tense::Past || predicate.features.perfect;
    // "it is *unclear* if"
    let unclear = |above: PredicateId| {
        scene.clauses.predicate(above).fillers(&Role::Complement).any(|state| {
            matches!(
                scene.lemma(state.token).as_str(),
                "unclear" | "clear" | "unknown" | "known" | "uncertain" | "certain" | "sure"
            )
        })
    };
    let open = match predicate.governor {
        Some((_, Embedding::Complement)) => true,
        Some((above, Embedding::Condition)) => unclear(above) || nobody_tells(scene, above),
        _ => false,
    };
    matches!(predicate.marker.as_deref(), Some("if" | "whether"))
        && open
        && past
        && predicate.features.modal.is_none()
        && predicate.kind == PredicateKind::Verb
}

/// "If the two spoke, *neither side would say so*".
fn nobody_tells(scene: &Scene<'_>, id: PredicateId) -> bool {
    let verb = scene.clauses.predicate(id);
    scene.in_words("disclosing-verbs", &verb.lemma)
        && verb.lemma != "be"
        && (verb.features.negated || verb.factuality == Factuality::Negated)
}

/// "Asked if she had met Brandt, Ode *said she had not*": what the answer says of it, where it is only an auxiliary.
fn answered(scene: &Scene<'_>, id: PredicateId) -> Option<Factuality> {
    let question = scene.clauses.predicate(id).token;
    let sentence = scene.analysis.sentences.get(scene.token(question).sentence as usize)?;
    let after = scene.clauses.predicates_in(&(question.0 + 1..sentence.end.max(question.0 + 1)));
    let answer = after.iter().find(|verb| {
        let said = scene.analysis.head(verb.token).is_some_and(|above| {
            matches!(scene.lemma(above).as_str(), "say" | "reply" | "answer" | "insist" | "respond" | "add")
        });
        let bare = !verb.has(&Role::Object) && !verb.has(&Role::Complement);
        verb.kind == PredicateKind::Verb && matches!(verb.lemma.as_str(), "have" | "do") && said && bare
    })?;
    let denied = scene.analysis.dependents_by(answer.token, "neg").next().is_some();
    Some(if denied { Factuality::Negated } else { Factuality::Held })
}

/// "Had she met Brandt? *“Never,” she said*": what the words quoted right after the question say of it.
fn answered_aloud(scene: &Scene<'_>, id: PredicateId) -> Option<Factuality> {
    let question = scene.clauses.predicate(id);
    let past = question.features.tense == Tense::Past || question.features.perfect;
    if !question.features.question || !past || question.kind != PredicateKind::Verb {
        return None;
    }
    let next = scene.analysis.sentences.get(scene.token(question.token).sentence as usize + 1)?;
    let mut words = next.clone().map(TokenId);
    let first = words.find(|&word| !matches!(scene.token(word).pos.as_str(), "SPACE" | "PUNCT"))?;
    let quoted =
        first.0.checked_sub(1).is_some_and(|before| matches!(scene.form(TokenId(before)), "\"" | "“" | "``" | "''"));
    match scene.form(first) {
        "No" | "Never" | "Not" | "Nope" if quoted => Some(Factuality::Negated),
        "Yes" | "Certainly" | "Twice" | "Once" | "Often" | "Absolutely" if quoted => Some(Factuality::Held),
        _ => None,
    }
}

/// "The two met in the final": two words of sport in the sentence and those beside it make "meet" a contest, and so
/// does an article `of_sport`.
fn is_contest(scene: &Scene<'_>, id: PredicateId, of_sport: bool) -> bool {
    let predicate = scene.clauses.predicate(id);
    if predicate.kind != PredicateKind::Verb || !matches!(predicate.lemma.as_str(), "meet" | "face") {
        return false;
    }
    // "met *in the final*"
    let on_a_stage = predicate.arguments.iter().any(|argument| {
        matches!(&argument.role, Role::Preposition(name) if matches!(name.as_str(), "in" | "at" | "for"))
            && scene.in_words("contest-stages", &scene.lemma(argument.token).to_lowercase())
    });
    if on_a_stage {
        return true;
    }
    let sentences = &scene.analysis.sentences;
    let own = scene.token(predicate.token).sentence as usize;
    let start = sentences.get(own.saturating_sub(1)).map_or(0, |range| range.start);
    let end = sentences.get(own + 1).or(sentences.get(own)).map_or(start, |range| range.end);
    of_sport || distinct_contest_words(scene, start..end) >= 2
}

fn distinct_contest_words(scene: &Scene<'_>, tokens: std::ops::Range<u32>) -> usize {
    let words = tokens.map(TokenId).filter(|&token| scene.token(token).pos == "NOUN");
    let mut seen: Vec<_> =
        words.map(|token| scene.lemma(token)).filter(|lemma| scene.in_words("contest", lemma)).collect();
    seen.sort_unstable();
    seen.dedup();
    seen.len()
}

/// Makes entities of the countries that take part but are named by their adjective alone ("Norwegian ministers").
fn add_countries(
    article: &Article,
    analysis: &Analysis,
    entities: &mut Entities,
    meetings: &mut [Meeting],
    new: &[scene::Adjectival],
) {
    let first = entities.entities.len();
    let is_new = |id: &EntityId| id.0 as usize >= first;
    let mut used: Vec<EntityId> =
        meetings.iter().flat_map(|meeting| meeting.sides.iter().flatten()).filter(|id| is_new(id)).copied().collect();
    used.sort_unstable();
    used.dedup();
    if used.is_empty() {
        return;
    }
    let mut all = std::mem::take(&mut entities.entities);
    let mut mentions = std::mem::take(&mut entities.mentions);
    for (offset, id) in used.iter().enumerate() {
        let Some(adjectival) = new.get(id.0 as usize - first) else { continue };
        let country = adjectival.country;
        let token = adjectival.token;
        let own = EntityId(u32::try_from(first + offset).unwrap_or(u32::MAX));
        // a people is looked for by its own name: "the Norwegians", not the adjective
        let people = matches!(analysis.token(token).tag.as_str(), "NNPS" | "NNS");
        let alias = people.then(|| analysis.token(token).span.slice(&article.body).to_owned());
        all.push(Entity {
            name: country.name.to_owned(),
            entity_type: EntityType::Place,
            aliases: alias.into_iter().collect(),
            roles: Vec::new(),
            geo: Some(Geo { lat: country.lat, lon: country.lon, country: country.code.to_owned() }),
        });
        mentions.push(Mention {
            span: analysis.token(token).span,
            tokens: token.0..token.0 + 1,
            head: token,
            kind: MentionKind::Named,
            entities: vec![own],
        });
    }
    let genders = std::mem::take(&mut entities.genders);
    *entities = Entities::new(all, mentions, analysis.tokens.len()).with_genders(genders);
    for id in meetings.iter_mut().flat_map(|meeting| meeting.sides.iter_mut().flatten()) {
        if let Ok(offset) = used.binary_search(id) {
            *id = EntityId(u32::try_from(first + offset).unwrap_or(u32::MAX));
        }
    }
}

/// The echo that a noun without parties enough of its own makes ("the meeting", "the talks in Zell").
fn echo_of(scene: &Scene<'_>, id: PredicateId, publication: Option<Date>) -> Option<Echo> {
    let predicate = scene.clauses.predicate(id);
    if predicate.kind != PredicateKind::Noun {
        return verdict::told_after(scene, id, publication);
    }
    // an interview is with the press, unless its parties say otherwise
    let rule = bind::names_encounter(scene, id).filter(|_| predicate.lemma != "interview")?;
    let parties: Vec<party::Party> = predicate
        .arguments
        .iter()
        .filter(|argument| {
            matches!(&argument.role, Role::Possessor | Role::Compound)
                || matches!(&argument.role, Role::Preposition(name) if matches!(name.as_str(), "with" | "between" | "of" | "among"))
        })
        .flat_map(|argument| {
            // "the Ode–Brandt meeting", not "the Geneva meeting".
            let of_people = argument.role == Role::Compound;
            let parties = party::parties_of(scene, argument.token).into_iter();
            parties.filter(move |party| !of_people || scene.entity_type(party.entity) == EntityType::Person)
        })
        .collect();
    if parties.is_empty() && is_of_others(scene, predicate.token) {
        return None;
    }
    let all: Vec<&party::Party> = parties.iter().collect();
    let super::rules::Outcome::Meeting { kind, .. } = &rule.outcome else { return None };
    let away = absent_from(scene, predicate).into_iter().chain(leaving(scene, predicate)).map(|party| party.entity);
    Some(Echo {
        token: predicate.token,
        kind: *kind,
        definite: is_definite(scene, predicate.token),
        parties: parties.iter().map(|party| party.entity).chain(away).collect(),
        place: place::own_place(scene, id, &all).or_else(|| place::in_commas(scene, id)).map(|located| located.place),
        when: time::time_of(scene, id, None).map(|(_, time)| time::placed(time, publication, predicate.factuality)),
        cancelled: predicate.factuality == Factuality::Negated || verdict::is_struck(scene, predicate),
        denied: parties.is_empty() && verdict::is_denied(scene, predicate),
        wished: false,
        done: is_done(scene, predicate),
        over: is_done(scene, predicate) && !is_begun(scene, predicate),
        set: is_set(scene, predicate),
        reach: merge::ECHO_REACH,
        resumed: further::is_resumed(scene, predicate).then(|| Stretch::new(scene, predicate.token).span()),
    })
}

/// "The talks *lasted* two hours": told of its course in the past.
fn is_done(scene: &Scene<'_>, noun: &Predicate) -> bool {
    let above = noun.governor.map(|(above, _)| scene.clauses.predicate(above));
    above.is_some_and(|verb| {
        let of_it = verb.fillers(&Role::Subject).any(|subject| subject.token == noun.token);
        of_it && goes_on(scene, verb) || is_left(noun, verb)
    })
}

/// "The meeting *is set for May*".
fn is_set(scene: &Scene<'_>, noun: &Predicate) -> bool {
    noun.governor.is_some_and(|(above, _)| {
        let verb = scene.clauses.predicate(above);
        scene.in_words("scheduling-verbs", &verb.lemma)
            && verb.features.passive
            && verb.features.tense == Tense::Present
            && noun.factuality == Factuality::Planned
            && time::own_time(scene, above).is_some()
            && verb.fillers(&Role::Object).any(|object| object.token == noun.token)
    })
}

/// "She *left the meeting*", "*emerged from the talks*": who comes out of an encounter was in it.
fn is_left(noun: &Predicate, verb: &Predicate) -> bool {
    let past = verb.features.tense == Tense::Past && verb.factuality == Factuality::Held;
    let of_it = verb.arguments.iter().any(|argument| {
        argument.token == noun.token
            && match &argument.role {
                Role::Object => matches!(verb.lemma.as_str(), "leave" | "quit" | "exit"),
                Role::Preposition(name) => {
                    matches!(name.as_str(), "from" | "of" | "out of")
                        && matches!(verb.lemma.as_str(), "emerge" | "walk" | "storm" | "come" | "return" | "go")
                }
                _ => false,
            }
    });
    past && of_it
}

/// "*She* left the meeting": who came out of it.
fn leaving(scene: &Scene<'_>, noun: &Predicate) -> Vec<party::Party> {
    let above = noun.governor.map(|(above, _)| scene.clauses.predicate(above));
    let left = above.filter(|verb| is_left(noun, verb));
    left.map(|verb| presence::parties_in(scene, verb, &[Role::Subject])).unwrap_or_default()
}

/// "The talks *began*": not that they are over.
fn is_begun(scene: &Scene<'_>, noun: &Predicate) -> bool {
    noun.governor.is_some_and(|(above, _)| begins(scene.clauses.predicate(above)))
}

fn begins(verb: &Predicate) -> bool {
    matches!(verb.lemma.as_str(), "begin" | "start" | "open")
}

fn goes_on(scene: &Scene<'_>, verb: &Predicate) -> bool {
    let took = verb.lemma == "take" && verb.fillers(&Role::Object).any(|object| scene.lemma(object.token) == "place");
    // "*broke up* after an hour"
    let broke = verb.lemma == "break" && matches!(verb.particle.as_deref(), Some("up" | "off" | "down"));
    let past = verb.features.tense == Tense::Past && verb.factuality == Factuality::Held;
    past && (took || broke || scene.in_words("lasting-verbs", &verb.lemma))
}

/// "the Ode–Lund meeting" of people whom nothing else names: an encounter of its own.
fn is_of_others(scene: &Scene<'_>, noun: TokenId) -> bool {
    let mut names = scene.analysis.dependents(noun).iter().filter(|&&dependent| {
        dependent < noun
            && matches!(scene.token(dependent).deprel.as_str(), "compound" | "amod" | "nmod")
            && scene.token(dependent).pos == "PROPN"
    });
    names.any(|&name| {
        let hyphen = |at: u32| scene.analysis.tokens.get(at as usize).is_some_and(|token| token.pos == "PUNCT");
        let place = scene
            .name_covering(name)
            .is_some_and(|mention| mention.entities.iter().any(|&id| scene.entity_type(id) != EntityType::Person));
        !place && (hyphen(name.0 + 1) || name.0 > 0 && hyphen(name.0 - 1))
    })
}

fn is_definite(scene: &Scene<'_>, noun: TokenId) -> bool {
    scene.analysis.dependents(noun).iter().any(|&dependent| {
        let data = scene.token(dependent);
        match data.deprel.as_str() {
            "det" | "predet" | "amod" => {
                matches!(scene.lemma(dependent).as_str(), "the" | "this" | "that" | "these" | "those" | "such" | "both")
            }
            "poss" => true,
            _ => false,
        }
    })
}

/// "Falk will not *attend the meeting*": who stays away; of an encounter of others that tells nothing.
fn absent_from(scene: &Scene<'_>, noun: &Predicate) -> Vec<party::Party> {
    let attended = noun.governor.map(|(above, _)| scene.clauses.predicate(above)).filter(|verb| {
        noun.factuality == Factuality::Negated
            && (scene.in_words("attend-verbs", &verb.lemma)
                || scene.in_words("absent-verbs", &verb.lemma)
                || absence::is_kept_out(scene, verb))
    });
    let whom = |verb: &Predicate| if absence::is_kept_out(scene, verb) { Role::Object } else { Role::Subject };
    attended.map(|verb| presence::parties_in(scene, verb, &[whom(verb)])).unwrap_or_default()
}
