//! How many words a text has. English prose is counted sixteen bytes and more at a time; only what may be blank, or
//! written without blanks, is looked at character by character.

use super::is_unspaced;

/// Bytes that are looked at together.
const STRIDE: usize = 32;

/// The number of words in a text: runs between Unicode white space; in scripts that are written without blanks, each
/// character.
pub fn word_count(text: &str) -> usize {
    let bytes = text.as_bytes();
    let mut counter = Counter::default();
    let mut at = 0;
    while at < bytes.len() {
        let before = at.checked_sub(1).and_then(|before| stride(bytes, before));
        if let (Some(before), Some(now)) = (before, stride(bytes, at))
            && let Some(begun) = begun(before, now)
        {
            let unseen = !counter.running && !is_blank(before[0]) && !is_blank(now[0]);
            counter.words += begun + usize::from(unseen);
            counter.running = !is_blank(now[STRIDE - 1]);
            at += STRIDE;
            continue;
        }
        // A character that the stride before has cut is counted.
        let from = (at..bytes.len()).find(|at| text.is_char_boundary(*at)).unwrap_or(bytes.len());
        let until = at + STRIDE;
        at = bytes.len();
        for (place, c) in text.get(from..).unwrap_or_default().char_indices() {
            if from + place >= until {
                at = from + place;
                break;
            }
            counter.see(c);
        }
    }
    counter.words
}

#[derive(Default)]
struct Counter {
    words: usize,
    /// The run that goes on is counted.
    running: bool,
}

impl Counter {
    fn see(&mut self, c: char) {
        if c.is_whitespace() {
            self.running = false;
        } else if is_unspaced(c) {
            self.words += usize::from(c.is_alphanumeric());
        } else if !self.running {
            self.words += 1;
            self.running = true;
        }
    }
}

fn stride(bytes: &[u8], at: usize) -> Option<&[u8; STRIDE]> {
    bytes.get(at..)?.first_chunk()
}

/// The words that begin in `now` behind an ASCII blank; none where a character may need a look. `before` is the same
/// a byte earlier.
fn begun(before: &[u8; STRIDE], now: &[u8; STRIDE]) -> Option<usize> {
    let (mut words, mut odd) = (0_u8, false);
    for (before, now) in before.iter().zip(now) {
        words += u8::from(is_blank(*before) & !is_blank(*now));
        odd |= needs_look(*now);
    }
    (!odd).then_some(usize::from(words))
}

/// Whether a byte is a blank of ASCII; without branches, so that many are looked at together.
fn is_blank(byte: u8) -> bool {
    (byte == b' ') | (byte.wrapping_sub(b'\t') < 5)
}

/// Whether a byte may begin a character that is blank or written without blanks.
fn needs_look(byte: u8) -> bool {
    (byte == 0xc2) | (byte.wrapping_sub(0xe1) < 9) | (byte == 0xef) | (byte == 0xf0)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The same, run by run.
    fn counted(text: &str) -> usize {
        let in_run = |run: &str| {
            let unspaced = run.chars().filter(|c| is_unspaced(*c) && c.is_alphanumeric()).count();
            unspaced + usize::from(run.chars().any(|c| !is_unspaced(c)))
        };
        text.split_whitespace().map(in_run).sum()
    }

    #[test]
    fn words_are_counted_as_readers_count_them() {
        for (text, count) in [
            ("", 0),
            ("the mill", 2),
            ("time – one", 3),
            ("북한의 안미경중", 2),
            ("安美经中。", 4),
            ("DPRKは何", 3),
        ] {
            assert_eq!(word_count(text), count, "{text}");
        }
    }

    proptest! {
        #[test]
        fn many_bytes_together_count_as_one_by_one(text in "([a-z]{1,9}|[ \t\u{a0}\u{3000}\u{2003}]|[’é–를何。あ\u{1f600}]){0,90}") {
            prop_assert_eq!(word_count(&text), counted(&text));
        }
    }
}
