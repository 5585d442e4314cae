//! Reading on the terminal: the application as the program that is run.

use std::time::Duration;

use ratatui::Frame;

use super::source::{Source, SourceError, load_first};
use super::{Outcome, Program, RuntimeError, Sources, run};
use crate::app::{App, Effect, Event, Goal, Size, SourceId};
use crate::import::{Importer, Options};
use crate::search::Aliases;
use crate::ui::{self, Theme};
use crate::wire::{Depth, Link, Manners};

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

/// How the reading begins.
#[derive(Clone, Debug, Default)]
pub struct Opening {
    /// Where, for some of the sources.
    pub goals: Vec<(SourceId, Goal)>,
    /// Columns of text, where they are wanted.
    pub width: Option<usize>,
}

/// The application, and how it looks.
struct Reader {
    app: App,
    theme: Theme,
    /// What is to be done before anything else.
    first: Vec<Effect>,
}

impl Program for Reader {
    fn handle(&mut self, event: Event, now: Duration) -> Vec<Effect> {
        let mut effects = std::mem::take(&mut self.first);
        effects.extend(self.app.handle(event, now));
        effects
    }

    fn draw(&self, frame: &mut Frame<'_>) {
        ui::draw(&self.app, &self.theme, frame);
    }

    fn links(&self) -> Vec<Link> {
        let link = |link: ui::Link| Link { x: link.x, y: link.y, columns: link.columns, target: link.target };
        ui::links(&self.app).into_iter().map(link).collect()
    }
}

/// Reads sources on the terminal until the reader quits, and counts what is sent where that is wanted. What cannot be
/// read is refused before the screen opens.
///
/// # Errors
/// A source that is refused; no terminal.
pub fn read(
    sources: Vec<Source>,
    opening: Opening,
    aliases: Aliases,
    no_color: bool,
    count: bool,
) -> Result<Outcome, ReadError> {
    let begin = |name: &str| -> Box<dyn super::Import> { Box::new(Importer::new(name, Options::default())) };
    let mut first = Vec::new();
    let mut unread = Vec::new();
    for (source, id) in sources.iter().zip(0..) {
        if sources.len() <= LOOKED_INTO {
            first.push((SourceId(id), load_first(source, begin)?));
        } else {
            source.check()?;
            unread.push(Effect::Load(SourceId(id)));
        }
    }
    let mut app = App::new(sources.iter().map(Source::name), Size::default()).with_aliases(aliases);
    app.begin_with_width(opening.width);
    for (source, goal) in opening.goals {
        app.open_at(source, goal);
    }
    let theme = if no_color { Theme::monochrome() } else { Theme::terminal() };
    let depth = if no_color { Depth::None } else { Depth::default() };
    let term = std::env::var("TERM").unwrap_or_default();
    let theme = theme.with_digits(FEW_GLYPHS.contains(&term.as_str()));
    let links = super::links::known(|name| std::env::var_os(name));
    let manners = Manners { depth, links, ..manners_of(&term) };
    Ok(run(
        &mut Reader { app, theme, first: unread },
        Sources { all: sources, first, begin },
        manners,
        count,
    )?)
}

/// Terminals by the name that they go by, over SSH too, that draw a frame at once and repeat a character. Of any other
/// nothing is asked: an answer that comes too late would be the next program's.
const WELL_MANNERED: [&str; 6] = ["xterm-kitty", "xterm-ghostty", "alacritty", "foot", "contour", "wezterm"];

/// Terminals whose fonts hold few hundred glyphs, and no bars of all heights: the consoles.
const FEW_GLYPHS: [&str; 3] = ["linux", "vt220", "cons25"];

fn manners_of(term: &str) -> Manners {
    // tmux repeats too, but only ASCII.
    let known = WELL_MANNERED.iter().any(|name| term.starts_with(name));
    Manners { synchronized: known, repeats: known, ..Manners::default() }
}
