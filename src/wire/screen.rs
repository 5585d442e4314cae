//! The buffer that is drawn on, on top of a wire. It must not know what is drawn.
//!
//! Ratatui's own terminal is not used: it compares each frame with the one before, where the wire knows what is shown,
//! leaves out the cells behind wide glyphs, and holds three screens more, which are half of what a start would touch.

use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::{Position, Rect, Size};

use super::{Link, Manners, Wire};

/// A screen that is drawn on, and turns each frame into bytes.
#[derive(Debug)]
pub struct Screen {
    buffer: Buffer,
    /// Nothing is drawn on it yet.
    fresh: bool,
    wire: Wire,
}

impl Screen {
    /// A screen of this size.
    pub fn new(size: Size, manners: Manners) -> Screen {
        let area = Rect::from(size);
        let content = std::iter::repeat_with(Cell::default).take(area.area() as usize).collect();
        Screen { buffer: Buffer { area, content }, fresh: true, wire: Wire::new(manners) }
    }

    /// The screen has another size now; the next frame is sent whole.
    pub fn resize(&mut self, size: Size) {
        self.buffer.resize(Rect::from(size));
        self.wire.forget();
    }

    /// Forgets what the terminal shows, so that the next frame is sent whole.
    pub fn forget(&mut self) {
        self.wire.forget();
    }

    /// The terminal has other manners than was thought.
    pub fn set_manners(&mut self, manners: Manners) {
        self.wire.set_manners(manners);
    }

    /// Whether the terminal knows hyperlinks.
    pub fn knows_links(&self) -> bool {
        self.wire.knows_links()
    }

    /// What is owed to the terminal where the sending of a frame was cut.
    pub fn after_a_cut(&self) -> Vec<u8> {
        self.wire.after_a_cut()
    }

    /// Draws a frame on blanks and gives the bytes that show it, with its cursor where `draw` says, and with hyperlinks
    /// where the terminal knows them.
    pub fn paint(&mut self, links: &[Link], draw: impl FnOnce(&mut Buffer) -> Option<Position>) -> &[u8] {
        if !std::mem::take(&mut self.fresh) {
            self.buffer.reset();
        }
        let cursor = draw(&mut self.buffer);
        self.wire.paint_linked(&mut self.buffer, cursor, links)
    }
}
