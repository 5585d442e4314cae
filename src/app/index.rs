//! The term index as an overlay: which terms are listed, in which order, and which is chosen. The terms themselves
//! stand with the interview. It must not know how they are drawn.

use std::cmp::Reverse;

use super::filter::Filter;
use crate::interview::{Interview, Role};
use crate::search::{TermIndex, TermRow};
use crate::text::fold;

/// What the index is sorted by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum IndexOrder {
    /// Names and acronyms, then phrases, then words, each by count.
    #[default]
    Kind,
    /// By count.
    Count,
    /// By the first place.
    First,
    /// By name.
    Name,
}

impl IndexOrder {
    /// The next of all orders; after the last, the first.
    #[must_use]
    pub fn next(self) -> IndexOrder {
        match self {
            IndexOrder::Kind => IndexOrder::Count,
            IndexOrder::Count => IndexOrder::First,
            IndexOrder::First => IndexOrder::Name,
            IndexOrder::Name => IndexOrder::Kind,
        }
    }

    /// What it sorts by.
    pub fn name(self) -> &'static str {
        match self {
            IndexOrder::Kind => "kind",
            IndexOrder::Count => "count",
            IndexOrder::First => "first use",
            IndexOrder::Name => "name",
        }
    }
}

/// The list of terms.
#[derive(Clone, Debug, Default)]
pub struct Index {
    /// Rows of the term index, as listed.
    listed: Vec<usize>,
    order: IndexOrder,
    filter: Filter,
    chosen: usize,
    /// The name that is to be chosen once the terms are counted.
    wanted: String,
    /// The index that is listed.
    version: usize,
}

impl Index {
    /// Of terms that are listed as soon as they are counted; the one with a name is chosen then.
    pub fn new(name: &str) -> Index {
        Index { wanted: name.to_owned(), ..Index::default() }
    }

    /// Lists the terms of another index. What was wanted is chosen then, else what stands where the choice was.
    pub(super) fn renew(&mut self, index: &TermIndex, version: usize) {
        if self.version == version {
            return;
        }
        let chosen = self.chosen;
        self.list(index);
        self.version = version;
        let row = index.row_of(&std::mem::take(&mut self.wanted));
        let at = row.and_then(|row| self.listed.iter().position(|r| *r == row));
        self.chosen = at.unwrap_or(chosen).min(self.listed.len().saturating_sub(1));
    }

    /// Rows of the term index, as listed.
    pub fn listed(&self) -> &[usize] {
        &self.listed
    }

    /// What it is sorted by.
    pub fn order(&self) -> IndexOrder {
        self.order
    }

    /// What narrows it.
    pub fn filter(&self) -> &Filter {
        &self.filter
    }

    pub(super) fn filter_mut(&mut self) -> &mut Filter {
        &mut self.filter
    }

    /// Which of the listed rows is chosen, from 0.
    pub fn chosen(&self) -> usize {
        self.chosen
    }

    /// The chosen row of the term index.
    pub fn row(&self) -> Option<usize> {
        self.listed.get(self.chosen).copied()
    }

    /// Chooses further down or up; stays inside the list.
    pub fn choose(&mut self, by: isize) {
        self.chosen = self.chosen.saturating_add_signed(by).min(self.listed.len().saturating_sub(1));
    }

    /// Sorts by the next order; the same term stays chosen.
    pub fn sort(&mut self, index: &TermIndex) {
        let row = self.row();
        self.order = self.order.next();
        self.list(index);
        self.chosen = row.and_then(|row| self.listed.iter().position(|r| *r == row)).unwrap_or(0);
    }

    /// Lists anew after the filter or the terms have changed; the first is chosen.
    pub fn list(&mut self, index: &TermIndex) {
        let rows = &index.rows;
        self.listed = index.holding(self.filter.text());
        if self.listed.is_empty() {
            self.listed = index.resembling(self.filter.text());
        }
        match self.order {
            IndexOrder::Kind => {}
            IndexOrder::Count => self.listed.sort_by_key(|at| Reverse(rows[*at].places.len())),
            IndexOrder::First => self.listed.sort_by_key(|at| rows[*at].places.first().copied()),
            IndexOrder::Name => self.listed.sort_by_cached_key(|at| fold(&rows[*at].text).text().to_owned()),
        }
        self.chosen = 0;
    }
}

/// How often a term stands in each question, a column each, or in some questions in a row where there are more of them
/// than columns. Nothing is `·`; the height of a bar is the count, from 8 on it is full. Without bars, digits; `+` is
/// more than nine.
pub fn density(row: &TermRow, questions: usize, columns: usize, bars: bool) -> String {
    const BARS: [char; 9] = ['·', '▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
    let share = questions.div_ceil(columns.max(1)).max(1);
    let mut counts = vec![0usize; questions.div_ceil(share)];
    for (number, count) in &row.questions {
        let at = (*number as usize).saturating_sub(1) / share;
        if let Some(sum) = counts.get_mut(at) {
            *sum += count;
        }
    }
    let shown = counts.into_iter().map(|count| match (bars, count) {
        (true, count) => BARS[count.min(BARS.len() - 1)],
        (false, 0) => '.',
        (false, 1..=9) => char::from(b'0' + count as u8),
        (false, _) => '+',
    });
    shown.collect()
}

/// Who said a term first, and in which question.
pub fn first_said(interview: &Interview, row: &TermRow) -> String {
    let Some(first) = row.places.first() else { return String::new() };
    let exchange = interview.exchange_of(first.paragraph).map(|id| &interview.exchanges()[id.index()]);
    let role = match row.first_role {
        Some(Role::Interviewer) => "interviewer",
        Some(Role::Interviewee) => "interviewee",
        Some(Role::Other) => "somebody",
        None => "nobody",
    };
    match exchange.and_then(|e| e.number) {
        Some(number) => format!("{role} {number}"),
        None if row.first_role.is_none() => interview.address(first.paragraph).to_string(),
        None => role.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::TermKind;
    use std::collections::BTreeMap;

    #[test]
    fn counts_become_a_row_of_bars_or_digits() {
        for (counts, questions, columns, bars, digits) in [
            (&[(1, 1), (3, 8), (5, 12)][..], 5, 9, "▁·█·█", "1.8.+"),
            (&[(1, 1), (2, 2), (5, 1)], 5, 3, "▃·▁", "3.1"),
            (&[], 2, 9, "··", ".."),
            (&[(9, 1)], 2, 9, "··", ".."),
            (&[], 0, 9, "", ""),
        ] {
            let row = TermRow {
                text: "mill".into(),
                aliases: Vec::new(),
                kind: TermKind::Word,
                places: Vec::new(),
                questions: counts.iter().copied().collect::<BTreeMap<u32, usize>>(),
                first_role: None,
            };
            assert_eq!(density(&row, questions, columns, true), bars);
            assert_eq!(density(&row, questions, columns, false), digits);
        }
    }
}
