//! Names as they are compared: accents, case, titles, punctuation and spelling habits aside.

use super::lexicon::lexicon;
use smol_str::SmolStr;
use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// `text` in lower case without accents, apostrophes and full stops; any other punctuation becomes a single space.
///
/// "U.S." gives "us", "Zoë O’Hara-Lind" gives "zoe ohara lind". Empty if `text` holds no letter or digit.
#[must_use]
pub fn fold(text: &str) -> String {
    fold_with(text, false)
}

/// As [`fold`]; full stops become spaces where `dots_part`.
fn fold_with(text: &str, dots_part: bool) -> String {
    let mut folded = String::with_capacity(text.len());
    let mut gap = false;
    let mut push = |piece: &str, gap: &mut bool| {
        if *gap && !folded.is_empty() {
            folded.push(' ');
        }
        *gap = false;
        folded.push_str(piece);
    };
    if text.is_ascii() {
        for byte in text.bytes() {
            match byte {
                b'\'' | b'`' => {}
                b'.' if !dots_part => {}
                _ if byte.is_ascii_alphanumeric() => {
                    push(char::from(byte.to_ascii_lowercase()).encode_utf8(&mut [0; 4]), &mut gap);
                }
                b'&' => {
                    gap = true;
                    push("and", &mut gap);
                    gap = true;
                }
                _ => gap = true,
            }
        }
        return folded;
    }
    for character in text.nfkd().flat_map(char::to_lowercase) {
        match character {
            '\'' | '`' | '’' | '‘' | 'ʼ' | 'ʹ' | 'ʻ' | 'ʿ' | 'ʾ' => {}
            '.' if !dots_part => {}
            _ if is_combining_mark(character) => {}
            'ø' => push("o", &mut gap),
            'ł' => push("l", &mut gap),
            'đ' | 'ð' => push("d", &mut gap),
            'ß' => push("ss", &mut gap),
            'æ' => push("ae", &mut gap),
            'œ' => push("oe", &mut gap),
            'ı' => push("i", &mut gap),
            'þ' => push("th", &mut gap),
            'ə' => push("a", &mut gap),
            '&' => {
                gap = true;
                push("and", &mut gap);
                gap = true;
            }
            _ if character.is_alphanumeric() => push(character.encode_utf8(&mut [0; 4]), &mut gap),
            _ => gap = true,
        }
    }
    folded
}

/// A person's name in parts.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct PersonName {
    /// Folded parts, courtesy titles and suffixes left out; at least one unless the name holds no letter.
    pub(super) parts: Vec<SmolStr>,
    /// "jr", "sr", "ii" …
    pub(super) suffix: Option<SmolStr>,
}

impl PersonName {
    /// Takes `name` apart; "Lind, Zoë" is read as "Zoë Lind".
    pub(super) fn parse(name: &str) -> Self {
        let lexicon = lexicon();
        let swapped = name.split_once(',').and_then(|(last, first)| {
            let is_suffix = lexicon.suffixes.contains(fold(first).as_str());
            (!first.trim().is_empty() && !first.contains(',') && !is_suffix).then(|| format!("{first} {last}"))
        });
        let folded = fold_with(swapped.as_deref().unwrap_or(name), true);
        let mut parts: Vec<SmolStr> = folded.split(' ').filter(|part| !part.is_empty()).map(SmolStr::new).collect();
        let titles = parts.iter().take_while(|part| lexicon.titles.contains(part.as_str())).count();
        parts.drain(..titles.min(parts.len().saturating_sub(1)));
        let last_is_suffix =
            parts.len() > 1 && parts.last().is_some_and(|part| lexicon.suffixes.contains(part.as_str()));
        let suffix = if last_is_suffix { parts.pop() } else { None };
        Self { parts, suffix }
    }

    /// First part of a name of at least two.
    pub(super) fn first(&self) -> &str {
        self.parts.first().map_or("", SmolStr::as_str)
    }

    /// Last part.
    pub(super) fn last(&self) -> &str {
        self.parts.last().map_or("", SmolStr::as_str)
    }

    /// What stands between the first and the last part.
    pub(super) fn middle(&self) -> &[SmolStr] {
        self.parts.get(1..self.parts.len().saturating_sub(1)).unwrap_or_default()
    }

    /// True of a name of at least two parts.
    pub(super) fn is_full(&self) -> bool {
        self.parts.len() > 1
    }

    /// True if all parts before the last are single letters ("J. Lind").
    pub(super) fn has_initials_only(&self) -> bool {
        self.is_full() && self.parts[..self.parts.len() - 1].iter().all(|part| part.chars().count() == 1)
    }

    /// The parts run together, so that "Jong-un" and "Jongun" are one.
    pub(super) fn run_together(&self) -> String {
        self.parts.iter().map(SmolStr::as_str).chain(self.suffix.as_deref()).collect()
    }
}

/// True if each part of the shorter list is met in the longer one, in order, equal or as an initial.
pub(super) fn middles_agree(a: &[SmolStr], b: &[SmolStr]) -> bool {
    a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a == b || is_initial_of(a, b) || is_initial_of(b, a))
}

/// True if `short` is the first letter of `long`.
pub(super) fn is_initial_of(short: &str, long: &str) -> bool {
    let mut letters = short.chars();
    letters.next().is_some() && letters.next().is_none() && long.starts_with(short)
}

/// A key on which spellings of one foreign name in Latin letters fall together ("Yevgeniy", "Evgeny").
///
/// Takes a folded name part. Two different names may share a key: it proposes, it does not decide.
pub(super) fn spelling_key(part: &str) -> String {
    const RULES: [(&str, &str); 27] = [
        ("tsch", "c"),
        ("tch", "c"),
        ("sch", "s"),
        ("dzh", "j"),
        ("zh", "j"),
        ("kh", "h"),
        ("gh", "g"),
        ("ch", "c"),
        ("sh", "s"),
        ("ph", "f"),
        ("th", "t"),
        ("ks", "x"),
        ("ck", "k"),
        ("qu", "k"),
        ("q", "k"),
        ("w", "v"),
        ("oe", "o"),
        ("ae", "a"),
        ("ou", "u"),
        ("oo", "u"),
        ("ee", "i"),
        ("yu", "u"),
        ("iu", "u"),
        ("ya", "a"),
        ("ia", "a"),
        ("ye", "e"),
        ("ie", "e"),
    ];
    let mut key = String::with_capacity(part.len());
    let mut rest = part;
    while let Some(character) = rest.chars().next() {
        let rule = RULES.iter().find(|(from, _)| rest.starts_with(from));
        let (from, to) = rule.copied().unwrap_or((&rest[..character.len_utf8()], &rest[..character.len_utf8()]));
        let to = if to == "y" || to == "j" && rule.is_none() { "i" } else { to };
        if !key.ends_with(to) {
            key.push_str(to);
        }
        rest = &rest[from.len()..];
    }
    while key.ends_with(['i', 'e']) && key.len() > 3 {
        key.pop();
    }
    key
}

#[cfg(test)]
mod tests {
    use super::*;
    use expect_test::{Expect, expect};

    #[track_caller]
    fn check(name: &str, expected: Expect) {
        let name = PersonName::parse(name);
        let suffix = name.suffix.as_deref().map(|suffix| format!(" / {suffix}")).unwrap_or_default();
        expected.assert_eq(&format!("{}{suffix}", name.parts.join(" | ")));
    }

    #[test]
    fn accents_case_and_punctuation_are_left_aside() {
        assert_eq!(fold("Zoë  O’Hara-Lind"), "zoe ohara lind");
        assert_eq!(fold("U.S."), "us");
        assert_eq!(fold("Łódź & Søn"), "lodz and son");
        assert_eq!(fold("Marks & Lind"), "marks and lind");
        assert_eq!(fold(" … "), "");
    }

    #[test]
    fn a_name_falls_into_parts() {
        check("Dr. Ines M. Vance", expect!["ines | m | vance"]);
        check("Vance, Ines", expect!["ines | vance"]);
        check("Ines Vance, Jr.", expect!["ines | vance / jr"]);
        check("Tom Vance III", expect!["tom | vance / iii"]);
        check("J.F. Brandt", expect!["j | f | brandt"]);
        check("Mr", expect!["mr"]);
        check("—", expect![""]);
    }

    #[test]
    fn spellings_of_one_name_share_a_key() {
        for (a, b) in [
            ("yevgeniy", "evgeny"),
            ("horvenskyy", "horvensky"),
            ("khalid", "halid"),
            ("yusuf", "yusouf"),
            ("petrow", "petrov"),
        ] {
            let trim = |key: String| key.trim_start_matches('i').to_owned();
            assert_eq!(trim(spelling_key(a)), trim(spelling_key(b)), "{a} {b}");
        }
        assert_ne!(spelling_key("marin"), spelling_key("moran"));
    }
}
