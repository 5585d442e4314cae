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

/// Keys by name; where one has several, the first is written.
const NAMES: [(&str, KeyCode); 25] = [
    ("Space", KeyCode::Char(' ')),
    ("Enter", KeyCode::Enter),
    ("Return", KeyCode::Enter),
    ("CR", KeyCode::Enter),
    ("Esc", KeyCode::Esc),
    ("Escape", KeyCode::Esc),
    ("Tab", KeyCode::Tab),
    ("Backspace", KeyCode::Backspace),
    ("BS", KeyCode::Backspace),
    ("Delete", KeyCode::Delete),
    ("Del", KeyCode::Delete),
    ("Insert", KeyCode::Insert),
    ("Ins", KeyCode::Insert),
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
    ("gt", KeyCode::Char('>')),
];

/// Holds something while a key is pressed.
type Hold = fn(&mut Key);

/// What is held, in all that it is called.
const HELD: [(&str, Hold); 9] = [
    ("C", |key| key.ctrl = true),
    ("Ctrl", |key| key.ctrl = true),
    ("Control", |key| key.ctrl = true),
    ("A", |key| key.alt = true),
    ("Alt", |key| key.alt = true),
    ("M", |key| key.alt = true),
    ("Meta", |key| key.alt = true),
    ("S", |key| key.shift = true),
    ("Shift", |key| key.shift = true),
];

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = match self.code {
            KeyCode::Char(' ') => "Space".to_owned(),
            KeyCode::Char('<') => "lt".to_owned(),
            KeyCode::Char('>') if self.ctrl || self.alt => "gt".to_owned(),
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
#[error("'{notation}' is no key{}", .meant.map_or(HOW.to_owned(), |key| format!("; did you mean '{key}'?")))]
pub struct BadKey {
    /// As it is written.
    pub notation: String,
    /// What it would be between brackets.
    pub meant: Option<Key>,
}

const HOW: &str = ": write a character, or a name like <Enter>, <C-p>, <A-Left>";

impl FromStr for Key {
    type Err = BadKey;

    fn from_str(notation: &str) -> Result<Key, BadKey> {
        let mut chars = notation.chars();
        if let (Some(c), None) = (chars.next(), chars.next()) {
            return Ok(Key::char(c));
        }
        let inside = notation.strip_prefix('<').and_then(|rest| rest.strip_suffix('>'));
        let bad = || BadKey { notation: notation.to_owned(), meant: None };
        inside.and_then(named).ok_or_else(bad)
    }
}

/// What stands between brackets, as people write it: `C-p`, `Ctrl-P`, `alt+left`, `CR`, `F5`.
fn named(mut name: &str) -> Option<Key> {
    let mut key = Key::char(' ');
    let alike = |known: &str, typed: &str| known.eq_ignore_ascii_case(typed);
    while let Some((held, rest)) = name.split_once(['-', '+']).filter(|(held, _)| !held.is_empty()) {
        if rest.is_empty() {
            break;
        }
        let (_, hold) = HELD.iter().find(|(known, _)| alike(known, held))?;
        hold(&mut key);
        name = rest;
    }
    let mut chars = name.chars();
    key.code = match (chars.next(), chars.next()) {
        (Some(c), None) => KeyCode::Char(c),
        (Some('F' | 'f'), Some('0'..='9')) => KeyCode::F(name.trim_start_matches(['F', 'f']).parse().ok()?),
        _ => NAMES.iter().find(|(known, _)| alike(known, name)).map(|(_, code)| *code)?,
    };
    Some(as_terminals_tell(key))
}

/// The key that was meant where its brackets were forgotten. `gt` may well be two letters.
fn without_brackets(notation: &str) -> Option<Key> {
    let is_name = NAMES.iter().any(|(known, _)| *known == notation && known.starts_with(char::is_uppercase));
    let is_held = notation.chars().count() > 2 && notation.contains(['-', '+']);
    let is_function = |key: &Key| matches!(key.code, KeyCode::F(_)) && notation.starts_with('F');
    named(notation).filter(|key| is_name || is_held || is_function(key))
}

/// Shift makes a letter its capital, and nobody can tell it beside Control.
fn as_terminals_tell(key: Key) -> Key {
    let KeyCode::Char(c) = key.code else { return key };
    let other = if key.ctrl { c.to_lowercase().next() } else { c.to_uppercase().next() };
    let c = other.filter(|_| key.ctrl || key.shift).unwrap_or(c);
    Key { code: KeyCode::Char(c), shift: false, ..key }
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
        // A name without its brackets would be its letters, typed one after another.
        if let Some(meant) = without_brackets(notation) {
            return Err(BadKey { notation: notation.to_owned(), meant: Some(meant) });
        }
        let mut keys = Vec::new();
        let mut rest = notation;
        while let Some(first) = rest.chars().next() {
            let named = first == '<' && rest.len() > 1;
            let len = if named { rest.find('>').map_or(rest.len(), |at| at + 1) } else { first.len_utf8() };
            let (key, tail) = rest.split_at(len);
            keys.push(key.parse()?);
            rest = tail;
        }
        let none = BadKey { notation: notation.to_owned(), meant: None };
        if keys.is_empty() { Err(none) } else { Ok(Chord(keys)) }
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
    fn people_write_as_they_are_used_to() {
        for (written, key) in [
            ("<CR>", "<Enter>"),
            ("<return>", "<Enter>"),
            ("<space>", "<Space>"),
            ("<Ctrl-P>", "<C-p>"),
            ("<ctrl+x>q", "<C-x>q"),
            ("<C-P>", "<C-p>"),
            ("<C-S-p>", "<C-p>"),
            ("<S-j>", "J"),
            ("<M-x>", "<A-x>"),
            ("<alt-left>", "<A-Left>"),
            ("<f5>", "<F5>"),
            ("<C-->", "<C-->"),
            ("<C-+>", "<C-+>"),
            ("<gt>", ">"),
            ("<A-gt>", "<A-gt>"),
            ("<", "<lt>"),
            // Letters one after another, though they are names.
            ("gt", "gt"),
        ] {
            let chord = written.parse::<Chord>();
            assert_eq!(chord.map(|chord| chord.to_string()).as_deref(), Ok(key), "{written}");
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
        let how = ": write a character, or a name like <Enter>, <C-p>, <A-Left>";
        for (notation, told) in [
            ("", how),
            ("<Nope>", how),
            ("<X-p>", how),
            ("<F300>", how),
            ("Ctrl-Q", "; did you mean '<C-q>'?"),
            ("C-p", "; did you mean '<C-p>'?"),
            ("Alt-Left", "; did you mean '<A-Left>'?"),
            ("Enter", "; did you mean '<Enter>'?"),
            ("Up", "; did you mean '<Up>'?"),
            ("F1", "; did you mean '<F1>'?"),
            ("Space", "; did you mean '<Space>'?"),
        ] {
            let error = notation.parse::<Chord>().expect_err(notation).to_string();
            assert!(error.ends_with(&format!("is no key{told}")), "{notation}: {error}");
        }
    }
}
