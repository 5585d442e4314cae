//! Word's own files: those of Word 97 to 2003, and of Word 6 and 95. It must not know what an interview is.
//!
//! Read: the words of the document in their order and code pages, looks, headings, tables, notes, remarks, the title.
//! Left out: codes of fields, hidden and deleted text, page heads and feet, pictures, the numbers of lists that count
//! by themselves. The crates for it go no further than the text of Word 97, so the tables of the file are ours.

mod bytes;
mod fib;
mod looks;
mod styles;
mod summary;
mod text;

use std::collections::HashMap;
use std::io::{Cursor, Read as _, Seek};

use bytes::Bytes;
use fib::{Fib, Part, Place};
use looks::{Looks, Marks, Shape, Shapes};
use styles::Styles;
use text::Text;

use super::package::{EXPANDED, malformed};
use super::prose::{Look, Prose, hyperlink};
use super::{Malformed, Peek};
use crate::import::block::Kind;
use crate::import::document::Document;

/// What OLE files begin with.
const OLE: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

/// Whether a source is Word's own. Any OLE file is: reading it says what it is instead.
pub(super) fn is(peek: &Peek<'_>) -> bool {
    peek.bytes.starts_with(OLE)
}

/// Reads a Word file.
pub(super) fn read(bytes: &[u8]) -> Result<Vec<Document>, Malformed> {
    let mut file = match cfb::CompoundFile::open(Cursor::new(bytes)) {
        Ok(file) => file,
        Err(error) => return malformed(format!("is damaged or cut off: {error}").to_lowercase()),
    };
    if file.exists("/EncryptedPackage") {
        return malformed("is locked with a password");
    }
    let Some(main) = stream(&mut file, "/WordDocument")? else {
        return malformed("is not a Word document, but another program's");
    };
    let fib = Fib::read(&main)?;
    let table = if fib.is_old() { None } else { stream(&mut file, fib.table())? };
    if !fib.is_old() && table.is_none() {
        return malformed("is damaged: its tables are missing");
    }
    let mut prose = Prose::new();
    if let Some(summary) = stream(&mut file, "/\u{5}SummaryInformation")? {
        summary::read(&summary, prose.writer().meta());
    }
    let tables = Tables { main: Bytes(&main), table: Bytes(table.as_deref().unwrap_or(&main)), fib: &fib };
    let mut body = Body::new(&tables, prose)?;
    body.read();
    let document = body.prose.finish();
    if document.blocks.is_empty() { malformed("holds no text") } else { Ok(vec![document]) }
}

/// A stream's bytes, if there is such a stream.
fn stream<F: std::io::Read + Seek>(
    file: &mut cfb::CompoundFile<F>,
    name: &str,
) -> Result<Option<Vec<u8>>, Malformed> {
    if !file.is_stream(name) {
        return Ok(None);
    }
    let mut bytes = Vec::new();
    let read = file.open_stream(name).and_then(|stream| stream.take(EXPANDED).read_to_end(&mut bytes));
    match read {
        Ok(_) => Ok(Some(bytes)),
        Err(error) => malformed(format!("is damaged or cut off: {error}").to_lowercase()),
    }
}

/// The streams, and where in them things stand.
struct Tables<'f> {
    main: Bytes<'f>,
    table: Bytes<'f>,
    fib: &'f Fib,
}

impl<'f> Tables<'f> {
    /// The bytes of a table; empty where there is none.
    fn place(&self, place: Place) -> Bytes<'f> {
        let (start, length) = self.fib.place(self.main, place);
        self.table.part(start, length)
    }
}

/// What stands behind a mark in the text.
enum Aside {
    Note(String),
    Remark(String),
}

/// One thing in a paragraph.
enum Bit {
    Text(String, Look),
    Break,
    Aside(u32),
    /// A link begins, to an address.
    Link(String),
    /// It ends.
    Unlink,
}

/// A field that is open.
#[derive(Default)]
struct Field {
    /// Its code, as far as it was read.
    code: String,
    /// The code is over, and what the field shows has begun.
    shows: bool,
}

/// Characters that are kept of the code of a field.
const CODE: usize = 4 << 10;

/// The fields that are open.
#[derive(Default)]
struct Fields {
    open: Vec<Field>,
    /// How many codes are being read.
    codes: usize,
}

impl Fields {
    fn begin(&mut self) {
        self.open.push(Field::default());
        self.codes += 1;
    }

    fn read(&mut self, c: char) {
        let field = self.open.last_mut().filter(|field| field.code.len() < CODE);
        field.into_iter().for_each(|field| field.code.push(c));
    }

    /// What the field shows begins: a link, if its code says so.
    fn end_code(&mut self) -> Option<Bit> {
        let field = self.open.last_mut().filter(|field| !field.shows)?;
        field.shows = true;
        self.codes -= 1;
        hyperlink(&field.code).map(|address| Bit::Link(address.to_owned()))
    }

    fn end(&mut self) -> Option<Bit> {
        let field = self.open.pop()?;
        self.codes -= usize::from(!field.shows);
        hyperlink(&field.code).filter(|_| field.shows).map(|_| Bit::Unlink)
    }
}

/// A paragraph, or a line of a cell.
#[derive(Default)]
struct Line {
    bits: Vec<Bit>,
    shape: Shape,
    /// It ends a cell.
    cell: bool,
}

struct Body<'f> {
    text: Text<'f>,
    looks: Looks,
    shapes: Shapes,
    styles: Styles,
    /// Notes and remarks by the places of their marks.
    asides: HashMap<u32, Aside>,
    prose: Prose,
    /// Lines of the row of a table that is open.
    row: Vec<Line>,
}

impl<'f> Body<'f> {
    fn new(tables: &Tables<'f>, prose: Prose) -> Result<Body<'f>, Malformed> {
        let mut body = Body {
            text: Text::read(tables)?,
            looks: Looks::read(tables),
            shapes: Shapes::read(tables),
            styles: Styles::read(tables),
            asides: HashMap::new(),
            prose,
            row: Vec::new(),
        };
        for (part, marks, texts) in [
            (Part::Footnotes, Place::FootnoteMarks, Place::FootnoteTexts),
            (Part::Endnotes, Place::EndnoteMarks, Place::EndnoteTexts),
            (Part::Remarks, Place::RemarkMarks, Place::RemarkTexts),
        ] {
            body.asides(tables, part, marks, texts);
        }
        Ok(body)
    }

    /// Reads the notes of one kind.
    fn asides(&mut self, tables: &Tables<'f>, part: Part, marks: Place, texts: Place) {
        let (start, length) = tables.fib.part(part);
        let (marks, texts) = (tables.place(marks), tables.place(texts));
        // One place more than there are notes, then one that only closes the list.
        let count = (texts.0.len() / 4).saturating_sub(2);
        let mut behind = 0;
        for n in 0..count {
            let (Some(mark), Some(from), Some(to)) =
                (marks.u32(n * 4), texts.u32(n * 4), texts.u32(n * 4 + 4))
            else {
                break;
            };
            if to > length || from >= to || from < behind {
                continue;
            }
            behind = to;
            let words = self.words(start.saturating_add(from), start.saturating_add(to));
            let aside = if part == Part::Remarks { Aside::Remark(words) } else { Aside::Note(words) };
            self.asides.insert(mark, aside);
        }
    }

    /// The plain text of a stretch, a line a paragraph.
    fn words(&self, from: u32, to: u32) -> String {
        let mut out = String::new();
        for line in self.lines(from, to) {
            for bit in line.bits {
                match bit {
                    Bit::Text(text, _) => out.push_str(&text),
                    Bit::Break => out.push('\n'),
                    Bit::Aside(_) | Bit::Link(_) | Bit::Unlink => {}
                }
            }
            out.push('\n');
        }
        out.trim().to_owned()
    }

    fn read(&mut self) {
        let (start, length) = self.text.fib.part(Part::Main);
        for line in self.lines(start, start.saturating_add(length)) {
            if line.shape.ends_row {
                self.end_row();
            } else if line.shape.in_table {
                self.row.push(line);
            } else {
                self.end_row();
                self.paragraph(line);
            }
        }
        self.end_row();
        let (start, length) = self.text.fib.part(Part::Boxes);
        let boxed = self.words(start, start.saturating_add(length));
        boxed.split('\n').for_each(|line| self.prose.later(Kind::Text, line.to_owned()));
    }

    /// The paragraphs of a stretch.
    fn lines(&self, from: u32, to: u32) -> Vec<Line> {
        let mut lines = Vec::new();
        let mut line = Line::default();
        let mut fields = Fields::default();
        for (at, place, c) in self.text.chars(from, to) {
            match c {
                '\u{13}' => fields.begin(),
                '\u{14}' => line.bits.extend(fields.end_code()),
                '\u{15}' => line.bits.extend(fields.end()),
                '\r' | '\u{7}' | '\u{c}' | '\u{e}' => {
                    line.shape = self.shapes.at(place);
                    line.cell = c == '\u{7}' || line.shape.ends_cell;
                    lines.push(std::mem::take(&mut line));
                    // A field does not reach over so many paragraphs: its end is lost.
                    if fields.open.len() > 64 {
                        fields = Fields::default();
                    }
                }
                c if fields.codes > 0 => fields.read(c),
                c => self.push(c, at, place, &mut line),
            }
        }
        if !line.bits.is_empty() {
            lines.push(line);
        }
        lines
    }

    fn push(&self, c: char, at: u32, place: u32, line: &mut Line) {
        let marks = self.looks.at(place);
        if marks.unread {
            return;
        }
        let c = match c {
            '\u{2}' | '\u{5}' => {
                line.bits.push(Bit::Aside(at));
                return;
            }
            '\u{b}' => {
                line.bits.push(Bit::Break);
                return;
            }
            '\u{1e}' => '\u{2011}',
            '\t' => '\t',
            c if c < ' ' || marks.symbol => return,
            c => c,
        };
        let look = self.look(&marks, place);
        match line.bits.last_mut() {
            Some(Bit::Text(text, same)) if *same == look => text.push(c),
            _ => line.bits.push(Bit::Text(c.to_string(), look)),
        }
    }

    /// How a character looks: by its paragraph's style, its own, and its marks.
    fn look(&self, marks: &Marks, place: u32) -> Look {
        let base = self.styles.get(self.shapes.at(place).style).look;
        let base = marks.style.map_or(base, |style| base.with_all(self.styles.get(style).look));
        marks.on(base)
    }

    fn paragraph(&mut self, line: Line) {
        let style = self.styles.get(line.shape.style);
        let kind = line.shape.outline.map(Kind::Heading).or(style.kind);
        self.prose.kind(kind.unwrap_or(if line.shape.listed { Kind::ListItem } else { Kind::Text }));
        self.bits(line.bits);
        self.prose.end_paragraph();
    }

    fn bits(&mut self, bits: Vec<Bit>) {
        for bit in bits {
            match bit {
                Bit::Text(text, look) => self.prose.text(&text, look),
                Bit::Break => self.prose.line_break(),
                Bit::Link(address) => self.prose.begin_link(&address),
                Bit::Unlink => self.prose.end_link(),
                Bit::Aside(at) => match self.asides.get(&at) {
                    Some(Aside::Note(note)) => self.prose.note(note),
                    Some(Aside::Remark(remark)) => self.prose.remark(remark),
                    None => {}
                },
            }
        }
    }

    /// Writes the row that is open. A table of one column is a frame around paragraphs.
    fn end_row(&mut self) {
        let row = std::mem::take(&mut self.row);
        if row.iter().filter(|line| line.cell).count() < 2 {
            row.into_iter().for_each(|line| self.paragraph(line));
            return;
        }
        self.prose.begin_row();
        for line in row {
            let cell = line.cell;
            self.bits(line.bits);
            self.prose.end_paragraph();
            if cell {
                self.prose.end_cell();
            }
        }
        self.prose.end_row();
    }
}

#[cfg(test)]
mod tests;
