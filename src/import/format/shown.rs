//! How the tests of readers show blocks: one line a block. It must not know any format.

use std::io::Write as _;

use crate::import::block::{Block, Kind};
use crate::import::document::Document;
use crate::interview::Stress;
use crate::text::part;

/// What a document gives: its title and people, then a line a block.
pub(super) fn shown(document: &Document) -> String {
    let meta = &document.meta;
    let mut out = String::new();
    out.extend(meta.title.as_ref().map(|title| format!("title: {title}\n")));
    out.extend(meta.people.iter().map(|person| format!("person: {person}\n")));
    out.extend(meta.date.as_ref().map(|date| format!("date: {date}\n")));
    document.blocks.iter().for_each(|block| out.push_str(&line(block)));
    out
}

fn line(block: &Block) -> String {
    let kind = match block.kind {
        Kind::Text => "p".to_owned(),
        Kind::Heading(level) => format!("h{level}"),
        kind => format!("{kind:?}").to_lowercase(),
    };
    // At one place what ends comes first, and a link goes around what is stressed in it.
    let mut marks: Vec<(usize, u8, String)> = Vec::new();
    for emphasis in &block.emphasis {
        let sign = match emphasis.stress {
            Stress::Bold => "*",
            Stress::Italic => "/",
            Stress::Code => "`",
            Stress::Struck => "~",
        };
        marks.push((emphasis.span.end.bytes(), 0, sign.to_owned()));
        marks.push((emphasis.span.start.bytes(), 3, sign.to_owned()));
    }
    for link in &block.links {
        marks.push((link.span.end.bytes(), 1, format!("]({})", link.target.as_str())));
        marks.push((link.span.start.bytes(), 2, "[".to_owned()));
    }
    marks.sort_by_key(|(at, rank, _)| (*at, *rank));
    let (mut text, mut at) = (String::new(), 0);
    for (mark, _, sign) in marks {
        text.push_str(part(&block.text, at..mark));
        text.push_str(&sign);
        at = mark;
    }
    text.push_str(part(&block.text, at..block.text.len()));
    format!("{kind}: {}\n", text.replace('\n', "⏎").replace('\t', "⇥"))
}

/// An archive of members, each with its text.
pub(super) fn zipped(members: &[(&str, &str)]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, text) in members {
        let options = zip::write::SimpleFileOptions::default();
        archive.start_file(*name, options).expect("an archive in memory");
        archive.write_all(text.as_bytes()).expect("an archive in memory");
    }
    archive.finish().expect("an archive in memory").into_inner()
}
