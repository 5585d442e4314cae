//! The picker: choosing from a list by a few letters.

use super::command::{COMMANDS, Command, Group};
use super::list::short_form;
use super::prompt::Prompt;
use crate::interview::{Entry, Interview};
use crate::search::{Ranked, rank};

/// What a choice leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    /// An entry of the outline.
    Entry(usize),
    /// A command.
    Command(Command),
}

/// Something that can be chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// What stands before it: a number, keys.
    pub mark: String,
    /// What is matched and shown.
    pub text: String,
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
            let (mark, text) = match entry {
                Entry::Introduction(_) => (String::new(), "Introduction".to_owned()),
                Entry::Closing(_) => (String::new(), "Closing".to_owned()),
                Entry::Section(_) => ("§".to_owned(), interview.text(entry.paragraph(interview)).to_owned()),
                Entry::Exchange(id) => {
                    let exchange = &interview.exchanges()[id.index()];
                    let mark = exchange.number.map(|n| n.to_string()).unwrap_or_default();
                    (mark, whole_question(interview, exchange))
                }
            };
            Item { mark, text, choice: Choice::Entry(index) }
        });
        let mut picker = Picker { title: "Questions", items: items.collect(), ..Picker::default() };
        picker.narrow();
        picker.chosen = current.unwrap_or(0);
        picker
    }

    /// Over the commands that work while reading.
    pub fn commands(keys: impl Fn(Command) -> Vec<String>) -> Picker {
        let listed =
            COMMANDS.iter().filter(|info| info.group != Group::Input && info.command != Command::Palette);
        let items = listed.map(|info| Item {
            mark: keys(info.command).first().cloned().unwrap_or_default(),
            text: format!("{}: {}", info.name, info.doc),
            choice: Choice::Command(info.command),
        });
        let mut picker = Picker { title: "Commands", items: items.collect(), ..Picker::default() };
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

    /// What the choice leads to.
    pub fn choice(&self) -> Option<Choice> {
        self.ranked.get(self.chosen).map(|ranked| self.items[ranked.index].choice)
    }
}

/// All words of a question; its heart comes first in a list, but any of its words may be typed.
fn whole_question(interview: &Interview, exchange: &crate::interview::Exchange) -> String {
    let paragraphs = interview.spoken(exchange.question.clone()).map(|p| interview.text(p));
    let whole = paragraphs.collect::<Vec<_>>().join(" ");
    let heart = short_form(interview, exchange);
    if whole.is_empty() || whole == heart { heart } else { format!("{heart} · {whole}") }
}
