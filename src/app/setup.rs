//! What a session begins with: the reader's settings, as the application knows them.

use super::frame::View;
use super::keymap::Keymap;
use super::reader::Wishes;
use crate::settings::{Panes, Settings, Warning};

/// What a session begins with.
#[derive(Clone, Debug, Default)]
pub struct Setup {
    /// Measure and panes.
    pub wishes: Wishes,
    /// Which keys do what.
    pub keymap: Keymap,
    /// Whether the mouse is taken from the terminal.
    pub mouse: bool,
    /// What of the settings is not followed, a line each.
    pub unfollowed: Vec<String>,
}

impl Setup {
    /// From settings; what they want of the keys and cannot have is told.
    pub fn new(settings: &Settings) -> (Setup, Vec<Warning>) {
        let (keymap, warnings) = Keymap::with(&settings.keys);
        let view = match settings.panes {
            Panes::Both => View::Both,
            Panes::Reader => View::Reader,
            Panes::Questions => View::Questions,
            Panes::Answers => View::Answers,
        };
        let wishes =
            Wishes { measure: settings.measure, view, ambiguous: settings.ambiguous, ..Wishes::default() };
        (Setup { wishes, keymap, mouse: settings.mouse, unfollowed: Vec::new() }, warnings)
    }
}
