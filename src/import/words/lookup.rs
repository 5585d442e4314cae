//! Tables of words for looking up, brought into order when the program is built, so that nothing has to be gathered
//! when it starts. It must not know what the words mean.

use std::cmp::Ordering;

/// Words in the order of their lengths, since two numbers are compared sooner than two words, and of their bytes where
/// these are equal. One may stand in it twice.
pub(in crate::import) struct Lookup<const N: usize>([&'static str; N]);

impl<const N: usize> Lookup<N> {
    /// All words of some tables, `N` in sum.
    pub(in crate::import) const fn of(tables: &[&[&'static str]]) -> Lookup<N> {
        let mut words = [""; N];
        let (mut len, mut table) = (0, 0);
        while table < tables.len() {
            let mut n = 0;
            while n < tables[table].len() {
                let mut at = len;
                while at > 0 && precedes(tables[table][n], words[at - 1]) {
                    words[at] = words[at - 1];
                    at -= 1;
                }
                words[at] = tables[table][n];
                (len, n) = (len + 1, n + 1);
            }
            table += 1;
        }
        assert!(len == N, "the tables have another number of words");
        Lookup(words)
    }

    /// Whether a word is one of them.
    pub(in crate::import) fn has(&self, word: &str) -> bool {
        self.0.binary_search_by(|known| order(known, word)).is_ok()
    }
}

/// Both columns of a table of pairs.
pub(in crate::import) const fn columns<const N: usize>(
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

/// The order of a table.
fn order(one: &str, other: &str) -> Ordering {
    one.len().cmp(&other.len()).then_with(|| one.cmp(other))
}

/// The same when the program is built: whether one word stands before another.
const fn precedes(one: &str, other: &str) -> bool {
    let (one, other) = (one.as_bytes(), other.as_bytes());
    if one.len() != other.len() {
        return one.len() < other.len();
    }
    let mut at = 0;
    while at < one.len() && one[at] == other[at] {
        at += 1;
    }
    at < one.len() && one[at] < other[at]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::words::{ANSWERERS, ASKERS, NO_LABELS, STAGE};

    #[test]
    fn every_word_is_found_and_no_other() {
        static ALL: Lookup<{ ASKERS.len() + ANSWERERS.len() }> = Lookup::of(&[ASKERS, ANSWERERS]);
        static FEW: Lookup<5> = Lookup::of(&[&["b", "ab"], &[], &["", "b", "é"]]);
        assert!(ALL.0.is_sorted_by(|one, other| order(one, other).is_le()));
        assert!(ASKERS.iter().chain(ANSWERERS).all(|word| ALL.has(word)));
        for word in NO_LABELS.iter().chain(STAGE) {
            assert_eq!(ALL.has(word), ASKERS.contains(word) || ANSWERERS.contains(word), "{word}");
        }
        for (word, known) in [("", true), ("ab", true), ("b", true), ("é", true), ("a", false), ("ba", false)]
        {
            assert_eq!(FEW.has(word), known, "{word}");
        }
    }
}
