//! What wakes the loop besides the terminal: signals, and workers that have something to say, through one pipe.
//!
//! A byte in the pipe says only that there is something; what it is stands in the flags and the channel. So the pipe
//! may be emptied by anybody who looks at everything before waiting again.

use std::io::{self, Read, Write};
use std::os::fd::{AsFd, BorrowedFd};
use std::os::unix::net::UnixStream;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use signal_hook::SigId;
use signal_hook::consts::signal::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGWINCH};
use signal_hook::low_level;

/// The signals that end the program.
const ENDING: [i32; 4] = [SIGTERM, SIGINT, SIGHUP, SIGQUIT];

/// A signal that we answer otherwise than the system would.
#[derive(Debug)]
struct Signal {
    number: i32,
    came: Arc<AtomicBool>,
    registered: [SigId; 2],
}

/// The receiving end.
#[derive(Debug)]
pub(super) struct Wake {
    pipe: UnixStream,
    nudge: Nudge,
    signals: Vec<Signal>,
}

/// The sending end for workers.
#[derive(Clone, Debug)]
pub(super) struct Nudge(Arc<UnixStream>);

impl Nudge {
    /// Wakes the loop. A pipe that is full has woken it already.
    pub(super) fn nudge(&self) {
        let _full = (&*self.0).write(b"!");
    }
}

impl Wake {
    /// A pipe that nothing but workers write to.
    pub(super) fn new() -> io::Result<Wake> {
        let (pipe, sender) = UnixStream::pair()?;
        pipe.set_nonblocking(true)?;
        sender.set_nonblocking(true)?;
        Ok(Wake { pipe, nudge: Nudge(Arc::new(sender)), signals: Vec::new() })
    }

    /// Takes the process's signals.
    pub(super) fn take_signals(&mut self) -> io::Result<()> {
        for number in ENDING.into_iter().chain([SIGTSTP, SIGCONT, SIGWINCH]) {
            let came = Arc::new(AtomicBool::new(false));
            // Actions run in the order in which they were registered: the flag is up when the pipe wakes us.
            let flag = signal_hook::flag::register(number, Arc::clone(&came))?;
            let pipe = low_level::pipe::register(number, self.nudge.0.try_clone()?)?;
            self.signals.push(Signal { number, came, registered: [flag, pipe] });
        }
        Ok(())
    }

    /// For a worker.
    pub(super) fn nudge(&self) -> Nudge {
        self.nudge.clone()
    }

    /// Empties the pipe.
    pub(super) fn clear(&self) {
        let mut bytes = [0; 64];
        while (&self.pipe).read(&mut bytes).is_ok_and(|read| read > 0) {}
    }

    /// The signal that ends the program, if one came; it stays.
    pub(super) fn ending(&self) -> Option<i32> {
        self.signals
            .iter()
            .find(|signal| ENDING.contains(&signal.number) && signal.came())
            .map(|signal| signal.number)
    }

    /// Forgets that the terminal was asked to interrupt the program in front of it.
    pub(super) fn forget_interrupts(&self) {
        for number in [SIGINT, SIGQUIT] {
            self.take(number);
        }
    }

    /// Whether the program was told to stop.
    pub(super) fn take_stop(&self) -> bool {
        self.take(SIGTSTP)
    }

    /// Whether the program was continued after a stop.
    pub(super) fn take_continue(&self) -> bool {
        self.take(SIGCONT)
    }

    /// Whether the terminal has another size.
    pub(super) fn take_resize(&self) -> bool {
        self.take(SIGWINCH)
    }

    fn take(&self, number: i32) -> bool {
        self.signals.iter().any(|signal| signal.number == number && signal.came.swap(false, Ordering::SeqCst))
    }
}

impl Signal {
    fn came(&self) -> bool {
        self.came.load(Ordering::SeqCst)
    }
}

impl AsFd for Wake {
    fn as_fd(&self) -> BorrowedFd<'_> {
        self.pipe.as_fd()
    }
}

impl Drop for Wake {
    fn drop(&mut self) {
        for id in self.signals.iter().flat_map(|signal| signal.registered) {
            low_level::unregister(id);
        }
    }
}

/// Stops the process until a shell continues it, as the system does on a stop signal that nobody answers.
pub(super) fn stop() -> io::Result<()> {
    low_level::emulate_default_handler(SIGTSTP)
}

/// Whether there is a shell that would continue us: one with job control gives each job a group of its own, so the
/// leader's own group has none. The system ignores a stop signal there, and so do we.
pub(super) fn can_stop() -> bool {
    rustix::process::getsid(None).is_ok_and(|session| session != rustix::process::getpgrp())
}

/// Asks all of our job to stop, which is us and what feeds our pipe.
pub(super) fn ask_to_stop() -> io::Result<()> {
    Ok(rustix::process::kill_current_process_group(rustix::process::Signal::TSTP)?)
}
