//! Whom quoted speech means by "we", "they", "he" and "she", where the reading of the article found nobody.
//!
//! Takes the statements with the meetings of the article, adds to whom the statements speak of. Who has just been told
//! to have met others speaks of them: "*We* talked about the port", "*They* offered us tea", "*She* listened". Where no
//! encounter was told, "he" and "she" are the person of that gender who was spoken of last, if only one may be meant.
//!
//! # Invariants
//!
//! - Only targets are added; mentions stay as they were read, so that no meeting is drawn from a guess.

use super::commentators::Commentators;
use super::several::{Counted, Opposites, counted_at};
use super::words::lists;
use crate::article::{Article, Span};
use crate::clause::Factuality;
use crate::entity::{Entities, EntityId, EntityType, Gender, is_role};
use crate::event::{Manner, Meeting, Statement};
use crate::nlp::{Analysis, TokenId};

/// How many sentences back an encounter may have been told.
const ENCOUNTER_REACH: u32 = 6;

/// How many sentences back the only person of a gender may have been spoken of.
const PERSON_REACH: u32 = 4;

/// What a quotation asks for.
#[derive(Default)]
struct Asked {
    /// "he" or "she", for nobody.
    person: Option<Gender>,
    /// "they", for nobody.
    several: bool,
    /// "we talked": those who did it with the speaker.
    together: bool,
    /// "you", for nobody.
    hearer: bool,
    /// "both men", for nobody.
    counted: Option<Counted>,
    /// "her guest", for nobody: whose.
    guest_of: Option<EntityId>,
    /// Whom "the two" was read as.
    pair: Vec<EntityId>,
}

/// Adds to `statements` whom their quoted pronouns mean.
pub fn add_company(
    article: &Article,
    analysis: &Analysis,
    entities: &Entities,
    meetings: &[Meeting],
    statements: &mut [Statement],
) {
    let commentators = Commentators::find(entities, meetings, statements);
    let view = View { body: &article.body, analysis, entities, commentators: &commentators };
    commentators.pass_over(article, entities, statements, |byte| view.sentence_at(byte));
    let mut spoken: Vec<Span> = statements
        .iter()
        .filter(|statement| statement.manner != Manner::Indirect)
        .flat_map(|statement| statement.content.iter().copied())
        .collect();
    // who is reported to speak within a quotation is himself the "he" of his words
    spoken.sort_unstable_by_key(|span| span.start);
    let within = |cue: Span| {
        let before = spoken.partition_point(|span| span.start < cue.start);
        spoken[..before].iter().rev().take(4).any(|span| cue.end <= span.end)
    };
    // who spoke last of several, in which sentence, and of whom: "They will be fine," she goes on
    let mut last: Option<(EntityId, u32, Vec<EntityId>)> = None;
    for statement in statements.iter_mut() {
        if statement.cue.as_ref().is_some_and(|cue| within(cue.span)) {
            continue;
        }
        let Some(speaker) = statement.speaker else { continue };
        let Some(first) = statement.content.first().copied() else { continue };
        let mut asked = view.described(statement, speaker);
        let mut found: Vec<EntityId> = Vec::new();
        if let Some(counted) = asked.counted.take() {
            let opposites = Opposites { entities, meetings };
            found = opposites.meant(&counted, speaker, first, &statement.about, |byte| view.sentence_at(byte));
            asked.pair.clone_from(&found);
        }
        if let Some(owner) = asked.guest_of {
            found.extend(view.guest_of(owner, first, meetings));
        }
        let here = view.sentence_at(first.start);
        let pair = std::mem::take(&mut asked.pair);
        if !pair.is_empty() {
            last = Some((speaker, here, pair));
        }
        add(statement, speaker, found);
        if entities.entity(speaker).entity_type != EntityType::Person {
            continue;
        }
        let mut asked = view.asked(statement);
        if statement.manner == Manner::Indirect {
            // outside quotations "he" is read with the text, and "they" are the speaker and whom he met
            asked = Asked { several: asked.several, ..Asked::default() };
        }
        if asked.person.is_none() && !asked.several && !asked.together && !asked.hearer {
            continue;
        }
        let mut partners = view.partners(speaker, first, meetings);
        if partners.is_empty() && asked.together {
            partners.extend(view.only_partner(speaker, meetings));
        }
        let mut found: Vec<EntityId> = Vec::new();
        if asked.several
            && partners.is_empty()
            && let Some((_, _, pair)) = last.as_ref().filter(|(who, at, _)| *who == speaker && here <= at + 2)
        {
            found.extend(pair);
        }
        let several = view.is_several(&partners) || statement.manner == Manner::Indirect;
        if asked.together || asked.several && several {
            found.extend(&partners);
        }
        let answers = statement.cue.as_ref().is_some_and(|cue| lists().facing.contains(&cue.lemma));
        if let (&[one], true) = (partners.as_slice(), asked.hearer && answers && statement.addressees.is_empty())
            && entities.entity(one).entity_type == EntityType::Person
        {
            found.push(one);
        }
        if let Some(gender) = asked.person {
            let mut fitting = partners.iter().copied().filter(|&partner| view.fits(partner, gender));
            match (fitting.next(), fitting.next()) {
                (Some(one), None) => found.push(one),
                (Some(_), Some(_)) => {}
                (None, _) => found.extend(view.spoken_of(speaker, first, gender)),
            }
        }
        add(statement, speaker, found);
    }
}

/// Adds `found` to whom the statement speaks of.
fn add(statement: &mut Statement, speaker: EntityId, found: Vec<EntityId>) {
    for entity in found {
        if entity != speaker && !statement.about.contains(&entity) {
            statement.about.push(entity);
        }
    }
}

/// The article as far as pronouns ask.
struct View<'a> {
    body: &'a str,
    analysis: &'a Analysis,
    entities: &'a Entities,
    commentators: &'a Commentators,
}

impl View<'_> {
    /// The descriptions of the content, quoted or not, of several and of whom one met.
    fn described(&self, statement: &Statement, speaker: EntityId) -> Asked {
        let mut asked = Asked::default();
        for &span in &statement.content {
            for token in self.analysis.tokens_in(span).map(TokenId) {
                let read = self.entities.referents(token);
                match counted_at(self.analysis, self.body, token) {
                    Some(counted) if read.is_empty() => asked.counted = asked.counted.or(Some(counted)),
                    Some(_) if read.len() == 2 => asked.pair = read.to_vec(),
                    _ => {}
                }
                let word = self.analysis.token(token);
                if read.is_empty() && word.tag == "NN" && lists().encountered.contains(word.lemma.as_str()) {
                    let owner = self.analysis.dependents_by(token, "poss").find_map(|owner| {
                        let own = ["my", "our"].iter().any(|form| self.analysis.form(owner, self.body) == *form);
                        self.entities.referents(owner).first().copied().or_else(|| own.then_some(speaker))
                    });
                    asked.guest_of = asked.guest_of.or(owner);
                }
            }
        }
        asked
    }

    /// "His *guest*": the person with whom `owner` is told last before `content` to have met, or the only one with whom he
    /// met at all.
    fn guest_of(&self, owner: EntityId, content: Span, meetings: &[Meeting]) -> Option<EntityId> {
        let person = |one: &EntityId| self.entities.entity(*one).entity_type == EntityType::Person;
        let near = self.partners(owner, content, meetings);
        near.into_iter().find(person).or_else(|| self.only_partner(owner, meetings))
    }

    /// The one person with whom `speaker` is told to have met, anywhere in the article.
    fn only_partner(&self, speaker: EntityId, meetings: &[Meeting]) -> Option<EntityId> {
        let held = meetings.iter().filter(|meeting| meeting.status == Factuality::Held);
        let own = held.filter(|meeting| meeting.sides.iter().any(|side| side.contains(&speaker)));
        let mut partners: Vec<EntityId> = Vec::new();
        for meeting in own {
            let others = meeting.sides.iter().filter(|side| !side.contains(&speaker));
            partners.extend(others.filter_map(|side| side.first()));
        }
        partners.sort_unstable();
        partners.dedup();
        match partners.as_slice() {
            &[one] if self.entities.entity(one).entity_type == EntityType::Person => Some(one),
            _ => None,
        }
    }

    fn asked(&self, statement: &Statement) -> Asked {
        let mut asked = Asked::default();
        for span in quoted_parts(self.body, statement) {
            // who is introduced within the quotation may be its "he"
            let (mut person, mut several) = (false, false);
            for token in self.analysis.tokens_in(span).map(TokenId) {
                let word = self.analysis.token(token);
                match word.tag.as_str() {
                    "PRP" | "PRP$" => self.ask(token, (person, several), &mut asked),
                    "NN" => person |= is_role(&word.lemma) || lists().anybody.contains(word.lemma.as_str()),
                    "NNS" | "NNPS" => several = true,
                    "NNP" => person |= word.entity.as_str() == "PERSON",
                    _ => {}
                }
            }
        }
        asked
    }

    fn ask(&self, token: TokenId, (person, several): (bool, bool), asked: &mut Asked) {
        let form = self.analysis.form(token, self.body);
        let is = |forms: &[&str]| forms.iter().any(|one| form.eq_ignore_ascii_case(one));
        let open = || self.entities.mention_headed_by(token).is_none_or(|mention| mention.entities.is_empty());
        if is(&["he", "him", "his"]) && !person && open() {
            asked.person = asked.person.or(Some(Gender::Male));
        } else if is(&["she", "her"]) && !person && open() {
            asked.person = asked.person.or(Some(Gender::Female));
        } else if is(&["they", "them", "their"]) && !several && open() {
            asked.several = true;
        } else if is(&["you", "your"]) && open() {
            asked.hearer = true;
        } else if is(&["we"]) && open() && self.is_shared(token) || is(&["us"]) && open() && self.is_between(token) {
            asked.together = true;
        }
    }

    /// "Nothing between *us*".
    fn is_between(&self, token: TokenId) -> bool {
        let above = self.analysis.head(token);
        above.is_some_and(|above| self.analysis.form(above, self.body).eq_ignore_ascii_case("between"))
    }

    /// "*We* talked": true for the subject of what several do with each other.
    fn is_shared(&self, subject: TokenId) -> bool {
        let Some(verb) = self.analysis.head(subject) else { return false };
        let shared = |verb: TokenId| lists().mutual.contains(self.analysis.token(verb).lemma.as_str());
        let mut below = self.analysis.dependents_by(verb, "xcomp");
        let each_other = self.analysis.tokens_in(self.analysis.span(self.analysis.subtree(verb))).any(|token| {
            self.analysis.form(TokenId(token), self.body).eq_ignore_ascii_case("other")
                && token > 0
                && self.analysis.form(TokenId(token - 1), self.body).eq_ignore_ascii_case("each")
        });
        shared(verb) || each_other || below.any(shared)
    }

    /// With whom `speaker` is last told to have met before `content`.
    fn partners(&self, speaker: EntityId, content: Span, meetings: &[Meeting]) -> Vec<EntityId> {
        let sentence = self.sentence_at(content.start);
        let near = |meeting: &&Meeting| {
            let told = meeting.evidence.iter().any(|evidence| {
                let at = self.sentence_at(evidence.start);
                evidence.start < content.start && at <= sentence && sentence - at <= ENCOUNTER_REACH
            });
            told && meeting.status == Factuality::Held && meeting.sides.iter().any(|side| side.contains(&speaker))
        };
        let last = meetings.iter().filter(near).max_by_key(|meeting| {
            meeting.evidence.iter().map(|evidence| evidence.start).filter(|&at| at < content.start).max()
        });
        let Some(meeting) = last else { return Vec::new() };
        let others = meeting.sides.iter().filter(|side| !side.contains(&speaker));
        others.flatten().copied().collect()
    }

    /// "They": several people, or one body.
    fn is_several(&self, partners: &[EntityId]) -> bool {
        match partners {
            [] => false,
            &[one] => self.entities.entity(one).entity_type != EntityType::Person,
            _ => true,
        }
    }

    fn fits(&self, person: EntityId, gender: Gender) -> bool {
        self.entities.entity(person).entity_type == EntityType::Person
            && self.entities.gender(person).is_none_or(|known| known == gender)
    }

    /// The person of `gender` in the last sentence before `content` that names or means one: the only one, or its subject.
    fn spoken_of(&self, speaker: EntityId, content: Span, gender: Gender) -> Option<EntityId> {
        let sentence = self.sentence_at(content.start);
        let before = self.entities.mentions.partition_point(|mention| mention.span.start < content.start);
        let mut at = None;
        let mut found: Vec<EntityId> = Vec::new();
        let mut subjects: Vec<EntityId> = Vec::new();
        for mention in self.entities.mentions[..before].iter().rev() {
            let own = self.analysis.token(mention.head).sentence;
            if sentence.saturating_sub(own) > PERSON_REACH || at.is_some_and(|at| own < at) {
                break;
            }
            let &[person] = mention.entities.as_slice() else { continue };
            if person == speaker || !self.fits(person, gender) || self.commentators.contains(person) {
                continue;
            }
            self.entities.gender(person)?;
            at = Some(own);
            if !found.contains(&person) {
                found.push(person);
            }
            let subject = matches!(self.analysis.token(mention.head).deprel.as_str(), "nsubj" | "nsubjpass");
            if subject && !subjects.contains(&person) {
                subjects.push(person);
            }
        }
        match (found.as_slice(), subjects.as_slice()) {
            (&[one], _) | (_, &[one]) => Some(one),
            _ => None,
        }
    }

    fn sentence_at(&self, byte: usize) -> u32 {
        let token = self.analysis.tokens_in(Span::new(byte, byte + 1)).start;
        self.analysis.tokens.get(token as usize).map_or(0, |token| token.sentence)
    }
}

/// The parts of the content between quotation marks; all of it where all or nothing is quoted.
fn quoted_parts(body: &str, statement: &Statement) -> Vec<Span> {
    if statement.manner != Manner::Mixed {
        return statement.content.clone();
    }
    let mut parts = Vec::new();
    for &span in &statement.content {
        let mut open: Option<usize> = None;
        for (at, letter) in span.slice(body).char_indices() {
            if !matches!(letter, '"' | '“' | '”') {
                continue;
            }
            match open.take() {
                Some(start) => parts.push(Span::new(span.start + start, span.start + at)),
                None => open = Some(at + letter.len_utf8()),
            }
        }
        parts.extend(open.map(|start| Span::new(span.start + start, span.end)));
    }
    parts
}
