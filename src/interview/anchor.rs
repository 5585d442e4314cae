//! Anchors: what finds a place again after a reload, an edit or another reading of the same text.

use super::{Interview, ParagraphId, Position};
use crate::text::{Offset, floor_boundary, part};

/// Bytes of text that an anchor quotes.
const QUOTE_BYTES: usize = 48;

/// Bytes of source text before and behind the offset in which the quoted words are looked for first.
const NEAR_BYTES: u32 = 4096;

/// A place as the source has it: a byte offset in the format reader's text, and the words that stand there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Anchor {
    /// In bytes of the source text, exact to the paragraph.
    pub source: u32,
    /// The words at the place; empty at a paragraph's end.
    pub quote: String,
}

impl Interview {
    /// What finds `position` again in another reading of this text.
    pub fn anchor(&self, position: Position) -> Anchor {
        let Some(paragraph) = self.paragraphs().get(position.paragraph.index()) else {
            return Anchor::default();
        };
        let text = self.text(position.paragraph);
        let from = floor_boundary(text, position.offset.bytes());
        let quote = part(text, from..floor_boundary(text, from + QUOTE_BYTES));
        let within = position.offset.0.min(paragraph.source.end - paragraph.source.start);
        Anchor { source: paragraph.source.start + within, quote: quote.to_owned() }
    }

    /// The place an anchor means: where the quoted words stand nearest to the offset, else the paragraph at the
    /// offset, else the nearest one before it. An empty interview gives its start.
    pub fn resolve(&self, anchor: &Anchor) -> Position {
        let paragraphs = self.paragraphs();
        let at = paragraphs.partition_point(|p| p.source.end <= anchor.source);
        let at = at.min(paragraphs.len().saturating_sub(1));
        if paragraphs.is_empty() {
            return Position::default();
        }
        let near = |index: &usize| {
            paragraphs[*index].source.start.abs_diff(anchor.source) <= NEAR_BYTES || *index == at
        };
        let around = (at..paragraphs.len()).take_while(near).chain((0..at).rev().take_while(near));
        self.quoted(anchor, around)
            .or_else(|| self.quoted(anchor, 0..paragraphs.len()))
            .unwrap_or_else(|| self.first_reading_at(ParagraphId::new(at)))
    }

    fn quoted(&self, anchor: &Anchor, paragraphs: impl Iterator<Item = usize>) -> Option<Position> {
        if anchor.quote.is_empty() {
            return None;
        }
        paragraphs
            .filter_map(|index| {
                let id = ParagraphId::new(index);
                let guess = anchor.source.saturating_sub(self.paragraph(id).source.start);
                let offset = memchr::memmem::find_iter(self.text(id).as_bytes(), anchor.quote.as_bytes())
                    .min_by_key(|at| (*at as u32).abs_diff(guess))?;
                let place = self.paragraph(id).source.start + offset as u32;
                Some((place.abs_diff(anchor.source), Position { paragraph: id, offset: Offset::new(offset) }))
            })
            .min_by_key(|(distance, _)| *distance)
            .map(|(_, position)| position)
    }

    fn first_reading_at(&self, id: ParagraphId) -> Position {
        Position { paragraph: id, offset: Offset::default() }
    }
}
