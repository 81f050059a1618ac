//! Which direct objects of a reporting verb are spoken of, and which are acted on.

use super::syntax::Syntax;
use super::words::lists;
use crate::entity::is_role;
use crate::nlp::TokenId;

/// "Announced on Friday *that* …" has its clause; an object that is a pronoun, a time or a measure says nothing.
#[must_use]
pub(super) fn is_content_object(syntax: &Syntax<'_>, verb: TokenId, object: TokenId) -> bool {
    let time = matches!(syntax.token(object).entity.as_str(), "DATE" | "TIME");
    let reflexive = syntax.form(object).to_ascii_lowercase().ends_with("self")
        || syntax.form(object).eq_ignore_ascii_case("themselves");
    let person = matches!(syntax.tag(object), "PRP")
        || syntax.token(object).entity == "PERSON"
        || is_role(syntax.lemma(object)) && matches!(syntax.tag(object), "NN" | "NNS");
    // to welcome a guest and to recall an ambassador are acts
    let received = syntax.lemma(verb) == "welcome"
        && syntax.children(verb, &["prep"]).any(|prep| prep > object && syntax.is_form(prep, &["to"]));
    let act =
        person && matches!(syntax.lemma(verb), "welcome" | "recall" | "reveal" | "dismiss" | "reject") || received;
    // a proposal that is rejected is acted on; a remark that is rejected is spoken of
    // and so it is with what is attacked or threatened
    let noun = syntax.lemma(object);
    let spoken = match syntax.lemma(verb) {
        "reject" => lists().remarks.contains(noun),
        "attack" => {
            lists().remarks.contains(noun) || lists().deeds.contains(noun) || is_attacked_in_words(syntax, verb, object)
        }
        // "offered *Ode* a lift": said to somebody; what is offered to nobody is put on show
        "offer" => syntax.children(verb, &["dative"]).any(|given| given > verb && syntax.is_nominal(given)),
        // to declare war is an act
        "declare" | "proclaim" => !lists().declared.contains(noun),
        "threaten" => lists().threats.contains(noun),
        _ => true,
    };
    object != verb && !time && !reflexive && !act && spoken && !matches!(syntax.tag(object), "WDT" | "WP")
}

/// "Ode *attacked* Brandt for his vote", "*repeatedly attacked* Brandt": true where one person attacks another by name and
/// nothing tells of a weapon or of a place where blows fall.
fn is_attacked_in_words(syntax: &Syntax<'_>, verb: TokenId, object: TokenId) -> bool {
    let named = |token: TokenId| syntax.token(token).entity == "PERSON";
    // "the Falk *brothers*"
    let person = |token: TokenId| named(token) || syntax.children(token, &["compound"]).any(named);
    let subject = syntax.child(verb, &["nsubj"]);
    let teller = subject.is_some_and(|subject| person(subject) || syntax.is_form(subject, &["he", "she"]));
    let armed = syntax.children(verb, &["prep"]).any(|prep| {
        let thing = syntax.child(prep, &["pobj"]);
        syntax.is_form(prep, &["with"]) && thing.is_some_and(|thing| syntax.tag(thing) == "NN")
    });
    teller && person(object) && !armed && !syntax.is_passive(verb)
}

/// "Dismissed the charge *on Norland Radio's “Morning Talk”*": where the words for the object end, with the programme in
/// which one spoke left out.
#[must_use]
pub(super) fn without_programme(syntax: &Syntax<'_>, object: TokenId, end: u32) -> u32 {
    let show = |prep: TokenId| {
        let Some(name) = syntax.child(prep, &["pobj"]) else { return false };
        let titled = (prep.0 + 1..end).any(|token| syntax.token(TokenId(token)).entity == "WORK_OF_ART");
        let owned = syntax.child(name, &["poss", "compound"]).is_some_and(|owner| syntax.token(owner).entity == "ORG");
        titled || owned && lists().settings.contains(syntax.lemma(name))
    };
    let last = syntax.children(object, &["prep"]).filter(|&prep| prep > object && syntax.is_form(prep, &["on"])).last();
    last.filter(|&last| show(last)).map_or(end, |last| last.0)
}

/// "Criticised Brandt *in the Norland parliament* over his call", "mocked them *on Norland Radio* as fools": where the phrase begins
/// that tells the stage of the speech between the object and the phrase `ground`.
#[must_use]
pub(super) fn stage_between(syntax: &Syntax<'_>, verb: TokenId, object: TokenId, ground: TokenId) -> Option<u32> {
    let between = |prep: &TokenId| *prep > object && syntax.right(*prep) == syntax.left(ground);
    let told = |prep: TokenId, forms: &[&str]| {
        let Some(stage) = syntax.child(prep, &["pobj"]).filter(|_| syntax.is_form(prep, forms)) else { return false };
        let entity = syntax.token(stage).entity.as_str();
        // "the talks *on Norland*": what of
        let topic = syntax.is_form(prep, &["on"]) && matches!(entity, "GPE" | "LOC" | "NORP" | "PERSON");
        let named = matches!(entity, "ORG" | "WORK_OF_ART" | "PRODUCT") || syntax.tag(stage).starts_with("NNP");
        !topic && (named || lists().settings.contains(syntax.lemma(stage)))
    };
    let own = syntax.children(verb, &["prep"]).filter(between).find(|&prep| told(prep, &["on", "in", "at", "during"]));
    let loose = || syntax.children(object, &["prep"]).filter(between).find(|&prep| told(prep, &["on"]));
    own.or_else(loose).map(|prep| syntax.left(prep))
}
