//! Who speaks: the noun phrase that is the deep subject of a reporting verb.

use super::carrier::carrier;
use super::extent::reported_before;
use super::lexicon::{frames_of, is_message};
use super::subject::{before_phrase, outside_brackets, surface_subject};
use super::syntax::Syntax;
use super::words::lists;
use crate::article::Span;
use crate::entity::is_role;
use crate::nlp::TokenId;
use std::ops::Range;

/// The noun phrase that names a speaker.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Source {
    /// Its head token.
    pub head: TokenId,
    /// Its words, with titles and appositions.
    pub tokens: Range<u32>,
    /// What a relative pronoun stands for.
    pub antecedent: Option<TokenId>,
}

impl Source {
    /// The noun phrase headed by `head`, kept apart from the token `cue` if the parse mixes them.
    #[must_use]
    pub fn of(syntax: &Syntax<'_>, head: TokenId, cue: Option<TokenId>) -> Self {
        let head = outside_brackets(syntax, head);
        let tokens = noun_phrase(syntax, head, cue);
        Self { head, tokens, antecedent: antecedent_of(syntax, head) }
    }

    /// The byte span of its words.
    #[must_use]
    pub fn span(&self, syntax: &Syntax<'_>) -> Span {
        let span = syntax.trimmed_span(self.tokens.clone());
        // a closing mark that is glued to the name: "…,”Ode said"
        let text = span.slice(syntax.body);
        let mut glued = text.char_indices().filter(|&(at, mark)| {
            matches!(mark, '”' | '"') && text[at + mark.len_utf8()..].starts_with(char::is_uppercase)
        });
        match glued.next_back() {
            Some((at, mark)) if !text[at + mark.len_utf8()..].contains(['”', '"']) => {
                Span::new(span.start + at + mark.len_utf8(), span.end)
            }
            _ => span,
        }
    }
}

/// What the relative pronoun `token` stands for; none if it is no relative pronoun.
fn antecedent_of(syntax: &Syntax<'_>, token: TokenId) -> Option<TokenId> {
    if !matches!(syntax.tag(token), "WP" | "WDT" | "WP$") {
        return None;
    }
    let mut above = syntax.analysis.ancestors(token);
    let clause = above.find(|&verb| syntax.deprel(verb) == "relcl")?;
    syntax.analysis.head(clause)
}

/// The words of the noun phrase headed by `head`: modifiers and appositions, no clause after a comma.
#[must_use]
pub fn noun_phrase(syntax: &Syntax<'_>, head: TokenId, cue: Option<TokenId>) -> Range<u32> {
    if matches!(syntax.tag(head), "PRP" | "PRP$" | "WP" | "WDT" | "WP$") {
        return head.0..head.0 + 1;
    }
    let mut range = syntax.left(head)..syntax.right(head);
    for child in syntax.analysis.dependents(head).iter().copied().filter(|child| *child > head) {
        let clause = matches!(syntax.deprel(child), "relcl" | "acl" | "advcl" | "ccomp" | "parataxis");
        let loose = syntax.previous(TokenId(syntax.left(child))).is_some_and(|before| syntax.is_mark(before));
        if clause && (loose || syntax.deprel(child) != "acl") && syntax.left(child) > head.0 {
            range.end = range.end.min(syntax.left(child));
        }
    }
    for child in syntax.children(head, &["advmod", "npadvmod", "prep"]).filter(|child| *child > head) {
        let object = syntax.child(child, &["pobj"]);
        let setting = match syntax.deprel(child) {
            "prep" => object.is_some_and(|object| matches!(syntax.token(object).entity.as_str(), "DATE" | "TIME")),
            "npadvmod" => matches!(syntax.token(child).entity.as_str(), "DATE" | "TIME"),
            _ => syntax.is_form(child, &["here", "there", "afterward", "afterwards", "later"]),
        };
        if setting {
            range.end = range.end.min(syntax.left(child).max(head.0 + 1));
        }
    }
    if let Some(cue) = cue {
        if cue < head {
            range.start = range.start.max(cue.0 + 1);
        } else {
            range.end = range.end.min(cue.0);
        }
    }
    range.start = range.start.min(head.0);
    range.end = range.end.max(head.0 + 1);
    // quotation marks part a phrase from what is quoted
    for token in (range.start..head.0).rev() {
        if is_edge(syntax, TokenId(token)) {
            range.start = token + 1;
            break;
        }
    }
    for token in head.0 + 1..range.end {
        if is_edge(syntax, TokenId(token)) && syntax.form(TokenId(token)) != "''" {
            range.end = token;
            break;
        }
    }
    range
}

fn is_edge(syntax: &Syntax<'_>, token: TokenId) -> bool {
    matches!(syntax.form(token), "“" | "”" | "\"" | ":" | ";") || syntax.form(token).contains('\n')
}

/// Finds the deep subject of `verb`: its own, its conjunct's, its controller's, or the agent of a passive.
///
/// Climbs at most a few heads, so that its cost is constant.
#[must_use]
pub fn source_of(syntax: &Syntax<'_>, verb: TokenId) -> Option<Source> {
    if syntax.is_passive(verb) {
        if let Some(noun) = lost_subject(syntax, verb) {
            return Some(Source::of(syntax, noun, Some(verb)));
        }
        return syntax.agent(verb).map(|head| Source::of(syntax, head, Some(verb)));
    }
    let first = || syntax.analysis.head(verb).filter(|&first| syntax.deprel(verb) == "conj" && first < verb);
    let head = subject_head(syntax, verb, 6)
        .or_else(|| surface_subject(syntax, verb))
        .or_else(|| first().and_then(|first| surface_subject(syntax, first)))?;
    let head = main_subject(syntax, head, verb).unwrap_or(head);
    let head = subject_after_setting(syntax, head, verb).or_else(|| before_phrase(syntax, head)).unwrap_or(head);
    let opening = syntax.opening(verb);
    if head.0 < opening.start && head.0 >= syntax.sentence(verb).start {
        // the parse took the dateline for the subject
        let subject = (opening.start..verb.0).map(TokenId).find(|&token| {
            syntax.is_nominal(token)
                && !matches!(syntax.deprel(token), "compound" | "det" | "amod" | "poss" | "nmod" | "nummod" | "pobj")
        })?;
        let mut source = Source::of(syntax, subject, Some(verb));
        source.tokens.start = source.tokens.start.max(opening.start);
        return Some(source);
    }
    Some(Source::of(syntax, head, Some(verb)))
}

/// "*Two analysts*, Ode and Brandt, found that …": the noun that the parse took for the whole sentence, with its verb for a
/// participle.
fn lost_subject(syntax: &Syntax<'_>, verb: TokenId) -> Option<TokenId> {
    let noun = syntax.analysis.head(verb).filter(|_| syntax.deprel(verb) == "acl" && syntax.tag(verb) == "VBN")?;
    let comma = syntax.previous(verb).filter(|&comma| syntax.form(comma) == "," && comma > noun)?;
    let clause = syntax.children(verb, &["ccomp"]).find(|&clause| clause > verb)?;
    let that = syntax.children(clause, &["mark"]).any(|mark| syntax.is_form(mark, &["that"]));
    let named = syntax.children(noun, &["appos"]).any(|name| name < comma && syntax.tag(name).starts_with("NNP"));
    (that && named && syntax.deprel(noun) == "ROOT").then_some(noun)
}

/// "*Of Brandt*, Ode said": the name after the comma, where the parse took the whole for the subject.
fn subject_after_setting(syntax: &Syntax<'_>, head: TokenId, verb: TokenId) -> Option<TokenId> {
    if !matches!(syntax.tag(head), "IN") {
        return None;
    }
    let object = syntax.child(head, &["pobj"])?;
    syntax.children(object, &["appos", "conj"]).find(|&name| name < verb && syntax.is_nominal(name))
}

/// Head token of the surface subject of `verb`, shared or controlled subjects included.
#[must_use]
pub fn subject_head(syntax: &Syntax<'_>, verb: TokenId, steps: u32) -> Option<TokenId> {
    let own = syntax.child(verb, &["nsubj", "nsubjpass", "csubj"]);
    if let Some(subject) = own {
        // "the group Brigade has denied": both are subjects to the parse, the name is the head
        let name = syntax.children(verb, &["nsubj"]).find(|&name| {
            name > subject
                && name < verb
                && syntax.tag(name).starts_with("NNP")
                && syntax.left(name) == syntax.right(subject)
        });
        let subject = name.unwrap_or(subject);
        return (!matches!(syntax.deprel(subject), "csubj")).then_some(subject);
    }
    if syntax.child(verb, &["expl"]).is_some() || steps == 0 {
        return None;
    }
    if syntax.tag(verb) == "VBG"
        && let Some(owner) = syntax.child(verb, &["poss"])
    {
        // "*Ode's* calling him a liar"
        return Some(owner);
    }
    if syntax.tag(verb) == "VB"
        && let Some(above) = carrier(syntax, verb)
    {
        return subject_head(syntax, above, steps - 1);
    }
    let mut above = syntax.analysis.head(verb)?;
    if let Some(cited) = cited(syntax, verb, above) {
        return Some(cited);
    }
    if let Some(reporting) = reported_before(syntax, verb) {
        return subject_head(syntax, reporting, steps - 1);
    }
    if syntax.deprel(verb) == "advcl"
        && syntax.tag(verb) == "VBG"
        && frames_of(syntax.lemma(verb), |_| false).is_some_and(|frames| frames.clause)
    {
        // "said it was late, adding that": the participle goes with the verb that reports, not with what was said
        let comma = syntax.previous(verb).is_some_and(|before| syntax.form(before) == ",");
        while comma && is_embedded(syntax, above) {
            let Some(next) = syntax.analysis.ancestors(above).find(|&next| syntax.is_verb(next)) else { break };
            above = next;
        }
        while syntax.deprel(above) == "ccomp"
            && let Some(reporting) = syntax.analysis.head(above)
            && reporting < above
            && frames_of(syntax.lemma(reporting), |_| false).is_some_and(|frames| frames.clause)
        {
            above = reporting;
        }
    }
    match syntax.deprel(verb) {
        "conj" | "xcomp" | "advcl" | "pcomp" | "prep" | "ccomp" | "dep" | "parataxis" | "oprd" | "ROOT" | "acomp" => {
            if syntax.deprel(verb) == "ccomp" && !matches!(syntax.tag(verb), "VBG" | "VB" | "VBD" | "VBN") {
                return None;
            }
            if matches!(syntax.deprel(verb), "xcomp" | "ccomp") {
                // "urged Ode to say": the object controls
                if let Some(object) = syntax.child(above, &["dobj"]).filter(|&object| object < verb)
                    && syntax.tag(verb) == "VB"
                    && !matches!(syntax.lemma(above), "promise" | "use")
                {
                    return Some(object);
                }
            }
            if syntax.is_verb(above)
                || matches!(syntax.token(above).pos.as_str(), "AUX" | "VERB" | "ADP" | "SCONJ" | "ADJ" | "PART")
            {
                subject_head(syntax, above, steps - 1)
            } else if syntax.token(verb).pos == "ADP"
                && (syntax.is_form(verb, &["by", "before", "after", "without", "in", "from"])
                    || syntax.is_form(verb, &["of"]) && lists().spent.contains(syntax.lemma(above)))
                && syntax.deprel(above) == "dobj"
                && let Some(governor) = syntax.analysis.head(above).filter(|&governor| syntax.is_verb(governor))
            {
                // "adopted an attack by *calling* Ode a liar"
                subject_head(syntax, governor, steps - 1)
            } else if syntax.token(above).pos == "NOUN" || syntax.token(above).pos == "PROPN" {
                noun_controller(syntax, above, steps - 1)
            } else {
                None
            }
        }
        "acl" if syntax.tag(verb) == "VBG" => {
            // "took turns rebutting": what is taken does not speak
            // nor does a thing that a participle after a comma or an infinitive cannot be said of
            let loose = syntax.previous(verb).is_some_and(|before| syntax.form(before) == ",");
            let thing = loose && syntax.tag(above).starts_with("NN") && !is_speaking(syntax, above);
            if let Some(shown) = shown_in(syntax, above, verb) {
                return Some(shown);
            }
            if let Some(writer) = writer_to(syntax, above, verb, steps) {
                return Some(writer);
            }
            let taken = syntax.deprel(above) == "dobj" && (lists().spent.contains(syntax.lemma(above)) || thing);
            let taker = syntax.analysis.head(above).filter(|&taker| taken && !syntax.is_passive(taker));
            let taker = taker
                .filter(|_| maker_of(syntax, above).is_none())
                .and_then(|taker| subject_head(syntax, taker, steps - 1));
            taker.or_else(|| noun_controller(syntax, above, steps - 1))
        }
        "acl" | "relcl" => noun_controller(syntax, above, steps - 1),
        _ => None,
    }
}

/// "A video of *Ode* slamming the plan": who is seen and heard in it.
fn shown_in(syntax: &Syntax<'_>, film: TokenId, verb: TokenId) -> Option<TokenId> {
    let shows = matches!(syntax.lemma(film), "video" | "footage" | "clip" | "recording" | "tape" | "audio" | "film");
    let of = syntax.children(film, &["prep"]).find(|&of| shows && syntax.is_form(of, &["of"]))?;
    syntax.child(of, &["pobj"]).filter(|&shown| syntax.right(shown) == syntax.left(verb))
}

/// "*Ode* wrote to voters *saying* that …": who writes, where the parse gave the participle to those written to.
fn writer_to(syntax: &Syntax<'_>, reader: TokenId, verb: TokenId, steps: u32) -> Option<TokenId> {
    let says =
        matches!(syntax.lemma(verb), "say" | "warn" | "vow" | "announce" | "explain" | "thank" | "urge" | "accuse");
    let above = syntax.analysis.head(reader).filter(|_| says && steps > 0)?;
    let writes = match syntax.deprel(reader) {
        "dobj" | "dative" => above,
        "pobj" if syntax.is_form(above, &["to"]) => syntax.analysis.head(above)?,
        _ => return None,
    };
    let message =
        matches!(syntax.lemma(writes), "write" | "email" | "e-mail" | "text" | "message" | "phone" | "telegraph");
    (message && syntax.is_verb(writes) && !syntax.is_passive(writes))
        .then(|| subject_head(syntax, writes, steps - 1))
        .flatten()
}

/// "Quoted *Ode* as saying": the object of the verb that cites.
fn cited(syntax: &Syntax<'_>, verb: TokenId, above: TokenId) -> Option<TokenId> {
    let citing = syntax.analysis.head(above).filter(|_| syntax.tag(verb) == "VBG" && syntax.is_form(above, &["as"]))?;
    let cites = matches!(syntax.lemma(citing), "quote" | "cite" | "report" | "record") && !syntax.is_passive(citing);
    syntax.child(citing, &["dobj"]).filter(|&object| cites && object < verb)
}

/// "*Ode* has voiced frustration, and some fear, *telling* a friend …": the subject of the verb above, where the parse gave
/// a participle after a comma to a thing that cannot speak.
fn main_subject(syntax: &Syntax<'_>, head: TokenId, verb: TokenId) -> Option<TokenId> {
    let loose = (verb.0.saturating_sub(2)..verb.0).any(|token| syntax.form(TokenId(token)) == ",");
    let thing = match syntax.tag(head) {
        "NN" => head,
        "WDT" => antecedent_of(syntax, head)?,
        _ => return None,
    };
    if !loose
        || syntax.tag(verb) != "VBG"
        || syntax.tag(thing) != "NN"
        || is_speaking(syntax, thing)
        || is_body(syntax, thing)
    {
        return None;
    }
    let mut above = syntax.analysis.ancestors(thing);
    let subject = above.find_map(|above| syntax.child(above, &["nsubj"]).filter(|_| syntax.is_verb(above)))?;
    let subject = Some(subject).filter(|&subject| subject < verb && subject != head)?;
    let person = syntax.tag(subject).starts_with("NNP")
        || syntax.is_form(subject, &["he", "she"])
        || is_role(syntax.lemma(subject));
    person.then_some(subject)
}

/// True for a noun for a body of people.
fn is_body(syntax: &Syntax<'_>, noun: TokenId) -> bool {
    let lemma = syntax.lemma(noun);
    lists().groups.contains(lemma) || lists().bodies.contains(lemma)
}

/// True for a noun that may name one who speaks: a name, a role, several people or a body.
fn is_speaking(syntax: &Syntax<'_>, noun: TokenId) -> bool {
    syntax.tag(noun).starts_with("NNP")
        || syntax.tag(noun) == "NNS"
        || is_role(syntax.lemma(noun))
        || matches!(syntax.token(noun).entity.as_str(), "PERSON" | "ORG" | "NORP" | "GPE")
        || is_document(syntax.lemma(noun))
}

/// True for a clause within a noun phrase, and for an infinitive or gerund: what follows it after a comma goes with the
/// verb above.
fn is_embedded(syntax: &Syntax<'_>, clause: TokenId) -> bool {
    match syntax.deprel(clause) {
        "acl" => syntax.tag(clause) != "VBG" || syntax.child(clause, &["nsubj", "nsubjpass"]).is_some(),
        "pcomp" => true,
        _ => false,
    }
}

/// True for a noun for what is said or written.
fn is_document(noun: &str) -> bool {
    is_message(noun) || lists().documents.contains(noun)
}

/// Who speaks by the noun that a participle modifies: the maker of a statement, or the noun itself.
fn noun_controller(syntax: &Syntax<'_>, noun: TokenId, steps: u32) -> Option<TokenId> {
    if let Some(maker) = maker_of(syntax, noun) {
        return Some(maker);
    }
    if is_document(syntax.lemma(noun)) && matches!(syntax.deprel(noun), "dobj" | "pobj") && steps > 0 {
        let verb = syntax.analysis.ancestors(noun).take(3).find(|&above| syntax.is_verb(above));
        let subject =
            verb.filter(|&verb| !syntax.is_passive(verb)).and_then(|verb| subject_head(syntax, verb, steps - 1));
        if subject.is_some() {
            return subject;
        }
    }
    Some(noun)
}

/// Who made the document that `noun` names: "*Ode's* letter", "a statement from *the ministry*"; none for other nouns.
#[must_use]
pub fn maker_of(syntax: &Syntax<'_>, noun: TokenId) -> Option<TokenId> {
    if !is_document(syntax.lemma(noun)) {
        return None;
    }
    if let Some(owner) = syntax.child(noun, &["poss"]) {
        return Some(owner);
    }
    let maker = syntax.children(noun, &["prep"]).find(|&prep| syntax.is_form(prep, &["from", "by"]));
    let maker = maker.and_then(|prep| syntax.child(prep, &["pobj"]));
    maker.or_else(|| syntax.children(noun, &["compound"]).find(|&name| syntax.tag(name).starts_with("NNP")))
}
