//! Where somebody else begins to speak: "Ode said Norland must pay, *while Brandt insisted* that …".
//!
//! The parse gives a clause that follows what was said to what was said. If it reports the words of another, or goes on
//! with the speaker in the tense of the report, it is the teller's own again.

use super::lexicon::frames_of;
use super::syntax::Syntax;
use crate::nlp::TokenId;
use std::ops::Range;

/// Words that set one report against another.
const AGAINST: &[&str] = &["while", "although", "though", "whereas"];

/// The end of `content` of `verb`, moved before the first clause in it that reports anew.
#[must_use]
pub fn cut_turnover(syntax: &Syntax<'_>, verb: TokenId, content: Range<u32>) -> u32 {
    let parenthetical = relative_end(syntax, verb, content.clone());
    let content = content.start..parenthetical;
    let mut marks = 0_u32;
    let mut told = false;
    for token in content.clone().map(TokenId) {
        if matches!(syntax.form(token), "\"" | "“" | "”" | "''" | "``") {
            marks += 1;
        }
        // within a quotation everything is the speaker's
        if told
            && marks.is_multiple_of(2)
            && let Some(link) = turnover_at(syntax, verb, token)
            && (content.start..link).map(TokenId).any(|token| is_finite(syntax, token))
        {
            return link;
        }
        told |= is_finite(syntax, token);
    }
    content.end
}

/// The first token of the clause of `next`, its link included, if it reports anew.
fn turnover_at(syntax: &Syntax<'_>, verb: TokenId, next: TokenId) -> Option<u32> {
    if !matches!(syntax.tag(next), "VBD" | "VBZ" | "VBP" | "VBN") || !syntax.is_verb(next) {
        return None;
    }
    let perfect = |verb: TokenId| syntax.children(verb, &["aux"]).find(|&aux| syntax.lemma(aux) == "have");
    let Some(subject) = syntax.child(next, &["nsubj"]).filter(|&subject| subject < next) else {
        // "has said it is late and *has gone* home"
        let aux = perfect(next).filter(|_| syntax.deprel(next) == "conj")?;
        let clause = syntax.analysis.head(next).filter(|&clause| perfect(clause).is_none() && clause > verb)?;
        let link = syntax.previous(aux).filter(|&link| syntax.is_form(link, &["and", "but"]))?;
        let parallel = perfect(verb).is_some_and(|own| syntax.is_form(own, &[syntax.form(aux)]));
        return (parallel && syntax.deprel(clause) == "ccomp").then_some(link.0);
    };
    let first = TokenId(syntax.left(subject));
    let link = syntax.previous(first)?;
    let against = syntax.is_form(link, AGAINST);
    let clause = syntax.child(next, &["ccomp"]).is_some_and(|clause| clause > next);
    let after = clause && syntax.is_form(link, &["after"]) && syntax.tag(subject) != "PRP";
    let joined = syntax.is_form(link, &["and", "but"]);
    if !against && !joined && !after || syntax.tag(next) == "VBN" && perfect(next).is_none() {
        return None;
    }
    let frames = frames_of(syntax.lemma(next), |_| false)?;
    let judges = against && (frames.object_predicate || !frames.object_with.is_empty());
    if !(frames.clause || frames.quote || !frames.about.is_empty() || judges) || !has_content(syntax, next) {
        return None;
    }
    let comma = syntax.previous(link).is_some_and(|before| matches!(syntax.form(before), "," | "—" | "–" | ";" | "-"));
    let same = syntax.lemma(next) == syntax.lemma(verb) && syntax.tag(next) == syntax.tag(verb);
    (against || after || comma || same && syntax.tag(subject) != "PRP").then_some(link.0)
}

fn is_finite(syntax: &Syntax<'_>, token: TokenId) -> bool {
    matches!(syntax.tag(token), "VBD" | "VBZ" | "VBP" | "MD")
}

/// True if something follows that `verb` reports.
fn has_content(syntax: &Syntax<'_>, verb: TokenId) -> bool {
    let marked = syntax.next(verb).is_some_and(|next| matches!(syntax.form(next), ":" | "\"" | "“" | "''" | "``"));
    marked || syntax.children(verb, &["ccomp", "xcomp", "prep", "dobj", "oprd"]).any(|child| child > verb)
}

/// "Ode, who said it was late*, went* home": what a relative clause between commas reports ends with it.
fn relative_end(syntax: &Syntax<'_>, verb: TokenId, content: Range<u32>) -> u32 {
    let subject = syntax.analysis.ancestors(verb).take(2).chain([verb]).find_map(|clause| {
        let subject = syntax.child(clause, &["nsubj", "dobj", "pobj"])?;
        (subject < verb && matches!(syntax.tag(subject), "WP" | "WDT")).then_some(subject)
    });
    // "Brandt, *who* Ode says was late": the pronoun belongs to what is said
    let first = TokenId(syntax.left(verb));
    let opens = syntax.deprel(verb) == "relcl" && matches!(syntax.tag(first), "WP" | "WDT");
    let subject = subject.or_else(|| opens.then_some(first));
    let parted = subject
        .and_then(|subject| syntax.previous(subject))
        .is_some_and(|before| syntax.form(before) == "," && before.0 + 30 > verb.0);
    if !parted {
        return content.end;
    }
    let resumes = |comma: u32| {
        let mut next = (comma + 1..content.end).map(TokenId).skip_while(|&token| syntax.token(token).pos == "ADV");
        next.next().is_some_and(|next| {
            let main = syntax.analysis.head(next).filter(|_| matches!(syntax.deprel(next), "aux" | "auxpass"));
            let subject = syntax.child(main.unwrap_or(next), &["nsubj", "nsubjpass"]);
            is_finite(syntax, next) && subject.is_none_or(|subject| subject.0 < content.start)
        })
    };
    content.clone().find(|&token| syntax.form(TokenId(token)) == "," && resumes(token)).unwrap_or(content.end)
}
