//! What was looked for, paragraph by paragraph, and how it is told: how often, in how many questions, at which address.

use super::say::{counted, times};
use super::{Linear, Spot};
use crate::interview::ParagraphId;
use crate::search::{Query, terms};
use crate::text::printable;

/// So many terms are told.
const TERMS: usize = 20;

/// The paragraphs in which something stands, in reading order, and how often it does.
#[derive(Clone, Debug)]
pub(super) struct Places {
    query: Query,
    all: Vec<Found>,
    /// The one that was read last.
    at: Option<usize>,
}

impl Places {
    pub(super) fn none() -> Places {
        Places { query: Query::default(), all: Vec::new(), at: None }
    }
}

/// A paragraph in which something stands.
#[derive(Clone, Copy, Debug)]
struct Found {
    stop: usize,
    spot: Spot,
    times: usize,
}

impl Linear<'_> {
    fn places_of(&self, query: &Query) -> Vec<Found> {
        let mut all = Vec::new();
        for (stop, what) in self.stops.iter().enumerate() {
            let Some(one) = self.shelf.get(what.interview()) else { continue };
            let paragraphs = self.paragraphs(what).into_iter();
            all.extend(paragraphs.filter_map(|paragraph| {
                let times = query.find_in(one.interview.text(paragraph)).len();
                (times > 0).then_some(Found { stop, spot: (what.interview(), paragraph), times })
            }));
        }
        all
    }

    /// Looks for a term and reads the first place of it from here on.
    pub(super) fn find(&mut self, term: &str) -> String {
        let query = Query::new(term);
        let all = self.places_of(&query);
        let total: usize = all.iter().map(|found| found.times).sum();
        let named = printable(query.typed()).into_owned();
        if total == 0 {
            return self.lines([format!("Not found: {named}.")]);
        }
        let mut stops: Vec<usize> = all.iter().map(|found| found.stop).collect();
        stops.dedup();
        let asked = stops.iter().filter_map(|at| self.exchange(self.stops.get(*at)?)?.number).count();
        let questions =
            if asked == 0 { String::new() } else { format!(", in {}", counted(asked, "question")) };
        let told = format!("{named}: {} in {}{questions}.", times(total), counted(all.len(), "paragraph"));
        let here = self.spot();
        let first = all.iter().position(|found| here.is_none_or(|here| found.spot >= here));
        self.places = Places { query, all, at: None };
        self.lines([told]) + &self.show(first.unwrap_or(0), first.is_none())
    }

    /// The next place, or the one before, and round.
    pub(super) fn another_place(&mut self, by: isize) -> String {
        let Places { query, all, at } = &self.places;
        if query.is_empty() {
            return "Find what? Type it behind the stroke: /term\n".to_owned();
        }
        let count = all.len();
        let next = match at {
            Some(at) => at.checked_add_signed(by).filter(|next| *next < count),
            None => Some(0),
        };
        match (next, by) {
            (Some(next), _) => self.show(next, false),
            (None, 1) => self.show(0, true),
            (None, _) => self.show(count.saturating_sub(1), true),
        }
    }

    fn show(&mut self, place: usize, round: bool) -> String {
        let Some(found) = self.places.all.get(place).copied() else { return "Not found.\n".to_owned() };
        self.places.at = Some(place);
        let count = self.places.all.len();
        let often = if found.times == 1 { String::new() } else { format!(", {} in it", times(found.times)) };
        let round = if round { "Round again. " } else { "" };
        let told = self.lines([format!("{round}Paragraph {} of {count}{often}.", place + 1)]);
        told + &self.read_alone(found.stop, found.spot.1)
    }

    /// Where the reader stands among the places.
    pub(super) fn told_place(&self) -> Option<String> {
        let Places { query, all, at } = &self.places;
        let at = (*at)?;
        Some(format!("{}: paragraph {} of {}.", printable(query.typed()), at + 1, all.len()))
    }

    /// How often something stands in some paragraphs of an interview.
    pub(super) fn count_in(&self, interview: usize, paragraphs: &[ParagraphId], query: &Query) -> usize {
        let Some(one) = self.shelf.get(interview) else { return 0 };
        paragraphs.iter().map(|paragraph| query.find_in(one.interview.text(*paragraph)).len()).sum()
    }

    /// The terms of this interview.
    pub(super) fn terms(&self) -> String {
        let here = self.here();
        let Some(one) = self.shelf.get(here) else { return "There are no terms.\n".to_owned() };
        let rows = terms(one.interview, &self.aliases);
        let line = |row: &crate::search::TermRow| {
            let others: Vec<_> = row.aliases.iter().map(String::as_str).collect();
            let others =
                if others.is_empty() { String::new() } else { format!(", also {}", others.join(", ")) };
            let first = row.places.first().map(|place| self.address((here, place.paragraph), true));
            format!(
                "{}{others}: {}, first in {}.",
                row.text,
                times(row.places.len()),
                first.unwrap_or_default()
            )
        };
        if rows.is_empty() {
            return "There are no terms.\n".to_owned();
        }
        let more = rows.len().saturating_sub(TERMS);
        let more = (more > 0).then(|| format!("And {more} more."));
        self.lines(rows.iter().take(TERMS).map(line).chain(more))
    }
}
