//! The pen: writes text and tints into the buffer, never outside an area.

use std::borrow::Cow;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Color, Style};

use super::Theme;
use super::signs::Sign;
use crate::text::{Span, grapheme_width, graphemes, slice};
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

    /// Whether bars of all heights can be shown.
    pub(super) fn has_bars(&self) -> bool {
        self.theme.has_bars()
    }

    /// Columns that a text takes.
    pub(super) fn width(&self, text: &str) -> usize {
        self.theme.ambiguous().width(text)
    }

    /// A text in at most some columns, with `…` in place of what was cut.
    pub(super) fn shorten(&self, text: &str, columns: usize) -> String {
        self.theme.ambiguous().shorten(text, columns)
    }

    /// What a line or a mark is made of.
    pub(super) fn sign(&self, sign: Sign) -> &'static str {
        self.theme.signs().of(sign)
    }

    /// Gives everything without a colour of its own that of the page.
    pub(super) fn finish(&mut self) {
        let Some(page) = self.theme.page() else { return };
        for cell in &mut self.buffer.content {
            if let Some(fg) = page.fg.filter(|_| cell.fg == Color::Reset) {
                cell.fg = fg;
            }
            if let Some(bg) = page.bg.filter(|_| cell.bg == Color::Reset) {
                cell.bg = bg;
            }
        }
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
        let room = usize::from(area.width) - at;
        let first = self.buffer.index_of(area.x + at as u16, area.y + row as u16);
        let mut cells = self.buffer.content.iter_mut().skip(first);
        let mut taken = 0;
        for (_, grapheme) in graphemes(text) {
            let columns = self.theme.ambiguous().grapheme_width(grapheme);
            if taken + columns > room {
                break;
            }
            taken += columns;
            // A mark without a character of its own has no cell; what is wide covers the cells behind it.
            for (covered, cell) in cells.by_ref().take(columns).enumerate() {
                cell.reset();
                cell.set_style(style);
                if covered > 0 && columns > grapheme_width(grapheme) {
                    // Nothing says that the glyph is this wide but a cell without anything, not even a blank.
                    cell.set_symbol("");
                } else if covered == 0 && grapheme != " " {
                    cell.set_symbol(grapheme);
                }
            }
        }
        taken
    }

    /// Writes text at the right edge of an area's row.
    pub(super) fn write_right(&mut self, area: Rect, row: usize, text: &str, tints: impl Into<Tints>) {
        let at = usize::from(area.width).saturating_sub(self.width(text));
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
            let mut shown = Cow::Borrowed(slice(text, run.span));
            if shown.contains('\t') {
                shown = shown.replace('\t', self.sign(Sign::Down)).into();
            }
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

    /// Begins a row of a list, and says what its text is tinted with: what is chosen is filled and marked.
    pub(super) fn begin_row(&mut self, row: Rect, chosen: bool) -> Tints {
        if !chosen {
            return Tints::NONE;
        }
        let tints = Tints::from(Tint::Chosen).with(Tint::Focus);
        self.clear(row, tints);
        let here = self.sign(Sign::Here);
        self.write(row, 0, 0, here, tints);
        tints
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
        let (line, style) = (self.sign(Sign::Down), self.theme.style(Tint::Faint.into()));
        for row in 0..usize::from(rows) {
            self.write_styled(area, 0, row, line, style);
        }
    }

    /// Draws a frame with a title around an emptied area, and gives the inside of it.
    pub(super) fn window(&mut self, area: Rect, title: &str) -> Rect {
        self.clear(area, Tints::NONE);
        if area.width < 3 || area.height < 3 {
            return area;
        }
        let line = self.sign(Sign::Across).repeat(usize::from(area.width) - 2);
        let last = usize::from(area.height) - 1;
        let [left_top, right_top, right_bottom, left_bottom] =
            [0, 1, 2, 3].map(|corner| self.sign(Sign::Corner(corner)));
        self.write(area, 0, 0, &format!("{left_top}{line}{right_top}"), Tint::Faint);
        self.write(area, 0, last, &format!("{left_bottom}{line}{right_bottom}"), Tint::Faint);
        let down = self.sign(Sign::Down);
        for row in 1..last {
            self.write(area, 0, row, down, Tint::Faint);
            self.write_right(area, row, down, Tint::Faint);
        }
        let inside = Rect { x: area.x + 1, y: area.y + 1, width: area.width - 2, height: area.height - 2 };
        let top = Rect { y: area.y, height: 1, ..inside };
        self.write(top, 1, 0, &format!(" {title} "), Tint::Title);
        inside
    }
}
