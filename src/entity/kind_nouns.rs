//! What the nouns for bodies mean: which are wide, which are a body's own, which may stand for which.

use super::lexicon::lexicon;

/// True if a noun of `kind` may be the last of the words whose first letters make the name ("NCPB", a bureau).
pub(super) fn stands_for(initials: &str, kind: &str) -> bool {
    let last = match kind {
        "agency" => return initials.ends_with('a') || initials[1..].contains('b'),
        "committee" | "commission" | "council" | "court" | "club" => 'c',
        "association" | "authority" => 'a',
        "party" => 'p',
        "union" => 'u',
        "fund" => 'f',
        "organisation" => 'o',
        "department" => return initials.starts_with("do"),
        "board" | "bank" => 'b',
        "institute" => 'i',
        "broadcaster" => 'n',
        _ => return false,
    };
    initials.ends_with(last)
}

/// True for a common noun that stands before the name of the body it tells ("the carmaker Ode").
pub(super) fn heads_name(noun: &str) -> bool {
    lexicon().body_noun(noun).is_some()
        && !matches!(
            noun,
            "government" | "administration" | "campaign" | "board" | "market" | "team" | "side" | "forum" | "school"
        )
}

/// Nouns for a body that is called so in its name or told to be one.
pub(super) fn is_own_kind(kind: &str) -> bool {
    matches!(
        kind,
        "party"
            | "union"
            | "court"
            | "church"
            | "school"
            | "university"
            | "parliament"
            | "council"
            | "committee"
            | "commission"
            | "ministry"
            | "department"
            | "institute"
            | "federation"
            | "association"
            | "charity"
            | "board"
            | "government"
            | "campaign"
            | "club"
            | "militia"
            | "forum"
            | "festival"
            | "exchange"
            | "inquiry"
            | "army"
    )
}

/// Nouns by which any body may be called.
pub(super) fn is_wide(kind: &str) -> bool {
    matches!(kind, "company" | "group" | "organisation" | "body")
}

/// Nouns for firms and for trades of firms that news often do not tell before they use them of one.
pub(super) fn is_trade(kind: &str) -> bool {
    matches!(kind, "company" | "airline" | "retailer" | "carmaker" | "brewer" | "miner" | "insurer")
}

/// True if `wide` is a wider word for a body of `kind`.
pub(super) fn widens(wide: &str, kind: &str) -> bool {
    match wide {
        "company" => matches!(
            kind,
            "bank"
                | "airline"
                | "exchange"
                | "insurer"
                | "brokerage"
                | "fund"
                | "carmaker"
                | "retailer"
                | "brewer"
                | "miner"
                | "publisher"
                | "broadcaster"
                | "group"
                | "unit"
        ),
        "group" => matches!(
            kind,
            "company"
                | "bank"
                | "airline"
                | "exchange"
                | "insurer"
                | "carmaker"
                | "retailer"
                | "brewer"
                | "miner"
                | "publisher"
                | "militia"
                | "army"
                | "movement"
                | "charity"
                | "association"
                | "alliance"
                | "organisation"
                | "institute"
                | "party"
                | "committee"
                | "federation"
                | "fund"
                | "brokerage"
        ),
        "organisation" => matches!(
            kind,
            "charity"
                | "alliance"
                | "movement"
                | "militia"
                | "association"
                | "federation"
                | "group"
                | "union"
                | "institute"
        ),
        "body" => matches!(
            kind,
            "organisation"
                | "commission"
                | "committee"
                | "council"
                | "regulator"
                | "federation"
                | "association"
                | "alliance"
                | "agency"
                | "ministry"
                | "department"
                | "board"
                | "union"
        ),
        "outlet" => matches!(kind, "medium" | "newspaper" | "broadcaster" | "magazine" | "agency" | "website"),
        "newspaper" | "broadcaster" | "magazine" | "agency" | "website" => kind == "medium",
        "militia" | "movement" => matches!(kind, "militia" | "movement" | "army"),
        "association" | "federation" | "union" => matches!(kind, "association" | "federation"),
        "exchange" | "unit" | "bank" => false,
        "regulator" => matches!(kind, "agency" | "authority"),
        "alliance" => matches!(kind, "union" | "community"),
        _ => false,
    }
}
