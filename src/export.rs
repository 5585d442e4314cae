//! What a reader takes away: the JSON form, readable text, Markdown.
//!
//! It must not know a terminal, nor where its strings go.

mod json;
mod markdown;
mod plain;

pub use json::json;
pub use markdown::markdown;
pub use plain::text;
