//! A book of the shelf: one source, how far its import has come, and the reader of it.

use super::event::{ImportNews, SourceId};
use super::goal::Goal;
use super::reader::Reader;
use crate::import::{Doubt, Imported};
use crate::interview::{Interview, Piece};

/// How far the import has come.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Progress {
    /// Nothing is known yet.
    #[default]
    Waiting,
    /// Being read: bytes so far, and of how many.
    Reading(u64, Option<u64>),
    /// All is there.
    Done,
    /// It could not be read: one line.
    Failed(String),
}

/// A source and its reader.
#[derive(Clone, Debug, Default)]
pub struct Book {
    source: SourceId,
    /// Which interview of its source, from 1.
    volume: usize,
    name: String,
    progress: Progress,
    reader: Reader,
    /// Words of the blocks that are counted and not hidden.
    words: usize,
    /// Blocks that are counted.
    counted: usize,
    /// Another reading of the source, collected until it is whole.
    again: Option<Interview>,
    /// What is read is a glance, to be replaced by the first piece.
    glanced: bool,
    /// Where the reading is to begin.
    pub(super) goal: Option<Goal>,
}

impl Book {
    /// A source that is not read yet.
    pub fn new(source: SourceId, name: &str) -> Book {
        Book { source, volume: 1, name: name.to_owned(), ..Book::default() }
    }

    /// A further interview of the same source.
    pub fn beside(&self, volume: usize) -> Book {
        Book { volume, ..Book::new(self.source, &self.name) }
    }

    /// Which interview of its source, from 1.
    pub fn volume(&self) -> usize {
        self.volume
    }

    /// Which source.
    pub fn source(&self) -> SourceId {
        self.source
    }

    /// What to call it: the title, else the name of the source.
    pub fn title(&self) -> &str {
        self.reader.interview().about().title.as_deref().unwrap_or(&self.name)
    }

    /// The name of the source.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Words of all that had come when they were counted last, and is not hidden.
    pub fn words(&self) -> usize {
        self.words
    }

    /// Counts the words of what has come since they were counted last.
    pub fn count_words(&mut self) {
        let interview = self.reader.interview();
        let shown = interview.blocks().iter().skip(self.counted).filter(|block| !block.is_hidden());
        self.words += interview.word_count(shown.flat_map(crate::interview::Block::paragraphs));
        self.counted = interview.blocks().len();
    }

    /// How far the import has come.
    pub fn progress(&self) -> &Progress {
        &self.progress
    }

    /// Who reads it.
    pub fn reader(&self) -> &Reader {
        &self.reader
    }

    /// Who reads it, to move.
    pub fn reader_mut(&mut self) -> &mut Reader {
        &mut self.reader
    }

    /// Takes an interview that is known as a whole.
    pub fn put(&mut self, Imported { interview, doubts }: Imported) {
        self.replace(interview, doubts);
        self.progress = Progress::Done;
    }

    /// Takes news of the import; some are worth telling the reader.
    pub fn take(&mut self, news: ImportNews) -> Option<String> {
        match news {
            ImportNews::Started => {
                let known = !self.glanced && !self.reader.interview().paragraphs().is_empty();
                self.again = known.then(Interview::default);
                self.progress = Progress::Reading(0, None);
            }
            ImportNews::Glance(piece) if self.again.is_none() => {
                self.start_over(*piece);
                self.glanced = true;
            }
            ImportNews::Glance(_) => {}
            ImportNews::Piece(piece) => self.grow(*piece),
            ImportNews::Progress { read, total } => self.progress = Progress::Reading(read, total),
            ImportNews::Failed(reason) => {
                // What was read before stays open.
                let known = self.again.take().is_some();
                self.progress = if known { Progress::Done } else { Progress::Failed(reason.clone()) };
                return Some(reason);
            }
            ImportNews::Done { doubts, .. } => {
                self.progress = Progress::Done;
                self.glanced = false;
                let again = self.again.take();
                let told = again.is_some().then(|| "read again".to_owned());
                match again {
                    Some(interview) => self.replace(interview, doubts),
                    None => self.reader.finish(doubts),
                }
                if told.is_some() {
                    return told;
                }
                if self.reader.interview().exchanges().is_empty() {
                    return Some("no questions found: it reads as text (i says why)".to_owned());
                }
            }
        }
        None
    }

    fn grow(&mut self, piece: Piece) {
        if let Some(interview) = &mut self.again {
            interview.append(piece);
            return;
        }
        if std::mem::take(&mut self.glanced) {
            self.start_over(piece);
        } else {
            self.reader.append(piece);
        }
    }

    /// Reads another beginning; every place carries over.
    fn start_over(&mut self, piece: Piece) {
        let mut interview = Interview::default();
        interview.append(piece);
        self.replace(interview, Vec::new());
    }

    fn replace(&mut self, interview: Interview, doubts: Vec<Doubt>) {
        self.reader.replace(interview, doubts);
        (self.words, self.counted) = (0, 0);
    }
}
