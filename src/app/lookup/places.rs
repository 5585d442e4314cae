//! The places of what is typed in the finder: of one word those of its terms; of several, paragraphs with all of them.
//!
//! The rarest word leads: only its paragraphs are looked at for the others, so that long interviews answer in time.

use std::collections::{HashMap, HashSet};

use super::desk::{Sighting, TERMS, weakest};
use crate::interview::{Interview, ParagraphId, Passage};
use crate::search::{
    Atom, Finder, Held, Hit, How, Pattern, Query, Request, Strictness, TermId, Typed, Vocabulary, Words,
    find_pattern,
};
use crate::text::Span;

/// Places that are shown for one request.
const PLACES: usize = 2_000;
/// The same where they must be sought one by one.
const SOUGHT: usize = 500;
/// Paragraphs of the rarest word that are looked at for the others.
const CANDIDATES: usize = 2_000;
/// Of these, how many between two looks at whether anybody still waits.
const PATIENCE: usize = 64;
/// Letters from which on a word that no term holds stands nowhere: shorter ones may be in one sign, such as ℡.
const LETTERS: usize = 4;

/// One request over one interview.
pub(super) struct Places<'a> {
    pub(super) vocabulary: &'a Vocabulary,
    pub(super) interview: &'a Interview,
    pub(super) request: &'a Request,
    /// Whether nobody waits any more: then there is no answer.
    pub(super) stop: &'a dyn Fn() -> bool,
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

    /// The places of some terms, the best term's first, each stretch of text once.
    pub(super) fn of_terms(&self, terms: &[Hit]) -> Option<Vec<Sighting>> {
        let typed = self.request.plain().unwrap_or_default();
        let written = if terms.iter().all(|hit| hit.how > How::Prefix) {
            self.written(&typed, PLACES)?
        } else {
            Vec::new()
        };
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
        let sighting = |(how, term, passage)| Sighting { passage, spans: Vec::new(), how, term };
        Some(apart.map(sighting).take(PLACES).collect())
    }

    /// What stands in the text as it was typed: the first places, as many as are wanted.
    fn written(&self, typed: &str, wanted: usize) -> Option<Vec<Passage>> {
        if self.stands_nowhere(typed) {
            return Some(Vec::new());
        }
        Finder::first(&Query::new(typed), self.interview, wanted, self.stop)
    }

    /// Whether words cannot stand in the text, by its terms: the first is the end of none, the last the beginning of
    /// none, or one between them none. Only plain words are asked for; one that stands nowhere is enough.
    fn stands_nowhere(&self, typed: &str) -> bool {
        let words: Vec<&str> = typed.split(' ').collect();
        let is_plain = |word: &&str| word.len() >= LETTERS && word.bytes().all(|b| b.is_ascii_alphabetic());
        let lacks = |(n, word): (usize, &&str)| {
            let held = match (n == 0, n + 1 == words.len()) {
                (true, true) => Held::Anywhere,
                (true, false) => Held::AtEnd,
                (false, true) => Held::AtStart,
                (false, false) => Held::AsAWhole,
            };
            !self.vocabulary.holds(&word.to_ascii_lowercase(), held)
        };
        words.iter().enumerate().filter(|(_, word)| is_plain(word)).any(lacks)
    }

    /// The phrase, where it stands as one; then paragraphs that hold every word.
    pub(super) fn together(&self) -> Option<Vec<Sighting>> {
        let wanted =
            || self.request.atoms.iter().enumerate().filter(|(_, a)| a.strictness != Strictness::Not);
        let mut found = Vec::new();
        if let Some(phrase) = self.request.plain().filter(|_| self.request.atoms.len() > 1) {
            // Where every place counts, no more are looked for than are shown.
            let most = if self.request.is_everywhere() { SOUGHT } else { PLACES };
            let places = self.written(&phrase, most)?.into_iter().filter(|p| self.holds(p.paragraph));
            found.extend(places.take(SOUGHT).map(|passage| Sighting {
                passage,
                spans: Vec::new(),
                how: How::Phrase,
                term: None,
            }));
        }
        if found.len() >= SOUGHT {
            return Some(found);
        }
        let whole: HashSet<ParagraphId> = found.iter().map(|s| s.passage.paragraph).collect();
        let led = wanted().map(|(at, atom)| self.lead(at, atom)).collect::<Option<Vec<Led>>>()?;
        let Some(led) = led.into_iter().min_by_key(|led| led.count) else { return Some(found) };
        let alone = wanted().count() == 1;
        let others = Words::without(self.request, led.atom);
        let mut sought = Vec::new();
        let mut seen = whole;
        for (n, (how, term, passage)) in self.of(&led).take(CANDIDATES).enumerate() {
            if n % PATIENCE == 0 && (self.stop)() {
                return None;
            }
            if sought.len() >= SOUGHT {
                break;
            }
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
        Some(found)
    }

    fn holds(&self, paragraph: ParagraphId) -> bool {
        self.request.scope.holds(self.interview, paragraph)
    }

    /// What is known of where one word stands.
    fn lead(&self, at: usize, atom: &Atom) -> Option<Led> {
        let last = weakest(atom.strictness);
        let mut hits = self.vocabulary.find_unless(&atom.text, &mut Typed::default(), TERMS, self.stop)?;
        hits.retain(|hit| hit.how <= last);
        let is_phrase = atom.text.contains(' ');
        let known = hits.iter().any(|hit| hit.how <= How::Prefix) && !is_phrase;
        let written = if known { Vec::new() } else { self.written(&atom.text, PLACES)? };
        let count = hits.iter().map(|hit| self.vocabulary.term(hit.term).count).sum::<usize>();
        Some(Led { atom: at, count: count + written.len(), hits, written })
    }

    fn of<'a>(&'a self, led: &'a Led) -> impl Iterator<Item = (How, Option<TermId>, Passage)> + 'a {
        let written = led.written.iter().map(|passage| (How::Word, None, *passage));
        let of =
            |hit: &'a Hit| self.vocabulary.places(hit.term).map(|p| (hit.how, Some(hit.term), p.passage));
        let mut seen = HashSet::new();
        written.chain(led.hits.iter().flat_map(of)).filter(move |(_, _, passage)| seen.insert(*passage))
    }
}

/// The places of a regular expression.
pub(super) fn of_pattern(
    interview: &Interview,
    pattern: &Pattern,
    request: &Request,
    stop: &dyn Fn() -> bool,
) -> Option<Vec<Sighting>> {
    let found = find_pattern(interview, pattern, request, SOUGHT, stop)?;
    let sighting = |passage| Sighting { passage, spans: Vec::new(), how: How::Regex, term: None };
    Some(found.into_iter().map(sighting).collect())
}

/// Letters with one more stretch, in order and apart.
fn with(mut letters: Vec<Span>, one: Span) -> Vec<Span> {
    letters.retain(|span| span.intersection(one).is_none());
    letters.push(one);
    letters.sort_unstable();
    letters
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        /// What the terms rule out stands nowhere in the text.
        #[test]
        fn what_is_ruled_out_is_not_written(
            words in prop::collection::vec(
                prop::sample::select(vec!["windmill", "Mill’s", "mills", "river-mill", "Rivers", "MILL", "of", "lantern,", "“mill"]),
                1..9,
            ),
            from in 0usize..40,
            length in 4usize..14,
        ) {
            let said = words.join(" ");
            let text = format!("Q: What was it?\n\nA: {said}\n");
            let imported = crate::import::import("talk.txt", text.as_bytes(), Default::default());
            let interview = imported.expect("it reads").interview;
            let (vocabulary, request) = (Vocabulary::new([&interview]), Request::default());
            let stop = &|| false;
            let places = Places { vocabulary: &vocabulary, interview: &interview, request: &request, stop };
            let typed: String = said.chars().skip(from).take(length).collect();
            prop_assume!(!typed.trim().is_empty());
            let wanted = Finder::first(&Query::new(&typed), &interview, PLACES, stop);
            prop_assert_eq!(places.written(&typed, PLACES), wanted, "{}", typed);
        }
    }
}
