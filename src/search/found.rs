//! The places that a request means, in every tier, best first: terms of the vocabulary, then what stands in the text
//! as it was typed.
//!
//! It must not know how places are shown.

use std::collections::BTreeMap;

use super::Query;
use super::aliases::Aliases;
use super::pattern::Pattern;
use super::scope::{Atom, Request, Strictness};
use super::tiers::{How, Typed, as_written, lit};
use super::vocabulary::{Place, Vocabulary, letters};
use super::{Finder, passage};
use crate::interview::{Interview, ParagraphId, Passage};
use crate::text::{Span, fold, is_unspaced, part, slice};

/// Terms whose places are looked up for one word.
const TERMS: usize = 200;

/// A place that was asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Where: the whole of what was found; for several words, the first of them.
    pub place: Place,
    /// The matched letters, in order and apart, in bytes of the paragraph's text.
    pub spans: Vec<Span>,
    /// How; the weakest where several words were asked for.
    pub how: How,
    /// Higher is better; comparable over all tiers.
    pub score: i64,
}

impl Found {
    /// All of a passage.
    fn of(interview: usize, passage: Passage, how: How) -> Found {
        let place = Place { interview, passage };
        Found { place, spans: vec![passage.span], how, score: how.base() }
    }

    /// What was found, as it is written; several words with `…` between them.
    pub fn matched(&self, vocabulary: &Vocabulary) -> String {
        let text = vocabulary.paragraph(self.place.interview, self.place.passage.paragraph);
        if self.spans.iter().all(|s| s.intersection(self.place.passage.span) == Some(*s)) {
            return slice(text, self.place.passage.span).to_owned();
        }
        self.spans.iter().map(|s| slice(text, *s)).collect::<Vec<_>>().join(" … ")
    }
}

/// How much is wanted.
#[derive(Clone, Copy, Debug)]
pub struct Want {
    /// Nothing beyond what folding makes equal.
    pub exact: bool,
    /// The most places.
    pub limit: usize,
}

/// The places of a request, best first, then in reading order. The interviews are those of the vocabulary.
pub fn find_places(
    vocabulary: &Vocabulary,
    interviews: &[&Interview],
    request: &Request,
    want: Want,
) -> Vec<Found> {
    let search = Search { vocabulary, interviews, request, exact: want.exact };
    let mut found = match &request.regex {
        Some(regex) => search.of_pattern(regex, want.limit),
        None if request.is_empty() => Vec::new(),
        None => search.words(),
    };
    found.retain(|f| search.holds(f.place) && !search.is_forbidden(f.place));
    found.sort_by_key(|f| (std::cmp::Reverse(f.score), f.how));
    apart(&mut found);
    found.truncate(want.limit);
    found
}

/// The places of a regular expression in reading order, where a request allows them, as many as are wanted; none where
/// `stop` says that nobody waits any more.
pub fn find_pattern(
    interview: &Interview,
    pattern: &Pattern,
    request: &Request,
    limit: usize,
    stop: &dyn Fn() -> bool,
) -> Option<Vec<Passage>> {
    let forbidden: Vec<Query> = forbidden(request).collect();
    let allowed = |at: &Passage| {
        let text = interview.text(at.paragraph);
        request.scope.holds(interview, at.paragraph) && forbidden.iter().all(|q| q.find_in(text).is_empty())
    };
    let mut found = Vec::new();
    let mut take = |place| {
        found.extend(passage(interview, &place, false).filter(allowed));
        found.len() < limit
    };
    pattern.find_in_segments(interview.arena().segments(), &mut take, stop)?;
    Some(found)
}

/// What a request does not want beside what it wants.
fn forbidden(request: &Request) -> impl Iterator<Item = Query> {
    let not = request.atoms.iter().filter(|atom| atom.strictness == Strictness::Not);
    not.map(|atom| Query::new(&atom.text))
}

/// The same with the places of all other names of what is asked for. They count as found the way that the name was: a
/// place of Pyongyang is as good as one of the DPRK that was typed.
pub fn find_named(
    vocabulary: &Vocabulary,
    interviews: &[&Interview],
    request: &Request,
    aliases: &Aliases,
    want: Want,
) -> Vec<Found> {
    let everything = Want { limit: usize::MAX, ..want };
    let names = request.plain().filter(|plain| Aliases::is_meant(plain));
    let names = names.as_deref().and_then(|plain| aliases.names_of(plain)).unwrap_or_default();
    let mut found =
        find_places(vocabulary, interviews, request, if names.is_empty() { want } else { everything });
    for name in names {
        let atoms = vec![Atom { text: name.clone(), strictness: Strictness::Exact }];
        let named = Request { atoms, ..request.clone() };
        found.extend(find_places(vocabulary, interviews, &named, everything));
    }
    if !names.is_empty() {
        found.sort_by_key(|f| (std::cmp::Reverse(f.score), f.how, f.place));
        apart(&mut found);
        found.truncate(want.limit);
    }
    found
}

/// Keeps the best of what overlaps; the best come first.
fn apart(found: &mut Vec<Found>) {
    let mut taken: BTreeMap<(usize, ParagraphId), Vec<Span>> = BTreeMap::new();
    found.retain(|f| {
        let span = f.place.passage.span;
        let others = taken.entry((f.place.interview, f.place.passage.paragraph)).or_default();
        let free = others.iter().all(|o| *o != span && o.intersection(span).is_none());
        if free {
            others.push(span);
        }
        free
    });
}

struct Search<'a> {
    vocabulary: &'a Vocabulary,
    interviews: &'a [&'a Interview],
    request: &'a Request,
    exact: bool,
}

impl Search<'_> {
    fn holds(&self, place: Place) -> bool {
        self.interviews
            .get(place.interview)
            .is_some_and(|i| self.request.scope.holds(i, place.passage.paragraph))
    }

    fn is_forbidden(&self, place: Place) -> bool {
        let text = self.vocabulary.paragraph(place.interview, place.passage.paragraph);
        forbidden(self.request).any(|query| !query.find_in(text).is_empty())
    }

    fn of_pattern(&self, pattern: &Pattern, limit: usize) -> Vec<Found> {
        let mut found = Vec::new();
        for (at, interview) in self.interviews.iter().enumerate() {
            let passages = find_pattern(interview, pattern, self.request, limit, &|| false);
            found.extend(passages.into_iter().flatten().map(|passage| Found::of(at, passage, How::Regex)));
        }
        found
    }

    fn words(&self) -> Vec<Found> {
        let wanted: Vec<&Atom> =
            self.request.atoms.iter().filter(|a| a.strictness != Strictness::Not).collect();
        let plain = wanted.iter().all(|a| a.strictness == Strictness::Fuzzy);
        let whole = wanted.iter().map(|a| a.text.as_str()).collect::<Vec<_>>().join(" ");
        match wanted.as_slice() {
            [one] => self.of(&one.text, one.strictness),
            all if plain => {
                let mut found = self.of(&whole, Strictness::Fuzzy);
                found.extend(self.together(all));
                found
            }
            all => self.together(all),
        }
    }

    /// The places of one word or phrase.
    fn of(&self, typed: &str, strictness: Strictness) -> Vec<Found> {
        let strict = self.exact || strictness == Strictness::Exact;
        let last = match strictness {
            _ if strict => How::Folded,
            Strictness::Start => How::Prefix,
            _ => How::Regex,
        };
        let mut found = self.written(typed, last);
        for hit in
            self.vocabulary.find(typed, &mut Typed::default(), TERMS).into_iter().filter(|h| h.how <= last)
        {
            for place in self.vocabulary.places(hit.term) {
                let text = self.vocabulary.text(place);
                let how = as_written(typed, hit.how, text);
                let start = place.passage.span.start.bytes();
                let spans = lit(typed, how, text).into_iter();
                let spans =
                    spans.map(|s| Span::new(start + s.start.bytes(), start + s.end.bytes())).collect();
                found.push(Found { place, spans, how, score: how.base() + hit.score - hit.how.base() });
            }
        }
        found
    }

    /// What stands in the text as it was typed, whether or not it is a term.
    fn written(&self, typed: &str, last: How) -> Vec<Found> {
        let query = Query::new(typed);
        let places = |query: &Query| {
            let mut found = Vec::new();
            for (at, interview) in self.interviews.iter().enumerate() {
                for passage in Finder::new(query.clone(), interview, false).matches() {
                    let how = bound(typed, interview.text(passage.paragraph), passage.span);
                    found.extend(how.filter(|how| *how <= last).map(|how| Found::of(at, *passage, how)));
                }
            }
            found
        };
        let found = places(&query);
        // Capitals that stand nowhere were not meant.
        if found.is_empty() && typed.contains(char::is_uppercase) && !is_short_capitals(typed) {
            return places(&Query::new(&typed.to_lowercase()));
        }
        found
    }

    /// Paragraphs that hold every word: one place each.
    fn together(&self, atoms: &[&Atom]) -> Vec<Found> {
        let mut all: Option<BTreeMap<(usize, ParagraphId), Found>> = None;
        for atom in atoms {
            let mut best: BTreeMap<(usize, ParagraphId), Found> = BTreeMap::new();
            for found in self.of(&atom.text, atom.strictness) {
                let key = (found.place.interview, found.place.passage.paragraph);
                let better = best.get(&key).is_none_or(|b| b.score < found.score);
                if better {
                    best.insert(key, found);
                }
            }
            all = Some(match all {
                None => best,
                Some(before) => before
                    .into_iter()
                    .filter_map(|(key, first)| Some((key, both(first, best.remove(&key)?))))
                    .collect(),
            });
        }
        all.unwrap_or_default().into_values().collect()
    }
}

fn both(first: Found, second: Found) -> Found {
    // Words apart are never as good as the same words together, which may be folded.
    let weaker = first.how.max(second.how).max(How::Folded);
    let mut spans = first.spans;
    spans.extend(second.spans);
    let spans = super::fuzzy::merged(spans);
    let place = first.place.min(second.place);
    Found { place, spans, how: weaker, score: first.score.min(second.score).min(weaker.base() + 500) }
}

fn is_short_capitals(typed: &str) -> bool {
    typed.chars().count() <= 4 && typed.chars().all(|c| c.is_ascii_uppercase() || c == '.')
}

/// How what stands in a text begins and ends: as words, or in the middle of one. Only scripts without blanks may be
/// found in the middle.
fn bound(typed: &str, text: &str, span: Span) -> Option<How> {
    let letter = |c: char| c.is_alphanumeric() && !is_unspaced(c);
    let (first, last) = (slice(text, span).chars().next()?, slice(text, span).chars().next_back()?);
    let before = part(text, 0..span.start.bytes()).chars().next_back();
    let behind = part(text, span.end.bytes()..text.len()).chars().next();
    let starts = !letter(first) || before.is_none_or(|c| !letter(c));
    let ends = !letter(last) || behind.is_none_or(|c| !letter(c));
    // Half a syllable of Hangul is found in the whole one, and is no more than its beginning.
    let ends = ends && letters(fold(slice(text, span)).text()) == letters(fold(typed).text());
    let how = match (starts, ends) {
        (true, true) if typed.trim().contains(' ') => How::Phrase,
        (true, true) => How::Word,
        (true, false) => How::Prefix,
        (false, _) => return None,
    };
    Some(as_written(typed, how, slice(text, span)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::made::interview;

    const TALK: &str = "
        I: The mill at Weiß stood by the river.
        Q: Who ran the mill?
        A: The Oduya family ran the mill; Mara Oduya was nine. 北京大学と東京の協力が進む。
        H: Was the freeze-for-freeze plan yours?
        B: Pyongyang said so. In 한반도 they knew. The U.S. told us; the US did.
        A: We know nothing of the river mill of 1950.
        C: The mill is closed.";

    fn found(typed: &str) -> String {
        let interview = interview(TALK);
        let vocabulary = Vocabulary::new([&interview]);
        let request = Request::parse(typed).expect("it is understood");
        let found = find_places(&vocabulary, &[&interview], &request, Want { exact: false, limit: 5 });
        let line = |f: &Found| {
            let address = interview.address(f.place.passage.paragraph);
            format!("{address} {} {}", f.how.name(), f.matched(&vocabulary))
        };
        found.iter().map(line).collect::<Vec<_>>().join("; ")
    }

    #[test]
    fn requests_find_their_places() {
        for (typed, wanted) in [
            ("freeze for freeze", "q2.q1 folded freeze-for-freeze"),
            ("q:mill", "q1.q1 word mill"),
            ("in:2 mill", "q2.p2 word mill"),
            ("by:oduya mill", "q1.p1 word mill; q2.p2 word mill"),
            ("by:strand US", "q2.p1 word US; q2.p1 folded U.S."),
            ("\"river mill\"", "q2.p2 phrase river mill"),
            ("a: mill !1950", "q1.p1 word mill"),
            ("mill oduya", "q1.p1 folded Oduya … mill"),
            ("pyognyang", "q2.p1 typo Pyongyang"),
            ("大学", "q1.p1 word 大学"),
            ("東京", "q1.p1 word 東京"),
            ("re:19[0-9]+", "q2.p2 regex 1950"),
            ("'pyognyang", ""),
            ("^pyong", "q2.p1 prefix Pyongyang"),
            ("ㅎㅂㄷ", "q2.p1 choseong 한반도"),
            ("하나", ""),
            ("", ""),
            ("!mill", ""),
        ] {
            assert_eq!(found(typed), wanted, "{typed}");
        }
    }
}
