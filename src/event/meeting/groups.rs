//! Groups: "they", "both countries", "the three leaders", which stand for names that were listed together before.
//!
//! A fallback for what coreference leaves open: only names joined in one list ("Ode and Brandt", "India and Pakistan")
//! are taken, of the right type and number, the nearest list first.

use super::scene::Scene;
use crate::clause::{Argument, PredicateId, PredicateKind, Role};
use crate::entity::{EntityId, EntityType, MentionKind};
use crate::event::MeetingKind;
use crate::nlp::TokenId;

/// Names joined in one list.
#[derive(Debug, Clone)]
pub struct NameList {
    /// Head token of the first name.
    pub first: TokenId,
    /// Index of its sentence.
    pub sentence: u32,
    /// What they name, in text order, no two the same.
    pub entities: Vec<EntityId>,
    /// Their common type, or that of the first.
    pub entity_type: EntityType,
    /// Not all of one type, as the sides of talks may be.
    pub mixed: bool,
    /// True if they are the subject of their clause.
    pub is_subject: bool,
    /// Told of as those who did not meet.
    pub denied: bool,
}

/// The lists of two names or more of one type, in text order.
#[must_use]
pub fn find_lists(scene: &Scene<'_>) -> Vec<NameList> {
    let mut lists = Vec::new();
    for mention in scene.entities.mentions.iter().filter(|mention| mention.kind == MentionKind::Named) {
        let first = mention.head;
        let deprel = scene.token(first).deprel;
        if deprel == "conj"
            || scene.in_dateline(first)
            || scene.mention_headed_by(first).is_none_or(|headed| headed.span != mention.span)
        {
            continue;
        }
        let mut entities: Vec<EntityId> = mention.entities.clone();
        let mut at = first;
        while let Some(next) = scene.analysis.dependents_by(at, "conj").find(|&next| next > at) {
            let named = scene.mention_headed_by(next).filter(|named| named.kind == MentionKind::Named);
            for &entity in named.into_iter().flat_map(|named| &named.entities) {
                if !entities.contains(&entity) {
                    entities.push(entity);
                }
            }
            at = next;
        }
        let Some(&one) = entities.first() else { continue };
        let entity_type = scene.entity_type(one);
        // "*Ode*, Falk and Lund": the parser takes the second of three people for the first by another name
        let before = scene.analysis.head(first).and_then(|above| scene.mention_headed_by(above));
        let listed = deprel == "appos" && entity_type == EntityType::Person && entities.len() > 1;
        if let Some(&[person]) =
            before.filter(|above| listed && above.kind == MentionKind::Named).map(|above| &above.entities[..])
            && scene.entity_type(person) == EntityType::Person
            && !entities.contains(&person)
        {
            entities.insert(0, person);
        }
        if entities.len() >= 2 && entities.iter().all(|&id| scene.entity_type(id) == entity_type) {
            // "hopefuls *Ode and Brandt* clashed": the names are the subject as well as the noun before them.
            let above = scene.analysis.head(first).filter(|_| deprel == "appos");
            let deprel = above.map_or(deprel, |above| scene.token(above).deprel);
            let is_subject = deprel == "nsubj" || deprel == "nsubjpass";
            let sentence = scene.token(first).sentence;
            lists.push(NameList { first, sentence, entities, entity_type, mixed: false, is_subject, denied: false });
        }
    }
    lists
}

/// How many sentences back "they" reaches, and how many a counted description does.
const PRONOUN_REACH: u32 = 1;
const DESCRIPTION_REACH: u32 = 12;

/// How many sentences back three or more are named one by one.
const SEVERAL_REACH: u32 = 4;

/// How many sentences back a list or an encounter tells who "the two sides" are, before those whom the text sets against each
/// other.
const SIDES_REACH: u32 = 3;

/// "the leaders *of France and Brazil*": told by their countries, not by a list before.
fn is_of_lands(scene: &Scene<'_>, token: TokenId) -> bool {
    let lands = |preposition: TokenId| scene.analysis.dependents_by(preposition, "pobj").collect::<Vec<_>>();
    let named = |land: TokenId| {
        let mention = scene.mention_headed_by(land).filter(|mention| mention.kind == MentionKind::Named);
        mention.is_some_and(|mention| mention.entities.iter().any(|&id| scene.entity_type(id) == EntityType::Place))
    };
    let mut of = scene.analysis.dependents_by(token, "prep").filter(|&preposition| scene.form(preposition) == "of");
    of.any(|preposition| lands(preposition).into_iter().any(named))
}

/// "the two men *who attacked the bank*": told by what they did, not by a list before.
fn is_described_apart(scene: &Scene<'_>, token: TokenId) -> bool {
    let noun = scene.token(token).pos == "NOUN";
    noun && scene.analysis.dependents_by(token, "relcl").any(|verb| {
        // ", who": an aside on those known
        let before = scene.analysis.subtree(verb).start.checked_sub(1).map(TokenId);
        before.is_some_and(|before| scene.form(before) != ",")
    })
}

/// What the plural pronoun or counted description headed by `token` stands for; empty if no list fits.
#[must_use]
pub fn group_of(scene: &Scene<'_>, token: TokenId) -> Vec<EntityId> {
    let group = those_meant(scene, token);
    let of_parties = || {
        scene.lemma(token) == "leader"
            && scene
                .analysis
                .dependents_by(token, "compound")
                .any(|word| matches!(scene.form(word), "party" | "opposition" | "rebel"))
    };
    // "the two *party leaders*": not a minister and one of them
    let strangers = group.iter().any(|&id| !may_lead_party(scene, id));
    if strangers && of_parties() { Vec::new() } else { group }
}

/// True for those who are told to lead something, and those of whom no office is told.
fn may_lead_party(scene: &Scene<'_>, id: EntityId) -> bool {
    let leads = |role: &String| {
        role.split(' ').any(|word| matches!(word.to_lowercase().as_str(), "leader" | "chief" | "chairman" | "head"))
    };
    let roles = scene.entities.entities.get(id.0 as usize).map_or(&[][..], |entity| entity.roles.as_slice());
    scene.entity_type(id) != EntityType::Person || roles.is_empty() || roles.iter().any(leads)
}

fn those_meant(scene: &Scene<'_>, token: TokenId) -> Vec<EntityId> {
    let data = scene.token(token);
    let lemma = scene.lemma(token);
    let form = scene.form(token).to_lowercase();
    if is_described_apart(scene, token) {
        return Vec::new();
    }
    let pronoun = data.pos == "PRON" && matches!(form.as_str(), "they" | "them" | "their") || form == "both";
    let (number, wanted) = if pronoun {
        (None, None)
    } else if is_of_lands(scene, token) {
        return Vec::new();
    } else {
        let Some(number) = counted(scene, token) else {
            return counted_before(scene, token).map_or_else(Vec::new, |before| those_meant(scene, before));
        };
        // "the two": people, where nothing else is said.
        let bare = data.pos == "NUM" || matches!(lemma.as_str(), "two" | "three" | "four" | "trio" | "pair" | "duo");
        let wanted = if bare { Some(Sort::Of(EntityType::Person)) } else { sort_of(scene, &lemma) };
        let Some(wanted) = wanted else { return Vec::new() };
        (Some(number), Some(wanted))
    };
    if pronoun && let Some(both) = parties_meant(scene, token) {
        return both;
    }
    let reach = if pronoun { PRONOUN_REACH } else { DESCRIPTION_REACH };
    let lists = scene.name_lists();
    let before = lists.partition_point(|list| list.first < token);
    let fits = |list: &&NameList| {
        let near = data.sentence.saturating_sub(list.sentence) <= reach;
        let right_number = number.is_none_or(|number| list.entities.len() == number);
        let right_type = match &wanted {
            None => list.is_subject && list.entity_type != EntityType::Place,
            Some(Sort::Sides) => {
                let acting =
                    list.entities.iter().all(|&id| scene.entity_type(id) != EntityType::Place || scene.acts(id));
                !list.denied && acting && (list.mixed || list.entity_type != EntityType::Person || list.is_subject)
            }
            Some(Sort::Of(wanted)) => list.entity_type == *wanted,
        };
        // The list must not hang on the group itself: "their allies, A and B".
        near && right_number && right_type && (!list.mixed || matches!(wanted, Some(Sort::Sides)))
    };
    let own = if pronoun { leaders_before(scene, token) } else { Vec::new() };
    if !own.is_empty() {
        return own;
    }
    let close = || pair_within(scene, token, number, wanted.as_ref()?, 0);
    if let Some(pair) = close() {
        return pair;
    }
    let list = lists[..before].iter().rev().find(fits);
    if matches!(wanted, Some(Sort::Sides)) && number == Some(2) {
        let far = list.is_none_or(|list| data.sentence.saturating_sub(list.sentence) > SIDES_REACH);
        if let Some(pair) = super::standing::opponents(scene, token).filter(|_| far) {
            return pair.to_vec();
        }
        if let Some(pair) = scene.only_bodies_told().filter(|_| far) {
            return pair.to_vec();
        }
        if let Some(pair) = super::described::negotiators(scene).filter(|_| far) {
            return pair.to_vec();
        }
    }
    // "The union rejected Norbank's offer. Kessler met *both*"
    if form == "both" && list.is_none() {
        let sort = Sort::Of(EntityType::Person);
        let people = || (0..=PRONOUN_REACH).find_map(|reach| pair_within(scene, token, Some(2), &sort, reach));
        return super::standing::opponents(scene, token).map(Vec::from).or_else(people).unwrap_or_default();
    }
    let listed = list.map(|list| list.entities.clone());
    if listed.as_ref().is_some_and(|list| !pronoun && is_beside_subject(scene, token, list)) {
        return Vec::new();
    }
    let of_encounter =
        data.deprel == "poss" && form == "their" && is_encounter_of_two(scene, token) && !is_with_another(scene, token);
    // "During *their* call on Tuesday, Ode and Brandt agreed": the list comes after.
    let ahead = lists[before..]
        .iter()
        .find(|list| of_encounter && list.sentence == data.sentence && list.is_subject && !list.mixed);
    if let Some(ahead) = ahead {
        return ahead.entities.clone();
    }
    let (number, wanted) = match of_encounter {
        true => (Some(2), Some(Sort::Of(EntityType::Person))),
        false => (number, wanted),
    };
    let found = listed.or_else(|| pair_within(scene, token, number, &wanted?, PRONOUN_REACH));
    // "*the three*": whom the sentences just before spoke of, where they are as many
    let bare = data.pos == "NUM" || matches!(lemma.as_str(), "three" | "four" | "trio" | "quartet" | "all");
    let number_of_all = number.filter(|&number| number > 2 && bare);
    let several = || pair_within(scene, token, number_of_all, &wanted?, SEVERAL_REACH);
    found.or_else(several).or_else(|| named_next(scene, token, number?, &wanted?)).unwrap_or_default()
}

/// "Norway and Finland are at odds. *Their* ministers will meet", "Talks between *them*": those joined in this sentence or the one
/// before, countries too; between people also the two of whom one does something to the other.
fn parties_meant(scene: &Scene<'_>, token: TokenId) -> Option<Vec<EntityId>> {
    let form = scene.form(token).to_lowercase();
    let above = scene.analysis.head(token)?;
    let between = form == "them"
        && matches!(scene.form(above), "between" | "Between")
        && scene.analysis.head(above).is_some_and(|noun| {
            let lemma = scene.lemma(noun);
            ["meetings", "calls", "summits", "meals"].iter().any(|list| scene.in_words(list, &lemma))
        });
    let theirs = form == "their"
        && scene.token(token).deprel == "poss"
        && scene.token(above).tag == "NNS"
        && scene.in_words("representatives", &scene.lemma(above));
    if !between && !theirs {
        return None;
    }
    let sentence = scene.token(token).sentence;
    let lists = scene.name_lists();
    let before = lists.partition_point(|list| list.first < token);
    let near = |list: &&NameList| sentence.saturating_sub(list.sentence) <= PRONOUN_REACH;
    let last = lists[..before].iter().rev().find(near);
    let acting = |list: &&NameList| {
        let acts = |&id: &EntityId| match scene.entity_type(id) {
            EntityType::Place => scene.acts(id),
            EntityType::Organization => true,
            EntityType::Person => between,
        };
        !list.denied && list.entities.len() == 2 && list.entities.iter().all(acts)
    };
    let listed = last.filter(acting).map(|list| list.entities.clone());
    let people = || pair_within(scene, token, Some(2), &Sort::Of(EntityType::Person), PRONOUN_REACH);
    listed.or_else(|| people().filter(|_| between && last.is_none()))
}

/// "Talks between *the two banks* go on. Norbank and Velden Bank said": those whom the next sentence names together, where no
/// one of their sort was named before.
fn named_next(scene: &Scene<'_>, token: TokenId, number: usize, sort: &Sort) -> Option<Vec<EntityId>> {
    let Sort::Of(wanted) = *sort else { return None };
    let mentions = &scene.entities.mentions;
    let end = mentions.partition_point(|mention| mention.head < token);
    let of_sort = |mention: &crate::entity::Mention| {
        mention.kind == MentionKind::Named && mention.entities.iter().any(|&id| scene.entity_type(id) == wanted)
    };
    if mentions[..end].iter().any(of_sort) {
        return None;
    }
    let sentence = scene.token(token).sentence;
    let mut lists = scene.name_lists().iter().filter(|list| list.first > token && list.sentence == sentence + 1);
    let first = lists.next()?;
    (first.entities.len() == number && first.entity_type == wanted).then(|| first.entities.clone())
}

/// "he offered her tea and *they* talked": the two people that the sentence named, and the one before if it must.
#[must_use]
pub fn they_two(scene: &Scene<'_>, token: TokenId) -> Option<Vec<EntityId>> {
    let they = matches!(scene.form(token), "they" | "They");
    let sort = Sort::Of(EntityType::Person);
    they.then(|| (0..=PRONOUN_REACH).find_map(|reach| pair_within(scene, token, Some(2), &sort, reach))).flatten()
}

/// "*The leaders of Norway and Finland* rejected it. As *they* met": the people who act for several, where they were the
/// last subject.
#[must_use]
pub fn leaders_before(scene: &Scene<'_>, token: TokenId) -> Vec<EntityId> {
    let sentence = scene.token(token).sentence;
    let last = scene.clauses.predicates.iter().rev().find(|predicate| {
        let at = scene.token(predicate.token);
        at.pos == "VERB" && predicate.token < token && at.sentence + PRONOUN_REACH == sentence && at.deprel == "ROOT"
    });
    let subjects = last.into_iter().flat_map(|verb| verb.fillers(&Role::Subject));
    let acting = subjects.filter(|subject| scene.in_words("representatives", &scene.lemma(subject.token)));
    let leaders: Vec<EntityId> = acting
        .filter(|subject| scene.token(subject.token).tag == "NNS")
        .flat_map(|subject| super::party::parties_of(scene, subject.token))
        .map(|party| party.entity)
        .collect();
    if leaders.len() >= 2 { leaders } else { Vec::new() }
}

/// "their meeting", "their call", "their debate".
#[must_use]
pub fn is_encounter_of_two(scene: &Scene<'_>, possessor: TokenId) -> bool {
    scene.analysis.head(possessor).is_some_and(|noun| {
        let lemma = scene.lemma(noun);
        ["meetings", "calls", "summits"].iter().any(|list| scene.in_words(list, &lemma)) || lemma == "debate"
    })
}

/// "their talks *with Brandt*": those of one side.
fn is_with_another(scene: &Scene<'_>, possessor: TokenId) -> bool {
    scene.analysis.head(possessor).is_some_and(|noun| {
        let mut prepositions = scene.analysis.dependents_by(noun, "prep");
        prepositions
            .any(|with| scene.form(with) == "with" && scene.analysis.dependents_by(with, "pobj").next().is_some())
    })
}

/// "Ode wrote to Brandt before *the two* met": the only two, or as many as are counted, of their sort that this sentence and
/// the `reach` before name.
fn pair_within(
    scene: &Scene<'_>,
    token: TokenId,
    number: Option<usize>,
    sort: &Sort,
    reach: u32,
) -> Option<Vec<EntityId>> {
    let number = number?;
    let wanted = match sort {
        Sort::Of(wanted) => *wanted,
        Sort::Sides => return None,
    };
    let sentence = scene.token(token).sentence;
    let mentions = &scene.entities.mentions;
    let end = mentions.partition_point(|mention| mention.head < token);
    let mut found: Vec<EntityId> = Vec::new();
    for mention in mentions[..end].iter().rev() {
        let at = scene.token(mention.head).sentence;
        if sentence.saturating_sub(at) > reach || at < sentence && found.len() >= number {
            break;
        }
        // "Analyst Ode said *the two* would meet": who is named here for the first time, to tell of them, is a third.
        if at == sentence && super::standing::is_new_teller(scene, token, mention) {
            continue;
        }
        for &entity in mention.entities.iter().filter(|&&id| scene.entity_type(id) == wanted && !scene.is_press(id)) {
            if !found.contains(&entity) {
                found.push(entity);
            }
        }
    }
    found.reverse();
    if found.len() == number && wanted == EntityType::Person && is_beside_subject(scene, token, &found) {
        return None;
    }
    (found.len() == number).then_some(found)
}

/// "*Ode* called *both candidates*": whom a verb's subject names is not among the two of its object.
fn is_beside_subject(scene: &Scene<'_>, token: TokenId, pair: &[EntityId]) -> bool {
    let verb = scene.analysis.ancestors(token).take(3).find_map(|above| scene.clauses.predicate_at(above));
    let Some(verb) = verb.map(|verb| scene.clauses.predicate(verb)) else { return false };
    let own = verb.arguments.iter().any(|argument| argument.token == token && argument.role != Role::Subject);
    own && verb
        .fillers(&Role::Subject)
        .filter_map(|subject| scene.mention_headed_by(subject.token))
        .any(|mention| mention.entities.iter().any(|entity| pair.contains(entity)))
}

/// How many sentences back a description of the two sides reaches.
const TOLD_REACH: u32 = 8;

/// "The top diplomats of *the two countries*" after two people met: those two.
#[must_use]
pub fn people_told(scene: &Scene<'_>, token: TokenId) -> Option<Vec<EntityId>> {
    if !matches!(scene.token(token).tag.as_str(), "NNS" | "NNPS") {
        return None;
    }
    let of_two = scene
        .analysis
        .dependents_by(token, "prep")
        .filter(|&preposition| matches!(scene.form(preposition), "of" | "from"))
        .flat_map(|preposition| scene.analysis.dependents_by(preposition, "pobj"))
        .any(|object| counted(scene, object) == Some(2));
    let told = scene.last_told(token, TOLD_REACH).filter(|_| of_two)?;
    // Two who stand for nobody met as themselves; whoever dined together may have so too.
    let acts = |id: EntityId| {
        let office = || told.kind != MeetingKind::Dinner && scene.holds_office(id);
        let stands = || scene.affiliations().contains_key(&id) || office();
        scene.entity_type(id) == EntityType::Person && stands()
    };
    match told.sides.as_slice() {
        [first, second] => match (first.as_slice(), second.as_slice()) {
            (&[one], &[other]) if acts(one) && acts(other) => Some(vec![one, other]),
            _ => None,
        },
        _ => None,
    }
}

#[derive(Clone, Copy)]
enum Sort {
    /// "sides", "parties": countries, bodies, or the people of a meeting.
    Sides,
    /// Of one type.
    Of(EntityType),
}

/// "both", "the two", "the three": how many.
fn counted(scene: &Scene<'_>, token: TokenId) -> Option<usize> {
    let before = token.0.checked_sub(1).map(|before| scene.form(TokenId(before)));
    let definite =
        before.is_some_and(|before| before.eq_ignore_ascii_case("the") || before.eq_ignore_ascii_case("all"));
    match scene.lemma(token).as_str() {
        "two" | "pair" | "duo" | "couple" if definite => return Some(2),
        "three" | "trio" if definite => return Some(3),
        "four" | "quartet" if definite => return Some(4),
        // "The women had lunch": those two, where the text spoke of no more.
        "man" | "woman" if definite && scene.token(token).tag == "NNS" => return Some(2),
        _ => {}
    }
    scene.analysis.dependents(token).iter().filter(|&&dependent| dependent < token).find_map(|&dependent| {
        match scene.lemma(dependent).as_str() {
            "both" | "two" => Some(2),
            // "with *each* side", "*neither* company"
            "each" | "neither" | "either" => Some(2),
            "three" => Some(3),
            "four" => Some(4),
            _ => None,
        }
    })
}

/// How many tokens back "the clubs" may repeat "both clubs".
const REPEAT_REACH: u32 = 400;

/// "officials from *the clubs*" after "*both clubs*": the counted description that a plural one repeats.
fn counted_before(scene: &Scene<'_>, token: TokenId) -> Option<TokenId> {
    let definite = scene.analysis.dependents_by(token, "det").any(|article| scene.lemma(article) == "the");
    if !definite || scene.token(token).tag != "NNS" {
        return None;
    }
    let lemma = &scene.token(token).lemma;
    let earlier = (token.0.saturating_sub(REPEAT_REACH)..token.0).rev().map(TokenId);
    earlier.into_iter().find(|&earlier| {
        scene.token(earlier).lemma == *lemma && scene.token(earlier).pos == "NOUN" && counted(scene, earlier).is_some()
    })
}

fn sort_of(scene: &Scene<'_>, lemma: &str) -> Option<Sort> {
    let listed = |name| scene.in_words(name, lemma);
    if listed("group-sides") {
        Some(Sort::Sides)
    } else if listed("group-places") {
        Some(Sort::Of(EntityType::Place))
    } else if listed("group-bodies") {
        Some(Sort::Of(EntityType::Organization))
    } else if listed("group-people") {
        Some(Sort::Of(EntityType::Person))
    } else {
        None
    }
}

/// "*The two Finns* have not met since *their* talks broke down": theirs who have not met, whoever else was told of last.
#[must_use]
pub fn subject_meant(scene: &Scene<'_>, id: PredicateId, owner: &Argument) -> Option<TokenId> {
    let own = owner.role == Role::Possessor && scene.form(owner.token).eq_ignore_ascii_case("their");
    if !own || scene.clauses.predicate(id).kind != PredicateKind::Noun {
        return None;
    }
    let mut verbs = scene.clauses.governors(id).take(3).map(|(above, _)| scene.clauses.predicate(above));
    let meets = verbs.find(|verb| verb.kind == PredicateKind::Verb && verb.token < owner.token)?;
    let many = |token: TokenId| {
        let counted = scene.analysis.dependents_by(token, "nummod").any(|two| scene.form(two) == "two");
        counted && matches!(scene.token(token).tag.as_str(), "NNS" | "NNPS")
    };
    let subject = meets.fillers(&Role::Subject).map(|subject| subject.token).find(|&token| many(token))?;
    (scene.token(subject).sentence == scene.token(owner.token).sentence).then_some(subject)
}
