//! What word processors' files share on their way to blocks: text in runs of one look, paragraphs inside table cells,
//! notes kept for the end, and properties that may say nothing. It must not know any file format.

use super::Malformed;
use super::package::{Node, Xml};
use crate::import::block::Kind;
use crate::import::document::{Document, Writer};
use crate::interview::{Hidden, Stress};
use crate::text::on_one_line;

/// How a run of text looks: the stresses that are on, and where it leads.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Look {
    stresses: u8,
    /// The number of an address, from 1; 0 leads nowhere.
    link: u16,
}

/// Every stress that a run can have, at the place of its bit.
const STRESSES: [Stress; 3] = [Stress::Bold, Stress::Italic, Stress::Struck];

impl Look {
    /// The same with a stress on or off. What has no bit here is left as it is.
    pub(super) fn with(self, stress: Stress, on: bool) -> Look {
        let bit = STRESSES.iter().position(|s| *s == stress).map_or(0, |n| 1 << n);
        Look { stresses: if on { self.stresses | bit } else { self.stresses & !bit }, ..self }
    }

    /// The same with what is on in another look too.
    pub(super) fn with_all(self, other: Look) -> Look {
        Look { stresses: self.stresses | other.stresses, ..self }
    }

    /// The same where it leads to the address of a number; see [`Prose::lead_to`].
    pub(super) fn leading_to(self, link: u16) -> Look {
        Look { link, ..self }
    }

    /// The look of what stands between this one and the next: the same, as far as they are alike.
    pub(super) fn until(self, next: Look) -> Look {
        Look {
            stresses: if self.stresses == next.stresses { next.stresses } else { 0 },
            link: if self.link == next.link { next.link } else { 0 },
        }
    }

    /// Whether a stress is on.
    pub(super) fn has(self, stress: Stress) -> bool {
        self != self.with(stress, false)
    }
}

/// Writes prose: paragraphs, rows of tables, and notes behind all.
pub(super) struct Prose {
    writer: Writer,
    look: Look,
    /// Where looks lead, that of number 1 first.
    addresses: Vec<String>,
    /// In a row of a table: what is to stand before the next text of it.
    row: Option<String>,
    /// Footnotes and other things that wait for the end.
    waiting: Vec<(Kind, String)>,
    notes: usize,
}

impl Prose {
    /// Nothing yet.
    pub(super) fn new() -> Prose {
        Prose {
            writer: Writer::new(),
            look: Look::default(),
            addresses: Vec::new(),
            row: None,
            waiting: Vec::new(),
            notes: 0,
        }
    }

    /// The writer, for what is said of the whole.
    pub(super) fn writer(&mut self) -> &mut Writer {
        &mut self.writer
    }

    /// What the paragraph is; in a row it stays the row's.
    pub(super) fn kind(&mut self, kind: Kind) {
        if self.row.is_none() {
            self.writer.block().kind = kind;
        }
    }

    /// Adds text of one look. Blanks of any kind are kept; a heading is stressed as it is.
    pub(super) fn text(&mut self, text: &str, look: Look) {
        if text.is_empty() {
            return;
        }
        let heads = matches!(self.writer.block().kind, Kind::Heading(_));
        let look = if heads { Look { stresses: 0, ..look } } else { look };
        if let Some(gap) = self.row.as_mut().filter(|gap| !gap.is_empty()) {
            let gap = std::mem::take(gap);
            self.writer.text(&gap);
        }
        for stress in STRESSES {
            match (self.look.has(stress), look.has(stress)) {
                (false, true) => self.writer.begin(stress),
                (true, false) => self.writer.end(stress),
                _ => {}
            }
        }
        if look.link != self.look.link {
            self.writer.end_link();
            if let Some(address) = self.addresses.get(usize::from(look.link).wrapping_sub(1)) {
                self.writer.begin_link(address);
            }
        }
        self.look = look;
        self.writer.text(text);
    }

    /// Says where looks lead: to the address of their number, from 1.
    pub(super) fn lead_to(&mut self, addresses: Vec<String>) {
        self.addresses = addresses;
    }

    /// Begins a link; the one that is open ends.
    pub(super) fn begin_link(&mut self, address: &str) {
        self.writer.begin_link(address);
    }

    /// Ends the link that is open, if one is.
    pub(super) fn end_link(&mut self) {
        self.writer.end_link();
    }

    /// Breaks the line inside the paragraph; a second break in a row ends the paragraph, as that is how blank lines
    /// are made by hand.
    pub(super) fn line_break(&mut self) {
        let lines = self.writer.block().text.trim_end_matches([' ', '\t', '\u{a0}']);
        if self.row.is_none() && lines.ends_with('\n') {
            let kind = self.writer.block().kind;
            self.writer.finish_block();
            self.writer.block().kind = kind;
        } else {
            self.text("\n", self.look);
        }
    }

    /// Ends a paragraph; in a row it ends a line of the cell.
    pub(super) fn end_paragraph(&mut self) {
        match &mut self.row {
            None => self.writer.finish_block(),
            Some(gap) if gap.is_empty() && !self.writer.is_blank() => gap.push('\n'),
            Some(_) => {}
        }
    }

    /// Begins a row of a table.
    pub(super) fn begin_row(&mut self) {
        self.writer.finish_block();
        self.writer.block().kind = Kind::TableRow;
        self.row = Some(String::new());
    }

    /// Ends a cell.
    pub(super) fn end_cell(&mut self) {
        if let Some(gap) = &mut self.row {
            gap.retain(|c| c == '\t');
            gap.push('\t');
        }
    }

    /// Ends a row.
    pub(super) fn end_row(&mut self) {
        self.row = None;
        self.writer.finish_block();
    }

    /// Sets the number of a note in the text; the note itself stands behind all.
    pub(super) fn note(&mut self, note: &str) {
        if note.trim().is_empty() {
            return;
        }
        self.notes += 1;
        let mark = format!("[{}]", self.notes);
        self.text(&mark, self.look);
        self.waiting.push((Kind::Footnote, format!("{mark} {}", note.trim())));
    }

    /// Keeps a remark on the text, which is not read.
    pub(super) fn remark(&mut self, remark: &str) {
        self.waiting.push((Kind::Hidden(Hidden::Metadata), remark.trim().to_owned()));
    }

    /// Keeps a text of its own kind for behind all.
    pub(super) fn later(&mut self, kind: Kind, text: String) {
        self.waiting.push((kind, text));
    }

    /// The document.
    pub(super) fn finish(mut self) -> Document {
        self.end_row();
        for (kind, text) in std::mem::take(&mut self.waiting) {
            self.writer.whole(kind, &text);
        }
        self.writer.finish()
    }
}

/// The address in the code of a field, if it is a link out of the document:
/// `HYPERLINK "https://mill.example" \o "tip"`.
pub(super) fn hyperlink(code: &str) -> Option<&str> {
    let rest = code.trim_start();
    let name =
        rest.split(char::is_whitespace).next().filter(|name| name.eq_ignore_ascii_case("HYPERLINK"))?;
    let rest = rest.strip_prefix(name)?.trim_start();
    let address = match rest.strip_prefix('"') {
        Some(quoted) => quoted.split('"').next(),
        None => rest.split(char::is_whitespace).next().filter(|word| !word.starts_with('\\')),
    };
    address.filter(|address| !address.is_empty())
}

/// Titles that programs give by themselves, in lower case.
const NO_TITLES: &[&str] = &[
    "untitled",
    "unknown",
    "unknown title",
    "document",
    "normal",
    "title",
    "template",
    "transcript",
    "interview",
    "interview transcript",
    "powerpoint presentation",
    "word document",
    "slide 1",
    "print",
];

/// A property that is a title: not a file's name, a template's, or what a program writes where nobody gave one.
pub(super) fn title(property: &str) -> Option<String> {
    let title = on_one_line(property);
    let lower = title.to_lowercase();
    let bare =
        lower.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, ' ' | '-' | '_' | '(' | ')'));
    let named_by_a_program = NO_TITLES.contains(&bare) || lower.starts_with("microsoft word");
    let ending = lower.rsplit_once('.').is_some_and(|(_, end)| {
        (2..=5).contains(&end.len()) && end.chars().all(|c| c.is_ascii_alphanumeric()) && !end.is_empty()
    });
    let file = ending && !lower.contains(". ") && !lower.ends_with("...");
    let one_word = !title.contains(' ');
    let coded = one_word && title.contains(['_', '/', '\\']) || lower.contains(":\\");
    let worded = title.chars().any(char::is_alphabetic);
    (worded && !named_by_a_program && !file && !coded).then_some(title)
}

/// A property that names a person: two words or more, and no account of an office.
pub(super) fn person(property: &str) -> Option<String> {
    const ACCOUNTS: [&str; 9] =
        ["user", "admin", "author", "owner", "microsoft", "office", "windows", "unknown", "docx"];
    let name = on_one_line(property);
    let lower = name.to_lowercase();
    let whole =
        name.contains(' ') && !name.contains(|c: char| c.is_ascii_digit() || matches!(c, '@' | '_' | '/'));
    (whole && !ACCOUNTS.iter().any(|account| lower.contains(account))).then_some(name)
}

/// Takes title and author from a packaged document's properties; `author` is the element that names who wrote it.
pub(super) fn properties(text: &str, author: &str, prose: &mut Prose) -> Result<(), Malformed> {
    let mut xml = Xml::new(text);
    let meta = prose.writer().meta();
    while let Some(node) = xml.next()? {
        let Node::Start(element) = node else { continue };
        match element.name() {
            "title" => meta.title = title(&xml.inner()?),
            name if name == author => meta.people.extend(person(&xml.inner()?)),
            _ => {}
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_property_is_a_title_only_when_somebody_gave_it() {
        for (property, expected) in [
            ("Talking with Ada Moor", Some("Talking with Ada Moor")),
            ("  The  mill ", Some("The mill")),
            ("Interview with J. R. Moss", Some("Interview with J. R. Moss")),
            ("Dr. No", Some("Dr. No")),
            ("interview_final_v2", None),
            ("moss-interview.docx", None),
            ("moss interview final.doc", None),
            ("Microsoft Word - moss.doc", None),
            ("Document1", None),
            ("Untitled", None),
            ("1234", None),
            ("", None),
        ] {
            assert_eq!(title(property).as_deref(), expected, "{property}");
        }
    }

    #[test]
    fn a_field_may_be_a_link() {
        for (code, expected) in [
            (" HYPERLINK \"https://mill.example/a b\" \\o \"The mill\" ", Some("https://mill.example/a b")),
            ("hyperlink https://mill.example \\t x", Some("https://mill.example")),
            ("HYPERLINK \\l \"chapter\"", None),
            ("HYPERLINK \"\" \\l \"chapter\"", None),
            ("HYPERLINKS \"x\"", None),
            ("PAGE", None),
            ("", None),
        ] {
            assert_eq!(hyperlink(code), expected, "{code}");
        }
    }

    #[test]
    fn a_property_is_a_person_only_with_a_whole_name() {
        for (property, expected) in [
            ("Ada Moor", Some("Ada Moor")),
            ("ada", None),
            ("Microsoft Office User", None),
            ("python-docx", None),
            ("ada@example.org", None),
        ] {
            assert_eq!(person(property).as_deref(), expected, "{property}");
        }
    }
}
