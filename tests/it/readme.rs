//! What the README says about keys is what the keymap does. `SNAPSHOTS=overwrite` writes it anew.

use std::fmt::Write as _;
use std::path::Path;

use vivavoce::app::{COMMANDS, Context, Group, Keymap};

const OPEN: &str = "<!-- keys -->\n";
const CLOSE: &str = "<!-- /keys -->";

fn table() -> String {
    let keymap = Keymap::default();
    let mut table = "| keys | |\n|---|---|\n".to_owned();
    for group in Group::ALL.into_iter().filter(|group| *group != Group::Input) {
        writeln!(table, "| **{}** | |", group.title()).unwrap();
        for info in COMMANDS.iter().filter(|info| info.group == group) {
            let keys = keymap.keys_of(Context::Reading, info.command);
            let keys: Vec<_> = keys.iter().map(|key| format!("`{key}`")).collect();
            writeln!(table, "| {} | {} |", keys.join(" "), info.doc).unwrap();
        }
    }
    table
}

#[test]
fn the_readme_lists_the_keys() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let readme = std::fs::read_to_string(&path).unwrap();
    let (before, rest) = readme.split_once(OPEN).unwrap();
    let (listed, behind) = rest.split_once(CLOSE).unwrap();
    if std::env::var_os("SNAPSHOTS").is_some_and(|action| action == "overwrite") {
        std::fs::write(&path, format!("{before}{OPEN}{}{CLOSE}{behind}", table())).unwrap();
    } else {
        assert_eq!(listed, table(), "SNAPSHOTS=overwrite cargo test readme writes the list anew");
    }
}
