//! Bytes of any interview to [`Interview`] and doubts: decode, sanitize, read the format into neutral blocks, find the
//! convention that explains the document best, build pieces.
//!
//! ```text
//! bytes → decode → sanitize → reader of the format → blocks → convention → parts → pieces
//! ```
//!
//! A reader knows its format and nothing of interviews; everything behind the blocks knows interviews and no format.
//! What a text says never makes an import fail: only what is no text does. It must not know files, screens or time.

use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::interview::{About, Interview, Piece};
use crate::text::{floor_boundary, part};

mod between;
mod block;
mod book;
mod build;
mod cast;
mod chrome;
mod convention;
mod decode;
mod dialogue;
mod document;
mod doubt;
mod format;
mod front;
mod href;
mod label;
mod lines;
mod listing;
mod options;
pub mod own;
mod people;
mod sanitize;
mod slip;
mod split;
mod tally;
#[cfg(test)]
mod tests;
mod text;
mod why;
mod words;

pub use convention::Convention;
pub use doubt::{Doubt, DoubtKind};
pub use options::{LabelRule, Options, format_names, has_lines, knows_encoding};

use decode::Decoder;
use dialogue::Dialogue;
use document::Document;
use format::{Format, Malformed, PEEK, Peek, Reading};
use lines::{Cleaner, Lines};

/// Bytes on which encoding and convention are decided.
const DECIDE: usize = 1 << 20;

/// Bytes of a source at hand that are taken at a time, so that little stands beside the interview.
const CHUNK: usize = 1 << 18;

/// Bytes that a source may have whose format is read as a whole.
const MOST_WHOLE: usize = 1 << 30;

/// Why bytes are no interview. The caller adds which file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
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
    /// The format asked for has no such name.
    #[error("can't be read as '{0}': no format has that name")]
    UnknownFormat(String),
    /// The speaker asked for does not speak.
    #[error("has no speaker '{name}'{}", known_speakers(.known))]
    UnknownSpeaker {
        /// As asked for.
        name: String,
        /// Who speaks, likeliest first.
        known: Vec<String>,
    },
    /// It says of which form it is, and is not.
    #[error("{0}")]
    Malformed(String),
}

/// Who speaks instead of somebody who does not.
fn known_speakers(known: &[String]) -> String {
    match known {
        [] => ": nobody is named".to_owned(),
        [first, ..] => format!("; did you mean '{first}'?"),
    }
}

/// An interview, and what the import was not sure of.
#[derive(Clone, Debug, Default)]
pub struct Imported {
    /// The interview, complete.
    pub interview: Interview,
    /// In order of their places; those without a place first.
    pub doubts: Vec<Doubt>,
}

/// The end of an import.
#[derive(Clone, Debug, Default)]
pub struct Finished {
    /// The last piece of the interview, all of it where none came before.
    pub piece: Piece,
    /// In order of their places; those without a place first.
    pub doubts: Vec<Doubt>,
    /// Further interviews of the same source, as in a book.
    pub others: Vec<Imported>,
}

/// Imports a source that is at hand as a whole, and holds one interview or more; the list is never empty.
pub fn import_all(name: &str, bytes: &[u8], options: Options) -> Result<Vec<Imported>, ImportError> {
    let mut collector = Collector::new(name, options);
    bytes.chunks(CHUNK).try_for_each(|chunk| collector.push(chunk))?;
    collector.finish()
}

/// The first interview of a source.
pub fn import(name: &str, bytes: &[u8], options: Options) -> Result<Imported, ImportError> {
    import_all(name, bytes, options).map(|mut all| all.swap_remove(0))
}

/// The text of some bytes, in whatever encoding; none where they are no text.
pub fn decoded(bytes: &[u8]) -> Option<String> {
    let mut text = String::new();
    Decoder::new(DECIDE, None).push(bytes, true, &mut |part| text.push_str(part)).ok().map(|()| text)
}

/// The interviews of one source, collected as its bytes come.
pub struct Collector {
    importer: Importer,
    interview: Interview,
}

impl Collector {
    /// For a source whose file is called `name` (without its folder; a hint only).
    pub fn new(name: &str, options: Options) -> Collector {
        Collector { importer: Importer::new(name, options), interview: Interview::default() }
    }

    /// Takes the next bytes, cut anywhere.
    ///
    /// # Errors
    /// Bytes that are no interview.
    pub fn push(&mut self, bytes: &[u8]) -> Result<(), ImportError> {
        if let Some(piece) = self.importer.push(bytes)? {
            self.interview.append(piece);
        }
        Ok(())
    }

    /// All interviews of the source, one or more.
    ///
    /// # Errors
    /// Bytes that are no interview.
    pub fn finish(self) -> Result<Vec<Imported>, ImportError> {
        let Collector { importer, mut interview } = self;
        let Finished { piece, doubts, others } = importer.finish()?;
        interview.append(piece);
        Ok(std::iter::once(Imported { interview, doubts }).chain(others).collect())
    }
}

/// Imports one source as its bytes come. Plain text is decided on its first MiB and handed on as it comes; every other
/// format is read when all of it is there.
pub struct Importer {
    about: About,
    options: Options,
    decoder: Result<Decoder, ImportError>,
    deciding_on: usize,
    stage: Stage,
}

enum Stage {
    /// Too few bytes to tell the format.
    Peeking(Vec<u8>),
    /// A format of bytes that waits for its end.
    Bytes(&'static Format, Vec<u8>),
    /// A format of text that waits for its end, decoded and sanitized as it comes.
    Text(&'static Format, Cleaner, String),
    Lines(Box<Lines>),
}

impl Importer {
    /// For a source whose file is called `name` (without its folder; a hint only).
    pub fn new(name: &str, options: Options) -> Importer {
        Importer::deciding_on(name, options, DECIDE)
    }

    fn deciding_on(name: &str, options: Options, deciding_on: usize) -> Importer {
        let forced = options.encoding.as_ref().and_then(|label| decode::named(label));
        let mut about = About::default();
        name.clone_into(&mut about.origin.name);
        Importer {
            about,
            decoder: options.check().map(|()| Decoder::new(deciding_on, forced)),
            options,
            deciding_on,
            stage: Stage::Peeking(Vec::new()),
        }
    }

    /// Takes the next bytes, cut anywhere, and gives what they add to the interview, if it is anything yet.
    pub fn push(&mut self, bytes: &[u8]) -> Result<Option<Piece>, ImportError> {
        match &mut self.stage {
            Stage::Peeking(seen) => {
                seen.extend_from_slice(bytes);
                if seen.len() < PEEK {
                    return Ok(None);
                }
                let seen = std::mem::take(seen);
                self.tell_format(seen)
            }
            Stage::Bytes(_, seen) if seen.len() + bytes.len() > MOST_WHOLE => Err(ImportError::TooLarge),
            Stage::Bytes(_, seen) => {
                seen.extend_from_slice(bytes);
                Ok(None)
            }
            Stage::Text(_, _, text) if text.len() + bytes.len() > MOST_WHOLE => Err(ImportError::TooLarge),
            Stage::Text(_, cleaner, text) => cleaner.push(bytes, false, text).map(|_| None),
            Stage::Lines(lines) => lines.push(bytes),
        }
    }

    /// Chooses the reader by what was seen, and gives it that.
    fn tell_format(&mut self, seen: Vec<u8>) -> Result<Option<Piece>, ImportError> {
        self.options.check()?;
        let asked = self.options.format.as_deref().and_then(format::named);
        let format = asked.unwrap_or_else(|| format_of(&self.about.origin.name, &seen));
        format.name.clone_into(&mut self.about.origin.format);
        let decoder = std::mem::replace(&mut self.decoder, Err(ImportError::Empty))?;
        self.stage = match format.reading {
            Reading::Bytes(_) | Reading::Book(_) => {
                self.stage = Stage::Bytes(format, seen);
                return Ok(None);
            }
            Reading::Text(_) | Reading::Own => Stage::Text(format, Cleaner::new(decoder), String::new()),
            Reading::Lines => {
                let about = std::mem::take(&mut self.about);
                let (cleaner, options) = (Cleaner::new(decoder), self.options.clone());
                Stage::Lines(Box::new(Lines::new(cleaner, about, options, self.deciding_on)))
            }
        };
        self.push(&seen)
    }

    /// The last piece, all doubts, and what else the source holds.
    pub fn finish(mut self) -> Result<Finished, ImportError> {
        let mut first = Piece::default();
        if let Stage::Peeking(seen) = &mut self.stage {
            let seen = std::mem::take(seen);
            first = self.tell_format(seen)?.unwrap_or_default();
        }
        match std::mem::replace(&mut self.stage, Stage::Peeking(Vec::new())) {
            Stage::Lines(lines) => {
                let (piece, doubts) = lines.finish()?;
                Ok(Finished { piece: first.then(piece), doubts, others: Vec::new() })
            }
            Stage::Bytes(format, bytes) => self.read_bytes(format, bytes),
            Stage::Text(format, mut cleaner, mut text) => {
                cleaner.push(b"", true, &mut text)?;
                self.read_text(format, text, cleaner.doubts())
            }
            Stage::Peeking(_) => Err(ImportError::Empty),
        }
    }

    /// What was read is let go as soon as its blocks are there.
    fn read_bytes(self, format: &Format, bytes: Vec<u8>) -> Result<Finished, ImportError> {
        let documents = match format.reading {
            Reading::Bytes(read) => fenced(|| read(&bytes))?,
            Reading::Book(read) => book::documents(fenced(|| read(&bytes))?, |part| self.alone(part)),
            Reading::Text(_) | Reading::Own | Reading::Lines => Vec::new(),
        };
        drop(bytes);
        self.read_documents(documents, Vec::new())
    }

    fn read_text(self, format: &Format, text: String, doubts: Vec<Doubt>) -> Result<Finished, ImportError> {
        let Reading::Text(read) = format.reading else {
            let pieces = own::pieces(&text).map_err(|error| ImportError::Malformed(error.to_string()))?;
            return finished(pieces);
        };
        let documents = fenced(|| read(text))?;
        self.read_documents(documents, doubts)
    }

    fn read_documents(
        self,
        documents: Vec<Document>,
        mut doubts: Vec<Doubt>,
    ) -> Result<Finished, ImportError> {
        if documents.iter().all(|document| document.blocks.is_empty()) {
            return Err(ImportError::Empty);
        }
        let mut finished = finished(self.build_all(documents)?)?;
        doubts.append(&mut finished.doubts);
        Ok(Finished { doubts, ..finished })
    }

    /// Builds one or more interviews. Who is asked for need not speak in each of several.
    fn build_all(&self, documents: Vec<Document>) -> Result<Vec<(Piece, Vec<Doubt>)>, ImportError> {
        if documents.len() == 1 {
            return documents.into_iter().map(|document| self.build(document, &self.options)).collect();
        }
        let mut all = Vec::new();
        let mut absent = Vec::new();
        for document in documents {
            let built = self.build(document.clone(), &self.options).or_else(|error| {
                absent.push(error);
                self.build(document, &self.options.without_people())
            });
            all.push(built?);
        }
        match absent.pop() {
            Some(error) if absent.len() + 1 == all.len() => Err(error),
            _ => Ok(all),
        }
    }

    fn build(&self, document: Document, options: &Options) -> Result<(Piece, Vec<Doubt>), ImportError> {
        let mut piece = Piece { last: true, ..Piece::default() };
        let about = self.about.clone();
        // Only the check of debug builds reads it.
        let text = if cfg!(debug_assertions) { document.text() } else { String::new() };
        let Document { blocks, meta } = document;
        let dialogue = Dialogue::begin(blocks, &meta, about, options, &mut piece)?;
        let doubts = dialogue.finish(&mut piece);
        debug_assert!(is_whole(&text, &piece), "what was read is shown or hidden, never lost");
        Ok((piece, doubts))
    }

    /// What a part of a book would be by itself.
    fn alone(&self, document: &Document) -> Option<Interview> {
        let (piece, _) = self.build(document.clone(), &self.options.without_people()).ok()?;
        let mut interview = Interview::default();
        interview.append(piece);
        Some(interview)
    }
}

/// Whether every character of a source that is not blank belongs to one paragraph of a whole piece, in order.
fn is_whole(text: &str, piece: &Piece) -> bool {
    let mut at = 0;
    let sources = piece.paragraphs.iter().map(|p| p.source.start as usize..p.source.end as usize);
    sources.chain(std::iter::once(text.len()..text.len())).all(|source| {
        let between = text.get(std::mem::replace(&mut at, source.end)..source.start);
        between.is_some_and(|blank| blank.trim().is_empty())
    })
}

/// The first of some interviews as the end of an import, the others beside it.
fn finished(pieces: Vec<(Piece, Vec<Doubt>)>) -> Result<Finished, ImportError> {
    let mut pieces = pieces.into_iter();
    let (piece, doubts) = pieces.next().ok_or(ImportError::Empty)?;
    let others = pieces.map(|(piece, doubts)| {
        let mut interview = Interview::default();
        interview.append(piece);
        Imported { interview, doubts }
    });
    Ok(Finished { piece, doubts, others: others.collect() })
}

/// What a reader of a third party's making gives; a panic in it is an error of the source.
fn fenced<T>(read: impl FnOnce() -> Result<T, Malformed>) -> Result<T, ImportError> {
    catch_unwind(AssertUnwindSafe(read))
        .map_err(|_| ImportError::Malformed("is broken: its reader gave up".to_owned()))?
        .map_err(|Malformed(reason)| ImportError::Malformed(reason))
}

/// The format of a source by its first bytes and its name.
fn format_of(name: &str, seen: &[u8]) -> &'static Format {
    let bytes = seen.get(..PEEK).unwrap_or(seen);
    let text = decode::peeked(bytes);
    let text = part(&text, 0..floor_boundary(&text, text.len()));
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending).to_ascii_lowercase();
    format::of(&Peek { bytes, text, ending: &ending })
}
