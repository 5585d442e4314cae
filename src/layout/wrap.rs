//! Wrapping one paragraph: first fit, at blanks; between characters for Chinese and Japanese; behind dashes and hyphens
//! that join words; and inside a word only where it is wider than the line.

use std::ops::Range;

use crate::text::{Ambiguous, Span, graphemes, is_unspaced};

/// The lines of a text in a measure, as spans without the blanks at their ends. A line is never wider than the
/// measure,
/// unless one grapheme is; an empty text has one empty line. Every grapheme that is no blank stands on one line.
pub fn wrap(text: &str, measure: usize, ambiguous: Ambiguous) -> Vec<Span> {
    let mut lines = Lines::new(measure.max(1), text.len());
    let mut rest = graphemes(text);
    let mut at = 0;
    // What the last grapheme begins with, where no blank follows it.
    let mut last = None;
    loop {
        let word = rest.take_ascii(|byte| byte != b' ' && byte != b'-');
        if let Some(first) = word.chars().next() {
            if may_break(last, first) {
                lines.close();
            }
            lines.add_letters(at, word.len());
            last = word.chars().next_back();
        }
        let Some((start, grapheme)) = rest.next() else { break };
        let columns = ambiguous.grapheme_width(grapheme);
        at = start + grapheme.len();
        let first = grapheme.chars().next().filter(|_| !is_blank(grapheme));
        match first {
            None => lines.add_blank(start..at, columns),
            Some(first) => {
                if may_break(last, first) {
                    lines.close();
                }
                lines.add(start..at, columns);
            }
        }
        last = first;
    }
    lines.finish()
}

/// A stretch of text that stays together.
#[derive(Clone, Copy, Debug)]
struct Piece {
    start: usize,
    end: usize,
    columns: usize,
}

/// Lines that are filled piece by piece, each with all that fits.
struct Lines {
    measure: usize,
    done: Vec<Span>,
    /// The line that is being filled, with the blanks behind its last piece counted as columns.
    line: Option<Piece>,
    /// The piece that grows.
    open: Option<Piece>,
}

impl Lines {
    fn new(measure: usize, bytes: usize) -> Lines {
        Lines { measure, done: Vec::with_capacity(bytes / measure + 1), line: None, open: None }
    }

    /// A grapheme that is no blank. What is wider than a line is cut.
    fn add(&mut self, range: Range<usize>, columns: usize) {
        if self.open.is_some_and(|piece| piece.columns + columns > self.measure) {
            self.close();
        }
        let piece = self.open.get_or_insert(Piece { start: range.start, end: range.end, columns: 0 });
        piece.end = range.end;
        piece.columns += columns;
    }

    /// Graphemes of one byte and one column each.
    fn add_letters(&mut self, start: usize, count: usize) {
        let mut left = start..start + count;
        while !left.is_empty() {
            let taken = self.open.map_or(0, |piece| piece.columns);
            let some = left.len().min(self.measure.saturating_sub(taken));
            if some == 0 {
                self.close();
                continue;
            }
            self.add(left.start..left.start + some, some);
            left.start += some;
        }
    }

    /// A blank ends a piece; at the start it is part of the text.
    fn add_blank(&mut self, range: Range<usize>, columns: usize) {
        self.close();
        match &mut self.line {
            Some(line) => line.columns += columns,
            None => self.line = Some(Piece { start: range.start, end: range.end, columns }),
        }
    }

    /// Puts the piece that grows into the line, or begins another with it.
    fn close(&mut self) {
        let Some(piece) = self.open.take() else { return };
        match &mut self.line {
            Some(line) if line.columns + piece.columns <= self.measure => {
                line.end = piece.end;
                line.columns += piece.columns;
            }
            line => self.done.extend(line.replace(piece).map(Piece::span)),
        }
    }

    fn finish(mut self) -> Vec<Span> {
        self.close();
        self.done.push(self.line.map(Piece::span).unwrap_or_default());
        self.done
    }
}

impl Piece {
    fn span(self) -> Span {
        Span::new(self.start, self.end)
    }
}

fn is_blank(grapheme: &str) -> bool {
    grapheme == " " || grapheme.chars().all(|c| c.is_whitespace() && c != '\u{a0}' && c != '\u{202f}')
}

/// Whether a line may end between two graphemes that no blank divides and that begin so.
fn may_break(before: Option<char>, a: char) -> bool {
    let Some(b) = before else { return false };
    if matches!(b, '—' | '–' | '-' | '‐' | '/') {
        return a.is_alphanumeric() && b != '/' && !(b == '-' && a.is_ascii_digit());
    }
    (is_unspaced(b) || is_unspaced(a)) && !opens(b) && !closes(a)
}

/// What must not end a line.
fn opens(c: char) -> bool {
    "([{（［｛〔〈《「『【〘〖“‘〝".contains(c)
}

/// What must not start a line (JIS X 4051's gyōtō kinsoku, the common part).
fn closes(c: char) -> bool {
    ")]},.!?:;%’”、。，．・：；？！）］｝〕〉》」』】〙〗〟ーァィゥェォッャュョヮヵヶぁぃぅぇぉっゃゅょゎゝゞヽヾ々…‥％".contains(c)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{part, slice, width};
    use proptest::prelude::*;

    /// Checks where a text breaks: `|` stands for the end of a line.
    #[track_caller]
    fn check(measure: usize, broken: &str) {
        let text = broken.replace('|', "");
        let lines: Vec<&str> =
            wrap(&text, measure, Ambiguous::Narrow).into_iter().map(|span| slice(&text, span)).collect();
        let wanted: Vec<&str> = broken.split('|').map(|l| l.trim_end_matches(' ')).collect();
        assert_eq!(lines, wanted);
    }

    #[test]
    fn lines_break_where_readers_expect() {
        check(10, "the mill |stood by |the river");
        check(10, "북한의 |안미경중 |논리는");
        check(10, "安美经中是|什么意思。|还有「经|济」吗");
        check(12, "Moscow—|Washington");
        check(6, "abcdef|ghijkl|m");
        check(5, "é́é́é́é́é́|é́");
        check(10, "DPRK–U.S. |talks");
        check(9, "a 2010-15 |b");
        check(20, "");
    }

    /// The same, piece by piece: a line takes all pieces that fit, and a piece that is wider than a line is cut.
    fn first_fit(text: &str, measure: usize) -> Vec<Span> {
        let mut pieces: Vec<(Span, usize, usize)> = Vec::new();
        let (mut before, mut joins) = (None, false);
        for (at, grapheme) in graphemes(text) {
            let (columns, end) = (width(grapheme), at + grapheme.len());
            match (pieces.last_mut(), is_blank(grapheme)) {
                (Some((_, _, blanks)), true) => *blanks += columns,
                (Some((span, taken, _)), false)
                    if joins
                        && *taken + columns <= measure
                        && !may_break(before, grapheme.chars().next().unwrap()) =>
                {
                    (*span, *taken) = (Span::new(span.start.bytes(), end), *taken + columns);
                }
                _ => pieces.push((Span::new(at, end), columns, 0)),
            }
            joins = !is_blank(grapheme);
            before = grapheme.chars().next().filter(|_| joins);
        }
        let mut lines: Vec<Span> = Vec::new();
        let mut used = 0;
        for (span, columns, blanks) in pieces {
            match lines.last_mut() {
                Some(line) if used + columns <= measure => line.end = span.end,
                _ => {
                    lines.push(span);
                    used = 0;
                }
            }
            used += columns + blanks;
        }
        if lines.is_empty() { vec![Span::default()] } else { lines }
    }

    proptest! {
        #[test]
        fn lines_are_those_of_the_first_fit(text in "([a-z]{1,9}|[ ]{1,2}|[ä安中、。()\u{a0}—👩‍🚀é\u{301}0/-]){0,40}", measure in 1usize..30) {
            prop_assert_eq!(wrap(&text, measure, Ambiguous::Narrow), first_fit(&text, measure));
        }

        #[test]
        fn no_line_is_too_wide_and_nothing_is_lost(text in "[a-z äé안中、。()\u{a0}—👩‍🚀-]{0,80}", measure in 1usize..30) {
            let lines = wrap(&text, measure, Ambiguous::Narrow);
            let mut at = 0;
            for line in &lines {
                let shown = slice(&text, *line);
                prop_assert!(width(shown) <= measure.max(2), "{shown:?}");
                prop_assert!(part(&text, at..line.start.bytes()).trim().is_empty());
                at = line.end.bytes();
            }
            prop_assert!(part(&text, at..text.len()).trim().is_empty());
        }
    }
}
