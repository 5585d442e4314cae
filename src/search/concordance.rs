//! The concordance: every place of a term with its keyword in one column, what stands left and right of it beside.
//!
//! It must not know a screen; columns are those of `text`.

use super::vocabulary::is_hangul;
use crate::interview::{BlockKind, Interview, Passage};
use crate::text::{fold, head, part, slice, tail};

/// Columns on either side of the keyword in a concordance that is written down.
pub const SIDE_COLUMNS: usize = 36;

/// A place with its context.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KwicLine {
    /// What stands before, at most the columns asked for; `…` where more stands before that.
    pub left: String,
    /// The keyword as it is written.
    pub keyword: String,
    /// What stands behind.
    pub right: String,
    /// Where.
    pub passage: Passage,
    /// Who says it; none in running text.
    pub speaker: Option<String>,
}

/// What the lines of a concordance are sorted by; ties by place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Order {
    /// As they stand in the interview.
    #[default]
    Place,
    /// By the words before, the nearest first.
    Left,
    /// By the words behind.
    Right,
    /// By who says them.
    Speaker,
}

impl Order {
    /// The next of all orders; after the last, the first.
    #[must_use]
    pub fn next(self) -> Order {
        match self {
            Order::Place => Order::Left,
            Order::Left => Order::Right,
            Order::Right => Order::Speaker,
            Order::Speaker => Order::Place,
        }
    }

    /// What it sorts by.
    pub fn name(self) -> &'static str {
        match self {
            Order::Place => "place",
            Order::Left => "left word",
            Order::Right => "right word",
            Order::Speaker => "speaker",
        }
    }
}

impl KwicLine {
    /// The same line with less around its keyword: at most so many columns on the left and on the right.
    pub fn around(&self, left: usize, right: usize) -> (String, String) {
        (end(&self.left, left), beginning(&self.right, right))
    }
}

/// The lines of some passages of an interview, in their order; `columns` on either side of the keyword.
pub fn concordance(
    interview: &Interview,
    passages: impl IntoIterator<Item = Passage>,
    columns: usize,
) -> Vec<KwicLine> {
    passages.into_iter().map(|passage| line(interview, passage, columns)).collect()
}

/// Sorts the lines of a concordance.
pub fn sort_lines(lines: &mut [KwicLine], order: Order) {
    let words = |text: &str| {
        let folded = fold(text);
        let words = folded.text().split(|c: char| !c.is_alphanumeric() && !is_hangul(c));
        words.filter(|word| !word.is_empty()).map(str::to_owned).collect::<Vec<_>>()
    };
    lines.sort_by_cached_key(|line| {
        let key = match order {
            Order::Place => Vec::new(),
            Order::Left => words(&line.left).into_iter().rev().collect(),
            Order::Right => words(&line.right),
            Order::Speaker => vec![line.speaker.clone().unwrap_or_default()],
        };
        (key, line.passage)
    });
}

/// The name of whoever says a paragraph.
pub fn speaker_of(interview: &Interview, passage: Passage) -> Option<&str> {
    match interview.kind_of(passage.paragraph) {
        BlockKind::Turn(speaker) => interview.speaker(speaker).map(crate::interview::Speaker::display),
        _ => None,
    }
}

fn line(interview: &Interview, passage: Passage, columns: usize) -> KwicLine {
    let text = interview.text(passage.paragraph);
    let before = part(text, 0..passage.span.start.bytes());
    let behind = part(text, passage.span.end.bytes()..text.len());
    KwicLine {
        left: end(before, columns),
        keyword: slice(text, passage.span).to_owned(),
        right: beginning(behind, columns),
        passage,
        speaker: speaker_of(interview, passage).map(str::to_owned),
    }
}

fn beginning(text: &str, columns: usize) -> String {
    let all = head(text, columns);
    if all.len() == text.len() {
        return all.to_owned();
    }
    format!("{}…", head(text, columns.saturating_sub(1)))
}

/// The end of a text that fits; `…` where more stands before it.
fn end(text: &str, columns: usize) -> String {
    if tail(text, columns).len() == text.len() {
        return text.to_owned();
    }
    format!("…{}", tail(text, columns.saturating_sub(1)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::{Finder, Query};
    use crate::text::width;

    const TALK: &str = "
        Q: What did the mill make?
        A: The old mill made flour. 안미경중 mill 안미경중.
        B: Any mill can.";

    fn lines(order: Order) -> Vec<KwicLine> {
        let interview = crate::search::made::interview(TALK);
        let finder = Finder::new(Query::new("mill"), &interview, false);
        let mut lines = concordance(&interview, finder.matches().iter().copied(), 9);
        sort_lines(&mut lines, order);
        lines
    }

    #[test]
    fn the_keyword_has_its_column() {
        let shown: Vec<_> =
            lines(Order::Place).iter().map(|l| format!("{}[{}]{}", l.left, l.keyword, l.right)).collect();
        assert_eq!(
            shown,
            ["…did the [mill] make?", "The old [mill] made fl…", "…미경중 [mill] 안미경…", "Any [mill] can."]
        );
        assert!(lines(Order::Place).iter().all(|l| width(&l.left) <= 9 && width(&l.right) <= 9));
    }

    #[test]
    fn lines_are_sorted() {
        for (order, wanted) in [
            (Order::Place, ["make?", "made", "안미경…", "can."]),
            (Order::Right, ["can.", "made", "make?", "안미경…"]),
            (Order::Left, ["can.", "made", "make?", "안미경…"]),
            (Order::Speaker, ["made", "안미경…", "make?", "can."]),
        ] {
            let first = |l: &KwicLine| l.right.split_whitespace().next().unwrap_or_default().to_owned();
            assert_eq!(lines(order).iter().map(first).collect::<Vec<_>>(), wanted, "{order:?}");
        }
    }
}
