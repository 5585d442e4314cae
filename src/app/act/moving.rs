//! Moving: in the text, in the list, back to where one was, from question to question.

use super::scroll_rows;
use crate::app::command::Command;
use crate::app::keymap::Action;
use crate::app::{App, Book, Focus, View};

impl App {
    pub(in crate::app) fn move_in_text(&mut self, action: Action) {
        let Some(reader) = self.books.get_mut(self.chosen).map(Book::reader_mut) else { return };
        let times = isize::try_from(action.times()).unwrap_or(isize::MAX);
        match action.command {
            Command::Start => match action.count {
                Some(number) => self.go_to_question(number),
                None => reader.to_start(),
            },
            Command::End => reader.to_end(),
            Command::Percent => reader.go_to_percent(action.count.unwrap_or(100)),
            Command::NextParagraph => reader.step_paragraphs(times),
            Command::PreviousParagraph => reader.step_paragraphs(-times),
            Command::SetMark | Command::GoToMark | Command::JumpBack | Command::JumpForward => {
                self.go_back(action);
            }
            _ => {
                if let Some(rows) = scroll_rows(action, reader.height()) {
                    reader.scroll(rows);
                }
            }
        }
    }

    pub(in crate::app) fn move_in_list(&mut self, action: Action) {
        let Some(reader) = self.books.get_mut(self.chosen).map(Book::reader_mut) else { return };
        let last = reader.interview().entries().len().saturating_sub(1);
        let here = reader.current_entry().unwrap_or(0);
        let height = reader.list().rows().len();
        match (action.command, action.count) {
            (Command::Start, Some(number)) => self.go_to_question(number),
            _ => match scroll_rows(action, height) {
                Some(rows) => reader.go_to_entry(here.saturating_add_signed(rows).min(last)),
                None => self.move_in_text(action),
            },
        }
    }

    pub(in crate::app) fn go_back(&mut self, action: Action) {
        let here = self.place();
        let Some(reader) = self.reader_mut() else { return };
        let jumps = reader.jumps_mut();
        let target = match (action.command, action.character) {
            (Command::JumpBack, _) => jumps.back(here),
            (Command::JumpForward, _) => jumps.forward(),
            (Command::GoToMark, Some('\'' | '`')) => jumps.last(),
            (Command::GoToMark, Some(letter)) => jumps.marked(letter),
            (Command::SetMark, Some(letter)) if letter.is_alphabetic() => {
                jumps.mark(letter, here);
                self.hint(&format!("the place is marked {letter}; {{go-to-mark}}{letter} leads back"));
                return;
            }
            (Command::SetMark, _) => return self.tell("a mark is a letter"),
            _ => None,
        };
        match (target, action) {
            (Some(place), _) => reader.go_to(place),
            (None, Action { command: Command::GoToMark, character: Some(c), .. })
                if !matches!(c, '\'' | '`') =>
            {
                self.tell(format!("no mark {c}"));
            }
            _ => self.tell("no jump to go to"),
        }
    }

    pub(in crate::app) fn go_to_question(&mut self, number: u32) {
        let Some(reader) = self.reader_mut() else { return };
        if !reader.go_to_question(number) {
            let count = reader.interview().question_count();
            self.tell(format!("no question {number}: there are {count}"));
        }
    }

    pub(in crate::app) fn go_to_questions(&mut self, action: Action) {
        let times = isize::try_from(action.times()).unwrap_or(isize::MAX);
        let Some(reader) = self.books.get_mut(self.chosen).map(Book::reader_mut) else { return };
        match (action.command, action.count) {
            (Command::NextQuestion, _) if reader.step_questions(times) => {}
            (Command::NextQuestion, _) => self.tell("this is the last question"),
            (Command::PreviousQuestion, _) => drop(reader.step_questions(-times)),
            (Command::Choose, Some(number)) => self.go_to_question(number),
            (Command::Choose, None) => self.choose(),
            (Command::SwitchPane, _) => {
                self.wishes.focus = match self.wishes.focus {
                    Focus::List => Focus::Reader,
                    Focus::Reader => {
                        let here = reader.place();
                        reader.jumps_mut().leave(here);
                        Focus::List
                    }
                };
            }
            _ => {}
        }
    }

    /// From a list into the reading; in the reading, a line on, as in pagers.
    pub(in crate::app) fn choose(&mut self) {
        if self.wishes.focus == Focus::List {
            self.wishes.focus = Focus::Reader;
        } else if matches!(self.wishes.view, View::Questions | View::Answers) {
            self.wishes.view = View::Reader;
        } else {
            self.move_in_text(Action::plain(Command::LineDown));
        }
    }
}
