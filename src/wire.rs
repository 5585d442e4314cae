//! Frames in, the fewest bytes out: what the terminal shows is kept, and only the difference is said.
//!
//! Everything here is a value: bytes come out, and nobody is written to or asked. It must not know what is drawn, nor
//! where the bytes go. The law: a terminal that is fed the bytes shows exactly the frame.

use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::{Position, Size};
use ratatui::style::Modifier;
use ratatui::{Frame, Terminal};

mod glyph;
mod memory;
mod motion;
mod pen;

pub use memory::Memory;
pub use pen::Depth;

use motion::Cursor;
use pen::Pen;

/// What may be sent to this terminal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Manners {
    /// How many colours it has.
    pub depth: Depth,
    /// It draws a frame at once when told where one begins and ends (mode 2026).
    pub synchronized: bool,
}

/// The terminal's screen as we left it.
#[derive(Debug)]
pub struct Wire {
    manners: Manners,
    size: Size,
    /// Row by row; a cell that a wide glyph covers holds the empty string.
    shown: Vec<Cell>,
    cursor: Cursor,
    pen: Pen,
    /// Nothing is known of the screen, so it is cleared first.
    unknown: bool,
    out: Vec<u8>,
}

/// What a jump over unchanged cells costs in bytes, about.
const JUMP: usize = 4;
/// Blanks that are written as such: erasing costs three bytes.
const FEW_BLANKS: usize = 3;

impl Wire {
    /// For a terminal of which nothing is known but its manners.
    pub fn new(manners: Manners) -> Wire {
        Wire {
            manners,
            size: Size::ZERO,
            shown: Vec::new(),
            cursor: Cursor::default(),
            pen: Pen::default(),
            unknown: true,
            out: Vec::new(),
        }
    }

    /// Forgets what the terminal shows, so that the next frame is sent whole.
    pub fn forget(&mut self) {
        self.unknown = true;
    }

    /// The bytes that bring the terminal from the last frame to this one, with its cursor there or hidden.
    pub fn paint(&mut self, frame: &Buffer, cursor: Option<Position>) -> &[u8] {
        self.out.clear();
        if self.manners.synchronized {
            self.out.extend_from_slice(b"\x1b[?2026h");
        }
        let opening = self.out.len();
        if self.unknown || self.size != frame.area.as_size() {
            self.start_over(frame.area.as_size());
        }
        let mut shown = std::mem::take(&mut self.shown);
        // A screen without columns has no rows either, but chunks need one.
        let columns = usize::from(self.size.width).max(1);
        for (y, (cells, before)) in frame.content.chunks(columns).zip(shown.chunks_mut(columns)).enumerate() {
            let row = glyph::row(cells, self.manners.depth);
            if row != before {
                self.paint_row(y, before, &row);
                before.clone_from_slice(&row);
            }
        }
        self.shown = shown;
        let cursor = cursor.filter(|at| at.x < self.size.width && at.y < self.size.height);
        self.cursor.settle(&mut self.out, cursor);
        if self.out.len() == opening {
            self.out.clear();
        } else if self.manners.synchronized {
            self.out.extend_from_slice(b"\x1b[?2026l");
        }
        &self.out
    }

    fn start_over(&mut self, size: Size) {
        self.size = size;
        self.shown = vec![Cell::default(); usize::from(size.width) * usize::from(size.height)];
        self.unknown = false;
        self.pen = Pen::default();
        self.cursor.forget();
        self.out.extend_from_slice(b"\x1b[m\x1b[2J");
    }

    fn paint_row(&mut self, y: usize, before: &[Cell], row: &[Cell]) {
        if glyph::is_delicate(before) || glyph::is_delicate(row) {
            self.say_whole(y, row);
        } else {
            self.say_changes(y, before, row);
        }
    }

    /// Where terminals disagree on a glyph's width, what stands behind it is not where we think: all of the row is
    /// said, over nothing, and nothing is left behind it.
    fn say_whole(&mut self, y: usize, row: &[Cell]) {
        let tail = blank_tail(row);
        self.erase(y, 0);
        self.write_run(y, 0, row.get(..tail).unwrap_or_default());
        if tail < row.len() {
            self.erase(y, tail);
        }
    }

    fn say_changes(&mut self, y: usize, before: &[Cell], row: &[Cell]) {
        let differs = |x: &usize| row.get(*x) != before.get(*x);
        let tail = blank_tail(row);
        let text: Vec<usize> = (0..tail).filter(differs).collect();
        for run in text.chunk_by(|left, right| is_cheap(row.get(*left..*right).unwrap_or_default())) {
            if let (Some(first), Some(last)) = (run.first(), run.last()) {
                self.write_run(y, *first, row.get(..=*last).unwrap_or_default());
            }
        }
        let blanks: Vec<usize> = (tail..row.len()).filter(differs).collect();
        if let (Some(first), Some(last)) = (blanks.first(), blanks.last()) {
            if last - first < FEW_BLANKS {
                self.write_run(y, *first, row.get(..=*last).unwrap_or_default());
            } else {
                self.erase(y, *first);
            }
        }
    }

    /// Writes the cells from column `first` to the last of `cells`, which begin at column 0.
    fn write_run(&mut self, y: usize, first: usize, cells: &[Cell]) {
        // A run that would begin in the middle of a wide glyph begins with it.
        let first = (0..=first).rev().find(|x| cells.get(*x).is_some_and(|cell| !cell.symbol().is_empty()));
        let mut next = first.unwrap_or_default();
        for (x, cell) in cells.iter().enumerate().skip(next) {
            if x < next {
                continue;
            }
            self.cursor.go(&mut self.out, x, y);
            self.pen.change(&mut self.out, cell);
            self.write_glyph(x, cell.symbol());
            next = x + glyph::columns(cell);
        }
    }

    fn write_glyph(&mut self, x: usize, symbol: &str) {
        let columns = usize::from(self.size.width);
        // A terminal that takes it for more than it is must not carry it into the next row.
        let may_wrap = x + glyph::most_columns(symbol) > columns;
        if may_wrap {
            self.out.extend_from_slice(b"\x1b[?7l");
        }
        self.out.extend_from_slice(symbol.as_bytes());
        if may_wrap {
            self.out.extend_from_slice(b"\x1b[?7h");
        }
        self.cursor.wrote(glyph::width(symbol), columns, glyph::is_sure(symbol));
    }

    /// Erases from a column to the row's end. Terminals disagree on what erasing does with attributes, so there are
    /// none.
    fn erase(&mut self, y: usize, x: usize) {
        self.cursor.go(&mut self.out, x, y);
        self.pen.change(&mut self.out, &Cell::default());
        self.out.extend_from_slice(b"\x1b[K");
    }
}

/// The column behind which a row is blank.
fn blank_tail(row: &[Cell]) -> usize {
    row.iter().rposition(|cell| !glyph::is_blank(cell)).map_or(0, |last| last + 1)
}

/// Whether going on through unchanged cells costs no more than jumping over them. The first cell is written anyway.
fn is_cheap(cells: &[Cell]) -> bool {
    let Some((first, gap)) = cells.split_first() else { return true };
    let style = |cell: &Cell| (cell.fg, cell.bg, cell.modifier);
    gap.iter().map(|cell| cell.symbol().len()).sum::<usize>() <= JUMP
        && gap.iter().all(|cell| style(cell) == style(first))
}

/// Modifiers that can be seen on a blank.
const SEEN_ON_BLANK: Modifier = Modifier::REVERSED
    .union(Modifier::UNDERLINED)
    .union(Modifier::SLOW_BLINK)
    .union(Modifier::RAPID_BLINK)
    .union(Modifier::CROSSED_OUT);

/// Ratatui's drawing on top of a wire.
#[derive(Debug)]
pub struct Screen {
    terminal: Terminal<Memory>,
    wire: Wire,
}

impl Screen {
    /// A screen of this size.
    pub fn new(size: Size, manners: Manners) -> Screen {
        let Ok(terminal) = Terminal::new(Memory::new(size));
        Screen { terminal, wire: Wire::new(manners) }
    }

    /// The screen has another size now; the next frame is sent whole.
    pub fn resize(&mut self, size: Size) {
        self.terminal.backend_mut().resize(size);
        self.wire.forget();
    }

    /// Forgets what the terminal shows, so that the next frame is sent whole.
    pub fn forget(&mut self) {
        self.wire.forget();
    }

    /// Draws a frame and gives the bytes that show it.
    pub fn paint(&mut self, draw: impl FnOnce(&mut Frame)) -> &[u8] {
        let mut drawn = Buffer::default();
        let Ok(_) = self.terminal.draw(|frame| {
            draw(frame);
            drawn = frame.buffer_mut().clone();
        });
        self.wire.paint(&drawn, self.terminal.backend().cursor())
    }
}

/// Where the escape sequence or character that is cut at `sent` ends: what must still be sent so that none is left
/// half. `bytes` are such as [`Wire::paint`] gives.
pub fn boundary(bytes: &[u8], sent: usize) -> usize {
    let mut at = 0;
    while at < sent.min(bytes.len()) {
        let rest = bytes.get(at..).unwrap_or_default();
        at += match rest {
            [0x1b, b'[', parameters @ ..] => {
                2 + parameters
                    .iter()
                    .position(|byte| (0x40..=0x7e).contains(byte))
                    .map_or(parameters.len(), |n| n + 1)
            }
            [0x1b, _, ..] => 2,
            [_, more @ ..] => 1 + more.iter().take_while(|byte| (0x80..0xc0).contains(*byte)).count(),
            [] => break,
        };
    }
    at
}

#[cfg(test)]
mod tests;
