//! The places of what is typed in the finder: of one word those of its terms; of several, paragraphs with all of them.
//!
//! The rarest word leads: only its paragraphs are looked at for the others, so that long interviews answer in time.

use std::collections::{HashMap, HashSet};

use super::desk::{Sighting, TERMS, weakest};
use crate::interview::{Interview, ParagraphId, Passage};
use crate::search::{
    Atom, Finder, Hit, How, Query, Request, Strictness, TermId, Typed, Vocabulary, Want, Words, find_places,
};
use crate::text::Span;

/// Places that are shown for one request.
const PLACES: usize = 2_000;
/// The same where they must be sought one by one.
const SOUGHT: usize = 500;
/// Paragraphs of the rarest word that are looked at for the others.
const CANDIDATES: usize = 2_000;

/// One request over one interview.
pub(super) struct Places<'a> {
    pub(super) vocabulary: &'a Vocabulary,
    pub(super) interview: &'a Interview,
    pub(super) request: &'a Request,
}

/// The places of one word or phrase.
struct Led {
    atom: usize,
    count: usize,
    hits: Vec<Hit>,
    /// Where it stands as it was typed, where no term says so.
    written: Vec<Passage>,
}

impl Places<'_> {
    /// Whether there is nothing to mind but one plain word.
    pub(super) fn is_one_word(&self) -> bool {
        let plain = self.request.plain().is_some_and(|plain| !plain.contains(' '));
        plain && self.request.is_everywhere()
    }

    pub(super) fn of_regex(&self) -> Vec<Sighting> {
        let want = Want { exact: false, limit: SOUGHT };
        let found = find_places(self.vocabulary, &[self.interview], self.request, want).into_iter();
        found.map(|f| Sighting { passage: f.place.passage, spans: f.spans, how: f.how, term: None }).collect()
    }

    /// The places of some terms, the best term's first, each stretch of text once.
    pub(super) fn of_terms(&self, terms: &[Hit]) -> Vec<Sighting> {
        let typed = self.request.plain().unwrap_or_default();
        let written =
            if terms.iter().all(|hit| hit.how > How::Prefix) { self.written(&typed) } else { Vec::new() };
        let written = written.into_iter().map(|passage| (How::Word, None, passage));
        let mut taken: HashMap<ParagraphId, Vec<Span>> = HashMap::new();
        let of = |hit: &Hit| {
            let (how, term) = (hit.how, Some(hit.term));
            self.vocabulary.places(hit.term).map(move |p| (how, term, p.passage))
        };
        let apart = written.chain(terms.iter().flat_map(of)).filter(|(_, _, passage)| {
            let others = taken.entry(passage.paragraph).or_default();
            let free = others.iter().all(|o| o.intersection(passage.span).is_none());
            if free {
                others.push(passage.span);
            }
            free
        });
        apart
            .map(|(how, term, passage)| Sighting { passage, spans: Vec::new(), how, term })
            .take(PLACES)
            .collect()
    }

    /// What stands in the text as it was typed.
    fn written(&self, typed: &str) -> Vec<Passage> {
        let finder = Finder::new(Query::new(typed), self.interview, false);
        finder.matches().iter().take(PLACES).copied().collect()
    }

    /// The phrase, where it stands as one; then paragraphs that hold every word.
    pub(super) fn together(&self) -> Vec<Sighting> {
        let wanted =
            || self.request.atoms.iter().enumerate().filter(|(_, a)| a.strictness != Strictness::Not);
        let mut found = Vec::new();
        if let Some(phrase) = self.request.plain().filter(|_| self.request.atoms.len() > 1) {
            let places = self.written(&phrase).into_iter().filter(|p| self.holds(p.paragraph));
            found.extend(places.take(SOUGHT).map(|passage| Sighting {
                passage,
                spans: Vec::new(),
                how: How::Phrase,
                term: None,
            }));
        }
        let whole: HashSet<ParagraphId> = found.iter().map(|s| s.passage.paragraph).collect();
        let led = wanted().map(|(at, atom)| self.lead(at, atom)).min_by_key(|led| led.count);
        let Some(led) = led else { return found };
        let alone = wanted().count() == 1;
        let others = Words::without(self.request, led.atom);
        let mut sought = Vec::new();
        let mut seen = whole;
        for (how, term, passage) in self.of(&led).take(CANDIDATES) {
            // Several words in one paragraph are one place; of one word each place counts.
            if !self.holds(passage.paragraph) || (!alone && !seen.insert(passage.paragraph)) {
                continue;
            }
            let Some((other, spans)) = others.find_in(self.interview.text(passage.paragraph)) else {
                continue;
            };
            let (how, spans) = match alone {
                true => (how, Vec::new()),
                false => (how.max(other).max(How::Folded), with(spans, passage.span)),
            };
            sought.push(Sighting { passage, spans, how, term });
        }
        sought.sort_by_key(|s| (s.how, s.passage));
        found.extend(sought);
        found.truncate(SOUGHT);
        found
    }

    fn holds(&self, paragraph: ParagraphId) -> bool {
        self.request.scope.holds(self.interview, paragraph)
    }

    /// What is known of where one word stands.
    fn lead(&self, at: usize, atom: &Atom) -> Led {
        let last = weakest(atom.strictness);
        let mut hits = self.vocabulary.find(&atom.text, &mut Typed::default(), TERMS);
        hits.retain(|hit| hit.how <= last);
        let is_phrase = atom.text.contains(' ');
        let known = hits.iter().any(|hit| hit.how <= How::Prefix) && !is_phrase;
        let written = if known { Vec::new() } else { self.written(&atom.text) };
        let count = hits.iter().map(|hit| self.vocabulary.term(hit.term).count).sum::<usize>();
        Led { atom: at, count: count + written.len(), hits, written }
    }

    fn of<'a>(&'a self, led: &'a Led) -> impl Iterator<Item = (How, Option<TermId>, Passage)> + 'a {
        let written = led.written.iter().map(|passage| (How::Word, None, *passage));
        let of =
            |hit: &'a Hit| self.vocabulary.places(hit.term).map(|p| (hit.how, Some(hit.term), p.passage));
        let mut seen = HashSet::new();
        written.chain(led.hits.iter().flat_map(of)).filter(move |(_, _, passage)| seen.insert(*passage))
    }
}

/// Letters with one more stretch, in order and apart.
fn with(mut letters: Vec<Span>, one: Span) -> Vec<Span> {
    letters.retain(|span| span.intersection(one).is_none());
    letters.push(one);
    letters.sort_unstable();
    letters
}
