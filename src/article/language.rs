//! Language: which language a text is in, so that a text in another is not read as if it were English.
//!
//! Takes a text, gives an ISO 639-1 code. The guess is that of a linear model over letter sequences, which knows sixteen
//! languages; a text in none of them is given the nearest one, which is hardly ever English.

use whichlang::Lang;

/// What is read of a text to tell its language, in bytes.
const ENOUGH: usize = 4096;
/// A text shorter than this, in bytes, tells too little: names and numbers may outweigh its words.
const TOO_LITTLE: usize = 240;

/// The language of `body`, or `None` if it is too short to tell.
#[must_use]
pub fn language_of(body: &str) -> Option<&'static str> {
    let body = body.trim();
    if body.len() < TOO_LITTLE {
        return None;
    }
    let end = (0..=ENOUGH.min(body.len())).rev().find(|&end| body.is_char_boundary(end))?;
    Some(code(whichlang::detect_language(&body[..end])))
}

const fn code(language: Lang) -> &'static str {
    match language {
        Lang::Ara => "ar",
        Lang::Cmn => "zh",
        Lang::Deu => "de",
        Lang::Eng => "en",
        Lang::Fra => "fr",
        Lang::Hin => "hi",
        Lang::Ita => "it",
        Lang::Jpn => "ja",
        Lang::Kor => "ko",
        Lang::Nld => "nl",
        Lang::Por => "pt",
        Lang::Rus => "ru",
        Lang::Spa => "es",
        Lang::Swe => "sv",
        Lang::Tur => "tr",
        Lang::Vie => "vi",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn news_in_several_languages() {
        let english = "The foreign minister of Kestria met her counterpart from Norvand in the border town of Zell on \
            Friday, and both said afterwards that the lake would be shared again from the spring, as it had been \
            before the war, if the two parliaments agree to the new treaty.";
        let german = "Die Außenministerin von Kestrien traf am Freitag in der Grenzstadt Zell ihren Kollegen aus \
            Norwand. Beide sagten danach, der See werde vom Frühjahr an wieder geteilt, wie es vor dem Krieg gewesen \
            sei, wenn die Parlamente dem neuen Vertrag zustimmen.";
        let french = "La ministre des affaires étrangères de Kestrie a rencontré vendredi son homologue de Norvande \
            dans la ville frontalière de Zell. Tous deux ont dit ensuite que le lac serait de nouveau partagé au \
            printemps, comme avant la guerre, si les deux parlements approuvent le traité.";
        assert_eq!([english, german, french].map(language_of), [Some("en"), Some("de"), Some("fr")]);
    }

    #[test]
    fn english_full_of_foreign_names_stays_english() {
        let text = "Guðrún Þorláksdóttir, Jürgen Großmann, Françoise Lefèvre-Dubois and José Ibáñez y Núñez met in Győr, \
            where they were the guests of Wojciech Świętosławski. The four of them had not been together since they \
            left Sønderborg in the autumn, when Großmann called the talks with Þorláksdóttir a waste of time.";
        assert_eq!(language_of(text), Some("en"));
    }

    #[test]
    fn a_few_words_tell_nothing() {
        assert_eq!(language_of("Castellan traf Ramm in Bern."), None);
        assert_eq!(language_of(&" ".repeat(1000)), None);
    }

    #[test]
    fn a_text_is_cut_between_characters() {
        assert_eq!(language_of(&"Озеро и берег. ".repeat(1000)), Some("ru"));
    }
}
