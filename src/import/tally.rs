//! Evidence: what opens the lines of a document, counted. It must not decide anything.

use std::collections::BTreeMap;

use super::block::{Block, Kind};
use super::label::{self, Opening, Shape};
use super::options::LabelRule;
use super::words::{ASKING_ENDS, PROMPTS};
use crate::interview::Stress;
use crate::text::{Offset, begins_with, part};

/// Different labels that are counted; a text with more has none.
const LABELS: usize = 20_000;

/// Bytes from which on much is said.
const LONG: usize = 150;

/// Ways of marking turns that don't mix by chance.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Family {
    Colon,
    Bracket,
    Parenthesis,
    Alone,
    Spaced,
    Dash,
}

impl Family {
    const COUNT: usize = 6;

    pub(super) const NAMED: [Family; 5] =
        [Family::Colon, Family::Bracket, Family::Parenthesis, Family::Alone, Family::Spaced];

    pub(super) fn of(shape: Shape) -> Option<Family> {
        match shape {
            Shape::Colon | Shape::Mark | Shape::Timed => Some(Family::Colon),
            Shape::Bracketed => Some(Family::Bracket),
            Shape::Parenthesised => Some(Family::Parenthesis),
            Shape::Alone => Some(Family::Alone),
            Shape::Spaced => Some(Family::Spaced),
            Shape::Dash => Some(Family::Dash),
            Shape::Time => None,
        }
    }
}

/// What is known of one label.
#[derive(Clone, Debug, Default)]
pub(super) struct Seen {
    /// As first written.
    pub(super) label: String,
    pub(super) count: usize,
    /// With a colon or a mark of its own kind: `Q.` among `Q:` is a slip.
    pub(super) marks: usize,
    /// Times that it came after another label.
    pub(super) changes: usize,
    /// Times that it was a heading.
    pub(super) headed: usize,
    /// Times that much is said behind it.
    pub(super) long: usize,
    /// Times that it opened a block, not a line in one.
    pub(super) starts: usize,
    /// Times that what it opens asks.
    pub(super) asks: usize,
    /// Turns that ask anywhere.
    pub(super) asking_turns: usize,
    /// Times that it alone of its line was bold.
    pub(super) bold: usize,
    /// Times that text follows on its line.
    pub(super) said: usize,
    /// Order of the first sight among all labels' sights.
    pub(super) first: usize,
    /// Where it was first seen in the source.
    pub(super) source: u32,
}

/// Blocks that one sign opens.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Marked {
    pub(super) all: usize,
    /// Those that ask.
    pub(super) asking: usize,
    /// Those with a long dash: `――`, `——`.
    pub(super) long: usize,
}

/// The sign that a mark stands for: all dashes are one.
pub(super) fn sign_of(mark: &str) -> char {
    match mark.chars().next() {
        None | Some('-' | '–' | '—' | '―' | '─' | '－') => '-',
        Some(sign) => sign,
    }
}

/// The labels of one family.
#[derive(Default)]
struct Labels {
    /// By key, and in the order of their keys, so that equal documents are decided equally: where each is in `seen`.
    places: BTreeMap<String, usize>,
    /// In the order of their first sight.
    seen: Vec<Seen>,
    /// The label seen last.
    last: Option<usize>,
    /// The label of the turn that goes on and has not asked yet.
    open: Option<usize>,
}

impl Labels {
    fn get(&self, key: &str) -> Option<&Seen> {
        self.places.get(key).and_then(|place| self.seen.get(*place))
    }

    /// The place of a label, a new one too; none where there are too many.
    fn place(&mut self, key: String, new: impl FnOnce() -> Seen) -> Option<usize> {
        if let Some(place) = self.places.get(&key) {
            return Some(*place);
        }
        let place = self.seen.len();
        if place >= LABELS {
            return None;
        }
        self.places.insert(key, place);
        self.seen.push(new());
        Some(place)
    }
}

/// Counts over a document.
#[derive(Default)]
pub(super) struct Tally {
    /// How labels look, where the reader says so.
    pub(super) rule: Option<LabelRule>,
    /// By family.
    labels: [Labels; Family::COUNT],
    sights: usize,
    /// Blocks whose speaker the format says.
    pub(super) spoken: usize,
    /// By level: headings, and those that ask.
    pub(super) headings: [(usize, usize); 7],
    /// Bold lines that open a block, and those that ask.
    pub(super) bold: (usize, usize),
    /// The same in italics.
    pub(super) italic: (usize, usize),
    /// Blocks of text that count up from 1, and those that ask.
    pub(super) numbered: (usize, usize),
    /// Quotations, and those that ask.
    pub(super) quotes: (usize, usize),
    /// Blocks opened by a dash or another sign, by sign; all dashes are one.
    pub(super) marks: BTreeMap<char, Marked>,
    /// How often a block opened by the second sign stood right behind one opened by the first.
    pub(super) followed: BTreeMap<(char, char), usize>,
    /// The signs that opened this block of text and the one before.
    mark: Option<char>,
    mark_before: Option<char>,
    /// Blocks of text, short ones of one line that ask, and such with a block that does not ask behind.
    pub(super) blocks: usize,
    pub(super) asking: usize,
    pub(super) answered: usize,
    /// Lines that open with a time and no bracket.
    pub(super) times: usize,
    /// Lines that are a time alone.
    pub(super) bare_times: usize,
    asked_before: bool,
    /// Labels in quotations are part of what is quoted.
    pub(super) mute_quotes: bool,
}

impl Tally {
    pub(super) fn new(rule: Option<LabelRule>) -> Tally {
        Tally { rule, ..Tally::default() }
    }

    /// The same for a document: where hardly anything is quoted, nobody speaks in quotations.
    pub(super) fn of_document(rule: Option<LabelRule>, blocks: &[Block]) -> Tally {
        let said = blocks.iter().filter(|b| matches!(b.kind, Kind::Text | Kind::Quotation));
        let quoted = blocks.iter().filter(|b| b.kind == Kind::Quotation).count();
        Tally { mute_quotes: quoted * 5 < said.count() * 2, ..Tally::new(rule) }
    }

    /// Counts one block.
    pub(super) fn see(&mut self, block: &Block) {
        self.spoken += usize::from(block.speaker.is_some());
        match block.kind {
            Kind::Heading(level) => {
                if let Some((all, asking)) = self.headings.get_mut(usize::from(level.min(6))) {
                    *all += 1;
                    *asking += usize::from(asks(&block.text));
                }
                self.asked_before = false;
                let opening = label::opening_by(self.rule.as_ref(), &block.text);
                if let Some(opening) = opening.filter(|o| names_in_heading(o)) {
                    self.see_opening(block, 0, &block.text, &opening);
                }
            }
            Kind::Text | Kind::ListItem | Kind::Quotation => self.see_text(block),
            Kind::TableRow if speaks_in_row(block) => self.see_text(block),
            _ => {}
        }
    }

    fn see_text(&mut self, block: &Block) {
        self.blocks += 1;
        self.mark_before = self.mark.take();
        let question = is_question_line(block);
        self.asking += usize::from(question);
        self.answered += usize::from(self.asked_before && !question);
        self.asked_before = question;
        for (stress, count) in [(Stress::Bold, &mut self.bold), (Stress::Italic, &mut self.italic)] {
            if let Some(end) = stressed_line(block, stress) {
                count.0 += 1;
                count.1 += usize::from(asks(part(&block.text, 0..end)));
            }
        }
        if number(&block.text) == Some(self.numbered.0 + 1) {
            self.numbered.0 += 1;
            self.numbered.1 += usize::from(question);
        }
        if block.kind == Kind::Quotation {
            self.quotes.0 += 1;
            self.quotes.1 += usize::from(question);
        }
        if block.kind == Kind::Quotation && self.mute_quotes {
            return;
        }
        let mut at = 0;
        for line in block.text.split('\n') {
            if let Some(opening) = label::opening_by(self.rule.as_ref(), line) {
                self.see_opening(block, at, line, &opening);
            }
            if asks(line) {
                self.credit();
            }
            at += line.len() + 1;
        }
    }

    fn see_opening(&mut self, block: &Block, at: usize, line: &str, opening: &Opening<'_>) {
        let Some(family) = Family::of(opening.shape) else {
            self.times += usize::from(line.trim_start().starts_with(|c: char| c.is_ascii_digit()));
            self.bare_times += usize::from(part(line, opening.rest..line.len()).trim().is_empty());
            return;
        };
        let said = part(line, opening.rest..line.len()).trim_end();
        if family == Family::Dash {
            if at == 0 {
                let sign = sign_of(opening.label);
                let marked = self.marks.entry(sign).or_default();
                marked.all += 1;
                marked.asking += usize::from(asks(&block.text));
                marked.long += usize::from(
                    opening.label.chars().count() > 1 && opening.label.starts_with(['–', '—', '―', '─']),
                );
                self.mark = Some(sign);
                if let Some(before) = self.mark_before {
                    *self.followed.entry((before, sign)).or_default() += 1;
                }
            }
            return;
        }
        if family == Family::Alone && at > 0 {
            return;
        }
        let named = match self.rule {
            Some(_) => Some(opening.key()),
            None => label::somebody(opening.label),
        };
        let Some(key) = named else { return };
        let first = self.sights + 1;
        let new = || {
            let (label, source) = (opening.label.to_owned(), block.source_at(at));
            Seen { label, source, first, ..Seen::default() }
        };
        let labels = &mut self.labels[family as usize];
        let Some(place) = labels.place(key, new) else { return };
        let Some(seen) = labels.seen.get_mut(place) else { return };
        self.sights += 1;
        labels.open = Some(place);
        let changed = labels.last.replace(place) != Some(place);
        seen.count += 1;
        seen.marks += usize::from(opening.shape == Shape::Mark);
        seen.changes += usize::from(changed);
        seen.starts += usize::from(at == 0);
        seen.headed += usize::from(matches!(block.kind, Kind::Heading(_)));
        seen.bold += usize::from(bold_label(block, at, line, opening));
        seen.long += usize::from(said.len() >= LONG);
        seen.said += usize::from(!said.is_empty());
        let stressed = [Stress::Bold, Stress::Italic].into_iter().filter_map(|s| stressed_line(block, s));
        let mut stressed = stressed.filter(|end| at == 0 && *end > opening.rest);
        let asking = asks(if said.is_empty() { &block.text } else { said });
        seen.asks += usize::from(asking || stressed.any(|end| asks(part(&block.text, 0..end))));
    }

    /// The turn that is going on asks, whoever's it is.
    fn credit(&mut self) {
        for labels in &mut self.labels {
            if let Some(seen) = labels.open.take().and_then(|place| labels.seen.get_mut(place)) {
                seen.asking_turns += 1;
            }
        }
    }

    /// One label in one family.
    pub(super) fn get(&self, family: Family, key: &str) -> Option<&Seen> {
        self.labels[family as usize].get(key)
    }

    /// Whether a family has no labels.
    pub(super) fn lacks(&self, family: Family) -> bool {
        self.labels[family as usize].seen.is_empty()
    }

    /// The labels of one family, in the order of their keys.
    pub(super) fn of(&self, family: Family) -> impl Iterator<Item = (&String, &Seen)> {
        let Labels { places, seen, .. } = &self.labels[family as usize];
        places.iter().filter_map(|(key, place)| Some((key, seen.get(*place)?)))
    }

    /// How often a label was seen in a family.
    pub(super) fn count(&self, family: Family, key: &str) -> usize {
        self.get(family, key).map_or(0, |seen| seen.count)
    }
}

/// Whether a row of a table may be a turn: a label in one cell, what is said in the next and last.
pub(super) fn speaks_in_row(block: &Block) -> bool {
    let line = block.text.split('\n').next().unwrap_or_default();
    let opening = label::opening(line).filter(|o| matches!(o.shape, Shape::Spaced | Shape::Colon));
    opening.is_some_and(|o| !part(&block.text, o.rest..block.text.len()).contains('\t'))
}

/// Bytes of an aside or a time behind a question.
const ASIDE: usize = 32;

/// Whether a text ends with a question, in any script's marks; a few closing words behind the mark are let pass, and
/// an aside or a time in brackets.
pub(super) fn asks(text: &str) -> bool {
    let mut end = text.trim_end();
    for _ in 0..3 {
        end = end.trim_end_matches(['"', '”', '’', '\'', '»', '」', '』', '*', '_', ' ', '\u{a0}']);
        if end.ends_with(['?', '？', '؟', '⁇', '‽', '\u{37e}', '՞', '፧', '⸮']) {
            return true;
        }
        let Some(before) = without_aside(end) else { break };
        end = before;
    }
    let bare = end.trim_end_matches(['。', '.', ')', ']']);
    // All of these are words in scripts of their own.
    !bare.ends_with(|c: char| c.is_ascii()) && ASKING_ENDS.iter().any(|asking| bare.ends_with(asking))
}

/// What stands before `(laughs)`, `[00:12]`, `#00:00:12-3#` at the end of a text.
fn without_aside(text: &str) -> Option<&str> {
    let close = text.chars().next_back()?;
    let open = match close {
        ')' => '(',
        ']' => '[',
        '）' => '（',
        '］' => '［',
        '#' => '#',
        _ => return None,
    };
    let inside = part(text, 0..text.len() - close.len_utf8());
    let at = inside.rfind(open).filter(|at| inside.len() - at <= ASIDE)?;
    Some(part(inside, 0..at).trim_end())
}

/// Words that a question by itself may have.
const QUESTION_WORDS: usize = 60;

/// Whether a block is a question by itself: one short line that asks and is no list item.
pub(super) fn is_question_line(block: &Block) -> bool {
    let text = block.text.as_str();
    // Words are counted last, and where there may be so many: most text does not ask.
    let few = || text.len() < 2 * QUESTION_WORDS || text.split_whitespace().nth(QUESTION_WORDS).is_none();
    text.len() <= 600 && (asks(text) || prompts(text)) && few()
}

/// Whether a short text asks without a question mark: `Tell us about the boat.`
fn prompts(text: &str) -> bool {
    if !text.ends_with('.') || text.len() > 200 {
        return false;
    }
    let opening = text.trim_start_matches(|c: char| !c.is_alphabetic());
    PROMPTS.iter().any(|prompt| begins_with(opening, prompt))
}

/// Whether a heading may say who speaks: by a mark of its own, or by a whole name.
pub(super) fn names_in_heading(opening: &Opening<'_>) -> bool {
    match opening.shape {
        Shape::Alone => (2..=3).contains(&opening.label.split_whitespace().count()),
        Shape::Dash | Shape::Time => false,
        _ => true,
    }
}

/// Stressed runs inside one another.
const NESTED: usize = 16;

/// Whether a label is bold, and what is said behind it is not.
fn bold_label(block: &Block, at: usize, line: &str, opening: &Opening<'_>) -> bool {
    if line.trim_start().starts_with("**") {
        return true;
    }
    let (from, said) = (at + (line.len() - line.trim_start().len()), at + opening.rest);
    // Runs are in the order of their beginnings: one that opens the line is among the last that have begun there.
    let begun = block.emphasis.partition_point(|e| e.span.start.bytes() <= from);
    let begun = block.emphasis.iter().take(begun).rev().take(NESTED);
    let bold = begun.filter(|e| e.stress == Stress::Bold);
    let mut bold = bold.map(|e| (e.span.start.bytes(), e.span.end.bytes()));
    bold.any(|(start, end)| start <= from && end > from && end <= said)
}

/// The number that counts a block: `3.`, `3)`, `3 -`, `(3)`, `[3]`, `#3`.
pub(super) fn number(text: &str) -> Option<usize> {
    let text = text.trim_start().trim_start_matches(['(', '[', '#', '（', '【', '第']);
    let behind = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = part(text, 0..text.len() - behind.len());
    let mut signs = behind.trim_start().chars();
    let sign = signs.next()?;
    let counts = matches!(
        sign,
        '.' | ')' | ']' | '-' | '–' | '—' | '）' | '】' | '、' | '．' | '问' | '問' | '°' | 'º'
    );
    let goes_on = signs.next().is_some_and(|c| c.is_ascii_digit());
    if counts && !goes_on && (1..=3).contains(&digits.len()) { digits.parse().ok() } else { None }
}

/// Where a stressed run ends that is the first line, or opens it and asks.
pub(super) fn stressed_line(block: &Block, stress: Stress) -> Option<usize> {
    let run = block.emphasis.iter().find(|e| e.stress == stress)?;
    let line = block.text.split('\n').next().unwrap_or_default();
    let lead = line.len() - line.trim_start().len();
    let end = line.trim_end().len();
    let (from, to) = (run.span.start, run.span.end.bytes());
    // A question that was broken over lines, or whose answer stands on its line.
    let opens = from <= Offset::new(lead) && to > lead;
    let whole = opens && to + 1 >= end && end > 0;
    let opening = part(&block.text, 0..to);
    let asking = opens && asks(opening) && opening.split_whitespace().nth(2).is_some();
    if asking { Some(to) } else { whole.then_some(end) }
}
