//! Blocks as lines, to compare what readers yield.

use std::fmt::Write as _;

use super::Malformed;
use crate::import::block::Kind;
use crate::import::document::Document;

/// One line a block: who, from when to when, and what.
pub(super) fn shown(read: Result<Vec<Document>, Malformed>) -> String {
    let documents = match read {
        Ok(documents) => documents,
        Err(error) => return error.to_string(),
    };
    let mut out = String::new();
    for block in documents.iter().flat_map(|d| &d.blocks) {
        let kind = match block.kind {
            Kind::Text => String::new(),
            Kind::Hidden(_) => "hidden".to_owned(),
            kind => format!("{kind:?} ").to_lowercase(),
        };
        let who = match (&block.speaker, block.kind) {
            (Some(speaker), _) => speaker,
            (None, Kind::Text) => "-",
            (None, _) => "",
        };
        let when = block.cue.map_or(String::new(), |cue| {
            let end = cue.end.map_or(String::new(), |end| (f64::from(end) / 1000.0).to_string());
            format!(" {}-{end}", f64::from(cue.start) / 1000.0)
        });
        let mut text = block.text.clone();
        for link in block.links.iter().rev() {
            text.insert_str(link.span.end.bytes(), &format!("]({})", link.target.as_str()));
            text.insert(link.span.start.bytes(), '[');
        }
        let text = text.replace('\n', "\\n").replace('\t', "|");
        writeln!(out, "{kind}{who}{when} {text}").expect("a string takes all");
    }
    out
}
