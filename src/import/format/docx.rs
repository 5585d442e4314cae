//! DOCX, which is WordprocessingML in a zip archive. It must not know what an interview is.
//!
//! Read: the body's paragraphs with their styles, runs, lists and tables, the notes, and the title in the properties.
//! Left out: deleted text, field codes, hidden text, page heads and feet, pictures.

mod numbering;
mod styles;

use std::collections::HashMap;

use numbering::Numbering;
use styles::{Style, Styles, toggle};

use super::package::{self, Element, Node, Package, Packed, Xml, malformed};
use super::prose::{self, Look, Prose, hyperlink};
use super::{Malformed, Peek};
use crate::import::block::Kind;
use crate::import::document::Document;

/// Whether a source is DOCX. An archive of no known kind is one too: then reading it says what is missing.
pub(super) fn is(peek: &Peek<'_>) -> bool {
    matches!(package::packed(peek), Some(Packed::Word | Packed::Unknown))
}

/// Reads a DOCX.
pub(super) fn read(bytes: &[u8]) -> Result<Vec<Document>, Malformed> {
    let mut package = Package::open(bytes)?;
    let main = main_part(&mut package)?;
    let folder = main.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned();
    let part = |name: &str| format!("{folder}/{name}");
    let body = package.required(&main, "a Word document")?;
    let mut text_of = |name: &str| package.text(&part(name)).map(Option::unwrap_or_default);
    let styles = Styles::read(&text_of("styles.xml")?)?;
    let numbering = Numbering::read(&text_of("numbering.xml")?)?;
    let relations =
        relations(&text_of(&format!("_rels/{}.rels", main.rsplit('/').next().unwrap_or_default()))?)?;
    let notes = [
        Notes::read(&text_of("footnotes.xml")?, "footnote")?,
        Notes::read(&text_of("endnotes.xml")?, "endnote")?,
        Notes::read(&text_of("comments.xml")?, "comment")?,
    ];
    let mut prose = Prose::new();
    prose::properties(&package.text("docProps/core.xml")?.unwrap_or_default(), "creator", &mut prose)?;
    let mut body = Body {
        xml: Xml::new(&body),
        styles,
        numbering,
        relations,
        notes,
        prose,
        tables: Vec::new(),
        fields: Vec::new(),
    };
    body.read()?;
    let document = body.prose.finish();
    if document.blocks.is_empty() { malformed("holds no text") } else { Ok(vec![document]) }
}

/// The name of the part that holds the body.
fn main_part(package: &mut Package<'_>) -> Result<String, Malformed> {
    let usual = "word/document.xml";
    if package.has(usual) {
        return Ok(usual.to_owned());
    }
    let relations = package.text("_rels/.rels")?.unwrap_or_default();
    let mut xml = Xml::new(&relations);
    while let Some(node) = xml.next()? {
        if let Node::Start(element) = node
            && element.get("Type").is_some_and(|t| t.ends_with("/officeDocument"))
            && let Some(target) = element.get("Target")
            && target.contains("word/")
        {
            return Ok(target.trim_start_matches('/').to_owned());
        }
    }
    Ok(usual.to_owned())
}

/// Where what is outside of the file stands, by the ids that the body has for it.
fn relations(text: &str) -> Result<HashMap<String, String>, Malformed> {
    let mut relations = HashMap::new();
    let mut xml = Xml::new(text);
    while let Some(node) = xml.next()? {
        if let Node::Start(element) = node
            && element.get("TargetMode").is_some_and(|mode| mode == "External")
            && let (Some(id), Some(target)) = (element.get("Id"), element.get("Target"))
        {
            relations.insert(id, target);
        }
    }
    Ok(relations)
}

/// Notes by their numbers in the file.
struct Notes(HashMap<String, String>);

impl Notes {
    fn read(text: &str, name: &str) -> Result<Notes, Malformed> {
        let mut notes = HashMap::new();
        let mut xml = Xml::new(text);
        while let Some(node) = xml.next()? {
            let Node::Start(element) = node else { continue };
            let real = element.get("type").is_none_or(|t| t == "normal");
            if let Some(id) = element.get("id").filter(|_| element.name() == name && real) {
                notes.insert(id, plain(&mut xml)?);
            }
        }
        Ok(Notes(notes))
    }

    fn get(&self, element: &Element<'_>) -> Option<&String> {
        self.0.get(&element.get("id")?)
    }
}

/// The text inside the element that has just begun, a line a paragraph.
fn plain(xml: &mut Xml<'_>) -> Result<String, Malformed> {
    let mut out = String::new();
    let (mut inside, mut text) = (1_usize, false);
    while inside > 0 {
        match xml.next()? {
            Some(Node::Start(element)) if SKIPPED.contains(&element.name()) => xml.skip()?,
            Some(Node::Start(element)) => {
                inside += 1;
                text = element.name() == "t";
                match element.name() {
                    "tab" => out.push('\t'),
                    "br" | "cr" => out.push('\n'),
                    _ => {}
                }
            }
            Some(Node::Text(words)) if text => out.push_str(&words),
            Some(Node::Text(_)) => {}
            Some(Node::End(name)) => {
                inside -= 1;
                text = false;
                if name == "p" && !out.ends_with('\n') {
                    out.push('\n');
                }
            }
            None => break,
        }
    }
    Ok(out.trim().to_owned())
}

/// What is passed over with all that is in it: deleted and moved text, codes of fields, the second form of what is
/// given in two, tab stops, guides of pronunciation.
const SKIPPED: &[&str] =
    &["del", "moveFrom", "delText", "delInstrText", "Fallback", "pPr", "rPr", "tblPr", "rt", "object"];

/// The body on its way to blocks.
struct Body<'x> {
    xml: Xml<'x>,
    styles: Styles,
    numbering: Numbering,
    /// Addresses outside of the file by their ids.
    relations: HashMap<String, String>,
    /// Footnotes, endnotes, comments.
    notes: [Notes; 3],
    prose: Prose,
    /// The tables that are open, and whether each divides its rows into cells.
    tables: Vec<bool>,
    /// The codes of the fields that are open, as far as they were read.
    fields: Vec<String>,
}

/// The run that is being read.
#[derive(Clone, Copy, Default)]
struct Run {
    /// The look of the paragraph's style.
    base: Look,
    look: Look,
    unread: bool,
    in_text: bool,
}

impl Body<'_> {
    fn read(&mut self) -> Result<(), Malformed> {
        let mut run = Run::default();
        while let Some(node) = self.xml.next()? {
            match node {
                Node::Start(element) => self.start(&element, &mut run)?,
                Node::Text(text) if run.in_text && !run.unread => {
                    self.prose.text(&text.replace(['\n', '\r'], " "), run.look);
                }
                Node::Text(_) => {}
                Node::End(name) => self.end(&name, &mut run),
            }
        }
        Ok(())
    }

    fn start(&mut self, element: &Element<'_>, run: &mut Run) -> Result<(), Malformed> {
        match element.name() {
            "pPr" => run.base = self.paragraph()?,
            "p" => *run = Run::default(),
            "r" => (run.look, run.unread) = (run.base, false),
            "rPr" => (run.look, run.unread) = self.run(run.base)?,
            "t" => run.in_text = true,
            "tab" | "ptab" => self.prose.text("\t", run.look),
            "br" | "cr" => self.prose.line_break(),
            "noBreakHyphen" => self.prose.text("\u{2011}", run.look),
            "hyperlink" => {
                if let Some(address) = element.get("id").and_then(|id| self.relations.get(&id)) {
                    self.prose.begin_link(address);
                }
            }
            "fldSimple" => self.begin_field(&element.get("instr").unwrap_or_default()),
            "fldChar" => self.field(&element.get("fldCharType").unwrap_or_default()),
            "instrText" => {
                let code = self.xml.inner()?;
                self.fields.last_mut().into_iter().for_each(|field| field.push_str(&code));
            }
            "footnoteReference" => self.note(0, element),
            "endnoteReference" => self.note(1, element),
            "commentReference" => {
                if let Some(comment) = self.notes.get(2).and_then(|notes| notes.get(element)) {
                    self.prose.remark(comment);
                }
            }
            "tbl" => self.tables.push(true),
            "tblGrid" => {
                let divided = self.columns()? > 1;
                self.tables.last_mut().into_iter().for_each(|table| *table = divided);
            }
            "tr" if self.tables == [true] => self.prose.begin_row(),
            "txbxContent" => {
                let boxed = plain(&mut self.xml)?;
                self.prose.later(Kind::Text, boxed);
            }
            name if SKIPPED.contains(&name) => self.xml.skip()?,
            _ => {}
        }
        Ok(())
    }

    fn end(&mut self, name: &str, run: &mut Run) {
        match name {
            "t" => run.in_text = false,
            "hyperlink" | "fldSimple" => self.prose.end_link(),
            "p" => self.prose.end_paragraph(),
            "tc" if self.tables == [true] => self.prose.end_cell(),
            "tr" if self.tables == [true] => self.prose.end_row(),
            "tbl" => {
                self.tables.pop();
            }
            _ => {}
        }
    }

    /// A field begins, its code is over and what it shows begins, or it ends.
    fn field(&mut self, mark: &str) {
        match mark {
            "begin" => self.fields.push(String::new()),
            "separate" => {
                let code = self.fields.last().cloned().unwrap_or_default();
                self.begin_field(&code);
            }
            "end" => {
                let ended = self.fields.pop();
                if ended.is_some_and(|code| hyperlink(&code).is_some()) {
                    self.prose.end_link();
                }
            }
            _ => {}
        }
    }

    fn begin_field(&mut self, code: &str) {
        if let Some(address) = hyperlink(code) {
            self.prose.begin_link(address);
        }
    }

    fn note(&mut self, which: usize, element: &Element<'_>) {
        if let Some(note) = self.notes.get(which).and_then(|notes| notes.get(element)) {
            self.prose.note(note);
        }
    }

    /// Counts a table's columns.
    fn columns(&mut self) -> Result<usize, Malformed> {
        let mut columns = 0;
        while let Some(node) = self.xml.next()? {
            match node {
                Node::Start(element) if element.name() == "gridCol" => columns += 1,
                Node::End(name) if name == "tblGrid" => break,
                _ => {}
            }
        }
        Ok(columns)
    }

    /// Reads a paragraph's properties: sets its kind, and gives the look of its style.
    fn paragraph(&mut self) -> Result<Look, Malformed> {
        let (mut style, mut number) = (Style::default(), None::<(String, usize)>);
        while let Some(node) = self.xml.next()? {
            match node {
                Node::Start(element) => match element.name() {
                    "pStyle" => style = self.styles.get(&element.get("val").unwrap_or_default()),
                    "outlineLvl" => {
                        style.kind = styles::outline(&element.get("val").unwrap_or_default()).or(style.kind);
                    }
                    "numId" => {
                        let level = number.take().map_or(0, |(_, level)| level);
                        number = Some((element.get("val").unwrap_or_default(), level));
                    }
                    "ilvl" => {
                        let level = element.get("val").and_then(|v| v.parse().ok()).unwrap_or(0);
                        number.get_or_insert_default().1 = level;
                    }
                    "rPr" => self.xml.skip()?,
                    _ => {}
                },
                Node::End(name) if name == "pPr" => break,
                _ => {}
            }
        }
        let number = number.or_else(|| style.number.clone());
        let mark = number.and_then(|(list, level)| self.numbering.next(&list, level));
        let kind = style.kind.or(mark.as_ref().map(|_| Kind::ListItem)).unwrap_or_default();
        self.prose.kind(kind);
        self.prose.text(&mark.unwrap_or_default(), style.look);
        Ok(style.look)
    }

    /// Reads a run's properties: its look, and whether it is hidden text.
    fn run(&mut self, base: Look) -> Result<(Look, bool), Malformed> {
        let (mut look, mut unread) = (base, false);
        while let Some(node) = self.xml.next()? {
            match node {
                Node::Start(element) => match element.name() {
                    "rStyle" => {
                        let style = self.styles.get(&element.get("val").unwrap_or_default());
                        look = look.with_all(style.look);
                    }
                    "vanish" => unread = toggle(&element),
                    "rPrChange" => self.xml.skip()?,
                    _ => look = styles::looked(look, &element),
                },
                Node::End(name) if name == "rPr" => break,
                _ => {}
            }
        }
        Ok((look, unread))
    }
}

#[cfg(test)]
mod tests;
