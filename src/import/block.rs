//! The neutral blocks that every format reader yields: what stands there, without saying what it is in an interview.
//!
//! A block's text keeps its line breaks, as a label may stand at the start of any line. It must not know conventions.

use std::borrow::Cow;

use crate::interview::{Cue, Emphasis, Hidden, SourceRange};
use crate::text::{Span, part};

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

/// A stretch of a text with the emphasis in it.
pub(super) fn part_of(text: &str, emphasis: &[Emphasis], from: usize, to: usize) -> (String, Vec<Emphasis>) {
    let emphasis = emphasis.iter().filter_map(|e| {
        let span = e.span.intersection(Span::new(from, to))?;
        let span = Span::new(span.start.bytes() - from, span.end.bytes() - from);
        Some(Emphasis { span, stress: e.stress })
    });
    (part(text, from..to).to_owned(), emphasis.collect())
}

/// One line of text from several: line breaks become spaces (nothing between Chinese and Japanese characters), tabs
/// become spaces, blanks at both ends of each line go. Emphasis follows.
pub(super) fn flow<'a>(text: &'a str, emphasis: &[Emphasis]) -> (Cow<'a, str>, Vec<Emphasis>) {
    if emphasis.is_empty() && memchr::memchr2(b'\n', b'\t', text.as_bytes()).is_none() {
        return (Cow::Borrowed(text.trim()), Vec::new());
    }
    let mut out = String::with_capacity(text.len());
    // Where each line's text begins: in the old text, in the new one, and its length.
    let mut moved: Vec<(usize, usize, usize)> = Vec::new();
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
        moved.push((from, out.len(), kept.len()));
        if memchr::memchr(b'\t', kept.as_bytes()).is_some() {
            out.extend(kept.chars().map(|c| if c == '\t' { ' ' } else { c }));
        } else {
            out.push_str(kept);
        }
    }
    let place = |offset: usize| {
        let line = moved.partition_point(|(from, ..)| *from <= offset).checked_sub(1);
        line.and_then(|i| moved.get(i)).map_or(0, |(from, to, length)| to + (offset - from).min(*length))
    };
    let emphasis = emphasis.iter().filter_map(|e| {
        let span = Span::new(place(e.span.start.bytes()), place(e.span.end.bytes()));
        (!span.is_empty()).then_some(Emphasis { span, stress: e.stress })
    });
    let emphasis = emphasis.collect();
    (Cow::Owned(out), emphasis)
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
    fn emphasis_follows_the_flow() {
        let bold = Emphasis { span: Span::new(2, 11), stress: Stress::Bold };
        let (text, emphasis) = flow("  one\n   two three", &[bold]);
        assert_eq!(text, "one two three");
        assert_eq!(crate::text::slice(&text, emphasis[0].span), "one tw");
    }
}
