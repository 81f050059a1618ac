//! Character classes as Python's `str` methods and `re` see them; the models' rules are written in those terms.

use regex::Regex;
use std::sync::LazyLock;

#[expect(clippy::expect_used, reason = "a constant pattern, compiled by the tests")]
static LETTER: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"^\p{L}$").expect("valid"));
#[expect(clippy::expect_used, reason = "a constant pattern, compiled by the tests")]
static DECIMAL: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"^\p{Nd}$").expect("valid"));

/// Characters with a digit value outside of the decimal digits: superscripts, subscripts, circled and bracketed digits.
const OTHER_DIGITS: &[(u32, u32)] = &[
    (0xb2, 0xb3),
    (0xb9, 0xb9),
    (0x1369, 0x1371),
    (0x19da, 0x19da),
    (0x2070, 0x2070),
    (0x2074, 0x2079),
    (0x2080, 0x2089),
    (0x2460, 0x2468),
    (0x2474, 0x247c),
    (0x2488, 0x2490),
    (0x24ea, 0x24ea),
    (0x24f5, 0x24fd),
    (0x24ff, 0x24ff),
    (0x2776, 0x277e),
    (0x2780, 0x2788),
    (0x278a, 0x2792),
    (0x10a40, 0x10a43),
    (0x10e60, 0x10e68),
    (0x11052, 0x1105a),
    (0x1f100, 0x1f10a),
];

fn matches(class: &Regex, c: char) -> bool {
    class.is_match(c.encode_utf8(&mut [0; 4]))
}

/// `str.isalpha`: a letter of any script.
#[must_use]
pub fn is_alpha(c: char) -> bool {
    if c.is_ascii() { c.is_ascii_alphabetic() } else { c.is_alphabetic() && matches(&LETTER, c) }
}

/// A decimal digit of any script (`\d`).
#[must_use]
pub fn is_decimal(c: char) -> bool {
    if c.is_ascii() { c.is_ascii_digit() } else { c.is_numeric() && matches(&DECIMAL, c) }
}

/// `str.isdigit`: a decimal digit, superscript or the like.
#[must_use]
pub fn is_digit(c: char) -> bool {
    is_decimal(c) || OTHER_DIGITS.iter().any(|&(first, last)| (first..=last).contains(&u32::from(c)))
}

/// `\w`: a letter, a numeric character or the underscore.
#[must_use]
pub fn is_word(c: char) -> bool {
    c == '_' || is_alpha(c) || c.is_numeric()
}

/// `str.isspace` and `\s`.
#[must_use]
pub const fn is_space(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{1c}'..='\u{1f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_are_pythons() {
        assert!(is_alpha('é') && is_alpha('ª') && is_alpha('字') && !is_alpha('Ⅷ') && !is_alpha('\u{301}'));
        assert!(is_digit('²') && !is_decimal('²') && is_decimal('٣') && !is_digit('½'));
        assert!(is_word('½') && is_word('_') && !is_word('-'));
        assert!(is_space('\u{1c}') && is_space('\u{a0}') && !is_space('\u{200b}'));
    }
}
