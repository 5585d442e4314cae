//! Overlays: what can lie over the reading. A closed list; the one on top takes the keys first.

use super::concordance::Concordance;
use super::context::Context;
use super::definition::Definition;
use super::finding::Start;
use super::index::Index;
use super::links::LinkList;
use super::lookup::Lookup;
use super::menu::Menu;
use super::picker::Picker;
use super::prompt::Prompt;
use crate::quote::Excerpt;

/// A search being typed.
#[derive(Clone, Debug, Default)]
pub struct SearchPrompt {
    /// What is typed.
    pub prompt: Prompt,
    /// Where it began.
    pub start: Start,
}

/// What is to be written to a file.
#[derive(Clone, Debug)]
pub(super) enum Saved {
    /// An excerpt, in the form that the file's name says.
    Excerpt(Excerpt),
    /// A text as it is.
    Text(String),
}

/// A file's name being typed.
#[derive(Clone, Debug)]
pub struct SavePrompt {
    /// What stands before it.
    pub lead: String,
    /// What is typed.
    pub prompt: Prompt,
    pub(super) what: Saved,
}

/// A text of our own: help, report.
#[derive(Clone, Debug, Default)]
pub struct Pager {
    /// Its heading.
    pub title: String,
    /// Its lines; a line that ends with a colon is a heading.
    pub lines: Vec<String>,
    /// The first line shown.
    pub top: usize,
}

impl Pager {
    /// Scrolls, no further than that the last line stands at the bottom.
    pub fn scroll(&mut self, by: isize, height: usize) {
        let most = self.lines.len().saturating_sub(height);
        self.top = self.top.saturating_add_signed(by).min(most);
    }
}

/// What lies over the reading.
#[derive(Clone, Debug)]
pub enum Overlay {
    /// A search is typed on the status line.
    Search(SearchPrompt),
    /// Something is looked for everywhere.
    Lookup(Box<Lookup>),
    /// A command is chosen from a list.
    Picker(Picker),
    /// A text of our own is read.
    Pager(Pager),
    /// The report of the import.
    Report(Pager),
    /// One of a few things is chosen.
    Menu(Menu),
    /// A file's name is typed on the status line.
    Save(SavePrompt),
    /// The links.
    Links(LinkList),
    /// The term index.
    Index(Index),
    /// The places of a term.
    Concordance(Concordance),
    /// What a term stands for.
    Definition(Definition),
}

impl Overlay {
    /// What the keys mean while it is on top.
    pub fn context(&self) -> Context {
        match self {
            Overlay::Search(_) | Overlay::Save(_) => Context::Prompt,
            Overlay::Lookup(_) => Context::Lookup,
            Overlay::Picker(_) => Context::Picker,
            Overlay::Pager(_) => Context::Pager,
            Overlay::Report(_) => Context::Report,
            Overlay::Menu(_) => Context::Menu,
            Overlay::Index(index) if index.filter().is_typing() => Context::Prompt,
            Overlay::Concordance(lines) if lines.target().is_some() => Context::Prompt,
            Overlay::Links(links) if links.filter().is_typing() => Context::Prompt,
            Overlay::Links(_) | Overlay::Index(_) | Overlay::Concordance(_) | Overlay::Definition(_) => {
                Context::Terms
            }
        }
    }

    /// The line that is typed in it.
    pub fn prompt_mut(&mut self) -> Option<&mut Prompt> {
        match self {
            Overlay::Search(search) => Some(&mut search.prompt),
            Overlay::Lookup(lookup) => Some(lookup.prompt_mut()),
            Overlay::Picker(picker) => Some(picker.prompt_mut()),
            Overlay::Save(save) => Some(&mut save.prompt),
            Overlay::Links(links) => links.filter_mut().typed(),
            Overlay::Index(index) => index.filter_mut().typed(),
            Overlay::Concordance(lines) => lines.target_mut().as_mut().map(|target| &mut target.name),
            Overlay::Pager(_) | Overlay::Report(_) | Overlay::Menu(_) | Overlay::Definition(_) => None,
        }
    }

    /// Whether it holds places of the interview.
    pub fn holds_places(&self) -> bool {
        matches!(
            self,
            Overlay::Links(_) | Overlay::Index(_) | Overlay::Concordance(_) | Overlay::Definition(_)
        )
    }
}
