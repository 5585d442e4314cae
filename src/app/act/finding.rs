//! Finding: the search's matches; the ways to the terms.

use crate::app::command::Command;
use crate::app::finding::{Start, Way};
use crate::app::history::History;
use crate::app::keymap::Action;
use crate::app::overlay::{Overlay, SearchPrompt};
use crate::app::{App, Focus, Selection};
use crate::interview::Position;

impl App {
    pub(in crate::app) fn find(&mut self, action: Action) {
        let times = isize::try_from(action.times()).unwrap_or(isize::MAX);
        match action.command {
            Command::Search => self.open_search(Way::Forwards),
            Command::SearchBack => self.open_search(Way::Backwards),
            Command::Find => self.open_lookup(),
            Command::NextMatch => self.step_match(times),
            Command::PreviousMatch => self.step_match(-times),
            Command::Light => self.light(action),
            Command::NextLit => self.step_lit(1, action.count),
            Command::PreviousLit => self.step_lit(-1, action.count),
            Command::Index => self.open_index(),
            Command::Concordance => self.open_concordance(action),
            Command::Define => self.open_definition(action),
            Command::Escape => self.escape(),
            _ => {}
        }
    }

    fn open_search(&mut self, way: Way) {
        let start = Start { origin: self.place(), from: self.search_place(), way };
        self.history = History::default();
        self.overlays.push(Overlay::Search(SearchPrompt { start, ..SearchPrompt::default() }));
    }

    /// From where a search leads on: the end of what is selected, else the top of the page.
    fn search_place(&self) -> Position {
        let selection = self.book().and_then(|book| book.reader().selection());
        selection.map_or(self.place(), Selection::head)
    }

    pub(in crate::app) fn escape(&mut self) {
        if self.wishes.focus == Focus::List {
            self.wishes.focus = Focus::Reader;
        } else if let Some(reader) = self.reader_mut() {
            reader.finding_mut().0.clear();
            self.notice = None;
        }
    }

    pub(in crate::app) fn step_match(&mut self, by: isize) {
        let place = self.search_place();
        let Some(reader) = self.reader_mut() else { return };
        let near = reader.finding().current().is_some_and(|m| reader.is_on_page(m.start()));
        let (finding, _) = reader.finding_mut();
        if !finding.look_again() {
            return self.hint("nothing searched yet: {search} searches");
        }
        match finding.step(by, near, place) {
            Some((position, round)) => {
                reader.show(position);
                match round {
                    Some(Way::Forwards) => self.tell("search goes on from the start"),
                    Some(Way::Backwards) => self.tell("search goes on from the end"),
                    None => {}
                }
            }
            None => self.tell_nothing_found(),
        }
    }

    pub(in crate::app) fn tell_nothing_found(&mut self) {
        let typed = self.book().map(|b| b.reader().finding().last().typed().to_owned()).unwrap_or_default();
        self.tell(format!("not found: {typed}"));
    }
}
