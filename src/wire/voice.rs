//! Bytes for a terminal whose cursor and pen are known: rows, erasing, scrolling; each said the shortest way.
//!
//! It must not know frames or how rows came to differ.

use ratatui::layout::Position;

use super::Manners;
use super::glyph::{Glyph, Legend, Sheet, blank_tail};
use super::link::Links;
use super::motion::Cursor;
use super::pen::{Pen, digits};
use super::scroll::Scroll;
use super::stroke::Stroke;

/// Unchanged cells over which a jump is always shorter than writing them.
const WIDE_GAP: usize = 12;
/// Blanks that are written as such: erasing costs three bytes.
const FEW_BLANKS: usize = 3;

/// What is said, and how it leaves the terminal.
#[derive(Debug)]
pub(super) struct Voice<'a> {
    pub(super) out: Vec<u8>,
    pub(super) cursor: Cursor,
    pub(super) pen: Pen,
    terminal: Terminal<'a>,
}

/// What is spoken to, and what the numbers in glyphs mean.
#[derive(Clone, Copy, Debug)]
pub(super) struct Terminal<'a> {
    pub(super) manners: Manners,
    pub(super) columns: usize,
    pub(super) links: &'a Links,
    pub(super) legend: &'a Legend,
}

impl<'a> Voice<'a> {
    /// On a terminal, behind what is said already.
    pub(super) fn new(out: Vec<u8>, cursor: Cursor, pen: Pen, terminal: Terminal<'a>) -> Voice<'a> {
        Voice { out, cursor, pen, terminal }
    }

    /// Blanks the whole screen, whatever it shows, in whatever state it is.
    pub(super) fn clear_screen(&mut self) {
        self.out.extend_from_slice(b"\x1b[m\x1b[2J");
        self.pen = Pen::default();
    }

    /// Leaves the cursor where the reader sees it, or hidden.
    pub(super) fn settle(&mut self, cursor: Option<Position>) {
        self.pen.end_link(&mut self.out);
        self.cursor.settle(&mut self.out, cursor);
    }

    /// Moves the rows of a region, and stays in it. Line feeds at the region's end, and their reverse at its
    /// beginning, mean the same everywhere; what comes in has the pen's background on some terminals.
    pub(super) fn scroll(&mut self, scroll: Scroll) {
        self.pen.make_plain(&mut self.out);
        self.out.extend_from_slice(format!("\x1b[{};{}r", scroll.top + 1, scroll.bottom + 1).as_bytes());
        // At the screen's beginning, but some emulators say the region's.
        self.cursor.lose();
        let (row, step): (usize, &[u8]) =
            if scroll.by > 0 { (scroll.bottom, b"\n") } else { (scroll.top, b"\x1bM") };
        self.cursor.go(&mut self.out, 0, row);
        self.out.extend_from_slice(&step.repeat(scroll.by.unsigned_abs()));
    }

    /// Gives the whole screen back to the cursor.
    pub(super) fn end_scroll(&mut self) {
        self.out.extend_from_slice(b"\x1b[r");
        self.cursor.went_home();
    }

    /// Makes one row of another.
    pub(super) fn say_row(&mut self, y: usize, before: &[Glyph], row: &[Glyph]) {
        if before.iter().chain(row).any(|glyph| glyph.is_delicate()) {
            self.say_whole(y, row);
        } else {
            self.say_changes(y, before, row);
        }
    }

    /// Says glyphs that stand below one another.
    pub(super) fn say_stroke(&mut self, stroke: &Stroke, sheet: &Sheet) {
        for y in stroke.rows.clone() {
            self.say_cell(y, stroke.x, sheet.row(y));
        }
    }

    /// Where terminals disagree on a glyph's width, what stands behind it is not where we think: all of the row is
    /// said, over nothing, and nothing is left behind it.
    fn say_whole(&mut self, y: usize, row: &[Glyph]) {
        let tail = blank_tail(row);
        self.erase(y, 0);
        let mut x = 0;
        while x < tail {
            x = self.say_cell(y, x, row);
        }
        if tail < row.len() {
            self.erase(y, tail);
        }
    }

    fn say_changes(&mut self, y: usize, before: &[Glyph], row: &[Glyph]) {
        let glyph = |row: &[Glyph], x: usize| row.get(x).copied().unwrap_or(Glyph::BLANK);
        let differs = |x: &usize| glyph(row, *x) != glyph(before, *x);
        let tail = blank_tail(row);
        let mut x = 0;
        // Where the cells that were said last end, in this row.
        let mut said = None;
        while let Some(next) = (x..tail).find(differs) {
            if let Some(said) = said {
                self.bridge(y, said, next, row);
            }
            let blanks = blanks_at(row, next);
            let behind = (next..next + blanks).rfind(differs).map_or(next, |last| last + 1);
            x = if blanks > 0 && self.erases(behind - next, behind == next + blanks) {
                self.erase_some(y, next, behind - next);
                said = None;
                behind
            } else {
                let x = self.say_cell(y, next, row);
                said = Some(x);
                x
            };
        }
        let mut blanks = (tail..before.len()).filter(differs);
        if let Some(first) = blanks.next() {
            let last = blanks.next_back().unwrap_or(first);
            if last - first < FEW_BLANKS {
                if let Some(said) = said {
                    self.bridge(y, said, first, row);
                }
                for x in first..=last {
                    self.say_cell(y, x, row);
                }
            } else {
                self.erase(y, first);
            }
        }
    }

    /// Goes on from one column to another through cells that stand there already, where that is no longer than a jump.
    fn bridge(&mut self, y: usize, from: usize, to: usize, row: &[Glyph]) {
        if !(1..=WIDE_GAP).contains(&(to - from)) || self.cursor.place() != Some((from, y)) {
            return;
        }
        let between = row.get(from..to).unwrap_or_default();
        let Some(target) = row.get(to) else { return };
        if between.iter().all(|glyph| self.suits(*glyph)) {
            // Nothing changes the pen, so the glyphs themselves are all there is to weigh.
            if between.iter().map(|glyph| glyph.len()).sum::<usize>() <= self.cursor.way(to, y) {
                self.say_between(y, from, to, row);
            }
            return;
        }
        // Both ways are said up to where the target can be, one behind the other; one of them stays.
        let (start, cursor, pen) = (self.out.len(), self.cursor, self.pen);
        self.say_between(y, from, to, row);
        let (end, cursor_through, pen_through) = (self.out.len(), self.cursor, self.pen);
        self.change(*target);
        let through = self.out.len() - start;
        self.out.truncate(end);
        (self.cursor, self.pen) = (cursor, pen);
        self.cursor.go(&mut self.out, to, y);
        self.change(*target);
        let jump = self.out.len() - end;
        if through <= jump {
            self.out.truncate(end);
            (self.cursor, self.pen) = (cursor_through, pen_through);
        } else {
            self.out.truncate(start);
            (self.cursor, self.pen) = (cursor, pen);
        }
    }

    fn say_between(&mut self, y: usize, from: usize, to: usize, row: &[Glyph]) {
        let mut x = from;
        while x < to {
            x = self.say_cell(y, x, row);
        }
    }

    /// Whether a glyph looks right when it is written with the pen as it is.
    fn suits(&self, glyph: Glyph) -> bool {
        match glyph {
            Glyph::BLANK => self.pen.is_plain_on_blanks(),
            _ => self.pen == self.terminal.legend.look(glyph),
        }
    }

    /// Makes the pen such as a glyph needs.
    fn change(&mut self, glyph: Glyph) {
        match glyph {
            Glyph::BLANK => self.pen.make_plain(&mut self.out),
            _ => {
                let look = self.terminal.legend.look(glyph);
                self.pen.change(&mut self.out, look, self.terminal.links);
            }
        }
    }

    /// Whether so many blanks are erased rather than written; `text_follows` where what is behind them must be
    /// reached.
    fn erases(&self, blanks: usize, text_follows: bool) -> bool {
        let erasing = 2 + digits(blanks) + 1;
        let going = if text_follows { 2 + digits(blanks) + 1 } else { 0 };
        let plain = if self.pen.is_plain_on_blanks() { 0 } else { 3 };
        blanks > erasing + going + plain
    }

    /// Says the glyph at a column, and perhaps more of its kind; gives the column behind.
    fn say_cell(&mut self, y: usize, x: usize, row: &[Glyph]) -> usize {
        let Some(glyph) = row.get(x) else { return x + 1 };
        let columns = glyph.columns();
        if columns == 0 {
            // What covers it says it.
            return x + 1;
        }
        self.cursor.go(&mut self.out, x, y);
        self.change(*glyph);
        let wider = columns == 1 && row.get(x + 1).is_some_and(|next| next.is_empty());
        self.say_glyph(x, glyph, wider);
        x + columns + if columns == 1 { self.repeat(x, row) } else { 0 }
    }

    /// Has the terminal repeat the glyph that was said at a column, as often as it stands behind it, where that is
    /// shorter; gives how often.
    fn repeat(&mut self, x: usize, row: &[Glyph]) -> usize {
        if !self.terminal.manners.repeats {
            return 0;
        }
        let Some(glyph) = row.get(x).filter(|glyph| glyph.is_single()) else { return 0 };
        let behind = row.get(x + 1..).unwrap_or_default().iter();
        let times = behind.take_while(|next| *next == glyph).count();
        if times * glyph.len() <= 3 + digits(times) {
            return 0;
        }
        self.out.extend_from_slice(format!("\x1b[{times}b").as_bytes());
        self.cursor.wrote(times, self.terminal.columns, true);
        times
    }

    /// Says a glyph. One that is taken to be `wider` than it is by itself leaves the cursor nobody knows where.
    fn say_glyph(&mut self, x: usize, glyph: &Glyph, wider: bool) {
        let Terminal { columns, legend, .. } = self.terminal;
        // A terminal that takes it for more than it is must not carry it into the next row.
        let may_wrap = x + legend.most_columns(glyph) + usize::from(wider) > columns;
        if may_wrap {
            self.out.extend_from_slice(b"\x1b[?7l");
        }
        self.out.extend_from_slice(legend.bytes(glyph));
        if may_wrap {
            self.out.extend_from_slice(b"\x1b[?7h");
        }
        self.cursor.wrote(glyph.columns(), columns, !wider && glyph.is_sure());
    }

    /// Erases from a column to the row's end.
    fn erase(&mut self, y: usize, x: usize) {
        self.cursor.go(&mut self.out, x, y);
        self.pen.make_plain(&mut self.out);
        self.out.extend_from_slice(b"\x1b[K");
    }

    /// Erases some cells of a row; the cursor stays before them.
    fn erase_some(&mut self, y: usize, x: usize, cells: usize) {
        self.cursor.go(&mut self.out, x, y);
        self.pen.make_plain(&mut self.out);
        self.out.extend_from_slice(format!("\x1b[{cells}X").as_bytes());
    }
}

/// The blanks from a column on.
fn blanks_at(row: &[Glyph], x: usize) -> usize {
    row.get(x..).unwrap_or_default().iter().take_while(|glyph| **glyph == Glyph::BLANK).count()
}
