//! What the article says of an organization's kind and home: "the Dutch airline Ode Air", "Ode, a bank based in Oslo",
//! "Ode newspaper", "shares in Ode".
//!
//! Takes the names and chains, gives for each chain the [`Facts`] by which descriptions find it ("the bank", "the Dutch
//! company"). Of people and places nothing is gathered.

use super::EntityType;
use super::chains::Chain;
use super::gazetteer;
use super::kind_nouns::{is_own_kind, is_trade, is_wide, stands_for, widens};
use super::lexicon::lexicon;
use super::names::Name;
use super::words::Words;
use crate::nlp::TokenId;
use smol_str::SmolStr;

/// What is known of one organization.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Facts {
    /// Kinds told ("bank"); empty if none is.
    pub(super) kinds: Vec<&'static str>,
    /// Codes of the countries it is told to be of.
    pub(super) countries: Vec<&'static str>,
    /// Places and peoples it is told to be of, folded.
    pub(super) places: Vec<SmolStr>,
    /// True if nothing is known of its kind but that it has a leader.
    pub(super) is_led: bool,
    /// Nouns that its descriptions hold beside the kind ("*insurance* company", "*teachers'* union"), in dictionary form.
    pub(super) fields: Vec<SmolStr>,
    /// Its name, lower case, where that is made of the first letters of a longer one.
    pub(super) initials: Option<SmolStr>,
}

impl Facts {
    pub(super) fn add_kind(&mut self, kind: &'static str) {
        if !self.kinds.contains(&kind) {
            self.kinds.push(kind);
        }
    }

    /// Notes the noun at `index`, which stands before a noun for the body.
    pub(super) fn add_field(&mut self, words: &Words<'_>, index: u32) {
        let token = words.token(index);
        let tells =
            token.pos == "NOUN" && !words.is_capital(index) && !matches!(token.lemma.as_str(), "trade" | "news");
        if tells || matches!(words.lower(index), "ruling" | "governing" | "central") {
            let field: SmolStr = token.lemma.as_str().into();
            if !self.fields.contains(&field) {
                self.fields.push(field);
            }
        }
    }

    /// Notes the land that the token tells, by adjective, name, or "-based".
    pub(super) fn add_home(&mut self, words: &Words<'_>, index: u32) {
        if !words.is_capital(index) {
            return;
        }
        let form = words.form(index);
        let country = gazetteer::country_by_demonym(form)
            .or_else(|| gazetteer::country_by_name(form))
            .map(|country| country.code)
            .or_else(|| country_of_town(form))
            .or_else(|| {
                let two = words.analysis.span(index..index + 2.min(words.len() - index)).slice(words.body);
                let first = index.checked_sub(1).filter(|&first| words.is_capital(first));
                let back = first.map(|first| words.analysis.span(first..index + 1).slice(words.body));
                country_of_town(two).or_else(|| back.and_then(country_of_town))
            });
        if let Some(code) = country
            && !self.countries.contains(&code)
        {
            self.countries.push(code);
        }
        let place: SmolStr = words.lower(index).into();
        if !self.places.contains(&place) {
            self.places.push(place);
        }
    }

    /// True if all that is known of it is that it is a firm.
    fn is_just_a_firm(&self) -> bool {
        !self.kinds.is_empty() && self.kinds.iter().all(|kind| matches!(*kind, "company" | "group"))
    }

    /// How well a noun of `kind` names it: 3 surely, 2 as a wide or wider word, 1 if nothing is known of it; none if it
    /// cannot.
    pub(super) fn fit(&self, kind: &str) -> Option<u8> {
        if self.kinds.contains(&kind) {
            return Some(if is_wide(kind) { 2 } else { 3 });
        }
        if self.kinds.is_empty() {
            let spelled = self.initials.as_deref().is_some_and(|initials| stands_for(initials, kind));
            return if spelled { Some(2) } else { (!is_own_kind(kind) || kind == "party" && self.is_led).then_some(1) };
        }
        if self.kinds.iter().any(|known| widens(kind, known)) {
            return Some(2);
        }
        // of what is a company it may not be told yet that it is an airline
        (self.is_just_a_firm() && is_trade(kind)).then_some(1)
    }
}

/// The country of a town that is known well enough to tell it.
fn country_of_town(form: &str) -> Option<&'static str> {
    let town = gazetteer::lookup(form).filter(|place| place.population > 100).max_by_key(|place| place.population)?;
    Some(town.country)
}

/// Gathers the facts of all organizations, one entry a chain.
pub(super) fn gather(words: &Words<'_>, names: &[Name], chains: &[Chain]) -> Vec<Facts> {
    let mut all: Vec<Facts> = chains
        .iter()
        .map(|chain| {
            let mut facts = Facts::default();
            if chain.entity_type == EntityType::Organization {
                let name = chain.words.join(" ");
                if lexicon().institution(&name) {
                    facts.add_kind("institution");
                }
                match name.as_str() {
                    "eu" | "european union" | "african union" | "au" => facts.add_kind("union"),
                    "nato" => facts.add_kind("alliance"),
                    "un" | "united nations" => facts.add_kind("organisation"),
                    _ => {}
                }
                let written = chain.written.as_str();
                if (3..=6).contains(&written.len()) && written.bytes().all(|letter| letter.is_ascii_uppercase()) {
                    facts.initials = Some(written.to_ascii_lowercase().into());
                }
                for &index in &chain.names {
                    of_name(words, &names[index], &mut facts);
                    of_context(words, &names[index], &mut facts);
                }
                // whatever has shareholders is a firm, if it is not told to be something else
                let firm = || chain.names.iter().any(|&index| super::firms::is_firm(words, &names[index]));
                if facts.kinds.is_empty() && firm() {
                    facts.add_kind("company");
                }
                facts.is_led = facts.kinds.is_empty()
                    && chain.names.iter().any(|&index| super::firms::is_led(words, &names[index]));
            }
            facts
        })
        .collect();
    rivals(words, names, chains, &mut all);
    all
}

/// "Ode Bank wants to buy its rival Falk": a rival is of the same kind as the body that the sentence named last before it.
fn rivals(words: &Words<'_>, names: &[Name], chains: &[Chain], facts: &mut [Facts]) {
    let body_of = |at: usize| {
        chains.iter().position(|chain| chain.entity_type == EntityType::Organization && chain.names.contains(&at))
    };
    for at in 1..names.len() {
        let start = names[at].tokens.start;
        let sentence = words.sentence(start);
        let rival = start > 0 && matches!(words.lower(start - 1), "rival" | "competitor");
        if !rival || words.sentence(names[at - 1].tokens.start) != sentence {
            continue;
        }
        let Some(rival) = body_of(at) else { continue };
        let before = (0..at).rev().take(4).take_while(|&other| words.sentence(names[other].tokens.start) == sentence);
        let Some(model) = before.filter_map(body_of).find(|&model| model != rival) else { continue };
        // whichever of the two is known tells of the other
        match (facts[model].kinds.is_empty(), facts[rival].kinds.is_empty()) {
            (false, true) => facts[rival].kinds = facts[model].kinds.clone(),
            (true, false) => facts[model].kinds = facts[rival].kinds.clone(),
            (true, true) if words.lower(start - 1) == "competitor" => {
                facts[model].add_kind("company");
                facts[rival].add_kind("company");
            }
            _ => {}
        }
    }
}

/// What the words of the name tell.
fn of_name(words: &Words<'_>, name: &Name, facts: &mut Facts) {
    // "Air Ode", "Radio Ode"
    let first = words.lower(name.tokens.start);
    if name.tokens.len() > 1 && matches!(first, "air" | "radio" | "channel" | "tv" | "banco" | "banque") {
        let kind = if first.starts_with("ban") { "bank" } else { first };
        if let Some(kind) = lexicon().name_kind(kind) {
            facts.add_kind(kind);
        }
    }
    for index in name.tokens.clone() {
        let lower = words.lower(index);
        let last = index + 1 == name.tokens.end;
        let kind = lexicon().name_kind(lower);
        // "Ode Times" is a paper and "Union of Ode" a union, but "Times Square Ode" and "Bank Street" are neither
        let heads = last || index + 1 < name.tokens.end && matches!(words.lower(index + 1), "of" | "for" | "on");
        if let Some(kind) = kind.filter(|_| heads) {
            facts.add_kind(kind);
        } else if last
            && let Some(kind) = ["bank", "airlines", "party", "union", "post", "zeitung"].iter().find_map(|tail| {
                (lower.len() > tail.len() + 2 && lower.ends_with(tail)).then(|| lexicon().name_kind(tail)).flatten()
            })
        {
            facts.add_kind(kind);
        }
        let trade =
            ["worker", "employee", "teacher", "pilot", "nurse", "miner", "steelworker", "docker", "engineer", "driver"];
        if !last && trade.iter().any(|trade| lower.strip_prefix(trade).is_some_and(|ending| ending == "s")) {
            facts.add_kind("union");
        }
        if words.is_capital(index) && name.tokens.len() > 1 && !last {
            let form = words.form(index);
            let known = gazetteer::country_by_demonym(form).is_some()
                || gazetteer::country_by_name(form).is_some()
                || country_of_town(form).is_some();
            if known {
                facts.add_home(words, index);
            }
        }
    }
}

/// What the words around the name tell.
fn of_context(words: &Words<'_>, name: &Name, facts: &mut Facts) {
    let head = words.head_of(&name.tokens);
    let start = name.tokens.start;
    let sentence = words.sentence_range(start);
    // "the Dutch airline Ode Air", "hedge fund Ode", "rival bank Ode"
    let mut at = start;
    let mut noun_seen = false;
    while at > sentence.start && at + 6 > start && !words.starts_line(at) {
        let before = at - 1;
        let token = words.token(before);
        if !words.has_letters(before) && !words.is_joint(before) {
            break;
        }
        if matches!(
            token.lemma.as_str(),
            "rebel" | "militant" | "guerrilla" | "insurgent" | "extremist" | "terrorist" | "islamist" | "Islamist"
        ) {
            facts.add_kind("militia");
        }
        if token.pos == "NOUN"
            && token.tag != "NNS"
            && before + 1 == start
            && !matches!(words.token(head).tag.as_str(), "NNS" | "NNPS")
            && let Some(kind) = lexicon().body_noun(&token.lemma)
        {
            facts.add_kind(kind);
            noun_seen = true;
            for field in (sentence.start.max(start.saturating_sub(4))..before).rev() {
                if !matches!(words.token(field).deprel.as_str(), "compound" | "amod") {
                    break;
                }
                facts.add_field(words, field);
            }
            // "insurance company Ode", "oil firm Ode"
            let trade = before.checked_sub(1).filter(|&trade| trade >= sentence.start && !words.is_capital(before));
            if let Some(told) =
                trade.and_then(|trade| lexicon().name_kind(words.lower(trade))).filter(|_| is_wide(kind))
            {
                facts.add_kind(told);
            }
        }
        let modifies = matches!(token.pos.as_str(), "NOUN" | "ADJ" | "PROPN" | "VERB" | "PUNCT" | "NUM");
        if !modifies {
            // "Norland's Ode Bank"
            if token.tag == "POS" && before > sentence.start {
                home_of_owner(words, before - 1, facts);
            }
            break;
        }
        if token.pos == "ADJ" && words.is_capital(before)
            || token.pos == "PROPN" && noun_seen
            || words.is_joint(before) && at < start && words.lower(at) == "based" && before > sentence.start
        {
            let place = if words.is_joint(before) { before - 1 } else { before };
            facts.add_home(words, place);
        }
        at = before;
    }
    // "a group called Ode", "a fund known as Ode"
    if let Some(called) = start.checked_sub(1).filter(|&called| called > sentence.start) {
        let noun = match words.lower(called) {
            "called" | "named" | "dubbed" => Some(called - 1),
            "as" if words.lower(called - 1) == "known" => called.checked_sub(2),
            _ => None,
        };
        let noun = noun.filter(|&noun| noun >= sentence.start && words.token(noun).pos == "NOUN");
        if let Some(kind) = noun.and_then(|noun| lexicon().body_noun(&words.token(noun).lemma)) {
            facts.add_kind(kind);
        }
    }
    let next = name.tokens.end;
    // "Ode of Norville"
    if next + 1 < sentence.end && words.lower(next) == "of" && matches!(words.token(next + 1).entity.as_str(), "GPE") {
        facts.add_home(words, next + 1);
    }
    // "OSLO (Ode) -": the agency that the article is from
    if start > 0 && words.form(start - 1) == "(" && words.form(next) == ")" && words.is_joint(next + 1) {
        facts.add_kind("agency");
    }
    if next < sentence.end && !words.starts_line(next) {
        let token = words.token(next);
        match token.lemma.as_str() {
            "editorial" | "reporter" | "correspondent" | "columnist" | "poll" | "interview" => facts.add_kind("medium"),
            "share" | "shareholder" | "stock" | "investor" | "takeover" | "bid" => facts.add_kind("company"),
            // "the Ode newspaper", "the Ode agency": the noun right after the name
            _ if token.pos == "NOUN" && token.tag == "NN" && !is_indefinite(words, start) => {
                if let Some(kind) = lexicon().body_noun(&token.lemma)
                    && (token.head.0 == head || words.token(head).head.0 == next)
                    && !matches!(kind, "government" | "board" | "unit" | "club" | "campaign" | "programme" | "website")
                {
                    facts.add_kind(kind);
                }
                if next + 1 < sentence.end && matches!(words.lower(next), "news") && words.lower(next + 1) == "agency" {
                    facts.add_kind("agency");
                }
            }
            _ => {}
        }
        let follower = match words.lower(next) {
            "'s" | "'" => next + 1,
            _ => next,
        };
        if follower < sentence.end {
            match words.lower(follower) {
                "mp" | "mps" | "lawmaker" | "lawmakers" | "voters" | "candidate" | "nominee" | "frontbencher" => {
                    facts.add_kind("party");
                }
                "shares" | "shareholders" => facts.add_kind("company"),
                "rebels" | "militants" | "fighters" | "guerrillas" | "insurgents" | "gunmen" | "militia"
                | "separatists" | "militiamen" => facts.add_kind("militia"),
                "striker" | "midfielder" | "goalkeeper" | "fans" | "players" | "winger" => facts.add_kind("club"),
                _ => {}
            }
        }
    }
    if words.token(head).deprel == "pobj"
        && let Some(noun) = words.head(head).and_then(|preposition| words.head(preposition))
        && words.token(noun).lemma == "share"
        && words.lower(words.token(head).head.0) == "in"
    {
        facts.add_kind("company");
    }
    for dependent in words.analysis.dependents_by(TokenId(head), "appos") {
        described(words, dependent.0, facts);
    }
    if words.token(head).deprel == "appos" {
        described(words, words.token(head).head.0, facts);
    }
    if words.token(head).deprel == "nsubj" {
        let verb = words.token(head).head.0;
        if matches!(words.token(verb).lemma.as_str(), "report" | "publish") {
            facts.add_kind("medium");
        }
        let modal = words
            .analysis
            .dependents(TokenId(verb))
            .iter()
            .any(|at| words.token(at.0).deprel == "neg" || words.token(at.0).tag == "MD");
        if words.token(verb).lemma == "be" && !modal {
            for noun in words.analysis.dependents_by(TokenId(verb), "attr") {
                described(words, noun.0, facts);
            }
        }
    }
}

/// True if "a" stands before the name: "a Norville newspaper" tells a home, not a name.
fn is_indefinite(words: &Words<'_>, start: u32) -> bool {
    start > 0 && matches!(words.lower(start - 1), "a" | "an")
}

/// "Norland's" before a description: the home of what it describes.
fn home_of_owner(words: &Words<'_>, index: u32, facts: &mut Facts) {
    if gazetteer::country_by_name(words.form(index)).is_some() || country_of_town(words.form(index)).is_some() {
        facts.add_home(words, index);
    }
}

/// What the noun phrase of `noun` tells of what it describes.
fn described(words: &Words<'_>, noun: u32, facts: &mut Facts) {
    let token = words.token(noun);
    if token.pos != "NOUN" {
        return;
    }
    let Some(kind) = lexicon().body_noun(&token.lemma) else { return };
    facts.add_kind(kind);
    for dependent in words.analysis.dependents(TokenId(noun)) {
        let token = words.token(dependent.0);
        match token.deprel.as_str() {
            "amod" | "compound" | "nmod" => {
                facts.add_field(words, dependent.0);
                let place = words.analysis.subtree(*dependent).find(|&at| words.is_capital(at));
                if let Some(place) = place {
                    facts.add_home(words, place);
                }
            }
            "poss" => home_of_owner(words, dependent.0, facts),
            "prep" if matches!(words.lower(dependent.0), "of" | "in" | "from") => {
                for object in words.analysis.dependents_by(*dependent, "pobj") {
                    home_of_owner(words, object.0, facts);
                }
            }
            _ => {}
        }
    }
}
