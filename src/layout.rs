//! Layout: paragraphs as rows of a screen, one paragraph at a time, so that a page costs the same in any interview.
//!
//! A row is a value that says which part of which paragraph stands on it. It must not know colours, panes or keys.

use std::collections::HashMap;
use std::ops::Range;

use crate::interview::{Block, BlockId, BlockKind, Interview, ParagraphId, ParagraphKind, Position};
use crate::text::{Ambiguous, Offset, Span};

mod gutter;
mod wrap;

pub use gutter::Gutter;
pub use wrap::wrap;

/// Which paragraphs the reading shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Scope {
    /// All that is not hidden.
    #[default]
    Everything,
    /// Questions alone, with title and headings.
    Questions,
    /// Answers alone, with title and headings.
    Answers,
}

/// What the rows depend on besides the interview.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Setting {
    /// Columns for text.
    pub measure: usize,
    /// Speakers' names stand in a gutter; otherwise on a row of their own.
    pub gutter: bool,
    /// Hidden blocks are shown in place.
    pub hidden: bool,
    /// Which paragraphs are shown.
    pub scope: Scope,
    /// How wide the disputed characters are.
    pub ambiguous: Ambiguous,
}

/// What stands on a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RowKind {
    /// Nothing: the distance between paragraphs.
    Gap,
    /// A short rule before the closing matter.
    Rule,
    /// Who speaks, where the gutter has no room for it.
    Speaker,
    /// A line of the paragraph's text; `first` where it opens a turn or a question.
    Text {
        /// The bytes of the paragraph on this row.
        span: Span,
        /// The first row of a block.
        first: bool,
    },
    /// Facts about the interview, below its title.
    Facts,
}

/// A row of the reading: a paragraph and the part of it that stands there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Row {
    /// Whose row.
    pub paragraph: ParagraphId,
    /// What stands on it.
    pub kind: RowKind,
}

/// A row by its number in its paragraph, counted from 0. Holds for one setting only.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Spot {
    /// Whose row.
    pub paragraph: ParagraphId,
    /// Which of its rows.
    pub row: usize,
}

/// Rows that are remembered at a time: a thousand screens, or one paragraph that is longer.
const REMEMBERED: usize = 1 << 15;

/// The rows of an interview, computed on demand and remembered.
#[derive(Clone, Debug, Default)]
pub struct Layout {
    setting: Setting,
    rows: HashMap<ParagraphId, Vec<RowKind>>,
    /// How many rows these are.
    remembered: usize,
}

impl Layout {
    /// What the rows depend on.
    pub fn setting(&self) -> &Setting {
        &self.setting
    }

    /// Lays out anew if anything differs.
    pub fn set(&mut self, setting: Setting) {
        if self.setting != setting {
            self.setting = setting;
            self.forget();
        }
    }

    /// Must be called when blocks or roles of known paragraphs changed.
    pub fn forget(&mut self) {
        self.rows.clear();
        self.remembered = 0;
    }

    /// Whether a block is part of the reading under this setting.
    fn shows(&self, interview: &Interview, block: BlockId) -> bool {
        let Some(Block { kind, paragraphs }) = interview.blocks().get(block.index()) else { return false };
        match (self.setting.scope, kind) {
            (_, BlockKind::Hidden(_)) => self.setting.hidden,
            (Scope::Everything, _) | (_, BlockKind::Title | BlockKind::Heading(_)) => true,
            (Scope::Questions, _) => interview.is_question(ParagraphId(paragraphs.start)),
            (Scope::Answers, BlockKind::Turn(_)) => !interview.is_question(ParagraphId(paragraphs.start)),
            (Scope::Answers, _) => true,
        }
    }

    /// The first paragraph of the reading.
    pub fn first(&self, interview: &Interview) -> Option<ParagraphId> {
        self.shown_from(interview, 0)
    }

    /// The last paragraph of the reading.
    pub fn last(&self, interview: &Interview) -> Option<ParagraphId> {
        self.shown_before(interview, interview.blocks().len())
    }

    /// The paragraph read after this one.
    pub fn next(&self, interview: &Interview, paragraph: ParagraphId) -> Option<ParagraphId> {
        let block = interview.block_of(paragraph);
        let inside = self.shows(interview, block) && paragraph.0 + 1 < interview.block(block).paragraphs.end;
        if inside {
            Some(ParagraphId(paragraph.0 + 1))
        } else {
            self.shown_from(interview, block.index() + 1)
        }
    }

    /// The paragraph read before this one.
    pub fn previous(&self, interview: &Interview, paragraph: ParagraphId) -> Option<ParagraphId> {
        let block = interview.block_of(paragraph);
        let inside = self.shows(interview, block) && paragraph.0 > interview.block(block).paragraphs.start;
        if inside { Some(ParagraphId(paragraph.0 - 1)) } else { self.shown_before(interview, block.index()) }
    }

    fn shown_from(&self, interview: &Interview, from: usize) -> Option<ParagraphId> {
        let block = (from..interview.blocks().len()).find(|b| self.shows(interview, BlockId::new(*b)))?;
        Some(ParagraphId(interview.blocks()[block].paragraphs.start))
    }

    fn shown_before(&self, interview: &Interview, before: usize) -> Option<ParagraphId> {
        let block = (0..before).rev().find(|b| self.shows(interview, BlockId::new(*b)))?;
        Some(ParagraphId(interview.blocks()[block].paragraphs.end - 1))
    }

    /// This paragraph if the reading shows it; else the question that it answers; else the next one that is
    /// shown, else
    /// the last.
    pub fn shown_near(&self, interview: &Interview, paragraph: ParagraphId) -> Option<ParagraphId> {
        if paragraph.index() >= interview.paragraphs().len() {
            return self.last(interview);
        }
        let block = interview.block_of(paragraph);
        if self.shows(interview, block) {
            return Some(paragraph);
        }
        let exchange =
            interview.exchange_of(paragraph).map(|id| interview.exchanges()[id.index()].first_block());
        if let Some(question) = exchange.filter(|question| self.shows(interview, *question)) {
            return Some(ParagraphId(interview.block(question).paragraphs.start));
        }
        self.shown_from(interview, block.index()).or_else(|| self.last(interview))
    }

    /// A paragraph's rows: gap, speaker, text.
    pub fn rows(&mut self, interview: &Interview, paragraph: ParagraphId) -> &[RowKind] {
        if !self.rows.contains_key(&paragraph) {
            let rows = self.build(interview, paragraph);
            if self.remembered + rows.len() > REMEMBERED {
                self.forget();
            }
            self.remembered += rows.len();
            self.rows.insert(paragraph, rows);
        }
        self.rows.get(&paragraph).map_or(&[], Vec::as_slice)
    }

    fn build(&self, interview: &Interview, paragraph: ParagraphId) -> Vec<RowKind> {
        // An interview of which nothing has come yet has no rows.
        let Some(block) = interview.blocks().get(interview.block_of(paragraph).index()) else {
            return Vec::new();
        };
        let opens = paragraph.0 == block.paragraphs.start;
        let mut rows = Vec::new();
        if self.first(interview) != Some(paragraph)
            && self.stands_apart(interview, paragraph, block.is_hidden())
        {
            rows.push(RowKind::Gap);
        }
        match block.kind {
            BlockKind::Turn(_) if opens && !self.setting.gutter => rows.push(RowKind::Speaker),
            BlockKind::Closing if opens => rows.extend([RowKind::Rule, RowKind::Gap]),
            _ => {}
        }
        let indent = indent(interview.paragraph(paragraph).kind);
        let lines = wrap(
            interview.text(paragraph),
            self.setting.measure.saturating_sub(indent),
            self.setting.ambiguous,
        );
        rows.extend(
            lines.into_iter().enumerate().map(|(n, span)| RowKind::Text { span, first: opens && n == 0 }),
        );
        if block.kind == BlockKind::Title && paragraph.0 + 1 == block.paragraphs.end {
            rows.push(RowKind::Facts);
        }
        rows
    }

    /// Hidden lines in a row stand close together, and so do those of a listing, as they did in their source.
    fn stands_apart(&self, interview: &Interview, paragraph: ParagraphId, hidden: bool) -> bool {
        let before = paragraph.0.checked_sub(1).map(ParagraphId);
        let close = hidden && before.is_some_and(|b| matches!(interview.kind_of(b), BlockKind::Hidden(_)));
        !close && interview.stands_apart(paragraph)
    }

    /// The row that holds a position. A position that the reading does not show gives the nearest shown one.
    pub fn spot_of(&mut self, interview: &Interview, position: Position) -> Spot {
        let Some(paragraph) = self.shown_near(interview, position.paragraph) else { return Spot::default() };
        let offset = if paragraph == position.paragraph { position.offset } else { Offset::default() };
        let rows = self.rows(interview, paragraph);
        let holds = |kind: &RowKind| matches!(kind, RowKind::Text { span, .. } if span.start <= offset);
        let row = rows.iter().rposition(holds).or_else(|| rows.iter().position(is_text)).unwrap_or_default();
        Spot { paragraph, row }
    }

    /// The position at a row's start; a row without text gives that of the text below it, or of the last text above.
    pub fn position_of(&mut self, interview: &Interview, spot: Spot) -> Position {
        let rows = self.rows(interview, spot.paragraph);
        let start = |kind: &RowKind| match kind {
            RowKind::Text { span, .. } => Some(span.start),
            _ => None,
        };
        let below = rows.get(spot.row..).unwrap_or_default().iter().find_map(start);
        let offset = below.or_else(|| rows.iter().rev().find_map(start)).unwrap_or_default();
        Position { paragraph: spot.paragraph, offset }
    }

    /// The row some rows further down (or up, if negative), and how many of them there were.
    pub fn step(&mut self, interview: &Interview, from: Spot, rows: isize) -> (Spot, usize) {
        let mut spot = from;
        let mut left = rows.unsigned_abs();
        while left > 0 {
            let room = if rows > 0 {
                self.rows(interview, spot.paragraph).len().saturating_sub(spot.row + 1)
            } else {
                spot.row
            };
            let go = room.min(left);
            spot.row = if rows > 0 { spot.row + go } else { spot.row - go };
            left -= go;
            if left == 0 {
                break;
            }
            let neighbour = if rows > 0 {
                self.next(interview, spot.paragraph)
            } else {
                self.previous(interview, spot.paragraph)
            };
            let Some(paragraph) = neighbour else { break };
            let row = if rows > 0 { 0 } else { self.rows(interview, paragraph).len().saturating_sub(1) };
            spot = Spot { paragraph, row };
            left -= 1;
        }
        (spot, rows.unsigned_abs() - left)
    }

    /// The rows that a page shows from its top row on; fewer at the end.
    pub fn page(&mut self, interview: &Interview, top: Spot, height: usize) -> Vec<Row> {
        let mut page = Vec::with_capacity(height);
        let mut paragraph = self.shown_near(interview, top.paragraph);
        let mut skip = top.row;
        while let Some(id) = paragraph.filter(|_| page.len() < height) {
            let room = height - page.len();
            page.extend(
                self.rows(interview, id)
                    .iter()
                    .skip(skip)
                    .take(room)
                    .map(|k| Row { paragraph: id, kind: *k }),
            );
            skip = 0;
            paragraph = self.next(interview, id);
        }
        page
    }

    /// The last row of the reading.
    pub fn last_spot(&mut self, interview: &Interview) -> Spot {
        let Some(paragraph) = self.last(interview) else { return Spot::default() };
        Spot { paragraph, row: self.rows(interview, paragraph).len().saturating_sub(1) }
    }
}

/// Columns by which a paragraph of a kind stands in; its mark stands there.
pub fn indent(kind: ParagraphKind) -> usize {
    match kind {
        ParagraphKind::Text | ParagraphKind::TableRow | ParagraphKind::Line => 0,
        ParagraphKind::ListItem | ParagraphKind::Quotation | ParagraphKind::Footnote => 2,
    }
}

fn is_text(kind: &RowKind) -> bool {
    matches!(kind, RowKind::Text { .. })
}

/// How far a position lies in an interview, in bytes of text before it and in all.
pub fn progress(interview: &Interview, position: Position) -> Range<u32> {
    let start = interview.paragraphs().get(position.paragraph.index()).map_or(0, |p| p.text.start);
    start + position.offset.0..interview.arena().len()
}
