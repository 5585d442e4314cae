//! PDF with text. Pages say where glyphs stand and nothing more: rows, columns, page heads, labels and
//! paragraphs are
//! found by place. It must not know conventions.
//!
//! ```text
//! objects (store) → glyphs (glyphs, font, cmap, names) → rows → furniture → columns → paragraphs
//! ```
//!
//! The library reads objects, filters and ciphers; the text is placed here, as no library for that is both safe and
//! small. Limits: bytes unpacked, operations, glyphs, pages, forms inside one another.

mod cmap;
mod columns;
mod facts;
mod font;
mod furniture;
mod glyphs;
mod links;
mod measures;
mod names;
mod paragraphs;
mod rows;
mod store;

use lopdf::{Document as File, Error, LoadOptions, Object, ObjectId};

use super::package::malformed;
use super::prose::Prose;
use super::{Malformed, Peek};
use crate::import::document::Document;
use crate::text::byte_places;
use glyphs::Interpreter;
use links::Links;
use paragraphs::Page;
use rows::Row;
use store::Store;

/// Bytes before the signature that are let pass.
const JUNK: usize = 1024;
/// Pages that are read.
const PAGES: usize = 20_000;
/// Objects that a file may have.
const OBJECTS: usize = 2_000_000;
/// Bytes that one stream of objects may unpack to: a part of the file's own size, between these.
const OBJECT_STREAM: (usize, usize) = (1 << 20, 32 << 20);

/// Whether a source is PDF: its signature stands near the beginning.
pub(super) fn is(peek: &Peek<'_>) -> bool {
    let head = peek.bytes.get(..JUNK).unwrap_or(peek.bytes);
    let at =
        byte_places(head, b'%').find(|at| head.get(*at..).is_some_and(|sign| sign.starts_with(b"%PDF-")));
    // Text about PDF is none.
    at.is_some_and(|at| at < 16 || peek.ending == "pdf")
}

/// Reads a PDF.
pub(super) fn read(bytes: &[u8]) -> Result<Vec<Document>, Malformed> {
    let at = memchr::memmem::find(bytes, b"%PDF-").unwrap_or(0);
    let store = Store::new(load(bytes.get(at..).unwrap_or_default())?, bytes.len());
    let pages = pages(&store);
    if pages.is_empty() {
        return malformed("is a broken PDF: it has no pages that can be read");
    }
    let mut interpreter = Interpreter::new(&store);
    let mut links = Links::default();
    let (mut rows, mut pictures, mut nameless, mut named) = (Vec::new(), 0, 0, 0);
    for id in pages {
        let Some(page) = store.numbered(id) else { continue };
        let mut shown = interpreter.page(page);
        links.lay(&store, page, &mut shown.glyphs);
        pictures += shown.pictures;
        nameless += shown.nameless;
        named += shown.glyphs.len();
        rows.push(rows::rows(shown.glyphs));
        if interpreter.exhausted() {
            return malformed("asks for more than is safe to unpack");
        }
    }
    if named == 0 || nameless > 4 * named {
        let repaired = store.document().xref_recovery.is_some();
        return if repaired {
            malformed("is a broken PDF: its text is missing")
        } else {
            unread(pictures, nameless)
        };
    }
    let furniture = furniture::find(&rows);
    let mut prose = Prose::new();
    facts::read(&store, prose.writer().meta());
    prose.lead_to(links.addresses());
    let sorted =
        rows.into_iter().zip(furniture).enumerate().map(|(n, (rows, furniture))| page(n, rows, &furniture));
    paragraphs::write(sorted.collect(), &mut prose);
    Ok(vec![prose.finish()])
}

/// A page's lines, and apart from them what is furniture.
fn page(number: usize, rows: Vec<Row>, furniture: &[bool]) -> Page {
    let (mut heads, mut feet, mut lines) = (Vec::new(), Vec::new(), Vec::new());
    for (row, found) in rows.into_iter().zip(furniture) {
        match (found, lines.is_empty()) {
            (false, _) => lines.push(row),
            (true, true) => heads.push(row.text()),
            (true, false) => feet.push(row.text()),
        }
    }
    Page { heads, lines: columns::lines(number, lines), feet }
}

/// Why there is no text.
fn unread(pictures: usize, nameless: usize) -> Result<Vec<Document>, Malformed> {
    match (pictures, nameless) {
        (_, 1..) => malformed("is a PDF whose fonts don't say which letters they show"),
        (0, 0) => malformed("is a PDF without text"),
        _ => malformed("is a scanned PDF: its pages are pictures, without text"),
    }
}

fn load(bytes: &[u8]) -> Result<File, Malformed> {
    let (least, most) = OBJECT_STREAM;
    let options = LoadOptions {
        filter: Some(without_pictures),
        max_decompressed_size: Some(bytes.len().saturating_mul(20).clamp(least, most)),
        ..LoadOptions::default()
    };
    let file = match File::load_mem_with_options(bytes, options) {
        Ok(file) => file,
        Err(Error::InvalidPassword | Error::Decryption(_)) => return locked(),
        Err(error) => return malformed(format!("is a broken PDF: {error}")),
    };
    if file.is_encrypted() {
        return locked();
    }
    if file.objects.len() > OBJECTS {
        return malformed("is a PDF with too many objects");
    }
    Ok(file)
}

fn locked<T>() -> Result<T, Malformed> {
    malformed("is a PDF that is locked with a password")
}

/// Keeps of a picture only that it is one. The loader changes objects in place, and takes the answer for those
/// that are
/// packed in streams, which streams never are.
fn without_pictures(id: ObjectId, object: &mut Object) -> Option<(ObjectId, Object)> {
    let Object::Stream(stream) = object else { return Some((id, object.clone())) };
    if stream.dict.get(b"Subtype").is_ok_and(|s| s.as_name().is_ok_and(|s| s == b"Image")) {
        // Not empty: then it would be read once more.
        stream.content = vec![0];
    }
    Some((id, Object::Null))
}

/// The pages in order; where their tree is broken, all pages that there are.
fn pages(store: &Store) -> Vec<ObjectId> {
    let in_tree: Vec<ObjectId> = store.document().page_iter().take(PAGES).collect();
    if !in_tree.is_empty() {
        return in_tree;
    }
    let objects = store.document().objects.iter();
    let pages = objects
        .filter(|(_, object)| object.as_dict().is_ok_and(|d| d.has_type(b"Page") && d.has(b"Contents")));
    pages.map(|(id, _)| *id).take(PAGES).collect()
}

#[cfg(test)]
mod tests;
