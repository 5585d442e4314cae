//! What the README says about keys is what the keymap does, its picture is what the screen shows, and its
//! command lines,
//! like those of the help, are right. `SNAPSHOTS=overwrite` writes list and picture anew.

use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;

use vivavoce::app::{COMMANDS, Group, Keymap};

use crate::driver::Driver;

fn table() -> String {
    let keymap = Keymap::default();
    let mut table = "| keys | |\n|---|---|\n".to_owned();
    for group in Group::ALL.into_iter().filter(|group| *group != Group::Input) {
        writeln!(table, "| **{}** | |", group.title()).unwrap();
        for info in COMMANDS.iter().filter(|info| info.group == group) {
            let keys = keymap.keys_of(info.contexts[0], info.command);
            let keys: Vec<_> = keys.iter().map(|key| format!("`{key}`")).collect();
            writeln!(table, "| {} | {} |", keys.join(" "), info.said(None)).unwrap();
        }
    }
    table
}

/// Checks what stands in the README between two marks of a name, or writes it anew.
#[track_caller]
fn check_section(name: &str, wanted: &str) {
    let (open, close) = (format!("<!-- {name} -->\n"), format!("<!-- /{name} -->"));
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let readme = std::fs::read_to_string(&path).unwrap();
    let (before, rest) = readme.split_once(&open).unwrap();
    let (shown, behind) = rest.split_once(&close).unwrap();
    if std::env::var_os("SNAPSHOTS").is_some_and(|action| action == "overwrite") {
        std::fs::write(&path, format!("{before}{open}{wanted}{close}{behind}")).unwrap();
    } else {
        assert_eq!(shown, wanted, "SNAPSHOTS=overwrite cargo test readme writes it anew");
    }
}

/// One test for both, as both may write the file.
#[test]
fn the_readme_lists_the_keys_and_shows_the_screen() {
    check_section("keys", &table());
    let mut driver = Driver::shelf(&[("tour.txt", include_str!("../../assets/tour.txt"))], (98, 19));
    driver.keys("5<Enter>/lantern<Enter>*/zoe<Enter>");
    driver.keys("5<Enter>");
    check_section("picture", &format!("```text\n{}\n```\n", driver.screen().join("\n")));
}

/// The command lines of a text: what stands from the program's name to a comment, a redirection or a pipe.
fn command_lines(text: &str) -> Vec<Vec<&str>> {
    let lines = text
        .lines()
        .map(str::trim)
        .filter(|line| line.starts_with("vivavoce ") || line.contains("| vivavoce"));
    let words = lines.map(|line| {
        let words = line.split_whitespace().skip_while(|word| *word != "vivavoce").skip(1);
        words.take_while(|word| !["#", ">", "|"].contains(word)).collect()
    });
    words.collect()
}

#[track_caller]
fn help_of(words: &[&str]) -> String {
    let done = Command::new(env!("CARGO_BIN_EXE_vivavoce")).args(words).arg("--help").output().unwrap();
    assert!(done.status.success(), "{words:?}: {}", String::from_utf8_lossy(&done.stderr));
    String::from_utf8(done.stdout).unwrap()
}

#[test]
fn the_command_lines_that_are_shown_are_right() {
    let readme = include_str!("../../README.md");
    let prose = readme.split("```").skip(1).step_by(2).collect::<String>();
    let lines = command_lines(&prose);
    assert!(lines.len() > 8, "{lines:?}");
    let helps: Vec<String> =
        [&[][..], &["export"], &["inspect"], &["config"], &["completions"], &["man"]].map(help_of).into();
    for help in &helps {
        let examples = help.split("Example").nth(1).unwrap();
        // In the list of examples a description stands two blanks behind the words.
        let cut: Vec<&str> = examples.lines().filter_map(|line| line.trim().split("  ").next()).collect();
        let found = cut.iter().flat_map(|line| command_lines(line)).collect::<Vec<_>>();
        assert!(!found.is_empty(), "{help}");
        found.iter().for_each(|words| drop(help_of(words)));
    }
    lines.iter().for_each(|words| drop(help_of(words)));
}
