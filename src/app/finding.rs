//! Search in one interview: what is looked for, and where the reader stands in it.

use super::lit::renewed;
use crate::interview::{Interview, Passage, Position};
use crate::search::{Finder, Query, TermIndex};

/// Which way a search leads.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Way {
    /// To the end.
    #[default]
    Forwards,
    /// To the start.
    Backwards,
}

/// Where a search begins.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Start {
    /// The top of the page, to which leaving the search leads back.
    pub origin: Position,
    /// The place from which matches are counted.
    pub from: Position,
    /// Which way.
    pub way: Way,
}

/// The search.
#[derive(Clone, Debug, Default)]
pub struct Finding {
    search: Option<Finder>,
    current: Option<usize>,
    /// What was looked for before the search was cleared.
    last: Finder,
    way: Way,
    waiting: Option<Waiting>,
}

/// A search that a worker is at.
#[derive(Clone, Copy, Debug)]
struct Waiting {
    number: u64,
    start: Start,
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

    /// The search, or where it was cleared, the one before.
    pub fn at_hand(&self) -> &Finder {
        self.search.as_ref().unwrap_or(&self.last)
    }

    /// The number of the current match among all, from 1, and how many there are.
    pub fn standing(&self) -> Option<(usize, usize)> {
        let finder = self.search.as_ref()?;
        Some((self.current.map_or(0, |at| at + 1), finder.matches().len()))
    }

    /// The current match.
    pub fn current(&self) -> Option<Passage> {
        self.search.as_ref()?.matches().get(self.current?).copied()
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
        self.take_up(Finder::new(query, interview, hidden), from)
    }

    /// Makes a finder the search, and stands on its first match at or behind a place, else on the first of all.
    pub fn take_up(&mut self, finder: Finder, from: Position) -> Option<Position> {
        self.waiting = None;
        self.way = Way::Forwards;
        self.current = first(&finder, self.way, from, true);
        self.search = Some(finder);
        self.current().map(Passage::start)
    }

    /// From now on the search leads back; stands on the last match before a place, else on the last of all.
    pub fn turn_back(&mut self, from: Position) -> Option<Position> {
        self.way = Way::Backwards;
        self.current = first(self.search.as_ref()?, self.way, from, true);
        self.current().map(Passage::start)
    }

    /// The search leads this way.
    pub fn lead(&mut self, way: Way) {
        self.way = way;
    }

    /// A worker looks for a query; until it has found something, what was found before stays.
    pub fn wait_for(&mut self, number: u64, start: Start, place: Position) {
        self.way = start.way;
        self.waiting = Some(Waiting { number, start, place, shown: false, accepted: false });
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
        let Waiting { start: Start { origin, from, way }, place, shown, accepted, .. } = *waiting;
        if !all && way == Way::Backwards {
            // What is found first lies behind the place, where nobody wants to go.
            return None;
        }
        waiting.shown = true;
        if all {
            self.waiting = None;
        }
        let standing = if shown { self.current() } else { None };
        let first = first(&finder, way, from, all);
        self.current = standing.map_or(first, |passage| finder.at_or_after(passage.start()));
        self.search = Some(finder);
        let found = self.current().map(Passage::start);
        Some(Arrived { origin, place, found, moves: !shown, accepted })
    }

    /// Looks again for what was looked for last, where the search was cleared.
    pub fn look_again(&mut self) -> bool {
        if self.search.is_none() && !self.last.query().is_empty() {
            self.search = Some(std::mem::take(&mut self.last));
            self.current = None;
        }
        self.search.is_some()
    }

    /// What was looked for last.
    pub fn last(&self) -> &Query {
        self.at_hand().query()
    }

    /// To a match further on or back the way that the search leads, counted from the current one where it is `near`,
    /// else from a place. Says where it is, and from which end the way went on if it led round one.
    pub fn step(&mut self, by: isize, near: bool, from: Position) -> Option<(Position, Option<Way>)> {
        let finder = self.search.as_ref()?;
        let by = if self.way == Way::Backwards { -by } else { by };
        let (at, round) = walk(finder, self.current.filter(|_| near), by, from)?;
        self.current = Some(at);
        let round = round.then_some(if by > 0 { Way::Forwards } else { Way::Backwards });
        Some((self.current()?.start(), round))
    }

    /// Ends the search.
    pub fn clear(&mut self) -> bool {
        self.waiting = None;
        self.current = None;
        match self.search.take() {
            Some(finder) => {
                self.last = finder;
                true
            }
            None => false,
        }
    }

    /// Looks through what has come since.
    pub fn extend(&mut self, interview: &Interview, hidden: bool) {
        self.search.iter_mut().chain([&mut self.last]).for_each(|finder| finder.extend(interview, hidden));
    }

    /// Looks through all anew: the interview or what is hidden has changed. The current match stays where it can.
    pub fn renew(&mut self, interview: &Interview, hidden: bool) {
        self.waiting = None;
        self.change(|finder| {
            if !finder.is_term() {
                *finder = Finder::new(finder.query().clone(), interview, hidden);
            }
        });
    }

    /// Whether the places of a term are walked, or were last.
    pub fn is_of_term(&self) -> bool {
        self.last.is_term() || self.search.as_ref().is_some_and(Finder::is_term)
    }

    /// Terms get their places by another index.
    pub fn renew_terms(&mut self, index: &TermIndex) {
        self.change(|finder| {
            if finder.is_term() {
                *finder = renewed(finder, index);
            }
        });
    }

    fn change(&mut self, change: impl Fn(&mut Finder)) {
        let place = self.current().map(Passage::start);
        self.search.iter_mut().chain([&mut self.last]).for_each(change);
        self.current = self.search.as_ref().and_then(|finder| finder.at_or_after(place?));
    }
}

/// The match that a search stands on first; where there is none that way, and no more will come, the one at the end.
fn first(finder: &Finder, way: Way, from: Position, all: bool) -> Option<usize> {
    let last = finder.matches().len().checked_sub(1)?;
    let behind = finder.at_or_after(from);
    match way {
        Way::Forwards => behind.or(all.then_some(0)),
        Way::Backwards => Some(behind.unwrap_or(last + 1).checked_sub(1).unwrap_or(last)),
    }
}

/// The index of a match further on or back, counted from the one stood on, else from a place; and whether the way led
/// round an end.
pub(super) fn walk(
    finder: &Finder,
    standing: Option<usize>,
    by: isize,
    from: Position,
) -> Option<(usize, bool)> {
    let count = isize::try_from(finder.matches().len()).ok().filter(|count| *count > 0)?;
    let behind = finder.at_or_after(from).and_then(|at| isize::try_from(at).ok()).unwrap_or(count);
    let target = match (standing.and_then(|at| isize::try_from(at).ok()), by) {
        (Some(at), _) => at + by,
        (None, 1..) => behind + by - 1,
        (None, _) => behind + by,
    };
    let at = usize::try_from(target.rem_euclid(count)).ok()?;
    Some((at, !(0..count).contains(&target)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn talk(words: &[&str]) -> Interview {
        let text = format!("Q: What was it?\n\nA: {}\n", words.join(" "));
        crate::import::import("talk.txt", text.as_bytes(), Default::default()).expect("it reads").interview
    }

    proptest! {
        /// Next and then previous comes back, from wherever, by however much, round the ends too.
        #[test]
        fn next_then_previous_comes_back(
            words in prop::collection::vec(prop::sample::select(vec!["mill", "Mill", "river", "milling"]), 1..12),
            before in 0usize..20,
            by in 1isize..30,
        ) {
            let interview = talk(&words);
            let mut finding = Finding::default();
            let found = finding.look_for(Query::new("mill"), &interview, false, interview.start());
            prop_assume!(found.is_some());
            for _ in 0..before {
                finding.step(1, true, interview.start());
            }
            let stood = finding.current();
            finding.step(by, true, interview.start());
            finding.step(-by, true, interview.start());
            prop_assert_eq!(finding.current(), stood);
            prop_assert!(finding.standing().is_some_and(|(at, count)| at >= 1 && at <= count));
        }
    }
}
