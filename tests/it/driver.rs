//! Drives the application by key strings, without a screen, and shows what a screen would show.

use std::sync::Arc;
use std::time::Duration;

use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Rect;
use vivavoce::app::{
    App, Desk, Effect, Event, Found, Gesture, ImportNews, Pointer, Search, Size, SourceId, Task, TermCount,
    TextSearch,
};
use vivavoce::import::{Finished, Importer, Options};
use vivavoce::keys::Chord;
use vivavoce::search::{Finder, Vocabulary, term_index};
use vivavoce::ui::{self, Theme};

/// An application over texts of the test's own.
pub(crate) struct Driver {
    pub(crate) app: App,
    /// What was asked for, searches apart.
    pub(crate) effects: Vec<Effect>,
    now: Duration,
    desk: Desk,
    /// Searches are not answered before `answer` is called.
    pub(crate) slow: bool,
    asked: Vec<Task>,
}

impl Driver {
    /// One text at a size.
    pub(crate) fn new(text: &str, size: (u16, u16)) -> Driver {
        Driver::shelf(&[("talk.txt", text)], size)
    }

    /// Several named texts.
    pub(crate) fn shelf(texts: &[(&str, &str)], size: (u16, u16)) -> Driver {
        let names: Vec<&str> = texts.iter().map(|(name, _)| *name).collect();
        let mut driver = Driver::waiting(&names, size);
        for (source, (name, text)) in (0..).zip(texts) {
            driver.load(source, name, text);
        }
        driver
    }

    /// Sources of which nothing has come yet.
    pub(crate) fn waiting(names: &[&str], (columns, rows): (u16, u16)) -> Driver {
        Driver {
            app: App::new(names.iter().map(|name| (*name).to_owned()), Size { columns, rows }),
            effects: Vec::new(),
            now: Duration::ZERO,
            desk: Desk::default(),
            slow: false,
            asked: Vec::new(),
        }
    }

    /// The news of a whole import, as a worker would tell them.
    pub(crate) fn load(&mut self, source: u32, name: &str, text: &str) {
        self.news(source, ImportNews::Started);
        let mut importer = Importer::new(name, Options::default());
        let piece = importer.push(text.as_bytes()).unwrap();
        let Finished { piece: last, doubts, others } = importer.finish().unwrap();
        for piece in piece.into_iter().chain([last]) {
            self.news(source, ImportNews::Piece(Box::new(piece)));
        }
        self.news(source, ImportNews::Done { doubts, others });
    }

    pub(crate) fn news(&mut self, source: u32, news: ImportNews) {
        self.event(Event::Import(SourceId(source), news));
    }

    pub(crate) fn event(&mut self, event: Event) {
        for effect in self.app.handle(event, self.now) {
            match effect {
                Effect::Search(task) => self.asked.push(task),
                other => self.effects.push(other),
            }
        }
        if !self.slow {
            self.answer();
        }
    }

    /// Does what the worker for texts does, and leaves the others at it.
    pub(crate) fn answer_texts(&mut self) {
        let (texts, others) = self.asked.drain(..).partition(|task| matches!(task.search, Search::Text(_)));
        self.asked = texts;
        self.answer();
        self.asked.extend::<Vec<Task>>(others);
    }

    /// Does what workers do with all that was asked, the older first.
    pub(crate) fn answer(&mut self) {
        while !self.asked.is_empty() {
            let Task { number, search } = self.asked.remove(0);
            match search {
                Search::LookUp(ask) => {
                    let answer = self.desk.answer(&ask, &|| false).unwrap();
                    self.event(Event::Found(number, Found::LookedUp(Box::new(answer))));
                    if let Some(interview) = self.desk.missing(&ask) {
                        let vocabulary = Vocabulary::new([&*interview]);
                        self.desk.learn(&interview, Arc::new(vocabulary));
                        let answer = self.desk.answer(&ask, &|| false).unwrap();
                        self.event(Event::Found(number, Found::LookedUp(Box::new(answer))));
                    }
                }
                Search::Text(TextSearch { query, interview, hidden, from }) => {
                    let mut first = Vec::new();
                    let all =
                        Finder::look(&query, &interview, hidden, from, &|| false, &mut |f| first.push(f));
                    for finder in first {
                        self.event(Event::Found(number, Found::First(finder)));
                    }
                    self.event(Event::Found(number, Found::All(all.unwrap())));
                }
                Search::Terms(TermCount { interview, aliases }) => {
                    let index = Arc::new(term_index(&interview, &aliases));
                    self.event(Event::Found(number, Found::Terms(index)));
                }
            }
        }
    }

    /// Begins with settings, of which nothing is refused.
    pub(crate) fn set_up(&mut self, settings: &str) -> &mut Driver {
        let (settings, warnings) = vivavoce::settings::Settings::parse(settings);
        let (setup, more) = vivavoce::app::Setup::new(&settings);
        assert_eq!([warnings, more].concat(), []);
        let effects = self.app.set_up(setup);
        self.effects.extend(effects);
        self
    }

    /// Lets time pass in which nothing happens but that the screen is painted anew.
    pub(crate) fn wait(&mut self, seconds: u64) -> &mut Driver {
        self.now += Duration::from_secs(seconds);
        self.resize(self.app.size().columns, self.app.size().rows)
    }

    /// Does something with the mouse.
    pub(crate) fn mouse(&mut self, gesture: Gesture, x: u16, y: u16) -> &mut Driver {
        self.event(Event::Mouse(Pointer { gesture, x, y }));
        self
    }

    /// Where the terminal's cursor stands, if it is shown.
    pub(crate) fn cursor(&self) -> Option<(u16, u16)> {
        let size = self.app.size();
        let mut buffer = Buffer::empty(Rect::new(0, 0, size.columns, size.rows));
        ui::draw(&self.app, &Theme::terminal(), &mut buffer).map(|at| (at.x, at.y))
    }

    /// Presses keys, written as in the settings; a second passes before each.
    pub(crate) fn keys(&mut self, keys: &str) -> &mut Driver {
        let chord: Chord = keys.parse().unwrap();
        for key in chord.0 {
            self.now += Duration::from_secs(1);
            self.event(Event::Key(key));
        }
        self
    }

    pub(crate) fn resize(&mut self, columns: u16, rows: u16) -> &mut Driver {
        self.event(Event::Resize(Size { columns, rows }));
        self
    }

    /// The address of the paragraph at the top.
    pub(crate) fn address(&self) -> String {
        let reader = self.app.book().unwrap().reader();
        reader.interview().address(reader.place().paragraph).to_string()
    }

    /// The text from the top of the page on.
    pub(crate) fn top_text(&self) -> &str {
        let reader = self.app.book().unwrap().reader();
        let place = reader.place();
        let text = reader.interview().text(place.paragraph);
        vivavoce::text::part(text, place.offset.bytes()..text.len())
    }

    pub(crate) fn notice(&self) -> &str {
        self.app.notice().map_or("", |notice| notice.text.as_str())
    }

    /// What the screen shows.
    pub(crate) fn buffer(&self) -> Buffer {
        self.buffer_in(&Theme::terminal())
    }

    fn buffer_in(&self, theme: &Theme) -> Buffer {
        let size = self.app.size();
        let mut buffer = Buffer::empty(Rect::new(0, 0, size.columns, size.rows));
        ui::draw(&self.app, theme, &mut buffer);
        buffer
    }

    /// The rows of the screen as text.
    pub(crate) fn screen(&self) -> Vec<String> {
        rows(&self.buffer(), |cell| cell.symbol().to_owned())
    }

    /// The screen as text; below it each cell's style as a letter; below that what the letters mean.
    pub(crate) fn golden(&self) -> String {
        self.golden_in(&Theme::terminal())
    }

    /// The same in a theme.
    pub(crate) fn golden_in(&self, theme: &Theme) -> String {
        let buffer = self.buffer_in(theme);
        let mut styles = vec![Cell::default().style()];
        let marks = rows(&buffer, |cell| {
            let known = styles.iter().position(|style| *style == cell.style());
            let at = known.unwrap_or_else(|| {
                styles.push(cell.style());
                styles.len() - 1
            });
            letter(at).to_string()
        });
        let marks: Vec<&str> = marks.iter().map(|row| row.trim_end_matches('.')).collect();
        let legend = styles.iter().enumerate().skip(1).map(|(at, style)| {
            let (fg, bg) = (style.fg.unwrap_or_default(), style.bg.unwrap_or_default());
            format!("{}: {fg} on {bg} {:?}", letter(at), style.add_modifier)
        });
        let legend: Vec<String> = legend.collect();
        let text = rows(&buffer, |cell| cell.symbol().to_owned());
        format!("{}\n---\n{}\n---\n{}\n", text.join("\n"), marks.join("\n"), legend.join("\n"))
    }
}

fn letter(at: usize) -> char {
    char::from(b".abcdefghijklmnopqrstuvwxyz"[at])
}

fn rows(buffer: &Buffer, mut show: impl FnMut(&Cell) -> String) -> Vec<String> {
    let width = usize::from(buffer.area.width).max(1);
    let row = |cells: &[Cell]| {
        let mut line = String::new();
        let mut covered = 0;
        for cell in cells {
            // The cells behind a wide character are part of it.
            if covered > 0 {
                covered -= 1;
                continue;
            }
            covered = vivavoce::text::width(cell.symbol()).saturating_sub(1);
            line.push_str(&show(cell));
        }
        line.trim_end().to_owned()
    };
    buffer.content.chunks(width).map(row).collect()
}
