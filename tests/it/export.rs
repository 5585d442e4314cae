//! A small interview in each form, beside the forms it should have. `SNAPSHOTS=overwrite` writes them anew.

use std::path::Path;

use snapbox::data::DataFormat;
use snapbox::{Assert, Data};
use vivavoce::export;
use vivavoce::import::{Imported, Options, import};

fn lighthouse() -> Imported {
    let bytes = include_bytes!("../fixtures/export/lighthouse.txt");
    import("lighthouse.txt", bytes, Options::default()).unwrap()
}

#[track_caller]
fn check(name: &str, written: String) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/export").join(name);
    let written = Data::text(written);
    Assert::new().action_env("SNAPSHOTS").eq(written, Data::read_from(&path, Some(DataFormat::Text)).raw());
}

#[test]
fn json_is_as_the_form_says() {
    check("lighthouse.json", export::json(&[lighthouse()]));
}

#[test]
fn markdown_reads_well() {
    check("lighthouse.md", export::markdown(&lighthouse()));
}

#[test]
fn text_reads_well() {
    check("lighthouse.text", export::text(&lighthouse(), Some(60)));
}
