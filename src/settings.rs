//! What a reader has set in a file: one table of settings, read from TOML, and the commented file that is made from it.
//!
//! Nothing in a file can keep the program from starting: what is not understood is a [`Warning`] with its line, and
//! what stands beside it holds. It must not know commands, colours, files or the environment: keys are kept as
//! they are written, and a theme by its name.

mod keys;
mod toml;

pub use self::keys::{KeyLine, KeyWishes, Preset};
pub use self::toml::{Entry, File, Given, did_you_mean};
use crate::text::Ambiguous;

/// Something in a file that is not followed.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Warning {
    /// Its line, from 1.
    pub line: usize,
    /// What is wrong, in lower case, with a suggestion where there is one.
    pub text: String,
}

impl Warning {
    /// On a line.
    pub fn new(line: usize, text: impl Into<String>) -> Warning {
        Warning { line, text: text.into() }
    }
}

impl std::fmt::Display for Warning {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "line {}: {}", self.line, self.text)
    }
}

/// Which panes a session begins with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Panes {
    /// The question list beside the reader.
    #[default]
    Both,
    /// The reader alone.
    Reader,
    /// The questions alone.
    Questions,
    /// The answers alone.
    Answers,
}

/// What lines and marks of the screen are made of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Borders {
    /// Box drawing and other signs of Unicode.
    #[default]
    Unicode,
    /// ASCII alone.
    Ascii,
}

/// All that can be set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// Columns of text.
    pub measure: usize,
    /// Which panes a session begins with.
    pub panes: Panes,
    /// A theme's name, or `auto`.
    pub theme: String,
    /// The keys that differ from the built-in ones.
    pub keys: KeyWishes,
    /// The file with names of one thing; empty: none.
    pub aliases: String,
    /// Whether the mouse is taken from the terminal at once.
    pub mouse: bool,
    /// What lines and marks are made of.
    pub borders: Borders,
    /// How wide the disputed characters are.
    pub ambiguous: Ambiguous,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings {
            measure: 72,
            panes: Panes::default(),
            theme: AUTO.to_owned(),
            keys: KeyWishes::default(),
            aliases: ALIASES.to_owned(),
            mouse: false,
            borders: Borders::default(),
            ambiguous: Ambiguous::default(),
        }
    }
}

/// The theme that follows the terminal's background and colours.
pub const AUTO: &str = "auto";

/// The alias file where none is set.
pub const ALIASES: &str = "aliases.toml";

/// The narrowest and the widest measure.
pub const MEASURES: std::ops::RangeInclusive<usize> = 20..=160;

/// What a setting takes.
#[derive(Clone, Copy, Debug)]
enum Takes {
    /// A whole number, from and to.
    Whole(fn(&mut Settings, usize), usize, usize),
    /// `true` or `false`.
    Flag(fn(&mut Settings, bool)),
    /// Any text.
    Text(fn(&mut Settings, &str)),
    /// One of some words, by its place among them.
    Word(fn(&mut Settings, usize), &'static [&'static str]),
}

/// A setting with all that is said of it.
#[derive(Clone, Copy, Debug)]
pub struct SettingInfo {
    /// Its name in the file.
    pub name: &'static str,
    /// What it is, in one line.
    pub doc: &'static str,
    /// Its value where the file does not say, in TOML.
    pub default: &'static str,
    takes: Takes,
}

const PANES: [Panes; 4] = [Panes::Both, Panes::Reader, Panes::Questions, Panes::Answers];

/// All settings but the keys, in the order of the file.
#[rustfmt::skip]
pub const SETTINGS: &[SettingInfo] = &[
    SettingInfo {
        name: "measure", default: "72",
        doc: "Columns of text, at most: 20 to 160. + and - change it while reading.",
        takes: Takes::Whole(|s, n| s.measure = n, *MEASURES.start(), *MEASURES.end()),
    },
    SettingInfo {
        name: "panes", default: "\"both\"",
        doc: "What a session begins with: both, reader, questions, answers.",
        takes: Takes::Word(|s, n| s.panes = PANES[n % PANES.len()], &["both", "reader", "questions", "answers"]),
    },
    SettingInfo {
        name: "theme", default: "\"auto\"",
        doc: "auto follows the terminal; or dark, light, sixteen, sixteen-light, contrast, mono, or NAME for themes/NAME.toml beside this file.",
        takes: Takes::Text(|s, text| s.theme = text.to_owned()),
    },
    SettingInfo {
        name: "mouse", default: "false",
        doc: "Click, wheel, drag the divider. The terminal then selects text only with Shift held.",
        takes: Takes::Flag(|s, flag| s.mouse = flag),
    },
    SettingInfo {
        name: "borders", default: "\"unicode\"",
        doc: "What lines and marks are made of: unicode, ascii.",
        takes: Takes::Word(|s, n| s.borders = [Borders::Unicode, Borders::Ascii][n % 2], &["unicode", "ascii"]),
    },
    SettingInfo {
        name: "ambiguous-width", default: "\"narrow\"",
        doc: "How your terminal shows characters of disputed width, such as “ and …: narrow, wide.",
        takes: Takes::Word(|s, n| s.ambiguous = [Ambiguous::Narrow, Ambiguous::Wide][n % 2], &["narrow", "wide"]),
    },
    SettingInfo {
        name: "aliases", default: "\"aliases.toml\"",
        doc: "Names of one thing, in TOML, from this file's folder; those you confirm with a are kept there. \"\": nowhere.",
        takes: Takes::Text(|s, text| s.aliases = text.to_owned()),
    },
];

impl SettingInfo {
    /// Follows a value, or says what would be one.
    fn follow(&self, settings: &mut Settings, given: &Given) -> Result<(), String> {
        let wants = |what: &str| Err(format!("{} is {what}, such as {}", self.name, self.default));
        match (self.takes, given) {
            (Takes::Whole(set, least, most), Given::Whole(number)) => {
                match usize::try_from(*number).ok().filter(|n| (least..=most).contains(n)) {
                    Some(number) => set(settings, number),
                    None => return wants(&format!("from {least} to {most}")),
                }
            }
            (Takes::Whole(_, least, most), _) => return wants(&format!("a number from {least} to {most}")),
            (Takes::Flag(set), Given::Flag(flag)) => set(settings, *flag),
            (Takes::Flag(_), _) => return wants("true or false"),
            (Takes::Text(set), Given::Text(text)) => set(settings, text),
            (Takes::Text(_), _) => return wants("a text in quotes"),
            (Takes::Word(set, words), Given::Text(text)) => match words.iter().position(|w| w == text) {
                Some(at) => set(settings, at),
                None => {
                    let near = did_you_mean(text, words.iter().copied());
                    return Err(format!("{} is one of {}{near}", self.name, words.join(", ")));
                }
            },
            (Takes::Word(_, words), _) => return wants(&format!("one of {}", words.join(", "))),
        }
        Ok(())
    }
}

impl Settings {
    /// Reads a file's text. What is not understood is told, and everything else holds.
    pub fn parse(text: &str) -> (Settings, Vec<Warning>) {
        let file = File::parse(text);
        let mut settings = Settings::default();
        let mut warnings = file.warnings;
        for entry in &file.entries {
            let known = SETTINGS.iter().find(|info| info.name == entry.name);
            match (known, &entry.given) {
                (None, Given::Table(lines)) if entry.name == keys::TABLE => {
                    settings.keys.take(lines, &mut warnings);
                }
                (None, _) => {
                    let names = SETTINGS.iter().map(|info| info.name).chain([keys::TABLE]);
                    let near = did_you_mean(&entry.name, names);
                    warnings.push(Warning::new(
                        entry.line,
                        format!("there is no setting '{}'{near}", entry.name),
                    ));
                }
                (Some(info), given) => {
                    if let Err(wrong) = info.follow(&mut settings, given) {
                        warnings.push(Warning::new(entry.line, wrong));
                    }
                }
            }
        }
        warnings.sort();
        (settings, warnings)
    }
}

/// The settings as a file that changes nothing: each with what is said of it, and what holds where it is not set. The
/// tables of keys are to be put behind it.
pub fn commented() -> String {
    let mut text = "# What vivavoce is to do otherwise. Take the # away from a line to set it; what stands here holds without.\n"
        .to_owned();
    for info in SETTINGS {
        text.push_str(&format!("\n# {}\n#{} = {}\n", info.doc, info.name, info.default));
    }
    text
}

/// A commented file with all that it names set.
pub fn uncommented(text: &str) -> String {
    let set = |line: &str| match line.strip_prefix('#') {
        Some(rest) if !rest.starts_with(' ') => format!("{rest}\n"),
        _ => format!("{line}\n"),
    };
    text.lines().map(set).collect()
}

#[cfg(test)]
mod tests;
