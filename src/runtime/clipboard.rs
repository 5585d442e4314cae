//! The reader's clipboard: through the terminal (OSC 52), which reaches the machine that the reader sits at, or by the
//! one command that a desktop has for it.
//!
//! Over SSH the terminal comes first: a command there would fill the clipboard of the wrong machine. A terminal never
//! says whether it took the text, so nobody claims that it did. It must not know what is copied.

use std::ffi::OsString;
use std::io::Write;
use std::process::{Command, Stdio};
use std::sync::mpsc::channel;
use std::thread;
use std::time::Duration;

use crate::app::Event;

use super::{Ending, Shell};

/// Bytes of text that go through most terminals: a hundred thousand as they are sent.
const SAFE: usize = 74_994;
/// Bytes above which some terminals take nothing.
const SMALL: usize = 2_250;
/// How long a command may take.
const PATIENCE: Duration = Duration::from_secs(2);

/// How a text gets into the clipboard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// The terminal is asked.
    Terminal(Between),
    /// A program is started and told.
    Command(&'static [&'static str]),
}

/// Who stands between us and the terminal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Between {
    /// Nobody.
    Nobody,
    /// tmux, which takes the sequence itself or passes it on, as it is set.
    Tmux,
    /// GNU screen, which passes on what is short.
    Screen,
}

/// What each desktop has, with the variable by which it is known; the first that is there is taken.
const COMMANDS: [(&str, &[&str]); 6] = [
    ("WAYLAND_DISPLAY", &["wl-copy"]),
    ("DISPLAY", &["xclip", "-selection", "clipboard"]),
    ("DISPLAY", &["xsel", "--clipboard", "--input"]),
    ("", &["pbcopy"]),
    ("TERMUX_VERSION", &["termux-clipboard-set"]),
    ("WSL_DISTRO_NAME", &["clip.exe"]),
];

impl Way {
    /// By the environment, and by which programs there are.
    pub(super) fn new(variable: impl Fn(&str) -> Option<OsString>, has: impl Fn(&str) -> bool) -> Way {
        let set = |name: &str| variable(name).is_some_and(|value| !value.is_empty());
        let far = ["SSH_CONNECTION", "SSH_TTY", "SSH_CLIENT"].into_iter().any(set);
        let known = COMMANDS.iter().filter(|_| !far).find(|(needs, command)| {
            (needs.is_empty() || set(needs)) && command.first().is_some_and(|program| has(program))
        });
        known.map_or_else(|| Way::Terminal(Between::new(variable)), |(_, command)| Way::Command(command))
    }

    fn here() -> Way {
        let paths = std::env::var_os("PATH").unwrap_or_default();
        let has = |program: &str| std::env::split_paths(&paths).any(|folder| folder.join(program).is_file());
        Way::new(|name| std::env::var_os(name), has)
    }
}

impl Between {
    fn new(variable: impl Fn(&str) -> Option<OsString>) -> Between {
        let set = |name: &str| variable(name).is_some_and(|value| !value.is_empty());
        let term = variable("TERM").unwrap_or_default();
        let term = term.to_string_lossy();
        // Over SSH only TERM tells. What is made for screen does no harm in tmux.
        if set("TMUX") || (term.starts_with("tmux") && !set("STY")) {
            Between::Tmux
        } else if set("STY") || term.starts_with("screen") {
            Between::Screen
        } else {
            Between::Nobody
        }
    }
}

/// The bytes that ask the terminal to take a text.
pub(super) fn sequence(text: &str, between: Between) -> Vec<u8> {
    // BEL ends it everywhere; ESC \ would end what it is wrapped in.
    let plain = format!("\x1b]52;c;{}\x07", base64(text.as_bytes())).into_bytes();
    match between {
        Between::Nobody => plain,
        Between::Tmux => {
            let mut both = plain.clone();
            both.extend_from_slice(b"\x1bPtmux;\x1b");
            both.extend_from_slice(&plain);
            both.extend_from_slice(b"\x1b\\");
            both
        }
        Between::Screen => {
            // More in one string than this is shown instead of passed on.
            const PASSED_ON: usize = 240;
            let wrapped = plain.chunks(PASSED_ON).map(|chunk| [b"\x1bP", chunk, b"\x1b\\"].concat());
            wrapped.collect::<Vec<_>>().concat()
        }
    }
}

/// Bytes in the alphabet of RFC 4648, padded.
fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let three =
            chunk.iter().chain([&0, &0]).take(3).fold(0usize, |bits, byte| bits << 8 | usize::from(*byte));
        for place in 0..4 {
            let letter = LETTERS.get(three >> (18 - 6 * place) & 63).copied().unwrap_or(b'=');
            out.push(if place > chunk.len() { '=' } else { char::from(letter) });
        }
    }
    out
}

/// Copies a text and says what came of it.
pub(super) fn copy(shell: &mut Shell, what: &str, text: &str) -> Result<Event, Ending> {
    let (between, failed) = match Way::here() {
        Way::Command(command) => match told(command, text) {
            Ok(()) => return Ok(Event::Told(format!("{what}: copied"))),
            Err(reason) => (Between::new(|name| std::env::var_os(name)), format!(" ({reason})")),
        },
        Way::Terminal(between) => (between, String::new()),
    };
    if text.len() > SAFE {
        return Ok(Event::TooLarge(text.to_owned()));
    }
    shell.send(&sequence(text, between))?;
    let kilobytes = text.len().div_ceil(1000);
    let large = if text.len() > SMALL {
        format!("; some take no {kilobytes} kB, a file takes them")
    } else {
        String::new()
    };
    Ok(Event::Told(format!("{what}: sent to the terminal{large}{failed}")))
}

/// Starts a command, tells it the text, and waits for it, not for ever.
fn told(command: &'static [&'static str], text: &str) -> Result<(), String> {
    let [program, arguments @ ..] = command else { return Err("no command".to_owned()) };
    let bytes = if program.ends_with(".exe") {
        text.encode_utf16().flat_map(u16::to_le_bytes).collect()
    } else {
        text.as_bytes().to_vec()
    };
    let (sender, ended) = channel();
    // A command that hangs is left to itself.
    thread::spawn(move || {
        let run = || -> std::io::Result<bool> {
            let mut command = Command::new(program);
            if *program == "pbcopy" {
                // Without it, what is not ASCII arrives as something else where a shell sets no language.
                command.env("LC_CTYPE", "UTF-8");
            }
            command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null());
            let mut child = command.spawn()?;
            if let Some(mut input) = child.stdin.take() {
                // One that does not listen says so by its status.
                let _deaf = input.write_all(&bytes);
            }
            Ok(child.wait()?.success())
        };
        let _nobody_waits = sender.send(run());
    });
    match ended.recv_timeout(PATIENCE) {
        Ok(Ok(true)) => Ok(()),
        Ok(Ok(false)) => Err(format!("{program} failed")),
        Ok(Err(error)) => Err(format!("{program}: {}", super::reason(&error))),
        Err(_) => Err(format!("{program} does not answer")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_is_that_of_the_rfc() {
        for (bytes, letters) in
            [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy"), ("안", "7JWI")]
        {
            assert_eq!(base64(bytes.as_bytes()), letters);
        }
    }

    /// Each row: the environment, the programs that there are, and the way.
    #[test]
    fn the_clipboard_is_that_of_the_machine_one_sits_at() {
        let xclip = Way::Command(&["xclip", "-selection", "clipboard"]);
        for (environment, programs, way) in [
            ("", "", Way::Terminal(Between::Nobody)),
            ("DISPLAY=:0", "xclip", xclip),
            ("DISPLAY=:0", "xsel", Way::Command(&["xsel", "--clipboard", "--input"])),
            ("DISPLAY=:0", "", Way::Terminal(Between::Nobody)),
            ("WAYLAND_DISPLAY=w DISPLAY=:0", "xclip wl-copy", Way::Command(&["wl-copy"])),
            ("", "xclip wl-copy", Way::Terminal(Between::Nobody)),
            ("", "pbcopy", Way::Command(&["pbcopy"])),
            ("TERMUX_VERSION=1", "termux-clipboard-set", Way::Command(&["termux-clipboard-set"])),
            ("WSL_DISTRO_NAME=Debian", "clip.exe", Way::Command(&["clip.exe"])),
            ("SSH_CONNECTION=1 DISPLAY=:10", "xclip pbcopy", Way::Terminal(Between::Nobody)),
            ("SSH_TTY=/dev/pts/1 TMUX=/x", "pbcopy", Way::Terminal(Between::Tmux)),
            ("SSH_CONNECTION= DISPLAY=:0", "xclip", xclip),
            ("TERM=tmux-256color", "", Way::Terminal(Between::Tmux)),
            ("TERM=screen-256color TMUX=/x", "", Way::Terminal(Between::Tmux)),
            ("TERM=screen-256color", "", Way::Terminal(Between::Screen)),
            ("STY=1.pts TERM=xterm", "", Way::Terminal(Between::Screen)),
        ] {
            let variable = |name: &str| {
                let set = environment.split(' ').filter_map(|pair| pair.split_once('='));
                set.filter(|(known, _)| *known == name).map(|(_, value)| value.into()).next()
            };
            let has = |program: &str| programs.split(' ').any(|known| known == program);
            assert_eq!(Way::new(variable, has), way, "{environment} with {programs}");
        }
    }

    #[test]
    fn what_stands_between_passes_it_on() {
        assert_eq!(sequence("foo", Between::Nobody), b"\x1b]52;c;Zm9v\x07");
        assert_eq!(
            sequence("foo", Between::Tmux),
            b"\x1b]52;c;Zm9v\x07\x1bPtmux;\x1b\x1b]52;c;Zm9v\x07\x1b\\"
        );
        let long = sequence(&"x".repeat(1000), Between::Screen);
        let strings: Vec<&[u8]> = long.split(|byte| *byte == b'P').collect();
        assert!(strings.len() > 5 && strings.iter().all(|string| string.len() < 256));
        let passed: Vec<u8> =
            String::from_utf8(long).unwrap().replace("\x1b\\", "").replace("\x1bP", "").into();
        assert_eq!(passed, sequence(&"x".repeat(1000), Between::Nobody));
    }
}
