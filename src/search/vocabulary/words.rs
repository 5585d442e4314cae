//! The words of a text, and how each is bound to the one before: what names, acronyms and phrases are read from.
//!
//! It must not know what a term is.

use unicode_normalization::char::is_combining_mark;

use crate::text::part;

/// How a word is bound to the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Join {
    /// By something that ends what is said: a sentence, a clause, a quotation.
    Break,
    /// By white space alone.
    Blank,
    /// By a hyphen or a point, with no white space.
    Hyphen,
}

/// A word of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Word {
    /// Its first byte.
    pub(super) start: usize,
    /// The byte behind its last.
    pub(super) end: usize,
    /// How it is bound to the word before.
    pub(super) join: Join,
    /// Whether a sentence, a quotation or a title may begin with it, so that a capital means nothing.
    pub(super) opens: bool,
}

/// Words whose possessive belongs to names: the People's Republic.
const POSSESSED: [&str; 4] = ["people", "women", "men", "children"];

/// What a character does for words.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    /// Part of a word.
    Letter,
    /// A character of a script that is written without blanks: Han.
    Han,
    /// The same, Hiragana: mostly endings and particles.
    Hiragana,
    /// The same, Katakana.
    Katakana,
    /// Between words.
    Other,
}

fn class(c: char) -> Class {
    match c {
        '\u{3041}'..='\u{309f}' => Class::Hiragana,
        '\u{30a1}'..='\u{30fa}'
        | '\u{30fc}'..='\u{30ff}'
        | '\u{31f0}'..='\u{31ff}'
        | '\u{ff66}'..='\u{ff9f}' => Class::Katakana,
        '\u{3400}'..='\u{4dbf}'
        | '\u{4e00}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{3ffff}'
        | '々' => Class::Han,
        _ if c.is_alphanumeric() || is_combining_mark(c) => Class::Letter,
        _ => Class::Other,
    }
}

pub(super) fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '\u{2019}' | '\u{2bc}' | '\u{ff07}')
}

/// Gives the words of a text in order. Hiragana are no words of their own.
pub(super) fn words(text: &str) -> Words<'_> {
    Words { text, at: 0, first: true, possessed: false }
}

/// See [`words`].
pub(super) struct Words<'a> {
    text: &'a str,
    at: usize,
    first: bool,
    possessed: bool,
}

impl Words<'_> {
    fn peek(&self, at: usize) -> Option<char> {
        match self.text.as_bytes().get(at) {
            Some(byte) if byte.is_ascii() => Some(char::from(*byte)),
            Some(_) => part(self.text, at..self.text.len()).chars().next(),
            None => None,
        }
    }

    fn class_at(&self, at: usize) -> Class {
        match self.text.as_bytes().get(at) {
            Some(byte) if byte.is_ascii_alphanumeric() => Class::Letter,
            Some(byte) if byte.is_ascii() => Class::Other,
            _ => self.peek(at).map_or(Class::Other, class),
        }
    }

    /// Reads what stands between two words, up to the next.
    fn gap(&mut self) -> (Join, bool) {
        let (from, before_initial) = (self.at, self.after_initial());
        let (mut join, mut opens) = (None, self.first);
        while let Some(c) = self.peek(self.at) {
            let word = if c.is_ascii() {
                c.is_ascii_alphanumeric()
            } else {
                !matches!(class(c), Class::Other | Class::Hiragana)
            };
            if word {
                break;
            }
            let single = self.at == from;
            self.at += c.len_utf8();
            join = Some(match c {
                _ if c.is_whitespace() && join.is_none_or(|j| j == Join::Blank) => Join::Blank,
                '-' | '\u{2010}' | '\u{2011}' if single => Join::Hyphen,
                '.' if single && self.class_at(self.at) == Class::Letter => Join::Hyphen,
                '.' if single && before_initial => Join::Blank,
                // What several possess bears their name: the Salt Carriers' Fund.
                _ if single && is_apostrophe(c) && self.is_plural_before(from) => Join::Blank,
                _ => Join::Break,
            });
            opens |= matches!(
                c,
                '.' | '!'
                    | '?'
                    | '…'
                    | '。'
                    | ':'
                    | '"'
                    | '\u{201c}'
                    | '\u{2018}'
                    | '«'
                    | '„'
                    | '「'
                    | '('
                    | '['
                    | '•'
                    | '\t'
            ) && join == Some(Join::Break);
        }
        self.first = false;
        (join.unwrap_or(Join::Break), opens)
    }

    /// Whether the word that has just ended is one capital, as in "Anthony V. Rinna".
    fn after_initial(&self) -> bool {
        let before = part(self.text, 0..self.at);
        let mut back = before.chars().rev();
        back.next().is_some_and(char::is_uppercase)
            && back.next().is_none_or(|c| !c.is_alphanumeric() && c != '.')
    }

    /// Whether an apostrophe stands between an s and the next word.
    fn is_plural_before(&self, apostrophe: usize) -> bool {
        part(self.text, 0..apostrophe).ends_with('s') && self.peek(self.at) == Some(' ')
    }

    /// The end of "U.S." or "a.m." from its first letter; its last point belongs to it unless a sentence ends
    /// there too.
    fn dotted(&self, start: usize) -> Option<usize> {
        let mut end = start;
        let mut letters = 0;
        loop {
            let letter = self.peek(end).filter(|c| c.is_alphabetic())?;
            let point = end + letter.len_utf8();
            if self.peek(point) != Some('.') {
                return None;
            }
            letters += 1;
            end = point + 1;
            if self.class_at(end) != Class::Letter {
                return (letters > 1).then_some(end);
            }
        }
    }

    fn word_end(&self, start: usize) -> usize {
        let wanted = self.class_at(start);
        if wanted == Class::Letter
            && let Some(end) = self.dotted(start)
        {
            return end;
        }
        let mut end = start;
        while let Some(c) = self.peek(end) {
            let next = end + c.len_utf8();
            if self.class_at(end) == wanted {
                end = next;
            } else if wanted == Class::Letter && is_apostrophe(c) && self.class_at(next) == Class::Letter {
                if self.is_possessive(start, end, next) {
                    break;
                }
                end = next;
            } else {
                break;
            }
        }
        end
    }

    /// Whether `’s` behind a word is only its possessive.
    fn is_possessive(&self, start: usize, end: usize, behind: usize) -> bool {
        let s = matches!(self.peek(behind), Some('s' | 'S')) && self.class_at(behind + 1) != Class::Letter;
        s && !POSSESSED.iter().any(|w| part(self.text, start..end).eq_ignore_ascii_case(w))
    }
}

impl Iterator for Words<'_> {
    type Item = Word;

    fn next(&mut self) -> Option<Word> {
        let (join, opens) = self.gap();
        let join = if std::mem::take(&mut self.possessed) { Join::Break } else { join };
        let start = self.at;
        self.peek(start)?;
        let end = self.word_end(start);
        self.at = end;
        if let Some(c) = self.peek(end).filter(|c| is_apostrophe(*c)) {
            let s = end + c.len_utf8();
            // What is possessed is another thing.
            if self.is_possessive(start, end, s) {
                self.at = s + 1;
                self.possessed = true;
            }
        }
        Some(Word { start, end, join, opens })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Words of a text, each with how it is bound: `_` by a blank, `-` joined, `|` broken off, `^` where one may open.
    #[track_caller]
    fn check(text: &str, wanted: &str) {
        let mut found = String::new();
        for word in words(text) {
            found.push(match (word.join, word.opens) {
                (_, true) => '^',
                (Join::Break, _) => '|',
                (Join::Blank, _) => '_',
                (Join::Hyphen, _) => '-',
            });
            found.push_str(part(text, word.start..word.end));
        }
        assert_eq!(found, wanted);
    }

    #[test]
    fn words_are_read_with_what_binds_them() {
        for (text, wanted) in [
            ("The mill stood, empty. We left.", "^The_mill_stood|empty^We_left"),
            ("Moscow’s stance isn't Moscow's", "^Moscow|stance_isn't_Moscow"),
            ("the People’s Republic", "^the_People’s_Republic"),
            ("a U.S.–DPRK summit in the U.S. again", "^a_U.S.|DPRK_summit_in_the_U.S._again"),
            ("Anthony V. Rinna", "^Anthony_V_Rinna"),
            ("Rason-Khasan and node.js", "^Rason-Khasan_and_node-js"),
            ("in “Era of Summits” (NKR)", "^in^Era_of_Summits^NKR"),
            ("북한의 안미경중, 그리고", "^북한의_안미경중|그리고"),
            ("東京の会社でコンピュータを", "^東京|会社|コンピュータ"),
            ("cafe\u{301} 2018-2019", "^cafe\u{301}_2018-2019"),
            ("don’t", "^don’t"),
            ("the Salt Carriers’ Fund", "^the_Salt_Carriers_Fund"),
            ("", ""),
            ("—’’—", ""),
        ] {
            check(text, wanted);
        }
    }
}
