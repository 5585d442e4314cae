//! Goals: where the reading is to begin, as the command line says it. What has not come yet is waited for.

use super::{App, Screen, SourceId};
use crate::interview::{Address, Position};
use crate::search::Query;

/// Where the reading is to begin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Goal {
    /// At a paragraph, perhaps of another interview of the same source.
    Address(Address),
    /// At a question by its number.
    Question(u32),
    /// At the first place of a term.
    Term(String),
    /// At the end.
    End,
}

impl std::fmt::Display for Goal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Goal::Address(address) => write!(f, "#{address}"),
            Goal::Question(number) => write!(f, "question {number}"),
            Goal::Term(term) => write!(f, "{term}"),
            Goal::End => write!(f, "the end"),
        }
    }
}

impl App {
    /// Begins to read a source somewhere else than at its start.
    pub fn open_at(&mut self, source: SourceId, goal: Goal) {
        if let Some(book) = self.books.iter_mut().find(|book| book.source() == source) {
            book.goal = Some(goal);
        }
    }

    /// Goes to a book's goal, if it has come; `is_over` where nothing follows.
    pub(super) fn seek(&mut self, at: usize, is_over: bool) {
        let Some(goal) = self.books.get(at).and_then(|book| book.goal.clone()) else { return };
        if let Goal::Address(Address { interview: volume @ 2.., part }) = goal {
            if is_over {
                self.seek_beside(at, volume, Address::from(part));
            }
            return;
        }
        let hidden = self.wishes.hidden;
        let Some(book) = self.books.get_mut(at) else { return };
        let reader = book.reader_mut();
        let found = match &goal {
            Goal::Address(address) => match reader.interview().find(address.part) {
                Some(paragraph) => {
                    reader.go_to(Position { paragraph, ..Position::default() });
                    true
                }
                None => false,
            },
            Goal::Question(number) => reader.go_to_question(*number),
            Goal::Term(term) => {
                let (finding, interview) = reader.finding_mut();
                let found = finding.look_for(Query::new(term), interview, hidden, Position::default());
                found.map(|position| reader.show(position)).is_some()
            }
            Goal::End => {
                reader.to_end();
                is_over
            }
        };
        if found || is_over {
            book.goal = None;
        }
        if is_over && !found {
            let told = format!("{goal} is not in {}", book.name());
            self.tell(told);
        }
    }

    /// Opens another interview of the same source.
    fn seek_beside(&mut self, first: usize, volume: u32, address: Address) {
        let source = self.books[first].source();
        let wanted = |book: &super::Book| book.source() == source && book.volume() == volume as usize;
        self.books[first].goal = None;
        match self.books.iter().position(wanted) {
            Some(at) => {
                self.books[at].goal = Some(Goal::Address(address));
                self.chosen = at;
                self.screen = Screen::Reading;
                self.seek(at, true);
            }
            None => {
                let told = format!("there is no interview {volume} in {}", self.books[first].name());
                self.tell(told);
            }
        }
    }
}
