//! The vocabulary of one or several interviews: words, names, acronyms and phrases with their places. What is typed is
//! looked for here, fuzzily; the text itself is only ever searched exactly.
//!
//! It holds snapshots, so that a worker can build it and any thread can ask it. It must not know screens or files.

use std::ops::Range;

use crate::interview::{Interview, ParagraphId, Passage, Segment};
use crate::text::{Span, fold, part, slice};

mod gather;
// Tables keep their rows.
#[rustfmt::skip]
mod tables;
mod words;

pub(super) use gather::{is_hangul, letters, mask};

/// Whether a folded word says nothing by itself.
pub(super) fn is_stop(folded: &str) -> bool {
    tables::STOP.contains(&folded)
}

/// A term of a vocabulary, counted from 0 in the order of first places.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TermId(pub u32);

/// What a term is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TermKind {
    /// A proper name, of one or several words.
    Name,
    /// Capitals that stand for words: DPRK, U.S.
    Acronym,
    /// Words that recur together, or that hyphens bind.
    Phrase,
    /// A single word.
    Word,
}

/// A term.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// As it is written most often.
    pub text: String,
    /// What it is.
    pub kind: TermKind,
    /// The number of its places.
    pub count: usize,
    /// The places at which it is no part of a longer name.
    pub free: usize,
    /// A word that says nothing by itself.
    pub stop: bool,
    /// The letters and digits of it, folded: what is compared.
    pub(super) letters: String,
    /// The text folded; blanks between its words.
    pub(super) folded: String,
    /// The first letters of its words, where it has several.
    pub(super) initials: String,
    /// Which letters it holds, a bit each.
    pub(super) mask: u64,
}

/// A place of a term.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// Which interview, in the order given.
    pub interview: usize,
    /// Where in it.
    pub passage: Passage,
}

/// An interview's text as it was when the vocabulary was made.
#[derive(Debug, Default)]
struct Source {
    segments: Vec<Segment>,
    /// Where each paragraph starts in the arena.
    starts: Vec<u32>,
    /// Bytes of all interviews before.
    base: u32,
}

/// See the module's docs.
#[derive(Debug, Default)]
pub struct Vocabulary {
    sources: Vec<Source>,
    terms: Vec<Term>,
    /// The masks of all terms, close together: they are read at every keystroke.
    masks: Vec<u64>,
    /// Of all terms, in the order of terms: start and end in bytes over all interviews.
    places: Vec<(u32, u32)>,
    /// Where each term's places end.
    ends: Vec<u32>,
}

impl Vocabulary {
    /// Reads all that is not hidden. Takes about 40 ns a byte; meant for a worker.
    pub fn new<'a>(interviews: impl IntoIterator<Item = &'a Interview>) -> Vocabulary {
        gather::gather(interviews, &|| false).unwrap_or_default()
    }

    /// The same; none where `stop` says that nobody waits any more.
    pub fn unless<'a>(
        interviews: impl IntoIterator<Item = &'a Interview>,
        stop: &dyn Fn() -> bool,
    ) -> Option<Vocabulary> {
        gather::gather(interviews, stop)
    }

    /// All terms.
    pub fn terms(&self) -> &[Term] {
        &self.terms
    }

    pub(super) fn masks(&self) -> &[u64] {
        &self.masks
    }

    /// All terms with their ids.
    pub fn ids(&self) -> impl Iterator<Item = (TermId, &Term)> {
        (0..).map(TermId).zip(&self.terms)
    }

    /// One term. Panics where the id is of another vocabulary.
    pub fn term(&self, id: TermId) -> &Term {
        &self.terms[id.0 as usize]
    }

    /// A term by the way it is written, whatever its case, accents and hyphens; the most frequent of several.
    pub fn named(&self, text: &str) -> Option<TermId> {
        let (wanted, exact) = (letters(fold(text).text()), text.trim());
        let of = |t: &&(usize, &Term)| (t.1.text == exact, t.1.count, std::cmp::Reverse(t.0));
        let all: Vec<_> = self.terms.iter().enumerate().filter(|(_, t)| t.letters == wanted).collect();
        all.iter().max_by_key(of).map(|(at, _)| TermId(*at as u32))
    }

    /// The places of a term in reading order.
    pub fn places(&self, id: TermId) -> impl ExactSizeIterator<Item = Place> {
        self.ranges(id).iter().map(|(start, end)| self.place(*start..*end))
    }

    fn ranges(&self, id: TermId) -> &[(u32, u32)] {
        let at = id.0 as usize;
        let start = at.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.places[start as usize..self.ends[at] as usize]
    }

    /// The text at a place.
    pub fn text(&self, place: Place) -> &str {
        slice(self.paragraph(place.interview, place.passage.paragraph), place.passage.span)
    }

    /// A paragraph's text.
    pub fn paragraph(&self, interview: usize, id: ParagraphId) -> &str {
        let Some(source) = self.sources.get(interview) else { return "" };
        let Some(start) = source.starts.get(id.index()) else { return "" };
        let at = source.segments.partition_point(|s| s.start <= *start).saturating_sub(1);
        let segment = &source.segments[at];
        let rest = part(&segment.text, (start - segment.start) as usize..segment.text.len());
        part(rest, 0..memchr::memchr(b'\n', rest.as_bytes()).unwrap_or(rest.len()))
    }

    fn place(&self, range: Range<u32>) -> Place {
        let interview = self.sources.partition_point(|s| s.base <= range.start).saturating_sub(1);
        let source = &self.sources[interview];
        let (start, end) = (range.start - source.base, range.end - source.base);
        let at = source.starts.partition_point(|s| *s <= start).saturating_sub(1);
        let from = source.starts[at];
        let span = Span::new((start - from) as usize, (end - from) as usize);
        Place { interview, passage: Passage { paragraph: ParagraphId::new(at), span } }
    }
}
