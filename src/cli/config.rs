//! Where a reader's settings and themes lie, and what comes of them. It must not know what a setting means.

use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use super::args::{Config, Wanted};
use super::{TROUBLE, complain, print};
use crate::app::{Setup, keys_as_settings};
use crate::runtime::{Choice, Looks, Surroundings, reason};
use crate::search::Aliases;
use crate::settings::{self, ALIASES, AUTO, Settings, Warning, did_you_mean};
use crate::text::{part, printable};
use crate::ui::{THEMES, Theme};

const FILE: &str = "config.toml";
const THEME_FOLDER: &str = "themes";
const THEME_ENDING: &str = "toml";

/// A reader's settings, and what of them is not followed.
#[derive(Debug, Default)]
pub(super) struct Loaded {
    settings: Settings,
    /// The folder from which its paths are counted; none where no settings are read.
    folder: Option<PathBuf>,
    /// A line each, with the file and its line; and how many bytes at its front are folders.
    warnings: Vec<(String, usize)>,
}

/// The file that is read where none is named.
fn usual_file() -> Option<PathBuf> {
    let folder = |name: &str| std::env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute());
    let base = folder("XDG_CONFIG_HOME").or_else(|| Some(folder("HOME")?.join(".config")))?;
    Some(base.join("vivavoce").join(FILE))
}

/// Reads a text file. What is no UTF-8 in it becomes marks, of which the parser tells.
fn text_of(path: &Path) -> io::Result<String> {
    std::fs::read(path).map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
}

impl Loaded {
    /// Reads the settings that the arguments want. Nothing keeps the program from starting.
    pub(super) fn new(wanted: &Wanted) -> Loaded {
        let named = wanted.config.clone();
        let Some(path) = named.clone().or_else(usual_file).filter(|_| !wanted.no_config) else {
            return Loaded::default();
        };
        let folder = path.parent().map(Path::to_path_buf).unwrap_or_default();
        let mut loaded = Loaded { folder: Some(folder), ..Loaded::default() };
        match text_of(&path) {
            Ok(text) => {
                let (settings, warnings) = Settings::parse(&text);
                loaded.settings = settings;
                loaded.warn(&path, warnings);
                let (_, warnings) = Setup::new(&loaded.settings);
                loaded.warn(&path, warnings);
            }
            // Most readers have none.
            Err(error) if error.kind() == io::ErrorKind::NotFound && named.is_none() => {}
            Err(error) => loaded.cannot_read(&path, &error),
        }
        if let Some(theme) = &wanted.theme {
            loaded.settings.theme.clone_from(theme);
        }
        loaded
    }

    fn warn(&mut self, path: &Path, warnings: Vec<Warning>) {
        let (path, name) = (path.to_string_lossy(), path.file_name().unwrap_or_default().to_string_lossy());
        for warning in warnings {
            let whole = printable(&format!("{path}: {warning}")).into_owned();
            let short = printable(&format!("{name}: {warning}")).len();
            let folders = whole.len().saturating_sub(short);
            self.warnings.push((whole, folders));
        }
    }

    fn tell_of(&mut self, told: &str) {
        self.warnings.push((printable(told).into_owned(), 0));
    }

    fn cannot_read(&mut self, path: &Path, error: &io::Error) {
        self.tell_of(&format!("cannot read '{}': {}", path.to_string_lossy(), reason(error)));
    }

    /// Columns of text.
    pub(super) fn measure(&self) -> usize {
        self.settings.measure
    }

    /// A path of the settings: `~` is the reader's home, and others are counted from the settings' folder.
    fn path(&self, written: &str) -> PathBuf {
        match (written.strip_prefix("~/"), std::env::var_os("HOME")) {
            (Some(rest), Some(home)) => Path::new(&home).join(rest),
            _ => self.folder.as_deref().unwrap_or(Path::new("")).join(written),
        }
    }

    /// The file in which names of one thing are kept, whether or not it is there; none where none is wanted.
    pub(super) fn alias_file(&self) -> Option<PathBuf> {
        let written = Some(self.settings.aliases.as_str()).filter(|path| !path.is_empty());
        written.filter(|_| self.folder.is_some()).map(|written| self.path(written))
    }

    /// The same where it can be read. The usual one comes with the first names that are kept.
    pub(super) fn aliases(&mut self) -> Option<PathBuf> {
        let path = self.alias_file()?;
        match text_of(&path).map(|text| Aliases::parse(&text)) {
            Ok(Ok(_)) => return Some(path),
            Ok(Err(bad)) => self.tell_of(&format!("{}: {bad}", path.display())),
            Err(error) if error.kind() == io::ErrorKind::NotFound && self.settings.aliases == ALIASES => {}
            Err(error) => self.cannot_read(&path, &error),
        }
        None
    }

    /// How the reading looks.
    pub(super) fn looks(&mut self) -> Looks {
        let choice = self.choice();
        let Settings { borders, ambiguous, .. } = self.settings;
        Looks { surroundings: Surroundings::of_process(), choice, borders, ambiguous }
    }

    fn choice(&mut self) -> Choice {
        let name = self.settings.theme.clone();
        if name == AUTO {
            return Choice::Fitting;
        }
        if THEMES.iter().any(|(known, _)| *known == name) {
            return Choice::BuiltIn(name);
        }
        let folder = self.path(THEME_FOLDER);
        let own = folder.join(format!("{name}.{THEME_ENDING}"));
        // A name that is a path, from where the reader stands, or one of the folder.
        let is_path = name.ends_with(&format!(".{THEME_ENDING}"));
        let path = if is_path { self.path(&name) } else { own };
        let path = if is_path && !path.exists() { PathBuf::from(&name) } else { path };
        match text_of(&path) {
            Ok(text) => {
                let (theme, warnings) = Theme::parse(&text);
                self.warn(&path, warnings);
                Choice::Own(Box::new(theme))
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound && !is_path => {
                let own = names_in(&folder);
                let known =
                    THEMES.iter().map(|(name, _)| *name).chain([AUTO]).chain(own.iter().map(String::as_str));
                let near = did_you_mean(&name, known);
                self.tell_of(&format!("there is no theme '{name}'{near}"));
                Choice::Fitting
            }
            Err(error) => {
                self.cannot_read(&path, &error);
                Choice::Fitting
            }
        }
    }

    /// What a session begins with. What is not followed is told there in one line.
    pub(super) fn setup(&self) -> Setup {
        let (mut setup, _) = Setup::new(&self.settings);
        setup.notice = self.warnings.first().map(|(first, folders)| {
            // The bar has little room, and the reader knows where the settings lie.
            let first = part(first, *folders..first.len());
            match self.warnings.len() - 1 {
                0 => first.to_owned(),
                more => format!("{first} (and {more} more: vivavoce config)"),
            }
        });
        setup
    }

    /// Tells all that is not followed where there is no screen.
    pub(super) fn tell(&self) {
        self.warnings.iter().for_each(|(warning, _)| complain(&anyhow::Error::msg(warning.clone())));
    }
}

/// The themes of a folder.
fn names_in(folder: &Path) -> Vec<String> {
    let files =
        std::fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok).map(|file| file.path());
    let themes = files.filter(|path| path.extension().is_some_and(|ending| ending == THEME_ENDING));
    themes.filter_map(|path| path.file_stem()?.to_str().map(str::to_owned)).collect()
}

/// The commented settings.
pub(super) fn default_file() -> String {
    settings::commented() + &keys_as_settings()
}

/// Shows where the settings lie and what of them is not followed; or all of them.
pub(super) fn config(wanted: &Config) -> anyhow::Result<ExitCode> {
    if wanted.print_default {
        return print(&default_file()).map(|()| ExitCode::SUCCESS);
    }
    let mut loaded = Loaded::new(&wanted.wanted);
    drop((loaded.looks(), loaded.aliases()));
    let path = wanted.wanted.config.clone().or_else(usual_file).unwrap_or_default();
    let there = if path.exists() { "" } else { " (not there; vivavoce config --print-default writes one)" };
    print(&format!("{}{there}\n", printable(&path.to_string_lossy())))?;
    loaded.tell();
    Ok(if loaded.warnings.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(TROUBLE) })
}
