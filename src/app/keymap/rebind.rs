//! Rebinding: the keys of a file over the built-in ones, and the built-in ones as such a file. It must not know
//! how a file is read.

use std::collections::HashMap;
use std::fmt::Write as _;

use super::{Bound, Keymap};
use crate::app::command::{COMMANDS, CommandInfo, Group};
use crate::app::context::Context;
use crate::keys::{Chord, Key, KeyCode};
use crate::settings::{KeyLine, KeyWishes, Preset, Settings, Warning, did_you_mean};

/// What a preset changes, written like a reader's own file.
fn preset(preset: Preset) -> KeyWishes {
    let text = match preset {
        Preset::Default => return KeyWishes::default(),
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

    /// Commands that have lost their last key somewhere to another that wanted it, though nobody said so; a line each.
    pub fn lost(wishes: &KeyWishes) -> Vec<String> {
        let (before, after) =
            (Keymap::with(&KeyWishes { lines: Vec::new(), ..*wishes }).0, Keymap::with(wishes).0);
        let said = |info: &CommandInfo, context: Context| {
            let here = |line: &KeyLine| line.context.as_deref().is_none_or(|name| name == context.name());
            wishes.lines.iter().any(|line| line.command == info.name && here(line))
        };
        let mut lost = Vec::new();
        for info in COMMANDS {
            for context in info.contexts.iter().copied().filter(|context| !said(info, *context)) {
                let had = before.keys_of(context, info.command);
                if !had.is_empty() && after.keys_of(context, info.command).is_empty() {
                    let (name, had) = (info.name, had.join(" "));
                    lost.push(format!(
                        "{name} has no key in {} any more: {had} means something else now",
                        context.name()
                    ));
                }
            }
        }
        lost
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
        // What means the same everywhere may still have a key that types where something is typed.
        let anywhere = line.context.is_none() && !contexts.iter().all(|context| context.types());
        for context in contexts {
            let takes = |chord: &&Chord| !(anywhere && is_typed(context, chord));
            self.bindings_mut().retain(|(c, _), bound| *c != context || bound.command != info.command);
            for (rank, chord) in chords.iter().filter(takes).enumerate() {
                let free = allowed(context, chord).and_then(|()| self.make_room(context, chord, taken));
                match free {
                    Ok(()) => {
                        taken.insert((context, chord.0.clone()), (line.line, info.name));
                        let bound = Bound { command: info.command, rank };
                        self.bindings_mut().insert((context, chord.0.clone()), bound);
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
        self.bindings_mut().retain(|(c, keys), _| *c != context || !clashes(keys));
        Ok(())
    }
}

/// Where a line holds.
fn contexts(info: &CommandInfo, name: Option<&str>) -> Result<Vec<Context>, String> {
    let Some(name) = name else { return Ok(info.contexts.to_vec()) };
    let Some(context) = Context::ALL.into_iter().find(|context| context.name() == name) else {
        let near = match did_you_mean(name, Context::ALL.map(Context::name)) {
            none if none.is_empty() => format!(": they are {}", names(&Context::ALL)),
            near => near,
        };
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

fn is_typed(context: Context, chord: &Chord) -> bool {
    context.types() && chord.0.first().is_some_and(|key| key.typed().is_some())
}

/// Characters stay what is typed where something is typed, and digits stay counts where they are such.
fn allowed(context: Context, chord: &Chord) -> Result<(), String> {
    match chord.0.first() {
        Some(_) if is_typed(context, chord) => {
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
            writeln!(text, "{line:<50}  # {}", info.said(None)).expect("a string takes all");
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
            ("[keys]\nrepaint = [\"x\", \"<C-r>\"]", reading, "x", Some(Command::Repaint)),
            ("[keys]\nrepaint = [\"x\", \"<C-r>\"]", Context::Prompt, "<C-r>", Some(Command::Repaint)),
            ("[keys]\nrepaint = [\"x\", \"<C-r>\"]", Context::Prompt, "x", None),
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
            assert_eq!(
                keymap.bindings().get(&(context, chord.0)).map(|bound| bound.command),
                command,
                "{text}: {keys}"
            );
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
                "[keys]\nquit = [\"<X-x>\"]",
                "line 2: '<X-x>' is no key: write a character, or a name like <Enter>, <C-p>, <A-Left>",
            ),
            (
                "[keys]\nquit = [\"x\"]\nback = [\"x\"]",
                "line 3: x cannot be used beside x, which is quit by line 2",
            ),
            (
                "[keys]\nquit = [\"z\"]\nback = [\"zz\"]",
                "line 3: zz cannot be used beside z, which is quit by line 2",
            ),
            ("[keys]\nquit = [\"Ctrl-Q\"]", "line 2: 'Ctrl-Q' is no key; did you mean '<C-q>'?"),
            (
                "[keys.palette]\naccept = [\"<C-y>\"]",
                "line 2: there is no context 'palette': they are reading, shelf, pager, report, terms, prompt, \
                 picker, finder, selecting, menu",
            ),
            ("[keys.prompt]\nrepaint = [\"x\"]", "line 2: x is text in prompt: hold Ctrl or Alt"),
            ("[keys]\nquit = [\"1\"]", "line 2: 1 begins like a count"),
            ("[keys]\naccept = [\"y\"]", "line 2: y is text in prompt: hold Ctrl or Alt"),
        ] {
            assert_eq!(with(text).1, [told], "{text}");
        }
    }

    /// What hands do without asking: each key leads where the program that they know leads, as far as it has a meaning.
    #[test]
    fn presets_are_what_hands_are_used_to() {
        use Command::*;
        let less: &[(&str, Command)] = &[
            ("<Space>", PageDown),
            ("f", PageDown),
            ("<C-v>", PageDown),
            ("b", PageUp),
            ("<A-v>", PageUp),
            ("d", HalfPageDown),
            ("u", HalfPageUp),
            ("j", LineDown),
            ("<C-n>", LineDown),
            ("<C-p>", LineUp),
            ("<Enter>", Choose),
            ("g", Start),
            ("<lt>", Start),
            ("<A-lt>", Start),
            ("G", End),
            (">", End),
            ("F", End),
            ("p", Percent),
            ("%", Percent),
            ("/", Search),
            ("?", SearchBack),
            ("n", NextMatch),
            ("N", PreviousMatch),
            ("<A-u>", Escape),
            ("m", SetMark),
            ("'", GoToMark),
            ("<C-x><C-x>", GoToMark),
            ("h", Help),
            ("=", WhereAmI),
            ("<C-g>", WhereAmI),
            ("r", Repaint),
            ("<C-l>", Repaint),
            ("R", Reload),
            ("s", Write),
            (":", Palette),
            ("q", Back),
            ("Q", Quit),
            ("ZZ", Quit),
        ];
        let vim: &[(&str, Command)] = &[
            ("j", LineDown),
            ("gj", LineDown),
            ("k", LineUp),
            ("gk", LineUp),
            ("<C-e>", LineDown),
            ("<C-y>", LineUp),
            ("<C-d>", HalfPageDown),
            ("<C-u>", HalfPageUp),
            ("<C-f>", PageDown),
            ("<C-b>", PageUp),
            ("gg", Start),
            ("G", End),
            ("%", Percent),
            ("{", PreviousParagraph),
            ("}", NextParagraph),
            ("[[", PreviousQuestion),
            ("]]", NextQuestion),
            ("zt", PutTop),
            ("zz", PutMiddle),
            ("zb", PutBottom),
            ("/", Search),
            ("?", SearchBack),
            ("n", NextMatch),
            ("N", PreviousMatch),
            ("*", Light),
            ("#", PreviousLit),
            ("gd", Define),
            ("gx", Links),
            ("m", SetMark),
            ("'", GoToMark),
            ("`", GoToMark),
            ("<C-o>", JumpBack),
            ("<C-i>", JumpForward),
            ("<C-w>w", SwitchPane),
            ("y", Copy),
            ("v", Select),
            ("V", SelectParagraphs),
            ("<C-g>", WhereAmI),
            ("<C-l>", Repaint),
            ("<C-z>", Suspend),
            ("ZZ", Quit),
            ("ZQ", Quit),
        ];
        for (preset, keys) in [(Preset::Less, less), (Preset::Vim, vim)] {
            let (keymap, _) = Keymap::with(&KeyWishes { preset, ..KeyWishes::default() });
            for (notation, command) in keys {
                let chord: Chord = notation.parse().expect("keys");
                let bound = keymap.bindings().get(&(Context::Reading, chord.0)).map(|bound| bound.command);
                assert_eq!(bound, Some(*command), "{}: {notation}", preset.name());
            }
        }
    }

    #[test]
    fn who_loses_the_last_key_is_told_of() {
        let gone = |name: &str, context: &str, keys: &str| {
            format!("{name} has no key in {context} any more: {keys} means something else now")
        };
        for (text, lost) in [
            ("[keys]\nquit = [\"X\"]", vec![]),
            ("[keys]\nquit = [\"x\"]", vec![gone("swap-roles", "report", "x")]),
            ("[keys]\nnext-question = [\"d\"]", vec![]),
            ("[keys.reading]\nnext-question = [\"n\"]", vec![gone("next-match", "reading", "n")]),
            ("[keys.reading]\nnext-question = [\"n\"]\nnext-match = []", vec![]),
            ("[keys]\npreset = \"vim\"\nlight = [\"g\"]", vec![]),
        ] {
            assert_eq!(Keymap::lost(&Settings::parse(text).0.keys), lost, "{text}");
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
