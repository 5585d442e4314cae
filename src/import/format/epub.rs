//! EPUB, which is XHTML in a zip archive with a list of what is read in which order. It must not know what an interview
//! is.
//!
//! Read: the pages in their order, cut into chapters where the table of contents says so, and what the book says of
//! itself. A book that breaks the rules is read as far as it can be: without its table of contents, without its
//! `mimetype`, with pages missing.

mod contents;
mod package;
mod sheet;
mod xhtml;

use std::collections::HashSet;

use contents::Entry;
use package::Opf;
use sheet::Sheet;

use super::package::{Package, Packed, malformed, packed};
use super::{Malformed, Peek, html};
use crate::import::block::Kind;
use crate::import::book::{self, Book, Chapter};
use crate::import::document::Document;
use crate::text::on_one_line;

/// Whether a source is EPUB.
pub(super) fn is(peek: &Peek<'_>) -> bool {
    packed(peek) == Some(Packed::Epub)
}

/// Reads an EPUB.
pub(super) fn read(bytes: &[u8]) -> Result<Book, Malformed> {
    let mut package = Package::open(bytes)?;
    let opf = Opf::read(&mut package)?;
    let entries = contents::read(&mut package, &opf);
    let locked = package::locked(&mut package)?;
    let mut book = Book { meta: opf.meta.clone(), chapters: Vec::new() };
    let mut sheet = Sheet::default();
    for file in &opf.sheets {
        sheet.add(&package.text(file)?.unwrap_or_default());
    }
    let top = contents::top(&entries);
    let mut seen = HashSet::new();
    for file in opf.spine.iter().filter(|file| seen.insert(file.as_str())) {
        if locked.contains(file) {
            return malformed("is locked by its publisher");
        }
        let Some(text) = package.text(file)? else { continue };
        let page = Page {
            entries: entries.iter().filter(|entry| entry.file == *file).collect(),
            listed: entries.len() > 1,
            top,
            book: opf.meta.title.as_deref().map(folded).unwrap_or_default(),
            matter: opf.matter.contains(file) || xhtml::is_matter(&text),
        };
        let html = xhtml::expanded(&text, &sheet).into_owned();
        drop(text);
        let document = html::read(html)?.into_iter().next().unwrap_or_default();
        if !document.blocks.is_empty() {
            page.write(document, &mut book.chapters);
        }
    }
    if seen.is_empty() {
        return malformed("is a book without pages");
    }
    if book.chapters.is_empty() {
        return malformed("holds no text");
    }
    Ok(book)
}

/// What is known of a page before it is cut into chapters.
struct Page<'e> {
    /// What the table of contents says of it.
    entries: Vec<&'e Entry>,
    /// The book has a table of contents to go by.
    listed: bool,
    /// The depth at which the table of contents lists chapters.
    top: usize,
    /// The book's title, folded.
    book: String,
    matter: bool,
}

impl<'e> Page<'e> {
    /// Adds the page: chapters that begin in it, and what goes on in it of the one before.
    fn write(&self, mut document: Document, chapters: &mut Vec<Chapter>) {
        let begins = self.begins(&document);
        // From the end, so that nothing is copied.
        let cuts = self.cuts(&document).into_iter().rev();
        let parts: Vec<_> = cuts.map(|(at, entry)| (at, entry, book::split_off(&mut document, at))).collect();
        for (at, entry, part) in parts.into_iter().rev() {
            match chapters.last_mut().filter(|last| at == 0 && entry.is_none() && !begins && !last.matter) {
                Some(last) => book::append(&mut last.document, part),
                None => chapters.push(self.chapter(part, entry)),
            }
        }
    }

    /// Whether the page begins a chapter that the table of contents does not list.
    fn begins(&self, document: &Document) -> bool {
        let headed = document.blocks.iter().find(|b| !matches!(b.kind, Kind::Hidden(_)));
        self.matter || (!self.listed && headed.is_some_and(|b| matches!(b.kind, Kind::Heading(_))))
    }

    fn chapter(&self, mut document: Document, entry: Option<&Entry>) -> Chapter {
        let title = entry.map(|entry| entry.title.clone());
        if let Some(first) = document.blocks.iter_mut().find(|b| !matches!(b.kind, Kind::Hidden(_)))
            && first.kind == Kind::Text
            && [title.as_deref().map(folded).unwrap_or_default(), self.book.clone()]
                .contains(&folded(&first.text))
        {
            first.kind = Kind::Heading(1);
        }
        let heading = document.blocks.iter().find(|b| matches!(b.kind, Kind::Heading(_)));
        let title = title.or_else(|| heading.map(|b| on_one_line(&b.text)));
        let depth = entry.map_or(self.top, |entry| entry.depth);
        let matter = self.matter || title.as_deref().is_some_and(xhtml::names_matter);
        Chapter { title, depth, matter, document }
    }

    /// The blocks at which parts of the page begin, and what the table of contents says of them: the first one, and
    /// headings in the middle that are listed as chapters, not as sections of one.
    fn cuts(&self, document: &Document) -> Vec<(usize, Option<&'e Entry>)> {
        let first = document.blocks.iter().position(|b| !matches!(b.kind, Kind::Hidden(_))).unwrap_or(0);
        let mut cuts = vec![(0, None)];
        for (n, block) in document.blocks.iter().enumerate().skip(first) {
            let listed = |entry: &&&Entry| {
                let heads = folded(&entry.title) == folded(&block.text);
                let whole = n == first && (entry.fragment.is_none() || heads);
                let chapter = entry.depth <= self.top && matches!(block.kind, Kind::Heading(_)) && heads;
                whole || chapter
            };
            match self.entries.iter().find(listed) {
                Some(entry) if n == first => cuts = vec![(0, Some(*entry))],
                Some(entry) => cuts.push((n, Some(*entry))),
                None => {}
            }
        }
        cuts
    }
}

/// A title as it is compared: its letters and digits in lower case.
fn folded(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests;
