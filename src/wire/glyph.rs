//! Glyphs as a terminal shows them: wide ones with the cell they cover, colours that it has, nothing that moves it.
//!
//! A glyph is eight bytes, of which equal ones are equal, so that a screen is kept and compared for little. What does
//! not fit into them stands in a legend.

use std::collections::BTreeMap;
use std::sync::Arc;

use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::pen::{Depth, Pen};

/// What stands in a cell of a terminal's screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Glyph {
    /// The bytes of its characters where they are four at most, else their number in the legend.
    symbol: [u8; 4],
    /// The number of its look in the legend.
    look: u16,
    /// Bytes of its characters; none where the glyph before reaches into it.
    len: u8,
    shape: Shape,
}

/// How far a glyph moves the cursor, and how sure that is, in bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Shape(u8);

impl Shape {
    const COLUMNS: u8 = 3;
    /// Terminals agree on its width.
    const SURE: u8 = 4;
    /// It is of disputed width, or of a script that a terminal may reorder.
    const DELICATE: u8 = 8;
    /// It is one character without marks.
    const SINGLE: u8 = 16;

    const LETTER: Shape = Shape(1 | Shape::SURE | Shape::SINGLE);
    const COVERED: Shape = Shape(Shape::SURE);

    /// That of what is no letter of ASCII and takes one or two columns.
    fn new(symbol: &str, columns: usize) -> Shape {
        let bit = |bit, is: bool| if is { bit } else { 0 };
        let sure = is_sure(symbol);
        let columns = if columns == 2 { 2 } else { 1 };
        Shape(
            columns
                | bit(Shape::SURE, sure)
                | bit(Shape::DELICATE, !sure || symbol.chars().any(is_right_to_left))
                | bit(Shape::SINGLE, symbol.chars().nth(1).is_none()),
        )
    }

    fn has(self, bit: u8) -> bool {
        self.0 & bit != 0
    }
}

impl Glyph {
    /// What looks as if it had been erased. Whatever cannot be seen is this.
    pub(super) const BLANK: Glyph = Glyph { symbol: [b' ', 0, 0, 0], look: 0, len: 1, shape: Shape::LETTER };

    /// Columns that it takes: 0 where another covers it.
    pub(super) fn columns(self) -> usize {
        usize::from(self.shape.0 & Shape::COLUMNS)
    }

    /// Bytes of its characters.
    pub(super) fn len(self) -> usize {
        usize::from(self.len)
    }

    /// Whether it holds nothing, because what is before it reaches into it.
    pub(super) fn is_empty(self) -> bool {
        self.len == 0
    }

    /// What tells its looks from others.
    pub(super) fn look(self) -> u16 {
        self.look
    }

    /// What tells its characters from others.
    pub(super) fn symbol(self) -> u32 {
        u32::from_le_bytes(self.symbol)
    }

    /// Whether terminals agree on how far it moves the cursor.
    pub(super) fn is_sure(self) -> bool {
        self.shape.has(Shape::SURE)
    }

    /// Whether it is of disputed width, or of a script that a terminal may reorder.
    pub(super) fn is_delicate(self) -> bool {
        self.shape.has(Shape::DELICATE)
    }

    /// Whether it is one character without marks: a terminal that repeats may repeat the mark alone.
    pub(super) fn is_single(self) -> bool {
        self.shape.has(Shape::SINGLE)
    }

    /// The cell behind it, into which it reaches.
    fn covered(self) -> Glyph {
        Glyph { symbol: [0; 4], len: 0, shape: Shape::COVERED, ..self }
    }
}

/// The column behind which a row is blank.
pub(super) fn blank_tail(row: &[Glyph]) -> usize {
    row.iter().rposition(|glyph| *glyph != Glyph::BLANK).map_or(0, |last| last + 1)
}

/// Looks and symbols that glyphs name by their number.
#[derive(Clone, Debug)]
pub(super) struct Legend {
    looks: Vec<Pen>,
    /// Symbols of more than four bytes.
    symbols: Vec<Arc<str>>,
    numbers: BTreeMap<Arc<str>, u32>,
}

impl Default for Legend {
    fn default() -> Legend {
        // The first look is that of a blank.
        Legend { looks: vec![Pen::default()], symbols: Vec::new(), numbers: BTreeMap::new() }
    }
}

impl Legend {
    /// Looks or symbols after which another legend is begun; a frame adds some dozens.
    const MANY: usize = 1 << 12;

    /// Whether it holds more than one screen can need.
    pub(super) fn is_full(&self) -> bool {
        self.looks.len().max(self.symbols.len()) > Legend::MANY
    }

    /// How a glyph looks.
    pub(super) fn look(&self, glyph: Glyph) -> Pen {
        self.looks.get(usize::from(glyph.look)).copied().unwrap_or_default()
    }

    /// A glyph's characters.
    pub(super) fn bytes<'a>(&'a self, glyph: &'a Glyph) -> &'a [u8] {
        let long = || self.symbols.get(glyph.symbol() as usize).map_or(&[][..], |symbol| symbol.as_bytes());
        glyph.symbol.get(..glyph.len()).unwrap_or_else(long)
    }

    /// Columns that a terminal may take a glyph for: those of its characters one by one, each of them disputed a wide
    /// one.
    pub(super) fn most_columns(&self, glyph: &Glyph) -> usize {
        if glyph.is_sure() {
            return glyph.columns();
        }
        let symbol = std::str::from_utf8(self.bytes(glyph)).unwrap_or_default();
        let columns = |c: char| if is_disputed(c) { 2 } else { c.width().unwrap_or(0) };
        symbol.chars().map(columns).sum::<usize>().max(glyph.columns())
    }

    fn number_of_look(&mut self, look: Pen) -> u16 {
        let at = self.looks.iter().position(|known| *known == look).unwrap_or_else(|| {
            self.looks.push(look);
            self.looks.len() - 1
        });
        // A screen of so many looks shows the last of them in the place of others.
        u16::try_from(at).unwrap_or(u16::MAX)
    }

    fn symbol(&mut self, symbol: &str) -> [u8; 4] {
        let mut short = [0; 4];
        if let Some(bytes) = short.get_mut(..symbol.len()) {
            bytes.copy_from_slice(symbol.as_bytes());
            return short;
        }
        let number = self.numbers.get(symbol).copied().unwrap_or_else(|| {
            let number = u32::try_from(self.symbols.len()).unwrap_or(u32::MAX);
            let symbol: Arc<str> = symbol.into();
            self.symbols.push(Arc::clone(&symbol));
            self.numbers.insert(symbol, number);
            number
        });
        number.to_le_bytes()
    }
}

/// A screen: its rows of glyphs. It has none before anything is known.
#[derive(Clone, Debug, Default)]
pub(super) struct Sheet {
    columns: usize,
    glyphs: Vec<Glyph>,
    is_delicate: bool,
}

impl Sheet {
    /// How many rows.
    pub(super) fn height(&self) -> usize {
        self.glyphs.len().checked_div(self.columns).unwrap_or(0)
    }

    /// A row; without glyphs, where nothing but blanks is known of it.
    pub(super) fn row(&self, y: usize) -> &[Glyph] {
        self.glyphs.get(y * self.columns..(y + 1) * self.columns).unwrap_or_default()
    }

    /// Whether it holds glyphs of disputed width, or script that a terminal may reorder.
    pub(super) fn is_delicate(&self) -> bool {
        self.is_delicate
    }

    /// Blanks it.
    pub(super) fn clear(&mut self) {
        *self = Sheet::default();
    }

    /// Takes a frame, made exact: what does not fit or is no character to show is a blank.
    pub(super) fn take(&mut self, frame: &Buffer, depth: Depth, legend: &mut Legend) {
        self.columns = usize::from(frame.area.width);
        self.is_delicate = false;
        self.glyphs.clear();
        self.glyphs.reserve_exact(frame.content.len());
        let mut setter =
            Setter { legend, depth, last: (Color::Reset, Color::Reset, Modifier::empty()), number: 0 };
        // A screen without columns has no rows either, but chunks need one.
        for row in frame.content.chunks(self.columns.max(1)) {
            let mut x = 0;
            while let Some(cell) = row.get(x) {
                let glyph = setter.set(cell, row.len() - x);
                x += 1;
                self.glyphs.push(glyph);
                self.is_delicate |= glyph.is_delicate();
                // A frame may take a glyph of disputed width for a wide one: then the cell behind it is without anything.
                let wider = || row.get(x).is_some_and(|cell| cell.symbol().is_empty());
                if glyph.columns() == 2 || wider() {
                    self.glyphs.push(glyph.covered());
                    x += 1;
                }
            }
        }
    }
}

/// Makes glyphs of cells.
struct Setter<'a> {
    legend: &'a mut Legend,
    depth: Depth,
    /// The look of the cell before, and its number: most cells look like the one before.
    last: (Color, Color, Modifier),
    number: u16,
}

/// Bytes of a glyph that anybody writes, and far more; faces can be joined for ever.
const LONGEST: usize = 128;

impl Setter<'_> {
    /// A cell as the terminal can show it where so many columns are left. What cannot be seen does not differ.
    fn set(&mut self, cell: &Cell, left: usize) -> Glyph {
        let symbol = cell.symbol();
        let is_space = symbol == " ";
        if is_space && !Pen::new(cell, Depth::True).is_seen_on_blanks() {
            return Glyph::BLANK;
        }
        let look = self.look(cell);
        let space = Glyph { look, ..Glyph::BLANK };
        let glyph = match symbol.as_bytes() {
            [letter @ b' '..=b'~'] => Glyph { symbol: [*letter, 0, 0, 0], ..space },
            _ => self.other(symbol, left).map_or(space, |glyph| Glyph { look, ..glyph }),
        };
        let is_space = is_space || glyph == space;
        if is_space && !self.legend.look(glyph).is_seen_on_blanks() { Glyph::BLANK } else { glyph }
    }

    /// What is no letter of ASCII, if it is to be shown.
    fn other(&mut self, symbol: &str, left: usize) -> Option<Glyph> {
        let columns = width(symbol);
        let fits = symbol.len() <= LONGEST
            && (1..=left.min(2)).contains(&columns)
            && !symbol.chars().any(char::is_control);
        let len = u8::try_from(symbol.len()).ok().filter(|_| fits)?;
        let shape = Shape::new(symbol, columns);
        Some(Glyph { symbol: self.legend.symbol(symbol), len, shape, ..Glyph::BLANK })
    }

    fn look(&mut self, cell: &Cell) -> u16 {
        let last = (cell.fg, cell.bg, cell.modifier);
        if self.last != last {
            self.last = last;
            self.number = self.legend.number_of_look(Pen::new(cell, self.depth));
        }
        self.number
    }
}

/// Columns that a glyph takes. Ratatui counts a half-width kana with its voicing mark as three and leaves cells free.
pub(super) fn width(symbol: &str) -> usize {
    if symbol.len() == 1 { 1 } else { UnicodeWidthStr::width(symbol) }
}

/// Whether terminals agree on how far a glyph moves the cursor: its characters one by one are as wide as the
/// whole, and
/// none of them joins, selects a presentation, or is half of a flag.
pub(super) fn is_sure(symbol: &str) -> bool {
    if symbol.len() == 1 {
        return true;
    }
    let apart: usize = symbol.chars().filter_map(UnicodeWidthChar::width).sum();
    apart == width(symbol) && !symbol.chars().any(is_disputed)
}

fn is_disputed(c: char) -> bool {
    matches!(c, '\u{200d}' | '\u{fe0e}' | '\u{fe0f}' | '\u{1f1e6}'..='\u{1f1ff}' | '\u{1f3fb}'..='\u{1f3ff}')
}

/// Hebrew, Arabic and their neighbours, by block: enough to be careful.
fn is_right_to_left(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}'
        | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
}
