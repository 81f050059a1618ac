//! Word lists of names, titles, roles and kin, embedded from `data/lexicon`.
//!
//! All keys are lower case. The lists hold language, never today's people.

use super::gender::Gender;
use rustc_hash::{FxHashMap, FxHashSet};
use smol_str::SmolStr;
use std::sync::LazyLock;

/// What a title that stands before a name tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Title {
    /// The gender it tells, if any.
    pub(super) gender: Option<Gender>,
    /// True if it is a position as well ("President"), not only a form of address ("Mr").
    pub(super) is_role: bool,
    /// How many words of a name must follow for both to tell a person where the model sees a body; none if they never do.
    pub(super) least_names: Option<usize>,
}

/// What a noun for a person tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct RoleNoun {
    /// The gender it tells, if any.
    pub(super) gender: Option<Gender>,
    /// True if one person holds it at a time in one body or country.
    pub(super) is_office: bool,
}

/// How a word beside a name tells that it is a firm's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum FirmWord {
    /// What firms have ("plant").
    Had,
    /// What is held of a firm or aimed at it ("takeover").
    Aim,
    /// A verb for what firms do ("employ").
    Agent,
    /// A verb for what is done to firms ("privatise").
    Patient,
    /// What firms cut, make and pay ("job", "profit").
    Object,
}

/// What a word of speech tells of the people around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum TalkWord {
    /// A verb that puts a question to its object ("ask").
    Question,
    /// A verb that puts a warning or news to its object ("remind").
    Warning,
    /// A verb whose object stands before an "of" of the verb's own ("accuse the judge of bias").
    Charge,
    /// A noun for who speaks for another ("lawyer").
    Advocate,
    /// A noun for kin that tells of nobody's relative ("man").
    Anybody,
}

/// What a common noun that may stand for a named thing stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ThingNoun {
    /// An organization ("company").
    Organization,
    /// A place ("country").
    Place,
}

/// What a common word may be in the name of a public body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum BodyWord {
    /// A name with nothing but the country before it ("the Norwegian *parliament*").
    Head,
    /// A name only with a completing word ("the Norwegian foreign *ministry*").
    Completed,
    /// Such a completing word ("foreign").
    Completing,
}

/// All lists.
pub(super) struct Lexicon {
    titles: FxHashMap<&'static str, Title>,
    roles: FxHashMap<&'static str, RoleNoun>,
    kin: FxHashMap<&'static str, Option<Gender>>,
    given_names: FxHashMap<&'static str, Option<Gender>>,
    surnames: FxHashSet<&'static str>,
    short_names: FxHashMap<&'static str, Vec<&'static str>>,
    peoples: FxHashSet<&'static str>,
    organization_words: FxHashMap<&'static str, Marks>,
    place_words: FxHashMap<&'static str, Marks>,
    things: FxHashMap<&'static str, ThingNoun>,
    body_words: FxHashMap<&'static str, BodyWord>,
    named_places: FxHashSet<&'static str>,
    sites: FxHashSet<&'static str>,
    both: FxHashSet<&'static str>,
    firms: FxHashSet<&'static str>,
    body_nouns: FxHashMap<&'static str, (bool, &'static str)>,
    institutions: FxHashSet<&'static str>,
    firm_words: FxHashSet<(&'static str, FirmWord)>,
    firm_pairs: FxHashSet<(&'static str, &'static str)>,
    speech_verbs: FxHashSet<&'static str>,
    judging_verbs: FxHashSet<&'static str>,
    talk_words: FxHashSet<(&'static str, TalkWord)>,
    relations: FxHashMap<&'static str, Vec<&'static str>>,
    deeds: FxHashMap<&'static str, &'static str>,
}

static LEXICON: LazyLock<Lexicon> = LazyLock::new(Lexicon::load);

/// The embedded lists.
pub(super) fn lexicon() -> &'static Lexicon {
    &LEXICON
}

fn rows(text: &'static str) -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    text.lines().filter(|line| !line.starts_with('#')).filter_map(|line| {
        let mut cells = line.split_whitespace();
        let word = cells.next()?;
        Some((word, cells.next().unwrap_or_default(), cells.next().unwrap_or_default()))
    })
}

fn lines(text: &'static str) -> FxHashSet<&'static str> {
    text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')).collect()
}

/// Rows of a word and others that belong to it.
fn listed(text: &'static str) -> FxHashMap<&'static str, Vec<&'static str>> {
    let rows = text.lines().filter(|line| !line.starts_with('#')).filter_map(|line| {
        let mut cells = line.split_whitespace();
        Some((cells.next()?, cells.collect()))
    });
    rows.collect()
}

fn talk_rows() -> impl Iterator<Item = (&'static str, TalkWord)> {
    rows(include_str!("../../data/lexicon/talk_words.txt")).map(|(word, class, _)| {
        let class = match class {
            "q" => TalkWord::Question,
            "w" => TalkWord::Warning,
            "o" => TalkWord::Charge,
            "s" => TalkWord::Advocate,
            _ => TalkWord::Anybody,
        };
        (word, class)
    })
}

fn gender(cell: &str) -> Option<Gender> {
    match cell {
        "m" => Some(Gender::Male),
        "f" => Some(Gender::Female),
        _ => None,
    }
}

/// Where a word of a list may stand in a name.
#[derive(Clone, Copy)]
struct Marks {
    anywhere: bool,
    continued: bool,
}

fn marked(text: &'static str) -> FxHashMap<&'static str, Marks> {
    rows(text)
        .map(|(word, _, _)| {
            let marks = Marks { anywhere: word.contains('*'), continued: word.contains('+') };
            (word.trim_end_matches(['*', '+']), marks)
        })
        .collect()
}

fn firm_rows() -> impl Iterator<Item = (&'static str, FirmWord)> {
    rows(include_str!("../../data/lexicon/firm_words.txt")).map(|(word, class, _)| {
        let class = match class {
            "h" => FirmWord::Had,
            "o" => FirmWord::Aim,
            "s" => FirmWord::Agent,
            "b" => FirmWord::Patient,
            _ => FirmWord::Object,
        };
        (word, class)
    })
}

impl Lexicon {
    fn load() -> Self {
        Self {
            titles: rows(include_str!("../../data/lexicon/titles.txt"))
                .map(|(word, told, class)| {
                    let least_names = match class.chars().last() {
                        Some('!') => Some(1),
                        Some('+') => Some(2),
                        _ => None,
                    };
                    (word, Title { gender: gender(told), is_role: class.starts_with('r'), least_names })
                })
                .collect(),
            roles: rows(include_str!("../../data/lexicon/roles.txt"))
                .map(|(word, told, class)| (word, RoleNoun { gender: gender(told), is_office: class == "o" }))
                .collect(),
            kin: rows(include_str!("../../data/lexicon/kin.txt")).map(|(word, told, _)| (word, gender(told))).collect(),
            given_names: rows(include_str!("../../data/lexicon/given_names.txt"))
                .map(|(word, told, _)| (word, gender(told)))
                .collect(),
            surnames: lines(include_str!("../../data/lexicon/surnames.txt")),
            short_names: listed(include_str!("../../data/lexicon/short_names.txt")),
            peoples: lines(include_str!("../../data/lexicon/peoples.txt")),
            organization_words: marked(include_str!("../../data/lexicon/organization_words.txt")),
            place_words: marked(include_str!("../../data/lexicon/place_words.txt")),
            things: rows(include_str!("../../data/lexicon/nominals.txt"))
                .filter_map(|(word, class, _)| match class {
                    "o" | "t" => Some((word, ThingNoun::Organization)),
                    "p" => Some((word, ThingNoun::Place)),
                    _ => None,
                })
                .collect(),
            named_places: rows(include_str!("../../data/lexicon/nominals.txt"))
                .filter(|(_, class, _)| *class == "q")
                .map(|(word, _, _)| word)
                .collect(),
            sites: rows(include_str!("../../data/lexicon/nominals.txt"))
                .filter(|(_, class, _)| *class == "s")
                .map(|(word, _, _)| word)
                .collect(),
            both: rows(include_str!("../../data/lexicon/nominals.txt"))
                .filter(|(_, class, _)| *class == "b")
                .map(|(word, _, _)| word)
                .collect(),
            firms: rows(include_str!("../../data/lexicon/nominals.txt"))
                .filter(|(_, class, _)| *class == "f")
                .map(|(word, _, _)| word)
                .collect(),
            body_nouns: rows(include_str!("../../data/lexicon/nominals.txt"))
                .filter(|(_, class, _)| matches!(*class, "o" | "r" | "n" | "t"))
                .map(|(word, class, kind)| (word, (matches!(class, "o" | "r"), kind)))
                .collect(),
            body_words: rows(include_str!("../../data/lexicon/body_words.txt"))
                .map(|(word, class, _)| {
                    let class = match class {
                        "h" => BodyWord::Head,
                        "c" => BodyWord::Completed,
                        _ => BodyWord::Completing,
                    };
                    (word, class)
                })
                .collect(),
            institutions: lines(include_str!("../../data/lexicon/institutions.txt")),
            firm_words: firm_rows().filter(|(word, _)| !word.contains('-') || word.starts_with("buy")).collect(),
            firm_pairs: firm_rows().filter_map(|(word, _)| word.split_once('-')).collect(),
            speech_verbs: lines(include_str!("../../data/lexicon/person_verbs.txt")),
            judging_verbs: lines(include_str!("../../data/lexicon/judging_verbs.txt")),
            talk_words: talk_rows().collect(),
            relations: listed(include_str!("../../data/lexicon/relations.txt")),
            deeds: rows(include_str!("../../data/lexicon/deeds.txt")).map(|(verb, noun, _)| (verb, noun)).collect(),
        }
    }

    /// The title `word` (lower case, with or without its full stop).
    pub(super) fn title(&self, word: &str) -> Option<Title> {
        self.titles.get(word.trim_end_matches('.')).copied()
    }

    /// The noun for who does what the verb tells ("lead": leader).
    pub(super) fn deed(&self, verb: &str) -> Option<&'static str> {
        self.deeds.get(verb).copied()
    }

    /// The role noun `lemma`.
    pub(super) fn role(&self, lemma: &str) -> Option<RoleNoun> {
        self.roles.get(lemma).copied()
    }

    /// The gender that the kin noun `lemma` tells; none if it is no kin noun.
    pub(super) fn kin(&self, lemma: &str) -> Option<Option<Gender>> {
        self.kin.get(lemma).copied()
    }

    /// The gender that the given name `word` tells; none if it is no known given name.
    pub(super) fn given_name(&self, word: &str) -> Option<Option<Gender>> {
        let known = self.given_names.get(word).copied();
        if known.is_some() || word.is_ascii() {
            return known;
        }
        let plain: SmolStr = super::gazetteer::folded(word).collect();
        self.given_names.get(plain.as_str()).copied()
    }

    /// True if `word` is a frequent family name.
    pub(super) fn surname(&self, word: &str) -> bool {
        self.surnames.contains(word)
    }

    /// True if a name that ends in `word` (or, with `anywhere`, holds it) is an organization's.
    pub(super) fn organization_word(&self, word: &str, anywhere: bool) -> bool {
        self.organization_words.get(word).is_some_and(|marks| marks.anywhere || !anywhere)
    }

    /// True if one of the given names is a short form of the other ("bill", "william").
    pub(super) fn is_short_form(&self, left: &str, right: &str) -> bool {
        let short = |short: &str, full: &str| self.short_names.get(short).is_some_and(|names| names.contains(&full));
        short(left, right) || short(right, left)
    }

    /// The given names that `short` may stand for ("william" for "bill").
    pub(super) fn full_forms(&self, short: &str) -> impl Iterator<Item = &'static str> {
        self.short_names.get(short).into_iter().flatten().copied()
    }

    /// True if an organization's name may go on after `word` with "of" or "for" and another name.
    pub(super) fn continued_by_of(&self, word: &str) -> bool {
        self.organization_words.get(word).is_some_and(|marks| marks.continued)
    }

    /// True if `name` (lower case) names a faith, a party's members or a people without a country.
    pub(super) fn people(&self, name: &str) -> bool {
        self.peoples.contains(name)
    }

    /// True if a name that ends in `word` (or, with `begins`, begins with it) is a place's.
    pub(super) fn place_word(&self, word: &str, begins: bool) -> bool {
        self.place_words.get(word).is_some_and(|marks| marks.anywhere == begins)
    }

    /// What the common noun `lemma` may stand for.
    pub(super) fn thing(&self, lemma: &str) -> Option<ThingNoun> {
        self.things.get(lemma).copied()
    }

    /// The kind of body that the common noun `lemma` refers to; none if it refers to none.
    pub(super) fn body_noun(&self, lemma: &str) -> Option<&'static str> {
        let listed = self.body_nouns.get(lemma).filter(|(refers, _)| *refers).map(|&(_, kind)| kind);
        listed.or_else(|| self.is_maker(lemma).then_some("carmaker"))
    }

    /// True for a noun for a firm that makes things ("jetmaker"), not for a person ("lawmaker").
    fn is_maker(&self, lemma: &str) -> bool {
        let person =
            ["law", "policy", "film", "peace", "dress", "king", "trouble", "play", "news", "match", "shoe", "watch"];
        lemma
            .strip_suffix("maker")
            .is_some_and(|thing| thing.len() > 2 && !person.contains(&thing) && !self.roles.contains_key(lemma))
    }

    /// True for a noun for people as for bodies ("owner").
    pub(super) fn both(&self, lemma: &str) -> bool {
        self.both.contains(lemma)
    }

    /// True for a noun for those who serve others for pay, as people or as firms ("auditor").
    pub(super) fn firm(&self, lemma: &str) -> bool {
        self.firms.contains(lemma)
    }

    /// The kind of body that has `word` in its name, if it tells one.
    pub(super) fn name_kind(&self, word: &str) -> Option<&'static str> {
        self.body_nouns.get(word).map(|&(_, kind)| kind)
    }

    /// True for a noun that refers to a place with the noun in its name ("the valley").
    pub(super) fn named_place(&self, lemma: &str) -> bool {
        self.named_places.contains(lemma)
    }

    /// True for a noun for a site that stands at a place ("the plant at Ode").
    pub(super) fn site(&self, lemma: &str) -> bool {
        self.sites.contains(lemma)
    }

    /// What `word` may be in the name of a public body.
    pub(super) fn body_word(&self, word: &str) -> Option<BodyWord> {
        self.body_words.get(word).copied()
    }

    /// True if the whole name (lower case, no article) is a building or seat that stands for who governs from it.
    pub(super) fn institution(&self, name: &str) -> bool {
        self.institutions.contains(name)
    }

    /// True if the dictionary form tells a firm in the way of `class`.
    pub(super) fn firm_word(&self, lemma: &str, class: FirmWord) -> bool {
        self.firm_words.contains(&(lemma, class))
    }

    /// True for two words for who or what only firms have ("chief executive").
    pub(super) fn firm_pair(&self, first: &str, second: &str) -> bool {
        self.firm_pairs.contains(&(first, second))
    }

    /// True if the subject of the verb `lemma` speaks or acts as people do.
    pub(super) fn person_verb(&self, lemma: &str) -> bool {
        self.speech_verbs.contains(lemma)
    }

    /// True if the word `lemma` of speech is of `class`.
    pub(super) fn talk_word(&self, lemma: &str, class: TalkWord) -> bool {
        self.talk_words.contains(&(lemma, class))
    }

    /// The nouns by which the other one of the relation that `noun` tells may be told.
    pub(super) fn turned(&self, noun: &str) -> &[&'static str] {
        self.relations.get(noun).map_or(&[], Vec::as_slice)
    }

    /// True if the object of the verb `lemma` is the cause or the topic of what is said next.
    pub(super) fn judges(&self, lemma: &str) -> bool {
        self.judging_verbs.contains(lemma)
    }
}
