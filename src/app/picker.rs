//! The picker: choosing a command by a few letters of its name.

use super::command::{COMMANDS, Command, Group};
use super::prompt::Prompt;
use crate::search::{Ranked, rank};
use crate::text::from_clock;

const COMMANDS_TITLE: &str = "Commands";

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
    /// What it leads to.
    pub command: Command,
}

impl Item {
    fn is_called(&self, typed: &str) -> bool {
        self.mark == typed || self.text.split(':').next() == Some(typed)
    }
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
    /// Over the commands that work while reading.
    pub fn commands(keys: impl Fn(Command) -> Vec<String>) -> Picker {
        let listed = COMMANDS
            .iter()
            .filter(|info| !matches!(info.group, Group::Input | Group::Select))
            .filter(|info| info.command != Command::Palette);
        let items = listed.map(|info| {
            let key = keys(info.command).into_iter().next();
            let text = format!("{}: {}", info.name, info.said(key.as_deref()));
            let mark = key.unwrap_or_default();
            Item { mark, text, command: info.command }
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

    /// Ranks anew after the line has changed; the best is chosen. What is called just so comes first, by its key too:
    /// `:q` leaves, for hands that know less or vim.
    pub fn narrow(&mut self) {
        let typed = self.prompt.text().trim();
        self.ranked = rank(typed, self.items.iter().map(|item| item.text.as_str()));
        self.ranked.sort_by_key(|ranked| !self.items[ranked.index].is_called(typed));
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
        from_clock(typed).map(Place::Time).or_else(|| typed.parse().ok().map(Place::Question))
    }

    /// What the choice leads to.
    pub fn choice(&self) -> Option<Command> {
        self.ranked.get(self.chosen).map(|ranked| self.items[ranked.index].command)
    }
}
