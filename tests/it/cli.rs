//! The command line as a user meets it: the binary, its output, its exit status.

use std::ffi::{OsStr, OsString};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

const INTERVIEW: &str = "\
Interview with Ylva Strand

Q: When did you first steer?

A: At nine. The captain slept.

Q: Were you afraid?

A: Only of the captain.
";

/// What a run came to.
struct Run {
    status: i32,
    out: String,
    err: String,
}

impl Run {
    /// Fails unless it went well and said nothing on standard error.
    #[track_caller]
    fn well(self) -> String {
        assert_eq!((self.status, self.err.as_str()), (0, ""), "{}", self.out);
        self.out
    }

    /// Fails unless it ended with status 2 and one line on standard error, which it gives.
    #[track_caller]
    fn trouble(&self) -> &str {
        assert_eq!(self.status, 2, "{}", self.err);
        assert_eq!(self.err.lines().count(), 1, "{:?}", self.err);
        assert!(!self.err.trim_end().contains(|c: char| c.is_control()), "{:?}", self.err);
        self.err.strip_prefix("vivavoce: ").unwrap().trim_end()
    }
}

/// A folder with an interview, and the binary run in it.
struct Desk(tempfile::TempDir);

impl Desk {
    fn new() -> Desk {
        let desk = Desk(tempfile::tempdir().unwrap());
        desk.write("ferry.txt", INTERVIEW);
        desk
    }

    fn write(&self, name: impl AsRef<Path>, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.0.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        path
    }

    fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.0.path().join(name)).unwrap()
    }

    fn command<S: AsRef<OsStr>>(&self, args: impl IntoIterator<Item = S>) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_vivavoce"));
        command.args(args).current_dir(self.0.path()).env_clear();
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    /// Runs with the words of a line.
    fn run(&self, line: &str) -> Run {
        self.run_with(line.split_whitespace().map(OsString::from), "")
    }

    fn run_with(&self, args: impl IntoIterator<Item = OsString>, input: &str) -> Run {
        let mut command = self.command(args);
        if !input.is_empty() {
            command.stdin(Stdio::piped());
        }
        let mut child = command.spawn().unwrap();
        if let Some(mut stdin) = child.stdin.take() {
            // Who refuses its arguments reads nothing.
            let _unread = stdin.write_all(input.as_bytes());
        }
        let done = child.wait_with_output().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        Run { status: done.status.code().unwrap(), out: text(done.stdout), err: text(done.stderr) }
    }
}

#[test]
fn without_a_screen_the_interview_is_text() {
    let desk = Desk::new();
    let text = desk.run("ferry.txt").well();
    assert!(text.starts_with("Interview with Ylva Strand\n"), "{text}");
    assert!(text.contains("\n1. Q: When did you first steer?\n"), "{text}");
    assert_eq!(desk.run("export --to text ferry.txt").well(), text);
}

#[test]
fn standard_input_is_read_by_dash_and_from_a_pipe() {
    let desk = Desk::new();
    for args in [&["-"][..], &[], &["--", "-"]] {
        let run = desk.run_with(args.iter().map(OsString::from), INTERVIEW);
        assert!(run.well().contains("Only of the captain."), "{args:?}");
    }
}

#[test]
fn with_nothing_to_read_the_built_in_interviews_come() {
    let text = Desk::new().run("").well();
    assert!(text.contains("Interview with vivavoce") && text.contains("Digest: "), "{text:.200}");
}

#[test]
fn unreadable_input_is_one_line_and_status_2() {
    let desk = Desk::new();
    desk.write("empty.txt", "");
    desk.write(
        "picture.png",
        [0x89, b'P', b'N', b'G', 13, 10, 26, 10, 0, 0, 0, 13, 0, 1, 2, 0xff, 0xfe, 0, 0, 7],
    );
    std::fs::create_dir(desk.0.path().join("talks")).unwrap();
    for name in ["nothing.txt", "empty.txt", "picture.png", "talks"] {
        for before in ["", "export ", "inspect ", "inspect --json "] {
            let run = desk.run(&format!("{before}{name}"));
            let line = run.trouble();
            assert!(line.starts_with(&format!("cannot read '{name}': ")), "{line}");
            assert_eq!(run.out, "", "{before}{name}");
        }
    }
}

#[test]
fn bad_usage_is_one_line_and_status_2() {
    let desk = Desk::new();
    std::fs::hard_link(desk.0.path().join("ferry.txt"), desk.0.path().join("linked.txt")).unwrap();
    for (line, told) in [
        ("--bogus", "'--bogus'"),
        ("export", "<PATH>"),
        ("inspect", "<PATH>"),
        ("export --to scroll ferry.txt", "'scroll'"),
        ("completions tortoise", "'tortoise'"),
        ("- -", "only once"),
        ("export ferry.txt --output ferry.txt", "is one of the interviews"),
        ("export ferry.txt --output linked.txt", "is one of the interviews"),
        ("export ferry.txt --output no/where.json", "cannot write 'no/where.json'"),
    ] {
        let run = desk.run(line);
        assert!(run.trouble().contains(told), "{line}: {}", run.err);
        assert_eq!(run.out, "");
    }
    assert_eq!(desk.read("ferry.txt"), INTERVIEW, "the interview is as it was");
}

#[test]
fn several_are_exported_together_or_not_at_all() {
    let desk = Desk::new();
    let run = desk.run("export ferry.txt nothing.txt");
    assert_eq!((run.trouble().contains("nothing.txt"), run.out.as_str()), (true, ""));
    let book = desk.run("export ferry.txt ferry.txt").well();
    assert!(book.starts_with("{\n  \"schema\": \"vivavoce.interviews/1\""), "{book:.80}");
    let run = desk.run("inspect nothing.txt ferry.txt");
    assert!(run.trouble().contains("nothing.txt") && run.out.contains("ferry.txt\n"), "{}", run.out);
}

#[test]
fn the_output_names_its_form() {
    let desk = Desk::new();
    for (name, starts) in [("a.json", "{\n"), ("a.md", "# Interview"), ("a.txt", "Interview"), ("a", "{\n")] {
        assert_eq!(desk.run(&format!("export ferry.txt -o {name}")).well(), "");
        assert!(desk.read(name).starts_with(starts), "{name}");
    }
    desk.run("export --to markdown ferry.txt -o b.json").well();
    assert!(desk.read("b.json").starts_with("# Interview"));
}

#[test]
fn exported_json_reads_back_to_the_same_bytes() {
    let desk = Desk::new();
    let written = desk.run("export --to json ferry.txt").well();
    desk.write("ferry.json", &written);
    assert_eq!(desk.run("export --to json ferry.json").well(), written);
    assert!(written.contains("\"sha256\": \""), "{written}");
    desk.write("broken.json", &written.as_bytes()[..written.len() / 2]);
    assert!(desk.run("broken.json").trouble().starts_with("cannot read 'broken.json': "));
}

#[test]
fn inspect_tells_what_was_seen() {
    let desk = Desk::new();
    let report = desk.run("inspect ferry.txt").well();
    for told in
        ["questions   2", "turns       4", "convention  labels", "Q: interviewer, 2 turns", "doubts      0"]
    {
        assert!(report.contains(told), "{told}: {report}");
    }
    let lines = desk.run("inspect --json ferry.txt ferry.txt").well();
    let seen: Vec<serde_json::Value> =
        lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(seen.len(), 2);
    assert_eq!((&seen[0]["questions"], &seen[0]["format"]), (&2.into(), &"text".into()));
}

#[test]
fn the_built_in_interviews_raise_no_doubt() {
    let assets = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets");
    let args = ["inspect", "--json"].map(OsString::from).into_iter();
    let args = args.chain(["tour.txt", "digest.txt"].map(|name| assets.join(name).into_os_string()));
    let lines = Desk::new().run_with(args, "").well();
    let seen: Vec<serde_json::Value> =
        lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let told = |at: usize| (seen[at]["questions"].as_u64(), seen[at]["doubts"].as_array().map(Vec::len));
    assert_eq!((told(0), told(1)), ((Some(11), Some(0)), (Some(5), Some(0))));
    assert_eq!(seen[0]["speakers"][1]["name"], "vivavoce");
    assert_eq!(
        seen[1]["speakers"][1]["name"],
        serde_json::Value::Null,
        "the digest puts no words in a mouth"
    );
}

#[test]
fn a_reader_that_has_seen_enough_is_no_error() {
    let desk = Desk::new();
    let more = "Q: And then?\n\nA: The water rose, and nobody on the ferry spoke.\n\n".repeat(2_000);
    let long = format!("{INTERVIEW}\n{more}");
    desk.write("long.txt", long);
    for line in [
        "long.txt",
        "--plain --color always long.txt",
        "--linear long.txt +3",
        "long.txt#q3",
        "export long.txt",
        "export --to markdown long.txt",
        "inspect long.txt",
        "inspect --json long.txt",
        "find water long.txt",
        "find --json water long.txt",
        "terms long.txt",
        "concordance water long.txt",
        "config --print-default",
        "completions bash",
        "man",
        "--help",
        "--version",
    ] {
        let mut child = desk.command(line.split(' ')).spawn().unwrap();
        drop(child.stdout.take());
        let done = child.wait_with_output().unwrap();
        assert_eq!((done.status.code(), done.stderr.as_slice()), (Some(0), &b""[..]), "{line}");
    }
}

#[cfg(unix)]
#[test]
fn any_file_name_is_read_and_told_safely() {
    use std::os::unix::ffi::OsStrExt;
    let desk = Desk::new();
    for bytes in [&b"caf\xe9.txt"[..], b"-ferry.txt", b"export", b"--to", b"a\x1b]0;b\x07.txt"] {
        let name = OsStr::from_bytes(bytes);
        let run = |args: &[&OsStr]| desk.run_with(args.iter().map(OsString::from), "");
        let missing = run(&["--".as_ref(), name]);
        assert!(missing.trouble().contains("no such file"), "{}", missing.err);
        desk.write(name, INTERVIEW);
        assert!(run(&["--".as_ref(), name]).well().contains("At nine."), "{name:?}");
        let told = run(&["inspect".as_ref(), "--".as_ref(), name]).well();
        assert!(!told.contains(['\x1b', '\x07']), "{told:?}");
    }
}

/// Each row: arguments, standard input, the exit status. The README and the help tell the same.
#[test]
fn the_exit_status_is_as_documented() {
    let desk = Desk::new();
    desk.write("bad.toml", "[[alias]]\nnames = 3\n");
    for (args, typed, status) in [
        ("ferry.txt", "", 0),
        ("-", INTERVIEW, 0),
        ("--linear ferry.txt", "q\n", 0),
        ("--linear ferry.txt", "n\n", 0),
        ("export ferry.txt", "", 0),
        ("inspect ferry.txt", "", 0),
        ("find captain ferry.txt", "", 0),
        ("terms ferry.txt", "", 0),
        ("concordance captain ferry.txt", "", 0),
        ("config --print-default", "", 0),
        ("man", "", 0),
        ("--help", "", 0),
        ("-h", "", 0),
        ("--version", "", 0),
        ("ferry.txt#q9", "", 1),
        ("ferry.txt +9", "", 1),
        ("find xyzzyx ferry.txt", "", 1),
        ("concordance xyzzyx ferry.txt", "", 1),
        ("nothing.txt", "", 2),
        ("--bogus", "", 2),
        ("ferry.txt nothing.txt", "", 2),
        ("ferry.txt#nowhere", "", 2),
        ("--aliases bad.toml ferry.txt", "", 2),
        ("--linear nothing.txt", "q\n", 2),
        ("export nothing.txt", "", 2),
        ("inspect ferry.txt nothing.txt", "", 2),
        ("find captain nothing.txt", "", 2),
        ("find re:( ferry.txt", "", 2),
        ("terms nothing.txt", "", 2),
        ("terms --theme dark ferry.txt", "", 2),
        ("concordance --theme dark captain ferry.txt", "", 2),
        ("concordance captain nothing.txt", "", 2),
        ("completions tortoise", "", 2),
    ] {
        let run = desk.run_with(args.split(' ').map(OsString::from), typed);
        assert_eq!(run.status, status, "{args}: {}", run.err);
        match status {
            0 => assert_eq!(run.err, "", "{args}"),
            _ => assert!(run.err.lines().count() <= 1, "{args}: {}", run.err),
        }
    }
}

/// Each row: arguments, what the environment says, and whether the printed text has colours.
#[test]
fn printed_text_has_colours_where_they_are_wanted() {
    let desk = Desk::new();
    for (args, variables, colored) in [
        ("ferry.txt", "", false),
        ("ferry.txt", "TERM=xterm-256color", false),
        ("--color always ferry.txt", "", true),
        ("--color always --plain ferry.txt", "NO_COLOR=1", true),
        ("--color always --theme contrast ferry.txt", "TERM=xterm-256color", true),
        ("--color auto ferry.txt", "CLICOLOR_FORCE=1", true),
        ("ferry.txt", "CLICOLOR_FORCE=1 NO_COLOR=1", false),
        ("ferry.txt", "CLICOLOR_FORCE=0", false),
        ("--color never ferry.txt", "CLICOLOR_FORCE=1", false),
        ("--no-color ferry.txt", "CLICOLOR_FORCE=1", false),
        ("--color always --no-color ferry.txt", "", false),
    ] {
        let mut command = desk.command(args.split(' '));
        command.envs(variables.split_whitespace().filter_map(|pair| pair.split_once('=')));
        let done = command.output().unwrap();
        let text = String::from_utf8(done.stdout).unwrap();
        assert_eq!(text.contains("\u{1b}["), colored, "{args} {variables}: {text}");
        // Each line is coloured on its own, and under the colours stands the same text.
        for line in text.lines() {
            assert!(line.matches("\u{1b}[").count() % 2 == 0, "{line:?}");
        }
        let mut bare = String::new();
        for (n, part) in text.split("\u{1b}[").enumerate() {
            bare += if n == 0 { part } else { part.split_once('m').unwrap().1 };
        }
        assert_eq!(bare, desk.run("ferry.txt").well());
    }
}

#[test]
fn the_short_help_fits_a_screen_and_the_long_one_says_all() {
    let desk = Desk::new();
    let (short, long) = (desk.run("-h").well(), desk.run("--help").well());
    assert!(short.lines().count() < 60 && long.lines().count() > 100, "{short}");
    for told in ["Examples:", "--linear", "--help says more", "Without a screen:"] {
        assert!(short.contains(told), "{told}: {short}");
    }
    for told in
        ["--interviewer", "File names:", "As a pager:", "Exit status:", "CLICOLOR", "What is known better:"]
    {
        assert!(long.contains(told) && !short.contains(told), "{told}: {short}");
    }
}

#[test]
fn a_place_is_printed_beside_whole_interviews() {
    let desk = Desk::new();
    desk.write("mill.txt", "Q: Does it grind?\n\nA: At night.\n\nQ: For whom?\n\nA: Nobody asks.\n");
    let text = desk.run("mill.txt ferry.txt#q2.p1").well();
    assert!(text.contains("For whom?") && text.ends_with("\n\nOnly of the captain.\n"), "{text}");
    let linear = desk.run_with(["--linear", "mill.txt", "ferry.txt#q2"].map(OsString::from), "q\n").well();
    assert!(linear.contains("Interview 2 of 2.\n") && linear.contains("Only of the captain."), "{linear}");
    assert!(linear.ends_with("You were at ferry.txt#q2.q1.\n"), "{linear}");
}

#[test]
fn quotes_are_collected_in_a_file_line_by_line() {
    let desk = Desk::new();
    desk.write("there.md", "Mine.\n");
    let typed = "q1.p1\nw notes.md\nq2.p1\nw\nw there.md\nw! there.md\nw ferry.txt\nw no/where.md\nq\n";
    let out = desk.run_with(["--linear", "ferry.txt"].map(OsString::from), typed).well();
    for told in [
        "q1.p1 is written to notes.md.\n",
        "q2.p1 is written to notes.md.\n",
        "there.md is there. w! there.md adds to it.\n",
        "q2.p1 is written to there.md.\n",
        "ferry.txt is one of the interviews.\n",
        "no/where.md cannot be written: ",
    ] {
        assert!(out.contains(told), "{told}: {out}");
    }
    let notes = desk.read("notes.md");
    assert!(notes.starts_with("> At nine.") && notes.contains("\n\n> Only of the captain."), "{notes}");
    assert!(desk.read("there.md").starts_with("Mine.\n\n> Only of"));
    assert_eq!(desk.read("ferry.txt"), INTERVIEW);
}

#[test]
fn help_version_completions_and_manual_page_are_printed() {
    let desk = Desk::new();
    for (line, told) in [
        ("--version", concat!("vivavoce ", env!("CARGO_PKG_VERSION"))),
        ("--help", "Examples:"),
        ("export --help", "--output"),
        ("completions bash", "_vivavoce"),
        ("completions zsh", "#compdef vivavoce"),
        ("completions fish", "complete -c vivavoce"),
        ("completions powershell", "Register-ArgumentCompleter"),
        ("completions elvish", "edit:completion:arg-completer[vivavoce]"),
        ("--help", "vivavoce interview.txt#q3.p2"),
        ("man", ".TH VIVAVOCE 1"),
    ] {
        assert!(desk.run(line).well().contains(told), "{line}");
    }
}

#[test]
fn a_terminal_that_only_prints_gets_the_text_and_no_commands() {
    let desk = Desk::new();
    let mut command = crate::pty::command(env!("CARGO_BIN_EXE_vivavoce"));
    command.env("TERM", "dumb");
    command.cwd(desk.0.path());
    command.args(["--plain", "ferry.txt"]);
    let ended = crate::pty::Session::start(command, (80, 24)).ends();
    assert_eq!(ended.status, 0);
    assert!(ended.screen.contents().contains("Only of the captain."), "{}", ended.screen.contents());
    assert!(!ended.screen.alternate_screen());
}

#[test]
fn a_terminal_that_only_prints_is_read_line_by_line() {
    let desk = Desk::new();
    let mut command = crate::pty::command(env!("CARGO_BIN_EXE_vivavoce"));
    command.env("TERM", "dumb");
    command.cwd(desk.0.path());
    command.arg("ferry.txt");
    let mut session = crate::pty::Session::start(command, (80, 24));
    session.sees("2 questions.").sees("> ").send("2\r").sees("Question 2 of 2").sees("Only of the captain.");
    session
        .send("/captain\r")
        .sees("captain: twice in 2 paragraphs, in 2 questions.")
        .send("=\r")
        .sees("per cent");
    session.send("q\r").sees("You were at ferry.txt#q2.p1.");
    let ended = session.ends();
    assert_eq!(ended.status, 0);
    assert!(!ended.screen.alternate_screen());
}

/// Each row: what is typed, and how the answers end.
#[test]
fn lines_are_read_from_a_pipe_too() {
    let desk = Desk::new();
    for (args, typed, told) in [
        (
            "--linear ferry.txt",
            "2\nq\nn\n",
            "Question 2 of 2, 7 words.\n\nQ: Were you afraid?\n\nYlva Strand: Only of the captain.\n\
             You were at ferry.txt#q2.q1.\n",
        ),
        ("--linear ferry.txt", "n\n", "Ylva Strand: At nine. The captain slept.\n"),
        (
            "--linear ferry.txt",
            "/captain",
            "captain: twice in 2 paragraphs, in 2 questions.\nParagraph 1 of 2.\n\
             Question 1, answer, paragraph 1, q1.p1.\nYlva Strand: At nine. The captain slept.\n",
        ),
        ("--linear ferry.txt#q2", "", "Only of the captain.\n"),
        ("--linear --width 12 ferry.txt +1", "\n.", "captain.\n"),
        ("--linear", INTERVIEW, "Only of the captain.\n"),
    ] {
        let run = desk.run_with(args.split(' ').map(OsString::from), typed);
        let out = run.well();
        assert!(out.ends_with(told), "{args} {typed:?}: {out}");
        assert!(!out.contains('>'), "nobody is asked: {out}");
    }
}

/// Each row: arguments, and what is printed alone.
#[test]
fn places_are_printed_alone() {
    let desk = Desk::new();
    desk.write("a#q1.txt", INTERVIEW);
    desk.write("b#q1", "Q: Named so?\n\nA: Yes.\n\nQ: Sure?\n\nA: Quite.\n");
    let second = "Q: Were you afraid?\n\nYlva Strand: Only of the captain.\n";
    for (args, printed) in [
        ("ferry.txt#q2", second),
        ("ferry.txt#q2.p1", "Only of the captain.\n"),
        ("ferry.txt +2", second),
        ("--width 10 ferry.txt#q2.p1", "Only of\nthe\ncaptain.\n"),
        ("a#q1.txt#q2.p1", "Only of the captain.\n"),
        ("./ferry.txt#q2.p1", "Only of the captain.\n"),
        ("ferry.txt#q1.p1 ferry.txt#q2.p1", "At nine. The captain slept.\n\nOnly of the captain.\n"),
    ] {
        assert_eq!(desk.run(args).well(), printed, "{args}");
    }
    // A file whose whole name is there wins, and a term says only where to begin.
    assert!(desk.run("b#q1").well().contains("Named so?"));
    assert!(desk.run("a#q1.txt").well().contains("At nine."));
    assert!(desk.run("ferry.txt +/captain").well().contains("At nine."));
    let missing = desk.run("ferry.txt#q9");
    assert_eq!((missing.status, missing.out.as_str()), (1, ""));
    assert_eq!(missing.err, "vivavoce: #q9.q1 is not in 'ferry.txt'\n");
    for (args, told) in [
        ("ferry.txt#nowhere", "is no address"),
        ("nothing.txt#q1", "no such file"),
        ("nothing.txt#x", "no such file"),
        ("--width 3 ferry.txt", "10 to 1000"),
        ("--color blue ferry.txt", "'blue'"),
        ("--plain --linear ferry.txt", "--linear"),
    ] {
        assert!(desk.run(args).trouble().contains(told), "{args}");
    }
}

#[test]
fn as_a_pager_it_passes_on_what_is_no_interview() {
    let desk = Desk::new();
    for text in ["commit 12\n\n    A line.\n", "\u{1b}[31mred\u{1b}[m\n", "no end", "a\tb\n\n\n\nc\n"] {
        assert_eq!(desk.run_with(["-R".into(), "-FX".into()], text).well(), text);
    }
    let run = desk.run_with(["-N".into()], INTERVIEW);
    assert_eq!(
        (run.status, run.err.as_str()),
        (0, "vivavoce: -N is an option of less and does nothing here\n")
    );
    assert!(run.out.contains("1. Q: When did you first steer?"), "{}", run.out);
}

#[test]
fn the_version_says_which_commit_where_that_is_known() {
    let version = Desk::new().run("--version").well();
    let (number, commit) = version.trim_end().split_once(" (").unwrap_or((version.trim_end(), ""));
    assert_eq!(number, concat!("vivavoce ", env!("CARGO_PKG_VERSION")));
    let commit = commit.trim_end_matches(')');
    assert!(
        commit.is_empty() || (commit.len() == 10 && commit.bytes().all(|b| b.is_ascii_hexdigit())),
        "{version}"
    );
}
