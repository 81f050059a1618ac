//! What a reporting verb speaks of where it stands before the verb: the noun that a relative clause or a participle
//! modifies.

use super::complement::is_infinitive;
use super::lexicon::Frames;
use super::syntax::Syntax;
use super::words::lists;
use crate::nlp::TokenId;
use std::ops::Range;

/// "*the pact*, which Ode has criticized": what a relative pronoun as the object stands for.
#[must_use]
pub fn antecedent_object(syntax: &Syntax<'_>, verb: TokenId, object: TokenId) -> Option<Range<u32>> {
    if object > verb || syntax.deprel(verb) != "relcl" || !matches!(syntax.tag(object), "WDT" | "WP") {
        return None;
    }
    let noun = syntax.analysis.head(verb).filter(|&noun| noun < object)?;
    let noun = denied_remark(syntax, verb, noun);
    let end = syntax.left(verb).max(noun.0 + 1);
    (syntax.sentence(verb).contains(&noun.0) && !matches!(syntax.token(noun).pos.as_str(), "PRON"))
        .then(|| syntax.left(noun)..end)
}

/// "A charge of fraud in Geneva, which he *denies*": the charge, where the parse gave the clause to the last noun of its
/// phrase; places and sums are not denied.
fn denied_remark(syntax: &Syntax<'_>, verb: TokenId, noun: TokenId) -> TokenId {
    let floor = syntax.sentence(verb).start;
    let denies = matches!(syntax.lemma(verb), "deny" | "dispute" | "reject" | "refute" | "rebut" | "contest");
    let is_remark = |token: &TokenId| lists().remarks.contains(syntax.lemma(*token)) && token.0 >= floor;
    let mut above = syntax.analysis.ancestors(noun).take(4);
    above.find(is_remark).filter(|remark| denies && *remark < noun && !is_remark(&noun)).unwrap_or(noun)
}

/// "A charge *Ode has denied*", "a plan *Ode called unfair*": the noun before a relative clause that has neither a pronoun
/// nor an object of its own.
#[must_use]
pub fn gap_object(syntax: &Syntax<'_>, verb: TokenId) -> Option<Range<u32>> {
    let noun = syntax.analysis.head(verb).filter(|&noun| syntax.deprel(verb) == "relcl" && noun < verb)?;
    let first = TokenId(syntax.left(verb));
    let subject = syntax.child(verb, &["nsubj"]).filter(|&subject| subject < verb)?;
    let bare = TokenId(syntax.left(subject)) == first && !matches!(syntax.tag(subject), "WP" | "WDT");
    let adjoins = syntax.previous(first).is_some_and(|before| !syntax.is_mark(before));
    let noun = denied_remark(syntax, verb, noun);
    (bare && adjoins && first > noun && matches!(syntax.tag(noun), "NN" | "NNS" | "NNP"))
        .then(|| syntax.left(noun)..first.0)
}

/// "A plan Ode called *unfair*", "talks Ode described *as a farce*": the judgement, where what is judged stands before.
#[must_use]
pub fn gap_judgement(
    syntax: &Syntax<'_>,
    verb: TokenId,
    frames: &Frames,
    object: Option<TokenId>,
) -> Option<Range<u32>> {
    let object = object.filter(|&object| object > verb);
    if frames.object_predicate {
        let predicate = object.or_else(|| {
            syntax.children(verb, &["oprd", "acomp", "xcomp"]).find(|&word| word > verb && !is_infinitive(syntax, word))
        });
        let adjoins = predicate.filter(|&predicate| syntax.left(predicate) <= verb.0 + 1);
        if let Some(predicate) = adjoins {
            return Some(verb.0 + 1..syntax.right(verb).max(syntax.right(predicate)));
        }
    }
    let as_phrase = syntax.children(verb, &["prep"]).find(|&prep| {
        let full = syntax.child(prep, &["pobj", "pcomp", "amod"]).is_some();
        prep > verb && full && syntax.is_form(prep, &["as"]) && frames.object_with.iter().any(|with| with == "as")
    });
    as_phrase.filter(|_| object.is_none()).map(|prep| prep.0..syntax.right(prep))
}

/// "*Ode*, pressed by Brandt to go": what a passive participle modifies.
#[must_use]
pub fn patient(syntax: &Syntax<'_>, verb: TokenId) -> Option<TokenId> {
    let cites = matches!(syntax.lemma(verb), "cite" | "quote" | "report");
    let noun = syntax.analysis.head(verb).filter(|_| syntax.deprel(verb) == "acl" && !cites)?;
    (noun < verb && syntax.is_nominal(noun) && syntax.agent(verb).is_some()).then_some(noun)
}

/// "What Ode called *a courtesy*": the thing named, which heads the clause that names it.
#[must_use]
pub fn thing_named(syntax: &Syntax<'_>, verb: TokenId, frames: &Frames) -> Option<Range<u32>> {
    let thing = syntax.analysis.head(verb).filter(|&thing| syntax.deprel(verb) == "relcl" && thing > verb)?;
    let names = frames.object_predicate || frames.object_with.iter().any(|with| with == "as");
    let what = syntax.children(verb, &["dobj", "nsubj"]).any(|what| what < verb && syntax.is_form(what, &["what"]));
    (names && what).then(|| verb.0 + 1..syntax.right(thing).max(thing.0 + 1))
}
