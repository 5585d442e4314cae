//! What can happen to the application, and what it can ask for.

use std::path::PathBuf;
use std::sync::Arc;

use super::lookup::{Answer, Ask, Snapshot};
use crate::import::{Doubt, Imported};
use crate::interview::{Anchor, Piece, Position};
use crate::keys::Key;
use crate::search::{Aliases, Finder, Query, TermIndex};

/// The screen's size in cells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Size {
    /// Cells across.
    pub columns: u16,
    /// Cells down.
    pub rows: u16,
}

/// One of the things to read that the program was started with, counted from 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourceId(pub u32);

/// What a worker says while it imports a source.
#[derive(Clone, Debug)]
pub enum ImportNews {
    /// The import begins (again): what was known of the source is to be replaced by what follows.
    Started,
    /// The beginning of the interview at a glance: it is shown until the first piece replaces it.
    Glance(Box<Piece>),
    /// More of the interview.
    Piece(Box<Piece>),
    /// Bytes read of bytes in all, where that is known.
    Progress {
        /// So far.
        read: u64,
        /// Of a file; a pipe does not say.
        total: Option<u64>,
    },
    /// Nothing follows.
    Done {
        /// What the importer was not sure of.
        doubts: Vec<Doubt>,
        /// Further interviews of the same source, as in a book.
        others: Vec<Imported>,
    },
    /// It cannot be read: one line that names the file and the reason.
    Failed(String),
}

/// Something to be searched by a worker. A task of the same kind with a higher number calls it off.
#[derive(Clone, Debug)]
pub struct Task {
    /// Counts all tasks.
    pub number: u64,
    /// What.
    pub search: Search,
}

/// Numbers are given once.
impl PartialEq for Task {
    fn eq(&self, other: &Task) -> bool {
        self.number == other.number
    }
}

impl Eq for Task {}

/// What is to be searched.
#[derive(Clone, Debug)]
pub enum Search {
    /// What is typed in the finder.
    LookUp(Ask),
    /// Words in the text of a long interview.
    Text(TextSearch),
    /// All terms of a long interview.
    Terms(TermCount),
}

/// Words to be searched in a text.
#[derive(Clone, Debug)]
pub struct TextSearch {
    /// What.
    pub query: Query,
    /// Where.
    pub interview: Snapshot,
    /// Hidden blocks count.
    pub hidden: bool,
    /// Where to begin.
    pub from: Position,
}

/// An interview whose terms are to be counted.
#[derive(Clone, Debug)]
pub struct TermCount {
    /// Where.
    pub interview: Snapshot,
    /// The names that count as one.
    pub aliases: Aliases,
}

/// What a worker found.
#[derive(Clone, Debug)]
pub enum Found {
    /// For the finder.
    LookedUp(Box<Answer>),
    /// The first matches from where the search began; more may follow.
    First(Finder),
    /// All matches.
    All(Finder),
    /// The term index.
    Terms(Arc<TermIndex>),
}

/// What the background of the terminal is like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shade {
    /// Dark.
    Dark,
    /// Light.
    Light,
}

/// What a hand does with the mouse.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gesture {
    /// The left button goes down.
    Press,
    /// The mouse moves while it is down.
    Drag,
    /// It comes up.
    Release,
    /// The wheel is turned away.
    WheelUp,
    /// The wheel is turned near.
    WheelDown,
}

/// The mouse: what it does, and over which cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pointer {
    /// What it does.
    pub gesture: Gesture,
    /// Cells from the left.
    pub x: u16,
    /// Cells from the top.
    pub y: u16,
}

/// Everything that can wake the program.
#[derive(Clone, Debug)]
pub enum Event {
    /// A key was pressed.
    Key(Key),
    /// Text was pasted.
    Paste(String),
    /// The mouse did something.
    Mouse(Pointer),
    /// The terminal has said what its background is like.
    Shade(Shade),
    /// The screen has this size now.
    Resize(Size),
    /// A worker has news of a source.
    Import(SourceId, ImportNews),
    /// A worker has found something for the task with this number.
    Found(u64, Found),
    /// An effect could not be carried out: one line for the reader.
    Failed(String),
    /// An effect was carried out: one line for the reader.
    Told(String),
    /// A text that was to be copied is more than a terminal takes.
    TooLarge(String),
    /// A file was written: its name.
    Written(String),
    /// A file that was to be new is there already.
    FileThere {
        /// Its name, as it was typed.
        name: String,
        /// What it was to hold.
        text: String,
    },
    /// The program is on the screen again after it was suspended.
    Resumed,
}

/// What the application asks the world to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Import a source (again) and tell of it in [`Event::Import`].
    Load(SourceId),
    /// Put a text into the reader's clipboard, and tell of it.
    Copy {
        /// What it is, for the notice.
        what: String,
        /// The text.
        text: String,
    },
    /// Open a source in the reader's editor, at a place.
    Edit(SourceId, Anchor),
    /// Have a worker search and tell of it in [`Event::Found`].
    Search(Task),
    /// Write a text file and tell of it in [`Event::Written`], or in [`Event::FileThere`] where it may not be replaced.
    Write {
        /// The path as it was typed.
        name: String,
        /// What it is to hold.
        text: String,
        /// A file that is there is replaced.
        replace: bool,
    },
    /// Keep two names as one in the reader's alias file, or part them there, and tell of it.
    KeepAlias {
        /// The file.
        file: PathBuf,
        /// The names: the longer, and the shorter.
        pair: [String; 2],
        /// They are one; else they are parted.
        one: bool,
    },
    /// Paint every cell anew.
    Repaint,
    /// Take the mouse from the terminal, or give it back.
    Mouse(bool),
    /// Give the terminal back and stop until the shell continues the program.
    Suspend,
    /// End the program.
    Quit,
}
