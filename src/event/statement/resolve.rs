//! Looks up the entities of drafts: who speaks, who is spoken to, what is spoken of.
//!
//! Speakers come first; then "I" and "you" within quotations are resolved by them in the article's entities; then
//! what the contents mention is collected, so that "I met Ode" and "you" count as mentions too.

use super::about::mentioned;
use super::bodies::{body_of, issuer_of, pair_before};
use super::draft::Draft;
use super::papers::Papers;
use super::resume::Turn;
use super::speaker::{Source, maker_of};
use super::syntax::Syntax;
use super::words::lists;
use crate::article::Span;
use crate::entity::{Entities, EntityId, EntityType, MentionId, MentionKind, is_role};
use crate::event::{Cue, Derivation, Manner, Statement};
use crate::nlp::TokenId;

/// Who speaks and who is spoken to.
struct Parties {
    speakers: Vec<EntityId>,
    addressees: Vec<EntityId>,
}

/// Makes statements of `drafts`; first and second person in quotations are resolved in `entities`.
///
/// Joint speakers give a statement each. What is reported within another's words counts only if an entity speaks.
#[must_use]
pub fn resolve_statements(syntax: &Syntax<'_>, drafts: &[Draft], entities: &mut Entities) -> Vec<Statement> {
    let mut turn = Turn::default();
    let papers = Papers::find(syntax);
    let parties: Vec<Parties> = drafts
        .iter()
        .map(|draft| {
            let mut speakers = speakers_of(syntax, draft, entities);
            if speakers.is_empty()
                && let Some(maker) = papers.maker(syntax, draft.source.antecedent.unwrap_or(draft.source.head))
            {
                speakers = makers_at(syntax, maker, entities, 4);
            }
            if names_himself(syntax, draft, &speakers, entities)
                && let Some(other) = turn.other_than(&speakers, syntax.token(draft.source.head).sentence, entities)
            {
                speakers = vec![other];
            }
            let speakers = turn.take(syntax, draft, speakers, entities);
            let mut addressees: Vec<EntityId> =
                draft.addressees.iter().flat_map(|&head| entities.referents(head).iter().copied()).collect();
            dedup(&mut addressees);
            addressees.retain(|addressee| !speakers.contains(addressee));
            Parties { speakers, addressees }
        })
        .collect();
    // the outer speech first, so that speech within it has the last word
    for (draft, parties) in drafts.iter().zip(&parties).filter(|(draft, _)| !draft.nested) {
        resolve_persons(draft, parties, syntax, entities);
    }
    for (draft, parties) in drafts.iter().zip(&parties).filter(|(draft, _)| draft.nested) {
        resolve_persons(draft, parties, syntax, entities);
    }
    let mut statements = Vec::new();
    for (draft, parties) in drafts.iter().zip(&parties) {
        let about = mentioned(syntax, draft, &parties.speakers, entities);
        if parties.speakers.is_empty()
            && !draft.nested
            && !matches!(draft.rule, "headline, speaker last" | "headline, label" | "signature")
        {
            statements.push(statement_of(syntax, draft, None, parties, &about, entities));
        }
        if is_digest(syntax, draft, &parties.speakers, entities) {
            continue;
        }
        let mutual = parties.speakers.len() > 1 && is_mutual(syntax, draft);
        for &speaker in &parties.speakers {
            let others = parties.speakers.iter().copied().filter(|&other| mutual && other != speaker);
            let about: Vec<EntityId> = about.iter().copied().chain(others).collect();
            statements.push(statement_of(syntax, draft, Some(speaker), parties, &about, entities));
        }
    }
    statements
}

/// `"Ode won," he said`: true if the one whom "he" was read as is named in what is quoted; one seldom names oneself.
fn names_himself(syntax: &Syntax<'_>, draft: &Draft, speakers: &[EntityId], entities: &Entities) -> bool {
    let &[speaker] = speakers else { return false };
    let pronoun = syntax.is_form(draft.source.head, &["he", "she"]) && draft.source.antecedent.is_none();
    pronoun
        && draft.quoted.iter().any(|&span| {
            let mut named = entities.mentions_in(span).filter(|mention| mention.kind == MentionKind::Named);
            named.any(|mention| mention.entities == [speaker])
        })
}

/// "*The Tribune:* Ode landed at noon. Brandt said …": true for a paragraph of several sentences under the name of a medium or
/// a town, which tells what that reported and is no speech of its own.
fn is_digest(syntax: &Syntax<'_>, draft: &Draft, speakers: &[EntityId], entities: &Entities) -> bool {
    let person = speakers.iter().any(|&speaker| entities.entity(speaker).entity_type == EntityType::Person);
    let sentence_at = |byte: usize| {
        let token = syntax.analysis.tokens_in(Span::new(byte, byte + 1)).start;
        syntax.analysis.tokens.get(token as usize).map(|token| token.sentence)
    };
    draft.rule == "turn, colon"
        && !person
        && draft.content.iter().any(|span| sentence_at(span.start) != sentence_at(span.end.saturating_sub(2)))
}

/// "Accused *each other* of lying": each speaks of the others.
fn is_mutual(syntax: &Syntax<'_>, draft: &Draft) -> bool {
    let first = draft.content.first().map(|&span| TokenId(syntax.analysis.tokens_in(span).start));
    first.is_some_and(|first| {
        let second = syntax.next(first);
        syntax.is_form(first, &["each"]) && second.is_some_and(|second| syntax.is_form(second, &["other"]))
            // "each side accused *the other* of lying"
            || syntax.is_form(first, &["the"])
                && second.is_some_and(|second| syntax.is_form(second, &["other"]))
                && syntax.is_form(TokenId(draft.source.tokens.start), &["each"])
            || syntax.is_form(first, &["one"]) && second.is_some_and(|second| syntax.is_form(second, &["another"]))
    })
}

pub(super) fn dedup(ids: &mut Vec<EntityId>) {
    let mut seen: Vec<EntityId> = Vec::new();
    ids.retain(|id| {
        let new = !seen.contains(id);
        if new {
            seen.push(*id);
        }
        new
    });
}

/// The entities that speak: those of the head of the noun phrase and of its conjuncts.
fn speakers_of(syntax: &Syntax<'_>, draft: &Draft, entities: &Entities) -> Vec<EntityId> {
    let source = &draft.source;
    // "a Tribune poll shows": numbers speak, not their publisher
    let numbers = matches!(syntax.lemma(source.head), "poll" | "survey" | "average" | "index");
    if numbers && draft.rule != "phrase" {
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
        let body = of.and_then(|of| syntax.child(of, &["pobj"])).map_or(&[][..], |body| entities.referents(body));
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
    // "politicians such as Ode"
    let such = syntax.children(head, &["prep"]).filter(|&prep| syntax.is_form(prep, &["as", "including", "like"]));
    for example in such.filter_map(|prep| syntax.child(prep, &["pobj"])) {
        let found = speaker_at(syntax, example, entities, steps - 1);
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
fn makers_at(syntax: &Syntax<'_>, maker: TokenId, entities: &Entities, steps: u32) -> Vec<EntityId> {
    let mut found = speaker_at(syntax, maker, entities, steps);
    let mut last = maker;
    while let Some(next) = next_of_list(syntax, last).filter(|_| !found.is_empty()) {
        found.extend(speaker_at(syntax, next, entities, steps));
        last = next;
    }
    dedup(&mut found);
    found
}

/// Resolves "I" to the speaker and "you" to the one spoken to, within the quoted content; "we" to a body that speaks.
fn resolve_persons(draft: &Draft, parties: &Parties, syntax: &Syntax<'_>, entities: &mut Entities) {
    let [speaker] = parties.speakers[..] else { return };
    // "Brandt has said *that my* answers were true," Ode said: "my" is hers still
    let indirect = |content: &Span| content.slice(syntax.body).starts_with("that ");
    if draft.nested && draft.content.first().is_some_and(indirect) {
        return;
    }
    let body = entities.entity(speaker).entity_type != EntityType::Person;
    let spans = match draft.rule {
        "turn, colon" | "signature" => draft.content.clone(),
        _ => draft.quoted.clone(),
    };
    for span in spans {
        for token in syntax.analysis.tokens_in(span).map(TokenId) {
            let Some(id) = entities.id_headed_by(token) else { continue };
            if entities.mention(id).kind != MentionKind::Pronominal {
                continue;
            }
            if let Some(referent) = person_of(syntax, token, speaker, body, &parties.addressees, entities, id) {
                entities.set_referents(id, referent);
            }
        }
    }
}

/// The new referents of a pronoun within a quotation; none if they stay as they are.
fn person_of(
    syntax: &Syntax<'_>,
    token: TokenId,
    speaker: EntityId,
    body: bool,
    addressees: &[EntityId],
    entities: &Entities,
    id: MentionId,
) -> Option<Vec<EntityId>> {
    let form = syntax.form(token).to_ascii_lowercase();
    match form.as_str() {
        "i" | "me" | "my" | "mine" | "myself" if !body => Some(vec![speaker]),
        "we" | "us" | "our" | "ours" | "ourselves" if body => Some(vec![speaker]),
        "you" | "your" | "yours" | "yourself" => match addressees {
            [addressee] if entities.entity(*addressee).entity_type == EntityType::Person => Some(vec![*addressee]),
            _ => None,
        },
        // who speaks does not call himself "he"
        "he" | "him" | "his" | "she" | "her" if entities.mention(id).entities == [speaker] => Some(Vec::new()),
        _ => None,
    }
}

fn statement_of(
    syntax: &Syntax<'_>,
    draft: &Draft,
    speaker: Option<EntityId>,
    parties: &Parties,
    about: &[EntityId],
    entities: &Entities,
) -> Statement {
    let mention = draft.source.span(syntax);
    let evidence = draft.content.iter().copied().chain(draft.cue).chain([mention]).reduce(Span::cover);
    let lemma = match (draft.verb, draft.cue) {
        (Some(verb), _) => syntax.lemma(verb).to_owned(),
        (None, Some(cue)) => cue.slice(syntax.body).to_owned(),
        (None, None) => String::new(),
    };
    let pronoun =
        entities.mention_headed_by(draft.source.head).is_some_and(|mention| mention.kind != MentionKind::Named);
    let doubt = if draft.nested { 0.85 } else { 1.0 } * if pronoun { 0.9 } else { 1.0 };
    let mut arguments = vec![("speaker".to_owned(), mention)];
    arguments.extend(draft.content.iter().map(|&span| ("content".to_owned(), span)));
    Statement {
        speaker,
        speaker_mention: Some(mention),
        addressees: parties.addressees.clone(),
        about: about.to_vec(),
        manner: manner_of(draft, syntax),
        cue: draft.cue.map(|span| Cue { span, lemma }),
        content: draft.content.clone(),
        evidence: evidence.into_iter().collect(),
        confidence: draft.confidence * doubt,
        derivation: Derivation { rule: draft.rule.to_owned(), trigger: draft.cue, arguments },
        cue_token: draft.verb,
    }
}

/// Direct if nothing but what is quoted was said, mixed if a part is quoted.
fn manner_of(draft: &Draft, syntax: &Syntax<'_>) -> Manner {
    let outside = |span: &Span| {
        let mut rest = vec![*span];
        for quote in &draft.quoted {
            rest = rest.into_iter().flat_map(|part| super::draft::without(part, *quote)).collect();
        }
        rest.iter().any(|part| part.slice(syntax.body).chars().any(char::is_alphanumeric))
    };
    match (draft.quoted.is_empty(), draft.content.iter().any(outside)) {
        (true, _) => Manner::Indirect,
        (false, true) => Manner::Mixed,
        (false, false) => Manner::Direct,
    }
}
