//! What packed formats share: an archive opened under limits, and XML read under limits.
//!
//! Names in an archive only find its members; they are never paths. Entities are never expanded but the five of XML, so
//! there is nothing to multiply. It must not know what any member means.

use std::borrow::Cow;
use std::io::{Cursor, Read as _};

use encoding_rs::Encoding;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;
use zip::result::ZipError;

use super::{Malformed, Peek};

/// Members an archive may have.
const MEMBERS: usize = 20_000;
/// Bytes that all members read may unpack to.
pub(super) const EXPANDED: u64 = 256 << 20;
/// How often larger than packed a member may be, once it is past [`INNOCENT`].
const RATIO: u64 = 200;
/// Bytes that may be packed however tightly: repeated markup packs well.
const INNOCENT: u64 = 1 << 20;
/// Elements inside one another.
const DEPTH: usize = 256;

/// What an archive seems to hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Packed {
    /// A Word document.
    Word,
    /// An OpenDocument text.
    OpenDocument,
    /// A book.
    Epub,
    /// Something else, or it is not told by the first bytes.
    Unknown,
}

/// What an archive seems to hold, by its first members and then by the file's name; none if it is no archive.
pub(super) fn packed(peek: &Peek<'_>) -> Option<Packed> {
    const MEMBER: &[u8] = b"PK\x03\x04";
    const HEADER: usize = 30;
    const SIGNS: [(&[u8], Packed); 6] = [
        (b"mimetypeapplication/epub+zip", Packed::Epub),
        (b"mimetypeapplication/vnd.oasis.opendocument.text", Packed::OpenDocument),
        (b"word/", Packed::Word),
        (b"META-INF/container.xml", Packed::Epub),
        (b"OEBPS/", Packed::Epub),
        (b"content.xml", Packed::OpenDocument),
    ];
    if !peek.bytes.starts_with(MEMBER) {
        return None;
    }
    let members =
        memchr::memmem::find_iter(peek.bytes, MEMBER).filter_map(|at| peek.bytes.get(at + HEADER..));
    let sign = |name: &[u8]| SIGNS.iter().find(|(sign, _)| name.starts_with(sign)).map(|(_, packed)| *packed);
    let by_ending = match peek.ending {
        "epub" => Packed::Epub,
        "odt" | "ott" => Packed::OpenDocument,
        "docx" | "docm" | "dotx" => Packed::Word,
        _ => Packed::Unknown,
    };
    Some(members.filter_map(sign).next().unwrap_or(by_ending))
}

/// A reason as an error.
pub(super) fn malformed<T>(reason: impl Into<String>) -> Result<T, Malformed> {
    Err(Malformed(reason.into()))
}

/// An archive.
pub(super) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    /// Bytes that may still be unpacked.
    left: u64,
}

impl<'a> Package<'a> {
    /// Opens an archive; nothing is unpacked yet.
    pub(super) fn open(bytes: &'a [u8]) -> Result<Package<'a>, Malformed> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| damaged(&error))?;
        if archive.len() > MEMBERS {
            return malformed(format!("holds more than {MEMBERS} files"));
        }
        Ok(Package { archive, left: EXPANDED })
    }

    /// Whether there is a member of this name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.archive.index_for_name(name).is_some()
    }

    /// The names of all members, in the order of the archive.
    pub(super) fn names(&self) -> impl Iterator<Item = Cow<'_, str>> {
        self.archive.file_names().flatten()
    }

    /// The text of a member, if there is such a member.
    pub(super) fn text(&mut self, name: &str) -> Result<Option<String>, Malformed> {
        if !self.has(name) {
            return Ok(None);
        }
        let mut member = self.archive.by_name(name).map_err(|error| damaged(&error))?;
        let allowed = member.compressed_size().saturating_mul(RATIO).max(INNOCENT);
        let mut bytes = Vec::new();
        let read = (&mut member).take(allowed.min(self.left) + 1).read_to_end(&mut bytes);
        let unpacked = bytes.len() as u64;
        if unpacked > allowed {
            return malformed(format!("unpacks to more than {RATIO} times its size"));
        }
        if unpacked > self.left {
            return malformed(format!("unpacks to more than {} MiB", EXPANDED >> 20));
        }
        if let Err(error) = read {
            return malformed(format!("is damaged: {error}"));
        }
        self.left -= unpacked;
        Ok(Some(decoded(&bytes)))
    }

    /// The text of a member that must be there for the archive to be a `what`.
    pub(super) fn required(&mut self, name: &str, what: &str) -> Result<String, Malformed> {
        match self.text(name)? {
            Some(text) => Ok(text),
            None => malformed(format!("is a zip archive, not {what}")),
        }
    }
}

fn damaged(error: &ZipError) -> Malformed {
    Malformed(match error {
        ZipError::UnsupportedArchive(reason) if reason.contains("assword") => {
            "is locked with a password".to_owned()
        }
        ZipError::UnsupportedArchive(reason) => format!("is packed in a way that is not known: {reason}"),
        error => format!("is damaged or cut off: {error}").to_lowercase(),
    })
}

/// The text of an XML file, whose encoding its mark or its first line says.
fn decoded(bytes: &[u8]) -> String {
    let encoding = Encoding::for_bom(bytes).map_or_else(|| declared(bytes), |(encoding, _)| encoding);
    encoding.decode(bytes).0.into_owned()
}

fn declared(bytes: &[u8]) -> &'static Encoding {
    let head = bytes.get(..bytes.len().min(200)).unwrap_or_default();
    let head = String::from_utf8_lossy(head);
    let name = head.split_once("?>").and_then(|(head, _)| head.split_once("encoding"));
    let name = name.and_then(|(_, rest)| rest.split(['"', '\'']).nth(1));
    name.and_then(|name| Encoding::for_label(name.as_bytes())).unwrap_or(encoding_rs::UTF_8)
}

/// What stands next in an XML text. Names are without their prefix.
pub(super) enum Node<'x> {
    /// An element begins; one that is empty ends next.
    Start(Element<'x>),
    /// An element ends.
    End(String),
    /// Text, entities resolved.
    Text(Cow<'x, str>),
}

/// An element's name and attributes.
pub(super) struct Element<'x>(BytesStart<'x>);

impl Element<'_> {
    /// The name without its prefix.
    pub(super) fn name(&self) -> &str {
        self.0.local_name().into_inner()
    }

    /// The value of an attribute, by its name without the prefix.
    pub(super) fn get(&self, name: &str) -> Option<String> {
        let mut attributes = self.0.html_attributes();
        let mut attributes = attributes.with_checks(false).flatten();
        let found = attributes.find(|a| a.key.local_name().into_inner() == name)?;
        Some(unescaped(&found.value))
    }
}

fn unescaped(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    for (n, piece) in value.split('&').enumerate() {
        match piece.split_once(';').filter(|_| n > 0) {
            Some((entity, rest)) => {
                push_entity(entity, &mut out);
                out.push_str(rest);
            }
            None => {
                out.extend((n > 0).then_some('&'));
                out.push_str(piece);
            }
        }
    }
    out
}

/// Adds what an entity stands for; one that is not known stays as it is written.
fn push_entity(entity: &str, out: &mut String) {
    let number = entity.strip_prefix('#').and_then(|number| match number.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16).ok(),
        None => number.parse().ok(),
    });
    match (number.and_then(char::from_u32), resolve_predefined_entity(entity)) {
        (Some(c), _) => out.push(c),
        (None, Some(text)) => out.push_str(text),
        (None, None) => {
            out.push('&');
            out.push_str(entity);
            out.push(';');
        }
    }
}

/// An XML text, node by node.
pub(super) struct Xml<'x> {
    reader: quick_xml::Reader<&'x [u8]>,
    depth: usize,
}

impl<'x> Xml<'x> {
    /// At its start.
    pub(super) fn new(text: &'x str) -> Xml<'x> {
        let mut reader = quick_xml::Reader::from_str(text);
        let config = reader.config_mut();
        config.expand_empty_elements = true;
        config.check_end_names = false;
        config.allow_unmatched_ends = true;
        config.allow_dangling_amp = true;
        Xml { reader, depth: 0 }
    }

    /// The next node; none at the end.
    pub(super) fn next(&mut self) -> Result<Option<Node<'x>>, Malformed> {
        loop {
            let event = match self.reader.read_event() {
                Ok(event) => event,
                Err(error) => return malformed(format!("is broken inside: {error}")),
            };
            return Ok(Some(match event {
                Event::Start(start) => {
                    self.depth += 1;
                    if self.depth > DEPTH {
                        return malformed(format!("nests deeper than {DEPTH} elements"));
                    }
                    Node::Start(Element(start))
                }
                Event::End(end) => {
                    self.depth = self.depth.saturating_sub(1);
                    Node::End(end.local_name().into_inner().to_owned())
                }
                Event::Text(text) => Node::Text(text.into_inner()),
                Event::CData(data) => Node::Text(data.into_inner()),
                Event::GeneralRef(entity) => {
                    let mut text = String::new();
                    push_entity(&entity.into_inner(), &mut text);
                    Node::Text(Cow::Owned(text))
                }
                Event::Eof if self.depth > 0 => return malformed("is cut off inside"),
                Event::Eof => return Ok(None),
                _ => continue,
            }));
        }
    }

    /// The text inside the element that has just begun, which is then behind.
    pub(super) fn inner(&mut self) -> Result<String, Malformed> {
        let mut out = String::new();
        let outside = self.depth.saturating_sub(1);
        while let Some(node) = self.next()? {
            match node {
                Node::Text(text) => out.push_str(&text),
                Node::End(_) if self.depth <= outside => break,
                _ => {}
            }
        }
        Ok(out)
    }

    /// Passes over the element that has just begun.
    pub(super) fn skip(&mut self) -> Result<(), Malformed> {
        let outside = self.depth.saturating_sub(1);
        while let Some(node) = self.next()? {
            if matches!(node, Node::End(_)) && self.depth <= outside {
                break;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests;
