//! Representatives: the unnamed people who act for a body or a country ("Norwegian ministers", "leaders of the Pact") mean
//! that body or country; one who acts alone is often a person who is named elsewhere.

use super::party::{Party, Reach, conjuncts, is_plural, is_representative, only_body_before, origin_after};
use super::scene::Scene;
use crate::clause::Source;
use crate::entity::{EntityId, EntityType, MentionKind};
use crate::nlp::TokenId;

/// The bodies and countries that the people named by `token` act for.
///
/// One who acts alone ("the Norwegian minister") is most often named elsewhere: where a person of that body or country
/// is named, it is not the body that takes part.
pub fn represented(scene: &Scene<'_>, token: TokenId, depth: usize, found: &mut Vec<Party>) {
    let before = found.len();
    represented_by_all(scene, token, depth, found);
    if let Some(country) = misplaced_country(scene, token).filter(|_| found.len() == before + 1) {
        push_body(scene, country, token, found);
    }
    if found.len() == before
        && let Some(entity) = super::described::managed(scene, token)
    {
        found.push(Party { entity, token, reach: Reach::Representatives, source: Source::Direct, negated: false });
        return;
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

/// How many sentences back the country of a bare "government" is looked for.
const GOVERNMENT_REACH: u32 = 1;

/// "Norway's president … *government* talks with the rebels": the country of a government that no word beside it names is that
/// of the office named close by, where that leaves one.
#[must_use]
pub fn government_of(scene: &Scene<'_>, token: TokenId) -> Option<EntityId> {
    let bare = scene.token(token).pos == "NOUN"
        && scene.form(token).eq_ignore_ascii_case("government")
        && !scene.analysis.dependents(token).iter().any(|&beside| {
            let data = scene.token(beside);
            matches!(data.deprel.as_str(), "amod" | "compound" | "poss" | "nmod")
                || data.deprel == "prep" && scene.form(beside) == "of"
        });
    if !bare {
        return None;
    }
    let sentence = scene.token(token).sentence;
    let start = scene.analysis.sentences.get(sentence.saturating_sub(GOVERNMENT_REACH) as usize)?.start;
    let end = scene.analysis.sentences.get(sentence as usize)?.end;
    let mut only = None;
    // "the Free Desert *Army*" is no office
    let of_name = |office: TokenId| scene.name_covering(office).is_some_and(|name| name.head == office);
    for office in (start..end).map(TokenId).filter(|&office| is_office(scene, office) && !of_name(office)) {
        let mut near: Vec<Party> = Vec::new();
        for deprel in ["poss", "amod", "compound", "nmod"] {
            scene
                .analysis
                .dependents_by(office, deprel)
                .for_each(|modifier| push_body(scene, modifier, office, &mut near));
        }
        for country in near.iter().map(|party| party.entity).chain(country_before(scene, office)) {
            if scene.entity_type(country) != EntityType::Place || only.is_some_and(|known| known != country) {
                return None;
            }
            only = Some(country);
        }
    }
    only
}

/// "*The government* and the rebels met": the country for which it stands, where the article leaves one.
#[must_use]
pub fn government_meant(scene: &Scene<'_>, token: TokenId) -> Option<EntityId> {
    let mention = scene.mention_headed_by(token).filter(|_| scene.lemma(token) == "government")?;
    let &[country] = mention.entities.as_slice() else { return None };
    let place = mention.kind == MentionKind::Nominal && scene.entity_type(country) == EntityType::Place;
    (place && scene.acts(country) && !is_plural(scene, token)).then_some(country)
}

/// "a spokesman for *Norway's* president": the country right before an office, however the parser hung it.
fn country_before(scene: &Scene<'_>, office: TokenId) -> Option<EntityId> {
    let before = |token: TokenId| token.0.checked_sub(1).map(TokenId);
    let owned = before(office).filter(|&case| matches!(scene.form(case), "'s" | "’s"));
    let token = before(owned.unwrap_or(office))?;
    let named = scene.name_covering(token).and_then(|name| name.entities.first().copied());
    named.or_else(|| scene.country_of(token)).filter(|&id| scene.entity_type(id) == EntityType::Place && scene.acts(id))
}

fn is_office(scene: &Scene<'_>, token: TokenId) -> bool {
    let lemma = scene.lemma(token);
    matches!(scene.token(token).pos.as_str(), "NOUN" | "PROPN")
        && (scene.in_words("heads-of-country", &lemma)
            || matches!(lemma.as_str(), "minister" | "government" | "army" | "cabinet"))
}

/// "the ministers of Norway and *Finland* spoke", where the parser conjoins the second country with the people.
pub fn misplaced_country(scene: &Scene<'_>, token: TokenId) -> Option<TokenId> {
    let leads = is_plural(scene, token) && is_representative(scene, token);
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
    let mut holders: Vec<Option<EntityId>> = found[before..].iter().map(holder).collect();
    let leads = scene.in_words("heads-of-country", &scene.lemma(token));
    if leads && holders.len() > 1 {
        let open = holders.iter().filter(|holder| holder.is_none()).count();
        let known: Vec<EntityId> = holders.iter().copied().flatten().collect();
        let others = super::affiliation::other_leaders(scene, &known);
        if others.len() == open {
            holders
                .iter_mut()
                .filter(|holder| holder.is_none())
                .zip(others)
                .for_each(|(slot, other)| *slot = Some(other));
        }
    }
    if holders.iter().all(Option::is_none) {
        return;
    }
    // Where the leader of one country is named but not who leads the other, neither the countries nor that one met; in a
    // longer list those who are not named stand as their countries.
    if holders.iter().any(Option::is_none) && holders.len() < 3 {
        if leads {
            found.truncate(before);
        }
        return;
    }
    for (party, holder) in found[before..].iter_mut().zip(holders) {
        if let Some(holder) = holder {
            party.entity = holder;
            party.reach = Reach::Description;
        }
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
        // "*her colleagues* met": those of her union or ministry
        if let Some(body) = super::described::body_of_colleagues(scene, token, owner) {
            let reach = Reach::Representatives;
            found.push(Party { entity: body, token, reach, source: Source::Direct, negated: false });
        }
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
            "prep" if matches!(scene.lemma(dependent).as_str(), "of" | "from" | "for" | "at" | "on") => {
                // "lawmakers on the Trade Committee" are its members.
                let at = matches!(scene.lemma(dependent).as_str(), "at" | "on");
                let first = found.len();
                // "lawyers for Norbank *and for Velden*"
                let mut prepositions = vec![dependent];
                conjuncts(scene, dependent, &mut prepositions);
                let objects = prepositions.into_iter().flat_map(|of| scene.analysis.dependents_by(of, "pobj"));
                for object in objects {
                    let mut objects = vec![object];
                    conjuncts(scene, object, &mut objects);
                    // "from the dairy giant *Velden and Norbank*"
                    for name in scene.analysis.dependents_by(object, "appos") {
                        conjuncts(scene, name, &mut objects);
                    }
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
                if !at && first < found.len() {
                    for body in super::members::listed_bodies(scene, dependent) {
                        push_body(scene, body, token, found);
                    }
                }
            }
            // "officials *with the Farm Board* met"
            "prep" if scene.form(dependent) == "with" && dependent.0 == token.0 + 1 && is_staff(scene, token) => {
                for object in scene.analysis.dependents_by(dependent, "pobj") {
                    push_body(scene, object, token, found);
                }
            }
            // "lawyers *representing the airline*"
            "acl" if scene.form(dependent) == "representing" => {
                for object in scene.analysis.dependents_by(dependent, "dobj") {
                    push_body(scene, object, token, found);
                }
            }
            _ => {}
        }
    }
    if let Some(object) = origin_after(scene, token).filter(|_| found.is_empty()) {
        push_body(scene, object, token, found);
        for body in super::members::listed_bodies(scene, TokenId(token.0 + 1)) {
            push_body(scene, body, token, found);
        }
    }
}

/// "*officials* with the Board met", before their verb: those who are with a body, not those whom it meets.
fn is_staff(scene: &Scene<'_>, token: TokenId) -> bool {
    let subject = matches!(scene.token(token).deprel.as_str(), "nsubj" | "nsubjpass");
    subject && is_plural(scene, token) && scene.in_words("office-staff", &scene.lemma(token))
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
pub fn push_body(scene: &Scene<'_>, modifier: TokenId, token: TokenId, found: &mut Vec<Party>) {
    let headed = scene.mention_headed_by(modifier).filter(|mention| !mention.entities.is_empty());
    let headed = headed.or_else(|| scene.name_covering(modifier));
    // "leaders of the opposition Umma Alliance": the name stands in apposition.
    let apposed = || scene.analysis.dependents_by(modifier, "appos").find_map(|name| scene.mention_headed_by(name));
    let mention = headed.or_else(apposed);
    let country = scene.country_of(modifier);
    let mut bodies = mention.map_or(country.as_slice(), |mention| mention.entities.as_slice()).to_vec();
    if bodies.is_empty() {
        bodies = super::groups::group_of(scene, modifier);
    }
    // "*rebel* leaders"
    if bodies.is_empty() && scene.in_words("armed", &scene.lemma(modifier)) {
        bodies.extend(super::described::armed_body(scene));
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
