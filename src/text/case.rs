//! Lower case without a look at each character, where only letters of ASCII have case. It must not know what is
//! compared.

/// A text in lower case, as [`str::to_lowercase`] gives it.
pub fn lower_case(text: &str) -> String {
    let bytes = text.as_bytes();
    let behind = bytes.get(1..).unwrap_or_default();
    let cased = bytes.iter().zip(behind).fold(false, |any, (byte, next)| any | may_have_case(*byte, *next));
    if cased { text.to_lowercase() } else { text.to_ascii_lowercase() }
}

/// Whether a character beyond ASCII may begin with two bytes that has case; without branches, so that many are looked
/// at together. None does that begins with 0xc2, nor of general punctuation, nor of what is written from 0xe3 to 0xed
/// but from 0xea: kana, Han, Hangul.
fn may_have_case(byte: u8, next: u8) -> bool {
    (byte.wrapping_sub(0xc3) < 0xe2 - 0xc3)
        | ((byte == 0xe2) & (next != 0x80))
        | ((byte == 0xea) & (next < 0xb0))
        | (byte > 0xed)
}

/// Whether a text begins with some letters of ASCII in any case.
pub fn starts_in_any_case(text: &str, start: &str) -> bool {
    let head = text.as_bytes().get(..start.len());
    head.is_some_and(|head| head.eq_ignore_ascii_case(start.as_bytes()))
}

/// Whether a text ends with some letters of ASCII in any case.
pub fn ends_in_any_case(text: &str, end: &str) -> bool {
    let tail = text.len().checked_sub(end.len()).and_then(|at| text.as_bytes().get(at..));
    tail.is_some_and(|tail| tail.eq_ignore_ascii_case(end.as_bytes()))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_seems_to_have_no_case_has_none() {
        let wrong = |c: &char| lower_case(&c.to_string()) != c.to_lowercase().to_string();
        let wrong: Vec<char> = ('\0'..=char::MAX).filter(wrong).collect();
        assert!(wrong.is_empty(), "{wrong:?}");
    }

    proptest! {
        #[test]
        fn lower_case_is_that_of_the_library(text in "([A-Za-z]|[’“é한中ÀİΣσẞДꙀＡ\u{a0}𐐀]|\\PC){0,20}") {
            prop_assert_eq!(lower_case(&text), text.to_lowercase());
        }

        #[test]
        fn ends_are_found_in_any_case(text in "[aAbBÄ<é]{0,4}", end in "[ab<]{0,3}") {
            let lower = text.to_ascii_lowercase();
            prop_assert_eq!(starts_in_any_case(&text, &end), lower.starts_with(&end));
            prop_assert_eq!(ends_in_any_case(&text, &end), lower.ends_with(&end));
        }
    }
}
