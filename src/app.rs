//! The application without a screen: what is open, where the reader is, and what each event changes.
//!
//! [`App::handle`] is the only door in and out. It must not know ratatui, crossterm, files, threads or the clock.

mod event;

pub use event::{Effect, Event, ImportNews, Size, SourceId};

/// Everything the program knows while it runs.
#[derive(Debug, Default)]
pub struct App {}

impl App {
    /// Takes an event and says what is to be done outside. `now` is the time since start.
    pub fn handle(&mut self, _event: Event, _now: std::time::Duration) -> Vec<Effect> {
        Vec::new()
    }
}
