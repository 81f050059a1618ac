//! Those who bid for one thing: "both bidders", "the two suitors".
//!
//! Gives the bodies of the article of which a verb or noun tells that they bid, offer or want to buy, with the rival of the one of
//! them where only that is known; what is to be bought is none of them.

use super::discourse::Discourse;
use super::{EntityId, EntityType, MentionKind};
use crate::nlp::TokenId;

impl Discourse<'_, '_> {
    /// The `count` bodies that the article tells to bid, if there are just so many.
    pub(super) fn bidders(&self, count: usize) -> Vec<EntityId> {
        let mut found: Vec<EntityId> = Vec::new();
        let mut rivals: Vec<EntityId> = Vec::new();
        for mention in self.mentions.iter().filter(|mention| mention.kind == MentionKind::Named) {
            let &[one] = mention.entities.as_slice() else { continue };
            if self.entity_type(one) != EntityType::Organization {
                continue;
            }
            let into = match () {
                () if self.bids(mention.head.0) => &mut found,
                () if self.is_rival(mention.tokens.start) => &mut rivals,
                () => continue,
            };
            if !into.contains(&one) {
                into.push(one);
            }
        }
        rivals.retain(|rival| !found.contains(rival));
        if found.len() + 1 == count && rivals.len() == 1 {
            found.extend(rivals);
        }
        found.sort_unstable();
        if found.len() == count { found } else { Vec::new() }
    }

    /// "*Ode* is bidding for Falk", "*Ode's* offer", "a takeover by *Ode*", "*Ode* wants to buy Falk".
    fn bids(&self, head: u32) -> bool {
        let words = self.words;
        let above = words.head(head);
        let is = |at: u32, nouns: &[&str]| nouns.contains(&words.token(at).lemma.as_str());
        let deal = |at: u32| is(at, &["bid", "offer", "takeover", "approach"]);
        let buys = |verb: u32| {
            is(verb, &["bid", "acquire", "buy"])
                || is(verb, &["offer", "make", "raise", "sweeten"])
                    && words.analysis.dependents_by(TokenId(verb), "dobj").any(|what| {
                        deal(what.0) || is(what.0, &["euro", "pound", "dollar", "crown", "penny", "cent", "price"])
                    })
        };
        let bids =
            |verb: u32| buys(verb) || words.analysis.dependents_by(TokenId(verb), "xcomp").any(|inner| buys(inner.0));
        match (words.token(head).deprel.as_str(), above) {
            ("nsubj", Some(verb)) => bids(verb),
            ("conj", Some(first)) if words.token(first).deprel == "nsubj" => words.head(first).is_some_and(bids),
            ("poss" | "compound", Some(noun)) => deal(noun),
            ("pobj", Some(by)) if matches!(words.lower(by), "by" | "from") => words.head(by).is_some_and(deal),
            _ => false,
        }
    }

    /// "its rival *Ode*", "hopes of Belgian rival *Ode*".
    fn is_rival(&self, start: u32) -> bool {
        start > 0 && matches!(self.words.lower(start - 1), "rival" | "bidder" | "suitor")
    }
}
