//! The list of links: opening it, and what the keys do in it.

use super::scroll_rows;
use crate::app::command::Command;
use crate::app::keymap::Action;
use crate::app::links::LinkList;
use crate::app::overlay::Overlay;
use crate::app::{App, Effect};
use crate::interview::ParagraphId;

impl App {
    /// Opens the list at the first link from a paragraph on.
    pub(in crate::app) fn open_links(&mut self, from: ParagraphId) {
        let hidden = self.wishes.hidden;
        let Some(book) = self.book() else { return };
        let links = LinkList::new(book.reader().interview(), hidden, from);
        if links.count() == 0 {
            return self.tell("no links in this interview");
        }
        self.overlays.push(Overlay::Links(links));
    }

    pub(in crate::app) fn act_in_links(&mut self, action: Action) -> Vec<Effect> {
        let height = usize::from(self.size.rows).saturating_sub(4);
        let Some(Overlay::Links(links)) = self.overlays.last_mut() else { return Vec::new() };
        match action.command {
            Command::Choose | Command::Copy => {
                let Some(row) = links.pick(action.count) else {
                    self.tell("there is no such link");
                    return Vec::new();
                };
                let text = row.target.as_str().to_owned();
                self.overlays.pop();
                return vec![Effect::Copy { what: "the link".to_owned(), text }];
            }
            Command::Filter => links.filter_mut().set_typing(true),
            Command::Escape if !links.filter().text().is_empty() => links.widen(),
            Command::Back | Command::Escape => drop(self.overlays.pop()),
            _ => match scroll_rows(action, height) {
                Some(rows) => links.choose(rows),
                None => self.hint("that does nothing among links; {choose} or {copy} copies one"),
            },
        }
        Vec::new()
    }
}
