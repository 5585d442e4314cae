//! Quotation marks: which ones a text has, and how what is quoted in it stands inside further ones.
//!
//! It must not know languages: a text shows by its own marks which ones it wants.

use crate::text::part;

/// A pair of marks.
type Pair = (&'static str, &'static str);

/// The marks of a text: around a quotation, and around one within it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Marks {
    outer: Pair,
    inner: Pair,
}

impl Marks {
    /// Those of English, Chinese and Korean, and of whoever shows no others.
    pub(super) const ENGLISH: Marks = Marks { outer: ("“", "”"), inner: ("‘", "’") };
}

const FRENCH: Marks = Marks { outer: ("«\u{a0}", "\u{a0}»"), inner: ("“", "”") };
const SPANISH: Marks = Marks { outer: ("«", "»"), inner: ("“", "”") };
const RUSSIAN: Marks = Marks { outer: ("«", "»"), inner: ("„", "“") };
const GERMAN: Marks = Marks { outer: ("„", "“"), inner: ("‚", "‘") };
const POLISH: Marks = Marks { outer: ("„", "”"), inner: ("«", "»") };
const DANISH: Marks = Marks { outer: ("»", "«"), inner: ("›", "‹") };
const SWEDISH: Marks = Marks { outer: ("”", "”"), inner: ("’", "’") };
const JAPANESE: Marks = Marks { outer: ("「", "」"), inner: ("『", "』") };

/// All of them; where two are as frequent, the first.
const ALL: [Marks; 9] = [Marks::ENGLISH, FRENCH, SPANISH, RUSSIAN, GERMAN, POLISH, DANISH, SWEDISH, JAPANESE];

/// Bytes of an interview that are looked at.
const LOOKED_AT: usize = 64 << 10;

/// What stands before and behind a mark.
#[derive(Clone, Copy, Debug)]
struct Beside {
    before: Option<char>,
    behind: Option<char>,
}

impl Beside {
    /// Nothing stands before it, or what a word does not end with; and a word follows.
    fn opens(self) -> bool {
        let apart = |c: char| c.is_whitespace() || "([{-–—¿¡".contains(c) || is_double(c) || is_single(c);
        self.before.is_none_or(apart) && self.behind.is_some_and(|c| !c.is_whitespace())
    }
}

/// The characters of a text with what stands beside them.
fn beside(text: &str) -> impl Iterator<Item = (char, Beside)> {
    let behind = text.chars().skip(1).map(Some).chain([None]);
    let mut before = None;
    text.chars().zip(behind).map(move |(c, behind)| {
        let beside = Beside { before, behind };
        before = Some(c);
        (c, beside)
    })
}

fn is_double(c: char) -> bool {
    "\"“”„«»「」".contains(c)
}

fn is_single(c: char) -> bool {
    "‘’‚‹›『』".contains(c)
}

impl Marks {
    /// The marks that some texts have most of, as far as they are looked at.
    pub(super) fn of<'a>(texts: impl Iterator<Item = &'a str>) -> Marks {
        let mut counts = [0u32; ALL.len()];
        let mut left = LOOKED_AT;
        for text in texts {
            let head = part(text, 0..crate::text::floor_boundary(text, left));
            left = left.saturating_sub(text.len());
            let mut opened: Option<char> = None;
            for (c, beside) in beside(head) {
                let marks = match (c, opened) {
                    ('“' | '”', Some('„')) => Some(if c == '“' { GERMAN } else { POLISH }),
                    ('“', _) => Some(Marks::ENGLISH),
                    ('«', None) if beside.behind.is_some_and(char::is_whitespace) => Some(FRENCH),
                    ('«', None) if beside.behind.is_some_and(is_cyrillic) => Some(RUSSIAN),
                    ('«', None) => Some(SPANISH),
                    ('»', None) if beside.opens() => Some(DANISH),
                    ('”', None) if beside.opens() => Some(SWEDISH),
                    ('「', _) => Some(JAPANESE),
                    _ => None,
                };
                if is_double(c) {
                    opened = match opened {
                        None if c != '"' => Some(c),
                        _ => None,
                    };
                }
                if let Some(at) = marks.and_then(|marks| ALL.iter().position(|known| *known == marks)) {
                    counts[at] += 1;
                }
            }
            if left == 0 {
                break;
            }
        }
        let most = (0..ALL.len()).rev().max_by_key(|at| counts[*at]).unwrap_or_default();
        ALL[most]
    }

    /// A text in quotation marks.
    pub(super) fn around(self, text: &str) -> String {
        format!("{}{}{}", self.outer.0, self.inside(text), self.outer.1)
    }

    /// A text as it stands in quotation marks: its own ones are the inner ones then, those inside these the outer ones
    /// again. Apostrophes stay what they are.
    pub(super) fn inside(self, text: &str) -> String {
        let pair = |depth: usize| if depth % 2 == 1 { self.inner } else { self.outer };
        let mut out = String::with_capacity(text.len());
        // What was opened and not closed: by a double mark or a single one.
        let mut open: Vec<bool> = Vec::new();
        let mut skips_blank = false;
        for (c, beside) in beside(text) {
            if std::mem::take(&mut skips_blank) && c.is_whitespace() {
                continue;
            }
            match reads(c, beside, &open) {
                Reads::Opens => {
                    open.push(is_double(c));
                    out.push_str(pair(open.len()).0);
                    skips_blank = c == '«';
                }
                Reads::Closes => {
                    if c == '»' {
                        out.truncate(out.trim_end().len());
                    }
                    out.push_str(pair(open.len().max(1)).1);
                    open.pop();
                }
                Reads::Else => out.push(c),
            }
        }
        out
    }
}

fn is_cyrillic(c: char) -> bool {
    ('\u{400}'..='\u{52f}').contains(&c)
}

/// What a character is among the marks of a text.
enum Reads {
    Opens,
    Closes,
    Else,
}

fn reads(c: char, beside: Beside, open: &[bool]) -> Reads {
    let is_open = open.last() == Some(&is_double(c));
    match c {
        // A word goes on: an apostrophe. Where nothing is open, one too.
        '’' if !is_open || beside.behind.is_some_and(char::is_alphanumeric) => Reads::Else,
        '’' | '」' | '』' => Reads::Closes,
        '„' | '‚' | '「' | '『' => Reads::Opens,
        '“' | '‘' | '«' | '‹' if is_open && !opens_here(c, beside) => Reads::Closes,
        '“' | '‘' | '«' | '‹' => Reads::Opens,
        '"' | '”' | '»' | '›' if !is_open && beside.opens() => Reads::Opens,
        // One that begins before the text.
        '"' | '”' | '»' | '›' => Reads::Closes,
        _ => Reads::Else,
    }
}

/// Whether a mark that closes in one language and opens in another opens: French has its blank behind it.
fn opens_here(c: char, beside: Beside) -> bool {
    beside.opens() || (c == '«' && beside.before.is_none_or(char::is_whitespace))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_shows_which_marks_it_wants() {
        for (text, marks) in [
            ("no marks at all, and it’s fine", Marks::ENGLISH),
            ("He said “no” to me.", Marks::ENGLISH),
            ("Il a dit « non », puis « oui ».", FRENCH),
            ("Il a dit «\u{202f}non\u{202f}».", FRENCH),
            ("Dijo «no» y se fue.", SPANISH),
            ("Он сказал «нет».", RUSSIAN),
            ("Er sagte „nein“ und ging.", GERMAN),
            ("Powiedział „nie” i wyszedł.", POLISH),
            ("Han sagde »nej« og gik.", DANISH),
            ("Han sa ”nej” och gick.", SWEDISH),
            ("彼は「いいえ」と言った。", JAPANESE),
            ("他说“不”。", Marks::ENGLISH),
            ("그는 “아니”라고 했다.", Marks::ENGLISH),
            ("\"straight\" ones", Marks::ENGLISH),
            // One word from elsewhere is no evidence against many.
            ("“a” “b” and „c“", Marks::ENGLISH),
        ] {
            assert_eq!(Marks::of([text].into_iter()), marks, "{text}");
        }
    }

    #[test]
    fn a_quotation_stands_in_another() {
        for (marks, text, quoted) in [
            (Marks::ENGLISH, "I went.", "“I went.”"),
            (Marks::ENGLISH, "He said “no” to me.", "“He said ‘no’ to me.”"),
            (Marks::ENGLISH, "“No,” he said.", "“‘No,’ he said.”"),
            (Marks::ENGLISH, "He said \"no\" to me.", "“He said ‘no’ to me.”"),
            (Marks::ENGLISH, "It’s the dogs’ “house,” isn’t it?", "“It’s the dogs’ ‘house,’ isn’t it?”"),
            (Marks::ENGLISH, "“He said ‘no’ to me.”", "“‘He said “no” to me.’”"),
            (Marks::ENGLISH, "He said „nein“ and «non».", "“He said ‘nein’ and ‘non’.”"),
            (Marks::ENGLISH, "over,” she said", "“over,’ she said”"),
            (Marks::ENGLISH, "she said “over", "“she said ‘over”"),
            (Marks::ENGLISH, "他说“不”。", "“他说‘不’。”"),
            (Marks::ENGLISH, "قال “لا” ثم مضى", "“قال ‘لا’ ثم مضى”"),
            (FRENCH, "Il a dit « non » et partit.", "«\u{a0}Il a dit “non” et partit.\u{a0}»"),
            (SPANISH, "Dijo «no».", "«Dijo “no”.»"),
            (RUSSIAN, "Он сказал «нет».", "«Он сказал „нет“.»"),
            (GERMAN, "Er sagte „nein“ und ging’s an.", "„Er sagte ‚nein‘ und ging’s an.“"),
            (GERMAN, "Er sagte „sie rief ‚halt‘ und ging“.", "„Er sagte ‚sie rief „halt“ und ging‘.“"),
            (POLISH, "Powiedział „nie”.", "„Powiedział «nie».”"),
            (DANISH, "Han sagde »nej« og gik.", "»Han sagde ›nej‹ og gik.«"),
            (SWEDISH, "Han sa ”nej” och gick.", "”Han sa ’nej’ och gick.”"),
            (JAPANESE, "彼は「いいえ」と言った。", "「彼は『いいえ』と言った。」"),
        ] {
            assert_eq!(marks.around(text), quoted, "{text}");
        }
    }
}
