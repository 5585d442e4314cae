//! A needle looked for in megabytes: only lines in which a character beyond ASCII may take part are folded; in all
//! others bytes are compared. What is found is what folding every line would find.
//!
//! A match that holds no character beyond ASCII is the needle itself but for its case. One that does holds a character
//! that folds to some of the needle, or to nothing; whether a character is such a one is asked once for each.

use std::ops::Range;

use memchr::{memchr, memchr_iter, memchr2_iter, memmem, memrchr};

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
    /// Where in the needle its rarest byte stands.
    rarest: usize,
}

impl<'a> Scan<'a> {
    /// For a folded needle that is not empty.
    pub(super) fn new(needle: &'a str, case: Case) -> Scan<'a> {
        let frequent =
            |byte: u8| FREQUENT.iter().position(|known| *known == byte).unwrap_or(FREQUENT.len() / 2);
        let rarest = needle.bytes().enumerate().max_by_key(|(_, byte)| frequent(byte.to_ascii_lowercase()));
        Scan { needle, case, partners: Partners::new(needle, case), rarest: rarest.map_or(0, |(at, _)| at) }
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
        let Some(rarest) = needle.get(self.rarest).copied() else { return };
        let mut last = 0;
        let mut look = |found: usize| {
            let Some(at) = found.checked_sub(self.rarest).filter(|at| *at >= last) else { return };
            if bytes.get(at..end(at)).is_some_and(|here| here.eq_ignore_ascii_case(needle)) {
                last = end(at);
                out.push(place(start + at..start + end(at)));
            }
        };
        if rarest.is_ascii_alphabetic() {
            memchr2_iter(rarest, rarest.to_ascii_uppercase(), bytes).for_each(&mut look);
        } else {
            memchr_iter(rarest, bytes).for_each(&mut look);
        }
    }
}

/// Where the first byte beyond ASCII stands.
fn beyond_ascii(bytes: &[u8]) -> Option<usize> {
    const WIDE: usize = 64;
    // Whole chunks first: the compiler makes one comparison of each.
    let chunks =
        bytes.chunks(WIDE).take_while(|chunk| !chunk.iter().fold(false, |any, byte| any | (*byte >= 0x80)));
    let skipped = chunks.map(<[u8]>::len).sum::<usize>();
    let rest = bytes.get(skipped..)?;
    rest.iter().position(|byte| *byte >= 0x80).map(|at| skipped + at)
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
