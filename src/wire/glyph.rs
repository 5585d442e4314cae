//! Cells as a terminal shows them: wide glyphs with the cell they cover, colours that it has, nothing that moves it.

use ratatui::buffer::Cell;
use ratatui::style::Color;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::pen::{self, Depth, SEEN_ON_BLANK};

/// A row of a terminal's screen.
#[derive(Clone, Debug)]
pub(super) struct Row {
    /// What a wide glyph covers holds the empty string in the glyph's style; what cannot be seen is the default blank.
    pub(super) cells: Vec<Cell>,
    /// The same at a glance, for what only estimates.
    pub(super) marks: Vec<Mark>,
    /// It holds glyphs of disputed width, or script that a terminal may reorder.
    pub(super) is_delicate: bool,
}

impl PartialEq for Row {
    fn eq(&self, other: &Row) -> bool {
        self.marks == other.marks && self.cells == other.cells
    }
}

impl Row {
    /// A row without anything.
    pub(super) fn blank(columns: usize) -> Row {
        Row { cells: vec![Cell::default(); columns], marks: vec![Mark::BLANK; columns], is_delicate: false }
    }

    /// A row of a frame, made exact: what does not fit or is no character to show is a blank.
    pub(super) fn new(cells: &[Cell], depth: Depth) -> Row {
        let (exact, marks) = (Vec::with_capacity(cells.len()), Vec::with_capacity(cells.len()));
        let mut row = Row { cells: exact, marks, is_delicate: false };
        while let Some(cell) = cells.get(row.cells.len()) {
            let cell = shown(cell, depth, cells.len() - row.cells.len());
            let mark = Mark::of(&cell);
            row.is_delicate |= is_delicate(cell.symbol());
            // A frame may take a glyph of disputed width for a wide one: then the cell behind it is without anything.
            let columns = columns(&cell);
            let wider = columns == 1 && is_empty(cells.get(row.cells.len() + 1));
            let covered = (wider || columns == 2).then(|| {
                let mut covered = cell.clone();
                covered.set_symbol("");
                covered
            });
            row.cells.push(cell);
            row.marks.push(mark);
            if let Some(covered) = covered {
                row.marks.push(Mark::of(&covered));
                row.cells.push(covered);
            }
        }
        row
    }
}

/// Whether a cell holds nothing, because what is before it reaches into it.
pub(super) fn is_empty(cell: Option<&Cell>) -> bool {
    cell.is_some_and(|cell| cell.symbol().is_empty())
}

/// Bytes of a glyph that anybody writes, and far more; faces can be joined for ever.
const LONGEST: usize = 128;

/// A cell as the terminal can show it where so many columns are left. What cannot be seen does not differ.
fn shown(cell: &Cell, depth: Depth, left: usize) -> Cell {
    if is_blank(cell) {
        return Cell::default();
    }
    let symbol = cell.symbol();
    let letter = matches!(symbol.as_bytes(), [b' '..=b'~']);
    let fits = || {
        symbol.len() <= LONGEST
            && !symbol.chars().any(char::is_control)
            && (1..=left.min(2)).contains(&width(symbol))
    };
    let mut shown = cell.clone();
    shown.set_fg(depth.color(cell.fg)).set_bg(depth.color(cell.bg));
    if !letter && !fits() {
        shown.set_symbol(" ");
    }
    if is_blank(&shown) { Cell::default() } else { shown }
}

/// A cell in a word: equal cells have equal marks, and cells that differ hardly ever have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Mark {
    symbol: u32,
    style: u16,
    length: u16,
}

impl Mark {
    /// That of a blank.
    pub(super) const BLANK: Mark = Mark { symbol: b' ' as u32, style: 0, length: 1 };

    fn of(cell: &Cell) -> Mark {
        let symbol = cell.symbol();
        let spread = |hash: u32, byte: u8| hash.rotate_left(8) ^ u32::from(byte) ^ (hash >> 29);
        let (fg, bg) = (color_mark(cell.fg), color_mark(cell.bg));
        Mark {
            symbol: symbol.bytes().fold(0, spread),
            style: fg.wrapping_mul(0x3d) ^ bg.wrapping_mul(0x1f35) ^ cell.modifier.bits().rotate_left(7),
            length: u16::try_from(symbol.len()).unwrap_or(u16::MAX),
        }
    }

    /// Bytes of the glyph.
    pub(super) fn len(self) -> usize {
        usize::from(self.length)
    }

    /// What tells its looks from others.
    pub(super) fn style(self) -> u16 {
        self.style
    }

    /// What tells its glyph from others.
    pub(super) fn symbol(self) -> u32 {
        self.symbol
    }
}

/// A number for a colour; none for the terminal's own.
fn color_mark(color: Color) -> u16 {
    match color {
        Color::Reset => 0,
        Color::Indexed(n) => 0x100 | u16::from(n),
        Color::Rgb(r, g, b) => 0x200 ^ u16::from(r) ^ (u16::from(g) << 3) ^ (u16::from(b) << 6),
        named => pen::number(named).map_or(0, |n| 0x40 + u16::from(n)),
    }
}

/// Columns that an exact cell's glyph takes: 0 where another covers it.
pub(super) fn columns(cell: &Cell) -> usize {
    width(cell.symbol())
}

/// Columns that a glyph takes. Ratatui counts a half-width kana with its voicing mark as three and leaves cells free.
pub(super) fn width(symbol: &str) -> usize {
    if symbol.len() == 1 { 1 } else { UnicodeWidthStr::width(symbol) }
}

/// Columns that a terminal may take a glyph for: those of its characters one by one, each of them disputed a wide one.
pub(super) fn most_columns(symbol: &str) -> usize {
    if is_sure(symbol) {
        return width(symbol);
    }
    symbol
        .chars()
        .map(|c| if is_disputed(c) { 2 } else { c.width().unwrap_or(0) })
        .sum::<usize>()
        .max(width(symbol))
}

/// Whether a cell looks as if it had been erased.
pub(super) fn is_blank(cell: &Cell) -> bool {
    cell.symbol() == " " && cell.bg == Color::Reset && !cell.modifier.intersects(SEEN_ON_BLANK)
}

/// The column behind which a row is blank.
pub(super) fn blank_tail(row: &[Cell]) -> usize {
    row.iter().rposition(|cell| !is_blank(cell)).map_or(0, |last| last + 1)
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

/// Whether a glyph is of disputed width, or of a script that a terminal may reorder.
fn is_delicate(symbol: &str) -> bool {
    symbol.len() > 1 && (!is_sure(symbol) || symbol.chars().any(is_right_to_left))
}

fn is_disputed(c: char) -> bool {
    matches!(c, '\u{200d}' | '\u{fe0e}' | '\u{fe0f}' | '\u{1f1e6}'..='\u{1f1ff}' | '\u{1f3fb}'..='\u{1f3ff}')
}

/// Hebrew, Arabic and their neighbours, by block: enough to be careful.
fn is_right_to_left(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}'
        | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
}
