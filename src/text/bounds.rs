//! Where words begin and end, as a reader who selects them sees it.

use unicode_segmentation::UnicodeSegmentation;

use super::Span;

/// The words of a text in order: what stands between blanks and punctuation (UAX 29). Of a script that is written
/// without blanks, each character is one.
pub fn words(text: &str) -> impl DoubleEndedIterator<Item = Span> {
    let spoken = |word: &str| word.chars().any(char::is_alphanumeric);
    text.split_word_bound_indices()
        .filter(move |(_, word)| spoken(word))
        .map(|(at, word)| Span::new(at, at + word.len()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::slice;

    #[test]
    fn words_are_what_is_between_blanks_and_marks() {
        for (text, wanted) in [
            ("", vec![]),
            ("the mill's roof", vec!["the", "mill's", "roof"]),
            ("“No,” — she said.", vec!["No", "she", "said"]),
            ("안미경중 1.5 km", vec!["안미경중", "1.5", "km"]),
        ] {
            let found: Vec<&str> = words(text).map(|span| slice(text, span)).collect();
            assert_eq!(found, wanted);
        }
    }
}
