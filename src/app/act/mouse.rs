//! The mouse: what is pointed at is gone to, the wheel scrolls what lies under it, the divider is dragged.

use crate::app::command::Command;
use crate::app::event::{Gesture, Pointer};
use crate::app::frame::{Area, shelf_rows};
use crate::app::keymap::Action;
use crate::app::listing::Listing;
use crate::app::lookup::{Lookup, LookupFrame};
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
            Gesture::Press if !self.overlays.is_empty() => return self.press_in_overlay(pointer),
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

    /// Chooses what is pointed at in a list that lies over the reading; once more takes it.
    fn press_in_overlay(&mut self, Pointer { x, y, .. }: Pointer) -> Vec<Effect> {
        let size = self.size;
        let types = self.context().types();
        let steps = match self.overlays.last() {
            Some(Overlay::Lookup(lookup)) => steps_in_finder(lookup, LookupFrame::new(size).list, x, y),
            Some(overlay) => Listing::of(overlay, size).and_then(|listing| listing.steps_to(x, y)),
            None => None,
        };
        match (steps, self.overlays.last_mut()) {
            (None, _) | (_, None) => {}
            // Where a line is typed, the same key takes the line and the choice.
            (Some(0), Some(_)) => {
                return self.act(Action::plain(if types { Command::Accept } else { Command::Choose }));
            }
            (Some(steps), Some(Overlay::Lookup(lookup))) => lookup.choose(steps),
            (Some(steps), Some(Overlay::Picker(picker))) => picker.choose(steps),
            (Some(steps), Some(Overlay::Menu(menu))) => menu.choose(steps),
            (Some(steps), Some(Overlay::Index(index))) => index.choose(steps),
            (Some(steps), Some(Overlay::Concordance(lines))) => lines.choose(steps),
            (Some(steps), Some(Overlay::Links(links))) => links.choose(steps),
            (Some(_), Some(_)) => {}
        }
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

/// How far a row of the finder lies from the chosen one.
fn steps_in_finder(lookup: &Lookup, list: Area, x: u16, y: u16) -> Option<isize> {
    let row = usize::from(y.saturating_sub(list.y));
    let signed = |row: usize| isize::try_from(row).unwrap_or(isize::MAX);
    let there = list.holds(x, y) && row < lookup.rows().len();
    there.then(|| lookup.chosen_row().map_or(0, |chosen| signed(row) - signed(chosen)))
}
