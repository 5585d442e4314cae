//! The question list: the entries of the outline that stand on the screen, with their short forms and lengths.

use crate::interview::{Entry, Exchange, Interview, heart};

/// An entry as the list shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListRow {
    /// Its index in the outline.
    pub entry: usize,
    /// What kind of entry.
    pub kind: Entry,
    /// The question's number.
    pub number: Option<u32>,
    /// The heart of the question, or a name.
    pub text: String,
    /// Words of the answers, or of the section.
    pub words: usize,
}

/// The part of the outline on the screen.
#[derive(Clone, Debug, Default)]
pub struct List {
    top: usize,
    rows: Vec<ListRow>,
    current: Option<usize>,
}

impl List {
    /// The rows on the screen.
    pub fn rows(&self) -> &[ListRow] {
        &self.rows
    }

    /// The entry that is being read.
    pub fn current(&self) -> Option<usize> {
        self.current
    }

    /// Must be called when the interview has changed.
    pub fn forget(&mut self) {
        self.rows.clear();
    }

    /// Scrolls as little as keeps the current entry, and the ones beside it, in sight. One row is the heading.
    pub fn fit(&mut self, interview: &Interview, height: usize, current: Option<usize>) {
        let count = interview.entries().len();
        let room = height.saturating_sub(1);
        let at = current.unwrap_or(0);
        let margin = (room.saturating_sub(1) / 2).min(2);
        let least = (at + margin + 1).saturating_sub(room);
        let most = at.saturating_sub(margin);
        let top = self.top.clamp(least.min(most), most).min(count.saturating_sub(room));
        let wanted = top..count.min(top + room);
        if self.top != top || self.rows.len() != wanted.len() {
            let known = std::mem::take(&mut self.rows);
            let row = |index: usize| known.iter().find(|r| r.entry == index).cloned();
            self.rows =
                wanted.map(|index| row(index).unwrap_or_else(|| ListRow::new(interview, index))).collect();
        }
        self.top = top;
        self.current = current;
    }
}

impl ListRow {
    /// The row of an entry. Panics where there is no such entry.
    pub fn new(interview: &Interview, index: usize) -> ListRow {
        let entry = interview.entries()[index];
        let row =
            |text: String, words: usize| ListRow { entry: index, kind: entry, number: None, text, words };
        let blocks = || {
            let range = interview.blocks_of_entry(index);
            let blocks = &interview.blocks()[range.start as usize..range.end as usize];
            interview.word_count(
                blocks.iter().filter(|b| !b.is_hidden()).flat_map(crate::interview::Block::paragraphs),
            )
        };
        match entry {
            Entry::Introduction(_) if interview.exchanges().is_empty() => row("Text".to_owned(), blocks()),
            Entry::Introduction(_) => row("Introduction".to_owned(), blocks()),
            Entry::Closing(_) => row("Closing".to_owned(), blocks()),
            Entry::Section(_) => row(interview.text(entry.paragraph(interview)).to_owned(), 0),
            Entry::Exchange(id) => {
                let exchange = &interview.exchanges()[id.index()];
                let words = interview.word_count(interview.spoken(exchange.answers.clone()));
                ListRow { number: exchange.number, ..row(telling_form(interview, exchange), words) }
            }
        }
    }
}

/// Columns of a heart that tells little by itself: `Is there hope?`
const SHORT_HEART: usize = 24;

/// The heart, and where that is short, what was said around it.
fn telling_form(interview: &Interview, exchange: &Exchange) -> String {
    let heart = short_form(interview, exchange);
    let mut question = interview.spoken(exchange.question.clone());
    match question.next().map(|p| interview.text(p)) {
        Some(said) if said.len() > heart.len() + SHORT_HEART && crate::text::width(&heart) < SHORT_HEART => {
            format!("{heart} · {said}")
        }
        _ => heart,
    }
}

/// The heart of an exchange's question; of an opening statement, its first words.
pub fn short_form(interview: &Interview, exchange: &Exchange) -> String {
    let blocks = if exchange.question.is_empty() { &exchange.answers } else { &exchange.question };
    let first = interview.spoken(blocks.clone()).next().map_or("", |p| interview.text(p));
    if exchange.question.is_empty() {
        return first.to_owned();
    }
    let asks = |p: &crate::interview::ParagraphId| {
        let text = interview.text(*p);
        text.contains('?') || text.contains(['？', '؟'])
    };
    let asking = interview.spoken(blocks.clone()).find(asks).map_or(first, |p| interview.text(p));
    heart(asking)
}
