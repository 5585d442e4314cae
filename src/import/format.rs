//! The formats: which there are, how they are told apart, and the one reader of each.
//!
//! A new format is one file here and one line in [`FORMATS`]. A reader takes bytes or text and yields documents of
//! neutral blocks; what is dangerous in a text is taken out by the [`Writer`](super::document::Writer). It must not
//! know conventions.

use super::book::Book;
use super::document::Document;

mod captions;
mod csv;
mod doc;
mod docx;
mod epub;
mod front_matter;
pub(super) mod html;
mod json;
mod markdown;
mod numeral;
mod odt;
mod org;
mod otr;
mod package;
mod pairs;
mod pdf;
mod prose;
mod rst;
mod rtf;
#[cfg(test)]
mod shown;
mod srt;
mod tei;
mod template;
mod vtt;

/// The first bytes of a source, by which its format is known.
pub(super) struct Peek<'a> {
    /// At most [`PEEK`] bytes.
    pub(super) bytes: &'a [u8],
    /// The same as text, as far as it is UTF-8 or UTF-16; what is not is replaced.
    pub(super) text: &'a str,
    /// The ending of the file's name in lower case, without the point; a hint only.
    pub(super) ending: &'a str,
}

/// Bytes that tell a format.
pub(super) const PEEK: usize = 4096;

/// Why a source is not of the format that it seems to be: a reason in lower case.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub(super) struct Malformed(pub(super) String);

/// How a format is read.
#[derive(Clone, Copy)]
pub(super) enum Reading {
    /// Line by line, as it comes: plain text.
    Lines,
    /// Our own form, which brings its decisions along.
    Own,
    /// As a whole, from text in any encoding, which the reader may let go early. Several documents are several
    /// interviews.
    Text(fn(String) -> Result<Vec<Document>, Malformed>),
    /// As a whole, from bytes.
    Bytes(fn(&[u8]) -> Result<Vec<Document>, Malformed>),
    /// As a whole, from bytes: chapters, some of which may be interviews.
    Book(fn(&[u8]) -> Result<Book, Malformed>),
}

/// A format.
pub(super) struct Format {
    /// Its name in the JSON form and on the command line.
    pub(super) name: &'static str,
    /// Whether a source is of it.
    pub(super) is: fn(&Peek<'_>) -> bool,
    /// How it is read.
    pub(super) reading: Reading,
}

/// All formats; a source is of the first one that knows it.
pub(super) const FORMATS: &[Format] = &[
    Format { name: "json", is: |peek| super::own::is_own(peek.text), reading: Reading::Own },
    Format { name: "epub", is: epub::is, reading: Reading::Book(epub::read) },
    Format { name: "pdf", is: pdf::is, reading: Reading::Bytes(pdf::read) },
    Format { name: "odt", is: odt::is, reading: Reading::Bytes(odt::read) },
    Format { name: "rtf", is: rtf::is, reading: Reading::Bytes(rtf::read) },
    Format { name: "docx", is: docx::is, reading: Reading::Bytes(docx::read) },
    Format { name: "doc", is: doc::is, reading: Reading::Bytes(doc::read) },
    Format { name: "vtt", is: vtt::is, reading: Reading::Text(|text| vtt::read(&text)) },
    Format { name: "srt", is: srt::is, reading: Reading::Text(|text| srt::read(&text)) },
    Format { name: "otr", is: otr::is, reading: Reading::Text(|text| otr::read(&text)) },
    Format { name: "json", is: json::is, reading: Reading::Text(|text| json::read(&text)) },
    Format { name: "tei", is: tei::is, reading: Reading::Text(|text| tei::read(&text)) },
    Format { name: "csv", is: csv::is, reading: Reading::Text(|text| csv::read(&text)) },
    Format { name: "html", is: html::is, reading: Reading::Text(html::read) },
    Format { name: "org", is: org::is, reading: Reading::Text(|text| org::read(&text)) },
    Format { name: "rst", is: rst::is, reading: Reading::Text(|text| rst::read(&text)) },
    Format { name: "markdown", is: markdown::is, reading: Reading::Text(|text| markdown::read(&text)) },
    Format { name: "text", is: |_| true, reading: Reading::Lines },
];

/// The format of a source.
pub(super) fn of(peek: &Peek<'_>) -> &'static Format {
    FORMATS.iter().find(|format| (format.is)(peek)).unwrap_or(&FORMATS[FORMATS.len() - 1])
}

/// The format of a name.
pub(super) fn named(name: &str) -> Option<&'static Format> {
    FORMATS.iter().rfind(|format| format.name == name)
}

#[cfg(test)]
mod tests;
