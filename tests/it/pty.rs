//! A program in a terminal of its own: keys in, a screen out, and what it leaves behind.
//!
//! Nothing sleeps: whoever waits, waits for something, and fails after a while. What is not waited for is not read, so
//! a program that sends more than the terminal buffers is left in the middle of it.

use std::io::{Read as _, Write as _};
use std::num::NonZeroU16;
use std::sync::mpsc::{Receiver, sync_channel};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use rustix::process::{Pid, Signal, kill_process};

/// How long anything may take, on a busy machine too.
const LIMIT: Duration = Duration::from_secs(20);
/// How long a program may outlive its terminal.
const A_SECOND: Duration = Duration::from_secs(1);

/// A running program and its terminal.
pub(crate) struct Session {
    master: Box<dyn MasterPty + Send>,
    writer: Box<dyn std::io::Write + Send>,
    /// Until its end is known; its number may be another's then.
    child: Option<Box<dyn Child + Send + Sync>>,
    output: Receiver<Vec<u8>>,
    terminal: vt100::Parser,
    /// All that was shown, as bytes.
    sent: Vec<u8>,
    before: String,
}

/// How a program ended.
pub(crate) struct Ended {
    /// Its exit status.
    pub(crate) status: u32,
    /// What the terminal shows then.
    pub(crate) screen: vt100::Screen,
}

/// A command with a plain environment.
pub(crate) fn command(program: impl AsRef<std::ffi::OsStr>) -> CommandBuilder {
    let mut command = CommandBuilder::new(program);
    command.env("TERM", "xterm-256color");
    command.env("LANG", "C.UTF-8");
    command.env("RUST_BACKTRACE", "0");
    for name in ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "COLORTERM", "COLORFGBG"] {
        command.env_remove(name);
    }
    // Nobody's settings lie there.
    command.env("XDG_CONFIG_HOME", concat!(env!("CARGO_MANIFEST_DIR"), "/tests/no-settings"));
    command
}

/// A shell with job control that runs `script`; `$@` is the command.
pub(crate) fn shell(script: &str, inner: &CommandBuilder) -> CommandBuilder {
    let mut command = command("sh");
    for (name, value) in inner.iter_extra_env_as_str() {
        command.env(name, value);
    }
    command.args(["-c", script, "sh"]);
    command.args(inner.get_argv());
    command
}

/// A shell that runs a command as a job: when it stops, the shell says so, waits for Enter, and continues it.
pub(crate) fn job(inner: &CommandBuilder) -> CommandBuilder {
    shell(r#"set -m; "$@"; echo "stopped $?"; read go; fg >/dev/null; echo "ended $?""#, inner)
}

impl Session {
    /// Starts a command on a terminal of this size.
    pub(crate) fn start(command: CommandBuilder, (columns, rows): (u16, u16)) -> Session {
        let size = PtySize { rows, cols: columns, ..PtySize::default() };
        let pty = native_pty_system().openpty(size).unwrap();
        let before = attributes(&*pty.master);
        let mut reader = pty.master.try_clone_reader().unwrap();
        let (sender, output) = sync_channel(0);
        thread::spawn(move || {
            let mut chunk = [0; 4096];
            while let Ok(read @ 1..) = reader.read(&mut chunk) {
                if sender.send(chunk[..read].to_vec()).is_err() {
                    break;
                }
            }
        });
        Session {
            writer: pty.master.take_writer().unwrap(),
            child: Some(pty.slave.spawn_command(command).unwrap()),
            master: pty.master,
            output,
            terminal: vt100::Parser::new(side(rows), side(columns), 0),
            sent: Vec::new(),
            before,
        }
    }

    /// Types bytes.
    pub(crate) fn send(&mut self, bytes: &str) -> &mut Session {
        self.writer.write_all(bytes.as_bytes()).unwrap();
        self.writer.flush().unwrap();
        self
    }

    /// Types more than the terminal holds, and takes what is shown meanwhile.
    #[track_caller]
    pub(crate) fn send_much(&mut self, bytes: &[u8]) -> &mut Session {
        let deadline = Instant::now() + LIMIT;
        let writer = &mut self.writer;
        let (output, terminal, sent) = (&self.output, &mut self.terminal, &mut self.sent);
        thread::scope(|scope| {
            let typing = scope.spawn(move || writer.write_all(bytes).and_then(|()| writer.flush()));
            while !typing.is_finished() {
                assert!(Instant::now() < deadline, "nothing takes what is typed");
                if let Ok(bytes) = output.recv_timeout(Duration::from_millis(20)) {
                    terminal.process(&bytes);
                    sent.extend_from_slice(&bytes);
                }
            }
        });
        self
    }

    /// Types keys and waits for another screen: what comes together is drawn once.
    #[track_caller]
    pub(crate) fn changes(&mut self, keys: &str) -> &mut Session {
        let before = self.terminal.screen().contents_formatted();
        self.send(keys);
        self.until(&format!("{keys:?} changes something"), |screen| screen.contents_formatted() != before)
    }

    /// Gives the terminal another size.
    pub(crate) fn resize(&mut self, (columns, rows): (u16, u16)) -> &mut Session {
        self.terminal.screen_mut().set_size(side(rows), side(columns));
        self.master.resize(PtySize { rows, cols: columns, ..PtySize::default() }).unwrap();
        self
    }

    /// Sends a signal to the program, or to the shell that it was started with.
    pub(crate) fn signal(&mut self, signal: Signal) -> &mut Session {
        let id = self.child.as_ref().unwrap().process_id().unwrap();
        kill_process(Pid::from_raw(id.try_into().unwrap()).unwrap(), signal).unwrap();
        self
    }

    /// Sends a signal to the terminal's foreground process.
    pub(crate) fn signal_foreground(&mut self, signal: Signal) -> &mut Session {
        kill_process(Pid::from_raw(self.master.process_group_leader().unwrap()).unwrap(), signal).unwrap();
        self
    }

    /// Waits until the screen is such.
    #[track_caller]
    pub(crate) fn until(&mut self, what: &str, is: impl Fn(&vt100::Screen) -> bool) -> &mut Session {
        let deadline = Instant::now() + LIMIT;
        while !is(self.terminal.screen()) {
            match self.output.recv_timeout(deadline.saturating_duration_since(Instant::now())) {
                Ok(bytes) => self.take(&bytes),
                Err(error) => {
                    panic!("{what}: {error}, and the screen shows:\n{}", self.terminal.screen().contents())
                }
            }
        }
        self
    }

    /// The screen as far as it was read.
    pub(crate) fn screen(&self) -> &vt100::Screen {
        self.terminal.screen()
    }

    fn take(&mut self, bytes: &[u8]) {
        self.terminal.process(bytes);
        self.sent.extend_from_slice(bytes);
    }

    /// What stands on the screen.
    pub(crate) fn shown(&self) -> String {
        self.terminal.screen().contents()
    }

    /// How often some bytes were shown.
    pub(crate) fn times(&self, bytes: &str) -> usize {
        memchr::memmem::find_iter(&self.sent, bytes).count()
    }

    /// Waits until the terminal has been told some bytes.
    #[track_caller]
    pub(crate) fn hears(&mut self, bytes: &str) -> &mut Session {
        while self.times(bytes) == 0 {
            let more = self.output.recv_timeout(LIMIT);
            let more = more.unwrap_or_else(|error| panic!("{bytes:?}: {error}"));
            self.take(&more);
        }
        self
    }

    /// Waits until some text stands on the screen.
    #[track_caller]
    pub(crate) fn sees(&mut self, text: &str) -> &mut Session {
        self.until(text, |screen| screen.contents().contains(text))
    }

    /// Checks that the terminal is the shell's again, in all that a program may have changed.
    #[track_caller]
    pub(crate) fn is_restored(&self) {
        let screen = self.terminal.screen();
        let mouse = screen.mouse_protocol_mode() != vt100::MouseProtocolMode::None
            || screen.mouse_protocol_encoding() != vt100::MouseProtocolEncoding::Default;
        let modes = [screen.alternate_screen(), screen.hide_cursor(), screen.bracketed_paste(), mouse];
        assert_eq!(
            modes,
            [false; 4],
            "alternate screen, hidden cursor, marked pastes, mouse:\n{}",
            screen.contents()
        );
        // What the emulator does not know of.
        for (set, undone) in [("\x1b[?1004h", "\x1b[?1004l"), ("\x1b[>1u", "\x1b[<u")] {
            let last = |bytes: &str| memchr::memmem::rfind(&self.sent, bytes.as_bytes());
            assert!(last(set) <= last(undone), "{set:?} is not undone");
        }
        assert_eq!(attributes(&*self.master), self.before, "attributes of the terminal");
    }

    /// Takes the terminal away, while it is shown what some keys lead to; how the program ends then, in a second.
    #[track_caller]
    pub(crate) fn hangs_up(mut self, keys: &str) -> u32 {
        let mut child = self.child.take().unwrap();
        let kill = child.clone_killer();
        // What comes now finds nobody to take it, and with that the last end of the terminal is closed.
        self.send(keys);
        drop(self);
        let (sender, ended) = std::sync::mpsc::channel();
        thread::spawn(move || sender.send(child.wait().unwrap().exit_code()));
        let ended = ended.recv_timeout(A_SECOND);
        if ended.is_err() {
            let _gone = { kill }.kill();
        }
        ended.expect("it outlives its terminal")
    }

    /// Waits until the program was killed, and gives all that it has sent.
    pub(crate) fn dies(&mut self) -> Vec<u8> {
        while let Ok(bytes) = self.output.recv_timeout(LIMIT) {
            self.take(&bytes);
        }
        self.child.take().unwrap().wait().unwrap();
        std::mem::take(&mut self.sent)
    }

    /// Waits until the program has ended and given the terminal back.
    #[track_caller]
    pub(crate) fn ends(self) -> Ended {
        self.ends_with_bytes().0
    }

    /// The same, with all that the program has sent.
    #[track_caller]
    pub(crate) fn ends_with_bytes(mut self) -> (Ended, Vec<u8>) {
        let deadline = Instant::now() + LIMIT;
        // Nobody else writes to this terminal: its end of output is the program's end.
        loop {
            match self.output.recv_timeout(deadline.saturating_duration_since(Instant::now())) {
                Ok(bytes) => self.take(&bytes),
                Err(std::sync::mpsc::RecvTimeoutError::Disconnected) => break,
                Err(std::sync::mpsc::RecvTimeoutError::Timeout) => {
                    panic!("it stays, and the screen shows:\n{}", self.terminal.screen().contents())
                }
            }
        }
        let status = self.child.take().unwrap().wait().unwrap().exit_code();
        self.is_restored();
        (Ended { status, screen: self.terminal.screen().clone() }, std::mem::take(&mut self.sent))
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        // A program that outlives a failed test would wait for ever.
        if let Some(mut child) = self.child.take() {
            let _gone = child.kill();
        }
    }
}

fn side(cells: u16) -> NonZeroU16 {
    NonZeroU16::new(cells).unwrap()
}

fn attributes(master: &dyn MasterPty) -> String {
    format!("{:?}", master.get_termios().expect("it is a terminal"))
}
