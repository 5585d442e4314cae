//! What each command does: who is asked first, and one room for each chapter of the command list.

use super::command::{Command, Group};
use super::context::Context;
use super::keymap::Action;
use super::overlay::{Overlay, Pager};
use super::picker::Picker;
use super::{App, Effect, Focus, Reader, Screen, help};
use crate::interview::Position;

mod finding;
mod input;
mod links;
mod lookup;
mod mouse;
mod moving;
mod report;
mod taking;
mod terms;
mod viewing;

pub use mouse::Mouse;

/// Columns of a window with a text of our own, at most.
pub const PAGER_COLUMNS: u16 = 90;

impl App {
    pub(in crate::app) fn act(&mut self, action: Action) -> Vec<Effect> {
        if let Some(effects) = self.act_anywhere(action.command) {
            return effects;
        }
        match (self.overlays.last(), self.screen) {
            (Some(Overlay::Pager(_)), _) => self.act_in_pager(action),
            (Some(Overlay::Report(_)), _) => self.act_in_report(action),
            (Some(Overlay::Menu(_)), _) => return self.act_in_menu(action),
            (Some(Overlay::Lookup(_)), _) => return self.act_in_lookup(action),
            (Some(Overlay::Links(links)), _) if !links.filter().is_typing() => {
                return self.act_in_links(action);
            }
            (Some(overlay), _) if overlay.context() == Context::Terms => return self.act_in_terms(action),
            (Some(_), _) => return self.act_in_input(action),
            (None, Screen::Shelf) => return self.act_on_shelf(action),
            (None, Screen::Reading) => return self.act_reading(action),
        }
        Vec::new()
    }

    /// Commands that mean the same everywhere.
    pub(in crate::app) fn act_anywhere(&mut self, command: Command) -> Option<Vec<Effect>> {
        match command {
            Command::Repaint => Some(vec![Effect::Repaint]),
            Command::Suspend => Some(vec![Effect::Suspend]),
            Command::Quit => Some(vec![Effect::Quit]),
            Command::Help if !matches!(self.overlays.last(), Some(Overlay::Pager(_))) => {
                let lines = help::lines(&self.keymap, self.context(), self.pager_columns());
                self.open_pager("Keys", lines);
                Some(Vec::new())
            }
            Command::Messages if self.overlays.is_empty() => {
                self.open_pager("Messages", self.messages.lines(self.pager_columns()));
                Some(Vec::new())
            }
            Command::Palette if self.overlays.is_empty() => {
                let context = self.context();
                let picker = Picker::commands(|command| self.keymap.keys_of(context, command));
                self.overlays.push(Overlay::Picker(picker));
                Some(Vec::new())
            }
            Command::ToggleMouse => Some(self.toggle_mouse()),
            Command::Reload => {
                Some(self.book().map(|book| vec![Effect::Load(book.source())]).unwrap_or_default())
            }
            _ => None,
        }
    }

    /// Columns of a text of our own.
    fn pager_columns(&self) -> usize {
        usize::from(self.size.columns.saturating_sub(2).min(PAGER_COLUMNS)).saturating_sub(4)
    }

    pub(in crate::app) fn open_pager(&mut self, title: &str, lines: Vec<String>) {
        self.overlays.push(Overlay::Pager(Pager { title: title.to_owned(), lines, top: 0 }));
    }

    pub(in crate::app) fn act_in_pager(&mut self, action: Action) {
        let height = usize::from(self.size.rows).saturating_sub(4);
        let Some(Overlay::Pager(pager) | Overlay::Report(pager)) = self.overlays.last_mut() else { return };
        match scroll_rows(action, height) {
            Some(rows) => pager.scroll(rows, height),
            None => drop(self.overlays.pop()),
        }
    }

    pub(in crate::app) fn act_on_shelf(&mut self, action: Action) -> Vec<Effect> {
        let height = usize::from(self.size.rows).saturating_sub(2);
        match action.command {
            Command::Choose if self.book().is_some() => self.screen = Screen::Reading,
            Command::Back => return vec![Effect::Quit],
            _ => {
                if let Some(rows) = scroll_rows(action, height) {
                    let last = self.books.len().saturating_sub(1);
                    self.chosen = self.chosen.saturating_add_signed(rows).min(last);
                }
            }
        }
        Vec::new()
    }

    pub(in crate::app) fn reader_mut(&mut self) -> Option<&mut Reader> {
        self.books.get_mut(self.chosen).map(super::Book::reader_mut)
    }

    pub(in crate::app) fn act_reading(&mut self, action: Action) -> Vec<Effect> {
        if self.is_selecting() {
            return self.act_selecting(action);
        }
        let before = self.place();
        let in_list = self.wishes.focus == Focus::List;
        match action.command.info().group {
            Group::Move if in_list => self.move_in_list(action),
            Group::Move => self.move_in_text(action),
            Group::Questions => self.go_to_questions(action),
            Group::Find => self.find(action),
            Group::View => self.change_view(action),
            Group::Take => return self.take_away(action),
            Group::Program => return self.back(action),
            Group::Select | Group::Input => {}
        }
        // A walk through the list is one jump, from where it began.
        if leaves_a_trace(action.command) && !in_list {
            self.remember_jump(before);
        }
        Vec::new()
    }

    pub(in crate::app) fn place(&self) -> Position {
        self.book().map(|book| book.reader().place()).unwrap_or_default()
    }

    pub(in crate::app) fn remember_jump(&mut self, before: Position) {
        if self.place() != before
            && let Some(reader) = self.reader_mut()
        {
            reader.jumps_mut().leave(before);
        }
    }

    pub(in crate::app) fn back(&mut self, action: Action) -> Vec<Effect> {
        match action.command {
            Command::Back if self.books.len() > 1 => self.screen = Screen::Shelf,
            Command::Back => return vec![Effect::Quit],
            _ => {}
        }
        Vec::new()
    }
}

/// Rows that a command of moving means, on a page of some height.
pub(super) fn scroll_rows(action: Action, height: usize) -> Option<isize> {
    let signed = |rows: usize| isize::try_from(rows).unwrap_or(isize::MAX);
    let page = signed(height.saturating_sub(1).max(1));
    let half = signed((height / 2).max(1));
    let times = signed(action.times());
    match action.command {
        Command::LineDown => Some(times),
        Command::LineUp => Some(-times),
        Command::PageDown => Some(page.saturating_mul(times)),
        Command::PageUp => Some(-page.saturating_mul(times)),
        Command::HalfPageDown => Some(half.saturating_mul(times)),
        Command::HalfPageUp => Some(-half.saturating_mul(times)),
        Command::Start => Some(isize::MIN + 1),
        Command::End => Some(isize::MAX),
        _ => None,
    }
}

/// Whether the place that a command leaves is kept in the jump list.
fn leaves_a_trace(command: Command) -> bool {
    matches!(
        command,
        Command::Start
            | Command::End
            | Command::Percent
            | Command::Choose
            | Command::NextQuestion
            | Command::PreviousQuestion
            | Command::NextMatch
            | Command::PreviousMatch
            | Command::NextLit
            | Command::PreviousLit
            | Command::GoToMark
    )
}
