//! What a PDF says about itself: title and author, from its information and its XMP. Weak facts: programs
//! write much of
//! it. When the file was made says nothing about when somebody was asked, and is not taken. It must not know pages.

use super::super::package::{Node, Xml};
use super::super::prose;
use super::store::Store;
use crate::import::document::Meta;

/// Bytes of XMP that are read.
const XMP: usize = 1 << 20;
/// People that are taken.
const PEOPLE: usize = 8;

/// Reads what the file says.
pub(super) fn read(store: &Store, meta: &mut Meta) {
    let trailer = &store.document().trailer;
    let mut names = Vec::new();
    if let Some(info) = store.dictionary(trailer, "Info") {
        meta.title = store.text(info, "Title").and_then(|title| prose::title(&title));
        names.extend(store.text(info, "Author"));
    }
    let catalog = store.dictionary(trailer, "Root");
    let stream = catalog.and_then(|catalog| store.stream(catalog, "Metadata"));
    if let Some(xmp) = stream.and_then(|stream| store.unpacked(stream, XMP)) {
        // What is broken says as much as could be read of it.
        xmp_says(&String::from_utf8_lossy(&xmp), meta, &mut names);
    }
    let authors = names.iter().flat_map(|name| name.split([';', ','])).filter_map(prose::person);
    for author in authors.take(PEOPLE) {
        if !meta.people.contains(&author) {
            meta.people.push(author);
        }
    }
}

/// The text of the element that has just begun.
fn said(xml: &mut Xml<'_>) -> Option<String> {
    xml.inner().ok().map(|text| text.trim().to_owned()).filter(|text| !text.is_empty())
}

fn xmp_says(xmp: &str, meta: &mut Meta, names: &mut Vec<String>) {
    let mut xml = Xml::new(xmp);
    while let Ok(Some(node)) = xml.next() {
        let Node::Start(element) = node else { continue };
        let name = element.name().to_owned();
        match name.as_str() {
            "title" if meta.title.is_none() => meta.title = xml.inner().ok().and_then(|t| prose::title(&t)),
            "creator" => names.extend(xml.inner().ok()),
            "publicationName" => meta.outlet = said(&mut xml),
            "publicationDate" => meta.date = said(&mut xml),
            _ => {}
        }
    }
}
