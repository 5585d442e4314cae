//! Frames in, the fewest bytes out: what the terminal shows is kept, and only the difference is said.
//!
//! Everything here is a value: bytes come out, and nobody is written to or asked. It must not know what is drawn, nor
//! where the bytes go. The law: a terminal that is fed the bytes shows exactly the frame.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Size};

mod glyph;
mod link;
mod motion;
mod pen;
mod screen;
mod scroll;
mod voice;

pub use link::Link;
pub use pen::Depth;
pub use screen::Screen;

use glyph::Row;
use link::Links;
use motion::Cursor;
use pen::Pen;
use scroll::Scroll;
use voice::Voice;

/// What may be sent to this terminal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Manners {
    /// How many colours it has.
    pub depth: Depth,
    /// It draws a frame at once when told where one begins and ends (mode 2026).
    pub synchronized: bool,
    /// It repeats the last character when told how often (REP).
    pub repeats: bool,
    /// It knows hyperlinks (OSC 8).
    pub links: bool,
}

/// The terminal's screen as we left it.
#[derive(Debug)]
pub struct Wire {
    manners: Manners,
    size: Size,
    shown: Vec<Row>,
    cursor: Cursor,
    pen: Pen,
    links: Links,
    /// Nothing is known of the screen, so it is cleared first.
    unknown: bool,
    out: Vec<u8>,
}

impl Wire {
    /// For a terminal of which nothing is known but its manners.
    pub fn new(manners: Manners) -> Wire {
        Wire {
            manners,
            size: Size::ZERO,
            shown: Vec::new(),
            cursor: Cursor::default(),
            pen: Pen::default(),
            links: Links::default(),
            unknown: true,
            out: Vec::new(),
        }
    }

    /// Forgets what the terminal shows, so that the next frame is sent whole.
    pub fn forget(&mut self) {
        self.unknown = true;
    }

    /// The terminal has other manners than was thought; what it shows stays as it is.
    pub fn set_manners(&mut self, manners: Manners) {
        self.manners = manners;
    }

    /// The same as [`Wire::paint`], with hyperlinks where the terminal knows them; the frame's cells are marked with
    /// theirs.
    pub fn paint_linked(&mut self, frame: &mut Buffer, cursor: Option<Position>, links: &[Link]) -> &[u8] {
        if self.manners.links {
            self.unknown |= self.links.mark(frame, links);
        }
        self.paint(frame, cursor)
    }

    /// Whether the terminal knows hyperlinks.
    pub fn knows_links(&self) -> bool {
        self.manners.links
    }

    /// What is owed to the terminal where a paint was cut.
    pub fn after_a_cut(&self) -> Vec<u8> {
        let end: &[u8] = if self.manners.links { link::END } else { b"" };
        [AFTER_A_CUT, end].concat()
    }

    /// The bytes that bring the terminal from the last frame to this one, with its cursor there or hidden.
    pub fn paint(&mut self, frame: &Buffer, cursor: Option<Position>) -> &[u8] {
        let size = frame.area.as_size();
        // A screen without columns has no rows either, but chunks need one.
        let columns = usize::from(size.width).max(1);
        let depth = self.manners.depth;
        let rows: Vec<_> = frame.content.chunks(columns).map(|cells| Row::new(cells, depth)).collect();
        let cursor = cursor.filter(|at| at.x < size.width && at.y < size.height);
        let mut said = if self.unknown || self.size != size {
            self.start_over(size);
            let mut voice = self.voice();
            voice.clear_screen();
            self.say(voice, None, &rows, usize::MAX)
        } else {
            self.shortest(&rows)
        };
        said.settle(cursor);
        self.out.clear();
        if !said.out.is_empty() {
            let (begin, end): (&[u8], &[u8]) =
                if self.manners.synchronized { (b"\x1b[?2026h", b"\x1b[?2026l") } else { (b"", b"") };
            self.out.extend_from_slice(begin);
            self.out.append(&mut said.out);
            self.out.extend_from_slice(end);
        }
        (self.cursor, self.pen, self.shown) = (said.cursor, said.pen, rows);
        &self.out
    }

    fn start_over(&mut self, size: Size) {
        self.size = size;
        self.shown = Vec::new();
        self.unknown = false;
        self.pen = Pen::default();
        self.cursor = Cursor::default();
    }

    fn voice(&self) -> Voice {
        let columns = usize::from(self.size.width);
        Voice::new(self.manners, columns, self.cursor, self.pen, self.links.clone())
    }

    /// Says the difference with rows moved and without, and keeps what is shorter: the search for a motion only
    /// estimates. Where it spares a lot, it is taken at its word.
    fn shortest(&self, rows: &[Row]) -> Voice {
        let changed = rows.iter().zip(&self.shown).filter(|(row, before)| row != before).count();
        let found = if changed > 1 { scroll::find(&self.shown, rows) } else { None };
        let Some((gain, scroll)) = found else { return self.say(self.voice(), None, rows, usize::MAX) };
        let moved = self.say(self.voice(), Some(scroll), rows, usize::MAX);
        if gain > moved.out.len() / 2 {
            return moved;
        }
        let plain = self.say(self.voice(), None, rows, moved.out.len());
        // What was given up is no shorter.
        if moved.out.len() <= plain.out.len() { moved } else { plain }
    }

    /// Says all rows that differ, after a motion of some of them; gives up where that takes `most` bytes, which is
    /// worth nothing then.
    fn say(&self, mut voice: Voice, scroll: Option<Scroll>, rows: &[Row], most: usize) -> Voice {
        let blank = Row::blank(usize::from(self.size.width));
        let before = |y: usize| {
            let source = scroll.map_or(Some(y), |scroll| scroll.source(y));
            source.and_then(|y| self.shown.get(y)).unwrap_or(&blank)
        };
        let say = |voice: &mut Voice, y: usize| {
            if let Some(row) = rows.get(y).filter(|row| *row != before(y)) {
                voice.say_row(y, before(y), row);
            }
        };
        if let Some(scroll) = scroll {
            voice.scroll(scroll);
            // The cursor stands where rows have come in.
            scroll.blanked().for_each(|y| say(&mut voice, y));
            voice.end_scroll();
        }
        let done = scroll.map(Scroll::blanked).unwrap_or_default();
        for y in (0..rows.len()).filter(|y| !done.contains(y)) {
            say(&mut voice, y);
            if voice.out.len() >= most {
                break;
            }
        }
        voice
    }
}

/// What is owed to a terminal where a paint was cut: it ends the scroll region, wraps again, and shows what came.
const AFTER_A_CUT: &[u8] = b"\x1b[r\x1b[?7h\x1b[?2026l";

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
            [0x1b, b']', string @ ..] => {
                2 + memchr::memmem::find(string, b"\x1b\\").map_or(string.len(), |n| n + 2)
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
