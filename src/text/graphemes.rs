//! Graphemes: what a reader takes for one character (UAX 29, extended).
//!
//! Nearly all characters of prose stand alone beside each other, and are told without a look into the tables of
//! Unicode: only the others, and what stands beside them, need the rules.

use unicode_segmentation::UnicodeSegmentation;

use super::part;

/// The graphemes of a text with their byte offsets.
#[derive(Clone, Debug)]
pub struct Graphemes<'a> {
    rest: &'a str,
    at: usize,
}

/// The graphemes of a text with their byte offsets (UAX 29, extended).
pub fn graphemes(text: &str) -> Graphemes<'_> {
    Graphemes { rest: text, at: 0 }
}

impl<'a> Graphemes<'a> {
    /// Takes what is of ASCII at the front, one grapheme each, as long as it is `wanted`.
    pub fn take_ascii(&mut self, wanted: impl Fn(u8) -> bool) -> &'a str {
        let bytes = self.rest.as_bytes();
        let count = bytes.iter().take_while(|byte| matches!(byte, b' '..=b'~') && wanted(**byte)).count();
        // What is not of ASCII may join the character before it.
        let joined = bytes.get(count).is_some_and(|byte| !byte.is_ascii());
        let (taken, rest) = self.rest.split_at(count - usize::from(joined && count > 0));
        self.rest = rest;
        self.at += taken.len();
        taken
    }
}

/// Whether a character is a grapheme wherever the next one is such a one too. There are others.
fn stands_alone(c: char) -> bool {
    matches!(c, ' '..='~' | '\u{a1}'..='\u{ac}' | '\u{ae}'..='\u{2ff}' | '\u{391}'..='\u{481}'
        | '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{205e}' | '\u{3041}'..='\u{3096}' | '\u{30a1}'..='\u{30fe}'
        | '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}')
}

/// The length of the first grapheme, in bytes.
fn first(text: &str) -> Option<usize> {
    if let [b' '..=b'~', b' '..=b'~', ..] = text.as_bytes() {
        return Some(1);
    }
    let mut chars = text.chars();
    let first = chars.next()?;
    if stands_alone(first) && chars.next().is_none_or(stands_alone) {
        return Some(first.len_utf8());
    }
    text.graphemes(true).next().map(str::len)
}

/// The length of the last grapheme, in bytes.
fn last(text: &str) -> Option<usize> {
    let mut chars = text.chars();
    let last = chars.next_back()?;
    if stands_alone(last) && chars.next_back().is_none_or(stands_alone) {
        return Some(last.len_utf8());
    }
    text.graphemes(true).next_back().map(str::len)
}

impl<'a> Iterator for Graphemes<'a> {
    type Item = (usize, &'a str);

    #[inline]
    fn next(&mut self) -> Option<(usize, &'a str)> {
        let (grapheme, rest) = self.rest.split_at_checked(first(self.rest)?)?;
        let at = self.at;
        self.rest = rest;
        self.at += grapheme.len();
        Some((at, grapheme))
    }
}

impl<'a> DoubleEndedIterator for Graphemes<'a> {
    fn next_back(&mut self) -> Option<(usize, &'a str)> {
        let at = self.rest.len() - last(self.rest)?;
        let grapheme = part(self.rest, at..self.rest.len());
        self.rest = part(self.rest, 0..at);
        Some((self.at + at, grapheme))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_stands_alone_does() {
        for c in ('\0'..=char::MAX).filter(|c| stands_alone(*c)) {
            let text = format!("{c}{c}a{c}한{c}’");
            assert_eq!(text.graphemes(true).count(), 7, "{c:?}");
        }
    }

    proptest! {
        #[test]
        fn ascii_is_taken_grapheme_by_grapheme(text in "[a-c -]{0,4}[\u{301}\u{200d}é한\r\n\u{600}]?[a-c]{0,3}") {
            let mut rest = graphemes(&text);
            let taken = rest.take_ascii(|byte| byte != b'-');
            prop_assert!(!taken.contains('-') && text.starts_with(taken));
            let bytes = taken.char_indices().map(|(at, c)| (at, c.len_utf8()));
            let all = bytes.chain(rest.map(|(at, grapheme)| (at, grapheme.len())));
            prop_assert!(all.eq(text.grapheme_indices(true).map(|(at, grapheme)| (at, grapheme.len()))));
        }

        /// The short way gives what the tables of Unicode give, from both ends.
        #[test]
        fn graphemes_are_those_of_unicode(
            text in "([a-z ’é한中한ᆨ\u{301}\u{200d}👩🚀🇰🇷\r\n\u{e33}\u{600}\u{915}\u{94d}\u{feff}ｶﾞ]|\\PC){0,12}",
            backwards in 0usize..6,
        ) {
            let mut wanted = text.grapheme_indices(true);
            let mut found = graphemes(&text);
            for _ in 0..backwards {
                prop_assert_eq!(found.next_back(), wanted.next_back());
            }
            prop_assert_eq!(found.collect::<Vec<_>>(), wanted.collect::<Vec<_>>());
        }
    }
}
