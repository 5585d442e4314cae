//! Bytes of any interview to [`Interview`] and doubts: decode, sanitize, read the format into neutral blocks, find the
//! convention that explains the document best, build pieces.
//!
//! ```text
//! bytes → decode → sanitize → reader of the format → blocks → convention → parts → pieces
//! ```
//!
//! A reader knows its format and nothing of interviews; everything behind the blocks knows interviews and no format. What a
//! text says never makes an import fail: only what is no text does. It must not know files, screens or time.

use crate::interview::{About, Interview, Piece};
use crate::text::part;

mod block;
mod build;
mod chrome;
mod convention;
mod decode;
mod doubt;
mod front;
mod label;
mod people;
mod sanitize;
mod slip;
mod split;
mod tally;
#[cfg(test)]
mod tests;
mod text;
mod words;

pub use convention::Convention;
pub use doubt::{Doubt, DoubtKind};

use block::Block;
use build::Builder;
use convention::Decision;
use decode::Decoder;
use sanitize::Sanitizer;
use split::{Part, Says, Splitter};
use tally::Tally;
use text::{Setting, TextReader};

/// Bytes on which encoding and convention are decided.
const DECIDE: usize = 1 << 20;

/// Bytes of text that an interview may have; offsets are 32 bits wide.
const MOST: usize = (u32::MAX - (1 << 20)) as usize;

/// Why bytes are no interview. The caller adds which file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ImportError {
    /// No bytes, or nothing but blanks.
    #[error("is empty")]
    Empty,
    /// A picture, a program, an archive: not text in any encoding.
    #[error("is not text")]
    Binary,
    /// More text than offsets can count.
    #[error("holds more than 4 GiB of text")]
    TooLarge,
    /// The encoding asked for has no such name.
    #[error("can't be read in an encoding of that name")]
    UnknownEncoding,
}

/// What the reader knows better than the import.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The encoding, by any of its names on the web; none detects it.
    pub encoding: Option<String>,
    /// The convention; none decides by evidence.
    pub convention: Option<Convention>,
}

/// An interview, and what the import was not sure of.
#[derive(Clone, Debug, Default)]
pub struct Imported {
    /// The interview, complete.
    pub interview: Interview,
    /// In order of their places; those without a place first.
    pub doubts: Vec<Doubt>,
}

/// Imports a source that is at hand as a whole.
#[allow(clippy::needless_pass_by_value, reason = "as `Importer::new`, which may keep them")]
pub fn import(name: &str, bytes: &[u8], options: Options) -> Result<Imported, ImportError> {
    let mut importer = Importer::new(name, options);
    let mut interview = Interview::default();
    if let Some(piece) = importer.push(bytes)? {
        interview.append(piece);
    }
    let (piece, doubts) = importer.finish()?;
    interview.append(piece);
    Ok(Imported { interview, doubts })
}

/// Imports one source as its bytes come. Plain text is decided on its first MiB and handed on as it comes.
pub struct Importer {
    about: About,
    decoder: Result<Decoder, ImportError>,
    sanitizer: Sanitizer,
    forced: Option<Convention>,
    /// Sanitized text that is not read yet.
    text: String,
    /// Bytes of sanitized text so far.
    total: usize,
    deciding_on: usize,
    stage: Option<Decided>,
}

/// What works once the convention is decided.
struct Decided {
    reader: TextReader,
    tally: Tally,
    splitter: Splitter,
    builder: Builder,
    /// Doubts that have no place.
    doubts: Vec<Doubt>,
    /// Blocks that came after the decision.
    later: usize,
}

/// After the decision, evidence is looked at in stretches: this many blocks of [`LOOK_EVERY`].
const LOOK: usize = 64;
const LOOK_EVERY: usize = 256;

impl Importer {
    /// For a source whose file is called `name` (without its folder; a hint only).
    #[allow(clippy::needless_pass_by_value, reason = "options will hold what the importer keeps")]
    pub fn new(name: &str, options: Options) -> Importer {
        Importer::deciding_on(name, &options, DECIDE)
    }

    fn deciding_on(name: &str, options: &Options, decide: usize) -> Importer {
        let forced = match &options.encoding {
            Some(label) => decode::named(label).map(Some).ok_or(ImportError::UnknownEncoding),
            None => Ok(None),
        };
        let mut about = About::default();
        name.clone_into(&mut about.origin.name);
        "text".clone_into(&mut about.origin.format);
        Importer {
            about,
            decoder: forced.map(|encoding| Decoder::new(decide, encoding)),
            sanitizer: Sanitizer::new(),
            forced: options.convention,
            text: String::new(),
            total: 0,
            deciding_on: decide,
            stage: None,
        }
    }

    /// Takes the next bytes, cut anywhere, and gives what they add to the interview, if it is anything yet.
    pub fn push(&mut self, bytes: &[u8]) -> Result<Option<Piece>, ImportError> {
        let fresh = self.take(bytes, false)?;
        // What came before holds no line that could be read: a line of 100 MB must not be searched again and again.
        if self.text.as_bytes().get(fresh..).is_none_or(|new| memchr::memchr(b'\n', new).is_none()) {
            return Ok(None);
        }
        let mut piece = Piece::default();
        if self.stage.is_none()
            && let Some(end) = line_end(&self.text, self.deciding_on)
        {
            let rest = self.text.split_off(end);
            let first = std::mem::replace(&mut self.text, rest);
            self.start(&first, false, &mut piece);
        }
        if let Some(stage) = &mut self.stage {
            let lines = complete_lines(&mut self.text);
            stage.read(&lines, &mut piece);
        }
        let grown = !piece.paragraphs.is_empty() || piece.about.is_some();
        Ok(grown.then_some(piece))
    }

    /// The last piece and all doubts.
    pub fn finish(mut self) -> Result<(Piece, Vec<Doubt>), ImportError> {
        self.take(b"", true)?;
        if self.stage.is_none() && self.text.trim().is_empty() {
            return Err(ImportError::Empty);
        }
        let mut piece = Piece { last: true, ..Piece::default() };
        let text = std::mem::take(&mut self.text);
        let mut rest = text.as_str();
        if self.stage.is_none() {
            let end = line_end(rest, self.deciding_on);
            let first = end.unwrap_or(rest.len());
            self.start(part(rest, 0..first), end.is_none(), &mut piece);
            rest = part(rest, first..rest.len());
        }
        let mut doubts = match &self.decoder {
            Ok(decoder) => decoder.doubts(),
            Err(_) => Vec::new(),
        };
        doubts.extend(self.sanitizer.doubts());
        if let Some(mut stage) = self.stage.take() {
            stage.read(rest, &mut piece);
            stage.finish(self.forced, &mut piece, &mut doubts);
        }
        Ok((piece, doubts))
    }

    /// Decodes and sanitizes; gives where the new text begins.
    fn take(&mut self, bytes: &[u8], last: bool) -> Result<usize, ImportError> {
        let decoder = self.decoder.as_mut().map_err(|e| *e)?;
        let mut decoded = String::new();
        decoder.push(bytes, last, &mut decoded)?;
        let before = self.text.len();
        self.sanitizer.push(&decoded, &mut self.text);
        self.total += self.text.len().saturating_sub(before);
        if self.total > MOST { Err(ImportError::TooLarge) } else { Ok(before.min(self.text.len())) }
    }

    /// Reads the first stretch of text, or the `whole`, and decides on it.
    fn start(&mut self, first: &str, whole: bool, piece: &mut Piece) {
        let mut reader = TextReader::new(Setting::of(first));
        let mut blocks = Vec::new();
        reader.push(first, &mut blocks);
        if whole {
            reader.finish(&mut blocks);
        }
        self.decide(blocks, reader, piece);
    }

    /// Finds the convention of the first blocks and builds what it can of them. All that follows is the same for every format.
    fn decide(&mut self, blocks: Vec<Block>, reader: TextReader, piece: &mut Piece) {
        let mut tally = Tally::default();
        blocks.iter().for_each(|b| tally.see(b));
        let decision = convention::decide(&tally, self.forced);
        let mut splitter = Splitter::new(decision);
        let mut parts = Vec::new();
        for block in blocks {
            splitter.split(block, &mut parts);
        }
        let decision = &splitter.decision;
        let head = parts.iter().position(|p| matches!(p.says, Says::Opens(_))).unwrap_or(parts.len());
        let dialogue = decision.convention != Convention::None;
        front::read(parts.get_mut(..head).unwrap_or_default(), dialogue, &mut self.about);
        let (speakers, weak) = people::speakers(decision, &parts, &mut self.about);
        decision.convention.name().clone_into(&mut self.about.origin.convention);
        let doubts = decided_doubts(decision, weak, dialogue);
        let labels = speakers.iter().map(|s| s.label.clone()).collect();
        let mut builder = Builder::new(labels, dialogue, lone_places(decision));
        piece.about = Some(self.about.clone());
        piece.speakers = Some(speakers);
        parts.into_iter().for_each(|part| builder.push(part, piece));
        self.stage = Some(Decided { reader, tally, splitter, builder, doubts, later: 0 });
    }
}

/// Behind the first line end that stands at or behind byte `at`, however the text was cut.
fn line_end(text: &str, at: usize) -> Option<usize> {
    let rest = text.as_bytes().get(at..)?;
    memchr::memchr(b'\n', rest).map(|n| at + n + 1)
}

fn complete_lines(text: &mut String) -> String {
    let end = memchr::memrchr(b'\n', text.as_bytes()).map_or(0, |n| n + 1);
    let rest = text.split_off(end);
    std::mem::replace(text, rest)
}

impl Decided {
    fn read(&mut self, lines: &str, piece: &mut Piece) {
        let mut blocks: Vec<Block> = Vec::new();
        self.reader.push(lines, &mut blocks);
        self.take(blocks, piece);
    }

    fn take(&mut self, blocks: Vec<Block>, piece: &mut Piece) {
        let mut parts: Vec<Part> = Vec::new();
        for block in blocks {
            if self.later % LOOK_EVERY < LOOK {
                self.tally.see(&block);
            }
            self.later += 1;
            self.splitter.split(block, &mut parts);
        }
        parts.into_iter().for_each(|part| self.builder.push(part, piece));
    }

    /// Builds the rest and looks at the decision once more.
    fn finish(mut self, forced: Option<Convention>, piece: &mut Piece, doubts: &mut Vec<Doubt>) {
        let mut blocks = Vec::new();
        self.reader.finish(&mut blocks);
        self.take(blocks, piece);
        doubts.append(&mut self.doubts);
        if self.later > 0 && forced.is_none() {
            doubts.extend(changed(&self.splitter.decision, &convention::decide(&self.tally, None)));
        }
        let mut placed = self.builder.finish(piece);
        placed.sort_by_key(|d| d.at);
        doubts.append(&mut placed);
    }
}

/// What came after the decision and speaks against it.
fn changed(was: &Decision, now: &Decision) -> Option<Doubt> {
    if was.convention == now.convention && was.parties.len() >= now.parties.len() {
        return None;
    }
    let text = format!(
        "The first part was read as “{}”; the whole looks like “{}” with {} speakers.",
        was.convention.name(),
        now.convention.name(),
        now.parties.len()
    );
    Some(Doubt { kind: DoubtKind::ConventionChanged, at: None, text })
}

fn decided_doubts(decision: &Decision, weak: bool, dialogue: bool) -> Vec<Doubt> {
    let mut doubts = Vec::new();
    if !dialogue {
        let text = "No questions and answers were found; the text reads as paragraphs.".to_owned();
        doubts.push(Doubt { kind: DoubtKind::NoDialogue, at: None, text });
    } else if weak && decision.parties.len() > 1 {
        let text = "Who asks and who answers was hard to tell.".to_owned();
        doubts.push(Doubt { kind: DoubtKind::GuessedRoles, at: None, text });
    }
    doubts
}

fn lone_places(decision: &Decision) -> Vec<(u32, Doubt)> {
    let doubt = |label: &str| {
        let text = format!("“{label}” looks like a speaker, but is seen once only; it was read as text.");
        Doubt { kind: DoubtKind::LoneLabel, at: None, text }
    };
    decision.lone.iter().map(|(label, at)| (*at, doubt(label))).collect()
}
