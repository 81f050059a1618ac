//! Common words that tell what kind of thing a name beside them, or a name that ends in them, names.

use super::words::Words;

/// Nouns for houses that are open to guests and are called by a name.
pub(super) fn is_venue(noun: &str) -> bool {
    matches!(
        noun,
        "restaurant"
            | "hotel"
            | "pub"
            | "nightclub"
            | "stadium"
            | "theatre"
            | "theater"
            | "cinema"
            | "prison"
            | "jail"
            | "airport"
            | "hospital"
            | "museum"
            | "mosque"
            | "cathedral"
            | "palace"
            | "castle"
            | "café"
            | "cafe"
    )
}

/// Nouns for ships, animals and works that bear names.
pub(super) fn is_called(noun: &str) -> bool {
    matches!(
        noun,
        "ship"
            | "yacht"
            | "boat"
            | "houseboat"
            | "ferry"
            | "frigate"
            | "trawler"
            | "tanker"
            | "vessel"
            | "destroyer"
            | "submarine"
            | "racehorse"
            | "horse"
            | "dog"
            | "film"
            | "novel"
            | "opera"
            | "album"
            | "sitcom"
    )
}

/// Nouns for those who lead or belong to the body or land after "of".
pub(super) fn is_led(noun: &str) -> bool {
    matches!(
        noun,
        "leader"
            | "chairman"
            | "chairwoman"
            | "chair"
            | "member"
            | "president"
            | "head"
            | "founder"
            | "director"
            | "ceo"
            | "secretary"
            | "treasurer"
            | "leadership"
            | "employee"
            | "shareholder"
            | "headquarters"
            | "board"
            | "branch"
    )
}

/// Nouns for those who hold a seat or stand for one: what modifies them is a party or a place.
pub(super) fn is_seat(noun: &str) -> bool {
    matches!(
        noun,
        "td" | "tds"
            | "mp"
            | "mps"
            | "mep"
            | "meps"
            | "msp"
            | "mla"
            | "mlas"
            | "councillor"
            | "councillors"
            | "lawmaker"
            | "lawmakers"
            | "legislator"
            | "candidate"
            | "candidates"
            | "backbencher"
            | "backbenchers"
    )
}

/// True for words that end the names of laws, treaties, prizes and events.
pub(super) fn is_document(word: &str) -> bool {
    matches!(
        word,
        "agreement"
            | "accord"
            | "accords"
            | "treaty"
            | "constitution"
            | "charter"
            | "pact"
            | "act"
            | "bill"
            | "declaration"
            | "protocol"
            | "amendment"
            | "resolution"
            | "award"
            | "awards"
            | "prize"
            | "cup"
            | "trophy"
            | "medal"
            | "poll"
            | "doctrine"
            | "marathon"
            | "olympics"
            | "games"
            | "war"
            | "summit"
            | "day"
    )
}

/// Nouns for who trades, a person or a firm.
pub(super) fn is_trader(noun: &str) -> bool {
    matches!(
        noun,
        "broker"
            | "developer"
            | "stockbroker"
            | "publisher"
            | "investor"
            | "supplier"
            | "contractor"
            | "sponsor"
            | "distributor"
            | "employer"
    )
}

/// Nouns that describe a firm as well as a person.
pub(super) fn is_either(noun: &str) -> bool {
    is_trader(noun)
        || matches!(noun, "owner" | "operator" | "lender" | "insurer" | "bidder" | "suitor" | "buyer" | "shareholder")
}

/// "the *bank* Ode", "the investment *house* Ode": a noun for a body, of one word or two.
pub(super) fn is_body(words: &Words<'_>, index: u32) -> bool {
    let before = index.checked_sub(1).map_or("", |at| words.lower(at));
    let house = matches!(before, "investment" | "auction" | "fashion" | "publishing" | "brokerage" | "trading");
    super::kind_nouns::heads_name(&words.token(index).lemma) || words.lower(index) == "house" && house
}

/// "the *member* for", "the *MP* for".
pub(super) fn is_elected(words: &Words<'_>, noun: u32) -> bool {
    matches!(
        words.lower(noun),
        "member" | "mp" | "tds" | "td" | "msp" | "backbencher" | "congressman" | "congresswoman"
    )
}
