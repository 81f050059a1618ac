//! Decoding: the bytes of a file in, its text out.
//!
//! A byte order mark decides; without one, valid UTF-8 is UTF-8, regular zero bytes are UTF-16, and for the rest the
//! legacy encoding is guessed from the bytes.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// Text, and the encoding if it had to be guessed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded {
    /// The text, without byte order mark.
    pub text: String,
    /// Name of the encoding, where neither a byte order mark nor UTF-8 settled it.
    pub guessed: Option<&'static str>,
}

/// Why bytes are no text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DecodeError {
    /// Too many control characters: a program, picture or archive.
    Binary,
    /// The byte order mark promises this encoding, the bytes break it.
    Malformed(&'static str),
}

/// Decodes a file; `declared` is the encoding that its format names (a web page's `charset`), used where the bytes
/// leave it open.
///
/// # Errors
/// [`DecodeError::Binary`] if it is no text, [`DecodeError::Malformed`] if it breaks the encoding of its own mark.
pub fn decode(bytes: Vec<u8>, declared: Option<&'static Encoding>) -> Result<Decoded, DecodeError> {
    if let Some((encoding, mark)) = Encoding::for_bom(&bytes) {
        return decode_as(encoding, &bytes[mark..]).map(|text| Decoded { text, guessed: None });
    }
    let bytes = match String::from_utf8(bytes) {
        Ok(text) if looks_like_utf16(text.as_bytes()).is_none() => {
            return if is_binary(&text) { Err(DecodeError::Binary) } else { Ok(Decoded { text, guessed: None }) };
        }
        Ok(text) => text.into_bytes(),
        Err(error) => error.into_bytes(),
    };
    if let Some(encoding) = looks_like_utf16(&bytes) {
        let text = decode_as(encoding, &bytes).map_err(|_| DecodeError::Binary)?;
        return if is_binary(&text) {
            Err(DecodeError::Binary)
        } else {
            Ok(Decoded { text, guessed: Some(encoding.name()) })
        };
    }
    if bytes.contains(&0) {
        return Err(DecodeError::Binary);
    }
    let encoding = declared.filter(|encoding| *encoding != UTF_8).unwrap_or_else(|| guess(&bytes));
    let (text, _) = encoding.decode_without_bom_handling(&bytes);
    if is_binary(&text) {
        return Err(DecodeError::Binary);
    }
    Ok(Decoded { text: text.into_owned(), guessed: declared.is_none().then(|| encoding.name()) })
}

fn decode_as(encoding: &'static Encoding, bytes: &[u8]) -> Result<String, DecodeError> {
    let text = encoding.decode_without_bom_handling_and_without_replacement(bytes);
    text.map(std::borrow::Cow::into_owned).ok_or(DecodeError::Malformed(encoding.name()))
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(bytes, true);
    detector.guess(None, Utf8Detection::Deny)
}

/// Text of the western scripts in UTF-16 has a zero byte in nearly every pair, always on the same side.
fn looks_like_utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(1024) & !1];
    let zeros = |side: usize| head.iter().skip(side).step_by(2).filter(|&&byte| byte == 0).count();
    let (even, odd, enough) = (zeros(0), zeros(1), head.len() / 2 * 3 / 4);
    match (even, odd) {
        (0, odd) if odd > 0 && odd >= enough => Some(UTF_16LE),
        (even, 0) if even > 0 && even >= enough => Some(UTF_16BE),
        _ => None,
    }
}

/// True if at least one character in twenty is a control character that no text file uses.
fn is_binary(text: &str) -> bool {
    let odd = |character: &char| {
        character.is_control() && !matches!(character, '\t' | '\n' | '\r' | '\x0b' | '\x0c' | '\x1b' | '\u{85}')
            || *character == '\u{fffd}'
    };
    let head = || text.chars().take(4096);
    let n_odd = head().filter(odd).count();
    n_odd > 0 && n_odd * 20 >= head().count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(bytes: &[u8], expected: Result<(&str, Option<&'static str>), DecodeError>) {
        let decoded = decode(bytes.to_vec(), None);
        assert_eq!(
            decoded.as_ref().map(|found| (found.text.as_str(), found.guessed)).map_err(|&error| error),
            expected
        );
    }

    #[test]
    fn utf8_with_and_without_mark() {
        check("Zoë met Ana.".as_bytes(), Ok(("Zoë met Ana.", None)));
        check("\u{feff}Zoë met Ana.".as_bytes(), Ok(("Zoë met Ana.", None)));
    }

    #[test]
    fn utf16_with_and_without_mark() {
        let units = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
        check(&units("\u{feff}Zoë met Ana."), Ok(("Zoë met Ana.", None)));
        check(&units("Zoë met Ana."), Ok(("Zoë met Ana.", Some("UTF-16LE"))));
        let big: Vec<u8> = "Ana left.".encode_utf16().flat_map(u16::to_be_bytes).collect();
        check(&big, Ok(("Ana left.", Some("UTF-16BE"))));
    }

    #[test]
    fn legacy_encodings_are_guessed() {
        check(
            b"The caf\xe9 in \x93Saint-Malo\x94 was closed.",
            Ok(("The café in “Saint-Malo” was closed.", Some("windows-1252"))),
        );
        let (bytes, ..) = encoding_rs::WINDOWS_1251.encode("Министр встретился с послом в столице.");
        check(&bytes, Ok(("Министр встретился с послом в столице.", Some("windows-1251"))));
    }

    #[test]
    fn pictures_and_broken_marks_are_refused() {
        check(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0", Err(DecodeError::Binary));
        check(&[0; 64], Err(DecodeError::Binary));
        check(b"\xff\xfe\x00\xd8\x00\xd8", Err(DecodeError::Malformed("UTF-16LE")));
        check(b"\xef\xbb\xbfa\xff", Err(DecodeError::Malformed("UTF-8")));
        check(b"", Ok(("", None)));
    }
}
