//! A list of texts to choose from, folded once, so that every keystroke costs little however long the list is:
//! questions, commands.
//!
//! In it words are found where they stand, at a word's beginning first; letters that lie apart count only where they
//! begin at a word and stay close, for over prose scattered letters match everything. Typos and initials are the
//! vocabulary's. It must not know what the texts are.

use memchr::memmem;

use super::choseong::half_typed;
use super::fuzzy::{Subsequence, merged};
use super::scope::{Atom, Request, Strictness};
use super::tiers::How;
use super::vocabulary::{is_hangul, mask};
use crate::text::{Span, fold, is_unspaced, part};

/// A text of the list that fits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fit {
    /// Its place in the list.
    pub index: u32,
    /// How it fits: the weakest of its words.
    pub how: How,
    /// Higher is better, within one `how`.
    pub score: i32,
}

/// Texts, folded, one behind the other.
#[derive(Clone, Debug, Default)]
pub struct Shortlist {
    folded: String,
    ends: Vec<u32>,
    masks: Vec<u64>,
    /// The letters typed last, and the texts that hold them all.
    typed: u64,
    survivors: Option<Vec<u32>>,
}

/// Texts that are looked at before somebody may call the search off.
const CHUNK: usize = 1024;

impl Shortlist {
    /// Folds all texts. Takes about 10 ns a byte; meant for a worker.
    pub fn new<T: AsRef<str>>(texts: impl IntoIterator<Item = T>) -> Shortlist {
        let mut list = Shortlist::default();
        for text in texts {
            let folded = fold(text.as_ref());
            list.masks.push(letters_of(folded.text()));
            list.folded.push_str(folded.text());
            list.ends.push(u32::try_from(list.folded.len()).unwrap_or(u32::MAX));
        }
        list
    }

    /// How many texts.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    fn text(&self, index: usize) -> &str {
        let start = index.checked_sub(1).map_or(0, |before| self.ends[before]);
        part(&self.folded, start as usize..self.ends[index] as usize)
    }

    /// The texts that fit, in the order of the list; none where `stop` says that nobody waits any more. What one
    /// keystroke leaves to the next changes the time, never the answer.
    pub fn find(&mut self, words: &Words, stop: &dyn Fn() -> bool) -> Option<Vec<Fit>> {
        let all = words.words.iter().filter(|w| w.strictness != Strictness::Not);
        let wanted = all.fold(0, |bits, word| bits | word.mask);
        let goes_on = self.typed & !wanted == 0;
        let before = self.survivors.take().filter(|_| goes_on);
        let holds = |at: &u32| wanted & !self.masks[*at as usize] == 0;
        let survivors: Vec<u32> = match before {
            Some(before) => before.into_iter().filter(holds).collect(),
            None => (0..self.ends.len() as u32).filter(holds).collect(),
        };
        let fits = self.fits(words, &survivors, stop);
        self.survivors = Some(survivors);
        self.typed = wanted;
        fits
    }

    fn fits(&self, words: &Words, among: &[u32], stop: &dyn Fn() -> bool) -> Option<Vec<Fit>> {
        // Letters of one word that lie apart count only where they stand together nowhere.
        let passes: &[bool] = if words.is_one() { &[false, true] } else { &[true] };
        let mut fits = Vec::new();
        for apart in passes {
            fits.clear();
            for chunk in among.chunks(CHUNK) {
                if stop() {
                    return None;
                }
                let fit = |at: &u32| {
                    let (how, score) = words.fit(self.text(*at as usize), *apart)?;
                    Some(Fit { index: *at, how, score })
                };
                fits.extend(chunk.iter().filter_map(fit));
            }
            if fits.iter().any(|f| f.how < How::Fuzzy) {
                break;
            }
        }
        settle(&mut fits);
        Some(fits)
    }
}

/// The best that letters which lie apart can score.
const APART: i32 = 1_000;

/// Takes out letters that lie apart where something better is known.
fn settle(fits: &mut Vec<Fit>) {
    let plain = fits.iter().any(|f| f.how < How::Fuzzy);
    fits.retain(|f| !plain || f.how < How::Fuzzy || f.score > APART);
}

/// Which letters a folded text holds.
fn letters_of(folded: &str) -> u64 {
    if folded.is_ascii() {
        let bit = |byte: u8| match byte {
            b'a'..=b'z' | b'0'..=b'9' => mask(char::from(byte).encode_utf8(&mut [0; 4])),
            _ => 0,
        };
        return folded.bytes().fold(0, |bits, byte| bits | bit(byte));
    }
    mask(&folded.chars().filter(|c| c.is_alphanumeric() || is_hangul(*c)).collect::<String>())
}

/// The words of a request, ready to compare with folded texts.
#[derive(Default)]
pub struct Words {
    words: Vec<Word>,
    /// Several plain words as one phrase.
    phrase: Option<Word>,
    matcher: Subsequence,
}

impl std::fmt::Debug for Words {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list().entries(self.words.iter().map(|w| &w.needle)).finish()
    }
}

struct Word {
    needle: String,
    /// Finds the needle.
    finder: memmem::Finder<'static>,
    chars: Vec<char>,
    /// The needle without a last consonant that may belong to the next syllable.
    half: Option<String>,
    strictness: Strictness,
    mask: u64,
    /// Of a script whose letters mean nothing when they lie apart.
    whole: bool,
}

/// How well a word fits, and which bytes of the folded text it is.
struct Place {
    how: How,
    score: i32,
    at: Vec<(usize, usize)>,
}

/// Places of a word that are looked at in one text.
const PLACES: usize = 16;

impl Words {
    /// The words of a request; its regular expression and its scope are for others to mind.
    pub fn new(request: &Request) -> Words {
        let words: Vec<Word> = request.atoms.iter().filter_map(Word::new).collect();
        let plain = request.plain().filter(|_| request.atoms.len() > 1);
        let phrase = plain.and_then(|text| Word::new(&Atom { text, strictness: Strictness::Exact }));
        Words { words, phrase, matcher: Subsequence::default() }
    }

    /// Whether anything is asked for.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// Whether it is one word, with nothing else to mind.
    fn is_one(&self) -> bool {
        self.words.len() == 1 && self.phrase.is_none()
    }

    /// How a folded text fits; letters that lie apart count only where `apart` says so.
    fn fit(&self, folded: &str, apart: bool) -> Option<(How, i32)> {
        if let Some(place) = self.phrase.as_ref().and_then(|phrase| phrase.run(folded)) {
            return Some((place.how.max(How::Phrase), place.score));
        }
        let mut worst = if self.phrase.is_some() { How::Folded } else { How::Word };
        let (mut score, mut count) = (0, 0);
        let mut lacking = Vec::new();
        for word in &self.words {
            if word.strictness == Strictness::Not {
                word.finder.find(folded.as_bytes()).is_none().then_some(())?;
                continue;
            }
            count += 1;
            match word.run(folded).or_else(|| word.half_run(folded)) {
                Some(place) => {
                    worst = worst.max(place.how);
                    score += place.score;
                }
                None if apart => lacking.push(word),
                None => return None,
            }
        }
        // What takes longest comes last.
        for word in lacking {
            let place = word.scattered(folded, &self.matcher)?;
            worst = worst.max(place.how);
            score += place.score;
        }
        Some((worst, score / count.max(1)))
    }

    /// Without the words of one atom, by its place in the request.
    pub fn without(request: &Request, atom: usize) -> Words {
        let mut others = request.clone();
        if atom < others.atoms.len() {
            others.atoms.remove(atom);
        }
        Words { phrase: None, ..Words::new(&others) }
    }

    /// How a text fits, and its letters that do.
    pub fn find_in(&self, text: &str) -> Option<(How, Vec<Span>)> {
        let (how, _) = self.fit(fold(text).text(), true)?;
        Some((how, self.spans(text)?))
    }

    /// The letters that fit, as spans of a text; none where it does not fit.
    pub fn spans(&self, text: &str) -> Option<Vec<Span>> {
        let folded = fold(text);
        let original = |(start, end): (usize, usize)| folded.original(start, end);
        if let Some(place) = self.phrase.as_ref().and_then(|phrase| phrase.run(folded.text())) {
            return Some(place.at.into_iter().map(original).collect());
        }
        let mut spans = Vec::new();
        for word in self.words.iter().filter(|w| w.strictness != Strictness::Not) {
            let place = word.find(folded.text(), &self.matcher)?;
            spans.extend(place.at.into_iter().map(original));
        }
        Some(merged(spans))
    }
}

impl Word {
    fn new(atom: &Atom) -> Option<Word> {
        let needle = fold(atom.text.trim()).text().to_owned();
        let whole = needle.contains(|c| is_hangul(c) || is_unspaced(c));
        let mask = if whole { 0 } else { letters_of(&needle) };
        let half = half_typed(&needle).map(str::to_owned);
        let chars = needle.chars().collect();
        let strictness = atom.strictness;
        let finder = memmem::Finder::new(needle.as_bytes()).into_owned();
        (!needle.is_empty()).then_some(Word { needle, finder, chars, half, strictness, mask, whole })
    }

    fn find(&self, folded: &str, matcher: &Subsequence) -> Option<Place> {
        self.run(folded).or_else(|| self.half_run(folded)).or_else(|| self.scattered(folded, matcher))
    }

    /// The letters in a row; a whole word is better than the beginning of one, and earlier is better.
    fn run(&self, folded: &str) -> Option<Place> {
        let mut best: Option<(How, usize)> = None;
        for at in self.finder.find_iter(folded.as_bytes()).take(PLACES) {
            let Some(how) = self.bound(folded, at, at + self.needle.len()) else { continue };
            if best.is_none_or(|(known, _)| how < known) {
                best = Some((how, at));
            }
            // Nothing behind it is better.
            if how <= How::Phrase {
                break;
            }
        }
        let (how, at) = best?;
        let score = 2 * APART + 1 - i32::try_from(at).unwrap_or(APART).min(APART);
        Some(Place { how, score, at: vec![(at, at + self.needle.len())] })
    }

    /// How a run of letters stands among the letters around it, where that is allowed.
    fn bound(&self, folded: &str, at: usize, end: usize) -> Option<How> {
        let letter = |c: char| c.is_alphanumeric() || is_hangul(c);
        let first = self.chars.first().is_some_and(|c| letter(*c) && !is_unspaced(*c));
        let starts = !first || !part(folded, 0..at).chars().next_back().is_some_and(letter);
        let behind = part(folded, end..folded.len()).chars().next();
        let ends = !behind.is_some_and(|c| letter(c) && !is_unspaced(c));
        let whole = if self.needle.contains(' ') { How::Phrase } else { How::Word };
        match (starts, ends, self.strictness) {
            (true, true, _) => Some(whole),
            (true, false, Strictness::Fuzzy | Strictness::Start) => Some(How::Prefix),
            (false, _, Strictness::Fuzzy) if self.chars.len() > 2 => Some(How::Fuzzy),
            _ => None,
        }
    }

    fn half_run(&self, folded: &str) -> Option<Place> {
        let half = self.half.as_ref().filter(|_| self.strictness != Strictness::Exact)?;
        let at = memmem::find(folded.as_bytes(), half.as_bytes())?;
        Some(Place { how: How::Prefix, score: 0, at: vec![(at, at + half.len())] })
    }

    /// Letters apart, from a word's beginning on, within a few words, each of which is begun with one of them.
    fn scattered(&self, folded: &str, matcher: &Subsequence) -> Option<Place> {
        let first = *self.chars.first()?;
        if self.chars.len() < 3 || self.whole || self.strictness != Strictness::Fuzzy {
            return None;
        }
        let mut best: Option<Place> = None;
        let mut sign = [0; 4];
        let sign = first.encode_utf8(&mut sign).as_bytes();
        for at in memmem::find_iter(folded.as_bytes(), sign) {
            let before = part(folded, 0..at).chars().next_back();
            let begins = !before.is_some_and(char::is_alphanumeric);
            if !begins || !self.follows(part(folded, at + sign.len()..folded.len())) {
                continue;
            }
            let rest = part(folded, at..folded.len());
            let window: Vec<(usize, char)> = rest.char_indices().take(6 + 3 * self.chars.len()).collect();
            let Some(letters) = self.follow(1, &window, 1) else { continue };
            let end = letters.first().map_or(0, |last| last.1);
            let Some((score, _)) = matcher.find(&self.needle, part(rest, 0..end)) else { continue };
            let score = i32::try_from(score).unwrap_or(0).clamp(0, APART);
            if best.as_ref().is_none_or(|b| b.score < score) {
                let mut letters: Vec<_> = letters.iter().map(|(from, to)| (at + from, at + to)).collect();
                letters.push((at, at + sign.len()));
                letters.reverse();
                best = Some(Place { how: How::Fuzzy, score, at: letters });
            }
        }
        best
    }

    /// Whether the letters from the second on stand in this order near the beginning of a text.
    fn follows(&self, text: &str) -> bool {
        let mut window = text.chars().take(5 + 3 * self.chars.len());
        self.chars.iter().skip(1).all(|wanted| window.any(|c| c == *wanted))
    }

    /// Where the letters from one on stand in a window, the last first: further on in the same word, else at the
    /// beginning of another.
    fn follow(&self, letter: usize, window: &[(usize, char)], from: usize) -> Option<Vec<(usize, usize)>> {
        let Some(wanted) = self.chars.get(letter) else { return Some(Vec::new()) };
        let mut same_word = true;
        for (at, (byte, c)) in window.iter().enumerate().skip(from) {
            let begins = at.checked_sub(1).is_none_or(|before| !window[before].1.is_alphanumeric());
            let may = same_word || begins;
            same_word &= c.is_alphanumeric();
            if may && c == wanted {
                let rest = self.follow(letter + 1, window, at + 1);
                if let Some(mut letters) = rest {
                    letters.push((*byte, byte + c.len_utf8()));
                    return Some(letters);
                }
                // The same letter further on in this word leads nowhere else.
                same_word = false;
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::slice;
    use proptest::prelude::*;

    const LIST: [&str; 6] = [
        "What did the mill make?",
        "Who ran the bakery by the windmill?",
        "Naïve or Ceaușescu, and why?",
        "안미경중, what is it?",
        "Did it ever seem likely that anybody would come back to the place after all of these years?",
        "What was the millers’ paper for?",
    ];

    fn find(list: &mut Shortlist, typed: &str) -> Vec<(u32, &'static str)> {
        let words = Words::new(&Request::parse(typed).expect("it is understood"));
        let mut fits = list.find(&words, &|| false).expect("nobody stops it");
        fits.sort_by_key(|f| (f.how, -f.score, f.index));
        fits.iter().map(|f| (f.index, f.how.name())).collect()
    }

    #[test]
    fn words_are_found_where_they_stand() {
        for (typed, wanted) in [
            ("mill", &[(0, "word"), (5, "prefix"), (1, "fuzzy")][..]),
            ("what mill", &[(0, "folded"), (5, "prefix")]),
            ("the mill", &[(0, "phrase"), (5, "prefix"), (1, "fuzzy")]),
            ("windmill", &[(1, "word")]),
            ("bkry", &[(1, "fuzzy")]),
            ("ceausescu", &[(2, "word")]),
            ("naive", &[(2, "word")]),
            ("안미", &[(3, "prefix")]),
            ("안밍", &[(3, "prefix")]),
            ("'mill", &[(0, "word")]),
            ("^mill", &[(0, "word"), (5, "prefix")]),
            ("mill !make", &[(5, "prefix"), (1, "fuzzy")]),
            ("dill", &[]),
            ("zzz", &[]),
        ] {
            assert_eq!(find(&mut Shortlist::new(LIST), typed), wanted, "{typed}");
        }
    }

    #[test]
    fn matched_letters_are_spans_of_the_text() {
        for (typed, text, picked) in [
            ("ceausescu", 2, "Ceaușescu"),
            ("bkry", 1, "bkry"),
            ("make mill", 0, "mill|make"),
            ("the mill", 0, "the mill"),
        ] {
            let words = Words::new(&Request::parse(typed).expect("it is understood"));
            let spans = words.spans(LIST[text]).expect("it fits");
            let found: Vec<_> = spans.iter().map(|s| slice(LIST[text], *s)).collect();
            assert_eq!(found.join(if typed == "bkry" { "" } else { "|" }), picked);
        }
    }

    proptest! {
        /// What an earlier keystroke left, and where the list is cut into chunks, changes nothing.
        #[test]
        fn keystrokes_narrow_without_losing_anything(
            texts in prop::collection::vec("[a-dA-D é한미]{0,14}", 0..40),
            typed in "[a-d é한!^']{1,6}",
        ) {
            let mut kept = Shortlist::new(&texts);
            for end in 1..=typed.chars().count() {
                let typed: String = typed.chars().take(end).collect();
                let found = find(&mut kept, &typed);
                prop_assert_eq!(&found, &find(&mut Shortlist::new(&texts), &typed));
                let words = Words::new(&Request::parse(&typed).expect("it is understood"));
                let one = |(at, text)| {
                    let fit = Shortlist::new([text]).find(&words, &|| false).expect("nobody stops it");
                    fit.first().map(|f| Fit { index: at, ..*f })
                };
                let mut apart: Vec<Fit> = (0..).zip(&texts).filter_map(one).collect();
                settle(&mut apart);
                prop_assert_eq!(apart, Shortlist::new(&texts).find(&words, &|| false).expect("nobody stops it"));
                for (at, _) in found {
                    let text = &texts[at as usize];
                    for span in words.spans(text).expect("it fits") {
                        prop_assert!(text.get(span.range()).is_some());
                    }
                }
            }
        }
    }
}
