//! The one place where an interview's text stands: append-only segments that a search can hold on to while more comes.

use std::ops::Range;
use std::sync::Arc;

use super::Piece;
use crate::text::find_byte;

/// Bytes of text after which a builder starts another segment. A paragraph never crosses one.
const SEGMENT_BYTES: usize = 1 << 20;

/// A stretch of the arena.
#[derive(Clone, Debug)]
pub struct Segment {
    /// Where it starts, in bytes from the arena's start.
    pub start: u32,
    /// Its paragraphs, each followed by a line feed.
    pub text: Arc<str>,
}

/// Append-only text in segments of about 1 MiB.
#[derive(Clone, Debug, Default)]
pub struct Arena {
    segments: Vec<Segment>,
}

impl Arena {
    pub(super) fn extend(&mut self, texts: Vec<Arc<str>>) {
        for text in texts.into_iter().filter(|t| !t.is_empty()) {
            self.segments.push(Segment { start: self.len(), text });
        }
    }

    /// In bytes, the line feeds between paragraphs included.
    pub fn len(&self) -> u32 {
        self.segments.last().map_or(0, |s| s.start + s.text.len() as u32)
    }

    /// Whether it holds nothing.
    pub fn is_empty(&self) -> bool {
        self.segments.is_empty()
    }

    /// A snapshot costs one reference count a segment.
    pub fn segments(&self) -> &[Segment] {
        &self.segments
    }

    /// The text of a range that lies in one segment; else the empty text.
    pub fn text(&self, range: Range<u32>) -> &str {
        let at = self.segments.partition_point(|s| s.start <= range.start);
        let Some(segment) = at.checked_sub(1).and_then(|at| self.segments.get(at)) else { return "" };
        let (start, end) = (range.start - segment.start, range.end.saturating_sub(segment.start));
        crate::text::part(&segment.text, start as usize..end as usize)
    }
}

/// Writes paragraphs into segments for a [`Piece`].
#[derive(Debug, Default)]
pub struct ArenaWriter {
    /// Bytes in the arena before the open segment.
    start: u32,
    open: String,
}

impl ArenaWriter {
    /// Adds one paragraph's text and says where it stands. Line feeds in it become spaces.
    pub fn push(&mut self, text: &str, piece: &mut Piece) -> Range<u32> {
        if !self.open.is_empty() && self.open.len() + text.len() > SEGMENT_BYTES {
            self.close(piece);
        }
        let start = self.start + self.open.len() as u32;
        if find_byte(text.as_bytes(), b'\n').is_some() {
            self.open.extend(text.chars().map(|c| if c == '\n' { ' ' } else { c }));
        } else {
            self.open.push_str(text);
        }
        self.open.push('\n');
        start..start + text.len() as u32
    }

    /// Bytes written so far.
    pub fn len(&self) -> u32 {
        self.start + self.open.len() as u32
    }

    /// Whether nothing was written.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Hands what is open to the piece, so that its paragraphs can be read.
    pub fn close(&mut self, piece: &mut Piece) {
        if !self.open.is_empty() {
            self.start += self.open.len() as u32;
            // The next segment is written in the same place.
            piece.segments.push(Arc::from(self.open.as_str()));
            self.open.clear();
        }
    }
}
