//! The shell around the application, with a small program in it: what a terminal sends arrives, and however the
//! program
//! ends, the terminal is as it was.
//!
//! Each test starts this test binary once more, in a terminal, for the same test; there it runs the small
//! program. So a
//! panic is a real one, and no way to panic is built into the product.

use std::time::Duration;

use portable_pty::CommandBuilder;
use ratatui::buffer::Buffer;
use ratatui::layout::Position;
use ratatui::style::{Color, Style};
use rustix::process::Signal;
use vivavoce::app::{Effect, Event, SourceId};
use vivavoce::import::Finished;
use vivavoce::interview::Piece;
use vivavoce::keys::Key;
use vivavoce::runtime::{Begin, Import, Program, Source, Sources, load_first, run};

use crate::pty::{Session, command, job, shell};

const SIZE: (u16, u16) = (60, 24);
const TOY: &str = "VIVAVOCE_TEST_TOY";

/// Shows the last event, and how many there were of it.
#[derive(Default)]
struct Toy {
    last: String,
    times: usize,
    /// Bytes imported, if a source was.
    imported: String,
    /// Whether it fills the screen with what takes many bytes.
    loud: bool,
}

impl Program for Toy {
    fn handle(&mut self, event: Event, _now: Duration) -> Vec<Effect> {
        let (text, effects) = match event {
            Event::Key(key) => (key.to_string(), self.key(key)),
            Event::Paste(text) => (format!("paste {text:?}"), Vec::new()),
            Event::Resize(size) => (format!("{} columns, {} rows", size.columns, size.rows), Vec::new()),
            Event::Resumed => ("resumed".to_owned(), Vec::new()),
            Event::Failed(line) | Event::Told(line) | Event::Written(line) => (line, Vec::new()),
            Event::TooLarge(_) | Event::FileThere { .. } => return Vec::new(),
            Event::Mouse(pointer) => (format!("{pointer:?}"), Vec::new()),
            Event::Shade(shade) => (format!("{shade:?}"), Vec::new()),
            Event::Import(_, news) => {
                if let vivavoce::app::ImportNews::Piece(piece) = news {
                    self.imported += &piece.segments.concat();
                }
                return Vec::new();
            }
            Event::Found(..) => return Vec::new(),
        };
        self.times = if text == self.last { self.times + 1 } else { 1 };
        self.last = text;
        effects
    }

    fn draw(&self, buffer: &mut Buffer) -> Option<Position> {
        let area = buffer.area;
        buffer.set_string(0, 0, format!("toy: {} x{}", self.last, self.times), Style::new().bg(Color::Blue));
        buffer.set_string(0, 1, format!("imported: {}", self.imported), Style::new());
        for (n, y) in (2..area.height).enumerate().filter(|_| self.loud) {
            for x in 0..area.width {
                let color = Color::Indexed(u8::try_from((usize::from(x) + n) % 200).unwrap());
                buffer.set_string(x, y, "안", Style::new().fg(color));
            }
        }
        None
    }
}

impl Toy {
    fn key(&mut self, key: Key) -> Vec<Effect> {
        match key.to_string().as_str() {
            "q" => vec![Effect::Quit],
            "r" => vec![Effect::Load(SourceId(0))],
            "<C-z>" => vec![Effect::Suspend],
            "<C-l>" => vec![Effect::Repaint],
            "L" => {
                self.loud = true;
                Vec::new()
            }
            "P" => panic!("the toy broke"),
            _ => Vec::new(),
        }
    }
}

/// Imports text as itself.
struct Plain;

impl Import for Plain {
    fn push(&mut self, bytes: &[u8]) -> Result<Option<Piece>, String> {
        assert!(!bytes.starts_with(b"broken"), "the importer broke");
        let text = String::from_utf8_lossy(bytes).trim().to_owned();
        Ok(Some(Piece { segments: vec![text.into()], ..Piece::default() }))
    }

    fn finish(self: Box<Self>) -> Result<Finished, String> {
        let piece = Piece { segments: vec![" (end)".into()], ..Piece::default() };
        Ok(Finished { piece, ..Finished::default() })
    }
}

/// The toy on the terminal of this process, if this is such a process; `None` else.
fn in_terminal() -> Option<()> {
    std::env::var_os(TOY)?;
    let begin = Begin::new(|_| Box::new(Plain));
    let mut sources = Sources { all: Vec::new(), first: Vec::new(), begin: begin.clone() };
    if !std::io::IsTerminal::is_terminal(&std::io::stdin()) {
        sources.first.push((SourceId(0), load_first(&Source::Stdin, &begin).unwrap()));
        sources.all.push(Source::Stdin);
    }
    let outcome = run(&mut Toy::default(), sources, vivavoce::runtime::Line::default()).unwrap();
    #[expect(clippy::exit, reason = "the status is what is tested")]
    std::process::exit(outcome.ending.status().into())
}

/// This test binary, for the test of this name alone.
fn toy(test: &str) -> CommandBuilder {
    let mut command = command(std::env::current_exe().unwrap());
    command.args(["--exact", &format!("pty_shell::{test}"), "--nocapture", "--test-threads=1"]);
    command.env(TOY, "1");
    command
}

/// Starts the toy for a test and waits for its first frame.
fn start(test: &str) -> Session {
    let mut session = Session::start(toy(test), SIZE);
    session.sees("toy: 60 columns, 24 rows");
    session
}

#[test]
fn keys_arrive_and_replies_do_not() {
    let None = in_terminal() else { return };
    let mut session = start("keys_arrive_and_replies_do_not");
    for (bytes, shown) in [
        ("j", "toy: j x1"),
        ("안", "toy: 안 x1"),
        ("\x1b[A", "toy: <Up> x1"),
        ("\x1b[?2026;2$y\x1b]11;rgb:0000/0000/0000\x1b\\\x1b[?62cjj", "toy: j x2"),
        ("\x1b", "toy: <Esc> x1"),
        ("\x1bx", "toy: <A-x> x1"),
        ("\x1b[200~q\x1b[201~", "toy: paste \"q\" x1"),
        ("\x03", "toy: <C-c> x1"),
    ] {
        session.send(bytes).sees(shown);
    }
    session.send("q");
    assert_eq!(session.ends().status, 0);
}

#[test]
fn a_panic_gives_the_terminal_back_and_then_says_why() {
    let None = in_terminal() else { return };
    let mut session = start("a_panic_gives_the_terminal_back_and_then_says_why");
    session.send("P");
    let ended = session.ends();
    assert_eq!(ended.status, 101);
    assert!(ended.screen.contents().contains("the toy broke"), "{}", ended.screen.contents());
}

#[test]
fn signals_end_it_with_their_status() {
    let None = in_terminal() else { return };
    for (signal, status) in [(Signal::TERM, 143), (Signal::INT, 130), (Signal::HUP, 129), (Signal::QUIT, 131)]
    {
        let mut session = start("signals_end_it_with_their_status");
        session.signal(signal);
        assert_eq!(session.ends().status, status, "{signal:?}");
    }
}

#[test]
fn a_signal_in_the_middle_of_a_paint_ends_it_cleanly() {
    let None = in_terminal() else { return };
    // More than a terminal buffers, and nothing is read behind the first of it until the signal is sent.
    let mut session = Session::start(toy("a_signal_in_the_middle_of_a_paint_ends_it_cleanly"), (900, 300));
    session.sees("toy: 900 columns, 300 rows").send("L").sees("안");
    session.signal(Signal::TERM);
    let ended = session.ends();
    assert_eq!(ended.status, 143);
    assert!(!ended.screen.contents().contains('안'), "the shell's screen shows none of it");
}

#[test]
fn it_stops_and_goes_on_where_it_was() {
    let None = in_terminal() else { return };
    let toy = toy("it_stops_and_goes_on_where_it_was");
    for by_key in [true, false] {
        let mut session = Session::start(job(&toy), SIZE);
        session.sees("toy: 60 columns, 24 rows");
        if by_key {
            session.send("\x1a");
        } else {
            session.signal_foreground(Signal::TSTP);
        }
        session.sees("stopped 1").is_restored();
        session.send("\r").sees("toy: resumed x1");
        session.send("j").sees("toy: j x1").send("q");
        assert!(session.ends().screen.contents().contains("ended 0"));
    }
}

#[test]
fn a_stop_that_nobody_announced_is_noticed_afterwards() {
    let None = in_terminal() else { return };
    let mut session = start("a_stop_that_nobody_announced_is_noticed_afterwards");
    session.signal(Signal::STOP).signal(Signal::CONT).sees("toy: resumed x1").send("jq");
    assert_eq!(session.ends().status, 0);
}

#[test]
fn without_a_shell_to_go_back_to_it_does_not_stop() {
    let None = in_terminal() else { return };
    let mut session = start("without_a_shell_to_go_back_to_it_does_not_stop");
    session.send("\x1a").sees("there is no shell to go back to").send("q");
    assert_eq!(session.ends().status, 0);
}

#[test]
fn a_new_size_is_told_and_drawn() {
    let None = in_terminal() else { return };
    let mut session = start("a_new_size_is_told_and_drawn");
    for (columns, rows) in [(30, 6), (100, 40), (60, 24)] {
        session.resize((columns, rows)).sees(&format!("toy: {columns} columns, {rows} rows"));
    }
    session.send("q");
    assert_eq!(session.ends().status, 0);
}

#[test]
fn a_slow_pipe_shows_what_has_come_and_keys_come_from_the_terminal() {
    let None = in_terminal() else { return };
    let folder = tempfile::tempdir().unwrap();
    let gate = folder.path().join("gate");
    let toy = toy("a_slow_pipe_shows_what_has_come_and_keys_come_from_the_terminal");
    let script =
        format!(r#"mkfifo "{gate}"; (echo one; read go <"{gate}"; echo two) | "$@""#, gate = gate.display());
    let mut session = Session::start(shell(&script, &toy), SIZE);
    session.sees("imported: one").send("j").sees("toy: j x1");
    std::fs::write(&gate, "go\n").unwrap();
    session.sees("imported: onetwo (end)");
    session.send("r").sees("standard input cannot be read again").send("q");
    assert_eq!(session.ends().status, 0);
}
