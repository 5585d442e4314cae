//! Reading on the terminal: the application as the program that is run.

use std::time::Duration;

use ratatui::buffer::Buffer;
use ratatui::layout::Position;

use super::looks::Looks;
use super::source::{Begin, Source, SourceError, load_first};
use super::{Line, Outcome, Program, RuntimeError, Sources, run};
use crate::app::{App, Effect, Event, Goal, Names, Setup, Size, SourceId};
use crate::import::{Importer, Options};
use crate::ui::{self, Theme};
use crate::wire::Link;

/// So many sources are looked into before the screen opens; of more, it is only seen that they can be opened.
const LOOKED_INTO: usize = 8;

/// Why nothing can be read.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// A source is refused.
    #[error(transparent)]
    Source(#[from] SourceError),
    /// There is no terminal.
    #[error(transparent)]
    Runtime(#[from] RuntimeError),
}

/// What a session begins with.
#[derive(Clone, Debug, Default)]
pub struct Session {
    /// What the reader has set.
    pub setup: Setup,
    /// Where the reading of some sources begins.
    pub goals: Vec<(SourceId, Goal)>,
    /// How it looks.
    pub looks: Looks,
    /// What the reader knows better than the import.
    pub known: Options,
    /// Names that count as one.
    pub names: Names,
    /// Whether what is sent is counted.
    pub count: bool,
}

/// The application, and how it looks.
struct Reader {
    app: App,
    looks: Looks,
    theme: Theme,
    /// What is to be done before anything else.
    first: Vec<Effect>,
}

impl Program for Reader {
    fn handle(&mut self, event: Event, now: Duration) -> Vec<Effect> {
        if let Event::Shade(shade) = event {
            self.theme = self.looks.theme_on(Some(shade));
        }
        let mut effects = std::mem::take(&mut self.first);
        effects.extend(self.app.handle(event, now));
        effects
    }

    fn make_ready(&self) {
        self.app.make_ready();
    }

    fn draw(&self, buffer: &mut Buffer) -> Option<Position> {
        ui::draw(&self.app, &self.theme, buffer)
    }

    fn links(&self) -> Vec<Link> {
        let link = |link: ui::Link| Link { x: link.x, y: link.y, columns: link.columns, target: link.target };
        ui::links(&self.app).into_iter().map(link).collect()
    }
}

/// Reads sources on the terminal until the reader quits. What cannot be read is refused before the screen opens.
///
/// # Errors
/// A source that is refused; no terminal.
pub fn read(sources: Vec<Source>, session: Session) -> Result<Outcome, ReadError> {
    let known = session.known;
    let begin = Begin::new(move |name| Box::new(Importer::new(name, known.clone())));
    let mut app = App::new(sources.iter().map(Source::name), Size::default());
    let mut effects = app.set_up(session.setup);
    let mut first = Vec::new();
    for (source, id) in sources.iter().zip(0..) {
        if sources.len() <= LOOKED_INTO {
            first.push((SourceId(id), load_first(source, &begin)?));
        } else {
            source.check()?;
            effects.push(Effect::Load(SourceId(id)));
        }
    }
    let mut app = app.with_names(session.names);
    for (source, goal) in session.goals {
        app.open_at(source, goal);
    }
    let looks = session.looks;
    let line = Line { manners: looks.surroundings.manners(), asks: looks.asks(), count: session.count };
    let mut reader = Reader { app, theme: looks.theme(), looks, first: effects };
    Ok(run(&mut reader, Sources { all: sources, first, begin }, line)?)
}
