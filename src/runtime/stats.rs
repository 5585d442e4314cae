//! What a session has sent, beside what ratatui's own backend would have: counted only where it is asked for.
//!
//! It must not know the terminal: the frames are drawn a second time, for a backend that writes to nobody.

use std::io::{self, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use ratatui::backend::CrosstermBackend;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect, Size};
use ratatui::{Terminal, TerminalOptions, Viewport};

/// What was sent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sent {
    /// Frames in which something changed.
    pub frames: usize,
    /// Bytes of them.
    pub bytes: usize,
    /// Bytes that ratatui's crossterm backend would have sent for all frames.
    pub plain: usize,
}

impl std::fmt::Display for Sent {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Sent { frames, bytes, plain } = self;
        let mean = bytes / frames.max(&1);
        write!(f, "{frames} frames, {bytes} bytes, {mean} bytes a frame; plain ratatui: {plain} bytes")
    }
}

/// Writes to nobody.
#[derive(Clone, Debug, Default)]
struct Counter(Arc<AtomicUsize>);

impl Write for Counter {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.fetch_add(bytes.len(), Ordering::Relaxed);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Counts.
#[derive(Debug)]
pub(super) struct Stats {
    sent: Sent,
    plain: Counter,
    shadow: Terminal<CrosstermBackend<Counter>>,
}

impl Stats {
    /// For a screen of some size.
    pub(super) fn new(size: Size) -> io::Result<Stats> {
        let plain = Counter::default();
        let viewport = Viewport::Fixed(Rect::from(size));
        let backend = CrosstermBackend::new(plain.clone());
        let shadow = Terminal::with_options(backend, TerminalOptions { viewport })?;
        Ok(Stats { sent: Sent::default(), plain, shadow })
    }

    /// The screen has another size now.
    pub(super) fn resize(&mut self, size: Size) {
        // A counter takes all.
        let _sure = self.shadow.resize(Rect::from(size));
    }

    /// A frame was drawn for so many bytes.
    pub(super) fn count(&mut self, bytes: usize, draw: impl FnOnce(&mut Buffer) -> Option<Position>) {
        self.sent.frames += usize::from(bytes > 0);
        self.sent.bytes += bytes;
        let _sure = self.shadow.draw(|frame| {
            if let Some(cursor) = draw(frame.buffer_mut()) {
                frame.set_cursor_position(cursor);
            }
        });
    }

    /// What was counted.
    pub(super) fn sent(&self) -> Sent {
        Sent { plain: self.plain.0.load(Ordering::Relaxed), ..self.sent }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_are_counted() {
        let mut stats = Stats::new(Size::new(20, 2)).unwrap();
        for text in ["one", "two", "two"] {
            stats.count(if text == "one" { 3 } else { 0 }, |buffer| {
                buffer.set_string(0, 0, text, ratatui::style::Style::new());
                None
            });
        }
        stats.resize(Size::new(10, 2));
        let sent = stats.sent();
        assert_eq!((sent.frames, sent.bytes), (1, 3));
        assert!(sent.plain > 6, "{sent}");
    }
}
