//! Hostile input in a terminal: all bytes that it is sent are our renderer's own.

use std::ffi::OsString;
use std::path::Path;

use portable_pty::CommandBuilder;

use crate::hostile::{Den, attacks};
use crate::pty::{Session, command};
use crate::terminal::{IN_TEXT, decoded, lawful, outlaw};

const SIZE: (u16, u16) = (90, 24);
/// Esc as a keyboard sends it that tells keys apart: it needs no pause behind it.
pub(crate) const ESC: &str = "\x1b[27u";

pub(crate) fn vivavoce(folder: &Path, words: &[OsString]) -> CommandBuilder {
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

/// Opens the help and closes it: what was sent before is done by then.
#[track_caller]
pub(crate) fn looks_at_keys(session: &mut Session) {
    session.send("?").sees("a line further").send(ESC);
    session.until("the help is gone", |screen| !screen.contents().contains("a line further"));
}

/// Ends a session, and checks what was sent in all of it; gives what was copied.
#[track_caller]
pub(crate) fn is_lawful(what: &str, mut session: Session) -> Vec<String> {
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
        for view in ["i", "t", "o", "?", "=", "C", "w", ":", "U", "v", "S", "H"] {
            looks_at_keys(session.changes(view).send(ESC));
        }
        session.changes("/").send("quillback\r").sees("quillback 1/");
        for view in ["c", "D", "*"] {
            looks_at_keys(session.changes(view).send(ESC));
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
