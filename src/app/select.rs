//! Selecting: two ends in the text, and what lies between them in whole words, sentences, lines or paragraphs.
//!
//! Both ends are positions, so that a selection outlives any width.

use super::reader::Reader;
use crate::interview::{Interview, ParagraphId, Passage, Position};
use crate::layout::Layout;
use crate::quote::{Excerpt, span_between};
use crate::text::{Offset, Span};

mod motion;

pub(super) use motion::Motion;

/// What is selected as a whole.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Unit {
    /// Letters.
    Letters,
    /// Words.
    #[default]
    Words,
    /// Sentences.
    Sentences,
    /// Lines of the screen.
    Lines,
    /// Paragraphs.
    Paragraphs,
}

impl Unit {
    /// The next larger one; from the largest back to letters.
    pub fn next(self) -> Unit {
        match self {
            Unit::Letters => Unit::Words,
            Unit::Words => Unit::Sentences,
            Unit::Sentences => Unit::Lines,
            Unit::Lines => Unit::Paragraphs,
            Unit::Paragraphs => Unit::Letters,
        }
    }

    /// What it is called.
    pub fn name(self) -> &'static str {
        match self {
            Unit::Letters => "letters",
            Unit::Words => "words",
            Unit::Sentences => "sentences",
            Unit::Lines => "lines",
            Unit::Paragraphs => "paragraphs",
        }
    }
}

/// What is selected.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// Where it began.
    anchor: Position,
    /// Where the keys have led.
    head: Position,
    unit: Unit,
    /// The column that going up and down keeps to.
    column: Option<usize>,
    /// The first byte of it, in whole units.
    from: Position,
    /// The byte behind its last.
    to: Position,
}

impl Selection {
    /// Where the keys have led: the character that the cursor stands on.
    pub fn head(&self) -> Position {
        self.head
    }

    /// What is selected as a whole.
    pub fn unit(&self) -> Unit {
        self.unit
    }

    /// The part of a paragraph that is selected.
    pub fn span_in(&self, interview: &Interview, paragraph: ParagraphId) -> Option<Span> {
        span_between(interview, paragraph, self.from, self.to)
    }

    fn settle(&mut self, ground: &mut Ground<'_>) {
        let (first, last) = (self.anchor.min(self.head), self.anchor.max(self.head));
        self.from = at(first, ground.unit_at(self.unit, first).start);
        self.to = at(last, ground.unit_at(self.unit, last).end);
    }
}

fn at(position: Position, offset: Offset) -> Position {
    Position { offset, ..position }
}

/// What selecting goes over: the text, and its rows on the screen.
pub(super) struct Ground<'a> {
    pub(super) interview: &'a Interview,
    pub(super) layout: &'a mut Layout,
}

impl Reader {
    /// Begins to select: at the current match where it is on the page, else at the page's first word.
    pub(super) fn begin_selection(&mut self) {
        let place = self.place();
        let found = self.finding().current().map(Passage::start).filter(|start| self.is_on_page(*start));
        let (selection, mut ground) = self.ground();
        let here = found.unwrap_or_else(|| ground.word_at_or_after(place));
        let mut begun = Selection { anchor: here, head: here, ..Selection::default() };
        begun.settle(&mut ground);
        *selection = Some(begun);
    }

    /// Selects nothing any more; whether something was selected.
    pub(super) fn end_selection(&mut self) -> bool {
        self.ground().0.take().is_some()
    }

    /// Moves the end where the cursor is, and brings it onto the page.
    pub(super) fn move_selection(&mut self, motion: Motion, times: usize) {
        self.change_selection(|selection, ground| {
            for _ in 0..times {
                let before = selection.head;
                selection.head = ground.moved(before, motion, &mut selection.column);
                if selection.head == before {
                    break;
                }
            }
            if !motion.is_vertical() {
                selection.column = None;
            }
        });
    }

    /// Selects in larger units.
    pub(super) fn widen_selection(&mut self) -> Option<Unit> {
        self.change_selection(|selection, _| selection.unit = selection.unit.next());
        self.selection().map(Selection::unit)
    }

    /// Selects in these units.
    pub(super) fn select_units(&mut self, unit: Unit) {
        self.change_selection(|selection, _| selection.unit = unit);
    }

    /// Selects as far as a passage, which is taken along.
    pub(super) fn select_to(&mut self, passage: Passage) {
        self.change_selection(|selection, ground| {
            let before = passage.start() < selection.anchor;
            selection.head = if before { passage.start() } else { ground.last_of(passage) };
            selection.column = None;
        });
    }

    /// The cursor goes to the other end.
    pub(super) fn swap_selection(&mut self) {
        self.change_selection(|selection, _| {
            std::mem::swap(&mut selection.anchor, &mut selection.head);
            selection.column = None;
        });
    }

    fn change_selection(&mut self, change: impl FnOnce(&mut Selection, &mut Ground<'_>)) {
        let (Some(selection), mut ground) = self.ground() else { return };
        change(selection, &mut ground);
        selection.settle(&mut ground);
        let head = selection.head;
        self.show(head);
    }

    /// What is selected, as far as the reading shows it.
    pub(super) fn selected(&mut self) -> Option<Excerpt> {
        let (selection, ground) = self.ground();
        let Selection { from, to, .. } = (*selection)?;
        let shown = std::iter::successors(Some(from.paragraph), |paragraph| {
            ground.layout.next(ground.interview, *paragraph).filter(|next| *next <= to.paragraph)
        });
        Some(Excerpt::between(ground.interview, shown, from, to))
    }

    /// Everything that the reading shows.
    pub(super) fn shown(&mut self) -> Excerpt {
        let (_, Ground { interview, layout }) = self.ground();
        let paragraphs = std::iter::successors(layout.first(interview), |p| layout.next(interview, *p));
        let end = |p: ParagraphId| interview.text(p).len();
        Excerpt::new(paragraphs.map(|p| Passage { paragraph: p, span: Span::new(0, end(p)) }))
    }
}
