//! How many words a text has. English prose is counted sixteen bytes and more at a time; only what may be blank, or
//! written without blanks, is looked at character by character.

use super::is_unspaced;

/// Bytes that are looked at together.
const STRIDE: usize = 32;
/// Bytes before those that are looked at with them: a blank may have three.
const BEFORE: usize = 2;

/// The number of words in a text: runs between Unicode white space; in scripts that are written without blanks, each
/// character.
pub fn word_count(text: &str) -> usize {
    count(text, usize::MAX, true)
}

/// The number of runs between Unicode white space, as `split_whitespace` gives them, counted no further than `most`.
pub fn runs_up_to(text: &str, most: usize) -> usize {
    count(text, most, false).min(most)
}

/// Whether a text has no more than `most` runs between Unicode white space.
pub fn has_few_words(text: &str, most: usize) -> bool {
    runs_up_to(text, most.saturating_add(1)) <= most
}

/// Counts until there are `enough`, or a few more.
fn count(text: &str, enough: usize, by_character: bool) -> usize {
    let bytes = text.as_bytes();
    let mut counter = Counter { words: 0, running: false, by_character };
    let mut at = 0;
    while at < bytes.len() && counter.words < enough {
        if let Some(begun) = at.checked_sub(BEFORE).and_then(|at| begun(bytes, at)) {
            let (before, now) = (bytes[at - 1], bytes[at]);
            let unseen = !counter.running && !is_blank(before) && !is_blank(now);
            counter.words += begun + usize::from(unseen);
            counter.running = !is_blank(bytes[at + STRIDE - 1]);
            at += STRIDE;
            continue;
        }
        // A character that the stride before has cut is counted.
        let from = (at..bytes.len()).find(|at| text.is_char_boundary(*at)).unwrap_or(bytes.len());
        let until = if at == 0 { BEFORE } else { at + STRIDE };
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

struct Counter {
    words: usize,
    /// The run that goes on is counted.
    running: bool,
    /// Characters that are written without blanks count one by one.
    by_character: bool,
}

impl Counter {
    fn see(&mut self, c: char) {
        if c.is_ascii() {
            let now = !is_blank(c as u8);
            self.words += usize::from(now && !self.running);
            self.running = now;
        } else if c.is_whitespace() {
            self.running = false;
        } else if self.by_character && is_unspaced(c) {
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

/// The words that begin two bytes behind `at` and further, each behind an ASCII blank; none where a character among
/// these bytes needs a look.
fn begun(bytes: &[u8], at: usize) -> Option<usize> {
    let (first, second, third) = (stride(bytes, at)?, stride(bytes, at + 1)?, stride(bytes, at + BEFORE)?);
    let begins = |(b, c): (&u8, &u8)| u8::from(is_blank(*b) & !is_blank(*c));
    let words = second.iter().zip(third).fold(0_u8, |words, both| words + begins(both));
    if third.is_ascii() {
        return Some(usize::from(words));
    }
    let odd = |((a, b), c): ((&u8, &u8), &u8)| needs_look(*c) | is_apart(*a, *b, *c);
    let odd = first.iter().zip(second).zip(third).fold(false, |any, three| any | odd(three));
    // What the end cuts is not seen whole.
    let cut = matches!(third[STRIDE - 1], 0xc2 | 0xe2) || third[STRIDE - 2] == 0xe2;
    (!odd && !cut).then_some(usize::from(words))
}

/// Whether a byte is a blank of ASCII; without branches, so that many are looked at together.
fn is_blank(byte: u8) -> bool {
    (byte == b' ') | (byte.wrapping_sub(b'\t') < 5)
}

/// Whether a byte may begin a character that is blank or written without blanks; of 0xc2 and 0xe2 that is seen later.
fn needs_look(byte: u8) -> bool {
    (byte == 0xe1) | (byte.wrapping_sub(0xe3) < 7) | (byte == 0xef) | (byte == 0xf0)
}

/// Whether bytes end with such a character that begins with 0xc2 or 0xe2: no-break and typographic blanks, radicals of
/// Han. Quotes and dashes are none.
fn is_apart(a: u8, b: u8, c: u8) -> bool {
    ((b == 0xc2) & ((c == 0xa0) | (c == 0x85)))
        | ((b == 0xe2) & (c >= 0xba))
        | ((a == 0xe2) & (b == 0x80) & ((c <= 0x8a) | (c == 0xa8) | (c == 0xa9) | (c == 0xaf)))
        | ((a == 0xe2) & (b == 0x81) & (c == 0x9f))
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
        fn runs_are_counted_as_far_as_is_asked(
            text in "([a-z]{1,9}|[ \t\u{a0}\u{3000}\u{2003}]|[’é–를何。あ\u{1f600}]){0,90}",
            most in 0usize..40,
        ) {
            let runs = text.split_whitespace().count();
            prop_assert_eq!(runs_up_to(&text, most), runs.min(most));
            prop_assert_eq!(runs_up_to(&text, usize::MAX), runs);
            prop_assert_eq!(has_few_words(&text, most), runs <= most);
        }

        #[test]
        fn many_bytes_together_count_as_one_by_one(text in "([a-z]{1,9}|[ \t\u{a0}\u{3000}\u{2003}]|[’é–를何。あ\u{1f600}]){0,90}") {
            prop_assert_eq!(word_count(&text), counted(&text));
        }
    }
}
