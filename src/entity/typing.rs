//! What kind of thing a name names: evidence from the model, the words of the name and the grammar around each mention.
//!
//! The model's guesses for one name are read as shares, so that ten equal mistakes weigh no more than one; what the
//! article says around the name ("Mr", "its chairman", "in", "who") then decides.

use super::EntityType;
use super::gazetteer::{self, PlaceKind};
use super::lexicon::{ThingNoun, lexicon};
use super::names::Name;
use super::words::Words;
use crate::nlp::TokenId;
use smol_str::SmolStr;

/// Evidence for each type.
#[derive(Clone, Copy, Default, Debug, PartialEq)]
pub(super) struct Votes {
    pub(super) person: f32,
    pub(super) organization: f32,
    pub(super) place: f32,
    /// Neither: a people, an event, a law, a work.
    pub(super) other: f32,
}

impl Votes {
    fn add(&mut self, other: Self, weight: f32) {
        self.person += weight * other.person;
        self.organization += weight * other.organization;
        self.place += weight * other.place;
        self.other += weight * other.other;
    }

    /// The type that most evidence tells; none if it is no person, organization or place.
    pub(super) fn winner(&self) -> Option<EntityType> {
        let best = self.person.max(self.organization).max(self.place);
        if best <= 0.0 || self.other > best {
            None
        } else if self.person >= best {
            Some(EntityType::Person)
        } else if self.organization >= best {
            Some(EntityType::Organization)
        } else {
            Some(EntityType::Place)
        }
    }
}

/// Least evidence on which one unexplained word is taken for a person's name.
const SINGLE_WORD_PERSON: f32 = 1.3;

/// Weighs all mentions (`group`, indices into `names`) of the name made of `form`.
pub(super) fn weigh(words: &Words<'_>, names: &[Name], group: &[usize], form: &[SmolStr]) -> Votes {
    let mut votes = Votes::default();
    let body: Vec<&Name> =
        group.iter().map(|&index| &names[index]).filter(|name| !words.in_headline(name.tokens.start)).collect();
    let all: Vec<&Name> = group.iter().map(|&index| &names[index]).collect();
    let judged = if body.is_empty() { &all } else { &body };
    let n_judged = f32::from(u16::try_from(judged.len()).unwrap_or(u16::MAX));
    let single = form.len() == 1;
    let mut context = Votes::default();
    for name in judged {
        votes.add(model_votes(name), if single { 1.0 } else { 2.0 } / n_judged);
        context.add(context_votes(words, name), 1.0);
    }
    context.person = context.person.clamp(-4.0, 8.0);
    context.organization = context.organization.min(6.0);
    context.place = context.place.min(6.0);
    votes.add(context, 1.0);
    let placed = votes.place > 0.0;
    votes.add(form_votes(words, judged, form, placed), 1.0);
    if single && votes.person < SINGLE_WORD_PERSON && votes.winner() == Some(EntityType::Person) {
        votes.organization = votes.person + 0.01;
    }
    votes
}

fn model_votes(name: &Name) -> Votes {
    let mut votes = Votes::default();
    match name.label.as_str() {
        "PERSON" => votes.person = 1.0,
        "ORG" => votes.organization = 1.0,
        "GPE" | "LOC" => votes.place = 1.0,
        "FAC" => votes.place = 0.8,
        "NORP" | "EVENT" | "LAW" | "WORK_OF_ART" => votes.other = 1.0,
        "PRODUCT" => votes.other = 0.5,
        _ => votes.person = 0.5,
    }
    votes
}

/// What the words of the name itself tell.
fn form_votes(words: &Words<'_>, judged: &[&Name], form: &[SmolStr], placed: bool) -> Votes {
    let mut votes = Votes::default();
    let (Some(first), Some(last)) = (form.first(), form.last()) else { return votes };
    let lexicon = lexicon();
    let joined = form.join(" ");
    if lexicon.institution(&joined) {
        votes.organization += 20.0;
        return votes;
    }
    let Some(name) = judged.first() else { return votes };
    let written = words.analysis.span(name.tokens.clone()).slice(words.body);
    if written.contains('&') || written.contains(".com") || written.contains(".org") || written.contains(".net") {
        votes.organization += 3.0;
    }
    let plural = judged.iter().any(|name| matches!(words.token(name.tokens.end - 1).tag.as_str(), "NNS" | "NNPS"));
    if form.len() == 1 && is_joined_up(written) && !plural {
        votes.organization += 2.5;
    }
    let demonym = gazetteer::country_by_demonym(written).is_some() && gazetteer::country_by_name(written).is_none();
    let national = form.len() == 1
        && gazetteer::country_of_person(written).is_some()
        && gazetteer::country_by_name(written).is_none()
        && judged.iter().all(|name| {
            name.tokens.start > 0 && matches!(words.lower(name.tokens.start - 1), "the" | "a" | "an" | "this")
        });
    if demonym || national || lexicon.people(&joined) {
        votes.other += 10.0;
        return votes;
    }
    if is_party_plural(last) && form.len() <= 2 {
        let definite = judged.iter().any(|name| name.tokens.start > 0 && words.lower(name.tokens.start - 1) == "the");
        let members = matches!(last.as_str(), "republicans" | "democrats" | "tories")
            && judged.iter().any(|name| matches!(words.token(name.tokens.end - 1).tag.as_str(), "NNPS" | "NNS"));
        if definite || form.len() == 2 || members {
            votes.organization += 12.0;
        } else {
            votes.other += 10.0;
        }
        return votes;
    }
    place_form(written, placed || form.len() > 1 && judged.iter().all(|name| name.label != "PERSON"), &mut votes);
    if form.len() > 1 {
        let governs = |index: usize| matches!(form.get(index + 1).map(SmolStr::as_str), Some("of" | "for" | "on"));
        let body_word = form.iter().enumerate().any(|(index, word)| {
            lexicon.organization_word(word, true) || governs(index) && lexicon.organization_word(word, false)
        });
        let personal = lexicon.given_name(first).is_some() && judged.iter().any(|name| name.label == "PERSON");
        let tells_kind = lexicon.name_kind(last).is_some() && !(personal && lexicon.surname(last));
        if body_word || lexicon.organization_word(last, false) {
            votes.organization += 4.0;
        } else if tells_kind && judged.iter().all(|name| name.title.is_empty()) {
            votes.organization += 2.5;
        } else if (lexicon.place_word(last, false) || lexicon.place_word(first, true)) && !personal {
            votes.place += 3.0;
        } else if lexicon.given_name(first).is_some() {
            let sure = lexicon.surname(last) && judged.iter().any(|name| name.label == "PERSON");
            votes.person += if sure { 2.3 } else { 2.1 };
        }
        return votes;
    }
    let plural = judged.iter().all(|name| words.token(name.tokens.end - 1).tag == "NNPS");
    if plural && last.ends_with('s') {
        votes.person -= 1.5;
    }
    let acronym = judged.iter().any(|name| {
        name.tokens.len() == 1 && words.is_all_capitals(name.tokens.start) && !words.in_headline(name.tokens.start)
    });
    if acronym && last.len() < 7 {
        votes.organization += 1.5;
        votes.person -= 2.0;
    } else if lexicon.given_name(first).is_some() {
        votes.person += 1.0;
    } else if lexicon.surname(first) {
        votes.person += 0.7;
    }
    votes
}

/// "OdeGroup": a capital within a word, not after the prefix of a family name ("McOde", "DeOde"), tells a company.
fn is_joined_up(written: &str) -> bool {
    let letters: Vec<char> = written.chars().collect();
    let prefix = ["Mc", "Mac", "De", "Di", "La", "Le", "Van", "Von", "Fitz", "Du", "Al", "El", "Del", "Da", "St", "O"];
    letters.iter().all(|letter| letter.is_alphanumeric())
        && (2..letters.len().saturating_sub(1)).any(|at| {
            let head: String = letters[..at].iter().collect();
            letters[at].is_uppercase()
                && letters[at - 1].is_lowercase()
                && letters[at + 1].is_lowercase()
                && !prefix.contains(&head.as_str())
        })
}

/// True for words that, after "the", name a party by its members.
fn is_party_plural(word: &str) -> bool {
    matches!(word, "conservatives" | "democrats" | "republicans" | "liberals" | "greens" | "tories" | "nationalists")
}

/// What the gazetteer tells: a country or capital surely, a town the less the smaller it is, and little where nothing
/// in the article speaks for a place.
fn place_form(written: &str, placed: bool, votes: &mut Votes) {
    let weight = gazetteer::lookup(written).map(|place| match place.kind {
        PlaceKind::Country | PlaceKind::Continent => 9.0,
        PlaceKind::Capital | PlaceKind::Area | PlaceKind::Water => 4.0,
        PlaceKind::Region => 3.0,
        _ if !placed => 0.3,
        _ if place.population > 300 => 2.0,
        _ if place.population > 50 => 1.0,
        _ => 0.5,
    });
    votes.place += weight.fold(0.0, f32::max);
}

/// What the grammar around one mention tells.
fn context_votes(words: &Words<'_>, name: &Name) -> Votes {
    let mut votes = Votes::default();
    if !name.title.is_empty() || words.form(name.tokens.start).starts_with('@') {
        votes.person += 4.0;
    }
    let next = name.tokens.end;
    // "an Ode TD", "Ode MPs", "the Ode leader Falk": those who sit for a party
    let seat = matches!(words.lower(next), "td" | "tds" | "mp" | "mps" | "msp" | "msps" | "councillor" | "councillors")
        || words.lower(next) == "leader" && words.token(next).tag == "NN";
    if seat && words.is_spaced(next) && !words.starts_line(next) {
        votes.organization += 2.0;
        votes.person -= 1.0;
    }
    if next < words.len()
        && !words.starts_line(next)
        && matches!(words.lower(next), "campaign" | "supporters" | "rally" | "presidency")
    {
        votes.person += 1.0;
    }
    if name.tokens.len() == 1 && is_spoken_of_as_person(words, name) {
        votes.person += 0.8;
    }
    let head = words.head_of(&name.tokens);
    before(words, name, head, &mut votes);
    above(words, name, head, &mut votes);
    below(words, head, &mut votes);
    votes
}

/// True if "he" or "she" follows the name, a subject or the owner of one, in its sentence, where no other person is named
/// before and no noun for a person stands in between.
fn is_spoken_of_as_person(words: &Words<'_>, name: &Name) -> bool {
    let head = words.head_of(&name.tokens);
    let subject = |index: u32| matches!(words.token(index).deprel.as_str(), "nsubj" | "nsubjpass");
    let owner = words.token(head).deprel == "poss" && words.head(head).is_some_and(subject);
    if !subject(head) && !owner {
        return false;
    }
    let sentence = words.sentence_range(head);
    let Some(pronoun) =
        (name.tokens.end..sentence.end).find(|&index| super::pronouns::gender_told(words.lower(index)).is_some())
    else {
        return false;
    };
    let another = |index: u32| {
        let token = words.token(index);
        token.entity == "PERSON" && !name.tokens.contains(&index)
            || token.pos == "NOUN" && (lexicon().role(&token.lemma).is_some() || lexicon().kin(&token.lemma).is_some())
    };
    !(sentence.start..pronoun).any(another)
}

/// The word right before: a role noun ("spokesman X"), an article.
fn before(words: &Words<'_>, name: &Name, head: u32, votes: &mut Votes) {
    let start = name.tokens.start;
    let Some(index) = start.checked_sub(1).filter(|&index| words.sentence(index) == words.sentence(start)) else {
        return;
    };
    let token = words.token(index);
    if words.lower(index) == "the" && token.head.0 == head {
        votes.organization += 1.0;
        votes.person -= 1.5;
    }
    if matches!(words.lower(index), "late" | "former") && token.head.0 == head {
        votes.person += 1.0;
    }
    if matches!(words.lower(index), "hurricane" | "storm" | "superstorm" | "typhoon" | "cyclone") {
        votes.other += 5.0;
    }
    if token.pos != "NOUN" {
        return;
    }
    let owned = (index.saturating_sub(3)..index).any(|at| matches!(words.lower(at), "its" | "their" | "'s"));
    if token.lemma == "rival" && owned {
        votes.organization += 2.5;
    } else if token.tag == "NN" && super::kinds::heads_name(&token.lemma) && index + 1 == start {
        votes.organization += 4.5;
    } else if lexicon().role(&token.lemma).is_some() && token.deprel == "compound" {
        votes.person += 3.0;
    } else if let Some(thing) = lexicon().thing(&token.lemma)
        && (token.head.0 == head || words.token(head).head.0 == index)
    {
        match thing {
            ThingNoun::Organization => votes.organization += 2.5,
            ThingNoun::Place => votes.place += 2.5,
        }
    }
}

/// What the name depends on: verbs, prepositions, nouns that it modifies, what it stands in apposition to.
fn above(words: &Words<'_>, name: &Name, head: u32, votes: &mut Votes) {
    let Some(governor) = words.head(head) else { return };
    let above = words.token(governor);
    match words.token(head).deprel.as_str() {
        "nsubj" if owns_object(words, governor) => votes.person += 2.2,
        "nsubj" if lexicon().person_verb(&above.lemma) => {
            votes.person += 0.6;
            votes.organization += 0.4;
        }
        "pobj" => match words.lower(governor) {
            "in" if is_holding(words, governor) => votes.organization += 2.5,
            "in" | "near" | "outside" | "inside" | "across" | "throughout" => votes.place += 1.5,
            "of" => {
                let noun = words.head(governor).map(|noun| words.token(noun).lemma.as_str()).unwrap_or_default();
                if lexicon().thing(noun) == Some(ThingNoun::Place)
                    || matches!(noun, "mayor" | "king" | "queen" | "outskirt" | "suburb")
                {
                    votes.place += 2.0;
                }
                // "the leader of Ode", "members of Ode"
                if matches!(
                    noun,
                    "leader" | "chairman" | "chairwoman" | "member" | "supporter" | "mps" | "boss" | "chief"
                ) {
                    votes.organization += 2.0;
                    votes.person -= 1.5;
                }
            }
            "from" => votes.place += 0.8,
            "at" => {
                votes.place += 0.5;
                votes.organization += 0.8;
            }
            _ => {}
        },
        "compound" | "nmod" | "amod" if !name.tokens.contains(&governor) && above.pos == "NOUN" => {
            let indefinite = name.tokens.start > 0 && matches!(words.lower(name.tokens.start - 1), "a" | "an");
            modifier(words, governor, governor == name.tokens.end && !indefinite, votes);
        }
        "poss" => possessor(words, governor, votes),
        "appos" => described(words, governor, votes),
        "conj" => conjoined(words, governor, votes),
        _ => {}
    }
}

/// "shares in", "a stake in": what is held is a company.
fn is_holding(words: &Words<'_>, preposition: u32) -> bool {
    let noun = words.head(preposition).map(|noun| words.token(noun).lemma.as_str());
    matches!(noun, Some("share" | "stake" | "stock" | "holding" | "shareholder"))
}

/// The object of the verb is his or hers: "Name sold his ships".
fn owns_object(words: &Words<'_>, verb: u32) -> bool {
    let mut objects = words.analysis.dependents_by(TokenId(verb), "dobj");
    objects.any(|object| {
        words.analysis.dependents_by(object, "poss").any(|owner| matches!(words.lower(owner.0), "his" | "her"))
    })
}

/// The name modifies a common noun: "X militants", "X spokesman", "the X news agency".
fn modifier(words: &Words<'_>, noun: u32, adjacent: bool, votes: &mut Votes) {
    let token = words.token(noun);
    let lemma = token.lemma.as_str();
    match lexicon().thing(lemma) {
        Some(ThingNoun::Organization) if !matches!(lemma, "administration" | "government" | "team") => {
            votes.organization += if adjacent { 2.0 } else { 1.0 };
        }
        Some(ThingNoun::Place) => votes.place += 2.0,
        _ => {}
    }
    if lemma == "family" || token.tag == "NNS" && matches!(lemma, "brother" | "sister" | "twin") {
        votes.organization += 2.0;
        votes.person -= 1.0;
    } else if let Some(role) = lexicon().role(lemma) {
        if token.tag == "NNS" || role.is_office || matches!(lemma, "spokesman" | "spokeswoman" | "executive") {
            votes.organization += if adjacent { 2.5 } else { 1.0 };
        }
    } else if token.tag == "NNS"
        && matches!(lemma, "fighter" | "extremist" | "gunman" | "insurgent" | "share" | "terrorist")
    {
        votes.organization += 2.0;
    }
}

/// The name possesses: "X's wife" is a person's, "X's chairman" a body's or a country's.
fn possessor(words: &Words<'_>, owned: u32, votes: &mut Votes) {
    let lemma = words.token(owned).lemma.as_str();
    if lexicon().kin(lemma).is_some() {
        votes.person += 2.0;
    } else if lexicon().role(lemma).is_some_and(|role| role.is_office) {
        votes.organization += 0.7;
        votes.place += 0.7;
    }
}

/// The noun `noun` describes the name.
fn described(words: &Words<'_>, noun: u32, votes: &mut Votes) {
    let token = words.token(noun);
    if token.pos == "PROPN" {
        if token.entity == "GPE" {
            votes.place += 1.0;
        }
        return;
    }
    if lexicon().role(&token.lemma).is_some() || lexicon().kin(&token.lemma).is_some() {
        votes.person += 2.5;
    } else {
        match lexicon().thing(&token.lemma) {
            Some(ThingNoun::Organization) => votes.organization += 2.5,
            Some(ThingNoun::Place) => votes.place += 2.5,
            None => votes.person -= 0.7,
        }
    }
}

/// The name stands in one list with another that the model has a view of.
fn conjoined(words: &Words<'_>, other: u32, votes: &mut Votes) {
    match words.token(other).entity.as_str() {
        "PERSON" => votes.person += 0.5,
        "ORG" => votes.organization += 0.5,
        "GPE" | "LOC" => votes.place += 1.0,
        _ => {}
    }
}

/// What depends on the name: descriptions in apposition, relative clauses, conjuncts.
fn below(words: &Words<'_>, head: u32, votes: &mut Votes) {
    for &TokenId(dependent) in words.analysis.dependents(TokenId(head)) {
        match words.token(dependent).deprel.as_str() {
            "appos" => described(words, dependent, votes),
            "conj" => conjoined(words, dependent, votes),
            "relcl" => relative(words, dependent, votes),
            "prep" if words.lower(dependent) == "in" && dependent == head + 1 => {
                let inside = words.analysis.dependents(TokenId(dependent)).iter();
                if inside.copied().any(|object| matches!(words.token(object.0).entity.as_str(), "GPE" | "LOC")) {
                    votes.place += 1.5;
                }
            }
            _ => {}
        }
    }
}

fn relative(words: &Words<'_>, verb: u32, votes: &mut Votes) {
    let pronoun = words.analysis.subtree(TokenId(verb)).take(3).find_map(|index| match words.lower(index) {
        "who" | "whom" => Some("who"),
        "where" => Some("where"),
        "which" => Some("which"),
        _ => None,
    });
    match pronoun {
        Some("who") => votes.person += 2.0,
        Some("where") => votes.place += 2.0,
        Some("which") => votes.person -= 2.0,
        _ => {}
    }
}
