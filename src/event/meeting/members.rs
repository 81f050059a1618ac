//! Members: the names that are given for a group ("leaders of the Pact, *among them A and B*", "ministers, *including A*").

use super::party::{conjuncts, origin_after};
use super::scene::Scene;
use crate::entity::{EntityType, MentionKind};
use crate::nlp::TokenId;

/// "leaders of the Pact, *among them A and B*", "*including A*": the names given for a group, and what is conjoined.
pub fn named_members(scene: &Scene<'_>, token: TokenId) -> Vec<TokenId> {
    let mut members = named_beside_lands(scene, token);
    if !members.is_empty() {
        return members;
    }
    for &dependent in scene.analysis.dependents(token) {
        let data = scene.token(dependent);
        let lemma = scene.lemma(dependent);
        if data.deprel == "appos" && is_named_person(scene, dependent) {
            let before = members.len();
            members.push(dependent);
            conjuncts(scene, dependent, &mut members);
            if scene.token(token).tag == "NNS" {
                add_listed(scene, dependent, false, before, &mut members);
            }
        } else if data.deprel == "prep" && matches!(lemma.as_str(), "of" | "from" | "at" | "in") {
            // "executives from technology firms, *including Ode and Brandt*"
            for object in scene.analysis.dependents_by(dependent, "pobj") {
                for inner in scene.analysis.dependents_by(object, "prep") {
                    if matches!(scene.lemma(inner).as_str(), "include" | "including" | "among") {
                        named_objects(scene, inner, &mut members);
                    }
                }
            }
        } else if data.deprel == "prep" && matches!(lemma.as_str(), "include" | "including" | "like" | "among")
            || is_such_as(scene, dependent)
        {
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
        named_from_first_to_last(scene, token, &mut members);
    }
    if members.is_empty() {
        named_as_among(scene, token, &mut members);
    }
    members.sort_unstable();
    members
}

/// "delegations from six parties, *beginning with the Greens and ending with the Liberals*": the first and the last of them.
fn named_from_first_to_last(scene: &Scene<'_>, token: TokenId, members: &mut Vec<TokenId>) {
    let Some(sentence) = scene.analysis.sentences.get(scene.token(token).sentence as usize) else { return };
    for verb in (token.0 + 1..sentence.end).map(TokenId).take(2 * NAMES_WITHIN as usize) {
        if scene.token(verb).tag == "VBG"
            && matches!(scene.form(verb), "beginning" | "starting" | "ending" | "finishing" | "concluding")
        {
            for with in scene.analysis.dependents_by(verb, "prep").filter(|&with| scene.form(with) == "with") {
                named_objects(scene, with, members);
            }
        }
    }
}

/// "the presidents of Norway, *Ode*, Finland, *Brandt*, and Sweden, *Lund*": each after the land that is his, read from the words
/// alone, for the parser makes one list of lands and people.
fn named_beside_lands(scene: &Scene<'_>, token: TokenId) -> Vec<TokenId> {
    let none = Vec::new();
    let Some(sentence) = scene.analysis.sentences.get(scene.token(token).sentence as usize) else { return none };
    let form = |at: u32| if at < sentence.end { scene.form(TokenId(at)) } else { "" };
    if scene.token(token).tag != "NNS" || !matches!(form(token.0 + 1), "of" | "from") {
        return none;
    }
    let mut people = Vec::new();
    let mut at = token.0 + 2;
    let mut land = false;
    while at < sentence.end {
        let Some(mention) = scene.name_covering(TokenId(at)) else {
            let passes =
                matches!(form(at), "," | "and" | "the" | "of" | "from") || scene.token(TokenId(at)).pos == "PROPN";
            if !passes {
                break;
            }
            at += 1;
            continue;
        };
        let is_land = mention.entities.iter().all(|&id| scene.entity_type(id) == EntityType::Place);
        let person = mention.entities.iter().all(|&id| scene.entity_type(id) == EntityType::Person);
        match (is_land, person) {
            (true, _) if !land => land = true,
            (_, true) if land => {
                people.push(mention.head);
                land = false;
            }
            _ => return none,
        }
        at = mention.tokens.end.max(at + 1);
    }
    if people.len() > 1 && !land { people } else { none }
}

/// "the commander of the Front, *who is known as Ode*", "*whose name is Ode*": the name of one who is told by his office.
pub fn known_as(scene: &Scene<'_>, token: TokenId) -> Option<TokenId> {
    // "the commander of [the Front → who is known as Ode]"
    let end = scene.analysis.subtree(token).end;
    let below = (token.0 + 1..end).map(TokenId).filter(|&verb| {
        matches!(scene.lemma(verb).as_str(), "know" | "call" | "name")
            && scene.token(verb).tag == "VBN"
            && matches!(scene.token(verb).deprel.as_str(), "relcl" | "acl")
            && scene.analysis.dependents_by(verb, "nsubjpass").all(|who| scene.form(who) == "who")
    });
    let named = |word: TokenId| is_named_person(scene, word).then_some(word);
    below
        .flat_map(|verb| {
            let under_as = scene.analysis.dependents_by(verb, "prep").filter(|&by| scene.form(by) == "as");
            let under_as = under_as.flat_map(|by| scene.analysis.dependents_by(by, "pobj"));
            under_as.chain(scene.analysis.dependents_by(verb, "oprd")).collect::<Vec<_>>()
        })
        .find_map(named)
}

/// "a delegation of the union, *led by Ode*", "the team *headed by Ode and Brandt*": the people who act for it.
pub fn led_by(scene: &Scene<'_>, token: TokenId) -> Vec<TokenId> {
    let mut leaders = Vec::new();
    if !is_delegation(scene, token) {
        return leaders;
    }
    // "the delegation, *which included Ode*", "a group of farmers *that included Ode*"
    let of = scene.analysis.dependents_by(token, "prep").filter(|&of| scene.form(of) == "of");
    let whole = of.flat_map(|of| scene.analysis.dependents_by(of, "pobj")).chain([token]);
    let clauses = whole.flat_map(|noun| {
        ["relcl", "acl"].into_iter().flat_map(move |deprel| scene.analysis.dependents_by(noun, deprel))
    });
    for verb in clauses.filter(|&verb| includes(scene, verb)) {
        let before = leaders.len();
        for member in scene.analysis.dependents_by(verb, "dobj").filter(|&member| is_named_person(scene, member)) {
            leaders.push(member);
            conjuncts(scene, member, &mut leaders);
        }
        leaders.retain(|&leader| is_named_person(scene, leader));
        add_listed(scene, TokenId(verb.0 + 1), false, before, &mut leaders);
    }
    if let Some(by) = led_by_whom(scene, token) {
        led_by_people(scene, by, &mut leaders);
    }
    // "*Ode* led a delegation that met Brandt"
    let lead = scene
        .analysis
        .head(token)
        .filter(|&verb| scene.token(token).deprel == "dobj" && matches!(scene.lemma(verb).as_str(), "lead" | "head"));
    for leader in lead.into_iter().flat_map(|verb| scene.analysis.dependents_by(verb, "nsubj")) {
        if leaders.is_empty() && is_named_person(scene, leader) {
            leaders.push(leader);
            conjuncts(scene, leader, &mut leaders);
        }
    }
    leaders
}

/// "which *included*", "*comprising*": not "whose leaders include".
fn includes(scene: &Scene<'_>, verb: TokenId) -> bool {
    let own = |subject: TokenId| matches!(scene.form(subject), "that" | "which" | "who");
    matches!(scene.lemma(verb).as_str(), "include" | "comprise" | "feature" | "number")
        && scene.analysis.dependents_by(verb, "nsubj").all(own)
}

/// How many words a delegation's description may have before those tell who leads it.
const LED_WITHIN: usize = 16;

/// "a delegation from the union, *led by* Ode", whatever the parser hung the participle on: the "by" of those who lead it.
fn led_by_whom(scene: &Scene<'_>, token: TokenId) -> Option<TokenId> {
    let sentence = scene.analysis.sentences.get(scene.token(token).sentence as usize)?;
    let mut before = token;
    for next in (token.0 + 1..sentence.end).map(TokenId).take(LED_WITHIN) {
        let leads = |verb: TokenId| matches!(scene.form(verb), "led" | "headed" | "chaired" | "fronted");
        if scene.form(next) == "by" && leads(before) {
            return Some(next);
        }
        let finite = matches!(scene.token(next).tag.as_str(), "VBD" | "VBZ" | "VBP" | "MD") && !leads(next);
        // "a team from the union *and a delegation of the firm*, led by": that of the last of them
        let another = scene.token(next).pos == "NOUN" && scene.in_words("delegations", &scene.lemma(next));
        if finite || another || scene.form(next) == ";" {
            return None;
        }
        before = next;
    }
    None
}

fn is_delegation(scene: &Scene<'_>, token: TokenId) -> bool {
    let several = scene.token(token).tag == "NNS" && super::party::is_representative(scene, token);
    scene.token(token).pos == "NOUN" && (several || scene.in_words("delegations", &scene.lemma(token)))
}

/// "by *Ode*", "by its president, *Ode*, and *Brandt*": the people after `by`.
fn led_by_people(scene: &Scene<'_>, by: TokenId, leaders: &mut Vec<TokenId>) {
    let mut heads: Vec<TokenId> = Vec::new();
    for object in scene.analysis.dependents_by(by, "pobj") {
        heads.push(object);
        conjuncts(scene, object, &mut heads);
    }
    for &head in &heads {
        let named = || scene.analysis.dependents_by(head, "appos").find(|&name| is_named_person(scene, name));
        if let Some(name) = Some(head).filter(|&head| is_named_person(scene, head)).or_else(named) {
            leaders.push(name);
            if name != head {
                conjuncts(scene, name, leaders);
            }
        }
    }
    // "led by the brewer *Ode-Falk*", where the parser took the name for something else
    if leaders.is_empty() && !heads.is_empty() {
        leaders.extend(listed_names(scene, TokenId(by.0 + 1), true, false).0.into_iter().take(1));
    }
}

/// "half a dozen *pastors*, including Ode", "Ode was among the *pastors* who met him": the same for people who act for no one.
pub fn members_of_plural(scene: &Scene<'_>, token: TokenId) -> Vec<TokenId> {
    let mut members = Vec::new();
    let those = scene.form(token).eq_ignore_ascii_case("those");
    if !those && !matches!(scene.token(token).tag.as_str(), "NNS" | "NNPS") {
        return members;
    }
    for &dependent in scene.analysis.dependents(token) {
        let names_some = dependent > token && matches!(scene.lemma(dependent).as_str(), "include" | "including");
        if names_some && scene.token(dependent).deprel == "prep" || is_such_as(scene, dependent) {
            match is_human(scene, token) {
                true => named_people(scene, dependent, &mut members),
                false => named_objects(scene, dependent, &mut members),
            }
        }
    }
    let modified = || scene.analysis.dependents_by(token, "relcl").next().is_some();
    if members.is_empty() && modified() {
        named_as_all(scene, token, &mut members);
    }
    if members.is_empty() && scene.token(token).entity == "" && modified() {
        named_as_among(scene, token, &mut members);
    }
    if members.is_empty() && !those {
        named_among_after(scene, token, &mut members);
    }
    members
}

/// True for a noun for people: "pastors", not "firms".
fn is_human(scene: &Scene<'_>, token: TokenId) -> bool {
    crate::entity::is_role(&scene.lemma(token)) || scene.token(token).pos == "PROPN"
}

/// "14 Democrats, *among them Ode and Brandt*".
fn named_among_after(scene: &Scene<'_>, token: TokenId, members: &mut Vec<TokenId>) {
    let Some(sentence) = scene.analysis.sentences.get(scene.token(token).sentence as usize) else { return };
    let after = (token.0 + 1..sentence.end).map(TokenId).take(NAMES_WITHIN as usize);
    let mut after = after.take_while(|&next| scene.token(next).pos != "VERB");
    let bodies = !is_human(scene, token);
    if let Some((among, first)) = after.find_map(|next| Some((next, named_among_them(scene, next, bodies)?))) {
        members.push(first);
        conjuncts(scene, first, members);
        members.retain(|&member| bodies || !is_named_body(scene, member));
        add_listed(scene, TokenId(among.0 + 2), bodies, 0, members);
    }
}

/// "senators *such as* Ode".
fn is_such_as(scene: &Scene<'_>, preposition: TokenId) -> bool {
    let such = preposition.0.checked_sub(1).is_some_and(|before| scene.form(TokenId(before)) == "such");
    such && scene.form(preposition) == "as" && scene.token(preposition).deprel == "prep"
}

fn named_people(scene: &Scene<'_>, preposition: TokenId, members: &mut Vec<TokenId>) {
    for object in scene.analysis.dependents_by(preposition, "pobj").filter(|&object| is_named_person(scene, object)) {
        members.push(object);
        conjuncts(scene, object, members);
    }
}

/// The people and bodies that are named as objects of `preposition`, with their conjuncts.
pub fn named_objects(scene: &Scene<'_>, preposition: TokenId, members: &mut Vec<TokenId>) {
    let before = members.len();
    let is_named = |&object: &TokenId| is_named_person(scene, object) || is_named_body(scene, object);
    for object in scene.analysis.dependents_by(preposition, "pobj") {
        // "including Ode's *predecessor, Brandt*"
        let named = || scene.analysis.dependents_by(object, "appos").find(|&name| is_named_person(scene, name));
        if let Some(object) = Some(object).filter(is_named).or_else(named) {
            members.push(object);
            conjuncts(scene, object, members);
        }
    }
    add_listed(scene, TokenId(preposition.0 + 1), true, before, members);
}

/// Adds those of the list that begins at `start` whom the tree hides among the words of their offices.
fn add_listed(scene: &Scene<'_>, start: TokenId, bodies: bool, before: usize, members: &mut Vec<TokenId>) {
    let known = |members: &[TokenId], name: TokenId| {
        let entity = |token| scene.name_covering(token).map(|mention| mention.entities.as_slice());
        members[before..].iter().any(|&other| other == name || entity(other) == entity(name))
    };
    for name in listed_names(scene, start, true, bodies).0 {
        if !known(members, name) {
            members.push(name);
        }
    }
}

/// "Ode, *ranking member* Brandt and *the mayor of Vasa*, Lund": the names of a list that begins at `start`, read from the words
/// alone: nothing but titles, articles and commas stand between them. The second is true where an "and" ends the list.
fn listed_names(scene: &Scene<'_>, start: TokenId, persons: bool, bodies: bool) -> (Vec<TokenId>, bool) {
    let none = || (Vec::new(), false);
    let Some(token) = scene.analysis.tokens.get(start.index()) else { return none() };
    let Some(sentence) = scene.analysis.sentences.get(token.sentence as usize) else { return none() };
    let form = |at: u32| if at < sentence.end { scene.form(TokenId(at)) } else { "" };
    let mut names = Vec::new();
    let mut at = start.0;
    let mut last_joint = "";
    // "Ode, *and* the mayor of Vasa, *Brandt*": the next of them is the last, whatever commas stand before his name
    let mut last_but_one = false;
    while at < sentence.end {
        let token = TokenId(at);
        if let Some(mention) = scene.name_covering(token) {
            let end = mention.tokens.end.max(at + 1);
            // "*Ode's* deputy", "the mayor of *Vasa*", "*Norbank* chairman Lund"
            let owns = matches!(form(end), "'s" | "’s" | "'" | "’");
            let within = matches!(last_joint, "of" | "from" | "for" | "at");
            let modifies =
                end < sentence.end && matches!(scene.token(TokenId(end)).pos.as_str(), "NOUN" | "PROPN" | "ADJ");
            let of_type = |wanted| mention.entities.iter().any(|&id| scene.entity_type(id) == wanted);
            let person = of_type(EntityType::Person) && !within && !owns;
            let body = bodies && of_type(EntityType::Organization) && !within && !owns && !modifies;
            if person && !persons {
                break;
            }
            if person || body {
                names.push(mention.head);
                if last_but_one {
                    return (names, true);
                }
            }
            last_but_one &= last_joint != "and" || modifies || owns;
            at = end;
            continue;
        }
        match scene.token(token).pos.as_str() {
            "CCONJ" if matches!(form(at), "and" | "&") => {
                last_joint = "and";
                last_but_one = true;
            }
            "PUNCT" if form(at) == "," => last_joint = ",",
            "ADP" if matches!(form(at), "of" | "from" | "for" | "at") => last_joint = form(at),
            "NOUN" | "PROPN" | "ADJ" | "DET" | "NUM" | "PART" => {}
            "VERB" if scene.token(token).deprel == "amod" => {}
            "PRON" if scene.token(token).deprel == "poss" => {}
            _ => break,
        }
        at += 1;
    }
    (names, false)
}

/// "executives of the brewer *Norbank*, the dairy *Velden* and *Skovlund*": the bodies that the list after `preposition` names.
pub fn listed_bodies(scene: &Scene<'_>, preposition: TokenId) -> Vec<TokenId> {
    let (bodies, closed) = listed_names(scene, TokenId(preposition.0 + 1), false, true);
    if closed { bodies } else { Vec::new() }
}

/// "his counterpart, *Ode*, the mayor, *Brandt*, and the head of the bank, *Kessler*": the people whom the list names that `token` opens,
/// where the parser hid some of them among the words of their offices; none where an "and" goes on with another clause.
#[must_use]
pub fn listed_people(scene: &Scene<'_>, token: TokenId) -> Vec<TokenId> {
    let start = TokenId(scene.analysis.subtree(token).start.max(token.0.saturating_sub(NAMES_WITHIN)));
    let (people, closed) = listed_names(scene, start, true, false);
    let goes_on = people.last().is_none_or(|&last| {
        // "and *Kessler said*", "and Kessler *- Lund.*"
        let end = scene.name_covering(last).map_or(last.0 + 1, |name| name.tokens.end);
        let after = scene.analysis.tokens.get(end as usize).map_or("", |next| next.span.slice(scene.body));
        scene.token(last).deprel.as_str().starts_with("nsubj") || matches!(after, "-" | "–" | "—" | "--")
    });
    if closed && !goes_on { people } else { Vec::new() }
}

/// "*Ode and Brandt* are among the leaders attending": the subjects are members of the group.
fn named_as_among(scene: &Scene<'_>, token: TokenId, members: &mut Vec<TokenId>) {
    let nominal = |&above: &TokenId| scene.token(above).pos != "VERB";
    let above = scene.analysis.ancestors(token).take(5).take_while(nominal);
    let is_among = |&among: &TokenId| {
        scene.lemma(among) == "among" || scene.lemma(among) == "one" && scene.token(among).deprel == "attr"
    };
    let Some(among) = above.into_iter().find(is_among) else { return };
    let Some(be) = scene.analysis.head(among).filter(|&be| scene.lemma(be) == "be") else { return };
    // "Among those who met him *were Ode and Brandt*": the subject comes last.
    let inverted = scene.analysis.dependents_by(be, "attr").filter(|&subject| among < be && be < subject);
    let subjects = scene.analysis.dependents_by(be, "nsubj").chain(inverted);
    for subject in subjects.filter(|&subject| is_named_person(scene, subject)) {
        members.push(subject);
        conjuncts(scene, subject, members);
    }
}

/// "The two men who met were *Ode and Brandt*": the names that the copula gives for the people before it.
fn named_as_all(scene: &Scene<'_>, token: TokenId, members: &mut Vec<TokenId>) {
    let subject = scene.token(token).deprel == "nsubj";
    let Some(be) = scene.analysis.head(token).filter(|&be| subject && scene.lemma(be) == "be") else { return };
    for name in scene.analysis.dependents_by(be, "attr").filter(|&name| is_named_person(scene, name)) {
        members.push(name);
        conjuncts(scene, name, members);
    }
}

fn is_named_body(scene: &Scene<'_>, token: TokenId) -> bool {
    scene.mention_headed_by(token).is_some_and(|mention| {
        mention.kind == MentionKind::Named
            && mention.entities.iter().any(|&id| scene.entity_type(id) == EntityType::Organization)
    })
}

pub fn is_named_person(scene: &Scene<'_>, token: TokenId) -> bool {
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
        if let Some(first) = named_among_them(scene, next, true) {
            members.push(first);
            conjuncts(scene, first, members);
            add_listed(scene, TokenId(next.0 + 2), true, 0, members);
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

/// "…, *among them Ode and Brandt*": the first of the names after such words, whatever the parser hung them on.
///
/// A body too, where there may be `bodies` among them.
pub fn named_among_them(scene: &Scene<'_>, among: TokenId, bodies: bool) -> Option<TokenId> {
    if !scene.form(among).eq_ignore_ascii_case("among") {
        return None;
    }
    let sentence = scene.analysis.sentences.get(scene.token(among).sentence as usize)?;
    let mut after = (among.0 + 1..sentence.end).map(TokenId);
    let them = after.next().is_some_and(|them| matches!(scene.form(them), "them" | "whom"));
    let mut names = after.take(NAMES_WITHIN as usize).take_while(|&next| scene.token(next).pos != "VERB");
    names.find(|&next| is_named_person(scene, next) || bodies && is_named_body(scene, next)).filter(|_| them)
}
