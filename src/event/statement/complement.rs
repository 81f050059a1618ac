//! Indirect speech: the complements of a reporting verb that hold what was said, by the verb's frames.

use super::extent::{
    clause_after_setting, clause_as_object, clause_end, cut_according, cut_relative, cut_report, going_on, next_report,
    object_end, rest_of_sentence, with_explanation, with_list,
};
use super::gap::{antecedent_object, gap_judgement, gap_object, patient, thing_named};
use super::judgement::{is_visit, quoted_predicate, second_judgement};
use super::lexicon::Frames;
use super::objects::{is_content_object, stage_between, without_programme};
use super::strays::{after_aside, clause_by_that, clause_of_setting, indirect_question, infinitive_after_setting};
use super::syntax::Syntax;
use super::turnover::cut_turnover;
use super::words::lists;
use crate::nlp::TokenId;
use std::ops::Range;

/// The reported content of a verb and who is spoken to.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Complement {
    /// Token ranges of the content, in text order.
    pub content: Vec<Range<u32>>,
    /// Head tokens of those spoken to.
    pub addressees: Vec<TokenId>,
    /// The frame that held.
    pub frame: &'static str,
}

/// Finds the content of `verb` by its frames; none of its complements may hold any.
#[must_use]
pub fn complement_of(syntax: &Syntax<'_>, verb: TokenId, frames: &Frames) -> Complement {
    let mut found = uncut_complement(syntax, verb, frames);
    for range in &mut found.content {
        if range.start > verb.0 {
            range.end = cut_participle(syntax, range.start, range.end);
            range.end = cut_according(syntax, range.clone());
            if found.frame != "clause" {
                range.end = cut_report(syntax, range.start, range.end);
                let reason = TokenId(range.end);
                if found.frame.starts_with("object") && range.end < syntax.len() && syntax.is_form(reason, &["because"])
                {
                    range.end = clause_end(syntax, verb, range.end);
                }
            }
            if found.frame == "about" || found.frame == "object" {
                range.end = with_list(syntax, verb, range.end);
            }
            range.end = cut_turnover(syntax, verb, range.clone());
        }
    }
    found
}

fn uncut_complement(syntax: &Syntax<'_>, verb: TokenId, frames: &Frames) -> Complement {
    let mut found = Complement { addressees: addressees_of(syntax, verb, frames), ..Complement::default() };
    let passive = syntax.is_passive(verb);
    let object = match passive {
        true => syntax.child(verb, &["nsubjpass"]).or_else(|| patient(syntax, verb)),
        false => {
            // the parse may call a name after the verb the object of a preposition
            let bare = || syntax.child(verb, &["pobj"]).filter(|&bare| syntax.left(bare) == verb.0 + 1);
            let dative = || syntax.child(verb, &["dative"]).filter(|&dative| syntax.is_nominal(dative));
            syntax.child(verb, &["dobj"]).or_else(dative).or_else(bare)
        }
    };
    let controlled = frames.object_infinitive && has_controlled(syntax, verb);
    if frames.clause
        && let Some(clause) = after_aside(syntax, verb)
            .or_else(|| clause_of(syntax, verb))
            .or_else(|| clause_by_that(syntax, verb, frames))
            .or_else(|| clause_after_setting(syntax, verb))
            .or_else(|| clause_as_object(syntax, verb))
            .or_else(|| rest_of_sentence(syntax, verb))
        && (!controlled || clause.start > verb.0)
    {
        found.content = vec![with_object(syntax, verb, frames, object, clause)];
        found.frame = "clause";
        return found;
    }
    if let Some(range) = thing_named(syntax, verb, frames) {
        found.content = vec![range];
        found.addressees.clear();
        found.frame = "object-predicate";
        return found;
    }
    let gap = if passive { None } else { gap_object(syntax, verb) };
    if let Some(range) = gap.clone()
        && let Some(judgement) = gap_judgement(syntax, verb, frames, object)
    {
        found.content = vec![range, judgement];
        found.addressees.clear();
        found.frame = "object-predicate";
        return found;
    }
    if let Some(range) = object_frames(syntax, verb, frames, object, passive, &mut found.frame) {
        found.content = range;
        found.addressees.clear();
        return found;
    }
    if let Some((range, frame)) = bare_frames(syntax, verb, frames) {
        found.content = vec![range];
        found.frame = frame;
        return found;
    }
    if frames.object
        && let Some(range) = object.and_then(|object| antecedent_object(syntax, verb, object))
    {
        found.content = vec![range];
        found.frame = "object";
        return found;
    }
    if frames.object
        && object.is_none()
        && !passive
        && let Some(range) = judged_clause(syntax, verb)
    {
        found.content = vec![range];
        found.frame = "object";
        return found;
    }
    if frames.object
        && object.is_none()
        && let Some(range) = gap
        && is_content_object(syntax, verb, syntax.analysis.head(verb).unwrap_or(verb))
    {
        found.content = vec![range];
        found.frame = "object";
        return found;
    }
    if frames.object
        && let Some(object) = object.filter(|&object| is_content_object(syntax, verb, object))
    {
        let last = syntax.children(verb, &["dobj"]).filter(|&last| !passive && last > object).last();
        let end = last.map_or(syntax.right(object), |last| syntax.right(last).max(syntax.right(object)));
        let end = match passive && object < verb {
            true => end.min(verb.0).max(object.0 + 1),
            // "attacked Ode *from the floor*": where one spoke
            false if syntax.lemma(verb) == "attack" => syntax.right(object),
            false => without_programme(syntax, object, object_end(syntax, verb, end)),
        };
        // "promised *Norland* a road": whom it is for
        let given = syntax.children(verb, &["dative"]).find(|&given| given > verb && given < object);
        let given = given.filter(|&given| frames.infinitive && syntax.is_nominal(given));
        let start = given.map_or(syntax.left(object), |given| syntax.left(given).min(syntax.left(object)));
        found.content = vec![start..end];
        found.frame = "object";
    }
    found
}

/// "Condemned *what seems to be an attack*": the clause that stands for the thing judged.
fn judged_clause(syntax: &Syntax<'_>, verb: TokenId) -> Option<Range<u32>> {
    let clause = syntax.children(verb, &["ccomp"]).find(|&clause| clause > verb)?;
    let what = (syntax.left(clause)..clause.0).map(TokenId).find(|&token| !syntax.is_mark(token))?;
    (syntax.tag(what) == "WP" && what > verb).then(|| what.0..syntax.right(clause))
}

/// "Urged *Ode to go*": true if an object and its infinitive follow `verb`.
fn has_controlled(syntax: &Syntax<'_>, verb: TokenId) -> bool {
    let object = syntax.child(verb, &["dobj"]).filter(|&object| object > verb);
    let clause =
        syntax.children(verb, &["xcomp", "ccomp"]).any(|clause| clause > verb && is_infinitive(syntax, clause));
    clause && (object.is_some() || syntax.child(verb, &["ccomp"]).is_some_and(|clause| clause > verb))
}

/// "Confirmed *Ode's claim* that it was late": a thing that stands between the verb and a clause belongs to what was said,
/// unless it is one who was told.
fn with_object(
    syntax: &Syntax<'_>,
    verb: TokenId,
    frames: &Frames,
    object: Option<TokenId>,
    clause: Range<u32>,
) -> Range<u32> {
    let noun = object.filter(|&object| {
        frames.object && object > verb && object.0 + 1 == clause.start && matches!(syntax.tag(object), "NN" | "NNS")
    });
    let owned = noun.filter(|&noun| !frames.addressee && syntax.child(noun, &["poss"]).is_some());
    // "denied *a report in the Tribune* that it was late": with the phrase between
    let phrased = object.filter(|&noun| {
        frames.object
            && !frames.addressee
            && noun > verb
            && lists().remarks.contains(syntax.lemma(noun))
            && syntax.left(noun) > verb.0
            && syntax.children(noun, &["prep"]).any(|prep| prep > noun && syntax.right(prep) == clause.start)
    });
    let owned = owned.or(phrased);
    owned.map_or(clause.clone(), |noun| syntax.left(noun).max(verb.0 + 1)..clause.end)
}

/// The finite content clause of `verb`, after it or before it.
fn clause_of(syntax: &Syntax<'_>, verb: TokenId) -> Option<Range<u32>> {
    // "*Asked who led*, she said Ode": what one was asked is not what one said
    let asked = |clause: TokenId| {
        let first = TokenId(syntax.left(clause));
        clause < verb
            && matches!(syntax.tag(first), "VBN" | "VBD")
            && matches!(syntax.lemma(first), "ask" | "press" | "question" | "quiz")
    };
    let clauses = || syntax.children(verb, &["ccomp"]).filter(|&clause| is_finite(syntax, clause) && !asked(clause));
    // "It was late, she said*; the port was closed*": the clause before comes first
    let parted =
        syntax.next(verb).is_some_and(|next| syntax.form(next) == ";") && clauses().any(|clause| clause < verb);
    let clause = clauses()
        .find(|&clause| clause > verb && !parted)
        .or_else(|| clauses().filter(|&clause| !parted || clause < verb).last())
        .or_else(|| clause_of_setting(syntax, verb))
        .or_else(|| indirect_question(syntax, verb))?;
    Some(clause_range(syntax, verb, clause))
}

/// A clause has a subject, a finite verb or a complementizer.
fn is_finite(syntax: &Syntax<'_>, clause: TokenId) -> bool {
    syntax.child(clause, &["nsubj", "nsubjpass", "expl", "csubj", "mark", "aux"]).is_some()
        || matches!(syntax.tag(clause), "VBD" | "VBZ" | "VBP" | "MD")
        || syntax.analysis.dependents(clause).iter().any(|&child| matches!(syntax.tag(child), "WRB" | "WP" | "WDT"))
        || clause.0 > 0 && syntax.right(clause) - syntax.left(clause) > 3
}

/// The words of `clause` without the verb that reports it and what belongs to that verb.
fn clause_range(syntax: &Syntax<'_>, verb: TokenId, clause: TokenId) -> Range<u32> {
    let mut range = syntax.left(clause)..syntax.right(clause);
    if clause > verb {
        range.start = range.start.max(verb.0 + 1);
        let bare = syntax.child(clause, &["nsubj", "nsubjpass", "csubj", "expl"]).is_none();
        let plain = !syntax
            .children(clause, &["mark", "aux"])
            .any(|word| syntax.is_form(word, &["that", "to", "whether", "if"]));
        let subject = syntax.children(verb, &["dobj"]).filter(|&object| object < clause && object > verb).last();
        let tensed = |token: TokenId| matches!(syntax.tag(token), "VBD" | "VBZ" | "VBP" | "MD");
        let finite = tensed(clause) || syntax.children(clause, &["aux", "auxpass"]).any(tensed);
        let subject = subject.filter(|_| plain && finite);
        if let Some(subject) = subject.filter(|_| bare) {
            range.start = syntax.left(subject).max(verb.0 + 1);
        }
        if syntax.is_form(TokenId(range.start), &["clear", "known", "out"]) && range.start + 1 < range.end {
            range.start += 1;
        }
        range.start = skip_time(syntax, range.clone());
        range.end = clause_end(syntax, verb, range.end);
        range.end = next_report(syntax, clause).map_or(range.end, |(link, _)| link.0).min(range.end);
        range.end = cut_relative(syntax, range.clone());
        range.end = going_on(syntax, verb, clause, range.end);
        range.end = with_explanation(syntax, verb, range.end);
    } else {
        range.end = range.end.min(verb.0);
        if let Some(subject) = syntax.child(verb, &["nsubj"]).filter(|&subject| subject < verb) {
            range.end = range.end.min(syntax.left(subject).max(range.start));
        }
    }
    range
}

/// "Said *on Friday* it was late": a time without a comma after it belongs to the saying.
fn skip_time(syntax: &Syntax<'_>, range: Range<u32>) -> u32 {
    let first = TokenId(range.start);
    let end = match syntax.deprel(first) {
        "prep" => syntax
            .child(first, &["pobj"])
            .filter(|&time| syntax.token(time).entity == "DATE")
            .map(|_| syntax.right(first)),
        "npadvmod" => (syntax.token(first).entity == "DATE").then(|| syntax.right(first)),
        _ => None,
    };
    let end = end.filter(|&end| end < range.end && syntax.form(TokenId(end)) != ",");
    end.unwrap_or(range.start)
}

/// Participles of reporting verbs after a comma ("…, adding that") go on with the speaker, not with the content.
#[must_use]
pub fn cut_participle(syntax: &Syntax<'_>, start: u32, end: u32) -> u32 {
    let reports = |token: TokenId| {
        syntax.tag(token) == "VBG"
            && lists().participles.contains(syntax.lemma(token))
            && syntax.previous(token).is_some_and(|before| syntax.form(before) == ",")
            && syntax.child(token, &["nsubj"]).is_none()
    };
    (start + 1..end).find(|&token| reports(TokenId(token))).unwrap_or(end)
}

/// Those spoken to: "told *X*", "said to *X*", "in an interview with *X*".
fn addressees_of(syntax: &Syntax<'_>, verb: TokenId, frames: &Frames) -> Vec<TokenId> {
    let mut heads = Vec::new();
    if frames.addressee {
        if syntax.is_passive(verb) {
            heads.extend(syntax.children(verb, &["nsubjpass"]));
        } else {
            heads.extend(syntax.children(verb, &["dobj", "dative"]).filter(|&object| syntax.is_nominal(object)));
        }
    }
    for prep in syntax.children(verb, &["prep", "dative"]) {
        if syntax.is_form(prep, &["to"]) {
            heads.extend(syntax.child(prep, &["pobj"]));
        } else if syntax.is_form(prep, &["in", "during"])
            && let Some(noun) = syntax.child(prep, &["pobj"])
        {
            let talk = matches!(
                syntax.lemma(noun),
                "interview" | "conversation" | "letter" | "call" | "email" | "message" | "note"
            );
            let with = syntax.children(noun, &["prep"]).filter(|&prep| talk && syntax.is_form(prep, &["with", "to"]));
            heads.extend(with.filter_map(|prep| syntax.child(prep, &["pobj"])));
        }
    }
    let conjuncts: Vec<TokenId> =
        heads.iter().flat_map(|&head| syntax.children(head, &["conj"]).collect::<Vec<_>>()).collect();
    heads.extend(conjuncts);
    heads.sort_unstable();
    heads.dedup();
    heads
}

/// Content that begins with the object: "urged *X to go*", "accused *X of lying*", "called *X a liar*".
fn object_frames(
    syntax: &Syntax<'_>,
    verb: TokenId,
    frames: &Frames,
    object: Option<TokenId>,
    passive: bool,
    frame: &mut &'static str,
) -> Option<Vec<Range<u32>>> {
    if frames.object_infinitive {
        let clause = syntax
            .children(verb, &["xcomp", "ccomp", "advcl"])
            .find(|&clause| clause > verb && is_infinitive(syntax, clause));
        if let Some(clause) = clause {
            let subject = syntax.child(clause, &["nsubj"]).or(object.filter(|&object| object < clause));
            if let Some(subject) = subject {
                *frame = "object-infinitive";
                return Some(joined(syntax, subject, clause, passive));
            }
        }
        // the infinitive may hang on the object
        if let Some(object) = object
            && let Some(clause) =
                syntax.children(object, &["acl", "relcl"]).find(|&clause| is_infinitive(syntax, clause))
        {
            *frame = "object-infinitive";
            return Some(joined(syntax, object, clause, passive));
        }
    }
    if frames.object_predicate {
        let predicates = syntax
            .children(verb, &["oprd", "ccomp", "xcomp"])
            .filter(|&predicate| predicate > verb && !is_infinitive(syntax, predicate));
        // a word that the parse cut in two makes more than one: the last is the judgement
        let predicate = predicates.reduce(|first, next| match (syntax.deprel(first), syntax.deprel(next)) {
            ("oprd", "oprd") => next,
            _ => first,
        });
        if let Some(predicate) = predicate {
            *frame = "object-predicate";
            let subject = syntax.child(predicate, &["nsubj", "nsubjpass"]).or(object);
            let mut found = subject.map_or_else(
                || vec![syntax.left(predicate).max(verb.0 + 1)..syntax.right(predicate)],
                |subject| joined(syntax, subject, predicate, passive),
            );
            if let Some(last) = found.last_mut().filter(|last| last.start > verb.0) {
                last.end = second_judgement(syntax, verb, last.end);
            }
            return Some(found);
        }
    }
    let object = object?;
    if frames.object_predicate
        && !passive
        && let Some(range) = quoted_predicate(syntax, verb, object)
    {
        *frame = "object-predicate";
        return Some(vec![range]);
    }
    if frames.object_predicate && !passive && object > verb {
        // "called Ode “*a liar*”": the parse took the predicate for an apposition
        let marked = |noun: TokenId| {
            let first = TokenId(syntax.left(noun));
            let bare =
                !syntax.previous(first).is_some_and(|before| matches!(syntax.form(before), "," | "(" | "—" | "–"));
            bare && syntax.children(noun, &["det"]).any(|det| syntax.is_form(det, &["a", "an", "the"]))
        };
        let adjective = (object.0 + 1..syntax.right(object))
            .map(TokenId)
            .any(|word| syntax.deprel(word) == "amod" && syntax.analysis.head(word).is_some_and(|noun| noun < word));
        if syntax.children(object, &["appos"]).any(marked) || adjective {
            *frame = "object-predicate";
            return Some(vec![syntax.left(object)..syntax.right(object)]);
        }
    }
    let after = syntax.right(object);
    if frames.object_with.iter().any(|preposition| preposition == "as")
        && after < syntax.right(verb)
        && object > verb
        && syntax.is_form(TokenId(after), &["as"])
    {
        *frame = "object-with";
        return Some(vec![syntax.left(object)..clause_end(syntax, verb, syntax.right(verb))]);
    }
    let agent = syntax.agent(verb).unwrap_or(verb);
    let holders = [verb, object, agent];
    let prepositions = holders.iter().flat_map(|&holder| syntax.children(holder, &["prep"]).collect::<Vec<_>>());
    let timed = |prep: TokenId| {
        syntax.child(prep, &["pobj"]).is_some_and(|time| matches!(syntax.token(time).entity.as_str(), "DATE" | "TIME"))
    };
    let prep = prepositions
        .filter(|&prep| prep > verb && (prep > object || passive) && !timed(prep))
        .find(|&prep| frames.object_with.contains(&syntax.form(prep).to_ascii_lowercase()))?;
    *frame = "object-with";
    if let Some(stage) = stage_between(syntax, verb, object, prep).filter(|_| !passive) {
        return Some(vec![syntax.left(object)..stage, syntax.left(prep)..syntax.right(prep)]);
    }
    Some(joined(syntax, object, prep, passive))
}

pub(super) fn is_infinitive(syntax: &Syntax<'_>, clause: TokenId) -> bool {
    // the tagger may take a verb that is a noun as well for the noun
    matches!(syntax.tag(clause), "VB" | "NN")
        && syntax.children(clause, &["aux"]).any(|aux| syntax.is_form(aux, &["to"]))
}

/// From the first word of `object` to the last of `rest`; in the passive both apart, as the verb stands between.
fn joined(syntax: &Syntax<'_>, object: TokenId, rest: TokenId, passive: bool) -> Vec<Range<u32>> {
    match passive && object < rest {
        true => vec![
            syntax.left(object)..syntax.right(object).min(rest.0).max(object.0 + 1),
            syntax.left(rest)..syntax.right(rest),
        ],
        false => vec![syntax.left(object)..syntax.right(rest).max(syntax.right(object))],
    }
}

/// Content without an object: "promised *to go*", "denied *going*", "called for *calm*", "called on *X to go*".
fn bare_frames(syntax: &Syntax<'_>, verb: TokenId, frames: &Frames) -> Option<(Range<u32>, &'static str)> {
    if frames.infinitive {
        let clause = syntax.children(verb, &["xcomp"]).find(|&clause| clause > verb && is_infinitive(syntax, clause));
        if let Some(clause) = clause.or_else(|| infinitive_after_setting(syntax, verb)) {
            return Some((syntax.left(clause)..syntax.right(clause), "infinitive"));
        }
    }
    if frames.gerund {
        let clause =
            syntax.children(verb, &["xcomp", "ccomp"]).find(|&clause| clause > verb && syntax.tag(clause) == "VBG");
        if let Some(clause) = clause {
            return Some((syntax.left(clause)..syntax.right(clause), "gerund"));
        }
    }
    for prep in syntax.children(verb, &["prep", "prt", "dative", "mark", "agent"]).filter(|&prep| prep > verb) {
        let form = syntax.form(prep).to_ascii_lowercase();
        let object = syntax.child(prep, &["pobj", "pcomp"]);
        if frames.about_infinitive.contains(&form)
            && let Some(object) = object
        {
            let clause = syntax
                .children(verb, &["xcomp", "advcl", "ccomp"])
                .find(|&clause| clause > object && is_infinitive(syntax, clause));
            if clause.is_none() && form == "to" || is_visit(syntax, verb, prep, clause) {
                continue;
            }
            let end = clause.map_or(syntax.right(prep), |clause| syntax.right(clause).max(syntax.right(prep)));
            return Some((syntax.left(object).max(prep.0 + 1)..end, "about-infinitive"));
        }
        if frames.about.contains(&form)
            && let Some(object) = object
        {
            let end = object_end(syntax, verb, syntax.right(prep));
            return Some((syntax.left(object).max(prep.0 + 1)..end, "about"));
        }
    }
    // "called for the ban to be lifted"
    if !frames.about_infinitive.is_empty() {
        let clause = syntax.children(verb, &["advcl", "xcomp", "ccomp"]).find(|&clause| {
            syntax
                .children(clause, &["mark"])
                .any(|mark| frames.about_infinitive.iter().any(|prep| syntax.is_form(mark, &[prep.as_str()])))
        });
        if let Some(clause) = clause {
            return Some((syntax.left(clause) + 1..syntax.right(clause), "about-infinitive"));
        }
    }
    None
}
