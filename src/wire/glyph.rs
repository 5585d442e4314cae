//! Cells as a terminal shows them: wide glyphs with the cell they cover, colours that it has, nothing that moves it.

use ratatui::buffer::Cell;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::pen::{Depth, SEEN_ON_BLANK};

/// A row of a frame, made exact: what a wide glyph covers holds the empty string in the glyph's style, what does not
/// fit or is no character to show is a blank.
pub(super) fn row(cells: &[Cell], depth: Depth) -> Vec<Cell> {
    let mut row: Vec<Cell> = Vec::with_capacity(cells.len());
    while let Some(cell) = cells.get(row.len()) {
        let mut shown = Cell::default();
        shown.set_symbol(cell.symbol());
        shown.set_fg(depth.color(cell.fg)).set_bg(depth.color(cell.bg));
        shown.modifier = cell.modifier;
        let width = width(cell.symbol());
        let controls = cell.symbol().chars().any(char::is_control);
        if controls || width == 0 || width > 2 || row.len() + width > cells.len() {
            shown.set_symbol(" ");
        }
        if is_blank(&shown) {
            // What cannot be seen does not differ.
            shown = Cell::default();
        }
        let wide = columns(&shown) == 2;
        let mut covered = shown.clone();
        row.push(shown);
        if wide {
            covered.set_symbol("");
            row.push(covered);
        }
    }
    row
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
    cell.symbol() == " "
        && cell.bg == ratatui::style::Color::Reset
        && !cell.modifier.intersects(SEEN_ON_BLANK)
}

/// The column behind which a row is blank.
pub(super) fn blank_tail(row: &[Cell]) -> usize {
    row.iter().rposition(|cell| !is_blank(cell)).map_or(0, |last| last + 1)
}

/// Whether terminals agree on how far a glyph moves the cursor: its characters one by one are as wide as the whole, and
/// none of them joins, selects a presentation, or is half of a flag.
pub(super) fn is_sure(symbol: &str) -> bool {
    if symbol.len() == 1 {
        return true;
    }
    let apart: usize = symbol.chars().filter_map(UnicodeWidthChar::width).sum();
    apart == width(symbol) && !symbol.chars().any(is_disputed)
}

/// Whether a row holds glyphs of disputed width, or script that a terminal may reorder.
pub(super) fn is_delicate(row: &[Cell]) -> bool {
    row.iter().any(|cell| {
        let symbol = cell.symbol();
        symbol.len() > 1 && (!is_sure(symbol) || symbol.chars().any(is_right_to_left))
    })
}

fn is_disputed(c: char) -> bool {
    matches!(c, '\u{200d}' | '\u{fe0e}' | '\u{fe0f}' | '\u{1f1e6}'..='\u{1f1ff}' | '\u{1f3fb}'..='\u{1f3ff}')
}

/// Hebrew, Arabic and their neighbours, by block: enough to be careful.
fn is_right_to_left(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}'
        | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
}
