//! The floor plan of `src/lib.rs`, held by reading the sources: who may use whom, and what no floor below may name.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use vivavoce::text::part;

/// Each floor's modules, lowest first, as `src/lib.rs` lists them. A module may use those on the floors below it.
const FLOORS: [&[&str]; 7] = [
    &["text", "keys"],
    &["interview"],
    &["import", "layout", "search", "tint"],
    &["export", "quote", "settings"],
    &["app", "linear"],
    &["ui", "wire"],
    &["cli", "runtime"],
];

/// Modules of one floor that may use one another: both are the shell.
const NEIGHBOURS: [(&str, &str); 2] = [("cli", "runtime"), ("runtime", "cli")];

/// What only the floors from a number on may name, and why that is.
const KEPT_ABOVE: [(&str, usize, &str); 10] = [
    ("ratatui", 5, "the core knows no screen"),
    ("crossterm", 6, "only the shell knows the terminal"),
    ("termina", 6, "only the shell knows the terminal"),
    ("rustix", 6, "only the shell knows the system"),
    ("std::fs", 6, "only the shell knows files"),
    ("std::env", 6, "only the shell knows the environment"),
    ("std::net", 7, "nothing knows the network"),
    ("std::thread", 6, "only the shell has threads"),
    ("Instant", 6, "time is passed in"),
    ("SystemTime", 6, "time is passed in"),
];

/// A source file under `src`, with its path from there.
struct Source {
    path: String,
    text: String,
}

impl Source {
    fn new(path: &str, text: &str) -> Source {
        Source { path: path.to_owned(), text: text.to_owned() }
    }

    /// The top module it belongs to; none for `lib.rs` and `main.rs`.
    fn module(&self) -> Option<&str> {
        let first = self.path.split('/').next()?;
        Some(first.strip_suffix(".rs").unwrap_or(first)).filter(|m| !matches!(*m, "lib" | "main"))
    }

    /// How deep its module lies: 1 for a top module.
    fn depth(&self) -> usize {
        self.path.split('/').count()
    }

    /// The code, line by line, without comments.
    fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        self.text.lines().enumerate().map(|(at, line)| {
            let comment = line
                .find("//")
                .filter(|at| part(line, 0..*at).trim().is_empty() || part(line, 0..*at).ends_with(' '));
            (at + 1, comment.map_or(line, |at| part(line, 0..at)))
        })
    }
}

fn floor_of(module: &str) -> Option<usize> {
    FLOORS.iter().position(|modules| modules.contains(&module))
}

/// The top modules that a piece of code reaches by `crate::`, grouped imports included.
fn reached(code: &str) -> BTreeSet<String> {
    let mut modules = BTreeSet::new();
    for (at, _) in code.match_indices("crate::") {
        let rest = part(code, at + "crate::".len()..code.len());
        let names: Vec<&str> = match rest.strip_prefix('{') {
            Some(group) => top_names(group),
            None => vec![rest],
        };
        for name in names {
            let end = name.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(name.len());
            modules.insert(part(name, 0..end).to_owned());
        }
    }
    modules.retain(|m| !m.is_empty());
    modules
}

/// The parts of a brace group up to its end that are not inside braces themselves.
fn top_names(group: &str) -> Vec<&str> {
    let (mut depth, mut start, mut names) = (0, 0, Vec::new());
    for (at, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => {
                names.push(part(group, start..at).trim());
                break;
            }
            '}' => depth -= 1,
            ',' if depth == 0 => {
                names.push(part(group, start..at).trim());
                start = at + 1;
            }
            _ => {}
        }
    }
    names
}

/// Everything in a file that the floor plan forbids.
fn violations(source: &Source) -> Vec<String> {
    let Some(module) = source.module() else { return Vec::new() };
    let Some(floor) = floor_of(module) else {
        return vec![format!("{}: its module stands on no floor", source.path)];
    };
    let mut found = Vec::new();
    let whole: String = source.code().map(|(_, line)| format!("{line}\n")).collect();
    for used in reached(&whole) {
        let below = floor_of(&used).is_some_and(|other| other < floor);
        if used != module && !below && !NEIGHBOURS.contains(&(module, used.as_str())) {
            found.push(format!("{}: {module} uses {used}, which is not on a floor below", source.path));
        }
    }
    for (at, line) in source.code() {
        for (name, from, why) in KEPT_ABOVE {
            if floor < from && names(line, name) {
                found.push(format!("{}:{at}: names {name}; {why}", source.path));
            }
        }
        let climbs = line.split("super::").count() - 1;
        let inner = usize::from(line.starts_with(' '));
        if line.contains(&"super::".repeat(source.depth() + inner)) && climbs > 0 {
            found.push(format!("{}:{at}: climbs to the root by super::, past the plan", source.path));
        }
    }
    found
}

/// Whether a line names something as a word of its own.
fn names(line: &str, name: &str) -> bool {
    let in_word = |c: char| c.is_alphanumeric() || c == '_';
    line.match_indices(name).any(|(at, _)| {
        !part(line, 0..at).ends_with(in_word) && !part(line, at + name.len()..line.len()).starts_with(in_word)
    })
}

fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut folders: Vec<PathBuf> = vec![root.clone()];
    let mut sources = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == "rs") {
                let inside = path.strip_prefix(&root).unwrap().to_string_lossy().replace('\\', "/");
                sources.push(Source { path: inside, text: std::fs::read_to_string(&path).unwrap() });
            }
        }
    }
    sources
}

#[test]
fn the_floor_plan_holds() {
    let sources = sources();
    assert!(sources.len() > 30, "the sources were found");
    let found: Vec<_> = sources.iter().flat_map(violations).collect();
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn the_plan_is_the_one_in_the_docs() {
    let lib = include_str!("../../src/lib.rs");
    for (floor, modules) in FLOORS.iter().enumerate() {
        let row = lib.lines().find(|line| line.starts_with(&format!("//! | {floor} |"))).unwrap();
        for module in *modules {
            assert!(row.contains(&format!("[`{module}`]")), "{module} is not in {row}");
            assert!(lib.contains(&format!("pub mod {module};")), "{module} is no module");
        }
    }
    let declared = lib.lines().filter(|line| line.starts_with("pub mod ")).count();
    assert_eq!(declared, FLOORS.iter().map(|modules| modules.len()).sum::<usize>());
}

#[test]
fn what_the_plan_forbids_is_found() {
    for (path, text, wanted) in [
        ("text.rs", "use crate::interview::Interview;", 1),
        ("search/finder.rs", "use crate::import::Imported;", 1),
        ("search/finder.rs", "use crate::{interview::{Interview, Block}, text::Span};", 0),
        ("search/finder.rs", "use crate::{\n    app::App,\n    text::Span,\n};", 1),
        ("ui/bar.rs", "use crate::runtime::run;", 1),
        ("runtime/input.rs", "use crate::ui::draw;\nuse std::fs;", 0),
        ("app/reader.rs", "use ratatui::text::Span;", 1),
        ("app/reader.rs", "//! It must not know ratatui.\nlet x = 1; // no crossterm", 0),
        ("ui/theme.rs", "use ratatui::crossterm::event;", 1),
        ("wire.rs", "let now = std::time::Instant::now();", 1),
        ("export/json.rs", "let home = std::env::var(\"HOME\");", 1),
        ("layout.rs", "use super::app::App;", 1),
        ("layout.rs", "    use super::*;", 0),
        ("layout/wrap.rs", "use super::super::app::App;", 1),
        ("attic.rs", "", 1),
        ("lib.rs", "pub mod attic;", 0),
    ] {
        let found = violations(&Source::new(path, text));
        assert_eq!(found.len(), wanted, "{path}: {text}: {found:?}");
    }
}
