//! Contexts: what the keys mean depends on what is on top.

/// What is on top of the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Context {
    /// An interview is read.
    Reading,
    /// One of several interviews is chosen.
    Shelf,
    /// A line is typed.
    Prompt,
    /// A line is typed that narrows a list.
    Picker,
    /// A line is typed that finds questions, terms, places and commands.
    Lookup,
    /// A text of our own is read: the help.
    Pager,
    /// The report of the import is read, and may be repaired.
    Report,
    /// Text is selected.
    Selecting,
    /// One of a few things is chosen, by its letter.
    Menu,
    /// A term, a place of it or a link is chosen from a list, or the definition of a term is read.
    Terms,
}

impl Context {
    /// All of them.
    pub const ALL: [Context; 10] = [
        Context::Reading,
        Context::Shelf,
        Context::Pager,
        Context::Report,
        Context::Terms,
        Context::Prompt,
        Context::Picker,
        Context::Lookup,
        Context::Selecting,
        Context::Menu,
    ];

    /// Its name in settings.
    pub fn name(self) -> &'static str {
        match self {
            Context::Reading => "reading",
            Context::Shelf => "shelf",
            Context::Prompt => "prompt",
            Context::Picker => "picker",
            Context::Lookup => "finder",
            Context::Pager => "pager",
            Context::Report => "report",
            Context::Terms => "terms",
            Context::Selecting => "selecting",
            Context::Menu => "menu",
        }
    }

    /// Digits are counts here, not text.
    pub fn counts(self) -> bool {
        !matches!(self, Context::Prompt | Context::Picker | Context::Lookup | Context::Menu)
    }

    /// Keys that type a character type it.
    pub fn types(self) -> bool {
        matches!(self, Context::Prompt | Context::Picker | Context::Lookup)
    }
}
