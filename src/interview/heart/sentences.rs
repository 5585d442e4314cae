//! Sentences of a question: where each ends, whether it asks, whether it stands in a quotation.
//!
//! It must not know what makes a sentence telling.

use crate::text::part;

/// A sentence of a text, closing marks included.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sentence<'a> {
    /// Without blanks around it.
    pub(super) text: &'a str,
    /// In bytes of the whole text.
    pub(super) start: usize,
    /// In bytes of the whole text.
    pub(super) end: usize,
    /// It ends with a question mark.
    pub(super) asks: bool,
    /// It ends inside a quotation.
    pub(super) quoted: bool,
}

impl Sentence<'_> {
    /// Whether it is too short to tell one question from another: "Why?", "True story?".
    pub(super) fn is_short(&self) -> bool {
        let mut unspaced = self.text.chars().filter(|c| is_unspaced(*c));
        self.text.split_whitespace().nth(2).is_none() && unspaced.nth(5).is_none()
    }
}

/// Jamo, kana, ideographs, Hangul: two of them say about what a word does.
fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{1100}'..='\u{11ff}' | '\u{3040}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}')
}

/// Words before whose full stop no sentence ends.
const ABBREVIATIONS: [&str; 13] =
    ["mr", "mrs", "ms", "dr", "st", "prof", "vs", "sr", "jr", "gen", "sen", "bzw", "ca"];

/// The sentences of a text in order.
pub(super) fn sentences(text: &str) -> impl Iterator<Item = Sentence<'_>> {
    let mut at = 0;
    let mut open = Quote::None;
    std::iter::from_fn(move || {
        let rest = part(text, at..text.len());
        let start = at + (rest.len() - rest.trim_start().len());
        if start == text.len() {
            return None;
        }
        let (end, asks, quoted) = sentence_end(text, start, &mut open);
        at = end;
        Some(Sentence { text: part(text, start..end).trim_end(), start, end, asks, quoted })
    })
}

/// The quotation that a place stands in.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Quote {
    None,
    /// Opened by “, « or a plain mark.
    High,
    /// Opened by „, which “ closes.
    Low,
}

impl Quote {
    fn after(self, c: char) -> Quote {
        match (c, self) {
            ('„', _) => Quote::Low,
            ('“', Quote::Low) | ('”' | '»' | '」' | '』', _) => Quote::None,
            ('"', Quote::None) | ('“' | '«' | '「' | '『', _) => Quote::High,
            ('"', _) => Quote::None,
            _ => self,
        }
    }
}

/// Where the sentence at `start` ends, whether it asks, and whether its end is quoted.
fn sentence_end(text: &str, start: usize, open: &mut Quote) -> (usize, bool, bool) {
    let mut chars = part(text, start..text.len()).char_indices().map(|(at, c)| (start + at, c)).peekable();
    while let Some((at, c)) = chars.next() {
        *open = open.after(c);
        if !matches!(c, '.' | '!' | '?' | '…' | '。' | '！' | '？' | '؟') {
            continue;
        }
        let quoted = *open != Quote::None;
        let (mut end, mut asks, mut closed) = (at + c.len_utf8(), is_question_mark(c), false);
        while let Some((at, c)) = chars.next_if(|(_, c)| ends_on(*c, *open)) {
            *open = open.after(c);
            asks |= is_question_mark(c);
            closed |= !matches!(c, '.' | '!' | '?' | '…' | '。' | '！' | '？');
            end = at + c.len_utf8();
        }
        let behind = part(text, end..text.len());
        let wide = matches!(c, '。' | '！' | '？');
        let blank = behind.chars().next().is_none_or(char::is_whitespace);
        let next = behind.trim_start().chars().next();
        let goes_on = next.is_some_and(char::is_lowercase) && (!asks || closed);
        if (blank || wide) && !goes_on && !(c == '.' && abbreviated(part(text, start..at))) {
            return (end, asks, quoted);
        }
    }
    (text.len(), false, *open != Quote::None)
}

fn is_question_mark(c: char) -> bool {
    matches!(c, '?' | '？' | '؟')
}

/// More of the same end: marks in a row, and what closes a quotation or a bracket.
fn ends_on(c: char, open: Quote) -> bool {
    match c {
        '"' => open != Quote::None,
        '“' => open == Quote::Low,
        _ => matches!(
            c,
            '.' | '!' | '?' | '…' | '。' | '！' | '？' | '”' | '’' | '»' | '」' | '』' | ')' | ']' | '）'
        ),
    }
}

/// Whether a full stop behind this text belongs to its last word: "U.S", "J", "Mr".
fn abbreviated(before: &str) -> bool {
    let word = before.rsplit(|c: char| c.is_whitespace() || c == '(').next().unwrap_or_default();
    let last = word.rsplit('.').next().unwrap_or_default();
    let letter = last.chars().count() == 1 && last.chars().all(char::is_uppercase) && last != "I";
    letter || ABBREVIATIONS.iter().any(|a| last.eq_ignore_ascii_case(a))
}
