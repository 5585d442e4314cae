//! Reading without a screen: one exchange at a time, as plain lines, for screen readers, braille, scripts and lines
//! that cannot move a cursor.
//!
//! A line goes in, a text comes out. It must not know where lines come from, nor draw anything.

use std::collections::VecDeque;

use crate::interview::{Address, BlockKind, Entry, Interview, ParagraphId, Part};
use crate::quote::{Excerpt, Form, cite};
use crate::search::Aliases;
use crate::text::printable;

mod page;
mod places;
mod say;

use places::Places;

/// An interview that is read line by line.
#[derive(Clone, Copy, Debug)]
pub struct Voiced<'a> {
    /// What its file is called, as somebody would type it; empty where it has no file.
    pub name: &'a str,
    /// Which interview of its file, from 1.
    pub volume: u32,
    /// What stands in it.
    pub interview: &'a Interview,
}

/// What is read at once.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Stop {
    /// A line of the outline of an interview: introduction, exchange, closing matter.
    Entry(usize, usize),
    /// Some paragraphs in a row of an interview in which nobody asks.
    Passage(usize, Vec<ParagraphId>),
}

impl Stop {
    fn interview(&self) -> usize {
        match self {
            Stop::Entry(at, _) | Stop::Passage(at, _) => *at,
        }
    }
}

/// A paragraph of one of the interviews.
type Spot = (usize, ParagraphId);

/// A text for a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// The file; none where it is the one of before.
    pub file: Option<String>,
    /// It may be added to a file that was there before.
    pub adds: bool,
    /// The address of what is written.
    pub place: String,
    /// The excerpt with its source, in the form of a file of this name.
    pub excerpt: Excerpt,
    /// Which of the interviews it is from.
    pub interview: usize,
}

/// What comes of a line that was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answer {
    /// What to say, whole lines.
    pub text: String,
    /// The reader wants to leave.
    pub is_last: bool,
    /// What is to be written before anything else is asked.
    pub note: Option<Note>,
}

/// Some interviews that are read stop by stop.
#[derive(Clone, Debug)]
pub struct Linear<'a> {
    shelf: Vec<Voiced<'a>>,
    stops: Vec<Stop>,
    aliases: Aliases,
    /// The stop that was read last.
    at: Option<usize>,
    /// The paragraph of it that was read alone.
    alone: Option<ParagraphId>,
    /// Where the reader wants to come back to.
    kept: Option<Spot>,
    /// What was looked for, and where it stands.
    places: Places,
    /// Columns to wrap to; nothing is wrapped without.
    columns: Option<usize>,
    /// Lines of the reader's screen, and of a stretch between two stops, if any are wanted.
    rows: usize,
    pause: Option<usize>,
    /// Lines that wait until the reader wants to go on.
    waiting: VecDeque<String>,
    /// What was said last.
    said: String,
}

/// What can be typed, and what it does, in the order in which it is told.
pub const COMMANDS: [(&str, &str); 18] = [
    ("Enter, n", "the next question with its answers"),
    ("p", "the one before"),
    ("12, q3.p2", "question 12; the second paragraph of the answer to question 3"),
    (".", "say that again"),
    ("r", "all of this question again"),
    ("j, k", "the next paragraph alone, the one before"),
    ("=", "where am I, and how much is left"),
    ("l, l WORD", "all questions, a line each; those in which the word stands"),
    ("/WORD", "how often and where a word or phrase stands; the first place of it from here on"),
    ("/, N", "the next place of it, the place before"),
    ("t", "what it is about: the terms, most telling first"),
    ("m, '", "keep this place; back to it, and again: back from there"),
    (
        "c",
        "quote this with its source; c m, c c, c b, c s: in Markdown, as a Chicago note, for BibTeX, in CSL-JSON",
    ),
    ("w FILE", "write the quote to a file, in the form that its ending says; w alone: the next to the same"),
    ("w! FILE", "add it to a file that was there before"),
    ("s, s 10", "stop after each screen, after 10 lines; s again: stop no more"),
    ("i, i 2", "the interviews; the second of them"),
    ("h, q", "these commands; leave"),
];

impl<'a> Linear<'a> {
    /// Before the first stop of some interviews.
    pub fn new(shelf: impl IntoIterator<Item = Voiced<'a>>, columns: Option<usize>) -> Linear<'a> {
        let shelf: Vec<Voiced<'a>> = shelf.into_iter().collect();
        let stops = shelf.iter().enumerate().flat_map(|(at, one)| stops(at, one.interview)).collect();
        Linear {
            shelf,
            stops,
            aliases: Aliases::default(),
            at: None,
            alone: None,
            kept: None,
            places: Places::none(),
            columns,
            rows: page::ROWS,
            pause: None,
            waiting: VecDeque::new(),
            said: String::new(),
        }
    }

    /// The same with names that count as one in the list of terms.
    #[must_use]
    pub fn with_aliases(self, aliases: Aliases) -> Linear<'a> {
        Linear { aliases, ..self }
    }

    /// The same on a screen of so many lines.
    #[must_use]
    pub fn with_rows(self, rows: usize) -> Linear<'a> {
        Linear { rows, ..self }
    }

    /// What is said first.
    pub fn opening(&self) -> String {
        let mut text = match self.shelf.as_slice() {
            [] => String::new(),
            [only] => self.about(only.interview),
            all => self.lines([format!("{} interviews; i lists them.", all.len())]),
        };
        text += &self.lines(["Enter reads on, h lists the commands.".to_owned()]);
        text
    }

    /// All stops, one after another.
    pub fn whole(&mut self) -> String {
        let mut text = self.opening();
        for at in 0..self.stops.len() {
            text.push('\n');
            text += &self.read(at);
        }
        text
    }

    /// Answers a line.
    pub fn answer(&mut self, line: &str) -> Answer {
        let typed = line.trim();
        if typed.is_empty() && !self.waiting.is_empty() {
            return Answer { text: self.go_on(), ..Answer::default() };
        }
        self.waiting.clear();
        let mut answer = self.command(typed);
        if typed == "." {
            answer.text = self.said.clone();
        } else {
            self.said.clone_from(&answer.text);
        }
        answer.text = self.paused(answer.text);
        answer
    }

    fn command(&mut self, typed: &str) -> Answer {
        let (word, rest) = typed.split_once(char::is_whitespace).unwrap_or((typed, ""));
        let rest = rest.trim();
        let text = match (word, rest) {
            ("q" | "Q" | "quit", "") => return Answer { text: self.leave(), is_last: true, note: None },
            ("w" | "w!", file) => return self.write(file, word == "w!"),
            ("" | "n", "") => self.step(1),
            ("p", "") => self.step(-1),
            (".", "") => String::new(),
            ("r", "") => self.read(self.at.unwrap_or(0)),
            ("j", "") => self.step_alone(1),
            ("k", "") => self.step_alone(-1),
            ("=", "") => self.place(),
            ("l", word) => self.list(word),
            ("N", "") => self.another_place(-1),
            ("t", "") => self.terms(),
            ("m", "") => self.keep(),
            ("'", "") => self.back(),
            ("c" | "C", form) => self.quote(form),
            ("s", lines) => self.set_pause(lines),
            ("i", "") => self.interviews(),
            ("i", number) => self.interview(number),
            ("h" | "?" | "help", "") => self.lines(COMMANDS.map(|(typed, doc)| format!("{typed}: {doc}."))),
            _ => self.elsewhere(typed),
        };
        Answer { text, ..Answer::default() }
    }

    /// A term, a number, an address.
    fn elsewhere(&mut self, typed: &str) -> String {
        if let Some(term) = typed.strip_prefix('/') {
            return if term.trim().is_empty() { self.another_place(1) } else { self.find(term.trim()) };
        }
        match (typed.parse::<u32>(), typed.parse::<Address>()) {
            (Ok(number), _) => self.question(number),
            (_, Ok(address)) => self.read_address(self.here(), address),
            _ => format!("{} means nothing here; h lists the commands.\n", printable(typed)),
        }
    }

    // ---- moving

    /// The interview that is read.
    fn here(&self) -> usize {
        self.at.and_then(|at| self.stops.get(at)).map_or(0, Stop::interview)
    }

    /// The paragraph that was heard last, or the first of what was.
    fn spot(&self) -> Option<Spot> {
        let stop = self.stops.get(self.at?)?;
        let paragraph = self.alone.or_else(|| self.paragraphs(stop).first().copied())?;
        Some((stop.interview(), paragraph))
    }

    fn step(&mut self, by: isize) -> String {
        let next = match self.at {
            Some(at) => at.checked_add_signed(by),
            None => Some(0),
        };
        match next {
            Some(at) if at < self.stops.len() => self.read(at),
            Some(_) => "This is the end.\n".to_owned(),
            None => "This is the beginning.\n".to_owned(),
        }
    }

    /// The next paragraph, or the one before, alone.
    fn step_alone(&mut self, by: isize) -> String {
        let Some(at) = self.at else { return self.step(1) };
        let all = self.stops.get(at).map(|stop| self.paragraphs(stop)).unwrap_or_default();
        let heard = self.alone.and_then(|heard| all.iter().position(|p| *p == heard));
        let next = match (heard, by) {
            (Some(heard), _) => heard.checked_add_signed(by),
            // The whole was read, or nothing of it.
            (None, 1) => Some(0),
            (None, _) => None,
        };
        if let Some(paragraph) = next.and_then(|next| all.get(next)) {
            return self.read_alone(at, *paragraph);
        }
        let Some(beside) = at.checked_add_signed(by).filter(|beside| *beside < self.stops.len()) else {
            return if by > 0 { "This is the end.\n" } else { "This is the beginning.\n" }.to_owned();
        };
        let all = self.stops.get(beside).map(|stop| self.paragraphs(stop)).unwrap_or_default();
        match if by > 0 { all.first() } else { all.last() } {
            Some(paragraph) => self.read_alone(beside, *paragraph),
            None => self.read(beside),
        }
    }

    fn question(&mut self, number: u32) -> String {
        let here = self.here();
        let is_it = |stop: &Stop| {
            stop.interview() == here && self.exchange(stop).is_some_and(|e| e.number == Some(number))
        };
        match self.stops.iter().position(is_it) {
            Some(at) => self.read(at),
            None => {
                let count = self.shelf.get(here).map_or(0, |one| one.interview.question_count());
                format!("There is no question {number}; there are {count}.\n")
            }
        }
    }

    /// Reads what an address means, in the file of one of the interviews.
    pub fn read_address(&mut self, interview: usize, address: Address) -> String {
        let file = self.shelf.get(interview).map(|one| one.name);
        let is_meant = |one: &Voiced<'_>| Some(one.name) == file && one.volume == address.interview;
        let here = self.shelf.get(interview).is_some_and(is_meant).then_some(interview);
        let missing = format!("There is no {address} here.\n");
        let Some(interview) = here.or_else(|| self.shelf.iter().position(is_meant)) else { return missing };
        let found = self.shelf.get(interview).and_then(|one| one.interview.find(address.part));
        let Some(paragraph) = found else { return missing };
        match (self.stop_of((interview, paragraph)), address.part) {
            (Some(at), Part::Question(_, 1)) => self.read(at),
            (Some(at), _) => self.read_alone(at, paragraph),
            (None, _) => "That is not part of the reading.\n".to_owned(),
        }
    }

    /// Reads where a question or a term stands in one of the interviews.
    pub fn begin(&mut self, interview: usize, typed: &str) -> String {
        let first = self.stops.iter().position(|stop| stop.interview() == interview);
        self.at = first.filter(|_| interview > 0);
        let text = self.command(typed).text;
        self.said.clone_from(&text);
        text
    }

    /// Reads the last stop of one of the interviews.
    pub fn end(&mut self, interview: usize) -> String {
        match self.stops.iter().rposition(|stop| stop.interview() == interview) {
            Some(at) => self.read(at),
            None => "There is nothing to read.\n".to_owned(),
        }
    }

    fn stop_of(&self, (interview, paragraph): Spot) -> Option<usize> {
        let holds = |stop: &Stop| stop.interview() == interview && self.paragraphs(stop).contains(&paragraph);
        self.stops.iter().position(holds)
    }

    fn go(&mut self, spot: Spot) -> String {
        match self.stop_of(spot) {
            Some(at) => self.read_alone(at, spot.1),
            None => "That is not part of the reading.\n".to_owned(),
        }
    }

    fn interview(&mut self, number: &str) -> String {
        let wanted = number.parse::<usize>().ok().and_then(|n| n.checked_sub(1));
        match self.stops.iter().position(|stop| Some(stop.interview()) == wanted) {
            Some(at) => self.read(at),
            None => format!("There are {} interviews; i lists them.\n", self.shelf.len()),
        }
    }

    // ---- keeping and taking

    fn keep(&mut self) -> String {
        self.kept = self.spot().or(self.kept);
        match self.spot() {
            Some(spot) => self.lines([format!("Kept: {}. ' goes back to it.", self.address(spot, true))]),
            None => "Nothing was read yet.\n".to_owned(),
        }
    }

    fn back(&mut self) -> String {
        let Some(kept) = self.kept else { return "No place is kept; m keeps one.\n".to_owned() };
        self.kept = self.spot();
        self.go(kept)
    }

    fn leave(&self) -> String {
        match self.spot() {
            Some(spot) => self.lines([format!("You were at {}.", self.address(spot, false))]),
            None => String::new(),
        }
    }

    /// What a quote would be of: the paragraph that was heard alone, else all that was read.
    fn excerpt(&self) -> Option<(usize, Excerpt)> {
        let (at, paragraph) = self.spot()?;
        let interview = self.shelf.get(at)?.interview;
        let excerpt = match self.alone {
            Some(_) => Excerpt::paragraph(interview, paragraph),
            None => Excerpt::exchange(interview, paragraph),
        };
        Some((at, excerpt))
    }

    fn quote(&self, form: &str) -> String {
        let letter = if form.is_empty() { "p" } else { form };
        let form = Form::ALL.iter().find(|(_, key, ..)| letter.chars().eq([*key])).map(|(form, ..)| *form);
        match (form, self.excerpt()) {
            (None, _) => "c, c m, c c, c b or c s; h says what they are.\n".to_owned(),
            (_, None) => "Nothing was read yet.\n".to_owned(),
            (Some(form), Some((at, excerpt))) => {
                let quoted = self.cited(at, &excerpt, form);
                // What other programs read is not wrapped.
                match form {
                    Form::Plain | Form::Note => self.lines(quoted.lines().map(str::to_owned)),
                    _ => quoted + "\n",
                }
            }
        }
    }

    /// An excerpt of one of the interviews with its source.
    pub fn cited(&self, interview: usize, excerpt: &Excerpt, form: Form) -> String {
        let one = self.shelf.get(interview);
        one.map(|one| cite(one.interview, excerpt, form, one.volume)).unwrap_or_default()
    }

    fn write(&self, file: &str, adds: bool) -> Answer {
        let Some((interview, excerpt)) = self.excerpt() else {
            return Answer { text: "Nothing was read yet.\n".to_owned(), ..Answer::default() };
        };
        let file = (!file.is_empty()).then(|| file.to_owned());
        let place = self
            .shelf
            .get(interview)
            .map(|one| excerpt.address(one.interview, one.volume))
            .unwrap_or_default();
        Answer { note: Some(Note { file, adds, place, excerpt, interview }), ..Answer::default() }
    }
}

/// The stops of one interview. Headings are read with what follows them, lines that belong together at once.
fn stops(at: usize, interview: &Interview) -> Vec<Stop> {
    if interview.exchanges().is_empty() {
        let blocks = interview.blocks().iter().filter(|block| !block.is_hidden());
        let blocks = blocks.filter(|block| block.kind != BlockKind::Title);
        let mut runs: Vec<Vec<ParagraphId>> = Vec::new();
        for paragraph in blocks.flat_map(crate::interview::Block::paragraphs) {
            match runs.last_mut() {
                Some(run) if !interview.stands_apart(paragraph) => run.push(paragraph),
                _ => runs.push(vec![paragraph]),
            }
        }
        return runs.into_iter().map(|run| Stop::Passage(at, run)).collect();
    }
    let entries = interview.entries().iter().enumerate();
    entries
        .filter(|(_, entry)| !matches!(entry, Entry::Section(_)))
        .map(|(entry, _)| Stop::Entry(at, entry))
        .collect()
}

#[cfg(test)]
mod tests;
