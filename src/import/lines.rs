//! Plain text as it comes: decoded, sanitized and read line by line; decided on its first stretch and then handed on.
//! It must not know other formats.

use super::block::Block;
use super::decode::Decoder;
use super::dialogue::Dialogue;
use super::document::Meta;
use super::listing::Listing;
use super::sanitize::Sanitizer;
use super::text::{self, Setting, TextReader};
use super::{Doubt, ImportError, Options};
use crate::interview::{About, Piece};
use crate::text::{find_byte, part, rfind_byte};

/// Bytes of text that an interview may have; offsets are 32 bits wide.
const MOST: usize = (u32::MAX - (1 << 20)) as usize;

/// Sanitized text of one source.
pub(super) struct Cleaner {
    decoder: Decoder,
    sanitizer: Sanitizer,
    total: usize,
}

impl Cleaner {
    pub(super) fn new(decoder: Decoder) -> Cleaner {
        Cleaner { decoder, sanitizer: Sanitizer::new(), total: 0 }
    }

    /// Decodes and sanitizes; gives where the new text begins.
    pub(super) fn push(&mut self, bytes: &[u8], last: bool, text: &mut String) -> Result<usize, ImportError> {
        let before = text.len();
        let Cleaner { decoder, sanitizer, .. } = self;
        decoder.push(bytes, last, &mut |decoded| sanitizer.push(decoded, text))?;
        self.total += text.len().saturating_sub(before);
        if self.total > MOST { Err(ImportError::TooLarge) } else { Ok(before.min(text.len())) }
    }

    /// What was guessed, replaced or taken out.
    pub(super) fn doubts(&self) -> Vec<Doubt> {
        let mut doubts = self.decoder.doubts();
        doubts.extend(self.sanitizer.doubts());
        doubts
    }
}

/// Reads one source of plain text.
pub(super) struct Lines {
    cleaner: Cleaner,
    about: About,
    options: Options,
    /// Sanitized text that is not read yet.
    text: String,
    deciding_on: usize,
    decided: Option<Decided>,
}

/// What a text turned out to be.
enum Decided {
    Dialogue(Box<(TextReader, Dialogue)>),
    Listing(Listing),
}

impl Decided {
    fn push(&mut self, lines: &str, piece: &mut Piece) {
        match self {
            Decided::Dialogue(both) => {
                let (reader, dialogue) = &mut **both;
                let mut blocks: Vec<Block> = Vec::new();
                reader.push(lines, &mut blocks);
                dialogue.take(blocks, piece);
            }
            Decided::Listing(listing) => listing.push(lines, piece),
        }
    }

    fn finish(self, piece: &mut Piece) -> Vec<Doubt> {
        match self {
            Decided::Dialogue(both) => {
                let (mut reader, mut dialogue) = *both;
                let mut blocks = Vec::new();
                reader.finish(&mut blocks);
                dialogue.take(blocks, piece);
                dialogue.finish(piece)
            }
            Decided::Listing(_) => vec![Listing::doubt()],
        }
    }
}

impl Lines {
    /// The convention is decided on the first `deciding_on` bytes of text.
    pub(super) fn new(cleaner: Cleaner, about: About, options: Options, deciding_on: usize) -> Lines {
        Lines { cleaner, about, options, text: String::new(), deciding_on, decided: None }
    }

    pub(super) fn push(&mut self, bytes: &[u8]) -> Result<Option<Piece>, ImportError> {
        let fresh = self.cleaner.push(bytes, false, &mut self.text)?;
        // What came before holds no line that could be read: a line of 100 MB must not be searched again and again.
        if self.text.as_bytes().get(fresh..).is_none_or(|new| find_byte(new, b'\n').is_none()) {
            return Ok(None);
        }
        let mut piece = Piece::default();
        if self.decided.is_none()
            && let Some(end) = line_end(&self.text, self.deciding_on)
        {
            let rest = self.text.split_off(end);
            let first = std::mem::replace(&mut self.text, rest);
            self.start(first, false, &mut piece)?;
        }
        if let Some(decided) = &mut self.decided {
            let end = rfind_byte(self.text.as_bytes(), b'\n').map_or(0, |n| n + 1);
            decided.push(part(&self.text, 0..end), &mut piece);
            self.text.drain(..end);
        }
        let grown = !piece.paragraphs.is_empty() || piece.about.is_some();
        Ok(grown.then_some(piece))
    }

    pub(super) fn finish(mut self) -> Result<(Piece, Vec<Doubt>), ImportError> {
        self.cleaner.push(b"", true, &mut self.text)?;
        if self.decided.is_none() && self.text.trim().is_empty() {
            return Err(ImportError::Empty);
        }
        let mut piece = Piece { last: true, ..Piece::default() };
        if self.decided.is_none() {
            let end = line_end(&self.text, self.deciding_on);
            let rest = end.map(|end| self.text.split_off(end)).unwrap_or_default();
            let first = std::mem::replace(&mut self.text, rest);
            self.start(first, end.is_none(), &mut piece)?;
        }
        let mut doubts = self.cleaner.doubts();
        if let Some(mut decided) = self.decided.take() {
            decided.push(&self.text, &mut piece);
            doubts.append(&mut decided.finish(&mut piece));
        }
        Ok((piece, doubts))
    }

    /// Reads the first stretch of text, or the `whole`, and decides on it.
    fn start(&mut self, first: String, whole: bool, piece: &mut Piece) -> Result<(), ImportError> {
        let lines: Vec<&str> = text::lines(&first).collect();
        let setting = Setting::of(&lines);
        let is_listing = Listing::is_one(&lines, &setting);
        drop(lines);
        let mut reader = TextReader::new(setting);
        let mut blocks = Vec::new();
        reader.push(&first, &mut blocks);
        // Else it stands in the blocks now, and goes.
        let listed = is_listing.then_some(first);
        if whole {
            reader.finish(&mut blocks);
        }
        let about = std::mem::take(&mut self.about);
        let dialogue = Dialogue::begin(blocks, &Meta::default(), about.clone(), &self.options, piece)?;
        self.decided = Some(match listed.filter(|_| !dialogue.is_found()) {
            None => Decided::Dialogue(Box::new((reader, dialogue))),
            Some(first) => {
                *piece = Piece { last: piece.last, ..Piece::default() };
                let mut listing = Listing::begin(about, piece);
                listing.push(&first, piece);
                Decided::Listing(listing)
            }
        });
        Ok(())
    }
}

/// Behind the first line end that stands at or behind byte `at`, however the text was cut.
fn line_end(text: &str, at: usize) -> Option<usize> {
    let rest = text.as_bytes().get(at..)?;
    find_byte(rest, b'\n').map(|n| at + n + 1)
}
