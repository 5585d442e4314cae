//! Quotes: the stretch of an interview that a reader takes away, as unwrapped text, and with the source it carries.
//!
//! It must not know where the text goes: a clipboard, a file, another program.

use crate::interview::{
    Address, BlockKind, Interview, ParagraphId, ParagraphKind, Part, Passage, Position, Speaker, SpeakerId,
};
use crate::text::{Span, slice, word_count};

mod cite;
mod facts;
mod link;
mod marks;

pub use cite::{Form, cite};
pub use link::links;

/// Some passages of one interview in reading order, at most one of a paragraph.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Excerpt {
    passages: Vec<Passage>,
    /// It is a whole exchange, and goes by the question's address.
    whole: bool,
    /// What is said between two of its paragraphs and not taken is marked: they would be taken for one otherwise.
    gaps: bool,
}

/// What stands for words that are left out.
const GAP: &str = "[…]";

impl Excerpt {
    /// From passages in reading order; empty ones are left out.
    pub fn new(passages: impl IntoIterator<Item = Passage>) -> Excerpt {
        let passages = passages.into_iter().filter(|passage| !passage.span.is_empty()).collect();
        Excerpt { passages, ..Excerpt::default() }
    }

    /// One paragraph.
    pub fn paragraph(interview: &Interview, id: ParagraphId) -> Excerpt {
        Excerpt::new([whole(interview, id)])
    }

    /// The question and all of its answers that a paragraph belongs to; outside of them, all that the question list
    /// holds in one line: the introduction, the closing matter.
    pub fn exchange(interview: &Interview, id: ParagraphId) -> Excerpt {
        let exchange = interview.exchange_of(id).map(|at| &interview.exchanges()[at.index()]);
        let blocks = match exchange {
            Some(exchange) => exchange.blocks(),
            None => interview.entry_at(id).map(|at| interview.blocks_of_entry(at)).unwrap_or_default(),
        };
        let blocks = interview.blocks().get(blocks.start as usize..blocks.end as usize).unwrap_or_default();
        let taken = blocks.iter().filter(|block| match block.kind {
            BlockKind::Turn(_) => true,
            BlockKind::Hidden(_) => false,
            _ => exchange.is_none(),
        });
        let paragraphs = taken.flat_map(crate::interview::Block::paragraphs);
        let excerpt = Excerpt::new(paragraphs.map(|paragraph| whole(interview, paragraph)));
        Excerpt { whole: exchange.is_some(), ..excerpt }
    }

    /// What stands between two places of some paragraphs in reading order.
    pub fn between(
        interview: &Interview,
        paragraphs: impl IntoIterator<Item = ParagraphId>,
        from: Position,
        to: Position,
    ) -> Excerpt {
        let excerpt = Excerpt::new(paragraphs.into_iter().filter_map(|paragraph| {
            let span = span_between(interview, paragraph, from, to)?;
            Some(Passage { paragraph, span })
        }));
        Excerpt { gaps: true, ..excerpt }
    }

    /// What is taken.
    pub fn passages(&self) -> &[Passage] {
        &self.passages
    }

    /// Whether nothing is taken.
    pub fn is_empty(&self) -> bool {
        self.passages.is_empty()
    }

    /// The number of words.
    pub fn words(&self, interview: &Interview) -> usize {
        self.passages.iter().map(|p| word_count(slice(interview.text(p.paragraph), p.span))).sum()
    }

    /// Where it begins, in an interview that is the `volume`th of its source (from 1).
    pub fn address(&self, interview: &Interview, volume: u32) -> String {
        let Some(first) = self.passages.first() else { return String::new() };
        let address = Address { interview: volume, ..interview.address(first.paragraph) };
        match address.part {
            Part::Question(..) if self.whole => {
                let shown = address.to_string();
                shown.rsplit_once('.').map_or(shown.clone(), |(question, _)| question.to_owned())
            }
            _ => address.to_string(),
        }
    }

    /// The text without line breaks but between paragraphs. Where more than one person speaks, each turn says who.
    pub fn text(&self, interview: &Interview) -> String {
        let lines = self.lines(interview);
        let gap = |line: &Line<'_>| line.gap.then(|| GAP.to_owned());
        let text = |line: &Line<'_>| line.lead(": ") + line.mark + &line.text;
        let lines = lines.iter().flat_map(|line| gap(line).into_iter().chain([text(line)]));
        lines.collect::<Vec<_>>().join("\n\n")
    }

    /// Whether somebody says something between two paragraphs.
    fn is_gap(&self, interview: &Interview, after: ParagraphId, before: ParagraphId) -> bool {
        let between = after.index() + 1..before.index();
        self.gaps && between.map(ParagraphId::new).any(|id| speaker_of(interview, id).is_some())
    }

    /// The only one who speaks in it.
    fn speaker(&self, interview: &Interview) -> Option<SpeakerId> {
        let mut speakers = self.passages.iter().map(|p| speaker_of(interview, p.paragraph));
        let first = speakers.next()??;
        speakers.all(|other| other == Some(first)).then_some(first)
    }

    /// Its paragraphs, with who begins to speak where that has to be said.
    fn lines<'a>(&self, interview: &'a Interview) -> Vec<Line<'a>> {
        let alone = self.speaker(interview).is_some();
        let mut speaking = None;
        let mut last = None;
        let line = |passage: &Passage| {
            let before = last.replace(passage.paragraph);
            let gap = before.is_some_and(|before| self.is_gap(interview, before, passage.paragraph));
            let speaker = speaker_of(interview, passage.paragraph);
            let begins = !alone && speaker != std::mem::replace(&mut speaking, speaker);
            let name = speaker.filter(|_| begins).and_then(|id| interview.speaker(id));
            let opens = passage.span.start.bytes() == 0;
            let mark = match interview.paragraph(passage.paragraph).kind {
                ParagraphKind::ListItem if opens => "• ",
                _ => "",
            };
            let text = clean(slice(interview.text(passage.paragraph), passage.span).trim());
            Line { gap, name: name.map(Speaker::display), mark, text }
        };
        self.passages.iter().map(line).collect()
    }
}

/// A text without what only the screen and the page are for: places to break a word or a line, cells of a table.
fn clean(text: &str) -> String {
    text.replace('\t', " | ").replace(['\u{ad}', '\u{200b}', '\u{feff}'], "")
}

/// A paragraph of an excerpt.
struct Line<'a> {
    /// Something is left out before it.
    gap: bool,
    name: Option<&'a str>,
    mark: &'static str,
    text: String,
}

impl Line<'_> {
    fn lead(&self, behind: &str) -> String {
        self.name.map(|name| format!("{name}{behind}")).unwrap_or_default()
    }
}

/// The part of a paragraph that lies between two places.
pub fn span_between(
    interview: &Interview,
    paragraph: ParagraphId,
    from: Position,
    to: Position,
) -> Option<Span> {
    if !(from.paragraph..=to.paragraph).contains(&paragraph) {
        return None;
    }
    let start = if paragraph == from.paragraph { from.offset.bytes() } else { 0 };
    let end = if paragraph == to.paragraph { to.offset.bytes() } else { interview.text(paragraph).len() };
    (start < end).then(|| Span::new(start, end))
}

/// A name for a file that an excerpt is written to: that of the source, and where it was taken from.
pub fn file_name(source: &str, place: &str) -> String {
    let stem = source.rsplit_once('.').map_or(source, |(stem, _)| stem);
    let plain = |c: char| if c.is_alphanumeric() || matches!(c, '-' | '_' | '.') { c } else { '-' };
    let stem: String = stem.chars().map(plain).collect();
    let stem = stem.trim_matches(['-', '.']);
    let stem = if stem.is_empty() { "interview" } else { stem };
    format!("{stem}-{}.txt", place.replace('.', "-"))
}

fn whole(interview: &Interview, paragraph: ParagraphId) -> Passage {
    Passage { paragraph, span: Span::new(0, interview.text(paragraph).len()) }
}

fn speaker_of(interview: &Interview, paragraph: ParagraphId) -> Option<SpeakerId> {
    match interview.kind_of(paragraph) {
        BlockKind::Turn(speaker) => Some(speaker),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
