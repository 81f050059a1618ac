//! What the grammar around a mention tells of what its name names: the words right before and after, what it depends on, what
//! depends on it.

use super::lexicon::{ThingNoun, lexicon};
use super::names::Name;
use super::tells::{is_body, is_called, is_either, is_elected, is_led, is_seat, is_trader, is_venue};
use super::typing::Votes;
use super::words::Words;
use crate::nlp::TokenId;
use std::ops::Range;

/// What the grammar around one mention tells.
pub(super) fn context_votes(words: &Words<'_>, name: &Name) -> Votes {
    let mut votes = Votes::default();
    if !name.title.is_empty() || words.form(name.tokens.start).starts_with('@') {
        votes.person += 4.0;
    }
    let next = name.tokens.end;
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
    after(words, name, &mut votes);
    before(words, name, head, &mut votes);
    above(words, name, head, &mut votes);
    below(words, head, &mut votes);
    votes.add(super::surface::surface_votes(words, &name.tokens), 1.0);
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

/// What follows: an office that somebody else holds ("Ode Mayor Ana Falk"), a thing that is called after the name ("the Ode
/// tribunal"), the pronoun by which it is taken up.
fn after(words: &Words<'_>, name: &Name, votes: &mut Votes) {
    let next = name.tokens.end;
    let sentence = words.sentence_range(name.tokens.start);
    if next >= sentence.end || words.starts_line(next) || words.in_headline(next) {
        return;
    }
    let lower = words.lower(next);
    let holder = next + 1 < sentence.end && words.is_capital(next + 1) && words.token(next + 1).entity == "PERSON";
    let office = lexicon().title(lower).is_some_and(|title| title.is_role)
        || lexicon().role(lower).is_some_and(|role| role.is_office);
    if holder && office && words.token(next).tag != "NNS" && name.title.is_empty() {
        votes.person -= 1.5;
        if matches!(lower, "mayor" | "governor" | "premier" | "gov" | "sheriff") {
            votes.place += 3.0;
        } else {
            votes.organization += 1.5;
            votes.place += 1.5;
        }
    }
    let definite = name.tokens.start > sentence.start && words.lower(name.tokens.start - 1) == "the";
    if is_venue(lower) {
        votes.place += 2.5;
        votes.person -= 1.0;
    }
    if definite
        && matches!(
            lower,
            "tribunal"
                | "inquiry"
                | "act"
                | "bill"
                | "amendment"
                | "doctrine"
                | "award"
                | "prize"
                | "trophy"
                | "building"
                | "stadium"
                | "trial"
                | "test"
                | "scale"
                | "clause"
                | "accord"
                | "accords"
                | "treaty"
                | "agreement"
        )
    {
        votes.other += 2.5;
    }
    taken_up(words, name, next..sentence.end.min(next + 14), votes);
}

/// The pronoun by which a name that is the subject is taken up in its sentence, before anybody else is named.
fn taken_up(words: &Words<'_>, name: &Name, rest: Range<u32>, votes: &mut Votes) {
    let head = words.head_of(&name.tokens);
    let speaks = words.token(head).deprel == "nsubj"
        && words.head(head).is_some_and(|verb| words.token(verb).pos == "VERB" || words.token(verb).pos == "AUX");
    let (first, last) = (words.lower(name.tokens.start), words.lower(name.tokens.end - 1));
    let familiar = lexicon().given_name(first).is_some() || lexicon().surname(last);
    if !speaks {
        return;
    }
    for index in rest {
        match words.lower(index) {
            "he" | "she" | "his" | "her" | "him" | "himself" | "herself" if name.tokens.len() > 1 => {
                votes.person += 0.8
            }
            "its" | "itself" if !familiar => {
                votes.organization += 0.6;
                votes.place += 0.2;
                votes.person -= 0.6;
            }
            _ if words.token(index).entity == "PERSON" => break,
            lower if lexicon().role(lower).is_some() || lexicon().kin(lower).is_some() => break,
            _ => continue,
        }
        break;
    }
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
    if words.lower(index) == "based" && index > 0 && words.form(index - 1) == "-" {
        let given = lexicon().given_name(words.lower(start)).is_some();
        votes.organization += if given { 0.3 } else { 2.0 };
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
    let given = lexicon().given_name(words.lower(start)).is_some();
    let ambiguous = is_trader(&token.lemma);
    // "the dairy and its *French rival Meier*": people have two names
    let short =
        name.tokens.len() == 1 || name.tokens.len() == 2 && !lexicon().surname(words.lower(name.tokens.end - 1));
    let of_land = token.lemma == "rival"
        && short
        && !given
        && index.checked_sub(1).is_some_and(|land| super::gazetteer::country_by_demonym(words.form(land)).is_some());
    if token.lemma == "rival" && (owned || of_land) {
        votes.organization += 2.5;
    } else if ambiguous && !given && token.tag == "NN" {
        votes.organization += 3.0;
    } else if token.tag == "NN" && is_body(words, index) {
        // "told the bank *Ana Ode* had left": who does something is no bank, who is told of beside the noun is
        let apposed =
            matches!(words.token(head).deprel.as_str(), "appos" | "compound" | "nmod") || token.head.0 == head;
        // "the producer *Ana Ode*", "the brewer *Jens Falk*" as well as "the brewer Falk Ale"
        let agent = token.lemma.ends_with("er") || token.lemma.ends_with("or");
        let person = (given || agent) && name.tokens.len() > 1 && name.label == "PERSON";
        let apposed = apposed && !(person && agent);
        votes.organization += if person && !apposed { 1.0 } else { 4.5 };
        votes.person -= if apposed { 2.0 } else { 0.0 };
    } else if token.lemma.ends_with("maker") && token.tag == "NN" && lexicon().role(&token.lemma).is_none() {
        votes.organization += 3.0;
    } else if is_venue(&token.lemma) && token.deprel == "compound" {
        votes.place += 2.5;
        votes.person -= 1.0;
    } else if is_called(&token.lemma)
        && (token.deprel == "compound" || words.token(head).head.0 == index)
        && token.tag == "NN"
    {
        votes.other += 3.0;
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
    if super::firms::is_merging(words, head) {
        votes.organization += 2.5;
        votes.person -= 1.0;
    }
    let above = words.token(governor);
    match words.token(head).deprel.as_str() {
        "nsubj" if owns_object(words, governor) => votes.person += 2.2,
        "nsubj" if lexicon().person_verb(&above.lemma) => {
            votes.person += 0.6;
            votes.organization += 0.4;
        }
        "pobj" => match words.lower(governor) {
            "in" if is_holding(words, governor) => votes.organization += 2.5,
            "in" | "near" | "outside" | "inside" | "across" | "throughout" => {
                votes.place += 1.5;
                let noun = words.head(governor).map(|noun| words.token(noun).lemma.as_str()).unwrap_or_default();
                let trusted = matches!(noun, "confidence" | "trust" | "faith" | "believe" | "belief" | "interest");
                let next = governor + 1 == name.tokens.start && !words.starts_line(name.tokens.start);
                votes.person -= if trusted || !next { 0.0 } else { 0.6 };
            }
            // "the member for Ode": a constituency
            "for" if words.head(governor).is_some_and(|noun| is_elected(words, noun)) => {
                votes.place += 3.0;
                votes.person -= 1.5;
            }
            "of" => {
                let whose = words.head(governor).unwrap_or(governor);
                let noun = words.token(whose).lemma.as_str();
                // "the leaders of Ode, Falk and Marn": each leads a land
                let several = words.token(whose).tag == "NNS" && is_listed(words, head);
                if several && matches!(noun, "leader" | "president" | "ruler" | "capital") {
                    votes.place += 2.5;
                    votes.person -= 1.0;
                } else if is_led(noun) {
                    votes.organization += 1.2;
                    votes.place += 0.6;
                    votes.person -= 1.0;
                }
                if lexicon().thing(noun) == Some(ThingNoun::Place)
                    || matches!(noun, "mayor" | "king" | "queen" | "outskirt" | "suburb")
                {
                    votes.place += 2.0;
                }
                // "the foreign minister of Ode", "the ambassadors of Ode and Falk"
                if matches!(noun, "minister" | "ambassador" | "premier" | "envoy" | "consul" | "government") {
                    votes.place += 1.5;
                    votes.person -= 1.0;
                }
                // "the leader of Ode", "members of Ode"
                let belongs =
                    matches!(noun, "chairman" | "chairwoman" | "member" | "supporter" | "mps" | "boss" | "chief");
                if belongs || noun == "leader" && !several {
                    votes.organization += 2.0;
                    votes.person -= 1.5;
                }
            }
            "from" => {
                let people = words.head(governor).filter(|&noun| words.token(noun).tag == "NNS");
                let role = people.filter(|&noun| lexicon().role(&words.token(noun).lemma).is_some());
                if let Some(noun) = role {
                    // "campaigners from Ode"; bankers are of a bank, and seldom told to be of a town
                    let firm = super::surface::is_staff(words.lower(noun)) && name.tokens.len() > 1;
                    votes.organization += if firm { 3.0 } else { 2.0 };
                    votes.place -= if firm { 0.8 } else { 0.0 };
                }
                votes.place += 0.8;
            }
            // "the plant at Ode"
            "at" if is_at_site(words, governor) => {
                votes.place += 2.5;
                votes.person -= 1.0;
            }
            "at" => {
                votes.place += 0.5;
                votes.organization += 0.8;
                // "a professor at Ode"
                if words.head(governor).is_some_and(|noun| lexicon().role(&words.token(noun).lemma).is_some()) {
                    votes.organization += 0.7;
                    votes.person -= 1.0;
                }
            }
            _ => {}
        },
        "compound" | "nmod" | "amod"
            if !name.tokens.contains(&governor)
                && (above.pos == "NOUN" || lexicon().role(words.lower(governor)).is_some()) =>
        {
            let indefinite = name.tokens.start > 0 && matches!(words.lower(name.tokens.start - 1), "a" | "an");
            modifier(words, governor, governor == name.tokens.end && !indefinite, votes);
        }
        "poss" => possessor(words, governor, votes),
        "appos" => described(words, governor, votes),
        "conj" => {
            conjoined(words, governor, votes);
            // "the ministers of Ode and Falk", "plants at Ode and Falk": a land stands beside lands
            let before = std::iter::successors(Some(governor), |&at| words.head(at));
            let first = before.take(6).find(|&at| words.token(at).deprel != "conj");
            let of = |&first: &u32| {
                words.token(first).deprel == "pobj" && matches!(words.lower(words.token(first).head.0), "of" | "at")
            };
            // "of Norway, Ana Ode, and Finland, *Jens Lund*": who is of the land
            let person = name.label == "PERSON" && name.tokens.len() > 1;
            if let Some(first) = first.filter(of).filter(|_| !person) {
                let mut shared = Votes::default();
                self::above(words, name, first, &mut shared);
                votes.place += shared.place.min(1.5);
            }
        }
        _ => {}
    }
}

/// "the mill *at* Ode", also where the parser hangs it on the verb.
fn is_at_site(words: &Words<'_>, at: u32) -> bool {
    let nouns = [words.head(at), at.checked_sub(1)];
    nouns.into_iter().flatten().any(|noun| words.token(noun).pos == "NOUN" && lexicon().site(&words.token(noun).lemma))
}

/// True if another name is joined to the one at `index`.
fn is_listed(words: &Words<'_>, index: u32) -> bool {
    words.token(index).deprel == "conj" || words.analysis.dependents_by(TokenId(index), "conj").next().is_some()
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
    } else if is_seat(words.lower(noun)) {
        votes.organization += if adjacent { 2.5 } else { 1.2 };
    } else if matches!(lemma, "election" | "office" | "headquarters" | "side") && adjacent && token.pos == "NOUN" {
        votes.organization += 1.0;
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
    } else if words.token(owned).entity == "PERSON" && words.token(owned).pos == "PROPN" {
        // "Ode's Ana Falk": a body's, or a land's
        votes.organization += 1.0;
        votes.person -= 1.5;
    } else if matches!(
        lemma,
        "minister"
            | "ambassador"
            | "embassy"
            | "parliament"
            | "capital"
            | "coast"
            | "currency"
            | "constitution"
            | "border"
            | "regulator"
            | "navy"
            | "economy"
            | "population"
            | "independence"
            | "airspace"
            | "territory"
    ) {
        votes.place += 1.7;
        votes.person -= 1.0;
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
    // "the ship's owner, Ode Marine": as often a firm
    let either = is_either(&token.lemma);
    if either && token.tag == "NN" {
        votes.person += 0.5;
        votes.organization += 1.5;
    } else if lexicon().role(&token.lemma).is_some() || lexicon().kin(&token.lemma).is_some() {
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
        // No person, and of what is left a body does things more often than a place.
        Some("which") => {
            votes.person -= 2.0;
            votes.organization += 0.7;
        }
        _ => {}
    }
}
