//! Parts to pieces: paragraphs into the arena, runs of them into blocks, doubts to their places. A tail is held
//! back so
//! that furniture and closing matter can be found when the end has come. It must not know formats.

use std::collections::VecDeque;

use super::block::{Dealer, Flow, Kind, Run};
use super::chrome;
use super::convention::{ALIASED, abbreviates};
use super::label;
use super::people;
use super::split::{Part, Says};
use super::{Doubt, DoubtKind};
use crate::interview::{
    ArenaWriter, Block, BlockKind, Cue, Emphasis, Hidden, Paragraph, ParagraphId, ParagraphKind, Piece,
    SourceRange, SpeakerId, Stress,
};
use crate::text::{self, floor_boundary, head, on_one_line, part, shorten};

/// Bytes of text above which a paragraph is split.
const LONGEST: usize = 64 << 10;
/// Parts that are held back until the end is known.
const HOLD: usize = 400;
/// Parts that are handed on at a time.
const FLUSH: usize = 4096;

/// Builds one interview.
pub(super) struct Builder {
    arena: ArenaWriter,
    paragraphs: u32,
    queue: VecDeque<Part>,
    speaking: Option<SpeakerId>,
    /// A label, or a time, whose text has not come yet.
    pending: Option<Pending>,
    open: Option<Block>,
    /// Doubts about places in the source that were not reached yet, by place.
    places: VecDeque<(u32, Doubt)>,
    doubts: Vec<Doubt>,
    /// The speakers' labels as written.
    labels: Vec<String>,
    /// Turns that went on behind a blank line, and turns.
    went_on: usize,
    turns: usize,
    dialogue: bool,
    /// A heading of this level or a higher one, behind the last question, ends the interview.
    ending: u8,
    /// Whole names of those who speak or wrote: a note about one of them opens with it.
    people: Vec<String>,
}

struct Pending {
    source: SourceRange,
    cue: Option<Cue>,
    says: Says,
    mark: String,
}

impl Builder {
    /// `labels` are the speakers' as written, `places` the doubts about places in order.
    pub(super) fn new(labels: Vec<String>, dialogue: bool, places: Vec<(u32, Doubt)>) -> Builder {
        Builder {
            arena: ArenaWriter::default(),
            paragraphs: 0,
            queue: VecDeque::new(),
            speaking: None,
            pending: None,
            open: None,
            places: places.into(),
            doubts: Vec::new(),
            labels,
            went_on: 0,
            turns: 0,
            dialogue,
            ending: 6,
            people: Vec::new(),
        }
    }

    /// The same, where headings of a level ask: those below it are part of answers.
    pub(super) fn with_headings(self, asking: Option<usize>) -> Builder {
        let ending = asking.and_then(|level| u8::try_from(level).ok());
        Builder { ending: ending.unwrap_or(self.ending), ..self }
    }

    /// The same, where these people's names may open a note behind the talk.
    pub(super) fn with_people(self, people: Vec<String>) -> Builder {
        Builder { people, ..self }
    }

    /// Takes the next part; what is far enough from the end goes to the piece.
    pub(super) fn push(&mut self, part: Part, piece: &mut Piece) {
        self.queue.push_back(part);
        if self.queue.len() >= FLUSH + HOLD {
            for _ in 0..FLUSH {
                if let Some(part) = self.queue.pop_front() {
                    self.emit(&part, piece);
                }
            }
            self.close_block(piece);
            self.arena.close(piece);
        }
    }

    /// Nothing follows: settles the tail and gives the doubts that have places.
    pub(super) fn finish(mut self, piece: &mut Piece) -> Vec<Doubt> {
        self.settle_tail();
        while let Some(part) = self.queue.pop_front() {
            self.emit(&part, piece);
        }
        self.drop_pending(piece);
        self.close_block(piece);
        self.arena.close(piece);
        self.doubts.extend(self.places.drain(..).map(|(_, doubt)| doubt));
        self.doubts
    }

    fn settle_tail(&mut self) {
        let speaks = |p: &Part| matches!(p.says, Says::Opens(_));
        let last = self.queue.iter().rposition(speaks);
        let rarely = self.rarely_goes_on(last);
        let tail = last.map_or(0, |last| last + 1);
        let ending = self.ending;
        let (talk, tail) = self.queue.make_contiguous().split_at_mut(tail);
        let ends = last.and_then(|_| breaks_off(talk, tail, ending));
        let furniture = chrome::tail_length(tail);
        let split = tail.len() - furniture;
        let (reading, furniture) = tail.split_at_mut(split);
        for part in furniture.iter_mut().filter(|p| !matches!(p.kind, Kind::Rule | Kind::Hidden(_))) {
            part.fate = Some(BlockKind::Hidden(Hidden::Chrome));
        }
        if self.dialogue {
            let ends = ends.into_iter().chain(about_one(reading, &self.people, &self.labels)).min();
            settle_closing(reading, rarely, ends);
        }
    }

    /// Whether hardly a turn has paragraphs without a label, so that such a one at the end is nobody's.
    fn rarely_goes_on(&self, last: Option<usize>) -> bool {
        let (mut turns, mut went_on) = (self.turns, self.went_on);
        let mut spoken = self.speaking.is_some();
        for part in self.queue.iter().take(last.unwrap_or_default()) {
            let plain = part.apart && part.fate.is_none() && part.kind == Kind::Text;
            match part.says {
                Says::Opens(_) => (turns, spoken) = (turns + 1, true),
                Says::GoesOn => went_on += usize::from(spoken && plain),
            }
        }
        turns >= 8 && went_on * 20 <= turns
    }

    fn emit(&mut self, part: &Part, piece: &mut Piece) {
        let kind = self.kind_of(part);
        let mut source = part.source;
        let mut cue = part.cue;
        if part.text.trim().is_empty() {
            self.hold(part, piece);
            return;
        }
        if let Some(pending) = self.pending.take() {
            let goes_on =
                part.says == Says::GoesOn && !matches!(kind, BlockKind::Hidden(_) | BlockKind::Heading(_));
            if goes_on {
                source.start = pending.source.start;
                cue = cue.or(pending.cue);
            } else {
                self.mark(&pending, piece);
            }
        }
        if part.slip {
            let said = shorten(&on_one_line(&part.text), 40);
            let text = format!("A label is written otherwise than the others: “{said}”.");
            self.doubt_here(DoubtKind::LabelSlip, text);
        }
        let paragraph = match part.kind {
            Kind::ListItem => ParagraphKind::ListItem,
            Kind::Quotation => ParagraphKind::Quotation,
            Kind::TableRow => ParagraphKind::TableRow,
            Kind::Footnote => ParagraphKind::Footnote,
            _ => ParagraphKind::Text,
        };
        let model = Paragraph { kind: paragraph, text: 0..0, source, cue, ..Paragraph::default() };
        self.write_text(kind, &model, part, piece);
    }

    fn kind_of(&mut self, part: &Part) -> BlockKind {
        if let Says::Opens(speaker) = part.says {
            self.speaking = Some(SpeakerId::new(speaker.min(usize::from(u16::MAX))));
            self.turns += 1;
        } else if part.apart && self.speaking.is_some() {
            self.went_on += 1;
        }
        match (part.fate, part.kind, self.speaking) {
            (Some(fate), ..) => fate,
            (None, Kind::Heading(level), _) => BlockKind::Heading(level),
            (None, Kind::Rule, _) => BlockKind::Hidden(Hidden::Mark),
            (None, Kind::Hidden(hidden), _) => BlockKind::Hidden(hidden),
            (None, _, Some(speaker)) => BlockKind::Turn(speaker),
            (None, _, None) => BlockKind::Introduction,
        }
    }

    /// Keeps a label whose text stands further on.
    fn hold(&mut self, part: &Part, piece: &mut Piece) {
        self.drop_pending(piece);
        let mark = match part.says {
            Says::Opens(speaker) => self.labels.get(speaker).cloned().unwrap_or_default(),
            Says::GoesOn => String::new(),
        };
        self.pending = Some(Pending { source: part.source, cue: part.cue, says: part.says, mark });
    }

    fn drop_pending(&mut self, piece: &mut Piece) {
        if let Some(pending) = self.pending.take() {
            self.mark(&pending, piece);
        }
    }

    /// A label that nothing was said under stays as a hidden mark.
    fn mark(&mut self, pending: &Pending, piece: &mut Piece) {
        let text = if pending.mark.is_empty() { "…" } else { pending.mark.as_str() };
        let text =
            if pending.says == Says::GoesOn && pending.cue.is_some() { "(time)" } else { text }.to_owned();
        let model = Paragraph { source: pending.source, cue: pending.cue, ..Paragraph::default() };
        self.write(BlockKind::Hidden(Hidden::Mark), model, &text, piece);
    }

    fn doubt_here(&mut self, kind: DoubtKind, text: String) {
        self.doubts.push(Doubt { kind, at: Some(ParagraphId(self.paragraphs)), text });
    }

    /// Writes a part's text, as several paragraphs where it is too long for one.
    fn write_text(&mut self, kind: BlockKind, model: &Paragraph, part: &Part, piece: &mut Piece) {
        let mut start = model.source.start;
        let (mut emphasis, mut links) = (Dealer::new(&part.emphasis), Dealer::new(&part.links));
        let mut from = 0;
        while from < part.text.len() {
            let to = cut(&part.text, from);
            // The text stands at the end of its source.
            let behind = u32::try_from(part.text.len() - to).unwrap_or(u32::MAX);
            let end = model.source.end.saturating_sub(behind).max(start);
            let flow = Flow::of(text::part(&part.text, from..to));
            let emphasis = boxed(flow.carried(&emphasis.within(from, to)));
            let links = boxed(flow.carried(&links.within(from, to)));
            from = to;
            if flow.text.is_empty() {
                continue;
            }
            let source = SourceRange { start, end };
            let paragraph = Paragraph { source, emphasis, links, ..model.clone() };
            self.write(kind, paragraph, &flow.text, piece);
            start = end;
        }
    }

    fn write(&mut self, kind: BlockKind, paragraph: Paragraph, text: &str, piece: &mut Piece) {
        let text = self.arena.push(text, piece);
        self.add(kind, Paragraph { text, ..paragraph }, piece);
    }

    fn add(&mut self, kind: BlockKind, paragraph: Paragraph, piece: &mut Piece) {
        while self.places.front().is_some_and(|(place, _)| *place < paragraph.source.end) {
            // What was read as a title or as metadata is no text that a speaker might have said.
            let known = matches!(
                kind,
                BlockKind::Title
                    | BlockKind::Subtitle
                    | BlockKind::Heading(_)
                    | BlockKind::Hidden(Hidden::Metadata)
            );
            if let Some((_, doubt)) = self.places.pop_front().filter(|_| !known) {
                self.doubts.push(Doubt { at: Some(ParagraphId(self.paragraphs)), ..doubt });
            }
        }
        let id = self.paragraphs;
        self.paragraphs += 1;
        piece.paragraphs.push(paragraph);
        let alone = matches!(kind, BlockKind::Hidden(_) | BlockKind::Heading(_) | BlockKind::Title);
        match &mut self.open {
            Some(open) if open.kind == kind && !alone => open.paragraphs.end = id + 1,
            _ => {
                self.close_block(piece);
                self.open = Some(Block { kind, paragraphs: id..id + 1 });
            }
        }
    }

    fn close_block(&mut self, piece: &mut Piece) {
        piece.blocks.extend(self.open.take());
    }
}

/// Runs as a paragraph keeps them; most have none.
fn boxed<R: Run>(runs: Vec<R>) -> Option<Box<[R]>> {
    (!runs.is_empty()).then(|| runs.into_boxed_slice())
}

/// Where a paragraph that begins at `from` ends: at its end, else behind a blank near the greatest length.
pub(super) fn cut(text: &str, from: usize) -> usize {
    if text.len() - from <= LONGEST {
        return text.len();
    }
    let end = floor_boundary(text, from + LONGEST);
    let window = part(text, from..end);
    match window.rfind(char::is_whitespace).filter(|at| *at > LONGEST / 2) {
        Some(at) => from + at + window.get(at..).and_then(|w| w.chars().next()).map_or(1, char::len_utf8),
        None => end,
    }
}

/// Parts that may stand behind a rule and close the interview.
const BEHIND_RULE: usize = 8;

/// Where behind the last label the conversation is over: at a heading, where headings in the talk stand before labels;
/// at a rule, where none stands in the talk.
fn breaks_off(talk: &[Part], tail: &[Part], ending: u8) -> Option<usize> {
    let first = talk.iter().position(|p| matches!(p.says, Says::Opens(_)))?;
    let talk = talk.get(first..).unwrap_or_default();
    let heads =
        |p: &Part| matches!(p.kind, Kind::Heading(level) if level <= ending && p.says == Says::GoesOn);
    let led = talk.windows(2).all(|w| !heads(&w[0]) || heads(&w[1]) || matches!(w[1].says, Says::Opens(_)));
    let heading = tail.iter().position(heads).filter(|_| led);
    let ruled = talk.iter().any(|p| p.kind == Kind::Rule);
    let rule =
        tail.iter().position(|p| p.kind == Kind::Rule).filter(|at| !ruled && tail.len() - at <= BEHIND_RULE);
    // Nothing of an answer stands before it: it was cut in two.
    let ends = heading.into_iter().chain(rule).min()?;
    let answered = talk.last().is_some_and(|p| !p.text.trim().is_empty()) || ends > 0;
    answered.then_some(ends)
}

/// Where a note about one of the speakers stands: nobody opens a paragraph with their own whole name.
fn about_one(tail: &[Part], people: &[String], labels: &[String]) -> Option<usize> {
    let labels = labels.iter().take(ALIASED);
    let keys: Vec<String> = labels.map(|l| label::key(l)).filter(|k| k.chars().count() > 1).collect();
    let labelled = |text: &str| {
        if keys.is_empty() {
            return false;
        }
        let name = people::capitalised(head(text, 60))
            .into_iter()
            .next()
            .filter(|name| text.starts_with(name.as_str()));
        name.is_some_and(|name| keys.iter().any(|key| abbreviates(key, &label::key(&name))))
    };
    let tells = |text: &str| {
        let text = text.trim_start().trim_start_matches(['—', '–', '-', '*', '_', '(', '[', ' ']);
        labelled(text)
            || people.iter().any(|name| {
                let behind = text.strip_prefix(name.as_str());
                behind
                    .is_some_and(|b| !b.starts_with(|c: char| c.is_alphanumeric() || matches!(c, ':' | '：')))
            })
    };
    tail.iter().position(|p| p.apart && p.fate.is_none() && p.says == Says::GoesOn && tells(&p.text))
}

/// An editor's line about the author.
fn all_italic(part: &Part) -> bool {
    let italic = |e: &&Emphasis| e.stress == Stress::Italic;
    let covered: usize = part.emphasis.iter().filter(italic).map(|e| e.span.len()).sum();
    covered * 10 >= part.text.trim().len() * 9 && covered > 0
}

/// From the first part that closes the interview on, all is closing matter.
fn settle_closing(tail: &mut [Part], rarely_goes_on: bool, ends: Option<usize>) {
    let closing = tail.iter().enumerate().position(|(n, p)| {
        let text = matches!(p.kind, Kind::Text | Kind::Quotation | Kind::ListItem | Kind::Heading(_));
        p.fate.is_none()
            && text
            && (ends.is_some_and(|ends| n >= ends)
                || chrome::closes(&p.text)
                || all_italic(p)
                || (rarely_goes_on && p.apart && !p.text.trim().is_empty()))
    });
    let Some(from) = closing else { return };
    for part in tail.iter_mut().skip(from).filter(|p| p.fate.is_none()) {
        if matches!(
            part.kind,
            Kind::Text | Kind::Quotation | Kind::ListItem | Kind::Footnote | Kind::TableRow
        ) {
            part.fate = Some(BlockKind::Closing);
        }
    }
}
