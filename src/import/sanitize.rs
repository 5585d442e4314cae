//! Text to safe text: line ends become line feeds, controls and terminal sequences vanish, invisible direction marks
//! become visible, piled-up marks are capped. Nothing later has to ask. It must not know what a paragraph is.
//!
//! What comes out holds no control but line feed and tab. Overrides and isolates of direction and invisible tags
//! become [`MARK`]; joiners and the plain direction marks (ZWJ, ZWNJ, LRM, RLM) stay, as scripts need them.

use unicode_normalization::char::is_combining_mark;

use super::{Doubt, DoubtKind};
use crate::text::part;

/// Stands where a character was that would have changed the reading without being seen.
pub(super) const MARK: char = '\u{2426}';

/// Marks that may pile up on one character; more say nothing and draw over other lines.
const MARKS: u32 = 8;

/// Bytes that need a look: controls, and the first bytes of characters that might need one.
const SPECIAL: [bool; 256] = {
    let mut table = [false; 256];
    let mut b = 0;
    while b < 256 {
        table[b] = match b as u8 {
            b'\n' | b'\t' => false,
            0..0x20 | 0x7f | 0xc2 | 0xcc | 0xcd | 0xd2 | 0xd6..=0xdb | 0xe0..=0xe2 | 0xef | 0xf0 | 0xf3 => {
                true
            }
            _ => false,
        };
        b += 1;
    }
    table
};

/// Bytes that are looked at together.
const STRIDE: usize = 32;

/// Where the first byte at or behind `at` stands that needs a look.
fn special(bytes: &[u8], mut at: usize) -> usize {
    loop {
        let rest = bytes.get(at..).unwrap_or_default();
        let stride = rest.first_chunk::<STRIDE>().map_or(rest, |stride| {
            // Without branches, so that all of them are looked at at once: no control, none of 0x7f and above but
            // letters of Latin, Greek, Cyrillic, and what is written from 0xe3 to 0xee: kana, Han and Hangul.
            let odd = |b: u8| {
                ((b < b' ') & (b != b'\n') & (b != b'\t'))
                    | (b == 0x7f)
                    | (b == 0xc2)
                    | (b.wrapping_sub(0xcc) < 2)
                    | (b.wrapping_sub(0xd2) < 17)
                    | (b > 0xee)
            };
            if stride.iter().fold(false, |any, b| any | odd(*b)) { stride } else { &[] }
        });
        if let Some(place) = stride.iter().position(|b| SPECIAL[usize::from(*b)]) {
            return at + place;
        }
        at += STRIDE;
        if at >= bytes.len() {
            return bytes.len();
        }
    }
}

/// What passes although it begins with a byte that needs a look: quotes and dashes, letters, pictures.
fn passes(c: char) -> bool {
    matches!(c,
        '\u{a0}'..='\u{bf}'
        | '\u{5d0}'..='\u{5ea}' | '\u{621}'..='\u{64a}' | '\u{671}'..='\u{6d5}'
        | '\u{904}'..='\u{939}' | '\u{e01}'..='\u{e30}'
        | '\u{1100}'..='\u{11ff}' | '\u{1e00}'..='\u{1fff}'
        | '\u{2010}'..='\u{2027}' | '\u{202f}'..='\u{205f}' | '\u{2070}'..='\u{20cf}' | '\u{2100}'..='\u{2bff}'
        | '\u{ff01}'..='\u{ffef}' | '\u{1f300}'..='\u{1f64f}' | '\u{20000}'..='\u{2ffff}')
}

/// Where text that may stay as it is ends: at its end, or at a character that needs a look.
fn clean_until(text: &str, mut at: usize) -> usize {
    loop {
        at = special(text.as_bytes(), at);
        match text.get(at..).and_then(|rest| rest.chars().next()) {
            Some(c) if passes(c) => at += c.len_utf8(),
            _ => return at,
        }
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Sequence {
    None,
    /// Behind ESC.
    Escape,
    /// Behind ESC and intermediate bytes: one more is swallowed.
    Intermediate,
    /// Behind CSI, until a final byte.
    Control,
    /// In OSC, DCS, APC, PM or SOS, until ST, BEL or the line's end.
    String,
    /// In such a string behind ESC.
    StringEscape,
}

/// Sanitizes one source as it comes.
pub(super) struct Sanitizer {
    sequence: Sequence,
    carriage_return: bool,
    backspace: bool,
    marks: u32,
    begun: bool,
    taken: u64,
    marked: u64,
    in_tags: bool,
}

impl Sanitizer {
    pub(super) fn new() -> Sanitizer {
        Sanitizer {
            sequence: Sequence::None,
            carriage_return: false,
            backspace: false,
            marks: 0,
            begun: false,
            taken: 0,
            marked: 0,
            in_tags: false,
        }
    }

    /// Adds the safe form of `text` to `out`, which ends with all or part of the line begun before.
    pub(super) fn push(&mut self, text: &str, out: &mut String) {
        let mut at = 0;
        while at < text.len() {
            if self.quiet() {
                let end = clean_until(text, at);
                if end > at {
                    out.push_str(part(text, at..end));
                    self.marks = 0;
                    self.begun = true;
                    at = end;
                    continue;
                }
                if part(text, at..text.len()).starts_with("\r\n") {
                    self.plain('\n', out);
                    self.begun = true;
                    at += 2;
                    continue;
                }
            }
            let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) else { return };
            at += c.len_utf8();
            self.character(c, out);
        }
    }

    fn quiet(&self) -> bool {
        self.sequence == Sequence::None && !self.carriage_return && !self.backspace && !self.in_tags
    }

    fn character(&mut self, c: char, out: &mut String) {
        let begun = std::mem::replace(&mut self.begun, true);
        if std::mem::take(&mut self.carriage_return) && c == '\n' {
            return;
        }
        if self.sequence != Sequence::None && self.swallow(c) {
            return;
        }
        if !tag(c) {
            self.in_tags = false;
        }
        match c {
            '\n' | '\x0b' | '\x0c' | '\u{85}' | '\u{2028}' => self.plain('\n', out),
            '\r' => {
                self.carriage_return = true;
                self.plain('\n', out);
            }
            '\u{2029}' => {
                self.plain('\n', out);
                self.plain('\n', out);
            }
            '\x08' => self.backspace = true,
            '\x1b' => self.open(Sequence::Escape),
            '\u{9b}' => self.open(Sequence::Control),
            '\u{90}' | '\u{98}' | '\u{9d}'..='\u{9f}' => self.open(Sequence::String),
            '\t' => self.plain(c, out),
            '\0' => {}
            c if c.is_control() => self.taken += 1,
            '\u{feff}' => self.taken += u64::from(begun),
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{206f}' => self.mark(out),
            c if tag(c) => {
                if !std::mem::replace(&mut self.in_tags, true) {
                    self.mark(out);
                }
            }
            c => self.plain(c, out),
        }
    }

    fn open(&mut self, sequence: Sequence) {
        self.sequence = sequence;
        self.taken += 1;
    }

    fn mark(&mut self, out: &mut String) {
        self.marked += 1;
        self.plain(MARK, out);
    }

    fn plain(&mut self, c: char, out: &mut String) {
        if std::mem::take(&mut self.backspace) && c != '\n' && !out.ends_with('\n') && !out.is_empty() {
            // Bold and underline as printers made them: the letter twice, or with a bar beneath.
            if c == '_' {
                return;
            }
            out.pop();
        }
        if c > '\u{2ff}' && (is_combining_mark(c) || joins(c)) {
            self.marks += 1;
            if self.marks > MARKS {
                self.taken += u64::from(self.marks == MARKS + 1);
                return;
            }
        } else {
            self.marks = 0;
        }
        out.push(c);
    }

    /// Whether the running sequence takes `c`; a sequence that `c` cannot belong to ends before it.
    fn swallow(&mut self, c: char) -> bool {
        use Sequence::{Control, Escape, Intermediate, None, String, StringEscape};
        let (next, taken) = match (self.sequence, c) {
            (_, '\n' | '\r') => (None, false),
            (Escape, '[') => (Control, true),
            (Escape, ']' | 'P' | 'X' | '^' | '_') => (String, true),
            (Escape | Intermediate, ' '..='/') => (Intermediate, true),
            (Escape | Intermediate, '0'..='~') => (None, true),
            (Control, ' '..='?') => (Control, true),
            (Control, '@'..='~') => (None, true),
            (String, '\x07' | '\u{9c}') => (None, true),
            (String, '\x1b') => (StringEscape, true),
            (String, _) => (String, true),
            (StringEscape, '\\') => (None, true),
            (StringEscape, '[') => (Control, true),
            (StringEscape, _) => (String, true),
            _ => (None, false),
        };
        self.sequence = next;
        taken
    }

    /// What was taken out, once all is read.
    pub(super) fn doubts(&self) -> Vec<Doubt> {
        let limited = |text: String| Doubt { kind: DoubtKind::Limited, at: None, text };
        let mut doubts = Vec::new();
        if self.taken > 0 {
            doubts.push(limited(format!("{} control characters or sequences were taken out.", self.taken)));
        }
        if self.marked > 0 {
            doubts.push(limited(format!("{} invisible direction or tag marks became {MARK}.", self.marked)));
        }
        doubts
    }
}

/// What takes no place and lets marks go on behind it.
fn joins(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{2064}')
}

fn tag(c: char) -> bool {
    matches!(c, '\u{e0000}'..='\u{e007f}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn safe(text: &str) -> String {
        let mut out = String::new();
        Sanitizer::new().push(text, &mut out);
        out
    }

    #[test]
    fn a_table_of_unsafe_things() {
        for (text, expected) in [
            ("a\r\nb\rc\u{85}d\u{2028}e\u{2029}f\x0bg\x0ch", "a\nb\nc\nd\ne\n\nf\ng\nh"),
            ("\u{feff}begin", "begin"),
            ("\x1b[31mred\x1b[0m", "red"),
            ("\x1b]52;c;aGk=\x07clip", "clip"),
            ("\x1b]0;title\x1b\\text", "text"),
            ("\x1bPdevice\u{9c}text", "text"),
            ("\u{9b}31mred", "red"),
            ("\x1b_app\x1b\\x\x1b(Bz", "xz"),
            ("\x1b]8;;never closed\nnext", "\nnext"),
            ("a\u{202e}b\u{2066}c", "a\u{2426}b\u{2426}c"),
            ("hi\u{e0041}\u{e0042}!", "hi\u{2426}!"),
            ("\u{200d}\u{200c}\u{200e}\u{200f}", "\u{200d}\u{200c}\u{200e}\u{200f}"),
            ("N\x08NA\x08AM\x08ME\x08E _\x08x y\x08_", "NAME x y"),
            ("nul\0 bell\x07 del\x7f", "nul bell del"),
            ("caf\u{e9}\u{a0}tab\there", "caf\u{e9}\u{a0}tab\there"),
        ] {
            assert_eq!(safe(text), expected, "{text:?}");
        }
        let piled = format!("z{}!", "\u{301}".repeat(100));
        assert_eq!(safe(&piled), format!("z{}!", "\u{301}".repeat(8)));
        let joined = format!("z{}!", "\u{301}\u{200d}".repeat(100));
        assert_eq!(safe(&joined), format!("z{}!", "\u{301}\u{200d}".repeat(4)));
    }

    #[test]
    fn what_passes_is_no_mark_and_no_control() {
        let marked = |c: &char| is_combining_mark(*c) || joins(*c) || tag(*c) || c.is_control();
        let wrong: Vec<char> = ('\0'..=char::MAX).filter(|c| passes(*c)).filter(marked).collect();
        assert!(wrong.is_empty(), "{wrong:?}");
        let unseen: String = ('\u{80}'..=char::MAX).filter(|c| marked(c) || c.is_whitespace()).collect();
        let slowly = |text: &str| {
            let mut sanitizer = Sanitizer::new();
            let mut out = String::new();
            text.chars().for_each(|c| sanitizer.character(c, &mut out));
            out
        };
        let wrong: Vec<char> = ('\0'..='\u{1ffff}')
            .filter(|c| safe(&format!("a{c}{c}b")) != slowly(&format!("a{c}{c}b")))
            .collect();
        assert!(wrong.is_empty(), "{wrong:?}");
        assert_eq!(safe(&unseen), slowly(&unseen));
    }

    proptest! {
        #[test]
        fn no_control_survives_and_cuts_do_not_matter(
            pieces in proptest::collection::vec("[a-z \\n\\r\u{8}\u{1b}\\[\\]m;\u{9b}\u{202e}\u{301}\u{e0041}\\PC]{0,6}", 0..8),
        ) {
            let whole: String = pieces.concat();
            let once = safe(&whole);
            prop_assert!(once.chars().all(|c| !c.is_control() || c == '\n' || c == '\t'));
            let mut sanitizer = Sanitizer::new();
            let mut out = String::new();
            for piece in &pieces {
                sanitizer.push(piece, &mut out);
            }
            prop_assert_eq!(out, once);
        }
    }
}
