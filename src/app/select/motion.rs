//! Where the keys lead while text is selected. Forwards they lead to the end of a unit, so that it is selected whole.

use super::{Ground, Unit};
use crate::app::Way;
use crate::interview::{ParagraphId, Passage, Position, sentence_spans};
use crate::layout::RowKind;
use crate::text::{Offset, Span, grapheme_width, graphemes, slice, words};

/// A way to go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::app) enum Motion {
    Left,
    Right,
    NextWord,
    PreviousWord,
    WordEnd,
    SentenceEnd,
    SentenceStart,
    ParagraphEnd,
    ParagraphStart,
    RowStart,
    RowEnd,
    RowDown,
    RowUp,
    Start,
    End,
    /// To a letter of the paragraph, or to beside it.
    Letter {
        letter: char,
        way: Way,
        /// The letter itself is not reached.
        before: bool,
    },
}

impl Motion {
    /// Whether it keeps to a column.
    pub(super) fn is_vertical(self) -> bool {
        matches!(self, Motion::RowDown | Motion::RowUp)
    }
}

/// Where the last grapheme of a span begins.
fn last(text: &str, span: Span) -> usize {
    let within = graphemes(slice(text, span)).next_back().map_or(0, |(at, _)| at);
    span.start.bytes() + within
}

impl Ground<'_> {
    fn text(&self, paragraph: ParagraphId) -> &str {
        self.interview.text(paragraph)
    }

    fn whole(&self, paragraph: ParagraphId) -> Span {
        Span::new(0, self.text(paragraph).len())
    }

    /// The last character of a passage.
    pub(super) fn last_of(&self, passage: Passage) -> Position {
        let offset = last(self.text(passage.paragraph), passage.span);
        Position { paragraph: passage.paragraph, offset: Offset::new(offset) }
    }

    /// The first word that begins or goes on at a place; the place itself where its paragraph has none.
    pub(super) fn word_at_or_after(&self, place: Position) -> Position {
        let word = words(self.text(place.paragraph)).find(|word| word.end > place.offset);
        Position { offset: word.map_or(place.offset, |word| word.start), ..place }
    }

    /// The unit that a character belongs to; one that belongs to none is alone.
    pub(super) fn unit_at(&mut self, unit: Unit, place: Position) -> Span {
        let text = self.text(place.paragraph);
        let offset = place.offset.bytes();
        let letter = || {
            let rest = crate::text::part(text, offset..text.len());
            Span::new(offset, offset + graphemes(rest).next().map_or(0, |(_, letter)| letter.len()))
        };
        let holding = |span: &Span| span.contains(place.offset);
        match unit {
            Unit::Letters => letter(),
            Unit::Words => words(text).find(holding).unwrap_or_else(letter),
            Unit::Sentences => sentence_spans(text).find(holding).unwrap_or_else(letter),
            Unit::Paragraphs => self.whole(place.paragraph),
            Unit::Lines => self.row_at(place).1,
        }
    }

    /// Which of its paragraph's rows holds a place, and the row's span.
    fn row_at(&mut self, place: Position) -> (usize, Span) {
        let row = self.layout.spot_of(self.interview, place).row;
        (row, self.row_span(place.paragraph, row).unwrap_or_else(|| self.whole(place.paragraph)))
    }

    fn row_span(&mut self, paragraph: ParagraphId, row: usize) -> Option<Span> {
        match self.layout.rows(self.interview, paragraph).get(row) {
            Some(RowKind::Text { span, .. }) => Some(*span),
            _ => None,
        }
    }

    /// Where a motion leads; the place itself where there is no way.
    pub(super) fn moved(&mut self, from: Position, motion: Motion, column: &mut Option<usize>) -> Position {
        if motion.is_vertical() {
            return self.vertical(from, motion == Motion::RowDown, column).unwrap_or(from);
        }
        if let Some(offset) = self.within(from, motion) {
            return Position { offset: Offset::new(offset), ..from };
        }
        self.beyond(from, motion).unwrap_or(from)
    }

    /// Where a motion leads in the same paragraph, if it does.
    fn within(&mut self, from: Position, motion: Motion) -> Option<usize> {
        let row = self.row_at(from).1;
        let text = self.interview.text(from.paragraph);
        let here = from.offset.bytes();
        let end = last(text, self.whole(from.paragraph));
        match motion {
            Motion::Left => graphemes(crate::text::part(text, 0..here)).next_back().map(|(at, _)| at),
            Motion::Right => {
                graphemes(crate::text::part(text, here..text.len())).nth(1).map(|(at, _)| here + at)
            }
            Motion::NextWord => words(text).map(|word| word.start.bytes()).find(|at| *at > here),
            Motion::PreviousWord => words(text).rev().map(|word| word.start.bytes()).find(|at| *at < here),
            Motion::WordEnd => words(text).map(|word| last(text, word)).find(|at| *at > here),
            Motion::SentenceEnd => sentence_spans(text).map(|s| last(text, s)).find(|at| *at > here),
            Motion::SentenceStart => {
                sentence_spans(text).map(|s| s.start.bytes()).take_while(|at| *at < here).last()
            }
            Motion::ParagraphEnd => (here < end).then_some(end),
            Motion::ParagraphStart => (here > 0).then_some(0),
            Motion::RowStart => Some(row.start.bytes()),
            Motion::RowEnd => Some(last(text, trimmed(text, row))),
            Motion::Letter { letter, way, before } => letter_beside(text, here, letter, way, before),
            Motion::Start | Motion::End | Motion::RowDown | Motion::RowUp => None,
        }
    }

    /// Where a motion leads in the paragraph after or before.
    fn beyond(&mut self, from: Position, motion: Motion) -> Option<Position> {
        let next = self.layout.next(self.interview, from.paragraph);
        let previous = self.layout.previous(self.interview, from.paragraph);
        let paragraph = match motion {
            Motion::Left | Motion::PreviousWord | Motion::SentenceStart | Motion::ParagraphStart => previous,
            Motion::Letter { .. } => None,
            Motion::Start => self.layout.first(self.interview),
            Motion::End => self.layout.last(self.interview),
            _ => next,
        }?;
        let text = self.interview.text(paragraph);
        let whole = self.whole(paragraph);
        let offset = match motion {
            Motion::Left | Motion::ParagraphEnd | Motion::End => last(text, whole),
            Motion::NextWord => words(text).next().map_or(0, |word| word.start.bytes()),
            Motion::PreviousWord => words(text).next_back().map_or(0, |word| word.start.bytes()),
            Motion::WordEnd => words(text).next().map_or(0, |word| last(text, word)),
            Motion::SentenceEnd => sentence_spans(text).next().map_or(0, |s| last(text, s)),
            Motion::SentenceStart => sentence_spans(text).last().map_or(0, |s| s.start.bytes()),
            _ => 0,
        };
        Some(Position { paragraph, offset: Offset::new(offset) })
    }

    /// The row below or above, at the same column.
    fn vertical(&mut self, from: Position, down: bool, column: &mut Option<usize>) -> Option<Position> {
        let (row, span) = self.row_at(from);
        let before = Span { start: span.start, end: from.offset.max(span.start) };
        let wanted =
            *column.get_or_insert_with(|| crate::text::width(slice(self.text(from.paragraph), before)));
        let beside = if down { row.checked_add(1) } else { row.checked_sub(1) };
        let here = beside.and_then(|row| self.row_span(from.paragraph, row));
        let (paragraph, span) = match here {
            Some(span) => (from.paragraph, span),
            None => {
                let other = if down {
                    self.layout.next(self.interview, from.paragraph)
                } else {
                    self.layout.previous(self.interview, from.paragraph)
                }?;
                let spans = |kind: &RowKind| match kind {
                    RowKind::Text { span, .. } => Some(*span),
                    _ => None,
                };
                let rows = self.layout.rows(self.interview, other);
                let span = if down { rows.iter().find_map(spans) } else { rows.iter().rev().find_map(spans) };
                (other, span?)
            }
        };
        let text = self.interview.text(paragraph);
        let row = trimmed(text, span);
        let mut used = 0;
        let fits = |(_, letter): &(usize, &str)| {
            used += grapheme_width(letter);
            used > wanted
        };
        let within = graphemes(slice(text, row)).find(fits).map(|(at, _)| row.start.bytes() + at);
        let offset = within.unwrap_or_else(|| last(text, row));
        Some(Position { paragraph, offset: Offset::new(offset) })
    }
}

/// Where a letter stands further on or back in a text, or the character on this side of it.
fn letter_beside(text: &str, here: usize, letter: char, way: Way, before: bool) -> Option<usize> {
    let starts: Vec<(usize, &str)> = graphemes(text).collect();
    let at = starts.partition_point(|(start, _)| *start < here);
    // Right beside the place, it would not move.
    let skipped = 1 + usize::from(before);
    let is_it = |index: &usize| starts.get(*index).is_some_and(|(_, shown)| shown.starts_with(letter));
    let found = match way {
        Way::Forwards => (at + skipped..starts.len()).find(is_it).map(|index| index - usize::from(before)),
        Way::Backwards => {
            (0..(at + 1).saturating_sub(skipped)).rev().find(is_it).map(|index| index + usize::from(before))
        }
    };
    starts.get(found?).map(|(start, _)| *start)
}

/// A row without the blanks that it ends with.
fn trimmed(text: &str, row: Span) -> Span {
    let shown = slice(text, row).trim_end();
    Span::new(row.start.bytes(), row.start.bytes() + shown.len())
}
