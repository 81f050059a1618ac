//! For which body or country a noun speaks that does not name it: "a *ministry* spokesman", "the *Polish* account", "*each
//! side*".
//!
//! Takes the noun, gives the entities of the article; empty if none or more than one fits.

use super::syntax::Syntax;
use super::words::{lists, paper_kind};
use crate::article::Span;
use crate::entity::{Entities, EntityId, EntityType, MentionKind, gazetteer};
use crate::nlp::TokenId;

/// The body that a spokesman speaks for; a person's spokesman speaks for nobody.
pub(super) fn body_of(syntax: &Syntax<'_>, spokesman: TokenId, entities: &Entities) -> Vec<EntityId> {
    let prepositions =
        syntax.children(spokesman, &["prep"]).filter(|&prep| syntax.is_form(prep, &["for", "of", "from"]));
    let bodies = syntax
        .children(spokesman, &["compound", "poss", "nmod"])
        .chain(prepositions.filter_map(|prep| syntax.child(prep, &["pobj"])));
    for body in bodies {
        let referents = entities.referents(body);
        if let [referent] = referents
            && entities.entity(*referent).entity_type != EntityType::Person
        {
            return vec![*referent];
        }
    }
    named_small(syntax, spokesman, entities)
}

/// "A *coast guard* spokesman", "a *ministry* spokeswoman": the one body whose name the words before the noun are or end.
fn named_small(syntax: &Syntax<'_>, spokesman: TokenId, entities: &Entities) -> Vec<EntityId> {
    let first = syntax.children(spokesman, &["compound"]).map(|part| syntax.left(part)).min();
    let Some(first) = first.filter(|&first| first < spokesman.0) else { return Vec::new() };
    let words = syntax.trimmed_span(first..spokesman.0).slice(syntax.body).to_lowercase();
    let fits = |name: &str| {
        let name = name.to_lowercase();
        let rest = name.strip_suffix(words.as_str());
        let last = rest.is_some_and(|rest| rest.is_empty() || rest.ends_with(' '));
        last || name.strip_prefix(words.as_str()).is_some_and(|rest| rest.starts_with(" of "))
    };
    let mut bodies = (0..).zip(&entities.entities).filter(|(_, entity)| {
        entity.entity_type == EntityType::Organization
            && (fits(&entity.name) || entity.aliases.iter().any(|alias| fits(alias)))
    });
    match (bodies.next(), bodies.next()) {
        (Some((only, _)), None) => vec![EntityId(only)],
        (None, _) if lists().bodies.contains(&words) => body_before(syntax, spokesman, entities).into_iter().collect(),
        _ => Vec::new(),
    }
}

/// "Analysts at the Norland Bank expect a rise. “It is late,” *it* said": the only organization of the subject of the sentence
/// before what is quoted at `start`.
pub(super) fn body_resumed(syntax: &Syntax<'_>, start: usize, entities: &Entities) -> Option<EntityId> {
    let first = TokenId(syntax.analysis.tokens_in(Span::new(start, start + 1)).start);
    let before = syntax.sentence(syntax.previous(TokenId(syntax.sentence(first).start))?);
    let subject = before.clone().map(TokenId).find(|&token| {
        let main = syntax.analysis.head(token).is_some_and(|verb| syntax.deprel(verb) == "ROOT");
        main && matches!(syntax.deprel(token), "nsubj" | "nsubjpass")
    })?;
    if paper_kind(syntax.lemma(subject)).is_some() || lists().findings.contains(syntax.lemma(subject)) {
        return None;
    }
    let phrase = syntax.analysis.span(syntax.left(subject)..syntax.right(subject));
    let named = entities.mentions_in(phrase).filter(|mention| mention.kind == MentionKind::Named);
    let mut bodies: Vec<EntityId> = named.flat_map(|mention| mention.entities.iter().copied()).collect();
    bodies.retain(|&one| entities.entity(one).entity_type == EntityType::Organization);
    bodies.dedup();
    match bodies[..] {
        [one] => Some(one),
        _ => None,
    }
}

/// "A *company* spokesman": the only organization of the last sentence that spoke of one.
fn body_before(syntax: &Syntax<'_>, spokesman: TokenId, entities: &Entities) -> Option<EntityId> {
    let sentence = syntax.token(spokesman).sentence;
    let before = entities.mentions.partition_point(|mention| mention.tokens.start < spokesman.0);
    let mut found: Option<(EntityId, u32)> = None;
    for mention in entities.mentions[..before].iter().rev().take(60) {
        let own = syntax.token(mention.head).sentence;
        if sentence.saturating_sub(own) > 2 || found.is_some_and(|(_, at)| own < at) {
            break;
        }
        let &[one] = mention.entities.as_slice() else { continue };
        if own == sentence || entities.entity(one).entity_type != EntityType::Organization {
            continue;
        }
        match found {
            Some((known, _)) if known != one => return None,
            _ => found = Some((one, own)),
        }
    }
    found.map(|(one, _)| one)
}

/// "A *palace* statement", "the *Polish* account": the body that the noun before a document ends the name of, or the country.
pub(super) fn issuer_of(syntax: &Syntax<'_>, document: TokenId, entities: &Entities) -> Vec<EntityId> {
    if !matches!(syntax.lemma(document), "statement" | "communique" | "account" | "readout" | "version") {
        return Vec::new();
    }
    for part in syntax.children(document, &["compound", "amod"]) {
        if syntax.deprel(part) == "amod" {
            if let Some(country) = country_called(syntax.form(part), entities) {
                return vec![country];
            }
            if syntax.is_form(part, &["joint"]) {
                return pair_before(syntax, document, entities);
            }
        }
        if syntax.deprel(part) != "compound" || syntax.tag(part) != "NN" {
            continue;
        }
        let ends = |name: &str| {
            name.split_whitespace().nth(1).is_some()
                && name.rsplit(' ').next().is_some_and(|last| last.eq_ignore_ascii_case(syntax.form(part)))
        };
        let mut bodies = (0..).zip(&entities.entities).filter(|(_, entity)| {
            entity.entity_type != EntityType::Person
                && (ends(&entity.name) || entity.aliases.iter().any(|alias| ends(alias)))
        });
        if let (Some((only, _)), None) = (bodies.next(), bodies.next()) {
            return vec![EntityId(only)];
        }
    }
    Vec::new()
}

/// The country of the article whose adjective is `demonym`.
fn country_called(demonym: &str, entities: &Entities) -> Option<EntityId> {
    let code = gazetteer::country_by_demonym(demonym)?.code;
    let mut named = (0..).zip(&entities.entities);
    let found = named.find(|(_, entity)| gazetteer::country_by_name(&entity.name).is_some_and(|it| it.code == code))?;
    Some(EntityId(found.0))
}

/// "Norland and Suland …. *Each side* said": the last two of a kind that "and" joined before `token`, a paragraph at most
/// above it.
pub(super) fn pair_before(syntax: &Syntax<'_>, token: TokenId, entities: &Entities) -> Vec<EntityId> {
    let one = |noun: TokenId| match entities.mention_headed_by(noun).map(|mention| mention.entities.as_slice()) {
        Some(&[one]) => Some(one),
        _ => None,
    };
    let pair = |&second: &TokenId| {
        let first = syntax.analysis.head(second).filter(|_| syntax.deprel(second) == "conj")?;
        let (first, third) = (first, syntax.child(second, &["conj"]));
        let joined =
            syntax.children(first, &["conj"]).count() == 1 && third.is_none() && syntax.deprel(first) != "conj";
        let (left, right) = (one(first)?, one(second)?);
        let alike = entities.entity(left).entity_type == entities.entity(right).entity_type;
        (joined && alike && left != right).then(|| vec![left, right])
    };
    let from = token.0.saturating_sub(80);
    (from..syntax.sentence(token).start.max(from))
        .rev()
        .map(TokenId)
        .find_map(|second| pair(&second))
        .unwrap_or_default()
}
