//! Of whom a statement speaks: the entities that its content mentions, by name, description or pronoun.
//!
//! Takes a draft and the article's entities, gives their ids. A place or body that only modifies a title, a demonym
//! adjective and a part of a compound word are no targets.

use super::draft::Draft;
use super::lexicon::frames_of;
use super::syntax::Syntax;
use super::words::lists;
use crate::article::Span;
use crate::entity::{Entities, EntityId, EntityType, Mention, MentionKind, gazetteer, is_role};
use crate::nlp::TokenId;

/// The entities that the content mentions, in order, other than `speakers`.
#[must_use]
pub fn mentioned(syntax: &Syntax<'_>, draft: &Draft, speakers: &[EntityId], entities: &Entities) -> Vec<EntityId> {
    let mut found = Vec::new();
    let spans = draft.content.iter().copied().chain(antecedents(syntax, draft));
    for span in spans {
        let governing: Vec<EntityId> = entities
            .mentions_in(span)
            .filter(|mention| is_governing(syntax, mention))
            .flat_map(|mention| mention.entities.iter().copied())
            .collect();
        for mention in entities.mentions_in(span) {
            // "the government would keep *its* promise"
            let its = mention.kind == MentionKind::Pronominal
                && !mention.entities.is_empty()
                && mention.entities.iter().all(|entity| governing.contains(entity));
            if !its && counts(syntax, mention, entities) && !in_aside(syntax, draft, span, mention) {
                found.extend(mention.entities.iter().copied());
            }
        }
        if let &[speaker] = speakers {
            found.extend(own_country(syntax, span, speaker, entities));
        }
    }
    for &topic in &draft.topics {
        found.extend(entities.referents(topic));
    }
    super::resolve::dedup(&mut found);
    found.retain(|entity| !speakers.contains(entity));
    found
}

/// "Met Ode, *who founded the League*, on Friday": true in a clause or an apposition that the teller of indirect speech puts
/// in to say who somebody is.
fn in_aside(syntax: &Syntax<'_>, draft: &Draft, span: Span, mention: &Mention) -> bool {
    if draft.quoted.iter().any(|quote| quote.overlaps(mention.span)) || draft.rule == "signature" {
        return false;
    }
    let within = syntax.analysis.tokens_in(span);
    let chain = || [mention.head].into_iter().chain(syntax.analysis.ancestors(mention.head).take(8));
    if chain().any(|aside| within.contains(&aside.0) && is_comment(syntax, aside, within.start)) {
        return true;
    }
    let mut asides =
        chain().filter(|&aside| within.contains(&aside.0) && matches!(syntax.deprel(aside), "relcl" | "appos"));
    asides.any(|clause| {
        if syntax.deprel(clause) == "appos" {
            // "would free them, *a step that* Ode called early"
            if is_judged(syntax, clause) {
                return true;
            }
            // "Ode, *the chairman of the League*, would run"
            let first = TokenId(syntax.left(clause));
            let comma =
                syntax.previous(first).is_some_and(|before| syntax.form(before) == "," && before.0 > within.start);
            return comma
                && clause != mention.head
                && (syntax.tag(clause) == "NN"
                    // "Ode, *a Republican of Norland*"
                    || syntax.tag(clause) == "NNP" && syntax.is_form(first, &["a", "an"]))
                && syntax.child(clause, &["conj"]).is_none()
                && syntax.analysis.head(clause).is_some_and(|named| syntax.tag(named).starts_with("NNP"));
        }
        let first = TokenId(syntax.left(clause));
        let noun = syntax.analysis.head(clause);
        (matches!(syntax.tag(first), "WP" | "WDT" | "WP$") || syntax.is_form(first, &["where"]))
            && first.0 > within.start
            && noun.is_some_and(|noun| within.contains(&noun.0))
            && syntax.previous(first).is_some_and(|before| syntax.form(before) == ",")
    })
}

/// "Would go on, *despite Norland's protests*", "would go, *reflecting the party's fears*", "was fit, *as Ode had claimed*": what
/// the teller adds to what was said, at its end.
fn is_comment(syntax: &Syntax<'_>, aside: TokenId, start: u32) -> bool {
    let first = TokenId(syntax.left(aside));
    let comma = first.0 > start && syntax.previous(first).is_some_and(|before| syntax.form(before) == ",");
    if !comma {
        return false;
    }
    let marked = |marks: &[&str]| syntax.children(aside, &["mark"]).any(|mark| syntax.is_form(mark, marks));
    match syntax.deprel(aside) {
        "prep" => syntax.is_form(aside, &["despite"]),
        "advcl" => {
            let claims = || {
                let report = frames_of(syntax.lemma(aside), |_| false).is_some();
                let teller = syntax.child(aside, &["nsubj"]);
                report && teller.is_some_and(|teller| matches!(syntax.tag(teller), "NN" | "NNS" | "NNP"))
            };
            let shows = syntax.tag(aside) == "VBG" && lists().showing.contains(syntax.lemma(aside)) && first == aside;
            shows || marked(&["as"]) && claims() || marked(&["although"])
        }
        _ => false,
    }
}

/// "Would free the sailors, *a step that Ode called early*": true for an apposition that tells what another said of what was
/// said before.
fn is_judged(syntax: &Syntax<'_>, noun: TokenId) -> bool {
    let comma = syntax.previous(TokenId(syntax.left(noun))).is_some_and(|before| syntax.form(before) == ",");
    let article = syntax.is_form(TokenId(syntax.left(noun)), &["a", "an", "the"]);
    comma
        && article
        && matches!(syntax.tag(noun), "NN" | "NNS")
        && syntax.children(noun, &["relcl"]).any(|clause| {
            frames_of(syntax.lemma(clause), |_| false).is_some()
                && matches!(syntax.tag(clause), "VBD" | "VBZ" | "VBP")
                && syntax.child(clause, &["nsubj"]).is_some_and(|teller| {
                    syntax.tag(teller).starts_with("NNP") || matches!(syntax.tag(teller), "NN" | "NNS")
                })
        })
}

/// "*Her country* was ready", "over *our nation*": the country that the speaker acts for, if the article names it.
fn own_country(syntax: &Syntax<'_>, span: Span, speaker: EntityId, entities: &Entities) -> Option<EntityId> {
    let mut tokens = syntax.analysis.tokens_in(span).map(TokenId);
    tokens.find(|&token| {
        let country = matches!(syntax.lemma(token), "country" | "nation" | "homeland") && syntax.tag(token) == "NN";
        country
            && entities.referents(token).is_empty()
            && syntax.child(token, &["poss"]).is_some_and(|owner| {
                let first = syntax.is_form(owner, &["our", "my"]);
                first || syntax.tag(owner) == "PRP$" && entities.referents(owner) == [speaker]
            })
    })?;
    let code = country_of(syntax, speaker, entities)?;
    let mut named = (0..).zip(&entities.entities);
    let found = named
        .find(|(_, entity)| gazetteer::country_by_name(&entity.name).is_some_and(|country| country.code == code))?;
    Some(EntityId(found.0))
}

/// The code of the country that stands in a title of `person`: "*Norland's* foreign minister, Anna Ode".
fn country_of(syntax: &Syntax<'_>, person: EntityId, entities: &Entities) -> Option<&'static str> {
    let code = |word: &str| {
        gazetteer::country_by_demonym(word).or_else(|| gazetteer::country_by_name(word)).map(|country| country.code)
    };
    let roles = entities.entity(person).roles.iter();
    let of_role = roles.flat_map(|role| role.split(|c: char| !c.is_alphanumeric())).find_map(code);
    let own =
        entities.mentions.iter().filter(|mention| mention.kind == MentionKind::Named && mention.entities == [person]);
    of_role.or_else(|| {
        own.take(8).find_map(|mention| {
            let head = mention.head;
            let titled = syntax.analysis.head(head).filter(|_| syntax.deprel(head) == "appos").unwrap_or(head);
            let title = (syntax.left(titled).max(titled.0.saturating_sub(8))..head.0).map(TokenId);
            let office =
                title.clone().any(|token| is_role(syntax.lemma(token)) || is_role(&syntax.lemma(token).to_lowercase()));
            title.filter(|_| office).find_map(|token| code(syntax.form(token)))
        })
    })
}

/// "The plan, *which* Ode called …": the words that a relative pronoun of the content stands for.
fn antecedents(syntax: &Syntax<'_>, draft: &Draft) -> Vec<Span> {
    let Some(cue) = draft.verb else { return Vec::new() };
    // "Brandt, who Ode says *was unfair*"
    let gap = draft.content.first().map(|&span| TokenId(syntax.analysis.tokens_in(span).start));
    let gap = gap.filter(|&first| first > cue && matches!(syntax.tag(first), "VBD" | "VBZ" | "VBP" | "MD"));
    if gap.is_some()
        && syntax.deprel(cue) == "relcl"
        && let Some(noun) = syntax.analysis.head(cue).filter(|&noun| noun < cue)
    {
        return vec![syntax.analysis.span(syntax.left(noun)..noun.0 + 1)];
    }
    if let Some(noun) = left_out(syntax, draft, cue) {
        return said_of(syntax, noun);
    }
    let first = draft.content.iter().map(|&span| TokenId(syntax.analysis.tokens_in(span).start));
    let relative = first.filter(|&token| token < cue && matches!(syntax.tag(token), "WDT" | "WP" | "WP$"));
    let mut spans = Vec::new();
    for pronoun in relative {
        let clause = syntax.analysis.ancestors(pronoun).take(4).find(|&above| syntax.deprel(above) == "relcl");
        let Some(noun) = clause.and_then(|clause| syntax.analysis.head(clause)) else { continue };
        if noun < pronoun {
            spans.extend(said_of(syntax, noun));
        }
    }
    spans
}

/// "An offer *Ode called touching*": the noun that a clause without a relative pronoun is of, where the reporting verb has no
/// object of its own.
fn left_out(syntax: &Syntax<'_>, draft: &Draft, cue: TokenId) -> Option<TokenId> {
    let noun = syntax.analysis.head(cue).filter(|&noun| syntax.deprel(cue) == "relcl" && noun < cue)?;
    let subject = syntax.child(cue, &["nsubj"])?;
    let bare = !matches!(syntax.tag(subject), "WP" | "WDT" | "WP$")
        && syntax.child(cue, &["dobj", "ccomp"]).is_none_or(|object| object < subject);
    (bare && draft.source.antecedent.is_none()).then_some(noun)
}

/// The words that `noun` is said with: its phrase, and what it stands beside: a name ("Zell, *a town that* Ode called …") or the
/// clause before the comma ("doubles the levy, *a step that* Ode called …").
fn said_of(syntax: &Syntax<'_>, noun: TokenId) -> Vec<Span> {
    let own = syntax.left(noun);
    let mut spans = vec![syntax.analysis.span(own..noun.0 + 1)];
    let article = syntax.is_form(TokenId(own), &["a", "an"]) && syntax.tag(noun) == "NN";
    let comma = own.checked_sub(1).map(TokenId).filter(|&comma| article && syntax.form(comma) == ",");
    let Some(before) = comma.and_then(|comma| syntax.previous(comma)) else { return spans };
    let dated = matches!(syntax.token(before).entity.as_str(), "DATE" | "TIME");
    if syntax.tag(before).starts_with("NNP") && syntax.deprel(before) != "pobj" && !dated {
        spans.insert(0, syntax.analysis.span(syntax.left(before).min(before.0)..before.0 + 1));
        return spans;
    }
    let sentence = syntax.sentence(noun);
    let mut clause = (sentence.start..own).map(TokenId);
    // "Ode and Falk spoke, *a talk that* Brandt called …" reports nothing
    let reported = clause.any(|token| {
        let lemma = syntax.lemma(token);
        syntax.is_verb(token) && frames_of(lemma, |_| false).is_some() && !lists().mutual.contains(lemma)
    });
    if !reported {
        spans.insert(0, syntax.analysis.span(sentence.start..own));
    }
    spans
}

/// "*The government*" alone is who governs; the country is not spoken of.
fn is_governing(syntax: &Syntax<'_>, mention: &Mention) -> bool {
    mention.tokens.len() == 2
        && syntax.lemma(mention.head) == "government"
        && syntax.is_form(TokenId(mention.tokens.start), &["the"])
}

/// A place or body that only modifies a title, a demonym adjective and a part of a name are no targets.
fn counts(syntax: &Syntax<'_>, mention: &Mention, entities: &Entities) -> bool {
    let head = mention.head;
    let person = mention.entities.iter().any(|&id| entities.entity(id).entity_type == EntityType::Person);
    let bare = is_governing(syntax, mention);
    if person {
        return true;
    }
    if mention.kind == MentionKind::Pronominal && is_of_some_members(syntax, head, entities) {
        return false;
    }
    if mention.kind != MentionKind::Named {
        // "*the group's* leader, Ode"
        let titles = mention.kind == MentionKind::Nominal
            && syntax.deprel(head) == "poss"
            && modifies_title(syntax, head, mention, entities);
        return !bare && !titles && !is_everywhere(syntax, head);
    }
    if is_some_members(syntax, mention) {
        return false;
    }
    // the parse may take the name itself for an adjective: "*Norland* peace talks"
    let by_name = mention.entities.iter().any(|&id| entities.entity(id).name == mention.span.slice(syntax.body));
    let adjective = syntax.tag(head) == "JJ" && syntax.deprel(head) == "amod" && !by_name;
    !adjective
        && !modifies_title(syntax, head, mention, entities)
        && !is_home(syntax, head, entities)
        && !is_of_office(syntax, mention, entities)
        && !is_chamber_of(syntax, mention)
        && !is_prefixed(syntax, mention)
}

/// "Many *Liberals*", "*Liberals* who stayed at home": people of a party and not the party, which is meant where nothing
/// tells apart some of them: "*Liberals* would win".
fn is_some_members(syntax: &Syntax<'_>, mention: &Mention) -> bool {
    if !is_members(syntax, mention) {
        return false;
    }
    let narrows = |&part: &TokenId| match syntax.deprel(part) {
        "amod" | "nummod" | "compound" | "nmod" | "poss" | "relcl" | "acl" | "quantmod" => true,
        "det" => !syntax.is_form(part, &["the"]),
        _ => false,
    };
    // "a few of the Liberals", "among Liberals", "as Liberals", "were Liberals"
    let of = syntax.analysis.head(mention.head).filter(|_| syntax.deprel(mention.head) == "pobj");
    let parted = of.is_some_and(|of| syntax.is_form(of, &["of", "among", "as", "like"]))
        || matches!(syntax.deprel(mention.head), "attr" | "oprd" | "ROOT" | "npadvmod" | "appos");
    parted || syntax.analysis.dependents(mention.head).iter().any(narrows)
}

/// "Liberals *who* stayed at home".
fn is_of_some_members(syntax: &Syntax<'_>, pronoun: TokenId, entities: &Entities) -> bool {
    if syntax.tag(pronoun) != "WP" {
        return false;
    }
    let clause = syntax.analysis.ancestors(pronoun).take(4).find(|&above| syntax.deprel(above) == "relcl");
    let noun = clause.and_then(|clause| syntax.analysis.head(clause));
    let named = noun.and_then(|noun| entities.mention_headed_by(noun));
    named.is_some_and(|named| named.kind == MentionKind::Named && is_some_members(syntax, named))
}

/// "*Liberals* say", "many *Liberals*": people of a party and not the party, which has its article: "the Liberals".
pub(super) fn is_members(syntax: &Syntax<'_>, mention: &Mention) -> bool {
    let word = mention.span.slice(syntax.body).to_lowercase();
    let member = word.strip_suffix('s').is_some_and(|one| lists().parties.contains(one))
        || word.strip_suffix("ies").is_some_and(|one| lists().parties.contains(&format!("{one}y")));
    let first = TokenId(mention.tokens.start);
    member && !syntax.previous(first).is_some_and(|before| syntax.is_form(before, &["the"]))
}

/// "Senator Ode of *Vermont*", "President Ode of *Norland*": where a person is from.
fn is_home(syntax: &Syntax<'_>, head: TokenId, entities: &Entities) -> bool {
    let of = syntax.analysis.head(head).filter(|&of| syntax.deprel(head) == "pobj" && syntax.is_form(of, &["of"]));
    let Some(person) = of.and_then(|of| syntax.analysis.head(of)) else { return false };
    entities.mention_headed_by(person).is_some_and(|mention| {
        mention.kind == MentionKind::Named
            && mention.entities.iter().any(|&id| entities.entity(id).entity_type == EntityType::Person)
    })
}

/// "Across *the country*", "all over *the nation*": everywhere.
fn is_everywhere(syntax: &Syntax<'_>, head: TokenId) -> bool {
    let prep = syntax.analysis.head(head).filter(|_| syntax.deprel(head) == "pobj");
    matches!(syntax.lemma(head), "country" | "nation")
        && prep.is_some_and(|prep| syntax.is_form(prep, &["across", "around", "throughout"]))
}

/// "The *House* rules", "the *Senate* leadership": a chamber that only tells whose leaders or rules are meant.
fn is_chamber_of(syntax: &Syntax<'_>, mention: &Mention) -> bool {
    mention.tokens.len() == 1
        && syntax.is_form(mention.head, &["house", "senate"])
        && matches!(syntax.deprel(mention.head), "compound" | "nmod" | "amod")
}

/// "The president of *Norland*": the land that only tells which office, whoever holds it; not "the leaders of *Norland* and
/// Marland", who act for both.
fn is_of_office(syntax: &Syntax<'_>, mention: &Mention, entities: &Entities) -> bool {
    let head = mention.head;
    let of = syntax.analysis.head(head).filter(|&of| syntax.deprel(head) == "pobj" && syntax.is_form(of, &["of"]));
    let Some(office) = of.and_then(|of| syntax.analysis.head(of)) else { return false };
    let lower = syntax.lemma(office).to_lowercase();
    matches!(syntax.tag(office), "NN" | "NNP")
        && lists().offices.contains(&lower)
        && syntax.child(head, &["conj"]).is_none()
        && mention.entities.iter().all(|&id| entities.entity(id).entity_type == EntityType::Place)
}

/// "*Anti-Norland* marches", "the *Norland*-based bank": a name that is a part of a compound word.
fn is_prefixed(syntax: &Syntax<'_>, mention: &Mention) -> bool {
    let before = &syntax.body[..mention.span.start];
    let prefix = |prefix: &str| {
        before.get(before.len().saturating_sub(prefix.len())..).is_some_and(|end| end.eq_ignore_ascii_case(prefix))
    };
    // "Ode (R-Vt.)": a party and a state
    let after = &syntax.body[mention.span.end.min(syntax.body.len())..];
    let based = ["-based", "–based", "-born", "-educated"].into_iter().any(|suffix| after.starts_with(suffix));
    let party = ["(r-", "(d-", "(i-", ", r-", ", d-"].into_iter().any(prefix);
    based || party || ["anti-", "pro-", "non-", "anti–", "pro–"].into_iter().any(prefix)
}

/// "*US* President Ode", "*Marland's* foreign minister, Anna Ode".
fn modifies_title(syntax: &Syntax<'_>, head: TokenId, mention: &Mention, entities: &Entities) -> bool {
    if !matches!(syntax.deprel(head), "compound" | "nmod" | "amod" | "poss") {
        return false;
    }
    let Some(above) = syntax.analysis.head(head).filter(|&above| !mention.tokens.contains(&above.0)) else {
        return false;
    };
    let is_person = |token: TokenId| {
        entities.mention_headed_by(token).is_some_and(|mention| {
            mention.kind == MentionKind::Named
                && mention.entities.iter().any(|&id| entities.entity(id).entity_type == EntityType::Person)
        })
    };
    // "the *Norland* senator", "the *Senate* race"
    let described = entities.mention_headed_by(above).is_some_and(|mention| {
        mention.kind == MentionKind::Nominal
            && mention.entities.iter().any(|&id| entities.entity(id).entity_type == EntityType::Person)
    });
    let office = (is_role(syntax.lemma(above)) && syntax.tag(above) == "NN"
        || syntax.tag(above) == "NNP" && is_role(&syntax.lemma(above).to_lowercase()))
        && syntax.deprel(head) != "poss";
    let contest = matches!(syntax.lemma(above), "race" | "campaign" | "bid" | "seat" | "candidacy" | "run" | "primary")
        && syntax.deprel(head) != "poss";
    is_person(above)
        || described
        || office
        || contest
        || syntax.analysis.head(above).is_some_and(|next| syntax.deprel(above) == "compound" && is_person(next))
}
