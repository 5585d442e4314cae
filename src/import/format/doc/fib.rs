//! The head of a Word file: of which Word it is, how long its parts are, and where its tables stand. It must not know
//! what is in them.

use encoding_rs::Encoding;

use super::super::Malformed;
use super::super::package::malformed;
use super::bytes::Bytes;

/// What the files of Word 6 and 95 begin with; the others are of Eastern Asia.
const OLD: [u16; 4] = [0xa5dc, 0xa697, 0xa698, 0xa699];
/// What the files of Word 97 and later begin with.
const NEW: u16 = 0xa5ec;

/// A part of the text, with its place in their order; heads, feet and macros stand between them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Main = 0,
    Footnotes = 1,
    Remarks = 4,
    Endnotes = 5,
    Boxes = 6,
}

/// A table, with the places in the head that say where it stands: in new files, and in old ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    Styles,
    FootnoteMarks,
    FootnoteTexts,
    RemarkMarks,
    RemarkTexts,
    EndnoteMarks,
    EndnoteTexts,
    Looks,
    Shapes,
    Pieces,
}

impl Place {
    pub(super) fn at(self, old: bool) -> usize {
        let (in_new, in_old) = match self {
            Place::Styles => (0xa2, 0x60),
            Place::FootnoteMarks => (0xaa, 0x68),
            Place::FootnoteTexts => (0xb2, 0x70),
            Place::RemarkMarks => (0xba, 0x78),
            Place::RemarkTexts => (0xc2, 0x80),
            Place::EndnoteMarks => (0x20a, 0x1d2),
            Place::EndnoteTexts => (0x212, 0x1da),
            Place::Looks => (0xfa, 0xb8),
            Place::Shapes => (0x102, 0xc0),
            Place::Pieces => (0x1a2, 0x160),
        };
        if old { in_old } else { in_new }
    }
}

/// The head.
#[derive(Debug)]
pub(super) struct Fib {
    old: bool,
    second_table: bool,
    /// Its text is in pieces, also where the file is old.
    pub(super) in_pieces: bool,
    /// Where the text of a file without pieces begins, and its end.
    pub(super) text: (u32, u32),
    /// Characters in each part.
    lengths: [u32; 7],
    /// How old files write characters.
    pub(super) encoding: &'static Encoding,
}

impl Fib {
    /// Reads the head.
    pub(super) fn read(main: &[u8]) -> Result<Fib, Malformed> {
        let main = Bytes(main);
        let (Some(magic), Some(language), Some(flags)) = (main.u16(0), main.u16(6), main.u16(10)) else {
            return malformed("is damaged or cut off: it has no head");
        };
        let old = OLD.contains(&magic);
        if !old && magic != NEW {
            return malformed("is not of a Word that is known");
        }
        if flags & 0x8100 != 0 {
            return malformed("is locked with a password");
        }
        let first = if old { 0x34 } else { 0x4c };
        let lengths = std::array::from_fn(|n| main.u32(first + 4 * n).unwrap_or(0));
        Ok(Fib {
            old,
            second_table: flags & 0x0200 != 0,
            in_pieces: !old || flags & 0x0004 != 0,
            text: (main.u32(0x18).unwrap_or(0), main.u32(0x1c).unwrap_or(0)),
            lengths,
            encoding: encoding_of(language),
        })
    }

    /// Whether it is of Word 6 or 95.
    pub(super) fn is_old(&self) -> bool {
        self.old
    }

    /// The stream that holds the tables of a new file.
    pub(super) fn table(&self) -> &'static str {
        if self.second_table { "/1Table" } else { "/0Table" }
    }

    /// Where a table stands, and its length.
    pub(super) fn place(&self, main: Bytes<'_>, place: Place) -> (usize, usize) {
        let at = place.at(self.old);
        (main.size(at), main.size(at + 4))
    }

    /// Where a part of the text begins, in characters, and its length.
    pub(super) fn part(&self, part: Part) -> (u32, u32) {
        let before = self.lengths.iter().take(part as usize).fold(0u32, |sum, n| sum.saturating_add(*n));
        (before, self.lengths.get(part as usize).copied().unwrap_or(0))
    }
}

/// The code page of a language: of a Windows that was made for it.
fn encoding_of(language: u16) -> &'static Encoding {
    match (language & 0x3ff, language) {
        (_, 0x0404 | 0x0c04 | 0x1404) => encoding_rs::BIG5,
        (_, 0x0c1a) => encoding_rs::WINDOWS_1251,
        (0x04, _) => encoding_rs::GBK,
        (0x11, _) => encoding_rs::SHIFT_JIS,
        (0x12, _) => encoding_rs::EUC_KR,
        // Czech, Hungarian, Polish, Romanian, Croatian, Slovak, Albanian, Slovenian.
        (0x05 | 0x0e | 0x15 | 0x18 | 0x1a | 0x1b | 0x1c | 0x24, _) => encoding_rs::WINDOWS_1250,
        // Bulgarian, Russian, Ukrainian, Belarusian, Macedonian.
        (0x02 | 0x19 | 0x22 | 0x23 | 0x2f, _) => encoding_rs::WINDOWS_1251,
        (0x08, _) => encoding_rs::WINDOWS_1253,
        (0x1f, _) => encoding_rs::WINDOWS_1254,
        (0x0d, _) => encoding_rs::WINDOWS_1255,
        (0x01 | 0x29 | 0x20, _) => encoding_rs::WINDOWS_1256,
        (0x25..=0x27, _) => encoding_rs::WINDOWS_1257,
        (0x2a, _) => encoding_rs::WINDOWS_1258,
        (0x1e, _) => encoding_rs::WINDOWS_874,
        _ => encoding_rs::WINDOWS_1252,
    }
}
