//! Second reading of the names: what the article calls by name anywhere helps where the model went wrong.
//!
//! Lines whose words are all capitalised (headlines) are read by the names of the body alone; names joined by a hyphen, a
//! slash or "and" are parted where each is known by itself; capitalised words that the model passed over are names where
//! the article names the same elsewhere; gaps inside one person's name are closed.

use super::lexicon::lexicon;
use super::names::{Name, is_particle};
use super::words::Words;
use crate::nlp::Label;
use rustc_hash::{FxHashMap, FxHashSet};
use smol_str::SmolStr;
use std::ops::Range;

/// Mends `names`, which stand in text order, and returns them so.
pub(super) fn repair(words: &Words<'_>, mut names: Vec<Name>) -> Vec<Name> {
    close_gaps(words, &mut names);
    super::persons::make_whole(words, &mut names);
    super::pairs::join_pairs(words, &mut names);
    super::cut_short::complete(words, &mut names);
    super::bodies::complete(words, &mut names);
    super::committees::add_topics(words, &mut names);
    super::committees::add_kinds(words, &mut names);
    complete_administrations(words, &mut names);
    let known = Known::of(words, &names);
    let mut mended: Vec<Name> = Vec::with_capacity(names.len());
    for name in names {
        if is_title_complement(words, &name.tokens) {
            continue;
        }
        if words.in_headline(name.tokens.start) {
            if known.stands_alone(words, &name) {
                mended.push(name);
            }
            continue;
        }
        known.part(words, name, &mut mended);
    }
    let mut covered = vec![false; words.len() as usize];
    for name in &mended {
        covered[name.tokens.start as usize..name.tokens.end as usize].fill(true);
    }
    known.scan(words, &covered, &mut mended);
    mended.sort_by_key(|name| name.tokens.start);
    mended
}

/// "State" of "Secretary of State" is part of a title.
fn is_title_complement(words: &Words<'_>, tokens: &Range<u32>) -> bool {
    tokens.len() == 1
        && tokens.start >= 2
        && words.lower(tokens.start) == "state"
        && words.lower(tokens.start - 1) == "of"
        && matches!(words.lower(tokens.start - 2), "secretary" | "secretaries" | "minister" | "department")
}

/// Joins two parts of a person's name around capitalised words that the model left out ("Ana" + "Peña" + "Ode").
fn close_gaps(words: &Words<'_>, names: &mut Vec<Name>) {
    let mut index = 0;
    while index + 1 < names.len() {
        let (left, right) = (&names[index], &names[index + 1]);
        let gap = left.tokens.end..right.tokens.start;
        if is_named_site(words, left, right) {
            names[index].tokens.end = names[index + 1].tokens.end;
            names[index].label = names[index + 1].label;
            names.remove(index + 1);
            continue;
        }
        if is_over_particle(words, left, right) {
            names[index].tokens.end = names[index + 1].tokens.end;
            names.remove(index + 1);
            continue;
        }
        if is_torn(words, left, right) || goes_on_with_particle(words, left, right) {
            names[index].tokens.end = names[index + 1].tokens.end;
            names[index].label = Label::new("PERSON");
            names.remove(index + 1);
            continue;
        }
        let joins = left.label == "PERSON"
            && right.label == "PERSON"
            && gap.len() <= 2
            && words.sentence(left.tokens.start) == words.sentence(right.tokens.start)
            && left.tokens.clone().all(|token| words.token(token).deprel == "compound")
            && gap.clone().all(|token| {
                words.token(token).pos == "PROPN"
                    && words.token(token).deprel == "compound"
                    && words.has_letters(token)
                    && lexicon().title(words.lower(token)).is_none()
                    // "Norville West *MP* Ana Ode"
                    && lexicon().role(words.lower(token)).is_none()
            })
            && (gap.start..right.tokens.start + 1).all(|token| !words.starts_line(token));
        if joins {
            names[index].tokens.end = names[index + 1].tokens.end;
            names.remove(index + 1);
        } else {
            index += 1;
        }
    }
}

/// "[Ana Ode] [Norville Airport]": a site named after a person.
fn is_named_site(words: &Words<'_>, left: &Name, right: &Name) -> bool {
    let last = right.tokens.end - 1;
    left.label == "PERSON"
        && left.title.is_empty()
        && right.tokens.start == left.tokens.end
        && !words.starts_line(right.tokens.start)
        && !words.in_headline(last)
        && words.token(left.tokens.end - 1).deprel == "compound"
        && right.tokens.contains(&words.token(left.tokens.end - 1).head.0)
        && matches!(
            words.lower(last),
            "airport" | "stadium" | "hospital" | "library" | "center" | "centre" | "building" | "bridge" | "university"
        )
}

/// "the *Correio* do *Norte*": the two halves of a name, parted at a foreign particle.
fn is_over_particle(words: &Words<'_>, left: &Name, right: &Name) -> bool {
    let gap = left.tokens.end;
    right.tokens.start == gap + 1
        && matches!(words.lower(gap), "do" | "da" | "dos" | "del" | "della" | "di" | "du" | "des")
        && !words.is_capital(gap)
        && !words.starts_line(gap)
        && !words.starts_line(gap + 1)
        && left.tokens.start > 0
        && words.lower(left.tokens.start - 1) == "the"
        && right.tokens.len() == 1
}

/// "*Ana Ode* *de Falk*": the end of a person's name, from its particle on, which the model took for another.
fn goes_on_with_particle(words: &Words<'_>, left: &Name, right: &Name) -> bool {
    let last = left.tokens.end - 1;
    left.label != "ORG"
        && right.label == "PERSON"
        && right.title.is_empty()
        && right.tokens.start == left.tokens.end
        && right.tokens.len() > 1
        && is_particle(words.lower(right.tokens.start))
        // "Democrat *Ben* Ode"
        && !(words.is_capital(right.tokens.start) && lexicon().given_name(words.lower(right.tokens.start)).is_some())
        && !words.starts_line(right.tokens.start)
        && words.token(last).deprel == "compound"
        && right.tokens.contains(&words.token(last).head.0)
        && super::gazetteer::country_by_name(words.form(last)).is_none()
}

/// "Governor *Ana* *Ode*": a name after a title, torn in two that the parse holds for one.
fn is_torn(words: &Words<'_>, left: &Name, right: &Name) -> bool {
    let last = left.tokens.end - 1;
    let given = left.label == "PERSON" && left.tokens.len() == 1 && lexicon().given_name(words.lower(last)).is_some();
    let country =
        || super::gazetteer::country_by_name(words.analysis.span(right.tokens.clone()).slice(words.body)).is_some();
    (!left.title.is_empty() || given)
        && left.label != "ORG"
        && right.tokens.start == left.tokens.end
        && right.tokens.len() == 1
        && words.is_spaced(right.tokens.start)
        && !words.starts_line(right.tokens.start)
        && !words.in_headline(last)
        && words.token(last).deprel == "compound"
        && right.tokens.contains(&words.token(last).head.0)
        && !words.is_all_capitals(right.tokens.start)
        && !lexicon().organization_word(words.lower(right.tokens.start), false)
        && !country()
}

/// "the Ode administration", "the Ode family", "the Ode campaign said": a body named after a person.
fn complete_administrations(words: &Words<'_>, names: &mut [Name]) {
    for name in names.iter_mut().filter(|name| matches!(name.label.as_str(), "PERSON" | "ORG" | "GPE")) {
        let next = name.tokens.end;
        if next >= words.len() || words.starts_line(next) || words.in_headline(next) || words.token(next).pos != "NOUN"
        {
            continue;
        }
        let definite = name.tokens.start > 0 && words.lower(name.tokens.start - 1) == "the";
        let acts = matches!(words.token(next).deprel.as_str(), "nsubj" | "nsubjpass" | "agent");
        let follows = match words.lower(next) {
            "administration" => true,
            "government" => definite && is_no_country(words, name),
            "family" => definite && name.label != "GPE",
            "inquiry" => definite,
            "campaign" => {
                let whole = acts || words.token(next).deprel != "compound";
                let body = lexicon().organization_word(words.lower(next - 1), false);
                let staff = name.label == "PERSON"
                    && words.token(next).deprel == "compound"
                    && super::roles::role_noun(words, next + 1).is_some();
                let ends = next + 1 < words.len();
                (definite && whole || staff) && ends && !body && name.label != "GPE"
            }
            _ => false,
        };
        if follows {
            name.tokens.end = next + 1;
            name.label = Label::new("ORG");
        }
    }
}

/// "the Ode government": one named after a person or a town, not after a country.
fn is_no_country(words: &Words<'_>, name: &Name) -> bool {
    let form = words.analysis.span(name.tokens.clone()).slice(words.body);
    let town = super::gazetteer::lookup(form).any(|place| place.kind == super::gazetteer::PlaceKind::Capital);
    let country = super::gazetteer::country_by_name(form).or_else(|| super::gazetteer::country_by_demonym(form));
    country.is_none() && (town || name.label == "PERSON")
}

/// The names of the body, by their first word.
struct Known {
    by_first: FxHashMap<SmolStr, Vec<(Vec<SmolStr>, Label)>>,
    /// Words of people's full names.
    parts: FxHashSet<SmolStr>,
}

impl Known {
    fn of(words: &Words<'_>, names: &[Name]) -> Self {
        let mut known = Self { by_first: FxHashMap::default(), parts: FxHashSet::default() };
        let person = Label::new("PERSON");
        let usable = |name: &&Name| !words.in_headline(name.tokens.start) && !is_title_complement(words, &name.tokens);
        for name in names.iter().filter(usable) {
            let key = key(words, &name.tokens);
            if matches!(name.label.as_str(), "WORK_OF_ART" | "EVENT" | "LAW" | "NORP") {
                continue;
            }
            if name.label == "PERSON" && key.len() > 1 {
                known.parts.extend(key.iter().filter(|word| word.len() > 2).cloned());
            }
            if name.label == "PERSON" && key.len() > 1 || !name.title.is_empty() {
                let last = last_word(words, &name.tokens);
                known.insert(self::key(words, &last), person);
                let first = words.lower(name.tokens.start);
                if name.tokens.len() > 1 && lexicon().given_name(first).flatten().is_some() {
                    known.insert(vec![first.into()], person);
                }
            }
            if key.len() > 1 || key[0].len() > 1 {
                known.insert(key, name.label);
            }
        }
        known
    }

    fn insert(&mut self, key: Vec<SmolStr>, label: Label) {
        let Some(first) = key.first() else { return };
        let forms = self.by_first.entry(first.clone()).or_default();
        // The longest first, so that the first match is the longest.
        let place = forms.partition_point(|(form, _)| form.len() > key.len());
        if !forms.iter().any(|(form, _)| *form == key) {
            forms.insert(place, (key, label));
        }
    }

    /// The longest known name that begins at `start` and ends by `end`.
    fn match_at(&self, words: &Words<'_>, start: u32, end: u32) -> Option<(Range<u32>, Label)> {
        let forms = self.by_first.get(words.lower(start))?;
        forms.iter().find_map(|(form, label)| {
            let stop = start + u32::try_from(form.len()).ok()?;
            let fits = stop <= end
                && (start..stop).zip(form).all(|(index, word)| words.lower(index) == word)
                && (start + 1..stop).all(|index| !words.starts_line(index));
            fits.then_some((start..stop, *label))
        })
    }

    /// True if a name of a headline can be kept although the body does not have it.
    fn stands_alone(&self, words: &Words<'_>, name: &Name) -> bool {
        let n_words = name.tokens.len();
        let inner = name.tokens.clone().any(|index| self.match_at(words, index, name.tokens.end).is_some());
        let shouted = name.tokens.clone().all(|index| words.is_all_capitals(index) || !words.has_letters(index));
        match name.label.as_str() {
            _ if inner => false,
            "PERSON" => {
                (2..=3).contains(&n_words)
                    && lexicon().given_name(words.lower(name.tokens.start)).is_some()
                    && lexicon().surname(words.lower(name.tokens.end - 1))
            }
            "GPE" | "LOC" => true,
            "ORG" => n_words == 1 && !shouted || lexicon().organization_word(words.lower(name.tokens.end - 1), false),
            _ => false,
        }
    }

    /// Keeps `name`, or its parts where it is several names in one.
    fn part(&self, words: &Words<'_>, name: Name, mended: &mut Vec<Name>) {
        let joint = name.tokens.clone().skip(1).find(|&index| {
            index + 1 < name.tokens.end
                && (words.is_joint(index) || matches!(words.lower(index), "and" | "&"))
                && self.match_at(words, name.tokens.start, index).is_some_and(|(found, _)| found.end == index)
                && self
                    .match_at(words, index + 1, name.tokens.end)
                    .is_some_and(|(found, _)| found.end == name.tokens.end)
                // "Mr Ode-Falk": one man, though Ode and Falk are known
                && !(!name.title.is_empty() && words.is_joint(index) && !words.is_spaced(index + 1))
        });
        if let Some((joint, label)) = self.pair_of_meeting(words, &name).filter(|_| joint.is_none()) {
            for part in [name.tokens.start..joint, joint + 1..name.tokens.end] {
                mended.push(Name { title: part.start..part.start, tokens: part, label });
            }
            return;
        }
        let joint = joint.map(|joint| (joint, joint + 1)).or_else(|| self.seam(words, &name));
        let Some((joint, after)) = joint.or_else(|| self.before_country(words, &name)) else {
            mended.extend(self.freed(words, name));
            return;
        };
        for part in [name.tokens.start..joint, after..name.tokens.end] {
            let country = super::gazetteer::country_by_name(words.form(part.start)).filter(|_| part.len() == 1);
            let label = self.match_at(words, part.start, part.end).map(|(_, label)| label);
            let label = label.or(country.map(|_| Label::new("GPE"))).unwrap_or(name.label);
            mended.push(Name { tokens: part.clone(), label, title: part.start..part.start });
        }
    }

    /// "the Ode-Falk debates": two family names joined by a dash before a noun for what two do with each other.
    fn pair_of_meeting(&self, words: &Words<'_>, name: &Name) -> Option<(u32, Label)> {
        let Range { start, end } = name.tokens;
        let joined = end - start == 3 && words.is_joint(start + 1) && end < words.len();
        let mutual = |noun: u32| {
            matches!(
                words.token(noun).lemma.to_lowercase().as_str(),
                "debate"
                    | "talk"
                    | "meeting"
                    | "summit"
                    | "negotiation"
                    | "duel"
                    | "dialogue"
                    | "call"
                    | "feud"
                    | "rivalry"
            )
        };
        let is_surname =
            |word: u32| words.is_capital(word) && !words.is_all_capitals(word) && lexicon().surname(words.lower(word));
        let fits = joined && mutual(end) && is_surname(start) && is_surname(start + 2);
        fits.then(|| (start + 1, Label::new("PERSON")))
    }

    /// Where two full names of known people stand side by side in one span.
    fn seam(&self, words: &Words<'_>, name: &Name) -> Option<(u32, u32)> {
        let Range { start, end } = name.tokens;
        (start + 2..end.saturating_sub(1))
            .find(|&index| {
                let whole =
                    |from: u32, to: u32| self.match_at(words, from, to).is_some_and(|(found, _)| found.end == to);
                whole(start, index) && whole(index, end) && end - start < 7
            })
            .map(|index| (index, index))
    }

    /// "told *Ode Norland's* plan": a known person's name right before a country's.
    fn before_country(&self, words: &Words<'_>, name: &Name) -> Option<(u32, u32)> {
        let last = name.tokens.end - 1;
        let known = name.label == "PERSON"
            && name.tokens.len() > 1
            && self
                .match_at(words, name.tokens.start, last)
                .is_some_and(|(found, label)| found.end == last && label == "PERSON");
        let given = known && lexicon().given_name(words.lower(last - 1)).is_some();
        (known && !given && super::gazetteer::country_by_name(words.form(last)).is_some()).then_some((last, last))
    }

    /// Frees the name of a known person from a word before it that is no part of it ("First Ode goes …", "AGENCY Ode").
    fn freed(&self, words: &Words<'_>, mut name: Name) -> Option<Name> {
        let mixed = name.tokens.clone().any(|index| words.has_letters(index) && !words.is_all_capitals(index));
        let person_after =
            |index: u32| self.match_at(words, index, name.tokens.end).is_some_and(|(_, label)| label == "PERSON");
        if mixed
            && (name.label == "PERSON"
                || name.label == "ORG" && name.tokens.len() > 1 && person_after(name.tokens.start + 1))
        {
            let is_stray = |index: u32| {
                words.is_all_capitals(index)
                    && words.form(index).chars().filter(|letter| letter.is_alphabetic()).count() >= 3
                    && !words.form(index).contains('.')
            };
            let start = name.tokens.start;
            while name.tokens.len() > 1 && is_stray(name.tokens.start) {
                name.tokens.start += 1;
            }
            if name.tokens.start > start {
                name.label = Label::new("PERSON");
            }
            let is_agency =
                |index: u32| is_stray(index) || words.is_all_capitals(index) && words.form(index).len() == 2;
            while name.tokens.len() > 1
                && is_agency(name.tokens.end - 1)
                && !matches!(words.lower(name.tokens.end - 1), "jr" | "sr")
                && !super::persons::is_numeral(words.form(name.tokens.end - 1))
            {
                name.tokens.end -= 1;
            }
        }
        if name.tokens.len() == 2
            && name.label == "ORG"
            && words.sentence_range(name.tokens.start).start == name.tokens.start
        {
            let person = self
                .match_at(words, name.tokens.start + 1, name.tokens.end)
                .is_some_and(|(_, label)| label == "PERSON");
            if person && words.lower(name.tokens.start) == "first" {
                name.tokens.start += 1;
                name.label = Label::new("PERSON");
            }
        }
        Some(name)
    }

    /// Adds mentions of known names that no name covers.
    fn scan(&self, words: &Words<'_>, covered: &[bool], mended: &mut Vec<Name>) {
        let n_tokens = words.len();
        let mut index = 0;
        while index < n_tokens {
            let free = !covered[index as usize] && words.is_capital(index) && words.has_letters(index);
            let found = free.then(|| self.match_at(words, index, words.sentence_range(index).end)).flatten();
            match found {
                Some((tokens, label)) if self.is_mention(words, covered, &tokens, label) => {
                    index = tokens.end;
                    mended.push(Name { title: tokens.start..tokens.start, tokens, label });
                }
                _ => index += 1,
            }
        }
    }

    fn is_mention(&self, words: &Words<'_>, covered: &[bool], tokens: &Range<u32>, label: Label) -> bool {
        let free = tokens.clone().all(|index| !covered[index as usize]);
        let capital = words.in_headline(tokens.start)
            || tokens.clone().all(|index| {
                words.is_capital(index)
                    || !words.has_letters(index)
                    || is_particle(words.lower(index))
                    || tokens.len() > 2
            });
        let word = tokens.len() > 1
            || words.in_headline(tokens.start)
            || matches!(words.token(tokens.start).pos.as_str(), "PROPN" | "NOUN" | "ADJ" | "X")
            || label == "PERSON" && opens_a_list(words, tokens.end);
        free && capital && word
    }
}

/// True if what stands at `next` shows that a name stands before it, whatever the tagger takes that for.
fn opens_a_list(words: &Words<'_>, next: u32) -> bool {
    next < words.len()
        && (matches!(words.lower(next), "," | "and" | "'s")
            || matches!(words.token(next).tag.as_str(), "VBD" | "VBZ" | "MD") && words.token(next).pos != "PUNCT")
}

fn key(words: &Words<'_>, tokens: &Range<u32>) -> Vec<SmolStr> {
    tokens.clone().map(|index| words.lower(index).into()).collect()
}

/// The tokens of the last written word.
fn last_word(words: &Words<'_>, tokens: &Range<u32>) -> Range<u32> {
    let mut start = tokens.end - 1;
    if matches!(words.lower(start).trim_end_matches('.'), "jr" | "sr" | "ii" | "iii" | "iv") && start > tokens.start {
        start -= 1;
    }
    let end = start + 1;
    while start > tokens.start && !words.is_spaced(start) {
        start -= 1;
    }
    start..end
}
