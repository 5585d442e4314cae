//! Finding: the search's matches, and the terms that stay lit.

use crate::app::command::Command;
use crate::app::finding::Lit;
use crate::app::keymap::Action;
use crate::app::overlay::{Overlay, SearchPrompt};
use crate::app::{App, Focus};

impl App {
    pub(in crate::app) fn find(&mut self, action: Action) {
        let times = isize::try_from(action.times()).unwrap_or(isize::MAX);
        match action.command {
            Command::Search => {
                let search = SearchPrompt { origin: self.place(), ..SearchPrompt::default() };
                self.overlays.push(Overlay::Search(search));
            }
            Command::Find => self.open_lookup(),
            Command::NextMatch => self.step_match(times),
            Command::PreviousMatch => self.step_match(-times),
            Command::Light => self.light(),
            Command::Escape => self.escape(),
            _ => {}
        }
    }

    pub(in crate::app) fn light(&mut self) {
        let hidden = self.wishes.hidden;
        let Some(reader) = self.reader_mut() else { return };
        let (finding, interview) = reader.finding_mut();
        let lit = finding.light(interview, hidden);
        self.tell_lit(lit);
    }

    pub(in crate::app) fn tell_lit(&mut self, lit: Lit) {
        match lit {
            Lit::Nothing => self.tell("nothing to light yet: search with / first"),
            Lit::Full => self.tell("eight terms are lit: unlight one first"),
            Lit::On | Lit::Off => {}
        }
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
        let hidden = self.wishes.hidden;
        let Some(reader) = self.reader_mut() else { return };
        let place = reader.place();
        let near = reader.finding().current().is_some_and(|m| reader.is_on_page(m.start()));
        let (finding, interview) = reader.finding_mut();
        if !finding.look_again(interview, hidden) {
            return self.tell("nothing searched yet: / searches");
        }
        match finding.step(by, near, place) {
            Some((position, round)) => {
                reader.show(position);
                if round {
                    self.tell(if by > 0 {
                        "search goes on from the start"
                    } else {
                        "search goes on from the end"
                    });
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
