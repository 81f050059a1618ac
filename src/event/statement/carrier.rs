//! Speech told in an infinitive: "was quick *to point out*", "used the speech *to blame*", "was forced *to admit*".
//!
//! An infinitive alone tells what one wants or is asked to say. Under some verbs and adjectives it tells what was said:
//! those of doing, of manner, of compulsion, and those that name the way in which one spoke. The verb that carries it
//! also has its speaker.

use super::syntax::Syntax;
use crate::nlp::TokenId;

/// Verbs under which what the infinitive names took place.
const DONE: &[&str] = &[
    "go", "continue", "begin", "start", "proceed", "rush", "use", "take", "issue", "come", "try", "manage", "hasten",
    "choose", "dare", "seek",
];

/// Verbs for the way in which one speaks or comes to speak; the infinitive tells what for.
const VEHICLES: &[&str] = &[
    "hold",
    "phone",
    "telephone",
    "ring",
    "write",
    "tweet",
    "email",
    "e-mail",
    "text",
    "interrupt",
    "convene",
    "speak",
    "return",
    "rise",
    "stand",
    "step",
    "pause",
    "stop",
    "post",
    "release",
    "publish",
    "send",
    "break",
    "interject",
    "rally",
];

/// Nouns for an occasion of speech or for what is spent on it: "held a *conference* to denounce", "took *pains* to stress".
const OCCASIONS: &[&str] = &[
    "speech",
    "conference",
    "call",
    "interview",
    "statement",
    "pain",
    "trouble",
    "way",
    "chance",
    "opportunity",
    "time",
    "moment",
    "platform",
    "stage",
    "floor",
    "letter",
    "article",
    "column",
    "post",
    "tweet",
    "rally",
    "appearance",
    "session",
    "event",
    "debate",
    "occasion",
    "minute",
    "hour",
    "address",
    "podium",
    "air",
    "airwave",
    "briefing",
    "video",
    "Twitter",
    "Facebook",
    "hearing",
    "radio",
    "television",
];

/// Adjectives for the manner of speaking: "was *quick* to point out".
const MANNERS: &[&str] = &["quick", "swift", "careful", "first", "right", "wrong", "correct", "fast", "keen"];

/// Verbs in the passive under which one speaks, willing or not: "was *forced* to admit".
const FORCED: &[&str] = &["force", "compel", "oblige", "push", "prompt", "move"];

/// Verbs of speech that one calls somebody for.
const CALLED_FOR: &[&str] = &["congratulate", "thank", "apologize", "apologise", "say", "tell", "complain", "warn"];

/// The verb that shows that the infinitive `verb` was spoken; none if it was only wanted, asked for or planned.
#[must_use]
pub fn carrier(syntax: &Syntax<'_>, verb: TokenId) -> Option<TokenId> {
    let above = syntax.analysis.head(verb).filter(|&above| above < verb)?;
    let lemma = syntax.lemma(above);
    if syntax.tag(above).starts_with("VB") {
        let refused = matches!(lemma, "hesitate" | "fail");
        let carries = DONE.contains(&lemma)
            || VEHICLES.contains(&lemma)
            || refused
            || lemma == "call" && CALLED_FOR.contains(&syntax.lemma(verb))
            || FORCED.contains(&lemma) && syntax.is_passive(above);
        return (carries && syntax.is_negated(above) == refused).then_some(above);
    }
    if matches!(syntax.token(above).pos.as_str(), "ADJ" | "ADV") {
        let state = syntax.analysis.head(above).filter(|_| MANNERS.contains(&lemma))?;
        return (syntax.lemma(state) == "be" && !syntax.is_negated(state)).then_some(state);
    }
    if !OCCASIONS.contains(&lemma) || !matches!(syntax.deprel(above), "dobj" | "pobj") {
        return None;
    }
    let governor = syntax.analysis.ancestors(above).take(3).find(|&up| syntax.is_verb(up))?;
    let lemma = syntax.lemma(governor);
    let carries =
        DONE.contains(&lemma) || VEHICLES.contains(&lemma) || matches!(lemma, "call" | "give" | "make" | "spend");
    (carries && !syntax.is_negated(governor)).then_some(governor)
}
