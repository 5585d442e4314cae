//! Menus: a few things to choose from, each by a letter.

use crate::quote::{Excerpt, Form};

/// What a choice leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Pick {
    /// Copy an excerpt with its source.
    Cite(Form, Excerpt),
    /// Ask where to write an excerpt; what it is called.
    Write(Excerpt, String),
    /// Write over a file that is there.
    Overwrite {
        /// Its path.
        path: String,
        /// What to write.
        text: String,
    },
    /// Ask for another path.
    Rename {
        /// The one that is taken.
        path: String,
        /// What to write.
        text: String,
    },
}

/// Something that can be chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MenuItem {
    /// The letter that chooses it; a blank where there is none.
    pub key: char,
    /// What it is.
    pub text: String,
    pub(super) pick: Pick,
}

/// Some things to choose from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Menu {
    title: String,
    items: Vec<MenuItem>,
    chosen: usize,
}

impl Menu {
    pub(super) fn new(title: &str, items: impl IntoIterator<Item = (char, String, Pick)>) -> Menu {
        let items = items.into_iter().map(|(key, text, pick)| MenuItem { key, text, pick }).collect();
        Menu { title: title.to_owned(), items, chosen: 0 }
    }

    /// What is to be chosen.
    pub fn title(&self) -> &str {
        &self.title
    }

    /// What there is.
    pub fn items(&self) -> &[MenuItem] {
        &self.items
    }

    /// Which of them Enter takes, from 0.
    pub fn chosen(&self) -> usize {
        self.chosen
    }

    /// Goes further down or up; stays inside the menu.
    pub(super) fn choose(&mut self, by: isize) {
        self.chosen = self.chosen.saturating_add_signed(by).min(self.items.len().saturating_sub(1));
    }

    /// What a letter chooses.
    pub(super) fn by_key(&self, key: char) -> Option<Pick> {
        self.items.iter().find(|item| item.key == key && key != ' ').map(|item| item.pick.clone())
    }

    /// What Enter takes.
    pub(super) fn pick(&self) -> Option<Pick> {
        self.items.get(self.chosen).map(|item| item.pick.clone())
    }
}
