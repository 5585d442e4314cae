//! Taking away in a terminal: the bytes that ask it for the clipboard, files that are written, an editor that comes and
//! goes.

use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use portable_pty::CommandBuilder;

use crate::pty::{Session, command};

const SIZE: (u16, u16) = (90, 24);

const INTERVIEW: &str = "\
The Lamplighter's Last Round

Q: How did you come to light the lamps?

A: My uncle broke his leg on the quay. See https://lamps.example/quay.

Q: And when the last lamp goes electric?

A: Then I shall sit down under it and read.
";

/// A folder with the interview in it, and a folder of programs.
struct Desk {
    folder: tempfile::TempDir,
}

impl Desk {
    fn new() -> Desk {
        let desk = Desk { folder: tempfile::tempdir().unwrap() };
        std::fs::write(desk.path("lamp.txt"), INTERVIEW).unwrap();
        std::fs::create_dir(desk.path("bin")).unwrap();
        desk
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path(name)).unwrap()
    }

    /// A program of the test's own, in the only folder that programs are looked for in besides the system's.
    fn program(&self, name: &str, script: &str) {
        let path = self.path("bin").join(name);
        std::fs::write(&path, format!("#!/bin/sh\n{script}\n")).unwrap();
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).unwrap();
    }

    fn vivavoce(&self, environment: &[(&str, &str)]) -> CommandBuilder {
        let mut command = command(env!("CARGO_BIN_EXE_vivavoce"));
        command.cwd(self.folder.path());
        command.arg("lamp.txt");
        for name in [
            "SSH_CONNECTION",
            "SSH_TTY",
            "SSH_CLIENT",
            "TMUX",
            "STY",
            "DISPLAY",
            "WAYLAND_DISPLAY",
            "VISUAL",
            "VTE_VERSION",
            "TERM_PROGRAM",
        ] {
            command.env_remove(name);
        }
        command.env("PATH", format!("{}:/usr/bin:/bin", self.path("bin").display()));
        command.env("HOME", self.folder.path());
        for (name, value) in environment {
            command.env(name, value);
        }
        command
    }

    fn open(&self, environment: &[(&str, &str)]) -> Session {
        let mut session = Session::start(self.vivavoce(environment), SIZE);
        session.sees("broke his leg");
        session
    }
}

/// Each row: the environment, and the bytes that are sent for the answer's last words.
#[test]
fn the_terminal_is_asked_for_the_clipboard() {
    // "Then I shall sit down under it and read."
    const LETTERS: &str = "VGhlbiBJIHNoYWxsIHNpdCBkb3duIHVuZGVyIGl0IGFuZCByZWFkLg==";
    let plain = format!("\x1b]52;c;{LETTERS}\x07");
    let desk = Desk::new();
    // Over SSH it would be the clipboard of the wrong machine.
    desk.program("xclip", "exec cat >wrong");
    for (environment, bytes) in [
        (&[("SSH_CONNECTION", "1 2 3 4"), ("DISPLAY", ":10")][..], plain.clone()),
        (&[("TMUX", "/x,1,0")], format!("{plain}\x1bPtmux;\x1b{plain}\x1b\\")),
        (&[("STY", "1.x")], format!("\x1bP{plain}\x1b\\")),
    ] {
        let mut session = desk.open(environment);
        session.send("2g}y").sees("sent to the terminal").send("Q");
        let ended = session.ends_with_bytes();
        assert_eq!(ended.0.status, 0);
        let sent = String::from_utf8_lossy(&ended.1).into_owned();
        assert_eq!(sent.matches(&bytes).count(), 1, "{environment:?}");
        assert!(!desk.path("wrong").exists());
    }
}

#[test]
fn a_desktop_has_a_command_for_it_and_the_terminal_helps_out() {
    let desk = Desk::new();
    desk.program("xclip", r#"test "$*" = "-selection clipboard" && exec cat >"$HOME/clipboard""#);
    let mut session = desk.open(&[("DISPLAY", ":0")]);
    session.send("2g}y").sees("q2.p1, 9 words: copied").send("Q");
    assert_eq!(session.ends().status, 0);
    assert_eq!(desk.read("clipboard"), "Then I shall sit down under it and read.");
    desk.program("xclip", "exit 1");
    let mut session = desk.open(&[("DISPLAY", ":0")]);
    session.send("y").sees("sent to the terminal (xclip failed)").send("Q");
    assert_eq!(session.ends().status, 0);
}

#[test]
fn what_is_too_large_goes_to_a_file() {
    let desk = Desk::new();
    std::fs::write(desk.path("lamp.txt"), INTERVIEW.replace("See", &"It was long. ".repeat(9_000))).unwrap();
    let mut session = desk.open(&[("SSH_TTY", "/dev/pts/9")]);
    session.send("1gY").sees("kB are too much for a terminal; write to: lamp-excerpt.txt").send("\r");
    session.sees("written to lamp-excerpt.txt").send("Q");
    let (ended, bytes) = session.ends_with_bytes();
    assert_eq!(ended.status, 0);
    assert!(!String::from_utf8_lossy(&bytes).contains("]52;"), "nothing was sent");
    assert!(desk.read("lamp-excerpt.txt").len() > 100_000);
}

#[test]
fn files_are_written_where_nothing_is() {
    let desk = Desk::new();
    std::fs::write(desk.path("a.md"), "mine").unwrap();
    let mut session = desk.open(&[]);
    session.send("/electric\r").sees("1/1").send("we\x15a.md\r").sees("a.md is there already").send("n");
    session.sees("write to: a.md").send("\x15~/b.md\r").sees("written to ~/b.md");
    session.send("wp\x15lamp.txt\r").sees("it is one of the interviews").send("Q");
    assert_eq!(session.ends().status, 0);
    assert_eq!((desk.read("a.md").as_str(), desk.read("lamp.txt").as_str()), ("mine", INTERVIEW));
    assert!(
        desk.read("b.md").starts_with("> **Q:** And when the last lamp goes electric?"),
        "{}",
        desk.read("b.md")
    );
}

#[test]
fn an_editor_has_the_terminal_and_gives_it_back() {
    let desk = Desk::new();
    // It asks for a word on a terminal as shells leave it, and changes the file.
    desk.program(
        "pen",
        r#"echo "pen $*"; stty -a | grep -q ' icanon' && echo cooked; read word; echo "Q: $word?" >>"$2"; echo >>"$2"; echo "A: Yes." >>"$2""#,
    );
    let mut session = desk.open(&[("VISUAL", ""), ("EDITOR", "pen")]);
    session.send("2g}e").sees("pen +9 lamp.txt").sees("cooked").is_restored();
    session.send("Really\r").sees("Q 2/3").sees("electric").send("Q");
    assert_eq!(session.ends().status, 0);
    let mut session = desk.open(&[("EDITOR", "no-such-pen -x")]);
    session.send("e").sees("cannot start 'no-such-pen'").send("jQ");
    assert_eq!(session.ends().status, 0);
}

#[test]
fn an_editor_is_interrupted_alone_and_stopped_together() {
    let desk = Desk::new();
    desk.program(
        "pen",
        r#"trap 'echo interrupted' INT; echo ready; while test -e hold; do sleep 0.01; done
while test "$word" != end; do read word; echo "word $word"; done"#,
    );
    let mut session = desk.open(&[("EDITOR", "pen")]);
    session.send("e").sees("ready").send("\x03").sees("interrupted").send("end\r");
    session.sees("lamp.txt").send("Q");
    assert_eq!(session.ends().status, 0);
    // It must not read while it is stopped, or it could take the line that is for the shell.
    std::fs::write(desk.path("hold"), "").unwrap();
    let mut session = Session::start(crate::pty::job(&desk.vivavoce(&[("EDITOR", "pen")])), SIZE);
    session.sees("broke his leg").send("e").sees("ready").send("\x1a").sees("stopped 1").send("\r");
    std::fs::remove_file(desk.path("hold")).unwrap();
    session.send("on\r").sees("word on").send("end\r").sees("broke his leg").send("Q");
    assert!(session.ends().screen.contents().contains("ended 0"));
}

#[test]
fn a_link_is_copied() {
    let desk = Desk::new();
    let mut session = desk.open(&[("SSH_TTY", "/dev/pts/9")]);
    session
        .send("U")
        .sees("https://lamps.example/quay")
        .send("y")
        .sees("the link: sent to the terminal")
        .send("Q");
    let (_, bytes) = session.ends_with_bytes();
    assert!(String::from_utf8_lossy(&bytes).contains("\x1b]52;c;aHR0cHM6Ly9sYW1wcy5leGFtcGxlL3F1YXk=\x07"));
}

#[test]
fn links_are_links_where_the_terminal_knows_them() {
    const LINK: &str = "\x1b]8;id=v1;https://lamps.example/quay\x1b\\";
    let desk = Desk::new();
    for (term, wanted) in [("xterm-kitty", 1), ("xterm-256color", 0)] {
        let mut session = desk.open(&[("TERM", term), ("TERM_PROGRAM", "")]);
        session.sees("lamps.example/quay").send("Q");
        let (ended, bytes) = session.ends_with_bytes();
        assert_eq!(ended.status, 0);
        let text = String::from_utf8_lossy(&bytes).into_owned();
        assert_eq!(text.matches(LINK).count(), wanted, "{term}: {text:?}");
    }
}

#[test]
fn it_opens_where_it_is_told() {
    let desk = Desk::new();
    for words in
        [&["lamp.txt#q2.p1"][..], &["lamp.txt", "+/electric"], &["lamp.txt", "+2"], &["lamp.txt", "+G"]]
    {
        let mut command = command(env!("CARGO_BIN_EXE_vivavoce"));
        command.cwd(desk.folder.path());
        command.args(words);
        let mut session = Session::start(command, (90, 6));
        session.sees("sit down under it").send("Q");
        assert_eq!(session.ends().status, 0, "{words:?}");
    }
    assert!(Path::new(&desk.path("lamp.txt")).exists());
}
