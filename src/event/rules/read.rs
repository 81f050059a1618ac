//! Reads rule files: TOML in, compiled rules or a list of problems out.

use super::cases::{Case, Expected, RawCase};
use super::language::{Base, FillerType, LightVerb, Outcome, RoleRef, Rule, Side, Trigger};
use super::{Problem, RuleError};
use crate::clause::{Factuality, PredicateKind, Role};
use crate::event::MeetingKind;
use serde::Deserialize;
use smol_str::SmolStr;
use std::collections::BTreeMap;
use std::path::Path;
use toml::Spanned;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawFile {
    #[serde(default)]
    words: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    rule: Vec<Spanned<RawRule>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct RawRule {
    name: Spanned<String>,
    #[serde(default, rename = "about")]
    _about: Option<String>,
    verb: Option<Vec<Spanned<String>>>,
    noun: Option<Vec<Spanned<String>>>,
    adjective: Option<Vec<Spanned<String>>>,
    #[serde(default)]
    without: Vec<Spanned<String>>,
    #[serde(default)]
    light: Vec<Spanned<String>>,
    #[serde(default)]
    require: Vec<Spanned<String>>,
    #[serde(default)]
    forbid: Vec<Spanned<String>>,
    #[serde(default)]
    fillers: BTreeMap<String, Vec<Spanned<String>>>,
    #[serde(default)]
    near: Vec<Spanned<String>>,
    #[serde(default)]
    except: BTreeMap<String, Vec<Spanned<String>>>,
    #[serde(default)]
    direct: Vec<Spanned<String>>,
    #[serde(default)]
    infinitive: bool,
    #[serde(default)]
    above: Vec<Spanned<String>>,
    #[serde(default)]
    undenied: bool,
    #[serde(default)]
    denied: bool,
    #[serde(default)]
    lone: bool,
    #[serde(default)]
    finite: bool,
    #[serde(default)]
    companions: Vec<Spanned<String>>,
    #[serde(default)]
    types: BTreeMap<String, Spanned<Vec<String>>>,
    sides: Option<Spanned<Vec<String>>>,
    kind: Option<Spanned<String>>,
    relation: Option<Spanned<String>>,
    from: Option<Spanned<String>>,
    to: Option<Spanned<String>>,
    status: Option<Spanned<String>>,
    at_most: Option<Spanned<String>>,
    place: Option<Vec<Spanned<String>>>,
    confidence: Option<Spanned<f64>>,
    #[serde(default)]
    yes: Vec<Spanned<RawCase>>,
    #[serde(default)]
    no: Vec<Spanned<String>>,
}

type Words = BTreeMap<String, Vec<SmolStr>>;

/// The word lists and rules of `text`; `known` are the word lists of the files before it.
pub(super) fn read_rules(path: &Path, text: &str, known: &Words) -> Result<(Words, Vec<Rule>), RuleError> {
    let invalid = |problems| RuleError::Invalid { path: path.to_path_buf(), problems };
    let file: RawFile = toml::from_str(text).map_err(|error| {
        let offset = error.span().map_or(0, |span| span.start);
        invalid(vec![Problem::at(text, offset, with_remedy(error.message()))])
    })?;
    let own: Words =
        file.words.into_iter().map(|(name, words)| (name, words.into_iter().map(SmolStr::from).collect())).collect();
    let line_starts = std::iter::once(0).chain(text.match_indices('\n').map(|(newline, _)| newline + 1)).collect();
    let mut reader = Reader { text, line_starts, known, own: &own, problems: Vec::new() };
    let rules: Vec<Rule> = file.rule.into_iter().filter_map(|rule| reader.rule(rule)).collect();
    let mut problems = reader.problems;
    if problems.is_empty() {
        return Ok((own, rules));
    }
    problems.sort();
    Err(invalid(problems))
}

fn with_remedy(message: &str) -> String {
    let first = message.trim().replace('\n', " ");
    match first.contains("unknown field") {
        true => format!("{first}; remove it or correct its spelling"),
        false => first,
    }
}

struct Reader<'a> {
    text: &'a str,
    /// Where each line of the text starts, in bytes.
    line_starts: Vec<usize>,
    known: &'a Words,
    own: &'a Words,
    problems: Vec<Problem>,
}

impl Reader<'_> {
    /// Line and column of byte `offset`, from 1, the column in characters.
    fn position(&self, offset: usize) -> (usize, usize) {
        let line = self.line_starts.partition_point(|&start| start <= offset);
        let start = line.checked_sub(1).map_or(0, |line| self.line_starts[line]);
        (line, self.text.get(start..offset).map_or(0, |before| before.chars().count()) + 1)
    }

    fn problem(&mut self, offset: usize, message: impl Into<String>) {
        self.problems.push(Problem::at(self.text, offset, message));
    }

    fn rule(&mut self, spanned: Spanned<RawRule>) -> Option<Rule> {
        let start = spanned.span().start;
        let raw = spanned.into_inner();
        let before = self.problems.len();
        if raw.name.get_ref().trim().is_empty() {
            self.problem(raw.name.span().start, "the name is empty; give the rule a name");
        }
        let (kind, triggers) = self.triggers(&raw, start)?;
        let light = self.expand(&raw.light).into_iter().map(|(_, word)| light_verb(&word)).collect();
        let near = self.expand(&raw.near).into_iter().map(|(_, word)| word).collect();
        let above = self.expand(&raw.above).into_iter().map(|(_, word)| word).collect();
        let without = self.expand(&raw.without).into_iter().map(|(_, word)| word).collect();
        let fillers = self.fillers(&raw.fillers, start);
        let except = self.fillers(&raw.except, start);
        let direct = self.role_list(&raw.direct);
        let companions = self.role_list(&raw.companions);
        let require = raw.require.iter().map(|entry| self.roles(entry.get_ref(), entry.span().start)).collect();
        let forbid = raw.forbid.iter().flat_map(|entry| self.roles(entry.get_ref(), entry.span().start)).collect();
        let types = self.types(&raw.types);
        let outcome = self.outcome(&raw, start);
        let status = raw.status.as_ref().and_then(|name| self.status(name));
        let at_most = raw.at_most.as_ref().and_then(|name| self.status(name));
        let place = raw.place.as_ref().map(|roles| self.role_list(roles));
        let confidence = match raw.confidence {
            Some(value) if (0.0..=1.0).contains(value.get_ref()) => *value.get_ref(),
            Some(value) => {
                self.problem(value.span().start, "confidence is a number from 0 to 1");
                0.0
            }
            None => 0.9,
        };
        let cases = self.cases(raw.yes, raw.no, start);
        let outcome = outcome.filter(|_| self.problems.len() == before)?;
        Some(Rule {
            name: raw.name.into_inner(),
            kind,
            triggers,
            without,
            light,
            require,
            forbid,
            fillers,
            except,
            near,
            direct,
            infinitive: raw.infinitive,
            above,
            undenied: raw.undenied,
            denied: raw.denied,
            lone: raw.lone,
            finite: raw.finite,
            companions,
            types,
            outcome,
            status,
            at_most,
            place,
            confidence,
            cases,
        })
    }

    fn triggers(&mut self, raw: &RawRule, start: usize) -> Option<(PredicateKind, Vec<Trigger>)> {
        let given = [
            (PredicateKind::Verb, &raw.verb),
            (PredicateKind::Noun, &raw.noun),
            (PredicateKind::Adjective, &raw.adjective),
        ];
        let mut given = given.into_iter().filter_map(|(kind, words)| words.as_ref().map(|words| (kind, words)));
        let (Some((kind, words)), None) = (given.next(), given.next()) else {
            self.problem(start, "a rule has one of `verb`, `noun` and `adjective`; give exactly one, a list of lemmas");
            return None;
        };
        let triggers: Vec<Trigger> = self.expand(words).into_iter().map(|(_, word)| trigger(kind, &word)).collect();
        if triggers.is_empty() {
            self.problem(start, "the rule has no trigger; name at least one lemma");
        }
        Some((kind, triggers))
    }

    /// The words of a list, `@name` replaced by the word list of that name, each with its offset in the file.
    fn expand(&mut self, words: &[Spanned<String>]) -> Vec<(usize, SmolStr)> {
        let mut expanded = Vec::new();
        for word in words {
            let offset = word.span().start;
            match word.get_ref().strip_prefix('@') {
                None => expanded.push((offset, SmolStr::from(word.get_ref().to_lowercase()))),
                Some(name) => match self.own.get(name).or_else(|| self.known.get(name)) {
                    Some(list) => expanded.extend(list.iter().map(|word| (offset, word.clone()))),
                    None => {
                        self.problem(offset, format!("no word list `{name}`; define it in a [words] table"));
                    }
                },
            }
        }
        expanded
    }

    fn roles(&mut self, text: &str, offset: usize) -> Vec<RoleRef> {
        let mut roles = Vec::new();
        for alternative in text.split('|').map(str::trim) {
            match role_ref(alternative).filter(|role| self.is_known(role)) {
                Some(role) => roles.push(role),
                None => self.problem(
                    offset,
                    format!(
                        "no role `{alternative}`; use subject, object, indirect-object, possessor, compound, time, frequency or a \
                         preposition in lower case, after `verb.`, `above.` or `object.` where another word's role is meant"
                    ),
                ),
            }
        }
        roles
    }

    /// A preposition must stand in the word list `prepositions`, so that a slip of the pen is no preposition.
    fn is_known(&self, role: &RoleRef) -> bool {
        let Role::Preposition(name) = &role.role else { return true };
        let list = |words: &Words| words.get("prepositions").is_some_and(|list| list.contains(name));
        list(self.known) || list(self.own)
    }

    fn role_list(&mut self, entries: &[Spanned<String>]) -> Vec<RoleRef> {
        entries.iter().flat_map(|entry| self.roles(entry.get_ref(), entry.span().start)).collect()
    }

    fn fillers(
        &mut self,
        raw: &BTreeMap<String, Vec<Spanned<String>>>,
        start: usize,
    ) -> Vec<(Vec<RoleRef>, Vec<SmolStr>)> {
        let mut fillers = Vec::new();
        for (roles, lemmas) in raw {
            let offset = lemmas.first().map_or(start, |lemma| lemma.span().start);
            let lemmas = self.expand(lemmas).into_iter().map(|(_, word)| word).collect();
            fillers.push((self.roles(roles, offset), lemmas));
        }
        fillers
    }

    fn side(&mut self, text: &str, offset: usize) -> Side {
        let (each, rest) = match text.trim().strip_prefix("each ") {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        Side { each, roles: self.roles(rest, offset) }
    }

    fn types(&mut self, raw: &BTreeMap<String, Spanned<Vec<String>>>) -> Vec<(RoleRef, Vec<FillerType>)> {
        let mut types = Vec::new();
        for (role, names) in raw {
            let offset = names.span().start;
            let mut admitted = Vec::new();
            for name in names.get_ref() {
                match filler_type(name) {
                    Some(kind) => admitted.push(kind),
                    None => self.problem(
                        offset,
                        format!("no type `{name}`; use person, organization, place, party or representatives"),
                    ),
                }
            }
            types.extend(self.roles(role, offset).into_iter().map(|role| (role, admitted.clone())));
        }
        types
    }

    fn outcome(&mut self, raw: &RawRule, start: usize) -> Option<Outcome> {
        if let Some(relation) = &raw.relation {
            let (Some(from), Some(to)) = (&raw.from, &raw.to) else {
                self.problem(relation.span().start, "a relation needs `from` and `to`; name the role of each");
                return None;
            };
            if raw.sides.is_some() || raw.kind.is_some() {
                self.problem(relation.span().start, "a relation has no `sides` and no `kind`; remove them");
            }
            return Some(Outcome::Relation {
                name: relation.get_ref().clone(),
                from: self.side(from.get_ref(), from.span().start),
                to: self.side(to.get_ref(), to.span().start),
            });
        }
        let Some(sides) = &raw.sides else {
            self.problem(start, "the rule makes nothing; give `sides` for a meeting, or `relation`, `from` and `to`");
            return None;
        };
        let offset = sides.span().start;
        let sides: Vec<Side> = sides.get_ref().iter().map(|side| self.side(side, offset)).collect();
        if sides.len() < 2 && !sides.iter().any(|side| side.each) {
            self.problem(
                offset,
                "a meeting has two sides; add one, or write \"each\" before a role that names several",
            );
        }
        let kind = match &raw.kind {
            None => MeetingKind::Meeting,
            Some(name) => meeting_kind(name.get_ref()).unwrap_or_else(|| {
                self.problem(
                    name.span().start,
                    format!(
                        "no kind `{}`; use meeting, talks, summit, call, visit, dinner, conference, debate or other",
                        name.get_ref()
                    ),
                );
                MeetingKind::Other
            }),
        };
        Some(Outcome::Meeting { kind, sides })
    }

    fn status(&mut self, name: &Spanned<String>) -> Option<Factuality> {
        let status = factuality(name.get_ref());
        if status.is_none() {
            self.problem(
                name.span().start,
                format!("no status `{}`; use held, planned, possible or negated", name.get_ref()),
            );
        }
        status
    }

    fn cases(&mut self, yes: Vec<Spanned<RawCase>>, no: Vec<Spanned<String>>, start: usize) -> Vec<Case> {
        if yes.is_empty() || no.is_empty() {
            self.problem(start, "a rule carries examples; give at least one `yes` and one `no` sentence");
        }
        let mut cases = Vec::new();
        for case in yes {
            let offset = case.span().start;
            let raw = case.into_inner();
            if let Some(status) = raw.status.as_deref().filter(|status| factuality(status).is_none()) {
                self.problem(offset, format!("no status `{status}`; use held, planned, possible or negated"));
            }
            let (line, column) = self.position(offset);
            cases.push(Case { line, column, text: raw.text.clone(), expected: Some(Expected::from(raw)) });
        }
        for text in no {
            let (line, column) = self.position(text.span().start);
            cases.push(Case { line, column, text: text.into_inner(), expected: None });
        }
        cases
    }
}

fn trigger(kind: PredicateKind, word: &str) -> Trigger {
    match (kind, word.split_once(' ')) {
        (PredicateKind::Verb, Some((lemma, particle))) => {
            Trigger { lemma: lemma.into(), particle: Some(particle.into()), modifier: None }
        }
        (PredicateKind::Noun, Some((modifier, lemma))) => {
            Trigger { lemma: lemma.into(), particle: None, modifier: Some(modifier.into()) }
        }
        _ => Trigger { lemma: word.into(), particle: None, modifier: None },
    }
}

/// "hold", "engage in", "sit down for": a verb, perhaps a particle, perhaps the preposition that carries the noun.
fn light_verb(words: &str) -> LightVerb {
    let parts: Vec<&str> = words.split_whitespace().collect();
    match parts.as_slice() {
        [lemma, particle, preposition, ..] => LightVerb {
            lemma: (*lemma).into(),
            particle: Some((*particle).into()),
            role: Role::Preposition((*preposition).into()),
        },
        [lemma, particle] if matches!(*particle, "down" | "off" | "up") => {
            LightVerb { lemma: (*lemma).into(), particle: Some((*particle).into()), role: Role::Object }
        }
        [lemma, preposition] => {
            LightVerb { lemma: (*lemma).into(), particle: None, role: Role::Preposition((*preposition).into()) }
        }
        _ => LightVerb { lemma: words.trim().into(), particle: None, role: Role::Object },
    }
}

fn role_ref(text: &str) -> Option<RoleRef> {
    let (base, name) = match text.split_once('.') {
        Some(("verb", name)) => (Base::Verb, name),
        Some(("above", name)) => (Base::Above, name),
        Some(("object", name)) => (Base::Object, name),
        Some(_) => return None,
        None => (Base::Own, text),
    };
    let role = match name {
        "subject" => Role::Subject,
        "object" => Role::Object,
        "indirect-object" => Role::IndirectObject,
        "possessor" => Role::Possessor,
        "compound" => Role::Compound,
        "time" => Role::Time,
        "complement" => Role::Complement,
        "frequency" => Role::Frequency,
        _ if !name.is_empty() && name.chars().all(|c| c.is_ascii_lowercase() || c == ' ') => {
            Role::Preposition(name.into())
        }
        _ => return None,
    };
    Some(RoleRef { base, role })
}

fn filler_type(name: &str) -> Option<FillerType> {
    Some(match name {
        "person" => FillerType::Person,
        "organization" => FillerType::Organization,
        "place" => FillerType::Place,
        "party" => FillerType::Party,
        "official" => FillerType::Official,
        "representatives" => FillerType::Representatives,
        _ => return None,
    })
}

pub(super) fn factuality(name: &str) -> Option<Factuality> {
    Some(match name {
        "held" => Factuality::Held,
        "planned" => Factuality::Planned,
        "possible" => Factuality::Possible,
        "negated" => Factuality::Negated,
        _ => return None,
    })
}

fn meeting_kind(name: &str) -> Option<MeetingKind> {
    Some(match name {
        "meeting" => MeetingKind::Meeting,
        "talks" => MeetingKind::Talks,
        "summit" => MeetingKind::Summit,
        "call" => MeetingKind::Call,
        "visit" => MeetingKind::Visit,
        "dinner" => MeetingKind::Dinner,
        "conference" => MeetingKind::Conference,
        "debate" => MeetingKind::Debate,
        "other" => MeetingKind::Other,
        _ => return None,
    })
}
