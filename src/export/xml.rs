//! Text within XML.

/// `text` with markup characters escaped and characters that XML 1.0 forbids left out.
pub(super) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&apos;"),
            '\t' | '\n' | '\r' => escaped.push(' '),
            '\u{0}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {}
            _ => escaped.push(character),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    #[test]
    fn markup_and_forbidden_characters_do_not_survive() {
        assert_eq!(super::escape("a <b> & \"c\"\u{1}\n'd'"), "a &lt;b&gt; &amp; &quot;c&quot; &apos;d&apos;");
    }
}
