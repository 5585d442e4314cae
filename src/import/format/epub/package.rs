//! What an EPUB says of itself: where its list of pages is, which pages there are and in which order, and which of them
//! are cover and contents. It must not know what stands in the pages.

use std::collections::{HashMap, HashSet};

use super::super::Malformed;
use super::super::package::{Element, Node, Package, Xml, malformed};
use super::super::prose;
use crate::import::document::Meta;
use crate::text::on_one_line;

/// What the guide calls pages that are not read.
const MATTER: &[&str] = &[
    "cover",
    "title-page",
    "titlepage",
    "toc",
    "index",
    "colophon",
    "copyright-page",
    "copyright",
    "loi",
    "lot",
    "bibliography",
    "dedication",
    "acknowledgements",
];

/// Style sheets that are looked at.
const SHEETS: usize = 32;

/// Ciphers that only touch fonts.
const FONT_CIPHERS: &[&str] = &["http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC"];

/// The book's own description.
#[derive(Default)]
pub(super) struct Opf {
    pub(super) meta: Meta,
    /// The pages in the order of reading, by their names in the archive.
    pub(super) spine: Vec<String>,
    /// Those that are not read.
    pub(super) matter: HashSet<String>,
    /// The style sheets.
    pub(super) sheets: Vec<String>,
    /// The table of contents as a page, and as EPUB 2 has it.
    pub(super) nav: Option<String>,
    pub(super) ncx: Option<String>,
}

/// One file of the book.
struct Item {
    file: String,
    is_page: bool,
}

impl Opf {
    /// Reads it.
    pub(super) fn read(package: &mut Package<'_>) -> Result<Opf, Malformed> {
        let name = described_by(package)?;
        let text = package.required(&name, "a book")?;
        let mut opf = Opf::default();
        let mut items: HashMap<String, Item> = HashMap::new();
        let mut references = Vec::new();
        let mut xml = Xml::new(&text);
        while let Some(node) = xml.next()? {
            let Node::Start(element) = node else { continue };
            match element.name() {
                "item" => opf.item(&name, &element, &mut items),
                "itemref" => references.extend(element.get("idref").zip(Some(element.get("linear")))),
                "reference" => {
                    let kind = element.get("type").unwrap_or_default();
                    let file = element.get("href").map(|href| resolved(&name, &href).0);
                    opf.matter.extend(file.filter(|_| MATTER.contains(&kind.as_str())));
                }
                _ => opf.property(&element, &mut xml)?,
            }
        }
        for (id, linear) in references {
            let Some(item) = items.get(&id) else { continue };
            opf.spine.push(item.file.clone());
            if linear.as_deref() == Some("no") {
                opf.matter.insert(item.file.clone());
            }
        }
        if opf.spine.is_empty() {
            // A book that forgot to say in which order it is read.
            let mut pages: Vec<_> = items.into_values().filter(|i| i.is_page).map(|i| i.file).collect();
            pages.sort();
            opf.spine = pages;
        }
        opf.matter.extend(opf.nav.clone());
        Ok(opf)
    }

    fn item(&mut self, base: &str, element: &Element<'_>, items: &mut HashMap<String, Item>) {
        let (Some(id), Some(href)) = (element.get("id"), element.get("href")) else { return };
        let file = resolved(base, &href).0;
        let media = element.get("media-type").unwrap_or_default();
        if element.get("properties").is_some_and(|p| p.split_whitespace().any(|p| p == "nav")) {
            self.nav = Some(file.clone());
        }
        if media == "text/css" && self.sheets.len() < SHEETS && !self.sheets.contains(&file) {
            self.sheets.push(file.clone());
        }
        if media == "application/x-dtbncx+xml" {
            self.ncx = Some(file.clone());
        }
        items.insert(id, Item { file, is_page: media.contains("html") });
    }

    fn property(&mut self, element: &Element<'_>, xml: &mut Xml<'_>) -> Result<(), Malformed> {
        let one_line = |text: String| on_one_line(&text);
        let meta = &mut self.meta;
        match element.name() {
            "title" if meta.title.is_none() => meta.title = prose::title(&xml.inner()?),
            "creator" => meta.people.extend(prose::person(&xml.inner()?)),
            "publisher" => meta.outlet = Some(one_line(xml.inner()?)).filter(|outlet| !outlet.is_empty()),
            "date" if meta.date.is_none() => {
                let text = xml.inner()?;
                let day = text.split('T').next().unwrap_or_default().trim();
                // Programs write the year 101 where they know none.
                meta.date = Some(day.to_owned()).filter(|day| !day.is_empty() && !day.starts_with('0'));
            }
            _ => {}
        }
        Ok(())
    }
}

/// The name of the book's description.
fn described_by(package: &mut Package<'_>) -> Result<String, Malformed> {
    let container = package.text("META-INF/container.xml")?.unwrap_or_default();
    let mut xml = Xml::new(&container);
    while let Ok(Some(node)) = xml.next() {
        if let Node::Start(element) = node
            && element.name() == "rootfile"
            && let Some(path) = element.get("full-path")
            && package.has(&path)
        {
            return Ok(path);
        }
    }
    match package.names().find(|name| name.ends_with(".opf")) {
        Some(name) => Ok(name.into_owned()),
        None => malformed("is a zip archive, not a book"),
    }
}

/// The pages that cannot be read without a key.
pub(super) fn locked(package: &mut Package<'_>) -> Result<HashSet<String>, Malformed> {
    let text = package.text("META-INF/encryption.xml")?.unwrap_or_default();
    let mut xml = Xml::new(&text);
    let mut locked = HashSet::new();
    let mut cipher = String::new();
    while let Ok(Some(node)) = xml.next() {
        let Node::Start(element) = node else { continue };
        match element.name() {
            "EncryptionMethod" => cipher = element.get("Algorithm").unwrap_or_default(),
            "CipherReference" if !FONT_CIPHERS.contains(&cipher.as_str()) => {
                locked.extend(element.get("URI").map(|uri| resolved("", &uri).0));
            }
            _ => {}
        }
    }
    Ok(locked)
}

/// The member that a reference in the member `base` means, and the place in it. A name is never a path: what would lead
/// out of the archive stays in it.
pub(super) fn resolved(base: &str, href: &str) -> (String, Option<String>) {
    let (path, fragment) = match href.split_once('#') {
        Some((path, fragment)) => (path, Some(fragment.to_owned())),
        None => (href, None),
    };
    let path = unescaped(path);
    if path.is_empty() {
        return (base.to_owned(), fragment);
    }
    let mut steps: Vec<&str> = base.split('/').collect();
    steps.pop();
    if path.starts_with('/') {
        steps.clear();
    }
    for step in path.split('/') {
        match step {
            "" | "." => {}
            ".." => {
                steps.pop();
            }
            step => steps.push(step),
        }
    }
    (steps.join("/"), fragment)
}

/// `%20` as a blank, and so on.
fn unescaped(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let digits = bytes.get(at + 1..at + 3).and_then(|digits| std::str::from_utf8(digits).ok());
        let coded = digits.filter(|_| *byte == b'%').and_then(|digits| u8::from_str_radix(digits, 16).ok());
        out.push(coded.unwrap_or(*byte));
        at += if coded.is_some() { 3 } else { 1 };
    }
    String::from_utf8_lossy(&out).into_owned()
}
