//! Whose words a paper holds: "Ode filed a lawsuit. … *The lawsuit* says …", "Ode released a video *that* said …".
//!
//! Takes the nouns for papers and films of an article, gives for each kind who made it, where the text says so: by a
//! possessive, "from" or "by", or as the subject of the verb that put it out. A later mention of that kind has the
//! maker of the one before.

use super::speaker::{maker_of, subject_head};
use super::syntax::Syntax;
use super::words::{lists, paper_kind};
use crate::nlp::TokenId;

/// The papers of an article with their makers.
pub struct Papers {
    /// Kind, token of the noun, head token of the maker, by position.
    found: Vec<(usize, TokenId, TokenId)>,
}

impl Papers {
    /// Finds the papers whose maker the text tells, in time linear in the tokens.
    #[must_use]
    pub fn find(syntax: &Syntax<'_>) -> Self {
        let found = (0..syntax.len()).map(TokenId).filter_map(|noun| {
            if syntax.lemma(noun) == "sue" && syntax.is_verb(noun) && !syntax.is_passive(noun) {
                return Some((0, noun, subject_head(syntax, noun, 4)?));
            }
            let kind = kind_of(syntax, noun)?;
            Some((kind, noun, maker(syntax, noun)?))
        });
        Self { found: found.collect() }
    }

    /// The head of the maker of the paper that `noun` names: its own, or that of the last paper of its kind before it.
    #[must_use]
    pub fn maker(&self, syntax: &Syntax<'_>, noun: TokenId) -> Option<TokenId> {
        let kind = kind_of(syntax, noun)?;
        let before = self.found.partition_point(|&(_, at, _)| at <= noun);
        if let Some(&(_, at, maker)) = before.checked_sub(1).and_then(|last| self.found.get(last))
            && at == noun
        {
            return Some(maker);
        }
        let definite = syntax.child(noun, &["det"]).is_some_and(|det| syntax.is_form(det, &["the", "this", "that"]));
        let spoken = syntax.lemma(noun) == "voice" || syntax.lemma(noun) == "voiceover";
        if !definite && !spoken {
            return None;
        }
        self.found[..before].iter().rev().find(|&&(other, ..)| other == kind).map(|&(_, _, maker)| maker)
    }
}

fn kind_of(syntax: &Syntax<'_>, noun: TokenId) -> Option<usize> {
    if !matches!(syntax.tag(noun), "NN" | "NNS") {
        return None;
    }
    let lemma = syntax.lemma(noun);
    if lemma == "voice" && !syntax.next(noun).is_some_and(|next| syntax.is_form(next, &["over", "-"])) {
        return None;
    }
    paper_kind(lemma)
}

/// Who made the paper `noun`, by its own words or by the verb above it.
fn maker(syntax: &Syntax<'_>, noun: TokenId) -> Option<TokenId> {
    if let Some(owner) = syntax.child(noun, &["poss"]).or_else(|| maker_of(syntax, noun)) {
        return Some(owner);
    }
    let by = syntax.children(noun, &["prep", "agent"]).find(|&prep| syntax.is_form(prep, &["from", "by"]));
    // "papers lodged by Ode"
    let made = syntax.children(noun, &["acl"]).find(|&made| lists().making.contains(syntax.lemma(made)));
    if let Some(maker) =
        by.and_then(|by| syntax.child(by, &["pobj"])).or_else(|| made.and_then(|made| syntax.agent(made)))
    {
        return Some(maker);
    }
    let above = syntax.analysis.head(noun)?;
    let verb = match syntax.deprel(noun) {
        "dobj" => above,
        // "is out with a new ad", "said in a letter"
        "pobj" if syntax.is_form(above, &["with", "in"]) => syntax.analysis.head(above)?,
        "nsubjpass" if above > noun => {
            return syntax.agent(above).filter(|_| lists().making.contains(syntax.lemma(above)));
        }
        _ => return None,
    };
    let told = syntax.deprel(noun) == "pobj"
        && (matches!(syntax.lemma(verb), "be" | "come" | "respond") || syntax.lemma(verb) == "say");
    let put_out = syntax.deprel(noun) == "dobj" && lists().making.contains(syntax.lemma(verb));
    ((told || put_out) && !syntax.is_passive(verb)).then(|| subject_head(syntax, verb, 4))?
}
