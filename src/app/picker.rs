//! The picker: choosing from a list by a few letters.

use super::command::{COMMANDS, Command, Group};
use super::list::short_form;
use super::prompt::Prompt;
use crate::interview::{Entry, Exchange, Interview};
use crate::search::{Ranked, rank};
use crate::text::from_clock;

/// Questions above which their hearts are not worth the wait: all of their words are shown.
const MANY: usize = 20_000;

const COMMANDS_TITLE: &str = "Commands";

/// What a choice leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    /// An entry of the outline.
    Entry(usize),
    /// A command.
    Command(Command),
}

/// A place that can be typed where commands are chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// A question by its number.
    Question(u32),
    /// A time, in milliseconds.
    Time(u32),
}

/// Something that can be chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// What stands before it: a number, keys.
    pub mark: String,
    /// What is matched and shown.
    pub text: String,
    /// Bytes at the front of the text that are enough to show where nothing behind them is matched.
    pub enough: usize,
    /// What it leads to.
    pub choice: Choice,
}

/// A list, a line that narrows it, and what is chosen.
#[derive(Clone, Debug, Default)]
pub struct Picker {
    title: &'static str,
    prompt: Prompt,
    items: Vec<Item>,
    ranked: Vec<Ranked>,
    chosen: usize,
}

impl Picker {
    /// Over the questions of an interview, with the current one chosen.
    pub fn questions(interview: &Interview, current: Option<usize>) -> Picker {
        let items = interview.entries().iter().enumerate().map(|(index, entry)| {
            let (mark, (text, enough)) = match entry {
                Entry::Introduction(_) => (String::new(), whole("Introduction")),
                Entry::Closing(_) => (String::new(), whole("Closing")),
                Entry::Section(_) => ("§".to_owned(), whole(interview.text(entry.paragraph(interview)))),
                Entry::Exchange(id) => {
                    let exchange = &interview.exchanges()[id.index()];
                    let mark = exchange.number.map(|n| n.to_string()).unwrap_or_default();
                    let all = all_words(interview, exchange);
                    let many = interview.entries().len() > MANY && !all.is_empty();
                    (mark, if many { whole(&all) } else { question(interview, exchange, &all) })
                }
            };
            Item { mark, text, enough, choice: Choice::Entry(index) }
        });
        let mut picker = Picker { title: "Questions", items: items.collect(), ..Picker::default() };
        picker.narrow();
        picker.chosen = current.unwrap_or(0);
        picker
    }

    /// Over the commands that work while reading.
    pub fn commands(keys: impl Fn(Command) -> Vec<String>) -> Picker {
        let listed = COMMANDS
            .iter()
            .filter(|info| !matches!(info.group, Group::Input | Group::Select))
            .filter(|info| info.command != Command::Palette);
        let items = listed.map(|info| {
            let mark = keys(info.command).first().cloned().unwrap_or_default();
            let (text, enough) = whole(&format!("{}: {}", info.name, info.doc));
            Item { mark, text, enough, choice: Choice::Command(info.command) }
        });
        let mut picker = Picker { title: COMMANDS_TITLE, items: items.collect(), ..Picker::default() };
        picker.narrow();
        picker
    }

    /// What the list holds.
    pub fn title(&self) -> &'static str {
        self.title
    }

    /// The line that narrows.
    pub fn prompt(&self) -> &Prompt {
        &self.prompt
    }

    pub(super) fn prompt_mut(&mut self) -> &mut Prompt {
        &mut self.prompt
    }

    /// Ranks anew after the line has changed; the best is chosen.
    pub fn narrow(&mut self) {
        self.ranked = rank(self.prompt.text(), self.items.iter().map(|item| item.text.as_str()));
        self.chosen = 0;
    }

    /// The items that fit, best first, with the matched letters.
    pub fn ranked(&self) -> impl Iterator<Item = (&Item, &Ranked)> {
        self.ranked.iter().map(|ranked| (&self.items[ranked.index], ranked))
    }

    /// How many fit, and how many there are.
    pub fn counts(&self) -> (usize, usize) {
        (self.ranked.len(), self.items.len())
    }

    /// Which of those that fit is chosen, from 0.
    pub fn chosen(&self) -> usize {
        self.chosen
    }

    /// Chooses further down or up; stays inside the list.
    pub fn choose(&mut self, by: isize) {
        self.chosen = self.chosen.saturating_add_signed(by).min(self.ranked.len().saturating_sub(1));
    }

    /// The place that is typed instead of a command: `5` is question 5, `12:30` a time.
    pub fn asks_for_place(&self) -> Option<Place> {
        let typed = self.prompt.text().trim();
        let commands = self.title == COMMANDS_TITLE;
        let place = || from_clock(typed).map(Place::Time).or_else(|| typed.parse().ok().map(Place::Question));
        if commands { place() } else { None }
    }

    /// What the choice leads to.
    pub fn choice(&self) -> Option<Choice> {
        self.ranked.get(self.chosen).map(|ranked| self.items[ranked.index].choice)
    }
}

fn whole(text: &str) -> (String, usize) {
    (text.to_owned(), text.len())
}

fn all_words(interview: &Interview, exchange: &Exchange) -> String {
    let paragraphs = interview.spoken(exchange.question.clone()).map(|p| interview.text(p));
    paragraphs.collect::<Vec<_>>().join(" ")
}

/// All words of a question behind its heart: the heart is enough to see, but any word may be typed.
fn question(interview: &Interview, exchange: &Exchange, all: &str) -> (String, usize) {
    let heart = short_form(interview, exchange);
    if all.is_empty() || all == heart {
        return whole(&heart);
    }
    (format!("{heart} · {all}"), heart.len())
}
