//! What every file of the project keeps to, held by reading them.

use std::path::{Path, PathBuf};

/// Columns of a line of code. Rows of data, which hold text, may be longer.
const COLUMNS: usize = 120;

/// Lines of a file, rows of word tables not counted.
const LINES: usize = 700;

/// Folders of the machine it was written on, put together so that this file does not name them itself.
const MACHINE: [&str; 5] = [
    concat!("/ho", "me/"),
    concat!("/ro", "ot/"),
    concat!("/wo", "rk/"),
    concat!("/Us", "ers/"),
    concat!("/tm", "p/"),
];

struct File {
    path: String,
    text: String,
}

fn in_source(file: &File) -> Vec<String> {
    let mut found = Vec::new();
    let mut told = |what: String| found.push(format!("{}{what}", file.path));
    if !file.text.starts_with("//! ") {
        told(": does not open with what it owns".to_owned());
    }
    if file.path.ends_with("/mod.rs") {
        told(": is a mod.rs; name it after the module".to_owned());
    }
    let words = |line: &str| line.trim().starts_with('"') && line.trim().ends_with("\",");
    let lines = file.text.lines().filter(|line| !words(line)).count();
    if lines >= LINES {
        told(format!(": has {lines} lines; is it one thing?"));
    }
    for (at, line) in file.text.lines().enumerate() {
        for word in ["TODO", "FIXME", "XXX"] {
            if line.contains(word) {
                told(format!(":{}: leaves a {word}", at + 1));
            }
        }
        if line.chars().count() > COLUMNS && !line.contains('"') {
            told(format!(":{}: is longer than {COLUMNS} columns", at + 1));
        }
    }
    found
}

fn in_any(file: &File) -> Vec<String> {
    let named = |line: &str| MACHINE.iter().find(|folder| line.contains(**folder));
    let lines = file.text.lines().enumerate();
    lines.filter_map(|(at, line)| Some(format!("{}:{}: names {}", file.path, at + 1, named(line)?))).collect()
}

/// The manifest as it was written: `cargo package` makes another of it, and keeps this one beside it.
pub(crate) fn manifest() -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml");
    let original = path.with_extension("toml.orig");
    std::fs::read_to_string(if original.exists() { original } else { path }).unwrap()
}

/// Dependencies without a sentence above them.
fn unexplained(manifest: &str) -> Vec<String> {
    let mut found = Vec::new();
    let (mut dependencies, mut before) = (false, "");
    for line in manifest.lines() {
        if line.starts_with('[') {
            dependencies = line.contains("dependencies");
        } else if let Some((name, _)) = line.split_once(" = ")
            && dependencies
            && !(before.starts_with("# ") && before.ends_with('.'))
        {
            found.push(name.to_owned());
        }
        before = line;
    }
    found
}

fn files(folders: &[&str], endings: &[&str]) -> Vec<File> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut open: Vec<PathBuf> =
        folders.iter().map(|folder| root.join(folder)).filter(|f| f.exists()).collect();
    let mut files = Vec::new();
    while let Some(path) = open.pop() {
        if path.is_dir() {
            open.extend(std::fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path()));
        } else if path.extension().is_some_and(|e| endings.iter().any(|wanted| e == *wanted)) {
            let inside = path.strip_prefix(root).unwrap().to_string_lossy().into_owned();
            // Some fixtures are in other encodings.
            let bytes = std::fs::read(&path).unwrap();
            files.push(File { path: inside, text: String::from_utf8_lossy(&bytes).into_owned() });
        }
    }
    files
}

#[test]
fn sources_keep_to_the_house() {
    let sources = files(&["src"], &["rs"]);
    assert!(sources.len() > 30, "the sources were found");
    let found: Vec<_> = sources.iter().flat_map(in_source).collect();
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn no_file_names_the_machine_it_was_written_on() {
    let all = files(
        &["src", "tests", "benches", "assets", "README.md", "ARCHITECTURE.md", "CHANGELOG.md", "Cargo.toml"],
        &["rs", "md", "toml", "txt"],
    );
    let found: Vec<_> = all.iter().flat_map(in_any).collect();
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn each_dependency_has_its_sentence() {
    assert_eq!(unexplained(&manifest()), Vec::<String>::new());
}

#[test]
fn what_is_untidy_is_found() {
    let long = format!("//! x\n{}", "a".repeat(COLUMNS + 1));
    let many = format!("//! x\n{}", "a\n".repeat(LINES));
    let table = format!("//! x\n{}", "    \"word\",\n".repeat(LINES));
    for (path, text, wanted) in [
        ("src/a.rs", "//! Owns a.\n", 0),
        ("src/a.rs", "use b;\n", 1),
        ("src/a/mod.rs", "//! x\n", 1),
        ("src/a.rs", concat!("//! x\n// TO", "DO: later\n"), 1),
        ("src/a.rs", &long, 1),
        ("src/a.rs", &many, 1),
        ("src/a.rs", &table, 0),
    ] {
        let file = File { path: path.to_owned(), text: text.to_owned() };
        assert_eq!(in_source(&file).len(), wanted, "{path}: {text:.40}");
    }
    let file = File { path: "README.md".to_owned(), text: format!("see {}me/x", MACHINE[0]) };
    assert_eq!(in_any(&file).len(), 1);
    let manifest = "[dependencies]\n# Why.\na = \"1\"\nb = \"1\"\n[lints]\nc = \"deny\"\n";
    assert_eq!(unexplained(manifest), ["b"]);
}
