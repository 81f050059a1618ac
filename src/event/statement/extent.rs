//! How far what was said reaches, where the parse gave its last words to the reporting verb.

use super::lexicon::{frames_of, is_message};
use super::syntax::Syntax;
use super::words::lists;
use crate::article::Span;
use crate::nlp::TokenId;
use std::ops::Range;

/// True for a noun for a frame in which one speaks.
fn is_setting_noun(noun: &str) -> bool {
    is_message(noun) || lists().settings.contains(noun)
}

/// The end of an object that was announced, denied or judged: with the phrases after it that the parse gave to `verb`,
/// the time and the frame of the speech left out.
#[must_use]
pub fn object_end(syntax: &Syntax<'_>, verb: TokenId, end: u32) -> u32 {
    let sentence = syntax.sentence(verb);
    let mut end = end;
    // "proposed a levy *last year* on plants"
    let time = syntax
        .children(verb, &["npadvmod"])
        .find(|&time| syntax.left(time) == end && time > verb && syntax.token(time).entity == "DATE");
    if let Some(time) = time
        && syntax
            .children(verb, &["prep"])
            .any(|prep| syntax.left(prep) == syntax.right(time) && !is_setting(syntax, prep))
    {
        end = syntax.right(time);
    }
    while let Some(next) = syntax
        .children(verb, &["prep", "advcl", "xcomp", "acl"])
        .find(|&next| next > verb && syntax.left(next) == end && !is_setting(syntax, next))
    {
        let purpose = matches!(syntax.deprel(next), "advcl" | "xcomp");
        // "ruled out talks *until Norland withdraws*": on what terms
        let until = syntax.lemma(verb) == "rule" && syntax.is_form(TokenId(end), &["before", "while"]);
        let terms = purpose && (until || syntax.is_form(TokenId(end), &["until", "unless"]));
        let infinitive = purpose && syntax.tag(next) == "VB" || terms;
        if purpose && !infinitive || syntax.right(next) <= end {
            break;
        }
        end = syntax.right(next);
    }
    // "the boss of": the parse tore the phrase apart
    let dangling = end > verb.0 + 1 && matches!(syntax.token(TokenId(end - 1)).pos.as_str(), "ADP" | "DET");
    if dangling && end < sentence.end {
        let stop =
            (end..sentence.end).find(|&token| matches!(syntax.form(TokenId(token)), "," | "." | ";" | "—" | "–"));
        end = stop.unwrap_or(sentence.end);
    }
    end
}

/// "Boasts of her wins*: the war, the bailout and the treaty*": the end with a list after a colon that holds no clause.
#[must_use]
pub fn with_list(syntax: &Syntax<'_>, verb: TokenId, end: u32) -> u32 {
    let sentence = syntax.sentence(verb);
    let colon = end < sentence.end && matches!(syntax.form(TokenId(end)), ":" | "—" | "–");
    let plain = |token: TokenId| {
        !matches!(syntax.tag(token), "VBD" | "VBZ" | "VBP" | "MD" | "``" | "''" | ":")
            && !matches!(syntax.form(token), "\"" | "“")
    };
    let list = colon && (end + 1..sentence.end).map(TokenId).all(plain);
    if list { sentence.end } else { end }
}

/// "Said it was not serious*: it would ruin the port*": the end with a clause after a colon that explains what was said and
/// is no quotation.
#[must_use]
pub fn with_explanation(syntax: &Syntax<'_>, verb: TokenId, end: u32) -> u32 {
    let sentence = syntax.sentence(verb);
    if end >= sentence.end || syntax.form(TokenId(end)) != ":" {
        return end;
    }
    let rest = || (end + 1..sentence.end).map(TokenId);
    let quoted = |token: TokenId| matches!(syntax.form(token), "\"" | "“" | "‘" | "``" | "''");
    let finite = rest().any(|token| matches!(syntax.tag(token), "VBD" | "VBZ" | "VBP" | "MD"));
    let opens = rest().find(|&token| !syntax.is_space(token)).is_some_and(quoted);
    if finite && !opens { sentence.end } else { end }
}

/// "On Friday", "in a statement", "in Geneva": when and where one spoke.
fn is_setting(syntax: &Syntax<'_>, phrase: TokenId) -> bool {
    // "announced it *after meeting Ode*": what one did before speaking
    let timed = syntax.is_form(phrase, &["after", "before", "since", "while"]);
    if timed && syntax.child(phrase, &["pcomp"]).is_some_and(|deed| syntax.tag(deed) == "VBG") {
        return true;
    }
    let Some(object) = syntax.child(phrase, &["pobj"]) else { return false };
    // "promised it *after a stormy meeting in Zell*"
    let later = syntax.is_form(phrase, &["after", "during", "following"]);
    if later && lists().encounters.contains(syntax.lemma(object)) {
        return true;
    }
    let entity = syntax.token(object).entity.as_str();
    let placed = syntax.is_form(phrase, &["in", "at", "on", "outside", "inside", "from", "before", "to"]);
    matches!(entity, "DATE" | "TIME")
        || placed && (is_setting_noun(syntax.lemma(object)) || matches!(entity, "GPE" | "FAC" | "LOC" | "ORG"))
}

/// The end of a content clause with what follows it and belongs to it: "…, *most of them in Geneva*", "… *but only if
/// Ode signs*", "… *because it is late*".
#[must_use]
pub fn clause_end(syntax: &Syntax<'_>, verb: TokenId, end: u32) -> u32 {
    let light = |token: u32| {
        let id = TokenId(token);
        syntax.form(id) == "," || syntax.is_form(id, &["but", "and", "only", "even", "especially", "particularly"])
    };
    let first = (end..syntax.sentence(verb).end.min(end + 4)).find(|&token| !light(token)).unwrap_or(end);
    let comma = first > end && syntax.form(TokenId(end)) == ",";
    let next = syntax.analysis.dependents(verb).iter().copied().find(|&next| {
        let left = syntax.left(next);
        next > verb && left >= end && left <= first && syntax.right(next) > first
    });
    let Some(next) = next else { return end };
    let marked = syntax
        .children(next, &["mark"])
        .any(|mark| mark.0 <= first && syntax.is_form(mark, &["because", "if", "unless", "until", "so", "once"]));
    let belongs = match syntax.deprel(next) {
        "advcl" | "conj" => marked,
        "npadvmod" | "appos" | "dobj" | "dep" => {
            comma
                && syntax.is_form(next, &["most", "some", "many", "all", "none", "half", "several", "one", "both"])
                && syntax.children(next, &["prep"]).any(|prep| syntax.is_form(prep, &["of"]))
        }
        _ => false,
    };
    if belongs { syntax.right(next).max(end) } else { end }
}

/// The end of a content clause that ends at `end`, with the clauses of the same verb that go on with it: "said that it was
/// late, *and that Ode had left*", "the ceiling *Ode agreed to*" where the parse made two clauses of one.
#[must_use]
pub fn going_on(syntax: &Syntax<'_>, verb: TokenId, clause: TokenId, end: u32) -> u32 {
    let sentence = syntax.sentence(verb);
    let mut end = end;
    for _ in 0..4 {
        let joined = end.checked_sub(1).is_some_and(|last| syntax.tag(TokenId(last)) == "CC");
        let mut next = (end..sentence.end.min(end + 5)).map(TokenId).filter(|&token| !syntax.is_mark(token));
        let listed =
            |&first: &TokenId| syntax.is_form(first, &["that"]) && syntax.deprel(first) == "mark" && first.0 > end;
        let first = next.next().filter(|first| joined || syntax.tag(*first) == "CC" || listed(first));
        let that = match first {
            Some(first) if syntax.tag(first) == "CC" && !joined => next.next(),
            first => first,
        };
        let that = that.filter(|&that| syntax.is_form(that, &["that"]) && syntax.tag(that) == "IN");
        let and_that = that.and_then(|that| syntax.analysis.head(that)).filter(|&next| next.0 >= end);
        let torn = || {
            let mut clauses = syntax.children(verb, &["ccomp"]);
            clauses.find(|&next| {
                next > clause
                    && syntax.left(next) == end
                    && syntax.child(next, &["nsubj"]).is_some()
                    && matches!(syntax.tag(next), "VBD" | "VBZ" | "VBP")
                    && !syntax.is_mark(TokenId(end))
            })
        };
        // "was ready to “take on the lobby,” *secure the border*": the parse made a content of its own of the next of a list
        let listed = || {
            let mut clauses = syntax.children(verb, &["ccomp"]);
            let marks = (end..sentence.end).take_while(|&token| syntax.is_mark(TokenId(token))).count();
            let at = end + u32::try_from(marks).unwrap_or(0);
            clauses.find(|&next| {
                next > clause
                    && syntax.left(next) == at
                    && syntax.child(next, &["nsubj", "nsubjpass"]).is_none()
                    && matches!(syntax.tag(next), "VB" | "VBP" | "VBN")
            })
        };
        match and_that.or_else(torn).or_else(listed) {
            Some(next) if syntax.right(next) > end && syntax.right(next) <= sentence.end => end = syntax.right(next),
            _ => break,
        }
    }
    end
}

/// The coordinating word before a conjunct of `clause` that reports again and so goes on with the speaker of the whole:
/// "said it was late *but* told Ode that …", "said the deal was bad *and* called on Ode to go".
#[must_use]
pub fn next_report(syntax: &Syntax<'_>, clause: TokenId) -> Option<(TokenId, TokenId)> {
    // "questioned whether it was late and *asked* why"
    let question = syntax.children(clause, &["mark"]).any(|mark| syntax.is_form(mark, &["whether", "if"]));
    let conjunct = syntax.children(clause, &["conj"]).find(|&conjunct| {
        let lemma = syntax.lemma(conjunct);
        matches!(syntax.tag(conjunct), "VBD" | "VBZ")
            && (lists().going_on.contains(lemma) || question && lemma == "ask")
            && syntax.child(conjunct, &["nsubj"]).is_none()
    })?;
    let link = syntax.children(clause, &["cc"]).filter(|&link| link < conjunct).last()?;
    let before = syntax.previous(link)?;
    let mute = syntax.child(clause, &["nsubj", "nsubjpass", "expl"]).is_some_and(|subject| {
        matches!(syntax.tag(subject), "NN" | "NNS" | "EX") && !crate::entity::is_role(syntax.lemma(subject))
            || syntax.is_form(subject, &["it", "this", "that"])
    });
    let parts = question || syntax.is_form(link, &["but"]) || syntax.form(before) == "," || mute;
    parts.then_some((link, conjunct))
}

/// The verb that reports a clause to whose conjunct `verb` the speaker goes on; none if the conjunct is part of what
/// was said.
#[must_use]
pub fn reported_before(syntax: &Syntax<'_>, verb: TokenId) -> Option<TokenId> {
    let clause = syntax.analysis.head(verb).filter(|_| syntax.deprel(verb) == "conj")?;
    let above = syntax.analysis.head(clause).filter(|&above| syntax.deprel(clause) == "ccomp" && above < clause)?;
    let reports = frames_of(syntax.lemma(above), |_| false).is_some_and(|frames| frames.clause);
    (reports && next_report(syntax, clause).is_some_and(|(_, next)| next == verb)).then_some(above)
}

/// "Said *the two discussed golf*": a clause that the parse took for an object of "say".
#[must_use]
pub fn clause_as_object(syntax: &Syntax<'_>, verb: TokenId) -> Option<Range<u32>> {
    let object = syntax.child(verb, &["dobj"]).filter(|&object| object > verb)?;
    if let Some(rest) = clause_after_relative(syntax, verb, object) {
        return Some(rest);
    }
    if syntax.lemma(verb) != "say" {
        return None;
    }
    let range = syntax.left(object).max(verb.0 + 1)..syntax.right(object);
    let told = range.clone().map(TokenId).any(|token| {
        matches!(syntax.tag(token), "VBD" | "VBN" | "VBZ" | "VBP")
            && matches!(syntax.deprel(token), "amod" | "acl" | "relcl")
            && token.0 > range.start
    });
    (told && range.len() >= 4).then_some(range)
}

/// "Said *that when she was young she had lived in Zell*": all that follows, where the parse took "that" for an object as a clause
/// of time or condition parts it from its verb.
#[must_use]
pub fn clause_after_setting(syntax: &Syntax<'_>, verb: TokenId) -> Option<Range<u32>> {
    let that = syntax.child(verb, &["dobj"]).filter(|&that| that > verb && that.0 <= verb.0 + 2)?;
    let setting = syntax.next(that).filter(|_| syntax.is_form(that, &["that"]))?;
    let parts =
        syntax.is_form(setting, &["when", "if", "while", "after", "although", "though", "once", "before", "unless"]);
    let sentence = syntax.sentence(verb);
    let finite = (setting.0..sentence.end).map(TokenId);
    let clauses = finite.filter(|&token| matches!(syntax.tag(token), "VBD" | "VBZ" | "VBP" | "MD")).take(2).count();
    (parts && clauses == 2).then(|| that.0..super::complement::cut_participle(syntax, that.0, sentence.end))
}

/// "Argued *the front, which Ode leads, is in retreat*": the parse gave the subject to the verb of saying and the clause's
/// own verb to that.
fn clause_after_relative(syntax: &Syntax<'_>, verb: TokenId, object: TokenId) -> Option<Range<u32>> {
    let relative = syntax.children(object, &["relcl", "appos", "acl"]).find(|&relative| relative > object)?;
    let end = syntax.right(relative).max(syntax.right(object));
    let comma = (end..end + 2).map(TokenId).find(|&comma| comma.0 < syntax.len() && syntax.form(comma) == ",")?;
    let next = syntax.next(comma).filter(|&next| matches!(syntax.tag(next), "VBZ" | "VBD" | "VBP" | "MD"))?;
    let sentence = syntax.sentence(verb);
    let bare = sentence.contains(&next.0) && syntax.children(next, &["nsubj"]).all(|subject| subject < comma);
    let copula = matches!(syntax.token(next).pos.as_str(), "AUX");
    let apart = syntax.is_form(TokenId(syntax.left(relative)), &["which", "who"]);
    (bare && copula && apart).then(|| syntax.left(object).max(verb.0 + 1)..sentence.end)
}

/// "The candidate said *families of the dead file lawsuits*": the rest of the sentence after "said" and its subject, where
/// the parse found no clause in it.
#[must_use]
pub fn rest_of_sentence(syntax: &Syntax<'_>, verb: TokenId) -> Option<Range<u32>> {
    const PHRASES: &[&str] =
        &["so", "nothing", "anything", "something", "much", "little", "everything", "it", "that", "this"];
    if syntax.lemma(verb) != "say" || !matches!(syntax.tag(verb), "VBD" | "VBZ" | "VBP") {
        return None;
    }
    let spoken = syntax.children(verb, &["nsubj"]).any(|subject| {
        subject < verb && !(subject.0..verb.0).map(TokenId).any(|token| matches!(syntax.tag(token), "''" | "``"))
    }) && syntax.previous(verb).is_some_and(|before| !syntax.is_mark(before));
    let sentence = syntax.sentence(verb);
    let first = syntax.next(verb).filter(|&first| spoken && first.0 + 3 < sentence.end)?;
    let begins = matches!(syntax.token(first).pos.as_str(), "DET" | "NOUN" | "PROPN" | "PRON" | "ADJ" | "NUM")
        && !PHRASES.iter().any(|word| syntax.is_form(first, &[word]))
        && !matches!(syntax.token(first).entity.as_str(), "DATE" | "TIME");
    let told = (first.0 + 1..sentence.end)
        .map(TokenId)
        .any(|token| syntax.tag(token).starts_with("VB") || syntax.tag(token) == "MD");
    (begins && told).then_some(first.0..sentence.end)
}

/// "Praised Ode as brave *and said* that …": the next report of the same speaker ends the object of the one before.
#[must_use]
pub fn cut_report(syntax: &Syntax<'_>, start: u32, end: u32) -> u32 {
    let next = (start + 1..end).map(TokenId).find(|&verb| {
        matches!(syntax.tag(verb), "VBD" | "VBZ")
            && lists().going_on.contains(syntax.lemma(verb))
            && syntax.child(verb, &["nsubj"]).is_none()
            && syntax.previous(verb).is_some_and(|link| link.0 > start && syntax.is_form(link, &["and", "but"]))
    });
    next.and_then(|verb| syntax.previous(verb)).map_or(end, |link| link.0)
}

/// "Said it was late*, according to the Tribune*": who reports the report is the teller's own.
#[must_use]
pub fn cut_according(syntax: &Syntax<'_>, range: Range<u32>) -> u32 {
    let floor = range.start.max(range.end.saturating_sub(14)) + 1;
    let phrase = (floor..range.end).map(TokenId).find(|&token| {
        syntax.is_form(token, &["according"])
            && syntax.previous(token).is_some_and(|before| syntax.form(before) == "," && before.0 > range.start)
    });
    let last = |phrase: TokenId| {
        !(phrase.0 + 2..range.end).any(|token| matches!(syntax.form(TokenId(token)), "," | "\"" | "”"))
    };
    phrase.filter(|&phrase| last(phrase)).and_then(|phrase| syntax.previous(phrase)).map_or(range.end, |comma| comma.0)
}

/// A relative clause after a comma at the end of paraphrased speech is the reporter's own.
#[must_use]
pub fn cut_relative(syntax: &Syntax<'_>, range: Range<u32>) -> u32 {
    let floor = range.start.max(range.end.saturating_sub(60));
    let relative = (floor..range.end).map(TokenId).find(|&token| {
        syntax.deprel(token) == "relcl"
            && syntax.right(token) >= range.end
            && syntax.left(token) > range.start
            && syntax.previous(TokenId(syntax.left(token))).is_some_and(|before| syntax.form(before) == ",")
            && syntax.tag(TokenId(syntax.left(token))) != "WRB"
    });
    relative.map_or(range.end, |relative| syntax.left(relative))
}

/// The parts of `span` outside `hole`.
#[must_use]
pub fn without(span: Span, hole: Span) -> Vec<Span> {
    if !span.overlaps(hole) {
        return vec![span];
    }
    let parts = [Span::new(span.start, hole.start.min(span.end)), Span::new(hole.end.max(span.start), span.end)];
    parts.into_iter().filter(|part| part.start < part.end).collect()
}
