//! Journeys: whether those who meet are where the text says that they went, stayed or came from.
//!
//! Takes an encounter and a [setting](super::setting) that tells of somebody's journey, gives whether its place is that of the
//! encounter. Null over guess: the traveller takes part, nothing is told to be elsewhere since, and the times agree.

use super::around::{Around, JOURNEY_REACH, SETTLED_REACH, UNDISTURBED_REACH};
use super::place::{is_for_another, is_town};
use super::setting::{Setting, Sort};
use super::time::{comparable_days, own_time, time_of};
use crate::clause::{Embedding, Factuality, Predicate, PredicateId, PredicateKind, Role, Tense};
use crate::entity::{EntityId, EntityType};
use crate::nlp::TokenId;

impl Around<'_, '_> {
    /// True if a journey told before is where one of the parties still is.
    pub(super) fn is_there(&self, setting: &Setting, travellers: &[EntityId], going: Factuality) -> bool {
        let near = self.distance(setting) <= self.reach(setting)
            && (self.distance(setting) == 0 || self.is_quoted(self.token) == self.is_quoted(setting.token))
            && !is_for_another(self.scene, setting.id, self.bound.predicate);
        let real = going >= self.status.clamp(Factuality::Possible, Factuality::Planned);
        near && real
            && !self.is_ever()
            && !self.is_over(setting)
            && !self.is_of_other_time(setting)
            && !self.is_earlier(setting)
            && !self.is_still_ahead(setting, going)
            && !self.is_errand(setting)
            && (travellers.iter().any(|traveller| self.parties.contains(traveller))
                || travellers.is_empty() && self.hangs_on(setting)
                || self.is_joined(setting))
    }

    /// "Ode *will travel to Zell* next week. On Monday she met Brandt": before the journey.
    fn is_still_ahead(&self, setting: &Setting, going: Factuality) -> bool {
        let ahead = self.scene.clauses.predicate(setting.id).features.tense == Tense::Future;
        going == Factuality::Planned && self.status == Factuality::Held && ahead && self.distance(setting) > 0
    }

    /// "Ode *was driven to Zell* for an audience. She will meet Brandt": who is led somewhere is led to one encounter, and no more.
    fn is_errand(&self, setting: &Setting) -> bool {
        let verb = self.scene.clauses.predicate(setting.id);
        let led = verb.features.passive && self.scene.in_words("leading-verbs", &verb.lemma);
        let ahead = matches!(self.status, Factuality::Planned | Factuality::Possible);
        // "*met investors in Zell*. She is to see Brandt": no more is she there for him
        let mixed = verb.kind == PredicateKind::Verb && self.scene.in_words("mixing-verbs", &verb.lemma);
        (led || mixed) && ahead && verb.factuality == Factuality::Held && self.distance(setting) > 0
    }

    /// "offered to *come to Zell and* chair a session of both": the encounter hangs on what is joined to the journey.
    fn is_joined(&self, setting: &Setting) -> bool {
        let scene = self.scene;
        let mut below = self.token;
        for above in scene.analysis.ancestors(self.token).take(4) {
            if above == setting.token {
                return scene.token(below).deprel == "conj" && below > above;
            }
            let carried = matches!(scene.token(below).deprel.as_str(), "dobj" | "pobj" | "prep" | "conj" | "xcomp");
            if !carried {
                return false;
            }
            below = above;
        }
        false
    }

    /// How many sentences a journey is still the setting: longer where no other place is named since, and for a country no
    /// further than the next sentence.
    pub(super) fn reach(&self, setting: &Setting) -> u32 {
        let own = self.scene.token(self.token).sentence;
        let end = self.scene.analysis.sentences.get(own as usize).map_or(self.token.0, |range| range.end);
        let since = setting.located.token.0 + 1..end;
        if is_town(self.scene, setting.located.place) {
            return match () {
                () if !self.names_other(setting, since) => UNDISTURBED_REACH,
                () if !self.moves_on(setting) => SETTLED_REACH,
                () => JOURNEY_REACH,
            };
        }
        let Sort::Journey { status, .. } = setting.sort else { return JOURNEY_REACH };
        if status == self.status && !self.names_other(setting, since) { JOURNEY_REACH } else { 0 }
    }

    /// True if another place than that of `setting` is named within `range`.
    fn names_other(&self, setting: &Setting, range: std::ops::Range<u32>) -> bool {
        range.map(TokenId).any(|token| {
            self.scene.mention_headed_by(token).is_some_and(|mention| {
                matches!(mention.entities[..], [id] if id != setting.located.place
                    && self.scene.entity_type(id) == EntityType::Place && self.names_spot(id))
            })
        })
    }

    /// True if, after `setting` and before the encounter, something is told to be elsewhere, or the encounter's own sentence
    /// names another place.
    fn moves_on(&self, setting: &Setting) -> bool {
        let settings = self.scene.settings();
        let from = settings.partition_point(|other| other.token <= setting.token);
        let mut since = settings[from..].iter().take_while(|other| other.token < self.token);
        let own = self.scene.token(self.token).sentence;
        let sentence = self.scene.analysis.sentences.get(own as usize).cloned().unwrap_or_default();
        since.any(|other| other.located.place != setting.located.place) || self.names_other(setting, sentence)
    }

    /// True within quotation marks: what is quoted tells of a time of its own.
    pub(super) fn is_quoted(&self, token: TokenId) -> bool {
        self.scene.speaker_at(token).is_some()
    }

    /// "Ode, *who was in Zell last week*, met Brandt on Monday": told of another time.
    /// "Ode campaigned in Zell *on Saturday*. *Last year* she met Brandt": so are they.
    fn is_of_other_time(&self, setting: &Setting) -> bool {
        let timed = || super::time::own_time(self.scene, setting.id).is_some();
        if self.distance(setting) > 0 && !self.is_of_those_days() && timed() {
            return true;
        }
        self.distance(setting) == 0
            && self.scene.token(setting.token).deprel == "relcl"
            && super::time::own_time(self.scene, setting.id).is_some()
            && super::time::time_of(self.scene, self.bound.predicate, self.bound.light).is_some()
    }

    /// "Ode flew to Zell. She *had met* Brandt last month": before what the sentences before tell of.
    fn is_earlier(&self, setting: &Setting) -> bool {
        let perfect = |id: PredicateId| self.scene.clauses.predicate(id).features.perfect;
        let own = self.bound.light.map_or(self.bound.predicate, |light| light);
        self.distance(setting) > 0 && (perfect(own) || perfect(self.bound.predicate)) && !perfect(setting.id)
    }

    /// "Ode met Brandt on Monday. She *had flown to Zell* with six ministers", "She *arrived in Zell* on Sunday": what came before
    /// it or went on then, told after.
    pub(super) fn came_before(&self, setting: &Setting) -> bool {
        let Sort::Journey { travellers, status } = &setting.sort else { return false };
        let verb = self.scene.clauses.predicate(setting.id);
        let earlier = verb.features.perfect && verb.features.tense == Tense::Past;
        let own = self.scene.clauses.predicate(self.bound.predicate).features;
        let travels = |party: &EntityId| travellers.contains(party);
        let all = self.parties.iter().all(travels);
        *status == Factuality::Held
            && self.status == Factuality::Held
            && !own.perfect
            && !self.is_ever()
            && (all || is_town(self.scene, setting.located.place))
            && self.parties.iter().any(travels)
            && (earlier || self.goes_on_with(setting))
    }

    /// "Ode met Brandt on Monday. She *arrived in Zell* on Sunday", "*spent an hour* in his study in Zell", "It was *her first
    /// visit to Zell*": the next sentence, which tells how she came there or stayed, and of no other errand and no later time.
    fn goes_on_with(&self, setting: &Setting) -> bool {
        let scene = self.scene;
        let word = scene.clauses.predicate(setting.id);
        let stays = match word.kind {
            PredicateKind::Verb => {
                (scene.in_words("arriving-verbs", &word.lemma) || scene.in_words("presence-verbs", &word.lemma))
                    && word.features.tense == Tense::Past
                    && !word.features.perfect
            }
            PredicateKind::Noun => {
                let above = word.governor.map(|(above, _)| scene.clauses.predicate(above));
                let is_it = |verb: &Predicate| {
                    verb.fillers(&Role::Subject).any(|it| scene.form(it.token).eq_ignore_ascii_case("it"))
                };
                above.is_some_and(|verb| verb.lemma == "be" && verb.features.tense == Tense::Past && is_it(verb))
            }
            PredicateKind::Adjective => false,
        };
        let errand = || {
            word.arguments.iter().any(|argument| match &argument.role {
                Role::Preposition(name) => {
                    matches!(name.as_str(), "for" | "after" | "ahead of")
                        && (scene.in_words("meetings", &scene.lemma(argument.token))
                            || scene.in_words("gatherings", &scene.lemma(argument.token)))
                }
                _ => false,
            }) || is_for_another(scene, setting.id, self.bound.predicate)
        };
        let next = setting.sentence == scene.token(self.token).sentence + 1;
        stays
            && next
            && !self.is_sequel(word)
            && !self.is_later_than_told(setting)
            && !errand()
            && self.is_quoted(self.token) == self.is_quoted(setting.token)
    }

    /// "*then* flew to Zell", "*later* arrived in Zell": after what was told before.
    fn is_sequel(&self, word: &Predicate) -> bool {
        let mut adverbs = self.scene.analysis.dependents_by(word.token, "advmod");
        adverbs.any(|adverb| {
            matches!(
                self.scene.lemma(adverb).as_str(),
                "then" | "later" | "afterwards" | "afterward" | "next" | "subsequently" | "also" | "once"
            )
        })
    }

    /// True if `setting` is told of a day after that of the encounter, or the encounter of none.
    pub(super) fn is_later_than_told(&self, setting: &Setting) -> bool {
        let days = |time: &crate::event::time::TimeExpression| comparable_days(time, None, Factuality::Held);
        let Some((_, there)) = own_time(self.scene, setting.id) else { return false };
        let met = time_of(self.scene, self.bound.predicate, self.bound.light).map(|(_, time)| time);
        match (days(there), met.and_then(days)) {
            (Some((from, _)), Some((_, to))) => from > to,
            _ => true,
        }
    }

    /// "Ode *left Zell* without a treaty. She saw Brandt twice", "flew home from Zell. She *had met* Brandt": those who leave were
    /// there, and met there whom they are told to have met.
    pub(super) fn was_there(&self, setting: &Setting, travellers: &[EntityId]) -> bool {
        let past = matches!(self.status, Factuality::Held | Factuality::Negated);
        let distance = self.distance(setting);
        past && distance > 0
            && distance <= self.reach(setting)
            && travellers.iter().any(|traveller| self.parties.contains(traveller))
            && self.is_quoted(self.token) == self.is_quoted(setting.token)
            && !self.is_ever()
            && (self.is_flashback() || self.tells_outcome(setting) && !self.is_told_after(setting))
    }

    /// "She *had met* Brandt": before what was told.
    fn is_flashback(&self) -> bool {
        let scene = self.scene;
        let own = scene.clauses.predicate(self.bound.predicate);
        let light = self.bound.light.map(|light| scene.clauses.predicate(light));
        let above = own.governor.map(|(above, _)| scene.clauses.predicate(above));
        let above = above.filter(|_| own.kind == PredicateKind::Noun);
        let mut verbs = std::iter::once(own).chain(light).chain(above);
        verbs.any(|verb| verb.features.perfect && verb.features.tense == Tense::Past) && self.is_of_those_days()
    }

    /// "left Zell *empty-handed*", "flew home from Zell *without a treaty*", "*after three days*": the stay is what the text is
    /// about.
    fn tells_outcome(&self, setting: &Setting) -> bool {
        let verb = self.scene.clauses.predicate(setting.id);
        let dependents = self.scene.analysis.dependents(verb.token).iter();
        let mut after = dependents.copied().filter(|&word| word > verb.token);
        after.any(|word| {
            let form = self.scene.form(word);
            matches!(form, "without" | "after" | "following" | "with" | "having")
                || matches!(self.scene.token(word).deprel.as_str(), "acomp" | "oprd" | "advcl" | "advmod")
                    && self.scene.in_words("outcomes", &form.to_lowercase())
        }) || self.ends_with_outcome(verb.token)
    }

    /// "left Zell *empty-handed*", whatever the parser makes of the last word.
    fn ends_with_outcome(&self, verb: TokenId) -> bool {
        let sentence = self.scene.token(verb).sentence as usize;
        let Some(range) = self.scene.analysis.sentences.get(sentence) else { return false };
        (verb.0 + 1..range.end).take(12).any(|token| {
            let token = TokenId(token);
            self.scene.form(token).eq_ignore_ascii_case("empty") || self.scene.form(token) == "without"
        })
    }

    /// "Ode left Zell on Friday. She *then* saw Brandt", "*On Saturday* she saw Brandt": after `setting`.
    fn is_told_after(&self, setting: &Setting) -> bool {
        let scene = self.scene;
        let own = scene.clauses.predicate(self.bound.predicate);
        let light = self.bound.light.map(|light| scene.clauses.predicate(light));
        if own.features.perfect || std::iter::once(own).chain(light).any(|verb| self.is_sequel(verb)) {
            return true;
        }
        let days = |time: &crate::event::time::TimeExpression| comparable_days(time, None, Factuality::Held);
        let Some((_, met)) = time_of(scene, self.bound.predicate, self.bound.light) else { return false };
        let left = own_time(scene, setting.id).map(|(_, time)| time);
        match (days(met), left.and_then(days)) {
            (Some((from, _)), Some((_, to))) => from > to,
            _ => !self.is_of_those_days(),
        }
    }

    /// True if `setting`, told after the encounter in its sentence, is of the same time: "met Brandt *while in Lisbon*".
    pub(super) fn is_meanwhile(&self, setting: &Setting) -> bool {
        let Sort::Journey { travellers, .. } = &setting.sort else { return false };
        let theirs = travellers.is_empty() || travellers.iter().any(|traveller| self.parties.contains(traveller));
        theirs && !self.is_over(setting) && self.hangs_on(setting)
    }

    /// True if the verb of `setting` is an adverbial clause of the encounter.
    fn hangs_on(&self, setting: &Setting) -> bool {
        let light = self.bound.light;
        let verb = self.scene.clauses.predicate(setting.id);
        verb.governor.is_some_and(|(above, embedding)| {
            let (above, embedding) = match embedding {
                // "when Brandt had won *and was visiting Zell*"
                Embedding::Conjunct => self.scene.clauses.predicate(above).governor.unwrap_or((above, embedding)),
                _ => (above, embedding),
            };
            let when =
                || self.scene.analysis.dependents_by(verb.token, "advmod").any(|word| self.scene.form(word) == "when");
            // "in July, *when she was visiting Zell*": on the verb or on the month, as the parser has it
            let at_time = embedding == Embedding::Adverbial || embedding == Embedding::Relative && when();
            at_time && (above == self.bound.predicate || Some(above) == light)
        })
    }

    /// "before she flew to Lisbon", "until", "since": not of the time of the encounter.
    fn is_over(&self, setting: &Setting) -> bool {
        let verb = self.scene.clauses.predicate(setting.id);
        matches!(verb.marker.as_deref(), Some("before" | "until" | "since" | "than" | "if" | "unless" | "because"))
    }
}
