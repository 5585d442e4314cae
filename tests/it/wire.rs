//! The wire under real sessions: a terminal that is fed its bytes shows every frame, and few are sent.

use std::io::Write;
use std::process::Command;

use vivavoce::wire::{Manners, Wire};

use crate::driver::Driver;
use crate::terminal::{emulated, emulator, glyphs};

const MILL: &str = include_str!("../fixtures/mill.txt");

/// Keys after which the screen is looked at, in all views.
const SESSION: &str = "jjjjjkkkdduu<Space><Space>bGggjj]][[3gjjk\\jjjkkk<Space>bGk\\jjj\\/mill<Enter>nnnN<Esc>*jj\
                       ?jj<Esc>iq<Esc>owag<Down><Down><Esc>Hjjjkk---++<Tab>jjjk<Tab>{{}}Gkkkkg";

/// A text whose lines are of all widths: CJK, Hangul, marks, and glyphs that terminals dispute.
const SCRIPTS: &str = "\
Q: 안미경중이란 무엇입니까? What does it mean?

A: 안보는 미국, 경제는 중국 — a phrase of fo\u{301}ur syllables. 한반도의 앞날은 아무도 모른다.

日本語の文章はどこでも折り返すことができますので、行の長さはいろいろです。

Q: And a flag 🇰🇷, a family 👨\u{200d}👩\u{200d}👧, a heart ❤\u{fe0f}?

A: שלום — a word that runs the other way. Then more of it, line by line, until the page is full and must be scrolled.

Then ｶ\u{ff9e} half-width kana, and a thumb 👍🏽 in the middle of a line that goes on and on.

Q: Is that all?

A: Not quite. There is always something that a terminal counts otherwise than we do.
";

/// A text that is longer than a screen, without disputed glyphs.
fn long() -> String {
    MILL.repeat(3)
}

/// A few questions with long answers, no two lines of which are the same.
fn talk() -> String {
    let answer = |question: usize| -> String {
        let sentence =
            |n: usize| format!("The {n}. of {question} things that are {} to say. ", n * 7919 * question);
        (0..40).map(sentence).collect()
    };
    (1..=5)
        .map(|n| format!("Q: What is to be said about the {n}. of them?\n\nA: {}\n\n", answer(n)))
        .collect()
}

/// Every frame of a session on a terminal; gives the bytes that were sent for each.
fn play(text: &str, size: (u16, u16), keys: &str) -> Vec<usize> {
    let mut driver = Driver::new(text, size);
    let mut wire = Wire::new(Manners::default());
    let mut terminal = emulator(size.0, size.1);
    let mut sent = Vec::new();
    let chord: vivavoce::keys::Chord = keys.parse().unwrap();
    terminal.process(wire.paint(&driver.buffer(), None));
    for key in chord.0 {
        driver.event(vivavoce::app::Event::Key(key));
        let frame = driver.buffer();
        let bytes = wire.paint(&frame, None);
        sent.push(bytes.len());
        terminal.process(bytes);
        assert_eq!(emulated(terminal.screen()), glyphs(&frame), "after {key:?} at {size:?}");
    }
    sent
}

#[test]
fn a_terminal_shows_every_frame_of_a_session() {
    for size in [(100, 30), (80, 24), (120, 40), (60, 16), (40, 10), (30, 3), (20, 1)] {
        play(&long(), size, SESSION);
    }
}

/// Bytes for a key, at the median of a walk.
#[track_caller]
fn median(keys: &str, prepared: usize, most: usize) {
    let mut sent = play(&talk(), (100, 30), keys).split_off(prepared);
    sent.sort_unstable();
    let median = sent[sent.len() / 2];
    assert!(median <= most, "{median} bytes for a key of {keys}");
}

#[test]
fn little_is_sent() {
    median("jjjjjjjjjjjjjjjjjjjjjjjj", 0, 600);
    median("\\jjjjjjjjjjjjjjjjjjjjjjjj", 1, 130);
    median("\\Gkkkkkkkkkkkkkkkkkkkkkkk", 2, 130);
}

/// The same in a terminal that many read in. Where there is no tmux, there is nothing to ask.
#[test]
fn tmux_shows_every_frame_of_a_session() {
    if Command::new("tmux").arg("-V").output().is_err() {
        return;
    }
    let (columns, rows) = (80, 24);
    // Of what is disputed it has its own opinion.
    let agreed = |c: &char| !"🇰🇷👨\u{200d}👩👧❤\u{fe0f}👍🏽ｶ\u{ff9e}".contains(*c);
    for text in [long(), SCRIPTS.chars().filter(agreed).collect()] {
        let mut driver = Driver::new(&text, (columns, rows));
        let mut wire = Wire::new(Manners::default());
        let tmux = Tmux::new(columns, rows);
        tmux.show(wire.paint(&driver.buffer(), None));
        for keys in ["j", "jj", "kk", "<Space>", "jkj", "G", "kk", "g", "o", "wa", "<Esc>", "\\", "jjj"] {
            let frame = driver.keys(keys).buffer();
            tmux.show(wire.paint(&frame, None));
            assert_eq!(tmux.screen(), glyphs(&frame), "after {keys}");
        }
    }
}

/// A tmux server of the test's own, whose only pane prints what it is sent.
struct Tmux {
    folder: tempfile::TempDir,
}

impl Tmux {
    fn new(columns: u16, rows: u16) -> Tmux {
        let tmux = Tmux { folder: tempfile::tempdir().unwrap() };
        let (columns, rows) = (columns.to_string(), rows.to_string());
        let print =
            "stty raw -echo; while read -r file; do cat \"$file\"; tmux -S \"$1\" wait-for -S shown; done";
        // One pane without a status line, and a fifo that tells it what to print.
        let fifo = tmux.path("fifo");
        assert!(Command::new("mkfifo").arg(&fifo).status().unwrap().success());
        let command = format!(
            "exec 3<>{}; {} <&3",
            fifo.display(),
            print.replace("$1", &tmux.path("socket").to_string_lossy())
        );
        tmux.run(&[
            "-f",
            "/dev/null",
            "new-session",
            "-d",
            "-x",
            &columns,
            "-y",
            &rows,
            &command,
            ";",
            "set",
            "status",
            "off",
        ]);
        tmux
    }

    fn path(&self, name: &str) -> std::path::PathBuf {
        self.folder.path().join(name)
    }

    fn run(&self, arguments: &[&str]) -> String {
        let socket = self.path("socket");
        let mut command = Command::new("tmux");
        command.arg("-u").arg("-S").arg(&socket).args(arguments).env_remove("TMUX").env("LC_ALL", "C.UTF-8");
        let output = command.output().unwrap();
        assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    }

    /// Has the pane print bytes, and returns when it has.
    fn show(&self, bytes: &[u8]) {
        let file = self.path("bytes");
        std::fs::write(&file, bytes).unwrap();
        let mut fifo = std::fs::OpenOptions::new().write(true).open(self.path("fifo")).unwrap();
        writeln!(fifo, "{}", file.display()).unwrap();
        self.run(&["wait-for", "shown"]);
    }

    fn screen(&self) -> Vec<String> {
        let shown = self.run(&["capture-pane", "-p"]);
        shown.lines().map(|row| row.trim_end().to_owned()).collect()
    }
}

impl Drop for Tmux {
    fn drop(&mut self) {
        let _gone = Command::new("tmux").arg("-S").arg(self.path("socket")).arg("kill-server").output();
    }
}
