//! Rebinding: the keys of a file over the built-in ones, and the built-in ones as such a file. It must not know
//! how a file is read.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::sync::Arc;

use super::Keymap;
use crate::app::command::{COMMANDS, CommandInfo, Group};
use crate::app::context::Context;
use crate::keys::{Chord, Key, KeyCode};
use crate::settings::{KeyLine, KeyWishes, Preset, Settings, Warning, did_you_mean};

/// What a preset changes, written like a reader's own file.
fn preset(preset: Preset) -> KeyWishes {
    let text = match preset {
        Preset::Default => "",
        Preset::Less => include_str!("../../../assets/keys/less.toml"),
        Preset::Vim => include_str!("../../../assets/keys/vim.toml"),
    };
    Settings::parse(text).0.keys
}

/// Chords that lines before gave away, and the lines.
type Taken = HashMap<(Context, Vec<Key>), (usize, &'static str)>;

impl Keymap {
    /// The built-in keys, those of a preset over them, and a reader's own over both. What cannot be is told.
    pub fn with(wishes: &KeyWishes) -> (Keymap, Vec<Warning>) {
        let mut keymap = Keymap::default();
        let mut warnings = Vec::new();
        keymap.follow(&preset(wishes.preset).lines, &mut warnings);
        keymap.follow(&wishes.lines, &mut warnings);
        warnings.sort();
        (keymap, warnings)
    }

    /// What holds in one context is stronger than what holds everywhere.
    fn follow(&mut self, lines: &[KeyLine], warnings: &mut Vec<Warning>) {
        for one_context in [false, true] {
            let mut taken = Taken::new();
            for line in lines.iter().filter(|line| line.context.is_some() == one_context) {
                if let Err(wrong) = self.rebind(line, &mut taken) {
                    warnings.push(Warning::new(line.line, wrong));
                }
            }
        }
    }

    /// Gives a command the keys of a line, and takes them from others.
    fn rebind(&mut self, line: &KeyLine, taken: &mut Taken) -> Result<(), String> {
        let info = COMMANDS.iter().find(|info| info.name == line.command).ok_or_else(|| {
            let near = did_you_mean(&line.command, COMMANDS.iter().map(|info| info.name));
            format!("there is no command '{}'{near}", line.command)
        })?;
        let contexts = contexts(info, line.context.as_deref())?;
        let chords: Result<Vec<Chord>, _> = line.chords.iter().map(|chord| chord.parse()).collect();
        let chords = chords.map_err(|bad: crate::keys::BadKey| bad.to_string())?;
        let mut wrong = Ok(());
        for context in contexts {
            Arc::make_mut(&mut self.bindings)
                .retain(|(c, _), command| *c != context || *command != info.command);
            for chord in &chords {
                let free = allowed(context, chord).and_then(|()| self.make_room(context, chord, taken));
                match free {
                    Ok(()) => {
                        taken.insert((context, chord.0.clone()), (line.line, info.name));
                        Arc::make_mut(&mut self.bindings).insert((context, chord.0.clone()), info.command);
                    }
                    Err(reason) => wrong = wrong.and(Err(reason)),
                }
            }
        }
        wrong
    }

    /// Takes from others what is this chord, its beginning, or a longer one, unless the same file gave it to them.
    fn make_room(&mut self, context: Context, chord: &Chord, taken: &Taken) -> Result<(), String> {
        let clashes = |keys: &[Key]| keys.starts_with(&chord.0) || chord.0.starts_with(keys);
        let clash = taken.iter().find(|((c, keys), _)| *c == context && clashes(keys));
        if let Some(((_, keys), (line, name))) = clash {
            let keys = Chord(keys.clone());
            return Err(format!("{chord} cannot be used beside {keys}, which is {name} by line {line}"));
        }
        Arc::make_mut(&mut self.bindings).retain(|(c, keys), _| *c != context || !clashes(keys));
        Ok(())
    }
}

/// Where a line holds.
fn contexts(info: &CommandInfo, name: Option<&str>) -> Result<Vec<Context>, String> {
    let Some(name) = name else { return Ok(info.contexts.to_vec()) };
    let Some(context) = Context::ALL.into_iter().find(|context| context.name() == name) else {
        let near = did_you_mean(name, Context::ALL.map(Context::name));
        return Err(format!("there is no context '{name}'{near}"));
    };
    if !info.contexts.contains(&context) {
        return Err(format!("{} does nothing in {name}, only in {}", info.name, names(info.contexts)));
    }
    Ok(vec![context])
}

fn names(contexts: &[Context]) -> String {
    contexts.iter().map(|context| context.name()).collect::<Vec<_>>().join(", ")
}

/// Characters stay what is typed where something is typed, and digits stay counts where they are such.
fn allowed(context: Context, chord: &Chord) -> Result<(), String> {
    match chord.0.first() {
        Some(key) if context.types() && key.typed().is_some() => {
            Err(format!("{chord} is text in {}: hold Ctrl or Alt", context.name()))
        }
        Some(Key { code: KeyCode::Char('1'..='9'), ctrl: false, alt: false, .. }) if context.counts() => {
            Err(format!("{chord} begins like a count"))
        }
        _ => Ok(()),
    }
}

/// The built-in keys as a file that changes nothing: each command with its keys and what is said of it.
pub fn keys_as_settings() -> String {
    let mut text =
        "\n# Keys: a command and its list of keys, which replaces the built-in one; [] for none.\n"
            .to_owned();
    text.push_str("# j  <Space>  <Enter>  <C-p> Ctrl-P  <A-Left> Alt-Left  <S-Tab> Shift-Tab  <lt> for <  ]] one after another\n");
    writeln!(
        text,
        "# [keys.{}] at the end of the file holds in one place only: {}.",
        Context::Pager.name(),
        names(&Context::ALL)
    )
    .expect("a string takes all");
    let presets = Preset::ALL.map(Preset::name).join(", ");
    writeln!(text, "[keys]\n# What they begin from: {presets}.\n#preset = {:?}", Preset::default().name())
        .expect("a string takes all");
    for group in Group::ALL {
        writeln!(text, "\n# {}", group.title()).expect("a string takes all");
        for info in COMMANDS.iter().filter(|info| info.group == group) {
            let keys: Vec<String> = info.keys.iter().map(|key| format!("{key:?}")).collect();
            let line = format!("#{} = [{}]", info.name, keys.join(", "));
            writeln!(text, "{line:<50}  # {}", info.doc).expect("a string takes all");
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::command::Command;
    use crate::settings::{commented, uncommented};

    fn with(text: &str) -> (Keymap, Vec<String>) {
        let (settings, warnings) = Settings::parse(text);
        assert_eq!(warnings, [], "{text}");
        let (keymap, warnings) = Keymap::with(&settings.keys);
        (keymap, warnings.iter().map(Warning::to_string).collect())
    }

    /// Each row: a file, a context, keys, and the command that they lead to.
    #[test]
    fn keys_follow_the_file() {
        let reading = Context::Reading;
        for (text, context, keys, command) in [
            ("", reading, "j", Some(Command::LineDown)),
            ("[keys]\nline-down = [\"n\"]", reading, "n", Some(Command::LineDown)),
            ("[keys]\nline-down = [\"n\"]", Context::Pager, "n", Some(Command::LineDown)),
            ("[keys]\nline-down = [\"n\"]", reading, "j", None),
            ("[keys]\nline-down = \"n\"", reading, "j", None),
            ("[keys.pager]\nline-down = [\"n\"]", Context::Pager, "n", Some(Command::LineDown)),
            ("[keys.pager]\nline-down = [\"n\"]", reading, "n", Some(Command::NextMatch)),
            ("[keys]\nquit = []", reading, "Q", None),
            ("[keys]\nnext-question = [\"<C-w>j\"]", reading, "<C-w>j", Some(Command::NextQuestion)),
            // A chord takes the keys that would never let it finish, and those that it would never let begin.
            ("[keys]\nstart = [\"gg\"]", reading, "gg", Some(Command::Start)),
            ("[keys]\nback = [\"]\"]", reading, "]", Some(Command::Back)),
            (
                "[keys]\nback = [\"x\"]\n[keys.pager]\nquit = [\"x\"]",
                Context::Pager,
                "x",
                Some(Command::Quit),
            ),
            ("[keys]\npreset = \"vim\"", reading, "gg", Some(Command::Start)),
            ("[keys]\npreset = \"vim\"\nstart = [\"g\"]", reading, "g", Some(Command::Start)),
            ("[keys]\npreset = \"less\"", reading, "h", Some(Command::Help)),
        ] {
            let (keymap, warnings) = with(text);
            assert_eq!(warnings, Vec::<String>::new(), "{text}");
            let chord: Chord = keys.parse().expect("keys");
            assert_eq!(keymap.bindings.get(&(context, chord.0)).copied(), command, "{text}: {keys}");
        }
    }

    #[test]
    fn what_cannot_be_is_told() {
        for (text, told) in [
            ("[keys]\nqiut = [\"x\"]", "line 2: there is no command 'qiut'; did you mean 'quit'?"),
            (
                "[keys.raeding]\nquit = [\"x\"]",
                "line 2: there is no context 'raeding'; did you mean 'reading'?",
            ),
            (
                "[keys.prompt]\npercent = [\"<C-x>\"]",
                "line 2: percent does nothing in prompt, only in reading",
            ),
            (
                "[keys]\nquit = [\"<C+x>\"]",
                "line 2: '<C+x>' is no key: write a character, or a name like <Enter>, <C-p>, <A-Left>",
            ),
            (
                "[keys]\nquit = [\"x\"]\nback = [\"x\"]",
                "line 3: x cannot be used beside x, which is quit by line 2",
            ),
            (
                "[keys]\nquit = [\"z\"]\nback = [\"zz\"]",
                "line 3: zz cannot be used beside z, which is quit by line 2",
            ),
            ("[keys]\nquit = [\"1\"]", "line 2: 1 begins like a count"),
            ("[keys]\naccept = [\"y\"]", "line 2: y is text in prompt: hold Ctrl or Alt"),
        ] {
            assert_eq!(with(text).1, [told], "{text}");
        }
    }

    #[test]
    fn presets_are_sound_and_leave_every_command_a_key() {
        for preset in Preset::ALL {
            let (keymap, warnings) = with(&format!("keys.preset = {:?}", preset.name()));
            assert_eq!(warnings, Vec::<String>::new(), "{}", preset.name());
            assert!(super::preset(preset).lines.is_empty() == (preset == Preset::Default));
            for info in COMMANDS {
                for context in info.contexts {
                    let keys = keymap.keys_of(*context, info.command);
                    assert!(!keys.is_empty(), "{}: {} in {}", preset.name(), info.name, context.name());
                }
            }
        }
    }

    #[test]
    fn the_printed_file_names_every_binding_and_changes_none() {
        let text = commented() + &keys_as_settings();
        assert_eq!(with(&text), (Keymap::default(), Vec::new()));
        let (settings, warnings) = Settings::parse(&uncommented(&text));
        assert_eq!(warnings, []);
        assert_eq!(Keymap::with(&settings.keys), (Keymap::default(), Vec::new()));
        let named: Vec<_> =
            settings.keys.lines.iter().map(|l| (l.command.as_str(), l.chords.clone())).collect();
        let mut wanted = Vec::new();
        for group in Group::ALL {
            let of_group = COMMANDS.iter().filter(|info| info.group == group);
            wanted.extend(
                of_group.map(|i| (i.name, i.keys.iter().map(|k| (*k).to_owned()).collect::<Vec<_>>())),
            );
        }
        assert_eq!(named, wanted);
    }

    #[test]
    fn every_context_of_a_command_has_a_name() {
        let all = COMMANDS.iter().flat_map(|info| info.contexts);
        all.for_each(|context| assert!(Context::ALL.contains(context), "{context:?}"));
    }
}
