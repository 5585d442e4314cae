//! The neutral blocks that every format reader yields: what stands there, without saying what it is in an interview.
//!
//! A block's text keeps its line breaks, as a label may stand at the start of any line. It must not know conventions.

use std::borrow::Cow;

use crate::interview::{Cue, Emphasis, Hidden, Link, SourceRange};
use crate::text::{Offset, Span, find_byte, find_either, part};

/// What the format says that a block is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[allow(dead_code, reason = "plain text has no tables and footnotes; the readers of other formats do")]
pub(super) enum Kind {
    /// Running text.
    #[default]
    Text,
    /// A heading; 1 is the highest level.
    Heading(u8),
    /// One item of a list, its bullet (not its number) taken off.
    ListItem,
    /// Quoted from elsewhere.
    Quotation,
    /// A row of a table, its cells divided by tabs.
    TableRow,
    /// A footnote.
    Footnote,
    /// A rule between paragraphs.
    Rule,
    /// What the format itself says is not read: front matter, caption indexes.
    Hidden(Hidden),
}

/// One block.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Block {
    /// What it is.
    pub(super) kind: Kind,
    /// Its text, lines divided by line feeds.
    pub(super) text: String,
    /// Stressed runs in order, in bytes of `text`.
    pub(super) emphasis: Vec<Emphasis>,
    /// What leads elsewhere, in order, in bytes of `text`.
    pub(super) links: Vec<Link>,
    /// Who says it, where the format says so.
    pub(super) speaker: Option<String>,
    /// When it is said, where the format says so.
    pub(super) cue: Option<Cue>,
    /// Where it stands in the reader's sanitized text.
    pub(super) source: SourceRange,
    /// Bytes of the source before the text: a bullet that was taken off.
    pub(super) lead: u32,
    /// A blank line or the format sets it off from what stands before.
    pub(super) apart: bool,
}

impl Block {
    /// Where a byte of the text stands in the source. Exact where the text is a stretch of the source; never
    /// outside of
    /// it.
    pub(super) fn source_at(&self, offset: usize) -> u32 {
        let offset = u32::try_from(offset).unwrap_or(u32::MAX);
        self.source.start.saturating_add(self.lead).saturating_add(offset).min(self.source.end)
    }
}

/// What is said of a stretch of a text, and goes where the stretch goes.
pub(super) trait Run: Clone {
    /// The stretch, in bytes of the text.
    fn span(&self) -> Span;
    /// The same of another stretch.
    fn over(&self, span: Span) -> Self;
}

impl Run for Emphasis {
    fn span(&self) -> Span {
        self.span
    }

    fn over(&self, span: Span) -> Emphasis {
        Emphasis { span, ..*self }
    }
}

impl Run for Link {
    fn span(&self) -> Span {
        self.span
    }

    fn over(&self, span: Span) -> Link {
        Link { span, target: self.target.clone() }
    }
}

/// Deals the runs of a text out to stretches of it that follow one another, so that many of both cost no more than
/// themselves.
pub(super) struct Dealer<'r, R> {
    /// Those that begin further on, in order.
    rest: &'r [R],
    /// Those that have begun and did not end yet.
    open: Vec<&'r R>,
}

impl<'r, R: Run> Dealer<'r, R> {
    /// Runs in the order of their beginnings.
    pub(super) fn new(runs: &'r [R]) -> Dealer<'r, R> {
        Dealer { rest: runs, open: Vec::new() }
    }

    /// The runs as those of the next stretch, which begins nowhere before the last one did.
    pub(super) fn within(&mut self, from: usize, to: usize) -> Vec<R> {
        if self.rest.is_empty() && self.open.is_empty() {
            return Vec::new();
        }
        let begun = self.rest.partition_point(|run| run.span().start.bytes() < to);
        let (begun, rest) = self.rest.split_at(begun);
        self.rest = rest;
        self.open.extend(begun);
        self.open.retain(|run| run.span().end.bytes() > from);
        let inside = |run: &&R| {
            let span = run.span().intersection(Span::new(from, to))?;
            Some(run.over(Span::new(span.start.bytes() - from, span.end.bytes() - from)))
        };
        self.open.iter().filter_map(inside).collect()
    }
}

/// A stretch of a text with the emphasis in it.
pub(super) fn part_of(text: &str, emphasis: &[Emphasis], from: usize, to: usize) -> (String, Vec<Emphasis>) {
    (part(text, from..to).to_owned(), Dealer::new(emphasis).within(from, to))
}

/// One line of text from several, with its emphasis.
pub(super) fn flow<'a>(text: &'a str, emphasis: &[Emphasis]) -> (Cow<'a, str>, Vec<Emphasis>) {
    let flow = Flow::of(text);
    let emphasis = flow.carried(emphasis);
    (flow.text, emphasis)
}

/// One line of text from several: line breaks become spaces (nothing between Chinese and Japanese characters), tabs
/// become spaces, blanks at both ends of each line go. What is said of runs of the text is carried along.
pub(super) struct Flow<'a> {
    /// The line.
    pub(super) text: Cow<'a, str>,
    /// Where each line's text began: in the old text, in the new one, and its length.
    lines: Vec<(usize, usize, usize)>,
    /// Where it began, if there was but one.
    lead: usize,
}

impl<'a> Flow<'a> {
    pub(super) fn of(text: &'a str) -> Flow<'a> {
        if find_either(text.as_bytes(), b'\n', b'\t').is_none() {
            let lead = text.len() - text.trim_start().len();
            return Flow { text: Cow::Borrowed(text.trim()), lines: Vec::new(), lead };
        }
        let mut out = String::with_capacity(text.len());
        let mut lines = Vec::new();
        let mut at = 0;
        for line in text.split('\n') {
            let kept = line.trim();
            let from = at + (line.len() - line.trim_start().len());
            at += line.len() + 1;
            if kept.is_empty() {
                continue;
            }
            if let (Some(before), Some(after)) = (out.chars().next_back(), kept.chars().next())
                && !(unspaced(before) && unspaced(after))
            {
                out.push(' ');
            }
            lines.push((from, out.len(), kept.len()));
            if find_byte(kept.as_bytes(), b'\t').is_some() {
                out.extend(kept.chars().map(|c| if c == '\t' { ' ' } else { c }));
            } else {
                out.push_str(kept);
            }
        }
        Flow { text: Cow::Owned(out), lines, lead: 0 }
    }

    /// Runs of the text as those of the line; what stood over blanks alone goes with them.
    pub(super) fn carried<R: Run>(&self, runs: &[R]) -> Vec<R> {
        let carry = |run: &R| {
            let span = Span::new(self.place(run.span().start), self.place(run.span().end));
            (!span.is_empty()).then(|| run.over(span))
        };
        runs.iter().filter_map(carry).collect()
    }

    fn place(&self, offset: Offset) -> usize {
        let offset = offset.bytes();
        if self.lines.is_empty() {
            return offset.saturating_sub(self.lead).min(self.text.len());
        }
        let line = self.lines.partition_point(|(from, ..)| *from <= offset).checked_sub(1);
        line.and_then(|i| self.lines.get(i)).map_or(0, |(from, to, length)| to + (offset - from).min(*length))
    }
}

/// Written without spaces between words.
fn unspaced(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{312f}' | '\u{31a0}'..='\u{a4cf}' | '\u{f900}'..='\u{faff}')
        || matches!(c, '\u{ff00}'..='\u{ff9f}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::interview::Stress;

    #[test]
    fn lines_flow_into_one() {
        for (text, expected) in [
            ("  one \n   two", "one two"),
            ("一行目\n二行目", "一行目二行目"),
            ("안녕\n하세요", "안녕 하세요"),
            ("a\tb", "a b"),
            ("\u{a0}\n x \n\n", "x"),
        ] {
            assert_eq!(flow(text, &[]).0, expected);
        }
    }

    #[test]
    fn runs_are_dealt_out_to_stretches() {
        let run = |start, end| Emphasis { span: Span::new(start, end), stress: Stress::Bold };
        let runs = [run(0, 9), run(1, 2), run(2, 5), run(6, 7)];
        let mut dealer = Dealer::new(&runs);
        for (from, to, expected) in [
            (0, 2, vec![run(0, 2), run(1, 2)]),
            (2, 4, vec![run(0, 2), run(0, 2)]),
            (4, 4, vec![]),
            (4, 6, vec![run(0, 2), run(0, 1)]),
            (8, 20, vec![run(0, 1)]),
        ] {
            assert_eq!(dealer.within(from, to), expected, "{from}..{to}");
        }
    }

    #[test]
    fn emphasis_follows_the_flow() {
        let bold = Emphasis { span: Span::new(2, 11), stress: Stress::Bold };
        let (text, emphasis) = flow("  one\n   two three", &[bold]);
        assert_eq!(text, "one two three");
        assert_eq!(crate::text::slice(&text, emphasis[0].span), "one tw");
        let (text, emphasis) = flow(" one two ", &[Emphasis { span: Span::new(4, 9), ..bold }]);
        assert_eq!(crate::text::slice(&text, emphasis[0].span), " two");
    }
}
