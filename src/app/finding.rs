//! Search and lit terms in one interview: what is looked for, where the reader stands in it, what stays lit.

use crate::interview::{Interview, ParagraphId, Position};
use crate::search::{Finder, Query};
use crate::text::Span;
use crate::tint::{TERMS, Tint};

/// A term that stays lit while the reader reads and searches on.
#[derive(Clone, Debug)]
pub struct Light {
    finder: Finder,
    number: u8,
}

impl Light {
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

    /// Where it stands in a paragraph.
    pub fn spans_in(&self, paragraph: ParagraphId) -> Vec<Span> {
        self.finder.spans_in(paragraph)
    }
}

/// What lighting a term came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lit {
    /// It is lit now.
    On,
    /// It was lit, and is no more.
    Off,
    /// There was nothing to light.
    Nothing,
    /// All tints are in use.
    Full,
}

/// Search and lights.
#[derive(Clone, Debug, Default)]
pub struct Finding {
    search: Option<Finder>,
    current: Option<usize>,
    last: Query,
    lights: Vec<Light>,
    waiting: Option<Waiting>,
}

/// A search that a worker is at.
#[derive(Clone, Copy, Debug)]
struct Waiting {
    number: u64,
    origin: Position,
    /// Where the reader was left: whoever moves on is not brought back.
    place: Position,
    /// A match is shown already.
    shown: bool,
    /// The line was taken.
    accepted: bool,
}

/// What came of a search that a worker was at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Arrived {
    /// Where the search began.
    pub origin: Position,
    /// Where the reader was left then.
    pub place: Position,
    /// The first match.
    pub found: Option<Position>,
    /// It is to be shown now: it was not before.
    pub moves: bool,
    /// The line was taken.
    pub accepted: bool,
}

impl Finding {
    /// The search whose matches are lit.
    pub fn search(&self) -> Option<&Finder> {
        self.search.as_ref()
    }

    /// The number of the current match among all, from 1, and how many there are.
    pub fn standing(&self) -> Option<(usize, usize)> {
        let finder = self.search.as_ref()?;
        Some((self.current.map_or(0, |at| at + 1), finder.matches().len()))
    }

    /// The current match.
    pub fn current(&self) -> Option<crate::interview::Passage> {
        self.search.as_ref()?.matches().get(self.current?).copied()
    }

    /// The lit terms.
    pub fn lights(&self) -> &[Light] {
        &self.lights
    }

    /// Looks for a query and stands on the first match at or behind a place, else on the first of all.
    pub fn look_for(
        &mut self,
        query: Query,
        interview: &Interview,
        hidden: bool,
        from: Position,
    ) -> Option<Position> {
        if query.is_empty() {
            self.clear();
            return None;
        }
        self.waiting = None;
        self.last = query.clone();
        let finder = Finder::new(query, interview, hidden);
        self.current = finder.at_or_after(from).or((!finder.matches().is_empty()).then_some(0));
        self.search = Some(finder);
        self.current().map(crate::interview::Passage::start)
    }

    /// A worker looks for a query; until it has found something, what was found before stays.
    pub fn wait_for(&mut self, query: Query, number: u64, origin: Position, place: Position) {
        self.last = query;
        self.waiting = Some(Waiting { number, origin, place, shown: false, accepted: false });
    }

    /// Whether a worker is at a search.
    pub fn is_waiting(&self) -> bool {
        self.waiting.is_some()
    }

    /// The line was taken while a worker is at it; whether that is so.
    pub fn settle_later(&mut self) -> bool {
        self.waiting.as_mut().map(|waiting| waiting.accepted = true).is_some()
    }

    /// The reader was brought there by what arrived.
    pub fn stands_at(&mut self, place: Position) {
        if let Some(waiting) = &mut self.waiting {
            waiting.place = place;
        }
    }

    /// Takes matches that a worker found: the first, or all there are; those of an older search are dropped.
    pub fn take(&mut self, number: u64, finder: Finder, all: bool) -> Option<Arrived> {
        let waiting = self.waiting.as_mut().filter(|waiting| waiting.number == number)?;
        let Waiting { origin, place, shown, accepted, .. } = *waiting;
        let standing = if shown { self.search.as_ref().zip(self.current) } else { None };
        let standing = standing.and_then(|(before, at)| before.matches().get(at).copied());
        let first = finder.at_or_after(origin).or((all && !finder.matches().is_empty()).then_some(0));
        self.current = standing.map_or(first, |passage| finder.at_or_after(passage.start()));
        waiting.shown = true;
        if all {
            self.waiting = None;
        }
        self.search = Some(finder);
        let found = self.current().map(crate::interview::Passage::start);
        Some(Arrived { origin, place, found, moves: !shown, accepted })
    }

    /// Stands on one of some passages that are known; next and previous go through them.
    pub fn walk(
        &mut self,
        query: Query,
        passages: Vec<crate::interview::Passage>,
        interview: &Interview,
        from: Position,
    ) -> Option<Position> {
        self.waiting = None;
        self.last = query.clone();
        let finder = Finder::of(query, passages, interview);
        self.current = finder.at_or_after(from);
        self.search = Some(finder);
        self.current().map(crate::interview::Passage::start)
    }

    /// Looks again for what was looked for last, where the search was cleared.
    pub fn look_again(&mut self, interview: &Interview, hidden: bool) -> bool {
        if self.search.is_none() && !self.last.is_empty() {
            self.search = Some(Finder::new(self.last.clone(), interview, hidden));
            self.current = None;
        }
        self.search.is_some()
    }

    /// What was looked for last.
    pub fn last(&self) -> &Query {
        &self.last
    }

    /// To a match further on or back, counted from the current one where it is `near`, else from a place. Says
    /// where it
    /// is, and whether the way led round an end.
    pub fn step(&mut self, by: isize, near: bool, from: Position) -> Option<(Position, bool)> {
        let finder = self.search.as_ref()?;
        let count = isize::try_from(finder.matches().len()).ok().filter(|count| *count > 0)?;
        let behind = finder.at_or_after(from).and_then(|at| isize::try_from(at).ok()).unwrap_or(count);
        let standing = self.current.filter(|_| near).and_then(|at| isize::try_from(at).ok());
        let target = match (standing, by) {
            (Some(at), _) => at + by,
            (None, 1..) => behind + by - 1,
            (None, _) => behind + by,
        };
        self.current = usize::try_from(target.rem_euclid(count)).ok();
        Some((self.current()?.start(), !(0..count).contains(&target)))
    }

    /// Ends the search; lit terms stay.
    pub fn clear(&mut self) -> bool {
        self.waiting = None;
        self.current = None;
        self.search.take().is_some()
    }

    /// Lights what is searched, else what was searched last; unlights it where it is lit.
    pub fn light(&mut self, interview: &Interview, hidden: bool) -> Lit {
        let query = self.search.as_ref().map_or(&self.last, Finder::query).clone();
        self.light_term(query, interview, hidden)
    }

    /// Lights a term; unlights it where it is lit.
    pub fn light_term(&mut self, query: Query, interview: &Interview, hidden: bool) -> Lit {
        if query.is_empty() {
            return Lit::Nothing;
        }
        if let Some(at) = self.lights.iter().position(|l| *l.query() == query) {
            self.lights.remove(at);
            return Lit::Off;
        }
        let mut numbers = (0..TERMS as u8).filter(|n| self.lights.iter().all(|l| l.number != *n));
        let Some(number) = numbers.next() else { return Lit::Full };
        self.lights.push(Light { finder: Finder::new(query, interview, hidden), number });
        Lit::On
    }

    /// Looks through what has come since.
    pub fn extend(&mut self, interview: &Interview, hidden: bool) {
        let lights = self.lights.iter_mut().map(|l| &mut l.finder);
        lights.chain(&mut self.search).for_each(|finder| finder.extend(interview, hidden));
    }

    /// Looks through all anew: the interview or what is hidden has changed. The current match stays where it can.
    pub fn renew(&mut self, interview: &Interview, hidden: bool) {
        self.waiting = None;
        let place = self.current().map(crate::interview::Passage::start);
        let lights = self.lights.iter_mut().map(|l| &mut l.finder);
        for finder in lights.chain(&mut self.search) {
            *finder = Finder::new(finder.query().clone(), interview, hidden);
        }
        self.current = self.search.as_ref().and_then(|finder| finder.at_or_after(place?));
    }
}
