//! Wrapping one paragraph: first fit (textwrap), at blanks; between characters for Chinese and Japanese; behind dashes
//! and hyphens that join words; and inside a word only where it is wider than the line.

use textwrap::core::Fragment;
use textwrap::wrap_algorithms::wrap_first_fit;

use crate::text::{Ambiguous, Span, graphemes, is_unspaced};

/// A stretch of text that stays together, and the blanks behind it.
#[derive(Clone, Copy, Debug)]
struct Piece {
    start: usize,
    end: usize,
    columns: usize,
    blank_columns: usize,
}

impl Fragment for Piece {
    fn width(&self) -> f64 {
        self.columns as f64
    }

    fn whitespace_width(&self) -> f64 {
        self.blank_columns as f64
    }

    fn penalty_width(&self) -> f64 {
        0.0
    }
}

/// The lines of a text in a measure, as spans without the blanks at their ends. A line is never wider than the
/// measure,
/// unless one grapheme is; an empty text has one empty line. Every grapheme that is no blank stands on one line.
pub fn wrap(text: &str, measure: usize, ambiguous: Ambiguous) -> Vec<Span> {
    let measure = measure.max(1);
    let pieces = pieces(text, measure, ambiguous);
    if pieces.is_empty() {
        return vec![Span::default()];
    }
    wrap_first_fit(&pieces, &[measure as f64])
        .into_iter()
        .filter_map(|line| Some(Span::new(line.first()?.start, line.last()?.end)))
        .collect()
}

fn pieces(text: &str, measure: usize, ambiguous: Ambiguous) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::with_capacity(text.len() / 6 + 1);
    let mut open: Option<Piece> = None;
    let mut last = "";
    for (at, grapheme) in graphemes(text) {
        let columns = ambiguous.grapheme_width(grapheme);
        let end = at + grapheme.len();
        if is_blank(grapheme) {
            match open.as_mut().or(pieces.last_mut()) {
                Some(piece) => piece.blank_columns += columns,
                // Blanks at the start are part of the text.
                None => open = Some(Piece { start: at, end, columns, blank_columns: 0 }),
            }
            pieces.extend(open.take());
            last = "";
            continue;
        }
        let full = open.is_some_and(|piece| piece.columns + columns > measure);
        if full || may_break(last, grapheme) {
            pieces.extend(open.take());
        }
        let piece = open.get_or_insert(Piece { start: at, end, columns: 0, blank_columns: 0 });
        piece.end = end;
        piece.columns += columns;
        last = grapheme;
    }
    pieces.extend(open);
    pieces
}

fn is_blank(grapheme: &str) -> bool {
    grapheme.chars().all(|c| c.is_whitespace() && c != '\u{a0}' && c != '\u{202f}')
}

/// Whether a line may end between two graphemes that no blank divides.
fn may_break(before: &str, after: &str) -> bool {
    let (Some(b), Some(a)) = (before.chars().next(), after.chars().next()) else { return false };
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

    proptest! {
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
