//! Speech reported by nouns: "X's claim that …", "a warning from X that …", "made a promise to …".

use super::admit::is_asserted;
use super::complement::cut_participle;
use super::draft::Draft;
use super::lexicon::noun_frames;
use super::speaker::{Source, subject_head};
use super::syntax::Syntax;
use super::words::lists;
use crate::nlp::TokenId;
use std::ops::Range;

/// Finds the drafts whose cue is a noun.
#[must_use]
pub fn noun_drafts(syntax: &Syntax<'_>) -> Vec<Draft> {
    let draft = |token| drawn_draft(syntax, token).or_else(|| noun_draft(syntax, token));
    (0..syntax.len()).map(TokenId).filter_map(draft).collect()
}

/// "Ode came under fire from *Brandt* for the plan", "Ode drew criticism from *Brandt*": the subject and the ground are
/// what was said.
fn drawn_draft(syntax: &Syntax<'_>, noun: TokenId) -> Option<Draft> {
    let lemma = syntax.lemma(noun);
    let above = syntax.analysis.head(noun).filter(|_| matches!(syntax.tag(noun), "NN" | "NNS"))?;
    let verb = match syntax.deprel(noun) {
        "dobj" if lists().drawing.contains(syntax.lemma(above)) && noun_frames(lemma).is_some_and(is_judgement) => {
            above
        }
        "pobj" if lists().under.contains(lemma) && syntax.is_form(above, &["under"]) => {
            syntax.analysis.head(above).filter(|&verb| matches!(syntax.lemma(verb), "come" | "be" | "remain"))?
        }
        // "came in for criticism from Ode"
        "pobj" if noun_frames(lemma).is_some_and(is_judgement) && syntax.is_form(above, &["for"]) => {
            let come = |&verb: &TokenId| {
                syntax.lemma(verb) == "come"
                    && syntax.next(verb).is_some_and(|next| syntax.is_form(next, &["in"]))
                    && above.0 <= verb.0 + 3
            };
            syntax.analysis.ancestors(above).take(2).find(come)?
        }
        _ => return None,
    };
    let phrases = |forms: &'static [&'static str]| {
        let holders = [noun, verb, above];
        holders.into_iter().find_map(|holder| {
            syntax.children(holder, &["prep"]).find(|&prep| prep > noun && syntax.is_form(prep, forms))
        })
    };
    let from = phrases(&["from", "by"])?;
    let maker = syntax.child(from, &["pobj"])?;
    let personal = noun_frames(lemma).is_some_and(|frames| frames.iter().any(|frame| frame == "personal"));
    if personal && syntax.token(maker).entity != "PERSON" {
        return None;
    }
    if lemma == "fire" && lists().forces.contains(syntax.lemma(maker).to_ascii_lowercase().as_str()) {
        return None;
    }
    let subject = subject_head(syntax, verb, 4)?;
    let grounds = &["for", "over", "after", "about"];
    let ground = phrases(grounds)
        .or_else(|| syntax.children(maker, &["prep"]).find(|&prep| prep > maker && syntax.is_form(prep, grounds)));
    let mut source = Source::of(syntax, maker, Some(from));
    let last = syntax.children(verb, &["nsubj", "nsubjpass"]).filter(|&last| last < verb).last().unwrap_or(subject);
    let mut content = vec![syntax.left(subject)..syntax.right(last).min(verb.0).max(subject.0 + 1)];
    if let Some(ground) = ground.filter(|&ground| ground > maker) {
        source.tokens.end = source.tokens.end.min(ground.0).max(maker.0 + 1);
        content.push(ground.0..syntax.right(ground));
    }
    let content = content.into_iter().map(|range| syntax.trimmed_span(syntax.clip(noun, range))).collect();
    Some(Draft {
        verb: Some(noun),
        cue: Some(syntax.token(noun).span),
        source,
        content,
        addressees: Vec::new(),
        topics: Vec::new(),
        quoted: Vec::new(),
        nested: false,
        rule: "noun, drawn",
        confidence: 0.75,
    })
}

/// True for the frames of nouns that judge: "criticism of", "praise for".
fn is_judgement(frames: &[String]) -> bool {
    frames.iter().any(|frame| matches!(frame.as_str(), "of" | "for" | "judges" | "personal"))
}

fn noun_draft(syntax: &Syntax<'_>, noun: TokenId) -> Option<Draft> {
    if !matches!(syntax.tag(noun), "NN" | "NNS") {
        return None;
    }
    let frames = noun_frames(&syntax.lemma(noun).to_ascii_lowercase())?;
    let mut source = maker_of(syntax, noun)?;
    let called = called_for(syntax, noun, frames, &source);
    let (content, rule) = match called.clone().or_else(|| noun_content(syntax, noun, frames, &source)) {
        Some(found) if called.is_some() => {
            source.tokens.end = source.tokens.end.min(found.0.start - 1);
            found
        }
        Some(found) => found,
        None => {
            let of = of_maker(syntax, noun, frames, &source)?;
            source.tokens.end = source.tokens.end.min(of.0);
            (of.0 + 1..syntax.right(of), "noun, phrase")
        }
    };
    let mut content = content;
    content.end = cut_participle(syntax, content.start, content.end);
    let span = syntax.trimmed_span(syntax.clip(noun, content));
    Some(Draft {
        verb: Some(noun),
        cue: Some(syntax.token(noun).span),
        source,
        content: vec![span],
        addressees: Vec::new(),
        topics: Vec::new(),
        quoted: Vec::new(),
        nested: false,
        rule,
        confidence: 0.8,
    })
}

/// Whose speech the noun names.
fn maker_of(syntax: &Syntax<'_>, noun: TokenId) -> Option<Source> {
    let has =
        |known: &str| noun_frames(syntax.lemma(noun)).is_some_and(|frames| frames.iter().any(|frame| frame == known));
    let raised = has("raised");
    let carried = raised || has("carried");
    if let Some(owner) = syntax.child(noun, &["poss"]).filter(|_| !carried) {
        return Some(Source::of(syntax, owner, Some(noun)));
    }
    let maker = syntax.children(noun, &["prep"]).find(|&prep| !carried && syntax.is_form(prep, &["from", "by"]));
    if let Some(owner) = maker.and_then(|prep| syntax.child(prep, &["pobj"])) {
        return Some(Source::of(syntax, owner, Some(noun)));
    }
    // "the charge, first *made by Ode*, that …"
    let made = syntax.children(noun, &["acl"]).filter(|&made| lists().carrying.contains(syntax.lemma(made)));
    if let Some(owner) = made.filter(|_| !carried).find_map(|made| syntax.agent(made)) {
        return Some(Source::of(syntax, owner, Some(noun)));
    }
    // "reports in the *Tribune* that …": the medium
    let medium = syntax.children(noun, &["prep"]).find(|&prep| prep > noun && syntax.is_form(prep, &["in", "on"]));
    let medium = medium.and_then(|prep| syntax.child(prep, &["pobj"])).filter(|&medium| {
        matches!(syntax.lemma(noun), "report" | "story" | "article" | "claim")
            && syntax.tag(medium).starts_with("NNP")
            && !matches!(syntax.token(medium).entity.as_str(), "GPE" | "PERSON" | "DATE" | "TIME" | "NORP")
    });
    if let Some(medium) = medium {
        return Some(Source::of(syntax, medium, Some(noun)));
    }
    // "was full *of praise* for Brandt"
    if let Some(be) = full_of(syntax, noun).filter(|&be| !syntax.is_negated(be)) {
        return Some(Source::of(syntax, subject_head(syntax, be, 4)?, Some(be)));
    }
    // "opened *with a demand* that …"
    let with =
        syntax.analysis.head(noun).filter(|&with| syntax.deprel(noun) == "pobj" && syntax.is_form(with, &["with"]));
    if let Some(verb) = with.and_then(|with| syntax.analysis.head(with)) {
        // "roused the crowd *with criticism of Brandt*": who does something to others by it
        let person = |token: TokenId| syntax.token(token).entity == "PERSON" || syntax.tag(token) == "PRP";
        let does = syntax.child(verb, &["dobj"]).is_some()
            && syntax.child(verb, &["nsubj"]).is_some_and(person)
            && noun_frames(syntax.lemma(noun)).is_some_and(is_judgement)
            && syntax.children(noun, &["det"]).next().is_none();
        let turns = (lists().turning.contains(syntax.lemma(verb)) || does) && !syntax.is_passive(verb);
        let subject = subject_head(syntax, verb, 4).filter(|_| turns)?;
        return Some(Source::of(syntax, subject, Some(verb)));
    }
    let verb = syntax.analysis.head(noun).filter(|_| syntax.deprel(noun) == "dobj")?;
    if raised && raises(syntax, verb) {
        return Some(Source::of(syntax, subject_head(syntax, verb, 4)?, Some(verb)));
    }
    if raised && !has("carried") {
        return None;
    }
    let reports = super::lexicon::frames_of(syntax.lemma(verb), |_| false).is_some_and(|frames| frames.object);
    let bare = syntax.lemma(verb) != "have"
        || noun_frames(syntax.lemma(noun)).is_some_and(|frames| frames.iter().any(|frame| frame == "for"));
    let light = bare
        && lists().carrying.contains(syntax.lemma(verb))
        && !reports
        && !syntax.is_passive(verb)
        && !syntax.is_negated(verb);
    let subject = subject_head(syntax, verb, 4).filter(|_| light)?;
    Some(Source::of(syntax, subject, Some(verb)))
}

/// "Calls from Ode for *Brandt to go*": whom and what is called for, where the parse gave it to the name of who spoke.
fn called_for(
    syntax: &Syntax<'_>,
    noun: TokenId,
    frames: &[String],
    source: &Source,
) -> Option<(Range<u32>, &'static str)> {
    let holds = source.head > noun && frames.iter().any(|frame| frame == "infinitive");
    let mut phrases = syntax.children(source.head, &["prep"]).filter(|&prep| holds && prep > source.head);
    let phrase = phrases.find(|&prep| syntax.is_form(prep, &["for"]))?;
    let to = Some(TokenId(syntax.right(phrase))).filter(|&to| to.0 < syntax.len() && syntax.is_form(to, &["to"]))?;
    let verb = syntax.analysis.head(to).filter(|&verb| syntax.tag(verb) == "VB")?;
    Some((phrase.0 + 1..syntax.right(verb), "noun, infinitive"))
}

/// "The criticism by Ode *of Norland's handling*": the phrase that the parse gave to the name of who spoke.
fn of_maker(syntax: &Syntax<'_>, noun: TokenId, frames: &[String], source: &Source) -> Option<TokenId> {
    let named = source.head > noun && syntax.tag(source.head).starts_with("NNP");
    let mut phrases = syntax.children(source.head, &["prep"]).filter(|&prep| named && prep > source.head);
    let of = phrases.find(|&prep| frames.iter().any(|frame| syntax.is_form(prep, &[frame.as_str()])))?;
    // "a warning by Ode of the League": where a person belongs
    let object = syntax.child(of, &["pobj", "pcomp"])?;
    (syntax.is_form(of, &["for"]) || !syntax.tag(object).starts_with("NNP")).then_some(of)
}

fn noun_content(
    syntax: &Syntax<'_>,
    noun: TokenId,
    frames: &[String],
    source: &Source,
) -> Option<(Range<u32>, &'static str)> {
    let has = |frame: &str| frames.iter().any(|known| known == frame);
    for clause in syntax.children(noun, &["acl", "relcl", "ccomp", "xcomp"]).filter(|&clause| clause > noun) {
        let first = TokenId(syntax.left(clause));
        let that = syntax.is_form(first, &["that"]) && (syntax.deprel(first) == "mark" || syntax.tag(first) == "IN");
        let infinitive = syntax.tag(clause) == "VB" && syntax.is_form(first, &["to"]);
        let clear = source.tokens.start >= syntax.right(clause) || source.tokens.end <= first.0;
        if clear && (has("clause") && that || has("infinitive") && infinitive) {
            let rule = if that { "noun, clause" } else { "noun, infinitive" };
            return Some((syntax.left(clause)..syntax.right(clause), rule));
        }
    }
    // "Ode's answer *was that* …"
    let copula = syntax.analysis.head(noun).filter(|&be| syntax.deprel(noun) == "nsubj" && syntax.lemma(be) == "be");
    let said = copula.and_then(|be| {
        let clause = syntax.children(be, &["ccomp"]).find(|&clause| clause > be)?;
        syntax.children(clause, &["mark"]).any(|mark| syntax.is_form(mark, &["that"])).then_some(clause)
    });
    let from = || syntax.children(noun, &["prep"]).any(|prep| syntax.is_form(prep, &["from"]));
    if let Some(clause) = said.filter(|_| has("clause") && (syntax.child(noun, &["poss"]).is_some() || from())) {
        return Some((syntax.left(clause)..syntax.right(clause), "noun, clause"));
    }
    if has("clause")
        && syntax.child(noun, &["poss"]).is_some()
        && let Some(clause) = clause_after_setting(syntax, noun)
    {
        return Some((clause, "noun, clause"));
    }
    if has("infinitive") && source.tokens.start > noun.0 {
        // "calls from Ode, *to break up the banks*": the parse gave the infinitive to the verb above
        let end = source.tokens.end;
        let to = (end..syntax.len().min(end + 2)).map(TokenId).find(|&to| syntax.is_form(to, &["to"]));
        let verb = to.and_then(|to| syntax.analysis.head(to)).filter(|&verb| syntax.tag(verb) == "VB");
        if let Some(verb) = verb.filter(|&verb| syntax.left(verb) >= end) {
            return Some((syntax.left(verb)..syntax.right(verb), "noun, infinitive"));
        }
    }
    let verb = syntax.analysis.head(noun).filter(|_| syntax.deprel(noun) == "dobj").or_else(|| full_of(syntax, noun));
    let loose =
        verb.into_iter().flat_map(|verb| syntax.children(verb, &["prep", "dative"])).filter(|&prep| prep > noun);
    let prep = syntax.children(noun, &["prep"]).chain(loose).find(|&prep| {
        let form = syntax.form(prep).to_ascii_lowercase();
        let holds = has(&form) || has("on-person") && form == "on" && is_between_people(syntax, source, prep);
        holds && !source.tokens.contains(&(prep.0 + 1)) && !is_setting(syntax, noun, prep)
    })?;
    let object = syntax.child(prep, &["pobj", "pcomp"])?;
    Some((syntax.left(object).max(prep.0 + 1)..syntax.right(prep), "noun, phrase"))
}

/// "Parliament's demand, in the same bill, *that the report name Brandt*": the clause after a setting between commas, which the
/// parse gave to the verb above.
fn clause_after_setting(syntax: &Syntax<'_>, noun: TokenId) -> Option<Range<u32>> {
    let open = syntax.next(noun).filter(|&comma| syntax.form(comma) == ",")?;
    let preposition = syntax.next(open).filter(|&prep| syntax.deprel(prep) == "prep")?;
    let sentence = syntax.sentence(noun);
    let mut words = (preposition.0 + 1..sentence.end.min(preposition.0 + 10)).map(TokenId);
    let close = words.find(|&word| syntax.form(word) == "," || syntax.is_verb(word))?;
    let that = syntax.next(close).filter(|&that| syntax.form(close) == "," && syntax.is_form(that, &["that"]))?;
    let verb = syntax.analysis.head(that).filter(|_| syntax.deprel(that) == "mark" && that.0 < sentence.end)?;
    Some(that.0..syntax.right(verb).max(that.0 + 1))
}

/// "*Was* full of praise for Brandt": the verb, for the noun that one is full of.
fn full_of(syntax: &Syntax<'_>, noun: TokenId) -> Option<TokenId> {
    let of = syntax.analysis.head(noun).filter(|_| syntax.deprel(noun) == "pobj")?;
    let full = syntax.analysis.head(of).filter(|&full| syntax.is_form(full, &["full"]))?;
    syntax.analysis.head(full).filter(|&be| syntax.lemma(be) == "be")
}

/// "*Raised* the possibility of a sale", "*held out* the prospect": true for a verb that brings up a matter and is told as done.
fn raises(syntax: &Syntax<'_>, verb: TokenId) -> bool {
    let with = |particle: &str| syntax.children(verb, &["prt"]).any(|prt| syntax.is_form(prt, &[particle]));
    let raises = match syntax.lemma(verb) {
        "hold" => with("out"),
        "bring" => with("up"),
        lemma => lists().raising.contains(lemma),
    };
    raises && !syntax.is_passive(verb) && !syntax.is_negated(verb) && is_asserted(syntax, verb)
}

/// "*Ode's* attacks on *Brandt*": true where both are people, so that no blows are meant.
fn is_between_people(syntax: &Syntax<'_>, source: &Source, on: TokenId) -> bool {
    let person = |token: TokenId| {
        syntax.token(token).entity == "PERSON" || syntax.is_form(token, &["he", "she", "his", "her", "him"])
    };
    person(source.head) && syntax.child(on, &["pobj"]).is_some_and(person)
}

/// "Her remarks *on Friday* about Norland", "made the remark *on Norland Radio*": when and where, not what of.
fn is_setting(syntax: &Syntax<'_>, noun: TokenId, prep: TokenId) -> bool {
    let Some(object) = syntax.child(prep, &["pobj"]) else { return false };
    let entity = syntax.token(object).entity.as_str();
    let known = syntax.child(noun, &["det"]).is_some_and(|det| syntax.is_form(det, &["the", "this", "that", "these"]));
    let made = known && syntax.deprel(noun) == "dobj" && syntax.is_form(prep, &["on"]);
    let owner = syntax.child(object, &["poss"]).map_or("", |owner| syntax.token(owner).entity.as_str());
    let body = [entity, owner].into_iter().any(|entity| matches!(entity, "ORG" | "WORK_OF_ART"));
    matches!(entity, "DATE" | "TIME") || made && body
}
