//! What the importer makes of pages and marked-up texts: each fixture in the folders of `tests/fixtures/formats` that are
//! named here stands beside an outline of what is expected of it. A new test is a new file.

use std::fs;
use std::path::Path;

use vivavoce::import::{self, Options};

use crate::import::outline;

/// Folders, each with the format that every file in it is read as.
const FOLDERS: &[(&str, &str)] = &[("html", "html"), ("md", "markdown"), ("org", "org"), ("rst", "rst")];

#[test]
fn every_page_reads_as_its_outline_says() {
    for (folder, format) in FOLDERS {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/formats").join(folder);
        let mut paths: Vec<_> = fs::read_dir(&folder)
            .expect("the fixtures are there")
            .map(|entry| entry.expect("a readable entry").path())
            .filter(|path| path.extension().is_some_and(|e| e != "outline"))
            .collect();
        paths.sort();
        assert!(paths.len() > 1, "the fixtures are there");
        for path in paths {
            let name = path.file_name().expect("a name").to_string_lossy().into_owned();
            let bytes = fs::read(&path).expect("a readable fixture");
            let imported = import::import(&name, &bytes, Options::default()).expect("it is an interview");
            assert_eq!(imported.interview.about().origin.format, *format, "{name}");
            let expected = snapbox::Data::read_from(&path.with_extension("outline"), None);
            snapbox::Assert::new().action_env("SNAPSHOTS").eq(outline(&imported), expected.raw());
        }
    }
}

#[test]
fn pages_that_say_nothing_are_empty() {
    for html in ["<html></html>", "<!doctype html><script>Q: Why?</script>", "<p>&nbsp;</p><p></p><br>"] {
        let error =
            import::import("page.html", html.as_bytes(), Options::default()).expect_err("nothing is shown");
        assert_eq!(error.to_string(), "is empty", "{html}");
    }
}
