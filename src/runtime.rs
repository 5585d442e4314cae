//! The thin shell around the application: the terminal, signals, threads, files and the clock are touched here only.
//!
//! [`run`] blocks until something happens, tells the program all that did, carries out what it asks for, and draws
//! once. Nothing ever waits for an answer of the terminal, and nothing is done while nothing happens. It must not know
//! what the keys mean or what is drawn.

use std::collections::VecDeque;
use std::io;
use std::sync::Arc;
use std::time::{Duration, Instant};

use ratatui::buffer::Buffer;
use ratatui::layout::Position;
use rustix::event::{PollFd, PollFlags};

use crate::app::{Effect, Event, SourceId};
use crate::wire::{Link, Manners, Screen};

mod aliases;
mod clipboard;
mod effects;
mod files;
mod input;
mod links;
mod looks;
mod questions;
mod read;
mod saving;
mod source;
mod stats;
mod tasks;
mod tty;
mod wake;

pub(crate) use files::is_same_file;
pub use looks::{Choice, Looks, Surroundings};
pub use questions::Asks;
pub use read::{ReadError, Session, read};
pub(crate) use saving::replace_by;
pub use source::{Begin, First, Import, Reading, Source, SourceError, load_first, reason};
pub use stats::Sent;

use input::{Decoder, Input};
use questions::{Answer, Questions};
use stats::Stats;
use tasks::{Searches, Tasks};
use tty::{Gone, Guard, Mode, Tty, Written, wait};
use wake::Wake;

/// What is run: told of events, asked to draw.
pub trait Program {
    /// Takes an event and says what is to be done outside. `now` is the time since start.
    fn handle(&mut self, event: Event, now: Duration) -> Vec<Effect>;

    /// Makes ready what the first key will need; called while the terminal takes the top of the first frame.
    fn make_ready(&self) {}

    /// Draws the whole frame on a buffer without anything, and says where the cursor stands, if it is shown.
    fn draw(&self, buffer: &mut Buffer) -> Option<Position>;

    /// Where the frame that is drawn leads elsewhere; asked only where the terminal knows hyperlinks.
    fn links(&self) -> Vec<Link> {
        Vec::new()
    }
}

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// The reader wanted it.
    Quit,
    /// A signal came, by its number.
    Signal(i32),
    /// The terminal is no more.
    Gone,
}

impl Ending {
    /// The exit status by which a shell knows it; a terminal that is gone counts as a hang-up.
    pub fn status(self) -> u8 {
        const SIGNALS: i32 = 128;
        match self {
            Ending::Quit => 0,
            Ending::Signal(number) => u8::try_from(SIGNALS + number).unwrap_or(u8::MAX),
            Ending::Gone => Ending::Signal(signal_hook::consts::SIGHUP).status(),
        }
    }
}

/// What came of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// How it ended.
    pub ending: Ending,
    /// What was sent, where that was to be counted.
    pub sent: Option<Sent>,
}

/// The terminal or the signals cannot be had.
#[derive(Debug, thiserror::Error)]
pub enum RuntimeError {
    /// There is none, or it may not be opened.
    #[error("cannot open the terminal: {0}")]
    Terminal(#[source] io::Error),
    /// The system refuses.
    #[error("cannot receive signals: {0}")]
    Signals(#[source] io::Error),
}

/// What a run reads.
#[derive(Debug)]
pub struct Sources {
    /// In the order of their [`SourceId`]s.
    pub all: Vec<Source>,
    /// What was read of some of them before the screen opens.
    pub first: Vec<(SourceId, First)>,
    /// How the bytes of one are imported.
    pub begin: Begin,
}

/// The terminal, as far as it is known, and what is to be known of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// What may be sent to it.
    pub manners: Manners,
    /// What it is asked.
    pub asks: Asks,
    /// Whether what is sent is counted.
    pub count: bool,
}

/// Runs a program on the terminal until it ends, and gives the terminal back as it was.
///
/// # Errors
/// There is no terminal, or signals cannot be received. What happens later is an [`Ending`] or an event.
pub fn run(program: &mut impl Program, sources: Sources, line: Line) -> Result<Outcome, RuntimeError> {
    let tty = Tty::open().map_err(RuntimeError::Terminal)?;
    let mut wake = Wake::new().map_err(RuntimeError::Signals)?;
    wake.take_signals().map_err(RuntimeError::Signals)?;
    let mut shell = Shell::new(tty, wake, sources, line);
    if line.count {
        shell.stats = Some(Stats::new(cells(shell.tty.size())).map_err(RuntimeError::Terminal)?);
    }
    Ok(shell.run(program))
}

/// All that the loop holds.
struct Shell {
    tty: Arc<Tty>,
    wake: Wake,
    tasks: Tasks,
    searches: Searches,
    screen: Screen,
    decoder: Decoder,
    questions: Questions,
    /// When the terminal is to be asked.
    curious: Option<Instant>,
    /// When what the decoder holds is all there will be.
    deadline: Option<Instant>,
    events: VecDeque<Event>,
    start: Instant,
    /// Sources to be read on, once the first frame is drawn.
    rest: Vec<(SourceId, Option<Reading>)>,
    /// When what came without a key is drawn.
    due: Option<Instant>,
    drawn: Option<Instant>,
    stats: Option<Stats>,
}

/// What comes at once from a terminal, at most, before what came is handled.
const READ: usize = 4096;
/// How often news of workers are drawn while nobody touches a key.
const NEWS: Duration = Duration::from_millis(100);
/// Bytes of the first frame that are written before the rest: its modes and its top, with which the terminal begins
/// while we are not done. Every other frame is one write, for what it changes belongs together.
const FIRST_PART: usize = 1 << 10;
/// How long a terminal has for the first frame before it is asked anything.
const SETTLED: Duration = Duration::from_millis(20);

impl Shell {
    fn new(tty: Tty, wake: Wake, sources: Sources, line: Line) -> Shell {
        let size = tty.size();
        let tasks = Tasks::new(sources.all, sources.begin, wake.nudge());
        let searches = Searches::new(wake.nudge());
        let mut events = VecDeque::from([Event::Resize(size)]);
        let mut rest = Vec::new();
        for (id, first) in sources.first {
            events.extend(first.news.into_iter().map(|news| Event::Import(id, news)));
            rest.push((id, first.rest));
        }
        Shell {
            tty: Arc::new(tty),
            wake,
            tasks,
            searches,
            screen: Screen::new(cells(size), line.manners),
            decoder: Decoder::default(),
            questions: Questions::new(line.asks),
            curious: None,
            deadline: None,
            events,
            start: Instant::now(),
            rest,
            due: None,
            drawn: None,
            stats: None,
        }
    }

    fn run(mut self, program: &mut impl Program) -> Outcome {
        // Gives the terminal back however this function is left.
        let _guard = Guard::new(Arc::clone(&self.tty));
        let Err(ending) = self.until_ended(program);
        if ending == Ending::Quit {
            // A signal has said already how it ends, if one comes now.
            let _ended = self.wait_for_room();
        }
        if ending != Ending::Gone {
            self.hear_out();
        }
        Outcome { ending, sent: self.stats.as_ref().map(Stats::sent) }
    }

    fn until_ended(&mut self, program: &mut impl Program) -> Result<std::convert::Infallible, Ending> {
        self.enter()?;
        loop {
            self.answer_signals()?;
            if !self.tty.is_ours() {
                wait(&mut [PollFd::new(&self.wake, PollFlags::IN)], None);
                self.wake.clear();
                continue;
            }
            self.gather()?;
            self.ask()?;
            let now = Instant::now();
            if self.events.is_empty() && self.due.is_none_or(|due| due > now) {
                self.wait()?;
                continue;
            }
            let only_news = self.events.iter().all(|event| matches!(event, Event::Import(..)));
            while let Some(event) = self.events.pop_front() {
                for effect in program.handle(event, self.start.elapsed()) {
                    effects::perform(self, &effect)?;
                }
            }
            // A reader who waits is shown the first news at once, and the others now and then.
            self.due = self.drawn.map(|drawn| drawn + NEWS).filter(|due| only_news && *due > now);
            if self.due.is_none() {
                self.draw(program)?;
                self.drawn = Some(Instant::now());
            }
            for (id, rest) in self.rest.drain(..) {
                self.tasks.go_on(id, rest);
            }
        }
    }

    fn answer_signals(&mut self) -> Result<(), Ending> {
        if let Some(number) = self.wake.ending() {
            return Err(Ending::Signal(number));
        }
        if self.wake.take_stop() && wake::can_stop() {
            self.wait_for_room()?;
            self.hear_out();
            self.tty.leave(b"");
            // Returns when somebody continues us, which is a signal again.
            if wake::stop().is_err() {
                self.come_back()?;
            }
        }
        if self.wake.take_continue() {
            self.come_back()?;
        }
        if self.wake.take_resize() {
            self.resize();
        }
        Ok(())
    }

    /// Takes the terminal, which hears of it with the next frame.
    fn enter(&mut self) -> Result<(), Ending> {
        self.wait_for_room()?;
        Ok(self.tty.enter()?)
    }

    /// Waits until the terminal takes bytes, unless a signal ends us: what says who has it is never given up because a
    /// line is slow.
    fn wait_for_room(&self) -> Result<(), Ending> {
        while !self.tty.has_room(rustix::fd::AsFd::as_fd(&self.wake))? {
            self.wake.clear();
            if let Some(number) = self.wake.ending() {
                return Err(Ending::Signal(number));
            }
        }
        Ok(())
    }

    /// Asks the terminal, once it has shown the first frame, what is to be known of it. Nothing waits for its answer.
    fn ask(&mut self) -> Result<(), Ending> {
        let now = Instant::now();
        match self.curious.take_if(|when| *when <= now) {
            Some(_) => {
                let questions = self.questions.all(now);
                self.send(&questions)
            }
            None => Ok(()),
        }
    }

    /// Reads on until the answers that are owed have come, for a moment at most: whatever comes is thrown away.
    fn hear_out(&mut self) {
        let begun = Instant::now();
        while let Some(until) = self.questions.owed_until(begun) {
            let left = until.saturating_duration_since(Instant::now());
            let mut bytes = [0; READ];
            let mut inputs = Vec::new();
            match self.tty.read(&mut bytes) {
                Err(Gone) => return,
                Ok(0) if left.is_zero() => return,
                Ok(0) => wait(&mut [PollFd::new(&*self.tty, PollFlags::IN)], Some(left)),
                Ok(read) => self.decoder.push(bytes.get(..read).unwrap_or_default(), &mut inputs),
            }
            for input in inputs {
                if let Input::Reply(reply) = input {
                    self.questions.answer(&reply);
                }
            }
        }
    }

    /// The terminal is ours again, and shows we do not know what in we do not know which size.
    fn come_back(&mut self) -> Result<(), Ending> {
        self.enter()?;
        self.resize();
        self.events.push_back(Event::Resumed);
        Ok(())
    }

    fn resize(&mut self) {
        let size = self.tty.size();
        self.screen.resize(cells(size));
        if let Some(stats) = &mut self.stats {
            stats.resize(cells(size));
        }
        self.events.push_back(Event::Resize(size));
    }

    /// Takes what has come from the terminal and from workers.
    fn gather(&mut self) -> Result<(), Ending> {
        let mut bytes = [0; READ];
        let read = self.tty.read(&mut bytes)?;
        let mut inputs = Vec::new();
        if read > 0 {
            self.decoder.push(bytes.get(..read).unwrap_or_default(), &mut inputs);
            self.deadline = self.decoder.patience().map(|patience| Instant::now() + patience);
        } else if self.deadline.is_some_and(|deadline| deadline <= Instant::now()) {
            self.decoder.expire(&mut inputs);
            self.deadline = None;
        }
        for input in inputs {
            match input {
                Input::Key(key) => self.events.push_back(Event::Key(key)),
                Input::Paste(text) => self.events.push_back(Event::Paste(text)),
                Input::Mouse(pointer) => self.events.push_back(Event::Mouse(pointer)),
                Input::Focus(true) => {
                    let question = self.questions.again(Instant::now());
                    self.send(&question)?;
                }
                Input::Focus(false) => {}
                Input::Reply(reply) => match self.questions.answer(&reply) {
                    Some(Answer::Shade(shade)) => self.events.push_back(Event::Shade(shade)),
                    Some(Answer::Keyboard) => {
                        let bytes = self.tty.change(Mode::Keyboard, true);
                        self.send(bytes)?;
                    }
                    None => {}
                },
            }
        }
        self.events.extend(self.tasks.news());
        self.events.extend(self.searches.news());
        Ok(())
    }

    /// Blocks until there is something to look at.
    fn wait(&mut self) -> Result<(), Ending> {
        let next = [self.deadline, self.due, self.curious].into_iter().flatten().min();
        let timeout = next.map(|next| next.saturating_duration_since(Instant::now()));
        let mut fds = [PollFd::new(&*self.tty, PollFlags::IN), PollFd::new(&self.wake, PollFlags::IN)];
        wait(&mut fds, timeout);
        let [tty, wake] = fds.map(|fd| fd.revents());
        if !wake.is_empty() {
            self.wake.clear();
        }
        if tty.intersects(PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL) {
            return Err(self.wake.ending().map_or(Ending::Gone, Ending::Signal));
        }
        Ok(())
    }

    /// Sends bytes that are no part of a frame: modes, questions, a string, which is given up where a signal ends us.
    fn send(&mut self, bytes: &[u8]) -> Result<(), Ending> {
        /// A string that is cancelled means nothing, and what may wrap it is closed.
        const GIVEN_UP: &[u8] = b"\x18\x1b\\";
        let Some((_, number)) = write_unless_ended(&self.tty, &self.wake, bytes)? else { return Ok(()) };
        self.tty.leave(GIVEN_UP);
        Err(Ending::Signal(number))
    }

    /// Draws one frame and sends what changed. A terminal may take its time; a signal that ends us does not wait for
    /// it.
    fn draw(&mut self, program: &impl Program) -> Result<(), Ending> {
        let links = if self.screen.knows_links() { program.links() } else { Vec::new() };
        let owed_after_a_cut = self.screen.after_a_cut();
        let mut greeting = self.tty.greeting();
        let mut bytes = self.screen.paint(&links, |buffer| program.draw(buffer));
        if let Some(stats) = &mut self.stats {
            stats.count(bytes.len(), |buffer| program.draw(buffer));
        }
        let mut at_once = bytes.len();
        if !greeting.is_empty() {
            greeting.extend_from_slice(bytes);
            bytes = &greeting;
            at_once = crate::wire::boundary(bytes, FIRST_PART.min(bytes.len()));
            self.curious = Some(Instant::now() + SETTLED);
        }
        let (top, rest) = bytes.split_at(at_once);
        let mut cut = write_unless_ended(&self.tty, &self.wake, top)?;
        if cut.is_none() && !rest.is_empty() {
            program.make_ready();
            cut = write_unless_ended(&self.tty, &self.wake, rest)?.map(|(sent, by)| (top.len() + sent, by));
        }
        let Some((sent, number)) = cut else { return Ok(()) };
        // The frame is not finished, but no sequence is left half.
        let end = crate::wire::boundary(bytes, sent);
        let mut owed = bytes.get(sent..end).unwrap_or_default().to_vec();
        owed.extend_from_slice(&owed_after_a_cut);
        self.tty.leave(&owed);
        Err(Ending::Signal(number))
    }
}

/// Writes all, however long the terminal takes, unless a signal ends us meanwhile: then how many bytes were sent, and
/// which signal.
fn write_unless_ended(tty: &Tty, wake: &Wake, bytes: &[u8]) -> Result<Option<(usize, i32)>, Gone> {
    let called_off = || {
        wake.clear();
        wake.ending().is_some()
    };
    let written = tty.write(bytes, rustix::fd::AsFd::as_fd(wake), called_off)?;
    Ok(match (written, wake.ending()) {
        (Written::CutAt(sent), Some(number)) => Some((sent, number)),
        _ => None,
    })
}

impl From<Gone> for Ending {
    fn from(_: Gone) -> Ending {
        Ending::Gone
    }
}

fn cells(size: crate::app::Size) -> ratatui::layout::Size {
    ratatui::layout::Size { width: size.columns, height: size.rows }
}

#[cfg(test)]
mod tests;
