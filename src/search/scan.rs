//! A needle looked for in megabytes: only lines in which a character beyond ASCII may take part are folded; in all
//! others bytes are compared. What is found is what folding every line would find.
//!
//! A match that holds no character beyond ASCII is the needle itself but for its case. One that does holds a character
//! that folds to some of the needle, or to nothing; whether a character is such a one is asked once for each.

use std::ops::Range;

use memchr::{memchr, memchr2_iter, memmem, memrchr};

use crate::text::{Case, fold_char, part};

/// Letters from the most to the least frequent in prose of most languages in Latin script; what is not among them is
/// rarer than most.
const FREQUENT: &[u8] = b" etaoinsrhldcumpgfywbvk.,xjzq";

/// Looks for one needle.
pub(super) struct Scan<'a> {
    needle: &'a str,
    case: Case,
    /// Characters that a match must hold one of, if it holds any beyond ASCII.
    partners: Partners<'a>,
    /// Where in the needle its rarest byte stands, and the next rare one.
    rarest: usize,
    other: usize,
}

impl<'a> Scan<'a> {
    /// For a folded needle that is not empty.
    pub(super) fn new(needle: &'a str, case: Case) -> Scan<'a> {
        let rarest = rarest_but(needle, None);
        let other = rarest_but(needle, Some(rarest));
        Scan { needle, case, partners: Partners::new(needle, case), rarest, other }
    }

    /// Its places in a text of lines, in order. Lines that must be folded go to `fold` with where they start.
    pub(super) fn each<T>(
        &mut self,
        text: &str,
        out: &mut Vec<T>,
        place: impl Fn(Range<usize>) -> T,
        mut fold: impl FnMut(&mut Vec<T>, usize, &str),
    ) {
        let bytes = text.as_bytes();
        let mut from = 0;
        while let Some(at) = self.next_partner(text, from) {
            let start =
                memrchr(b'\n', bytes.get(from..at).unwrap_or_default()).map_or(from, |end| from + end + 1);
            let end = memchr(b'\n', bytes.get(at..).unwrap_or_default()).map_or(bytes.len(), |end| at + end);
            self.compare(bytes, from..start, out, &place);
            fold(out, start, part(text, start..end));
            from = end.saturating_add(1).min(bytes.len());
        }
        self.compare(bytes, from..bytes.len(), out, &place);
    }

    /// The next character that may take part in a match and is beyond ASCII.
    fn next_partner(&mut self, text: &str, from: usize) -> Option<usize> {
        let mut from = from;
        loop {
            let at = from + beyond_ascii(text.as_bytes().get(from..)?)?;
            let c = part(text, at..text.len()).chars().next()?;
            if self.partners.holds(c) {
                return Some(at);
            }
            from = at + c.len_utf8();
        }
    }

    /// Finds the needle itself.
    fn compare<T>(
        &self,
        bytes: &[u8],
        range: Range<usize>,
        out: &mut Vec<T>,
        place: impl Fn(Range<usize>) -> T,
    ) {
        let needle = self.needle.as_bytes();
        let start = range.start;
        let Some(bytes) = bytes.get(range).filter(|_| self.needle.is_ascii()) else { return };
        let end = |at: usize| at + needle.len();
        if self.case == Case::Keep {
            out.extend(memmem::find_iter(bytes, needle).map(|at| place(start + at..start + end(at))));
            return;
        }
        let mut last = 0;
        let mut look = |at: usize| {
            if at >= last && bytes.get(at..end(at)).is_some_and(|here| here.eq_ignore_ascii_case(needle)) {
                last = end(at);
                out.push(place(start + at..start + end(at)));
            }
        };
        let (Some(rarest), Some(other)) = (needle.get(self.rarest), needle.get(self.other)) else { return };
        if frequency(*rarest) >= RARE || needle.len() == 1 {
            let (low, high) = (rarest.to_ascii_lowercase(), rarest.to_ascii_uppercase());
            memchr2_iter(low, high, bytes).filter_map(|at| at.checked_sub(self.rarest)).for_each(&mut look);
            return;
        }
        // Where even the rarest letter is in every other line, both letters are compared everywhere.
        let Some(starts) = (bytes.len() + 1).checked_sub(needle.len()) else { return };
        let from = |at: usize| bytes.get(at..at + starts).unwrap_or_default().chunks(WIDE);
        let both = |(one, two): (&u8, &u8)| (one | LOW == rarest | LOW) & (two | LOW == other | LOW);
        for (n, (ones, twos)) in from(self.rarest).zip(from(self.other)).enumerate() {
            // Without a way out: the compiler compares many at once.
            if ones.iter().zip(twos).fold(false, |any, pair| any | both(pair)) {
                let found = ones.iter().zip(twos).enumerate().filter(|(_, pair)| both(*pair));
                found.for_each(|(at, _)| look(n * WIDE + at));
            }
        }
    }
}

/// Bytes that are compared without a way out.
const WIDE: usize = 64;

/// The bit that makes a letter of ASCII a small one. Other bytes that it makes equal are told apart afterwards.
const LOW: u8 = 0x20;

/// The place among the frequent letters from which on a letter is rare enough to be looked for alone.
const RARE: usize = 20;

/// A byte's place among the frequent letters.
fn frequency(byte: u8) -> usize {
    let byte = byte.to_ascii_lowercase();
    FREQUENT.iter().position(|known| *known == byte).unwrap_or(FREQUENT.len() / 2)
}

/// Where in a needle its rarest byte stands, but for one place.
fn rarest_but(needle: &str, taken: Option<usize>) -> usize {
    let free = needle.bytes().enumerate().filter(|(at, _)| Some(*at) != taken);
    free.max_by_key(|(_, byte)| frequency(*byte)).map_or(0, |(at, _)| at)
}

/// Where the first byte beyond ASCII stands.
fn beyond_ascii(bytes: &[u8]) -> Option<usize> {
    const HIGH: u64 = 0x8080_8080_8080_8080;
    // Prose has such a byte in every other line: eight bytes at once find it without a long way to begin with.
    let (words, rest) = bytes.as_chunks::<8>();
    let high = |word: &[u8; 8]| u64::from_le_bytes(*word) & HIGH;
    let found = words.iter().position(|word| high(word) != 0);
    if let Some((at, word)) = found.and_then(|at| Some((at, words.get(at)?))) {
        return Some(at * 8 + high(word).trailing_zeros() as usize / 8);
    }
    rest.iter().position(|byte| *byte >= 0x80).map(|at| words.len() * 8 + at)
}

/// The characters beyond ASCII of which a match must hold one, remembered as they are met.
struct Partners<'a> {
    needle: &'a str,
    case: Case,
    /// Of the first plane: not asked yet, no, yes.
    known: Vec<Option<bool>>,
}

impl<'a> Partners<'a> {
    fn new(needle: &'a str, case: Case) -> Partners<'a> {
        Partners { needle, case, known: vec![None; 1 << 16] }
    }

    fn holds(&mut self, c: char) -> bool {
        let known = self.known.get(c as usize).copied().flatten();
        known.unwrap_or_else(|| {
            let holds = takes_part(c, self.needle, self.case);
            if let Some(known) = self.known.get_mut(c as usize) {
                *known = Some(holds);
            }
            holds
        })
    }
}

/// Whether a character beyond ASCII may be part of a match: it folds to some of the needle, or to nothing. A needle
/// that is not ASCII itself is found only where its first such character comes from something.
fn takes_part(c: char, needle: &str, case: Case) -> bool {
    let needed = needle.chars().find(|c| !c.is_ascii());
    let mut nothing = true;
    let mut shared = false;
    fold_char(c, case, |folded| {
        nothing = false;
        shared |= needed.map_or_else(|| needle.contains(folded), |needed| needed == folded);
    });
    shared || nothing && needed.is_none()
}
