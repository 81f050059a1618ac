//! Who is meant by a description of several: as many as it counts, of its kind, of those that were spoken of last.
//!
//! Where more or fewer can be meant, nobody is; who governs the clause is not among those of whom it tells.

use super::discourse::{Discourse, Sort};
use super::epithets::is_generic;
use super::kinds::Facts;
use super::plurals::{Counted, WINDOW};
use super::roles::Role;
use super::{EntityId, EntityType, MentionKind};
use crate::nlp::TokenId;

impl Discourse<'_, '_> {
    /// The countries of two people who were spoken of together just before ("the two ministers' countries"), else all that
    /// the article names, if they are as many as counted.
    pub(super) fn countries_meant(&self, index: u32, count: usize) -> Vec<EntityId> {
        let words = self.words;
        if let Some(pair) = self.pair_of_people(index) {
            let mut countries: Vec<EntityId> = pair.iter().filter_map(|&person| self.country_of(person)).collect();
            countries.sort_unstable();
            countries.dedup();
            if countries.len() == count {
                return countries;
            }
        }
        let named = self.chains.iter().enumerate().filter(|(_, chain)| chain.country.is_some());
        let all: Vec<EntityId> = named.take(count + 1).filter_map(|(chain, _)| super::entity_id(chain)).collect();
        if all.len() == count {
            return all;
        }
        // lands that only the article knows
        let sentence = words.sentence(index);
        let unknown = |entity: EntityId| {
            let bare = self.facts.get(entity.0 as usize).is_none_or(|facts| facts.kinds.is_empty());
            self.entity_type(entity) != EntityType::Person && bare
        };
        self.recent()
            .take_while(|seen| sentence.saturating_sub(words.sentence(seen.head)) <= 1)
            .find(|seen| seen.sort == Sort::Plural && seen.entities.len() == count)
            .filter(|seen| all.is_empty() && seen.entities.iter().all(|&entity| unknown(entity)))
            .map(|seen| seen.entities.clone())
            .unwrap_or_default()
    }

    /// "both sides" after "the two leaders": two people who were spoken of together in the last two sentences, if no body
    /// or country has been the subject since.
    pub(super) fn pair_of_people(&self, index: u32) -> Option<Vec<EntityId>> {
        let words = self.words;
        let sentence = words.sentence(index);
        for seen in self.recent().take_while(|seen| sentence.saturating_sub(words.sentence(seen.head)) <= 2) {
            let people = seen.entities.iter().all(|&entity| self.entity_type(entity) == EntityType::Person);
            if seen.sort == Sort::Plural && seen.entities.len() == 2 && people {
                return Some(seen.entities.clone());
            }
            if seen.sort == Sort::Thing && seen.salience >= 3.0 {
                return None;
            }
        }
        None
    }

    /// Of more people than are counted, those whom the article names most, if they stand out from the others.
    pub(super) fn most_named(&self, found: &[EntityId], count: usize) -> Option<Vec<EntityId>> {
        let mut ranked: Vec<(usize, EntityId)> =
            found.iter().map(|&entity| (self.chains[entity.0 as usize].names.len(), entity)).collect();
        ranked.sort_unstable_by_key(|&(named, entity)| (std::cmp::Reverse(named), entity));
        let last = ranked.get(count.checked_sub(1)?)?.0;
        let next = ranked.get(count).map_or(0, |&(named, _)| named);
        (last >= 3 && last >= 2 * next).then(|| ranked[..count].iter().map(|&(_, entity)| entity).collect())
    }

    /// The `count` of the kind in this sentence and the ones before it, if there are just so many.
    pub(super) fn last_ones(&self, index: u32, counted: Counted, count: usize) -> Vec<EntityId> {
        let words = self.words;
        let sentence = words.sentence(index);
        let excluded = self.excluded_from_several(index);
        if let Some(all) = self.all_told(index, counted, count) {
            return all;
        }
        if counted == Counted::People(Some("leader"))
            && let Some(heads) = self.heads(index, count, &excluded)
        {
            return heads;
        }
        if let Counted::Bodies(kind) = counted
            && self.named_together(index, counted, count).is_none()
            && let Some(topic) = self.topic_bodies(index, kind, count)
        {
            return topic;
        }
        if counted == Counted::People(Some("candidate"))
            && let Some(most) = self.most_named_people(index, count, &excluded)
        {
            return most;
        }
        if let Some(set) = self.set_near(index, counted, count, &excluded) {
            return set;
        }
        let mut found: Vec<EntityId> = Vec::new();
        let mut reached = sentence;
        for seen in self.recent() {
            let at = words.sentence(seen.head);
            if sentence.saturating_sub(at) > WINDOW || at < reached && found.len() >= count {
                break;
            }
            reached = at;
            for &entity in &seen.entities {
                if self.is_counted(entity, counted)
                    && !found.contains(&entity)
                    && !excluded.contains(&entity)
                    && seen.salience >= 1.0
                {
                    found.push(entity);
                }
            }
        }
        if found.len() > count {
            self.narrow(&mut found, counted);
        }
        if found.len() > count {
            // more than are meant: not who says it
            let speakers = self.excluded(index);
            found.retain(|entity| !speakers.contains(entity));
        }
        if found.len() > count
            && matches!(counted, Counted::People(_))
            && let Some(most) = self.most_named(&found, count)
        {
            found = most;
        }
        if found.is_empty() && matches!(counted, Counted::People(Some(_)) | Counted::Gendered(_)) && count == 2 {
            found = self.named_next(index, counted);
        }
        if found.len() != count
            && let Some(earlier) = self.told_alike(index, counted, count)
        {
            found = earlier;
        }
        found.sort_unstable();
        found
    }

    /// "both leaders": the `count` people spoken of last who are told to lead a land, a party or a movement, if the article
    /// tells of any; those who are told to serve or to report are passed over.
    fn heads(&self, index: u32, count: usize, excluded: &[EntityId]) -> Option<Vec<EntityId>> {
        let words = self.words;
        let leads = |entity: EntityId| {
            self.roles.iter().any(|role| {
                role.chain == entity.0 as usize
                    && !role.sense.is_former
                    && (role.sense.governs() || role.sense.noun == "leader")
            })
        };
        let sentence = words.sentence(index);
        let mut found: Vec<EntityId> = Vec::new();
        let mut reached = sentence;
        for seen in self.recent() {
            let at = words.sentence(seen.head);
            if at < reached && found.len() >= count || sentence.saturating_sub(at) > super::descriptions::OFFICE_WINDOW
            {
                break;
            }
            reached = at;
            for &entity in seen.entities.iter().filter(|entity| !excluded.contains(entity)) {
                if !found.contains(&entity) && self.entity_type(entity) == EntityType::Person && leads(entity) {
                    found.push(entity);
                }
            }
        }
        if found.len() > count {
            found = self
                .named_together(index, Counted::People(Some("leader")), count)
                .or_else(|| self.most_named(&found, count))?;
        }
        found.sort_unstable();
        (found.len() == count).then_some(found)
    }

    /// The `count` bodies of `kind` that the article has named most so far, if they stand out from all others.
    fn topic_bodies(&self, index: u32, kind: &'static str, count: usize) -> Option<Vec<EntityId>> {
        let mut bodies: Vec<EntityId> = Vec::new();
        for entity in self.seen.iter().filter_map(|seen| seen.entities.first().copied()) {
            if !bodies.contains(&entity) && self.is_counted(entity, Counted::Bodies(kind)) {
                bodies.push(entity);
            }
        }
        let told = |entity: &EntityId| self.fits_body(*entity, kind, &Facts::default()).is_some_and(|(fit, _)| fit > 1);
        let mut topic = self.most_named(&bodies, count).filter(|topic| topic.iter().all(told))?;
        // "a spokeswoman for Ode said the two companies": Ode is one of them
        let sentence = self.words.sentence(index);
        let other = self.recent().take_while(|seen| self.words.sentence(seen.head) == sentence).any(|seen| {
            matches!(seen.entities.as_slice(), [one] if bodies.contains(one) && told(one) && !topic.contains(one))
        });
        topic.sort_unstable();
        (!other).then_some(topic)
    }

    /// Those whom the last plural by the same noun counted, if they were as many.
    fn told_alike(&self, index: u32, counted: Counted, count: usize) -> Option<Vec<EntityId>> {
        let words = self.words;
        if words.token(index).pos != "NOUN" {
            return None;
        }
        let lemma = &words.token(index).lemma;
        let alike = |head: u32| words.token(head).lemma == *lemma && words.token(head).tag == words.token(index).tag;
        self.recent()
            .find(|seen| seen.sort == Sort::Plural && alike(seen.head))
            .filter(|seen| seen.entities.len() == count)
            .filter(|seen| seen.entities.iter().all(|&entity| self.is_counted(entity, counted)))
            .map(|seen| seen.entities.clone())
    }

    /// "The two contenders clashed on Thursday. Ana Ode said …, Bo Falk replied …": the two people whom the lead describes
    /// and the next sentences name as their subjects, if they name just two.
    pub(super) fn named_next(&self, index: u32, counted: Counted) -> Vec<EntityId> {
        let words = self.words;
        let sentence = words.sentence(index);
        let from =
            self.mentions.partition_point(|mention| mention.kind == MentionKind::Named && mention.head.0 < index);
        let before = self.mentions[..from].iter().any(|mention| {
            !words.in_headline(mention.head.0)
                && mention.entities.iter().any(|&entity| self.entity_type(entity) == EntityType::Person)
        });
        if before || words.in_headline(index) || !words.token(index).deprel.as_str().starts_with("nsubj") {
            return Vec::new();
        }
        let mut found: Vec<EntityId> = Vec::new();
        let next = self.mentions[from..]
            .iter()
            .take_while(|mention| mention.kind == MentionKind::Named && words.sentence(mention.head.0) <= sentence + 4);
        for mention in next {
            let subject = words.token(mention.head.0).deprel.as_str().starts_with("nsubj");
            if let &[one] = mention.entities.as_slice()
                && subject
                && !found.contains(&one)
                && self.is_counted(one, counted)
            {
                found.push(one);
            }
        }
        if found.len() == 2 { found } else { Vec::new() }
    }

    /// Who speaks within a quotation, and the subject of the verb that the plural is an object of.
    pub(super) fn excluded_from_several(&self, index: u32) -> Vec<EntityId> {
        let words = self.words;
        let mut excluded: Vec<EntityId> = Vec::new();
        if let Some(speaker) = self.quotes.speaker(index) {
            excluded.extend(self.entities_headed_by(speaker));
        }
        let token = words.token(index);
        let verb = match token.deprel.as_str() {
            "dobj" | "dative" => Some(token.head.0),
            "pobj" => words.head(token.head.0).filter(|&verb| words.token(verb).pos == "VERB"),
            // "hoped to see the two settle it"
            "nsubj"
                if matches!(words.token(token.head.0).tag.as_str(), "VB" | "VBG")
                    && matches!(words.token(token.head.0).deprel.as_str(), "ccomp" | "xcomp") =>
            {
                words.head(token.head.0)
            }
            _ => None,
        };
        // "according to Ode, the two leaders": not Ode
        let range = words.sentence_range(index);
        for at in range.start..range.end.saturating_sub(2).min(index) {
            if words.lower(at) == "according" && words.lower(at + 1) == "to" {
                for object in words.analysis.dependents_by(TokenId(at + 1), "pobj") {
                    excluded.extend(self.entities_headed_by(object.0));
                }
            }
        }
        if let Some(subject) = verb.and_then(|verb| self.clause_subject(verb)) {
            excluded.extend(self.entities_headed_by(subject));
        }
        excluded
    }

    /// The only ones of the article, spoken of before, to whom the article gives just that role or kind.
    pub(super) fn all_told(&self, index: u32, counted: Counted, count: usize) -> Option<Vec<EntityId>> {
        let words = self.words;
        let told = |entity: EntityId| match counted {
            Counted::People(Some(noun @ ("president" | "minister" | "senator" | "governor" | "general" | "mayor"))) => {
                self.roles.iter().any(|role| {
                    role.chain == entity.0 as usize
                        && role.sense.noun == noun
                        && !role.sense.is_former
                        && !role.sense.kind.iter().any(|word| matches!(word.as_str(), "vice" | "deputy"))
                })
            }
            Counted::Bodies(kind) => self.fits_body(entity, kind, &Facts::default()).is_some_and(|(fit, _)| fit == 3),
            _ => false,
        };
        let mut all: Vec<EntityId> = Vec::new();
        for seen in self.recent() {
            if words.sentence(index).saturating_sub(words.sentence(seen.head)) > 12 {
                break;
            }
            for &entity in seen.entities.iter().filter(|&&entity| told(entity)) {
                if !all.contains(&entity) {
                    all.push(entity);
                }
            }
        }
        all.sort_unstable();
        (all.len() == count).then_some(all)
    }

    /// As many as are counted, whom this or the last sentence sets together.
    fn named_together(&self, index: u32, counted: Counted, count: usize) -> Option<Vec<EntityId>> {
        let sentence = self.words.sentence(index);
        (0..=1.min(sentence)).find_map(|back| self.bound_in(sentence - back, index, counted, count, &[]))
    }

    /// Of more than are counted, those that the noun fits best.
    pub(super) fn narrow(&self, found: &mut Vec<EntityId>, counted: Counted) {
        match counted {
            Counted::People(Some(noun)) => found.retain(|entity| {
                self.roles.iter().any(|role| {
                    role.chain == entity.0 as usize
                        && (role.sense.noun == noun || noun == "leader" && role.sense.is_single_office())
                })
            }),
            Counted::Bodies(kind) => {
                let fit =
                    |entity: &EntityId| self.fits_body(*entity, kind, &Facts::default()).map_or(0, |(fit, _)| fit);
                let best = found.iter().map(fit).max().unwrap_or(0);
                found.retain(|entity| fit(entity) == best);
            }
            _ => {}
        }
    }

    pub(super) fn is_counted(&self, entity: EntityId, counted: Counted) -> bool {
        let chain = &self.chains[entity.0 as usize];
        let person = chain.entity_type == EntityType::Person;
        match counted {
            Counted::People(None | Some("leader" | "candidate" | "official" | "rival")) => person,
            // party leaders: those told to lead, and those of whom nothing is told
            Counted::People(Some("chief")) => {
                let mut told = self.roles.iter().filter(|role| role.chain == entity.0 as usize).peekable();
                let leads = |told: &str| matches!(told, "leader" | "chief" | "chairman" | "president" | "head");
                person && (told.peek().is_none() || told.any(|role| leads(&role.sense.noun)))
            }
            // ministers, presidents: those told to be, and those of whom nothing is told
            Counted::People(Some(noun)) => {
                // "her host", "his old friend" may be a minister too
                let tells = |role: &&Role| role.chain == entity.0 as usize && !is_generic(&role.sense.noun);
                let mut told = self.roles.iter().filter(tells).peekable();
                let fits = |told: &str| told == noun || told == "leader" && matches!(noun, "president" | "minister");
                person && (told.peek().is_none() || told.any(|role| fits(&role.sense.noun)))
            }
            Counted::Gendered(gender) => person && chain.gender.gender().is_none_or(|known| known == gender),
            Counted::Countries => chain.entity_type == EntityType::Place && chain.country.is_some(),
            Counted::Places => chain.entity_type == EntityType::Place,
            Counted::Bodies(kind) => {
                chain.entity_type == EntityType::Organization
                    && self.fits_body(entity, kind, &Facts::default()).is_some()
            }
            Counted::Sides => match chain.entity_type {
                EntityType::Person => false,
                EntityType::Place => chain.country.is_some(),
                EntityType::Organization => self.facts.get(entity.0 as usize).is_some_and(|facts| {
                    !facts.kinds.is_empty()
                        && !facts.kinds.iter().any(|kind| {
                            matches!(
                                *kind,
                                "newspaper" | "medium" | "broadcaster" | "agency" | "magazine" | "institution"
                            )
                        })
                }),
            },
        }
    }
}
