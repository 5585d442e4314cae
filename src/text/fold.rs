//! Folding: the form in which two spellings of one word are equal, with the way back to the original bytes.
//!
//! Folded text is lower case without accents (NFKD, marks removed, full case folding's ß → ss), with one quote, one
//! dash and one space; Hangul is decomposed into jamo, so that precomposed and conjoining syllables are one.

use unicode_normalization::char::{decompose_compatible, is_combining_mark};

use super::{Span, part};

/// A folded text and the place in the original of each of its bytes.
#[derive(Clone, Debug, Default)]
pub struct Folded {
    text: String,
    /// For each folded byte, the start and end of the original character it came from; empty where both are the same.
    origins: Vec<(u32, u32)>,
    original_len: usize,
}

impl Folded {
    /// The folded text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The original's span for a byte range of the folded text, widened to whole characters and the marks on them.
    pub fn original(&self, start: usize, end: usize) -> Span {
        if start >= end {
            return Span::default();
        }
        if self.origins.is_empty() {
            return Span::new(start, end);
        }
        let begin = self.origins.get(start).map_or(0, |o| o.0 as usize);
        // What folding dropped behind the last character (accents, zero-width signs) belongs to it.
        let last = self.origins.get(end - 1).map_or(self.original_len, |o| o.1 as usize);
        let stop = match self.origins.get(end) {
            Some(next) if next.0 as usize > last => next.0 as usize,
            Some(_) => last,
            None => self.original_len,
        };
        Span::new(begin, stop.max(last))
    }
}

/// Whether case counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Case {
    /// Capitals and small letters are one.
    #[default]
    Fold,
    /// They differ.
    Keep,
}

/// Folds a text, its case too, and remembers where each folded byte came from.
pub fn fold(text: &str) -> Folded {
    let mut folded = Folded::default();
    folded.refill(text, Case::Fold);
    folded
}

impl Folded {
    /// Folds another text into the same memory.
    pub fn refill(&mut self, text: &str, case: Case) {
        self.text.clear();
        self.origins.clear();
        self.original_len = text.len();
        if text.is_ascii() {
            self.text.push_str(text);
            if case == Case::Fold {
                self.text.make_ascii_lowercase();
            }
            return;
        }
        let mut at = 0;
        while let Some(c) = part(text, at..text.len()).chars().next() {
            if c.is_ascii() {
                at = self.push_ascii(text, at, case);
                continue;
            }
            let origin = (at as u32, (at + c.len_utf8()) as u32);
            fold_char(c, case, |f| {
                self.text.push(f);
                self.origins.resize(self.text.len(), origin);
            });
            at += c.len_utf8();
        }
    }

    /// Takes the characters of ASCII from a place on, all at once; gives the place behind them.
    fn push_ascii(&mut self, text: &str, at: usize, case: Case) -> usize {
        let rest = text.as_bytes().get(at..).unwrap_or_default();
        let end = at + rest.iter().position(|byte| !byte.is_ascii()).unwrap_or(rest.len());
        let start = self.text.len();
        self.text.push_str(part(text, at..end));
        if let Some(new) = self.text.get_mut(start..).filter(|_| case == Case::Fold) {
            new.make_ascii_lowercase();
        }
        self.origins.extend((at as u32..end as u32).map(|byte| (byte, byte + 1)));
        end
    }
}

/// Gives what one character folds to: nothing, one character or several.
pub fn fold_char(c: char, case: Case, mut emit: impl FnMut(char)) {
    match c {
        _ if c.is_ascii() => emit(if case == Case::Fold { c.to_ascii_lowercase() } else { c }),
        '\u{2018}' | '\u{2019}' | '\u{201a}' | '\u{201b}' | '\u{2032}' | '\u{02bc}' | '\u{00b4}'
        | '\u{ff07}' => {
            emit('\'');
        }
        '\u{201c}'..='\u{201f}' | '\u{2033}' | '\u{00ab}' | '\u{00bb}' | '\u{ff02}' => emit('"'),
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe58}' | '\u{fe63}' | '\u{ff0d}' => emit('-'),
        '\u{00ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' => {}
        _ if c.is_whitespace() => emit(' '),
        'ß' | 'ẞ' => "ss".chars().for_each(emit),
        'ı' => emit('i'),
        'ς' => emit('σ'),
        'ł' | 'Ł' => emit('l'),
        'ø' | 'Ø' => emit('o'),
        'đ' | 'Đ' => emit('d'),
        'æ' | 'Æ' => "ae".chars().for_each(emit),
        'œ' | 'Œ' => "oe".chars().for_each(emit),
        _ => decompose_compatible(c, |d| {
            if is_combining_mark(d) {
                return;
            }
            match case {
                Case::Keep => emit(d),
                Case::Fold => d.to_lowercase().filter(|l| !is_combining_mark(*l)).for_each(&mut emit),
            }
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn spellings_of_one_word_fold_to_one() {
        for (a, b) in [
            ("Ceaușescu", "ceausescu"),
            ("don’t", "don't"),
            ("U.S.–DPRK", "u.s.-dprk"),
            ("a\u{a0}b", "A B"),
            ("Straße", "STRASSE"),
            ("İstanbul", "istanbul"),
            ("cafe\u{301}", "café"),
            ("Кремль", "КРЕМЛЬ"),
            ("ΑΘΗΝΑ", "αθηνα"),
            ("\u{1112}\u{1161}\u{11ab}", "한"),
            ("ＤＰＲＫ", "dprk"),
        ] {
            assert_eq!(fold(a).text(), fold(b).text(), "{a} = {b}");
        }
        assert!(!fold("한반도").text().contains(fold("하나").text()));
    }

    #[test]
    fn a_folded_range_comes_back_with_its_marks() {
        let text = "the cafe\u{301} of Ceaușescu";
        let folded = fold(text);
        for (needle, original) in [("cafe", "cafe\u{301}"), ("ceausescu", "Ceaușescu"), ("of", "of")] {
            let at = folded.text().find(needle).expect("it is there");
            assert_eq!(super::super::slice(text, folded.original(at, at + needle.len())), original);
        }
    }

    proptest! {
        /// Character by character and all at once are one.
        #[test]
        fn folding_is_by_character(text in "([a-cA-C '.]|ß|é|’|한|\u{301}|\u{ad}|ﬁ|Ж){0,12}", keep in any::<bool>()) {
            let case = if keep { Case::Keep } else { Case::Fold };
            let mut folded = Folded::default();
            folded.refill(&text, case);
            let (mut wanted, mut origins) = (String::new(), Vec::new());
            for (at, c) in text.char_indices() {
                fold_char(c, case, |f| {
                    wanted.push(f);
                    origins.resize(wanted.len(), (at as u32, (at + c.len_utf8()) as u32));
                });
            }
            prop_assert_eq!(folded.text(), wanted);
            prop_assert!(folded.origins.is_empty() && text.is_ascii() || folded.origins == origins);
        }

        #[test]
        fn every_range_maps_to_character_boundaries(text in "\\PC{0,40}", a in 0usize..80, b in 0usize..80) {
            let folded = fold(&text);
            let (a, b) = (a.min(folded.text().len()), b.min(folded.text().len()));
            let span = folded.original(a.min(b), a.max(b));
            prop_assert!(text.get(span.range()).is_some());
        }
    }
}
