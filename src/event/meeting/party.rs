//! Parties: who is meant by the filler of a role.
//!
//! A name, a description or a pronoun means the entities it refers to. The unnamed people who act for a body or a
//! country ("Norwegian ministers", "leaders of the Pact") mean that body or country, unless names follow
//! ("leaders of the Pact, among them A and B").

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
    let mut found = Vec::new();
    collect(scene, token, 0, &mut found);
    let mut seen: Vec<EntityId> = Vec::new();
    found.retain(|party: &Party| {
        let new = !seen.contains(&party.entity);
        seen.push(party.entity);
        new && !scene.is_press(party.entity)
    });
    found
}

/// How deep names are looked for under a description: "leaders of members of the Pact".
const MAX_DEPTH: usize = 3;

fn collect(scene: &Scene<'_>, token: TokenId, depth: usize, found: &mut Vec<Party>) {
    if depth > MAX_DEPTH || scene.in_dateline(token) {
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
    if scene.in_words("quantities", &scene.lemma(token)) && quantity(scene, token, depth, found) {
        return;
    }
    let representative = is_representative(scene, token);
    if let Some(mention) = scene.mention_headed_by(token).filter(|mention| !mention.entities.is_empty()) {
        let is_group = representative && mention.kind == MentionKind::Nominal && mention.entities.len() == 1;
        let apart = mention.kind == MentionKind::Named || !super::bind::of_one_country(scene, &mention.entities);
        if apart && (!is_group || scene.entity_type(mention.entities[0]) == EntityType::Person) {
            push(found, mention, token);
            listed(scene, mention, token, depth, found);
            return;
        }
    }
    if representative {
        let named = named_members(scene, token);
        if named.is_empty() {
            represented(scene, token, depth, found);
        } else {
            named.into_iter().for_each(|member| collect(scene, member, depth + 1, found));
        }
        if !found.is_empty() {
            return;
        }
    }
    if let Some(mention) = scene.name_covering(token).filter(|mention| mention.head == token) {
        push(found, mention, token);
        return;
    }
    // "her Norwegian counterpart, Anna Ode": a name in apposition.
    for apposed in scene.analysis.dependents_by(token, "appos") {
        if scene.mention_headed_by(apposed).is_some_and(|mention| mention.kind == MentionKind::Named) {
            collect(scene, apposed, depth + 1, found);
            conjuncts_of(scene, apposed, depth, found);
        }
    }
    if found.is_empty() {
        let reach = if scene.token(token).pos == "PRON" { Reach::Pronoun } else { Reach::Description };
        let group = super::groups::group_of(scene, token).into_iter();
        found.extend(group.map(|entity| Party { entity, token, reach, source: Source::Direct, negated: false }));
    }
    if found.is_empty() && matches!(scene.form(token), "it" | "its" | "It" | "Its") {
        let body = only_body_before(scene, token).into_iter();
        found.extend(body.map(|entity| Party {
            entity,
            token,
            reach: Reach::Pronoun,
            source: Source::Direct,
            negated: false,
        }));
    }
    // "the Norwegians", "the Dutch".
    let is_people = || scene.analysis.dependents_by(token, "det").any(|article| scene.lemma(article) == "the");
    if let Some(country) =
        scene.country_of(token).filter(|_| found.is_empty() && is_plural(scene, token) && is_people())
    {
        found.push(Party {
            entity: country,
            token,
            reach: Reach::Representatives,
            source: Source::Direct,
            negated: false,
        });
    }
}

/// "*a number* of Norwegian ministers", "*anybody* from Norbank": of whom or from where they are; false if no party is meant.
fn quantity(scene: &Scene<'_>, token: TokenId, depth: usize, found: &mut Vec<Party>) -> bool {
    let before = found.len();
    for preposition in scene.analysis.dependents_by(token, "prep") {
        for object in scene.analysis.dependents_by(preposition, "pobj") {
            match scene.form(preposition) {
                "of" => {
                    let mut objects = vec![object];
                    conjuncts(scene, object, &mut objects);
                    objects.into_iter().for_each(|object| collect(scene, object, depth + 1, found));
                }
                "from" => push_body(scene, object, token, found),
                _ => {}
            }
        }
    }
    found.len() > before
}

/// "Shares in Velden rose after a report that *it* held talks": the one body that the sentence named before.
fn only_body_before(scene: &Scene<'_>, token: TokenId) -> Option<EntityId> {
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
    of_party
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
fn is_representative(scene: &Scene<'_>, token: TokenId) -> bool {
    let data = scene.token(token);
    (data.pos == "NOUN" || data.pos == "PROPN") && scene.in_words("representatives", &scene.lemma(token))
}

/// "leaders of the Pact, *among them A and B*", "*including A*": the names given for a group, and what is conjoined.
fn named_members(scene: &Scene<'_>, token: TokenId) -> Vec<TokenId> {
    let mut members = Vec::new();
    for &dependent in scene.analysis.dependents(token) {
        let data = scene.token(dependent);
        let lemma = scene.lemma(dependent);
        if data.deprel == "appos" && is_named_person(scene, dependent) {
            members.push(dependent);
            conjuncts(scene, dependent, &mut members);
        } else if data.deprel == "prep" && matches!(lemma.as_str(), "of" | "from" | "at" | "in") {
            // "executives from technology firms, *including Ode and Brandt*"
            for object in scene.analysis.dependents_by(dependent, "pobj") {
                for inner in scene.analysis.dependents_by(object, "prep") {
                    if matches!(scene.lemma(inner).as_str(), "include" | "including" | "among") {
                        named_objects(scene, inner, &mut members);
                    }
                }
            }
        } else if data.deprel == "prep" && matches!(lemma.as_str(), "include" | "including" | "like" | "among") {
            named_objects(scene, dependent, &mut members);
        }
    }
    if members.is_empty() {
        let firms =
            origin_after(scene, token).into_iter().flat_map(|firms| scene.analysis.dependents_by(firms, "prep"));
        for inner in firms.filter(|&inner| matches!(scene.lemma(inner).as_str(), "include" | "including" | "among")) {
            named_objects(scene, inner, &mut members);
        }
    }
    if members.is_empty() {
        named_after(scene, token, &mut members);
    }
    if members.is_empty() {
        named_as_among(scene, token, &mut members);
    }
    members
}

/// The named people that are objects of `preposition`, with their conjuncts.
fn named_objects(scene: &Scene<'_>, preposition: TokenId, members: &mut Vec<TokenId>) {
    let is_named = |&object: &TokenId| is_named_person(scene, object) || is_named_body(scene, object);
    for object in scene.analysis.dependents_by(preposition, "pobj").filter(is_named) {
        members.push(object);
        conjuncts(scene, object, members);
    }
}

/// "*Ode and Brandt* are among the leaders attending": the subjects are members of the group.
fn named_as_among(scene: &Scene<'_>, token: TokenId, members: &mut Vec<TokenId>) {
    let nominal = |&above: &TokenId| scene.token(above).pos != "VERB";
    let above = scene.analysis.ancestors(token).take(5).take_while(nominal);
    let Some(among) = above.into_iter().find(|&among| scene.lemma(among) == "among") else { return };
    let Some(be) = scene.analysis.head(among).filter(|&be| scene.lemma(be) == "be") else { return };
    for subject in scene.analysis.dependents_by(be, "nsubj").filter(|&subject| is_named_person(scene, subject)) {
        members.push(subject);
        conjuncts(scene, subject, members);
    }
}

fn is_named_body(scene: &Scene<'_>, token: TokenId) -> bool {
    scene.mention_headed_by(token).is_some_and(|mention| {
        mention.kind == MentionKind::Named
            && mention.entities.iter().any(|&id| scene.entity_type(id) == EntityType::Organization)
    })
}

fn is_named_person(scene: &Scene<'_>, token: TokenId) -> bool {
    scene.mention_headed_by(token).is_some_and(|mention| {
        mention.kind == MentionKind::Named
            && mention.entities.iter().any(|&id| scene.entity_type(id) == EntityType::Person)
    })
}

/// How many tokens after a description its names may stand.
const NAMES_WITHIN: u32 = 14;

/// "leaders in parliament, *Ode and Brandt*": names that the parser hung elsewhere as an apposition.
fn named_after(scene: &Scene<'_>, token: TokenId, members: &mut Vec<TokenId>) {
    let sentence = scene.token(token).sentence;
    for next in (token.0 + 1..token.0 + NAMES_WITHIN).map(TokenId) {
        let Some(data) = scene.analysis.tokens.get(next.index()).filter(|data| data.sentence == sentence) else {
            return;
        };
        if data.pos == "VERB" {
            return;
        }
        let nominal_above =
            scene.analysis.head(next).is_some_and(|head| head < next && scene.token(head).pos != "VERB");
        if data.deprel == "appos" && nominal_above && is_named_person(scene, next) {
            members.push(next);
            conjuncts(scene, next, members);
            return;
        }
    }
}

fn conjuncts(scene: &Scene<'_>, token: TokenId, into: &mut Vec<TokenId>) {
    let mut current = token;
    while let Some(next) = scene.analysis.dependents_by(current, "conj").find(|&next| next > current) {
        into.push(next);
        current = next;
    }
}

fn is_plural(scene: &Scene<'_>, token: TokenId) -> bool {
    matches!(scene.token(token).tag.as_str(), "NNS" | "NNPS" | "JJ")
}

/// The bodies and countries that the people named by `token` act for.
///
/// One who acts alone ("the Norwegian minister") is most often named elsewhere: where a person of that body or country
/// is named, it is not the body that takes part.
fn represented(scene: &Scene<'_>, token: TokenId, depth: usize, found: &mut Vec<Party>) {
    let before = found.len();
    represented_by_all(scene, token, depth, found);
    if let Some(country) = misplaced_country(scene, token).filter(|_| found.len() == before + 1) {
        push_body(scene, country, token, found);
    }
    let collective = is_plural(scene, token) || scene.in_words("collectives", &scene.lemma(token));
    let named_elsewhere = |party: &Party| super::affiliation::may_be_named(scene, party.entity, token);
    if !collective && found[before..].iter().any(named_elsewhere) {
        let leads = scene.in_words("heads-of-country", &scene.lemma(token));
        let leader = match found[before..] {
            [ref only] if leads => scene.leader_of(only.entity),
            _ => None,
        };
        found.truncate(before);
        if let Some(entity) = leader {
            found.push(Party { entity, token, reach: Reach::Description, source: Source::Direct, negated: false });
        }
    }
    if is_plural(scene, token) && found.len() > before + 1 {
        name_holders(scene, token, before, found);
    }
}

/// "the presidents of Norway and *Finland* spoke", where the parser conjoins the second country with the people.
fn misplaced_country(scene: &Scene<'_>, token: TokenId) -> Option<TokenId> {
    let leads = is_plural(scene, token) && scene.in_words("heads-of-country", &scene.lemma(token));
    let of = scene.analysis.dependents_by(token, "prep").any(|preposition| scene.lemma(preposition) == "of");
    let mut conjuncts = scene.analysis.dependents_by(token, "conj").filter(|&conjunct| conjunct > token);
    let (Some(only), None) = (conjuncts.next(), conjuncts.next()) else { return None };
    let is_country = scene
        .mention_headed_by(only)
        .is_some_and(|mention| mention.entities.iter().all(|&id| scene.entity_type(id) == EntityType::Place));
    (leads && of && is_country).then_some(only)
}

/// "the foreign ministers of Norway and Finland": those two people, where the article names the minister of each.
fn name_holders(scene: &Scene<'_>, token: TokenId, before: usize, found: &mut Vec<Party>) {
    let holder = |party: &Party| super::affiliation::office_holder(scene, party.entity, token);
    let holders: Vec<Option<EntityId>> = found[before..].iter().map(holder).collect();
    if holders.iter().all(Option::is_none) {
        return;
    }
    // Where the leader of one country is named but not who leads the other, neither the countries nor that one met.
    if holders.iter().any(Option::is_none) {
        if scene.in_words("heads-of-country", &scene.lemma(token)) {
            found.truncate(before);
        }
        return;
    }
    for (party, holder) in found[before..].iter_mut().zip(holders.into_iter().flatten()) {
        party.entity = holder;
        party.reach = Reach::Description;
    }
}

fn represented_by_all(scene: &Scene<'_>, token: TokenId, depth: usize, found: &mut Vec<Party>) {
    if let Some(people) = super::groups::people_told(scene, token) {
        found.extend(people.into_iter().map(|entity| Party {
            entity,
            token,
            reach: Reach::Description,
            source: Source::Direct,
            negated: false,
        }));
        return;
    }
    if let Some(owner) = owner(scene, token) {
        // "a call to Ode's office" reaches her; her lawyers and aides are others.
        if scene.lemma(token) == "office" {
            found.push(Party {
                entity: owner,
                token,
                reach: Reach::Representatives,
                source: Source::Direct,
                negated: false,
            });
        }
        return;
    }
    for &dependent in scene.analysis.dependents(token) {
        let data = scene.token(dependent);
        match data.deprel.as_str() {
            "amod" | "compound" | "nmod" | "poss" => {
                let mut modifiers = vec![dependent];
                conjuncts(scene, dependent, &mut modifiers);
                modifiers.into_iter().for_each(|modifier| push_body(scene, modifier, token, found));
            }
            "prep" if matches!(scene.lemma(dependent).as_str(), "of" | "from" | "for" | "at") => {
                let at = scene.lemma(dependent) == "at";
                for object in scene.analysis.dependents_by(dependent, "pobj") {
                    let mut objects = vec![object];
                    conjuncts(scene, object, &mut objects);
                    for object in objects {
                        let before = found.len();
                        push_body(scene, object, token, found);
                        // "managers at Velden" are Velden's; "ministers at the lake" are no one's.
                        if at {
                            let keeps = |party: &Party| scene.entity_type(party.entity) == EntityType::Organization;
                            if before > 0 || !found.iter().all(keeps) || scene.lemma(token) == "member" {
                                found.truncate(before);
                            }
                            continue;
                        }
                        if found.len() == before && is_representative(scene, object) {
                            represented(scene, object, depth + 1, found);
                        }
                    }
                }
            }
            _ => {}
        }
    }
    if let Some(object) = origin_after(scene, token).filter(|_| found.is_empty()) {
        push_body(scene, object, token, found);
    }
}

/// "would meet *campaigners from Clear Skies*" where the parser hung "from" on the verb.
fn origin_after(scene: &Scene<'_>, token: TokenId) -> Option<TokenId> {
    let next = TokenId(token.0 + 1);
    let is_from = scene.analysis.tokens.get(next.index()).is_some() && scene.form(next) == "from";
    is_from.then(|| scene.analysis.dependents_by(next, "pobj").next()).flatten()
}

/// The person whose people `token` names: "*Ode's* aides".
fn owner(scene: &Scene<'_>, token: TokenId) -> Option<EntityId> {
    scene.analysis.dependents_by(token, "poss").find_map(|owner| {
        match scene.mention_headed_by(owner)?.entities.as_slice() {
            &[one] if scene.entity_type(one) == EntityType::Person => Some(one),
            _ => None,
        }
    })
}

/// "*business* leaders", "*opposition* leaders": of the country, but not its own.
fn is_private(scene: &Scene<'_>, token: TokenId) -> bool {
    ["amod", "compound", "nmod"].into_iter().any(|deprel| {
        scene.analysis.dependents_by(token, deprel).any(|word| scene.in_words("private", &scene.lemma(word)))
    })
}

/// Adds the body or country that `modifier` names.
fn push_body(scene: &Scene<'_>, modifier: TokenId, token: TokenId, found: &mut Vec<Party>) {
    let headed = scene.mention_headed_by(modifier).or_else(|| scene.name_covering(modifier));
    // "leaders of the opposition Umma Alliance": the name stands in apposition.
    let apposed = || scene.analysis.dependents_by(modifier, "appos").find_map(|name| scene.mention_headed_by(name));
    let mention = headed.or_else(apposed);
    let country = scene.country_of(modifier);
    let mut bodies = mention.map_or(country.as_slice(), |mention| mention.entities.as_slice()).to_vec();
    if bodies.is_empty() {
        bodies = super::groups::group_of(scene, modifier);
    }
    if bodies.is_empty() && scene.form(modifier) == "its" {
        bodies.extend(only_body_before(scene, modifier));
    }
    for entity in bodies {
        let is_body = match scene.entity_type(entity) {
            EntityType::Person => false,
            // Norwegian mayors, rebels or shareholders do not act for Norway, nor do its business leaders.
            EntityType::Place => {
                scene.may_act(entity) && !scene.in_words("no-envoys", &scene.lemma(token)) && !is_private(scene, token)
            }
            EntityType::Organization => true,
        };
        if is_body && !found.iter().any(|party| party.entity == entity) {
            found.push(Party { entity, token, reach: Reach::Representatives, source: Source::Direct, negated: false });
        }
    }
}
