//! Ratatui's drawing on top of a wire. It must not know what is drawn.

use ratatui::buffer::Buffer;
use ratatui::layout::Size;
use ratatui::{Frame, Terminal};

use super::{Link, Manners, Memory, Wire};

/// A screen that is drawn on, and turns each frame into bytes.
#[derive(Debug)]
pub struct Screen {
    terminal: Terminal<Memory>,
    wire: Wire,
    /// What was drawn last: ratatui's place for the next frame but one.
    drawn: Buffer,
}

impl Screen {
    /// A screen of this size.
    pub fn new(size: Size, manners: Manners) -> Screen {
        let Ok(terminal) = Terminal::new(Memory::new(size));
        Screen { terminal, wire: Wire::new(manners), drawn: Buffer::default() }
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

    /// Draws a frame and gives the bytes that show it, with hyperlinks where the terminal knows them.
    pub fn paint(&mut self, links: &[Link], draw: impl FnOnce(&mut Frame)) -> &[u8] {
        let drawn = &mut self.drawn;
        let Ok(_) = self.terminal.draw(|frame| {
            draw(frame);
            // Ratatui's backend is a memory that shows nothing, so the frame can be taken away from it.
            let buffer = frame.buffer_mut();
            drawn.resize(buffer.area);
            std::mem::swap(drawn, buffer);
        });
        self.wire.paint_linked(&self.drawn, self.terminal.backend().cursor(), links)
    }
}
