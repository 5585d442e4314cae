//! The list of links as an overlay: what leads elsewhere, from where, and which of them is chosen. It must not know how
//! it is drawn.

use super::filter::Filter;
use crate::interview::{Interview, ParagraphId, Target};
use crate::quote::links;
use crate::text::{fold, shorten, slice};

/// Columns that are kept of the words of a link.
const SAID: usize = 200;

/// A link as listed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkRow {
    /// The address of the paragraph that it stands in.
    pub place: String,
    /// The words that lead there; empty where they are the address itself.
    pub said: String,
    /// Where it leads.
    pub target: Target,
}

/// The links of an interview.
#[derive(Clone, Debug, Default)]
pub struct LinkList {
    all: Vec<LinkRow>,
    /// Those that the filter leaves, by their places among all.
    listed: Vec<usize>,
    filter: Filter,
    chosen: usize,
    /// Columns of the widest place.
    columns: usize,
}

impl LinkList {
    /// All links of an interview, those of its hidden paragraphs too if they are shown. The first one behind a
    /// paragraph is chosen.
    pub(super) fn new(interview: &Interview, hidden: bool, from: ParagraphId) -> LinkList {
        let mut list = LinkList::default();
        for block in interview.blocks().iter().filter(|block| hidden || !block.is_hidden()) {
            for id in block.paragraphs() {
                if id <= from {
                    list.chosen = list.all.len();
                }
                let row = |link: crate::interview::Link| {
                    let said = slice(interview.text(id), link.span);
                    let bare = said == link.target.as_str();
                    let said = if bare { String::new() } else { shorten(said, SAID) };
                    LinkRow { place: interview.address(id).to_string(), said, target: link.target }
                };
                list.all.extend(links(interview, id).into_iter().map(row));
            }
        }
        list.listed = (0..list.all.len()).collect();
        list.columns = list.all.iter().map(|row| row.place.len()).max().unwrap_or_default();
        list.choose(0);
        list
    }

    /// How many there are, whatever the filter leaves.
    pub fn count(&self) -> usize {
        self.all.len()
    }

    /// Columns that the widest of all places takes.
    pub fn place_columns(&self) -> usize {
        self.columns
    }

    /// Those that the filter leaves, each with its number from 1.
    pub fn listed(&self) -> impl ExactSizeIterator<Item = (usize, &LinkRow)> {
        self.listed.iter().map(|at| (at + 1, &self.all[*at]))
    }

    /// Which of the listed is chosen, from 0.
    pub fn chosen(&self) -> usize {
        self.chosen
    }

    /// The chosen link, or the one of a number, whether it is listed or not.
    pub fn pick(&self, number: Option<u32>) -> Option<&LinkRow> {
        match number {
            Some(number) => self.all.get((number as usize).checked_sub(1)?),
            None => self.listed.get(self.chosen).map(|at| &self.all[*at]),
        }
    }

    /// Chooses further down or up; stays inside the list.
    pub fn choose(&mut self, by: isize) {
        self.chosen = self.chosen.saturating_add_signed(by).min(self.listed.len().saturating_sub(1));
    }

    /// What narrows it.
    pub fn filter(&self) -> &Filter {
        &self.filter
    }

    pub(super) fn filter_mut(&mut self) -> &mut Filter {
        &mut self.filter
    }

    /// Lists what holds all words of the filter, in its own words, its address or its place.
    pub fn narrow(&mut self) {
        let wanted = fold(self.filter.text());
        let holds = |row: &LinkRow| {
            let all = fold(&format!("{} {} {}", row.place, row.said, row.target.as_str()));
            wanted.text().split_whitespace().all(|word| all.text().contains(word))
        };
        self.listed = (0..self.all.len()).filter(|at| holds(&self.all[*at])).collect();
        self.chosen = 0;
    }

    /// Lists all again; what was chosen stays chosen.
    pub fn widen(&mut self) {
        let chosen = self.listed.get(self.chosen).copied().unwrap_or_default();
        self.filter.clear();
        self.narrow();
        self.chosen = chosen;
    }
}
