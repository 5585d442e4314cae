//! What a reader takes away: the JSON form, readable text, Markdown; and the report of
//! what an import saw.
//!
//! It must not know a terminal, nor where its strings go.

mod json;
mod lines;
mod markdown;
mod plain;
mod report;

pub use json::{json, write_json};
pub use lines::{
    Sourced, concordance_json, concordance_text, found_json, found_text, terms_json, terms_text,
};
pub use markdown::{markdown, write_markdown};
pub use plain::{Tinted, text, write_text, write_tinted};
pub use report::{report, report_json};

/// What is written, as a string.
fn as_string(write: impl FnOnce(&mut dyn std::io::Write) -> std::io::Result<()>) -> String {
    let mut out = Vec::new();
    write(&mut out).expect("memory takes what is written");
    String::from_utf8(out).expect("text is written as text")
}
