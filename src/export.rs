//! What a reader takes away: the JSON form, readable text, Markdown; and the report of
//! what an import saw.
//!
//! It must not know a terminal, nor where its strings go.

mod json;
mod lines;
mod markdown;
mod plain;
mod report;

pub use json::json;
pub use lines::{
    Sourced, concordance_json, concordance_text, found_json, found_text, terms_json, terms_text,
};
pub use markdown::markdown;
pub use plain::{Tinted, text, tinted};
pub use report::{report, report_json};
