//! Keys and chords of keys, with the notation in which settings, help and tests write them.
//!
//! `j`, `<Enter>`, `<C-p>`, `<A-Left>`, `<S-Tab>`, `<lt>` for `<`; a chord is keys in a row: `]]`, `g<Enter>`.
//! It must not know what keys do.

use std::fmt;
use std::str::FromStr;

/// What was pressed, without modifiers. A shifted letter is its capital.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum KeyCode {
    /// A character as the keyboard gives it.
    Char(char),
    /// Return.
    Enter,
    /// Escape.
    Esc,
    /// The tabulator.
    Tab,
    /// The key that erases backwards.
    Backspace,
    /// The key that erases forwards.
    Delete,
    /// Insert.
    Insert,
    /// Arrow up.
    Up,
    /// Arrow down.
    Down,
    /// Arrow left.
    Left,
    /// Arrow right.
    Right,
    /// Home.
    Home,
    /// End.
    End,
    /// Page up.
    PageUp,
    /// Page down.
    PageDown,
    /// A function key, from 1.
    F(u8),
}

/// A key with its modifiers. Shift counts only where the character does not already say it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Key {
    /// The key itself.
    pub code: KeyCode,
    /// Control was held.
    pub ctrl: bool,
    /// Alt (Meta) was held.
    pub alt: bool,
    /// Shift was held, for keys that are no characters.
    pub shift: bool,
}

impl Key {
    /// A key without modifiers.
    pub const fn plain(code: KeyCode) -> Key {
        Key { code, ctrl: false, alt: false, shift: false }
    }

    /// A character without modifiers.
    pub const fn char(c: char) -> Key {
        Key::plain(KeyCode::Char(c))
    }

    /// A character with Control.
    pub const fn ctrl(c: char) -> Key {
        Key { code: KeyCode::Char(c), ctrl: true, alt: false, shift: false }
    }

    /// The character that the key types, where it types one.
    pub fn typed(self) -> Option<char> {
        match self.code {
            KeyCode::Char(c) if !self.ctrl && !self.alt => Some(c),
            _ => None,
        }
    }
}

impl Key {
    /// As a person would name it: `j`, `Enter`, `Ctrl-P`, `Alt-Left`.
    pub fn label(self) -> String {
        let name = match self.code {
            KeyCode::Char(' ') => "Space".to_owned(),
            KeyCode::Char(c) if self.ctrl => c.to_ascii_uppercase().to_string(),
            KeyCode::Char(c) => c.to_string(),
            KeyCode::F(n) => format!("F{n}"),
            KeyCode::PageUp => "PgUp".to_owned(),
            KeyCode::PageDown => "PgDn".to_owned(),
            code => NAMES.iter().find(|(_, c)| *c == code).map_or("?", |(name, _)| name).to_owned(),
        };
        let held = [(self.ctrl, "Ctrl-"), (self.alt, "Alt-"), (self.shift, "Shift-")];
        let held: String = held.into_iter().filter_map(|(is, name)| is.then_some(name)).collect();
        held + &name
    }
}

const NAMES: [(&str, KeyCode); 18] = [
    ("Enter", KeyCode::Enter),
    ("Esc", KeyCode::Esc),
    ("Tab", KeyCode::Tab),
    ("Backspace", KeyCode::Backspace),
    ("BS", KeyCode::Backspace),
    ("Delete", KeyCode::Delete),
    ("Insert", KeyCode::Insert),
    ("Up", KeyCode::Up),
    ("Down", KeyCode::Down),
    ("Left", KeyCode::Left),
    ("Right", KeyCode::Right),
    ("Home", KeyCode::Home),
    ("End", KeyCode::End),
    ("PageUp", KeyCode::PageUp),
    ("PageDown", KeyCode::PageDown),
    ("PgUp", KeyCode::PageUp),
    ("PgDn", KeyCode::PageDown),
    ("lt", KeyCode::Char('<')),
];

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = match self.code {
            KeyCode::Char(' ') => "Space".to_owned(),
            KeyCode::Char('<') => "lt".to_owned(),
            KeyCode::Char(c) if !self.ctrl && !self.alt => return write!(f, "{c}"),
            KeyCode::Char(c) => c.to_string(),
            KeyCode::F(n) => format!("F{n}"),
            code => NAMES.iter().find(|(_, c)| *c == code).map_or("?", |(name, _)| name).to_owned(),
        };
        let ctrl = if self.ctrl { "C-" } else { "" };
        let alt = if self.alt { "A-" } else { "" };
        let shift = if self.shift { "S-" } else { "" };
        write!(f, "<{ctrl}{alt}{shift}{name}>")
    }
}

/// A key's notation that could not be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("'{0}' is no key: write a character, or a name like <Enter>, <C-p>, <A-Left>")]
pub struct BadKey(pub String);

impl FromStr for Key {
    type Err = BadKey;

    fn from_str(notation: &str) -> Result<Key, BadKey> {
        let bad = || BadKey(notation.to_owned());
        let mut chars = notation.chars();
        if let (Some(c), None) = (chars.next(), chars.next()) {
            return Ok(Key::char(c));
        }
        let mut rest = notation.strip_prefix('<').and_then(|r| r.strip_suffix('>')).ok_or_else(bad)?;
        let mut key = Key::char(' ');
        loop {
            let (modifier, tail) = match rest.split_once('-') {
                Some((m, tail)) if !tail.is_empty() => (m, tail),
                _ => break,
            };
            match modifier {
                "C" => key.ctrl = true,
                "A" | "M" => key.alt = true,
                "S" => key.shift = true,
                _ => return Err(bad()),
            }
            rest = tail;
        }
        let mut chars = rest.chars();
        key.code = match (chars.next(), chars.next()) {
            (Some(c), None) => KeyCode::Char(c),
            (Some('F'), Some(digit)) if digit.is_ascii_digit() => {
                KeyCode::F(rest.trim_start_matches('F').parse().map_err(|_| bad())?)
            }
            _ if rest == "Space" => KeyCode::Char(' '),
            _ => NAMES.iter().find(|(name, _)| *name == rest).map(|(_, code)| *code).ok_or_else(bad)?,
        };
        Ok(key)
    }
}

/// Keys pressed one after another that stand for one command.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Chord(pub Vec<Key>);

impl Chord {
    /// As a person would name it: `]]`, `Ctrl-P`.
    pub fn label(&self) -> String {
        self.0.iter().map(|key| key.label()).collect()
    }
}

impl fmt::Display for Chord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|key| write!(f, "{key}"))
    }
}

impl FromStr for Chord {
    type Err = BadKey;

    fn from_str(notation: &str) -> Result<Chord, BadKey> {
        let mut keys = Vec::new();
        let mut rest = notation;
        while let Some(first) = rest.chars().next() {
            let named = first == '<' && rest.len() > 1;
            let len = if named { rest.find('>').map_or(rest.len(), |at| at + 1) } else { first.len_utf8() };
            let (key, tail) = rest.split_at(len);
            keys.push(key.parse()?);
            rest = tail;
        }
        if keys.is_empty() { Err(BadKey(notation.to_owned())) } else { Ok(Chord(keys)) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notation_reads_back() {
        for notation in [
            "j", "<Enter>", "<C-p>", "<A-Left>", "<S-Tab>", "<lt>", "<Space>", "]]", "g<Esc>", "<F12>",
            "<C-A-x>", "질",
        ] {
            assert_eq!(notation.parse::<Chord>().expect("it parses").to_string(), notation);
        }
    }

    #[test]
    fn people_read_names() {
        for (notation, label) in
            [("<Space>", "Space"), ("<C-p>", "Ctrl-P"), ("<A-Left>", "Alt-Left"), ("]]", "]]"), ("<lt>", "<")]
        {
            assert_eq!(notation.parse::<Chord>().expect("it parses").label(), label);
        }
    }

    #[test]
    fn bad_notation_is_told() {
        for notation in ["", "<Nope>", "<X-p>", "<"] {
            let result = notation.parse::<Chord>();
            assert_eq!(result.is_err(), notation != "<", "{notation}: {result:?}");
        }
    }
}
