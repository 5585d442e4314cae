//! The terminal's device: opened for us alone, read and written without ever being stuck in it, and given back as it
//! was. It must not know what is shown, nor what the bytes mean.

use std::fs::{File, OpenOptions};
use std::io::{self, IsTerminal};
use std::os::fd::{AsFd, BorrowedFd};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use crossterm::cursor::{Hide, Show};
use crossterm::queue;
use crossterm::style::ResetColor;
use crossterm::terminal::{EnterAlternateScreen, LeaveAlternateScreen};
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;
use rustix::termios::{OptionalActions, Termios, tcgetattr, tcgetpgrp, tcgetwinsize, tcsetattr};

use crate::app::Size;

/// How long a terminal that takes no bytes may hold up our end.
const LAST_WORDS: Duration = Duration::from_secs(1);

/// Bracketed paste: what is pasted comes between marks, and is no keys.
const MARK_PASTES: &[u8] = b"\x1b[?2004h";
const LEAVE_PASTES: &[u8] = b"\x1b[?2004l";

/// Whether the window has the focus.
const TELL_FOCUS: &[u8] = b"\x1b[?1004h";
const LEAVE_FOCUS: &[u8] = b"\x1b[?1004l";

/// Buttons, the wheel, and motion while a button is down, in decimal.
const TAKE_MOUSE: &[u8] = b"\x1b[?1000h\x1b[?1002h\x1b[?1006h";
const LEAVE_MOUSE: &[u8] = b"\x1b[?1006l\x1b[?1002l\x1b[?1000l";

/// Keys that can be told apart (the kitty keyboard's first flag), pushed on what was before. What was pushed and not
/// taken off, because nobody announced a stop, is taken off first.
const TELL_KEYS_APART: &[u8] = b"\x1b[<u\x1b[>1u";
const LEAVE_KEYS: &[u8] = b"\x1b[<u";

/// A mode that the terminal is put into besides those that always hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mode {
    /// The mouse is ours.
    Mouse,
    /// Keys can be told apart.
    Keyboard,
}

impl Mode {
    const ALL: [Mode; 2] = [Mode::Mouse, Mode::Keyboard];

    fn bytes(self, on: bool) -> &'static [u8] {
        match (self, on) {
            (Mode::Mouse, true) => TAKE_MOUSE,
            (Mode::Mouse, false) => LEAVE_MOUSE,
            (Mode::Keyboard, true) => TELL_KEYS_APART,
            (Mode::Keyboard, false) => LEAVE_KEYS,
        }
    }
}

/// The terminal is no more: nothing that is written arrives, nothing comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Gone;

/// How a write ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Written {
    /// All of it is on its way.
    All,
    /// It was called off after so many bytes.
    CutAt(usize),
}

/// The terminal. What it was like is known from the beginning, so that anybody can give it back: the end of the run, a
/// panic, a signal.
#[derive(Debug)]
pub(super) struct Tty {
    file: File,
    before: Termios,
    ours: AtomicBool,
    /// It is to be greeted: it was taken, and has not heard of it.
    greets: AtomicBool,
    /// It has heard a greeting that is not taken back.
    greeted: AtomicBool,
    /// In the order of [`Mode::ALL`].
    modes: [AtomicBool; Mode::ALL.len()],
}

impl Tty {
    /// Opens the terminal that this process is shown on.
    pub(super) fn open() -> io::Result<Tty> {
        let named = [io::stdout().as_fd(), io::stdin().as_fd(), io::stderr().as_fd()]
            .into_iter()
            .filter(IsTerminal::is_terminal)
            .find_map(|fd| rustix::termios::ttyname(fd, Vec::new()).ok());
        // By name where there is one: some systems cannot poll /dev/tty.
        let by_name = named.map(|name| Tty::at(Path::new(std::ffi::OsStr::from_bytes(name.to_bytes()))));
        match by_name {
            Some(Ok(tty)) => Ok(tty),
            _ => Tty::at(Path::new("/dev/tty")),
        }
    }

    /// Opens a terminal by its path. It is our own opening, so not blocking in it is nobody else's surprise.
    pub(super) fn at(path: &Path) -> io::Result<Tty> {
        let flags = rustix::fs::OFlags::NONBLOCK | rustix::fs::OFlags::NOCTTY;
        let flags = i32::try_from(flags.bits()).map_err(io::Error::other)?;
        let file = OpenOptions::new().read(true).write(true).custom_flags(flags).open(path)?;
        let before = tcgetattr(&file)?;
        let [ours, greets, greeted] = Default::default();
        Ok(Tty { file, before, ours, greets, greeted, modes: Default::default() })
    }

    /// Opens it once more, for somebody who may block in it.
    pub(super) fn again(&self) -> io::Result<File> {
        let name = rustix::termios::ttyname(&self.file, Vec::new())?;
        OpenOptions::new().read(true).write(true).open(std::ffi::OsStr::from_bytes(name.to_bytes()))
    }

    /// Whether it shows us now.
    pub(super) fn is_ours(&self) -> bool {
        self.ours.load(Ordering::SeqCst)
    }

    /// The size in cells.
    pub(super) fn size(&self) -> Size {
        let (columns, rows) = tcgetwinsize(&self.file).map_or((0, 0), |size| (size.ws_col, size.ws_row));
        likely(columns, rows)
    }

    /// Takes it, in raw mode. Once more does no harm: after a stop that nobody announced, the shell has left it
    /// otherwise.
    pub(super) fn enter(&self) -> Result<(), Gone> {
        self.ours.store(true, Ordering::SeqCst);
        self.greets.store(true, Ordering::SeqCst);
        let mut raw = self.before.clone();
        raw.make_raw();
        tcsetattr(&self.file, OptionalActions::Now, &raw).map_err(|_| Gone)
    }

    /// What it is told in front of the first frame since it was taken; nothing in front of the others: the alternate
    /// screen without a cursor, pastes marked as such.
    pub(super) fn greeting(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        if !self.greets.swap(false, Ordering::SeqCst) {
            return bytes;
        }
        self.greeted.store(true, Ordering::SeqCst);
        let queued = queue!(bytes, EnterAlternateScreen, Hide);
        debug_assert!(queued.is_ok(), "a vector takes all");
        bytes.extend_from_slice(MARK_PASTES);
        bytes.extend_from_slice(TELL_FOCUS);
        bytes.extend(self.modes().flat_map(|mode| mode.bytes(true)));
        bytes
    }

    /// Gives it back as it was, after `owed`: what a write that was called off must still say. Once more does nothing.
    pub(super) fn leave(&self, owed: &[u8]) {
        if !self.ours.swap(false, Ordering::SeqCst) {
            return;
        }
        let mut bytes = owed.to_vec();
        if self.greeted.swap(false, Ordering::SeqCst) {
            bytes.extend(self.modes().flat_map(|mode| mode.bytes(false)));
            bytes.extend_from_slice(LEAVE_FOCUS);
            bytes.extend_from_slice(LEAVE_PASTES);
            let queued = queue!(bytes, ResetColor, Show, LeaveAlternateScreen);
            debug_assert!(queued.is_ok(), "a vector takes all");
        }
        // A terminal that is gone needs neither.
        let _ignored = self.write_until(&bytes, Instant::now() + LAST_WORDS);
        if self.is_in_front() {
            let _ignored = tcsetattr(&self.file, OptionalActions::Now, &self.before);
        }
    }

    /// The modes that it is put into.
    fn modes(&self) -> impl Iterator<Item = Mode> {
        Mode::ALL.into_iter().filter(|mode| self.modes[*mode as usize].load(Ordering::SeqCst))
    }

    /// Keeps that a mode is to hold from now on, or not any more, and gives the bytes that say so; none where it is
    /// so already, or is going to be said. What is kept is undone by [`Tty::leave`] and done again by
    /// [`Tty::greeting`].
    pub(super) fn change(&self, mode: Mode, on: bool) -> &'static [u8] {
        let before = self.modes[mode as usize].swap(on, Ordering::SeqCst);
        let to_be_said = on && self.greets.load(Ordering::SeqCst);
        if before == on || to_be_said { b"" } else { mode.bytes(on) }
    }

    /// Whether the terminal listens to our job. To a job behind another it is the other's to set, and the attempt would
    /// stop us. A terminal that is nobody's has no jobs.
    fn is_in_front(&self) -> bool {
        tcgetpgrp(&self.file).map_or(true, |front| front == rustix::process::getpgrp())
    }

    /// Reads what has come; nothing if nothing has.
    pub(super) fn read(&self, buffer: &mut [u8]) -> Result<usize, Gone> {
        loop {
            match rustix::io::read(&self.file, &mut *buffer) {
                Ok(0) => return Err(Gone),
                Ok(read) => return Ok(read),
                Err(Errno::INTR) => {}
                Err(Errno::AGAIN) => return Ok(0),
                Err(_) => return Err(Gone),
            }
        }
    }

    /// Writes all, waiting as long as the terminal needs, unless `called_off` says otherwise when `wake` has
    /// something.
    pub(super) fn write(
        &self,
        bytes: &[u8],
        wake: BorrowedFd<'_>,
        mut called_off: impl FnMut() -> bool,
    ) -> Result<Written, Gone> {
        let mut sent = 0;
        while let Some(rest) = bytes.get(sent..).filter(|rest| !rest.is_empty()) {
            sent += self.write_some(rest)?;
            if sent < bytes.len() {
                let mut fds =
                    [PollFd::new(&self.file, PollFlags::OUT), PollFd::from_borrowed_fd(wake, PollFlags::IN)];
                wait(&mut fds, None);
                let [tty, wake] = fds.map(|fd| fd.revents());
                if !wake.is_empty() && called_off() {
                    return Ok(Written::CutAt(sent));
                }
                if tty.intersects(PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL) {
                    return Err(Gone);
                }
            }
        }
        Ok(Written::All)
    }

    /// Waits until it takes bytes; at the end of a slow line many may still be on their way. Whether it does now, or
    /// `wake` has something.
    pub(super) fn has_room(&self, wake: BorrowedFd<'_>) -> Result<bool, Gone> {
        let mut fds =
            [PollFd::new(&self.file, PollFlags::OUT), PollFd::from_borrowed_fd(wake, PollFlags::IN)];
        wait(&mut fds, None);
        let [tty, _] = fds.map(|fd| fd.revents());
        if tty.intersects(PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL) {
            return Err(Gone);
        }
        Ok(tty.contains(PollFlags::OUT))
    }

    fn write_until(&self, bytes: &[u8], deadline: Instant) -> Result<(), Gone> {
        let mut sent = 0;
        while let Some(rest) = bytes.get(sent..).filter(|rest| !rest.is_empty()) {
            sent += self.write_some(rest)?;
            let left = deadline.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return Err(Gone);
            }
            if sent < bytes.len() {
                wait(&mut [PollFd::new(&self.file, PollFlags::OUT)], Some(left));
            }
        }
        Ok(())
    }

    /// Writes what the terminal takes now.
    fn write_some(&self, bytes: &[u8]) -> Result<usize, Gone> {
        loop {
            match rustix::io::write(&self.file, bytes) {
                Ok(sent) => return Ok(sent),
                Err(Errno::INTR) => {}
                Err(Errno::AGAIN) => return Ok(0),
                Err(_) => return Err(Gone),
            }
        }
    }
}

impl AsFd for Tty {
    fn as_fd(&self) -> BorrowedFd<'_> {
        self.file.as_fd()
    }
}

/// Waits until one of the files is ready, a signal comes, or the time is over.
pub(super) fn wait(fds: &mut [PollFd<'_>], timeout: Option<Duration>) {
    let timeout = timeout.and_then(|timeout| Timespec::try_from(timeout).ok());
    // An interrupted wait is a wait that is over: the caller looks at everything anyway.
    let _ready = poll(fds, timeout.as_ref());
}

/// What a terminal says of its size, if that can be: one that does not know is taken for the usual one, and none has
/// more cells than the smallest letters would have on the largest screen, whatever it says.
fn likely(columns: u16, rows: u16) -> Size {
    const LARGEST: Size = Size { columns: 2000, rows: 600 };
    if columns == 0 || rows == 0 {
        return Size { columns: 80, rows: 24 };
    }
    Size { columns: columns.min(LARGEST.columns), rows: rows.min(LARGEST.rows) }
}

/// Gives the terminal back when dropped.
#[derive(Debug)]
pub(super) struct Guard(pub(super) Arc<Tty>);

impl Guard {
    /// Has a panic of this thread give the terminal back before its message is printed. A panic of another thread is
    /// that thread's result, and says nothing on a screen that is ours.
    pub(super) fn new(tty: Arc<Tty>) -> Guard {
        let ours = std::thread::current().id();
        let before = std::panic::take_hook();
        let shown = Arc::clone(&tty);
        std::panic::set_hook(Box::new(move |panic| {
            if std::thread::current().id() == ours {
                shown.leave(b"");
            }
            if !shown.is_ours() {
                before(panic);
            }
        }));
        Guard(tty)
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        self.0.leave(b"");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::runtime::wake::Wake;

    #[test]
    fn a_size_that_cannot_be_is_not_believed() {
        for (said, taken) in [
            ((0, 0), (80, 24)),
            ((0, 50), (80, 24)),
            ((50, 0), (80, 24)),
            ((1, 1), (1, 1)),
            ((500, 200), (500, 200)),
            ((u16::MAX, u16::MAX), (2000, 600)),
        ] {
            let size = likely(said.0, said.1);
            assert_eq!((size.columns, size.rows), taken, "{said:?}");
        }
    }

    fn terminal() -> (portable_pty::PtyPair, Tty) {
        let pty = portable_pty::native_pty_system().openpty(portable_pty::PtySize::default()).unwrap();
        let tty = Tty::at(&pty.master.tty_name().unwrap()).unwrap();
        (pty, tty)
    }

    #[test]
    fn a_terminal_that_is_gone_is_noticed_whatever_is_tried() {
        let (pty, tty) = terminal();
        assert_eq!(tty.read(&mut [0; 8]), Ok(0));
        drop(pty);
        let wake = Wake::new().unwrap();
        assert_eq!(tty.read(&mut [0; 8]), Err(Gone));
        assert_eq!(tty.write(b"x", wake.as_fd(), || false), Err(Gone));
        assert_eq!(tty.has_room(wake.as_fd()), Err(Gone));
        assert_eq!(tty.enter(), Err(Gone));
        tty.leave(b"x");
        assert!(!tty.is_ours());
    }

    #[test]
    fn a_terminal_that_is_full_is_left_by_who_is_called_and_waited_for_by_others() {
        use std::io::Read;
        let (pty, tty) = terminal();
        let wake = Wake::new().unwrap();
        assert_eq!(tty.has_room(wake.as_fd()), Ok(true));
        while tty.write_some(&[b'x'; 4096]).unwrap() > 0 {}
        wake.nudge().nudge();
        assert_eq!(tty.has_room(wake.as_fd()), Ok(false));
        assert_eq!(tty.write(b"x", wake.as_fd(), || true), Ok(Written::CutAt(0)));
        wake.clear();
        let mut reader = pty.master.try_clone_reader().unwrap();
        let reading =
            std::thread::spawn(move || while reader.read(&mut [0; 4096]).is_ok_and(|read| read > 0) {});
        assert_eq!(tty.has_room(wake.as_fd()), Ok(true));
        assert_eq!(tty.write(&[b'x'; 1 << 17], wake.as_fd(), || true), Ok(Written::All));
        drop((tty, pty));
        reading.join().unwrap();
    }
}
