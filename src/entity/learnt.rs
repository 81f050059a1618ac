//! What is learnt of an article as a whole before it is read: its country, the genders that its pronouns tell, how much
//! of it is told and not quoted.

use super::discourse::Discourse;
use super::lexicon::lexicon;
use super::names::Name;
use super::{EntityId, EntityType};
use rustc_hash::FxHashMap;

impl Discourse<'_, '_> {
    /// The country that the article tells most of by far: by its name, in the offices it tells, by its people and places.
    pub(super) fn home_country(&self, names: &[Name]) -> Option<EntityId> {
        let mut counts: Vec<(usize, usize)> = Vec::new();
        let mut lesser: FxHashMap<&str, usize> = FxHashMap::default();
        for name in names.iter().filter(|name| name.label == "NORP" && name.tokens.len() == 1) {
            if let Some(country) = super::gazetteer::country_by_demonym(self.words.form(name.tokens.start)) {
                *lesser.entry(country.code).or_default() += 1;
            }
        }
        for chain in
            self.chains.iter().filter(|chain| chain.entity_type == EntityType::Place && chain.country.is_none())
        {
            let place = super::gazetteer::lookup(&chain.written).max_by_key(|place| place.population);
            if let Some(place) = place.filter(|place| place.population > 100) {
                *lesser.entry(place.country).or_default() += chain.names.len();
            }
        }
        for (index, chain) in self.chains.iter().enumerate() {
            let Some(code) = chain.country else { continue };
            let offices = self.roles.iter().filter(|role| role.sense.countries.contains(&code)).count();
            let lesser = lesser.get(code).copied().unwrap_or(0);
            counts.push((2 * (chain.names.len() + offices) + lesser, index));
        }
        counts.sort_unstable_by_key(|&(count, index)| (std::cmp::Reverse(count), index));
        match counts.as_slice() {
            [(count, home)] if *count > 2 => super::entity_id(*home),
            [(count, home), (second, _), ..] if *count > 5 && *count >= 2 * second => super::entity_id(*home),
            _ => None,
        }
    }

    /// Learns genders from the pronouns between the first person named in a sentence and the next one, where all are of one
    /// gender: alone each may err, over an article the most are right.
    pub(super) fn learn_genders(&mut self) {
        let words = self.words;
        let mut at = 0;
        while at < self.mentions.len() {
            let sentence = words.sentence_range(self.mentions[at].head.0);
            let mut first: Option<(EntityId, u32)> = None;
            let mut end = sentence.end;
            while let Some(mention) = self.mentions.get(at).filter(|mention| mention.tokens.start < sentence.end) {
                at += 1;
                let person = mention.entities.iter().find(|&&entity| self.entity_type(entity) == EntityType::Person);
                match (person, first) {
                    (Some(&person), None) => first = Some((person, mention.tokens.end)),
                    (Some(&person), Some((known, _))) if person != known => end = end.min(mention.tokens.start),
                    _ => {}
                }
            }
            let Some((person, start)) = first else { continue };
            let unnamed = |index: &u32| {
                let token = words.token(*index);
                token.pos == "NOUN"
                    && token.tag == "NN"
                    && (lexicon().role(&token.lemma).is_some() || lexicon().kin(&token.lemma).is_some())
            };
            let mut told = (start..end)
                .take_while(|index| !unnamed(index))
                .filter(|&index| self.quotes.at(index) == 0)
                .filter_map(|index| super::pronouns::gender_told(words.lower(index)));
            // "Her haul came from Mr Ode, and she …": she was spoken of before him
            let spoken_of = |gender| {
                (sentence.start..start).any(|index| super::pronouns::gender_told(words.lower(index)) == Some(gender))
            };
            if let Some(gender) = told.next()
                && told.all(|other| other == gender)
                && !spoken_of(gender)
            {
                self.chains[person.0 as usize].gender.add(Some(gender), 0.5);
            }
        }
    }

    /// For each sentence, how many up to it are not wholly quoted.
    pub(super) fn count_told(&self) -> Vec<u32> {
        let mut told = 0;
        let sentences = self.words.analysis.sentences.iter();
        let plain = |index: u32| self.words.has_letters(index) && self.quotes.at(index) == 0;
        sentences
            .map(|sentence| {
                told += u32::from(sentence.clone().any(plain));
                told
            })
            .collect()
    }
}
