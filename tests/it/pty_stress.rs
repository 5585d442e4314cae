//! Hard times in a terminal: storms of sizes and keys, disks that are full, files that change, terminals of any kind and
//! terminals that go. Whatever happens around the reader, what was read stays on the screen, and the terminal is left
//! as it was.

use std::ffi::OsString;
use std::io::Read as _;
use std::os::unix::fs::PermissionsExt as _;
use std::os::unix::process::ExitStatusExt as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use portable_pty::CommandBuilder;
use rustix::process::{Pid, Signal, kill_process};

use crate::pty::{Session, shell};
use crate::pty_hostile::{ESC, is_lawful, looks_at_keys, vivavoce};

const SIZE: (u16, u16) = (90, 24);

const INTERVIEW: &str = "\
The Bellfounder

Q: How long does a bell cool?

A: As long as a village can wait, and then a night more.

Q: Who hears it first?

A: The dog.
";

/// A folder with an interview in it, and one of many screens.
fn tower() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let bells =
        (1..300).map(|n| format!("Q: And bell {n}?\n\nA: It cracked. We cast it {n} times anew.\n\n"));
    std::fs::write(folder.path().join("bell.txt"), INTERVIEW).unwrap();
    std::fs::write(folder.path().join("bells.txt"), format!("{INTERVIEW}\n{}", bells.collect::<String>()))
        .unwrap();
    folder
}

fn reading(folder: &Path, words: &[&str]) -> CommandBuilder {
    vivavoce(folder, &words.iter().map(OsString::from).collect::<Vec<_>>())
}

fn open(folder: &Path) -> Session {
    let mut session = Session::start(reading(folder, &["bell.txt"]), SIZE);
    session.sees("a village can wait");
    session
}

/// All that a screen shows, a row a line, with the looks of each character. Blanks have none but a background.
fn picture(screen: &vt100::Screen) -> Vec<String> {
    let look = |cell: &vt100::Cell| {
        let text = if cell.contents().is_empty() { " " } else { cell.contents() };
        let plain = text == " " && !cell.inverse() && !cell.underline();
        let looks = [cell.bold(), cell.dim(), cell.italic(), cell.underline(), cell.inverse()];
        let ink = (!plain).then_some((cell.fgcolor(), looks));
        format!("{text}{ink:?}{:?}", cell.bgcolor())
    };
    let (rows, columns) = (screen.size().0.get(), screen.size().1.get());
    let cells = |row| (0..columns).filter_map(move |column| screen.cell(row, column)).map(look);
    (0..rows).map(|row| cells(row).collect()).collect()
}

/// The rows of the scroll regions that were set, one after another; none where the whole screen was.
fn regions(sent: &[u8]) -> Vec<&str> {
    let sequences = memchr::memmem::find_iter(sent, b"\x1b[").map(|at| &sent[at + 2..]);
    let whole = sequences.filter_map(|rest| {
        let end = rest.iter().position(|byte| !(0x20..=0x3f).contains(byte))?;
        (rest[end] == b'r').then(|| std::str::from_utf8(&rest[..end]).unwrap())
    });
    whole.collect()
}

/// What a folder holds, hidden or not.
fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<_> = { std::fs::read_dir(folder).unwrap() }
        .map(|e| e.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

// ---- storms

#[test]
fn a_storm_of_sizes_and_keys_ends_with_exactly_the_last_frame() {
    let tower = tower();
    let last = (70, 20);
    let mut calm = Session::start(reading(tower.path(), &["bells.txt#q40"]), last);
    calm.sees("And bell 38?");
    let mut session = Session::start(reading(tower.path(), &["bells.txt"]), SIZE);
    session.sees("a village can wait");
    for n in 0..200u16 {
        session.resize((1 + n * 7 % 200, 1 + n * 5 % 60));
        session.send_much(if n % 3 == 0 { b"jjk" } else { b"JJK" });
    }
    session.resize(last).send_much(b"40g");
    let calm_screen = calm.until("it rests", |screen| screen.contents().contains("Q  40/301")).screen();
    // A blank that was written is no other than one that was not.
    let text = |screen: &vt100::Screen| -> Vec<String> {
        screen.rows(0, last.0).map(|row| row.trim_end().to_owned()).collect()
    };
    let wanted = (text(calm_screen), picture(calm_screen));
    session.until("the text of a quiet terminal", |screen| text(screen) == wanted.0);
    assert_eq!(picture(session.screen()), wanted.1);
    is_lawful("sizes", session);
    is_lawful("no storm", calm);
}

#[test]
fn a_size_that_changes_before_the_first_frame_is_the_one_that_is_drawn() {
    let tower = tower();
    let mut session = Session::start(reading(tower.path(), &["bell.txt"]), (30, 5));
    session.signal(Signal::WINCH).resize((70, 20)).signal(Signal::WINCH);
    session.until("the bar is the last row", |screen| {
        screen.rows(0, 70).nth(19).is_some_and(|bar| bar.contains("bell.txt"))
    });
    is_lawful("a size at the start", session);
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
    looks_at_keys(&mut session);
    is_lawful("a paste where nothing is asked", session);
}

/// Each row: the keys that come while the program cannot draw, and what stands at the end. Nobody reads the frames.
#[test]
fn keys_that_come_faster_than_frames_are_one_frame() {
    let tower = tower();
    for (keys, count, seen) in
        [("J", 301, "Q 301/301"), ("jk", 1500, "a village can wait"), ("10j9k", 300, "Q")]
    {
        let mut session = Session::start(reading(tower.path(), &["--stats", "bells.txt"]), SIZE);
        session.sees("a village can wait").signal(Signal::STOP);
        session.send(&keys.repeat(count)).signal(Signal::CONT).sees(seen).send("Q");
        let (ended, _) = session.ends_with_bytes();
        let told = ended.screen.contents();
        let frames = told.split(" frames").next().and_then(|line| line.split_whitespace().last());
        let frames: usize = frames.unwrap().parse().unwrap();
        assert!((1..=4).contains(&frames), "{keys}: {told}");
    }
}

#[test]
fn a_terminal_that_nobody_reads_is_shown_the_end_of_it() {
    let tower = tower();
    let mut session = Session::start(reading(tower.path(), &["bells.txt"]), (500, 200));
    session.sees("a village can wait");
    for _ in 0..40 {
        session.send("GgJK/bell\r").send(ESC);
    }
    session.send("G").sees("100%").sees("And bell 299?");
    is_lawful("read late", session);
}

#[test]
fn a_terminal_that_is_full_at_the_start_is_waited_for() {
    let tower = tower();
    // More than the terminal holds, until it takes no byte; what is read of it first is read once.
    let fill = "dd if=/dev/zero bs=1 count=200000 oflag=nonblock 2>/dev/null";
    let script = format!(r#"{fill}; {fill}; echo >gate; "$@"; echo "ended $?""#);
    assert!(Command::new("mkfifo").arg(tower.path().join("gate")).status().unwrap().success());
    let mut command = shell(&script, &reading(tower.path(), &["bell.txt"]));
    command.cwd(tower.path());
    let mut session = Session::start(command, SIZE);
    std::fs::read(tower.path().join("gate")).unwrap();
    session.sees("a village can wait").send("Q");
    assert!(session.ends().screen.contents().contains("ended 0"));
}

// ---- places where nothing can be written, files that change

/// Each row: what becomes of the file, and what a reload says of it; the text stays.
#[test]
fn what_becomes_of_the_file_leaves_the_text() {
    type Change = fn(&Path);
    let changes: [(Change, &str); 7] = [
        (|path| std::fs::remove_file(path).unwrap(), "cannot read"),
        (|path| std::fs::write(path, b"\x89PNG\r\n\x1a\n\0\0").unwrap(), "bell.txt"),
        (|path| std::fs::write(path, b"").unwrap(), "it is empty"),
        (|path| std::fs::rename(path, path.with_extension("old")).unwrap(), "cannot read"),
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
        session.send("J").sees("Q 1/2").changes("r").sees(told).sees("a village can wait");
        session.send("G").sees("The dog.");
        is_lawful(told, session);
    }
}

#[test]
fn another_reading_keeps_the_place() {
    let tower = tower();
    let path = tower.path().join("bells.txt");
    let mut session = Session::start(reading(tower.path(), &["bells.txt#q40"]), SIZE);
    session.sees("Q  40/301").sees("And bell 38?");
    let text = std::fs::read_to_string(&path).unwrap();
    // A question more at the beginning, and all behind the place gone.
    let kept = text.split("Q: And bell 45?").next().unwrap();
    std::fs::write(&path, kept.replace("Q: Who hears", "Q: A new one?\n\nA: New.\n\nQ: Who hears")).unwrap();
    session.send("r").sees("Q 41/47");
    session.until("the place is at the top", |screen| {
        screen.rows(0, SIZE.0).take(3).any(|row| row.contains("And bell 38?"))
    });
    is_lawful("another reading", session);
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
}

/// Each row: settings that cannot be read, and what is said of them.
#[test]
fn settings_that_cannot_be_read_are_a_notice() {
    let tower = tower();
    std::fs::create_dir_all(tower.path().join("folder/vivavoce/config.toml")).unwrap();
    std::fs::create_dir_all(tower.path().join("noise/vivavoce")).unwrap();
    std::fs::write(tower.path().join("noise/vivavoce/config.toml"), b"\xff\0[[").unwrap();
    for (home, told) in
        [("folder", "it is a directory"), ("bell.txt", "no directory"), ("noise", "config.toml: line 1")]
    {
        let mut command = reading(tower.path(), &["bell.txt"]);
        command.env("XDG_CONFIG_HOME", tower.path().join(home));
        let mut session = Session::start(command, (200, 24));
        session.sees(told).sees("a village can wait").send("G").sees("The dog.");
        is_lawful(home, session);
    }
}

/// A program that may write no byte more to any file: a disk that is full.
fn on_a_full_disk(folder: &Path, words: &[&str]) -> CommandBuilder {
    let mut full = shell(r#"trap '' XFSZ; ulimit -f 0; exec "$@""#, &reading(folder, words));
    full.cwd(folder);
    full
}

#[test]
fn a_full_disk_leaves_what_is_there_whole_and_nothing_half() {
    let tower = tower();
    std::fs::write(tower.path().join("old.txt"), "what I wrote last week").unwrap();
    let before = names(tower.path());
    let mut session = Session::start(on_a_full_disk(tower.path(), &["bell.txt"]), SIZE);
    session.sees("a village can wait").changes("w").send("e").sees("write to").send("\x15new.txt\r");
    session.sees("cannot write 'new.txt'").sees("a village can wait");
    session.changes("w").send("e").sees("write to").send("\x15old.txt\r").sees("there already").send("o");
    session.sees("cannot write 'old.txt'").sees("a village can wait");
    is_lawful("a full disk", session);
    let export = ["export", "--output", "old.txt", "bell.txt"];
    let ended = Session::start(on_a_full_disk(tower.path(), &export), SIZE).ends();
    assert_eq!(ended.status, 2);
    assert!(ended.screen.contents().contains("cannot write 'old.txt'"), "{}", ended.screen.contents());
    assert_eq!(names(tower.path()), before);
    assert_eq!(std::fs::read_to_string(tower.path().join("old.txt")).unwrap(), "what I wrote last week");
}

#[test]
fn what_is_written_over_keeps_its_name_its_link_and_its_permissions() {
    let tower = tower();
    let path = |name: &str| tower.path().join(name);
    std::fs::write(path("mine.md"), "mine").unwrap();
    std::fs::set_permissions(path("mine.md"), std::fs::Permissions::from_mode(0o604)).unwrap();
    std::os::unix::fs::symlink("mine.md", path("link.md")).unwrap();
    let before = names(tower.path());
    let mut session = open(tower.path());
    session.changes("w").send("e").sees("write to").send("\x15link.md\r").sees("there already").send("o");
    session.sees("written to link.md");
    is_lawful("written over", session);
    assert!(std::fs::read_to_string(path("mine.md")).unwrap().contains("How long does a bell cool?"));
    let ended = Session::start(reading(tower.path(), &["export", "-o", "link.md", "bells.txt"]), SIZE).ends();
    assert_eq!(ended.status, 0, "{}", ended.screen.contents());
    assert!(std::fs::read_to_string(path("mine.md")).unwrap().contains("And bell 299?"));
    assert_eq!(std::fs::metadata(path("mine.md")).unwrap().permissions().mode() & 0o777, 0o604);
    assert!(std::fs::symlink_metadata(path("link.md")).unwrap().is_symlink());
    assert_eq!(names(tower.path()), before);
}

// ---- ends

#[test]
fn a_hang_up_ends_it_within_a_second() {
    let tower = tower();
    std::fs::write(tower.path().join("long.txt"), INTERVIEW.repeat(30_000)).unwrap();
    for name in ["bell.txt", "long.txt"] {
        let mut session = Session::start(reading(tower.path(), &[name]), SIZE);
        session.sees("a village can wait").changes("/").send_much(b"dog");
        let at = Instant::now();
        session.signal(Signal::HUP);
        assert_eq!(session.ends().status, 129);
        assert!(at.elapsed() < Duration::from_secs(1), "{name}: {:?}", at.elapsed());
    }
}

/// Each row: whether the terminal tells its programs that it goes (SIGHUP), the size, and what is being done: reading
/// from it ends, or writing more than it holds fails.
#[test]
fn a_terminal_that_goes_ends_it_by_whatever_is_noticed_first() {
    let tower = tower();
    for (told, size, keys) in [
        (true, SIZE, "?"),
        (false, SIZE, "?"),
        (true, (500, 200), "G"),
        (false, (500, 200), "G"),
        (false, SIZE, "/dog"),
        (false, SIZE, "M"),
    ] {
        let mut command = reading(tower.path(), &["bells.txt"]);
        command.set_controlling_tty(told);
        let mut session = Session::start(command, size);
        session.sees("a village can wait");
        assert_eq!(session.hangs_up(keys), 129, "told: {told}, {size:?}, {keys}");
    }
}

#[test]
fn a_terminal_that_is_no_job_s_own_is_read_and_left_all_the_same() {
    let tower = tower();
    // There is no /dev/tty: the terminal is found by the name of what is open.
    for script in [r#""$@""#, r#"cat bell.txt | "$@" -"#, r#""$@" 2>&-"#, r#""$@" <&-"#, r#""$@" </dev/null"#]
    {
        let words: &[&str] = if script.starts_with("cat") { &[] } else { &["bell.txt"] };
        let mut command = shell(script, &reading(tower.path(), words));
        command.cwd(tower.path());
        command.set_controlling_tty(false);
        let mut session = Session::start(command, SIZE);
        session.sees("a village can wait").send("/dog\r").sees("1/1");
        is_lawful(script, session);
    }
}

#[test]
fn behind_another_job_it_waits_until_it_is_called() {
    let tower = tower();
    let script = r#"set -m; "$@" & read go; fg >/dev/null; echo "ended $?""#;
    let mut command = shell(script, &reading(tower.path(), &["bell.txt"]));
    command.cwd(tower.path());
    let mut session = Session::start(command, SIZE);
    session.send("\r").sees("a village can wait").send("/dog\r").sees("1/1").send("Q");
    assert!(session.ends().screen.contents().contains("ended 0"));
}

#[test]
fn killed_it_leaves_nothing_but_the_modes() {
    let tower = tower();
    let mut command = reading(tower.path(), &["bells.txt"]);
    for name in ["HOME", "TMPDIR", "XDG_STATE_HOME", "XDG_CACHE_HOME", "XDG_RUNTIME_DIR"] {
        command.env(name, tower.path());
    }
    let before = names(tower.path());
    let mut session = Session::start(command, (70, 24));
    session
        .sees("a village can wait")
        .changes("jjj")
        .changes("J")
        .changes("\x06")
        .changes("/bell\r")
        .changes("y");
    let sent = session.changes("3k").signal(Signal::KILL).dies();
    assert_eq!(names(tower.path()), before);
    let last = |bytes: &str| memchr::memmem::rfind(&sent, bytes.as_bytes());
    let regions = regions(&sent);
    assert!(regions.len() > 1 && regions.last() == Some(&""), "a scroll region is left: {regions:?}");
    assert!(last("\x1b[?2026l") >= last("\x1b[?2026h"), "a frame is left open");
    assert!(last("\x1b[?7h") >= last("\x1b[?7l"), "lines do not wrap");
    assert!(last("\x1b]8;;\x1b\\") >= last("\x1b]8;id"), "a link is left open");
}

#[test]
fn a_pipe_that_is_full_is_waited_for_and_one_that_is_closed_is_an_end() {
    let tower = tower();
    std::fs::write(tower.path().join("long.txt"), INTERVIEW.repeat(2_000)).unwrap();
    let start = || {
        let mut command = Command::new(env!("CARGO_BIN_EXE_vivavoce"));
        command.arg("long.txt").current_dir(tower.path()).env_clear();
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
    };
    // More than any pipe holds is still to come when the first byte is read.
    let mut child = start();
    child.stdout.as_mut().unwrap().read_exact(&mut [0]).unwrap();
    kill_process(Pid::from_raw(child.id().try_into().unwrap()).unwrap(), Signal::TERM).unwrap();
    assert_eq!(child.wait().unwrap().signal(), Some(15));
    let mut child = start();
    child.stdout.as_mut().unwrap().read_exact(&mut [0]).unwrap();
    drop(child.stdout.take());
    let ended = child.wait_with_output().unwrap();
    assert_eq!((ended.status.code(), ended.stderr.as_slice()), (Some(0), &b""[..]));
}

#[test]
fn where_no_byte_more_can_be_printed_one_line_says_so() {
    let tower = tower();
    let jobs: [&[&str]; 9] = [
        &["bell.txt"],
        &["--linear", "bell.txt"],
        &["export", "bell.txt"],
        &["inspect", "bell.txt"],
        &["find", "bell", "bell.txt"],
        &["terms", "bell.txt"],
        &["config", "--print-default"],
        &["man"],
        &["--help"],
    ];
    for words in jobs {
        let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_vivavoce"));
        command.args(words).current_dir(tower.path()).env_clear().stdin(Stdio::null()).stdout(full);
        let ended = command.output().unwrap();
        let told = String::from_utf8(ended.stderr).unwrap();
        assert_eq!(ended.status.code(), Some(2), "{words:?}: {told}");
        assert!(
            told.contains("standard output: no space left") && told.lines().count() == 1,
            "{words:?}: {told}"
        );
    }
}

// ---- terminals

/// Each row: what the environment says of the terminal; it is read all the same, and left as it was.
#[test]
fn any_terminal_is_good_enough() {
    let tower = tower();
    for (environment, size) in [
        (&[("TERM", "linux")][..], SIZE),
        (&[("TERM", "screen")], SIZE),
        (&[("TERM", "vt100")], SIZE),
        (&[("TERM", "")], SIZE),
        (&[("TERM", "nobody-knows-this")], SIZE),
        (&[("TERM", "xterm-256color"), ("COLUMNS", "20"), ("LINES", "3")], SIZE),
        (&[("TERM", "xterm"), ("COLUMNS", "0"), ("LINES", "x")], SIZE),
        (&[("TERM", "xterm"), ("LANG", "C"), ("LC_ALL", "C")], SIZE),
        (&[], (500, 200)),
        (&[], (80, 2)),
        (&[], (20, 24)),
    ] {
        let mut command = reading(tower.path(), &["bell.txt"]);
        for name in ["COLUMNS", "LINES", "LC_ALL"] {
            command.env_remove(name);
        }
        for (name, value) in environment {
            command.env(name, value);
        }
        let mut session = Session::start(command, size);
        session.until("it is read", |screen| screen.contents().contains("bell"));
        session.send("/dog\r").sees("dog");
        is_lawful(&format!("{environment:?} {size:?}"), session);
    }
    let mut command = reading(tower.path(), &["bell.txt"]);
    command.env_remove("TERM");
    let mut session = Session::start(command, SIZE);
    session.sees("a village can wait");
    is_lawful("no TERM", session);
}

#[test]
fn a_terminal_that_does_not_know_its_size_is_taken_for_the_usual_one() {
    let tower = tower();
    let script = r#"stty rows 0 cols 0; exec "$@""#;
    let mut command = shell(script, &reading(tower.path(), &["bell.txt"]));
    command.cwd(tower.path());
    let mut session = Session::start(command, (80, 24));
    session.until("the bar is the last row", |screen| {
        screen.rows(0, 80).nth(23).is_some_and(|bar| bar.contains("bell.txt"))
    });
    is_lawful("no size", session);
}

#[test]
fn a_terminal_that_only_prints_is_read_line_by_line() {
    let tower = tower();
    let mut command = reading(tower.path(), &["bell.txt"]);
    command.env("TERM", "dumb");
    let mut session = Session::start(command, SIZE);
    session.send("n\n").sees("Question 1").send("q\n");
    let (ended, bytes) = session.ends_with_bytes();
    assert_eq!(ended.status, 0);
    assert!(!bytes.contains(&0x1b), "{}", String::from_utf8_lossy(&bytes));
}

// ---- the mouse, the focus, the cursor

#[test]
fn the_mouse_chooses_commands_where_it_is_taken_and_nothing_where_not() {
    let tower = tower();
    let mut session = Session::start(reading(tower.path(), &["bells.txt"]), SIZE);
    // The list of commands has its first row below its border and the line that is typed.
    let click = "\x1b[<0;12;3M\x1b[<0;12;3m";
    session.sees("a village can wait").send(":help").sees("help: ").send(click).send(ESC);
    session.until("nothing was chosen", |screen| !screen.contents().contains("help: "));
    session
        .send("M")
        .sees("hold Shift to select text")
        .send(":these keys")
        .until("it is the first row", |screen| {
            screen.rows(0, 90).nth(2).is_some_and(|row| row.contains("these keys"))
        });
    session.send(click).sees("a line further").send(ESC);
    session.send("G").sees("cast it 299 times").send("\x1b[<64;70;5M");
    session.until("the wheel goes back", |screen| !screen.contents().contains("cast it 299 times"));
    session.send("\x1b[<65;70;5M").sees("cast it 299 times");
    // The divider, which stands behind the list.
    let divider = |screen: &vt100::Screen| (0..90).find(|x| screen.cell(5, *x).unwrap().contents() == "│");
    let before = divider(session.screen()).unwrap();
    session.send(&format!("\x1b[<0;{0};6M\x1b[<32;51;6M\x1b[<0;51;6m", before + 1));
    session
        .until("the divider is where it leaves room", |screen| divider(screen) == Some(49) && before != 49);
    session.send("M").until("the mouse is the terminal's", |screen| {
        screen.mouse_protocol_mode() == vt100::MouseProtocolMode::None
    });
    is_lawful("the mouse", session);
}

#[test]
fn a_window_that_gets_the_focus_is_asked_for_its_background_again() {
    let tower = tower();
    let mut session = open(tower.path());
    session.hears("\x1b]11;?");
    assert_eq!((session.times("\x1b[?1004h"), session.times("\x1b]11;?")), (1, 1));
    // Not before it has answered the first time, and nothing is drawn for it.
    looks_at_keys(session.send("\x1b[I\x1b[O"));
    assert_eq!(session.times("\x1b]11;?"), 1);
    looks_at_keys(session.send("\x1b]11;rgb:0000/0000/0000\x1b\\\x1b[?62c\x1b[O\x1b[I"));
    assert_eq!(session.times("\x1b]11;?"), 2);
    session.send("\x1b[?62c");
    is_lawful("the focus", session);
}

/// Each row: keys, and what stands at the terminal's own cursor, if it is shown.
#[test]
fn the_terminal_s_cursor_stands_on_what_is_chosen_or_typed() {
    let tower = tower();
    for (keys, wanted) in [
        ("J", None),
        ("\t", Some("▸")),
        ("/wai", Some("")),
        ("/wai\r", Some("wait")),
        (":", Some("")),
        (":he\x1b[D", Some("e")),
        ("o", Some("")),
        ("t", Some("▸")),
        ("C", Some("")),
        ("we", Some("")),
        ("?", Some("Moving")),
    ] {
        let mut session = Session::start(reading(tower.path(), &["bells.txt"]), SIZE);
        session.sees("a village can wait").send(keys).until(
            &format!("{keys:?} leads to {wanted:?}"),
            |screen| {
                let (row, column) = screen.cursor_position();
                let at = || screen.contents_between(row, column, row, SIZE.0);
                match wanted {
                    None => screen.hide_cursor() && screen.contents().contains("Q   1/301"),
                    Some(text) => !screen.hide_cursor() && at().starts_with(text) && (row, column) != (0, 0),
                }
            },
        );
        is_lawful(keys, session);
    }
}
