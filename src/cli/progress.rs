//! How far a job over many files is: one line on standard error that goes again, where somebody may see it. It must
//! not know what the job is.

use std::io::{self, IsTerminal, Write};
use std::time::{Duration, Instant};

/// Cells of the bar.
const CELLS: usize = 24;

/// Time between two looks of the bar: one for every file would slow the terminal, not the job.
const BETWEEN: Duration = Duration::from_millis(100);

/// A bar for a number of files.
pub(super) struct Progress {
    total: usize,
    done: usize,
    /// Nobody sees standard error, or there is but one file.
    silent: bool,
    /// When the bar was drawn last, while it stands there.
    drawn: Option<Instant>,
    began: Instant,
}

impl Progress {
    /// For `total` files.
    pub(super) fn of(total: usize) -> Progress {
        let silent = total < 2 || !io::stderr().is_terminal();
        Progress { total, done: 0, silent, drawn: None, began: Instant::now() }
    }

    /// The next file begins.
    pub(super) fn step(&mut self) {
        let now = Instant::now();
        let soon = now.duration_since(self.drawn.unwrap_or(self.began)) < BETWEEN;
        if !self.silent && !soon {
            tell(&bar(self.done, self.total));
            self.drawn = Some(now);
        }
        self.done += 1;
    }

    /// Takes the bar away before something else is printed.
    pub(super) fn clear(&mut self) {
        if self.drawn.take().is_some() {
            self.began = Instant::now();
            tell("\r\x1b[K");
        }
    }
}

fn bar(done: usize, total: usize) -> String {
    let full = done * CELLS / total.max(1);
    format!("\r\x1b[K[{}{}] {done} of {total}", "#".repeat(full), ".".repeat(CELLS - full))
}

fn tell(text: &str) {
    let mut err = io::stderr().lock();
    // Where standard error is closed there is nobody to tell.
    let _nobody = err.write_all(text.as_bytes()).and_then(|()| err.flush());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_fills() {
        assert_eq!(bar(0, 4), format!("\r\x1b[K[{}] 0 of 4", ".".repeat(24)));
        assert_eq!(bar(2, 4), format!("\r\x1b[K[{}{}] 2 of 4", "#".repeat(12), ".".repeat(12)));
    }
}
