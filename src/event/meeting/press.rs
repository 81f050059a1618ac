//! Media and journalists: those who ask and are told. Talks with them are interviews, not meetings.

use super::scene::Scene;
use crate::clause::{PredicateKind, Role};
use crate::entity::{EntityId, EntityType, Mention, MentionKind};
use crate::nlp::TokenId;
use rustc_hash::FxHashSet;

/// The media and journalists of the article.
///
/// By what they are called (the word lists `press-roles` and `press-names` of the rules), and by what they do: an
/// organization that one tells something, or that interviews, is a medium.
#[must_use]
pub fn find_press(scene: &Scene<'_>) -> FxHashSet<EntityId> {
    let mut press = FxHashSet::default();
    for (index, entity) in (0..).zip(&scene.entities.entities) {
        let called = match entity.entity_type {
            EntityType::Person => {
                entity.roles.iter().any(|role| words(role).any(|word| tells_press(scene, EntityId(index), &word)))
            }
            EntityType::Organization => words(&entity.name).any(|word| scene.in_words("press-names", &word)),
            EntityType::Place => false,
        };
        if called {
            press.insert(EntityId(index));
        }
    }
    for mention in scene.entities.mentions.iter().filter(|mention| mention.kind == MentionKind::Named) {
        let &[id] = mention.entities.as_slice() else { continue };
        if scene.entity_type(id) == EntityType::Person
            && super::affiliation::around(scene, mention)
                .any(|token| tells_press(scene, id, &scene.lemma(TokenId(token))))
        {
            press.insert(id);
        }
        // "*Norposten News's* Karl Weiss"
        let of_medium = |owner: TokenId| {
            scene.mention_headed_by(owner).is_some_and(|body| body.entities.iter().any(|id| press.contains(id)))
        };
        if scene.entity_type(id) == EntityType::Person
            && scene.analysis.dependents_by(mention.head, "poss").any(of_medium)
        {
            press.insert(id);
        }
        if scene.entity_type(id) == EntityType::Organization && is_called_medium(scene, mention) {
            press.insert(id);
        }
    }
    for predicate in &scene.clauses.predicates {
        let told = predicate.kind == PredicateKind::Verb && predicate.lemma == "tell";
        let interview = predicate.lemma == "interview";
        if !told && !interview {
            continue;
        }
        for argument in &predicate.arguments {
            let asks = match &argument.role {
                Role::Object | Role::IndirectObject => told,
                Role::Subject | Role::Possessor | Role::Compound => interview,
                Role::Preposition(preposition) => interview && matches!(preposition.as_str(), "with" | "by"),
                _ => false,
            };
            let mention = scene.mention_headed_by(argument.token).filter(|mention| mention.kind == MentionKind::Named);
            if let (true, Some(mention)) = (asks, mention) {
                let organizations =
                    mention.entities.iter().filter(|&&id| scene.entity_type(id) == EntityType::Organization);
                press.extend(organizations.filter(|&&id| !investigates(scene, id)));
                if told && is_of_broadcaster(scene, argument.token) {
                    press.extend(mention.entities.iter().filter(|&&id| scene.entity_type(id) == EntityType::Person));
                }
            }
        }
    }
    press
}

/// True if `person`, who is called so, is of the press: "the radio *host* Karl Weiss", not "the president, the summit's *host*".
fn tells_press(scene: &Scene<'_>, person: EntityId, word: &str) -> bool {
    scene.in_words("press-roles", word) || scene.in_words("press-or-not", word) && !scene.holds_office(person)
}

/// "told *NBT's* Karl Weiss": of a body that goes by its initials.
fn is_of_broadcaster(scene: &Scene<'_>, person: TokenId) -> bool {
    scene.analysis.dependents_by(person, "poss").any(|owner| {
        let form = scene.form(owner);
        let initials = form.len() > 1 && form.bytes().all(|byte| byte.is_ascii_uppercase());
        let body = scene.mention_headed_by(owner).is_some_and(|mention| {
            mention
                .entities
                .iter()
                .any(|&id| scene.entity_type(id) == EntityType::Organization && !investigates(scene, id))
        });
        initials && body
    })
}

/// "the Norwire *news agency*", "the *newspaper* Norposten".
fn is_called_medium(scene: &Scene<'_>, mention: &Mention) -> bool {
    let called = |token: Option<TokenId>| {
        token.is_some_and(|token| {
            scene.analysis.tokens.get(token.index()).is_some_and(|data| data.pos == "NOUN")
                && scene.in_words("media", &scene.lemma(token))
        })
    };
    let next = TokenId(mention.tokens.end);
    let is_news = scene.analysis.tokens.get(next.index()).is_some() && scene.form(next) == "news";
    called(Some(next)) || is_news || called(mention.tokens.start.checked_sub(1).map(TokenId))
}

/// "*investigators* interviewed Ode", "*detectives*": the one investigating body that the article names, whose they are.
#[must_use]
pub fn body_of_investigators(scene: &Scene<'_>, token: TokenId) -> Option<EntityId> {
    let lemma = scene.lemma(token);
    let agents = lemma == "agent" && scene.token(token).tag == "NNS" && scene.token(token).deprel == "nsubj";
    let unnamed = (agents || matches!(lemma.as_str(), "investigator" | "detective" | "police"))
        && scene.analysis.dependents(token).iter().all(|&word| word > token || scene.token(word).pos != "PROPN");
    if !unnamed {
        return None;
    }
    let organizations = (0..).map(EntityId).zip(&scene.entities.entities);
    let organizations = organizations.filter(|(_, entity)| entity.entity_type == EntityType::Organization);
    let bodies: Vec<EntityId> = organizations.map(|(id, _)| id).filter(|&id| investigates(scene, id)).collect();
    match bodies[..] {
        [] => None,
        [only] => Some(only),
        _ => named_just_before(scene, token, &bodies),
    }
}

/// The one of `bodies` that this sentence or the last one mentions before `token`.
fn named_just_before(scene: &Scene<'_>, token: TokenId, bodies: &[EntityId]) -> Option<EntityId> {
    let sentence = scene.token(token).sentence;
    let mentions = &scene.entities.mentions;
    let before = &mentions[..mentions.partition_point(|mention| mention.head < token)];
    let near = before.iter().rev().take_while(|mention| sentence - scene.token(mention.head).sentence <= 1);
    let mut near = near.flat_map(|mention| &mention.entities).filter(|id| bodies.contains(id));
    let first = *near.next()?;
    near.all(|&id| id == first).then_some(first)
}

/// True if the article tells of the agents, the probe or the like of body `id`: whom it interviews it questions.
fn investigates(scene: &Scene<'_>, id: EntityId) -> bool {
    let name = &scene.entities.entity(id).name;
    let by_name = words(name).any(|word| scene.in_words("investigators", &word))
        && !words(name).any(|word| scene.in_words("press-names", &word));
    by_name || does_investigate(scene, id)
}

/// True if the article tells that body `id` investigates, searches or charges, or of its agents.
fn does_investigate(scene: &Scene<'_>, id: EntityId) -> bool {
    let acts = scene.clauses.predicates.iter().any(|predicate| {
        predicate.kind == PredicateKind::Verb
            && matches!(
                predicate.lemma.as_str(),
                "investigate"
                    | "probe"
                    | "raid"
                    | "arrest"
                    | "charge"
                    | "subpoena"
                    | "indict"
                    | "question"
                    | "interrogate"
            )
            && predicate
                .fillers(&Role::Subject)
                .filter_map(|subject| scene.mention_headed_by(subject.token))
                .any(|mention| mention.entities.contains(&id))
    });
    acts || has_agents(scene, id)
}

fn has_agents(scene: &Scene<'_>, id: EntityId) -> bool {
    scene.entities.mentions.iter().filter(|mention| mention.entities.contains(&id)).any(|mention| {
        let head = scene.analysis.head(mention.head);
        let noun = match scene.token(mention.head).deprel.as_str() {
            "compound" | "poss" | "nmod" => head,
            "pobj" => head.and_then(|preposition| scene.analysis.head(preposition)),
            _ => None,
        };
        // "Fraud Office Director Anna Ode": the title hangs on the name.
        let next = TokenId(mention.tokens.end);
        let next = scene.analysis.tokens.get(next.index()).map(|_| next);
        let is_of = |noun: TokenId| scene.in_words("of-investigators", &scene.lemma(noun));
        noun.into_iter().chain(next).any(is_of)
    }) || confessed_to(scene, id)
}

/// "In an interview with the Fraud Office, Ode *confessed*": what is told only to those who investigate.
fn confessed_to(scene: &Scene<'_>, id: EntityId) -> bool {
    scene.entities.mentions.iter().filter(|mention| mention.entities.contains(&id)).any(|mention| {
        let sentence = scene.token(mention.head).sentence as usize;
        let words = scene.analysis.sentences.get(sentence).cloned().unwrap_or_default();
        words.map(TokenId).any(|word| scene.in_words("confessing", &scene.lemma(word)))
    })
}

/// The words of a name, in lower case; "N.B.T." is one.
fn words(text: &str) -> impl Iterator<Item = String> + '_ {
    let initials = |word: &str| word.contains('.') && word.split('.').all(|part| part.chars().count() < 2);
    let joined = text.split(' ').map(move |word| if initials(word) { word.replace('.', "") } else { word.to_owned() });
    joined.flat_map(|word| {
        let parts: Vec<String> =
            word.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty()).map(str::to_lowercase).collect();
        parts
    })
}
