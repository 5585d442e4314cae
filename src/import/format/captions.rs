//! Captions to paragraphs: what is cut to fit a screen is put together to be read.
//!
//! A paragraph ends where another speaks, where a caption opens with a label or a dash, behind a sentence once
//! there is
//! enough to read, and at long pauses. It must not know how captions are written in a file, nor what a label means.

use std::collections::HashMap;

use super::super::block::{Dealer, Kind, flow};
use super::super::document::Writer;
use super::super::label::{self, Shape};
use crate::interview::{Cue, Emphasis, Hidden, Stress};
use crate::text::{Span, is_unspaced, part, word_count};

pub(super) mod lines;
pub(super) mod markup;
pub(super) mod units;

/// Words of a paragraph that is long enough to end with its sentence.
const ENOUGH: usize = 60;
/// Words after which a paragraph ends with the next sentence, also inside of a caption.
const LONG: usize = 110;
/// Words after which a paragraph ends anyhow.
const LONGEST: usize = 240;
/// Words without which a pause ends nothing but when it is a silence.
const FEW: usize = 20;
/// Bytes in which words are counted to see whether a text is long.
const NEAR: usize = 4096;
/// Milliseconds that divide thoughts; that end a sentence without signs; in which nobody speaks.
const PAUSE: u32 = 3_000;
const BREATH: u32 = 700;
const SILENCE: u32 = 10_000;

/// The first byte of a full-width colon.
const WIDE_COLON: u8 = "：".as_bytes()[0];

/// Something said in one go, or a note between.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Caption {
    /// Who says it; without one whoever spoke goes on.
    pub(super) speaker: Option<String>,
    /// When.
    pub(super) cue: Option<Cue>,
    /// What is said. Line breaks flow.
    pub(super) text: String,
    /// Stressed runs of it.
    pub(super) emphasis: Vec<Emphasis>,
    /// Begins a paragraph, whatever stood before.
    pub(super) opens: bool,
    /// Nobody says it: metadata between the captions.
    pub(super) note: bool,
}

impl Caption {
    /// Plain text that somebody says.
    pub(super) fn said(speaker: Option<&str>, cue: Option<Cue>, text: &str) -> Caption {
        Caption { speaker: speaker.map(str::to_owned), cue, text: text.to_owned(), ..Caption::default() }
    }

    /// Metadata.
    pub(super) fn note(text: String) -> Caption {
        Caption { text, note: true, ..Caption::default() }
    }
}

/// Writes captions as paragraphs. They are gone through twice, so that nobody has to hold them all: what they open and
/// end with is counted first.
pub(super) fn write<I: Iterator<Item = Caption>>(captions: impl Fn() -> I, writer: &mut Writer) {
    let mut seen = Seen::default();
    captions().flat_map(by_lines).for_each(|line| seen.count(line));
    let mut paragraphs = Paragraphs::new(writer, seen.is_punctuated());
    for Line { mut caption, opening, words } in captions().flat_map(by_lines) {
        if caption.note {
            paragraphs.note(caption.text);
            continue;
        }
        caption.opens |= opening.is_some_and(|o| match o {
            Opens::Label(label) => paragraphs.ended() || seen.labels.get(&label).is_some_and(|n| *n > 1),
            Opens::Mark => true,
        });
        paragraphs.add(&caption, words);
    }
    paragraphs.finish();
}

/// A caption, or the lines of it up to the next that opens with something.
struct Line {
    caption: Caption,
    opening: Option<Opens>,
    words: usize,
}

/// A caption cut where a line of it opens with a label or a dash; the lines of each flow into one.
fn by_lines(caption: Caption) -> Vec<Line> {
    if caption.note {
        return vec![Line { caption, opening: None, words: 0 }];
    }
    let mut starts = vec![0];
    let mut at = 0;
    for line in caption.text.split('\n') {
        if at > 0 && opening(line).is_some() {
            starts.push(at);
        }
        at += line.len() + 1;
    }
    starts.push(caption.text.len());
    let cut = |from, to| Caption {
        opens: caption.opens && from == 0,
        speaker: caption.speaker.clone(),
        ..piece(&caption, from, to)
    };
    let lines = starts.windows(2).map(|w| cut(w[0], w[1])).filter(|c| !c.text.is_empty());
    let line =
        |caption: Caption| Line { opening: opening(&caption.text), words: words(&caption.text), caption };
    lines.map(line).collect()
}

/// What a line of a caption opens with.
enum Opens {
    /// A label, as its key.
    Label(String),
    /// A dash or a chevron: somebody else speaks.
    Mark,
}

fn opening(line: &str) -> Option<Opens> {
    let line = line.trim_start();
    if line.starts_with(">>") {
        return Some(Opens::Mark);
    }
    // Most lines begin with a letter; only a colon, plain or full-width, could make a label of that.
    let colon = memchr::memchr2(b':', WIDE_COLON, line.as_bytes());
    if colon.is_none() && line.starts_with(char::is_alphabetic) {
        return None;
    }
    let opening = label::opening(line)?;
    let inside = opening.rest < line.trim_end().len();
    match opening.shape {
        Shape::Dash => Some(Opens::Mark),
        Shape::Colon | Shape::Bracketed | Shape::Parenthesised if inside => {
            let named =
                label::names_somebody(opening.label) && !opening.label.starts_with(char::is_lowercase);
            named.then(|| Opens::Label(opening.key()))
        }
        _ => None,
    }
}

/// How captions open and end.
#[derive(Default)]
struct Seen {
    /// Labels by their keys, and how often each opens.
    labels: HashMap<String, usize>,
    words: usize,
    /// Those in which a sentence ends.
    ends: usize,
}

impl Seen {
    fn count(&mut self, Line { caption, opening, words }: Line) {
        if caption.note {
            return;
        }
        self.words += words;
        self.ends += usize::from(sentence_end(&caption.text, 0).is_some());
        if let Some(Opens::Label(label)) = opening {
            *self.labels.entry(label).or_insert(0) += 1;
        }
    }

    /// Whether there are signs that end sentences.
    fn is_punctuated(&self) -> bool {
        self.ends * LONG >= self.words
    }
}

/// Words, as far as they take time to read: two characters of Chinese or Japanese count as one.
fn words(text: &str) -> usize {
    let unspaced = if text.is_ascii() { 0 } else { text.chars().filter(|c| is_unspaced(*c)).count() };
    word_count(text).saturating_sub(unspaced / 2)
}

/// Behind the first sentence of a text that ends at `from` or later.
fn sentence_end(text: &str, from: usize) -> Option<usize> {
    let mut at = from;
    while let Some(found) =
        part(text, at..text.len()).find(['.', '?', '!', '…', '。', '？', '！', '؟', '۔', '।'])
    {
        let sign = at + found;
        let rest = part(text, sign..text.len());
        let behind = rest.trim_start_matches(|c: char| {
            matches!(
                c,
                '.' | '?'
                    | '!'
                    | '…'
                    | '。'
                    | '？'
                    | '！'
                    | '؟'
                    | '۔'
                    | '।'
                    | ' '
                    | '"'
                    | '”'
                    | '’'
                    | '\''
                    | ')'
                    | ']'
                    | '»'
                    | '」'
                    | '』'
            ) && c != ' '
        });
        let end = text.len() - behind.len();
        let ends = behind.is_empty()
            || behind.starts_with(char::is_whitespace)
            || rest.starts_with(['。', '？', '！', '।', '۔', '؟']);
        if ends && !(rest.starts_with('.') && abbreviated(part(text, 0..sign))) {
            return Some(end);
        }
        at = end;
    }
    None
}

/// Whether a text ends with its sentence.
pub(super) fn ends_sentence(text: &str) -> bool {
    // Nothing that ends a sentence stands further from the end than a few closing signs.
    let near = crate::text::floor_boundary(text, text.len().saturating_sub(24));
    let mut at = near;
    while let Some(end) = sentence_end(text, at) {
        if end >= text.trim_end().len() {
            return true;
        }
        at = end;
    }
    false
}

/// Whether a full stop behind a text is that of an abbreviation or an initial.
fn abbreviated(text: &str) -> bool {
    let word = text.rsplit([' ', '\u{a0}', '(', '"', '.']).next().unwrap_or_default();
    let initial = word.chars().count() == 1 && word.chars().all(char::is_uppercase) && word != "I";
    initial
        || matches!(
            word,
            "Mr" | "Mrs" | "Ms" | "Dr" | "St" | "Prof" | "vs" | "Jr" | "Sr" | "No" | "Gen" | "Sen" | "Rep"
        )
}

/// The paragraph that is being put together.
struct Paragraphs<'w> {
    writer: &'w mut Writer,
    punctuated: bool,
    open: Caption,
    /// Words in it.
    words: usize,
    /// When the last caption of it ended.
    until: Option<u32>,
    /// What stands between the captions of it.
    notes: Vec<String>,
}

impl<'w> Paragraphs<'w> {
    fn new(writer: &'w mut Writer, punctuated: bool) -> Paragraphs<'w> {
        Paragraphs { writer, punctuated, open: Caption::default(), words: 0, until: None, notes: Vec::new() }
    }

    /// Whether what was said last is a whole sentence, or nothing was said yet.
    fn ended(&self) -> bool {
        self.open.text.is_empty() || ends_sentence(&self.open.text)
    }

    /// A note stands behind the paragraph that is open, or at once.
    fn note(&mut self, text: String) {
        self.notes.push(text);
        if self.open.text.is_empty() {
            self.finish();
        }
    }

    fn add(&mut self, caption: &Caption, count: usize) {
        let speaker = caption.speaker.clone().or_else(|| self.open.speaker.clone());
        if self.divides(caption, speaker.as_deref()) {
            self.finish();
        }
        self.open.speaker = speaker;
        let mut from = 0;
        // What is long ends with its sentence, also inside of a caption.
        while self.words + count >= LONG + FEW
            && let Some(to) = self.end_inside(part(&caption.text, from..caption.text.len()))
        {
            let piece = piece(caption, from, from + to);
            self.join(&piece, words(&piece.text));
            self.finish();
            from += to;
        }
        if from == 0 {
            self.join(caption, count);
        } else {
            let piece = piece(caption, from, caption.text.len());
            self.join(&piece, words(&piece.text));
        }
    }

    /// Whether a paragraph ends before a caption.
    fn divides(&self, caption: &Caption, speaker: Option<&str>) -> bool {
        if self.open.text.is_empty() {
            return false;
        }
        if caption.opens || speaker != self.open.speaker.as_deref() || self.words >= LONGEST {
            return true;
        }
        let pause = match (self.until, caption.cue) {
            (Some(until), Some(cue)) => cue.start.saturating_sub(until),
            _ => 0,
        };
        if self.punctuated {
            let enough = self.words >= ENOUGH || (pause >= PAUSE && self.words >= FEW) || pause >= SILENCE;
            enough && self.ended()
        } else {
            pause >= SILENCE
                || (pause >= PAUSE && self.words >= FEW)
                || (pause >= BREATH && self.words >= ENOUGH)
                || self.words >= LONG
        }
    }

    /// Where the paragraph that a text belongs to is to end inside of the text.
    fn end_inside(&self, text: &str) -> Option<usize> {
        // The next sentences say enough; all of a very long text is not counted for each of them.
        let near = part(text, 0..crate::text::floor_boundary(text, NEAR));
        if self.words + words(near) < LONG + FEW {
            return None;
        }
        let mut at = 0;
        let mut so_far = self.words;
        while let Some(end) = sentence_end(text, at) {
            so_far += words(part(text, at..end));
            at = end;
            if so_far >= ENOUGH && !part(text, end..text.len()).trim().is_empty() {
                return Some(end);
            }
        }
        None
    }

    fn join(&mut self, caption: &Caption, words: usize) {
        let text = &mut self.open.text;
        if let (Some(before), Some(after)) = (text.chars().next_back(), caption.text.chars().next()) {
            let closing =
                caption.text.chars().all(|c| c.is_ascii_punctuation() && !matches!(c, '(' | '[' | '"' | '-'));
            if !(closing || is_unspaced(before) && is_unspaced(after)) {
                text.push(' ');
            }
        }
        let shift = text.len();
        self.words += words;
        text.push_str(&caption.text);
        let moved = |e: &Emphasis| Emphasis {
            span: Span::new(e.span.start.bytes() + shift, e.span.end.bytes() + shift),
            stress: e.stress,
        };
        self.open.emphasis.extend(caption.emphasis.iter().map(moved));
        if let Some(cue) = caption.cue {
            let last = cue.end.unwrap_or(cue.start);
            self.until = Some(last);
            let whole = self.open.cue.get_or_insert(Cue { start: cue.start, end: None });
            whole.end = cue.end.filter(|end| *end >= whole.start).or(whole.end);
        }
    }

    /// Writes the paragraph, and behind it what stood between its captions.
    fn finish(&mut self) {
        let open = std::mem::take(&mut self.open);
        if !open.text.is_empty() {
            let speaker = open.speaker.clone();
            write_block(open, self.writer);
            self.open.speaker = speaker;
        } else {
            self.open.speaker = open.speaker;
        }
        self.words = 0;
        if !self.notes.is_empty() {
            let notes = std::mem::take(&mut self.notes).join("\n");
            self.writer.whole(Kind::Hidden(Hidden::Metadata), &notes);
        }
    }
}

/// A stretch of a caption, its lines as one.
fn piece(caption: &Caption, from: usize, to: usize) -> Caption {
    let emphasis = Dealer::new(&caption.emphasis).within(from, to);
    let (text, emphasis) = flow(part(&caption.text, from..to), &emphasis);
    Caption { text: text.into_owned(), emphasis, cue: caption.cue, ..Caption::default() }
}

/// Writes one caption as a paragraph of its own.
pub(super) fn write_block(caption: Caption, writer: &mut Writer) {
    writer.finish_block();
    let block = writer.block();
    block.speaker = caption.speaker;
    block.cue = caption.cue;
    stressed(writer, &caption.text, &caption.emphasis);
    writer.finish_block();
}

/// Adds a text with its stresses to the block that is being written.
fn stressed(writer: &mut Writer, text: &str, emphasis: &[Emphasis]) {
    let mut edges: Vec<(usize, bool, Stress)> = Vec::new();
    for e in emphasis {
        edges.push((e.span.start.bytes(), true, e.stress));
        edges.push((e.span.end.bytes(), false, e.stress));
    }
    // What ends at a place ends before something else begins there.
    edges.sort_by_key(|(at, begins, _)| (*at, *begins));
    let mut from = 0;
    for (at, begins, stress) in edges {
        writer.text(part(text, from..at));
        from = at;
        if begins {
            writer.begin(stress);
        } else {
            writer.end(stress);
        }
    }
    writer.text(part(text, from..text.len()));
}
