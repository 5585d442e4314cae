//! Keys as they are written in a file: which command, in which context, by which chords. It must not know which
//! commands and contexts there are.

use super::toml::{Entry, Given};
use super::{Warning, did_you_mean};

/// The table of the keys.
pub(super) const TABLE: &str = "keys";
const PRESET: &str = "preset";

/// Keys for hands that are used to another program.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Preset {
    /// Both, as far as they agree.
    #[default]
    Default,
    /// Those of less.
    Less,
    /// Those of vim.
    Vim,
}

impl Preset {
    /// All of them.
    pub const ALL: [Preset; 3] = [Preset::Default, Preset::Less, Preset::Vim];

    /// Its name in the file.
    pub const fn name(self) -> &'static str {
        match self {
            Preset::Default => "default",
            Preset::Less => "less",
            Preset::Vim => "vim",
        }
    }
}

fn preset(given: &Given) -> Result<Preset, String> {
    let all = || Preset::ALL.map(Preset::name);
    let (name, quoted) = match given {
        Given::Text(name) => (name.as_str(), true),
        Given::Bare(name) => (name.as_str(), false),
        _ => ("", false),
    };
    let known = Preset::ALL.into_iter().find(|preset| preset.name() == name);
    match known.filter(|_| quoted) {
        Some(preset) => Ok(preset),
        None if known.is_some() => Err(format!("preset is a text in quotes; did you mean {name:?}?")),
        None => Err(format!("preset is one of {}{}", all().join(", "), did_you_mean(name, all()))),
    }
}

/// The keys of one command, as a file gives them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyLine {
    /// Its line, from 1.
    pub line: usize,
    /// The context in which they hold; none: wherever the command works.
    pub context: Option<String>,
    /// The command's name.
    pub command: String,
    /// Its chords; none: it has no keys there.
    pub chords: Vec<String>,
}

/// All that a file says of keys.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KeyWishes {
    /// What they begin from.
    pub preset: Preset,
    /// What differs from that: first what holds everywhere, then what holds in one context.
    pub lines: Vec<KeyLine>,
}

impl KeyWishes {
    /// Takes what stands in the table of keys.
    pub(super) fn take(&mut self, entries: &[Entry], warnings: &mut Vec<Warning>) {
        for entry in entries {
            match &entry.given {
                given if entry.name == PRESET => match preset(given) {
                    Ok(preset) => self.preset = preset,
                    Err(told) => warnings.push(Warning::new(entry.line, told)),
                },
                Given::Table(_) => {}
                _ => self.line(None, entry, warnings),
            }
        }
        for context in entries {
            if let Given::Table(lines) = &context.given {
                lines.iter().for_each(|line| self.line(Some(&context.name), line, warnings));
            }
        }
    }

    fn line(&mut self, context: Option<&str>, entry: &Entry, warnings: &mut Vec<Warning>) {
        let Some(chords) = entry.given.texts() else {
            let told = format!("the keys of {} are a list, such as [\"j\", \"<Down>\"]", entry.name);
            return warnings.push(Warning::new(entry.line, told));
        };
        self.lines.push(KeyLine {
            line: entry.line,
            context: context.map(str::to_owned),
            command: entry.name.clone(),
            chords,
        });
    }
}
