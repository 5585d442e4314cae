//! What goes beside the program: completions and the manual page are what their readers understand, and packages hold
//! all that they promise.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

fn printed(words: &[&str]) -> String {
    let done = Command::new(env!("CARGO_BIN_EXE_vivavoce")).args(words).output().unwrap();
    assert!(done.status.success(), "{words:?}");
    String::from_utf8(done.stdout).unwrap()
}

/// What a program says of a text on its standard input; `None` where there is no such program.
fn judged(program: &str, words: &[&str], text: &str) -> Option<(bool, String)> {
    let mut command = Command::new(program);
    command.args(words).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().ok()?;
    child.stdin.take()?.write_all(text.as_bytes()).ok()?;
    let done = child.wait_with_output().ok()?;
    let told = [done.stdout, done.stderr].concat();
    Some((done.status.success(), String::from_utf8_lossy(&told).into_owned()))
}

/// Each row: the shell, how it reads without doing, and what its script must hold.
#[test]
fn shells_read_their_completions() {
    for (shell, reading, holds) in [
        ("bash", &["-n"][..], "complete -F _vivavoce"),
        ("zsh", &["-n"], "#compdef vivavoce"),
        ("fish", &["-n"], "complete -c vivavoce"),
        ("elvish", &["-compileonly", "/dev/stdin"], "edit:completion:arg-completer[vivavoce]"),
        ("powershell", &["-NoProfile", "-Command", "-"], "Register-ArgumentCompleter"),
    ] {
        let script = printed(&["completions", shell]);
        assert!(script.contains(holds), "{shell}");
        for option in ["--linear", "--interviewer", "concordance", "--print-default"] {
            let bare = option.trim_start_matches('-');
            assert!(script.contains(bare), "{shell}: {option}");
        }
        if let Some((well, told)) = judged(shell, reading, &script) {
            assert!(well, "{shell}: {told}");
        }
    }
}

#[test]
fn the_manual_page_holds_everything_and_is_well_formed() {
    let page = printed(&["man"]);
    for heading in [
        "NAME",
        "SYNOPSIS",
        "DESCRIPTION",
        "OPTIONS",
        "COMMANDS",
        "EXAMPLES",
        "KEYS",
        "\"LINEAR READING\"",
        "SETTINGS",
        "FILES",
        "ENVIRONMENT",
        "\"FILE NAMES\"",
        "\"AS A PAGER\"",
        "\"EXIT STATUS\"",
    ] {
        assert!(page.contains(&format!("\n.SH {heading}\n")), "{heading}");
    }
    for told in
        ["\\-\\-interviewer", "next\\-question", "concordance", "\\-\\-print\\-default", "CLICOLOR_FORCE"]
    {
        assert!(page.contains(told), "{told}");
    }
    // Only known requests, and lines that any editor shows.
    for line in page.lines() {
        let request = line.strip_prefix('.').and_then(|rest| rest.split_whitespace().next());
        let known = ["TH", "SH", "SS", "TP", "PP", "nf", "fi", "sp", "br", "ie", "el", "ds"];
        assert!(request.is_none_or(|request| known.contains(&request)), "{line}");
        assert!(!line.ends_with(' '), "{line:?}");
    }
    if let Some((well, told)) = judged("mandoc", &["-Tlint", "-Wwarning"], &page) {
        assert!(well && told.is_empty(), "{told}");
    }
    if let Some((_, told)) = judged("groff", &["-k", "-man", "-Tutf8", "-ww", "-z"], &page) {
        assert!(told.is_empty(), "{told}");
    }
}

fn manifest() -> toml::Table {
    crate::tidy::manifest().parse().unwrap()
}

/// What the manifest says of a package for Debian is there, or is made beside it.
#[test]
fn the_debian_package_finds_its_files() {
    let manifest = manifest();
    let deb = &manifest["package"]["metadata"]["deb"];
    let mut places = Vec::new();
    for asset in deb["assets"].as_array().unwrap() {
        let from = asset[0].as_str().unwrap();
        places.push(asset[1].as_str().unwrap());
        let made = from.starts_with("target/");
        assert!(made || Path::new(env!("CARGO_MANIFEST_DIR")).join(from).is_file(), "{from}");
    }
    for wanted in ["usr/bin/", "usr/share/man/man1/", "completions/vivavoce", "usr/share/doc/vivavoce/"] {
        assert!(places.iter().any(|place| place.ends_with(wanted)), "{wanted}");
    }
    let licence = deb["license-file"][0].as_str().unwrap();
    assert!(Path::new(env!("CARGO_MANIFEST_DIR")).join(licence).is_file(), "{licence}");
}

/// Every file that is compiled in, and every one that the manifest names, is part of the source package.
#[test]
fn the_source_package_holds_what_is_built_from() {
    let manifest = manifest();
    let include = manifest["package"]["include"].as_array().unwrap();
    let include: Vec<&str> = include.iter().map(|one| one.as_str().unwrap()).collect();
    for wanted in [
        "build.rs",
        "src/**",
        "assets/**",
        "tests/**",
        "benches/**",
        "docs/**",
        "Cargo.lock",
        "deny.toml",
        "LICENSE*",
    ] {
        assert!(include.contains(&wanted), "{wanted}");
    }
    let readme = manifest["package"]["readme"].as_str().unwrap();
    assert!(readme.ends_with(".md") && include.contains(&"*.md"), "{readme}");
}
