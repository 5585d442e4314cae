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
mod stroke;
mod voice;

pub use link::Link;
pub use pen::{Depth, sequence};
pub use screen::Screen;

use glyph::{Glyph, Legend, Sheet};
use link::Links;
use motion::Cursor;
use pen::Pen;
use scroll::Scroll;
use stroke::Stroke;
use voice::{Terminal, Voice};

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
    shown: Sheet,
    /// The frame that is said next.
    sheet: Sheet,
    legend: Legend,
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
            shown: Sheet::default(),
            sheet: Sheet::default(),
            legend: Legend::default(),
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
        if self.legend.is_full() {
            self.legend = Legend::default();
            self.unknown = true;
        }
        let starts_over = self.unknown || self.size != size;
        if starts_over {
            self.start_over(size);
        }
        self.sheet.take(frame, self.manners.depth, &mut self.legend);
        let cursor = cursor.filter(|at| at.x < size.width && at.y < size.height);
        let (begin, end): (&[u8], &[u8]) =
            if self.manners.synchronized { (b"\x1b[?2026h", b"\x1b[?2026l") } else { (b"", b"") };
        let mut out = std::mem::take(&mut self.out);
        out.clear();
        out.extend_from_slice(begin);
        let mut said = if starts_over { self.whole(out) } else { self.shortest(out) };
        said.settle(cursor);
        let nothing = said.out.len() == begin.len();
        (self.out, self.cursor, self.pen) = (said.out, said.cursor, said.pen);
        if nothing {
            self.out.clear();
        } else {
            self.out.extend_from_slice(end);
        }
        std::mem::swap(&mut self.shown, &mut self.sheet);
        &self.out
    }

    fn start_over(&mut self, size: Size) {
        self.size = size;
        self.shown.clear();
        self.unknown = false;
        self.pen = Pen::default();
        self.cursor = Cursor::default();
    }

    fn voice(&self, out: Vec<u8>) -> Voice<'_> {
        let columns = usize::from(self.size.width);
        let terminal = Terminal { manners: self.manners, columns, links: &self.links, legend: &self.legend };
        Voice::new(out, self.cursor, self.pen, terminal)
    }

    /// Says all of the screen.
    fn whole(&self, mut out: Vec<u8>) -> Voice<'_> {
        // A page of text is about so long.
        out.reserve(usize::from(self.size.width) * usize::from(self.size.height));
        let mut voice = self.voice(out);
        voice.clear_screen();
        self.say(voice, None, &stroke::find(&self.shown, &self.sheet), usize::MAX)
    }

    /// Says the difference with rows moved and without, and keeps what is shorter: the search for a motion only
    /// estimates. Where it spares a lot, it is taken at its word.
    fn shortest(&self, out: Vec<u8>) -> Voice<'_> {
        let height = self.sheet.height();
        let changed = (0..height).filter(|y| self.sheet.row(*y) != self.shown.row(*y)).count();
        let found = if changed > 1 { scroll::find(&self.shown, &self.sheet) } else { None };
        let strokes = || match changed {
            stroke::LEAST.. => stroke::find(&self.shown, &self.sheet),
            _ => Vec::new(),
        };
        let Some((gain, scroll)) = found else {
            return self.say(self.voice(out), None, &strokes(), usize::MAX);
        };
        let begin = out.clone();
        let moved = self.say(self.voice(out), Some(scroll), &[], usize::MAX);
        if gain > moved.out.len() / 2 {
            return moved;
        }
        let plain = self.say(self.voice(begin), None, &strokes(), moved.out.len());
        // What was given up is no shorter.
        if moved.out.len() <= plain.out.len() { moved } else { plain }
    }

    /// Says all rows that differ, after a motion of some of them, and strokes before them; gives up where that takes
    /// `most` bytes, which is worth nothing then.
    fn say<'a>(
        &'a self,
        mut voice: Voice<'a>,
        scroll: Option<Scroll>,
        strokes: &[Stroke],
        most: usize,
    ) -> Voice<'a> {
        let mut struck = Vec::new();
        let mut say = |voice: &mut Voice<'a>, y: usize| {
            let source = scroll.map_or(Some(y), |scroll| scroll.source(y));
            let before = source.map(|y| self.shown.row(y)).unwrap_or_default();
            let row = self.sheet.row(y);
            let before = with_strokes(strokes, y, before, row, &mut struck);
            if is_other(before, row) {
                voice.say_row(y, before, row);
            }
        };
        if let Some(scroll) = scroll {
            voice.scroll(scroll);
            // The cursor stands where rows have come in.
            scroll.blanked().for_each(|y| say(&mut voice, y));
            voice.end_scroll();
        }
        strokes.iter().for_each(|stroke| voice.say_stroke(stroke, &self.sheet));
        let done = scroll.map(Scroll::blanked).unwrap_or_default();
        for y in (0..self.sheet.height()).filter(|y| !done.contains(y)) {
            say(&mut voice, y);
            if voice.out.len() >= most {
                break;
            }
        }
        voice
    }
}

/// A row as it stands when strokes are said.
fn with_strokes<'a>(
    strokes: &[Stroke],
    y: usize,
    before: &'a [Glyph],
    row: &[Glyph],
    struck: &'a mut Vec<Glyph>,
) -> &'a [Glyph] {
    let mut here = strokes.iter().filter(|stroke| stroke.rows.contains(&y)).peekable();
    if here.peek().is_none() {
        return before;
    }
    struck.clear();
    struck.extend_from_slice(before);
    struck.resize(row.len(), Glyph::BLANK);
    for stroke in here {
        if let (Some(there), Some(glyph)) = (struck.get_mut(stroke.x), row.get(stroke.x)) {
            *there = *glyph;
        }
    }
    struck
}

/// Whether a row differs from what stands there; where nothing is known of that, it is blank.
fn is_other(before: &[Glyph], row: &[Glyph]) -> bool {
    if before.is_empty() { row.iter().any(|glyph| *glyph != Glyph::BLANK) } else { before != row }
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
