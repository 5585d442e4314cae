//! Text and its units: offsets in bytes, widths in columns, graphemes, and folding for comparison.
//!
//! All slicing of text is done here. It must not know what an interview is.

use std::borrow::Cow;
use std::ops::Range;

use unicode_width::UnicodeWidthStr;

mod bounds;
mod bytes;
mod case;
mod count;
mod fold;
mod graphemes;
mod markdown;

pub use bounds::words;
pub use bytes::{byte_places, either_places, find_byte, find_either, rfind_byte};
pub use case::{ends_in_any_case, lower_case, starts_in_any_case};
pub use count::{has_few_words, runs_up_to, word_count};
pub use fold::{Case, Folded, fold, fold_char};
pub use graphemes::{Graphemes, graphemes};
pub use markdown::escape_markdown;

/// A byte offset into the text of one paragraph; always on a character boundary of that text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Offset(pub u32);

impl Offset {
    /// From a byte count; texts are far below 4 GiB, which import guarantees.
    pub fn new(bytes: usize) -> Offset {
        Offset(u32::try_from(bytes).expect("a text is below 4 GiB"))
    }

    /// In bytes.
    pub fn bytes(self) -> usize {
        self.0 as usize
    }
}

/// A half-open byte range in the text of one paragraph; `start <= end`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The first byte.
    pub start: Offset,
    /// The byte behind the last.
    pub end: Offset,
}

impl Span {
    /// From two byte counts. An end before the start gives the empty span at the start.
    pub fn new(start: usize, end: usize) -> Span {
        Span { start: Offset::new(start), end: Offset::new(end.max(start)) }
    }

    /// As a range of bytes, for one statement's use.
    pub fn range(self) -> Range<usize> {
        self.start.bytes()..self.end.bytes()
    }

    /// In bytes.
    pub fn len(self) -> usize {
        self.end.bytes() - self.start.bytes()
    }

    /// Whether it holds nothing.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Whether the byte at `offset` lies in it.
    pub fn contains(self, offset: Offset) -> bool {
        self.start <= offset && offset < self.end
    }

    /// What both cover, if they share at least a byte.
    pub fn intersection(self, other: Span) -> Option<Span> {
        let start = self.start.max(other.start);
        let end = self.end.min(other.end);
        (start < end).then_some(Span { start, end })
    }
}

/// The part of `text` that `span` covers; what lies outside, or cuts a character, gives the empty string.
pub fn slice(text: &str, span: Span) -> &str {
    text.get(span.range()).unwrap_or_default()
}

/// The part of `text` in a byte range; what lies outside, or cuts a character, gives the empty string.
pub fn part(text: &str, range: Range<usize>) -> &str {
    text.get(range).unwrap_or_default()
}

/// The nearest character boundary at or before a byte offset.
pub fn floor_boundary(text: &str, offset: usize) -> usize {
    let mut at = offset.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// The lines of a text and where each begins. One that ends with a line end has an empty line behind it.
pub fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut next = Some(0);
    std::iter::from_fn(move || {
        let at = next?;
        let rest = part(text, at..text.len());
        let end = find_byte(rest.as_bytes(), b'\n');
        next = end.map(|end| at + end + 1);
        Some((at, part(rest, 0..end.unwrap_or(rest.len()))))
    })
}

/// The first line of a text.
pub fn first_line(text: &str) -> &str {
    lines(text).next().map_or(text, |(_, line)| line)
}

/// How many characters of ASCII stand at the start, each before another one, but `most` at most: they are graphemes of
/// one column.
fn plain(bytes: &[u8], most: usize) -> usize {
    let near = bytes.get(..=most).unwrap_or(bytes);
    let odd = near.iter().position(|byte| !byte.is_ascii() || *byte == b'\r');
    odd.unwrap_or(near.len()).saturating_sub(1)
}

/// Columns of the characters on which terminals and fonts disagree (UAX 11 calls them ambiguous): dashes, curly quotes,
/// ellipses, box drawing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Ambiguous {
    /// One.
    #[default]
    Narrow,
    /// Two.
    Wide,
}

impl Ambiguous {
    /// Columns that a text takes in a terminal.
    pub fn width(self, text: &str) -> usize {
        if text.is_ascii() { text.len() } else { graphemes(text).map(|(_, g)| self.grapheme_width(g)).sum() }
    }

    /// Columns that one grapheme takes: mostly 0, 1 or 2.
    pub fn grapheme_width(self, grapheme: &str) -> usize {
        match self {
            _ if grapheme.len() == 1 => 1,
            Ambiguous::Narrow => UnicodeWidthStr::width(grapheme),
            Ambiguous::Wide => UnicodeWidthStr::width_cjk(grapheme),
        }
    }

    /// The longest head of `text` that fits into `columns`, cut between graphemes.
    pub fn head(self, text: &str, columns: usize) -> &str {
        // No character takes more columns than bytes.
        if text.len() <= columns {
            return text;
        }
        let (mut used, mut at) = (0, 0);
        loop {
            let rest = part(text, at..text.len());
            let plain = plain(rest.as_bytes(), columns - used);
            let Some((_, grapheme)) = graphemes(part(rest, plain..rest.len())).next() else { return text };
            at += plain;
            used += plain + self.grapheme_width(grapheme);
            if used > columns {
                return part(text, 0..at);
            }
            at += grapheme.len();
        }
    }

    /// `text` in at most `columns`, with `…` in place of what was cut.
    pub fn shorten(self, text: &str, columns: usize) -> String {
        let mark = self.grapheme_width("…");
        // How much of the text leaves room for the mark; nothing behind the last column is looked at.
        let (mut used, mut kept) = (0, 0);
        for (at, grapheme) in graphemes(text) {
            used += self.grapheme_width(grapheme);
            if used > columns {
                let short = part(text, 0..kept).trim_end();
                return if columns >= mark { format!("{short}…") } else { short.to_owned() };
            }
            if used + mark <= columns {
                kept = at + grapheme.len();
            }
        }
        text.to_owned()
    }
}

/// Columns that a text takes in a terminal (ambiguous width counts as one).
pub fn width(text: &str) -> usize {
    Ambiguous::Narrow.width(text)
}

/// Columns that one grapheme takes: mostly 0, 1 or 2.
pub fn grapheme_width(grapheme: &str) -> usize {
    Ambiguous::Narrow.grapheme_width(grapheme)
}

/// The longest head of `text` that fits into `columns`, cut between graphemes.
pub fn head(text: &str, columns: usize) -> &str {
    Ambiguous::Narrow.head(text, columns)
}

/// The longest end of a text that fits into some columns, cut between graphemes.
pub fn tail(text: &str, columns: usize) -> &str {
    let mut used = 0;
    let fits = graphemes(text).rev().take_while(|(_, g)| {
        used += grapheme_width(g);
        used <= columns
    });
    let start = fits.last().map_or(text.len(), |(at, _)| at);
    part(text, start..text.len())
}

/// `text` in at most `columns`, with `…` in place of what was cut.
pub fn shorten(text: &str, columns: usize) -> String {
    Ambiguous::Narrow.shorten(text, columns)
}

/// A text that no terminal acts on: controls and what changes the reading unseen as escapes such as `\u{1b}`.
/// For names
/// and reasons that come from outside; imported text has none.
pub fn printable(text: &str) -> Cow<'_, str> {
    let acts = |c: char| {
        c.is_control()
            || matches!(c, '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{206f}' | '\u{e0000}'..='\u{e007f}')
    };
    if !text.contains(acts) {
        return Cow::Borrowed(text);
    }
    let escape = |c: char| if acts(c) { c.escape_default().to_string() } else { c.to_string() };
    Cow::Owned(text.chars().map(escape).collect())
}

/// A text with every run of blanks, line ends among them, as one space; none at its ends.
pub fn on_one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    line
}

/// Milliseconds as a clock shows them: `2:05`, `1:02:03`.
pub fn clock(milliseconds: u32) -> String {
    let seconds = milliseconds / 1000;
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    if hours > 0 { format!("{hours}:{minutes:02}:{seconds:02}") } else { format!("{minutes}:{seconds:02}") }
}

/// The milliseconds that a clock shows: `2:05`, `1:02:03`, `:12:30`.
pub fn from_clock(shown: &str) -> Option<u32> {
    let mut parts = shown.trim().trim_start_matches(':').split(':').rev();
    let mut part =
        |most: u32| parts.next().map(|p| p.parse::<u32>().ok().filter(|n| *n < most && p.len() <= 3));
    let (seconds, minutes, hours) = (part(60)??, part(600)??, part(1000));
    let hours = match hours {
        Some(hours) => hours?,
        None => 0,
    };
    if parts.next().is_some() {
        return None;
    }
    Some((hours * 3600 + minutes * 60 + seconds) * 1000)
}

/// Characters of scripts that are written without blanks (Chinese, Japanese), and their punctuation.
pub fn is_unspaced(c: char) -> bool {
    matches!(c,
        '\u{2e80}'..='\u{2fdf}' | '\u{3000}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}' | '\u{3400}'..='\u{4dbf}'
        | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff01}'..='\u{ff9f}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn widths_count_columns() {
        for (text, columns) in
            [("abc", 3), ("안미경중", 8), ("e\u{301}", 1), ("👨‍👩‍👧", 2), ("’", 1), ("\u{200b}", 0)]
        {
            assert_eq!(width(text), columns, "{text:?}");
        }
    }

    proptest::proptest! {
        #[test]
        fn lines_are_where_they_begin(text in "[ab한\n]{0,12}") {
            proptest::prop_assert!(lines(&text).map(|(_, line)| line).eq(text.split('\n')));
            proptest::prop_assert!(lines(&text).all(|(at, line)| part(&text, at..at + line.len()) == line));
        }

        #[test]
        fn a_head_is_cut_between_graphemes(text in "([a-z \r\n\t]|[한’é\u{301}\u{200d}👩⸻°\u{fe0f}]|\\PC){0,24}", columns in 0usize..20) {
            for width in [Ambiguous::Narrow, Ambiguous::Wide] {
                let mut used = 0;
                let fit = |grapheme: &&str| {
                    used += width.grapheme_width(grapheme);
                    used <= columns
                };
                let wanted: String = graphemes(&text).map(|(_, g)| g).take_while(fit).collect();
                proptest::prop_assert_eq!(width.head(&text, columns), wanted);
            }
        }

        #[test]
        fn what_is_shortened_is_a_head_with_a_mark(text in "[ab 한’é\u{301}…]{0,12}", columns in 0usize..16) {
            let short = shorten(&text, columns);
            let fits = width(&text) <= columns;
            let cut = format!("{}…", head(&text, columns.saturating_sub(1)).trim_end());
            let wanted = if fits { text.as_str() } else if columns == 0 { "" } else { &cut };
            proptest::prop_assert_eq!(short, wanted);
        }
    }

    #[test]
    fn shortening_never_exceeds_the_columns() {
        for (text, columns, short) in [
            ("abcdef", 6, "abcdef"),
            ("abcdef", 5, "abcd…"),
            ("안미경중", 5, "안미…"),
            ("ab cd", 4, "ab…"),
            ("ab", 0, ""),
        ] {
            assert_eq!(shorten(text, columns), short);
        }
    }

    #[test]
    fn disputed_characters_are_as_wide_as_is_said() {
        for (text, narrow, wide) in [("abc", 3, 3), ("“а”", 3, 5), ("안", 2, 2), ("é–", 2, 3), ("│", 1, 2)]
        {
            assert_eq!(
                (Ambiguous::Narrow.width(text), Ambiguous::Wide.width(text)),
                (narrow, wide),
                "{text}"
            );
        }
        for (text, columns, short) in [("“–”", 6, "“–”"), ("“–”", 5, "“…"), ("ab", 1, ""), ("abcd", 3, "a…")]
        {
            assert_eq!(Ambiguous::Wide.shorten(text, columns), short);
        }
    }

    #[test]
    fn no_terminal_acts_on_what_is_printable() {
        for (text, safe) in [
            ("안미.txt", "안미.txt"),
            ("a\nb", "a\\nb"),
            ("\u{1b}]0;x\u{7}", "\\u{1b}]0;x\\u{7}"),
            ("\u{9b}1m\u{202e}", "\\u{9b}1m\\u{202e}"),
            ("a\u{2028}b\u{2029}", "a\\u{2028}b\\u{2029}"),
        ] {
            assert_eq!(printable(text), safe);
        }
    }

    #[test]
    fn clocks_read_back() {
        for (shown, milliseconds) in [
            ("0:00", Some(0)),
            ("12:30", Some(750_000)),
            ("1:02:03", Some(3_723_000)),
            (":12:30", Some(750_000)),
        ] {
            assert_eq!(from_clock(shown), milliseconds, "{shown}");
            assert!(milliseconds.is_none_or(|ms| clock(ms) == shown.trim_start_matches(':')));
        }
        for no_clock in ["", "12", "1:2:3:4", "a:10", "10:75", "wider", ":"] {
            assert_eq!(from_clock(no_clock), None, "{no_clock}");
        }
    }

    #[test]
    fn a_slice_that_cuts_a_character_is_empty() {
        assert_eq!(slice("é", Span::new(0, 1)), "");
        assert_eq!(slice("aé", Span::new(1, 3)), "é");
        assert_eq!(floor_boundary("aé", 2), 1);
    }
}
