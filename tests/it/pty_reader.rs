//! The reader itself in a terminal: it opens, is read with keys, and leaves no trace.

use std::path::{Path, PathBuf};

use portable_pty::CommandBuilder;
use rustix::process::Signal;

use crate::pty::{Session, command, job, shell};

const SIZE: (u16, u16) = (90, 24);

const INTERVIEW: &str = "\
The Lamplighter's Last Round

Q: How did you come to light the lamps of Port Ansel?

A: My uncle broke his leg on the quay in the great frost. Somebody had to carry the ladder, and I was tall.

Q: What does the harbour look like before dawn?

A: Like a drawing that nobody has finished. You add a lamp, and a piece of the quay is there.

Q: And when the last lamp goes electric?

A: Then I shall sit down under it and read.
";

/// A folder with the interview in it.
fn folder() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("lamplighter.txt");
    std::fs::write(&path, INTERVIEW).unwrap();
    (folder, path)
}

fn vivavoce(path: impl AsRef<Path>) -> CommandBuilder {
    let mut command = command(env!("CARGO_BIN_EXE_vivavoce"));
    command.arg(path.as_ref());
    command
}

#[test]
fn an_interview_is_opened_read_searched_and_left() {
    let (_folder, path) = folder();
    let mut session = Session::start(vivavoce(&path), SIZE);
    session.sees("Lamplighter").sees("harbour look like").sees("carry the ladder");
    session.send("/electric\r").sees("1/1");
    session.resize((60, 15)).until("the bar is at the bottom, the match still there", |screen| {
        let bar = screen.rows(0, 60).nth(14);
        bar.is_some_and(|bar| bar.contains("lamplighter.txt")) && screen.contents().contains("electric")
    });
    session.resize(SIZE).sees("electric").send("?").sees("a line further").send("\x1b");
    session.until("the help is gone", |screen| !screen.contents().contains("a line further"));
    session.send("Q");
    assert_eq!(session.ends().status, 0);
}

#[test]
fn what_is_known_better_holds_on_the_screen_too() {
    let (_folder, path) = folder();
    let mut command = vivavoce(&path);
    command.args(["--interviewer", "A", "--interviewee", "Q"]);
    let mut session = Session::start(command, SIZE);
    session.sees("Lamplighter").sees("My uncle broke").send("i").sees("A: interviewer").send("QQ");
    assert_eq!(session.ends().status, 0);
}

#[test]
fn a_pipe_is_read_with_keys_from_the_terminal() {
    let (_folder, path) = folder();
    let script = format!(r#"cat "{}" | "$@""#, path.display());
    let mut session = Session::start(shell(&script, &vivavoce("-")), SIZE);
    session.sees("carry the ladder").send("/nobody\r").sees("1/1").send("Q");
    assert_eq!(session.ends().status, 0);
}

#[test]
fn a_long_interview_is_there_at_once_and_to_its_end() {
    let (folder, _) = folder();
    let path = folder.path().join("long.txt");
    let exchange = |n: u32| {
        format!("Q: What was night {n} like?\n\nA: {}Night {n} ended.\n\n", "It was long. ".repeat(60))
    };
    let text: String = (1..4000).map(exchange).collect();
    assert!(text.len() > 3 << 20, "longer than what is read before the screen opens");
    std::fs::write(&path, text).unwrap();
    let mut session = Session::start(vivavoce(&path), SIZE);
    session.sees("night 1 like");
    session.until("all of it is there", |screen| screen.contents().contains("/3999"));
    session.send("G").sees("Night 3999 ended.").send("Q");
    assert_eq!(session.ends().status, 0);
}

#[test]
fn it_stops_for_the_shell_and_comes_back() {
    let (_folder, path) = folder();
    let mut session = Session::start(job(&vivavoce(&path)), SIZE);
    session.sees("carry the ladder").send("\x1a").sees("stopped 1").is_restored();
    session.send("\r").sees("carry the ladder").send("Q");
    assert!(session.ends().screen.contents().contains("ended 0"));
}

#[test]
fn however_it_ends_the_terminal_is_as_it_was() {
    let (_folder, path) = folder();
    for (signal, status) in [(Signal::TERM, 143), (Signal::HUP, 129)] {
        let mut session = Session::start(vivavoce(&path), SIZE);
        session.sees("carry the ladder").signal(signal);
        assert_eq!(session.ends().status, status, "{signal:?}");
    }
    let mut session = Session::start(vivavoce(&path), SIZE);
    session.sees("carry the ladder").send("\x03");
    session.ends();
}

#[test]
fn no_terminal_is_too_small() {
    let (_folder, path) = folder();
    let mut session = Session::start(vivavoce(&path), (1, 1));
    session.until("it is on the screen", vt100::Screen::alternate_screen);
    session.resize(SIZE).sees("carry the ladder").send("Q");
    assert_eq!(session.ends().status, 0);
}

#[test]
fn without_colours_there_are_none() {
    let (_folder, path) = folder();
    let mut command = vivavoce(&path);
    command.env("NO_COLOR", "1");
    let mut session = Session::start(command, SIZE);
    session.sees("carry the ladder").send("/lamp\r").sees("1/").until("nothing is coloured", |screen| {
        let (columns, rows) = SIZE;
        let mut cells = (0..rows).flat_map(|row| (0..columns).map(move |column| (row, column)));
        let coloured = |(row, column)| {
            screen.cell(row, column).is_some_and(|cell| {
                cell.fgcolor() != vt100::Color::Default || cell.bgcolor() != vt100::Color::Default
            })
        };
        !cells.any(coloured)
    });
    session.send("Q");
    assert_eq!(session.ends().status, 0);
}

/// Each row: what the terminal says of its background, and the colour of a question's number then.
#[test]
fn the_theme_follows_the_background_whenever_it_is_told() {
    let (_folder, path) = folder();
    let mut session = Session::start(vivavoce(&path), SIZE);
    session.sees("carry the ladder");
    for (background, wanted) in [("0000/0000/0000", 80), ("ffff/ffff/ffff", 23), ("1e1e/1e1e/2e2e", 80)] {
        session.send(&format!("\x1b]11;rgb:{background}\x1b\\")).until(background, |screen| {
            let cells = (0..SIZE.1).flat_map(|row| (0..SIZE.0).map(move |column| (row, column)));
            let number =
                { cells }.filter_map(|(row, column)| screen.cell(row, column)).find(|c| c.contents() == "▌");
            number.is_some_and(|cell| cell.fgcolor() == vt100::Color::Idx(wanted))
        });
    }
    session.send("Q");
    assert_eq!(session.ends().status, 0);
}

#[test]
fn what_of_the_settings_is_not_followed_is_told_on_the_screen() {
    let (folder, path) = folder();
    let config = folder.path().join("own.toml");
    std::fs::write(&config, "mesure = 50\ntheme = dark\n[keys]\nquti = \"x\"\nmessages = \"X\"\n").unwrap();
    let mut command = vivavoce(&path);
    command.arg("--config");
    command.arg(&config);
    let mut session = Session::start(command, SIZE);
    session.sees("3 of your settings are not followed, X shows them").send("X");
    session.sees("did you mean 'measure'?").sees("did you mean \"dark\"?").sees("did you mean 'quit'?");
    session.send("qQ");
    assert_eq!(session.ends().status, 0);
}

#[test]
fn what_the_terminal_still_answers_is_not_typed_into_the_shell() {
    let (_folder, path) = folder();
    // The answers come when the reader has quit already, and before it has ended.
    let script = r#""$@"; stty -echo; printf 'gone '; head -c 3; stty echo"#;
    let mut session = Session::start(shell(script, &vivavoce(&path)), SIZE);
    session
        .sees("carry the ladder")
        .hears("\x1b[c")
        .send("Q\x1b]11;rgb:0000/0000/0000\x1b\\\x1b[?0u\x1b[?62;22c");
    session.sees("gone").send("abc\n").sees("gone abc");
    assert_eq!(session.ends().status, 0);
}

#[test]
fn a_terminal_that_tells_keys_apart_is_told_to_and_told_to_stop() {
    let (_folder, path) = folder();
    let mut session = Session::start(job(&vivavoce(&path)), SIZE);
    // The question comes behind the first frame.
    session.sees("carry the ladder").hears("\x1b[c");
    assert_eq!((session.times("\x1b[?u"), session.times("\x1b[>1u")), (1, 0));
    session.send("\x1b[?0u\x1b[?62c");
    // Ctrl-P and Esc, as such a keyboard sends them.
    session.send("\x1b[112;5u").sees("[all").send("\x1b[27u");
    assert_eq!((session.times("\x1b[>1u"), session.times("\x1b[?1049l")), (1, 0));
    session.send("\x1b[122;5u").sees("stopped 1").is_restored();
    session.send("\r").sees("carry the ladder");
    assert_eq!(session.times("\x1b[>1u"), 2);
    session.send("Q");
    assert!(session.ends().screen.contents().contains("ended 0"));
}

#[test]
fn the_mouse_is_taken_by_a_key_and_given_back_at_the_end() {
    let (_folder, path) = folder();
    let mut session = Session::start(vivavoce(&path), SIZE);
    session.sees("carry the ladder");
    assert_eq!(session.times("\x1b[?1000h"), 0, "it is off by default");
    session.send("M").sees("hold Shift to select text");
    session.until("clicks are told", |s| s.mouse_protocol_mode() == vt100::MouseProtocolMode::ButtonMotion);
    // The third question in the list, below its heading; then the wheel.
    session.send("\x1b[<0;6;4M\x1b[<0;6;4m").sees("Q 3/3");
    session.send("MM").send("Q");
    assert_eq!(session.ends().status, 0);
}

#[test]
fn what_cannot_be_read_is_told_in_one_line_and_nothing_is_drawn() {
    let folder = tempfile::tempdir().unwrap();
    let missing = folder.path().join("missing.txt");
    for (path, reason) in [(missing.as_path(), "no such file"), (Path::new("-"), "it is the terminal")] {
        let ended = Session::start(vivavoce(path), (200, 24)).ends();
        assert_eq!(ended.status, 2);
        let told = ended.screen.contents();
        assert!(told.lines().count() == 1 && told.contains("cannot read") && told.contains(reason), "{told}");
    }
}
