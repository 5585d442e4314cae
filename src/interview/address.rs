//! Addresses: what a reader writes down to come back to a paragraph. `q3.p2` is the second answer paragraph of
//! question
//! 3, `q3.q1` the first paragraph of the question, `x2.p1` the second exchange that nobody asked; `intro.p1`, `n1` (a
//! note), `h1` (a heading), `title`, `end.p1`; `i2.q3` stands in the second interview of a book.

use std::fmt;
use std::str::FromStr;

use super::{BlockKind, Interview, ParagraphId};

/// Which part of an interview; all numbers count from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Part {
    /// The title.
    Title,
    /// A paragraph of the introduction.
    Introduction(u32),
    /// A paragraph of a question: question number, paragraph.
    Question(u32, u32),
    /// A paragraph of a question's answers: question number, paragraph.
    Answer(u32, u32),
    /// A paragraph of an exchange that nobody asked: which of them, paragraph.
    Unasked(u32, u32),
    /// A heading.
    Heading(u32),
    /// A note's paragraph.
    Note(u32),
    /// A paragraph of the closing matter.
    Closing(u32),
    /// A hidden paragraph.
    Hidden(u32),
}

/// A paragraph's address, in one interview or in a book of several.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Address {
    /// Which interview of a book, from 1; 1 is not written.
    pub interview: u32,
    /// Where in it.
    pub part: Part,
}

impl From<Part> for Address {
    fn from(part: Part) -> Address {
        Address { interview: 1, part }
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.interview > 1 {
            write!(f, "i{}.", self.interview)?;
        }
        match self.part {
            Part::Title => write!(f, "title"),
            Part::Introduction(p) => write!(f, "intro.p{p}"),
            Part::Question(q, p) => write!(f, "q{q}.q{p}"),
            Part::Answer(q, p) => write!(f, "q{q}.p{p}"),
            Part::Unasked(x, p) => write!(f, "x{x}.p{p}"),
            Part::Heading(h) => write!(f, "h{h}"),
            Part::Note(n) => write!(f, "n{n}"),
            Part::Closing(p) => write!(f, "end.p{p}"),
            Part::Hidden(p) => write!(f, "hidden.p{p}"),
        }
    }
}

/// An address that could not be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("'{0}' is no address: write one like q3, q3.p2, q3.q1, intro.p1, end.p1")]
pub struct BadAddress(pub String);

impl FromStr for Address {
    type Err = BadAddress;

    /// Reads an address; a paragraph that is left out is the first (`q3` is the question itself).
    fn from_str(text: &str) -> Result<Address, BadAddress> {
        let bad = || BadAddress(text.to_owned());
        let numbered = |word: &str, letter: char| {
            word.strip_prefix(letter).and_then(|n| n.parse::<u32>().ok()).filter(|n| *n > 0)
        };
        let mut words: Vec<&str> = text.split('.').collect();
        let interview = numbered(words[0], 'i');
        if interview.is_some() {
            words.remove(0);
        }
        let last = |word: &str| numbered(word, 'p').ok_or_else(bad);
        let part = match words.as_slice() {
            [] => Part::Title,
            ["title"] => Part::Title,
            ["intro"] => Part::Introduction(1),
            ["intro", p] => Part::Introduction(last(p)?),
            ["end"] => Part::Closing(1),
            ["end", p] => Part::Closing(last(p)?),
            ["hidden", p] => Part::Hidden(last(p)?),
            [one] => match (numbered(one, 'q'), numbered(one, 'x'), numbered(one, 'n'), numbered(one, 'h')) {
                (Some(q), ..) => Part::Question(q, 1),
                (_, Some(x), ..) => Part::Unasked(x, 1),
                (_, _, Some(n), _) => Part::Note(n),
                (_, _, _, Some(h)) => Part::Heading(h),
                _ => return Err(bad()),
            },
            [exchange, p] => match (numbered(exchange, 'q'), numbered(exchange, 'x'), numbered(p, 'q')) {
                (Some(q), _, Some(p)) => Part::Question(q, p),
                (Some(q), ..) => Part::Answer(q, last(p)?),
                (_, Some(x), None) => Part::Unasked(x, last(p)?),
                _ => return Err(bad()),
            },
            _ => return Err(bad()),
        };
        Ok(Address { interview: interview.unwrap_or(1), part })
    }
}

impl Interview {
    /// The paragraph that an address means, if it is there.
    pub fn find(&self, part: Part) -> Option<ParagraphId> {
        let nth = |mut found: Box<dyn Iterator<Item = ParagraphId> + '_>, n: u32| {
            found.nth(n.checked_sub(1)? as usize)
        };
        match part {
            Part::Title => nth(Box::new(self.of_kind(|k| k == BlockKind::Title)), 1),
            Part::Introduction(p) => nth(Box::new(self.introduction()), p),
            Part::Question(q, p) => nth(Box::new(self.spoken(self.question(q)?.question.clone())), p),
            Part::Answer(q, p) => nth(Box::new(self.spoken(self.question(q)?.answers.clone())), p),
            Part::Unasked(x, p) => {
                let exchange =
                    self.exchanges().iter().filter(|e| e.number.is_none()).nth(x.checked_sub(1)? as usize)?;
                nth(Box::new(self.spoken(exchange.answers.clone())), p)
            }
            Part::Heading(h) => nth(Box::new(self.of_kind(|k| matches!(k, BlockKind::Heading(_)))), h),
            Part::Note(n) => {
                nth(Box::new(self.of_kind(|k| matches!(k, BlockKind::Note | BlockKind::Subtitle))), n)
            }
            Part::Closing(p) => nth(Box::new(self.closing()), p),
            Part::Hidden(p) => nth(Box::new(self.of_kind(|k| matches!(k, BlockKind::Hidden(_)))), p),
        }
    }

    /// A paragraph's address. Panics where the id is of another interview.
    pub fn address(&self, paragraph: ParagraphId) -> Address {
        let block = self.block_of(paragraph);
        let count = |mut all: Box<dyn Iterator<Item = ParagraphId> + '_>| {
            all.position(|p| p == paragraph).map_or(1, |at| at as u32 + 1)
        };
        let part = match self.block(block).kind {
            BlockKind::Title => Part::Title,
            BlockKind::Introduction => Part::Introduction(count(Box::new(self.introduction()))),
            BlockKind::Heading(_) => {
                Part::Heading(count(Box::new(self.of_kind(|k| matches!(k, BlockKind::Heading(_))))))
            }
            BlockKind::Note | BlockKind::Subtitle => Part::Note(count(Box::new(
                self.of_kind(|k| matches!(k, BlockKind::Note | BlockKind::Subtitle)),
            ))),
            BlockKind::Closing => Part::Closing(count(Box::new(self.closing()))),
            BlockKind::Hidden(_) => {
                Part::Hidden(count(Box::new(self.of_kind(|k| matches!(k, BlockKind::Hidden(_))))))
            }
            BlockKind::Turn(_) => match self.exchange_of(paragraph) {
                None => Part::Closing(count(Box::new(self.closing()))),
                Some(id) => {
                    let exchange = &self.exchanges()[id.index()];
                    let answer = count(Box::new(self.spoken(exchange.answers.clone())));
                    match exchange.number {
                        Some(q) if exchange.question.contains(&block.0) => {
                            Part::Question(q, count(Box::new(self.spoken(exchange.question.clone()))))
                        }
                        Some(q) => Part::Answer(q, answer),
                        None => {
                            let before = &self.exchanges()[..id.index()];
                            Part::Unasked(
                                before.iter().filter(|e| e.number.is_none()).count() as u32 + 1,
                                answer,
                            )
                        }
                    }
                }
            },
        };
        part.into()
    }

    /// The paragraphs said in a range of blocks.
    pub fn spoken(&self, blocks: std::ops::Range<u32>) -> impl Iterator<Item = ParagraphId> {
        let blocks = self.blocks().get(blocks.start as usize..blocks.end as usize).unwrap_or_default();
        blocks.iter().filter(|b| matches!(b.kind, BlockKind::Turn(_))).flat_map(super::Block::paragraphs)
    }

    fn of_kind(&self, wanted: impl Fn(BlockKind) -> bool) -> impl Iterator<Item = ParagraphId> {
        self.blocks().iter().filter(move |b| wanted(b.kind)).flat_map(super::Block::paragraphs)
    }
}
