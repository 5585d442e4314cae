//! Places, terms and concordances as lines: one JSON object each, or aligned columns for a person.
//!
//! It must not know where the lines go.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::import::own::form::{ROLES, name_of};
use crate::interview::{Interview, Role};
use crate::search::{Found, KwicLine, Section, TermKind, TermRow, Vocabulary, speaker_of};
use crate::text::{shorten, width};

/// Columns of the text around a place.
const CONTEXT_COLUMNS: usize = 30;

/// The most columns of an aligned column.
const WIDEST: usize = 32;

/// An interview with the path it was read from and its number in the file, from 1.
#[derive(Clone, Copy)]
pub struct Sourced<'a> {
    /// As the reader wrote it.
    pub path: &'a str,
    /// Its number in a book.
    pub number: u32,
    /// What was read.
    pub interview: &'a Interview,
}

impl Sourced<'_> {
    fn address(&self, paragraph: crate::interview::ParagraphId) -> String {
        let mut address = self.interview.address(paragraph);
        address.interview = self.number;
        address.to_string()
    }
}

#[derive(Serialize)]
struct FoundLine<'a> {
    path: &'a str,
    address: String,
    part: &'static str,
    speaker: Option<&'a str>,
    text: &'a str,
    spans: Vec<[usize; 2]>,
    matched: String,
    how: &'static str,
    score: i64,
}

#[derive(Serialize)]
struct TermLine<'a> {
    term: &'a str,
    aliases: &'a [String],
    kind: &'static str,
    count: usize,
    questions: &'a BTreeMap<u32, usize>,
    first: FirstPlace,
}

#[derive(Serialize)]
struct FirstPlace {
    address: String,
    role: Option<&'static str>,
}

#[derive(Serialize)]
struct Kwic<'a> {
    path: &'a str,
    left: &'a str,
    keyword: &'a str,
    right: &'a str,
    address: String,
    speaker: Option<&'a str>,
}

fn json(line: &impl Serialize) -> String {
    serde_json::to_string(line).expect("lines have text keys only") + "\n"
}

fn role_name(role: Role) -> &'static str {
    name_of(&ROLES, role)
}

/// Rows of cells in columns; the last is as long as it is.
fn aligned(rows: &[Vec<String>]) -> String {
    let columns = rows.first().map_or(0, Vec::len);
    let widest = |at: usize| rows.iter().map(|r| width(&r[at])).max().unwrap_or(0).min(WIDEST);
    let widths: Vec<usize> = (0..columns).map(widest).collect();
    let mut text = String::new();
    for row in rows {
        let mut line = String::new();
        for (cell, wide) in row.iter().zip(&widths).take(columns.saturating_sub(1)) {
            let cell = shorten(cell, *wide);
            line += &cell;
            line += &" ".repeat(wide - width(&cell) + 2);
        }
        line += row.last().map_or("", String::as_str);
        text += line.trim_end();
        text.push('\n');
    }
    text
}

/// Found places, a JSON object a line.
pub fn found_json(sources: &[Sourced<'_>], vocabulary: &Vocabulary, found: &[Found]) -> String {
    let line = |f: &Found| {
        let source = sources[f.place.interview];
        let paragraph = f.place.passage.paragraph;
        json(&FoundLine {
            path: source.path,
            address: source.address(paragraph),
            part: Section::of(source.interview, paragraph).name(),
            speaker: speaker_of(source.interview, f.place.passage),
            text: source.interview.text(paragraph),
            spans: f.spans.iter().map(|s| [s.range().start, s.range().end]).collect(),
            matched: f.matched(vocabulary),
            how: f.how.name(),
            score: f.score,
        })
    };
    found.iter().map(line).collect()
}

/// Found places, an aligned line each: address, speaker, how, and the words around.
pub fn found_text(sources: &[Sourced<'_>], found: &[Found]) -> String {
    let several = sources.iter().any(|s| s.path != sources[0].path);
    let row = |f: &Found| {
        let source = sources[f.place.interview];
        let passage = f.place.passage;
        let address = source.address(passage.paragraph);
        let address = if several { format!("{}#{address}", source.path) } else { address };
        let speaker = speaker_of(source.interview, passage).unwrap_or_default();
        let mut lines = crate::search::concordance(source.interview, [passage], CONTEXT_COLUMNS);
        let around = lines.pop().map(|l| format!("{}{}{}", l.left, l.keyword, l.right)).unwrap_or_default();
        vec![address, speaker.to_owned(), f.how.name().to_owned(), around.trim().to_owned()]
    };
    aligned(&found.iter().map(row).collect::<Vec<_>>())
}

fn kind_name(kind: TermKind) -> &'static str {
    match kind {
        TermKind::Name => "name",
        TermKind::Acronym => "acronym",
        TermKind::Phrase => "phrase",
        TermKind::Word => "word",
    }
}

/// A term index, a JSON object a line.
pub fn terms_json(source: Sourced<'_>, rows: &[TermRow]) -> String {
    let line = |row: &TermRow| {
        let first = row.places.first().map(|p| source.address(p.paragraph)).unwrap_or_default();
        json(&TermLine {
            term: &row.text,
            aliases: &row.aliases,
            kind: kind_name(row.kind),
            count: row.places.len(),
            questions: &row.questions,
            first: FirstPlace { address: first, role: row.first_role.map(role_name) },
        })
    };
    rows.iter().map(line).collect()
}

/// A term index, an aligned line a term: count, term, kind, first place, who said it first, other names.
pub fn terms_text(source: Sourced<'_>, rows: &[TermRow]) -> String {
    let row = |row: &TermRow| {
        let first = row.places.first().map(|p| source.address(p.paragraph)).unwrap_or_default();
        vec![
            row.places.len().to_string(),
            row.text.clone(),
            kind_name(row.kind).to_owned(),
            first,
            row.first_role.map(role_name).unwrap_or_default().to_owned(),
            row.aliases.join(", "),
        ]
    };
    aligned(&rows.iter().map(row).collect::<Vec<_>>())
}

/// A concordance, a JSON object a line.
pub fn concordance_json(source: Sourced<'_>, lines: &[KwicLine]) -> String {
    let line = |l: &KwicLine| {
        let address = source.address(l.passage.paragraph);
        json(&Kwic {
            path: source.path,
            left: &l.left,
            keyword: &l.keyword,
            right: &l.right,
            address,
            speaker: l.speaker.as_deref(),
        })
    };
    lines.iter().map(line).collect()
}

/// A concordance with its keyword in one column.
pub fn concordance_text(source: Sourced<'_>, lines: &[KwicLine]) -> String {
    let addresses: Vec<String> = lines.iter().map(|l| source.address(l.passage.paragraph)).collect();
    let speaker = |l: &KwicLine| shorten(l.speaker.as_deref().unwrap_or_default(), WIDEST);
    let widest = |all: &mut dyn Iterator<Item = usize>| all.max().unwrap_or(0);
    let first = widest(&mut addresses.iter().map(|a| width(a)));
    let second = widest(&mut lines.iter().map(|l| width(&speaker(l))));
    let left = widest(&mut lines.iter().map(|l| width(&l.left)));
    let pad = |text: &str, wide: usize| " ".repeat(wide.saturating_sub(width(text)));
    let line = |(address, l): (&String, &KwicLine)| {
        let said = speaker(l);
        let (a, b, c) = (pad(address, first), pad(&said, second), pad(&l.left, left));
        format!("{address}{a}  {said}{b}  {c}{}{}{}", l.left, l.keyword, l.right).trim_end().to_owned() + "\n"
    };
    addresses.iter().zip(lines).map(line).collect()
}
