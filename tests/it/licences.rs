//! Which licences the program may be made under: `deny.toml` allows them, and `docs/third-party.md` lists whose work is
//! in it. `SNAPSHOTS=overwrite cargo test licences` writes the list anew.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}

/// The licences that `deny.toml` allows.
fn allowed() -> BTreeSet<String> {
    let text = std::fs::read_to_string(root().join("deny.toml")).unwrap();
    let file: toml::Table = text.parse().unwrap();
    let list = file["licenses"]["allow"].as_array().unwrap();
    list.iter().map(|one| one.as_str().unwrap().to_owned()).collect()
}

/// The crates that become part of the program on Linux, or build it: name to licence and home.
fn crates() -> BTreeMap<String, (String, String)> {
    let args = ["metadata", "--offline", "--locked", "--format-version=1"];
    let platform = ["--filter-platform", "x86_64-unknown-linux-gnu"];
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let done = Command::new(cargo).args(args).args(platform).current_dir(root()).output().unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    let told: Value = serde_json::from_slice(&done.stdout).unwrap();
    let by_id = |list: &Value| -> BTreeMap<String, Value> {
        let all = list.as_array().unwrap().iter();
        all.map(|one| (one["id"].as_str().unwrap().to_owned(), one.clone())).collect()
    };
    let (packages, nodes) = (by_id(&told["packages"]), by_id(&told["resolve"]["nodes"]));
    let first = told["resolve"]["root"].as_str().unwrap().to_owned();
    let (mut open, mut seen) = (vec![first.clone()], BTreeSet::from([first.clone()]));
    while let Some(id) = open.pop() {
        for dependency in nodes[&id]["deps"].as_array().unwrap() {
            let kinds = dependency["dep_kinds"].as_array().unwrap();
            let id = dependency["pkg"].as_str().unwrap();
            if kinds.iter().any(|kind| kind["kind"] != "dev") && seen.insert(id.to_owned()) {
                open.push(id.to_owned());
            }
        }
    }
    seen.remove(&first);
    let text = |package: &Value, key: &str| package[key].as_str().unwrap_or_default().to_owned();
    let named = seen.iter().map(|id| &packages[id]);
    named.map(|p| (text(p, "name"), (text(p, "license"), text(p, "repository")))).collect()
}

/// Whether an SPDX expression can be kept to with some licences; `/` is an older way to write OR.
fn is_satisfied(expression: &str, allowed: &BTreeSet<String>) -> bool {
    let spaced = expression.replace('/', " OR ").replace('(', " ( ").replace(')', " ) ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let (kept, rest) = any_of(&words, allowed);
    kept && rest.is_empty()
}

fn any_of<'a>(words: &'a [&'a str], allowed: &BTreeSet<String>) -> (bool, &'a [&'a str]) {
    let (mut kept, mut rest) = all_of(words, allowed);
    while let [first, more @ ..] = rest
        && *first == "OR"
    {
        let (other, behind) = all_of(more, allowed);
        (kept, rest) = (kept || other, behind);
    }
    (kept, rest)
}

fn all_of<'a>(words: &'a [&'a str], allowed: &BTreeSet<String>) -> (bool, &'a [&'a str]) {
    let (mut kept, mut rest) = one_of(words, allowed);
    while let [first, more @ ..] = rest
        && *first == "AND"
    {
        let (other, behind) = one_of(more, allowed);
        (kept, rest) = (kept && other, behind);
    }
    (kept, rest)
}

fn one_of<'a>(words: &'a [&'a str], allowed: &BTreeSet<String>) -> (bool, &'a [&'a str]) {
    match words {
        ["(", inside @ ..] => {
            let (kept, rest) = any_of(inside, allowed);
            (kept, rest.strip_prefix(&[")"]).unwrap_or(rest))
        }
        [licence, "WITH", exception, rest @ ..] => {
            (allowed.contains(&format!("{licence} WITH {exception}")), rest)
        }
        [licence, rest @ ..] => (allowed.contains(*licence), rest),
        [] => (false, words),
    }
}

#[test]
fn expressions_are_understood() {
    let allowed = BTreeSet::from(["MIT", "Zlib", "A WITH B"].map(str::to_owned));
    for (expression, kept) in [
        ("MIT", true),
        ("GPL-3.0", false),
        ("GPL-3.0 OR MIT", true),
        ("GPL-3.0/MIT", true),
        ("MIT AND GPL-3.0", false),
        ("(MIT OR GPL-3.0) AND Zlib", true),
        ("(MIT OR GPL-3.0) AND BSD", false),
        ("A WITH B OR GPL-3.0", true),
        ("A", false),
        ("", false),
        ("MIT Zlib", false),
    ] {
        assert_eq!(is_satisfied(expression, &allowed), kept, "{expression}");
    }
}

/// Metadata of another system may not be there without the network.
#[cfg(target_os = "linux")]
#[test]
fn all_that_is_in_the_program_may_be() {
    let (allowed, crates) = (allowed(), crates());
    assert!(crates.len() > 50, "the crates were found: {}", crates.len());
    let refused: Vec<_> =
        crates.iter().filter(|(_, (licence, _))| !is_satisfied(licence, &allowed)).collect();
    assert!(refused.is_empty(), "deny.toml does not allow {refused:?}");

    let mut list = String::from(
        "# Whose work is in it\n\n\
         The crates that a build of vivavoce for Linux holds, or that build it, and their licences as they state them. A test\n\
         writes this list and holds it true; the texts of the licences lie in the crates.\n\n\
         | crate | licence | home |\n|---|---|---|\n",
    );
    for (name, (licence, home)) in &crates {
        list += &format!("| {name} | {licence} | {home} |\n");
    }
    let path = root().join("docs/third-party.md");
    if std::env::var_os("SNAPSHOTS").is_some_and(|action| action == "overwrite") {
        std::fs::write(&path, &list).unwrap();
    }
    let shown = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(shown == list, "SNAPSHOTS=overwrite cargo test licences writes docs/third-party.md anew");
}
