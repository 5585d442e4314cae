//! Exchanges: which turns ask, which answer, and the outline that the question list shows. Derived from blocks and
//! roles, and extended as blocks arrive.

use std::ops::Range;

use super::{BlockId, BlockKind, ExchangeId, Interview, ParagraphId, Role};

/// A question and its answers; or an opening statement that nobody asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exchange {
    /// Counts the asked ones from 1.
    pub number: Option<u32>,
    /// The blocks of the question; empty where nobody asked. Notes and hidden blocks may stand between the turns.
    pub question: Range<u32>,
    /// The blocks of the answers.
    pub answers: Range<u32>,
    /// The heading it stands under.
    pub section: Option<BlockId>,
}

impl Exchange {
    /// The first block of it.
    pub fn first_block(&self) -> BlockId {
        BlockId(if self.question.is_empty() { self.answers.start } else { self.question.start })
    }

    /// All blocks of it.
    pub fn blocks(&self) -> Range<u32> {
        self.first_block().0..self.answers.end.max(self.question.end)
    }
}

/// Whether a question ends with a question mark of any script.
fn asks(interview: &Interview, exchange: &Exchange) -> bool {
    let mut blocks = exchange.question.clone().filter_map(|b| interview.blocks().get(b as usize));
    let last = blocks.rfind(|b| matches!(b.kind, BlockKind::Turn(_)));
    let text = last.and_then(|b| b.paragraphs().last()).map(|p| interview.text(p).trim_end());
    text.is_some_and(|t| t.ends_with(['?', '？', '؟', '\u{37e}']))
}

/// A line of the question list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Entry {
    /// The introduction's first block.
    Introduction(BlockId),
    /// A heading inside the interview.
    Section(BlockId),
    /// An exchange.
    Exchange(ExchangeId),
    /// The first block of the closing matter.
    Closing(BlockId),
}

#[derive(Clone, Debug, Default)]
pub(super) struct Outline {
    exchanges: Vec<Exchange>,
    /// The exchange of each question number, from 1.
    asked: Vec<ExchangeId>,
    entries: Vec<Entry>,
    /// The blocks of a last question that nobody answered.
    unanswered: Option<Range<u32>>,
    section: Option<BlockId>,
    /// Turns go on with the last exchange.
    open: bool,
    seen: usize,
}

impl Outline {
    pub(super) fn extend(&mut self, interview: &Interview) {
        for (index, block) in interview.blocks().iter().enumerate().skip(self.seen) {
            let id = BlockId::new(index);
            match block.kind {
                BlockKind::Turn(_) if interview.role_of(block) == Some(Role::Interviewer) => self.ask(id),
                BlockKind::Turn(_) => self.answer(id),
                BlockKind::Heading(_) => {
                    self.section = Some(id);
                    self.entries.push(Entry::Section(id));
                }
                BlockKind::Introduction => {
                    if !self.entries.iter().any(|e| matches!(e, Entry::Introduction(_))) {
                        self.entries.push(Entry::Introduction(id));
                    }
                }
                BlockKind::Closing => self.close(id),
                BlockKind::Title | BlockKind::Subtitle | BlockKind::Note | BlockKind::Hidden(_) => {}
            }
        }
        self.seen = interview.blocks().len();
        if interview.is_complete() {
            self.settle_last_question(interview);
        }
    }

    fn ask(&mut self, block: BlockId) {
        let end = block.0 + 1;
        if self.open
            && let Some(last) = self.exchanges.last_mut()
            && last.answers.is_empty()
        {
            last.question.end = end;
            last.answers = end..end;
            return;
        }
        let number = u32::try_from(self.asked.len() + 1).ok();
        self.asked.push(ExchangeId::new(self.exchanges.len()));
        self.start(Exchange { number, question: block.0..end, answers: end..end, section: self.section });
    }

    fn answer(&mut self, block: BlockId) {
        let end = block.0 + 1;
        match self.exchanges.last_mut() {
            Some(last) if self.open => {
                if last.answers.is_empty() {
                    last.answers.start = block.0;
                }
                last.answers.end = end;
            }
            _ => self.start(Exchange {
                number: None,
                question: block.0..block.0,
                answers: block.0..end,
                section: self.section,
            }),
        }
    }

    fn start(&mut self, exchange: Exchange) {
        self.entries.push(Entry::Exchange(ExchangeId::new(self.exchanges.len())));
        self.exchanges.push(exchange);
        self.open = true;
    }

    fn close(&mut self, block: BlockId) {
        if !matches!(self.entries.last(), Some(Entry::Closing(_))) {
            self.entries.push(Entry::Closing(block));
        }
    }

    /// A last question that nobody answers is closing matter; the only one there is stays, if it asks.
    fn settle_last_question(&mut self, interview: &Interview) {
        if self.asked.len() == 1 && self.exchanges.last().is_some_and(|last| asks(interview, last)) {
            return;
        }
        let Some(last) = self.exchanges.pop_if(|e| !e.question.is_empty() && e.answers.is_empty()) else {
            return;
        };
        let id = ExchangeId::new(self.exchanges.len());
        self.asked.retain(|asked| *asked != id);
        let first = last.first_block();
        let at = self.entries.iter().position(|e| *e == Entry::Exchange(id)).unwrap_or(self.entries.len());
        self.entries.retain(|e| !matches!(e, Entry::Closing(_)) && *e != Entry::Exchange(id));
        self.entries.insert(at.min(self.entries.len()), Entry::Closing(first));
        self.unanswered = Some(last.question);
        self.open = false;
    }

    pub(super) fn exchanges(&self) -> &[Exchange] {
        &self.exchanges
    }

    pub(super) fn entries(&self) -> &[Entry] {
        &self.entries
    }

    pub(super) fn question_count(&self) -> usize {
        self.asked.len()
    }

    pub(super) fn question(&self, number: u32) -> Option<&Exchange> {
        let id = self.asked.get((number as usize).checked_sub(1)?)?;
        self.exchanges.get(id.index())
    }

    pub(super) fn exchange_of_block(&self, block: BlockId) -> Option<ExchangeId> {
        let at = self.exchanges.partition_point(|e| e.first_block() <= block).checked_sub(1)?;
        self.exchanges.get(at)?.blocks().contains(&block.0).then(|| ExchangeId::new(at))
    }

    pub(super) fn unanswered(&self) -> Range<u32> {
        self.unanswered.clone().unwrap_or_default()
    }
}

impl Entry {
    /// The block it leads to.
    pub fn block(self, interview: &Interview) -> BlockId {
        match self {
            Entry::Introduction(block) | Entry::Section(block) | Entry::Closing(block) => block,
            Entry::Exchange(id) => interview.exchanges()[id.index()].first_block(),
        }
    }

    /// The first paragraph it leads to.
    pub fn paragraph(self, interview: &Interview) -> ParagraphId {
        ParagraphId(interview.block(self.block(interview)).paragraphs.start)
    }
}

impl Interview {
    /// The entry of the outline that a paragraph is read under: the last one that starts at or before it. What stands
    /// before the first entry counts to it.
    pub fn entry_at(&self, paragraph: ParagraphId) -> Option<usize> {
        let entries = self.entries();
        let at = entries.partition_point(|e| e.paragraph(self) <= paragraph);
        (!entries.is_empty()).then(|| at.saturating_sub(1))
    }

    /// The blocks that lie behind one entry, up to the next one.
    pub fn blocks_of_entry(&self, index: usize) -> Range<u32> {
        let entries = self.entries();
        let Some(entry) = entries.get(index) else { return 0..0 };
        let end = entries.get(index + 1).map_or(self.blocks().len() as u32, |next| next.block(self).0);
        entry.block(self).0..end
    }

    /// The paragraphs of the closing matter: a last question that nobody answered, and closing blocks.
    pub fn closing(&self) -> impl Iterator<Item = ParagraphId> {
        let unanswered = self.outline.unanswered();
        let turns = self.blocks().get(unanswered.start as usize..unanswered.end as usize).unwrap_or_default();
        let turns = turns.iter().filter(|b| matches!(b.kind, BlockKind::Turn(_)));
        turns
            .chain(self.blocks().iter().filter(|b| b.kind == BlockKind::Closing))
            .flat_map(super::Block::paragraphs)
    }

    /// The paragraphs of the introduction.
    pub fn introduction(&self) -> impl Iterator<Item = ParagraphId> {
        self.blocks().iter().filter(|b| b.kind == BlockKind::Introduction).flat_map(super::Block::paragraphs)
    }
}
