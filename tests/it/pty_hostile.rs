//! Hostile input and hard times in a terminal: all bytes that it is sent are our renderer's own, and whatever happens
//! around the reader, what was read stays on the screen.

use std::ffi::OsString;
use std::path::Path;
use std::time::{Duration, Instant};

use portable_pty::CommandBuilder;
use rustix::process::Signal;

use crate::hostile::{Den, attacks};
use crate::pty::{Session, command, shell};
use crate::terminal::{IN_TEXT, decoded, lawful, outlaw};

const SIZE: (u16, u16) = (90, 24);
/// Esc as a keyboard sends it that tells keys apart: it needs no pause behind it.
const ESC: &str = "\x1b[27u";

fn vivavoce(folder: &Path, words: &[OsString]) -> CommandBuilder {
    let mut command = command(env!("CARGO_BIN_EXE_vivavoce"));
    command.cwd(folder);
    command.args(words);
    // A terminal with links, far away: the clipboard is the terminal's.
    command.env("TERM", "xterm-kitty");
    command.env("SSH_TTY", "/dev/pts/9");
    for name in ["TMUX", "STY", "DISPLAY", "WAYLAND_DISPLAY", "VISUAL", "EDITOR"] {
        command.env_remove(name);
    }
    command
}

/// Ends a session, and checks what was sent in all of it; gives what was copied.
#[track_caller]
fn is_lawful(what: &str, mut session: Session) -> Vec<String> {
    session.send(ESC).send(ESC).send("Q");
    let (ended, bytes) = session.ends_with_bytes();
    assert_eq!(ended.status, 0, "{what}: {}", ended.screen.contents());
    match lawful(&bytes) {
        Ok(clips) => clips.iter().map(|clip| decoded(clip)).collect(),
        Err(told) => panic!("{what}: {told}"),
    }
}

#[test]
fn the_terminal_is_sent_nothing_that_is_not_ours() {
    let den = Den::new();
    let mut copied = 0;
    for name in den.names() {
        let what = name.to_string_lossy().into_owned();
        let mut session = Session::start(vivavoce(den.path("").as_path(), &[name]), SIZE);
        session.sees("quillback").changes("3J").changes("Y").changes("G").changes("y").changes("g");
        for view in ["i", "t", "o", "?", "=", "C", "w", ":", "U"] {
            session.changes(view).send(ESC);
        }
        session.changes("/");
        copied += check(&what, session);
    }
    assert!(copied > 10, "{copied} were copied");
}

fn check(what: &str, mut session: Session) -> usize {
    let pasted: String = attacks().concat().replace('\x1b', "\x1b\x1b");
    session.send_much(format!("\x1b[200~{pasted}\x1b[201~").as_bytes());
    session.send("\r").sees("not found");
    let clips = is_lawful(what, session);
    for clip in &clips {
        assert_eq!(outlaw(clip, IN_TEXT), None, "{what}: {clip:?}");
    }
    clips.len()
}

#[test]
fn a_shelf_of_evil_names_is_lawful() {
    let den = Den::new();
    let names = den.names();
    let mut session = Session::start(vivavoce(den.path("").as_path(), &names), SIZE);
    session.sees("talk").changes("G").changes("g").changes("?").changes(ESC);
    is_lawful("the shelf", session);
}

// ---- hard times

const INTERVIEW: &str = "\
The Bellfounder

Q: How long does a bell cool?

A: As long as a village can wait, and then a night more.

Q: Who hears it first?

A: The dog.
";

fn tower() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("bell.txt"), INTERVIEW).unwrap();
    folder
}

fn open(folder: &Path) -> Session {
    let mut session = Session::start(vivavoce(folder, &["bell.txt".into()]), SIZE);
    session.sees("a village can wait");
    session
}

#[test]
fn a_storm_of_sizes_ends_with_the_last_one() {
    let tower = tower();
    let mut session = open(tower.path());
    for n in 0..300u16 {
        session.resize((1 + n * 7 % 200, 1 + n * 5 % 60));
        if n % 10 == 0 {
            session.send_much(b"jk");
        }
    }
    session.resize((70, 20)).until("the bar is the last row", |screen| {
        screen.rows(0, 70).nth(19).is_some_and(|bar| bar.contains("bell.txt"))
            && screen.contents().contains("a village can wait")
    });
    is_lawful("sizes", session);
}

#[test]
fn a_paste_of_a_megabyte_is_a_line_in_a_prompt() {
    let tower = tower();
    for prompt in ["/", "o", ":", "we"] {
        let mut session = open(tower.path());
        session.changes(prompt).send_much(b"\x1b[200~");
        session.send_much("bells \n\x1b]0;x\x07".repeat(80_000).as_bytes()).send_much(b"\x1b[201~");
        session.sees("bells").send(ESC).sees("a village can wait");
        is_lawful(prompt, session);
    }
    let mut session = open(tower.path());
    session.send_much(format!("\x1b[200~{}\x1b[201~", "Q".repeat(1 << 20)).as_bytes());
    session.changes("?").changes(ESC);
    is_lawful("a paste where nothing is asked", session);
}

#[test]
fn keys_that_come_faster_than_frames_are_all_heard() {
    let tower = tower();
    let mut session = open(tower.path());
    session.send_much("JK".repeat(20_000).as_bytes());
    let before = session.times("\x1b[?2026h");
    session.changes("2gJ").sees("Q 2/2");
    assert!(before < 20_000, "{before} frames");
    is_lawful("keys", session);
}

/// Each row: what becomes of the file, and what a reload says of it; the text stays.
#[test]
fn what_becomes_of_the_file_leaves_the_text() {
    type Change = fn(&Path);
    let changes: [(Change, &str); 5] = [
        (|path| std::fs::remove_file(path).unwrap(), "cannot read"),
        (|path| std::fs::write(path, b"\x89PNG\r\n\x1a\n\0\0").unwrap(), "bell.txt"),
        (
            |path| {
                std::fs::remove_file(path).unwrap();
                std::fs::create_dir(path).unwrap();
            },
            "cannot read",
        ),
        (
            |path| {
                std::fs::remove_file(path).unwrap();
                std::os::unix::fs::symlink(path, path).unwrap();
            },
            "cannot read",
        ),
        (|path| std::fs::write(path, b"PK\x03\x04 no archive").unwrap(), "cannot read"),
    ];
    for (change, told) in changes {
        let tower = tower();
        let mut session = open(tower.path());
        change(&tower.path().join("bell.txt"));
        session.changes("r").sees(told).sees("a village can wait").send("G").sees("The dog.");
        is_lawful(told, session);
    }
    let tower = tower();
    let mut session = open(tower.path());
    std::fs::write(tower.path().join("bell.txt"), INTERVIEW.replace("The dog", "The raven")).unwrap();
    session.send("r").sees("The raven.");
    is_lawful("replaced", session);
}

#[test]
fn where_nothing_can_be_written_a_notice_says_so() {
    let tower = tower();
    for place in ["/dev/full", "/proc/excerpt.txt", "bell.txt/excerpt.txt", "no/such/folder.txt", "/"] {
        let mut session = open(tower.path());
        session.changes("w").send("e").sees("write to").send(&format!("\x15{place}\r")).sees("cannot write");
        session.sees("a village can wait");
        is_lawful(place, session);
    }
    // No byte more may be written to any file: a disk that is full.
    let full =
        shell(r#"trap '' XFSZ; ulimit -f 0; exec "$@""#, &vivavoce(tower.path(), &["bell.txt".into()]));
    let mut full = full;
    full.cwd(tower.path());
    let mut session = Session::start(full, SIZE);
    session.sees("a village can wait").changes("w").send("e").sees("write to").send("\x15new.txt\r");
    session.sees("cannot write 'new.txt'").sees("a village can wait");
    is_lawful("a full disk", session);
    assert!(!tower.path().join("new.txt").exists(), "nothing half is left");
}

#[test]
fn a_terminal_that_goes_ends_it_within_a_second() {
    let tower = tower();
    std::fs::write(tower.path().join("long.txt"), INTERVIEW.repeat(30_000)).unwrap();
    for name in ["bell.txt", "long.txt"] {
        let mut session = Session::start(vivavoce(tower.path(), &[name.into()]), SIZE);
        session.sees("a village can wait").changes("/").send_much(b"dog");
        let at = Instant::now();
        session.signal(Signal::HUP);
        assert_eq!(session.ends().status, 129);
        assert!(at.elapsed() < Duration::from_secs(1), "{name}: {:?}", at.elapsed());
    }
}
