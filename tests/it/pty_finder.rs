//! The finder in a terminal: it answers while one types, leads to what is chosen, and leaves the reader where he was.

use std::path::{Path, PathBuf};

use portable_pty::CommandBuilder;

use crate::pty::{Session, command};

const SIZE: (u16, u16) = (90, 24);

/// A folder with a talk of some exchanges, and nobody's settings.
fn folder() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("keeper.txt");
    let mut text = "The Keeper of the Locks\n\n".to_owned();
    for n in 1..=20 {
        text += &format!(
            "Q: What happened at lock {n}?\n\nA: {}Lock {n} held.\n\n",
            "The water rose. ".repeat(12)
        );
    }
    text += "Q: And the last night?\n\nA: Old Ceaușescu came from the Lock Keepers Union, and I gave up my lantern \
             at once.\n\nQ: Did the LKU pay?\n\nA: It did not.\n";
    std::fs::write(&path, text).unwrap();
    (folder, path)
}

fn vivavoce(folder: &tempfile::TempDir, path: &Path) -> CommandBuilder {
    let mut command = command(env!("CARGO_BIN_EXE_vivavoce"));
    command.env("XDG_CONFIG_HOME", folder.path());
    command.env("HOME", folder.path());
    command.arg(path);
    command
}

/// The cells that look otherwise than the text around them.
fn lit(screen: &vt100::Screen) -> String {
    let cells = (0..SIZE.1).flat_map(|row| (0..SIZE.0).filter_map(move |column| screen.cell(row, column)));
    cells
        .filter(|cell| cell.underline() || cell.inverse() || cell.bgcolor() != vt100::Color::Default)
        .map(vt100::Cell::contents)
        .collect()
}

#[test]
fn what_is_typed_is_found_lit_and_jumped_to() {
    let (folder, path) = folder();
    let mut session = Session::start(vivavoce(&folder, &path), SIZE);
    session.sees("What happened at lock 1?").send("o").sees("[all").send("ceasuescu");
    session.sees("typo ×1").sees("[all 2").sees("q21.p1");
    session
        .send("\r")
        .sees("gave up my lantern")
        .until("the finder is gone", |s| !s.contents().contains("[all"));
    session.until("the hit is lit", |screen| lit(screen).contains("Ceaușescu"));
    session.sees("1/1").send("Q");
    assert_eq!(session.ends().status, 0);
}

#[test]
fn escape_leaves_the_reader_where_he_was() {
    let (folder, path) = folder();
    let mut session = Session::start(vivavoce(&folder, &path), SIZE);
    session.sees("What happened at lock 1?").send("7g").sees("Q  7/22").changes("j").changes("j");
    // What stands there long enough is marked as read.
    let told = |shown: String| -> Vec<String> {
        shown.replace('✓', " ").lines().map(|line| line.trim_end().to_owned()).collect()
    };
    let before = told(session.shown());
    session.send("olantern").sees("places 1").send("\x1b[B\x1b[A\t\t\x1b");
    session.until("all is as it was", |screen| told(screen.contents()) == before);
    // Its line is not kept where nothing was chosen; what led somewhere is offered again.
    session.send("o").sees("[all").until("nothing is offered", |s| !s.contents().contains("again"));
    session.send("lantern").sees("places 1").send("\r").sees("Q 20/22").send("o").sees("again");
    session.send("\x1b").until("the finder is gone", |s| !s.contents().contains("[all"));
    session.send("\x0f").until("back where the jump began", |screen| screen.contents().contains("Q  7/22"));
    session.send("Q");
    assert_eq!(session.ends().status, 0);
}

#[test]
fn a_wrong_expression_is_told_and_may_be_mended() {
    let (folder, path) = folder();
    let mut session = Session::start(vivavoce(&folder, &path), SIZE);
    session.sees("What happened at lock 1?").send("ore:lant[").sees("wrong at character 8").send("e]rn");
    session.sees("places 1").send("\x14").sees("¹").send("\x1b");
    session.until("the finder is gone", |s| !s.contents().contains("[all")).send("Q");
    assert_eq!(session.ends().status, 0);
}

#[test]
fn names_that_are_confirmed_are_known_the_next_time() {
    let (folder, path) = folder();
    let mut session = Session::start(vivavoce(&folder, &path), SIZE);
    session.sees("What happened at lock 1?").send("t/lku\r").sees("LKU = Lock Keepers Union? a").send("a");
    session.sees("kept in ~/vivavoce/aliases.toml").send("Q");
    assert_eq!(session.ends().status, 0);
    let file = folder.path().join("vivavoce/aliases.toml");
    let kept = std::fs::read_to_string(&file).unwrap();
    assert!(kept.ends_with("[[alias]]\nnames = [\"Lock Keepers Union\", \"LKU\"]\n"), "{kept}");
    let mut session = Session::start(vivavoce(&folder, &path), SIZE);
    session.sees("What happened at lock 1?").send("/LKU\rD").sees("You made one").send("a");
    session.sees("are two, also in ~/vivavoce").send("Q");
    assert_eq!(session.ends().status, 0);
    assert!(!std::fs::read_to_string(&file).unwrap().contains("LKU"));
}
