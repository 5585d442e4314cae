//! Tables of words in which one is found among those that begin with the same byte. It must not know what the words
//! mean.

use crate::text::lower_case;

/// Words in lower case, in groups that begin with the same byte.
pub(in crate::import) struct Words {
    grouped: &'static [&'static str],
    /// Where the group of each byte begins, and the last one ends.
    groups: [u16; 257],
    /// Bytes of the longest.
    longest: usize,
}

/// A table of the words given; they are put into groups when the program is built.
macro_rules! words {
    ($($word:literal),* $(,)?) => {
        $crate::import::words::table::Words::of(const { &$crate::import::words::table::grouped([$($word),*]) })
    };
}
pub(in crate::import) use words;

/// Words by their first bytes, else in their order.
pub(in crate::import) const fn grouped<const N: usize>(words: [&'static str; N]) -> [&'static str; N] {
    let mut grouped = words;
    let (mut byte, mut at) = (0, 0);
    while byte < 256 {
        let mut n = 0;
        while n < N {
            if words[n].as_bytes()[0] as usize == byte {
                grouped[at] = words[n];
                at += 1;
            }
            n += 1;
        }
        byte += 1;
    }
    grouped
}

/// Both words of each pair; `N` is twice their number.
pub(in crate::import) const fn both<const N: usize>(
    pairs: &[(&'static str, &'static str)],
) -> [&'static str; N] {
    let mut words = [""; N];
    let mut n = 0;
    while n < pairs.len() {
        (words[2 * n], words[2 * n + 1]) = pairs[n];
        n += 1;
    }
    words
}

impl Words {
    /// Of words in groups; none is empty.
    pub(in crate::import) const fn of(grouped: &'static [&'static str]) -> Words {
        let (mut groups, mut longest) = ([0; 257], 0);
        let mut n = 0;
        while n < grouped.len() {
            groups[grouped[n].as_bytes()[0] as usize + 1] += 1;
            longest = if grouped[n].len() > longest { grouped[n].len() } else { longest };
            n += 1;
        }
        let mut byte = 0;
        while byte < 256 {
            groups[byte + 1] += groups[byte];
            byte += 1;
        }
        Words { grouped, groups, longest }
    }

    /// All of them.
    pub(in crate::import) fn iter(&self) -> impl Iterator<Item = &'static str> {
        self.grouped.iter().copied()
    }

    /// Those that begin with a byte.
    fn group(&self, first: u8) -> &'static [&'static str] {
        let first = usize::from(first);
        let group = usize::from(self.groups[first])..usize::from(self.groups[first + 1]);
        self.grouped.get(group).unwrap_or_default()
    }

    /// Whether a text in lower case is one of them.
    pub(in crate::import) fn has(&self, text: &str) -> bool {
        text.as_bytes().first().is_some_and(|first| self.group(*first).contains(&text))
    }

    /// Bytes that a text may have and be one of them in lower case: no letter has less than a third there.
    pub(in crate::import) const fn reach(&self) -> usize {
        self.longest * 3
    }

    /// Whether a text is one of them in lower case.
    pub(in crate::import) fn has_in_any_case(&self, text: &str) -> bool {
        if text.len() > self.reach() {
            return false;
        }
        if !text.is_ascii() {
            return self.has(&lower_case(text));
        }
        let first = text.as_bytes().first().map(u8::to_ascii_lowercase);
        first.is_some_and(|first| self.group(first).iter().any(|word| word.eq_ignore_ascii_case(text)))
    }

    /// Those that a text in lower case begins with.
    pub(in crate::import) fn beginning<'t>(
        &self,
        text: &'t str,
    ) -> impl Iterator<Item = &'static str> + use<'t> {
        let group = text.as_bytes().first().map_or(&[][..], |first| self.group(*first));
        group.iter().copied().filter(move |word| text.starts_with(word))
    }

    /// Whether a text in lower case begins with one of them.
    pub(in crate::import) fn begin(&self, text: &str) -> bool {
        self.beginning(text).next().is_some()
    }

    /// Where the first of them stands in a text in lower case.
    pub(in crate::import) fn first_in(&self, text: &str) -> Option<usize> {
        let likely = |byte: u8| !self.group(byte).is_empty();
        let mut places = text.bytes().enumerate().filter(|(_, byte)| likely(*byte)).map(|(at, _)| at);
        places.find(|at| text.get(*at..).is_some_and(|rest| self.begin(rest)))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn no_letter_has_less_than_a_third_in_lower_case() {
        let long = |c: &char| c.to_lowercase().map(char::len_utf8).sum::<usize>() * 3 < c.len_utf8();
        assert_eq!(('\0'..=char::MAX).find(long), None);
    }

    static TABLE: Words = words!["b", "é", "ab", "a ", "abc", "한", "한글", " a"];
    const LIST: [&str; 8] = ["b", "é", "ab", "a ", "abc", "한", "한글", " a"];

    proptest! {
        #[test]
        fn a_table_answers_as_a_list_does(text in "[abcé한글 É]{0,5}") {
            prop_assert_eq!(TABLE.has(&text), LIST.contains(&text.as_str()));
            prop_assert_eq!(TABLE.begin(&text), LIST.iter().any(|word| text.starts_with(word)));
            prop_assert_eq!(TABLE.first_in(&text), LIST.iter().filter_map(|word| text.find(word)).min());
            prop_assert_eq!(TABLE.has_in_any_case(&text.to_uppercase()), LIST.contains(&text.to_lowercase().as_str()));
            prop_assert_eq!(TABLE.iter().count(), LIST.len());
        }
    }
}
