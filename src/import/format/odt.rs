//! ODT, the OpenDocument text: one XML of content beside its styles, in a zip archive. It must not know what an
//! interview is.
//!
//! Read: paragraphs and headings with the looks of their styles, lists, tables, notes, and the title in the properties.
//! Left out: tracked deletions, indexes' templates, page heads and feet, pictures. Annotations are kept as hidden.

mod styles;

use styles::Styles;

use super::numeral::numbered;
use super::package::{self, Element, Node, Package, Packed, Xml, malformed};
use super::prose::{self, Look, Prose};
use super::{Malformed, Peek};
use crate::import::block::Kind;
use crate::import::document::Document;

/// The most blanks that one element may stand for.
const BLANKS: usize = 100;

/// Whether a source is ODT.
pub(super) fn is(peek: &Peek<'_>) -> bool {
    package::packed(peek) == Some(Packed::OpenDocument)
}

/// Reads an ODT.
pub(super) fn read(bytes: &[u8]) -> Result<Vec<Document>, Malformed> {
    let mut package = Package::open(bytes)?;
    let content = package.required("content.xml", "an OpenDocument text")?;
    let mut styles = Styles::default();
    styles.read(&package.text("styles.xml")?.unwrap_or_default())?;
    styles.read(&content)?;
    let mut prose = Prose::new();
    prose::properties(&package.text("meta.xml")?.unwrap_or_default(), "initial-creator", &mut prose)?;
    let mut body = Body {
        xml: Xml::new(&content),
        styles,
        prose,
        looks: Vec::new(),
        lists: Vec::new(),
        tables: 0,
        columns: 0,
    };
    body.read()?;
    let document = body.prose.finish();
    if document.blocks.is_empty() { malformed("holds no text") } else { Ok(vec![document]) }
}

/// A list that is open.
struct List {
    /// Its style's name.
    style: Option<String>,
    /// Items so far.
    count: u32,
    /// An item has begun whose first paragraph is still to come.
    fresh: bool,
}

/// The content on its way to blocks.
struct Body<'x> {
    xml: Xml<'x>,
    styles: Styles,
    prose: Prose,
    /// The looks of the paragraph and the spans that are open.
    looks: Vec<Look>,
    lists: Vec<List>,
    tables: usize,
    /// Of the outermost table.
    columns: u32,
}

/// What is passed over with all that is in it.
const SKIPPED: &[&str] = &[
    "automatic-styles",
    "font-face-decls",
    "scripts",
    "tracked-changes",
    "table-of-content-source",
    "alphabetical-index-source",
    "sequence-decls",
    "ruby-text",
    "forms",
    "bookmark-ref-source",
];

impl Body<'_> {
    fn read(&mut self) -> Result<(), Malformed> {
        while let Some(node) = self.xml.next()? {
            match node {
                Node::Start(element) => self.start(&element)?,
                Node::Text(text) => self.text(&text),
                Node::End(name) => self.end(&name),
            }
        }
        Ok(())
    }

    /// Text of a paragraph, in which a run of blanks is one.
    fn text(&mut self, text: &str) {
        let Some(look) = self.looks.last().copied() else { return };
        let blank = |c: char| matches!(c, ' ' | '\t' | '\n' | '\r');
        let mut out = String::with_capacity(text.len());
        for c in text.chars() {
            if !blank(c) {
                out.push(c);
            } else if !out.ends_with(' ') {
                out.push(' ');
            }
        }
        self.prose.text(&out, look);
    }

    fn start(&mut self, element: &Element<'_>) -> Result<(), Malformed> {
        let look = self.looks.last().copied().unwrap_or_default();
        let style = element.get("style-name").unwrap_or_default();
        match element.name() {
            "p" | "h" => self.paragraph(element),
            "a" => self.prose.begin_link(&element.get("href").unwrap_or_default()),
            "span" => self.looks.push(self.styles.over(&style, look)),
            "s" => {
                let count = element.get("c").and_then(|c| c.parse().ok()).unwrap_or(1);
                self.prose.text(&" ".repeat(count.min(BLANKS)), look);
            }
            "tab" => self.prose.text("\t", look),
            "line-break" => self.prose.line_break(),
            "list" => {
                let style = element.get("style-name").or_else(|| self.lists.last()?.style.clone());
                self.lists.push(List { style, count: 0, fresh: false });
            }
            "list-item" => {
                if let Some(list) = self.lists.last_mut() {
                    list.count += 1;
                    list.fresh = true;
                }
            }
            "note" => {
                let note = self.plain(&["note-citation"])?;
                self.prose.note(&note);
            }
            "annotation" => {
                let remark = self.plain(&["creator", "date", "creator-initials"])?;
                self.prose.remark(&remark);
            }
            "text-box" => {
                let boxed = self.plain(&[])?;
                self.prose.later(Kind::Text, boxed);
            }
            "table" => {
                self.tables += 1;
                self.columns = if self.tables == 1 { 0 } else { self.columns };
            }
            "table-column" if self.tables == 1 => {
                let repeated =
                    element.get("number-columns-repeated").and_then(|n| n.parse().ok()).unwrap_or(1);
                self.columns = self.columns.saturating_add(repeated);
            }
            "table-row" if self.divided() => self.prose.begin_row(),
            name if SKIPPED.contains(&name) => self.xml.skip()?,
            _ => {}
        }
        Ok(())
    }

    fn end(&mut self, name: &str) {
        match name {
            "p" | "h" => {
                self.looks.pop();
                self.prose.end_paragraph();
            }
            "a" => self.prose.end_link(),
            "span" => {
                self.looks.pop();
            }
            "list" => {
                self.lists.pop();
            }
            "table" => self.tables = self.tables.saturating_sub(1),
            "table-cell" | "covered-table-cell" if self.divided() => self.prose.end_cell(),
            "table-row" if self.divided() => self.prose.end_row(),
            _ => {}
        }
    }

    /// In a table whose rows have cells; one of a single column only frames its paragraphs.
    fn divided(&self) -> bool {
        self.tables == 1 && self.columns > 1
    }

    fn paragraph(&mut self, element: &Element<'_>) {
        let style = self.styles.get(&element.get("style-name").unwrap_or_default());
        let level =
            element.get("outline-level").and_then(|l| l.parse().ok()).filter(|l| (1..=10).contains(l));
        let heading = (element.name() == "h").then_some(Kind::Heading(level.unwrap_or(1)));
        let listed = self.lists.last().map(|_| Kind::ListItem);
        let kind = heading.or(style.kind).or(listed).unwrap_or_default();
        let look = style.look;
        self.prose.kind(kind);
        self.looks.push(look);
        let level = self.lists.len();
        if let Some(list) = self.lists.last_mut()
            && std::mem::take(&mut list.fresh)
        {
            let numeral = list.style.as_ref().and_then(|style| self.styles.numeral(style, level));
            let number =
                numeral.map(|(numeral, start)| numbered(numeral, start.saturating_add(list.count - 1)));
            self.prose.text(&number.unwrap_or_default(), look);
        }
    }

    /// The text inside the element that has just begun, a line a paragraph, without some elements.
    fn plain(&mut self, without: &[&str]) -> Result<String, Malformed> {
        let mut out = String::new();
        let (mut inside, mut paragraphs) = (1_usize, 0_usize);
        while inside > 0 {
            match self.xml.next()? {
                Some(Node::Start(element)) if without.contains(&element.name()) => self.xml.skip()?,
                Some(Node::Start(element)) => {
                    inside += 1;
                    match element.name() {
                        "p" | "h" => paragraphs += 1,
                        "s" => out.push(' '),
                        "tab" => out.push('\t'),
                        "line-break" => out.push('\n'),
                        _ => {}
                    }
                }
                Some(Node::Text(text)) if paragraphs > 0 => out.push_str(&text.replace(['\n', '\r'], " ")),
                Some(Node::Text(_)) => {}
                Some(Node::End(name)) => {
                    inside -= 1;
                    if matches!(name.as_str(), "p" | "h") {
                        paragraphs = paragraphs.saturating_sub(1);
                        out.push('\n');
                    }
                }
                None => break,
            }
        }
        Ok(out.trim().to_owned())
    }
}

#[cfg(test)]
mod tests;
