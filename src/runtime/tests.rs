//! A terminal that vanishes, without the signal that usually says so. What needs a process of its own is tested
//! through
//! a real one, in `tests/it`.

use std::sync::mpsc::channel;
use std::thread;

use portable_pty::{PtySize, native_pty_system};

use super::*;

/// Draws a letter everywhere, and says when it does.
struct Wall {
    drawn: std::sync::mpsc::Sender<()>,
}

impl Program for Wall {
    fn handle(&mut self, _event: Event, _now: Duration) -> Vec<Effect> {
        Vec::new()
    }

    fn draw(&self, buffer: &mut Buffer) -> Option<Position> {
        let area = buffer.area;
        for y in 0..area.height {
            buffer.set_string(0, y, "w".repeat(usize::from(area.width)), ratatui::style::Style::new());
        }
        let _nobody_waits = self.drawn.send(());
        None
    }
}

#[test]
fn a_terminal_that_vanishes_ends_the_program_at_once() {
    // A frame that fits into what the system buffers leaves the program idle, a large one leaves it in the middle.
    for (rows, cols) in [(24, 80), (1000, 1000)] {
        let pty = native_pty_system().openpty(PtySize { rows, cols, ..PtySize::default() }).unwrap();
        let tty = Tty::at(&pty.master.tty_name().unwrap()).unwrap();
        let sources = Sources {
            all: Vec::new(),
            first: Vec::new(),
            begin: Begin::new(|_| unreachable!("there is no source")),
        };
        let shell = Shell::new(tty, Wake::new().unwrap(), sources, Line::default());
        let (drawn, draws) = channel();
        let (ended, end) = channel();
        thread::spawn(move || ended.send(shell.run(&mut Wall { drawn }).ending));
        draws.recv_timeout(Duration::from_secs(10)).expect("it draws");
        drop(pty);
        assert_eq!(end.recv_timeout(Duration::from_secs(10)), Ok(Ending::Gone), "{cols}x{rows}");
    }
}
