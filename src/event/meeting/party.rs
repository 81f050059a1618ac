//! Parties: who is meant by the filler of a role.
//!
//! A name, a description or a pronoun means the entities it refers to. The unnamed people who act for a body or a
//! country ("Norwegian ministers", "leaders of the Pact") mean that body or country, unless names follow
//! ("leaders of the Pact, among them A and B").

use super::described::Sent;
use super::layout::{is_heading, is_signature};
use super::members::{members_of_plural, named_members};
use super::represent::{misplaced_country, push_body, represented};
use super::scene::Scene;
use crate::clause::Source;
use crate::entity::{EntityId, EntityType, Mention, MentionKind};
use crate::nlp::TokenId;

/// How a filler leads to its entity, surest first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Reach {
    /// By its name.
    Name,
    /// By the unnamed people who act for it.
    Representatives,
    /// By a description.
    Description,
    /// By a pronoun.
    Pronoun,
}

/// One participant, as a filler names it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Party {
    /// Who.
    pub entity: EntityId,
    /// Head token of the filler.
    pub token: TokenId,
    /// How the filler leads to the entity.
    pub reach: Reach,
    /// How the filler was found.
    pub source: Source,
    /// True if this filler alone is denied.
    pub negated: bool,
}

/// The parties that the filler headed by `token` means, in text order; empty if no entity is meant.
#[must_use]
pub fn parties_of(scene: &Scene<'_>, token: TokenId) -> Vec<Party> {
    let mut found = parties_and_press(scene, token);
    found.retain(|party| !scene.is_press(party.entity));
    found
}

/// The same with journalists and media.
#[must_use]
pub fn parties_and_press(scene: &Scene<'_>, token: TokenId) -> Vec<Party> {
    let mut found = Vec::new();
    collect(scene, token, 0, &mut found);
    let mut seen: Vec<EntityId> = Vec::new();
    found.retain(|party: &Party| {
        let new = !seen.contains(&party.entity);
        seen.push(party.entity);
        new
    });
    found
}

/// How deep names are looked for under a description: "leaders of members of the Pact".
const MAX_DEPTH: usize = 3;

fn collect(scene: &Scene<'_>, token: TokenId, depth: usize, found: &mut Vec<Party>) {
    if depth > MAX_DEPTH || scene.in_dateline(token) || is_owned_make(scene, token) || is_counted_off(scene, token) {
        return;
    }
    if is_signature(scene, token) || is_heading(scene, token) {
        return;
    }
    // "and other leaders" are those named before them, once more.
    if depth > 0 || is_representative(scene, token) {
        let other = |&dependent: &TokenId| scene.token(dependent).deprel == "amod" && scene.lemma(dependent) == "other";
        if scene.analysis.dependents(token).iter().any(other) {
            return;
        }
    }
    let lent = |&above: &TokenId| misplaced_country(scene, above) == Some(token);
    if is_any_members(scene, token) || scene.analysis.head(token).as_ref().is_some_and(lent) {
        return;
    }
    let lemma = scene.lemma(token);
    let some = scene.in_words("quantities", &lemma)
        || matches!(lemma.as_str(), "each" | "both" | "either" | "neither" | "all" | "people");
    if some && quantity(scene, token, depth, found) {
        return;
    }
    let representative = is_representative(scene, token);
    if let Some(envoy) = envoy_named(scene, token).filter(|_| representative) {
        collect(scene, envoy, depth + 1, found);
        return;
    }
    let leaders = super::members::led_by(scene, token);
    if !leaders.is_empty() {
        leaders.into_iter().for_each(|leader| collect(scene, leader, depth + 1, found));
        return;
    }
    let unknown = scene.mention_headed_by(token).is_none_or(|mention| mention.entities.is_empty());
    match super::described::delegation(scene, token).filter(|_| unknown) {
        Some(Sent::Head(entity)) => {
            let reach = Reach::Description;
            return found.push(Party { entity, token, reach, source: Source::Direct, negated: false });
        }
        Some(Sent::Word(before)) => return collect(scene, before, depth + 1, found),
        None => {}
    }
    if let Some(name) = super::members::known_as(scene, token).filter(|_| representative) {
        return collect(scene, name, depth + 1, found);
    }
    let members = if representative { Vec::new() } else { members_of_plural(scene, token) };
    if !members.is_empty() {
        members.into_iter().for_each(|member| collect(scene, member, depth + 1, found));
        return;
    }
    if let Some(mention) = scene.mention_headed_by(token).filter(|mention| !mention.entities.is_empty()) {
        let is_group = representative && mention.kind == MentionKind::Nominal && mention.entities.len() == 1;
        // "The leaders of Norway and Finland …" made "they" the two countries: it is their leaders, where they are named.
        let countries = mention.entities.iter().all(|&id| scene.entity_type(id) == EntityType::Place);
        if countries && mention.entities.len() > 1 && matches!(scene.form(token), "they" | "They" | "them") {
            let leaders = super::groups::leaders_before(scene, token);
            if !leaders.is_empty() {
                found.extend(leaders.into_iter().map(|entity| Party {
                    entity,
                    token,
                    reach: Reach::Pronoun,
                    source: Source::Direct,
                    negated: false,
                }));
                return;
            }
        }
        // "offers from *the Dutch*" where a Dutch firm makes them
        if let Some(body) = firm_of_that_people(scene, mention, token) {
            let reach = Reach::Description;
            found.push(Party { entity: body, token, reach, source: Source::Direct, negated: false });
            return;
        }
        let apart = mention.kind == MentionKind::Named || !super::bind::of_one_country(scene, &mention.entities);
        if apart && (!is_group || scene.entity_type(mention.entities[0]) == EntityType::Person) {
            push(found, mention, token);
            listed(scene, mention, token, depth, found);
            return;
        }
    }
    if representative && let Some(pair) = super::introduced::titled_next(scene, token) {
        let told = |entity| Party { entity, token, reach: Reach::Description, source: Source::Direct, negated: false };
        found.extend(pair.into_iter().map(told));
        return;
    }
    if representative {
        let named = named_members(scene, token);
        if let Some(body) = body_right_after(scene, token) {
            collect(scene, body, depth + 1, found);
        } else if named.is_empty() {
            represented(scene, token, depth, found);
        } else {
            let before = found.len();
            named.into_iter().for_each(|member| collect(scene, member, depth + 1, found));
            // "delegations from six parties, *among them the Greens*": those who act for them
            let bodies = found[before..].iter_mut();
            bodies
                .filter(|party| scene.entity_type(party.entity) != EntityType::Person)
                .for_each(|party| party.reach = Reach::Representatives);
        }
        if !found.is_empty() {
            return;
        }
        // "met the union", "met the rebels": a description of the body itself
        let described = scene.mention_headed_by(token).filter(|mention| {
            mention.kind == MentionKind::Nominal
                && matches!(mention.entities.as_slice(), [one] if scene.entity_type(*one) == EntityType::Organization)
                && (scene.token(token).tag == "NN" || scene.in_words("armed", &lemma))
        });
        if let Some(mention) = described {
            push(found, mention, token);
            return;
        }
    }
    if let Some(mention) = scene.name_covering(token).filter(|mention| mention.head == token) {
        push(found, mention, token);
        return;
    }
    // "her Norwegian counterpart, Anna Ode": a name in apposition.
    for apposed in scene.analysis.dependents_by(token, "appos") {
        let is_name = |at: &TokenId| scene.mention_headed_by(*at).is_some_and(|other| other.kind == MentionKind::Named);
        // "a rival, the Spanish utility Iberluz": the name of the description that stands beside it.
        let name = Some(apposed).filter(is_name).or_else(|| {
            let nested = || scene.analysis.dependents_by(apposed, "appos").find(is_name);
            (scene.token(apposed).pos == "NOUN").then(nested).flatten()
        });
        if let Some(name) = name {
            collect(scene, name, depth + 1, found);
            conjuncts_of(scene, name, depth, found);
        }
    }
    let told = |entity, reach| Party { entity, token, reach, source: Source::Direct, negated: false };
    if found.is_empty() {
        // "both *sides*" of a dispute are those who speak for them
        let sides = scene.in_words("group-sides", &lemma);
        let reach = |entity| match scene.token(token).pos.as_str() {
            "PRON" => Reach::Pronoun,
            _ if sides && scene.entity_type(entity) != EntityType::Person => Reach::Representatives,
            _ => Reach::Description,
        };
        let group = super::groups::group_of(scene, token).into_iter();
        found.extend(group.map(|entity| told(entity, reach(entity))));
    }
    if let Some(person) = super::affiliation::named_later(scene, token).filter(|_| found.is_empty()) {
        found.push(told(person, Reach::Description));
    }
    let governed =
        || super::represent::government_of(scene, token).or_else(|| super::represent::government_meant(scene, token));
    if let Some(country) = governed().filter(|_| found.is_empty()) {
        found.push(told(country, Reach::Representatives));
    }
    if let Some(body) = super::press::body_of_investigators(scene, token).filter(|_| found.is_empty()) {
        found.push(told(body, Reach::Representatives));
    }
    if found.is_empty() && scene.form(token) == "us" {
        found.extend(scene.speaker_at(token).map(|speaker| told(speaker, Reach::Pronoun)));
    }
    if found.is_empty() && matches!(scene.form(token), "it" | "its" | "It" | "Its") {
        let body = only_body_before(scene, token).or_else(|| country_speaking(scene, token)).into_iter();
        found.extend(body.map(|entity| told(entity, Reach::Pronoun)));
    }
    // "the Norwegians", "the Dutch".
    let is_people = || {
        scene.analysis.dependents_by(token, "det").any(|article| scene.lemma(article) == "the")
            || negotiates_as_a_people(scene, token)
    };
    if let Some(country) =
        scene.country_of(token).filter(|_| found.is_empty() && is_plural(scene, token) && is_people())
    {
        match super::described::body_of_people(scene, country) {
            Some(body) => found.push(told(body, Reach::Description)),
            None => found.push(told(country, Reach::Representatives)),
        }
    }
}

/// "the Finnish state lender *Velden*": the body whose name stands right after what it is.
fn body_right_after(scene: &Scene<'_>, token: TokenId) -> Option<TokenId> {
    let name = scene.analysis.dependents_by(token, "appos").next().filter(|_| scene.token(token).tag == "NN")?;
    let mention = scene.mention_headed_by(name)?;
    let body = mention.kind == MentionKind::Named
        && mention.tokens.start == token.0 + 1
        && mention.entities.iter().all(|&id| scene.entity_type(id) == EntityType::Organization);
    body.then_some(name)
}

/// "talks between *Norwegians* and Danes": peoples that negotiate do so by those who act for them.
fn negotiates_as_a_people(scene: &Scene<'_>, token: TokenId) -> bool {
    let first = if scene.token(token).deprel == "conj" { scene.analysis.head(token) } else { Some(token) };
    let between =
        first.and_then(|first| scene.analysis.head(first)).filter(|&preposition| scene.form(preposition) == "between");
    let noun = between.and_then(|preposition| scene.analysis.head(preposition));
    noun.is_some_and(|noun| {
        matches!(scene.lemma(noun).as_str(), "talk" | "negotiation") && scene.token(noun).tag == "NNS"
    })
}

/// "*the Dutch*", read of their country: the one Dutch firm of the article.
fn firm_of_that_people(scene: &Scene<'_>, mention: &Mention, token: TokenId) -> Option<EntityId> {
    let &[country] = mention.entities.as_slice() else { return None };
    let place = scene.entity_type(country) == EntityType::Place;
    let people = place
        && crate::entity::gazetteer::country_by_demonym(scene.form(token)).is_some()
        && scene.analysis.dependents_by(token, "det").any(|article| scene.lemma(article) == "the");
    people.then(|| super::described::body_of_people(scene, country)).flatten()
}

/// "the Norwegian ambassador *to Finland Anna Ode*": the name that the parser took for where the envoy is sent.
fn envoy_named(scene: &Scene<'_>, token: TokenId) -> Option<TokenId> {
    let sent = !is_plural(scene, token) && matches!(scene.lemma(token).as_str(), "ambassador" | "envoy" | "emissary");
    let mut to =
        scene.analysis.dependents_by(token, "prep").filter(|&preposition| sent && scene.form(preposition) == "to");
    let name = to.next().and_then(|to| scene.analysis.dependents_by(to, "pobj").next())?;
    let after_country =
        scene.analysis.dependents_by(name, "compound").any(|word| scene.token(word).entity == "GPE" && word < name);
    (after_country && super::members::is_named_person(scene, name)).then_some(name)
}

/// "with *their Norfones*": things that are called after who makes them.
fn is_owned_make(scene: &Scene<'_>, token: TokenId) -> bool {
    let owned = |&owner: &TokenId| scene.token(owner).deprel == "poss" && scene.token(owner).pos == "PRON";
    // a name of "theirs" is of things, as people have one name each
    let inner = scene.form(token).chars().skip(1).any(char::is_uppercase) && scene.form(token).ends_with('s');
    let plural = scene.token(token).tag == "NNPS" || inner;
    plural && scene.analysis.dependents(token).iter().any(owned)
}

/// "his old friends, *as many Greens* as Liberals": how many of them are of which.
fn is_counted_off(scene: &Scene<'_>, token: TokenId) -> bool {
    let form = |back: u32| token.0.checked_sub(back).map_or("", |before| scene.form(TokenId(before)));
    matches!(form(1), "many" | "few") && form(2) == "as"
}

/// "*a number* of Norwegian ministers", "*anybody* from Norbank": of whom or from where they are; false if no party is meant.
fn quantity(scene: &Scene<'_>, token: TokenId, depth: usize, found: &mut Vec<Party>) -> bool {
    let before = found.len();
    for preposition in scene.analysis.dependents_by(token, "prep") {
        for object in scene.analysis.dependents_by(preposition, "pobj") {
            match scene.form(preposition) {
                "of" if scene.lemma(token) != "people" => {
                    let mut objects = vec![object];
                    conjuncts(scene, object, &mut objects);
                    objects.into_iter().for_each(|object| collect(scene, object, depth + 1, found));
                }
                "from" => push_body(scene, object, token, found),
                _ => {}
            }
        }
    }
    if let Some(object) = origin_after(scene, token).filter(|_| found.len() == before) {
        push_body(scene, object, token, found);
    }
    // "people from Norway" are anybody
    if scene.lemma(token) == "people" {
        let body = |party: &Party| scene.entity_type(party.entity) == EntityType::Organization;
        let keep = found[before..].iter().all(body);
        found.truncate(if keep { found.len() } else { before });
    }
    found.len() > before
}

/// "Shares in Velden rose after a report that *it* held talks": the one body that the sentence named before.
pub fn only_body_before(scene: &Scene<'_>, token: TokenId) -> Option<EntityId> {
    let sentence = scene.token(token).sentence;
    let mentions = &scene.entities.mentions;
    let end = mentions.partition_point(|mention| mention.head < token);
    let mut only = None;
    for mention in mentions[..end].iter().rev().take_while(|mention| scene.token(mention.head).sentence == sentence) {
        for &id in &mention.entities {
            let body = scene.entity_type(id) == EntityType::Organization && !scene.is_press(id);
            if body && only.is_some_and(|known| known != id) {
                return None;
            }
            only = only.or(body.then_some(id));
        }
    }
    only
}

/// "*Norland* said *it* was ready for talks": the country that tells of itself.
fn country_speaking(scene: &Scene<'_>, token: TokenId) -> Option<EntityId> {
    let mut above = scene.analysis.ancestors(token).take(6);
    let verb = above
        .find(|&verb| scene.token(verb).pos == "VERB" && scene.in_words("report-verbs", &scene.lemma(verb)))
        .filter(|&verb| verb < token)?;
    let subject = scene.analysis.dependents_by(verb, "nsubj").next()?;
    let &[entity] = scene.mention_headed_by(subject)?.entities.as_slice() else { return None };
    (scene.entity_type(entity) == EntityType::Place && scene.acts(entity)).then_some(entity)
}

/// "met *Republicans*", "with *other Democrats*": some members or voters of a party, whoever they are; not "*House* Democrats".
fn is_any_members(scene: &Scene<'_>, token: TokenId) -> bool {
    let data = scene.token(token);
    let members = matches!(data.tag.as_str(), "NNS" | "NNPS") && (data.pos == "NOUN" || data.pos == "PROPN");
    let of_party = members
        && scene.mention_headed_by(token).is_some_and(|mention| {
            mention.kind == MentionKind::Nominal
                && mention.entities.iter().all(|&id| scene.entity_type(id) == EntityType::Organization)
        })
        && scene.form(token).starts_with(|first: char| first.is_uppercase());
    let others = scene.analysis.dependents_by(token, "amod").any(|modifier| scene.lemma(modifier) == "other");
    let named_party = members
        && others
        && scene.mention_headed_by(token).is_some_and(|mention| {
            mention.entities.iter().all(|&id| scene.entity_type(id) == EntityType::Organization)
        });
    named_party
        || of_party
            && !scene.analysis.dependents(token).iter().any(|&dependent| {
                let modifier = scene.token(dependent);
                dependent < token
                    && (modifier.deprel == "compound"
                        || modifier.deprel == "amod" && scene.lemma(dependent) != "other"
                        || modifier.deprel == "det" && scene.lemma(dependent) == "the")
            })
}

/// What the parser hung on a filler as apposition: more of the list ("*Ode*, Brandt and Kessler"), or the same one by
/// name, with whom the next of the list are conjoined ("his counterpart, *Ode*, and the envoy, Kessler").
fn listed(scene: &Scene<'_>, mention: &Mention, token: TokenId, depth: usize, found: &mut Vec<Party>) {
    let is_person = |mention: &Mention| {
        mention.kind == MentionKind::Named
            && mention.entities.iter().all(|&id| scene.entity_type(id) == EntityType::Person)
    };
    for apposed in scene.analysis.dependents_by(token, "appos") {
        let Some(other) = scene.mention_headed_by(apposed).filter(|other| is_person(other)) else { continue };
        let same = other.entities.iter().all(|id| mention.entities.contains(id));
        if same || mention.kind != MentionKind::Named {
            conjuncts_of(scene, apposed, depth, found);
        } else if is_person(mention) && follows_comma(scene, token, apposed) && !denied_between(scene, token, apposed) {
            collect(scene, apposed, depth + 1, found);
            conjuncts_of(scene, apposed, depth, found);
        }
    }
}

/// True if nothing but a comma and titles stands between two names.
fn follows_comma(scene: &Scene<'_>, first: TokenId, second: TokenId) -> bool {
    let comma = TokenId(first.0 + 1);
    scene.analysis.tokens.get(comma.index()).is_some_and(|token| token.span.slice(scene.body) == ",")
        && second.0 <= first.0 + 8
}

/// "Brandt, *not* Kessler".
fn denied_between(scene: &Scene<'_>, first: TokenId, second: TokenId) -> bool {
    (first.0..second.0)
        .any(|between| matches!(scene.form(TokenId(between)).to_lowercase().as_str(), "not" | "but" | "nor"))
}

fn conjuncts_of(scene: &Scene<'_>, token: TokenId, depth: usize, found: &mut Vec<Party>) {
    let mut others = Vec::new();
    conjuncts(scene, token, &mut others);
    others.into_iter().for_each(|other| collect(scene, other, depth + 1, found));
}

fn push(found: &mut Vec<Party>, mention: &Mention, token: TokenId) {
    let reach = match mention.kind {
        MentionKind::Named => Reach::Name,
        MentionKind::Nominal => Reach::Description,
        MentionKind::Pronominal => Reach::Pronoun,
    };
    found.extend(mention.entities.iter().map(|&entity| Party {
        entity,
        token,
        reach,
        source: Source::Direct,
        negated: false,
    }));
}

/// True if `token` is a noun for people who act for a body or a country.
pub fn is_representative(scene: &Scene<'_>, token: TokenId) -> bool {
    let data = scene.token(token);
    (data.pos == "NOUN" || data.pos == "PROPN") && scene.in_words("representatives", &scene.lemma(token))
}

pub fn conjuncts(scene: &Scene<'_>, token: TokenId, into: &mut Vec<TokenId>) {
    let mut current = token;
    while let Some(next) = scene.analysis.dependents_by(current, "conj").find(|&next| next > current) {
        into.push(next);
        current = next;
    }
}

pub fn is_plural(scene: &Scene<'_>, token: TokenId) -> bool {
    matches!(scene.token(token).tag.as_str(), "NNS" | "NNPS" | "JJ")
}

/// "would meet *campaigners from Clear Skies*", "*officials at the Norwegian trade ministry*", where the parser hung the phrase on
/// the verb.
pub fn origin_after(scene: &Scene<'_>, token: TokenId) -> Option<TokenId> {
    let next = TokenId(token.0 + 1);
    scene.analysis.tokens.get(next.index())?;
    let of_body = match scene.form(next) {
        "from" => true,
        "for" => is_representative(scene, token),
        // "officials at"; "miners at the ministry" are guests there
        "at" => scene.in_words("office-staff", &scene.lemma(token)) && is_plural(scene, token),
        _ => false,
    };
    let object = scene.analysis.dependents_by(next, "pobj").next().filter(|_| of_body)?;
    let acts = || {
        let named = |kind: MentionKind| kind == MentionKind::Named || scene.form(next) == "for";
        scene.mention_headed_by(object).filter(|mention| named(mention.kind)).is_some_and(|mention| {
            mention.entities.iter().all(|&id| scene.entity_type(id) == EntityType::Organization)
                && !scene.in_words("seats-of-power", &scene.lemma(object).to_lowercase())
        })
    };
    (scene.form(next) == "from" || acts()).then_some(object)
}
