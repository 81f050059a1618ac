//! Epithets: descriptions of people by what nobody was told to be before ("the businessman", "the Dane").
//!
//! An epithet is the one person at hand whom it does not contradict; nouns for people whom the news leave unnamed are
//! nobody's.

use super::descriptions::OFFICE_WINDOW;
use super::discourse::{Discourse, Sort};
use super::gazetteer;
use super::lexicon::lexicon;
use super::roles;
use super::sense::{self, Sense};
use super::{EntityId, MentionKind};
use std::ops::Range;

impl Discourse<'_, '_> {
    /// "The businessman": a description that nobody was given before, of the one person of this sentence and the last.
    pub(super) fn epithet(
        &self,
        index: u32,
        phrase: &Range<u32>,
        sense: &Sense,
        excluded: &[EntityId],
    ) -> Option<EntityId> {
        let words = self.words;
        let party_only = sense.names.iter().all(|name| sense::is_party(name));
        let token = words.token(index);
        let office = roles::role_noun(words, index).is_some_and(|role| role.is_office);
        // "the first leader to do so", "the richest man": one of many, told apart by what follows
        let ranked = phrase.clone().any(|at| {
            let years = at + 2 < words.len() && words.form(at + 1) == "-" && words.lower(at + 2).starts_with("year");
            matches!(words.token(at).tag.as_str(), "JJS" | "RBS" | "CD") && !years && words.lower(index) != "old"
                || matches!(words.lower(at), "first" | "only")
        }) && !sense.is_former;
        if is_unnamed(sense.noun.as_str())
            || ranked
            || office && !sense.is_former && !matches!(token.deprel.as_str(), "nsubj" | "nsubjpass")
            || !sense.lands.is_empty()
            || words.lower(phrase.start) != "the"
            || !sense.countries.is_empty()
            || !party_only
            || !sense.common.is_empty()
            || sense.is_other
            || self.quotes.at(index) != 0
        {
            return None;
        }
        let subject = matches!(token.deprel.as_str(), "nsubj" | "nsubjpass" | "poss");
        let sentence = words.sentence(index);
        let mut only: Option<EntityId> = None;
        let mut nearest = u32::MAX;
        for seen in self.recent() {
            let distance = sentence.saturating_sub(words.sentence(seen.head));
            if distance > 1 || only.is_some() && !subject && distance > nearest {
                break;
            }
            match (seen.sort, seen.entities.as_slice()) {
                (_, [one]) if excluded.contains(one) => {}
                (Sort::Person, [one]) if only.is_none_or(|known| known == *one) => {
                    only = Some(*one);
                    nearest = nearest.min(distance);
                }
                (Sort::Person | Sort::Plural, _) => return None,
                _ => {}
            }
        }
        let entity = only?;
        let told = lexicon().role(words.lower(index)).and_then(|role| role.gender);
        let known = self.chains[entity.0 as usize].gender.gender();
        let contradicts = self.roles.iter().filter(|role| role.chain == entity.0 as usize).any(|role| {
            let told = role_class(&role.sense);
            let offices = sense.is_single_office() && role.sense.is_single_office()
                || !sense.is_former && !office && told && sense.noun != "old" && !is_generic(&sense.noun);
            let governs = sense.is_single_office() && !sense.is_former && told_office(&role.sense);
            let offices = offices || governs;
            let parties = |sense: &Sense| sense.names.iter().find(|name| sense::is_party(name)).cloned();
            let party = parties(sense).zip(parties(&role.sense)).is_some_and(|(own, other)| own != other);
            offices || party
        });
        (told.is_none() || known.is_none() || told == known).then_some(entity).filter(|_| !contradicts)
    }

    /// "The Dane": the person whom the article tells to be of that country, else the only one at hand of whom it tells no
    /// country.
    pub(super) fn national(&mut self, tokens: Range<u32>) {
        let words = self.words;
        let head = tokens.end - 1;
        let definite = tokens.start > 0 && words.lower(tokens.start - 1) == "the";
        let refers = matches!(
            words.token(head).deprel.as_str(),
            "nsubj" | "nsubjpass" | "dobj" | "pobj" | "agent" | "poss" | "dative" | "conj"
        );
        let Some(country) = gazetteer::country_of_person(words.form(head)).filter(|_| definite && refers) else {
            return;
        };
        let excluded = self.excluded(head);
        let tells =
            |chain: usize| self.roles.iter().any(|role| role.chain == chain && !role.sense.countries.is_empty());
        let mut told: Vec<usize> = Vec::new();
        for role in self.roles.iter().filter(|role| role.sense.countries.contains(&country.code)) {
            if !told.contains(&role.chain) && !excluded.iter().any(|entity| entity.0 as usize == role.chain) {
                told.push(role.chain);
            }
        }
        let sentence = words.sentence(head);
        let entity = self.most_recent(&told, head, OFFICE_WINDOW).or_else(|| {
            let near = self
                .recent()
                .take_while(|seen| sentence.saturating_sub(words.sentence(seen.head)) <= 1)
                .filter(|seen| seen.sort == Sort::Person);
            let mut only = None;
            for seen in near {
                match seen.entities.as_slice() {
                    [one] if excluded.contains(one) || tells(one.0 as usize) => {}
                    [one] if only.is_none_or(|known| known == *one) => only = Some(*one),
                    _ => return None,
                }
            }
            only
        });
        let entities: Vec<EntityId> = entity.into_iter().collect();
        self.see(entities.clone(), head, Sort::Person);
        if !entities.is_empty() {
            self.add(tokens.start - 1..tokens.end, head, MentionKind::Nominal, entities);
        }
    }
}

/// True for a told office beside which nobody is president, premier or king.
fn told_office(told: &Sense) -> bool {
    let opposes = told.kind.iter().chain(&told.fields).any(|word| matches!(word.as_str(), "opposition" | "minority"));
    !told.is_former
        && (opposes || lexicon().role(&told.noun).is_some_and(|role| role.is_office) && told.noun != "leader")
}

/// True for a told role beside which the news seldom call somebody by another profession.
fn role_class(told: &Sense) -> bool {
    !told.is_former
        && (lexicon().role(&told.noun).is_some_and(|role| role.is_office)
            && !matches!(told.noun.as_str(), "leader" | "nominee" | "chief" | "head")
            || matches!(
                told.noun.as_str(),
                "deputy"
                    | "senator"
                    | "mp"
                    | "lawmaker"
                    | "judge"
                    | "general"
                    | "colonel"
                    | "spokesperson"
                    | "analyst"
                    | "economist"
                    | "official"
                    | "adviser"
                    | "secretary"
                    | "representative"
                    | "envoy"
            ))
}

/// Nouns that fit nearly everyone in the news.
pub(super) fn is_generic(lemma: &str) -> bool {
    matches!(
        lemma,
        "leader"
            | "official"
            | "member"
            | "candidate"
            | "rival"
            | "opponent"
            | "ally"
            | "critic"
            | "aide"
            | "man"
            | "woman"
            | "politician"
            | "partner"
            | "representative"
            | "delegate"
            | "guest"
            | "host"
            | "spokesman"
            | "spokeswoman"
            | "spokesperson"
    )
}

/// Nouns for people whom the news leave unnamed, so that they are nobody's epithet.
pub(super) fn is_unnamed(noun: &str) -> bool {
    matches!(
        noun,
        "spokesperson"
            | "official"
            | "judge"
            | "officer"
            | "reporter"
            | "host"
            | "moderator"
            | "deputy"
            | "lawyer"
            | "attorney"
            | "victim"
            | "suspect"
            | "expert"
            | "analyst"
            | "doctor"
            | "prosecutor"
            | "interpreter"
            | "counterpart"
            | "critic"
            | "member"
            | "resident"
            | "source"
            | "journalist"
            | "editor"
            | "director"
            | "winner"
            | "hostage"
            | "prisoner"
            | "captive"
            | "executive"
            | "first"
            | "gunman"
            | "whistleblower"
            | "protester"
            | "attacker"
            | "witness"
            | "voter"
            | "student"
            | "driver"
            | "soldier"
            | "nominee"
    )
}
