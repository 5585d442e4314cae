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
}

/// Which keys stand for which command in which context.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Keymap {
    bindings: Arc<Bindings>,
}

type Bindings = BTreeMap<(Context, Vec<Key>), Command>;

/// The built-in keys, read once however many keymaps begin with them.
static BUILT_IN: LazyLock<Arc<Bindings>> = LazyLock::new(|| {
    let mut bindings = Bindings::new();
    for info in COMMANDS {
        for keys in info.keys {
            let chord: Chord = keys.parse().expect("a test holds that built-in keys parse");
            for context in info.contexts {
                bindings.insert((*context, chord.0.clone()), info.command);
            }
        }
    }
    Arc::new(bindings)
});

impl Default for Keymap {
    fn default() -> Keymap {
        Keymap { bindings: Arc::clone(&BUILT_IN) }
    }
}

impl Keymap {
    /// What a key means after those that are pending.
    pub fn resolve(&self, context: Context, pending: &mut Pending, key: Key) -> Resolved {
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
        if let Some(command) = self.bindings.get(&(context, pending.keys.clone())) {
            return self.found(*command, pending);
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
        self.bindings.keys().any(|(c, keys)| *c == context && keys.starts_with(begin))
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

    /// The keys of a command in a context, named for people; those of the command list first, in its order.
    pub fn keys_of(&self, context: Context, command: Command) -> Vec<String> {
        let bound = self.bindings.iter().filter(|((c, _), bound)| *c == context && **bound == command);
        let mut keys: Vec<Chord> = bound.map(|((_, keys), _)| Chord(keys.clone())).collect();
        let listed = command.info().keys;
        keys.sort_by_key(|keys| {
            let notation = keys.to_string();
            (listed.iter().position(|k| *k == notation).unwrap_or(listed.len()), notation)
        });
        keys.iter().map(Chord::label).collect()
    }
}

/// The key that most keyboards take a key for: Ctrl with some letters is Tab, Enter and Esc, unless a terminal can
/// tell them apart and somebody wants it.
fn common(key: Key) -> Key {
    let code = match key {
        Key { code: KeyCode::Char('i'), ctrl: true, .. } => KeyCode::Tab,
        Key { code: KeyCode::Char('m'), ctrl: true, .. } => KeyCode::Enter,
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
        check(Context::Picker, "<C-[>", Command::Cancel, None, None);
        assert_eq!(resolved(Context::Prompt, "3"), [Resolved::Typed('3')]);
        assert_eq!(resolved(Context::Reading, "]x"), [Resolved::Pending, Resolved::Unknown]);
        assert_eq!(resolved(Context::Reading, "0"), [Resolved::Unknown]);
    }

    #[test]
    fn built_in_keys_parse_and_no_command_is_a_prefix_of_another() {
        let keymap = Keymap::default();
        let bound: usize = COMMANDS.iter().map(|i| i.keys.len() * i.contexts.len()).sum();
        assert_eq!(keymap.bindings.len(), bound, "two commands share a key");
        for (context, keys) in keymap.bindings.keys() {
            let longer = keymap
                .bindings
                .keys()
                .any(|(c, k)| c == context && k.len() > keys.len() && k.starts_with(keys));
            assert!(!longer, "{}", Chord(keys.clone()));
        }
    }
}
