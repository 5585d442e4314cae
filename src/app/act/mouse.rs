//! The mouse: what is pointed at is gone to, the wheel scrolls what lies under it, the divider is dragged.

use crate::app::command::Command;
use crate::app::event::{Gesture, Pointer};
use crate::app::frame::{Area, shelf_rows};
use crate::app::keymap::Action;
use crate::app::lookup::LookupFrame;
use crate::app::overlay::Overlay;
use crate::app::{App, Effect, Focus, Screen};

/// Rows that a notch of the wheel means.
const NOTCH: u32 = 3;

/// The mouse, while it is ours and not the terminal's.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Mouse {
    /// It is ours.
    pub on: bool,
    /// It has hold of the divider.
    drags: bool,
}

impl App {
    /// Takes the mouse from the terminal, or gives it back.
    pub(in crate::app) fn toggle_mouse(&mut self) -> Vec<Effect> {
        self.mouse = Mouse { on: !self.mouse.on, drags: false };
        let key = self.keymap.keys_of(self.context(), Command::ToggleMouse).into_iter().next();
        let key = key.unwrap_or_else(|| "the palette".to_owned());
        self.tell(match self.mouse.on {
            true => format!("the mouse works here: hold Shift to select text, or give it back with {key}"),
            false => "the mouse is the terminal's again".to_owned(),
        });
        vec![Effect::Mouse(self.mouse.on)]
    }

    /// Does what the mouse says.
    pub(in crate::app) fn point(&mut self, pointer: Pointer) -> Vec<Effect> {
        match pointer.gesture {
            _ if !self.mouse.on => {}
            Gesture::Release => self.mouse.drags = false,
            Gesture::WheelDown => return self.wheel(pointer, Command::LineDown, Command::ChooseBelow),
            Gesture::WheelUp => return self.wheel(pointer, Command::LineUp, Command::ChooseAbove),
            Gesture::Press if !self.overlays.is_empty() => return self.press_in_finder(pointer),
            _ if !self.overlays.is_empty() => {}
            Gesture::Drag if self.mouse.drags => self.wishes.divider = Some(pointer.x),
            Gesture::Drag => {}
            Gesture::Press if self.screen == Screen::Shelf => return self.press_on_shelf(pointer),
            Gesture::Press => self.press(pointer),
        }
        Vec::new()
    }

    fn wheel(&mut self, pointer: Pointer, line: Command, choose: Command) -> Vec<Effect> {
        let over_list = self.frame().list.is_some_and(|list| list.holds(pointer.x, pointer.y));
        let lines = Action { count: Some(NOTCH), ..Action::plain(line) };
        if self.context().types() {
            return self.act(Action::plain(choose));
        }
        match (self.overlays.is_empty(), self.screen) {
            (true, Screen::Shelf) => return self.act(Action::plain(line)),
            (true, Screen::Reading) if over_list => self.move_in_list(Action::plain(line)),
            (true, Screen::Reading) => self.move_in_text(lines),
            (false, _) => return self.act(lines),
        }
        Vec::new()
    }

    /// Chooses what is pointed at; once more takes it.
    fn press_in_finder(&mut self, pointer: Pointer) -> Vec<Effect> {
        let list = LookupFrame::new(self.size).list;
        let Some(Overlay::Lookup(lookup)) = self.overlays.last_mut() else { return Vec::new() };
        let row = usize::from(pointer.y.saturating_sub(list.y));
        let signed = |row: usize| isize::try_from(row).unwrap_or(isize::MAX);
        if !list.holds(pointer.x, pointer.y) || row >= lookup.rows().len() {
            return Vec::new();
        }
        let steps = lookup.chosen_row().map_or(0, |chosen| signed(row) - signed(chosen));
        if steps == 0 {
            return self.act(Action::plain(Command::Accept));
        }
        lookup.choose(steps);
        Vec::new()
    }

    fn press_on_shelf(&mut self, pointer: Pointer) -> Vec<Effect> {
        let shelf = shelf_rows(self.size, self.chosen).take_while(|(_, book)| *book < self.books.len());
        let pressed = { shelf }.find(|(y, _)| (*y..y + 2).contains(&usize::from(pointer.y)));
        match pressed {
            Some((_, book)) if book == self.chosen => return self.act(Action::plain(Command::Choose)),
            Some((_, book)) => self.chosen = book,
            None => {}
        }
        Vec::new()
    }

    fn press(&mut self, Pointer { x, y, .. }: Pointer) {
        let frame = self.frame();
        let before = self.place();
        if frame.divider().is_some_and(|divider| divider == x && y < frame.status.y) {
            self.mouse.drags = true;
        } else if let Some(area) = frame.list.filter(|list| list.holds(x, y)) {
            self.press_in_list(area, y);
        } else if frame.head.holds(x, y) {
            // The head shows the question that is read: to its beginning.
            if let Some(reader) = self.reader_mut()
                && let Some(entry) = reader.current_entry()
            {
                reader.go_to_entry(entry);
            }
        } else if frame.text.holds(x, y) {
            self.wishes.focus = Focus::Reader;
        }
        self.remember_jump(before);
    }

    fn press_in_list(&mut self, area: Area, y: u16) {
        // The first row is the heading.
        let Some(row) = usize::from(y - area.y).checked_sub(1) else { return };
        let Some(reader) = self.reader_mut() else { return };
        if let Some(entry) = reader.list().rows().get(row).map(|row| row.entry) {
            reader.go_to_entry(entry);
            self.wishes.focus = Focus::Reader;
        }
    }
}
