//! Viewing: which panes, what is shown in place, how wide the text is.

use crate::app::command::Command;
use crate::app::keymap::Action;
use crate::app::{App, Focus, help};
use crate::interview::Passage;

/// The narrowest and widest measure that can be asked for, and the step between.
const MEASURES: (usize, usize, usize) = (20, 160, 4);

impl App {
    pub(in crate::app) fn change_view(&mut self, action: Action) {
        match action.command {
            Command::CycleViews => {
                self.wishes.view = self.wishes.view.next();
                self.wishes.focus = Focus::Reader;
            }
            Command::ToggleHidden => self.toggle_hidden(),
            Command::ToggleTimes => self.toggle_times(),
            Command::HearSpeaker => {
                let Some(reader) = self.reader_mut() else { return };
                let heard = reader.hear_next().map(|s| s.display().to_owned());
                self.tell(
                    heard.map_or("everybody is heard".to_owned(), |name| format!("{name} alone is heard")),
                );
            }
            Command::PutTop | Command::PutMiddle | Command::PutBottom => self.put_match(action.command),
            Command::Wider => self.set_measure(self.wishes.measure + MEASURES.2 * action.times()),
            Command::Narrower => {
                self.set_measure(self.wishes.measure.saturating_sub(MEASURES.2 * action.times()));
            }
            Command::Report => {
                self.open_report();
            }
            Command::WhereAmI => {
                if let Some(told) = self.book().map(help::where_am_i) {
                    self.tell(told);
                }
            }
            _ => {}
        }
    }

    /// Moves the page so that the current match stands where it is wanted; without one, what stands at the top.
    fn put_match(&mut self, command: Command) {
        let Some(reader) = self.reader_mut() else { return };
        let place = reader.finding().current().map_or(reader.place(), Passage::start);
        let rows = match command {
            Command::PutMiddle => reader.height() / 2,
            Command::PutBottom => reader.height().saturating_sub(1),
            _ => 0,
        };
        reader.put(place, rows);
    }

    pub(in crate::app) fn toggle_hidden(&mut self) {
        self.wishes.hidden = !self.wishes.hidden;
        let hidden = self.book().map_or(0, |book| {
            let blocks = book.reader().interview().blocks();
            blocks.iter().filter(|b| b.is_hidden()).map(|b| b.paragraphs.len()).sum::<usize>()
        });
        self.tell(match (self.wishes.hidden, hidden) {
            (_, 0) => "nothing was hidden here".to_owned(),
            (true, n) => format!("{n} hidden lines are shown"),
            (false, n) => format!("{n} lines are hidden"),
        });
    }

    pub(in crate::app) fn toggle_times(&mut self) {
        self.wishes.times = !self.wishes.times;
        let timed =
            self.book().is_some_and(|b| b.reader().interview().paragraphs().iter().any(|p| p.cue.is_some()));
        if !timed {
            self.tell("nothing here says when it was said");
        }
    }

    pub(in crate::app) fn set_measure(&mut self, measure: usize) {
        self.wishes.measure = measure.clamp(MEASURES.0, MEASURES.1);
        self.tell(format!("text is at most {} columns wide", self.wishes.measure));
    }
}
