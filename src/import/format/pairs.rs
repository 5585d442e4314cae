//! Pairs of signs around a run of text, as org and reStructuredText have them. It must not know what a sign means.

use crate::text::{floor_boundary, part};

/// Bytes that a run may have between its signs; more is a slip.
const LONGEST: usize = 4 << 10;

/// Finds the ends of runs in one text, and remembers where there are none, so that a text of nothing but openings is
/// still passed once.
pub(super) struct Pairs<'a> {
    text: &'a str,
    barren: Vec<(&'static str, usize)>,
}

impl<'a> Pairs<'a> {
    /// For one text.
    pub(super) fn new(text: &'a str) -> Pairs<'a> {
        Pairs { text, barren: Vec::new() }
    }

    /// Where the sign stands that closes the run whose text begins at `from`; `closes` says of a place if it can.
    pub(super) fn end(
        &mut self,
        sign: &'static str,
        from: usize,
        closes: impl Fn(usize) -> bool,
    ) -> Option<usize> {
        self.next(sign, from, floor_boundary(self.text, from + LONGEST), |place| {
            place > from && closes(place)
        })
    }

    /// The first place of a sign from `from` on and before `reach` that will do. A sign is to be looked for in one
    /// way only.
    pub(super) fn next(
        &mut self,
        sign: &'static str,
        from: usize,
        reach: usize,
        will_do: impl Fn(usize) -> bool,
    ) -> Option<usize> {
        let known = self.barren.iter().position(|(known, _)| *known == sign);
        let slot = known.unwrap_or_else(|| {
            self.barren.push((sign, 0));
            self.barren.len() - 1
        });
        let mut at = from.max(self.barren[slot].1);
        while let Some(next) = part(self.text, at..reach).find(sign) {
            let place = at + next;
            if will_do(place) {
                return Some(place);
            }
            at = place + 1;
        }
        let cut = floor_boundary(self.text, reach.saturating_sub(sign.len() - 1));
        self.barren[slot].1 = self.barren[slot].1.max(cut);
        None
    }
}

/// The character before a byte of a text.
pub(super) fn before(text: &str, at: usize) -> Option<char> {
    part(text, 0..at).chars().next_back()
}

/// The character at a byte of a text.
pub(super) fn behind(text: &str, at: usize) -> Option<char> {
    part(text, at..text.len()).chars().next()
}

/// Columns of blanks at the start of a line; a tab goes to the next eighth.
pub(super) fn indent(line: &str) -> usize {
    let mut columns = 0;
    for byte in line.bytes() {
        match byte {
            b' ' => columns += 1,
            b'\t' => columns += 8 - columns % 8,
            _ => break,
        }
    }
    columns
}

/// The number of an item and the text behind it: `12. text`, `12) text`, `(12) text`, `#. text`.
pub(super) fn numbered(text: &str) -> Option<(Option<usize>, &str)> {
    let (open, rest) = text.strip_prefix('(').map_or((false, text), |rest| (true, rest));
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let (number, rest) = match (digits, rest.strip_prefix('#')) {
        (0, Some(rest)) => (None, rest),
        (1..=6, _) => (Some(part(rest, 0..digits).parse().ok()?), part(rest, digits..rest.len())),
        _ => return None,
    };
    let rest = if open { rest.strip_prefix(')')? } else { rest.strip_prefix(['.', ')'])? };
    (rest.is_empty() || rest.starts_with([' ', '\t'])).then(|| (number, rest.trim_start()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_items() {
        for (line, expected) in [
            ("12. a", Some((Some(12), "a"))),
            ("(3) a", Some((Some(3), "a"))),
            ("#. a", Some((None, "a"))),
            ("1.", Some((Some(1), ""))),
            ("1.5 litres", None),
            ("a. b", None),
            ("99999999. a", None),
        ] {
            assert_eq!(numbered(line), expected, "{line}");
        }
    }

    #[test]
    fn openings_without_an_end_are_passed_once() {
        let text = "*a ".repeat(400_000);
        let mut pairs = Pairs::new(&text);
        let looked = std::cell::Cell::new(0);
        for from in (1..text.len()).step_by(3) {
            let found = pairs.end("*", from, |_| {
                looked.set(looked.get() + 1);
                false
            });
            assert_eq!(found, None);
        }
        assert!(looked.get() <= 400_000, "{} places", looked.get());
    }
}
