//! The pen: writes text and tints into the buffer, never outside an area.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::Theme;
use crate::text::{Span, grapheme_width, graphemes, slice, width};
use crate::tint::{Run, Tint, Tints};

/// A buffer, and how meanings look in it.
pub(super) struct Pen<'a> {
    buffer: &'a mut Buffer,
    theme: &'a Theme,
}

impl<'a> Pen<'a> {
    pub(super) fn new(buffer: &'a mut Buffer, theme: &'a Theme) -> Pen<'a> {
        Pen { buffer, theme }
    }

    /// Whether the terminal's font has bars of all heights.
    pub(super) fn has_bars(&self) -> bool {
        self.theme.has_bars()
    }

    /// The whole screen.
    pub(super) fn screen(&self) -> Rect {
        self.buffer.area
    }

    /// Writes text from the left of an area's row, cut at its right edge; says how many columns it took.
    pub(super) fn write(
        &mut self,
        area: Rect,
        at: usize,
        row: usize,
        text: &str,
        tints: impl Into<Tints>,
    ) -> usize {
        let style = self.theme.style(tints.into());
        self.write_styled(area, at, row, text, style)
    }

    fn write_styled(&mut self, area: Rect, at: usize, row: usize, text: &str, style: Style) -> usize {
        let area = area.intersection(self.buffer.area);
        if row >= usize::from(area.height) || at >= usize::from(area.width) {
            return 0;
        }
        let y = area.y + row as u16;
        let mut column = at;
        for (_, grapheme) in graphemes(text) {
            let columns = grapheme_width(grapheme);
            if column + columns > usize::from(area.width) {
                break;
            }
            // A mark without a character of its own has no cell; what is wide covers the cells behind it.
            for covered in 0..columns {
                let cell = &mut self.buffer[(area.x + (column + covered) as u16, y)];
                cell.reset();
                cell.set_style(style);
                if covered == 0 {
                    cell.set_symbol(grapheme);
                }
            }
            column += columns;
        }
        column - at
    }

    /// Writes text at the right edge of an area's row.
    pub(super) fn write_right(&mut self, area: Rect, row: usize, text: &str, tints: impl Into<Tints>) {
        let at = usize::from(area.width).saturating_sub(width(text));
        self.write(area, at, row, text, tints);
    }

    /// Writes the runs of a line of a text.
    pub(super) fn write_runs(
        &mut self,
        area: Rect,
        at: usize,
        row: usize,
        text: &str,
        runs: &[Run],
    ) -> usize {
        let mut column = at;
        for run in runs {
            // A table's cells are divided by tabs, which no terminal may see.
            let shown = slice(text, run.span).replace('\t', "│");
            column += self.write(area, column, row, &shown, run.tints);
        }
        column - at
    }

    /// Writes a line with some spans of it tinted.
    pub(super) fn write_marked(
        &mut self,
        area: Rect,
        at: usize,
        row: usize,
        text: &str,
        base: Tints,
        (tint, spans): (Tint, &[Span]),
    ) -> usize {
        let runs = crate::tint::cut(Span::new(0, text.len()), base, &[crate::tint::Layer { tint, spans }]);
        self.write_runs(area, at, row, text, &runs)
    }

    /// Empties an area, and tints it.
    pub(super) fn clear(&mut self, area: Rect, tints: Tints) {
        let style = self.theme.style(tints);
        let area = area.intersection(self.buffer.area);
        for y in area.top()..area.bottom() {
            for x in area.left()..area.right() {
                self.buffer[(x, y)].reset();
                self.buffer[(x, y)].set_style(style);
            }
        }
    }

    /// A vertical rule in a column of the screen.
    pub(super) fn rule(&mut self, x: u16, rows: u16) {
        let area = Rect { x, y: 0, width: 1, height: rows };
        for row in 0..usize::from(rows) {
            self.write(area, 0, row, "│", Tint::Faint);
        }
    }

    /// Draws a frame with a title around an emptied area, and gives the inside of it.
    pub(super) fn window(&mut self, area: Rect, title: &str) -> Rect {
        self.clear(area, Tints::NONE);
        if area.width < 3 || area.height < 3 {
            return area;
        }
        let line = "─".repeat(usize::from(area.width) - 2);
        let last = usize::from(area.height) - 1;
        self.write(area, 0, 0, &format!("┌{line}┐"), Tint::Faint);
        self.write(area, 0, last, &format!("└{line}┘"), Tint::Faint);
        for row in 1..last {
            self.write(area, 0, row, "│", Tint::Faint);
            self.write_right(area, row, "│", Tint::Faint);
        }
        let inside = Rect { x: area.x + 1, y: area.y + 1, width: area.width - 2, height: area.height - 2 };
        let top = Rect { y: area.y, height: 1, ..inside };
        self.write(top, 1, 0, &format!(" {title} "), Tint::Title);
        inside
    }
}
