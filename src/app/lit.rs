//! Lit terms: what stays lit while the reader reads and searches on, each with a tint, a mark, and a place of its own;
//! and the term index of the interview, from which a name's other names are lit along, at once or as soon as it is
//! there.
//!
//! It must not know how tints look.

use std::sync::Arc;

use super::count::Count;
use super::finding::walk;
use super::lookup::{Searching, Snapshot};
use crate::interview::{Interview, Passage, Position};
use crate::search::{Aliases, Finder, Query, TermIndex, TermRow};
use crate::text::Span;
use crate::tint::{TERMS, Tint};

/// A sign for each tint that is not colour.
const MARKS: [&str; TERMS] = ["¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸"];

/// A term that stays lit.
#[derive(Clone, Debug)]
pub struct Light {
    finder: Finder,
    number: u8,
    /// Where the reader walked to last.
    current: Option<usize>,
    /// The terms are still being counted: it may have other names.
    waits: bool,
}

impl Light {
    /// Its places.
    pub fn finder(&self) -> &Finder {
        &self.finder
    }

    /// What is lit.
    pub fn query(&self) -> &Query {
        self.finder.query()
    }

    /// How often it stands in the interview.
    pub fn count(&self) -> usize {
        self.finder.matches().len()
    }

    /// Its tint.
    pub fn tint(&self) -> Tint {
        Tint::Term(self.number)
    }

    /// Its number, from 1: what is typed before the keys that walk it.
    pub fn number(&self) -> usize {
        usize::from(self.number) + 1
    }

    /// A sign of it that is not its colour.
    pub fn mark(&self) -> &'static str {
        MARKS[usize::from(self.number) % TERMS]
    }

    /// Where it stands in a paragraph.
    pub fn spans_in(&self, paragraph: crate::interview::ParagraphId) -> Vec<Span> {
        self.finder.spans_in(paragraph)
    }

    /// Which of its places, from 1, is on the page: the one walked to, else the first there.
    pub fn standing(&self, on_page: impl Fn(Position) -> bool, from: Position) -> Option<usize> {
        let is_on_page = |at: &usize| self.finder.matches().get(*at).is_some_and(|m| on_page(m.start()));
        let walked = self.current.filter(is_on_page);
        walked.or_else(|| self.finder.at_or_after(from).filter(is_on_page)).map(|at| at + 1)
    }
}

/// What lighting a term came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lit {
    /// It is lit now, with these other names.
    On(Vec<String>),
    /// It was lit, and is no more.
    Off,
    /// There was nothing to light.
    Nothing,
    /// All tints are in use.
    Full,
}

/// The lit terms of one interview, and its term index once that was wanted.
#[derive(Clone, Debug, Default)]
pub struct Lights {
    all: Vec<Light>,
    /// The number of the one that was lit or walked last.
    last: u8,
    count: Count,
    /// The index of which lit terms have their places.
    version: usize,
}

impl Lights {
    /// The lit terms, in the order of their marks.
    pub fn all(&self) -> &[Light] {
        &self.all
    }

    /// The term index, where it was wanted; while it is counted anew, the one before.
    pub fn index(&self) -> Option<&TermIndex> {
        self.count.index()
    }

    /// Whether a worker counts the terms.
    pub fn is_counting(&self) -> bool {
        self.count.is_counting()
    }

    /// Which index it is; another number is another index.
    pub(super) fn version(&self) -> usize {
        self.count.version()
    }

    /// Has the terms counted, at once where that takes no time; whether they are.
    pub(super) fn count(
        &mut self,
        interview: &Snapshot,
        aliases: &Aliases,
        searching: &mut Searching,
    ) -> bool {
        self.count.want(interview, aliases, searching)
    }

    /// Takes the terms that a task counted, if they are waited for; whether they are.
    pub(super) fn take(&mut self, number: u64, index: &Arc<TermIndex>) -> bool {
        let waited = self.count.waits_for(number);
        if waited {
            self.count.put(Arc::clone(index));
        }
        waited
    }

    /// The light of a finder's query.
    pub fn of(&self, finder: &Finder) -> Option<&Light> {
        self.all.iter().find(|l| l.finder.is_like(finder))
    }

    /// The light that the keys mean: that of a number from 1, else the one lit or walked last.
    pub fn meant(&self, number: Option<u32>) -> Option<&Light> {
        match number {
            Some(number) => self.all.iter().find(|l| l.number() == number as usize),
            None => self.all.iter().find(|l| l.number == self.last).or(self.all.last()),
        }
    }

    /// The places of all names of a term, where what was typed is one of several names.
    pub fn with_other_names(&self, typed: &str) -> Option<Finder> {
        let row = self.row_of(typed).filter(|_| Aliases::is_meant(typed))?;
        (!row.aliases.is_empty()).then(|| finder_of(row))
    }

    fn row_of(&self, name: &str) -> Option<&TermRow> {
        let index = self.index()?;
        index.rows.get(index.row_of(name)?)
    }

    /// Lights what a finder finds, with the other names of it as far as terms are counted; unlights it where it is
    /// lit.
    pub fn light(&mut self, wanted: &Finder) -> Lit {
        if wanted.query().is_empty() {
            return Lit::Nothing;
        }
        let typed = wanted.query().typed();
        let named = if wanted.is_term() { None } else { self.with_other_names(typed) };
        let finder = named.unwrap_or_else(|| wanted.clone());
        if let Some(at) = self.all.iter().position(|l| l.finder.is_like(&finder)) {
            self.all.remove(at);
            return Lit::Off;
        }
        let mut numbers = (0..TERMS as u8).filter(|n| self.all.iter().all(|l| l.number != *n));
        let Some(number) = numbers.next() else { return Lit::Full };
        let at = self.all.partition_point(|l| l.number < number);
        let others = self.others_of(&finder);
        let waits = !finder.is_term() && self.is_counting();
        self.all.insert(at, Light { finder, number, current: None, waits });
        self.last = number;
        Lit::On(others)
    }

    /// The other names of a term.
    fn others_of(&self, finder: &Finder) -> Vec<String> {
        let row = finder.is_term().then(|| self.row_of(finder.query().typed())).flatten();
        row.map(|row| row.aliases.clone()).unwrap_or_default()
    }

    /// What was lit before the terms were counted is lit with all its names; says those. A name of what is lit
    /// already is not lit twice.
    pub(super) fn name_all(&mut self) -> Vec<String> {
        let mut told = Vec::new();
        if !self.count.is_current() || !self.all.iter().any(|light| light.waits) {
            return told;
        }
        let mut named: Vec<Light> = Vec::new();
        for mut light in std::mem::take(&mut self.all) {
            if std::mem::take(&mut light.waits)
                && let Some(finder) = self.with_other_names(light.query().typed())
            {
                told = self.others_of(&finder);
                light = Light { finder, current: None, ..light };
            }
            if named.iter().all(|known| !known.finder.is_like(&light.finder)) {
                named.push(light);
            }
        }
        self.all = named;
        told
    }

    /// To another place of a lit term, counted from the one walked to last where that is `near`, else from a place.
    /// Says where it is, and whether the way led round an end.
    pub fn step(
        &mut self,
        number: Option<u32>,
        by: isize,
        near: impl Fn(Position) -> bool,
        from: Position,
    ) -> Option<(Position, bool)> {
        let number = self.meant(number)?.number;
        let light = self.all.iter_mut().find(|l| l.number == number)?;
        let standing =
            light.current.filter(|at| light.finder.matches().get(*at).is_some_and(|m| near(m.start())));
        let (at, round) = walk(&light.finder, standing, by, from)?;
        light.current = Some(at);
        self.last = number;
        Some((light.finder.matches().get(at)?.start(), round))
    }

    /// Looks through what has come since.
    pub fn extend(&mut self, interview: &Interview, hidden: bool) {
        self.all.iter_mut().for_each(|l| l.finder.extend(interview, hidden));
    }

    /// What is hidden has changed: looks through all anew. Terms never stand in what is hidden.
    pub fn renew(&mut self, interview: &Interview, hidden: bool) {
        for light in self.all.iter_mut().filter(|l| !l.finder.is_term()) {
            light.finder = Finder::new(light.query().clone(), interview, hidden);
            light.current = None;
        }
    }

    /// The interview, its roles or the names that count as one have changed: the index is out of date.
    pub(super) fn outdate(&mut self) {
        self.count.outdate();
    }

    /// Another reading took the interview's place: the index leads nowhere.
    pub(super) fn forget_index(&mut self) {
        self.count.forget();
    }

    /// Whether terms are lit by another index than the one that would be made now.
    pub(super) fn are_outdated(&self) -> bool {
        !self.count.is_current() || self.version != self.count.version()
    }

    /// Whether terms are wanted that nobody counts any more.
    pub(super) fn is_called_off(&self) -> bool {
        self.count.is_called_off()
    }

    /// Whether any term is lit by its places.
    pub(super) fn has_terms(&self) -> bool {
        self.all.iter().any(|l| l.finder.is_term())
    }

    /// Terms that are lit by another index get their places anew; one that is gone has none, and where no index is
    /// known no term has any.
    pub(super) fn renew_terms(&mut self) {
        let none = TermIndex::default();
        let index = self.count.index().unwrap_or(&none);
        for light in self.all.iter_mut().filter(|l| l.finder.is_term()) {
            light.finder = renewed(&light.finder, index);
            light.current = None;
        }
        self.version = self.count.version();
    }
}

/// The same term by another index.
pub(super) fn renewed(finder: &Finder, index: &TermIndex) -> Finder {
    let row = index.row_of(finder.query().typed()).map(|at| &index.rows[at]);
    row.map_or_else(|| Finder::of_places(finder.query().clone(), Vec::new()), finder_of)
}

/// The places of a term, under its first name.
pub(super) fn finder_of(row: &TermRow) -> Finder {
    let places: Vec<Passage> = row.places.clone();
    Finder::of_places(Query::new(&row.text), places)
}
