//! Search: a query is looked for in the model, never on the screen, folded, and answers with exact passages.
//!
//! Words and phrases are found in the text; what is chosen from lists is ranked by `fuzzy`. It must not know screens,
//! lines or files.

use std::ops::Range;

use crate::interview::{Interview, ParagraphId, Passage, Position, Segment};
use crate::text::{Case, Folded, Offset, Span, part};

mod alias_file;
mod aliases;
mod choseong;
mod concordance;
mod found;
mod fuzzy;
#[cfg(test)]
mod made;
mod pattern;
mod scan;
mod scope;
mod shortlist;
mod terms;
mod tiers;
mod typo;
mod vocabulary;

pub use alias_file::{join_names, part_names};
pub use aliases::{Alias, Aliases, BadAliases, Suggestion, suggest};
pub use concordance::{KwicLine, Order, SIDE_COLUMNS, concordance, sort_lines, speaker_of};
pub use found::{Found, Want, find_named, find_pattern, find_places};
pub use fuzzy::{Ranked, rank};
pub use pattern::Pattern;
pub use scope::{Atom, BadRequest, Request, Scope, Section, Strictness};
pub use shortlist::{Fit, Shortlist, Words};
pub use terms::{TermIndex, TermRow, term_index, term_index_unless, terms};
pub use tiers::{Held, Hit, How, Typed};
pub use typo::slips;
pub use vocabulary::{Place, Term, TermId, TermKind, Vocabulary};

use scan::Scan;

/// What is looked for. A capital in it makes case count (smart case); accents, quotes, dashes and widths never do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    typed: String,
    needle: String,
    case: Case,
}

impl Query {
    /// From what was typed. Runs of white space are one blank.
    pub fn new(typed: &str) -> Query {
        let case = if typed.chars().any(char::is_uppercase) { Case::Keep } else { Case::Fold };
        let mut folded = Folded::default();
        folded.refill(typed, case);
        let mut needle = String::with_capacity(folded.text().len());
        for c in folded.text().chars() {
            if c != ' ' || !needle.ends_with(' ') {
                needle.push(c);
            }
        }
        Query { typed: typed.to_owned(), needle, case }
    }

    /// As it was typed.
    pub fn typed(&self) -> &str {
        &self.typed
    }

    /// Whether there is nothing to look for.
    pub fn is_empty(&self) -> bool {
        self.needle.trim().is_empty()
    }

    /// Its places in one text, in order and apart.
    pub fn find_in(&self, text: &str) -> Vec<Span> {
        let mut spans = Vec::new();
        if !self.is_empty() {
            self.each(&mut Folded::default(), text, |span| spans.push(span));
        }
        spans
    }

    fn each(&self, folded: &mut Folded, text: &str, mut found: impl FnMut(Span)) {
        folded.refill(text, self.case);
        let mut last = Offset::default();
        for at in memchr::memmem::find_iter(folded.text().as_bytes(), self.needle.as_bytes()) {
            let span = folded.original(at, at + self.needle.len());
            // Two halves of one original character are one place.
            if span.start >= last && !span.is_empty() {
                last = span.end;
                found(span);
            }
        }
    }

    /// Its places in some segments of an arena, as byte ranges from the arena's start, in order. No match crosses a
    /// paragraph.
    pub fn find_in_segments(&self, segments: &[Segment]) -> Vec<Range<u32>> {
        let mut places = Vec::new();
        self.find_until(segments, &mut places, &mut |_| false);
        places
    }

    /// The same until `enough` says so, which is asked before every stretch.
    fn find_until(
        &self,
        segments: &[Segment],
        places: &mut Vec<Range<u32>>,
        enough: &mut dyn FnMut(&mut Vec<Range<u32>>) -> bool,
    ) {
        // No paragraph holds a line feed.
        if self.is_empty() || self.needle.contains('\n') {
            return;
        }
        let mut folded = Folded::default();
        let mut scan = Scan::new(&self.needle, self.case);
        for (base, text) in stretches(segments, STRETCH) {
            if enough(places) {
                return;
            }
            let place = |place: Range<usize>| base + place.start as u32..base + place.end as u32;
            scan.each(text, places, place, |places, start, line| {
                self.each(&mut folded, line, |span| {
                    places.push(place(start + span.start.bytes()..start + span.end.bytes()));
                });
            });
        }
    }
}

/// Bytes of text from which on a stretch ends with the next line: little enough for a look at whether anybody still
/// waits to come in time.
const STRETCH: usize = 64 << 10;

/// Segments in stretches of whole lines, each with where it starts in the arena and longer than `least`, but for the
/// last of a segment.
fn stretches(segments: &[Segment], least: usize) -> impl Iterator<Item = (u32, &str)> {
    segments.iter().flat_map(move |segment| {
        let mut from = 0;
        std::iter::from_fn(move || {
            let rest = segment.text.as_bytes().get(from..).filter(|rest| !rest.is_empty())?;
            let behind = memchr::memchr(b'\n', rest.get(least..).unwrap_or_default());
            let end = behind.map_or(segment.text.len(), |at| from + least + at + 1);
            let start = std::mem::replace(&mut from, end);
            Some((segment.start + start as u32, part(&segment.text, start..end)))
        })
    })
}

/// The matches of a query in reading order.
#[derive(Clone, Debug, Default)]
pub struct Finder {
    query: Query,
    matches: Vec<Passage>,
    /// Segments that were searched.
    searched: usize,
    /// The matches were given: nothing is looked for.
    known: bool,
}

impl Finder {
    /// Looks through the whole of an interview as far as it has come.
    pub fn new(query: Query, interview: &Interview, hidden: bool) -> Finder {
        let mut finder = Finder { query, ..Finder::default() };
        finder.extend(interview, hidden);
        finder
    }

    /// Matches that are known already, of all that has come so far.
    pub fn of(query: Query, matches: Vec<Passage>, interview: &Interview) -> Finder {
        Finder { query, matches, searched: interview.arena().segments().len(), known: false }
    }

    /// Looks through a long interview from a position on, and then from its start; tells of the first matches at once.
    /// None where `stop` says that nobody waits any more.
    pub fn look(
        query: &Query,
        interview: &Interview,
        hidden: bool,
        from: Position,
        stop: &dyn Fn() -> bool,
        first: &mut dyn FnMut(Finder),
    ) -> Option<Finder> {
        let segments = interview.arena().segments();
        let start = interview.paragraphs().get(from.paragraph.index()).map_or(0, |p| p.text.start);
        let begin = segments.partition_point(|s| s.start <= start).saturating_sub(1);
        let mut told = false;
        let mut found = vec![Vec::new(); segments.len()];
        for at in (begin..segments.len()).chain(0..begin) {
            if stop() {
                return None;
            }
            let segment = segments.get(at..=at).unwrap_or_default();
            let matches = passages(interview, &query.find_in_segments(segment), hidden);
            if !told && matches.iter().any(|m| m.start() >= from) {
                told = true;
                first(Finder::of(query.clone(), matches.clone(), interview));
            }
            found[at] = matches;
        }
        Some(Finder::of(query.clone(), found.concat(), interview))
    }

    /// The first places of a query that is not hidden, as many as are wanted; none where `stop` says that nobody waits
    /// any more.
    pub fn first(
        query: &Query,
        interview: &Interview,
        wanted: usize,
        stop: &dyn Fn() -> bool,
    ) -> Option<Vec<Passage>> {
        let (mut found, mut places, mut called_off) = (Vec::new(), Vec::new(), false);
        let mut take = |places: &mut Vec<Range<u32>>| {
            found.extend(places.drain(..).filter_map(|place| passage(interview, &place, false)));
            found.truncate(wanted);
            called_off = stop();
            called_off || found.len() >= wanted
        };
        query.find_until(interview.arena().segments(), &mut places, &mut take);
        take(&mut places);
        (!called_off).then_some(found)
    }

    /// Places that are known already, in reading order: those of a term with all its names.
    pub fn of_places(query: Query, matches: Vec<Passage>) -> Finder {
        Finder { query, matches, searched: 0, known: true }
    }

    /// Whether its matches are the known places of a term, not what its query finds.
    pub fn is_term(&self) -> bool {
        self.known
    }

    /// Whether it looks for the same.
    pub fn is_like(&self, other: &Finder) -> bool {
        self.known == other.known && self.query == other.query
    }

    /// The matches in a run of paragraphs: how many.
    pub fn count_in(&self, paragraphs: Range<u32>) -> usize {
        let before = |end: u32| self.matches.partition_point(|m| m.paragraph.0 < end);
        before(paragraphs.end).saturating_sub(before(paragraphs.start))
    }

    /// Looks through what has come since. Matches in hidden blocks count only where `hidden` says so.
    pub fn extend(&mut self, interview: &Interview, hidden: bool) {
        if self.known {
            return;
        }
        let segments = interview.arena().segments();
        let new = segments.get(self.searched..).unwrap_or_default();
        self.matches.extend(passages(interview, &self.query.find_in_segments(new), hidden));
        self.searched = segments.len();
    }

    /// What is looked for.
    pub fn query(&self) -> &Query {
        &self.query
    }

    /// All matches in reading order.
    pub fn matches(&self) -> &[Passage] {
        &self.matches
    }

    /// The spans of the matches in one paragraph.
    pub fn spans_in(&self, paragraph: ParagraphId) -> Vec<Span> {
        let from = self.matches.partition_point(|m| m.paragraph < paragraph);
        self.matches[from..].iter().take_while(|m| m.paragraph == paragraph).map(|m| m.span).collect()
    }

    /// The index of the first match at or behind a position.
    pub fn at_or_after(&self, position: Position) -> Option<usize> {
        let at = self.matches.partition_point(|m| m.start() < position);
        (at < self.matches.len()).then_some(at)
    }

    /// The index of the last match before a position.
    pub fn before(&self, position: Position) -> Option<usize> {
        self.matches.partition_point(|m| m.start() < position).checked_sub(1)
    }
}

/// Arena ranges as passages; ranges in order, as a search gives them.
fn passages(interview: &Interview, places: &[Range<u32>], hidden: bool) -> Vec<Passage> {
    places.iter().filter_map(|place| passage(interview, place, hidden)).collect()
}

/// An arena range as a passage; none where it stands in a hidden block, unless those count.
fn passage(interview: &Interview, place: &Range<u32>, hidden: bool) -> Option<Passage> {
    let paragraphs = interview.paragraphs();
    let at = paragraphs.partition_point(|p| p.text.start <= place.start).checked_sub(1)?;
    let start = paragraphs[at].text.start;
    let paragraph = ParagraphId::new(at);
    let shown = hidden || !interview.block(interview.block_of(paragraph)).is_hidden();
    let span = Span::new((place.start - start) as usize, (place.end - start) as usize);
    shown.then_some(Passage { paragraph, span })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::slice;
    use proptest::prelude::*;

    /// Checks a query against a text in which every match is marked with « ».
    #[track_caller]
    fn check(query: &str, marked: &str) {
        let text: String = marked.chars().filter(|c| !"«»".contains(*c)).collect();
        let mut found = String::new();
        let mut last = 0;
        for span in Query::new(query).find_in(&text) {
            found.push_str(part(&text, last..span.start.bytes()));
            found.push('«');
            found.push_str(slice(&text, span));
            found.push('»');
            last = span.end.bytes();
        }
        found.push_str(part(&text, last..text.len()));
        assert_eq!(found, marked, "{query}");
    }

    #[test]
    fn queries_find_every_spelling() {
        for (query, marked) in [
            ("mill", "the «mill» and the «Mill»s"),
            ("Mill", "the mill and the «Mill»s"),
            ("don't", "I «don’t» say «don't»"),
            ("u.s.-dprk", "a «U.S.–DPRK» summit"),
            ("north korea", "«North\u{a0}Korea», «north korea»"),
            ("ceausescu", "of «Ceaușescu» and «Ceausescu»"),
            ("cafe", "a «cafe\u{301}» and a «café»"),
            ("안미경중", "the phrase «안미경중» (America"),
            ("하", "«한»반도 «하»나"),
            ("strasse", "die «Straße»"),
            ("\"the mill\"", "he said «“the mill”» twice"),
            ("ss", "Stra«ß»e"),
            ("absent", "nothing here"),
            ("  ", "blanks are no query"),
        ] {
            check(query, marked);
        }
    }

    proptest! {
        /// Searching megabytes takes shortcuts, and finds what folding every line finds.
        #[test]
        fn an_arena_is_searched_as_its_lines_are(
            lines in prop::collection::vec("([a-eS-Zz ]|ä|é|ß|ẞ|’|“|–|\u{ad}|\u{301}|\u{200b}|\u{212a}|\u{130}|ﬁ|ｂ|Ж|ж|한|하|ﾊ|\u{a0}|𝐚|\t){0,24}", 0..12),
            query in "([a-eS-Zz ’\"'-]|ä|ß|fi|ж|한|하|ㅎ|k|i|\n){1,4}",
        ) {
            let query = Query::new(&query);
            let mut expected = Vec::new();
            let mut text = String::new();
            for line in &lines {
                let start = 7 + text.len() as u32;
                expected.extend(query.find_in(line).into_iter().map(|s| start + s.start.0..start + s.end.0));
                text.push_str(line);
                text.push('\n');
            }
            let segment = Segment { start: 7, text: text.as_str().into() };
            prop_assert_eq!(query.find_in_segments(&[segment]), expected);
        }

        /// Stretches are all of the text, cut behind lines.
        #[test]
        fn a_segment_falls_into_stretches_of_lines(
            lines in prop::collection::vec("[aé한]{0,9}", 0..12),
            least in 0usize..20,
        ) {
            let text: String = lines.iter().flat_map(|line| [line.as_str(), "\n"]).collect();
            let segment = Segment { start: 5, text: text.as_str().into() };
            let (mut at, segments) = (0, [segment]);
            for (start, stretch) in stretches(&segments, least) {
                prop_assert_eq!(start as usize, 5 + at);
                prop_assert_eq!(stretch, part(&text, at..at + stretch.len()));
                prop_assert!(stretch.ends_with('\n'));
                prop_assert!(stretch.len() > least || at + stretch.len() == text.len());
                at += stretch.len();
            }
            prop_assert_eq!(at, text.len());
        }

        #[test]
        fn what_is_found_folds_to_the_query(text in "[a-cA-Cäé’ 한하ß]{0,30}", query in "[a-céß]{1,3}") {
            let folded = crate::text::fold(&query);
            for span in Query::new(&query).find_in(&text) {
                let found = crate::text::fold(slice(&text, span));
                prop_assert!(found.text().contains(folded.text()), "{:?}", slice(&text, span));
            }
        }
    }
}
