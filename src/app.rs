//! The application without a screen: what is open, where the reader is, and what each event changes.
//!
//! [`App::handle`] is the only door in and out. It must not know ratatui, crossterm, files, threads or the clock.

use std::time::Duration;

use crate::import::Imported;
use crate::keys::Key;

mod act;
mod book;
mod command;
mod concordance;
mod context;
mod count;
mod definition;
mod event;
mod filter;
mod finding;
mod frame;
mod goal;
mod help;
mod history;
mod index;
mod jumps;
mod keymap;
mod links;
mod list;
mod listing;
mod lit;
mod lookup;
mod menu;
mod messages;
mod names;
mod overlay;
mod picker;
mod prompt;
mod reader;
mod seen;
mod select;
mod setup;

pub use act::{Mouse, PAGER_COLUMNS};
pub use book::{Book, Progress};
pub use command::{COMMANDS, Command, CommandInfo, Group};
pub use concordance::{Concordance, Target, Widths};
pub use context::Context;
pub use definition::Definition;
pub use event::{
    Effect, Event, Found, Gesture, ImportNews, Pointer, Search, Shade, Size, SourceId, Task, TermCount,
    TextSearch,
};
pub use filter::Filter;
pub use finding::{Finding, Start, Way};
pub use frame::{Area, Column, Focus, Frame, View, shelf_rows};
pub use goal::Goal;
pub use index::{Index, IndexOrder, density, first_said};
pub use keymap::{Action, Keymap, keys_as_settings};
pub use links::{LinkList, LinkRow};
pub use list::{List, ListRow, short_form};
pub use listing::{Listing, middle};
pub use lit::{Light, Lights};
pub use lookup::{
    Answer, Ask, Choice, Desk, Kind, Lookup, LookupFrame, Pick, Preview, PreviewLine, Row, Sighting, Snapshot,
};
pub use menu::{Menu, MenuItem};
pub use names::Names;
pub use overlay::{Overlay, Pager, SavePrompt, SearchPrompt};
pub use picker::{Item, Picker};
pub use prompt::Prompt;
pub use reader::{Page, Reader, Wishes};
pub use select::{Selection, Unit};
pub use setup::Setup;

use history::History;
use keymap::{Pending, Resolved};
use lookup::Searching;
use messages::Messages;

/// How long a notice stays at least, whatever is typed meanwhile.
const NOTICE_STAYS: Duration = Duration::from_millis(800);

/// A line for the reader.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// What it says.
    pub text: String,
    since: Duration,
}

/// What the whole screen shows below the overlays.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Screen {
    /// All that is open.
    #[default]
    Shelf,
    /// One interview.
    Reading,
}

/// Everything the program knows while it runs.
#[derive(Clone, Debug, Default)]
pub struct App {
    books: Vec<Book>,
    /// The book that is read, or chosen on the shelf.
    chosen: usize,
    screen: Screen,
    wishes: Wishes,
    names: Names,
    size: Size,
    overlays: Vec<Overlay>,
    keymap: Keymap,
    pending: Pending,
    mouse: Mouse,
    history: History,
    searching: Searching,
    notice: Option<Notice>,
    messages: Messages,
    /// Names of files that were written, the latest first.
    written: Vec<String>,
    now: Duration,
}

impl App {
    /// An application over named sources, which are loaded by what [`Event::Import`] says of them. One source is read
    /// at once; several stand on the shelf.
    pub fn new(sources: impl IntoIterator<Item = String>, size: Size) -> App {
        let books: Vec<Book> =
            sources.into_iter().enumerate().map(|(n, name)| Book::new(SourceId(n as u32), &name)).collect();
        let screen = if books.len() == 1 { Screen::Reading } else { Screen::Shelf };
        let mut app = App { books, screen, size, ..App::default() };
        app.refresh();
        app
    }

    /// Counts these names as one, in the place of the built-in ones.
    #[must_use]
    pub fn with_names(self, names: Names) -> App {
        App { names, ..self }
    }

    /// Begins with what the reader has set, and says what is to be done outside for it.
    pub fn set_up(&mut self, setup: Setup) -> Vec<Effect> {
        self.wishes = setup.wishes;
        self.keymap = setup.keymap;
        self.mouse.on = setup.mouse;
        let unfollowed = setup.unfollowed;
        if let Some(first) = unfollowed.first() {
            let shows = match unfollowed.len() {
                1 => "1 of your settings is not followed, {messages} shows it".to_owned(),
                n => format!("{n} of your settings are not followed, {{messages}} shows them"),
            };
            let shows = self.keymap.hint(self.context(), &shows);
            let text = format!("{shows}: {first}");
            self.notice = Some(Notice { text, since: self.now });
        }
        self.messages = Messages::unfollowed(unfollowed);
        self.refresh();
        if self.mouse.on { vec![Effect::Mouse(true)] } else { Vec::new() }
    }

    /// Makes ready what the first key will need, and no frame does.
    pub fn make_ready(&self) {
        self.keymap.make_ready();
    }

    /// Takes an event and says what is to be done outside. `now` is the time since start.
    pub fn handle(&mut self, event: Event, now: Duration) -> Vec<Effect> {
        let stood = now.saturating_sub(self.now);
        if self.screen == Screen::Reading
            && self.overlays.is_empty()
            && let Some(reader) = self.reader_mut()
        {
            reader.stood(stood);
        }
        self.now = now;
        let mut effects = match event {
            Event::Key(key) => self.key(key),
            Event::Paste(text) => {
                self.typed(&text);
                Vec::new()
            }
            Event::Resize(size) => {
                self.size = size;
                Vec::new()
            }
            Event::Import(source, news) => {
                self.import(source, news);
                Vec::new()
            }
            Event::Told(told) => {
                self.tell(told);
                Vec::new()
            }
            Event::TooLarge(text) => {
                self.offer_file(text);
                Vec::new()
            }
            Event::Found(number, found) => self.found(number, found),
            Event::Failed(reason) => {
                self.searching.held.clear();
                self.tell(reason);
                Vec::new()
            }
            Event::Written(name) => {
                self.written(&name);
                Vec::new()
            }
            Event::FileThere { name, text } => {
                match self.overlays.last() {
                    Some(Overlay::Concordance(_)) => self.file_is_there(name),
                    _ => self.ask_to_overwrite(name, text),
                }
                Vec::new()
            }
            Event::Mouse(pointer) => self.point(pointer),
            // The theme is the shell's.
            Event::Shade(_) => Vec::new(),
            Event::Resumed => vec![Effect::Repaint],
        };
        self.refresh();
        effects.append(&mut self.searching.effects);
        effects
    }

    fn import(&mut self, source: SourceId, mut news: ImportNews) {
        let open = self.screen == Screen::Reading && self.book().is_some_and(|b| b.source() == source);
        let is_over = matches!(news, ImportNews::Done { .. } | ImportNews::Failed(_));
        let others = match &mut news {
            ImportNews::Done { others, .. } => std::mem::take(others),
            _ => Vec::new(),
        };
        let Some(at) = self.books.iter().position(|b| b.source() == source) else { return };
        let done = matches!(news, ImportNews::Done { .. });
        let readings = self.book().map(|b| b.reader().readings());
        if let Some(told) = self.books[at].take(news).filter(|_| open) {
            self.tell(told);
        }
        for (volume, other) in (2..).zip(others) {
            self.put_beside(at, volume, other);
        }
        self.seek(at, is_over);
        // What is typed in the finder may be found by now.
        if open && done && matches!(self.overlays.last(), Some(Overlay::Lookup(_))) {
            self.ask();
        }
        if readings != self.book().map(|b| b.reader().readings()) {
            // Their places are those of a text that is no more.
            self.overlays.retain(|overlay| !overlay.holds_places());
        }
    }

    /// Puts a further interview of a source onto the shelf, in the place of what stood there of it.
    fn put_beside(&mut self, first: usize, volume: usize, imported: Imported) {
        let alone = self.books.len() == 1;
        let at = first + volume - 1;
        let source = self.books[first].source();
        if self.books.get(at).is_none_or(|b| b.source() != source || b.volume() != volume) {
            let book = self.books[first].beside(volume);
            self.books.insert(at.min(self.books.len()), book);
            self.chosen += usize::from(self.chosen >= at);
        }
        self.books[at].put(imported);
        if alone {
            self.screen = Screen::Shelf;
        }
    }

    fn key(&mut self, key: Key) -> Vec<Effect> {
        if self.notice.as_ref().is_some_and(|n| self.now.saturating_sub(n.since) >= NOTICE_STAYS) {
            self.notice = None;
        }
        if self.is_held(key) {
            return Vec::new();
        }
        match self.keymap.resolve(self.context(), &mut self.pending, key) {
            Resolved::Action(action) => self.act(action),
            Resolved::Typed(c) => {
                self.typed(c.encode_utf8(&mut [0; 4]));
                Vec::new()
            }
            Resolved::Pending | Resolved::Dropped => Vec::new(),
            Resolved::Unknown => {
                if let Some(effects) = key.typed().and_then(|c| self.pick_by_key(c)) {
                    return effects;
                }
                let has_help = !self.keymap.keys_of(self.context(), Command::Help).is_empty();
                let keys = if has_help { "; {help} shows the keys" } else { "" };
                let keys = self.keymap.hint(self.context(), keys);
                self.tell(format!("{} does nothing here{keys}", key.label()));
                Vec::new()
            }
        }
    }

    fn tell(&mut self, text: impl Into<String>) {
        let text = text.into();
        self.messages.keep(&text);
        self.notice = Some(Notice { text, since: self.now });
    }

    /// Tells a line in which `{search}` is the key of that command.
    fn hint(&mut self, line: &str) {
        self.tell(self.keymap.hint(self.context(), line));
    }

    /// Computes what the screen shows, so that drawing only reads.
    fn refresh(&mut self) {
        let (frame, wishes) = (self.frame(), self.wishes);
        if self.screen == Screen::Reading
            && let Some(book) = self.books.get_mut(self.chosen)
        {
            let reader = book.reader_mut();
            reader.renew_terms(self.names.all(), &mut self.searching);
            reader.fit(&frame, wishes);
        }
        if self.screen == Screen::Shelf {
            self.books.iter_mut().for_each(Book::count_words);
        }
        self.renew_index();
        if let Some(Overlay::Lookup(lookup)) = self.overlays.last_mut() {
            lookup.fit(self.size);
        }
        self.searching.is_open(self.overlays.iter().any(|overlay| matches!(overlay, Overlay::Lookup(_))));
    }

    /// The names that count as one.
    pub fn names(&self) -> &Names {
        &self.names
    }

    /// What the keys mean now.
    pub fn context(&self) -> Context {
        match (self.overlays.last(), self.screen) {
            (Some(overlay), _) => overlay.context(),
            (None, Screen::Shelf) => Context::Shelf,
            (None, Screen::Reading) if self.is_selecting() => Context::Selecting,
            (None, Screen::Reading) => Context::Reading,
        }
    }

    pub(in crate::app) fn is_selecting(&self) -> bool {
        self.book().is_some_and(|book| book.reader().selection().is_some())
    }

    /// How the screen is shared.
    pub fn frame(&self) -> Frame {
        // Beside a listing there are no questions to list.
        let listing = self.book().is_some_and(|book| book.reader().interview().is_listing());
        let view = if listing && self.wishes.view == View::Both { View::Reader } else { self.wishes.view };
        Frame::new(self.size, view, self.wishes.focus, self.wishes.divider)
    }

    /// What the screen shows below the overlays.
    pub fn screen(&self) -> Screen {
        self.screen
    }

    /// All that is open.
    pub fn books(&self) -> &[Book] {
        &self.books
    }

    /// Which book is read, or chosen on the shelf.
    pub fn chosen(&self) -> usize {
        self.chosen
    }

    /// The book that is read, or chosen on the shelf.
    pub fn book(&self) -> Option<&Book> {
        self.books.get(self.chosen)
    }

    /// What the reader has set.
    pub fn wishes(&self) -> Wishes {
        self.wishes
    }

    /// The mouse.
    pub fn mouse(&self) -> Mouse {
        self.mouse
    }

    /// What lies over the screen, lowest first.
    pub fn overlays(&self) -> &[Overlay] {
        &self.overlays
    }

    /// Which keys do what.
    pub fn keymap(&self) -> &Keymap {
        &self.keymap
    }

    /// Keys that wait for more, as typed.
    pub fn pending(&self) -> String {
        self.pending.shown()
    }

    /// A line for the reader.
    pub fn notice(&self) -> Option<&Notice> {
        self.notice.as_ref()
    }

    /// The screen's size.
    pub fn size(&self) -> Size {
        self.size
    }
}
