//! The keymap: from keys in a context to actions. Resolving reads, and changes nothing but the keys that are pending.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use super::command::{COMMANDS, Command};
use super::context::Context;
use crate::keys::{Chord, Key, KeyCode};

mod rebind;

pub use rebind::keys_as_settings;

/// A command, with what was typed for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Action {
    /// What is wanted.
    pub command: Command,
    /// The number typed before it.
    pub count: Option<u32>,
    /// The character typed behind it, where it takes one.
    pub character: Option<char>,
}

impl Action {
    /// A command alone.
    pub fn plain(command: Command) -> Action {
        Action { command, count: None, character: None }
    }

    /// How often.
    pub fn times(self) -> usize {
        self.count.unwrap_or(1).max(1) as usize
    }
}

/// Keys that were typed and wait for more.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pending {
    count: Option<u32>,
    keys: Vec<Key>,
    awaits: Option<Command>,
}

impl Pending {
    /// Whether nothing waits.
    pub fn is_empty(&self) -> bool {
        *self == Pending::default()
    }

    /// As it was typed.
    pub fn shown(&self) -> String {
        let count = self.count.map(|c| c.to_string()).unwrap_or_default();
        count + &self.keys.iter().map(Key::to_string).collect::<String>()
    }
}

/// What a key led to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Resolved {
    /// Something is wanted.
    Action(Action),
    /// A character is typed.
    Typed(char),
    /// More keys are needed.
    Pending,
    /// The key means nothing here.
    Unknown,
    /// What was pending is given up.
    Dropped,
}

/// Which keys stand for which command in which context.
#[derive(Clone, Debug, Default)]
pub struct Keymap {
    /// None where the built-in keys hold: they are read when somebody asks for one.
    own: Option<Arc<Bindings>>,
}

/// A command, and which of its keys it is, from 0: they are shown as they were written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Bound {
    command: Command,
    rank: usize,
}

type Bindings = BTreeMap<(Context, Vec<Key>), Bound>;

/// The built-in keys, read once however many keymaps begin with them.
static BUILT_IN: LazyLock<Bindings> = LazyLock::new(|| {
    let mut bindings = Bindings::new();
    for info in COMMANDS {
        for (rank, keys) in info.keys.iter().enumerate() {
            let chord: Chord = keys.parse().expect("a test holds that built-in keys parse");
            for context in info.contexts {
                bindings.insert((*context, chord.0.clone()), Bound { command: info.command, rank });
            }
        }
    }
    bindings
});

impl PartialEq for Keymap {
    fn eq(&self, other: &Keymap) -> bool {
        self.bindings() == other.bindings()
    }
}

impl Eq for Keymap {}

impl Keymap {
    fn bindings(&self) -> &Bindings {
        self.own.as_deref().unwrap_or(&BUILT_IN)
    }

    /// The bindings to change, which are this keymap's own from now on.
    fn bindings_mut(&mut self) -> &mut Bindings {
        Arc::make_mut(self.own.get_or_insert_with(|| Arc::new(BUILT_IN.clone())))
    }

    /// Reads the keys, which the first to be typed would have to wait for.
    pub(super) fn make_ready(&self) {
        let _read = self.bindings();
    }

    /// What a key means after those that are pending.
    pub fn resolve(&self, context: Context, pending: &mut Pending, key: Key) -> Resolved {
        let waits = pending.awaits.is_some() || !pending.keys.is_empty();
        if waits && key == Key::plain(KeyCode::Esc) && !self.knows(context, pending, key) {
            *pending = Pending::default();
            return Resolved::Dropped;
        }
        if let Some(command) = pending.awaits {
            let count = pending.count;
            *pending = Pending::default();
            return match key.typed() {
                Some(c) => Resolved::Action(Action { command, count, character: Some(c) }),
                None => Resolved::Unknown,
            };
        }
        if pending.keys.is_empty()
            && let Some(digit) = count_digit(context, pending, key)
        {
            pending.count = Some(pending.count.unwrap_or(0).saturating_mul(10).saturating_add(digit));
            return Resolved::Pending;
        }
        let key = if self.knows(context, pending, key) { key } else { common(key) };
        pending.keys.push(key);
        if let Some(bound) = self.bindings().get(&(context, pending.keys.clone())) {
            return self.found(bound.command, pending);
        }
        if self.begins(context, &pending.keys) {
            return Resolved::Pending;
        }
        *pending = Pending::default();
        match key.typed() {
            Some(c) if context.types() => Resolved::Typed(c),
            _ => Resolved::Unknown,
        }
    }

    /// Whether some chord begins with these keys.
    fn begins(&self, context: Context, begin: &[Key]) -> bool {
        self.bindings().keys().any(|(c, keys)| *c == context && keys.starts_with(begin))
    }

    fn knows(&self, context: Context, pending: &Pending, key: Key) -> bool {
        self.begins(context, &[&pending.keys[..], &[key]].concat())
    }

    fn found(&self, command: Command, pending: &mut Pending) -> Resolved {
        if command.takes_character() {
            pending.awaits = Some(command);
            return Resolved::Pending;
        }
        let count = pending.count;
        *pending = Pending::default();
        Resolved::Action(Action { command, count, character: None })
    }

    /// The keys of a command in a context, named for people, in the order in which they were written.
    pub fn keys_of(&self, context: Context, command: Command) -> Vec<String> {
        let bound =
            self.bindings().iter().filter(|((c, _), bound)| *c == context && bound.command == command);
        let mut keys: Vec<(usize, String)> =
            bound.map(|((_, keys), bound)| (bound.rank, Chord(keys.clone()).label())).collect();
        keys.sort();
        keys.into_iter().map(|(_, label)| label).collect()
    }
}

impl Keymap {
    /// A line for the reader in which `{search}` is the first key of that command in a context, or the command by its
    /// name where it has none there.
    pub fn hint(&self, context: Context, line: &str) -> String {
        let mut parts = line.split(['{', '}']);
        let mut hint = parts.next().unwrap_or_default().to_owned();
        while let Some(name) = parts.next() {
            let info = COMMANDS.iter().find(|info| info.name == name);
            let key = info.and_then(|info| self.keys_of(context, info.command).into_iter().next());
            hint.push_str(&key.unwrap_or_else(|| format!(":{name}")));
            hint.push_str(parts.next().unwrap_or_default());
        }
        hint
    }
}

/// The key that most keyboards take a key for: Ctrl with some letters is Tab, Enter and Esc, unless a terminal can
/// tell them apart and somebody wants it. What was typed while another program had the terminal has Ctrl-J for Enter.
fn common(key: Key) -> Key {
    let code = match key {
        Key { code: KeyCode::Char('i'), ctrl: true, .. } => KeyCode::Tab,
        Key { code: KeyCode::Char('m' | 'j'), ctrl: true, .. } => KeyCode::Enter,
        Key { code: KeyCode::Char('['), ctrl: true, .. } => KeyCode::Esc,
        _ => return key,
    };
    Key { code, ctrl: false, ..key }
}

fn count_digit(context: Context, pending: &Pending, key: Key) -> Option<u32> {
    match key {
        Key { code: KeyCode::Char(c), ctrl: false, alt: false, .. } if context.counts() => {
            c.to_digit(10).filter(|d| *d > 0 || pending.count.is_some())
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn resolved(context: Context, keys: &str) -> Vec<Resolved> {
        let mut pending = Pending::default();
        let chord: Chord = keys.parse().expect("keys");
        chord.0.into_iter().map(|key| Keymap::default().resolve(context, &mut pending, key)).collect()
    }

    #[track_caller]
    fn check(context: Context, keys: &str, command: Command, count: Option<u32>, character: Option<char>) {
        let all = resolved(context, keys);
        let (last, before) = all.split_last().expect("a key");
        assert!(before.iter().all(|r| *r == Resolved::Pending), "{keys}");
        assert_eq!(*last, Resolved::Action(Action { command, count, character }), "{keys}");
    }

    #[test]
    fn keys_become_actions() {
        check(Context::Reading, "j", Command::LineDown, None, None);
        check(Context::Reading, "12j", Command::LineDown, Some(12), None);
        check(Context::Reading, "3<Enter>", Command::Choose, Some(3), None);
        check(Context::Reading, "2]]", Command::NextQuestion, Some(2), None);
        check(Context::Reading, "ma", Command::SetMark, None, Some('a'));
        check(Context::Reading, "''", Command::GoToMark, None, Some('\''));
        check(Context::Prompt, "<C-w>", Command::EraseWord, None, None);
        check(Context::Reading, "<C-i>", Command::SwitchPane, None, None);
        check(Context::Prompt, "<C-m>", Command::Accept, None, None);
        check(Context::Reading, "3<C-j>", Command::Choose, Some(3), None);
        check(Context::Picker, "<C-j>", Command::ChooseBelow, None, None);
        check(Context::Picker, "<C-[>", Command::Cancel, None, None);
        assert_eq!(resolved(Context::Prompt, "3"), [Resolved::Typed('3')]);
        assert_eq!(resolved(Context::Reading, "]x"), [Resolved::Pending, Resolved::Unknown]);
        assert_eq!(resolved(Context::Reading, "0"), [Resolved::Unknown]);
        assert_eq!(resolved(Context::Reading, "]<Esc>"), [Resolved::Pending, Resolved::Dropped]);
        assert_eq!(resolved(Context::Selecting, "f<Esc>"), [Resolved::Pending, Resolved::Dropped]);
    }

    #[test]
    fn built_in_keys_parse_and_no_command_is_a_prefix_of_another() {
        let keymap = Keymap::default();
        let bound: usize = COMMANDS.iter().map(|i| i.keys.len() * i.contexts.len()).sum();
        assert_eq!(keymap.bindings().len(), bound, "two commands share a key");
        for (context, keys) in keymap.bindings().keys() {
            let longer = keymap
                .bindings()
                .keys()
                .any(|(c, k)| c == context && k.len() > keys.len() && k.starts_with(keys));
            assert!(!longer, "{}", Chord(keys.clone()));
        }
    }
}
