//! The interview: one arena of text, paragraphs as ranges of it, blocks that say what the paragraphs are, and the
//! exchanges of questions and answers derived from them.
//!
//! Flat vectors and ids: an interview costs little more than its text, and grows at its end while it is read. It must
//! not know where the text came from, how wide a line is, or what a screen is.

use std::ops::Range;
use std::sync::Arc;

use crate::text::{Offset, Span};

mod about;
mod address;
mod anchor;
mod arena;
mod exchange;
mod heart;
mod link;

pub use about::{About, Date, Origin};
pub use address::{Address, BadAddress, Part};
pub use anchor::Anchor;
pub use arena::{Arena, ArenaWriter, Segment};
pub use exchange::{Entry, Exchange};
pub use heart::{heart, sentence_spans};
pub use link::{Link, SCHEMES, Target, links_in_order};

/// A paragraph of an interview, counted from 0 in reading order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ParagraphId(pub u32);

/// A block of an interview, counted from 0 in reading order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BlockId(pub u32);

/// A speaker of an interview.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SpeakerId(pub u16);

/// An exchange of an interview, asked or not, counted from 0 in reading order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ExchangeId(pub u32);

macro_rules! index {
    ($($id:ident($int:ty)),*) => {$(
        impl $id {
            /// From a place in its vector.
            pub fn new(index: usize) -> $id {
                $id(<$int>::try_from(index).expect("import bounds the number of these"))
            }

            /// As a place in its vector.
            pub fn index(self) -> usize {
                self.0 as usize
            }
        }
    )*};
}
index!(ParagraphId(u32), BlockId(u32), SpeakerId(u16), ExchangeId(u32));

/// What a speaker does in the interview.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Role {
    /// Asks.
    Interviewer,
    /// Is asked.
    Interviewee,
    /// Neither, or not known.
    #[default]
    Other,
}

/// Somebody who speaks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Speaker {
    /// As the text marks the turns: `Q`, `MSM`, `Daniel Filan`.
    pub label: String,
    /// The whole name, where the text says it and the label is not already it.
    pub name: Option<String>,
    /// What this speaker does.
    pub role: Role,
}

impl Speaker {
    /// The name where it is known, else the label.
    pub fn display(&self) -> &str {
        self.name.as_deref().unwrap_or(&self.label)
    }
}

/// When something was said, in milliseconds from the start of the recording.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cue {
    /// Where it starts.
    pub start: u32,
    /// Where it ends, if the source says so.
    pub end: Option<u32>,
}

/// How a paragraph is set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum ParagraphKind {
    /// Running text.
    #[default]
    Text,
    /// One item of a list.
    ListItem,
    /// Quoted from elsewhere.
    Quotation,
    /// A row of a table, its cells divided by tabs.
    TableRow,
    /// A footnote.
    Footnote,
    /// A line that stands as it is, its indent included.
    Line,
}

/// How the author stressed a run of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Stress {
    /// Italic, underlined or otherwise marked.
    Italic,
    /// Bold.
    Bold,
    /// Fixed-width.
    Code,
    /// Struck out.
    Struck,
}

/// A stressed run in a paragraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Emphasis {
    /// Where, in bytes of the paragraph's text.
    pub span: Span,
    /// How.
    pub stress: Stress,
}

/// A range of bytes in the format reader's sanitized text, before labels and line breaks were taken off.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct SourceRange {
    /// The first byte.
    pub start: u32,
    /// The byte behind the last.
    pub end: u32,
}

/// The unit of layout, search and anchoring. Its text holds no line break and stands in the arena.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Paragraph {
    /// How it is set.
    pub kind: ParagraphKind,
    /// Where its text stands in the arena, in bytes from the arena's start.
    pub text: Range<u32>,
    /// What it was read from, its label and time included.
    pub source: SourceRange,
    /// When it was said.
    pub cue: Option<Cue>,
    /// Stressed runs, in order; most paragraphs have none.
    pub emphasis: Option<Box<[Emphasis]>>,
    /// What leads elsewhere, in order, none over another; most paragraphs have none.
    pub links: Option<Box<[Link]>>,
}

/// What was taken out of the reading, and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Hidden {
    /// Navigation, bylines, share lists, copyright: what a page puts around an interview.
    Chrome,
    /// Metadata that the model holds elsewhere: front matter, header lines, caption indexes.
    Metadata,
    /// A label or a mark that nothing was said under.
    Mark,
}

/// What a block of paragraphs is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BlockKind {
    /// The interview's title, as it stands in the text.
    Title,
    /// A subtitle or standfirst line.
    Subtitle,
    /// What leads to the interview, and all running text where no dialogue was found.
    Introduction,
    /// A heading inside the interview; 1 is the highest level.
    Heading(u8),
    /// Something said.
    Turn(SpeakerId),
    /// An editor's note between turns.
    Note,
    /// What stands behind the last answer: a disclaimer, a biography.
    Closing,
    /// Not part of the reading, but never thrown away.
    Hidden(Hidden),
}

/// Consecutive paragraphs of one kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// What they are.
    pub kind: BlockKind,
    /// Which they are; never empty.
    pub paragraphs: Range<u32>,
}

impl Block {
    /// The paragraphs in order.
    pub fn paragraphs(&self) -> impl DoubleEndedIterator<Item = ParagraphId> + ExactSizeIterator + use<> {
        self.paragraphs.clone().map(ParagraphId)
    }

    /// Whether the reader leaves it out unless asked.
    pub fn is_hidden(&self) -> bool {
        matches!(self.kind, BlockKind::Hidden(_))
    }
}

/// A place in an interview. It outlives any width; an [`Anchor`] outlives the session.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position {
    /// The paragraph.
    pub paragraph: ParagraphId,
    /// The byte in its text.
    pub offset: Offset,
}

/// A stretch of one paragraph.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Passage {
    /// The paragraph.
    pub paragraph: ParagraphId,
    /// The bytes of its text.
    pub span: Span,
}

impl Passage {
    /// Where it starts.
    pub fn start(self) -> Position {
        Position { paragraph: self.paragraph, offset: self.span.start }
    }
}

/// What an importer adds at an interview's end. Ids and ranges in it are those of the grown interview.
#[derive(Clone, Debug, Default)]
pub struct Piece {
    /// Text to append, every paragraph's followed by a line feed, cut into segments.
    pub segments: Vec<Arc<str>>,
    /// Paragraphs in reading order.
    pub paragraphs: Vec<Paragraph>,
    /// Blocks that cover exactly these paragraphs. The first may go on with what the last block before was.
    pub blocks: Vec<Block>,
    /// All speakers known by now, where they changed.
    pub speakers: Option<Vec<Speaker>>,
    /// What is known about the interview by now, where it changed.
    pub about: Option<About>,
    /// Nothing follows: the last question is closing matter if nobody has answered it.
    pub last: bool,
}

impl Piece {
    /// This piece and the one after it, as one.
    #[must_use]
    pub fn then(mut self, later: Piece) -> Piece {
        self.segments.extend(later.segments);
        self.paragraphs.extend(later.paragraphs);
        self.blocks.extend(later.blocks);
        Piece {
            speakers: later.speakers.or(self.speakers),
            about: later.about.or(self.about),
            last: later.last,
            ..self
        }
    }
}

/// An interview: see the module's docs.
#[derive(Clone, Debug, Default)]
pub struct Interview {
    arena: Arena,
    paragraphs: Vec<Paragraph>,
    blocks: Vec<Block>,
    speakers: Vec<Speaker>,
    about: About,
    outline: exchange::Outline,
    complete: bool,
}

impl Interview {
    /// Takes what an importer has found next.
    pub fn append(&mut self, piece: Piece) {
        self.arena.extend(piece.segments);
        self.paragraphs.extend(piece.paragraphs);
        self.blocks.extend(piece.blocks);
        self.complete = piece.last;
        if let Some(about) = piece.about {
            self.about = about;
        }
        if let Some(speakers) = piece.speakers {
            let changed = speakers.iter().zip(&self.speakers).any(|(new, old)| new.role != old.role);
            self.speakers = speakers;
            if changed {
                self.outline = exchange::Outline::default();
            }
        }
        self.derive();
    }

    /// Gives a speaker another role; the exchanges follow at once.
    pub fn set_role(&mut self, speaker: SpeakerId, role: Role) {
        if let Some(speaker) = self.speakers.get_mut(speaker.index()) {
            speaker.role = role;
            self.outline = exchange::Outline::default();
            self.derive();
        }
    }

    fn derive(&mut self) {
        let mut outline = std::mem::take(&mut self.outline);
        outline.extend(self);
        self.outline = outline;
    }

    /// Whether the importer has said its last.
    pub fn is_complete(&self) -> bool {
        self.complete
    }

    /// The text store; a search takes a snapshot of its segments.
    pub fn arena(&self) -> &Arena {
        &self.arena
    }

    /// Title, people, date and source.
    pub fn about(&self) -> &About {
        &self.about
    }

    /// Who speaks.
    pub fn speakers(&self) -> &[Speaker] {
        &self.speakers
    }

    /// One speaker; an id of another interview gives none.
    pub fn speaker(&self, id: SpeakerId) -> Option<&Speaker> {
        self.speakers.get(id.index())
    }

    /// All paragraphs in reading order, hidden ones included.
    pub fn paragraphs(&self) -> &[Paragraph] {
        &self.paragraphs
    }

    /// One paragraph. Panics where the id is of another interview.
    pub fn paragraph(&self, id: ParagraphId) -> &Paragraph {
        &self.paragraphs[id.index()]
    }

    /// Whether a blank line stands before a paragraph: always, but between lines that stood together in their source.
    pub fn stands_apart(&self, id: ParagraphId) -> bool {
        let before = id.index().checked_sub(1).and_then(|before| self.paragraphs.get(before));
        let (Some(before), Some(this)) = (before, self.paragraphs.get(id.index())) else { return true };
        let lines = before.kind == ParagraphKind::Line && this.kind == ParagraphKind::Line;
        // Between them stands the line's end alone.
        !lines || this.source.start > before.source.end + 1
    }

    /// Whether it is nothing but lines that stand as they are.
    pub fn is_listing(&self) -> bool {
        self.paragraphs.first().is_some_and(|first| first.kind == ParagraphKind::Line)
    }

    /// A paragraph's text: one line, no controls. An id of another interview gives the empty text.
    pub fn text(&self, id: ParagraphId) -> &str {
        self.paragraphs.get(id.index()).map_or("", |p| self.arena.text(p.text.clone()))
    }

    /// All blocks in reading order.
    pub fn blocks(&self) -> &[Block] {
        &self.blocks
    }

    /// One block. Panics where the id is of another interview.
    pub fn block(&self, id: BlockId) -> &Block {
        &self.blocks[id.index()]
    }

    /// The block that a paragraph belongs to.
    pub fn block_of(&self, id: ParagraphId) -> BlockId {
        BlockId::new(self.blocks.partition_point(|b| b.paragraphs.end <= id.0))
    }

    /// What a paragraph belongs to; a paragraph that is not there counts as introduction.
    pub fn kind_of(&self, id: ParagraphId) -> BlockKind {
        self.blocks.get(self.block_of(id).index()).map_or(BlockKind::Introduction, |b| b.kind)
    }

    /// The exchanges in reading order.
    pub fn exchanges(&self) -> &[Exchange] {
        self.outline.exchanges()
    }

    /// What the question list shows: introduction, sections, exchanges, closing.
    pub fn entries(&self) -> &[Entry] {
        self.outline.entries()
    }

    /// The number of questions asked.
    pub fn question_count(&self) -> usize {
        self.outline.question_count()
    }

    /// The exchange with a question number (from 1).
    pub fn question(&self, number: u32) -> Option<&Exchange> {
        self.outline.question(number)
    }

    /// The exchange that a paragraph belongs to.
    pub fn exchange_of(&self, id: ParagraphId) -> Option<ExchangeId> {
        self.outline.exchange_of_block(self.block_of(id))
    }

    /// The role of whoever speaks in a block.
    pub fn role_of(&self, block: &Block) -> Option<Role> {
        match block.kind {
            BlockKind::Turn(speaker) => self.speaker(speaker).map(|s| s.role),
            _ => None,
        }
    }

    /// Whether a paragraph belongs to a question.
    pub fn is_question(&self, id: ParagraphId) -> bool {
        let block = self.block_of(id);
        self.outline.exchange_of_block(block).is_some_and(|e| {
            let exchange = &self.outline.exchanges()[e.index()];
            exchange.question.contains(&block.0) && matches!(self.block(block).kind, BlockKind::Turn(_))
        })
    }

    /// The turns of a range of blocks: each speaker with the paragraphs said in a row. Notes, headings and hidden
    /// blocks between them are left out and do not end a turn.
    pub fn turns(&self, blocks: Range<u32>) -> Vec<Turn> {
        let mut turns: Vec<Turn> = Vec::new();
        for block in self.blocks.get(blocks.start as usize..blocks.end as usize).unwrap_or_default() {
            let BlockKind::Turn(speaker) = block.kind else { continue };
            match turns.last_mut() {
                Some(turn) if turn.speaker == speaker => turn.paragraphs.extend(block.paragraphs()),
                _ => turns.push(Turn { speaker, paragraphs: block.paragraphs().collect() }),
            }
        }
        turns
    }

    /// The paragraph that was being said at a time, in milliseconds: the last that begins by then. Before the first,
    /// the first one that has a time.
    pub fn said_at(&self, time: u32) -> Option<ParagraphId> {
        let timed = || self.paragraphs.iter().enumerate().filter_map(|(at, p)| Some((at, p.cue?.start)));
        let by_then =
            timed().filter(|(_, start)| *start <= time).max_by_key(|(at, start)| (*start, usize::MAX - at));
        by_then.or_else(|| timed().next()).map(|(at, _)| ParagraphId::new(at))
    }

    /// When a paragraph was said, or the last one before it that says when; in milliseconds.
    pub fn time_of(&self, paragraph: ParagraphId) -> Option<u32> {
        let before = self.paragraphs.get(..=paragraph.index())?;
        // A time further back than this says nothing of the place.
        before.iter().rev().take(64).find_map(|p| p.cue).map(|cue| cue.start)
    }

    /// The number of words in some paragraphs.
    pub fn word_count(&self, paragraphs: impl IntoIterator<Item = ParagraphId>) -> usize {
        paragraphs.into_iter().map(|p| crate::text::word_count(self.text(p))).sum()
    }

    /// The place at the very start.
    pub fn start(&self) -> Position {
        Position::default()
    }
}

/// One speaker's uninterrupted stretch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Turn {
    /// Who.
    pub speaker: SpeakerId,
    /// What, in order.
    pub paragraphs: Vec<ParagraphId>,
}

#[cfg(test)]
mod tests;
