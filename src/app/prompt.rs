//! A line of input: its text, its cursor, and what the editing commands do to them.

use super::command::Command;
use crate::text::{graphemes, part};

/// Bytes of a line at most: no path is longer, and nobody reads along.
const LONGEST: usize = 4096;

/// A line being typed. It holds no controls, whatever is pasted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Prompt {
    text: String,
    /// In bytes; on a grapheme boundary.
    cursor: usize,
}

impl Prompt {
    /// What is typed.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What stands before the cursor.
    pub fn before_cursor(&self) -> &str {
        part(&self.text, 0..self.cursor)
    }

    fn behind_cursor(&self) -> &str {
        part(&self.text, self.cursor..self.text.len())
    }

    /// Puts another line in the place of what is typed, with the cursor at its end.
    pub fn set(&mut self, text: &str) {
        *self = Prompt::default();
        self.insert(text);
    }

    /// Types text at the cursor: line breaks and tabs become blanks, other controls are dropped, and so is what makes
    /// the line too long.
    pub fn insert(&mut self, text: &str) {
        let clean = text.chars().filter_map(|c| match c {
            '\n' | '\r' | '\t' => Some(' '),
            c if c.is_control() => None,
            c => Some(c),
        });
        let mut room = LONGEST.saturating_sub(self.text.len());
        let fitting = clean.take_while(|c| {
            let fits = c.len_utf8() <= room;
            room = room.saturating_sub(c.len_utf8());
            fits
        });
        let clean: String = fitting.collect();
        self.text.insert_str(self.cursor, &clean);
        self.cursor += clean.len();
    }

    /// Carries out an editing command; whether it was one.
    pub fn edit(&mut self, command: Command) -> bool {
        let before = graphemes(self.before_cursor()).next_back().map_or(self.cursor, |(at, _)| at);
        let behind = self.cursor + graphemes(self.behind_cursor()).next().map_or(0, |(_, g)| g.len());
        match command {
            Command::EraseBefore => self.erase(before, self.cursor),
            Command::EraseBehind => self.erase(self.cursor, behind),
            Command::EraseWord => self.erase(self.word_start(), self.cursor),
            Command::EraseLine => self.erase(0, self.cursor),
            Command::CursorLeft => self.cursor = before,
            Command::CursorRight => self.cursor = behind,
            Command::CursorStart => self.cursor = 0,
            Command::CursorEnd => self.cursor = self.text.len(),
            _ => return false,
        }
        true
    }

    fn erase(&mut self, from: usize, to: usize) {
        self.text.replace_range(from..to, "");
        self.cursor = from;
    }

    fn word_start(&self) -> usize {
        let head = self.before_cursor().trim_end();
        head.char_indices().rfind(|(_, c)| c.is_whitespace()).map_or(0, |(at, c)| at + c.len_utf8())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn editing_keeps_text_and_cursor_in_step() {
        use Command::*;
        let cases: [(&str, &[Command], &str); 8] = [
            ("mill", &[EraseBefore], "mil|"),
            ("the mill", &[EraseWord], "the |"),
            ("the mill ", &[EraseWord, EraseWord], "|"),
            ("mill", &[CursorLeft, CursorLeft, EraseBehind], "mi|l"),
            ("e\u{301}a", &[CursorLeft, EraseBefore], "|a"),
            ("안미", &[CursorStart, CursorRight, EraseLine], "|미"),
            ("a\nb\u{1b}c", &[CursorLeft], "a b|c"),
            ("", &[EraseBefore, EraseBehind, EraseWord, CursorLeft, CursorRight], "|"),
        ];
        for (typed, commands, wanted) in cases {
            let mut prompt = Prompt::default();
            prompt.insert(typed);
            for command in commands {
                assert!(prompt.edit(*command));
            }
            assert_eq!(format!("{}|{}", prompt.before_cursor(), prompt.behind_cursor()), wanted);
        }
    }

    #[test]
    fn a_line_has_an_end() {
        let mut prompt = Prompt::default();
        prompt.insert("mill");
        prompt.edit(Command::CursorStart);
        prompt.insert(&"안\n".repeat(1 << 18));
        assert_eq!(prompt.text().len(), LONGEST);
        assert!(prompt.text().starts_with("안 안 ") && prompt.behind_cursor() == "mill");
        prompt.insert("x");
        assert_eq!(prompt.text().len(), LONGEST);
    }
}
