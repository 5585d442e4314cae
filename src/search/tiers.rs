//! What is typed against a vocabulary, in tiers: a word as it is written before its folded spelling, before its
//! beginning, initials, scattered letters, slips of the hand, initial consonants of Hangul.
//!
//! Letter masks go before everything that looks at letters. It must not know where terms stand.

use super::choseong::{half_typed, initials_at, is_choseong};
use super::fuzzy::{Subsequence, merged};
use super::typo::slips;
use super::vocabulary::{Term, TermId, TermKind, Vocabulary, is_hangul, letters, mask};
use crate::text::{Folded, Span, fold, is_unspaced, on_one_line, part};

/// How a term fits what was typed; the best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum How {
    /// It is that word.
    Word,
    /// It is that phrase.
    Phrase,
    /// It is that word or phrase but for accents, hyphens, points, apostrophes.
    Folded,
    /// It, or a word in it, begins like that.
    Prefix,
    /// Its words begin with these letters.
    Initials,
    /// It holds these letters in this order.
    Fuzzy,
    /// One or two slips of the hand away.
    Typo,
    /// Its syllables begin with these consonants.
    Choseong,
    /// A regular expression fits.
    Regex,
}

impl How {
    /// Its name in the JSON form.
    pub fn name(self) -> &'static str {
        const NAMES: [&str; 9] =
            ["word", "phrase", "folded", "prefix", "initials", "fuzzy", "typo", "choseong", "regex"];
        NAMES[self as usize]
    }

    /// Whether it is what was typed, up to folding.
    pub fn is_exact(self) -> bool {
        self <= How::Folded
    }

    /// What a score in this tier starts from, so that scores compare over all tiers.
    pub(super) fn base(self) -> i64 {
        (9 - self as i64) * 10_000
    }
}

/// A term that fits what was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// Which.
    pub term: TermId,
    /// How.
    pub how: How,
    /// Higher is better; every score of a better tier is above all of a worse one.
    pub score: i64,
    /// The matched letters, as spans of the term's text, in order and apart.
    pub spans: Vec<Span>,
}

/// What one keystroke leaves to the next: the terms that hold nearly all letters typed so far. Any may be given; one
/// that does not fit is not used. Only for one vocabulary.
#[derive(Clone, Debug, Default)]
pub struct Typed {
    mask: u64,
    terms: usize,
    survivors: Vec<u32>,
}

/// Terms that are looked at before somebody may call the search off.
const CHUNK: usize = 1024;

/// Letters that a survivor may lack.
const LACKING: u32 = 2;

/// What was typed, ready to compare.
struct Pattern {
    typed: String,
    folded: String,
    letters: String,
    chars: Vec<char>,
    mask: u64,
    hangul: bool,
    unspaced: bool,
    capitals: bool,
}

impl Pattern {
    fn new(typed: &str) -> Pattern {
        let typed = on_one_line(typed);
        let folded: String = fold(&typed).text().chars().map(|c| if c == '-' { ' ' } else { c }).collect();
        let letters = letters(&folded);
        Pattern {
            chars: letters.chars().collect(),
            mask: mask(&letters),
            hangul: letters.contains(is_hangul),
            unspaced: letters.contains(is_unspaced),
            capitals: typed.contains(char::is_uppercase),
            typed,
            folded,
            letters,
        }
    }

    /// Slips that are forgiven in a word of this length.
    fn forgiven(&self) -> usize {
        match self.chars.len() {
            _ if self.unspaced => 0,
            0..=3 => 0,
            4..=5 => 1,
            6.. => 2,
        }
    }
}

/// How a folded text lets its letters be found in the original.
struct Letters {
    folded: Folded,
    /// Start and end in the folded text of each letter.
    at: Vec<(usize, usize)>,
    text: String,
}

impl Letters {
    fn of(text: &str) -> Letters {
        let folded = fold(text);
        let kept = |c: char| c.is_alphanumeric() || is_hangul(c);
        let at = folded.text().char_indices().filter(|(_, c)| kept(*c)).map(|(i, c)| (i, i + c.len_utf8()));
        let at: Vec<_> = at.collect();
        let text = letters(folded.text());
        Letters { folded, at, text }
    }

    fn spans(&self, which: impl IntoIterator<Item = usize>) -> Vec<Span> {
        let span = |i: usize| self.at.get(i).map(|(start, end)| self.folded.original(*start, *end));
        merged(which.into_iter().filter_map(span).collect())
    }

    /// The letters from one of the text's bytes on.
    fn run(&self, needle: &str, whole_words: bool) -> Option<Vec<Span>> {
        let found =
            self.text.match_indices(needle).map(|(byte, _)| part(&self.text, 0..byte).chars().count());
        let mut starts = found.filter(|i| !whole_words || self.starts_word(*i));
        starts.next().map(|from| self.spans(from..from + needle.chars().count()))
    }

    fn starts_word(&self, letter: usize) -> bool {
        letter == 0 || self.at.get(letter).zip(self.at.get(letter - 1)).is_some_and(|(a, b)| a.0 > b.1)
    }
}

impl Vocabulary {
    /// The terms that fit what was typed, best first; those that fit alike by frequency. `state` is what the last
    /// keystroke left; it changes the time, never the answer.
    pub fn find(&self, typed: &str, state: &mut Typed, limit: usize) -> Vec<Hit> {
        self.find_unless(typed, state, limit, &|| false).unwrap_or_default()
    }

    /// The same; none where `stop` says that nobody waits any more.
    pub fn find_unless(
        &self,
        typed: &str,
        state: &mut Typed,
        limit: usize,
        stop: &dyn Fn() -> bool,
    ) -> Option<Vec<Hit>> {
        let pattern = Pattern::new(typed);
        if pattern.letters.is_empty() || limit == 0 {
            return Some(Vec::new());
        }
        self.survive(&pattern, state);
        let matcher = Subsequence::default();
        let mut found: Vec<(How, i64, u32)> = Vec::new();
        for chunk in state.survivors.chunks(CHUNK) {
            if stop() {
                return None;
            }
            for at in chunk {
                if let Some((how, score)) = fit(&pattern, &self.terms()[*at as usize], &matcher) {
                    found.push((how, score, *at));
                }
            }
        }
        self.settle(&pattern, &mut found);
        let order = |(how, score, at): &(How, i64, u32)| {
            let count = self.terms()[*at as usize].count;
            (std::cmp::Reverse(how.base() + score), std::cmp::Reverse(count), *at)
        };
        if found.len() > limit {
            found.select_nth_unstable_by_key(limit - 1, order);
            found.truncate(limit);
        }
        found.sort_unstable_by_key(order);
        let hit = |(how, score, at): (How, i64, u32)| {
            let spans = lit(typed, how, &self.terms()[at as usize].text);
            Hit { term: TermId(at), how, score: how.base() + score, spans }
        };
        Some(found.into_iter().map(hit).collect())
    }

    /// Whether any word or phrase holds some letters in a row, folded.
    pub fn holds(&self, letters: &str) -> bool {
        let (mask, wanted) = (mask(letters), memchr::memmem::Finder::new(letters));
        let held = |at: usize| wanted.find(self.terms()[at].letters.as_bytes()).is_some();
        self.masks().iter().enumerate().any(|(at, known)| mask & !known == 0 && held(at))
    }

    fn survive(&self, pattern: &Pattern, state: &mut Typed) {
        let masks = self.masks();
        let keeps = |at: &u32| (pattern.mask & !masks[*at as usize]).count_ones() <= LACKING;
        let goes_on = state.terms == self.terms().len() && state.mask & !pattern.mask == 0 && state.terms > 0;
        if goes_on {
            state.survivors.retain(keeps);
        } else {
            state.survivors = (0..self.terms().len() as u32).filter(keeps).collect();
        }
        state.mask = pattern.mask;
        state.terms = self.terms().len();
    }

    /// Takes out what a better fit makes unlikely.
    fn settle(&self, pattern: &Pattern, found: &mut Vec<(How, i64, u32)>) {
        let written = |at: u32| has_case(&pattern.typed, &self.terms()[at as usize].text);
        // Where capitals were typed and are found, small letters were not meant.
        let cased = pattern.capitals && found.iter().any(|f| f.0.is_exact() && written(f.2));
        if cased {
            found.retain(|f| f.0 > How::Prefix || written(f.2));
        }
        let plain = found.iter().any(|f| f.0 <= How::Initials);
        let near = found.iter().any(|f| f.0 == How::Typo && f.1 >= NEAR);
        // Two slips and far letters are what is left when nothing better is known.
        found.retain(|f| match f.0 {
            How::Typo => f.1 >= NEAR || !(plain || near),
            How::Fuzzy => f.1 >= CLOSE || !(plain || near),
            _ => true,
        });
        // Small words are meant only where nothing else is.
        let telling = found.iter().any(|f| !self.terms()[f.2 as usize].stop);
        if telling {
            found.retain(|f| f.0.is_exact() || !self.terms()[f.2 as usize].stop);
        }
    }
}

/// From this score on a typo is one slip.
const NEAR: i64 = 5_000;

/// From this score on scattered letters are close together.
const CLOSE: i64 = 5_000;

/// Whether a text has the capitals that were typed.
fn has_case(typed: &str, text: &str) -> bool {
    let capitals =
        |t: &str| t.chars().filter(|c| c.is_uppercase()).flat_map(char::to_lowercase).collect::<String>();
    let (typed, text) = (capitals(typed), capitals(text));
    text.starts_with(&typed) || text.contains(&typed)
}

fn fit(pattern: &Pattern, term: &Term, matcher: &Subsequence) -> Option<(How, i64)> {
    let lacking = (pattern.mask & !term.mask).count_ones();
    if lacking == 0 {
        let found = fit_whole(pattern, term)
            .or_else(|| fit_beginning(pattern, term))
            .or_else(|| fit_initials(pattern, term));
        let found = found.or_else(|| fit_scattered(pattern, term, matcher));
        if found.is_some() {
            return found;
        }
    }
    fit_slips(pattern, term)
}

fn fit_whole(pattern: &Pattern, term: &Term) -> Option<(How, i64)> {
    if term.letters != pattern.letters {
        return None;
    }
    let same = term.text.to_lowercase() == pattern.typed.to_lowercase();
    let how = match (same, term.folded.contains(' ')) {
        (true, false) => How::Word,
        (true, true) => How::Phrase,
        (false, _) => How::Folded,
    };
    let stop = if term.stop { 0 } else { 1_000 };
    Some((
        how,
        stop + i64::from(term.text == pattern.typed) * 100 + i64::from(term.folded == pattern.folded) * 50,
    ))
}

fn fit_beginning(pattern: &Pattern, term: &Term) -> Option<(How, i64)> {
    let extra = |len: usize| i64::try_from(len.saturating_sub(pattern.letters.len()).min(64)).unwrap_or(64);
    let often = i64::from(term.count.max(1).ilog2()) * 4;
    let named = if matches!(term.kind, TermKind::Name | TermKind::Acronym) { 12 } else { 0 };
    let score = |start: i64, len: usize| Some((How::Prefix, start - extra(len) * 3 + often + named));
    if term.letters.starts_with(&pattern.letters) {
        return score(2_000, term.letters.len());
    }
    let mut inside = term.folded.split(' ').skip(1);
    if pattern.chars.len() > 1 && term.folded.contains(' ') && inside.any(|w| w.starts_with(&pattern.letters))
    {
        return score(1_000, term.letters.len());
    }
    if pattern.folded.contains(' ') && term.folded.contains(&format!(" {}", pattern.folded)) {
        return score(1_000, term.letters.len());
    }
    if pattern.unspaced && term.letters.contains(&pattern.letters) {
        return score(500, term.letters.len());
    }
    let half = half_typed(&pattern.letters)?;
    term.letters.starts_with(half).then_some(())?;
    score(200, term.letters.len())
}

fn fit_initials(pattern: &Pattern, term: &Term) -> Option<(How, i64)> {
    let count = pattern.chars.len();
    if count < 2 || term.initials.is_empty() || pattern.hangul || pattern.folded.contains(' ') {
        return None;
    }
    let short = without_small(&term.folded);
    let whole = term.initials == pattern.letters || short == pattern.letters;
    let begun =
        count > 2 && (term.initials.starts_with(&pattern.letters) || short.starts_with(&pattern.letters));
    let often = i64::from(term.count.max(1).ilog2());
    match (whole, begun) {
        (true, _) => Some((How::Initials, 1_000 + often)),
        (_, true) => Some((How::Initials, 100 + often)),
        _ => None,
    }
}

fn without_small(folded: &str) -> String {
    let small = |w: &&str| matches!(*w, "of" | "the" | "and" | "for" | "in" | "on");
    folded.split(' ').filter(|w| !small(w)).filter_map(|w| w.chars().next()).collect()
}

fn fit_scattered(pattern: &Pattern, term: &Term, matcher: &Subsequence) -> Option<(How, i64)> {
    let (typed, all) = (pattern.chars.len(), term.letters.len());
    if typed < 3 || pattern.hangul || pattern.unspaced || all < typed || !is_subsequence(pattern, term) {
        return None;
    }
    // Only what begins at a word, or is one run, is kept below: the matcher need not look at others.
    let first = pattern.chars.first()?;
    let begins = term.letters.starts_with(*first) || term.initials.contains(*first);
    if !begins && (typed < 4 || !term.letters.contains(&pattern.letters)) {
        return None;
    }
    let (score, at) = matcher.find(&pattern.letters, &term.letters)?;
    let extent = at.last()? + 1 - at.first()?;
    let skipped = extent - at.len();
    let first = *at.first()?;
    let starts = first == 0 || word_starts(term).contains(&first);
    if extent > typed * 2 || (!starts && (skipped > 0 || typed < 4)) {
        return None;
    }
    let close = starts && skipped <= 1 + typed / 5;
    let rest = i64::try_from((all - typed).min(40)).unwrap_or(40);
    let base = if close { CLOSE } else { 0 };
    Some((How::Fuzzy, base + (score - rest * 2).clamp(0, 4_000)))
}

fn word_starts(term: &Term) -> Vec<usize> {
    let mut at = 0;
    let mut starts = Vec::new();
    for word in term.folded.split(' ') {
        starts.push(at);
        at += word.chars().filter(|c| c.is_alphanumeric()).count();
    }
    starts
}

fn is_subsequence(pattern: &Pattern, term: &Term) -> bool {
    let mut rest = term.letters.chars();
    pattern.chars.iter().all(|c| rest.any(|t| t == *c))
}

fn fit_slips(pattern: &Pattern, term: &Term) -> Option<(How, i64)> {
    if is_choseong(&pattern.letters) {
        let at = initials_at(&pattern.letters, &term.letters)?;
        let first = i64::try_from(*at.first()?).unwrap_or(64).min(64);
        let rest = i64::try_from(term.letters.chars().count() - at.len()).unwrap_or(64).min(64);
        return Some((How::Choseong, 1_000 - first * 8 - rest));
    }
    let most = pattern.forgiven();
    if most == 0 || term.stop || term.letters.len().abs_diff(pattern.letters.len()) > most * 3 {
        return None;
    }
    let meant: Vec<char> = term.letters.chars().collect();
    let slips = slips(&pattern.chars, &meant, most)?;
    let same_start = i64::from(pattern.chars.first() == meant.first());
    let often = i64::from(term.count.max(1).ilog2());
    let named = i64::from(term.kind < TermKind::Phrase);
    let base = if slips == 1 { NEAR } else { 0 };
    Some((How::Typo, base + same_start * 100 + often * 8 + named * 8))
}

/// The letters of a text that are what was typed, given how it fits: of a term's text, or of one of its places. Where
/// the letters differ, all of it.
pub(super) fn lit(typed: &str, how: How, text: &str) -> Vec<Span> {
    let pattern = Pattern::new(typed);
    let found = Letters::of(text);
    let whole = || vec![Span::new(0, text.len())];
    let spans = match how {
        How::Word | How::Phrase | How::Folded | How::Typo | How::Regex => None,
        How::Prefix => found
            .run(&pattern.letters, !pattern.unspaced)
            .or_else(|| found.run(half_typed(&pattern.letters)?, false)),
        How::Initials => {
            let starts: Vec<usize> = (0..found.at.len()).filter(|i| found.starts_word(*i)).collect();
            let letter = |i: &usize| found.text.chars().nth(*i);
            let mut wanted = pattern.chars.iter().copied().peekable();
            let kept = starts.into_iter().filter(|i| wanted.next_if(|w| letter(i) == Some(*w)).is_some());
            let kept: Vec<usize> = kept.collect();
            Some(found.spans(kept))
        }
        How::Fuzzy => {
            Subsequence::default().find(&pattern.letters, &found.text).map(|(_, at)| found.spans(at))
        }
        How::Choseong => initials_at(&pattern.letters, &found.text).map(|at| found.spans(at)),
    };
    spans.filter(|s| !s.is_empty()).unwrap_or_else(whole)
}

/// How a place is written compared with what was typed: a term that is found exactly may be spelt otherwise there.
pub(super) fn as_written(typed: &str, how: How, text: &str) -> How {
    let same = || text.to_lowercase() == typed.trim().to_lowercase();
    if matches!(how, How::Word | How::Phrase) && !same() { How::Folded } else { how }
}

#[cfg(test)]
mod tests;
