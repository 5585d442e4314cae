//! The terminal as ratatui asks about it: size and cursor are answered from memory, and nothing is sent.
//!
//! Ratatui's own difference of frames is not used, because it leaves out the cells behind wide glyphs; the wire
//! compares whole frames with what it knows to be shown.

use std::convert::Infallible;

use ratatui::backend::{Backend, ClearType, WindowSize};
use ratatui::buffer::Cell;
use ratatui::layout::{Position, Size};

/// A backend that remembers.
#[derive(Clone, Copy, Debug)]
pub struct Memory {
    size: Size,
    cursor: Position,
    visible: bool,
}

impl Memory {
    pub(super) fn new(size: Size) -> Memory {
        Memory { size, cursor: Position::ORIGIN, visible: false }
    }

    pub(super) fn resize(&mut self, size: Size) {
        self.size = size;
    }

    /// Where the last frame put the cursor, if it shows one.
    pub(super) fn cursor(&self) -> Option<Position> {
        self.visible.then_some(self.cursor)
    }
}

impl Backend for Memory {
    type Error = Infallible;

    fn draw<'a, I>(&mut self, _cells: I) -> Result<(), Infallible>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        Ok(())
    }

    fn hide_cursor(&mut self) -> Result<(), Infallible> {
        self.visible = false;
        Ok(())
    }

    fn show_cursor(&mut self) -> Result<(), Infallible> {
        self.visible = true;
        Ok(())
    }

    fn get_cursor_position(&mut self) -> Result<Position, Infallible> {
        Ok(self.cursor)
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> Result<(), Infallible> {
        self.cursor = position.into();
        Ok(())
    }

    fn clear(&mut self) -> Result<(), Infallible> {
        Ok(())
    }

    fn clear_region(&mut self, _clear_type: ClearType) -> Result<(), Infallible> {
        Ok(())
    }

    fn size(&self) -> Result<Size, Infallible> {
        Ok(self.size)
    }

    fn window_size(&mut self) -> Result<WindowSize, Infallible> {
        Ok(WindowSize { columns_rows: self.size, pixels: Size::ZERO })
    }

    fn flush(&mut self) -> Result<(), Infallible> {
        Ok(())
    }
}
