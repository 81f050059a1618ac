//! Which entities speak: those that the words for the speaker name, or the body or maker that the words stand for.
//!
//! Takes the source of a draft, gives the ids of the article's entities; empty where none speaks.

use super::about::is_members;
use super::bodies::{body_of, issuer_of, pair_before};
use super::draft::Draft;
use super::resolve::dedup;
use super::speaker::{Source, maker_of};
use super::syntax::Syntax;
use super::words::lists;
use crate::entity::{Entities, EntityId, EntityType, MentionKind, is_role};
use crate::nlp::TokenId;

/// The entities that speak: those of the head of the noun phrase and of its conjuncts.
pub(super) fn speakers_of(syntax: &Syntax<'_>, draft: &Draft, entities: &Entities) -> Vec<EntityId> {
    let source = &draft.source;
    // "a Tribune poll shows": whose numbers they are, not who works there
    let numbers = matches!(syntax.lemma(source.head), "poll" | "survey" | "average" | "index");
    if numbers && draft.rule != "phrase" {
        if source.antecedent.is_none() {
            return pollsters(syntax, source.head, entities);
        }
        return Vec::new();
    }
    let head = source.antecedent.unwrap_or(source.head);
    let head = source.antecedent.map_or(head, |noun| said_to_be(syntax, noun, entities).unwrap_or(noun));
    let mut found = speaker_at(syntax, head, entities, 4);
    if source.antecedent.is_some() && syntax.is_form(source.head, &["who"]) {
        found = person_before(syntax, head, entities).unwrap_or(found);
    }
    if source.antecedent.is_none() {
        // "*Ode* and Brandt accused": the parse may take the first of two names for a part of the second
        let parts = syntax.children(head, &["nmod"]).filter(|&part| syntax.child(part, &["cc"]).is_some());
        let first: Vec<EntityId> = parts.flat_map(|part| entities.referents(part).iter().copied()).collect();
        found.splice(0..0, first);
        let mut last = head;
        while let Some(next) = next_of_list(syntax, last).filter(|next| source.tokens.contains(&next.0)) {
            found.extend(speaker_at(syntax, next, entities, 4));
            last = next;
        }
    }
    dedup(&mut found);
    // "some *Liberals* say", "the two leading *Liberals*, Ode and Brandt, say": people, not their party
    let members = entities.mention_headed_by(head).filter(|mention| {
        let some = syntax.child(head, &["det", "amod", "nummod"]).is_some();
        some && mention.kind == MentionKind::Named && is_members(syntax, mention)
    });
    if let Some(members) = members {
        found.retain(|id| !members.entities.contains(id));
    }
    if found.is_empty() && source.antecedent.is_none() {
        found = apposed(syntax, source, entities);
    }
    let sides = matches!(syntax.lemma(head), "side" | "party");
    if found.is_empty()
        && sides
        && syntax.children(head, &["det", "nummod", "amod"]).any(|it| syntax.is_form(it, &["each", "both", "two"]))
    {
        found = pair_before(syntax, head, entities);
    }
    if found.is_empty() && matches!(draft.rule, "turn, colon" | "speaker, colon, quotation") {
        found = shouted(syntax.form(head), entities);
    }
    found
}

/// "ODE: …": the one person whose name ends with the word written in capitals.
fn shouted(label: &str, entities: &Entities) -> Vec<EntityId> {
    if label.chars().any(char::is_lowercase) || label.chars().nth(1).is_none() {
        return Vec::new();
    }
    let mut bearers = (0..).zip(&entities.entities).filter(|(_, entity)| {
        let last = entity.name.rsplit(' ').next();
        entity.entity_type == EntityType::Person && last.is_some_and(|last| last.eq_ignore_ascii_case(label))
    });
    match (bearers.next(), bearers.next()) {
        (Some((only, _)), None) => vec![EntityId(only)],
        _ => Vec::new(),
    }
}

/// "Its founder, the Norlander *Anna Ode*", "the veteran, Lord *Ode*": the name that closes a segment after a comma in the
/// words for who speaks, with nothing but what the person is before it.
fn apposed(syntax: &Syntax<'_>, source: &Source, entities: &Entities) -> Vec<EntityId> {
    let head = source.head;
    if !matches!(syntax.tag(head), "NN" | "NNP") {
        return Vec::new();
    }
    let office = is_role(syntax.lemma(head));
    let named = entities.mentions_in(source.span(syntax)).filter(|mention| mention.kind == MentionKind::Named);
    let closes = |mention: &&crate::entity::Mention| {
        let speaks = |&id: &EntityId| match entities.entity(id).entity_type {
            EntityType::Person => true,
            EntityType::Organization => office,
            EntityType::Place => false,
        };
        let mut before = (source.tokens.start..mention.tokens.start).rev().map(TokenId);
        let stop = before
            .find(|&token| !matches!(syntax.token(token).pos.as_str(), "DET" | "ADJ" | "NOUN" | "PROPN" | "SPACE"));
        let after = syntax.next(TokenId(mention.tokens.end - 1));
        let closed = mention.tokens.end >= source.tokens.end
            || after.is_some_and(|after| matches!(syntax.form(after), "," | "(" | "–" | "—"));
        closed
            && !mention.entities.is_empty()
            && mention.entities.iter().all(speaks)
            && stop.is_some_and(|stop| syntax.form(stop) == "," && stop >= head)
    };
    named.into_iter().find(closes).map(|mention| mention.entities.clone()).unwrap_or_default()
}

/// "*Ode* is a liar and a bully who has promised": whom a noun that no entity bears is said of.
fn said_to_be(syntax: &Syntax<'_>, noun: TokenId, entities: &Entities) -> Option<TokenId> {
    if !entities.referents(noun).is_empty() {
        return None;
    }
    let mut predicate = noun;
    for _ in 0..8 {
        match syntax.deprel(predicate) {
            "conj" | "appos" => predicate = syntax.analysis.head(predicate)?,
            "attr" => {
                let verb = syntax.analysis.head(predicate).filter(|&verb| syntax.lemma(verb) == "be")?;
                return syntax.child(verb, &["nsubj"]);
            }
            _ => {
                // "is a serial liar": the copula may hang on a clause above
                return None;
            }
        }
    }
    None
}

/// What follows `noun` in a list: its conjunct, or its apposition where that has a conjunct ("*Ode, Brandt* and Falk").
fn next_of_list(syntax: &Syntax<'_>, noun: TokenId) -> Option<TokenId> {
    let listed = |&next: &TokenId| {
        syntax.tag(next).starts_with("NNP")
            && syntax.tag(noun).starts_with("NNP")
            && syntax.child(next, &["conj"]).is_some()
    };
    let conjunct = syntax.child(noun, &["conj"]);
    conjunct.or_else(|| syntax.children(noun, &["appos"]).find(listed))
}

/// "Ode, a nurse from *Geneva*, who": the person, where the parse took the place for what "who" stands for; a place
/// never speaks as "who".
fn person_before(syntax: &Syntax<'_>, place: TokenId, entities: &Entities) -> Option<Vec<EntityId>> {
    let is = |ids: &[EntityId], kind: EntityType| ids.iter().all(|&id| entities.entity(id).entity_type == kind);
    let own = entities.referents(place);
    if own.is_empty() || is(own, EntityType::Person) {
        return None;
    }
    let mut above = syntax.analysis.ancestors(place).take(6);
    let person = above.find_map(|token| {
        let mention = entities.mention_headed_by(token).filter(|_| matches!(syntax.deprel(place), "pobj" | "appos"))?;
        (!mention.entities.is_empty() && is(&mention.entities, EntityType::Person)).then(|| mention.entities.clone())
    });
    person.or_else(|| is(own, EntityType::Place).then(Vec::new))
}

/// "A *Tribune* poll", "a poll in the *Tribune*", "a survey for the daily *Tribune*": whose numbers they are.
fn pollsters(syntax: &Syntax<'_>, poll: TokenId, entities: &Entities) -> Vec<EntityId> {
    let found = publishers(syntax, poll, entities);
    if !found.is_empty() {
        return found;
    }
    let by = syntax.children(poll, &["prep"]).filter(|&prep| syntax.is_form(prep, &["in", "by", "for", "from"]));
    let named = by.filter_map(|by| syntax.child(by, &["pobj"])).find_map(|medium| {
        let found = speaker_at(syntax, medium, entities, 2);
        let body = |&id: &EntityId| entities.entity(id).entity_type == EntityType::Organization;
        (!found.is_empty() && found.iter().all(body)).then_some(found)
    });
    named.unwrap_or_default()
}

/// "An editorial in the *Tribune*", "a commentary in the party newspaper *Red Star*": the medium that prints what nobody is told
/// to have written.
fn printed_in(syntax: &Syntax<'_>, article: TokenId, entities: &Entities) -> Vec<EntityId> {
    if super::speaker::maker_of(syntax, article).is_some() {
        return Vec::new();
    }
    let places = syntax.children(article, &["prep"]).filter(|&prep| syntax.is_form(prep, &["in", "on"]));
    let media = places.filter_map(|place| syntax.child(place, &["pobj"]));
    let named = |medium: TokenId| {
        let apposed = syntax.children(medium, &["appos"]).find(|&name| syntax.tag(name).starts_with("NNP"));
        let named = apposed.filter(|_| lists().media.contains(syntax.lemma(medium))).unwrap_or(medium);
        let &[one] = entities.mention_headed_by(named)?.entities.as_slice() else { return None };
        (entities.entity(one).entity_type == EntityType::Organization).then_some(one)
    };
    media.filter_map(named).take(1).collect()
}

/// The organizations whose names modify `noun`: "a *Tribune/Herald* poll".
fn publishers(syntax: &Syntax<'_>, noun: TokenId, entities: &Entities) -> Vec<EntityId> {
    let start = syntax.left(noun).max(syntax.sentence(noun).start).min(noun.0);
    let before = syntax.analysis.span(start..noun.0 + 1);
    let named = entities.mentions_in(before).filter(|mention| mention.kind == MentionKind::Named);
    let mut found: Vec<EntityId> = named.flat_map(|mention| mention.entities.iter().copied()).collect();
    found.retain(|&id| entities.entity(id).entity_type == EntityType::Organization);
    dedup(&mut found);
    found
}

/// "The candidates, *Ode and Brandt*": the people whom an apposition of a plural lists.
fn apposed_people(syntax: &Syntax<'_>, head: TokenId, entities: &Entities) -> Option<Vec<EntityId>> {
    let person = |noun: TokenId| {
        let mention = entities.mention_headed_by(noun).filter(|mention| mention.kind == MentionKind::Named)?;
        let &[one] = mention.entities.as_slice() else { return None };
        (entities.entity(one).entity_type == EntityType::Person).then_some(one)
    };
    let phrase = syntax.left(head)..syntax.right(head);
    let below = phrase.map(TokenId).filter(|&noun| syntax.deprel(noun) == "appos" && noun > head);
    for apposition in below.take(4) {
        let mut found: Vec<EntityId> = person(apposition).into_iter().collect();
        let mut last = apposition;
        while let Some(next) = next_of_list(syntax, last).filter(|_| !found.is_empty()) {
            found.extend(person(next));
            last = next;
        }
        if found.len() > 1 {
            return Some(found);
        }
    }
    None
}

fn speaker_at(syntax: &Syntax<'_>, head: TokenId, entities: &Entities, steps: u32) -> Vec<EntityId> {
    if steps == 0 {
        return Vec::new();
    }
    let plural = matches!(syntax.tag(head), "NNS" | "NNPS");
    if let Some(people) = apposed_people(syntax, head, entities).filter(|_| plural) {
        return people;
    }
    let of_body = lists().spokesmen.contains(syntax.lemma(head).to_ascii_lowercase().as_str())
        && syntax.child(head, &["prep", "compound", "poss"]).is_some();
    if let Some(mention) = entities.mention_headed_by(head).filter(|mention| !mention.entities.is_empty())
        && (!of_body || mention.kind == MentionKind::Named)
    {
        return mention.entities.clone();
    }
    // "its chief, Anna Ode": the apposition names who speaks
    for apposition in syntax.children(head, &["appos"]) {
        let named = entities.mention_headed_by(apposition).filter(|mention| mention.kind == MentionKind::Named);
        if let Some(mention) = named.filter(|mention| !mention.entities.is_empty()) {
            return mention.entities.clone();
        }
    }
    // "the leader of the League, Anna Ode,": the parse gave the name to the body
    for prep in syntax.children(head, &["prep"]) {
        let Some(body) = syntax.child(prep, &["pobj"]) else { continue };
        for apposition in syntax.children(body, &["appos"]) {
            let named = entities.mention_headed_by(apposition).filter(|mention| mention.kind == MentionKind::Named);
            let person = named.filter(|mention| {
                !mention.entities.is_empty()
                    && mention.entities.iter().all(|&id| entities.entity(id).entity_type == EntityType::Person)
            });
            if let Some(person) = person {
                return person.entities.clone();
            }
        }
    }
    // "a source cited by the Tribune", "an average of polls compiled by Ode": who cites or compiles speaks
    let listed = syntax.children(head, &["prep"]).filter(|&prep| syntax.is_form(prep, &["of"]));
    let listed = listed.filter_map(|prep| syntax.child(prep, &["pobj"]));
    let clauses = [head].into_iter().chain(listed).flat_map(|noun| syntax.children(noun, &["acl"]));
    for clause in clauses.filter(|&clause| lists().obtaining.contains(syntax.lemma(clause))) {
        if let Some(medium) = syntax.agent(clause) {
            return speaker_at(syntax, medium, entities, steps - 1);
        }
    }
    // "analysts at the bank"
    if lists().staff.contains(syntax.lemma(head)) {
        let at = syntax.children(head, &["prep"]).find(|&prep| syntax.is_form(prep, &["at", "from", "with"]));
        let body = at.and_then(|at| syntax.child(at, &["pobj"])).map_or(&[][..], |body| entities.referents(body));
        if let [body] = body
            && entities.entity(*body).entity_type == EntityType::Organization
        {
            return vec![*body];
        }
    }
    if lists().organs.contains(syntax.lemma(head)) {
        let of = syntax.children(head, &["prep"]).find(|&prep| syntax.is_form(prep, &["of", "at"]));
        // "the *agency's* board"
        let of = of.and_then(|of| syntax.child(of, &["pobj"])).or_else(|| syntax.child(head, &["poss"]));
        let body = of.map_or(&[][..], |body| entities.referents(body));
        if let [body] = body
            && entities.entity(*body).entity_type == EntityType::Organization
        {
            return vec![*body];
        }
    }
    if lists().bodies.contains(syntax.lemma(head)) {
        for part in syntax.children(head, &["compound", "nmod", "amod", "appos", "poss"]) {
            let named = entities.mention_headed_by(part).filter(|mention| mention.kind == MentionKind::Named);
            let body = named.and_then(|mention| mention.entities.first().copied());
            if let Some(body) = body.filter(|&body| entities.entity(body).entity_type == EntityType::Organization) {
                return vec![body];
            }
        }
    }
    if lists().publications.contains(syntax.lemma(head).to_ascii_lowercase().as_str()) {
        let found = publishers(syntax, head, entities);
        if !found.is_empty() {
            return found;
        }
    }
    if lists().articles.contains(syntax.lemma(head).to_ascii_lowercase().as_str()) {
        let found = printed_in(syntax, head, entities);
        if !found.is_empty() {
            return found;
        }
    }
    // "politicians such as Ode"
    let such = syntax.children(head, &["prep"]).filter(|&prep| syntax.is_form(prep, &["as", "including", "like"]));
    for example in such.filter_map(|prep| syntax.child(prep, &["pobj"])) {
        let found = makers_at(syntax, example, entities, steps - 1);
        if !found.is_empty() {
            return found;
        }
    }
    if lists().spokesmen.contains(syntax.lemma(head).to_ascii_lowercase().as_str()) {
        return body_of(syntax, head, entities);
    }
    if let Some(maker) = maker_of(syntax, head).filter(|&maker| maker != head) {
        return makers_at(syntax, maker, entities, steps - 1);
    }
    let issuer = issuer_of(syntax, head, entities);
    if !issuer.is_empty() {
        return issuer;
    }
    // a name that the parse did not make the head: "Ode , who", "Prime Minister Ode"
    match entities.mention_at(head) {
        Some(mention) if mention.kind == MentionKind::Named => mention.entities.clone(),
        _ => Vec::new(),
    }
}

/// Who made something: the maker and those joined with him ("a letter by *Ode and Brandt*").
pub(super) fn makers_at(syntax: &Syntax<'_>, maker: TokenId, entities: &Entities, steps: u32) -> Vec<EntityId> {
    let mut found = speaker_at(syntax, maker, entities, steps);
    let mut last = maker;
    while let Some(next) = next_of_list(syntax, last).filter(|_| !found.is_empty()) {
        found.extend(speaker_at(syntax, next, entities, steps));
        last = next;
    }
    dedup(&mut found);
    found
}
