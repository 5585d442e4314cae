//! How a vocabulary is gathered: one pass that names each spelling by a number, one that reads names and phrases from
//! the numbers.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use super::tables::{INSIDE, NEVER_FIRST, PARTICLES, STOP, TITLES};
use super::words::{Join, words};
use super::{Source, Term, TermId, TermKind, Vocabulary};
use crate::interview::{Interview, ParagraphId};
use crate::text::{fold, part};

/// Phrases of small words that are kept, the most frequent first.
const PHRASES: usize = 8_000;

/// The most words of a name.
const NAME_WORDS: usize = 9;

/// A fast hash for short keys; nobody attacks a reader's own memory through it beyond one slow import.
#[derive(Default)]
struct Quick(u64);

impl Hasher for Quick {
    fn finish(&self) -> u64 {
        self.0 ^ (self.0 >> 29)
    }

    fn write(&mut self, bytes: &[u8]) {
        for chunk in bytes.chunks(8) {
            let mut word = [0; 8];
            word[..chunk.len()].copy_from_slice(chunk);
            self.write_u64(u64::from_le_bytes(word));
        }
    }

    fn write_u32(&mut self, value: u32) {
        self.write_u64(value.into());
    }

    fn write_usize(&mut self, value: usize) {
        self.write_u64(value as u64);
    }

    fn write_u8(&mut self, value: u8) {
        self.write_u64(value.into());
    }

    fn write_u64(&mut self, value: u64) {
        self.0 = (self.0.rotate_left(23) ^ value).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }
}

type Map<K, V> = HashMap<K, V, BuildHasherDefault<Quick>>;

/// A spelling, as it stands in the text.
struct Form {
    text: Box<str>,
    /// Seen where a capital would mean something; seen at all.
    inside: u32,
    count: u32,
}

/// What a spelling comes to once all are known.
#[derive(Clone, Copy, Default)]
struct Known {
    /// The word it is a spelling of.
    word: u32,
    /// Bytes of it that are the word; particles are not.
    bytes: u16,
    capital: bool,
}

/// A word: all spellings that fold to one.
#[derive(Clone, Default)]
struct Lexeme {
    key: String,
    text: String,
    best: u32,
    acronym: bool,
    stop: bool,
    /// Written with a capital where it need not be, and without.
    high: u32,
    low: u32,
    /// Seen unbound by hyphens.
    alone: u32,
}

impl Lexeme {
    fn is_name(&self) -> bool {
        self.acronym || (!self.stop && self.high > self.low)
    }
}

/// A word in the text.
#[derive(Clone, Copy)]
struct Token {
    start: u32,
    form: u32,
    join: Join,
    opens: bool,
}

/// The letters and digits of a folded text: what is compared, so that hyphens, points and apostrophes never matter.
pub(in crate::search) fn letters(folded: &str) -> String {
    folded.chars().filter(|c| c.is_alphanumeric() || is_jamo(*c)).collect()
}

fn is_jamo(c: char) -> bool {
    matches!(c, '\u{1100}'..='\u{11ff}' | '\u{3131}'..='\u{318e}')
}

/// Syllables and letters of Hangul.
pub(in crate::search) fn is_hangul(c: char) -> bool {
    is_jamo(c) || matches!(c, '\u{ac00}'..='\u{d7a3}')
}

/// A bit for each letter that a text holds. Of Hangul only initial consonants count, so that half a syllable has a
/// part of the bits of the whole.
pub(in crate::search) fn mask(letters: &str) -> u64 {
    letters.chars().fold(0, |bits, c| {
        bits | match c {
            'a'..='z' => 1 << (c as u32 - 'a' as u32),
            '0'..='9' => 1 << (26 + (c as u32 - '0' as u32) % 4),
            '\u{1100}'..='\u{1112}' => 1 << (30 + (c as u32 - 0x1100)),
            '\u{1113}'..='\u{11ff}' | '\u{3131}'..='\u{318e}' => 0,
            _ => 1 << (49 + (c as u32) % 15),
        }
    })
}

/// Reads interviews into a vocabulary; none where `stop` says that nobody waits any more.
pub(super) fn gather<'a>(
    interviews: impl IntoIterator<Item = &'a Interview>,
    stop: &dyn Fn() -> bool,
) -> Option<Vocabulary> {
    let mut reader = Reader::default();
    for interview in interviews {
        reader.read(interview, stop)?;
    }
    let (known, lexemes) = reader.words();
    Builder::new(reader, known, lexemes).build(stop)
}

/// The first pass.
#[derive(Default)]
struct Reader {
    sources: Vec<Source>,
    ids: Map<Box<str>, u32>,
    forms: Vec<Form>,
    tokens: Vec<Token>,
}

impl Reader {
    fn read(&mut self, interview: &Interview, stop: &dyn Fn() -> bool) -> Option<()> {
        let base = self
            .sources
            .last()
            .map_or(0, |s| s.base + s.segments.last().map_or(0, |l| l.start + l.text.len() as u32));
        let starts = interview.paragraphs().iter().map(|p| p.text.start).collect();
        self.sources.push(Source { segments: interview.arena().segments().to_vec(), starts, base });
        for block in interview.blocks().iter().filter(|b| !b.is_hidden()) {
            if stop() {
                return None;
            }
            for paragraph in block.paragraphs() {
                self.read_paragraph(interview, paragraph, base);
            }
        }
        Some(())
    }

    fn read_paragraph(&mut self, interview: &Interview, paragraph: ParagraphId, base: u32) {
        let text = interview.text(paragraph);
        let start = base + interview.paragraph(paragraph).text.start;
        // Where all is in capitals, capitals mean nothing.
        let shouted = text.bytes().filter(u8::is_ascii_uppercase).count() > 6
            && !text.bytes().any(|b| b.is_ascii_lowercase());
        for (at, word) in words(text).enumerate() {
            let spelt = part(text, word.start..word.end);
            let lower = shouted.then(|| capitalized(spelt));
            let form = self.form(lower.as_deref().unwrap_or(spelt));
            let seen = &mut self.forms[form as usize];
            seen.count += 1;
            seen.inside += u32::from(!word.opens);
            let join = if at == 0 { Join::Break } else { word.join };
            self.tokens.push(Token { start: start + word.start as u32, form, join, opens: word.opens });
        }
    }

    fn form(&mut self, text: &str) -> u32 {
        if let Some(id) = self.ids.get(text) {
            return *id;
        }
        let id = self.forms.len() as u32;
        self.forms.push(Form { text: text.into(), inside: 0, count: 0 });
        self.ids.insert(text.into(), id);
        id
    }

    /// What the spellings are spellings of.
    fn words(&self) -> (Vec<Known>, Vec<Lexeme>) {
        let stop: std::collections::HashSet<&str> = STOP.iter().copied().collect();
        let folds: Vec<String> = self.forms.iter().map(|f| fold(&f.text).text().to_owned()).collect();
        let stems = stems(&folds);
        let mut ids: Map<(String, bool), u32> = Map::default();
        let mut lexemes: Vec<Lexeme> = Vec::new();
        let mut known = Vec::with_capacity(folds.len());
        for ((form, folded), stem) in self.forms.iter().zip(&folds).zip(stems) {
            let acronym = is_acronym(&form.text);
            let key = if acronym { letters(folded) } else { part(folded, 0..stem).to_owned() };
            let id = *ids.entry((key.clone(), acronym)).or_insert_with(|| {
                let stop = !acronym && (stop.contains(key.as_str()) || key.chars().count() < 2);
                lexemes.push(Lexeme { key, acronym, stop, ..Lexeme::default() });
                lexemes.len() as u32 - 1
            });
            let whole = stem == folded.len();
            let bytes = if whole { form.text.len() } else { fold(&form.text).original(0, stem).len() };
            let capital = is_capital(&form.text);
            let lexeme = &mut lexemes[id as usize];
            *(if capital { &mut lexeme.high } else { &mut lexeme.low }) +=
                if capital { form.inside } else { form.count };
            // How it looks inside a sentence is how it is written.
            let weight = form.inside * 4 + form.count;
            if weight > lexeme.best || lexeme.text.is_empty() {
                lexeme.best = weight;
                part(&form.text, 0..bytes).clone_into(&mut lexeme.text);
            }
            known.push(Known { word: id, bytes: bytes as u16, capital });
        }
        (known, lexemes)
    }
}

/// Whether a word begins with a capital, or with an article before one: d’Amico, l’Oréal.
fn is_capital(word: &str) -> bool {
    let mut chars = word.chars();
    let first = chars.next().is_some_and(char::is_uppercase);
    first
        || (chars.next().is_some_and(super::words::is_apostrophe)
            && chars.next().is_some_and(char::is_uppercase))
}

fn capitalized(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().into_iter().chain(chars.flat_map(char::to_lowercase)).collect()
}

/// Capitals of two letters and more, digits behind them, points between.
fn is_acronym(text: &str) -> bool {
    let capitals = text.chars().filter(|c| c.is_uppercase()).count();
    (2..=6).contains(&capitals) && text.chars().all(|c| c.is_uppercase() || c == '.' || c.is_ascii_digit())
}

/// How many bytes of each folded spelling are the word; less than all where a Hangul particle follows a word of two
/// syllables that stands elsewhere too, alone or with another particle.
fn stems(folds: &[String]) -> Vec<usize> {
    let particles: Vec<String> = PARTICLES.iter().map(|p| fold(p).text().to_owned()).collect();
    let syllables = |text: &str| text.chars().filter(|c| matches!(c, '\u{1161}'..='\u{1175}')).count();
    let candidates = |text: &str| -> Vec<usize> {
        if !text.starts_with(is_hangul) {
            return Vec::new();
        }
        let bare = particles.iter().filter_map(|p| text.strip_suffix(p.as_str()));
        // A final consonant that folding split off is no syllable's beginning: what remains must be whole.
        bare.filter(|b| syllables(b) >= 2).map(str::len).collect()
    };
    let mut seen: Map<&str, u32> = Map::default();
    for text in folds.iter().filter(|t| t.starts_with(is_hangul)) {
        *seen.entry(text.as_str()).or_default() += 1;
        for stem in candidates(text) {
            *seen.entry(part(text, 0..stem)).or_default() += 1;
        }
    }
    folds
        .iter()
        .map(|text| {
            let known = |stem: &usize| seen.get(part(text, 0..*stem)).is_some_and(|n| *n > 1);
            candidates(text).into_iter().filter(known).min().unwrap_or(text.len())
        })
        .collect()
}

/// The second pass: names and phrases out of words.
struct Builder {
    reader: Reader,
    known: Vec<Known>,
    lexemes: Vec<Lexeme>,
    /// Terms of several words by their words, with what they are.
    longer: Map<Vec<u32>, u32>,
    kinds: Vec<(TermKind, u32, u32)>,
    /// Places as (term, start, end); words come by their number, longer ones behind all words.
    places: Vec<(u32, u32, u32)>,
    inside: Vec<u32>,
}

impl Builder {
    fn new(reader: Reader, known: Vec<Known>, mut lexemes: Vec<Lexeme>) -> Builder {
        let tokens = &reader.tokens;
        for (at, token) in tokens.iter().enumerate() {
            let bound =
                token.join == Join::Hyphen || tokens.get(at + 1).is_some_and(|t| t.join == Join::Hyphen);
            lexemes[known[token.form as usize].word as usize].alone += u32::from(!bound);
        }
        let inside = vec![0; lexemes.len()];
        let (longer, kinds, places) = Default::default();
        Builder { reader, known, lexemes, longer, kinds, places, inside }
    }

    fn word(&self, at: usize) -> &Lexeme {
        &self.lexemes[self.known[self.reader.tokens[at].form as usize].word as usize]
    }

    fn build(mut self, stop: &dyn Fn() -> bool) -> Option<Vocabulary> {
        let count = self.reader.tokens.len();
        let mut at = 0;
        while at < count {
            let end = self.name_end(at);
            if end - at > 1 {
                let start = self.without_titles(at, end);
                if end - start > 1 {
                    self.add(start, end, TermKind::Name);
                    (start..end).for_each(|w| {
                        let word = self.known[self.reader.tokens[w].form as usize].word;
                        self.inside[word as usize] += 1;
                    });
                }
                at = end;
            } else {
                at += 1;
            }
        }
        // Each step is one pass over all words.
        for step in [Builder::compounds, Builder::recurring] {
            if stop() {
                return None;
            }
            step(&mut self);
        }
        (!stop()).then(|| self.finish())
    }

    /// The end of the name that begins at a word; the word itself where none does.
    fn name_end(&self, at: usize) -> usize {
        let capital = |at: usize| {
            let token = self.reader.tokens[at];
            let word = self.word(at);
            let known = self.known[token.form as usize];
            known.capital && (!word.stop || !token.opens) && (word.is_name() || !token.opens || word.low == 0)
        };
        if !capital(at) || NEVER_FIRST.contains(&self.word(at).key.as_str()) {
            return at;
        }
        let tokens = &self.reader.tokens;
        let joined = |at: usize| tokens.get(at).is_some_and(|t| t.join != Join::Break && !t.opens);
        let mut end = at + 1;
        while end - at < NAME_WORDS && joined(end) {
            let hyphen = tokens[end].join == Join::Hyphen;
            if capital(end) && !(hyphen && self.are_apart(end)) {
                end += 1;
            } else if hyphen && self.word(end - 1).alone == 0 && end - at > 1 {
                // Moon Jae-in, Kim Jong-un.
                end += 1;
            } else if !hyphen
                && INSIDE.contains(&self.word(end).key.as_str())
                && joined(end + 1)
                && capital(end + 1)
                && !TITLES.contains(&self.word(end + 1).key.as_str())
                && (self.word(end - 1).is_name() || !tokens[end - 1].opens)
            {
                end += 2;
            } else if !hyphen
                && INSIDE.contains(&self.word(end).key.as_str())
                && joined(end + 1)
                && self.word(end + 1).key == "the"
                && joined(end + 2)
                && capital(end + 2)
            {
                end += 3;
            } else {
                break;
            }
        }
        end
    }

    /// Whether a hyphen binds two names that stand alone elsewhere: Korea-Russia, but not Rason-Khasan.
    fn are_apart(&self, behind: usize) -> bool {
        let (left, right) = (self.word(behind - 1), self.word(behind));
        left.acronym || right.acronym || (left.alone > 0 && right.alone > 0)
    }

    fn without_titles(&self, start: usize, end: usize) -> usize {
        (start..end).find(|at| !TITLES.contains(&self.word(*at).key.as_str())).unwrap_or(start)
    }

    fn add(&mut self, start: usize, end: usize, kind: TermKind) {
        let key: Vec<u32> =
            (start..end).map(|at| self.known[self.reader.tokens[at].form as usize].word).collect();
        let (first, last) = (self.reader.tokens[start], self.reader.tokens[end - 1]);
        let until = last.start + u32::from(self.known[last.form as usize].bytes);
        let next = self.kinds.len() as u32;
        let id = *self.longer.entry(key).or_insert(next);
        if id == next {
            self.kinds.push((kind, first.start, until));
        }
        self.places.push((self.lexemes.len() as u32 + id, first.start, until));
    }

    /// Words that hyphens bind: freeze-for-freeze.
    fn compounds(&mut self) {
        let mut at = 0;
        while at + 1 < self.reader.tokens.len() {
            let mut end = at + 1;
            while self.reader.tokens.get(end).is_some_and(|t| t.join == Join::Hyphen) {
                end += 1;
            }
            let named = self.known[self.reader.tokens[at].form as usize].capital;
            if (2..=5).contains(&(end - at)) && !named {
                self.add(at, end, TermKind::Phrase);
            }
            at = end;
        }
    }

    /// Two or three words that come together again and again.
    fn recurring(&mut self) {
        let tells = |b: &Builder, at: usize| {
            let word = b.word(at);
            !word.stop && word.key.len() > 2 && !word.key.starts_with(|c: char| c.is_ascii_digit())
        };
        let id = |b: &Builder, at: usize| b.known[b.reader.tokens[at].form as usize].word;
        let blank = |b: &Builder, at: usize| b.reader.tokens[at].join == Join::Blank;
        let name = |b: &Builder, at: usize| b.known[b.reader.tokens[at].form as usize].capital;
        let count = self.reader.tokens.len();
        let mut pairs: Map<u64, u32> = Map::default();
        let key = |b: &Builder, at: usize| u64::from(id(b, at)) << 32 | u64::from(id(b, at + 1));
        let good = |b: &Builder, at: usize| {
            at + 1 < count
                && blank(b, at + 1)
                && tells(b, at)
                && tells(b, at + 1)
                && !(name(b, at) && name(b, at + 1))
        };
        for at in 0..count {
            if good(self, at) {
                *pairs.entry(key(self, at)).or_default() += 1;
            }
        }
        let mut counts: Vec<u32> = pairs.values().copied().filter(|n| *n > 1).collect();
        counts.sort_unstable_by(|a, b| b.cmp(a));
        let least = counts.get(PHRASES).map_or(2, |n| n + 1);
        let often =
            |b: &Builder, at: usize| good(b, at) && pairs.get(&key(b, at)).is_some_and(|n| *n >= least);
        let mut at = 0;
        while at + 1 < count {
            if often(self, at) {
                let end = if often(self, at + 1) { at + 3 } else { at + 2 };
                self.add(at, end, TermKind::Phrase);
            }
            at += 1;
        }
    }

    fn finish(mut self) -> Vocabulary {
        self.places.sort_unstable();
        self.places.dedup();
        for token in &self.reader.tokens {
            let known = self.known[token.form as usize];
            self.places.push((known.word, token.start, token.start + u32::from(known.bytes)));
        }
        let mut all = vec![0_u32; self.lexemes.len() + self.kinds.len() + 1];
        for place in &self.places {
            all[place.0 as usize + 1] += 1;
        }
        for at in 1..all.len() {
            all[at] += all[at - 1];
        }
        let ends = all.get(1..).unwrap_or_default().to_vec();
        let mut places = vec![(0, 0); self.places.len()];
        for (term, start, end) in &self.places {
            let at = &mut all[*term as usize];
            places[*at as usize] = (*start, *end);
            *at += 1;
        }
        let mut vocabulary =
            Vocabulary { sources: self.reader.sources, places, ends, ..Vocabulary::default() };
        let mut terms: Vec<Term> = Vec::with_capacity(vocabulary.ends.len());
        for (at, lexeme) in self.lexemes.iter().enumerate() {
            let count = vocabulary.ranges(TermId(at as u32)).len();
            let kind = match (lexeme.acronym, lexeme.is_name()) {
                (true, _) => TermKind::Acronym,
                (_, true) => TermKind::Name,
                _ => TermKind::Word,
            };
            let free = count - (self.inside[at] as usize).min(count);
            terms.push(term(lexeme.text.clone(), kind, count, free, lexeme.stop));
        }
        for (at, (kind, start, end)) in self.kinds.iter().enumerate() {
            let count = vocabulary.ranges(TermId((self.lexemes.len() + at) as u32)).len();
            let text = vocabulary.text(vocabulary.place(*start..*end)).to_owned();
            terms.push(term(text, *kind, count, count, false));
        }
        vocabulary.masks = terms.iter().map(|t| t.mask).collect();
        vocabulary.terms = terms;
        vocabulary
    }
}

fn term(text: String, kind: TermKind, count: usize, free: usize, stop: bool) -> Term {
    let folded: String = fold(&text).text().chars().map(|c| if c == '-' { ' ' } else { c }).collect();
    let letters = letters(&folded);
    let parts: Vec<&str> = folded.split_whitespace().collect();
    let initials =
        if parts.len() > 1 { parts.iter().filter_map(|p| p.chars().next()).collect() } else { String::new() };
    let mask = mask(&letters);
    Term { text, kind, count, free, stop, letters, folded, initials, mask }
}
