//! `find`, `terms` and `concordance` as a user meets them.

use std::path::PathBuf;
use std::process::{Command, Stdio};

use serde_json::Value;

/// Runs the binary on the fixture; gives the status, standard output and standard error.
fn run(args: &[&str]) -> (i32, String, String) {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("assets");
    let mut command = Command::new(env!("CARGO_BIN_EXE_vivavoce"));
    command.args(args).current_dir(folder).env_clear().stdin(Stdio::null());
    let done = command.output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (done.status.code().unwrap(), text(done.stdout), text(done.stderr))
}

fn lines(args: &[&str]) -> Vec<Value> {
    run(args).1.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn what_is_typed_is_found_in_the_digest() {
    for (query, address, matched, how) in [
        ("ceausescu", "q5.p3", "Ceaușescu", "folded"),
        ("yelstin", "q5.p2", "Yeltsin", "typo"),
        ("kremln", "q2.p1", "Kremlin", "fuzzy"),
        ("rasonkontras", "q1.p3", "Rasonkontrans", "fuzzy"),
        ("vladivistok", "q3.p3", "Vladivostok", "typo"),
        ("nnp", "q1.p2", "New Northern Policy", "initials"),
        ("freeze for freeze", "q2.p2", "freeze-for-freeze", "folded"),
        ("ㅇㅁㄱㅈ", "q5.q1", "안미경중", "choseong"),
        ("안밍", "q5.q1", "안미경중", "prefix"),
        ("q:안미경중", "q5.q1", "안미경중", "word"),
        ("re:Choe [A-Z]on", "q5.p3", "Choe Son", "regex"),
        ("walked behind China", "q2.p2", "walked behind China", "phrase"),
    ] {
        let found = lines(&["find", "--json", query, "digest.txt"]);
        let first = found.first().unwrap_or_else(|| panic!("{query} finds nothing"));
        let got = (first["address"].as_str(), first["matched"].as_str(), first["how"].as_str());
        assert_eq!(got, (Some(address), Some(matched), Some(how)), "{query}");
        for line in &found {
            let text = line["text"].as_str().unwrap();
            for span in line["spans"].as_array().unwrap() {
                let at = |i: usize| span[i].as_u64().unwrap() as usize;
                assert!(text.get(at(0)..at(1)).is_some_and(|s| !s.is_empty()), "{query}: {line}");
            }
        }
        let scores: Vec<_> = found.iter().map(|line| line["score"].as_i64().unwrap()).collect();
        assert!(scores.is_sorted_by(|a, b| a >= b), "{query}: {scores:?}");
    }
}

#[test]
fn the_status_says_whether_anything_was_found() {
    for (args, status) in [
        (&["find", "Pyongyang", "digest.txt"][..], 0),
        (&["find", "zzzzzz", "digest.txt"], 1),
        (&["find", "--exact", "pyognyang", "digest.txt"], 1),
        (&["find", "re:[", "digest.txt"], 2),
        (&["find", "x", "nowhere.txt"], 2),
        (&["terms", "digest.txt"], 0),
        (&["terms", "--aliases", "nowhere.toml", "digest.txt"], 2),
        (&["concordance", "Kremlin", "digest.txt"], 0),
        (&["concordance", "zzzzzz", "digest.txt"], 1),
    ] {
        assert_eq!(run(args).0, status, "{args:?}");
    }
    let (_, out, err) = run(&["find", "re:a(", "digest.txt"]);
    assert_eq!((out.as_str(), err.lines().count()), ("", 1), "{err}");
    assert!(err.contains("character 5"), "{err}");
}

#[test]
fn limits_and_scopes_are_kept() {
    assert_eq!(lines(&["find", "--json", "--limit", "2", "Russia", "digest.txt"]).len(), 2);
    let found = lines(&["find", "--json", "in:2-3 a:Moscow", "digest.txt"]);
    assert!(!found.is_empty());
    for line in found {
        let address = line["address"].as_str().unwrap();
        assert!(
            line["part"] == "answer" && (address.starts_with("q2.") || address.starts_with("q3.")),
            "{line}"
        );
    }
}

#[test]
fn the_term_index_has_its_shape() {
    let terms = lines(&["terms", "--json", "digest.txt"]);
    let row = |term: &str| terms.iter().find(|t| t["term"] == term).unwrap_or_else(|| panic!("no {term}"));
    let group = terms
        .iter()
        .find(|t| t["term"] == "DPRK" || t["aliases"].as_array().unwrap().iter().any(|a| a == "DPRK"));
    let names = format!("{} {}", group.unwrap()["term"], group.unwrap()["aliases"]);
    assert!(names.contains("Pyongyang") && names.contains("North Korea"), "{names}");
    assert_eq!(row("New Northern Policy")["questions"], serde_json::json!({ "1": 1 }));
    assert_eq!(row("North Korean Review")["aliases"], serde_json::json!(["NKR"]));
    assert_eq!(row("freeze-for-freeze")["kind"], "phrase");
    assert_eq!(row("안미경중")["first"], serde_json::json!({ "address": "q5.q1", "role": "interviewer" }));
}

#[test]
fn a_concordance_keeps_its_keyword_in_one_column() {
    let (_, out, _) = run(&["concordance", "Kremlin", "digest.txt"]);
    let columns: Vec<_> =
        out.lines().map(|line| vivavoce::text::width(line.split("Kremlin").next().unwrap())).collect();
    assert!(columns.len() > 2 && columns.iter().all(|c| *c == columns[0]), "{out}");
    let line = &lines(&["concordance", "--json", "kremlin", "digest.txt"])[0];
    assert_eq!((line["keyword"].as_str(), line["address"].as_str()), (Some("Kremlin"), Some("q2.p1")));
    assert_eq!(line["path"].as_str(), Some("digest.txt"));
}

#[test]
fn an_alias_file_finds_the_other_names_too() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("names.toml");
    std::fs::write(&file, "[[alias]]\nnames = [\"Kremlin\", \"White House\"]\n").unwrap();
    let file = file.to_str().unwrap();
    for (command, key) in [("find", "matched"), ("concordance", "keyword")] {
        let found = lines(&[command, "--json", "--aliases", file, "white house", "digest.txt"]);
        let mut names: Vec<_> = found.iter().map(|line| line[key].as_str().unwrap()).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names, ["Kremlin", "White House"], "{command}");
        assert!(lines(&[command, "--json", "white house", "digest.txt"]).len() < found.len(), "{command}");
    }
    let (status, _, told) = run(&["--aliases", "nowhere.toml", "digest.txt"]);
    assert!(status == 2 && told.contains("nowhere.toml"), "{told}");
}
